"""The commands about what is new and what is old: changes, snapshots, stale."""

from __future__ import annotations

import sqlite3
from typing import Annotated

import typer

from zone_tracker.cli.answers import PLACE, Limit
from zone_tracker.cli.app import KNOWN, READING, WRITTEN, App, whole
from zone_tracker.cli.completion import snapshots
from zone_tracker.cli.session import Session
from zone_tracker.errors import UsageError
from zone_tracker.model import Report


def changes(
    session: Session,
    db: sqlite3.Connection,
    *,
    since: Annotated[str, typer.Option("--since", metavar="MOMENT", autocompletion=snapshots)],
    until: Annotated[
        str | None, typer.Option("--until", metavar="MOMENT", autocompletion=snapshots)
    ] = None,
    recorded: Annotated[bool, typer.Option("--recorded")] = False,
    limit: Limit = None,
) -> Report:
    """What changed in a period, by its own date or by recording."""
    from zone_tracker.cli import moments
    from zone_tracker.reports import changes as reports

    if recorded or any(moments.of_recording(db, text) for text in (since, until or since)):
        return since_recorded(session, db, since, until, limit)
    last = session.day if until is None else session.read("--until", until, moments.last_day)
    span = reports.Dated(*moments.from_day(session, since, last))
    return reports.changes(db, span, session.day, session.page(limit))


def since_recorded(
    session: Session, db: sqlite3.Connection, since: str, until: str | None, limit: int | None
) -> Report:
    """What was recorded between two moments; the later one is looked back to."""
    from zone_tracker.cli import moments
    from zone_tracker.model import Message
    from zone_tracker.reports import changes as reports
    from zone_tracker.store import known

    start = moments.beginning(session, db, since)
    as_of, told = session.day, session.known.told if session.known else Message("moment.now")
    if until is not None:
        end = moments.moment(session, db, "--until", until)
        if session.known is not None and session.known.at < end.at:
            end = session.known  # later work is not known of, so it is no end of anything
        if end.at < start.at:
            raise UsageError("changes.reversed", since=since)
        db = session.after.enter_context(known.remembered(db, end.batch))
        as_of, told = end.day, end.told
    span = reports.Since(start.told, told, start.batch, known.newest(db))
    return reports.changes(db, span, as_of, session.page(limit))


def stale(
    session: Session,
    db: sqlite3.Connection,
    cells: dict[str, str],
    *,
    since: Annotated[str | None, typer.Option("--since", metavar="DATE")] = None,
    days: Annotated[int | None, typer.Option("--days", metavar="N", parser=whole)] = None,
    period: Annotated[str | None, typer.Option("--period", metavar="PERIOD")] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="district")] = None,
    limit: Limit = None,
) -> Report:
    """What has long not been told of."""
    from zone_tracker.importing.filters import kind_and_place
    from zone_tracker.reports import stale as reports
    from zone_tracker.store.vocabulary import vocabulary

    if by not in (None, "district"):
        raise UsageError("usage.by", value=by, allowed=["district"])
    first, last = span(session, since, days, period)
    kind, where = kind_and_place(db, vocabulary(db), cells)
    if by:
        return reports.silent(db, last, since=first, kind=kind, where=where)
    page = session.page(limit)
    return reports.stale(db, last, since=first, kind=kind, where=where, limit=page)


def span(
    session: Session, since: str | None, days: int | None, period: str | None
) -> tuple[str | None, str]:
    """The first and the last day asked about; None: from ever."""
    from zone_tracker import periods
    from zone_tracker.cli import moments

    if sum(told is not None for told in (since, days, period)) > 1:
        raise UsageError("usage.one-period")
    last = session.day
    if period is not None:
        until = session.read("--period", period, lambda text: periods.last_day(text, last))
        return periods.parse(period).date_from, until
    if days is not None:
        return moments.earlier(last, days), last
    first = None if since is None else session.read("--since", since, moments.first_day)
    if first is not None and first > last:
        raise UsageError("changes.reversed", since=since)
    return first, last


def snapshot_add(
    session: Session,
    db: sqlite3.Connection,
    *,
    name: Annotated[str, typer.Argument(metavar="NAME")],
) -> Report:
    """Give the record as it stands a name."""
    from zone_tracker.cli.moments import plain_name
    from zone_tracker.reports.snapshots import added
    from zone_tracker.store.snapshots import add

    author = session.author
    made = add(db, session.read("NAME", name, plain_name), author.actor, author.at)
    session.wrote = True
    return added(made)


def snapshot_list(session: Session, db: sqlite3.Connection) -> Report:
    """The snapshots, the newest first."""
    from zone_tracker.reports.snapshots import listing

    return listing(db)


def register(app: App, name: str) -> None:
    """Add the command or group `name`."""
    if name == "changes":
        app.add(app.typer, name, changes, shared=KNOWN)
        return
    if name == "stale":
        app.add(app.typer, name, stale, shared=READING, fields=PLACE)
        return
    group = app.group(name)
    app.add(group, "snapshot add", snapshot_add, shared=WRITTEN, writes=True)
    app.add(group, "snapshot list", snapshot_list, shared=WRITTEN)
    app.typer.add_typer(group, name=name)
