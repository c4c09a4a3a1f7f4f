"""Administrative units: those of a day; one with its life, what it became, what lies in it."""

from __future__ import annotations

import sqlite3

from zone_tracker.model import Message, Report, Table, Term
from zone_tracker.reports.columns import (
    CODE,
    NAME,
    SINCE,
    column,
    facts_table,
    for_machines,
    machines,
    source_cells,
    sourced,
)
from zone_tracker.reports.listing import stage_told
from zone_tracker.reports.words import day
from zone_tracker.store import areas
from zone_tracker.store.areas import Area, Step
from zone_tracker.store.listing import Choice, standings
from zone_tracker.store.vocabulary import vocabulary

LEVELS = {
    "province": Term("province", "tỉnh", "province"),
    "district": Term("district", "huyện", "district"),
    "commune": Term("commune", "xã", "commune"),
}

AREAS = (
    column("ref", only="machines"),
    CODE,
    NAME,
    column("level", only="machines"),
    column("parent", only="people"),
    column("parent", only="machines"),
    column("parent_name", only="machines"),
    column("valid_from", keep=True),
    column("valid_to", keep=True),
    *machines("map_row", "map_column"),
    *sourced(wide=True),
)
LATER = (
    column("ref", keep=True),
    NAME,
    column("level", only="machines"),
    column("parent", only="people", wide=True),
    column("parent", only="machines"),
    column("date", keep=True),
    column("through"),
    *sourced(wide=True),
)
BEFORE = (
    *LATER[:3],
    column("parent", only="people"),
    *LATER[4:6],
    column("through", wide=True),
    *sourced(wide=True),
)
SUBJECTS = (
    CODE,
    column("kind", wide=True),
    NAME,
    column("stage", only="machines"),
    column("stage", only="people"),
    SINCE,
    column("place"),
)


SHOWN = 3
"""How many units of today are named beside the table that has them all."""


def units(db: sqlite3.Connection, level: str, today: str, on: str | None) -> Report:
    """The units of a level on a day.

    Without a day: today, or the last day on which there were any.
    """
    last = areas.last_day(db, level)
    when = on or (min(today, last) if last else today)
    told = areas.valid(db, level, when)
    values = {"level": LEVELS[level], "on": day(when)}
    over = Message("areas.over", {**values, "last": day(last)}) if last else None
    title = Message("areas.title", values)
    notes = (over,) if over is not None and last is not None and today > last else ()
    return Report((Table("areas", title, AREAS, [area_row(each) for each in told], notes),))


def area_row(told: Area) -> tuple[object, ...]:
    """The cells of AREAS."""
    return (
        *(told.ref, told.code, told.name, told.level, told.parent, told.parent_ref, told.parent),
        *(begins(told), told.valid_to and day(told.valid_to), told.map_row, told.map_column),
        *source_cells(told.source),
    )


def begins(told: Area) -> object:
    """The first day of a unit; None: not known."""
    return told.valid_from and day(told.valid_from)


def life(told: Area) -> Message:
    """From when to when a unit is there."""
    values = {
        "start": told.valid_from and day(told.valid_from),
        "end": told.valid_to and day(told.valid_to),
    }
    return Message(LIVES[told.valid_from is not None, told.valid_to is not None], values)


LIVES = {
    (True, True): "areas.from-to",
    (True, False): "areas.from",
    (False, True): "areas.to",
    (False, False): "areas.no-days",
}
"""How a life is worded, by whether its beginning and its end are known."""


def unit(db: sqlite3.Connection, which: int, as_of: str) -> Report:
    """One unit: its life, what it became, what it was made of, and the subjects in it."""
    own = areas.one(db, which)
    later, before = areas.successors(db, which), areas.predecessors(db, which)
    inside = inside_rows(db, which, as_of)
    facts = facts_told(own, later, before)
    tables = [
        facts_table(facts),
        Table("successors", Message("areas.became"), LATER, [step_row(each) for each in later]),
        Table(
            "predecessors", Message("areas.made-of"), BEFORE, [step_row(each) for each in before]
        ),
        Table("subjects", Message("areas.inside"), SUBJECTS, inside),
    ]
    heading = Message("areas.heading", {"name": own.name, "ref": own.ref, "as_of": day(as_of)})
    document = {
        **for_machines(AREAS, area_row(own)),
        "confidence": own.confidence,
        "note": own.note,
        "as_of": as_of,
        "today": [each.area.ref for each in later if each.last],
        "old_districts": old_districts(before),
        **{table.key: documents(table) for table in tables[1:]},
    }
    shown = tuple(table for table in tables if table.rows)
    return Report(shown, header=(heading,), document=document)


def documents(table: Table) -> list[dict[str, object]]:
    """The rows of a table for machines."""
    return [for_machines(table.columns, row) for row in table.rows]


def facts_told(own: Area, later: list[Step], before: list[Step]) -> list[tuple[str, object]]:
    """What is known of a unit itself."""
    on_map = {"row": own.map_row, "column": own.map_column}
    ends = [Message("areas.named", named(each)) for each in later if each.last]
    return [
        ("level", LEVELS[own.level]),
        ("life", life(own)),
        ("parent", own.parent),
        ("today", ends if 0 < len(ends) <= SHOWN else None),
        ("old_districts", old_districts(before) or None),
        ("map", Message("areas.map", on_map) if own.map_row else None),
        ("source", own.source or Message("no-source")),
        ("note", own.note),
    ]


def named(step: Step) -> dict[str, object]:
    """A unit with the code that names it and no other."""
    return {"name": step.area.name, "ref": step.area.ref}


def old_districts(before: list[Step]) -> list[str]:
    """The districts of the communes that a unit was made of."""
    told = [step.area.parent for step in before if step.area.parent_level == "district"]
    return list(dict.fromkeys(name for name in told if name))


def step_row(step: Step) -> tuple[object, ...]:
    """The cells of STEPS."""
    told = step.area
    return (
        *(told.ref, told.name, told.level, told.parent, told.parent_ref, day(step.date)),
        *(step.through, *source_cells(told.source)),
    )


def inside_rows(db: sqlite3.Connection, which: int, as_of: str) -> list[tuple[object, ...]]:
    """The cells of SUBJECTS for every subject in a unit, kind by kind."""
    inside = areas.subjects_in(db, which)
    choice = Choice(narrow=(areas.these(inside),))
    return [
        (
            each.code,
            kind.label,
            each.name,
            each.stage,
            stage_told(each),
            each.since,
            inside[each.id],
        )
        for kind in vocabulary(db).kinds.values()
        for each in standings(db, kind.code, as_of, choice)
    ]
