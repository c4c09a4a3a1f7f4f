"""Rows into the record: what is new, changed or the same, whose name it is, and what is refused."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import (
    act,
    cluster,
    content,
    database,
    districts,
    import_file,
    log_of,
    one,
    problems_of,
    project,
    put,
    refusal,
    sql,
    take,
    zone,
)
from zone_tracker.errors import Problems
from zone_tracker.importing import intake
from zone_tracker.importing.intake import Outcome
from zone_tracker.importing.kinds import KINDS
from zone_tracker.importing.plan import Manner
from zone_tracker.importing.profile import Profile
from zone_tracker.model import Message, Quantity
from zone_tracker.seeds import seed_folder
from zone_tracker.store import ledger

ACTS = ["subject", "act", "date", "source"]


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    with database() as made:
        districts(made, "082", "083")
        yield made


def is_in_seed(kind: str) -> bool:
    return (seed_folder() / f"{kind}.csv").exists()


def counts(outcome: Outcome) -> tuple[int, int, int]:
    return outcome.told("new"), outcome.told("changed"), outcome.told("same")


def told(db: sqlite3.Connection, columns: str, table: str) -> list[tuple[object, ...]]:
    return db.execute(f"SELECT {columns} FROM {table} ORDER BY id").fetchall()


# --- New, changed, the same ---------------------------------------------------------------------


def test_what_is_new_changed_or_the_same_is_counted(db: sqlite3.Connection) -> None:
    header = ["name", "code", "district", "investor", "stage", "on", "source"]
    a = ["KCN A", "kcn-a", "082", "Công ty A", "planned", "2023", "QĐ 1"]
    b = ["KCN B", "kcn-b", "083", "", "", "", ""]
    first = take(db, "zones", header, a, b)
    assert counts(first) == (4, 0, 0)  # two zones, an act, a source
    assert first.records["milestone.new"] == first.records["source.new"] == 1
    assert (first.rows, first.batch) == (2, one(db, "SELECT max(id) FROM batch"))
    assert counts(take(db, "zones", header, a, b)) == (0, 0, 3)
    b[3] = "Công ty B"
    second = take(db, "zones", header, a, b)
    assert counts(second) == (0, 1, 2)
    (change,) = second.changes
    assert change[2:] == ("investor", None, "Công ty B")


def test_the_second_import_of_a_file_makes_no_batch(db: sqlite3.Connection, tmp_path: Path) -> None:
    path = tmp_path / "zones.csv"
    path.write_text("name;stage;on;area (ha);source\nKCN A;planned;2023;15,7;QĐ 1\n", "utf-8")
    first = import_file(db, path)
    assert first.batch == one(db, "SELECT max(id) FROM batch")
    before, journal = content(db), log_of(db)
    again = import_file(db, path)
    assert (again.batch, counts(again)) == (None, (0, 0, 3))
    assert (content(db), log_of(db)) == (before, journal)


def test_a_preview_tells_the_same_and_writes_nothing(
    db: sqlite3.Connection, tmp_path: Path
) -> None:
    path = tmp_path / "zones.csv"
    path.write_text("name,stage,on\nKCN A,planned,2023\n", "utf-8")
    before, journal = content(db), log_of(db)
    preview = import_file(db, path, manner=Manner(keep=False))
    assert (preview.batch, counts(preview)) == (None, (2, 0, 0))
    assert (content(db), log_of(db)) == (before, journal)
    assert counts(import_file(db, path)) == (2, 0, 0)


@pytest.mark.parametrize("name", [name for name in KINDS if is_in_seed(name)])
def test_every_seed_file_again_changes_nothing(name: str) -> None:
    with database(seeded=True) as db:
        before, journal = content(db), log_of(db)
        outcome = import_file(db, seed_folder() / f"{name}.csv", kind=name)
        assert (counts(outcome)[:2], outcome.changes) == ((0, 0), [])
        assert outcome.taken == {"same": outcome.rows}
        assert outcome.rows > 0
        assert (content(db), log_of(db)) == (before, journal)


def test_an_absent_column_and_an_empty_cell_leave_the_value(db: sqlite3.Connection) -> None:
    full = {"district": "082", "investor": "Công ty A", "note": "x", "confidence": "high"}
    zone(db, "kcn-a", certificate="123", source="QĐ 1", **full)
    before = content(db)
    header = ["name", "code", *full, "certificate", "source"]
    take(db, "zones", header, ["KCN kcn-a", "kcn-a", *[""] * 6])
    take(db, "zones", ["name", "note"], ["KCN kcn-a", "  "])
    put(db, "zones", "update", code="kcn-a", investor="Công ty A")
    assert content(db) == before


@pytest.mark.parametrize(
    ("sheet", "full", "key"),
    [
        (
            "figures",
            {"value": "5 người", "derived": "yes", "confidence": "low", "note": "x"},
            {"subject": "kcn-a", "measure": "labour", "date": "2023", "value": "5 người"},
        ),
        (
            "milestones",
            {"confidence": "low", "note": "x", "reason": "y"},
            {"subject": "kcn-a", "act": "planned", "date": "2023"},
        ),
        (
            "readings",
            {"main": "yes", "flow": "flow", "baseline": "3", "unit_set": "all", "note": "x"},
            {
                "target": "T",
                "code": "r",
                "title_vi": "x",
                "title_en": "x",
                "kind": "zone",
                "count_by": "act",
                "acts": "established",
                "period": "2024",
                "threshold": "1",
            },
        ),
    ],
)
def test_what_is_not_told_again_stays_in_every_sheet(
    db: sqlite3.Connection, sheet: str, full: dict[str, str], key: dict[str, str]
) -> None:
    zone(db, "kcn-a")
    put(db, "targets", code="T", year="2024", title_vi="x", title_en="x")
    put(db, sheet, **key, **{name: text for name, text in full.items() if name not in key})
    before, journal = content(db), log_of(db)
    put(db, sheet, **key)
    put(db, sheet, **{**dict.fromkeys(full, " "), **key})
    assert (content(db), log_of(db)) == (before, journal)


def test_a_main_reading_gives_way_when_it_is_told_to(db: sqlite3.Connection) -> None:
    put(db, "targets", code="T", year="2024", title_vi="x", title_en="x")
    header = ["target", "code", "main", "title_vi", "title_en", "count_by", "kind", "period"]
    header += ["threshold"]

    def row(code: str, main: str) -> list[str]:
        return ["T", code, main, "x", "x", "any-act", "zone", "2024", "1"]

    take(db, "readings", header, row("a", "yes"), row("b", ""))
    assert told(db, "code, main, flow", "reading") == [("a", 1, "stock"), ("b", 0, "stock")]
    assert problems_of(lambda: take(db, "readings", header, row("c", "yes"))) == [
        (2, "main", "reading.second-main")
    ]
    take(db, "readings", header, row("a", "no"), row("c", "yes"))
    assert told(db, "code, main", "reading") == [("a", 0), ("b", 0), ("c", 1)]


# --- Statements and their sources ---------------------------------------------------------------


def test_what_two_documents_say_stays_two(db: sqlite3.Connection) -> None:
    zone(db, "kcn-a")
    take(db, "milestones", ACTS, ["kcn-a", "planned", "2023", "QĐ 1"])
    outcome = take(db, "milestones", ACTS, ["kcn-a", "planned", "2023", "QĐ 2"])
    assert outcome.records == Counter({"milestone.new": 1, "source.new": 1})
    header = ["subject", "measure", "value", "date", "source"]
    figure = ["kcn-a", "area-planned", "897 ha", "2023"]
    take(db, "figures", header, [*figure, "QĐ 1"], [*figure, "QĐ 2"])
    assert told(db, "source", "milestone") == told(db, "source", "figure") == [(1,), (2,)]


def test_a_source_that_is_added_changes_the_row(db: sqlite3.Connection) -> None:
    zone(db, "kcn-a")
    act(db, "kcn-a", "planned", "2023")
    outcome = put(db, "milestones", subject="kcn-a", act="planned", date="2023", source="QĐ 1")
    assert outcome.records == Counter({"source.new": 1, "milestone.changed": 1})
    assert told(db, "id, source", "milestone") == [(1, 1)]
    assert put(db, "milestones", subject="kcn-a", act="planned", date="2023").records == Counter(
        {"milestone.same": 1}
    )


def test_the_statement_of_the_source_comes_before_one_without(db: sqlite3.Connection) -> None:
    zone(db, "kcn-a")
    sql(
        db,
        *(
            "INSERT INTO source (batch, code, title) VALUES (:batch, 'qd-1', 'QĐ 1')",
            "INSERT INTO milestone (batch, subject, kind, act, status, date_from, date_to,"
            " precision, source) SELECT :batch, 1, 'zone', 'planned', 'actual', '2023-01-01',"
            " '2023-12-31', 'year', source FROM (SELECT NULL AS source UNION ALL SELECT 1)",
        ),
    )
    before = content(db)
    put(db, "milestones", subject="kcn-a", act="planned", date="2023", source="qd-1")
    assert content(db) == before


def test_another_value_date_or_phase_is_another_statement(db: sqlite3.Connection) -> None:
    zone(db, "kcn-a")
    header = ["subject", "measure", "value", "date", "phase", "status"]
    rows = [
        ["kcn-a", "area-planned", "897 ha", "2023", "", ""],
        ["kcn-a", "area-planned", "khoảng 897 ha", "2023", "", ""],
        ["kcn-a", "area-planned", "897-900 ha", "2023", "", ""],
        ["kcn-a", "area-planned", "897 ha", "2024", "", ""],
        ["kcn-a", "area-planned", "897 ha", "2023", "1", ""],
        ["kcn-a", "area-planned", "897 ha", "2023", "", "planned"],
        ["kcn-a", "capital-registered", "897 tỷ đồng", "2023", "", ""],
        ["kcn-a", "capital-registered", "897 triệu USD", "2023", "", ""],
    ]
    assert take(db, "figures", header, *rows).records == Counter({"figure.new": 8})
    assert take(db, "figures", header, *rows).records == Counter({"figure.same": 8})


def test_one_statement_twice_in_a_file_is_one_row(db: sqlite3.Connection) -> None:
    zone(db, "kcn-a")
    row = ["kcn-a", "planned", "2023", "QĐ 1"]
    assert take(db, "milestones", ACTS, row, row, [*row[:3], ""]).records == Counter(
        {"milestone.new": 1, "source.new": 1, "milestone.same": 2}
    )


# --- Whose name it is ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        unicodedata.normalize("NFD", "KCN Cốc Mỳ - Trịnh Tường"),
        "KCN CỐC MỲ – TRỊNH TƯỜNG",
        "Khu công nghiệp Cốc Mỳ-Trịnh Tường",
        "kcn  cốc mỳ\u2212trịnh tường",
        "Cốc Mỳ \u2014 Trịnh Tường",
        "KCN\u00a0Cốc Mỳ - Trịnh Tường ",
        "KCN Cốc Mỳ - Trịnh Tường (GĐ 1)",
        "KCN Cốc Mỳ - Trịnh Tường giai đoạn II",
        "Cốc Mỳ",  # an alias
    ],
)
def test_the_same_name_in_other_writing_is_the_same_subject(
    db: sqlite3.Connection, name: str
) -> None:
    zone(db, "kcn-a", name="KCN Cốc Mỳ - Trịnh Tường", district="082")
    put(db, "aliases", subject="kcn-a", name="Cốc Mỳ")
    for district in ("", "082"):
        outcome = take(db, "zones", ["name", "district", "note"], [name, district, "x"])
        assert outcome.records.keys() <= {"subject.changed", "subject.same"}
    assert told(db, "name, note", "subject") == [("KCN Cốc Mỳ - Trịnh Tường", "x")]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("clusters", "CCN Thống Nhất"),  # beside the zone
        ("zones", "KCN Thống Nhất 1"),
        ("zones", "KCN Thông Nhất"),
        ("projects", "Thống Nhất"),
    ],
)
def test_prefix_digits_and_marks_make_another_subject(
    db: sqlite3.Connection, kind: str, name: str
) -> None:
    zone(db, "kcn-thong-nhat", name="KCN Thống Nhất")
    assert take(db, kind, ["name"], [name]).records == Counter({"subject.new": 1})


def test_one_file_may_hold_names_that_differ_by_a_digit(db: sqlite3.Connection) -> None:
    take(db, "clusters", ["name"], ["CCN X"], ["CCN X 1"], ["CCN X 2"], ["ccn x"])
    assert told(db, "code", "subject") == [("ccn-x",), ("ccn-x-1",), ("ccn-x-2",)]


def test_codes_that_come_out_alike_are_told_apart(db: sqlite3.Connection) -> None:
    take(db, "clusters", ["name"], ["CCN Bản Phung"], ["CCN Bản Phùng"], ["CCN Bản Phúng"])
    assert told(db, "code", "subject") == [
        *(("ccn-ban-phung",), ("ccn-ban-phung-2",), ("ccn-ban-phung-3",))
    ]


def test_two_districts_tell_two_of_one_name_apart(db: sqlite3.Connection) -> None:
    header = ["name", "district", "note"]
    take(db, "clusters", header, ["CCN X", "082", "a"], ["CCN X", "083", "b"])
    assert take(db, "clusters", header, ["CCN X", "083", "c"]).records == {"subject.changed": 1}
    assert told(db, "code, note", "subject") == [("ccn-x", "a"), ("ccn-x-2", "c")]
    assert problems_of(lambda: take(db, "clusters", header, ["CCN X", "", "d"])) == [
        (2, "name", "subject.ambiguous")
    ]


def test_a_code_tells_two_of_one_name_apart(db: sqlite3.Connection) -> None:
    take(db, "clusters", ["name", "district"], ["CCN X", "082"], ["CCN X", "083"])
    header = ["code", "name", "note", "district"]
    take(db, "clusters", header[:3], ["ccn-x", "CCN X", "a"], ["ccn-x-2", "CCN X", "b"])
    assert told(db, "code, note", "subject") == [("ccn-x", "a"), ("ccn-x-2", "b")]
    assert problems_of(lambda: take(db, "clusters", header, ["ccn-x", "CCN X", "", "083"])) == [
        (2, "district", "subject.same-place")
    ]


def test_a_district_that_becomes_known_is_filled_in(db: sqlite3.Connection) -> None:
    take(db, "clusters", ["name", "district"], ["CCN X", ""], ["CCN X", "082"])
    assert told(db, "code, district", "subject") == [("ccn-x", 1)]


def test_a_certificate_names_a_project_however_it_is_written(db: sqlite3.Connection) -> None:
    project(db, "da-a", name="Nhà máy A", certificate="12 34 Đ")
    header = ["name", "certificate", "district"]
    take(db, "projects", header, ["Nhà máy A", " 12\u00a034  \u0110", "082"])
    assert told(db, "code, district", "subject") == [("da-a", 1)]


CERTIFIED = ["name", "certificate", "note"]
TAKEN = "certificate.taken"


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ([["Nhà máy B", "2", ""]], 2),  # that of another, which the file does not name
        ([["Nhà máy D", "9", ""], ["Nhà máy E", "9", ""]], 3),  # two new ones
        ([["Nhà máy A", "9", ""], ["Nhà máy B", "9", ""]], 3),  # two that stand
        ([["Nhà máy D", "", ""], ["Nhà máy D", "9", ""], ["Nhà máy E", "9", ""]], 4),
        ([["Nhà máy B", "1", ""], ["Nhà máy A", "9", ""]], 2),  # before it is free
    ],
)
def test_a_certificate_is_of_one_project(
    db: sqlite3.Connection, rows: list[list[str]], line: int
) -> None:
    project(db, "da-a", name="Nhà máy A", certificate="1")
    project(db, "da-b", name="Nhà máy B")
    project(db, "da-c", name="Nhà máy C", certificate="2")
    problems = refused(db, "projects", CERTIFIED, *rows)
    assert problems == [(line, "certificate", TAKEN)]


def test_a_certificate_that_one_gives_up_another_may_have(db: sqlite3.Connection) -> None:
    project(db, "da-a", name="Nhà máy A", certificate="1")
    project(db, "da-b", name="Nhà máy B")
    take(db, "projects", CERTIFIED, ["Nhà máy A", "9", ""], ["Nhà máy B", "1", ""])
    assert told(db, "certificate", "subject") == [("9",), ("1",)]


def test_a_project_keeps_the_certificate_it_has(db: sqlite3.Connection) -> None:
    project(db, "da-a", name="Nhà máy A", certificate="1")
    put(db, "projects", "update", code="da-a", certificate="1", note="x")
    take(db, "projects", CERTIFIED, ["", "1", "y"], ["Nhà máy A", "1", "y"])
    assert told(db, "note", "subject") == [("y",)]


def test_a_district_makes_no_two_the_same(db: sqlite3.Connection) -> None:
    header = ["code", "name", "district"]
    rows = [["ccn-a", "CCN X", "082"], ["ccn-b", "CCN X", "083"]]
    take(db, "clusters", header, *rows)
    same = "subject.same-place"
    moved = [["ccn-b", "", "082"], ["ccn-b", "CCN X", "082"]]
    for row in moved:
        assert refused(db, "clusters", header, row) == [(2, "district", same)]
    told_so = problems_of(lambda: put(db, "clusters", "update", code="ccn-b", district="082"))
    assert told_so == [(None, "--district", same)]
    assert take(db, "clusters", header, *rows).records == {"subject.same": 2}
    put(db, "areas", code="084", level="district", name="Huyện 084")
    put(db, "clusters", "update", code="ccn-b", district="084")
    put(db, "clusters", "add", name="CCN Y", district="083", code="ccn-y")
    named = {"code": "ccn-y", "name": "CCN X"}
    assert problems_of(lambda: put(db, "clusters", "update", **named)) == [
        (None, "--name", "subject.exists")
    ]
    put(db, "clusters", "update", **named, district="083")


@pytest.mark.parametrize(
    "name",
    ["KCN", "kcn (GĐ 1)", "Khu công nghiệp", "KCN KCN", "Khu công nghiệp KCN", "CCN", "Tỉnh"],
)
def test_the_word_of_a_kind_is_no_name(db: sqlite3.Connection, name: str) -> None:
    zone(db, "kcn-a")
    bare = "name-kind-word"
    assert refused(db, "zones", ["name"], [name]) == [(2, "name", bare)]
    assert refused(db, "projects", ["name", "code"], [name, "da-a"]) == [(2, "name", bare)]
    told_so = problems_of(lambda: put(db, "zones", "update", code="kcn-a", name=name))
    assert told_so == [(None, "--name", bare)]
    if "(" not in name:
        told_so = problems_of(lambda: put(db, "aliases", subject="kcn-a", name=name))
        assert told_so == [(None, "NAME", bare)]


def test_a_name_with_a_semicolon_is_one_name(db: sqlite3.Connection) -> None:
    for _ in range(2):
        take(db, "projects", ["name"], ["Nhà máy A; B"])
    assert told(db, "name", "subject") == [("Nhà máy A; B",)]


@pytest.mark.parametrize("column", ["code", "certificate"])
def test_another_name_under_a_known_number_is_never_dropped(
    db: sqlite3.Connection, column: str
) -> None:
    project(db, "da-a", name="Nhà máy A", certificate="123-a")
    value = {"code": "da-a", "certificate": "123-a"}[column]
    wrong = {"code": ("name", "subject.other-name"), "certificate": (column, "certificate.taken")}
    header = ["name", column]
    assert problems_of(lambda: take(db, "projects", header, ["Nhà máy B", value])) == [
        (2, *wrong[column])
    ]
    put(db, "aliases", subject="da-a", name="Nhà máy B")
    take(db, "projects", header, ["nhà máy b", value], ["", value])
    assert told(db, "name", "subject") == [("Nhà máy A",)]
    put(db, "projects", "update", code="da-a", name="Nhà máy C")
    take(db, "projects", header, ["Nhà máy C", value])


def test_a_phase_in_a_name_belongs_to_what_the_row_says(db: sqlite3.Connection) -> None:
    zone(db, "kcn-a", name="KCN Cam Cọn")
    header = ["name", "stage", "on", "area", "phase"]
    take(
        db,
        "zones",
        header,
        ["KCN Cam Cọn (GĐ 1)", "planned", "2023", "5 ha", ""],
        ["KCN Cam Cọn - Giai đoạn II", "planned", "2024", "6 ha", ""],
        ["KCN Cam Cọn", "operating", "2025", "", "3"],
    )
    assert told(db, "phase", "milestone") == [("1",), ("2",), ("3",)]
    assert told(db, "phase", "figure") == [("1",), ("2",)]


def test_adding_refuses_what_is_there(db: sqlite3.Connection) -> None:
    cluster(db, "ccn-a", name="CCN A", district="082")

    def adding(**cells: str) -> list[tuple[int | None, str | None, str]]:
        return problems_of(lambda: put(db, "clusters", "add", **cells))

    exists = [(None, "NAME", "subject.exists")]
    assert adding(name="CCN A") == exists
    assert adding(name="ccn a", district="082") == exists
    assert adding(name="CCN B", code="ccn-a") == [(None, "--code", "code.taken")]
    assert adding(name="CCN B", code="b-b") == [(None, "--code", "code.prefix")]
    assert adding(name="CCN A", code="ccn-b") == exists
    assert adding(name="KCN A") == [(None, "NAME", "subject.prefix")]
    put(db, "clusters", "add", name="CCN A", district="083")
    assert told(db, "code", "subject") == [("ccn-a",), ("ccn-a-2",)]


def test_renaming_keeps_to_names_that_are_free(db: sqlite3.Connection) -> None:
    zone(db, "kcn-a", name="KCN A")
    zone(db, "kcn-b", name="KCN B")
    assert problems_of(lambda: put(db, "zones", "update", code="kcn-a", name="KCN B")) == [
        (None, "--name", "subject.exists")
    ]
    put(db, "zones", "update", code="kcn-a", name="KCN Á")
    assert told(db, "code, name, identity_key", "subject") == [
        *(("kcn-a", "KCN Á", "á"), ("kcn-b", "KCN B", "b"))
    ]


def test_a_code_may_be_named_only_once_across_kinds(db: sqlite3.Connection) -> None:
    zone(db, "kcn-a", name="KCN A")
    assert problems_of(lambda: take(db, "clusters", ["name", "code"], ["CCN A", "kcn-a"])) == [
        (2, "code", "subject.other-kind")
    ]


# --- What is refused ----------------------------------------------------------------------------


def refused(
    db: sqlite3.Connection, kind: str, header: list[str], *rows: list[str]
) -> list[tuple[int | None, str | None, str]]:
    """The problems of a sheet, of which nothing is written."""
    before, journal = content(db), log_of(db)
    problems = problems_of(lambda: take(db, kind, header, *rows))
    assert (content(db), log_of(db)) == (before, journal)
    return problems


def test_every_problem_of_a_file_is_told_in_its_order(db: sqlite3.Connection) -> None:
    zone(db, "kcn-a")
    header = ["Tên KCN", "Huyện", "Giai đoạn", "Từ ngày", "Diện tích (ha)", "Vốn", "Mã"]
    assert refused(
        db,
        "zones",
        header,
        ["KCN B", "Bát Xat", "thành lạp", "31/02/2024", "1.200.50", "80", "kcn b"],
        ["KCN C", "082", "planned", "", "5", "", ""],
        ["KCN D", "082"],
        ["", "082", "", "", "", "", ""],
        ["CCN E", "082", "", "", "", "", ""],
        ["KCN F\u200b", "082", "", "32/1/2024", "", "", "9-f"],
        ["KCN G", "082", "", "", "", "", "", ""],
        ["工业", "082", "", "", "", "", ""],
        ["KCN H", "082", "returned", "2024", "", "", ""],
    ) == [
        (2, "Mã", "code.form"),
        (2, "Huyện", "area.unknown"),
        (2, "Giai đoạn", "stage.unknown"),
        (2, "Từ ngày", "date-day"),
        (2, "Diện tích (ha)", "number-grouping"),
        (2, "Vốn", "unit-missing"),
        (3, "Giai đoạn", "stage.no-date"),
        (3, "Diện tích (ha)", "figure.no-date"),
        (4, None, "import.cells"),
        (5, "Tên KCN", "import.empty"),
        (6, "Tên KCN", "subject.prefix"),
        (7, "Tên KCN", "text-invisible"),
        (7, "Mã", "code.form"),
        (7, "Từ ngày", "date-day"),
        (8, None, "import.cells"),
        (9, "Tên KCN", "text-no-letters"),
        (10, "Giai đoạn", "return.no-stage"),
    ]


@pytest.mark.parametrize(
    ("kind", "header", "row", "problems"),
    [
        (
            "milestones",
            ["subject", "act", "date"],
            ["KCN Lạ", "xong", "32/1/2024"],
            [("subject", "subject.unknown"), ("date", "date-day"), ("act", "stage.unknown")],
        ),
        (
            "milestones",
            ["subject", "act", "date", "return_to", "reason", "status"],
            ["kcn-a", "operating", "2024", "planned", "x", ""],
            [("return_to", "return.other-act")],
        ),
        (
            "milestones",
            ["subject", "act", "date", "return_to", "reason", "status"],
            ["kcn-a", "returned", "2024", "suspended", "", "planned"],
            [
                *(("return_to", "return.not-a-stage"), ("return_to", "return.no-reason")),
                ("return_to", "return.planned"),
            ],
        ),
        (
            "milestones",
            ["subject", "act", "date"],
            ["kcn-a", "returned", "2024"],
            [("act", "return.no-stage")],
        ),
        (
            "zones",
            ["code", "name", "return_to", "reason"],
            ["kcn-a", "", "planned", "x"],
            [("return_to", "return.other-act")],
        ),
        (
            "figures",
            ["subject", "measure", "value", "date", "derived"],
            ["kcn-a", "capital-registered", "5 ha", "", "maybe"],
            [
                *(
                    ("date", "import.empty"),
                    ("value", "unit-not-allowed"),
                    ("derived", "word.unknown"),
                ),
            ],
        ),
        (
            "figures",
            ["subject", "measure", "value", "date"],
            ["kcn-a", "vốnn", "5", "2024"],
            [("measure", "measure.unknown")],
        ),
        (
            "sources",
            ["code", "title", "url", "date"],
            ["QD 1", "", "javascript:alert(1)", "2024-02-30"],
            [
                *(("title", "import.empty"), ("code", "code.form"), ("url", "url.form")),
                ("date", "date-day"),
            ],
        ),
        (
            "milestones",
            ["subject", "act", "date", "source"],
            ["kcn-a", "planned", "2024", "bao-lao-cai"],
            [("source", "source.unknown")],
        ),
        (
            "successions",
            ["old", "new", "date"],
            ["082", "082", "2025-07-01"],
            [("new", "succession.same")],
        ),
        ("projects", ["name", "within"], ["Nhà máy", "da-a"], [("within", "container.unknown")]),
        ("projects", ["name", "sector"], ["Nhà máy", "cơ khí"], [("sector", "sector.unknown")]),
        (
            "aliases",
            ["subject", "name"],
            ["kcn-x", ""],
            [("name", "import.empty"), ("subject", "subject.unknown")],
        ),
    ],
)
def test_what_a_row_cannot_say_is_told_by_its_column(
    db: sqlite3.Connection,
    kind: str,
    header: list[str],
    row: list[str],
    problems: list[tuple[str, str]],
) -> None:
    zone(db, "kcn-a")
    project(db, "da-a")
    assert refused(db, kind, header, row) == [(2, *problem) for problem in problems]


def test_lines_that_contradict_each_other_are_told_in_the_words_of_the_file(
    db: sqlite3.Connection,
) -> None:
    zone(db, "kcn-a", investor="Công ty A")
    zone(db, "kcn-b")
    header = ["Tên dự án", "Trong khu", "Nhà đầu tư"]
    rows = [["Nhà máy", "kcn-a", ""], ["Nhà máy", "", "Công ty A"], ["Nhà máy", "kcn-b", ""]]
    assert refused(db, "projects", header, *rows) == [(4, "Trong khu", "import.contradicts")]
    with pytest.raises(Problems) as caught:
        take(db, "projects", header, *rows)
    (problem,) = caught.value.problems
    assert problem.reason.values == {"old": "KCN kcn-a", "new": "KCN kcn-b"}
    header = ["code", "name", "investor"]
    changed, again = ["kcn-a", "", "Công ty B"], ["kcn-a", "", "Công ty C"]
    assert refused(db, "zones", header, changed, again) == [(3, "investor", "import.contradicts")]
    assert take(db, "zones", header, changed, changed).records == Counter(
        {"subject.changed": 1, "subject.same": 1}
    )


def test_two_lines_that_tell_one_figure_otherwise_are_refused(db: sqlite3.Connection) -> None:
    zone(db, "kcn-a")
    header = ["Tên KCN", "Diện tích (ha)", "Ngày", "Nguồn"]
    ten, twelve = (["KCN kcn-a", value, "2024", "BC 1"] for value in ("10", "12"))
    with pytest.raises(Problems) as caught:
        take(db, "zones", header, ten, twelve)
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (3, "Diện tích (ha)")
    told = {"old": Quantity(100_000, "m2"), "new": Quantity(120_000, "m2")}
    assert problem.reason == Message("import.contradicts", told)
    later = ["KCN kcn-a", "12", "2025", "BC 1"]
    assert take(db, "zones", header, ten, ten, later).records["figure.new"] == 2
    other = ["KCN kcn-a", "12", "2024", "BC 2"]  # documents may differ
    assert take(db, "zones", header, other).records["figure.new"] == 1


@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_file_in_pieces_does_the_same_as_whole(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    header = ["name", "district", "investor", "stage", "on", "labour", "source", "note"]
    good = [
        ["KCN A", "082", "", "planned", "2023", "5 người", "QĐ 1", ""],
        ["KCN B", "", "Công ty B", "", "", "", "", ""],
        ["kcn a", "", "Công ty A", "planned", "2023", "", "QĐ 2", ""],
        ["KCN B", "083", "", "operating", "2024", "6 người", "QĐ 1", "x"],
        ["KCN A", "082", "Công ty A", "planned", "2023", "5 người", "QĐ 1", ""],
        ["KCN C", "", "", "", "", "", "QĐ 3", "y"],
        ["KCN C", "", "", "", "", "", "", "y"],
    ]
    bad = [
        *good,
        ["KCN A"],
        ["KCN B", "083", "Công ty X", "", "", "", "", ""],
        ["KCN D", "nơi khác", "", "", "", "", "", ""],
        ["KCN C", "", "", "", "", "", "", "z"],
        ["KCN A", "", "Công ty Y", "", "", "", "", ""],
    ]
    problems = refused(db, "zones", header, *bad)
    assert [line for line, _, _ in problems] == [9, 10, 11, 12, 13]
    with database() as whole:
        districts(whole, "082", "083")
        expected = take(whole, "zones", header, *good)
        after = content(whole)
    monkeypatch.setattr(intake, "CHUNK", size)
    assert refused(db, "zones", header, *bad) == problems
    outcome = take(db, "zones", header, *good)
    assert content(db) == after
    assert outcome.records == expected.records


def facts(db: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    """What zones, clusters and projects are and what is told of them, without ids and batches."""
    queries = (
        """SELECT subject.kind, subject.code, subject.name, subject.identity_key,
            subject.search_key, subject.sort_key, area.code, zone.code, subject.investor,
            source.title, subject.confidence, subject.note
        FROM subject LEFT JOIN area ON area.id = subject.district
        LEFT JOIN subject AS zone ON zone.id = subject.within
        LEFT JOIN source ON source.id = subject.source""",
        """SELECT subject.code, milestone.kind, act, status, milestone.date_from,
            milestone.date_to, milestone.precision, phase, return_to, reason, source.title
        FROM milestone JOIN subject ON subject.id = subject
        LEFT JOIN source ON source.id = milestone.source""",
        """SELECT subject.code, measure, unit, value, upper, qualifier, status, figure.date_from,
            figure.date_to, figure.precision, phase, price_base, derived, source.title
        FROM figure JOIN subject ON subject.id = subject
        LEFT JOIN source ON source.id = figure.source""",
        "SELECT code, title, number, date_to FROM source",
    )
    return [sorted(db.execute(query), key=repr) for query in queries]


def projects(changed: bool) -> Iterator[dict[str, str]]:
    """Rows of projects with what such rows tell; `changed`: every second has another investor."""
    for at in range(60):
        told = {
            "code": f"da-{at}" if at % 3 or changed else "",
            "name": f"Nhà máy gạch Hoà Bình {at}" + " (GĐ 2)" * (at % 5 == 1),
            "district": ("082", "083")[at % 2],
            "within": ("", "kcn-a", "a", "KCN A")[at % 4],
            "investor": f"Công ty {at % 7}" + " mới" * (changed and at % 2),
            "stage": "approved" if at % 4 == 2 else "",
            "on": f"{at % 28 + 1}/3/2020",
            "act:operating": f"quý {'I' * (at % 3)}/2022" if at % 3 else "",
            "act:trial-run:planned": "2025" if at % 6 == 5 else "",
            "decision:registered": f"QĐ {at % 4}/QĐ-UBND ngày 2/1/2019" if at % 8 else "",
            "capital": f"{at + 1},5 tỷ đồng",
            "figure:labour": f"{at}-{at + 9}" if at % 2 else "khoảng 100",
            "figure:area-planned:planned": f"{at},25 ha" if at % 3 else "",
            "source": f"Báo cáo {at % 5}" if at % 7 else "",
        }
        if not changed or at % 3:
            yield {key: cell for key, cell in told.items() if cell}


@pytest.mark.parametrize(("chunk", "at_once"), [(2000, 200), (13, 4), (1, 1)])
def test_a_batch_records_what_its_rows_would_one_by_one(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, chunk: int, at_once: int
) -> None:
    zone(db, "kcn-a", name="KCN A")
    with database() as other:
        districts(other, "082", "083")
        zone(other, "kcn-a", name="KCN A")
        for changed, mode in ((False, "add"), (True, "update")):
            for row in projects(changed):
                put(other, "projects", mode, **row)
        expected = facts(other)
    monkeypatch.setattr(intake, "CHUNK", chunk)
    monkeypatch.setattr(ledger, "AT_ONCE", at_once)
    for changed in (False, True):
        rows = list(projects(changed))
        header = list(dict.fromkeys(key for row in rows for key in row))
        take(db, "projects", header, *([row.get(key, "") for key in header] for row in rows))
    assert facts(db) == expected
    assert [len(told) for told in expected] == [61, 117, 160, 9]


def test_a_preview_of_a_bad_file_is_refused_too(db: sqlite3.Connection, tmp_path: Path) -> None:
    path = tmp_path / "zones.csv"
    path.write_text('name,stage\nKCN A,nowhere\n"KCN B\n', "utf-8")
    with refusal("file.quotes", line=3):
        import_file(db, path, manner=Manner(keep=False))
    path.write_text("name,stage,on\nKCN A,nowhere,2024\n", "utf-8")
    assert problems_of(lambda: import_file(db, path, manner=Manner(keep=False))) == [
        (2, "stage", "stage.unknown")
    ]


def test_cells_of_the_command_stand_in_for_empty_ones(
    db: sqlite3.Connection, tmp_path: Path
) -> None:
    path = tmp_path / "zones.csv"
    path.write_text("name,stage,on\nKCN A,planned,\nKCN B,planned,2022\n", "utf-8")
    constants = {"on": "2023", "source": "QĐ 1"}
    import_file(db, path, profile=Profile(constants=constants))
    assert told(db, "date_to, source", "milestone") == [("2023-12-31", 1), ("2022-12-31", 1)]
