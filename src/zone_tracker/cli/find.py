"""The command that looks for a text in everything."""

from __future__ import annotations

import sqlite3
from typing import Annotated

import typer

from zone_tracker.cli.app import KNOWN, App, whole
from zone_tracker.cli.session import Session
from zone_tracker.model import Report


def find(
    session: Session,
    db: sqlite3.Connection,
    *,
    wanted: Annotated[str, typer.Argument(metavar="TEXT")],
    limit: Annotated[int | None, typer.Option("--limit", metavar="N", parser=whole)] = None,
) -> Report:
    """Where a text stands in the record."""
    from zone_tracker.importing.words import searched
    from zone_tracker.reports.find import find as report

    return report(db, searched(wanted), session.lang, session.page(limit))


def register(app: App, name: str) -> None:
    """Add the command `name`."""
    app.add(app.typer, name, find, shared=KNOWN)
