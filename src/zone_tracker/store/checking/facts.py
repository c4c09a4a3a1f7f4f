"""Whether what is told can be true: days, what follows an end, sums, and documents side by side."""

from __future__ import annotations

import sqlite3
from itertools import groupby
from typing import Any

from zone_tracker.model import FactDate, Message, Quantity, Term
from zone_tracker.store.checking.finding import Fault, Faults
from zone_tracker.store.disagreements import ALIKE, APART, DISAGREEING, HIGH, LOW, SAME_DAY

SHARES = ("occupancy", "infrastructure-completion", "industry-construction-share")
"""Measures that are a part of a whole."""

PARTS = (
    ("area-industrial", "area-established", None),
    ("area-service", "area-established", None),
    ("area-industrial-service", "area-established", None),
    ("area-leased", "area-established", None),
    ("area-leased", "area-industrial", "cluster"),
    ("area-leased", "area-industrial-service", "zone"),
    ("projects-operating", "projects", None),
    ("projects-constructing", "projects", None),
    ("projects-fdi", "projects", None),
    ("industrial-output-in-zones", "industrial-output", None),
)
"""A part and the whole it cannot exceed, of one kind of subject (None: of any).

Land let: Decree 32/2024, article 2.6-2.7 for clusters; Decree 35/2022, article 2.22 for zones.
"""

FIGURE = "{0}.value, {0}.unit, {0}.upper, {0}.qualifier"


def future(db: sqlite3.Connection, day: str) -> Faults:
    """What is told as actual and begins after the day of the check."""
    for table in ("milestone", "figure", "confirmation"):
        actual = "" if table == "confirmation" else "status = 'actual' AND"
        query = f"""SELECT id, date_from, date_to, precision FROM {table}
            WHERE {actual} date_to > :day AND date_from > :day"""
        for row, *date in db.execute(query, {"day": day}):
            yield Fault(Message("check.ahead", {"date": FactDate(*date)}), table, row)


def after_end(db: sqlite3.Connection, day: str) -> Faults:
    """Acts after the one that ended a subject, with no return between them."""
    query = """
        SELECT later.id, ended.code, ended.label_vi, ended.label_en,
            last.date_from, last.date_to, last.precision
        FROM act AS ended
        JOIN milestone AS last ON last.kind = ended.kind AND last.act = ended.code
        JOIN milestone AS later ON later.subject = last.subject AND later.date_from > last.date_to
        JOIN act ON act.kind = later.kind AND act.code = later.act
        WHERE ended.effect = 'end' AND last.status = 'actual' AND later.status = 'actual'
            AND act.effect IN ('advance', 'suspend', 'resume', 'health')
            AND (later.phase = last.phase OR later.phase IS NULL OR last.phase IS NULL)
            AND NOT EXISTS (SELECT 1 FROM milestone AS back
                WHERE back.subject = last.subject AND back.act = 'returned'
                    AND back.status = 'actual'
                    AND (back.date_to, back.id) > (last.date_to, last.id)
                    AND coalesce(back.date_from, '') <= later.date_to)"""
    for row, code, vi, en, *date in db.execute(query):
        values = {"act": Term(code, vi, en), "date": FactDate(*date)}
        yield Fault(Message("check.ended", values), "milestone", row)


def plans(db: sqlite3.Connection, day: str) -> Faults:
    """Plans for a time before the document that tells them, where no note says whose they are."""
    query = """
        SELECT milestone.id, milestone.date_from, milestone.date_to, milestone.precision,
            source.date_from, source.date_to, source.precision
        FROM milestone JOIN source ON source.id = milestone.source
        WHERE status = 'planned' AND milestone.note IS NULL
            AND milestone.date_to < source.date_from"""
    for row, *dates in db.execute(query):
        values = {"date": FactDate(*dates[:3]), "document": FactDate(*dates[3:])}
        yield Fault(Message("check.plan", values), "milestone", row)


def shares(db: sqlite3.Connection, day: str) -> Faults:
    """Parts of a whole that are more than the whole, or less than nothing."""
    measures = ", ".join(f"'{measure}'" for measure in SHARES)
    query = f"""
        SELECT figure.id, code, label_vi, label_en, {FIGURE.format("figure")}
        FROM figure JOIN measure ON code = measure
        WHERE measure IN ({measures}) AND ({LOW.format("figure")} > 10000 OR value < 0)"""
    for row, code, vi, en, *value in db.execute(query):
        values = {"measure": Term(code, vi, en), "value": Quantity(*value)}
        yield Fault(Message("check.share", values), "figure", row)


NEWEST = f"""
    told AS (
        SELECT figure.*, {LOW.format("figure")} AS low, {HIGH.format("figure")} AS high,
            CASE WHEN measure LIKE '%output%'
                THEN coalesce(date_from, '') || date_to || coalesce(price_base, '') END AS period
        FROM figure WHERE status = 'actual' AND phase IS NULL
            AND measure IN (SELECT part FROM parts UNION SELECT whole FROM parts)),
    newest AS (
        SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY subject, measure, unit, period
            ORDER BY date_to DESC, id DESC) AS nth FROM told) WHERE nth = 1),
    each AS (
        SELECT id, subject, measure, unit, period, value, upper, qualifier, low, high FROM newest
        UNION ALL
        SELECT NULL, subject, 'area-industrial-service', unit, NULL, sum(value), NULL, NULL,
            sum(low), sum(high)
        FROM newest WHERE measure IN ('area-industrial', 'area-service')
        GROUP BY subject HAVING count(*) = 2)"""
"""The newest figure of each part and whole; what comes about over a period, of each period.

The land of a zone for tenants is told as one, or is the sum of its two parts.
"""


def sums(db: sqlite3.Connection, day: str) -> Faults:
    """Parts that are more than the whole, by the newest actual figures of both."""
    query = f"""
        WITH parts (part, whole, kind) AS (VALUES {", ".join(["(?, ?, ?)"] * len(PARTS))}),
        {NEWEST}
        SELECT one.id, part.code, part.label_vi, part.label_en, {FIGURE.format("one")},
            whole.code, whole.label_vi, whole.label_en, {FIGURE.format("other")}
        FROM parts JOIN each AS one ON one.measure = parts.part
        JOIN each AS other ON other.measure = parts.whole AND other.subject = one.subject
            AND other.unit = one.unit AND other.period IS one.period
        JOIN measure AS part ON part.code = parts.part
        JOIN measure AS whole ON whole.code = parts.whole
        WHERE one.id IS NOT NULL AND one.low > other.high AND (parts.kind IS NULL
            OR parts.kind = (SELECT kind FROM subject WHERE subject.id = one.subject))
        ORDER BY one.id"""
    for row, *told in db.execute(query, [value for each in PARTS for value in each]):
        values = {
            "part": Term(*told[:3]),
            "value": Quantity(*told[3:7]),
            "whole": Term(*told[7:10]),
            "of": Quantity(*told[10:]),
        }
        yield Fault(Message("check.more-than-whole", values), "figure", row)


# --- Figures side by side ---

TOLD = """
    SELECT figure.id, code, label_vi, label_en, {0}, date_from, date_to, precision
    FROM figure JOIN measure ON code = measure
    WHERE figure.id IN (SELECT value FROM json_each(?)) ORDER BY date_to, figure.id"""


def contradictions(db: sqlite3.Connection, day: str) -> Faults:
    """Figures of one document, or of none, that say two things of the same."""
    query = f"""
        SELECT one.id, other.id FROM figure AS one
        JOIN figure AS other ON {ALIKE} AND {SAME_DAY} AND other.id > one.id
        WHERE other.source IS one.source AND {APART} ORDER BY 1, 2"""
    for pair in db.execute(query):
        yield Fault(figures_told(db, list(pair)), "figure", max(pair))


def disagreements(db: sqlite3.Connection, day: str) -> Faults:
    """Figures of which documents say different things: measure by measure of each subject."""
    order = "ORDER BY subject.kind = 'province', subject.sort_key, 1, 2, 3, 4, 5, 6"
    for key, pairs in groupby(db.execute(f"{DISAGREEING} {order}"), lambda pair: pair[:6]):
        together = sorted({row for pair in pairs for row in pair[6:]})
        yield Fault(figures_told(db, together), "subject", key[0])


def figures_told(db: sqlite3.Connection, rows: list[int]) -> Message:
    """Figures of one measure: the values with their dates and numbers, the oldest first."""
    listed = f"[{', '.join(map(str, rows))}]"
    told: list[Any] = db.execute(TOLD.format(FIGURE.format("figure")), (listed,)).fetchall()
    values = [
        Message(
            "check.figure",
            {"value": Quantity(*each[4:8]), "date": FactDate(*each[8:]), "entry": f"f{each[0]}"},
        )
        for each in told
    ]
    return Message("check.figures", {"measure": Term(*told[0][1:4]), "values": values})


UNSOURCED = ("subject", "milestone", "figure", "target", "reading")
"""The tables of which `source list --missing` lists what names no document."""


def unsourced(db: sqlite3.Connection, day: str) -> Faults:
    """How many records of each sort name no document; which, another command lists."""
    for table in UNSOURCED:
        query = f"SELECT count(*) FROM {table} WHERE source IS NULL"
        count = db.execute(query).fetchone()[0]
        if count:
            yield Fault(
                Message("check.without", {"what": Message(f"check.table.{table}"), "count": count}),
                table,
            )
