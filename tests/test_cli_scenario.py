"""The year's story as an officer types it: acts are recorded, targets move, undo moves back."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import Run

pytestmark = pytest.mark.usefixtures("record")

MUONG_KHUONG = "083"
FOUND = (
    *("cluster", "add", "CCN Mường Khương", "--district", "Mường Khương"),
    *("--stage", "established", "--on", "20/11/2024", "--source", "QĐ 123/QĐ-UBND"),
)
SECOND = (
    *("cluster", "add", "CCN Bản Lầu", "--district", "Mường Khương"),
    *("--stage", "đã thành lập", "--on", "2/12/2024", "--source", "QĐ 124/QĐ-UBND"),
)


def readings(run: Run, target: str, day: str) -> dict[str, dict[str, Any]]:
    """A target's readings on a day, by code, the main one also under "main"."""
    told = run("target", "show", target, "--as-of", day, "--format", "json").json()
    by_code = {each["reading"]: each for each in told["readings"]}
    return {**by_code, "main": told}


def counted(run: Run, target: str, day: str) -> dict[str, tuple[int, int, str]]:
    """What each reading counts, needs and finds on a day."""
    return {
        code: (each["counted"], each["needed"], each["verdict"])
        for code, each in readings(run, target, day).items()
    }


def status(run: Run, *more: str) -> Any:
    return run("status", "--format", "json", *more).json()


# --- T1: a cluster in every district ---


def test_what_the_record_says_before_anything_is_told(run: Run) -> None:
    missed = "not-met-on-record"
    assert counted(run, "T1", "31/12/2024") == {
        "established-9": (1, 9, missed),
        "established-7": (1, 7, missed),
        "new-2024": (0, 9, missed),
        "stage-established": (1, 9, missed),
        "seen-to-exist": (4, 9, missed),
        "main": (1, 9, missed),
    }
    assert counted(run, "T2", "31/12/2024") == {
        "new-established": (0, 2, missed),
        "land-clearance": (0, 2, missed),
        "any-act": (1, 2, missed),
        "main": (0, 2, missed),
    }


def test_a_cluster_founded_in_november_moves_every_reading_it_belongs_to(run: Run) -> None:
    before = counted(run, "T1", "31/12/2024")
    assert run(*FOUND).code == 0
    after = counted(run, "T1", "31/12/2024")
    for code in ("established-9", "established-7", "new-2024", "stage-established", "main"):
        assert after[code][0] == before[code][0] + 1, code
    assert after["seen-to-exist"][0] == before["seen-to-exist"][0] + 1
    main = readings(run, "T1", "31/12/2024")["main"]
    assert MUONG_KHUONG not in main["missing"]
    (evidence,) = (each for each in main["evidence"] if each["unit"] == MUONG_KHUONG)
    assert evidence["code"] == "ccn-muong-khuong"
    assert (evidence["act"], evidence["date"]) == ("established", "2024-11-20")
    assert evidence["source"] == "QĐ 123/QĐ-UBND"
    assert evidence["counts"] is True


@pytest.mark.parametrize("day", ["30/6/2024", "19/11/2024", "31/12/2023"])
def test_before_it_was_founded_nothing_has_moved(day: str, run: Run) -> None:
    before = readings(run, "T1", day)
    assert run(*FOUND).code == 0
    assert readings(run, "T1", day) == before


def test_it_counts_from_the_very_day(run: Run) -> None:
    assert run(*FOUND).code == 0
    assert counted(run, "T1", "19/11/2024")["main"] == (1, 9, "at-risk")
    assert counted(run, "T1", "20/11/2024")["main"] == (2, 9, "at-risk")


def test_a_second_cluster_in_the_same_district_changes_no_count(run: Run) -> None:
    assert run(*FOUND).code == 0
    before = counted(run, "T1", "31/12/2024")
    assert run(*SECOND).code == 0
    assert counted(run, "T1", "31/12/2024") == before
    both = readings(run, "T1", "31/12/2024")["main"]["evidence"]
    named = {each["code"] for each in both if each["unit"] == MUONG_KHUONG}
    assert named == {"ccn-muong-khuong", "ccn-ban-lau"}


def test_a_cluster_founded_after_the_year_does_not_count_for_it(run: Run) -> None:
    before = counted(run, "T1", "31/12/2025")
    late = [word.replace("20/11/2024", "20/1/2025") for word in FOUND]
    assert run(*late).code == 0
    assert counted(run, "T1", "31/12/2025") == before


def test_a_planned_founding_does_not_count(run: Run) -> None:
    before = counted(run, "T1", "31/12/2024")
    assert run(*FOUND, "--planned").code == 0
    assert counted(run, "T1", "31/12/2024") == before


def test_a_founding_told_by_the_year_counts_only_when_the_year_is_over(run: Run) -> None:
    told = [word.replace("20/11/2024", "năm 2024") for word in FOUND]
    assert run(*told).code == 0
    assert counted(run, "T1", "30/6/2024")["main"][0] == 1
    assert counted(run, "T1", "30/12/2024")["main"][0] == 1
    assert counted(run, "T1", "31/12/2024")["main"][0] == 2


def test_all_nine_districts_meet_the_target(run: Run) -> None:
    missing = readings(run, "T1", "31/12/2024")["main"]["missing"]
    for code in missing:
        words = ("cluster", "add", f"CCN Đơn vị {code}", "--district", code)
        assert run(*words, "--stage", "established", "--on", "1/12/2024").code == 0
    after = counted(run, "T1", "31/12/2024")
    assert after["main"] == (9, 9, "met")
    assert after["established-7"] == (7, 7, "met")
    # Bát Xát has had its cluster since 2022: that is no new one.
    assert after["new-2024"] == (8, 9, "not-met-on-record")
    assert readings(run, "T1", "31/12/2024")["main"]["missing"] == []


# --- T2: two more zones ---

VO_LAO = ("zone", "update", "vo-lao", "--stage", "established", "--on", "15/10/2024")
BAN_QUA = ("zone", "update", "ban-qua", "--stage", "thành lập", "--on", "Q4 2024")


def test_two_zones_established_in_the_year_meet_the_target_and_undo_takes_it_back(
    run: Run,
) -> None:
    start = status(run)
    assert run(*VO_LAO).code == 0
    between = status(run)
    assert counted(run, "T2", "31/12/2024")["main"] == (1, 2, "not-met-on-record")
    assert run(*BAN_QUA).code == 0
    assert counted(run, "T2", "31/12/2024") == {
        "new-established": (2, 2, "met"),
        "land-clearance": (0, 2, "not-met-on-record"),
        "any-act": (2, 2, "met"),
        "main": (2, 2, "met"),
    }
    assert run("undo").code == 0
    assert status(run) == between
    assert run("undo").code == 0
    assert status(run) == start


@pytest.mark.parametrize("date", ["từ 1/12/2023 đến 31/1/2024", "không muộn hơn 5/2024"])
def test_what_only_possibly_falls_in_the_year_is_shown_and_never_counted(
    date: str, run: Run
) -> None:
    before = counted(run, "T2", "31/12/2024")["main"]
    assert run("zone", "update", "vo-lao", "--stage", "established", "--on", date).code == 0
    assert counted(run, "T2", "31/12/2024")["main"] == before
    evidence = readings(run, "T2", "31/12/2024")["main"]["evidence"]
    assert [(each["code"], each["counts"]) for each in evidence] == [("kcn-vo-lao", False)]


def test_undo_and_redo_by_number_give_back_each_content(run: Run) -> None:
    contents = [status(run)]
    for words in (VO_LAO, BAN_QUA):
        assert run(*words).code == 0
        contents.append(status(run))
    assert run("undo", "3").code == 0
    assert status(run) == contents[1]
    assert run("redo", "3").code == 0
    assert status(run) == contents[2]
    assert run("undo", "2").code == 0
    assert run("redo").code == 0
    assert status(run) == contents[2]


def test_a_preview_of_undo_changes_nothing(run: Run) -> None:
    assert run(*VO_LAO).code == 0
    before = status(run)
    told = run("undo", "--dry-run")
    assert told.code == 0
    assert "vo-lao" in told.out
    assert status(run) == before
    assert run("log", "--format", "json").json()[0]["batch"] == 2


def test_three_zones_of_old_are_the_baseline_and_never_counted(run: Run) -> None:
    for name in ("tang-loong", "kcn-bac-duyen-hai", "kcn-dong-pho-moi"):
        shown = run("zone", "show", name, "--as-of", "31/12/2024", "--format", "json").json()
        assert shown["stage"] == "operating"
    main = readings(run, "T2", "31/12/2024")["main"]
    assert (main["baseline"], main["counted"]) == (3, 0)


def test_status_check_tells_by_its_exit_code_when_a_target_is_missed(run: Run) -> None:
    open_year = run("status", "--check", "--as-of", "31/3/2024", "--format", "json")
    assert open_year.code == 0
    verdicts = {each["verdict"] for each in status(run, "--as-of", "31/3/2024")["targets"]}
    assert verdicts == {"open"}
    missed = run("status", "--check", "--as-of", "31/12/2024")
    assert (missed.code, missed.err) == (3, "")
    assert missed.out == run("status", "--as-of", "31/12/2024").out
