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
SHOWN = 4
"""How many are named before the rest is only counted."""


def trouble_table(db: sqlite3.Connection, as_of: str) -> Table:
    """One row for each sort of trouble there is on a day, those in it for longest named."""
    unwell = subjects.unwell(db, as_of, SHOWN)
    rows = [health_row(list(each)) for _, each in groupby(unwell, lambda one: one.health.state)]
    overdue = list(slips.slips(db, as_of, overdue=True, limit=SHOWN))
    if overdue:
        rows.append(overdue_row(overdue, as_of))
    return Table("trouble", Message("status.trouble"), TROUBLE, rows)


def health_row(found: list[Unwell]) -> tuple[object, ...]:
    """The cells of TROUBLE for those of one state of health."""
    state, total = found[0].health.state, found[0].total
    told = [since_told(each) for each in found]
    documents = [
        {
            **{"code": each.code, "name": each.name},
            **{"since": each.health.since, "reason": each.health.reason},
        }
        for each in found
    ]
    return state, state, total, and_more(told, total), documents


def since_told(each: Unwell) -> Message:
    """Who, since when, and why where that is said."""
    _, since, reason = each.health
    words = "trouble.since-reason" if reason else "trouble.since"
    return Message(words, {"name": each.name, "since": since, "reason": reason})


def overdue_row(found: list[Slip], as_of: str) -> tuple[object, ...]:
    """The cells of TROUBLE for plans that should have come true and have not."""
    told = [
        Message(
            "trouble.overdue-plan",
            {
                **{"name": slip.name, "act": act_told(slip), "planned": slip.planned},
                "verdict": verdict(judge(slip, as_of), slip),
            },
        )
        for slip in found
    ]
    documents = [
        {"code": slip.code, "name": slip.name, "act": slip.act, "planned": slip.planned}
        for slip in found
    ]
    total = found[0].total
    label = Message("trouble.overdue")
    return label, Term("overdue", "", ""), total, and_more(told, total), documents


def and_more(told: list[Message], total: int) -> list[Message]:
    """Those named, and how many more there are."""
    rest = total - len(told)
    return [*told, Message("why.more", {"count": rest})] if rest else told
