"""Lists of subjects: where each stands, and what the list leaves out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from zone_tracker.model import Column, Message, Report, Table, Term
from zone_tracker.reports.columns import CODE, NAME, SINCE, amount, column
from zone_tracker.reports.words import day, health_told, short, with_health
from zone_tracker.store import listing as lists
from zone_tracker.store.listing import Choice, Health, Standing

LIST: tuple[Column, ...] = (
    CODE,
    NAME,
    column("stage", only="machines"),
    column("stage", only="people", wide=True),
    column("stage", only="people", narrow=True),
    SINCE,
    column("district", only="machines"),
    column("district", only="people", keep=True),
    column("health", only="machines"),
    column("health", only="people", wide=True),
    column("health_since", only="machines"),
    column("health_reason", only="machines"),
    column("within", wide=True),
    column("investor", wide=True),
    column("investor_country", only="machines"),
    column("area", only="people", right=True, wide=True),
    column("capital", only="people", right=True, wide=True),
    column("area_m2", only="machines"),
    column("capital_vnd", only="machines"),
    column("capital_usd_cents", only="machines"),
)


AMOUNTS = tuple(
    Column(key, Message(f"column.{label}"), only="people", right=True)
    for key, label in (
        ("area_m2", "area"),
        ("capital_vnd", "capital_in_vnd"),
        ("capital_usd_cents", "capital_in_usd"),
    )
)
"""What people see in the columns of exact amounts when they ask for them by key."""
CHOOSABLE = (*LIST, *AMOUNTS, column("investor_country", only="people"))
KEYS = tuple(column.key for column in LIST if column.only != "people")
"""The columns that can be asked for."""


def listing(
    db: sqlite3.Connection, kind: Term, as_of: str, choice: Choice, keys: tuple[str, ...] = ()
) -> Report:
    """The subjects of a kind as they stood on a day; `keys` are the columns, none for all."""
    standings = lists.standings(db, kind.code, as_of, choice)
    title = Message("list.title", {"kind": beginning(kind), "as_of": day(as_of)})
    notes = left_out(db, kind.code, as_of, choice)
    if not keys:
        return Report((Table(f"{kind.code}s", title, LIST, map(list_row, standings), notes),))
    places = [
        place
        for key in keys
        for place, each in enumerate(CHOOSABLE)
        if each.key == key and not each.narrow
    ]
    columns = tuple(CHOOSABLE[place]._replace(wide=False) for place in places)
    rows = (chosen_row(standing, places) for standing in standings)
    return Report((Table(f"{kind.code}s", title, columns, rows, notes),))


def beginning(word: Term) -> Term:
    """A word as it stands at the beginning of a line."""
    return Term(word.code, *(label[:1].upper() + label[1:] for label in (word.vi, word.en)))


def left_out(db: sqlite3.Connection, kind: str, as_of: str, choice: Choice) -> Iterator[Message]:
    """What a list does not show: counted when the rows are written, if anybody asks."""
    if choice.limit is None and not choice.where:
        return
    count = lists.totals(db, kind, as_of, choice)
    if choice.limit is not None and count.matching > choice.limit:
        yield Message("list.shown", {"shown": choice.limit, "count": count.matching})
    if count.unknown:
        yield Message("list.unknown", {"count": count.unknown})


def chosen_row(standing: Standing, places: list[int]) -> tuple[object, ...]:
    """The cells of CHOOSABLE at these places."""
    cells = (
        *list_row(standing),
        *(standing.area, standing.capital_vnd, standing.capital_usd),
        standing.investor_country,
    )
    return tuple(cells[place] for place in places)


def list_row(standing: Standing) -> tuple[object, ...]:
    """The cells of LIST."""
    money = [q for q in (standing.capital_vnd, standing.capital_usd) if q is not None]
    return (
        *(standing.code, standing.name, standing.stage, stage_told(standing)),
        *(with_health(stage_told(standing), standing.health), standing.since),
        *(standing.district, standing.district and short(standing.district)),
        *health_cells(standing.health),
        *(standing.within, standing.investor, standing.investor_country),
        standing.area,
        money or None,
        *(amount(standing.area), amount(standing.capital_vnd), amount(standing.capital_usd)),
    )


def health_cells(health: Health | None) -> tuple[object, ...]:
    """Health for machines, for people with its date and reason, its date, its reason."""
    if health is None:
        return None, None, None, None
    return health.state, health_told(health), health.since, health.reason


def stage_told(standing: Standing) -> object:
    """The stage for people; without one, the last act beside the stages; None: nothing."""
    if standing.stage is None and standing.last_act is not None:
        return Message("no-stage-but", {"act": standing.last_act})
    return standing.stage
