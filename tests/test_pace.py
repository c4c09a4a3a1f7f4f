"""Whether a target that is still open is going to be met, and who is nearest to counting."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from builders import act, cluster, database, districts, project, target, zone
from conftest import Run
from zone_tracker.model import Message
from zone_tracker.targets import MISSED, Judgement, Verdict, judge_year
from zone_tracker.wording import LANGUAGES, say

JUNE = "2024-06-30"


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    """Districts 081, 082 and 083, which are the unit set "all"."""
    with database() as made:
        districts(made, "081", "082", "083")
        yield made


def judged(db: sqlite3.Connection, as_of: str = JUNE) -> Judgement:
    """The one target of the record."""
    (judgement,) = judge_year(db, as_of, 2024)
    return judgement


def rests_on(judgement: Judgement) -> str | None:
    assert judgement.pace is not None
    return judgement.pace.rests_on


def founded(db: sqlite3.Connection, *days: str, start: int = 0) -> None:
    """Zones established on these days."""
    for number, day in enumerate(days, start):
        zone(db, f"kcn-new-{number}")
        act(db, f"kcn-new-{number}", "established", day)


# --- By the pace so far -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gained", "verdict"), [(0, "at-risk"), (2, "at-risk"), (3, "on-track"), (5, "on-track")]
)
def test_a_pace_is_told_against_what_is_needed(
    gained: int, verdict: str, db: sqlite3.Connection
) -> None:
    target(db, "zone", "act", acts="established", flow="flow", threshold="6")
    founded(db, "2020", *["2024-03-05"] * gained)
    told = judged(db, "2024-07-01")
    assert (told.verdict, rests_on(told), told.counted) == (verdict, "pace", gained)
    assert told.pace is not None
    assert told.pace[:4] == (6, gained, 183, 183)


def test_a_pace_of_too_few_tells_nothing(db: sqlite3.Connection) -> None:
    target(db, "zone", "act", acts="established", flow="flow", threshold="6")
    founded(db, "2020")
    assert [judged(db, day).verdict for day in ("2024-01-01", "2024-06-29", "2024-07-01")] == [
        *("open", "open", "at-risk"),
    ]


def test_a_stock_counts_what_was_added_in_the_period(db: sqlite3.Connection) -> None:
    target(db, "zone", "act", acts="established", threshold="8")
    founded(db, "2020", "2021", *["2024-03-05"] * 3)
    told = judged(db, "2024-07-01")
    assert told.pace is not None
    assert (told.counted, told.pace.asked, told.pace.gained) == (5, 6, 3)
    assert told.verdict == "on-track"


def test_units_are_counted_as_units(db: sqlite3.Connection) -> None:
    target(db, "cluster", "act", acts="established", unit_set="all")
    for number in range(4):
        cluster(db, f"ccn-{number}", district="081")
        act(db, f"ccn-{number}", "established", "2024-03-05")
    told = judged(db, "2024-12-30")
    assert told.pace is not None
    assert (told.pace.asked, told.pace.gained, told.verdict) == (3, 1, "open")


@pytest.mark.parametrize("day", ["2024-12-31", "2025-06-30"])
def test_after_the_due_date_there_is_no_pace(day: str, db: sqlite3.Connection) -> None:
    target(db, "zone", "act", acts="established", flow="flow", threshold="6")
    founded(db, "2024-03-05", "2024-03-06", "2024-03-07")
    told = judged(db, day)
    assert (told.verdict, told.pace) == ("not-met-on-record", None)


def test_before_the_period_and_without_records_it_is_open(db: sqlite3.Connection) -> None:
    target(db, "zone", "act", acts="established", flow="flow", threshold="9")
    assert (judged(db, "2024-12-01").verdict, judged(db, "2024-12-01").pace) == ("open", None)
    founded(db, "2020")
    assert (judged(db, "2023-12-31").verdict, judged(db, "2023-12-31").pace) == ("open", None)
    assert judged(db, "2024-12-01").verdict == "at-risk"


# --- By those who could still count -------------------------------------------------------------


def passed(db: sqlite3.Connection, count: int, days: tuple[str, str, str]) -> None:
    """Zones that were planned, under appraisal and established on these days."""
    for number in range(count):
        zone(db, f"kcn-old-{number}")
        for code, day in zip(("planned", "under-appraisal", "established"), days, strict=True):
            act(db, f"kcn-old-{number}", code, day)


def one_on_its_way(db: sqlite3.Connection, stage: str, day: str) -> None:
    target(db, "zone", "act", acts="established", flow="flow")
    zone(db, "kcn-a")
    act(db, "kcn-a", stage, day)


@pytest.mark.parametrize(
    ("day", "verdict", "rest"),
    [
        ("2024-06-20", "on-track", (90, 90)),
        ("2024-04-01", "on-track", (10, 10)),
        ("2024-03-01", "open", (0, None)),  # its time is up
    ],
)
def test_the_usual_time_of_a_stage_tells_who_comes_in_time(
    day: str, verdict: str, rest: tuple[int, int | None], db: sqlite3.Connection
) -> None:
    passed(db, 3, ("2020-01-01", "2020-04-10", "2020-07-19"))  # each stage took 100 days
    one_on_its_way(db, "under-appraisal", day)
    told = judged(db)
    assert told.pace is not None
    (chance,) = told.pace.chances
    assert (told.verdict, chance.rest, chance.spells) == (verdict, rest, 3)


@pytest.mark.parametrize(
    ("day", "rest", "verdict"), [("2024-06-14", 184, "on-track"), ("2024-06-15", 185, "at-risk")]
)
def test_a_way_of_several_stages_is_the_sum_of_them(
    day: str, rest: int, verdict: str, db: sqlite3.Connection
) -> None:
    passed(db, 3, ("2020-01-01", "2020-04-10", "2020-07-19"))
    one_on_its_way(db, "planned", day)
    told = judged(db)
    assert told.pace is not None
    (chance,) = told.pace.chances
    assert (chance.rest, chance.candidate.lacks, told.verdict) == ((rest, rest), 3, verdict)


def test_two_spells_are_too_few(db: sqlite3.Connection) -> None:
    passed(db, 2, ("2020-01-01", "2020-04-10", "2020-07-19"))
    one_on_its_way(db, "planned", "2024-06-20")
    told = judged(db)
    assert told.pace is not None
    assert (told.verdict, told.pace.chances[0].rest) == ("open", None)


def test_dates_told_by_the_year_leave_it_open(db: sqlite3.Connection) -> None:
    passed(db, 3, ("2019", "2020", "2021"))
    one_on_its_way(db, "under-appraisal", "2024")
    assert judged(db).verdict == "open"


def test_who_is_suspended_has_no_usual_time(db: sqlite3.Connection) -> None:
    passed(db, 3, ("2020-01-01", "2020-04-10", "2020-07-19"))
    one_on_its_way(db, "under-appraisal", "2024-06-20")
    act(db, "kcn-a", "suspended", "2024-06-25")
    told = judged(db)
    assert told.pace is not None
    assert (told.pace.chances[0].rest, told.verdict) == (None, "open")


def test_every_unit_needs_somebody_in_time(db: sqlite3.Connection) -> None:
    target(db, "cluster", "act", acts="established", unit_set="all")
    for number in range(3):
        cluster(db, f"ccn-old-{number}")
        act(db, f"ccn-old-{number}", "under-appraisal", "2020-01-01")
        act(db, f"ccn-old-{number}", "established", "2020-04-10")
    for district, day in (("081", "2024-06-01"), ("082", "2024-05-01"), ("083", "2024-06-20")):
        cluster(db, f"ccn-{district}", district=district)
        act(db, f"ccn-{district}", "under-appraisal", day)
    assert [judged(db, day).verdict for day in (JUNE, "2024-09-01")] == ["on-track", "open"]
    assert rests_on(judged(db)) == "chances"
    act(db, "ccn-083", "returned", "2024-06-25", return_to="planned", reason="x")
    told = judged(db)
    assert (told.verdict, rests_on(told)) == ("open", None)


# --- Who is nearest -----------------------------------------------------------------------------


def near(judgement: Judgement) -> list[tuple[str, int | None]]:
    assert judgement.pace is not None
    return [(each.candidate.code, each.candidate.lacks) for each in judgement.pace.chances]


def test_the_nearest_stand_highest_and_longest(db: sqlite3.Connection) -> None:
    target(db, "zone", "act", acts="established", flow="flow", threshold="2")
    for code, stage, day in (
        ("kcn-plan", "planned", "2022"),
        ("kcn-longer", "under-appraisal", "2022"),
        ("kcn-shorter", "under-appraisal", "2023"),
        ("kcn-beside", "investment-called", "2024-01-05"),
        ("kcn-before", "established", "2020"),
        ("kcn-never", "operating", "2020"),
        ("kcn-ended", "cancelled", "2023"),
        ("kcn-later", "planned", "2024-08-01"),
    ):
        zone(db, code)
        act(db, code, stage, day)
    zone(db, "kcn-silent")
    assert near(judged(db)) == [
        ("kcn-never", 0),  # it runs without a founding decision: only that is lacking
        ("kcn-longer", 1),
        ("kcn-shorter", 1),
        ("kcn-plan", 3),
        ("kcn-beside", None),
    ]


def test_the_named_are_near_even_where_nothing_is_on_record(db: sqlite3.Connection) -> None:
    for code in ("da-a", "da-b", "da-c"):
        project(db, code)
    named = "da-a;da-b"
    target(db, "project", "advanced", flow="flow", subjects=named, threshold="2")
    act(db, "da-a", "approved", "2022")
    act(db, "da-c", "approved", "2022")
    told = judged(db)
    assert near(told) == [("da-a", 1), ("da-b", None)]
    assert told.pace is not None
    goals = [each.candidate.goal and each.candidate.goal.code for each in told.pace.chances]
    assert goals == ["registered", "called-for"]


def test_every_verdict_stands_in_the_documents() -> None:
    page = (Path(__file__).parents[1] / "docs" / "data.md").read_text(encoding="utf-8")
    for code in get_args(Verdict):
        vi, en = (say(Message(f"verdict.{code}"), lang)[2:] for lang in LANGUAGES)
        assert f"| `{code}` | {vi} | {en} | {3 if code in MISSED else 0} |" in page


# --- On the command line ------------------------------------------------------------------------


@pytest.mark.usefixtures("record")
def test_status_check_tells_of_risk_by_its_exit_code(run: Run) -> None:
    assert run("status", "--check", "--as-of", "31/3/2024").code == 0
    told = run("status", "--check", "--as-of", "30/9/2024")
    assert (told.code, told.err) == (3, "")
    assert "! nguy cơ không đạt" in told.out
    assert "cần 2,6/tháng đến hạn, từ đầu kỳ được 0/tháng" in told.out


def test_on_track_is_well_and_at_risk_is_not(
    run: Run, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZONE_TRACKER_DB", "empty.db")
    rule = "--count-by act --kind zone --acts established --threshold 1 --flow flow"
    titles = "--title-vi Một --title-en One --reading a"
    for line in (
        "init --empty",
        f"target add T1 --year 2024 {titles} {rule}",
        *(f"zone add KCN-{n} --stage under-appraisal --on 1/1/2020" for n in range(3)),
        *(f"zone update KCN-{n} --stage established --on 10/4/2020" for n in range(3)),
        "zone add KCN-A --stage under-appraisal --on 1/6/2024",
    ):
        assert run(*line.split()).code == 0

    def checked(day: str) -> tuple[int, list[str]]:
        told = run("status", "--check", "--as-of", day, "--format", "json")
        return told.code, [each["verdict"] for each in json.loads(told.out)["targets"]]

    assert checked("30/6/2024") == (0, ["on-track"])
    number = run("zone", "show", "kcn-a", "--format", "json").json()["milestones"][0]["id"]
    assert run("zone", "correct", number, "--on", "1/11/2024").code == 0
    assert checked("10/11/2024") == (3, ["at-risk"])
    assert run("zone", "update", "kcn-a", "--stage", "established", "--on", "20/11/2024").code == 0
    assert checked("30/11/2024") == (0, ["met"])


@pytest.mark.usefixtures("record")
def test_an_open_target_says_why_it_cannot_be_told(run: Run) -> None:
    told = run("target", "list", "--as-of", "31/3/2024").out
    assert told.count("chưa đủ số liệu để dự báo") == 9
    told = run("target", "list", "--as-of", "31/12/2023", "--year", "2024").out
    assert told.count("kỳ bắt đầu từ 01/01/2024") == 9
    told = run("target", "show", "T2", "--as-of", "31/3/2024", lang="en").out
    assert "275 days left, 2 still lacking" in told
    assert "Forecast: too little on record" in told


@pytest.mark.usefixtures("record")
def test_the_nearest_is_named_with_the_record_that_would_count(run: Run) -> None:
    told = run("target", "show", "T2", "--as-of", "31/12/2024").out
    near = told.partition("Gần đạt nhất")[2].partition("Kết luận theo")[0]
    assert [line.split("  ")[0] for line in near.splitlines()[3:6]] == [
        *("KCN Bản Qua", "KCN Võ Lao", "KCN Cam Cọn")
    ]
    assert '"Đã thành lập (chấp thuận chủ trương đầu tư)" của KCN Bản Qua' in near
    assert "từ 01/01/2024 đến 31/12/2024, sẽ đưa T2 lên 1/2" in near
    told = run("target", "show", "T1", "--as-of", "31/12/2024").out
    assert "Mường Khương  (chưa có trên hồ sơ)" in told
    assert "ghi ngày không muộn hơn 31/12/2024, sẽ đưa T1 lên 2/9" in told
    told = run("target", "show", "T5", "--as-of", "31/12/2024").out
    assert "sẽ làm T5 đạt (1/1)" in told


@pytest.mark.usefixtures("record")
def test_that_very_record_does_what_it_says(run: Run) -> None:
    words = ("--as-of", "31/12/2024", "--format", "json")
    told = run("target", "show", "T1", *words).json()
    near = told["candidates"][0]
    record = near["record"]
    assert (record["acts"], record["from"], record["to"]) == (["established"], None, "2024-12-31")
    assert (record["counted"], record["needed"]) == (told["counted"] + 1, 9)
    assert run("cluster", "update", near["code"], "--stage", "established", "--on", record["to"])
    after = run("target", "show", "T1", *words).json()
    assert after["counted"] == record["counted"]
    assert near["code"] not in {each["code"] for each in after["candidates"]}


@pytest.mark.usefixtures("record")
def test_a_target_that_is_met_names_nobody(run: Run) -> None:
    for code in ("vo-lao", "ban-qua"):
        run("zone", "update", code, "--stage", "established", "--on", "20/11/2024")
    told = run("target", "show", "T2", "--as-of", "30/11/2024", "--format", "json").json()
    assert (told["verdict"], told["pace"], told["candidates"]) == ("met", None, [])
