"""One row of an input on its way in: its cells, and the problems found while reading them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeVar

from zone_tracker.errors import BadValue
from zone_tracker.model import Message, Problem
from zone_tracker.vietnamese.text import DASHES

T = TypeVar("T")


class Heading(NamedTuple):
    """A column of an input: how it is written there, the unit its heading names, and its key."""

    written: str
    unit: str | None = None
    key: str = ""


class Key(NamedTuple):
    """A key in its parts: `sort` is figure, act or decision, or empty for a plain column."""

    sort: str
    code: str
    planned: bool = False
    unit: str | None = None


def parse_key(text: str) -> Key | None:
    """The parts of `name`, `figure:MEASURE:planned@UNIT`, `decision:ACT`; None: it is none."""
    told, at, unit = text.partition("@")
    sort, *codes = told.split(":")
    if not codes:
        return Key("", told) if told and not at else None
    planned = codes[1:] == ["planned"]
    is_formed = sort in ("figure", "act", "decision") and (len(codes) == 1 or planned)
    if (
        not is_formed
        or (planned and sort == "decision")
        or (at and not (unit and sort == "figure"))
    ):
        return None
    return Key(sort, codes[0], planned, unit or None)


FIGURE_COLUMNS = {"area": "area-planned", "capital": "capital-registered", "labour": "labour"}
"""Cells that hold figures under a short name, and their measures."""


def figure_of(key: str) -> str | None:
    """The measure whose figures a column tells; None: it tells none."""
    told = parse_key(key)
    return told.code if told and told.sort == "figure" else FIGURE_COLUMNS.get(key)


def option_headings(keys: Iterable[str]) -> dict[str, Heading]:
    """For cells given as options, each as it is written on the command line."""
    return {key: Heading(OPTIONS.get(key, f"--{key.replace('_', '-')}")) for key in keys}


OPTIONS = {"name": "NAME", "within": "--in", "former": "--was", "places": "--place"}
"""The options whose name is not that of their cell."""

NAMING = {
    **dict.fromkeys(("code", "within", "former"), "code.empty"),
    "return_to": "stage.empty",
}
"""The options that name a subject or stage: an empty one, of an unset variable, is wrong."""


UNKNOWN = frozenset(("", *DASHES))
"""What a cell of a file holds where nothing is known: forms print a dash there."""


class Row:
    """The cells of one row by field; empty and absent cells alike are not there.

    With `clears` an empty cell that the row does have empties what is stored. `later` are the
    cells that name what is not found yet; see `importing/later.py`.
    """

    def __init__(
        self,
        cells: Mapping[str, str],
        headings: Mapping[str, Heading],
        line: int | None = None,
        *,
        clears: bool = False,
    ) -> None:
        nothing = UNKNOWN if line is not None else ("",)
        self.cells = {key: text for key, text in cells.items() if text.strip() not in nothing}
        self.headings = headings
        self.line = line
        self.sheet = 0
        self.became = ""
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.later: list[str] = []
        self.empty = frozenset(cells) - frozenset(self.cells) if clears else frozenset()
        if line is None:
            for key, reason in NAMING.items():
                if key in cells and key not in self.cells:
                    self.refuse(key, Message(reason))
            for key, text in self.cells.items():
                if text.strip() in UNKNOWN:  # a file that has it would not be read so
                    self.refuse(key, Message("cell.dash"))

    def read(self, key: str, reader: Callable[[str], T]) -> T | None:
        """The cell as `reader` reads it; None when there is none or it has a problem."""
        text = self.cells.get(key)
        if text is None:
            return None
        try:
            return reader(text)
        except BadValue as error:
            self.refuse(key, error.message)
            return None

    def cleared(self, *keys: str) -> dict[str, None]:
        """Those of these cells that empty what is stored."""
        return dict.fromkeys(key for key in keys if key in self.empty) if self.empty else {}

    def unit(self, key: str) -> str | None:
        """The unit named in the heading of this column."""
        heading = self.headings.get(key)
        return heading.unit if heading else None

    def require(self, *keys: str) -> None:
        """Note a problem for each of these cells that is empty and has none yet."""
        for key in keys:
            refused = any(problem.column == self.written(key) for problem in self.problems)
            if key not in self.cells and not refused:
                self.refuse(key, Message("import.empty"))

    def written(self, key: str | None) -> str | None:
        """How the input writes the heading of a cell."""
        return self.headings[key].written if key and key in self.headings else key

    def refuse(self, key: str | None, reason: Message) -> None:
        """Note a problem with one cell, or with the row as a whole."""
        problem = Problem(self.line, self.written(key), self.cells.get(key or ""), reason)
        if problem not in self.problems:  # two readers of one cell find the same
            self.problems.append(problem)

    def warn(self, key: str | None, reason: Message) -> None:
        """Note what is worth a look and does not keep the row out."""
        self.warnings.append(
            Problem(self.line, self.written(key), self.cells.get(key or ""), reason)
        )


def each_line(row: Row, key: str, reader: Callable[[str], T]) -> list[T]:
    """The values of an option that may be given several times, every problem of them told."""
    found: list[T] = []
    for line in row.cells.get(key, "").split("\n"):
        try:
            found += [reader(line.strip())] if line.strip() else []
        except BadValue as error:
            row.refuse(key, error.message)
    return found
