"""The commands that bring data in: init and import."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Annotated

import typer

from zone_tracker.cli.app import WRITTEN, App, create_seeded
from zone_tracker.cli.session import Session
from zone_tracker.model import Message, Report


def init(session: Session, *, empty: Annotated[bool, typer.Option("--empty")] = False) -> Report:
    """Create the database."""
    from zone_tracker.store.create import create

    if empty:
        create(session.path, lambda db: None)
    else:
        create_seeded(session.path, session.author)
    words = "init.empty" if empty else "init.seeded"
    return Report((), (Message(words, {"path": session.path}),), {"database": str(session.path)})


def import_command(
    session: Session,
    db: sqlite3.Connection,
    *,
    file: Annotated[Path, typer.Argument(metavar="FILE.csv")],
    kind: Annotated[str | None, typer.Option("--kind", metavar="KIND")] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE")] = None,
    source: Annotated[str | None, typer.Option("--source", metavar="SOURCE")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
) -> Report:
    """Take a file into the record, whole or not at all."""
    from zone_tracker.importing.plan import import_file
    from zone_tracker.reports.outcome import imported

    constants = {key: text for key, text in (("on", on), ("source", source)) if text}
    outcome = import_file(
        db, session.author, file, kind=kind, keep=not dry_run, constants=constants
    )
    session.wrote = outcome.batch is not None
    return imported(db, outcome, dry_run=dry_run)


def register(app: App, name: str) -> None:
    """Add the command `name`."""
    if name == "init":
        app.add(app.typer, "init", init, shared=WRITTEN, opens=False)
    else:
        app.add(app.typer, "import", import_command, shared=WRITTEN, writes=True)
