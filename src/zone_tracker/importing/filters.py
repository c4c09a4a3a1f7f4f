"""The words a list is narrowed with, to the ids they stand for."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from functools import partial

from zone_tracker.errors import Problems
from zone_tracker.importing.desk import Desk, act_of
from zone_tracker.importing.references import References
from zone_tracker.importing.rows import Row, option_headings
from zone_tracker.store.ledger import Ledger
from zone_tracker.store.subjects import Filter
from zone_tracker.store.vocabulary import Vocabulary
from zone_tracker.vietnamese.text import clean

READ_ONLY = 0
"""No batch: a ledger that only looks up."""


def filter_of(
    db: sqlite3.Connection, words: Vocabulary, kind: str, cells: Mapping[str, str]
) -> Filter:
    """Read the options of a list; raises Problems naming every one that cannot be read."""
    row = Row(cells, option_headings(cells))
    ledger = Ledger(db, READ_ONLY)
    references = References(ledger, words)
    if "within" in cells:
        references.subjects.fetch([cells["within"]], [cells["within"]], [])
    desk = Desk(ledger, words, references)
    narrow = Filter(
        district=row.read("district", references.district),
        stage=row.read("stage", partial(act_of, desk, kind)),
        within=row.read("within", references.container),
        sector=row.read("sector", references.sector),
        text=row.read("text", clean),
    )
    if row.problems:
        raise Problems("import.refused", row.problems, path=None)
    return narrow
