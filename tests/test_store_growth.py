"""The work of a query grows no faster than the record: SQLite's steps are counted, not seconds."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import cache

import pytest

import builders
from zone_tracker.store import (
    changes,
    find,
    listing,
    overview,
    rules,
    slips,
    spells,
    stale,
    subjects,
)
from zone_tracker.store.completion import codes
from zone_tracker.store.conditions import figure, stage_rank
from zone_tracker.store.listing import Choice, Order
from zone_tracker.targets import judge

Query = Callable[[sqlite3.Connection], object]
DAY = "2024-12-31"


BACK = ("return_to", "reason")


def projects(count: int) -> list[list[str]]:
    """Projects of all stages, some suspended or returned; half reached their stage in 2024."""
    stages = ("operating", "approved", "under-construction", "suspended", "returned")
    back = {4: ("approved", "thiếu vốn")}
    return [
        [
            f"da-{n}",
            f"Nhà máy {n}",
            *back.get(n % 5, ("", "")),
            stages[n % 5],
            f"{1 + n % 28}/3/{2023 + n % 2}",
            f"{n} tỷ",
        ]
        for n in range(1, count + 1)
    ]


def judged(count_by: str, **cells: str) -> Query:
    """Judging a target over all projects."""

    def query(db: sqlite3.Connection) -> object:
        builders.target(db, "project", count_by, **cells)
        (target,) = rules.targets(db)
        (reading,) = rules.readings(db, target.id)
        return judge(db, target, reading, DAY)

    return query


def shown(*conditions: listing.Condition, key: str = "name", limit: int | None = None) -> Query:
    """Listing projects."""
    choice = Choice(where=conditions, order=(Order(key),), limit=limit)
    return lambda db: (
        list(listing.standings(db, "project", DAY, choice)),
        listing.totals(db, "project", DAY, choice),
    )


GROWING: dict[str, Query] = {
    "stage-at-least, flow": judged("stage-at-least", acts="under-construction", flow="flow"),
    "stage-at-least, stock": judged("stage-at-least", acts="under-construction"),
    "advanced": judged("advanced", flow="flow"),
    "any-act": judged("any-act", flow="flow"),
    "list": shown(),
    "list by stage": shown(stage_rank(">=", 60), key="stage"),
    "list by figure": shown(figure(">", "capital-registered", "vnd", 10), key="capital_vnd"),
    "find": lambda db: list(find.hits(db, "nha may", "vi", None)),
    "changes in a period": lambda db: list(changes.happened(db, "2024-01-01", DAY, "2023-12-31")),
    "changes recorded": lambda db: list(changes.recorded(db, 0, DAY)),
    "stale": lambda db: list(stale.stale(db, "project", DAY)),
    "stalled": lambda db: list(spells.waiting(db, None, DAY)),
    "without a stage": lambda db: spells.unstaged(db, None, DAY),
    "slips": lambda db: list(slips.slips(db, DAY)),
    "overview": lambda db: (overview.projects(db, DAY), overview.clusters(db, DAY)),
}
FLAT: dict[str, Query] = {
    "first page": lambda db: list(
        listing.standings(db, "project", DAY, Choice(order=(Order("name"),), limit=50))
    ),
    "stage of one": lambda db: subjects.stage_now(db, 1, DAY),
    "completion": lambda db: codes(db, "project", "da-1", "vi"),
    "nothing recorded since": lambda db: list(changes.recorded(db, 1, DAY)),
}


@cache
def filled(count: int) -> bytes:
    """The bytes of a record of so many projects."""
    with builders.database() as db:
        builders.take(
            db, "projects", ["code", "name", *BACK, "stage", "on", "capital"], *projects(count)
        )
        return db.serialize()


def steps(count: int, query: Query) -> int:
    """The work of a query over so many projects, in hundreds of instructions."""
    told = 0

    def tick() -> int:
        nonlocal told
        told += 1
        return 0

    with builders.database() as db:
        db.deserialize(filled(count))
        db.set_progress_handler(tick, 100)
        query(db)
        db.set_progress_handler(None, 0)
    return told


@pytest.mark.parametrize("name", GROWING)
def test_four_times_as_many_projects_are_four_times_the_work(name: str) -> None:
    assert steps(1600, GROWING[name]) < 5 * steps(400, GROWING[name])


@pytest.mark.parametrize("name", FLAT)
def test_a_first_page_costs_the_same_at_any_size(name: str) -> None:
    assert steps(1600, FLAT[name]) < 1.5 * steps(400, FLAT[name])
