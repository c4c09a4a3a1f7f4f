"""The commands for the file as a whole: backup, restore, upgrade."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from zone_tracker.cli.app import WRITTEN, App, ensure_database
from zone_tracker.cli.confirm import Yes, confirm, somebody_there
from zone_tracker.cli.session import Session
from zone_tracker.errors import UsageError
from zone_tracker.model import Report
from zone_tracker.store.connection import opened


def backup(
    session: Session,
    *,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]")] = None,
    listed: Annotated[bool, typer.Option("--list")] = False,
) -> Report:
    """Copy the database to a new file, or list the copies that were made of themselves."""
    from zone_tracker.reports.copies import listing, saved
    from zone_tracker.store import copies

    if (file is None) is not listed:
        raise UsageError("usage.backup")
    if file is None:
        return listing(session.path, copies.kept(session.path))
    with opened(session.path) as db:
        size = copies.save(db, session.path, file)
        session.wrote = True
        return saved(db, session.path, file, size)


def restore(
    session: Session,
    *,
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    yes: Yes = False,
) -> Report:
    """Put the content of a copy in the place of the database; who can be asked is asked."""
    from zone_tracker.reports.copies import restored, would_restore
    from zone_tracker.store.upkeep import newest_of_both, restore

    ensure_database(session)
    if somebody_there() and not yes:
        both = newest_of_both(session.path, file)
        confirm(would_restore(session.path, file, *both), session)
    done = restore(session.path, file, session.author.at)
    session.wrote = True
    return restored(session.path, file, done)


def upgrade(session: Session) -> Report:
    """Bring the database up to the schema of this version."""
    from zone_tracker.reports.copies import upgraded
    from zone_tracker.store.upkeep import upgrade

    done = upgrade(session.path, session.author.at)
    session.wrote = done is not None
    return upgraded(session.path, done)


BY_NAME: dict[str, Callable[..., Report]] = {
    "backup": backup,
    "restore": restore,
    "upgrade": upgrade,
}


def register(app: App, name: str) -> None:
    """Add the command `name`."""
    app.add(app.typer, name, BY_NAME[name], shared=WRITTEN, opens=False)
