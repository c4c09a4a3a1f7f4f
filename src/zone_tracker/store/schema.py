"""The schema, its migrations (append-only) and what the file must look like.

Importing this costs sqlite-utils; commands that find a current file never do.
"""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from zone_tracker.seeds import seed_folder
from zone_tracker.store.connection import APPLICATION_ID, SCHEMA_VERSION
from zone_tracker.store.tracking import TRACKED, columns, tracking_triggers
from zone_tracker.store.views import view_statements

migrations = Migrations("zone_tracker")

FIXED = ("batch", "change", "snapshot")
VOCABULARY = ("kind", "act", "measure", "measure_unit")


@migrations()
def m001_first(db: Database) -> None:
    """The tables of the log, the vocabularies, the record and the targets, with their rules."""
    run(db, "first.sql")


@migrations()
def m002_measures(db: Database) -> None:
    """Three more measures. No table changes, and `renew` brings the vocabulary."""


@migrations()
def m003_moments(db: Database) -> None:
    """Confirmations that nothing changed, and moments with a name."""
    run(db, "m003.sql")


@migrations()
def m004_indexes(db: Database) -> None:
    """What each batch added and changed is found by index."""
    run(db, "m004.sql")


@migrations()
def m005_forms(db: Database) -> None:
    """What official forms and a map of tiles ask for; more acts and a measure come by `renew`."""
    run(db, "m005.sql")


@migrations()
def m006_moments(db: Database) -> None:
    """A moment lies in a year that every program can read; new rows are guarded by one trigger."""
    run(db, "m006.sql")
    for table in TRACKED:
        db.conn.execute(f"DROP TRIGGER IF EXISTS {table}_log_insert")


@migrations()
def m007_whole(db: Database) -> None:
    """No view takes the figure of a phase for the whole. `renew` makes the views anew."""


def run(db: Database, name: str) -> None:
    """Carry out the statements of a script that lies beside this file."""
    for statement in statements(Path(__file__).with_name(name).read_text("utf-8")):
        db.conn.execute(statement)


def migrate(db: sqlite3.Connection) -> None:
    """Make the newest schema in an empty database."""
    with schema_change(db):
        bring_up(db)


@contextmanager
def schema_change(db: sqlite3.Connection) -> Iterator[None]:
    """Change the schema inside the block, or nothing; no one else writes meanwhile.

    Foreign keys are off inside, as SQLite wants it for a table that is made anew: who has rows
    looks through them at the end.
    """
    db.execute("PRAGMA foreign_keys = OFF")
    try:
        db.execute("BEGIN IMMEDIATE")
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    finally:
        db.execute("PRAGMA foreign_keys = ON")


def bring_up(db: sqlite3.Connection) -> None:
    """Apply the migrations that are missing, inside a transaction, and mark the file as ours.

    sqlite-utils would commit each by itself; inside a transaction it makes savepoints.
    """
    migrations.apply(Database(db, execute_plugins=False))
    renew(db)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def renew(db: sqlite3.Connection) -> None:
    """Make anew what is no one's record: vocabularies, views, and the triggers written here.

    An old file then equals a new one, whatever these were when it was made.
    """
    made = list(derived(db))
    for statement in made:
        _, sort, name, *_ = statement.split(maxsplit=3)
        db.execute(f"DROP {sort} IF EXISTS {name}")
    load_vocabulary(db)
    for statement in made:
        db.execute(statement)


def derived(db: sqlite3.Connection) -> Iterator[str]:
    """The statements that make the views, the triggers of the log, and the refusals."""
    yield from view_statements()
    for table in TRACKED:
        yield from tracking_triggers(table, columns(db, table))
    for table in FIXED:
        yield from refusals(table, ("UPDATE", "DELETE"), "the log is never rewritten")
    for table in VOCABULARY:
        yield from refusals(
            table, ("INSERT", "UPDATE", "DELETE"), "the vocabulary comes with the tool"
        )


def statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would commit between them."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""


def refusals(table: str, actions: tuple[str, ...], why: str) -> Iterator[str]:
    """The statements that make the database refuse `actions` on `table`, with the reason."""
    for action in actions:
        yield (
            f"CREATE TRIGGER {table}_refuse_{action.lower()} BEFORE {action} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{why}'); END"
        )


def load_vocabulary(db: sqlite3.Connection) -> None:
    """Fill kinds, acts and measures from `seed/vocabulary`, in the order of its files.

    All rows are made anew, so that a word added in the middle stands there in old files too.
    """
    for table in VOCABULARY:
        db.execute(f"DELETE FROM {table}")
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
