"""An office day of some sixty commands, as a person types them, and all of it taken back."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest

from conftest import Run

DAY = """
cluster add "CCN Mường Khương" --district "Mường Khương" --stage "đã thành lập" --on 20/11/2024 --source "QĐ 2890/QĐ-UBND" --area "gần 30 ha"
cluster add "Cụm công nghiệp Si Ma Cai" --district "Si Ma Cai" --stage "trong quy hoạch" --on "quý III/2024"
cluster add "CCN Sa Pa" --district "Thị xã Sa Pa" --note "chờ vị trí"
cluster add "CCN Bắc Hà" --district 085 --stage "tiếp nhận hồ sơ" --on 5/3/2024
cluster update sa-pa --stage investment-called --on 12/7/2024 --source "QĐ 1751/QĐ-UBND"
cluster update si-ma-cai --stage "đang thẩm định" --on "tháng 10/2024" --figure industrial="22,5 ha"
cluster update si-ma-cai --stage "đã thành lập" --on 25/12/2024
cluster update muong-khuong --figure leased="12 ha" --figure industrial="20 ha" --on 2024
cluster update bac-ha --health "vướng mắc" --on 6/2024 --reason "chưa có đường vào"
cluster update bac-ha --health "đúng tiến độ" --on 9/2024
cluster alias bac-ha "CCN Na Hối"
cluster update bac-ha --name "CCN Bảo Nhai"
cluster update bac-ha --place 02890@2025-01-01
cluster add "CCN Phố Ràng 2" --district "Bảo Yên"
cluster merge pho-rang-2 --into pho-rang-1
cluster update bat-xat --stage "đang giải phóng mặt bằng" --on 3/2023
cluster update bat-xat --stage "khởi công" --on "6 tháng cuối năm 2023"
cluster update bat-xat --stage operating --on 2024
cluster update bat-xat --return-to established --on 1/2/2025 --reason "nhà đầu tư rút"
zone update vo-lao --stage "đã thành lập" --on 15/10/2024 --source "QĐ 2500/QĐ-UBND"
zone update "ban qua" --stage established --on 30/12/2024
zone update cam-con --stage "phê duyệt quy hoạch phân khu" --on 2024
zone update coc-my --stage "đang thẩm định" --on 10/2024
zone update tang-loong --figure leased="66 ha" --figure industrial="600 ha" --figure service="50 ha" --on 2024
zone update tang-loong --labour "3.500 người" --on 2024
zone add "KCN Bảo Hà" --district "Bảo Yên" --place "Xã Kim Sơn"
zone update bao-ha --stage "trong quy hoạch" --on 29/3/2023 --planned
zone update bao-ha --was ccn-pho-rang
zone update dong-pho-moi --suspend --on 6/2025 --reason "nhường đất làm đường sắt"
zone update dong-pho-moi --resume --on 8/2025
zone alias vo-lao "Khu công nghiệp nam Văn Bàn"
project add "Nhà máy gạch Phố Lu" --district "Bảo Thắng" --investor "Công ty A" --capital "120 tỷ đồng" --area "5,5 ha" --on 2024
project add "Nhà máy linh kiện" --in kcn-tang-loong --capital "80 triệu USD" --on 1/2024 --certificate 0123456789 --stage "cấp GCNĐKĐT"
project update gach-pho-lu --stage "khởi công" --on 2/9/2024
project update gach-pho-lu --stage "chạy thử" --on 12/2024
project update gach-pho-lu --stage extended --on 12/2024
project update nexus --stage "vận hành thử" --on "quý IV/2024" --source "Báo cáo tuần 50"
project update vitamec --stage "chấp thuận chủ trương đầu tư" --on 5/6/2024
project update tam-dinh --health "chậm" --on 6/2024 --reason "vướng đất rừng"
project update tam-dinh --stage land-clearance --on 9/2024
project update linh-kien --sector electronics
project update linh-kien --stage withdrawn --on 12/2024 --reason "nhà đầu tư rút"
deliverable update cong-nghiep-ho-tro --stage "đã trình" --on 28/12/2024
deliverable update quy-che-khoang-san --stage "đang soạn thảo" --on 8/2024
deliverable add "Kế hoạch khuyến công 2025" --stage "đã ban hành" --on 30/12/2024
indicator add industrial-output "45.700 tỷ đồng" --on 2024 --price-base current --source "Báo cáo 12/2024"
indicator add grdp-growth "7,38%" --on 2024
source add qd-2890-2024 "Quyết định thành lập CCN Mường Khương (bản ký)" --number 2890/QĐ-UBND --date 20/11/2024
area add 99999 "Xã Thử" --level commune --parent 087 --from 1/1/2020
target add T10 --year 2024 --title-vi "Ba dự án vận hành thử" --title-en "Three projects on trial run" --reading main --count-by act --kind project --acts trial-run --flow flow --period 2024 --threshold 3
import cum.csv
import du-an.csv --dry-run
import du-an.csv
import du-an.csv
project remove nha-may-thu
cluster void m1 --reason "không phải cụm này"
"""
SHEETS = {
    "cum.csv": "Tên CCN;Huyện;Giai đoạn;Từ ngày;Diện tích (ha);Nguồn\n"
    "CCN Sơn Hà;Bảo Thắng;Đã thành lập;15/11/2024;75;QĐ 2800/QĐ-UBND\n"
    "CCN Cam Cọn;Bảo Yên;Trong quy hoạch;2023;12,5;QĐ 316/QĐ-TTg\n",
    "du-an.csv": "Tên dự án,Huyện,Vốn (tỷ đồng),Ngày\n"
    'Nhà máy thử,Văn Bàn,"1.360,668",2024\nXưởng tre,Bảo Yên,15,2024\n',
}
REFUSED = {"cluster void m1": 1, "project remove nha-may-thu": 1}
"""What a careful tool does not take: another kind's act; a subject on which figures rest."""


def content(run: Run) -> list[str]:
    """All that is on record of every kind, and the verdicts."""
    kinds = ("zone", "cluster", "project", "deliverable")
    words = [
        *((kind, "list") for kind in kinds),
        *(("indicator", "list"), ("source", "list"), ("area", "list", "--level", "commune")),
        *(("target", "list"), ("zone", "show", "vo-lao"), ("cluster", "show", "bat-xat")),
    ]
    return [run(*each, "--format", "json", "--as-of", "31/12/2025").out for each in words]


def verdicts(run: Run) -> dict[str, tuple[int, int, str]]:
    told: list[dict[str, Any]] = run(
        "target", "list", "--as-of", "31/12/2024", "--format", "json"
    ).json()
    return {each["code"]: (each["counted"], each["needed"], each["verdict"]) for each in told}


@pytest.mark.usefixtures("record")
def test_an_office_day_and_all_of_it_taken_back(run: Run, workplace: Path) -> None:
    for name, text in SHEETS.items():
        (workplace / name).write_text(text, "utf-8")
    seed, before = content(run), len(run("log", "--format", "json").json())
    for line in DAY.strip().splitlines():
        code = next((code for words, code in REFUSED.items() if line.startswith(words)), 0)
        result = run(*shlex.split(line))
        assert result.code == code, (line, result.err)

    assert verdicts(run) == {
        # Bát Xát, Mường Khương, Si Ma Cai; Bảo Thắng by the sheet
        "T1": (4, 9, "not-met-on-record"),
        "T2": (2, 2, "met"),
        "T3": (1, 1, "met"),
        "T4": (0, 1, "not-met-on-record"),
        "T5": (1, 1, "met"),
        "T6": (1, 1, "met"),
        "T7": (1, 1, "met"),
        "T8": (4, 4, "met"),
        "T9": (0, 2, "no-data"),
        "T10": (2, 3, "not-met-on-record"),
    }
    show = run("cluster", "show", "Na Hối", "--format", "json").json()
    assert (show["name"], show["health"]) == ("CCN Bảo Nhai", "on-schedule")
    assert (show["health_since"], show["health_reason"]) == ("2024-09", None)
    assert run("zone", "show", "tang-loong", "--format", "json").json()["occupancy"] == 1015
    assert run("cluster", "show", "bat-xat", "--format", "json").json()["stage"] == "established"

    log = run("log", "--format", "json").json()
    assert len(log) > before + 45
    for _ in range(len(log) - before):
        assert run("undo").code == 0
    assert content(run) == seed
