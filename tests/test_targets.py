"""What a target counts, under every way of counting, on small records and on the real seed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from builders import act, cluster, database, districts, project, put, target, zone
from conftest import Run
from zone_tracker.store import rules
from zone_tracker.targets import Judgement, judge, judge_subject, judge_year

YEAR_END = "2024-12-31"
MISSED = "not-met-on-record"


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    """Districts 081, 082 and 083, which are the unit set "all"; 099 beside it."""
    with database() as made:
        districts(made, "081", "082", "083")
        put(made, "areas", code="099", level="district", name="Huyện 099")
        yield made


def judged(db: sqlite3.Connection, as_of: str = YEAR_END) -> Judgement:
    """The one target of the record."""
    (judgement,) = judge_year(db, as_of, 2024)
    return judgement


def evidence(db: sqlite3.Connection, as_of: str = YEAR_END) -> dict[str, tuple[str, bool]]:
    """By subject, the day of the act that bears on the target, and whether it counts."""
    return {
        found.act.code: (found.act.date.date_to, found.counts)
        for found in judged(db, as_of).evidence
    }


def counted(db: sqlite3.Connection, as_of: str = YEAR_END) -> int:
    return judged(db, as_of).counted


def told(db: sqlite3.Connection, acts: dict[str, tuple[str, str]]) -> None:
    """Zones by code, each with one act and its date."""
    for code, (of, date) in acts.items():
        zone(db, code)
        act(db, code, of, date)


# --- Counting acts ------------------------------------------------------------------------------


def test_acts_as_a_stock_count_all_by_the_day(db: sqlite3.Connection) -> None:
    target(db, "zone", "act", acts="established", threshold="3")
    told(
        db,
        {
            "kcn-old": ("established", "2011-03-15"),
            "kcn-open": ("established", "../2023-05-08"),
            "kcn-new": ("established", "2024-05"),
            "kcn-rank": ("operating", "2020"),
            "kcn-later": ("established", "2025-01-01"),
        },
    )
    zone(db, "kcn-plan")
    act(db, "kcn-plan", "established", "2024", status="planned")
    assert evidence(db) == {
        "kcn-old": ("2011-03-15", True),
        "kcn-open": ("2023-05-08", True),
        "kcn-new": ("2024-05-31", True),
    }
    assert [
        counted(db, day) for day in ("2011-03-14", "2011-03-15", "2024-05-30", "2024-05-31")
    ] == [*(0, 1, 2, 3)]
    assert judged(db).verdict == "met"


FLOW = {
    "kcn-before": ("established", "2023-12-31"),
    "kcn-first": ("established", "2024-01-01"),
    "kcn-month": ("established", "2024-02"),
    "kcn-year": ("established", "2024"),
    "kcn-last": ("established", "2024-12-31"),
    "kcn-crossing": ("established", "2023-12-01/2024-01-31"),
    "kcn-open": ("established", "../2024-03-05"),
    "kcn-beyond": ("established", "2024-12-01/2025-01-31"),
    "kcn-after": ("established", "2025-01-01"),
}


def test_acts_as_a_flow_count_when_both_ends_lie_in_the_period(db: sqlite3.Connection) -> None:
    target(db, "zone", "act", acts="established", flow="flow", threshold="4")
    told(db, FLOW)
    found = evidence(db)
    assert {code for code, (_, counts) in found.items() if counts} == {
        *("kcn-first", "kcn-month", "kcn-year", "kcn-last")
    }
    assert {code for code, (_, counts) in found.items() if not counts} == {
        *("kcn-crossing", "kcn-open")
    }
    assert judged(db).verdict == "met"
    assert counted(db, "2024-12-30") == 2
    assert counted(db, "2025-12-31") == 4


def test_what_possibly_falls_in_the_period_never_meets_a_target(db: sqlite3.Connection) -> None:
    target(db, "zone", "act", acts="established", flow="flow")
    told(db, {"kcn-a": ("established", "../2024-03-05")})
    found = judged(db)
    assert (found.counted, found.verdict) == (0, MISSED)
    assert [each.counts for each in found.evidence] == [False]
    assert [each.code for each in found.candidates] == ["kcn-a"]


def test_of_several_acts_the_first_that_counts_is_the_evidence(db: sqlite3.Connection) -> None:
    target(db, "zone", "act", acts="established;operating", flow="flow")
    told(db, {"kcn-a": ("established", "../2024-03-05")})
    act(db, "kcn-a", "operating", "2024-06-01")
    act(db, "kcn-a", "established", "2024-05-01")
    act(db, "kcn-a", "operating", "2020")
    assert evidence(db) == {"kcn-a": ("2024-05-01", True)}
    assert counted(db) == 1


def test_any_act_counts_any_but_how_it_goes(db: sqlite3.Connection) -> None:
    target(db, "zone", "any-act", flow="flow", threshold="2")
    told(
        db,
        {
            "kcn-beside": ("investment-called", "2024-07-12"),
            "kcn-stage": ("planned", "2024-01"),
            "kcn-health": ("blocked", "2024-03-01"),
            "kcn-before": ("planned", "2023"),
        },
    )
    zone(db, "kcn-plan")
    act(db, "kcn-plan", "operating", "2024", status="planned")
    assert evidence(db) == {
        "kcn-beside": ("2024-07-12", True),
        "kcn-stage": ("2024-01-31", True),
    }


# --- Counting by stage --------------------------------------------------------------------------


def test_a_stage_or_above_is_counted_by_where_a_subject_stands(db: sqlite3.Connection) -> None:
    target(db, "zone", "stage-at-least", acts="established", threshold="3")
    told(
        db,
        {
            "kcn-at": ("established", "2022"),
            "kcn-above": ("operating", "../2023"),
            "kcn-below": ("under-appraisal", "2024"),
            "kcn-paused": ("land-clearance", "2022"),
            "kcn-ended": ("operating", "2020"),
            "kcn-back": ("established", "2020"),
        },
    )
    act(db, "kcn-paused", "suspended", "2024-03-01")
    act(db, "kcn-ended", "closed", "2024-03-01")
    act(db, "kcn-back", "returned", "2024-03-01", return_to="planned", reason="x")
    assert set(evidence(db)) == {"kcn-at", "kcn-above", "kcn-paused"}
    assert set(evidence(db, "2024-02-29")) == {
        *("kcn-at", "kcn-above", "kcn-paused", "kcn-ended", "kcn-back")
    }


def test_a_stage_as_a_flow_leaves_out_who_stood_there_before(db: sqlite3.Connection) -> None:
    target(db, "zone", "stage-at-least", acts="established", flow="flow")
    told(
        db,
        {
            "kcn-before": ("established", "2023-12-31"),
            "kcn-new": ("established", "2024-01-01"),
            "kcn-jump": ("operating", "2024-06"),
            "kcn-open": ("established", "../2024-06-30"),
            "kcn-below": ("zoning-approved", "2024-06"),
        },
    )
    act(db, "kcn-before", "operating", "2024-02")
    act(db, "kcn-new", "operating", "2024-02")
    act(db, "kcn-open", "operating", "2024-08")
    assert evidence(db) == {
        "kcn-new": ("2024-01-01", True),
        "kcn-jump": ("2024-06-30", True),
        "kcn-open": ("2024-06-30", False),
    }


def test_a_subject_advances_when_it_stands_higher_than_on_the_eve(db: sqlite3.Connection) -> None:
    target(db, "zone", "advanced", flow="flow")
    told(
        db,
        {
            "kcn-up": ("planned", "2023"),
            "kcn-first": ("planned", "2024-03-29"),
            "kcn-still": ("established", "2023"),
            "kcn-late": ("established", "2023"),
            "kcn-paused": ("planned", "2023"),
            "kcn-back": ("established", "2023"),
            "kcn-again": ("established", "2023"),
            "kcn-over": ("established", "2023"),
            "kcn-ended": ("planned", "2023"),
        },
    )
    act(db, "kcn-up", "zoning-approved", "2024-06-01")
    act(db, "kcn-up", "established", "2024-09-01")
    act(db, "kcn-still", "investment-called", "2024-06-01")
    act(db, "kcn-late", "zoning-approved", "2024-06-01")
    act(db, "kcn-paused", "suspended", "2024-06-01")
    for code, after in (
        ("kcn-back", None),
        ("kcn-again", "established"),
        ("kcn-over", "operating"),
    ):
        act(db, code, "returned", "2024-02-01", return_to="planned", reason="x")
        if after:
            act(db, code, after, "2024-06-01")
    act(db, "kcn-ended", "established", "2024-02-01")
    act(db, "kcn-ended", "cancelled", "2024-06-01")
    assert evidence(db) == {
        "kcn-up": ("2024-06-01", True),
        "kcn-first": ("2024-03-29", True),
        "kcn-over": ("2024-06-01", True),
    }
    assert set(evidence(db, "2024-05-31")) == {"kcn-first", "kcn-ended"}


def test_who_had_ended_and_came_back_rose_from_nothing(db: sqlite3.Connection) -> None:
    target(db, "zone", "advanced", flow="flow")
    told(db, {"kcn-a": ("established", "2020"), "kcn-b": ("established", "2020")})
    act(db, "kcn-a", "cancelled", "2023")
    act(db, "kcn-a", "returned", "2024-02-01", return_to="planned", reason="x")
    act(db, "kcn-b", "cancelled", "2024-01")
    act(db, "kcn-b", "returned", "2024-02-01", return_to="established", reason="x")
    assert evidence(db) == {"kcn-a": ("2024-02-01", True)}


@pytest.mark.parametrize(
    ("acts", "found"),
    [
        # It rose in the year, whenever the crossing act was.
        ([("zoning-approved", "2023-06-01/2024-03-31"), ("established", "2024-05-01")], True),
        ([("zoning-approved", "../2024-03-31"), ("established", "2024-05-01")], True),
        ([("established", "2024-02-01"), ("zoning-approved", "2023-06-01/2024-03-31")], True),
        # It may have stood as high before the year.
        ([("established", "2023-06-01/2024-03-31"), ("zoning-approved", "2024-05-01")], False),
        ([("established", "2023-06-01/2024-03-31"), ("zoning-approved", "2024-02-01")], False),
        ([("established", "2023-06-01/2024-03-31")], False),
        ([("established", "2023-06-01/2024-03-31"), ("established", "2024-02-01")], False),
    ],
)
def test_an_advance_beside_a_span_counts_only_when_it_is_sure(
    db: sqlite3.Connection, acts: list[tuple[str, str]], found: bool
) -> None:
    target(db, "zone", "advanced", flow="flow")
    told(db, {"kcn-a": ("planned", "2022")})
    for code, date in acts:
        act(db, "kcn-a", code, date)
    assert [counts for _, counts in evidence(db).values()] == [found]


@pytest.mark.parametrize(
    ("acts", "found"),
    [
        ([("zoning-approved", "../2024-03-31"), ("established", "2024-05-01")], True),
        ([("established", "../2024-03-31"), ("operating", "2024-05-01")], False),
        ([("operating", "../2024-03-31"), ("established", "2024-02-01")], False),
        ([("operating", "../2024-03-31"), ("established", "2024-05-01")], False),
    ],
)
def test_a_stage_beside_a_span_is_new_only_when_it_is_sure(
    db: sqlite3.Connection, acts: list[tuple[str, str]], found: bool
) -> None:
    target(db, "zone", "stage-at-least", acts="established", flow="flow")
    told(db, {"kcn-a": ("planned", "2022")})
    for code, date in acts:
        act(db, "kcn-a", code, date)
    assert [counts for _, counts in evidence(db).values()] == [found]


# --- Units, names, thresholds -------------------------------------------------------------------


def founded(db: sqlite3.Connection, code: str, district: str, date: str = "2024-05-01") -> None:
    cluster(db, code, district=district)
    act(db, code, "established", date)


def test_two_clusters_in_one_district_never_cover_another(db: sqlite3.Connection) -> None:
    target(db, "cluster", "act", acts="established", unit_set="all")
    founded(db, "ccn-a", "081")
    founded(db, "ccn-b", "081")
    founded(db, "ccn-c", "082")
    found = judged(db)
    assert (found.needed, found.counted, found.verdict) == (3, 2, MISSED)
    assert [unit.code for unit in found.missing] == ["083"]
    assert [(each.unit and each.unit.code, each.act.code) for each in found.evidence] == [
        *(("081", "ccn-a"), ("081", "ccn-b"), ("082", "ccn-c"))
    ]
    founded(db, "ccn-d", "083")
    assert (judged(db).counted, judged(db).verdict, judged(db).missing) == (3, "met", ())


def test_a_district_outside_the_set_or_unknown_covers_nothing(db: sqlite3.Connection) -> None:
    target(db, "cluster", "act", acts="established", unit_set="all")
    founded(db, "ccn-outside", "099")
    cluster(db, "ccn-somewhere")
    act(db, "ccn-somewhere", "established", "2024")
    found = judged(db)
    assert (found.counted, found.evidence) == (0, ())
    assert {each.code for each in found.candidates} == {"ccn-outside", "ccn-somewhere"}


def test_a_threshold_holds_for_each_unit(db: sqlite3.Connection) -> None:
    target(db, "cluster", "act", acts="established", unit_set="all", threshold="2")
    for code, district in (("ccn-a", "081"), ("ccn-b", "081"), ("ccn-c", "082"), ("ccn-d", "083")):
        founded(db, code, district)
    assert judged(db).counted == 1
    assert [unit.code for unit in judged(db).missing] == ["082", "083"]


def test_what_possibly_counts_covers_no_unit(db: sqlite3.Connection) -> None:
    target(db, "cluster", "act", acts="established", unit_set="all", flow="flow")
    founded(db, "ccn-a", "081")
    founded(db, "ccn-b", "082", "../2024-06-30")
    found = judged(db)
    assert (found.counted, [unit.code for unit in found.missing]) == (1, ["082", "083"])
    assert [each.counts for each in found.evidence] == [True, False]


def test_an_act_that_repeats_counts_its_subject_once(db: sqlite3.Connection) -> None:
    target(db, "cluster", "act", acts="established", threshold="2")
    founded(db, "ccn-a", "081")
    act(db, "ccn-a", "established", "2024-09-01")
    assert judged(db).counted == 1


def test_only_the_named_subjects_are_looked_at(db: sqlite3.Connection) -> None:
    for code in ("kcn-a", "kcn-b", "kcn-c"):
        zone(db, code)
    target(db, "zone", "any-act", subjects="kcn-a; kcn-b", flow="flow", threshold="2")
    act(db, "kcn-c", "planned", "2024-03")
    assert (judged(db).counted, judged(db).verdict) == (0, "no-data")
    act(db, "kcn-a", "planned", "2024-03")
    assert (judged(db).counted, judged(db).verdict) == (1, MISSED)
    act(db, "kcn-b", "investment-called", "2024-04")
    assert (judged(db).counted, judged(db).verdict) == (2, "met")
    assert judged(db).reading.named == ("KCN kcn-a", "KCN kcn-b")


def test_subjects_of_another_kind_are_never_counted(db: sqlite3.Connection) -> None:
    target(db, "zone", "any-act")
    cluster(db, "ccn-a")
    act(db, "ccn-a", "planned", "2024")
    project(db, "da-a")
    act(db, "da-a", "approved", "2024")
    assert (judged(db).counted, judged(db).verdict) == (0, "no-data")


def test_a_baseline_is_told_and_never_added(db: sqlite3.Connection) -> None:
    target(db, "zone", "act", acts="established", flow="flow", baseline="3", threshold="2")
    told(db, {f"kcn-old-{n}": ("established", "2020") for n in range(3)})
    told(db, {"kcn-new": ("established", "2024-05")})
    found = judged(db)
    assert (found.counted, found.needed, found.verdict) == (1, 2, MISSED)
    assert found.reading.baseline == 3


# --- Verdicts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        ("2023-06-01", "open"),
        ("2024-06-30", "open"),
        ("2024-12-30", "open"),
        ("2024-12-31", MISSED),
        ("2025-01-01", MISSED),
    ],
)
def test_before_the_due_date_nothing_is_lost(
    db: sqlite3.Connection, day: str, verdict: str
) -> None:
    target(db, "zone", "act", acts="established")
    told(db, {"kcn-a": ("planned", "2023")})
    assert judged(db, day).verdict == verdict


@pytest.mark.parametrize(
    ("day", "verdict"),
    [("2024-12-30", "open"), ("2024-12-31", "met"), ("2026-01-01", "met")],
)
def test_what_is_done_on_the_due_date_is_in_time(
    db: sqlite3.Connection, day: str, verdict: str
) -> None:
    target(db, "zone", "act", acts="established", flow="flow")
    told(db, {"kcn-a": ("established", "2024-12-31")})
    assert judged(db, day).verdict == verdict


def test_what_is_done_after_the_due_date_is_too_late(db: sqlite3.Connection) -> None:
    target(db, "zone", "act", acts="established")
    told(db, {"kcn-a": ("established", "2025-01-01")})
    assert (judged(db, "2025-06-30").counted, judged(db, "2025-06-30").verdict) == (0, MISSED)


@pytest.mark.parametrize("day", ["2024-12-31", "2025-06-30"])
def test_silence_is_told_from_failure(db: sqlite3.Connection, day: str) -> None:
    target(db, "cluster", "act", acts="established", unit_set="all")
    cluster(db, "ccn-a", district="081")
    cluster(db, "ccn-outside", district="099")
    act(db, "ccn-a", "established", "2024", status="planned")
    act(db, "ccn-outside", "planned", "2024")
    assert judged(db, day).verdict == "no-data"
    act(db, "ccn-a", "investment-called", "2024-07-12")
    assert judged(db, day).verdict == MISSED


def test_once_met_it_is_met_before_the_due_date(db: sqlite3.Connection) -> None:
    target(db, "zone", "act", acts="established")
    told(db, {"kcn-a": ("established", "2024-03-05")})
    assert [judged(db, day).verdict for day in ("2024-03-04", "2024-03-05")] == ["open", "met"]


def test_what_stands_in_the_way_is_the_last_act_of_each_who_does_not_count(
    db: sqlite3.Connection,
) -> None:
    target(db, "zone", "act", acts="established")
    told(db, {"kcn-a": ("planned", "2022"), "kcn-b": ("established", "2024-02")})
    act(db, "kcn-a", "zoning-approved", "2024-06")
    act(db, "kcn-a", "under-appraisal", "2025-01")
    zone(db, "kcn-silent")
    assert [(each.code, each.act.code) for each in judged(db).candidates] == [
        ("kcn-a", "zoning-approved")
    ]


def test_a_subject_knows_the_targets_that_look_at_it(db: sqlite3.Connection) -> None:
    target(db, "zone", "act", acts="established")
    told(db, {"kcn-a": ("established", "2024-02"), "kcn-b": ("planned", "2024-02")})
    cluster(db, "ccn-c")
    found = [
        [(judgement.target.code, counts) for judgement, counts in judge_subject(db, n, YEAR_END)]
        for n in (1, 2, 3)
    ]
    assert found == [[("T", True)], [("T", False)], []]


def test_targets_of_another_year_are_left_out(db: sqlite3.Connection) -> None:
    target(db, "zone", "act", acts="established")
    assert judge_year(db, YEAR_END, 2025) == []
    assert len(judge_year(db, YEAR_END, None)) == 1


# --- The real record ----------------------------------------------------------------------------

SEED = {
    "T1": {
        "established-9": (1, 9, MISSED),
        "established-7": (1, 7, MISSED),
        "new-2024": (0, 9, MISSED),
        "stage-established": (1, 9, MISSED),
        "seen-to-exist": (4, 9, MISSED),
    },
    "T2": {
        "new-established": (0, 2, MISSED),
        "land-clearance": (0, 2, MISSED),
        "any-act": (1, 2, MISSED),
    },
    "T3": {"submitted": (0, 1, "no-data"), "approved": (0, 1, "no-data")},
    "T4": {"submitted": (0, 1, "no-data"), "approved": (0, 1, "no-data")},
    "T5": {"advanced": (0, 1, MISSED), "any-act": (0, 1, MISSED)},
    "T6": {"advanced": (0, 1, MISSED), "any-act": (0, 1, MISSED)},
    "T7": {"advanced": (0, 1, "no-data"), "any-act": (0, 1, "no-data")},
    "T8": {"advanced": (0, 4, MISSED), "any-act": (1, 4, MISSED)},
    "T9": {"submitted": (0, 2, "no-data"), "any-act": (0, 2, "no-data")},
}


def test_the_seed_at_the_end_of_the_year_under_every_reading() -> None:
    with database(seeded=True) as db:
        found = {
            each.code: {
                reading.code: (told.counted, told.needed, told.verdict)
                for reading in rules.readings(db, each.id)
                for told in [judge(db, each, reading, YEAR_END)]
            }
            for each in rules.targets(db)
        }
    assert found == SEED
    assert [list(readings) for readings in found.values()] == [list(each) for each in SEED.values()]


def test_the_seed_in_the_first_quarter_is_open_or_met() -> None:
    with database(seeded=True) as db:
        verdicts = {each.verdict for each in judge_year(db, "2024-03-31", 2024)}
        assert verdicts <= {"open", "met"}
        assert len(judge_year(db, "2024-03-31", 2024)) == 9


def test_the_seed_names_the_districts_without_a_founded_cluster() -> None:
    with database(seeded=True) as db:
        found = judge_year(db, YEAR_END, 2024)[0]
    assert [each.act.code for each in found.evidence] == ["ccn-bat-xat"]
    assert [unit.code for unit in found.missing] == [
        *("080", "083", "084", "085", "086", "087", "088", "089")
    ]


@pytest.mark.usefixtures("record")
def test_a_stage_that_was_lost_again_counts_no_more(run: Run) -> None:
    """Founded and annulled, or closed, is not founded: it must not make a target met."""

    def counted(code: str = "T1") -> int:
        told = run("target", "show", code, "--as-of", "31/12/2024", "--format", "json").json()
        return int(told["counted"])

    seed = counted()
    run(
        "cluster", "add", "CCN Thử", "--district", "083", "--stage", "established", "--on", "3/2024"
    )
    assert counted() == seed + 1
    run(
        "cluster", "update", "thu", "--return-to", "planned", "--on", "9/2024", "--reason", "bãi bỏ"
    )
    assert counted() == seed
    run("cluster", "update", "thu", "--stage", "established", "--on", "11/2024")
    assert counted() == seed + 1
    # Back from operating to building: founded it is all the same
    run("cluster", "update", "thu", "--stage", "operating", "--on", "5/11/2024")
    back = ("--return-to", "under-construction", "--on", "25/11/2024", "--reason", "nhà máy rút")
    run("cluster", "update", "thu", *back)
    assert counted() == seed + 1
    run("cluster", "update", "thu", "--stage", "cancelled", "--on", "12/2024")
    assert counted() == seed
