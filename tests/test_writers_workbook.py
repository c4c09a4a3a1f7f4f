"""Workbooks, read back by another library: text stays text, numbers add up, nothing is lost."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from builders import refusal
from conftest import Run
from test_writers import HARD, HARD_TEXTS, one_column, told
from zone_tracker.drawing import Bars, Drawing, Stack, Timeline, Trend
from zone_tracker.model import Column, FactDate, Language, Message, Quantity, Report, Table, Term
from zone_tracker.vietnamese.text import show_hidden
from zone_tracker.wording import catalogue
from zone_tracker.writers import BINARY, workbook
from zone_tracker.writers.workbook import LISTS_SHEET, sheet_name

pytestmark = pytest.mark.usefixtures("free_wording")

Sheets = dict[str, list[list[Any]]]


def made(report: Report, lang: Language = "vi") -> bytes:
    stream = io.BytesIO()
    BINARY["xlsx"](report, stream, lang)
    return stream.getvalue()


def read(book: bytes) -> Sheets:
    """The cells of every sheet."""
    opened = CalamineWorkbook.from_filelike(io.BytesIO(book))
    return {name: opened.get_sheet_by_name(name).to_python() for name in opened.sheet_names}


def part(book: bytes, name: str) -> str:
    """One file inside the workbook."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return archive.read(name).decode()


def cells(*values: object, **options: Any) -> list[Any]:
    """What becomes of cells of one column."""
    columns = (Column("a", told("A"), **options), Column("b", told("B")))
    rows = [(value, "x") for value in values]  # the second keeps rows that are empty else
    sheets = read(made(Report((Table("t", told("T"), columns, rows),))))
    return [row[0] for row in sheets["T"][1:]]


# --- What a cell becomes ---


def test_a_text_stays_what_it_is_whatever_it_looks_like() -> None:
    told_texts = [text for text in HARD_TEXTS if text.strip() == text and text]
    assert cells(*told_texts) == [show_hidden(text) for text in told_texts]
    odd = ["=1+1", "<r>&</r>", "<r><t>x</t></r>", "_x0041_", "http://example.vn", "1,5", "TRUE"]
    assert cells(*odd) == odd
    report = one_column(*HARD_TEXTS, *odd)
    (table,) = report.tables
    for book in (made(report), made(Report((table._replace(rows=iter(list(table.rows))),)))):
        sheet = re.sub('t="s"><v>', "", part(book, "xl/worksheets/sheet1.xml"))
        assert not re.search("<f>|<hyperlink|<v>", sheet)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])).filter(str.strip), min_size=1))
@settings(max_examples=40)
def test_any_text_is_read_back_as_it_is_shown(texts: list[str]) -> None:
    trimmed = [text.strip() for text in texts]
    assert cells(*trimmed) == [show_hidden(text) for text in trimmed]


def test_a_plain_number_and_a_day_are_numbers() -> None:
    day = FactDate("2024-03-05", "2024-03-05", "day")
    assert cells(7, -5, 0, day, None) == [7, -5, 0, date(2024, 3, 5), ""]
    assert cells(9_007_199_254_740_993, True) == ["9.007.199.254.740.993", "có"]


def test_what_a_number_would_not_tell_is_text() -> None:
    assert cells(
        FactDate("2024-07-01", "2024-09-30", "quarter"),
        FactDate(None, "2024-03-05", "day"),
        FactDate("1900-01-05", "1900-01-05", "day"),
        Quantity(2_000_000, "m2", 5_000_000),
        Quantity(510_000, "m2", None, "almost"),
        Term("established", "Đã thành lập", "Established"),
        Message("no-source"),
    ) == [
        *("quý III/2024", "≤ 05/3/2024", "05/01/1900", "200–500 ha", "gần 51 ha"),
        *("Đã thành lập", catalogue("vi")["no-source"]),
    ]


def test_amounts_of_one_unit_can_be_added_up_whatever_their_size() -> None:
    amounts = (Quantity(5_171_344_000_000, "vnd"), Quantity(500_000_000, "vnd"))
    assert cells(*amounts) == [5171.344, 0.5]
    assert cells(Quantity(50, "m2"), Quantity(10_840_000, "m2")) == [0.005, 1084]
    assert cells(Quantity(3594, "bp"), Quantity(161, "item")) == [0.3594, 161]
    styles = part(made(one_column(*amounts, Quantity(3594, "bp"))), "xl/styles.xml")
    formats = re.findall('numFmtId="1[0-9]+" formatCode="([^"]*)"', styles)
    assert formats == [
        *("#,##0.000&quot; tỷ đồng&quot;", "#,##0.0&quot; tỷ đồng&quot;", "0.00%"),
    ] or formats[:2] == ["#,##0.000&quot; tỷ đồng&quot;", "#,##0.0&quot; tỷ đồng&quot;"]


def test_an_amount_that_excel_would_round_is_text() -> None:
    assert cells(Quantity(1_234_567_890_123_456, "vnd")) == ["1.234.567,890123456 tỷ đồng"]


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.sampled_from(["vnd", "usd_cents", "m2", "bp"]))
def test_an_amount_is_exact_to_the_base_unit(value: int, unit: str) -> None:
    scale = 10_000 if unit == "bp" else workbook.UNITS[unit].scale
    amount, _ = workbook.amount_of(Quantity(value, unit), "vi") or (0.0, "")
    assert round(amount * scale) == value


# --- A sheet ---


def test_labels_are_in_the_language_of_the_reader_and_columns_for_people() -> None:
    (hard, second, notes) = read(made(HARD)).items()
    assert hard[1][0] == [
        *("Tên", "Giai đoạn", "Từ ngày", "Số lượng", "Đánh giá", "Chắc", "Số"),
        *("Cho người | đọc", "Nguồn"),
    ]
    assert second == ("Bảng hai", [["Số"], [1.0], [22.0]])
    lines = [line for (line,) in notes[1]]
    assert notes[0] == "Ghi chú"
    assert [line for line in lines if "báo cáo" in line or "không phải" in line] == [
        *("# không phải tiêu đề", "Hết <báo cáo>"),
    ]
    assert "Notes" in read(made(HARD, "en"))


def test_headings_stay_in_sight_and_can_be_filtered() -> None:
    where = f'ref="A1:I{len(HARD_TEXTS) + 1}"'
    first, *others = HARD.tables
    streamed = HARD._replace(tables=(first._replace(rows=iter(list(first.rows))), *others))
    book, flowing = made(HARD), made(streamed)
    for each in (book, flowing):
        sheet = part(each, "xl/worksheets/sheet1.xml")
        assert '<pane ySplit="1" topLeftCell="A2"' in sheet
        assert 'orientation="landscape"' in sheet
        assert re.search("<oddHeader>.*</oddHeader><oddFooter>&amp;R&amp;P/&amp;N", sheet)
    assert f"<autoFilter {where}/>" in part(flowing, "xl/worksheets/sheet1.xml")
    assert f"<autoFilter {where}/>" in part(book, "xl/tables/table1.xml")
    assert read(book) == read(flowing)


def test_a_short_report_has_real_tables_named_by_their_keys() -> None:
    columns = (Column("name", told("Tên")), Column("count", told("Số <dự án>"), right=True))
    same = (columns[0], columns[0]._replace(key="other"))
    rows = [("Bát Xát", 3)]
    tables = (
        Table("by-unit", told("A"), columns, rows),
        Table("by-unit", told("B"), columns, rows),
        Table("same", told("C"), same, [("x", "y")]),
        Table("none", told("D"), columns, []),
    )
    book = made(Report(tables, header=(told("=1+1 & <x>"),)))
    names = [
        re.search('displayName="([^"]*)"', part(book, f"xl/tables/table{n}.xml")) for n in (1, 2)
    ]
    assert [name and name[1] for name in names] == ["t_by_unit", "Table2"]
    assert "Số &lt;dự án&gt;" in part(book, "xl/tables/table1.xml")
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert sum("tables/" in name and "rels" not in name for name in archive.namelist()) == 2
    assert "=1+1 &amp;&amp; &lt;x&gt;&amp;RA" in part(book, "xl/worksheets/sheet1.xml")
    assert read(book)["A"] == [["Tên", "Số <dự án>"], ["Bát Xát", 3]]


@pytest.mark.parametrize(
    ("drawing", "kind", "values"),
    [
        (Bars("name", "count"), '<c:barDir val="bar"/><c:grouping val="clustered"/>', "C"),
        (Bars("name", "count", "whole"), '<c:barDir val="bar"/>', "DC"),
        (Stack("name", ("count", "gone", "whole")), '<c:grouping val="stacked"/>', "CD"),
        (Trend("date", "count", "whole"), "<c:lineChart>", "CD"),
    ],
)
def test_a_drawing_is_a_chart_of_the_cells_above_it(
    drawing: Drawing, kind: str, values: str
) -> None:
    columns = (
        *(Column("name", told("Tên")), Column("date", told("Ngày"))),
        *(Column("count", told("Đạt")), Column("whole", told("Cần"))),
        Column("gone", told("Máy"), only="machines"),
    )
    day = FactDate("2024-03-05", "2024-03-05", "day")
    rows = [("Bát Xát", day, 3, 4, 0), ("Văn Bàn", day, 1, 2, 0)]
    book = made(Report((Table("t", told("Võ's"), columns, rows, drawing=drawing),)))
    chart = part(book, "xl/charts/chart1.xml")
    assert kind in chart
    label = "B" if isinstance(drawing, Trend) else "A"
    assert re.findall("<c:f>([^<]*)</c:f>", chart) == [
        f"'Võ''s'!{cells}"
        for column in values
        for cells in (f"${column}$1", f"${label}$2:${label}$3", f"${column}$2:${column}$3")
    ]
    anchor = part(book, "xl/drawings/drawing1.xml")
    assert "<xdr:row>4</xdr:row>" in anchor, "below the rows"


def test_what_has_no_chart_has_none() -> None:
    table = one_column("x").tables[0]
    book = made(Report((table._replace(drawing=Timeline(None, "c", "c", "c")),)))
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert [name for name in archive.namelist() if "chart" in name] == []


def test_a_table_without_rows_has_its_headings() -> None:
    assert read(made(one_column())) == {"Bảng": [["Tên"]]}


def test_a_report_without_tables_says_what_it_says() -> None:
    assert read(made(Report((), (told("Đã ghi"), told("Hết"))))) == {
        "Ghi chú": [["Đã ghi"], ["Hết"]]
    }
    assert read(made(Report(()))) == {"Ghi chú": []}


def test_words_to_choose_from_stand_on_a_sheet_nobody_sees() -> None:
    words = ("cao", Message("no-source"))
    columns = (
        Column("a", told("A"), choices=words),
        Column("b", told("B")),
        Column("c", told("C"), choices=words),
        Column("d", told("D"), choices=("=1", "<r></r>")),
    )
    rows = [tuple(f"({n})" for n in range(4))]
    book = made(Report((Table("t", told("T"), columns, rows, lead=1),)))
    assert read(book)[LISTS_SHEET] == [["cao", "=1"], [catalogue("vi")["no-source"], "<r></r>"]]
    assert f'name="{LISTS_SHEET}" sheetId="2" state="veryHidden"' in part(book, "xl/workbook.xml")
    sheet = part(book, "xl/worksheets/sheet1.xml")
    rules = re.findall(r'<dataValidation [^>]*sqref="([^"]*)"><formula1>([^<]*)<', sheet)
    assert rules == [
        ("A3:A1048576", "danh_muc!$A$1:$A$2"),
        ("C3:C1048576", "danh_muc!$A$1:$A$2"),
        ("D3:D1048576", "danh_muc!$B$1:$B$2"),
    ]
    assert '<pane ySplit="2"' in sheet
    assert "autoFilter" not in sheet


# --- Names of sheets ---


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Khu công nghiệp, đến hết ngày 31/12/2024", "Khu công nghiệp, đến hết ngày"),
        ("Còn thiếu (chi tiết) – những mục khác", "Còn thiếu (chi tiết) – những"),
        ("x" * 40, "x" * 31),
        ("a[b]c:d*e?f/g\\h", "a b c d e f g h"),
        ("'trích'", "trích"),
        ("History", "History (2)"),
        (LISTS_SHEET.upper(), f"{LISTS_SHEET.upper()} (2)"),
        ("::", "-"),
        ("", "-"),
    ],
)
def test_a_title_becomes_a_name_that_excel_takes(title: str, name: str) -> None:
    assert sheet_name(title, [LISTS_SHEET, "history"]) == name


def test_two_tables_of_one_title_have_two_names() -> None:
    table = one_column("x").tables[0]
    assert list(read(made(Report((table, table, table))))) == ["Bảng", "Bảng (2)", "Bảng (3)"]
    long = "x" * 40
    assert sheet_name(long, ["x" * 31]) == "x" * 27 + " (2)"


# --- The file ---


def test_the_same_report_makes_the_same_bytes() -> None:
    assert made(HARD) == made(HARD)


@pytest.mark.parametrize(
    ("limit", "value", "key"),
    [("LAST_ROW", "x", "xlsx.too-many"), ("", "x" * 32_768, "xlsx.too-long")],
)
def test_what_no_sheet_holds_is_refused(
    limit: str, value: str, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if limit:
        monkeypatch.setattr("xlsxwriter.worksheet.Worksheet._check_dimensions", lambda *_: True)
    with refusal(key):
        made(one_column(value))


def test_nothing_is_left_behind_when_rows_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def rows() -> Iterator[tuple[str]]:
        yield ("x",)
        raise KeyboardInterrupt

    table = Table("t", told("T"), (Column("a", told("A")),), rows())
    with pytest.raises(KeyboardInterrupt):
        made(Report((table,)))
    assert list(tmp_path.iterdir()) == []


class Full(io.BytesIO):
    """A device with no room."""

    def write(self, data: object) -> int:
        raise OSError(28, "No space left on device")


def test_a_full_disk_is_told_as_what_it_is() -> None:
    with pytest.raises(OSError, match="No space left"):
        BINARY["xlsx"](one_column("x"), Full(), "vi")


# --- Through the command ---


@pytest.mark.usefixtures("record")
def test_every_reading_command_makes_a_workbook(run: Run, record: Path) -> None:
    for words in ("status", "zone list", "zone show vo-lao", "target list", "log", "find nexus"):
        assert run(*words.split(), "-o", "out.xlsx") == (0, "", "")
        sheets = read(record.with_name("out.xlsx").read_bytes())
        assert any(len(rows) > 1 for rows in sheets.values())
    zones, *_ = sheets_of(run, record, "zone", "list").values()
    row = next(row for row in zones if row[0] == "kcn-vo-lao")
    assert (row[1], row[3], row[8]) == ("KCN Võ Lao", date(2025, 1, 3), 1000)


def sheets_of(run: Run, record: Path, *words: str) -> Sheets:
    assert run(*words, "-o", "out.xlsx").code == 0
    return read(record.with_name("out.xlsx").read_bytes())


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    ("name", "begin"),
    [
        ("a.csv", b"code,name,stage"),
        ("a.TSV", b"code\tname\tstage"),
        ("a.json", b"[\n  {"),
        ("a.jsonl", b'{"code"'),
        ("a.md", b"#"),
        ("a.txt", "khu công nghiệp".encode()),
        ("a", "khu công nghiệp".encode()),
        ("a.xlsx", b"PK"),
    ],
)
def test_the_ending_of_the_file_picks_the_format(
    name: str, begin: bytes, run: Run, record: Path
) -> None:
    assert run("zone", "list", "-o", name).code == 0
    written = record.with_name(name).read_bytes()
    assert written.startswith(begin) or written.decode().lower().startswith(begin.decode())
    assert run("zone", "list", "-o", name, "--format", "jsonl").code == 0
    assert record.with_name(name).read_bytes().startswith(b'{"code"')


@pytest.mark.usefixtures("record")
def test_a_workbook_needs_a_file_before_anything_is_written(run: Run) -> None:
    refused = run("zone", "add", "KCN Mới", "--format", "xlsx")
    assert (refused.code, refused.out) == (2, "")
    assert "-o TỆP.xlsx" in refused.err
    assert run("zone", "show", "kcn-moi").code == 1
