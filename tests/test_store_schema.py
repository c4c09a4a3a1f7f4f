"""The rules in the file itself: one table of rows it must take, one of rows it must refuse.

Written past the tool, in a batch, as someone who knows the batches would.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import content, database, districts, put, refusal, sql, zone
from zone_tracker.store.connection import explained, prepare
from zone_tracker.store.schema import statements

Row = dict[str, object]

KEYED = {"identity_key": "x", "search_key": "x", "sort_key": "x"}
RETURN: Row = {"act": "returned", "return_to": "planned", "reason": "Thu hồi"}
GOOD: dict[str, Row] = {
    "source": {"code": "vb-1", "title": "Văn bản"},
    "area": {"level": "district", "code": "090", "name": "Huyện X", **KEYED},
    "succession": {"old": 1, "new": 2, "date": "2025-07-01"},
    "unit_set": {"code": "nine", "title_vi": "Chín", "title_en": "Nine"},
    "unit_set_member": {"unit_set": 1, "area": 3},
    "sector": {"code": "g", "name_vi": "Ngành", "name_en": "Sector"},
    "subject": {"kind": "zone", "code": "kcn-x", "name": "KCN X", **KEYED},
    "alias": {
        "subject": 1,
        "kind": "zone",
        "name": "KCN Y",
        "identity_key": "y",
        "search_key": "y",
    },
    "place": {"subject": 1, "area": 1},
    "milestone": {
        "subject": 1,
        "kind": "zone",
        "act": "planned",
        "status": "actual",
        "date_from": "2024-03-05",
        "date_to": "2024-03-05",
        "precision": "day",
    },
    "figure": {
        "subject": 1,
        "measure": "area-planned",
        "unit": "m2",
        "value": 1,
        "status": "actual",
        "date_from": "2024-03-05",
        "date_to": "2024-03-05",
        "precision": "day",
    },
    "target": {"code": "T1", "year": 2024, "title_vi": "x", "title_en": "x"},
    "reading": {
        "target": 1,
        "code": "b",
        "main": 0,
        "title_vi": "x",
        "title_en": "x",
        "count_by": "act",
        "kind": "zone",
        "flow": "stock",
        "period_from": "2024-01-01",
        "period_to": "2024-12-31",
        "threshold": 1,
    },
    "reading_act": {"reading": 1, "kind": "zone", "act": "planned"},
    "reading_subject": {"reading": 1, "kind": "zone", "subject": 1},
}
"""A row of each table that is taken beside those of `db`; the lists below change some values."""


@pytest.fixture(scope="module")
def furnished() -> bytes:
    """Subjects 1 (zone kcn-a), 2 (cluster ccn-a in 082), 3 (project da-a); target 1, reading 1."""
    with database() as made:
        districts(made, "082", "083")
        put(made, "areas", code="084", level="district", name="Huyện 084")
        zone(made, "kcn-a")
        put(made, "clusters", code="ccn-a", name="CCN A", district="082")
        put(made, "projects", code="da-a", name="A", certificate="123")
        put(made, "targets", code="T", year="2024", title_vi="x", title_en="x")
        put(
            made,
            "readings",
            target="T",
            code="r",
            kind="zone",
            count_by="act",
            acts="established",
            title_vi="x",
            title_en="x",
            main="yes",
            period="2024",
            threshold="1",
        )
        return made.serialize()


@pytest.fixture
def db(furnished: bytes) -> Iterator[sqlite3.Connection]:
    """A record of its own with what is in `furnished`."""
    with database() as made:
        made.deserialize(furnished)
        prepare(made)
        yield made


def insert(db: sqlite3.Connection, table: str, row: Row) -> None:
    """Write one row past the tool."""
    names = ", ".join(row)
    values = ", ".join(literal(value) for value in row.values())
    sql(db, f"INSERT INTO {table} (batch, {names}) VALUES (:batch, {values})")


def literal(value: object) -> str:
    if value is None:
        return "NULL"
    return (
        str(value) if isinstance(value, int | float) else "'" + str(value).replace("'", "''") + "'"
    )


def values(**told: object) -> Row:
    return told


def span(start: str | None, end: str | None, precision: str | None) -> Row:
    return {"date_from": start, "date_to": end, "precision": precision}


TAKEN: list[tuple[str, Row]] = [
    *((table, {}) for table in GOOD),
    ("milestone", span("2024-02-01", "2024-02-29", "month")),
    ("milestone", span("2023-02-01", "2023-02-28", "month")),
    ("milestone", span(None, "2024-02-29", "month")),
    ("milestone", span("2024-07-01", "2024-09-30", "quarter")),
    ("milestone", span(None, "2024-12-31", "quarter")),
    ("milestone", span("2024-01-01", "2024-06-30", "half")),
    ("milestone", span("2024-07-01", "2024-12-31", "half")),
    ("milestone", span(None, "2024-06-30", "half")),
    ("milestone", span("2024-01-01", "2024-12-31", "year")),
    ("milestone", span(None, "2024-12-31", "year")),
    ("milestone", span("2018-01-01", "2019-12-31", "range")),
    ("milestone", span(None, "2024-02-29", "day")),
    ("milestone", RETURN),
    ("milestone", {"act": "suspended", "reason": "Công văn"}),
    ("milestone", {"status": "planned", "phase": "1"}),
    ("figure", {"upper": 2, "qualifier": "about"}),
    ("figure", {"value": 0}),
    ("figure", {"measure": "occupancy", "unit": "bp", "value": -5}),
    ("figure", {"measure": "capital-registered", "unit": "usd_cents", "value": 2**62}),
    ("figure", span(None, "2024-12-31", "year")),
    ("subject", {"name": "CCN A", "kind": "cluster", "identity_key": "a", "district": 2}),
    ("subject", {"kind": "project", "identity_key": "kcn-a", "within": 1}),
    ("subject", {"kind": "project", "within": 2}),
    ("subject", {"kind": "project", "certificate": "124"}),
    ("source", {"url": "https://x.vn", **span("2024-03-01", "2024-03-31", "month")}),
    ("source", {"url": "http://x.vn", **span(None, "2024-03-31", "day")}),
    ("area", {"code": "082", "valid_from": "2025-07-01"}),
    ("area", {"valid_from": "2025-07-01", "valid_to": "2025-07-01"}),
    ("reading", {"count_by": "advanced", "flow": "flow"}),
    ("reading", {"baseline": 0, "unit_set": 1}),
]


@pytest.mark.parametrize(("table", "change"), TAKEN)
def test_a_good_row_is_taken(db: sqlite3.Connection, table: str, change: Row) -> None:
    insert(db, table, {**GOOD[table], **change})


CONSTRAINT = "CHECK constraint failed"
UNIQUE = "UNIQUE constraint failed"
KEY = "FOREIGN KEY constraint failed"
TYPE = "cannot store"
EMPTY = "NOT NULL constraint failed"
DISTRICT = "one of the two has no district"
WITHIN = "only within a zone or a cluster"
BACK = "a stage of normal progress"

BAD_DAYS = ("2024-02-30", "2023-02-29", "2024-13-01", "2024-3-5", "05/03/2024", "2024-03", "", "x")
BAD: list[tuple[str, str, Row]] = [
    # days that are none
    *((CONSTRAINT, "milestone", span(day, day, "day")) for day in BAD_DAYS),
    *((CONSTRAINT, "milestone", span(day, "2024-12-31", "range")) for day in BAD_DAYS),
    *((CONSTRAINT, "figure", span(day, "2024-12-31", "range")) for day in BAD_DAYS),
    *((CONSTRAINT, "figure", values(date_to=day)) for day in BAD_DAYS),
    *((CONSTRAINT, "source", span(day, day, "day")) for day in BAD_DAYS),
    *((CONSTRAINT, "area", values(valid_from=day)) for day in BAD_DAYS),
    *((CONSTRAINT, "area", values(valid_to=day)) for day in BAD_DAYS),
    *((CONSTRAINT, "succession", values(date=day)) for day in BAD_DAYS),
    *((CONSTRAINT, "reading", values(period_from=day)) for day in BAD_DAYS),
    *((CONSTRAINT, "reading", values(period_to=day)) for day in BAD_DAYS),
    (EMPTY, "milestone", span(None, None, "day")),
    (EMPTY, "figure", span(None, None, "day")),
    # the wrong way round
    (CONSTRAINT, "milestone", span("2024-03-06", "2024-03-05", "range")),
    (CONSTRAINT, "figure", span("2024-03-06", "2024-03-05", "range")),
    (CONSTRAINT, "source", span("2024-03-06", "2024-03-05", "range")),
    (CONSTRAINT, "area", {"valid_from": "2025-07-01", "valid_to": "2025-06-30"}),
    (CONSTRAINT, "reading", {"period_from": "2024-12-31", "period_to": "2024-01-01"}),
    # not what the precision says
    (CONSTRAINT, "milestone", span("2024-03-05", "2024-03-06", "day")),
    (CONSTRAINT, "milestone", span("2024-02-01", "2024-02-28", "month")),
    (CONSTRAINT, "milestone", span("2024-02-02", "2024-02-29", "month")),
    (CONSTRAINT, "milestone", span("2024-01-01", "2024-02-29", "month")),
    (CONSTRAINT, "milestone", span(None, "2024-02-28", "month")),
    (CONSTRAINT, "milestone", span("2024-02-01", "2024-04-30", "quarter")),
    (CONSTRAINT, "milestone", span("2024-01-02", "2024-03-31", "quarter")),
    (CONSTRAINT, "milestone", span("2024-01-01", "2024-06-30", "quarter")),
    (CONSTRAINT, "milestone", span(None, "2024-04-30", "quarter")),
    (CONSTRAINT, "milestone", span("2024-04-01", "2024-09-30", "half")),
    (CONSTRAINT, "milestone", span("2024-01-01", "2024-12-31", "half")),
    (CONSTRAINT, "milestone", span(None, "2024-09-30", "half")),
    (CONSTRAINT, "milestone", span("2024-07-01", "2025-06-30", "year")),
    (CONSTRAINT, "milestone", span("2023-01-01", "2024-12-31", "year")),
    (CONSTRAINT, "milestone", span(None, "2024-06-30", "year")),
    (CONSTRAINT, "milestone", span(None, "2024-06-30", "range")),
    (CONSTRAINT, "milestone", {"precision": "decade"}),
    (CONSTRAINT, "milestone", {"precision": ""}),
    (EMPTY, "milestone", {"precision": None}),
    (CONSTRAINT, "figure", {"precision": "decade"}),
    (CONSTRAINT, "source", span("2024-03-05", "2024-03-05", None)),
    (CONSTRAINT, "source", span(None, None, "day")),
    # a return says where to and why, and nothing else goes back
    (CONSTRAINT, "milestone", {"act": "returned"}),
    (CONSTRAINT, "milestone", {**RETURN, "return_to": None}),
    (CONSTRAINT, "milestone", {**RETURN, "reason": None}),
    (CONSTRAINT, "milestone", {**RETURN, "status": "planned"}),
    (CONSTRAINT, "milestone", {"return_to": "planned", "reason": "x"}),
    (BACK, "milestone", {**RETURN, "return_to": "suspended"}),
    (BACK, "milestone", {**RETURN, "return_to": "recorded-existing"}),
    (BACK, "milestone", {**RETURN, "return_to": "approved"}),  # of projects
    # an act of another kind, or of none
    (KEY, "milestone", {"act": "registered"}),
    (KEY, "milestone", {"act": "Established"}),
    (KEY, "milestone", {"kind": "cluster"}),
    (KEY, "milestone", {"subject": 2}),
    (KEY, "milestone", {"subject": 99}),
    (KEY, "milestone", {"source": 99}),
    (CONSTRAINT, "milestone", {"status": "done"}),
    (CONSTRAINT, "milestone", {"confidence": "sure"}),
    # figures: the unit of another measure, ranges, signs
    (KEY, "figure", {"unit": "vnd"}),
    (KEY, "figure", {"unit": "ha"}),
    (KEY, "figure", {"measure": "area"}),
    (CONSTRAINT, "figure", {"value": -1}),
    (CONSTRAINT, "figure", {"value": 5, "upper": 5}),
    (CONSTRAINT, "figure", {"value": 5, "upper": 4}),
    (TYPE, "figure", {"value": 1.5}),
    (TYPE, "figure", {"value": "1.500.000"}),
    (CONSTRAINT, "figure", {"qualifier": "khoảng"}),
    (CONSTRAINT, "figure", {"price_base": "2020"}),
    (CONSTRAINT, "figure", {"derived": 2}),
    # names twice
    (DISTRICT, "subject", {"identity_key": "kcn-a"}),
    (DISTRICT, "subject", {"identity_key": "kcn-a", "district": 1}),
    (DISTRICT, "subject", {"kind": "cluster", "identity_key": "a"}),
    (UNIQUE, "subject", {"kind": "cluster", "identity_key": "a", "district": 1}),
    (UNIQUE, "subject", {"code": "kcn-a"}),
    (UNIQUE, "subject", {"kind": "project", "certificate": "123"}),
    (UNIQUE, "area", {"code": "082"}),
    # codes
    *(
        (CONSTRAINT, "subject", values(code=code))
        for code in ("KCN-X", "kcn x", "kcn_x", "kcn-đ", "1-x", "-x", "")
    ),
    *((CONSTRAINT, "source", values(code=code)) for code in ("VB-1", "vb 1", "vb.1", "")),
    (CONSTRAINT, "subject", {"name": ""}),
    (CONSTRAINT, "subject", {"identity_key": ""}),
    (CONSTRAINT, "alias", {"name": ""}),
    (CONSTRAINT, "source", {"title": ""}),
    (CONSTRAINT, "source", {"url": "javascript:alert(1)"}),
    (CONSTRAINT, "source", {"url": "www.x.vn"}),
    # where a subject lies, and what it is
    (WITHIN, "subject", {"kind": "project", "within": 3}),
    (KEY, "subject", {"within": 99}),
    (KEY, "subject", {"kind": "village"}),
    (KEY, "subject", {"district": 99}),
    (KEY, "alias", {"kind": "cluster"}),
    (CONSTRAINT, "area", {"level": "village"}),
    (CONSTRAINT, "succession", {"new": 1}),
    # targets
    (UNIQUE, "reading", {"main": 1}),
    (UNIQUE, "reading", {"code": "r"}),
    (CONSTRAINT, "reading", {"main": 2}),
    (CONSTRAINT, "reading", {"count_by": "advanced"}),
    (CONSTRAINT, "reading", {"count_by": "luck"}),
    (CONSTRAINT, "reading", {"flow": "both"}),
    (CONSTRAINT, "reading", {"threshold": 0}),
    (CONSTRAINT, "reading", {"baseline": -1}),
    (CONSTRAINT, "target", {"year": 24}),
    (UNIQUE, "target", {"code": "T"}),
    (UNIQUE, "reading_act", {"act": "established"}),
    (KEY, "reading_act", {"act": "registered"}),
    (KEY, "reading_act", {"kind": "cluster"}),
    (KEY, "reading_subject", {"subject": 2}),
    (KEY, "reading_subject", {"kind": "cluster", "subject": 2}),
]


@pytest.mark.parametrize(("why", "table", "change"), BAD)
def test_a_bad_row_is_refused_by_the_file(
    db: sqlite3.Connection, why: str, table: str, change: Row
) -> None:
    before = content(db)
    with pytest.raises(sqlite3.IntegrityError, match=why) as caught:
        insert(db, table, {**GOOD[table], **change})
    assert content(db) == before
    with refusal("db.constraint", reason=str(caught.value)):
        raise explained(caught.value, Path("record.db"))


@pytest.mark.parametrize(
    ("why", "statement"),
    [
        (CONSTRAINT, "UPDATE subject SET code = 'Kcn-a' WHERE id = 1"),
        (DISTRICT, "UPDATE subject SET identity_key = 'kcn-a' WHERE id = 4"),
        (DISTRICT, "UPDATE subject SET identity_key = 'kcn-a', district = 1 WHERE id = 4"),
        (WITHIN, "UPDATE subject SET within = 3 WHERE id = 3"),
        (WITHIN, "UPDATE subject SET within = 3 WHERE id = 1"),
        ("the kind of a subject never changes", "UPDATE subject SET kind = 'project' WHERE id = 1"),
        (KEY, "UPDATE milestone SET act = 'registered'"),
        (CONSTRAINT, "UPDATE milestone SET act = 'returned'"),
        (BACK, "UPDATE milestone SET act = 'returned', return_to = 'closed', reason = 'x'"),
        (CONSTRAINT, "UPDATE milestone SET date_to = '2024-03-06'"),
        (KEY, "UPDATE figure SET unit = 'vnd'"),
        (KEY, "DELETE FROM subject WHERE id = 1"),
    ],
)
def test_a_bad_change_is_refused_by_the_file(
    db: sqlite3.Connection, why: str, statement: str
) -> None:
    for table in ("subject", "milestone", "figure"):
        insert(db, table, GOOD[table])
    before = content(db)
    with pytest.raises(sqlite3.IntegrityError, match=why):
        sql(db, statement)
    assert content(db) == before


def test_two_districts_tell_two_of_one_name_apart(db: sqlite3.Connection) -> None:
    sql(db, "UPDATE subject SET district = 1 WHERE code = 'kcn-a'")
    insert(db, "subject", {**GOOD["subject"], "identity_key": "kcn-a", "district": 2})
    for district in ("1", "NULL"):
        with pytest.raises(sqlite3.IntegrityError):
            sql(db, f"UPDATE subject SET district = {district} WHERE code = 'kcn-x'")


def test_a_script_is_cut_into_its_statements() -> None:
    script = "-- a; b\nCREATE TABLE a (b); -- c\nCREATE TRIGGER t AFTER INSERT ON a\nBEGIN\n"
    script += "  SELECT 1;\n  SELECT ';';\nEND;\n"
    cut = list(statements(script))
    assert len(cut) == 2
    with database() as db:
        for statement in cut:
            db.execute(statement)
