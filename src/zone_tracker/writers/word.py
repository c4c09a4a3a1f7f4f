"""A report as a Word document, put into a template that an office may replace by its own.

The template says where title, tables and notes stand, in the language of jinja2, which can do
nothing else there. Whatever is put in is text. The same report makes the same bytes.
"""

from __future__ import annotations

from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from docxtpl import DocxTemplate  # type: ignore[import-untyped]

# isort: split
# docxtpl brings these, so it is the one that is missed where none is there.
from docx.enum.section import WD_ORIENT
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.shared import Mm, Pt
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from zone_tracker.errors import LibraryMissing, Refused
from zone_tracker.model import Language, Message, Report
from zone_tracker.writers.cells import human_text
from zone_tracker.writers.extras import TEMPLATE, needed
from zone_tracker.writers.paper import (
    BOTTOM,
    COLOURS,
    LEFT,
    ON_PAPER,
    RIGHT,
    SIZES,
    TOP,
    UPRIGHT,
    Grid,
    Page,
    Sheet,
    headings,
    laid_out,
    widths,
)

TABLE = TEMPLATE.with_name("table.xml")
BESIDE = 25
"""Millimetres that a page keeps for the words around a picture."""
TWIPS = 20
"""Of a point."""
LONGEST_TITLE = 255
"""Of the title among the properties of a document."""
NOT_WORD = (PackageNotFoundError, BadZipFile, KeyError, ValueError, SyntaxError)
"""What python-docx makes of a file that is none of Word."""
WRONG = (TemplateError, SyntaxError, ArithmeticError, LookupError, TypeError, ValueError)
"""What the words of a template can do wrong; SyntaxError is that of its XML."""


def write_docx(
    report: Report, stream: BinaryIO, lang: Language, template: Path | None = None
) -> None:
    """Write the report into the template, else into ours; wide tables turn its sheets.

    Raises Refused for a template that is no Word document, or that says what cannot be done.
    """
    path = template or TEMPLATE
    document = opened(path)
    sheet = laid_out(report, lang, pages_of(document))
    turn(document, sheet.page)
    desk = environment()
    try:
        document.render(context(sheet, lang, document, desk), desk)
    except WRONG as error:
        raise Refused("word.template-text", path=path, reason=str(error)) from error
    document.docx.core_properties.title = sheet.title[:LONGEST_TITLE]
    stream.write(saved(document))


class Template(DocxTemplate):  # type: ignore[misc]
    """A template whose parts must fit together once it is filled."""

    def fix_tables(self, xml: str) -> Any:
        """The parts as a tree; what does not fit would be mended in silence, or by Word."""
        if parse_xml(xml).xpath("//w:t/*"):
            raise Refused("word.template-line", tag="p table.grid")
        return super().fix_tables(xml)


def opened(path: Path) -> Template:
    """The template, open; Refused where it is none of Word."""
    template = Template(BytesIO(path.read_bytes()))
    try:
        template.init_docx()
    except NOT_WORD as error:
        raise Refused("word.template", path=path) from error
    return template


def environment() -> ImmutableSandboxedEnvironment:
    """Where a template is carried out: it sees what it is given, and changes and calls nothing."""
    return ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, finalize=literal
    )


def literal(value: object) -> Markup:
    """A value as XML in which docxtpl finds none of its own signs, such as `{_{`."""
    told = escape(value).replace("{_", Markup("{&#95;"))
    return told.replace("_}", Markup("&#95;}"))


def pages_of(document: Template) -> list[Page]:
    """The ways that the last sheet of a template can lie, as `PAGES` are those of ours.

    Their width tells the room between its own margins; what lies across stays so.
    """
    section = document.docx.sections[-1]
    sides = [section.page_width, section.page_height, section.left_margin, section.right_margin]
    width, height, left, right = (each.mm if each else None for each in sides)
    less = LEFT + RIGHT - (LEFT if left is None else left) - (RIGHT if right is None else right)
    width, height = width or UPRIGHT[0], height or UPRIGHT[1]
    across = [Page(max(width, height) + less, min(width, height), size) for size in SIZES]
    return across if width > height else [Page(width + less, height, SIZES[0]), *across]


def turn(document: Template, page: Page) -> None:
    """Turn the sheets across where the page lies so and they do not yet."""
    section = document.docx.sections[-1]
    width, height = section.page_width, section.page_height
    if width and height and width < height and page.height < page.width:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = height, width


def context(
    sheet: Sheet, lang: Language, document: Template, desk: ImmutableSandboxedEnvironment
) -> dict[str, object]:
    """All that a template can name, in plain lists and words."""
    pictures, lacking = pictures_of(sheet, lang)
    tables = [
        {
            "title": grid.title,
            "text": grid.text,
            "columns": grid.labels,
            "rows": [[cell.text for cell in row] for row in grid.rows],
            "grid": table(grid, sheet.page, desk),
            "drawing": picture and placed(picture, grid, sheet.page, document),
            "notes": grid.notes,
        }
        for grid, picture in zip(sheet.grids, pictures, strict=True)
    ]
    return {
        "lang": lang,
        "title": sheet.title,
        "lines": [line.text for line in sheet.lines],
        "form": sheet.form and asdict(sheet.form),
        "tables": tables,
        "notes": [*sheet.notes, *(human_text(note, lang, ON_PAPER) for note in lacking)],
    }


def pictures_of(sheet: Sheet, lang: Language) -> tuple[list[bytes | None], list[Message]]:
    """The drawing of each table as PNG, and what is to be said where they cannot be made."""
    if not any(grid.source.drawing for grid in sheet.grids):
        return [None] * len(sheet.grids), []
    try:
        with needed("docx", "typst"):
            from zone_tracker.writers.typeset import pictures
    except LibraryMissing:
        return [None] * len(sheet.grids), [Message("word.no-drawings")]
    return pictures(sheet, lang), []


def placed(picture: bytes, grid: Grid, page: Page, document: Template) -> Markup:
    """A picture as a paragraph of its own, no taller than the page.

    Who cannot see it is told its title.
    """
    inline = document.docx.part.new_pic_inline(BytesIO(picture), width=Pt(page.room))
    tallest = Mm(page.height - TOP - BOTTOM - BESIDE)
    if inline.extent.cy > tallest:
        inline = document.docx.part.new_pic_inline(BytesIO(picture), height=tallest)
    inline.docPr.set("descr", grid.title)
    for side in ("distT", "distB", "distL", "distR"):  # some programs think of a margin else
        inline.set(side, "0")
    drawing = f"<w:p><w:r><w:drawing>{inline.xml}</w:drawing></w:r></w:p>"
    return Markup(drawing)  # noqa: S704 - made by python-docx


def table(grid: Grid, page: Page, desk: ImmutableSandboxedEnvironment) -> Markup:
    """A table of Word, its head repeated on each page; nothing where it has no columns."""
    if not grid.labels:
        return Markup()
    told = {
        "widths": [round(width * TWIPS) for width in widths(grid, page)],
        "inset": round(page.inset * TWIPS),
        "heads": heads(grid),
        "rows": grid.rows,
        "right": grid.right,
        "colours": {tone: colour.removeprefix("#") for tone, colour in COLOURS.items()},
        "size": round(page.size * 2),
    }
    made = desk.from_string(TABLE.read_text("utf-8")).render(told)
    return Markup(made)  # noqa: S704 - its template is ours, and all in it is escaped


def heads(grid: Grid) -> list[list[dict[str, object]]]:
    """The rows of the head; what goes down over both rows is a cell in each of them."""
    first, *more = [
        [
            {"text": each.text, "columns": each.columns, "down": "restart" * (each.rows > 1)}
            for each in row
        ]
        for row in headings(grid)
    ]
    if not more:
        return [first]
    pairs = zip(grid.labels, grid.groups, strict=True)
    under: list[dict[str, object]] = [
        {"text": label if group else "", "columns": 1, "down": "" if group else "continue"}
        for label, group in pairs
    ]
    return [first, under]


def saved(document: Template) -> bytes:
    """The document as bytes that tell nothing of the hour."""
    written, told = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as before, ZipFile(told, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(ZipInfo(name), before.read(name), ZIP_DEFLATED)
    return told.getvalue()
