"""What a stored reference is called: the name behind an id, by the column that holds it."""

from __future__ import annotations

import sqlite3

NAMES = {
    "district": "SELECT name FROM area WHERE id = ?",
    "parent": "SELECT name FROM area WHERE id = ?",
    "within": "SELECT name FROM subject WHERE id = ?",
    "former": "SELECT name FROM subject WHERE id = ?",
    "sector": "SELECT name_vi FROM sector WHERE id = ?",
    "source": "SELECT title FROM source WHERE id = ?",
}


def named(db: sqlite3.Connection, column: str, value: object) -> object:
    """A stored value as people call it; what is no reference is given back as it is."""
    if value is None or column not in NAMES:
        return value
    row = db.execute(NAMES[column], (value,)).fetchone()
    return row[0] if row else value


RECORDS = {
    "subject": "SELECT name FROM subject WHERE id = ?",
    "source": "SELECT title FROM source WHERE id = ?",
    "area": "SELECT name FROM area WHERE id = ?",
    "sector": "SELECT name_vi FROM sector WHERE id = ?",
    "unit_set": "SELECT title_vi FROM unit_set WHERE id = ?",
    "target": "SELECT code FROM target WHERE id = ?",
    "reading": """SELECT target.code || ' ' || reading.code FROM reading
        JOIN target ON target.id = reading.target WHERE reading.id = ?""",
    "milestone": """SELECT subject.name || ' – ' || act.label_vi FROM milestone
        JOIN subject ON subject.id = milestone.subject
        JOIN act ON act.kind = milestone.kind AND act.code = milestone.act
        WHERE milestone.id = ?""",
    "figure": """SELECT subject.name || ' – ' || measure.label_vi FROM figure
        JOIN subject ON subject.id = figure.subject
        JOIN measure ON measure.code = figure.measure WHERE figure.id = ?""",
    "confirmation": """SELECT subject.name || ' – ' || date_to FROM confirmation
        JOIN subject ON subject.id = confirmation.subject WHERE confirmation.id = ?""",
    "alias": "SELECT name FROM alias WHERE id = ?",
    "place": """SELECT subject.name || ' – ' || area.name FROM place
        JOIN subject ON subject.id = place.subject
        JOIN area ON area.id = place.area WHERE place.id = ?""",
    "succession": """SELECT old.name || ' – ' || new.name FROM succession
        JOIN area AS old ON old.id = succession.old
        JOIN area AS new ON new.id = succession.new WHERE succession.id = ?""",
}
"""What the row of a table is about."""


def record_named(db: sqlite3.Connection, table: str, row_id: int) -> str:
    """A row as people call it; by its table and number where it has no name."""
    row = db.execute(RECORDS[table], (row_id,)).fetchone() if table in RECORDS else None
    return str(row[0]) if row else f"{table} {row_id}"
