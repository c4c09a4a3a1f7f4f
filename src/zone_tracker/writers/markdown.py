"""GitHub tables with labels for people; nothing in the data acts as markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from zone_tracker.model import Language, Message, Report, Table
from zone_tracker.writers.cells import Screen, human_columns, human_text
from zone_tracker.writers.plain import above, below, closing_notes, heading, write_blocks

SPECIAL = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", **{sign: "\\" + sign for sign in "\\`*_~[]|$#"}}
)
# What makes a list or a rule, but only where a line begins.
BLOCK = "^([0-9]*)([+.)=-])"


def write_md(report: Report, stream: TextIO, lang: Language, screen: Screen) -> None:
    """Header, each table under its title, and notes, with a blank line between all of them."""
    # This is text to keep, not a picture of the terminal: wide columns stay.
    screen = screen._replace(width=None)

    def paragraphs(messages: Iterable[Message]) -> Iterator[list[str]]:
        for message in messages:
            yield [re.sub(BLOCK, r"\1\\\2", md_text(message, lang, screen))]

    def blocks() -> Iterator[Iterable[str]]:
        yield from paragraphs((*above(report), *report.header))
        for table in report.tables:
            yield [f"## {md_text(table.title, lang, screen)}"]
            yield from paragraphs(table.text)
            yield md_rows(table, lang, screen)
            yield from paragraphs(table.notes)
        yield from paragraphs((*closing_notes(report, screen), *below(report)))

    write_blocks(blocks(), stream)


def md_rows(table: Table, lang: Language, screen: Screen) -> Iterator[str]:
    """The table's lines, one a row, as they come."""
    places = human_columns(table, screen)
    columns = [table.columns[place] for place in places]
    yield md_row(md_text(heading(table, column, lang), lang, screen) for column in columns)
    yield md_row("---:" if column.right else "---" for column in columns)
    for row in table.rows:
        yield md_row(md_text(row[place], lang, screen) for place in places)


def md_row(cells: Iterable[str]) -> str:
    """One line of a GitHub table."""
    return f"| {' | '.join(cells)} |"


def md_text(cell: object, lang: Language, screen: Screen) -> str:
    """A cell as people read it, every sign of Markdown and HTML in it escaped."""
    return human_text(cell, lang, screen).translate(SPECIAL)
