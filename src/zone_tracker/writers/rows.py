"""The cells of a table by the keys of its columns, as a picture or a sketch asks for them."""

from __future__ import annotations

from collections.abc import Sequence

from zone_tracker.model import FactDate, Language, Quantity, Table, Term
from zone_tracker.writers.cells import Screen, human_text
from zone_tracker.writers.tones import Tone, tone

ON_PAPER = Screen()
Row = tuple[object, ...]


def is_heading(row: Sequence[object]) -> bool:
    """Whether a row of a form is the heading of those after it."""
    return len(row) > 2 and all(cell == "" for cell in row[2:])


class Rows:
    """The rows of a table; of two columns with one key people see one, and machines the other.

    A word is taken from the one for people, a value from the one that holds such a value.
    """

    def __init__(self, table: Table, lang: Language) -> None:
        self.rows: list[Row] = list(table.rows)[table.lead :]
        self.lang = lang
        self.columns = table.columns
        self.places: dict[str, list[int]] = {}
        for place, column in enumerate(table.columns):
            self.places.setdefault(column.key, []).append(place)

    def cell(self, row: Row, key: str) -> object:
        """The cell that people read; what is left empty there, since it was said before, is whole
        for machines.
        """
        seen = row[self._seen(key)]
        return (
            next((cell for cell in self._cells(row, key) if cell != ""), "") if seen == "" else seen
        )

    def said(self, value: object) -> str:
        """A value as people read it; an en dash where nothing is known."""
        return human_text(value, self.lang, ON_PAPER)

    def word(self, row: Row, key: str) -> str:
        """The cell as people read it."""
        return self.said(self.cell(row, key))

    def label(self, key: str) -> str:
        """The heading of a column."""
        return self.said(self.columns[self._seen(key)].label)

    def tone(self, row: Row, key: str | None) -> Tone:
        """How good the cell is; plain without a key."""
        return tone(self.cell(row, key)) if key else "plain"

    def number(self, row: Row, key: str) -> int | None:
        """The number of a cell, in its base unit; None: not known, or no number."""
        for cell in self._cells(row, key):
            if isinstance(cell, Quantity):
                return cell.value
            if isinstance(cell, int) and not isinstance(cell, bool):
                return cell
        return None

    def date(self, row: Row, key: str) -> FactDate | None:
        """The date of a cell."""
        return next((cell for cell in self._cells(row, key) if isinstance(cell, FactDate)), None)

    def is_planned(self, row: Row, key: str) -> bool:
        """Whether the cell says that something is planned: true, or the word for it."""
        return any(
            cell is True or (isinstance(cell, Term) and cell.code == "planned")
            for cell in self._cells(row, key)
        )

    def text(self, row: Row, key: str) -> str | None:
        """A cell that is plain text, such as a code."""
        return next((cell for cell in self._cells(row, key) if isinstance(cell, str)), None)

    def _cells(self, row: Row, key: str) -> list[object]:
        return [row[place] for place in self.places[key]]

    def _seen(self, key: str) -> int:
        places = self.places[key]
        seen = [place for place in places if self.columns[place].only != "machines"]
        return (seen or places)[0]
