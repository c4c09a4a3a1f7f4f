"""A profile to begin with: what was found of a sheet, as TOML that a person goes through."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from zone_tracker.importing.header import Header
from zone_tracker.importing.keys import folded, written_words
from zone_tracker.importing.profile import Profile
from zone_tracker.importing.sheets import Sheet
from zone_tracker.importing.understanding import columns_of
from zone_tracker.model import Message
from zone_tracker.vietnamese.nearest import guess
from zone_tracker.vietnamese.text import show_hidden

Say = Callable[[Message], str]


def profile_text(sheet: Sheet, header: Header, say: Say) -> str:
    """A commented profile of a sheet: every heading with its key; those not known in comments."""
    parts = (entries(sheet, header, say), headings(header, say), tables(say))
    return "\n".join("".join(f"{line}\n" for line in lines) for lines in parts)


def entries(sheet: Sheet, header: Header, say: Say) -> Iterator[str]:
    """What stands before the tables: the kind, the sheet, the header, and what else can be said."""
    yield comment(say(Message("profile.about", {"path": sheet.place})))
    yield f"kind = {quoted(header.kind.code)}"
    if sheet.name is not None and can_be_quoted(sheet.name):
        yield f"sheet = {quoted(sheet.name)}"
    yield f"header = {header.rows[0][0]}"
    for key, example in (
        ("ignore", '["…"]'),
        ("numbers", '"vi"'),
        ("dates", '"day-first"'),
        ("groups", '"district"'),
        ("encoding", '"utf-8"'),
    ):
        yield disabled(f"{key} = {example}   # {say(Message(f'profile.about-{key}'))}")


def headings(header: Header, say: Say) -> Iterator[str]:
    """Each heading with its key; one that is not known, or stands there again, as a comment."""
    yield comment(say(Message("profile.about-headings")))
    keys = [column.key for column in header.kind.columns]
    more = "profile.about-facts" if header.kind.about else "profile.about-keys"
    yield comment(say(Message(more, {"keys": keys})))
    yield "[headings]"
    seen: set[str] = set()
    for column in columns_of(header, Profile()):
        if not column.path:
            continue
        entry = f"{quoted(column.written)} = {quoted(column.key or '…')}"
        if column.key is None:
            words = written_words(header.kind.code)
            unknown = {"guess": guess(column.written, words)}
            yield disabled(f"{entry}   # {say(Message('profile.about-unknown', unknown))}")
        elif folded(column.written) in seen or not can_be_quoted(column.written):
            yield disabled(entry)
        else:
            yield entry
        seen.add(folded(column.written))


def tables(say: Say) -> Iterator[str]:
    """The tables that may follow."""
    for table, example in (
        ("constants", 'source = "…"'),
        ("stages", '"…" = "operating"'),
    ):
        yield comment(say(Message(f"profile.about-{table}")))
        yield disabled(f"[{table}]")
        yield disabled(example)


def comment(text: str) -> str:
    """A remark; hidden characters, which may not stand there, are shown."""
    return f"# {show_hidden(text)}"


def disabled(text: str) -> str:
    """An entry that holds once its sign is taken away."""
    return f"#{show_hidden(text)}"


def quoted(text: str) -> str:
    """A text as TOML has it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def can_be_quoted(text: str) -> bool:
    """Whether TOML can hold a text: no half characters, as a JSON file may have."""
    return not any("\ud800" <= character <= "\udfff" for character in text)
