"""Typing errors in headings: told apart from words that are only alike."""

from __future__ import annotations

from collections.abc import Iterable

from zone_tracker.importing.keys import folded


def slip_of(text: str, known: Iterable[str]) -> str | None:
    """The known word of which `text` is most likely a typing error; None: it is another word."""
    told = folded(text).split()
    for word in known:
        meant = folded(word).split()
        if told != meant and ("".join(told) == "".join(meant) or is_slip(told, meant)):
            return word
    return None


def is_slip(told: list[str], meant: list[str]) -> bool:
    """Whether the same words stand there but for one letter in one of them, or in two of many."""
    if len(told) != len(meant):
        return False
    pairs = [pair for pair in zip(told, meant, strict=True) if pair[0] != pair[1]]
    if len(pairs) > (1 if sum(map(len, meant)) < 12 else 2):
        return False
    alone = len(told) == 1
    return all(one_slip(*pair, alone=alone) for pair in pairs)


def one_slip(told: str, meant: str, *, alone: bool) -> bool:
    """Whether one letter is missing, too many, wrong, or in its neighbour's place.

    Short words are often one letter apart and mean something else, above all `alone`.
    """
    if min(len(told), len(meant)) < (4 if alone else 3) or any(map(str.isdigit, told + meant)):
        return False
    at = next((i for i, (a, b) in enumerate(zip(told, meant, strict=False)) if a != b), None)
    if at is None:
        return abs(len(told) - len(meant)) == 1
    swapped = meant[:at] + meant[at + 1 : at + 2] + meant[at] + meant[at + 2 :]
    return (
        told[at:] == meant[at + 1 :]
        or told[at + 1 :] == meant[at:]
        or told == swapped
        or (told[at + 1 :] == meant[at + 1 :] and (not alone or len(told) > 5))
    )
