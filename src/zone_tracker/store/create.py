"""Making a new database: built and filled in memory, then put in its place whole."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from zone_tracker import private
from zone_tracker.errors import AlreadyThere, EnvironmentFailure
from zone_tracker.store.connection import explained, prepare, refuse_database


def create(path: Path, fill: Callable[[sqlite3.Connection], None]) -> None:
    """Create the database at `path` and let `fill` write into it before anyone sees it.

    Raises AlreadyThere when something stands there. A failure leaves nothing behind.
    """
    content = built(path, fill)
    try:
        if path.exists():
            raise AlreadyThere("db.exists", path=path)
        refuse_database(path)
        make_folder(path.parent)
        handle, draft = private_file(f".{path.name}.", ".new", path.parent)
    except OSError as error:
        raise EnvironmentFailure("db.no-folder", path=path, reason=error.strerror) from error
    try:
        write(handle, content, path)
        publish(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make `folder` and those above it that are missing, for the owner alone."""
    if not folder.exists():
        make_folder(folder.parent)
        folder.mkdir(mode=private.FOLDER, exist_ok=True)
        private.let_owner(folder, private.FOLDER)


def private_file(prefix: str, suffix: str, folder: Path) -> tuple[int, Path]:
    """A new file for the owner alone, open, and where it lies."""
    handle, name = tempfile.mkstemp(prefix=prefix, suffix=suffix, dir=folder)
    private.let_owner(name, private.FILE)
    return handle, Path(name)


def built(path: Path, fill: Callable[[sqlite3.Connection], None]) -> bytes:
    """The file with schema and content; made in memory, so that being killed leaves no litter."""
    from zone_tracker.store.schema import migrate

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        try:
            prepare(db)
            migrate(db)
            fill(db)
        except sqlite3.Error as error:
            raise explained(error, path) from error
        return db.serialize()


def write(handle: int, content: bytes, path: Path) -> None:
    """Write the draft and wait until the disk has it."""
    try:
        with os.fdopen(handle, "wb") as draft:
            draft.write(content)
            draft.flush()
            os.fsync(handle)
    except OSError as error:
        raise EnvironmentFailure("db.disk", path=path, reason=error.strerror) from error


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
    """Make a new name in `folder` durable, where the system can: some shares sync no folders."""
    if os.name == "posix":
        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
