"""A report as one page for a browser: nothing outside of it is asked for, nothing in it runs.

Here is decided what stands where; `templates/page.html` puts it into elements and escapes all of
it, `templates/page.css` gives it its looks. Only this module imports jinja2.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import groupby
from typing import NamedTuple, TextIO

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from zone_tracker.drawing import Bars
from zone_tracker.model import Column, Language, Message, Report, Table
from zone_tracker.writers.cells import Screen, human_columns, human_text
from zone_tracker.writers.drawings import svg
from zone_tracker.writers.rows import Rows
from zone_tracker.writers.tones import tone

PACKAGE = "zone_tracker.writers"
ON_PAGE = Screen()
PHONE, DESK = 328, 800
"""How broad a picture is drawn for each, in pixels."""
MANY = 20
"""A table of more cells is, below its picture, shown only when asked for."""
TABLES = 4
"""A page of more tables begins with a list of them."""
FEW, SLIM = 8, 36
"""A table of more columns may be wider than a page; one of so few letters fits on a phone."""
KEPT = 30
"""So long is a cell at most that its column keeps on one line."""
REFERENCE = r"\[\d+\]"
LINK = re.compile(rf"{REFERENCE}|https?://[^\s<>\"]+", re.IGNORECASE)
CLOSING = ".,;:!?)'’”…"
"""What ends a sentence and not the address that stands in it."""


class Piece(NamedTuple):
    """A stretch of text; with `href` it is a link, within the page or out of it."""

    text: str
    href: str | None = None


class Cell(NamedTuple):
    """A cell: its text in pieces, its looks, and the heading a phone repeats before it."""

    pieces: Sequence[Piece]
    looks: str
    label: str

    @property
    def length(self) -> int:
        """The letters of the cell, or of its heading, which may be in two lines."""
        return max(sum(len(piece.text) for piece in self.pieces), len(self.label) // 2)


class Line(NamedTuple):
    """A row; `id` is where references to it lead. Without `named` it goes on with the row above."""

    cells: Sequence[Cell]
    id: str | None
    named: bool
    lead: bool


class Head(NamedTuple):
    """A heading over one or several columns, one or two lines high."""

    text: str
    looks: str
    columns: int = 1
    lines: int = 1


class Card(NamedTuple):
    """A big figure: what it counts, of how much, its share of 100, and how good that is."""

    label: str
    value: str
    whole: str
    share: float | None
    verdict: str
    tone: str


class Section(NamedTuple):
    """A table with all that is shown of it."""

    id: str
    title: str
    headed: bool
    text: Sequence[Sequence[Piece]]
    cards: Sequence[Card]
    phone: str
    desk: str
    heads: Sequence[Sequence[Head]]
    lines: Sequence[Line]
    notes: Sequence[Sequence[Piece]]
    looks: str
    folded: str | None


def write_page(report: Report, stream: TextIO, lang: Language, screen: Screen) -> None:
    """Write the whole page; where only ASCII can be written, letters become references."""
    for text in page(report, lang):
        shown = text if screen.unicode else text.encode("ascii", "xmlcharrefreplace").decode()
        stream.write(shown)


def page(report: Report, lang: Language) -> Iterator[str]:
    """The text of the page, in parts."""
    tables = [table._replace(rows=list(table.rows)) for table in report.tables]
    words = Words(lang, references(tables, lang))
    above = [words.say(line) for line in report.form.left] if report.form else []
    above += [] if report.header else [words.say(table.title) for table in tables[:1]]
    sections = [words.section(table, place, above) for place, table in enumerate(tables, 1)]
    title, *header = report.header or (tables[0].title if tables else Message("page.untitled"),)
    style = (files(PACKAGE) / "templates" / "page.css").read_text("utf-8")
    return template().generate(
        lang=lang,
        style=style,
        style_hash=b64encode(sha256(style.encode()).digest()).decode(),
        title=words.say(title),
        header=[(words.pieces(line), words.bearing(line)) for line in header],
        form=report.form,
        skip=words.say(Message("page.skip")),
        contents=words.say(Message("page.contents")) if len(sections) > TABLES else None,
        sections=sections,
        notes=[words.pieces(note) for note in report.notes],
        say=words.say,
    )


@cache
def template() -> Template:
    """The elements of every page; all that is put in is escaped."""
    return Environment(
        loader=PackageLoader(PACKAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    ).get_template("page.html")


def references(tables: Sequence[Table], lang: Language) -> dict[str, str]:
    """The references, such as `[1]`, that the list of documents explains, and where it does."""
    rows = next((Rows(table, lang) for table in tables if table.key == "documents"), None)
    if rows is None or "document" not in rows.places:
        return {}
    told = [rows.word(row, "document") for row in rows.rows]
    return {text: f"ref-{text[1:-1]}" for text in told if re.fullmatch(REFERENCE, text)}


class Words:
    """What is said on one page in one language, and where its references lead."""

    def __init__(self, lang: Language, references: dict[str, str]) -> None:
        self.lang = lang
        self.references = references

    def say(self, value: object) -> str:
        """A value as people read it."""
        return human_text(value, self.lang, ON_PAGE)

    def pieces(self, value: object, *, linked: bool = True) -> list[Piece]:
        """A value as people read it, with references and web addresses as links.

        Nothing else becomes one: what an address may begin with stands in `LINK`.
        """
        text = self.say(value)
        if "[" not in text and "://" not in text:
            return [Piece(text)]
        found, end = [], 0
        for match in LINK.finditer(text):
            told = match[0].rstrip(CLOSING)
            inside = self.references.get(told)
            if told[0] == "[" and not (inside and linked):
                continue
            found += [
                Piece(text[end : match.start()]),
                Piece(told, f"#{inside}" if inside else told),
            ]
            end = match.start() + len(told)
        return [piece for piece in (*found, Piece(text[end:])) if piece.text]

    def bearing(self, line: Message) -> str:
        """How a line below the title looks: in the tone of a verdict, or as a point of a list."""
        return "point" if self.say(line).lstrip().startswith("•") else tone(line)

    def section(self, table: Table, place: int, above: Sequence[str]) -> Section:
        """All that is shown of the table at a place of the report, counted from 1.

        What stands `above` the first one is no title of it.
        """
        id = f"t{place}"
        cards = self.cards(table)
        phone = "" if cards else svg(table, self.lang, name=f"{id}-phone", width=PHONE)
        desk = phone and svg(table, self.lang, name=f"{id}-desk", width=DESK)
        heads, lines = self.heads(table), self.lines(table)
        many = (phone or cards) and sum(len(line.cells) for line in lines) > MANY
        return Section(
            id=id,
            title=self.say(table.title),
            headed=place > 1 or self.say(table.title) not in above,
            text=[self.pieces(text) for text in table.text],
            cards=cards,
            phone=phone,
            desk=desk,
            heads=heads,
            lines=lines,
            notes=[self.pieces(note) for note in table.notes],
            looks=breadth(lines),
            folded=self.say(Message("page.rows", {"count": len(lines)})) if many else None,
        )

    def cards(self, table: Table) -> list[Card]:
        """The big figures of a table that says how good each of them is; of others none."""
        drawing = table.drawing
        if not isinstance(drawing, Bars) or drawing.mark is None:
            return []
        rows = Rows(table, self.lang)
        found = []
        for row in rows.rows:
            value = rows.number(row, drawing.value)
            whole = rows.number(row, drawing.whole) if drawing.whole else None
            share = None if value is None or not whole else min(max(100 * value / whole, 0), 100)
            found.append(
                Card(
                    rows.word(row, drawing.label),
                    rows.word(row, drawing.value),
                    rows.word(row, drawing.whole) if drawing.whole else "",
                    share,
                    rows.word(row, drawing.mark),
                    rows.tone(row, drawing.mark),
                )
            )
        return found

    def heads(self, table: Table) -> list[list[Head]]:
        """The headings in one line, or in two where neighbours stand under a common one."""
        columns = [table.columns[place] for place in human_columns(table, ON_PAGE)]
        if not any(column.group for column in columns):
            return [[self.head(column) for column in columns]]
        upper: list[Head] = []
        lower: list[Head] = []
        for group, members in groupby(columns, lambda column: column.group):
            below = [self.head(column) for column in members]
            if group is None:
                upper += [head._replace(lines=2) for head in below]
            else:
                upper.append(Head(self.say(group), "group", len(below)))
                lower += below
        return [upper, lower]

    def head(self, column: Column) -> Head:
        """The heading of a column."""
        return Head(self.say(column.label), "number" if column.right else "")

    def lines(self, table: Table) -> list[Line]:
        """The rows as people see them."""
        places = human_columns(table, ON_PAGE)
        columns = [table.columns[place] for place in places]
        labels = [self.full_label(column) for column in columns]
        documents = table.key == "documents"
        found = []
        for count, row in enumerate(table.rows):
            cells = [
                Cell(
                    self.pieces(row[place], linked=not documents),
                    self.looks(row[place], column),
                    label,
                )
                for place, column, label in zip(places, columns, labels, strict=True)
            ]
            first = self.say(row[places[0]]) if places else ""
            id = self.references.get(first) if documents else None
            found.append(Line(cells, id, bool(first), count < table.lead))
        return found

    def full_label(self, column: Column) -> str:
        """The heading of a column, after that of its group."""
        both: Iterable[Message | None] = (column.group, column.label)
        return ": ".join(self.say(label) for label in both if label)

    def looks(self, cell: object, column: Column) -> str:
        """How a cell looks: a number to the right, in the tone of a verdict, dim if unknown."""
        names = {
            "number": column.right,
            tone(cell): tone(cell) != "plain",
            "none": cell is None,
            "empty": cell == "",
            "keep": column.keep and len(self.say(cell)) <= KEPT,
        }
        return " ".join(name for name, holds in names.items() if holds)


def breadth(lines: Sequence[Line]) -> str:
    """How broad a table is: slim, where a phone has room for it, or of many columns, or plain."""
    widths: list[int] = []
    for line in lines:
        lengths = [cell.length for cell in line.cells]
        widths = [max(pair) for pair in zip(lengths, widths or lengths, strict=True)]
    if len(widths) > FEW:
        return "many"
    return "slim" if len(widths) <= 2 or sum(widths) <= SLIM else "plain"
