"""CSV and TSV: the first table of a report, keys as headings, one row a line.

The first table is the data; further tables are for people. `csv` is imported by its own
format only, so that TSV starts without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TextIO

from zone_tracker.model import Language, Report
from zone_tracker.vietnamese.text import show_hidden
from zone_tracker.writers.cells import Screen, machine_columns, machine_text, named

# With these a spreadsheet begins a formula.
FORMULA_SIGNS = frozenset("=+-@\t\r")
QUOTE_OR_SIGN = FORMULA_SIGNS | {"'"}


def write_csv(
    report: Report, stream: TextIO, lang: Language, screen: Screen, delimiter: str = ","
) -> None:
    """RFC 4180 with LF; a cell that could act as a formula begins with a quote, see `guard`."""
    import csv

    lines = csv.writer(stream, lineterminator="\n", delimiter=delimiter)
    lines.writerows(safe(cells, screen, visible) for cells in records(report, lang))


def write_csv_file(report: Report, stream: TextIO, lang: Language, screen: Screen) -> None:
    """CSV that says by its first character that it is UTF-8, as Excel must be told."""
    write_marked(report, stream, lang, screen, ",")


def write_excel_csv(report: Report, stream: TextIO, lang: Language, screen: Screen) -> None:
    """The same parted by semicolons, as Excel opens it on a Vietnamese system."""
    write_marked(report, stream, lang, screen, ";")


def write_marked(
    report: Report, stream: TextIO, lang: Language, screen: Screen, delimiter: str
) -> None:
    """CSV behind a byte order mark, where the stream can hold one."""
    if screen.unicode:
        stream.write("\ufeff")
    write_csv(report, stream, lang, screen, delimiter)


def write_tsv(report: Report, stream: TextIO, lang: Language, screen: Screen) -> None:
    r"""One line a row; tab, line end and backslash in a cell are `\t`, `\n` and `\\`.

    Cells are guarded as in CSV, for a spreadsheet takes pasted TSV just as well.
    """
    lines = (safe(cells, screen, escaped) for cells in records(report, lang))
    stream.writelines("\t".join(line) + "\n" for line in lines)


def records(report: Report, lang: Language) -> Iterator[list[str]]:
    """The headings, then the rows of the first table; nothing for a report without tables."""
    for table in report.tables[:1]:
        places = machine_columns(table)
        yield [table.columns[place].key for place in places]
        for row in table.rows:
            yield [machine_text(row[place], lang) for place in places]


def safe(cells: list[str], screen: Screen, escape: Callable[[str], str]) -> list[str]:
    """The cells with nothing in them that could act, on a terminal or in a spreadsheet."""
    # One look at the whole row spares nearly every row a look at each of its cells.
    row = "".join(cells)
    if "\\" in row or show_hidden(row) != row:
        cells = [escape(cell) for cell in cells]
    if not screen.unicode:
        cells = [named(cell) for cell in cells]
    return [guard(cell) if cell[:1] in QUOTE_OR_SIGN else cell for cell in cells]


def guard(text: str) -> str:
    """`text` with a `'` before it when it begins, quotes aside, with = + - @ tab or CR.

    A plain negative integer stays as it is. Quotes that the data begins with count, so that
    the reader, who takes one off whenever such a sign follows the quotes, gets every text back.
    """
    formula = text.lstrip("'")[:1] in FORMULA_SIGNS
    negative = text.startswith("-") and text.isascii() and text[1:].isdecimal()
    return "'" + text if formula and not negative else text


def visible(text: str) -> str:
    """`text` with its hidden characters named, but for tabs and line ends, which CSV can hold."""
    return "".join(char if char in "\t\n" else show_hidden(char) for char in text)


def escaped(text: str) -> str:
    """`text` without hidden characters, and without tabs and line ends of its own."""
    text = text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")
    return show_hidden(text)
