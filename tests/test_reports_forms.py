"""The official forms on a small province whose every row is worked out by hand."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from builders import database, import_file, one, put, refusal, take
from zone_tracker import periods
from zone_tracker.errors import BadValue
from zone_tracker.model import FactDate, Language, Message, Report
from zone_tracker.reports.forms.bieu import ROWS, bieu_03, bieu_04
from zone_tracker.reports.forms.checks import CHECKS, broken
from zone_tracker.reports.forms.zones import zones_2103, zones_2107
from zone_tracker.writers import BINARY, Screen, write

AS_OF = "2025-03-01"
HA, TY, TR_USD = 10_000, 10**9, 10**8

CLUSTERS = """
A 901
B 901
C 902
D 902
E 902
F -
G 902
H 901
"""
ACTS = """
A planned 2020
A established 2022-03-01
A investor-approved 2022-03-01
A detailed-plan-approved 2022-09
A infrastructure-project-approved 2022-10
A operating 2023-05
A designated-specialised 2023
A wastewater-compliant 2023
B planned 2020
B established 2024-03-05
B detailed-plan-approved 2024-06
B under-construction 2024-08
C operating ../2019
C designated-craft-village 2019
C wastewater-started 2024-07
D planned 2020
E planned 2021
E established 2024
G planned 2019
G established 2021-05
H planned 2018
H cancelled 2022
"""
PERIOD = "2023-12-15/2024-12-14"
FIGURES = f"""
A area-planned 50 ha 2020
A area-established 49 ha 2021
A area-established 50 ha 2022
A area-industrial 40 ha 2022
A area-leased 25 ha 2023
A area-leased 30 ha 2024-06
A area-leased 39 ha 2025
A capital-infrastructure 400 tỷ 2022
A infrastructure-disbursed 250 tỷ 2024-06
A projects 10 2024-06
A projects-fdi 2 2024-06
A projects-operating 8 2024-06
A labour 1500 2024-06
A revenue 100 tỷ {PERIOD}
A revenue 30 tỷ 2024-Q1
A budget-paid 5 tỷ 2024-12-14
B area-planned 75 ha 2020
B area-established 70,5 ha 2024
B area-established 70,5 ha 2024-03
B capital-infrastructure khoảng 650 tỷ 2024-03
C area-planned 8 ha 2019
C area-industrial 6 ha 2019
C area-leased 6 ha 2024-03
C projects 20 2024-03
C projects-fdi 0 2024-03
C projects-operating 20 2024-03
C labour 300 2024-03
C revenue 70 tỷ 2024
C budget-paid 1 tỷ 2024-Q3
D area-planned 30 ha 2020
E area-planned 20 ha 2021
E area-established 20 ha 2024
G area-planned 10 ha 2019
G area-established 10 ha 2021
H area-planned 99 ha 2018
"""

NAM_2024 = {
    "1": 5,
    "2": (50 + 75 + 30 + 20 + 10) * HA,
    "3": 2,
    "4": 120_5000 // 10 * 10,
    "5": 1,
    "6": 705_000,
    "7": 1,
    "8": 50 * HA,
    "9": 2,
    "10": 1_205_000,
    "11": 1,
    "12": 50 * HA,
    "13": 1050 * TY,
    "14": 250 * TY,
    "15": 2,
    "15.1": 1,
    "15.2": 1,
    "15.3": 1,
    "15.4": 1,
    "16": 58 * HA,
    "16.1": 50 * HA,
    "16.2": 8 * HA,
    "16.3": 8 * HA,
    "16.4": 50 * HA,
    "17": 46 * HA,
    "18": 36 * HA,
    "19": 7826,
    "20": 30,
    "21": 2,
    "22": 28,
    "23": 100 * TY,
    "24": 6 * TY,
    "25": 1800,
    "26": 2,
    "27": 1,
}
"""Each row as it follows from the lines above."""


def lines(text: str) -> list[list[str]]:
    """The words of each line."""
    return [line.split() for line in text.split("\n") if line]


@contextmanager
def province() -> Iterator[sqlite3.Connection]:
    """The small province: two districts, clusters A to H, as files would bring them in."""
    with database() as db:
        put(db, "provinces", code="tinh-thu", name="Tỉnh Thử")
        for code, name in (("901", "Huyện Một"), ("902", "Thị xã Hai"), ("903", "Huyện Ba")):
            put(db, "areas", code=code, level="district", name=name)
        rows = [(f"ccn-{n.lower()}", f"CCN {n}", d.strip("-")) for n, d in lines(CLUSTERS)]
        take(db, "clusters", ("code", "name", "district"), *rows)
        acts = [(f"ccn-{n.lower()}", act, date) for n, act, date in lines(ACTS)]
        take(db, "milestones", ("subject", "act", "date"), *acts)
        figures = [
            (f"ccn-{n.lower()}", measure, " ".join(value), date)
            for n, measure, *value, date in lines(FIGURES)
        ]
        take(db, "figures", ("subject", "measure", "value", "date"), *figures)
        back = {"act": "returned", "return_to": "planned", "reason": "Bãi bỏ quyết định"}
        put(db, "milestones", subject="ccn-g", date="2023-01", **back)
        yield db


def document(report: Report, lang: Language = "vi") -> dict[str, Any]:
    """The JSON of a report."""
    return dict(json.loads(text(report, "json", lang)))


def text(report: Report, format: str, lang: Language = "vi", width: int | None = None) -> str:
    """A report in a format."""
    stream = io.StringIO()
    write(report, stream, format, lang, screen=Screen(width))
    return stream.getvalue()


def values(report: Report) -> dict[str, int | None]:
    """The value of each row."""
    return {row["row"]: row["value"] for row in document(report)["rows"]}


def cells(report: Report) -> dict[str, list[list[Any]]]:
    """The sheets of the workbook of a report."""
    stream = io.BytesIO()
    BINARY["xlsx"](report, stream, "vi")
    book = CalamineWorkbook.from_filelike(io.BytesIO(stream.getvalue()))
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


def lacks(report: Report) -> dict[str, list[tuple[str, str, list[str]]]]:
    """What each subject lacks, and for which rows."""
    return {
        each["code"]: [(lack["sort"], lack["of"], lack["rows"]) for lack in each["lacks"]]
        for each in document(report)["lacking"]
    }


# --- Biểu 04 ---


def test_every_row_is_what_the_record_says() -> None:
    with province() as db:
        assert values(bieu_04(db, AS_OF, periods.parse("nam-2024"))) == NAM_2024


def test_the_half_year_counts_what_had_happened_by_its_end() -> None:
    with province() as db:
        told = values(bieu_04(db, AS_OF, periods.parse("6t-2024")))
    differ = {row: value for row, value in told.items() if value != NAM_2024[row]}
    leased = 25 + 6
    assert differ == {
        "9": 1,
        "10": 50 * HA,
        "14": None,
        "18": leased * HA,
        "19": round(leased * 10_000 / 46),
        "20": 20,
        "21": 0,
        "22": 20,
        "23": 30 * TY,
        "24": None,
        "25": 300,
        "26": 1,
    }


def test_each_number_names_the_clusters_it_is_made_of() -> None:
    with province() as db:
        rows = {row["row"]: row for row in document(bieu_04(db, AS_OF))["rows"]}
    assert rows["3"]["subjects"] == ["ccn-a", "ccn-b"]
    assert rows["3"]["lacking"] == ["ccn-e", "ccn-f"]
    assert rows["16"]["subjects"] == ["ccn-a", "ccn-c"]
    assert rows["23"]["subjects"] == ["ccn-a"]
    assert rows["14"]["lacking"] == ["ccn-b"]
    assert (rows["19"]["unit"], rows["20"]["unit"], rows["13"]["unit"]) == ("bp", "item", "vnd")


def test_what_is_lacking_is_listed_by_cluster() -> None:
    with province() as db:
        told = lacks(bieu_04(db, AS_OF))
    assert told["ccn-f"] == [
        (
            *("stage", "stage"),
            [*("1", "3", "5", "7", "9", "11", "15", "15.1", "15.2", "15.3", "15.4", "26", "27")],
        )
    ]
    assert ("date", "established", ["3", "5", "7", "9", "11"]) in told["ccn-e"]
    assert told["ccn-c"][0] == ("act", "planned", ["1"])
    assert ("outside", "revenue", ["23"]) in told["ccn-c"]
    assert ("part", "budget-paid", ["24"]) in told["ccn-c"]
    assert ("figure", "infrastructure-disbursed", ["14"]) in told["ccn-b"]
    assert ("act", "investor-approved", ["7"]) in told["ccn-b"]
    assert "ccn-h" not in told


def test_a_form_of_an_empty_record_knows_nothing() -> None:
    with database() as db:
        report = bieu_04(db, AS_OF)
        assert set(values(report).values()) == {None}
        assert document(report)["violations"] == []
        assert [table.key for table in report.tables] == ["bieu-04"]


def test_none_is_counted_only_where_the_record_says_so() -> None:
    """A cluster that is only planned has no investor, tenants or revenue; one unknown may have."""
    with database() as db:
        put(db, "clusters", name="CCN Một", stage="planned", on="2020")
        told = values(bieu_04(db, AS_OF))
        assert (told["1"], told["2"]) == (1, None)
        assert {told[row] for row in told if row not in ("1", "2", "19")} == {0}
        assert told["19"] is None
        put(db, "clusters", name="CCN Hai")
        told = values(bieu_04(db, AS_OF))
        assert told["1"] == 1
        assert {told[row] for row in told if row != "1"} == {None}


def test_who_builds_without_a_founding_decision_may_be_founded() -> None:
    with database() as db:
        put(db, "clusters", name="CCN Một", stage="under-construction", on="2020")
        report = bieu_04(db, AS_OF)
        assert (values(report)["3"], values(report)["15"]) == (None, 0)
        assert ("act", "established", ["3", "5", "7", "9", "11"]) in lacks(report)["ccn-mot"]


def test_a_suspended_cluster_does_not_operate() -> None:
    with province() as db:
        put(db, "milestones", subject="ccn-c", act="suspended", date="2024-11")
        told = values(bieu_04(db, AS_OF))
    assert (told["15"], told["15.2"], told["20"], told["3"]) == (1, None, 10, 2)


def test_an_investor_who_withdrew_is_none() -> None:
    with province() as db:
        back = {"act": "returned", "return_to": "established", "reason": "Nhà đầu tư rút"}
        put(db, "milestones", subject="ccn-a", date="2024-10", **back)
        told = values(bieu_04(db, AS_OF))
    assert (told["3"], told["5"], told["7"], told["15"]) == (2, 1, None, 1)


def test_the_last_official_period_is_the_one_asked_for_without_one() -> None:
    days = ("2024-06-13", "2024-06-14", "2024-12-13", "2024-12-14", "2025-01-01")
    last = [periods.last_official(day).code for day in days]
    assert last == ["nam-2023", "6t-2024", "6t-2024", "nam-2024", "nam-2024"]
    with province() as db:
        assert document(bieu_04(db, "2024-12-20"))["period"] == "nam-2024"


def test_a_period_that_runs_is_told_up_to_the_day() -> None:
    with province() as db:
        report = bieu_04(db, "2024-03-04", periods.parse("6t-2024"))
        assert document(report)["as_of"] == "2024-03-04"
        assert values(report)["5"] is None
        assert report.header[-1].key == "form.running"
        start = FactDate("2024-12-15", "2024-12-15", "day")
        with refusal("period-not-begun", BadValue, start=start):
            bieu_04(db, "2024-03-04", periods.parse("nam-2025"))


def test_any_period_of_the_calendar_will_do() -> None:
    with province() as db:
        told = values(bieu_04(db, AS_OF, periods.parse("2024")))
    assert (told["3"], told["5"], told["23"]) == (3, 2, 100 * TY)  # 30 of A in Q1, 70 of C


# --- Control sums ---


@pytest.mark.parametrize(
    ("figure", "rule"),
    [
        (("ccn-a", "area-leased", "41 ha"), "18 ≤ 17"),
        (("ccn-a", "projects-fdi", "31"), "21 ≤ 20"),
        (("ccn-a", "projects-operating", "11"), "22 ≤ 20"),
        (("ccn-a", "area-industrial", "53 ha"), "17 ≤ 16"),
    ],
)
def test_a_figure_that_contradicts_others_is_told(figure: tuple[str, str, str], rule: str) -> None:
    subject, measure, value = figure
    with province() as db:
        report = bieu_04(db, AS_OF)
        assert document(report)["violations"] == []
        put(db, "figures", subject=subject, measure=measure, value=value, date="2024-12-01")
        report = bieu_04(db, AS_OF)
    (told,) = document(report)["violations"]
    assert told["rule"] == rule
    left, right = told["values"].values()
    assert left > right
    assert rule in text(report, "table")


def test_a_check_is_asked_only_where_all_of_its_rows_are_known() -> None:
    nothing: dict[str, int | None] = {row.number: None for row in ROWS}
    assert [check.rule for check in broken(nothing)] == []
    contradicting = {**dict.fromkeys(nothing, 2), "19": 10_000, "27": 3, "5": 9, "15.1": 1}
    contradicting |= {"15.2": 1, "16.1": 1}
    assert [check.rule for check in broken(contradicting)] == [
        *("5 ≤ 3", "16 = 16.1 + 16.2", "27 ≤ 26"),
    ]
    assert [check.rule for check in broken({**contradicting, "27": None, "17": 0})][-2:] == [
        *("18 ≤ 17", "19 = 18 / 17"),
    ]


def test_occupancy_of_other_clusters_than_the_land_is_told() -> None:
    """A cluster without leased land on record counts in row 17 and in no occupancy."""
    with province() as db:
        put(db, "figures", subject="ccn-c", measure="area-industrial", value="6 ha", date="2024")
        put(db, "clusters", code="ccn-k", name="CCN K", district="901")
        put(db, "milestones", subject="ccn-k", act="operating", date="2020")
        put(db, "figures", subject="ccn-k", measure="area-industrial", value="54 ha", date="2020")
        report = bieu_04(db, AS_OF)
    told = values(report)
    assert (told["17"], told["18"], told["19"]) == (100 * HA, 36 * HA, 7826)
    assert [each["rule"] for each in document(report)["violations"]] == [
        *("17 ≤ 16", "19 = 18 / 17"),
    ]
    assert {check.rule for check in CHECKS} >= {"17 ≤ 16", "19 = 18 / 17"}


# --- Biểu 03 ---


def test_a_column_for_each_district_and_all_of_them() -> None:
    with province() as db:
        report = bieu_03(db, AS_OF)
        rows = {row["row"]: row for row in document(report)["rows"]}
        assert {number: row["value"] for number, row in rows.items()} == NAM_2024
        assert rows["1"]["districts"] == {"901": 2, "902": 3, "903": None, "none": None}
        assert rows["19"]["districts"] == {"901": 7500, "902": 10_000, "903": None, "none": None}
        (head, *_) = text(report, "csv").splitlines()
        assert head == "row,criterion,unit,value,value_901,value_902,value_903,value_none"


def test_one_unit_has_a_form_of_its_own() -> None:
    with province() as db:
        unit = int(str(one(db, "SELECT id FROM area WHERE code = '902'")))
        report = bieu_03(db, AS_OF, periods.parse("nam-2024"), unit)
        told = values(report)
        assert (told["1"], told["2"], told["3"], told["15"]) == (3, 60 * HA, None, 1)
        assert document(report)["unit"] == "Thị xã Hai"
        assert "thị xã Hai" in text(report, "table")


def test_a_commune_has_the_clusters_that_lie_in_it() -> None:
    with province() as db:
        put(db, "areas", code="90101", level="commune", name="Xã Nhỏ", parent="901")
        put(db, "places", subject="ccn-b", area="90101")
        unit = int(str(one(db, "SELECT id FROM area WHERE code = '90101'")))
        told = values(bieu_03(db, AS_OF, None, unit))
        assert (told["1"], told["3"], told["5"], told["15"]) == (1, 1, 1, 0)


def test_after_the_districts_ended_their_last_day_counts() -> None:
    with province() as db:
        for code, name in (("901", "Huyện Một"), ("902", "Thị xã Hai"), ("903", "Huyện Ba")):
            end = {"valid_to": "2025-06-30"}
            put(db, "areas", code=code, level="district", name=name, **end)
        rows = document(bieu_03(db, "2026-01-01", periods.parse("nam-2025")))["rows"]
        assert rows[0]["districts"] == {"901": 2, "902": 3, "903": None, "none": None}


# --- The sheets of the zones ---

ZONES = """
Một|901|Công ty Một|Hàn Quốc|1234567890
Hai|902|Công ty Hai|Việt Nam|
Ba|902|||
Bốn||||
"""
ZONE_ACTS = """
Một planned 2010-05-20 QĐ 9/QĐ-TTg
Một established 2011-03-15 QĐ 601/QĐ-UBND
Một inside-border-economic-zone 2011 QĐ 601/QĐ-UBND
Một operating 2013 QĐ 601/QĐ-UBND
Hai planned 2018-11-23 QĐ 1627/QĐ-TTg
Hai established 2020-02-01 QĐ 77/QĐ-TTg ngày 01/02/2020
Hai outside-economic-zone 2020 QĐ 77/QĐ-TTg ngày 01/02/2020
Hai infrastructure-project-approved 2021-07-07 QĐ 88/QĐ-UBND
Hai under-construction 2022 QĐ 77/QĐ-TTg ngày 01/02/2020
Ba planned 2018-11-23 QĐ 1627/QĐ-TTg
"""
ZONE_FIGURES = """
Một|area-planned|1.100 ha
Một|area-established|1.000 ha
Một|area-industrial|600 ha
Một|area-service|100 ha
Một|area-leased|560 ha
Một|capital-registered|2.564,5 tỷ
Một|capital-registered|12,5 triệu USD
Một|capital-disbursed|1.360,668 tỷ
Một|area-handed-over|990 ha
Một|infrastructure-completion|80,5%
Hai|area-planned|300 ha
Hai|area-established|200,5 ha
Hai|area-industrial-service|150 ha
Hai|area-leased|0 ha
Hai|capital-disbursed|5,25 triệu USD
Ba|area-planned|1.100 ha
"""


@contextmanager
def zones() -> Iterator[sqlite3.Connection]:
    """Four zones: one operates, one is being built, one is planned, of one nothing is known."""
    with province() as db:
        head = ("name", "district", "investor", "investor_country", "certificate")
        take(db, "zones", head, *(line.split("|") for line in ZONES.split("\n") if line))
        acts = [(n, act, day, " ".join(source)) for n, act, day, *source in lines(ZONE_ACTS)]
        head = ("subject", "act", "date", "source")
        take(db, "milestones", head, *((code(n), *told) for n, *told in acts))
        figures = [line.split("|") for line in ZONE_FIGURES.split("\n") if line]
        head = ("subject", "measure", "value", "date")
        take(db, "figures", head, *((code(n), *told, "2024-06-30") for n, *told in figures))
        yield db


def code(name: str) -> str:
    """The code of a zone."""
    return {"Một": "kcn-mot", "Hai": "kcn-hai", "Ba": "kcn-ba"}[name]


def test_form_2103_has_a_row_for_each_zone_established() -> None:
    with zones() as db:
        told = document(zones_2103(db, AS_OF))
    one, two = ({key: each[key] for key in each if each[key] is not None} for each in told["zones"])
    assert one == {
        "code": "kcn-hai",
        "name": "Hai",
        "position": "outside-economic-zone",
        "infrastructure_project": "QĐ 88/QĐ-UBND ngày 07/7/2021",
        "decision": "QĐ 77/QĐ-TTg ngày 01/02/2020",
        "place": "Thị xã Hai",
        "investor": "Công ty Hai",
        "investor_country": "Việt Nam",
        "area_established_m2": 2_005_000,
        "land_m2": 150 * HA,
        "area_leased_m2": 0,
        "occupancy_bp": 0,
        "stage": "under-construction",
        "capital_disbursed_usd_cents": 525_000_000,
    }
    assert two == {
        "code": "kcn-mot",
        "name": "Một",
        "position": "inside-border-economic-zone",
        "decision": "QĐ 601/QĐ-UBND ngày 15/3/2011",
        "certificate": "1234567890",
        "place": "Huyện Một",
        "investor": "Công ty Một",
        "investor_country": "Hàn Quốc",
        "capital_registered_usd_cents": 1_250_000_000,
        "capital_registered_vnd": 2_564_500_000_000,
        "area_established_m2": 1000 * HA,
        "land_m2": 700 * HA,
        "area_leased_m2": 560 * HA,
        "occupancy_bp": 8000,
        "infrastructure_completion_bp": 8050,
        "stage": "operating",
        "area_handed_over_m2": 990 * HA,
        "capital_disbursed_vnd": 1_360_668_000_000,
    }
    assert told["total"] == {
        "capital_registered_usd_cents": 1_250_000_000,
        "capital_registered_vnd": 2_564_500_000_000,
        "area_established_m2": 12_005_000,
        "land_m2": 850 * HA,
        "area_leased_m2": 560 * HA,
        "occupancy_bp": 8000,
        "area_handed_over_m2": 990 * HA,
        "capital_disbursed_usd_cents": 525_000_000,
        "capital_disbursed_vnd": 1_360_668_000_000,
    }
    assert told["violations"] == []


def test_what_zones_lack_is_listed_by_column() -> None:
    with zones() as db:
        told = lacks(zones_2103(db, AS_OF))
        assert told["kcn-mot"] == [("cell", "infrastructure_project", ["4"])]
        assert ("cell", "registered", ["10", "11"]) in told["kcn-hai"]
        assert all(of != "disbursed" for _, of, _ in told["kcn-hai"])
        assert set(lacks(zones_2107(db, AS_OF))) == {"kcn-bon"}


def test_a_zone_that_lets_more_than_it_has_is_told() -> None:
    with zones() as db:
        cells = {"subject": "kcn-mot", "value": "701 ha", "date": "2024-07"}
        put(db, "figures", measure="area-leased", **cells)
        report = zones_2103(db, AS_OF)
    (told,) = document(report)["violations"]
    assert told == {
        "code": "kcn-mot",
        "rule": "area_leased_m2 ≤ land_m2",
        "values": {"area_leased_m2": 701 * HA, "land_m2": 700 * HA},
    }
    assert "701" in text(report, "table")


AREAS = ("area_planned_m2", "approved_m2", "remaining_m2")


def test_form_2107_parts_the_zones_of_the_plan() -> None:
    with zones() as db:
        put(db, "milestones", subject="kcn-bon", act="removed-from-plan", date="2022")
        told = document(zones_2107(db, AS_OF))
    rows = {
        each["name"]: tuple(each[key] for key in ("group", *AREAS, "plan"))
        for each in told["zones"]
    }
    plan = "QĐ 1627/QĐ-TTg ngày 23/11/2018"
    assert rows == {
        "Hai": ("approved", 300 * HA, 2_005_000, 995_000, plan),
        "Một": ("approved", 1100 * HA, 1000 * HA, 100 * HA, "QĐ 9/QĐ-TTg ngày 20/5/2010"),
        "Ba": ("not-approved", 1100 * HA, 0, 1100 * HA, plan),
    }
    assert told["total"] == {
        "area_planned_m2": 2500 * HA,
        "approved_m2": 12_005_000,
        "remaining_m2": 12_995_000,
    }


def test_a_zone_of_which_no_stage_is_known_has_no_approved_area() -> None:
    with zones() as db:
        (told,) = (z for z in document(zones_2107(db, AS_OF))["zones"] if z["name"] == "Bốn")
        assert (told["group"], told["approved_m2"], told["remaining_m2"]) == (
            *("not-approved", None, None),
        )


# --- Written ---


def test_the_workbook_says_what_the_document_says() -> None:
    with province() as db:
        report = bieu_04(db, AS_OF)
        told = {row["row"]: row for row in document(report)["rows"]}
        rows = {row[0]: row for row in cells(report)["Biểu số 04"] if row[0]}
    scale = {"m2": HA, "vnd": TY, "bp": 100, "item": 1, "person": 1}
    for number, row in told.items():
        shown = rows[number][3]
        expected = "–" if row["value"] is None else row["value"] / scale[row["unit"]]
        assert shown == expected, number
        assert rows[number][1] == row["label"]
    assert [rows[number][3] for number in ("I", "II", "III")] == ["", "", ""]


def test_the_sheet_is_headed_and_signed() -> None:
    with province() as db:
        sheets = cells(bieu_04(db, AS_OF))
    assert list(sheets) == ["Biểu số 04", "Còn thiếu để lập biểu"]
    said = [cell for row in sheets["Biểu số 04"] for cell in row if cell]
    for words in (
        *("Biểu số 04", "Ban hành kèm theo Thông tư số 14/2024/TT-BCT"),
        *("Đơn vị báo cáo: Sở Công Thương tỉnh Thử", "Đơn vị nhận báo cáo: Bộ Công Thương"),
        "Báo cáo cụm công nghiệp năm 2024 (kỳ báo cáo từ 15/12/2023 đến 14/12/2024)",
        *("NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ"),
    ):
        assert words in said


def test_a_violation_stands_below_the_table() -> None:
    with province() as db:
        cells_of = {"subject": "ccn-a", "value": "41 ha", "date": "2024-12-01"}
        put(db, "figures", measure="area-leased", **cells_of)
        rows = [row[0] for row in cells(bieu_04(db, AS_OF))["Biểu số 04"]]
    told = "Sai phép kiểm tra 18 ≤ 17: TT 18: 47 ha, TT 17: 46 ha; kiểm tra lại số liệu"
    assert rows.index(told) > rows.index("27")


def test_the_sheet_of_zones_is_read_back_with_the_same_figures(tmp_path: Path) -> None:
    with zones() as db:
        before = document(zones_2103(db, "2024-06-30"))
        path = tmp_path / "2103.xlsx"
        with path.open("wb") as file:
            BINARY["xlsx"](zones_2103(db, "2024-06-30"), file, "vi")
    with database() as db:
        for unit, name in (("901", "Huyện Một"), ("902", "Thị xã Hai")):
            put(db, "areas", code=unit, level="district", name=name)
        outcome = import_file(db, path)
        assert (outcome.taken, outcome.problems) == ({"new": 2}, ())
        after = document(zones_2103(db, "2024-06-30"))
    unread = {"position", "infrastructure_project"}
    for told in (before, after):
        for each in told["zones"]:
            for key in unread:
                each.pop(key)
    assert after["zones"] == before["zones"]
    assert after["total"] == before["total"]


def test_the_sheet_of_the_plan_is_read_back_too(tmp_path: Path) -> None:
    with zones() as db:
        before = document(zones_2107(db, "2024-06-30"))
        path = tmp_path / "2107.xlsx"
        with path.open("wb") as file:
            BINARY["xlsx"](zones_2107(db, "2024-06-30"), file, "vi")
    with database() as db:
        for unit, name in (("901", "Huyện Một"), ("902", "Thị xã Hai")):
            put(db, "areas", code=unit, level="district", name=name)
        outcome = import_file(db, path)
        assert (outcome.taken, outcome.skipped["group"]) == ({"new": 4}, 2)
        after = {each["code"]: each for each in document(zones_2107(db, "2024-06-30"))["zones"]}
    for told in before["zones"]:
        read = after[told["code"]]
        for key in ("area_planned_m2", "plan", "place"):
            assert read[key] == told[key]


@pytest.mark.parametrize("width", [80, 140])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_on_a_terminal(width: int, lang: Language, golden: Any) -> None:
    with zones() as db:
        told = "\n".join(
            text(report, "table", lang, width)
            for report in (
                *(bieu_04(db, AS_OF), bieu_03(db, AS_OF)),
                *(zones_2103(db, AS_OF), zones_2107(db, AS_OF)),
            )
        )
    golden(f"forms/{lang}-{width}.txt", told)


@pytest.mark.parametrize("format", ["table", "csv", "tsv", "json", "jsonl", "md", "xlsx"])
def test_hostile_names_act_nowhere(format: str) -> None:
    with province() as db:
        put(db, "clusters", name="=HYPERLINK(1) <b>Võ</b> [x](y)", stage="operating", on="2020")
        put(db, "zones", name="@KCN {0} | x", stage="operating", on="2020")
        for report in (bieu_04(db, AS_OF), zones_2103(db, AS_OF)):
            if format in BINARY:
                assert cells(report)
            else:
                assert "<b>" not in text(report, format) or format != "md"


@pytest.mark.parametrize("format", ["table", "md"])
def test_columns_called_the_same_are_told_apart(format: str) -> None:
    with zones() as db:
        told = text(zones_2103(db, AS_OF), format)
    for group in ("Vốn đầu tư đăng ký", "Vốn đầu tư thực hiện luỹ kế"):
        assert f"{group} – Nước ngoài (tr.USD)" in told
    assert "Diện tích – " not in told


def test_every_label_and_unit_is_worded() -> None:
    for row in ROWS:
        for lang in ("vi", "en"):
            assert text_of(row.label, lang)
            assert row.rule is None or text_of(Message(f"form.unit.{row.unit}"), lang)


def text_of(message: Message, lang: Language) -> str:
    """A message in words."""
    from zone_tracker.wording import say

    return say(message, lang)
