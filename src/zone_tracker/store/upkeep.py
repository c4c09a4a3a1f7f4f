"""The upkeep of the file as a whole: brought up to a new schema, or put back to a copy."""

from __future__ import annotations

import os
import sqlite3
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from zone_tracker.errors import Refused
from zone_tracker.store import copies
from zone_tracker.store.connection import SCHEMA_VERSION, known_version, opened
from zone_tracker.store.log import Entry, entries


class Upgraded(NamedTuple):
    """The schema before, and the copy of the file as it was then."""

    version: int
    copy: Path


class Restored(NamedTuple):
    """The newest batch of the file before and now, the copy of what it was, and its schema now."""

    before: Entry | None
    now: Entry | None
    copy: Path
    version: int


def upgrade(path: Path, at: str) -> Upgraded | None:
    """Bring a file up to the newest schema, whole or not at all; None: it is there already.

    Of a file of this version what another program did to indexes, views and vocabularies is
    undone. Copied and changed under one lock, so the copy holds all that was ever written before.
    """
    with opened(path, write=True, older=True) as db:
        if is_current(db, path):
            return None
        from zone_tracker.store.schema import bring_up, schema_change

        with schema_change(db):
            if is_current(db, path):  # another process was first
                return None
            version = known_version(db, path)
            refuse_orphans(db, path)
            with copies.reading(path) as reader:
                copy = copies.keep(reader, path, at, f"upgrade-{version}")
            bring_up(db)
            remake(db, path)
            refuse_orphans(db, path)  # of words that another program added
    copies.prune(path)
    return Upgraded(version, copy)


def is_current(db: sqlite3.Connection, path: Path) -> bool:
    """Whether a file has the newest schema, and all that an upgrade makes as this version does."""
    if known_version(db, path) != SCHEMA_VERSION:
        return False
    from zone_tracker.store.checking import file

    return not any(chain(file.remade(db, ""), file.vocabulary(db, "")))


def remake(db: sqlite3.Connection, path: Path) -> None:
    """Make the indexes anew that a file lacks or has otherwise."""
    from zone_tracker.store.checking import file

    for each in file.altered(db):
        if each.sort in file.REMADE:
            db.execute(f"DROP {each.sort} IF EXISTS {each.name}")
            try:
                db.execute(each.statement)
            except sqlite3.IntegrityError as error:
                raise Refused("db.not-unique", path=path, index=each.name) from error


def restore(path: Path, file: Path, at: str) -> Restored:
    """Put the content of `file` in the place of what the database at `path` holds.

    Refuses a `file` that is not whole. SQLite writes it as one transaction into the file that
    stands, so that others see the old or the new content, and a killed restore leaves the old.
    """
    refuse_missing(file)
    with opened(file, older=True) as source:
        copies.refuse_damaged(source, file)
        refuse_orphans(source, file)
        with opened(path, write=True, older=True) as db:
            refuse_itself(path, file)
            lock(db)
            copy = copies.keep(db, path, at, "restore")
            before = newest(db)
            source.backup(db)
            db.execute("PRAGMA journal_mode = DELETE")  # a copy from elsewhere may use WAL
            restored = Restored(before, newest(db), copy, known_version(db, path))
    copies.prune(path, spared=file)
    return restored


def newest_of_both(path: Path, file: Path) -> tuple[Entry | None, Entry | None]:
    """The newest batch of the database, and that of the copy which would take its place."""
    refuse_missing(file)
    with opened(path, older=True) as db, opened(file, older=True) as source:
        refuse_itself(path, file)
        return newest(db), newest(source)


def refuse_missing(file: Path) -> None:
    """Refuse a copy that is not there."""
    if not os.path.lexists(file):
        raise Refused("restore.missing", path=file)


def refuse_itself(path: Path, file: Path) -> None:
    """Refuse to put a database in its own place."""
    if os.path.samefile(path, file):
        raise Refused("restore.same", path=path)


def lock(db: sqlite3.Connection) -> None:
    """Let nobody read or write the file until this connection is closed, waiting for its turn.

    The lock outlives the transaction: SQLite copies into a connection that has none open.
    """
    db.execute("PRAGMA locking_mode = EXCLUSIVE")
    db.execute("BEGIN EXCLUSIVE")
    db.execute("COMMIT")


def newest(db: sqlite3.Connection) -> Entry | None:
    """The newest batch; None: nothing was ever written."""
    return next(iter(entries(db, 1)), None)


def refuse_orphans(db: sqlite3.Connection, path: Path) -> None:
    """Refuse a file with rows that refer to rows which are not there."""
    broken = db.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        raise Refused("db.orphans", path=path, table=broken[0], row=broken[1])
