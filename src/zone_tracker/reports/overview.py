"""The overview of the province: the targets first, then districts, zones, projects and capital,
what changed, what is missing, and the documents that all of it rests on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from zone_tracker.drawing import Bars, Outline, Timeline
from zone_tracker.model import Message, Report, Table
from zone_tracker.reports import capital, changes, districts, gaps
from zone_tracker.reports.changes import Dated, Since
from zone_tracker.reports.columns import JUDGED, column, for_machines, machines
from zone_tracker.reports.documents import Documents
from zone_tracker.reports.prose import verdicts_told
from zone_tracker.reports.status import target_year
from zone_tracker.reports.words import day, judged, why
from zone_tracker.store import overview, registers, subjects
from zone_tracker.store.overview import ZoneAct
from zone_tracker.store.registers import Indicator
from zone_tracker.targets import Judgement, judge_year

TARGETS = (
    *JUDGED,
    column("evidence", wide=True),
    column("document", only="people", keep=True),
    column("source", only="machines"),
)
TIMELINE = (
    *machines("subject", "name", "act", "phase", "planned", "date", "source", "id"),
    column("name", only="people"),
    column("act", only="people"),
    column("date", only="people", keep=True),
    column("document", only="people", keep=True),
)
INDICATORS = (
    column("measure"),
    column("value", only="people", right=True),
    *machines("value", "upper", "unit", "qualifier"),
    column("date"),
    *machines("price_base", "derived"),
    column("document", only="people", keep=True),
    *machines("source", "id"),
)
ACTS_SHOWN, CHANGES_SHOWN = 400, 40
"""So many acts of zones and so many changes are shown before the rest is only counted."""
Row = tuple[object, ...]


def report(
    db: sqlite3.Connection,
    as_of: str,
    *,
    year: int | None = None,
    since: Since | Dated | None = None,
    boundaries: Mapping[str, Outline] | None = None,
) -> Report:
    """Everything on one page as it stood on a day.

    `year` None takes the newest year with targets by then, `since` None the last snapshot, else
    the beginning of the year. `boundaries` is a map of the districts by their codes.
    """
    year = target_year(db, as_of, year)
    judgements = judge_year(db, as_of, year)
    documents = Documents()
    tables = [
        target_table(judgements, year, documents),
        districts.table(db, judgements, as_of, boundaries or {}),
        timeline(db, as_of, documents),
        *capital.tables(overview.projects(db, as_of)),
        changes.table(db, since or changes.latest(db, as_of), as_of, CHANGES_SHOWN, documents),
        gaps.summary([], gaps.in_short(db, as_of))._replace(title=Message("overview.gaps")),
        indicator_table(db, as_of, documents),
        documents.linked(db),
    ]
    province = subjects.province(db)
    title = Message(
        "overview.title" if province else "overview.title-nameless",
        {"province": province, "as_of": day(as_of)},
    )
    plain = {"as_of": as_of, "year": year, **rows_by_key(tables)}
    return Report(tuple(tables), header=(title,), document=plain)


def rows_by_key(tables: Iterable[Table]) -> dict[str, object]:
    """The rows of every table for machines, under the key of the table."""
    return {table.key: [for_machines(table.columns, row) for row in table.rows] for table in tables}


def target_table(judgements: list[Judgement], year: int | None, documents: Documents) -> Table:
    """The targets with what is counted of what is needed, the verdict, and who set them."""
    rows = [target_row(judgement, documents) for judgement in judgements]
    if not rows:
        return Table("targets", Message("status.no-targets"), TARGETS, rows)
    title = Message("status.targets", {"year": str(year)})
    text = (verdicts_told(judgements),)
    drawing = Bars("title", "counted", "needed", "verdict")
    return Table("targets", title, TARGETS, rows, text=text, drawing=drawing)


def target_row(judgement: Judgement, documents: Documents) -> Row:
    """The cells of TARGETS."""
    target = judgement.target
    return (
        *(*judged(target, judgement), why(judgement)),
        *(documents.number(target.source, target.source_date), target.source),
    )


def timeline(db: sqlite3.Connection, as_of: str, documents: Documents) -> Table:
    """The acts of every zone, and those that plans set for it."""
    found = list(overview.zone_acts(db, as_of, ACTS_SHOWN))
    rows = [act_row(act, documents) for act in found]
    drawing = Timeline("name", "act", "date", "planned", as_of)
    notes = []
    if found and found[0].total > len(found):
        counts = {"shown": len(found), "count": found[0].total}
        notes.append(Message("overview.shown", counts))
    return Table("timeline", Message("overview.timeline"), TIMELINE, rows, notes, drawing=drawing)


def act_row(act: ZoneAct, documents: Documents) -> Row:
    """The cells of TIMELINE."""
    words: object = act.act
    if act.phase is not None:
        words = Message("slips.phase", {"act": words, "phase": act.phase})
    if act.planned:
        words = Message("change.planned", {"what": words})
    return (
        *(act.code, act.name, act.act, act.phase, act.planned, act.date, act.source),
        *(f"m{act.id}", act.name, words, act.date),
        documents.number(act.source, act.source_date),
    )


def indicator_table(db: sqlite3.Connection, as_of: str, documents: Documents) -> Table:
    """The newest actual figure of every measure of the province, in every unit and price base."""
    newest: dict[Row, Indicator] = {}
    for each in registers.indicators(db, as_of=as_of):
        if not each.planned:
            newest.setdefault((each.measure, each.quantity.unit, each.price_base), each)
    rows = [indicator_row(each, documents) for each in newest.values()]
    return Table("indicators", Message("overview.indicators"), INDICATORS, rows)


def indicator_row(each: Indicator, documents: Documents) -> Row:
    """The cells of INDICATORS; what was computed is marked."""
    quantity = each.quantity
    told = Message("indicators.derived", {"value": quantity}) if each.derived else quantity
    return (
        *(each.measure, told, quantity.value, quantity.upper, quantity.unit, quantity.qualifier),
        *(each.date, each.price_base, each.derived),
        *(documents.number(each.source, each.source_date), each.source, f"f{each.id}"),
    )
