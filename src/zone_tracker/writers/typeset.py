"""A report as PDF or PNG, set by typst after `templates/report.typ`.

The template is ours alone; all that is said goes to it as JSON, so nothing in it is markup.
Only the letters that typst itself brings are used: the same report makes the same bytes on
every machine, and what they cannot draw is named by its code point.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from html import escape
from pathlib import Path
from typing import Any, BinaryIO, Literal

import typst

from zone_tracker.errors import Refused
from zone_tracker.model import Language, Report
from zone_tracker.vietnamese.text import code_point
from zone_tracker.writers.drawings import svg
from zone_tracker.writers.paper import (
    BOTTOM,
    COLOURS,
    LEFT,
    PIECES,
    RIGHT,
    TOP,
    Grid,
    Page,
    Sheet,
    headings,
    laid_out,
    widths,
)

Format = Literal["pdf", "png"]
TEMPLATE = Path(__file__).with_name("templates") / "report.typ"
SHARP = 192
"""Dots per inch of a picture: twice as many as those of a screen."""
TALLEST = 3000
"""Millimetres of a picture; a program that shows pictures gives up on taller ones."""
MARGIN = 12
"""Of a picture, in millimetres."""

PROSE = 40
"""A word that is longer than this may break outside tables, too."""
BREAK = "\u200b"
"""Where a word may break; no data holds it by now, for it does not show."""
FOREIGN = re.compile(
    "[^\n\x20-\u02ff\u0300-\u036f\u0391-\u03a1\u03a3-\u03c9\u0400-\u0482\u0488-\u04ff\u1e00-\u1eff"
    "\u2000-\u2027\u202f-\u2037\u2039-\u203f\u2044\u2070\u2074-\u208e\u20a0-\u20c0\u2116\u2122\u2153-\u2184"
    "\u2190-\u2220\u2223-\u222d\u2241-\u226b\u2460-\u262f\u2638-\u268b\u270c-\u2727\u2729-\u274b]"
)
"""What the letters of typst cannot draw, and some that they could."""


def write_pdf(report: Report, stream: BinaryIO, lang: Language) -> None:
    """Write the report on pages of A4, to be printed or sent."""
    stream.write(typeset(laid_out(report, lang), lang, "pdf"))


def write_png(report: Report, stream: BinaryIO, lang: Language) -> None:
    """Write the whole report as one picture, as tall as it needs."""
    stream.write(typeset(laid_out(report, lang), lang, "png"))


def typeset(sheet: Sheet, lang: Language, format: Format) -> bytes:
    """The sheet as a file of the format; Refused for too tall a picture."""
    files = files_of(sheet, lang, picture=format == "png")
    if format == "png" and height_of(files) > TALLEST:
        raise Refused("paper.too-tall")
    return compiled(files, format)


def pictures(sheet: Sheet, lang: Language) -> list[bytes | None]:
    """The drawing of each table as PNG; None where it has none."""
    shapes = [shape(grid, place, sheet, lang) for place, grid in enumerate(sheet.grids)]
    main = b'#set page(width: auto, height: auto, margin: 0pt)\n#image("drawing.svg")'
    return [
        compiled({"main.typ": main, "drawing.svg": each.encode()}, "png") if each else None
        for each in shapes
    ]


def compiled(files: Any, format: Format) -> bytes:
    """What typst makes of files in memory, of which its own stubs do not know."""
    return typst.compile(files, format=format, ppi=SHARP, ignore_system_fonts=True)


def height_of(files: Any) -> float:
    """The millimetres down to the end of what is set."""
    told = typst.query(files, "<end>", field="value", one=True, ignore_system_fonts=True)
    return float(told)


def files_of(sheet: Sheet, lang: Language, *, picture: bool) -> dict[str, bytes]:
    """What typst reads: the template, the words, the drawings; nothing else is at hand."""
    shapes = [shape(grid, place, sheet, lang) for place, grid in enumerate(sheet.grids)]
    names = [f"drawing-{place}.svg" if each else None for place, each in enumerate(shapes)]
    told = {
        "lang": lang,
        "page": page_of(sheet.page, picture=picture),
        "colours": COLOURS,
        "title": breakable(sheet.title, PROSE),
        "lines": [cell._replace(text=breakable(cell.text, PROSE)) for cell in sheet.lines],
        "form": sheet.form and asdict(sheet.form),
        "tables": [
            table_of(grid, sheet.page, name) for grid, name in zip(sheet.grids, names, strict=True)
        ],
        "notes": [breakable(note, PROSE) for note in sheet.notes],
    }
    words = FOREIGN.sub(named, json.dumps(told, ensure_ascii=False))
    drawings = {name: each.encode() for name, each in zip(names, shapes, strict=True) if name}
    return {"main.typ": TEMPLATE.read_bytes(), "report.json": words.encode(), **drawings}


def shape(grid: Grid, place: int, sheet: Sheet, lang: Language) -> str:
    """The table drawn, as SVG; "" for none."""
    if grid.source.drawing is None:
        return ""
    room = int(sheet.page.room)
    picture = svg(grid.source, lang, palette="paper", name=f"drawing-{place}", width=room)
    return FOREIGN.sub(lambda letter: escape(named(letter)), picture)


def page_of(page: Page, *, picture: bool) -> dict[str, object]:
    """The sheet in millimetres; a picture has narrow margins and no height of its own."""
    top, bottom, left, right = (MARGIN,) * 4 if picture else (TOP, BOTTOM, LEFT, RIGHT)
    return {
        "width": page.width - LEFT - RIGHT + left + right,
        "height": None if picture else page.height,
        "margin": {"top": top, "bottom": bottom, "left": left, "right": right},
        "size": page.size,
        "inset": page.inset,
    }


def table_of(grid: Grid, page: Page, drawing: str | None) -> dict[str, object]:
    """A table as the template takes it, words that are wider than their column made breakable."""
    labels = [*map(breakable, grid.labels, grid.letters)]
    head = headings(replace(grid, labels=labels))
    return {
        "title": breakable(grid.title, PROSE),
        "text": [breakable(paragraph, PROSE) for paragraph in grid.text],
        "headings": [[each._asdict() for each in line] for line in head],
        "right": grid.right,
        "widths": None if grid.loose else widths(grid, page),
        "rows": [
            [
                (breakable(cell.text, width), cell.tone, cell.strong)
                for cell, width in zip(row, grid.letters, strict=True)
            ]
            for row in grid.rows
        ],
        "notes": [breakable(note, PROSE) for note in grid.notes],
        "drawing": drawing,
    }


def breakable(text: str, width: int) -> str:
    """The text with BREAK between the letters of pieces that are wider than `width`."""
    return PIECES.sub(lambda it: it[0] if len(it[0]) <= width else BREAK.join(it[0]), text)


def named(letter: re.Match[str]) -> str:
    """A letter by its code point, as hidden ones are told."""
    return f"<{code_point(letter[0])}>"
