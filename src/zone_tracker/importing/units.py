"""Unit words in headings, and in the lines above a table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from zone_tracker.errors import BadValue
from zone_tracker.model import Quantity
from zone_tracker.vietnamese.quantities import UNITS, parse_quantity
from zone_tracker.vietnamese.text import normal

LABEL: Final = re.compile(r"(?:đơn vị(?: tính)?|đvt|unit) ?: ?", re.IGNORECASE)


@lru_cache(maxsize=1 << 12)
def unit_in(text: str) -> str | None:
    """The unit word that a text consists of ("ĐVT: tỷ đồng" too); None: it is no unit."""
    word = LABEL.sub("", normal(text), count=1).strip("() ")
    return word if one(word) is not None else None


def base_unit(word: str) -> str | None:
    """The base unit a unit word belongs to."""
    quantity = one(word)
    return quantity.unit if quantity else None


def is_whole(word: str) -> bool:
    """Whether no fraction of this unit is kept: people, đồng, m2."""
    quantity = one(word)
    return quantity is not None and quantity.value == 1


@lru_cache(maxsize=1 << 12)
def one(word: str) -> Quantity | None:
    """One of a unit; None when the word is none."""
    try:
        quantity = parse_quantity(f"1 {word}", tuple(UNITS))
    except BadValue:
        return None
    return quantity if word and quantity.upper is None and quantity.qualifier is None else None


def units_told(texts: Iterable[str]) -> list[str]:
    """The units of lines such as "Đơn vị tính: ha, tỷ đồng"."""
    found: list[str] = []
    for text in texts:
        told = LABEL.search(normal(text))
        if told is not None:
            parts = re.split(r"[,;]| và ", normal(text)[told.end() :])
            found.extend(filter(None, map(unit_in, parts)))
    return found
