"""The word a person probably meant: only a refusal asks for it."""

from __future__ import annotations

from collections.abc import Iterable

from zone_tracker.model import Message
from zone_tracker.vietnamese.text import search_key


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
