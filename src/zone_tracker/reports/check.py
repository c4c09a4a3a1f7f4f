"""What the check of the record found: by rule, with the record it is in and the next step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path

from zone_tracker.model import Message, Report, Table, Term
from zone_tracker.reports.columns import column, machines
from zone_tracker.reports.words import day
from zone_tracker.store.checking.rules import RULES, Finding

FINDINGS = machines("rule", "fails", "record", "id", "code", "name", "what", "next")
GROUPED = (column("record", keep=True), column("found"), column("next"))

LETTERS = {"milestone": "m", "figure": "f", "confirmation": "c"}
WITH_COMMANDS = ("zone", "cluster", "project", "deliverable")
"""The kinds of subject that have commands of their own."""

SHEETS = {
    "source": "sources",
    "area": "areas",
    "succession": "successions",
    "unit_set": "unit_sets",
    "unit_set_member": "unit_sets",
    "sector": "sectors",
    "subject": "provinces",
    "alias": "aliases",
    "place": "places",
    "milestone": "milestones",
    "figure": "figures",
    "confirmation": "confirmations",
    "target": "targets",
    "reading": "readings",
    "reading_act": "readings",
    "reading_subject": "readings",
}
"""What a record without commands of its own is exported as, to be mended and imported again."""

BACKUPS = "zone-tracker backup --list"
"""Where no command mends what was found, a copy is put back."""
OF_RULES = {
    **dict.fromkeys(("integrity", "schema", "references", "log"), BACKUPS),
    **dict.fromkeys(("remade", "vocabulary"), "zone-tracker upgrade"),
    "journal": "zone-tracker backup copy.db; zone-tracker restore copy.db",
    "open-batch": "zone-tracker log show {id}",
    "unsourced": "zone-tracker source list --missing",
    "check.no-main": "zone-tracker target update {code} --main …",
    "check.reading": "zone-tracker target show {code}",
}
"""The next step of a rule that has one of its own, or of what is said."""

OPTIONS = {
    **dict.fromkeys(("dates", "future"), "--on"),
    **dict.fromkeys(("shares", "sums"), "--value"),
    "plans": "--note",
    "keys": "--name",
    "check.within": "--in",
    "column.within": "--in",
    "column.former": "--was",
    "check.namesake": "--district",
}
"""The option that mends what was found, by the rule, else by what is said or of which column."""
TO_DECIDE = ("disagreements", "after-end")
"""Rules of which only who knows the documents can say what is right."""
TO_VOID = ("contradictions", "values", "relations")
"""Rules that find acts and figures which are to be taken out."""


def flat(findings: Iterable[Finding], limit: int | None) -> Report:
    """One row a finding as they come, at most so many of a rule."""
    rows = (row(each) for _, same in by_rule(findings) for each in islice(same, limit))
    return Report((Table("findings", Message("check.findings"), FINDINGS, rows),))


def row(each: Finding) -> tuple[object, ...]:
    """The cells of FINDINGS."""
    fault, record = each.fault, each.record
    told = (each.rule, each.fails, fault.table, entry(each), record.code, record.name)
    return (*told, fault.what, next_step(each))


def by_rule(findings: Iterable[Finding]) -> Iterator[tuple[str, Iterator[Finding]]]:
    """The findings of each rule, which stand together."""
    return groupby(findings, attrgetter("rule"))


def grouped(findings: Iterable[Finding], path: Path, on: str, limit: int | None) -> Report:
    """A table for each rule that found something, with at most so many of its findings."""
    tables = []
    faults = 0
    for rule, same in by_rule(findings):
        shown = [people_row(each) for each in islice(same, limit)]
        count = len(shown) + sum(1 for _ in same)
        faults += count if RULES[rule].fails else 0
        tables.append(group(rule, shown, count))
    verdict = Message("check.faults" if faults else "check.well", {"count": faults})
    stopped = any(RULES[table.key].stops for table in tables)
    return Report(
        tuple(tables),
        (Message("check.title", {"path": path, "day": day(on)}), verdict),
        notes=(Message("check.stopped"),) if stopped else (),
    )


def group(rule: str, shown: list[tuple[object, ...]], count: int) -> Table:
    """What one rule found; `count` is how much that is."""
    words = "check.group" if RULES[rule].fails else "check.group-told"
    title = Message(words, {"rule": Message(f"check.{rule}"), "count": count})
    notes = [Message(f"check.why.{rule}")]
    if len(shown) < count:
        notes.append(Message("list.shown", {"shown": len(shown), "count": count}))
    return Table(rule, title, GROUPED, shown, notes)


def people_row(each: Finding) -> tuple[object, ...]:
    """The cells of GROUPED."""
    return record_told(each), each.fault.what, next_step(each)


def record_told(each: Finding) -> object:
    """Which record it is, as people call it; None: many."""
    table, number, record = each.fault.table, each.fault.id, each.record
    if number is None:
        return None if table else Message("check.file")
    if record.name is None:
        return Message("check.row", {"table": table, "id": entry(each)})
    if table == "subject":
        return record.name
    known = entry(each) if table in LETTERS else record.code
    return Message("check.record", {"name": record.name, "id": known}) if known else record.name


def entry(each: Finding) -> str | None:
    """The number of a row, as people type it where they do."""
    table, number = each.fault.table, each.fault.id
    return None if number is None else f"{LETTERS.get(table or '', '')}{number}"


def next_step(each: Finding) -> str | None:
    """The command to type next; None: there is nothing to be done."""
    if each.rule == "added":
        return None
    record, table = each.record, each.fault.table
    own = OF_RULES.get(each.rule) or OF_RULES.get(each.fault.what.key)
    if own is not None:
        return own.format(id=each.fault.id, code=record.code)
    measure = each.fault.what.values.get("measure")
    if each.rule == "disagreements" and record.kind == "province" and isinstance(measure, Term):
        return f"zone-tracker indicator show {measure.code}"
    if record.code is None or table not in SHEETS or fixed(each):
        return BACKUPS
    if record.kind not in WITH_COMMANDS:
        sheet = SHEETS[table]
        return f"zone-tracker export {sheet} --output {sheet}.csv"
    return f"zone-tracker {record.kind} {of_subject(each)}"


def fixed(each: Finding) -> bool:
    """Whether no command sets what was found: a code, and what the database itself would refuse."""
    if each.rule == "values":
        return each.fault.table not in LETTERS
    return each.rule == "forms" and each.fault.what.values["column"] == Message("column.code")


def of_subject(each: Finding) -> str:
    """What is typed after the kind of a subject to put right what is of it."""
    table, code = each.fault.table, each.record.code
    if each.rule in TO_DECIDE:
        return f"history {code}"
    if table in ("alias", "place"):
        return f"show {code}"
    if table in LETTERS and each.rule in TO_VOID:
        return f"void {entry(each)} --reason …"
    done = f"correct {entry(each)}" if table in LETTERS else f"update {code}"
    return f"{done} {option(each)} …"


def option(each: Finding) -> str:
    """The option that sets what is wrong."""
    told = each.fault.what
    column = told.values.get("column")
    if isinstance(column, Message):
        own = f"--{column.key.removeprefix('column.').replace('_', '-')}"
        return OPTIONS.get(column.key, own)
    return OPTIONS.get(each.rule) or OPTIONS[told.key]
