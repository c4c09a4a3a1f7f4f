"""docs/promise.md is true of itself, and what it promises that no other test is about."""

from __future__ import annotations

import ast
import re
import sys
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement

from builders import one
from conftest import process_env, spawn
from zone_tracker.store.connection import opened

TESTS = Path(__file__).parent
PAGE = TESTS.parent / "docs" / "promise.md"
EXTRAS = ("report", "word")


def promises() -> list[str]:
    """Every line of the page that promises something, from its dash to the next one."""
    text = PAGE.read_text(encoding="utf-8").partition("## Libraries")[0]
    return [line.partition("\n\n")[0] for line in text.split("\n- ")[1:]]


def test_every_promise_names_the_tests_that_hold_it() -> None:
    found = {
        promise: re.findall(r"`(test_\w+\.py)(?:::(\w+))?`", promise) for promise in promises()
    }
    assert [promise for promise, tests in found.items() if not tests] == []
    for file, name in {test for tests in found.values() for test in tests}:
        assert not name or name in written_in(file), f"{file}::{name}"


@cache
def written_in(file: str) -> set[str]:
    """The functions of a file of tests."""
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_writer_waits_for_the_disk(record: Path) -> None:
    with opened(record, write=True) as db:
        assert one(db, "PRAGMA journal_mode") == "delete"
        assert one(db, "PRAGMA synchronous") == 3, "EXTRA"


PLUG_IN = """
from pathlib import Path
Path(__file__).with_name("loaded").write_text("")
"""


def test_no_plug_in_is_loaded(tmp_path: Path, record: Path) -> None:
    """Whatever another package of the environment offers to sqlite-utils stays unasked."""
    tmp_path.joinpath("busybody.py").write_text(PLUG_IN)
    told = tmp_path / "busybody-1.0.dist-info"
    told.mkdir()
    told.joinpath("METADATA").write_text("Metadata-Version: 2.1\nName: busybody\nVersion: 1.0\n")
    told.joinpath("entry_points.txt").write_text("[sqlite_utils]\nbusybody = busybody\n")
    env = process_env()
    env["PYTHONPATH"] = f"{tmp_path}:{env['PYTHONPATH']}"
    made = spawn("init", "--db", str(tmp_path / "new.db"), env=env)
    assert (made.code, made.err) == (0, "")
    assert not (tmp_path / "loaded").exists()
    look = [sys.executable, "-c", "import importlib.metadata as m; m.distribution('busybody')"]
    assert spawn_words(look, env) == 0, "it was not offered at all: no test"


def spawn_words(words: list[str], env: dict[str, str]) -> int:
    """The exit code of another process."""
    import subprocess

    return subprocess.run(words, env=env, check=False, timeout=60).returncode


def libraries() -> set[str]:
    """Every library that the tool brings along, those of its extras and those that these need."""
    found: set[str] = set()
    left = [f"zone-tracker[{','.join(EXTRAS)}]"]
    while left:
        wanted = Requirement(left.pop())
        for line in distribution(wanted.name).requires or []:
            need = Requirement(line)
            extras = [{"extra": extra} for extra in (*wanted.extras, "")]
            if need.marker is None or any(need.marker.evaluate(each) for each in extras):
                name = re.sub("[-_.]+", "-", need.name).lower()
                if name not in found and name != "pip":  # which the environment brings
                    found.add(name)
                    left.append(str(need).partition(";")[0])
    return found


def licence(name: str) -> str:
    """The licence that a library states of itself: as an expression, else as its class."""
    told = distribution(name).metadata
    classes = [each for each in told.get_all("Classifier") or [] if each.startswith("License")]
    words = told["License-Expression"] or (classes and classes[0].rpartition(" :: ")[2])
    return str(words or told["License"]).partition("\n")[0]


def test_every_library_has_its_licence() -> None:
    rows = re.findall(r"^\| ([a-z0-9-]+) \| (.+?) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    told = {name: words for name, words in rows if name != "library"}
    assert told == {name: licence(name) for name in sorted(libraries())}
