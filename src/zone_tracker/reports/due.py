"""What is due, and when: reports, targets and planned acts; what is overdue comes first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from heapq import merge
from itertools import islice
from typing import Literal, NamedTuple

from zone_tracker import periods
from zone_tracker.model import FactDate, Message, Report, Table, Term
from zone_tracker.reports.columns import column
from zone_tracker.reports.lengths import Length, between, told
from zone_tracker.reports.status import target_year
from zone_tracker.reports.words import day, titled, verdict
from zone_tracker.store import due as store
from zone_tracker.store import rules
from zone_tracker.store.due import Planned
from zone_tracker.targets import Judgement, judge

DUE = (
    column("due", only="people", keep=True),
    column("days_left", only="people", keep=True),
    column("item", only="people"),
    column("evidence", only="people", wide=True),
    *(column(key, only="machines") for key in ("due", "days_left", "sort", "code", "subject")),
    *(column(key, only="machines") for key in ("act", "planned", "verdict", "source")),
)


class Item(NamedTuple):
    """One thing that is due at the end of `day`.

    `when` is that day as a document tells it; `what` and `evidence` are for people; `subject` is
    the title of a report or target, or who is to act.
    """

    day: str
    when: FactDate
    sort: Literal["period-end", "report", "target", "act"]
    what: object
    evidence: object
    code: str
    subject: object
    act: Term | None = None
    verdict: str | None = None
    source: str | None = None


def due(db: sqlite3.Connection, as_of: str, until: str, limit: int | None) -> Report:
    """Everything due by a day, from what should have been done before `as_of` on."""
    few = sorted([*reports(as_of, until), *targets(db, as_of, until)], key=lambda each: each.day)
    counts = {"count": len(few)}
    acts = planned_acts(store.planned(db, as_of, until, limit), counts)
    items = islice(merge(few, acts, key=lambda each: each.day), limit)
    title = Message("due.title", {"as_of": day(as_of), "until": day(until)})
    rows = (row(each, as_of) for each in items)
    return Report((Table("due", title, DUE, rows, notes(counts, limit)),))


def notes(counts: dict[str, int], limit: int | None) -> Iterator[Message]:
    """What the table does not show; asked for after its rows."""
    if not counts["count"]:
        yield Message("due.none")
    if limit is not None and counts["count"] > limit:
        yield Message("list.shown", {"shown": limit, "count": counts["count"]})


def row(item: Item, as_of: str) -> tuple[object, ...]:
    """The cells of DUE."""
    left = (date.fromisoformat(item.day) - date.fromisoformat(as_of)).days
    planned = item.when if item.sort == "act" else None
    return (
        *(item.when, countdown(item, as_of, left), item.what, item.evidence),
        *(item.day, left, item.sort, item.code, item.subject),
        *(item.act, planned, item.verdict, item.source),
    )


def countdown(item: Item, as_of: str, left: int) -> Message:
    """How many days are left, or how long it is overdue, no more exactly than its date is told."""
    if left == 0:
        return Message("due.today")
    if left < 0:
        return Message("due.overdue", {"length": told(between(item.when, day(as_of)))})
    return Message("due.left", {"length": told(Length(left, left, "day"))})


def reports(as_of: str, until: str) -> Iterator[Item]:
    """The ends and due days of official periods to come; nobody records what was handed in."""
    for each in periods.coming(as_of, until):
        period, is_end = each.period, each.sort == "end"
        span = {"start": day(period.date_from), "end": day(period.date_to)}
        yield Item(
            *(each.day, day(each.day), "period-end" if is_end else "report"),
            Message("due.period-end" if is_end else "due.report", {"period": period.label}),
            Message("due.period", {"law": period.law, **span}),
            *(period.code, Message("said", {"term": period.label})),
            source=period.law,
        )


def targets(db: sqlite3.Connection, as_of: str, until: str) -> Iterator[Item]:
    """The targets that are not met, of the newest year begun and of those after it."""
    first = target_year(db, as_of) or 0
    for target in rules.targets(db):
        for reading in rules.readings(db, target.id):
            if target.year >= first and reading.main and reading.period_to <= until:
                judgement = judge(db, target, reading, as_of)
                if judgement.verdict != "met":
                    yield target_item(judgement)


def target_item(judgement: Judgement) -> Item:
    """A target that is due at the end of its period."""
    target, last = judgement.target, judgement.reading.period_to
    values: dict[str, object] = {"code": target.code, "title": target.title}
    values |= {"counted": judgement.counted, "needed": judgement.needed}
    return Item(
        *(last, day(last), "target", Message("due.target", values)),
        verdict(judgement),
        *(target.code, titled(target.title)),
        verdict=judgement.verdict,
        source=target.source,
    )


def planned_acts(found: Iterator[Planned], counts: dict[str, int]) -> Iterator[Item]:
    """What plans have set; adds how many there are in all to the count."""
    for nth, each in enumerate(found):
        if not nth:
            counts["count"] += each.total
        values = {"name": each.name, "act": each.act, "phase": each.phase}
        yield Item(
            *(each.date.date_to, each.date, "act"),
            Message("due.act-phase" if each.phase else "due.act", values),
            each.source or Message("no-source"),
            *(each.code, each.name, each.act),
            source=each.source,
        )
