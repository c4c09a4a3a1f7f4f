"""The record as it was known: a copy of it in which everything after a batch is reversed.

The log tells how: of each row that later batches touched, its first later entry is the row as it
was. So one pass goes back over any number of batches, undos and redos.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from zone_tracker.errors import EnvironmentFailure, Refused
from zone_tracker.store.log import local
from zone_tracker.store.tracking import TRACKED, columns

HELD_KIB = 100_000
"""So much of a copy is held in memory (in KiB).

Beyond it SQLite writes into a temporary file of its own: private, without a name as soon as it is
open, and so gone with the process, however that ends.
"""

NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)
"""What SQLite says where that file cannot grow."""

EARLIER = """earlier AS MATERIALIZED (  -- the entry that tells how a row was that was touched later
    SELECT record, record_id, min(id) AS entry FROM change WHERE batch > :cut
    GROUP BY record, record_id)"""


def was(table: str, names: list[str]) -> str:
    """The query of those rows of `table` that later batches touched, as they were at the cut.

    What a later batch made was not there, and neither was what it put back.
    """
    fields = ", ".join(f"json_extract(was, '$.{name}') AS {name}" for name in names)
    return f"""SELECT {fields} FROM earlier JOIN change ON change.id = entry
        WHERE earlier.record = '{table}' AND action <> 'insert' AND maker <= :cut"""


def newest(db: sqlite3.Connection) -> int:
    """The newest batch; 0: there is none."""
    found: int = db.execute("SELECT coalesce(max(id), 0) FROM batch").fetchone()[0]
    return found


def by(db: sqlite3.Connection, at: str) -> int:
    """The newest batch by that moment (UTC); 0: there was none yet."""
    found: int = db.execute(
        "SELECT coalesce(max(id), 0) FROM batch WHERE at <= ?", (at,)
    ).fetchone()[0]
    return found


def refuse_nothing(db: sqlite3.Connection, at: str, cut: int) -> None:
    """Raise Refused where the record had not begun at that moment (UTC): no batch by then."""
    if cut:
        return
    first = db.execute("SELECT at FROM batch ORDER BY id LIMIT 1").fetchone()
    if first is None:
        raise Refused("known.empty")
    raise Refused("known.before", at=local(at), first=local(first[0]))


def out_of_order(db: sqlite3.Connection, at: str, cut: int) -> bool:
    """Whether a clock was wrong: up to the cut, a batch says it was written after that moment."""
    query = "SELECT EXISTS (SELECT 1 FROM batch WHERE id <= ? AND at > ?)"
    return bool(db.execute(query, (cut, at)).fetchone()[0])


@contextmanager
def remembered(db: sqlite3.Connection, cut: int) -> Iterator[sqlite3.Connection]:
    """The record as the batches up to `cut` had left it; `db` itself where none came later."""
    if newest(db) == cut:
        yield db
        return
    with closing(sqlite3.connect("", isolation_level=None)) as copy:
        try:
            fill(copy, db)
            forget(copy, cut)
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in NO_ROOM:
                raise EnvironmentFailure("known.no-room", reason=error) from error
            raise
        yield copy


def fill(copy: sqlite3.Connection, db: sqlite3.Connection) -> None:
    """Copy the file, of which `db` sees one moment."""
    copy.execute(f"PRAGMA cache_size = -{HELD_KIB}")
    copy.execute("PRAGMA journal_mode = OFF")
    copy.execute("PRAGMA synchronous = OFF")
    db.backup(copy)


def forget(copy: sqlite3.Connection, cut: int) -> None:
    """Take back all that later batches did; what is left can only be read."""
    copy.execute("BEGIN")
    names = [
        name for (name,) in copy.execute("SELECT name FROM sqlite_schema WHERE type='trigger'")
    ]
    for name in names:  # they refuse to change the log
        copy.execute(f'DROP TRIGGER "{name}"')
    copy.execute(
        """CREATE TEMP TABLE earlier (record, record_id, entry, PRIMARY KEY (record, record_id))
        WITHOUT ROWID"""
    )
    copy.execute(f"WITH {EARLIER} INSERT INTO temp.earlier SELECT * FROM earlier", {"cut": cut})
    for table in TRACKED:
        put_back(copy, table, cut)
    copy.execute("DELETE FROM snapshot WHERE batch > ?", (cut,))
    copy.execute("DELETE FROM change WHERE batch > ?", (cut,))
    copy.execute("DELETE FROM batch WHERE id > ?", (cut,))
    copy.execute("COMMIT")
    copy.execute("DROP TABLE temp.earlier")
    copy.execute("PRAGMA trusted_schema = OFF")
    copy.execute("PRAGMA query_only = ON")


def put_back(copy: sqlite3.Connection, table: str, cut: int) -> None:
    """Make a table what it was at the cut: rows are taken out and put in again.

    So two rows that exchanged a unique value do not stand in each other's way.
    """
    names = columns(copy, table)
    copy.execute(
        f"""DELETE FROM {table} WHERE batch > ?
            OR id IN (SELECT record_id FROM earlier WHERE record = '{table}')""",
        (cut,),
    )
    copy.execute(f"INSERT INTO {table} ({', '.join(names)}) {was(table, names)}", {"cut": cut})
