"""The stage of a subject on a day: the odd histories one by one, and any history against a walk."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import act, database, one, project, put, sql, zone
from zone_tracker.store.stages import stages
from zone_tracker.store.subjects import counts_by_stage, stage_now
from zone_tracker.store.vocabulary import Act, vocabulary
from zone_tracker.vietnamese.dates import parse_date

Told = tuple[str, str] | tuple[str, str, dict[str, str]]


def back(stage: str) -> dict[str, str]:
    """The cells of a return to `stage`."""
    return {"return_to": stage, "reason": "Quyết định bị bãi bỏ"}


PLANNED = {"status": "planned"}

HISTORIES: dict[str, tuple[list[Told], dict[str, tuple[str, str] | None]]] = {
    "nothing is known": ([], {"2024-12-31": None}),
    "step by step, with a step left out": (
        [("planned", "2020"), ("established", "2022-05-27"), ("operating", "2024-03")],
        {
            "2020-12-30": None,
            "2020-12-31": ("planned", "2020-12-31"),
            "2022-05-26": ("planned", "2020-12-31"),
            "2022-05-27": ("established", "2022-05-27"),
            "2024-03-30": ("established", "2022-05-27"),
            "2024-03-31": ("operating", "2024-03-31"),
        },
    ),
    "operating first, founded later": (
        [("operating", "../2018-06-30"), ("established", "2022-09-14")],
        {
            "2018-06-30": ("operating", "2018-06-30"),
            "2022-09-14": ("operating", "2018-06-30"),
        },
    ),
    "groundbreaking before land": (
        [("under-construction", "../2022-12-18"), ("land-clearance", "2023-08-03")],
        {
            "2022-12-17": None,
            "2022-12-18": ("under-construction", "2022-12-18"),
            "2023-08-03": ("under-construction", "2022-12-18"),
        },
    ),
    "the founding is annulled, and comes again": (
        [
            ("planned", "2020"),
            ("established", "2022-01-01"),
            ("under-construction", "2022-06-01"),
            ("returned", "2023-01-01", back("planned")),
            ("established", "2024-01-01"),
        ],
        {
            "2022-12-31": ("under-construction", "2022-06-01"),
            "2023-01-01": ("planned", "2023-01-01"),
            "2024-01-01": ("established", "2024-01-01"),
        },
    ),
    "suspended and resumed": (
        [
            ("under-construction", "2022"),
            ("suspended", "2023-02-01"),
            ("resumed", "2023-05-01"),
            ("suspended", "2024-01-01"),
        ],
        {
            "2023-01-31": ("under-construction", "2022-12-31"),
            "2023-02-01": ("suspended", "2023-02-01"),
            "2023-05-01": ("under-construction", "2022-12-31"),
            "2024-01-01": ("suspended", "2024-01-01"),
        },
    ),
    "an advance while suspended shows after the resumption": (
        [
            ("planned", "2020"),
            ("suspended", "2021-01-01"),
            ("established", "2022-01-01"),
            ("resumed", "2023-01-01"),
        ],
        {
            "2022-06-01": ("suspended", "2021-01-01"),
            "2023-01-01": ("established", "2022-01-01"),
        },
    ),
    "suspended twice, resumed once": (
        [
            ("planned", "2020"),
            *[("suspended", f"202{n}-01-01") for n in (1, 2)],
            ("resumed", "2023"),
        ],
        {
            "2022-06-01": ("suspended", "2021-01-01"),
            "2023-12-31": ("planned", "2020-12-31"),
        },
    ),
    "resumed without having been suspended": (
        [("planned", "2020"), ("resumed", "2021")],
        {"2024-01-01": ("planned", "2020-12-31")},
    ),
    "suspended before anything else": (
        [("suspended", "2021-01-01"), ("planned", "2022-01-01")],
        {"2021-06-01": ("suspended", "2021-01-01"), "2022-06-01": ("suspended", "2021-01-01")},
    ),
    "nothing but a return follows an end": (
        [
            ("established", "2020"),
            ("cancelled", "2021-01-01"),
            ("operating", "2022-01-01"),
            ("suspended", "2022-02-01"),
            ("closed", "2022-03-01"),
            ("returned", "2023-01-01", back("planned")),
            ("zoning-approved", "2024-01-01"),
        ],
        {
            "2021-01-01": ("cancelled", "2021-01-01"),
            "2022-12-31": ("cancelled", "2021-01-01"),
            "2023-01-01": ("planned", "2023-01-01"),
            "2024-01-01": ("zoning-approved", "2024-01-01"),
        },
    ),
    "an end ends a suspension too": (
        [("operating", "2020"), ("suspended", "2021-01-01"), ("closed", "2022-01-01")],
        {"2021-06-01": ("suspended", "2021-01-01"), "2022-01-01": ("closed", "2022-01-01")},
    ),
    "a return ends a suspension": (
        [("operating", "2020"), ("suspended", "2021"), ("returned", "2022", back("planned"))],
        {"2022-12-31": ("planned", "2022-12-31")},
    ),
    "two returns": (
        [
            ("operating", "2019"),
            ("returned", "2020-01-01", back("established")),
            ("land-clearance", "2021-01-01"),
            ("returned", "2022-01-01", back("planned")),
        ],
        {
            "2020-06-01": ("established", "2020-01-01"),
            "2021-06-01": ("land-clearance", "2021-01-01"),
            "2022-06-01": ("planned", "2022-01-01"),
        },
    ),
    "a return to a higher stage is a return all the same": (
        [("planned", "2020"), ("returned", "2021-01-01", back("established")), ("planned", "2022")],
        {"2022-12-31": ("established", "2021-01-01")},
    ),
    "told late, with an older date": (
        [
            ("returned", "2022-01-01", back("planned")),
            ("operating", "2020-01-01"),
            ("under-appraisal", "2023-01-01"),
            ("zoning-approved", "2022-06-01"),
        ],
        {
            "2020-06-01": ("operating", "2020-01-01"),
            "2022-01-01": ("planned", "2022-01-01"),
            "2022-06-01": ("zoning-approved", "2022-06-01"),
            "2023-01-01": ("under-appraisal", "2023-01-01"),
        },
    ),
    "of one day, what was told first comes first": (
        [
            ("established", "2022-01-01"),
            ("returned", "2022-01-01", back("planned")),
            ("zoning-approved", "2022-01-01"),
        ],
        {"2022-01-01": ("zoning-approved", "2022-01-01")},
    ),
    "of one day, a return told last undoes what was told before it": (
        [("operating", "2022-01-01"), ("returned", "2022-01-01", back("planned"))],
        {"2022-01-01": ("planned", "2022-01-01")},
    ),
    "of one day, suspended and resumed in the order told": (
        [("planned", "2020"), ("resumed", "2022-01-01"), ("suspended", "2022-01-01")],
        {"2022-01-01": ("suspended", "2022-01-01")},
    ),
    "the first act of a rank counts": (
        [
            ("established", "2022-01-01"),
            ("established", "2023-01-01"),
            ("established", "2021-01-01"),
        ],
        {"2024-01-01": ("established", "2021-01-01")},
    ),
    "acts beside the stage change nothing": (
        [
            ("recorded-existing", "../2023-05-08"),
            ("planned", "2022"),
            ("investment-called", "2024-07-12"),
            ("blocked", "2024-08-01"),
            ("removed-from-plan", "2024-09-01"),
        ],
        {"2023-05-08": ("planned", "2022-12-31"), "2024-12-31": ("planned", "2022-12-31")},
    ),
    "with acts beside the stage alone no stage is known": (
        [("recorded-existing", "../2023-05-08"), ("blocked", "2024-01-01")],
        {"2024-12-31": None},
    ),
    "what is planned has not happened": (
        [("planned", "2020"), ("operating", "2021", PLANNED), ("suspended", "2022", PLANNED)],
        {"2024-12-31": ("planned", "2020-12-31")},
    ),
    "a period counts when it is over": (
        [("established", "2024"), ("land-clearance", "2025-H1"), ("under-construction", "2025-Q3")],
        {
            "2024-06-30": None,
            "2024-12-30": None,
            "2024-12-31": ("established", "2024-12-31"),
            "2025-06-30": ("land-clearance", "2025-06-30"),
            "2025-09-29": ("land-clearance", "2025-06-30"),
            "2025-09-30": ("under-construction", "2025-09-30"),
        },
    ),
    "no later than a day counts on that day": (
        [("established", "../2023-05-08"), ("operating", "2018-01-01/2024-02-29")],
        {
            "2023-05-07": None,
            "2023-05-08": ("established", "2023-05-08"),
            "2024-02-28": ("established", "2023-05-08"),
            "2024-02-29": ("operating", "2024-02-29"),
        },
    ),
}


@pytest.mark.parametrize("name", HISTORIES)
def test_the_stage_on_a_day(name: str) -> None:
    told, expected = HISTORIES[name]
    with database() as db:
        zone(db, "kcn-a")
        for code, date, *more in told:
            act(db, "kcn-a", code, date, **(more[0] if more else {}))
        stages_then = {day: stage_now(db, 1, day) for day in expected}
    assert {
        day: found and (found[0].code, found[1].date_to) for day, found in stages_then.items()
    } == expected


def test_one_subjects_acts_say_nothing_of_another() -> None:
    with database() as db:
        zone(db, "kcn-a")
        zone(db, "kcn-b")
        act(db, "kcn-a", "operating", "2020")
        act(db, "kcn-b", "planned", "2021")
        act(db, "kcn-a", "suspended", "2022")
        act(db, "kcn-b", "returned", "2023", **back("zoning-approved"))
        found = [stage_now(db, subject, "2024-12-31") for subject in (1, 2)]
    assert [stage and stage[0].code for stage in found] == ["suspended", "zoning-approved"]


def test_each_counts_where_it_stands() -> None:
    histories: list[list[Told]] = [
        [("established", "2022")],
        [("planned", "2020"), ("established", "2022"), ("suspended", "2023")],
        [("established", "2022"), ("suspended", "2023")],
        [("established", "2022"), ("returned", "2023", back("planned"))],
        [("established", "2025")],
        [],
    ]
    with database() as db:
        for number, told in enumerate(histories, 1):
            zone(db, f"kcn-{number}")
            for code, date, *more in told:
                act(db, f"kcn-{number}", code, date, **(more[0] if more else {}))
        counts = counts_by_stage(db, "zone", "2024-12-31")
    assert [(stage and stage.code, count) for stage, count in counts] == [
        *(("planned", 1), ("established", 1), ("suspended", 2), (None, 2))
    ]


def test_a_project_has_ranks_of_its_own() -> None:
    with database() as db:
        project(db, "da-a")
        act(db, "da-a", "approved", "2020")
        act(db, "da-a", "called-for", "2021")
        assert (stage_now(db, 1, "2024-12-31") or [None])[0] == vocabulary(db).acts[
            "project", "approved"
        ].label


# --- Any history ----------------------------------------------------------------------------------

with database() as _db:
    ACTS = tuple(vocabulary(_db).acts_of("zone"))
RANKED = [each.code for each in ACTS if each.rank is not None]
DATES = tuple(
    parse_date(text)
    for text in (
        *("2023-01-01", "2023-01-02", "2023-01", "2023-02", "2023-Q1", "2023-H1", "2023", "2024"),
        *("../2023-01-01", "../2023-01-31", "../2023", "2022-06-01/2023-01-02", "2024-01-01"),
    )
)
DAYS = ("2022-12-31", "2023-01-01", "2023-01-02", "2023-01-31", "2023-06-30", "2024-12-31")


class Happening(NamedTuple):
    act: Act
    date: int
    status: str
    return_to: str


HAPPENINGS = st.builds(
    Happening,
    st.sampled_from([each for each in ACTS if each.effect != "none"]) | st.sampled_from(ACTS),
    st.integers(min_value=0, max_value=len(DATES) - 1),
    st.sampled_from(["actual", "actual", "actual", "planned"]),
    st.sampled_from(RANKED),
)


class Standing(NamedTuple):
    """Which act put the subject where it stands, where that is, and what it has reached."""

    milestone: int | None
    stage: str | None
    reached: str | None
    rank: int | None


def walk(history: list[Happening], day: str) -> Standing:
    """The rules of the stage, one act after the other."""
    order = [
        (DATES[each.date].date_to, number, each)
        for number, each in enumerate(history, 1)
        if each.status == "actual" and DATES[each.date].date_to <= day
    ]
    ranks = {each.code: each.rank for each in ACTS}
    reached, rank, since, suspended = None, None, None, None
    for _, number, each in sorted(order, key=lambda one: one[:2]):
        effect = each.act.effect
        if effect == "return":
            reached, rank, since = each.return_to, ranks[each.return_to], number
            suspended = None
        elif rank == 1000:
            continue
        elif effect == "advance" and (rank is None or (each.act.rank or 0) > rank):
            reached, rank, since = each.act.code, each.act.rank, number
        elif effect == "end":
            reached, rank, since = each.act.code, 1000, number
        elif effect == "suspend":
            suspended = suspended or number
        elif effect == "resume":
            suspended = None
    if suspended and rank != 1000:
        return Standing(suspended, history[suspended - 1].act.code, reached, rank)
    return Standing(since, reached, reached, rank)


def standings(db: sqlite3.Connection, day: str) -> list[Standing]:
    """What the one SQL says of every subject."""
    query = f"""WITH chosen AS (SELECT id FROM subject), {stages()}
        SELECT milestone, stage, reached, rank FROM standing ORDER BY subject"""
    return [Standing(*row) for row in db.execute(query, {"as_of": day})]


def write(db: sqlite3.Connection, subject: int, history: list[Happening]) -> None:
    rows = []
    for each in history:
        date = DATES[each.date]
        returns = each.act.effect == "return"
        status = "actual" if returns else each.status
        start = f"'{date.date_from}'" if date.date_from else "NULL"
        extra = f"'{each.return_to}', 'x'" if returns else "NULL, NULL"
        rows.append(
            f"(:batch, {subject}, 'zone', '{each.act.code}', '{status}', {start},"
            f" '{date.date_to}', '{date.precision}', {extra})"
        )
    sql(
        db,
        "INSERT INTO milestone (batch, subject, kind, act, status, date_from, date_to, precision,"
        f" return_to, reason) VALUES {', '.join(rows)}",
    )


@settings(max_examples=60)
@given(st.lists(HAPPENINGS, min_size=1, max_size=8), st.lists(HAPPENINGS, min_size=1, max_size=4))
def test_any_history_stands_where_a_walk_leaves_it(
    first: list[Happening], second: list[Happening]
) -> None:
    histories = [
        [each._replace(status="actual") if each.act.effect == "return" else each for each in told]
        for told in (first, second)
    ]
    with database() as db:
        for number, told in enumerate(histories, 1):
            put(db, "zones", name=f"KCN {number}")
            write(db, number, told)
        before = int(str(one(db, "SELECT count(*) FROM milestone WHERE subject = 1")))
        for day in DAYS:
            one_then, two_then = (walk(told, day) for told in histories)
            shifted = two_then.milestone and two_then.milestone + before
            assert standings(db, day) == [one_then, two_then._replace(milestone=shifted)]
