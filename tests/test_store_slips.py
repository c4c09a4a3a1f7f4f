"""What plans set and what became of it: versions, higher stages, returns, ends, repeated acts."""

from __future__ import annotations

import sqlite3

from builders import act, database, project, put, zone
from zone_tracker.reports.slips import judge
from zone_tracker.store.slips import Slip, later_plans, slips

AS_OF = "2024-12-31"


def plan(db: sqlite3.Connection, code: str, date: str, source: str = "", **cells: str) -> None:
    """A plan of the zone kcn-a."""
    act(db, "kcn-a", code, date, status="planned", source=source, **cells)


def document(db: sqlite3.Connection, code: str, date: str) -> None:
    put(db, "sources", code=code, title=code, date=date)


def told(db: sqlite3.Connection, as_of: str = AS_OF) -> list[tuple[str, str, str]]:
    """Of each plan its act, the last day it was planned for, and how it came out."""
    return [
        (each.act.code, each.planned.date_to, judge(each, as_of).state) for each in slips(db, as_of)
    ]


def the_only(db: sqlite3.Connection, as_of: str = AS_OF) -> Slip:
    (found,) = slips(db, as_of)
    return found


def test_plans_stand_in_the_order_of_stages() -> None:
    with database() as db:
        zone(db, "kcn-a")
        for code, date in (
            ("wastewater-started", "2021"),
            ("operating", "2024"),
            ("planned", "2025"),
        ):
            plan(db, code, date)
        assert told(db) == [
            ("planned", "2025-12-31", "ahead"),
            ("operating", "2024-12-31", "overdue"),
            ("wastewater-started", "2021-12-31", "overdue"),
        ]
        assert [each.act.code for each in slips(db, AS_OF, overdue=True)] == [
            *("wastewater-started", "operating"),
        ]


def test_versions_are_in_the_order_of_their_documents_and_only_the_newest_is_judged() -> None:
    with database() as db:
        zone(db, "kcn-a")
        document(db, "kh-390", "11/9/2024")
        document(db, "kh-358", "28/10/2022")
        plan(db, "operating", "2026", "kh-390")
        plan(db, "operating", "2024", "kh-358")
        assert told(db) == [
            ("operating", "2024-12-31", "replaced"),
            ("operating", "2026-12-31", "ahead"),
        ]
        old, new = slips(db, AS_OF)
        assert (old.before, new.before) == (None, old.planned)
        assert [each.source for each in (old, new)] == ["kh-358", "kh-390"]


def test_a_plan_without_a_dated_document_is_as_old_as_its_entry() -> None:
    with database() as db:  # whose batches are of 31/3/2024
        zone(db, "kcn-a")
        document(db, "kh-358", "28/10/2022")
        document(db, "kh-390", "11/9/2024")
        plan(db, "operating", "2026", "kh-390")
        plan(db, "operating", "2025", "QĐ 99")
        plan(db, "operating", "2024", "kh-358")
        assert [each.planned.date_to[:4] for each in slips(db, AS_OF)] == ["2024", "2025", "2026"]


def test_a_document_of_a_later_day_had_set_nothing_yet() -> None:
    with database() as db:
        zone(db, "kcn-a")
        document(db, "kh-358", "28/10/2022")
        document(db, "kh-390", "11/9/2024")
        document(db, "bao", "2024")  # of some day of the year: it may have been there
        plan(db, "operating", "2026", "kh-390")
        plan(db, "operating", "2024", "kh-358")
        plan(db, "planned", "2024", "bao")
        assert told(db, "2024-06-30") == [
            ("planned", "2024-12-31", "ahead"),
            ("operating", "2024-12-31", "ahead"),
        ]
        assert [later_plans(db, day) for day in ("2023-12-31", "2024-06-30", AS_OF)] == [2, 1, 0]
        assert later_plans(db, "2023-12-31", kind="project") == 0


def test_phases_have_plans_of_their_own() -> None:
    with database() as db:
        zone(db, "kcn-a")
        plan(db, "operating", "2022", phase="1")
        plan(db, "operating", "2024", phase="2")
        act(db, "kcn-a", "operating", "2022", phase="1")
        assert told(db) == [
            ("operating", "2022-12-31", "on-time"),
            ("operating", "2024-12-31", "overdue"),
        ]
        act(db, "kcn-a", "operating", "2023")  # all of it
        assert [state for *_, state in told(db)] == ["on-time", "early"]


def test_a_higher_stage_shows_that_a_lower_one_was_reached() -> None:
    with database() as db:
        zone(db, "kcn-a")
        plan(db, "established", "2022")
        act(db, "kcn-a", "planned", "2021")
        assert the_only(db).done is None
        act(db, "kcn-a", "operating", "2024")
        found = the_only(db)
        assert (found.done_by or [""])[0] == "operating"
        assert judge(found, AS_OF) == ("late", 2, 2, "year")
        assert judge(the_only(db, "2024-12-30"), "2024-12-30").state == "overdue"
        act(db, "kcn-a", "established", "2023")
        assert (the_only(db).done_by or [""])[0] == "established"


def test_what_was_lost_by_a_return_has_not_happened() -> None:
    with database() as db:
        zone(db, "kcn-a")
        plan(db, "established", "2022")
        plan(db, "planned", "2022")
        act(db, "kcn-a", "established", "2022")
        act(db, "kcn-a", "returned", "1/6/2023", return_to="planned", reason="bãi bỏ")
        assert [state for *_, state in told(db)] == ["on-time", "overdue"]
        act(db, "kcn-a", "established", "2024")
        assert [state for *_, state in told(db)] == ["on-time", "late"]


def test_what_has_ended_is_no_longer_late() -> None:
    with database() as db:
        zone(db, "kcn-a")
        plan(db, "planned", "2022")
        plan(db, "operating", "2022")
        act(db, "kcn-a", "planned", "2022")
        act(db, "kcn-a", "cancelled", "1/6/2023")
        act(db, "kcn-a", "operating", "1/7/2023")  # nothing but a return follows an end
        first, last = slips(db, AS_OF)
        assert [judge(each, AS_OF).state for each in (first, last)] == ["on-time", "ended"]
        assert (last.ended or [""])[0] == "cancelled"
        assert list(slips(db, AS_OF, overdue=True)) == []
        act(db, "kcn-a", "returned", "1/1/2024", return_to="planned", reason="đưa lại vào")
        assert [state for *_, state in told(db)] == ["on-time", "overdue"]


def test_an_act_that_may_repeat_counts_only_since_it_was_planned() -> None:
    with database() as db:
        zone(db, "kcn-a")
        document(db, "kh", "1/3/2023")
        plan(db, "expanded", "2025", "kh")
        act(db, "kcn-a", "expanded", "2015")
        assert judge(the_only(db), AS_OF).state == "ahead"
        act(db, "kcn-a", "expanded", "1/6/2024")
        assert judge(the_only(db), AS_OF) == ("early", -1, 0, "year")


def test_one_subject_or_one_kind_can_be_asked_for() -> None:
    with database() as db:
        zone(db, "kcn-a")
        project(db, "da-b")
        for subject in ("kcn-a", "da-b"):
            act(db, subject, "operating", "2024", status="planned")
        assert [each.code for each in slips(db, AS_OF)] == ["kcn-a", "da-b"]
        assert [each.code for each in slips(db, AS_OF, kind="project")] == ["da-b"]
        assert [each.code for each in slips(db, AS_OF, subject=1)] == ["kcn-a"]
        assert [(each.code, each.total) for each in slips(db, AS_OF, limit=1)] == [("kcn-a", 2)]
