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
