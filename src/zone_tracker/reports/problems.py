"""What is wrong with an input, in one line a problem: where, which cell, why, what to write."""

from __future__ import annotations

from zone_tracker.model import Message, Problem, place_of


def line(problem: Problem, path: object = None) -> Message:
    """`file:12: column "Vốn": "1.200.50": reason`, or with the option that was given.

    `path` names the file of a problem that names none.
    """
    where = place(problem, path)
    key = "problem.row" if problem.column is None else "problem.cell" if where else "problem.option"
    values = {"where": where, "column": problem.column, "reason": problem.reason}
    return Message(key, values)


def place(problem: Problem, path: object = None) -> str:
    """Where a problem is, so that an editor can jump to it; nothing for words typed as options."""
    file = problem.file or path
    if file is None:
        return ""
    where = place_of(str(file), problem.sheet)
    return f"{where}:{problem.line}: " if problem.line else f"{where}: "


def record(problem: Problem) -> dict[str, object]:
    """A problem for machines; `reason` is the key of its wording, `text` says it."""
    return {
        "file": problem.file,
        "sheet": problem.sheet,
        "line": problem.line,
        "column": problem.column,
        "value": problem.value,
        "reason": problem.reason.key,
        "text": problem.reason,
    }
