"""The record as it was known: after any work, each earlier moment is what it was then.

What was recorded since is compared row by row, which is slow and plain.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from builders import Content, content, database, file, log_of, one, put, refusal, sql, zone
from conftest import process_env
from test_store_undo_property import Record
from zone_tracker.errors import EnvironmentFailure
from zone_tracker.store import changes, known, snapshots
from zone_tracker.store.changes import SAID
from zone_tracker.store.connection import Author, batch, opened
from zone_tracker.store.ledger import Values
from zone_tracker.store.tracking import columns

POSIX = pytest.mark.skipif(os.name != "posix", reason="kills processes")
MORNING = "2024-07-01T01:00:00Z"
NOON = "2024-07-01T05:00:00Z"


# --- Any sequence of commands, undos and redos ---


class Known(Record):
    """At the end each moment there was is looked back to, and what was recorded since is told."""

    def known_on(self) -> None:
        now = content(self.db)
        for cut, then in self.seen_at.items():
            with known.remembered(self.db, cut) as copy:
                assert content(copy) == then
                assert log_of(copy) == log_until(self.db, cut)
                assert copy.execute("PRAGMA foreign_key_check").fetchall() == []
                assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            self.told_since(cut, then, now)

    def told_since(self, cut: int, then: Content, now: Content) -> None:
        subjects = rows_of(self.db, "subject", then), rows_of(self.db, "subject", now)
        told = changes.subjects_recorded(self.db, {"cut": cut})
        assert {(each.id, each.sort == "added") for each in told} == {
            (key, key in subjects[1]) for key in subjects[0].keys() ^ subjects[1].keys()
        }
        for table in SAID:
            before, after = rows_of(self.db, table, then), rows_of(self.db, table, now)
            entries = changes.entries_recorded(self.db, table, {"cut": cut})
            assert {each.id for each in entries} == {
                key
                for key in before.keys() | after.keys()
                if said(table, before.get(key)) != said(table, after.get(key))
                and (after.get(key) or before[key])["subject"] in subjects[1]
                and (table != "figure" or key in before)
            }


def log_until(db: sqlite3.Connection, cut: int) -> tuple[list[object], list[object]]:
    """The log as it was when that batch was the newest."""
    batches = db.execute("SELECT * FROM batch WHERE id <= ? ORDER BY id", (cut,)).fetchall()
    return batches, db.execute(
        "SELECT * FROM change WHERE batch <= ? ORDER BY id", (cut,)
    ).fetchall()


def rows_of(db: sqlite3.Connection, table: str, rows: Content) -> dict[object, Values]:
    """The rows of a table by id."""
    names = columns(db, table)
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows[table]}


def said(table: str, row: Values | None) -> tuple[object, ...]:
    """What a row says, as far as a change of it is told."""
    return () if row is None else (row["subject"], *(row[name] for name in SAID[table]))


Known.TestCase.settings = settings(Record.TestCase.settings, max_examples=5)
TestKnown = Known.TestCase


# --- Which batches were there ---


def at(moment: str) -> Author:
    return Author("tester", "test", moment)


def written(db: sqlite3.Connection, *moments: str) -> None:
    """A batch at each of these moments."""
    for number, moment in enumerate(moments):
        with batch(db, at(moment)) as work:
            db.execute(
                "INSERT INTO source (batch, code, title) VALUES (?, ?, 'Văn bản')",
                (work.id, f"vb-{number}"),
            )


def test_a_moment_is_known_by_its_last_batch_that_second_included() -> None:
    with database() as db:
        written(db, MORNING, NOON)
        moments = ("2024-07-01T00:59:59Z", MORNING, "2024-07-01T04:59:59Z", NOON)
        assert [known.by(db, moment) for moment in moments] == [0, 1, 1, 2]


def test_a_clock_that_went_back_is_told_and_the_order_of_writing_holds() -> None:
    with database() as db:
        written(db, MORNING, "2030-01-01T00:00:00Z", NOON)
        assert known.by(db, NOON) == 3
        assert known.out_of_order(db, NOON, 3)
        assert not known.out_of_order(db, MORNING, 1)


def test_before_the_first_batch_nothing_is_known() -> None:
    with database() as db:
        with refusal("known.empty"):
            known.refuse_nothing(db, NOON, 0)
        written(db, NOON)
        with refusal("known.before", first="2024-07-01 12:00", at="2024-07-01 08:00"):
            known.refuse_nothing(db, MORNING, 0)


# --- The copy ---


def test_where_nothing_came_later_nothing_is_copied() -> None:
    with database() as db:
        zone(db, "kcn-a")
        with known.remembered(db, 1) as copy:
            assert copy is db


def test_snapshots_of_later_are_not_known_and_nothing_can_be_written() -> None:
    with database() as db:
        zone(db, "kcn-a")
        snapshots.add(db, "Một", "tester", MORNING)
        zone(db, "kcn-b")
        snapshots.add(db, "Hai", "tester", NOON)
        with known.remembered(db, 1) as copy:
            assert [each.name for each in snapshots.snapshots(copy)] == ["Một"]
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                copy.execute("DELETE FROM subject")


def test_two_rows_that_exchanged_a_name_are_put_back() -> None:
    with database() as db:
        zone(db, "kcn-a")
        zone(db, "kcn-b")
        then = content(db)
        sql(
            db,
            "UPDATE subject SET code = 'kcn-c' WHERE code = 'kcn-a'",
            "UPDATE subject SET code = 'kcn-a' WHERE code = 'kcn-b'",
            "UPDATE subject SET code = 'kcn-b' WHERE code = 'kcn-c'",
        )
        with known.remembered(db, 2) as copy:
            assert content(copy) == then


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of which only a little is held in memory, and a folder for what is not."""
    path = file(tmp_path, seeded=True)
    with opened(path, write=True) as db:
        put(db, "zones", name="KCN Mới")
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("SQLITE_TMPDIR", str(folder))  # SQLite asks once a process
    monkeypatch.setattr(known, "HELD_KIB", 20)
    return path


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks at open files")
def test_a_large_copy_lies_in_a_private_file_without_a_name(large: Path) -> None:
    with opened(large) as db, known.remembered(db, 1) as copy:
        assert one(copy, "SELECT count(*) FROM subject") == 41
        files = [each for each in Path("/proc/self/fd").iterdir() if "etilqs" in target(each)]
        assert files
        assert all(target(each).endswith("(deleted)") for each in files)
        assert [oct(each.stat().st_mode & 0o077) for each in files] == ["0o0"] * len(files)


def target(link: Path) -> str:
    """Where a link leads; one that is gone already, nowhere."""
    return os.readlink(link) if link.is_symlink() else ""


KILLED = """
import os, signal, sys
from pathlib import Path
from zone_tracker.store import known
from zone_tracker.store.connection import opened
known.HELD_KIB = 20
with opened(Path(sys.argv[1])) as db, known.remembered(db, 1):
    os.kill(os.getpid(), signal.SIGKILL)
"""


@POSIX
def test_a_killed_command_leaves_no_copy(large: Path, tmp_path: Path) -> None:
    before = large.read_bytes()
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(large)], env=process_env(), timeout=60, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert list((tmp_path / "temporary").iterdir()) == []
    assert large.read_bytes() == before


def test_where_there_is_no_room_for_the_copy_it_is_said(
    large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr(known, "fill", full)
    told = refusal("known.no-room", EnvironmentFailure)
    with opened(large) as db, told, known.remembered(db, 1):
        raise AssertionError("made")
