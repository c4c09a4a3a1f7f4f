"""What official forms are filled from: where each subject stands, its acts in force, its figures.

A few queries for all subjects of a kind, whatever their number; what a row of a form counts or
adds up is in `reports/forms`.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple

from zone_tracker.model import FactDate, Quantity, Term
from zone_tracker.store.stages import stages

ENDED = 1000
"""The rank of what has ended, as `stages` gives it."""


class InForce(NamedTuple):
    """An act that nothing later has undone, with its document.

    Not `sure`: told so roughly that it may lie after the day asked for. Not `dated`: a stage that
    only a return to it names, which says nothing of when it was reached.
    """

    act: Term
    date: FactDate
    document: str | None
    document_date: FactDate | None
    sure: bool
    dated: bool


class Measured(NamedTuple):
    """A figure of one measure and unit."""

    quantity: Quantity
    date: FactDate


Figures = dict[tuple[str, str], Measured]
"""Figures by measure and unit."""


class Filed(NamedTuple):
    """What is on record of a subject up to a day, that has not ended by then.

    `stage` is None when nothing is known of it; `rank` is that of the stage reached, also while
    suspended. `acts` holds the earliest act in force of each sort, `last` the newest one.
    `figures` are the newest actual values of the whole, by measure and unit; `flows` all of a
    period that overlap it. `places` are the communes it lies in.
    """

    id: int
    code: str
    name: str
    district: int | None
    district_name: str | None
    places: str | None
    investor: str | None
    investor_country: str | None
    certificate: str | None
    stage: Term | None
    rank: int | None
    acts: dict[str, InForce]
    last: dict[str, InForce]
    figures: Figures
    flows: dict[tuple[str, str], list[Measured]]


SUBJECTS = f"""
    WITH chosen AS (SELECT id FROM subject WHERE kind = :kind), {stages()}
    SELECT subject.id, subject.code, subject.name, subject.district, area.name,
        (SELECT group_concat(name, ', ') FROM (SELECT commune.name FROM place
            JOIN area AS commune ON commune.id = place.area
            WHERE place.subject = subject.id ORDER BY commune.sort_key)),
        subject.investor, subject.investor_country, subject.certificate,
        act.code, act.label_vi, act.label_en, standing.rank
    FROM standing JOIN subject ON subject.id = standing.subject
    LEFT JOIN area ON area.id = subject.district
    LEFT JOIN milestone ON milestone.id = standing.milestone
    LEFT JOIN act ON act.kind = milestone.kind
        AND act.code = coalesce(milestone.return_to, milestone.act)
    WHERE coalesce(standing.rank, 0) < {ENDED}
    ORDER BY subject.sort_key, subject.code"""

# A return undoes the stages above the one it goes back to, and the choice of an investor.
ACTS = """
    SELECT milestone.subject, act.code, act.label_vi, act.label_en, milestone.date_from,
        milestone.date_to, milestone.precision, source.title, source.date_from, source.date_to,
        source.precision, milestone.date_to <= :as_of, milestone.return_to IS NULL
    FROM milestone
    JOIN act ON act.kind = milestone.kind
        AND act.code = coalesce(milestone.return_to, milestone.act)
    LEFT JOIN source ON source.id = milestone.source
    WHERE milestone.kind = :kind AND milestone.status = 'actual' AND act.effect <> 'health'
        AND coalesce(milestone.date_from, milestone.date_to) <= :as_of
        AND NOT EXISTS (
            SELECT 1 FROM milestone AS later
            LEFT JOIN act AS back ON back.kind = later.kind AND back.code = later.return_to
            WHERE later.subject = milestone.subject AND later.status = 'actual'
                AND later.date_to <= :as_of
                AND (later.date_to, later.id) > (milestone.date_to, milestone.id)
                AND CASE later.act
                    WHEN 'returned'
                        THEN coalesce(back.rank < act.rank, act.code = 'investor-approved')
                    WHEN 'removed-from-plan' THEN act.code = 'planned'
                    ELSE 0 END)
    ORDER BY milestone.date_to, milestone.id"""

FIGURES = """
    SELECT subject, measure, unit, value, qualifier, date_from, date_to, precision FROM (
        SELECT figure.*, row_number() OVER (PARTITION BY subject, measure, unit
            ORDER BY date_to DESC, id DESC) AS nth
        FROM figure
        WHERE subject IN (SELECT id FROM subject WHERE kind = :kind) AND status = 'actual'
            AND measure IN (SELECT value FROM json_each(:measures))
            AND phase IS NULL AND upper IS NULL AND date_to <= :as_of)
    WHERE nth = 1"""

FLOWS = """
    SELECT subject, measure, unit, value, qualifier, date_from, date_to, precision
    FROM figure
    WHERE subject IN (SELECT id FROM subject WHERE kind = :kind) AND status = 'actual'
        AND measure IN (SELECT value FROM json_each(:measures))
        AND phase IS NULL AND upper IS NULL
        AND date_to >= :start AND coalesce(date_from, date_to) <= :as_of
    ORDER BY date_to DESC, id DESC"""


def filed(
    db: sqlite3.Connection,
    kind: str,
    as_of: str,
    measures: Collection[str],
    *,
    start: str = "",
    flows: Collection[str] = (),
) -> list[Filed]:
    """All subjects of a kind that had not ended by a day, in Vietnamese order of their names.

    `measures` and `flows` are the measures asked for; `start` is the first day of the period of
    the flows.
    """
    asked = {"kind": kind, "as_of": as_of}
    first, last = acts(db, asked)
    newest: dict[int, Figures] = defaultdict(dict)
    of_all = {**asked, "measures": json.dumps([*measures])}
    for subject, key, figure in measured(db, FIGURES, of_all):
        newest[subject][key] = figure
    within: dict[int, dict[tuple[str, str], list[Measured]]] = defaultdict(dict)
    of_period = {**asked, "measures": json.dumps([*flows]), "start": start}
    for subject, key, figure in measured(db, FLOWS, of_period):
        within[subject].setdefault(key, []).append(figure)
    return [
        Filed._make(
            (
                *(*row[:9], row[9] and Term(*row[9:12]), row[12]),
                *(first[row[0]], last[row[0]], newest[row[0]], within[row[0]]),
            )
        )
        for row in db.execute(SUBJECTS, asked)
    ]


def acts(
    db: sqlite3.Connection, asked: dict[str, str]
) -> tuple[dict[int, dict[str, InForce]], dict[int, dict[str, InForce]]]:
    """The earliest and the newest act in force of each sort, by subject; sure ones come first."""
    first: dict[int, dict[str, InForce]] = defaultdict(dict)
    last: dict[int, dict[str, InForce]] = defaultdict(dict)
    for row in db.execute(ACTS, asked):
        subject, act, issued = row[0], row[1], row[8:11]
        found = InForce(
            *(Term(*row[1:4]), FactDate(*row[4:7]), row[7]),
            *(FactDate(*issued) if issued[1] else None, bool(row[11]), bool(row[12])),
        )
        first[subject].setdefault(act, found)
        if found.sure or act not in last[subject]:
            last[subject][act] = found
    return first, last


def measured(
    db: sqlite3.Connection, query: str, asked: dict[str, str]
) -> Iterator[tuple[int, tuple[str, str], Measured]]:
    """The subject, the measure with its unit, and the figure of each row of a query."""
    for subject, measure, unit, value, qualifier, *date in db.execute(query, asked):
        figure = Measured(Quantity(value, unit, None, qualifier), FactDate(*date))
        yield subject, (measure, unit), figure
