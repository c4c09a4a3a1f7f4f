"""The schema, its migrations (append-only) and what the file must look like.

Importing this costs sqlite-utils; commands that find a current file never do.
"""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from zone_tracker.seeds import seed_folder
from zone_tracker.store.connection import APPLICATION_ID, SCHEMA_VERSION
from zone_tracker.store.tracking import TRACKED, columns, tracking_triggers
from zone_tracker.store.views import view_statements

migrations = Migrations("zone_tracker")

FIXED = ("batch", "change")
VOCABULARY = ("kind", "act", "measure", "measure_unit")


@migrations()
def m001_first(db: Database) -> None:
    """The first schema: log, vocabularies, the record, the targets."""
    for statement in statements(Path(__file__).with_name("first.sql").read_text("utf-8")):
        db.conn.execute(statement)
    load_vocabulary(db.conn)
    for table in TRACKED:
        for statement in tracking_triggers(table, columns(db.conn, table)):
            db.conn.execute(statement)
    for statement in view_statements():
        db.conn.execute(statement)
    for table in FIXED:
        refuse(db.conn, table, ("UPDATE", "DELETE"), "the log is never rewritten")
    for table in VOCABULARY:
        refuse(db.conn, table, ("INSERT", "UPDATE", "DELETE"), "the vocabulary comes with the tool")


def migrate(db: sqlite3.Connection) -> None:
    """Bring `db` to the newest schema, and mark the file as ours."""
    migrations.apply(Database(db, execute_plugins=False))
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would commit between them."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""


def refuse(db: sqlite3.Connection, table: str, actions: tuple[str, ...], why: str) -> None:
    """Make the database refuse `actions` on `table`, with the reason."""
    for action in actions:
        db.execute(
            f"CREATE TRIGGER {table}_refuse_{action.lower()} BEFORE {action} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{why}'); END"
        )


def load_vocabulary(db: sqlite3.Connection) -> None:
    """Fill kinds, acts and measures from `seed/vocabulary`."""
    folder = seed_folder() / "vocabulary"
    for table in ("kind", "act"):
        with (folder / f"{table}s.csv").open(encoding="utf-8", newline="") as file:
            insert(db, table, list(csv.DictReader(file)))
    with (folder / "measures.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            units = row.pop("units").split(";")
            insert(db, "measure", [row])
            insert(db, "measure_unit", [{"measure": row["code"], "unit": unit} for unit in units])


def insert(db: sqlite3.Connection, table: str, rows: list[dict[str, str]]) -> None:
    """Insert rows of text; an empty rank or OC4IDS status is unknown, not an empty word."""
    names = list(rows[0])
    db.executemany(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
        [
            [None if name in ("rank", "oc4ids") and not row[name] else row[name] for name in names]
            for row in rows
        ],
    )
