"""What a rule of the check is, and what it finds."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from typing import NamedTuple

from zone_tracker.model import Message


class Fault(NamedTuple):
    """One thing that a rule found: what, and in which row of which table; None: in the file."""

    what: Message
    table: str | None = None
    id: int | None = None


Faults = Iterator[Fault]
Find = Callable[[sqlite3.Connection, str], Faults]


class Rule(NamedTuple):
    """How what breaks a rule is found, in a record looked at on an ISO day.

    One that does not fail only tells. Where one that `stops` finds something, the rules after
    it are left out: they rest on it. One that `rests` on what values mean is left out where some
    mean nothing.
    """

    find: Find
    fails: bool = True
    stops: bool = False
    rests: bool = False


class Record(NamedTuple):
    """Which record a row is of: its kind, code and name, as far as it has them."""

    kind: str | None
    code: str | None
    name: str | None


def of_subject(table: str) -> str:
    """The query of the subject that a row of a table rests on."""
    return f"""SELECT subject.kind, subject.code, subject.name FROM {table}
        JOIN subject ON subject.id = {table}.subject WHERE {table}.id = ?"""


def of_target(table: str) -> str:
    """The query of the target that a row beside a reading is of."""
    return f"""SELECT 'target', target.code, target.title_vi FROM {table}
        JOIN reading ON reading.id = {table}.reading
        JOIN target ON target.id = reading.target WHERE {table}.id = ?"""


AREA = "'area', area.code || coalesce('@' || coalesce(area.valid_from, area.valid_to), ''), name"
RECORDS = {
    "subject": "SELECT kind, code, name FROM subject WHERE id = ?",
    **{
        table: of_subject(table)
        for table in ("milestone", "figure", "confirmation", "alias", "place")
    },
    "source": "SELECT 'source', code, title FROM source WHERE id = ?",
    "area": f"SELECT {AREA} FROM area WHERE id = ?",
    "succession": f"""SELECT {AREA} FROM succession
        JOIN area ON area.id = new WHERE succession.id = ?""",
    "sector": "SELECT 'sector', code, name_vi FROM sector WHERE id = ?",
    "unit_set": "SELECT 'unit_set', code, title_vi FROM unit_set WHERE id = ?",
    "unit_set_member": """SELECT 'unit_set', code, title_vi FROM unit_set_member
        JOIN unit_set ON unit_set.id = unit_set WHERE unit_set_member.id = ?""",
    "target": "SELECT 'target', code, title_vi FROM target WHERE id = ?",
    "reading": """SELECT 'target', target.code, reading.title_vi FROM reading
        JOIN target ON target.id = reading.target WHERE reading.id = ?""",
    "reading_act": of_target("reading_act"),
    "reading_subject": of_target("reading_subject"),
    "snapshot": "SELECT NULL, NULL, name FROM snapshot WHERE id = ?",
}
"""What a row of each table is of."""
NO_RECORD = Record(None, None, None)


def record_of(db: sqlite3.Connection, table: str | None, row: int | None) -> Record:
    """The record of a row; all None for the file as a whole, and where the row is of nothing."""
    found = db.execute(RECORDS[table], (row,)).fetchone() if table in RECORDS else None
    return Record._make(found) if found else NO_RECORD
