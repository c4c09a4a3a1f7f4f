"""What a person sees of a long work: how far it has come, and nothing once its answer is there."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr

import pytest

from terminals import at_terminal
from zone_tracker.cli import progress
from zone_tracker.cli.progress import Watch, minutes
from zone_tracker.model import Language


class Screen(io.StringIO):
    """A stream at which somebody reads along."""

    def isatty(self) -> bool:
        return True

    @property
    def text(self) -> str:
        """What was written, without the signs that move about."""
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self.getvalue())


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(progress, "PATIENCE", 0.01)
    return Screen()


@contextmanager
def watched(screen: Screen, lang: Language) -> Iterator[Watch]:
    """Somebody at a screen while something goes on."""
    with redirect_stderr(screen):
        watch = Watch(lang)
        try:
            yield watch
        finally:
            watch.end()


def waited(until: Callable[[], bool]) -> bool:
    """Whether something came about within some seconds."""
    end = time.monotonic() + 20
    while not until():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def test_a_long_work_is_seen_while_nothing_can_be_counted(screen: Screen) -> None:
    with watched(screen, "vi"):
        assert waited(lambda: "đang làm" in screen.text)
    shown = screen.text
    time.sleep(0.15)
    assert screen.text == shown  # it is gone, and does not come again


@pytest.mark.parametrize(
    ("words", "total", "told"),
    [
        ("progress.rows-of", 4000, r"1,000 of 4,000 rows, [\d,]+ rows a second, \d+:\d\d left"),
        ("progress.rows", None, r"1,000 rows, [\d,]+ rows a second"),
    ],
)
def test_what_is_counted_is_told_with_its_rate_and_what_remains(
    screen: Screen, words: str, total: int | None, told: str
) -> None:
    with watched(screen, "en") as watch:
        watch.counting(words, total)(1000)
        assert waited(lambda: re.search(told, screen.text) is not None), screen.text


def test_a_short_work_shows_nothing(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 30.0)
    with watched(screen, "vi") as watch:
        watch.counting("progress.rows")(5)
    assert screen.text == ""


def test_nothing_is_drawn_while_a_question_stands(screen: Screen) -> None:
    with watched(screen, "vi") as watch:
        watch.end()
        time.sleep(0.1)
        assert screen.text == ""
        watch.begin()
        assert waited(lambda: "đang làm" in screen.text)


def test_an_answer_at_a_terminal_has_nothing_else_around_it() -> None:
    seen = at_terminal("--lang", "en", "zone", "list", answer="")
    assert seen.code == 0
    assert "working" not in seen.screen


@pytest.mark.parametrize(
    ("seconds", "told"), [(0.2, "0:00"), (7, "0:07"), (750, "12:30"), (-3, "0:00")]
)
def test_a_time_is_told_as_on_a_clock(seconds: float, told: str) -> None:
    assert minutes(seconds) == told
