"""A subject is taken away without a scan of every table that could refer to it."""

from __future__ import annotations

from pathlib import Path

from zone_tracker.store.connection import opened
from zone_tracker.store.tracking import TRACKED

FEW = {("reading_subject", "subject"), ("subject", "kind")}
"""Columns of small tables, and of keys checked with another column first."""


def test_every_reference_to_a_subject_is_looked_up_by_an_index(record: Path) -> None:
    """SQLite looks for what refers to a deleted row: without an index, undo grows quadratic."""
    with opened(record) as db:
        for table in TRACKED:
            keys = db.execute(f"PRAGMA foreign_key_list({table})").fetchall()
            for column in {key[3] for key in keys if key[2] == "subject"} - {"kind"}:
                if (table, column) in FEW:
                    continue
                plan = db.execute(
                    f"EXPLAIN QUERY PLAN SELECT 1 FROM {table} WHERE {column} = 1"
                ).fetchall()
                assert all(row[3].startswith("SEARCH") for row in plan), (table, column, plan)
