"""Workbooks to sheets: values as their cells show them, rows where they stand, errors by cell."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
import xlwt
from hypothesis import HealthCheck, settings
from hypothesis import given as given_any
from hypothesis import strategies as st

from builders import refusal
from files import (
    MAKERS,
    given,
    ods_cell,
    ods_of,
    ods_row,
    old_workbook,
    raw_rows,
    rows_in,
    table,
    workbook,
    xlsx,
    xlsx_of,
    xlsx_parts,
    zipped,
)
from zone_tracker.errors import Problems
from zone_tracker.importing.readers import cells, sheets_of
from zone_tracker.importing.readers.cells import column_of, look_of
from zone_tracker.importing.sheets import Exact, letters_of
from zone_tracker.model import Message

WORKBOOKS = ("xlsx", "xls", "ods")
BOTH = ("xlsx", "xls")


# --- Values of Excel's two formats, through the libraries that write them ---


def made(format: str, *cells: tuple[Any, str | None]) -> bytes:
    """A workbook with these values in column A, each in a number format."""

    def fill(book: Any) -> None:
        sheet = book.add_worksheet("Một")
        for at, (value, shape) in enumerate(cells):
            sheet.write(at, 0, value, book.add_format({"num_format": shape}) if shape else None)

    def fill_old(book: Any) -> None:
        sheet = book.add_sheet("Một")
        for at, (value, shape) in enumerate(cells):
            style = xlwt.easyxf(num_format_str=shape) if shape else xlwt.Style.default_style
            sheet.write(at, 0, value, style)

    return workbook(fill) if format == "xlsx" else old_workbook(fill_old)


def shown(format: str, value: Any, shape: str | None = None) -> str:
    """How a value in this number format is read."""
    ((_, (told,)),) = rows_in(made(format, (value, shape)), format)
    return told


@pytest.mark.parametrize("format", BOTH)
@pytest.mark.parametrize(
    ("value", "shape", "told"),
    [
        (1360.668, None, "1360,668"),
        (46100, "#,##0", "46100"),
        (0.1 + 0.2, "0.00", "0,3"),
        (1 / 3, None, "0,333333333333333"),
        (-5.5, None, "-5,5"),
        (0.0, None, "0"),
        (-0.0, None, "0"),
        (1e20, None, "100000000000000000000"),
        (1e-9, None, "0,000000001"),
        (123456789012345000, None, "123456789012345000"),
        (0.129, "0.0%", "12,9%"),
        (0.35, "0%", "35%"),
        (1, "0%", "100%"),
        (0.0007, "0.00%", "0,07%"),
        (5000, '#,##0 "đồng"', "5000"),
        (5000, '_-* #,##0 "đ"_-', "5000"),
        (5000, "[Red]#,##0;-#,##0", "5000"),
        (date(2024, 3, 5), "dd/mm/yyyy", "2024-03-05"),
        (date(2024, 3, 5), "[$-42A]d mmmm yyyy", "2024-03-05"),
        (date(2024, 3, 1), "mm/yyyy", "2024-03"),
        (date(2024, 3, 15), '"tháng" m "năm" yyyy', "2024-03"),
        (date(2024, 1, 1), "yyyy", "2024"),
        (datetime(2024, 3, 5, 0, 0), "dd/mm/yyyy hh:mm", "2024-03-05"),
        (datetime(2024, 3, 5, 10, 30), "dd/mm/yyyy hh:mm", "2024-03-05 10:30:00"),
        (datetime(2024, 3, 5, 10, 30), "dd/mm/yyyy", "2024-03-05 10:30:00"),
        (time(10, 30), "hh:mm", "10:30:00"),
        (1.5, "[hh]:mm", "36:00:00"),
        (True, None, "TRUE"),
        (False, None, "FALSE"),
        ("  Võ Lao ", None, "  Võ Lao "),
        ("00123", None, "00123"),
        ("1.234,5", None, "1.234,5"),
    ],
)
def test_a_value_is_read_as_its_cell_shows_it(
    format: str, value: Any, shape: str | None, told: str
) -> None:
    assert shown(format, value, shape) == told


@pytest.mark.parametrize("format", BOTH)
def test_numbers_and_days_are_exact_and_the_rest_is_text(format: str) -> None:
    assert isinstance(shown(format, 15.7), Exact)
    assert isinstance(shown(format, 0.35, "0%"), Exact)
    assert isinstance(shown(format, date(2024, 3, 5), "dd/mm/yyyy"), Exact)
    assert not isinstance(shown(format, datetime(2024, 3, 5, 10), "dd/mm/yyyy hh:mm"), Exact)
    assert not isinstance(shown(format, "15,7"), Exact)


DIGITS = st.decimals(
    min_value=-(10**12), max_value=10**12, allow_nan=False, allow_infinity=False, places=3
)


@pytest.mark.parametrize("format", BOTH)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given_any(numbers=st.lists(DIGITS, min_size=1, max_size=8))
def test_any_number_of_fifteen_digits_comes_back(format: str, numbers: list[Decimal]) -> None:
    rows = rows_in(made(format, *((float(number), None) for number in numbers)), format)
    assert [Decimal(row[0].replace(",", ".")) for _, row in rows] == numbers
    assert not any("e" in row[0].lower() for _, row in rows)


@pytest.mark.parametrize("since_1904", [False, True])
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given_any(days=st.lists(st.dates(date(1904, 1, 2)), min_size=1, max_size=8))
def test_any_day_comes_back_in_either_calendar(since_1904: bool, days: list[date]) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        for at, day in enumerate(days):
            sheet.write_datetime(at, 0, day, book.add_format({"num_format": "dd/mm/yyyy"}))

    content = workbook(fill, date_1904=since_1904)
    assert [row for _, row in rows_in(content, "xlsx")] == [[day.isoformat()] for day in days]


def test_the_calendar_of_1904_is_seen_in_old_workbooks_too() -> None:
    def fill(book: Any) -> None:
        book.dates_1904 = True
        style = xlwt.easyxf(num_format_str="dd/mm/yyyy")
        book.add_sheet("Một").write(0, 0, 40_000, style)

    ((_, (told,)),) = rows_in(old_workbook(fill), "xls")
    assert told == (date(1904, 1, 1) + timedelta(40_000)).isoformat()


@pytest.mark.parametrize("shape", [None, "0%", "dd/mm/yyyy"])
def test_a_number_that_its_cell_would_round_is_refused(shape: str | None) -> None:
    """Digits beyond the fifteenth of a whole number; beyond the point they are noise."""
    for format in BOTH:
        (problem,) = told_problems(made(format, (12345678901234570, shape)), format)
        told = {"cell": "A1", "value": "12345678901234570"}
        assert (problem.reason.key, problem.reason.values) == ("cell.long", told)
    attributes = 'office:value-type="float" office:value="12345678901234567"'
    sheet = table(ods_row(ods_cell(attributes, "1,23E+16")))
    (problem,) = told_problems(ods_of(sheet), "ods")
    assert problem.reason == Message("cell.long", {"cell": "A1", "value": "12345678901234567"})
    assert shown("xlsx", 1360.6679999999999) == "1360,668"


@pytest.mark.parametrize("format", BOTH)
@pytest.mark.parametrize("value", [-5, 60, 3_000_000, 1e15])
def test_a_date_that_never_was_is_refused(format: str, value: float) -> None:
    (problem,) = told_problems(made(format, (value, "dd/mm/yyyy")), format)
    assert (problem.line, problem.reason.key) == (1, "cell.number")
    assert problem.reason.values["cell"] == "A1"


@pytest.mark.parametrize(
    ("code", "look"),
    [
        *(("General", "number"), ("0.00", "number"), ("#,##0.00 [$₫-42A]", "number")),
        *(("0.00E+00", "number"), ("@", "number"), ('#,##0 "đ"', "number")),
        *(('0 "ngày"', (0, "{} ngày")), ("0\\d", (0, "{} d")), ('"trên "0', (0, "trên {}"))),
        *(('#,##0 "m2"', (0, "{} m2")), ("#,##0,,", (2, "{}")), ('0.0, "nghìn"', (1, "{} nghìn"))),
        *(("_-* #,##0.00_-", "number"), ("[$USD] #,##0", (0, "USD {}")), ("(0)", "number")),
        *(("0%", "percent"), ("0.00%;-0.00%", "percent"), ('0"%"', "number")),
        *(("m/d/yy", "day"), ("dd-mmm", "day"), ("mmm-yy", "month"), ("yyyy", "year")),
        *(("h:mm AM/PM", "time"), ("mm:ss.0", "time"), ("[h]:mm:ss", "time"), ("[mm]", "time")),
        *(("yyyy-mm-dd hh:mm", "day"), ('"năm" yyyy', "year"), ("[$-42A]mmmm/yyyy", "month")),
        *(('"', "number"), ("[", "number"), ("\\", "number"), ("", "number")),
    ],
)
def test_a_number_format_tells_what_it_shows(code: str, look: object) -> None:
    assert look_of(code) == look


@given_any(st.integers(0, (1 << 14) - 1))
def test_columns_have_letters(column: int) -> None:
    assert column_of(letters_of(column)) == column
    assert column_of(letters_of(column).lower()) == column


# --- Sheets and rows ---


def test_rows_keep_their_number_and_have_one_width() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("Một")
        sheet.merge_range("B3:D3", "Danh mục")
        sheet.write(4, 1, "a")
        sheet.write(4, 2, "b")
        sheet.write(9, 1, "c")
        sheet.write(9, 6, "  ")
        sheet.write_blank(20, 8, None, book.add_format({"bold": True}))

    assert rows_in(workbook(fill), "xlsx") == [
        *((3, ["", "Danh mục", ""]), (5, ["", "a", "b"]), (10, ["", "c", ""])),
    ]


def test_rows_may_be_changed_by_who_asked_for_them() -> None:
    (sheet,) = sheets_of(given(xlsx([["a", "b"]]), "xlsx"))
    for _, row in sheet.rows():
        row.clear()
    assert [row for _, row in sheet.rows()] == [["a", "b"]]


@pytest.mark.parametrize("format", WORKBOOKS)
def test_every_sheet_that_is_not_hidden_is_read(format: str) -> None:
    names = ("Một", "Ẩn", "Trống", "Hai", "Rất ẩn")

    def fill(book: Any) -> None:
        for at, name in enumerate(names):
            sheet = book.add_worksheet(name)
            if name != "Trống":
                sheet.write(0, 0, str(at))
        book.get_worksheet_by_name("Ẩn").hide()
        book.get_worksheet_by_name("Rất ẩn").very_hidden()
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Một!$A$1:$A$1"})
        book.add_chartsheet("Biểu đồ").set_chart(chart)

    def fill_old(book: Any) -> None:
        for at, name in enumerate(names):
            sheet = book.add_sheet(name)
            if name != "Trống":
                sheet.write(0, 0, str(at))
            sheet.visibility = {"Ẩn": 1, "Rất ẩn": 2}.get(name, 0)

    def tables() -> str:
        return "".join(
            table(ods_row(ods_cell("", str(at))) if name != "Trống" else "", name, name)
            for at, name in enumerate(names)
        )

    hiding = "".join(
        f'<style:style style:name="{name}"><style:table-properties{shown}/></style:style>'
        for name in names
        for shown in [' table:display="false"' if "n" in name[-1:] else ""]
    )
    content = {
        "xlsx": lambda: workbook(fill),
        "xls": lambda: old_workbook(fill_old),
        "ods": lambda: ods_of(tables(), hiding),
    }[format]()
    sheets = sheets_of(given(content, format))
    assert [(sheet.name, [row for _, row in sheet.rows()]) for sheet in sheets] == [
        *(("Một", [["0"]]), ("Hai", [["3"]])),
    ]
    assert sheets[0].notes == (Message("note.hidden", {"sheets": ["Ẩn", "Rất ẩn"]}),)
    assert sheets[1].notes == ()


HIDDEN_COLUMN = '<table:table-column table:visibility="collapse"/>'


@pytest.mark.parametrize("format", [*BOTH, "ods"])
def test_hidden_rows_and_columns_are_read_and_told(format: str) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write_row(1, 0, ["c", "d"])
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(1, 5, None, None, {"hidden": True})

    def fill_old(book: Any) -> None:
        sheet = book.add_sheet("Một")
        for row, text in enumerate(("ab", "cd")):
            for column, letter in enumerate(text):
                sheet.write(row, column, letter)
        sheet.row(1).hidden = True
        sheet.col(1).hidden = True

    def old_tables() -> str:
        cells = [[ods_cell("", letter) for letter in text] for text in ("ab", "cd")]
        filtered = ods_row(*cells[1]).replace("<table:table-row", f'{ROW}filter"', 1)
        return table(f"<table:table-column/>{HIDDEN_COLUMN}{ods_row(*cells[0])}{filtered}")

    content = {
        "xlsx": lambda: workbook(fill),
        "xls": lambda: old_workbook(fill_old),
        "ods": lambda: ods_of(old_tables()),
    }[format]()
    (sheet,) = sheets_of(given(content, format))
    assert list(sheet.rows()) == [(1, ["a", "b"]), (2, ["c", "d"])]
    assert sheet.notes == (
        Message("note.hidden-rows", {"rows": "1"}),
        Message("note.hidden-columns", {"columns": ["B"]}),
    )


ROW = '<table:table-row table:visibility="'


def test_rich_text_and_spoken_signs() -> None:
    strings = (
        "<si><t>một</t></si>"
        '<si><r><t>Võ </t></r><r><rPr><b/></rPr><t xml:space="preserve">Lao</t></r></si>'
        "<si><t>漢</t><rPh><t>kan</t></rPh></si><si><t>a_x000D_b _x005F_</t></si><si/>"
    )
    xml = "".join(f'<c t="s"><v>{at}</v></c>' for at in range(5))
    xml += '<c t="inlineStr"><is><r><t>x</t></r> <r><t>y</t></r></is></c>'
    xml += '<c t="str"><f>A1</f><v>kết quả</v></c><c t="str"><f>A1</f><v></v></c>'
    content = xlsx_of(f"<row>{xml}</row>", strings=strings)
    assert raw_rows(content, "xlsx") == [
        ["một", "Võ Lao", "漢", "a\rb _", "", "xy", "kết quả"],
    ]


def test_files_of_other_programs_are_read() -> None:
    """Prefixes, paths of Windows, other letters in paths, absolute links, no references."""
    parts = xlsx_parts(
        '<x:row><x:c t="inlineStr"><x:is><x:t>A</x:t></x:is></x:c><x:c><x:v>5</x:v></x:c></x:row>'
    )
    sheet = str(parts.pop("xl/worksheets/sheet1.xml")).replace("sheetData", "x:sheetData")
    sheet = sheet.replace("<worksheet xmlns", "<x:worksheet xmlns:x").replace("</w", "</x:w")
    links = str(parts["xl/_rels/workbook.xml.rels"])
    parts["xl/_rels/workbook.xml.rels"] = links.replace('"worksheets/', '"/xl/Worksheets/')
    parts["xl\\worksheets\\Sheet1.xml"] = sheet
    assert rows_in(zipped(parts), "xlsx") == [(1, ["A", "5"])]


def test_a_day_may_be_stored_as_text() -> None:
    days = "2024-03-05T00:00:00Z", "2024-03-05T10:30:00"
    xml = "".join(f'<c t="d"><v>{day}</v></c>' for day in days)
    told = [["2024-03-05", "2024-03-05 10:30:00"]]
    assert raw_rows(xlsx_of(f"<row>{xml}</row>"), "xlsx") == told


# --- Cells that cannot be read ---


def test_an_error_a_missing_result_and_no_number_are_all_told_by_cell() -> None:
    xml = (
        '<row r="5"><c r="B5" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C5"><f>A1</f></c>'
        '<c r="D5"><v>1_000</v></c><c r="E5"><v>nan</v></c><c r="AA5"><f>A1</f><v></v></c></row>'
        '<row r="9"><c r="A9"><v>1e999</v></c><c r="B9"><v>٣</v></c>'
        '<c r="C9" t="d"><v>hôm</v></c></row>'
    )
    (sheet,) = sheets_of(given(xlsx_of(xml), "xlsx"))
    problems = sheet.unread
    assert [cells[:5] for _, cells in sheet.rows()] == [
        ["", "#DIV/0!", "=?", "1_000", "nan"],
        ["1e999", "٣", "hôm", "", ""],
    ]
    assert [(each.line, each.reason.key, each.reason.values["cell"]) for each in problems] == [
        *((5, "cell.error", "B5"), (5, "cell.formula", "C5"), (5, "cell.number", "D5")),
        *((5, "cell.number", "E5"), (5, "cell.formula", "AA5"), (9, "cell.number", "A9")),
        *((9, "cell.number", "B9"), (9, "cell.number", "C9")),
    ]
    assert {(each.file, each.sheet) for each in problems} == {("kcn", "S1")}
    assert problems[0].value == "#DIV/0!"


def test_a_sheet_that_cannot_be_read_does_not_keep_the_others_from_it() -> None:
    bad, good = '<row><c t="e"><v>#N/A</v></c></row>', "<row><c><v>5</v></c></row>"
    first, second = sheets_of(given(xlsx_of(bad, good), "xlsx"))
    assert [each.reason.key for each in first.unread] == ["cell.error"]
    assert (list(second.rows()), second.unread) == ([(1, ["5"])], ())


def test_errors_of_old_workbooks_are_told() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_sheet("Một")
        sheet.write(0, 0, "Tên")
        sheet.row(1).set_cell_error(2, 42)

    (problem,) = told_problems(old_workbook(fill), "xls")
    assert (problem.line, problem.value, problem.reason.values["cell"]) == (2, "#N/A", "C2")


def told_problems(content: bytes, format: str) -> tuple[Any, ...]:
    (sheet,) = sheets_of(given(content, format))
    return sheet.unread


def test_a_sheet_of_more_problems_than_help_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "MOST_PROBLEMS", 3)
    xml = "".join('<row><c t="e"><v>#N/A</v></c></row>' for _ in range(9))
    with refusal("import.refused", Problems, path="kcn"):
        told_problems(xlsx_of(xml), "xlsx")


# --- ODS ---


def ods_value(attributes: str, text: str = "") -> str:
    ((_, (told,)),) = rows_in(ods_of(table(ods_row(ods_cell(attributes, text)))), "ods")
    return told


@pytest.mark.parametrize(
    ("attributes", "text", "told"),
    [
        ('office:value-type="float" office:value="1360.668"', "1.360,67", "1360,668"),
        ('office:value-type="float" office:value="5"', "5", "5"),
        ('office:value-type="currency" office:value="5E3"', "5.000 ₫", "5000"),
        ('office:value-type="percentage" office:value="0.129"', "13%", "12,9%"),
        ('office:value-type="date" office:date-value="2024-03-05"', "5/3/24", "2024-03-05"),
        ('office:value-type="date" office:date-value="2024-03-05T00:00:00"', "", "2024-03-05"),
        (
            'office:value-type="date" office:date-value="2024-03-05T10:30:00.5"',
            *("05/03/2024 10:30", "2024-03-05 10:30:00"),
        ),
        ('office:value-type="date" office:date-value="2024-03-01"', "03/2024", "2024-03"),
        ('office:value-type="date" office:date-value="2024-03-01"', "tháng 3 năm 2024", "2024-03"),
        ('office:value-type="date" office:date-value="2024-01-01"', "2024", "2024"),
        ('office:value-type="date" office:date-value="2024-01-01"', "01/01/2024", "2024-01-01"),
        ('office:value-type="time" office:time-value="PT10H30M00S"', "10:30", "10:30"),
        ('office:value-type="boolean" office:boolean-value="true"', "ĐÚNG", "TRUE"),
        ('office:value-type="string"', "Võ Lao", "Võ Lao"),
        ('office:value-type="string" office:string-value="Võ Lao"', "khác", "Võ Lao"),
        ("", "Võ Lao", "Võ Lao"),
        ("", "a<text:s/>b<text:s text:c='3'/>c<text:tab/>d<text:line-break/>e", "a b   c\td\ne"),
        ("", "a\n   <text:span>b</text:span>  c", "a b c"),
        ("", "a</text:p><text:p>b", "a\nb"),
        ("", "a<office:annotation><text:p>ghi chú</text:p></office:annotation>b", "ab"),
    ],
)
def test_a_value_of_ods_is_read_as_its_cell_shows_it(attributes: str, text: str, told: str) -> None:
    assert ods_value(attributes, text) == told


def test_repeated_rows_and_cells_stand_where_they_stand() -> None:
    blank = ods_cell("", repeated=3)
    rows = (
        ods_row(ods_cell("", repeated=16_384), repeated=2)
        + ods_row(blank, ods_cell("", "a", 2), ods_cell("", repeated=16_379))
        + ods_row(ods_cell("", "b"), repeated=2)
        + ods_row("<table:covered-table-cell><text:p>x</text:p></table:covered-table-cell>", blank)
        + ods_row(ods_cell("", "c"))
        + ods_row(ods_cell("", repeated=16_384), repeated=1_048_000)
    )
    b, c = ["b", "", "", "", ""], ["c", "", "", "", ""]
    told = [(3, ["", "", "", "a", "a"]), (4, b), (5, b), (7, c)]
    assert rows_in(ods_of(table(rows)), "ods") == told
    grouped = f"<table:table-header-rows>{rows}</table:table-header-rows>"
    assert rows_in(ods_of(table(grouped)), "ods") == told


def test_tables_that_are_no_sheets_are_left_out() -> None:
    inner = table(ods_row(ods_cell("", "trong")), "Trong")
    rows = ods_row(f"<table:table-cell><text:p>a</text:p>{inner}</table:table-cell>")
    copied = table(ods_row(ods_cell("", "x"))).replace(' table:name="Một"', "")
    shapes = f"<table:shapes><draw:frame>{inner}</draw:frame></table:shapes>"
    assert rows_in(ods_of(copied + table(shapes + rows)), "ods") == [(1, ["a"])]


@pytest.mark.parametrize(
    ("attributes", "text", "key"),
    [
        ('table:formula="of:=1/0" calcext:value-type="error"', "#DIV/0!", "cell.error"),
        ('table:formula="of:=x" office:value-type="string"', "Err:508", "cell.error"),
        ('table:formula="of:=x" office:value-type="float" office:value="0"', "#N/A", "cell.error"),
        ('table:formula="of:=A1"', "", "cell.formula"),
        ('office:value-type="float" office:value="NaN"', "NaN", "cell.number"),
        ('office:value-type="date" office:date-value="2024-02-31"', "31/2", "cell.number"),
        ('office:value-type="date" office:date-value="2024"', "2024", "cell.number"),
    ],
)
def test_what_cannot_be_read_in_ods_is_told_by_cell(attributes: str, text: str, key: str) -> None:
    xml = ods_row(repeated=4) + ods_row(ods_cell(""), ods_cell(attributes, text))
    (problem,) = told_problems(ods_of(table(xml)), "ods")
    assert (problem.line, problem.reason.key) == (5, key)
    assert problem.reason.values["cell"] == "B5"


# --- Files ---


def test_a_page_of_the_web_that_calls_itself_a_workbook_is_told() -> None:
    page = b"\r\n<html><body><table><tr><td>KCN</td></tr></table>"
    with refusal("file.no-table", found="HTML", format="xls"):
        sheets_of(given(page, "xls"))


def test_no_reader_opens_a_file_twice_at_once_or_leaves_it_open() -> None:
    open_now: list[io.BytesIO] = []

    class Counted(io.BytesIO):
        def close(self) -> None:
            if self in open_now:
                open_now.remove(self)
            super().close()

    for format, make in MAKERS.items():
        content = make([["name", "note"], ["A", "x"]])

        def opened(content: bytes = content) -> Counted:
            stream = Counted(content)
            open_now.append(stream)
            return stream

        for sheet in sheets_of(given(content, format)._replace(open=opened)):
            assert list(sheet.rows())
        assert open_now == [], format


def test_a_sheet_of_some_thousand_rows_is_read_whole() -> None:
    rows = [[f"da-{n}", f"Dự án {n}", "Bát Xát"] for n in range(3_000)]
    assert raw_rows(xlsx(rows), "xlsx") == rows
