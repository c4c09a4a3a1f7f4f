"""The report for the monthly meeting: a page of prose, the targets in a table, and its footnotes.

What rests on no document is left out of all of it, and listed apart.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby

from zone_tracker import periods
from zone_tracker.model import Message, Report, Table
from zone_tracker.reports import changes, due
from zone_tracker.reports.changes import NO_SOURCE, Dated, Since
from zone_tracker.reports.columns import JUDGED, column, for_machines, machines
from zone_tracker.reports.documents import Documents
from zone_tracker.reports.due import Item
from zone_tracker.reports.lengths import told as length_told
from zone_tracker.reports.prose import joined, noted, verdicts_told
from zone_tracker.reports.slips import act_told, judge, size
from zone_tracker.reports.status import target_year
from zone_tracker.reports.trouble import unwell_told
from zone_tracker.reports.words import day, judged, short, titled
from zone_tracker.store import due as plans
from zone_tracker.store import slips, subjects
from zone_tracker.store.changes import Change
from zone_tracker.store.slips import Slip
from zone_tracker.targets import Judgement, judge_year

TARGETS = (
    *JUDGED,
    column("document", only="people", keep=True),
    *machines("missing", "records", "sources"),
)
UNUSED = (*machines("about", "code"), column("about", only="people", keep=True), column("item"))
NAMED = 3
"""So many things of a sort are named before the rest is only counted."""
WEIGHTY = ("stage", "milestone", "added", "removed", "figure", "field", "confirmation")
"""Which sorts of change are named first."""
APART = 20
"""So many things without a document are listed."""
SOON, LATER = "3m", "12m"
"""What is due next is looked for so far ahead, and where nothing is, the first thing after."""
Told = tuple[int, list[object]]
"""How many things of a sort there are, and the first of them in words."""


def report(
    db: sqlite3.Connection,
    as_of: str,
    *,
    year: int | None = None,
    since: Since | Dated | None = None,
) -> Report:
    """Where the targets stand, what changed, what is late and what is due, as of a day.

    `year` None takes the newest year with targets by then, `since` None the last snapshot, else
    the beginning of the year.
    """
    year = target_year(db, as_of, year)
    page = Page(db, as_of)
    judgements = page.published(judge_year(db, as_of, year))
    span = since or changes.latest(db, as_of)
    rows = [page.target_row(each) for each in judgements]
    text = (page.targets(judgements, year), page.changes(span), page.late(), page.ahead(judgements))
    title = Message("meeting.targets-of" if year else "meeting.situation", {"year": str(year)})
    tables = [Table("targets", title, TARGETS, rows, text=text)]
    tables += [page.documents.linked(db, shown=False), *page.unused_table()]
    province = subjects.province(db)
    heading = Message(
        "meeting.title" if province else "meeting.title-nameless",
        {"province": province, "as_of": day(as_of)},
    )
    plain: dict[str, object] = {"as_of": as_of, "year": year, "text": list(text)}
    for table in tables:
        plain[table.key] = [for_machines(table.columns, row) for row in table.rows]
    return Report(tuple(tables), header=(heading,), document={"unused": [], **plain})


class Page:
    """The parts of one report, which share their footnotes and what they keep apart."""

    def __init__(self, db: sqlite3.Connection, as_of: str) -> None:
        self.db = db
        self.as_of = as_of
        self.documents = Documents()
        self.unused: list[tuple[object, ...]] = []
        self.unused_count = 0
        self.left_out: list[str] = []

    # --- What rests on no document ---

    def keep_apart(self, about: str, code: str, told: object) -> None:
        """Leave one thing out, and list it with the others."""
        self.unused_count += 1
        if len(self.unused) < APART:
            self.unused.append((about, code, Message(f"meeting.about-{about}"), told))

    def unused_table(self) -> Iterator[Table]:
        """What was left out, if anything was."""
        if self.unused:
            counts = {"shown": len(self.unused), "count": self.unused_count}
            more = self.unused_count > len(self.unused)
            notes = (Message("overview.shown", counts),) if more else ()
            yield Table("unused", Message("meeting.unused"), UNUSED, self.unused, notes)

    # --- The targets ---

    def published(self, judgements: Sequence[Judgement]) -> list[Judgement]:
        """The targets that a document sets and of which every act that counts has one."""
        kept = []
        for each in judgements:
            bare = [e.act for e in each.evidence if e.counts and e.act.source is None]
            if each.target.source is not None and not bare:
                kept.append(each)
                continue
            told: object = titled(each.target.title)
            if bare:
                acts = [Message("why.act", act._asdict()) for act in bare[:NAMED]]
                told = Message("meeting.bare-target", {"title": told, "acts": joined(acts)})
            self.keep_apart("target", each.target.code, told)
            self.left_out.append(each.target.code)
        return kept

    def target_row(self, judgement: Judgement) -> tuple[object, ...]:
        """The cells of TARGETS."""
        target = judgement.target
        acts = [each.act for each in judgement.evidence if each.counts]
        said = [(target.source, target.source_date), *((a.source, a.source_date) for a in acts)]
        numbers = [self.documents.number(*each) for each in said]
        return (
            *judged(target, judgement),
            list(dict.fromkeys(numbers)),
            [unit.code for unit in judgement.missing],
            *([f"m{act.milestone}" for act in acts], list(dict.fromkeys(s for s, _ in said))),
        )

    def targets(self, judgements: list[Judgement], year: int | None) -> Message:
        """How many targets stand how, and which units are lacking."""
        told = verdicts_told(judgements) if judgements else Message("meeting.no-targets")
        for each in judgements:
            if each.missing:
                units = [short(unit.name) for unit in each.missing]
                values = {"told": told, "code": each.target.code, "units": units}
                told = Message("meeting.lacking", values)
        if self.left_out:
            values = {"told": told, "codes": self.left_out}
            told = Message("meeting.left-out", values)
        return Message("meeting.targets", {"told": told})

    # --- What changed ---

    def changes(self, span: Since | Dated) -> Message:
        """What changed since a moment; named are stages first, then other acts."""
        count, first = 0, dict[str, list[Change]]()
        for change in changes.found(self.db, span, self.as_of):
            if change.sort == "first":  # its first act or figure is told anyway
                continue
            if change.source is None and change.sort not in NO_SOURCE:
                self.keep_apart("change", change.code, change_told(change))
                continue
            count += 1
            alike = first.setdefault(change.sort, [])
            if len(alike) < NAMED:
                alike.append(change)
        named = [change for sort in WEIGHTY for change in first.get(sort, ())][:NAMED]
        told = [self.noted(change_told(change), change) for change in named]
        if isinstance(span, Dated):
            since = Message("moment.from-day", {"day": day(span.first)})
        else:
            since = span.since
        if not count:
            return Message("meeting.unchanged", {"since": since})
        return Message("meeting.changes", {"since": since, **counted((count, told))})

    def noted(self, told: object, said: Change | Slip | subjects.Unwell | plans.Planned) -> object:
        """Something told, with the number of its document where it has one."""
        if said.source is None:
            return told
        return noted(told, self.documents.number(said.source, said.source_date))

    # --- What is late ---

    def late(self) -> Message:
        """What is past its planned date, and who is said to be blocked or late, and why."""
        parts = []
        overdue = list(slips.slips(self.db, self.as_of, overdue=True, sourced=True, limit=NAMED))
        if overdue:
            told = [self.noted(overdue_told(each, self.as_of), each) for each in overdue]
            parts.append(Message("meeting.overdue", counted((overdue[0].total, told))))
        unwell = subjects.unwell(self.db, self.as_of, NAMED, sourced=True)
        for state, group in groupby(unwell, lambda each: each.health.state):
            those = list(group)
            told = [self.noted(unwell_told(each), each) for each in those]
            values = {"state": state, **counted((those[0].total, told))}
            parts.append(Message("meeting.unwell", values))
        self.keep_late_apart()
        if not parts:
            return Message("meeting.none-late")
        if not unwell:
            parts.append(Message("meeting.none-unwell"))
        return Message("meeting.late", {"told": sentences(parts)})

    def keep_late_apart(self) -> None:
        """Leave out what is late by no document."""
        bare = slips.slips(self.db, self.as_of, overdue=True, sourced=False, limit=APART)
        for each in bare:
            self.keep_apart("late", each.code, overdue_told(each, self.as_of))
        for one in subjects.unwell(self.db, self.as_of, APART, sourced=False):
            told = Message("meeting.state", {"state": one.health.state, "who": unwell_told(one)})
            self.keep_apart("late", one.code, told)

    # --- What is due ---

    def ahead(self, judgements: list[Judgement]) -> Message:
        """What is due in the next months, else the first thing after them."""
        soon = periods.later(self.as_of, SOON)
        values: dict[str, object] = {"until": day(soon)}
        bare = plans.planned(self.db, self.as_of, soon, APART, after=self.as_of, sourced=False)
        for each in bare:
            self.keep_apart("due", each.code, planned_told(each))
        count, told = self.due(judgements, soon)
        if count:
            return Message("meeting.due", {**values, **counted((count, told))})
        _, told = self.due(judgements, periods.later(self.as_of, LATER))
        if told:
            return Message("meeting.next-due", {**values, "next": told[0]})
        return Message("meeting.nothing-due", values)

    def due(self, judgements: list[Judgement], until: str) -> Told:
        """What is due by a day, the first of it in words."""
        after = self.as_of
        found = list(plans.planned(self.db, after, until, NAMED, after=after, sourced=True))
        dated: list[tuple[str, object]] = [
            (each.date.date_to, self.noted(planned_told(each), each)) for each in found
        ]
        dated += [(each.day, self.report_told(each)) for each in due.reports(after, until)]
        ends = by_due(judgements, after, until)
        dated += [(last, self.targets_due(those)) for last, those in ends]
        dated.sort(key=lambda pair: pair[0])
        count = len(dated) + (found[0].total - len(found) if found else 0)
        return count, [told for _, told in dated[:NAMED]]

    def report_told(self, item: Item) -> object:
        """An official report that is due, or whose period ends."""
        told = Message("meeting.on", {"when": item.when, "what": item.what})
        return noted(told, self.documents.number(item.source, None))

    def targets_due(self, judgements: list[Judgement]) -> object:
        """Targets that are not met and due on one day."""
        codes = [each.target.code for each in judgements]
        what = Message("meeting.due-targets", {"codes": codes})
        told = Message("meeting.on", {"when": day(judgements[0].reading.period_to), "what": what})
        said = [(each.target.source, each.target.source_date) for each in judgements]
        return noted(told, *(self.documents.number(*each) for each in said))


def by_due(
    judgements: list[Judgement], after: str, until: str
) -> Iterator[tuple[str, list[Judgement]]]:
    """The targets that are not met and due after one day and by another, by their due dates."""
    ahead = [
        each
        for each in judgements
        if each.verdict != "met" and after < each.reading.period_to <= until
    ]
    ahead.sort(key=lambda each: each.reading.period_to)
    for last, group in groupby(ahead, lambda each: each.reading.period_to):
        yield last, list(group)


def counted(found: Told) -> dict[str, object]:
    """How many there are, and in words the first of them and how many more."""
    count, told = found
    rest = count - len(told)
    more = [Message("meeting.more", {"count": rest})] if rest > 0 else []
    return {"count": count, "told": joined([*told, *more])}


def sentences(parts: Sequence[object]) -> object:
    """Whole sentences one after another."""
    first, *rest = parts
    return Message("prose.then", {"first": first, "rest": sentences(rest)}) if rest else first


def overdue_told(slip: Slip, as_of: str) -> Message:
    """A plan past its date: what, for when it was planned, by how much it is late."""
    values = {"name": slip.name, "act": act_told(slip), "planned": slip.planned}
    judged = judge(slip, as_of)
    if judged.unit is None or not judged.most:
        return Message("meeting.just-due", values)
    by = length_told(size(judged.least, judged.most, judged.unit))
    return Message("meeting.plan", {**values, "by": by})


def planned_told(each: plans.Planned) -> Message:
    """A planned act, with the date."""
    words = "due.act-phase" if each.phase else "due.act"
    what = Message(words, {"name": each.name, "act": each.act, "phase": each.phase})
    return Message("meeting.on", {"when": each.date, "what": what})


def change_told(change: Change) -> Message:
    """One change as a part of a sentence."""
    values: dict[str, object] = {"name": change.name, "date": change.date}
    values |= {"what": changes.label(change)}
    values |= {"old": changes.old_words(change), "new": changes.new_words(change)}
    if change.sort in ("added", "removed"):
        return Message(f"meeting.{change.sort}", values)
    if change.new is None:
        return Message("meeting.gone", values)
    if change.sort == "field":
        return Message("meeting.field", values)
    state = "fresh" if change.old is None else "changed"
    return Message(f"meeting.{change.sort}-{state}", values)
