"""ODS, the workbook of LibreOffice, to sheets, with the XML parser of Python."""

from __future__ import annotations

import re
from typing import Final

from zone_tracker.errors import Refused
from zone_tracker.importing.readers.cells import (
    TRUTHS,
    Grid,
    Room,
    as_drawn,
    iso_text,
    noted,
    number_text,
    percent_text,
)
from zone_tracker.importing.readers.decoding import check_for_workbook
from zone_tracker.importing.readers.safety import SMALL_PART, Archive, opened
from zone_tracker.importing.sheets import Exact, Input, Sheet

CONTENT: Final = "content.xml"
MANIFEST: Final = "META-INF/manifest.xml"
ASIDE: Final = ("office:annotation", "draw:frame", "draw:custom-shape", "table:shapes")
"""What hangs at a cell and is not its text."""
COVERED: Final = "table:covered-table-cell"
CELLS: Final = ("table:table-cell", COVERED)
COLUMNS_REPEATED: Final = "table:number-columns-repeated"
VISIBILITY: Final = "table:visibility"
UNSEEN: Final = ("collapse", "filter")
"""Hidden, or left out by a filter."""
SIGNS: Final = {"text:s": " ", "text:tab": "\t", "text:line-break": "\n"}
SPACES: Final = re.compile("[ \t\r\n]+")
ERRORS: Final = re.compile(r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)|Err:\d{3}")
MOST_SPACES: Final = 100
"""So many spaces may one tag stand for."""


def read_ods(source: Input, encoding: str | None = None) -> list[Sheet]:
    """Every sheet that is not hidden and holds anything; a note names the hidden ones."""
    check_for_workbook(source, encoding)
    with opened(source, "ods") as archive:
        refuse_password(archive)
        tables = Tables(source.name)
        archive.parse(CONTENT, tables.start, tables.end, tables.text)
        sheets = [sheet for grid in tables.grids for sheet in grid.sheets()]
        return noted(sheets, tables.hidden)


def refuse_password(archive: Archive) -> None:
    """Refuse a workbook whose parts are encrypted."""
    found: list[str] = []

    def start(name: str, _: dict[str, str]) -> None:
        found.append(name) if name.endswith(":encryption-data") else None

    if MANIFEST in archive:
        archive.parse(MANIFEST, start, most=SMALL_PART)
    if found:
        raise Refused("file.password", path=archive.source.name)


class Tables:
    """Reads the tables of a document into grids; the parser calls `start`, `text` and `end`."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.room = Room()
        self.grids: list[Grid] = []
        self.hidden: list[str] = []
        self.style = ""
        self.hiding: set[str] = set()
        self.striking: set[str] = set()
        self.raising: set[str] = set()
        self.spans: list[str] = []
        self.grid: Grid | None = None
        self.depth = self.aside = 0
        self.times = 1
        self.is_hidden = False
        self.columns = 0
        self.column = 0
        self.cell: dict[str, str] | None = None
        self.paragraphs: list[str] = []
        self.pieces: list[str] | None = None

    def start(self, name: str, told: dict[str, str]) -> None:
        """Take note of an element that begins."""
        if name == "table:table":
            self.depth += 1
            if self.depth == 1:
                self.begin(told)
        elif name == "style:style":
            self.style = told.get("style:name", "")
        elif name == "style:text-properties":
            self.draw(told)
        elif name == "style:table-properties":
            if told.get("table:display") == "false":
                self.hiding.add(self.style)
        elif name in ASIDE:
            self.aside += 1
        elif self.grid is not None and self.depth == 1 and not self.aside:
            self.start_inside(self.grid, name, told)

    def draw(self, told: dict[str, str]) -> None:
        """Take note of a style that strikes out or raises what has it."""
        if told.get("style:text-line-through-style", "none") != "none":
            self.striking.add(self.style)
        if told.get("style:text-position", "").startswith("super"):
            self.raising.add(self.style)

    def begin(self, told: dict[str, str]) -> None:
        """Begin a table; one without a name is a copy of data from elsewhere."""
        name = told.get("table:name")
        if name is None:
            return
        if told.get("table:style-name") in self.hiding:
            self.hidden.append(name)
            return
        self.grid = Grid(self.file, name, self.room)
        self.columns = 0

    def start_inside(self, grid: Grid, name: str, told: dict[str, str]) -> None:
        """Take note of an element that begins in a table."""
        if name in CELLS:
            self.cell = told
            self.paragraphs = []
        elif name == "table:table-row":
            self.times = repeats(told, "table:number-rows-repeated")
            self.is_hidden = told.get(VISIBILITY) in UNSEEN
            self.column = 0
            grid.begin(grid.line + 1)
        elif name == "table:table-column":
            first, self.columns = self.columns, self.columns + repeats(told, COLUMNS_REPEATED)
            if told.get(VISIBILITY) in UNSEEN:
                grid.hide(first, self.columns)
        elif name == "text:p" and self.cell is not None:
            self.pieces = []
        elif name == "text:span":
            self.spans.append(told.get("text:style-name", ""))
        elif self.pieces is not None and name in SIGNS:
            self.pieces.append(SIGNS[name] * min(int(told.get("text:c", "1")), MOST_SPACES))

    def text(self, piece: str) -> None:
        """Take a piece of the text of a cell; how it is broken into lines means nothing."""
        if self.pieces is not None and not self.aside:
            piece = SPACES.sub(" ", piece)
            if self.spans:
                struck, raised = (
                    not styles.isdisjoint(self.spans) for styles in (self.striking, self.raising)
                )
                piece = as_drawn(piece, raised=raised, struck=struck)
            at_start = not self.pieces or self.pieces[-1].endswith(" ")
            self.pieces.append(piece.removeprefix(" ") if at_start else piece)

    def end(self, name: str) -> None:
        """Take note of an element that ends."""
        if name == "table:table":
            self.depth -= 1
            if self.depth == 0 and self.grid is not None:
                self.grids.append(self.grid)
                self.grid = None
        elif name in ASIDE:
            self.aside -= 1
        elif self.grid is not None and self.depth == 1 and not self.aside:
            self.end_inside(self.grid, name)

    def end_inside(self, grid: Grid, name: str) -> None:
        """Take note of an element that ends in a table."""
        if name in CELLS and self.cell is not None:
            times = repeats(self.cell, COLUMNS_REPEATED)
            text = cell_text(grid, self.column, self.cell, "\n".join(self.paragraphs))
            if text and name != COVERED:
                for number in range(times):
                    grid.put(self.column + number, text)
                if self.cell.get("table:style-name") in self.striking:
                    grid.strike(self.column)
                rows = repeats(self.cell, "table:number-rows-spanned")
                width = repeats(self.cell, "table:number-columns-spanned")
                grid.merge(self.column, grid.line, grid.line + rows - 1, width)
            self.column += times
            self.cell = None
        elif name == "table:table-row":
            grid.end(self.times, hidden=self.is_hidden)
        elif name == "text:span":
            self.spans.pop()
        elif name == "text:p" and self.pieces is not None:
            self.paragraphs.append("".join(self.pieces))
            self.pieces = None


def repeats(told: dict[str, str], name: str) -> int:
    """How many times a row or a cell stands there."""
    times = int(told.get(name, "1"))
    if times < 1:
        raise ValueError(times)
    return times


def cell_text(grid: Grid, column: int, told: dict[str, str], text: str) -> str:
    """The text of a cell, shown as `text`; what is wrong with it is kept in the grid."""
    kind = told.get("office:value-type")
    formula = "table:formula" in told
    if told.get("calcext:value-type") == "error" or (formula and ERRORS.fullmatch(text)):
        grid.error(column, text)
        return ""
    if formula and kind is None and not text:
        grid.without_value(column)
        return ""
    try:
        return value_text(kind, told, text)
    except ValueError as error:
        grid.no_number(column, told.get("office:value", text), error)
        return ""


def value_text(kind: str | None, told: dict[str, str], text: str) -> str:
    """The value of a cell; KeyError or ValueError where it is damaged."""
    if kind in ("float", "currency"):
        return number_text(told["office:value"])
    if kind == "percentage":
        return percent_text(told["office:value"])
    if kind == "date":
        return as_shown(iso_text(told["office:date-value"]), text)
    if kind == "boolean":
        return TRUTHS[told["office:boolean-value"]]
    return told.get("office:string-value", text)


def as_shown(day: str, text: str) -> str:
    """A day as far as its cell shows it: of `03/2024` the month, of `2024` the year."""
    numbers = [int(number) for number in re.findall("[0-9]{1,4}", text)]
    year, month = int(day[:4]), int(day[5:7])
    if not isinstance(day, Exact) or year not in numbers:
        return day
    if sorted(numbers) == sorted((month, year)):
        return Exact(day[:7])
    return Exact(day[:4]) if numbers == [year] and text.strip().isdecimal() else day
