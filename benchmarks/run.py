"""Measures the tool against others, side by side, and prints tables for docs/performance.md.

    python benchmarks/run.py [--rows N] [--only WORD …] [--pairs N] [--seconds N] [--folder FOLDER]

What a peer is needed for is left out, with a word on stderr, where the peer is not there.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import venv
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from cases import PEER, SECTIONS, WRITERS, Place, writing
from measure import Case, Result, compare, run

SIZES: Final = (10_000, 100_000, 1_000_000)
FROM_PYPI: Final = ("sqlite-utils", "todoman")
HEAD: Final = (
    "| | ours | other | ratio | quartiles | on CPU | goal | peak, MiB | other | pairs |\n"
    "|---|--:|--:|--:|--:|--:|---|--:|--:|--:|"
)
TODOMAN: Final = 'path = "{}"\ndefault_list = "work"\n'
TODO: Final = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VTODO\nUID:1\nDTSTAMP:20240101T000000Z\n"
    "SUMMARY:KCN Võ Lao\nEND:VTODO\nEND:VCALENDAR\n"
)


def main() -> None:
    """Measure what the command line asks for."""
    told = arguments()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody compiles anew at each start
    place = prepared(told.folder, told.rows)
    chosen = {
        title: [case for case in section(place) if wanted(case.name, told.only)]
        for title, section in SECTIONS.items()
    }
    if any(case.name.startswith(PEER) for cases in chosen.values() for case in cases):
        prepare_peers(place.peers)
    print(machine(place))
    for title, cases in chosen.items():
        there = [case for case in cases if is_there(case)]
        if there:
            print(f"\n### {title}: {told.rows:,} rows\n\n{HEAD}", flush=True)
        for case in there:
            print(row(case, compare(case, told.pairs, told.seconds)), flush=True)
    if wanted("writers", told.only):
        print(f"\n### Writers\n\n{at_once(place)}")


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description="measure zone-tracker side by side with others")
    parser.add_argument("--rows", type=int, default=SIZES[0], help=f"projects: {SIZES}")
    parser.add_argument("--only", nargs="+", metavar="WORD", default=[], help="of their names")
    parser.add_argument("--pairs", type=int, default=3, help="runs of each at least")
    parser.add_argument("--seconds", type=float, default=30, help="for one case, where it can be")
    parser.add_argument(
        "--folder", type=Path, default=Path(tempfile.gettempdir()) / "zone-tracker-benchmarks"
    )
    return parser.parse_args()


def wanted(name: str, only: list[str]) -> bool:
    """Whether a case is asked for."""
    return not only or any(word in name for word in only)


def is_there(case: Case) -> bool:
    """Whether the programs of a case are there; says so where they are not."""
    lacking = [each.words[0] for each in (case.ours, case.other) if not shutil.which(each.words[0])]
    if lacking:
        print(f"left out: {case.name}: {Path(lacking[0]).name} is not installed", file=sys.stderr)
    return not lacking


def row(case: Case, result: Result) -> str:
    """One line of a table."""
    ours, other = result.ours, result.other
    cells = (
        *(case.name, f"{span(ours.seconds)}", f"{span(other.seconds)}", f"**{result.ratio:.2f}**"),
        *(f"{result.low:.2f}–{result.high:.2f}", f"{result.cpu:.2f}", case.goal),
        *(f"{ours.peak:.0f}", f"{other.peak:.0f}", str(result.pairs)),
    )
    return f"| {' | '.join(cells)} |"


def span(seconds: float) -> str:
    """A time as one reads it."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


# --- What must be there ---


def prepared(folder: Path, rows: int) -> Place:
    """The folder of one size with its files."""
    own = folder / str(rows)
    own.mkdir(parents=True, exist_ok=True)
    last, maker = own / "half.csv", Path(__file__).with_name("generate.py")
    if not last.exists() or last.stat().st_mtime < maker.stat().st_mtime:
        # In a process of its own: what this one holds would count as held by those it starts
        code = "import sys; from generate import *; write_all(Path(sys.argv[1]), int(sys.argv[2]))"
        here = {**os.environ, "PYTHONPATH": str(maker.parent)}
        subprocess.run([sys.executable, "-c", code, str(own), str(rows)], env=here, check=True)
    return Place(own, rows, folder / "peers")


def prepare_peers(folder: Path) -> None:
    """The peers from PyPI in an environment of their own, with the little they need."""
    if not (folder / "bin" / "todo").exists():
        venv.create(folder, with_pip=True)
        words = [str(folder / "bin" / "pip"), "install", "-qq", *FROM_PYPI]
        if subprocess.run(words, check=False).returncode:
            print(f"not installed: {', '.join(FROM_PYPI)}", file=sys.stderr)
    (folder / "todos" / "work").mkdir(parents=True, exist_ok=True)
    (folder / "todos" / "work" / "1.ics").write_text(TODO, encoding="utf-8")
    (folder / "todoman.py").write_text(TODOMAN.format(folder / "todos" / "*"), encoding="utf-8")
    prepare_task(folder)


def prepare_task(folder: Path) -> None:
    """A task for Taskwarrior, where it is."""
    settings = folder / "taskrc"
    settings.write_text(f"confirmation=off\ndata.location={folder}/task\n", encoding="utf-8")
    if shutil.which("task") and not (folder / "task").exists():
        (folder / "task").mkdir()
        told = {**os.environ, "TASKRC": str(settings)}
        subprocess.run(["task", "add", "KCN Võ Lao"], env=told, capture_output=True, check=True)


def machine(place: Place) -> str:
    """What was measured on, and with which versions."""
    there = place.peers / "bin"
    asked = (
        ("sqlite3", "--version"),
        *((str(there / name), "--version") for name in ("sqlite-utils", "todo")),
        *((name, "--version") for name in ("task", "hledger")),
    )
    told = [
        f"{os.cpu_count()} CPUs, {platform.system()}",
        f"Python {platform.python_version()} with SQLite {sqlite3.sqlite_version}",
        *(f"{Path(words[0]).name}: {first_line(words)}" for words in asked),
    ]
    return "; ".join(told)


def first_line(words: tuple[str, ...]) -> str:
    """What a program says of its version."""
    if not shutil.which(words[0]):
        return "not installed"
    said = subprocess.run(words, capture_output=True, text=True, check=False).stdout.split()
    return next((word for word in said if word[:1].isdigit()), "?").rstrip(",")


# --- Many at once ---


def at_once(place: Place) -> str:
    """What became of the commands of several writers at once."""
    writers, added = writing(place)

    def work(at: int) -> float:
        return max(run(command).seconds for command in writers[at])

    began = time.perf_counter()
    with ThreadPoolExecutor(WRITERS) as pool:
        slowest = max(pool.map(work, range(WRITERS)))
    seconds = time.perf_counter() - began
    asked = sum(map(len, writers))
    return (
        f"{WRITERS} processes at once, {asked} `project add`: {asked - added()} lost, "
        f"{asked / seconds:.0f} a second, the slowest {span(slowest)}"
    )


if __name__ == "__main__":
    main()
