"""What a command is run with: language, database, clock, screen, who asks and in which words."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shlex import join
from typing import TextIO

from zone_tracker.errors import UsageError
from zone_tracker.model import Language
from zone_tracker.store.connection import Author
from zone_tracker.vietnamese.dates import day
from zone_tracker.wording import LANGUAGES
from zone_tracker.writers import Screen

PROGRAM = "zone-tracker"


def language(words: Sequence[str], environ: Mapping[str, str]) -> Language:
    """The language asked for by option or environment, else that of the locale.

    A locale that names no language (C, POSIX) means Vietnamese. Chosen before any option is
    parsed, since help and refusals are said in it; a wrong choice is refused by `checked`.
    """
    wanted = option(words, "--lang") or environ.get("ZONE_TRACKER_LANG")
    if wanted in LANGUAGES:
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


@dataclass
class Session:
    """One run of one command.

    `exit_code` is what a command that finished well ends with; `wrote` tells that its batch
    is on disk, whatever becomes of the output.
    """

    lang: Language
    words: Sequence[str]
    db: str | None = None
    as_of: str = ""
    format: str = "table"
    output: Path | None = None
    colour: bool = True
    exit_code: int = 0
    wrote: bool = False

    @property
    def now(self) -> datetime:
        """The moment, with its zone; ZONE_TRACKER_NOW sets it."""
        told = os.environ.get("ZONE_TRACKER_NOW")
        if not told:
            return datetime.now().astimezone()
        try:
            return datetime.fromisoformat(told).astimezone()
        except ValueError as error:
            raise UsageError("usage.now", value=told) from error

    @property
    def day(self) -> str:
        """The day a reading is about: the one asked for, else today."""
        return day(self.as_of) if self.as_of else self.now.date().isoformat()

    @property
    def author(self) -> Author:
        """Who writes, in which words, when."""
        actor = os.environ.get("ZONE_TRACKER_ACTOR") or system_user()
        at = self.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return Author(actor, join([PROGRAM, *self.words]), at)

    @property
    def given_path(self) -> Path | None:
        """The database named by option or environment; None: the user's own place."""
        told = self.db or os.environ.get("ZONE_TRACKER_DB")
        return Path(told).expanduser() if told else None

    @property
    def path(self) -> Path:
        """The database of this run."""
        return self.given_path or default_path()

    def screen(self, stream: TextIO) -> Screen:
        """What `stream` can show."""
        terminal = stream.isatty()
        plain = (
            not self.colour or bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
        )
        return Screen(
            width=screen_width() if terminal else None,
            colour=terminal and not plain,
            unicode=can_write(stream, "ăđữ─✔◷"),
        )


def screen_width() -> int:
    """The columns of the terminal."""
    from shutil import get_terminal_size

    return get_terminal_size().columns


def can_write(stream: TextIO, text: str) -> bool:
    """Whether the encoding of `stream` holds `text`."""
    try:
        text.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def system_user() -> str:
    """The user of the system, as far as it says."""
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError):  # no such user in this container
        return "?"


def default_path() -> Path:
    """The database in the user's data folder."""
    from platformdirs import user_data_path

    return user_data_path(PROGRAM, appauthor=False) / "zone-tracker.db"


def tell(stream_words: str) -> None:
    """Say something beside the data."""
    print(stream_words, file=sys.stderr)
