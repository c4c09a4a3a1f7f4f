"""One subject on one screen, and its history."""

from __future__ import annotations

import sqlite3

from zone_tracker.drawing import Timeline
from zone_tracker.model import FactDate, Message, Report, Table, Term
from zone_tracker.reports.columns import (
    SURE,
    VERDICT,
    VERDICT_CODE,
    column,
    facts_table,
    for_machines,
    source_cells,
    sourced,
)
from zone_tracker.reports.corrections import past_table
from zone_tracker.reports.occupancy import occupancy
from zone_tracker.reports.slips import plans_of
from zone_tracker.reports.stalled import spell_table
from zone_tracker.reports.words import day, titled
from zone_tracker.store import subjects
from zone_tracker.store.corrections import past
from zone_tracker.store.disagreements import disagreeing
from zone_tracker.store.subjects import Confirmation, Figure, Milestone, Subject
from zone_tracker.store.vocabulary import vocabulary
from zone_tracker.targets import judge_subject


def show(db: sqlite3.Connection, subject: int, as_of: str) -> Report:
    """One subject on one screen: stage, place, figures, plans, history, targets."""
    row = subjects.one(db, subject)
    acts = subjects.milestones(db, subject, as_of)
    figures = subjects.figures(db, subject, as_of)
    facts = facts_of(db, row, figures, as_of)
    unstaged = [("stage", Message("show.no-stage"))] if facts["stage"] is None else []
    tables = [
        facts_table([*unstaged, *facts.items()]),
        figure_table(db, figures),
        plans_of(db, subject, as_of),
        act_table([act for act in acts if not act.planned], Message("show.history"), as_of),
        target_table(db, subject, as_of),
    ]
    document = {
        "code": row.code,
        "name": row.name,
        "kind": row.kind,
        "as_of": as_of,
        **facts,
        "figures": [for_machines(FIGURES, cells) for cells in tables[1].rows],
        "milestones": [for_machines(ACTS, act_row(act)) for act in acts],
        "targets": [for_machines(TARGETS, cells) for cells in tables[4].rows],
    }
    heading = Message("show.title", {"name": row.name, "code": row.code, "as_of": day(as_of)})
    return Report(
        tuple(table for table in tables if table.rows), header=(heading,), document=document
    )


def facts_of(
    db: sqlite3.Connection, row: Subject, figures: list[Figure], as_of: str
) -> dict[str, object]:
    """What is known of a subject on a day, by key; None: not known."""
    stage = subjects.stage_now(db, row.id, as_of)
    health = subjects.health_now(db, row.id, as_of)
    return {
        "stage": stage and stage[0],
        "stage_since": stage and stage[1],
        "health": health and health.state,
        "health_since": health and health.since,
        "health_reason": health and health.reason,
        "occupancy": occupancy(row.kind, figures),
        "place": places(db, row.id, row.district) or None,
        "within": row.within,
        "former": row.former,
        "investor": row.investor,
        "investor_country": row.investor_country,
        "sector": row.sector,
        "certificate": row.certificate,
        "aliases": subjects.aliases(db, row.id) or None,
        "confirmed": last_confirmed(db, row.id, as_of),
        "note": row.note,
        "source": row.source,
    }


def last_confirmed(db: sqlite3.Connection, subject: int, as_of: str) -> FactDate | None:
    """When a subject was last found unchanged; None: nobody has said."""
    told = subjects.confirmations(db, subject, as_of)
    return told[-1].date if told else None


def places(db: sqlite3.Connection, subject: int, district: str | None) -> list[Message]:
    """Where a subject lies, then and now."""
    told = [
        Message("show.place" if new else "show.place-now", {"old": old, "district": of, "new": new})
        for old, of, new in subjects.communes(db, subject)
    ]
    if not told and district:
        return [Message("show.district", {"district": district})]
    return told


def history(db: sqlite3.Connection, subject: int, as_of: str, until: str | None) -> Report:
    """Every act and figure of a subject with its number, and what was corrected or voided.

    Also the days at each stage up to `as_of`. With `until` only what had happened by that day.
    Machines find what was corrected in the log.
    """
    row = subjects.one(db, subject)
    title = Message("history.title", {"name": row.name, "code": row.code})
    tables = [
        numbered(act_table(subjects.milestones(db, subject, until), title, as_of)),
        spell_table(db, subject, as_of),
        numbered(figure_table(db, subjects.figures(db, subject, until))),
        numbered(confirmation_table(subjects.confirmations(db, subject, until))),
    ]
    document = {
        "code": row.code,
        "name": row.name,
        "kind": row.kind,
        "as_of": as_of,
        **{
            table.key: [for_machines(table.columns, cells) for cells in table.rows]
            for table in tables
        },
    }
    tables.append(past_table(past(db, subject), vocabulary(db)))
    shown = (tables[0], *(table for table in tables[1:] if table.rows))
    return Report(shown, document=document)


def numbered(table: Table) -> Table:
    """The same table with the number of each entry, which is its last cell, in front."""
    columns = (ID, *table.columns[:-1])
    return table._replace(columns=columns, rows=[(row[-1], *row[:-1]) for row in table.rows])


ID = column("id", keep=True)
ACTS = (
    column("date", keep=True),
    column("act"),
    column("status", only="machines"),
    column("phase", wide=True),
    column("return_to", only="machines"),
    column("reason", only="machines"),
    *sourced(),
    column("confidence", wide=True),
    column("note", wide=True),
    column("id", only="machines"),
)
FIGURES = (
    column("measure"),
    column("value", only="people", right=True),
    column("value", only="machines"),
    column("upper", only="machines"),
    column("unit", only="machines"),
    column("qualifier", only="machines"),
    column("date"),
    column("status", wide=True),
    column("phase", wide=True),
    column("price_base", only="machines"),
    column("derived", only="machines"),
    *sourced(wide=True),
    column("confidence", only="machines"),
    column("note", wide=True),
    column("id", only="machines"),
)
CONFIRMATIONS = (
    column("date", keep=True),
    *sourced(),
    column("note", wide=True),
    column("id", only="machines"),
)
TARGETS = (column("target"), column("title"), column("counts"), VERDICT_CODE, VERDICT)

PLANNED = Term("planned", "kế hoạch", "planned")
ACTUAL = Term("actual", "thực tế", "actual")


def act_table(acts: list[Milestone], title: Message, as_of: str) -> Table:
    """Acts in order, before and after a day."""
    drawing = Timeline(None, "act", "date", "status", as_of)
    return Table("milestones", title, ACTS, [act_row(act) for act in acts], drawing=drawing)


def act_row(act: Milestone) -> tuple[object, ...]:
    """The cells of ACTS; for people the act says whether it is planned and where it returns."""
    status = PLANNED if act.planned else ACTUAL
    return (
        *(act.date, act_words(act), status, act.phase, act.return_to, act.reason),
        *source_cells(act.source),
        *(SURE.get(act.confidence or ""), act.note, f"m{act.id}"),
    )


def act_words(act: Milestone) -> object:
    """The act with what must stand beside it: where it returned to, why, that it is planned."""
    if act.return_to is not None:
        return Term(
            act.act.code,
            f"{act.act.vi}: {act.return_to.vi} ({act.reason})",
            f"{act.act.en}: {act.return_to.en} ({act.reason})",
        )
    if act.reason is not None and not act.planned:
        code, vi, en = act.act
        return Term(code, f"{vi}: {act.reason}", f"{en}: {act.reason}")
    if act.planned:
        return Term(act.act.code, f"[kế hoạch] {act.act.vi}", f"[planned] {act.act.en}")
    return act.act


def confirmation_table(told: list[Confirmation]) -> Table:
    """When a subject was found unchanged, by which document."""
    rows = [(each.date, *source_cells(each.source), each.note, f"c{each.id}") for each in told]
    return Table("confirmations", Message("history.confirmations"), CONFIRMATIONS, rows)


def figure_table(db: sqlite3.Connection, figures: list[Figure]) -> Table:
    """Figures by measure, the newest first; where sources disagree a note says so."""
    rows = [
        (
            *(figure.measure, figure.quantity, figure.quantity.value, figure.quantity.upper),
            *(figure.quantity.unit, figure.quantity.qualifier, figure.date),
            *(PLANNED if figure.planned else ACTUAL, figure.phase, figure.price_base),
            *(figure.derived, *source_cells(figure.source), figure.confidence),
            *(figure.note, f"f{figure.id}"),
        )
        for figure in figures
    ]
    differing = disagreeing(db, (figure.id for figure in figures))
    measures = dict.fromkeys(each.measure for each in figures if each.id in differing)
    notes = tuple(Message("show.disagree", {"measure": measure}) for measure in measures)
    return Table("figures", Message("show.figures"), FIGURES, rows, notes)


def target_table(db: sqlite3.Connection, subject: int, as_of: str) -> Table:
    """The targets that look at a subject, and whether it counts for them."""
    rows = [
        (
            *(judgement.target.code, titled(judgement.target.title), counts),
            *(judgement.verdict, Message(f"verdict.{judgement.verdict}")),
        )
        for judgement, counts in judge_subject(db, subject, as_of)
    ]
    return Table("targets", Message("show.targets"), TARGETS, rows)
