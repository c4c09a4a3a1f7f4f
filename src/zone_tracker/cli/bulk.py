"""One update of many subjects: of those for which conditions hold, as one batch."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from zone_tracker.cli.confirm import confirm, somebody_there
from zone_tracker.cli.session import Session
from zone_tracker.errors import Refused, UsageError
from zone_tracker.importing.bulk import record_rows
from zone_tracker.importing.filters import choice_of
from zone_tracker.model import Report, Term
from zone_tracker.reports.bulk import Updated, first_stages, updated
from zone_tracker.store.connection import batch
from zone_tracker.store.listing import Choice, matching, totals
from zone_tracker.store.vocabulary import vocabulary

OF_ONE = ("name", "certificate")
"""The options that no two subjects have alike."""


def update_many(
    session: Session,
    db: sqlite3.Connection,
    kind: str,
    cells: Mapping[str, str],
    where: Sequence[str],
    *,
    dry_run: bool,
    yes: bool,
) -> Report:
    """Record the cells of those for which all of `where` holds; who can be asked is asked.

    Who was shown is who is updated. Raises Refused where nobody can be asked, unless `yes`.
    """
    for key in OF_ONE:
        if key in cells:
            raise UsageError("usage.of-one", option=f"--{key}")
    words = vocabulary(db)
    choice = choice_of(db, words, kind, {}, where=where, limit=None)
    plural, subjects, brief = words.kinds[kind].plural, None, False
    if not dry_run and not yes:
        preview, done = attempt(session, db, plural, cells, choice, keep=False)
        count, subjects = len(done.changed), done.subjects
        if not count:
            return preview
        if not somebody_there():
            raise Refused("bulk.needs-yes", count=count, kind=plural)
        brief = confirm(preview, session)
    report, _ = attempt(session, db, plural, cells, choice, subjects, keep=not dry_run)
    return report._replace(header=(report.header[0], report.header[-1])) if brief else report


def attempt(
    session: Session,
    db: sqlite3.Connection,
    kind: Term,
    cells: Mapping[str, str],
    choice: Choice,
    subjects: list[tuple[int, str]] | None = None,
    *,
    keep: bool,
) -> tuple[Report, Updated]:
    """Update the subjects of `choice`, or these; what was done, or with `keep` false would be."""
    with batch(db, session.author, keep=keep) as work:
        if subjects is None:
            subjects = matching(db, kind.code, session.day, choice.where)
        unknown = totals(db, kind.code, session.day, choice).unknown
        before = first_stages(db, [subject for subject, _ in subjects], session.day)
        codes = [code for _, code in subjects]
        changed = record_rows(db, work.id, kind.code, codes, cells)
        done = Updated(kind, subjects, changed, unknown, before)
        machine = session.format == "json"
        report = updated(db, done, work.id, session.day, keep=keep, machine=machine)
    session.wrote = work.kept
    return report, done
