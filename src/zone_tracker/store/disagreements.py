"""When two figures of one thing cannot both be true: one rule for all who look for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

MOST = 1 << 61
"""More than any value; two of it are still an integer."""
ABOUT = 20
"""What a document tells as about or almost a value may be off by this part of it."""

LOW = f"""CASE {{0}}.qualifier
    WHEN 'about' THEN {{0}}.value - abs({{0}}.value) / {ABOUT}
    WHEN 'almost' THEN {{0}}.value - abs({{0}}.value) / {ABOUT}
    WHEN 'under' THEN -{MOST} WHEN 'at-most' THEN -{MOST} ELSE {{0}}.value END"""
HIGH = f"""CASE {{0}}.qualifier
    WHEN 'about' THEN coalesce({{0}}.upper, {{0}}.value) + abs({{0}}.value) / {ABOUT}
    WHEN 'over' THEN {MOST} WHEN 'at-least' THEN {MOST}
    ELSE coalesce({{0}}.upper, {{0}}.value) END"""
"""The least and the most that a figure can mean, ranges and qualifiers included."""

STANDING = (
    *("area-planned", "area-established", "area-industrial", "area-service"),
    *("area-industrial-service", "land-area", "capital-registered", "capital-infrastructure"),
    "capacity",
)
"""Measures that stay as they are until a decision changes them: two values on two days disagree."""

ALIKE = """other.subject = one.subject AND other.measure = one.measure AND other.unit = one.unit
    AND other.status = one.status AND other.phase IS one.phase
    AND other.price_base IS one.price_base AND NOT one.derived AND NOT other.derived"""
SAME_DAY = "other.date_to = one.date_to AND other.date_from IS one.date_from"
APART = f"""({LOW.format("one")} > {HIGH.format("other")}
    OR {LOW.format("other")} > {HIGH.format("one")})"""
"""When two figures are of the same thing, of the same time, and cannot both be true."""

UNCHANGED = f"""one.measure IN ({", ".join(f"'{measure}'" for measure in STANDING)})
    AND subject.kind <> 'province'
    AND NOT EXISTS (SELECT 1 FROM milestone WHERE milestone.subject = one.subject
        AND milestone.status = 'actual' AND milestone.act IN ('adjusted', 'expanded')
        AND milestone.date_to BETWEEN min(one.date_to, other.date_to)
            AND max(one.date_to, other.date_to))"""
"""When a measure of a subject stays as it is between two figures: no act on record changed it."""

DISAGREEING = f"""
    SELECT one.subject, one.measure, one.unit, one.status, one.phase, one.price_base,
        one.id, other.id
    FROM figure AS one JOIN figure AS other ON {ALIKE} AND other.id > one.id
    JOIN subject ON subject.id = one.subject
    WHERE other.source IS NOT one.source AND {APART} AND ({SAME_DAY} OR ({UNCHANGED}))"""
"""The figures two by two, with the subject and the measure, unit and the like of both."""


def disagreeing(db: sqlite3.Connection, figures: Iterable[int]) -> set[int]:
    """Which of these figures, by their ids, others of them from another document contradict."""
    listed = f"[{', '.join(map(str, figures))}]"
    among = "(SELECT value FROM json_each(:listed))"
    query = f"{DISAGREEING} AND one.id IN {among} AND other.id IN {among}"
    return {row for pair in db.execute(query, {"listed": listed}) for row in pair[-2:]}
