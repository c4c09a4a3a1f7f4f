"""Any sequence of commands: what was told after each is told again, and a day replays the acts."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from functools import cache
from io import StringIO
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from builders import author, cluster, database, districts, target, zone
from zone_tracker.errors import Problems, Refused
from zone_tracker.importing.plan import record_row
from zone_tracker.model import Message, Report
from zone_tracker.reports.changes import Dated, Since, changes
from zone_tracker.reports.listing import listing
from zone_tracker.reports.slips import slips
from zone_tracker.reports.stale import silent, stale
from zone_tracker.reports.stalled import stalled
from zone_tracker.reports.status import status
from zone_tracker.reports.targets import show
from zone_tracker.store import corrections, known, log, snapshots
from zone_tracker.store.connection import Author, batch, prepare
from zone_tracker.store.ledger import Values
from zone_tracker.store.listing import EVERYTHING
from zone_tracker.store.vocabulary import vocabulary
from zone_tracker.vietnamese.dates import parse_date
from zone_tracker.writers import Screen, write

# --- What is asked ---

Question = Callable[[sqlite3.Connection, str], Report]


def list_of(kind: str) -> Question:
    return lambda db, day: listing(db, vocabulary(db).kinds[kind].plural, day, EVERYTHING)


def of_spring(db: sqlite3.Connection, day: str) -> Report:
    """What changed in the second quarter, as far as it has passed."""
    last = max("2024-04-01", min("2024-06-30", day))
    return changes(db, Dated("2024-04-01", last, "2024-03-31"), day, None)


def since_the_beginning(db: sqlite3.Connection, day: str) -> Report:
    """What was recorded since the snapshot of the beginning."""
    start, words = snapshots.named(db, BEGINNING), Message("moment.now")
    assert start is not None
    return changes(db, Since(words, words, start.batch, known.newest(db)), day, None)


OF_A_DAY: dict[str, Question] = {
    "status": lambda db, day: status(db, Path("record.db"), day, 2024)[0],
    "target": lambda db, day: show(db, "T", day),
    "zones": list_of("zone"),
    "clusters": list_of("cluster"),
    "slips": slips,
    "stalled": stalled,
    "stale": lambda db, day: stale(db, day, since=None),
    "districts": lambda db, day: silent(db, day, since=None),
}
QUESTIONS = {**OF_A_DAY, "happened": of_spring, "recorded": since_the_beginning}


def told(
    db: sqlite3.Connection, day: str, form: str, questions: Mapping[str, Question]
) -> dict[str, str]:
    """Every answer on a day in one format."""
    answers = {}
    for name, ask in questions.items():
        stream = StringIO()
        write(ask(db, day), stream, form, "vi", screen=Screen())
        answers[name] = stream.getvalue()
    return answers


# --- What is written ---

BEGINNING = "ban đầu"
Cells = Mapping[str, str]
Command = tuple[str, Cells] | tuple[str, int]
"""A sheet with the cells of a row; or what is done to the one of that number."""


@cache
def beginning() -> bytes:
    """The bytes of a record with two districts, two zones, two clusters and a target."""
    with database() as db:
        districts(db, "082", "083")
        for code, district in (("kcn-a", "082"), ("kcn-b", "083")):
            zone(db, code, district=district)
        for code, district in (("ccn-c", "082"), ("ccn-d", "083")):
            cluster(db, code, district=district)
        target(db, "cluster", "stage-at-least", acts="established", unit_set="all")
        snapshots.add(db, BEGINNING, author().actor, author().at)
        return db.serialize()


@contextmanager
def begun() -> Iterator[sqlite3.Connection]:
    """A record of its own with the beginning in it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        db.deserialize(beginning())
        prepare(db)
        yield db


def at(number: int) -> str:
    """The moment of a command: one a day, from April 2024 on."""
    return f"{datetime(2024, 4, 1, 9) + timedelta(days=number):%Y-%m-%dT%H:%M:%SZ}"


def do(db: sqlite3.Connection, number: int, command: Command) -> None:
    """Do one command as that of its day; one that is refused does nothing."""
    name, what = command
    who = Author("tester", name, at(number))
    try:
        if isinstance(what, int):
            TO_ONE[name](db, who, what)
            return
        with batch(db, who) as work:
            record_row(db, work.id, name, what, "import")
    except (Problems, Refused):
        pass


def undo(db: sqlite3.Connection, who: Author, number: int) -> None:
    """Undo the batch that comes so many before the newest, but none of the beginning."""
    wanted, start = known.newest(db) - number, snapshots.named(db, BEGINNING)
    if start is not None and wanted > start.batch:
        log.undo(db, who, wanted, keep=True)


def redo(db: sqlite3.Connection, who: Author, _: int) -> None:
    log.redo(db, who, None, keep=True)


def correct(db: sqlite3.Connection, who: Author, number: int) -> None:
    """An act is of another day."""
    with an_act(db, who, number) as row:
        told = parse_date("8/5/2024")
        values = {"date_from": told.date_from, "date_to": told.date_to, "precision": "day"}
        corrections.change(db, "milestone", row, values)


def void(db: sqlite3.Connection, who: Author, number: int) -> None:
    with an_act(db, who, number) as row:
        corrections.void(db, "milestone", row)


@contextmanager
def an_act(db: sqlite3.Connection, who: Author, number: int) -> Iterator[Values]:
    """One of the acts on record, and a batch to change it in."""
    ids = [row[0] for row in db.execute("SELECT id FROM milestone ORDER BY id")]
    if not ids:
        raise Refused("entry.unknown", value="m")
    with batch(db, who):
        chosen = ids[number % len(ids)]
        (kind,) = db.execute("SELECT kind FROM milestone WHERE id = ?", (chosen,)).fetchone()
        yield corrections.entry(db, kind, f"m{chosen}")[1]


TO_ONE = {"undo": undo, "redo": redo, "correct": correct, "void": void}

SUBJECTS = st.sampled_from(["kcn-a", "kcn-b", "ccn-c", "ccn-d"])
STAGES = ("planned", "under-appraisal", "established", "land-clearance", "operating")
ACTS = st.sampled_from(
    [
        *({"act": stage} for stage in STAGES),
        *({"act": stage, "status": "planned"} for stage in STAGES[2:]),
        *({"act": act} for act in ("suspended", "resumed", "cancelled", "investment-called")),
        {"act": "late", "reason": "thiếu vốn"},
        {"act": "returned", "return_to": "planned", "reason": "bãi bỏ"},
    ]
)
DATES = st.sampled_from(
    ["2022", "../2023", "15/3/2024", "20/4/2024", "4/2024", "quý II/2024", "5/6/2024", "2025"]
)
SOURCES = st.sampled_from([{}, {"source": "QĐ 1"}, {"source": "QĐ 2"}])
FIGURES = st.sampled_from(
    [
        {"measure": "area-planned", "value": "20 ha"},
        {"measure": "area-planned", "value": "30 ha"},
        {"measure": "labour", "value": "khoảng 100 người"},
        {"measure": "industrial-output", "value": "5 tỷ đồng"},
    ]
)


def rows(sheet: str, cells: st.SearchStrategy[dict[str, str]]) -> st.SearchStrategy[Command]:
    """A row of a sheet about one of the subjects."""
    return st.builds(
        lambda subject, date, cells, source: (
            sheet,
            {"subject": subject, "date": date, **cells, **source},
        ),
        *(SUBJECTS, DATES, cells, SOURCES),
    )


DATED = st.one_of(rows("milestones", ACTS), rows("milestones", ACTS), rows("figures", FIGURES))
CONFIRMED = rows("confirmations", st.just({"source": "CV 1"}))
ADDED = st.tuples(
    st.sampled_from(["zones", "clusters"]),
    st.fixed_dictionaries(
        {"name": st.sampled_from(["Mới", "Thứ hai"]), "district": st.just("083")}
    ),
)
NUMBERED = st.tuples(st.sampled_from([*TO_ONE, "undo", "redo"]), st.integers(0, 6))


# Shrinking takes minutes.
QUICK = settings(phases=[Phase.explicit, Phase.reuse, Phase.generate])

# --- What was told is told again ---


@settings(QUICK, max_examples=4)
@given(st.lists(st.one_of(DATED, DATED, CONFIRMED, ADDED, NUMBERED), min_size=5, max_size=9))
def test_known_on_a_moment_is_what_was_told_then(commands: list[Command]) -> None:
    """Every answer after every command, byte for byte, when all the others have been done.

    It is asked by turns as people get it and as machines do.
    """
    with begun() as db:
        then = []
        for number, command in enumerate(commands):
            do(db, number, command)
            then.append(answers_of(db, number))
        for number, answers in enumerate(then):
            with known.remembered(db, known.by(db, at(number))) as copy:
                assert answers_of(copy, number) == answers


def answers_of(db: sqlite3.Connection, number: int) -> dict[str, str]:
    """All answers on the day of a command."""
    return told(db, at(number)[:10], ("table", "json")[number % 2], QUESTIONS)


# --- A day replays the acts up to it ---

RECORDED = re.compile(r'"recorded": "[^"]*"|"m\d+"')
"""What a replay need not have the same: when something was recorded, the number of an act."""


@settings(QUICK, max_examples=12)
@given(
    st.lists(DATED, min_size=3, max_size=14),
    st.sampled_from(["2022-12-31", "2024-03-31", "2024-04-30", "2024-06-04", "2024-12-31"]),
)
def test_as_of_a_day_is_a_replay_of_what_had_happened(commands: list[Command], day: str) -> None:
    """A record into which only what is dated up to a day has come tells of it the same.

    Plans are no part of that: a document sets them, whenever what it plans is due.
    """
    with begun() as db, begun() as replay:
        for number, command in enumerate(commands):
            do(db, number, command)
            if happened_by(command, day):
                do(replay, number, command)
        assert without_recording(replay, day) == without_recording(db, day)


def happened_by(command: Command, day: str) -> bool:
    cells = command[1]
    assert not isinstance(cells, int)
    return cells.get("status") == "planned" or parse_date(cells["date"]).date_to <= day


def without_recording(db: sqlite3.Connection, day: str) -> dict[str, str]:
    """The answers on a day that machines get, without what tells of the recording."""
    answers = told(db, day, "json", OF_A_DAY)
    return {name: RECORDED.sub("", answer) for name, answer in answers.items()}
