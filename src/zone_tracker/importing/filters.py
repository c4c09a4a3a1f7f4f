"""The options of a list, read: which subjects, in which order, which columns."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import TypeVar

from zone_tracker.errors import BadValue, Problems, Refused
from zone_tracker.importing.conditions import condition_of
from zone_tracker.importing.desk import Desk, desk_for
from zone_tracker.importing.lookup import container, district, health, stage
from zone_tracker.importing.rows import NAMING, Row, option_headings
from zone_tracker.importing.words import one_of, searched
from zone_tracker.model import Message, Problem
from zone_tracker.store import conditions
from zone_tracker.store.conditions import Condition
from zone_tracker.store.ledger import READ_ONLY, Ledger
from zone_tracker.store.listing import ORDERS, Choice, Order
from zone_tracker.store.vocabulary import Vocabulary
from zone_tracker.vietnamese.nearest import guess

T = TypeVar("T")
MOST = 100
"""Conditions at once; SQLite itself takes some hundreds."""


def choice_of(
    db: sqlite3.Connection,
    words: Vocabulary,
    kind: str,
    cells: Mapping[str, str],
    *,
    where: Sequence[str],
    limit: int | None,
) -> Choice:
    """Read the options of a list; raises Problems naming every one that cannot be read."""
    if len(where) > MOST:
        raise Refused("where.many", count=len(where), most=MOST)
    row = filled(cells)
    ledger = Ledger(db, READ_ONLY)
    desk = desk_for(ledger, words)
    narrow = narrowed(row, desk, kind)
    order = row.read("sort", order_of) or ()
    asked = [condition for text in where if (condition := read_condition(row, desk, kind, text))]
    if row.problems:
        raise Problems("import.refused", row.problems, path=None)
    return Choice(narrow, tuple(asked), order, limit)


def kind_and_place(
    db: sqlite3.Connection, words: Vocabulary, cells: Mapping[str, str]
) -> tuple[str | None, tuple[Condition, ...]]:
    """The kind asked for, None for all, and the conditions on the subjects of it."""
    row = filled(cells)
    desk = desk_for(Ledger(db, READ_ONLY), words)
    kind = row.read("kind", partial(kind_of, words))
    place = told(conditions.in_district, row.read("district", partial(district, desk)))
    if row.problems:
        raise Problems("import.refused", row.problems, path=None)
    return kind, (place,) if place else ()


def filled(cells: Mapping[str, str]) -> Row:
    """The options of a command that chooses; an empty one, of an unset variable, is refused."""
    row = Row(cells, option_headings(cells))
    for key, text in cells.items():
        if not text.strip() and key not in NAMING:
            row.refuse(key, Message("filter.empty"))
    return row


def kind_of(words: Vocabulary, text: str) -> str:
    """The code of a kind of subject that has stages, by code or label."""
    kinds = [words.kinds[code] for code in dict.fromkeys(kind for kind, _ in words.acts)]
    named = {each: kind.code for kind in kinds for each in (kind.code, *kind.label[1:])}
    return one_of(text, named, allowed=[kind.code for kind in kinds])


def narrowed(row: Row, desk: Desk, kind: str) -> tuple[Condition, ...]:
    """What the options of their own ask for."""
    asked = (
        told(conditions.in_district, row.read("district", partial(district, desk))),
        told(conditions.stage_is, row.read("stage", partial(standing, desk, kind))),
        told(conditions.health_is, row.read("health", partial(health, desk, kind))),
        told(conditions.within, row.read("within", partial(container, desk))),
        told(conditions.in_sector, row.read("sector", desk.references.sector)),
        told(conditions.anywhere, row.read("text", searched)),
    )
    return tuple(condition for condition in asked if condition)


def standing(desk: Desk, kind: str, text: str) -> str:
    """The code of the stage at which those listed stand."""
    return stage(desk, kind, text).code


def told(condition: Callable[[T], Condition], value: T | None) -> Condition | None:
    """The condition on a value; None where none is given."""
    return None if value is None else condition(value)


def read_condition(row: Row, desk: Desk, kind: str, text: str) -> Condition | None:
    """One condition; None when it has a problem, which is noted with its words."""
    try:
        return condition_of(desk, kind, text)
    except BadValue as error:
        row.problems.append(Problem(None, f'--where "{text}"', text, error.message))
        return None


def order_of(text: str) -> tuple[Order, ...]:
    """Columns to sort by, one after the other; a minus before one turns it round."""
    keys = [key.strip() for key in text.split(",")]
    plain = keys_of(",".join(key.removeprefix("-") for key in keys), ORDERS)
    pairs = zip(plain, keys, strict=True)
    return tuple(Order(key, descending=told.startswith("-")) for key, told in pairs)


def keys_of(text: str, allowed: Collection[str]) -> tuple[str, ...]:
    """Keys of columns, separated by commas."""
    keys = tuple(key.strip() for key in text.split(","))
    for key in keys:
        if key not in allowed:
            raise BadValue("list.key", value=key, guess=guess(key, allowed), allowed=list(allowed))
    return keys


def columns_of(cells: Mapping[str, str], allowed: Collection[str]) -> tuple[str, ...]:
    """The columns asked for; none where nothing is asked for."""
    row = filled(cells)
    keys = row.read("columns", partial(keys_of, allowed=allowed))
    if row.problems:
        raise Problems("import.refused", row.problems, path=None)
    return keys or ()
