"""Which way the numbers of a column are written: 1.234,5 or 1,234.5.

A column shows its style by numbers that can be read in one way only. Where all can be read
both ways, somebody has to say which is meant; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Final, Literal, NamedTuple

from zone_tracker.importing.sheets import Exact
from zone_tracker.model import Message, Problem
from zone_tracker.vietnamese.quantities import NumberStyle

Sign = Literal["vi", "en", "either", "none"]
Cells = list[tuple[int, str]]

SHOWN: Final = 20
"""How many cells of a column a refusal names."""
NUMBER: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)+")
GROUPED: Final = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}(?:\1[0-9]{3})*")
STYLES: Final[dict[NumberStyle, re.Pattern[str]]] = {
    "vi": re.compile(r"(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:\.[0-9]{3})+),[0-9]+"),
    "en": re.compile(r"(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)\.[0-9]+"),
}
"""Numbers with decimals."""
WORD_AFTER: Final = re.compile(r"[0-9]\s*(?!đến|tới|to |trở )(?:[^\W\d_]|[%$])", re.IGNORECASE)
BETWEEN_DIGITS: Final = re.compile(r"(?<=[0-9])[.,](?=[0-9])")
OTHER: Final = str.maketrans(".,", ",.")


class Measured(NamedTuple):
    """A column of numbers: where it stands, if it holds whole ones only, and what was said."""

    position: int
    written: str
    whole: bool = False
    said: NumberStyle | None = None


@dataclass
class Evidence:
    """What the cells of one column show: how many of each sort, and which are the first."""

    counts: dict[Sign, int] = field(default_factory=dict)
    cells: dict[Sign, Cells] = field(default_factory=dict)

    def add(self, sign: Sign, line: int, cell: str) -> None:
        """Take note of one cell."""
        self.counts[sign] = self.counts.get(sign, 0) + 1
        first = self.cells.setdefault(sign, [])
        if len(first) < SHOWN:
            first.append((line, cell))


def vietnamese(text: str) -> str:
    """A cell of an English-style column as it is written here: 1,360.668 as 1.360,668."""
    return BETWEEN_DIGITS.sub(lambda found: found[0].translate(OTHER), text)


def gather(
    rows: Iterable[tuple[int, list[str]]], columns: Iterable[Measured]
) -> dict[int, Evidence]:
    """What the cells of these columns show, by position; cells of numbers show nothing."""
    found = {column.position: Evidence() for column in columns}
    places = [(column.position, column.whole, found[column.position]) for column in columns]
    for line, cells in rows:
        for position, whole, evidence in places:
            cell = cells[position] if position < len(cells) else ""
            if ("." in cell or "," in cell) and not isinstance(cell, Exact):
                sign = sign_of(cell, whole)
                if sign != "none":
                    evidence.add(sign, line, cell)
    return found


@lru_cache(maxsize=1 << 14)
def sign_of(cell: str, whole: bool) -> Sign:
    """The style that a cell shows; `whole`: its numbers have no decimals.

    A number that can be read both ways with a word after it was written by hand, the way it is
    written here: it shows nothing. Numbers that contradict each other are told when they are read.
    """
    signs = {number_sign(found[0], whole) for found in NUMBER.finditer(cell)}
    if "vi" in signs or "en" in signs:
        return "none" if {"vi", "en"} <= signs else ("vi" if "vi" in signs else "en")
    return "either" if "either" in signs and not WORD_AFTER.search(cell) else "none"


def number_sign(number: str, whole: bool) -> Sign:
    """The style that one number shows."""
    grouped = GROUPED.fullmatch(number)
    if grouped is not None:
        if number.count(grouped[1]) == 1 and not whole:
            return "either"
        return "vi" if grouped[1] == "." else "en"
    return next((style for style, form in STYLES.items() if form.fullmatch(number)), "none")


def style_of(column: Measured, evidence: Evidence) -> tuple[NumberStyle, list[Problem]]:
    """The style of a column, with the cells that keep it from being known."""
    vi, en = (evidence.counts.get(sign, 0) for sign in ("vi", "en"))
    if vi and en:
        return "vi", mixed(column, evidence, ("en", "vi") if en <= vi else ("vi", "en"))
    if vi or en:
        return ("vi" if vi else "en"), []
    if "either" not in evidence.counts or column.said:
        return column.said or "vi", []
    reason = partial(Message, "import.number-either")
    cells = evidence.cells["either"]
    return "vi", [Problem(at, column.written, cell, reason({"value": cell})) for at, cell in cells]


def mixed(column: Measured, evidence: Evidence, sides: tuple[Sign, Sign]) -> list[Problem]:
    """A problem for each of the fewer cells that follow another style than the rest."""
    fewer, more = sides
    line, cell = evidence.cells[more][0]
    other = {"other": cell, "line": str(line)}
    return [
        Problem(at, column.written, told, Message("import.number-mixed", {"value": told, **other}))
        for at, told in evidence.cells[fewer]
    ]
