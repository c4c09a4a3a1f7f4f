"""The same words recorded of many subjects: as rows of one input, with all problems at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from zone_tracker.errors import Problems
from zone_tracker.importing.intake import CHUNK, Intake
from zone_tracker.importing.kinds import KINDS
from zone_tracker.importing.rows import Row, option_headings
from zone_tracker.model import Message, Problem


def record_rows(
    db: sqlite3.Connection, work: int, kind: str, codes: Sequence[str], cells: Mapping[str, str]
) -> list[str]:
    """Record the cells of every subject of `codes` inside the batch `work`; who changed by it.

    Raises Problems: one that all of them have is told once, others with the code of each.
    """
    headings = option_headings(cells)
    refuse(Row(cells, headings).problems)
    intake = Intake(db, work, "update")
    changed: list[str] = []
    for first in range(0, len(codes), CHUNK):
        told = enumerate(codes[first : first + CHUNK], first)
        rows = [Row({**cells, "code": code}, headings, line) for line, code in told]
        intake.take(KINDS[f"{kind}s"], rows)
        changed += [row.cells["code"] for row in rows if row.became != "same"]
        if intake.taken["bad"] == intake.taken.total():  # none of the others can be better
            break
    refuse(each_once(intake.outcome().problems, codes[: intake.taken.total()]))
    return changed


def each_once(problems: Sequence[Problem], codes: Sequence[str]) -> list[Problem]:
    """The problems of rows as problems of the options, with the codes of those that have them."""
    alike: dict[object, list[Problem]] = {}
    for problem in problems:
        alike.setdefault((problem.column, repr(problem.reason)), []).append(problem)
    told: list[Problem] = []
    for same in alike.values():
        of_all = len(same) == len(codes) > 1
        told += [
            each._replace(line=None, reason=each.reason if of_all else of(codes, each))
            for each in (same[:1] if of_all else same)
        ]
    return told


def of(codes: Sequence[str], problem: Problem) -> Message:
    """The reason of a problem with the code of the subject that has it."""
    if problem.line is None:
        return problem.reason
    return Message("bulk.problem", {"code": codes[problem.line], "reason": problem.reason})


def refuse(problems: Sequence[Problem]) -> None:
    """Raise Problems where there are any."""
    if problems:
        raise Problems("import.refused", problems, path=None)
