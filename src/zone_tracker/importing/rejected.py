"""The bad rows of an input in the shape they came in, each with the reason: to be mended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from zone_tracker.importing.intake import Outcome, Understood
from zone_tracker.importing.sheets import Exact
from zone_tracker.model import Message, Problem, Rejected


def rejected(sheets: Sequence[Understood], outcome: Outcome) -> list[Rejected]:
    """The sheets that have bad rows: titles and headings as they stand, and those rows."""
    reasons: dict[tuple[str | None, str | None, int | None], list[Message]] = defaultdict(list)
    for problem in outcome.problems:
        reasons[problem.file, problem.sheet, problem.line].append(because(problem))
    found = []
    for number, known in enumerate(sheets):
        bad = {line for sheet, line in outcome.bad if sheet == number}
        if bad:
            told = {line: reasons[known.sheet.file, known.sheet.name, line] for line in bad}
            found.append(Rejected(known.sheet.name, list(rows_of(known, told))))
    return found


def rows_of(
    known: Understood, told: dict[int, list[Message]]
) -> Iterator[tuple[list[str | Decimal], list[Message]]]:
    """The head with a heading for the reasons, then each row with its own."""
    sheet, layout, _ = known
    for line, cells in layout.head:
        yield own(cells), [Message("column.rejected")] if line == layout.line else []
    for line, cells in sheet.rows():
        if line in told:
            yield own(cells), told[line]


def because(problem: Problem) -> Message:
    """Why a row is bad: the column, and the reason."""
    if problem.column is None:
        return problem.reason
    return Message("problem.because", {"column": problem.column, "reason": problem.reason})


def own(cells: Sequence[str]) -> list[str | Decimal]:
    """Cells as their file held them: numbers as numbers."""
    return [number_of(cell) if isinstance(cell, Exact) else cell for cell in cells]


def number_of(cell: Exact) -> str | Decimal:
    """The number of a cell; a day stays the text it is."""
    try:
        return Decimal(cell.replace(",", "."))
    except InvalidOperation:
        return str(cell)
