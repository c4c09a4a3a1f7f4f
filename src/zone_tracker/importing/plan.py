"""Taking an input into the record as one batch: whole, or without its bad rows, or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from zone_tracker.errors import Problems
from zone_tracker.importing.desk import Mode, desk_for
from zone_tracker.importing.intake import Intake, Outcome, Place, Understood
from zone_tracker.importing.kinds import KINDS
from zone_tracker.importing.profile import Profile
from zone_tracker.importing.readers import file_input, sheets_of
from zone_tracker.importing.references import CODE
from zone_tracker.importing.rows import Row, option_headings
from zone_tracker.importing.understanding import understand
from zone_tracker.store.connection import Author, batch
from zone_tracker.store.copies import before_import
from zone_tracker.store.ledger import READ_ONLY, Ledger
from zone_tracker.store.vocabulary import vocabulary

Tick = Callable[[int], None]


def no_tick(rows: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True)
class Manner:
    """How an input is taken: `keep` false only tells what it would do; `skip` takes the good
    rows where others are bad; `clears` lets an empty cell empty what is stored. What is told
    as actual of a day after `today` (ISO) is worth a word; None: nobody asks.
    """

    keep: bool = True
    skip: bool = False
    clears: bool = False
    today: str | None = None


def import_sheets(
    db: sqlite3.Connection,
    author: Author,
    sheets: Sequence[Understood],
    manner: Manner = Manner(),
    tick: Tick = no_tick,
) -> Outcome:
    """Take sheets as one batch, in their order.

    With any problem nothing is written and the outcome names them all, unless bad rows are
    to be skipped: then the rest is taken as if they were not there.
    """
    check_sources(db, sheets)
    outcome = attempt(db, author, sheets, manner, tick, frozenset())
    problems = outcome.problems
    # Rows may rest on a row that is left out, so more may turn bad; in the end none does
    while manner.skip and outcome.problems and outcome.bad:
        outcome = attempt(db, author, sheets, manner, tick, outcome.bad)
        problems += outcome.problems
    return replace(outcome, problems=problems)


def check_sources(db: sqlite3.Connection, sheets: Sequence[Understood]) -> None:
    """Refuse the code of a source that is none once, where it holds for all rows."""
    if any(known.layout.kind.code == "sources" for known in sheets):
        return
    desk = desk_for(Ledger(db, READ_ONLY), vocabulary(db))
    for code in {known.layout.constants.get("source", "").strip() for known in sheets}:
        row = Row({"source": code}, option_headings(["source"]))
        if CODE.fullmatch(code):
            row.read("source", desk.references.source)
        if row.problems:
            raise Problems("import.refused", row.problems, path=None)


def attempt(
    db: sqlite3.Connection,
    author: Author,
    sheets: Sequence[Understood],
    manner: Manner,
    tick: Tick,
    left_out: frozenset[Place],
) -> Outcome:
    """Take the sheets without the rows left out; nothing is written when a problem is found."""
    try:
        kept_before = before_import(db, author.at, keep=manner.keep)
        with batch(db, author, keep=manner.keep) as work, kept_before as copy:
            intake = Intake(db, work.id, clears=manner.clears, left_out=left_out, tick=tick)
            intake.desk.today = manner.today
            for known in sheets:
                intake.take_sheet(known)
            outcome = intake.outcome()
            if outcome.problems:
                raise Problems("import.refused", outcome.problems, path=None)
    except Problems:
        return replace(outcome, batch=None)
    return replace(outcome, batch=outcome.batch if work.kept else None, copy=copy)


def record_row(
    db: sqlite3.Connection, work: int, kind: str, cells: Mapping[str, str], mode: Mode
) -> Outcome:
    """Record one row of words given as options, inside the batch `work`."""
    intake = Intake(db, work, mode)
    intake.take(KINDS[kind], [Row(cells, option_headings(cells))])
    return intake.finish(None)


def import_seed(db: sqlite3.Connection, author: Author, folder: Path) -> Outcome:
    """Take the seed as one batch, by the same way a user's file goes."""
    with batch(db, author) as work:
        intake = Intake(db, work.id)
        for name in KINDS:
            if (folder / f"{name}.csv").exists():
                for sheet in sheets_of(file_input(folder / f"{name}.csv")):
                    intake.take_sheet(Understood(sheet, understand(sheet, name, Profile())))
        return intake.finish(None)
