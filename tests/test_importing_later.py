"""A row may name a subject that comes further down, or in a sheet after its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from builders import author, cluster, database, one, problems_of, put, take, zone
from zone_tracker.importing.kinds import KINDS
from zone_tracker.importing.plan import Intake
from zone_tracker.importing.rows import Heading, Row
from zone_tracker.store.connection import batch


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    with database() as db:
        yield db


def rows(*cells: dict[str, str]) -> list[Row]:
    return [Row(row, {key: Heading(key) for key in row}, at) for at, row in enumerate(cells, 2)]


def test_in_the_same_sheet(db: sqlite3.Connection) -> None:
    header = ["code", "name", "former"]
    take(db, "projects", header, ["da-a", "Nhà máy A", "Nhà máy B"], ["da-b", "Nhà máy B", "da-a"])
    assert pairs(db, "former") == [("da-a", "da-b"), ("da-b", "da-a")]


def test_in_a_sheet_after_it(db: sqlite3.Connection) -> None:
    with batch(db, author()) as work:
        intake = Intake(db, work.id)
        first = {"code": "ccn-a", "name": "CCN A", "within": "kcn-a"}
        intake.take(KINDS["clusters"], rows(first))
        intake.take(KINDS["zones"], rows({"code": "kcn-a", "name": "KCN A", "former": "ccn-a"}))
        outcome = intake.finish("all")
    assert pairs(db, "within") == [("ccn-a", "kcn-a")]
    assert pairs(db, "former") == [("kcn-a", "ccn-a")]
    assert dict(outcome.records) == {"subject.new": 2}
    assert outcome.changes == []


def pairs(db: sqlite3.Connection, column: str) -> list[tuple[str, str]]:
    return db.execute(
        f"""SELECT subject.code, other.code FROM subject
        JOIN subject AS other ON other.id = subject.{column} ORDER BY subject.id"""
    ).fetchall()


def test_what_never_comes_is_told_with_its_line(db: sqlite3.Connection) -> None:
    header = ["name", "within", "former"]
    told = problems_of(
        lambda: take(
            db,
            "projects",
            header,
            ["Nhà máy A", "KCN Lạ", ""],
            ["Nhà máy B", "", "Nhà máy C"],
            ["Nhà máy D", "Nhà máy A", "Nhà máy D"],
        )
    )
    assert told == [
        (2, "within", "container.unknown"),
        (3, "former", "subject.unknown"),
        (4, "within", "container.unknown"),
        (4, "former", "former.itself"),
    ]
    assert one(db, "SELECT count(*) FROM subject") == 0


def test_what_one_row_says_and_another_denies_is_told(db: sqlite3.Connection) -> None:
    zone(db, "kcn-a")
    header = ["code", "name", "former"]
    names = (["da-b", "B", ""], ["da-c", "C", ""])
    sheet = (["da-a", "A", "B"], ["da-a", "A", "C"], *names)
    assert problems_of(lambda: take(db, "projects", header, *sheet)) == [
        (3, "former", "import.contradicts")
    ]
    take(db, "projects", header, ["da-a", "A", "B"], ["da-a", "A", "da-b"], *names)
    take(db, "projects", header, ["da-a", "A", "C"])
    assert pairs(db, "former") == [("da-a", "da-c")]


def test_a_command_does_not_wait(db: sqlite3.Connection) -> None:
    told = problems_of(lambda: put(db, "projects", "add", name="A", within="KCN Lạ"))
    assert told == [(None, "--in", "container.unknown")]


def test_an_ambiguous_name_does_not_wait(db: sqlite3.Connection) -> None:
    zone(db, "kcn-a", name="KCN A")
    cluster(db, "ccn-a", name="CCN A")
    told = problems_of(lambda: take(db, "projects", ["name", "within"], ["Nhà máy", "A"]))
    assert told == [(2, "within", "subject.ambiguous")]
