"""The commands over the log: log, undo, redo."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import partial
from typing import Annotated

import typer

from zone_tracker.cli.app import WRITTEN, App, whole
from zone_tracker.cli.completion import batches
from zone_tracker.cli.confirm import Yes, confirm, somebody_there
from zone_tracker.cli.session import Session
from zone_tracker.model import Report
from zone_tracker.store import log
from zone_tracker.store.log import Effect

Limit = Annotated[int | None, typer.Option("--limit", metavar="N", parser=whole)]
AnyBatch = Annotated[int, typer.Argument(metavar="BATCH", parser=whole, autocompletion=batches())]
Undone = Annotated[
    int | None,
    typer.Argument(metavar="[BATCH]", parser=whole, autocompletion=batches(undone=True)),
]
InForce = Annotated[
    int | None,
    typer.Argument(metavar="[BATCH]", parser=whole, autocompletion=batches(undone=False)),
]
DryRun = Annotated[bool, typer.Option("--dry-run")]


def listing(session: Session, db: sqlite3.Connection, *, limit: Limit = None) -> Report:
    """The batches, newest first."""
    from zone_tracker.reports.log import listing

    return listing(db, session.page(limit))


def show(
    session: Session, db: sqlite3.Connection, *, batch: AnyBatch, limit: Limit = None
) -> Report:
    """What one batch changed."""
    from zone_tracker.reports.log import show

    return show(db, batch, session.page(limit))


def undo(
    session: Session,
    db: sqlite3.Connection,
    *,
    batch: InForce = None,
    dry_run: DryRun = False,
    yes: Yes = False,
) -> Report:
    """Reverse one batch."""
    return reversal(session, db, "undo", batch, dry_run=dry_run, yes=yes)


def redo(
    session: Session,
    db: sqlite3.Connection,
    *,
    batch: Undone = None,
    dry_run: DryRun = False,
    yes: Yes = False,
) -> Report:
    """Bring back what an undo took away."""
    return reversal(session, db, "redo", batch, dry_run=dry_run, yes=yes)


ACTS: dict[str, Callable[..., Effect]] = {"undo": log.undo, "redo": log.redo}


def reversal(
    session: Session,
    db: sqlite3.Connection,
    doing: str,
    batch: int | None,
    *,
    dry_run: bool,
    yes: bool,
) -> Report:
    """Undo or redo a batch; whoever can be asked sees first what it does.

    What was shown is what is done: the batch that the preview chose is named, and where others
    have written to its rows meanwhile it is refused.
    """
    from zone_tracker.reports.log import effect

    act, brief = partial(ACTS[doing], db, session.author), False
    if dry_run or (somebody_there() and not yes):
        would = act(batch, keep=False)
        preview = effect(db, would, doing, kept=False)
        if dry_run:
            return preview
        brief = confirm(preview, session)
        batch = would.batch
    done = act(batch, keep=True)
    session.wrote = True
    return effect(db, done, doing, kept=True, brief=brief)


def register(app: App, name: str) -> None:
    """Add the command `name`, or the group of the log."""
    if name == "log":
        group = app.group("log", usual="list")
        app.add(group, "log list", listing, shared=WRITTEN)
        app.add(group, "log show", show, shared=WRITTEN)
        app.typer.add_typer(group, name="log")
    else:
        app.add(app.typer, name, undo if name == "undo" else redo, shared=WRITTEN, writes=True)
