"""The rules of the check, and looking through a record by all of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from zone_tracker.store.checking import facts, file, values
from zone_tracker.store.checking.finding import Fault, Record, Rule, record_of

RULES = {
    "integrity": Rule(file.integrity, stops=True),
    "schema": Rule(file.schema, stops=True),
    "remade": Rule(file.remade, stops=True),
    "vocabulary": Rule(file.vocabulary),
    "journal": Rule(file.journal),
    "open-batch": Rule(file.open_batch),
    "references": Rule(file.references),
    "log": Rule(file.log),
    "values": Rule(values.rules),
    "dates": Rule(values.dates),
    "forms": Rule(values.forms),
    "texts": Rule(values.texts),
    "keys": Rule(values.keys),
    "relations": Rule(values.relations),
    "readings": Rule(values.readings),
    "future": Rule(facts.future, rests=True),
    "after-end": Rule(facts.after_end, rests=True),
    "plans": Rule(facts.plans, rests=True),
    "shares": Rule(facts.shares, rests=True),
    "sums": Rule(facts.sums, rests=True),
    "contradictions": Rule(facts.contradictions, rests=True),
    "disagreements": Rule(facts.disagreements, fails=False, rests=True),
    "unsourced": Rule(facts.unsourced, fails=False),
    "added": Rule(file.added, fails=False),
}
"""Every rule by its name, in the order in which they are looked at and told."""

MEANING = ("references", "values", "dates")
"""The rules without which figures and acts say nothing."""
HELD = (
    *("integrity", "schema", "remade", "vocabulary", "references", "values", "dates", "forms"),
    *("texts", "keys", "relations", "readings"),
)
"""The rules that no command lets anybody break: who did is another program."""

STEPS = 1_000_000
"""So many steps of SQLite lie between two moments at which a person sees that work goes on."""


class Finding(NamedTuple):
    """What a rule found, and of which record; `fails`: a fault, not only something to know."""

    rule: str
    fails: bool
    fault: Fault
    record: Record


def is_altered(db: sqlite3.Connection, day: str) -> bool:
    """Whether a record breaks a rule that every command keeps."""
    db.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    return any(True for name in HELD for _ in RULES[name].find(db, day))


def found(
    db: sqlite3.Connection, day: str, tick: Callable[[int], None] = lambda done: None
) -> Iterator[Finding]:
    """All that the rules find on a day, rule by rule; `tick` is told how many are done.

    Bytes that are no text come as lone surrogates, which no stored text may hold.
    """
    db.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    unsound: set[str] = set()
    for done, (name, rule) in enumerate(RULES.items()):
        db.set_progress_handler(partial(tick, done), STEPS)
        if rule.rests and not unsound.isdisjoint(MEANING):
            continue
        for fault in rule.find(db, day):
            unsound.add(name)
            yield Finding(name, rule.fails, fault, record_of(db, fault.table, fault.id))
        if rule.stops and name in unsound:
            return
