"""How the rows of a table can be drawn: bars, tiles, lanes of time, a trend.

Nothing is drawn here, and a column is named by its key; what draws is in `writers/`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

Outline = Sequence[Sequence[tuple[float, float]]]
"""The rings of an area, each closed, of points as degrees east and north."""


class Bars(NamedTuple):
    """A bar a row, as long as the column `value` is against the column `whole` of its row.

    Without `whole` it is against the largest value. The cell of `mark` tells how good it is.
    """

    label: str
    value: str
    whole: str | None = None
    mark: str | None = None


class Stack(NamedTuple):
    """A bar a row, put together from the numbers of the columns `parts`."""

    label: str
    parts: tuple[str, ...]


class Tiles(NamedTuple):
    """A tile a row, at the place of a grid that the columns `row` and `column` count from 1.

    It is filled where `value` is above 0, and tells the columns `told` besides its label. A row
    without a place comes after the others. `shape` is the code by which `outlines`, a map of the
    office's own, tells the area: it is drawn where it lies, and tiles are only for those without.
    """

    label: str
    value: str
    row: str
    column: str
    told: tuple[str, ...] = ()
    shape: str | None = None
    outlines: Mapping[str, Outline] = {}


class Timeline(NamedTuple):
    """A mark a row at its `date` (a FactDate), in the lane of its `lane`, told by its `label`.

    Where the cell of `planned` says so (true, or the word for it) the mark is of a plan. Rows of
    one lane follow each other; without `lane` all are in one. A line stands at the ISO day
    `day`, which the report is about.
    """

    lane: str | None
    label: str
    date: str
    planned: str
    day: str | None = None


class Trend(NamedTuple):
    """A point a row: a number over dates, and the number aimed at where the column has one."""

    date: str
    value: str
    aim: str | None = None


Drawing = Bars | Stack | Tiles | Timeline | Trend
"""How a table can be drawn besides being written; columns are named by their keys."""
