"""Targets and their readings: rules as rows, refused when they contradict themselves."""

from __future__ import annotations

from functools import partial

from zone_tracker.errors import BadValue
from zone_tracker.importing.desk import (
    COUNT_BY,
    FLOW,
    YES_NO,
    Desk,
    act_of,
    choice,
    each,
    given,
    plain_code,
    said,
    whole,
)
from zone_tracker.importing.rows import Row
from zone_tracker.importing.words import one_of
from zone_tracker.model import Message
from zone_tracker.store.ledger import Values
from zone_tracker.vietnamese.dates import parse_date
from zone_tracker.vietnamese.text import clean


def record_target(row: Row, desk: Desk) -> None:
    row.require("code", "year", "title_vi", "title_en")
    values = given(
        code=row.read("code", plain_code),
        year=row.read("year", whole),
        title_vi=row.read("title_vi", clean),
        title_en=row.read("title_en", clean),
        **said(row, desk),
    )
    if not row.problems:
        desk.ledger.put("target", values)


def record_reading(row: Row, desk: Desk) -> None:
    """One reading of a target: the rule, its acts, its subjects."""
    row.require("target", "code", "title_vi", "title_en", "count_by", "kind", "period", "threshold")
    period = row.read("period", parse_date)
    if period is not None and period.date_from is None:
        row.refuse("period", Message("reading.open-period"))
    kind = choice(row, "kind", {code: code for code in desk.vocabulary.kinds})
    values = given(
        target=row.read("target", partial(target_of, desk)),
        code=row.read("code", plain_code),
        main=row.read("main", partial(one_of, choices=YES_NO)) or 0,
        title_vi=row.read("title_vi", clean),
        title_en=row.read("title_en", clean),
        count_by=choice(row, "count_by", COUNT_BY),
        kind=kind,
        unit_set=row.read("unit_set", partial(unit_set_of, desk)),
        flow=choice(row, "flow", FLOW) or "stock",
        baseline=row.read("baseline", whole),
        threshold=row.read("threshold", whole),
        source=row.read("source", desk.references.source),
        note=row.read("note", clean),
    )
    acts = row.read("acts", partial(each, partial(act_of, desk, kind))) if kind else None
    subjects = row.read("subjects", partial(each, desk.references.subject))
    refuse_contradictions(row, values, acts or [])
    if period is None or row.problems:
        return
    values.update(period_from=period.date_from, period_to=period.date_to)
    reading = desk.ledger.put("reading", values)
    for act in acts or []:
        desk.ledger.queue("reading_act", {"reading": reading, "kind": kind, "act": act})
    for subject in subjects or []:
        desk.ledger.queue("reading_subject", {"reading": reading, "kind": kind, "subject": subject})


def refuse_contradictions(row: Row, values: Values, acts: list[str]) -> None:
    """A rule must name the acts it counts by, and no others."""
    needs = {"act": len(acts) >= 1, "stage-at-least": len(acts) == 1}
    if not needs.get(str(values.get("count_by")), not acts):
        row.refuse("acts", Message("reading.acts", {"count_by": values.get("count_by")}))
    if values.get("count_by") == "advanced" and values.get("flow") != "flow":
        row.refuse("flow", Message("reading.advanced-is-flow"))


def target_of(desk: Desk, text: str) -> int:
    """A target by its code."""
    found = desk.ledger.find("target", text.strip())
    if found is None:
        raise BadValue("target.unknown", value=text)
    return found


def unit_set_of(desk: Desk, text: str) -> int:
    """A set of units by its code."""
    found = desk.ledger.find("unit_set", text.strip())
    if found is None:
        raise BadValue("unit-set.unknown", value=text)
    return found
