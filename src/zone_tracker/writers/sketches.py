"""A table's drawing as text, for a terminal: a bar or a mark beside each row, a line for a trend.

It stands beside what the table says in words and numbers, and never instead of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from zone_tracker.drawing import Bars, Stack, Timeline, Trend
from zone_tracker.model import FactDate, Language, Message, Table
from zone_tracker.writers.cells import WIDE_SCREEN, Screen, human_text
from zone_tracker.writers.rows import Row, Rows
from zone_tracker.writers.tones import Tone


class Signs(NamedTuple):
    """What sketches are made of: on a screen of Unicode, and on one of ASCII."""

    full: str
    empty: str
    parts: str
    actual: str
    planned: str
    span: str
    open: str
    day: str
    heights: str


UNICODE = Signs("█", "░", "█▓▒░▚▁", "●", "○", "─", "‥", "│", "▁▂▃▄▅▆▇█")
ASCII = Signs("#", ".", "#=+-x.", "*", "o", "-", ".", "|", "_.-=+xX#")


class Sketch(NamedTuple):
    """A column of sketches: after which column it stands, its label, each row with its tone.

    `key` says what the signs mean, where that is not plain.
    """

    after: str
    label: str
    marks: list[tuple[str, Tone]]
    key: list[str]


def beside(table: Table, lang: Language, screen: Screen) -> Sketch | None:
    """What stands beside the rows of a table; None: nothing can be sketched so."""
    rows, signs = Rows(table, lang), signs_of(screen)
    wide = screen.width is not None and screen.width >= WIDE_SCREEN
    if not rows.rows:
        return None

    def keyed(told: Iterable[tuple[str, Message]]) -> list[str]:
        said = [f"{sign} {human_text(meaning, lang, screen)}" for sign, meaning in told]
        return ["  ".join(said)] if said else []

    match table.drawing:
        case Bars() as bars:
            marks = list(bar_marks(bars, rows, signs, 10 if wide else 6))
            return Sketch(bars.value, "", marks, []) if any(mark for mark, _ in marks) else None
        case Stack() as stack:
            marks = list(stack_marks(stack, rows, signs, 20 if wide else 12))
            return Sketch(stack.label, "", marks, keyed(parts_used(stack, rows, signs)))
        case Timeline() as timeline:
            axis = axis_of(timeline, rows, 24 if wide else 16)
            if axis is not None:
                marks = [(mark(timeline, axis, rows, row, signs), "plain") for row in rows.rows]
                meant = keyed(meanings(timeline, rows, signs))
                return Sketch(timeline.date, axis.label(), marks, meant)
    return None


def above(table: Table, lang: Language, screen: Screen) -> Iterator[str]:
    """A trend as lines to stand above the table; none for other drawings."""
    if isinstance(table.drawing, Trend):
        rows = Rows(table, lang)
        keys = [key for key in (table.drawing.value, table.drawing.aim) if key]
        labels = [human_text(rows.columns[rows.places[key][0]].label, lang, screen) for key in keys]
        numbers = [[rows.number(row, key) for row in rows.rows] for key in keys]
        yield from trend_lines(dict(zip(labels, numbers, strict=True)), signs_of(screen))


def signs_of(screen: Screen) -> Signs:
    """The signs that a screen can show."""
    return UNICODE if screen.unicode else ASCII


# --- Bars ---


def bar_marks(drawing: Bars, rows: Rows, signs: Signs, width: int) -> Iterator[tuple[str, Tone]]:
    """A bar a row; "" where its number is not known."""
    values = [rows.number(row, drawing.value) for row in rows.rows]
    largest = max((value or 0 for value in values), default=0)
    for row, value in zip(rows.rows, values, strict=True):
        whole = rows.number(row, drawing.whole) if drawing.whole else largest
        if value is None or not whole or whole < 0:
            yield "", "plain"
            continue
        filled = cells_of(value, whole, width)
        rest = signs.empty * (width - filled) if drawing.whole else ""
        yield signs.full * filled + rest, rows.tone(row, drawing.mark)


def cells_of(value: int, whole: int, width: int) -> int:
    """How many cells of a bar are filled: none only for 0, all only for the whole."""
    if value >= whole:
        return width
    return min(max(round(width * value / whole), int(value > 0)), width - 1)


def stack_marks(drawing: Stack, rows: Rows, signs: Signs, width: int) -> Iterator[tuple[str, Tone]]:
    """A bar of parts a row; each part that there is has one cell at least."""
    table = [[rows.number(row, part) or 0 for part in drawing.parts] for row in rows.rows]
    largest = max(sum(line) for line in table) or 1
    for line in table:
        parts = [
            sign * max(round(width * value / largest), 1)
            for sign, value in zip(signs.parts, line, strict=False)
            if value > 0
        ]
        yield "".join(parts), "plain"


def parts_used(drawing: Stack, rows: Rows, signs: Signs) -> Iterator[tuple[str, Message]]:
    """The parts that occur, each with what it is."""
    for sign, part in zip(signs.parts, drawing.parts, strict=False):
        if any(rows.number(row, part) for row in rows.rows):
            yield sign, rows.columns[rows.places[part][0]].label


# --- Timelines ---


class Axis(NamedTuple):
    """Whole years across so many cells."""

    first: int
    last: int
    width: int

    def at(self, iso: str) -> int:
        """The cell in which an ISO day lies."""
        start, end = (date(year, 1, 1).toordinal() for year in (self.first, self.last + 1))
        share = (date.fromisoformat(iso).toordinal() - start) / (end - start)
        return min(max(int(share * self.width), 0), self.width - 1)

    def label(self) -> str:
        """The first and the last year at their ends."""
        if self.first == self.last:
            return str(self.first)
        return f"{self.first}{self.last:>{self.width - 4}}"


def axis_of(drawing: Timeline, rows: Rows, width: int) -> Axis | None:
    """The years in which the dates of a table lie; None where no date is known."""
    dates = [rows.date(row, drawing.date) for row in rows.rows]
    days = [iso for when in dates if when for iso in (when.date_from, when.date_to) if iso]
    if not days:
        return None
    days += [drawing.day] if drawing.day else []
    return Axis(int(min(days)[:4]), int(max(days)[:4]), width)


def meanings(drawing: Timeline, rows: Rows, signs: Signs) -> Iterator[tuple[str, Message]]:
    """The marks that occur, each with what it means."""
    dated = [(row, when) for row in rows.rows if (when := rows.date(row, drawing.date))]
    plans = {rows.is_planned(row, drawing.planned) for row, _ in dated}
    if False in plans:
        yield signs.actual, Message("drawing.actual")
    if True in plans:
        yield signs.planned, Message("drawing.planned")
    if any(when.date_from is None for _, when in dated):
        yield signs.open * 2 + signs.actual, Message("drawing.open")
    if dated and drawing.day:
        day = FactDate(drawing.day, drawing.day, "day")
        yield signs.day, Message("drawing.day", {"day": day})


def mark(drawing: Timeline, axis: Axis, rows: Rows, row: Row, signs: Signs) -> str:
    """One line of a timeline: the span of a date with its mark at the end, and the day."""
    cells, when = [" "] * axis.width, rows.date(row, drawing.date)
    if drawing.day is not None:
        cells[axis.at(drawing.day)] = signs.day
    if when is not None:
        end = axis.at(when.date_to)
        start = axis.at(when.date_from) if when.date_from else max(end - 2, 0)
        cells[start:end] = (signs.span if when.date_from else signs.open) * (end - start)
        cells[end] = signs.planned if rows.is_planned(row, drawing.planned) else signs.actual
    return "".join(cells).rstrip()


# --- Trends ---


def trend_lines(lines: Mapping[str, Sequence[int | None]], signs: Signs) -> Iterator[str]:
    """A line of steps for each row of numbers, all of one height; none for a single point."""
    known = [number for numbers in lines.values() for number in numbers if number is not None]
    wide = max(map(len, lines))
    for label, numbers in lines.items():
        told = [number for number in numbers if number is not None]
        if len(told) > 1:
            steps = steps_of(numbers, max(*known, 1), signs.heights)
            yield f"{label:<{wide}}  {steps}  {told[0]} {signs.span} {told[-1]}"


def steps_of(numbers: Sequence[int | None], highest: int, heights: str) -> str:
    """One sign a number, as high as it is; a space where it is not known."""
    top = len(heights) - 1
    return "".join(
        " " if each is None else heights[round(top * max(each, 0) / highest)] for each in numbers
    )
