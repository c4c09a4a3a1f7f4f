"""The targets: a list of them, and the whole of one with every reading and all its evidence."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta

from zone_tracker.drawing import Trend
from zone_tracker.errors import Refused
from zone_tracker.model import Message, Report, Table
from zone_tracker.reports.columns import JUDGED, column
from zone_tracker.reports.nearest import (
    candidate_documents,
    nearest_shown,
    nearest_tables,
    pace_lines,
)
from zone_tracker.reports.status import target_table, target_year
from zone_tracker.reports.words import (
    act_told,
    day,
    judged,
    judgement_document,
    missing_in,
    rule,
    verdict,
    why,
)
from zone_tracker.store import rules
from zone_tracker.store.rules import Act, Unit
from zone_tracker.targets import Evidence, Judgement, days_between, judge, judge_year, tally

EVIDENCE = (
    column("unit", keep=True),
    column("counts", keep=True),
    column("record", only="people"),
    column("subject", only="machines"),
    column("act", only="machines"),
    column("date", only="machines"),
    column("source", only="machines"),
    column("missing", only="machines"),
)
PACE = (
    column("date", keep=True),
    column("counted", right=True),
    column("even_pace", right=True),
)
READINGS = (*JUDGED, column("evidence", wide=True))


def listing(db: sqlite3.Connection, as_of: str, year: int | None) -> Report:
    """The targets of a year (None: the newest begun) under their main readings."""
    year = target_year(db, as_of, year)
    judgements = judge_year(db, as_of, year)
    document = [judgement_document(judgement) for judgement in judgements]
    heading = Message("targets.as-of", {"as_of": day(as_of)})
    return Report((target_table(judgements, year),), header=(heading,), document=document)


def show(db: sqlite3.Connection, code: str, as_of: str) -> Report:
    """One target: its rule in words, the evidence, and the verdict under every reading."""
    target = rules.named(db, code)
    judged = [judge(db, target, reading, as_of) for reading in rules.readings(db, target.id)]
    main = next((judgement for judgement in judged if judgement.reading.main), None)
    if main is None:  # recorded by an import of targets alone
        raise Refused("target.no-main", code=target.code)
    header = (
        Message("target.title", {"code": target.code, "title": target.title, "as_of": day(as_of)}),
        Message(
            "target.verdict",
            {
                "verdict": verdict(main),
                "counted": main.counted,
                "needed": main.needed,
            },
        ),
        *(Message("target.rule", {"rule": told}) for told in rule(main.reading)),
        *pace_lines(main),
        Message("target.source", {"source": target.source or Message("no-source")}),
    )
    near = nearest_shown(db, main)
    tables = (
        *(evidence_table(main), *pace_tables(main), *nearest_tables(main, near)),
        reading_table(judged),
    )
    document = {
        **judgement_document(main),
        "candidates": candidate_documents(main, near),
        "as_of": as_of,
        "source": target.source,
        "readings": [judgement_document(judgement) for judgement in judged],
    }
    return Report(tables, header=header, document=document)


def evidence_table(judgement: Judgement) -> Table:
    """What counts, what only possibly falls in the period, and exactly what is missing."""
    if judgement.reading.unit_set:
        lines = [(e.unit.code, evidence_row(e)) for e in judgement.evidence if e.unit]
        lines += [(unit.code, missing_row(unit, judgement)) for unit in judgement.missing]
        rows = [row for _, row in sorted(lines, key=lambda line: line[0])]
    else:
        rows = [evidence_row(evidence) for evidence in judgement.evidence]
        rows += [candidate_row(act) for act in judgement.candidates]
    return Table("evidence", Message("target.evidence"), EVIDENCE, rows)


def evidence_row(evidence: Evidence) -> tuple[object, ...]:
    """One act that counts, or possibly does."""
    counts = Message("counts.yes" if evidence.counts else "counts.possibly")
    unit = evidence.unit.name if evidence.unit else evidence.act.name
    return (unit, counts, *act_cells(evidence.act))


def missing_row(unit: Unit, judgement: Judgement) -> tuple[object, ...]:
    """A unit without enough, and what it lacks."""
    missing = missing_in(unit, judgement)
    return (unit.name, Message("counts.no"), missing, None, None, None, None, missing)


def candidate_row(act: Act) -> tuple[object, ...]:
    """The last act of a subject that does not count."""
    return (act.name, Message("counts.no"), *act_cells(act))


def act_cells(act: Act) -> tuple[object, ...]:
    """The record in one cell for people, cell by cell for machines; nothing is missing."""
    source = act.source or Message("no-source")
    record = Message("target.record", {"told": act_told(act), "source": source})
    return (record, act.name, act.act, act.date, act.source, None)


def pace_tables(judgement: Judgement) -> Iterator[Table]:
    """What was counted at the end of each month, beside an even pace; only while that is open."""
    pace, reading = judgement.pace, judgement.reading
    if pace is None:
        return
    units = {each.unit for each in judgement.evidence if each.unit} | set(judgement.missing)
    before, days = judgement.counted - pace.gained, pace.days_passed + pace.days_left
    rows = []
    for last in month_ends(reading.period_from, judgement.as_of):
        there = [each for each in judgement.evidence if each.act.date.date_to <= last]
        passed = days_between(reading.period_from, last) + 1
        even = before + pace.asked * passed // days
        rows.append((day(last), tally(there, reading, list(units)), even))
    if len(rows) > 1:
        drawing = Trend("date", "counted", "even_pace")
        yield Table("pace", Message("target.months"), PACE, rows, drawing=drawing)


def month_ends(first: str, last: str) -> Iterator[str]:
    """The last day of each month between two ISO days, and the second of them."""
    until = date.fromisoformat(last)
    end = date.fromisoformat(first)
    while True:
        end = (end.replace(day=1) + timedelta(days=32)).replace(day=1)
        if end > until:
            yield last
            return
        yield (end - timedelta(days=1)).isoformat()


def reading_table(judgements: list[Judgement]) -> Table:
    """The verdict under every reading, the main one first."""
    rows = [(*judged(judgement.reading, judgement), why(judgement)) for judgement in judgements]
    return Table("readings", Message("target.readings"), READINGS, rows)
