"""What a command is run with: language, database, clock, screen, who asks and in which words."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from shlex import join
from typing import TYPE_CHECKING, NamedTuple, TextIO, TypeVar

from zone_tracker.errors import BadValue, Problems, UsageError
from zone_tracker.model import Language, Message, Problem
from zone_tracker.store.connection import Author
from zone_tracker.vietnamese.dates import FIRST_YEAR, LAST_YEAR, day
from zone_tracker.vietnamese.text import show_hidden
from zone_tracker.writers import Screen

if TYPE_CHECKING:
    from zone_tracker.cli.progress import Watch

T = TypeVar("T")
PROGRAM = "zone-tracker"
ZONES = ("/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo")
"""Where systems keep their time zones, one file each."""
FIRST_PAGE = 50
"""Rows of a list that a person at a terminal gets at first."""


class Moment(NamedTuple):
    """A moment up to which the record is known: in UTC, its last batch (0: none), its local day.

    `told` is the moment in words; `doubtful` says that a batch by then has a later time.
    """

    at: str
    batch: int
    day: str
    told: Message
    doubtful: bool = False


@dataclass(eq=False, repr=False)
class Session:
    """One run of one command.

    `known` is the moment that `known_on` means, None for all that is known; `template` is what a
    Word document is put into, None for our own; `after` closes what must be open until the answer
    is written. `exit_code` is what a command that finished well ends with; `wrote` tells that its
    batch is on disk, whatever becomes of the output. `watch` shows a person how far a long work
    has come; None: nobody looks.
    """

    lang: Language
    words: Sequence[str]
    db: str | None = None
    as_of: str | None = None
    period: str | None = None
    known_on: str | None = None
    known: Moment | None = None
    format: str = "table"
    output: Path | None = None
    template: Path | None = None
    colour: bool = True
    exit_code: int = 0
    wrote: bool = False
    watch: Watch | None = None
    after: ExitStack = field(default_factory=ExitStack)

    @property
    def now(self) -> datetime:
        """The moment, with its zone; ZONE_TRACKER_NOW sets it."""
        told = os.environ.get("ZONE_TRACKER_NOW")
        if not told:
            return datetime.now().astimezone()
        try:
            return iso_moment(told)
        except OverflowError as error:
            years = {"first": str(FIRST_YEAR), "last": str(LAST_YEAR)}
            raise UsageError("usage.now-beyond", value=told, **years) from error
        except ValueError as error:
            raise UsageError("usage.now", value=told) from error

    @property
    def day(self) -> str:
        """The day a reading is about: the last of the period asked for, but none later than
        the day asked for, else than that of what is known, else today.
        """
        if self.as_of is not None:
            until = self.read("--as-of", self.as_of, day)
        else:
            until = self.known.day if self.known else self.now.date().isoformat()
        if self.period is None:
            return until
        from zone_tracker import periods

        return self.read("--period", self.period, lambda text: periods.last_day(text, until))

    def counting(self, words: str, total: int | None = None) -> Callable[[int], None]:
        """A function that is told how many of `total` are done; see `cli/progress.py`."""
        return self.watch.counting(words, total) if self.watch else lambda done: None

    def unwatch(self) -> None:
        """From here on a person reads, or answers a question."""
        if self.watch is not None:
            self.watch.end()

    def read(self, option: str, text: str, read: Callable[[str], T]) -> T:
        """What `read` makes of the text of an option; refused under the option's name."""
        try:
            return read(text)
        except BadValue as error:
            problem = Problem(None, option, text, error.message)
            raise Problems("import.refused", [problem], path=None) from error

    @property
    def author(self) -> Author:
        """Who writes, in which words, when."""
        actor = os.environ.get("ZONE_TRACKER_ACTOR") or system_user()
        at = self.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return Author(actor, join([PROGRAM, *self.words]), at)

    @property
    def given_path(self) -> Path | None:
        """The database named by option or environment; None: the user's own place."""
        if self.db == "":
            raise UsageError("usage.db")
        told = self.db or os.environ.get("ZONE_TRACKER_DB")
        if told == "":  # a script whose own variable was not set
            raise UsageError("usage.db-environment")
        return Path(os.path.expanduser(told)) if told else None

    def spare(self, *files: str | Path) -> None:
        """Refuse to write the answer over one of the files that it is made from."""
        output = self.output or ""
        for file in files:
            if os.path.exists(output) and os.path.exists(file) and os.path.samefile(output, file):
                raise UsageError("usage.output-same", path=output)

    @property
    def path(self) -> Path:
        """The database of this run."""
        return self.given_path or default_path()

    def page(self, limit: int | None) -> int | None:
        """How many rows are written: as many as asked for, 0 and None for all.

        Where nothing is asked for a person gets a first page, a pipe or file everything.
        """
        if limit is not None:
            return limit or None
        reads_along = self.format == "table" and self.output is None and at_terminal(sys.stdout)
        return FIRST_PAGE if reads_along else None

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


def iso_moment(text: str) -> datetime:
    """An ISO moment in the zone of this machine.

    ValueError for what is none, OverflowError for one in a year that no date here has.
    """
    moment = datetime.fromisoformat(text)
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise OverflowError(moment.year)
    return moment.astimezone()


def check_timezone() -> None:
    """Refuse a zone of this machine that no clock has: TZ can be set to anything.

    A name that the system does not know would be taken for UTC, and today for another day.
    """
    told = os.environ.get("TZ", "")
    try:
        datetime.now().astimezone()
    except ValueError as error:
        raise UsageError("usage.timezone", value=told) from error
    if hasattr(time, "tzset") and not is_zone(told.removeprefix(":")):
        raise UsageError("usage.timezone", value=told)


def is_zone(told: str) -> bool:
    """Whether TZ is told as POSIX has it, with a difference, or names a file of the system."""
    if not told or re.match("(<[^>]{3,}>|[A-Za-z]{3,})[+-]?[0-9]", told):
        return True
    folders = (os.environ.get("TZDIR"), *ZONES)
    return any(os.path.isfile(os.path.join(folder, told)) for folder in folders if folder)


def at_terminal(stream: TextIO | None) -> bool:
    """Whether somebody reads along; there may be no stream at all."""
    return stream is not None and stream.isatty()


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
    except (OSError, KeyError, ImportError):  # no such user in this container; Windows
        return "?"


def default_path() -> Path:
    """The database in the user's data folder."""
    from platformdirs import user_data_path

    return user_data_path(PROGRAM, appauthor=False) / "zone-tracker.db"


def tell(words: str) -> None:
    """Say something beside the data; nothing in it can act on the terminal."""
    print(show_hidden(words), file=sys.stderr)
