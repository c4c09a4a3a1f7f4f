"""What a picture is made of: text, bars, lines and areas, in the colours of page or paper.

Every text is escaped here and nowhere else. How long a text is can only be guessed, by the wide
letters of a common font, so that it fits in all others.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from html import escape
from typing import Literal

Palette = Literal["page", "paper"]
Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]

PAPER = {
    "ink": "#16202b",
    "soft": "#4c5866",
    "line": "#b9c2cc",
    "track": "#e4e8ed",
    "sheet": "#ffffff",
    "accent": "#0b5a8f",
    "on-accent": "#ffffff",
    "good": "#17693c",
    "open": "#0b5a8f",
    "warning": "#8a5300",
    "bad": "#a8231b",
    "plain": "#0b5a8f",
    "part-1": "#0b5a8f",
    "part-2": "#5b9cc8",
    "part-3": "#b7d5ea",
    "part-4": "#8593a3",
    "on-part-1": "#ffffff",
    "on-part-2": "#0d1a26",
    "on-part-3": "#0d1a26",
    "on-part-4": "#0d1a26",
}
"""Each colour by what it means; a page gives them the same names in its style sheet."""

FAMILY = {"page": "inherit", "paper": "Libertinus Serif"}
BREADTH = {"page": 1.0, "paper": 0.86}
"""How broad the letters of each run, against those that were measured."""

NARROW, WIDE = frozenset("iljtfrI.,:;'|!()[]/ -·"), frozenset("mwMW—%@…&")
STEP = 0.6
"""A point of an outline that moves less than this cannot be seen."""


def breadth(text: str, size: float, *, bold: bool = False) -> float:
    """About how long a text is at most, in the unit of `size`."""
    total = 0.0
    for char in unicodedata.normalize("NFD", text):
        if unicodedata.combining(char):
            continue
        if char in NARROW:
            total += 0.36
        elif char in WIDE:
            total += 0.95
        else:
            total += 0.7 if char.isupper() else 0.61
    return total * size * (1.16 if bold else 1)


def number(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


class Canvas:
    """A sheet of a given width to draw on from the top; `markup()` is the finished picture."""

    def __init__(self, width: float, palette: Palette, name: str) -> None:
        self.width = width
        self.palette = palette
        self.name = name
        self.parts: list[str] = []
        self.hatching = ""

    def colour(self, name: str) -> str:
        """A colour by its meaning."""
        return PAPER[name] if self.palette == "paper" else f"var(--{name})"

    def wrapped(
        self, text: str, room: float, size: float, *, bold: bool = False, most: int = 99
    ) -> list[str]:
        """The lines of a text that is to fit in `room`; those after `most` are left out (…)."""
        factor = BREADTH[self.palette]
        lines: list[str] = []
        line = ""
        for word in text.split(" "):
            joined = f"{line} {word}" if line else word
            if line and breadth(joined, size, bold=bold) * factor > room:
                lines.append(line)
                joined = word
            while breadth(joined, size, bold=bold) * factor > room and len(joined) > 1:
                cut = len(joined) - 1
                while cut > 1 and breadth(joined[:cut], size, bold=bold) * factor > room:
                    cut -= 1
                lines.append(joined[:cut])
                joined = joined[cut:]
            line = joined
        lines.append(line)
        if len(lines) > most:
            return [*lines[: most - 1], f"{lines[most - 1].rstrip(' ,;')}…"]
        return lines

    def length(self, text: str, size: float, *, bold: bool = False) -> float:
        """About how long a text is in this picture."""
        return breadth(text, size, bold=bold) * BREADTH[self.palette]

    def text(
        self,
        at: Point,
        text: str,
        size: float,
        *,
        fill: str = "ink",
        anchor: Anchor = "start",
        bold: bool = False,
        halo: str | None = None,
    ) -> None:
        """One line of text on its base line; a `halo` sets it off from what it stands on."""
        looks = f' text-anchor="{anchor}"' if anchor != "start" else ""
        looks += ' font-weight="700"' if bold else ""
        if halo:
            looks += f' stroke="{self.colour(halo)}" stroke-width="4" paint-order="stroke"'
            looks += ' stroke-linejoin="round"'
        self.parts.append(
            f'<text x="{number(at[0])}" y="{number(at[1])}" font-size="{number(size)}"'
            f' fill="{self.colour(fill)}"{looks}>{escape(text)}</text>'
        )

    def lines(
        self, at: Point, lines: Iterable[str], size: float, step: float, **looks: object
    ) -> float:
        """Lines below each other; answers the base line of what would come next."""
        x, y = at
        for line in lines:
            self.text((x, y), line, size, **looks)  # type: ignore[arg-type]
            y += step
        return y

    def bar(
        self,
        corner: Point,
        size: Point,
        *,
        fill: str | None,
        stroke: str | None = None,
        dashed: bool = False,
        round: float = 3,
    ) -> None:
        """A rectangle with soft corners, `corner` being its upper left one."""
        (x, y), (wide, high) = corner, size
        self.parts.append(
            f'<rect x="{number(x)}" y="{number(y)}" width="{number(max(wide, 0))}"'
            f' height="{number(high)}" rx="{number(round)}"{self.paint(fill, stroke, dashed)}/>'
        )

    def hatch(self, corner: Point, size: Point) -> None:
        """Lay strokes over a rectangle: a second look for a colour that is there already."""
        self.hatching = (
            f'<defs><pattern id="{self.name}-hatch" width="6" height="6"'
            ' patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            f'<rect width="2.5" height="6" fill="{self.colour("sheet")}"/></pattern></defs>'
        )
        self.parts.append(
            f'<rect x="{number(corner[0])}" y="{number(corner[1])}" width="{number(size[0])}"'
            f' height="{number(size[1])}" fill="url(#{self.name}-hatch)"/>'
        )

    def paint(self, fill: str | None, stroke: str | None, dashed: bool = False) -> str:
        """How an area is filled and edged, as attributes."""
        told = f' fill="{self.colour(fill)}"' if fill else ' fill="none"'
        if stroke:
            told += f' stroke="{self.colour(stroke)}" stroke-width="1.5"'
        return told + (' stroke-dasharray="4 3"' if dashed else "")

    def line(
        self,
        start: Point,
        end: Point,
        *,
        stroke: str = "line",
        wide: float = 1,
        dashed: bool = False,
    ) -> None:
        """A straight line."""
        told = ' stroke-dasharray="4 3"' if dashed else ""
        self.parts.append(
            f'<line x1="{number(start[0])}" y1="{number(start[1])}" x2="{number(end[0])}"'
            f' y2="{number(end[1])}" stroke="{self.colour(stroke)}" stroke-width="{number(wide)}"'
            f"{told}/>"
        )

    def dot(self, at: Point, radius: float, *, fill: str | None, stroke: str | None = None) -> None:
        """A circle."""
        self.parts.append(
            f'<circle cx="{number(at[0])}" cy="{number(at[1])}" r="{number(radius)}"'
            f"{self.paint(fill, stroke)}/>"
        )

    def path(
        self,
        rings: Iterable[Sequence[Point]],
        *,
        fill: str | None,
        stroke: str | None = None,
        dashed: bool = False,
        closed: bool = True,
    ) -> None:
        """An area of rings, or without `closed` a line through points."""
        told = "".join(traced(ring) + ("Z" if closed else "") for ring in rings)
        self.parts.append(
            f'<path d="{told}" fill-rule="evenodd" stroke-linejoin="round"'
            f"{self.paint(fill, stroke, dashed)}/>"
        )

    def begin(self, title: str) -> None:
        """Begin a group that a pointer resting on it tells about."""
        self.parts.append(f"<g><title>{escape(title)}</title>")

    def end(self) -> None:
        """End the group begun last."""
        self.parts.append("</g>")

    def markup(self, height: float, title: str, told: str) -> str:
        """The picture as one element, named by `title` and described by what is `told`."""
        size = f'viewBox="0 0 {number(self.width)} {number(height)}"'
        if self.palette == "paper":
            size += f' width="{number(self.width)}pt" height="{number(height)}pt"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img"'
            f' aria-labelledby="{self.name}-title {self.name}-desc"'
            f' font-family="{FAMILY[self.palette]}">'
            f'<title id="{self.name}-title">{escape(title)}</title>'
            f'<desc id="{self.name}-desc">{escape(told)}</desc>'
            f"{self.hatching}{''.join(self.parts)}</svg>\n"
        )


def traced(points: Sequence[Point]) -> str:
    """The points as the moves of a path; what would not be seen is left out."""
    told: list[str] = []
    last: Point | None = None
    for x, y in points:
        if last and abs(x - last[0]) < STEP and abs(y - last[1]) < STEP:
            continue
        told.append(f"{'L' if last else 'M'}{number(x)} {number(y)}")
        last = (x, y)
    return "".join(told)
