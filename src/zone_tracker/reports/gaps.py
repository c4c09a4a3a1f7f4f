"""What is missing: what each target lacks, and what the record does not know."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from zone_tracker.model import Message, Report, Table
from zone_tracker.reports.columns import column
from zone_tracker.reports.words import day, missing_in, short, why
from zone_tracker.store import subjects
from zone_tracker.targets import Judgement, judge_year

GAPS = (column("about"), column("subject"), column("missing"))


class Gap(NamedTuple):
    """One thing missing: for which target (None: for the record itself), of what, and what."""

    about: str | None
    subject: str
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
    told.extend(Gap(None, name, Message("gap.no-stage")) for name in subjects.unstaged(db, as_of))
    told.extend(Gap(None, name, Message("gap.no-district")) for name in subjects.unplaced(db))
    told.extend(
        Gap(None, name, Message("gap.no-source", {"count": count}))
        for name, count in subjects.unsourced(db)
    )
    return told


def lacking(judgement: Judgement) -> list[Gap]:
    """What one unmet target lacks: unit by unit, else as a whole."""
    code = judgement.target.code
    if judgement.missing:
        return [
            Gap(code, short(unit.name), missing_in(unit, judgement)) for unit in judgement.missing
        ]
    lack = Message(
        "missing.count",
        {"lacking": judgement.needed - judgement.counted, "why": why(judgement)},
    )
    return [Gap(code, ", ".join(judgement.reading.named) or "–", lack)]


def table(told: list[Gap]) -> Table:
    """The gaps as a table."""
    rows = [(gap.about or Message("gap.record"), gap.subject, gap.missing) for gap in told]
    return Table("gaps", Message("gaps.table", {"count": len(rows)}), GAPS, rows)
