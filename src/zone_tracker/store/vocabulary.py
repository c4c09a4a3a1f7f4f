"""The vocabularies of a database: kinds, acts and measures, read once a command."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from zone_tracker.model import Term

LEVEL_WORDS = {
    "province": ("Tỉnh", "Thành phố"),
    "district": ("Huyện", "Thành phố", "Thị xã", "Quận", "H.", "TP", "TP.", "TX", "TX."),
    "commune": ("Xã", "Phường", "Thị trấn", "Đặc khu", "TT", "TT.", "X.", "P."),
}
"""The words that the name of a unit of each level may begin with."""


class Kind(NamedTuple):
    """A kind of subject; `name_prefixes` are words its names may begin with."""

    code: str
    prefix: str
    label: Term
    plural: Term
    name_prefixes: tuple[str, ...]


class Act(NamedTuple):
    """An act of one kind; `rank` is None for acts that do not advance."""

    kind: str
    code: str
    rank: int | None
    effect: str
    label: Term
    words: tuple[str, ...]


class Measure(NamedTuple):
    """A measure and the base units its figures may have."""

    code: str
    label: Term
    units: tuple[str, ...]
    words: tuple[str, ...]


class Vocabulary(NamedTuple):
    """All words of a database, by code (an act by kind and code)."""

    kinds: dict[str, Kind]
    acts: dict[tuple[str, str], Act]
    measures: dict[str, Measure]

    def acts_of(self, kind: str | None) -> list[Act]:
        """The acts of one kind (None: of all), the stages first in order of progress."""
        acts = [act for act in self.acts.values() if kind in (None, act.kind)]
        return sorted(acts, key=lambda act: (act.rank is None, act.rank or 0))


def vocabulary(db: sqlite3.Connection) -> Vocabulary:
    """Read the vocabularies."""
    return Vocabulary(
        {kind.code: kind for kind in map(_kind, db.execute("SELECT * FROM kind"))},
        {(act.kind, act.code): act for act in map(_act, db.execute(_ACTS))},
        {measure.code: measure for measure in map(_measure, db.execute(_MEASURES))},
    )


_ACTS = "SELECT kind, code, rank, effect, label_vi, label_en, aliases FROM act ORDER BY rowid"
_MEASURES = """
    SELECT code, label_vi, label_en, aliases,
        (SELECT group_concat(unit, ';') FROM measure_unit WHERE measure = code)
    FROM measure ORDER BY measure.rowid"""


def _kind(row: tuple[str, ...]) -> Kind:
    code, prefix, vi, en, plural, prefixes = row
    return Kind(code, prefix, Term(code, vi, en), Term(code, vi, plural), _words(prefixes))


def _act(row: tuple[str, str, int | None, str, str, str, str]) -> Act:
    kind, code, rank, effect, vi, en, aliases = row
    return Act(kind, code, rank, effect, Term(code, vi, en), (code, vi, en, *_words(aliases)))


def _measure(row: tuple[str, ...]) -> Measure:
    code, vi, en, aliases, units = row
    return Measure(code, Term(code, vi, en), _words(units), (code, vi, en, *_words(aliases)))


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.split(";") if word)
