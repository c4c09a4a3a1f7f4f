"""Administrative units: those of a day; one with its life, what it became, what lies in it."""

from __future__ import annotations

import sqlite3

from zone_tracker.model import Message, Report, Table, Term
from zone_tracker.reports.columns import CODE, NAME, SINCE, STAGE, column, for_machines
from zone_tracker.reports.subjects import FACTS
from zone_tracker.reports.words import day
from zone_tracker.store import areas
from zone_tracker.store.areas import Area, Inside, Step

LEVELS = {
    "province": Term("province", "cấp tỉnh", "province"),
    "district": Term("district", "cấp huyện", "district"),
    "commune": Term("commune", "cấp xã", "commune"),
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
    column("source", wide=True),
)
STEPS = (
    column("ref", keep=True),
    NAME,
    column("level", only="machines"),
    column("parent", only="people"),
    column("parent", only="machines"),
    column("date", keep=True),
    column("through"),
    column("source", wide=True),
)
SUBJECTS = (
    CODE,
    column("kind", wide=True),
    NAME,
    STAGE,
    SINCE,
    column("place"),
)


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
        *(begins(told), told.valid_to and day(told.valid_to)),
        told.source or Message("no-source"),
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
    inside = areas.subjects_in(db, which, as_of)
    facts = facts_told(own, later, before)
    tables = [
        Table("facts", Message("show.facts"), FACTS, facts),
        Table("successors", Message("areas.became"), STEPS, [step_row(each) for each in later]),
        Table("predecessors", Message("areas.made-of"), STEPS, [step_row(each) for each in before]),
        Table("subjects", Message("areas.inside"), SUBJECTS, [inside_row(each) for each in inside]),
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


def facts_told(own: Area, later: list[Step], before: list[Step]) -> list[tuple[object, ...]]:
    """What is known of a unit itself."""
    told = [
        ("level", LEVELS[own.level]),
        ("life", life(own)),
        ("parent", own.parent),
        ("today", [Message("areas.named", named(each)) for each in later if each.last] or None),
        ("old_districts", old_districts(before) or None),
        ("source", own.source or Message("no-source")),
        ("confidence", own.confidence),
        ("note", own.note),
    ]
    return [(Message(f"column.{key}"), value) for key, value in told if value is not None]


def named(step: Step) -> dict[str, object]:
    """A unit with the code that names it and no other."""
    return {"name": step.area.name, "ref": step.area.ref}


def old_districts(before: list[Step]) -> list[str]:
    """The districts of the communes that a unit was made of."""
    told = [step.area.parent for step in before if step.area.level == "commune"]
    return list(dict.fromkeys(name for name in told if name))


def step_row(step: Step) -> tuple[object, ...]:
    """The cells of STEPS."""
    told = step.area
    return (
        *(told.ref, told.name, told.level, told.parent, told.parent_ref, day(step.date)),
        *(step.through, told.source or Message("no-source")),
    )


def inside_row(told: Inside) -> tuple[object, ...]:
    """The cells of SUBJECTS."""
    return (told.code, told.kind, told.name, told.stage, told.since, told.places)
