"""The record as an import reads it back: a table for each kind of input, in its own words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from zone_tracker.model import Column, Message, Report, Table
from zone_tracker.reports.fields import FIELDS, SORTS, Field, as_it_is
from zone_tracker.store import export as store


def export(db: sqlite3.Connection, kinds: Iterable[str]) -> Report:
    """A table for each of these kinds; the rows come from the file as they are written."""
    return Report(tuple(table(db, kind) for kind in kinds))


def table(db: sqlite3.Connection, kind: str) -> Table:
    """All rows of one kind, under the keys of its columns in every language."""
    fields = FIELDS[kind]
    columns = tuple(Column(field.key, same_everywhere(field.key)) for field in fields)
    return Table(kind, same_everywhere(kind), columns, told(store.rows(db, kind), fields))


def same_everywhere(word: str) -> Message:
    """A word that is the same in every language."""
    return Message("said", {"term": word})


def told(
    rows: Iterable[tuple[object, ...]], fields: tuple[Field, ...]
) -> Iterator[tuple[object, ...]]:
    """Stored rows in the words of an input."""
    sorts = [SORTS[field.sort] for field in fields]
    if all(sort.tell is as_it_is for sort in sorts):
        yield from map(tuple, rows)  # not the cursor itself: it would be closed with us, too late
        return
    spans = []
    start = 0
    for sort in sorts:
        spans.append((slice(start, start + sort.width), sort.tell))
        start += sort.width
    for row in rows:
        yield tuple(tell(*row[span]) for span, tell in spans)
