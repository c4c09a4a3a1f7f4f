"""Reading the record out, row for row as an import of it would tell it: one query a kind.

References are the codes by which an import finds the same thing again. Rows stand in the order
in which they were entered; an area or a sector comes after the one it belongs to.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from zone_tracker.store.conditions import register

REF = """ref (id, code) AS MATERIALIZED (
    SELECT id, code || iif(count(*) OVER (PARTITION BY code) > 1,
        coalesce('@' || coalesce(valid_from, valid_to), ''), '') FROM area)"""
"""An area by its code; with a day of its life where areas of other days have the same one."""

SOURCE = "LEFT JOIN source ON source.id = {0}.source"
SAID = "source.code, {0}.confidence, {0}.note"
DATE = "{0}.date_from, {0}.date_to, {0}.precision"
DEEPEST = 20
"""How far down parts of parts are put in order."""

OF_PARTS = f"""ahead (id, up, steps) AS (
        SELECT id, id, 0 FROM {{0}}
        UNION ALL SELECT ahead.id, {{0}}.parent, steps + 1 FROM ahead
        JOIN {{0}} ON {{0}}.id = up WHERE {{0}}.parent IS NOT NULL AND steps < {DEEPEST}),
    place (id, last, steps) AS (SELECT id, max(up), max(steps) FROM ahead GROUP BY id)"""
"""Where a row stands: at its entry, or after the one it belongs to if that was entered later."""
IN_PLACE = "JOIN place ON place.id = {0}.id"
BY_PLACE = "ORDER BY place.last, place.steps, {0}.id"

# CROSS JOIN keeps the table on its left outside, so that rows come in its order unsorted.
OF_SUBJECT = "FROM {0} CROSS JOIN subject ON subject.id = {0}.subject"

SUBJECTS = f"""WITH {REF}
    SELECT subject.code, subject.name, subject.certificate, district.code, whole.code, old.code,
        subject.investor, subject.investor_country, sector.code, {SAID.format("subject")}
    FROM subject
    LEFT JOIN ref AS district ON district.id = subject.district
    LEFT JOIN subject AS whole ON whole.id = subject.within
    LEFT JOIN subject AS old ON old.id = subject.former
    LEFT JOIN sector ON sector.id = subject.sector {SOURCE.format("subject")}
    WHERE +subject.kind = '{{0}}' ORDER BY subject.id"""

QUERIES = {
    "sources": f"""SELECT code, title, publisher, number, {DATE.format("source")}, url, note
        FROM source ORDER BY id""",
    "areas": f"""WITH RECURSIVE {REF}, {OF_PARTS.format("area")}
        SELECT area.code, level, name, ref.code, valid_from, valid_to, map_row, map_column,
            {SAID.format("area")}
        FROM area {IN_PLACE.format("area")} LEFT JOIN ref ON ref.id = area.parent
        {SOURCE.format("area")} {BY_PLACE.format("area")}""",
    "successions": f"""WITH {REF}
        SELECT old.code, new.code, succession.date, source.code, confidence
        FROM succession JOIN ref AS old ON old.id = succession.old
        JOIN ref AS new ON new.id = succession.new {SOURCE.format("succession")}
        ORDER BY succession.id""",
    "unit_sets": f"""WITH {REF}
        SELECT unit_set.code, title_vi, title_en, ref.code, source.code
        FROM unit_set_member AS member JOIN unit_set ON unit_set.id = member.unit_set
        JOIN ref ON ref.id = member.area {SOURCE.format("member")}
        ORDER BY member.id""",
    "sectors": f"""WITH RECURSIVE {OF_PARTS.format("sector")}
        SELECT sector.code, whole.code, sector.name_vi, sector.name_en, source.code,
            sector.confidence
        FROM sector {IN_PLACE.format("sector")}
        LEFT JOIN sector AS whole ON whole.id = sector.parent
        {SOURCE.format("sector")} {BY_PLACE.format("sector")}""",
    "provinces": SUBJECTS.format("province"),
    "clusters": SUBJECTS.format("cluster"),
    "zones": SUBJECTS.format("zone"),
    "projects": SUBJECTS.format("project"),
    "deliverables": SUBJECTS.format("deliverable"),
    "aliases": f"""SELECT subject.code, alias.name, source.code
        {OF_SUBJECT.format("alias")} {SOURCE.format("alias")} ORDER BY alias.id""",
    "places": f"""WITH {REF}
        SELECT subject.code, ref.code, {SAID.format("place")}
        {OF_SUBJECT.format("place")} JOIN ref ON ref.id = place.area {SOURCE.format("place")}
        ORDER BY place.id""",
    "milestones": f"""SELECT subject.code, act, status, {DATE.format("milestone")}, phase,
            return_to, reason, {SAID.format("milestone")}
        {OF_SUBJECT.format("milestone")} {SOURCE.format("milestone")} ORDER BY milestone.id""",
    "figures": f"""SELECT subject.code, measure, value, unit, upper, qualifier, status,
            {DATE.format("figure")}, phase, price_base, derived, {SAID.format("figure")}
        {OF_SUBJECT.format("figure")} {SOURCE.format("figure")} ORDER BY figure.id""",
    "confirmations": f"""SELECT subject.code, {DATE.format("confirmation")}, source.code,
            confirmation.note
        {OF_SUBJECT.format("confirmation")} {SOURCE.format("confirmation")}
        ORDER BY confirmation.id""",
    "targets": f"""SELECT target.code, year, title_vi, title_en, {SAID.format("target")}
        FROM target {SOURCE.format("target")} ORDER BY target.id""",
    "readings": f"""SELECT target.code, reading.code, main, reading.title_vi, reading.title_en,
            count_by, kind,
            (SELECT group_concat(act, ';') FROM
                (SELECT act FROM reading_act WHERE reading = reading.id ORDER BY id)),
            (SELECT group_concat(code, ';') FROM
                (SELECT code FROM reading_subject JOIN subject ON subject.id = subject
                WHERE reading = reading.id ORDER BY reading_subject.id)),
            unit_set.code, flow, period_from, period_to, baseline, threshold, source.code,
            reading.note
        FROM reading JOIN target ON target.id = reading.target
        LEFT JOIN unit_set ON unit_set.id = reading.unit_set {SOURCE.format("reading")}
        ORDER BY reading.id""",
}
"""What each kind of input would tell: its columns in order, a date and a quantity as stored."""


def rows(db: sqlite3.Connection, kind: str) -> Iterator[tuple[Any, ...]]:
    """Every row of a kind of input as it is stored, read as it is asked for."""
    return iter(db.execute(QUERIES[kind]))


SUBJECT_NAMES = """SELECT name, code, kind, identity_key, identical(name) = identity_key, sort_key
    FROM subject"""
AREA_CODE = "code || coalesce('@' || coalesce(valid_from, valid_to), '')"
NAMES = {
    "district": f"""SELECT name, {AREA_CODE}, level, name, TRUE, code
        FROM area WHERE level = 'district'""",
    "container": f"{SUBJECT_NAMES} WHERE kind IN ('zone', 'cluster')",
    "subject": SUBJECT_NAMES,
    "sector": """SELECT name_{lang}, code, '', name_{lang}, TRUE, id FROM sector
        WHERE parent IS NOT NULL""",
    "group": """SELECT name_{lang}, code, '', name_{lang}, TRUE, id FROM sector
        WHERE parent IS NULL""",
    "target": "SELECT code, code, '', code, TRUE, id FROM target",
    "unit_set": "SELECT code, code, '', code, TRUE, id FROM unit_set",
}
"""What may be named in a cell: its name, code and kind, what it shares with its like, whether the
name does without the word of its kind (and so may be of any), and its place."""


def names(db: sqlite3.Connection, what: str, lang: str, most: int) -> list[str]:
    """What a cell may name, in order; by code where a name could be two. Too many: none at all."""
    register(db)
    told = "name, code, kind, alike, bare, place"
    found = db.execute(
        f"""WITH named ({told}) AS ({NAMES[what].format(lang=lang)})
        SELECT iif(iif(bare, count(*) OVER (PARTITION BY alike),
            count(*) OVER (PARTITION BY alike, kind)) > 1, code, name)
        FROM named ORDER BY place LIMIT ?""",
        (most + 1,),
    ).fetchall()
    return [name for (name,) in found] if len(found) <= most else []
