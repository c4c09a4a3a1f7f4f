"""Putting the record right from the command line: correct, void, remove, alias, merge, health."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import Result, Run

pytestmark = pytest.mark.usefixtures("record")


def shown(run: Run, kind: str, code: str) -> Any:
    return run(kind, "show", code, "--format", "json").json()


def whole(run: Run) -> list[str]:
    """All that is on record of every kind, as machines read it."""
    lists = [
        run(kind, "list", "--format", "json").out
        for kind in ("zone", "cluster", "project", "deliverable")
    ]
    return [*lists, run("zone", "show", "vo-lao", "--format", "json").out]


def entry(run: Run, kind: str, code: str, act: str) -> str:
    """The number of the last entry of an act."""
    return str([m["id"] for m in shown(run, kind, code)["milestones"] if m["act"] == act][-1])


def asked(run: Run, *words: str) -> Any:
    return run(*words, "--format", "json").json()


def done(result: Result) -> Result:
    assert (result.code, result.err) == (0, ""), result
    return result


def refused(result: Result, *says: str) -> None:
    assert (result.code, result.out) == (1, "")
    for words in says:
        assert words in result.err


def test_a_corrected_act_moves_the_stage_and_history_tells_what_it_was(run: Run) -> None:
    number = entry(run, "zone", "vo-lao", "zoning-approved")
    done = run("zone", "correct", number, "--on", "31/12/2024", "--source", "QĐ 03/QĐ-UBND")
    assert "Đã duyệt quy hoạch phân khu (03/01/2025) → " in done.out
    assert shown(run, "zone", "vo-lao")["stage_since"] == "2024-12-31"
    history = run("zone", "history", "vo-lao").out
    assert "Đã sửa hoặc bỏ" in history
    assert f"{number}  Đã duyệt quy hoạch phân khu (03/01/2025)" in history
    run("undo")
    assert shown(run, "zone", "vo-lao")["stage_since"] == "2025-01-03"
    assert "Đã sửa hoặc bỏ" not in run("zone", "history", "vo-lao").out


def test_a_corrected_figure_loses_the_qualifier_it_no_longer_has(run: Run) -> None:
    figures = shown(run, "cluster", "bat-xat")["figures"]
    almost = next(each for each in figures if each["qualifier"] == "almost")
    assert run("cluster", "correct", almost["id"], "--value", "51,5 ha").code == 0
    again = next(
        each for each in shown(run, "cluster", "bat-xat")["figures"] if each["id"] == almost["id"]
    )
    assert (again["value"], again["qualifier"], again["upper"]) == (515_000, None, None)


def test_a_correction_that_changes_nothing_makes_no_batch(run: Run) -> None:
    number = entry(run, "zone", "vo-lao", "zoning-approved")
    assert "không có gì thay đổi" in run("zone", "correct", number, "--on", "3/1/2025").out
    assert len(run("log", "--format", "json").json()) == 1


def test_what_cannot_be_corrected_is_refused_all_at_once(run: Run) -> None:
    number = entry(run, "zone", "vo-lao", "zoning-approved")
    told = run("zone", "correct", number, "--value", "5 ha", "--on", "31/02/2024")
    refused(told, "--value: chỉ sửa được cho số liệu")
    assert "--on:" in told.err
    refused(run("zone", "correct", "x1", "--on", "2024"), "không phải là số của mốc")
    refused(run("zone", "correct", "m99999", "--on", "2024"), "lần rà soát m99999")
    refused(run("cluster", "correct", number, "--on", "2024"), f"lần rà soát {number}")
    assert run("zone", "correct", number).code == 2


def test_a_voided_act_is_gone_from_the_record_and_kept_in_history(run: Run) -> None:
    number = entry(run, "zone", "vo-lao", "zoning-approved")
    assert run("zone", "void", number, "--reason", "nhầm khu").code == 0
    assert shown(run, "zone", "vo-lao")["stage"] == "planned"
    assert "đã bỏ" in run("zone", "history", "vo-lao").out
    assert "nhầm khu" in run("log").out
    refused(run("zone", "void", "f1", "--reason", " "), "cần nêu lý do")


def test_remove_refuses_what_others_rest_on(run: Run) -> None:
    refused(run("zone", "remove", "vo-lao", "--cascade"), "mục tiêu T8 nêu đích danh")
    refused(run("cluster", "remove", "bat-xat"), "--cascade --dry-run")
    before = whole(run)
    assert "Xem trước" in run("cluster", "remove", "bat-xat", "--cascade", "--dry-run").out
    assert whole(run) == before
    assert run("cluster", "remove", "bat-xat", "--cascade").code == 0
    refused(run("cluster", "show", "bat-xat"), "không tìm thấy")
    run("undo")
    assert whole(run) == before


def test_a_subject_nothing_rests_on_is_removed(run: Run) -> None:
    run("project", "add", "Nhà máy thử")
    assert "Đã xoá" in run("project", "remove", "nha-may-thu").out


def test_an_alias_finds_its_subject(run: Run) -> None:
    assert run("zone", "alias", "vo-lao", "Khu phía Nam Văn Bàn").code == 0
    assert shown(run, "zone", "phia nam van ban")["code"] == "kcn-vo-lao"
    assert "đã có tên" in run("zone", "alias", "vo-lao", "khu PHÍA Nam Văn Bàn").out


def test_another_name_is_taken_out_and_back(run: Run) -> None:
    before = whole(run)
    done(run("project", "alias", "nexus", "Nhà máy Nexus Lào Cai"))
    told = done(run("project", "alias", "nexus", "NHÀ MÁY nexus lào cai", "--remove")).out
    assert 'không còn tên khác "Nhà máy Nexus Lào Cai"' in told
    assert whole(run) == before
    refused(run("project", "show", "Nhà máy Nexus Lào Cai"), "không tìm thấy")
    done(run("undo"))
    assert "Nhà máy Nexus Lào Cai" in shown(run, "project", "nexus")["aliases"]
    done(run("redo"))
    assert [entry["batch"] for entry in asked(run, "log")] == [5, 4, 3, 2, 1]


def test_only_another_name_is_taken_out(run: Run) -> None:
    refused(run("zone", "alias", "vo-lao", "KCN Xa", "--remove"), "chưa có tên khác nào")
    refused(run("zone", "alias", "ban-qua", "KCN Xa", "--remove"), "XNK Bản Qua")
    refused(run("zone", "alias", "vo-lao", "võ lao", "--remove"), "tên chính", "--name")
    words = ("zone", "alias", "vo-lao", "KCN Xa", "--remove", "--source", "x")
    assert run(*words).code == 2


def test_a_renamed_subject_is_found_by_its_old_name(run: Run) -> None:
    run("zone", "update", "vo-lao", "--name", "KCN Nam Võ Lao")
    told = shown(run, "zone", "KCN Võ Lao")
    assert (told["name"], told["aliases"]) == ("KCN Nam Võ Lao", ["KCN Võ Lao"])


def test_merge_moves_all_once_and_is_undone_whole(run: Run) -> None:
    before = whole(run)
    old = shown(run, "cluster", "ccn-thong-nhat")
    new = shown(run, "cluster", "ccn-thong-nhat-1")
    assert (
        "Xem trước"
        in run("cluster", "merge", "ccn-thong-nhat", "--into", "thong-nhat-1", "--dry-run").out
    )
    assert whole(run) == before
    assert run("cluster", "merge", "ccn-thong-nhat", "--into", "thong-nhat-1").code == 0
    both = shown(run, "cluster", "ccn-thong-nhat-1")
    assert len(both["milestones"]) == len(old["milestones"]) + len(new["milestones"])
    assert len(both["figures"]) == len(old["figures"]) + len(new["figures"])
    assert "CCN Thống Nhất" in both["aliases"]
    refused(run("cluster", "merge", "bat-xat", "--into", "bat-xat"), "vào chính nó")
    run("undo")
    assert whole(run) == before


def test_merge_keeps_a_double_statement_once(run: Run) -> None:
    same = ("--stage", "established", "--on", "5/3/2024", "--source", "QĐ 5/QĐ-UBND")
    run("cluster", "add", "CCN A", "--district", "083", *same)
    run("cluster", "add", "CCN B", "--district", "083", *same)
    run("cluster", "merge", "ccn-a", "--into", "ccn-b")
    assert len(shown(run, "cluster", "ccn-b")["milestones"]) == 1


def test_health_stands_beside_the_stage(run: Run) -> None:
    before = shown(run, "zone", "ban-qua")["stage"]
    run("zone", "update", "ban-qua", "--health", "vướng mắc", "--on", "5/2024", "--reason", "đất")
    told = shown(run, "zone", "ban-qua")
    assert told["stage"] == before
    assert told["health"] == "blocked"
    assert (told["health_since"], told["health_reason"]) == ("2024-05", "đất")
    listed = {
        each["code"]: each["health"] for each in run("zone", "list", "--format", "json").json()
    }
    assert listed["kcn-ban-qua"] == "blocked"
    t8 = run("target", "show", "T8", "--as-of", "31/12/2024", "--format", "json").json()
    assert next(r for r in t8["readings"] if r["reading"] == "any-act")["counted"] == 1


def test_any_measure_and_the_occupancy_of_the_law(run: Run) -> None:
    leased = ("--figure", "leased=20 ha", "--on", "2024")
    run("cluster", "update", "bat-xat", *leased)
    assert "thiếu diện tích đất công nghiệp" in str(shown(run, "cluster", "bat-xat")["occupancy"])
    more = ("--figure", "industrial=38 ha", "--figure", "doanh thu=5 tỷ đồng", "--on", "2024")
    run("cluster", "update", "bat-xat", *more)
    told = shown(run, "cluster", "bat-xat")
    assert told["occupancy"] == 5263  # 20 / 38 in basis points, never over the whole 50,8 ha
    assert {f["measure"]: f["value"] for f in told["figures"]}["revenue"] == 5_000_000_000
    run("zone", "update", "ban-qua", "--figure", "leased=20 ha", "--figure", "industrial=50 ha",
        "--on", "2024")  # fmt: skip
    assert "thiếu diện tích đất dịch vụ" in str(shown(run, "zone", "ban-qua")["occupancy"])
    run("zone", "update", "ban-qua", "--figure", "service=10 ha", "--on", "2024")
    assert shown(run, "zone", "ban-qua")["occupancy"] == 3333
    refused(run("zone", "update", "ban-qua", "--figure", "leased", "--on", "2024"), "CHỈ_TIÊU")
    refused(run("zone", "update", "ban-qua", "--figure", "leased=5 ha"), "số liệu cần có ngày")


def test_several_places_and_what_a_zone_was_before(run: Run) -> None:
    run("zone", "update", "ban-qua", "--place", "Xã Cốc Mỳ", "--place", "Xã Phìn Ngan")
    place = shown(run, "zone", "ban-qua")["place"]
    assert len(place) == 3
    run("zone", "update", "vo-lao", "--was", "ccn-khanh-yen-thuong")
    assert shown(run, "zone", "vo-lao")["former"] == "CCN Khánh Yên Thượng"
    assert shown(run, "zone", "bac-duyen-hai")["former"] == "CCN Bắc Duyên Hải"


def test_an_act_still_ahead_is_told(run: Run) -> None:
    assert (
        "còn ở phía trước"
        in run("zone", "update", "ban-qua", "--stage", "operating", "--on", "2030").out
    )
    assert (
        "còn ở phía trước"
        not in run(
            "zone", "update", "ban-qua", "--stage", "operating", "--on", "2031", "--planned"
        ).out
    )


def test_an_empty_day_is_no_day(run: Run) -> None:
    """`--as-of "$DAY"` with DAY unset must not mean today."""
    refused(run("zone", "list", "--as-of", ""), "--as-of")


def test_a_subject_was_not_itself_before(run: Run) -> None:
    refused(run("zone", "update", "vo-lao", "--was", "kcn-vo-lao"), "--was")


@pytest.mark.parametrize("name", ["CCN Phố Ràng 1", "CCN Phố Ràng"])
def test_a_name_in_use_is_no_other_name(name: str, run: Run) -> None:
    refused(run("cluster", "alias", "ccn-pho-rang", name), name)


def test_two_that_one_target_names_are_not_made_one_unsaid(run: Run) -> None:
    """T8 needs four zones and would be left with three."""
    refused(run("zone", "merge", "ban-qua", "--into", "vo-lao"), "T8")


def test_health_is_no_way_to_move_a_stage(run: Run) -> None:
    for word in ("operating", "zzz"):
        refused(run("project", "update", "nexus", "--health", word, "--on", "2024"), "--health")


def test_a_planned_figure_is_said_to_be_planned(run: Run) -> None:
    told = done(run("zone", "update", "vo-lao", "--area", "10 ha", "--on", "2027", "--planned"))
    assert "kế hoạch" in told.out


def test_a_return_says_where_it_goes_and_why(run: Run) -> None:
    words = ("--return-to", "planned", "--on", "1/8/2025", "--reason", "nhà đầu tư rút")
    told = done(run("zone", "update", "vo-lao", *words)).out
    (line,) = (line for line in told.splitlines() if "Ghi mốc" in line)
    assert "Trong quy hoạch" in line
    assert "nhà đầu tư rút" in line


def test_the_evidence_names_an_act_as_history_does(run: Run) -> None:
    evidence = asked(run, "target", "show", "T1")["evidence"][0]
    acts = asked(run, "cluster", "history", evidence["code"])["milestones"]
    assert evidence["milestone"] in [act["id"] for act in acts]


def test_no_act_becomes_a_return_nor_a_return_another_act(run: Run) -> None:
    """A return names the stage it goes back to; `correct` has no word for that."""
    number = entry(run, "zone", "vo-lao", "zoning-approved")
    refused(run("zone", "correct", number, "--stage", "returned"), "--stage:", "--return-to")
    words = ("--return-to", "planned", "--on", "1/8/2025", "--reason", "rút")
    done(run("zone", "update", "vo-lao", *words))
    number = entry(run, "zone", "vo-lao", "returned")
    told = run("zone", "correct", number, "--status", "planned", "--stage", "established")
    refused(told, "--status:", "--stage:")
    done(run("zone", "correct", number, "--stage", "returned", "--reason", "nhà đầu tư rút"))


def test_every_problem_of_several_figures_and_places_is_told(run: Run) -> None:
    figures = ("--figure", "lao động=5 ha", "--figure", "doanh thu=x", "--figure", "lạ=1")
    places = ("--place", "Xã Không Có", "--place", "Xã Cũng Không")
    told = run("project", "update", "nexus", *figures, *places, "--on", "2024")
    refused(told, '"5 ha"', '"x"', '"lạ"', "Xã Không Có", "Xã Cũng Không")
    assert len(told.err.splitlines()) == 5


def test_an_unknown_measure_is_refused_on_a_screen_not_a_page(run: Run) -> None:
    for words in (
        ("project", "update", "nexus", "--figure", "lao đông=5", "--on", "2024"),
        ("indicator", "show", "lao đông x"),
    ):
        told = run(*words)
        refused(told, "lao đông", '"Lao động"?' if words[0] == "project" else "Lao động")
        assert len(told.err) < 400
