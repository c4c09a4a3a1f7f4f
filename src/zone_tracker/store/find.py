"""A text anywhere in the record, whatever its case and accents."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import starmap
from typing import NamedTuple

from zone_tracker.store.conditions import register
from zone_tracker.vietnamese.text import identity_key, search_key


class Hit(NamedTuple):
    """One place where the text stands: of what, in which of its texts, and that text whole.

    `total` is how many places there are.
    """

    kind: str
    code: str
    name: str
    place: str
    text: str
    total: int


class Place(NamedTuple):
    """One text of one sort of record: the columns of what it is of, and where they come from.

    `key` is the text without accents where there is a column of it.
    """

    kind: str
    id: str
    code: str
    name: str
    sort: str
    place: str
    text: str
    rows: str
    key: str = ""


SUBJECT = ("subject.kind", "subject.id", "subject.code", "subject.name", "subject.sort_key")
SOURCE = ("'source'", "source.id", "source.code", "source.title", "ordered(source.title)")
AREA_CODE = "area.code || coalesce('@' || coalesce(area.valid_from, area.valid_to), '')"
AREA = ("'area'", "area.id", AREA_CODE, "area.name", "area.sort_key")
SECTOR = (
    "'sector'",
    "sector.id",
    "sector.code",
    "sector.name_{lang}",
    "ordered(sector.name_{lang})",
)
TARGET = (
    "'target'",
    "target.id",
    "target.code",
    "target.title_{lang}",
    "ordered(target.title_{lang})",
)
OF_SUBJECT = "{0} JOIN subject ON subject.id = {0}.subject"

CODE_KEY = """replace(CASE
    WHEN :key LIKE substr(subject.code, 1, instr(subject.code, '-') - 1) || ' %' THEN subject.code
    ELSE substr(subject.code, instr(subject.code, '-') + 1) END, '-', ' ')"""
"""A code without its prefix, unless that is asked for: every project has "da" in its code."""
CODES = "(SELECT * FROM subject WHERE code LIKE replace(:part, ' ', '_')) AS subject"
"""The subjects whose code may have the text: the others need not be taken apart."""

PLACES = (
    Place(*SUBJECT, "code", "subject.code", CODES, CODE_KEY),
    Place(*SUBJECT, "name", "subject.name", "subject", "subject.search_key"),
    Place(*SUBJECT, "aliases", "alias.name", OF_SUBJECT.format("alias"), "alias.search_key"),
    Place(*TARGET, "code", "target.code", "target"),
    Place(*AREA, "name", "area.name", "area", "area.search_key"),
    Place(*AREA, "code", "area.code", "area"),
    Place(*SECTOR, "name", "sector.name_vi", "sector"),
    Place(*SECTOR, "name_en", "sector.name_en", "sector"),
    Place(*SECTOR, "code", "sector.code", "sector"),
    Place(*SUBJECT, "certificate", "subject.certificate", "subject"),
    Place(*SUBJECT, "investor", "subject.investor", "subject"),
    Place(*TARGET, "title", "target.title_vi", "target"),
    Place(*TARGET, "title_en", "target.title_en", "target"),
    Place(*SOURCE, "number", "source.number", "source"),
    Place(*SOURCE, "title", "source.title", "source"),
    Place(*SOURCE, "code", "source.code", "source"),
    Place(*SOURCE, "publisher", "source.publisher", "source"),
    Place(*SUBJECT, "note", "subject.note", "subject"),
    Place(*SUBJECT, "reason", "milestone.reason", OF_SUBJECT.format("milestone")),
    Place(*SUBJECT, "act_note", "milestone.note", OF_SUBJECT.format("milestone")),
    Place(*SUBJECT, "figure_note", "figure.note", OF_SUBJECT.format("figure")),
    Place(*TARGET, "note", "target.note", "target"),
    Place(*SOURCE, "note", "source.note", "source"),
    Place(*AREA, "note", "area.note", "area"),
)
"""Every text that is looked through; among equals a place further up comes first."""

HITS = """
SELECT kind, code, name, place, text, count(*) OVER ()
FROM (SELECT *, min(level * 100 + place_order) OVER (PARTITION BY kind, id) AS best
    FROM (SELECT *, 2 * CASE
            WHEN key = :key THEN 0                              -- the whole text
            WHEN key LIKE :key || '%' THEN 1                    -- its beginning
            WHEN key LIKE '% ' || :key || '%' THEN 2            -- the beginning of a word
            ELSE 3 END + (instr(identical(text), :identity) = 0) AS level   -- accents differ
        FROM ({places})))
ORDER BY best, sort, kind, code, id, level, place_order
LIMIT :limit"""


def hits(db: sqlite3.Connection, text: str, lang: str, limit: int | None) -> Iterator[Hit]:
    """Where `text` stands, the places of one thing together, the things by their best place.

    The whole text comes before its beginning, that before the beginning of a word; each time
    with the same accents first; then in the order of PLACES; then in Vietnamese order. `text`
    must have a letter or digit.
    """
    register(db)
    places = " UNION ALL ".join(starmap(hits_in, enumerate(PLACES)))
    key = search_key(text)
    values = {
        "key": key,
        "part": f"%{key}%",
        "identity": identity_key(text),
        "limit": -1 if limit is None else limit,
    }
    query = HITS.replace("{places}", places).replace("{lang}", lang)
    return map(Hit._make, db.execute(query, values))


def hits_in(order: int, place: Place) -> str:
    """The query of the hits in one place."""
    key = place.key or f"folded({place.text})"
    return f"""SELECT {place.kind} AS kind, {place.id} AS id, {place.code} AS code,
        {place.name} AS name, {place.sort} AS sort, '{place.place}' AS place,
        {order} AS place_order, {place.text} AS text, {key} AS key
    FROM {place.rows} WHERE {place.text} IS NOT NULL AND {key} LIKE :part"""
