"""The values that travel between the rooms: dates with precision, quantities, sentences, tables.

Nothing here reads a file, a database, a clock or a terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

Language = Literal["vi", "en"]
Precision = Literal["day", "month", "quarter", "half", "year", "range"]
LISTS_SHEET = "danh_muc"
"""The hidden sheet of a template that holds its drop-down lists; an import passes over it."""
Qualifier = Literal["about", "almost", "over", "at-least", "under", "at-most"]


class Message(NamedTuple):
    """A sentence, title or label to be said in the reader's language.

    `key` names its wording; `values` fill its places and may themselves be dates,
    quantities, terms or messages.
    """

    key: str
    values: Mapping[str, object] = {}


class Term(NamedTuple):
    """A word of a vocabulary: `code` for machines, a label in each language for people."""

    code: str
    vi: str
    en: str


class FactDate(NamedTuple):
    """When a fact holds, as precisely as its document tells, both ends included.

    `date_from` is None for "no later than `date_to`". Both are ISO days. `precision` says
    how the document told it (for an open start: how it told `date_to`).
    """

    date_from: str | None
    date_to: str
    precision: Precision


class Quantity(NamedTuple):
    """An exact integer in the base `unit` (vnd, usd_cents, m2, person, bp, ...).

    `upper` is the other end of a range, None for a single value; `qualifier` is what the
    document says of it (about, over, ...), None when it says nothing.
    """

    value: int
    unit: str
    upper: int | None = None
    qualifier: Qualifier | None = None


class Bare(NamedTuple):
    """A quantity shown as a bare number, in the unit people know it by: that is named elsewhere."""

    quantity: Quantity


class Problem(NamedTuple):
    """What is wrong with one place of an input; reported with all others, never alone.

    `line` is the line of the file where the row begins (None for words typed as options, and
    for what is said of a whole sheet); `column` is the heading as the file writes it; `value` is
    the cell as it stands there. `sheet` is the worksheet, None in files that hold one table.
    """

    line: int | None
    column: str | None
    value: str | None
    reason: Message
    file: str | None = None
    sheet: str | None = None


def place_of(file: str, sheet: str | None) -> str:
    """A sheet as messages name it."""
    return f"{file} [{sheet}]" if sheet else file


class Rejected(NamedTuple):
    """The head of one sheet of an input and its bad rows; beside each row what is said of it.

    A cell is text, or a number that its file held as one.
    """

    name: str | None
    rows: Sequence[tuple[Sequence[str | Decimal], Sequence[Message]]]


@dataclass(frozen=True)
class Column:
    """One column: `key` for machines (with its unit), `label` for people.

    `only` keeps a column to one kind of reader; a `wide` column is left out on a narrow
    terminal, and a `narrow` one is only there; a `paper` one is on no terminal; a `keep` column
    is wrapped only when nothing else gives way. `right` aligns numbers. A spreadsheet to be
    filled in offers the `choices`.
    Neighbours with the same `group` stand under one heading in what is drawn on paper.
    """

    key: str
    label: Message
    only: Literal["", "people", "machines"] = ""
    wide: bool = False
    narrow: bool = False
    paper: bool = False
    keep: bool = False
    right: bool = False
    choices: tuple[object, ...] = ()
    group: Message | None = None


Outline = Sequence[Sequence[tuple[float, float]]]
"""The rings of an area, each closed, of points as degrees east and north."""


class Bars(NamedTuple):
    """A bar a row, as long as the column `value` is against the column `whole` of its row.

    Without `whole` it is against the largest value. The cell of `mark` tells how good it is.
    """

    label: str
    value: str
    whole: str | None = None
    mark: str | None = None


class Stack(NamedTuple):
    """A bar a row, put together from the numbers of the columns `parts`."""

    label: str
    parts: tuple[str, ...]


class Tiles(NamedTuple):
    """A tile a row, at the place of a grid that the columns `row` and `column` count from 1.

    It is filled where `value` is above 0, and tells the columns `told` besides its label. A row
    without a place comes after the others. `shape` is the code by which `outlines`, a map of the
    office's own, tells the area: it is drawn where it lies, and tiles are only for those without.
    """

    label: str
    value: str
    row: str
    column: str
    told: tuple[str, ...] = ()
    shape: str | None = None
    outlines: Mapping[str, Outline] = {}


class Timeline(NamedTuple):
    """A mark a row at its `date` (a FactDate), in the lane of its `lane`, told by its `label`.

    Where `is_planned` holds of the cell of `planned` the mark is of a plan. Rows of one lane
    follow each other; without `lane` all are in one. A line stands at the ISO day `day`, which
    the report is about.
    """

    lane: str | None
    label: str
    date: str
    planned: str
    day: str | None = None

    @staticmethod
    def is_planned(cell: object) -> bool:
        """Whether a cell says that something is planned: true, or the word for it."""
        return cell is True or (isinstance(cell, Term) and cell.code == "planned")


class Trend(NamedTuple):
    """A point a row: a number over dates, and the number aimed at where the column has one."""

    date: str
    value: str
    aim: str | None = None


Drawing = Bars | Stack | Tiles | Timeline | Trend
"""How a table can be drawn besides being written; columns are named by their keys."""


@dataclass(frozen=True)
class Table:
    """Rows of cells in the order of `columns`.

    A cell is None (unknown), str, int, bool, Term, FactDate, Quantity, Bare, Message, or, for
    machines only, a list or dict of those. In a form a row with "" in all its cells but the first
    two is the heading of those after it. `key` names the table in a machine document.
    `text` are paragraphs that stand between title and rows, and `notes` are asked for after the
    rows, both only for people. The first `lead` rows tell how to fill in the others.
    Writers that draw show the rows as `drawing` too.
    """

    key: str
    title: Message
    columns: tuple[Column, ...]
    rows: Iterable[tuple[object, ...]]
    notes: Iterable[Message] = ()
    lead: int = 0
    text: tuple[Message, ...] = ()
    drawing: Drawing | None = None


class Form(NamedTuple):
    """What a sheet to be signed has around its title and tables; each item is one line.

    `left` and `right` stand above the title, `signatures` side by side at the foot.
    """

    left: tuple[Message, ...]
    right: tuple[Message, ...]
    signatures: tuple[tuple[Message, ...], ...]


@dataclass(frozen=True)
class Report:
    """What a reading command answers: for people a header and tables, for machines `document`.

    `document` is what JSON writes: a list of flat objects (None: the rows of the first
    table) or one object. The first line of the header is the title. `form` makes it a sheet
    to be signed.
    """

    tables: tuple[Table, ...]
    header: tuple[Message, ...] = ()
    document: object | None = None
    notes: tuple[Message, ...] = field(default=())
    form: Form | None = None
