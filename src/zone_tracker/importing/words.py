"""Finding the word of a list that a person meant: exactly, or refused with the nearest guess."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

from zone_tracker.errors import BadValue
from zone_tracker.importing.rows import Row
from zone_tracker.model import Message
from zone_tracker.vietnamese.nearest import guess
from zone_tracker.vietnamese.text import clean, excerpt, identity_key, search_key

T = TypeVar("T")
NONE = ("none", "chưa có", "không có", "chưa rõ")
"""What is asked for where nothing is on record."""
NOT_YET = re.compile(
    r"chua (?:co|ro|xac dinh|lua chon|cap|giao|chon|duoc|biet)\b.*|khong(?: co| ro)?|none|n a|tbd"
    r"|(?:da?ng )?(?:keu goi|lua chon|tim kiem|trinh|cap nhat|lam thu tuc|xin)\b.*|dang (?:cap|cho)"
)
"""What stands in a cell where there is nothing yet to tell; folded."""
AS_ABOVE = frozenset(("x", "nt", "n t", "nhu tren", "tren", "ditto"))
DITTO = frozenset(('"', "''", "″", "”", "“", "〃", "//", "…", "...", ".", "?"))
"""What stands for something that is told elsewhere, or for nothing that could be told."""
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


def named(row: Row, key: str) -> str | None:
    """The name that a cell tells; None: it tells that there is none yet, which is said."""
    text = row.read(key, clean)
    told = search_key(text) if text else ""
    is_none = NOT_YET.fullmatch(told) is not None
    if text is None or not (is_none or told in AS_ABOVE or text in DITTO):
        return text
    if row.line is not None and is_none:
        row.warn(key, Message("cell.none-yet", {"value": text}))
    else:
        row.refuse(key, Message("cell.names-nothing", {"value": text}))
    return None


def searched(text: str) -> str:
    """A text to look for; signs alone would be found in everything."""
    if len(text) > LONGEST:
        raise BadValue("text.long", value=excerpt(text), most=LONGEST)
    if not search_key(clean(text)):
        raise BadValue("text.signs", value=text)
    return clean(text)
