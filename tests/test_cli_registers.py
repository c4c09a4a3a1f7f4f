"""The registers: indicators, sectors, areas and sources."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from conftest import Result, Run
from zone_tracker.wording import LANGUAGES

pytestmark = pytest.mark.usefixtures("record")


def rows(run: Run, *words: str) -> list[dict[str, Any]]:
    """The rows of a list."""
    told: list[dict[str, Any]] = run(*words, "--format", "json").json()
    return told


def written(result: Result) -> str:
    """What a command that wrote says."""
    assert (result.code, result.err) == (0, ""), result
    assert "zone-tracker undo" in result.out
    return result.out


def refused(result: Result, *names: str) -> None:
    """A refusal that names these and wrote nothing to stdout."""
    assert (result.code, result.out) == (1, ""), result
    for name in names:
        assert name in result.err


def test_every_list_is_one_table_for_machines(run: Run) -> None:
    for words in ("indicator list", "sector list", "area list", "source list"):
        told = rows(run, *words.split())
        text = run(*words.split(), "--format", "csv").out
        header, *lines = csv.reader(io.StringIO(text))
        assert header == list(told[0])
        assert len(lines) == len(told)
        assert [line[0] for line in lines] == [str(row[header[0]]) for row in told]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "words",
    [
        *("indicator list", "indicator show industrial-output", "sector list"),
        *("sector show maintained", "area list", "area show 087", "area show 02989@2025-07-01"),
        *("source list", "source list --missing", "source show baolaocai-2024-ky-vong"),
    ],
)
def test_every_table_fits_eighty_columns(words: str, lang: str, run: Run) -> None:
    told = run(*words.split(), "--no-color", lang=lang, terminal=80)
    assert (told.code, told.err) == (0, "")
    assert max(map(len, told.out.splitlines())) <= 80


# --- Indicators ---


def figures(run: Run, *more: str) -> list[dict[str, Any]]:
    return rows(run, "indicator", "list", *more)


def series(run: Run, measure: str, *more: str) -> Any:
    return run("indicator", "show", measure, *more, "--format", "json").json()


def test_a_figure_of_the_article_as_it_is_printed(run: Run) -> None:
    (told,) = figures(run, "--measure", "industrial-output", "--year", "2023")
    assert (told["value"], told["unit"], told["date"]) == (46_100_000_000_000, "vnd", "2023")
    assert (told["status"], told["derived"], told["price_base"]) == ("actual", False, None)
    assert told["source_code"] == "baolaocai-2024-ky-vong"


def test_what_no_document_prints_is_marked(run: Run) -> None:
    (told,) = figures(run, "--measure", "industrial-output", "--year", "2022")
    assert told["derived"] is True
    text = run("indicator", "list", "--year", "2022").out
    assert "* khoảng 46.068 tỷ đồng" in text
    assert text.rstrip().splitlines()[-1].startswith("*")


def test_a_measure_is_named_by_code_or_label_without_accents(run: Run) -> None:
    by_code = series(run, "industrial-output")
    for name in ("Giá trị sản xuất công nghiệp", "gia tri san xuat cong nghiep", "giá trị SXCN"):
        assert series(run, name) == by_code
    refused(run("indicator", "show", "san xuat"), "industrial-output", "handicraft-output")
    refused(run("indicator", "show", "grdq"), "grdq", '"GRDP"', "Lao động")


def test_actual_figures_come_to_be_known_and_plans_are_known_before(run: Run) -> None:
    known = figures(run, "--measure", "industrial-output", "--as-of", "30/4/2024")
    assert [(told["date"], told["status"]) for told in known[:3]] == [
        ("2025", "planned"),
        ("2024", "planned"),
        ("2024-01-01/2024-04-30", "actual"),
    ]
    assert figures(run, "--measure", "grdp", "--as-of", "30/12/2024") == []


def test_a_period_that_touches_the_year_belongs_to_it(run: Run) -> None:
    dates = {told["date"] for told in figures(run, "--year", "2024")}
    assert {"2024", "2024-09", "2024-01-01/2024-05-31"} <= dates
    assert not any(date.startswith(("2023", "2025")) for date in dates)


def test_sources_that_disagree_are_marked(run: Run) -> None:
    told = series(run, "grdp")
    assert [each["disagrees"] for each in told["figures"]] == [True, True]
    text = run("indicator", "show", "grdp").out
    assert "≠ 78.000 tỷ đồng" in text
    assert "≠ khoảng 77.223 tỷ đồng" in text
    assert not any(each["disagrees"] for each in series(run, "industrial-output")["figures"])


def test_a_plan_stands_beside_what_came_of_it(run: Run) -> None:
    told = series(run, "industrial-output")["periods"]
    assert [(each["date"], each["achieved_bp"]) for each in told] == [
        ("2024", 8754),
        ("2025", None),
    ]
    assert [each["value"] for each in told[0]["planned"]] == [52_195_000_000_000]
    assert [each["value"] for each in told[0]["actual"]] == [45_691_000_000_000]
    assert told[1]["actual"] == []


def test_of_a_share_no_share_is_told(run: Run) -> None:
    (told,) = series(run, "grdp-growth")["periods"]
    assert told["achieved_bp"] is None
    assert [each["value"] for each in told["actual"]] == [738]


def test_a_plan_that_is_a_range_is_achieved_within_one(run: Run) -> None:
    add = ("indicator", "add", "revenue", "--on", "2024")
    written(run(*add, "80-100 tỷ đồng", "--planned"))
    written(run(*add, "60 tỷ đồng", "--source", "Báo cáo A"))
    written(run(*add, "90 tỷ đồng", "--source", "Báo cáo B"))
    (told,) = series(run, "revenue")["periods"]
    assert (told["achieved_bp"], told["achieved_upper_bp"]) == (6000, 11250)


def test_prices_of_two_bases_are_never_compared(run: Run) -> None:
    add = ("indicator", "add", "revenue", "--on", "2024")
    written(run(*add, "80 tỷ đồng", "--planned", "--price-base", "current"))
    written(run(*add, "60 tỷ đồng", "--price-base", "2010"))
    written(run(*add, "70 tỷ đồng", "--price-base", "current"))
    told = series(run, "revenue")
    assert [each["disagrees"] for each in told["figures"]] == [False] * 3
    (period,) = told["periods"]
    assert (period["price_base"], period["achieved_bp"]) == ("current", 8750)


def test_a_figure_is_added_with_all_that_it_says(run: Run) -> None:
    add = ("indicator", "add", "Giá trị SXCN", "khoảng 50.000 tỷ đồng", "--on", "quý III/2024")
    more = ("--source", "Báo cáo 5/BC-UBND", "--confidence", "high", "--note", "ước")
    out = written(run(*add, *more, "--price-base", "hiện hành", "--derived"))
    assert "* khoảng 50.000 tỷ đồng – quý III/2024 (thực tế)" in out
    assert "Nguồn: Báo cáo 5/BC-UBND" in out
    told = figures(run, "--measure", "industrial-output", "--as-of", "30/9/2024")
    (new,) = [each for each in told if each["date"] == "2024-Q3"]
    assert (new["value"], new["qualifier"], new["price_base"]) == (
        *(50_000_000_000_000, "about"),
        "current",
    )
    assert (new["derived"], new["confidence"], new["note"]) == (True, "high", "ước")
    assert run("undo").code == 0
    assert figures(run) == figures(run, "--as-of", "23/11/2026")
    assert "2024-Q3" not in {each["date"] for each in figures(run)}


def test_what_another_source_says_of_the_same_period_is_told(run: Run) -> None:
    add = ("indicator", "add", "industrial-output", "46.500 tỷ đồng", "--on", "2023")
    out = written(run(*add, "--source", "Báo cáo B"))
    assert "≠ Nguồn khác ghi 46.100 tỷ đồng cho năm 2023" in out
    assert "Kỳ vọng đón làn sóng đầu tư mới" in out
    again = run(*add, "--source", "Báo cáo B")
    assert (again.code, again.err) == (0, "")
    assert "không có gì thay đổi" in again.out
    assert "undo" not in again.out


def test_what_is_marked_derived_stays_so_when_it_is_told_again(run: Run) -> None:
    add = ("indicator", "add", "revenue", "5 tỷ đồng", "--on", "2024")
    written(run(*add, "--derived"))
    out = written(run(*add, "--note", "x"))
    assert "Ghi chú" in out
    (told,) = figures(run, "--measure", "revenue")
    assert (told["derived"], told["note"]) == (True, "x")


def test_a_negative_value_stands_after_two_dashes(run: Run) -> None:
    written(run("indicator", "add", "--on", "2025", "--", "grdp-growth", "-2%"))
    (told,) = figures(run, "--measure", "grdp-growth", "--year", "2025")
    assert told["value"] == -200
    wrong = run("indicator", "add", "grdp-growth", "-2%", "--on", "2025")
    assert (wrong.code, wrong.out) == (2, "")
    assert "--" in wrong.err


def test_every_problem_of_a_figure_is_told(run: Run) -> None:
    add = ("indicator", "add", "grdp", "46.100", "--on", "hôm qua")
    told = run(*add, "--price-base", "2015", "--confidence", "x", "--source", "khong-co")
    refused(told, "GIÁ_TRỊ:", "--on:", "--price-base:", "--confidence:", "--source:")
    assert run("indicator", "add", "grdp", "5 tỷ đồng").code == 2


# --- Sectors ---


def sectors(run: Run) -> dict[str, dict[str, Any]]:
    return {told["code"]: told for told in rows(run, "sector", "list")}


def test_groups_with_their_sectors_and_projects(run: Run) -> None:
    told = sectors(run)
    codes = list(told)
    assert codes[:2] == ["maintained", "mining-mineral-processing"]
    assert told["maintained"]["group"] is None
    assert told["mining-mineral-processing"]["group"] == "maintained"
    assert told["mining-mineral-processing"]["projects"] == told["maintained"]["projects"] == 4
    assert told["printing-3d"]["projects"] == 0
    assert "Chưa rõ ngành: 7 dự án" in run("sector", "list").out


def test_a_project_given_a_sector_is_counted_in_it_and_in_its_group(run: Run) -> None:
    assert run("project", "update", "nexus", "--sector", "electronics").code == 0
    after = sectors(run)
    assert (after["electronics"]["projects"], after["first-priority"]["projects"]) == (1, 2)
    assert "Chưa rõ ngành: 6 dự án" in run("sector", "list").out


def test_the_projects_of_a_sector_as_they_stood_on_a_day(run: Run) -> None:
    told = run("sector", "show", "maintained", "--format", "json").json()
    stages = {each["code"]: each["stage"] for each in told["projects"]}
    assert stages["da-tuyen-dong-so-2-sin-quyen"] == "operating"
    before = ("sector", "show", "maintained", "--as-of", "31/12/2015", "--format", "json")
    stages = {each["code"]: each["stage"] for each in run(*before).json()["projects"]}
    assert stages["da-tam-dinh-lang-phung"] is None
    assert told["sectors"] == [
        *("mining-mineral-processing", "building-materials", "farm-forest-processing"),
    ]


def test_a_sector_is_found_by_name_without_accents(run: Run) -> None:
    told = run("sector", "show", "cong nghe in 3d", "--format", "json").json()
    assert (told["code"], told["group"], told["projects"]) == ("printing-3d", "new", [])
    refused(run("sector", "show", "thiet bi"), "medical-equipment", "electronics")
    refused(run("sector", "show", "máy bay"), "máy bay")


def test_a_sector_is_added_to_a_group(run: Run) -> None:
    add = ("sector", "add", "building-timber", "Gỗ xây dựng", "--name-en", "Building timber")
    written(run(*add, "--group", "maintained", "--source", "baolaocai-2024-ky-vong"))
    told = sectors(run)["building-timber"]
    assert (told["group"], told["name_vi"]) == ("maintained", "Gỗ xây dựng")
    refused(run(*add), "MÃ", "building-timber")
    refused(run(*add[:2], "x", *add[3:], "--group", "xyz"), "--group", "xyz")
    assert run(*add[:4]).code == 2


# --- Areas ---


def area(run: Run, ref: str, *more: str) -> Any:
    return run("area", "show", ref, *more, "--format", "json").json()


def test_the_nine_districts_of_2024(run: Run) -> None:
    told = rows(run, "area", "list", "--on", "31/12/2024")
    codes = ["080", "082", "083", "084", "085", "086", "087", "088", "089"]
    assert [each["code"] for each in told] == codes
    assert {each["level"] for each in told} == {"district"}
    assert {each["parent"] for each in told} == {"10@2025-06-30"}
    assert {each["valid_to"] for each in told} == {"2025-06-30"}


def test_a_level_that_has_ended_is_shown_on_its_last_day(run: Run) -> None:
    assert rows(run, "area", "list") == rows(run, "area", "list", "--on", "30/6/2025")
    assert rows(run, "area", "list", "--on", "1/7/2025") == []
    assert "30/6/2025" in run("area", "list", "--on", "1/7/2025").out


def test_a_code_means_another_province_from_one_day_to_the_next(run: Run) -> None:
    on = ("area", "list", "--level", "province", "--on")
    before = {each["code"]: each["name"] for each in rows(run, *on, "30/6/2025")}
    after = {each["code"]: each["name"] for each in rows(run, *on, "1/7/2025")}
    assert before == {"10": "Tỉnh Lào Cai", "15": "Tỉnh Yên Bái"}
    assert after == {"15": "Tỉnh Lào Cai"}
    communes = rows(run, "area", "list", "--level", "xã")
    assert len(communes) == 48


def test_what_ban_qua_is_today(run: Run) -> None:
    for name in ("Bản Qua", "ban qua", "Xã Bản Qua", "02716", "02716@2024-05-01"):
        told = area(run, name)
        assert told["ref"] == "02716@2025-06-30"
        assert told["today"] == ["02683@2025-07-01"]
    assert "Xã Bát Xát (02683@2025-07-01)" in run("area", "show", "ban qua").out
    assert {each["code"] for each in told["subjects"]} >= {"kcn-ban-qua", "da-nexus"}


def test_a_commune_that_two_old_districts_feed(run: Run) -> None:
    told = area(run, "Bảo Hà@2025-07-01")
    assert told["old_districts"] == ["Huyện Bảo Yên", "Huyện Văn Bàn"]
    fed = {each["name"]: each["parent"] for each in told["predecessors"]}
    assert fed == {
        **dict.fromkeys(("Xã Kim Sơn", "Xã Cam Cọn", "Xã Bảo Hà"), "087@2025-06-30"),
        **dict.fromkeys(("Xã Tân Thượng", "Xã Tân An"), "089@2025-06-30"),
    }
    assert [each["code"] for each in told["subjects"]] == ["kcn-cam-con"]
    text = run("area", "show", "02989@2025-07-01").out
    assert "Huyện Bảo Yên, Huyện Văn Bàn" in text


def test_a_district_became_the_communes_that_its_communes_went_into(run: Run) -> None:
    told = area(run, "087")
    became = {each["name"]: each["through"] for each in told["successors"]}
    assert became["Xã Bảo Hà"] == "Xã Kim Sơn, Xã Cam Cọn, Xã Bảo Hà"
    assert told["predecessors"] == []
    assert {each["code"] for each in told["subjects"]} == {
        *("kcn-cam-con", "ccn-pho-rang", "ccn-pho-rang-1"),
    }


def test_the_subjects_of_an_area_stand_where_they_stood_on_the_day(run: Run) -> None:
    def stage(day: str) -> object:
        told = area(run, "082", "--as-of", day)["subjects"]
        return next(each["stage"] for each in told if each["code"] == "ccn-bat-xat")

    assert (stage("13/9/2022"), stage("14/9/2022")) == (None, "established")


@pytest.mark.parametrize(
    ("ref", "choices"),
    [
        ("15", ("15@2025-06-30 Tỉnh Yên Bái", "15@2025-07-01 Tỉnh Lào Cai")),
        ("Bao Ha", ("02989@2025-06-30 Xã Bảo Hà", "02989@2025-07-01 Xã Bảo Hà")),
        ("Lào Cai", ("080@2025-06-30 Thành phố Lào Cai", "10@2025-06-30 Tỉnh Lào Cai")),
    ],
)
def test_two_hits_are_refused_with_the_choices(
    ref: str, choices: tuple[str, ...], run: Run
) -> None:
    refused(run("area", "show", ref), *choices)
    for choice in choices:
        code, _, name = choice.partition(" ")
        assert area(run, code)["name"] == name


def test_an_area_that_is_not_there_is_refused_with_the_nearest(run: Run) -> None:
    refused(run("area", "show", "Huyện Bát Sát"), "Bát Xát", "Huyện Si Ma Cai")
    refused(run("area", "show", "15@31/02/2025"), "31/02/2025")
    refused(run("area", "list", "--level", "thôn"), "thôn", "commune")


MERGED = (
    *("area", "add", "02683", "Xã Bát Xát Mới", "--level", "commune"),
    *("--parent", "15@2025-07-01", "--succeeds", "02683@2025-07-01;02725@2025-07-01"),
    *("--on", "1/7/2028"),
)


def test_a_merger_is_recorded_with_the_end_of_the_old_units(run: Run) -> None:
    refused(run(*MERGED), "--succeeds", "02683@2025-07-01", "02725@2025-07-01", "--old-to")
    out = written(run(*MERGED, "--old-to", "30/6/2028", "--source", "NQ 1/2028"))
    assert out.count("Thay cho") == 2
    new = area(run, "02683@2028-07-01")
    assert (new["name"], new["valid_from"], new["valid_to"]) == (
        *("Xã Bát Xát Mới", "2028-07-01"),
        None,
    )
    assert area(run, "ban qua")["today"] == ["02683@2028-07-01"]
    assert area(run, "02725@2026-01-01")["valid_to"] == "2028-06-30"
    assert {each["code"] for each in new["subjects"]} >= {"kcn-ban-qua"}
    assert run("undo").code == 0
    assert area(run, "ban qua")["today"] == ["02683@2025-07-01"]
    assert area(run, "02725@2026-01-01")["valid_to"] is None


def test_only_what_is_refused_of_a_merger_is_told(run: Run) -> None:
    told = run(*MERGED)
    assert "MÃ" not in told.err
    refused(run(*MERGED, "--old-to", "1/7/2028"), "--succeeds", "01/7/2028")
    refused(run(*MERGED, "--old-to", "30/6/2028", "--from", "1/1/2029"), "--on")
    refused(run(*MERGED, "--old-to", "hôm qua"), "--old-to")
    words = ["xyz" if word == "15@2025-07-01" else word for word in MERGED]
    refused(run(*words, "--old-to", "30/6/2028"), "--parent", "xyz")


def test_the_first_day_is_that_of_the_period_named(run: Run) -> None:
    add = ("area", "add", "99999", "Xã Thử", "--level", "xã", "--parent", "15@2025-07-01")
    written(run(*add, "--from", "2027", "--to", "2028"))
    told = area(run, "99999")
    assert (told["valid_from"], told["valid_to"]) == ("2027-01-01", "2028-12-31")
    refused(run(*add, "--from", "tháng 5/2028"), "MÃ", "99999@2027-01-01")
    refused(run(*add, "--from", "đến 2026"), "--from")


def test_an_area_needs_its_level(run: Run) -> None:
    told = run("area", "add", "99999", "Xã Thử")
    assert (told.code, told.out) == (2, "")
    assert "--level" in told.err


# --- Sources ---


def sources(run: Run, *more: str) -> dict[str, dict[str, Any]]:
    return {told["code"]: told for told in rows(run, "source", "list", *more)}


def test_how_much_rests_on_each_source(run: Run) -> None:
    told = sources(run)
    article = told["baolaocai-2024-ky-vong"]
    counts = ("acts", "figures", "targets", "subjects", "others")
    assert [article[key] for key in counts] == [4, 7, 9, 5, 18]
    dates = [each["date"][:4] for each in told.values() if each["date"]]
    assert dates == sorted(dates, reverse=True)
    assert sources(run, "--unused") == {}


def test_sources_are_found_by_what_they_say(run: Run) -> None:
    told = sources(run, "--text", "bao lao cai")
    assert "baolaocai-2024-ky-vong" in told
    assert all("Báo Lào Cai" in each["publisher"] for each in told.values())
    assert list(sources(run, "--text", "ky vong")) == ["baolaocai-2024-ky-vong"]


def test_what_has_no_source(run: Run) -> None:
    missing = ("source", "list", "--missing")
    assert rows(run, *missing) == []
    assert run("zone", "update", "vo-lao", "--stage", "established", "--on", "2024").code == 0
    assert run("cluster", "add", "CCN Mới", "--area", "5 ha", "--on", "2024").code == 0
    told = [(each["sort"], each["code"], each["what"]) for each in rows(run, *missing)]
    assert told == [
        ("subject", "ccn-moi", "cluster"),
        ("act", "kcn-vo-lao", "established"),
        ("figure", "ccn-moi", "area-planned"),
    ]
    act = rows(run, *missing)[1]
    assert run("zone", "correct", act["id"], "--source", "QĐ 1").code == 0
    assert len(rows(run, *missing)) == 2
    assert run(*missing, "--text", "x").code == 2


def test_everything_that_rests_on_a_source(run: Run) -> None:
    told = run("source", "show", "baolaocai-2023-nexus", "--format", "json").json()
    assert [(each["sort"], each["what"], each["value"]) for each in told["records"]] == [
        ("act", "land-levelling", None),
        ("figure", "area-planned", 157_000),
    ]
    assert [each["sort"] for each in told["beside"]] == ["alias"]
    assert (told["acts"], told["figures"], told["date"]) == (1, 1, "2023-08-03")
    wide = run("source", "show", "vn-provinces", "--format", "json").json()
    assert len(wide["beside"]) == wide["others"] == 210


def test_a_source_is_found_by_code_title_or_number(run: Run) -> None:
    add = ("source", "add", "qd-123-2024", "Quyết định thành lập", "--number", "123/QĐ-UBND")
    written(run(*add, "--date", "20/11/2024", "--publisher", "UBND tỉnh"))
    for name in ("qd-123-2024", "quyet dinh thanh lap", "123/QĐ-UBND", "qd-123"):
        told = run("source", "show", name, "--format", "json").json()
        assert (told["code"], told["date"]) == ("qd-123-2024", "2024-11-20")
    assert list(sources(run, "--unused")) == ["qd-123-2024"]
    assert "Không có bản ghi nào" in run("source", "show", "qd-123").out
    refused(run("source", "show", "xyz"), "xyz")
    refused(run("source", "show", "baolaocai-2025"), "baolaocai-2025-gyps", "4-thang")


def test_a_source_is_not_recorded_twice(run: Run) -> None:
    add = ("source", "add", "qd-123-2024", "Quyết định thành lập", "--number", "123/QĐ-UBND")
    written(run(*add))
    refused(run(*add[:3], "Văn bản khác"), "MÃ", "qd-123-2024")
    refused(run("source", "add", "qd-2", "QUYẾT ĐỊNH thành lập"), "TÊN", "qd-123-2024")
    written(run("source", "add", "qd-2", "Quyết định thành lập", "--number", "2/QĐ-UBND"))


def test_every_problem_of_a_source_is_told(run: Run) -> None:
    told = run("source", "add", "QD 1", "A", "--date", "31/02/2024", "--url", "javascript:x")
    refused(told, "MÃ:", "--date:", "--url:")
