"""What a person may mean by what is typed so far: codes with names, entries by their numbers."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from zone_tracker.model import FactDate, Quantity, Term

MOST = 100
"""More codes than these help nobody to choose."""

AFTER_ALL = "\x7f"
"""After every character of a code, so that the codes with a beginning are one range."""

# A `+` keeps SQLite from the index of the kind: the range of codes is the smaller one.
SUBJECT = "SELECT code, name FROM subject WHERE +kind IN ({kinds})"
AREA = "code || coalesce('@' || coalesce(valid_from, valid_to), '')"
"""An area by its code and a day of its life: a code alone may mean two."""
CODES = {
    "zone": SUBJECT.format(kinds="'zone'"),
    "cluster": SUBJECT.format(kinds="'cluster'"),
    "project": SUBJECT.format(kinds="'project'"),
    "deliverable": SUBJECT.format(kinds="'deliverable'"),
    "subject": SUBJECT.format(kinds="'zone', 'cluster', 'project', 'deliverable'"),
    "container": SUBJECT.format(kinds="'zone', 'cluster'"),
    "target": "SELECT code, title_{lang} FROM target WHERE TRUE",
    "indicator": "SELECT code, label_{lang} FROM measure WHERE TRUE",
    "area": f"SELECT code, name FROM (SELECT {AREA} AS code, name FROM area) WHERE TRUE",
    "sector": "SELECT code, name_{lang} FROM sector WHERE TRUE",
    "source": "SELECT code, title FROM source WHERE TRUE",
}
"""What has codes, and the query of all of them."""


def codes(db: sqlite3.Connection, what: str, start: str, lang: str) -> list[tuple[str, str]]:
    """The codes that begin so, with names, in order.

    Of too many the first and the very last: a shell then still finds what all have in common.
    """
    if what not in CODES:
        return []
    query = f"{CODES[what].format(lang=lang)} AND code >= :start AND code < :end ORDER BY code"
    values = {"start": start, "end": start + AFTER_ALL, "most": MOST}
    first = db.execute(f"{query} LIMIT :most", values).fetchall()
    if len(first) < MOST:
        return first
    return first[:-1] + db.execute(f"{query} DESC LIMIT 1", values).fetchall()


class Numbered(NamedTuple):
    """An act, figure or confirmation by its number: m12, f7, c1.

    `what` is the label of the act or the measure; only a figure has a `value`.
    """

    number: str
    subject: str
    what: Term | None
    value: Quantity | None
    date: FactDate
    planned: bool


# The newest ids are walked down from the last one: a `+` and the subquery keep SQLite to that.
NUMBERED = """
SELECT 'm' || milestone.id, subject.code, act.code, act.label_vi, act.label_en,
    NULL, NULL, NULL, NULL, date_from, date_to, precision, status = 'planned',
    milestone.batch AS made, milestone.id AS place
FROM milestone JOIN subject ON subject.id = milestone.subject
JOIN act ON act.kind = milestone.kind AND act.code = milestone.act
WHERE milestone.id IN (SELECT id FROM milestone WHERE +kind = :kind
    AND substr('m' || id, 1, length(:start)) = :start ORDER BY id DESC LIMIT :most)
UNION ALL
SELECT 'f' || figure.id, subject.code, measure.code, label_vi, label_en,
    value, unit, upper, qualifier, date_from, date_to, precision, status = 'planned',
    figure.batch, figure.id
FROM figure JOIN subject ON subject.id = figure.subject
JOIN measure ON measure.code = figure.measure
WHERE figure.id IN (SELECT id FROM figure
    WHERE (SELECT kind FROM subject WHERE subject.id = figure.subject) = :kind
    AND substr('f' || id, 1, length(:start)) = :start ORDER BY id DESC LIMIT :most)
UNION ALL
SELECT 'c' || confirmation.id, subject.code, NULL, NULL, NULL,
    NULL, NULL, NULL, NULL, date_from, date_to, precision, FALSE,
    confirmation.batch, confirmation.id
FROM confirmation JOIN subject ON subject.id = confirmation.subject
WHERE confirmation.id IN (SELECT id FROM confirmation
    WHERE (SELECT kind FROM subject WHERE subject.id = confirmation.subject) = :kind
    AND substr('c' || id, 1, length(:start)) = :start ORDER BY id DESC LIMIT :most)
ORDER BY made DESC, place DESC LIMIT :most"""


def entries(db: sqlite3.Connection, kind: str, start: str, most: int) -> list[Numbered]:
    """The entries on a kind of subject whose number begins so, the newest first."""
    rows = db.execute(NUMBERED, {"kind": kind, "start": start, "most": most})
    return [
        Numbered(
            *(row[0], row[1], row[2] and Term(*row[2:5])),
            *(None if row[5] is None else Quantity(*row[5:9]), FactDate(*row[9:12]), bool(row[12])),
        )
        for row in rows
    ]
