"""The reader of CSV that `plan.py` still uses; see `delimited.py` for the one that follows it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from zone_tracker.errors import EnvironmentFailure, Refused

DELIMITERS = ",;\t"
QUOTED = re.compile('"[^"]*"')
FIRST_RECORD = re.compile(r'(?:"[^"]*"|[^"\r\n]+)*')
GUARDED = re.compile("'+[=+@\t\r-]")
"""How the CSV writer begins a cell that a spreadsheet would take for a formula; see `guard`."""


class CsvSheet(NamedTuple):
    """A header, which stands on `line`, and the rows under it, read as they are asked for."""

    name: str
    header: list[str]
    rows: Iterator[tuple[int, list[str]]]
    line: int = 1


def read_csv(path: Path) -> CsvSheet:
    """The sheet of a UTF-8 CSV file, with or without BOM; `,` `;` or tab by its first line.

    Raises Refused, naming the line, for another encoding, a NUL, or unbalanced quotes.
    """
    name = str(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise EnvironmentFailure("file.unreadable", path=path, reason=error.strerror) from error
    text = decoded(name, content)
    # newline="" keeps line ends inside quoted cells as they are
    rows = numbered(name, io.StringIO(text, newline=""), delimiter_of(text))
    first = next(rows, None)
    if first is None:
        raise Refused("file.empty", path=path)
    return CsvSheet(name, first[1], rows, first[0])


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
    """The delimiter that the first line with anything on it uses most, quoted cells aside."""
    first = FIRST_RECORD.match(text.lstrip(" \r\n"))
    return max(DELIMITERS, key=QUOTED.sub("", first[0] if first else "").count)


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
            yield line, [unguarded(cell) if cell[:1] == "'" else cell for cell in row]
        line = reader.line_num + 1


def unguarded(cell: str) -> str:
    """A cell without the quote that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if GUARDED.match(cell) else cell
