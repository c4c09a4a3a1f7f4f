"""The documents: how much rests on each, all that rests on one, and what rests on none."""

from __future__ import annotations

import sqlite3
from collections import defaultdict

from zone_tracker.model import Column, Message, Report, Table, Term
from zone_tracker.reports.columns import CODE, column, facts_table, for_machines
from zone_tracker.reports.subjects import ACTUAL, PLANNED
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
    "confirmation": Term("confirmation", "lần rà soát", "confirmation"),
}
"""What can rest on a document, by its key for machines."""

SHOWN = 5
"""How many names of one sort are told before the rest is only counted."""

SOURCES = (
    column("code"),
    column("date"),
    column("publisher", wide=True),
    column("number", only="machines"),
    Column("title", Message("column.document")),
    column("used", only="people"),
    *(column(key, only="machines") for key in ("acts", "figures", "targets", "subjects", "others")),
    column("url", only="machines"),
    column("note", only="machines"),
)
RESTING = (
    column("sort", keep=True),
    CODE,
    column("name", only="machines"),
    column("what", only="people"),
    column("what", only="machines"),
    column("date", only="machines"),
    column("value", only="machines"),
    column("unit", only="machines"),
    column("status", only="machines"),
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
        *(used(told), *counts(told), told.url, told.note),
    )


def used(told: Source) -> list[Message] | None:
    """How much of each sort rests on a document; None: nothing."""
    named = zip(COUNTS, counts(told), strict=True)
    return [Message(words, {"count": count}) for words, count in named if count] or None


COUNTS = (
    "sources.acts",
    "sources.figures",
    "sources.targets",
    "sources.subjects",
    "sources.others-count",
)
"""The wording of each of `counts`."""


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
        *(SORTS[told.sort], told.code, told.name, what_told(told), told.what, told.date),
        *(value and value.value, value and value.unit),
        *(status if told.date else None, told.entry),
    )


def what_told(told: Resting) -> object:
    """What a record says, in one cell."""
    values = {"what": told.what, "date": told.date, "value": told.quantity, "name": told.name}
    if told.sort == "act":
        return Message("sources.planned-act" if told.planned else "sources.act", values)
    if told.sort == "figure":
        return Message("sources.planned-figure" if told.planned else "sources.figure", values)
    if told.sort == "subject":
        return Message("sources.subject", values)
    return told.what or told.name


def document(db: sqlite3.Connection, which: int) -> Report:
    """One document and everything that rests on it."""
    (own,) = registers.sources(db, source=which)
    rows = [resting_row(each) for each in registers.resting(db, which)]
    beside = list(registers.resting_beside(db, which))
    facts: list[tuple[str, object]] = [
        ("document", own.title),
        ("publisher", own.publisher),
        ("number", own.number),
        ("date", own.date),
        ("url", own.url),
        ("note", own.note),
    ]
    tables = (
        facts_table(facts),
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
    """What one of them is called; a sector by its code, since its name is a list itself."""
    if told.what is None:
        return told.code if told.sort == "sector" else told.name
    return Message("sources.pair", {"name": told.name, "what": told.what})


def first(names: list[Message | str]) -> list[Message | str]:
    """The first names, and how many more there are."""
    more = len(names) - SHOWN
    return names[:SHOWN] + ([Message("why.more", {"count": more})] if more > 0 else [])


def beside_document(told: Resting) -> dict[str, object]:
    """One of them for machines."""
    what = told.what and told.what.code
    return {"sort": told.sort, "code": told.code, "name": told.name, "what": what}
