"""A report as an XLSX workbook: a sheet for each table, a last one for what is said beside them.

Text is written as text, whatever it looks like: nothing in it becomes a formula or a link.
Whole numbers, days and exact quantities are numbers one can add up. The same report makes the
same bytes. Rows go to a temporary file as they come.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from html import escape
from itertools import chain, zip_longest
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_range_abs  # type: ignore[import-untyped]

from zone_tracker.errors import Refused
from zone_tracker.model import (
    LISTS_SHEET,
    Bare,
    Column,
    FactDate,
    Language,
    Message,
    Quantity,
    Report,
    Table,
)
from zone_tracker.vietnamese.quantities import UNITS
from zone_tracker.wording import say
from zone_tracker.writers import charts
from zone_tracker.writers.cells import Screen, human_columns, human_text
from zone_tracker.writers.plain import heading
from zone_tracker.writers.sheet_form import form_sheet

ON_PAPER = Screen()
MADE = datetime(2024, 1, 1)
"""The date that every workbook bears: the same report shall make the same file."""
LAST_ROW = 1_048_575
"""Of a sheet, counted from 0."""
DIGITS = 15
"""So many digits of a number Excel keeps."""
FIRST_DAY = "1900-03-01"
"""Before it Excel counts a day that never was."""
LONGEST_TITLE = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
RESERVED = ("history",)
NO_NAME = re.compile(r"\W")
"""What the name of a table of Excel cannot have."""
NARROW, LEAD_WIDE, WIDE = 6, 20, 48

Looks = Mapping[str, object]
BODY: Looks = {"valign": "top"}
HEAD: Looks = {**BODY, "bold": True, "bottom": 1, "text_wrap": True}
LEAD: Looks = {**BODY, "italic": True, "font_color": "#666666", "text_wrap": True}
LINE = 15
"""The height of a line, in points."""
SHORT = 5000
"""Rows of a table that are kept in memory."""
TABLE_STYLE = "Table Style Light 1"
LONGEST_HEADER = 110
"""Letters of a title above a printed page."""
SAMPLE = 200
"""Rows whose lengths decide how wide a column is."""


def write_workbook(report: Report, stream: BinaryIO, lang: Language) -> None:
    """Write every table of the report as a sheet of its own, with labels in `lang`.

    Raises Refused for a text or a number of rows that no sheet can hold.
    """
    sink = Sink(stream)
    with TemporaryDirectory(prefix="zone-tracker-") as folder:
        streamed = not is_short(report)
        book = Workbook(sink, {"constant_memory": streamed, "tmpdir": folder, "use_zip64": True})
        try:
            book.set_properties({"created": MADE})
            Pages(book, lang, streamed=streamed).write(report)
            book.close()
        except FileCreateError as error:  # it wraps what the system refused
            raise error.args[0] from error
        finally:
            sink.stream = None
            for sheet in book.worksheets() if streamed else ():  # on any failure left open
                sheet.row_data_fh.close()
    if sink.failure is not None:
        raise sink.failure


def is_short(report: Report) -> bool:
    """Whether all rows are in hand and few: then Excel gets real tables, a form its layout."""
    tables = [table.rows for table in report.tables]
    return report.form is not None or all(
        isinstance(rows, Sequence) and len(rows) <= SHORT for rows in tables
    )


class Sink:
    """Where the bytes go; a failure is told at the end.

    Told at once, it would come a second time out of the unfinished zip file, which nobody catches.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self.stream: BinaryIO | None = stream
        self.failure: OSError | None = None

    def write(self, data: bytes) -> int:
        """Pass the bytes on, as long as that went well."""
        if self.stream is not None:
            try:
                self.stream.write(data)
            except OSError as error:
                self.failure, self.stream = error, None
        return len(data)

    def flush(self) -> None:
        """Do nothing: who gave the stream flushes it."""


class Pages:
    """The sheets of one workbook, with the styles and lists of words that they share."""

    def __init__(self, book: Any, lang: Language, *, streamed: bool) -> None:
        self.book = book
        self.lang = lang
        self.streamed = streamed
        self.title: object = ""
        self.styles: dict[tuple[tuple[str, object], ...], Any] = {}
        self.lists: dict[tuple[str, ...], str] = {}
        self.titles: list[str] = [LISTS_SHEET, *RESERVED]
        self.names: list[str] = []

    def write(self, report: Report) -> None:
        """Write the whole report; of a form the first table is the sheet to be signed."""
        said = [] if report.form else [*report.header]
        self.title = next(iter(report.header), "")
        for place, table in enumerate(report.tables):
            if report.form and not place:
                form_sheet(self, report)
                continue
            self.table(table)
            said += table.notes
        said += () if report.form else report.notes
        if said or not report.tables:
            self.lines(said)
        if self.lists:
            self.words()

    def table(self, table: Table) -> None:
        """A table: headings, then a row for each row."""
        sheet = self.sheet(table.title)
        places = human_columns(table, ON_PAPER)
        columns = [table.columns[place] for place in places]
        widths = [NARROW] * len(columns)
        labels = [self.heading(sheet, at, table, column) for at, column in enumerate(columns)]
        fit(widths, labels)
        last = 0
        for last, row in enumerate(table.rows, 1):
            looks, widest = (LEAD, LEAD_WIDE) if last <= table.lead else (BODY, WIDE)
            told = [
                self.cell(sheet, last, at, row[place], columns[at], looks)
                for at, place in enumerate(places)
            ]
            heighten(sheet, last, told, widest)
            if last <= SAMPLE:
                fit(widths, told, widest)
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
            self.offer(sheet, at, columns[at], table.lead)
        sheet.freeze_panes(1 + table.lead, 0)
        on_paper(sheet, self.above(self.title), self.above(table.title))
        if columns and not table.lead:
            self.filter(sheet, last, table, columns, labels)
            charts.insert(self.book, sheet, table, [each.key for each in columns], last)

    def filter(
        self, sheet: Any, last: int, table: Table, columns: Sequence[Column], labels: Sequence[str]
    ) -> None:
        """Let the rows be filtered: as a table of Excel where that can be, named by its key."""
        one_each = len({label.casefold() for label in labels}) == len(labels)
        if self.streamed or not last or not one_each or not all(labels):
            sheet.autofilter(0, 0, last, len(columns) - 1)
            return
        heads = [
            {"header": label, "header_format": self.style(aligned(HEAD, column))}
            for label, column in zip(labels, columns, strict=True)
        ]
        told: dict[str, object] = {"columns": heads, "style": TABLE_STYLE}
        name = NO_NAME.sub("_", table.key)
        if name not in self.names:
            self.names.append(name)
            told["name"] = f"t_{name}"
        sheet.add_table(0, 0, last, len(columns) - 1, told)

    def above(self, title: object) -> str:
        """A title as it stands above a printed page."""
        text = human_text(title, self.lang, ON_PAPER)
        return text[:LONGEST_HEADER].replace("&", "&&")

    def sheet(self, title: Message) -> Any:
        """A new sheet under a title that Excel takes."""
        name = sheet_name(human_text(title, self.lang, ON_PAPER), self.titles)
        self.titles.append(name.casefold())
        return self.book.add_worksheet(name)

    def heading(self, sheet: Any, place: int, table: Table, column: Column) -> str:
        """Write the label of a column."""
        return self.text(sheet, 0, place, heading(table, column, self.lang), aligned(HEAD, column))

    def cell(
        self, sheet: Any, row: int, place: int, value: object, column: Column, looks: Looks
    ) -> str:
        """Write one cell; how it looks, for the width of its column."""
        if value is None:
            return ""
        number = number_of(value, self.lang)
        if number is None:
            return self.text(sheet, row, place, value, aligned(looks, column))
        amount, shape = number
        grouped = shape == "0" and column.right
        told = {**aligned(looks, column), "num_format": "#,##0" if grouped else shape}
        styled = self.style({"align": "left", **told})
        held(sheet.write_number(row, place, amount, styled))
        return human_text(value, self.lang, ON_PAPER)

    def text(self, sheet: Any, row: int, place: int, value: object, looks: Looks) -> str:
        """Write a text as it stands; one that is wider than any column is wrapped."""
        text = human_text(value, self.lang, ON_PAPER)
        if len(text) > WIDE:
            looks = {**looks, "text_wrap": True}
        held(sheet.write_string(row, place, as_text(text), self.style(looks)))
        return text

    def style(self, looks: Looks) -> Any:
        """The style with these properties, made once."""
        key = tuple(looks.items())
        if key not in self.styles:
            self.styles[key] = self.book.add_format(looks)
        return self.styles[key]

    def offer(self, sheet: Any, place: int, column: Column, lead: int) -> None:
        """Offer the words of a column in a list that drops down from each of its cells."""
        words = tuple(human_text(word, self.lang, ON_PAPER) for word in column.choices)
        if not words:
            return
        if words not in self.lists:
            at = len(self.lists)
            self.lists[words] = f"={LISTS_SHEET}!{xl_range_abs(0, at, len(words) - 1, at)}"
        told = {
            "validate": "list",
            "source": self.lists[words],
            "error_type": "warning",  # a code or another word may be right as well
            "error_title": say(Message("xlsx.other-word"), self.lang),
            "error_message": say(Message("xlsx.other-word.more"), self.lang),
        }
        sheet.data_validation(1 + lead, place, LAST_ROW, place, told)

    def words(self) -> None:
        """The lists of words on a sheet that only Excel's editor can show."""
        sheet = self.book.add_worksheet(LISTS_SHEET)
        for row, words in enumerate(zip_longest(*self.lists)):
            for place, word in enumerate(words):
                if word is not None:
                    held(sheet.write_string(row, place, as_text(word)))
        sheet.very_hidden()

    def lines(self, said: Iterable[Message]) -> None:
        """What is said beside the tables, a line each."""
        sheet = self.sheet(Message("xlsx.notes"))
        sheet.set_column(0, 0, WIDE)
        for row, line in enumerate(said):
            heighten(sheet, row, [self.text(sheet, row, 0, line, BODY)], WIDE)


def aligned(looks: Looks, column: Column) -> Looks:
    """The looks of a cell in a column of numbers, which keep off the words beside, or of words."""
    return {**looks, "align": "right", "indent": 1} if column.right else looks


def fit(widths: list[int], texts: list[str], widest: int = WIDE) -> None:
    """Widen the columns to what stands in them."""
    for place, text in enumerate(texts):
        widths[place] = max(widths[place], min(widest, len(text) + 2))


def heighten(sheet: Any, row: int, texts: list[str], width: int) -> None:
    """Make room for what is wrapped; not every program does so by itself."""
    room = width * 11 // 10  # letters are narrower than the digits that widths are counted in
    lines = max((-(-len(text) // room) for text in texts), default=1)
    if lines > 1:
        sheet.set_row(row, LINE * lines)


def on_paper(sheet: Any, title: str, table: str) -> None:
    """Let it be printed on A4 across, all columns on one page, titles and headings on each."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&L{title}&R{table}" if title else f"&L{table}")
    sheet.set_footer("&R&P/&N")


def number_of(value: object, lang: Language) -> tuple[float, str] | None:
    """A value that Excel can hold exactly as a number, with its format; None: it is text."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return (value, "0") if len(str(abs(value))) <= DIGITS else None
    if isinstance(value, FactDate):
        one_day = value.precision == "day" and value.date_from is not None
        return day_of(value.date_to) if one_day and value.date_to >= FIRST_DAY else None
    if isinstance(value, Bare):
        return bare_amount(value.quantity)
    if isinstance(value, Quantity) and value.upper is None and value.qualifier is None:
        return amount_of(value, lang)
    return None


def day_of(iso: str) -> tuple[float, str]:
    """A day as Excel counts it."""
    return (date.fromisoformat(iso) - date(1899, 12, 30)).days, "dd/mm/yyyy"


def bare_amount(quantity: Quantity) -> tuple[float, str] | None:
    """An exact amount in the unit that is named beside it: 76.2 beside %, not 0.762."""
    if len(str(abs(quantity.value))) > DIGITS:
        return None
    scale = UNITS[quantity.unit].scale
    return quantity.value / scale, f"#,##{decimals_of(quantity)}"


def amount_of(quantity: Quantity, lang: Language) -> tuple[float, str] | None:
    """An exact amount in one unit whatever its size, so that sums are right."""
    unit = UNITS[quantity.unit]
    if len(str(abs(quantity.value))) > DIGITS:
        return None
    decimals = decimals_of(quantity)
    if unit.code == "bp":  # Excel itself multiplies what it shows as %
        return quantity.value / 10_000, f"{decimals}%"
    label = unit.label_vi if lang == "vi" else unit.label_en
    return quantity.value / unit.scale, f'#,##{decimals}" {label}"' if label else f"#,##{decimals}"


def decimals_of(quantity: Quantity) -> str:
    """The format of as many decimals as an amount has in the unit people know it by."""
    scale = UNITS[quantity.unit].scale
    part = str(abs(quantity.value) % scale).zfill(len(str(scale)) - 1)
    places = len(part.rstrip("0")) if scale > 1 else 0
    return "0." + "0" * places if places else "0"


def as_text(text: str) -> str:
    """A text as xlsxwriter takes it: what looks like markup of its own is marked up whole."""
    if text.startswith("<r>") and text.endswith("</r>"):
        return f'<r><t xml:space="preserve">{escape(text, quote=False)}</t></r>'
    return text


def held(result: int) -> None:
    """Refuse what a sheet cannot hold; xlsxwriter only returns a number for it."""
    if result == -1:
        raise Refused("xlsx.too-many", rows=LAST_ROW)
    if result == -2:
        raise Refused("xlsx.too-long")


def sheet_name(title: str, taken: Sequence[str]) -> str:
    """A title as Excel takes it: no signs it forbids, 31 characters, each name once."""
    plain = " ".join(FORBIDDEN.sub(" ", title).split())
    if len(plain) > LONGEST_TITLE:
        plain = plain[: LONGEST_TITLE + 1].rpartition(" ")[0] or plain[:LONGEST_TITLE]
    plain = plain.strip("' ,(–-") or "-"
    for name in chain([plain], numbered(plain)):
        if name.casefold() not in taken:
            return name
    raise AssertionError


def numbered(name: str) -> Iterator[str]:
    """The name with 2, 3 and so on behind it, short enough."""
    for count in range(2, 10_000):
        end = f" ({count})"
        yield name[: LONGEST_TITLE - len(end)].rstrip("' ") + end
