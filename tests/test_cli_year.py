"""The year 2024 as an office lives it: what each month's end tells, and that it stays told.

The decisions are made up. tests/golden/year holds what the tool tells at the end of each month;
what is decisive in it is worked out here by hand.
"""

from __future__ import annotations

import json
import shlex
import shutil
import sqlite3
from calendar import monthrange
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from conftest import RECORD, Result, Run, made_in, run_here

# --- The year ---

YEAR = """
10/1 deliverable add "Kế hoạch khuyến công năm 2024" --stage drafting --on 10/1/2024 --source "CV 15/SCT-CN"
16/1 deliverable update danh-gia --stage drafting --on 15/1/2024 --source "CV 22/SCT-KH"
25/1 zone update coc-my-trinh --health blocked --on 24/1/2024 --reason "chưa thống nhất ranh giới" --source "BC 05/BC-BQL"
30/1 cluster update thong-nhat-1 --stage application-received --on 26/1/2024 --source "TTr 08/TTr-UBND"
2/2 deliverable update phuong-an --stage drafting --on 1/2/2024 --source "CV 41/SCT-KH"
20/2 project add "Nhà máy gạch Gia Phú" --district "Bảo Thắng" --in tang-loong --stage registered --on 19/2/2024 --capital "120 tỷ đồng" --source "GCN 0214"
21/2 project update gach-gia-phu --stage under-construction --planned --on 31/3/2024 --source "BC 02/BC-GP"
29/2 deliverable update khuyen-cong --stage approved --on 29/2/2024 --source "QĐ 410/QĐ-UBND"
5/3 source add kh-77 "Kế hoạch 77/KH-UBND" --date 1/3/2024
5/3 zone update cam-con --stage established --planned --phase 1 --on 2025 --source kh-77
5/3 zone update ban-qua --stage operating --planned --on 2026 --source kh-77
18/3 zone update coc-my-trinh --stage zoning-approved --on 15/3/2024 --source "QĐ 512/QĐ-UBND"
19/3 zone update coc-my-trinh --health on-schedule --on 15/3/2024 --source "QĐ 512/QĐ-UBND"
26/3 deliverable update danh-gia --stage submitted --on 25/3/2024 --source "TTr 40/TTr-SCT"
28/3 cluster update son-man --stage established --on 20/3/2024 --source "QĐ 498/QĐ-UBND"
29/3 undo
29/3 cluster update son-ha --stage established --on 20/3/2024 --source "QĐ 498/QĐ-UBND"
3/4 project update gach-gia-phu --stage under-construction --planned --on 30/6/2024 --source "BC 09/BC-GP"
12/4 deliverable update phuong-an --stage submitted --on 12/4/2024 --source "TTr 55/TTr-SCT"
16/4 project update nexus --suspend --on 15/4/2024 --reason "thiếu vốn" --source "BC 18/BC-NX"
22/4 import ccn-thang-4.csv
26/4 zone confirm dong-pho-moi --on 25/4/2024 --source "BC 21/BC-BQL"
8/5 zone update cam-con --stage zoning-approved --on 6/5/2024 --source "QĐ 901/QĐ-UBND"
14/5 cluster update si-ma-cai --stage established --on 10/5/2024 --source "QĐ 933/QĐ-UBND"
20/5 cluster correct @ccn-son-ha:established --on 22/3/2024
30/5 zone update tang-loong --figure leased="610 ha" --labour 9800 --on 28/5/2024 --source "BC 30/BC-BQL"
3/6 deliverable update cong-nghiep-ho-tro --stage drafting --on 1/6/2024 --source "CV 90/SCT-CN"
10/6 cluster add "CCN Ô Quý Hồ" --district "Sa Pa" --stage planned --on 5/6/2024 --source "TTr 61/TTr-UBND"
18/6 zone update ban-qua --stage established --on 14/6/2024 --source "QĐ 620/QĐ-TTg"
20/6 zone update tang-loong --labour 98000 --on 15/6/2024 --source "BC 34/BC-BQL"
21/6 zone void @kcn-tang-loong:labour --reason "thừa một số 0"
28/6 snapshot add "giao ban tháng 6"
5/7 indicator add industrial-output "20.900 tỷ đồng" --on "6 tháng đầu năm 2024" --source "BC 70/BC-SCT"
9/7 cluster update bac-ha --return-to under-appraisal --on 8/7/2024 --reason "hủy quyết định vì chồng quy hoạch rừng" --source "QĐ 1702/QĐ-UBND"
15/7 project update tam-dinh --stage registered --on 10/7/2024 --source "GCN 0710"
22/7 zone update vo-lao --health late --on 18/7/2024 --reason "chậm lập quy hoạch phân khu" --source "BC 44/BC-BQL"
26/7 cluster update bat-xat --stage land-clearance --on 24/7/2024 --source "BC 12/BC-UBND"
30/7 undo
5/8 redo
16/8 project update gach-gia-phu --stage under-construction --on 15/8/2024 --source "BC 21/BC-GP"
20/8 cluster update thong-nhat-1 --stage under-appraisal --on 12/8/2024 --source "CV 77/SCT-CN"
28/8 cluster update pho-rang-1 --stage established --on 22/8/2024 --source "QĐ 2011/QĐ-UBND"
3/9 project update nexus --resume --on 2/9/2024 --source "BC 40/BC-NX"
12/9 deliverable update cong-nghiep-ho-tro --health late --on 10/9/2024 --reason "chờ ý kiến Bộ" --source "BC 60/BC-SCT"
17/9 cluster update thong-nhat-1 --stage established --on 13/9/2024 --source "QĐ 2203/QĐ-UBND"
24/9 cluster update khanh-yen-thuong --stage established --on 20/9/2024 --source "QĐ 2260/QĐ-UBND"
22/10 project update nexus --stage trial-run --on 20/10/2024 --source "BC 52/BC-NX"
29/10 cluster update o-quy-ho --stage established --on 25/10/2024 --source "QĐ 2590/QĐ-UBND"
6/11 deliverable update quy-che --stage drafting --on 5/11/2024 --source "CV 140/SCT-KS"
12/11 deliverable update cong-nghiep-ho-tro --stage submitted --on 8/11/2024 --source "TTr 120/TTr-SCT"
21/11 zone update coc-my-trinh --stage established --on 20/11/2024 --source "QĐ 1450/QĐ-TTg"
26/11 cluster update bac-ha --stage established --on 22/11/2024 --source "QĐ 2801/QĐ-UBND"
3/12 project update nexus --return-to under-construction --on 2/12/2024 --reason "chưa nghiệm thu, lắp lại lò ủ" --source "BC 60/BC-NX"
10/12 cluster void @ccn-si-ma-cai:established --reason "quyết định chưa được ký"
24/12 deliverable update quy-che --stage submitted --on 20/12/2024 --source "TTr 150/TTr-SCT"
"""
"""The day and what was typed then; `@CODE:WHAT` is the number of the newest such act or figure."""

APRIL_SHEET = """Tên CCN;Huyện;Tình trạng;Ngày;Diện tích (ha);Căn cứ
CCN Mường Khương;Mường Khương;Đã thành lập;10/4/2024;35;QĐ 640/QĐ-UBND
CCN Si Ma Cai;Si Ma Cai;Đang thẩm định;3/4/2024;28,5;TTr 12/TTr-UBND
CCN Bắc Hà;Bắc Hà;Đã thành lập;18/4/2024;40;QĐ 688/QĐ-UBND
"""

LATER = """
import later.csv
cluster correct @ccn-muong-khuong:established --on 12/6/2024
zone correct @kcn-ban-qua:established --on 14/8/2024
zone void @kcn-cam-con:zoning-approved --reason "nhầm khu"
cluster update si-ma-cai --stage established --on 10/5/2024 --source "QĐ 934/QĐ-UBND"
undo 35
undo 44
redo 35
undo 21
undo
undo
redo
project remove may-korea --cascade
zone update vo-lao --name "KCN Võ Lao mới" --stage established --on 20/12/2024
zone update cam-con --stage established --planned --phase 1 --on 2027 --source kh-77
zone confirm bac-duyen-hai --on 1/3/2024 --source "BC 9"
target update T2 --main land-clearance
import documents.csv --kind sources
snapshot add "giao ban năm"
undo
"""
"""Work of the year after that bears on the year before: one command a day from 2 January on."""

LATER_SHEET = """Tên dự án;Huyện;Tình trạng;Ngày;Vốn (tỷ đồng);Căn cứ
Nhà máy Mới;Bảo Thắng;Đang xây dựng;1/6/2024;900;QĐ 9
Trung tâm Nghiên cứu, sản xuất giống và chế biến dược liệu Vitamec Lào Cai;Sa Pa;Đang xây dựng;2/3/2024;;QĐ 9
"""

LATER_DOCUMENTS = """code,title,date
kh-77,Kế hoạch 77/KH-UBND,1/12/2023
"""

# --- What each month's end is asked ---

MONTHS = range(1, 13)
MEETING = "giao ban tháng 6"
IN_TABLES = (6, 9, 12)
"""The months whose answers are looked back at as tables too."""


def last_day(month: int) -> str:
    return f"2024-{month:02}-{monthrange(2024, month)[1]:02}"


def moment(month: int) -> str:
    """The moment at which the answers of a month are taken."""
    return f"{last_day(month)}T18:00:00+07:00"


def questions(month: int) -> dict[str, tuple[str, ...]]:
    """What is asked at the end of a month, by the name of the answer; the day is that day."""
    span = ("--since", f"2024-{month:02}", "--until", f"2024-{month:02}")
    asked = {
        "targets": ("target", "list"),
        "status": ("status",),
        "slips": ("slips",),
        "stalled": ("stalled",),
        "stale": ("stale", "--days", "365"),
        "happened": ("changes", *span),
        "recorded": ("changes", *span, "--recorded"),
    }
    return asked | ({"meeting": ("changes", "--since", MEETING)} if month in (7, 12) else {})


class Months(NamedTuple):
    """The record at the end of the year, and the answers of each month's end as they were then."""

    record: Path
    answers: dict[tuple[int, str], str]
    tables: dict[tuple[int, str], str]

    def rows(self, month: int, name: str) -> Any:
        return json.loads(self.answers[month, name])


def done(result: Result) -> str:
    assert (result.code, result.err) == (0, ""), result
    return result.out


def typed(line: str) -> list[str]:
    """The words of a command, with the numbers of acts and figures in them."""
    return [number(word[1:]) if word.startswith("@") else word for word in shlex.split(line)]


def number(told: str) -> str:
    """The number of the newest act or figure of a subject, as `history` shows it."""
    query = """SELECT 'm' || max(milestone.id) FROM milestone
            JOIN subject ON subject.id = subject WHERE subject.code = :code AND act = :what
        UNION ALL SELECT 'f' || max(figure.id) FROM figure
            JOIN subject ON subject.id = subject WHERE subject.code = :code AND measure = :what"""
    values = dict(zip(("code", "what"), told.split(":"), strict=True))
    with closing(sqlite3.connect(RECORD)) as db:
        (found,) = (row[0] for row in db.execute(query, values) if row[0])
    return str(found)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Months]:
    """The year, lived once; at the end of each month it is asked."""
    with made_in(tmp_path_factory.mktemp("year")) as path:
        path.with_name("ccn-thang-4.csv").write_text(APRIL_SHEET, "utf-8")
        done(run_here("init", now="2023-12-31T08:00:00+07:00"))
        months = Months(path, {}, {})
        for month in MONTHS:
            live(month)
            ask(month, months)
        yield months


def live(month: int) -> None:
    """What was typed in a month, on its days."""
    for line in YEAR.strip().splitlines():
        day, _, command = line.partition(" ")
        if day.endswith(f"/{month}"):
            at = f"2024-{month:02}-{int(day.partition('/')[0]):02}T09:00:00+07:00"
            told = run_here(*typed(command), now=at)
            assert told.code == 0, (line, told)


def ask(month: int, months: Months) -> None:
    """The answers of a month's end."""
    for name, words in questions(month).items():
        answer = run_here(*words, "--format", "json", now=moment(month))
        months.answers[month, name] = done(answer)
        if month in IN_TABLES and name != "meeting":
            months.tables[month, name] = done(run_here(*words, now=moment(month)))


# --- Each month whole ---

CHANGE = (
    *("subject", "what", "old", "new", "difference", "unit", "date", "status", "possibly"),
    "source",
)
COLUMNS = {
    "targets": ("code", "needed", "counted", "verdict"),
    "slips": (
        *("code", "act", "phase", "planned", "actual", "verdict"),
        *("late_least", "late_most", "late_unit", "shift_least", "shift_most", "shift_unit"),
    ),
    "stalled": (
        *("code", "stage", "stage_since", "days_least", "days_most", "suspended_least"),
        *("usual_spells", "over_least", "over_most", "last_act", "last_date"),
    ),
    "stale": ("code", "told_by", "told", "days_least", "days_most"),
    "happened": CHANGE,
    "recorded": CHANGE,
}
"""What of each answer the golden files show."""
STANDING = ("code", "stage", "stage_since", "health", "health_since", "health_reason")
TROUBLE = ("trouble", "count")
STAGES = ("stage", "projects")


def lines(title: str, columns: tuple[str, ...], rows: list[dict[str, Any]]) -> str:
    """Some columns of rows as lines with tabs."""
    cells = [["" if row[key] is None else str(row[key]) for key in columns] for row in rows]
    table = "".join("\t".join(line).rstrip() + "\n" for line in ([*columns], *cells))
    return f"# {title}\n{table}\n"


@pytest.mark.parametrize("month", MONTHS)
def test_what_the_end_of_each_month_tells(
    month: int, year: Months, golden: Callable[[str, str], None]
) -> None:
    status = year.rows(month, "status")
    clusters = [each for unit in status["clusters_by_district"] for each in unit["list"]]
    text = "".join(
        lines(name, columns, year.rows(month, name)) for name, columns in COLUMNS.items()
    )
    text += lines("zones", STANDING, status["zones"]) + lines("clusters", STANDING, clusters)
    text += lines("projects", STAGES, status["projects_by_stage"])
    text += lines("trouble", TROUBLE, status["trouble"])
    golden(f"year/2024-{month:02}.tsv", text)


# --- What is decisive, by hand ---

SIGNS = {
    "": "open",
    "+": "on-track",
    "-": "at-risk",
    "=": "met",
    "x": "not-met-on-record",
    "?": "no-data",
}
TARGETS = """
T1  1  1  2  4  5+ 5+ 4- 5- 7+ 8+ 9= 8x
T2  0  0  0  0  0  1  1  1  1  1  2= 2=
T3  0  0  0  0  0  0+ 0+ 0  0  0  1= 1=
T4  0  0  0  0  0  0  0  0  0  0  0- 1=
T5  0  0  0  0  0  0  1= 1= 1= 1= 1= 1=
T6  0  0  0  0  0  0  0  0  0  1= 1= 0x
T7  0  0  0  0  0  0  0  0  0  0  0  0?
T8  0  0  1  1  2  3  3  3  3  3- 3- 3x
T9  0  0  1  2= 2= 2= 2= 2= 2= 2= 2= 2=
"""
"""What counts at the end of each month, and the verdict.

T1: Bát Xát has its cluster since 2022. Sơn Hà in March, two in April, Si Ma Cai in May, Bắc Hà
lost in July, Phố Ràng 1 in August, two in September, Sa Pa in October, Bắc Hà again in November;
Si Ma Cai was never so, as is known in December. An even pace brings 8 in 366 days, 3 on day 138:
until then nothing is told. 4 gained are enough by 31/5 (4 x 366 = 1464, 8 x 152 = 1216) and by
30/6 (8 x 182 = 1456), 3 are not by 31/7 (1098, 1704) nor 4 by 31/8 (1464, 1952), 6 are by 30/9
(2196, 2192) and 7 by 31/10 (2562, 2440).
T3: drafts took 50, 70 and 71 days; this one has taken 29 and 60 by the ends of June and July, so
41 and 10 are left; then its time is up, and nothing is told. T4: since 8/11 drafts took 50, 70,
71 and 160, the middle two 70; on 30/11 it has taken 25, and 45 are more than the 31 left.
T6: the trial run of October is lost by the return of December.
T8: 4 in 366 days are 3 on day 275; on 31/10 3 are too few (3 x 366 = 1098, 4 x 305 = 1220).
"""


def test_the_verdicts_are_those_worked_out_by_hand(year: Months) -> None:
    for line in TARGETS.strip().splitlines():
        code, *told = line.split()
        for month, cell in zip(MONTHS, told, strict=True):
            counted = cell.rstrip("".join(SIGNS))
            row = next(row for row in year.rows(month, "targets") if row["code"] == code)
            expected = (int(counted), SIGNS[cell.removeprefix(counted)])
            assert (row["counted"], row["verdict"]) == expected, (code, month)
            (same,) = (r for r in year.rows(month, "status")["targets"] if r["code"] == code)
            assert same == row


GIA_PHU = "da-nha-may-gach-gia-phu"
SLIPS = [  # the first and the last month of which it is told so
    ("kcn-ban-qua", "established", "2022", 1, 5, "overdue", 1, 2, "year"),
    ("kcn-ban-qua", "established", "2022", 6, 12, "late", 1, 2, "year"),
    ("kcn-coc-my-trinh-tuong", "established", "2023", 1, 10, "overdue", 0, 1, "year"),
    ("kcn-coc-my-trinh-tuong", "established", "2023", 11, 12, "late", 0, 1, "year"),
    ("kcn-cam-con", "established", "2024", 1, 2, "ahead", None, None, None),
    ("kcn-cam-con", "established", "2024", 3, 12, "replaced", None, None, None),
    ("kcn-cam-con", "established", "2025", 3, 12, "ahead", None, None, None),
    (GIA_PHU, "under-construction", "2024-03-31", 2, 2, "ahead", None, None, None),
    (GIA_PHU, "under-construction", "2024-03-31", 3, 3, "overdue", 0, 0, "day"),
    (GIA_PHU, "under-construction", "2024-03-31", 4, 12, "replaced", None, None, None),
    (GIA_PHU, "under-construction", "2024-06-30", 4, 5, "ahead", None, None, None),
    (GIA_PHU, "under-construction", "2024-06-30", 6, 6, "overdue", 0, 0, "day"),
    (GIA_PHU, "under-construction", "2024-06-30", 7, 7, "overdue", 31, 31, "day"),
    (GIA_PHU, "under-construction", "2024-06-30", 8, 12, "late", 46, 46, "day"),
    ("dg-cong-nghiep-ho-tro", "submitted", "2024", 1, 10, "ahead", None, None, None),
    ("dg-cong-nghiep-ho-tro", "submitted", "2024", 11, 12, "on-time", 0, 0, "day"),
]
SHIFTS = {
    ("kcn-ban-qua", "2026"): (2, 2, "year"),
    ("kcn-cam-con", "2025"): (1, 1, "year"),
    (GIA_PHU, "2024-06-30"): (91, 91, "day"),
}


def test_the_slips_are_those_worked_out_by_hand(year: Months) -> None:
    keys = ("verdict", "late_least", "late_most", "late_unit")
    for code, act, planned, first, last, *judged in SLIPS:
        for month in range(first, last + 1):
            (row,) = (
                row
                for row in year.rows(month, "slips")
                if (row["code"], row["act"], row["planned"]) == (code, act, planned)
            )
            assert [row[key] for key in keys] == judged, (code, planned, month)
    moved = {
        (row["code"], row["planned"]): (row["shift_least"], row["shift_most"], row["shift_unit"])
        for row in year.rows(12, "slips")
        if row["shift_unit"]
    }
    assert moved == SHIFTS


VO_LAO = [308, 337, 368, 398, 429, 459, 490, 521, 551, 582, 612, 643]
"""277 days from 29/3/2023 to the end of that year, and those of 2024."""
NEXUS = [
    *((None, days) for days in (409, 438, 469)),  # since 18/12/2022 at the latest
    *((0, days) for days in (15, 46, 76, 107, 138)),  # suspended on 15/4, day 106
    (140, 484 + 28),  # resumed on 2/9, day 246
    *((0, days) for days in (11, 41)),  # on trial since 20/10
    (0, 29),  # returned on 2/12
]


def test_the_days_stalled_are_those_worked_out_by_hand(year: Months) -> None:
    for month in MONTHS:
        rows = {row["code"]: row for row in year.rows(month, "stalled")}
        zone, nexus = rows["kcn-vo-lao"], rows["da-nexus"]
        assert (zone["days_least"], zone["days_most"]) == (VO_LAO[month - 1],) * 2
        paused, days = NEXUS[month - 1]
        assert (nexus["suspended_least"] or 0, nexus["days_least"]) == (paused or 0, days), month
        assert (nexus["days_most"] is None) is (month in (1, 2, 3, 9)), month
        assert (nexus["stage"] == "suspended") is (4 <= month <= 8), month


def test_who_is_stale_is_who_was_not_told_of(year: Months) -> None:
    """Tằng Loỏng and Đông Phố Mới would be of May too, but for a figure and a confirmation."""
    never = {"kcn-bat-xat", "kcn-phia-tay-lao-cai"}
    for month in MONTHS:
        stale = {row["code"] for row in year.rows(month, "stale") if row["kind"] == "zone"}
        of_may = {"kcn-bac-duyen-hai"} if month >= 5 else set()
        assert stale == never | of_may | ({"kcn-ban-qua"} if month == 5 else set()), month


def test_what_was_recorded_since_the_meeting_is_all_since_its_day(year: Months) -> None:
    assert year.rows(7, "meeting") == year.rows(7, "recorded")
    stages = {
        row["subject"]: (row["old"], row["new"])
        for row in year.rows(12, "meeting")
        if row["what"] == "stage"
    }
    assert stages == {  # Bắc Hà lost its decision meanwhile, and has another
        "kcn-coc-my-trinh-tuong": ("zoning-approved", "established"),
        "ccn-bat-xat": ("established", "land-clearance"),
        "ccn-khanh-yen-thuong": (None, "established"),
        "ccn-o-quy-ho": ("planned", "established"),
        "ccn-pho-rang-1": (None, "established"),
        "ccn-si-ma-cai": ("established", "under-appraisal"),
        "ccn-thong-nhat-1": ("application-received", "established"),
        "da-nexus": ("suspended", "under-construction"),
        "da-nha-may-gach-gia-phu": ("registered", "under-construction"),
        "da-tam-dinh-lang-phung": ("approved", "registered"),
        "dg-cong-nghiep-ho-tro": ("drafting", "submitted"),
        "dg-quy-che-khoang-san": (None, "submitted"),
    }


# --- It stays told ---


def test_what_each_month_told_it_tells_for_ever(
    year: Months, run: Run, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After another year of imports, corrections, undo and redo, byte for byte."""
    shutil.copy(year.record, workplace / RECORD)
    monkeypatch.setenv("ZONE_TRACKER_DB", RECORD)
    (workplace / "later.csv").write_text(LATER_SHEET, "utf-8")
    (workplace / "documents.csv").write_text(LATER_DOCUMENTS, "utf-8")
    for day, line in enumerate(LATER.strip().splitlines(), 2):
        told = run(*typed(line), now=f"2025-01-{day:02}T09:00:00+07:00")
        assert told.code == 0, (line, told)
    for month in MONTHS:
        status = run("status", "--as-of", last_day(month), "--format", "json")
        assert done(status) != year.answers[month, "status"], month  # by what is known now
        known = ("--known-on", moment(month)[:19])
        for name, words in questions(month).items():
            day = () if words[0] == "changes" else ("--as-of", last_day(month))
            told = done(run(*words, *day, *known, "--format", "json"))
            assert told == known_then(year.answers[month, name], month), (month, name)
            if (month, name) in year.tables:
                first, _, rest = done(run(*words, *day, *known)).partition("\n")
                assert first.startswith("Nhìn lại: ")
                assert rest.lstrip("\n") == year.tables[month, name], (month, name)


def known_then(answer: str, month: int) -> str:
    """An answer of then, with the clock that it is looked back at by."""
    return answer.replace('"known_on": null', f'"known_on": "{last_day(month)}T11:00:00Z"')
