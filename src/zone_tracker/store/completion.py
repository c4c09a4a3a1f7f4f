"""The codes that a person may mean by what is typed so far, with their names."""

from __future__ import annotations

import sqlite3

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
