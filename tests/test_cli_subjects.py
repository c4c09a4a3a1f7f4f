"""Zones, clusters, projects, deliverables: recording, finding, listing; nothing is ever erased."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest

from conftest import Result, Run

pytestmark = pytest.mark.usefixtures("record")

KINDS = ("zone", "cluster", "project", "deliverable")
NAMES = {
    "zone": "KCN Thử Nghiệm",
    "cluster": "CCN Thử Nghiệm",
    "project": "Nhà máy Thử Nghiệm",
    "deliverable": "Đề án Thử Nghiệm",
}
CODES = {
    "zone": "kcn-thu-nghiem",
    "cluster": "ccn-thu-nghiem",
    "project": "da-nha-may-thu-nghiem",
    "deliverable": "dg-de-an-thu-nghiem",
}


def done(result: Result) -> Result:
    """A command that did well and said so on stdout alone."""
    assert (result.code, result.err) == (0, ""), result
    return result


def refused(result: Result, *says: str) -> None:
    """A command that was refused and says why on stderr alone."""
    assert (result.code, result.out) == (1, ""), result
    for words in says:
        assert words in result.err


def asked(run: Run, *words: str) -> Any:
    return run(*words, "--format", "json").json()


def codes(run: Run, *words: str) -> list[str]:
    return [subject["code"] for subject in asked(run, *words)]


def acts(run: Run, kind: str, code: str) -> list[tuple[str, str]]:
    return [(act["date"], act["act"]) for act in asked(run, kind, "history", code)["milestones"]]


def stage(run: Run, kind: str, code: str, day: str = "") -> tuple[str | None, str | None]:
    shown = asked(run, kind, "show", code, *(["--as-of", day] if day else []))
    return shown["stage"], shown["stage_since"]


# --- add, update, show, history, for every kind ---


@pytest.mark.parametrize("kind", KINDS)
def test_a_subject_is_added_shown_updated_and_keeps_its_history(kind: str, run: Run) -> None:
    first, second = (
        ("planned", "approved") if kind == "deliverable" else ("land-clearance", "operating")
    )
    added = done(run(kind, "add", NAMES[kind], "--stage", first, "--on", "5/2/2024"))
    assert NAMES[kind] in added.out
    assert CODES[kind] in added.out
    assert stage(run, kind, CODES[kind]) == (first, "2024-02-05")
    done(run(kind, "update", CODES[kind], "--stage", second, "--on", "Q1 2025"))
    assert stage(run, kind, CODES[kind]) == (second, "2025-Q1")
    assert acts(run, kind, CODES[kind]) == [("2024-02-05", first), ("2025-Q1", second)]
    assert CODES[kind] in codes(run, kind, "list")


@pytest.mark.parametrize("kind", KINDS)
def test_a_subject_needs_no_more_than_a_name(kind: str, run: Run) -> None:
    done(run(kind, "add", NAMES[kind]))
    assert stage(run, kind, CODES[kind]) == (None, None)
    assert acts(run, kind, CODES[kind]) == []


def test_every_option_of_add_is_kept(run: Run) -> None:
    options = {
        "--code": "da-rieng",
        "--district": "Bảo Thắng",
        "--in": "kcn-tang-loong",
        "--investor": "Công ty A",
        "--sector": "gypsum-phosphorus",
        "--certificate": "1234567890",
        "--stage": "đã cấp GCN đăng ký đầu tư",
        "--on": "tháng 5/2024",
        "--phase": "1",
        "--capital": "khoảng 80 triệu USD",
        "--area": "200-500 ha",
        "--labour": "1.500",
        "--source": "QĐ 12/QĐ-UBND",
        "--confidence": "cao",
        "--note": "chờ mặt bằng",
    }
    done(run("project", "add", "Nhà máy A", *(w for pair in options.items() for w in pair)))
    project = asked(run, "project", "show", "da-rieng")
    assert project["within"] == "KCN Tằng Loỏng"
    assert project["investor"] == "Công ty A"
    assert project["sector"] == "gypsum-phosphorus"
    assert project["certificate"] == "1234567890"
    (act,) = project["milestones"]
    assert (act["act"], act["date"], act["phase"]) == ("registered", "2024-05", "1")
    assert (act["source"], act["confidence"]) == ("QĐ 12/QĐ-UBND", "high")
    assert act["note"] == "chờ mặt bằng"
    figures = {each["measure"]: each for each in project["figures"]}
    capital = figures["capital-registered"]
    assert (capital["value"], capital["unit"]) == (8_000_000_000, "usd_cents")
    assert capital["qualifier"] == "about"
    area = figures["area-planned"]
    assert (area["value"], area["upper"]) == (2_000_000, 5_000_000)
    assert figures["labour"]["value"] == 1500
    assert all(each["date"] == "2024-05" and each["phase"] == "1" for each in figures.values())
    (listed,) = asked(run, "project", "list", "--text", "nha may a")
    assert listed["district"] == "Huyện Bảo Thắng"


def test_update_says_old_and_new(run: Run) -> None:
    done(run("zone", "add", "KCN Thử", "--investor", "Công ty A", "--district", "Bát Xát"))
    words = ("--investor", "Công ty B", "--district", "Sa Pa", "--name", "KCN Thử Mới")
    told = done(run("zone", "update", "thu", *words)).out
    assert "Công ty A → Công ty B" in told
    assert "Huyện Bát Xát → Thị xã Sa Pa" in told
    assert "KCN Thử → KCN Thử Mới" in told
    assert "zone-tracker undo 3" in told


def test_update_says_the_stage_before_and_after(run: Run) -> None:
    told = done(run("zone", "update", "vo-lao", "--stage", "established", "--on", "1/2/2026")).out
    before, after = "Đã duyệt quy hoạch phân khu", "Đã thành lập (chấp thuận chủ trương đầu tư)"
    assert f"{before} → {after}" in told
    told = done(
        run("zone", "update", "vo-lao", "--stage", "operating", "--on", "1/3/2026", lang="en")
    ).out
    assert "Established (investment policy approved) → Operating" in told


def test_update_with_nothing_new_writes_nothing(run: Run) -> None:
    words = ("zone", "update", "vo-lao", "--stage", "zoning-approved", "--on", "3/1/2025")
    told = done(run(*words))
    assert "không có gì thay đổi" in told.out
    assert [entry["batch"] for entry in asked(run, "log")] == [1]


def test_a_renamed_subject_keeps_its_code(run: Run) -> None:
    done(run("zone", "update", "vo-lao", "--name", "KCN Võ Lao Mới"))
    assert asked(run, "zone", "show", "kcn-vo-lao")["name"] == "KCN Võ Lao Mới"


# --- Dates, plans, suspensions, returns ---


def test_an_older_act_takes_its_place_and_does_not_pull_back(run: Run) -> None:
    done(run("zone", "add", "KCN Thử", "--stage", "operating", "--on", "1/6/2024"))
    done(run("zone", "update", "thu", "--stage", "established", "--on", "1/6/2020"))
    assert acts(run, "zone", "thu") == [("2020-06-01", "established"), ("2024-06-01", "operating")]
    assert stage(run, "zone", "thu") == ("operating", "2024-06-01")
    assert stage(run, "zone", "thu", "31/12/2023") == ("established", "2020-06-01")
    assert stage(run, "zone", "thu", "31/12/2019") == (None, None)
    listed = {
        day: [each["stage"] for each in asked(run, "zone", "list", "--as-of", day, "--text", "thu")]
        for day in ("2019-12-31", "2023-12-31", "2024-12-31")
    }
    assert listed == {
        "2019-12-31": [None],
        "2023-12-31": ["established"],
        "2024-12-31": ["operating"],
    }


def test_a_later_act_of_lower_rank_is_kept_and_does_not_pull_back(run: Run) -> None:
    done(run("zone", "add", "KCN Thử", "--stage", "operating", "--on", "1/6/2023"))
    done(run("zone", "update", "thu", "--stage", "planned", "--on", "1/6/2024"))
    assert stage(run, "zone", "thu") == ("operating", "2023-06-01")
    assert acts(run, "zone", "thu") == [("2023-06-01", "operating"), ("2024-06-01", "planned")]


def test_a_planned_act_is_told_as_planned_and_moves_nothing(run: Run) -> None:
    told = done(
        run("zone", "update", "vo-lao", "--stage", "operating", "--on", "2026", "--planned")
    )
    assert "kế hoạch" in told.out
    assert stage(run, "zone", "vo-lao") == ("zoning-approved", "2025-01-03")
    planned = [
        a for a in asked(run, "zone", "history", "vo-lao")["milestones"] if a["status"] == "planned"
    ]
    assert ("2026", "operating") in [(act["date"], act["act"]) for act in planned]


def test_suspended_and_resumed(run: Run) -> None:
    done(run("zone", "update", "vo-lao", "--suspend", "--on", "1/3/2025"))
    assert stage(run, "zone", "vo-lao") == ("suspended", "2025-03-01")
    # An advance while suspended is recorded, and shows once work is resumed.
    done(run("zone", "update", "vo-lao", "--stage", "established", "--on", "1/6/2025"))
    assert stage(run, "zone", "vo-lao") == ("suspended", "2025-03-01")
    done(run("zone", "update", "vo-lao", "--resume", "--on", "1/7/2025"))
    assert stage(run, "zone", "vo-lao") == ("established", "2025-06-01")
    assert stage(run, "zone", "vo-lao", "30/6/2025") == ("suspended", "2025-03-01")
    assert stage(run, "zone", "vo-lao", "28/2/2025") == ("zoning-approved", "2025-01-03")
    assert codes(run, "zone", "list", "--stage", "suspended", "--as-of", "1/4/2025") == [
        "kcn-vo-lao"
    ]


def test_a_return_goes_back_with_its_reason(run: Run) -> None:
    words = ("--return-to", "planned", "--on", "1/8/2025", "--reason", "nhà đầu tư rút")
    told = done(run("zone", "update", "vo-lao", *words)).out
    assert "Đã duyệt quy hoạch phân khu → Trong quy hoạch" in told
    assert stage(run, "zone", "vo-lao") == ("planned", "2025-08-01")
    assert stage(run, "zone", "vo-lao", "31/7/2025") == ("zoning-approved", "2025-01-03")
    (act,) = (
        a for a in asked(run, "zone", "history", "vo-lao")["milestones"] if a["act"] == "returned"
    )
    assert (act["return_to"], act["reason"]) == ("planned", "nhà đầu tư rút")
    assert "nhà đầu tư rút" in done(run("zone", "show", "vo-lao")).out


def test_nothing_but_a_return_follows_an_end(run: Run) -> None:
    done(run("project", "update", "nexus", "--stage", "withdrawn", "--on", "1/3/2025"))
    done(run("project", "update", "nexus", "--stage", "operating", "--on", "1/4/2025"))
    assert stage(run, "project", "nexus") == ("withdrawn", "2025-03-01")
    words = ("--return-to", "approved", "--on", "1/5/2025", "--reason", "nhà đầu tư mới")
    done(run("project", "update", "nexus", *words))
    assert stage(run, "project", "nexus") == ("approved", "2025-05-01")


def test_history_keeps_all_that_was_ever_told(run: Run) -> None:
    before = asked(run, "zone", "history", "vo-lao")["milestones"]
    for words in (
        ("--stage", "established", "--on", "1/2/2025"),
        ("--suspend", "--on", "1/3/2025"),
        ("--return-to", "planned", "--on", "1/4/2025", "--reason", "rút"),
        ("--stage", "investment-called", "--on", "1/5/2025"),
        ("--stage", "cancelled", "--on", "1/6/2025"),
    ):
        done(run("zone", "update", "vo-lao", *words))
    after = asked(run, "zone", "history", "vo-lao")["milestones"]
    assert [act for act in after if act in before] == before
    assert len(after) == len(before) + 5


def test_figures_of_two_sources_stand_side_by_side(run: Run) -> None:
    for value, source in (("100 ha", "Nguồn A"), ("120 ha", "Nguồn B")):
        words = ("--area", value, "--on", "1/1/2025", "--source", source)
        done(run("zone", "update", "cam-con", *words))
    figures = asked(run, "zone", "show", "cam-con")["figures"]
    told = {(f["value"], f["source"]) for f in figures if f["measure"] == "area-planned"}
    assert {(1_000_000, "Nguồn A"), (1_200_000, "Nguồn B")} < told
    assert "≠" in done(run("zone", "show", "cam-con")).out


def test_what_grows_by_itself_and_a_range_that_holds_the_other_do_not_disagree(run: Run) -> None:
    for day, land in (("1/3/2024", "10 ha"), ("1/9/2024", "12 ha")):
        words = ("--figure", f"area-leased={land}", "--on", day, "--source", f"BC {day}")
        done(run("zone", "update", "cam-con", *words))
    assert "Diện tích đã cho thuê: các nguồn" not in done(run("zone", "show", "cam-con")).out
    findings = run("check", "--format", "json").json()
    told = {each["code"] for each in findings if each["rule"] == "disagreements"}
    every = codes(run, "zone", "list")
    shown = [code for code in every if "≠" in done(run("zone", "show", code)).out]
    assert shown == [code for code in every if code in told]
    assert len(shown) > 3


def test_a_missing_source_is_null_for_machines_and_marked_for_people(run: Run) -> None:
    done(run("zone", "add", "KCN Thử", "--stage", "planned", "--on", "2024", "--area", "9 ha"))
    shown = asked(run, "zone", "show", "thu")
    assert shown["milestones"][0]["source"] is None
    assert shown["figures"][0]["source"] is None
    assert "(chưa có nguồn)" in done(run("zone", "show", "thu")).out


@pytest.mark.parametrize(
    "words",
    [
        ("--on", "1/1/2024"),
        ("--on", "32/1/2024"),
        ("--price-base", "x"),
        ("--reason", "không rõ"),
        ("--phase", "1"),
        ("--planned", "--note", "ghi"),
    ],
)
def test_an_option_that_bears_on_nothing_is_refused(words: tuple[str, ...], run: Run) -> None:
    result = run("zone", "update", "vo-lao", *words)
    assert (result.code, result.out) == (2, "")
    assert words[0] in result.err


# --- Finding one ---


@pytest.mark.parametrize(
    ("kind", "words", "code"),
    [
        ("zone", "kcn-vo-lao", "kcn-vo-lao"),
        ("zone", "KCN-VO-LAO", "kcn-vo-lao"),
        ("zone", "vo-lao", "kcn-vo-lao"),
        ("zone", "vo", "kcn-vo-lao"),
        ("zone", "kcn-v", "kcn-vo-lao"),
        ("zone", "Võ Lao", "kcn-vo-lao"),
        ("zone", "VÕ LAO", "kcn-vo-lao"),
        ("zone", "vo lao", "kcn-vo-lao"),
        ("zone", "KCN Võ Lao", "kcn-vo-lao"),
        ("zone", "khu công nghiệp Võ Lao", "kcn-vo-lao"),
        ("zone", unicodedata.normalize("NFD", "Võ Lao"), "kcn-vo-lao"),
        ("zone", "Tằng Lỏong", "kcn-tang-loong"),
        ("zone", "tang loong", "kcn-tang-loong"),
        ("zone", "dong pho", "kcn-dong-pho-moi"),
        ("zone", "Cốc Mỳ – Trịnh Tường", "kcn-coc-my-trinh-tuong"),
        ("zone", "Cốc Mỳ-Trịnh Tường", "kcn-coc-my-trinh-tuong"),
        ("zone", "Cốc Mỳ", "kcn-coc-my-trinh-tuong"),
        ("zone", "coc my", "kcn-coc-my-trinh-tuong"),
        ("zone", "Trịnh Tường", "kcn-coc-my-trinh-tuong"),
        ("cluster", "bac-duyen-hai", "ccn-bac-duyen-hai"),
        ("cluster", "Phố Ràng", "ccn-pho-rang"),
        ("cluster", "pho rang 1", "ccn-pho-rang-1"),
        ("cluster", "pho-rang", "ccn-pho-rang"),
        ("cluster", "thống nhất", "ccn-thong-nhat"),
        ("project", "nexus", "da-nexus"),
        ("project", "Nhà máy sản xuất dây cáp điện công nghệ cao", "da-nexus"),
        ("project", "vitamec", "da-vitamec"),
        ("project", "làng phúng", "da-tam-dinh-lang-phung"),
        ("deliverable", "358", "dg-ke-hoach-358"),
    ],
)
def test_a_subject_is_found_by(kind: str, words: str, code: str, run: Run) -> None:
    assert asked(run, kind, "show", words)["code"] == code


@pytest.mark.parametrize(
    ("kind", "words", "choices"),
    [
        ("zone", "b", ["kcn-ban-qua", "kcn-bat-xat", "kcn-bac-duyen-hai"]),
        ("cluster", "pho", ["ccn-pho-rang", "ccn-pho-rang-1"]),
        ("cluster", "Bắc", []),
        ("project", "Tằng Loỏng", ["da-apatit-duc-giang", "da-nghien-xi-tang-loong"]),
    ],
)
@pytest.mark.parametrize("command", ["show", "history", "update"])
def test_what_fits_several_is_refused_with_the_choices(
    kind: str, words: str, choices: list[str], command: str, run: Run
) -> None:
    more = ["--investor", "A"] if command == "update" else []
    if not choices:
        done(run(kind, command, words, *more))
        return
    refused(run(kind, command, words, *more), words, *choices)
    assert [entry["batch"] for entry in asked(run, "log")] == [1]


def test_the_choices_stand_in_vietnamese_order(run: Run) -> None:
    told = run("zone", "show", "b").err
    places = [told.index(code) for code in ("kcn-ban-qua", "kcn-bat-xat", "kcn-bac-duyen-hai")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("kind", "words"),
    [("zone", "xyz"), ("zone", "ccn-bat-xat"), ("zone", "CCN Bát Xát"), ("cluster", "võ lao")],
)
def test_what_is_not_there_is_refused(kind: str, words: str, run: Run) -> None:
    refused(run(kind, "show", words), words)


def test_a_misspelt_subject_is_refused_with_the_nearest(run: Run) -> None:
    refused(run("zone", "show", "Võ Loa"), "Võ Loa", '"Võ Lao"?')


# --- The same one, or another ---


@pytest.mark.parametrize(
    ("kind", "name", "code"),
    [
        ("zone", "KCN Võ Lao", "kcn-vo-lao"),
        ("zone", "kcn VÕ LAO", "kcn-vo-lao"),
        ("zone", "Võ Lao", "kcn-vo-lao"),
        ("zone", "Khu công nghiệp Võ Lao", "kcn-vo-lao"),
        ("zone", unicodedata.normalize("NFD", "KCN Võ Lao"), "kcn-vo-lao"),
        ("zone", "KCN\u00a0Võ  Lao", "kcn-vo-lao"),
        ("zone", "KCN Tằng Lỏong", "kcn-tang-loong"),
        ("zone", "KCN Cốc Mỳ – Trịnh Tường", "kcn-coc-my-trinh-tuong"),
        ("zone", "KCN Cốc Mỳ-Trịnh Tường", "kcn-coc-my-trinh-tuong"),
        ("zone", "KCN Cốc Mỳ \u2212 Trịnh Tường", "kcn-coc-my-trinh-tuong"),
        ("zone", "KCN Cốc Mỳ", "kcn-coc-my-trinh-tuong"),  # an alias
        ("cluster", "Cụm công nghiệp Phố Ràng", "ccn-pho-rang"),
        ("project", "Dự án Nhà máy Gang thép Lào Cai", "da-gang-thep-lao-cai"),
        ("zone", "KCN Đông Phố Mới", "kcn-dong-pho-moi"),
        ("zone", "KCN Ðông Phố Mới", "kcn-dong-pho-moi"),  # Icelandic Eth for Đ
    ],
)
def test_the_same_name_in_other_writing_is_the_same_subject(
    kind: str, name: str, code: str, run: Run
) -> None:
    refused(run(kind, "add", name), code)


@pytest.mark.parametrize(
    "name",
    ["KCN Võ Lao (GĐ 1)", "KCN Võ Lao giai đoạn II", "Khu công nghiệp Cam Cọn - Giai đoạn 1"],
)
def test_a_phase_is_no_second_subject(name: str, run: Run) -> None:
    refused(run("zone", "add", name), "update kcn-")


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("cluster", "CCN Võ Lao"),  # beside KCN Võ Lao
        ("zone", "KCN Võ Lao 1"),
        ("zone", "KCN Phố Ràng"),
        ("cluster", "CCN Phố Ràng 2"),
        ("cluster", "CCN Bản Phùng"),  # beside CCN Bản Phung, until someone confirms
        ("project", "KCN Võ Lao, hạ tầng"),
    ],
)
def test_prefix_digits_and_marks_tell_two_subjects_apart(kind: str, name: str, run: Run) -> None:
    before = codes(run, kind, "list")
    if name.startswith("KCN") and kind == "project":
        refused(run(kind, "add", name), name)
        return
    done(run(kind, "add", name))
    after = codes(run, kind, "list")
    assert len(set(after)) == len(before) + 1


def test_two_districts_tell_two_subjects_apart(run: Run) -> None:
    done(run("cluster", "add", "CCN Phố Ràng", "--district", "Văn Bàn"))
    refused(run("cluster", "add", "CCN Phố Ràng", "--district", "Bảo Yên"), "ccn-pho-rang")
    refused(run("cluster", "add", "CCN Phố Ràng"), "ccn-pho-rang")
    named = [each for each in asked(run, "cluster", "list") if each["name"] == "CCN Phố Ràng"]
    assert {each["district"] for each in named} == {"Huyện Bảo Yên", "Huyện Văn Bàn"}


def test_a_name_with_the_word_of_another_kind_is_refused(run: Run) -> None:
    refused(run("zone", "add", "CCN Mới"), "CCN Mới")
    refused(run("cluster", "add", "Khu công nghiệp Mới"), "Khu công nghiệp Mới")


def test_the_word_of_a_kind_is_no_name(run: Run) -> None:
    refused(run("zone", "add", "KCN"), "KCN")
    refused(run("zone", "update", "vo-lao", "--name", "Khu công nghiệp"), "--name:")
    refused(run("zone", "alias", "vo-lao", "KCN"), "KCN")


def test_a_new_name_in_use_is_told_under_its_option(run: Run) -> None:
    refused(run("zone", "update", "vo-lao", "--name", "KCN Cam Cọn"), "--name:", "kcn-cam-con")


def test_a_code_or_certificate_in_use_is_refused(run: Run) -> None:
    refused(run("zone", "add", "KCN Mới", "--code", "kcn-vo-lao"), "--code:", "KCN Võ Lao")
    refused(run("zone", "add", "KCN Mới", "--code", "da-nexus"), "--code:", "da-nexus")
    done(run("project", "add", "Nhà máy A", "--certificate", "99"))
    taken = ("--certificate:", "da-nha-may-a")
    refused(run("project", "add", "Nhà máy B", "--certificate", "99"), *taken)
    refused(run("project", "update", "nexus", "--certificate", "99"), *taken)
    assert "da-nha-may-b" not in codes(run, "project", "list")


def test_a_certificate_in_use_is_refused_of_a_file(run: Run, record: Path) -> None:
    rows = "Nhà máy A,99\nNhà máy B,99\n"
    record.with_name("projects.csv").write_text(f"name,certificate\n{rows}", encoding="utf-8")
    told = run("import", "projects.csv", "--kind", "projects")
    refused(told, 'projects.csv:3: cột "certificate"', "Nhà máy A (da-nha-may-a)")


def test_a_district_that_makes_two_the_same_is_refused(run: Run) -> None:
    done(run("cluster", "add", "CCN Phố Ràng", "--district", "Văn Bàn"))
    told = run("cluster", "update", "ccn-pho-rang-2", "--district", "Bảo Yên")
    refused(told, "--district:", "ccn-pho-rang")
    done(run("cluster", "update", "ccn-pho-rang-2", "--district", "Sa Pa"))


@pytest.mark.parametrize(("kind", "code"), [("zone", "da-moi"), ("project", "dg-moi")])
def test_a_code_begins_as_those_of_its_kind_do(kind: str, code: str, run: Run) -> None:
    refused(run(kind, "add", "Mới", "--code", code), "--code:", code)


@pytest.mark.parametrize(
    "words",
    [
        *("zone show", "zone history", "zone remove", "zone update --note x", "project list --in"),
        *("project update nexus --in", "zone update vo-lao --was", "zone add KCN-A --code"),
        *("zone merge ban-qua --into", "target show", "area show", "sector show", "source show"),
    ],
)
def test_an_empty_code_is_no_code(words: str, run: Run) -> None:
    """`zone show "$CODE"` with CODE unset must not mean whatever comes first."""
    refused(run(*words.split(), ""), "chưa nêu mã")


# --- Lists ---


def test_lists_stand_in_vietnamese_order(run: Run) -> None:
    names = ["Đa", "Da", "Ân", "An", "Ăn", "Ấm", "Ám", "Êm", "Em", "Ơn", "Ôn", "On", "Ưu", "Uu"]
    for name in names:
        done(run("zone", "add", f"KCN Zz {name}"))
    listed = [each["name"] for each in asked(run, "zone", "list", "--text", "zz")]
    assert [name.removeprefix("KCN Zz ") for name in listed] == [
        *("Ám", "An", "Ăn", "Ấm", "Ân", "Da", "Đa", "Em", "Êm", "On", "Ôn", "Ơn", "Uu", "Ưu"),
    ]


def test_a_list_is_narrowed_by_district(run: Run) -> None:
    expected = ["ccn-pho-rang", "ccn-pho-rang-1"]
    for district in ("Bảo Yên", "Huyện Bảo Yên", "bảo yên", "087"):
        assert codes(run, "cluster", "list", "--district", district) == expected


def test_a_list_is_narrowed_by_stage(run: Run) -> None:
    expected = ["kcn-bac-duyen-hai", "kcn-dong-pho-moi", "kcn-tang-loong"]
    for word in ("operating", "Đã đi vào hoạt động", "đang hoạt động", "Operating"):
        assert codes(run, "zone", "list", "--stage", word) == expected
    assert codes(run, "zone", "list", "--stage", "operating", "--as-of", "31/12/2021") == [
        "kcn-tang-loong"
    ]


def test_a_list_is_narrowed_by_zone(run: Run) -> None:
    expected = [
        *("da-xu-ly-chat-thai-tang-loong", "da-apatit-duc-giang", "da-gyps-dap-2"),
    ]
    for word in ("kcn-tang-loong", "KCN Tằng Loỏng", "Tằng Lỏong"):
        assert codes(run, "project", "list", "--in", word) == expected


@pytest.mark.parametrize(
    ("option", "word", "kind", "count"),
    [
        ("--in", "tang-loong", "project", 3),
        ("--in", "tang loong", "project", 3),
        ("--district", "bao yen", "cluster", 2),
        ("--stage", "da thanh lap", "cluster", 1),
    ],
)
def test_a_filter_is_looked_up_like_a_subject(
    option: str, word: str, kind: str, count: int, run: Run
) -> None:
    assert len(codes(run, kind, "list", option, word)) == count


def test_a_list_is_narrowed_by_sector(run: Run) -> None:
    assert codes(run, "project", "list", "--sector", "gypsum-phosphorus") == ["da-gyps-dap-2"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("luyen dong", ["da-luyen-dong-lao-cai"]),
        ("LUYỆN ĐỒNG", ["da-luyen-dong-lao-cai"]),
        ("da-luyen", ["da-luyen-dong-lao-cai"]),
        ("dây cáp", ["da-nexus"]),  # an alias
        ("không có", []),
    ],
)
def test_a_list_is_narrowed_by_text_without_accents(text: str, found: list[str], run: Run) -> None:
    assert codes(run, "project", "list", "--text", text) == found


@pytest.mark.parametrize("text", ["%", "_", "-", "…"])
def test_a_text_of_signs_alone_does_not_find_everything(text: str, run: Run) -> None:
    result = run("project", "list", "--text", text, "--format", "json")
    assert result.code == 1 or result.json() == []


def test_filters_hold_together(run: Run) -> None:
    words = ("--district", "Bảo Thắng", "--stage", "operating", "--in", "kcn-tang-loong")
    assert codes(run, "project", "list", *words) == ["da-apatit-duc-giang"]
    assert codes(run, "project", "list", *words, "--text", "gyps") == []


def test_an_unknown_district_or_stage_is_refused_with_the_list_and_the_nearest(run: Run) -> None:
    result = run("cluster", "list", "--district", "Bào Yên", "--stage", "thnàh lập")
    refused(result, '"Bào Yên"', '"Bảo Yên"?', "Huyện Bát Xát", "Thị xã Sa Pa")
    refused(result, '"thnàh lập"', '"thành lập"?', "Đang giải phóng mặt bằng")
    assert len(result.err.splitlines()) == 2


def test_an_unknown_word_is_refused_on_writing_too_and_all_at_once(run: Run) -> None:
    words = ("--district", "Sapa", "--stage", "xong", "--on", "2024", "--area", "9 mẫu")
    result = run("cluster", "add", "CCN Thử", *words)
    refused(result, '"Sapa"', '"Sa Pa"?', '"xong"', '"9 mẫu"')
    assert {line.split(":")[0] for line in result.err.splitlines()} == {
        *("--district", "--stage", "--area"),
    }
    assert "ccn-thu" not in codes(run, "cluster", "list")
    assert [entry["batch"] for entry in asked(run, "log")] == [1]


def test_a_name_given_up_and_taken_by_another_is_not_taken_back(run: Run) -> None:
    done(run("zone", "add", "KCN Alpha", "--code", "kcn-a"))
    done(run("zone", "update", "kcn-a", "--name", "KCN Gamma", "--district", "Bảo Thắng"))
    done(run("zone", "add", "KCN Alpha", "--code", "kcn-b", "--district", "Bát Xát"))
    back = run("zone", "update", "kcn-a", "--name", "KCN Alpha", "--district", "Bát Xát")
    refused(back, '"KCN Alpha"', "kcn-b")
    done(run("zone", "update", "kcn-a", "--name", "KCN Alpha", "--district", "Văn Bàn"))
