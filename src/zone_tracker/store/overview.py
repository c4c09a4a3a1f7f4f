"""What an overview of the province needs, added up by SQL whatever the size of the record."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from zone_tracker.model import FactDate, Quantity, Term
from zone_tracker.store.slips import JUDGED
from zone_tracker.store.stages import stages

PHASES = {
    "identification": "preparing",
    "preparation": "preparing",
    "implementation": "building",
    "completion": "operating",
}
"""What a stage is to OC4IDS, and the phase of a project that it is part of."""


class Total(NamedTuple):
    """What amounts of one unit come to together: from `low` to `high`, of `told` subjects.

    `about`, `over` and `under` count those that a document tells only so.
    """

    unit: str
    low: int = 0
    high: int = 0
    told: int = 0
    about: int = 0
    over: int = 0
    under: int = 0

    def quantity(self) -> Quantity | None:
        """The sum, no more exact than what it is made of; None: no amount is known."""
        if not self.told:
            return None
        upper = self.high if self.high > self.low else None
        if self.about or (self.over and self.under):
            return Quantity(self.low, self.unit, upper, "about")
        if self.over or self.under:
            return Quantity(self.low, self.unit, upper, "over" if self.over else "under")
        return Quantity(self.low, self.unit, upper)


class Projects(NamedTuple):
    """Projects that are alike in stage and sector: how many, and the sums of SUMMED.

    `phase` is one of those of PHASES, "suspended", "ended" or "unphased".
    """

    stage: Term | None
    phase: str
    sector: Term | None
    projects: int
    capital: tuple[Total, ...]


SUMMED = (
    ("capital-registered", "vnd"),
    ("capital-registered", "usd_cents"),
    ("capital-disbursed", "vnd"),
    ("capital-disbursed", "usd_cents"),
)
"""The measures that are added up, each in one unit; nothing is converted."""
PART = 10**9
"""Amounts are added up in two parts, for together they may be more than SQLite holds."""


def newest(place: int, measure: str, unit: str) -> str:
    """The id of the newest figure of the whole of a subject, as SQL."""
    return f"""(SELECT id FROM figure WHERE figure.subject = standing.subject
        AND measure = '{measure}' AND unit = '{unit}' AND status = 'actual' AND date_to <= :as_of
        AND phase IS NULL ORDER BY date_to DESC, id DESC LIMIT 1) AS figure_{place}"""


def added(place: int) -> str:
    """What the figures of one place of SUMMED come to: the columns of a Total, as SQL."""
    own = f"told_{place}"
    top = f"coalesce({own}.upper, {own}.value)"
    counted = (("about", "almost"), ("over", "at-least"), ("under", "at-most"))
    return f"""sum({own}.value / {PART}), sum({own}.value % {PART}),
        sum({top} / {PART}), sum({top} % {PART}), count({own}.id),
        {", ".join(f"count(*) FILTER (WHERE {own}.qualifier IN {each})" for each in counted)}"""


PLACES = range(len(SUMMED))
PROJECTS = f"""
WITH chosen AS (SELECT id FROM subject WHERE kind = 'project'), {stages()},
told AS (SELECT subject, milestone, {", ".join(newest(at, *SUMMED[at]) for at in PLACES)}
    FROM standing)
SELECT act.code, act.label_vi, act.label_en, act.effect, act.oc4ids,
    sector.code, sector.name_vi, sector.name_en, count(*), {", ".join(map(added, PLACES))}
FROM told JOIN subject ON subject.id = told.subject
LEFT JOIN sector ON sector.id = subject.sector
LEFT JOIN milestone ON milestone.id = told.milestone
LEFT JOIN act ON act.kind = milestone.kind
    AND act.code = coalesce(milestone.return_to, milestone.act)
{" ".join(f"LEFT JOIN figure AS told_{at} ON told_{at}.id = told.figure_{at}" for at in PLACES)}
GROUP BY act.code, sector.id
ORDER BY act.code IS NULL, act.rank IS NULL, act.rank, act.code, sector.id IS NULL, sector.id"""
EACH = 8
"""So many columns tell a Total."""


def projects(db: sqlite3.Connection, as_of: str) -> list[Projects]:
    """The projects by stage and sector, in the order of progress and then of the sectors."""
    return [_projects(row) for row in db.execute(PROJECTS, {"as_of": as_of})]


def _projects(row: Any) -> Projects:
    code, vi, en, effect, oc4ids, sector, *names, count = row[:9]
    ends = {"suspend": "suspended", "end": "ended", None: "unphased"}
    return Projects(
        stage=code and Term(code, vi, en),
        phase=ends.get(effect) or PHASES.get(oc4ids, "unphased"),
        sector=sector and Term(sector, *names),
        projects=count,
        capital=tuple(
            _total(SUMMED[at][1], row[9 + EACH * at : 9 + EACH * (at + 1)]) for at in PLACES
        ),
    )


def _total(unit: str, cells: Any) -> Total:
    high, low, top_high, top_low, *counts = (cell or 0 for cell in cells)
    return Total(unit, high * PART + low, top_high * PART + top_low, *counts)


def together(totals: Iterable[tuple[Total, ...]]) -> tuple[Total, ...]:
    """The sums of sums, place by place of SUMMED; there is one at least."""
    return tuple(
        Total(each[0].unit, *map(sum, zip(*(total[1:] for total in each), strict=True)))
        for each in zip(*totals, strict=True)
    )


class Clusters(NamedTuple):
    """The clusters of a district (None: not known) at one stage (None: none on record)."""

    district: int | None
    stage: Term | None
    clusters: int


def clusters(db: sqlite3.Connection, as_of: str) -> list[Clusters]:
    """How many clusters stand at each stage in each district, the furthest first."""
    rows = db.execute(
        f"""WITH chosen AS (SELECT id FROM subject WHERE kind = 'cluster'), {stages()}
        SELECT subject.district, act.code, label_vi, label_en, count(*)
        FROM standing JOIN subject ON subject.id = standing.subject
        LEFT JOIN milestone ON milestone.id = standing.milestone
        LEFT JOIN act ON act.kind = milestone.kind
            AND act.code = coalesce(milestone.return_to, milestone.act)
        GROUP BY subject.district, act.code
        ORDER BY subject.district, act.code IS NULL, act.rank IS NULL, act.rank DESC, act.code""",
        {"as_of": as_of},
    )
    return [Clusters(of, code and Term(code, vi, en), n) for of, code, vi, en, n in rows]


class ZoneAct(NamedTuple):
    """An act of a zone, or one that the newest plan sets for it; `total` counts all of them."""

    code: str
    name: str
    act: Term
    planned: bool
    date: FactDate
    phase: str | None
    source: str | None
    source_date: FactDate | None
    id: int
    total: int


ZONE_ACTS = f"""WITH {JUDGED},
told AS (
    SELECT id, subject, 0 AS planned FROM milestone
    WHERE kind = 'zone' AND status = 'actual' AND date_to <= :as_of
        AND act NOT IN (SELECT code FROM act WHERE effect = 'health')
    UNION ALL SELECT id, subject, 1 FROM judged WHERE newest)
SELECT subject.code, subject.name, act.code, act.label_vi, act.label_en, planned,
    it.date_from, it.date_to, it.precision, it.phase,
    source.title, source.date_from, source.date_to, source.precision, it.id, count(*) OVER ()
FROM told JOIN subject ON subject.id = told.subject
JOIN milestone AS it ON it.id = told.id
JOIN act ON act.kind = it.kind AND act.code = coalesce(it.return_to, it.act)
LEFT JOIN source ON source.id = it.source
ORDER BY subject.sort_key, subject.code, it.date_to, planned, it.id LIMIT :limit"""


def zone_acts(db: sqlite3.Connection, as_of: str, limit: int) -> Iterator[ZoneAct]:
    """The acts of every zone by a day and what plans known by then set, zone by zone."""
    values = {"as_of": as_of, "kind": "zone", "subject": None, "limit": limit}
    for row in db.execute(ZONE_ACTS, values):
        of = row[12] and FactDate(*row[11:14])
        yield ZoneAct(
            *(row[0], row[1], Term(*row[2:5]), bool(row[5]), FactDate(*row[6:9])),
            *(row[9], row[10], of, row[14], row[15]),
        )
