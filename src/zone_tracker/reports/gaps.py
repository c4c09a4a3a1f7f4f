"""What is missing: what each target lacks, and what the record does not know."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from zone_tracker.model import Message, Report, Table
from zone_tracker.reports.columns import column
from zone_tracker.reports.words import day, missing_in, short, so_far
from zone_tracker.store import subjects
from zone_tracker.targets import Judgement, judge_year

GAPS = (
    column("about", only="people", keep=True),
    column("about", only="machines"),
    column("code", only="machines"),
    column("subject"),
    column("gap", only="machines"),
    column("missing"),
)
NAMED = 8
"""How many names stand in a summary before the rest is only counted."""
SUMMARY = (column("about", keep=True), column("missing"))


class Gap(NamedTuple):
    """One thing missing: for which target (None: for the record itself), of what, and what.

    `code` is that of the unit or the subject; None where the target is about neither.
    """

    target: str | None
    code: str | None
    subject: object
    missing: Message


def gaps(db: sqlite3.Connection, as_of: str, year: int | None) -> Report:
    """Everything missing on a day."""
    found_gaps = found(db, judge_year(db, as_of, year), as_of)
    return Report((table(found_gaps),), header=(Message("gaps.title", {"as_of": day(as_of)}),))


def found(db: sqlite3.Connection, judgements: list[Judgement], as_of: str) -> list[Gap]:
    """The gaps of unmet targets, then those of the record."""
    told: list[Gap] = []
    for judgement in judgements:
        if judgement.verdict != "met":
            told.extend(lacking(judgement))
    return told + in_record(db, as_of)


def in_record(db: sqlite3.Connection, as_of: str) -> list[Gap]:
    """What the record itself does not know."""
    return [Gap(None, *one, missing) for missing, found in unknown(db, as_of) for one in found]


def unknown(db: sqlite3.Connection, as_of: str) -> list[tuple[Message, Iterator[tuple[str, str]]]]:
    """Code and name of the subjects of which the record does not know something, by what."""
    return [
        (Message("gap.no-stage"), subjects.unstaged(db, as_of)),
        (Message("gap.no-district"), subjects.unplaced(db)),
        (Message("gap.no-source"), subjects.unsourced(db)),
    ]


def in_short(db: sqlite3.Connection, as_of: str) -> list[Message]:
    """What the record itself does not know, in one sentence each: of many only the first named."""
    told: list[Message] = []
    for missing, found in unknown(db, as_of):
        names: list[object] = [name for _, name in islice(found, NAMED)]
        rest = sum(1 for _ in found)
        if rest:
            names.append(Message("why.more", {"count": rest}))
        if names:
            told.append(Message("gaps.some", {"what": missing, "names": names}))
    return told


def summary(judgements: list[Judgement], missing: list[Message]) -> Table:
    """One line for each unmet target and for each sort of gap in the record."""
    rows: list[tuple[object, object]] = [
        (judgement.target.code, so_far(judgement))
        for judgement in judgements
        if judgement.verdict != "met"
    ]
    rows += [(Message("gap.record"), told) for told in missing]
    return Table("gaps", Message("gaps.summary"), SUMMARY, rows)


def lacking(judgement: Judgement) -> list[Gap]:
    """What one unmet target lacks: unit by unit, else as a whole."""
    code = judgement.target.code
    if judgement.missing:
        return [
            Gap(code, unit.code, short(unit.name), missing_in(unit, judgement))
            for unit in judgement.missing
        ]
    lack = Message(
        "missing.count",
        {"lacking": judgement.needed - judgement.counted, "why": so_far(judgement)},
    )
    named = list(judgement.reading.named) or Message(f"kind.{judgement.reading.kind}")
    return [Gap(code, None, named, lack)]


def table(told: list[Gap]) -> Table:
    """The gaps as a table."""
    rows = [
        (
            *(gap.target or Message("gap.record"), gap.target, gap.code, gap.subject),
            *(gap.missing.key, gap.missing),
        )
        for gap in told
    ]
    return Table("gaps", Message("gaps.table", {"count": len(rows)}), GAPS, rows)
