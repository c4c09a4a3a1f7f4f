"""The table format on a terminal, drawn by rich: text wraps inside its cell, colour only adds.

Only this module and `fitting` import rich; who does not draw on a terminal does not load it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, islice
from typing import Literal, NamedTuple, TextIO

from rich.box import Box
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from zone_tracker.model import Column, Language, Message, Report, Table
from zone_tracker.writers import plain
from zone_tracker.writers.cells import Screen, human_columns, human_text
from zone_tracker.writers.fitting import broken, fitted, lines_per_row
from zone_tracker.writers.sketches import Sketch, above, beside
from zone_tracker.writers.tones import Tone, tone

COLOURS: dict[Tone, str] = {"good": "green", "open": "cyan", "warning": "yellow", "bad": "red"}
TALL = 2.0
"""Lines per row from which a blank line between rows helps the eye."""
RULED = Box("    \n" * 2 + " ── \n" + "    \n" * 5)
RULED_ASCII = Box("    \n" * 2 + " -- \n" + "    \n" * 5, ascii=True)


def write_terminal(report: Report, stream: TextIO, lang: Language, screen: Screen) -> None:
    """Header, each table under its bold title, and dim notes, with blank lines between."""

    def told(messages: Iterable[Message], style: str = "") -> Iterator[str]:
        for message in messages:
            text = Text(human_text(message, lang, screen), style=f"{style} {colour(message)}")
            yield from drawn(text, screen)

    def blocks() -> Iterator[Iterable[str]]:
        yield told(plain.above(report), "dim")
        yield told(report.header)
        for table in report.tables:
            title = list(told([table.title], "bold"))
            texts = [list(told([text])) for text in table.text]
            yield from plain.titled(title, texts, table_lines(table, lang, screen))
            yield told(table.notes, "dim")
        yield told(plain.closing_notes(report, screen), "dim")
        yield told(plain.below(report), "dim")

    plain.write_blocks(blocks(), stream)


def table_lines(table: Table, lang: Language, screen: Screen) -> Iterator[str]:
    """A table's lines: drawn by rich while it is short, else streamed with the count below.

    rich lays out a thousand rows in a second and holds all of them; a long table, or one with
    too many columns for the terminal, is written as in a pipe, and the terminal wraps it.
    """
    rows = iter(table.rows)
    first = list(islice(rows, plain.FIRST_ROWS + 1))
    short = len(first) <= plain.FIRST_ROWS
    laid = grid(table, first, lang, screen) if short else None
    if laid is not None:
        lines, drawing = laid
        yield from lines
        yield from drawn(drawing, screen)
        return
    # The labels and the rule are lines, not rows.
    count = -2
    for line in plain.table_lines(table._replace(rows=chain(first, rows)), lang, screen):
        yield line
        count += 1
    if not short:
        yield human_text(Message("writers.count", {"count": count}), lang, screen)


def grid(
    table: Table, rows: list[tuple[object, ...]], lang: Language, screen: Screen
) -> tuple[list[str], Grid] | None:
    """The rows under the table's labels, fitted to the screen; None when they cannot be.

    Where its drawing can be sketched and there is room for it, it is a column of its own, or
    stands in the lines that come first.
    """
    places = [p for p in human_columns(table, screen) if not table.columns[p].paper]
    columns = [table.columns[place] for place in places]
    cells: list[list[object]] = [[plain.heading(table, column, lang) for column in columns]]
    cells += ([row[place] for place in places] for row in rows)
    lines = [
        [Said(human_text(cell, lang, screen), colour(cell)) for cell in line] for line in cells
    ]
    whole = table._replace(rows=rows)
    sketch = beside(whole, lang, screen)
    if sketch is not None:
        keys = [column.key for column in columns]
        at = keys.index(sketch.after) + 1 if sketch.after in keys else len(keys)
        sketched = laid_out(*with_sketch(sketch, at, columns, lines), screen, whole=at)
        if sketched is not None:
            return sketch.key, sketched
    laid = laid_out(columns, lines, screen)
    return None if laid is None else (list(above(whole, lang, screen)), laid)


class Said(NamedTuple):
    """The text of a cell, and the style that it is written in."""

    text: str
    style: str


def with_sketch(
    sketch: Sketch, at: int, columns: list[Column], lines: list[list[Said]]
) -> tuple[list[Column], list[list[Said]]]:
    """The columns and lines with the sketch at a place between them."""
    marks = [Said(sketch.label, "")]
    marks += [Said(mark, COLOURS.get(tone, "")) for mark, tone in sketch.marks]
    own = Column("sketch", Message("said", {"term": sketch.label}), keep=True)
    return (
        [*columns[:at], own, *columns[at:]],
        [[*line[:at], mark, *line[at:]] for line, mark in zip(lines, marks, strict=True)],
    )


def laid_out(
    columns: list[Column], lines: list[list[Said]], screen: Screen, whole: int | None = None
) -> Grid | None:
    """Labels and rows in fitted columns; None when they are too many, or one must stay `whole`."""
    texts = [[cell.text for cell in line] for line in lines]
    room = (screen.width or 0) - len(plain.GAP) * (len(columns) - 1)
    right, keep = [column.right for column in columns], [column.keep for column in columns]
    widths = fitted(texts, right, keep, room)
    if widths is None:
        return None
    if whole is not None and widths[whole] < max(cell_len(line[whole]) for line in texts):
        return None
    labels, *rest = [
        [
            # Never a bare string, which rich would read as markup.
            Text(broken(cell.text, width), style=cell.style)
            for cell, width in zip(line, widths, strict=True)
        ]
        for line in lines
    ]
    return ruled(columns, labels, widths, rest, screen)


def ruled(
    columns: list[Column],
    labels: list[Text],
    widths: list[int],
    lines: list[list[Text]],
    screen: Screen,
) -> Grid:
    """A light rich table: bold labels, a rule below them, and no other frame."""
    # Rows of several lines run into each other without a blank line between.
    sizes = [[text.cell_len for text in line] for line in lines]
    tall = bool(lines) and lines_per_row(sizes, widths) > TALL
    laid = Grid(
        box=RULED if screen.unicode else RULED_ASCII,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        leading=int(tall),
        header_style="bold",
    )
    for column, label, width in zip(columns, labels, widths, strict=True):
        side: Literal["left", "right"] = "right" if column.right else "left"
        laid.add_column(label, width=width, justify=side, overflow="fold")
    for line in lines:
        laid.add_row(*line)
    return laid


def colour(cell: object) -> str:
    """The style of a verdict, "" for anything else."""
    return COLOURS.get(tone(cell), "")


def drawn(drawing: RenderableType, screen: Screen) -> list[str]:
    """What rich draws, as lines; the stream is written by us.

    rich would end the process on a closed pipe and print advice of its own on a stream that
    cannot hold a letter.
    """
    console = console_for(screen)
    with console.capture() as capture:
        console.print(drawing)
    return [line.rstrip(" ") for line in capture.get().removesuffix("\n").split("\n")]


@cache
def console_for(screen: Screen) -> Console:
    """A console that knows only `screen`: no environment, no guessing, no markup."""
    return Console(
        width=screen.width,
        height=25,
        force_terminal=screen.colour,
        color_system="standard" if screen.colour else None,
        no_color=not screen.colour,
        legacy_windows=False,
        force_jupyter=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )
