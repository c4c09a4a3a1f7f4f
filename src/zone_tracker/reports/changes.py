"""What changed, a block a subject: what it was, what it is, by how much, by which document."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from zone_tracker.model import Message, Quantity, Report, Table, Term
from zone_tracker.reports.columns import column, machines
from zone_tracker.reports.documents import Documents
from zone_tracker.reports.words import day
from zone_tracker.store import changes as store
from zone_tracker.store import snapshots
from zone_tracker.store.changes import Change, Entry
from zone_tracker.store.known import newest
from zone_tracker.store.log import local

CHANGES = (
    *machines("subject", "name", "what", "old", "new", "difference", "unit", "date"),
    *machines("status", "possibly", "source"),
    column("name", only="people"),
    column("change", only="people"),
    column("before", only="people"),
    column("after", only="people"),
    column("date", only="people"),
    column("document", only="people"),
)
NO_SOURCE = ("added", "removed", "field")
"""Changes that need no document of their own."""


class Since(NamedTuple):
    """A beginning and an end in words, and the batches between: those after `cut` up to `last`."""

    since: Message
    until: Message
    cut: int
    last: int


class Dated(NamedTuple):
    """The first and the last day of a period, and the day before it."""

    first: str
    last: str
    eve: str


def changes(db: sqlite3.Connection, span: Since | Dated, as_of: str, limit: int | None) -> Report:
    """What changed: in a period by the dates of acts and figures, or since a moment by recording.

    What was recorded is told net of what was undone, with stages as of a day.
    """
    tables = Told(found(db, span, as_of), limit).tables(titled(span))
    others = store.others_recorded(db, span.cut) if isinstance(span, Since) else {}
    what = [Message(f"rows.{table}", {"count": count}) for table, count in others.items()]
    return Report(tables, notes=(Message("changes.others", {"what": what}),) if what else ())


def found(db: sqlite3.Connection, span: Since | Dated, as_of: str) -> Iterator[Change]:
    """The changes of a span, subject by subject."""
    if isinstance(span, Since):
        return store.recorded(db, span.cut, as_of)
    return store.happened(db, span.first, span.last, span.eve)


def titled(span: Since | Dated) -> Message:
    """Over which time changes are told, and by which clock."""
    if isinstance(span, Dated):
        values = {"since": day(span.first), "until": day(span.last)}
        return Message("changes.happened", values)
    words = ("none", "one", "some")[max(0, min(span.last - span.cut, 2))]
    return Message(f"changes.recorded-{words}", {**span._asdict(), "first": span.cut + 1})


def latest(db: sqlite3.Connection, as_of: str) -> Since | Dated:
    """What is told where nobody asks: since the last snapshot by a day, else in its year."""
    for snapshot in snapshots.snapshots(db):
        at = local(snapshot.at)
        if at[:10] <= as_of:
            since = Message("moment.from-snapshot", {"name": snapshot.name, "at": at})
            return Since(since, Message("moment.now"), snapshot.batch, newest(db))
    year = int(as_of[:4])
    return Dated(f"{year}-01-01", as_of, f"{year - 1}-12-31")


def table(
    db: sqlite3.Connection,
    span: Since | Dated,
    as_of: str,
    limit: int,
    documents: Documents,
) -> Table:
    """The first changes of a span, among other tables that name the same documents."""
    told = Told(found(db, span, as_of), limit, documents)
    rows = list(told.rows())
    notes = () if rows else (Message("changes.none"),)
    return Table("changes", titled(span), CHANGES, rows, notes or tuple(told.notes()))


class Told:
    """Changes as rows, the first `limit` of them; the others are counted."""

    def __init__(
        self, changes: Iterator[Change], limit: int | None, documents: Documents | None = None
    ) -> None:
        self.changes: Iterator[Change] = changes
        self.limit = limit
        self.count = 0
        self.doubtful = False
        self.documents = documents or Documents()

    def tables(self, title: Message) -> tuple[Table, ...]:
        """The changes, and the documents that they name where there are any."""
        first = next(self.changes, None)
        if first is None:
            return (Table("changes", title, CHANGES, (), (Message("changes.none"),)),)
        self.changes = chain([first], self.changes)
        table = Table("changes", title, CHANGES, self.rows(), self.notes())
        return table, self.documents.table()

    def rows(self) -> Iterator[tuple[object, ...]]:
        """The cells of CHANGES; people get the name of a subject once."""
        above = None
        for change in self.changes:
            self.count += 1
            if self.limit is None or self.count <= self.limit:
                name = change.name if change.code != above else ""
                yield *for_machines(change), name, *self.for_people(change)
                above = change.code

    def notes(self) -> Iterator[Message]:
        """What the table does not show, when its rows are written."""
        if self.doubtful:
            yield Message("changes.doubtful")
        if self.limit is not None and self.count > self.limit:
            yield Message("list.shown", {"shown": self.limit, "count": self.count})

    def for_people(self, change: Change) -> tuple[object, ...]:
        """What changed, old, new, the difference, when, and the number of the document."""
        date: object = change.date
        if change.possibly:
            self.doubtful = True
            date = Message("changes.possibly", {"date": change.date})
        bare = change.source is None and change.sort in NO_SOURCE
        return (
            *(label(change), old_words(change), new_words(change), date),
            None if bare else self.documents.number(change.source, change.source_date),
        )


def label(change: Change) -> object:
    """What it is that changed."""
    if change.sort == "field":
        return Message(f"column.{change.what}")
    entry = change.new or change.old
    if not isinstance(entry, Entry) or entry.value is None:
        return Message(f"changes.{change.sort}")
    said = entry.label
    if entry.phase is not None:
        return Message("changes.phase", {"what": said, "phase": entry.phase})
    return said


def words(said: Entry | Term | str | None) -> object:
    """One side of a change; the date of the new one stands in a column of its own."""
    if not isinstance(said, Entry):
        return said
    told: object = said.value or said.label or said.date
    return Message("change.planned", {"what": told}) if said.planned else told


def old_words(change: Change) -> object:
    """The old side, with its date or its document where that is what tells it from the new one."""
    old, new = change.old, change.new
    if not isinstance(old, Entry) or not isinstance(new, Entry):
        return words(old)
    if old.date != new.date:
        return Message("changes.dated", {"what": words(old), "date": old.date})
    if words(old) == words(new) and old.source != new.source:
        source = old.source or Message("no-source")
        return Message("changes.sourced", {"what": words(old), "source": source})
    return words(old)


def new_words(change: Change) -> object:
    """The new side, of a figure with the difference."""
    told, grown = words(change.new), difference_told(change)
    return Message("changes.grown", {"what": told, "difference": grown}) if grown else told


def difference(change: Change) -> Quantity | None:
    """By how much a figure grew; None where one of the two is not told exactly."""
    old, new = change.old, change.new
    if not isinstance(old, Entry) or not isinstance(new, Entry):
        return None
    before, after = old.value, new.value
    if before is None or after is None or before.unit != after.unit:
        return None
    exact = {before.upper, before.qualifier, after.upper, after.qualifier} == {None}
    return Quantity(after.value - before.value, after.unit) if exact else None


def difference_told(change: Change) -> Message | None:
    """A difference with its sign; of shares in points, for it is no share itself."""
    grown = difference(change)
    if grown is None or grown.value == 0:
        return None
    sort = "points" if grown.unit == "bp" else "amount"
    amount = grown._replace(value=abs(grown.value))
    return Message(f"changes.{sort}-{'more' if grown.value > 0 else 'less'}", {"amount": amount})


def for_machines(change: Change) -> tuple[object, ...]:
    """The cells of CHANGES that machines get."""
    grown = difference(change)
    entry = change.new or change.old
    unit = entry.value.unit if isinstance(entry, Entry) and entry.value else None
    return (
        *(change.code, change.name, change.what, plain(change.old), plain(change.new)),
        *(grown and grown.value, unit, change.date, status(entry), change.possibly, change.source),
    )


def status(said: Entry | Term | str | None) -> str | None:
    """Whether an act or a figure is planned or actual; None of what is neither."""
    if not isinstance(said, Entry) or said.label is None:
        return None
    return "planned" if said.planned else "actual"


def plain(said: Entry | Term | str | None) -> object:
    """One side of a change as one value: an amount, a code, a date, a text."""
    return (said.value or said.label or said.date) if isinstance(said, Entry) else said
