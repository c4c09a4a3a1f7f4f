"""Opening the one file that holds everything: checks first, pragmas, and whole transactions."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import NamedTuple

from zone_tracker.errors import EnvironmentFailure, Refused, ZoneTrackerError

APPLICATION_ID = 0x5A4E5452  # "ZNTR"
SCHEMA_VERSION = 7
TRIGGER_SIGNATURES = {
    1: "6b6ad8ec7ff56b1a",
    2: "6b6ad8ec7ff56b1a",
    3: "d4b06f06de542c3d",
    4: "d4b06f06de542c3d",
    5: "8d3605215bfb1382",
    6: "f1041305b21f57e8",
    7: "f1041305b21f57e8",
}
"""Of the triggers a file of each version has: one more or one less and the file is refused."""

WAIT_SECONDS = 30
MAGIC = b"SQLite format 3\0"
BESIDE = ("", "-journal", "-wal", "-shm")
"""What follows the name of a database in the names of the files that SQLite takes for its own."""
FUNCTION_FAILED = "user-defined function raised exception"
"""All that SQLite says of a function of ours that could not take what it was given."""
SMALL = 1 << 23
"""Bytes of a file up to which what a query puts aside is kept in memory."""


class Author(NamedTuple):
    """Who writes: the actor's name, the words of the command, and the moment in UTC."""

    actor: str
    command: str
    at: str


@dataclass
class Batch:
    """All that one command writes. `kept` tells whether it changed anything and was committed."""

    id: int
    kept: bool = False


@contextmanager
def opened(path: Path, *, write: bool = False, older: bool = False) -> Iterator[sqlite3.Connection]:
    """Yield a checked connection to the file at `path`; a reader sees one moment throughout.

    With `older` the file may be one that an older version of the tool made.

    Raises Refused for what is not a database of this tool, EnvironmentFailure for a file
    that is locked, full, damaged or not permitted; SQLite's own errors inside the block
    become these too.
    """
    check_path(path)
    db = None
    try:
        db = connect(path, write=write)
        if known_version(db, path) < SCHEMA_VERSION and not older:
            raise Refused("db.older", path=path)
        # Only now: the log's triggers call functions that an unknown schema may not
        db.execute(f"PRAGMA {'trusted_schema = ON' if write else 'query_only = ON'}")
        if not write:
            if path.stat().st_size <= SMALL:  # halves the time of the queries of `status`
                db.execute("PRAGMA temp_store = MEMORY")
            db.execute("BEGIN")
        yield db
    except sqlite3.Error as error:
        if undecodable(error):
            raise Refused("db.undecodable", path=path) from error
        raise explained(error, path) from error
    finally:
        if db is not None:
            db.close()


def refuse_database(path: Path) -> None:
    """Refuse a place for something else that a database has, or SQLite beside it for its work."""
    for ending in BESIDE:
        if str(path).endswith(ending) and is_database(str(path).removesuffix(ending)):
            raise Refused("output.database", path=path)


def is_database(path: str) -> bool:
    """Whether a file is one of SQLite, this tool's or another's."""
    try:
        if not os.path.isfile(path):  # a pipe would be waited for
            return False
        with open(path, "rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False  # what cannot be read, nothing can take the place of either


def check_path(path: Path) -> None:
    """Refuse what is no database of this tool, by its first bytes and without touching it.

    SQLite itself could not even look: opening another program's database may roll back or
    checkpoint the work of that program.
    """
    try:
        if path.is_dir():
            raise Refused("db.directory", path=path)
        if not path.exists():
            raise Refused("db.missing", path=path)
        if not path.is_file():
            raise Refused("db.not-a-file", path=path)
        # On POSIX, closing it drops the locks of any other connection this process has to it.
        with path.open("rb") as file:
            header = file.read(72)
    except OSError as error:
        raise EnvironmentFailure("file.unreadable", path=path, reason=error.strerror) from error
    if not header.startswith(MAGIC) or header[68:] != APPLICATION_ID.to_bytes(4, "big"):
        raise Refused("db.foreign", path=path)


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """Open an existing file; never create one.

    A reader opens read-write where it may, so that the journal of a killed writer is rolled
    back; `query_only` keeps it from writing.
    """
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    if write and not writable:
        raise EnvironmentFailure("db.read-only", path=path)
    mode = "rw" if writable else "ro"
    db = sqlite3.connect(
        f"{uri_of(path.absolute())}?mode={mode}",
        uri=True,
        timeout=WAIT_SECONDS,
        isolation_level=None,
    )
    try:
        prepare(db)
        db.execute("PRAGMA trusted_schema = OFF")
    except UnicodeDecodeError as error:  # SQLite quotes a damaged schema as it finds it
        db.close()
        reason = error.object.decode(errors="replace")
        raise Refused("db.damaged", path=path, reason=reason) from error
    except BaseException:
        db.close()
        raise
    return db


def uri_of(path: PurePath) -> str:
    """A whole path as SQLite takes it: one on a share of Windows with its server in the path."""
    uri = path.as_uri()
    return uri if uri.startswith("file:///") else uri.replace("file://", "file:////", 1)


def prepare(db: sqlite3.Connection) -> None:
    """Set what every connection needs; foreign keys are read back, since old builds lack them."""
    db.execute("PRAGMA foreign_keys = ON")
    if db.execute("PRAGMA foreign_keys").fetchone() != (1,):
        raise EnvironmentFailure("db.no-foreign-keys")
    db.execute("PRAGMA recursive_triggers = ON")  # OR REPLACE then fires the delete triggers
    db.execute("PRAGMA synchronous = EXTRA")


def known_version(db: sqlite3.Connection, path: Path) -> int:
    """The version of the schema; refuses a newer one, and triggers that are not its own."""
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise Refused("db.newer", path=path)
    if trigger_signature(db) != TRIGGER_SIGNATURES.get(version):
        raise Refused("db.altered", path=path)
    return version


def trigger_signature(db: sqlite3.Connection) -> str:
    """A hash over every trigger of the file."""
    try:  # Python's own, before 3.12 and since: hashlib loads OpenSSL, 3 ms of every start
        from _sha256 import sha256  # type: ignore[import-not-found]
    except ImportError:
        try:
            from _sha2 import sha256  # type: ignore[import-not-found]
        except ImportError:
            from hashlib import sha256
    rows = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name")
    digest: str = sha256(repr(rows.fetchall()).encode()).hexdigest()
    return digest[:16]


@contextmanager
def batch(
    db: sqlite3.Connection, author: Author, *, undoes: int | None = None, keep: bool = True
) -> Iterator[Batch]:
    """Write one batch: everything inside the block, or nothing.

    Commits when something was written, and a reversal always; otherwise, with `keep` false (a
    dry run), and on any error or interruption, the file is as before and no batch remains.
    Foreign keys are checked at the end.
    """
    db.execute("BEGIN IMMEDIATE")
    try:
        db.execute("PRAGMA defer_foreign_keys = ON")
        work = Batch(begin_batch(db, author, undoes))
        before = db.total_changes
        yield work
        changed = db.total_changes > before or undoes is not None
        db.execute("DELETE FROM current_batch")
        work.kept = keep and changed
        db.execute("COMMIT" if work.kept else "ROLLBACK")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def begin_batch(db: sqlite3.Connection, author: Author, undoes: int | None) -> int:
    """Record the batch and make it the current one; return its id."""
    db.execute(
        "INSERT INTO batch (at, actor, command, undoes) VALUES (?, ?, ?, ?)",
        (author.at, storable(author.actor), storable(author.command), undoes),
    )
    batch_id: int = db.execute("SELECT last_insert_rowid()").fetchone()[0]
    # One that another program began and left: nobody else writes now, so it is over
    db.execute("INSERT OR REPLACE INTO current_batch (one, batch) VALUES (1, ?)", (batch_id,))
    return batch_id


def storable(words: str) -> str:
    """Words with what no text can hold escaped: bytes of a command line that are not Unicode."""
    return words.encode("utf-8", "backslashreplace").decode("utf-8")


def explained(error: sqlite3.Error, path: Path) -> ZoneTrackerError:
    """What an SQLite error means to the person, by its code."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return EnvironmentFailure("db.locked", path=path, seconds=WAIT_SECONDS)
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return EnvironmentFailure("db.disk", path=path, reason=str(error))
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return EnvironmentFailure("db.read-only", path=path)
    if code == sqlite3.SQLITE_NOTADB:
        return Refused("db.foreign", path=path)
    if code == sqlite3.SQLITE_CORRUPT:
        return Refused("db.damaged", path=path, reason=str(error))
    if code == sqlite3.SQLITE_INTERRUPT:  # Ctrl-C, in what SQLite calls while it works
        raise KeyboardInterrupt from error
    if code == sqlite3.SQLITE_CONSTRAINT:
        return Refused("db.constraint", reason=str(error))
    raise error


def undecodable(error: sqlite3.Error) -> bool:
    """Whether text stood in the way that is not UTF-8: Python reads it, or hands it to a function.

    Of neither has SQLite a code: what Python itself raises has none, and a function only fails.
    """
    unread = not hasattr(error, "sqlite_errorcode") or str(error) == FUNCTION_FAILED
    return isinstance(error, sqlite3.OperationalError) and unread
