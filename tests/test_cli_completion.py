"""What a shell is told when somebody presses Tab, by the protocol of each shell."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from conftest import Result, command, process_env, spawn
from zone_tracker.cli.completion import told
from zone_tracker.store.completion import MOST

ASKED = "_ZONE_TRACKER_COMPLETE"
NO_DETECTION = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
"""The shell is then the one named, not the one that runs the tests."""
pytestmark = pytest.mark.usefixtures("record")


def bash(line: str, env: Mapping[str, str] | None = None) -> Result:
    words = line.split(" ")
    typed = {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}
    return spawn(env={ASKED: "complete_bash", **typed, **(env or {})})


def others(shell: str, line: str, env: Mapping[str, str] | None = None) -> Result:
    typed = {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    word = line.rpartition(" ")[2]
    typed["_TYPER_COMPLETE_WORD_TO_COMPLETE"] = word
    return spawn(env={ASKED: f"complete_{shell}", **typed, **(env or {})})


def offered(line: str, env: Mapping[str, str] | None = None) -> list[str]:
    result = bash(line, env)
    assert (result.code, result.err) == (0, "")
    return result.out.split()


LINES = (
    ("zone-tracker zone show kcn-c", ["kcn-cam-con", "kcn-coc-my-trinh-tuong"]),
    ("zone-tracker zone update kcn-v", ["kcn-vo-lao"]),
    ("zone-tracker zone history kcn-v", ["kcn-vo-lao"]),
    ("zone-tracker zone remove kcn-v", ["kcn-vo-lao"]),
    ("zone-tracker zone merge kcn-vo-lao --into kcn-t", ["kcn-tang-loong"]),
    ("zone-tracker cluster show ccn-b", ["ccn-bac-duyen-hai", "ccn-ban-phung", "ccn-bat-xat"]),
    ("zone-tracker project show da-n", ["da-nexus", "da-nghien-xi-tang-loong"]),
    ("zone-tracker deliverable show dg-q", ["dg-quy-che-khoang-san"]),
    ("zone-tracker target show T", [f"T{n}" for n in range(1, 10)]),
    ("zone-tracker indicator show area-l", ["area-leased"]),
    ("zone-tracker project list --in kcn-v", ["kcn-vo-lao"]),
    ("zone-tracker area show 03061", ["03061@2025-06-30", "03061@2025-07-01"]),
    ("zone-tracker sector show nope", []),
    ("zone-tracker undo ", ["1"]),
    ("zone-tracker redo ", []),
    ("zone-tracker zone show xyz", []),
    ("zone-tracker zone show kcn-vo-lao more k", []),
    ("zone-tracker zone show --lang xx kcn-v", ["kcn-vo-lao"]),
    ("zone-tracker zone sho", ["show"]),
    ("zone-tracker proj", ["project"]),
    ("zone-tracker zone list --wher", ["--where"]),
)


@pytest.mark.parametrize(("line", "words"), LINES)
def test_what_may_come_next(line: str, words: list[str]) -> None:
    assert offered(line) == words


def test_each_shell_gets_codes_with_their_names() -> None:
    line = "zone-tracker zone show kcn-c"
    zsh = others("zsh", line)
    assert zsh.out == (
        '_arguments \'*: :(("kcn-cam-con":"KCN Cam Cọn"\n'
        '"kcn-coc-my-trinh-tuong":"KCN Cốc Mỳ - Trịnh Tường"))\'\n'
    )
    fish = others("fish", line)
    assert fish.out == (
        "kcn-cam-con\tKCN Cam Cọn\nkcn-coc-my-trinh-tuong\tKCN Cốc Mỳ - Trịnh Tường\n"
    )
    for shell in ("powershell", "pwsh"):
        told = others(shell, line)
        assert told.out == (
            "kcn-cam-con:::KCN Cam Cọn\nkcn-coc-my-trinh-tuong:::KCN Cốc Mỳ - Trịnh Tường\n"
        )
    english = others("fish", "zone-tracker target show T1", {"ZONE_TRACKER_LANG": "en"})
    assert english.out == "T1\tAt least one industrial cluster in every district\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell", "pwsh"])
def test_the_script_of_each_shell_asks_by_this_protocol(shell: str) -> None:
    result = spawn("--show-completion", shell, env=NO_DETECTION)
    assert (result.code, result.err) == (0, "")
    assert ASKED in result.out
    assert "zone-tracker" in result.out


def test_fish_is_told_whether_there_is_anything() -> None:
    is_args = {"_TYPER_COMPLETE_FISH_ACTION": "is-args"}
    assert others("fish", "zone-tracker zone show kcn-c", is_args).code == 0
    assert others("fish", "zone-tracker zone show xyz", is_args).code == 1


def test_the_database_named_on_the_line_is_looked_into(record: Path) -> None:
    record.rename("other.db")
    line = "zone-tracker zone show --db other.db kcn-v"
    assert offered(line) == ["kcn-vo-lao"]
    assert offered(line, {"ZONE_TRACKER_DB": "missing.db"}) == ["kcn-vo-lao"]


def foreign(path: Path) -> None:
    path.write_text("no database")


def missing(path: Path) -> None:
    path.unlink()


def locked_away(path: Path) -> None:
    path.unlink()
    path.mkdir()


def old(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize("spoil", [foreign, missing, locked_away, old])
def test_without_a_database_there_is_nothing_and_no_word(
    spoil: Callable[[Path], None], record: Path
) -> None:
    spoil(record)
    assert offered("zone-tracker zone show kcn-v") == []
    assert offered("zone-tracker undo ") == []
    assert record.exists() == (spoil is not missing)


def test_nothing_is_created(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ZONE_TRACKER_DB")
    assert offered("zone-tracker zone show k") == []
    home = workplace.parent / "home"
    assert not [path for path in home.rglob("*") if path.is_file()]


def test_an_ordinary_run_is_not_a_question() -> None:
    """PowerShell leaves the variable behind, empty."""
    result = spawn("zone", "show", "vo-lao", "--format", "json", env={ASKED: ""})
    assert result.json()["code"] == "kcn-vo-lao"


def test_of_too_many_the_first_and_the_last_are_offered() -> None:
    rows = "".join(f"da-p{n:03},Nhà {n}\n" for n in range(150)) + "da-pz,Nhà Z\n"
    Path("many.csv").write_text(f"code,name\n{rows}", encoding="utf-8")
    assert spawn("import", "many.csv", "--kind", "projects").code == 0
    words = offered("zone-tracker project show da-p")
    assert len(words) == MOST
    assert (words[0], words[-1]) == ("da-p000", "da-pz")


HOSTILE = "Nhà $(touch x) `touch x` \\$(touch x) \"y\" 'z' [red]đỏ[/red] a:b"


def test_nothing_in_a_name_acts_on_a_shell() -> None:
    assert spawn("project", "add", HOSTILE, "--code", "da-odd").code == 0
    zsh = others("zsh", "zone-tracker project show da-odd").out
    assert zsh.startswith(
        '_arguments \'*: :(("da-odd":"Nhà  (touch x) ’touch x’ / (touch x) ”y” ’z’'
    )
    assert "[red]đỏ[/red]" in zsh  # no markup is read
    assert (zsh.count('"'), zsh.count("'")) == (4, 2)
    assert not set("$`") & set(zsh)
    assert told("\x1b[31m\u202e") == "<U+001B>[31m<U+202E>"
    assert told("A" * 500) == "A" * 60 + "…"


@pytest.mark.skipif(not shutil.which("bash") or os.name == "nt", reason="needs bash")
def test_bash_itself_completes(workplace: Path) -> None:
    program = workplace / "zone-tracker"
    program.write_text(f'#!/bin/sh\nexec {" ".join(command())} "$@"\n')
    program.chmod(0o755)
    script = spawn("--show-completion", "bash", env=NO_DETECTION).out
    asked = "COMP_WORDS=(zone-tracker zone show kcn-c); COMP_CWORD=3; _zone_tracker_completion"
    done = subprocess.run(
        ["bash", "-c", f"{script}\n{asked} ./zone-tracker\nprintf '%s\\n' \"${{COMPREPLY[@]}}\""],
        env=process_env(),
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    assert done.stdout.split() == ["kcn-cam-con", "kcn-coc-my-trinh-tuong"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_completing_a_code_loads_little(shell: str) -> None:
    script = (
        "import sys, atexit\n"
        "atexit.register(lambda: print(*sorted(sys.modules), file=sys.stderr))\n"
        "from zone_tracker.cli.main import entry\n"
        "entry()\n"
    )
    typed = {
        ASKED: f"complete_{shell}",
        "COMP_WORDS": "zone-tracker zone show kcn-v",
        "COMP_CWORD": "3",
        "_TYPER_COMPLETE_ARGS": "zone-tracker zone show kcn-v",
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": "kcn-v",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=process_env(typed),
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    assert "kcn-vo-lao" in done.stdout
    loaded = set(done.stderr.split())
    heavy = {"rich.text", "sqlite_utils", "dateutil", "json", "csv", "click"}
    assert loaded & heavy == set()
    own = {name.partition(".")[2] for name in loaded if name.startswith("zone_tracker.")}
    assert not {name for name in own if name.startswith(("reports", "importing.p"))}
