"""What a writing command did, in words: new, changed from what to what, or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

from zone_tracker.model import FactDate, Message, Report
from zone_tracker.store import subjects
from zone_tracker.store.ledger import FieldChange
from zone_tracker.store.names import named
from zone_tracker.store.subjects import Figure, Milestone

if TYPE_CHECKING:  # to tell what was done needs none of what does it
    from zone_tracker.importing.intake import Outcome

SHOWN = 20
"""How many changes are told one by one before the rest is only counted."""

DERIVED = ("identity_key", "search_key", "sort_key")


def recorded(
    db: sqlite3.Connection,
    outcome: Outcome,
    before: tuple[object, object] | None,
    as_of: str,
    *,
    added: bool,
) -> Report:
    """What one `add` or `update` did: the stage from what to what, each changed field, news."""
    subject = outcome.subject
    row = subjects.one(db, subject)
    values = {"name": row.name, "code": row.code, "batch": outcome.batch}
    after = subjects.stage_now(db, subject, as_of)
    if not outcome.batch:
        header = [Message("record.same", values)]
    else:
        header = [Message("record.added" if added else "record.updated", values)]
        header += stage_lines(before, after)
        header += changes(db, outcome.changes)
        header += news(db, subject, outcome.batch, as_of)
        header.append(Message("record.undo", values))
    document = {
        "code": row.code,
        "name": row.name,
        "batch": outcome.batch,
        "stage_before": before and before[0],
        "stage": after and after[0],
        "stage_since": after and after[1],
        "changes": [
            {
                "field": each.column,
                "old": named(db, each.column, each.old),
                "new": named(db, each.column, each.new),
            }
            for each in outcome.changes
            if each.column not in DERIVED
        ],
    }
    return Report((), header=tuple(header), document=document)


def stage_lines(
    before: tuple[object, object] | None, after: tuple[object, object] | None
) -> list[Message]:
    """The stage before and after; that it stays, when an act did not move it."""
    if after is None:
        return []
    if before == after:
        return [Message("record.stage-stays", {"stage": after[0], "since": after[1]})]
    old = before and before[0]
    return [Message("record.stage", {"old": old, "new": after[0], "since": after[1]})]


def changes(db: sqlite3.Connection, told: list[FieldChange]) -> list[Message]:
    """Each changed field, old to new; past the first ones only how many."""
    telling = [each for each in told if each.column not in DERIVED]
    lines = [
        Message(
            "record.field",
            {
                "field": Message(f"column.{each.column}"),
                "old": named(db, each.column, each.old),
                "new": named(db, each.column, each.new),
            },
        )
        for each in telling[:SHOWN]
    ]
    if len(telling) > SHOWN:
        lines.append(Message("record.more", {"count": len(telling) - SHOWN}))
    return lines


def news(db: sqlite3.Connection, subject: int, batch: int, as_of: str) -> list[Message]:
    """The acts and figures that this batch recorded, and which of them are still ahead."""
    acts = [act for act in subjects.milestones(db, subject) if act.batch == batch]
    figures = [each for each in subjects.figures(db, subject) if each.batch == batch]
    told = [act.date for act in acts if not act.planned]
    told += [figure.date for figure in figures if not figure.planned]
    return [
        *(act_told(act) for act in acts),
        *(figure_told(figure) for figure in figures),
        *still_ahead(told, as_of),
    ]


def still_ahead(
    dates: Iterable[FactDate], today: str, words: str = "record.future"
) -> list[Message]:
    """Which dates of what was told as actual lie after this ISO day."""
    ahead = [date for date in dict.fromkeys(dates) if (date.date_from or "") > today]
    return [Message(words, {"date": date}) for date in ahead]


def act_told(act: Milestone) -> Message:
    """An act that was recorded; a return says where to, and why."""
    words = "record.act-planned" if act.planned else "record.act"
    return Message("record.act-return" if act.return_to else words, act._asdict())


def figure_told(figure: Figure) -> Message:
    """A figure that was recorded."""
    values = {"measure": figure.measure, "value": figure.quantity, "date": figure.date}
    return Message("record.figure-planned" if figure.planned else "record.figure", values)
