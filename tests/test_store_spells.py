"""How long a subject stood at each stage: odd histories one by one, and any history of days."""

from __future__ import annotations

import sqlite3
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import act, database, project, put, target, zone
from zone_tracker.store.conditions import in_district
from zone_tracker.store.spells import FEW, Days, Usual, Waiting, spells, unstaged, waiting
from zone_tracker.store.subjects import stage_now

Told = tuple[str, str] | tuple[str, str, dict[str, str]]
Piece = tuple[str | None, Days, Days]
"""A stage, the days at it, and those suspended meanwhile."""

NONE = Days(0, 0)


def back(stage: str) -> dict[str, str]:
    """The cells of a return to `stage`."""
    return {"return_to": stage, "reason": "Quyết định bị bãi bỏ"}


def days(least: int, most: int | None = -1) -> Days:
    return Days(least, least if most == -1 else most)


HISTORIES: dict[str, tuple[list[Told], list[Piece]]] = {
    "nothing is known": ([], []),
    "acts beside the stage alone": ([("recorded-existing", "2020"), ("blocked", "2021")], []),
    "step by step": (
        [("planned", "1/1/2024"), ("established", "11/1/2024")],
        [("planned", days(10), NONE), ("established", days(355), NONE)],
    ),
    "a year is a range of days": (
        [("planned", "2023"), ("established", "1/7/2024")],
        [("planned", days(183, 547), NONE), ("established", days(183), NONE)],
    ),
    "no later than: at least so many days, and at most before it": (
        [("planned", "1/1/2023"), ("established", "../2023")],
        [("planned", days(0, 364), NONE), ("established", days(366, None), NONE)],
    ),
    "both ends open": (
        [("planned", "../2022"), ("established", "../2023")],
        [("planned", days(0, None), NONE), ("established", days(366, None), NONE)],
    ),
    "what comes late and lower changes nothing": (
        [("operating", "1/1/2020"), ("established", "1/1/2024")],
        [("operating", days(1826), NONE)],
    ),
    "what is planned, and what comes after the day, does not count": (
        [
            ("planned", "1/1/2024"),
            ("established", "1/2/2024", {"status": "planned"}),
            ("established", "1/1/2025"),
        ],
        [("planned", days(365), NONE)],
    ),
    "a return begins anew": (
        [
            ("planned", "1/1/2024"),
            ("established", "11/1/2024"),
            ("returned", "21/1/2024", back("planned")),
            ("established", "31/1/2024"),
        ],
        [
            ("planned", days(10), NONE),
            ("established", days(10), NONE),
            ("planned", days(10), NONE),
            ("established", days(335), NONE),
        ],
    ),
    "suspended: that time counts apart": (
        [
            ("planned", "1/1/2024"),
            ("suspended", "11/1/2024"),
            ("resumed", "31/1/2024"),
            ("established", "10/2/2024"),
        ],
        [("planned", days(20), days(20)), ("established", days(325), NONE)],
    ),
    "suspended still": (
        [("planned", "1/1/2024"), ("suspended", "11/1/2024")],
        [("planned", days(10), days(355))],
    ),
    "suspended twice, resumed once": (
        [
            ("planned", "1/1/2024"),
            ("suspended", "11/1/2024"),
            ("suspended", "21/1/2024"),
            ("resumed", "31/1/2024"),
        ],
        [("planned", days(345), days(20))],
    ),
    "suspended in a year known alone": (
        [("planned", "1/1/2021"), ("suspended", "2022"), ("resumed", "1/1/2024")],
        [("planned", days(730, 1094), days(366, 730))],
    ),
    "an advance while suspended": (
        [
            ("planned", "1/1/2024"),
            ("suspended", "11/1/2024"),
            ("established", "21/1/2024"),
            ("resumed", "31/1/2024"),
        ],
        [("planned", days(10), days(10)), ("established", days(335), days(10))],
    ),
    "suspended before any stage": (
        [("suspended", "1/1/2024"), ("planned", "11/1/2024")],
        [(None, NONE, days(10)), ("planned", NONE, days(355))],
    ),
    "a return ends a suspension": (
        [
            ("established", "1/1/2024"),
            ("suspended", "11/1/2024"),
            ("returned", "21/1/2024", back("planned")),
        ],
        [("established", days(10), days(10)), ("planned", days(345), NONE)],
    ),
    "an end ends the last spell, and nothing but a return follows": (
        [
            ("operating", "1/1/2024"),
            ("closed", "11/1/2024"),
            ("suspended", "21/1/2024"),
            ("established", "31/1/2024"),
        ],
        [("operating", days(10), NONE)],
    ),
    "after an end, a return": (
        [
            ("established", "1/1/2024"),
            ("cancelled", "11/1/2024"),
            ("returned", "21/1/2024", back("planned")),
        ],
        [("established", days(10), NONE), ("planned", days(345), NONE)],
    ),
}
AS_OF = "2024-12-31"


@pytest.mark.parametrize("name", HISTORIES)
def test_the_days_at_each_stage(name: str) -> None:
    told, expected = HISTORIES[name]
    with database() as db:
        zone(db, "kcn-a")
        for code, on, *more in told:
            act(db, "kcn-a", code, on, **(more[0] if more else {}))
        found = spells(db, 1, AS_OF)
    assert [(each.stage and each.stage.code, each.days, each.suspended) for each in found] == (
        expected
    )
    assert [each.until is None for each in found[:-1]] == [False] * (len(found) - 1)


def test_each_spell_ends_when_the_next_begins() -> None:
    with database() as db:
        zone(db, "kcn-a")
        for code, on in (("planned", "2022"), ("established", "5/2023"), ("closed", "1/6/2024")):
            act(db, "kcn-a", code, on)
        first, last = spells(db, 1, AS_OF)
    assert (first.since, first.until) == (("2022-01-01", "2022-12-31", "year"), last.since)
    assert last.until == ("2024-06-01", "2024-06-01", "day")


ACTS = ("planned", "established", "operating", "suspended", "resumed", "returned", "closed")


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(1, 28)), max_size=8))
def test_the_days_are_those_on_which_it_stood_there(history: list[tuple[str, int]]) -> None:
    with database() as db:
        zone(db, "kcn-a")
        for code, day in history:
            more = back("established") if code == "returned" else {}
            act(db, "kcn-a", code, f"{day}/3/2024", **more)
        stages = [stage_now(db, 1, f"2024-03-{day:02}") for day in range(1, 32)]
        found: Counter[str] = Counter()
        for each in spells(db, 1, "2024-04-01"):
            assert each.days.least == each.days.most
            found[each.stage.code if each.stage else ""] += each.days.least
            found["suspended"] += each.suspended.least
    expected = Counter(stage[0].code for stage in stages if stage)
    assert +found == Counter({code: n for code, n in expected.items() if code != "closed"})


# --- What is usual, and who waits -----------------------------------------------------------------


def finished(db: sqlite3.Connection, code: str, on: str, until: str) -> None:
    """A project that was under construction from one date to another."""
    project(db, code)
    act(db, code, "under-construction", on)
    act(db, code, "operating", until)


def waits(db: sqlite3.Connection, as_of: str = AS_OF) -> dict[str, Waiting]:
    return {each.code: each for each in waiting(db, None, as_of)}


def test_the_usual_time_is_the_middle_of_those_that_moved_on() -> None:
    with database() as db:
        finished(db, "da-a", "1/1/2020", "11/1/2020")
        finished(db, "da-b", "1/1/2020", "21/1/2020")
        project(db, "da-x")
        act(db, "da-x", "under-construction", "1/12/2024")
        assert waits(db)["da-x"].usual == Usual(2, days(15), Days(10, 20))
        assert waits(db)["da-x"].over is None
        finished(db, "da-c", "1/1/2020", "31/1/2020")
        found = waits(db)
        assert FEW == 3
        assert list(found) == ["da-x"]  # the others are at their last stage
        assert found["da-x"].usual == Usual(3, days(20), Days(10, 30))
        assert (found["da-x"].days, found["da-x"].over) == (days(30), (10, 10))
        act(db, "da-x", "terminated", "2/12/2024")
        assert waits(db) == {}


def test_imprecise_spells_make_the_usual_time_a_range() -> None:
    with database() as db:
        finished(db, "da-a", "2019", "2020")
        finished(db, "da-b", "1/1/2020", "21/1/2020")
        finished(db, "da-c", "../2019", "1/1/2021")
        project(db, "da-x")
        act(db, "da-x", "under-construction", "2023")
        (found,) = waits(db).values()
    assert found.usual == Usual(3, Days(20, 730), Days(1, None))
    assert (found.days, found.over) == (Days(366, 730), (-364, 710))


def test_a_return_is_no_usual_end() -> None:
    with database() as db:
        project(db, "da-a")
        act(db, "da-a", "under-construction", "1/1/2020")
        act(db, "da-a", "returned", "1/1/2021", **back("approved"))
        assert waits(db)["da-a"].usual is None
        assert (waits(db)["da-a"].stage or [""])[0] == "approved"


def test_the_suspended_wait_by_the_days_of_their_suspension() -> None:
    with database() as db:
        project(db, "da-a")
        act(db, "da-a", "operating", "2014")
        assert waits(db) == {}
        act(db, "da-a", "suspended", "1/12/2024")
        (found,) = waits(db).values()
    assert (found.stopped, found.days, found.suspended, found.usual) == (True, days(30), None, None)
    assert found.stage is not None
    assert found.stage.code == "suspended"


def test_first_comes_what_a_target_wants_to_advance_then_the_longest_over() -> None:
    with database() as db:
        for code in ("a", "b", "c"):
            finished(db, f"da-{code}", "1/1/2020", "11/1/2020")
        for code, on in (("old", "1/1/2000"), ("over", "1/1/2024"), ("new", "30/12/2024")):
            project(db, f"da-{code}")
            act(db, f"da-{code}", "approved" if code == "old" else "under-construction", on)
        project(db, "da-wanted")
        target(db, "project", "advanced", subjects="da-wanted;da-new", flow="flow")
        found = list(waiting(db, None, AS_OF))
        assert [each.code for each in found] == ["da-new", "da-wanted", "da-over", "da-old"]
        assert [each.targets for each in found] == ["T", "T", None, None]
        assert found[1].stage is None
        assert {each.total for each in waiting(db, None, AS_OF, limit=1)} == {4}


def test_who_waits_can_be_narrowed_without_changing_what_is_usual() -> None:
    with database() as db:
        put(db, "areas", code="1", level="district", name="Huyện Bát Xát")
        for code in ("a", "b", "c"):
            finished(db, f"da-{code}", "1/1/2020", "11/1/2020")
        for code in ("here", "there"):
            project(db, f"da-{code}", **({"district": "1"} if code == "here" else {}))
            act(db, f"da-{code}", "under-construction", "1/1/2024")
        zone(db, "kcn-a")
        zone(db, "kcn-b", district="1")
        (found,) = waiting(db, "project", AS_OF, [in_district(1)])
        assert (found.code, found.usual) == ("da-here", Usual(3, days(10), days(10)))
        assert [unstaged(db, kind, AS_OF) for kind in (None, "zone", "project")] == [2, 2, 0]
        assert unstaged(db, None, AS_OF, [in_district(1)]) == 1


def test_who_was_never_at_a_stage_is_counted_apart() -> None:
    with database() as db:
        for code, told in (("a", "suspended"), ("b", "resumed"), ("c", "expanded"), ("d", "late")):
            project(db, f"da-{code}")
            act(db, f"da-{code}", told, "2020")
        assert list(waits(db)) == ["da-a"]
        assert unstaged(db, None, AS_OF) == 3


def test_what_was_last_said_and_the_health_come_along() -> None:
    with database() as db:
        project(db, "da-a")
        act(db, "da-a", "approved", "2020", source="QĐ 1")
        act(db, "da-a", "land-levelling", "2023", source="Báo A", note="sắp xong")
        act(db, "da-a", "blocked", "1/6/2023", reason="đất")
        (found,) = waits(db).values()
    assert found.said is not None
    assert found.health is not None
    assert (found.said.code, found.said_words, found.source) == (
        "land-levelling",
        "sắp xong",
        "Báo A",
    )
    assert (found.health.state.code, found.health.reason) == ("blocked", "đất")
