"""Legacy text in sheets that were read as Unicode: recognised, and converted where asked for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from zone_tracker.errors import Problems, Refused
from zone_tracker.importing.readers.cells import MOST_PROBLEMS
from zone_tracker.importing.sheets import Sheet, letters_of
from zone_tracker.model import Message, Problem
from zone_tracker.vietnamese.legacy import (
    from_tcvn3,
    is_beyond_tcvn3,
    looks_like_tcvn3,
    reads_as_tcvn3,
)
from zone_tracker.vietnamese.text import excerpt

SIGN: Final = b"\xc2"
"""With this byte UTF-8 begins the signs of Latin-1, without which no TCVN3 text is."""

Rows = Iterator[tuple[int, list[str]]]


def watched(sheet: Sheet) -> Sheet:
    """The sheet, whose rows are refused where they look like TCVN3."""
    return sheet._replace(rows=partial(refused_rows, sheet))


def refused_rows(sheet: Sheet) -> Rows:
    """The rows; raises Refused naming the first cell that looks like TCVN3."""
    for line, cells in sheet.rows():
        # In pure Vietnamese a look for one byte settles nearly every row
        if SIGN in "".join(cells).encode("utf-8", "surrogatepass"):
            for column, cell in enumerate(cells):
                if looks_like_tcvn3(cell):
                    raise Refused(
                        "tcvn3.found",
                        path=sheet.place,
                        line=line,
                        column=letters_of(column),
                        value=excerpt(cell),
                        told=excerpt(from_tcvn3(cell)),
                    )
        yield line, cells


def converted(sheet: Sheet) -> Sheet:
    """The sheet with its TCVN3 columns in Unicode, and a note naming them.

    Raises Problems for cells of which nobody can tell which of the two they are.
    """
    columns = legacy_columns(sheet)
    if not columns:
        return sheet
    note = Message("note.tcvn3", {"columns": [letters_of(column) for column in sorted(columns)]})
    rows = partial(converted_rows, sheet, columns)
    return sheet._replace(rows=rows, notes=(*sheet.notes, note))


def legacy_columns(sheet: Sheet) -> set[int]:
    """The columns that show signs of TCVN3, and beside them those that can be nothing else."""
    legacy: set[int] = set()
    others: set[int] = set()
    seen: set[int] = set()
    unicode: set[int] = set()
    unclear: list[tuple[int, Problem]] = []
    mixed: list[Problem] = []
    for line, column, cell in beyond_ascii(sheet):
        is_legacy, is_unicode = looks_like_tcvn3(cell), is_beyond_tcvn3(cell)
        if is_legacy:
            legacy.add(column)
        if is_unicode:
            unicode.add(column)
        if not reads_as_tcvn3(cell):
            others.add(column)
        seen.add(column)
        if is_legacy and is_unicode:
            mixed.append(problem(sheet, line, column, cell, Message("tcvn3.mixed")))
        elif not (is_legacy or is_unicode or reads_as_tcvn3(cell)) and len(unclear) < MOST_PROBLEMS:
            told = from_tcvn3(cell)
            if told != cell:
                reason = Message("tcvn3.unclear", {"value": excerpt(cell), "told": excerpt(told)})
                unclear.append((column, problem(sheet, line, column, cell, reason)))
    mixed += [each for column, each in unclear if column in legacy & unicode]
    if mixed:
        raise Problems("import.refused", mixed[:MOST_PROBLEMS], path=sheet.file)
    return legacy | (seen - others) if legacy else set()


def beyond_ascii(sheet: Sheet) -> Iterator[tuple[int, int, str]]:
    """The cells that can be in doubt, each with its line and column."""
    for line, cells in sheet.rows():
        for column, cell in enumerate(cells):
            if not cell.isascii():
                yield line, column, cell


def problem(sheet: Sheet, line: int, column: int, cell: str, reason: Message) -> Problem:
    """A problem of one cell, its column named as spreadsheets do."""
    return Problem(line, letters_of(column), excerpt(cell), reason, sheet.file, sheet.name)


def converted_rows(sheet: Sheet, columns: set[int]) -> Rows:
    """The rows with these columns in Unicode; cells that are in Unicode stay as they are."""
    for line, cells in sheet.rows():
        yield (
            line,
            [
                from_tcvn3(cell)
                if column in columns and not cell.isascii() and not is_beyond_tcvn3(cell)
                else cell
                for column, cell in enumerate(cells)
            ],
        )
