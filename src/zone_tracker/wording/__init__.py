"""Values to words in a language: the catalogue of sentences, and how each kind of value is shown.

`vi/` and `en/` hold the same keys in the same parts with the same places; a test compares them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from typing import Any, cast

from zone_tracker.model import Bare, FactDate, Language, Message, Quantity, Term
from zone_tracker.vietnamese.dates import show_date
from zone_tracker.vietnamese.quantities import group_digits, show_bare, show_quantity

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
    show = SHOW.get(type(value))
    return show(value, lang) if show else str(value)


def listed(values: Iterable[object], lang: Language) -> str:
    """Several values in a row."""
    return ", ".join(shown(value, lang) for value in values)


SHOW: dict[type, Callable[[Any, Language], str]] = {
    type(None): lambda _, lang: "–",
    bool: lambda value, lang: say(Message("yes" if value else "no"), lang),
    int: group_digits,
    list: listed,
    tuple: listed,
    Message: say,
    Term: lambda term, lang: term.vi if lang == "vi" else term.en,
    FactDate: show_date,
    Quantity: show_quantity,
    Bare: lambda bare, lang: show_bare(bare.quantity, lang),
}
"""How each kind of value is shown; anything else is its own text."""
