"""The record as it was known: after any work, each earlier moment is what it was then.

What changed since is told by comparing rows one by one, which is slow and plain.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from builders import Content, author, content, database, file, log_of, one, put, refusal, sql, zone
from conftest import process_env
from test_store_undo_property import Record
from zone_tracker.errors import EnvironmentFailure
from zone_tracker.store import changes, known, log, snapshots
from zone_tracker.store.changes import SAID, Change, Entry
from zone_tracker.store.connection import opened
from zone_tracker.store.ledger import Values
from zone_tracker.store.tracking import TRACKED, columns

POSIX = pytest.mark.skipif(os.name != "posix", reason="looks at open files, kills processes")
EVER = "9999-12-31"


# --- Any sequence of commands, undos and redos ---


class Known(Record):
    """At the end every moment there was is looked back to, and what changed since is told."""

    def known_on(self) -> None:
        batches, entries = log_of(self.db)
        for cut, then in self.seen_at.items():
            with known.remembered(self.db, cut) as copy:
                assert content(copy) == then
                assert log_of(copy) == (upto(batches, cut, 0), upto(entries, cut, 1))
                assert copy.execute("PRAGMA foreign_key_check").fetchall() == []
                assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            told = list(changes.recorded(self.db, cut, EVER))
            assert entries_told(told) == entries_changed(self.db, then, content(self.db))
            assert subjects_told(told) == subjects_changed(self.db, then, content(self.db))


def upto(rows: list[object], cut: int, place: int) -> list[object]:
    """The rows of batches up to the cut."""
    return [row for row in rows if row[place] <= cut]  # type: ignore[index]


def rows_of(db: sqlite3.Connection, table: str, rows: Content) -> dict[object, Values]:
    """The rows of a table by id."""
    names = columns(db, table)
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows[table]}


def subjects_told(told: list[Change]) -> set[tuple[str, str]]:
    """Which subjects are told to be added and removed, by code."""
    return {(each.sort, each.code) for each in told if each.sort in ("added", "removed")}


def subjects_changed(db: sqlite3.Connection, then: Content, now: Content) -> set[tuple[str, str]]:
    before, after = rows_of(db, "subject", then), rows_of(db, "subject", now)
    return {("added", str(after[key]["code"])) for key in after.keys() - before.keys()} | {
        ("removed", str(before[key]["code"])) for key in before.keys() - after.keys()
    }


def entries_told(told: list[Change]) -> set[tuple[str, int]]:
    """The acts that are told, those of a stage with it; figures that were mended or voided."""
    acts = {(each.sort, each.id) for each in told if each.sort in ("milestone", "confirmation")}
    stages = {("milestone", each.id) for each in told if each.sort == "stage"}
    figures = {
        (each.sort, each.id)
        for each in told
        if each.sort == "figure" and (each.new is None or was_there(each))
    }
    return acts | (stages & {("milestone", each.id) for each in told}) | figures


def was_there(change: Change) -> bool:
    """Whether a figure was mended, rather than a newer one set against an older one."""
    assert isinstance(change.new, Entry)
    return change.id in MENDED


MENDED: set[int] = set()
