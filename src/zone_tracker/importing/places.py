"""A place in words, `Thôn Tân Hồng, xã Bản Qua, huyện Bát Xát`, read to the units it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from zone_tracker.errors import BadValue
from zone_tracker.importing.references import (
    References,
    area_ref,
    bare_name,
    level_named,
    lives,
)
from zone_tracker.store.ledger import Values
from zone_tracker.store.vocabulary import LEVEL_WORDS
from zone_tracker.vietnamese.nearest import nearest
from zone_tracker.vietnamese.text import clean, identity_key, search_key

LEVELS: Final = r"huyện|thị xã|thị trấn|thành phố|tỉnh|xã|phường|đặc khu|tp|tx|h\."
APART: Final = re.compile(
    rf"[,;:()\[\]/\n]|\s[-–—]\s|\bvà\b|(?<!\bthị)\s+(?=(?:{LEVELS})(?:\b|(?<=\.)))", re.IGNORECASE
)
"""What parts the units of a place: signs, "và", or the word for the level of the next one."""
FILLING: Final = re.compile(
    rf"(?:(?:các|thuộc|tại|ở|trên|địa bàn|{LEVELS}|việt nam)\s*)*\.?", re.IGNORECASE
)
"""Words that name no unit by themselves."""
BELOW: Final = re.compile(
    r"(?:thôn|bản|xóm|ấp|tổ|tổ dân phố|tdp|khu|khu phố|khu vực|đường|phố|ngõ|số|lô|km|quốc lộ|ql"
    r"|tỉnh lộ|tl|kcn|ccn|cụm công nghiệp|kkt|khe|suối|đồi)\b.*",
    re.IGNORECASE,
)
"""What lies below a commune, or across several: villages, streets, plots, zones."""


class Located(NamedTuple):
    """The units a place names: a district, communes; `passed` names what is no unit.

    `around` are the districts in which the communes lie that lie in one.
    """

    district: int | None
    communes: tuple[int, ...]
    passed: tuple[str, ...]
    around: frozenset[int] = frozenset()


class Places:
    """Reads places, each once: sheets name the same ones over and over."""

    def __init__(self, references: References) -> None:
        self.references = references
        self._found: dict[tuple[str, str | None, int], Located] = {}

    def located(self, text: str, on: str | None) -> Located:
        """The units of a place told on the ISO day `on` (None: on no day that is known).

        Of namesakes the one that belongs to another unit named beside it is meant, else the one
        that exists on that day. People go on naming districts that have ended: that is no error.
        """
        areas = self.references.ledger.counts["area.new"]
        key = (text, on, areas)
        if key not in self._found:
            self._found[key] = self._read(text, on)
        return self._found[key]

    def _read(self, text: str, on: str | None) -> Located:
        whole = clean(text.replace("\n", " "))
        parts = [whole] if self._called(whole) else list(map(clean, parts_of(text)))
        below = [part for part in parts if BELOW.fullmatch(part) and not self._called(part)]
        meant = {part: self._meant(part) for part in parts if part not in below}
        rows = [one_of(part, on, meant) for part in meant]
        districts, communes = (
            [int(str(row["id"])) for row in rows if row["level"] == level]
            for level in ("district", "commune")
        )
        if not communes:
            self._refuse_slips(below)
        level = {row["id"]: row["level"] for row in self._rows()}
        around = {row["parent"] for row in rows if row["id"] in communes}
        return Located(
            next(iter(districts), None),
            tuple(communes),
            tuple(below),
            frozenset(int(str(unit)) for unit in around if level.get(unit) == "district"),
        )

    def _refuse_slips(self, below: list[str]) -> None:
        """Refuse what may be a slip of a commune whose name begins like that of a village."""
        names = [str(row["name"]) for row in self._rows()]
        for part in below:
            if nearest(part, beginning_as(part, names)):
                self.references.area(part)

    def _meant(self, part: str) -> list[Values]:
        """The units with this name; refused with the nearest one when there is none."""
        found = self._called(part)
        if not found:
            self.references.area(part, level_named(part))
        return found

    def _called(self, name: str) -> list[Values]:
        """The units of any level and time that have this name."""
        keys = {level: identity_key(name, words) for level, words in LEVEL_WORDS.items()}
        return [row for row in self._rows() if row["identity_key"] == keys[str(row["level"])]]

    def _rows(self) -> Iterable[Values]:
        return self.references.ledger.rows("area")


def parts_of(text: str) -> list[str]:
    """The parts of a place, each once, without words that name nothing."""
    parts = (part.strip(" .") for part in APART.split(text))
    return list(dict.fromkeys(part for part in parts if not FILLING.fullmatch(part)))


def beginning_as(part: str, names: Iterable[str]) -> Iterator[str]:
    """The names, without the word for their level, that begin with the same word as a part."""
    first = search_key(part).split()[0]
    return (bare for name in names if search_key(bare := bare_name(name)).split()[0] == first)


def one_of(part: str, on: str | None, meant: Mapping[str, list[Values]]) -> Values:
    """The one unit that a part of a place means, among `meant` for each of its parts."""
    told = identity_key(part)
    exact = [row for row in meant[part] if identity_key(str(row["name"])) == told]
    rows = exact or meant[part]
    beside = {row["id"]: row for other, found in meant.items() if other != part for row in found}
    closest = max(tie(row, beside) for row in rows)
    tied = [row for row in rows if closest and tie(row, beside) == closest]
    there = [row for row in rows if on is not None and lives(row, on)]
    found = widest(tied or there or rows)
    # Which province of its time is meant is no matter: it says nothing more
    if len(found) > 1 and any(row["level"] != "province" for row in found):
        raise BadValue("place.ambiguous", value=part, choices=[area_ref(row) for row in found])
    return found[0]


def tie(row: Values, beside: Mapping[object, Values]) -> int:
    """How closely a unit belongs to those named beside it: 2 by a district, 1 by a province."""
    parent = beside.get(row.get("parent"))
    if parent is None and any(other.get("parent") == row["id"] for other in beside.values()):
        parent = row
    return 0 if parent is None else 2 if parent["level"] == "district" else 1


def widest(rows: list[Values]) -> list[Values]:
    """The units that lie in none of the others: a town is in the district of its name."""
    ids = {row["id"] for row in rows}
    return [row for row in rows if row.get("parent") not in ids]
