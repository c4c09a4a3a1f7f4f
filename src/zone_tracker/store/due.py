"""Planned acts that have not happened yet, by the day on which they should have."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from zone_tracker.model import FactDate, Term
from zone_tracker.store.slips import JUDGED


class Planned(NamedTuple):
    """An act as the newest plan has it; `total` counts all that were asked for."""

    code: str
    name: str
    act: Term
    phase: str | None
    date: FactDate
    source: str | None
    source_date: FactDate | None
    total: int


AHEAD = f"""WITH {JUDGED}
SELECT subject.code, subject.name, act.code, act.label_vi, act.label_en, it.phase,
    it.date_from, it.date_to, it.precision,
    source.title, source.date_from, source.date_to, source.precision, count(*) OVER ()
FROM judged AS it JOIN subject ON subject.id = it.subject
JOIN act ON act.kind = it.kind AND act.code = it.act
LEFT JOIN source ON source.id = it.source
WHERE newest AND it.did IS NULL AND it.stopper IS NULL AND it.date_to <= :until
    AND it.date_to > :after AND (:sourced IS NULL OR :sourced = (it.source IS NOT NULL))
ORDER BY it.date_to, subject.sort_key, subject.code, act.rank IS NULL, act.rank, it.id
LIMIT :limit"""


def planned(
    db: sqlite3.Connection,
    as_of: str,
    until: str,
    limit: int | None,
    *,
    after: str = "",
    sourced: bool | None = None,
) -> Iterator[Planned]:
    """What was planned by a day for any time until another and has not happened; oldest first.

    Only what is due `after` a day, and with a document (`sourced`) or without one.
    """
    values = {"as_of": as_of, "until": until, "kind": None, "subject": None, "limit": limit or -1}
    for row in db.execute(AHEAD, {**values, "after": after, "sourced": sourced}):
        yield Planned(
            *(row[0], row[1], Term(*row[2:5]), row[5], FactDate(*row[6:9])),
            *(row[9], row[11] and FactDate(*row[10:13]), row[13]),
        )
