"""Whether every stored value is one that the tool would store: forms, dates, texts, keys, rules."""

from __future__ import annotations

import re
import sqlite3
from functools import cache
from itertools import chain

from zone_tracker.errors import BadValue
from zone_tracker.model import Message
from zone_tracker.store.checking.file import made
from zone_tracker.store.checking.finding import Fault, Faults
from zone_tracker.store.connection import storable
from zone_tracker.store.tracking import TRACKED
from zone_tracker.store.vocabulary import LEVEL_WORDS, vocabulary
from zone_tracker.vietnamese.text import clean, excerpt, identity_key, search_key, sort_key

DATED = ("milestone", "figure", "confirmation", "source")
"""The tables with a date that may be a period."""
SPAN = "CASE precision"
"""How the CHECK begins that holds the span of a date against its precision."""
FIRST_DAY, LAST_DAY = "1900-01-01", "2199-12-31"

PLAIN_CODE = "code GLOB '*[^A-Za-z0-9.-]*' OR code GLOB '[.-]*'"
JOINED = "code GLOB '*--*' OR code GLOB '-*' OR code GLOB '*-'"
PREFIX = "(SELECT prefix FROM kind WHERE kind.code = subject.kind)"
FORMS = (
    ("subject", "code", f"{JOINED} OR code NOT GLOB {PREFIX} || '-*'"),
    ("source", "code", JOINED),
    *((table, "code", PLAIN_CODE) for table in ("area", "sector", "unit_set", "target", "reading")),
    ("source", "url", "url GLOB '*[ <>\"]*'"),
)
"""What no code or address looks like, beyond what the database itself holds."""

CODES_AND_DAYS = frozenset(
    (
        *("code", "kind", "level", "act", "return_to", "measure", "unit", "status", "qualifier"),
        *("confidence", "price_base", "count_by", "flow", "precision", "date", "date_from"),
        *("date_to", "valid_from", "valid_to", "period_from", "period_to", "at", "actor"),
        *("identity_key", "search_key", "sort_key"),
    )
)
"""Columns of text that other rules look at; any other holds somebody's words."""

CIRCLES = (("subject", "within"), ("subject", "former"), ("area", "parent"), ("sector", "parent"))
"""References to the same table."""


def rules(db: sqlite3.Connection, day: str) -> Faults:
    """Rows that break a CHECK of their table."""
    for (sort, table), statement in made().objects.items():
        told = checks(statement) if sort == "table" else ()
        held = [check for check in told if not check.startswith(SPAN)]  # the dates are told apart
        if not held:
            continue
        every = ", ".join(f"({check}) IS NOT FALSE" for check in held)
        broken = " OR ".join(f"NOT ({check})" for check in held)
        for row, *holds in db.execute(f"SELECT rowid, {every} FROM {table} WHERE {broken}"):
            for check, well in zip(held, holds, strict=True):
                if not well:
                    yield Fault(Message("check.rule-broken", {"rule": check}), table, row)


@cache
def checks(statement: str) -> tuple[str, ...]:
    """The conditions of the CHECKs in the statement of a table."""
    text = re.sub("--.*", "", statement)
    found = []
    for check in re.finditer(r"\bCHECK \(", text):
        end, depth = check.end(), 1
        while depth:
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        found.append(" ".join(text[check.end() : end - 1].split()))
    return tuple(found)


def dates(db: sqlite3.Connection, day: str) -> Faults:
    """Dates whose span is not what their precision says, or out of all time.

    Of acts the database holds that itself; its words are good for the other tables, too.
    """
    acts = checks(made().objects["table", "milestone"])
    spans = next(check for check in acts if check.startswith(SPAN))
    for table in DATED:
        query = f"""SELECT id, date_from, date_to, precision FROM {table}
            WHERE coalesce(date_from, date_to) <= date_to AND (NOT ({spans})
                OR coalesce(date_from, date_to) < '{FIRST_DAY}' OR date_to > '{LAST_DAY}')"""
        for row, start, end, precision in db.execute(query):
            values = {"start": start, "end": end, "precision": precision}
            yield Fault(Message("check.date", values), table, row)


def forms(db: sqlite3.Connection, day: str) -> Faults:
    """Codes and addresses written as none is."""
    for table, column, wrong in FORMS:
        for row, value in db.execute(f"SELECT id, {column} FROM {table} WHERE {wrong}"):
            yield Fault(about(column, "check.form", value), table, row)


def about(column: str, key: str, value: str, **more: object) -> Message:
    """What is wrong with the text of a column."""
    values = {"column": Message(f"column.{column}"), "value": excerpt(value), **more}
    return Message(key, values)


def texts(db: sqlite3.Connection, day: str) -> Faults:
    """Words that are not as the tool stores them: not composed, not trimmed, with hidden signs."""
    for table in (*TRACKED, "snapshot"):
        held = db.execute("SELECT name FROM pragma_table_info(?) WHERE type = 'TEXT'", (table,))
        columns = [name for (name,) in held if name not in CODES_AND_DAYS]
        if not columns:
            continue
        for row, *told in db.execute(f"SELECT id, {', '.join(columns)} FROM {table}"):
            for column, text in zip(columns, told, strict=True):
                fault = None if text is None else unclean(column, text)
                if fault is not None:
                    yield Fault(fault, table, row)
    yield from undecodable(db)


def undecodable(db: sqlite3.Connection) -> Faults:
    """Texts of the log that are not UTF-8; it keeps words as they were typed, whatever they are."""
    for table, column in (("batch", "actor"), ("batch", "command"), ("change", "was")):
        held = f"SELECT id, {column} FROM {table} WHERE {column} IS NOT NULL"
        for row, text in db.execute(held):
            if not text.isascii() and text != storable(text):
                yield Fault(
                    Message("check.bytes", {"column": Message(f"column.{column}")}), table, row
                )


def unclean(column: str, text: str) -> Message | None:
    """What is wrong with a stored text; None: nothing."""
    try:
        stored = clean(text)
    except BadValue as error:
        return Message("check.sign", {"column": Message(f"column.{column}"), "why": error.message})
    return None if stored == text else about(column, "check.writing", text)


def keys(db: sqlite3.Connection, day: str) -> Faults:
    """Names with keys that are not made of them: such a name is not found, or stands elsewhere."""
    prefixes = {kind.code: kind.name_prefixes for kind in vocabulary(db).kinds.values()}
    named = "SELECT id, {0}, name, identity_key, search_key, sort_key FROM {1}"
    tables = (
        ("subject", prefixes, named.format("kind", "subject")),
        ("alias", prefixes, named.replace("sort_key", "NULL").format("kind", "alias")),
        ("area", LEVEL_WORDS, named.format("level", "area")),
        ("snapshot", {None: ()}, "SELECT id, NULL, name, identity_key, NULL, NULL FROM snapshot"),
    )
    for table, words, query in tables:
        for row, kind, name, *stored in db.execute(query):
            made_of = (identity_key(name, words.get(kind, ())), search_key(name), sort_key(name))
            if any(key not in (None, fresh) for key, fresh in zip(stored, made_of, strict=True)):
                yield Fault(about("name", "check.other-keys", name), table, row)


def relations(db: sqlite3.Connection, day: str) -> Faults:
    """What refers to a row of a sort that it cannot refer to, or in the end to itself."""
    for key, table, query in (
        ("check.within", "subject", WITHIN),
        ("check.return", "milestone", RETURN),
        ("check.namesake", "subject", NAMESAKE),
        ("check.lifetimes", "area", LIFETIMES),
    ):
        for row, value in db.execute(query):
            yield Fault(Message(key, {"value": value}), table, row)
    for table, column in CIRCLES:
        for (row,) in db.execute(CIRCLE.format(table=table, column=column)):
            told = Message("check.circle", {"column": Message(f"column.{column}")})
            yield Fault(told, table, row)


WITHIN = """SELECT subject.id, place.name FROM subject JOIN subject AS place
    ON place.id = subject.within WHERE place.kind NOT IN ('zone', 'cluster')"""
RETURN = """SELECT milestone.id, act.label_vi FROM milestone JOIN act ON act.kind = milestone.kind
    AND act.code = milestone.return_to WHERE act.rank IS NULL"""
NAMESAKE = """SELECT subject.id, other.code FROM subject JOIN subject AS other
    ON other.kind = subject.kind AND other.identity_key = subject.identity_key
    WHERE subject.district IS NULL AND other.id <> subject.id"""
LIFETIMES = """SELECT area.id, other.name FROM area JOIN area AS other
    ON other.code = area.code AND other.id < area.id
    WHERE coalesce(other.valid_from, '') <= coalesce(area.valid_to, '9999')
        AND coalesce(area.valid_from, '') <= coalesce(other.valid_to, '9999')"""
CIRCLE = """
    WITH RECURSIVE up (start, id) AS (
        SELECT id, {column} FROM {table} WHERE id IN (SELECT {column} FROM {table})
        UNION SELECT start, {column} FROM up JOIN {table} USING (id))
    SELECT DISTINCT start FROM up WHERE id = start"""


def readings(db: sqlite3.Connection, day: str) -> Faults:
    """Targets and readings that count by nothing, by too much, or have no main one."""
    for (row,) in db.execute(
        """SELECT id FROM target WHERE NOT EXISTS
            (SELECT 1 FROM reading WHERE reading.target = target.id AND main = 1)"""
    ):
        yield Fault(Message("check.no-main"), "target", row)
    acts = "(SELECT count(*) FROM reading_act WHERE reading = reading.id)"
    named = "(SELECT count(*) FROM reading_subject WHERE reading = reading.id)"
    miscounted = f"""SELECT id FROM reading WHERE CASE count_by WHEN 'act' THEN {acts} = 0
        WHEN 'stage-at-least' THEN {acts} <> 1 ELSE {acts} > 0 END"""
    beyond = f"SELECT id FROM reading WHERE threshold > {named} AND {named} > 0"
    for (row,) in chain(db.execute(miscounted), db.execute(beyond)):
        yield Fault(Message("check.reading"), "reading", row)
