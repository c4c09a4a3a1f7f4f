"""The commands that answer: status, gaps, targets."""

from __future__ import annotations

import sqlite3
from typing import Annotated

import typer

from zone_tracker.cli.app import JUDGING, App, whole
from zone_tracker.cli.completion import Code
from zone_tracker.cli.session import Session
from zone_tracker.model import Report

Year = Annotated[int | None, typer.Option("--year", metavar="YEAR", parser=whole)]


def status(
    session: Session,
    db: sqlite3.Connection,
    *,
    year: Year = None,
    check: Annotated[bool, typer.Option("--check")] = False,
) -> Report:
    """The targets with verdicts, then where everything stands."""
    from zone_tracker.reports.status import status as report

    filed = session.output is not None
    answer, well = report(db, session.path, session.day, year, filed=filed)
    if check and not well:
        session.exit_code = 3
    return answer


def gaps(session: Session, db: sqlite3.Connection, *, year: Year = None) -> Report:
    """What is missing."""
    from zone_tracker.reports.gaps import gaps as report
    from zone_tracker.reports.status import target_year

    return report(db, session.day, target_year(db, session.day, year))


def target_list(session: Session, db: sqlite3.Connection, *, year: Year = None) -> Report:
    """The targets of a year."""
    from zone_tracker.reports.targets import listing

    return listing(db, session.day, year)


def target_show(session: Session, db: sqlite3.Connection, *, target: Code) -> Report:
    """One target and why its verdict is what it is."""
    from zone_tracker.reports.targets import show

    return show(db, target, session.day)


def register(app: App, name: str) -> None:
    """Add the command or group `name`."""
    if name == "target":
        from zone_tracker.cli import targets

        group = app.group("target")
        app.add(group, "target list", target_list, shared=JUDGING)
        app.add(group, "target show", target_show, shared=JUDGING)
        targets.register(app, group)
        app.typer.add_typer(group, name="target")
        return
    app.add(app.typer, name, {"status": status, "gaps": gaps}[name], shared=JUDGING)
