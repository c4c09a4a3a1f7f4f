"""What a careful officer would not take at its word: told or refused, and never recorded so."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwt

from books import BOOKS, DRAWN, Page, open_rows
from conftest import Run
from files import ods_of, old_workbook, table

Told = dict[str, Any]
Taken = Callable[..., tuple[Told, list[Told]]]


@pytest.fixture
def taken(run: Run, record: Path) -> Taken:
    """Import a workbook of these rows; what the command told, and every project since."""

    def taken(*rows: Sequence[object], title: str = "Sheet1") -> tuple[Told, list[Told]]:
        book = xlsxwriter.Workbook("bang.xlsx")
        sheet = book.add_worksheet(title)
        for line, cells in enumerate(rows):
            sheet.write_row(line, 0, cells)
        book.close()
        words = ("--source", "BC 1", "--as-of", "31/12/2023", "--format", "json")
        done = run("import", "bang.xlsx", *words)
        listed = run("project", "list", "--format", "json", "--limit", "0")
        return json.loads(done.out) if done.code == 0 else {"refused": done.err}, json.loads(
            listed.out
        )

    return taken


def warned(told: Told) -> list[str]:
    """Why the command warned."""
    return [each["reason"] for each in told["warnings"]]


def named(projects: list[Told], name: str) -> Told:
    """The project of this name."""
    (found,) = [each for each in projects if each["name"] == name]
    return found


@pytest.mark.parametrize(
    "above",
    [
        *("Hệ thống xử lý nước thải", "Dự án bị thu hồi", "Chưa thực hiện", "Quý I"),
        *("Tăng thêm trong kỳ", "Trụ sở chính", "Giấy phép môi trường"),
    ],
)
@pytest.mark.parametrize("below", ["Vốn đăng ký (tỷ đồng)", "Tình trạng", "Huyện"])
def test_a_heading_under_one_that_is_not_known_is_left_out(
    taken: Taken, above: str, below: str
) -> None:
    cell = {"Tình trạng": "Đang hoạt động", "Huyện": "Bát Xát"}.get(below, 45)
    told, projects = taken(
        ["STT", "Tên dự án", above, ""], ["", "", below, "Ghi"], [1, "A1", cell, ""]
    )
    assert "import.column-unknown" in warned(told)
    project = named(projects, "A1")
    assert (project["stage"], project["district"], project["capital_vnd"]) == (None, None, None)


@pytest.mark.parametrize("remark", ["2020", "31/12/2019", "+/-", "1.000"])
def test_a_remark_of_numbers_in_a_heading_changes_it(taken: Taken, remark: str) -> None:
    told, projects = taken(["STT", "Tên dự án", f"Vốn đăng ký ({remark}) (tỷ đồng)"], [1, "A1", 45])
    assert warned(told) == ["import.column-unknown"]
    assert named(projects, "A1")["capital_vnd"] is None


@pytest.mark.parametrize("remark", ["3", "5=3+4", "*", "6 = 4 / 5"])
def test_the_number_of_a_column_does_not(taken: Taken, remark: str) -> None:
    told, projects = taken(["STT", "Tên dự án", f"Vốn đăng ký (tỷ đồng) ({remark})"], [1, "A1", 45])
    assert warned(told) == []
    assert named(projects, "A1")["capital_vnd"] == 45_000_000_000


@pytest.mark.parametrize(
    "cell",
    [
        *("Chưa có", "chưa lựa chọn được", "Đang kêu gọi", "đang lựa chọn", "Không", "Không có"),
        *("Chưa xác định", "Đang trình UBND tỉnh"),
    ],
)
def test_no_investor_yet_is_no_investor(taken: Taken, cell: str) -> None:
    told, projects = taken(["STT", "Tên dự án", "Nhà đầu tư"], [1, "A1", cell])
    assert warned(told) == ["cell.none-yet"]
    assert named(projects, "A1")["investor"] is None


@pytest.mark.parametrize("cell", ["Công ty Không Gian Xanh", "Công ty Chưa Từng", "X Group"])
def test_a_name_that_only_looks_so_is_one(taken: Taken, cell: str) -> None:
    told, projects = taken(["STT", "Tên dự án", "Nhà đầu tư"], [1, "A1", cell])
    assert warned(told) == []
    assert named(projects, "A1")["investor"] == cell


@pytest.mark.parametrize(
    "cell",
    [
        *("Đang trình tại TTr số 15/TTr-SCT ngày 3/4/2022", "Bãi bỏ QĐ 12/QĐ-UBND ngày 3/4/2022"),
        *("QĐ 12/QĐ-UBND ngày 3/4/2022 (đã bị bãi bỏ)", "Dự kiến ban hành QĐ ngày 30/12/2023"),
        *("Báo cáo 15/BC-SCT ngày 3/4/2022", "Không (theo CV 12/UBND ngày 3/4/2022)"),
        *("QĐ 12/QĐ-UBND ngày 3/4/22; điều chỉnh QĐ 45/QĐ-UBND ngày 5/6/2023",),
        *("QĐ 12/QĐ-UBND tháng 4/2015, điều chỉnh ngày 5/6/2023", "QĐ 12/QĐ-UBND tháng 4/2015"),
    ],
)
def test_what_is_not_one_decision_founds_nothing(run: Run, record: Path, cell: str) -> None:
    Path("ccn.csv").write_text(f'Tên CCN,Quyết định thành lập\nCCN Mới,"{cell}"\n', "utf-8")
    done = run("import", "ccn.csv", "--source", "BC 1")
    assert (done.code, done.out) == (1, "")
    assert "ccn.csv:2" in done.err


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("Quyết định số 2141/QĐ-UBND ngày 3/4/2022 của UBND tỉnh", "2141/QĐ-UBND"),
        ("Quyết định ngày 3/4/2022 số 13/QĐ-UBND", "13/QĐ-UBND"),
        ("QĐ 5/QĐ-TTg ngày 3 tháng 4 năm 2022 về không gian công nghiệp", "5/QĐ-TTg"),
        ("Văn bản chấp thuận ngày 3/4/2022", None),
    ],
)
def test_one_decision_does(run: Run, record: Path, cell: str, number: str | None) -> None:
    Path("ccn.csv").write_text(f'Tên CCN,Quyết định thành lập\nCCN Mới,"{cell}"\n', "utf-8")
    assert run("import", "ccn.csv").code == 0
    (source,) = [
        each
        for each in json.loads(run("source", "list", "--format", "json").out)
        if each["title"] == cell
    ]
    assert (source["number"], source["date"]) == (number, "2022-04-03")


def test_a_sheet_headed_as_a_plan_is_told(taken: Taken) -> None:
    heading = ["STT", "Tên dự án", "Lao động"]
    told, _ = taken(["KẾ HOẠCH LAO ĐỘNG NĂM 2024"], heading, [1, "A1", 20])
    assert warned(told) == ["import.plan-title"]
    told, _ = taken(heading, [1, "A2", 20], title="Dự kiến 2025")
    assert warned(told) == ["import.plan-title"]
    told, _ = taken(["DANH MỤC DỰ ÁN THEO KẾ HOẠCH 358"], heading, [1, "A3", 20])
    assert warned(told) == []


def test_the_province_is_no_cut_off_date(run: Run, record: Path) -> None:
    rows = "QUY HOẠCH CỤM CÔNG NGHIỆP TỈNH ĐẾN NĂM 2030,\nTên CCN,Diện tích (ha)\nCCN Mới,50\n"
    Path("ccn.csv").write_text(rows, "utf-8")
    done = run("import", "ccn.csv")
    assert (done.code, "--as-of" in done.err) == (1, True)


def test_a_numbered_group_that_tells_a_stage_is_a_record(taken: Taken) -> None:
    told, projects = taken(
        ["STT", "Tên dự án", "Diện tích (ha)", "Tình trạng"],
        *(
            ["I", "Nhà máy A", 100, "Đang xây dựng"],
            [1, "Nhà máy B", 40, ""],
            ["II", "Nhóm hai", 9, ""],
        ),
        [2, "Nhà máy C", 9, ""],
    )
    assert told["skipped"] == {"group": 1}
    assert named(projects, "Nhà máy A")["stage"] == "under-construction"
    assert not [each for each in projects if each["name"] == "Nhóm hai"]


def test_a_cell_is_read_as_it_is_shown(run: Run, record: Path) -> None:
    held = BytesIO()
    book = xlsxwriter.Workbook(held)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["STT", "Tên dự án", "Vốn đăng ký (triệu đồng)", "Diện tích (ha)"])
    shown = (
        ("#,##0,,", 1_500_000_000, '#,##0 "m2"', 5000),
        ('#,##0 "tỷ"', 1500, '"trên "0', 12),
        ('#,##0 "USD"', 1500, '0 "km2"', 7),
        ('#,##0 "đ"', 1500, "0.0", 7),
    )
    for line, (money, capital, land, area) in enumerate(shown, 1):
        sheet.write_row(line, 0, [line, f"Xưởng thử {line}"])
        sheet.write(line, 2, capital, book.add_format({"num_format": money}))
        sheet.write(line, 3, area, book.add_format({"num_format": land}))
    book.close()
    Path("bang.xlsx").write_bytes(held.getvalue())
    assert run("import", "bang.xlsx", "--as-of", "2023").code == 0
    figures = json.loads(run("export", "figures", "--format", "json").out)
    assert [each["value"] for each in figures if each["subject"].startswith("da-xuong-thu")] == [
        *("1,5 tỷ đồng", "0,5 ha", "1.500 tỷ đồng", "hơn 12 ha", "1.500 USD", "700 ha"),
        *("1,5 tỷ đồng", "7 ha"),
    ]


@pytest.mark.parametrize(
    ("piece", "mark", "row"),
    [
        ("250", {"font_script": 1}, "250²"),
        ("250", {"font_strikeout": True}, "2502\u0336"),
    ],
)
def test_raised_and_struck_digits_join_no_number(
    run: Run, record: Path, piece: str, mark: dict[str, object], row: str
) -> None:
    book = xlsxwriter.Workbook("bang.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["STT", "Tên dự án", "Diện tích (ha)"])
    sheet.write_row(1, 0, [1, "A1"])
    sheet.write_rich_string(1, 2, piece, book.add_format(mark), "2", book.add_format(), " ")
    book.close()
    done = run("import", "bang.xlsx", "--as-of", "2023")
    assert done.code == 1
    assert row in done.err


@pytest.mark.parametrize(("style", "row"), [("raised", "250²"), ("struck", "2502\u0336")])
def test_nor_do_they_in_libreoffice(run: Run, record: Path, style: str, row: str) -> None:
    piece = f'<text:p>250<text:span text:style-name="{style}">2</text:span> ha</text:p>'
    cells = open_rows(Page("S1", [["Tên dự án", "Diện tích (ha)"], ["A1", "250"]]))
    book = ods_of(table(cells.replace("<text:p>250</text:p>", piece)), DRAWN)
    Path("da.ods").write_bytes(book)
    done = run("import", "da.ods", "--as-of", "2023")
    assert (done.code, row in done.err) == (1, True)
    plain = cells.replace("250", '2<text:span text:style-name="plain">50</text:span>')
    Path("da.ods").write_bytes(ods_of(table(plain), DRAWN))
    assert run("import", "da.ods", "--as-of", "2023").code == 0


@pytest.mark.parametrize(
    ("font", "row"), [("escapement superscript", "250²"), ("struck_out on", "2502\u0336")]
)
def test_nor_do_they_in_old_workbooks(run: Run, record: Path, font: str, row: str) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_sheet("S1")
        for at, cells in enumerate((("Tên dự án", "Diện tích (ha)"), ("A1",))):
            for column, cell in enumerate(cells):
                sheet.write(at, column, cell)
        sheet.write_rich_text(1, 1, ["250", ("2", xlwt.easyfont(font)), " ha"])

    Path("da.xls").write_bytes(old_workbook(fill))
    done = run("import", "da.xls", "--as-of", "2023")
    assert (done.code, row in done.err) == (1, True)


def test_a_year_in_a_cell_of_dates_is_no_day_of_1905(run: Run, record: Path) -> None:
    book = xlsxwriter.Workbook("bang.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["STT", "Tên dự án", "Năm khởi công"])
    sheet.write_row(1, 0, [1, "A1"])
    sheet.write(1, 2, 2023, book.add_format({"num_format": "dd/mm/yyyy"}))
    book.close()
    done = run("import", "bang.xlsx")
    assert (done.code, "C2" in done.err) == (1, True)


@pytest.mark.parametrize("cell", ["Chưa hoạt động", "Không hoạt động", "Dự kiến khởi công"])
def test_the_contrary_is_never_suggested(run: Run, record: Path, cell: str) -> None:
    Path("da.csv").write_text(f"Tên dự án,Tình trạng\nA1,{cell}\n", "utf-8")
    done = run("import", "da.csv", "--as-of", "2023", "--lang", "en")
    assert (done.code, "did you mean" in done.err) == (1, False)


def test_two_places_of_one_name_are_told(taken: Taken) -> None:
    told, _ = taken(
        ["STT", "Tên dự án", "Địa điểm"],
        [1, "Trạm trộn bê tông", "xã Bản Qua, huyện Bát Xát"],
        [2, "Trạm trộn bê tông", "xã Cốc Mỳ, huyện Bát Xát"],
    )
    assert "place.another" in warned(told)
    told, _ = taken(["STT", "Tên dự án", "Địa điểm"], [1, "A9", "xã Cốc Mỳ, huyện Bát Xát"])
    assert "place.another" not in warned(told)


def test_a_figure_of_a_day_to_come_is_told_by_command_too(run: Run, record: Path) -> None:
    done = run("zone", "update", "vo-lao", "--labour", "5", "--on", "2190", "--lang", "en")
    assert (done.code, "2190 is still ahead" in done.out) == (0, True)


def test_the_day_of_a_decision_may_stand_in_a_column_of_its_own(run: Run, record: Path) -> None:
    rows = ("Tên CCN,Quyết định thành lập,", ",Số,Ngày", "CCN Mới,12/QĐ-UBND,3/4/2022")
    Path("ccn.csv").write_text("\n".join(rows), "utf-8")
    assert run("import", "ccn.csv", "--source", "BC 1").code == 0
    acts = [
        each
        for each in json.loads(run("export", "milestones", "--format", "json").out)
        if each["subject"] == "ccn-moi"
    ]
    assert [(each["act"], each["date"]) for each in acts] == [("established", "2022-04-03")]
    (source,) = [
        each
        for each in json.loads(run("source", "list", "--format", "json").out)
        if each["code"] == acts[0]["source"]
    ]
    assert (source["number"], source["date"]) == ("12/QĐ-UBND", "2022-04-03")
    told = "\n".join((*rows[:2], "CCN Khác,13/QĐ-UBND,"))
    Path("ccn.csv").write_text(told, "utf-8")
    assert run("import", "ccn.csv").code == 1


def test_an_act_after_the_day_of_its_sheet_is_told(taken: Taken) -> None:
    head = ["STT", "Tên dự án", "Ngày khởi công", "Ngày khởi công (kế hoạch)"]
    told, _ = taken(head, [1, "A1", "5/6/2024", "5/6/2025"])
    assert warned(told) == ["date.after-sheet"]
    told, _ = taken(head, [1, "A2", "31/12/2023", "5/6/2025"])
    assert warned(told) == []


@pytest.mark.parametrize(
    ("cell", "warns"),
    [("0,85", True), ("1", True), (0.85, True), ("0,85 %", False), ("0", False), ("85", False)],
)
def test_a_share_that_may_be_a_part_of_one_is_told(taken: Taken, cell: object, warns: bool) -> None:
    told, _ = taken(["STT", "Tên dự án", "Tỷ lệ lấp đầy (%)"], [1, "A1", cell])
    assert ("share.fraction" in warned(told)) is warns


@pytest.mark.parametrize(
    ("row", "warns"),
    [
        ("1,A1,12,5", True),
        ("1,A1,12,năm 5", False),
        ('1,A1,"12,5",5', False),
        ("1,A1,,5", False),
        ("1,A1,12,", False),
    ],
)
def test_decimals_that_a_comma_cut_off_are_told(
    run: Run, record: Path, row: str, warns: bool
) -> None:
    Path("da.csv").write_text(f"STT,Tên dự án,Diện tích (ha),Ghi chú\n{row}\n", "utf-8")
    done = run("import", "da.csv", "--as-of", "2023", "--format", "json")
    assert done.code == 0
    assert ("cell.cut" in warned(json.loads(done.out))) is warns


def test_a_note_of_digits_in_a_workbook_is_one(taken: Taken) -> None:
    told, _ = taken(["STT", "Tên dự án", "Diện tích (ha)", "Ghi chú"], [1, "A1", 12, 5])
    assert warned(told) == []


@pytest.mark.parametrize("format", BOOKS)
def test_what_is_struck_out_is_refused_row_by_row(run: Run, record: Path, format: str) -> None:
    rows = [["Tên dự án", "Diện tích (ha)"], ["A1", 5], ["A2", 6], ["A3", 7]]
    page = Page("S1", rows, struck=["A2", "B2", "B4"])
    Path(f"da.{format}").write_bytes(BOOKS[format](page))
    done = run("import", f"da.{format}", "--as-of", "2023", "--lang", "en")
    assert done.code == 1
    assert [cell in done.err for cell in ("A2", "B2", "B4")] == [True, False, True]
    words = ("--as-of", "2023", "--on-error", "skip")
    assert run("import", f"da.{format}", *words).code == 0
    codes = run("project", "list", "--format", "csv").out
    assert ["da-a1" in codes, "da-a2" in codes, "da-a3" in codes] == [False, True, False]


@pytest.mark.parametrize("format", BOOKS)
def test_a_number_over_two_columns_of_figures_is_refused(
    run: Run, record: Path, format: str
) -> None:
    head = ["STT", "Tên dự án", "Diện tích (ha)", "Vốn đăng ký (tỷ đồng)", "Ghi chú"]
    page = Page("S1", [head, [1, "A1", 5, None, None]], merged=["C2:D2"])
    Path(f"da.{format}").write_bytes(BOOKS[format](page))
    done = run("import", f"da.{format}", "--as-of", "2023")
    assert (done.code, "C2:D2" in done.err) == (1, True)


@pytest.mark.parametrize("format", BOOKS)
@pytest.mark.parametrize(("range", "cell"), [("D2:E2", 5), ("C2:D2", "-"), ("A2:E2", "I. Nhóm")])
def test_other_cells_over_several_columns_are_not(
    run: Run, record: Path, format: str, range: str, cell: object
) -> None:
    head = ["STT", "Tên dự án", "Diện tích (ha)", "Vốn đăng ký (tỷ đồng)", "Ghi chú"]
    first: list[Any] = [1, "A1", None, None, None]
    first["ABCDE".index(range[0])] = cell
    if range[0] == "A":
        first[1] = None
    page = Page("S1", [head, first, [2, "A2", 5, 6, None]], merged=[range])
    Path(f"da.{format}").write_bytes(BOOKS[format](page))
    done = run("import", f"da.{format}", "--as-of", "2023")
    assert done.code == 0, done.err


@pytest.mark.parametrize(
    ("heading", "meant"),
    [("Thuộc KCN", "KCN Bát Xát"), ("CCN", "CCN Bát Xát"), ("KCN, CCN", None)],
)
def test_the_heading_tells_which_of_two_is_meant(
    taken: Taken, heading: str, meant: str | None
) -> None:
    told, projects = taken(["STT", "Tên dự án", heading], [1, "A1", "Bát Xát"])
    if meant is None:
        assert "refused" in told
    else:
        assert named(projects, "A1")["within"] == meant


def test_a_day_to_come_is_told_of_indicators_and_confirmations(run: Run, record: Path) -> None:
    done = run("indicator", "add", "labour", "5", "--on", "2190", "--lang", "en")
    assert (done.code, "2190 is still ahead" in done.out) == (0, True)
    words = ("zone", "confirm", "kcn-vo-lao", "--source", "BC 1", "--on", "5/6/2190")
    done = run(*words, "--lang", "en")
    assert (done.code, "2190 is still ahead" in done.out) == (0, True)


@pytest.mark.parametrize(
    ("cells", "warns"),
    [
        (["", "xã Bản Qua, huyện Văn Bàn"], True),
        (["Văn Bàn", "xã Bản Qua"], True),
        (["Văn Bàn", "huyện Bát Xát"], True),
        (["Bát Xát", "xã Bản Qua"], False),
        (["", "xã Bản Qua, huyện Bát Xát"], False),
        (["Văn Bàn", ""], False),
        (["Bát Xát", "xã Bản Qua; thị trấn Phố Lu"], False),
    ],
)
def test_a_commune_of_another_district_is_told(taken: Taken, cells: list[str], warns: bool) -> None:
    told, _ = taken(["STT", "Tên dự án", "Huyện", "Địa điểm"], [1, "A1", *cells])
    assert ("place.elsewhere" in warned(told)) is warns


@pytest.mark.parametrize("name", ["Vốn đăng ký (tỷ đồng)", "Huyện", "Nhà đầu tư", "Tình trạng"])
def test_a_table_on_its_side_is_refused(run: Run, record: Path, name: str) -> None:
    Path("da.csv").write_text(f"Tên dự án;DA A;DA B\n{name};5;6\n", "utf-8")
    done = run("import", "da.csv")
    assert (done.code, name in done.err) == (1, True)


@pytest.mark.parametrize("name", ["Khu công nghiệp Tằng Loỏng", "Dự án ngoài KCN", "I. Trong KCN"])
def test_what_heads_a_group_is_no_heading_of_a_column(taken: Taken, name: str) -> None:
    told, projects = taken(["STT", "Tên dự án", "Huyện"], ["I", name, ""], [1, "A1", "Bát Xát"])
    assert warned(told) == []
    assert named(projects, "A1")["district"] == "Huyện Bát Xát"


@pytest.mark.parametrize("total", ["Tổng vốn", "Tổng vốn đầu tư", "Cộng diện tích"])
def test_a_sum_of_capital_is_no_project(taken: Taken, total: str) -> None:
    head = ["STT", "Tên dự án", "Vốn đăng ký (tỷ đồng)"]
    told, projects = taken(head, [1, "A1", 5], ["", total, 5])
    assert warned(told) == []
    assert total not in [each["name"] for each in projects]


def test_a_group_that_tells_a_stage_is_told(taken: Taken) -> None:
    head = ["STT", "Tên dự án", "Huyện"]
    told, projects = taken(head, ["I", "Dự án đang hoạt động", ""], [1, "A1", "Bát Xát"])
    assert warned(told) == ["import.group-tells"]
    assert named(projects, "A1")["stage"] is None
    told, _ = taken([*head, "Tình trạng"], ["I", "Dự án đang hoạt động", "", ""], [1, "A2", "", ""])
    assert "import.group-tells" not in warned(told)
