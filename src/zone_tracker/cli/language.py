"""Which language a run speaks: known before anything is parsed or said."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from zone_tracker.model import Language


def language(words: Sequence[str], environ: Mapping[str, str]) -> Language:
    """The language asked for by option or environment, else that of the locale.

    A locale that names no language (C, POSIX) means Vietnamese. Chosen before any option is
    parsed, since help and refusals are said in it; a wrong choice is refused by `checked`.
    """
    for wanted in (option(words, "--lang"), environ.get("ZONE_TRACKER_LANG")):
        if wanted in ("vi", "en"):
            return "en" if wanted == "en" else "vi"
    locale = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG")
    if locale is None and os.name == "nt":
        from locale import getlocale

        locale = getlocale()[0]
    name = (locale or "").split(".")[0]
    return "vi" if name.startswith(("vi", "Viet")) or name in ("", "C", "POSIX") else "en"


def option(words: Sequence[str], name: str) -> str | None:
    """The value of an option in the words of a command line; None when it is not there."""
    for place, word in enumerate(words):
        if word == "--":
            return None
        if word == name and place + 1 < len(words):
            return words[place + 1]
        if word.startswith(f"{name}="):
            return word.partition("=")[2]
    return None
