"""XLS, the workbook of Excel 97 to 2003, to sheets: with xlrd, which names errors and formats."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from zone_tracker.errors import Refused
from zone_tracker.importing.readers.cells import (
    Grid,
    Look,
    Room,
    as_drawn,
    look_of,
    noted,
    shown,
)
from zone_tracker.importing.readers.decoding import check_for_workbook
from zone_tracker.importing.readers.safety import check_kind, damage
from zone_tracker.importing.sheets import Input, Sheet

LARGEST: Final = 100 << 20
"""The file is held in memory; sheets of 65,536 rows seldom come to a tenth of this."""
MOST_SHEETS: Final = 500
"""Each could be made to hold the whole file again."""
TEXT, NUMBER, DATE, TRUTH, ERROR = 1, 2, 3, 4, 5
"""The kinds of cells, as xlrd numbers them."""
SUPERSCRIPT = 1
"""How a font tells that it is raised."""


def read_xls(source: Input, encoding: str | None = None) -> list[Sheet]:
    """Every worksheet that is not hidden and holds anything; a note names the hidden ones."""
    check_for_workbook(source, encoding)
    check_kind(source, "xls")
    import xlrd  # type: ignore[import-untyped]
    from xlrd.compdoc import CompDocError  # type: ignore[import-untyped]

    with source.open() as stream:
        content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Refused("file.too-large", path=source.name, most=LARGEST >> 20)
    sheets: list[Sheet] = []
    hidden: list[str] = []
    # xlrd believes what a file says of itself, and breaks in many ways where it is damaged
    damaged = (xlrd.XLRDError, CompDocError, AssertionError, TypeError, AttributeError)
    with damage(source, *damaged, ArithmeticError):
        book = xlrd.open_workbook(
            file_contents=content,
            logfile=io.StringIO(),
            formatting_info=True,
            ragged_rows=True,
            on_demand=True,
        )
        if book.nsheets > MOST_SHEETS:
            raise Refused("file.unpacked", path=source.name, part=f"{MOST_SHEETS} +")
        room = Room()
        for sheet in map(book.sheet_by_index, range(book.nsheets)):
            if sheet.visibility:
                hidden.append(sheet.name)
            else:
                grid = Grid(source.name, sheet.name, room)
                fill(grid, book, sheet)
                sheets += grid.sheets()
    return noted(sheets, hidden)


def fill(grid: Grid, book: Any, sheet: Any) -> None:
    """Put every cell of a worksheet into its grid."""
    for at in range(sheet.nrows):
        grid.begin(at + 1)
        for column, cell in enumerate(sheet.row(at)):
            text = cell_text(grid, book, column, cell)
            runs = sheet.rich_text_runlist_map.get((at, column), ())
            if text:
                grid.put(column, drawn(book, text, runs) if runs else text)
                if font_of(book, cell).struck_out:
                    grid.strike(column)
        grid.end(hidden=at in sheet.rowinfo_map and bool(sheet.rowinfo_map[at].hidden))
    for at, column in sheet.colinfo_map.items():
        if column.hidden:
            grid.hide(at, at + 1)
    for first, end, column, after in sheet.merged_cells:
        grid.merge(column, first + 1, end, after - column)


def cell_text(grid: Grid, book: Any, column: int, cell: Any) -> str:
    """The text of a cell; what is wrong with it is kept in the grid."""
    from xlrd import error_text_from_code

    if cell.ctype == TEXT:
        return str(cell.value)
    if cell.ctype == TRUTH:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == ERROR:
        grid.error(column, error_text_from_code.get(cell.value, f"#{cell.value}"))
    elif cell.ctype in (NUMBER, DATE):
        try:
            return shown(repr(cell.value), look_in(book, cell), bool(book.datemode))
        except ValueError as error:
            grid.no_number(column, str(cell.value), error)
    return ""


def font_of(book: Any, cell: Any) -> Any:
    """The font of a cell."""
    return book.font_list[book.xf_list[cell.xf_index].font_index]


def drawn(book: Any, text: str, runs: Sequence[tuple[int, int]]) -> str:
    """A text in several fonts as it looks; each run tells where it begins, and its font."""
    pieces = [text[: runs[0][0]]]
    for (start, number), (end, _) in pairwise([*runs, (len(text), 0)]):
        font = book.font_list[number]
        raised = font.escapement == SUPERSCRIPT
        pieces.append(as_drawn(text[start:end], raised=raised, struck=bool(font.struck_out)))
    return "".join(pieces)


def look_in(book: Any, cell: Any) -> Look:
    """How a cell shows its number."""
    format = book.format_map[book.xf_list[cell.xf_index].format_key]
    return look_of(format.format_str)
