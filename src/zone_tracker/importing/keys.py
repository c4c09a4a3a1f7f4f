"""The keys that a column can have, and the words that headings write for them.

The words are data: `seed/vocabulary/headings.csv`, and the names that measures have anyway. They
are read when a sheet is to be understood, once a run.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Final

from zone_tracker.importing.kinds import KINDS, Kind
from zone_tracker.importing.rows import parse_key
from zone_tracker.seeds import seed_folder
from zone_tracker.vietnamese.text import search_key

LEFT_OUT: Final = "-"
"""The key of a heading that is known and whose content the record does not keep."""
ROW_NUMBER: Final = "stt"
COMMON: Final = "*"


@cache
def vocabulary_rows(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of one file of the tool's own vocabulary."""
    path = seed_folder() / "vocabulary" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def measure_units() -> Mapping[str, tuple[str, ...]]:
    """The base units that each measure allows."""
    return {row["code"]: tuple(row["units"].split(";")) for row in vocabulary_rows("measures")}


@cache
def acts() -> frozenset[tuple[str, str]]:
    """Every act there is, as kind of subject and code."""
    return frozenset((row["kind"], row["code"]) for row in vocabulary_rows("acts"))


@cache
def stage_words(kind: str) -> frozenset[str]:
    """The words for the acts of a kind of subject, folded, of two words at least."""
    rows = [row for row in vocabulary_rows("acts") if row["kind"] == kind]
    told = (word for row in rows for word in (row["label_vi"], *row["aliases"].split(";")))
    return frozenset(word for word in map(folded, told) if " " in word)


def plain_keys(kind: Kind) -> frozenset[str]:
    """The columns of a kind that hold neither figures nor acts."""
    return frozenset(column.key for column in kind.columns)


def is_key(kind: Kind, text: str) -> bool:
    """Whether a column of this kind can have this key."""
    key = parse_key(text)
    if text in (LEFT_OUT, ROW_NUMBER):
        return True
    if key is None or not (key.sort == "" or kind.about):
        return False
    if key.sort == "":
        return key.code in plain_keys(kind)
    if key.sort == "figure":
        return key.code in measure_units()
    return (kind.about, key.code) in acts()


def every_key(kind: Kind) -> Iterator[str]:
    """All keys that a column of this kind can have, units apart."""
    yield from sorted(plain_keys(kind))
    if kind.about:
        own = [code for about, code in sorted(acts()) if about == kind.about]
        for sort, codes in (("figure", list(measure_units())), ("act", own)):
            yield from (f"{sort}:{code}" for code in codes)
            yield from (f"{sort}:{code}:planned" for code in codes)
        yield from (f"decision:{code}" for code in own)


@lru_cache(maxsize=1 << 14)
def folded(text: str) -> str:
    """A heading without case, marks and signs; i and y are one, as in "đăng kí" and "đăng ký"."""
    return search_key(text).replace("y", "i")


@cache
def written_words(kind: str) -> Mapping[str, str]:
    """Every heading of a kind as people write it, with its key; the kind's own come first."""
    own = KINDS[kind]
    rows = vocabulary_rows("headings")
    words = {key: key for key in sorted(plain_keys(own) | {ROW_NUMBER})}
    for wanted in (kind, COMMON):
        for row in rows:
            if row["kind"] == wanted and is_heading_of(own, row["key"], common=wanted == COMMON):
                words.setdefault(row["heading"], row["key"])
    if own.about:
        for row in vocabulary_rows("measures"):
            names = (row["code"], row["label_vi"], row["label_en"], *row["aliases"].split(";"))
            for word in filter(None, names):
                words.setdefault(word, f"figure:{row['code']}")
    return words


def is_heading_of(kind: Kind, key: str, *, common: bool) -> bool:
    """Whether a row of headings.csv holds for this kind."""
    if common and key == LEFT_OUT:
        return kind.about is not None
    return is_key(kind, key)


@cache
def words_of(kind: str) -> Mapping[str, str]:
    """The key of every heading of a kind, found by the heading folded; a key is a heading too."""
    words: dict[str, str] = {}
    for word, key in written_words(kind).items():
        words.setdefault(folded(word), key)
    for key in every_key(KINDS[kind]):
        words.setdefault(folded(key), key)
    return words
