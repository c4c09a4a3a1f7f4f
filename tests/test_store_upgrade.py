"""A file of an older version, brought up to this one: whole or not at all, and like a new one.

`data/version-N.db.gz` was written by a version of the tool with that schema; version 2 was never
given out. The first holds the seed, an act, a figure taken back, a cluster, an import of two
figures, an investor; the others the like, and what there was by then.
"""

from __future__ import annotations

import gzip
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from builders import author, content, database, log_of, one, put, refusal
from conftest import process_env
from zone_tracker.errors import EnvironmentFailure
from zone_tracker.store import connection, copies, log, schema
from zone_tracker.store.connection import SCHEMA_VERSION, TRIGGER_SIGNATURES, opened
from zone_tracker.store.tracking import TRACKED, columns
from zone_tracker.store.upkeep import Upgraded, upgrade

POSIX = pytest.mark.skipif(os.name != "posix", reason="kills processes")
AT = "2026-11-23T02:00:00Z"
VERSIONS = {
    int(path.name.split("-")[1].split(".")[0]): gzip.decompress(path.read_bytes())
    for path in sorted(Path(__file__).with_name("data").glob("version-*.db.gz"))
}
OLD = VERSIONS[1]
COPY = "0001_2026-11-23T020000Z_before-upgrade-{}.db"

SHAPE = "31f67c36ace2d5b8"
"""Of the schema and the vocabularies at SCHEMA_VERSION; see the test of it."""

TILE = {"map_row": "1", "map_column": "1"}

Shape = dict[str, list[tuple[object, ...]]]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file of version 1."""
    path = tmp_path / "record.db"
    path.write_bytes(OLD)
    return path


def shape(db: sqlite3.Connection) -> Shape:
    """All of a file that is not somebody's record: schema, triggers, views, vocabularies."""
    stated = db.execute(
        """SELECT type, name, tbl_name, sql FROM sqlite_schema
        WHERE tbl_name <> '_sqlite_migrations' ORDER BY type, name"""
    ).fetchall()
    words = {
        table: db.execute(f"SELECT rowid, * FROM {table} ORDER BY rowid").fetchall()
        for table in schema.VOCABULARY
    }
    marks = [(name, one(db, f"PRAGMA {name}")) for name in ("user_version", "application_id")]
    return {"schema": stated, "marks": marks, **words}


def changed(path: Path, *statements: str) -> bytes:
    """Change a file past the tool; return its bytes."""
    with closing(sqlite3.connect(path)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()
    return path.read_bytes()


def record(db: sqlite3.Connection) -> Shape:
    """All of a file that is somebody's record, value by value.

    An older one lacks a table or a column, in which nothing is known then.
    """
    rows = content(db)
    return {
        table: [
            tuple(each for each in zip(columns(db, table), row, strict=True) if each[1] is not None)
            for row in rows.get(table, [])
        ]
        for table in TRACKED
    }


def test_the_old_file_is_one_of_the_first_version(old: Path) -> None:
    with opened(old, older=True) as db:
        assert one(db, "PRAGMA user_version") == 1
        assert connection.trigger_signature(db) == TRIGGER_SIGNATURES[1]
        assert one(db, "SELECT count(*) FROM measure") == 31
        assert [entry.undoes for entry in log.entries(db)] == [None, 3, *[None] * 5]


def test_every_version_has_a_migration_and_a_signature() -> None:
    names = [each.name for each in schema.migrations._migrations]
    assert [name[:5] for name in names] == [f"m{n:03}_" for n in range(1, SCHEMA_VERSION + 1)]
    assert list(TRIGGER_SIGNATURES) == list(range(1, SCHEMA_VERSION + 1))


def test_who_changes_the_schema_or_a_vocabulary_adds_a_migration() -> None:
    """Files that exist would lack it: add `m00N` and `SCHEMA_VERSION`, then the new hash."""
    with database() as db:
        assert sha256(repr(shape(db)).encode()).hexdigest()[:16] == SHAPE


@pytest.fixture(params=[version for version in VERSIONS if version < SCHEMA_VERSION])
def version(request: pytest.FixtureRequest, old: Path) -> int:
    """Each of the older versions in turn; `old` is then a file of that one."""
    old.write_bytes(VERSIONS[request.param])
    return int(request.param)


def test_an_upgraded_file_equals_a_new_one_and_keeps_its_record(old: Path, version: int) -> None:
    with opened(old, older=True) as db:
        assert one(db, "PRAGMA user_version") == version
        before = record(db), log_of(db)
    assert upgrade(old, AT) == Upgraded(version, copies.folder_of(old) / COPY.format(version))
    with opened(old) as db, database() as new:
        assert shape(db) == shape(new)
        assert (record(db), log_of(db)) == before
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_the_file_as_it_was_is_kept(old: Path) -> None:
    with opened(old, older=True) as db:
        before = shape(db), record(db), log_of(db)
    upgrade(old, AT)
    assert [copy.path.name for copy in copies.kept(old)] == [COPY.format(1)]
    with opened(copies.folder_of(old) / COPY.format(1), older=True) as db:
        assert (shape(db), record(db), log_of(db)) == before


def test_what_was_written_before_can_be_taken_back_after(old: Path) -> None:
    """Every batch undone leaves nothing; redone, all is there again."""
    upgrade(old, AT)
    with opened(old, write=True) as db:
        assert log.undo(db, author(), 5, keep=True).removed == 2
        log.redo(db, author(), 5, keep=True)
        log.redo(db, author(), 3, keep=True)
        after = record(db)
        for batch in (7, 5, 4, 3, 2, 1):
            log.undo(db, author(), batch, keep=True)
        assert set(map(len, record(db).values())) == {0}
        for _ in range(6):
            log.redo(db, author(), None, keep=True)
        assert record(db) == after


def test_what_is_new_is_unknown_and_can_be_recorded_after(old: Path) -> None:
    upgrade(old, AT)
    with opened(old, write=True) as db:
        places = "SELECT count(map_row), count(map_column) FROM area"
        assert db.execute(places).fetchone() == (0, 0)
        put(db, "areas", code="082", level="district", name="Huyện Bát Xát", **TILE)
        put(db, "zones", code="kcn-vo-lao", name="KCN Võ Lao", investor_country="Hàn Quốc")
        put(db, "milestones", subject="kcn-vo-lao", act="Ngoài KKT", date="2024")
        assert db.execute(places).fetchone() == (1, 1)
        log.undo(db, author(), None, keep=True)
        assert one(db, "SELECT investor_country FROM zones WHERE code = 'kcn-vo-lao'") == "Hàn Quốc"


def test_a_new_measure_can_be_recorded_after(old: Path) -> None:
    upgrade(old, AT)
    with opened(old, write=True) as db:
        cells = {"measure": "Tỷ lệ hoàn thành hạ tầng", "value": "80%", "date": "2024"}
        put(db, "figures", subject="kcn-vo-lao", **cells)
        assert one(db, "SELECT value FROM figure ORDER BY id DESC") == 8000


def test_a_current_file_is_left_alone(old: Path) -> None:
    upgrade(old, AT)
    before = old.read_bytes()
    assert upgrade(old, AT) is None
    assert old.read_bytes() == before
    assert len(copies.kept(old)) == 1


def test_what_others_put_into_the_file_stays_and_old_views_are_replaced(old: Path) -> None:
    changed(
        old,
        "CREATE TABLE theirs (a)",
        "INSERT INTO theirs VALUES (1)",
        "CREATE VIEW of_theirs AS SELECT a FROM theirs",
        "DROP VIEW zones",
        "CREATE VIEW zones AS SELECT 1 AS old",
    )
    upgrade(old, AT)
    with opened(old) as db:
        assert one(db, "SELECT a FROM of_theirs") == 1
        assert one(db, "SELECT count(*) FROM zones") == 9


def test_triggers_and_words_of_an_old_file_are_made_anew() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db, database() as new:
        db.deserialize(OLD)
        db.execute("DROP TRIGGER subject_log_update")
        db.execute("DROP TRIGGER measure_refuse_update")
        db.execute("UPDATE measure SET label_vi = 'cũ'")
        schema.migrate(db)
        assert shape(db) == shape(new)


# --- Refused ---


@pytest.mark.parametrize("write", [False, True])
def test_an_older_file_is_only_upgraded(old: Path, write: bool) -> None:
    with refusal("db.older", path=old), opened(old, write=write):
        raise AssertionError("opened")
    assert old.read_bytes() == OLD


@pytest.mark.parametrize(
    ("key", "statement"),
    [
        ("db.altered", "CREATE TRIGGER t AFTER INSERT ON batch BEGIN DELETE FROM source; END"),
        ("db.altered", "DROP TRIGGER figure_guard_delete"),
        ("db.altered", "PRAGMA user_version = 0"),
        ("db.newer", f"PRAGMA user_version = {SCHEMA_VERSION + 1}"),
        ("db.orphans", "INSERT INTO current_batch VALUES (1, 99)"),
    ],
)
def test_what_is_not_whole_is_not_upgraded(old: Path, key: str, statement: str) -> None:
    before = changed(old, statement)
    with refusal(key, path=old):
        upgrade(old, AT)
    assert old.read_bytes() == before
    assert copies.kept(old) == []


def test_a_damaged_file_is_not_upgraded(old: Path) -> None:
    with closing(sqlite3.connect(old)) as db:
        page = one(db, "SELECT rootpage FROM sqlite_schema WHERE name = 'milestone_by_act'")
    assert isinstance(page, int)
    broken = bytearray(OLD)
    broken[page * 4096 - 200 : page * 4096] = b"\xff" * 200  # entries of an index
    old.write_bytes(broken)
    with refusal("db.damaged", path=old):
        upgrade(old, AT)
    assert old.read_bytes() == broken
    assert list(copies.folder_of(old).iterdir()) == []


def test_an_upgrade_waits_for_who_writes(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "WAIT_SECONDS", 0)
    with closing(sqlite3.connect(old, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with refusal("db.locked", EnvironmentFailure):
            upgrade(old, AT)
        other.execute("ROLLBACK")
        other.execute("BEGIN")
        other.execute("SELECT 1 FROM batch").fetchone()
        with refusal("db.locked", EnvironmentFailure):
            upgrade(old, AT)
    assert old.read_bytes() == OLD


# --- Failures ---


class Stop(Exception):
    """What goes wrong in the middle."""


def stop_after(call: Callable[..., None]) -> Callable[..., None]:
    def stopping(*words: object) -> None:
        call(*words)
        raise Stop

    return stopping


@pytest.mark.parametrize("step", ["load_vocabulary", "renew", "bring_up"])
def test_an_upgrade_that_fails_leaves_the_file_byte_for_byte(
    old: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(schema, step, stop_after(getattr(schema, step)))
        with pytest.raises(Stop):
            upgrade(old, AT)
    assert old.read_bytes() == OLD
    assert not Path(f"{old}-journal").exists()
    assert upgrade(old, AT)


def test_a_migration_that_breaks_a_reference_changes_nothing(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "load_vocabulary", lambda db: db.execute("DELETE FROM kind"))
    with refusal("db.orphans", path=old):
        upgrade(old, AT)
    assert old.read_bytes() == OLD


KILLED = """
import os, signal, sqlite3, sys
from pathlib import Path
from zone_tracker.store import connection, copies, upkeep, schema
room, name = sys.argv[2].split(".")
module = {"copies": copies, "schema": schema}[room]
call = getattr(module, name)
def killed(*words):
    call(*words)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(module, name, killed)
prepare = connection.prepare
def small(db):
    prepare(db)
    db.execute("PRAGMA cache_size = 1")  # so that half-done work reaches the file
connection.prepare = small
upkeep.upgrade(Path(sys.argv[1]), "2026-11-23T02:00:00Z")
"""


def run(script: str, *words: object) -> int:
    """Run a Python script in a process of its own; its exit code."""
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, words)], env=process_env(), timeout=60, check=False
    )
    return done.returncode


@POSIX
@pytest.mark.parametrize("step", ["copies.fill", "copies.numbered", "schema.renew"])
def test_a_killed_upgrade_leaves_the_old_file(old: Path, step: str) -> None:
    with opened(old, older=True) as db:
        before = shape(db), record(db), log_of(db)
    assert run(KILLED, old, step) == -9
    if step == "schema.renew":
        assert old.read_bytes() != OLD, "nothing had reached the file: no test"
    with opened(old, older=True) as db:
        assert (shape(db), record(db), log_of(db)) == before
    assert old.read_bytes() == OLD
    assert len(copies.kept(old)) == (step != "copies.fill")
    assert upgrade(old, AT)


@POSIX
def test_two_upgrades_at_once_are_one(old: Path) -> None:
    script = """
import sys
from pathlib import Path
from zone_tracker.store.upkeep import upgrade
sys.exit(3 if upgrade(Path(sys.argv[1]), "2026-11-23T02:00:00Z") else 4)
"""
    command = [sys.executable, "-c", script, str(old)]
    both = [subprocess.Popen(command, env=process_env()) for _ in range(2)]
    assert sorted(each.wait(60) for each in both) == [3, 4]
    assert len(copies.kept(old)) == 1
    with opened(old):
        pass
