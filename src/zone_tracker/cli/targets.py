"""Writing targets: a target is added with its main reading, and never without one."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING

import typer

from zone_tracker.cli.app import WRITTEN, App, Shared, text
from zone_tracker.cli.completion import Code
from zone_tracker.cli.registers import SAID, needed, written
from zone_tracker.cli.session import Session
from zone_tracker.errors import Refused, UsageError
from zone_tracker.model import Report

if TYPE_CHECKING:
    from zone_tracker.store.rules import Target as KnownTarget

TITLES: Shared = {
    "title_vi": text("--title-vi"),
    "title_en": text("--title-en"),
    **SAID,
}
RULE: Shared = {
    "reading": text("--reading", "CODE"),
    "reading_title_vi": text("--reading-title-vi"),
    "reading_title_en": text("--reading-title-en"),
    "reading_source": text("--reading-source", "SOURCE"),
    "count_by": text("--count-by", "act|stage-at-least|advanced|any-act"),
    "counted_kind": text("--kind", "KIND"),
    "acts": text("--acts", "ACT;ACT"),
    "subjects": text("--subjects", "CODE;CODE"),
    "unit_set": text("--units", "SET"),
    "flow": text("--flow", "stock|flow"),
    "period": text("--period", "PERIOD"),
    "baseline": text("--baseline", "N"),
    "threshold": text("--threshold", "N"),
}
CELL_OF = {
    "reading": "code",
    "counted_kind": "kind",
    "reading_title_vi": "title_vi",
    "reading_title_en": "title_en",
    "reading_source": "source",
}
"""The options of a rule that are other cells of a reading."""
RULED = ("reading", "count_by", "counted_kind", "threshold")
"""What no reading can do without."""
TARGET: Shared = {"target_year": text("--year", "YEAR"), **TITLES, **RULE}
CHANGES: Shared = {**TITLES, **RULE, "main": text("--main", "READING")}
Target = Code


def target_add(
    session: Session, db: sqlite3.Connection, cells: dict[str, str], *, target: Target
) -> Report:
    """Record a target with its main reading."""
    from zone_tracker.importing.registers import take_target
    from zone_tracker.reports import entered

    needed(cells, TARGET, "target add", "target_year", "title_vi", "title_en", *RULED)
    own = {key: cell for key, cell in cells.items() if key in TITLES}
    reading: dict[str, str] = {
        key: own[key] for key in ("title_vi", "title_en", "source") if key in own
    }
    reading |= reading_cells(cells)
    row = {"code": target, "year": cells["target_year"], **own}
    outcome = written(session, db, lambda work: take_target(db, work, row, reading))
    return entered.target(db, target.strip(), outcome)


def reading_cells(cells: Mapping[str, str]) -> dict[str, str]:
    """The options of a rule as the cells of a reading."""
    return {CELL_OF.get(key, key): cell for key, cell in cells.items() if key in RULE}


def new_reading(
    db: sqlite3.Connection, known: KnownTarget, cells: Mapping[str, str]
) -> dict[str, str] | None:
    """The cells of one more reading of a target; None: the options tell none.

    Its period and source are those of the target unless told otherwise.
    """
    if not cells.keys() & RULE.keys():
        return None
    titles = ("reading_title_vi", "reading_title_en")
    needed(cells, CHANGES, "target update", *titles, *RULED)
    from zone_tracker.store.registers import source_of_target

    source = cells.get("source") or source_of_target(db, known.id)
    own = {"source": source} if source else {}
    return {"period": str(known.year), **own, **reading_cells(cells)}


def target_update(
    session: Session, db: sqlite3.Connection, cells: dict[str, str], *, target: Target
) -> Report:
    """Record what is new about a target; exactly one reading stays the main one."""
    from zone_tracker.importing.registers import take_target_changes
    from zone_tracker.reports import entered
    from zone_tracker.store import rules

    known = rules.named(db, target)
    if not cells:
        raise UsageError("usage.nothing-for-target", code=known.code)
    readings = {each.code: each.main for each in rules.readings(db, known.id)}
    old_main = next((code for code, main in readings.items() if main), None)
    new = new_reading(db, known, cells)
    main = cells.get("main") or (cells.get("reading") if old_main is None else None)
    if main is not None and main not in (*readings, cells.get("reading")):
        raise Refused("reading.unknown", value=main, allowed=list(readings))
    row = {"code": known.code, "year": str(known.year)}
    row |= {"title_vi": known.title.vi, "title_en": known.title.en}
    row |= {key: cell for key, cell in cells.items() if key in TITLES}
    outcome = written(
        session,
        db,
        lambda work: take_target_changes(
            db, work, row, new, old_main, main if main != old_main else None
        ),
    )
    return entered.target_changes(db, known.code, outcome, old_main, cells.get("reading"))


def register(app: App, group: typer.Typer) -> None:
    """Add the commands that write to the group of targets."""
    app.add(group, "target add", target_add, shared=WRITTEN, fields=TARGET, writes=True)
    app.add(group, "target update", target_update, shared=WRITTEN, fields=CHANGES, writes=True)
