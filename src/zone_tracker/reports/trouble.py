"""What is blocked, said to be late or past its planned date: how many, which first, and why."""

from __future__ import annotations

import sqlite3
from itertools import groupby

from zone_tracker.model import Message, Table, Term
from zone_tracker.reports.columns import column
from zone_tracker.reports.slips import act_told, judge, verdict
from zone_tracker.store import slips, subjects
from zone_tracker.store.slips import Slip
from zone_tracker.store.subjects import Unwell

TROUBLE = (
    column("trouble", only="people", keep=True),
    column("trouble", only="machines"),
    column("count", right=True),
    column("first", only="people"),
    column("first", only="machines"),
)
OVERDUE = Term("overdue", "Quá hạn kế hoạch", "Past the planned date")
SHOWN = 4
"""How many are named before the rest is only counted."""


def trouble_table(db: sqlite3.Connection, as_of: str) -> Table:
    """One row for each sort of trouble there is on a day, those in it for longest named."""
    unwell = subjects.unwell(db, as_of, SHOWN)
    rows = [health_row(list(each)) for _, each in groupby(unwell, lambda one: one.health.state)]
    overdue = list(slips.slips(db, as_of, overdue=True, limit=SHOWN))
    if overdue:
        told = [plan_told(slip, as_of) for slip in overdue]
        rows.append(row(OVERDUE, overdue[0].total, told, [plan_cells(slip) for slip in overdue]))
    return Table("trouble", Message("status.trouble"), TROUBLE, rows)


def health_row(found: list[Unwell]) -> tuple[object, ...]:
    """The cells of TROUBLE for those of one state of health."""
    told = [unwell_told(each) for each in found]
    return row(found[0].health.state, found[0].total, told, [unwell_cells(each) for each in found])


def row(
    state: Term, total: int, told: list[Message], cells: list[dict[str, object]]
) -> tuple[object, ...]:
    """The cells of TROUBLE; people are told how many there are beside those named."""
    rest = total - len(told)
    more = [Message("why.more", {"count": rest})] if rest else []
    return state, state, total, [*told, *more], cells


def unwell_told(each: Unwell) -> Message:
    """Who, since when, and why where that is said."""
    words = "trouble.since-reason" if each.health.reason else "trouble.since"
    return Message(words, {"name": each.name, **each.health._asdict()})


def unwell_cells(each: Unwell) -> dict[str, object]:
    """One who is not well, for machines."""
    health = each.health
    return {
        "code": each.code,
        "name": each.name,
        "since": health.since,
        "reason": health.reason,
    }


def plan_told(slip: Slip, as_of: str) -> Message:
    """A plan past its date, in words."""
    values = {"name": slip.name, "act": act_told(slip), "planned": slip.planned}
    return Message("trouble.plan", {**values, "verdict": verdict(judge(slip, as_of), slip)})


def plan_cells(slip: Slip) -> dict[str, object]:
    """A plan past its date, for machines."""
    return {"code": slip.code, "name": slip.name, "act": slip.act, "planned": slip.planned}
