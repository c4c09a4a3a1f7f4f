"""Matching the headings of a sheet to the columns of a kind."""

from __future__ import annotations

import re
from collections.abc import Mapping

from zone_tracker.errors import Problems, Refused
from zone_tracker.importing.kinds import KINDS, Kind
from zone_tracker.importing.readers import Sheet
from zone_tracker.importing.rows import Heading
from zone_tracker.model import Message, Problem
from zone_tracker.vietnamese.nearest import guess
from zone_tracker.vietnamese.text import search_key

UNIT = re.compile(r"^(.*?)\s*\(([^()]*)\)\s*$", re.DOTALL)


def kind_for(wanted: str | None, header: list[str], name: str) -> Kind:
    """The kind asked for, or the one kind whose columns cover the header.

    Raises Refused naming the kinds when none or several fit.
    """
    if wanted is not None:
        singular = {code[:-1]: kind for code, kind in KINDS.items()}
        kind = KINDS.get(wanted) or singular.get(wanted)
        if kind is None:
            raise Refused("import.kind-unknown", value=wanted, allowed=", ".join(KINDS))
        return kind
    fitting = [kind for kind in KINDS.values() if covers(kind, header)]
    if len(fitting) == 1:
        return fitting[0]
    by_name = [kind for kind in fitting or KINDS.values() if kind.code in name]
    if len(by_name) == 1:
        return by_name[0]
    raise Refused("import.kind-unclear", path=name, allowed=", ".join(KINDS))


def covers(kind: Kind, header: list[str]) -> bool:
    """Whether every heading is a column of this kind and no required one lacks."""
    words = words_of(kind)
    keys = [words.get(search_key(split_unit(written)[0])) for written in header]
    required = {column.key for column in kind.columns if column.required}
    return None not in keys and required <= set(keys)


def match(kind: Kind, sheet: Sheet) -> list[tuple[str, Heading]]:
    """For each heading in turn its column's key, with how it is written and its unit.

    Raises Problems listing every unknown, doubled and missing heading at once.
    """
    words = words_of(kind)
    matched: list[tuple[str, Heading]] = []
    problems: list[Problem] = []
    for written in sheet.header:
        plain, unit = split_unit(written)
        key = words.get(search_key(plain))
        if key is None:
            reason = Message("import.heading-unknown", {"guess": guess(plain, spellings(kind))})
            problems.append(Problem(sheet.line, written, None, reason))
        elif key in (known for known, _ in matched):
            problems.append(
                Problem(sheet.line, written, None, Message("import.heading-twice", {"key": key}))
            )
        else:
            matched.append((key, Heading(written, unit)))
    for column in kind.columns:
        if column.required and column.key not in (key for key, _ in matched):
            problems.append(
                Problem(sheet.line, column.key, None, Message("import.heading-missing"))
            )
    if problems:
        raise Problems("import.refused", problems, path=sheet.name)
    return matched


def words_of(kind: Kind) -> Mapping[str, str]:
    """Every way to write a heading of this kind, folded, with its column's key."""
    words: dict[str, str] = {}
    for word, key in spellings(kind).items():
        words.setdefault(search_key(word), key)
    return words


def spellings(kind: Kind) -> Mapping[str, str]:
    """Every heading of this kind as people write it, with its column's key."""
    return {word: column.key for column in kind.columns for word in (column.key, *column.headings)}


def split_unit(written: str) -> tuple[str, str | None]:
    """A heading without the unit that stands in brackets after it."""
    found = UNIT.match(written)
    return (found[1], found[2]) if found else (written, None)
