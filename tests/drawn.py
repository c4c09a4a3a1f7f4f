"""A report with every drawing and every kind of cell, for the writers that draw."""

from __future__ import annotations

from zone_tracker.drawing import Bars, Stack, Tiles, Timeline, Trend
from zone_tracker.model import Column, FactDate, Form, Message, Quantity, Report, Table, Term


def told(text: str) -> Message:
    return Message("test.text", {"text": text})


def day(iso: str) -> FactDate:
    return FactDate(iso, iso, "day")


HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg/onload=alert(1)> ' onmouseover='alert(1)",
    "</title></style></svg><script>alert(2)</script>",
    "{{ 7*7 }} {% raw %} ${7*7}",
    "=HYPERLINK(1)",
    "\x1b[31mđỏ\x07",
    "\u202eđảo\u202c \u200b",
    "javascript:alert(1)",
    "data:text/html,<script>alert(3)</script>",
    "&lt;b&gt; &amp; \\u003cscript",
)
PLAIN = Term("operating", "Đã đi vào hoạt động", "Operating")

TARGETS = Table(
    "targets",
    told("Mục tiêu năm 2024"),
    (
        Column("code", told("Mã"), keep=True),
        Column("title", told("Nội dung")),
        Column("counted", told("Đạt"), right=True),
        Column("needed", told("Cần"), right=True),
        Column("verdict", told("Kết luận"), only="machines"),
        Column("verdict", told("Kết luận"), only="people", keep=True),
        Column("document", told("Văn bản")),
    ),
    [
        (
            "T1",
            "Mỗi huyện có ít nhất 1 cụm công nghiệp",
            4,
            9,
            "x",
            Message("verdict.at-risk"),
            "[1]",
        ),
        (
            "T2",
            "Toàn tỉnh thêm ít nhất 2 khu công nghiệp",
            2,
            2,
            "x",
            Message("verdict.met"),
            "[2]",
        ),
        (
            "T3",
            "Trình Đề án phát triển công nghiệp hỗ trợ 2025 – 2030",
            0,
            1,
            "x",
            Message("verdict.not-met-on-record"),
            "[1] và [2], không phải [9]",
        ),
        (
            "T4",
            "Ban hành Quy chế phối hợp quản lý quy hoạch khoáng sản",
            None,
            1,
            "x",
            Message("verdict.no-data"),
            Message("no-source"),
        ),
        ("T5", "Đẩy nhanh ba dự án", 1, 3, "x", Message("verdict.open"), None),
        ("T6", HOSTILE[0], 3, 3, "x", Message("verdict.on-track"), "[2]"),
    ],
    text=(told("Sáu mục tiêu, một đã đạt; căn cứ ở [1]."),),
    notes=(told("Kết luận tính đến hết ngày báo cáo."),),
    drawing=Bars("title", "counted", "needed", "verdict"),
)
DISTRICTS = Table(
    "districts",
    told("Cụm công nghiệp theo huyện"),
    (
        Column("district", told("Huyện")),
        Column("clusters", told("Số cụm"), right=True),
        Column("line", told("Dòng"), only="machines"),
        Column("place", told("Cột"), only="machines"),
        Column("communes", told("Xã mới")),
    ),
    [
        (
            "Bát Xát",
            2,
            1,
            1,
            "→ Bát Xát, A Mú Sung, Trịnh Tường, Y Tý, Dền Sáng, Bản Xèo, Mường Hum",
        ),
        ("TP Lào Cai", 3, 1, 2, "→ Lào Cai, Cam Đường, Hợp Thành, Cốc San"),
        ("Mường Khương", 0, 1, 3, "→ Mường Khương, Pha Long, Cao Sơn, Bản Lầu"),
        ("Si Ma Cai", None, 1, 4, "→ Si Ma Cai, Sín Chéng"),
        ("TX Sa Pa", 0, 2, 1, ""),
        ("Bảo Thắng", 2, 2, 2, "→ Bảo Thắng, Tằng Loỏng, Phong Hải, Xuân Quang, Gia Phú"),
        ("Bắc Hà", 0, 2, 3, "→ Bắc Hà, Bảo Nhai, Tả Củ Tỷ, Lùng Phình, Cốc Lầu, Bản Liền"),
        ("Văn Bàn", 1, 3, 1, None),
        ("Bảo Yên", 2, 3, 2, "→ Bảo Yên, Nghĩa Đô, Thượng Hà, Xuân Hòa, Phúc Khánh, Bảo Hà"),
        (HOSTILE[1], 1, None, None, HOSTILE[2]),
    ],
    drawing=Tiles("district", "clusters", "line", "place", ("communes",)),
)
MAP = Table(
    "map",
    told("Bản đồ của cơ quan"),
    (
        Column("district", told("Huyện")),
        Column("clusters", told("Số cụm"), right=True),
        Column("code", told("Mã"), only="machines"),
        Column("row", told("Dòng"), only="machines"),
    ),
    [
        ("Bát Xát", 2, "082", None),
        ("TP Lào Cai", 0, "080", None),
        ("Văn Bàn", None, "089", None),
        ("Bảo Yên", 1, "087", None),
    ],
    drawing=Tiles(
        *("district", "clusters", "row", "row", (), "code"),
        {
            "082": [[(103.5, 22.6), (103.9, 22.8), (104.0, 22.5), (103.7, 22.3), (103.5, 22.6)]],
            "080": [
                [(104.0, 22.5), (103.9, 22.8), (104.2, 22.6), (104.1, 22.3), (104.0, 22.5)],
                [(104.02, 22.5), (104.05, 22.55), (104.08, 22.5), (104.02, 22.5)],
            ],
            "089": [[(103.7, 22.3), (104.0, 22.5), (104.1, 22.0), (103.8, 21.9), (103.7, 22.3)]],
        },
    ),
)
LIFE = Table(
    "timeline",
    told("Các mốc của từng khu"),
    (
        Column("name", told("Tên"), only="machines"),
        Column("planned", told("Kế hoạch"), only="machines"),
        Column("name", told("Tên"), only="people"),
        Column("act", told("Mốc")),
        Column("date", told("Ngày"), keep=True),
        Column("document", told("Văn bản"), keep=True),
    ),
    [
        ("KCN Võ Lao", False, "KCN Võ Lao", "Trong quy hoạch", day("2023-03-29"), "[1]"),
        (
            "KCN Võ Lao",
            True,
            "",
            "Đã thành lập (chấp thuận chủ trương đầu tư)",
            FactDate("2025-01-01", "2025-12-31", "year"),
            "[1]",
        ),
        ("KCN Võ Lao", True, "", PLAIN, FactDate("2028-01-01", "2029-12-31", "range"), "[2]"),
        ("KCN Tằng Loỏng", False, "KCN Tằng Loỏng", "Đã thành lập", day("2011-03-15"), "[1]"),
        (
            "KCN Tằng Loỏng",
            False,
            "",
            PLAIN,
            FactDate(None, "2021-08-18", "day"),
            Message("no-source"),
        ),
        (
            "KCN Bản Qua",
            False,
            "KCN Bản Qua",
            "Đang thẩm định chủ trương đầu tư",
            FactDate("2011-01-01", "2029-12-31", "range"),
            None,
        ),
        (
            "KCN Bản Qua",
            False,
            "",
            "Đề nghị điều chỉnh",
            FactDate("2024-04-01", "2024-06-30", "quarter"),
            None,
        ),
        (
            HOSTILE[3],
            True,
            HOSTILE[3],
            HOSTILE[2],
            FactDate("2024-05-01", "2024-05-31", "month"),
            "[2]",
        ),
        ("KCN Cam Cọn", False, "KCN Cam Cọn", "Chưa rõ ngày", None, None),
    ],
    drawing=Timeline("name", "act", "date", "planned", "2024-07-01"),
)
SECTORS = Table(
    "sectors",
    told("Dự án theo ngành và giai đoạn"),
    (
        Column("sector", told("Ngành")),
        *(
            Column(f"stage_{place}", told(label), right=True, group=told(group))
            for place, (label, group) in enumerate(
                (
                    ("Kêu gọi đầu tư", "Chuẩn bị"),
                    ("Đã chấp thuận", "Chuẩn bị"),
                    ("Đang xây dựng", "Thực hiện"),
                    ("Đã đi vào hoạt động", "Thực hiện"),
                    ("Tạm dừng", "Khác"),
                )
            )
        ),
        Column("note", told("Ghi chú")),
    ),
    [
        ("Chế biến khoáng sản, luyện kim", 1, 2, 3, 12, 1, None),
        ("Nông, lâm, thuỷ sản", 0, 1, None, 2, 0, told("một dự án chưa rõ giai đoạn")),
        ("Điện", 4, 0, 1, 0, 0, None),
    ],
    drawing=Stack("sector", ("stage_0", "stage_1", "stage_2", "stage_3", "stage_4")),
)
CAPITAL = Table(
    "capital",
    told("Vốn đăng ký và vốn thực hiện"),
    (Column("project", told("Dự án")), Column("capital", told("Vốn"), right=True)),
    [
        ("Nhà máy luyện đồng Lào Cai", Quantity(5_171_344_000_000, "vnd")),
        ("Nhà máy dây điện và cáp điện Nexus", Quantity(1_200_000_000_000, "vnd", None, "about")),
        ("Trung tâm dược liệu", None),
        (HOSTILE[4], Quantity(0, "vnd")),
    ],
    drawing=Bars("project", "capital"),
)
PACE = Table(
    "pace",
    told("Giá trị sản xuất công nghiệp"),
    (
        Column("date", told("Kỳ"), keep=True),
        Column("output", told("Giá trị"), right=True),
        Column("aim", told("Kế hoạch"), right=True),
    ),
    [
        (
            FactDate(f"{year}-01-01", f"{year}-12-31", "year"),
            Quantity(value * 10**12, "vnd"),
            Quantity(46 * 10**12, "vnd"),
        )
        for year, value in ((2019, 31), (2020, 34), (2021, 38), (2022, 46), (2023, 45))
    ],
    drawing=Trend("date", "output", "aim"),
)
KINDS = Table(
    "kinds",
    told("Mọi loại ô \x1b[5m <b>"),
    tuple(Column(f"k{place}", told(f"Cột {place}"), right=place == 4) for place in range(9)),
    [
        (
            text,
            (PLAIN, None)[place % 2],
            FactDate("2024-07-01", "2024-09-30", "quarter"),
            (True, False, None)[place % 3],
            Quantity(12_000, "person", 15_000, "about"),
            (Message("verdict.met"), Message("verdict.no-data"))[place % 2],
            (7, -5, 9_007_199_254_740_993)[place % 3],
            "xem https://laocai.gov.vn/ke-hoach?a=1&b=2, và http://vi.du/.",
            "" if place else "javascript:alert(1)//https:",
        )
        for place, text in enumerate(HOSTILE)
    ],
)
DOCUMENTS = Table(
    "documents",
    told("Văn bản"),
    (
        Column("document", told("Số"), keep=True),
        Column("date", told("Ngày"), keep=True),
        Column("title", told("Tên")),
        Column("url", told("Địa chỉ")),
    ),
    [
        (
            "[1]",
            day("2023-10-03"),
            "Kế hoạch 358/KH-UBND, thay [2]",
            "https://laocai.gov.vn/ke-hoach/358",
        ),
        ("[2]", None, HOSTILE[5], "javascript:alert(1)"),
    ],
)
EVERYTHING = Report(
    (TARGETS, DISTRICTS, MAP, LIFE, SECTORS, CAPITAL, PACE, KINDS, DOCUMENTS),
    header=(
        told("Tình hình khu, cụm công nghiệp <tỉnh> Lào Cai đến ngày 01/7/2024"),
        Message("verdict.open"),
        told("Căn cứ: [1]"),
    ),
    notes=(told("Số liệu lấy từ hồ sơ; xem [2]."),),
)
SHEET = Report(
    (SECTORS,),
    header=(told("Biểu tổng hợp"),),
    form=Form(
        (told("UBND TỈNH LÀO CAI"), told("SỞ CÔNG THƯƠNG")),
        (told("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), told("Độc lập – Tự do – Hạnh phúc")),
        (
            (told("NGƯỜI LẬP BIỂU"), told("(Ký, ghi rõ họ tên)")),
            (told("GIÁM ĐỐC"), told(HOSTILE[0])),
        ),
    ),
)
