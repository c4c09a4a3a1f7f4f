"""What is missing: what each target lacks, and what the record does not know."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from zone_tracker.model import Message, Report, Table
from zone_tracker.reports.columns import column
from zone_tracker.reports.words import day, missing_in, short, why
from zone_tracker.store import subjects
from zone_tracker.targets import Judgement, judge_year

GAPS = (column("about", keep=True), column("subject"), column("missing"))
SUMMARY = (column("about", keep=True), column("missing"))


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
    return told + in_record(db, as_of)


def in_record(db: sqlite3.Connection, as_of: str) -> list[Gap]:
    """What the record itself does not know."""
    return [
        *(Gap(None, name, Message("gap.no-stage")) for name in subjects.unstaged(db, as_of)),
        *(Gap(None, name, Message("gap.no-district")) for name in subjects.unplaced(db)),
        *(Gap(None, name, Message("gap.no-source")) for name in subjects.unsourced(db)),
    ]


def summary(judgements: list[Judgement], missing: list[Gap]) -> Table:
    """One line for each unmet target and for each sort of gap in the record."""
    rows: list[tuple[object, object]] = [
        (judgement.target.code, why(judgement))
        for judgement in judgements
        if judgement.verdict != "met"
    ]
    names: dict[str, list[str]] = {}
    for gap in missing:
        names.setdefault(gap.missing.key, []).append(gap.subject)
    rows += [
        (Message("gap.record"), Message("gaps.some", {"what": Message(key), "names": told}))
        for key, told in names.items()
    ]
    return Table("gaps", Message("gaps.summary"), SUMMARY, rows)


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
