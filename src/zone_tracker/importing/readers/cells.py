"""The cells of a worksheet as text: numbers exactly as shown, days as ISO days, errors refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal

from zone_tracker.errors import Problems, Refused
from zone_tracker.importing.sheets import Exact, Merged, Sheet, letters_of
from zone_tracker.model import LISTS_SHEET, Message, Problem, place_of
from zone_tracker.vietnamese.text import excerpt

MOST_CELLS: Final = 2_000_000
"""Of a workbook, which is held in memory: some 250 MB. CSV and JSON Lines have no such limit."""
MOST_COLUMNS: Final = 1_000
"""No register is wider; a cell out there was left by a slip of the hand."""
MOST_PROBLEMS: Final = 10_000
"""A file with more of them is refused: they would help nobody and fill the memory."""
NO_VALUE: Final = "=?"
"""What stands for a formula that came to nothing: a row is not empty for it."""

Moment = Literal["day", "month", "year", "time"]
Look = Literal["number", "percent"] | Moment | tuple[int, str]
"""How a cell shows its number; a tuple: by how many thousands it is divided, and the words around
the number, which stands at {}.
"""

FORMAT_PIECE: Final = re.compile(r'"[^"]*"?|\\.|\[[^\]]*\]?|_.|\*.|General|.', re.DOTALL)
"""A word, a sign or a digit of a number format."""
CURRENCY: Final = ("đ", "vnd", "vnđ", "đồng")
"""What a format of money has in Vietnam, whatever the unit that its column names."""

KEPT: Final = 10**15
"""Up to here a spreadsheet keeps every digit of a whole number; what it adds beyond is lost."""
FINITE: Final = 1e300
"""Larger numbers, and infinity, are told as none."""
ISO: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(?:\.\d+)?)?Z?", re.ASCII)
LAST_SERIAL: Final = 2_958_465  # 9999-12-31
OF_1904: Final = 1_462
"""Days between the two calendars of Excel, of 1900 and of 1904."""
FIRST_REAL: Final = 61
"""The first serial number after 29 February 1900, a day that only Excel knows."""
YEARS: Final = range(1980, 2071)
"""A year typed into a cell of dates, which is shown as a day of 1905."""
LAST_ROW: Final = 1 << 20
TRUTHS: Final = {"1": "TRUE", "0": "FALSE", "true": "TRUE", "false": "FALSE"}
RAISED: Final = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")
STROKE: Final = "\u0336"
"""Strikes out the letter before it."""
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LOOKS: Final[dict[int, Look]] = {
    **dict.fromkeys((9, 10), "percent"),
    **dict.fromkeys((14, 15, 16, 22, *range(27, 37), *range(50, 59)), "day"),
    **dict.fromkeys((18, 19, 20, 21, 45, 46, 47), "time"),
    17: "month",
}
"""The formats that Excel knows by number alone."""


# --- One cell ---


class TooLong(ValueError):
    """A number with more digits than its cell shows."""


def number_text(stored: str) -> Exact:
    """A stored number as its cell shows it: at most 15 digits, decimal comma, no exponent.

    Raises ValueError for what is no number, TooLong for one that this would round.
    """
    text = shortest(stored)
    return Exact((plain(Decimal(text)) if "e" in text else text).replace(".", ","))


def percent_text(stored: str) -> Exact:
    """A stored share as its cell shows it: 0.129 as `12,9%`."""
    return Exact(plain(Decimal(shortest(stored)).scaleb(2)).replace(".", ",") + "%")


def shortest(stored: str) -> str:
    """The number without what is beyond the 15 digits that Excel keeps and shows.

    Decimals beyond are the noise of a computation; whole numbers beyond raise TooLong.
    """
    number = float(stored)
    # Python takes `1_000` and digits of other scripts for numbers; spreadsheets write neither
    if not -FINITE < number < FINITE or "_" in stored or not stored.isascii():
        raise ValueError(stored)
    text = format(number or 0.0, ".15g")  # `or`: there is no minus zero
    if abs(number) >= KEPT and Decimal(stored) != Decimal(text):
        raise TooLong(stored)
    return text


def plain(number: Decimal) -> str:
    """All digits written out."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=1 << 14)
def moment_text(serial: float, look: Moment, since_1904: bool) -> str:
    """The day, month or year that a date cell shows; with a time of day, that too.

    A time alone comes as `10:30:00`. Raises ValueError for a number that is no date.
    """
    seconds = round(serial * 86_400)
    days, rest = divmod(seconds, 86_400)
    if since_1904:
        days += OF_1904
    if not 0 <= days <= LAST_SERIAL or (serial in YEARS and look != "time"):
        raise ValueError(serial)
    if look == "time" or days == 0:
        return clock(seconds)
    if days == FIRST_REAL - 1:
        raise ValueError(serial)
    day = date(1899, 12, 31 if days < FIRST_REAL else 30) + timedelta(days)
    if rest:
        return f"{day.isoformat()} {clock(rest)}"
    return Exact(day.isoformat()[: {"month": 7, "year": 4}.get(look, 10)])


def shown(stored: str, look: Look, since_1904: bool) -> str:
    """A stored number the way its cell shows it; raises ValueError for what is none."""
    if look == "number":
        return number_text(stored)
    if isinstance(look, tuple):
        number = Decimal(shortest(stored)).scaleb(-3 * look[0])
        return Exact(look[1].replace("{}", plain(number).replace(".", ",")))
    if look == "percent":
        return percent_text(stored)
    return moment_text(float(shortest(stored)), look, since_1904)


def clock(seconds: int) -> str:
    """Hours, minutes and seconds."""
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def iso_text(stored: str) -> str:
    """A moment stored as text: its day when that is all, else day and time.

    Raises ValueError for what is none.
    """
    found = ISO.fullmatch(stored)
    if found is None:
        raise ValueError(stored)
    day = date.fromisoformat(found[1]).isoformat()
    return Exact(day) if found[2] in (None, "00:00:00") else f"{day} {found[2]}"


@lru_cache(maxsize=1024)
def look_of(code: str) -> Look:
    """What a number format makes of a number: `dd/mm/yyyy`, `0.0%`, `#,##0 "đ"`."""
    first = code.partition(";")[0].lower()
    elapsed = re.search(r"\[(?:h+|m+|s+)\]", first)
    bare = re.sub(r'"[^"]*"?|\\.|\[[^\]]*\]?|_.|\*.', "", first)
    if "%" in bare:
        return "percent"
    if "d" in bare:
        return "day"
    if elapsed or "h" in bare or "s" in bare:
        return "day" if "y" in bare else "time"
    if "m" in bare:
        return "month"
    return "year" if "y" in bare else worded(code.partition(";")[0])


def worded(code: str) -> Look:
    """What a format of numbers shows beside the digits: `#,##0 "m2"`, or millions by `#,##0,,`.

    A sign of a currency says no more than that it is money.
    """
    pieces = FORMAT_PIECE.findall(code)
    bare = "".join(piece for piece in pieces if len(piece) == 1 and piece in "0#?,.")
    thousands = len(bare) - len(bare.rstrip(","))
    said = "".join(map(literal, pieces))
    before, after = telling(said.partition("{}")[0]), telling(said.rpartition("{}")[2])
    if not thousands and not before and not after:
        return "number"
    return thousands, f"{before} {{}} {after}".strip()


def telling(words: str) -> str:
    """What stands beside the digits, where it says something of them."""
    said = words.strip()
    return "" if said.lower() in CURRENCY or not any(map(str.isalpha, said)) else said


def literal(piece: str) -> str:
    """What a piece of a format shows: its words, or {} for digits."""
    if piece[0] == '"':
        return piece.strip('"')
    if piece[0] == "\\":
        return piece[1:]
    if piece.startswith("[$"):
        return piece[2:].rstrip("]").partition("-")[0]
    if piece[0] in "_*":
        return " "
    return "{}" if piece in "0#?" else piece if piece == " " else ""


# --- One piece of a text ---


def as_drawn(piece: str, *, raised: bool, struck: bool) -> str:
    """A piece of a text as it looks: raised digits raised, struck letters struck.

    So a footnote's number does not join the number before it, and "m2" is m² all the same.
    """
    if raised:
        piece = piece.translate(RAISED)
    return "".join(f"{letter}{STROKE}" for letter in piece) if struck else piece


# --- Places and names ---


@lru_cache(maxsize=1 << 15)
def column_of(letters: str) -> int:
    """The column with these letters, counted from 0; ValueError for what is none."""
    column = 0
    for letter in letters.upper():
        column = column * 26 + LETTERS.index(letter) + 1
    if not 0 < column <= 1 << 14:
        raise ValueError(letters)
    return column - 1


def noted(sheets: list[Sheet], hidden: list[str]) -> list[Sheet]:
    """The sheets, the first with a note that names those left out because they are hidden."""
    told = [name for name in hidden if name != LISTS_SHEET]
    if told and sheets:
        note = Message("note.hidden", {"sheets": told})
        sheets[0] = sheets[0]._replace(notes=(*sheets[0].notes, note))
    return sheets


# --- A worksheet ---


class Room:
    """How many cells of a workbook are held already."""

    def __init__(self) -> None:
        self.taken = 0


class Grid:
    """A worksheet as it is read row by row, with what is wrong with its cells.

    Rows that hold nothing are left out, and so is what is empty at the right of all of them.
    """

    def __init__(self, file: str, name: str, room: Room) -> None:
        self.file = file
        self.name = name
        self.room = room
        self.line = 0
        self.row: list[str] = []
        self.rows: list[tuple[int, list[str]]] = []
        self.width = self.cells = 0
        self.merged: list[tuple[int, int, int, int]] = []
        self.hidden_rows = 0
        self.hidden_columns: set[int] = set()
        self.problems: list[Problem] = []

    def begin(self, line: int) -> None:
        """Go to a row, which must stand below the one before."""
        if line <= self.line:
            raise ValueError(line)
        self.line = line
        self.row = []

    def put(self, column: int, text: str) -> None:
        """Put a text in a column, counted from 0, of the present row."""
        row = self.row
        if column >= MOST_COLUMNS:
            if not text.isspace():
                self.refuse_width(column)
        elif column < len(row):
            row[column] = text
        else:
            while len(row) < column:
                row.append("")
            row.append(text)

    def end(self, times: int = 1, *, hidden: bool = False) -> None:
        """Keep the present row, and as many more of the same as it stands for."""
        row = self.row
        used = len(row)
        while used and (not row[used - 1] or row[used - 1].isspace()):
            used -= 1
        if used:
            if self.line + times - 1 > LAST_ROW:
                raise ValueError(self.line)
            self.width = max(self.width, used)
            self.take_room((len(self.rows) + times) * self.width)
            self.rows.extend((self.line + number, row) for number in range(times))
            self.hidden_rows += times if hidden else 0
        self.line += times - 1

    def hide(self, first: int, end: int) -> None:
        """Take note that the columns from `first` to the one before `end` are hidden."""
        self.hidden_columns.update(range(max(first, 0), min(end, MOST_COLUMNS)))

    def merge(self, column: int, first: int, last: int, width: int = 1) -> None:
        """Take note that so many columns are one, and the rows of them from one to another."""
        if (first < last or width > 1) and column < MOST_COLUMNS:
            self.merged.append((column, first, last, min(width, MOST_COLUMNS - column)))

    def take_room(self, cells: int) -> None:
        """Take note that the sheet comes to so many cells; refuse it where that is too many."""
        self.room.taken += cells - self.cells
        self.cells = cells
        if self.room.taken > MOST_CELLS:
            place = place_of(self.file, self.name)
            raise Refused("sheet.too-large", path=place, most=MOST_CELLS)

    def unread(self, column: int, value: str, reason: Message) -> None:
        """Keep what is wrong with a cell, whose reason names it."""
        self.put(column, value or NO_VALUE)
        place = (self.file, self.name)
        self.problems.append(Problem(self.line, None, excerpt(value), reason, *place))
        if len(self.problems) > MOST_PROBLEMS:
            raise Problems("import.refused", self.problems, path=self.file)

    def named(self, column: int) -> str:
        """A cell of the present row as Excel names it."""
        return f"{letters_of(column)}{self.line}"

    def strike(self, column: int) -> None:
        """Keep that a cell is struck out as a whole; the first of a row speaks for the others."""
        known = self.problems[-1] if self.problems else None
        if not (known and known.line == self.line and known.reason.key == "cell.struck"):
            self.unread(
                column, self.row[column], Message("cell.struck", {"cell": self.named(column)})
            )

    def error(self, column: int, value: str) -> None:
        """Keep that a cell holds an error of the spreadsheet."""
        told = {"cell": self.named(column), "value": excerpt(value)}
        self.unread(column, value, Message("cell.error", told))

    def without_value(self, column: int) -> None:
        """Keep that a cell holds a formula and nothing that it came to."""
        self.unread(column, "", Message("cell.formula", {"cell": self.named(column)}))

    def no_number(self, column: int, value: str, error: ValueError) -> None:
        """Keep that a cell holds as number or date what is none, or is too long for one."""
        is_long = isinstance(error, TooLong)
        key = "cell.long" if is_long else "cell.number"
        shown = excerpt(plain(Decimal(value)) if is_long else value)
        told = {"cell": self.named(column), "value": shown}
        self.unread(column, value, Message(key, told))

    def refuse_width(self, column: int) -> None:
        """Refuse a sheet for a cell far to the right."""
        raise Refused(
            "sheet.too-wide",
            path=place_of(self.file, self.name),
            cell=self.named(column),
            most=MOST_COLUMNS,
        )

    def sheets(self, *notes: Message) -> list[Sheet]:
        """The sheet, all its rows of one width; none when it holds nothing at all."""
        if not self.rows:
            return []
        for at, (line, row) in enumerate(self.rows):
            if len(row) != self.width:
                self.rows[at] = line, row[: self.width] + [""] * (self.width - len(row))
        merged, unread = tuple(self.spanning()), tuple(self.problems)
        told = (*notes, *self.notes_on_hidden())
        return [Sheet(self.file, self.name, self.told, told, merged, unread)]

    def notes_on_hidden(self) -> Iterator[Message]:
        """That hidden rows and columns were read like all others, where there are any."""
        columns = [letters_of(at) for at in sorted(self.hidden_columns) if at < self.width]
        if self.hidden_rows:
            yield Message("note.hidden-rows", {"rows": str(self.hidden_rows)})
        if columns:
            yield Message("note.hidden-columns", {"columns": columns})

    def spanning(self) -> Iterator[Merged]:
        """The merged cells that hold anything; raises Refused where they come to too much."""
        held = dict(self.rows) if self.merged else {}
        end = self.rows[-1][0] if self.rows else 0
        covered = self.cells
        for column, first, last, width in self.merged:
            row = held.get(first, [])
            text = row[column] if column < len(row) else ""
            if text and not text.isspace():
                covered += min(last, end) - first
                self.take_room(covered)
                yield Merged(column, first, min(last, end), text, width)

    def told(self) -> Iterator[tuple[int, list[str]]]:
        """The rows as they stand."""
        return ((line, list(row)) for line, row in self.rows)
