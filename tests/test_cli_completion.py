"""What a shell is told when somebody presses Tab, by the protocol of each shell."""

from __future__ import annotations

import gc
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

from conftest import Result, command, heard, process_env, run_here, spawn
from zone_tracker.cli import main
from zone_tracker.cli.completion import NEWEST, told
from zone_tracker.store.completion import MOST

ASKED = "_ZONE_TRACKER_COMPLETE"
NO_DETECTION = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
"""The shell is then the one named, not the one that runs the tests."""
pytestmark = pytest.mark.usefixtures("record")


def answer(typed: Mapping[str, str]) -> Result:
    """What a shell hears that asks in its environment; the process itself is asked further down."""

    def complete() -> int:
        try:
            return main.complete()
        except SystemExit as end:  # typer has answered
            return int(end.code or 0)
        finally:
            gc.enable()

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "rich", sys.modules.get("rich"))  # put back afterwards
        return heard(complete, typed)


def bash(line: str, env: Mapping[str, str] | None = None) -> Result:
    words = line.split(" ")
    typed = {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}
    return answer({ASKED: "complete_bash", **typed, **(env or {})})


def others(shell: str, line: str, env: Mapping[str, str] | None = None) -> Result:
    typed = {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    word = line.rpartition(" ")[2]
    typed["_TYPER_COMPLETE_WORD_TO_COMPLETE"] = word
    return answer({ASKED: f"complete_{shell}", **typed, **(env or {})})


def offered(line: str, env: Mapping[str, str] | None = None) -> list[str]:
    result = bash(line, env)
    assert (result.code, result.err) == (0, "")
    return result.out.split()


LINES = (
    ("zone-tracker zone show kcn-c", ["kcn-cam-con", "kcn-coc-my-trinh-tuong"]),
    ("zone-tracker zone update kcn-v", ["kcn-vo-lao"]),
    ("zone-tracker zone history kcn-v", ["kcn-vo-lao"]),
    ("zone-tracker zone remove kcn-v", ["kcn-vo-lao"]),
    ("zone-tracker zone merge kcn-v", ["kcn-vo-lao"]),
    ("zone-tracker zone merge kcn-vo-lao --into kcn-t", ["kcn-tang-loong"]),
    ("zone-tracker zone merge --into kcn-tang-loong kcn-v", ["kcn-vo-lao"]),
    ("zone-tracker zone alias kcn-v", ["kcn-vo-lao"]),
    ("zone-tracker zone correct kcn-v", []),
    ("zone-tracker zone correct m99999", []),
    ("zone-tracker zone void %", []),
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
    assert ASKED in script_of(shell)
    assert "zone-tracker" in script_of(shell)


def test_fish_is_told_whether_there_is_anything() -> None:
    is_args = {"_TYPER_COMPLETE_FISH_ACTION": "is-args"}
    assert others("fish", "zone-tracker zone show kcn-c", is_args).code == 0
    assert others("fish", "zone-tracker zone show xyz", is_args).code == 1


def numbers(kind: str, code: str, entries: str) -> list[str]:
    """The numbers of the acts or figures of a subject, the one entered last first."""
    shown = run_here(kind, "show", code, "--format", "json").json()
    return sorted((each["id"] for each in shown[entries]), key=lambda n: -int(n[1:]))


def test_the_newest_acts_and_figures_are_offered_to_be_mended() -> None:
    words = ("--stage", "established", "--on", "15/10/2024", "--area", "310 ha")
    assert run_here("zone", "update", "vo-lao", *words).code == 0
    acts, figures = (numbers("zone", "vo-lao", each) for each in ("milestones", "figures"))
    for word in ("correct", "void"):
        line = f"zone-tracker zone {word} "
        assert set(offered(line)[:2]) == {acts[0], figures[0]}
        assert len(offered(line)) == NEWEST
        assert offered(f"{line}{acts[0]}") == acts[:1]
        assert set(figures) <= set(offered(f"{line}f"))
        assert {number[0] for number in offered(f"{line}f")} == {"f"}
    others = numbers("cluster", "bat-xat", "milestones")
    told = offered("zone-tracker cluster void m")
    assert set(others) <= set(told)
    assert not set(acts) & set(told)


def test_confirmations_are_offered_to_be_mended() -> None:
    words = ("--on", "15/10/2024", "--source", "CV 12/UBND-KT")
    assert run_here("zone", "confirm", "vo-lao", *words).code == 0
    assert run_here("cluster", "confirm", "bat-xat", *words).code == 0
    for word in ("correct", "void"):
        assert offered(f"zone-tracker zone {word} c") == ["c1"]
        assert offered(f"zone-tracker cluster {word} c") == ["c2"]
        assert offered(f"zone-tracker zone {word} ")[0] == "c1"
    says = {
        "vi": "kcn-vo-lao 15/10/2024: Rà soát, không thay đổi",
        "en": "kcn-vo-lao 15 October 2024: Confirmed unchanged",
    }
    for lang, meaning in says.items():
        told = others("fish", "zone-tracker zone void c1", {"ZONE_TRACKER_LANG": lang})
        assert told.out == f"c1\t{meaning}\n"


def test_snapshots_are_offered_where_a_moment_may_be_told() -> None:
    for name in ("Họp giao ban tháng 6", "Trước khi sửa", "2024 06", "a-b", "A b"):
        assert run_here("snapshot", "add", name).code == 0
    for line in (
        "zone-tracker status --known-on ",
        "zone-tracker changes --since ",
        "zone-tracker changes --since 2024 --until ",
    ):
        assert offered(line) == ["truoc-khi-sua", "hop-giao-ban-thang-6"]
        assert offered(f"{line}hop-g") == ["hop-giao-ban-thang-6"]
    told = others("fish", "zone-tracker zone list --known-on tr")
    assert told.out == "truoc-khi-sua\tTrước khi sửa\n"
    assert run_here("status", "--known-on", "truoc-khi-sua").code == 0
    assert run_here("status", "--known-on", "a-b").code == 0  # its very name
    refused = run_here("status", "--known-on", "khong-co")
    assert (refused.code, refused.out) == (1, "")


def test_an_act_or_figure_is_offered_with_what_it_says() -> None:
    words = ("--stage", "adjusted", "--on", "15/10/2024", "--area", "khoảng 310,5 ha")
    assert run_here("zone", "update", "vo-lao", *words).code == 0
    ahead = ("--stage", "operating", "--on", "2028", "--planned")
    assert run_here("zone", "update", "vo-lao", *ahead).code == 0
    planned, act, *_ = numbers("zone", "vo-lao", "milestones")
    figure = numbers("zone", "vo-lao", "figures")[0]
    says = {
        "vi": {
            act: "kcn-vo-lao 15/10/2024: Điều chỉnh",
            planned: "kcn-vo-lao năm 2028 (kế hoạch): Đã đi vào hoạt động",
            figure: "kcn-vo-lao 15/10/2024: Diện tích quy hoạch khoảng 310,5 ha",
        },
        "en": {
            act: "kcn-vo-lao 15 October 2024: Adjusted",
            planned: "kcn-vo-lao 2028 (planned): Operating",
            figure: "kcn-vo-lao 15 October 2024: Planned area about 310.5 ha",
        },
    }
    for lang, each in says.items():
        for number, meaning in each.items():
            line = f"zone-tracker zone correct {number}"
            told = others("fish", line, {"ZONE_TRACKER_LANG": lang})
            assert told.out == f"{number}\t{meaning}\n"


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
    assert run_here("import", "many.csv", "--kind", "projects").code == 0
    words = offered("zone-tracker project show da-p")
    assert len(words) == MOST
    assert (words[0], words[-1]) == ("da-p000", "da-pz")


HOSTILE = "Nhà $(touch x) `touch x` \\$(touch x) \"y\" 'z' [red]đỏ[/red] a:b"


def test_nothing_in_a_name_acts_on_a_shell() -> None:
    assert run_here("project", "add", HOSTILE, "--code", "da-odd").code == 0
    zsh = others("zsh", "zone-tracker project show da-odd").out
    assert zsh.startswith(
        '_arguments \'*: :(("da-odd":"Nhà  (touch x) ’touch x’ / (touch x) ”y” ’z’'
    )
    assert "[red]đỏ[/red]" in zsh  # no markup is read
    assert (zsh.count('"'), zsh.count("'")) == (4, 2)
    assert not set("$`") & set(zsh)
    assert told("\x1b[31m\u202e") == "<U+001B>[31m<U+202E>"
    assert told("A" * 500) == "A" * 72 + "…"


# --- The shells themselves ---


def needs(shell: str) -> pytest.MarkDecorator:
    here = shutil.which(shell) is not None and os.name != "nt"
    return pytest.mark.skipif(not here, reason=f"{shell} is not installed here")


@cache
def script_of(shell: str) -> str:
    """What the tool gives a shell to read at its start."""
    result = spawn("--show-completion", shell, env=NO_DETECTION)
    assert (result.code, result.err) == (0, "")
    return result.out


@pytest.fixture
def in_shell(workplace: Path) -> Callable[..., str]:
    """`in_shell(shell, code)`: what a shell says to code, where the tool and its script are."""
    program = workplace / "zone-tracker"
    program.write_text(f'#!/bin/sh\nexec {" ".join(command())} "$@"\n')
    program.chmod(0o755)
    path = f"{workplace}{os.pathsep}{os.environ['PATH']}"

    def say(shell: str, code: str, *words: str) -> str:
        (workplace / f"completion.{shell}").write_text(script_of(shell), encoding="utf-8")
        done = subprocess.run(
            [shell, "-c", code, *words],
            env=process_env({"PATH": path, "TERM": "xterm"}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=True,
            timeout=60,
        )
        return done.stdout

    return say


@needs("bash")
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("zone-tracker zone show kcn-c", ["kcn-cam-con", "kcn-coc-my-trinh-tuong"]),
        ("zone-tracker zone merge ban-qua --into kcn-v", ["kcn-vo-lao"]),
        ("zone-tracker zone list --in xyz", []),
    ],
)
def test_bash_itself_completes(line: str, words: list[str], in_shell: Callable[..., str]) -> None:
    asked = f"COMP_WORDS=({line}); COMP_CWORD={len(line.split()) - 1}"
    told = in_shell(
        "bash",
        f"source ./completion.bash; {asked}; _zone_tracker_completion ./zone-tracker; "
        "printf '%s\\n' \"${COMPREPLY[@]}\"",
    )
    assert told.split() == words


# A shell of its own on a terminal: what it shows for Tab, then the line as it stands (Ctrl-X).
ZSH = r"""
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PS1='> '; COLUMNS=160; LINES=60; unsetopt list_ambiguous beep
autoload -Uz compinit; compinit -u -D; source ./completion.zsh
stands() { print -r -- \"<\$BUFFER>\" }; zle -N stands; bindkey '^X' stands; print RE''ADY"
zpty -r shell told '*READY*'
zpty -n -w shell "$0"$'\t\x18'
zpty -r shell told '*<*>*'
print -r -- "$told"
zpty -d shell
"""


def zsh_shows(line: str, in_shell: Callable[..., str]) -> tuple[str, str]:
    """What zsh shows when Tab is pressed after a line, and the line afterwards."""
    told = re.sub("\x1b\\[[0-9;?]*[A-Za-z]|[\x00\r]", "", in_shell("zsh", ZSH, line))
    shown, _, stands = told.rpartition("<")
    return shown, stands.partition(">")[0].rstrip()


@needs("zsh")
def test_zsh_itself_completes(in_shell: Callable[..., str]) -> None:
    for typed, stands in (
        ("zone-tracker zone show kcn-v", "zone-tracker zone show kcn-vo-lao"),
        ("zone-tracker zone merge ban-qua --into kcn-t", "kcn-tang-loong"),
        ("zone-tracker zone list --wher", "zone-tracker zone list --where"),
        ("zone-tracker zone show xyz", "zone-tracker zone show xyz"),
        ("zone-tracker import rec", "zone-tracker import record.db"),
    ):
        assert zsh_shows(typed, in_shell)[1].endswith(stands)


@needs("zsh")
def test_zsh_shows_what_a_code_or_number_means(in_shell: Callable[..., str]) -> None:
    shown, _ = zsh_shows("zone-tracker zone show kcn-", in_shell)
    assert "kcn-cam-con             -- KCN Cam Cọn\n" in shown
    act = numbers("zone", "vo-lao", "milestones")[0]
    shown, _ = zsh_shows(f"zone-tracker zone correct {act[:2]}", in_shell)
    assert re.search(f"^{act} +-- kcn-vo-lao ", shown, re.MULTILINE)


@needs("fish")
def test_fish_itself_completes(in_shell: Callable[..., str]) -> None:
    act = numbers("zone", "vo-lao", "milestones")[0]
    for line, says in (
        ("zone show kcn-c", "kcn-cam-con\tKCN Cam Cọn\nkcn-coc-my-trinh-tuong\tKCN Cốc Mỳ"),
        ("zone merge ban-qua --into kcn-t", "kcn-tang-loong\tKCN Tằng Loỏng\n"),
        (f"zone void {act}", f"{act}\tkcn-vo-lao "),
        ("zone list --wher", "--where\t"),
        ("import rec", "record.db\n"),
    ):
        told = in_shell("fish", f"source ./completion.fish; complete -C 'zone-tracker {line}'")
        assert told.startswith(says)
    asked = "source ./completion.fish; complete -C 'zone-tracker zone show xyz'"
    assert in_shell("fish", asked) == ""


@pytest.mark.parametrize(
    "shell", [pytest.param(each, marks=needs(each)) for each in ("zsh", "fish")]
)
def test_nothing_in_a_name_acts_in_the_shell_itself(
    shell: str, in_shell: Callable[..., str], workplace: Path
) -> None:
    for code, name in (("da-odd", HOSTILE), ("da-odder", "((a)) (b); c & d | e * ? {f} !g ~ #h")):
        assert run_here("project", "add", name, "--code", code).code == 0
    line = "zone-tracker project show da-od"
    if shell == "zsh":
        shown, stands = zsh_shows(line, in_shell)
        assert stands == "zone-tracker project show da-odd"
    else:
        shown = in_shell("fish", f"source ./completion.fish; complete -C '{line}'")
    assert "’touch x’" in shown
    assert "((a)) (b); c & d | e * ? {f} !g ~ #h" in shown
    assert not (workplace / "x").exists()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_completing_a_code_loads_little(shell: str) -> None:
    script = (
        "import sys, atexit\n"
        "atexit.register(lambda: print(*sorted(sys.modules), file=sys.stderr))\n"
        "from zone_tracker.__main__ import entry\n"
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
