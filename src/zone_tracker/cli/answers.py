"""The commands that answer about time: slips, stalled."""

from __future__ import annotations

import sqlite3
from typing import Annotated

import typer

from zone_tracker.cli.app import READING, App, Shared, text, whole
from zone_tracker.cli.completion import coded
from zone_tracker.cli.session import Session
from zone_tracker.model import Report

Limit = Annotated[int | None, typer.Option("--limit", metavar="N", parser=whole)]
Subject = Annotated[str | None, typer.Argument(metavar="CODE", autocompletion=coded("subject"))]
KIND: Shared = {"kind": text("--kind", "KIND")}
PLACE: Shared = {**KIND, "district": text("--district", "DISTRICT")}


def slips(
    session: Session,
    db: sqlite3.Connection,
    cells: dict[str, str],
    *,
    code: Subject = None,
    limit: Limit = None,
) -> Report:
    """What plans set against what happened."""
    from zone_tracker.importing.filters import kind_and_place
    from zone_tracker.reports.slips import slips as report
    from zone_tracker.store.subjects import find
    from zone_tracker.store.vocabulary import vocabulary

    words = vocabulary(db)
    kind, _ = kind_and_place(db, words, cells)
    subject = None if code is None else find(db, words, code, kind)
    return report(db, session.day, kind=kind, subject=subject, limit=session.page(limit))


def stalled(
    session: Session, db: sqlite3.Connection, cells: dict[str, str], *, limit: Limit = None
) -> Report:
    """What has long stood at one stage."""
    from zone_tracker.importing.filters import kind_and_place
    from zone_tracker.reports.stalled import stalled as report
    from zone_tracker.store.vocabulary import vocabulary

    kind, where = kind_and_place(db, vocabulary(db), cells)
    return report(db, session.day, kind=kind, where=where, limit=session.page(limit))


def register(app: App, name: str) -> None:
    """Add the command `name`."""
    if name == "slips":
        app.add(app.typer, name, slips, shared=READING, fields=KIND)
    else:
        app.add(app.typer, name, stalled, shared=READING, fields=PLACE)
