"""Taking an input into the record: read every row, settle it, report all problems at once."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from zone_tracker.errors import BadValue, Problems
from zone_tracker.importing.desk import Desk, Mode
from zone_tracker.importing.headings import kind_for, match
from zone_tracker.importing.kinds import KINDS, Kind
from zone_tracker.importing.readers import Sheet, read_csv
from zone_tracker.importing.references import References
from zone_tracker.importing.rows import Heading, Row, option_headings
from zone_tracker.model import Message, Problem
from zone_tracker.store.connection import Author, batch
from zone_tracker.store.ledger import Clash, FieldChange, Ledger
from zone_tracker.store.names import named
from zone_tracker.store.vocabulary import vocabulary
from zone_tracker.vietnamese.text import normal, split_phase

CHUNK = 2000
"""Rows settled together: enough to make the look-ups cheap, few enough to stay small."""

WRITTEN = {
    **dict.fromkeys(("date_from", "date_to", "precision"), ("date", "on")),
    **dict.fromkeys(("period_from", "period_to"), ("period",)),
    "parent": ("group",),
}
"""Stored columns that an input may write under another name."""


@dataclass(frozen=True)
class Outcome:
    """What an input did. `counts` by table and new/changed/same, e.g. `milestone.new`."""

    batch: int | None
    rows: int
    counts: Counter[str]
    changes: list[FieldChange]
    subjects: list[int]

    @property
    def new(self) -> int:
        """Records that were not there."""
        return self._total("new")

    @property
    def changed(self) -> int:
        """Records that were there and say something else now."""
        return self._total("changed")

    @property
    def same(self) -> int:
        """Records that stood already, word for word."""
        return self._total("same")

    def _total(self, what: str) -> int:
        return sum(count for key, count in self.counts.items() if key.endswith(f".{what}"))


def import_file(
    db: sqlite3.Connection,
    author: Author,
    path: Path,
    *,
    kind: str | None = None,
    keep: bool = True,
    constants: Mapping[str, str] | None = None,
) -> Outcome:
    """Take a whole CSV file as one batch, or nothing; `keep` false only tells what it would do.

    `constants` are cells for rows that have none of their own (source, date).
    Raises Problems with every problem of the file.
    """
    sheet = read_csv(path)
    chosen = kind_for(kind, sheet.header, path.name)
    with batch(db, author, keep=keep) as work:
        intake = Intake(db, work.id)
        intake.take_sheet(chosen, sheet, constants or {})
        outcome = intake.finish(sheet.name)
    return outcome if work.kept else replace(outcome, batch=None)


def record_row(
    db: sqlite3.Connection, work: int, kind: str, cells: Mapping[str, str], mode: Mode
) -> Outcome:
    """Record one row of words given as options, inside the batch `work`."""
    intake = Intake(db, work, mode)
    intake.take(KINDS[kind], [Row(cells, option_headings(cells))])
    return intake.finish(None)


class Intake:
    """One batch being taken in; several sheets may follow each other."""

    def __init__(self, db: sqlite3.Connection, work: int, mode: Mode = "import") -> None:
        self.work = work
        self.ledger = Ledger(db, work)
        known = vocabulary(db)
        self.desk = Desk(self.ledger, known, References(self.ledger, known), mode)
        self.problems: list[Problem] = []
        self.rows = 0

    def take_sheet(self, kind: Kind, sheet: Sheet, constants: Mapping[str, str]) -> None:
        """Take every row of a sheet, some thousands at a time."""
        matched = match(kind, sheet)
        rows = self._rows(matched, sheet, constants)
        while chunk := list(islice(rows, CHUNK)):
            self.take(kind, chunk)

    def take(self, kind: Kind, rows: list[Row]) -> None:
        """Record rows of one kind, and keep the problems they have."""
        self._fetch(kind, rows)
        for row in rows:
            self.ledger.line = row.line
            kind.record(row, self.desk)
            self.problems.extend(row.problems)
        self.rows += len(rows)
        self.ledger.flush()
        self.problems.extend(self._in_words(clash, rows[0]) for clash in self.ledger.clashes)
        self.ledger.clashes.clear()

    def _in_words(self, clash: Clash, row: Row) -> Problem:
        """A contradiction as a problem of the file, in its headings and with names for ids."""
        keys = (clash.column, *WRITTEN.get(clash.column, ()))
        headings = [row.headings[key].written for key in keys if key in row.headings]
        written = next(iter(headings), clash.column)
        old, new = (named(self.ledger.db, clash.column, value) for value in clash[2:])
        reason = Message("import.contradicts", {"old": old, "new": new})
        return Problem(clash.line, written, None, reason)

    def finish(self, name: str | None) -> Outcome:
        """What was done; raises Problems when anything could not be read."""
        if self.problems:
            problems = sorted(self.problems, key=lambda problem: problem.line or 0)
            raise Problems("import.refused", problems, path=name)
        return Outcome(
            self.work, self.rows, self.ledger.counts, self.ledger.changes, self.desk.subjects
        )

    def _rows(
        self, matched: list[tuple[str, Heading]], sheet: Sheet, constants: Mapping[str, str]
    ) -> Iterator[Row]:
        headings = dict(matched)
        keys = [key for key, _ in matched]
        for line, cells in sheet.rows:
            if len(cells) != len(keys):
                reason = Message("import.cells", {"found": len(cells), "expected": len(keys)})
                self.problems.append(Problem(line, None, None, reason))
                continue
            own = {key: cell for key, cell in zip(keys, cells, strict=True) if cell.strip()}
            yield Row({**constants, **own}, headings, line)

    def _fetch(self, kind: Kind, rows: Iterable[Row]) -> None:
        if not kind.names:
            return
        words: set[str] = set()
        certificates: set[str] = set()
        for row in rows:
            for key in kind.names:
                if key in row.cells:
                    words.update(named_in(row.cells[key]))
            if "name" in row.cells:
                with suppress(BadValue):  # told where the name itself is read
                    words.add(split_phase(row.cells["name"])[0])
            if "certificate" in row.cells:
                certificates.add(normal(row.cells["certificate"]))
        self.desk.references.subjects.fetch(words, words, certificates)


def named_in(cell: str) -> list[str]:
    """What a cell may name: itself, and each of a list."""
    text = cell.strip()
    return [text, *(part.strip() for part in text.split(";"))] if ";" in text else [text]


SEED_FILES = (
    "sources",
    "areas",
    "successions",
    "unit_sets",
    "sectors",
    "provinces",
    "clusters",
    "zones",
    "projects",
    "deliverables",
    "aliases",
    "places",
    "milestones",
    "figures",
    "targets",
    "readings",
)
"""The files of `seed/`, each after those it refers to."""


def import_seed(db: sqlite3.Connection, author: Author, folder: Path) -> Outcome:
    """Take the seed as one batch, by the same way a user's file goes."""
    with batch(db, author) as work:
        intake = Intake(db, work.id)
        for name in SEED_FILES:
            sheet = read_csv(folder / f"{name}.csv")
            intake.take_sheet(KINDS[name], sheet, {})
            intake.finish(sheet.name)
        return intake.finish(None)
