"""Databases with what a test needs in them, in one line each: no clock, no network, no user files.

Rows go in by the way the command line takes; `sql` is for what no command does.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

import pytest

from zone_tracker.errors import Problems, Refused, ZoneTrackerError
from zone_tracker.importing.desk import Mode
from zone_tracker.importing.files import inputs_of, understood
from zone_tracker.importing.intake import Intake, Outcome, Understood
from zone_tracker.importing.plan import Manner, import_seed, import_sheets, record_row
from zone_tracker.importing.profile import Profile
from zone_tracker.importing.sheets import Sheet
from zone_tracker.importing.understanding import understand
from zone_tracker.seeds import seed_folder
from zone_tracker.store.connection import Author, batch, prepare
from zone_tracker.store.schema import migrate
from zone_tracker.wording import LANGUAGES, say

Content = dict[str, list[tuple[object, ...]]]

NOT_CONTENT = ("batch", "change", "snapshot", "sqlite_sequence", "_sqlite_migrations")


def author(command: str = "test") -> Author:
    """Who writes in tests, in these words."""
    return Author("tester", command, "2024-03-31T01:00:00Z")


# --- Databases ----------------------------------------------------------------------------------


@cache
def image(seeded: bool, /) -> bytes:
    """The bytes of a database, made once: with the seed in it, or empty."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        prepare(db)
        migrate(db)
        if seeded:
            import_seed(db, author("init"), seed_folder())
        return db.serialize()


@contextmanager
def database(*, seeded: bool = False) -> Iterator[sqlite3.Connection]:
    """A database in memory, gone after the block."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        db.deserialize(image(seeded))
        prepare(db)
        yield db


def file(folder: Path, *, seeded: bool = False, name: str = "record.db") -> Path:
    """A database file in `folder`."""
    path = folder / name
    path.write_bytes(image(seeded))
    return path


def content(db: sqlite3.Connection) -> Content:
    """Every row of every table but the log, snapshots, sequences and the dates of migrations."""
    tables = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {
        table: db.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall()
        for table in tables
        if table not in NOT_CONTENT
    }


def log_of(db: sqlite3.Connection) -> tuple[list[object], list[object]]:
    """The log whole: the batches, and the changes."""
    batches = db.execute("SELECT * FROM batch ORDER BY id").fetchall()
    return batches, db.execute("SELECT * FROM change ORDER BY id").fetchall()


def one(db: sqlite3.Connection, query: str, *values: object) -> object:
    """The first value of the first row; None: there is none."""
    row = db.execute(query, values).fetchone()
    return row and row[0]


# --- Rows, each in a batch of its own -----------------------------------------------------------


def put(
    db: sqlite3.Connection,
    sheet: str,
    mode: Mode = "import",
    command: str = "put",
    /,
    **cells: str,
) -> Outcome:
    """Record one row of a sheet ("zones", "milestones", ...) as one batch."""
    with batch(db, author(command)) as work:
        return record_row(db, work.id, sheet, cells, mode)


def take(
    db: sqlite3.Connection,
    kind: str,
    header: Sequence[str],
    *rows: Sequence[str],
    keep: bool = True,
) -> Outcome:
    """Import a sheet of rows as one batch; the header stands on line 1."""
    every = [(line, list(cells)) for line, cells in enumerate((header, *rows), 1)]
    sheet = Sheet("sheet.csv", None, lambda: iter(every))
    with batch(db, author(f"import {kind}"), keep=keep) as work:
        intake = Intake(db, work.id)
        intake.take_sheet(Understood(sheet, understand(sheet, kind, Profile())))
        return intake.finish("sheet.csv")


def import_file(
    db: sqlite3.Connection,
    path: Path,
    *,
    kind: str | None = None,
    profile: Profile | None = None,
    manner: Manner | None = None,
) -> Outcome:
    """Import a file as the command does; raises Problems when it is refused."""
    sheets, _ = understood(inputs_of([str(path)], None, None), kind, profile or Profile())
    outcome = import_sheets(db, author("import"), sheets, manner or Manner())
    if outcome.problems and not outcome.batch:
        raise Problems("import.refused", outcome.problems, path=path)
    return outcome


def sql(db: sqlite3.Connection, *statements: str, command: str = "sql") -> int:
    """Run statements in one batch, whose number is `:batch`; return that number."""
    with batch(db, author(command)) as work:
        for statement in statements:
            db.execute(statement, {"batch": work.id})
    return work.id


def zone(db: sqlite3.Connection, code: str, **cells: str) -> int:
    """A zone with this code; return the batch."""
    return _number(put(db, "zones", code=code, **{"name": f"KCN {code}", **cells}))


def cluster(db: sqlite3.Connection, code: str, **cells: str) -> int:
    """A cluster with this code; return the batch."""
    return _number(put(db, "clusters", code=code, **{"name": f"CCN {code}", **cells}))


def project(db: sqlite3.Connection, code: str, **cells: str) -> int:
    """A project with this code; return the batch."""
    return _number(put(db, "projects", code=code, **{"name": code, **cells}))


def act(db: sqlite3.Connection, subject: str, act: str, date: str, **cells: str) -> int:
    """A dated act of a subject; return the batch."""
    return _number(put(db, "milestones", subject=subject, act=act, date=date, **cells))


def districts(db: sqlite3.Connection, *codes: str) -> None:
    """Districts named by their codes, and a unit set "all" of them."""
    for code in codes:
        put(db, "areas", code=code, level="district", name=f"Huyện {code}")
        put(db, "unit_sets", code="all", title_vi="Cả", title_en="All", area=code)


def target(db: sqlite3.Connection, of: str, count_by: str, **cells: str) -> None:
    """A target "T" of 2024 with one reading of subjects of kind `of`, which is its main one."""
    told = {"period": "2024", "threshold": "1", "main": "yes", "flow": "stock", **cells}
    titles = {"title_vi": "Mục tiêu", "title_en": "Target"}
    put(db, "targets", code="T", year="2024", **titles)
    put(db, "readings", target="T", code="r", kind=of, count_by=count_by, **titles, **told)


def _number(outcome: Outcome) -> int:
    assert outcome.batch is not None
    return outcome.batch


# --- Refusals -----------------------------------------------------------------------------------


@contextmanager
def refusal(
    key: str, kind: type[ZoneTrackerError] = Refused, /, **values: object
) -> Iterator[None]:
    """Expect this refusal with at least these values, sayable in every language."""
    with pytest.raises(ZoneTrackerError) as caught:
        yield
    error = caught.value
    assert (type(error), error.message.key) == (kind, key), error.message
    assert {name: error.message.values[name] for name in values} == values
    for lang in LANGUAGES:
        assert "{" not in say(error.message, lang)


def problems_of(call: Callable[[], object]) -> list[tuple[int | None, str | None, str]]:
    """The line, column and reason's key of every problem that `call` is refused for."""
    with pytest.raises(Problems) as caught:
        call()
    for problem in caught.value.problems:
        for lang in LANGUAGES:
            assert "{" not in say(problem.reason, lang)
    return [(told.line, told.column, told.reason.key) for told in caught.value.problems]


def plant(path: Path, *statements: str) -> None:
    """Write past every rule of the file, and leave its triggers as they were."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        triggers = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        kept = triggers.fetchall()
        db.execute("PRAGMA synchronous = OFF")
        for name, _ in kept:
            db.execute(f"DROP TRIGGER {name}")
        db.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            db.execute(statement)
        for _, trigger in kept:
            db.execute(trigger)
