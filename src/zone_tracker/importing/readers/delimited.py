"""CSV and TSV to a sheet: delimiters, lines, and cells without the guard against formulas."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Final

from zone_tracker.errors import Refused
from zone_tracker.importing.readers.decoding import Decoding, decoding_of, lines_of, notes_on
from zone_tracker.importing.sheets import Input, Sheet

DELIMITERS: Final = ",;\t"
SAMPLED: Final = 40
"""Lines that show the delimiter: enough to come past the titles above a header."""
QUOTED: Final = re.compile('(?:^|(?<=[,;\t\r\n]))"[^"]*(?:""[^"]*)*(?:"|$)')
"""A cell in quotation marks, whichever the delimiter; the last one may go on beyond the sample."""
LINE_END: Final = re.compile("\r\n|\r|\n")
TOLD: Final = re.compile(r"sep=([,;|\t])[\r\n]+", re.IGNORECASE)
"""The first line by which a CSV tells Excel its delimiter."""
GUARDED: Final = re.compile("'+[=+@\t\r-]")
"""How the CSV writer begins a cell that a spreadsheet would take for a formula."""

Rows = Iterator[tuple[int, list[str]]]


def read_csv(source: Input, encoding: str | None = None) -> list[Sheet]:
    """The sheet of a file with `,`, `;` or tab between its cells; none when it holds nothing."""
    decoding = decoding_of(source, encoding)
    sample = list(islice(lines_of(source, decoding), SAMPLED))
    told = TOLD.fullmatch(sample[0]) if sample else None
    delimiter = told[1] if told else delimiter_of(sample)
    return delimited(source, decoding, delimiter, after=1 if told else 0)


def read_tsv(source: Input, encoding: str | None = None) -> list[Sheet]:
    """The sheet of a file with tabs between its cells; none when it holds nothing."""
    return delimited(source, decoding_of(source, encoding), "\t")


def delimited(source: Input, decoding: Decoding, delimiter: str, after: int = 0) -> list[Sheet]:
    """The sheet of a file with this delimiter, its first lines left out."""
    rows = partial(rows_of, source, decoding, delimiter, after)
    empty = next(rows(), None) is None
    return [] if empty else [Sheet(source.name, None, rows, notes_on(decoding))]


def rows_of(source: Input, decoding: Decoding, delimiter: str, after: int) -> Rows:
    """The rows that hold anything, each with the number of its first line.

    Raises Refused naming the line, for unbalanced quotes, a NUL, or what is no text.
    """
    lines = lines_of(source, decoding)
    reader = csv.reader(islice(lines, after, None), delimiter=delimiter, strict=True)
    line = after + 1
    try:
        for row in reader:
            text = "".join(row)
            if "'" in text:
                row[:] = [unguarded(cell) for cell in row]
                text = "".join(row)
            if text and not text.isspace():
                if "\0" in text:
                    raise Refused("file.nul", path=source.name, line=line)
                yield line, row
            line = after + reader.line_num + 1
    except csv.Error as error:
        raise Refused("file.quotes", path=source.name, line=line) from error


def unguarded(cell: str) -> str:
    """A cell without the quote that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and GUARDED.match(cell) else cell


def delimiter_of(sample: Iterable[str]) -> str:
    """The delimiter that makes most rows of one width, among equals the one that makes the widest.

    A comma in a title or a decimal number makes rows too, but fewer, or narrower ones.
    """
    rows = LINE_END.split(QUOTED.sub('"', "".join(sample)))
    return max(DELIMITERS, key=lambda delimiter: evenness(rows, delimiter))


def evenness(rows: list[str], delimiter: str) -> tuple[int, int]:
    """How many rows have the commonest width of more than one cell, and that width."""
    counts = (row.count(delimiter) + 1 for row in rows if row.strip(f"{DELIMITERS} "))
    widths = Counter(count for count in counts if count > 1)
    return max(((count, width) for width, count in widths.items()), default=(0, 0))
