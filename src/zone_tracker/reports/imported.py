"""What an import did, or would do: rows new, changed, as they were; what is wrong with others."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from zone_tracker.model import Message, Problem, Report
from zone_tracker.reports import copies, problems
from zone_tracker.store.ledger import FieldChange
from zone_tracker.store.names import named, record_named

if TYPE_CHECKING:  # to tell what was done needs none of what does it
    from zone_tracker.importing.intake import Outcome

SHOWN = 20
"""How many changes, warnings and problems are told one by one before the rest is only counted."""
ALIKE = 3
"""How many warnings of one sort in one column are told one by one."""
MADE = ("milestone", "figure", "place", "alias", "source")
DERIVED = ("identity_key", "search_key", "sort_key", "date_from", "date_to")
BECAME = ("new", "changed", "same", "bad")


def imported(db: sqlite3.Connection, outcome: Outcome, *, dry_run: bool, skip: bool) -> Report:
    """The counts, then changes, warnings and problems: for people the first ones, else all.

    Of changes no more than the ledger remembers are told, and how many there are beyond.

    `skip`: good rows are taken where others are bad.
    """
    counts = {became: outcome.taken[became] for became in BECAME}
    values = {**counts, "rows": outcome.rows, "batch": outcome.batch}
    if dry_run:
        words = "import.would"
    elif outcome.batch:
        words = "import.done"
    else:
        words = "import.same"
    header = [
        Message(words, values),
        *([Message("import.bad" if skip else "import.bad-keeps-out", values)] * bool(outcome.bad)),
        *skipped(outcome),
        *fresh(outcome),
        *made(outcome),
        *cut(changes(db, outcome.changes), "record.more", outcome.more_changes),
        *cut(warnings(outcome), "import.more-warnings"),
        *cut([problems.line(each) for each in outcome.problems], "problem.more"),
        *([Message("record.undo", values)] if outcome.batch else []),
        *copies.before_import(outcome.copy),
    ]
    document = {
        **values,
        "dry_run": dry_run,
        "records": dict(sorted(outcome.records.items())),
        "skipped": dict(sorted(outcome.skipped.items())),
        "changes": [changed(db, each) for each in outcome.changes],
        "more_changes": outcome.more_changes,
        "warnings": [problems.record(each) for each in outcome.warnings],
        "problems": [problems.record(each) for each in outcome.problems],
    }
    return Report((), header=tuple(header), document=document)


def skipped(outcome: Outcome) -> list[Message]:
    """How many rows carry nothing, by sort: group rows, totals, notes under the table."""
    told = [
        Message(f"skipped.{sort}", {"count": count})
        for sort, count in sorted(outcome.skipped.items())
    ]
    return [Message("import.skipped", {"sorts": told})] if told else []


def fresh(outcome: Outcome) -> list[Message]:
    """The names of the first new subjects."""
    if not outcome.fresh:
        return []
    more = outcome.records["subject.new"] - len(outcome.fresh)
    words = "import.fresh-more" if more > 0 else "import.fresh"
    return [Message(words, {"names": list(outcome.fresh), "count": more})]


def made(outcome: Outcome) -> list[Message]:
    """How many records the rows told beside what they are about: acts, figures, places, sources."""
    told = [
        Message(f"made.{table}", {"count": count})
        for table in MADE
        if (count := outcome.records[f"{table}.new"])
    ]
    return [Message("import.made", {"sorts": told})] if told else []


def changes(db: sqlite3.Connection, told: Sequence[FieldChange]) -> list[Message]:
    """Each changed record once, with its fields, old to new."""
    lines = []
    telling = [each for each in told if each.column not in DERIVED]
    for (table, row), fields in groupby(telling, key=lambda each: (each.table, each.id)):
        lines.append(Message("import.changed", {"name": record_named(db, table, row)}))
        lines += [
            Message(
                "record.field",
                {
                    "field": Message(f"column.{each.column}"),
                    "old": named(db, each.column, each.old),
                    "new": named(db, each.column, each.new),
                },
            )
            for each in fields
        ]
    return lines


def changed(db: sqlite3.Connection, each: FieldChange) -> dict[str, object]:
    """A changed field for machines."""
    return {
        "table": each.table,
        "record": record_named(db, each.table, each.id),
        "field": each.column,
        "old": named(db, each.column, each.old),
        "new": named(db, each.column, each.new),
    }


def warnings(outcome: Outcome) -> list[Message]:
    """What is worth a look; of many rows in one column the first, and how many.

    Each is told with its place, but for what is said of the only sheet as a whole.
    """
    alike: dict[object, list[Problem]] = {}
    for at, told in enumerate(outcome.warnings):
        alone = told.line is None and outcome.sheets == 1
        each = told._replace(file=None, sheet=None, column=None) if alone else told
        sort = (each.file, each.sheet, each.column, each.reason.key)
        alike.setdefault(at if each.line is None else sort, []).append(each)
    lines = []
    for same in alike.values():
        shown = same if len(same) <= ALIKE + 1 else same[:ALIKE]
        lines += [Message("import.warning", {"line": problems.line(each)}) for each in shown]
        if len(same) > len(shown):
            more = {"count": len(same) - len(shown), "column": same[0].column}
            lines.append(Message("import.warning-more", more))
    return lines


def cut(lines: list[Message], more: str, others: int = 0) -> list[Message]:
    """The first lines, and how many there are beyond, with others that are only counted."""
    beyond = len(lines) - SHOWN + others
    return [*lines[:SHOWN], *([Message(more, {"count": beyond})] if beyond > 0 else [])]
