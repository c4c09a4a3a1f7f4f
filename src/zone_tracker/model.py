"""The values that travel between the rooms: dates with precision, quantities, sentences, tables.

Nothing here reads a file, a database, a clock or a terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

    from zone_tracker.drawing import Drawing

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


class Column(NamedTuple):
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


class Table(NamedTuple):
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


class Report(NamedTuple):
    """What a reading command answers: for people a header and tables, for machines `document`.

    `document` is what JSON writes: a list of flat objects (None: the rows of the first
    table) or one object. The first line of the header is the title. `form` makes it a sheet
    to be signed.
    """

    tables: tuple[Table, ...]
    header: tuple[Message, ...] = ()
    document: object | None = None
    notes: tuple[Message, ...] = ()
    form: Form | None = None
