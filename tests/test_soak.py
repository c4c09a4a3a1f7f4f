"""Real commands that are killed, interrupted, starved of room and run at once, and what is left.

A few moments are tried always; `-m soak` tries hundreds, spread over the whole run of each command.
After each of them the file opens, is as it was before the command or as it is after it, whole, and
nothing lies about.
"""

from __future__ import annotations

import gzip
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from builders import Content, content
from conftest import command, made_in, process_env, run_here, spawn
from zone_tracker.store import copies
from zone_tracker.store.connection import opened

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX")

SOAK = 20
"""Moments of each command and signal in the long run."""
ROWS = 1500
SHEET = "Tên dự án;Huyện;Tình trạng;Từ ngày;Vốn (tỷ đồng);Căn cứ\n" + "".join(
    f"Dự án thử số {n};Bảo Thắng;Đang xây dựng;{n % 28 + 1}/5/2024;{n + 10};QĐ {n % 50}\n"
    for n in range(ROWS)
)
OLD = Path(__file__).with_name("data") / "version-1.db.gz"
STARTED = 0.35
"""Of the time of a whole run: before it Python itself is starting, and answers signals its way."""

SIGNALS = (signal.SIGKILL, signal.SIGINT, signal.SIGTERM)


class Work(NamedTuple):
    """A command, the file it begins with, and the one that it makes of it ("": none)."""

    words: tuple[str, ...]
    before: str
    after: str
    makes: str = ""


WORKS = {
    "import": Work(("import", "da.csv"), "seed", "imported"),
    "import-same": Work(("import", "da.csv"), "imported", "imported"),
    "undo": Work(("undo", "--yes"), "imported", "undone"),
    "redo": Work(("redo", "--yes"), "undone", "imported"),
    "restore": Work(("restore", "seed.db", "--yes"), "imported", "seed"),
    "upgrade": Work(("upgrade",), "old", "upgraded"),
    "backup": Work(("backup", "copy.db"), "imported", "imported", "copy.db"),
    "export": Work(("export", "projects", "-o", "out.csv"), "imported", "imported", "out.csv"),
    "export-xlsx": Work(("export", "all", "-o", "out.xlsx"), "imported", "imported", "out.xlsx"),
    "export-folder": Work(("export", "all", "-o", "out"), "imported", "imported", "out"),
    "report": Work(("project", "list", "-o", "out.md"), "imported", "imported", "out.md"),
}


TRIED = {
    "import": signal.SIGKILL,
    "undo": signal.SIGINT,
    "restore": signal.SIGTERM,
    "upgrade": signal.SIGKILL,
    "export-folder": signal.SIGTERM,
}
"""The works that are always tried, and how each is stopped then."""


class Whole(NamedTuple):
    """How long a work takes that nobody stops, and what it makes."""

    seconds: float
    made: dict[str, bytes]


class Base(NamedTuple):
    """Files to begin with, what each holds, and the works done whole so far."""

    folder: Path
    contents: dict[str, Content]
    done: dict[str, Whole]

    def whole(self, name: str) -> Whole:
        """A work done whole, once."""
        if name not in self.done:
            work = WORKS[name]
            place = fresh(self.folder, work, self.folder / f"whole-{name}")
            begun = time.monotonic()
            with process(place, work) as running:
                assert running.communicate(timeout=60)[1] is not None
            assert running.returncode == 0
            seconds = time.monotonic() - begun
            made = bytes_of(place / work.makes) if work.makes else {}
            self.done[name] = Whole(seconds, made)
        return self.done[name]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    folder = tmp_path_factory.mktemp("soak")
    with made_in(folder):
        folder.joinpath("da.csv").write_text(SHEET, encoding="utf-8")
        folder.joinpath("old.db").write_bytes(gzip.decompress(OLD.read_bytes()))
        steps = {"seed": "init", "imported": "import da.csv", "undone": "undo --yes"}
        for name, words in steps.items():
            assert run_here(*words.split()).code == 0
            shutil.copy("record.db", f"{name}.db")
        shutil.copy("old.db", "upgraded.db")
        assert run_here("upgrade", "--db", "upgraded.db").code == 0
        contents = {name: held(folder / f"{name}.db") for name in (*steps, "old", "upgraded")}
    return Base(folder, contents, {})


def held(path: Path) -> Content:
    """What a record holds; two of the same content may differ in who wrote it when."""
    with opened(path, older=True) as db:
        return {
            table: [row[2:] for row in rows]
            for table, rows in content(db).items()
            if table not in ("kind", "act", "measure", "measure_unit")
        }


def fresh(folder: Path, work: Work, place: Path) -> Path:
    """A folder of its own with the file that a work begins with, and what it reads."""
    place.mkdir()
    shutil.copy(folder / f"{work.before}.db", place / "record.db")
    for name in ("da.csv", "seed.db"):
        shutil.copy(folder / name, place / name)
    return place


LESS_ROOM = """
import os, resource, sys
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
os.execv(sys.argv[2], sys.argv[2:])
"""


def process(place: Path, work: Work, limit: int | None = None) -> subprocess.Popen[bytes]:
    """The command as a process in that folder; no file may grow beyond `limit` bytes."""
    words = command(*work.words)
    return subprocess.Popen(
        words if limit is None else [sys.executable, "-c", LESS_ROOM, str(limit), *words],
        cwd=place,
        env=process_env({"ZONE_TRACKER_DB": "record.db"}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def bytes_of(path: Path) -> dict[str, bytes]:
    """A written file or folder; workbooks, copies and packages tell when they were made."""
    files = [path] if path.is_file() else sorted(each for each in path.rglob("*") if each.is_file())
    told = (".xlsx", ".db", ".json")
    return {file.name: b"" if file.suffix in told else file.read_bytes() for file in files}


def unharmed(place: Path, base: Base, name: str, done: bool | None) -> None:
    """The record is whole, as before the work or as after it (`done`: which of them)."""
    work = WORKS[name]
    path = place / "record.db"
    with opened(path, older=True) as db:  # this rolls back what a killed process left half-done
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("SELECT * FROM current_batch").fetchall() == []
    now, before, after = held(path), base.contents[work.before], base.contents[work.after]
    assert now in ([before, after] if done is None else [after] if done else [before])
    if work.makes and (place / work.makes).exists():
        assert done is not False
        assert bytes_of(place / work.makes) == base.whole(name).made
        if work.makes.endswith(".db"):
            assert held(place / work.makes) == before
    elif work.makes:
        assert not done


def litter(place: Path, work: Work) -> set[str]:
    """What lies in the folder and is neither the record, nor read or made by the work."""
    known = {"record.db", "da.csv", "seed.db", work.makes, copies.folder_of(Path("record.db")).name}
    return {each.name for each in place.iterdir()} - known


def of_the_killed(name: str) -> bool:
    """Whether it is the draft of a copy (cleared away after a day) or folder, or a cold journal."""
    return name.startswith(copies.DRAFT) or name == "record.db-journal"


def stopped(place: Path, base: Base, name: str, sign: signal.Signals, moment: float) -> int:
    """Stop the work at a moment of its run (0 to 1) and look at what is left; its exit code."""
    work = WORKS[name]
    seconds = base.whole(name).seconds
    running = process(fresh(base.folder, work, place), work)
    time.sleep(seconds * moment)
    running.send_signal(sign)
    _, said = running.communicate(timeout=60)
    code = running.returncode
    killed = sign == signal.SIGKILL
    # Python itself may end by the signal it has answered, which a shell tells as 130 too.
    assert code in ((0, -sign) if killed else (0, 130, -signal.SIGINT, -sign)), said.decode()
    if code == -signal.SIGTERM and not killed:
        assert said == b"", "only before the command had begun"
    assert b"Traceback" not in said
    unharmed(place, base, name, True if code == 0 else None)
    left = [each for each in litter(place, work) if not (killed and of_the_killed(each))]
    assert left == []
    shutil.rmtree(place)
    return code


@pytest.mark.parametrize("name", TRIED)
def test_a_command_that_is_stopped(name: str, base: Base, tmp_path: Path) -> None:
    stopped(tmp_path / "half", base, name, TRIED[name], 0.75)


@pytest.mark.soak
@pytest.mark.parametrize("sign", SIGNALS)
@pytest.mark.parametrize("name", WORKS)
def test_a_command_that_is_stopped_at_any_moment(
    name: str, sign: signal.Signals, base: Base, tmp_path: Path
) -> None:
    chance = random.Random(f"{name} {sign}")
    moments = [chance.uniform(STARTED, 1.1) for _ in range(SOAK)]
    codes = [stopped(tmp_path / str(n), base, name, sign, at) for n, at in enumerate(moments)]
    assert any(codes), "every run had ended before it was stopped: no test"


# --- No room ---


def starved(place: Path, base: Base, name: str, limit: int) -> int:
    """Run the work where no file may grow beyond `limit`, and look at what is left."""
    work = WORKS[name]
    running = process(fresh(base.folder, work, place), work, limit)
    _, said = running.communicate(timeout=60)
    assert running.returncode in (0, 4), said.decode()
    assert len(said.splitlines()) <= 1 + (running.returncode == 0), said.decode()
    unharmed(place, base, name, running.returncode == 0)
    assert litter(place, work) == set()
    shutil.rmtree(place)
    return running.returncode


def limits(base: Base, name: str, count: int) -> Iterable[int]:
    """Sizes that a file may not exceed, from nothing to more than is asked for."""
    files = {WORKS[name].before, WORKS[name].after}
    most = sum((base.folder / f"{file}.db").stat().st_size for file in files)
    return (2 * most * step // count for step in range(count + 1))


@pytest.mark.parametrize("name", ["import", "undo", "backup", "export", "export-folder"])
def test_a_disk_that_is_full(name: str, base: Base, tmp_path: Path) -> None:
    assert starved(tmp_path / "full", base, name, 4096) == 4


@pytest.mark.soak
@pytest.mark.parametrize("name", WORKS)
def test_a_disk_that_fills_at_any_size(name: str, base: Base, tmp_path: Path) -> None:
    sizes = enumerate(limits(base, name, SOAK))
    codes = [starved(tmp_path / str(n), base, name, size) for n, size in sizes]
    assert codes[-1] == 0
    assert 4 in codes or name == "import-same"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterable[Callable[[int], Path]]:
    """Makes a file system of so many kilobytes, where one may be mounted."""
    place = tmp_path / "disk"
    place.mkdir()

    def mounted(size: int) -> Path:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "none", str(place)]
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("may not mount a small disk here")
        return place

    yield mounted
    subprocess.run(["umount", "-l", str(place)], capture_output=True, check=False)


@pytest.mark.soak
@pytest.mark.parametrize("name", WORKS)
@pytest.mark.parametrize("spare", [0, 8, 64, 400, 1500])
def test_a_disk_of_its_own_that_is_full(
    name: str, spare: int, base: Base, small_disk: Callable[[int], Path]
) -> None:
    work = WORKS[name]
    sizes = [(base.folder / f).stat().st_size for f in (f"{work.before}.db", "da.csv", "seed.db")]
    place = small_disk(sum(sizes) // 1024 + 32 + spare) / "here"
    starved(place, base, name, 10**12)


# --- Many at once ---


def at_once(place: Path, lines: Iterable[Iterable[tuple[str, ...]]]) -> list[bytes]:
    """Run each line of commands one after another, and all lines at once; what they said."""
    script = (
        "import subprocess, sys, json\n"
        "for words in json.loads(sys.argv[1]):\n"
        "    subprocess.run([sys.executable, '-m', 'zone_tracker', *words], check=True)\n"
    )
    import json

    running = [
        subprocess.Popen(
            [sys.executable, "-c", script, json.dumps([list(words) for words in line])],
            cwd=place,
            env=process_env({"ZONE_TRACKER_DB": "record.db"}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for line in lines
    ]
    said = [each.communicate(timeout=300) for each in running]
    assert [each.returncode for each in running] == [0] * len(running), said
    return [out for out, _ in said]


def undone_to_the_seed(place: Path, base: Base, batches: int) -> None:
    """Take every batch back, the newest first: each had logged what truly stood before it."""
    env = {"ZONE_TRACKER_DB": str(place / "record.db")}
    for _ in range(batches):
        assert run_here("undo", "--yes", env=env).code == 0
    assert held(place / "record.db") == base.contents["seed"]


@pytest.mark.parametrize(("writers", "each"), [(4, 1), pytest.param(8, 12, marks=pytest.mark.soak)])
def test_writers_at_once_lose_nothing(writers: int, each: int, base: Base, tmp_path: Path) -> None:
    place = fresh(base.folder, WORKS["import"], tmp_path / "many")
    at_once(
        place,
        [
            [("source", "add", f"vb-{writer}-{n}", f"Văn bản {writer}/{n}") for n in range(each)]
            for writer in range(writers)
        ],
    )
    with closing(sqlite3.connect(place / "record.db")) as db:
        (count,) = db.execute("SELECT count(*) FROM source WHERE code GLOB 'vb-*-*'").fetchone()
    assert count == writers * each
    unharmed_by_many(place)
    undone_to_the_seed(place, base, writers * each)


@pytest.mark.parametrize(("writers", "each"), [(4, 1), pytest.param(8, 6, marks=pytest.mark.soak)])
def test_writers_that_read_first_never_build_on_what_is_gone(
    writers: int, each: int, base: Base, tmp_path: Path
) -> None:
    place = fresh(base.folder, WORKS["import"], tmp_path / "same")
    at_once(
        place,
        [
            [("zone", "update", "vo-lao", "--note", f"{writer}.{n}") for n in range(each)]
            for writer in range(writers)
        ],
    )
    unharmed_by_many(place)
    undone_to_the_seed(place, base, writers * each)


def unharmed_by_many(place: Path) -> None:
    """The file is whole and nothing lies beside it."""
    with opened(place / "record.db") as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert litter(place, WORKS["import"]) == set()


@pytest.mark.soak
def test_a_lock_that_is_held_for_ever(base: Base, tmp_path: Path) -> None:
    place = fresh(base.folder, WORKS["import"], tmp_path / "locked")
    with closing(sqlite3.connect(place / "record.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        env = {"ZONE_TRACKER_DB": str(place / "record.db")}
        assert spawn("zone", "list", env=env).code == 0
        begun = time.monotonic()
        refused = spawn("import", str(place / "da.csv"), env=env)
        assert time.monotonic() - begun >= 30
    assert (refused.code, refused.out) == (4, "")
    assert len(refused.err.splitlines()) == 1
    unharmed(place, base, "import", False)
