"""Values to words in a language: the catalogue of sentences, and how each kind of value is shown.

`vi.py` and `en.py` hold the same keys with the same places; a test compares them.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import cast

from zone_tracker.model import FactDate, Language, Message, Quantity, Term
from zone_tracker.vietnamese.dates import show_date
from zone_tracker.vietnamese.quantities import group_digits, show_quantity

LANGUAGES: tuple[Language, ...] = ("vi", "en")


@cache
def catalogue(lang: Language) -> dict[str, str]:
    """Every wording of one language by its key."""
    return cast(dict[str, str], import_module(f"zone_tracker.wording.{lang}").WORDING)


def say(message: Message, lang: Language) -> str:
    """The sentence in `lang`, with its values shown the way that language writes them."""
    values = {name: shown(value, lang) for name, value in message.values.items()}
    return catalogue(lang)[message.key].format(**values)


def shown(value: object, lang: Language) -> str:
    """One value as people read it; None (unknown) is an en dash, never 0."""
    if value is None:
        return "–"
    if isinstance(value, Message):
        return say(value, lang)
    if isinstance(value, Term):
        return value.vi if lang == "vi" else value.en
    if isinstance(value, FactDate):
        return show_date(value, lang)
    if isinstance(value, Quantity):
        return show_quantity(value, lang)
    if isinstance(value, bool):
        return say(Message("yes" if value else "no"), lang)
    if isinstance(value, int):
        return group_digits(value, lang)
    if isinstance(value, list | tuple):
        return ", ".join(shown(item, lang) for item in value)
    return str(value)
