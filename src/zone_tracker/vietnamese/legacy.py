"""Text from before Unicode: TCVN3, which .VnTime fonts show, and windows-1258.

TCVN3 gives the places of Latin-1 to Vietnamese letters, so such text read as Unicode shows
"Khu c«ng nghiÖp". Fonts with names in H (.VnTimeH) show capitals for the very same characters:
text cannot tell, and comes out in small letters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal

Legacy = Literal["tcvn3", "windows-1258"]

_TABLE: Final = "tcvn3.tsv"
_MARKS: Final = "°±²³´"
"""Marks of their own in TCVN3, and signs that people do write: m², 30°."""
_MARKED: Final = re.compile(f"(?<=[AEIOUYĂÂÊÔƠƯ])[{_MARKS}]")
"""A mark of its own stands only on a capital: small letters have theirs in them."""
_WORD: Final = re.compile("[A-Za-z\u0080-\u009f\u00a1-\u024f\u0300-\u036f\u1ea0-\u1ef9]+")
_SIGNS: Final = ("×", "·")
_TELLING: Final = re.compile("[¡-¯¶¸-¿]|(?<=.)µ")
"""Signs that stand in no Vietnamese word but are letters of TCVN3, most of the common ones.

Not those with a use of their own between letters (N·m, m²) or before them (µm).
"""
_OTHER: Final = re.compile("[¡-¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿ]")
"""What no Vietnamese word in Unicode has, letters of other languages included."""
_BEYOND: Final = re.compile("[\u0100-\u024f\u0300-\u036f\u1ea0-\u1ef9]")
"""What only Unicode has: text with it is no TCVN3."""
_TONES: Final = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_ONSET: Final = "(?:ngh|ng|nh|ch|gh|gi|kh|kr|ph|qu|th|tr|g(?![eêi])|[bcdđhklmnpqrstvx])?"
_OPEN: Final = (
    "a|e|ê|i|o|ô|ơ|u|ư|y|ia|ya|ua|ưa|oa|oe|uê|uy|uơ|uya|ai|ao|au|ay|âu|ây|eo|êu|iu|iêu|yêu|oi|ôi"
    "|ơi|oai|oay|oao|oeo|ui|ưi|uôi|ươi|ưu|ươu|uây|uyu"
)
_CLOSED: Final = (
    "(?:a|ă|â|e|ê|i|o|ô|ơ|u|ư|y|iê|yê|uô|ươ|oa|oă|oe|uâ|uê|uy|uyê|oo)(?:ch|ng|nh|[ckmnpt])"
)
_SYLLABLE: Final = re.compile(f"{_ONSET}(?:{_OPEN}|{_CLOSED})")
_ENOUGH: Final = 0.6
"""The share of words with marks that must be syllables before a file is called legacy."""
_TYPED_TONE: Final = re.compile(b"[A-Za-z\xc0-\xff][\xcc\xd2\xde\xec\xf2]")
"""A letter and the tone that windows-1258 writes after it."""


def from_tcvn3(text: str) -> str:
    """The Vietnamese text that a text shows in a TCVN3 font; what was Unicode must not go in.

    A word whose plain letters are all capitals gets capitals throughout: there are none with
    tones in these fonts, so people wrote "TØNH" for "TỈNH".
    """
    if text.isascii():
        return text
    return _WORD.sub(lambda word: _converted(word[0]), text)


@lru_cache(maxsize=1 << 14)
def _converted(word: str) -> str:
    """A word in Unicode; a lone sign between numbers is none."""
    if word in _SIGNS:
        return word
    letters = word.translate(_letters())
    letters = _MARKED.sub(lambda mark: _combining()[mark[0]], letters)
    plain = [letter for letter in word if letter.isascii()]
    if len(plain) > 1 and all(letter.isupper() for letter in plain):
        letters = letters.upper()
    return unicodedata.normalize("NFC", letters)


@cache
def _table() -> dict[str, str]:
    """Each character of TCVN3, by the one of Latin-1 in its place."""
    lines = Path(__file__).with_name(_TABLE).read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines)
    return {chr(int(code, 16)): letter for code, letter in pairs}


@cache
def _letters() -> dict[int, str]:
    """The whole letters of TCVN3, for `str.translate`."""
    return {ord(sign): letter for sign, letter in _table().items() if sign not in _MARKS}


@cache
def _combining() -> dict[str, str]:
    """The marks of their own."""
    return {sign: _table()[sign] for sign in _MARKS}


def looks_like_tcvn3(text: str) -> bool:
    """Whether a word has signs in it that make it Vietnamese when they are read as TCVN3."""
    if text.isascii() or not _TELLING.search(text):
        return False
    words = (word for word in _WORD.findall(text) if len(word) > 1)  # not £ or © alone
    return any(_TELLING.search(word) and _is_tcvn3(word) for word in words)


def reads_as_tcvn3(text: str) -> bool:
    """Whether a text, in company of such that looks like TCVN3, can be nothing else.

    It has letters that Vietnamese in Unicode has not, and makes Vietnamese words.
    """
    if not _OTHER.search(text) or is_beyond_tcvn3(text):
        return False
    return all(word.isascii() or _is_tcvn3(word) for word in _WORD.findall(text))


def is_beyond_tcvn3(text: str) -> bool:
    """Whether a text has letters that only Unicode has."""
    return not text.isascii() and _BEYOND.search(text) is not None


@lru_cache(maxsize=1 << 12)
def _is_tcvn3(word: str) -> bool:
    return not is_beyond_tcvn3(word) and is_syllable(from_tcvn3(word))


@lru_cache(maxsize=1 << 12)
def is_syllable(word: str) -> bool:
    """Whether a word could be a Vietnamese one, by its letters."""
    parts = unicodedata.normalize("NFD", word.casefold())
    plain = unicodedata.normalize("NFC", _TONES.sub("", parts))
    return len(_TONES.findall(parts)) <= 1 and _SYLLABLE.fullmatch(plain) is not None


def legacy_of(content: bytes) -> Legacy | None:
    """What bytes that are no UTF-8 look like; None: neither, or both."""
    tcvn3 = content.decode("latin-1")
    windows = unicodedata.normalize("NFC", content.decode("cp1258", errors="replace"))
    as_tcvn3 = _vietnamese(from_tcvn3(tcvn3)) if looks_like_tcvn3(tcvn3) else 0.0
    as_windows = _vietnamese(windows) if _TYPED_TONE.search(content) else 0.0
    if max(as_tcvn3, as_windows) < _ENOUGH or as_tcvn3 == as_windows:
        return None
    return "tcvn3" if as_tcvn3 > as_windows else "windows-1258"


def _vietnamese(text: str) -> float:
    """The share of Vietnamese words among those with marks."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return sum(map(is_syllable, words)) / len(words) if words else 0.0
