"""What people and machines get to see, compared with files that are read in every diff."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from zone_tracker.wording import LANGUAGES
from zone_tracker.writers import WRITERS

Golden = Callable[[str, str], None]

READINGS = (
    "status",
    "gaps",
    "target list",
    "target show T1",
    "target show T2",
    "project show nexus",
    "zone list",
    "cluster list",
    "project list",
    "deliverable list",
    "zone history vo-lao",
    "log",
)
DAYS = ("31/3/2024", "31/12/2024")
HELP_PAGES = ("", "zone add", "status")
EXTENSIONS = {"table": "txt", "json": "json", "jsonl": "jsonl", "md": "md"}


def name_of(words: str, *more: str) -> str:
    """The file of a command line: its words and what else tells it apart."""
    return "cli/" + "-".join([*words.split(), *more]).replace("/", ".")


@pytest.fixture
def told(run: Run, record: Path) -> Callable[..., str]:
    """Run a reading that does well; give its stdout."""

    def tell(*words: str, **how: Any) -> str:
        result = run(*words, **how)
        assert (result.code, result.err) == (0, "")
        return result.out

    return tell


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("words", READINGS)
def test_a_reading_in_a_pipe(
    words: str, lang: str, told: Callable[..., str], golden: Golden
) -> None:
    golden(name_of(words, f"{lang}.txt"), told(*words.split(), lang=lang))


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("words", ["status", "target show T1"])
def test_a_reading_of_an_earlier_day(
    words: str, day: str, told: Callable[..., str], golden: Golden
) -> None:
    golden(name_of(words, f"{day}.txt"), told(*words.split(), "--as-of", day))


# A page has golden files without its style, in test_writers_html.
@pytest.mark.parametrize("format", [format for format in WRITERS if format != "html"])
def test_a_list_in_every_format(format: str, told: Callable[..., str], golden: Golden) -> None:
    text = told("zone", "list", "--format", format)
    golden(name_of("zone list format", f"{format}.{EXTENSIONS.get(format, format)}"), text)


@pytest.mark.parametrize("format", WRITERS)
def test_a_list_in_a_file_is_the_list_on_stdout(
    format: str, told: Callable[..., str], record: Path
) -> None:
    assert told("zone", "list", "--format", format, "-o", "list.txt") == ""
    written = record.with_name("list.txt").read_bytes().decode()
    assert written == told("zone", "list", "--format", format)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("words", HELP_PAGES)
def test_a_help_page(words: str, lang: str, told: Callable[..., str], golden: Golden) -> None:
    text = told(*words.split(), "--help", lang=lang, env={"COLUMNS": "80"})
    golden(name_of("help", *words.split(), f"{lang}.txt"), text)
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("colour", [True, False])
@pytest.mark.parametrize("width", [80, 140])
def test_status_on_a_terminal(
    width: int, colour: bool, told: Callable[..., str], golden: Golden
) -> None:
    env = {} if colour else {"NO_COLOR": "1"}
    text = told("status", terminal=width, env=env)
    golden(name_of("status", f"{width}{'-colour' if colour else ''}.txt"), text)
    assert ("\x1b[" in text) is colour


def test_no_color_the_option_and_the_environment_say_the_same(told: Callable[..., str]) -> None:
    plain = told("status", terminal=80, env={"NO_COLOR": "1"})
    assert told("status", "--no-color", terminal=80) == plain
    assert told("status", terminal=80, env={"TERM": "dumb"}) == plain
    assert max(map(len, plain.splitlines())) <= 80
