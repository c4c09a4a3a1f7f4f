"""What leaders ask about time: plans against what happened, what stands still, what is blocked."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from conftest import Run
from zone_tracker.wording import LANGUAGES

pytestmark = pytest.mark.usefixtures("record")

AS_OF = ("--as-of", "31/12/2024")
PLAN_390 = "thuvienphapluat-2024-ke-hoach-390"
PLAN_358 = {
    "kcn-ban-qua": ("2022", "2024"),
    "kcn-coc-my-trinh-tuong": ("2023", "2025"),
    "kcn-cam-con": ("2024", "2026"),
    "kcn-vo-lao": ("2025", "2027"),
}
"""The years in which Plan 358 wants the paperwork done and each zone operating."""


def asked(run: Run, *words: str) -> Any:
    return run(*words, "--format", "json").json()


def done(run: Run, *words: str) -> str:
    result = run(*words)
    assert (result.code, result.err) == (0, "")
    return result.out


# --- What people see ---


@pytest.mark.parametrize("width", [80, 140])
@pytest.mark.parametrize("command", ["slips", "stalled"])
def test_an_answer_on_a_terminal(
    command: str, width: int, run: Run, golden: Callable[[str, str], None]
) -> None:
    result = run(command, *AS_OF, terminal=width, env={"NO_COLOR": "1"})
    assert (result.code, result.err) == (0, "")
    assert max(map(len, result.out.splitlines())) <= width
    golden(f"cli/{command}-{width}.txt", result.out)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", ["slips", "stalled"])
def test_an_answer_in_a_pipe(
    command: str, lang: str, run: Run, golden: Callable[[str, str], None]
) -> None:
    result = run(command, *AS_OF, lang=lang)
    golden(f"cli/{command}-{lang}.txt", result.out)


# --- Slips ---


def test_the_years_of_plan_358_and_what_became_of_them(run: Run) -> None:
    found = asked(run, "slips", "--kind", "zone", *AS_OF)
    planned = {
        code: tuple(each["planned"] for each in found if each["code"] == code) for code in PLAN_358
    }
    assert planned == PLAN_358
    assert {each["code"] for each in found} == set(PLAN_358)
    assert all(each["actual"] is None for each in found)
    assert [(e["verdict"], e["late_least"], e["late_most"], e["late_unit"]) for e in found] == [
        *(("overdue", 2, 2, "year"), ("overdue", 0, 0, "year")),
        *(("overdue", 0, 0, "year"), ("ahead", None, None, None)),
        *(("overdue", 1, 1, "year"), ("ahead", None, None, None)),
        *(("ahead", None, None, None), ("ahead", None, None, None)),
    ]


def test_a_plan_that_is_replaced_stays_with_the_shift(run: Run) -> None:
    plan = ("--planned", "--source", PLAN_390)
    done(run, "zone", "update", "ban-qua", "--stage", "operating", "--on", "2026", *plan)
    done(run, "zone", "update", "coc-my-trinh", "--stage", "operating", "--on", "2024", *plan)
    old, new = asked(run, "slips", "ban-qua", *AS_OF)[1:]
    assert [(each["planned"], each["verdict"]) for each in (old, new)] == [
        *(("2024", "replaced"), ("2026", "ahead")),
    ]
    assert (old["shift_least"], new["shift_least"], new["shift_most"]) == (None, 2, 2)
    assert "năm 2026 (lùi 2 năm)" in done(run, "slips", "ban-qua", *AS_OF)
    assert "2024 (brought forward 1 year)" in done(
        run, "slips", "coc-my-trinh", *AS_OF, "--lang", "en"
    )
    assert [each["planned"] for each in asked(run, "slips", "ban-qua", "--as-of", "2023")] == [
        *("2022", "2024"),
    ]


def test_show_tells_what_became_of_the_plans(run: Run) -> None:
    done(run, "zone", "update", "ban-qua", "--stage", "operating", "--on", "5/3/2025")
    told = done(run, "zone", "show", "ban-qua")
    assert "✔ đã xong, chậm 2–3 năm" in told
    assert "05/3/2025 (Đã đi vào hoạt động)" in told
    assert "✔ đã xong, chậm chưa đầy 1 năm" in told


def test_a_subject_without_plans_has_none(run: Run) -> None:
    told = done(run, "slips", "coc-my")
    assert "Không có kế hoạch nào trong hồ sơ" in told
    assert "Văn bản\n" not in told
    assert "CCN Cốc Mỳ (ccn-coc-my)" in told
    assert asked(run, "slips", "coc-my") == []


def test_a_subject_of_any_kind_is_found(run: Run) -> None:
    assert {each["code"] for each in asked(run, "slips", "tam dinh")} == {"da-tam-dinh-lang-phung"}
    refused = run("slips", "bac duyen hai")
    assert (refused.code, refused.out) == (1, "")
    assert "kcn-bac-duyen-hai" in refused.err
    assert "ccn-bac-duyen-hai" in refused.err
    assert run("slips", "bac duyen hai", "--kind", "cụm công nghiệp").code == 0


def test_plans_of_later_documents_are_counted_and_not_shown(run: Run) -> None:
    told = done(run, "slips", "--kind", "project", *AS_OF)
    assert "Không xét 3 mốc" in told
    assert "Làng Phúng" not in told


def test_a_first_page_says_how_many_there_are(run: Run) -> None:
    assert "hiện 2 trong 13" in done(run, "slips", "--limit", "2", *AS_OF).lower()
    assert "hiện 2 trong 12" in done(run, "stalled", "--limit", "2", *AS_OF).lower()


# --- Stalled ---


def test_what_the_targets_want_to_speed_up_comes_first(run: Run) -> None:
    found = asked(run, "stalled", *AS_OF)
    wanted = [each["targets"] for each in found if each["targets"]]
    assert wanted == [["T5"], ["T6"], ["T8"], ["T8"], ["T8"], ["T8"], ["T7"]]
    assert [bool(each["targets"]) for each in found] == sorted(
        (bool(each["targets"]) for each in found), reverse=True
    )
    vitamec = next(each for each in found if each["targets"] == ["T7"])
    assert (vitamec["stage"], vitamec["days_least"], vitamec["last_act"]) == (None, None, None)


def test_days_are_as_exact_as_the_dates(run: Run) -> None:
    found = {each["code"]: each for each in asked(run, "stalled", *AS_OF)}

    def days(code: str) -> tuple[int, int | None]:
        return found[code]["days_least"], found[code]["days_most"]

    assert days("kcn-vo-lao") == (643, 643)
    assert days("kcn-ban-qua") == (580, None)
    assert days("da-nghien-xi-tang-loong") == (366, 730)
    assert days("da-nexus") == (744, None)
    nexus = found["da-nexus"]
    assert (nexus["usual_spells"], nexus["usual_least"], nexus["usual_most"]) == (3, 761, 1370)
    assert (nexus["over_least"], nexus["over_most"]) == (-626, None)
    assert nexus["last_act"] == "land-levelling"
    assert found["kcn-vo-lao"]["over_least"] is None


def test_stalled_can_be_narrowed(run: Run) -> None:
    of_district = asked(run, "stalled", "--district", "Văn Bàn", *AS_OF)
    assert [each["code"] for each in of_district] == ["kcn-vo-lao"]
    kinds = {each["kind"] for each in asked(run, "stalled", "--kind", "dự án", *AS_OF)}
    assert kinds == {"project"}


# --- History ---


def test_history_tells_the_days_at_each_stage(run: Run) -> None:
    told = done(run, "zone", "history", "vo-lao", "--as-of", "31/3/2025")
    assert "Thời gian ở từng giai đoạn, đến hết ngày 31/3/2025" in told
    assert "Trong quy hoạch              29/3/2023   03/01/2025  646 ngày" in told
    assert "Đã duyệt quy hoạch phân khu  03/01/2025  nay         87 ngày" in told
    assert "[kế hoạch] Đã đi vào hoạt động" in told


def test_history_of_an_earlier_day_holds_what_had_happened(run: Run) -> None:
    told = done(run, "project", "history", "gang-thep", *AS_OF)
    assert "Tiếp tục trở lại" not in told
    assert "2.558–3.286 ngày  731–1.095 ngày" in told
    assert "Tiếp tục trở lại" in done(run, "project", "history", "gang-thep")


# --- Health ---


def blocked(run: Run) -> None:
    words = ("--health", "vướng mắc", "--on", "5/2024", "--reason", "chưa có mặt bằng")
    done(run, "zone", "update", "ban-qua", *words)
    done(run, "project", "update", "nexus", "--health", "chậm", "--on", "1/6/2024")


def test_health_stands_dated_wherever_the_stage_does(run: Run) -> None:
    blocked(run)
    told = "Vướng mắc (từ tháng 5/2024): chưa có mặt bằng"
    assert told in done(run, "zone", "list", *AS_OF)
    shown = re.sub(" +", " ", done(run, "zone", "show", "ban-qua", *AS_OF))
    for line in ("Tình trạng Vướng mắc", "Tình trạng từ tháng 5/2024", "chưa có mặt bằng"):
        assert line in shown
    assert told in done(run, "stalled", *AS_OF)
    assert "Vướng mắc: chưa có mặt bằng" in done(run, "zone", "history", "ban-qua")
    (zone,) = asked(run, "zone", "list", "--health", "vuong mac", *AS_OF)
    assert zone["code"] == "kcn-ban-qua"
    assert (zone["health"], zone["health_since"]) == ("blocked", "2024-05")
    assert zone["health_reason"] == "chưa có mặt bằng"
    assert asked(run, "zone", "list", "--where", "health=blocked", *AS_OF) == [zone]
    assert asked(run, "zone", "list", "--health", "blocked", "--as-of", "30/4/2024") == []


@pytest.mark.parametrize(
    ("lang", "told", "label"),
    [("vi", "Vướng mắc (từ tháng 5/2024)", "Tình trạng"), ("en", "Blocked (since May", "Health")],
)
def test_a_narrow_list_tells_the_health_with_the_stage(
    lang: str, told: str, label: str, run: Run
) -> None:
    blocked(run)
    words = ("zone", "list", "--health", "blocked", *AS_OF, "--no-color")
    narrow, wide = (run(*words, lang=lang, terminal=width).out for width in (80, 140))
    assert (told in narrow, label in narrow) == (True, False)
    assert label in wide
    chosen = run(*words, "--columns", "stage,health", lang=lang, terminal=80).out
    assert (chosen.count(told), label in chosen) == (1, True)


def test_what_is_told_again_has_been_so_since_it_was_first_told(run: Run) -> None:
    """For the reason that was given last; another state in between begins it anew."""
    for code, on, health, reason in (
        ("ban-qua", "3/2024", "blocked", "chưa có mặt bằng"),
        ("ban-qua", "5/2024", "blocked", "chờ vốn"),
        ("ban-qua", "6/2024", "blocked", None),
        ("vo-lao", "1/2024", "blocked", "chờ vốn"),
        ("vo-lao", "2/2024", "late", "chờ thẩm định"),
        ("vo-lao", "4/2024", "blocked", None),
    ):
        why = ("--reason", reason) if reason else ()
        done(run, "zone", "update", code, "--health", health, "--on", on, *why)

    def told(as_of: str) -> list[tuple[str, str | None]]:
        rows = asked(run, "zone", "list", "--health", "blocked", "--as-of", as_of)
        return [(row["health_since"], row["health_reason"]) for row in rows]

    assert told("30/6/2024") == [("2024-03", "chờ vốn"), ("2024-04", None)]
    assert told("31/3/2024") == [("2024-03", "chưa có mặt bằng")]
    shown = asked(run, "zone", "show", "ban-qua", "--as-of", "30/6/2024")
    assert (shown["health_since"], shown["health_reason"]) == ("2024-03", "chờ vốn")
    (trouble,) = [
        each
        for each in asked(run, "status", "--as-of", "30/6/2024")["trouble"]
        if each["trouble"] == "blocked"
    ]
    assert [each["since"] for each in trouble["first"]] == ["2024-03", "2024-04"]
    (waits,) = [
        each
        for each in asked(run, "stalled", "--as-of", "30/6/2024")
        if each["code"] == "kcn-ban-qua"
    ]
    assert (waits["health_since"], waits["health_reason"]) == ("2024-03", "chờ vốn")


def test_status_counts_the_blocked_the_late_and_the_overdue(run: Run) -> None:
    blocked(run)
    trouble = asked(run, "status", *AS_OF)["trouble"]
    assert [(each["trouble"], each["count"]) for each in trouble] == [
        *(("blocked", 1), ("late", 1), ("overdue", 8)),
    ]
    assert trouble[0]["first"] == [
        {
            "code": "kcn-ban-qua",
            "name": "KCN Bản Qua",
            "since": "2024-05",
            "reason": "chưa có mặt bằng",
        }
    ]
    assert trouble[2]["first"][0]["planned"] == "2022"
    told = done(run, "status", *AS_OF)
    assert "KCN Bản Qua (từ tháng 5/2024): chưa có mặt bằng" in told
    assert "và 4 nữa" in told


def test_health_that_is_well_again_is_no_trouble(run: Run) -> None:
    blocked(run)
    done(run, "zone", "update", "ban-qua", "--health", "đúng tiến độ", "--on", "7/2024")
    trouble = asked(run, "status", *AS_OF)["trouble"]
    assert [each["trouble"] for each in trouble] == ["late", "overdue"]
    assert asked(run, "status", "--as-of", "1/1/2021")["trouble"] == []
    assert "Vướng mắc và chậm" not in done(run, "status", "--as-of", "1/1/2021")
