"""What an update of many subjects changed, or would change."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import groupby, islice
from operator import attrgetter
from typing import NamedTuple

from zone_tracker.model import FactDate, Message, Report, Term
from zone_tracker.reports.written import MACHINE, SHOWN, Teller, cells_of, label
from zone_tracker.store.subjects import stage_now
from zone_tracker.store.written import Change, changes

Stages = dict[int, tuple[Term, FactDate] | None]
"""Where subjects stand and since when, by id."""


class Updated(NamedTuple):
    """Who of a kind was meant (id and code), and the codes of those that changed.

    Of `unknown` more nobody can say whether they are meant; `before` is where the first stood.
    """

    kind: Term
    subjects: list[tuple[int, str]]
    changed: list[str]
    unknown: int
    before: Stages


def first_stages(db: sqlite3.Connection, ids: list[int], as_of: str) -> Stages:
    """Where the first of these subjects stand, so many as may be told one by one."""
    return {subject: stage_now(db, subject, as_of) for subject in ids[: SHOWN * 5]}


def updated(
    db: sqlite3.Connection, done: Updated, work: int, as_of: str, *, keep: bool, machine: bool
) -> Report:
    """Who changed and how; asked for while `work` is being written. `machine`: every change."""
    count, same = len(done.changed), len(done.subjects) - len(done.changed)
    words = "bulk.done" if keep else "bulk.would"
    header = [told(words if count else "bulk.nothing", done, count, work)]
    header += subject_lines(db, done, work, as_of)
    beside = {"bulk.more": count - SHOWN, "bulk.same": same, "bulk.unknown": done.unknown}
    header += [told(key, done, left, work) for key, left in beside.items() if left > 0]
    if keep and count:
        header.append(Message("record.undo", {"batch": work}))
    document = {
        "count": count,
        "codes": done.changed,
        "same": same,
        "unknown": done.unknown,
        "batch": work if keep and count else None,
        "changes": list(change_rows(db, work)) if machine else None,
    }
    return Report((), tuple(header), document)


def told(key: str, done: Updated, count: int, work: int) -> Message:
    """A sentence about so many of the kind."""
    return Message(key, {"count": count, "kind": done.kind, "batch": work})


def subject_lines(
    db: sqlite3.Connection, done: Updated, work: int, as_of: str
) -> Iterator[Message]:
    """The first subjects that changed, each with what is new of it in one line."""
    teller = Teller(db)
    of_subjects = (each for each in changes(db, work, grouped=True) if each.owner[0] == "subject")
    for (_, subject), group in islice(groupby(of_subjects, attrgetter("owner")), SHOWN):
        rows = list(group)
        what = stage_told(db, done, subject, as_of)
        for row in rows:
            if not (what and is_act(row)):
                what += news(teller, row)
        yield Message("bulk.line", {"name": teller.owner(rows[0]), "what": what})


def stage_told(db: sqlite3.Connection, done: Updated, subject: int, as_of: str) -> list[Message]:
    """From which stage to which, where that is known and another one."""
    after = stage_now(db, subject, as_of)
    before = done.before.get(subject, after)
    if after is None or after == before:
        return []
    values = {"field": label("stage"), "old": before and before[0], "new": after[0]}
    return [Message("bulk.stage", {**values, "since": after[1]})]


def news(teller: Teller, change: Change) -> list[Message]:
    """The lines of a change; of a row that is new, that it is."""
    lines = [line.words for line in teller.lines(change)]
    if change.action == "changed":
        return lines
    action = Message(f"change.{change.action}")
    return [Message("change.said", {"field": action, "value": line}) for line in lines]


def is_act(change: Change) -> bool:
    """Whether a change is a new act, which a new stage tells already."""
    return change.table == "milestone" and change.action == "added"


def change_rows(db: sqlite3.Connection, work: int) -> Iterator[dict[str, object]]:
    """Every line of every change for machines."""
    teller = Teller(db)
    for change in changes(db, work, grouped=True):
        for line in teller.lines(change):
            yield dict(zip(MACHINE, cells_of(teller, change, line), strict=True))
