"""Workbooks as offices make them, the same in .xlsx, .xls and .ods: merged cells, numbers, days."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from html import escape
from typing import Any, Final, NamedTuple

from files import ods_of, old_workbook, table, workbook

Cell = str | int | float | date | None


class Page(NamedTuple):
    """A worksheet: its cells row by row, the ranges merged, as in `B3:D3`, and cells struck out."""

    name: str
    rows: Sequence[Sequence[Cell]]
    merged: Sequence[str] = ()
    struck: Sequence[str] = ()

    def strikes(self, row: int, column: int) -> bool:
        """Whether a cell, counted from 0, is struck out."""
        return f"{chr(ord('A') + column)}{row + 1}" in self.struck


class Range(NamedTuple):
    """The corners of a merged range, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


def range_of(text: str) -> Range:
    """The range that a spreadsheet calls so, columns A to Z."""
    (left, top), (right, bottom) = re.findall(r"([A-Z])([0-9]+)", text)
    return Range(int(top) - 1, ord(left) - ord("A"), int(bottom) - 1, ord(right) - ord("A"))


def merges(page: Page) -> dict[tuple[int, int], Range]:
    """The merged ranges by their first cell."""
    return {(each.top, each.left): each for each in map(range_of, page.merged)}


def covered(page: Page) -> set[tuple[int, int]]:
    """The cells of merged ranges but the first of each."""
    return {
        (row, column)
        for (top, left), each in merges(page).items()
        for row in range(each.top, each.bottom + 1)
        for column in range(each.left, each.right + 1)
        if (row, column) != (top, left)
    }


def new_book(*pages: Page) -> bytes:
    """The workbook of Excel."""

    def fill(book: Any) -> None:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        line = book.add_format({"font_strikeout": True})
        for page in pages:
            sheet = book.add_worksheet(page.name)
            wide, hidden = merges(page), covered(page)
            for row, cells in enumerate(page.rows):
                for column, cell in enumerate(cells):
                    if (row, column) in wide:
                        sheet.merge_range(*wide[row, column], cell)
                    elif page.strikes(row, column):
                        sheet.write(row, column, cell, line)
                    elif isinstance(cell, date):
                        sheet.write_datetime(row, column, cell, day)
                    elif isinstance(cell, str) and cell:
                        sheet.write_string(row, column, cell)
                    elif cell is not None and (row, column) not in hidden:
                        sheet.write(row, column, cell)

    return workbook(fill)


def old_book(*pages: Page) -> bytes:
    """The workbook of Excel 97."""
    import xlwt

    def fill(book: Any) -> None:
        day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
        line = xlwt.easyxf("font: struck_out on")
        for page in pages:
            sheet = book.add_sheet(page.name)
            wide, hidden = merges(page), covered(page)
            for row, cells in enumerate(page.rows):
                for column, cell in enumerate(cells):
                    if (row, column) in wide:
                        top, left, bottom, right = wide[row, column]
                        sheet.write_merge(top, bottom, left, right, cell)
                    elif page.strikes(row, column):
                        sheet.write(row, column, cell, line)
                    elif isinstance(cell, date):
                        sheet.write(row, column, cell, day)
                    elif cell not in (None, "") and (row, column) not in hidden:
                        sheet.write(row, column, cell)

    return old_workbook(fill)


DRAWN: Final = "".join(
    f'<style:style style:name="{name}"><style:text-properties {told}/></style:style>'
    for name, told in (
        ("struck", 'style:text-line-through-style="solid"'),
        ("raised", 'style:text-position="super 58%"'),
        ("plain", 'style:text-line-through-style="none"'),
    )
)
"""Styles of a document of LibreOffice."""


def open_book(*pages: Page) -> bytes:
    """The workbook of LibreOffice."""
    return ods_of("".join(table(open_rows(page), page.name) for page in pages), DRAWN)


def open_rows(page: Page) -> str:
    """The rows of a page."""
    wide, hidden = merges(page), covered(page)
    rows = []
    for row, cells in enumerate(page.rows):
        told = [
            "<table:covered-table-cell/>"
            if (row, column) in hidden
            else open_cell(cell, wide.get((row, column)), struck=page.strikes(row, column))
            for column, cell in enumerate(cells)
        ]
        rows.append(f"<table:table-row>{''.join(told)}</table:table-row>")
    return "".join(rows)


def open_cell(cell: Cell, wide: Range | None, *, struck: bool) -> str:
    """One cell; a merged one says how far it spans."""
    spans = ' table:style-name="struck"' if struck else ""
    if wide is not None:
        columns, rows = wide.right - wide.left + 1, wide.bottom - wide.top + 1
        spans = f' table:number-columns-spanned="{columns}" table:number-rows-spanned="{rows}"'
    if cell in (None, ""):
        return f"<table:table-cell{spans}/>"
    if isinstance(cell, date):
        value = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    elif isinstance(cell, str):
        value = 'office:value-type="string"'
    else:
        value = f'office:value-type="float" office:value="{cell!r}"'
    shown = escape(str(cell)).replace("\n", "</text:p><text:p>")
    return f"<table:table-cell{spans} {value}><text:p>{shown}</text:p></table:table-cell>"


BOOKS: Final[dict[str, Callable[..., bytes]]] = {
    "xlsx": new_book,
    "xls": old_book,
    "ods": open_book,
}
"""How a workbook of each format is made of pages."""
