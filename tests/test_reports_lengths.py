"""How long it is from one date to another, told no more exactly than the two dates are."""

from __future__ import annotations

import pytest

from zone_tracker.model import FactDate
from zone_tracker.reports.lengths import Length, between, days_told, told
from zone_tracker.reports.slips import Judged, fulfilled
from zone_tracker.store.spells import Days
from zone_tracker.vietnamese.dates import parse_date
from zone_tracker.wording import say

BETWEEN = (
    ("2022", "2024", Length(2, 2, "year")),
    ("2022", "31/12/2024", Length(2, 2, "year")),
    ("2024", "31/12/2024", Length(0, 0, "year")),
    ("2024", "5/1/2025", Length(0, 1, "year")),
    ("2024", "23/11/2026", Length(1, 2, "year")),
    ("2024", "quý I/2025", Length(0, 1, "year")),
    ("2018-2019", "2021", Length(2, 2, "year")),
    ("quý III/2020", "26/6/2021", Length(6, 9, "month")),
    ("quý III/2020", "30/6/2021", Length(9, 9, "month")),
    ("H1 2024", "H1 2025", Length(12, 12, "month")),
    ("12/2025", "23/11/2026", Length(10, 11, "month")),
    ("1/2024", "2/2024", Length(1, 1, "month")),
    ("31/1/2024", "2/2024", Length(1, 1, "month")),
    ("30/6/2024", "2025", Length(1, 1, "year")),
    ("1/3/2024", "1/3/2025", Length(365, 365, "day")),
    ("../31/12/2025", "23/11/2026", Length(327, 327, "day")),
)


@pytest.mark.parametrize(("first", "last", "expected"), BETWEEN)
def test_from_one_date_to_a_later_one(first: str, last: str, expected: Length) -> None:
    assert between(date(first), date(last)) == expected


FULFILLED = (
    ("2024", "2024", Judged("on-time", 0, 0, "day")),
    ("2024", "5/3/2024", Judged("on-time", 0, 0, "day")),
    ("2024", "2018-2024", Judged("on-time", 0, 0, "day")),
    ("../2025", "1/1/2011", Judged("on-time", 0, 0, "day")),
    ("2022", "2024", Judged("late", 2, 2, "year")),
    ("2024", "5/3/2025", Judged("late", 0, 1, "year")),
    ("5/3/2024", "10/3/2024", Judged("late", 5, 5, "day")),
    ("2022", "../5/2023", Judged("maybe-late", 0, 1, "year")),
    ("5/3/2024", "../10/3/2024", Judged("maybe-late", 0, 5, "day")),
    ("15/6/2024", "6/2024", Judged("maybe-late", 0, 1, "month")),
    ("2026", "2024", Judged("early", -2, -2, "year")),
    ("2026", "5/3/2024", Judged("early", -2, -1, "year")),
    ("2025", "../5/2023", Judged("early", None, -1, "year")),
    ("10/3/2024", "5/3/2024", Judged("early", -5, -5, "day")),
)


@pytest.mark.parametrize(("planned", "done", "expected"), FULFILLED)
def test_what_happened_against_what_was_planned(planned: str, done: str, expected: Judged) -> None:
    assert fulfilled(date(planned), date(done)) == expected


WORDS = (
    (Length(1, 1, "year"), "1 năm", "1 year"),
    (Length(2, 2, "year"), "2 năm", "2 years"),
    (Length(1, 2, "year"), "1–2 năm", "1–2 years"),
    (Length(0, 1, "year"), "chưa đầy 1 năm", "less than 1 year"),
    (Length(0, 3, "month"), "chưa đầy 3 tháng", "less than 3 months"),
    (Length(6, 9, "month"), "6–9 tháng", "6–9 months"),
    (Length(1, 1, "day"), "1 ngày", "1 day"),
    (Length(0, 0, "day"), "0 ngày", "0 days"),
    (Length(1, None, "year"), "ít nhất 1 năm", "at least 1 year"),
)


@pytest.mark.parametrize(("length", "vi", "en"), WORDS)
def test_a_length_in_words(length: Length, vi: str, en: str) -> None:
    assert (say(told(length), "vi"), say(told(length), "en")) == (vi, en)


DAYS = (
    (Days(643, 643), "643 ngày"),
    (Days(305, 670), "305–670 ngày"),
    (Days(1827, 2556), "1.827–2.556 ngày"),
    (Days(744, None), "ít nhất 744 ngày"),
    (Days(0, 63), "nhiều nhất 63 ngày"),
    (Days(0, 0), "0 ngày"),
    (Days(0, None), None),
    (None, None),
)


@pytest.mark.parametrize(("days", "words"), DAYS)
def test_days_in_words(days: Days | None, words: str | None) -> None:
    said = days_told(days)
    assert (said and say(said, "vi")) == words


def date(text: str) -> FactDate:
    return parse_date(text)
