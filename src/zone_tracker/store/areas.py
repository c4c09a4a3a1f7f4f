"""Reading administrative units: which there were on a day, what each became, what lies in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any, NamedTuple

from zone_tracker.store.conditions import Condition


class Area(NamedTuple):
    """A unit with its lifetime; `parent` and `parent_ref` are the unit it belongs to.

    `valid_from` None: its beginning is not known; `valid_to` None: it is there still. `map_row`
    and `map_column` are its place on a map of tiles, counted from 1; None: it has none.
    """

    id: int
    level: str
    code: str
    name: str
    valid_from: str | None
    valid_to: str | None
    parent: str | None
    parent_ref: str | None
    parent_level: str | None
    source: str | None
    confidence: str | None
    note: str | None
    map_row: int | None
    map_column: int | None

    @property
    def ref(self) -> str:
        """Its code with a day of its life, which names it and no other."""
        life = self.valid_from or self.valid_to
        return f"{self.code}@{life}" if life else self.code


class Step(NamedTuple):
    """A unit before or after another one: since when, by way of which, and whether it is an end."""

    area: Area
    date: str
    through: str
    last: bool


AREA = """area.id, area.level, area.code, area.name, area.valid_from, area.valid_to, parent.name,
    parent.code || coalesce('@' || coalesce(parent.valid_from, parent.valid_to), ''),
    parent.level, source.title, area.confidence, area.note, area.map_row, area.map_column"""
BESIDE = """LEFT JOIN area AS parent ON parent.id = area.parent
    LEFT JOIN source ON source.id = area.source"""
WIDTH = len(Area._fields)


def one(db: sqlite3.Connection, area: int) -> Area:
    """One unit."""
    return Area(
        *db.execute(f"SELECT {AREA} FROM area {BESIDE} WHERE area.id = ?", (area,)).fetchone()
    )


def made_by(db: sqlite3.Connection, batch: int | None) -> int:
    """The id of the unit that a batch recorded."""
    row: tuple[int] = db.execute("SELECT id FROM area WHERE batch = ?", (batch,)).fetchone()
    return row[0]


def valid(db: sqlite3.Connection, level: str, on: str) -> list[Area]:
    """The units of a level on a day, in the order of their codes."""
    rows = db.execute(
        f"""SELECT {AREA} FROM area {BESIDE} WHERE area.level = :level
            AND coalesce(area.valid_from, '') <= :on AND coalesce(area.valid_to, '9999') >= :on
        ORDER BY area.code""",
        {"level": level, "on": on},
    )
    return [Area(*row) for row in rows]


def last_day(db: sqlite3.Connection, level: str) -> str | None:
    """The last day on which a level had units; None: it has some still, or never had any."""
    query = "SELECT max(coalesce(valid_to, '9999')) FROM area WHERE level = ?"
    day = db.execute(query, (level,)).fetchone()[0]
    return None if day == "9999" else day


SUCCESSORS = f"""
    WITH RECURSIVE start (id) AS (
        SELECT :area UNION SELECT id FROM area WHERE parent = :area
            AND NOT EXISTS (SELECT 1 FROM succession WHERE old = :area)),
    reached (id) AS (
        SELECT id FROM start
        UNION SELECT new FROM succession JOIN reached ON reached.id = old)
    SELECT {AREA}, succession.date, group_concat(old.name, ', '),
        NOT EXISTS (SELECT 1 FROM succession AS next WHERE next.old = area.id)
    FROM succession JOIN reached ON reached.id = succession.old
    JOIN area ON area.id = succession.new JOIN area AS old ON old.id = succession.old {BESIDE}
    GROUP BY area.id, succession.date ORDER BY succession.date, area.code"""

PREDECESSORS = f"""
    WITH RECURSIVE reached (id) AS (
        SELECT :area
        UNION SELECT old FROM succession JOIN reached ON reached.id = new WHERE :deep)
    SELECT {AREA}, succession.date, new.name,
        NOT EXISTS (SELECT 1 FROM succession AS next WHERE next.new = area.id)
    FROM succession JOIN reached ON reached.id = succession.new
    JOIN area ON area.id = succession.old JOIN area AS new ON new.id = succession.new {BESIDE}
    ORDER BY succession.date DESC, parent.code, area.code"""


def successors(db: sqlite3.Connection, area: int) -> list[Step]:
    """What a unit became, step by step; a unit that ended without successor: what its parts did."""
    return _steps(db, SUCCESSORS, area)


def predecessors(db: sqlite3.Connection, area: int, *, deep: bool = True) -> list[Step]:
    """What a unit was made of, by their districts; `deep`: and what those were made of."""
    return _steps(db, PREDECESSORS, area, deep=deep)


def _steps(db: sqlite3.Connection, query: str, area: int, *, deep: bool = True) -> list[Step]:
    rows: list[Any] = db.execute(query, {"area": area, "deep": deep}).fetchall()
    return [
        Step(Area(*row[:WIDTH]), row[WIDTH], row[WIDTH + 1], bool(row[WIDTH + 2])) for row in rows
    ]


INSIDE = """
    WITH RECURSIVE inside (id) AS (
        SELECT :area
        UNION SELECT area.id FROM area JOIN inside ON inside.id = area.parent
        UNION SELECT old FROM succession JOIN inside ON inside.id = new)
    SELECT subject.id, coalesce((SELECT group_concat(area.name, ', ')
        FROM place JOIN area ON area.id = place.area WHERE place.subject = subject.id), area.name)
    FROM subject LEFT JOIN area ON area.id = subject.district
    WHERE subject.district IN (SELECT id FROM inside) OR subject.id IN (
        SELECT subject FROM place WHERE place.area IN (SELECT id FROM inside))"""


def subjects_in(db: sqlite3.Connection, area: int) -> dict[int, str]:
    """The subjects in a unit, its parts, or what it was made of, each with its communes."""
    return dict(db.execute(INSIDE, {"area": area}).fetchall())


def these(subjects: Iterable[int]) -> Condition:
    """It is one of these subjects."""
    ids = ", ".join(map(str, subjects))
    return Condition("subject.id IN (SELECT value FROM json_each({0}))", (f"[{ids}]",))
