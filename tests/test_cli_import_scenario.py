"""An office's file with good and bad rows: previewed, refused, taken in part, mended, undone."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from zone_tracker.store.connection import opened

NAMES = ("An Bình", "Bảo An", "Cao Sơn", "Duyên Hà", "Đông Hải", "Gia Phú", "Hòa Mạc")
PLACES = ("Bát Xát", "Bảo Thắng", "Văn Bàn", "Bảo Yên", "Sa Pa", "Bắc Hà", "Mường Khương")
HEADER = [
    "STT",
    "Tên dự án",
    "Huyện",
    "Giai đoạn",
    "Từ ngày",
    "Tổng mức đầu tư (tỷ đồng)",
    "Ghi chú",
]


def twenty_rows() -> list[list[str]]:
    """Twenty projects: an unknown district, a day that never was, no name; one name decomposed."""
    rows = [
        [
            str(n),
            f"Nhà máy {NAMES[n % 7]} số {n}",
            PLACES[n % 7],
            "Đang xây dựng",
            "5/2023",
            f"{n}2,5",
            "",
        ]
        for n in range(1, 21)
    ]
    rows[3][2] = "Mường Tè"
    rows[8][4] = "31/02/2024"
    rows[14][1] = ""
    rows[18][2] = unicodedata.normalize("NFD", "Mường Khương")
    return rows


@pytest.fixture
def file(record: Path) -> Path:
    """The office's file beside the record."""
    path = record.with_name("du-an.csv")
    write(path, [HEADER, *twenty_rows()])
    return path


def write(path: Path, rows: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(rows)
    path.write_text("\ufeff" + text.getvalue(), encoding="utf-8", newline="")


def content(record: Path) -> Any:
    from builders import content as whole

    with opened(record, write=False) as db:
        return whole(db)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def asked(run: Run, *words: str) -> Any:
    return run(*words, "--format", "json").json()


BAD = [(5, "Huyện"), (10, "Từ ngày"), (16, "Tên dự án")]


def places(told: Any) -> list[tuple[int, str]]:
    return [(problem["line"], problem["column"]) for problem in told["problems"]]


def test_a_dry_run_says_what_is_good_and_what_is_not_and_writes_nothing(
    run: Run, record: Path, file: Path
) -> None:
    before = digest(record)
    told = run("import", file.name, "--dry-run")
    assert told.code == 1
    assert "17" in told.out
    assert "--on-error skip" in told.out
    for line in ("du-an.csv:5:", "du-an.csv:10:", "du-an.csv:16:"):
        assert line in told.out
    assert "Mường Khương" in told.out  # what Mường Tè may have meant
    plan = run("import", file.name, "--dry-run", "--format", "json")
    assert plan.code == 1
    counts = {
        key: json.loads(plan.out)[key] for key in ("rows", "new", "changed", "same", "bad", "batch")
    }
    assert counts == {"rows": 20, "new": 17, "changed": 0, "same": 0, "bad": 3, "batch": None}
    assert places(json.loads(plan.out)) == BAD
    assert digest(record) == before


def test_a_file_with_problems_is_refused_whole(run: Run, record: Path, file: Path) -> None:
    before = digest(record)
    told = run("import", file.name)
    assert (told.code, told.out) == (1, "")
    assert [line.split(":")[1] for line in told.err.splitlines()[:3]] == ["5", "10", "16"]
    assert digest(record) == before
    refused = run("import", file.name, "--format", "json")
    assert (refused.code, json.loads(refused.out)["batch"]) == (1, None)
    assert places(json.loads(refused.out)) == BAD


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_good_rows_go_in_and_the_mended_ones_follow(
    ending: str, run: Run, record: Path, file: Path
) -> None:
    seed = content(record)
    bad = record.with_name(f"hong.{ending}")
    told = run("import", file.name, "--on-error", "skip", "--errors-to", bad.name)
    assert told.code == 0
    assert "hong" in told.err
    seventeen = content(record)
    again = asked(run, "import", file.name, "--on-error", "skip")
    assert [again[key] for key in ("new", "changed", "same", "bad", "batch")] == [0, 0, 17, 3, None]
    assert content(record) == seventeen

    mend(bad)
    mended = asked(run, "import", bad.name)
    assert [mended[key] for key in ("rows", "new", "bad")] == [3, 3, 0]
    twenty = content(record)

    assert run("undo").code == 0
    assert content(record) == seventeen
    assert run("undo").code == 0
    assert content(record) == seed
    assert run("redo").code == 0
    assert content(record) == seventeen
    assert run("redo").code == 0
    assert content(record) == twenty


def mend(path: Path) -> None:
    """Put the three cells right, as one does in a spreadsheet; what was said of them stays."""
    right = {2: (2, "Mường Khương"), 3: (4, "28/02/2024"), 4: (1, "Nhà máy Vá")}
    if path.suffix == ".csv":
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    else:
        from python_calamine import CalamineWorkbook

        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    assert len(rows) == 4
    assert all(rows[0])
    for line, (place, text) in right.items():
        assert rows[line - 1][-1], "the reason stands in the last column"
        rows[line - 1][place] = text
    if path.suffix == ".csv":
        write(path, [[str(cell) for cell in row] for row in rows])
    else:
        from xlsxwriter import Workbook

        with Workbook(str(path)) as book:
            page = book.add_worksheet()
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)


def test_the_decomposed_district_is_the_district(run: Run, file: Path) -> None:
    assert run("import", file.name, "--on-error", "skip").code == 0
    projects = asked(run, "project", "list", "--district", "Mường Khương")
    assert "Nhà máy Hòa Mạc số 19" not in [project["name"] for project in projects]
    assert any(project["name"].endswith("số 19") for project in projects)
