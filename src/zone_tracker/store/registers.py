"""Reading the registers: figures of the province, sectors, documents and what rests on them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from zone_tracker.model import FactDate, Quantity, Term
from zone_tracker.store.conditions import register
from zone_tracker.vietnamese.text import search_key


class Province(NamedTuple):
    """The subject that the figures of the province as a whole hang on."""

    code: str
    name: str


class Indicator(NamedTuple):
    """One figure of the province; `derived` ones were computed and stand in no document."""

    id: int
    batch: int
    measure: Term
    quantity: Quantity
    planned: bool
    date: FactDate
    phase: str | None
    price_base: str | None
    derived: bool
    source_code: str | None
    source: str | None
    confidence: str | None
    note: str | None
    source_date: FactDate | None


class Sector(NamedTuple):
    """A sector, or a group of them (`group` None); `projects` counts those of its sectors too."""

    id: int
    code: str
    group: Term | None
    name: Term
    source: str | None
    projects: int


class Source(NamedTuple):
    """A document, and how much rests on it; `others` are areas, sectors, names and places."""

    id: int
    code: str
    title: str
    publisher: str | None
    number: str | None
    date: FactDate | None
    url: str | None
    note: str | None
    subjects: int
    acts: int
    figures: int
    targets: int
    others: int


class Resting(NamedTuple):
    """One record that rests on a document, or on none.

    `sort` is its table; `code` and `name` are of what it is about; `what` is the act, measure
    or reading; `entry` its number as m12 or f7, None for what has none.
    """

    sort: str
    code: str
    name: str
    what: Term | None
    date: FactDate | None
    quantity: Quantity | None
    planned: bool
    entry: str | None


def province(db: sqlite3.Connection) -> Province | None:
    """The province that the record is about; None: it knows none."""
    row = db.execute(
        "SELECT code, name FROM subject WHERE kind = 'province' ORDER BY id"
    ).fetchone()
    return row and Province(*row)


INDICATORS = """
    SELECT figure.id, figure.batch, measure.code, label_vi, label_en,
        value, unit, upper, qualifier, figure.status = 'planned',
        figure.date_from, figure.date_to, figure.precision, phase, price_base, derived,
        source.code, source.title, figure.confidence, figure.note,
        source.date_from, source.date_to, source.precision
    FROM figure JOIN measure ON measure.code = figure.measure
    JOIN subject ON subject.id = figure.subject AND subject.kind = 'province'
    LEFT JOIN source ON source.id = figure.source
    WHERE (:measure IS NULL OR measure.code = :measure)
        AND (:as_of IS NULL OR figure.status = 'planned' OR figure.date_to <= :as_of)
        AND (:year IS NULL OR :year BETWEEN substr(coalesce(figure.date_from, figure.date_to), 1, 4)
            AND substr(figure.date_to, 1, 4))
    ORDER BY measure.rowid, figure.date_to {order}, figure.id {order}"""


def indicators(
    db: sqlite3.Connection,
    *,
    as_of: str | None = None,
    measure: str | None = None,
    year: int | None = None,
    oldest_first: bool = False,
) -> list[Indicator]:
    """The figures of the province by measure, the newest first unless asked otherwise.

    Actual ones only by `as_of`, planned ones all, as a plan is known before its time. `year`
    keeps those whose period touches it.
    """
    values = {"as_of": as_of, "measure": measure, "year": year and str(year)}
    order = "ASC" if oldest_first else "DESC"
    return [_indicator(row) for row in db.execute(INDICATORS.format(order=order), values)]


def _indicator(row: Any) -> Indicator:
    return Indicator(
        *(row[0], row[1], Term(*row[2:5]), Quantity(*row[5:9]), bool(row[9])),
        *(FactDate(*row[10:13]), row[13], row[14], bool(row[15])),
        source_code=row[16],
        source=row[17],
        confidence=row[18],
        note=row[19],
        source_date=row[21] and FactDate(*row[20:23]),
    )


SECTORS = """
    SELECT sector.id, sector.code, parent.code, parent.name_vi, parent.name_en,
        sector.name_vi, sector.name_en, source.title,
        (SELECT count(*) FROM subject JOIN sector AS own ON own.id = subject.sector
            WHERE subject.kind = 'project' AND sector.id IN (own.id, own.parent))
    FROM sector LEFT JOIN sector AS parent ON parent.id = sector.parent
    LEFT JOIN source ON source.id = sector.source
    WHERE :sector IS NULL OR :sector IN (sector.id, sector.parent)
    ORDER BY coalesce(parent.id, sector.id), parent.id IS NOT NULL, sector.id"""


def sectors(db: sqlite3.Connection, sector: int | None = None) -> list[Sector]:
    """The groups, each with its sectors after it; with `sector` only that one and those in it."""
    rows = db.execute(SECTORS, {"sector": sector})
    return [
        Sector(key, code, of and Term(of, of_vi, of_en), Term(code, vi, en), source, projects)
        for key, code, of, of_vi, of_en, vi, en, source, projects in rows
    ]


def projects_without_sector(db: sqlite3.Connection) -> int:
    """How many projects have no sector on record."""
    query = "SELECT count(*) FROM subject WHERE kind = 'project' AND sector IS NULL"
    count: int = db.execute(query).fetchone()[0]
    return count


OTHERS = {
    "area": "SELECT source, code, name, NULL, NULL FROM area",
    "succession": """SELECT succession.source, old.code, old.name, new.name, new.name
        FROM succession JOIN area AS old ON old.id = old JOIN area AS new ON new.id = new""",
    "unit_set": """SELECT unit_set_member.source, unit_set.code, area.name, title_vi, title_en
        FROM unit_set_member JOIN unit_set ON unit_set.id = unit_set
        JOIN area ON area.id = area""",
    "sector": "SELECT source, code, name_vi, NULL, NULL FROM sector",
    "alias": """SELECT alias.source, subject.code, subject.name, alias.name, alias.name
        FROM alias JOIN subject ON subject.id = alias.subject""",
    "place": """SELECT place.source, subject.code, subject.name, area.name, area.name
        FROM place JOIN subject ON subject.id = place.subject JOIN area ON area.id = place.area""",
    "confirmation": """SELECT confirmation.source, subject.code, subject.name, NULL, NULL
        FROM confirmation JOIN subject ON subject.id = confirmation.subject""",
}
"""What else rests on a document: its source, code, name, and what is told of it in vi and en."""

COUNTED = {
    "subjects": "SELECT source FROM subject",
    "acts": "SELECT source FROM milestone",
    "figures": "SELECT source FROM figure",
    "targets": """SELECT source FROM target UNION ALL
        SELECT DISTINCT reading.source FROM reading JOIN target ON target.id = reading.target
        WHERE reading.source IS NOT target.source""",
    "others": " UNION ALL ".join(
        f"SELECT source FROM {table}"
        for table in (
            *("area", "succession", "unit_set_member", "sector", "alias", "place"),
            "confirmation",
        )
    ),
}

SOURCES = f"""
    SELECT source.id, code, title, publisher, number, date_from, date_to, precision, url, note,
        {", ".join(f"coalesce({name}.rows, 0)" for name in COUNTED)}
    FROM source {
    " ".join(
        f"LEFT JOIN (SELECT source, count(*) AS rows FROM ({query}) GROUP BY source) AS {name} "
        f"ON {name}.source = source.id"
        for name, query in COUNTED.items()
    )
}
    WHERE (:source IS NULL OR source.id = :source)
        AND (:text IS NULL OR folded(title || ' ' || coalesce(number, '')
            || ' ' || coalesce(publisher, '') || ' ' || code) LIKE :text)
    ORDER BY date_to DESC, code"""


def sources(
    db: sqlite3.Connection, *, source: int | None = None, text: str | None = None
) -> list[Source]:
    """The documents with how much rests on each, the newest first, those without a date last.

    `text` keeps those that have it in title, number, publisher or code, whatever the accents.
    """
    register(db)
    values = {"source": source, "text": text and f"%{search_key(text)}%"}
    return [_source(row) for row in db.execute(SOURCES, values)]


def _source(row: Any) -> Source:
    return Source._make((*row[:5], row[6] and FactDate(*row[5:8]), *row[8:]))


RECORDS = """
    WITH record (nth, sort, code, name, what, vi, en, date_from, date_to, precision,
        value, unit, upper, qualifier, planned, entry, place, source) AS (
    SELECT 1, 'subject', subject.code, subject.name, kind.code, label_vi, label_en,
        NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, sort_key, source
    FROM subject JOIN kind ON kind.code = subject.kind
    UNION ALL
    SELECT 2, 'act', subject.code, subject.name, act.code, label_vi, label_en,
        date_from, date_to, precision, NULL, NULL, NULL, NULL, milestone.status = 'planned',
        milestone.id, sort_key, milestone.source
    FROM milestone JOIN subject ON subject.id = milestone.subject
    JOIN act ON act.kind = milestone.kind AND act.code = milestone.act
    UNION ALL
    SELECT 3, 'figure', subject.code, subject.name, measure.code, label_vi, label_en,
        date_from, date_to, precision, value, unit, upper, qualifier, figure.status = 'planned',
        figure.id, sort_key, figure.source
    FROM figure JOIN subject ON subject.id = figure.subject
    JOIN measure ON measure.code = figure.measure
    UNION ALL
    SELECT 4, 'target', code, title_vi, NULL, NULL, NULL,
        NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, id, code, source
    FROM target
    UNION ALL
    SELECT 5, 'reading', target.code, target.title_vi, reading.code, reading.title_vi,
        reading.title_en, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, reading.id, target.code,
        reading.source
    FROM reading JOIN target ON target.id = reading.target)
    SELECT sort, code, name, what, vi, en, date_from, date_to, precision,
        value, unit, upper, qualifier, planned, entry
    FROM record WHERE source IS ? ORDER BY nth, place, date_to, entry"""
"""Subjects, acts, figures, targets and readings, one row each, that rest on one source."""

ENTRIES = {"act": "m", "figure": "f"}
"""How the number of an entry begins that a person may name."""


def resting(db: sqlite3.Connection, source: int | None) -> Iterator[Resting]:
    """Every main record that rests on a document (None: on none), sort by sort."""
    return map(_resting, db.execute(RECORDS, (source,)))


def _resting(row: Any) -> Resting:
    return Resting(
        sort=row[0],
        code=row[1],
        name=row[2],
        what=row[3] and Term(*row[3:6]),
        date=row[7] and FactDate(*row[6:9]),
        quantity=Quantity(*row[9:13]) if row[9] is not None else None,
        planned=bool(row[13]),
        entry=f"{ENTRIES[row[0]]}{row[14]}" if row[0] in ENTRIES else None,
    )


def resting_beside(db: sqlite3.Connection, source: int) -> Iterator[Resting]:
    """The areas, sectors, names and places that rest on a document."""
    for sort, query in OTHERS.items():
        columns = "source, code, name, vi, en"
        rows = db.execute(
            f"WITH told ({columns}) AS ({query}) SELECT code, name, vi, en FROM told "
            "WHERE source = ? ORDER BY code",
            (source,),
        )
        for code, name, vi, en in rows:
            what = Term(vi, vi, en) if vi is not None else None
            yield Resting(sort, code, name, what, None, None, False, None)


def addresses(
    db: sqlite3.Connection, titles: Iterable[str]
) -> dict[tuple[FactDate | None, str], str | None]:
    """The address of each document of these titles, by its date and title; None: it has none."""
    from json import dumps

    rows = db.execute(
        """SELECT date_from, date_to, precision, title, url FROM source
        WHERE title IN (SELECT value FROM json_each(?)) ORDER BY id DESC""",
        (dumps(list(titles)),),
    )
    return {(row[1] and FactDate(*row[:3]), row[3]): row[4] for row in rows}


def source_of_target(db: sqlite3.Connection, target: int) -> str | None:
    """The code of the document that a target rests on; None: it names none."""
    row = db.execute(
        "SELECT code FROM source WHERE id = (SELECT source FROM target WHERE id = ?)", (target,)
    ).fetchone()
    return row and str(row[0])
