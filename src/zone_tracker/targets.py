"""Rules to verdicts with their evidence: is a target met, on record, on a day?"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from zone_tracker.store import rules
from zone_tracker.store.rules import Act, Reading, Target, Unit

Verdict = Literal["met", "open", "not-met-on-record", "no-data"]


class Evidence(NamedTuple):
    """One act that bears on a target.

    `counts` is False for an act that only possibly falls in the period (its date spans the
    border); it is shown and never counted. `unit` is None where the rule has no units.
    """

    act: Act
    counts: bool
    unit: Unit | None


@dataclass(frozen=True)
class Judgement:
    """A target under one reading on a day: what it needs, what is counted, and why.

    `missing` are the units with too little; `candidates` the last act of every subject in
    scope that does not count.
    """

    target: Target
    reading: Reading
    as_of: str
    needed: int
    counted: int
    verdict: Verdict
    evidence: tuple[Evidence, ...]
    missing: tuple[Unit, ...]
    candidates: tuple[Act, ...]


def judge_year(db: sqlite3.Connection, as_of: str, year: int | None) -> list[Judgement]:
    """Every target of a year (None: all) under its main reading."""
    return [
        judge(db, target, reading, as_of)
        for target in rules.targets(db, year)
        for reading in rules.readings(db, target.id)
        if reading.main
    ]


def judge(db: sqlite3.Connection, target: Target, reading: Reading, as_of: str) -> Judgement:
    """One target under one reading; what lies after its due date never counts."""
    units = rules.units(db, reading.unit_set) if reading.unit_set else []
    until = min(as_of, reading.period_to)
    found = [
        Evidence(act, in_period(reading, act), unit)
        for act in first_of_each(COUNT_BY[reading.count_by](db, reading, until), reading)
        for unit in places(act, units)
    ]
    covered = covered_units(found, reading, units)
    counted = len(covered) if units else len({e.act.subject for e in found if e.counts})
    needed = len(units) if units else reading.threshold
    counting = {e.act.subject for e in found if e.counts}
    return Judgement(
        *(target, reading, as_of, needed, counted),
        verdict=verdict(db, reading, as_of, met=counted >= needed),
        evidence=tuple(found),
        missing=tuple(unit for unit in units if unit not in covered),
        candidates=tuple(
            act for act in rules.latest_acts(db, reading, until) if act.subject not in counting
        ),
    )


def verdict(db: sqlite3.Connection, reading: Reading, as_of: str, *, met: bool) -> Verdict:
    """Before the due date nothing is lost; after it, silence is told from failure."""
    if met:
        return "met"
    if as_of < reading.period_to:
        return "open"
    return "not-met-on-record" if rules.has_records(db, reading, as_of) else "no-data"


def in_period(reading: Reading, act: Act) -> bool:
    """Whether an act counts: for a flow both ends of its date must lie in the period."""
    start = act.date.date_from
    return not reading.flow or (start is not None and start >= reading.period_from)


def first_of_each(acts: Iterator[Act], reading: Reading) -> list[Act]:
    """For each subject the first act that counts, else the first that possibly does."""
    first: dict[int, Act] = {}
    for act in acts:
        if reading.flow and act.date.date_to < reading.period_from:
            continue
        known = first.get(act.subject)
        if known is None or (in_period(reading, act) and not in_period(reading, known)):
            first[act.subject] = act
    return list(first.values())


def places(act: Act, units: list[Unit]) -> list[Unit | None]:
    """The units an act counts for; [None] where the rule has no units."""
    if not units:
        return [None]
    return [unit for unit in units if unit.id == act.district]


def covered_units(found: list[Evidence], reading: Reading, units: list[Unit]) -> list[Unit]:
    """The units with enough counting subjects of their own."""
    return [
        unit
        for unit in units
        if sum(e.counts and e.unit == unit for e in found) >= reading.threshold
    ]


def by_act(db: sqlite3.Connection, reading: Reading, until: str) -> Iterator[Act]:
    """Subjects with one of the reading's acts on record (with any act at all for any-act)."""
    return rules.acts(db, reading, until)


def by_stage(db: sqlite3.Connection, reading: Reading, until: str) -> Iterator[Act]:
    """Subjects that stand at the reading's stage or above; for a flow, that did not before."""
    rank = rules.rank_of(db, reading.kind, reading.acts[0].code)
    return rules.standings(db, reading, until, eve(reading) if reading.flow else None, rank)


def by_advance(db: sqlite3.Connection, reading: Reading, until: str) -> Iterator[Act]:
    """Subjects that stand higher than on the eve of the period."""
    return rules.standings(db, reading, until, eve(reading), None)


def eve(reading: Reading) -> str:
    """The day before the period."""
    return (date.fromisoformat(reading.period_from) - timedelta(days=1)).isoformat()


COUNT_BY: dict[str, Callable[[sqlite3.Connection, Reading, str], Iterator[Act]]] = {
    "act": by_act,
    "any-act": by_act,
    "stage-at-least": by_stage,
    "advanced": by_advance,
}


def judge_subject(
    db: sqlite3.Connection, subject: int, as_of: str
) -> Iterator[tuple[Judgement, bool]]:
    """Every target whose main reading looks at a subject, and whether the subject counts."""
    for target in rules.targets(db):
        for reading in rules.readings(db, target.id):
            if reading.main and rules.looks_at(db, reading, subject):
                judgement = judge(db, target, reading, as_of)
                counting = {e.act.subject for e in judgement.evidence if e.counts}
                yield judgement, subject in counting
