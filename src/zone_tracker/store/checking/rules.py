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
    "future": Rule(facts.future),
    "after-end": Rule(facts.after_end),
    "plans": Rule(facts.plans),
    "shares": Rule(facts.shares),
    "sums": Rule(facts.sums),
    "contradictions": Rule(facts.contradictions),
    "disagreements": Rule(facts.disagreements, fails=False),
    "unsourced": Rule(facts.unsourced, fails=False),
    "added": Rule(file.added, fails=False),
}
"""Every rule by its name, in the order in which they are looked at and told."""

STEPS = 1_000_000
"""So many steps of SQLite lie between two moments at which a person sees that work goes on."""


class Finding(NamedTuple):
    """What a rule found, and of which record; `fails`: a fault, not only something to know."""

    rule: str
    fails: bool
    fault: Fault
    record: Record


def found(
    db: sqlite3.Connection, day: str, tick: Callable[[int], None] = lambda done: None
) -> Iterator[Finding]:
    """All that the rules find on a day, rule by rule; `tick` is told how many are done.

    Bytes that are no text come as lone surrogates, which no stored text may hold.
    """
    db.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    for done, (name, rule) in enumerate(RULES.items()):
        db.set_progress_handler(partial(tick, done), STEPS)
        sound = True
        for fault in rule.find(db, day):
            sound = False
            yield Finding(name, rule.fails, fault, record_of(db, fault.table, fault.id))
        if rule.stops and not sound:
            return
