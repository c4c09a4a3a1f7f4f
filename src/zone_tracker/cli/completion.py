"""What a shell is told when a person presses Tab: codes with names, numbers with what they say.

typer speaks the protocol of each shell. A database that is missing, locked or foreign gives
nothing, without a word.
"""

from __future__ import annotations

import os
import re
import sqlite3
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zone_tracker.cli.language import language
from zone_tracker.cli.session import Session
from zone_tracker.errors import ZoneTrackerError
from zone_tracker.model import Language, Message
from zone_tracker.store.connection import opened
from zone_tracker.wording import say

if TYPE_CHECKING:
    from zone_tracker.store.completion import Numbered

Offer = list[tuple[str, str]]
"""Words that may come next, each with what it means."""

LONGEST = 72
SAFE = re.compile("[A-Za-z0-9@._-]+")
"""What may be put on a command line without quotes."""
QUIET = str.maketrans("\"'`\\$", "”’’/ ")
"""zsh evaluates what a completion says, typer's escapes do not hold everything: no quotes."""


def typed(environ: Mapping[str, str]) -> list[str]:
    """The words after the program's name that stand on the command line to be completed."""
    line = environ.get("COMP_WORDS") or environ.get("_TYPER_COMPLETE_ARGS") or ""
    return line.split()[1:]


def prepare() -> None:
    """Let typer answer quickly, and in any encoding."""
    # Only to strip markup from help, which ours has none of, typer would load rich.
    sys.modules["rich"] = None  # type: ignore[assignment]
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def looked_up(
    ctx: typer.Context, read: Callable[[sqlite3.Connection, Language], list[tuple[Any, str]]]
) -> Offer:
    """What `read` finds in the database that the command line names."""
    lang = language([], os.environ)
    try:
        with opened(Session(lang, [], db=ctx.params.get("db")).path) as db:
            found = read(db, lang)
    except (ZoneTrackerError, OSError):
        return []
    return [(str(word), told(name)) for word, name in found if SAFE.fullmatch(str(word))]


def told(name: str) -> str:
    """A name short enough for a menu, with nothing in it that could act on a shell."""
    from zone_tracker.vietnamese.text import show_hidden

    short = name if len(name) <= LONGEST else f"{name[:LONGEST]}…"
    return show_hidden(short).translate(QUIET)


def coded(what: str) -> Callable[[typer.Context, str], Offer]:
    """Completes the codes of one sort of record; "" for what the command's group is about."""

    def offer(ctx: typer.Context, incomplete: str) -> Offer:
        from zone_tracker.store.completion import codes

        of = what or str(ctx.parent and ctx.parent.info_name)
        return looked_up(ctx, lambda db, lang: codes(db, of, incomplete, lang))

    return offer


def numbered(ctx: typer.Context, incomplete: str) -> Offer:
    """Completes the numbers of the newest entries on subjects of the kind the group is about."""
    from zone_tracker.store.completion import entries

    def read(db: sqlite3.Connection, lang: Language) -> list[tuple[str, str]]:
        kind = str(ctx.parent and ctx.parent.info_name)
        found = entries(db, kind, incomplete, NEWEST)
        return [(each.number, say(meaning(each), lang)) for each in found]

    return looked_up(ctx, read)


def meaning(entry: Numbered) -> Message:
    """What an act, a figure or a confirmation says, in short."""
    date = Message("complete.planned", {"date": entry.date}) if entry.planned else entry.date
    what = entry.what or Message("changes.confirmation")
    values = {"subject": entry.subject, "date": date, "what": what}
    if entry.value is None:
        return Message("complete.act", values)
    return Message("complete.figure", {**values, "value": entry.value})


def batches(*, undone: bool | None = None) -> Callable[[typer.Context, str], Offer]:
    """Completes the numbers of the newest batches: in force, undone, or (None) of all."""

    def offer(ctx: typer.Context, incomplete: str) -> Offer:
        from zone_tracker.store.log import entries

        def read(db: sqlite3.Connection, lang: Language) -> list[tuple[int, str]]:
            return [
                (entry.id, entry.command)
                for entry in entries(db, NEWEST)
                if undone is None
                or (entry.undoes is None and (entry.undone_by is not None) == undone)
            ]

        return looked_up(ctx, read)

    return offer


def snapshots(ctx: typer.Context, incomplete: str) -> Offer:
    """Completes snapshots: their names as one word, which needs no quotes."""
    from zone_tracker.store.snapshots import codes

    def read(db: sqlite3.Connection, lang: Language) -> list[tuple[str, str]]:
        found = codes(db).items()
        return [(code, each.name) for code, each in found if code.startswith(incomplete)]

    return looked_up(ctx, read)


NEWEST = 50
"""How far back batches and entries are offered."""

own = coded("")
"""Completes a code of what the command's group is about."""
Code = Annotated[str, typer.Argument(metavar="CODE", autocompletion=own)]
"""The argument that names one subject, or another record that has a code."""
Entry = Annotated[str, typer.Argument(metavar="ID", autocompletion=numbered)]
"""The argument that names one act, figure or confirmation."""
