"""A report laid out for paper: which way round the sheet lies, how wide each column becomes.

What is here is the same in print and in Word; letters and colours are the writers' own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, islice
from math import ceil
from operator import itemgetter
from statistics import fmean
from typing import NamedTuple, get_args

from zone_tracker.errors import Refused
from zone_tracker.model import Form, Language, Message, Report, Table
from zone_tracker.writers.cells import Screen, human_columns, human_text
from zone_tracker.writers.drawings.canvas import PAPER
from zone_tracker.writers.fitting import fitted, grown
from zone_tracker.writers.rows import is_heading
from zone_tracker.writers.tones import Tone, tone

ON_PAPER = Screen()
MOST_ROWS = 2000
"""Of one table: more is read by nobody, and no longer set in seconds."""

MM = 72 / 25.4
"""A millimetre in points."""
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
"""Margins in millimetres, of what Decree 30/2020/NĐ-CP, appendix I, allows."""
COLOURS = {tone: PAPER[tone] for tone in get_args(Tone) if tone != "plain"}
"""Of the tones that stand out."""
LETTER = 0.47
"""How wide a letter is, of its size."""
NARROW = 0.8
"""A table that needs less than this of the room does not fill it."""


class Page(NamedTuple):
    """A sheet of this size in millimetres, with tables in letters of this size in points."""

    width: float
    height: float
    size: float

    @property
    def room(self) -> float:
        """What the margins leave of its width, in points."""
        return (self.width - LEFT - RIGHT) * MM

    @property
    def inset(self) -> float:
        """Points between a line of a table and the words beside it."""
        return self.size / 3


UPRIGHT, ACROSS = (210, 297), (297, 210)
SIZES = (10.5, 9.5, 8.5, 7.5, 6.5, 5.5)
SMALL_LETTERS = SIZES[1]
PAGES = (Page(*UPRIGHT, SIZES[0]), *(Page(*ACROSS, size) for size in SIZES))
"""How a report is laid on A4, tried in turn."""
LINES = 3
"""So many lines a row may take on average before the next way is tried."""
PIECES = re.compile(r"(?:[^\s–/-]|[/-](?=\d))+[–/-]?")
"""What a line is never broken in: a word, a date, a part of a code or address."""
WHOLE = re.compile(".+")
LONGEST_WORD = 24
"""What is longer may be torn, lest one strange name makes all others small."""
HEAD_LINES = 2
"""In about so many lines a label may stand."""
SIGN = re.compile(r"(?<![^\s(])([≤≥✔✘⚠◷?]) ")
"""A sign that stays on the line of what it is said of."""


class Said(NamedTuple):
    """Words, how good is what they tell, and whether they head the rows after them."""

    text: str
    tone: Tone = "plain"
    strong: bool = False


class Heading(NamedTuple):
    """A cell of the head of a table, which stands over `columns` and goes down `rows`."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Grid:
    """A table in words; `keep` and `right` as in its columns, `source` with its rows in hand.

    The second cell of a heading runs on to the end of its row, which is empty else. The columns
    are so many `letters` wide; where it is `loose` they need not fill the page.
    """

    title: str
    text: list[str]
    labels: list[str]
    groups: list[str | None]
    right: list[bool]
    keep: list[bool]
    rows: list[list[Said]]
    notes: list[str]
    source: Table
    letters: list[int] = field(default_factory=list)
    loose: bool = False


@dataclass(frozen=True)
class Around:
    """What a sheet to be signed has around its tables, a list for each block of lines.

    All signatures have as many lines, the first of some empty: who signs stands in one row.
    """

    left: list[str]
    right: list[str]
    signatures: list[list[str]]


@dataclass(frozen=True)
class Sheet:
    """A whole report in words, on its page. One table alone lends it its title.

    Of a form the first table is what is signed; a title that stands above already is not said
    again.
    """

    page: Page
    title: str
    lines: list[Said]
    form: Around | None
    grids: list[Grid]
    notes: list[str]


def laid_out(report: Report, lang: Language, ways: Sequence[Page] = PAGES) -> Sheet:
    """The report on the first of the `ways` on which its tables read well, else on the last.

    Raises Refused for more rows than anyone prints.
    """
    signed = report.form is not None
    grids = [in_words(table, lang, signed=signed) for table in report.tables]
    page = next((way for way in ways if reads_well(grids, way)), ways[-1])
    grids = [on_page(each, page) for each in grids]
    title, *lines = [said(line, lang) for line in report.header] or [Said("")]
    if not title.text and grids:
        title, grids[0] = Said(grids[0].title), replace(grids[0], title="")
    letterhead = around(report.form, lang)
    if letterhead and grids and grids[0].title in letterhead.left:
        grids[0] = replace(grids[0], title="")
    return Sheet(
        page=page,
        title=title.text,
        lines=lines,
        form=letterhead,
        grids=grids,
        notes=texts(report.notes, lang),
    )


def in_words(table: Table, lang: Language, *, signed: bool = False) -> Grid:
    """A table in words, which has no widths yet; where it is `signed` some rows are headings."""
    source = table._replace(rows=in_hand(table.rows))
    places = human_columns(table, ON_PAPER)
    columns = [table.columns[place] for place in places]
    return Grid(
        title=human_text(table.title, lang, ON_PAPER),
        text=texts(table.text, lang),
        labels=texts((column.label for column in columns), lang),
        groups=[column.group and human_text(column.group, lang, ON_PAPER) for column in columns],
        right=[column.right for column in columns],
        keep=[column.keep for column in columns],
        rows=[row_said([row[place] for place in places], lang, signed) for row in source.rows],
        notes=texts(table.notes, lang),
        source=source,
    )


def row_said(cells: Sequence[object], lang: Language, signed: bool) -> list[Said]:
    """A row in words."""
    strong = signed and is_heading(cells)
    return [said(cell, lang)._replace(strong=strong) for cell in cells]


def in_hand(rows: Iterable[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """The rows in a list; Refused where they are too many."""
    found = list(islice(rows, MOST_ROWS + 1))
    if len(found) > MOST_ROWS:
        raise Refused("paper.too-many", rows=MOST_ROWS)
    return found


def reads_well(grids: Sequence[Grid], page: Page) -> bool:
    """Whether no word is torn there, and rows are not too high on the whole.

    High rows are better than letters that are small.
    """
    heights: list[int] = []
    for grid in grids:
        letters = letters_of(grid, page)
        if letters is None:
            return False
        heights += (row_lines(row, letters) for row in grid.rows if not row[0].strong)
    return not heights or fmean(heights) <= LINES or page.size <= SMALL_LETTERS


def letters_of(grid: Grid, page: Page) -> list[int] | None:
    """How many letters each column is wide on the page; None where words would be torn."""
    room = room_of(grid, page)
    for keep in (True, False):
        floors = words_of(grid, keep=keep)
        if sum(floors) <= room:
            return grown(floors, sizes_of(grid), room)
    return None


def room_of(grid: Grid, page: Page) -> int:
    """How many letters the columns of a table have together; one more is spare in each."""
    sides = (2 * page.inset + page.size * LETTER) * len(grid.labels)
    return int((page.room - sides) / (page.size * LETTER))


def lines_of(grid: Grid) -> list[list[str]]:
    """The labels, and the texts of each row that is no heading."""
    rows = (row for row in grid.rows if not row[0].strong)
    return [grid.labels, *([cell.text for cell in row] for row in rows)]


def sizes_of(grid: Grid) -> list[list[int]]:
    """The letters of each label in its lines, which are bold, and of each cell in one line."""
    labels, *rows = lines_of(grid)
    halves = (max(longest(PIECES, label), ceil(len(label) / HEAD_LINES)) + 1 for label in labels)
    return [[*halves], *([*map(len, row)] for row in rows)]


def words_of(grid: Grid, *, keep: bool) -> list[int]:
    """The letters that each column needs at least: of its words, and of amounts in one line.

    With `keep` the columns to be kept stay whole, too.
    """
    whole = [right or (keep and kept) for right, kept in zip(grid.right, grid.keep, strict=True)]
    columns = zip(whole, zip(*lines_of(grid), strict=True), strict=True)
    return [
        max(
            longest(PIECES, label) + 1,
            *(longest(WHOLE if each else PIECES, text) for text in ("", *texts)),
        )
        for each, (label, *texts) in columns
    ]


def row_lines(row: Sequence[Said], letters: Sequence[int]) -> int:
    """The lines of the tallest cell."""
    return max(ceil(len(cell.text) / width) for cell, width in zip(row, letters, strict=True))


def on_page(grid: Grid, page: Page) -> Grid:
    """The table with the widths that its columns have on the page."""
    room, columns = room_of(grid, page), [*zip(*lines_of(grid), strict=True)]
    natural = [max(map(len, texts)) for texts in columns]
    if sum(natural) <= room * NARROW:
        return replace(grid, letters=natural, loose=True)
    torn = fitted(lines_of(grid), grid.right, grid.keep, room)
    equal = [max(1, room // len(columns))] * len(columns)
    return replace(grid, letters=letters_of(grid, page) or torn or equal)


def widths(grid: Grid, page: Page) -> list[float]:
    """The columns of a table in points; together they fill the page, unless it is loose."""
    natural = [(letters + 1) * page.size * LETTER + 2 * page.inset for letters in grid.letters]
    if grid.loose or not natural:  # there is room for letters wider than most
        return [width / NARROW for width in natural]
    return [width * page.room / sum(natural) for width in natural]


def headings(grid: Grid) -> list[list[Heading]]:
    """The head of a table, in one row, or in two where neighbours stand under one heading."""
    if not any(grid.groups):
        return [[Heading(label) for label in grid.labels]]
    over, under = [], []
    for group, members in groupby(zip(grid.groups, grid.labels, strict=True), key=itemgetter(0)):
        labels = [label for _, label in members]
        if group:
            over.append(Heading(group, columns=len(labels)))
            under += [Heading(label) for label in labels]
        else:
            over += [Heading(label, rows=2) for label in labels]
    return [over, under]


def around(form: Form | None, lang: Language) -> Around | None:
    """What stands around the tables of a form, in words."""
    if form is None:
        return None
    blocks = [texts(block, lang) for block in form.signatures]
    tallest = max(map(len, blocks), default=0)
    signatures = [[""] * (tallest - len(block)) + block for block in blocks]
    return Around(texts(form.left, lang), texts(form.right, lang), signatures)


def said(cell: object, lang: Language) -> Said:
    """A cell or a line as people read it."""
    return Said(SIGN.sub("\\1\u00a0", human_text(cell, lang, ON_PAPER)), tone(cell))


def texts(messages: Iterable[Message], lang: Language) -> list[str]:
    """Several sentences in words."""
    return [human_text(message, lang, ON_PAPER) for message in messages]


def longest(kind: re.Pattern[str], text: str) -> int:
    """The letters of the longest piece of a text that is of one kind."""
    return min(LONGEST_WORD, max(map(len, kind.findall(text)), default=0))
