"""The commands over the log: log, undo, redo."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Annotated

import typer

from zone_tracker.cli.app import WRITTEN, App, whole
from zone_tracker.cli.completion import batches
from zone_tracker.cli.session import Session
from zone_tracker.model import Report
from zone_tracker.store import log

Undone = Annotated[
    int | None,
    typer.Argument(metavar="[BATCH]", parser=whole, autocompletion=batches(undone=True)),
]
InForce = Annotated[
    int | None,
    typer.Argument(metavar="[BATCH]", parser=whole, autocompletion=batches(undone=False)),
]
DryRun = Annotated[bool, typer.Option("--dry-run")]


def log_command(
    session: Session,
    db: sqlite3.Connection,
    *,
    limit: Annotated[int | None, typer.Option("--limit", metavar="N", parser=whole)] = None,
) -> Report:
    """The batches, newest first."""
    from zone_tracker.reports.log import listing

    return listing(db, limit)


def undo(
    session: Session, db: sqlite3.Connection, *, batch: InForce = None, dry_run: DryRun = False
) -> Report:
    """Reverse one batch."""
    from zone_tracker.reports.log import effect

    done = log.undo(db, session.author, batch, keep=not dry_run)
    session.wrote = not dry_run
    return effect(done, "undo.would" if dry_run else "undo.done")


def redo(
    session: Session, db: sqlite3.Connection, *, batch: Undone = None, dry_run: DryRun = False
) -> Report:
    """Bring back what an undo took away."""
    from zone_tracker.reports.log import effect

    done = log.redo(db, session.author, batch, keep=not dry_run)
    session.wrote = not dry_run
    return effect(done, "redo.would" if dry_run else "redo.done")


BY_NAME: dict[str, Callable[..., Report]] = {"log": log_command, "undo": undo, "redo": redo}


def register(app: App, name: str) -> None:
    """Add the command `name`."""
    app.add(app.typer, name, BY_NAME[name], shared=WRITTEN, writes=name != "log")
