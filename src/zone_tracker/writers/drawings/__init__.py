"""A table as a picture: SVG text, the same for a page and for paper.

On a page its colours are custom properties of the page's style sheet, so that light, dark and
print differ; on paper they are fixed, and the letters are those that the typesetter brings.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from zone_tracker.drawing import Bars, Drawing, Stack, Tiles, Timeline, Trend
from zone_tracker.model import Language, Message, Table
from zone_tracker.writers.drawings.bars import bars, stack
from zone_tracker.writers.drawings.canvas import Canvas, Palette
from zone_tracker.writers.drawings.tiles import tiles
from zone_tracker.writers.drawings.timeline import timeline
from zone_tracker.writers.drawings.trend import trend
from zone_tracker.writers.rows import Rows

__all__ = ["DRAWINGS", "Palette", "svg"]

BETWEEN_MARGINS = 482
"""Points from margin to margin of an upright A4."""
MOST = 400
"""More rows than this nobody reads out of a picture."""


class Kind(NamedTuple):
    """How a drawing is drawn on a canvas, answering its height (0: there is nothing to draw),
    and which words say what it is."""

    draw: Callable[[Canvas, Any, Rows], float]
    told: str


DRAWINGS: dict[type[Drawing], Kind] = {
    Bars: Kind(bars, "drawing.bars"),
    Stack: Kind(stack, "drawing.stack"),
    Tiles: Kind(tiles, "drawing.tiles"),
    Timeline: Kind(timeline, "drawing.timeline"),
    Trend: Kind(trend, "drawing.trend"),
}


def svg(
    table: Table,
    lang: Language,
    *,
    palette: Palette = "page",
    name: str = "drawing",
    width: int = BETWEEN_MARGINS,
) -> str:
    """The table's `drawing` as one `<svg>` element; "" where there is nothing to draw.

    It reads `table.rows`, which so must be a sequence. `name` begins every id in it; two
    pictures of one page need two names. `width` is in pixels, on paper in points.
    """
    rows = Rows(table, lang)
    if table.drawing is None or not 0 < len(rows.rows) <= MOST:
        return ""
    kind = DRAWINGS[type(table.drawing)]
    canvas = Canvas(width, palette, name)
    height = kind.draw(canvas, table.drawing, rows)
    if not height:
        return ""
    told = Message(kind.told, {"count": len(rows.rows)})
    return canvas.markup(height, rows.said(table.title), rows.said(told))
