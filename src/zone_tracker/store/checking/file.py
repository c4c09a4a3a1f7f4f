"""Whether the file is whole: as SQLite sees it, as this version makes it, and its log."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from typing import NamedTuple

from zone_tracker.model import Message
from zone_tracker.store.checking.finding import Fault, Faults
from zone_tracker.store.copies import complaints
from zone_tracker.store.schema import VOCABULARY, migrate
from zone_tracker.store.tracking import TRACKED

Words = dict[str, list[tuple[object, ...]]]

OBJECTS = """
    SELECT type, name, sql FROM sqlite_schema
    WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND tbl_name <> '_sqlite_migrations'
    ORDER BY type DESC, name"""
"""The tables, indexes, views and triggers of a file that are not SQLite's own."""

REMADE = ("index", "view")
"""Sorts of objects that follow from the tables, so that an upgrade makes them anew."""


class Made(NamedTuple):
    """What the migrations of this version make: each object with its statement, each vocabulary."""

    objects: dict[tuple[str, str], str]
    words: Words


class Altered(NamedTuple):
    """An object that a file lacks or has otherwise, and the statement that makes it."""

    sort: str
    name: str
    statement: str
    missing: bool


@cache
def made() -> Made:
    """A new file as it is made, to be compared with."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrate(db)
        return Made(objects_of(db), words_of(db))


def objects_of(db: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """The statement of each object by its sort and name."""
    return {(sort, name): statement for sort, name, statement in db.execute(OBJECTS)}


def words_of(db: sqlite3.Connection) -> Words:
    """The rows of each vocabulary."""
    return {table: db.execute(f"SELECT * FROM {table}").fetchall() for table in VOCABULARY}


def integrity(db: sqlite3.Connection, day: str) -> Faults:
    """What SQLite says of the pages, the indexes and the types; CHECKs are looked at by row."""
    db.execute("PRAGMA ignore_check_constraints = ON")
    try:
        for complaint in complaints(db):
            yield Fault(Message("check.said", {"words": f"SQLite: {complaint}"}))
    finally:
        db.execute("PRAGMA ignore_check_constraints = OFF")


def schema(db: sqlite3.Connection, day: str) -> Faults:
    """Tables and triggers that are missing or say something else."""
    return (fault_of(each) for each in altered(db) if each.sort not in REMADE)


def remade(db: sqlite3.Connection, day: str) -> Faults:
    """Indexes and views that are missing or say something else: no one's record is in them."""
    return (fault_of(each) for each in altered(db) if each.sort in REMADE)


def fault_of(each: Altered) -> Fault:
    """An altered object as a finding."""
    key = "check.object-missing" if each.missing else "check.object-altered"
    return Fault(Message(key, {"sort": Message(f"object.{each.sort}"), "name": each.name}))


def altered(db: sqlite3.Connection) -> Iterator[Altered]:
    """What of the schema is missing or says something else, with the statement that makes it."""
    stands = objects_of(db)
    for (sort, name), statement in made().objects.items():
        if stands.get((sort, name)) != statement:
            yield Altered(sort, name, statement, (sort, name) not in stands)


def added(db: sqlite3.Connection, day: str) -> Faults:
    """What another program put into the file beside the schema."""
    for sort, name in objects_of(db).keys() - made().objects.keys():
        yield Fault(
            Message("check.object-added", {"sort": Message(f"object.{sort}"), "name": name})
        )


def vocabulary(db: sqlite3.Connection, day: str) -> Faults:
    """Words of the vocabularies that are missing, added or altered."""
    stands = words_of(db)
    for table, rows in made().words.items():
        for key, one, other in (
            ("check.word-missing", rows, stands[table]),
            ("check.word-added", stands[table], rows),
        ):
            for row in sorted(set(one) - set(other), key=repr):
                yield Fault(Message(key, {"table": table, "words": list(row[:2])}))


def journal(db: sqlite3.Connection, day: str) -> Faults:
    """A file that another program set to write ahead, which no plain copy of it holds."""
    mode = db.execute("PRAGMA journal_mode").fetchone()[0]
    if mode == "wal":
        yield Fault(Message("check.mode", {"mode": mode}))


def open_batch(db: sqlite3.Connection, day: str) -> Faults:
    """A batch that another program began and did not end: what it writes next falls into it."""
    for (batch,) in db.execute("SELECT batch FROM current_batch"):
        yield Fault(Message("check.left-open", {"batch": batch}), "batch", batch)


def references(db: sqlite3.Connection, day: str) -> Faults:
    """Rows that refer to rows which are not there."""
    for table, row, parent, number in db.execute("PRAGMA foreign_key_check"):
        keys = db.execute('SELECT id, "from" FROM pragma_foreign_key_list(?)', (table,))
        columns = [name for key, name in keys if key == number]
        yield Fault(Message("check.orphan", {"columns": columns, "parent": parent}), table, row)


def log(db: sqlite3.Connection, day: str) -> Faults:
    """Entries of the log that undo could not go by."""
    tables = ", ".join(f"'{table}'" for table in TRACKED)
    unreadable = f"""
        SELECT id, record, record_id FROM change
        WHERE record NOT IN ({tables}) OR maker >= batch OR maker NOT IN (SELECT id FROM batch)
            OR CASE WHEN was IS NULL THEN FALSE WHEN json_valid(was)
                THEN json_extract(was, '$.id') IS NOT record_id ELSE TRUE END"""
    for entry, record, row in db.execute(unreadable):
        yield Fault(Message("check.log-entry", {"table": record, "row": str(row)}), "change", entry)
    beyond = "SELECT id, at FROM batch WHERE at NOT BETWEEN '1900' AND '2200'"
    for row, at in db.execute(beyond):
        yield Fault(Message("check.moment", {"at": at}), "batch", row)
    for table in TRACKED:
        for row, batch in db.execute(CONTRADICTED.format(table=table), {"table": table}):
            yield Fault(Message("check.log-row", {"table": table, "batch": batch}), table, row)
        yield from reused(db, table)


CONTRADICTED = """
    SELECT record_id, last.batch FROM (SELECT record_id, action, batch, maker, max(id)
        FROM change WHERE record = :table GROUP BY record_id) AS last
    LEFT JOIN {table} ON {table}.id = record_id
    WHERE (action = 'delete') = ({table}.id IS NOT NULL) OR {table}.batch <> maker"""
"""Rows that are there though the log saw them go last, or the other way round."""


def reused(db: sqlite3.Connection, table: str) -> Faults:
    """Rows with ids that the table has yet to give: the log could not tell one from another."""
    query = f"""SELECT id FROM {table}
        WHERE id > coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{table}'), 0)"""
    for (row,) in db.execute(query):
        yield Fault(Message("check.log-id"), table, row)
