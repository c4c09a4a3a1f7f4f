"""JSON and JSON Lines to sheets: flat objects as rows, numbers exactly as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial
from json import JSONDecodeError, JSONDecoder
from typing import Any, Final

from zone_tracker.errors import Problems, Refused
from zone_tracker.importing.readers.cells import MOST_COLUMNS, MOST_PROBLEMS
from zone_tracker.importing.readers.decoding import (
    Decoding,
    decoding_of,
    lines_of,
    notes_on,
    text_of,
)
from zone_tracker.importing.sheets import Exact, Input, Sheet
from zone_tracker.model import Message, Problem, place_of
from zone_tracker.vietnamese.text import excerpt

LONGEST: Final = 64 << 20
"""Characters of a JSON document, which is held in memory; JSON Lines has no such limit."""
MOST_DIGITS: Final = 40
"""Of a number, exponent written out; no quantity has nearly as many."""
EXPONENT: Final = re.compile("[eE][-+]?0*[0-9]{1,3}$")

PLAIN: Final = {str, type(None)}
"""What needs no second look."""

Rows = Iterator[tuple[int, list[str]]]
Item = tuple[int, object]


class Literal(str):
    """A number as it is written."""

    __slots__ = ()


class Constant(str):
    """NaN or an infinity, which JSON does not have."""

    __slots__ = ()


class Pairs(list[tuple[str, object]]):
    """The keys and values of an object in their order, keys that stand twice included."""


DECODER: Final = JSONDecoder(
    object_pairs_hook=Pairs, parse_int=Literal, parse_float=Literal, parse_constant=Constant
)


def read_json(source: Input, encoding: str | None = None) -> list[Sheet]:
    """A sheet for a list of flat objects, or one for each list that an object names.

    Raises Refused for what is no JSON, or another form of it.
    """
    decoding = decoding_of(source, encoding)
    text = text_of(source, decoding, LONGEST)
    try:
        document = DECODER.decode(text) if text.strip() else []
    except JSONDecodeError as error:
        told = {"line": error.lineno, "column": str(error.colno)}
        raise Refused("json.syntax", path=source.name, **told) from error
    except RecursionError as error:
        raise Refused("json.deep", path=source.name) from error
    lists: list[tuple[str | None, Any]] = [(None, document)]
    if isinstance(document, Pairs):
        lists = list(document)
    if len({name for name, _ in lists}) < len(lists) or not all(is_list(each) for _, each in lists):
        raise Refused("json.shape", path=source.name)
    tables = [Objects(source, name, partial(enumerate, items, 1)) for name, items in lists if items]
    return [table.sheet(decoding) for table in tables]


def is_list(value: object) -> bool:
    """Whether a value is a list, and no object."""
    return isinstance(value, list) and not isinstance(value, Pairs)


def read_jsonl(source: Input, encoding: str | None = None) -> list[Sheet]:
    """The sheet of a file with one flat object a line; none when it holds nothing."""
    decoding = decoding_of(source, encoding)
    if not any(line.strip() for line in lines_of(source, decoding)):
        return []
    return [Objects(source, None, partial(objects_in, source, decoding)).sheet(decoding)]


def objects_in(source: Input, decoding: Decoding) -> Iterator[Item]:
    """Each line with what it holds; a Message where that is no JSON."""
    for number, line in enumerate(lines_of(source, decoding), 1):
        text = line.strip()
        if text:
            yield number, object_in(text)


def object_in(text: str) -> object:
    """What a line holds; a Message where that is no JSON."""
    try:
        found, end = DECODER.raw_decode(text)
    except JSONDecodeError as error:
        return Message("json.line", {"column": str(error.colno)})
    except RecursionError:
        return Message("json.nested")
    return found if end == len(text) else Message("json.line", {"column": str(end + 1)})


class Objects:
    """The objects of one list: their keys are the header, each of them is a row."""

    def __init__(self, source: Input, name: str | None, items: Any) -> None:
        self.source = source
        self.name = name
        self.items = items
        self.places: dict[str, int] = {}
        self.is_known = False

    def sheet(self, decoding: Decoding) -> Sheet:
        """The sheet of this list."""
        return Sheet(self.source.name, self.name, self.rows, notes_on(decoding))

    def rows(self) -> Rows:
        """The keys as row 0, then a row for each object that holds anything.

        Raises Problems naming every value that cannot be a cell.
        """
        if not self.is_known:
            self.learn()
        header = list(self.places)
        yield 0, list(header)
        for number, item in self.items():
            if [key for key, _ in item] == header:
                row = [value if type(value) is str else cell_text(value) for _, value in item]
            else:
                row = [""] * len(header)
                for key, value in item:
                    row[self.places[key]] = cell_text(value)
            text = "".join(row)
            if text and not text.isspace():
                yield number, row

    def learn(self) -> None:
        """Take note of every key, and refuse what cannot be a row."""
        problems: list[Problem] = []
        shapes: set[tuple[str, ...]] = set()
        for number, item in self.items():
            if isinstance(item, Pairs):
                shape = tuple([key for key, _ in item])
                # Objects are mostly alike: same keys, nothing but text
                if shape in shapes and {type(value) for _, value in item} <= PLAIN:
                    continue
                if len(set(shape)) == len(shape):
                    shapes.add(shape)
                self.take_keys(shape)
            for key, value, reason in faults(item):
                if len(problems) < MOST_PROBLEMS:
                    place = (self.source.name, self.name)
                    problems.append(Problem(number, key, value, reason, *place))
        if problems:
            raise Problems("import.refused", problems, path=self.source.name)
        self.is_known = True

    def take_keys(self, keys: Iterable[str]) -> None:
        """Give each new key its column."""
        for key in keys:
            self.places.setdefault(key, len(self.places))
        if len(self.places) > MOST_COLUMNS:
            place = place_of(self.source.name, self.name)
            raise Refused("json.keys", path=place, most=MOST_COLUMNS)


def faults(item: object) -> Iterator[tuple[str | None, str | None, Message]]:
    """What keeps an item from being a row: the key, the value, and the reason."""
    if isinstance(item, Message):
        yield None, None, item
    elif not isinstance(item, Pairs):
        yield None, None, Message("json.item")
    else:
        if len({key for key, _ in item}) < len(item):
            yield from twice(item)
        for key, value in item:
            if type(value) is not str and value is not None:
                reason = fault_of(value)
                if reason is not None:
                    yield excerpt(key), excerpt(str(value)), reason


def twice(item: Pairs) -> Iterator[tuple[str, None, Message]]:
    """The keys that stand in an object more than once."""
    seen: set[str] = set()
    for key, _ in item:
        if key in seen:
            yield excerpt(key), None, Message("json.key-twice")
        seen.add(key)


def fault_of(value: object) -> Message | None:
    """What keeps a value from being a cell."""
    if isinstance(value, bool):
        return Message("json.truth", {"value": "true" if value else "false"})
    if isinstance(value, Constant):
        return Message("json.constant", {"value": str(value)})
    if isinstance(value, Literal):
        if written_out(value) is None:
            return Message("json.number-long", {"value": excerpt(value), "most": MOST_DIGITS})
        return None
    return Message("json.nested")


def cell_text(value: object) -> str:
    """The text of a value that has no fault; null is an empty cell."""
    if isinstance(value, Literal):
        return Exact((written_out(value) or "").replace(".", ","))
    return value if isinstance(value, str) else ""


def written_out(number: str) -> str | None:
    """A number without exponent, nothing rounded; None: it has too many digits for that."""
    if len(number) > MOST_DIGITS:
        return None
    if "e" not in number and "E" not in number:
        return number
    if EXPONENT.search(number) is None:
        return None
    text = format(Decimal(number), "f")
    return text if len(text) <= MOST_DIGITS else None
