"""The drawings of tables as charts of Excel itself, which go on following the cells."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, cycle
from typing import Any

from zone_tracker.drawing import Bars, Drawing, Stack, Trend
from zone_tracker.model import Table

COLOURS = ("#0b5a8f", "#5b9cc8", "#b7d5ea", "#8593a3", "#d9dee3", "#16202b")
BEHIND = "#d9dee3"
"""The colour of what a bar is against."""
WIDE = 760
"""Pixels across a chart."""
AROUND, EACH = 110, 26
"""Pixels of a chart beside its bars, and of each bar."""


def insert(book: Any, sheet: Any, table: Table, keys: Sequence[str], last: int) -> None:
    """Put a chart below the rows 1 to `last` of a sheet whose columns have these `keys`.

    There is none for what Excel has no chart for, such as a map.
    """
    told = plan(table.drawing)
    if told is None or not last:
        return
    kind, label, values = told
    shown = [key for key in values if key in keys]
    behind = [BEHIND] if isinstance(table.drawing, Bars) and table.drawing.whole else []
    chart = book.add_chart(kind)
    at = keys.index(label)
    for key, colour in zip(shown, chain(behind, cycle(COLOURS)), strict=False):
        place = keys.index(key)
        chart.add_series(
            {
                "name": [sheet.name, 0, place],
                "categories": [sheet.name, 1, at, last, at],
                "values": [sheet.name, 1, place, last, place],
                "fill": {"color": colour},
                "line": {"color": colour},
                "gap": 50,
                "overlap": 100,
            }
        )
    chart.set_title({"none": True})
    chart.set_legend({"position": "bottom"})
    if kind["type"] == "bar":  # the first row on top
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis({"num_format": "#,##0", "label_position": "high"})
    chart.set_size({"width": WIDE, "height": AROUND + EACH * last})
    sheet.insert_chart(last + 2, 0, chart)
    sheet.fit_to_pages(1, 1)


def plan(drawing: Drawing | None) -> tuple[dict[str, str], str, tuple[str, ...]] | None:
    """The kind of chart for a drawing, the keys of its labels and of its numbers; None: none.

    What a bar is against lies behind it.
    """
    match drawing:
        case Bars(label, value, whole):
            return {"type": "bar"}, label, (*([whole] if whole else []), value)
        case Stack(label, parts):
            return {"type": "bar", "subtype": "stacked"}, label, parts
        case Trend(date, value, aim):
            return {"type": "line"}, date, (value, *([aim] if aim else []))
    return None
