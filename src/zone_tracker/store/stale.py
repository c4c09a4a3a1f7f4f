"""When each subject was last told of: the newest act, figure or confirmation, and the recording.

What is told by a day is dated by then; a plan tells nothing of what is. Recorded counts all that
is on record and what was corrected since, whatever it is dated.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from zone_tracker.model import FactDate, Term
from zone_tracker.store.conditions import Condition, bound
from zone_tracker.store.log import undone_by


class Stale(NamedTuple):
    """A subject, when and by what it was last told of, when that was recorded (UTC).

    `last` is None where nothing was told by then. `total` is how many there are of such.
    """

    kind: Term
    code: str
    name: str
    district: str | None
    sort: str | None
    last: FactDate | None
    recorded: str
    total: int


class Silent(NamedTuple):
    """A district, how many subjects it has, when one of them was last told of and recorded (UTC).

    `valid_to` is the last day it was there. `total` is how many districts there are.
    """

    code: str
    name: str
    valid_to: str | None
    subjects: int
    last: FactDate | None
    recorded: str | None
    total: int


KINDS = ("zone", "cluster", "project", "deliverable")
"""What is tracked; the province itself is not."""

TOLD = {
    "milestone": "status = 'actual' AND date_to <= :as_of",
    "figure": "status = 'actual' AND date_to <= :as_of",
    "confirmation": "date_to <= :as_of",
}
"""What tells of a subject, and which rows of it do."""

# Of the row with the greatest date_to the other columns come along: SQLite promises that.
LAST = f"""last AS MATERIALIZED (SELECT subject, sort, date_from, max(date_to) AS date_to, precision
    FROM ({
    " UNION ALL ".join(
        f"SELECT subject, '{table}' AS sort, date_from, max(date_to) AS date_to, precision"
        f" FROM {table} WHERE {rows} GROUP BY subject"
        for table, rows in TOLD.items()
    )
}) GROUP BY subject)"""

LOGGED = f"""logged AS MATERIALIZED (SELECT subject, max(batch) AS batch FROM (
    SELECT id AS subject, batch FROM subject
    {" ".join(f"UNION ALL SELECT subject, max(batch) FROM {table} GROUP BY 1" for table in TOLD)}
    UNION ALL SELECT iif(record = 'subject', record_id, json_extract(was, '$.subject')), batch
        FROM change WHERE record IN {("subject", *TOLD)} AND was IS NOT NULL
        AND batch NOT IN (SELECT value FROM json_each(:undone))
        AND batch NOT IN (SELECT id FROM batch WHERE undoes IS NOT NULL))
    GROUP BY subject)"""
"""The newest batch that says something of a subject, undone ones and undoing apart."""


def chosen(
    db: sqlite3.Connection,
    kind: str | None,
    where: tuple[Condition, ...],
    since: str | None,
    as_of: str,
) -> tuple[str, dict[str, object]]:
    """The subjects asked for as a common table expression, and the parameters of the query."""
    values: dict[str, object] = {"as_of": as_of, "since": since, "kind": kind}
    values["undone"] = json.dumps(list(undone_by(db)))
    kinds = f"kind IN {KINDS}" if kind is None else "kind = :kind"
    told = " AND ".join([kinds, *bound(where, values)])
    return f"chosen AS (SELECT * FROM subject WHERE {told})", values


def stale(
    db: sqlite3.Connection,
    kind: str | None,
    as_of: str,
    *,
    since: str | None = None,
    where: tuple[Condition, ...] = (),
    limit: int | None = None,
) -> Iterator[Stale]:
    """The subjects of which nothing was told since a day (None: all), the longest silent first."""
    subjects, values = chosen(db, kind, where, since, as_of)
    query = f"""WITH {subjects}, {LAST}, {LOGGED}
        SELECT kind.code, label_vi, label_en, subject.code, subject.name, area.name,
            last.sort, last.date_from, last.date_to, last.precision, batch.at, count(*) OVER ()
        FROM chosen AS subject JOIN kind ON kind.code = subject.kind
        JOIN logged ON logged.subject = subject.id JOIN batch ON batch.id = logged.batch
        LEFT JOIN last ON last.subject = subject.id
        LEFT JOIN area ON area.id = subject.district
        WHERE :since IS NULL OR last.date_to IS NULL OR last.date_to < :since
        ORDER BY last.date_to NULLS FIRST, kind.rowid, subject.sort_key, subject.code
        LIMIT :limit"""
    values["limit"] = -1 if limit is None else limit
    for row in db.execute(query, values):
        code, name, district, sort = row[3:7]
        recorded, total = row[10:]
        last = row[8] and FactDate(*row[7:10])
        yield Stale(Term(*row[:3]), code, name, district, sort, last, recorded, total)


def silent(
    db: sqlite3.Connection,
    kind: str | None,
    as_of: str,
    *,
    since: str | None = None,
    where: tuple[Condition, ...] = (),
) -> Iterator[Silent]:
    """The districts of whose subjects nothing was told since a day, the longest silent first.

    Of them those that were there in that time, and those that still have subjects.
    """
    subjects, values = chosen(db, kind, where, since, as_of)
    query = f"""WITH {subjects}, {LAST}, {LOGGED},
        written AS (SELECT district, max(logged.batch) AS batch FROM logged
            JOIN chosen ON chosen.id = logged.subject GROUP BY district),
        units AS (SELECT area.id, area.code, area.name, area.valid_to, area.sort_key,
                count(subject.id) AS subjects,
                last.date_from, max(last.date_to) AS date_to, last.precision
            FROM area LEFT JOIN chosen AS subject ON subject.district = area.id
            LEFT JOIN last ON last.subject = subject.id
            WHERE area.level = 'district' AND (subject.id IS NOT NULL
                OR (coalesce(area.valid_from, '') <= :as_of
                    AND coalesce(area.valid_to, '9999') >= coalesce(:since, :as_of)))
            GROUP BY area.id),
        counted AS (SELECT *, count(*) OVER () AS total FROM units)
        SELECT code, name, valid_to, subjects, date_from, date_to, precision, batch.at, total
        FROM counted LEFT JOIN written ON written.district = counted.id
        LEFT JOIN batch ON batch.id = written.batch
        WHERE :since IS NULL OR date_to IS NULL OR date_to < :since
        ORDER BY date_to NULLS FIRST, sort_key, code"""
    for row in db.execute(query, values):
        code, name, valid_to, subjects = row[:4]
        recorded, total = row[7:]
        last = row[5] and FactDate(*row[4:7])
        yield Silent(code, name, valid_to, subjects, last, recorded, total)


def placeless(db: sqlite3.Connection, kind: str | None, where: tuple[Condition, ...]) -> int:
    """How many of the subjects have no district on record."""
    subjects, values = chosen(db, kind, where, None, "")
    query = f"WITH {subjects} SELECT count(*) FROM chosen WHERE district IS NULL"
    count: int = db.execute(query, values).fetchone()[0]
    return count
