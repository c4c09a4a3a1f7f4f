"""What is due: reports, targets and planned acts; what is overdue comes first."""

from __future__ import annotations

import re
from typing import Any

import pytest

from conftest import Run

pytestmark = pytest.mark.usefixtures("record")


def asked(run: Run, *words: str) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = run("due", *words, "--format", "json").json()
    return told


def short(rows: list[dict[str, Any]]) -> list[tuple[str, int, str, str]]:
    return [(row["due"], row["days_left"], row["sort"], row["code"]) for row in rows]


def test_what_is_due_stands_in_the_order_of_its_days(run: Run) -> None:
    rows = asked(run, "--as-of", "20/6/2024")
    assert short(rows) == [
        ("2022-12-31", -537, "act", "kcn-ban-qua"),
        ("2023-12-31", -172, "act", "kcn-coc-my-trinh-tuong"),
        ("2024-06-30", 10, "report", "6t-2024"),
        ("2024-12-14", 177, "period-end", "nam-2024"),
    ]
    assert (rows[0]["act"], rows[0]["planned"]) == ("established", "2022")
    assert rows[2]["source"] == "Thông tư 14/2024/TT-BCT"


def test_it_looks_as_far_ahead_as_asked(run: Run) -> None:
    words = ("--as-of", "20/6/2024", "--within")
    assert [row["code"] for row in asked(run, *words, "10d")][2:] == ["6t-2024"]
    assert [row["code"] for row in asked(run, *words, "9 ngày")][2:] == []
    targets = [row["code"] for row in asked(run, *words, "7m") if row["sort"] == "target"]
    assert targets == [f"T{number}" for number in range(1, 10)]


def test_a_target_is_due_until_it_is_met_and_overdue_after(run: Run) -> None:
    rows = [row for row in asked(run) if row["code"] == "T2"]
    assert [(row["days_left"], row["verdict"]) for row in rows] == [(-692, "not-met-on-record")]
    for code in ("vo-lao", "ban-qua"):
        run("zone", "update", code, "--stage", "established", "--on", "20/11/2024")
    assert "T2" not in {row["code"] for row in asked(run)}


def test_a_target_of_an_older_year_is_due_no_more(run: Run) -> None:
    rule = ("--count-by", "any-act", "--kind", "zone", "--threshold", "9", "--flow", "flow")
    titles = ("--title-vi", "Một", "--title-en", "One")
    added = run("target", "add", "T30", "--year", "2026", *titles, "--reading", "a", *rule)
    assert added.code == 0, added
    assert [row["code"] for row in asked(run) if row["sort"] == "target"] == ["T30"]


def planned(run: Run, stage: str, on: str) -> None:
    added = run("zone", "update", "bat-xat", "--stage", stage, "--on", on, "--planned")
    assert added.code == 0, added


def test_a_planned_act_is_due_until_it_has_happened(run: Run) -> None:
    def due() -> list[tuple[str, int]]:
        rows = [row for row in asked(run) if row["code"] == "kcn-bat-xat"]
        return [(row["act"], row["days_left"]) for row in rows]

    planned(run, "established", "30/11/2026")
    assert due() == [("established", 7)]
    run("zone", "update", "bat-xat", "--stage", "operating", "--on", "20/11/2026")
    assert due() == []


def test_of_several_plans_the_newest_counts(run: Run) -> None:
    planned(run, "established", "30/11/2026")
    planned(run, "established", "31/12/2026")
    rows = [row for row in asked(run) if row["code"] == "kcn-bat-xat"]
    assert [row["due"] for row in rows] == ["2026-12-31"]


def test_people_see_a_countdown(run: Run) -> None:
    planned(run, "established", "23/11/2026")
    told = run("due").out
    assert "Việc đến hạn – từ 23/11/2026 đến 23/5/2027" in told
    for line in (
        "năm 2022       quá hạn 3–4 năm         KCN Bản Qua: Đã thành lập",
        "31/12/2026     còn 38 ngày             Báo cáo cụm công nghiệp năm 2026: hạn nộp",
        "23/11/2026     hôm nay                 KCN Bát Xát: Đã thành lập",
        "năm 2026       còn 38 ngày             KCN Cam Cọn, giai đoạn 1: Đã đi vào hoạt động",
    ):
        assert line in told
    assert "in 21 days" in run("due", lang="en").out
    drawn = run("due", "--no-color", terminal=80).out
    assert max(map(len, drawn.splitlines())) <= 80


def test_what_is_overdue_is_told_as_exactly_as_its_date(run: Run) -> None:
    for stage, on in (("planned", "30/9/2026"), ("established", "9/2026"), ("operating", "2025")):
        planned(run, stage, on)

    def told(lang: str, *words: str) -> list[str]:
        lines = run("due", *words, lang=lang).out.splitlines()
        return [re.split("  +", line)[1] for line in lines if "KCN Bát Xát" in line]

    assert told("vi") == ["quá hạn chưa đầy 1 năm", "quá hạn 54 ngày", "quá hạn 1–2 tháng"]
    assert told("en", "--as-of", "1/1/2027")[0] == "1–2 years overdue"
    assert [row["days_left"] for row in asked(run) if row["code"] == "kcn-bat-xat"] == [
        *(-327, -54, -54),
    ]


def test_the_first_of_many_are_shown_with_their_number(run: Run) -> None:
    every = asked(run)
    assert asked(run, "--limit", "3") == every[:3]
    assert f"Hiện 3 trong {len(every)}" in run("due", "--limit", "3").out
    assert asked(run, "--limit", "0") == every


def test_nothing_may_be_due(run: Run) -> None:
    assert run("init", "--empty", "--db", "new.db").code == 0
    words = ("--db", "new.db", "--within", "1d")
    assert "Không có việc nào đến hạn" in run("due", *words).out
    assert asked(run, *words) == []
