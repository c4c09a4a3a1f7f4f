"""How long every subject stood at each stage: walked as the stage itself is, never stored.

A date may be a period, or open at its start, so a length is a range of days: from the last day
on which it can have begun to the first on which it can have ended, and the other way round.
Time suspended is counted apart.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from zone_tracker.model import FactDate, Term
from zone_tracker.store.conditions import HEALTH, Condition, bound
from zone_tracker.store.listing import Health, every, health
from zone_tracker.store.stages import stages

FEW = 3
"""With fewer finished spells than these nothing is said of what is usual."""


class Days(NamedTuple):
    """A number of days, as exactly as the dates tell; `most` None: at least so many."""

    least: int
    most: int | None


class Spell(NamedTuple):
    """One stay of a subject at a stage; `days` are without those it was suspended meanwhile.

    `stage` is None for a suspension before any stage; `until` None: it stands there still.
    """

    stage: Term | None
    since: FactDate | None
    until: FactDate | None
    days: Days
    suspended: Days


class Usual(NamedTuple):
    """How long the finished stays of a kind at a stage were: the middle one, and all of them.

    `stays` is their number; those that ended by a return or an end are not among them.
    """

    stays: int
    middle: Days
    every: Days


class Waiting(NamedTuple):
    """A subject that has not come to its last stage, and how long it has stood where it stands.

    While it is suspended (`stopped`) `stage`, `since` and `days` are those of the suspension, and
    `suspended` is None; all of them are None where no stage is known. `usual` is None where no
    stay at that stage is finished. `over` is by how many days the usual time is exceeded, surely
    and possibly; None where that rests on too few. `targets` are the codes of those that want it
    to advance. `said` is the last act of any sort, with its date, its reason or note, and its
    document. `total` counts all who wait.
    """

    kind: str
    code: str
    name: str
    targets: str | None
    total: int
    stopped: bool
    stage: Term | None
    since: FactDate | None
    days: Days | None
    suspended: Days | None
    usual: Usual | None
    over: tuple[int | None, int | None] | None
    health: Health | None
    said: Term | None
    said_on: FactDate | None
    said_words: str | None
    source: str | None
    source_date: FactDate | None


def total(column: str, which: str) -> str:
    """The sum of a column of days over some pieces, as SQL; NULL when one of them is unknown."""
    return (
        f"CASE WHEN NOT max({which} AND {column} IS NULL) "
        f"THEN CAST(coalesce(sum({column}) FILTER (WHERE {which}), 0) AS INTEGER) END"
    )


SPELLS = f"""{stages()},
walked AS (            -- the acts in order; a return begins a new stretch, one lower in number, so
                       -- that `highest` is below 0 until there is a rank in the stretch itself
    SELECT subject, kind, id, date_from, date_to, effect, stage, rank,
        effect NOT IN ('suspend', 'resume') AS steps, row_number() OVER before AS place,
        returns_from_here - (effect = 'return') AS stretch,
        max(rank - 10000 * (returns_from_here - (effect = 'return'))) OVER before AS highest
    FROM happened WINDOW before AS (PARTITION BY subject ORDER BY date_to, id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),
moved AS (             -- those that lead higher in their stretch, or suspend; none follows an end
    SELECT * FROM walked WHERE CASE WHEN steps
        THEN rank > max(coalesce(highest + 10000 * stretch, -1), -1)
        ELSE coalesce(highest + 10000 * stretch, 0) < 1000 END
),
pieces AS (            -- from each of them to the next one, or to the day asked for
    SELECT subject, kind, id, stage, rank, steps, sum(steps) OVER so_far AS stay,
        coalesce(max(CASE WHEN effect = 'suspend' THEN place END) OVER so_far, 0)
            > coalesce(max(CASE WHEN effect IN ('resume', 'return', 'end') THEN place END)
                OVER so_far, 0) AS idle,
        lead(id) OVER so_far AS next, lead(steps) OVER so_far AS next_steps,
        lead(effect) OVER so_far AS next_effect,
        max(0, julianday(CASE WHEN lead(id) OVER so_far IS NULL THEN :as_of
            ELSE coalesce(lead(date_from) OVER so_far, date_to) END) - julianday(date_to)) AS least,
        julianday(coalesce(lead(date_to) OVER so_far, :as_of)) - julianday(date_from) AS most
    FROM moved WINDOW so_far AS (PARTITION BY subject ORDER BY place)
),
stays AS (
    SELECT subject, kind, stay, max(stage) FILTER (WHERE steps) AS stage,
        max(rank) FILTER (WHERE steps) AS rank, max(id) FILTER (WHERE steps) AS began,
        max(id) FILTER (WHERE idle AND next IS NULL) AS stopped,
        max(next) FILTER (WHERE next_steps) AS ended,
        max(next_effect) FILTER (WHERE next_steps) AS ended_by,
        {total("least", "NOT idle")} AS least, {total("most", "NOT idle")} AS most,
        {total("least", "idle")} AS idle_least, {total("most", "idle")} AS idle_most
    FROM pieces WHERE stay > 0 OR idle GROUP BY subject, stay
),
spells AS (SELECT * FROM stays WHERE coalesce(rank, 0) < 1000)"""
"""Common table expressions over `chosen (id)`: `spells` has a row for each stay at a stage.

`began`, `stopped` and `ended` are milestones: the act that led to the stage, the one that
suspended it now, the one that led to the next.
"""


def spells(db: sqlite3.Connection, subject: int, as_of: str) -> list[Spell]:
    """The stays of one subject at its stages in order, by the end of that day."""
    rows = db.execute(
        f"""WITH chosen AS (SELECT :subject AS id), {SPELLS}
        SELECT act.code, label_vi, label_en, began.date_from, began.date_to, began.precision,
            ended.date_from, ended.date_to, ended.precision, least, most, idle_least, idle_most
        FROM spells
        LEFT JOIN milestone AS began ON began.id = spells.began
        LEFT JOIN act ON act.kind = began.kind AND act.code = coalesce(began.return_to, began.act)
        LEFT JOIN milestone AS ended ON ended.id = spells.ended
        ORDER BY stay""",
        {"subject": subject, "as_of": as_of},
    )
    return [
        Spell(
            stage=row[0] and Term(*row[:3]),
            since=row[4] and FactDate(*row[3:6]),
            until=row[7] and FactDate(*row[6:9]),
            days=Days(*row[9:11]),
            suspended=Days(*row[11:]),
        )
        for row in rows
    ]


MIDDLE = "((stays + 1) / 2, (stays + 2) / 2)"
"""The places of the middle one of so many, or of the middle two."""

USUAL = f"""
finished AS (
    SELECT kind, stage, least, most, count(*) OVER (PARTITION BY kind, stage) AS stays,
        row_number() OVER (PARTITION BY kind, stage ORDER BY least) AS low,
        row_number() OVER (PARTITION BY kind, stage ORDER BY most NULLS LAST) AS high
    FROM spells WHERE ended_by = 'advance'
),
usual AS (             -- the middle of ranges lies between the middles of their ends
    SELECT kind, stage, stays, min(least) AS least,
        CASE WHEN NOT max(most IS NULL) THEN max(most) END AS most,
        CAST(avg(least) FILTER (WHERE low IN {MIDDLE}) AS INTEGER) AS middle_least,
        CASE WHEN NOT max(most IS NULL AND high IN {MIDDLE})
            THEN CAST(avg(most) FILTER (WHERE high IN {MIDDLE}) AS INTEGER) END AS middle_most
    FROM finished GROUP BY kind, stage
)"""
"""A common table expression over `spells`: `usual` has a row for each kind and stage."""

WAITING = f"""{USUAL},
wanted AS (
    SELECT subject, group_concat(code, ', ') AS targets FROM (
        SELECT DISTINCT reading_subject.subject, target.code
        FROM reading JOIN reading_subject ON reading_subject.reading = reading.id
        JOIN target ON target.id = reading.target
        WHERE reading.count_by = 'advanced' ORDER BY length(target.code), target.code)
    WHERE subject IN (SELECT id FROM chosen) GROUP BY subject
),
standing_still AS (
    SELECT subject, stage, stopped, coalesce(stopped, began) AS since,
        CASE WHEN stopped IS NULL THEN least ELSE idle_least END AS least,
        CASE WHEN stopped IS NULL THEN most ELSE idle_most END AS most,
        CASE WHEN stopped IS NULL THEN idle_least END AS idle_least,
        CASE WHEN stopped IS NULL THEN idle_most END AS idle_most
    FROM spells WHERE ended IS NULL AND (stopped IS NOT NULL
        OR rank < (SELECT max(rank) FROM act WHERE act.kind = spells.kind))
    UNION ALL SELECT subject, NULL, NULL, NULL, NULL, NULL, NULL, NULL
    FROM wanted WHERE subject NOT IN (SELECT subject FROM stays)
),
picked AS (
    SELECT still.*, usual.stays, middle_least, middle_most, usual.least AS every_least,
        usual.most AS every_most, targets, count(*) OVER () AS total,
        CASE WHEN stays >= {FEW} THEN still.least - middle_most END AS over_least,
        CASE WHEN stays >= {FEW} THEN still.most - middle_least END AS over_most,
        row_number() OVER (ORDER BY targets IS NULL,
            CASE WHEN stays >= {FEW} THEN max(still.least - coalesce(middle_most, still.least), 0)
                ELSE 0 END DESC, still.least DESC NULLS LAST, sort_key, subject.code) AS nth
    FROM standing_still AS still JOIN subject ON subject.id = still.subject
    LEFT JOIN wanted ON wanted.subject = still.subject
    LEFT JOIN usual ON usual.kind = subject.kind AND usual.stage = still.stage
        AND still.stopped IS NULL
    WHERE {{conditions}} ORDER BY nth LIMIT :limit
)
SELECT subject.kind, subject.code, subject.name, targets, total, stopped IS NOT NULL,
    act.code, act.label_vi, act.label_en, since.date_from, since.date_to, since.precision,
    least, most, idle_least, idle_most,
    stays, middle_least, middle_most, every_least, every_most, over_least, over_most,
    sound.code, sound.label_vi, sound.label_en, well.date_from, well.date_to, well.precision,
    well.reason, said.code, said.label_vi, said.label_en, last.date_from, last.date_to,
    last.precision, coalesce(last.reason, last.note), source.title,
    source.date_from, source.date_to, source.precision
FROM picked JOIN subject ON subject.id = picked.subject
LEFT JOIN milestone AS since ON since.id = picked.since
LEFT JOIN act ON act.kind = since.kind AND act.code = coalesce(since.return_to, since.act)
LEFT JOIN milestone AS well ON well.id = (SELECT said.id {HEALTH})
LEFT JOIN act AS sound ON sound.kind = well.kind AND sound.code = well.act
LEFT JOIN milestone AS last ON last.id = (
    SELECT id FROM milestone AS told WHERE told.subject = subject.id
        AND told.status = 'actual' AND told.date_to <= :as_of
    ORDER BY date_to DESC, id DESC LIMIT 1)
LEFT JOIN act AS said ON said.kind = last.kind AND said.code = last.act
LEFT JOIN source ON source.id = last.source
ORDER BY nth"""


def waiting(
    db: sqlite3.Connection,
    kind: str | None,
    as_of: str,
    conditions: Iterable[Condition] = (),
    limit: int | None = None,
) -> Iterator[Waiting]:
    """Who has not come to the last stage of its kind: those that a target names first.

    The others follow by how far they are surely over the usual time, which is that of all
    subjects of the kind, whatever the conditions.
    """
    values: dict[str, object] = {"kind": kind, "as_of": as_of, "limit": limit or -1}
    where = every(bound(conditions, values))
    query = f"WITH {CHOSEN}, {SPELLS}, {WAITING.format(conditions=where)}"
    return (_waiting(row) for row in db.execute(query, values))


CHOSEN = "chosen AS (SELECT id FROM subject WHERE :kind IS NULL OR kind = :kind)"


def unstaged(
    db: sqlite3.Connection, kind: str | None, as_of: str, conditions: Iterable[Condition] = ()
) -> int:
    """How many subjects that can have a stage have none on record by that day."""
    values: dict[str, object] = {"kind": kind, "as_of": as_of}
    where = every(bound(conditions, values))
    row = db.execute(
        f"""SELECT count(*) FROM subject
        WHERE (kind = :kind OR :kind IS NULL AND kind IN (SELECT kind FROM act)) AND {where}
            AND NOT EXISTS (SELECT 1 FROM milestone JOIN act
                ON act.kind = milestone.kind AND act.code = milestone.act
                WHERE milestone.subject = subject.id AND status = 'actual' AND date_to <= :as_of
                    AND effect NOT IN ('none', 'health'))""",
        values,
    ).fetchone()
    return int(row[0])


def _waiting(row: Any) -> Waiting:
    return Waiting(
        kind=row[0],
        code=row[1],
        name=row[2],
        targets=row[3],
        total=row[4],
        stopped=bool(row[5]),
        stage=row[6] and Term(*row[6:9]),
        since=row[10] and FactDate(*row[9:12]),
        days=None if row[12] is None else Days(*row[12:14]),
        suspended=None if row[14] is None else Days(*row[14:16]),
        usual=row[16] and Usual(row[16], Days(*row[17:19]), Days(*row[19:21])),
        over=None if row[16] is None or row[16] < FEW else (row[21], row[22]),
        health=health(row[23:30]),
        said=row[30] and Term(*row[30:33]),
        said_on=row[34] and FactDate(*row[33:36]),
        said_words=row[36],
        source=row[37],
        source_date=row[39] and FactDate(*row[38:41]),
    )
