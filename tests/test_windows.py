"""The manners of Windows, tried where there is none: what it lacks, forbids, writes otherwise."""

from __future__ import annotations

import ast
import getpass
import io
import os
import re
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path, PureWindowsPath

import pytest

from conftest import Run, text_of
from test_wording import nodes
from zone_tracker.cli import session
from zone_tracker.cli.main import main
from zone_tracker.store import create
from zone_tracker.store.connection import uri_of
from zone_tracker.writers import WRITERS, files

POSIX_MODULES = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}
POSIX_NAMES = {
    *("chown", "fchmod", "fchown", "fork", "getegid", "geteuid", "getgid", "getuid", "kill"),
    *("killpg", "lchown", "mkfifo", "mknod", "nice", "O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK"),
    *("O_TMPFILE", "pread", "pwrite", "sendfile", "setsid", "setuid", "statvfs", "sync", "tzset"),
    *("uname", "wait", "waitpid", "SIGALRM", "SIGHUP", "SIGPIPE", "SIGXFSZ", "alarm"),
}
SYSTEM = {"os", "signal", "time"}
GUARDED = {"O_TMPFILE"}
"""What is used where there is such a thing; `test_a_machine_that_has_none_of_it` takes it away."""


def test_nothing_is_used_that_windows_has_not() -> None:
    imported, used = set(), set()
    for node in nodes():
        if isinstance(node, ast.Import):
            imported |= {each.name.partition(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").partition(".")[0])
        elif isinstance(node, ast.Attribute) and getattr(node.value, "id", "") in SYSTEM:
            used.add(node.attr)
    assert imported & POSIX_MODULES == set()
    assert used & POSIX_NAMES == GUARDED


@pytest.fixture
def like_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without what POSIX has beyond Windows."""
    for module, name in ((os, "O_TMPFILE"), (signal, "SIGHUP"), (time, "tzset")):
        monkeypatch.delattr(module, name, raising=False)
    for name in POSIX_MODULES:
        monkeypatch.setitem(sys.modules, name, None)
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME", "ZONE_TRACKER_ACTOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(files, "DESCRIPTORS", "no such place")
    monkeypatch.setattr(shutil, "_use_fd_functions", False)
    open_file = os.open

    def only_files(path: str, *more: int, **named: int) -> int:
        if os.path.isdir(path):
            raise PermissionError(13, "Permission denied")
        return open_file(path, *more, **named)

    def no_links(*_: object, **__: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "open", only_files)
    monkeypatch.setattr(os, "link", no_links)


SHEET = "Tên KCN;Diện tích (ha)\r\nKCN Mới;5\r\n"
DAY = (
    *(
        "init",
        "status",
        "zone add KCN-A",
        "import kcn.csv --as-of 2024",
        "undo --yes",
        "redo --yes",
    ),
    *("zone list -o a.csv", "zone list -o a.xlsx", "export all -o out", "export all -o out"),
    *("template all -o blank", "report overview -o a.html", "report meeting -o a.docx"),
    *("backup copy.db", "backup --list", "restore copy.db --yes", "snapshot add x", "log"),
    *("changes --since 2024", "check", "upgrade", "profile new kcn.csv -o p.toml"),
)


@pytest.mark.usefixtures("like_windows")
def test_a_machine_that_has_none_of_it(
    workplace: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZONE_TRACKER_DB", "record.db")
    workplace.joinpath("kcn.csv").write_bytes(SHEET.encode("utf-8-sig"))
    for words in DAY:
        done = run(*words.split())
        assert done.code == 0, (words, done)
    assert session.system_user() == "?"
    names = [path.name for path in workplace.rglob("*")]
    assert len(names) > 40
    assert not [name for name in names if name.startswith(".zone-tracker-")]
    assert [name for name in names if not legal(name)] == []


def legal(name: str) -> bool:
    """Whether Windows takes it for the name of a file."""
    device = re.match(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)", name)
    return not device and not re.search(r'[<>:"/\\|?*\x00-\x1f]|[. ]$', name)


def test_no_user_is_known_where_none_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for error in (ImportError("pwd"), OSError("no user"), KeyError("uid")):

        def unknown(error: Exception = error) -> str:
            raise error

        monkeypatch.setattr(getpass, "getuser", unknown)
        assert session.system_user() == "?"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (r"C:\Hồ sơ\a b.db", "file:///C:/H%E1%BB%93%20s%C6%A1/a%20b.db"),
        (r"\\server\share\kcn?.db", "file:////server/share/kcn%3F.db"),
        (r"C:\a#b%20.db", "file:///C:/a%23b%2520.db"),
    ],
)
def test_a_path_of_windows_is_an_address(path: str, uri: str) -> None:
    assert uri_of(PureWindowsPath(path)) == uri


def test_the_draft_of_a_new_record_has_a_legal_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    make = tempfile.mkstemp

    def noted(**named: str) -> tuple[int, str]:
        handle, name = make(**named)
        made.append(Path(name).name)
        return handle, name

    monkeypatch.setattr(tempfile, "mkstemp", noted)
    create.create(tmp_path / "record.db", lambda db: None)
    assert [legal(name) for name in made] == [True]


# --- Consoles and line ends ---


@pytest.mark.parametrize("encoding", ["cp1252", "cp1258", "cp437", "cp65001"])
@pytest.mark.usefixtures("record")
def test_a_console_of_any_code_page(encoding: str, run: Run) -> None:
    for words in ("status", "zone show vo-lao", "report overview", "target list", "check", "log"):
        for lang in ("vi", "en"):
            told = run(*words.split(), lang=lang, terminal=80, encoding=encoding)
            assert (told.code in (0, 3), told.err) == (True, ""), words
    refused = run("zone", "show", "Cốc Mỳ 中", terminal=80, encoding=encoding)
    assert refused.code == 1
    assert "Error" not in refused.err


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("format", WRITERS)
def test_a_pipe_gets_lines_as_they_are(format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows would make CR LF of every line, and CR CR LF of those that CSV ends itself."""
    stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\r\n")
    monkeypatch.setattr(sys, "stdout", stdout)
    assert main(["zone", "list", "--format", format]) == 0
    assert "\r" not in text_of(stdout)


@pytest.mark.usefixtures("record")
def test_a_path_with_backslashes_is_shown_as_it_is(run: Run) -> None:
    for words in (("import",), ("restore",), ("zone", "list", "--db"), ("profile", "new")):
        told = run(*words, r"C:\Hồ sơ\new\table.csv")
        assert told.code in (1, 4)
        assert r"C:\Hồ sơ\new\table.csv" in told.err
