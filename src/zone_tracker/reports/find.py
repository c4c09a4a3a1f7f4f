"""Where a text stands in the record: what it is of, and the words around it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import chain

from zone_tracker.model import Language, Message, Report, Table
from zone_tracker.reports.columns import column
from zone_tracker.store.find import Hit, hits
from zone_tracker.vietnamese.text import normal, search_key

FOUND = (
    *(column(key, only="machines") for key in ("kind", "code", "name", "found_in", "excerpt")),
    column("kind", only="people"),
    column("code", only="people", keep=True),
    column("name", only="people"),
    column("found_in", only="people"),
)
KINDS = {
    "zone": "found.zone",
    "cluster": "found.cluster",
    "deliverable": "found.deliverable",
}
"""The kinds that have a shorter word than their label."""
SHOWN_ANYWAY = ("code", "name", "title")
"""Texts that stand in the columns beside."""
AROUND = 60
"""How many characters of a long text are shown."""


def find(db: sqlite3.Connection, text: str, lang: Language, limit: int | None) -> Report:
    """Every place where a text stands, whatever its case and accents."""
    found = hits(db, text, lang, limit)
    first = next(found, None)
    count = first.total if first else 0
    rows = hit_rows(chain([first] if first else [], found), text)
    title = Message("found.title", {"text": text, "count": count})
    return Report((Table("found", title, FOUND, rows, notes(count, limit)),))


def notes(count: int, limit: int | None) -> tuple[Message, ...]:
    """That there is more, or nothing."""
    if limit is not None and count > limit:
        return (Message("list.shown", {"shown": limit, "count": count}),)
    return () if count else (Message("found.none"),)


def hit_rows(found: Iterator[Hit], text: str) -> Iterator[tuple[object, ...]]:
    """The cells of FOUND; people see what the place is of only once."""
    before = None
    for hit in found:
        words = excerpt(hit.text, search_key(text))
        place = Message(f"column.{hit.place}")
        shown = hit.place in SHOWN_ANYWAY and hit.text in (hit.code, hit.name)
        told = place if shown else Message("found.in", {"place": place, "text": words})
        what: tuple[object, ...] = ("", "", "")
        if before != hit[:3]:
            what = (Message(KINDS.get(hit.kind, f"kind.{hit.kind}")), hit.code, hit.name)
        before = hit[:3]
        yield (*hit[:4], words, *what, told)


def excerpt(text: str, key: str) -> str:
    """The words of `text` in which `key` stands (both without accents), with some around them."""
    words = normal(text).split(" ")
    first, last = found_words(words, key)
    size = len(" ".join(words[first : last + 1]))
    while True:
        before = first > 0 and size + len(words[first - 1]) < AROUND
        if before:
            first -= 1
            size += len(words[first]) + 1
        after = last + 1 < len(words) and size + len(words[last + 1]) < AROUND
        if after:
            last += 1
            size += len(words[last]) + 1
        if not before and not after:
            break
    start, end = "… " if first else "", " …" if last + 1 < len(words) else ""
    return f"{start}{' '.join(words[first : last + 1])}{end}"


def found_words(words: list[str], key: str) -> tuple[int, int]:
    """The places of the first and last word in which `key` stands; the first one without it."""
    spans = list(folded_spans(words))
    start = " ".join(folded for _, _, folded in spans).find(key)
    if start < 0:
        return 0, 0
    end = start + len(key)
    within = [place for place, at, folded in spans if at < end and start < at + len(folded)]
    return within[0], within[-1]


def folded_spans(words: list[str]) -> Iterator[tuple[int, int, str]]:
    """Each word that has letters: its place, and where it begins in the text without accents."""
    at = 0
    for place, word in enumerate(words):
        folded = search_key(word)
        if folded:
            yield place, at, folded
            at += len(folded) + 1
