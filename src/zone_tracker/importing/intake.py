"""One batch being taken in: rows recorded some thousands at a time, with every problem they have.

Several sheets may follow each other; what became of each row is counted as it goes.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from zone_tracker.errors import BadValue, Problems
from zone_tracker.importing.datarows import Tally, data_rows
from zone_tracker.importing.desk import Mode, desk_for
from zone_tracker.importing.kinds import Kind
from zone_tracker.importing.later import settle
from zone_tracker.importing.layout import Layout, cells_of
from zone_tracker.importing.profile import Profile
from zone_tracker.importing.rows import Row, figure_of
from zone_tracker.importing.sheets import Exact, Sheet
from zone_tracker.model import Message, Problem
from zone_tracker.store.copies import Before
from zone_tracker.store.ledger import Clash, FieldChange, Ledger
from zone_tracker.store.names import named
from zone_tracker.store.vocabulary import vocabulary
from zone_tracker.vietnamese.text import normal, split_phase

CHUNK = 2000
"""Rows settled together: enough to make the look-ups cheap, few enough to stay small."""

WRITTEN = {
    **dict.fromkeys(("date_from", "date_to", "precision"), ("date", "on", "as_of")),
    **dict.fromkeys(("period_from", "period_to"), ("period",)),
    "parent": ("group",),
}
"""Stored columns that an input may write under another name."""

Place = tuple[int, int]
"""Where a row stands: the number of its sheet among those of the input, and its line."""


@dataclass(frozen=True)
class Outcome:
    """What an input did, or would do.

    `taken` counts its rows by what became of them: `new`, `changed`, `same`, `bad`. `records`
    counts what they told by table, as in `milestone.new`. `fresh` names the first new subjects.
    `skipped` counts the rows that carry nothing, by sort. `batch` is None where nothing was
    written. `changes` are the first fields changed, `more_changes` counts the others. `subject`
    is the first one recorded. `sheets` is how many there were. `warnings` say what is worth a
    look; those of a whole sheet have no line. `copy` is what was kept of the file beforehand.
    """

    batch: int | None
    taken: Counter[str]
    records: Counter[str]
    changes: list[FieldChange]
    more_changes: int = 0
    subject: int = 0
    fresh: list[str] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    warnings: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    sheets: int = 1
    bad: frozenset[Place] = frozenset()
    copy: Before = field(default_factory=Before)

    @property
    def rows(self) -> int:
        """How many rows there were."""
        return self.taken.total()

    @property
    def good(self) -> int:
        """How many of them could be taken."""
        return self.rows - self.taken["bad"]

    def told(self, became: str) -> int:
        """How many records of all tables are new, changed or the same."""
        return sum(count for key, count in self.records.items() if key.endswith(f".{became}"))


class Understood(NamedTuple):
    """A sheet with what was understood of it, and what was said of it beforehand."""

    sheet: Sheet
    layout: Layout
    profile: Profile = Profile()


class Intake:
    """One batch being taken in; several sheets may follow each other.

    Rows at a place of `left_out` are passed over. `tick` is told how many rows were dealt
    with, every now and then.
    """

    def __init__(
        self,
        db: sqlite3.Connection,
        work: int,
        mode: Mode = "import",
        *,
        clears: bool = False,
        left_out: Collection[Place] = (),
        tick: Callable[[int], None] = lambda rows: None,
    ) -> None:
        self.work = work
        self.ledger = Ledger(db, work)
        known = vocabulary(db)
        self.desk = desk_for(self.ledger, known, mode)
        self._clears = clears
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.taken: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()
        self.bad: set[Place] = set(left_out)
        self._left_out = left_out
        self._sheets: list[Sheet] = []
        self._tick = tick

    def take_sheet(self, known: Understood) -> None:
        """Take every row of a sheet."""
        sheet, layout, _ = known
        found, told = len(self.problems), len(self.warnings)
        tally = Tally()
        rows = self._rows(known, tally)
        while chunk := list(islice(rows, CHUNK)):
            self.take(layout.kind, chunk)
            self._tick(self.taken.total())
        self.skipped.update(tally.counts)
        told_of = (*sheet.notes, *layout.notes, *notes_on(tally))
        notes = [Problem(None, None, None, note) for note in told_of]
        self.warnings[told:] = in_place(sheet, [*notes, *self.warnings[told:]])
        self.problems[found:] = in_place(sheet, self.problems[found:])
        self._sheets.append(sheet)

    def take(self, kind: Kind, rows: list[Row]) -> None:
        """Record rows of one kind, and keep the problems they have."""
        self._fetch(kind, rows)
        found = len(self.problems)
        self.ledger.main = kind.table
        for row in rows:
            self.ledger.line = row.line
            kind.record(row, self.desk)
            self.problems.extend(row.problems)
            self.warnings.extend(row.warnings)
        self.ledger.flush()
        self.problems.extend(self._in_words(clash, rows[0]) for clash in self.ledger.clashes)
        self.ledger.clashes.clear()
        self._count(rows, {problem.line for problem in self.problems[found:]})

    def _count(self, rows: list[Row], bad: set[int | None]) -> None:
        for row in rows:
            row.sheet = len(self._sheets)
            row.became = "bad" if row.line in bad else self.ledger.effects.get(row.line, "same")
            self.taken[row.became] += 1
        self.bad.update((len(self._sheets), line) for line in bad if line is not None)
        self.ledger.effects.clear()

    def _settle(self) -> None:
        """Record what rows told of others that came after them."""
        for row in settle(self.desk):
            sheet = self._sheets[row.sheet] if self._sheets else None
            self.problems += in_place(sheet, row.problems) if sheet else row.problems
            self.taken[row.became] -= 1
            self.taken["bad"] += 1
            if row.line is not None:
                self.bad.add((row.sheet, row.line))

    def _in_words(self, clash: Clash, row: Row) -> Problem:
        """A contradiction as a problem of the file, in its headings and with names for ids."""
        keys = (clash.column, *WRITTEN.get(clash.column, ()))
        headings = [row.headings[key].written for key in keys if key in row.headings]
        headings += [
            each.written for each in row.headings.values() if figure_of(each.key) == clash.column
        ]
        written = next(iter(headings), clash.column)
        old, new = (named(self.ledger.db, clash.column, value) for value in clash[2:])
        reason = Message("import.contradicts", {"old": old, "new": new})
        return Problem(clash.line, written, None, reason)

    def outcome(self) -> Outcome:
        """What was done."""
        self._settle()
        return Outcome(
            self.work,
            self.taken,
            self.ledger.counts,
            self.ledger.changes,
            self.ledger.more_changes,
            self.desk.subject,
            self.desk.fresh,
            self.skipped,
            tuple(self.warnings),
            tuple(self.problems),
            len(self._sheets),
            frozenset(self.bad),
        )

    def finish(self, name: str | None) -> Outcome:
        """What was done; raises Problems when anything could not be read."""
        outcome = self.outcome()
        if outcome.problems:
            raise Problems("import.refused", outcome.problems, path=name)
        return outcome

    def _rows(self, known: Understood, tally: Tally) -> Iterator[Row]:
        sheet, layout, profile = known
        width = len(layout.fields)
        number = len(self._sheets)
        unread = by_line(sheet.unread)
        for line, cells in data_rows(sheet, layout, tally):
            wrong = unread.get(line, [])
            if len(cells) != width:
                reason = Message("import.cells", {"found": len(cells), "expected": width})
                wrong = [Problem(line, None, None, reason)]
            if (number, line) in self._left_out:
                self.taken["bad"] += 1
            elif wrong:
                self.problems += wrong
                self.bad.add((number, line))
                self.taken["bad"] += 1
            else:
                told = cells_of(layout, profile, cells)
                if self._clears:
                    told = {**dict.fromkeys(layout.headings, ""), **told}
                row = Row(told, layout.headings, line, clears=self._clears)
                for figure, words in layout.beside:
                    warn_of_cut(row, layout, cells[figure], cells[words], words)
                yield row

    def _fetch(self, kind: Kind, rows: Iterable[Row]) -> None:
        if not kind.names:
            return
        words: set[str] = set()
        codes: set[str] = set()
        certificates: set[str] = set()
        subjects = self.desk.references.subjects
        for row in rows:
            for key in kind.names:
                if key in row.cells:
                    (codes if key == "code" else words).update(named_in(row.cells[key]))
            if "name" in row.cells:
                with suppress(BadValue):  # told where the name itself is read
                    name, _ = split_phase(row.cells["name"])
                    words.add(name)
                    if kind.about and "code" not in row.cells:
                        codes.add(subjects.code_for(kind.about, name))
            if "certificate" in row.cells:
                certificates.add(normal(row.cells["certificate"]))
        subjects.fetch(words, words | codes, certificates)


def notes_on(tally: Tally) -> Iterator[Message]:
    """What rows were, and what groups said, that may have been meant otherwise."""
    if tally.unnumbered:
        yield Message("import.unnumbered", {"lines": list(map(str, tally.unnumbered))})
    if tally.telling is not None:
        yield Message("import.group-tells", {"text": tally.telling})


def warn_of_cut(row: Row, layout: Layout, figure: str, beside: str, position: int) -> None:
    """Tell where the words beside a figure are digits: a comma may have cut 12,5 in two."""
    heading = layout.fields[position]
    written = not isinstance(figure, Exact) and not isinstance(beside, Exact)
    if heading and written and beside.strip().isdecimal() and figure.strip().isdecimal():
        told = {"number": f"{figure.strip()},{beside.strip()}"}
        row.warn(heading.key, Message("cell.cut", told))


def by_line(problems: Iterable[Problem]) -> dict[int | None, list[Problem]]:
    """The problems of each line."""
    found: dict[int | None, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.line, []).append(problem)
    return found


def in_place(sheet: Sheet, problems: list[Problem]) -> list[Problem]:
    """The problems of a sheet in the order of its lines, each with the file and sheet."""
    placed = [each._replace(file=sheet.file, sheet=sheet.name) for each in problems]
    return sorted(placed, key=lambda problem: problem.line or 0)


def named_in(cell: str) -> list[str]:
    """What a cell may name: itself, and each of a list."""
    text = cell.strip()
    return [text, *(part.strip() for part in text.split(";"))] if ";" in text else [text]
