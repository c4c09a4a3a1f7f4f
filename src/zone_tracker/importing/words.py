"""Finding the word of a list that a person meant: exactly, or refused with the nearest guess."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from zone_tracker.errors import BadValue
from zone_tracker.vietnamese.nearest import guess
from zone_tracker.vietnamese.text import clean, excerpt, identity_key, search_key

T = TypeVar("T")
LONGEST = 1000
"""Characters of a text to look for; SQLite itself compares with no more than 50,000 bytes."""


def one_of(
    text: str,
    choices: Mapping[str, T],
    key: str = "word.unknown",
    allowed: Sequence[object] | None = None,
) -> T:
    """The choice whose word is `text`, whatever its case, dashes and composition.

    Raises BadValue under wording `key` with the value, the nearest word and those `allowed`;
    None: all words.
    """
    folded = identity_key(clean(text))
    for word, choice in choices.items():
        if identity_key(word) == folded:
            return choice
    told = list(choices) if allowed is None else list(allowed)
    raise BadValue(key, value=text, guess=guess(text, choices), allowed=told)


def searched(text: str) -> str:
    """A text to look for; signs alone would be found in everything."""
    if len(text) > LONGEST:
        raise BadValue("text.long", value=excerpt(text), most=LONGEST)
    if not search_key(clean(text)):
        raise BadValue("text.signs", value=text)
    return clean(text)
