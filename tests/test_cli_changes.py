"""What changed: in a period by its own date, or by recording, a block a subject."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import Result, Run, made_in, run_here

Rows = list[dict[str, Any]]

WORK = {
    "2024-07-04": 'zone update vo-lao --stage established --on 20/6/2024 --source "QĐ 1"',
    "2024-07-05": 'zone update vo-lao --area "1.200 ha" --on 30/6/2024 --source "QĐ 1"',
    "2024-07-06": 'project add "Nhà máy gạch" --stage approved --on 20/6/2024 --capital "9 tỷ"',
    "2024-07-07": "project update nexus --investor B --health late --on 10/6/2024",
    "2024-07-08": "project remove may-korea --cascade",
    "2024-07-09": "zone correct m24 --on 1/5/2023",
    "2024-07-10": "zone void f34 --reason nhầm",
    "2024-07-11": 'cluster confirm bat-xat --on 30/6/2024 --source "QĐ 1"',
}


def done(result: Result) -> str:
    assert (result.code, result.err) == (0, ""), result
    return result.out


def do(run: Run, line: str, day: str = "2024-08-01") -> None:
    told = run(*shlex.split(line), now=f"{day}T09:00:00+07:00")
    assert told.code == 0, told


Asked = Callable[..., Rows]


@pytest.fixture
def asked(run: Run, july: Path, record: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """The rows of `changes` in a record that begins on 1 July 2024."""
    shutil.copy(july, record)
    monkeypatch.setenv("ZONE_TRACKER_NOW", "2024-12-01T09:00:00+07:00")

    def rows(*words: str) -> Rows:
        told: Rows = run("changes", *words, "--format", "json").json()
        return told

    return rows


@pytest.fixture(scope="module")
def week(july: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That record after a week of work."""
    with made_in(tmp_path_factory.mktemp("week")) as path:
        shutil.copy(july, path)
        for day, line in WORK.items():
            do(run_here, line, day)
    return path


@pytest.fixture
def worked(asked: Asked, week: Path, record: Path) -> Asked:
    """The rows of `changes` after a week of work."""
    shutil.copy(week, record)
    return asked


def brief(rows: Rows) -> list[tuple[object, ...]]:
    return [(r["subject"], r["what"], r["old"], r["new"], r["difference"]) for r in rows]


JUNE = ("--since", "1/6/2024", "--until", "30/6/2024")


# --- By the dates of acts and figures ---


def test_a_period_tells_stages_acts_and_figures_dated_in_it(worked: Asked) -> None:
    told = [row for row in brief(worked(*JUNE)) if row[0] in ("kcn-vo-lao", "da-nha-may-gach")]
    assert told == [
        ("kcn-vo-lao", "stage", "planned", "established", None),
        ("kcn-vo-lao", "area-planned", 10_000_000, 12_000_000, 2_000_000),
        ("da-nha-may-gach", "first", None, "Nhà máy gạch", None),
        ("da-nha-may-gach", "stage", None, "approved", None),
        ("da-nha-may-gach", "capital-registered", None, 9_000_000_000, None),
    ]


def test_what_was_never_told_of_before_the_period_is_new_in_it(run: Run, asked: Asked) -> None:
    """Not what a figure told of before, nor what had been there since nobody knows when."""
    for line in (
        'project add Moi --stage proposed --on 5/6/2024 --source "QĐ 1"',
        'project update moi --capital "9 tỷ" --on 2024',
        "project update moi --stage withdrawn --on 20/9/2024",
        "project add Moi-nua --area '9 ha' --on 30/6/2024",
        "project add Cu --stage operating --on ../6/2024",
        "project add Cung-cu --stage operating --on 6/2024",
        "project update cung-cu --capital '9 tỷ' --on 2023",
        "project add Du-kien --stage operating --on 6/2024 --planned",
    ):
        do(run, line)
    new = [row for row in asked(*JUNE) if row["what"] == "first"]
    told = [(row["subject"], row["date"], row["source"]) for row in new]
    assert sorted(told) == [("da-moi", "2024-06-05", "QĐ 1"), ("da-moi-nua", "2024-06-30", None)]
    autumn = asked("--since", "1/7/2024", "--until", "30/9/2024")
    assert [row for row in brief(autumn) if row[0] == "da-moi"] == [
        ("da-moi", "stage", "proposed", "withdrawn", None),
    ]


def test_a_row_tells_its_date_its_unit_and_its_document(worked: Asked) -> None:
    figure = next(row for row in worked(*JUNE) if row["what"] == "area-planned")
    assert {key: figure[key] for key in ("name", "unit", "date", "source", "possibly")} == {
        "name": "KCN Võ Lao",
        "unit": "m2",
        "date": "2024-06-30",
        "source": "QĐ 1",
        "possibly": False,
    }


def test_health_is_an_act_that_moves_no_stage(worked: Asked) -> None:
    told = [row for row in brief(worked(*JUNE)) if row[0] == "da-nexus"]
    assert told == [("da-nexus", "milestone", None, "late", None)]


def test_a_period_may_be_named_by_its_quarter(worked: Asked) -> None:
    quarter = worked("--since", "quý II/2024", "--until", "quý II/2024")
    assert quarter == worked("--since", "1/4/2024", "--until", "30/6/2024")
    assert len(quarter) >= len(worked(*JUNE)) > 0


def test_a_date_that_spans_a_border_is_only_possibly_in_the_period(run: Run, asked: Asked) -> None:
    do(run, "zone update phia-tay --stage planned --on 2024")
    for until, moved in (("30/6/2024", False), ("31/12/2024", True)):
        told = asked("--since", "1/6/2024", "--until", until)
        rows = [row for row in told if row["subject"].startswith("kcn-phia-tay")]
        assert [row["possibly"] for row in rows if row["what"] == "milestone"] == [True] * (
            not moved
        )
        assert any(row["what"] == "stage" for row in rows) is moved


def test_the_newest_figure_in_the_period_stands_against_the_newest_before_it(
    run: Run, asked: Asked
) -> None:
    for on, value in (("1/5/2024", "100"), ("10/6/2024", "110"), ("20/6/2024", "125")):
        do(run, f"zone update vo-lao --labour {value} --on {on}")
    told = [row for row in brief(asked(*JUNE)) if row[1] == "labour"]
    assert told == [("kcn-vo-lao", "labour", 100, 125, 25)]


def test_what_is_not_alike_is_not_compared(run: Run, asked: Asked) -> None:
    """Another phase, another currency, half a year against a whole one: no difference is told."""
    do(run, 'project update nexus --capital "5 triệu USD" --on 1/5/2024')
    do(run, 'project update nexus --capital "90 tỷ đồng" --on 10/6/2024')
    do(run, "indicator add industrial-output '50.000 tỷ đồng' --on 2023")
    do(run, "indicator add industrial-output '25.000 tỷ đồng' --on '6 tháng đầu năm 2024'")
    do(run, "zone update vo-lao --area '77 ha' --phase 9 --on 10/6/2024")
    told = {row[1]: row[2:] for row in brief(asked(*JUNE))}
    assert told["capital-registered"] == (None, 90_000_000_000, None)
    assert told["industrial-output"] == (None, 25_000_000_000_000, None)
    assert told["area-planned"] == (None, 770_000, None)


def test_output_is_compared_with_that_of_as_many_months(run: Run, asked: Asked) -> None:
    """Also where as many months have some days more; four months stand against no five."""
    for value, months in (
        ("10.000 tỷ", "từ 01/01/2023 đến 30/4/2023"),
        ("11.000 tỷ", "từ 01/01/2023 đến 31/5/2023"),
        ("12.000 tỷ", "từ 01/03/2024 đến 30/6/2024"),
        ("13.000 tỷ", "từ 01/01/2024 đến 30/6/2024"),
        ("14.000 tỷ", "quý II/2024"),
    ):
        do(run, f"zone update vo-lao --figure industrial-output='{value} đồng' --on '{months}'")
    told = {row["date"]: row["difference"] for row in asked(*JUNE) if "output" in row["what"]}
    assert told == {
        "2024-03-01/2024-06-30": 2_000_000_000_000,
        "2024-01-01/2024-06-30": None,
        "2024-Q2": None,
    }


def test_a_plan_is_not_told_as_an_act(run: Run, asked: Asked) -> None:
    do(run, "zone update vo-lao --stage operating --on 2028 --planned", "2024-07-04")
    do(run, "zone update vo-lao --health late --on 10/6/2024", "2024-07-05")
    told = [(r["what"], r["new"], r["status"]) for r in asked("--since", "4/7/2024", "--recorded")]
    assert told == [("milestone", "late", "actual"), ("milestone", "operating", "planned")]


def test_a_resumption_is_told_with_its_own_day_and_document(run: Run, asked: Asked) -> None:
    do(run, "project update nexus --suspend --on 10/5/2024")
    do(run, "project update nexus --resume --on 10/6/2024 --source 'BC 7'", "2024-08-02")
    for words in (JUNE, ("--since", "2/8/2024", "--recorded")):
        (told,) = (row for row in asked(*words) if row["subject"] == "da-nexus")
        moved = ("stage", "suspended", "under-construction", "2024-06-10", "BC 7")
        assert tuple(told[key] for key in ("what", "old", "new", "date", "source")) == moved


def test_no_difference_of_what_is_told_roughly(run: Run, asked: Asked) -> None:
    do(run, "zone update vo-lao --labour 'khoảng 100' --on 1/5/2024")
    do(run, "zone update vo-lao --labour 120 --on 10/6/2024")
    told = [row for row in brief(asked(*JUNE)) if row[1] == "labour"]
    assert told == [("kcn-vo-lao", "labour", 100, 120, None)]


def test_a_figure_that_says_the_same_again_is_no_change(run: Run, asked: Asked) -> None:
    do(run, "zone update vo-lao --labour 100 --on 1/5/2024")
    do(run, "zone update vo-lao --labour 100 --on 10/6/2024 --source B")
    assert not any(row[1] == "labour" for row in brief(asked(*JUNE)))


def test_changes_as_they_were_known(run: Run, worked: Asked) -> None:
    told = worked(*JUNE, "--known-on", "4/7/2024")
    assert ("kcn-vo-lao", "stage", "planned", "established", None) in brief(told)
    assert not any(row["what"] == "area-planned" for row in told)


# --- By recording ---


def test_what_was_recorded_is_told_net_and_whole(worked: Asked) -> None:
    assert brief(worked("--since", "2/7/2024", "--recorded")) == [
        ("kcn-vo-lao", "stage", "planned", "established", None),
        ("kcn-vo-lao", "milestone", "in-general-plan", "in-general-plan", None),
        ("kcn-vo-lao", "area-planned", 10_000_000, 12_000_000, 2_000_000),
        ("kcn-vo-lao", "area-planned", 2_000_000, None, None),
        ("ccn-bat-xat", "confirmation", None, "2024-06-30", None),
        ("da-nha-may-gach", "added", None, "Nhà máy gạch", None),
        ("da-nha-may-gach", "stage", None, "approved", None),
        ("da-nha-may-gach", "capital-registered", None, 9_000_000_000, None),
        ("da-nexus", "investor", "Công ty TNHH Nexus Technologies and Cable", "B", None),
        ("da-nexus", "milestone", None, "late", None),
        ("da-may-korea-vina", "removed", "Nhà máy sản xuất hàng may mặc xuất khẩu", None, None),
    ]


def test_what_was_undone_is_no_change(run: Run, worked: Asked) -> None:
    for _ in WORK:
        do(run, "undo")
    assert worked("--since", "2/7/2024", "--recorded") == []
    for _ in WORK:
        do(run, "redo")
    assert len(worked("--since", "2/7/2024", "--recorded")) == 11


def test_recorded_up_to_a_day_leaves_out_what_came_later(worked: Asked) -> None:
    told = worked("--since", "5/7/2024", "--until", "7/7/2024", "--recorded")
    assert {row["subject"] for row in told} == {"kcn-vo-lao", "da-nha-may-gach", "da-nexus"}
    days = [worked("--since", day, "--until", day, "--recorded") for day in WORK]
    assert all(days)
    assert worked("--since", "2024-07-11T09:00:01", "--recorded") == []
    assert len(worked("--since", "2024-07-11T08:59", "--recorded")) == 1


def test_the_day_of_undoing_tells_that_something_is_gone(run: Run, worked: Asked) -> None:
    do(run, "undo 4", "2024-07-20")
    assert brief(worked("--since", "20/7/2024", "--recorded")) == [
        ("da-nha-may-gach", "removed", "Nhà máy gạch", None, None)
    ]


def test_since_a_snapshot_is_by_recording(run: Run, worked: Asked) -> None:
    do(run, 'snapshot add "giao ban"', "2024-07-12")
    assert worked("--since", "giao ban") == []
    do(run, "zone update vo-lao --stage under-construction --on 25/6/2024", "2024-07-13")
    told = worked("--since", "Giao ban")
    assert brief(told) == [("kcn-vo-lao", "stage", "established", "under-construction", None)]
    until = worked("--since", "2/7/2024", "--until", "12/7/2024", "--recorded")
    assert worked("--since", "2/7/2024", "--until", "giao ban") == until


def test_a_corrected_figure_tells_old_and_new(run: Run, asked: Asked) -> None:
    do(run, 'zone correct f33 --value "900 ha"', "2024-07-04")
    (row,) = asked("--since", "2/7/2024", "--recorded")
    assert brief([row]) == [("kcn-vo-lao", "area-planned", 10_000_000, 9_000_000, -1_000_000)]


def test_merged_records_tell_what_came_over(run: Run, asked: Asked) -> None:
    do(run, "project merge gyps-dap-2 --into apatit", "2024-07-04")
    told = asked("--since", "2/7/2024", "--recorded")
    assert {row["what"] for row in told} >= {"removed", "milestone"}
    assert len({row["subject"] for row in told}) == 2


# --- For people ---


def test_a_person_reads_a_block_a_subject(run: Run, worked: Asked) -> None:
    told = done(run("changes", *JUNE))
    lines = told.splitlines()
    assert lines[0] == "Thay đổi từ 01/6/2024 đến hết 30/6/2024, theo ngày của mốc và số liệu"
    assert [line.split("  ")[0] for line in lines if "Võ Lao" in line] == ["KCN Võ Lao"]
    (area,) = [line for line in lines if "Diện tích quy hoạch" in line]
    assert area.startswith(" ")
    assert "1.000 ha (28/7/2023)" in area
    assert "1.200 ha (+200 ha)" in area
    assert "QĐ 1" in told.rpartition("\nVăn bản\n")[2]


def test_a_share_grows_by_points(run: Run, asked: Asked) -> None:
    do(run, "zone update vo-lao --figure 'occupancy=40%' --on 1/5/2024")
    do(run, "zone update vo-lao --figure 'occupancy=38,5%' --on 10/6/2024")
    assert "(−1,5% điểm)" in done(run("changes", *JUNE))
    assert "(−1.5% points)" in done(run("changes", *JUNE, lang="en"))


def test_what_is_no_subject_is_counted(run: Run, asked: Asked) -> None:
    do(run, 'source add qd-9 "Quyết định chín"', "2024-07-04")
    told = done(run("changes", "--since", "2/7/2024", "--recorded"))
    assert "Không có thay đổi nào" in told
    assert "1 văn bản" in told


def test_a_terminal_gets_the_first_rows_and_the_count(run: Run, worked: Asked) -> None:
    told = done(run("changes", "--since", "1/7/2024", "--recorded", "--limit", "3"))
    assert "Hiện 3 trong " in told
    plain = done(run("changes", *JUNE, terminal=80, env={"NO_COLOR": "1"}))
    assert max(map(len, plain.splitlines())) <= 80


def test_since_before_the_record_began_all_is_new(run: Run, asked: Asked) -> None:
    told = asked("--since", "1/1/2020", "--recorded")
    assert sum(row["what"] == "added" for row in told) == 41
    assert not any(row["old"] for row in told)


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl", "md"])
def test_every_format_is_written(form: str, run: Run, worked: Asked) -> None:
    told = done(run("changes", *JUNE, "--format", form))
    assert "Võ Lao" in told
    if form == "csv":
        head = "subject,name,what,old,new,difference,unit,date,status,possibly,source\n"
        assert told.startswith(head)
