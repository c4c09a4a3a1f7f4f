"""Bars: one number a row, or the parts that a number is put together from."""

from __future__ import annotations

from typing import NamedTuple

from zone_tracker.drawing import Bars, Stack
from zone_tracker.writers.drawings.canvas import Canvas
from zone_tracker.writers.rows import Row, Rows

ROOMY = 460
"""From this width on the words stand beside the bars, below it above them."""
NAME, SMALL, STEP = 13.0, 11.5, 17.0
THICK = 9.0
PARTS = 4
"""So many shades there are; more parts are the same shades, hatched."""


class Lane(NamedTuple):
    """Where the bar of a row lies, and where the words below it may begin."""

    left: float
    right: float
    top: float
    below: float


def reserve(canvas: Canvas, values: list[str]) -> float:
    """The room at the right that the values need: the same for all, so that bars compare."""
    return max([64.0, *(canvas.length(value, NAME, bold=True) + 10 for value in values)])


def lane(canvas: Canvas, y: float, name: str, value: str, reserved: float) -> Lane:
    """Write the name and the value of a row that begins at `y`."""
    width = canvas.width
    roomy = width >= ROOMY
    room = width * 0.36 if roomy else width - reserved
    lines = canvas.wrapped(name, room, NAME)
    end = canvas.lines((0, y + 13), lines, NAME, STEP) - 13
    canvas.text((width, y + 13), value, NAME, anchor="end", bold=True)
    if roomy:
        return Lane(room + 12, width - reserved - 6, y + 4, max(end, y + STEP))
    return Lane(0, width, end + 3, end + 3 + THICK + 3)


def bars(canvas: Canvas, drawing: Bars, rows: Rows) -> float:
    """Draw a bar a row; answers how high the picture is."""
    values = [rows.number(row, drawing.value) for row in rows.rows]
    largest = max([value for value in values if value] or [1])
    told = [rows.word(row, drawing.value) for row in rows.rows]
    if drawing.whole:
        wholes = (rows.word(row, drawing.whole) for row in rows.rows)
        told = [f"{value} / {whole}" for value, whole in zip(told, wholes, strict=True)]
    reserved = reserve(canvas, told)
    y = 0.0
    for row, value, words in zip(rows.rows, values, told, strict=True):
        place = lane(canvas, y, rows.word(row, drawing.label), words, reserved)
        whole = rows.number(row, drawing.whole) if drawing.whole else largest
        tone = rows.tone(row, drawing.mark)
        length(canvas, place, value / whole if whole and value is not None else None, tone)
        y = place.below
        if drawing.mark:
            y = marked(canvas, place, rows.word(row, drawing.mark), tone)
        y += 10
    return y - 4


def length(canvas: Canvas, place: Lane, share: float | None, tone: str) -> None:
    """One bar on its track; without a share it is not known how long, and the track is broken."""
    corner, room = (place.left, place.top), place.right - place.left
    if share is None:
        canvas.bar(corner, (room, THICK), fill=None, stroke="line", dashed=True)
        return
    canvas.bar(corner, (room, THICK), fill="track")
    if share > 0:
        canvas.bar(corner, (max(room * min(share, 1), 3), THICK), fill=tone)


def marked(canvas: Canvas, place: Lane, text: str, tone: str) -> float:
    """Write below the bar how good it is; answers where it ends."""
    room = place.right - place.left
    top = place.top + THICK + 14
    end = canvas.lines((place.left, top), canvas.wrapped(text, room, SMALL), SMALL, 15, fill=tone)
    return max(end - 8, place.below)


def stack(canvas: Canvas, drawing: Stack, rows: Rows) -> float:
    """Draw a bar of parts a row below the key to them; answers how high the picture is."""
    table = [[rows.number(row, part) or 0 for part in drawing.parts] for row in rows.rows]
    used = [place for place in range(len(drawing.parts)) if any(line[place] for line in table)]
    largest = max([sum(line) for line in table] or [1]) or 1
    sums = [total(rows, row, drawing) for row in rows.rows]
    reserved = reserve(canvas, sums)
    y = key(canvas, [(place, rows.label(drawing.parts[place])) for place in used])
    for row, line, words in zip(rows.rows, table, sums, strict=True):
        place = lane(canvas, y, rows.word(row, drawing.label), words, reserved)
        high = THICK + 7
        left = place.left
        for part in used:
            wide = (place.right - place.left) * line[part] / largest
            if wide > 0:
                segment(canvas, part, (left, place.top), (max(wide - 1, 1), high))
                inside(canvas, part, rows.word(row, drawing.parts[part]), left, place.top, wide)
            left += wide
        y = max(place.below, place.top + high) + 10
    return y - 4


def total(rows: Rows, row: Row, drawing: Stack) -> str:
    """The sum of the parts in words; nothing for what is no plain count."""
    cells = [rows.number(row, part) for part in drawing.parts]
    known = [cell for cell in cells if cell is not None]
    counts = all(isinstance(rows.cell(row, part), int | None) for part in drawing.parts)
    return rows.said(sum(known)) if known and counts else ""


def segment(
    canvas: Canvas, part: int, corner: tuple[float, float], size: tuple[float, float]
) -> None:
    """One part of a bar: a shade, hatched where its shade comes a second time."""
    canvas.bar(corner, size, fill=f"part-{part % PARTS + 1}", round=1)
    if part >= PARTS:
        canvas.hatch(corner, size)


def inside(canvas: Canvas, part: int, told: str, left: float, top: float, wide: float) -> None:
    """Write the number into its part where there is room."""
    if canvas.length(told, SMALL) + 6 > wide:
        return
    hatched = part >= PARTS
    ink, halo = ("ink", "sheet") if hatched else (f"on-part-{part % PARTS + 1}", None)
    at = (left + wide / 2, top + 12)
    canvas.text(at, told, SMALL, fill=ink, anchor="middle", halo=halo)


def key(canvas: Canvas, parts: list[tuple[int, str]]) -> float:
    """Say which part is which, in the order of the bars; answers where it ends."""
    x, y = 0.0, 0.0
    for part, label in parts:
        room = canvas.length(label, SMALL) + 18
        if x and x + room > canvas.width:
            x, y = 0.0, y + 18
        segment(canvas, part, (x, y + 2), (12, 12))
        for line in canvas.wrapped(label, canvas.width - 18, SMALL):
            canvas.text((x + 18, y + 12), line, SMALL, fill="soft")
            y += 15
        y -= 15
        x += room + 14
    return y + 30 if parts else 0.0
