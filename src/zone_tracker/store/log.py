"""The log of batches, and reversing one: undo, and redo as the undo of an undo."""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import datetime
from typing import NamedTuple

from zone_tracker.errors import Refused
from zone_tracker.store.connection import Author, batch
from zone_tracker.store.tracking import TRACKED, columns


class Entry(NamedTuple):
    """One batch of the log. `undone_by` is the batch that reversed it and is itself in force."""

    id: int
    at: str
    actor: str
    command: str
    undoes: int | None
    undone_by: int | None


class Effect(NamedTuple):
    """What an undo or redo of a batch did: rows taken away, put back, and set to what they were."""

    batch: int
    command: str
    removed: int
    restored: int
    reset: int


def entries(db: sqlite3.Connection, limit: int | None = None) -> list[Entry]:
    """The batches, newest first; `limit` None gives all."""
    undone = undone_by(db)
    rows = db.execute(
        "SELECT id, at, actor, command, undoes FROM batch ORDER BY id DESC LIMIT ?",
        (-1 if limit is None else limit,),
    )
    return [Entry._make((*row, undone.get(row[0]))) for row in rows]


def total(db: sqlite3.Connection) -> int:
    """How many batches there are."""
    return int(db.execute("SELECT count(*) FROM batch").fetchone()[0])


def undone_by(db: sqlite3.Connection) -> dict[int, int]:
    """For each batch that is not in force, the batch in force that reversed it.

    Walked from the newest: a reversal counts unless a later one in force reversed it.
    """
    undone: dict[int, int] = {}
    query = "SELECT id, undoes FROM batch WHERE undoes IS NOT NULL ORDER BY id DESC"
    for reversal, target in db.execute(query):
        if reversal not in undone:
            undone[target] = reversal
    return undone


def local(at: str) -> str:
    """A moment of the log in the clock of this machine, to the minute.

    Raises Refused for one in a year that no clock has: old files let other programs write it.
    """
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError) as error:
        raise Refused("db.moment", at=at) from error


def undo(db: sqlite3.Connection, author: Author, wanted: int | None, *, keep: bool) -> Effect:
    """Reverse batch `wanted`, or the newest in force, as a new batch.

    Raises Refused when there is none, when it is undone already or itself a reversal, and
    when later work stands on it. `keep` false only tells what would happen.
    """
    refuse_reversal(db, wanted)
    return reverse(db, author, chosen(db, wanted), keep=keep)


def redo(db: sqlite3.Connection, author: Author, wanted: int | None, *, keep: bool) -> Effect:
    """Bring back batch `wanted`, or the one undone last; refusals as in `undo`."""
    undone = undone_by(db)
    if wanted is None:
        kinds = dict(db.execute("SELECT id, undoes FROM batch"))
        ordinary = [batch_id for batch_id in undone if kinds[batch_id] is None]
        if not ordinary:
            raise Refused("redo.nothing")
        wanted = max(ordinary, key=lambda batch_id: undone[batch_id])
    refuse_reversal(db, wanted)
    asked = one(db, wanted)
    if wanted not in undone:
        raise Refused("redo.not-undone", batch=wanted)
    return reverse(db, author, one(db, undone[wanted]), keep=keep, asked=asked)


def refuse_reversal(db: sqlite3.Connection, wanted: int | None) -> None:
    """Refuse a batch that is itself an undo or redo, with what does the same to the one it is of.

    Raises Refused; `wanted` None: nobody named one.
    """
    if wanted is None or one(db, wanted).undoes is None:
        return
    origin = one(db, wanted)
    while origin.undoes is not None:
        origin = one(db, origin.undoes)
    word = "redo" if origin.undone_by else "undo"
    raise Refused("undo.is-reversal", batch=wanted, origin=origin.id, word=word)


def chosen(db: sqlite3.Connection, wanted: int | None) -> Entry:
    """The batch to undo: the wanted one if in force, else the newest ordinary one in force."""
    undone = undone_by(db)
    if wanted is not None:
        entry = one(db, wanted)
        if wanted in undone:
            raise Refused("undo.already", batch=wanted, by=undone[wanted])
        return entry
    for (candidate,) in db.execute("SELECT id FROM batch WHERE undoes IS NULL ORDER BY id DESC"):
        if candidate not in undone:
            return one(db, candidate)
    raise Refused("undo.nothing")


def one(db: sqlite3.Connection, batch_id: int) -> Entry:
    """One batch by number; raises Refused when there is none."""
    row = db.execute(
        "SELECT id, at, actor, command, undoes FROM batch WHERE id = ?", (batch_id,)
    ).fetchone()
    if row is None:
        raise Refused("undo.unknown", batch=batch_id)
    return Entry._make((*row, undone_by(db).get(batch_id)))


def reverse(
    db: sqlite3.Connection, author: Author, target: Entry, *, keep: bool, asked: Entry | None = None
) -> Effect:
    """Write the batch that puts every row `target` touched back to what it was before it.

    `asked` is the batch that the person named: the one that `target` undid and that is to come
    back; None: `target` itself.
    """
    asked = asked or target
    with batch(db, author, undoes=target.id, keep=keep) as work:
        refuse_later_work(db, target, asked, work.id)
        try:
            effect = sum_up(asked, [reverse_table(db, table, target.id) for table in TRACKED])
        except sqlite3.IntegrityError as error:
            raise Refused("undo.taken", batch=asked.id, command=asked.command) from error
        refuse_orphans(db, target, asked, work.id)
    return effect


def sum_up(asked: Entry, parts: list[Counter[str]]) -> Effect:
    """One effect over all tables."""
    total = sum(parts, Counter[str]())
    return Effect(asked.id, asked.command, total["removed"], total["restored"], total["reset"])


def reverse_table(db: sqlite3.Connection, table: str, target: int) -> Counter[str]:
    """Reverse what batch `target` did to `table`, in set-based steps.

    A row's first entry in the log of that batch tells how the row was before it (an
    insertion: it was not there). Rows are taken out and put in again rather than updated,
    so that two rows which exchanged a unique value do not stand in each other's way.
    """
    names = columns(db, table)
    first = "SELECT min(id) FROM change WHERE batch = ? AND record = ? GROUP BY record_id"
    touched = f"SELECT record_id FROM change WHERE id IN ({first})"
    present = db.execute(
        f"SELECT count(*) FROM {table} WHERE id IN ({touched})", (target, table)
    ).fetchone()[0]
    made = db.execute(f"DELETE FROM {table} WHERE batch = ?", (target,)).rowcount
    db.execute(f"DELETE FROM {table} WHERE id IN ({touched})", (target, table))
    fields = ", ".join(f"json_extract(was, '$.{name}')" for name in names)
    back = db.execute(
        f"INSERT INTO {table} ({', '.join(names)}) "
        f"SELECT {fields} FROM change WHERE id IN ({first}) AND action <> 'insert'",
        (target, table),
    ).rowcount
    reset = min(present, back)
    return Counter(removed=made + present - reset, restored=back - reset, reset=reset)


def refuse_later_work(db: sqlite3.Connection, target: Entry, asked: Entry, reversal: int) -> None:
    """Raise Refused naming the newest later batch in force that changed the same rows."""
    query = """
        SELECT DISTINCT later.batch, batch.undoes, batch.command
        FROM change AS later JOIN batch ON batch.id = later.batch
        WHERE later.batch > :target AND later.batch < :reversal AND (
            later.maker = :target
            OR EXISTS (SELECT 1 FROM change AS own WHERE own.batch = :target
                AND own.record = later.record AND own.record_id = later.record_id))
        ORDER BY later.batch DESC"""
    values: dict[str, object] = {"target": target.id, "reversal": reversal}
    refuse_first_in_force(db, target, asked, query, values)


def refuse_orphans(db: sqlite3.Connection, target: Entry, asked: Entry, reversal: int) -> None:
    """Raise Refused when a row refers to one that is not there now.

    Named is the newest later batch in force that wrote either of the two.
    """
    orphan = db.execute("PRAGMA foreign_key_check").fetchone()
    if orphan is None:
        return
    table, row, parent, number = orphan
    keys = db.execute('SELECT id, "from", "to" FROM pragma_foreign_key_list(?)', (table,))
    column = next(own for key, own, other in keys if key == number and other == "id")
    query = f"""
        SELECT id, undoes, command FROM batch
        WHERE id > :target AND id < :reversal AND (
            id = (SELECT batch FROM {table} WHERE id = :row)
            OR id IN (SELECT batch FROM change WHERE record = :table AND record_id = :row)
            OR id IN (SELECT batch FROM change WHERE record = :parent
                AND record_id = (SELECT {column} FROM {table} WHERE id = :row)))
        ORDER BY id DESC"""
    values = {"target": target.id, "reversal": reversal, "table": table, "row": row}
    refuse_first_in_force(db, target, asked, query, {**values, "parent": parent})


def refuse_first_in_force(
    db: sqlite3.Connection, target: Entry, asked: Entry, query: str, values: dict[str, object]
) -> None:
    """Raise Refused naming the first batch of a query that stands in the way of reversing `target`.

    A reversal of something later than `target` and what it reversed cancel each other.
    """
    undone = undone_by(db)
    for later, undoes, command in db.execute(query, values):
        if later not in undone and (undoes is None or undoes < target.id):
            if asked is target:
                raise Refused("undo.later", batch=asked.id, later=later, command=command)
            raise Refused("redo.later", batch=asked.id, later=later, command=command)
