"""What the record holds for a target's rule: scope, acts and standings, by SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

from zone_tracker.errors import Refused
from zone_tracker.model import FactDate, Term
from zone_tracker.store.stages import stages


class Target(NamedTuple):
    """A target as its plan states it."""

    id: int
    code: str
    year: int
    title: Term
    source: str | None
    source_date: FactDate | None
    url: str | None
    note: str | None


class Reading(NamedTuple):
    """One way to read a target's rule; `acts` are what it counts by, none for any."""

    id: int
    code: str
    main: bool
    title: Term
    count_by: str
    kind: str
    unit_set: int | None
    unit_set_title: Term | None
    flow: bool
    period_from: str
    period_to: str
    baseline: int | None
    threshold: int
    note: str | None
    acts: tuple[Term, ...]
    named: tuple[str, ...]


class Unit(NamedTuple):
    """One unit that a target must cover."""

    id: int
    code: str
    name: str


class Act(NamedTuple):
    """One recorded act of a subject, with the document it stands in."""

    subject: int
    code: str
    name: str
    district: int | None
    act: Term
    date: FactDate
    source: str | None
    source_date: FactDate | None
    milestone: int


SCOPE = """
    SELECT subject.id FROM subject
    WHERE subject.kind = (SELECT kind FROM reading WHERE id = :reading) AND (
        NOT EXISTS (SELECT 1 FROM reading_subject WHERE reading = :reading)
        OR subject.id IN (SELECT subject FROM reading_subject WHERE reading = :reading))"""
"""The subjects a reading looks at."""

ACT = """
    subject.id, subject.code, subject.name, subject.district,
    act.code, act.label_vi, act.label_en,
    milestone.date_from, milestone.date_to, milestone.precision,
    source.title, source.date_from, source.date_to, source.precision, milestone.id"""
JOINED = """
    JOIN subject ON subject.id = milestone.subject
    JOIN act ON act.kind = milestone.kind AND act.code = milestone.act
    LEFT JOIN source ON source.id = milestone.source"""


def targets(db: sqlite3.Connection, year: int | None = None) -> list[Target]:
    """The targets of a year, or all, in the order of their codes."""
    rows = db.execute(
        """SELECT target.id, target.code, year, title_vi, title_en, source.title,
            date_from, date_to, precision, url, target.note
        FROM target LEFT JOIN source ON source.id = target.source
        WHERE :year IS NULL OR year = :year ORDER BY year, length(target.code), target.code""",
        {"year": year},
    )
    return [
        Target(
            *(row[0], row[1], row[2], Term(row[1], row[3], row[4])),
            *(row[5], row[7] and FactDate(*row[6:9]), row[9], row[10]),
        )
        for row in rows
    ]


def named(db: sqlite3.Connection, code: str) -> Target:
    """The target of a code in any case; refused with the codes there are."""
    if not code.strip():
        raise Refused("code.empty")
    every = targets(db)
    for target in every:
        if target.code.casefold() == code.strip().casefold():
            return target
    raise Refused("target.not-found", value=code, allowed=[target.code for target in every])


def readings(db: sqlite3.Connection, target: int) -> list[Reading]:
    """The readings of a target, the main one first."""
    rows = db.execute(
        """SELECT reading.id, reading.code, main, reading.title_vi, reading.title_en, count_by,
            kind, unit_set.id, unit_set.code, unit_set.title_vi, unit_set.title_en,
            flow = 'flow', period_from, period_to, baseline, threshold, note
        FROM reading LEFT JOIN unit_set ON unit_set.id = reading.unit_set
        WHERE target = ? ORDER BY main DESC, reading.id""",
        (target,),
    ).fetchall()
    return [_reading(db, row) for row in rows]


def _reading(db: sqlite3.Connection, row: Any) -> Reading:
    key, code, main, vi, en, count_by, kind, unit_set, *rest = row
    set_code, set_vi, set_en, flow, start, end, baseline, threshold, note = rest
    acts = db.execute(
        """SELECT act.code, label_vi, label_en FROM reading_act
        JOIN act ON act.kind = reading_act.kind AND act.code = reading_act.act
        WHERE reading = ? ORDER BY reading_act.id""",
        (key,),
    )
    named = db.execute(
        """SELECT name FROM reading_subject JOIN subject ON subject.id = subject
        WHERE reading = ? ORDER BY sort_key""",
        (key,),
    )
    return Reading(
        *(key, code, bool(main), Term(code, vi, en), count_by, kind, unit_set),
        Term(set_code, set_vi, set_en) if unit_set else None,
        *(bool(flow), start, end, baseline, threshold, note),
        tuple(Term(*act) for act in acts),
        tuple(name for (name,) in named),
    )


def units(db: sqlite3.Connection, unit_set: int) -> list[Unit]:
    """The units of a set, in the order of their codes."""
    rows = db.execute(
        """SELECT area.id, area.code, area.name FROM unit_set_member
        JOIN area ON area.id = unit_set_member.area WHERE unit_set = ? ORDER BY area.code""",
        (unit_set,),
    )
    return [Unit(*row) for row in rows]


def looks_at(db: sqlite3.Connection, reading: Reading, subject: int) -> bool:
    """Whether a reading looks at a subject."""
    query = f"SELECT :subject IN ({SCOPE})"
    found = db.execute(query, {"subject": subject, "reading": reading.id}).fetchone()
    return bool(found[0])


def has_records(db: sqlite3.Connection, reading: Reading, as_of: str) -> bool:
    """Whether any subject in scope (and in the units) has an act on record by that day."""
    query = f"""
        SELECT EXISTS (SELECT 1 FROM milestone JOIN subject ON subject.id = milestone.subject
        WHERE milestone.status = 'actual' AND milestone.date_to <= :as_of
            AND subject.id IN ({SCOPE})
            AND (:units IS NULL OR subject.district IN
                (SELECT area FROM unit_set_member WHERE unit_set = :units)))"""
    found = db.execute(
        query, {"as_of": as_of, "reading": reading.id, "units": reading.unit_set}
    ).fetchone()
    return bool(found[0])


def acts(db: sqlite3.Connection, reading: Reading, until: str) -> Iterator[Act]:
    """The acts on record in scope by `until` that this reading counts by, oldest first.

    A stage that was lost again by then counts no more: what was founded and annulled, or
    ended, is not founded; what was founded and then went back from operating to building is.
    Counting by any act asks only whether something is on record.
    """
    query = f"""
        WITH chosen AS ({SCOPE}), {stages(":until")}
        SELECT {ACT} FROM milestone {JOINED}
        WHERE milestone.status = 'actual' AND milestone.date_to <= :until
            AND milestone.subject IN (SELECT id FROM chosen)
            AND act.effect <> 'health'
            AND (:any OR (milestone.act IN (SELECT act FROM reading_act WHERE reading = :reading)
                AND (act.rank IS NULL OR milestone.id IN (SELECT id FROM kept))
                AND milestone.subject NOT IN (SELECT subject FROM standing WHERE rank = 1000)))
        ORDER BY milestone.date_to, milestone.id"""
    values = {"until": until, "reading": reading.id, "any": reading.count_by == "any-act"}
    return (_act(row) for row in db.execute(query, values))


def standings(
    db: sqlite3.Connection, reading: Reading, until: str, before: str | None, rank: int | None
) -> Iterator[Act]:
    """The subjects in scope that stand high enough on the day `until`, and the act that led there.

    High enough is `rank` or above; with None, above where the subject stood on `before`. With
    `before`, those that stood high enough then already are left out; for those that possibly
    did, since an act's date spans that day, the act is that one.
    """
    query = f"""
        WITH chosen AS ({SCOPE}), {stages(":until")}, {stages(":before", "_before")},
        crossing AS (
            SELECT subject, max(rank) AS rank FROM valid WHERE rank < 1000
                AND date_to > :before AND coalesce(date_from, '') <= :before GROUP BY subject),
        ranks AS (       -- on the eve no less than `least`, no more than `most`
            SELECT standing.subject, standing.rank, coalesce(nullif(past.rank, 1000), 0) AS least,
                max(coalesce(nullif(past.rank, 1000), 0), coalesce(crossing.rank, 0)) AS most
            FROM standing JOIN standing_before AS past ON past.subject = standing.subject
            LEFT JOIN crossing ON crossing.subject = standing.subject
            WHERE standing.rank < 1000),
        needed AS (
            SELECT subject, rank, most AS eve, coalesce(:rank, most + 1) AS need, 1 AS sure
            FROM ranks
            UNION ALL SELECT subject, rank, least, coalesce(:rank, least + 1), 0
            FROM ranks WHERE most > least)
        SELECT {ACT} FROM needed
        JOIN milestone ON milestone.id = (SELECT id FROM valid WHERE valid.subject = needed.subject
            AND valid.rank >= need AND (sure OR coalesce(date_from, '') <= :before)
            ORDER BY date_to, id LIMIT 1) {JOINED}
        WHERE needed.rank >= need AND eve < need
        ORDER BY milestone.date_to, milestone.id"""
    values = {"until": until, "before": before, "reading": reading.id, "rank": rank}
    return (_act(row) for row in db.execute(query, values))


def rank_of(db: sqlite3.Connection, kind: str, act: str) -> int:
    """The rank of a stage."""
    rank: int = db.execute(
        "SELECT rank FROM act WHERE kind = ? AND code = ?", (kind, act)
    ).fetchone()[0]
    return rank


def latest_acts(db: sqlite3.Connection, reading: Reading, as_of: str) -> Iterator[Act]:
    """The last act on record of every subject in scope that has one."""
    query = f"""
        SELECT {ACT} FROM milestone {JOINED}
        WHERE milestone.id IN (
            SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY subject
                ORDER BY date_to DESC, id DESC) AS nth FROM milestone
                JOIN act ON act.kind = milestone.kind AND act.code = milestone.act
                WHERE status = 'actual' AND date_to <= :as_of AND subject IN ({SCOPE})
                    AND effect <> 'health')
            WHERE nth = 1)
        ORDER BY subject.sort_key"""
    return (_act(row) for row in db.execute(query, {"as_of": as_of, "reading": reading.id}))


def _act(row: Any) -> Act:
    return Act(
        *(row[0], row[1], row[2], row[3], Term(*row[4:7]), FactDate(*row[7:10])),
        *(row[10], row[12] and FactDate(*row[11:14]), row[14]),
    )
