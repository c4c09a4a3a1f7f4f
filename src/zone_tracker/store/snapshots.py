"""Moments with a name: the record as it stood when somebody named it.

A snapshot is no content, so no batch makes it and undo passes it by; it is never rewritten.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import NamedTuple

from zone_tracker.errors import BadValue, Refused
from zone_tracker.store.connection import storable
from zone_tracker.store.known import newest
from zone_tracker.vietnamese.text import clean, identity_key, slug


class Snapshot(NamedTuple):
    """A moment (UTC) with its name, who named it, and the newest batch then."""

    name: str
    at: str
    actor: str
    batch: int


def snapshots(db: sqlite3.Connection) -> list[Snapshot]:
    """All of them, the newest first."""
    rows = db.execute("SELECT name, at, actor, batch FROM snapshot ORDER BY id DESC")
    return [Snapshot._make(row) for row in rows]


def named(db: sqlite3.Connection, name: str) -> Snapshot | None:
    """The one of this name, whatever its case and spaces; None: there is none."""
    row = db.execute(
        "SELECT name, at, actor, batch FROM snapshot WHERE identity_key = ?", (identity_key(name),)
    ).fetchone()
    return row and Snapshot._make(row)


def codes(db: sqlite3.Connection) -> dict[str, Snapshot]:
    """The snapshots by their names as one word without marks: june-meeting; the newest first.

    One whose code would begin with a digit has none, for that might be a date.
    """
    told = [(code(each.name), each) for each in snapshots(db)]
    many = Counter(each for each, _ in told)
    return {each: snapshot for each, snapshot in told if each[:1].isalpha() and many[each] == 1}


def code(name: str) -> str:
    """A name as one word without marks; empty where nothing of it can be written so."""
    try:
        return slug(name)
    except BadValue:
        return ""


def meant(db: sqlite3.Connection, text: str) -> Snapshot | None:
    """The one of this name, or else of this code; None: there is none."""
    name = clean(text)
    return named(db, name) or codes(db).get(name)


def add(db: sqlite3.Connection, name: str, actor: str, at: str) -> Snapshot:
    """Name the record as it stands; raises Refused where the name is taken or nothing is on it."""
    db.execute("BEGIN IMMEDIATE")
    try:
        there = named(db, name)
        if there is not None:
            raise Refused("snapshot.exists", name=there.name, batch=there.batch)
        batch = newest(db)
        if not batch:
            raise Refused("known.empty")
        made = Snapshot(name, at, storable(actor), batch)
        db.execute(
            "INSERT INTO snapshot (name, at, actor, batch, identity_key) VALUES (?, ?, ?, ?, ?)",
            (*made, identity_key(name)),
        )
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    return made
