"""Others who write to the file: their changes are refused by the file itself, and nothing is lost.

Here they come as a plain connection without any of the tool's pragmas.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from builders import author, content, database, file, log_of, one, put, refusal, sql, zone
from zone_tracker.errors import EnvironmentFailure
from zone_tracker.store import connection, log, snapshots
from zone_tracker.store.connection import opened
from zone_tracker.store.tracking import NO_BATCH, TRACKED, columns

VOCABULARY = ("kind", "act", "measure", "measure_unit")
LOG = ("batch", "change", "snapshot")
ANOTHER: dict[str, dict[str, str]] = {  # what makes a copy of a table's last row another row
    "source": {"code": "'vb-moi'"},
    "area": {"code": "'999'"},
    "succession": {"old": "2", "new": "1"},
    "unit_set": {"code": "'moi'"},
    "unit_set_member": {"area": "1"},
    "sector": {"code": "'moi'"},
    "subject": {"code": "'kcn-moi'", "name": "'KCN Mới'", "identity_key": "'mới'"},
    "alias": {"identity_key": "'mới'"},
    "place": {"area": "1"},
    "milestone": {"note": "'mới'"},
    "figure": {"note": "'mới'"},
    "confirmation": {"note": "'mới'"},
    "target": {"code": "'T99'"},
    "reading": {"code": "'moi'", "main": "0"},
    "reading_act": {"act": "'planned'"},
    "reading_subject": {"subject": "(SELECT id FROM subject WHERE code = 'dg-ke-hoach-358')"},
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A seeded file with a log that is not empty."""
    made = file(tmp_path, seeded=True)
    with opened(made, write=True) as db:
        sql(db, "UPDATE subject SET note = 'x' WHERE code = 'kcn-vo-lao'")
        put(db, "confirmations", subject="kcn-vo-lao", date="2024-06", source="CV 12")
        snapshots.add(db, "giao ban", "tester", "2024-07-01T01:00:00Z")
    return made


@pytest.fixture
def outsider(path: Path) -> Iterator[sqlite3.Connection]:
    """A plain connection; whatever it tries, the record and the log are as before."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        before, journal = content(db), log_of(db)
        yield db
        assert (content(db), log_of(db)) == (before, journal)
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def new_row(db: sqlite3.Connection, table: str, *, id: str = "NULL") -> str:
    """An INSERT's tail that copies the last row under another name and an id of its own."""
    fields = [ANOTHER[table].get(name, name) for name in columns(db, table)[1:]]
    return f"INTO {table} SELECT {id}, {', '.join(fields)} FROM {table} ORDER BY 1 DESC LIMIT 1"


def test_every_recorded_table_is_tried() -> None:
    with database() as db:
        tables = {row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type='table'")}
    beside = {"current_batch", "sqlite_sequence", "_sqlite_migrations"}
    assert tables == {*TRACKED, *VOCABULARY, *LOG, *beside}
    assert set(ANOTHER) == set(TRACKED)


@pytest.mark.parametrize("table", TRACKED)
def test_a_change_from_outside_is_refused_with_the_way_to_go(
    outsider: sqlite3.Connection, table: str
) -> None:
    first = f"(SELECT min(id) FROM {table})"
    settings = ", ".join(f"{name} = {value}" for name, value in ANOTHER[table].items())
    for statement in (
        f"INSERT {new_row(outsider, table)}",
        f"INSERT OR REPLACE {new_row(outsider, table)}",
        f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE id = {first}",
        f"REPLACE {new_row(outsider, table, id=first)}",
        f"INSERT OR IGNORE {new_row(outsider, table)}",
        f"INSERT {new_row(outsider, table)} ON CONFLICT DO UPDATE SET batch = 1".replace(
            "ORDER BY", "WHERE true ORDER BY"
        ),
        f"UPDATE {table} SET {settings} WHERE id = {first}",
        f"UPDATE OR REPLACE {table} SET {settings} WHERE id = {first}",
        f"UPDATE {table} SET id = id + 1000",
        f"DELETE FROM {table} WHERE id = {first}",
        f"DELETE FROM {table}",
    ):
        with pytest.raises(sqlite3.IntegrityError) as caught:
            outsider.execute(statement)
        assert str(caught.value) == NO_BATCH, statement


@pytest.mark.parametrize(
    ("table", "columns", "value"),
    [
        ("source", "code, title", "'baolaocai-2024-ky-vong', 'x'"),
        ("unit_set", "code, title_vi, title_en", "'districts-9', 'x', 'x'"),
        ("sector", "code, name_vi, name_en", "'gypsum-phosphorus', 'x', 'x'"),
        ("target", "code, year, title_vi, title_en", "'T1', 2024, 'x', 'x'"),
    ],
)
def test_replacing_by_a_code_that_is_taken_is_refused(
    outsider: sqlite3.Connection, table: str, columns: str, value: str
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=NO_BATCH):
        outsider.execute(f"REPLACE INTO {table} (batch, {columns}) VALUES (1, {value})")


@pytest.mark.parametrize("table", VOCABULARY)
def test_the_vocabulary_is_not_changed_from_outside(
    outsider: sqlite3.Connection, table: str
) -> None:
    first = columns(outsider, table)[0]
    for statement in (
        f"INSERT INTO {table} SELECT * FROM {table} LIMIT 1",
        f"REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
        f"UPDATE {table} SET {first} = 'x'",
        f"DELETE FROM {table}",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="the vocabulary comes with the tool"):
            outsider.execute(statement)


@pytest.mark.parametrize("table", LOG)
def test_the_log_is_not_rewritten_from_outside(outsider: sqlite3.Connection, table: str) -> None:
    for statement in (
        f"UPDATE {table} SET id = id",
        f"DELETE FROM {table}",
        f"DELETE FROM {table} WHERE id = 1",
        f"REPLACE INTO {table} SELECT * FROM {table} WHERE id = 1",
        f"REPLACE INTO {table} SELECT * FROM {table} ORDER BY id DESC LIMIT 1",
    ):
        with pytest.raises(sqlite3.IntegrityError, match=r"never rewritten|as it stands, once"):
            outsider.execute(statement)


@pytest.mark.parametrize("year", ["0000", "-4712", "1899", "2200", "9999"])
def test_no_moment_lies_in_a_year_that_nobody_can_read(
    outsider: sqlite3.Connection, year: str
) -> None:
    at = f"{year}-01-01T00:00:00Z"
    for statement in (
        "INSERT INTO batch (at, actor, command) VALUES (?, 'lan', 'zone add')",
        "INSERT INTO snapshot (at, name, identity_key, actor, batch)"
        " SELECT ?, 'x', 'x', 'lan', max(id) FROM batch",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="between the years 1900 and 2199"):
            outsider.execute(statement, (at,))


def test_a_snapshot_names_the_record_as_it_stands(outsider: sqlite3.Connection) -> None:
    for values in ("'khác', 'khác', at, actor, 1", "'GIAO BAN', identity_key, at, actor, batch"):
        with pytest.raises(sqlite3.IntegrityError, match="as it stands, once"):
            outsider.execute(
                "INSERT OR REPLACE INTO snapshot (name, identity_key, at, actor, batch)"
                f" SELECT {values} FROM snapshot"
            )


def test_no_change_is_told_of_a_batch_that_is_not_being_written(
    outsider: sqlite3.Connection,
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="the log is never rewritten"):
        outsider.execute(
            "INSERT INTO change (batch, record, record_id, maker, action)"
            " VALUES (2, 'source', 1, 1, 'insert')"
        )


def test_the_same_rows_may_be_read_and_written_by_the_tool(path: Path) -> None:
    with opened(path, write=True) as db:
        for table in TRACKED:
            sql(db, f"INSERT {new_row(db, table).replace('batch,', ':batch,')}")


# --- Inside a batch, nothing slips past the log ------------------------------------------------


def test_a_row_that_another_replaces_is_in_the_log() -> None:
    with database() as db:
        zone(db, "kcn-a")
        sql(db, "INSERT INTO source (batch, code, title) VALUES (:batch, 'vb-1', 'Một')")
        before = content(db)
        for statement in (
            "REPLACE INTO source (batch, code, title) VALUES (:batch, 'vb-1', 'Hai')",
            "UPDATE OR REPLACE subject SET code = 'kcn-b'",
        ):
            work = sql(db, statement)
            assert one(db, "SELECT count(*) FROM change WHERE batch = ?", work) == 1
        for _ in range(2):
            log.undo(db, author("undo"), None, keep=True)
        assert content(db) == before


def test_an_id_that_is_taken_and_a_foreign_batch_are_refused() -> None:
    with database() as db:
        zone(db, "kcn-a")
        sql(db, "INSERT INTO source (batch, code, title) VALUES (:batch, 'vb-1', 'Một')")
        before = content(db)
        for statement, reason in (
            ("REPLACE INTO source (id, batch, code, title) VALUES (1, :batch, 'b', 'B')", "taken"),
            ("INSERT INTO source (batch, code, title) VALUES (1, 'b', 'B')", "write through"),
            ("UPDATE source SET batch = :batch", "never change"),
            ("UPDATE source SET id = 5", "never change"),
        ):
            with pytest.raises(sqlite3.IntegrityError, match=reason):
                sql(db, statement)
        assert content(db) == before


# --- Two at once --------------------------------------------------------------------------------

HOLD = """
import sqlite3, sys, time
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
db.execute("ROLLBACK")
"""


def holder(path: Path, seconds: float) -> subprocess.Popen[str]:
    """A process that holds the write lock of the file for some seconds."""
    held = subprocess.Popen(
        [sys.executable, "-c", HOLD, path, str(seconds)], stdout=subprocess.PIPE, text=True
    )
    assert held.stdout is not None
    assert held.stdout.readline() == "held\n"
    return held


def test_a_second_writer_waits_for_the_first(path: Path) -> None:
    with holder(path, 0.3), opened(path, write=True) as db:
        begun = time.monotonic()
        zone(db, "kcn-cho")
        assert time.monotonic() - begun > 0.1
        assert one(db, "SELECT count(*) FROM subject WHERE code = 'kcn-cho'") == 1


def test_a_file_that_stays_locked_is_told_and_left(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "WAIT_SECONDS", 0.05)
    with holder(path, 60) as held:
        with refusal("db.locked", EnvironmentFailure, path=path), opened(path, write=True) as db:
            zone(db, "kcn-cho")
        with opened(path) as db:  # who reads is not kept waiting
            assert one(db, "SELECT count(*) FROM subject WHERE code = 'kcn-cho'") == 0
        held.kill()


def test_a_reader_sees_one_moment_whoever_writes(path: Path) -> None:
    with opened(path) as reader:
        assert one(reader, "SELECT count(*) FROM source WHERE code = 'vb-moi'") == 0
        before = content(reader)
        writing = subprocess.run(
            [
                *(sys.executable, "-c"),
                "import sqlite3, sys; db = sqlite3.connect(sys.argv[1], timeout=0.05);"
                "db.execute('INSERT INTO batch (at, actor, command) VALUES"
                ' (\\"2024-01-01T00:00:00Z\\", \\"x\\", \\"x\\")\'); db.commit()',
                str(path),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        assert "locked" in writing.stderr
        assert content(reader) == before
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.execute("DELETE FROM current_batch")


def test_no_acknowledged_write_of_many_is_lost(path: Path) -> None:
    script = """
import sys
from builders import act
from pathlib import Path
from zone_tracker.store.connection import opened
for month in range(1, 6):
    with opened(Path(sys.argv[1]), write=True) as db:
        act(db, "kcn-vo-lao", "adjusted", f"20{sys.argv[2]}-0{month}")
"""
    paths = [str(Path(__file__).parent), str(Path(connection.__file__).parents[2])]
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", script, path, str(year)], env={"PYTHONPATH": ":".join(paths)}
        )
        for year in (25, 26, 27)
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    with opened(path) as db:
        assert one(db, "SELECT count(*) FROM milestone WHERE act = 'adjusted'") == 15
