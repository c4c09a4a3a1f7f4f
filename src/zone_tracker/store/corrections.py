"""Putting the record right: change or void one entry, remove a subject, make two one.

All of it inside a batch: the log keeps each row as it was.
"""

from __future__ import annotations

import json
import sqlite3
from typing import NamedTuple, cast

from zone_tracker.errors import Refused
from zone_tracker.store.ledger import KEYS, STATEMENTS, FieldChange, Values
from zone_tracker.store.subjects import Subject, aliases
from zone_tracker.store.vocabulary import Vocabulary
from zone_tracker.vietnamese.text import clean, identity_key

LETTERS = {"m": "milestone", "f": "figure", "c": "confirmation"}
"""How a person tells an act (m12), a figure (f7) and a confirmation (c3) apart."""

RESTING = {
    "milestone": "subject",
    "figure": "subject",
    "confirmation": "subject",
    "place": "subject",
    "alias": "subject",
    "reading_subject": "subject",
    "subject": "within",
}
"""What can rest on a subject, and the column that names it. `former` is let go instead."""

FILLED = (
    *("district", "within", "former", "certificate", "investor", "investor_country", "sector"),
    *("source", "note"),
)
"""What the surviving record of a merge takes from the other where it knows nothing itself."""


class Past(NamedTuple):
    """One entry as it was before it was changed or taken away, by whom, with which words."""

    entry: str
    action: str
    was: Values
    at: str
    actor: str
    command: str


def entry(db: sqlite3.Connection, kind: str, text: str) -> tuple[str, Values]:
    """The table and the row of an act, figure or confirmation by its number: m12, f7, c3.

    Raises Refused when there is none of a subject of this kind.
    """
    word = text.strip().lower()
    table = LETTERS.get(word[:1])
    if table is None or not word[1:].isdecimal():
        raise Refused("entry.form", value=text)
    cursor = db.execute(
        f"SELECT {table}.* FROM {table} JOIN subject ON subject.id = {table}.subject "
        f"WHERE {table}.id = ? AND subject.kind = ?",
        (int(word[1:]), kind),
    )
    row = cursor.fetchone()
    if row is None:
        raise Refused("entry.unknown", value=text)
    return table, dict(zip((column[0] for column in cursor.description), row, strict=True))


def change(db: sqlite3.Connection, table: str, row: Values, values: Values) -> list[FieldChange]:
    """Set what differs of one act or figure; the changes, column by column.

    Raises Refused when another one says the same then: an import could not keep them apart.
    """
    row_id = cast(int, row["id"])
    told = [
        FieldChange(table, row_id, name, row[name], value)
        for name, value in values.items()
        if row[name] != value
    ]
    if told:
        refuse_double(db, table, {**row, **values})
        settings = ", ".join(f"{each.column} = ?" for each in told)
        db.execute(
            f"UPDATE {table} SET {settings} WHERE id = ?", (*(each.new for each in told), row_id)
        )
    return told


def refuse_double(db: sqlite3.Connection, table: str, row: Values) -> None:
    """Raise Refused when another row of the table is the same statement, of the same source."""
    same = " AND ".join(f"{name} IS :{name}" for name in KEYS[table])
    found = db.execute(
        f"""SELECT id FROM {table} WHERE {same} AND id <> :id
            AND (source IS :source OR source IS NULL OR :source IS NULL)""",
        row,
    ).fetchone()
    if found is not None:
        raise Refused(
            "correct.double", entry=f"{table[0]}{row['id']}", other=f"{table[0]}{found[0]}"
        )


def void(db: sqlite3.Connection, table: str, row: Values) -> None:
    """Take one entry out of the record; the log keeps it."""
    db.execute(f"DELETE FROM {table} WHERE id = ?", (row["id"],))


def resting(db: sqlite3.Connection, subject: int) -> dict[str, int]:
    """How many rows of each table rest on a subject; tables without any are left out."""
    counts = {
        table: db.execute(f"SELECT count(*) FROM {table} WHERE {column} = ?", (subject,)).fetchone()
        for table, column in RESTING.items()
    }
    return {table: count for table, (count,) in counts.items() if count}


def targets_naming(db: sqlite3.Connection, subject: int) -> list[str]:
    """The codes of the targets that name a subject: without it they would mean another thing."""
    rows = db.execute(
        """SELECT DISTINCT target.code FROM reading_subject
        JOIN reading ON reading.id = reading_subject.reading
        JOIN target ON target.id = reading.target
        WHERE reading_subject.subject = ? ORDER BY target.code""",
        (subject,),
    )
    return [code for (code,) in rows]


def remove(db: sqlite3.Connection, subject: int) -> None:
    """Take a subject out with all that rests on it; what lies within it stays, within nothing."""
    let_go(db, subject)
    for table in (*STATEMENTS, "place", "alias"):
        db.execute(f"DELETE FROM {table} WHERE subject = ?", (subject,))
    db.execute("DELETE FROM subject WHERE id = ?", (subject,))


def let_go(db: sqlite3.Connection, subject: int) -> None:
    """Unset every reference of other subjects to this one."""
    for column in ("within", "former"):
        db.execute(f"UPDATE subject SET {column} = NULL WHERE {column} = ?", (subject,))


def remove_alias(db: sqlite3.Connection, words: Vocabulary, subject: Subject, name: str) -> str:
    """Take another name of a subject out, however it is written; the name as it stood.

    Raises Refused when the subject has no such other name.
    """
    prefixes = words.kinds[subject.kind].name_prefixes
    identity = identity_key(clean(name), prefixes)
    row = db.execute(
        "SELECT id, name FROM alias WHERE subject = ? AND identity_key = ?", (subject.id, identity)
    ).fetchone()
    if row is None:
        if identity == identity_key(subject.name, prefixes):
            raise Refused("alias.own", name=subject.name, code=subject.code)
        others = aliases(db, subject.id)
        if not others:
            raise Refused("alias.none", name=subject.name)
        raise Refused("alias.unknown", name=subject.name, alias=name, others=others)
    db.execute("DELETE FROM alias WHERE id = ?", (row[0],))
    return str(row[1])


def merge(db: sqlite3.Connection, source: int, target: int) -> None:
    """Move all that rests on `source` to `target`, which takes its name as an alias.

    What both have is kept once. The rest of `target` stays; what it does not know it takes
    from `source`.
    """
    for table in (*STATEMENTS, "place", "alias", "reading_subject"):
        move(db, table, source, target)
    for column in ("within", "former"):
        db.execute(
            f"UPDATE subject SET {column} = ? WHERE {column} = ? AND id <> ?",
            (target, source, target),
        )
    old = db.execute(
        f"SELECT kind, name, identity_key, search_key, {', '.join(FILLED)} "
        "FROM subject WHERE id = ?",
        (source,),
    ).fetchone()
    db.execute("UPDATE subject SET within = NULL WHERE id = ? AND within = id", (target,))
    db.execute("DELETE FROM subject WHERE id = ?", (source,))
    for column, value in zip(FILLED, old[4:], strict=True):
        if value is not None and value != target:
            db.execute(
                f"UPDATE subject SET {column} = ? WHERE id = ? AND {column} IS NULL",
                (value, target),
            )
    db.execute(
        """INSERT INTO alias (batch, subject, kind, name, identity_key, search_key)
        SELECT batch, ?, ?, ?, ?, ? FROM current_batch
        WHERE NOT EXISTS (SELECT 1 FROM alias WHERE subject = ? AND identity_key = ?)""",
        (target, *old[:4], target, old[2]),
    )


def move(db: sqlite3.Connection, table: str, source: int, target: int) -> None:
    """Give the rows of `source` to `target`; a row that `target` has already is dropped."""
    keys = [name for name in KEYS[table] if name != "subject"]
    if table in STATEMENTS:
        keys.append("source")
    same = " AND ".join(f"mine.{name} IS {table}.{name}" for name in keys)
    db.execute(
        f"DELETE FROM {table} WHERE subject = ? AND EXISTS "
        f"(SELECT 1 FROM {table} AS mine WHERE mine.subject = ? AND {same})",
        (source, target),
    )
    db.execute(f"UPDATE {table} SET subject = ? WHERE subject = ?", (target, source))
    if table in STATEMENTS:  # one that names its source says all that the other does
        same = " AND ".join(f"mine.{name} IS {table}.{name}" for name in KEYS[table])
        db.execute(
            f"DELETE FROM {table} WHERE subject = ? AND source IS NULL AND EXISTS "
            f"(SELECT 1 FROM {table} AS mine WHERE mine.id <> {table}.id AND {same})",
            (target,),
        )


def past(db: sqlite3.Connection, subject: int) -> list[Past]:
    """What the entries of a subject were before they were changed or voided, oldest first.

    Work that was undone since, and the undoing of it, is left out.
    """
    from zone_tracker.store.log import undone_by

    rows = db.execute(
        f"""SELECT change.record, change.record_id, change.action, change.was,
            batch.id, batch.at, batch.actor, batch.command
        FROM change JOIN batch ON batch.id = change.batch
        WHERE change.record IN {STATEMENTS} AND change.action <> 'insert'
            AND batch.undoes IS NULL AND json_extract(change.was, '$.subject') = ?
        ORDER BY change.id""",
        (subject,),
    )
    undone = undone_by(db)
    return [
        Past(f"{record[0]}{number}", action, json.loads(was), at, actor, command)
        for record, number, action, was, batch, at, actor, command in rows
        if batch not in undone
    ]
