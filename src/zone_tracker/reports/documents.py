"""The documents that a table refers to by number, listed below it: titles are long."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from zone_tracker.model import FactDate, Message, Table
from zone_tracker.reports.columns import column

DOCUMENTS = (column("document", keep=True), column("date", keep=True), column("title"))
LINKED = (*DOCUMENTS, column("url", wide=True))
ON_PAPER = (*DOCUMENTS, column("url", only="machines"))


class Documents:
    """Documents in the order in which the rows of a table name them."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[FactDate | None, str], str] = {}

    def number(self, title: str | None, date: FactDate | None) -> object:
        """How a row refers to its document; marked where it names none."""
        if title is None:
            return Message("no-source")
        return self._numbers.setdefault((date, title), f"[{len(self._numbers) + 1}]")

    def table(self) -> Table:
        """The documents, to stand below the table whose rows name them."""
        return Table("documents", Message("documents.title"), DOCUMENTS, self._rows())

    def _rows(self) -> Iterator[tuple[object, ...]]:
        for document, number in self._numbers.items():  # when the rows above are written
            yield number, *document

    def linked(self, db: sqlite3.Connection, *, shown: bool = True) -> Table:
        """The documents named by now, each with its address; `shown` to people, or to machines."""
        from zone_tracker.store.registers import addresses

        known = addresses(db, [title for _, title in self._numbers])
        rows = [
            (number, *document, known.get(document)) for document, number in self._numbers.items()
        ]
        columns = LINKED if shown else ON_PAPER
        return Table("documents", Message("documents.title"), columns, rows)
