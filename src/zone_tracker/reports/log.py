"""The log of batches, and what undo and redo did."""

from __future__ import annotations

import sqlite3

from zone_tracker.model import Message, Report, Table
from zone_tracker.reports.columns import column
from zone_tracker.store import log
from zone_tracker.store.log import Effect, Entry

LOG = (
    column("batch", right=True),
    column("at", only="people", keep=True),
    column("at", only="machines"),
    column("actor", keep=True),
    column("command"),
    column("state", only="people"),
    column("undoes", only="machines"),
    column("undone_by", only="machines"),
)


def listing(db: sqlite3.Connection, limit: int | None) -> Report:
    """The batches, the newest first."""
    rows = [
        (
            *(entry.id, log.local(entry.at), entry.at, entry.actor, entry.command),
            *(state(entry), entry.undoes, entry.undone_by),
        )
        for entry in log.entries(db, limit)
    ]
    return Report((Table("log", Message("log.title"), LOG, rows),))


def state(entry: Entry) -> Message | None:
    """Whether a batch was undone, or itself undoes one; None: it is ordinary and in force."""
    if entry.undone_by is not None:
        return Message("log.undone", {"by": entry.undone_by})
    if entry.undoes is not None:
        return Message("log.undoes", {"batch": entry.undoes})
    return None


def effect(done: Effect, words: str) -> Report:
    """What a reversal did, or would do; `words` is the wording's key."""
    message = Message(words, done._asdict())
    return Report((), header=(message,), document=done._asdict())
