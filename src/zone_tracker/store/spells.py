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
from zone_tracker.store.conditions import Condition, bound
from zone_tracker.store.listing import WELL, WELL_TOLD, Health, every, health
from zone_tracker.store.stages import stages

FEW = 3
"""With fewer finished spells than these nothing is said of what is usual."""


class Days(NamedTuple):
    """A number of days, as exactly as the dates tell; `most` None: at least so many."""

    least: int
    most: int | None


class Spell(NamedTuple):
    """One time a subject stood at a stage; `days` are without those it was suspended meanwhile.

    `stage` is None for a suspension before any stage; `until` None: it stands there still.
    """

    stage: Term | None
    since: FactDate | None
    until: FactDate | None
    days: Days
    suspended: Days


class Usual(NamedTuple):
    """How long the finished spells of a kind at a stage were: the middle one, and all of them.

    `spells` is their number; those that ended by a return or an end are not among them.
    """

    spells: int
    middle: Days
    every: Days


class Waiting(NamedTuple):
    """A subject that has not come to its last stage, and how long it has stood where it stands.

    While it is suspended (`stopped`) `stage`, `since` and `days` are those of the suspension, and
    `suspended` is None; all of them are None where no stage is known. `usual` is None where no
    spell at that stage is finished. `over` is by how many days the usual time is exceeded, surely
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


ACT = "milestone.id << 10 | CASE effect WHEN 'end' THEN 1000 ELSE coalesce(rank, 0) END"
"""The id of an act and its rank in one, since each column that a window hands on costs time.

An end is above all ranks, and what is no step up has rank 0.
"""

WALKED = f"""
acts AS NOT MATERIALIZED (   -- those that bear on the stage, each with the one that came next
    SELECT milestone.subject, {ACT} AS act, lead({ACT}) OVER so_far AS next,
        CASE WHEN effect <> 'end' THEN act.rowid END AS stage,
        julianday(date_from) AS first, julianday(date_to) AS last,
        lead(julianday(date_from)) OVER so_far AS next_first,
        lead(julianday(date_to)) OVER so_far AS next_last
    FROM milestone JOIN act ON act.kind = milestone.kind AND act.code = milestone.act
    WHERE milestone.status = 'actual' AND milestone.date_to <= :as_of
        AND act.effect NOT IN ('none', 'health') AND {{which}}
    WINDOW so_far AS (PARTITION BY milestone.subject ORDER BY milestone.date_to, milestone.id)
),
straight AS MATERIALIZED (    -- most go up and up: there each act ends the spell before it
    SELECT subject, act >> 10 AS began, stage, next >> 10 AS ended,
        next & 1023 BETWEEN 1 AND 999 AS advanced,
        act & 1023 > 0 AND coalesce(next & 1023 > act & 1023, TRUE) AS upwards,
        CAST(max(0, CASE WHEN next IS NULL THEN julianday(:as_of)
            ELSE coalesce(next_first, last) END - last) AS INTEGER) AS least,
        CAST(coalesce(next_last, julianday(:as_of)) - first AS INTEGER) AS most
    FROM acts
),
chosen AS MATERIALIZED (SELECT DISTINCT subject AS id FROM straight WHERE NOT upwards),
{stages(few=True)},
walked AS (            -- the acts of the others in order; a return begins a new stretch, one lower
                       -- in number, so that `highest` is below 0 until there is a rank in it
    SELECT subject, kind, id, date_from, date_to, effect, stage, rank,
        effect NOT IN ('suspend', 'resume') AS steps, row_number() OVER before AS place,
        stretch, max(rank - 10000 * stretch) OVER before AS highest
    FROM (SELECT *, (SELECT count(*) FROM returns AS later WHERE later.subject = happened.subject
            AND (later.date_to, later.id) > (happened.date_to, happened.id)) AS stretch
        FROM happened) WINDOW before AS (PARTITION BY subject ORDER BY date_to, id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),
moved AS (             -- those that lead higher in their stretch, or suspend; none follows an end
    SELECT * FROM walked WHERE CASE WHEN steps
        THEN rank > max(coalesce(highest + 10000 * stretch, -1), -1)
        ELSE coalesce(highest + 10000 * stretch, 0) < 1000 END
),
pieces AS (            -- from each of them to the next one, or to the day asked for
    SELECT subject, kind, id, stage, rank, steps, sum(steps) OVER so_far AS nth,
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
joined AS (            -- the pieces of one spell
    SELECT subject, nth, kind, max(id) FILTER (WHERE steps) AS began,
        max(stage) FILTER (WHERE steps) AS stage, max(rank) FILTER (WHERE steps) AS height,
        max(id) FILTER (WHERE idle AND next IS NULL) AS stopped,
        max(next) FILTER (WHERE next_steps) AS ended,
        max(next_effect) FILTER (WHERE next_steps) = 'advance' AS advanced,
        {total("least", "NOT idle")} AS least, {total("most", "NOT idle")} AS most,
        {total("least", "idle")} AS idle_least, {total("most", "idle")} AS idle_most
    FROM pieces WHERE nth > 0 OR idle GROUP BY subject, nth
),
spells AS NOT MATERIALIZED (
    SELECT subject, began, stage, NULL AS stopped, ended, advanced, least, most,
        0 AS idle_least, 0 AS idle_most
    FROM straight WHERE stage IS NOT NULL AND subject NOT IN (SELECT id FROM chosen)
    UNION ALL SELECT subject, began,
        (SELECT rowid FROM act WHERE act.kind = joined.kind AND act.code = joined.stage),
        stopped, ended, advanced, least, most, idle_least, idle_most
    FROM joined WHERE coalesce(height, 0) < 1000
)"""


def spells_of(which: str) -> str:
    """Common table expressions: `spells` has a row for each spell of some subjects at a stage.

    `which` is the SQL of a condition on their milestones. `began`, `stopped` and `ended` are
    milestones: the act that led to the stage, the one that suspended it now, the one that led to
    the next. `stage` is the row of the stage in `act`.
    """
    return WALKED.replace("{which}", which)


def spells(db: sqlite3.Connection, subject: int, as_of: str) -> list[Spell]:
    """The spells of one subject at its stages in order, by the end of that day."""
    rows = db.execute(
        f"""WITH {spells_of("milestone.subject = :subject")}
        SELECT act.code, label_vi, label_en, began.date_from, began.date_to, began.precision,
            ended.date_from, ended.date_to, ended.precision, least, most, idle_least, idle_most
        FROM spells
        LEFT JOIN milestone AS began ON began.id = spells.began
        LEFT JOIN act ON act.rowid = spells.stage
        LEFT JOIN milestone AS ended ON ended.id = spells.ended
        ORDER BY began.date_to, began.id""",
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


def lengths(end: str) -> str:
    """Of finished spells how many were so long, by one end of their lengths, as SQL.

    `so_far` counts those that were no longer, `middle` says whether a middle one was so long.
    """
    told = f"""SELECT stage, {end} AS days, sum(n) AS n,
        sum(sum(n)) OVER (PARTITION BY stage ORDER BY {end} NULLS LAST) AS so_far,
        sum(sum(n)) OVER (PARTITION BY stage) AS spells FROM finished GROUP BY stage, {end}"""
    return f"""SELECT *, so_far >= (spells + 1) / 2 AND so_far - n < (spells + 2) / 2 AS middle
        FROM ({told})"""


USUAL = f"""
finished AS MATERIALIZED (
    SELECT stage, least, most, count(*) AS n FROM spells WHERE advanced GROUP BY stage, least, most
),
shortest AS (
    SELECT stage, max(spells) AS spells, min(days) AS least,
        CAST(avg(days) FILTER (WHERE middle) AS INTEGER) AS middle_least
    FROM ({lengths("least")}) GROUP BY stage
),
longest AS (
    SELECT stage, CASE WHEN NOT max(days IS NULL) THEN max(days) END AS most,
        CASE WHEN NOT max(middle AND days IS NULL)
            THEN CAST(avg(days) FILTER (WHERE middle) AS INTEGER) END AS middle_most
    FROM ({lengths("most")}) GROUP BY stage
),
usual AS (             -- the middle of ranges lies between the middles of their ends
    SELECT * FROM shortest JOIN longest USING (stage)
)"""
"""A common table expression over `spells`: `usual` has a row for each stage of a kind."""

STANDS = """SELECT 1 FROM milestone JOIN act
    ON act.kind = milestone.kind AND act.code = milestone.act
    WHERE milestone.subject = {} AND status = 'actual' AND date_to <= :as_of
        AND effect NOT IN ('none', 'health', 'resume')"""
"""That a subject has come to a stage, or was suspended before any."""

ORDER = """targets IS NULL, max(coalesce(over_least, 0), 0) DESC, {0}.least DESC NULLS LAST,
    subject.sort_key, subject.code"""
"""First what a target wants, then what is surely the most days over the usual time."""

WAITING = f"""{USUAL},
wanted AS (
    SELECT subject, group_concat(code, ', ') AS targets FROM (
        SELECT DISTINCT reading_subject.subject, target.code
        FROM reading JOIN reading_subject ON reading_subject.reading = reading.id
        JOIN target ON target.id = reading.target
        WHERE reading.count_by = 'advanced' AND (:kind IS NULL OR reading.kind = :kind)
        ORDER BY length(target.code), target.code)
    GROUP BY subject
),
standing_still AS (
    SELECT subject, stage, stopped, coalesce(stopped, began) AS since,
        CASE WHEN stopped IS NULL THEN least ELSE idle_least END AS least,
        CASE WHEN stopped IS NULL THEN most ELSE idle_most END AS most,
        CASE WHEN stopped IS NULL THEN idle_least END AS idle_least,
        CASE WHEN stopped IS NULL THEN idle_most END AS idle_most
    FROM spells WHERE ended IS NULL AND (stopped IS NOT NULL OR stage NOT IN (
        SELECT rowid FROM act AS last
        WHERE rank = (SELECT max(rank) FROM act WHERE act.kind = last.kind)))
    UNION ALL SELECT subject, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM wanted
    WHERE NOT EXISTS ({STANDS.format("wanted.subject")})
),
picked AS (            -- of all who wait only what puts them in order
    SELECT still.*, usual.spells, middle_least, middle_most, usual.least AS every_least,
        usual.most AS every_most, targets,
        CASE WHEN spells >= {FEW} THEN still.least - middle_most END AS over_least,
        CASE WHEN spells >= {FEW} THEN still.most - middle_least END AS over_most
    FROM standing_still AS still JOIN subject ON subject.id = still.subject
    LEFT JOIN wanted ON wanted.subject = still.subject
    LEFT JOIN usual ON usual.stage = still.stage AND still.stopped IS NULL
    WHERE {{conditions}} {{cut}}
)
SELECT subject.kind, subject.code, subject.name, targets,
    (SELECT count(*) FROM standing_still AS still JOIN subject ON subject.id = still.subject
        WHERE {{conditions}}),
    stopped IS NOT NULL,
    act.code, act.label_vi, act.label_en, since.date_from, since.date_to, since.precision,
    least, most, idle_least, idle_most,
    spells, middle_least, middle_most, every_least, every_most, over_least, over_most,
    {WELL_TOLD},
    said.code, said.label_vi, said.label_en, last.date_from, last.date_to,
    last.precision, coalesce(last.reason, last.note), source.title,
    source.date_from, source.date_to, source.precision
FROM picked JOIN subject ON subject.id = picked.subject
LEFT JOIN milestone AS since ON since.id = picked.since
LEFT JOIN act ON act.kind = since.kind AND act.code = coalesce(since.return_to, since.act)
{WELL}
LEFT JOIN milestone AS last ON last.id = (
    SELECT id FROM milestone AS told WHERE told.subject = subject.id
        AND told.status = 'actual' AND told.date_to <= :as_of
    ORDER BY date_to DESC, id DESC LIMIT 1)
LEFT JOIN act AS said ON said.kind = last.kind AND said.code = last.act
LEFT JOIN source ON source.id = last.source
ORDER BY {ORDER.format("picked")}"""


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
    values: dict[str, object] = {"kind": kind, "as_of": as_of, "limit": limit}
    where = every(bound(conditions, values))
    cut = f"ORDER BY {ORDER.format('still')} LIMIT :limit" if limit else ""
    of_kind = "milestone.subject IN (SELECT id FROM subject WHERE kind = :kind)"
    spells = spells_of("TRUE" if kind is None else of_kind)  # of all is no matter of one by one
    query = f"WITH {spells}, {WAITING.format(conditions=where, cut=cut)}"
    return (_waiting(row) for row in db.execute(query, values))


def unstaged(
    db: sqlite3.Connection, kind: str | None, as_of: str, conditions: Iterable[Condition] = ()
) -> int:
    """How many subjects that can have a stage have none on record by that day."""
    values: dict[str, object] = {"kind": kind, "as_of": as_of}
    where = every(bound(conditions, values))
    row = db.execute(
        f"""SELECT count(*) FROM subject  -- a `+` keeps SQLite from an index in another order
        WHERE +kind IN (SELECT kind FROM act) AND (:kind IS NULL OR +kind = :kind) AND {where}
            AND NOT EXISTS ({STANDS.format("subject.id")})""",
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
