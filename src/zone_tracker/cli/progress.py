"""How far a long work has come, on stderr, for a person at a terminal and after a second."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer
from time import monotonic
from typing import TYPE_CHECKING

from zone_tracker.model import Language, Message
from zone_tracker.wording import say

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 1.0
"""Seconds before anything is shown."""


class Watch:
    """What a person sees of a work from its first second until its answer comes.

    It is drawn by a thread of its own: SQLite does not come up for air in a long statement.
    """

    def __init__(self, lang: Language) -> None:
        self.lang = lang
        self._told = say(Message("progress.working"), lang)
        self._done = 0
        self._total: int | None = None
        self._drawn: Progress | None = None
        self.begin()

    def begin(self) -> None:
        """Show it from the next second on."""
        self._timer = Timer(PATIENCE, self._draw)
        self._timer.daemon = True
        with unheard():
            self._timer.start()

    def counting(self, words: str, total: int | None = None) -> Callable[[int], None]:
        """A function that is told how many of `total` are done; None: nobody knows how many.

        `words` take `count`, `rate` a second and, with a total, `total` and the time `left`.
        """
        started = monotonic()

        def tick(done: int) -> None:
            rate = done / max(monotonic() - started, 0.001)
            values: dict[str, object] = {"count": done, "rate": round(rate)}
            if total is not None:
                values |= {"total": total, "left": minutes((total - done) / max(rate, 0.001))}
            self._show(say(Message(words, values), self.lang), done, total)

        return tick

    def end(self) -> None:
        """Take it off the screen, or never show it."""
        self._timer.cancel()
        self._timer.join()  # it may be about to draw
        if self._drawn is not None:
            self._drawn.stop()
            self._drawn = None

    def _show(self, told: str, done: int, total: int | None) -> None:
        self._told, self._done, self._total = told, done, total
        if self._drawn is not None:
            self._drawn.update(
                self._drawn.task_ids[0], description=told, completed=done, total=total
            )

    def _draw(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (BarColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
        drawn = Progress(*columns, console=Console(stderr=True), transient=True)
        drawn.add_task(self._told, completed=self._done, total=self._total)
        if not self._timer.finished.is_set():
            drawn.start()
            self._drawn = drawn  # only now: it is told of rows at any moment


@contextmanager
def unheard() -> Iterator[None]:
    """Let threads that begin in here leave every signal to the main one.

    One that another thread gets does not break off what the main one waits for: Ctrl-C at a
    question would be heard after the answer.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def minutes(seconds: float) -> str:
    """A time as people read it off a clock: 0:07, 12:30."""
    whole, rest = divmod(round(max(seconds, 0)), 60)
    return f"{whole}:{rest:02}"
