"""How near the subjects of a target are to counting, and how long each stage usually takes."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from typing import Any, NamedTuple

from zone_tracker.model import FactDate, Term
from zone_tracker.store.rules import SCOPE, Reading
from zone_tracker.store.spells import USUAL, Days, Usual, spells_of
from zone_tracker.store.stages import stages


class Candidate(NamedTuple):
    """A subject that could yet count: where it stands, and the stage that would make it count.

    `stage` is None where none is on record; `last_act` is then the last act of any sort, None
    when there is none either. `goal` is None where no stage makes it count. `lacks` is how many
    stages are still ahead of it, the goal included: 0 where it stands there already and the act
    itself is not on record, None where that is not known.
    """

    subject: int
    code: str
    name: str
    district: int | None
    stage: Term | None
    since: FactDate | None
    suspended: bool
    last_act: Term | None
    rank: int | None
    goal: Term | None
    goal_rank: int | None
    lacks: int | None


RECENT = 200
"""What is usual rests on so many subjects that came to each stage last, however many there are."""

WAY = f"""
WITH chosen AS ({SCOPE}), {stages(":until")}, {stages(":eve", "_before")},
asked AS (                            -- the stages that count by themselves
    SELECT act.rank, act.code FROM reading_act
    JOIN act ON act.kind = reading_act.kind AND act.code = reading_act.act
    WHERE reading = :reading AND act.rank IS NOT NULL),
ladder AS (SELECT rank FROM act WHERE kind = :kind AND rank IS NOT NULL),
counted_before AS (                   -- so it is nothing new in the period
    SELECT kept.subject FROM kept JOIN asked ON asked.code = kept.stage
    WHERE :flow AND :count_by = 'act' AND kept.effect = 'advance' AND kept.date_to <= :eve
    UNION ALL SELECT subject FROM standing_before
    WHERE :flow AND :count_by = 'stage-at-least' AND rank < 1000
        AND rank >= (SELECT min(rank) FROM asked)),
lately AS (
    SELECT subject, max(date_to) AS day FROM milestone
    WHERE status = 'actual' AND date_to <= :until AND subject IN (SELECT id FROM chosen)
    GROUP BY subject),
way AS (
    SELECT standing.*, lately.day, CASE :count_by
        WHEN 'any-act' THEN NULL
        WHEN 'advanced' THEN (SELECT min(rank) FROM ladder WHERE rank
            > max(coalesce(standing.rank, 0), coalesce(nullif(past.rank, 1000), 0)))
        ELSE coalesce((SELECT min(rank) FROM asked WHERE rank > coalesce(standing.rank, 0)),
            (SELECT max(rank) FROM asked)) END AS goal
    FROM standing JOIN standing_before AS past ON past.subject = standing.subject
    LEFT JOIN lately ON lately.subject = standing.subject
    WHERE coalesce(standing.rank, 0) < 1000 AND (:named OR lately.subject IS NOT NULL)
        AND standing.subject NOT IN (SELECT value FROM json_each(:counting))
        AND standing.subject NOT IN (SELECT subject FROM counted_before)),
nearest AS (
    SELECT way.*, row_number() OVER (
        PARTITION BY CASE WHEN :units IS NOT NULL THEN subject.district END
        ORDER BY lacks IS NULL, lacks, rank DESC, milestone.date_to, day DESC, subject.sort_key
    ) AS nth
    FROM (SELECT way.*, CASE WHEN rank IS NOT NULL AND goal IS NOT NULL THEN (
            SELECT count(*) FROM ladder WHERE ladder.rank > way.rank AND ladder.rank <= goal)
            END AS lacks FROM way) AS way
    JOIN subject ON subject.id = way.subject
    LEFT JOIN milestone ON milestone.id = way.milestone
    WHERE :units IS NULL OR subject.district IN (SELECT value FROM json_each(:units)))
SELECT subject.id, subject.code, subject.name, subject.district,
    act.code, act.label_vi, act.label_en,
    milestone.date_from, milestone.date_to, milestone.precision, act.effect = 'suspend',
    beside.code, beside.label_vi, beside.label_en, nearest.rank,
    goal.code, goal.label_vi, goal.label_en, goal.rank, nearest.lacks
FROM nearest JOIN subject ON subject.id = nearest.subject
LEFT JOIN milestone ON milestone.id = nearest.milestone
LEFT JOIN act ON act.kind = milestone.kind
    AND act.code = coalesce(milestone.return_to, milestone.act)
LEFT JOIN act AS goal ON goal.kind = :kind AND goal.rank = nearest.goal
LEFT JOIN milestone AS last ON last.id = (
    SELECT milestone.id FROM milestone JOIN act USING (kind) WHERE act.code = milestone.act
        AND milestone.subject = nearest.subject AND status = 'actual' AND date_to <= :until
        AND effect <> 'health' ORDER BY date_to DESC, milestone.id DESC LIMIT 1)
LEFT JOIN act AS beside ON beside.kind = last.kind AND beside.code = last.act
WHERE nth <= :limit
ORDER BY nth, subject.sort_key"""


def candidates(
    db: sqlite3.Connection,
    reading: Reading,
    days: tuple[str, str],
    counting: Collection[int],
    units: Collection[int] | None,
    limit: int,
) -> list[Candidate]:
    """The subjects in scope that could yet count, the nearest first; `limit` of each unit.

    `days` are the eve of the period and the day up to which acts are looked at; `counting` those
    that count; `units` the districts that still lack some, None where the rule has no units. A
    subject that is not named counts as one only once an act of it is on record.
    """
    values = {
        "reading": reading.id,
        "kind": reading.kind,
        "count_by": reading.count_by,
        "flow": reading.flow,
        "named": bool(reading.named),
        "eve": days[0],
        "until": days[1],
        "counting": str(list(counting)),
        "units": None if units is None else str(list(units)),
        "limit": limit,
    }
    return [_candidate(row) for row in db.execute(WAY, values)]


OF_RECENT = f"""
WITH recent AS (
    SELECT DISTINCT milestone.subject AS id FROM act JOIN milestone ON milestone.id IN (
        SELECT milestone.id FROM milestone WHERE milestone.kind = act.kind
            AND milestone.act = act.code AND date_to <= :as_of AND status = 'actual'
        ORDER BY date_to DESC LIMIT {RECENT})
    WHERE act.kind = :kind AND act.rank IS NOT NULL),
{spells_of("milestone.subject IN (SELECT id FROM recent)")}, {USUAL}
SELECT act.rank, spells, middle_least, middle_most, least, most FROM usual
JOIN act ON act.rowid = usual.stage"""


def usual(db: sqlite3.Connection, kind: str, as_of: str) -> dict[int, Usual]:
    """How long subjects of a kind stood at each stage, by its rank; as of late."""
    rows = db.execute(OF_RECENT, {"kind": kind, "as_of": as_of})
    return {
        rank: Usual(spells, Days(least, most), Days(shortest, longest))
        for rank, spells, least, most, shortest, longest in rows
    }


def stood(db: sqlite3.Connection, subjects: Collection[int], as_of: str) -> dict[int, Days]:
    """How long each of these subjects has stood where it stands; none that is suspended."""
    of = spells_of("milestone.subject IN (SELECT value FROM json_each(:subjects))")
    rows = db.execute(
        f"""WITH {of}
        SELECT subject, least, most FROM spells WHERE ended IS NULL AND stopped IS NULL""",
        {"subjects": str(list(subjects)), "as_of": as_of},
    )
    return {subject: Days(least, most) for subject, least, most in rows}


def _candidate(row: Any) -> Candidate:
    return Candidate(
        subject=row[0],
        code=row[1],
        name=row[2],
        district=row[3],
        stage=row[4] and Term(*row[4:7]),
        since=row[8] and FactDate(*row[7:10]),
        suspended=bool(row[10]),
        last_act=row[11] and Term(*row[11:14]),
        rank=row[14],
        goal=row[15] and Term(*row[15:18]),
        goal_rank=row[18],
        lacks=row[19],
    )
