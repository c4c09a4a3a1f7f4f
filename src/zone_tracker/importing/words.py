"""Finding the word of a list that a person meant: exactly, or refused with the nearest guess."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from zone_tracker.errors import BadValue
from zone_tracker.model import Message
from zone_tracker.vietnamese.text import clean, identity_key, search_key

T = TypeVar("T")


def one_of(text: str, choices: Mapping[str, T], key: str = "word.unknown") -> T:
    """The choice whose word is `text`, whatever its case, dashes and composition.

    Raises BadValue under wording `key` with the value, the nearest word and all words.
    """
    folded = identity_key(clean(text))
    for word, choice in choices.items():
        if identity_key(word) == folded:
            return choice
    raise BadValue(key, value=text, guess=guess(text, choices), allowed=list(choices))


def guess(text: str, words: Iterable[str]) -> Message:
    """The question whether the nearest word was meant; empty when none is near."""
    near = nearest(text, words)
    return Message("guess", {"word": near}) if near else Message("no-guess")


def nearest(text: str, words: Iterable[str]) -> str | None:
    """The word most like `text` without its accents; None when none is alike."""
    from difflib import get_close_matches  # only a refusal needs it

    by_key = {search_key(word): word for word in words}
    close = get_close_matches(search_key(text), by_key, n=1, cutoff=0.6)
    return by_key[close[0]] if close else None
