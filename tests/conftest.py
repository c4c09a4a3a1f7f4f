"""What the tests share: a world of their own, one way to run a command, golden files.

Golden files are refreshed with `pytest --refresh-golden`; read the diff.
"""

from __future__ import annotations

import gc
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pytest
from hypothesis import settings

import zone_tracker
from zone_tracker.__main__ import GARBAGE
from zone_tracker.cli.main import main
from zone_tracker.wording import LANGUAGES, catalogue

NOW = "2026-11-23T09:00:00+07:00"
WORLD: Mapping[str, str] = {
    "ZONE_TRACKER_NOW": NOW,
    "ZONE_TRACKER_ACTOR": "test",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "TZ": "Asia/Ho_Chi_Minh",
}
"""The language is then the default, Vietnamese; the clock and the writer stand still."""

UNSET = (
    *("ZONE_TRACKER_DB", "ZONE_TRACKER_LANG", "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR"),
    *("TERM", "LANGUAGE", "LC_MESSAGES", "PYTHONIOENCODING", "PYTHONUTF8", "XDG_DATA_DIRS"),
    "_TYPER_COMPLETE_ARGS",
)
RECORD = "record.db"
HOMES = count()

# Slow on a machine with other work is no fault; a test of speed has a deadline of its own.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh-golden",
        action="store_true",
        help="rewrite the files in tests/golden with what the tool writes now; read the diff",
    )


def pytest_configure() -> None:
    """Let cycles be looked for as seldom as in a process of the tool."""
    gc.set_threshold(GARBAGE)


def pytest_collection_finish() -> None:
    """Let them not be looked for among the thousands of tests themselves."""
    gc.freeze()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`golden(name, text)` compares byte for byte with tests/golden/name."""
    refresh = bool(request.config.getoption("--refresh-golden"))

    def compare(name: str, text: str) -> None:
        path = Path(__file__).with_name("golden") / name
        if refresh:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert path.is_file(), f"{path} is missing: run pytest --refresh-golden and read it"
        assert text == path.read_bytes().decode()

    return compare


# --- A world of its own ---


def settle(patch: pytest.MonkeyPatch, home: Path) -> None:
    """Set the environment of a test: nobody's home, no database, one clock, one language."""
    for name in UNSET:
        patch.delenv(name, raising=False)
    for name, value in WORLD.items():
        patch.setenv(name, value)
    patch.setenv("HOME", str(home))
    patch.setenv("USERPROFILE", str(home))
    patch.setenv("LOCALAPPDATA", str(home / "AppData"))
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        patch.setenv(f"XDG_{name}_HOME", str(home / f"xdg-{name.lower()}"))
    set_clock()


def set_clock() -> None:
    """Let the process take notice of TZ, where the system can."""
    if hasattr(time, "tzset"):
        time.tzset()


class NoNetwork(socket.socket):
    """Nothing here speaks to the network; a local socket between processes is no network."""

    def __init__(self, family: int = -1, *rest: Any, **named: Any) -> None:
        if family != getattr(socket, "AF_UNIX", None):
            raise AssertionError("a test reached for the network")
        super().__init__(family, *rest, **named)


@pytest.fixture(autouse=True)
def own_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Make the user's real places, clock, language and network unreachable."""
    home = tmp_path_factory.mktemp(f"home-{next(HOMES)}", numbered=False)
    with pytest.MonkeyPatch.context() as patch:
        settle(patch, home)
        patch.setattr(socket, "socket", NoNetwork)
        yield
    set_clock()


# --- Running a command ---


class Result(NamedTuple):
    """What one command line gave."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """The document on stdout of a command that did well."""
        assert (self.code, self.err) == (0, ""), self
        return json.loads(self.out)


class Run(Protocol):
    """Runs one command line through `main()`."""

    def __call__(
        self,
        *words: str,
        now: str | None = None,
        lang: str | None = None,
        env: Mapping[str, str] | None = None,
        terminal: int | None = None,
        encoding: str = "utf-8",
    ) -> Result: ...


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def run() -> Run:
    """Run a command line in this process and catch all it says.

    `lang` and `now` set the environment's language and clock, `env` anything in it;
    `terminal` makes stdout a terminal of that width.
    """
    return run_here


def run_here(
    *words: str,
    now: str | None = None,
    lang: str | None = None,
    env: Mapping[str, str] | None = None,
    terminal: int | None = None,
    encoding: str = "utf-8",
) -> Result:
    told = {"ZONE_TRACKER_NOW": now, "ZONE_TRACKER_LANG": lang, **(env or {})}
    if terminal is not None:
        told["COLUMNS"] = str(terminal)
    kind = io.TextIOWrapper if terminal is None else Terminal
    return heard(
        lambda: main(list(words)),
        {name: value for name, value in told.items() if value is not None},
        kind(io.BytesIO(), encoding=encoding),
    )


def heard(
    act: Callable[[], int], env: Mapping[str, str], out: io.TextIOWrapper | None = None
) -> Result:
    """What an act in this process gives, in an environment that is `env` more."""
    out = out or io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    err = io.TextIOWrapper(io.BytesIO(), encoding=out.encoding)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in env.items():
            patch.setenv(name, value)
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        code = act()
    return Result(code, text_of(out), text_of(err))


def text_of(stream: io.TextIOWrapper) -> str:
    """What was written, line ends and all."""
    stream.flush()
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode(stream.encoding)


SOURCE = str(Path(zone_tracker.__file__).parents[1])


def command(*words: str) -> list[str]:
    """The command line that runs the tool in a process of its own."""
    return [sys.executable, "-m", "zone_tracker", *words]


def process_env(env: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a process that shall find the tool."""
    return {**os.environ, "PYTHONPATH": SOURCE, **(env or {})}


def spawn(*words: str, env: Mapping[str, str] | None = None, **named: Any) -> Result:
    """Run a command line as a process; stdout and stderr are read as UTF-8."""
    done = subprocess.run(
        command(*words),
        env=process_env(env),
        stdin=subprocess.DEVNULL,
        stdout=named.pop("stdout", subprocess.PIPE),
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
        **named,
    )
    return Result(done.returncode, (done.stdout or b"").decode(), done.stderr.decode())


# --- The wording ---


@pytest.fixture(scope="module")
def free_wording() -> Iterator[None]:
    """A wording that says any text, for labels and titles of a test's own."""
    with pytest.MonkeyPatch.context() as patch:
        for lang in LANGUAGES:
            patch.setitem(catalogue(lang), "test.text", "{text}")
        yield


# --- The record ---


@contextmanager
def made_in(folder: Path) -> Iterator[Path]:
    """Where a record is made once that tests copy: in that folder, in the world of a test."""
    with pytest.MonkeyPatch.context() as patch:
        settle(patch, folder)
        patch.chdir(folder)
        patch.setenv("ZONE_TRACKER_DB", RECORD)
        yield folder / RECORD
    set_clock()


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the seed, made once by `zone-tracker init`."""
    with made_in(tmp_path_factory.mktemp("seeded")) as path:
        assert run_here("init").code == 0
    return path


@pytest.fixture(scope="session")
def july(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, made on 1 July 2024."""
    with made_in(tmp_path_factory.mktemp("july")) as path:
        assert run_here("init", now="2024-07-01T09:00:00+07:00").code == 0
    return path


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, so that paths in messages are short and always the same."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def record(seeded: Path, workplace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the seeded database, which commands use when they name no other."""
    shutil.copy(seeded, workplace / RECORD)
    monkeypatch.setenv("ZONE_TRACKER_DB", RECORD)
    return workplace / RECORD
