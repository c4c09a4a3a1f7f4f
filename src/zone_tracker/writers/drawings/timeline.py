"""A timeline: the acts of each lane at their dates, what happened and what was planned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from zone_tracker.drawing import Timeline
from zone_tracker.model import FactDate, Message
from zone_tracker.writers.drawings.canvas import Canvas
from zone_tracker.writers.rows import Row, Rows

NAME, SMALL, STEP = 13.0, 11.5, 15.0
RADIUS = 5.0
MARGIN = RADIUS + 2
TAIL = 22.0
"""How far the line of an open start runs back."""
YEAR_ROOM, QUARTER_ROOM = 40.0, 56.0
STEPS = (1, 2, 5, 10, 20, 50, 100, 400, 10_000)
SPAN = 3 * RADIUS
"""What is shorter than this is a dot."""


class Axis(NamedTuple):
    """Where a day lies across the picture."""

    first: int
    last: int
    width: float

    def at(self, ordinal: int) -> float:
        """The place of a day, counted as `date.toordinal` counts."""
        share = (ordinal - self.first) / (self.last - self.first)
        return MARGIN + share * (self.width - 2 * MARGIN)

    def of(self, iso: str) -> float:
        """The place of an ISO day."""
        return self.at(date.fromisoformat(iso).toordinal())

    def middle(self, when: FactDate) -> float:
        """The place of the middle of a date; of one with an open start that of its end."""
        return (self.of(when.date_from or when.date_to) + self.of(when.date_to)) / 2

    def ticks(self) -> Iterator[tuple[str, float]]:
        """The years that have room to be written, or the quarters of few, and where they begin."""
        begin, end = (date.fromordinal(day).year for day in (self.first, self.last))
        room = (self.width - 2 * MARGIN) / (end - begin)
        months = (1, 4, 7, 10) if room / 4 >= QUARTER_ROOM else (1,)
        step = next(size for size in STEPS if size * room >= YEAR_ROOM)
        for year in range(begin, end + 1):
            for month in months if year < end else (1,):
                if year % step == 0:
                    told = str(year) if month == 1 else f"{month}/{year}"
                    yield told, self.at(date(year, month, 1).toordinal())


def timeline(canvas: Canvas, drawing: Timeline, rows: Rows) -> float:
    """Draw a lane for each run of rows; answers how high the picture is (0: no date known)."""
    dated = [(row, when) for row in rows.rows if (when := rows.date(row, drawing.date))]
    if not dated:
        return 0.0
    axis = axis_of([when for _, when in dated], drawing.day, canvas.width)
    y = legend(canvas, rows, dated, drawing) + 6
    top = y + 16
    # The grid is drawn first and lies below all else; how far down it runs is known at the end.
    place = len(canvas.parts)
    y = top + 6
    lane = drawing.lane
    for name, marks in groupby(dated, lambda pair: rows.word(pair[0], lane) if lane else ""):
        if lane:
            lines = canvas.wrapped(name, canvas.width, NAME, bold=True)
            y = canvas.lines((0, y + 14), lines, NAME, 17, bold=True, halo="sheet") - 14
        for row, when in marks:
            left, right = sign(canvas, axis, when, y + 11, rows.is_planned(row, drawing.planned))
            day = rows.said(when).replace(" ", "\u00a0")
            told = f"{rows.word(row, drawing.label)} · {day}"
            y = beside(canvas, told, left, right, y + 3)
        y += 10
    above = canvas.parts[place:]
    del canvas.parts[place:]
    scale(canvas, axis, top, y - 4)
    if drawing.day:
        x = axis.of(drawing.day)
        canvas.line((x, top - 2), (x, y - 4), stroke="bad", wide=1.5, dashed=True)
    canvas.parts += above
    return y


def axis_of(dates: list[FactDate], day: str | None, width: float) -> Axis:
    """Whole years from the first date to the last."""
    ends = [iso for when in dates for iso in when[:2] if iso] + ([day] if day else [])
    first, last = min(ends), max(ends)
    begin = date(int(first[:4]), 1, 1).toordinal()
    return Axis(begin, date(int(last[:4]), 12, 31).toordinal() + 1, width)


def scale(canvas: Canvas, axis: Axis, top: float, bottom: float) -> None:
    """The years and a fine line where each begins."""
    for told, x in axis.ticks():
        canvas.line((x, top), (x, bottom), stroke="track")
        if x + 2 + canvas.length(told, SMALL) < axis.width:
            canvas.text((x + 2, top - 4), told, SMALL, fill="soft")
    canvas.line((0, top), (axis.width, top))


def sign(
    canvas: Canvas, axis: Axis, when: FactDate, y: float, planned: bool
) -> tuple[float, float]:
    """Draw the mark of a date; answers from where to where it reaches."""
    right = axis.of(when.date_to)
    left = right if when.date_from is None else axis.of(when.date_from)
    fill = "sheet" if planned else "accent"
    if right - left >= SPAN:
        corner, size = (left, y - RADIUS), (right - left, 2 * RADIUS)
        canvas.bar(corner, size, fill=fill, stroke="accent", dashed=planned, round=RADIUS)
        return left, right
    if when.date_from is None:
        tail = (max(right - TAIL, 1), y)
        canvas.line(tail, (right - RADIUS, y), stroke="accent", wide=2, dashed=True)
        left = tail[0]
    canvas.dot((right, y), RADIUS, fill=fill, stroke="accent")
    return left, right


def beside(canvas: Canvas, told: str, left: float, right: float, y: float) -> float:
    """Write what a mark is on the side with room, else below it; answers where that ends."""
    before, after = left - MARGIN - 2, canvas.width - right - MARGIN - 2
    fits = canvas.length(told, SMALL) <= after
    if max(before, after) < canvas.width / 3:
        lines = canvas.wrapped(told, canvas.width, SMALL)
        end = canvas.lines((0, y + 27), lines, SMALL, STEP, halo="sheet")
    elif fits or after >= before:
        lines = canvas.wrapped(told, after, SMALL)
        end = canvas.lines((right + MARGIN + 2, y + 12), lines, SMALL, STEP, halo="sheet")
    else:
        lines = canvas.wrapped(told, before, SMALL)
        end = canvas.lines((before, y + 12), lines, SMALL, STEP, anchor="end", halo="sheet")
    return end - 10


def legend(
    canvas: Canvas, rows: Rows, dated: list[tuple[Row, FactDate]], drawing: Timeline
) -> float:
    """Say what the marks mean, as far as they occur; answers where it ends."""
    plans = {rows.is_planned(row, drawing.planned) for row, _ in dated}
    told = []
    if False in plans:
        told.append(("actual", Message("drawing.actual")))
    if True in plans:
        told.append(("planned", Message("drawing.planned")))
    if any(when.date_from is None for _, when in dated):
        told.append(("open", Message("drawing.open")))
    if drawing.day:
        day = FactDate(drawing.day, drawing.day, "day")
        told.append(("day", Message("drawing.day", {"day": day})))
    x, y = 0.0, 12.0
    for kind, message in told:
        label = rows.said(message)
        room = canvas.length(label, SMALL) + 20
        if x and x + room > canvas.width:
            x, y = 0.0, y + 18
        example(canvas, kind, x, y - 4)
        canvas.text((x + 20, y), label, SMALL, fill="soft")
        x += room + 14
    return y + 6


def example(canvas: Canvas, kind: str, x: float, y: float) -> None:
    """The mark that the key explains."""
    if kind == "day":
        canvas.line((x + 8, y - 7), (x + 8, y + 7), stroke="bad", wide=1.5, dashed=True)
    elif kind == "open":
        canvas.line((x, y), (x + 16, y), stroke="accent", wide=2, dashed=True)
    else:
        fill = "accent" if kind == "actual" else "sheet"
        canvas.dot((x + 8, y), RADIUS, fill=fill, stroke="accent")
