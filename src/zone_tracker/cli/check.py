"""The command that looks whether the record is sound."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from zone_tracker.cli.app import WRITTEN, App, whole
from zone_tracker.cli.session import Session
from zone_tracker.model import Report

if TYPE_CHECKING:
    from zone_tracker.store.checking.rules import Finding

AS_THEY_COME = ("csv", "tsv", "json", "jsonl")
"""Formats in which what is found is one flat list."""
FAULTY = 3


def check(
    session: Session,
    db: sqlite3.Connection,
    *,
    limit: Annotated[int | None, typer.Option("--limit", metavar="N", parser=whole)] = None,
) -> Report:
    """Whether the record is sound."""
    from zone_tracker.reports.check import flat, grouped
    from zone_tracker.store.checking.rules import found

    if session.format in AS_THEY_COME:
        return flat(judged(session, found(db, session.day)), session.page(limit))
    findings = judged(session, found(db, session.day, session.counting("progress.rules")))
    return grouped(findings, session.path, session.day, session.page(limit))


def judged(session: Session, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings as they are; a fault among them sets the exit code."""
    for each in findings:
        if each.fails:
            session.exit_code = FAULTY
        yield each


def register(app: App, name: str) -> None:
    """Add the command `name`."""
    app.add(app.typer, name, check, shared=WRITTEN)
