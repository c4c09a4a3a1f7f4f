"""Who is nearest to counting for a target, and which record would change the verdict."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from zone_tracker.model import Column, Message, Table
from zone_tracker.reports.columns import STAGE, column
from zone_tracker.reports.lengths import days_told
from zone_tracker.reports.words import day, outlook, per_month, short
from zone_tracker.store.rules import Unit
from zone_tracker.store.spells import FEW
from zone_tracker.targets import Chance, Judgement, lacking, nearest

NEAREST = (
    column("subject", keep=True),
    STAGE,
    column("stage_since", wide=True),
    column("stages_ahead", right=True),
    column("goal"),
    column("usual_rest", wide=True),
)
FEWEST, MOST = 3, 10
"""At least and at most so many are shown where the rule has no units."""


class Near(NamedTuple):
    """One line of the nearest: `chance` None where a unit has nobody on record.

    `suffices` tells whether this one alone would add to what is counted.
    """

    unit: Unit | None
    chance: Chance | None
    suffices: bool


def nearest_shown(db: sqlite3.Connection, judgement: Judgement) -> list[Near]:
    """The nearest of each unit that lacks some, or of all; none where the target is met."""
    if judgement.verdict == "met":
        return []
    chances = judgement.pace.chances if judgement.pace else tuple(nearest(db, judgement))
    shown: list[Near] = []
    for unit, count in lacking(judgement):
        own = [each for each in chances if each.unit == unit]
        most = count if unit else min(max(count, len(judgement.reading.named), FEWEST), MOST)
        suffices = unit is None or count == 1
        shown += [Near(unit, each, suffices) for each in own[:most]]
        if unit and not own:
            shown.append(Near(unit, None, suffices))
    return shown


def nearest_tables(judgement: Judgement, near: list[Near]) -> Iterator[Table]:
    """The table of the nearest with the record that would count; nothing where nobody is near."""
    if not near:
        return
    has_units = judgement.reading.unit_set is not None
    columns: tuple[Column, ...] = (column("unit", keep=True), *NEAREST) if has_units else NEAREST
    if judgement.pace is None:  # the due date is past, and with it what is usual
        columns = columns[:-1]
    rows = [near_row(judgement, each)[: len(columns)] for each in near]
    first = min(near, key=lambda each: (each.chance is None, ahead(each)))
    notes = [would(judgement, first)] if first.suffices else []
    yield Table("nearest", Message("target.nearest"), columns, rows, notes)


def ahead(near: Near) -> int:
    """How many stages are ahead of one; what is not known comes last."""
    known = near.chance and near.chance.candidate.lacks
    return 1000 if known is None else known


def near_row(judgement: Judgement, near: Near) -> tuple[object, ...]:
    """The cells of one line of the nearest."""
    unit = (short(near.unit.name),) if near.unit else ()
    if near.chance is None:
        return (*unit, Message("nearest.nobody"), None, None, None, goal(judgement, None), None)
    candidate, rest = near.chance.candidate, days_told(near.chance.rest)
    values = {"rest": rest, "spells": near.chance.spells}
    return (
        *unit,
        candidate.name,
        *(stage_of(near.chance), candidate.since, candidate.lacks, goal(judgement, near.chance)),
        rest and Message("nearest.rest", values),
    )


def stage_of(chance: Chance) -> object:
    """Where one stands: its stage, else its last act beside the stages; None: nothing."""
    candidate = chance.candidate
    if candidate.stage is None and candidate.last_act is not None:
        return Message("no-stage-but", {"act": candidate.last_act})
    return candidate.stage


def goal(judgement: Judgement, chance: Chance | None) -> object:
    """What would make one count: a stage, an act, or the exact date of what is on record."""
    reading = judgement.reading
    possible = {each.act.subject: each.act for each in judgement.evidence if not each.counts}
    if chance and chance.candidate.subject in possible:
        act = possible[chance.candidate.subject].act
        return Message("nearest.exact-date", {"act": act})
    if reading.count_by == "any-act":
        return Message("nearest.any-act")
    stage = chance and chance.candidate.goal
    if reading.count_by == "advanced" and not (chance and chance.candidate.stage):
        return Message("nearest.any-stage")
    if stage is None:
        return list(reading.acts) or None
    return stage if reading.count_by == "act" else Message("nearest.or-higher", {"stage": stage})


def would(judgement: Judgement, near: Near) -> Message:
    """Which record would change what is counted, and to what."""
    reading, code = judgement.reading, judgement.target.code
    who: object = near.chance and near.chance.candidate.name
    if near.chance is None and near.unit:
        who = Message(
            "would.new", {"kind": Message(f"kind.{reading.kind}"), "unit": near.unit.name}
        )
    what = goal(judgement, near.chance)
    counted = judgement.counted + 1
    values = {"code": code, "counted": counted, "needed": judgement.needed}
    span = {"start": day(reading.period_from), "end": day(reading.period_to)}
    return Message(
        "would.count",
        {
            "what": what,
            "who": who,
            "when": Message("would.within" if reading.flow else "would.by", span),
            "result": Message(
                "would.meet" if counted >= judgement.needed else "would.raise", values
            ),
        },
    )


def pace_lines(judgement: Judgement) -> Iterator[Message]:
    """The pace that is needed and the one there was, and what they tell; before the due date."""
    told, pace = outlook(judgement), judgement.pace
    if told is None:
        return
    if pace is None:
        yield Message("target.outlook", {"outlook": told})
        return
    missing, left = pace.asked - pace.gained, pace.days_left
    if pace.asked < FEW:
        yield Message("target.left", {"missing": missing, "left": left})
    else:
        values = {"missing": missing, "left": left, "needed": per_month(missing, left)}
        rate = per_month(pace.gained, pace.days_passed)
        values |= {"gained": pace.gained, "passed": pace.days_passed, "rate": rate}
        yield Message("target.pace", values)
    if pace.rests_on is None and any(each.rest for each in pace.chances):
        yield Message("target.unclear")
    elif pace.rests_on is None:
        yield Message("target.thin", {"few": FEW})
    elif pace.rests_on == "chances":
        yield Message("target.outlook", {"outlook": told})
    else:
        by_then = judgement.counted + max(pace.gained, 0) * left // pace.days_passed
        counts = {"counted": min(by_then, judgement.needed), "needed": judgement.needed}
        yield Message("target.projected", counts)


def candidate_documents(judgement: Judgement, near: list[Near]) -> list[dict[str, object]]:
    """The nearest for machines; units without anybody are among the missing ones."""
    return [
        {
            "unit": each.unit and each.unit.code,
            "unit_name": each.unit and each.unit.name,
            "code": each.chance.candidate.code,
            "name": each.chance.candidate.name,
            "stage": each.chance.candidate.stage,
            "stage_since": each.chance.candidate.since,
            "last_act": each.chance.candidate.last_act,
            "goal": each.chance.candidate.goal,
            "stages_ahead": each.chance.candidate.lacks,
            "usual_days_least": each.chance.rest and each.chance.rest.least,
            "usual_days_most": each.chance.rest and each.chance.rest.most,
            "usual_spells": each.chance.spells,
            "record": record_document(judgement, each.chance) if each.suffices else None,
        }
        for each in near
        if each.chance
    ]


def record_document(judgement: Judgement, chance: Chance) -> dict[str, object]:
    """The record that would change what is counted: one of these acts (none: any) in these days."""
    reading, stage = judgement.reading, chance.candidate.goal
    by_stage = reading.count_by != "act" and stage is not None
    return {
        "acts": [stage] if by_stage else list(reading.acts),
        "or_beyond": by_stage,
        "from": reading.period_from if reading.flow else None,
        "to": reading.period_to,
        "counted": judgement.counted + 1,
        "needed": judgement.needed,
    }
