"""One row of an input on its way in: its cells, and the problems found while reading them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeVar

from zone_tracker.errors import BadValue
from zone_tracker.model import Message, Problem

T = TypeVar("T")


class Heading(NamedTuple):
    """A column of an input: how it is written there, and the unit its heading names."""

    written: str
    unit: str | None = None


def option_headings(keys: Iterable[str]) -> dict[str, Heading]:
    """For cells given as options, each as it is written on the command line."""
    return {key: Heading(OPTIONS.get(key, f"--{key.replace('_', '-')}")) for key in keys}


OPTIONS = {"name": "NAME", "code": "CODE", "within": "--in", "former": "--was", "places": "--place"}
"""The options whose name is not that of their cell."""


class Row:
    """The cells of one row by field; empty and absent cells alike are not there."""

    def __init__(
        self, cells: Mapping[str, str], headings: Mapping[str, Heading], line: int | None = None
    ) -> None:
        self.cells = {key: text for key, text in cells.items() if text.strip()}
        self.headings = headings
        self.line = line
        self.problems: list[Problem] = []

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

    def unit(self, key: str) -> str | None:
        """The unit named in the heading of this column."""
        heading = self.headings.get(key)
        return heading.unit if heading else None

    def require(self, *keys: str) -> None:
        """Note a problem for each of these cells that is empty."""
        for key in keys:
            if key not in self.cells:
                self.refuse(key, Message("import.empty"))

    def refuse(self, key: str | None, reason: Message) -> None:
        """Note a problem with one cell, or with the row as a whole."""
        written = self.headings[key].written if key and key in self.headings else key
        problem = Problem(self.line, written, self.cells.get(key or ""), reason)
        if problem not in self.problems:  # two readers of one cell find the same
            self.problems.append(problem)
