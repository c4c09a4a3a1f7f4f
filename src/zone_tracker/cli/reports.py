"""The reports by name: what there is, and each of them written where it is asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import typer

from zone_tracker.cli.app import READING, WRITTEN, App, Shared, text, whole
from zone_tracker.cli.session import Session
from zone_tracker.errors import BadValue, UsageError
from zone_tracker.model import Report
from zone_tracker.reports.catalogue import REPORTS, listing, made_by

OPTIONS: Shared = {
    "year": text("--year", "YEAR"),
    "period": text("--period", "PERIOD"),
    "district": text("--district", "DISTRICT"),
    "since": text("--since", "MOMENT"),
    "boundaries": text("--boundaries", "FILE"),
}
"""Every option that a report may take for its own; `READ` says what becomes of it."""
TEMPLATE: Shared = {"template": text("--template", "FILE")}
"""The option that all of them take, about how they are written."""


def report(session: Session, db: sqlite3.Connection, name: str, cells: dict[str, str]) -> Report:
    """One report, from the options that it takes."""
    if "template" in cells:
        session.template = template(session, cells.pop("template"))
    told = {option: READ[option](session, db, cell) for option, cell in cells.items()}
    return made_by(name)(db, session.day, **told)


def template(session: Session, words: str) -> Path:
    """The office's own Word document that a report is put into."""
    from zone_tracker.importing.readers import file_input

    if session.format != "docx":
        raise UsageError("usage.template", format=session.format)
    path = Path(words)
    session.spare(path)
    file_input(path, "docx")
    return path


def period(session: Session, db: sqlite3.Connection, words: str) -> object:
    """The period that a form is about."""
    from zone_tracker import periods

    return session.read("--period", words, periods.parse)


def district(session: Session, db: sqlite3.Connection, words: str) -> object:
    """The unit that a form is about: a district, else another one of that code or name."""
    from zone_tracker.importing.desk import desk_for
    from zone_tracker.importing.lookup import district
    from zone_tracker.importing.registers import find_area
    from zone_tracker.store.ledger import READ_ONLY, Ledger
    from zone_tracker.store.vocabulary import vocabulary

    with suppress(BadValue):
        return district(desk_for(Ledger(db, READ_ONLY), vocabulary(db)), words)
    return session.read("--district", words, lambda name: find_area(db, name))


def since(session: Session, db: sqlite3.Connection, words: str) -> object:
    """Since when changes are told: a day of theirs, or a moment or snapshot of the record."""
    from zone_tracker.cli import moments
    from zone_tracker.model import Message
    from zone_tracker.reports.changes import Dated, Since
    from zone_tracker.store.known import newest

    if not moments.of_recording(db, words):
        return Dated(*moments.from_day(session, words, session.day))
    start = moments.beginning(session, db, words)
    return Since(start.told, Message("moment.now"), start.batch, newest(db))


def boundaries(session: Session, db: sqlite3.Connection, path: str) -> object:
    """The outlines of the districts in a map of the office's own."""
    from zone_tracker.importing.boundaries import outlines
    from zone_tracker.reports.districts import units

    session.spare(path)
    known = {unit.code: unit.name for unit in units(db, session.day)}
    return outlines(Path(path), known)


READ: dict[str, Callable[[Session, sqlite3.Connection, str], object]] = {
    "year": lambda session, db, words: whole(words),
    "period": period,
    "district": district,
    "since": since,
    "boundaries": boundaries,
}
"""What each of OPTIONS means to a report."""


def register(app: App, name: str) -> None:
    """Add the group of the reports, with a command for each of them."""
    group: typer.Typer = app.group(name)
    app.add(group, f"{name} list", lambda session: listing(), shared=WRITTEN, opens=False)
    for each, listed in REPORTS.items():
        fields = {option: OPTIONS[option] for option in listed.options} | TEMPLATE
        app.add(group, f"{name} {each}", report, shared=READING, fields=fields, name=each)
    app.typer.add_typer(group, name=name)
