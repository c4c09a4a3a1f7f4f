"""Understanding a sheet: where its headings stand, what they mean, which rows carry data."""

from __future__ import annotations

import csv

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from builders import problems_of, refusal
from sheets import sheet
from zone_tracker.errors import Problems, Refused
from zone_tracker.importing.cutoff import cut_offs
from zone_tracker.importing.datarows import LAST, REMEMBERED, Tally, data_rows
from zone_tracker.importing.header import SEARCHED
from zone_tracker.importing.keys import (
    COMMON,
    every_key,
    folded,
    is_heading_of,
    is_key,
    vocabulary_rows,
    words_of,
    written_words,
)
from zone_tracker.importing.kinds import KINDS
from zone_tracker.importing.layout import Layout, cells_of
from zone_tracker.importing.numbers import SHOWN, number_sign, sign_of, vietnamese
from zone_tracker.importing.profile import Profile
from zone_tracker.importing.rows import parse_key
from zone_tracker.importing.sheets import Exact, Sheet, letters_of
from zone_tracker.importing.slips import slip_of
from zone_tracker.importing.understanding import understand
from zone_tracker.model import Message
from zone_tracker.seeds import seed_folder
from zone_tracker.vietnamese.quantities import parse_number
from zone_tracker.wording import LANGUAGES, say

NOTHING = Profile()


def keys(layout: Layout) -> list[str | None]:
    """The key of each column; None: it is left out."""
    return [heading.key if heading else None for heading in layout.fields]


def fields(header: str, kind: str | None = None, profile: Profile = NOTHING) -> list[str | None]:
    """What the columns of a header by itself mean."""
    return keys(understand(sheet(header), kind, profile))


def noted(layout: Layout) -> list[str]:
    """The keys of the notes, each of which can be said in every language."""
    for note in layout.notes:
        for lang in LANGUAGES:
            assert "{" not in say(note, lang)
    return [note.key for note in layout.notes]


def told(
    text: str, kind: str | None = None, profile: Profile = NOTHING
) -> tuple[list[dict[str, str]], dict[str, list[int]]]:
    """The cells of the rows of data, and the lines of the others by their sorts."""
    whole = sheet(text)
    layout = understand(whole, kind, profile)
    tally = Tally()
    rows = [cells_of(layout, profile, cells) for _, cells in data_rows(whole, layout, tally)]
    assert tally.counts == {sort: len(lines) for sort, lines in tally.lines.items()}
    return rows, tally.lines


def names(text: str, profile: Profile = NOTHING) -> list[str]:
    """The names in the rows of data."""
    return [cells.get("name", "") for cells in told(text, profile=profile)[0]]


def wrong(
    text: str, kind: str | None = None, profile: Profile = NOTHING
) -> list[tuple[int | None, str | None, str]]:
    """Line, column and reason of every problem."""
    return problems_of(lambda: understand(sheet(text), kind, profile))


# --- The sheets that offices send ---------------------------------------------------------------

OFFICE = """
DANH MỤC DỰ ÁN TRONG KHU CÔNG NGHIỆP||||||
(Tính đến ngày 30/6/2024)||||||
|||||Đơn vị tính: tỷ đồng|
STT|Tên|Địa điểm (xã, phường)|Diện tích (ha)|Tổng mức đầu tư|Nhà đầu tư|Ghi chú
(1)|(2)|(3)|(4)|(5)|(6)|(7)
I|KCN Tằng Loỏng|||||
1|Nhà máy A|Xã Tằng Loỏng|12,5|1.234|Công ty A|
2|Tổng kho xăng dầu|Xã B|3|5.171,344|Công ty B|chậm
|Tổng|||6.405,344||
II|Ngoài khu|||||
3|Cộng Hòa|Xã C|0,5|10||
|Tổng cộng (I+II)||16|6.415||
Ghi chú: số liệu tạm tính||||||
||||Lào Cai, ngày 30 tháng 6 năm 2024||
|NGƯỜI LẬP BIỂU||||GIÁM ĐỐC|
|Nguyễn Văn A||||Trần Văn B|
"""


def test_the_list_of_an_office() -> None:
    layout = understand(sheet(OFFICE), None, NOTHING)
    assert (layout.kind.code, layout.line) == ("projects", 4)
    assert keys(layout) == [
        *(None, "name", "place", "figure:area-planned@ha", "figure:capital-registered@tỷ đồng"),
        *("investor", "note"),
    ]
    assert [line for line, _ in layout.head] == [1, 2, 3, 4]
    assert layout.head[3][1][0] == "STT"
    assert noted(layout) == ["import.kind-told", "import.as-of"]
    rows, others = told(OFFICE)
    assert rows[1] == {
        "as_of": "2024-06-30",
        "name": "Tổng kho xăng dầu",
        "place": "Xã B",
        "figure:area-planned@ha": "3",
        "figure:capital-registered@tỷ đồng": "5.171,344",
        "investor": "Công ty B",
        "note": "chậm",
    }
    assert [row["name"] for row in rows] == ["Nhà máy A", "Tổng kho xăng dầu", "Cộng Hòa"]
    assert others == {
        "index": [5],
        "group": [6, 10],
        "total": [9, 12],
        "foot": [13, 14, 15, 16],
    }


def test_the_plan_of_2023() -> None:
    header = (
        "STT|Tên KCN|Diện tích (ha)|Hoàn thành thủ tục đầu tư HTKT (năm)|"
        "Hoàn thành đi vào hoạt động (năm)|Nhu cầu đầu tư HTKT (tỷ đồng)|Giá trị SXCN|"
        "Nhu cầu lao động"
    )
    layout = understand(sheet(f"{header}\n1|Bản Qua|107|2022|2024|669||1.500"), None, NOTHING)
    assert layout.kind.code == "zones"
    assert keys(layout) == [
        *(None, "name", "figure:area-planned@ha", "act:established:planned"),
        *("act:operating:planned", "figure:capital-infrastructure:planned@tỷ đồng"),
        *("figure:industrial-output", "figure:labour:planned"),
    ]
    assert noted(layout) == []


FORM = """
Biểu 2103|||||||||||||||||||
TT|Tên KCN|Vị trí (trong/ngoài KKT)|Dự án hạ tầng|Quyết định phê duyệt|Giấy chứng nhận|Địa điểm|\
Nhà đầu tư|Quốc tịch|Vốn đăng ký||Diện tích (ha)|||Tỷ lệ lấp đầy (%)|Tỷ lệ hoàn thành hạ tầng (%)|\
Tình trạng hoạt động|Diện tích đất đã bàn giao (ha)|Vốn đầu tư thực hiện lũy kế|
|||||||||Nước ngoài (tr.USD)|Trong nước (tỷ VNĐ)|Diện tích thành lập|\
Đất công nghiệp và dịch vụ|Đã cho thuê|||||Nước ngoài (tr.USD)|Trong nước (tỷ VNĐ)
(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)|(9)|(10)|(11)|(12)|(13)|(14)|(15)=(14)/(13)|(16)|(17)|(18)|(19)|(20)
1|KCN A|Ngoài KKT|DA|QĐ 1627/QĐ-TTg ngày 23/11/2018|5|Xã|Cty|Đức|#10|#9|#8|#7|#6|#86|#5||#4|#3|#2
Tổng cộng|||||||||#10|#9|#8|#7|#6|||||#3|#2
"""


def test_form_2103_with_its_two_rows_of_headings() -> None:
    layout = understand(sheet(FORM), None, NOTHING)
    assert (layout.kind.code, layout.line) == ("zones", 3)
    assert keys(layout) == [
        *(None, "name", None, None, "decision:established", "certificate", "place", "investor"),
        *("investor_country", "figure:capital-registered@tr.USD"),
        "figure:capital-registered@tỷ VNĐ",
        *("figure:area-established@ha", "figure:area-industrial-service@ha"),
        *("figure:area-leased@ha", "figure:occupancy@%"),
        *("figure:infrastructure-completion@%", "stage"),
        *("figure:area-handed-over@ha", "figure:capital-disbursed@tr.USD"),
        "figure:capital-disbursed@tỷ VNĐ",
    ]
    heading = layout.fields[9]
    assert heading is not None
    assert (heading.written, heading.unit) == ("Vốn đăng ký – Nước ngoài (tr.USD)", "tr.USD")
    assert layout.headings[heading.key] is heading
    assert noted(layout) == ["import.columns-unkept", "import.column-computed"]
    assert len(layout.notes[0].values["headings"]) == 2
    rows, others = told(FORM)
    assert [row["figure:area-leased@ha"] for row in rows] == ["6"]
    assert "figure:occupancy@%" not in rows[0]
    assert others == {"index": [4], "total": [6]}


def test_form_2107_with_its_groups() -> None:
    text = """
    TT|Tên KCN|Địa điểm|Diện tích quy hoạch (ha)|Văn bản quy hoạch|Diện tích đã thành lập (ha)|\
Diện tích còn lại (ha)
    I|KCN đã được phê duyệt|||||
    1|KCN A|Xã X|100|QĐ 316/QĐ-TTg ngày 29/3/2023|50|50
    II|KCN chưa được phê duyệt|||||
    1|KCN B|Xã Y|200|QĐ 316/QĐ-TTg||200
    """
    assert keys(understand(sheet(text), None, NOTHING)) == [
        *(None, "name", "place", "figure:area-planned@ha", "decision:planned"),
        *("figure:area-established@ha", None),
    ]
    rows, others = told(text)
    assert [row["name"] for row in rows] == ["KCN A", "KCN B"]
    assert others == {"group": [2, 4]}


@pytest.mark.parametrize("path", sorted(seed_folder().glob("*.csv")), ids=lambda path: path.stem)
def test_every_file_of_the_seed_is_understood_whole(path: object) -> None:
    with open(str(path), encoding="utf-8", newline="") as file:
        rows = list(enumerate(csv.reader(file), 1))
    whole = Sheet(str(path), None, lambda: iter(rows))
    layout = understand(whole, None, NOTHING)
    assert str(path).endswith(f"/{layout.kind.code}.csv")
    assert (keys(layout), layout.notes) == (rows[0][1], ())
    tally = Tally()
    assert len(list(data_rows(whole, layout, tally))) == len(rows) - 1
    assert not tally.counts


def test_a_list_written_by_this_tool_is_understood() -> None:
    header = "code|name|stage|stage_since|district|health|within|investor|area_m2|capital_vnd"
    assert fields(header, "zones") == [
        *("code", "name", "stage", "on", "district", None, "within", "investor"),
        *("figure:area-planned@m2", "figure:capital-registered@vnd"),
    ]


# --- Headings -----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", KINDS)
def test_every_key_of_a_kind_is_a_heading_of_it(code: str) -> None:
    words = words_of(code)
    assert [key for key in every_key(KINDS[code]) if words[folded(key)] != key] == []
    assert all(is_key(KINDS[code], key) for key in words.values())


@pytest.mark.parametrize("code", KINDS)
def test_headings_that_look_alike_mean_one_thing(code: str) -> None:
    """In headings.csv; a measure's own name may be headed by something more exact there."""
    meant: dict[str, set[str]] = {}
    for row in vocabulary_rows("headings"):
        if row["kind"] == code or row["kind"] == COMMON:
            meant.setdefault(f"{row['kind']} {folded(row['heading'])}", set()).add(row["key"])
    for word, several in meant.items():
        valid = [key for key in several if is_heading_of(KINDS[code], key, common=word[0] == "*")]
        assert len(valid) <= 1, word


def test_every_row_of_the_headings_is_used() -> None:
    for row in vocabulary_rows("headings"):
        common = row["kind"] == COMMON
        kinds = KINDS.values() if common else [KINDS[row["kind"]]]
        assert any(is_heading_of(kind, row["key"], common=common) for kind in kinds), row


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("TÊN  KCN", "name"),
        ("Ten kcn", "name"),
        ("Tên (dự án/KCN/CCN…)", "name"),
        ("Xã, phường", "place"),
        ("Nơi thực hiện", "place"),
        ("Huyện/thị xã/thành phố", "district"),
        ("Số liệu đến", "as_of"),
        ("Tính đến", "as_of"),
        ("as of", "as_of"),
        ("Từ ngày", "on"),
        ("Vốn đăng kí (tỷ đồng)", "figure:capital-registered@tỷ đồng"),
        ("Tổng mức đầu tư\\n(ĐVT: triệu đồng)", "figure:capital-registered@triệu đồng"),
        ("Diện tích, ha", "figure:area-planned@ha"),
        ("Diện tích ha", "figure:area-planned@ha"),
        ("Diện tích\\nha", "figure:area-planned@ha"),
        ("Diện tích", "figure:area-planned"),
        ("area", "figure:area-planned"),
        ("capital", "figure:capital-registered"),
        ("labour", "figure:labour"),
        ("Planned area", "figure:area-planned"),
        ("Diện tích (dự kiến) (ha)", "figure:area-planned:planned@ha"),
        ("Tỷ lệ lấp đầy (%) (8)=(7)/(6)", "figure:occupancy@%"),
        ("Vốn đăng ký (tr.USD, tỷ đồng)", "figure:capital-registered"),
        ("figure:area-cleared:planned@km2", "figure:area-cleared:planned@km2"),
        ("act:under-construction", "act:under-construction"),
        ("Ngày khởi công", "act:under-construction"),
        ("Ngày khởi công (dự kiến)", "act:under-construction:planned"),
        ("Ngày khởi công (tháng/năm)", "act:under-construction"),
        ("Tiến độ", "act:operating:planned"),
        ("Thời gian hoàn thành", "act:operating:planned"),
        ("Quyết định thành lập", "decision:established"),
        ("Ghi chú (nếu có)", "note"),
        # what stands beside the word may change what it means
        ("Giá trị SXCN (giá SS2010)", None),
        ("Tiến độ (%)", None),
        ("Diện tích (theo quyết định)", None),
        ("Quốc tịch", "investor_country"),
        ("No.", None),
    ],
)
def test_what_a_heading_means(heading: str, key: str | None) -> None:
    others = "Tên KCN" if key != "name" else "Nhà đầu tư"
    assert fields(f"{others}|{heading}", "zones")[1] == key


@pytest.mark.parametrize(
    ("top", "below", "key"),
    [
        ("Vốn đăng ký", "Nước ngoài (tr.USD)", "figure:capital-registered@tr.USD"),
        ("Vốn đăng ký (tr.USD)", "Nước ngoài", "figure:capital-registered@tr.USD"),
        ("Vốn đầu tư", "Thực hiện (tỷ đồng)", "figure:capital-disbursed@tỷ đồng"),
        ("Diện tích", "ha", "figure:area-planned@ha"),
        ("Diện tích", "(ha)", "figure:area-planned@ha"),
        ("Diện tích", "Tổng số (ha)", "figure:area-planned@ha"),
        ("Diện tích (ha)", "Đã cho thuê", "figure:area-leased@ha"),
        ("Đã cho thuê", "Diện tích (ha)", "figure:area-leased@ha"),
        ("Quy mô", "Diện tích (ha)", "figure:area-planned@ha"),
        ("Kế hoạch", "Diện tích (ha)", "figure:area-planned:planned@ha"),
        ("Diện tích (ha)", "Kế hoạch", "figure:area-planned:planned@ha"),
        ("Ngày khởi công", "Kế hoạch", "act:under-construction:planned"),
        ("Ngày khởi công", "Thực tế", "act:under-construction"),
        ("Thông tin chung", "Nhà đầu tư", "investor"),
        ("Ngày", "(dd/mm/yyyy)", "on"),
        ("Nhà đầu tư", "Tên", "investor"),
        ("Quyết định thành lập", "Ngày", "act:established"),
        # the upper heading may change what the lower one means, or the lower what the upper does
        (
            "Kế hoạch giai đoạn 2",
            "Vốn đăng ký (tỷ đồng)",
            "figure:capital-registered:planned@tỷ đồng",
        ),
        ("Ước thực hiện", "Doanh thu (tỷ đồng)", None),
        ("Cùng kỳ", "Doanh thu (tỷ đồng)", None),
        ("Đất cây xanh", "Diện tích (ha)", None),
        ("Năm 2024", "Diện tích (ha)", None),
        ("Diện tích", "Dự báo", None),
        ("Diện tích", "Đất cây xanh", None),
        ("Nhà đầu tư", "Quốc tịch", "investor_country"),
        ("Nhà đầu tư", "Địa điểm", None),
        ("Quyết định thành lập", "Cơ quan", None),
        ("Ngày khởi công", "Ghi chú", None),
        ("Huyện", "Đất cây xanh", None),
    ],
)
def test_what_two_headings_mean_one_below_the_other(top: str, below: str, key: str | None) -> None:
    text = f"STT|Tên KCN|{top}||Lý do\n||{below}|Cột khác|"
    layout = understand(sheet(text), "zones", NOTHING)
    assert keys(layout)[2] == key
    assert layout.line == 2


def test_a_sheet_may_have_three_rows_of_headings() -> None:
    text = """
    STT|Tên KCN|Vốn đầu tư||||Ghi chú
    ||Đăng ký||Thực hiện||
    ||Nước ngoài (tr.USD)|Trong nước (tỷ đồng)|Nước ngoài (tr.USD)|Trong nước (tỷ đồng)|
    """
    layout = understand(sheet(text), None, NOTHING)
    assert (layout.line, keys(layout)) == (
        3,
        [
            *(None, "name", "figure:capital-registered@tr.USD"),
            *("figure:capital-registered@tỷ đồng", "figure:capital-disbursed@tr.USD"),
            *("figure:capital-disbursed@tỷ đồng", "note"),
        ],
    )


def test_a_second_row_of_headings_need_not_make_more_columns_known() -> None:
    text = "STT|Tên KCN|Cơ cấu||Ghi chú\n||Cây xanh|Giao thông|\n1|KCN A|x|y|z"
    layout = understand(sheet(text), None, NOTHING)
    assert (layout.line, keys(layout)) == (2, [None, "name", None, None, "note"])
    assert noted(layout) == ["import.column-unknown"] * 2
    assert names(text) == ["KCN A"]
    text = "STT|Tên KCN|Diện tích|Vốn\n||ha|tỷ đồng\n1|KCN A|5|6"
    assert fields(text)[2:] == ["figure:area-planned@ha", "figure:capital-registered@tỷ đồng"]


def test_a_row_of_data_is_no_row_of_headings() -> None:
    for row in ("|KCN A|Bát Xát|x", "||Bát Xát|x", "1|KCN A||", "1|KCN A|Bát Xát|5"):
        text = f"STT|Tên KCN|Huyện|Lý do\n{row}"
        assert understand(sheet(text), None, NOTHING).line == 1, row


def test_the_headings_are_those_that_head_most_columns() -> None:
    text = """
    KHU CÔNG NGHIỆP|||
    Ghi chú: theo báo cáo|||
    STT|Tên khu|Nhà đầu tư|Ghi chú
    1|KCN A|Công ty A|Ghi chú
    STT|Tên khu|Nhà đầu tư|Ghi chú
    2|KCN B||
    """
    layout = understand(sheet(text), None, NOTHING)
    assert (layout.line, layout.kind.code) == (3, "zones")
    rows, others = told(text)
    assert [row["name"] for row in rows] == ["KCN A", "KCN B"]
    assert others == {"index": [5]}


def test_two_tables_in_one_sheet_are_refused_and_a_page_break_is_none() -> None:
    text = """
    STT|Tên KCN|Vốn đăng ký||Huyện
    ||Nước ngoài (tr.USD)|Trong nước (tỷ đồng)|
    1|KCN A|1|2|x
    STT|Tên KCN|Vốn đăng ký||Huyện
    ||Nước ngoài (tr.USD)|Trong nước (tỷ đồng)|
    2|KCN B|1|2|x
    """
    assert told(text)[1] == {"index": [4, 5]}
    other = f"{text.rstrip()}\nSTT|Tên KCN|Huyện|Nhà đầu tư|Lý do\n1|KCN C|x|y|z"
    assert understand(sheet(other), None, NOTHING).line == 2
    with refusal("import.second-header", path="x.csv", line="7"):
        told(other)


def test_headings_are_looked_for_at_the_top_only() -> None:
    above = "\n".join(["x"] * (SEARCHED - 1))
    assert understand(sheet(f"{above}\nTên KCN|Huyện"), None, NOTHING).line == SEARCHED
    with refusal("import.no-header", count=SEARCHED, columns=["tên khu (name)"]):
        understand(sheet(f"x\n{above}\nTên KCN|Huyện"), "zones", NOTHING)
    profile = Profile(header=SEARCHED + 1)
    assert understand(sheet(f"x\n{above}\nTên KCN|Huyện"), None, profile).line == SEARCHED + 1
    with refusal("import.header-line", line="999"):
        understand(sheet("Tên KCN|Huyện"), None, Profile(header=999))


def test_the_profile_names_the_first_row_of_headings() -> None:
    text = "Tên|Huyện\nTên KCN|Vốn\n|tỷ đồng\nA|5"
    layout = understand(sheet(text), "zones", Profile(header=2))
    assert (layout.line, keys(layout)) == (3, ["name", "figure:capital-registered@tỷ đồng"])


def test_a_sheet_without_a_word_is_told() -> None:
    with refusal("file.empty", path="x.csv"):
        understand(Sheet("x.csv", None, lambda: iter(())), None, NOTHING)


# --- The kind -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Tên KCN|Diện tích", "zones"),
        ("Khu công nghiệp|Diện tích", "zones"),
        ("STT|Cụm công nghiệp|Địa điểm", "clusters"),
        ("Tên dự án|Tên KCN|Nhà đầu tư", "projects"),
        ("STT|Khu công nghiệp|Tên dự án|Nhà đầu tư", "projects"),
        ("Nhiệm vụ|Thời hạn", "deliverables"),
        ("Tỉnh|Lao động", "provinces"),
        ("subject|act|date", "milestones"),
        ("đối tượng|chỉ tiêu|giá trị|kỳ", "figures"),
        ("subject|area|source", "places"),
        ("subject|name|source", "aliases"),
        ("code|title", "sources"),
    ],
)
def test_the_kind_shows_by_the_headings(header: str, kind: str) -> None:
    layout = understand(sheet(header, "zone.csv"), None, NOTHING)
    assert (layout.kind.code, noted(layout)) == (kind, [])


@pytest.mark.parametrize(
    ("above", "file", "name", "kind"),
    [
        ("DANH MỤC DỰ ÁN", "x.csv", None, "projects"),
        ("Danh mục các dự án trong khu công nghiệp", "x.csv", None, "projects"),
        ("Danh sách 5 cụm công nghiệp thu hút dự án", "x.csv", None, "clusters"),
        ("Tình hình các KCN", "x.csv", None, "zones"),
        ("Tình hình dự án của các KCN", "Dự án.csv", None, "projects"),
        ("Tình hình", "kcn-2024.xlsx", None, "zones"),
        ("Tình hình", "zones.xlsx", "CCN", "clusters"),
        ("Tình hình", "/x/dự án/zones-2024.csv", None, "zones"),
        ("List of industrial clusters", "x.csv", None, "clusters"),
    ],
)
def test_else_by_the_words_around_them(above: str, file: str, name: str | None, kind: str) -> None:
    layout = understand(sheet(f"{above}||\nTên|Huyện|Ghi chú", file, name), None, NOTHING)
    assert (layout.kind.code, noted(layout)) == (kind, ["import.kind-told"])


def test_a_kind_asked_for_is_taken() -> None:
    for word in ("zones", "zone"):
        assert understand(sheet("Tên|Huyện", "projects.csv"), word, NOTHING).kind.code == "zones"
    profile = Profile(kind="cluster")
    assert understand(sheet("Tên|Huyện"), None, profile).kind.code == "clusters"
    assert understand(sheet("Tên|Huyện"), "zones", profile).kind.code == "zones"
    assert understand(sheet("Tên|Huyện", "zones.csv"), None, NOTHING).notes == ()
    with refusal("import.kind-unknown", value="village"):
        understand(sheet("Tên|Huyện"), "village", NOTHING)


@pytest.mark.parametrize(
    "text",
    ["Tên|Huyện", "Dự án và KCN|\nTên|Huyện", "Tỉnh Lào Cai|\nTên|Huyện"],
)
def test_a_kind_is_never_guessed_among_several(text: str) -> None:
    with refusal("import.kind-unclear", path="x.csv [Sheet1]"):
        understand(sheet(text, "x.csv", "Sheet1"), None, NOTHING)


@pytest.mark.parametrize("text", ["abc|def", "Hướng dẫn\nĐiền vào trang sau", "Ghi chú\nxem kĩ"])
def test_a_page_without_headings_holds_no_table(text: str) -> None:
    with refusal("import.no-table", path="x.csv [Sheet1]", count=SEARCHED):
        understand(sheet(text, "x.csv", "Sheet1"), None, NOTHING)


# --- What is wrong with headings, and what is left out -------------------------------------------


def test_every_problem_of_the_headings_is_told_at_once() -> None:
    text = "Danh sách||||||\nHuyện|Gai đoạn|Giai đoạn|district|Vốn (ha)|Lao động|Lý do\n"
    assert wrong(text, "zones") == [
        (2, "Gai đoạn", "import.heading-slip"),
        (2, "district", "import.heading-double"),
        (2, "Vốn (ha)", "import.heading-unit"),
        (2, "name", "import.heading-required"),
    ]


def test_a_missing_column_is_told_with_its_words() -> None:
    with pytest.raises(Problems) as caught:
        understand(sheet("Huyện|Diện tích"), "zones", NOTHING)
    (problem,) = caught.value.problems
    assert problem.reason.values["words"] == ["name", "tên khu", "tên khu công nghiệp", "tên kcn"]


@pytest.mark.parametrize(
    ("header", "second"),
    [
        ("Diện tích|Diện tích (ha)", "Diện tích (ha)"),
        ("Diện tích (ha)|Quy mô (m2)", "Quy mô (m2)"),
        ("Vốn đăng ký (tỷ đồng)|Tổng mức đầu tư (triệu đồng)", "Tổng mức đầu tư (triệu đồng)"),
        ("Ghi chú|note", "note"),
        ("Tính đến|as of", "as of"),
    ],
)
def test_two_columns_for_one_key_are_refused(header: str, second: str) -> None:
    assert wrong(f"Tên KCN|{header}") == [(1, second, "import.heading-double")]


def test_one_figure_in_two_currencies_or_planned_and_actual_are_two() -> None:
    header = "Tên KCN|Vốn (tỷ VNĐ)|Vốn (tr.USD)|Diện tích|Diện tích (kế hoạch)|STT|TT|Quốc tịch"
    assert wrong(f"{header}|name", "zones") == [(1, "name", "import.heading-double")]
    assert None not in fields(header)[:5]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Gai đoạn", "giai đoạn"),
        ("Diên tch", "diện tích"),
        ("Diệntích", "diện tích"),
        ("Huyn", "huyện"),
        ("Tên KNC", "tên kcn"),
        ("Nguồnn", "nguồn"),
        ("Tổng mưc đầy tư", "tổng mức đầu tư"),
    ],
)
def test_a_slip_is_told_with_the_word_that_was_meant(written: str, meant: str) -> None:
    assert slip_of(written, written_words("zones")) == meant


@pytest.mark.parametrize(
    "written",
    [
        *("Diện tích đất ở", "Lao động nữ", "Ghi chú 2", "Người", "Nhà thầu", "Nhà đầu tg", "Huệ"),
        *("Quy mô 2", "Diện tích", "Tên", "Năm", "Số hộ", "Vốn vay", "", "Đất ở"),
    ],
)
def test_another_word_is_no_slip(written: str) -> None:
    assert slip_of(written, written_words("zones")) is None


def test_an_unknown_column_is_left_out_and_told_with_the_nearest() -> None:
    layout = understand(sheet("Tên KCN|Lao động nữ|Xyzzy|Dự án hạ tầng|TT"), None, NOTHING)
    assert keys(layout) == ["name", None, None, None, None]
    assert noted(layout) == ["import.columns-unkept", *["import.column-unknown"] * 2]
    assert layout.notes[0].values == {"headings": ['"Dự án hạ tầng"']}
    assert [note.values["guess"] for note in layout.notes[1:]] == [
        Message("guess", {"word": "Lao động"}),
        Message("no-guess"),
    ]


def test_what_the_profile_ignores_is_left_out_without_a_word() -> None:
    header = "Tên KCN|Gai đoạn|Xyzzy|Diện tích|Quy mô|Vốn (ha)"
    profile = Profile(ignore=("gai đoạn", "XYZZY", "Quy mô", "Vốn (ha)"))
    layout = understand(sheet(header), None, profile)
    assert keys(layout) == ["name", None, None, "figure:area-planned", None, None]
    assert layout.notes == ()
    below = "Tên KCN|Vốn đăng ký||\n|Trong nước (tỷ đồng)|Nước ngoài (tr.USD)|x"
    layout = understand(sheet(below), None, Profile(ignore=("Trong nước (tỷ đồng)", "x")))
    assert keys(layout) == ["name", None, "figure:capital-registered@tr.USD", None]


def test_what_the_profile_says_of_a_heading_holds() -> None:
    header = "DA|Vốn||KH|Ghi chú|Tỷ lệ\n|NN (tr.USD)|TN|||"
    profile = Profile(
        kind="projects",
        headings={
            "DA": "name",
            "Vốn – NN (tr.USD)": "figure:capital-registered",
            "TN": "figure:capital-registered@tỷ đồng",
            "KH": "act:operating:planned",
            "Ghi chú": "note",
            "Tỷ lệ": "-",
        },
    )
    layout = understand(sheet(header), None, profile)
    assert keys(layout) == [
        *("name", "figure:capital-registered@tr.USD", "figure:capital-registered@tỷ đồng"),
        *("act:operating:planned", "note", None),
    ]
    assert layout.notes == ()


def test_what_the_profile_names_and_the_kind_or_the_file_has_not_is_told() -> None:
    profile = Profile(
        headings={"Huyện": "figur", "Xyzzy": "note"},
        constants={"sorce": "x"},
        groups="act:approved",
    )
    assert wrong("Tên KCN|Huyện", profile=profile) == [
        (None, None, "import.key-unknown"),
        (None, None, "import.key-unknown"),
        (1, "Huyện", "import.key-unknown"),
    ]
    layout = understand(sheet("Tên KCN|Huyện"), None, Profile(headings={"Xyzzy": "note"}))
    assert noted(layout) == ["import.heading-absent"]


def test_a_constant_stands_for_a_required_column() -> None:
    layout = understand(
        sheet("subject|date"), "milestones", Profile(constants={"act": "operating"})
    )
    assert layout.constants == {"act": "operating"}


def test_a_column_without_a_heading_is_told_by_its_letter() -> None:
    text = "Tên KCN||Ghi chú||\nKCN A|x||"
    assert noted(understand(sheet(text), None, NOTHING)) == ["import.column-nameless"]
    (note,) = understand(sheet(text), None, NOTHING).notes
    assert note.values == {"letter": "B"}
    assert noted(understand(sheet("Tên KCN||Ghi chú|\nKCN A|||"), None, NOTHING)) == []


@pytest.mark.parametrize(("position", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (703, "AAB")])
def test_columns_are_named_as_in_a_spreadsheet(position: int, name: str) -> None:
    assert letters_of(position) == name


@pytest.mark.parametrize(
    ("line", "area", "capital", "labour"),
    [
        ("Đơn vị tính: ha", "ha", None, None),
        ("(ĐVT: ha, tỷ đồng)", "ha", "tỷ đồng", None),
        ("Đơn vị: triệu USD; nghìn người", None, "triệu USD", "nghìn người"),
        ("Đơn vị tính: triệu USD và tỷ đồng", None, None, None),
        ("Đơn vị chủ trì: Sở", None, None, None),
    ],
)
def test_a_unit_above_the_table_holds_where_it_can_be_meant(
    line: str, area: str | None, capital: str | None, labour: str | None
) -> None:
    text = f"|{line}||||\nTên KCN|Diện tích|Vốn|Lao động|Diện tích đã cho thuê (m2)"
    layout = understand(sheet(text), None, NOTHING)
    units = [heading.unit if heading else None for heading in layout.fields]
    assert units == [None, area, capital, labour, "m2"]


def test_the_occupancy_is_kept_where_nothing_else_tells_it() -> None:
    assert fields("Tên KCN|Tỷ lệ lấp đầy (%)|Đã cho thuê (ha)")[1] == "figure:occupancy@%"
    text = "Tên KCN|Tỷ lệ lấp đầy (%)|Đã cho thuê (ha)|Đất công nghiệp (ha)"
    assert noted(understand(sheet(text), None, NOTHING)) == ["import.column-computed"]
    rows, _ = told(f"{text}\nA|80|8|10\nB|70||10\nC|60|6|")
    assert [row.get("figure:occupancy@%") for row in rows] == [None, "70", "60"]
    as_reported = text.replace("(%)", "(theo nguồn, %)")
    assert noted(understand(sheet(as_reported), None, NOTHING)) == []


# --- Keys ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        *("", "@ha", "name@ha", "figure:", "figure:area:done", "figure:area:planned:x"),
        *("decision:established:planned", "act:operating@ha", "figure:area-planned@", "x:y", ":"),
    ],
)
def test_what_is_no_key(text: str) -> None:
    key = parse_key(text)
    assert key is None or not is_key(KINDS["zones"], text)


@pytest.mark.parametrize(
    ("kind", "key", "known"),
    [
        ("zones", "place", True),
        ("zones", "as_of", True),
        ("zones", "area", False),
        ("places", "area", True),
        ("places", "place", False),
        ("places", "figure:labour", False),
        ("places", "stt", True),
        ("zones", "act:registered", False),
        ("projects", "act:registered:planned", True),
        ("projects", "figure:nothing", False),
        ("projects", "-", True),
    ],
)
def test_a_kind_has_its_keys(kind: str, key: str, known: bool) -> None:
    assert is_key(KINDS[kind], key) == known


# --- Rows ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", ["zones", "plain"])
@pytest.mark.parametrize(
    "name",
    [
        *("Tổng kho xăng dầu", "Cộng Hòa", "Total", "Tổng công ty X", "Ghi chú", "Người lập", "I"),
        *("KCN tháng 8", "Giám đốc", "A", "Nguồn Sáng", "Đơn vị 5", "Toàn Thắng", "Cộng Lũy"),
    ],
)
def test_a_name_with_a_number_or_words_beside_it_is_a_record(name: str, file: str) -> None:
    numbered = f"STT|Tên|Huyện|Vốn (tỷ đồng)\n1|KCN A|X|1\n2|{name}||5"
    assert names(numbered, Profile(kind="zones")) == ["KCN A", name]
    if name not in ("Người lập", "Giám đốc"):
        plain = f"Tên|Huyện|Vốn (tỷ đồng)\nKCN A|X|1\n{name}|Bát Xát|5"
        assert names(plain, Profile(kind="zones")) == ["KCN A", name]


@pytest.mark.parametrize("name", ["KCN B", "Huyện Bát Xát", "Nguyễn Văn A", "xyz"])
def test_a_name_alone_is_a_record_where_rows_have_no_numbers(name: str) -> None:
    assert names(f"Tên KCN|Huyện\nKCN A|X\n{name}|\nKCN C|Y") == ["KCN A", name, "KCN C"]
    assert names(f"STT|Tên KCN|Huyện\n|KCN A|X\n|{name}|\n|KCN C|Y") == ["KCN A", name, "KCN C"]
    assert names(f"Tên KCN\nKCN A\n{name}") == ["KCN A", name]


@pytest.mark.parametrize(
    ("row", "sort"),
    [
        ("I|Khu vực 1||", "group"),
        ("II.|Khu vực 2||15", "group"),
        ("A|Khu vực A|x|y", "group"),
        ("|Khu vực Bát Xát||", "group"),
        ("Khu vực Bát Xát|||", "group"),
        ("I. Khu vực Bát Xát|||", "group"),
        ("|Tổng||15,5", "total"),
        ("Tổng cộng|||15", "total"),
        ("|TỔNG SỐ (I+II):||1.234", "total"),
        ("|Cộng nhóm 1|-|15", "total"),
        ("|Tổng toàn tỉnh||15 tỷ đồng", "total"),
        ("|Total||5", "total"),
        ("2|Cộng||2", "total"),
        ("3|TỔNG SỐ|-|3", "total"),
        ("3|Tổng||", "total"),
        ("3|TONG CONG:|-|3", "total"),
        ("|Lũy kế||7", "total"),
        ("|Luỹ kế đến nay||7", "total"),
        ("|Lũy kế từ đầu năm 2024:||7", "total"),
        ("|Cộng dồn|–|7", "total"),
        ("|Toàn tỉnh||7", "total"),
        ("|Trong đó: vốn nước ngoài||7", "total"),
        ("|Nguồn: Sở Công Thương||", "foot"),
        ("|Đơn vị tính: tỷ đồng||", "foot"),
        ("* Ghi chú: tạm tính|||", "foot"),
        ("7|||", "index"),
        ("VD|KCN mẫu|x|5", "sample"),
        ("Ví dụ 1|KCN mẫu|x|5", "sample"),
        ("STT|Tên KCN|Huyện|Vốn (tỷ đồng)", "index"),
        ("Ghi chú: số liệu tạm tính|||", "foot"),
        ("||Người lập biểu|", "foot"),
        ("|Người lập biểu|Giám đốc|", "foot"),
        ("|||Lào Cai, ngày     tháng     năm 2024", "foot"),
    ],
)
def test_what_a_row_between_the_rows_is(row: str, sort: str) -> None:
    text = f"STT|Tên KCN|Huyện|Vốn (tỷ đồng)\n1|KCN A|X|1,5\n{row}\n2|KCN B||2"
    rows, others = told(text)
    assert [cells["name"] for cells in rows] == ["KCN A", "KCN B"]
    assert others == {sort: [3]}


@pytest.mark.parametrize(
    ("row", "sort"),
    [
        *(("Cộng|7", "total"), ("Lũy kế|7", "total"), ("Luỹ kế đến nay|7", "total")),
        *(("Cộng dồn|7", "total"), ("Toàn tỉnh|7", "total"), ("Trong đó: FDI|7", "total")),
        *(("Lũy kế|", "total"), ("Nguồn: Sở Công Thương|", "foot"), ("Đơn vị: ha|", "foot")),
        ("* Ghi chú|", "foot"),
    ],
)
def test_sums_and_remarks_are_seen_where_rows_have_no_numbers(row: str, sort: str) -> None:
    rows, others = told(f"Tên KCN|Vốn (tỷ đồng)\nKCN A|1,5\n{row}\nKCN B|2")
    assert ([cells["name"] for cells in rows], others) == (["KCN A", "KCN B"], {sort: [3]})


@pytest.mark.parametrize(
    "row", ["2|Cộng|Xã Võ Lao|2", "2|Cống|-|2", "2|Cộng tác|x|2", "2|Lũy kế 2|x|"]
)
def test_a_sum_with_words_beside_it_may_be_a_record(row: str) -> None:
    assert len(names(f"STT|Tên KCN|Huyện|Vốn (tỷ đồng)\n1|KCN A|X|1\n{row}")) == 2


@pytest.mark.parametrize(
    "row",
    [
        *("|Tổng||", "|Tổng||Bát Xát", "||Bát Xát|5", "||Bát Xát|", "3||x|", "|||5"),
        *("|Tổng kho||5", "|Tổng|Bát Xát|5"),
    ],
)
def test_what_may_be_a_record_is_told_as_one(row: str) -> None:
    text = f"STT|Tên KCN|Huyện|Vốn (tỷ đồng)\n1|KCN A|X|1,5\n{row}\n2|KCN B||2"
    rows, others = told(text)
    expected = 2 if row == "|Tổng||" else 3  # by itself it heads what follows
    assert (len(rows), sum(map(len, others.values()))) == (expected, 3 - expected)


@pytest.mark.parametrize("number", ["-", "+", "a", "b)", "1.1", "1.2."])
def test_a_part_of_a_record_is_none(number: str) -> None:
    with pytest.raises(Refused) as refused:
        told(f"STT|Tên KCN|Vốn (tỷ đồng)\n1|KCN A|1\n{number}|Vốn vay|1\n2|KCN B|1")
    assert refused.value.message.key == "import.part-row"


def test_what_a_group_is_numbered_into_are_records() -> None:
    rows = "STT|Tên KCN|Vốn (tỷ đồng)\nI|Bát Xát|\n1.1|KCN A|1\n1.2|KCN B|1\n2.1|KCN C|1"
    assert names(rows) == ["KCN A", "KCN B", "KCN C"]
    assert names("STT|Tên KCN|Huyện\nI|Bát Xát|\n-|KCN A|x\n-|KCN B|x") == ["KCN A", "KCN B"]


def test_letters_and_roman_numbers_number_records_where_nothing_else_does() -> None:
    assert names("STT|Tên KCN|Huyện\nI|KCN A|X\nII|KCN B|Y") == ["KCN A", "KCN B"]
    assert names("STT|Tên KCN|Huyện\n(1)|(2)|(3)\nA|KCN A|X\nB|KCN B|Y") == ["KCN A", "KCN B"]
    assert names("STT|Tên KCN|Huyện\nI.1|KCN A|X\nI|KCN B|Y\n1.2|KCN C|Z") == ["KCN A", "KCN C"]


@pytest.mark.parametrize(
    ("row", "sort"),
    [
        ("(1)|(2)|(3)|(4)", "index"),
        ("1|2|3|4", "index"),
        ("A|B|1|2", "index"),
        ("1|2|3|4=3/2", "index"),
        ("#1|#2|#3|(4)=(3)/(2)", "index"),
        ("(số)|(bắt buộc)|(nếu có)|(tỷ đồng)", "help"),
        ("|(bắt buộc)||", "help"),
    ],
)
def test_rows_that_explain_the_headings(row: str, sort: str) -> None:
    text = f"STT|Tên KCN|Huyện|Vốn (tỷ đồng)\n{row}\n1|KCN A|X|1,5"
    rows, others = told(text)
    assert ([cells["name"] for cells in rows], others) == (["KCN A"], {sort: [2]})
    under = f"STT|Tên KCN|Huyện|Vốn (tỷ đồng)\n1|KCN A|X|1,5\n{row}"
    assert not {"index", "help"} & set(told(under)[1])


def test_a_row_of_rising_numbers_may_be_a_record() -> None:
    for row in ("3|2|1|5", "1|2A|30|x", "1|2||", "1|KCN 1|2|3"):
        text = f"STT|Tên KCN|Huyện|Vốn (tỷ đồng)\n{row}"
        assert len(told(text)[0]) == (0 if row == "1|2||" else 1), row


FOOTED = "STT|Tên KCN|Nhà đầu tư|Vốn (tỷ đồng)\n1|KCN A|X|1,5"


@pytest.mark.parametrize(
    "rows",
    [
        "|||Phòng Quản lý công nghiệp",
        "|Nguyễn Văn A||",
        "||Phòng Quản lý|Sở Công Thương",
        "||GIÁM ĐỐC|\n|Trần Văn B|Lê Thị C|",
        "KT. GIÁM ĐỐC|||\n|(Ký, ghi rõ họ tên)||",
        "Nơi nhận: như trên|||\n|Lưu: VT||",
    ],
)
def test_what_stands_below_the_table_is_counted(rows: str) -> None:
    found, others = told(f"{FOOTED}\n{rows}")
    lines = list(range(3, 4 + rows.count("\n")))
    assert ([cells["name"] for cells in found], others) == (["KCN A"], {"foot": lines})


def test_what_seems_to_stand_below_is_told_as_data_when_data_follow() -> None:
    text = f"{FOOTED}\n||Công ty B|\n2|KCN C||3"
    rows, others = told(text)
    assert ([cells.get("name") for cells in rows], others) == (["KCN A", None, "KCN C"], {})
    many = "\n".join(["||Công ty B|"] * (LAST + 1))
    assert len(told(f"{FOOTED}\n{many}")[0]) == LAST + 2


def test_rows_without_a_name_are_data_where_none_came_before() -> None:
    text = "STT|Tên KCN|Nhà đầu tư|Vốn (tỷ đồng)\n||Công ty B|\n||Công ty C|"
    assert len(told(text)[0]) == 2


def test_rows_of_other_kinds_are_all_data() -> None:
    text = "STT|subject|act|date\nI|Tổng|operating|2024\n|||5\nx|||"
    assert len(told(text)[0]) == 3
    assert told(f"{text}\nVD|a|b|c")[1] == {"sample": [5]}
    plain = "subject|act|date\n(1)|(2)|(3)\nTổng|5|6\n||x"
    rows, others = told(plain)
    assert (len(rows), others) == (2, {"index": [2]})


def test_groups_fill_the_column_that_the_profile_names() -> None:
    text = """
    STT|Tên KCN|Huyện
    1|KCN 0|
    I|Huyện Bát Xát|
    1|KCN A|
    2|KCN B|Sa Pa
    II. Huyện Văn Bàn||
    |KCN C|x
    |Huyện Bảo Yên|
    ||
    Ghi chú: x||
    3|KCN D|
    """
    rows, others = told(text, profile=Profile(groups="district"))
    assert [(row["name"], row.get("district")) for row in rows] == [
        ("KCN 0", None),
        ("KCN A", "Huyện Bát Xát"),
        ("KCN B", "Sa Pa"),
        ("KCN C", "x"),
        ("KCN D", "Huyện Bảo Yên"),
    ]
    assert others == {"group": [3, 6, 8], "foot": [10]}
    plain = "Tên KCN|Lý do\nA. Bát Xát|\nKCN A|x\nVăn Bàn|\nKCN B|y"
    rows, others = told(plain, profile=Profile(groups="district"))
    assert [row["district"] for row in rows] == ["Bát Xát", "Văn Bàn"]


def test_a_tally_remembers_the_first_lines() -> None:
    tally = Tally()
    for line in range(REMEMBERED + 5):
        tally.add("total", line)
    assert (tally.counts["total"], len(tally.lines["total"])) == (REMEMBERED + 5, REMEMBERED)


def test_rows_may_be_shorter_or_longer_than_the_headings() -> None:
    layout = understand(sheet("STT|Tên KCN|Huyện|Lý do"), None, NOTHING)
    assert cells_of(layout, NOTHING, ["1", "A"]) == {"name": "A"}
    assert cells_of(layout, NOTHING, ["1", "A", " ", "", "x"]) == {"name": "A"}
    assert cells_of(layout, NOTHING, []) == {}
    assert names("STT|Tên KCN|Huyện\n1|A\n2\nI\n|B|x|y\n3|C|y") == ["A", "B", "C"]


# --- Cells --------------------------------------------------------------------------------------


def test_own_cells_come_before_those_of_all_rows() -> None:
    profile = Profile(constants={"source": "S", "note": "N", "as_of": "2024"})
    text = "Tính đến 30/6/2024||\nTên KCN|Nguồn|Ghi chú\nA|T| "
    layout = understand(sheet(text), None, profile)
    assert layout.constants == {"source": "S", "note": "N", "as_of": "2024"}
    assert noted(layout) == ["import.as-of-said"]
    rows, _ = told(text, profile=profile)
    assert rows == [{"name": "A", "source": "T", "note": "N", "as_of": "2024"}]


def test_a_line_end_in_a_cell_is_a_space() -> None:
    rows, _ = told("Tên KCN|Ghi chú|Địa điểm\nKCN Võ\\nLao|dòng 1 \\n dòng 2|Xã A\\nXã B")
    assert rows == [{"name": "KCN Võ Lao", "note": "dòng 1 dòng 2", "place": "Xã A\nXã B"}]


def test_the_profile_gives_acts_to_words_for_stages() -> None:
    profile = Profile(stages={"Đang SX": "operating", "dở dang": "suspended"})
    text = "Tên KCN|Giai đoạn\nA|ĐANG  SX\nB|Đã thành lập\nC|"
    assert [row.get("stage") for row in told(text, profile=profile)[0]] == [
        *("operating", "Đã thành lập", None)
    ]
    text = "subject|act|date\nA|dở dang|2024"
    assert told(text, profile=profile)[0][0]["act"] == "suspended"


@pytest.mark.parametrize(
    ("order", "written", "read"),
    [
        ("month-first", "06/30/2024", "2024-06-30"),
        ("month-first", "6.5.2024", "2024-06-05"),
        ("month-first", "từ 1/15/2024 đến 2/20/2024", "từ 2024-01-15 đến 2024-02-20"),
        ("month-first", "30/06/2024", "2024-30-06"),
        ("month-first", "06/2024", "06/2024"),
        ("month-first", "2024-06-05", "2024-06-05"),
        ("month-first", "106/30/2024", "106/30/2024"),
        ("year-first", "2024/6/5", "2024-06-05"),
        ("year-first", "2024.06.30", "2024-06-30"),
        ("year-first", "2024-06-30", "2024-06-30"),
        ("year-first", "30/06/2024", "30/06/2024"),
    ],
)
def test_days_of_another_order_become_iso(order: str, written: str, read: str) -> None:
    profile = Profile(dates="month-first" if order == "month-first" else "year-first")
    text = f"Tên KCN|Từ ngày|Ngày khởi công|Ghi chú\nA|{written}|{written}|{written}"
    (row,) = told(text, profile=profile)[0]
    assert (row["on"], row["act:under-construction"], row["note"]) == (read, read, written)


def test_in_a_document_another_order_becomes_day_first() -> None:
    text = "Tên KCN|Quyết định thành lập|Từ ngày\nA|QĐ 5/QĐ-TTg ngày 11/23/2018|#2024-06-05"
    (row,) = told(text, profile=Profile(dates="month-first"))[0]
    assert row["decision:established"] == "QĐ 5/QĐ-TTg ngày 23/11/2018"
    assert row["on"] == "2024-06-05"


# --- The cut-off date ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("(Tính đến ngày 30/6/2024)", ["2024-06-30"]),
        ("Số liệu đến 31/12/2023", ["2023-12-31"]),
        ("cập nhật đến 06.10.2026", ["2026-10-06"]),
        ("Cập nhật ngày 06/10/2026", ["2026-10-06"]),
        ("Số liệu cập nhật đến ngày 5 tháng 6 năm 2024", ["2024-06-05"]),
        ("Báo cáo tính đến hết quý II/2024", ["2024-Q2"]),
        ("Lũy kế đến tháng 6/2024", ["2024-06"]),
        ("tính đến hết năm 2023", ["2023"]),
        ("tính đến thời điểm 2024-06-30", ["2024-06-30"]),
        ("As of 2024-06-30", ["2024-06-30"]),
        ("tinh-den-30-6-2024 (1).csv", ["2024-06-30"]),
        ("cap_nhat_den_06.10.2026.xlsx", ["2026-10-06"]),
        ("Tính đến 30/6/2024 và cập nhật đến 1/7/2024", ["2024-06-30", "2024-07-01"]),
        ("Giai đoạn 2021-2025", []),
        ("Quy hoạch đến năm 2030", []),
        ("cập nhật năm 2024", []),
        ("tính đến nay", []),
        ("tính đến 2024.6.30", []),
        ("Số liệu năm 2023", []),
        ("2026.10.06. Danh mục", []),
    ],
)
def test_the_ways_to_tell_a_cut_off_date(text: str, dates: list[str]) -> None:
    assert [date for date, _ in cut_offs([text])] == dates


def test_the_cut_off_date_is_read_above_the_table_else_in_the_name_of_the_file() -> None:
    file = "/x/tính đến 1/2026.10.06. Danh mục cập nhật đến 06.10.2026.xlsx"
    text = "Tên KCN|Huyện\ncập nhật đến 1/1/2020|x"
    layout = understand(sheet(text, file), None, NOTHING)
    assert layout.constants == {"as_of": "2026-10-06"}
    assert say(layout.notes[0], "en") == (
        'Figures as of 6 October 2026, by "2026.10.06. Danh mục cập nhật đến 06.10.2026.xlsx"'
    )
    text = f"Danh mục|(tính đến tháng 6/2024)\nTính đến 6/2024|\n{text}"
    assert understand(sheet(text, file), None, NOTHING).constants == {"as_of": "2024-06"}


def test_a_cut_off_date_is_for_kinds_that_have_one() -> None:
    layout = understand(sheet("Tính đến 30/6/2024||\nsubject|act|date"), None, NOTHING)
    assert (layout.constants, layout.notes) == ({}, ())


def test_what_is_wrong_with_a_cut_off_date_is_told() -> None:
    table = "Tên KCN|Huyện"
    two = f"Tính đến 30/6/2024|\ncập nhật đến 1/7/2024|\n{table}"
    assert wrong(two) == [(2, None, "import.two-dates")]
    both = f"Tính đến 30/6/2024, cập nhật đến 1/7/2024|\n{table}"
    assert wrong(both) == [(1, None, "import.two-dates")]
    assert wrong(f"Tính đến 31/2/2024|\n{table}") == [(1, None, "date-day")]
    named = sheet(table, "tính đến 31.2.2024.csv")
    assert problems_of(lambda: understand(named, None, NOTHING)) == [(None, None, "date-day")]
    said = Profile(constants={"as_of": "2024-07-01"})
    assert understand(sheet(two), None, said).constants == {"as_of": "2024-07-01"}


# --- Numbers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "sign", "whole"),
    [
        ("1.234,5", "vi", "vi"),
        ("12,5", "vi", "vi"),
        ("0,125", "vi", "vi"),
        ("1234,567", "vi", "vi"),
        ("1.234.567", "vi", "vi"),
        ("1,234.5", "en", "en"),
        ("12.5", "en", "en"),
        ("0.125", "en", "en"),
        ("1234.567", "en", "en"),
        ("1.2345", "en", "en"),
        ("1,234,567", "en", "en"),
        ("1.234", "either", "vi"),
        ("1,234", "either", "en"),
        ("999.000", "either", "vi"),
        ("1.23.4", "none", "none"),
        ("1,234.567,8", "none", "none"),
        ("1.2345,6", "none", "none"),
        ("012.5", "none", "none"),
    ],
)
def test_which_style_a_number_shows(number: str, sign: str, whole: str) -> None:
    assert (number_sign(number, False), number_sign(number, True)) == (sign, whole)


@pytest.mark.parametrize(
    ("cell", "sign"),
    [
        ("1.234", "either"),
        ("khoảng 1.234", "either"),
        ("1.234 - 2.345", "either"),
        ("từ 1.234 đến 2.345", "either"),
        ("1.234 trở lên", "either"),
        ("1 234,5", "vi"),
        ("12.000-15.000,5", "vi"),
        ("khoảng 51,5 ha", "vi"),
        ("1,234.5 ha", "en"),
        ("1.234 ha", "none"),
        ("1.234%", "none"),
        ("1.234ha", "none"),
        ("12,5 và 12.5", "none"),
        ("1234", "none"),
        ("Công ty A, B.", "none"),
        ("30.6.2024", "none"),
    ],
)
def test_which_style_a_cell_shows(cell: str, sign: str) -> None:
    assert sign_of(cell, False) == sign


@pytest.mark.parametrize(
    ("heading", "cells", "read"),
    [
        ("Diện tích (ha)", ["1,234.5", "1.234", "3"], ["1.234,5", "1,234", "3"]),
        ("Diện tích (ha)", ["1.234,5", "1.234", "3"], ["1.234,5", "1.234", "3"]),
        ("Diện tích (ha)", ["12.5", "#1,5", "12.5-13.5 ha"], ["12,5", "1,5", "12,5-13,5 ha"]),
        ("Diện tích (ha)", ["about 1,234", "0.5"], ["about 1.234", "0,5"]),
        ("Diện tích (ha)", ["1.234 ha", "#1,5"], ["1.234 ha", "1,5"]),
        ("Lao động", ["1.234", "5"], ["1.234", "5"]),
        ("Lao động (người)", ["1,234", "5"], ["1.234", "5"]),
        ("Vốn (đồng)", ["1,234", "5"], ["1.234", "5"]),
        ("Số dự án", ["1,234,567"], ["1.234.567"]),
    ],
)
def test_a_column_shows_its_style(heading: str, cells: list[str], read: list[str]) -> None:
    text = "\n".join([f"Tên KCN|{heading}", *(f"A|{cell}" for cell in cells)])
    key = fields(text)[1] or ""
    assert [row[key] for row in told(text)[0]] == read
    layout = understand(sheet(text), None, NOTHING)
    assert noted(layout) == ["import.numbers-english"] * len(layout.styles)


@pytest.mark.parametrize("heading", ["Diện tích (ha)", "Lao động (nghìn người)", "Vốn", "Vốn (%)"])
def test_a_column_that_can_be_read_two_ways_is_told_cell_by_cell(heading: str) -> None:
    text = f"Tên KCN|{heading}|Ghi chú\nA|1.234|1.234\nB|5|12,5\nC|khoảng 2.345|"
    expected = [(line, heading, "import.number-either") for line in (2, 4)]
    if heading == "Vốn (%)":
        expected.insert(0, (1, heading, "import.heading-unit"))
        assert wrong(text) == expected
        return
    assert wrong(text) == expected
    for said in ("vi", "en"):
        profile = Profile(numbers="vi" if said == "vi" else "en")
        assert understand(sheet(text), None, profile).styles == ({} if said == "vi" else {1: "en"})


def test_what_the_profile_says_of_numbers_decides_only_what_shows_nothing() -> None:
    text = "Tên KCN|Vốn (tỷ đồng)|Diện tích (ha)\nA|1.234|1.234\nB|5|12,5"
    assert understand(sheet(text), None, Profile(numbers="en")).styles == {1: "en"}
    by_heading = Profile(numbers={"vốn (Tỷ đồng)": "en", "Diện tích (ha)": "en"})
    assert understand(sheet(text), None, by_heading).styles == {1: "en"}
    assert wrong(text, profile=Profile(numbers={"Diện tích (ha)": "en"})) == [
        (2, "Vốn (tỷ đồng)", "import.number-either")
    ]


def test_two_styles_in_one_column_are_refused_naming_the_fewer_cells() -> None:
    text = "Tên KCN|Vốn (tỷ đồng)\nA|1,234.5\nB|1.234,5\nC|3.5\nD|1.234"
    with pytest.raises(Problems) as caught:
        understand(sheet(text), None, Profile(numbers="vi"))
    (problem,) = caught.value.problems
    assert (problem.line, problem.value) == (3, "1.234,5")
    assert problem.reason.values == {"value": "1.234,5", "other": "1,234.5", "line": "2"}
    even = "Tên KCN|Vốn (tỷ đồng)\nA|1,234.5\nB|1.234,5"
    assert wrong(even) == [(2, "Vốn (tỷ đồng)", "import.number-mixed")]


def test_no_more_cells_are_named_than_a_person_reads() -> None:
    text = "\n".join(["Tên KCN|Vốn (tỷ đồng)", *["A|1.234"] * (SHOWN + 5)])
    with pytest.raises(Problems) as caught:
        understand(sheet(text), None, NOTHING)
    assert len(caught.value.problems) == SHOWN
    assert caught.value.problems[0].reason.values == {"value": "1.234"}


def test_values_of_a_list_of_figures_have_a_style_too() -> None:
    text = "subject|measure|value|date\na|vốn|1,234.5 tỷ đồng|2024\nb|vốn|1,234|2024"
    assert [row["value"] for row in told(text)[0]] == ["1.234,5 tỷ đồng", "1.234"]


def test_columns_that_are_left_out_show_nothing() -> None:
    text = "Tên KCN|Lao động nữ|Quy mô|Ghi chú\nA|1.234|1.234|1.234"
    assert understand(sheet(text), None, Profile(ignore=("Quy mô",))).styles == {}


def test_rows_are_read_once_more_only_for_numbers_and_nameless_columns() -> None:
    def counted(text: str) -> int:
        whole, times = sheet(text), 0

        def rows() -> object:
            nonlocal times
            times += 1
            return whole.rows()

        understand(whole._replace(rows=rows), None, NOTHING)  # type: ignore[arg-type]
        return times

    assert counted("Tên KCN|Ghi chú\nA|1.234") == 1
    assert counted("Tên KCN|Ghi chú|\nA|1.234|x") == 2
    assert counted("Tên KCN|Lao động\nA|1.234") == 2


NUMBERS = st.builds(
    lambda whole, decimals: f"{whole:,}{'.' if decimals else ''}{decimals}",
    st.integers(0, 10**12),
    st.text("0123456789", max_size=6),
)


@given(NUMBERS)
def test_an_english_number_is_the_same_number_in_vietnamese(number: str) -> None:
    assert parse_number(vietnamese(number), "vi") == parse_number(number, "en")
    assert vietnamese(vietnamese(number)) == number
    assert number_sign(number, True) != "vi" or "," not in number


@given(st.lists(NUMBERS, min_size=2, max_size=2), st.sampled_from(["{} - {} ha", "{}", "gần {}"]))
def test_all_numbers_of_a_cell_are_rewritten_and_nothing_else(
    numbers: list[str], form: str
) -> None:
    told = [number.translate(str.maketrans(".,", ",.")) for number in numbers]
    assert vietnamese(form.format(*numbers)) == form.format(*told)
    assert vietnamese("tr.USD, 5. A,B") == "tr.USD, 5. A,B"


@given(st.lists(st.tuples(NUMBERS, st.booleans()), min_size=1, max_size=5))
def test_a_column_is_never_read_against_what_it_shows(cells: list[tuple[str, bool]]) -> None:
    """What is understood without a word from anybody is read as one style can read it alone."""
    rows = [number if english else vietnamese(number) for number, english in cells]
    text = "\n".join(["Tên KCN|Vốn (tỷ đồng)", *(f"A|{row}" for row in rows)])
    shown = {sign_of(row, False) for row in rows} - {"none"}
    try:
        styles = understand(sheet(text), None, NOTHING).styles
    except Problems:
        assert shown == {"either"} or {"vi", "en"} <= shown
        return
    assert ("en" in shown) == (styles == {1: "en"})
    assert shown != {"either"}


def test_a_number_of_the_file_is_left_as_it_is() -> None:
    layout = understand(sheet("Tên KCN|Diện tích (ha)\nA|1,234.5"), None, NOTHING)
    cells = cells_of(layout, NOTHING, ["A", Exact("1360,668")])
    assert cells["figure:area-planned@ha"] == "1360,668"


# --- Whatever comes -----------------------------------------------------------------------------

CELL = st.one_of(
    st.just(""),
    st.sampled_from(
        [
            *("STT", "Tên KCN", "Tên", "Huyện", "Vốn (tỷ đồng)", "Nước ngoài (tr.USD)", "Ghi chú"),
            *("1", "2", "I", "A", "(1)", "KCN A", "Tổng", "Tổng cộng", "1.234", "1,234.5", "12,5"),
            *("Người lập biểu", "Tính đến 30/6/2024", "Đơn vị tính: ha", "VD", "(bắt buộc)", "ha"),
        ]
    ),
    st.builds(Exact, st.sampled_from(["1", "2,5", "2024-03-05"])),
    st.text(max_size=5),
)
GRIDS = st.lists(st.lists(CELL, min_size=1, max_size=6), max_size=12)
PROFILES = st.sampled_from(
    [
        NOTHING,
        Profile(groups="district", dates="month-first", numbers="vi"),
        Profile(numbers="en", ignore=("Huyện",), headings={"A": "note", "1": "name"}),
    ]
)


@given(GRIDS, st.sampled_from([None, "zones", "figures"]), PROFILES)
def test_every_row_is_data_or_counted_and_nothing_fails(
    grid: list[list[str]], kind: str | None, profile: Profile
) -> None:
    rows = [(line, cells) for line, cells in enumerate(grid, 1) if any(map(str.strip, cells))]
    whole = Sheet("x.csv", None, lambda: iter(rows))
    try:
        layout = understand(whole, kind, profile)
    except Refused:
        return
    assert [line for line, _ in layout.head] == [line for line, _ in rows if line <= layout.line]
    tally = Tally()
    try:
        data = list(data_rows(whole, layout, tally))
    except Refused as another:  # a second table
        event(another.message.key)
        return
    assert len(layout.head) + len(data) + tally.counts.total() == len(rows)
    assert [line for line, _ in data] == sorted(line for line, _ in data)
    for line, cells in data:
        assert list(cells) == grid[line - 1]
        assert set(cells_of(layout, profile, cells)) <= {
            *layout.headings,
            *layout.constants,
            layout.groups,
        }
    assert all(say(note, lang) for note in layout.notes for lang in LANGUAGES)
