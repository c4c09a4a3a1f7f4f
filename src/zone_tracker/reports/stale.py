"""What has long not been told of: subjects, and districts that have not reported."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from itertools import chain

from zone_tracker.model import FactDate, Message, Report, Table
from zone_tracker.reports.columns import column, machines
from zone_tracker.reports.lengths import days_told
from zone_tracker.reports.words import day, short
from zone_tracker.store import stale as store
from zone_tracker.store.conditions import Condition
from zone_tracker.store.log import local
from zone_tracker.store.spells import Days
from zone_tracker.store.stale import Silent, Stale

STALE = (
    *machines("kind", "code", "name", "district", "told_by", "told", "days_least", "days_most"),
    *machines("recorded"),
    column("name", only="people"),
    column("kind", only="people", wide=True),
    column("district", only="people", keep=True),
    column("told", only="people", keep=True),
    column("days", only="people", right=True),
    column("recorded", only="people", keep=True),
)
SILENT = (
    *machines("code", "district", "valid_to", "subjects", "told", "days_least", "days_most"),
    *machines("recorded"),
    column("district", only="people"),
    column("subjects", only="people", right=True),
    column("told", only="people"),
    column("days", only="people", right=True),
    column("recorded", only="people", keep=True),
)


def stale(
    db: sqlite3.Connection,
    as_of: str,
    *,
    since: str | None,
    kind: str | None = None,
    where: tuple[Condition, ...] = (),
    limit: int | None = None,
) -> Report:
    """The subjects of which nothing was told since a day, or all, the longest silent first."""
    found = store.stale(db, kind, as_of, since=since, where=where, limit=limit)
    first = next(found, None)
    count = first.total if first else 0
    notes = []
    if limit is not None and count > limit:
        notes.append(Message("list.shown", {"shown": limit, "count": count}))
    rows = (stale_row(each, as_of) for each in chain([first] if first else [], found))
    values = {"since": since and day(since), "as_of": day(as_of)}
    title = Message("stale.since" if since else "stale.title", values)
    return Report((Table("stale", title, STALE, rows, notes),))


def silent(
    db: sqlite3.Connection,
    as_of: str,
    *,
    since: str | None,
    kind: str | None = None,
    where: tuple[Condition, ...] = (),
) -> Report:
    """The districts of which nothing was told since a day, or all, the longest silent first."""
    found = list(store.silent(db, kind, as_of, since=since, where=where))
    rows = [silent_row(each, as_of) for each in found]
    notes = silent_notes(found, store.placeless(db, kind, where))
    values = {"since": since and day(since), "as_of": day(as_of)}
    title = Message("silent.since" if since else "silent.title", values)
    return Report((Table("silent", title, SILENT, rows, notes),))


def silent_notes(found: list[Silent], placeless: int) -> Iterator[Message]:
    """Of how many districts these are, and what is told of none."""
    if found:
        yield Message("silent.of", {"count": len(found), "total": found[0].total})
    else:
        yield Message("silent.none")
    if placeless:
        yield Message("silent.placeless", {"count": placeless})


def stale_row(each: Stale, as_of: str) -> tuple[object, ...]:
    """The cells of STALE."""
    days = days_since(each.last, as_of)
    told = Message("told.nothing")
    if each.last is not None:
        told = Message("told.by", {"date": each.last, "by": Message(f"told.{each.sort}")})
    return (
        *(each.kind, each.code, each.name, each.district, each.sort, each.last),
        *(*(days or UNKNOWN), each.recorded),
        *(each.name, each.kind, each.district and short(each.district)),
        *(told, days_told(days), on_day(each.recorded)),
    )


def silent_row(each: Silent, as_of: str) -> tuple[object, ...]:
    """The cells of SILENT."""
    days = days_since(each.last, as_of)
    name: object = short(each.name)
    if each.valid_to is not None and each.valid_to < as_of:
        name = Message("silent.ended", {"district": name, "end": day(each.valid_to)})
    return (
        *(each.code, each.name, each.valid_to, each.subjects, each.last),
        *(*(days or UNKNOWN), each.recorded),
        *(name, each.subjects, each.last or Message("told.nothing"), days_told(days)),
        each.recorded and on_day(each.recorded),
    )


UNKNOWN = (None, None)
"""Both ends of a number of days that is not known."""


def days_since(last: FactDate | None, as_of: str) -> Days | None:
    """The days from a date to a day, at least and at most; None: nothing was told."""
    if last is None:
        return None
    until = date.fromisoformat(as_of)
    least = (until - date.fromisoformat(last.date_to)).days
    if last.date_from is None:
        return Days(least, None)
    return Days(least, (until - date.fromisoformat(last.date_from)).days)


def on_day(at: str) -> FactDate:
    """The day of a moment of the log, in the clock of this machine."""
    return day(local(at)[:10])
