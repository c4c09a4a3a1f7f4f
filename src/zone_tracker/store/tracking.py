"""The triggers that keep the log: written for every recorded table from its own columns."""

from __future__ import annotations

import sqlite3

TRACKED = (
    "source",
    "area",
    "succession",
    "unit_set",
    "unit_set_member",
    "sector",
    "subject",
    "alias",
    "place",
    "milestone",
    "figure",
    "confirmation",
    "target",
    "reading",
    "reading_act",
    "reading_subject",
)
"""Every table whose rows a batch makes, in an order in which each refers only to earlier ones."""

CURRENT = "(SELECT batch FROM current_batch)"
NO_BATCH = "write through zone-tracker: a change outside a batch would have no author and no undo"


def columns(db: sqlite3.Connection, table: str) -> list[str]:
    """The column names of `table`, in order."""
    return [row[1] for row in db.execute(f"PRAGMA table_info({table})")]


def tracking_triggers(table: str, names: list[str]) -> list[str]:
    """The statements that guard and log one table.

    A write needs an open batch; a new row carries that batch, unless a reversal puts an
    older row back. What a batch does to rows of its own making is not logged: undoing it
    deletes them. What is asked of each new row is one trigger, which as a rule has nothing to
    do: with two of them the writing of rows takes a tenth longer.
    """
    row = ", ".join(f"'{name}', OLD.{name}" for name in names)
    log = "INSERT INTO change (batch, record, record_id, maker, action, was)"
    reversing = "EXISTS (SELECT 1 FROM batch WHERE id = current_batch.batch AND undoes IS NOT NULL)"
    taken = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"
    return [
        f"""CREATE TRIGGER {table}_guard_insert BEFORE INSERT ON {table}
        WHEN NEW.batch IS NOT {CURRENT} OR {taken}
        BEGIN
            SELECT RAISE(ABORT, '{NO_BATCH}') WHERE NEW.batch IS NOT {CURRENT}
                AND NOT EXISTS (SELECT 1 FROM current_batch WHERE {reversing});
            SELECT RAISE(ABORT, 'this id is taken: REPLACE would lose the row from the log')
                WHERE {taken};
            {log} VALUES ({CURRENT}, '{table}', NEW.id, NEW.batch, 'insert', NULL);
        END""",
        f"""CREATE TRIGGER {table}_guard_update BEFORE UPDATE ON {table}
        BEGIN
            SELECT RAISE(ABORT, '{NO_BATCH}') WHERE NOT EXISTS (SELECT 1 FROM current_batch);
            SELECT RAISE(ABORT, 'id and batch of a row never change')
                WHERE NEW.id <> OLD.id OR NEW.batch <> OLD.batch;
        END""",
        f"""CREATE TRIGGER {table}_log_update AFTER UPDATE ON {table} WHEN OLD.batch <> {CURRENT}
        BEGIN {log} VALUES ({CURRENT}, '{table}', OLD.id, OLD.batch, 'update',
            json_object({row})); END""",
        f"""CREATE TRIGGER {table}_guard_delete BEFORE DELETE ON {table}
        BEGIN SELECT RAISE(ABORT, '{NO_BATCH}')
            WHERE NOT EXISTS (SELECT 1 FROM current_batch); END""",
        f"""CREATE TRIGGER {table}_log_delete AFTER DELETE ON {table} WHEN OLD.batch <> {CURRENT}
        BEGIN {log} VALUES ({CURRENT}, '{table}', OLD.id, OLD.batch, 'delete',
            json_object({row})); END""",
    ]
