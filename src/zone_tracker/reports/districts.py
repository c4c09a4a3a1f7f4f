"""The districts of an overview: their clusters, what counts for a target, what they are now."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from zone_tracker.drawing import Outline, Tiles
from zone_tracker.model import Message, Table
from zone_tracker.reports.columns import column, machines
from zone_tracker.reports.words import day, short, titled
from zone_tracker.store import areas, overview
from zone_tracker.store.areas import Area
from zone_tracker.targets import Judgement, counting_in

DISTRICTS = (
    *machines("code", "name", "map_row", "map_column", "counted", "clusters", "stages", "today"),
    column("district", only="people", keep=True),
    column("counted", only="people", right=True),
    column("clusters", only="people", right=True),
    column("stages", only="people"),
    column("today", only="people", wide=True),
)
TOLD = ("stages", "today")
"""What a tile tells beside its name and what counts."""
Stages = dict[object, int]
"""How many clusters stand at each stage; None: none is on record."""


def table(
    db: sqlite3.Connection,
    judgements: list[Judgement],
    as_of: str,
    outlines: Mapping[str, Outline],
) -> Table:
    """The districts of a day, or of the last day on which there were any.

    What counts is what the first target counts that asks clusters of each unit; without one it
    is not told. `outlines` is a map by the codes of the districts.
    """
    target, last = next(filter(asks_clusters, judgements), None), areas.last_day(db, "district")
    stages = by_district(db, as_of)
    rows = [
        row(db, unit, counted(target, unit), stages.pop(unit.id, {})) for unit in units(db, as_of)
    ]
    if stages:
        rows.append(elsewhere([pair for there in stages.values() for pair in there.items()]))
    notes = (Message("overview.ended", {"last": day(last)}),) if last else ()
    drawing = Tiles("district", "counted", "map_row", "map_column", TOLD, "code", outlines)
    title = Message("status.clusters")
    return Table("districts", title, DISTRICTS, rows, notes, text=coverage(target), drawing=drawing)


def units(db: sqlite3.Connection, as_of: str) -> list[Area]:
    """The districts of a day; once there are none any more, those of their last day."""
    last = areas.last_day(db, "district")
    return areas.valid(db, "district", min(as_of, last) if last else as_of)


def asks_clusters(judgement: Judgement) -> bool:
    """Whether a target asks clusters of each unit of a set."""
    return judgement.reading.kind == "cluster" and judgement.reading.unit_set is not None


def counted(target: Judgement | None, unit: Area) -> int | None:
    """How many clusters of a unit count for the target; None: it asks none of it."""
    if target is None:
        return None
    asked = (*target.missing, *(each.unit for each in target.evidence if each.unit))
    own = next((each for each in asked if each.id == unit.id), None)
    return None if own is None else counting_in(target.evidence, own)


def coverage(target: Judgement | None) -> tuple[Message, ...]:
    """For which target the districts are counted, and how many have what it asks."""
    if target is None:
        return ()
    counts = {"counted": target.counted, "needed": target.needed}
    told = {"code": target.target.code, "reading": titled(target.reading.title)}
    return (Message("overview.coverage", {**counts, **told}),)


def by_district(db: sqlite3.Connection, as_of: str) -> dict[int | None, Stages]:
    """The clusters of each district (None: not known) by stage."""
    found: dict[int | None, Stages] = {}
    for each in overview.clusters(db, as_of):
        found.setdefault(each.district, {})[each.stage] = each.clusters
    return found


def row(
    db: sqlite3.Connection, unit: Area, counted: int | None, stages: Stages
) -> tuple[object, ...]:
    """The cells of DISTRICTS."""
    later = [step.area for step in areas.successors(db, unit.id) if step.last]
    names = Message("overview.today", {"names": [each.name for each in later]})
    return cells(
        (unit.code, unit.name, unit.map_row, unit.map_column),
        *(short(unit.name), counted, list(stages.items())),
        *([each.ref for each in later], names if later else None),
    )


def elsewhere(stages: list[tuple[object, int]]) -> tuple[object, ...]:
    """The cells of DISTRICTS for the clusters whose district is none of these."""
    return cells((None,) * 4, Message("unknown-district"), None, stages, None, None)


def cells(
    unit: tuple[object, ...],
    name: object,
    counted: int | None,
    stages: list[tuple[object, int]],
    today: object,
    names: object,
) -> tuple[object, ...]:
    """A row of DISTRICTS from its parts."""
    count = sum(number for _, number in stages)
    plain = [{"stage": stage, "clusters": number} for stage, number in stages]
    return (*unit, counted, count, plain, today, name, counted, count, told(stages), names)


def told(stages: Iterable[tuple[object, int]]) -> list[Message] | None:
    """How many stand at each stage, in words; None: there are none."""
    unknown = Message("overview.no-stage")
    return [
        Message("overview.at-stage", {"count": count, "stage": stage or unknown})
        for stage, count in stages
    ] or None
