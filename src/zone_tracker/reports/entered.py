"""What a register command wrote, in words."""

from __future__ import annotations

import sqlite3

from zone_tracker.importing.intake import Outcome
from zone_tracker.model import Message, Report, Term
from zone_tracker.reports.outcome import changes, still_ahead
from zone_tracker.reports.registers import disagreeing, starred, statement
from zone_tracker.reports.subjects import ACTUAL, PLANNED
from zone_tracker.reports.words import day, rule
from zone_tracker.store import areas, registers, rules
from zone_tracker.store.registers import Indicator


def entered(
    name: object, code: str, outcome: Outcome, lines: list[Message], *, words: str = "record.added"
) -> Report:
    """That a record is new or changed, what stands beside it, and how to undo it."""
    values = {"name": name, "code": code, "batch": outcome.batch}
    if outcome.batch is None:
        return Report((), (Message("record.same", values),), document(name, code, outcome))
    header = (Message(words, values), *lines, Message("record.undo", values))
    return Report((), header, document(name, code, outcome))


def document(name: object, code: str, outcome: Outcome) -> dict[str, object]:
    """The same for machines."""
    told = {"new": outcome.told("new"), "changed": outcome.told("changed")}
    return {"code": code, "name": name, "batch": outcome.batch, **told}


def figure(db: sqlite3.Connection, measure: Term, outcome: Outcome, today: str) -> Report:
    """A figure of the province, and what other documents say of the same period."""
    told = registers.indicators(db, measure=measure.code)
    own = [each for each in told if each.batch == outcome.batch]
    lines = changes(db, outcome.changes)
    for each in own:
        lines.append(Message("record.indicator", figure_told(each)))
        lines.append(source_line(each.source))
        if statement(each) in disagreeing(told):
            others = (one for one in told if statement(one) == statement(each) and one != each)
            lines += [Message("record.indicator-other", figure_told(other)) for other in others]
    lines += still_ahead((each.date for each in own if not each.planned), today)
    words = "record.added" if own else "record.updated"
    return entered(measure, measure.code, outcome, lines, words=words)


def figure_told(told: Indicator) -> dict[str, object]:
    """A figure with its period and document."""
    return {
        "value": starred(told.quantity, derived=told.derived),
        "date": told.date,
        "status": PLANNED if told.planned else ACTUAL,
        "source": told.source or Message("no-source"),
    }


def source_line(source: str | None) -> Message:
    """On what a record rests."""
    return Message("record.source", {"source": source or Message("no-source")})


def area(db: sqlite3.Connection, which: int, outcome: Outcome) -> Report:
    """A unit, and which ones it takes over from."""
    own = areas.one(db, which)
    lines = [
        Message(
            "record.takes-over",
            {
                "name": step.area.name,
                "ref": step.area.ref,
                "end": step.area.valid_to and day(step.area.valid_to),
                "date": day(step.date),
            },
        )
        for step in areas.predecessors(db, which, deep=False)
    ]
    return entered(own.name, own.ref, outcome, [*lines, source_line(own.source)])


def source(title: str, code: str, outcome: Outcome) -> Report:
    """A document."""
    return entered(title, code, outcome, [])


def target(db: sqlite3.Connection, code: str, outcome: Outcome) -> Report:
    """A target with its main reading."""
    own = next(each for each in rules.targets(db) if each.code == code)
    main = rules.readings(db, own.id)[0]
    lines = [Message("target.rule", {"rule": told}) for told in rule(main)]
    return entered(own.title, code, outcome, [*lines, source_line(own.source)])


def target_changes(
    db: sqlite3.Connection, code: str, outcome: Outcome, old_main: str | None, reading: str | None
) -> Report:
    """What is new about a target: its own fields, one more reading, which one is main."""
    own = next(each for each in rules.targets(db) if each.code == code)
    readings = rules.readings(db, own.id)
    main = next((each.code for each in readings if each.main), None)
    lines = changes(db, [each for each in outcome.changes if each.table == "target"])
    for each in readings:
        if each.code == reading:
            lines.append(Message("record.reading", {"code": each.code, "title": each.title}))
            lines += [Message("target.rule", {"rule": told}) for told in rule(each)]
    if main != old_main:
        lines.append(Message("record.main", {"old": old_main, "new": main}))
    return entered(own.title, code, outcome, lines, words="record.updated")
