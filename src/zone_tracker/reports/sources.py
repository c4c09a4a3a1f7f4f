"""The documents: how much rests on each, all that rests on one, and what rests on none."""

from __future__ import annotations

import sqlite3
from collections import defaultdict

from zone_tracker.model import Message, Report, Table, Term
from zone_tracker.reports.columns import CODE, NAME, column, for_machines
from zone_tracker.reports.subjects import ACTUAL, FACTS, PLANNED
from zone_tracker.store import registers
from zone_tracker.store.registers import Resting, Source

SORTS = {
    "subject": Term("subject", "đối tượng", "subject"),
    "act": Term("act", "mốc", "act"),
    "figure": Term("figure", "số liệu", "figure"),
    "target": Term("target", "mục tiêu", "target"),
    "reading": Term("reading", "cách đọc", "reading"),
    "area": Term("area", "đơn vị hành chính", "administrative unit"),
    "succession": Term("succession", "kế tiếp đơn vị", "succession of units"),
    "unit_set": Term("unit_set", "tập đơn vị", "set of units"),
    "sector": Term("sector", "ngành", "sector"),
    "alias": Term("alias", "tên khác", "other name"),
    "place": Term("place", "địa điểm", "place"),
}
"""What can rest on a document, by its key for machines."""

SHOWN = 5
"""How many names of one sort are told before the rest is only counted."""

SOURCES = (
    CODE,
    column("date", keep=True),
    column("publisher", wide=True),
    column("number", only="machines"),
    column("title"),
    column("acts", right=True),
    column("figures", right=True),
    column("targets", right=True),
    column("subjects", right=True),
    column("others", right=True),
    column("url", only="machines"),
    column("note", only="machines"),
)
RESTING = (
    column("sort", keep=True),
    CODE,
    NAME,
    column("what", only="machines"),
    column("what", only="people"),
    column("date"),
    column("value", only="people", right=True),
    column("value", only="machines"),
    column("unit", only="machines"),
    column("status", wide=True),
    column("id", keep=True),
)
BESIDE = (column("sort", keep=True), column("count", right=True), column("names"))


def documents(db: sqlite3.Connection, text: str | None, *, unused: bool) -> Report:
    """The documents, the newest first; `unused` keeps those on which nothing rests."""
    told = registers.sources(db, text=text)
    if unused:
        told = [each for each in told if not any(counts(each))]
    title = Message("sources.unused" if unused else "sources.title", {"count": len(told)})
    return Report((Table("sources", title, SOURCES, [source_row(each) for each in told]),))


def counts(told: Source) -> tuple[int, ...]:
    """How many acts, figures, targets, subjects and other records rest on a document."""
    return (told.acts, told.figures, told.targets, told.subjects, told.others)


def source_row(told: Source) -> tuple[object, ...]:
    """The cells of SOURCES."""
    return (
        *(told.code, told.date, told.publisher, told.number, told.title),
        *(*counts(told), told.url, told.note),
    )


def missing(db: sqlite3.Connection) -> Report:
    """Every subject, act, figure, target and reading that names no document."""
    rows = [resting_row(each) for each in registers.resting(db, None)]
    title = Message("sources.missing", {"count": len(rows)})
    return Report((Table("missing", title, RESTING, rows),))


def resting_row(told: Resting) -> tuple[object, ...]:
    """The cells of RESTING."""
    status = PLANNED if told.planned else ACTUAL
    value = told.quantity
    return (
        *(SORTS[told.sort], told.code, told.name, told.what, told.what, told.date),
        *(value, value and value.value, value and value.unit),
        *(status if told.date else None, told.entry),
    )


def document(db: sqlite3.Connection, which: int) -> Report:
    """One document and everything that rests on it."""
    (own,) = registers.sources(db, source=which)
    rows = [resting_row(each) for each in registers.resting(db, which)]
    beside = list(registers.resting_beside(db, which))
    facts = [
        (Message(f"column.{key}"), value)
        for key, value in (
            ("title", own.title),
            ("publisher", own.publisher),
            ("number", own.number),
            ("date", own.date),
            ("url", own.url),
            ("note", own.note),
        )
        if value is not None
    ]
    tables = (
        Table("facts", Message("show.facts"), FACTS, facts),
        Table("records", Message("sources.records", {"count": len(rows)}), RESTING, rows),
        Table("others", Message("sources.others"), BESIDE, beside_rows(beside)),
    )
    told = {
        **for_machines(SOURCES, source_row(own)),
        "records": [for_machines(RESTING, row) for row in rows],
        "beside": [beside_document(each) for each in beside],
    }
    heading = Message("sources.heading", {"title": own.title, "code": own.code})
    nothing = () if rows or beside else (Message("sources.nothing"),)
    shown = tuple(table for table in tables if table.rows)
    return Report(shown, header=(heading,), document=told, notes=nothing)


def beside_rows(beside: list[Resting]) -> list[tuple[object, ...]]:
    """How many areas, names and the like, and the first of them."""
    names = defaultdict(list)
    for each in beside:
        names[each.sort].append(beside_name(each))
    return [(SORTS[sort], len(told), first(told)) for sort, told in names.items()]


def beside_name(told: Resting) -> Message | str:
    """What one of them is called."""
    if told.what is None:
        return told.name
    return Message("sources.pair", {"name": told.name, "what": told.what})


def first(names: list[Message | str]) -> list[Message | str]:
    """The first names, and how many more there are."""
    more = len(names) - SHOWN
    return names[:SHOWN] + ([Message("why.more", {"count": more})] if more > 0 else [])


def beside_document(told: Resting) -> dict[str, object]:
    """One of them for machines."""
    what = told.what and told.what.code
    return {"sort": told.sort, "code": told.code, "name": told.name, "what": what}
