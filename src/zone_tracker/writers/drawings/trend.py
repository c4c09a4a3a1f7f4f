"""A trend: a number over dates, and the number aimed at."""

from __future__ import annotations

from typing import NamedTuple

from zone_tracker.drawing import Trend
from zone_tracker.model import FactDate
from zone_tracker.writers.drawings.canvas import Canvas, Point
from zone_tracker.writers.drawings.timeline import axis_of, scale
from zone_tracker.writers.rows import Row, Rows

SMALL = 11.5
SCALE, TOP, HIGH = 40.0, 72.0, 150.0
"""Where the years stand, where the field begins below them, and how high it is."""
CLEAR = 18.0
"""So far apart two numbers do not run into each other."""


class Spot(NamedTuple):
    """A number on a date."""

    row: Row
    when: FactDate
    value: int


def trend(canvas: Canvas, drawing: Trend, rows: Rows) -> float:
    """Draw the numbers and the line through them; answers how high the picture is (0: none)."""
    points = spots(rows, drawing.date, drawing.value)
    aims = spots(rows, drawing.date, drawing.aim) if drawing.aim else []
    if not points:
        return 0.0
    axis = axis_of([spot.when for spot in (*points, *aims)], None, canvas.width)
    values = [spot.value for spot in (*points, *aims)]
    low, high = min(0, *values), max(values) if any(values) else 1

    def at(spot: Spot) -> Point:
        return axis.middle(spot.when), TOP + HIGH * (high - spot.value) / (high - low)

    floor = TOP + HIGH * high / (high - low)
    scale(canvas, axis, SCALE, TOP + HIGH)
    canvas.line((0, floor), (canvas.width, floor), stroke="soft")
    legend(canvas, rows, drawing, bool(aims))
    if aims and drawing.aim:
        aimed(canvas, [at(spot) for spot in aims])
    canvas.path([[at(spot) for spot in points]], fill=None, stroke="accent", closed=False)
    for spot in points:
        canvas.dot(at(spot), 3.5, fill="accent")
    free = 0.0
    for spot in points:
        if spot in (points[0], points[-1], max(points, key=lambda spot: spot.value)):
            free = beside(canvas, at(spot), rows.word(spot.row, drawing.value), free)
    if aims and drawing.aim:
        finish = at(aims[-1])
        if abs(finish[1] - at(points[-1])[1]) > CLEAR:
            beside(canvas, finish, rows.word(aims[-1].row, drawing.aim), 0, fill="bad")
    return TOP + HIGH + 6


def legend(canvas: Canvas, rows: Rows, drawing: Trend, aimed: bool) -> None:
    """Say which line is which."""
    label = canvas.wrapped(rows.label(drawing.value), canvas.width / 2 - 34, SMALL, most=1)[0]
    canvas.line((0, 8), (16, 8), stroke="accent", wide=2)
    canvas.dot((8, 8), 3.5, fill="accent")
    canvas.text((22, 12), label, SMALL, fill="soft")
    if aimed and drawing.aim:
        x = 22 + canvas.length(label, SMALL) + 16
        aim = canvas.wrapped(rows.label(drawing.aim), canvas.width - x - 24, SMALL, most=1)[0]
        canvas.line((x, 8), (x + 16, 8), stroke="bad", wide=1.5, dashed=True)
        canvas.text((x + 22, 12), aim, SMALL, fill="soft")


def spots(rows: Rows, date: str, key: str) -> list[Spot]:
    """The numbers of a column that are known on a known date, in the order of dates."""
    found = [
        Spot(row, when, value)
        for row in rows.rows
        if (when := rows.date(row, date)) and (value := rows.number(row, key)) is not None
    ]
    return sorted(found, key=lambda spot: spot.when.date_to)


def aimed(canvas: Canvas, line: list[Point]) -> None:
    """The number aimed at, as a broken line; from side to side where there is but one."""
    ends = line if len(line) > 1 else [(0.0, line[0][1]), (canvas.width, line[0][1])]
    canvas.path([ends], fill=None, stroke="bad", dashed=True, closed=False)


def beside(canvas: Canvas, at: Point, told: str, free: float, *, fill: str = "ink") -> float:
    """Write a number over its point, if that is free; answers from where on it then is."""
    length = canvas.length(told, SMALL, bold=True)
    left = min(max(at[0] - length / 2, 0), canvas.width - length)
    if left < free:
        return free
    middle = (left + length / 2, at[1] - 9)
    canvas.text(middle, told, SMALL, fill=fill, anchor="middle", bold=True, halo="sheet")
    return left + length + 4
