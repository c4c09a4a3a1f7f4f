"""References of an input to subjects that come further down in it, or in a sheet after it.

A zone may have been a cluster, and that cluster lie in a zone: no order of rows has everything
before it. So what is not found yet is looked for once more when everything is taken in.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from zone_tracker.errors import BadValue
from zone_tracker.importing.desk import Desk
from zone_tracker.importing.rows import Row
from zone_tracker.model import Message
from zone_tracker.store.names import named

NOT_FOUND = ("subject.unknown", "container.unknown")
Reader = Callable[[str], int]


def readers(row: Row, desk: Desk) -> dict[str, Reader]:
    """The columns of a subject that name another one, and who reads them."""
    heading = row.written("within") or ""
    container = partial(desk.references.container, heading=heading)
    return {"within": container, "former": desk.references.subject}


def named_by(row: Row, desk: Desk, key: str) -> int | None:
    """The subject that a cell names; None, and kept for `settle`, where a file names none yet."""
    read = readers(row, desk)[key]
    if desk.mode != "import" or key not in row.cells:
        return row.read(key, read)
    try:
        return read(row.cells[key])
    except BadValue as error:
        if error.message.key in NOT_FOUND:
            row.later.append(key)
        else:
            row.refuse(key, error.message)
        return None


def keep_for_later(row: Row, desk: Desk, subject: int) -> None:
    """Keep the subject of a row that names what is not found yet."""
    if row.later:
        desk.later.append((row, subject))


def settle(desk: Desk) -> list[Row]:
    """Record what rows told of subjects that came after them; the rows where that failed."""
    told, desk.later = desk.later, []
    if not told:
        return []
    words = {row.cells[key] for row, _ in told for key in row.later}
    desk.references.subjects.fetch(words, words, [])
    desk.ledger.know("subject", desk.ledger.read("subject", "id", [id for _, id in told]))
    refused: list[Row] = []
    for row, subject in told:
        desk.ledger.line = row.line
        for key in row.later:
            other = row.read(key, readers(row, desk)[key])
            if other == subject and key == "former":
                row.refuse(key, Message("former.itself"))
            elif other is not None:
                desk.ledger.put("subject", {"id": subject, key: other})
                refuse_contradiction(row, desk, key)
        if row.problems:
            refused.append(row)
    desk.ledger.flush()
    return refused


def refuse_contradiction(row: Row, desk: Desk, key: str) -> None:
    """Refuse what another row of the same input says otherwise."""
    for _, column, *values in desk.ledger.clashes:
        old, new = (named(desk.ledger.db, column, value) for value in values)
        row.refuse(key, Message("import.contradicts", {"old": old, "new": new}))
    desk.ledger.clashes.clear()
