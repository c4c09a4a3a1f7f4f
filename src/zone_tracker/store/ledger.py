"""Writing into a batch: what stands already, what is new or changed, and writing that in bulk.

A row is given as the values that are known; a column that is not given is left alone. What
a document says twice is one row; what two documents say differently stays two.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple, cast

from zone_tracker.model import Quantity
from zone_tracker.store.tracking import TRACKED, columns

Values = dict[str, object]

KEYS: dict[str, tuple[str, ...]] = {
    "source": ("code",),
    "area": ("level", "code", "valid_from"),
    "succession": ("old", "new"),
    "unit_set": ("code",),
    "unit_set_member": ("unit_set", "area"),
    "sector": ("code",),
    "subject": ("id",),
    "alias": ("subject", "identity_key"),
    "place": ("subject", "area"),
    "milestone": ("subject", "act", "status", "date_from", "date_to", "phase", "return_to"),
    "figure": (
        *("subject", "measure", "unit", "value", "upper", "qualifier", "status"),
        *("date_from", "date_to", "phase", "price_base"),
    ),
    "confirmation": ("subject", "date_from", "date_to"),
    "target": ("code",),
    "reading": ("target", "code"),
    "reading_act": ("reading", "act"),
    "reading_subject": ("reading", "subject"),
}
"""What makes two rows the same. A source beside it keeps two documents' statements apart."""

KNOWN_BY = {**KEYS, "milestone": ("subject", "act"), "figure": ("subject", "measure")}
"""What rows are looked up by; the few that share it are compared in all their key."""

DEFAULTS: dict[str, Values] = {"figure": {"derived": 0}, "reading": {"main": 0, "flow": "stock"}}
"""What a new row says where it is not told otherwise; one that stands keeps what it says."""

STATEMENTS = ("milestone", "figure", "confirmation")
"""Tables where the same fact told by another source is another row."""

TOLD = {"figure": ("value", "upper", "qualifier")}
"""What one document tells but once: two rows of an input that differ in nothing else clash."""

WRITINGS = {"alias": ("name", "search_key")}
"""What may differ in writing alone where the key is the same, and is left as it stands."""

LEADING = {"identity_key": "kind IN (SELECT code FROM kind) AND"}
"""What comes first in the index of a column: without it SQLite goes through the whole table."""

READ_ONLY = 0
"""No batch: a ledger that only looks up."""

AT_ONCE = 200
"""Rows that one statement inserts: it takes half the time of as many statements, since SQLite
builds the lists of the CHECKs and looks up what the triggers ask once for all of them.
"""

REMEMBERED = 1000
"""How many changed fields are kept to be told."""

SMALL = ("source", "area", "unit_set", "sector", "target", "reading")
"""Tables held in memory whole while a batch is written, since every other row refers to them."""


class FieldChange(NamedTuple):
    """One changed value of a row that stood already."""

    table: str
    id: int
    column: str
    old: object
    new: object


class Clash(NamedTuple):
    """What a line says of a column, when another line of the same input says otherwise.

    Of a figure the column is the measure, and both are quantities.
    """

    line: int | None
    column: str
    old: object
    new: object


class Ledger:
    """One batch being written: ids are handed out at once, rows reach the file at `flush`.

    `effects` says what each line of an input did: `new`, where it made a row of the table
    `main`, or `changed`; a line that is not in it told nothing new. `changes` are the first
    fields changed, `more_changes` counts the others: the log has them all.
    """

    def __init__(self, db: sqlite3.Connection, batch: int) -> None:
        self.db = db
        self.batch = batch
        self.counts: Counter[str] = Counter()
        self.changes: list[FieldChange] = []
        self.more_changes = 0
        self.clashes: list[Clash] = []
        self.line: int | None = None
        self.main = ""
        self.effects: dict[int | None, str] = {}
        self._columns = {table: columns(db, table) for table in TRACKED}
        self._next = self._first_free_ids()
        self._unwritten = dict(self._next)
        self._known: dict[str, dict[tuple[object, ...], list[Values]]] = {}
        self._queued: dict[str, list[tuple[int | None, Values]]] = defaultdict(list)
        self._inserts: dict[str, list[Values]] = defaultdict(list)
        self._updates: dict[str, dict[int, Values]] = defaultdict(dict)
        self._touched: set[tuple[str, int]] = set()

    def _first_free_ids(self) -> dict[str, int]:
        last = dict(self.db.execute("SELECT name, seq FROM sqlite_sequence"))
        return {table: last.get(table, 0) + 1 for table in TRACKED}

    def new_id(self, table: str) -> int:
        """An id no row of `table` ever had."""
        fresh = self._next[table]
        self._next[table] = fresh + 1
        return fresh

    def rows(self, table: str) -> Iterator[Values]:
        """Every row of a small table, those of this batch included."""
        for same in self._whole(table).values():
            yield from same

    def find(self, table: str, *key: object) -> int | None:
        """The id of the row of a small table with this key; None: there is none."""
        same = self._whole(table).get(key)
        return _id(same[0]) if same else None

    def put(self, table: str, values: Values) -> int:
        """Record one row of a small table or a subject with a known id; return its id."""
        known = self._whole(table) if table in SMALL else self._known.setdefault(table, {})
        return self._settle(table, values, known, self.line)

    def queue(self, table: str, values: Values) -> None:
        """Record one row of another table, at the next `flush`."""
        self._queued[table].append((self.line, values))

    def know(self, table: str, rows: Iterable[Values]) -> None:
        """Take rows read from the file as the ones that stand already."""
        known = self._known.setdefault(table, {})
        for row in rows:
            known.setdefault(self._key(table, row), []).append(row)

    def flush(self) -> None:
        """Compare what is queued with what stands, and write all that is new or changed."""
        for table, queued in self._queued.items():
            self._known[table] = {}
            parent = KEYS[table][0]
            parents = {values[parent] for _, values in queued}
            if parent == "subject":  # of one that is itself new nothing stands
                new = self._unwritten["subject"]
                parents = {each for each in parents if cast(int, each) < new}
            if parents:
                self.know(table, self.read(table, parent, parents))
            for line, values in queued:
                self._settle(table, values, self._known[table], line)
        self._queued.clear()
        for table in TRACKED:
            self._write(table)
        self._unwritten = dict(self._next)
        self._known.pop("subject", None)

    def read(self, table: str, column: str, wanted: Iterable[object]) -> Iterator[Values]:
        """The rows of `table` whose `column` is one of `wanted`."""
        names = self._columns[table]
        cursor = self._among(table, "*", column, wanted)
        return (dict(zip(names, row, strict=True)) for row in cursor)

    def ids(self, table: str, column: str, wanted: Iterable[object]) -> set[int]:
        """The ids of these rows, mostly from an index alone."""
        return {row_id for (row_id,) in self._among(table, "id", column, wanted)}

    def _among(
        self, table: str, what: str, column: str, wanted: Iterable[object]
    ) -> sqlite3.Cursor:
        return self.db.execute(
            f"""SELECT {what} FROM {table} WHERE {LEADING.get(column, "")} {column}
                IN (SELECT value FROM json_each(?))""",
            (json.dumps(list(wanted)),),
        )

    def _whole(self, table: str) -> dict[tuple[object, ...], list[Values]]:
        if table not in self._known:
            names = self._columns[table]
            self._known[table] = {}
            cursor = self.db.execute(f"SELECT * FROM {table}")
            self.know(table, (dict(zip(names, row, strict=True)) for row in cursor))
        return self._known[table]

    def _key(self, table: str, values: Values) -> tuple[object, ...]:
        return tuple(map(values.get, KNOWN_BY[table]))

    def _settle(
        self,
        table: str,
        values: Values,
        known: dict[tuple[object, ...], list[Values]],
        line: int | None,
    ) -> int:
        """Decide between new, changed and same; return the row's id."""
        same = known.setdefault(self._key(table, values), [])
        stands = same[0] if same else None
        if same and table in STATEMENTS:
            stands = _same_statement(table, same, values)
            if stands is None and self._clashes(table, same, values, line):
                return _id(same[0])
        if stands is None:
            row: Values = {**DEFAULTS.get(table, {}), **values, "batch": self.batch}
            if "id" not in row:
                row["id"] = self.new_id(table)
            same.append(row)
            self._inserts[table].append(row)
            self.counts[f"{table}.new"] += 1
            self._did(line, "new" if table == self.main else "changed")
            return _id(row)
        self._change(table, stands, values, line)
        return _id(stands)

    def _change(self, table: str, stands: Values, values: Values, line: int | None) -> None:
        """Set what differs; two lines of one input that contradict each other clash."""
        if values.items() <= stands.items():  # as nearly all that stand: a tenth of the time
            self.counts[f"{table}.same"] += 1
            return
        left = WRITINGS.get(table, ())
        different = {
            name: value
            for name, value in values.items()
            if name not in left and stands.get(name) != value
        }
        if not different:
            self.counts[f"{table}.same"] += 1
            return
        mine = (table, _id(stands))
        made_here = stands.get("batch") == self.batch
        fills = all(stands.get(name) is None for name in different)
        if (made_here or mine in self._touched) and not fills:
            column = next(name for name in different if stands.get(name) is not None)
            self.clashes.append(Clash(line, column, stands[column], different[column]))
            return
        self._did(line, "changed")
        if not made_here:
            self._note_change(mine, stands, different)
        stands.update(different)
        if mine[1] < self._unwritten[table]:
            self._updates[table].setdefault(mine[1], {}).update(different)

    def _clashes(self, table: str, same: list[Values], values: Values, line: int | None) -> bool:
        """Whether another line told the same of the same document with another value.

        Lines of a sheet of subjects are meant: a list of figures may hold what is on record so.
        """
        if self.main != "subject" or table not in TOLD:
            return False
        alike = (*(name for name in KEYS[table] if name not in TOLD[table]), "source")
        for row in same:
            if row.get("batch") == self.batch and _agree(alike, row, values):
                old, new = (_quantity(each) for each in (row, values))
                self.clashes.append(Clash(line, str(values["measure"]), old, new))
                return True
        return False

    def _did(self, line: int | None, effect: str) -> None:
        if effect == "new" or line not in self.effects:
            self.effects[line] = effect

    def _note_change(self, mine: tuple[str, int], stands: Values, different: Values) -> None:
        table, row_id = mine
        if mine not in self._touched:
            self.counts[f"{table}.changed"] += 1
        self._touched.add(mine)
        for name, value in different.items():
            if len(self.changes) < REMEMBERED:
                self.changes.append(FieldChange(table, row_id, name, stands.get(name), value))
            else:
                self.more_changes += 1

    def _write(self, table: str) -> None:
        for row_id, values in self._updates.pop(table, {}).items():
            settings = ", ".join(f"{name} = ?" for name in values)
            self.db.execute(
                f"UPDATE {table} SET {settings} WHERE id = ?", (*values.values(), row_id)
            )
        for names, rows in _alike(self._inserts.pop(table, [])):  # they may take what was left free
            self._insert(table, names, rows)

    def _insert(self, table: str, names: tuple[str, ...], rows: list[Values]) -> None:
        """Insert rows that have these columns."""
        row = f"({', '.join('?' * len(names))})"
        for first in range(0, len(rows), AT_ONCE):
            part = rows[first : first + AT_ONCE]
            self.db.execute(
                f"INSERT INTO {table} ({', '.join(names)}) VALUES {', '.join([row] * len(part))}",
                tuple(chain.from_iterable(map(dict.values, part))),
            )


def _id(row: Values) -> int:
    return cast(int, row["id"])


def _same_statement(table: str, known: list[Values], values: Values) -> Values | None:
    """The row that is the same statement: of the same source, or of none when one is added."""
    same = [row for row in known if _agree(KEYS[table], row, values)]
    source = values.get("source")
    if source is None:
        return next(iter(same), None)
    return next((row for told in (source, None) for row in same if row.get("source") == told), None)


def _agree(names: Iterable[str], row: Values, values: Values) -> bool:
    """Whether two rows say the same in these columns."""
    return all(row.get(name) == values.get(name) for name in names)


def _quantity(figure: Values) -> Quantity:
    return Quantity(*map(figure.get, Quantity._fields))  # type: ignore[arg-type]


def _alike(rows: list[Values]) -> Iterator[tuple[tuple[str, ...], list[Values]]]:
    """Rows grouped by which columns they have, in order."""
    groups: dict[tuple[str, ...], list[Values]] = {}
    for row in rows:
        groups.setdefault(tuple(row), []).append(row)
    yield from groups.items()
