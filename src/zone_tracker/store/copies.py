"""Copies of the file: made while others work, verified, and kept beside it up to a limit."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from zone_tracker.errors import AlreadyThere, EnvironmentFailure, Refused
from zone_tracker.store.connection import connect, refuse_database
from zone_tracker.store.create import make_folder, private_file, publish, sync_folder

KEPT = 20
KEPT_BYTES = 1_000_000_000
IMPORT_BYTES = 100_000_000
"""A larger file is not copied before an import: undo covers that."""

DRAFT = ".zone-tracker-"
DRAFT_END = ".copying"
A_DAY = 86400
NAME = re.compile(r"(\d{4,})_(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)(\d\d)Z_before-([a-z0-9-]+)\.db")


class Copy(NamedTuple):
    """A copy that is kept: its number among all, when (UTC) and before what it was made."""

    number: int
    at: str
    before: str
    size: int
    path: Path


@dataclass
class Before:
    """The copy made before an import.

    `path` is None while nothing has changed; `too_large` tells that the import did change
    something, and that the file is too large to be copied for it.
    """

    path: Path | None = None
    too_large: bool = False


# --- Copies that are kept ---


def folder_of(path: Path) -> Path:
    """Where the copies of a file are kept: beside it, also when `path` is a link to it."""
    real = Path(os.path.realpath(path)) if path.is_symlink() else path
    return real.parent / f"{real.name}.copies"


def kept(path: Path) -> list[Copy]:
    """The copies of a file, the newest first; what else lies in their folder is left alone."""
    folder = folder_of(path)
    try:
        found = [copy_at(each) for each in folder.iterdir()] if folder.is_dir() else []
    except OSError as error:
        raise EnvironmentFailure("file.unreadable", path=folder, reason=error.strerror) from error
    return sorted((copy for copy in found if copy is not None), reverse=True)


def copy_at(path: Path) -> Copy | None:
    """The copy that a file is; None: it has not the name of one, or was removed just now."""
    name = NAME.fullmatch(path.name)
    if name is None:
        return None
    number, day, hour, minute, second, before = name.groups()
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return None
    return Copy(int(number), f"{day}T{hour}:{minute}:{second}Z", before, size, path)


def keep(db: sqlite3.Connection, path: Path, at: str, before: str) -> Path:
    """Keep a copy of the file at `path`, which `db` reads, made at that UTC `before` what."""
    with drafted(db, path, own_folder(path)) as draft:
        return numbered(draft, path, at, before)


def own_folder(path: Path) -> Path:
    """The folder for the copies of a file, made when it is missing."""
    folder = folder_of(path)
    if not folder.exists():
        try:
            make_folder(folder)
        except OSError as error:
            raise failed(folder, error) from error
        sync_folder(folder.parent)
    return folder


def numbered(draft: Path, path: Path, at: str, before: str) -> Path:
    """Give a draft the next number, and so make it a copy that is kept."""
    last = max((copy.number for copy in kept(path)), default=0)
    while True:
        last += 1
        name = f"{last:04}_{at.replace(':', '')}_before-{before}.db"
        try:
            publish(draft, folder_of(path) / name)
        except AlreadyThere:
            continue  # another process was first
        except OSError as error:
            raise failed(folder_of(path), error) from error
        return folder_of(path) / name


def prune(path: Path, spared: Path | None = None) -> None:
    """Keep the last copies, up to a number and a size together; the newest and `spared` always."""
    total = 0
    for place, copy in enumerate(kept(path)):
        total += copy.size
        too_many = place >= KEPT or (place and total > KEPT_BYTES)
        if too_many and not (spared and copy.path.samefile(spared)):
            with suppress(OSError):  # it is tried again with the next copy
                copy.path.unlink()


@contextmanager
def before_import(db: sqlite3.Connection, at: str, *, keep: bool = True) -> Iterator[Before]:
    """A copy of the file as it stood, kept when the block inside a batch changes something.

    Goes inside `batch`, whose lock lets nobody write between the copy and the import; so the
    copy is on disk before the import is. With `keep` false (a dry run), in memory, and for a
    large file none is made.
    """
    path, told = file_of(db), Before()
    changes = db.total_changes
    if path is None or not keep:
        yield told
    elif path.stat().st_size > IMPORT_BYTES:
        yield told
        told.too_large = db.total_changes > changes
    else:
        folder = own_folder(path)
        try:
            with reading(path) as reader, drafted(reader, path, folder) as draft:
                reader.execute("ROLLBACK")  # the import could not commit while someone reads
                yield told
                if db.total_changes > changes:
                    told.path = numbered(draft, path, at, "import")
                    prune(path)
        finally:
            with suppress(OSError):
                folder.rmdir()  # where nothing was kept; one with copies in it stays


def file_of(db: sqlite3.Connection) -> Path | None:
    """The file of a connection, which SQLite names in full; None: it is in memory."""
    name = db.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()[0]
    path = Path(name or "")
    return path if path.is_absolute() else None


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Another connection to a file this process writes: it reads what stands on disk."""
    with closing(connect(path, write=False)) as db:
        db.execute("BEGIN")
        yield db


# --- Making one ---


def save(db: sqlite3.Connection, path: Path, target: Path) -> int:
    """Copy the file at `path`, which `db` reads, to a new file; return its size in bytes."""
    if not os.path.exists(target):  # False, unlike Path, also for a name that is too long
        refuse_database(target)
    with drafted(db, path, target.parent) as draft:
        try:
            publish(draft, target)
            return target.stat().st_size
        except OSError as error:
            raise failed(target, error) from error


@contextmanager
def drafted(db: sqlite3.Connection, path: Path, folder: Path) -> Iterator[Path]:
    """A verified copy in `folder`, on disk under a name that no copy has; gone after the block.

    `db` reads the file at `path`. Raises Refused for a file that is damaged.
    """
    try:
        handle, draft = private_file(DRAFT, DRAFT_END, folder)
        os.close(handle)
    except OSError as error:
        raise failed(folder, error) from error
    try:
        tidy(draft)
        fill(db, path, draft)
        yield draft
    finally:
        with suppress(OSError):
            draft.unlink()


def fill(db: sqlite3.Connection, path: Path, draft: Path) -> None:
    """Copy page by page, verify what was copied, and wait until the disk has it."""
    rows = counts(db)  # from here on a reader sees one moment
    try:
        with closing(sqlite3.connect(draft, isolation_level=None)) as copy:
            copy.execute("PRAGMA journal_mode = OFF")
            copy.execute("PRAGMA synchronous = OFF")
            db.backup(copy)
            refuse_damaged(copy, path)
            differing = rows.items() ^ counts(copy).items()
            if differing:
                raise Refused("db.damaged", path=path, reason=sorted(differing))
        with draft.open("r+b") as file:
            os.fsync(file.fileno())
    except (OSError, sqlite3.Error) as error:
        raise failed(draft.parent, error) from error


def counts(db: sqlite3.Connection) -> dict[str, int]:
    """How many rows every table has."""
    tables = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0")
    names = [name.replace('"', '""') for (name,) in tables]
    return {name: db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def refuse_damaged(db: sqlite3.Connection, path: Path) -> None:
    """Refuse a file in which SQLite finds something wrong, with the first of it."""
    for complaint in complaints(db):
        raise Refused("db.damaged", path=path, reason=complaint)


def complaints(db: sqlite3.Connection) -> Iterator[str]:
    """What SQLite's check of the whole file says, line by line; nothing: it is whole."""
    try:
        for (said,) in db.execute("PRAGMA integrity_check"):
            lines = str(said).splitlines()
            yield from (line for line in lines if line != "ok" and not line.startswith("***"))
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        yield str(error)


def tidy(draft: Path) -> None:
    """Remove the drafts beside this one that killed processes left, more than a day ago."""
    now = draft.stat().st_mtime
    for other in draft.parent.glob(f"{DRAFT}*{DRAFT_END}"):
        with suppress(OSError):
            if now - other.stat().st_mtime > A_DAY:
                other.unlink()


def failed(path: Path, error: Exception) -> EnvironmentFailure:
    """That no copy could be made there."""
    reason = getattr(error, "strerror", None) or str(error)
    return EnvironmentFailure("copy.failed", path=path, reason=reason)
