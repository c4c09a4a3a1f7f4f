"""The file itself: how it is made, what is not taken for one, and what reading leaves as it was."""

from __future__ import annotations

import gzip
import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from builders import author, content, database, file, image, log_of, one, refusal, sql, zone
from zone_tracker.errors import AlreadyThere, EnvironmentFailure
from zone_tracker.importing.plan import import_seed
from zone_tracker.seeds import seed_folder
from zone_tracker.store import connection, create
from zone_tracker.store.connection import (
    SCHEMA_VERSION,
    TRIGGER_SIGNATURES,
    opened,
    trigger_signature,
)

POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")


def folder_bytes(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, byte for byte."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@contextmanager
def untouched(folder: Path) -> Iterator[None]:
    """Whatever happens in the block, the files of the folder are the same after it."""
    before = folder_bytes(folder)
    yield
    assert folder_bytes(folder) == before


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# --- Making one ---------------------------------------------------------------------------------


def seed(db: sqlite3.Connection) -> None:
    import_seed(db, author("init"), seed_folder())


def nothing(db: sqlite3.Connection) -> None:
    """Leave the database empty."""


def test_a_new_file_holds_what_it_was_filled_with_and_opens(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    create.create(path, seed)
    with opened(path) as db, database(seeded=True) as expected:
        assert content(db) == content(expected)
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert one(db, "PRAGMA journal_mode") == "delete"
    assert set(folder_bytes(tmp_path)) == {"record.db"}


def test_the_signature_is_that_of_a_file_made_now() -> None:
    with database() as db:
        assert trigger_signature(db) == TRIGGER_SIGNATURES[SCHEMA_VERSION]


@POSIX
def test_only_the_owner_may_look_in(tmp_path: Path) -> None:
    path = tmp_path / "new" / "deep" / "record.db"
    old = os.umask(0)
    try:
        create.create(path, nothing)
    finally:
        os.umask(old)
    assert mode(path) == 0o600
    assert [mode(folder) for folder in (path.parent, path.parent.parent)] == [0o700, 0o700]


@POSIX
def test_a_folder_that_is_there_keeps_its_permissions(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    create.create(folder / "record.db", nothing)
    assert mode(folder) == 0o755


@pytest.mark.parametrize("there", [b"", b"precious", None])
def test_what_stands_there_is_never_overwritten(tmp_path: Path, there: bytes | None) -> None:
    path = tmp_path / "record.db"
    if there is None:
        path.symlink_to(tmp_path / "nowhere")
    else:
        path.write_bytes(there)
    with untouched(tmp_path), refusal("db.exists", AlreadyThere, path=path):
        create.create(path, nothing)


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_appears_meanwhile_is_never_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    path = tmp_path / "record.db"
    make = tempfile.mkstemp

    def appear(**named: Any) -> Any:
        path.write_bytes(b"precious")
        return make(**named)

    monkeypatch.setattr(tempfile, "mkstemp", appear)
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    with refusal("db.exists", AlreadyThere, path=path):
        create.create(path, nothing)
    assert folder_bytes(tmp_path) == {"record.db": b"precious"}


def no_links(*_: object) -> None:
    raise OSError(1, "Operation not permitted")


def test_where_there_are_no_hard_links_a_file_is_made_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "record.db"
    create.create(path, nothing)
    with opened(path) as db:
        assert one(db, "SELECT count(*) FROM kind") == 5
    assert set(folder_bytes(tmp_path)) == {"record.db"}


def test_a_disk_that_is_full_is_told_and_left_clean(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with refusal("db.disk", EnvironmentFailure, reason="No space left on device"):
        create.create(tmp_path / "record.db", nothing)
    assert folder_bytes(tmp_path) == {}


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, sqlite3.OperationalError])
def test_a_creation_that_fails_leaves_no_litter(tmp_path: Path, error: type[BaseException]) -> None:
    def fail(db: sqlite3.Connection) -> None:
        sql(db, "INSERT INTO source (batch, code, title) VALUES (:batch, 'a', 'A')")
        raise error("stop")

    with pytest.raises(error):
        create.create(tmp_path / "record.db", fail)
    assert folder_bytes(tmp_path) == {}


KILLED = """
import os, signal, sys
from pathlib import Path
from typing import Any
from zone_tracker.importing.plan import import_seed
from zone_tracker.seeds import seed_folder
from zone_tracker.store.connection import Author
from zone_tracker.store.create import create
def fill(db):
    import_seed(db, Author("a", "init", "2024-01-01T00:00:00Z"), seed_folder())
    os.kill(os.getpid(), signal.SIGKILL)
create(Path(sys.argv[1]), fill)
"""


@POSIX
def test_a_killed_creation_leaves_no_litter_and_the_next_one_goes_through(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    assert run(KILLED, path) == -9
    assert folder_bytes(tmp_path) == {}
    create.create(path, nothing)
    with opened(path):
        pass


def run(script: str, path: Path) -> int:
    """Run a Python script on a file in a process of its own; its exit code."""
    places = f"{Path(connection.__file__).parents[2]}{os.pathsep}{Path(__file__).parent}"
    return subprocess.run(
        [sys.executable, "-c", script, path], env={"PYTHONPATH": places}, check=False, timeout=60
    ).returncode


@pytest.mark.parametrize("name", ["x" * 300 + ".db", "record.db/inside.db"])
def test_a_place_that_cannot_be_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "record.db").write_bytes(b"a file")
    with untouched(tmp_path), refusal("db.no-folder", EnvironmentFailure):
        create.create(tmp_path / name, nothing)


# --- What is not taken for one ------------------------------------------------------------------


def altered(*statements: str) -> Callable[[Path], None]:
    """Make a seeded file and change it from outside."""

    def make(path: Path) -> None:
        path.write_bytes(image(True))
        with closing(sqlite3.connect(path)) as db:
            for statement in statements:
                db.execute(statement)
            db.commit()

    return make


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE subject (a)")
        db.execute("PRAGMA user_version = 1")


def foreign_in_wal_mode(path: Path) -> None:
    """A database that another program has open, with work not yet in the main file."""
    program = """
import os, signal, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("PRAGMA journal_mode = WAL")
db.execute("CREATE TABLE a (b)")
db.commit()
os.kill(os.getpid(), signal.SIGKILL)
"""
    assert run(program, path) == -9
    assert Path(f"{path}-wal").stat().st_size > 0


def truncated(path: Path) -> None:
    path.write_bytes(image(True)[:5000])


def scribbled(path: Path) -> None:
    path.write_bytes(image(True)[:100] + b"\xff" * 30000)


def misnamed(path: Path) -> None:
    """A name in the schema is no text any more: SQLite quotes it as it stands."""
    held = image(True)
    at = held.index(b"CREATE TABLE measure_unit") + len("CREATE TABLE ")
    path.write_bytes(held[:at] + b"\x92" + held[at + 1 :])


VERSION_1 = gzip.decompress(
    Path(__file__).with_name("data").joinpath("version-1.db.gz").read_bytes()
)

REFUSED: dict[str, tuple[str, Callable[[Path], object]]] = {
    "nothing": ("db.missing", lambda path: None),
    "a folder": ("db.directory", lambda path: path.mkdir()),
    "a pipe": ("db.not-a-file", os.mkfifo),
    "a zero-byte file": ("db.foreign", lambda path: path.write_bytes(b"")),
    "a text": ("db.foreign", lambda path: path.write_text("code,name\n" * 100)),
    "a short text": ("db.foreign", lambda path: path.write_text("SQLite")),
    "a foreign database": ("db.foreign", foreign),
    "a foreign database in use": ("db.foreign", foreign_in_wal_mode),
    "a newer schema": ("db.newer", altered(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")),
    "an older schema": ("db.older", lambda path: path.write_bytes(VERSION_1)),
    "a schema that never was": ("db.altered", altered("PRAGMA user_version = 0")),
    "an older schema with a planted trigger": (
        "db.altered",
        altered(
            "PRAGMA user_version = 1",
            "CREATE TRIGGER t AFTER INSERT ON batch BEGIN DELETE FROM source; END",
        ),
    ),
    "a dropped trigger": ("db.altered", altered("DROP TRIGGER figure_guard_delete")),
    "a planted trigger": (
        "db.altered",
        altered("CREATE TRIGGER t AFTER INSERT ON batch BEGIN DELETE FROM source; END"),
    ),
    "a planted trigger on reading": (
        "db.altered",
        altered(
            "CREATE VIEW v AS SELECT 1 AS a",
            "CREATE TRIGGER t INSTEAD OF INSERT ON v BEGIN SELECT 1; END",
        ),
    ),
    "a changed trigger": (
        "db.altered",
        altered(
            "DROP TRIGGER batch_refuse_delete",
            "CREATE TRIGGER batch_refuse_delete BEFORE DELETE ON batch BEGIN SELECT 1; END",
        ),
    ),
    "a truncated file": ("db.damaged", truncated),
    "a scribbled file": ("db.damaged", scribbled),
    "a table without a name": ("db.damaged", misnamed),
}


@POSIX
@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_database_of_ours_is_refused_and_not_touched(
    tmp_path: Path, name: str, write: bool
) -> None:
    key, make = REFUSED[name]
    path = tmp_path / "record.db"
    make(path)
    with untouched(tmp_path), refusal(key, path=path), opened(path, write=write):
        raise AssertionError("opened")


@pytest.mark.parametrize("write", [False, True])
def test_a_name_that_cannot_be_a_file_is_told(tmp_path: Path, write: bool) -> None:
    with (
        refusal("file.unreadable", EnvironmentFailure),
        opened(tmp_path / ("x" * 300), write=write),
    ):
        raise AssertionError("opened")


@pytest.mark.parametrize("name", ["a?b#c%20.db", "Khu công nghiệp.db", "a'b\".db", "mode=memory"])
def test_any_name_is_only_a_name(tmp_path: Path, name: str) -> None:
    path = file(tmp_path, name=name)
    with opened(path, write=True) as db:
        zone(db, "kcn-a")
    with opened(path) as db:
        assert one(db, "SELECT count(*) FROM subject") == 1
    assert set(folder_bytes(tmp_path)) == {name}


# --- Reading --------------------------------------------------------------------------------------


def test_reading_writes_nothing(tmp_path: Path) -> None:
    path = file(tmp_path, seeded=True)
    with untouched(tmp_path), opened(path) as db:
        content(db)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            zone(db, "kcn-a")


def test_an_error_of_the_database_inside_becomes_ours(tmp_path: Path) -> None:
    path = file(tmp_path)
    with untouched(tmp_path):
        with refusal("db.constraint"), opened(path, write=True) as db:
            sql(db, "INSERT INTO source (batch, code, title) VALUES (:batch, 'Bad Code', 'A')")
        with refusal("db.read-only", EnvironmentFailure), opened(path) as db:
            zone(db, "kcn-a")
        with pytest.raises(sqlite3.OperationalError, match="no such table"), opened(path) as db:
            db.execute("SELECT * FROM nowhere")


def test_a_full_disk_is_told_and_leaves_the_file(tmp_path: Path) -> None:
    path = file(tmp_path)
    with (
        untouched(tmp_path),
        refusal("db.disk", EnvironmentFailure, path=path),
        opened(path, write=True) as db,
    ):
        pages = one(db, "PRAGMA page_count")
        db.execute(f"PRAGMA max_page_count = {pages}")
        sql(
            db,
            *[
                f"INSERT INTO source (batch, code, title) VALUES (:batch, 'a{n}', '{'x' * 2000}')"
                for n in range(9)
            ],
        )


READ_ONLY = """
import os, sys
from pathlib import Path
from typing import Any
from builders import one, zone
from zone_tracker.errors import EnvironmentFailure
from zone_tracker.store.connection import opened
if os.getuid() == 0:
    os.setuid(65534)
path = Path(sys.argv[1])
with opened(path) as db:
    assert one(db, "SELECT count(*) FROM milestone") > 50
try:
    with opened(path, write=True) as db:
        zone(db, "kcn-a")
except EnvironmentFailure as error:
    sys.exit(7 if error.message.key == "db.read-only" else 8)
"""


@POSIX
@pytest.mark.parametrize(("of_file", "of_folder"), [(0o444, 0o555), (0o644, 0o555), (0o444, 0o755)])
def test_a_file_that_may_only_be_read_is_read(of_file: int, of_folder: int) -> None:
    """By another user than root, who may write everything and go through every folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = file(folder, seeded=True)
        path.chmod(of_file)
        folder.chmod(of_folder)
        with untouched(folder):
            assert run(READ_ONLY, path) == 7
        folder.chmod(0o700)


KILLED_WRITER = """
import os, signal, sys
from pathlib import Path
from typing import Any
from zone_tracker.store.connection import Author, batch, opened
with opened(Path(sys.argv[1]), write=True) as db:
    db.execute("PRAGMA cache_size = 1")  # so that half-done work reaches the file
    with batch(db, Author("a", "killed", "2024-01-01T00:00:00Z")):
        db.execute("UPDATE subject SET note = 'half done'")
        db.execute("UPDATE area SET note = 'half done'")
        db.execute("DELETE FROM figure")
        os.kill(os.getpid(), signal.SIGKILL)
"""


@POSIX
@pytest.mark.parametrize("write", [False, True])
def test_what_a_killed_writer_left_half_done_is_gone_for_the_next_one(
    tmp_path: Path, write: bool
) -> None:
    path = file(tmp_path, seeded=True)
    assert run(KILLED_WRITER, path) == -9
    assert Path(f"{path}-journal").stat().st_size > 512
    assert path.read_bytes() != image(True), "nothing had reached the file: no test"
    with opened(path, write=write) as db, database(seeded=True) as before:
        assert content(db) == content(before)
        assert log_of(db) == log_of(before)
        if write:
            zone(db, "kcn-a")
    assert set(folder_bytes(tmp_path)) == {"record.db"}
    if not write:
        assert path.read_bytes() == image(True)
