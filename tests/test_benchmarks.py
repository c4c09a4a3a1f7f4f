"""The benchmarks: their files are the same each time and come in whole; every case still runs.

Times are never asserted.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from conftest import Run

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
ROWS = 200


def made(folder: Path, rows: int = ROWS) -> dict[str, bytes]:
    """The files of a made-up province; a workbook tells when it was written."""
    words = [sys.executable, str(BENCHMARKS / "generate.py"), str(folder), "--rows", str(rows)]
    subprocess.run(words, check=True)
    return {path.name: path.read_bytes() for path in folder.glob("*.*") if path.suffix != ".xlsx"}


def test_the_files_are_the_same_each_time(tmp_path: Path) -> None:
    first, again = made(tmp_path / "first"), made(tmp_path / "again")
    assert first == again
    assert first["projects.csv"].count(b"\n") == ROWS + 1
    fewer = made(tmp_path / "fewer", ROWS // 2)
    assert first["projects.csv"].startswith(fewer["projects.csv"])


@pytest.mark.usefixtures("record")
def test_every_row_is_recorded(run: Run, tmp_path: Path) -> None:
    made(tmp_path)

    def imported(*names: str) -> dict[str, Any]:
        paths = [str(tmp_path / name) for name in names]
        told: dict[str, Any] = run("import", *paths, "--format", "json").json()
        assert told["warnings"] == []
        assert told["bad"] == 0
        return told

    imported("sources.csv", "zones.csv", "clusters.csv")
    whole = imported("projects.csv")
    assert whole["new"] == ROWS
    assert whole["records"] == {
        "subject.new": ROWS,
        "milestone.new": 3 * ROWS,
        "figure.new": 2 * ROWS,
    }
    for name in ("projects.csv", "uncoded.csv", "projects.jsonl", "projects.xlsx"):
        assert imported(name)["same"] == ROWS
    assert imported("half.csv")["changed"] == ROWS / 2


@pytest.mark.skipif(
    shutil.which("sqlite3") is None or find_spec("termios") is None,
    reason="there is no sqlite3 shell, or no terminal as on POSIX",
)
def test_a_case_of_every_section_runs(tmp_path: Path) -> None:
    size = ("--rows", str(ROWS), "--pairs", "1", "--seconds", "0", "--folder", str(tmp_path))
    cases = ("completing", "import, fresh", "undo", "list, first", "table of")
    words = [str(BENCHMARKS / "run.py"), *size, "--only", *cases]
    done = subprocess.run(
        [sys.executable, *words], capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    named = [line.split("|")[1] for line in done.stdout.splitlines() if "**" in line]
    assert len(named) == len(cases)
    assert all(case in name for case, name in zip(cases, named, strict=True))
