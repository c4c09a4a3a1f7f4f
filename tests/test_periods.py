"""Words to periods: those of the calendar, and those of the official cluster report."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from builders import refusal
from conftest import Run, process_env
from zone_tracker import periods
from zone_tracker.errors import BadValue

# --- Reading ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "first", "last"),
    [
        ("2024", "2024", "2024-01-01", "2024-12-31"),
        ("năm 2024", "2024", "2024-01-01", "2024-12-31"),
        ("2024-H1", "2024-H1", "2024-01-01", "2024-06-30"),
        ("6 tháng đầu năm 2024", "2024-H1", "2024-01-01", "2024-06-30"),
        ("6 tháng cuối năm 2024", "2024-H2", "2024-07-01", "2024-12-31"),
        ("2024-Q3", "2024-Q3", "2024-07-01", "2024-09-30"),
        ("quý III/2024", "2024-Q3", "2024-07-01", "2024-09-30"),
        ("2024-05", "2024-05", "2024-05-01", "2024-05-31"),
        ("tháng 2/2024", "2024-02", "2024-02-01", "2024-02-29"),
    ],
)
def test_a_period_of_the_calendar(text: str, code: str, first: str, last: str) -> None:
    told = periods.parse(text)
    assert told[:4] == (code, first, last, None)
    assert (periods.parse(told.code), told.law) == (told, None)


@pytest.mark.parametrize(
    ("text", "first", "last", "due"),
    [
        ("6t-2024", "2023-12-15", "2024-06-14", "2024-06-30"),
        ("nam-2024", "2023-12-15", "2024-12-14", "2024-12-31"),
        ("NAM-2025", "2024-12-15", "2025-12-14", "2025-12-31"),
        (" 6T-2030 ", "2029-12-15", "2030-06-14", "2030-06-30"),
    ],
)
def test_a_period_of_the_cluster_report(text: str, first: str, last: str, due: str) -> None:
    told = periods.parse(text)
    assert told[:4] == (text.strip().lower(), first, last, due)
    assert told.law == "Thông tư 14/2024/TT-BCT"
    assert text.strip()[-4:] in told.label.vi  # type: ignore[union-attr]


def test_the_documents_tell_the_same_days() -> None:
    page = (Path(__file__).parents[1] / "docs" / "data.md").read_text(encoding="utf-8")
    for code in periods.rows():
        told = periods.parse(f"{code}-2024")
        assert f"| `{told.code}` | {told.date_from} | {told.date_to} | {told.due} |" in page


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "05/3/2024", "2024-03-05", "2024-2025", "đến 5/2024", "../2024"),
        *("2024-13", "2024-Q5", "quý 3", "6t", "6t-24", "9t-2024", "năm-2024", "6t-1800"),
        "nam-9999",
    ],
)
def test_what_is_no_period_is_refused_with_the_forms(text: str) -> None:
    forms = ["2024", "2024-H1", "2024-Q3", "2024-05", "6t-2024", "nam-2024"]
    with refusal("period-unread", BadValue, value=text, forms=forms):
        periods.parse(text)


# --- Days ---------------------------------------------------------------------------------------


def test_a_period_is_looked_at_on_its_last_day_or_while_it_runs_today() -> None:
    assert periods.last_day("2024-Q3", "2026-11-23") == "2024-09-30"
    assert periods.last_day("2024-Q3", "2024-09-30") == "2024-09-30"
    assert periods.last_day("2024-Q3", "2024-08-15") == "2024-08-15"
    assert periods.last_day("2024-Q3", "2024-07-01") == "2024-07-01"
    with refusal("period-not-begun", BadValue, value="2024-Q3"):
        periods.last_day("2024-Q3", "2024-06-30")


def told_of(first: str, last: str) -> list[tuple[str, str, str]]:
    return [(each.day, each.sort, each.period.code) for each in periods.coming(first, last)]


def test_the_ends_and_due_days_of_reports_to_come() -> None:
    assert told_of("2024-06-10", "2024-12-31") == [
        ("2024-06-14", "end", "6t-2024"),
        ("2024-06-30", "due", "6t-2024"),
        ("2024-12-14", "end", "nam-2024"),
        ("2024-12-31", "due", "nam-2024"),
    ]
    assert told_of("2024-06-15", "2024-06-29") == []
    assert told_of("2024-06-30", "2024-06-30") == [("2024-06-30", "due", "6t-2024")]
    assert len(told_of("2024-01-01", "2033-12-31")) == 40


@pytest.mark.parametrize(
    ("span", "day"),
    [
        ("90d", "2024-05-29"),
        ("90 ngày", "2024-05-29"),
        ("1 day", "2024-03-01"),
        ("6m", "2024-08-29"),
        ("6 tháng", "2024-08-29"),
        ("12 months", "2025-02-28"),
        ("1y", "2025-02-28"),
        ("1 năm", "2025-02-28"),
        ("0d", "2024-02-29"),
    ],
)
def test_a_span_is_counted_from_a_day(span: str, day: str) -> None:
    assert periods.later("2024-02-29", span) == day


@pytest.mark.parametrize("span", ["", "6", "m", "-6m", "6w", "6m3d", "1.5y", "1000d", "sáu tháng"])
def test_what_is_no_span_is_refused(span: str) -> None:
    with refusal("span-unread", BadValue):
        periods.later("2024-02-29", span)


def test_dateutil_is_loaded_only_for_an_official_period() -> None:
    script = (
        "import sys; from zone_tracker import periods\n"
        "for text in ('quý III/2024', '6t-2024'):\n"
        "    periods.parse(text)\n"
        "    print(*(name in sys.modules for name in ('dateutil', 'dateutil.parser')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=process_env(), capture_output=True, check=True
    )
    assert done.stdout.split() == [b"False", b"False", b"True", b"False"]


# --- On the command line ------------------------------------------------------------------------


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("words", ["status", "target list", "target show T1", "gaps"])
def test_things_as_they_stood_at_the_end_of_the_period(words: str, run: Run) -> None:
    for period, day in (
        ("2024-Q1", "31/3/2024"),
        ("quý I/2024", "31/3/2024"),
        ("nam-2024", "14/12/2024"),
        ("2026", "23/11/2026"),
    ):
        told = run(*words.split(), "--period", period)
        assert (told.code, told.err) == (0, "")
        assert told.out == run(*words.split(), "--as-of", day).out


@pytest.mark.usefixtures("record")
def test_the_day_asked_for_bounds_the_period(run: Run) -> None:
    told = run("status", "--period", "2024", "--as-of", "30/9/2024", "--format", "json").json()
    assert told["as_of"] == "2024-09-30"
