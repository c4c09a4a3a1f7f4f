"""What a file holds before anything of it is understood: sheets, as rows of text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from string import ascii_uppercase
from typing import BinaryIO, NamedTuple

from zone_tracker.model import Message, Problem, place_of


class Exact(str):
    """The text of a cell that its file holds as a number or a day: `1360,668`, `2024-03-05`.

    Decimal comma, no grouping, `12,9%` for a share, ISO days, or `2024-03` and `2024` where the
    cell shows no more of its day: nothing about its style has to be found out.
    """

    __slots__ = ()


class Input(NamedTuple):
    """A file to be read: its name in messages, its format, and its bytes from the start."""

    name: str
    format: str
    open: Callable[[], BinaryIO]


class Merged(NamedTuple):
    """Cells merged over the rows from line `first` to `last`; the first of them holds `text`.

    They begin in `column` and are `width` columns wide.
    """

    column: int
    first: int
    last: int
    text: str
    width: int = 1

    @property
    def place(self) -> str:
        """The cells as spreadsheets call them."""
        last = letters_of(self.column + self.width - 1)
        return f"{letters_of(self.column)}{self.first}:{last}{self.last}"


class Sheet(NamedTuple):
    """One table of a file as it stands.

    `rows` may be asked for again and gives, each time from the start, the rows that hold
    anything, each with its line (of a workbook: its row; of a JSON list: the number of the
    object, the keys being row 0). `name` is that of a worksheet or of a list in a JSON object,
    None in files that hold one table only. `notes` tell how its text was read, where that is
    worth knowing. `merged` are the cells of a workbook that are one over several rows or
    columns; `rows` has their text in the first of these alone. `unread` are cells that hold an
    error, a formula without a value, no number where one should be, or are struck out: they
    stand in `rows` as something.
    """

    file: str
    name: str | None
    rows: Callable[[], Iterator[tuple[int, list[str]]]]
    notes: tuple[Message, ...] = ()
    merged: tuple[Merged, ...] = ()
    unread: tuple[Problem, ...] = ()

    @property
    def place(self) -> str:
        """The sheet as messages name it."""
        return place_of(self.file, self.name)


def letters_of(column: int) -> str:
    """A column, counted from 0, as spreadsheets call it: A to Z, AA, AB."""
    first, last = divmod(column, len(ascii_uppercase))
    return (letters_of(first - 1) if first else "") + ascii_uppercase[last]
