"""What a person has said about a file beforehand: read from TOML, every problem told at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Literal, get_args

from zone_tracker.errors import BadValue, Problems
from zone_tracker.importing.keys import acts, every_key, folded, is_key, vocabulary_rows
from zone_tracker.importing.kinds import KINDS, Kind
from zone_tracker.importing.readers import file_input
from zone_tracker.model import Message, Problem
from zone_tracker.vietnamese.dates import parse_date
from zone_tracker.vietnamese.nearest import guess
from zone_tracker.vietnamese.quantities import NumberStyle
from zone_tracker.vietnamese.text import identity_key

DateOrder = Literal["day-first", "month-first", "year-first"]
Check = Callable[[Any, str, "list[Kind]"], Iterator[Message]]

LARGEST: Final = 1 << 20
"""Bytes of a profile that are read; nobody writes so many."""
PLACE: Final = re.compile(r"\(at line ([0-9]+), column ([0-9]+)\)")


@dataclass(frozen=True)
class Profile:
    """How to understand files of one sort; `Profile()` says nothing.

    `header` is the line of the first row of headings. `headings` give a key to a heading as it
    is written, `ignore` leaves columns out without a word, `constants` are cells for every row.
    `numbers` is the style of columns that do not show theirs, all or by heading. `stages` give
    an act to a word. `groups` is the key that rows between the rows fill for those under them.
    """

    kind: str | None = None
    sheet: str | None = None
    header: int | None = None
    headings: Mapping[str, str] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    numbers: NumberStyle | Mapping[str, NumberStyle] | None = None
    dates: DateOrder = "day-first"
    stages: Mapping[str, str] = field(default_factory=dict)
    groups: str | None = None
    encoding: str | None = None

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """The key of each heading named, found by the heading folded."""
        return {folded(written): key for written, key in self.headings.items()}

    @cached_property
    def ignored(self) -> frozenset[str]:
        """The headings to leave out, folded."""
        return frozenset(map(folded, self.ignore))

    @cached_property
    def acts(self) -> Mapping[str, str]:
        """The act of each word for a stage, found by the word as names are compared."""
        return {identity_key(word): act for word, act in self.stages.items()}

    def style_of(self, written: str) -> NumberStyle | None:
        """The number style said for a column."""
        if self.numbers is None or isinstance(self.numbers, str):
            return self.numbers
        styles = {folded(heading): style for heading, style in self.numbers.items()}
        return styles.get(folded(written))


def load_profile(path: Path) -> Profile:
    """The profile that a TOML file holds.

    Raises Problems with everything in it that is not understood.
    """
    import tomllib

    try:
        with file_input(path, "toml").open() as file:
            told = tomllib.loads(file.read(LARGEST).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise refused(path, [Problem(line, None, None, Message("profile.encoding"))]) from error
    except tomllib.TOMLDecodeError as error:
        raise refused(path, [not_toml(str(error))]) from error
    except (RecursionError, ValueError) as error:
        raise refused(path, [Problem(None, None, None, Message("profile.endless"))]) from error
    named = [kind for kind in KINDS.values() if told.get("kind") in names_of(kind)]
    kinds = named or list(KINDS.values())
    reasons = [reason for name, value in told.items() for reason in wrong(name, value, kinds)]
    if reasons:
        raise refused(path, [Problem(None, None, None, reason) for reason in reasons])
    told["ignore"] = tuple(told.get("ignore", ()))
    return Profile(**told)


def refused(path: Path, problems: list[Problem]) -> Problems:
    """The refusal of a profile."""
    return Problems("profile.refused", problems, path=path)


def not_toml(error: str) -> Problem:
    """Where a file stops being TOML."""
    place = PLACE.search(error)
    if place is None:
        return Problem(None, None, None, Message("profile.not-toml-end"))
    return Problem(
        int(place[1]), None, None, Message("profile.not-toml", {"column": int(place[2])})
    )


def wrong(name: str, value: object, kinds: list[Kind]) -> Iterator[Message]:
    """What is not understood of one entry."""
    check = CHECKS.get(name)
    if check is None:
        known = {"value": name, "guess": guess(name, CHECKS), "allowed": list(CHECKS)}
        yield Message("profile.unknown", known)
    else:
        yield from check(value, name, kinds)


def is_text(value: object, name: str, kinds: list[Kind]) -> Iterator[Message]:
    """A text."""
    if not isinstance(value, str):
        yield Message("profile.no-text", {"name": name})


def is_line(value: object, name: str, kinds: list[Kind]) -> Iterator[Message]:
    """The number of a line."""
    if type(value) is not int or value < 0:
        yield Message("profile.no-line", {"name": name})


def is_list(value: object, name: str, kinds: list[Kind]) -> Iterator[Message]:
    """Texts in a list."""
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        yield Message("profile.no-list", {"name": name})


def is_table(value: object, name: str, example: str) -> Iterator[Message]:
    """Texts under headings or words."""
    if not isinstance(value, dict):
        yield Message("profile.no-table", {"name": name, "example": example})
        return
    for key, each in value.items():
        yield from is_text(each, f"{name}.{key}", [])


def names_of(kind: Kind) -> tuple[str, str]:
    """A kind of input in the plural and in the singular."""
    return kind.code, kind.code.removesuffix("s")


def texts(value: object) -> dict[str, str]:
    """The texts of a table; nothing of what is no table."""
    table = value if isinstance(value, dict) else {}
    return {key: each for key, each in table.items() if isinstance(each, str)}


def is_kind(value: object, name: str, kinds: list[Kind]) -> Iterator[Message]:
    """A kind of input."""
    yield from is_text(value, name, kinds)
    yield from one_of([value], name, [word for kind in KINDS.values() for word in names_of(kind)])


def one_of(values: Iterable[object], name: str, allowed: list[str]) -> Iterator[Message]:
    """Words of a short list."""
    for value in values:
        if isinstance(value, str) and value not in allowed:
            told = {"name": name, "value": value, "allowed": allowed}
            yield Message("profile.choice", {**told, "guess": guess(value, allowed)})


def keys_known(values: Iterable[str], name: str, kinds: list[Kind]) -> Iterator[Message]:
    """Keys that a column of one of these kinds can have."""
    for value in values:
        if not any(is_key(kind, value) for kind in kinds):
            words = [key for kind in kinds for key in every_key(kind)]
            told = {"name": name, "value": value, "guess": guess(value, words)}
            yield Message("profile.key", told)


def are_headings(value: object, name: str, kinds: list[Kind]) -> Iterator[Message]:
    """A key under each heading."""
    yield from is_table(value, name, '"Tên DA" = "name"')
    yield from keys_known(texts(value).values(), name, kinds)


def are_constants(value: object, name: str, kinds: list[Kind]) -> Iterator[Message]:
    """A cell under each key; dates are dates."""
    yield from is_table(value, name, 'source = "…"')
    told = texts(value)
    yield from keys_known(told, name, kinds)
    for key in told.keys() & {"on", "as_of"}:
        try:
            parse_date(told[key])
        except BadValue as error:
            yield Message("profile.date", {"name": f"{name}.{key}", "reason": error.message})


def is_key_of_groups(value: object, name: str, kinds: list[Kind]) -> Iterator[Message]:
    """One key."""
    yield from is_text(value, name, kinds)
    yield from keys_known([value] if isinstance(value, str) else [], name, kinds)


def are_styles(value: object, name: str, kinds: list[Kind]) -> Iterator[Message]:
    """A number style, or one under each heading."""
    styles = list(get_args(NumberStyle))
    if isinstance(value, str):
        yield from one_of([value], name, styles)
    else:
        yield from is_table(value, name, '"Tổng mức đầu tư" = "en"')
        yield from one_of(texts(value).values(), name, styles)


def is_order(value: object, name: str, kinds: list[Kind]) -> Iterator[Message]:
    """An order of day, month and year."""
    yield from is_text(value, name, kinds)
    yield from one_of([value], name, list(get_args(DateOrder)))


def are_stages(value: object, name: str, kinds: list[Kind]) -> Iterator[Message]:
    """An act under each word."""
    yield from is_table(value, name, '"Đang sản xuất" = "operating"')
    abouts = {kind.about for kind in kinds} - {None} or {about for about, _ in acts()}
    rows = [row for row in vocabulary_rows("acts") if row["kind"] in abouts]
    yield from one_of(texts(value).values(), name, list(dict.fromkeys(row["code"] for row in rows)))


CHECKS: Final[dict[str, Check]] = {
    "kind": is_kind,
    "sheet": is_text,
    "header": is_line,
    "encoding": is_text,
    "dates": is_order,
    "groups": is_key_of_groups,
    "ignore": is_list,
    "numbers": are_styles,
    "headings": are_headings,
    "constants": are_constants,
    "stages": are_stages,
}
"""What a profile may say, each with what is checked of it."""
