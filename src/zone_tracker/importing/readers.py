"""A file to cells: the header and the rows of a CSV, each with the line where it begins."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from zone_tracker.errors import EnvironmentFailure, Refused

DELIMITERS = ",;\t"
GUARDED = ("'=", "'+", "'-", "'@", "'\t", "'\r")
"""How the CSV writer begins a cell that a spreadsheet would take for a formula."""


class Sheet(NamedTuple):
    """A header and the rows under it, read as they are asked for."""

    name: str
    header: list[str]
    rows: Iterator[tuple[int, list[str]]]


def read_csv(path: Path) -> Sheet:
    """The sheet of a UTF-8 CSV file, with or without BOM; `,` `;` or tab by its first line.

    Raises Refused, naming the line, for another encoding, a NUL, or unbalanced quotes.
    """
    name = str(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise EnvironmentFailure("file.unreadable", path=path, reason=error.strerror) from error
    text = decoded(name, content)
    if not text.strip():
        raise Refused("file.empty", path=path)
    # newline="" keeps line ends inside quoted cells as they are
    rows = numbered(name, io.StringIO(text, newline=""), delimiter_of(text))
    _, header = next(rows)
    return Sheet(name, header, rows)


def decoded(name: str, content: bytes) -> str:
    """The text of a UTF-8 file."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Refused("file.encoding", path=name, line=line) from error
    if "\0" in text:
        raise Refused("file.nul", path=name, line=text.count("\n", 0, text.index("\0")) + 1)
    return text


def delimiter_of(text: str) -> str:
    """The delimiter that the first line uses most."""
    first = text.lstrip().partition("\n")[0]
    return max(DELIMITERS, key=first.count)


def numbered(name: str, lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, each with the number of its first line."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Refused("file.quotes", path=name, line=line) from error
        if any(cell.strip() for cell in row):
            yield line, [cell[1:] if cell.startswith(GUARDED) else cell for cell in row]
        line = reader.line_num + 1
