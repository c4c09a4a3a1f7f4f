"""Any sequence of commands, undos and redos: what is in force tells what is on record."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from builders import (
    Content,
    author,
    content,
    database,
    districts,
    log_of,
    one,
    put,
    sql,
    take,
)
from zone_tracker.errors import Problems, Refused
from zone_tracker.store import log
from zone_tracker.store.tracking import TRACKED

NAMES = st.sampled_from(["A", "B", "C", "B 1"])
CODES = st.sampled_from(["kcn-a", "kcn-b", "da-c"])
DISTRICTS = st.sampled_from(["", "082", "083"])
SOURCES = st.sampled_from(["", "QĐ 1", "QĐ 2"])
DATES = st.sampled_from(["2023", "2024-03", "../2024-06-30", "5/3/2024"])
STAGES = st.sampled_from(["planned", "established", "operating", "suspended", "investment-called"])
SUBJECTS = st.sampled_from(["zone", "cluster", "project"])
NUMBERS = st.integers(min_value=0, max_value=3)

# What someone may write by hand inside one batch; `:n` picks one of the rows there.
PICKED = "id = (SELECT id FROM subject LIMIT 1 OFFSET :n)"
BY_HAND = (
    f"UPDATE subject SET note = 'note ' || :n WHERE {PICKED}",
    f"UPDATE subject SET code = 'kcn-n' || :n WHERE {PICKED}",
    f"UPDATE OR REPLACE subject SET code = 'kcn-a' WHERE {PICKED}",
    "UPDATE subject SET code = 'x-' || code",
    "UPDATE subject SET code = CASE code WHEN 'x-kcn-a' THEN 'kcn-b' WHEN 'x-kcn-b' THEN 'kcn-a'"
    " ELSE substr(code, 3) END WHERE code LIKE 'x-%'",
    "UPDATE subject SET within = (SELECT id FROM subject WHERE kind = 'zone' LIMIT 1 OFFSET :n)"
    " WHERE kind = 'project'",
    f"DELETE FROM alias WHERE subject = (SELECT id FROM subject WHERE {PICKED})",
    f"DELETE FROM figure WHERE subject = (SELECT id FROM subject WHERE {PICKED})",
    f"DELETE FROM milestone WHERE subject = (SELECT id FROM subject WHERE {PICKED})",
    "DELETE FROM subject WHERE id NOT IN (SELECT subject FROM milestone UNION SELECT subject"
    " FROM figure UNION SELECT subject FROM alias UNION SELECT coalesce(within, 0) FROM subject)",
    "UPDATE milestone SET source = (SELECT id FROM source LIMIT 1 OFFSET :n)",
    "UPDATE milestone SET date_from = NULL, date_to = '2024-06-30', precision = 'day'"
    " WHERE id = (SELECT id FROM milestone LIMIT 1 OFFSET :n)",
    "UPDATE source SET title = title || '!' WHERE id = (SELECT id FROM source LIMIT 1 OFFSET :n)",
    "INSERT OR REPLACE INTO source (batch, code, title) VALUES (:batch, 'vb-' || :n, 'VB')",
    "DELETE FROM source WHERE id NOT IN (SELECT coalesce(source, 0) FROM milestone UNION"
    " SELECT coalesce(source, 0) FROM figure UNION SELECT coalesce(source, 0) FROM subject)",
)


# The tool's own commands are refused in words, never in those of SQLite.
REFUSALS = {True: sqlite3.IntegrityError, False: Problems}


class Record(RuleBasedStateMachine):
    """The model knows which commands are in force, and the content seen with just those."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.db: sqlite3.Connection = self.stack.enter_context(database())
        self.commands: set[int] = set()
        self.in_force: frozenset[int] = frozenset()
        self.seen: dict[frozenset[int], Content] = {}
        self.after: dict[int, frozenset[int]] = {}
        self.seen_at: dict[int, Content] = {}

    def teardown(self) -> None:
        self.known_on()
        self.stack.close()

    @initialize()
    def begin(self) -> None:
        districts(self.db, "082", "083")
        self.first = self.newest
        self.settle(self.in_force)

    @property
    def newest(self) -> int:
        return int(str(one(self.db, "SELECT max(id) FROM batch")))

    def settle(self, in_force: frozenset[int]) -> None:
        """What is on record depends on nothing but on what is in force."""
        self.in_force = in_force
        now = content(self.db)
        assert self.seen.setdefault(in_force, now) == now
        self.after[self.newest] = in_force
        self.seen_at[self.newest] = now

    def command(self, write: Any, *args: Any, **named: Any) -> None:
        """Run one command; a refused one leaves nothing."""
        before, newest = content(self.db), self.newest
        try:
            write(self.db, *args, **named)
        except REFUSALS[write is sql]:
            assert (content(self.db), self.newest) == (before, newest)
        else:
            made = range(newest + 1, self.newest + 1)
            assert len(made) <= 1
            self.commands.update(made)
            self.settle(self.in_force.union(made))

    @rule(kind=SUBJECTS, name=NAMES, district=DISTRICTS, source=SOURCES)
    def add(self, kind: str, name: str, district: str, source: str) -> None:
        self.command(put, f"{kind}s", "add", name=name, district=district, source=source)

    @rule(names=st.lists(NAMES, min_size=1), district=DISTRICTS, stage=STAGES, on=DATES)
    def bring_in(self, names: list[str], district: str, stage: str, on: str) -> None:
        header = ["name", "district", "stage", "on", "labour", "source"]
        rows = [[name, district, stage, on, "12 người", "QĐ 1"] for name in names]
        self.command(take, "zones", header, *rows)

    @rule(code=CODES, name=NAMES, district=DISTRICTS)
    def rename(self, code: str, name: str, district: str) -> None:
        self.command(put, "zones", "update", code=code, name=name, district=district)

    @rule(subject=CODES, act=STAGES, date=DATES, source=SOURCES)
    def tell_act(self, subject: str, act: str, date: str, source: str) -> None:
        self.command(put, "milestones", subject=subject, act=act, date=date, source=source)

    @rule(subject=CODES, value=NUMBERS, date=DATES, source=SOURCES)
    def tell_figure(self, subject: str, value: int, date: str, source: str) -> None:
        cells = {"subject": subject, "measure": "area-planned", "value": f"{value} ha"}
        self.command(put, "figures", **cells, date=date, source=source)

    @rule(subject=CODES, name=NAMES)
    def tell_alias(self, subject: str, name: str) -> None:
        self.command(put, "aliases", subject=subject, name=f"{name} khác")

    @rule(title=SOURCES.filter(bool), code=st.sampled_from(["vb-1", "qd-1"]))
    def tell_source(self, title: str, code: str) -> None:
        self.command(put, "sources", code=code, title=title)

    @rule(statements=st.lists(st.tuples(st.sampled_from(BY_HAND), NUMBERS), min_size=1, max_size=4))
    def write_by_hand(self, statements: list[tuple[str, int]]) -> None:
        self.command(sql, *(text.replace(":n", str(n)) for text, n in statements))

    def reversal(self, reverse: Any, wanted: int | None, *, back: bool) -> None:
        """Undo or redo; refused or not, what is in force and what is on record agree."""
        before, journal = content(self.db), log_of(self.db)
        try:
            would = reverse(self.db, author("back"), wanted, keep=False)
            assert (content(self.db), log_of(self.db)) == (before, journal)
            assert reverse(self.db, author("back"), wanted, keep=True) == would
        except Refused as refused:
            assert (content(self.db), log_of(self.db)) == (before, journal)
            self.check_refusal(refused, wanted, back=back)
            return
        target = int(str(one(self.db, "SELECT undoes FROM batch ORDER BY id DESC LIMIT 1")))
        if back:
            target = int(str(one(self.db, "SELECT undoes FROM batch WHERE id = ?", target)))
        assert wanted in (None, target)
        assert (target in self.in_force) is not back
        self.settle(self.in_force ^ {target})

    def check_refusal(self, refused: Refused, wanted: int | None, *, back: bool) -> None:
        key, values = refused.message
        if key in ("undo.already", "undo.is-reversal"):
            assert not back
            assert wanted not in self.in_force
            return
        undone = log.undone_by(self.db)
        asked = int(str(values["batch"]))
        assert wanted in (None, asked)
        assert (asked in undone) is back
        assert self.after[undone.get(asked, asked)] != self.in_force
        if key != "undo.taken":
            assert key == ("redo.later" if back else "undo.later")
            later = int(str(values["later"]))
            assert later > undone.get(asked, asked)
            assert later not in undone
            assert values["command"] == one(
                self.db, "SELECT command FROM batch WHERE id = ?", later
            )

    @precondition(lambda self: self.in_force)  # else the districts of the beginning are undone
    @rule()
    def undo_newest(self) -> None:
        self.reversal(log.undo, None, back=False)

    @precondition(lambda self: self.in_force)
    @rule(data=st.data())
    def undo_chosen(self, data: st.DataObject) -> None:
        wanted = data.draw(st.sampled_from(sorted(self.in_force)))
        self.reversal(log.undo, wanted, back=False)

    @precondition(lambda self: self.commands - self.in_force)
    @rule()
    def redo_last(self) -> None:
        self.reversal(log.redo, None, back=True)

    @precondition(lambda self: self.commands - self.in_force)
    @rule(data=st.data())
    def redo_chosen(self, data: st.DataObject) -> None:
        wanted = data.draw(st.sampled_from(sorted(self.commands - self.in_force)))
        self.reversal(log.redo, wanted, back=True)

    @precondition(lambda self: self.newest > self.first)
    @rule(data=st.data())
    def undo_any(self, data: st.DataObject) -> None:
        numbers = st.integers(min_value=self.first + 1, max_value=self.newest)
        self.reversal(log.undo, data.draw(numbers), back=False)

    @invariant()
    def whole(self) -> None:
        assert not self.db.in_transaction
        assert self.db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert one(self.db, "SELECT count(*) FROM current_batch") == 0
        makers = " UNION ".join(f"SELECT batch FROM {table}" for table in TRACKED)
        gone = log.undone_by(self.db)
        assert not any(batch in gone for (batch,) in self.db.execute(makers))

    def known_on(self) -> None:
        """Reversing everything from the newest on shows every content there was, in turn."""
        for batch in sorted(self.seen_at, reverse=True):
            assert content(self.db) == self.seen_at[batch]
            if batch > self.first:
                log.reverse(self.db, author("known-on"), log.one(self.db, batch), keep=True)


Record.TestCase.settings = settings(
    max_examples=10,
    stateful_step_count=25,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking takes minutes
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestRecord = Record.TestCase
