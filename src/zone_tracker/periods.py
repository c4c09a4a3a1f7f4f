"""Words to periods: years, halves, quarters and months, and the periods of official reports.

The official ones are rows of `seed/vocabulary/periods.csv`; a day there is written `Y-1 12-15`,
15 December of the year before the one that names the period. Dates are computed by
python-dateutil, which is loaded only where an official period is asked for; what people write
is read by our own patterns alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Literal, NamedTuple

from zone_tracker.errors import BadValue
from zone_tracker.model import FactDate, Term
from zone_tracker.seeds import seed_folder
from zone_tracker.vietnamese.dates import iso, parse_date
from zone_tracker.vietnamese.text import clean, excerpt

FORMS = ("2024", "2024-H1", "2024-Q3", "2024-05")
"""How the periods of the calendar are written, beside the Vietnamese words for them."""
CALENDAR = ("month", "quarter", "half", "year")
OFFICIAL = re.compile(r"(?P<code>[a-z0-9]+)-(?P<year>[0-9]{4})")
DAY = re.compile(r"Y(?P<years>[+-]\d+)? (?P<month>\d\d)-(?P<day>\d\d)")
SPAN = re.compile(r"(?P<count>[0-9]{1,3}) ?(?P<unit>d|ngày|days?|m|tháng|months?|y|năm|years?)")
UNITS = {"d": "days", "n": "days", "m": "months", "t": "months", "y": "years"}
"""What a span counts, by the first letter of its unit; "năm" is told from "ngày" before."""


class Period(NamedTuple):
    """A span of days, both ends included, as ISO days.

    `due` is when the report on it is to be handed in, `law` what says so; None for a period of
    the calendar, whose `label` is the period itself.
    """

    code: str
    date_from: str
    date_to: str
    due: str | None
    label: FactDate | Term
    law: str | None = None


class Deadline(NamedTuple):
    """A day on which an official period ends, or on which the report on it is due."""

    day: str
    sort: Literal["end", "due"]
    period: Period


class YearlyDay(NamedTuple):
    """A day of every year, `years` after the year that names the period."""

    years: int
    month: int
    day: int


def parse(text: str) -> Period:
    """The period that `text` names; BadValue with the forms there are when it names none."""
    said = clean(text)
    match = OFFICIAL.fullmatch(said.casefold())
    row = match and rows().get(match["code"])
    try:
        told = parse_date(match["year"] if match and row else said)
    except BadValue as error:
        raise unread(said) from error
    if row:
        return official(row, int(told.date_to[:4]))
    if told.date_from is None or told.precision not in CALENDAR:
        raise unread(said)
    return Period(iso(told), told.date_from, told.date_to, None, told)


def last_day(text: str, until: str) -> str:
    """The ISO day on which a period is looked at: its last, or `until` while it still runs.

    BadValue when it begins after `until`.
    """
    return min(begun(parse(text), until, text).date_to, until)


def begun(period: Period, until: str, written: str | None = None) -> Period:
    """A period, which has begun by a day; BadValue when it has not."""
    if period.date_from > until:
        start = FactDate(period.date_from, period.date_from, "day")
        raise BadValue("period-not-begun", value=excerpt(written or period.code), start=start)
    return period


def last_official(day: str) -> Period:
    """The official period that ended last, by the end of a day."""
    year = int(day[:4])
    found = [official(row, each) for row in rows().values() for each in (year - 1, year)]
    return max((each for each in found if each.date_to <= day), key=lambda each: each.date_to)


def unread(said: str) -> BadValue:
    """The refusal of a text that names no period."""
    forms = [*FORMS, *(f"{code}-2024" for code in rows())]
    return BadValue("period-unread", value=excerpt(said), forms=forms)


def official(row: Mapping[str, str], year: int) -> Period:
    """The period of a row in the year that names it."""
    code = f"{row['code']}-{year}"
    start, end, due = (in_year(row[key], year) for key in ("start", "end", "due"))
    label = (row[key].replace("{year}", str(year)) for key in ("label_vi", "label_en"))
    return Period(code, start, end, due, Term(code, *label), row["law"])


def in_year(written: str, year: int) -> str:
    """The ISO day that a cell of periods.csv means in a year."""
    years, month, day = yearly_day(written)
    return moved(date(year, 1, 1), years=years, month=month, day=day)


def coming(first: str, last: str) -> Iterator[Deadline]:
    """The ends and due days of official periods from one ISO day to another, both included."""
    from dateutil.rrule import YEARLY, rrule  # type: ignore[import-untyped]

    start, until = datetime.fromisoformat(first), datetime.fromisoformat(last)
    found: list[Deadline] = []
    for row in rows().values():
        for sort in ("end", "due"):
            years, month, day = yearly_day(row[sort])
            every = rrule(YEARLY, bymonth=month, bymonthday=day, dtstart=start, until=until)
            for moment in every:
                period = official(row, moment.year - years)
                found.append(Deadline(moment.date().isoformat(), sort, period))
    yield from sorted(found, key=lambda each: each.day)


def later(day: str, span: str) -> str:
    """The ISO day that lies a span such as `6m`, `90d` or `1 năm` after a day."""
    said = clean(span).casefold()
    match = SPAN.fullmatch(said)
    if match is None:
        raise BadValue("span-unread", value=excerpt(said))
    unit = "years" if match["unit"] == "năm" else UNITS[match["unit"][0]]
    return moved(date.fromisoformat(day), **{unit: int(match["count"])})


def moved(start: date, /, **by: int) -> str:
    """The ISO day reached from `start` as `relativedelta` moves: plurals add, singulars set."""
    from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]

    reached: date = start + relativedelta(**by)
    return reached.isoformat()


def yearly_day(written: str) -> YearlyDay:
    """A day of periods.csv in its parts."""
    match = DAY.fullmatch(written)
    if match is None:
        raise ValueError(f"periods.csv: {written!r} is not written like 'Y-1 12-15'")
    return YearlyDay(int(match["years"] or 0), int(match["month"]), int(match["day"]))


@cache
def rows() -> dict[str, Mapping[str, str]]:
    """The rows of periods.csv by their codes."""
    import csv

    path = seed_folder() / "vocabulary" / "periods.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}
