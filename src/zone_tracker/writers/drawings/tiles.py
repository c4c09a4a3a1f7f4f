"""Areas: tiles at the places of a grid, or the outlines that a map of the office's own tells."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from math import cos, radians
from typing import NamedTuple

from zone_tracker.drawing import Outline, Tiles
from zone_tracker.model import Message
from zone_tracker.writers.drawings.canvas import Canvas, Point
from zone_tracker.writers.rows import Row, Rows

GAP, INSET = 6.0, 8.0
BROADEST = 168.0
NAME, VALUE, SMALL = 12.5, 19.0, 10.5
MOST_NAME, MOST_TOLD = 3, 7
"""So many lines of a name and of what else is told have room in a tile; the table has all."""


class Look(NamedTuple):
    """How an area is drawn, and how what stands in it."""

    fill: str | None
    stroke: str
    dashed: bool
    ink: str
    soft: str


FILLED = Look("accent", "accent", False, "on-accent", "on-accent")
EMPTY = Look("sheet", "soft", False, "ink", "soft")
UNKNOWN = Look("sheet", "soft", True, "ink", "soft")


class Words(NamedTuple):
    """What stands in one tile."""

    name: list[str]
    value: str
    told: list[str]

    @property
    def high(self) -> float:
        """How high the tile must be."""
        told = len(self.told) * 13 + 4 if self.told else 0
        return INSET + len(self.name) * 15 + 24 + told + INSET - 2


def tiles(canvas: Canvas, drawing: Tiles, rows: Rows) -> float:
    """Draw the areas and below them the key; answers how high the picture is."""
    outlines = drawing.outlines if drawing.shape else {}
    lying = [(row, outlines.get(code_of(rows, row, drawing), ())) for row in rows.rows]
    drawn = [(row, usable(outline)) for row, outline in lying if usable(outline)]
    others = [row for row, outline in lying if not usable(outline)]
    y = areas(canvas, drawing, rows, drawn) if drawn else 0.0
    if others:
        y = grid(canvas, drawing, rows, others, y + (GAP * 2 if drawn else 0))
    return key(canvas, drawing, rows, y + 10)


def look(rows: Rows, row: Row, drawing: Tiles) -> Look:
    """How the area of a row is drawn."""
    value = rows.number(row, drawing.value)
    if value is None:
        return UNKNOWN
    return FILLED if value > 0 else EMPTY


# --- Tiles ---


def grid(canvas: Canvas, drawing: Tiles, rows: Rows, shown: list[Row], top: float) -> float:
    """Draw a tile for each row; answers where the last one ends."""
    places = placed(rows, shown, drawing)
    columns = max(column for _, column in places)
    side = min((canvas.width - GAP * (columns - 1)) / columns, BROADEST)
    words = [words_of(canvas, drawing, rows, row, side - 2 * INSET) for row in shown]
    y = top
    for line in sorted({line for line, _ in places}):
        here = [at for at, place in enumerate(places) if place[0] == line]
        high = max(words[at].high for at in here)
        for at in here:
            left = (places[at][1] - 1) * (side + GAP)
            canvas.begin(whole(rows, shown[at], drawing))
            tile(canvas, words[at], look(rows, shown[at], drawing), (left, y), (side, high))
            canvas.end()
        y += high + GAP
    return y - GAP


def placed(rows: Rows, shown: list[Row], drawing: Tiles) -> list[tuple[int, int]]:
    """The line and column of each row; who has none comes after the others."""
    told = [(rows.number(row, drawing.row), rows.number(row, drawing.column)) for row in shown]
    fixed = {(line, column) for line, column in told if line and column}
    columns = max([column for _, column in fixed] or [3])
    after = max([line for line, _ in fixed] or [0]) + 1
    result, extra = [], 0
    for line, column in told:
        if line and column:
            result.append((line, column))
        else:
            result.append((after + extra // columns, extra % columns + 1))
            extra += 1
    return result


def words_of(canvas: Canvas, drawing: Tiles, rows: Rows, row: Row, room: float) -> Words:
    """What stands in the tile of a row."""
    told: list[str] = []
    for key in drawing.told:
        if rows.cell(row, key) not in (None, ""):
            told += canvas.wrapped(rows.word(row, key), room, SMALL)
    if len(told) > MOST_TOLD:
        told = [*told[: MOST_TOLD - 1], f"{told[MOST_TOLD - 1].rstrip(' ,;')}…"]
    name = rows.word(row, drawing.label)
    lines = canvas.wrapped(name, room, NAME, bold=True, most=MOST_NAME)
    return Words(lines, rows.word(row, drawing.value), told)


def whole(rows: Rows, row: Row, drawing: Tiles) -> str:
    """All that is told of an area, for who rests on it."""
    told = [f"{rows.label(key)}: {rows.word(row, key)}" for key in (drawing.value, *drawing.told)]
    return "\n".join([rows.word(row, drawing.label), *told])


def tile(canvas: Canvas, words: Words, look: Look, corner: Point, size: Point) -> None:
    """One tile: its name, its value, and what else is told."""
    canvas.bar(corner, size, fill=look.fill, stroke=look.stroke, dashed=look.dashed, round=6)
    x, y = corner[0] + INSET, corner[1] + INSET + 11
    y = canvas.lines((x, y), words.name, NAME, 15, fill=look.ink, bold=True)
    canvas.text((x, y + 8), words.value, VALUE, fill=look.ink)
    canvas.lines((x, y + 27), words.told, SMALL, 13, fill=look.soft)


# --- Outlines ---


def code_of(rows: Rows, row: Row, drawing: Tiles) -> str:
    """The code by which a map knows the area of a row."""
    return (rows.text(row, drawing.shape) if drawing.shape else None) or ""


def usable(outline: Outline) -> Outline:
    """The rings of an outline that enclose something."""
    return [ring for ring in outline if len(ring) > 3]


def areas(canvas: Canvas, drawing: Tiles, rows: Rows, drawn: list[tuple[Row, Outline]]) -> float:
    """Draw the areas where they lie, then their names over them; answers where the map ends."""
    spots = [spot for _, outline in drawn for ring in outline for spot in ring]
    west, east = min(spot[0] for spot in spots), max(spot[0] for spot in spots)
    south, north = min(spot[1] for spot in spots), max(spot[1] for spot in spots)
    # Degrees east shrink towards the poles; a province is small enough for one such factor.
    shrink = max(cos(radians((south + north) / 2)), 0.01)
    wide, high = max((east - west) * shrink, 1e-9), max(north - south, 1e-9)
    scale = min((canvas.width - 2) / wide, min(canvas.width, 460) * 1.1 / high)

    def flat(spot: tuple[float, float]) -> Point:
        return 1 + (spot[0] - west) * shrink * scale, 1 + (north - spot[1]) * scale

    names = []
    for row, outline in drawn:
        rings = [[flat(spot) for spot in ring] for ring in outline]
        style = look(rows, row, drawing)
        canvas.begin(whole(rows, row, drawing))
        stroke = "sheet" if style is FILLED else style.stroke
        canvas.path(rings, fill=style.fill, stroke=stroke, dashed=style.dashed)
        canvas.end()
        names.append((centre(max(rings, key=lambda ring: abs(extent(ring)))), row, style))
    for at, row, style in names:
        name, value = rows.word(row, drawing.label), rows.word(row, drawing.value)
        named(canvas, at, (name, value), style)
    return 2 + high * scale


def named(canvas: Canvas, at: Point, words: tuple[str, str], style: Look) -> None:
    """Write the name and value of an area at its middle, inside of the picture."""
    lines = canvas.wrapped(words[0], 92, 11.5, bold=True)
    half = max(canvas.length(line, 11.5, bold=True) for line in lines) / 2
    x = min(max(at[0], half), canvas.width - half)
    y = at[1] - len(lines) * 7 + 4
    for line, size in [*((line, 11.5) for line in lines), (words[1], 13.0)]:
        bold = size < 13
        canvas.text(
            *((x, y), line, size), fill=style.ink, anchor="middle", bold=bold, halo=style.fill
        )
        y += 14


def extent(ring: Iterable[Point]) -> float:
    """Twice the area within a closed ring, negative where it runs the other way."""
    spots = list(ring)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(spots))


def centre(ring: list[Point]) -> Point:
    """The middle of the area within a closed ring."""
    twice = extent(ring)
    if abs(twice) < 1e-6:
        return ring[0]
    crossed = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in pairwise(ring)]
    x = sum((a[0] + b[0]) * cross for a, b, cross in crossed) / (3 * twice)
    y = sum((a[1] + b[1]) * cross for a, b, cross in crossed) / (3 * twice)
    return x, y


# --- The key ---

LOOKS = (
    (FILLED, Message("drawing.filled")),
    (EMPTY, Message("drawing.empty")),
    (UNKNOWN, Message("drawing.unknown")),
)


def key(canvas: Canvas, drawing: Tiles, rows: Rows, y: float) -> float:
    """Say what the looks mean, as far as they occur; answers where it ends."""
    used = {look(rows, row, drawing) for row in rows.rows}
    x = 0.0
    for style, words in LOOKS:
        if style not in used:
            continue
        label = rows.said(Message(words.key, {"value": rows.label(drawing.value)}))
        room = canvas.length(label, 11.5) + 20
        if x and x + room > canvas.width:
            x, y = 0.0, y + 19
        canvas.bar(
            (x + 1, y + 1),
            (12, 12),
            fill=style.fill,
            stroke=style.stroke,
            dashed=style.dashed,
            round=2,
        )
        canvas.text((x + 20, y + 11.5), label, 11.5, fill="soft")
        x += room + 14
    return y + 20
