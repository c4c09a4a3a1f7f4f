"""Making a new database: built and filled beside its place, then put there whole."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

from zone_tracker.errors import AlreadyThere, EnvironmentFailure
from zone_tracker.store.connection import explained, prepare


def create(path: Path, fill: Callable[[sqlite3.Connection], None]) -> None:
    """Create the database at `path` and let `fill` write into it before anyone sees it.

    Raises Refused when something stands there already. A failure leaves nothing behind.
    """
    from zone_tracker.store.schema import migrate

    if path.exists():
        raise AlreadyThere("db.exists", path=path)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    except OSError as error:
        raise EnvironmentFailure("db.no-folder", path=path, reason=error.strerror) from error
    os.close(handle)
    draft = Path(name)
    try:
        build(draft, migrate, fill)
        publish(draft, path)
    finally:
        for leftover in (draft, draft.with_name(draft.name + "-journal")):
            leftover.unlink(missing_ok=True)


def build(
    draft: Path,
    migrate: Callable[[sqlite3.Connection], None],
    fill: Callable[[sqlite3.Connection], None],
) -> None:
    """Write schema and content into the draft."""
    db = sqlite3.connect(draft, isolation_level=None)
    try:
        prepare(db)
        migrate(db)
        fill(db)
    except sqlite3.Error as error:
        raise explained(error, draft) from error
    finally:
        db.close()


def publish(draft: Path, path: Path) -> None:
    """Put the draft in its place, unless another process was first.

    A hard link fails where a file stands, a rename would replace it; file systems without
    hard links get the rename after a last look.
    """
    try:
        os.link(draft, path)
    except FileExistsError as error:
        raise AlreadyThere("db.exists", path=path) from error
    except OSError:
        if path.exists():
            raise AlreadyThere("db.exists", path=path) from None
        os.rename(draft, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a new name in `folder` durable, where the system can."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
