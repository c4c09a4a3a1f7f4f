"""The commands of one kind of subject: add, update, list, show, history."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from typing import Annotated, Any

import typer

from zone_tracker.cli.app import READING, WRITTEN, App, Shared, text, whole
from zone_tracker.cli.completion import Code, coded, own
from zone_tracker.cli.confirm import Yes
from zone_tracker.cli.corrections import (
    CORRECTABLE,
    DryRun,
    alias,
    correct,
    merge,
    remove,
    void,
)
from zone_tracker.cli.session import Session
from zone_tracker.errors import UsageError
from zone_tracker.model import Report


def several(name: str, metavar: str) -> tuple[object, None]:
    """An option that may be given several times."""
    return Annotated[list[str] | None, typer.Option(name, metavar=metavar)], None


WITHIN = (
    Annotated[str | None, typer.Option("--in", metavar="ZONE", autocompletion=coded("container"))],
    None,
)
NARROW: Shared = {
    "district": text("--district", "DISTRICT"),
    "stage": text("--stage", "STAGE"),
    "health": text("--health", "HEALTH"),
    "within": WITHIN,
    "sector": text("--sector", "SECTOR"),
    "text": text("--text"),
    "sort": text("--sort", "[-]KEY,…"),
    "columns": text("--columns", "KEY,…"),
}
FIELDS: Shared = {
    "district": text("--district", "DISTRICT"),
    "within": WITHIN,
    "investor": text("--investor"),
    "investor_country": text("--investor-country"),
    "sector": text("--sector", "SECTOR"),
    "certificate": text("--certificate"),
    "stage": text("--stage", "STAGE"),
    "on": text("--on", "DATE"),
    "planned": (Annotated[bool | None, typer.Option("--planned")], None),
    "phase": text("--phase"),
    "capital": text("--capital", "MONEY"),
    "area": text("--area", "SIZE"),
    "labour": text("--labour", "PEOPLE"),
    "figure": several("--figure", 'MEASURE="VALUE"'),
    "price_base": text("--price-base", "current|2010"),
    "places": several("--place", "AREA"),
    "former": text("--was", "CODE"),
    "source": text("--source", "SOURCE"),
    "confidence": text("--confidence", "high|medium|low"),
    "note": text("--note"),
}
ACTS: Shared = {
    "name": text("--name"),
    "suspend": (Annotated[bool | None, typer.Option("--suspend")], None),
    "resume": (Annotated[bool | None, typer.Option("--resume")], None),
    "return_to": text("--return-to", "STAGE"),
    "health": text("--health", "HEALTH"),
    "reason": text("--reason"),
}
ACT_OF = {"suspend": "suspended", "resume": "resumed", "return_to": "returned"}
"""The act that an option of its own names."""
TELLING = ("stage", "health", *ACT_OF)
"""The options that tell an act."""
FIGURES = ("area", "capital", "labour", "figure")
BEARERS = {
    "on": {*TELLING, *FIGURES},
    "planned": {*TELLING, *FIGURES},
    "phase": {*TELLING, *FIGURES},
    "price_base": set(FIGURES),
    "reason": set(TELLING),
}
"""The options that say something of an act or a figure, and what they can say it of."""
NO_CELLS = ("planned", "suspend", "resume")
"""The options that are no cells of a row."""


def add(
    session: Session,
    db: sqlite3.Connection,
    kind: str,
    cells: dict[str, str],
    *,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    code: Annotated[str | None, typer.Option("--code", metavar="CODE")] = None,
) -> Report:
    """Record a new subject."""
    own = {"name": name} if code is None else {"name": name, "code": code}
    return record(session, db, kind, {**own, **one_act(cells)}, added=True)


def update(
    session: Session,
    db: sqlite3.Connection,
    kind: str,
    cells: dict[str, str],
    *,
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", autocompletion=own)] = None,
    where: Annotated[list[str] | None, typer.Option("--where", metavar="COND")] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
) -> Report:
    """Record what is new about a subject, or many; nothing recorded is erased."""
    from zone_tracker.store.subjects import find, one
    from zone_tracker.store.vocabulary import vocabulary

    words = vocabulary(db)
    if (code is None) is (where is None):
        raise UsageError("usage.one-or-many")
    if code is not None and (dry_run or yes):
        raise UsageError("usage.many-alone", option="--dry-run" if dry_run else "--yes")
    known = None if code is None else one(db, find(db, words, code, kind))
    if not set(cells) - {"planned"}:
        named = known.code if known else words.kinds[kind].label
        raise UsageError("usage.nothing-to-update", code=named)
    row = one_act(cells)
    if known is not None:
        return record(session, db, kind, {"code": known.code, **row}, added=False)
    from zone_tracker.cli.bulk import update_many

    return update_many(session, db, kind, row, where or (), dry_run=dry_run, yes=yes)


def one_act(cells: dict[str, str]) -> dict[str, str]:
    """The options as the cells of a row: one stage or act, and whether it is planned."""
    told = [ACT_OF.get(key, cells[key]) for key in TELLING if key in cells]
    if len(told) > 1:
        raise UsageError("usage.one-act")
    for option, bearers in BEARERS.items():
        if option in cells and not bearers & set(cells):
            raise UsageError("usage.bears-on-nothing", option=f"--{option.replace('_', '-')}")
    row = {key: cell for key, cell in cells.items() if key not in NO_CELLS}
    if told and "health" not in cells:
        row["stage"] = told[0]
    if "planned" in cells:
        row["status"] = "planned"
    # An option given several times is one cell of several lines
    return {key: cell if isinstance(cell, str) else "\n".join(cell) for key, cell in row.items()}


def record(
    session: Session,
    db: sqlite3.Connection,
    kind: str,
    cells: Mapping[str, str],
    *,
    added: bool,
) -> Report:
    """Write one row of words as one batch, and say what it did."""
    from dataclasses import replace

    from zone_tracker.importing.plan import record_row
    from zone_tracker.reports.outcome import recorded
    from zone_tracker.store.connection import batch
    from zone_tracker.store.subjects import by_code, stage_now

    today = session.day
    with batch(db, session.author) as work:
        subject = by_code(db, cells.get("code", ""))
        before = stage_now(db, subject, today) if subject else None
        outcome = record_row(db, work.id, f"{kind}s", cells, "add" if added else "update")
    session.wrote = work.kept
    if not work.kept:
        outcome = replace(outcome, batch=None)
    return recorded(db, outcome, before, today, added=added)


def listing(
    session: Session,
    db: sqlite3.Connection,
    kind: str,
    cells: dict[str, str],
    *,
    where: Annotated[list[str] | None, typer.Option("--where", metavar="COND")] = None,
    limit: Annotated[int | None, typer.Option("--limit", metavar="N", parser=whole)] = None,
) -> Report:
    """The subjects of a kind."""
    from zone_tracker.reports import listing as reports
    from zone_tracker.store.listing import Choice
    from zone_tracker.store.vocabulary import vocabulary

    words = vocabulary(db)
    choice = Choice(limit=session.page(limit))
    keys: tuple[str, ...] = ()
    if cells or where:
        from zone_tracker.importing import filters

        choice = filters.choice_of(db, words, kind, cells, where=where or (), limit=choice.limit)
        keys = filters.columns_of(cells, reports.KEYS)
    return reports.listing(db, words.kinds[kind].plural, session.day, choice, keys)


def show(session: Session, db: sqlite3.Connection, kind: str, *, code: Code) -> Report:
    """One subject on one screen."""
    from zone_tracker.reports.subjects import show as report
    from zone_tracker.store.subjects import find
    from zone_tracker.store.vocabulary import vocabulary

    return report(db, find(db, vocabulary(db), code, kind), session.day)


def history(session: Session, db: sqlite3.Connection, kind: str, *, code: Code) -> Report:
    """Every act and figure of one subject."""
    from zone_tracker.reports.subjects import history as report
    from zone_tracker.store.subjects import find
    from zone_tracker.store.vocabulary import vocabulary

    # Without a day asked for nothing on record is left out, so that all of it can be corrected
    until = None if session.as_of is None else session.day
    return report(db, find(db, vocabulary(db), code, kind), session.day, until)


def confirm(
    session: Session,
    db: sqlite3.Connection,
    kind: str,
    *,
    code: Code,
    source: Annotated[str, typer.Option("--source", metavar="SOURCE")],
    on: Annotated[str | None, typer.Option("--on", metavar="DATE")] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT")] = None,
) -> Report:
    """Record that a subject was looked at and nothing had changed."""
    from zone_tracker.importing.registers import take_confirmation
    from zone_tracker.reports.corrections import confirmed
    from zone_tracker.store.connection import batch
    from zone_tracker.store.subjects import find, one
    from zone_tracker.store.vocabulary import vocabulary
    from zone_tracker.vietnamese.dates import parse_date

    told = {"date": on or session.now.date().isoformat(), "source": source, "note": note}
    with batch(db, session.author) as work:
        subject = one(db, find(db, vocabulary(db), code, kind))
        cells = {key: cell for key, cell in told.items() if cell is not None}
        take_confirmation(db, work.id, {"subject": subject.code, **cells})
    session.wrote = work.kept
    return confirmed(subject, parse_date(cells["date"]), work, session.day)


def register(app: App, name: str) -> None:
    """Add the group of the kind `name`."""
    group = app.group(name)

    def command(word: str, function: Callable[..., Report], **options: Any) -> None:
        app.add(group, f"{name} {word}", function, kind=name, **options)

    command("add", add, shared=WRITTEN, fields=FIELDS, writes=True)
    command("update", update, shared=WRITTEN, fields={**FIELDS, **ACTS}, writes=True)
    command("list", listing, shared=READING, fields=NARROW)
    command("show", show, shared=READING)
    command("history", history, shared=READING)
    command("confirm", confirm, shared=WRITTEN, writes=True)
    command("correct", correct, shared=WRITTEN, fields=CORRECTABLE, writes=True)
    command("void", void, shared=WRITTEN, writes=True)
    command("remove", remove, shared=WRITTEN, writes=True)
    command("alias", alias, shared=WRITTEN, writes=True)
    command("merge", merge, shared=WRITTEN, writes=True)
    app.typer.add_typer(group, name=name)
