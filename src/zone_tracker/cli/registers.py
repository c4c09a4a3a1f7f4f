"""The commands of the registers: indicators, sectors, areas, sources, and writing targets."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zone_tracker.cli.app import KNOWN, READING, WRITTEN, App, Shared, text, whole
from zone_tracker.cli.completion import own
from zone_tracker.cli.session import PROGRAM, Session
from zone_tracker.errors import Refused, UsageError
from zone_tracker.model import Report

if TYPE_CHECKING:
    from zone_tracker.importing.intake import Outcome

Year = Annotated[int | None, typer.Option("--year", metavar="YEAR", parser=whole)]
SAID: Shared = {
    "source": text("--source", "SOURCE"),
    "confidence": text("--confidence", "high|medium|low"),
    "note": text("--note"),
}


def written(session: Session, db: sqlite3.Connection, take: Callable[[int], Outcome]) -> Outcome:
    """What `take` did with the number of a batch of its own; it keeps none when nothing changed."""
    from zone_tracker.store.connection import batch

    with batch(db, session.author) as work:
        outcome = take(work.id)
    session.wrote = work.kept
    return outcome if work.kept else replace(outcome, batch=None)


def needed(cells: Mapping[str, object], fields: Shared, path: str, *keys: str) -> None:
    """Refuse a command that lacks options it cannot do without, naming all of them."""
    missing = [fields[key][0].__metadata__[0].default for key in keys if key not in cells]
    if missing:
        command = f"{PROGRAM} {path}"
        raise UsageError("usage.missing", name=", ".join(missing), command=command)


# Indicators


def indicator_list(
    session: Session,
    db: sqlite3.Connection,
    *,
    figure_year: Year = None,
    measure: Annotated[str | None, typer.Option("--measure", metavar="MEASURE")] = None,
) -> Report:
    """The figures of the province."""
    from zone_tracker.importing.registers import find_measure
    from zone_tracker.reports.registers import indicators
    from zone_tracker.store.vocabulary import vocabulary

    of = None if measure is None else find_measure(vocabulary(db), measure)
    return indicators(db, session.day, figure_year, of)


Measure = Annotated[str, typer.Argument(metavar="MEASURE", autocompletion=own)]


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
    figure_value: Annotated[str, typer.Argument(metavar="VALUE")],
) -> Report:
    """Record one figure of the province."""
    from zone_tracker.importing.registers import find_measure, take_figure
    from zone_tracker.reports import entered
    from zone_tracker.store.registers import province
    from zone_tracker.store.vocabulary import vocabulary

    needed(cells, FIGURE, "indicator add", "on")
    words = vocabulary(db)
    about = province(db)
    if about is None:
        raise Refused("indicator.no-province")
    of = find_measure(words, measure)
    row = {"subject": about.code, "measure": of, "value": figure_value}
    row |= {key: cell for key, cell in cells.items() if key not in ("on", "planned", "derived")}
    row |= {"date": cells["on"], "status": "planned" if "planned" in cells else "actual"}
    row |= {"derived": "yes"} if "derived" in cells else {}
    outcome = written(session, db, lambda work: take_figure(db, work, row))
    return entered.figure(db, words.measures[of].label, outcome, session.day)


# Sectors


def sector_list(session: Session, db: sqlite3.Connection) -> Report:
    """The industry groups and their sectors."""
    from zone_tracker.reports.registers import sectors

    return sectors(db)


def sector_show(
    session: Session,
    db: sqlite3.Connection,
    *,
    sector: Annotated[str, typer.Argument(metavar="SECTOR", autocompletion=own)],
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

    needed(cells, SECTOR, "sector add", "name_en")
    row = {"code": sector_code, "name_vi": sector_name, **cells}
    outcome = written(session, db, lambda work: take_sector(db, work, row))
    return entered.entered(sector_name, sector_code, outcome, [])


# Areas


def area_list(
    session: Session,
    db: sqlite3.Connection,
    *,
    level: Annotated[
        str, typer.Option("--level", metavar="province|district|commune")
    ] = "district",
    valid_on: Annotated[str | None, typer.Option("--on", metavar="DATE")] = None,
) -> Report:
    """The units of a level on a day."""
    from zone_tracker.importing.desk import LEVEL
    from zone_tracker.importing.words import one_of
    from zone_tracker.reports.areas import units
    from zone_tracker.vietnamese.dates import day

    of = session.read("--level", level, partial(one_of, choices=LEVEL))
    until = None if valid_on is None else session.read("--on", valid_on, day)
    return units(db, of, session.day, until)


def area_show(
    session: Session,
    db: sqlite3.Connection,
    *,
    area_ref: Annotated[str, typer.Argument(metavar="AREA", autocompletion=own)],
) -> Report:
    """One unit."""
    from zone_tracker.importing.registers import find_area
    from zone_tracker.reports.areas import unit

    return unit(db, find_area(db, area_ref), session.day)


AREA: Shared = {
    "level": text("--level", "province|district|commune"),
    "parent": text("--parent", "AREA"),
    "valid_from": text("--from", "DATE"),
    "valid_to": text("--to", "DATE"),
    "map_row": text("--map-row", "N"),
    "map_column": text("--map-column", "N"),
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
    from zone_tracker.store.areas import made_by

    needed(cells, AREA, "area add", "level")
    row = {"code": area_code, "name": area_name, **cells}
    outcome = written(session, db, lambda work: take_area(db, work, row))
    return entered.area(db, made_by(db, outcome.batch), outcome)


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
    document: Annotated[str, typer.Argument(metavar="SOURCE", autocompletion=own)],
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

    row = {"code": source_code, "title": title, **cells}
    outcome = written(session, db, lambda work: take_source(db, work, row))
    return entered.entered(title, source_code, outcome, [])


Command = tuple[Callable[..., Report], Shared, Shared | None]
GROUPS: dict[str, dict[str, Command]] = {
    "indicator": {
        "list": (indicator_list, READING, None),
        "show": (indicator_show, READING, None),
        "add": (indicator_add, WRITTEN, FIGURE),
    },
    "sector": {
        "list": (sector_list, KNOWN, None),
        "show": (sector_show, READING, None),
        "add": (sector_add, WRITTEN, SECTOR),
    },
    "area": {
        "list": (area_list, KNOWN, None),
        "show": (area_show, READING, None),
        "add": (area_add, WRITTEN, AREA),
    },
    "source": {
        "list": (source_list, KNOWN, None),
        "show": (source_show, KNOWN, None),
        "add": (source_add, WRITTEN, SOURCE),
    },
}
"""The commands of each register: the function, the shared options, the cells of a row."""


def register(app: App, name: str) -> None:
    """Add the group of the register `name`."""
    group = app.group(name)
    for word, (function, shared, fields) in GROUPS[name].items():
        writes = word == "add"
        app.add(group, f"{name} {word}", function, shared=shared, fields=fields, writes=writes)
    app.typer.add_typer(group, name=name)
