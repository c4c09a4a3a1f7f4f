"""Bars, stacks, timelines and trends as text: on a terminal alone, true to their numbers."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from conftest import Run
from drawn import told
from zone_tracker.drawing import Bars, Drawing, Stack, Timeline, Trend
from zone_tracker.model import Column, FactDate, Message, Report, Table
from zone_tracker.writers import Screen, write
from zone_tracker.writers.sketches import Axis, cells_of

PLAIN = {"NO_COLOR": "1"}


pytestmark = pytest.mark.usefixtures("free_wording")


def table(drawing: Drawing, *rows: tuple[object, ...], keys: str = "name a b c") -> Report:
    columns = tuple(
        Column(
            key,
            told(key),
            right=key not in ("name", "date"),
            only="machines" if key == "plan" else "",
        )
        for key in keys.split()
    )
    text = (told("A paragraph that stands before the rows."),)
    return Report((Table("rows", told("Title"), columns, rows, text=text, drawing=drawing),))


def lines(report: Report, screen: Screen) -> list[str]:
    """The lines of a table's rows, without its title and paragraph."""
    out = io.StringIO()
    write(report, out, "table", "en", screen=screen)
    title, paragraph, rows, *_ = out.getvalue().split("\n\n")
    assert "Title" in title
    assert " ".join(paragraph.split()) == "A paragraph that stands before the rows."
    return rows.splitlines()


WIDE, NARROW = Screen(140), Screen(80)
ASCII = Screen(80, unicode=False)
"""A terminal, and one that shows ASCII alone."""

BARS = table(
    Bars("name", "a", "b", "c"),
    *(
        ("nothing", 0, 9, None),
        ("little", 1, 900, None),
        ("half", 4, 8, Message("verdict.at-risk")),
    ),
    *(("nearly", 899, 900, None), ("all", 9, 9, Message("verdict.met")), ("more", 12, 9, None)),
    *(("unknown", None, 9, None), ("no whole", 3, None, None)),
)


def test_a_bar_is_as_long_as_its_number() -> None:
    drawn = [line.split()[2] for line in lines(BARS, NARROW)[2:8]]
    assert [bar.count("█") for bar in drawn] == [0, 1, 3, 5, 6, 6]
    assert {len(bar) for bar in drawn} == {6}
    assert [bar.count("█") for bar in (line.split()[2] for line in lines(BARS, WIDE)[2:8])] == [
        *(0, 1, 5, 9, 10, 10)
    ]
    assert "█" not in "".join(lines(BARS, NARROW)[8:])


def test_a_screen_of_ascii_gets_signs_of_ascii() -> None:
    told = lines(BARS, ASCII)
    assert "".join(told).isascii()
    assert [line.split()[2] for line in told[2:5]] == ["......", "#.....", "###..."]


def test_a_pipe_gets_no_sketches() -> None:
    text = "\n".join(lines(BARS, Screen()))
    assert not set(text) & set("█░▓▒●○▁│")


def test_a_colour_is_that_of_the_verdict() -> None:
    told = lines(BARS, Screen(80, colour=True))
    assert "\x1b[33m███░░░" in told[4]
    assert "\x1b[32m██████" in told[6]
    assert "\x1b[" not in told[2]


def test_a_bar_without_a_whole_is_against_the_largest() -> None:
    report = table(Bars("name", "a"), ("x", 10), ("y", 5), ("z", 0), keys="name a")
    assert [line.count("█") for line in lines(report, NARROW)[2:]] == [6, 3, 0]
    assert "░" not in "".join(lines(report, NARROW))


def test_a_stack_has_a_sign_for_each_part_and_says_which() -> None:
    report = table(Stack("name", ("a", "b", "c")), ("x", 6, 6, 0), ("y", 3, 0, 0), ("z", 0, 0, 0))
    key, *told = lines(report, NARROW)
    assert key == "█ a  ▓ b"
    assert [(line.count("█"), line.count("▓")) for line in told[2:]] == [(6, 6), (3, 0), (0, 0)]


DATES = (
    (FactDate("2020-01-01", "2020-01-01", "day"), "day", False),
    (FactDate("2021-01-01", "2021-12-31", "year"), "year", True),
    (FactDate(None, "2022-06-30", "day"), "no later than", False),
    (None, "unknown", False),
)
LIFE = table(Timeline(None, "name", "date", "plan", "2023-12-31"), *DATES, keys="date name plan")


def test_a_timeline_has_a_mark_a_row_on_one_axis() -> None:
    key, head, _, *rows = lines(LIFE, NARROW)
    assert key.startswith("● done  ○ planned  ‥‥● no later than  │ ")
    start = head.index("2020")
    marks = [row[start : start + 16].rstrip() for row in rows]
    assert marks == [
        "●              │",
        "    ───○       │",
        "       ‥‥●     │",
        "               │",
    ]


def test_an_axis_has_whole_years() -> None:
    axis = Axis(2020, 2023, 16)
    assert [axis.at(f"{year}-01-01") for year in range(2020, 2024)] == [0, 4, 8, 12]
    assert (axis.at("2019-05-05"), axis.at("2023-12-31"), axis.at("2030-01-01")) == (0, 15, 15)
    assert axis.label() == "2020        2023"
    assert Axis(2020, 2020, 16).label() == "2020"


def day(month: int) -> FactDate:
    return FactDate(f"2024-{month:02}-01", f"2024-{month:02}-01", "day")


def test_a_trend_is_a_line_of_steps_and_one_for_its_aim() -> None:
    rows = [(day(1), 0, 2), (day(2), None, 4), (day(3), 2, 6), (day(4), 8, 8)]
    report = table(Trend("date", "a", "b"), *rows, keys="date a b")
    first, second, *_ = lines(report, NARROW)
    assert (first, second) == ("a  ▁ ▃█  0 ─ 8", "b  ▃▅▆█  2 ─ 8")
    assert lines(report, ASCII)[0] == "a  _ -#  0 - 8"
    single = table(Trend("date", "a"), rows[0][:2], keys="date a")
    assert lines(single, NARROW)[0].split() == ["date", "a"]


@pytest.mark.parametrize(("value", "cells"), [(0, 0), (1, 1), (500, 5), (999, 9), (1000, 10)])
def test_only_nothing_is_empty_and_only_the_whole_is_full(value: int, cells: int) -> None:
    assert cells_of(value, 1000, 10) == cells


def test_where_there_is_no_room_there_is_no_sketch() -> None:
    words = "rather long words in every cell of this row"
    report = table(Bars("name", "a"), (words, 5, words, words), keys="name a x y")
    assert "█" not in "".join(lines(report, Screen(30)))
    assert "█" in "".join(lines(report, WIDE))


@pytest.mark.parametrize("width", [80, 140])
@pytest.mark.parametrize("words", ["target show T1", "zone history vo-lao", "zone show vo-lao"])
def test_answers_on_a_terminal(
    words: str, width: int, run: Run, record: object, golden: Callable[[str, str], None]
) -> None:
    text = run(*words.split(), "--as-of", "1/7/2024", terminal=width, env=PLAIN).out
    golden(f"cli/{words.replace(' ', '-')}-{width}.txt", text)
    assert max(map(len, text.splitlines())) <= width
