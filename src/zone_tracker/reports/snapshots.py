"""Snapshots: the one just named, and all of them."""

from __future__ import annotations

import sqlite3

from zone_tracker.model import Message, Report, Table
from zone_tracker.reports.columns import column
from zone_tracker.store import snapshots as store
from zone_tracker.store.log import local
from zone_tracker.store.snapshots import Snapshot

SNAPSHOTS = (
    column("snapshot"),
    column("at", only="people", keep=True),
    column("at", only="machines"),
    column("actor", keep=True),
    column("batch", right=True),
)


def added(made: Snapshot) -> Report:
    """That the record as it stands has a name now, and what to do with it."""
    values = {**made._asdict(), "at": local(made.at)}
    header = (Message("snapshot.added", values), Message("snapshot.use", values))
    return Report((), header, {**made._asdict()})


def listing(db: sqlite3.Connection) -> Report:
    """The snapshots, the newest first."""
    rows = [
        (each.name, local(each.at), each.at, each.actor, each.batch) for each in store.snapshots(db)
    ]
    notes = () if rows else (Message("snapshot.none"),)
    return Report((Table("snapshots", Message("snapshot.title"), SNAPSHOTS, rows, notes),))
