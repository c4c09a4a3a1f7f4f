"""What plans set against what happened: how late, how early, still ahead, in which version."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from zone_tracker.model import FactDate, Message, Report, Table
from zone_tracker.reports.columns import (
    VERDICT,
    VERDICT_CODE,
    column,
    source_cells,
    sourced,
)
from zone_tracker.reports.documents import Documents
from zone_tracker.reports.lengths import Length, Unit, between, grain, measured, told
from zone_tracker.reports.words import day
from zone_tracker.store import slips as store
from zone_tracker.store.slips import Slip
from zone_tracker.store.subjects import one

PLANS = (
    column("act", only="people"),
    column("planned", only="people"),
    column("actual", only="people"),
    VERDICT,
    *(column(key, only="machines") for key in ("act", "phase", "planned", "actual", "actual_act")),
    VERDICT_CODE,
    *(column(key, only="machines") for key in ("late_least", "late_most", "late_unit")),
    *(column(key, only="machines") for key in ("shift_least", "shift_most", "shift_unit")),
)
NOTED = (column("note", wide=True), column("id", only="machines"))
OF_ONE = (*PLANS, *sourced(wide=True), *NOTED)
"""The plans of one subject."""
SLIPS = (
    *(column(key, only="machines") for key in ("kind", "code", "name")),
    column("name", only="people"),
    *PLANS,
    column("document", only="people"),
    column("source", only="machines"),
    *NOTED,
)


class Judged(NamedTuple):
    """How a plan came out, and by how much it was missed: negative when it was early.

    `least` and `most` are whole numbers of `unit`, None where that end is not known.
    """

    state: str
    least: int | None = None
    most: int | None = None
    unit: Unit | None = None


def slips(
    db: sqlite3.Connection,
    as_of: str,
    *,
    kind: str | None = None,
    subject: int | None = None,
    limit: int | None = None,
) -> Report:
    """Every planned act of all subjects, of a kind or of one, as it stood on a day.

    People find the document of each plan in a table below, by its number.
    """
    found = store.slips(db, as_of, kind=kind, subject=subject, limit=limit)
    first = next(found, None)
    later = store.later_plans(db, as_of, kind=kind, subject=subject)
    title = heading(db, subject, as_of)
    told = tuple(notes(first.total if first else 0, limit, later))
    if first is None:
        return Report((Table("slips", title, SLIPS, (), told),))
    documents = Documents()
    rows = slip_rows(chain([first], found), as_of, documents)
    plans = Table("slips", title, SLIPS, rows, told)
    return Report((plans, documents.table()), notes=(Message("slips.rule"),))


def heading(db: sqlite3.Connection, subject: int | None, as_of: str) -> Message:
    """What is told, and whose."""
    if subject is None:
        return Message("slips.title", {"as_of": day(as_of)})
    row = one(db, subject)
    return Message("slips.of-one", {"name": row.name, "code": row.code, "as_of": day(as_of)})


def slip_rows(
    found: Iterable[Slip], as_of: str, documents: Documents
) -> Iterator[tuple[object, ...]]:
    """The cells of SLIPS; people see a subject named once."""
    before = None
    for slip in found:
        yield (
            *(slip.kind, slip.code, slip.name, "" if slip.code == before else slip.name),
            *plan_cells(slip, as_of),
            *(documents.number(slip.source, slip.source_date), slip.source),
            *(slip.note, f"m{slip.id}"),
        )
        before = slip.code


def notes(count: int, limit: int | None, later: int) -> Iterator[Message]:
    """What the table of so many plans does not show."""
    if not count:
        yield Message("slips.none")
    if limit is not None and count > limit:
        yield Message("list.shown", {"shown": limit, "count": count})
    if later:
        yield Message("slips.later", {"count": later})


def plans_of(db: sqlite3.Connection, subject: int, as_of: str) -> Table:
    """The plans of one subject and what became of them."""
    rows = [
        (*plan_cells(slip, as_of), *source_cells(slip.source), slip.note, f"m{slip.id}")
        for slip in store.slips(db, as_of, subject=subject)
    ]
    return Table("plans", Message("show.plans"), OF_ONE, rows)


def plan_cells(slip: Slip, as_of: str) -> tuple[object, ...]:
    """The cells of PLANS."""
    judged = judge(slip, as_of)
    moved = shift(slip)
    return (
        *(act_told(slip), planned_told(slip, moved), actual_told(slip), verdict(judged, slip)),
        *(slip.act, slip.phase, slip.planned, slip.done, slip.done_by),
        *(*judged, *(moved or (None, None, None))),
    )


def judge(slip: Slip, as_of: str) -> Judged:
    """How a plan came out by a day; only the newest of its versions is judged."""
    if not slip.newest:
        return Judged("replaced")
    if slip.done is not None:
        return fulfilled(slip.planned, slip.done)
    if slip.ended is not None:
        return Judged("ended")
    if slip.planned.date_to > as_of:
        return Judged("ahead")
    return Judged("overdue", *between(slip.planned, day(as_of)))


def fulfilled(planned: FactDate, done: FactDate) -> Judged:
    """How the date of what happened lies to the one planned: within it, late or early.

    What happened "no later than" a day after the plan's is only possibly late.
    """
    if done.date_to > planned.date_to:
        late = between(planned, done)
        if done.date_from is not None and done.date_from > planned.date_to:
            return Judged("late", *late)
        return Judged("maybe-late", 0, late.most, late.unit)
    if planned.date_from is None or done.date_to >= planned.date_from:
        return Judged("on-time", 0, 0, "day")
    first = done.date_from or done.date_to
    early = measured(first, planned.date_from, max(grain(planned), grain(done)))
    least = None if done.date_from is None or early.most is None else -early.most
    return Judged("early", least, -early.least, early.unit)


def shift(slip: Slip) -> Length | None:
    """By how much a plan moved its date against the version before, back if negative."""
    if slip.before is None:
        return None
    if slip.planned.date_to >= slip.before.date_to:
        return between(slip.before, slip.planned)
    least, most, unit = between(slip.planned, slip.before)
    return Length(-(most or 0), -least, unit)


def act_told(slip: Slip) -> object:
    """The act that was planned, with its phase."""
    if slip.phase is None:
        return slip.act
    return Message("slips.phase", {"act": slip.act, "phase": slip.phase})


def planned_told(slip: Slip, moved: Length | None) -> object:
    """The planned date, with how a later version moved it."""
    if moved is None or moved.most is None:
        return slip.planned
    if moved.most == 0:
        return Message("slips.unmoved", {"planned": slip.planned})
    words = "slips.put-back" if moved.most > 0 else "slips.brought-forward"
    return Message(words, {"planned": slip.planned, "by": told(size(*moved))})


def actual_told(slip: Slip) -> object:
    """When it happened, with the act that shows it where that is another one."""
    if slip.done_by is None or slip.done_by == slip.act:
        return slip.done
    return Message("slips.done-by", {"date": slip.done, "act": slip.done_by})


def verdict(judged: Judged, slip: Slip) -> Message:
    """How a plan came out, in words."""
    state, least, most, unit = judged
    if state == "ended":
        return Message("slip.ended", {"act": slip.ended, "date": slip.ended_on})
    if unit is None or state == "on-time":
        return Message(f"slip.{state}")
    if most == 0:
        return Message("slip.just-due")
    by = size(most if state == "maybe-late" else least, most, unit)
    return Message(f"slip.{state}", {"by": told(by)})


def size(least: int | None, most: int | None, unit: Unit) -> Length:
    """A length without its direction; where only one end is known it is at least so long."""
    ends = sorted(abs(end) for end in (least, most) if end is not None)
    return Length(ends[0], ends[1] if len(ends) == 2 else None, unit)
