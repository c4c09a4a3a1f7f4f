"""The commands of the registers: indicators, sectors, areas, sources, and writing targets."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zone_tracker.cli.app import READING, WRITTEN, App, Shared, whole
from zone_tracker.cli.reading import Year
from zone_tracker.cli.session import Session
from zone_tracker.cli.subjects import text
from zone_tracker.errors import Refused, UsageError
from zone_tracker.model import Report

if TYPE_CHECKING:
    from zone_tracker.importing.plan import Outcome

SAID: Shared = {
    "source": text("--source", "SOURCE"),
    "confidence": text("--confidence", "high|medium|low"),
    "note": text("--note"),
}


@dataclass
class Work:
    """A batch being written for a command, and what came of it."""

    id: int
    outcome: Outcome | None = None

    @property
    def done(self) -> Outcome:
        """The outcome, once the batch is over."""
        if self.outcome is None:
            raise TypeError("nothing was taken in")
        return self.outcome


@contextmanager
def writing(session: Session, db: sqlite3.Connection) -> Iterator[Work]:
    """A batch in which a command takes something in; its outcome tells whether it was kept."""
    from zone_tracker.store.connection import batch

    with batch(db, session.author) as current:
        work = Work(current.id)
        yield work
    session.wrote = current.kept
    if not current.kept:
        work.outcome = replace(work.done, batch=None)


# Indicators


def indicator_list(
    session: Session,
    db: sqlite3.Connection,
    *,
    year: Year = None,
    measure: Annotated[str | None, typer.Option("--measure", metavar="MEASURE")] = None,
) -> Report:
    """The figures of the province."""
    from zone_tracker.importing.registers import find_measure
    from zone_tracker.reports.registers import indicators
    from zone_tracker.store.vocabulary import vocabulary

    of = None if measure is None else find_measure(vocabulary(db), measure)
    return indicators(db, session.day, year, of)


Measure = Annotated[str, typer.Argument(metavar="MEASURE")]


def indicator_show(session: Session, db: sqlite3.Connection, *, measure: Measure) -> Report:
    """One measure over time."""
    from zone_tracker.importing.registers import find_measure
    from zone_tracker.reports.registers import indicator
    from zone_tracker.store.vocabulary import vocabulary

    words = vocabulary(db)
    return indicator(db, words.measures[find_measure(words, measure)].label, session.day)


FIGURE: Shared = {
    "on": text("--on", "PERIOD"),
    "planned": (Annotated[bool | None, typer.Option("--planned")], None),
    "price_base": text("--price-base", "current|2010"),
    "derived": (Annotated[bool | None, typer.Option("--derived")], None),
    **SAID,
}


def indicator_add(
    session: Session,
    db: sqlite3.Connection,
    cells: dict[str, Any],
    *,
    measure: Measure,
    value: Annotated[str, typer.Argument(metavar="VALUE")],
) -> Report:
    """Record one figure of the province."""
    from zone_tracker.importing.registers import chosen, measures, take_figure
    from zone_tracker.reports import entered
    from zone_tracker.store.registers import province
    from zone_tracker.store.vocabulary import vocabulary

    needed(cells, "indicator add", "on")
    words = vocabulary(db)
    about = province(db)
    if about is None:
        raise Refused("indicator.no-province")
    known = chosen(measure, measures(words))
    row = {"subject": about.code, "measure": known.code if known else measure, "value": value}
    row |= {key: cell for key, cell in cells.items() if key not in ("on", "planned", "derived")}
    row |= {"date": cells["on"], "status": "planned" if "planned" in cells else "actual"}
    row |= {"derived": "yes" if "derived" in cells else "no"}
    with writing(session, db) as work:
        work.outcome = take_figure(db, work.id, row)
    return entered.figure(db, words.measures[row["measure"]].label, work.done)


# Sectors


def sector_list(session: Session, db: sqlite3.Connection) -> Report:
    """The industry groups and their sectors."""
    from zone_tracker.reports.registers import sectors

    return sectors(db)


def sector_show(
    session: Session,
    db: sqlite3.Connection,
    *,
    sector: Annotated[str, typer.Argument(metavar="SECTOR")],
) -> Report:
    """One sector and its projects."""
    from zone_tracker.importing.registers import find_sector
    from zone_tracker.reports.registers import sector as report

    return report(db, find_sector(db, sector), session.day)


SECTOR: Shared = {
    "name_en": text("--name-en"),
    "group": text("--group", "GROUP"),
    "source": text("--source", "SOURCE"),
    "confidence": text("--confidence", "high|medium|low"),
}


def sector_add(
    session: Session,
    db: sqlite3.Connection,
    cells: dict[str, str],
    *,
    sector_code: Annotated[str, typer.Argument(metavar="CODE")],
    sector_name: Annotated[str, typer.Argument(metavar="NAME")],
) -> Report:
    """Record a sector or a group."""
    from zone_tracker.importing.registers import take_sector
    from zone_tracker.reports import entered

    needed(cells, "sector add", "name_en")
    with writing(session, db) as work:
        row = {"code": sector_code, "name_vi": sector_name, **cells}
        work.outcome = take_sector(db, work.id, row)
    return entered.entered(sector_name, sector_code, work.done, [])


# Areas


def area_list(
    session: Session,
    db: sqlite3.Connection,
    *,
    level: Annotated[str, typer.Option("--level", metavar="province|district|commune")] = "district",
    valid_on: Annotated[str | None, typer.Option("--on", metavar="DATE")] = None,
) -> Report:
    """The units of a level on a day."""
    from zone_tracker.importing.desk import LEVEL
    from zone_tracker.importing.words import one_of
    from zone_tracker.reports.areas import units
    from zone_tracker.vietnamese.dates import day

    today = session.now.date().isoformat()
    return units(db, one_of(level, LEVEL), today, valid_on and day(valid_on))


def area_show(
    session: Session,
    db: sqlite3.Connection,
    *,
    area: Annotated[str, typer.Argument(metavar="AREA")],
) -> Report:
    """One unit."""
    from zone_tracker.importing.registers import find_area
    from zone_tracker.reports.areas import unit

    return unit(db, find_area(db, area), session.day)


AREA: Shared = {
    "level": text("--level", "province|district|commune"),
    "parent": text("--parent", "AREA"),
    "valid_from": text("--from", "DATE"),
    "valid_to": text("--to", "DATE"),
    "succeeds": text("--succeeds", "AREA;AREA"),
    "succeeded_on": text("--on", "DATE"),
    "old_to": text("--old-to", "DATE"),
    **SAID,
}


def area_add(
    session: Session,
    db: sqlite3.Connection,
    cells: dict[str, str],
    *,
    area_code: Annotated[str, typer.Argument(metavar="CODE")],
    area_name: Annotated[str, typer.Argument(metavar="NAME")],
) -> Report:
    """Record a unit, and which ones it takes over from."""
    from zone_tracker.importing.registers import take_area
    from zone_tracker.reports import entered
    from zone_tracker.store.areas import newest

    needed(cells, "area add", "level")
    with writing(session, db) as work:
        work.outcome = take_area(db, work.id, {"code": area_code, "name": area_name, **cells})
    return entered.area(db, newest(db), work.done)


# Sources


def source_list(
    session: Session,
    db: sqlite3.Connection,
    *,
    source_text: Annotated[str | None, typer.Option("--text", metavar="TEXT")] = None,
    unused: Annotated[bool, typer.Option("--unused")] = False,
    missing: Annotated[bool, typer.Option("--missing")] = False,
) -> Report:
    """The documents, or what has none."""
    from zone_tracker.reports import sources

    if missing and (unused or source_text is not None):
        raise UsageError("usage.missing-alone")
    return sources.missing(db) if missing else sources.documents(db, source_text, unused=unused)


def source_show(
    session: Session,
    db: sqlite3.Connection,
    *,
    document: Annotated[str, typer.Argument(metavar="SOURCE")],
) -> Report:
    """One document and all that rests on it."""
    from zone_tracker.importing.registers import find_source
    from zone_tracker.reports.sources import document as report

    return report(db, find_source(db, document))


SOURCE: Shared = {
    "publisher": text("--publisher"),
    "number": text("--number"),
    "date": text("--date", "DATE"),
    "url": text("--url", "ADDRESS"),
    "note": text("--note"),
}


def source_add(
    session: Session,
    db: sqlite3.Connection,
    cells: dict[str, str],
    *,
    source_code: Annotated[str, typer.Argument(metavar="CODE")],
    title: Annotated[str, typer.Argument(metavar="TITLE")],
) -> Report:
    """Record a document."""
    from zone_tracker.importing.registers import take_source
    from zone_tracker.reports import entered

    with writing(session, db) as work:
        work.outcome = take_source(db, work.id, {"code": source_code, "title": title, **cells})
    return entered.entered(title, source_code, work.done, [])


# Targets

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
TARGET: Shared = {"target_year": text("--year", "YEAR"), **TITLES, **RULE}
CHANGES: Shared = {**TITLES, **RULE, "main": text("--main", "READING")}
Target = Annotated[str, typer.Argument(metavar="CODE")]


def target_add(
    session: Session, db: sqlite3.Connection, cells: dict[str, str], *, target: Target
) -> Report:
    """Record a target with its main reading."""
    from zone_tracker.importing.registers import take_target
    from zone_tracker.reports import entered

    needed(
        cells,
        "target add",
        *("target_year", "title_vi", "title_en", "reading", "count_by", "counted_kind"),
        "threshold",
    )
    own = {key: cell for key, cell in cells.items() if key in TITLES}
    reading = {
        **{key: own[key] for key in ("title_vi", "title_en", "source") if key in own},
        "period": cells["target_year"],
        **reading_cells(cells),
    }
    with writing(session, db) as work:
        row = {"code": target, "year": cells["target_year"], **own}
        work.outcome = take_target(db, work.id, row, reading)
    return entered.target(db, target.strip(), work.done)


def reading_cells(cells: Mapping[str, str]) -> dict[str, str]:
    """The options of a rule as the cells of a reading."""
    return {CELL_OF.get(key, key): cell for key, cell in cells.items() if key in RULE}


def target_update(
    session: Session, db: sqlite3.Connection, cells: dict[str, str], *, target: Target
) -> Report:
    """Record what is new about a target; exactly one reading stays the main one."""
    from zone_tracker.importing.registers import take_target_changes
    from zone_tracker.reports import entered
    from zone_tracker.store import rules

    known = rules.target(db, target)
    if not cells:
        raise UsageError("usage.nothing-for-target", code=known.code)
    readings = {each.code: each.main for each in rules.readings(db, known.id)}
    old_main = next((code for code, main in readings.items() if main), None)
    new = new_reading(cells)
    main = cells.get("main") or (cells.get("reading") if old_main is None else None)
    if main is not None and main not in (*readings, cells.get("reading")):
        raise Refused("reading.unknown", value=main, allowed=list(readings))
    row = {"code": known.code, "year": str(known.year)}
    row |= {"title_vi": known.title.vi, "title_en": known.title.en}
    row |= {key: cell for key, cell in cells.items() if key in TITLES}
    if new is not None:
        new = {"period": str(known.year), **source_of(known, cells), **new}
    changed = main if main != old_main else None
    with writing(session, db) as work:
        work.outcome = take_target_changes(db, work.id, row, new, old_main, changed)
    return entered.target_changes(db, known.code, work.done, old_main, cells.get("reading"))
