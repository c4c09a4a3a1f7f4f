"""Every command on every state that a database file can be in, by the way of the user."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import image
from conftest import Run, process_env, set_clock, settle
from test_store_file import REFUSED
from zone_tracker.importing import files

POSIX = pytest.mark.skipif(os.name != "posix", reason="pipes, links and permissions of POSIX")
SHEET = "Tên KCN;Diện tích (ha)\nKCN Mới;5\nKCN Võ Lao;năm\n"

READS = (
    "status",
    "zone list",
    "zone show vo-lao",
    "check",
    "log",
    "backup out.db",
    "report overview -o out.html",
    "report meeting -o out.docx",
    "zone list -o out.xlsx",
    "export all -o out",
    "template zones -o blank.xlsx",
    "changes --since 2024",
)
WRITES = (
    "zone add KCN-X",
    "zone update vo-lao --note x",
    "import kcn.csv --as-of 2024 --on-error skip --errors-to bad.csv",
    "undo --yes",
    "snapshot add giao-ban",
    "restore good.db --yes",
)
OF_THE_FILE = ("init", "upgrade", "backup --list")
DONE = {
    *(("nothing", "init"), ("an older schema", "upgrade"), ("an older schema", "restore")),
    *((state, "backup --list") for state in REFUSED),
}
"""What is done all the same; every other command is refused on these files."""


def folder_of(place: Path) -> dict[str, bytes | None]:
    """Everything in a folder, files byte for byte."""
    return {
        str(path.relative_to(place)): path.read_bytes() if path.is_file() else None
        for path in place.rglob("*")
    }


@pytest.fixture
def place(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a sheet to import and a copy to restore."""
    monkeypatch.setenv("ZONE_TRACKER_DB", "record.db")
    workplace.joinpath("kcn.csv").write_text(SHEET, encoding="utf-8")
    workplace.joinpath("good.db").write_bytes(image(True))
    return workplace


@POSIX
@pytest.mark.parametrize("each", [3, pytest.param(1, marks=pytest.mark.soak)])
@pytest.mark.parametrize("state", REFUSED)
def test_what_is_no_record_is_refused_by_every_command(
    state: str, each: int, place: Path, run: Run
) -> None:
    """By every third command, another third for the next state; the soak has all for each."""
    REFUSED[state][1](place / "record.db")
    before = folder_of(place)
    first = list(REFUSED).index(state) % each
    for words in (*READS, *WRITES, *OF_THE_FILE)[first::each]:
        if not any((state, done) in DONE for done in (words, words.split()[0])):
            told = run(*words.split())
            assert (told.code, told.out) == (1, ""), (words, told)
            assert "record.db" in told.err
            assert told.err.count("\n") == 1
            assert folder_of(place) == before, words


# --- What may only be read ---

AS_NOBODY = """
import io, os, sys
from zone_tracker.cli.main import main
def said(words):
    sys.stdout = sys.stderr = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    code, told = main(words.split()), sys.stderr
    sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
    told.seek(0)
    return code, told.read()
for words in sys.argv[1:]:
    said(words)  # what is imported by the way may be out of nobody's reach
os.chdir("only-read")
if os.getuid() == 0:
    os.setuid(65534)
for words in sys.argv[1:]:
    code, told = said(words)
    print(code, "Traceback" in told, words, sep=";")
"""


@POSIX
@pytest.mark.parametrize(("of_file", "of_folder"), [(0o444, 0o755), (0o644, 0o555), (0o444, 0o555)])
def test_what_may_only_be_read_is_read_and_nothing_else(
    of_file: int, of_folder: int, place: Path
) -> None:
    """By another user than root, who may write everything."""
    reads = [words for words in READS if " -o " not in words and "backup" not in words]
    refused = (*WRITES, "backup out.db")
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        folder = Path(name) / "only-read"
        place.joinpath("record.db").write_bytes(image(True))
        shutil.copytree(place, name, dirs_exist_ok=True)
        shutil.copytree(place, folder)
        folder.joinpath("record.db").chmod(of_file)
        folder.chmod(of_folder)
        before = folder_of(folder)
        done = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, *reads, *refused],
            cwd=name,
            env=process_env({"HOME": name}),
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
        assert folder_of(folder) == before
        folder.chmod(0o700)
    lines = [line.split(";", 2) for line in done.stdout.splitlines()]
    codes = {words: (int(code), failed) for code, failed, words in lines}
    assert len(codes) == len(reads) + len(refused), done.stderr
    assert [words for words in reads if codes[words][0] not in (0, 3)] == []
    assert [words for words in refused if codes[words] != (4, "False")] == []


# --- Who may look in ---


@pytest.fixture(params=[0, 0o777])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    """A user whose new files anybody may read, or nobody, unless a program sees to it."""
    old = os.umask(request.param)
    yield
    os.umask(old)


@POSIX
@pytest.mark.usefixtures("umask")
def test_whatever_is_made_is_for_its_owner_alone(place: Path, run: Run) -> None:
    ours = set(place.rglob("*"))
    commands = (
        *("init", WRITES[2], *READS),
        *("export all -o out.xlsx", "export zones -o out.csv", "template all -o blank"),
        *("profile new kcn.csv -o p.toml", "status -o out.pdf", "status -o out.png"),
        "restore good.db --yes",
    )
    for words in commands:
        assert run(*words.split()).code == 0, words
    made = [path for path in place.rglob("*") if path not in ours]
    assert len(made) > 25
    modes = {stat.S_IMODE(path.stat().st_mode) for path in made if path.is_file()}
    assert modes == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in made if path.is_dir()} == {0o700}


# --- Names that are taken ---


def taken(name: str) -> tuple[str, ...]:
    """Commands that would put something else where a database is."""
    return (
        *(f"zone list -o {name}", f"status --format json -o {name}", f"export zones -o {name}"),
        *(f"export all -o {name}", f"template zones -o {name}", f"report overview -o {name}"),
        *(f"zone add KCN-X -o {name}", f"undo -o {name}", f"backup {name}", f"init --db {name}"),
    )


@pytest.mark.parametrize("name", ["record.db", "record.db-journal", "record.db-wal", "good.db"])
def test_nothing_takes_the_place_of_a_database(name: str, place: Path, run: Run) -> None:
    place.joinpath("record.db").write_bytes(image(True))
    before = folder_of(place)
    for words in taken(name):
        told = run(*words.split())
        assert (told.code, told.out) == (1, ""), words
        assert name in told.err
        assert folder_of(place) == before, words


@POSIX
def test_nor_through_a_link(place: Path, run: Run) -> None:
    place.joinpath("record.db").write_bytes(image(True))
    place.joinpath("soft.csv").symlink_to("record.db")
    os.link(place / "record.db", place / "hard.csv")
    before = folder_of(place)
    for name in ("soft.csv", "hard.csv", "./record.db"):
        assert run("zone", "list", "-o", name).code == 1
        rejected = run("import", "kcn.csv", "--on-error", "skip", "--errors-to", name)
        assert rejected.code in (1, 2)
    assert folder_of(place) == before


def test_a_file_that_is_read_is_not_written_over(place: Path, run: Run) -> None:
    place.joinpath("record.db").write_bytes(image(True))
    place.joinpath("p.toml").write_text('kind = "zones"\n', encoding="utf-8")
    shutil.copy(place / "kcn.csv", place / "map.geojson")
    before = folder_of(place)
    for words in (
        *(
            "import kcn.csv --as-of 2024 -o kcn.csv",
            "import . -o ./kcn.csv",
            "profile new kcn.csv -o kcn.csv",
        ),
        *("import kcn.csv --profile p.toml -o p.toml", "restore good.db --yes -o good.db"),
        "report overview --boundaries map.geojson -o map.geojson --format html",
    ):
        told = run(*words.split())
        assert told.code in (1, 2), words
        assert folder_of(place) == before, words


# --- What surrounds a command ---

NOWS = ("9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00", "1899-12-31", " ", "nay", "-1")


@pytest.mark.parametrize("now", NOWS)
def test_a_clock_that_is_none_is_named(now: str, place: Path, run: Run) -> None:
    place.joinpath("record.db").write_bytes(image(True))
    for words in ("status", "zone add KCN-X", "due"):
        told = run(*words.split(), now=now)
        assert (told.code, told.out) == (2, ""), words
        assert "ZONE_TRACKER_NOW" in told.err


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="TZ counts at start alone")
def test_a_time_zone_that_is_none_is_named(
    place: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.joinpath("record.db").write_bytes(image(True))
    monkeypatch.setenv("TZ", "XXX-999")
    set_clock()
    for words in ("status", "log", "zone add KCN-X"):
        told = run(*words.split())
        assert (told.code, told.out) == (2, "")
        assert "XXX-999" in told.err


def test_a_home_that_is_nobodys_is_a_name_like_any(place: Path, run: Run) -> None:
    for name in ("~nobody-of-that-name/x.db", "a\x1b[31m\nb.db"):
        told = run("zone", "list", "--db", name)
        assert (told.code, told.out) == (1, "")
        assert told.err.count("\x1b") == 0


def test_the_place_of_the_first_record_is_shown_and_does_not_act(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch, tmp_path / "a\x1b]0;x\x07b")
    told = run("status")
    assert told.code == 0
    assert "<U+001B>" in told.err
    assert "\x1b" not in told.out + told.err


LONG = "x" * 100_000


@pytest.mark.parametrize(
    "words",
    [
        *((LONG,), ("zone", LONG), ("zone", "list", "--text", LONG), ("find", LONG)),
        *(("zone", "list", "--where", LONG), ("zone", "list", *("--where", "code~a") * 2000)),
        *(("import", LONG), ("restore", LONG), ("backup", LONG), ("zone", "list", "-o", LONG)),
        *(("zone", "list", "--db", LONG), ("changes", "--since", LONG), ("log", "show", LONG)),
        *(("zone", "list", *["x"] * 9999), ("status", "--known-on", "\udcff")),
        *(("changes", "--since", "\udcff"), ("backup", "--list", "--db", "/")),
    ],
    ids=range(17),
)
def test_endless_words_end_in_a_short_sentence(
    words: tuple[str, ...], place: Path, run: Run
) -> None:
    place.joinpath("record.db").write_bytes(image(True))
    told = run(*words)
    assert told.code in (0, 1, 2, 4)
    assert len(told.err) < 6000
    assert told.err.count("\n") <= 1


@POSIX
def test_a_pipe_without_an_end_is_refused(place: Path, run: Run) -> None:
    place.joinpath("record.db").write_bytes(image(True))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "HELD", 1_000_000)
        patch.setattr(sys, "stdin", open("/dev/zero"))  # noqa: SIM115
        told = run("import", "-", "--input-format", "csv", lang="en")
    assert (told.code, told.out) == (1, "")
    assert "1 MB" in told.err
