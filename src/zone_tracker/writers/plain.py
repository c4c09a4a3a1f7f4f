"""The table format without a terminal: aligned lines, streamed, never wrapped, cut or coloured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TextIO

from zone_tracker.model import Column, Language, Message, Report, Table
from zone_tracker.wording import say
from zone_tracker.writers.cells import Screen, human_columns, human_text

# Column widths come from these rows; a longer cell further down pushes its line to the right.
FIRST_ROWS = 200
GAP = "  "


def write_plain(report: Report, stream: TextIO, lang: Language, screen: Screen) -> None:
    """Header, each table with its title and notes, closing notes, blank lines between."""

    def told(messages: Iterable[Message]) -> list[str]:
        return [human_text(message, lang, screen) for message in messages]

    def blocks() -> Iterator[Iterable[str]]:
        yield told(above(report))
        yield told(report.header)
        for table in report.tables:
            title, *texts = ([line] for line in told([table.title, *table.text]))
            yield from titled(title, texts, table_lines(table, lang, screen))
            yield told(table.notes)
        yield told(closing_notes(report, screen))
        yield told(below(report))

    write_blocks(blocks(), stream)


def titled(
    title: Iterable[str], texts: Sequence[Iterable[str]], lines: Iterable[str]
) -> Iterator[Iterable[str]]:
    """The blocks of a table: its rows under its title; where it has texts, each a block between."""
    if not texts:
        yield chain(title, lines)
        return
    yield title
    yield from texts
    yield lines


def write_blocks(blocks: Iterable[Iterable[str]], stream: TextIO) -> None:
    """The lines of each block as they come, a blank line between blocks; empty blocks vanish."""
    blank = ""
    for block in blocks:
        before = blank
        for line in block:
            stream.write(f"{before}{line}\n")
            before, blank = "", "\n"


def above(report: Report) -> tuple[Message, ...]:
    """What stands above the title of a form: who reports to whom."""
    return (*report.form.left, *report.form.right) if report.form else ()


def below(report: Report) -> Iterator[Message]:
    """Who signs a form, a line each."""
    for block in report.form.signatures if report.form else ():
        yield from block


def closing_notes(report: Report, screen: Screen) -> tuple[Message, ...]:
    """The report's notes, and what stands for letters that an ASCII stream cannot show."""
    return report.notes if screen.unicode else (*report.notes, Message("writers.ascii"))


def table_lines(table: Table, lang: Language, screen: Screen) -> Iterator[str]:
    """Labels, a rule and every row of a table in aligned columns."""
    places = human_columns(table, screen)
    columns = [table.columns[place] for place in places]
    labels = [human_text(heading(table, column, lang), lang, screen) for column in columns]
    rows = ([human_text(row[place], lang, screen) for place in places] for row in table.rows)
    return aligned(columns, labels, rows, rule="─" if screen.unicode else "-")


def heading(table: Table, column: Column, lang: Language) -> Message:
    """The label of a column where each has one: after its group's, if another is called the same.

    Of two columns with one key people see one.
    """
    label = say(column.label, lang)
    others = [each for each in table.columns if each.key != column.key and each.group]
    if column.group is None or all(say(each.label, lang) != label for each in others):
        return column.label
    return Message("column.in-group", {"group": column.group, "label": column.label})


def aligned(
    columns: list[Column], labels: list[str], rows: Iterator[list[str]], rule: str
) -> Iterator[str]:
    """Lines of equal columns, numbers to the right; only the first rows are held in memory."""
    first = list(islice(rows, FIRST_ROWS))
    widths = [max(1, *map(len, cells)) for cells in zip(labels, *first, strict=True)]
    line = GAP.join(
        f"{{:{'>' if column.right else '<'}{width}}}"
        for column, width in zip(columns, widths, strict=True)
    ).format
    yield line(*labels).rstrip(" ")
    yield rule * (sum(widths) + len(GAP) * (len(widths) - 1))
    for cells in chain(first, rows):
        yield line(*cells).rstrip(" ")
