"""What machines are given: stable keys, ISO dates, exact integers, the same in every language."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest

from conftest import Run

pytestmark = pytest.mark.usefixtures("record")

LIST_KEYS = [
    *("code", "name", "stage", "stage_since", "district", "health", "health_since"),
    *("health_reason", "within", "investor", "investor_country", "area_m2", "capital_vnd"),
    "capital_usd_cents",
]
TARGET_KEYS = [
    *("code", "title", "reading", "needed", "counted", "baseline", "due", "verdict"),
    *("evidence", "missing", "pace", "why"),
]
EVIDENCE_KEYS = [
    *("unit", "unit_name", "code", "name", "act", "date", "source", "milestone", "counts"),
]
MILESTONE_KEYS = [
    *("date", "act", "status", "phase", "return_to", "reason", "source", "confidence"),
    *("note", "id"),
]
FIGURE_KEYS = [
    *("measure", "value", "upper", "unit", "qualifier", "date", "status", "phase"),
    *("price_base", "derived", "source", "confidence", "note", "id"),
]
VERDICTS = {"met", "on-track", "open", "at-risk", "not-met-on-record", "no-data"}
KINDS = ("zone", "cluster", "project", "deliverable")

DAY = r"\d{4}-\d\d-\d\d"
PERIOD = rf"(?:{DAY}|\d{{4}}(?:-\d\d|-Q[1-4]|-H[12])?)"
ISO = re.compile(rf"(?:\.\./)?{PERIOD}|{DAY}/{DAY}")


def asked(run: Run, *words: str) -> Any:
    return run(*words, "--format", "json").json()


def is_date(text: object) -> bool:
    return isinstance(text, str) and ISO.fullmatch(text) is not None


def check_listed(subject: dict[str, Any]) -> None:
    """One flat object of a list."""
    assert list(subject) == LIST_KEYS
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)+", subject["code"])
    assert (subject["stage"] is None) == (subject["stage_since"] is None)
    assert subject["stage_since"] is None or is_date(subject["stage_since"])
    for key in ("area_m2", "capital_vnd", "capital_usd_cents"):
        assert subject[key] is None or type(subject[key]) is int


def check_target(target: dict[str, Any]) -> None:
    """One judged target."""
    assert list(target) == TARGET_KEYS
    assert type(target["needed"]) is int
    assert type(target["counted"]) is int
    assert target["verdict"] in VERDICTS
    assert is_date(target["due"])
    for evidence in target["evidence"]:
        assert list(evidence) == EVIDENCE_KEYS
        assert is_date(evidence["date"])
        assert type(evidence["counts"]) is bool
        assert re.fullmatch(r"m\d+", evidence["milestone"])


# --- status ---


def test_status_is_one_object(run: Run) -> None:
    status = asked(run, "status")
    assert list(status) == [
        *("as_of", "database", "targets", "zones", "clusters_by_district", "projects_by_stage"),
        *("trouble", "known_on"),
    ]
    assert status["as_of"] == "2026-11-23"
    assert status["database"] == "record.db"
    assert [target["code"] for target in status["targets"]] == [f"T{n}" for n in range(1, 10)]
    for target in status["targets"]:
        check_target(target)
    for zone in status["zones"]:
        check_listed(zone)
    assert status["zones"] == asked(run, "zone", "list")


def test_the_clusters_of_status_stand_by_district(run: Run) -> None:
    groups = asked(run, "status")["clusters_by_district"]
    assert [group["district"] for group in groups] == [
        *("Thành phố Lào Cai", "Huyện Bát Xát", "Huyện Mường Khương", "Huyện Si Ma Cai"),
        *("Huyện Bắc Hà", "Huyện Bảo Thắng", "Huyện Bảo Yên", "Thị xã Sa Pa", "Huyện Văn Bàn"),
        None,
    ]
    for group in groups:
        assert list(group) == ["district", "clusters", "list"]
        assert group["clusters"] == len(group["list"])
        for cluster in group["list"]:
            check_listed(cluster)
            assert cluster["district"] == group["district"]
    listed = asked(run, "cluster", "list")
    assert sum(group["clusters"] for group in groups) == len(listed)


def test_the_projects_of_status_are_counted_by_stage(run: Run) -> None:
    counts = asked(run, "status")["projects_by_stage"]
    projects = asked(run, "project", "list")
    assert sum(count["projects"] for count in counts) == len(projects)
    for count in counts:
        assert list(count) == ["stage", "projects"]
        assert count["projects"] == sum(each["stage"] == count["stage"] for each in projects)


@pytest.mark.parametrize("day", ["2023-01-01", "2024-03-31", "2024-12-31"])
def test_status_says_the_day_it_is_about(day: str, run: Run) -> None:
    status = asked(run, "status", "--as-of", day)
    assert status["as_of"] == day
    for zone in status["zones"]:
        check_listed(zone)


def test_status_of_an_empty_record_has_the_same_keys(run: Run) -> None:
    assert run("init", "--empty", "--db", "empty.db").code == 0
    empty = asked(run, "status", "--db", "empty.db")
    assert list(empty) == list(asked(run, "status"))
    lists = ("targets", "zones", "clusters_by_district", "projects_by_stage")
    assert all(empty[key] == [] for key in lists)


# --- targets ---


def test_the_target_list_is_the_targets_of_status(run: Run) -> None:
    assert asked(run, "target", "list") == asked(run, "status")["targets"]


def test_a_target_shows_its_readings(run: Run) -> None:
    target = asked(run, "target", "show", "t1", "--as-of", "31/12/2024")
    assert list(target) == [*TARGET_KEYS, "candidates", "as_of", "source", "readings", "known_on"]
    assert target["as_of"] == "2024-12-31"
    assert target["source"] == "Kỳ vọng đón làn sóng đầu tư mới"
    assert [reading["reading"] for reading in target["readings"]] == [
        *("established-9", "established-7", "new-2024", "stage-established", "seen-to-exist"),
    ]
    for reading in target["readings"]:
        check_target(reading)
    assert target["readings"][0] == {key: target[key] for key in TARGET_KEYS}


def test_the_title_of_a_target_is_told_in_words(run: Run) -> None:
    target = asked(run, "target", "show", "T1")
    assert target["title"] == "Mỗi huyện có ít nhất 1 cụm công nghiệp"
    rows = list(csv.DictReader(io.StringIO(run("target", "list", "--format", "csv").out)))
    assert rows[0]["title"] == "Mỗi huyện có ít nhất 1 cụm công nghiệp"


# --- lists and single subjects ---


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_is_an_array_of_flat_objects(kind: str, run: Run) -> None:
    subjects = asked(run, kind, "list")
    assert subjects
    for subject in subjects:
        check_listed(subject)
        assert not any(isinstance(value, (list, dict)) for value in subject.values())


@pytest.mark.parametrize("kind", KINDS)
def test_every_machine_format_of_a_list_says_the_same(kind: str, run: Run) -> None:
    subjects = asked(run, kind, "list")
    lines = run(kind, "list", "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == subjects
    flat = [{k: "" if v is None else str(v) for k, v in each.items()} for each in subjects]
    assert list(csv.DictReader(io.StringIO(run(kind, "list", "--format", "csv").out))) == flat
    tsv = run(kind, "list", "--format", "tsv").out
    assert list(csv.DictReader(io.StringIO(tsv), delimiter="\t", quoting=csv.QUOTE_NONE)) == flat


def test_figures_are_whole_numbers_of_the_unit_in_their_key(run: Run) -> None:
    words = ("project", "add", "Nhà máy thử", "--on", "31/12/2023", "--stage", "đang xây dựng")
    assert run(*words, "--capital", "80 triệu USD", "--area", "15,7 ha").code == 0
    (project,) = asked(run, "project", "list", "--text", "nha may thu")
    assert project["capital_usd_cents"] == 8_000_000_000
    assert project["capital_vnd"] is None
    assert project["area_m2"] == 157_000
    more = ("--capital", "1.360,668 tỷ đồng", "--on", "2024-01-31")
    assert run("project", "update", "nha-may-thu", *more).code == 0
    (project,) = asked(run, "project", "list", "--text", "nha may thu")
    assert project["capital_vnd"] == 1_360_668_000_000


def test_one_subject_is_one_object(run: Run) -> None:
    zone = asked(run, "zone", "show", "vo-lao")
    assert list(zone) == [
        *("code", "name", "kind", "as_of", "stage", "stage_since", "health"),
        *("health_since", "health_reason", "occupancy"),
        *(
            "place",
            "within",
            "former",
            "investor",
            "investor_country",
            "sector",
            "certificate",
            "aliases",
            "confirmed",
            "note",
            "source",
        ),
        *("figures", "milestones", "targets", "known_on"),
    ]
    assert (zone["code"], zone["kind"]) == ("kcn-vo-lao", "zone")
    assert (zone["stage"], zone["stage_since"]) == ("zoning-approved", "2025-01-03")
    for milestone in zone["milestones"]:
        assert list(milestone) == MILESTONE_KEYS
        assert is_date(milestone["date"])
        assert milestone["status"] in ("actual", "planned")
    for figure in zone["figures"]:
        assert list(figure) == FIGURE_KEYS
        assert is_date(figure["date"])
        assert type(figure["value"]) is int
    ranged = zone["figures"][0]
    assert (ranged["value"], ranged["upper"], ranged["unit"]) == (2_000_000, 5_000_000, "m2")
    assert [target["target"] for target in zone["targets"]] == ["T2", "T8"]


def test_a_history_has_every_act_with_its_number(run: Run) -> None:
    acts = asked(run, "zone", "history", "vo-lao")["milestones"]
    assert [(act["date"], act["act"], act["status"]) for act in acts] == [
        ("2023-03-29", "planned", "actual"),
        ("2023-07-28", "in-general-plan", "actual"),
        ("2024-07-12", "investment-called", "actual"),
        ("2025-01-03", "zoning-approved", "actual"),
        ("2025", "established", "planned"),
        ("2027", "operating", "planned"),
    ]
    assert len({act["id"] for act in acts}) == len(acts)
    for act in acts:
        assert sorted(act) == sorted(MILESTONE_KEYS)
        assert re.fullmatch(r"m\d+", act["id"])


def test_a_history_has_the_days_at_each_stage(run: Run) -> None:
    told = asked(run, "zone", "history", "ban-qua", "--as-of", "2024-07-16")
    assert list(told) == [
        *("code", "name", "kind", "as_of", "milestones", "spells", "figures", "confirmations"),
        "known_on",
    ]
    assert told["spells"] == [
        {
            "stage": "planned",
            "stage_since": "2023-03-29",
            "until": "../2023-05",
            "days_least": 0,
            "days_most": 63,
            "suspended_least": 0,
            "suspended_most": 0,
        },
        {
            "stage": "under-appraisal",
            "stage_since": "../2023-05",
            "until": None,
            "days_least": 412,
            "days_most": None,
            "suspended_least": 0,
            "suspended_most": 0,
        },
    ]
    assert [list(each) for each in told["figures"][:1]] == [["id", *FIGURE_KEYS[:-1]]]


def test_the_facts_of_a_subject_have_keys_in_csv(run: Run) -> None:
    told = run("zone", "show", "vo-lao", "--format", "csv").out
    facts = {row["fact"]: row["value"] for row in csv.DictReader(io.StringIO(told))}
    assert (facts["stage"], facts["stage_since"]) == ("zoning-approved", "2025-01-03")


# --- writing commands ---


def test_what_add_and_update_answer(run: Run) -> None:
    keys = ["code", "name", "batch", "stage_before", "stage", "stage_since", "changes"]
    added = asked(run, "zone", "add", "KCN Thử", "--stage", "planned", "--on", "5/2023")
    assert list(added) == keys
    assert (added["code"], added["name"], added["batch"]) == ("kcn-thu", "KCN Thử", 2)
    assert (added["stage_before"], added["stage"]) == (None, "planned")
    assert added["stage_since"] == "2023-05"
    changed = asked(run, "zone", "update", "thu", "--investor", "Công ty A")
    assert changed["changes"] == [{"field": "investor", "old": None, "new": "Công ty A"}]
    assert (changed["stage_before"], changed["stage"]) == ("planned", "planned")
    same = asked(run, "zone", "update", "thu", "--investor", "Công ty A")
    assert (same["batch"], same["changes"]) == (None, [])


def test_what_undo_redo_init_and_import_answer(run: Run) -> None:
    assert run("zone", "add", "KCN Thử").code == 0
    effect = {"batch": 2, "command": "zone-tracker zone add 'KCN Thử'"}
    effect |= {"at": "2026-11-23T02:00:00Z", "actor": "test"}
    undone = {**effect, "removed": 1, "restored": 0, "reset": 0}
    assert asked(run, "undo", "--dry-run") == undone
    assert asked(run, "undo") == undone
    redone = asked(run, "redo")
    assert (redone["removed"], redone["restored"], redone["reset"]) == (0, 1, 0)
    assert asked(run, "init", "--db", "new.db") == {"database": "new.db"}


# --- the same for every reader ---


PROSE = ("why", "place", "title")


def without_prose(value: Any) -> Any:
    """A document without its sentences for people."""
    if isinstance(value, dict):
        return {k: without_prose(v) for k, v in value.items() if k not in PROSE}
    return [without_prose(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    "words",
    [
        "status",
        "target list",
        "target show T8",
        "zone list",
        "cluster list",
        "project list",
        "deliverable list",
        "zone show vo-lao",
        "project show nexus",
        "zone history vo-lao",
    ],
)
def test_machines_read_the_same_in_both_languages(words: str, run: Run) -> None:
    told = [run(*words.split(), "--format", "json", lang=lang).json() for lang in ("vi", "en")]
    assert without_prose(told[0]) == without_prose(told[1])


def test_the_log_is_for_machines_too(run: Run) -> None:
    assert run("zone", "add", "KCN Thử").code == 0
    assert run("undo").code == 0
    told = [run("log", "--format", "json", lang=lang).json() for lang in ("vi", "en")]
    assert told[0] == told[1]
    assert [(e["batch"], e["undoes"], e["undone_by"]) for e in told[0]] == [
        (3, 2, None),
        (2, None, 3),
        (1, None, None),
    ]
    assert re.fullmatch(rf"{DAY}T\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)", told[0][0]["at"])


def test_the_gaps_say_by_a_key_what_is_missing(run: Run) -> None:
    told = [run("gaps", "--format", "json", lang=lang).json() for lang in ("vi", "en")]
    assert [gap["about"] for gap in told[0]] == [gap["about"] for gap in told[1]]
