"""The day up to which the figures of a table hold, told above it or in the name of its file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from zone_tracker.errors import BadValue
from zone_tracker.importing.keys import folded
from zone_tracker.model import Message, Problem
from zone_tracker.vietnamese.dates import iso, parse_date
from zone_tracker.vietnamese.text import normal

UP_TO: Final = (
    r"\b(?:(?:tinh|cap nhat|so lieu|lui ke|thong ke|ke)(?: tinh| cap nhat)? den|as of|as at"
    r"|(?:tai|den) thoi diem)(?: het| ngai| thoi diem)*"
)
"""What stands before the date, folded."""
PROVINCE: Final = re.compile(r"\btỉnh\b", re.IGNORECASE)
"""Without its marks it would be "tính": "toàn tỉnh đến năm 2030" tells no day of figures."""
ON: Final = r"\bcap nhat(?: ngai)?"
"""What stands before a day, folded; a year after it may be that of a plan."""
DAYS: Final = (
    (r"(?P<d>\d{1,2}) (?:thang )?(?P<m>\d{1,2}) (?:nam )?(?P<y>\d{4})\b", "{d}/{m}/{y}"),
    (r"(?P<y>\d{4}) (?P<m>\d\d) (?P<d>\d\d)\b", "{y}-{m}-{d}"),
)
PERIODS: Final = (
    (r"(?:thang )?(?P<m>\d{1,2}) (?:nam )?(?P<y>\d{4})\b", "{m}/{y}"),
    (r"(?:qui|q) ?(?P<q>[1-4]|iv|i{1,3}) (?:nam )?(?P<y>\d{4})\b", "quý {q}/{y}"),
    (r"(?:nam )?(?P<y>\d{4})\b(?! \d)", "{y}"),
)
TOLD: Final = tuple(
    (re.compile(f"{phrase} {date}"), form)
    for phrase, dates in ((UP_TO, DAYS + PERIODS), (ON, DAYS))
    for date, form in dates
)


def cut_offs(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each date told, as an ISO date with the text that tells it.

    Raises BadValue for a date that does not exist.
    """
    for text in texts:
        told = folded(PROVINCE.sub("-", normal(text)))
        found = {match.end(): (match, form) for at, form in TOLD for match in at.finditer(told)}
        for match, form in found.values():
            yield iso(parse_date(form.format(**match.groupdict()))), normal(text)


def cut_off(
    above: Iterable[tuple[int, list[str]]], name: str
) -> tuple[str | None, str, list[Problem]]:
    """The cut-off date (None: none is told) with the text that tells it, and what is wrong with it.

    What stands above the table counts before the name of the file.
    """
    found: dict[str, tuple[int, str]] = {}
    problems: list[Problem] = []
    for line, cells in above:
        try:
            for date, text in cut_offs(cells):
                found.setdefault(date, (line, text))
        except BadValue as error:
            problems.append(Problem(line, None, None, error.message))
    if len(found) > 1:
        (_, first), (line, second), *_ = found.values()
        reason = Message("import.two-dates", {"first": first, "second": second})
        problems.append(Problem(line, None, None, reason))
    for date, (_, text) in found.items():
        return date, text, problems
    try:
        for date, text in cut_offs([name]):
            return date, text, problems
    except BadValue as error:
        problems.append(Problem(None, None, None, error.message))
    return None, "", problems
