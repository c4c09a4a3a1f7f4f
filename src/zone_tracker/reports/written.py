"""What a batch wrote, in words: what was added, what became what, what is gone.

One way to tell them for the log, for undo and redo, and for an update of many.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from itertools import islice
from typing import Any, NamedTuple

from zone_tracker.model import FactDate, Message, Quantity
from zone_tracker.reports.fields import CLOSED
from zone_tracker.reports.words import day
from zone_tracker.store.ledger import Values
from zone_tracker.store.vocabulary import vocabulary
from zone_tracker.store.written import OWNERS, Change, Counts, known, references

SHOWN = 10
"""How many rows are told one by one before the rest is only counted."""

NAMES = {
    "subject": "name",
    "source": "title",
    "area": "name",
    "sector": "name_vi",
    "unit_set": "title_vi",
    "target": "code",
    "reading": "code",
}
"""The column by which people know a record."""

KEPT = ("id", "batch", "identity_key", "search_key", "sort_key")
"""Columns that the tool keeps for itself."""
DATE = ("date_from", "date_to", "precision")
AMOUNT = ("value", "unit", "upper", "qualifier")
PLAIN: Mapping[str, Callable[[Any], object]] = {
    **dict.fromkeys(("derived", "main"), bool),
    **dict.fromkeys(("date", "valid_from", "valid_to", "period_from", "period_to"), day),
    "year": str,
}
"""Columns that are told otherwise than they are stored: yes or no, one ISO day, no amount."""
LETTERS = {"milestone": "m", "figure": "f", "confirmation": "c"}
"""What stands before the number of an act, a figure and a confirmation."""
HEADS = {
    "subject": ("kind", "name", "code"),
    "milestone": ("act", "date", "status"),
    "figure": ("measure", "value", "date", "status"),
    "confirmation": ("date",),
    "source": ("title",),
    "area": ("name", "code"),
    "sector": ("name_vi",),
    "unit_set": ("title_vi",),
    "target": ("code",),
    "reading": ("target", "code"),
}
"""The fields that stand in the words for a record, or for an act or a figure."""
WORDS = {"milestone": "past.act", "figure": "past.figure", "confirmation": "past.confirmation"}
"""How an entry is told."""
ASIDE = ("source", "confidence", "url")
"""What is left out of the words for a whole row: it would fill the line."""

MACHINE = ("table", "record", "code", "id", "action", "field", "old", "new")
"""What machines get of each line: `record` is the name of what it tells of, `code` its code."""

Cells = dict[str, Any]
"""What a row says by field, as cells of a report."""


class Line(NamedTuple):
    """One line of a change: a field with its old and new value, or a whole row; all of it in words.

    Of a row that was added or removed `field` is None, and one of `old` and `new` is the row.
    """

    field: str | None
    old: object
    new: object
    words: Message


class Teller:
    """Puts changes into words; the names of what rows refer to are looked up once."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.words = vocabulary(db)
        self.references = lru_cache(None)(partial(references, db))
        self.known = lru_cache(4096)(partial(known, db))

    def name(self, table: str, row_id: Any) -> str:
        """A record as people call it, also one that is gone."""
        return str(self.known(table, row_id).get(NAMES.get(table, "id"), row_id))

    def owner(self, change: Change) -> Message:
        """The record that a change tells of, and what sort of record it is."""
        table, row_id = change.owner
        row = self.known(table, row_id)
        target = self.name("target", row.get("target")) if table == "reading" else None
        values = {"name": self.name(table, row_id), "code": row.get("code"), "target": target}
        return Message(f"change.of-{table}", values)

    def lines(self, change: Change) -> list[Line]:
        """A change field by field; a row that was added or removed is one line."""
        if change.before is None or change.after is None:
            old = change.before and self.cells(change.table, change.before)
            new = change.after and self.cells(change.table, change.after)
            return [Line(None, machine(old), machine(new), whole(change.table, old or new or {}))]
        old, new = (self.cells(change.table, row) for row in (change.before, change.after))
        return [
            Line(key, machine(old.get(key)), machine(new[key]), became(change.table, key, old, new))
            for key in new
            if old.get(key) != new[key]
        ]

    def cells(self, table: str, row: Values) -> Cells:
        """What a row says by field: a date is one, and so is an amount with its unit."""
        told: Cells = {}
        for key in row:
            if key == DATE[0]:
                told["date"] = row["date_to"] and FactDate._make(row[each] for each in DATE)
            elif table == "figure" and key == AMOUNT[0]:
                told[key] = Quantity._make(row[each] for each in AMOUNT)
            elif key not in (*KEPT, *DATE) and (table != "figure" or key not in AMOUNT):
                told[key] = self.cell(table, row, key)
        return told

    def cell(self, table: str, row: Values, key: str) -> object:
        """One stored value as people and machines call it."""
        value = row[key]
        if value is None or key in PLAIN:
            return None if value is None else PLAIN[key](value)
        if key in self.references(table):
            return self.name(self.references(table)[key], value)
        if key in ("act", "return_to"):
            return self.words.acts[str(row["kind"]), str(value)].label
        if key in ("measure", "kind"):
            words: Any = self.words.measures if key == "measure" else self.words.kinds
            return words[value].label
        return next((term for term in CLOSED.get(key, ()) if term.code == value), value)


def machine(value: object) -> object:
    """A cell, or all that a row says, as machines get it: an amount with its unit."""
    if isinstance(value, dict):
        return {key: machine(cell) for key, cell in value.items() if cell is not None}
    return value._asdict() if isinstance(value, Quantity) else value


def whole(table: str, cells: Cells) -> Message:
    """A row that was added or removed, but for the record that it tells of."""
    around = (OWNERS[table][1], "kind") if table in OWNERS else ()
    rest = [
        Message("change.said", {"field": label(key), "value": cell})
        for key, cell in cells.items()
        if key not in (*HEADS.get(table, ()), *ASIDE, *around) and cell not in (None, False)
    ]
    return Message("change.row", {"what": [*head(table, cells), *rest]})


def head(table: str, cells: Cells) -> list[object]:
    """What a row is: the kind of a subject, an act or a figure with its date."""
    if table == "subject":
        return [cells["kind"]]
    if table not in LETTERS:
        return []
    words = Message(WORDS[table], cells)
    if table == "confirmation":
        return [words]
    planned = cells["status"].code == "planned"
    return [Message("change.planned", {"what": words}) if planned else words]


def became(table: str, key: str, old: Cells, new: Cells) -> Message:
    """One field of a row, old to new; of an act or a figure, of which one."""
    values = {"field": label(key), "old": old.get(key), "new": new[key]}
    if (table, key) == ("figure", "value"):
        return Message("change.value", {**old, **values})
    if table in LETTERS:
        return Message("change.entry", {**values, "entry": head(table, old)})
    return Message("change.field", values)


def label(key: str) -> Message:
    """What a field is called."""
    return Message(f"field.{key}" if key in ("area", "old", "new") else f"column.{key}")


def cells_of(teller: Teller, change: Change, line: Line) -> tuple[object, ...]:
    """One line of a change under MACHINE, as machines get it."""
    code = teller.known(*change.owner).get("code")
    return (
        *(change.table, teller.name(*change.owner), code, number(change), change.action),
        *line[:3],
    )


def number(change: Change) -> str:
    """What a record is typed as: m12 for an act, f7 for a figure, its code, else its number."""
    row: Mapping[str, object] = change.after or change.before or {}
    if change.table in LETTERS:
        return f"{LETTERS[change.table]}{change.id}"
    return str(row.get("code", change.id))


def counted(sorts: Mapping[str, Counts], action: str) -> list[Message]:
    """How many rows of each sort were added, changed or removed."""
    told = [(sort, getattr(counts, action)) for sort, counts in sorts.items()]
    return [Message(f"rows.{sort}", {"count": count}) for sort, count in told if count]


def first_lines(teller: Teller, changes: Iterable[Change]) -> dict[str, list[Message]]:
    """The first rows in words, a line each, by what became of them."""
    told: dict[str, list[Message]] = {}
    for change in islice(changes, SHOWN):
        what = [line.words for line in teller.lines(change)]
        line = Message("change.line", {"name": teller.owner(change), "what": what})
        told.setdefault(change.action, []).append(line)
    return told
