"""Copies of the file: what is in them, how many are kept, and putting one in the file's place."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from builders import author, content, database, file, image, log_of, one, refusal, sql, zone
from conftest import process_env
from zone_tracker.errors import AlreadyThere, EnvironmentFailure
from zone_tracker.store import connection, copies, upkeep
from zone_tracker.store.connection import SCHEMA_VERSION, batch, opened
from zone_tracker.store.copies import Before, before_import, folder_of, keep, kept, prune, save

POSIX = pytest.mark.skipif(os.name != "posix", reason="kills processes")
AT = "2026-11-23T02:00:00Z"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A seeded file."""
    return file(tmp_path, seeded=True)


def named(path: Path) -> list[str]:
    """The copies that are kept, the newest first, as their numbers and occasions."""
    return [f"{copy.number} {copy.before}" for copy in kept(path)]


def everything(path: Path) -> list[Path]:
    """All that lies where the file lies, below it too."""
    return sorted(each for each in path.parent.rglob("*") if each.is_file())


def rows(path: Path) -> object:
    """The record and the log of a file."""
    with opened(path, older=True) as db:
        return content(db), log_of(db)


def keep_one(path: Path, before: str = "import", at: str = AT) -> Path:
    """Keep a copy."""
    with opened(path) as db:
        return keep(db, path, at, before)


def add_zone(path: Path, code: str) -> None:
    with opened(path, write=True) as db:
        zone(db, code)


def full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def damage(path: Path) -> None:
    """Scribble over entries of an index: only a full check finds it."""
    with closing(sqlite3.connect(path)) as db:
        page = one(db, "SELECT rootpage FROM sqlite_schema WHERE name = 'milestone_by_act'")
    assert isinstance(page, int)
    broken = bytearray(path.read_bytes())
    broken[page * 4096 - 200 : page * 4096] = b"\xff" * 200
    path.write_bytes(broken)


def orphan(path: Path) -> None:
    """Let a row refer to one that is not there."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("INSERT INTO current_batch VALUES (1, 99)")
        db.commit()


# --- One copy ---


def test_a_copy_holds_everything_and_is_for_its_owner(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "Sao lưu 1.db"
    with opened(path) as db:
        assert save(db, path, target) == target.stat().st_size
    assert rows(target) == rows(path)
    assert everything(path) == [target, path]
    if os.name == "posix":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_copy_is_of_one_moment(path: Path, tmp_path: Path) -> None:
    """Not of what another has not committed, and not of what comes after the reading began."""
    before = rows(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO batch (at, actor, command) VALUES (?, 'b', 'c')", (AT,))
        with opened(path) as db:
            save(db, path, tmp_path / "copy.db")
    assert rows(tmp_path / "copy.db") == before


@pytest.mark.parametrize("there", ["file", "folder"])
def test_a_backup_overwrites_nothing(path: Path, tmp_path: Path, there: str) -> None:
    target = tmp_path / "target"
    if there == "file":
        target.write_bytes(b"precious")
    else:
        target.mkdir()
    before = everything(path)
    with opened(path) as db, refusal("db.exists", AlreadyThere, path=target):
        save(db, path, target)
    assert everything(path) == before
    assert there == "folder" or target.read_bytes() == b"precious"


def test_a_folder_that_is_not_there_is_not_made(path: Path, tmp_path: Path) -> None:
    """The stick may not be plugged in."""
    with opened(path) as db, refusal("copy.failed", EnvironmentFailure, path=tmp_path / "usb"):
        save(db, path, tmp_path / "usb" / "copy.db")
    assert everything(path) == [path]


def test_a_full_disk_is_told_and_left_clean(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", full)
    told = {"path": tmp_path, "reason": "No space left on device"}
    with opened(path) as db, refusal("copy.failed", EnvironmentFailure, **told):
        save(db, path, tmp_path / "copy.db")
    assert everything(path) == [path]


def test_a_damaged_file_is_not_copied(path: Path, tmp_path: Path) -> None:
    damage(path)
    with opened(path) as db, refusal("db.damaged", path=path):
        save(db, path, tmp_path / "copy.db")
    assert everything(path) == [path]


def test_a_copy_that_lacks_a_row_is_no_copy(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = iter([{"subject": 60}, {"subject": 59}])
    monkeypatch.setattr(copies, "counts", lambda db: next(numbers))
    with opened(path) as db, refusal("db.damaged", path=path):
        save(db, path, tmp_path / "copy.db")
    assert everything(path) == [path]


def test_a_table_of_any_name_is_counted(path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute('CREATE TABLE "bảng ""của"" họ; --" (a)')
    with opened(path) as db:
        assert copies.counts(db)['bảng ""của"" họ; --'] == 0
        save(db, path, tmp_path / "copy.db")


# --- Those that are kept ---


def test_copies_lie_beside_the_file_in_their_order(path: Path) -> None:
    """The numbers tell it: a clock may be set back."""
    first = keep_one(path)
    keep_one(path, "restore", "2024-01-01T00:00:00Z")
    assert first == path.parent / "record.db.copies" / "0001_2026-11-23T020000Z_before-import.db"
    newest, oldest = kept(path)
    assert newest[:3] == (2, "2024-01-01T00:00:00Z", "restore")
    assert oldest == copies.Copy(1, AT, "import", first.stat().st_size, first)
    if os.name == "posix":
        assert stat.S_IMODE(first.parent.stat().st_mode) == 0o700


def test_a_link_to_the_file_has_its_copies(path: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.db"
    link.symlink_to(path)
    keep_one(link)
    assert kept(link) == kept(path) != []


def test_what_is_promised_of_their_number_and_size() -> None:
    limits = (copies.KEPT, copies.KEPT_BYTES, copies.IMPORT_BYTES)
    assert limits == (20, 1_000_000_000, 100_000_000)


def test_the_last_ones_are_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "KEPT", 3)
    for _ in range(5):
        keep_one(path)
    own = folder_of(path) / "của tôi.db"
    own.write_bytes(b"mine")
    prune(path)
    assert [copy.number for copy in kept(path)] == [5, 4, 3]
    assert own.read_bytes() == b"mine"
    keep_one(path)
    assert kept(path)[0].number == 6


def test_they_have_a_size_together_and_the_newest_stays(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        keep_one(path)
    size = path.stat().st_size
    monkeypatch.setattr(copies, "KEPT_BYTES", 2 * size)
    prune(path)
    assert [copy.number for copy in kept(path)] == [4, 3]
    monkeypatch.setattr(copies, "KEPT_BYTES", size - 1)
    prune(path)
    assert [copy.number for copy in kept(path)] == [4]


def test_a_copy_that_another_removes_meanwhile_is_no_matter(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_one(path)
    gone = keep_one(path)
    find = Path.iterdir

    def removing(folder: Path) -> Iterator[Path]:
        found = list(find(folder))
        gone.unlink(missing_ok=True)
        return iter(found)

    monkeypatch.setattr(Path, "iterdir", removing)
    assert named(path) == ["1 import"]


def test_two_with_one_number_are_both_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_one(path)
    monkeypatch.setattr(copies, "kept", lambda path: [])
    assert keep_one(path).name.startswith("0002_")


def test_a_folder_that_cannot_be_made_is_told(path: Path) -> None:
    folder_of(path).write_bytes(b"a file")
    with refusal("copy.failed", EnvironmentFailure, path=folder_of(path)):
        keep_one(path)


def test_what_a_killed_copy_left_is_removed_after_a_day(path: Path) -> None:
    keep_one(path)
    (folder_of(path) / ".zone-tracker-old.copying").write_bytes(b"half")
    (folder_of(path) / ".zone-tracker-new.copying").write_bytes(b"half")
    day_ago = path.stat().st_mtime - 2 * 86400
    os.utime(folder_of(path) / ".zone-tracker-old.copying", (day_ago, day_ago))
    keep_one(path)
    drafts = [each.name for each in folder_of(path).iterdir() if each.name.startswith(".")]
    assert drafts == [".zone-tracker-new.copying"]
    assert named(path) == ["2 import", "1 import"]


# --- Before an import ---


@contextmanager
def importing(path: Path, *, dry_run: bool = False) -> Iterator[tuple[sqlite3.Connection, Before]]:
    """A batch that an import would write, with the copy before it."""
    with (
        opened(path, write=True) as db,
        batch(db, author(), keep=not dry_run) as work,
        before_import(db, AT, keep=not dry_run) as told,
    ):
        db.execute("CREATE TEMP TABLE this AS SELECT ? AS batch", (work.id,))
        yield db, told


def write(db: sqlite3.Connection) -> None:
    db.execute("INSERT INTO source (batch, code, title) SELECT batch, 'x', 'X' FROM this")


def test_an_import_that_changes_something_leaves_a_copy_of_before(path: Path) -> None:
    before = rows(path)
    with importing(path) as (db, told):
        write(db)
        assert told.path is None
    assert told == Before(folder_of(path) / "0001_2026-11-23T020000Z_before-import.db")
    assert told.path is not None
    assert rows(told.path) == before != rows(path)


def test_the_copy_is_there_before_the_import_is(path: Path) -> None:
    before = rows(path)
    with opened(path, write=True) as db, batch(db, author()) as work:
        with before_import(db, AT):
            db.execute(f"INSERT INTO source (batch, code, title) VALUES ({work.id}, 'x', 'X')")
        assert named(path) == ["1 import"]
        assert rows(path) == before
    assert rows(path) != before


def test_a_batch_of_many_rows_is_no_hindrance(path: Path) -> None:
    """They reach the file before the end, so that nobody can read it then."""
    before = rows(path)
    with importing(path) as (db, told):
        db.execute("PRAGMA cache_size = 1")
        for number in range(200):
            query = "INSERT INTO source (batch, code, title) SELECT batch, ?, ? FROM this"
            db.execute(query, (f"x{number}", "x" * 900))
    assert told.path is not None
    assert rows(told.path) == before != rows(path)


def test_no_change_and_no_copy(path: Path) -> None:
    with importing(path) as (_, told):
        pass
    assert told == Before()
    with importing(path, dry_run=True) as (db, told):
        write(db)
    assert told == Before()
    assert everything(path) == [path]


def test_an_import_that_fails_leaves_no_copy(path: Path) -> None:
    before = rows(path)
    with refusal("db.constraint"), importing(path) as (db, _):
        write(db)
        db.execute("INSERT INTO source (code) VALUES ('y')")
    assert everything(path) == [path]
    assert rows(path) == before


def test_an_import_without_a_copy_does_not_happen(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(path)
    monkeypatch.setattr(tempfile, "mkstemp", lambda **_: full())
    with refusal("copy.failed", EnvironmentFailure), importing(path) as (db, _):
        write(db)
    assert rows(path) == before


def test_a_large_file_is_not_copied_and_the_import_can_say_so(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "IMPORT_BYTES", path.stat().st_size - 1)
    with importing(path) as (_, told):
        pass
    assert told == Before()
    with importing(path) as (db, told):
        write(db)
    assert told == Before(too_large=True)
    assert everything(path) == [path]


def test_in_memory_there_is_nothing_to_copy() -> None:
    with database() as db, batch(db, author()) as work, before_import(db, AT) as told:
        db.execute(f"INSERT INTO source (batch, code, title) VALUES ({work.id}, 'x', 'X')")
    assert told == Before()


# --- Restoring ---


@pytest.fixture
def backup(path: Path) -> Path:
    """A copy of the file, in which a zone is added afterwards."""
    target = path.with_name("backup.db")
    with opened(path) as db:
        save(db, path, target)
    add_zone(path, "kcn-a")
    return target


def test_a_restore_brings_the_copy_and_keeps_what_stood(path: Path, backup: Path) -> None:
    stood, node = rows(path), path.stat().st_ino
    path.chmod(0o640)
    done = upkeep.restore(path, backup, AT)
    assert rows(path) == rows(backup) != stood
    assert rows(done.copy) == stood
    assert (done.before and done.before.id, done.now and done.now.id) == (2, 1)
    assert done.version == SCHEMA_VERSION
    assert named(path) == ["1 restore"]
    assert path.stat().st_ino == node, "whoever has it open would go on with the old one"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert everything(path) == sorted([path, backup, done.copy])
    upkeep.restore(path, done.copy, AT)
    assert rows(path) == stood
    add_zone(path, "kcn-b")


def test_who_has_the_file_open_sees_the_old_or_the_new(path: Path, backup: Path) -> None:
    query = "SELECT count(*) FROM subject WHERE code = 'kcn-a'"
    with closing(sqlite3.connect(path)) as reader:
        assert one(reader, query) == 1
        upkeep.restore(path, backup, AT)
        assert one(reader, query) == 0
        assert reader.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize("holding", ["BEGIN IMMEDIATE", "BEGIN"])
def test_a_restore_waits_for_who_reads_or_writes(
    path: Path, backup: Path, holding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "WAIT_SECONDS", 0)
    before = path.read_bytes()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(holding)
        other.execute("SELECT 1 FROM batch").fetchone()
        with refusal("db.locked", EnvironmentFailure, path=path):
            upkeep.restore(path, backup, AT)
    assert path.read_bytes() == before
    assert kept(path) == []


def planted(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TRIGGER t AFTER INSERT ON batch BEGIN DELETE FROM source; END")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")


NOT_RESTORED: dict[str, Callable[[Path], object]] = {
    "restore.missing": lambda path: path.unlink(),
    "db.foreign": lambda path: path.write_text("Đây là ghi chú\n" * 50),
    "db.damaged": damage,
    "db.orphans": orphan,
    "db.altered": planted,
    "db.newer": newer,
}


@pytest.mark.parametrize("key", NOT_RESTORED)
def test_what_is_not_whole_is_not_restored(path: Path, backup: Path, key: str) -> None:
    NOT_RESTORED[key](backup)
    before, there = path.read_bytes(), everything(path)
    with refusal(key, path=backup):
        upkeep.restore(path, backup, AT)
    assert path.read_bytes() == before
    assert everything(path) == there


def test_a_file_is_not_restored_from_itself(path: Path) -> None:
    link = path.with_name("link.db")
    link.symlink_to(path)
    with refusal("restore.same", path=path):
        upkeep.restore(path, link, AT)
    assert kept(path) == []


def test_a_copy_in_wal_mode_is_restored_as_one_file(path: Path, backup: Path) -> None:
    with closing(sqlite3.connect(backup)) as db:
        db.execute("PRAGMA journal_mode = WAL")
    upkeep.restore(path, backup, AT)
    with opened(path) as db:
        assert one(db, "PRAGMA journal_mode") == "delete"
    assert rows(path) == rows(backup)


def test_the_oldest_copy_can_be_restored_and_stays_until_the_next_is_made(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "KEPT", 1)
    oldest = keep_one(path)
    before = rows(path)
    add_zone(path, "kcn-a")
    upkeep.restore(path, oldest, AT)
    assert rows(path) == before
    assert named(path) == ["2 restore", "1 import"]
    upkeep.restore(path, folder_of(path) / named_file(path, 2), AT)
    assert named(path) == ["3 restore", "2 restore"]


def named_file(path: Path, number: int) -> str:
    """The name of a copy that is kept."""
    return next(copy.path.name for copy in kept(path) if copy.number == number)


def test_a_restore_that_finds_no_room_changes_nothing(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(backup, write=True) as db:
        sql(db, "UPDATE subject SET note = hex(zeroblob(9000))")
    lock, before = upkeep.lock, path.read_bytes()

    def small(db: sqlite3.Connection) -> None:
        lock(db)
        db.execute(f"PRAGMA max_page_count = {one(db, 'PRAGMA page_count')}")

    monkeypatch.setattr(upkeep, "lock", small)
    with refusal("db.disk", EnvironmentFailure, path=path):
        upkeep.restore(path, backup, AT)
    assert path.read_bytes() == before
    assert image(True) != before


# --- Killed ---

KILLED = """
import os, signal, sqlite3, sys
from pathlib import Path
from zone_tracker.store import connection, copies, upkeep
path, other, which = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
calls = []
class Slow(sqlite3.Connection):
    def backup(self, target, **named):
        calls.append(target)
        if len(calls) != which:
            return super().backup(target)
        left = iter(range(9))
        def kill(*_):
            if next(left) == 8:
                os.kill(os.getpid(), signal.SIGKILL)
        super().backup(target, pages=9, progress=kill)
connect = sqlite3.connect
sqlite3.connect = lambda *words, **named: connect(*words, factory=Slow, **named)
prepare = connection.prepare
def small(db):
    prepare(db)
    db.execute("PRAGMA cache_size = 1")  # so that half-done work reaches the file
connection.prepare = small
if sys.argv[4] == "restore":
    upkeep.restore(path, other, "2026-11-23T02:00:00Z")
with connection.opened(path) as db:
    copies.save(db, path, other)
"""


def killed(path: Path, other: Path, which: int, command: str) -> int:
    """Run a command that is killed in the middle of a copying; its exit code."""
    words = [sys.executable, "-c", KILLED, str(path), str(other), str(which), command]
    return subprocess.run(words, env=process_env(), timeout=60, check=False).returncode


@POSIX
def test_a_killed_backup_leaves_nothing_that_is_taken_for_one(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    assert killed(path, tmp_path / "copy.db", 1, "backup") == -9
    assert path.read_bytes() == before
    (draft,) = [each for each in everything(path) if each != path]
    assert draft.name.startswith(copies.DRAFT)
    assert draft.stat().st_size < path.stat().st_size
    with opened(path) as db:
        save(db, path, tmp_path / "copy.db")


@POSIX
@pytest.mark.parametrize("which", [1, 2])
def test_a_killed_restore_leaves_the_old_file(path: Path, backup: Path, which: int) -> None:
    with opened(backup, write=True) as db:
        sql(db, "UPDATE subject SET note = 'khác'", "UPDATE area SET note = 'khác'")
    before, bytes_before = rows(path), path.read_bytes()
    assert killed(path, backup, which, "restore") == -9
    if which == 2:
        assert path.read_bytes() != bytes_before, "nothing had reached the file: no test"
    assert len(kept(path)) == which - 1
    assert rows(path) == before
    assert path.read_bytes() == bytes_before
    upkeep.restore(path, backup, AT)
    assert rows(path) == rows(backup)
