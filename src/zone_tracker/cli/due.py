"""The command that tells what is due, and by when."""

from __future__ import annotations

import sqlite3
from typing import Annotated

import typer

from zone_tracker.cli.app import READING, App, whole
from zone_tracker.cli.session import Session
from zone_tracker.model import Report


def due(
    session: Session,
    db: sqlite3.Connection,
    *,
    span: Annotated[str, typer.Option("--within", metavar="SPAN")] = "6m",
    limit: Annotated[int | None, typer.Option("--limit", metavar="N", parser=whole)] = None,
) -> Report:
    """What is due."""
    from zone_tracker import periods
    from zone_tracker.reports.due import due as report

    until = session.read("--within", span, lambda text: periods.later(session.day, text))
    return report(db, session.day, until, session.page(limit))


def register(app: App, name: str) -> None:
    """Add the command `name`."""
    app.add(app.typer, name, due, shared=READING)
