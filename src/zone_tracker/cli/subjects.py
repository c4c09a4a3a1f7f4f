"""The commands of one kind of subject: add, update, list, show, history."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Annotated

import typer

from zone_tracker.cli.app import READING, WRITTEN, App
from zone_tracker.cli.session import Session
from zone_tracker.errors import UsageError
from zone_tracker.model import Report

Code = Annotated[str, typer.Argument(metavar="CODE")]
District = Annotated[str | None, typer.Option("--district")]
Within = Annotated[str | None, typer.Option("--in", metavar="ZONE")]
Investor = Annotated[str | None, typer.Option("--investor")]
Sector = Annotated[str | None, typer.Option("--sector")]
Certificate = Annotated[str | None, typer.Option("--certificate")]
Stage = Annotated[str | None, typer.Option("--stage")]
On = Annotated[str | None, typer.Option("--on", metavar="DATE")]
Planned = Annotated[bool, typer.Option("--planned")]
Phase = Annotated[str | None, typer.Option("--phase")]
Capital = Annotated[str | None, typer.Option("--capital", metavar="MONEY")]
Area = Annotated[str | None, typer.Option("--area", metavar="AREA")]
Labour = Annotated[str | None, typer.Option("--labour")]
Source = Annotated[str | None, typer.Option("--source")]
Confidence = Annotated[str | None, typer.Option("--confidence", metavar="high|medium|low")]
Note = Annotated[str | None, typer.Option("--note")]


def add(
    session: Session,
    db: sqlite3.Connection,
    kind: str,
    *,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    code: Annotated[str | None, typer.Option("--code")] = None,
    district: District = None,
    within: Within = None,
    investor: Investor = None,
    sector: Sector = None,
    certificate: Certificate = None,
    stage: Stage = None,
    on: On = None,
    planned: Planned = False,
    phase: Phase = None,
    capital: Capital = None,
    area: Area = None,
    labour: Labour = None,
    source: Source = None,
    confidence: Confidence = None,
    note: Note = None,
) -> Report:
    """Record a new subject."""
    cells = {
        "name": name,
        "code": code,
        "district": district,
        "within": within,
        "investor": investor,
        "sector": sector,
        "certificate": certificate,
        "stage": stage,
        "on": on,
        "phase": phase,
        "capital": capital,
        "area": area,
        "labour": labour,
        "source": source,
        "confidence": confidence,
        "note": note,
        "status": "planned" if planned else None,
    }
    return record(session, db, kind, cells, added=True)


def update(
    session: Session,
    db: sqlite3.Connection,
    kind: str,
    *,
    code: Code,
    name: Annotated[str | None, typer.Option("--name")] = None,
    district: District = None,
    within: Within = None,
    investor: Investor = None,
    sector: Sector = None,
    certificate: Certificate = None,
    stage: Stage = None,
    suspend: Annotated[bool, typer.Option("--suspend")] = False,
    resume: Annotated[bool, typer.Option("--resume")] = False,
    return_to: Annotated[str | None, typer.Option("--return-to", metavar="STAGE")] = None,
    reason: Annotated[str | None, typer.Option("--reason")] = None,
    on: On = None,
    planned: Planned = False,
    phase: Phase = None,
    capital: Capital = None,
    area: Area = None,
    labour: Labour = None,
    source: Source = None,
    confidence: Confidence = None,
    note: Note = None,
) -> Report:
    """Record what is new about a subject; nothing recorded is erased."""
    from zone_tracker.store.subjects import find, one
    from zone_tracker.store.vocabulary import vocabulary

    known = one(db, find(db, vocabulary(db), code, kind))
    cells = {
        "code": known.code,
        "name": name,
        "district": district or (name and known.district),
        "within": within,
        "investor": investor,
        "sector": sector,
        "certificate": certificate,
        "on": on,
        "phase": phase,
        "reason": reason,
        "capital": capital,
        "area": area,
        "labour": labour,
        "source": source,
        "confidence": confidence,
        "note": note,
        "status": "planned" if planned else None,
        "return_to": return_to,
        "stage": act_word(stage, suspend=suspend, resume=resume, return_to=return_to),
    }
    if not any(text for key, text in cells.items() if key not in ("code", "status")):
        raise UsageError("usage.nothing-to-update", code=known.code)
    return record(session, db, kind, cells, added=False)


def act_word(
    stage: str | None, *, suspend: bool, resume: bool, return_to: str | None
) -> str | None:
    """The one act that the options name; several at once are refused."""
    told = [
        *([stage] if stage else []),
        *(["suspended"] if suspend else []),
        *(["resumed"] if resume else []),
        *(["returned"] if return_to else []),
    ]
    if len(told) > 1:
        raise UsageError("usage.one-act")
    return told[0] if told else None


def record(
    session: Session,
    db: sqlite3.Connection,
    kind: str,
    cells: Mapping[str, str | None],
    *,
    added: bool,
) -> Report:
    """Write one row of words as one batch, and say what it did."""
    from dataclasses import replace

    from zone_tracker.importing.plan import record_row
    from zone_tracker.reports.outcome import recorded
    from zone_tracker.store.connection import batch
    from zone_tracker.store.subjects import by_code, stage_now

    given = {key: text for key, text in cells.items() if text is not None}
    today = session.day
    with batch(db, session.author) as work:
        subject = by_code(db, given.get("code", ""))
        before = stage_now(db, subject, today) if subject else None
        outcome = record_row(db, work.id, f"{kind}s", given, "add" if added else "update")
    if not work.kept:
        outcome = replace(outcome, batch=None)
    return recorded(db, outcome, before, today, added=added)


def listing(
    session: Session,
    db: sqlite3.Connection,
    kind: str,
    *,
    district: District = None,
    stage: Stage = None,
    within: Within = None,
    sector: Sector = None,
    text: Annotated[str | None, typer.Option("--text")] = None,
) -> Report:
    """The subjects of a kind."""
    from zone_tracker.importing.filters import filter_of
    from zone_tracker.reports.subjects import listing as report
    from zone_tracker.store.vocabulary import vocabulary

    words = vocabulary(db)
    narrow = filter_of(
        db,
        words,
        kind,
        {"district": district, "stage": stage, "within": within, "sector": sector, "text": text},
    )
    return report(db, words.kinds[kind].label, session.day, narrow)


def show(session: Session, db: sqlite3.Connection, kind: str, *, code: Code) -> Report:
    """One subject on one screen."""
    from zone_tracker.reports.subjects import show as report
    from zone_tracker.store.subjects import find
    from zone_tracker.store.vocabulary import vocabulary

    return report(db, find(db, vocabulary(db), code, kind), session.day)


def history(session: Session, db: sqlite3.Connection, kind: str, *, code: Code) -> Report:
    """Every act and figure of one subject."""
    from zone_tracker.reports.subjects import history as report
    from zone_tracker.store.subjects import find
    from zone_tracker.store.vocabulary import vocabulary

    return report(db, find(db, vocabulary(db), code, kind))


def register(app: App, name: str) -> None:
    """Add the group of the kind `name`."""
    group = app.group(name)
    app.add(group, f"{name} add", add, shared=WRITTEN, writes=True, kind=name)
    app.add(group, f"{name} update", update, shared=WRITTEN, writes=True, kind=name)
    app.add(group, f"{name} list", listing, shared=READING, kind=name)
    app.add(group, f"{name} show", show, shared=READING, kind=name)
    app.add(group, f"{name} history", history, shared=WRITTEN, kind=name)
    app.typer.add_typer(group, name=name)
