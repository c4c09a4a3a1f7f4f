"""How long from one date to another, no more exactly than the two are told, and in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from zone_tracker.model import FactDate, Message

if TYPE_CHECKING:
    from zone_tracker.store.spells import Days

Unit = Literal["day", "month", "year"]
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
"""How many months a date told so takes; of days and ranges of days none."""


class Length(NamedTuple):
    """A length of time in whole units: `least` and `most` are equal where it is exact.

    Where `most` is one more than `least` it is between the two; None: no end is known.
    """

    least: int
    most: int | None
    unit: Unit


def between(first: FactDate, last: FactDate) -> Length:
    """From the end of one date to the end of a later one, in the units of the coarser.

    From year to year it is years, and from a year to a day that lies in the next one "under
    one year": what is told by the year has no days.
    """
    return measured(first.date_to, last.date_to, max(grain(first), grain(last)))


def grain(told: FactDate) -> int:
    """The months that a date is told by; 0: by days. Several whole years are told by years."""
    if told.precision == "range" and told.date_from is not None:
        whole = told.date_from.endswith("-01-01") and told.date_to.endswith("-12-31")
        return 12 if whole else 0
    return MONTHS.get(told.precision, 0)


def measured(first: str, last: str, months: int) -> Length:
    """From one day to a later one in steps of so many months (0: in days)."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    if not months:
        return Length((end - start).days, (end - start).days, "day")
    # Between two ends of years both are the same; else the step that has begun is not whole.
    steps = period(end, months) - period(start, months)
    whole = min(whole_months(start, end) // months, steps)
    steps = max(steps, int(end > start))
    if months == 12:
        return Length(whole, steps, "year")
    return Length(whole * months, steps * months, "month")


def period(day: date, months: int) -> int:
    """The number of the period of so many months in which a day lies."""
    return (day.year * 12 + day.month - 1) // months


def whole_months(start: date, end: date) -> int:
    """The full months from one day to a later one; the end of a month is that of any month."""
    full = period(end, 1) - period(start, 1)
    ends = (end + timedelta(days=1)).day == 1
    return full if ends or end.day >= start.day else full - 1


def told(length: Length) -> Message:
    """A length in words: 2 years, 1–2 years, under one year, at least 744 days."""
    if length.most is None:
        return Message("length.at-least", {"length": told(length._replace(most=length.least))})
    if length.least == 0 < length.most:
        return Message("length.under", {"length": told(length._replace(least=length.most))})
    count: object = length.most
    if length.least != length.most:
        count = Message("length.range", {"least": length.least, "most": length.most})
    return Message(f"length.{length.unit}{'' if length.most == 1 else 's'}", {"count": count})


def days_told(days: Days | None) -> Message | None:
    """A number of days in words: 643 days, 305–670 days, at least 744 days, at most 61 days."""
    if days is None or days == (0, None):
        return None
    if days.most and not days.least:
        return Message("length.at-most", {"length": told(Length(days.most, days.most, "day"))})
    return told(Length(*days, "day"))
