"""Runs two command lines in turn and says how their times compare.

A machine that others use too drifts: only what ran right after each other is compared, pair by
pair, and the median of the ratios is told with its quartiles.
"""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from statistics import median, quantiles
from threading import Thread
from typing import NamedTuple

MOST_PAIRS = 15
GRANTED = 1.5
"""How many times as long as the plain SQL a report may take beside its start-up."""


@dataclass(frozen=True)
class Command:
    """A command line. `start` gives the database that it needs, copied to `at` before each run.

    With `terminal` its stdout is a terminal.
    """

    words: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    start: Callable[[], Path] | None = None
    at: Path | None = None
    terminal: bool = False


@dataclass(frozen=True)
class Case:
    """What is compared: `ours` with `other`.

    With `beside`, the same command where there is little to do, the ratio is to what is granted:
    that start-up and one and a half times the other.
    """

    name: str
    ours: Command
    other: Command
    goal: str = ""
    beside: Command | None = None


class Run(NamedTuple):
    """One run: seconds by the wall and on a processor, and the most memory it held, in MiB."""

    seconds: float
    cpu: float
    peak: float


class Round(NamedTuple):
    """The commands of a case, each run once right after the other."""

    ours: Run
    other: Run
    beside: Run | None


class Result(NamedTuple):
    """What the runs of a case gave: medians, and the quartiles of the ratio by the wall.

    `cpu` is the ratio of the time on a processor, which others who use the machine disturb less.
    """

    ours: Run
    other: Run
    ratio: float
    low: float
    high: float
    cpu: float
    pairs: int


def compare(case: Case, least: int, seconds: float) -> Result:
    """Run both commands of a case in turn: `least` times or more, up to so many seconds.

    The first round does not count, unless it took most of that time: what takes so long is not
    slower for being first.
    """
    began = time.perf_counter()
    warm = round_of(case)
    rounds = [warm] if time.perf_counter() - began > seconds / 2 else []
    while len(rounds) < least or (
        len(rounds) < MOST_PAIRS and time.perf_counter() - began < seconds
    ):
        rounds.append(round_of(case))
    ratios = [ratio(each, attrgetter("seconds")) for each in rounds]
    cpu = median(ratio(each, attrgetter("cpu")) for each in rounds)
    low, high = (min(ratios), max(ratios)) if len(ratios) < 4 else quartiles(ratios)
    ours, other = middle([each.ours for each in rounds]), middle([each.other for each in rounds])
    return Result(ours, other, median(ratios), low, high, cpu, len(rounds))


def round_of(case: Case) -> Round:
    """Each command of a case once."""
    return Round(run(case.ours), run(case.other), run(case.beside) if case.beside else None)


def ratio(one: Round, figure: Callable[[Run], float]) -> float:
    """Our time to the other's, or to what is granted."""
    other = figure(one.other)
    return figure(one.ours) / (GRANTED * other + figure(one.beside) if one.beside else other)


def quartiles(values: list[float]) -> tuple[float, float]:
    """The first and the third quartile."""
    first, _, third = quantiles(values, n=4, method="inclusive")
    return first, third


def middle(runs: list[Run]) -> Run:
    """The medians of some runs."""
    return Run(*(median(figures) for figures in zip(*runs, strict=True)))


def run(command: Command) -> Run:
    """Run a command once; exits with its words when it fails."""
    start = command.start() if command.start else None
    if start and command.at:
        shutil.rmtree(f"{command.at}.copies", ignore_errors=True)
        shutil.copyfile(start, command.at)
    env = {**os.environ, **command.env}
    with tempfile.TemporaryFile() as err:
        out, reader = terminal() if command.terminal else (subprocess.DEVNULL, None)
        began = time.perf_counter()
        process = subprocess.Popen(
            command.words, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=err
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if reader:
            os.close(out)
            reader.join()
        if process.returncode != 0:
            err.seek(0)
            sys.exit(f"{' '.join(command.words)}\n{err.read().decode(errors='replace')}")
    peak = used.ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)
    return Run(seconds, used.ru_utime + used.ru_stime, peak)


def terminal() -> tuple[int, Thread]:
    """A terminal to write to, and what reads it until it is closed."""
    ours, theirs = pty.openpty()
    reader = Thread(target=drain, args=(ours,), daemon=True)
    reader.start()
    return theirs, reader


def drain(end: int) -> None:
    """Read a terminal to its end."""
    with suppress(OSError):
        while os.read(end, 1 << 16):
            pass
    os.close(end)
