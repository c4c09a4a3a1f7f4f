"""How far a long work has come, on stderr, for a person at a terminal and after a second."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic

from zone_tracker.cli.session import at_terminal
from zone_tracker.model import Language, Message
from zone_tracker.wording import say

PATIENCE = 1.0
"""Seconds before anything is shown."""


@contextmanager
def progress(lang: Language, words: str = "progress.rows") -> Iterator[Callable[[int], None]]:
    """A function that is told how many rows were dealt with; it draws a bar when it takes long.

    `words` is the wording of what is counted, where it is not rows.
    """
    if not at_terminal(sys.stderr):
        yield lambda rows: None
        return
    started = monotonic()
    with ExitStack() as stack:
        draw: list[Callable[[int], None]] = []

        def tick(rows: int) -> None:
            if not draw and monotonic() - started > PATIENCE:
                draw.append(bar(stack, lang, words))
            if draw:
                draw[0](rows)

        yield tick


def bar(stack: ExitStack, lang: Language, words: str) -> Callable[[int], None]:
    """A bar on stderr that is gone with the stack; it takes what is done so far."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    drawn = stack.enter_context(Progress(*columns, console=Console(stderr=True), transient=True))
    task = drawn.add_task("", total=None)

    def show(rows: int) -> None:
        drawn.update(task, description=say(Message(words, {"count": rows}), lang))

    return show
