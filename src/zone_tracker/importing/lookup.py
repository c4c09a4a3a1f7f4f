"""Words that look something up, read loosely: accents may be left out where one thing is meant.

For looking up only: what is recorded is written in full.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

from zone_tracker.errors import BadValue
from zone_tracker.importing.desk import Desk, act_of
from zone_tracker.importing.references import CONTAINERS
from zone_tracker.importing.words import one_of
from zone_tracker.store.vocabulary import Act
from zone_tracker.vietnamese.text import search_key

T = TypeVar("T")


def act(desk: Desk, kind: str, text: str) -> str:
    """The code of the act of this kind with these words."""
    return loosely(lambda word: act_of(desk, kind, word), act_words(desk, kind), text)


STAGES = ("advance", "suspend", "end")
"""The effects of acts at which a subject can stand."""


def stage(desk: Desk, kind: str, text: str) -> Act:
    """The act of this kind with these words, at which a subject can stand."""
    found = desk.vocabulary.acts[kind, act(desk, kind, text)]
    if found.effect not in STAGES:
        ranked = [each.label for each in desk.vocabulary.acts_of(kind) if each.rank is not None]
        raise BadValue("where.no-stage", value=found.label, stages=ranked)
    return found


def health(desk: Desk, kind: str, text: str) -> str:
    """The code of the health with these words: on schedule, late, blocked."""
    states = [act for act in desk.vocabulary.acts_of(kind) if act.effect == "health"]
    words = {word: act.code for act in states for word in act.words}
    return loosely(partial(one_of, choices=words), words, text)


def district(desk: Desk, text: str) -> int:
    """The district of the time before 1/7/2025 with this name or code."""
    references = desk.references
    return loosely(references.district, references.names("area", "district"), text)


def container(desk: Desk, text: str) -> int:
    """The zone or cluster with this name or code."""

    def read(word: str) -> int:
        desk.references.subjects.fetch([word], [word], [])
        return desk.references.container(word)

    return loosely(read, desk.references.names("subject", *CONTAINERS), text)


def loosely(read: Callable[[str], T], words: Iterable[str], text: str) -> T:
    """What `read` makes of `text`, or of the one word that is the same without its accents."""
    try:
        return read(text)
    except BadValue:
        same = [word for word in words if search_key(word) == search_key(text)]
        if len(same) != 1 or not text.isascii():
            raise
        return read(same[0])


def act_words(desk: Desk, kind: str) -> Iterator[str]:
    """The words of each act, one writing of each."""
    words = (word for act in desk.vocabulary.acts_of(kind) for word in act.words)
    return iter({search_key(word): word for word in words}.values())
