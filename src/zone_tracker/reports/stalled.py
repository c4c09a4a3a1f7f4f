"""How long everything has stood where it stands, against what is usual there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import chain

from zone_tracker.model import Message, Report, Table
from zone_tracker.reports.columns import column, machines
from zone_tracker.reports.documents import Documents
from zone_tracker.reports.lengths import days_told
from zone_tracker.reports.words import day, with_health
from zone_tracker.store import spells as store
from zone_tracker.store.conditions import Condition
from zone_tracker.store.spells import FEW, Days, Spell, Usual, Waiting

STALLED = (
    *machines("kind", "code", "name", "targets", "stage", "stage_since"),
    *machines("days_least", "days_most", "suspended_least", "suspended_most"),
    *machines("usual_spells", "usual_least", "usual_most", "spread_least", "spread_most"),
    *machines("over_least", "over_most", "health", "health_since", "health_reason"),
    *machines("last_act", "last_date", "last_note"),
    column("targets", only="people"),
    column("name", only="people"),
    column("stage", only="people"),
    column("days", only="people"),
    column("over", only="people"),
    column("usual", only="people", wide=True),
    column("last_act", only="people"),
    column("document", only="people"),
    column("source", only="machines"),
)
SPELLS = (
    *machines("stage", "stage_since", "until"),
    *machines("days_least", "days_most", "suspended_least", "suspended_most"),
    column("stage", only="people"),
    column("stage_since", only="people"),
    column("until", only="people"),
    column("days", only="people"),
    column("suspended", only="people"),
)
UNKNOWN = (None, None)
"""Both ends of a range that is not known."""


def stalled(
    db: sqlite3.Connection,
    as_of: str,
    *,
    kind: str | None = None,
    where: tuple[Condition, ...] = (),
    limit: int | None = None,
) -> Report:
    """What has not come to its last stage: first what a target wants to advance, then the rest.

    Of the rest that comes first which is surely the most days over the usual time.
    """
    found = store.waiting(db, kind, as_of, where, limit)
    first = next(found, None)
    title = Message("stalled.title", {"as_of": day(as_of)})
    without = store.unstaged(db, kind, as_of, where)
    told = tuple(notes(first.total if first else 0, limit, without))
    if first is None:
        return Report((Table("stalled", title, STALLED, (), told),))
    documents = Documents()
    rows = (waiting_row(each, documents) for each in chain([first], found))
    table = Table("stalled", title, STALLED, rows, told)
    return Report((table, documents.table()), notes=(Message("stalled.rule", {"few": FEW}),))


def notes(count: int, limit: int | None, without: int) -> Iterator[Message]:
    """What the table of so many does not show."""
    if limit is not None and count > limit:
        yield Message("list.shown", {"shown": limit, "count": count})
    if without:
        yield Message("stalled.unstaged", {"count": without})


def waiting_row(each: Waiting, documents: Documents) -> tuple[object, ...]:
    """The cells of STALLED."""
    usual = each.usual
    of_usual = (usual.spells, *usual.middle, *usual.every) if usual else (None,) * 5
    health = each.health
    return (
        *(each.kind, each.code, each.name, each.targets and each.targets.split(", ")),
        *(each.stage, each.since, *(each.days or UNKNOWN), *(each.suspended or UNKNOWN)),
        *(*of_usual, *(each.over or UNKNOWN)),
        *((health.state, health.since, health.reason) if health else (None,) * 3),
        *(each.said, each.said_on, each.said_words),
        *(each.targets, each.name, stage_told(each), days_and_pause(each)),
        *(over_told(each), usual_told(usual), said_told(each)),
        *(each.said and documents.number(each.source, each.source_date), each.source),
    )


def stage_told(each: Waiting) -> object:
    """The stage with the health that stands beside it."""
    return with_health(each.stage or Message("stalled.no-stage"), each.health)


def days_and_pause(each: Waiting) -> Message | None:
    """The days at the stage; told apart are those it was suspended meanwhile."""
    days = days_told(each.days)
    if each.suspended in (None, (0, 0)):
        return days
    return Message("stalled.pause", {"days": days, "pause": days_told(each.suspended)})


def over_told(each: Waiting) -> Message | None:
    """By how many days the usual time is exceeded: surely, possibly, not yet; not of too few."""
    if each.stage is None or each.stopped:
        return None
    if each.over is None:
        return Message("stalled.few", {"count": each.usual.spells if each.usual else 0})
    least, most = each.over
    if least is not None and least > 0:
        return Message("stalled.over", {"days": days_told(Days(least, most))})
    return Message("stalled.maybe" if most is None or most > 0 else "stalled.within")


def usual_told(usual: Usual | None) -> Message | None:
    """The usual time with all that it rests on; None where that is too little."""
    if usual is None or usual.spells < FEW:
        return None
    every: object = Message("length.range", usual.every._asdict())
    if usual.every.most is None:
        every = days_told(usual.every)
    values = {"middle": days_told(usual.middle), "count": usual.spells, "every": every}
    return Message("stalled.usual", values)


def said_told(each: Waiting) -> Message | None:
    """What was last said, when, and in which words."""
    if each.said is None:
        return None
    values = {"act": each.said, "date": each.said_on, "words": each.said_words}
    return Message("stalled.said-words" if each.said_words else "stalled.said", values)


def spell_table(db: sqlite3.Connection, subject: int, as_of: str) -> Table:
    """The days one subject stood at each stage, up to a day."""
    rows = [spell_row(spell) for spell in store.spells(db, subject, as_of)]
    return Table("spells", Message("history.spells", {"as_of": day(as_of)}), SPELLS, rows)


def spell_row(spell: Spell) -> tuple[object, ...]:
    """The cells of SPELLS."""
    pause = None if spell.suspended == (0, 0) else days_told(spell.suspended)
    return (
        *(spell.stage, spell.since, spell.until, *spell.days, *spell.suspended),
        *(spell.stage or Message("stalled.no-stage"), spell.since),
        *(spell.until or Message("history.now"), days_told(spell.days), pause),
    )
