"""The overview: every number of it by hand, on the seed and after known work; the same in XLSX."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

import builders
from conftest import Run
from zone_tracker.model import Quantity
from zone_tracker.reports.overview import report
from zone_tracker.store import overview
from zone_tracker.store.overview import Total

Document = dict[str, Any]
Golden = Callable[[str, str], None]
NOW = "2024-07-01T09:00:00+07:00"


@pytest.fixture
def told(run: Run, record: Path) -> Callable[..., Document]:
    """The overview of the record for machines, after some work."""

    def tell(*work: str, options: str = "--as-of 31/12/2024", now: str | None = None) -> Document:
        for line in work:
            assert run(*shlex.split(line), now=now).code == 0, line
        words = ("report", "overview", "--format", "json", *shlex.split(options))
        document: Document = run(*words, now=now).json()
        return document

    return tell


def row(rows: list[Document], key: str, value: object) -> Document:
    """The one row that says so."""
    (found,) = (each for each in rows if each[key] == value)
    return found


# --- The seed ---


def test_the_seed(run: Run, record: Path, golden: Golden) -> None:
    words = ("report", "overview", "--as-of", "31/12/2024")
    golden("cli/report-overview.json", run(*words, "--format", "json", lang="en").out)
    golden("cli/report-overview.vi.txt", run(*words).out)
    golden("cli/report-overview-100.en.txt", run(*words, lang="en", terminal=100, env=PLAIN).out)


PLAIN = {"NO_COLOR": "1"}


def test_districts_and_the_target_that_they_are_counted_for_say_the_same(
    told: Callable[..., Document],
) -> None:
    document = told()
    assert (document["as_of"], document["year"]) == ("2024-12-31", 2024)
    target = document["targets"][0]
    assert (target["code"], target["counted"], target["needed"]) == ("T1", 1, 9)
    districts = document["districts"]
    assert [each["code"] for each in districts if each["counted"]] == ["082"]
    assert [each["counted"] for each in districts] == [0, 1, 0, 0, 0, 0, 0, 0, 0, None]
    assert sum(each["clusters"] for each in districts) == 13
    bat_xat = row(districts, "code", "082")
    assert bat_xat["stages"] == [{"stage": "established", "clusters": 1}]
    assert "02683@2025-07-01" in bat_xat["today"]
    assert (bat_xat["map_row"], bat_xat["map_column"]) == (1, 1)


def test_every_project_is_in_each_sum_once(told: Callable[..., Document]) -> None:
    document = told(options="--as-of 23/11/2026")
    assert sum(each["projects"] for each in document["projects"]) == 12
    *stages, every = document["capital_by_stage"]
    assert sum(each["projects"] for each in stages) == every["projects"] == 12
    # 700 (about) + over 3,900 + over 2,564 + 300 billion; 335.7 + 80 million
    assert every["registered_vnd_least"] == every["registered_vnd_most"] == 7_464 * 10**9
    assert (every["registered_vnd_qualifier"], every["registered_vnd_told"]) == ("about", 4)
    assert every["registered_usd_least"] == 41_570_000_000
    assert (every["registered_usd_qualifier"], every["registered_usd_told"]) == (None, 2)
    assert (every["disbursed_vnd_least"], every["disbursed_vnd_told"]) == (None, 0)
    *sectors, total = document["capital_by_sector"]
    assert (every.pop("stage"), total.pop("sector")) == ("total", "total")
    assert total == every
    assert sum(each["registered_vnd_least"] or 0 for each in sectors) == 7_464 * 10**9


# --- After known work ---

FOUNDED = (
    'cluster update pho-rang --stage established --on 12/3/2024 --source "QĐ 5/QĐ-UBND"',
    'cluster update khanh-yen-thuong --stage established --on 15/4/2024 --source "QĐ 6/QĐ-UBND"',
)
MONEY = (
    'project add "Nhà máy A" --stage registered --on 5/2/2024 --capital "100-200 tỷ đồng"'
    ' --figure "capital-disbursed=40 tỷ đồng"',
    'project add "Nhà máy B" --stage registered --on 5/2/2024 --capital "5 triệu USD"',
    "project add 'Nhà máy C' --stage withdrawn --on 6/2/2024",
)


def test_what_is_founded_counts_in_its_district(told: Callable[..., Document]) -> None:
    document = told(*FOUNDED)
    assert document["targets"][0]["counted"] == 3
    counted = {each["code"] for each in document["districts"] if each["counted"]}
    assert counted == {"082", "087", "089"}
    stages = row(document["districts"], "code", "087")["stages"]
    assert stages[0] == {"stage": "established", "clusters": 1}


def test_currencies_and_sorts_of_capital_stand_apart(told: Callable[..., Document]) -> None:
    before, document = told(), told(*MONEY)
    registered = row(document["capital_by_stage"], "stage", "registered")
    assert (registered["projects"], registered["registered_vnd_told"]) == (2, 1)
    assert registered["registered_vnd_least"] == 100 * 10**9
    assert registered["registered_vnd_most"] == 200 * 10**9
    assert registered["registered_usd_least"] == 500_000_000
    assert registered["disbursed_vnd_least"] == 40 * 10**9
    old, new = before["capital_by_stage"][-1], document["capital_by_stage"][-1]
    assert new["registered_vnd_least"] - old["registered_vnd_least"] == 100 * 10**9
    assert new["registered_vnd_most"] - old["registered_vnd_most"] == 200 * 10**9
    phases = [sum(each[key] for each in document["projects"]) for key in ("preparing", "ended")]
    assert phases[1] == 1
    assert phases[0] == sum(each["preparing"] for each in before["projects"]) + 2


def test_the_timeline_has_acts_and_the_newest_plan(told: Callable[..., Document]) -> None:
    work = "zone update vo-lao --stage established --on 2026 --phase 1 --planned --source 'KH 9'"
    document = told(work)
    vo_lao = [each for each in document["timeline"] if each["subject"] == "kcn-vo-lao"]
    plans = {(each["act"], each["date"]) for each in vo_lao if each["planned"]}
    assert plans == {("established", "2026"), ("operating", "2027")}
    assert [each["act"] for each in vo_lao if not each["planned"]] == [
        *("planned", "in-general-plan", "investment-called")
    ]


def test_changes_are_told_since_the_last_snapshot_else_of_the_year(
    told: Callable[..., Document],
) -> None:
    of_year = told(now=NOW, options="")["changes"]
    assert {each["date"] for each in of_year} == {
        "2024-05",
        "2024-01-01/2024-05-31",
        "2024-01-01/2024-04-30",
    }
    before = told("snapshot add June", now=NOW, options="")
    assert before["changes"] == []
    after = told("project update nexus --stage operating --on 20/6/2024", now=NOW, options="")
    assert [(each["subject"], each["new"]) for each in after["changes"]] == [
        ("da-nexus", "operating")
    ]
    asked = told(now=NOW, options="--since 15/6/2024")
    assert [each["subject"] for each in asked["changes"]] == ["da-nexus"]
    assert told(now=NOW, options="--since june")["changes"] == after["changes"]


def test_what_has_no_document_says_so_and_the_others_are_listed_once(
    run: Run, record: Path
) -> None:
    assert run("zone", "update", "cam-con", "--stage", "established", "--on", "20/6/2024").code == 0
    text = run("report", "overview", "--as-of", "31/12/2024", lang="en").out
    assert re.search(r"20 June 2024 +\(no source\)", text)
    document = run("report", "overview", "--format", "json", "--as-of", "31/12/2024").json()
    named = [(each["date"], each["title"]) for each in document["documents"]]
    assert len(named) == len(set(named)) > 10
    assert document["documents"][0]["url"].startswith("https://")


def test_a_record_without_anything_is_told_too(run: Run, workplace: Path) -> None:
    env = {"ZONE_TRACKER_DB": "empty.db"}
    assert run("init", "--empty", env=env).code == 0
    document = run("report", "overview", "--format", "json", env=env).json()
    assert {key: value for key, value in document.items() if value} == {"as_of": "2026-11-23"}
    for lang in ("vi", "en"):
        for name in ("overview", "meeting"):
            assert run("report", name, env=env, lang=lang, terminal=80).code == 0


# --- The map of the office ---


def test_outlines_go_to_the_drawing_by_code() -> None:
    square = [[(103.0, 22.0), (104.0, 22.0), (104.0, 23.0), (103.0, 22.0)]]
    with builders.database(seeded=True) as db:
        told = report(db, "2024-12-31", boundaries={"082": square})
    drawing: Any = told.tables[1].drawing
    assert drawing.outlines == {"082": square}


# --- Sums ---

SUMS = (
    (Total("vnd"), None),
    (Total("vnd", 5, 5, 1), Quantity(5, "vnd")),
    (Total("vnd", 5, 9, 2), Quantity(5, "vnd", 9)),
    (Total("vnd", 5, 5, 2, about=1), Quantity(5, "vnd", None, "about")),
    (Total("vnd", 5, 5, 2, over=1), Quantity(5, "vnd", None, "over")),
    (Total("vnd", 5, 7, 2, under=2), Quantity(5, "vnd", 7, "under")),
    (Total("vnd", 5, 5, 2, over=1, under=1), Quantity(5, "vnd", None, "about")),
)


@pytest.mark.parametrize(("total", "quantity"), SUMS)
def test_a_sum_is_no_more_exact_than_its_parts(total: Total, quantity: Quantity | None) -> None:
    assert total.quantity() == quantity


def test_sums_may_be_more_than_the_database_holds() -> None:
    with builders.database() as db:
        for code in ("da-a", "da-b"):
            builders.project(db, code, capital="9.000.000.000 tỷ đồng", as_of="2024")
        (found,) = overview.projects(db, "2024-12-31")
    assert found.capital[0].low == 18_000_000_000 * 10**9 > 2**63


# --- The workbook ---


def test_the_workbook_says_what_the_machines_get(run: Run, record: Path) -> None:
    words = ("report", "overview", "--as-of", "31/12/2024")
    document = run(*words, "--format", "json").json()
    assert run(*words, "-o", "overview.xlsx").code == 0
    book = CalamineWorkbook.from_path("overview.xlsx")
    sheets = [book.get_sheet_by_name(name).to_python()[1:] for name in book.sheet_names]
    targets, districts, acts, sectors, stages = sheets[:5]
    assert [line[:4] for line in targets] == [
        [each["code"], each["title"], each["needed"], each["counted"]]
        for each in document["targets"]
    ]
    assert [line[1:3] for line in districts] == [
        ["" if each["counted"] is None else each["counted"], each["clusters"]]
        for each in document["districts"]
    ]
    assert [line[0] for line in acts] == [each["name"] for each in document["timeline"]]
    assert [line[-1] for line in sectors] == [each["projects"] for each in document["projects"]]
    assert [line[1] for line in stages] == [
        each["projects"] for each in document["capital_by_stage"]
    ]
    usd = [each["registered_usd_least"] for each in document["capital_by_stage"]]
    assert [line[3] for line in stages] == ["" if each is None else each / 10**8 for each in usd]
