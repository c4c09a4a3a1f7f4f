"""What is exported, an import reads back: every row of every kind, in every format."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from builders import author, database, put, zone
from conftest import Result, Run
from zone_tracker.importing.datarows import Tally, data_rows
from zone_tracker.importing.intake import Intake
from zone_tracker.importing.kinds import KINDS
from zone_tracker.importing.profile import Profile
from zone_tracker.importing.rows import Heading, Row
from zone_tracker.importing.sheets import Sheet
from zone_tracker.importing.understanding import understand
from zone_tracker.model import Quantity
from zone_tracker.reports.export import export
from zone_tracker.reports.fields import FIELDS, KEYS, SORTS, period_told
from zone_tracker.seeds import seed_folder
from zone_tracker.store.connection import batch
from zone_tracker.store.ledger import KEYS as ROW_KEYS
from zone_tracker.store.tracking import TRACKED, columns
from zone_tracker.vietnamese.dates import parse_date
from zone_tracker.vietnamese.quantities import UNITS, parse_quantity

Rows = list[dict[str, str]]
Tables = Mapping[str, Rows]
Content = dict[str, list[dict[str, object]]]


# --- What is on record, told without the numbers of rows ---


def content(db: sqlite3.Connection) -> Content:
    """Every row of the record in the order of entry, with what it refers to by its key."""
    rows = {
        table: [dict(zip(columns(db, table), row, strict=True)) for row in stored(db, table)]
        for table in TRACKED
    }
    by_id = {(table, row["id"]): row for table in TRACKED for row in rows[table]}
    references = {
        table: {
            column: other
            for _, _, other, column, to, *_ in db.execute(f"PRAGMA foreign_key_list({table})")
            if other in TRACKED and to == "id"
        }
        for table in TRACKED
    }

    def key(table: str, row: Mapping[str, object]) -> object:
        if table == "subject":
            return row["code"]
        return tuple(value(table, name, row[name]) for name in ROW_KEYS[table])

    def value(table: str, name: str, cell: object) -> object:
        other = references[table].get(name)
        return cell if other is None or cell is None else key(other, by_id[other, cell])

    return {
        table: [
            {name: value(table, name, cell) for name, cell in row.items() if name not in ROW}
            for row in rows[table]
        ]
        for table in TRACKED
    }


ROW = ("id", "batch")


def stored(db: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    return db.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()


def unordered(told: Content) -> Content:
    """The same whatever the order of rows; that of acts has a meaning and stays."""
    return {
        table: rows if table == "milestone" else sorted(rows, key=repr)
        for table, rows in told.items()
    }


def brought_in(db: sqlite3.Connection, tables: Tables) -> None:
    """Take all kinds as one batch, each after those it refers to."""
    with batch(db, author("import")) as work:
        intake = Intake(db, work.id)
        for kind in tables:
            rows = [
                Row(cells, {key: Heading(key) for key in cells}, line)
                for line, cells in enumerate(tables[kind], 2)
            ]
            intake.take(KINDS[kind], rows)
        intake.finish("all")


def read_back(path: Path) -> Content:
    """What an empty database holds after taking in a folder, JSON file or workbook."""
    with database() as db:
        brought_in(db, tables_in(path))
        return content(db)


def tables_in(path: Path) -> Tables:
    """The cells of an export of everything, in any of its forms."""
    if path.is_dir():
        return {kind: csv_rows((path / f"{kind}.csv").read_text("utf-8-sig")) for kind in FIELDS}
    if path.suffix == ".json":
        return {kind: texts(rows) for kind, rows in json.loads(path.read_text("utf-8")).items()}
    book = CalamineWorkbook.from_path(str(path))
    tables = {}
    for name in book.sheet_names:
        head, *rows = book.get_sheet_by_name(name).to_python()
        tables[name] = texts([dict(zip(map(str, head), row, strict=True)) for row in rows])
    return tables


def csv_rows(text: str, delimiter: str = ",") -> Rows:
    """The cells of a CSV file, their guard against formulas taken off as an import does."""
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return [{key: unguarded(cell) for key, cell in row.items()} for row in rows]


def unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell.lstrip("'")[:1] in "=+-@" else cell


def texts(rows: list[dict[str, Any]]) -> Rows:
    """Cells as texts: a number without a point, nothing as an empty cell."""
    return [{key: text_of(cell) for key, cell in row.items()} for row in rows]


def text_of(cell: object) -> str:
    if isinstance(cell, float):
        return str(int(cell))
    return "" if cell is None else str(cell)


# --- A record with everything odd in it ---

ODD_TITLES = {"title_vi": 'Vì có "ngoặc kép"; và dấu ;', "title_en": "= 1 + 1"}


OWNER = {"investor": "=A1", "investor_country": "Hàn Quốc"}
TILE = {"map_row": "2", "map_column": "1"}


def odd_rows() -> Iterator[tuple[str, dict[str, str]]]:
    """Rows of every kind with what is hard to carry over."""
    yield "sources", {"code": "baocao", "title": "=HYPERLINK(1)", "date": "quý III/2024"}
    yield "sources", {"code": "a-b", "title": "'=quoted", "date": "../2023-05", "number": "-1"}
    yield "areas", {"code": "VN-02", "level": "province", "name": "Tỉnh A", "valid_to": "2025"}
    yield "areas", {"code": "VN-02", "level": "province", "name": "Tỉnh B", "valid_from": "2026"}
    district = {"code": "7", "level": "district", "name": "Huyện A", "parent": "VN-02@2025"}
    yield "areas", {**district, **TILE}
    yield "areas", {"code": "9", "level": "district", "name": "Huyện B", "note": "@x"}
    yield "areas", {"code": "9999999", "level": "commune", "name": "Xã Một", "parent": "7"}
    yield "successions", {"old": "VN-02@2024", "new": "VN-02@2026", "date": "2026-01-01"}
    yield "unit_sets", {"code": "all", **ODD_TITLES, "area": "7", "source": "baocao"}
    yield "unit_sets", {"code": "all", **ODD_TITLES, "area": "9"}
    yield "sectors", {"code": "own", "name_vi": "Riêng", "name_en": "Own", "confidence": "low"}
    yield "sectors", {"code": "top", "name_vi": "Nhóm", "name_en": "Group"}
    yield "sectors", {"code": "own", "name_vi": "Riêng", "name_en": "Own", "group": "top"}
    yield "provinces", {"name": "Tỉnh Lào Cai"}
    yield "clusters", {"name": "CCN Xa", "district": "7"}
    yield "zones", {"name": "KCN Xa", "district": "7", "former": "ccn-xa", "note": "+84 214"}
    yield "clusters", {"name": "CCN Xa", "district": "7", "within": "kcn-xa", "former": "kcn-xa"}
    yield "zones", {"name": "Tổng kho; miễn thuế", "district": "7", "confidence": "medium"}
    yield "zones", {"name": 'KCN (phía Nam) "Mới"', "district": "7", **OWNER}
    yield "projects", {"name": "Nhà máy A", "certificate": "0012-x", "within": "kcn-xa"}
    yield "projects", {"name": "Nhà máy 1", "district": "9", "sector": "own", "note": "(VD)"}
    yield "projects", {"name": "Nhà máy A", "certificate": "0012-x", "former": "da-nha-may-1"}
    yield "deliverables", {"name": "Đề án – 2025", "source": "Báo cáo chưa có mã"}
    yield "aliases", {"subject": "da-nha-may-a", "name": "=Nhà máy", "source": "a-b"}
    yield "places", {"subject": "kcn-xa", "area": "9999999", "confidence": "high", "note": "- a"}
    yield from odd_acts()
    yield from odd_figures()
    yield "confirmations", {"subject": "kcn-xa", "date": "../2024-06", "source": "a-b"}
    yield (
        "confirmations",
        {"subject": "kcn-xa", "date": "2024-Q3", "source": "baocao", "note": "+1"},
    )
    yield from odd_targets()


def odd_acts() -> Iterator[tuple[str, dict[str, str]]]:
    of = {"subject": "kcn-xa"}
    yield "milestones", {**of, "act": "planned", "date": "../2020", "source": "a-b"}
    yield "milestones", {**of, "act": "planned", "date": "../2020", "source": "baocao"}
    yield "milestones", {**of, "act": "established", "date": "2024-01-01/2024-12-31"}
    yield "milestones", {**of, "act": "operating", "date": "2024-H2", "phase": "1", "note": "=x"}
    back = {"return_to": "established", "reason": 'Bãi bỏ; "sai" thẩm quyền'}
    yield "milestones", {**of, "act": "returned", "date": "2025-02-28", **back}
    yield "milestones", {**of, "act": "suspended", "date": "2025-03", "confidence": "low"}
    yield "milestones", {**of, "act": "late", "date": "2025-Q2"}
    yield "milestones", {**of, "act": "operating", "date": "2027", "status": "planned"}
    yield "milestones", {"subject": "ccn-xa", "act": "recorded-existing", "date": "2019-2020"}


def odd_figures() -> Iterator[tuple[str, dict[str, str]]]:
    for value in ("200-500 ha", "gần 51 ha", "1 m2", "1.084 ha", "khoảng 1.000-2.000 ha"):
        yield "figures", figure("kcn-xa", "area-planned", value)
    for value in ("5.171,344 tỷ đồng", "1 đồng", "80 triệu USD", "0,01 USD", "1.807 tỷ"):
        yield "figures", figure("kcn-xa", "capital-registered", value, phase="2")
    for value in ("-2%", "-2--1%", "khoảng -0,07%", "0%", "trên 12,9%"):
        yield "figures", figure("tinh-lao-cai", "grdp-growth", value, price_base="2010")
    yield "figures", figure("kcn-xa", "labour", "2.200 người", status="planned", derived="yes")
    yield "figures", figure("kcn-xa", "labour", "2.200 người", source="a-b", note="'=1")
    yield "figures", figure("kcn-xa", "labour", "2.200 người", source="baocao", derived="no")
    yield "figures", figure("tinh-lao-cai", "projects", "tối đa 161")
    yield "figures", figure("da-nha-may-a", "capacity", "330.500 tấn/năm")


def figure(subject: str, measure: str, value: str, **cells: str) -> dict[str, str]:
    return {"subject": subject, "measure": measure, "value": value, "date": "../2024-Q3", **cells}


def odd_targets() -> Iterator[tuple[str, dict[str, str]]]:
    yield "targets", {"code": "T1", "year": "2024", **ODD_TITLES, "note": "@", "source": "a-b"}
    rule = {"target": "T1", **ODD_TITLES, "threshold": "1", "kind": "cluster"}
    acts = {"count_by": "act", "acts": "established;recorded-existing", "unit_set": "all"}
    yield (
        "readings",
        {**rule, **acts, "code": "a", "main": "yes", "period": "2024", "baseline": "3"},
    )
    more = {"count_by": "stage-at-least", "acts": "operating", "period": "2024-H1"}
    yield "readings", {**rule, **more, "code": "b.1"}
    new = {"count_by": "advanced", "flow": "flow", "period": "2023-12-15/2024-12-14"}
    yield "readings", {**rule, **new, "code": "c-2", "note": "=x", "source": "baocao"}
    two = {"kind": "zone", "subjects": 'kcn-xa;KCN (phía Nam) "Mới"', "threshold": "2"}
    yield "readings", {**rule, **two, "code": "d", "count_by": "any-act", "period": "2024-02"}


@cache
def odd_image() -> bytes:
    """The bytes of that record, made once."""
    with database() as db:
        for kind, cells in odd_rows():
            put(db, kind, **cells)
        rename(db, "da-nha-may-1", "Nhà máy 2", "Nhà máy 1")  # a name given up and taken up again
        rename(db, "kcn-tong-kho-mien-thue", "KCN Tổng kho")
        put(db, "zones", name="Tổng kho; miễn thuế", district="9")  # where its old name is free
        return db.serialize()


def rename(db: sqlite3.Connection, code: str, *names: str) -> None:
    for name in names:
        put(db, f"{kind_of(code)}s", "update", code=code, name=name)


def kind_of(code: str) -> str:
    return {"kcn": "zone", "ccn": "cluster", "da": "project"}[code.partition("-")[0]]


@pytest.fixture
def odd(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with everything odd in it, which commands use."""
    path = workplace / "odd.db"
    path.write_bytes(odd_image())
    monkeypatch.setenv("ZONE_TRACKER_DB", path.name)
    return path


def content_of(path: Path) -> Content:
    with closing(sqlite3.connect(path)) as db:
        return content(db)


# --- There and back ---

FORMS = ("all", "all.json", "all.xlsx")


def done(result: Result) -> Result:
    assert (result.code, result.err) == (0, ""), result
    return result


@pytest.mark.parametrize("form", FORMS)
def test_the_seed_comes_back_whole(form: str, run: Run, record: Path) -> None:
    done(run("export", "all", "-o", form))
    assert unordered(read_back(record.with_name(form))) == unordered(content_of(record))


@pytest.mark.parametrize("form", FORMS)
def test_everything_odd_comes_back_whole(form: str, run: Run, odd: Path) -> None:
    done(run("export", "all", "-o", form))
    assert unordered(read_back(odd.with_name(form))) == unordered(content_of(odd))


def test_the_odd_record_has_something_in_every_column(odd: Path) -> None:
    """Else the test before would prove little."""
    with closing(sqlite3.connect(odd)) as db:
        for kind, fields in FIELDS.items():
            (table,) = export(db, [kind]).tables
            told = [
                field.key
                for field, cells in zip(fields, zip(*table.rows, strict=True), strict=True)
                if any(cells)
            ]
            missing = {field.key for field in fields} - set(told)
            assert missing <= SELDOM.get(kind, set()), kind


BARE = {
    *("certificate", "district", "within", "former", "investor", "investor_country", "sector"),
    *("source", "confidence", "note"),
}
SELDOM = {
    "sources": {"publisher", "url", "note"},
    "areas": {"source", "confidence"},
    "successions": {"source", "confidence"},
    "sectors": {"source"},
    "provinces": BARE,
    "deliverables": BARE,
    "clusters": BARE - {"district", "within", "former"},
    "zones": {"certificate", "within", "sector", "source"},
    "projects": {"investor", "investor_country", "source", "confidence"},
    "places": {"source"},
    "figures": {"confidence"},
    "targets": {"confidence"},
}
"""Columns that the odd record leaves to the seed, which has them."""


@pytest.mark.parametrize("form", FORMS)
def test_the_command_takes_back_what_the_command_wrote(form: str, run: Run, odd: Path) -> None:
    done(run("export", "all", "-o", form))
    done(run("init", "--empty", "--db", "new.db"))
    assert run("import", form, "--db", "new.db").code == 0
    assert unordered(content_of(odd.with_name("new.db"))) == unordered(content_of(odd))


def test_a_second_export_is_the_first_one_byte_for_byte(run: Run, odd: Path) -> None:
    done(run("export", "all", "-o", "one"))
    with database() as db:
        brought_in(db, tables_in(odd.with_name("one")))
        odd.with_name("two.db").write_bytes(db.serialize())
    done(run("export", "all", "-o", "two", "--db", "two.db"))
    for path in odd.with_name("one").iterdir():
        assert path.read_bytes() == (odd.with_name("two") / path.name).read_bytes()


def test_the_record_itself_says_nothing_new(run: Run, odd: Path) -> None:
    done(run("export", "all", "-o", "all.json"))
    before = content_of(odd)
    with database() as db:
        db.deserialize(odd.read_bytes())
        brought_in(db, tables_in(odd.with_name("all.json")))
        assert content(db) == before


def test_import_understands_every_exported_sheet() -> None:
    """Its kind, its columns, and that every row is one of data, whatever the names."""
    with database() as db:
        db.deserialize(odd_image())
        tables = export(db, FIELDS).tables
        sheets = {table.key: [list(map(text_of, row)) for row in table.rows] for table in tables}
    for table in tables:
        rows = [[column.key for column in table.columns], *sheets[table.key]]
        sheet = Sheet(f"{table.key}.csv", None, partial(listed, rows))
        layout, tally = understand(sheet, None, Profile()), Tally()
        taken = [cells for _, cells in data_rows(sheet, layout, tally)]
        assert (layout.kind.code, taken) == (table.key, sheets[table.key])
        assert [heading and heading.key for heading in layout.fields] == rows[0]
        assert not tally.counts


def listed(rows: list[list[str]]) -> Iterator[tuple[int, list[str]]]:
    return iter(enumerate(rows, 1))


@pytest.mark.parametrize("first", ["kcn-a", "kcn-b"])
def test_what_two_documents_did_not_say_apart_is_one_after_a_merge(
    first: str, run: Run, workplace: Path
) -> None:
    """Else an import would make one of two rows."""
    done(run("init", "--empty", "--db", "x.db"))
    acts = ("--stage", "planned", "--on", "2020", "--area", "5 ha", "--db", "x.db")
    for name in ("KCN A", "KCN B"):
        source = ("--source", "QĐ 1") if name[-1] == first[-1].upper() else ()
        done(run("zone", "add", name, *acts, *source))
    done(run("zone", "merge", "kcn-a", "--into", "kcn-b", "--db", "x.db"))
    done(run("export", "all", "-o", "out", "--db", "x.db"))
    kept = content_of(workplace / "x.db")
    assert unordered(read_back(workplace / "out")) == unordered(kept)
    assert [len(kept[table]) for table in ("milestone", "figure")] == [1, 1]
    assert kept["milestone"][0]["source"] is not None


def test_what_came_later_stands_after_what_it_belongs_to() -> None:
    """A parent entered after its part goes before it; acts keep the order of entry."""
    with database() as db:
        db.deserialize(odd_image())
        rows = {table.key: list(table.rows) for table in export(db, FIELDS).tables}
    assert [row[:2] for row in rows["sectors"]] == [("top", None), ("own", "top")]
    assert [row[1] for row in rows["milestones"]] == [
        *("planned", "planned", "established", "operating", "returned", "suspended", "late"),
        *("operating", "recorded-existing"),
    ]


# --- Values ---


@given(
    st.integers(-(2**63), 2**63 - 1),
    st.none() | st.integers(1, 2**40),
    st.sampled_from([None, "about", "almost", "over", "at-least", "under", "at-most"]),
    st.sampled_from(["vnd", "usd_cents", "m2", "bp", "person", "item", "tonne_per_year"]),
)
def test_any_quantity_reads_back(value: int, more: int | None, qualifier: Any, unit: str) -> None:
    value = value if unit == "bp" else abs(value)
    upper = None if more is None or abs(value) + more > 2**63 - 1 else value + more
    if abs(value) > 2**63 - 1:
        return
    told = SORTS["quantity"].tell(value, unit, upper, qualifier)
    assert parse_quantity(str(told), [unit]) == Quantity(value, unit, upper, qualifier)


@given(st.dates().filter(lambda day: 1900 <= day.year <= 2199), st.integers(0, 800))
def test_any_period_reads_back(start: Any, days: int) -> None:
    from datetime import timedelta

    end = start + timedelta(days)
    if end.year > 2199:
        return
    told = period_told(start.isoformat(), end.isoformat())
    assert parse_date(told)[:2] == (start.isoformat(), end.isoformat())


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2024-01-01", "2024-12-31", "2024"),
        ("2024-07-01", "2024-12-31", "2024-H2"),
        ("2024-04-01", "2024-06-30", "2024-Q2"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2024-02-01", "2024-02-28", "2024-02-01/2024-02-28"),
        ("2024-02-01", "2024-04-30", "2024-02-01/2024-04-30"),
        ("2023-01-01", "2024-12-31", "2023-01-01/2024-12-31"),
        ("2023-12-15", "2024-12-14", "2023-12-15/2024-12-14"),
        ("2024-12-14", "2024-12-14", "2024-12-14"),
    ],
)
def test_a_period_has_the_name_that_people_give_it(start: str, end: str, told: str) -> None:
    assert period_told(start, end) == told


ANY_TEXT = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"], max_codepoint=0x24F)
    | st.sampled_from("ắếộữĐđ'=+-@;,\"|#"),
    min_size=1,
)


@settings(max_examples=30)
@given(ANY_TEXT)
def test_any_note_and_title_comes_back(text: str) -> None:
    from zone_tracker.errors import BadValue
    from zone_tracker.vietnamese.text import clean

    try:
        kept = clean(text)
    except BadValue:
        return
    if not kept:
        return
    with database() as db:
        zone(db, "kcn-a", note=text)
        (table,) = export(db, ["zones"]).tables
        (row,) = table.rows
    assert row[-1] == kept
    assert clean(kept) == kept


# --- One kind, and how it is written ---


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("kind", FIELDS)
def test_one_kind_says_what_the_seed_says(kind: str, run: Run) -> None:
    """Row for row; only the day that tells an area from its namesakes may be another one."""
    exported = csv_rows(done(run("export", kind)).out.removeprefix("\ufeff"))
    seed = seeded(kind)
    assert len(exported) == len(seed)
    for mine, theirs in zip(exported, seed, strict=True):
        assert {key: plain(key, mine[key]) for key in theirs} == {
            key: plain(key, cell) for key, cell in theirs.items()
        }


def seeded(kind: str) -> Rows:
    """The rows of a kind in the seed; it has none of some."""
    path = seed_folder() / f"{kind}.csv"
    return csv_rows(path.read_text("utf-8")) if path.exists() else []


def plain(key: str, cell: str) -> str:
    """A cell without what may be written in two ways."""
    if key == "value":
        units = ["person"] if cell.endswith("người") else [*(set(UNITS) - {"person"})]
        return repr(parse_quantity(cell, units))
    return re.sub("@[0-9-]*$", "", cell)


@pytest.mark.usefixtures("record")
def test_csv_says_that_it_is_utf8_and_excel_gets_semicolons(run: Run) -> None:
    head = (
        "code,name,certificate,district,within,former,investor,investor_country,sector,source,"
        "confidence,note"
    )
    assert done(run("export", "zone")).out.startswith(f"\ufeff{head}\n")
    for_excel = done(run("export", "zones", "--excel")).out
    assert for_excel.startswith(f"\ufeff{head.replace(',', ';')}\n")
    assert csv_rows(for_excel[1:], ";") == csv_rows(done(run("export", "zones")).out[1:])


@pytest.mark.usefixtures("record")
def test_a_screen_of_ascii_gets_no_mark(run: Run) -> None:
    result = run("export", "zones", encoding="ascii")
    assert result.out.startswith("code,")


@pytest.mark.usefixtures("record")
def test_json_has_keys_numbers_and_nulls(run: Run) -> None:
    (first, *_) = run("export", "readings", "--format", "json").json()
    assert (first["target"], first["threshold"], first["baseline"]) == ("T1", 1, None)
    lines = done(run("export", "targets", "--format", "jsonl")).out.splitlines()
    assert [json.loads(line)["year"] for line in lines] == [2024] * 9


@pytest.mark.parametrize("format", ["csv", "json", "jsonl"])
def test_with_nothing_to_write_there_are_headings_alone(
    format: str, run: Run, workplace: Path
) -> None:
    done(run("init", "--empty", "--db", "empty.db"))
    result = done(run("export", "aliases", "--db", "empty.db", "--format", format))
    assert result.out == {"csv": "\ufeffsubject,name,source\n", "json": "[]\n", "jsonl": ""}[format]
    done(run("export", "all", "--db", "empty.db", "-o", "all.xlsx"))
    empty = tables_in(workplace / "all.xlsx")
    assert list(empty) == list(FIELDS)
    assert not any(empty.values())


@pytest.mark.usefixtures("odd")
def test_no_cell_is_a_formula(run: Run) -> None:
    rows = csv.reader(io.StringIO(done(run("export", "figures")).out[1:]))
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")]


# --- Files ---


def test_a_folder_holds_a_file_a_kind_and_the_package(run: Run, record: Path) -> None:
    told = done(run("export", "all", "-o", "out"))
    folder = record.with_name("out")
    assert told.out == "✔ Đã ghi 18 tệp vào thư mục out\n"
    names = {path.name for path in folder.iterdir()}
    assert names == {*(f"{kind}.csv" for kind in FIELDS), "datapackage.json"}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    document = run("export", "all", "-o", "out", "--lang", "en")
    assert document.out == "✔ Wrote 18 files to the folder out\n"


def test_a_folder_may_have_a_point_in_its_name(run: Run, record: Path) -> None:
    done(run("export", "all", "-o", "2024.11"))
    assert record.with_name("2024.11").is_dir()
    assert run("export", "all", "-o", "x.json", "--format", "csv").code == 2


def test_an_old_folder_keeps_what_is_not_ours(run: Run, record: Path) -> None:
    folder = record.with_name("out")
    folder.mkdir()
    (folder / "zones.csv").write_text("old")
    (folder / "mine.txt").write_text("mine")
    done(run("export", "all", "-o", "out", "--excel"))
    assert (folder / "mine.txt").read_text() == "mine"
    assert (folder / "zones.csv").read_text("utf-8").startswith("\ufeffcode;name")
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert package["resources"][0]["dialect"] == {"delimiter": ";"}


def test_a_folder_that_cannot_be_filled_stays_as_it_was(
    run: Run, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SORTS, "text", SORTS["text"]._replace(tell=breaks_at("T9")))
    folder = record.with_name("out")
    assert run("export", "all", "-o", "out").code == 130
    assert not folder.exists()
    folder.mkdir()
    (folder / "zones.csv").write_text("old")
    assert run("export", "all", "-o", "out").code == 130
    assert [path.read_text() for path in folder.iterdir()] == ["old"]


def breaks_at(word: str) -> Callable[[object], object]:
    def tell(value: object) -> object:
        if value == word:
            raise KeyboardInterrupt
        return value

    return tell


def test_a_place_that_is_no_folder_is_told(run: Run, record: Path) -> None:
    record.with_name("taken").write_text("old")
    refused = run("export", "all", "-o", "taken")
    assert (refused.code, refused.out) == (4, "")
    assert "taken" in refused.err
    assert record.with_name("taken").read_text() == "old"


@pytest.mark.parametrize(
    "words", ["export zones -o x.md", "template zones -o x.json", "export all -o x.tsv"]
)
def test_a_file_is_never_of_another_format_than_its_name(
    words: str, run: Run, record: Path
) -> None:
    refused = run(*words.split())
    assert (refused.code, refused.out) == (2, "")
    assert [path.name for path in record.parent.iterdir()] == ["record.db"]


def test_one_kind_in_a_file_of_any_format(run: Run, record: Path) -> None:
    for name in ("z.csv", "z.json", "z.jsonl", "z.xlsx", "z"):
        assert done(run("export", "zones", "-o", name)).out == ""
    assert record.with_name("z").read_bytes() == record.with_name("z.csv").read_bytes()
    assert len(json.loads(record.with_name("z.json").read_text("utf-8"))) == 9
    assert list(tables_in(record.with_name("z.xlsx"))) == ["zones"]


# --- The table of columns ---


def test_every_kind_of_input_is_exported_in_the_order_of_the_seed() -> None:
    assert list(FIELDS) == list(KINDS)
    for kind, fields in FIELDS.items():
        keys = [field.key for field in fields]
        assert set(keys) <= {column.key for column in KINDS[kind].columns}
        header = list(next(iter(seeded(kind)), {}))
        assert [key for key in keys if key in header] == header
        needed = {column.key for column in KINDS[kind].columns if column.required}
        assert needed <= {field.key for field in fields if field.required}
        assert set(KEYS.get(kind, ())) <= set(keys)


EXPORTED_AS = {
    "unit_set": "unit_sets",
    "unit_set_member": "unit_sets",
    "subject": "zones",
    "alias": "aliases",
    "reading_act": "readings",
    "reading_subject": "readings",
}
"""The kind that a table is exported as, where it is not the table's name in the plural."""


def test_every_recorded_table_is_exported() -> None:
    assert {EXPORTED_AS.get(table, f"{table}s") for table in TRACKED} <= set(FIELDS)


def test_what_an_export_leaves_out_is_told_elsewhere() -> None:
    """The columns of a kind that its export has not are acts and figures of a subject's sheet."""
    left = {
        kind: {column.key for column in KINDS[kind].columns} - {field.key for field in fields}
        for kind, fields in FIELDS.items()
    }
    beside = {"stage", "on", "status", "phase", "return_to", "reason", "area", "capital", "labour"}
    assert set().union(*left.values()) - {"stt"} <= beside | {"as_of", "place"}
    assert all(not left[kind] - {"stt"} for kind in FIELDS if KINDS[kind].about is None)


# --- The data package ---


def test_the_package_describes_every_file(run: Run, record: Path) -> None:
    done(run("export", "all", "-o", "out"))
    package = json.loads(record.with_name("out").joinpath("datapackage.json").read_text("utf-8"))
    assert package["name"] == "zone-tracker"
    assert [each["name"] for each in package["resources"]] == list(FIELDS)
    for each in package["resources"]:
        text = record.with_name("out").joinpath(each["path"]).read_text("utf-8-sig")
        check_resource(each, csv_rows(text), package)


TYPES = {"string", "integer", "date", "year", "boolean"}


def check_resource(resource: dict[str, Any], rows: Rows, package: dict[str, Any]) -> None:
    """What the standard asks of a resource and its schema, against the rows themselves."""
    assert resource["type"] == "table"
    assert (resource["format"], resource["mediatype"]) == ("csv", "text/csv")
    schema = resource["schema"]
    fields = {field["name"]: field for field in schema["fields"]}
    assert len(fields) == len(schema["fields"])
    for name, field in fields.items():
        assert field["type"] in TYPES
        assert field["title"]
        assert field["description"]
        told = [row[name] for row in rows if row[name]]
        rules = field.get("constraints", {})
        assert not rules.get("required") or len(told) == len(rows)
        assert set(told) <= set(rules.get("enum", told))
        if field["type"] == "boolean":
            assert set(told) <= {*field["trueValues"], *field["falseValues"]}
    check_keys(schema, rows, package)


def check_keys(schema: dict[str, Any], rows: Rows, package: dict[str, Any]) -> None:
    """Primary keys name columns and are unique; foreign keys lead somewhere."""
    names = {field["name"] for field in schema["fields"]}
    primary = schema.get("primaryKey", [])
    assert set(primary) <= names
    if primary:
        keys = [tuple(row[name] for name in primary) for row in rows]
        assert len(set(keys)) == len(keys)
    others = {each["name"]: each["schema"] for each in package["resources"]}
    for key in schema.get("foreignKeys", []):
        reference = key["reference"]
        other = others[reference["resource"]] if "resource" in reference else schema
        assert set(key["fields"]) <= names
        assert set(reference["fields"]) <= {field["name"] for field in other["fields"]}
        assert len(key["fields"]) == len(reference["fields"])
