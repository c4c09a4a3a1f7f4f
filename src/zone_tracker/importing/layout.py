"""A sheet as it was understood, and its rows as cells by key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Final

from zone_tracker.importing.kinds import Kind
from zone_tracker.importing.numbers import vietnamese
from zone_tracker.importing.profile import DateOrder, Profile
from zone_tracker.importing.rows import Heading, figure_of, parse_key
from zone_tracker.importing.sheets import Exact
from zone_tracker.model import Message
from zone_tracker.vietnamese.quantities import NumberStyle
from zone_tracker.vietnamese.text import identity_key

BELOW: Final = " – "
"""What stands between a heading and the one below it where both are told."""
DATES: Final = frozenset(("on", "as_of", "date", "period", "valid_from", "valid_to"))
LEASED: Final = "figure:area-leased"
LEASABLE: Final = frozenset(("figure:area-industrial", "figure:area-industrial-service"))
STAGES: Final = ("stage", "act")
WORDS: Final = ("name", "investor", "investor_country", "phase", "reason", "note")
"""Columns that take whatever stands there, a number too."""
ORDERS: Final[dict[DateOrder, re.Pattern[str]]] = {
    "month-first": re.compile(
        r"\b(?P<m>\d{1,2})(?P<sign>[/.-])(?P<d>\d{1,2})(?P=sign)(?P<y>\d{4})\b", re.ASCII
    ),
    "year-first": re.compile(
        r"\b(?P<y>\d{4})(?P<sign>[/.-])(?P<m>\d{1,2})(?P=sign)(?P<d>\d{1,2})\b", re.ASCII
    ),
}
"""How other people write days."""


LISTED: Final = re.compile(r"(?:[-–—+•*]|[0-9]{1,2}[.)]|[a-zđ][.)]) ", re.IGNORECASE)
"""How an item of a list begins."""


@dataclass(frozen=True)
class Layout:
    """What each column of a sheet is, where its rows begin, and what holds for all of them.

    `fields` go by the position of their cells, None for a column that is left out. The last row
    of headings stands on `line`; the rows up to it are the `head`. `constants` are cells for
    rows that have none of their own. `styles` tell the columns whose numbers are not written the
    Vietnamese way. `number` is the position of the row numbers, if there are any, and `numbered`
    whether rows of data have one. `groups` is the key that the rows between the rows fill.
    `computed` is a key that is left out of rows that tell what it is derived from. `rows` is how
    many rows there are below the headings, None where nobody counted.
    """

    kind: Kind
    fields: tuple[Heading | None, ...]
    line: int
    head: tuple[tuple[int, list[str]], ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    styles: Mapping[int, NumberStyle] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()
    number: int | None = None
    numbered: bool = False
    groups: str | None = None
    computed: str | None = None
    rows: int | None = None

    @cached_property
    def headings(self) -> Mapping[str, Heading]:
        """The columns that are kept, by their keys."""
        return {heading.key: heading for heading in self.fields if heading}

    @cached_property
    def stating(self) -> tuple[str, ...]:
        """The columns of a subject's sheet that state figures, stages and acts."""
        sorts = ("figure:", "act:")
        mine = self.headings if self.kind.about else ()
        return tuple(key for key in mine if key == "stage" or key.startswith(sorts))

    def has(self, key: str) -> bool:
        """Whether a column or what holds for all rows tells this."""
        return key in self.headings or key in self.constants

    @cached_property
    def taken(self) -> tuple[tuple[int, str], ...]:
        """Position and key of the columns that are kept."""
        return tuple((at, heading.key) for at, heading in enumerate(self.fields) if heading)

    @cached_property
    def beside(self) -> tuple[tuple[int, int], ...]:
        """Columns of figures, each with the one of words at its right, by their positions."""
        keys = [heading.key if heading else "" for heading in self.fields]
        return tuple(
            (at, at + 1)
            for at, (key, after) in enumerate(pairwise(keys))
            if after in WORDS and figure_of(key)
        )

    @cached_property
    def english(self) -> tuple[str, ...]:
        """The columns with numbers written the English way."""
        return tuple(key for at, key in self.taken if self.styles.get(at) == "en")

    @cached_property
    def dated(self) -> tuple[str, ...]:
        """The columns with dates, documents with theirs among them."""
        return tuple(key for _, key in self.taken if is_dated(key))


class Grouped(list[str]):
    """The cells of a row with the text of the group that it stands under."""

    def __init__(self, cells: list[str], under: str) -> None:
        super().__init__(cells)
        self.under = under


def is_dated(key: str) -> bool:
    """Whether the cells of a column are dates or documents with their dates."""
    told = parse_key(key)
    return key in DATES or (told is not None and told.sort in ("act", "decision"))


def cells_of(layout: Layout, profile: Profile, cells: list[str]) -> dict[str, str]:
    """The cells of a row by key, ready to be read: its own ones before those of all rows."""
    told = dict(layout.constants)
    if layout.groups and isinstance(cells, Grouped) and cells.under:
        told[layout.groups] = cells.under
    width = len(cells)
    own = {
        key: cell if "\n" not in cell or key == "place" else on_one_line(key, cell)
        for at, key in layout.taken
        if at < width and (cell := cells[at]) and not cell.isspace()
    }
    if layout.computed in own and rests_on_areas(own):
        del own[layout.computed]
    if layout.english or profile.acts or profile.dates != "day-first":
        rewrite(own, layout, profile)
    told.update(own)
    return told


def on_one_line(key: str, cell: str) -> str:
    """The lines of a cell as one, unless each tells something of its own."""
    lines = [" ".join(line.split()) for line in cell.split("\n") if line.strip()]
    if key == "name":
        own = len({tuple(line.lower().split(" ")[:2]) for line in lines}) < len(lines)
        apart = own or any(map(LISTED.match, lines))
    else:
        apart = (
            figure_of(key) is not None and sum(any(map(str.isdigit, line)) for line in lines) > 1
        )
    return "\n".join(lines) if apart and len(lines) > 1 else " ".join(lines)


def rests_on_areas(own: Mapping[str, str]) -> bool:
    """Whether the cells of a row tell the land from which its occupancy follows."""
    keys = {key.partition("@")[0] for key in own}
    return LEASED in keys and not keys.isdisjoint(LEASABLE)


def rewrite(own: dict[str, str], layout: Layout, profile: Profile) -> None:
    """Write numbers, days and stages as they are read here; numbers and days of the file stay."""
    for key in layout.english:
        if key in own and not isinstance(own[key], Exact):
            own[key] = vietnamese(own[key])
    if profile.dates != "day-first":
        for key in layout.dated:
            if key in own and not isinstance(own[key], Exact):
                own[key] = day_first(own[key], key, profile.dates)
    for key in STAGES:
        if key in own:
            own[key] = profile.acts.get(identity_key(own[key]), own[key])


def day_first(text: str, key: str, order: DateOrder) -> str:
    """A text whose days stand in another order, with days as ISO; in a document as 5/3/2024."""

    def told(found: re.Match[str]) -> str:
        year, month, day = found["y"], found["m"], found["d"]
        if key.startswith("decision:"):
            return f"{day}/{month}/{year}"
        return f"{year}-{month:0>2}-{day:0>2}"

    return ORDERS[order].sub(told, text)
