"""What a correction did, in words; and the table of what entries were before."""

from __future__ import annotations

import sqlite3

from zone_tracker.model import FactDate, Message, Quantity, Report, Table
from zone_tracker.reports.columns import column
from zone_tracker.reports.outcome import changes, still_ahead
from zone_tracker.store.connection import Batch
from zone_tracker.store.corrections import Past
from zone_tracker.store.ledger import FieldChange, Values
from zone_tracker.store.log import local
from zone_tracker.store.subjects import Subject
from zone_tracker.store.vocabulary import Vocabulary, vocabulary

PAST = (
    column("id", keep=True),
    column("was"),
    column("action", keep=True),
    column("at", keep=True),
    column("actor"),
    column("command", wide=True),
)


IN_WORDS = ("act", "date_from", "date_to", "precision", "unit", "value", "upper", "qualifier")
"""The columns that the words for an entry hold already."""


def corrected(
    db: sqlite3.Connection, entry: str, was: Values, told: list[FieldChange], work: Batch
) -> Report:
    """How an entry stood and stands, and each further column, old to new."""
    values = {"entry": entry, "batch": work.id}
    if not work.kept:
        return Report((), (Message("correct.same", values),), {"id": entry, "batch": None})
    words = vocabulary(db)
    old, new = stood(was, words), stood({**was, **{each.column: each.new for each in told}}, words)
    beside = changes(db, [each for each in told if each.column not in IN_WORDS])
    became = [Message("correct.became", {"old": old, "new": new})] if old != new else []
    header = (Message("correct.done", values), *became, *beside, undo(work))
    return Report((), header, {"id": entry, "batch": work.id, "changes": len(told)})


def voided(entry: str, work: Batch) -> Report:
    """That an entry is out of the record."""
    message = Message("void.done", {"entry": entry, "batch": work.id})
    return Report((), (message, undo(work)), {"id": entry, "batch": work.id})


def removed(subject: Subject, resting: dict[str, int], work: Batch) -> Report:
    """What was, or would be, taken out."""
    values = {"name": subject.name, "code": subject.code, "batch": work.id}
    words = "remove.done" if work.kept else "remove.would"
    header = [Message(words, values)]
    if resting:
        header.append(Message("remove.with", {"what": counted(resting)}))
    if work.kept:
        header.append(undo(work))
    return Report((), tuple(header), {**values, "resting": resting, "kept": work.kept})


def counted(resting: dict[str, int]) -> list[Message]:
    """How many rows of each sort."""
    return [Message(f"resting.{table}", {"count": count}) for table, count in resting.items()]


def aliased(subject: Subject, name: str, work: Batch) -> Report:
    """That a subject has another name now, or had it."""
    values = {"name": subject.name, "alias": name, "batch": work.id}
    words = "alias.done" if work.kept else "alias.same"
    header = (Message(words, values), *([undo(work)] if work.kept else []))
    return Report((), header, {"code": subject.code, "alias": name, "kept": work.kept})


def confirmed(subject: Subject, date: FactDate, work: Batch, today: str) -> Report:
    """That a subject was found unchanged, or that this was on record already."""
    values = {"name": subject.name, "code": subject.code, "date": date, "batch": work.id}
    words = "confirmed.done" if work.kept else "confirmed.same"
    ahead = still_ahead([date], today, "record.future-confirmed")
    header = (Message(words, values), *ahead, *([undo(work)] if work.kept else []))
    document = {**values, "batch": work.id if work.kept else None}
    return Report((), header, document)


def unaliased(subject: Subject, name: str, work: Batch) -> Report:
    """That a subject no longer has another name."""
    values = {"name": subject.name, "alias": name, "batch": work.id}
    document = {"code": subject.code, "alias": name, "removed": True, "kept": work.kept}
    return Report((), (Message("alias.removed", values), undo(work)), document)


def merged(gone: Subject, stays: Subject, moved: dict[str, int], work: Batch) -> Report:
    """What went where."""
    values = {"gone": gone.name, "stays": stays.name, "code": stays.code, "batch": work.id}
    header = [Message("merge.done" if work.kept else "merge.would", values)]
    if moved:
        header.append(Message("merge.moved", {"what": counted(moved)}))
    if work.kept:
        header.append(undo(work))
    return Report((), tuple(header), {**values, "moved": moved, "kept": work.kept})


def undo(work: Batch) -> Message:
    """How to take it back."""
    return Message("record.undo", {"batch": work.id})


def past_table(past: list[Past], words: Vocabulary) -> Table:
    """What was changed or voided: how it stood, when and by whom it was changed."""
    rows = [
        (
            *(each.entry, stood(each.was, words), Message(f"past.{each.action}")),
            *(local(each.at), each.actor, each.command),
        )
        for each in past
    ]
    return Table("past", Message("past.title"), PAST, rows)


def stood(was: Values, words: Vocabulary) -> Message:
    """An act, figure or confirmation as it stood."""
    date = FactDate(was["date_from"], was["date_to"], was["precision"])  # type: ignore[arg-type]
    if "act" in was:
        act = words.acts[str(was["kind"]), str(was["act"])].label
        return Message("past.act", {"act": act, "date": date})
    if "measure" not in was:
        return Message("past.confirmation", {"date": date})
    quantity = Quantity(was["value"], was["unit"], was["upper"], was["qualifier"])  # type: ignore[arg-type]
    measure = words.measures[str(was["measure"])].label
    return Message("past.figure", {"measure": measure, "value": quantity, "date": date})
