"""XLSX and XLSM to sheets, part by part with the XML parser of Python; no macro is ever run.

Not with calamine, which blanks error cells and formulas without a value in silence, does not
tell 35% from 0.35, and whose every panic ends the process: a promise not to guess needs more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from zone_tracker.importing.readers.cells import (
    LETTERS,
    LOOKS,
    TRUTHS,
    Grid,
    Look,
    Room,
    as_drawn,
    column_of,
    iso_text,
    look_of,
    noted,
    shown,
)
from zone_tracker.importing.readers.decoding import check_for_workbook
from zone_tracker.importing.readers.safety import SMALL_PART, Archive, opened
from zone_tracker.importing.sheets import Input, Sheet

DIGITS: Final = "0123456789"
TRUE: Final = ("1", "true")
ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
"""How XLSX writes characters that XML cannot hold."""

LISTS: Final = ("numFmts", "fonts", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
"""The lists in a part of styles; formats and styles stand in several of them."""

Element = tuple[str, dict[str, str]]


class LocalNames(dict[str, str]):
    """Names of XML without their prefix; each is taken apart once."""

    def __missing__(self, name: str) -> str:
        """The part after the colon."""
        self[name] = name.rpartition(":")[2]
        return self[name]


class Runs:
    """How the runs of a rich text are shown, one after the other."""

    def __init__(self) -> None:
        self.raised = self.struck = self.spoken = False

    def start(self, kind: str, told: dict[str, str]) -> None:
        """Take note of an element that begins."""
        if kind == "rPh":  # how East Asian signs are spoken: beside the text, not in it
            self.spoken = True
        elif kind == "r":
            self.raised = self.struck = False
        elif kind == "vertAlign":
            self.raised = told.get("val") == "superscript"
        elif kind == "strike":
            self.struck = told.get("val", "1") in TRUE

    def end(self, kind: str) -> None:
        """Take note of an element that ends."""
        if kind == "rPh":
            self.spoken = False

    def shown(self, piece: str) -> str:
        """A piece of the text of the present run."""
        return as_drawn(piece, raised=self.raised, struck=self.struck)


class Book(NamedTuple):
    """What the cells of all worksheets refer to, by number, as they write it."""

    strings: dict[str, str]
    looks: dict[str, Look]
    struck: frozenset[str]
    since_1904: bool


def read_xlsx(source: Input, encoding: str | None = None) -> list[Sheet]:
    """Every worksheet that is not hidden and holds anything; a note names the hidden ones."""
    check_for_workbook(source, encoding)
    with opened(source, "xlsx") as archive:
        home = workbook_part(archive)
        parts = dict(related(archive, home))
        by_kind = dict(parts.values())
        described = elements(archive, home, "sheet", "workbookPr")
        book = Book(
            strings_of(archive, by_kind.get("sharedStrings")),
            *looks_of(archive, by_kind.get("styles")),
            is_since_1904(described),
        )
        room = Room()
        sheets: list[Sheet] = []
        hidden: list[str] = []
        for name, link, is_hidden in listed(described):
            kind, path = parts.get(link, ("", ""))
            if kind != "worksheet":
                continue  # a chart, a dialogue, a sheet of macros
            if is_hidden:
                hidden.append(name)
            else:
                cells = Cells(Grid(source.name, name, room), book)
                archive.parse(path, cells.start, cells.end, cells.text)
                sheets += cells.grid.sheets()
        return noted(sheets, hidden)


# --- The parts of a workbook ---


def elements(archive: Archive, path: str, *wanted: str) -> list[Element]:
    """The elements of a part with these names, without prefix, in the order they begin in."""
    found: list[Element] = []
    local = LocalNames()

    def start(name: str, attributes: dict[str, str]) -> None:
        if local[name] in wanted:
            found.append((local[name], attributes))

    archive.parse(path, start, most=SMALL_PART)
    return found


def workbook_part(archive: Archive) -> str:
    """The path of the part that lists the sheets."""
    links = dict(related(archive, "")) if "_rels/.rels" in archive else {}
    return next((path for kind, path in links.values() if kind == "officeDocument"), "") or (
        "xl/workbook.xml"
    )


def related(archive: Archive, home: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """What a part refers to: the name of the link, the kind and the path of the other part.

    What lies outside the file is left out.
    """
    folder, _, file = home.rpartition("/")
    path = f"{folder}/_rels/{file}.rels".lstrip("/")
    for _, told in elements(archive, path, "Relationship"):
        if told.get("TargetMode") != "External":
            kind = told["Type"].rpartition("/")[2]
            yield told["Id"], (kind, joined(folder, told["Target"].replace("\\", "/")))


def joined(folder: str, target: str) -> str:
    """The path that a link from a part in `folder` means."""
    steps = [] if target.startswith("/") else folder.split("/")
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(filter(None, steps))


def is_since_1904(described: list[Element]) -> bool:
    """Whether the days of a workbook count from 1904, as once on the Macintosh."""
    told = next((told for name, told in described if name == "workbookPr"), {})
    return told.get("date1904") in TRUE


def listed(described: list[Element]) -> Iterator[tuple[str, str, bool]]:
    """The sheets of a workbook: name, link, and whether it is hidden."""
    local = LocalNames()
    for name, told in described:
        if name == "sheet":
            link = next(value for key, value in told.items() if local[key] == "id")
            yield told["name"], link, told.get("state", "visible") != "visible"


def looks_of(archive: Archive, path: str | None) -> tuple[dict[str, Look], frozenset[str]]:
    """For each style of cells how it shows a number, and the styles that strike a cell out."""
    looks: dict[str, Look] = {"": "number"}
    own: dict[str, Look] = {}
    fonts: list[bool] = []
    struck: set[str] = set()
    inside = ""
    wanted = (*LISTS, "numFmt", "xf", "font", "strike")
    for name, told in elements(archive, path, *wanted) if path else ():
        if name in LISTS:
            inside = name
        elif name == "font" and inside == "fonts":
            fonts.append(False)
        elif name == "strike" and inside == "fonts":
            fonts[-1] = told.get("val", "1") in TRUE
        elif name == "numFmt" and inside == "numFmts":
            own[told["numFmtId"]] = look_of(told["formatCode"])
        elif name == "xf" and inside == "cellXfs":
            number, font = told.get("numFmtId", "0"), int(told.get("fontId", "0"))
            if fonts[font : font + 1] == [True]:
                struck.add(str(len(looks) - 1))
            looks[str(len(looks) - 1)] = own.get(number) or LOOKS.get(int(number), "number")
    return looks, frozenset(struck)


def strings_of(archive: Archive, path: str | None) -> dict[str, str]:
    """The texts that cells refer to by number."""
    found: dict[str, str] = {}
    pieces: list[str] = []
    local = LocalNames()
    runs = Runs()
    wanted = False

    def start(name: str, told: dict[str, str]) -> None:
        nonlocal wanted
        kind = local[name]
        runs.start("r" if kind == "si" else kind, told)
        if kind == "si":
            pieces.clear()
        wanted = kind == "t" and not runs.spoken

    def end(name: str) -> None:
        nonlocal wanted
        kind = local[name]
        wanted = False
        runs.end(kind)
        if kind == "si":
            found[str(len(found))] = unescaped("".join(pieces))

    def text(piece: str) -> None:
        if wanted:
            pieces.append(runs.shown(piece))

    if path is not None:
        archive.parse(path, start, end, text)
    return found


def unescaped(text: str) -> str:
    """The text with `_x000D_` and the like as the characters they stand for."""
    return ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), text) if "_x" in text else text


# --- The cells of a worksheet ---


class Cells:
    """Reads one worksheet into a grid; the parser calls `start`, `text` and `end`."""

    def __init__(self, grid: Grid, book: Book) -> None:
        self.grid = grid
        self.book = book
        self.local = LocalNames()
        self.columns: dict[str, int] = {}
        self.column = -1
        self.told: dict[str, str] = {}
        self.pieces: list[str] = []
        self.runs = Runs()
        self.wanted = self.formula = self.in_cell = self.is_hidden = False

    def start(self, name: str, told: dict[str, str]) -> None:
        """Take note of an element that begins."""
        tag = self.local[name]
        if tag == "v":
            self.wanted = self.in_cell
        elif tag == "c":
            self.column = self.column_at(told["r"]) if "r" in told else self.column + 1
            self.told = told
            self.pieces = []
            self.formula = False
            self.in_cell = True
            self.runs.start("r", told)
        elif tag == "t":
            self.wanted = self.in_cell and not self.runs.spoken
        elif tag == "f":
            self.formula = self.in_cell
        elif tag == "row":
            self.begin(told.get("r"))
            self.is_hidden = told.get("hidden") in TRUE
        elif tag == "col":
            if told.get("hidden") in TRUE:
                self.grid.hide(int(told["min"]) - 1, int(told["max"]))
        elif tag == "mergeCell":
            self.merge(told["ref"])
        else:
            self.runs.start(tag, told)

    def text(self, piece: str) -> None:
        """Take a piece of the text of a cell."""
        if self.wanted:
            self.pieces.append(self.runs.shown(piece))

    def end(self, name: str) -> None:
        """Take note of an element that ends."""
        tag = self.local[name]
        if tag in ("v", "t"):
            self.wanted = False
        elif tag == "c":
            self.in_cell = False
            text = self.cell()
            if text:
                self.grid.put(self.column, text)
                if self.book.struck and self.told.get("s", "") in self.book.struck:
                    self.grid.strike(self.column)
        elif tag == "row":
            self.grid.end(hidden=self.is_hidden)
        else:
            self.runs.end(tag)

    def begin(self, number: str | None) -> None:
        """Begin a row: the one that it says it is, else the next."""
        self.grid.begin(self.grid.line + 1 if number is None else int(number))
        self.column = -1

    def merge(self, reference: str) -> None:
        """Take note of merged cells, as `A5:A8`."""
        first, _, last = reference.partition(":")
        top, bottom = (int(cell.lstrip(LETTERS)) for cell in (first, last or first))
        column = self.column_at(first)
        self.grid.merge(column, top, bottom, self.column_at(last or first) - column + 1)

    def column_at(self, reference: str) -> int:
        """The column of a cell, by its name."""
        letters = reference.rstrip(DIGITS)
        if letters not in self.columns:
            self.columns[letters] = column_of(letters)
        return self.columns[letters]

    def cell(self) -> str:
        """The text of the present cell; what is wrong with it is kept in the grid."""
        value, kind = "".join(self.pieces), self.told.get("t")
        if kind in ("str", "inlineStr"):
            return unescaped(value)
        if not value:
            if self.formula:
                self.grid.without_value(self.column)
            return ""
        if kind == "s":
            return self.book.strings[value]
        return TRUTHS[value] if kind == "b" else self.number(value, kind)

    def number(self, value: str, kind: str | None) -> str:
        """The text of a number or day."""
        if kind == "e":
            self.grid.error(self.column, value)
            return ""
        look = self.book.looks[self.told.get("s", "")]
        try:
            return iso_text(value) if kind == "d" else shown(value, look, self.book.since_1904)
        except ValueError as error:
            self.grid.no_number(self.column, value, error)
            return ""
