"""One real example of every command, of the record it comes with; a test runs each as typed."""

from __future__ import annotations

from collections.abc import Mapping

from zone_tracker.model import Language

EXAMPLES: Mapping[str, str] = {
    "status": "--as-of 31/12/2024",
    "gaps": "--year 2024",
    "slips": "ban-qua --as-of 31/12/2024",
    "stalled": "--kind project --as-of 31/12/2024",
    "due": "--as-of 20/11/2024 --within 3m",
    "changes": "--since 1/6/2024 --until 30/6/2024",
    "stale": "--by district --period 2024-Q2",
    "find": "nexus",
    "report list": "--format csv",
    "report overview": "--as-of 31/12/2024 -o overview.xlsx",
    "report meeting": "--as-of 31/12/2024",
    "report bieu-04": "--period nam-2024",
    "report bieu-03": '--period nam-2024 --district "Bát Xát"',
    "report zones-2103": "--as-of 31/12/2024 -o zones-2103.xlsx",
    "report zones-2107": "--as-of 31/12/2024 --format md",
    "target list": "--year 2024",
    "target show": "T1",
    "target add": (
        'T10 --year 2025 --title-vi "Thêm 1 cụm" --title-en "One more cluster"'
        " --reading new-2025 --count-by act --kind cluster --acts established"
        " --flow flow --threshold 1"
    ),
    "target update": "T2 --main land-clearance",
    # Zones
    "zone add": (
        '"KCN Bảo Hà" --district "Bảo Yên" --stage planned --on 20/11/2024'
        ' --source "QĐ 123/QĐ-UBND"'
    ),
    "zone update": "vo-lao --stage established --on 15/10/2024",
    "zone list": '--where "area>=200 ha" --sort -area_m2',
    "zone show": "vo-lao",
    "zone history": "vo-lao",
    "zone confirm": 'vo-lao --source "CV 12/UBND-KT"',
    "zone correct": 'f34 --value "210 ha" --source "QĐ 151/QĐ-UBND"',
    "zone void": 'm24 --reason "recorded twice"',
    "zone remove": "phia-tay --cascade --dry-run",
    "zone alias": 'vo-lao "KCN Võ Lao - Văn Bàn"',
    "zone merge": "ban-qua --into bat-xat --dry-run",
    # Clusters
    "cluster add": (
        '"CCN Mường Khương" --district "Mường Khương" --stage established --on 20/11/2024'
        ' --area "48,5 ha"'
    ),
    "cluster update": "son-ha --stage established --on 20/11/2024",
    "cluster list": '--district "Bảo Thắng"',
    "cluster show": "bat-xat",
    "cluster history": "bat-xat",
    "cluster confirm": 'bat-xat --source "CV 12/UBND-KT"',
    "cluster correct": "m32 --on 15/9/2022",
    "cluster void": 'f42 --reason "a newer decision says 51 ha"',
    "cluster remove": "ccn-coc-my --cascade --dry-run",
    "cluster alias": 'bat-xat "Cụm công nghiệp huyện Bát Xát"',
    "cluster merge": "thong-nhat-1 --into ccn-thong-nhat --dry-run",
    # Projects
    "project add": (
        '"Nhà máy gạch Phố Lu" --district "Bảo Thắng" --stage under-construction --on 20/11/2024'
        ' --capital "100 tỷ đồng"'
    ),
    "project update": "nexus --stage operating --on 20/11/2024 --labour 1200",
    "project list": "--in tang-loong --sort -capital_vnd",
    "project show": "nexus",
    "project history": "nexus",
    "project confirm": 'nexus --source "CV 12/UBND-KT"',
    "project correct": "m58 --on 01/8/2023",
    "project void": 'm57 --reason "recorded too early"',
    "project remove": "may-korea --cascade --dry-run",
    "project alias": 'nexus "Nhà máy Nexus Lào Cai"',
    "project merge": "gyps-dap-2 --into apatit --dry-run",
    # Deliverables
    "deliverable add": '"Kế hoạch khuyến công 2025" --stage approved --on 20/11/2024',
    "deliverable update": "cong-nghiep-ho-tro --stage submitted --on 20/11/2024",
    "deliverable list": "--stage approved",
    "deliverable show": "ke-hoach-358",
    "deliverable history": "ke-hoach-358",
    "deliverable confirm": 'ke-hoach-358 --source "CV 12/UBND-KT"',
    "deliverable correct": "m71 --confidence medium",
    "deliverable void": 'm71 --reason "recorded twice"',
    "deliverable remove": "ke-hoach-390 --cascade --dry-run",
    "deliverable alias": 'ke-hoach-358 "KH 358"',
    "deliverable merge": "ke-hoach-358 --into ke-hoach-390 --dry-run",
    # Registers
    "indicator list": "--measure industrial-output",
    "indicator show": "industrial-output",
    "indicator add": 'industrial-output "46.100 tỷ đồng" --on 2023 --source "BC 15/BC-SCT"',
    "sector list": "--format csv --output sectors.csv",
    "sector show": "textiles-footwear",
    "sector add": 'building-timber "Gỗ xây dựng" --name-en "Building timber" --group maintained',
    "area list": "--level commune --on 01/7/2025",
    "area show": "15@2025-07-01",
    "area add": (
        '02999 "Xã Mới" --level commune --parent 15@2025-07-01'
        ' --succeeds "02683@2025-07-01;02725@2025-07-01" --on 01/7/2028 --old-to 30/6/2028'
    ),
    "source list": '--text "quy hoạch"',
    "source show": "congthuong-2025-vo-lao",
    "source add": (
        'qd-123-2024 "Quyết định thành lập CCN Mường Khương" --number 123/QĐ-UBND --date 20/11/2024'
    ),
    # Files and the log
    "init": "--db lao-cai.db",
    "import": 'clusters-2025.csv --kind clusters --source "BC 15/BC-SCT"',
    "export": "all --output record",
    "template": "projects --output projects.xlsx",
    "profile new": "clusters-2025.csv --kind clusters --output clusters.toml",
    "backup": "lao-cai-2024-11-20.db",
    "restore": "lao-cai-2024-11-20.db",
    "upgrade": "--db lao-cai.db",
    "check": "--format json",
    "log list": "--limit 10",
    "log show": "1 --limit 20",
    "undo": "2 --dry-run",
    "redo": "2",
    "snapshot add": '"June meeting"',
    "snapshot list": "--format csv",
}
"""What follows the words of each command."""

IN_VIETNAMESE: Mapping[str, str] = {
    "zone add": EXAMPLES["zone add"].replace("planned", '"trong quy hoạch"'),
    "zone update": 'vo-lao --stage "đã thành lập" --on 15/10/2024',
    "zone void": 'm24 --reason "ghi hai lần"',
    "cluster add": EXAMPLES["cluster add"].replace("established", '"đã thành lập"'),
    "cluster update": 'son-ha --stage "đã thành lập" --on 20/11/2024',
    "cluster void": 'f42 --reason "văn bản sau ghi 51 ha"',
    "project add": EXAMPLES["project add"].replace("under-construction", '"đang xây dựng"'),
    "project update": 'nexus --stage "đã đi vào hoạt động" --on 20/11/2024 --labour 1200',
    "project void": 'm57 --reason "ghi quá sớm"',
    "deliverable add": EXAMPLES["deliverable add"].replace("approved", '"đã ban hành"'),
    "deliverable void": 'm71 --reason "ghi hai lần"',
    "deliverable list": '--stage "đã ban hành"',
    "sector list": "--format csv --output nganh.csv",
    "sector add": EXAMPLES["sector add"].replace("building-timber", "go-xay-dung"),
    "profile new": "cum-2025.csv --kind clusters --output cum.toml",
    "import": 'cum-2025.csv --kind clusters --source "BC 15/BC-SCT"',
    "export": "all --output ban-ghi",
    "template": "projects --output du-an.xlsx",
    "snapshot add": '"giao ban tháng 6"',
}
"""The same in the words of those who write Vietnamese, where they differ."""


def example(path: str, lang: Language) -> str | None:
    """What follows the words of a command in its example; None: it has none."""
    own = IN_VIETNAMESE if lang == "vi" else {}
    return own.get(path) or EXAMPLES.get(path)
