"""The commands that put the record of one kind right: correct, void, remove, alias, merge."""

from __future__ import annotations

import sqlite3
from typing import Annotated

import typer

from zone_tracker.cli.app import Shared, text
from zone_tracker.cli.completion import Code, Entry, own
from zone_tracker.cli.confirm import Yes, confirm, somebody_there
from zone_tracker.cli.session import Session
from zone_tracker.errors import Refused, UsageError
from zone_tracker.model import Report

DryRun = Annotated[bool, typer.Option("--dry-run")]


CORRECTABLE: Shared = {
    "on": text("--on", "DATE"),
    "stage": text("--stage", "STAGE"),
    "value": text("--value", "VALUE"),
    "status": text("--status", "actual|planned"),
    "phase": text("--phase"),
    "price_base": text("--price-base", "current|2010"),
    "source": text("--source", "SOURCE"),
    "confidence": text("--confidence", "high|medium|low"),
    "reason": text("--reason"),
    "note": text("--note"),
}


def correct(
    session: Session, db: sqlite3.Connection, kind: str, cells: dict[str, str], *, entry: Entry
) -> Report:
    """Change one act or figure; what it was stays in the log."""
    from zone_tracker.importing.corrections import corrected
    from zone_tracker.importing.intake import Intake
    from zone_tracker.reports import corrections as reports
    from zone_tracker.store import corrections
    from zone_tracker.store.connection import batch

    if not cells:
        raise UsageError("usage.nothing-to-correct", entry=entry)
    with batch(db, session.author) as work:
        table, row = corrections.entry(db, kind, entry)
        intake = Intake(db, work.id)
        values = corrected(intake.desk, table, row, cells)
        intake.ledger.flush()
        told = corrections.change(db, table, row, values)
    session.wrote = work.kept
    return reports.corrected(db, entry, row, told, work)


def void(
    session: Session,
    db: sqlite3.Connection,
    kind: str,
    *,
    entry: Entry,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT")],
) -> Report:
    """Take one act or figure out of the record, for a reason."""
    from zone_tracker.reports import corrections as reports
    from zone_tracker.store import corrections
    from zone_tracker.store.connection import batch
    from zone_tracker.vietnamese.text import clean

    if not clean(reason):
        raise Refused("void.no-reason")
    with batch(db, session.author) as work:
        table, row = corrections.entry(db, kind, entry)
        corrections.void(db, table, row)
    session.wrote = work.kept
    return reports.voided(entry, work)


def remove(
    session: Session,
    db: sqlite3.Connection,
    kind: str,
    *,
    code: Code,
    cascade: Annotated[bool, typer.Option("--cascade")] = False,
    dry_run: DryRun = False,
    yes: Yes = False,
) -> Report:
    """Take a subject out; with what rests on it only when asked, and then who can be is asked."""
    if cascade and not dry_run and not yes and somebody_there():
        confirm(removal(session, db, kind, code, cascade=True, keep=False), session)
    return removal(session, db, kind, code, cascade=cascade, keep=not dry_run)


def removal(
    session: Session, db: sqlite3.Connection, kind: str, code: str, *, cascade: bool, keep: bool
) -> Report:
    """Take a subject out, or with `keep` false tell what would go."""
    from zone_tracker.reports import corrections as reports
    from zone_tracker.store import corrections
    from zone_tracker.store.connection import batch
    from zone_tracker.store.subjects import find, one
    from zone_tracker.store.vocabulary import vocabulary

    with batch(db, session.author, keep=keep) as work:
        subject = one(db, find(db, vocabulary(db), code, kind))
        resting = corrections.resting(db, subject.id)
        if "reading_subject" in resting:
            targets = corrections.targets_naming(db, subject.id)
            raise Refused("remove.target", name=subject.name, targets=targets)
        if resting and not cascade:
            raise Refused("remove.resting", name=subject.name, what=reports.counted(resting))
        corrections.remove(db, subject.id)
    session.wrote = work.kept
    return reports.removed(subject, resting, work)


def alias(
    session: Session,
    db: sqlite3.Connection,
    kind: str,
    *,
    code: Code,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    source: Annotated[str | None, typer.Option("--source", metavar="SOURCE")] = None,
    drop: Annotated[bool, typer.Option("--remove")] = False,
) -> Report:
    """Record another name of a subject, or take one out."""
    from zone_tracker.importing.plan import record_row
    from zone_tracker.reports import corrections as reports
    from zone_tracker.store.connection import batch
    from zone_tracker.store.subjects import find, one
    from zone_tracker.store.vocabulary import vocabulary

    if drop:
        if source is not None:
            raise UsageError("usage.remove-source")
        return without_alias(session, db, kind, code, name)
    with batch(db, session.author) as work:
        subject = one(db, find(db, vocabulary(db), code, kind))
        cells = {"subject": subject.code, "name": name, **({"source": source} if source else {})}
        record_row(db, work.id, "aliases", cells, "update")
    session.wrote = work.kept
    return reports.aliased(subject, name, work)


def without_alias(
    session: Session, db: sqlite3.Connection, kind: str, code: str, name: str
) -> Report:
    """Take another name of a subject out."""
    from zone_tracker.reports import corrections as reports
    from zone_tracker.store import corrections
    from zone_tracker.store.connection import batch
    from zone_tracker.store.subjects import find, one
    from zone_tracker.store.vocabulary import vocabulary

    with batch(db, session.author) as work:
        words = vocabulary(db)
        subject = one(db, find(db, words, code, kind))
        gone = corrections.remove_alias(db, words, subject, name)
    session.wrote = work.kept
    return reports.unaliased(subject, gone, work)


def merge(
    session: Session,
    db: sqlite3.Connection,
    kind: str,
    *,
    code: Code,
    into: Annotated[str, typer.Option("--into", metavar="CODE", autocompletion=own)],
    dry_run: DryRun = False,
) -> Report:
    """Make two records of one subject one."""
    from zone_tracker.reports import corrections as reports
    from zone_tracker.store import corrections
    from zone_tracker.store.connection import batch
    from zone_tracker.store.subjects import find, one
    from zone_tracker.store.vocabulary import vocabulary

    with batch(db, session.author, keep=not dry_run) as work:
        words = vocabulary(db)
        gone, stays = (one(db, find(db, words, text, kind)) for text in (code, into))
        if gone.id == stays.id:
            raise Refused("merge.same", code=gone.code)
        both = {*corrections.targets_naming(db, gone.id)} & {
            *corrections.targets_naming(db, stays.id)
        }
        if both:
            raise Refused("merge.target", gone=gone.name, stays=stays.name, targets=sorted(both))
        moved = corrections.resting(db, gone.id)
        corrections.merge(db, gone.id, stays.id)
    session.wrote = work.kept
    return reports.merged(gone, stays, moved, work)
