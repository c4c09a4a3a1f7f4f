"""Names as text: what is accepted, and the keys that make them comparable, findable, sortable.

Every key starts from the same normal form: NFC, plain single spaces, Đ as Đ. `clean` refuses
what must not be stored; the keys refuse nothing, since they also serve to look things up.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from zone_tracker.errors import BadValue

# Eth and African D look like Đ and come from wrong keyboards and fonts; no name here means them.
_STAND_INS: Final = str.maketrans("ÐðƉ", "ĐđĐ")
_LONGEST_EXCERPT: Final = 80
# Names are made of few different words: keys are made word by word and remembered.
_WORDS_KEPT: Final = 1 << 15
# Who takes in a row asks for the key and the phase of its name some ten times each.
_NAMES_KEPT: Final = 1 << 13


def normal(text: str) -> str:
    """NFC with plain single spaces, trimmed, Icelandic Ð/ð as Đ/đ; refuses nothing."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        if "Ð" in text or "ð" in text or "Ɖ" in text:  # `translate` alone costs ten times this
            text = text.translate(_STAND_INS)
    return " ".join(text.split())


_BIDI: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_KEY_BY_CATEGORY: Final = {
    "Cc": "text-control",
    "Zl": "text-control",
    "Zp": "text-control",
    "Cf": "text-invisible",
    "Cs": "text-broken",
    "Co": "text-private",
    "Cn": "text-unassigned",
}
# Greek letters that look Latin are refused; β, μ, Ω and the like may stand in a product's name.
_GREEK_LOOKALIKES: Final = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧΪΫϹϺϳοόνικρυϲα")
_LOOKALIKE_SCRIPTS: Final = ("CYRILLIC ", "ARMENIAN ", "CHEROKEE ", "LISU ", "COPTIC ")
_LOOKALIKE_FORMS: Final = ("FULLWIDTH LATIN ", "FULLWIDTH DIGIT ", "MATHEMATICAL ")


def clean(text: str) -> str:
    """The text as it may be stored, in normal form.

    Raises BadValue naming the code point and its position (from 1) for control, bidirectional,
    zero-width, private, unassigned and broken characters, and for letters of another script
    that pass for Latin ones beside Latin letters.
    """
    if not _plainly_fine().fullmatch(text):
        _refuse_hidden(text)
        _refuse_lookalikes(text)
    return normal(text)


@cache
def _plainly_fine() -> re.Pattern[str]:
    """Latin letters, their marks and everyday signs: nearly every name, checked in one step."""
    return re.compile(
        "[ -~\u00a0-\u00ac\u00ae-\u024f\u0300-\u0303\u0306\u0309\u031b\u0323"
        "\u1ea0-\u1ef9\u2010-\u2015\u2018-\u201e\u2026\u2212]*"
    )


@cache
def _blank_signs() -> re.Pattern[str]:
    """Characters that show nothing, though Unicode counts them as letters, marks or symbols."""
    return re.compile(
        "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
        "\U000e0100-\U000e01ef]"
    )


def _refuse_hidden(text: str) -> None:
    for position, character in enumerate(text, 1):
        key = _fault(character)
        if key is not None:
            raise BadValue(key, value=excerpt(text), code=code_point(character), position=position)


def _fault(character: str) -> str | None:
    """The key of why this character is refused, None when it is not."""
    if character in _BIDI:
        return "text-bidi"
    if character == "\ufffd":
        return "text-lost"
    if _blank_signs().search(character):
        return "text-invisible"
    return _KEY_BY_CATEGORY.get(unicodedata.category(character))


def _refuse_lookalikes(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    beside_latin = any(_is_latin(character) for character in composed)
    for position, character in enumerate(text, 1):
        if _passes_for_latin(character, beside_latin):
            raise BadValue(
                "text-lookalike",
                value=excerpt(text),
                character=character,
                code=code_point(character),
                position=position,
            )


def _is_latin(character: str) -> bool:
    return character.isalpha() and unicodedata.name(character, "").startswith("LATIN ")


def _passes_for_latin(character: str, beside_latin: bool) -> bool:
    if character.isascii():
        return False
    name = unicodedata.name(character, "")
    if name.startswith(_LOOKALIKE_FORMS):
        return character.isalnum()
    if not beside_latin:
        return False
    return character in _GREEK_LOOKALIKES or (
        character.isalpha() and name.startswith(_LOOKALIKE_SCRIPTS)
    )


def code_point(character: str) -> str:
    """`U+202E` and the like."""
    return f"U+{ord(character):04X}"


def show_hidden(text: str) -> str:
    """The text with every character that acts or does not show written as `<U+001B>`."""
    if text.isprintable() and (text.isascii() or not _blank_signs().search(text)):
        return text
    return "".join(map(_visible, text))


def _visible(character: str) -> str:
    is_hidden = not character.isprintable() and unicodedata.category(character) != "Zs"
    if is_hidden or _blank_signs().search(character):
        return f"<{code_point(character)}>"
    return character


def excerpt(text: str) -> str:
    """The text for an error message: hidden characters shown, cut when very long."""
    short = text if len(text) <= _LONGEST_EXCERPT else text[:_LONGEST_EXCERPT] + "…"
    return show_hidden(short)


# The hyphen first: it stands for itself where they are a class of a regex.
DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_TONES: Final = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: dictionary order
_VOWELS: Final = "aăâeêioôơuưy"


def identity_key(name: str, prefixes: Iterable[str] = ()) -> str:
    """What two writings of one name share: case, dashes, spaces and tone placement unified.

    Marks, digits and all else are kept, so Bản Phung is not Bản Phùng. `prefixes` are the words
    of the kind ("KCN", "Khu công nghiệp"): one of them at the start, before a space, is dropped.
    """
    key = _unified(name)
    for prefix in _unified_prefixes(tuple(prefixes)):
        if key.startswith(prefix):
            return key[len(prefix) :]
    return key


@lru_cache(maxsize=256)
def _unified_prefixes(prefixes: tuple[str, ...]) -> tuple[str, ...]:
    """Each prefix with the space that must follow it, the longest first."""
    keys = {_unified(prefix) + " " for prefix in prefixes if prefix.strip()}
    return tuple(sorted(keys, key=len, reverse=True))


@lru_cache(maxsize=_NAMES_KEPT)
def _unified(name: str) -> str:
    key = " ".join(map(_unified_word, normal(name).split(" ")))
    return key.replace(" -", "-").replace("- ", "-") if "-" in key else key


@lru_cache(maxsize=_WORDS_KEPT)
def _unified_word(word: str) -> str:
    folded = unicodedata.normalize("NFC", word.casefold())
    one_dash = re.sub(f"[{DASHES}]", "-", folded)
    return _vowels_together().sub(_tone_on_first, one_dash)


@cache
def _vowels_together() -> re.Pattern[str]:
    toned = (unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES)
    return re.compile(f"[{_VOWELS}{''.join(toned)}]{{2,}}")


def _tone_on_first(vowels: re.Match[str]) -> str:
    """`oà` and `òa` both as `òa`: where the one tone of a syllable stands is a matter of taste.

    With two tones the letters are of two syllables and stay as they are.
    """
    parts = unicodedata.normalize("NFD", vowels[0])
    tones = [mark for mark in parts if mark in _TONES]
    if len(tones) != 1:
        return vowels[0]
    plain = unicodedata.normalize("NFC", parts.replace(tones[0], ""))
    return unicodedata.normalize("NFC", plain[0] + tones[0] + plain[1:])


_ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


@lru_cache(maxsize=_NAMES_KEPT)
def split_phase(name: str) -> tuple[str, str | None]:
    """The name without its phase, and the phase in Arabic digits (None when it names none).

    "KCN Cam Cọn (GĐ1)" gives ("KCN Cam Cọn", "1"). A bare number at the end belongs to the
    name. Raises BadValue when two phases are named, or nothing else.
    """
    text = normal(name)
    removable, mention = _phase_patterns()
    found = removable.search(text)
    if found is None:
        return text, None
    rest = (text[: found.start()] + " " + text[found.end() :]).strip()
    if not rest:
        raise BadValue("name-no-word", value=excerpt(name))
    if mention.search(rest):
        raise BadValue("name-two-phases", value=excerpt(name))
    return " ".join(rest.split()), _arabic(found["end"] or found["inside"])


@cache
def _phase_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A phase that can be taken out (in parentheses, or at the end), and any mention of one."""
    numbers = "|".join(["0?[1-9]", "[1-9][0-9]", *sorted(_ROMAN, key=len, reverse=True)])
    words = "(?:giai đoạn|giai đọan|gđ|phase) ?"
    inside = rf" ?[(\[] ?{words}(?P<inside>{numbers}) ?[)\]]"
    end = rf"[{DASHES} ,;:]*\b{words}(?P<end>{numbers})$"
    mention = rf"\b{words}(?:[0-9]{{1,2}}|{'|'.join(_ROMAN)})\b"
    return re.compile(f"{inside}|{end}", re.IGNORECASE), re.compile(mention, re.IGNORECASE)


def _arabic(number: str) -> str:
    folded = number.casefold()
    return str(_ROMAN.index(folded) + 1) if folded in _ROMAN else str(int(folded))


def search_key(text: str) -> str:
    """The text without case, marks and punctuation, đ as d; many names may share one."""
    return " ".join(filter(None, map(_folded_word, normal(text).split(" "))))


@lru_cache(maxsize=_WORDS_KEPT)
def _folded_word(word: str) -> str:
    """The word without case and marks, its signs as spaces; empty when it is all signs."""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    plain = parts.replace("đ", "d").replace("ð", "d")  # a stroke is no mark to be taken off
    kept = (part for part in plain if not unicodedata.category(part).startswith("M"))
    return " ".join("".join(part if part.isalnum() else " " for part in kept).split())


def slug(text: str) -> str:
    """The text as part of a code: `[a-z0-9]` words joined by hyphens.

    Raises BadValue when nothing of it can be written so.
    """
    words = re.findall("[a-z0-9]+", search_key(text))
    if not words:
        raise BadValue("text-no-letters", value=excerpt(text))
    return "-".join(words)


# Each character has three parts, compared one level after the other over the whole text:
# the letter (ă after a: "a~"), the tone, the case. Levels are parted by a space, the lowest
# character of a key, so a name sorts before every longer one that begins with it.
_LETTERS: Final = {
    "a\u0306": "a~",
    "a\u0302": "a~~",
    "đ": "d~",
    "e\u0302": "e~",
    "o\u0302": "o~",
    "o\u031b": "o~~",
    "u\u031b": "u~",
}
# The order of Unicode's collation: a space, then these, then digits, then letters.
_SIGNS: Final = "_-‐‒–—―,;:!¡?¿.·'‘’‚\"“”„«»()[]{}§¶@*/\\&#%‰†‡•‣′`^°©®+±÷×<=>¬|¦~−≈≤≥¤¢$£¥₫€"
_OTHER_MARK: Final = "9"


def sort_key(text: str) -> str:
    """ASCII whose binary order is the order of a Vietnamese dictionary.

    Letters a ă â b c d đ e ê ... first, then the tones ngang huyền hỏi ngã sắc nặng over the
    whole text, then small before capital; a space before signs, signs before digits, digits
    before letters, as in Unicode's Vietnamese collation.
    """
    words = [_levels(word) for word in normal(text).split(" ")]
    letters = "!".join([word[0] for word in words])
    tones = "0".join([word[1] for word in words]).rstrip("0")
    cases = "0".join([word[2] for word in words]).rstrip("0")
    return f"{letters} {tones} {cases}".rstrip(" ")


@lru_cache(maxsize=_WORDS_KEPT)
def _levels(word: str) -> tuple[str, str, str]:
    """The letters, the tones ("0" for each letter, then its tone) and the cases of a word."""
    letters = tones = cases = ""
    for base, marks in _characters(word):
        small = base.lower()
        shaping = [mark for mark in marks if small + mark in _LETTERS]
        letters += _letter(small + "".join(shaping[:1]))
        tones += "0" * len(base) + "".join(_tone(mark) for mark in marks if mark not in shaping)
        cases += ("0" if base == small else "1") * len(base)
    return letters, tones, cases


def _characters(word: str) -> list[tuple[str, str]]:
    """Each base character with its marks; marks before any base stand on an empty one."""
    pairs: list[tuple[str, str]] = []
    for part in unicodedata.normalize("NFKD", word):
        if not unicodedata.combining(part):
            pairs.append((part, ""))
        elif pairs:
            pairs[-1] = (pairs[-1][0], pairs[-1][1] + part)
        else:
            pairs.append(("", part))
    return pairs


def _letter(small: str) -> str:
    """The first level of one small letter (with the mark that makes it another letter)."""
    if small == "" or (small.isascii() and small.isalnum()):
        return small
    if small in _LETTERS:
        return _LETTERS[small]
    if small in _SIGNS:
        return f"#{chr(ord('0') + _SIGNS.index(small))}"
    return "!" if small == " " else f"{{{ord(small[0]):06x}"


def _tone(mark: str) -> str:
    return str(_TONES.index(mark) + 1) if mark in _TONES else _OTHER_MARK
