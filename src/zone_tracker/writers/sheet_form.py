"""A form as a sheet of a workbook, laid out to be printed and signed.

Above the title who reports to whom, below the table what does not come out and who signs; the
table in lines, its head on every page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, groupby, zip_longest
from typing import TYPE_CHECKING, Any

from zone_tracker.model import Column, Form, Message, Report, Table
from zone_tracker.writers.cells import Screen, human_columns, human_text
from zone_tracker.writers.rows import is_heading

if TYPE_CHECKING:
    from zone_tracker.writers.workbook import Pages

ON_PAPER = Screen()
Looks = Mapping[str, object]
TOP: Looks = {"valign": "top", "text_wrap": True}
CENTRED: Looks = {**TOP, "align": "center"}
TITLE: Looks = {**CENTRED, "bold": True, "font_size": 13}
NOTE: Looks = {**TOP, "italic": True}
LINED: Looks = {**TOP, "border": 1}
HEADING: Looks = {**LINED, "bold": True}
HEAD: Looks = {**HEADING, "align": "center", "valign": "vcenter"}
LINE = 16
"""The height of a line, in points."""
LEAST, MOST, MANY_MOST = 6, 54, 22
"""How narrow and how wide a column is, in letters; how wide one of many."""
MANY = 10
"""So many columns are many."""
ACROSS = 112
"""A table of so many letters lies across the page."""
ROOM_TO_SIGN = 4
"""Lines left free between two signatures and the end of the sheet."""


def form_sheet(pages: Pages, report: Report) -> None:
    """Write the first table of a report as a form; what is said beside it stands below."""
    table, form = report.tables[0], report.form
    if form is None:
        raise TypeError("a report without a form has no form sheet")
    paper = Paper(pages, table, form)
    paper.opening(form, report.header)
    paper.head()
    paper.body()
    paper.foot(form, [*table.notes, *report.notes])


class Paper:
    """One sheet, written from above; `at` is the row that comes next."""

    def __init__(self, pages: Pages, table: Table, form: Form) -> None:
        self.pages = pages
        self.sheet: Any = pages.sheet(form.left[0])
        places = human_columns(table, ON_PAPER)
        self.columns: list[Column] = [table.columns[place] for place in places]
        self.rows = [[row[place] for place in places] for row in table.rows]
        self.widths = self.fitted()
        self.at = 0
        for place, width in enumerate(self.widths):
            self.sheet.set_column(place, place, width)
        self.sheet.set_paper(9)
        if sum(self.widths) > ACROSS:
            self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.center_horizontally()
        self.sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)

    def fitted(self) -> list[int]:
        """How wide the columns are: as what stands in them, words of the head whole."""
        widths, most = [], MOST if len(self.columns) < MANY else MANY_MOST
        for place, column in enumerate(self.columns):
            texts = [self.said(row[place]) for row in self.rows if not is_heading(row)]
            words = self.said(column.label).split()
            needed = max(map(len, [*texts, *words]), default=0) + 2
            widths.append(max(LEAST, min(most, needed)))
        return widths

    def said(self, value: object) -> str:
        """A value in words."""
        return human_text(value, self.pages.lang, ON_PAPER)

    def last(self) -> int:
        """The last column."""
        return len(self.columns) - 1

    def middle(self) -> int:
        """The last column of the left half."""
        half = sum(self.widths) / 2
        sums = list(accumulate(self.widths))
        return min(range(max(1, self.last())), key=lambda place: abs(sums[place] - half))

    def across(self, first: int, last: int, value: object, looks: Looks, down: int = 0) -> int:
        """Write a value over columns and `down` more rows; how many lines it takes."""
        if last > first or down:
            style = self.pages.style(looks)
            self.sheet.merge_range(self.at, first, self.at + down, last, "", style)
        text = self.pages.text(self.sheet, self.at, first, value, looks)
        return lines_of(text, sum(self.widths[first : last + 1]))

    def next(self, lines: int = 1) -> None:
        """Go on, with room for so many lines in this row."""
        self.sheet.set_row(self.at, LINE * max(1, lines))
        self.at += 1

    def opening(self, form: Form, header: Sequence[Message]) -> None:
        """Who reports to whom, and the title."""
        middle = self.middle()
        for left, right in zip_longest(form.left, form.right, fillvalue=""):
            lines = self.across(0, middle, left, CENTRED)
            self.next(max(lines, self.across(middle + 1, self.last(), right, CENTRED)))
        self.next()
        for place, line in enumerate(header):
            self.next(self.across(0, self.last(), line, CENTRED if place else TITLE))
        self.next()

    def head(self) -> None:
        """The head of the table, in two rows where columns stand under one heading."""
        first, down = self.at, int(any(column.group for column in self.columns))
        place, lines, below = 0, 1, 1
        for group, members in groupby(self.columns, key=lambda column: column.group):
            labels = [column.label for column in members]
            if group:
                lines = max(lines, self.across(place, place + len(labels) - 1, group, HEAD))
            for at, label in enumerate(labels, place):
                self.at = first + (down if group else 0)
                taken = self.across(at, at, label, HEAD, 0 if group else down)
                below = max(below, taken)
            self.at = first
            place += len(labels)
        if down:
            self.next(lines)
        self.next(below)
        self.sheet.repeat_rows(first, self.at - 1)
        self.sheet.freeze_panes(self.at, 0)

    def body(self) -> None:
        """The rows of the table; what is unknown is a dash."""
        for row in self.rows:
            if is_heading(row):
                self.across(0, 0, row[0], HEADING)
                self.next(self.across(1, self.last(), row[1], HEADING))
                continue
            lines = 1
            for place, (value, column) in enumerate(zip(row, self.columns, strict=True)):
                told = self.cell(place, value, column)
                lines = max(lines, lines_of(told, self.widths[place]))
            self.next(lines)

    def cell(self, place: int, value: object, column: Column) -> str:
        """One cell; how it looks."""
        if value is None:
            looks = {**LINED, "align": "right"} if column.right else LINED
            return self.pages.text(self.sheet, self.at, place, value, looks)
        return self.pages.cell(self.sheet, self.at, place, value, column, LINED)

    def foot(self, form: Form, notes: Iterable[Message]) -> None:
        """What is said below the table, and who signs."""
        self.next()
        for note in notes:
            self.next(self.across(0, self.last(), note, NOTE))
        self.next()
        blocks = form.signatures
        ends = [round((self.last() + 1) * (n + 1) / len(blocks)) - 1 for n in range(len(blocks))]
        if len(blocks) == 2:
            ends[0] = self.middle()
        most = max(map(len, blocks), default=0)
        for line in range(most):
            first, lines = 0, 1
            for block, end in zip(blocks, ends, strict=True):
                above = most - len(block)  # blocks stand level at the foot
                told = block[line - above] if line >= above else ""
                lines = max(lines, self.across(first, end, told, CENTRED))
                first = end + 1
            self.next(lines)
        self.sheet.print_area(0, 0, self.at + ROOM_TO_SIGN, self.last())


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column, words kept whole."""
    room = width * 11 // 10  # letters are narrower than the digits that widths are counted in
    lines, taken = 1, 0
    for word in text.split():
        if taken and taken + 1 + len(word) > room:
            lines, taken = lines + 1, len(word)
        else:
            taken += len(word) + bool(taken)
        lines += max(0, len(word) - 1) // room
    return lines
