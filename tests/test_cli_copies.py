"""backup, restore and upgrade as they are typed."""

from __future__ import annotations

import gzip
import os
import shutil
from pathlib import Path

import pytest

from conftest import Run, spawn
from zone_tracker.reports.copies import before_import
from zone_tracker.store.connection import SCHEMA_VERSION
from zone_tracker.store.copies import Before
from zone_tracker.wording import LANGUAGES, catalogue, say

OLD = gzip.decompress(Path(__file__).with_name("data").joinpath("version-1.db.gz").read_bytes())
KEPT = "record.db.copies/0001_2026-11-23T020000Z_before-{}.db"


@pytest.fixture
def old(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The record of a test is one of the first version."""
    monkeypatch.setenv("ZONE_TRACKER_DB", "record.db")
    path = workplace / "record.db"
    path.write_bytes(OLD)
    return path


def files(folder: Path) -> list[str]:
    return sorted(str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file())


# --- Backup ---


@pytest.mark.usefixtures("record")
def test_a_backup_says_what_it_holds(run: Run) -> None:
    told = run("backup", "b.db", lang="en")
    assert (told.code, told.err) == (0, "")
    words = "Copied record.db to b.db and checked it: up to batch 1 (2026-11-23 09:00)"
    assert told.out == f"✔ {words}\n"
    assert run("backup", "c.db", "--format", "json").json() == {
        "database": "record.db",
        "file": "c.db",
        "size_bytes": Path("c.db").stat().st_size,
        "batch": 1,
    }
    assert run("zone", "list", "--db", "b.db").out == run("zone", "list").out


def test_a_backup_of_nothing_yet(run: Run, workplace: Path) -> None:
    run("init", "--empty", "--db", "a.db")
    assert "chưa có lô nào" in run("backup", "b.db", "--db", "a.db").out
    assert run("backup", "c.db", "--db", "a.db", "--format", "json").json()["batch"] is None
    assert files(workplace) == ["a.db", "b.db", "c.db"]


@pytest.mark.usefixtures("record")
def test_a_backup_of_a_database_that_is_not_there_makes_none(run: Run, workplace: Path) -> None:
    before = files(workplace)
    for words in ("backup b.db", "restore record.db", "upgrade"):
        assert run(*words.split(), "--db", "none.db").code == 1
    assert files(workplace) == before


def test_the_copies_that_are_kept_are_listed(run: Run, record: Path) -> None:
    assert run("backup", "--list", "--format", "json").json() == []
    shutil.copy(record, "b.db")
    run("restore", "b.db")
    (listed,) = run("backup", "--list", "--format", "json").json()
    assert listed == {
        "at": "2026-11-23T02:00:00Z",
        "kept_before": "restore",
        "size_bytes": record.stat().st_size,
        "file": KEPT.format("restore"),
    }
    told = run("backup", "--list", lang="en").out
    assert "2026-11-23 09:00  before a restore" in told
    assert KEPT.format("restore") in told
    kept = Path(KEPT.format("restore"))
    kept.rename(kept.with_name(kept.name.replace("restore", "merge")))
    assert "  merge  " in run("backup", "--list").out


def test_they_are_listed_when_the_database_is_lost(run: Run, record: Path) -> None:
    shutil.copy(record, "b.db")
    run("restore", "b.db")
    record.unlink()
    assert KEPT.format("restore") in run("backup", "--list").out


# --- Restore ---


def test_a_restore_says_what_stands_now_and_the_way_back(run: Run, record: Path) -> None:
    run("backup", "b.db")
    run("zone", "add", "KCN Mới")
    before = run("zone", "list").out
    told = run("restore", "b.db", lang="en")
    assert (told.code, told.err) == (0, "")
    _, *more = told.out.splitlines()
    assert told.out.startswith(
        "✔ Replaced what record.db held with b.db: now up to batch 1 (2026-11-23 09:00), "
        "before up to batch 2 (2026-11-23 09:00)\n"
    )
    copy = KEPT.format("restore")
    assert more == [
        f"  A copy of what was there before: {copy}",
        f'  To go back: zone-tracker restore "{copy}" --db "record.db"',
    ]
    assert "KCN Mới" not in run("zone", "list").out
    done = run("restore", copy, "--format", "json").json()
    assert (done["batch"], done["batch_before"], done["schema"]) == (2, 1, SCHEMA_VERSION)
    assert run("zone", "list").out == before


def test_an_older_copy_is_restored_and_the_next_step_told(run: Run, record: Path) -> None:
    Path("old.db").write_bytes(OLD)
    told = run("restore", "old.db", lang="en")
    assert told.code == 0
    assert told.out.endswith('run: zone-tracker upgrade --db "record.db"\n')
    assert run("status").code == 1
    assert run("upgrade").code == 0
    assert run("zone", "show", "ccn-thu").code == 1
    assert run("cluster", "show", "ccn-thu").code == 0


@pytest.mark.usefixtures("record")
def test_the_first_command_ever_may_be_a_restore(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a new machine, with the copy from the old one."""
    run("zone", "add", "KCN Mới")
    run("backup", "b.db")
    monkeypatch.delenv("ZONE_TRACKER_DB")
    assert run("restore", "b.db").code == 0
    assert "KCN Mới" in run("zone", "list").out


# --- Before an import ---


def test_what_an_import_says_of_its_copy() -> None:
    assert before_import(Before()) == []
    (kept,) = before_import(Before(Path("a.db.copies/1.db")))
    assert say(kept, "en") == "  A copy of what was there before: a.db.copies/1.db"
    (large,) = before_import(Before(too_large=True))
    assert "larger than 100 MB" in say(large, "en")


# --- Upgrade ---

COMMANDS = (
    *("status", "gaps", "target list", "zone list", "zone show vo-lao", "zone add KCN-A"),
    *("find nexus", "indicator list", "sector list", "area list", "source list", "log", "undo"),
    *("redo", "backup b.db", "import zones.csv"),
)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_command_names_the_upgrade(run: Run, old: Path, lang: str) -> None:
    Path("zones.csv").write_text("Tên KCN\nKCN A\n", "utf-8")
    there = files(old.parent)
    for words in COMMANDS:
        told = run(*words.split(), lang=lang)
        expected = catalogue("en" if lang == "en" else "vi")["db.older"].format(path="record.db")
        assert (told.code, told.out, told.err) == (1, "", f"{expected}\n"), words
    assert old.read_bytes() == OLD
    assert files(old.parent) == there


def test_an_upgrade_says_what_it_did_and_where_the_copy_is(run: Run, old: Path) -> None:
    told = run("upgrade", lang="en")
    assert (told.code, told.err) == (0, "")
    assert told.out == (
        f"✔ Brought the structure of record.db from version 1 to {SCHEMA_VERSION}; the record and "
        f"the log are as they were\n  A copy of what was there before: {KEPT.format('upgrade-1')}\n"
    )
    assert Path(KEPT.format("upgrade-1")).stat().st_size == len(OLD)
    assert run("undo", "5").code == 0
    stands = old.read_bytes()
    again = run("upgrade", lang="en")
    assert again.out == (
        f"record.db has the newest structure (version {SCHEMA_VERSION}) already; "
        "there is nothing to upgrade\n"
    )
    versions = {"schema": SCHEMA_VERSION, "schema_before": SCHEMA_VERSION}
    document = {"database": "record.db", **versions, "copy": None}
    assert run("upgrade", "--format", "json").json() == document
    assert old.read_bytes() == stands
    assert files(old.parent) == ["record.db", KEPT.format("upgrade-1")]
    assert "before an upgrade" in run("backup", "--list", lang="en").out


@pytest.mark.usefixtures("old")
def test_machines_get_what_an_upgrade_did(run: Run) -> None:
    assert run("upgrade", "--format", "json").json() == {
        "database": "record.db",
        "schema": SCHEMA_VERSION,
        "schema_before": 1,
        "copy": KEPT.format("upgrade-1"),
    }


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_that_it_is_written_is_said_when_it_cannot_be_printed(old: Path) -> None:
    for words in ("upgrade", "backup b.db", "restore b.db"):
        with open("/dev/full", "w") as device:
            env = {"ZONE_TRACKER_LANG": "en"}
            told = spawn(*words.split(), env=env, cwd=old.parent, stdout=device)
        assert told.code == 4, words
        assert "data is written" in told.err, told.err


@pytest.mark.skipif(os.name != "posix", reason="names of POSIX")
def test_a_name_that_is_too_long_is_no_place_for_a_copy(run: Run, old: Path) -> None:
    run("upgrade")
    told = run("backup", "x" * 300 + ".db", lang="en")
    assert (told.code, told.out) == (4, "")
    assert "cannot make the copy" in told.err
    assert "print" not in told.err


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_copies_are_for_their_owner(run: Run, old: Path) -> None:
    run("upgrade")
    assert Path(KEPT.format("upgrade-1")).stat().st_mode & 0o77 == 0
    assert Path("record.db.copies").stat().st_mode & 0o77 == 0
