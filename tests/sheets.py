"""Sheets written into a test as they look: a row a line, cells parted by `|`.

A cell that begins with `#` is one that its file holds as a number or a day.
"""

from __future__ import annotations

from collections.abc import Iterator

from zone_tracker.importing.sheets import Exact, Sheet


def sheet(text: str, file: str = "x.csv", name: str | None = None) -> Sheet:
    """The sheet that a text shows; its first line is line 1, lines without a cell are no rows."""
    numbered = enumerate(text.strip("\n").split("\n"), 1)
    rows = [(line, [cell(part.strip()) for part in row.split("|")]) for line, row in numbered]
    filled = [(line, cells) for line, cells in rows if any(cells)]

    def each() -> Iterator[tuple[int, list[str]]]:
        return iter([(line, list(cells)) for line, cells in filled])

    return Sheet(file, name, each)


def cell(text: str) -> str:
    """One cell; `\\n` is a line end in it."""
    return Exact(text[1:]) if text.startswith("#") else text.replace("\\n", "\n")
