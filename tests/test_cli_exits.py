"""How a process ends: exit codes, closed pipes, full devices, streams that cannot hold a letter."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from conftest import Run, command, process_env, spawn

posix = pytest.mark.skipif(os.name != "posix", reason="signals and devices of POSIX")
FULL = Path("/dev/full")
full_device = pytest.mark.skipif(not FULL.exists(), reason="no full device here")


def to_full_device(*words: str) -> tuple[int, str]:
    with FULL.open("wb") as full:
        done = spawn(*words, stdout=full)
    return done.code, done.err


# --- The codes ---


CODES = {
    "status": 0,
    "zone add --help": 0,
    "zone show xyz": 1,
    "status --db none.db": 1,
    "zone list --xyz": 2,
    "zone": 2,
    "status --check": 3,
    "status --check --as-of 31/3/2024": 0,
    "zone list -o none/list.txt": 4,
    "init --db record.db/x.db": 4,
}


@pytest.mark.parametrize("words", CODES)
@pytest.mark.usefixtures("record")
def test_a_command_ends_with(words: str, run: Run) -> None:
    done = run(*words.split())
    assert done.code == CODES[words], done
    assert (done.out == "") is (done.code in (1, 2, 4))
    assert (done.err == "") is (done.code in (0, 3))


WRONG = {
    "zone list --stage": ("--stage cần một giá trị", "zone-tracker zone list --help"),
    "zone list --limit 5 --stage": ("--stage cần một giá trị", "zone-tracker zone list --help"),
    "status --year": ("--year cần một giá trị", "zone-tracker status --help"),
    "zone --lang": ("--lang cần một giá trị", "zone-tracker zone --help"),
    "--lang": ("--lang cần một giá trị", "zone-tracker --help"),
    "--lang fr status": ("fr", "vi", "en"),
    "--lang= status": ('""', "vi", "en"),
    "zone --lang fr list": ("fr", "vi", "en"),
    "status --check=yes": ("chỉ viết --check", "zone-tracker status --help"),
    "zone remove x --cascade=1": ("chỉ viết --cascade", "zone-tracker zone remove --help"),
    "log --xyz": ("--xyz", "zone-tracker log --help"),
}


@pytest.mark.parametrize("words", WRONG)
@pytest.mark.usefixtures("record")
def test_a_wrong_option_points_to_the_help_of_its_command(words: str, run: Run) -> None:
    told = run(*words.split(), lang="vi")
    assert (told.code, told.out) == (2, "")
    for says in WRONG[words]:
        assert says in told.err
    assert told.err.count("\n") == 1


@pytest.mark.usefixtures("record")
def test_a_process_ends_as_its_command_does(run: Run) -> None:
    for words in ("--version", "zone show xyz", "zone", "status --check", "zone list -o no/x"):
        assert spawn(*words.split(), env={"COLUMNS": "80"}) == run(
            *words.split(), env={"COLUMNS": "80"}
        )


def test_no_words_at_all_show_the_help(run: Run, workplace: Path) -> None:
    assert run() == run("--help")
    assert run().code == 0
    assert list(workplace.iterdir()) == []


def test_version(run: Run) -> None:
    told = run("--version")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("zone-tracker ")


# --- Interrupted ---


@posix
def test_ctrl_c_while_a_file_is_read(record: Path) -> None:
    before = record.read_bytes()
    pipe = record.with_name("kcn.csv")
    os.mkfifo(pipe)
    process = subprocess.Popen(
        command("import", "kcn.csv"),
        env=process_env(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with pipe.open("wb"):  # waits until the command reads at the other end
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, b"")
    assert "chưa ghi gì" in err.decode()
    assert len(err.splitlines()) == 1
    assert record.read_bytes() == before


@posix
def test_ctrl_c_in_the_midst_of_an_import(record: Path) -> None:
    path = record.with_name("kcn.csv")
    rows = "".join(f"KCN Số {n};Bát Xát;{n} ha;2024\n" for n in range(60_000))
    path.write_text(f"Tên KCN;Huyện;Diện tích;Từ ngày\n{rows}", encoding="utf-8")
    before = record.read_bytes()
    process = subprocess.Popen(
        command("import", "kcn.csv"),
        env=process_env(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    journal = record.with_name("record.db-journal")
    until = time.monotonic() + 30
    while not journal.exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in err
    assert record.read_bytes() == before
    assert not journal.exists()


LOST = """
import os, signal, time, weakref
from zone_tracker.cli.main import heed_requests_to_end
class Thing: pass
heed_requests_to_end()
thing = Thing()
watch = weakref.ref(thing, lambda _: os.kill(os.getpid(), signal.{sign}))
try:
    del thing
    time.sleep(30)
except KeyboardInterrupt:
    print("heard")
"""


@posix
@pytest.mark.parametrize("sign", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_request_to_end_that_python_loses_is_made_again(sign: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOST.format(sign=sign)],
        env=process_env(),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "heard\n", "")


# --- Closed pipes ---


@pytest.fixture
def long_list(record: Path, run: Run) -> None:
    """More zones than a pipe holds."""
    rows = "".join(f"KCN Số {n} có một cái tên rất dài\n" for n in range(3000))
    record.with_name("kcn.csv").write_text(f"Tên KCN\n{rows}", encoding="utf-8")
    assert run("import", "kcn.csv").code == 0


@posix
@pytest.mark.usefixtures("long_list")
@pytest.mark.parametrize("format", ["table", "json"])
def test_a_reader_that_has_seen_enough(format: str) -> None:
    process = subprocess.Popen(
        command("zone", "list", "--format", format),
        env=process_env(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline()
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), err) == (141, b"")


@posix
@pytest.mark.parametrize("words", ["--version", "--help", "zone add --help", "zone list"])
@pytest.mark.usefixtures("record")
def test_nobody_reads_at_all(words: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = spawn(*words.split(), stdout=writer)
    os.close(writer)
    assert (done.code, done.err) == (141, "")


# --- Full and closed devices ---


@full_device
@pytest.mark.parametrize("format", ["table", "json"])
@pytest.mark.usefixtures("record")
def test_a_full_device_is_told(format: str) -> None:
    code, err = to_full_device("zone", "list", "--format", format)
    assert code == 4
    assert "không in được" in err
    assert len(err.splitlines()) == 1


@full_device
@pytest.mark.parametrize("words", ["--version", "--help", "zone add --help", ""])
def test_a_full_device_is_told_by_help_too(words: str) -> None:
    code, err = to_full_device(*words.split())
    assert code == 4
    assert len(err.splitlines()) == 1


@full_device
def test_what_was_written_is_said_when_it_cannot_be_printed(record: Path, run: Run) -> None:
    code, err = to_full_device("zone", "add", "KCN Mới")
    assert code == 4
    assert "đã được ghi" in err
    assert run("zone", "show", "KCN Mới").code == 0


@full_device
def test_a_full_disk_under_a_written_list(record: Path) -> None:
    """The device itself is named by -o: no file is replaced."""
    done = spawn("zone", "list", "-o", str(FULL))
    assert (done.code, done.out) == (4, "")
    assert str(FULL) in done.err


@posix
@pytest.mark.parametrize("words", ["zone list", "--help", "zone show xyz", "--version"])
@pytest.mark.usefixtures("record")
def test_closed_streams_bring_no_traceback(words: str) -> None:
    script = f'exec "$@" {"2>&-" if "xyz" in words else ">&-"}'
    done = subprocess.run(
        ["/bin/sh", "-c", script, "sh", *command(*words.split())],
        env=process_env(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    assert b"attribute" not in done.stderr
    assert len(done.stderr.splitlines()) == (0 if "xyz" in words else 1)
    assert done.stdout == b""
    assert done.returncode == (1 if "xyz" in words else 4)


# --- Streams that cannot hold a letter ---

ENCODINGS = ("ascii", "cp1252", "cp1258", "latin-1", "utf-16")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("words", ["zone list", "zone show xyz", "status --format json", "zone"])
@pytest.mark.usefixtures("record")
def test_a_stream_of_another_encoding(words: str, encoding: str, run: Run) -> None:
    done = run(*words.split(), encoding=encoding)
    assert done.code == run(*words.split()).code
    assert "UnicodeEncodeError" not in done.err
    assert (done.out == "") is (done.code != 0)


@pytest.mark.parametrize("encoding", ["cp1252", "cp1258"])
def test_help_on_a_stream_of_another_encoding(encoding: str, run: Run) -> None:
    for words in ("--help", "zone add --help"):
        done = run(*words.split(), encoding=encoding)
        assert (done.code, done.err) == (0, "")
        assert "zone-tracker" in done.out


@pytest.mark.parametrize("encoding", ["ascii", "cp1258"])
@pytest.mark.usefixtures("record")
def test_a_process_with_streams_of_another_encoding(encoding: str) -> None:
    for words, code in (("zone list", 0), ("zone show xyz", 1)):
        done = subprocess.run(
            command(*words.split()),
            env=process_env({"PYTHONIOENCODING": encoding}),
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == code
        assert b"Error" not in done.stderr
        assert (done.stdout == b"") is (code == 1)


@pytest.mark.parametrize("words", ["zone list", "--help", "--version", "zone add KCN-X"])
def test_a_stream_that_takes_no_text_at_all(words: str, record: Path) -> None:
    """Nothing can be said on stderr either, and so nothing is done."""
    before = record.read_bytes()
    done = subprocess.run(
        command(*words.split()),
        env=process_env({"PYTHONIOENCODING": "idna"}),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 4
    assert b"Traceback" not in done.stderr
    assert record.read_bytes() == before


def test_json_loses_nothing_on_a_stream_of_ascii(record: Path, run: Run) -> None:
    import json

    done = spawn("zone", "list", "--format", "json", env={"PYTHONIOENCODING": "ascii"})
    assert done.out.isascii()
    assert json.loads(done.out) == run("zone", "list", "--format", "json").json()


@pytest.mark.parametrize("utf8", ["0", "1"])
@pytest.mark.parametrize("locale", ["C", "no_such_locale"])
@pytest.mark.usefixtures("record")
def test_any_locale_will_do(locale: str, utf8: str) -> None:
    env = {"LANG": locale, "LC_ALL": locale, "PYTHONUTF8": utf8, "PYTHONCOERCECLOCALE": "0"}
    done = spawn("zone", "list", env=env)
    assert (done.code, done.err) == (0, "")
    assert "kcn-vo-lao" in done.out
    assert done.out.isascii() is (utf8 == "0")


def test_python_itself_is_told_to_be_strict(record: Path) -> None:
    """No warning of Python's own reaches the user: unclosed files, wrong encodings, old calls."""
    words = [sys.executable, "-W", "error", "-X", "dev", "-m", "zone_tracker"]
    for more in (("status",), ("zone", "add", "KCN Mới")):
        done = subprocess.run(
            [*words, *more], env=process_env(), capture_output=True, timeout=60, check=False
        )
        assert b"Warning" not in done.stderr
        assert b"Traceback" not in done.stderr


# --- After the data is written ---


def test_a_damaged_page_that_only_the_answer_meets(record: Path, run: Run) -> None:
    """The batch is in the file, and whoever runs the command again would write it twice."""
    page, told = 4096, {}
    sound = record.read_bytes()
    for number in range(39, 60):
        torn = bytearray(sound)
        torn[number * page : number * page + 40] = b"\xff" * 40
        record.write_bytes(torn)
        told[number] = run("project", "add", "Nhà máy Q", lang="en")
        with closing(sqlite3.connect(record)) as db, suppress(sqlite3.Error):
            written = db.execute("SELECT max(id) FROM batch").fetchone()[0] > 1
            assert written is (told[number].code == 0 or "data is written" in told[number].err)
    assert {done.code for done in told.values()} >= {0, 4}


@posix
def test_a_machine_without_files_to_open_is_named(record: Path) -> None:
    """Told is what could not be opened, never that something could not be printed."""
    import resource

    def few() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (6, 6))

    told = spawn("zone", "list", "-o", "a.xlsx", env={"ZONE_TRACKER_LANG": "en"}, preexec_fn=few)
    assert (told.code, told.out) == (4, "")
    assert "Too many open files" in told.err
    assert "print" not in told.err
