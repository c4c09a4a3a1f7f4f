"""What plans set for which date, in all versions of a plan, and when it happened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

from zone_tracker.model import FactDate, Term


class Slip(NamedTuple):
    """An act of a subject, planned for a date.

    What documents plan for one act (and phase) are versions in the order of their dates:
    `before` is the date of the version before, and only the `newest` is judged. `done` is when
    it happened, `done_by` the act that shows it: the very one, or a stage beyond it. `ended` is
    the act that ended the subject before it could happen. `total` counts all that were asked
    for.
    """

    kind: str
    code: str
    name: str
    act: Term
    phase: str | None
    planned: FactDate
    before: FactDate | None
    newest: bool
    done: FactDate | None
    done_by: Term | None
    ended: Term | None
    ended_on: FactDate | None
    source: str | None
    source_date: FactDate | None
    note: str | None
    id: int
    total: int


PLANS = """
plans AS (             -- an undated document is as old as its entry in the record, at least
    SELECT milestone.*, act.rank,
        lag(milestone.id) OVER versions AS before,
        row_number() OVER versions AS version,
        row_number() OVER versions = count(*) OVER plan AS newest,
        min(coalesce(min(source.date_from, milestone.date_from), '')) OVER plan AS made
    FROM milestone JOIN act ON act.kind = milestone.kind AND act.code = milestone.act
    JOIN batch ON batch.id = milestone.batch
    LEFT JOIN source ON source.id = milestone.source
    WHERE milestone.status = 'planned' AND (:kind IS NULL OR milestone.kind = :kind)
        AND (:subject IS NULL OR milestone.subject = :subject)
        AND coalesce(source.date_from, source.date_to, '') <= :as_of
    WINDOW plan AS (PARTITION BY milestone.subject, milestone.act, milestone.phase),
        versions AS (PARTITION BY milestone.subject, milestone.act, milestone.phase
            ORDER BY coalesce(source.date_to, date(batch.at)), milestone.id)
)"""

# A stage that was lost again by a return has not happened. An act without rank may happen again
# and again, so what was before the first plan of it was not meant.
DONE = """
SELECT did.id FROM milestone AS did
JOIN act ON act.kind = did.kind AND act.code = coalesce(did.return_to, did.act)
WHERE newest AND did.subject = plans.subject AND did.status = 'actual' AND did.date_to <= :as_of
    AND (did.phase = plans.phase OR did.phase IS NULL OR plans.phase IS NULL)
    AND CASE WHEN plans.rank IS NULL THEN did.act = plans.act AND did.date_to >= made
        ELSE act.rank >= plans.rank AND NOT EXISTS (
            SELECT 1 FROM milestone AS back
            JOIN act ON act.kind = back.kind AND act.code = back.return_to
            WHERE back.subject = did.subject AND back.status = 'actual' AND back.date_to <= :as_of
                AND (back.date_to, back.id) > (did.date_to, did.id) AND act.rank < plans.rank) END
ORDER BY did.date_to, did.id LIMIT 1"""

LAST_STOP = """
SELECT stop.id FROM milestone AS stop
JOIN act ON act.kind = stop.kind AND act.code = stop.act
WHERE newest AND stop.subject = plans.subject AND stop.status = 'actual'
    AND stop.date_to <= :as_of AND act.effect IN ('end', 'return')
ORDER BY stop.date_to DESC, stop.id DESC LIMIT 1"""

JUDGED = f"""{PLANS},
judged AS (
    SELECT plans.*, did.id AS did, stopper.code AS stopper, stop.id AS stop
    FROM plans
    LEFT JOIN milestone AS stop ON stop.id = ({LAST_STOP})
    LEFT JOIN act AS stopper ON stopper.kind = stop.kind AND stopper.code = stop.act
        AND stopper.effect = 'end'
    LEFT JOIN milestone AS did ON did.id = ({DONE})
        AND (stopper.code IS NULL OR (did.date_to, did.id) < (stop.date_to, stop.id))
)"""

SLIPS = f"""WITH {JUDGED}
SELECT subject.kind, subject.code, subject.name, act.code, act.label_vi, act.label_en, it.phase,
    it.date_from, it.date_to, it.precision, past.date_from, past.date_to, past.precision, newest,
    did.date_from, did.date_to, did.precision, doing.code, doing.label_vi, doing.label_en,
    ending.code, ending.label_vi, ending.label_en, stop.date_from, stop.date_to, stop.precision,
    source.title, source.date_from, source.date_to, source.precision, it.note, it.id,
    count(*) OVER ()
FROM judged AS it JOIN subject ON subject.id = it.subject
JOIN kind ON kind.code = it.kind
JOIN act ON act.kind = it.kind AND act.code = it.act
LEFT JOIN milestone AS past ON past.id = it.before
LEFT JOIN milestone AS did ON did.id = it.did
LEFT JOIN act AS doing ON doing.kind = did.kind AND doing.code = coalesce(did.return_to, did.act)
LEFT JOIN milestone AS stop ON stop.id = it.stop AND it.stopper IS NOT NULL AND it.did IS NULL
LEFT JOIN act AS ending ON ending.kind = stop.kind AND ending.code = stop.act
LEFT JOIN source ON source.id = it.source
WHERE (NOT :overdue
        OR (newest AND it.did IS NULL AND it.stopper IS NULL AND it.date_to <= :as_of))
    AND (:sourced IS NULL OR :sourced = (it.source IS NOT NULL))
ORDER BY CASE WHEN :overdue THEN it.date_to END, kind.rowid, subject.sort_key, subject.code,
    act.rank IS NULL, act.rank, act.code, it.phase, version
LIMIT :limit"""


def slips(
    db: sqlite3.Connection,
    as_of: str,
    *,
    kind: str | None = None,
    subject: int | None = None,
    overdue: bool = False,
    sourced: bool | None = None,
    limit: int | None = None,
) -> Iterator[Slip]:
    """What plans had set by that day, of all subjects, a kind or one, in the order of stages.

    `overdue` asks only for what should have happened and has not, the longest ago first;
    `sourced` for what a document planned, or (False) none.
    """
    values = {
        "as_of": as_of,
        "kind": kind,
        "subject": subject,
        "overdue": overdue,
        "sourced": sourced,
        "limit": limit or -1,
    }
    return (_slip(row) for row in db.execute(SLIPS, values))


def later_plans(
    db: sqlite3.Connection, as_of: str, *, kind: str | None = None, subject: int | None = None
) -> int:
    """How many planned acts stand in documents that came only after that day."""
    row = db.execute(
        """SELECT count(*) FROM milestone JOIN source ON source.id = milestone.source
        WHERE status = 'planned' AND (:kind IS NULL OR kind = :kind)
            AND (:subject IS NULL OR subject = :subject)
            AND coalesce(source.date_from, source.date_to) > :as_of""",
        {"as_of": as_of, "kind": kind, "subject": subject},
    ).fetchone()
    return int(row[0])


def _slip(row: Any) -> Slip:
    return Slip(
        kind=row[0],
        code=row[1],
        name=row[2],
        act=Term(*row[3:6]),
        phase=row[6],
        planned=FactDate(*row[7:10]),
        before=row[11] and FactDate(*row[10:13]),
        newest=bool(row[13]),
        done=row[15] and FactDate(*row[14:17]),
        done_by=row[17] and Term(*row[17:20]),
        ended=row[20] and Term(*row[20:23]),
        ended_on=row[24] and FactDate(*row[23:26]),
        source=row[26],
        source_date=row[28] and FactDate(*row[27:30]),
        note=row[30],
        id=row[31],
        total=row[32],
    )
