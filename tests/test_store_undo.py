"""One batch after another: what undo brings back, what it refuses, what leaves no trace."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from builders import (
    Content,
    act,
    author,
    cluster,
    content,
    database,
    log_of,
    one,
    project,
    put,
    refusal,
    sql,
    take,
    zone,
)
from zone_tracker.errors import Problems
from zone_tracker.store import log
from zone_tracker.store.connection import batch


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    with database() as made:
        yield made


def undo(db: sqlite3.Connection, wanted: int | None = None, *, keep: bool = True) -> log.Effect:
    return log.undo(db, author("undo"), wanted, keep=keep)


def redo(db: sqlite3.Connection, wanted: int | None = None, *, keep: bool = True) -> log.Effect:
    return log.redo(db, author("redo"), wanted, keep=keep)


def newest(db: sqlite3.Connection) -> object:
    return one(db, "SELECT max(id) FROM batch")


# --- Back and forth -----------------------------------------------------------------------------


def test_undo_and_redo_in_turn_bring_back_both_contents_each_time(db: sqlite3.Connection) -> None:
    zone(db, "kcn-a")
    before = content(db)
    act(db, "kcn-a", "established", "2024-03-05", source="QĐ 1")
    after = content(db)
    for _ in range(3):
        undo(db)
        assert content(db) == before
        redo(db)
        assert content(db) == after


def test_undoing_every_batch_ends_in_the_seed_and_then_in_nothing() -> None:
    with database() as empty:
        nothing = content(empty)
    with database(seeded=True) as db:
        seed = content(db)
        cluster(db, "ccn-moi", district="083")
        act(db, "ccn-moi", "established", "2024-11-20", source="QĐ 123/QĐ-UBND")
        put(db, "clusters", "update", code="ccn-moi", name="CCN Mới Hơn", investor="Công ty A")
        sql(db, "DELETE FROM milestone WHERE batch = 3", "UPDATE subject SET note = 'x'")
        put(db, "aliases", subject="kcn-vo-lao", name="KCN Võ Lao mới")
        for _ in range(5):
            undo(db)
        assert content(db) == seed
        undo(db)
        assert content(db) == nothing
        with refusal("undo.nothing"):
            undo(db)
        for _ in range(6):
            redo(db)
        assert one(db, "SELECT name FROM subject WHERE code = 'ccn-moi'") == "CCN Mới Hơn"


def test_two_rows_that_exchanged_their_codes_go_back(db: sqlite3.Connection) -> None:
    zone(db, "kcn-a")
    zone(db, "kcn-b")
    before = content(db)
    swap = sql(
        db,
        "UPDATE subject SET code = 'kcn-x' WHERE code = 'kcn-a'",
        "UPDATE subject SET code = 'kcn-a' WHERE code = 'kcn-b'",
        "UPDATE subject SET code = 'kcn-b' WHERE code = 'kcn-x'",
    )
    after = content(db)
    assert after != before
    assert undo(db, swap) == log.Effect(swap, "sql", removed=0, restored=0, reset=2)
    assert content(db) == before
    redo(db, swap)
    assert content(db) == after


def test_what_an_undo_says_is_what_it_did(db: sqlite3.Connection) -> None:
    zone(db, "kcn-a")
    act(db, "kcn-a", "planned", "2023")
    mixed = sql(
        db,
        "DELETE FROM milestone",
        "UPDATE subject SET note = 'x'",
        "INSERT INTO source (batch, code, title) VALUES (:batch, 's', 'S')",
        command="by hand",
    )
    expected = log.Effect(mixed, "by hand", removed=1, restored=1, reset=1)
    assert undo(db, mixed, keep=False) == expected
    assert undo(db, mixed) == expected
    assert redo(db).removed == 1


def test_a_row_comes_back_with_every_value_it_had(db: sqlite3.Connection) -> None:
    zone(db, "kcn-a")
    hard = 'dấu \' " \\ {"a": 1} \n\t – ế \N{SMILING FACE WITH OPEN MOUTH} null'
    with batch(db, author("hard")) as work:
        for value, upper in ((2**63 - 2, 2**63 - 1), (2**53 + 1, None), (0, None)):
            db.execute(
                "INSERT INTO figure (batch, subject, measure, unit, value, upper, status, date_to,"
                " precision, note) VALUES (?, 1, 'labour', 'person', ?, ?, 'actual', '2024-01-01',"
                " 'day', ?)",
                (work.id, value, upper, hard),
            )
        db.execute(
            "INSERT INTO figure (batch, subject, measure, unit, value, status, date_to, precision)"
            " VALUES (?, 1, 'occupancy', 'bp', ?, 'actual', '2024-01-01', 'day')",
            (work.id, -(2**63)),
        )
    before = content(db)
    sql(db, "DELETE FROM figure")
    undo(db)
    assert content(db) == before


def test_a_number_is_never_given_twice(db: sqlite3.Connection) -> None:
    zone(db, "kcn-a")
    undo(db)
    zone(db, "kcn-b")
    assert one(db, "SELECT id FROM subject WHERE code = 'kcn-b'") == 2
    redo(db, 1)
    assert db.execute("SELECT id, batch FROM subject ORDER BY id").fetchall() == [(1, 1), (2, 3)]


def test_a_row_deleted_and_made_anew_under_its_id_goes_back(db: sqlite3.Connection) -> None:
    put(db, "sources", code="vb-1", title="Một")
    before = content(db)
    sql(
        db,
        "DELETE FROM source",
        "INSERT INTO source (id, batch, code, title) VALUES (1, :batch, 'vb-2', 'Hai')",
    )
    after = content(db)
    undo(db)
    assert content(db) == before
    redo(db)
    assert content(db) == after


def test_work_that_came_to_nothing_is_undone_and_out_of_the_way(db: sqlite3.Connection) -> None:
    zone(db, "kcn-a")
    sql(
        db,
        "INSERT INTO source (batch, code, title) VALUES (:batch, 's', 'S')",
        "DELETE FROM source",
    )
    assert undo(db) == log.Effect(2, "sql", removed=0, restored=0, reset=0)
    assert undo(db).batch == 1
    assert redo(db).batch == 1


def test_the_log_names_what_was_undone_and_by_what(db: sqlite3.Connection) -> None:
    zone(db, "kcn-a")
    undo(db)
    redo(db)
    undo(db)
    told = [(entry.id, entry.undoes, entry.undone_by) for entry in log.entries(db)]
    assert told == [(4, 1, None), (3, 2, None), (2, 1, 3), (1, None, 4)]
    assert [entry.id for entry in log.entries(db, 2)] == [4, 3]


@pytest.mark.parametrize("until", range(8))
def test_reversing_all_later_batches_gives_the_content_at_any_batch(until: int) -> None:
    """The base of known-on: reversals are reversed too, newest first."""
    with database() as db:
        contents: list[Content] = [content(db)]

        def keep() -> None:
            contents.append(content(db))

        zone(db, "kcn-a")
        keep()
        project(db, "da-b", within="kcn-a")
        keep()
        sql(db, "UPDATE subject SET within = NULL, note = 'x' WHERE code = 'da-b'")
        keep()
        undo(db, 3)
        keep()
        sql(db, "DELETE FROM subject WHERE code = 'da-b'")
        keep()
        undo(db, 1)
        keep()
        redo(db, 1)
        keep()
        assert newest(db) == 7
        for later in range(7, until, -1):
            log.reverse(db, author("known-on"), log.one(db, later), keep=True)
        assert content(db) == contents[until]


# --- Refusals -----------------------------------------------------------------------------------


def test_what_is_undone_or_never_was_or_is_itself_an_undo(db: sqlite3.Connection) -> None:
    with refusal("undo.nothing"):
        undo(db)
    with refusal("redo.nothing"):
        redo(db)
    with refusal("undo.unknown", batch=1):
        undo(db, 1)
    made = zone(db, "kcn-a")
    with refusal("redo.nothing"):
        redo(db)
    with refusal("redo.not-undone", batch=made):
        redo(db, made)
    undo(db)
    with refusal("undo.already", batch=made, by=2):
        undo(db, made)
    with refusal("undo.is-reversal", batch=2, origin=made, word="redo"):
        undo(db, 2)
    with refusal("undo.nothing"):
        undo(db)
    with refusal("undo.is-reversal", batch=2, origin=made, word="redo"):
        redo(db, 2)
    with refusal("undo.unknown", batch=99):
        redo(db, 99)
    redo(db)
    for reversal in (2, 3):
        for wrong in (undo, redo):
            with refusal("undo.is-reversal", batch=reversal, origin=made, word="undo"):
                wrong(db, reversal)
    with refusal("redo.nothing"):
        redo(db)


def refused_and_untouched(db: sqlite3.Connection, wanted: int, **values: object) -> None:
    """Undoing `wanted` is refused for later work, and nothing has changed."""
    before, journal = content(db), log_of(db)
    with refusal("undo.later", batch=wanted, **values):
        undo(db, wanted)
    assert (content(db), log_of(db)) == (before, journal)


def test_later_work_on_the_same_rows_is_named(db: sqlite3.Connection) -> None:
    made = zone(db, "kcn-a")
    put(db, "zones", "update", "zone update kcn-a", code="kcn-a", investor="Công ty A")
    refused_and_untouched(db, made, later=2, command="zone update kcn-a")
    sql(db, "UPDATE subject SET note = 'x'", command="by hand")
    refused_and_untouched(db, made, later=3, command="by hand")
    refused_and_untouched(db, 2, later=3, command="by hand")


def test_a_row_that_later_work_deleted_is_named(db: sqlite3.Connection) -> None:
    made = zone(db, "kcn-a")
    sql(db, "DELETE FROM subject", command="gone")
    refused_and_untouched(db, made, later=2, command="gone")


def test_a_later_pair_of_work_and_undo_does_not_stand_in_the_way(db: sqlite3.Connection) -> None:
    nothing = content(db)
    made = zone(db, "kcn-a")
    sql(db, "UPDATE subject SET note = 'x'")
    act(db, "kcn-a", "planned", "2023")
    undo(db, 3)
    undo(db, 2)
    undo(db, made)
    assert content(db) == nothing


def test_a_refused_redo_names_the_batch_asked_for(db: sqlite3.Connection) -> None:
    made = zone(db, "kcn-a")
    undo(db)
    zone(db, "kcn-a", name="KCN B")
    for wanted in (made, None):
        with refusal("undo.taken", batch=made):
            redo(db, wanted)


def test_a_later_redo_stands_in_the_way_by_the_number_of_what_it_brought_back(
    db: sqlite3.Connection,
) -> None:
    made = zone(db, "kcn-a")
    sql(db, "UPDATE subject SET note = 'x'", command="noted")
    undo(db)
    redo(db)
    refused_and_untouched(db, made, later=2, command="noted")


def test_redo_is_refused_where_later_work_changed_the_same_rows(db: sqlite3.Connection) -> None:
    zone(db, "kcn-a")
    sql(db, "UPDATE subject SET note = 'x'")
    undo(db)
    sql(db, "UPDATE subject SET note = 'y'", command="other note")
    with refusal("redo.later", batch=2, later=4, command="other note"):
        redo(db, 2)
    undo(db, 4)
    redo(db, 2)
    assert one(db, "SELECT note FROM subject") == "x"


@pytest.mark.parametrize(
    ("sheet", "cells"),
    [
        ("milestones", {"subject": "kcn-a", "act": "planned", "date": "2023"}),
        ("figures", {"subject": "kcn-a", "measure": "labour", "value": "5 người", "date": "2023"}),
        ("aliases", {"subject": "kcn-a", "name": "KCN Khác"}),
        ("projects", {"name": "Nhà máy", "within": "kcn-a"}),
    ],
)
def test_later_rows_that_refer_to_it_are_named(
    db: sqlite3.Connection, sheet: str, cells: dict[str, str]
) -> None:
    made = zone(db, "kcn-a")
    put(db, sheet, "import", "stands on it", **cells)
    refused_and_untouched(db, made, later=2, command="stands on it")
    undo(db, 2)
    undo(db, made)


def test_the_work_that_refers_is_named_though_its_row_is_older(db: sqlite3.Connection) -> None:
    project(db, "da-b")
    made = zone(db, "kcn-a")
    put(db, "projects", "update", "moved in", code="da-b", within="kcn-a")
    refused_and_untouched(db, made, later=3, command="moved in")


def test_work_that_is_undone_is_never_named(db: sqlite3.Connection) -> None:
    project(db, "da-b")
    made = zone(db, "kcn-a")
    put(db, "projects", "update", "moved in", code="da-b", within="kcn-a")
    put(db, "projects", "update", "noted", code="da-b", note="x")
    undo(db)
    refused_and_untouched(db, made, later=3, command="moved in")


def test_what_took_away_that_which_a_returning_row_refers_to_is_named(
    db: sqlite3.Connection,
) -> None:
    zone(db, "kcn-a")
    project(db, "da-b", within="kcn-a")
    gone = sql(db, "DELETE FROM subject WHERE code = 'da-b'")
    sql(db, "DELETE FROM subject WHERE code = 'kcn-a'", command="zone gone")
    refused_and_untouched(db, gone, later=4, command="zone gone")


def test_the_undo_that_took_away_what_a_returning_row_refers_to_is_named(
    db: sqlite3.Connection,
) -> None:
    zone(db, "kcn-a")
    project(db, "da-b", within="kcn-a")
    gone = sql(db, "DELETE FROM subject WHERE code = 'da-b'")
    undo(db, 1)
    refused_and_untouched(db, gone, later=4, command="undo")
    redo(db, 1)
    undo(db, gone)
    assert one(db, "SELECT count(*) FROM subject") == 2


def test_a_code_that_another_record_took_is_told(db: sqlite3.Connection) -> None:
    zone(db, "kcn-a")
    renamed = sql(db, "UPDATE subject SET code = 'kcn-b'", command="other code")
    zone(db, "kcn-a", name="KCN Khác")
    before = content(db)
    with refusal("undo.taken", batch=renamed, command="other code"):
        undo(db, renamed)
    assert content(db) == before


def test_a_name_without_district_that_came_back_is_told(db: sqlite3.Connection) -> None:
    zone(db, "kcn-a", name="KCN Trùng")
    renamed = sql(db, "UPDATE subject SET identity_key = 'khác'")
    zone(db, "kcn-b", name="KCN Trùng")
    with refusal("undo.taken", batch=renamed):
        undo(db, renamed)


# --- What leaves no trace -----------------------------------------------------------------------


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, SystemExit, sqlite3.Error])
def test_a_batch_that_is_broken_off_leaves_nothing(
    db: sqlite3.Connection, error: type[BaseException]
) -> None:
    zone(db, "kcn-a")
    before, journal = content(db), log_of(db)

    def break_off() -> None:
        with batch(db, author("broken")) as work:
            db.execute("UPDATE subject SET note = 'x'")
            db.execute("INSERT INTO source (batch, code, title) VALUES (?, 's', 'S')", (work.id,))
            raise error

    with pytest.raises(error):
        break_off()
    assert (content(db), log_of(db), db.in_transaction) == (before, journal, False)
    assert zone(db, "kcn-b") == 2


def test_a_reference_to_nothing_is_refused_at_the_end_of_its_batch(db: sqlite3.Connection) -> None:
    zone(db, "kcn-a")
    before, journal = content(db), log_of(db)
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        sql(db, "UPDATE subject SET source = 99")
    assert (content(db), log_of(db), db.in_transaction) == (before, journal, False)


def test_references_may_be_broken_within_a_batch(db: sqlite3.Connection) -> None:
    zone(db, "kcn-a")
    sql(
        db,
        "UPDATE subject SET source = 1",
        "INSERT INTO source (id, batch, code, title) VALUES (1, :batch, 's', 'S')",
    )
    undo(db)
    assert one(db, "SELECT count(*) FROM source") == 0


def test_a_batch_that_writes_nothing_is_none(db: sqlite3.Connection) -> None:
    with batch(db, author("look")) as work:
        db.execute("SELECT * FROM subject").fetchall()
        db.execute("UPDATE subject SET note = 'x'")
        db.execute("DELETE FROM source")
    assert not work.kept
    assert log_of(db) == ([], [])
    assert one(db, "SELECT count(*) FROM current_batch") == 0


def test_a_refused_input_leaves_nothing(db: sqlite3.Connection) -> None:
    before, journal = content(db), log_of(db)
    with pytest.raises(Problems):
        take(db, "zones", ["name", "stage"], ["KCN A", ""], ["KCN B", "nowhere"])
    assert (content(db), log_of(db)) == (before, journal)


def test_a_dry_run_tells_and_leaves_the_content(db: sqlite3.Connection) -> None:
    zone(db, "kcn-a")
    before, journal = content(db), log_of(db)
    header = ["subject", "act", "date"]
    assert take(db, "milestones", header, ["kcn-a", "planned", "2023"], keep=False).told("new") == 1
    assert undo(db, keep=False).removed == 1
    with batch(db, author("dry"), keep=False) as work:
        db.execute("DELETE FROM subject")
    assert not work.kept
    assert (content(db), log_of(db)) == (before, journal)
    undo(db)
    before, journal = content(db), log_of(db)
    assert redo(db, keep=False).restored == 1
    assert (content(db), log_of(db)) == (before, journal)


def test_a_broken_off_undo_leaves_nothing(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    zone(db, "kcn-a")
    before, journal = content(db), log_of(db)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(log, "refuse_orphans", interrupted)
    with pytest.raises(KeyboardInterrupt):
        undo(db)
    assert (content(db), log_of(db)) == (before, journal)
