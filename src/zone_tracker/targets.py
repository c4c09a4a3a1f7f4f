"""Rules to verdicts with their evidence: is a target met, on record, on a day?"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, NamedTuple

from zone_tracker.store import pace, rules
from zone_tracker.store.pace import Candidate
from zone_tracker.store.rules import Act, Reading, Target, Unit
from zone_tracker.store.spells import FEW, Days, Usual

Verdict = Literal["met", "on-track", "open", "at-risk", "not-met-on-record", "no-data"]
MISSED: tuple[Verdict, ...] = ("at-risk", "not-met-on-record", "no-data")
"""The verdicts that call for action."""


class Evidence(NamedTuple):
    """One act that bears on a target.

    `counts` is False for an act that only possibly falls in the period (its date spans the
    border); it is shown and never counted. `unit` is None where the rule has no units.
    """

    act: Act
    counts: bool
    unit: Unit | None


class Chance(NamedTuple):
    """A subject that does not count yet, and how many days it usually still takes it to.

    `unit` is None where the rule has no units. `rest` is None where nothing can be told; `spells`
    is the number of finished spells that it rests on, at the stage with the fewest.
    """

    candidate: Candidate
    unit: Unit | None
    rest: Days | None = None
    spells: int | None = None


class Pace(NamedTuple):
    """How a target moves in its period, which still runs, and what is left of it.

    `asked` is what was to be added in the period and `gained` what has been by now; the day asked
    for is one of `days_passed`. `chances` are those who could still count, where they are few.
    `rests_on` is what the verdict rests on; None: too little is known for one.
    """

    asked: int
    gained: int
    days_passed: int
    days_left: int
    chances: tuple[Chance, ...]
    rests_on: Literal["chances", "pace", None] = None


@dataclass(frozen=True)
class Judgement:
    """A target under one reading on a day: what it needs, what is counted, and why.

    `missing` are the units with too little; `candidates` the last act of every subject in
    scope that does not count. `pace` is None where the target is met, its period does not run,
    or nothing at all is on record.
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
    pace: Pace | None = None


History = dict[str, dict[int, Usual]]
"""How long spells usually are, by kind and rank, as far as anybody has asked."""


def judge_year(db: sqlite3.Connection, as_of: str, year: int | None) -> list[Judgement]:
    """Every target of a year (None: all) under its main reading."""
    known: History = {}
    return [
        judge(db, target, reading, as_of, known)
        for target in rules.targets(db, year)
        for reading in rules.readings(db, target.id)
        if reading.main
    ]


def judge(
    db: sqlite3.Connection,
    target: Target,
    reading: Reading,
    as_of: str,
    known: History | None = None,
) -> Judgement:
    """One target under one reading; what lies after its due date never counts.

    `known` keeps what is usual from one target to the next.
    """
    units = rules.units(db, reading.unit_set) if reading.unit_set else []
    until = min(as_of, reading.period_to)
    found = evidence(db, reading, until, units)
    covered = covered_units(found, reading, units)
    counting = counting_subjects(found)
    needed = len(units) if units else reading.threshold
    counted = tally(found, reading, units)
    judgement = Judgement(
        *(target, reading, as_of, needed, counted),
        verdict=verdict(db, reading, as_of, met=counted >= needed),
        evidence=tuple(found),
        missing=tuple(unit for unit in units if unit not in covered),
        candidates=tuple(
            act for act in rules.latest_acts(db, reading, until) if act.subject not in counting
        ),
    )
    if judgement.verdict != "open":
        return judgement
    return forecast(db, judgement, units, {} if known is None else known)


def evidence(
    db: sqlite3.Connection, reading: Reading, until: str, units: list[Unit]
) -> list[Evidence]:
    """What is on record by a day that bears on a reading."""
    return [
        Evidence(act, in_period(reading, act), unit)
        for act in first_of_each(COUNT_BY[reading.count_by](db, reading, until), reading)
        for unit in places(act, units)
    ]


def counting_subjects(found: Iterable[Evidence]) -> set[int]:
    """The subjects that count."""
    return {each.act.subject for each in found if each.counts}


def tally(found: list[Evidence], reading: Reading, units: list[Unit]) -> int:
    """How many are counted: units with enough, or subjects where the rule has no units."""
    return len(covered_units(found, reading, units) if units else counting_subjects(found))


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
    return [unit for unit in units if counting_in(found, unit) >= reading.threshold]


def counting_in(found: Iterable[Evidence], unit: Unit) -> int:
    """How many subjects count for a unit."""
    return sum(each.counts and each.unit == unit for each in found)


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
                yield judgement, subject in counting_subjects(judgement.evidence)


# --- Before the due date: is it going to be met? ---

NEAR = 100
"""Where more than so many are lacking they are not looked at one by one."""


def forecast(
    db: sqlite3.Connection, judgement: Judgement, units: list[Unit], known: History
) -> Judgement:
    """An open target with its pace, told to be on track or at risk where enough is known.

    Who could still count tells more than the pace of all, so it is asked first.
    """
    reading, as_of = judgement.reading, judgement.as_of
    if as_of < reading.period_from or not rules.has_records(db, reading, as_of):
        return judgement
    before = (
        0 if reading.flow else tally(evidence(db, reading, eve(reading), units), reading, units)
    )
    moving = Pace(
        asked=judgement.needed - before,
        gained=judgement.counted - before,
        days_passed=days_between(eve(reading), as_of),
        days_left=days_between(as_of, reading.period_to),
        chances=tuple(rested(db, judgement, nearest(db, judgement), known)),
    )
    by_chances, by_pace = told_by_chances(judgement, moving), told_by_pace(moving)
    told = by_chances or by_pace
    if told is None:
        return replace(judgement, pace=moving)
    rests_on: Literal["chances", "pace"] = "chances" if by_chances else "pace"
    return replace(judgement, verdict=told, pace=moving._replace(rests_on=rests_on))


def days_between(first: str, last: str) -> int:
    """The days from one ISO day to another."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def lacking(judgement: Judgement) -> list[tuple[Unit | None, int]]:
    """How many subjects each unit still lacks; the whole (None) where the rule has no units."""
    if not judgement.reading.unit_set:
        return [(None, judgement.needed - judgement.counted)]
    return [
        (unit, judgement.reading.threshold - counting_in(judgement.evidence, unit))
        for unit in judgement.missing
    ]


def nearest(db: sqlite3.Connection, judgement: Judgement) -> list[Chance]:
    """Who could still count, the nearest of each unit first; none where too many are lacking."""
    if sum(count for _, count in lacking(judgement)) > NEAR:
        return []
    reading = judgement.reading
    until = min(judgement.as_of, reading.period_to)
    units = {unit.id: unit for unit in judgement.missing} if reading.unit_set else None
    counting = counting_subjects(judgement.evidence)
    found = pace.candidates(db, reading, (eve(reading), until), counting, units, NEAR)
    return [Chance(each, units.get(each.district or 0) if units else None) for each in found]


def rested(
    db: sqlite3.Connection, judgement: Judgement, chances: list[Chance], known: History
) -> Iterator[Chance]:
    """The chances with the time that each usually still takes."""
    on_way = [each.candidate.subject for each in chances if each.candidate.lacks]
    if not on_way:
        yield from chances
        return
    kind = judgement.reading.kind
    if kind not in known:
        known[kind] = pace.usual(db, kind, judgement.as_of)
    stood = pace.stood(db, on_way, judgement.as_of)
    for each in chances:
        yield with_rest(each, stood.get(each.candidate.subject), known[kind])


UNKNOWN = Days(0, None)


def with_rest(chance: Chance, stood: Days | None, usual: dict[int, Usual]) -> Chance:
    """A chance with the usual time of the stages up to its goal, less what it stood already.

    A stage at which nobody on record stood is one that is skipped.
    """
    rank, goal = chance.candidate.rank, chance.candidate.goal_rank
    here = None if rank is None else usual.get(rank)
    if not chance.candidate.lacks or here is None or here.spells < FEW or stood is None:
        return chance
    ahead = [each for at, each in usual.items() if (rank or 0) < at < (goal or 0)]
    known = [each for each in ahead if each.spells >= FEW]
    legs = [left_of(here.middle, stood), *(each.middle for each in known)]
    legs += [UNKNOWN] * (len(ahead) - len(known))
    least, ends = sum(leg.least for leg in legs), [leg.most for leg in legs]
    most = None if None in ends else sum(end for end in ends if end is not None)
    spells = min(each.spells for each in (here, *known))
    return chance._replace(rest=Days(least, most), spells=spells)


def left_of(usual: Days, stood: Days) -> Days:
    """What is left of a spell that usually takes so long; open-ended where its time is up."""
    least = 0 if stood.most is None else max(0, usual.least - stood.most)
    is_up = usual.most is None or usual.most < stood.least
    return Days(least, None if usual.most is None or is_up else usual.most - stood.least)


def told_by_chances(judgement: Judgement, moving: Pace) -> Verdict | None:
    """What the time tells that those who could count usually still take; None: nothing."""
    told = [
        in_time(count, [each for each in moving.chances if each.unit == unit], moving.days_left)
        for unit, count in lacking(judgement)
    ]
    if all(told):
        return "on-track"
    return "at-risk" if False in told else None


def in_time(count: int, chances: list[Chance], days_left: int) -> bool | None:
    """Whether so many are usually there in time; None: too little is known of them.

    What is not on record may come too, so with fewer chances than are lacking nothing is lost.
    """
    rests = [each.rest for each in chances if each.rest is not None]
    surely = sum(rest.most is not None and rest.most <= days_left for rest in rests)
    late = sum(rest.least > days_left for rest in rests)
    if surely >= count:
        return True
    return False if count <= len(chances) < NEAR and len(chances) - late < count else None


def told_by_pace(moving: Pace) -> Verdict | None:
    """Whether the pace so far is enough; None while an even one would have brought too few."""
    if moving.asked * moving.days_passed < FEW * (moving.days_passed + moving.days_left):
        return None
    ahead = moving.gained * moving.days_left >= (moving.asked - moving.gained) * moving.days_passed
    return "on-track" if ahead else "at-risk"
