"""Sheets of the shapes that offices send go in as they are, alike in .xlsx, .xls and .ods."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from books import BOOKS, Cell, Page
from builders import content
from conftest import Run
from files import workbook
from zone_tracker.store.connection import opened


def decomposed(text: str) -> str:
    """A text as a Mac writes it, each letter and its mark apart."""
    return unicodedata.normalize("NFD", text)


# --- Form 2103: one row a zone, figures on the day under the title ---


def form_2103(cut_off: str) -> Page:
    """The form, with what was reported up to a day."""
    rows: list[Sequence[Cell]] = [
        ["Biểu số 2103"],
        ["TÌNH HÌNH PHÁT TRIỂN KHU CÔNG NGHIỆP TRÊN ĐỊA BÀN TỈNH LÀO CAI"],
        [f"(Số liệu tính đến ngày {cut_off})"],
        [],
        [
            *("TT", "Tên KCN", "Vị trí (trong/ngoài KKT)", "Dự án hạ tầng"),
            *("Quyết định phê duyệt", "Giấy chứng nhận ĐKĐT", "Địa điểm", "Nhà đầu tư"),
            *("Quốc tịch", "Vốn đầu tư đăng ký", None, "Diện tích (ha)", None, None),
            *("Tỷ lệ lấp đầy (%)", "Tỷ lệ hoàn thành hạ tầng (%)", "Tình trạng hoạt động"),
            *("Diện tích đất đã bàn giao (ha)", "Vốn đầu tư thực hiện lũy kế", None),
        ],
        [
            *[None] * 9,
            *("Nước ngoài (tr.USD)", "Trong nước (tỷ VNĐ)", "Diện tích thành lập"),
            *("Đất công nghiệp và dịch vụ", "Đã cho thuê", *[None] * 4),
            *("Nước ngoài (tr.USD)", "Trong nước (tỷ VNĐ)"),
        ],
        [*(f"({n})" for n in range(1, 15)), "(15)=(14)/(13)", *(f"({n})" for n in range(16, 21))],
        ["I", "KCN ngoài khu kinh tế"],
        [
            *(1, "KCN Tằng Lỏong", "Ngoài KKT", "Hạ tầng KCN Tằng Loỏng"),
            *("QĐ 601/QĐ-UBND ngày 15/3/2011", None, "thị trấn Tằng Loỏng, huyện Bảo Thắng"),
            *("Ban Quản lý các KCN tỉnh Lào Cai", "Việt Nam", None, 2564.5, 1100, 900.5),
            *("855,4", 95.0, "80,5", "Đã đi vào hoạt động", 1010, None, "1.360,668"),
        ],
        [
            *(2, decomposed("Khu công  nghiệp VÕ LAO"), "Ngoài KKT", None, None, None),
            *("xã Võ Lao, huyện Văn Bàn", "Công ty A", "Nhật Bản", "12,5", None, "1.000,5"),
            *("700,0", 0, 0, None, "Trong quy hoạch", None, None, None),
        ],
        ["II", "KCN trong khu kinh tế"],
        [
            *(3, "Kim Thành – Bản Vược", "Trong KKT", None, None, None),
            *("Thôn 1, xã Bản Vược (huyện Bát Xát)", None, None, None, 300, 100),
            *(80, 80, 100, 100, "Đang xây dựng hạ tầng", 100, 5.25, 120),
        ],
        [
            *(None, "Tổng cộng", *[None] * 7, "12,5", "2.864,5", "2.200,5", 1680.5, 935.4),
            *(None, None, None, 1110, 5.25, 1480.668),
        ],
        ["Ghi chú: số liệu do chủ đầu tư hạ tầng báo cáo"],
        [*[None] * 15, "Lào Cai, ngày 05 tháng 7 năm 2024"],
        [None, "NGƯỜI LẬP BIỂU", *[None] * 13, "TRƯỞNG BAN"],
    ]
    merged = ["A2:T2", "A3:T3", *(f"{column}5:{column}6" for column in "ABCDEFGHIOPQR")]
    return Page("Biểu 2103", rows, [*merged, "J5:K5", "L5:N5", "S5:T5"])


def test_form_2103(everywhere: Everywhere) -> None:
    told, ask = everywhere("Biểu 2103", form_2103("30/6/2024"))
    assert counts(told) == {"new": 1, "changed": 2, "same": 0, "bad": 0}
    assert told["skipped"] == {"foot": 3, "group": 2, "index": 1, "total": 1}
    assert [each["reason"] for each in told["warnings"]] == [
        *("import.columns-unkept", "import.column-computed", "import.as-of", "import.no-source"),
        "place.passed",
    ]
    assert figures_of(ask("zone", "show", "tang-loong"), "2024-06-30") == {
        ("capital-registered", "actual"): (2_564_500_000_000, "vnd"),
        ("area-established", "actual"): (11_000_000, "m2"),
        ("area-industrial-service", "actual"): (9_005_000, "m2"),
        ("area-leased", "actual"): (8_554_000, "m2"),
        ("infrastructure-completion", "actual"): (8_050, "bp"),
        ("area-handed-over", "actual"): (10_100_000, "m2"),
        ("capital-disbursed", "actual"): (1_360_668_000_000, "vnd"),
    }
    assert acts_of(ask("zone", "show", "tang-loong")) >= {
        ("established", "2011-03-15", "actual", "QĐ 601/QĐ-UBND ngày 15/3/2011"),
    }
    vo_lao = ask("zone", "show", "vo-lao")
    assert vo_lao["investor"] == "Công ty A"
    assert figures_of(vo_lao, "2024-06-30") == {
        ("capital-registered", "actual"): (1_250_000_000, "usd_cents"),
        ("area-established", "actual"): (10_005_000, "m2"),
        ("area-industrial-service", "actual"): (7_000_000, "m2"),
        ("area-leased", "actual"): (0, "m2"),
    }
    # in the plan since 2023, which the sheet only says again
    assert [act for act in acts_of(vo_lao) if act[0] == "planned"] == [
        ("planned", "2023-03-29", "actual", vo_lao["milestones"][0]["source"])
    ]


def test_a_state_is_reached_no_later_than_the_cut_off(everywhere: Everywhere) -> None:
    _, ask = everywhere("Biểu 2103", form_2103("30/6/2024"))
    new = ask("zone", "show", "kcn-kim-thanh-ban-vuoc")
    assert acts_of(new) == {("under-construction", "../2024-06-30", "actual", None)}
    assert new["place"] == ["Xã Bản Vược, Huyện Bát Xát; từ 1/7/2025 là Xã Bát Xát"]
    disbursed = [each for each in new["figures"] if each["measure"] == "capital-disbursed"]
    assert {(each["value"], each["unit"]) for each in disbursed} == {
        *((525_000_000, "usd_cents"), (120_000_000_000, "vnd")),
    }


def test_the_next_sheet_tells_new_figures_and_no_state_again(
    everywhere: Everywhere,
) -> None:
    _, ask = everywhere("Biểu 2103", form_2103("30/6/2024"))
    before = {code: acts_of(ask("zone", "show", code)) for code in codes(ask)}
    told, ask = everywhere("Biểu 2103", form_2103("30/9/2024"), again=True)
    assert set(told["records"]) == {"figure.new", "place.same", "subject.same", "milestone.same"}
    assert {code: acts_of(ask("zone", "show", code)) for code in codes(ask)} == before
    told, ask = everywhere("Biểu 2103", form_2103("30/9/2024"), again=True)
    assert (told["new"], told["changed"], told["batch"]) == (0, 0, None)


# --- Form 2107: zones of the plan, in groups ---

FORM_2107 = Page(
    "2107",
    [
        ["Biểu 2107. CÁC KHU CÔNG NGHIỆP TRONG QUY HOẠCH"],
        ["Cập nhật đến 31/12/2023"],
        [
            *("STT", "Tên khu công nghiệp", "Địa điểm", "Diện tích quy hoạch (ha)"),
            *("Văn bản quy hoạch", "Diện tích đã được phê duyệt (ha)", "Diện tích còn lại (ha)"),
        ],
        ["I", "Khu công nghiệp đã được phê duyệt chủ trương đầu tư"],
        [1, "Tằng Loỏng", "Bảo Thắng", "1.100,0", "QĐ 316/QĐ-TTg ngày 29/3/2023", 1100, 0],
        ["II", "Khu công nghiệp chưa được phê duyệt"],
        [1, "Bản Qua", "Xã Bản Qua, H. Bát Xát", "228", "QĐ 316/QĐ-TTg ngày 29/3/2023", None, 228],
        [
            *(2, "Cốc Mỳ-Trịnh Tường", "các xã: Cốc Mỳ, Trịnh Tường (Bát Xát)", 1100),
            *("QĐ 316/QĐ-TTg ngày 29/3/2023", None, 1100),
        ],
        ["Cộng", None, None, "2.428,0", None, 1100, 1328],
    ],
    ["A1:G1", "A2:G2"],
)


def test_form_2107(everywhere: Everywhere) -> None:
    told, ask = everywhere("2107", FORM_2107)
    assert counts(told) == {"new": 0, "changed": 3, "same": 0, "bad": 0}
    assert told["skipped"] == {"group": 2, "total": 1}
    assert "source.new" not in told["records"]  # known by its number
    (law,) = (each for each in ask("source", "list") if each["code"] == "luatvietnam-2023-qd-316")
    for code, planned in (("tang-loong", 1100), ("ban-qua", 228), ("coc-my-trinh-tuong", 1100)):
        zone = ask("zone", "show", f"kcn-{code}")
        told_now = figures_of(zone, "2023-12-31")
        assert told_now["area-planned", "actual"] == (planned * 10_000, "m2")
        assert ("planned", "2023-03-29", "actual", law["title"]) in acts_of(zone)
    assert told_now.keys() == {("area-planned", "actual")}


# --- The table of the province's page of 2023: what a plan foresees ---

PLAN_2023 = Page(
    "KCN",
    [
        ["Kế hoạch phát triển các khu công nghiệp đến năm 2030"],
        [
            *("STT", "Tên KCN", "Diện tích (ha)", "Hoàn thành thủ tục đầu tư HTKT (năm)"),
            *("Hoàn thành đi vào hoạt động (năm)", "Nhu cầu đầu tư HTKT (tỷ đồng)"),
            *("Giá trị SXCN", "Nhu cầu lao động"),
        ],
        [1, "Bản Qua", 107, 2022, 2024, 669, "1.500 tỷ đồng", "5.000"],
        [2, "Võ Lao (GĐ 1)", 200, 2025, "năm 2027", "1.360,668", None, "10.000-12.000"],
        [3, "Cam Cọn giai đoạn I", "150", "2024", 2026, 950.5, None, 7000],
        [None, "Tổng", 457, None, None, 2980.168, None, None],
    ],
    ["A1:H1"],
)


def test_the_plan_of_2023(everywhere: Everywhere) -> None:
    words = ("--as-of", "28/10/2022", "--source", "Kế hoạch 358/KH-UBND")
    told, ask = everywhere("kế hoạch", PLAN_2023, *words)
    assert counts(told) == {"new": 0, "changed": 3, "same": 0, "bad": 0}
    assert told["skipped"] == {"total": 1}
    # Its output of 1.500 tỷ is a plan, and no heading says so
    assert [each["reason"] for each in told["warnings"]] == ["import.plan-title"]
    plan = "Kế hoạch 358/KH-UBND"
    assert acts_of(ask("zone", "show", "ban-qua")) >= {
        ("established", "2022", "planned", plan),
        ("operating", "2024", "planned", plan),
    }
    assert figures_of(ask("zone", "show", "ban-qua"), "2022-10-28", plan) == {
        ("area-planned", "actual"): (1_070_000, "m2"),
        ("industrial-output", "actual"): (1_500_000_000_000, "vnd"),
        ("capital-infrastructure", "planned"): (669_000_000_000, "vnd"),
        ("labour", "planned"): (5_000, "person"),
    }
    zone = ask("zone", "show", "vo-lao")
    (labour,) = [
        (each["value"], each["upper"], each["phase"])
        for each in zone["figures"]
        if (each["measure"], each["source"]) == ("labour", plan)
    ]
    assert labour == (10_000, 12_000, "1")
    assert ("operating", "2027", "planned", plan) in acts_of(zone)


def test_a_sheet_that_names_no_day_is_refused_once(run: Run, record: Path) -> None:
    Path("kh.xlsx").write_bytes(BOOKS["xlsx"](PLAN_2023))
    told = run("import", "kh.xlsx")
    assert (told.code, told.out) == (1, "")
    problem, _ = told.err.splitlines()
    assert problem.startswith("kh.xlsx [KCN]:2: ")
    assert "--as-of" in problem
    assert all(f'"{heading}"' in problem for heading in ("Diện tích (ha)", "Nhu cầu lao động"))


# --- The list of an office ---

OFFICE_FILE = "2026.10.06. Danh mục dự án ngoài KCN cập nhật đến 06.10.2026"
OFFICE_LIST = Page(
    "Ngoài KCN",
    [
        ["UBND TỈNH LÀO CAI", None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["SỞ CÔNG THƯƠNG", None, None, None, "Độc lập - Tự do - Hạnh phúc"],
        [decomposed("DANH MỤC DỰ ÁN ĐẦU TƯ NGOÀI KHU CÔNG NGHIỆP")],
        ["(Kèm theo Báo cáo số 123/BC-SCT của Sở Công Thương)"],
        [*[None] * 7, "Đơn vị tính: tỷ đồng"],
        [
            *("STT", decomposed("Tên dự án"), "Địa điểm", "Quy mô", None, "Tổng mức đầu tư"),
            *("Nhà đầu tư", "Thời gian hoàn thành", "Người liên hệ", "Ghi chú"),
        ],
        [None, None, None, "Diện tích (ha)", "Lao động", *[None] * 5],
        ["I", "Dự án đang triển khai"],
        [
            *(1, decomposed("Nhà máy chế biến gỗ Võ Lao"), "xã Võ Lao, huyện Văn Bàn", "12,5"),
            *("1.250 người", "1.360,668", "Công ty cổ phần Gỗ Việt", "quý IV/2027", "Lan"),
            "chậm tiến độ\ndo mặt bằng",
        ],
        [
            *(2, "Nhà máy  gạch tuynel Bảo Hà", "Thôn Bảo Vinh, xã Bảo Hà, huyện Bảo Yên", 3.25),
            *(60, 85.5, "Công ty TNHH B", 2026, None, None),
        ],
        [
            *(3, "Tổng kho xăng dầu Lào Cai", "Phường Cam Đường", "5", None, 1360.668),
            *("Petrolimex", "QIII/2026", None, None),
        ],
        ["Cộng (I)", None, None, "20,75", None, "2.806,836"],
        ["II", "Dự án kêu gọi đầu tư"],
        [
            *(4, "Thuỷ điện Nậm Xây", decomposed("Xã Nậm Xây, huyện Văn Bàn"), None, None),
            *(300, None, date(2028, 12, 31), None, None),
        ],
        ["Tổng cộng", None, None, "20,75", None, "3.106,836"],
        [*[None] * 7, "Lào Cai, ngày 06 tháng 10 năm 2026"],
        [None, "NGƯỜI LẬP BIỂU", *[None] * 5, "KT. GIÁM ĐỐC"],
        [*[None] * 7, "PHÓ GIÁM ĐỐC"],
        [None, "Nguyễn Văn A", *[None] * 5, "Trần Văn B"],
    ],
    [
        "A1:C1",
        "E1:J1",
        "A3:J3",
        "A4:J4",
        "D6:E6",
        *(f"{column}6:{column}7" for column in "ABCFGHIJ"),
    ],
)


def test_the_list_of_an_office(everywhere: Everywhere) -> None:
    told, ask = everywhere(OFFICE_FILE, OFFICE_LIST)
    assert counts(told) == {"new": 4, "changed": 0, "same": 0, "bad": 0}
    assert told["skipped"] == {"foot": 4, "group": 2, "total": 2}
    assert {each["reason"] for each in told["warnings"]} == {
        *("import.column-unknown", "import.as-of", "import.no-source", "place.passed"),
        "import.group-tells",
    }
    wood = ask("project", "show", "Nhà máy chế biến gỗ Võ Lao")
    assert (wood["investor"], wood["note"]) == (
        "Công ty cổ phần Gỗ Việt",
        "chậm tiến độ do mặt bằng",
    )
    assert figures_of(wood, "2026-10-06") == {
        ("area-planned", "actual"): (125_000, "m2"),
        ("labour", "actual"): (1_250, "person"),
        ("capital-registered", "actual"): (1_360_668_000_000, "vnd"),
    }
    assert acts_of(wood) == {("operating", "2027-Q4", "planned", None)}
    assert wood["place"] == ["Xã Võ Lao, Huyện Văn Bàn; từ 1/7/2025 là Xã Võ Lao"]
    tank = ask("project", "show", "Tổng kho xăng dầu Lào Cai")
    assert tank["place"] == ["Phường Cam Đường, Tỉnh Lào Cai"]
    assert figures_of(tank, "2026-10-06") == {
        ("area-planned", "actual"): (50_000, "m2"),
        ("capital-registered", "actual"): (1_360_668_000_000, "vnd"),
    }
    assert acts_of(tank) == {("operating", "2026-Q3", "planned", None)}
    dam = ask("project", "show", "Thủy điện Nậm Xây")
    assert acts_of(dam) == {("operating", "2028-12-31", "planned", None)}
    assert (
        ask("project", "list", "--district", "Bảo Yên")[0]["name"] == "Nhà máy gạch tuynel Bảo Hà"
    )


# --- What the tests share ---

Ask = Callable[..., Any]
Everywhere = Callable[..., tuple[Any, Ask]]


# --- Cells merged over several rows ---


def test_words_that_stand_for_several_rows_are_read_in_each(everywhere: Everywhere) -> None:
    rows: list[Sequence[Cell]] = [
        ["STT", "Tên dự án", "Huyện", "Nhà đầu tư", "Vốn (tỷ đồng)"],
        [1, "Nhà máy Một", "Bát Xát", "Công ty A", 5],
        [2, "Nhà máy Hai", None, None, 6],
        [3, "Nhà máy Ba", None, "Công ty B", 7],
        [4, "Nhà máy Bốn", None, None, 8],
    ]
    page = Page("Dự án", rows, ["C2:C4", "D2:D3"])
    told, ask = everywhere("Dự án", page, "--on", "30/6/2024", "--source", "BC 1")
    assert told["new"] > 0
    found = {each["name"]: each for each in ask("project", "list", "--text", "nhà máy")}
    here = {name: (row["district"], row["investor"]) for name, row in found.items()}
    assert {name: told for name, told in here.items() if name.rpartition(" ")[2] in NUMBERS} == {
        "Nhà máy Một": ("Huyện Bát Xát", "Công ty A"),
        "Nhà máy Hai": ("Huyện Bát Xát", "Công ty A"),
        "Nhà máy Ba": ("Huyện Bát Xát", "Công ty B"),
        "Nhà máy Bốn": (None, None),
    }


NUMBERS = ("Một", "Hai", "Ba", "Bốn")


# --- Cells that cannot be read ---


def test_what_is_wrong_with_a_cell_of_a_column_left_out_keeps_nothing_out(
    run: Run, record: Path
) -> None:
    """An account number that lost its digits; the same in a column that is kept is refused."""

    def fill(book: Any) -> None:
        sheet = book.add_worksheet("KCN")
        sheet.write_row(0, 0, ("Tên KCN", "Số tài khoản", "Giấy chứng nhận"))
        sheet.write_row(1, 0, ("KCN Một", 12345678901234567, "x"))
        sheet.write_row(2, 0, ("KCN Hai", None, 12345678901234567))

    record.with_name("kcn.xlsx").write_bytes(workbook(fill))
    refused = run("import", "kcn.xlsx")
    assert (refused.code, "C3" in refused.err, "B2" in refused.err) == (1, True, False)


def test_a_number_formatted_as_a_date_is_told_as_that(run: Run, record: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("KCN")
        sheet.write_row(0, 0, ("Tên KCN", "Diện tích (ha)", "Từ ngày"))
        sheet.write_row(1, 0, ("KCN Một", None, "2024"))
        sheet.write(1, 1, 12.5, book.add_format({"num_format": "dd/mm/yyyy"}))

    record.with_name("kcn.xlsx").write_bytes(workbook(fill))
    refused = run("import", "kcn.xlsx", lang="en")
    assert "formatted as a date" in refused.err


def test_a_row_with_an_error_is_a_bad_row_and_a_total_with_one_is_none(
    run: Run, record: Path
) -> None:
    cells = [
        ("Tên KCN", "Diện tích (ha)", "Từ ngày"),
        ("KCN Một", 50, "2024"),
        ("KCN Hai", "=1/0", "2024"),
        ("Tổng cộng", "=1/0", None),
    ]

    def fill(book: Any) -> None:
        sheet = book.add_worksheet("KCN")
        for row, values in enumerate(cells):
            for column, value in enumerate(values):
                if str(value).startswith("="):
                    sheet.write_formula(row, column, value, None, "#DIV/0!")
                else:
                    sheet.write(row, column, value)

    record.with_name("kcn.xlsx").write_bytes(workbook(fill))
    refused = run("import", "kcn.xlsx")
    assert refused.code == 1
    assert [part for part in ("[KCN]:3: ", "B3", "B4") if part in refused.err] == [
        "[KCN]:3: ",
        "B3",
    ]
    done = run("import", "kcn.xlsx", "--on-error", "skip", "--errors-to", "sai.csv")
    assert done.code == 0, done
    assert [
        each["name"] for each in run("zone", "list", "--text", "kcn m", "--format", "json").json()
    ] == ["KCN Một"]
    assert "#DIV/0!" in record.with_name("sai.csv").read_text("utf-8-sig")


@pytest.fixture
def everywhere(run: Run, record: Path, seeded: Path) -> Everywhere:
    """Import a page in every format, each into a record of its own, and hold that all is alike.

    `again` imports into the records of the time before. Gives what the command told, and a
    function that asks one of the records.
    """

    def take(name: str, page: Page, *words: str, again: bool = False) -> tuple[Any, Ask]:
        told = {}
        for format, make in BOOKS.items():
            folder = record.with_name(format)
            folder.mkdir(exist_ok=True)
            if not again:
                shutil.copy(seeded, folder / "record.db")
            file = folder / f"{name}.{format}"
            file.write_bytes(make(page))
            words_here = ("--db", str(folder / "record.db"), *words)
            told[format] = run("import", str(file), *words_here, "--format", "json").json()
            with opened(folder / "record.db", write=False) as db:
                told[format]["content"] = content(db)
        first, *others = map(without_names, told.values())
        assert all(other == first for other in others)
        return first, lambda *words: run(*words, "--db", db_of, "--format", "json").json()

    db_of = str(record.with_name("ods") / "record.db")
    return take


def without_names(told: Any) -> Any:
    """What a command told, without the names of its file and of the copy it kept."""
    warnings = [{**each, "file": "", "text": ""} for each in told["warnings"]]
    return {**told, "warnings": warnings}


def counts(told: Any) -> dict[str, int]:
    """How many rows became what."""
    return {key: told[key] for key in ("new", "changed", "same", "bad")}


def codes(ask: Ask) -> list[str]:
    """The codes of all zones."""
    return [each["code"] for each in ask("zone", "list")]


def figures_of(
    shown: Any, date: str, source: str | None = None
) -> dict[tuple[str, str], tuple[int, str]]:
    """The figures of a day that rest on a source or on none: value and unit by measure, status."""
    found = [each for each in shown["figures"] if (each["date"], each["source"]) == (date, source)]
    return {(one["measure"], one["status"]): (one["value"], one["unit"]) for one in found}


def acts_of(shown: Any) -> set[tuple[str, str, str, str | None]]:
    """Act, date, status and source of every milestone."""
    told = (*shown["milestones"], *shown.get("planned", ()))
    return {(one["act"], one["date"], one["status"], one["source"]) for one in told}
