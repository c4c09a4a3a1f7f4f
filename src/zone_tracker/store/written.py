"""What a batch wrote: each row before and after it, and how many of which sort.

Read from the log and from what stands now; whatever was written or undone since, a batch is told
for ever the same.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import chain
from typing import NamedTuple, cast

from zone_tracker.store.ledger import Values
from zone_tracker.store.tracking import TRACKED

OWNERS = {
    **dict.fromkeys(
        ("alias", "place", "milestone", "figure", "confirmation"), ("subject", "subject")
    ),
    "succession": ("area", "new"),
    "unit_set_member": ("unit_set", "unit_set"),
    "reading_act": ("reading", "reading"),
    "reading_subject": ("reading", "reading"),
}
"""Tables whose rows tell something of another record: its table, and the column that names it."""


TABLES = sorted(TRACKED, key=lambda table: OWNERS.get(table, (table,))[0] != "subject")
"""The tables in the order in which people want to read them: what tells of subjects first."""

NET = "sum((action = 'delete') - (action = 'insert'))"
"""How often more rows were taken out than put in, by entries of the log."""


class Change(NamedTuple):
    """One row before and after a batch; None where it was not there.

    `owner` is the record that the row tells of, by table and id: itself, or its subject.
    """

    table: str
    id: int
    owner: tuple[str, int]
    before: Values | None
    after: Values | None

    @property
    def action(self) -> str:
        """Whether the row was added, changed or removed."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"

    @property
    def reversed(self) -> Change:
        """What taking the change back does."""
        return self._replace(before=self.after, after=self.before)


class Counts(NamedTuple):
    """How many rows a batch added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0


# --- How many ---


def counts(db: sqlite3.Connection, first: int, last: int) -> dict[int, Counts]:
    """The rows that each batch from `first` to `last` changed; one that changed none is left out.

    Rows that a batch made and that were taken out since are in the log, where each of them was
    taken out once more often than it was put back.
    """
    between = "BETWEEN :first AND :last"
    made = " UNION ALL ".join(
        f"SELECT batch, count(*) AS added, 0 AS changed, 0 AS removed FROM {table} "
        f"WHERE batch {between} GROUP BY batch"
        for table in TRACKED
    )
    query = f"""
        SELECT batch, sum(added), sum(changed), sum(removed) FROM ({made}
            UNION ALL
            SELECT maker, {NET}, 0, 0 FROM change WHERE maker {between} GROUP BY maker
            UNION ALL
            SELECT batch, sum(net < 0), sum(net = 0), sum(net > 0) FROM (
                SELECT batch, {NET} AS net FROM change WHERE batch {between}
                GROUP BY batch, record, record_id)
            GROUP BY batch)
        GROUP BY batch"""
    rows = db.execute(query, {"first": first, "last": last})
    return {batch: Counts(*row) for batch, *row in rows}


def sorts(db: sqlite3.Connection, batch: int) -> dict[str, Counts]:
    """How many rows of each sort a batch changed: subjects by their kind, others by table."""
    told: dict[str, Counts] = {}
    for table in TABLES:
        found = sorts_of(db, batch, table)
        told.update({sort: Counts(**found[sort]) for sort in sorted(found)})
    return told


def sorts_of(db: sqlite3.Connection, batch: int, table: str) -> dict[str, Counter[str]]:
    """The rows of one table that a batch changed, by sort and by what became of them."""
    stands, logged = f"'{table}'", f"'{table}'"
    if table == "subject":
        stands, logged = "kind", recorded(table, "kind")
    query = f"""
        SELECT {stands}, 'added', count(*) FROM {table} WHERE batch = :batch GROUP BY 1
        UNION ALL
        SELECT {logged}, 'added', {NET} FROM change
        WHERE maker = :batch AND record = :table GROUP BY 1
        UNION ALL
        SELECT sort, CASE WHEN net < 0 THEN 'added' WHEN net > 0 THEN 'removed' ELSE 'changed' END,
            count(*)
        FROM (SELECT {logged} AS sort, {NET} AS net, min(id) FROM change
            WHERE batch = :batch AND record = :table GROUP BY record_id)
        GROUP BY 1, 2"""
    told: dict[str, Counter[str]] = {}
    for sort, action, count in db.execute(query, {"batch": batch, "table": table}):
        if count:
            told.setdefault(sort, Counter())[action] += count
    return told


# --- Which ---

Touched = tuple[tuple[int, int, int, int], bool]
"""Where a row stands among all (table and id of its owner, table and id), and whether it is new."""


def changes(db: sqlite3.Connection, batch: int, *, grouped: bool = False) -> Iterator[Change]:
    """Every row that a batch changed, read as they are asked for.

    `grouped` puts what tells of one record together; otherwise they come table by table.
    """
    parts = (rows for table in TABLES for rows in touched(db, batch, table, grouped=grouped))
    rows: Iterable[Touched] = merge(*parts) if grouped else chain.from_iterable(parts)
    for (_, _, place, row_id), made in rows:
        table = TABLES[place]
        before = None if made else state_before(db, batch, table, row_id)
        after = state_after(db, batch, table, row_id)
        if before != after:
            yield Change(table, row_id, owner_of(table, after or before or {}), before, after)


def owner_of(table: str, row: Values) -> tuple[str, int]:
    """The record that a row tells of."""
    around, column = OWNERS.get(table, (table, "id"))
    return around, cast(int, row[column])


def touched(
    db: sqlite3.Connection, batch: int, table: str, *, grouped: bool
) -> Iterator[Iterator[Touched]]:
    """The rows of a table that a batch made and that stand, made and that are gone, or changed."""
    around, column = OWNERS.get(table, (table, "id"))
    stands, logged = column, "record_id"
    if table in OWNERS:
        logged = recorded(table, column)
    order = "ORDER BY 1, 2" if grouped else ""
    queries = (
        f"SELECT {stands}, id, 1 FROM {table} WHERE batch = :batch {order}",
        f"""SELECT {logged}, record_id, 1, min(id) FROM change
        WHERE maker = :batch AND record = :table AND action = 'delete'
            AND NOT EXISTS (SELECT 1 FROM {table} WHERE {table}.id = record_id)
        GROUP BY record_id {order}""",
        f"""SELECT {logged}, record_id, 0, min(id) FROM change
        WHERE batch = :batch AND record = :table GROUP BY record_id {order}""",
    )
    places = TABLES.index(around), TABLES.index(table)
    for query in queries:
        rows = db.execute(query, {"batch": batch, "table": table})
        yield (((places[0], row[0], places[1], row[1]), bool(row[2])) for row in rows)


def recorded(table: str, column: str) -> str:
    """A column of the row that an entry of the log is about, as SQL.

    The entry of an insertion does not tell it: then the row does, or another entry.
    """
    return f"""coalesce(json_extract(was, '$.{column}'),
        (SELECT {column} FROM {table} WHERE {table}.id = record_id),
        (SELECT json_extract(other.was, '$.{column}') FROM change AS other
            WHERE other.record = change.record AND other.record_id = change.record_id
            AND other.was IS NOT NULL LIMIT 1))"""


def state_before(db: sqlite3.Connection, batch: int, table: str, row_id: int) -> Values | None:
    """A row that an older batch made as it was before this one; None: it was not there."""
    row = db.execute(
        """SELECT was FROM change WHERE batch = ? AND record = ? AND record_id = ?
        ORDER BY id LIMIT 1""",
        (batch, table, row_id),
    ).fetchone()
    return json.loads(row[0]) if row[0] else None


def state_after(db: sqlite3.Connection, batch: int, table: str, row_id: int) -> Values | None:
    """A row as it was after a batch: as the next one to change it found it, else as it stands."""
    later = db.execute(
        """SELECT was FROM change WHERE record = ? AND record_id = ? AND batch > ?
        ORDER BY batch, id LIMIT 1""",
        (table, row_id, batch),
    ).fetchone()
    if later is not None:
        return json.loads(later[0]) if later[0] else None
    return standing(db, table, row_id)


def standing(db: sqlite3.Connection, table: str, row_id: int) -> Values | None:
    """A row as it stands; None: it is not there."""
    cursor = db.execute(f"SELECT * FROM {table} WHERE id = ?", (row_id,))
    names = [column[0] for column in cursor.description]
    return next((dict(zip(names, row, strict=True)) for row in cursor), None)


# --- What a row refers to ---


def references(db: sqlite3.Connection, table: str) -> dict[str, str]:
    """The columns of a table that hold the id of another record, and that record's table."""
    keys = db.execute(f"PRAGMA foreign_key_list({table})")
    return {key[3]: key[2] for key in keys if key[4] == "id" and key[2] in TRACKED}


def known(db: sqlite3.Connection, table: str, row_id: int) -> Values:
    """A record as it stands, else as it was when it was last taken out."""
    row = standing(db, table, row_id)
    if row is not None:
        return row
    last = db.execute(
        """SELECT was FROM change WHERE record = ? AND record_id = ? AND action = 'delete'
        ORDER BY batch DESC, id DESC LIMIT 1""",
        (table, row_id),
    ).fetchone()
    return json.loads(last[0]) if last else {}
