"""What stands around a form: its number, who reports to whom, the period, who signs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from zone_tracker.model import Form, Message
from zone_tracker.periods import Period
from zone_tracker.reports.forms.rules import Span
from zone_tracker.reports.words import day
from zone_tracker.store.subjects import province


def clusters(db: sqlite3.Connection, code: str, unit: str | None = None) -> Form:
    """What stands around Biểu 03 (of `unit`, None: to be filled in) and Biểu 04."""
    named = {"province": lower(province(db)), "unit": lower(unit)}
    left = (Message(f"form.number.{code}"), Message(f"form.law.{code}"))
    return around(
        left, Message(f"form.reporter.{code}", named), Message(f"form.receiver.{code}", named)
    )


def zones(db: sqlite3.Connection, code: str) -> Form:
    """What stands around a sheet of zones."""
    reporter = Message("zones.reporter", {"province": lower(province(db))})
    return around((Message(f"form.number.{code}"),), reporter, Message("form.blank"))


def around(left: tuple[Message, ...], reporter: Message, receiver: Message) -> Form:
    """The block above the title, and the one of those who sign."""
    return Form(
        left,
        (
            Message("form.reporter", {"who": reporter}),
            Message("form.receiver", {"who": receiver}),
        ),
        (
            (Message("form.compiler"), Message("form.signed")),
            (Message("form.signed-on"), Message("form.head"), Message("form.sealed")),
        ),
    )


def lower(name: str | None) -> str | Message:
    """The name of a unit as it stands inside a line, huyện Văn Bàn; None: it is to be filled in."""
    return name[0].lower() + name[1:] if name else Message("form.blank")


def dated(period: Period, span: Span) -> Iterator[Message]:
    """The line of the period, and one that says so where it still runs."""
    values = {"start": day(span.start), "end": day(span.end)}
    yield Message("form.period", {"period": Message("said", {"term": period.label}), **values})
    if span.until < span.end:
        yield Message("form.running", {"until": day(span.until)})
