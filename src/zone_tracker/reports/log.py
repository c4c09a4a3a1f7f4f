"""The log of batches, what one of them changed, and what undo and redo did."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import islice

from zone_tracker.model import Message, Report, Table
from zone_tracker.reports.columns import column, machines
from zone_tracker.reports.written import MACHINE, SHOWN, Teller, cells_of, counted, first_lines
from zone_tracker.store import log
from zone_tracker.store.log import Effect, Entry
from zone_tracker.store.written import Change, Counts, changes, counts, sorts

LOG = (
    column("batch", right=True),
    column("at", only="people", keep=True),
    column("at", only="machines"),
    column("actor", keep=True),
    column("command"),
    column("added", right=True),
    column("changed", right=True),
    column("removed", right=True),
    column("state", only="people"),
    column("undoes", only="machines"),
    column("undone_by", only="machines"),
)
CHANGES = (
    column("record", only="people"),
    column("action", only="people", keep=True),
    column("what", only="people"),
    *machines(*MACHINE),
)
ACTIONS = ("added", "changed", "removed")
HEADS = {
    "undo": ("undo.would", "undo.done", "undone.back"),
    "redo": ("redo.would", "redo.done", "redone.back"),
}
"""The sentences of a preview, of what was done, and of the way back."""


def listing(db: sqlite3.Connection, limit: int | None) -> Report:
    """The batches, the newest first."""
    entries = log.entries(db, limit)
    told = counts(db, entries[-1].id, entries[0].id) if entries else {}
    rows = [
        (
            *(entry.id, log.local(entry.at), entry.at, entry.actor, entry.command),
            *(*told.get(entry.id, Counts()), state(entry), entry.undoes, entry.undone_by),
        )
        for entry in entries
    ]
    notes = [] if limit is None else shown(limit, log.total(db))
    return Report((Table("log", Message("log.title"), LOG, rows, notes),))


def shown(limit: int, count: int) -> list[Message]:
    """That there is more than what is shown."""
    values = {"shown": limit, "count": count}
    return [Message("list.shown", values)] if count > limit else []


def state(entry: Entry) -> Message | None:
    """Whether a batch was undone, or itself undoes one; None: it is ordinary and in force."""
    if entry.undone_by is not None:
        return Message("log.undone", {"by": entry.undone_by})
    if entry.undoes is not None:
        return Message("log.undoes", {"batch": entry.undoes})
    return None


def show(db: sqlite3.Connection, batch: int, limit: int | None) -> Report:
    """Each change of one batch, by the record that it tells of; `limit` is a number of rows."""
    entry = log.one(db, batch)
    told = sorts(db, batch)
    count = sum(map(sum, told.values()))
    header = [Message("log.batch", said(entry))]
    header += [each for each in (state(entry),) if each]
    header += summed(told, "did", {})
    rows = change_rows(Teller(db), islice(changes(db, batch, grouped=True), limit), entry)
    notes = [] if limit is None else shown(limit, count)
    table = Table("changes", Message("log.changes"), CHANGES, rows, notes)
    return Report((table,) if count else (), tuple(header))


def said(entry: Entry) -> dict[str, object]:
    """Which command of whom and when."""
    values = {"batch": entry.id, "actor": entry.actor, "command": entry.command}
    return {**values, "at": log.local(entry.at)}


def summed(told: dict[str, Counts], doing: str, lines: dict[str, list[Message]]) -> list[Message]:
    """How many rows of which sorts were added, changed, removed, and the lines told of them."""
    header: list[Message] = []
    for action in ACTIONS:
        what = counted(told, action)
        if what:
            header.append(Message(f"log.{doing}-{action}-all", {"what": what}))
        header += lines.get(action, ())
    return header


def change_rows(
    teller: Teller, told: Iterator[Change], entry: Entry
) -> Iterator[tuple[object, ...]]:
    """The cells of CHANGES; people get the name of a record once."""
    before = None
    for change in told:
        back = Message(f"undone.{change.action}")
        action = Message(f"change.{change.action}") if entry.undoes is None else back
        for line in teller.lines(change):
            owner = teller.owner(change) if change.owner != before else ""
            yield owner, action, line.words, *cells_of(teller, change, line)
            before = change.owner


def effect(
    db: sqlite3.Connection, done: Effect, doing: str, *, kept: bool, brief: bool = False
) -> Report:
    """What an undo or redo (`doing`) did, or would do: whose command, and the first rows in words.

    `brief` leaves the rows out, since a preview has told them.
    """
    entry = log.one(db, done.batch)
    would, was, back = HEADS[doing]
    header = [Message(was if kept else would, said(entry))]
    if not brief:
        header += rows_told(db, entry, doing)
    if kept:
        header.append(Message(back, {"batch": entry.id}))
    document = {**done._asdict(), "at": entry.at, "actor": entry.actor}
    return Report((), tuple(header), document)


def rows_told(db: sqlite3.Connection, entry: Entry, doing: str) -> list[Message]:
    """What becomes of the rows of a batch when it is undone or redone: counted, the first told."""
    told, rows = sorts(db, entry.id), changes(db, entry.id)
    if doing == "undo":
        told = {sort: Counts(*reversed(each)) for sort, each in told.items()}
        rows = (change.reversed for change in rows)
    lines = summed(told, "undone" if doing == "undo" else "redone", first_lines(Teller(db), rows))
    more = sum(map(sum, told.values())) - SHOWN
    if more > 0:
        lines.append(Message("change.more", {"count": more, "batch": entry.id}))
    return lines
