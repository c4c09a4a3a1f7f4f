"""Targets and their readings: rules as rows, refused when they contradict themselves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple, TypeVar, cast

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
    kind_of,
    plain_code,
    said,
    whole,
)
from zone_tracker.importing.rows import Row
from zone_tracker.importing.words import one_of
from zone_tracker.model import Message
from zone_tracker.store.ledger import Values
from zone_tracker.store.vocabulary import Act
from zone_tracker.vietnamese.dates import parse_date
from zone_tracker.vietnamese.text import clean

T = TypeVar("T")

FIRST_YEAR, LAST_YEAR = 1900, 2199


def record_target(row: Row, desk: Desk) -> None:
    row.require("code", "year", "title_vi", "title_en")
    values = given(
        code=row.read("code", plain_code),
        year=row.read("year", year_of),
        title_vi=row.read("title_vi", clean),
        title_en=row.read("title_en", clean),
        **said(row, desk),
    )
    if not row.problems:
        desk.ledger.put("target", values)


class Rule(NamedTuple):
    """A reading as it is told; `acts` or `subjects` None: told, but they cannot be read."""

    values: Values
    acts: list[Act] | None
    subjects: dict[int, str] | None


def record_reading(row: Row, desk: Desk) -> None:
    """One reading of a target: the rule, its acts, its subjects."""
    row.require("target")
    put_reading(row, desk, row.read("target", partial(target_of, desk)))


def put_reading(row: Row, desk: Desk, target: int | None) -> None:
    """Read a reading and record it under `target` (None: that one is refused)."""
    row.require("code", "title_vi", "title_en", "count_by", "kind", "period", "threshold")
    rule = rule_told(row, desk)
    for refuse in CONTRADICTIONS:
        refuse(row, rule)
    if target is not None and rule.values.get("main"):
        refuse_second_main(row, desk, target)
    if target is None or row.problems:
        return
    kind = rule.values["kind"]
    reading = desk.ledger.put("reading", {**rule.values, "target": target})
    for act in rule.acts or []:
        desk.ledger.queue("reading_act", {"reading": reading, "kind": kind, "act": act.code})
    for subject in rule.subjects or {}:
        desk.ledger.queue("reading_subject", {"reading": reading, "kind": kind, "subject": subject})


def refuse_second_main(row: Row, desk: Desk, target: int) -> None:
    """One reading of a target is the main one."""
    for other in desk.ledger.rows("reading"):
        if other["target"] == target and other["main"] and other["code"] != row.cells.get("code"):
            row.refuse("main", Message("reading.second-main", {"other": other["code"]}))


def rule_told(row: Row, desk: Desk) -> Rule:
    """The cells of a reading."""
    period = row.read("period", parse_date)
    if period is not None and period.date_from is None:
        row.refuse("period", Message("reading.open-period"))
    kind = choice(row, "kind", {code: code for code in desk.vocabulary.kinds})
    values = given(
        code=row.read("code", plain_code),
        main=row.read("main", partial(one_of, choices=YES_NO)),
        title_vi=row.read("title_vi", clean),
        title_en=row.read("title_en", clean),
        count_by=choice(row, "count_by", COUNT_BY),
        kind=kind,
        unit_set=row.read("unit_set", partial(unit_set_of, desk)),
        flow=choice(row, "flow", FLOW),
        period_from=period and period.date_from,
        period_to=period and period.date_to,
        baseline=row.read("baseline", whole),
        threshold=row.read("threshold", whole),
        source=row.read("source", desk.references.source),
        note=row.read("note", clean),
    )
    acts = listed(row, "acts", partial(act_of, desk, kind)) if kind else None
    subjects = listed(row, "subjects", desk.references.subject)
    return Rule(
        values,
        None if acts is None else [desk.vocabulary.acts[str(kind), act] for act in acts],
        None if subjects is None else {subject: kind_of(desk, subject) for subject in subjects},
    )


def listed(row: Row, key: str, reader: Callable[[str], T]) -> list[T] | None:
    """The different values of a list; None: it cannot be read."""
    if key not in row.cells:
        return []
    told = row.read(key, partial(each, reader))
    return None if told is None else list(dict.fromkeys(told))


def refuse_acts(row: Row, rule: Rule) -> None:
    """A rule names the acts it counts by, and no others."""
    if rule.acts is None or "count_by" not in rule.values:
        return
    count_by = str(rule.values["count_by"])
    needs = {"act": len(rule.acts) >= 1, "stage-at-least": len(rule.acts) == 1}
    if not needs.get(count_by, not rule.acts):
        row.refuse("acts", Message("reading.acts", {"count_by": count_by}))


def refuse_rankless(row: Row, rule: Rule) -> None:
    """One stands at a stage of normal progress; health is counted by nothing."""
    for act in rule.acts or []:
        if act.effect == "health":
            row.refuse("acts", Message("reading.health", {"act": act.label}))
        elif act.rank is None and rule.values.get("count_by") == "stage-at-least":
            row.refuse("acts", Message("reading.no-rank", {"act": act.label}))


def refuse_flow(row: Row, rule: Rule) -> None:
    """What advanced did so within a period."""
    if rule.values.get("count_by") == "advanced" and rule.values.get("flow") != "flow":
        row.refuse("flow", Message("reading.advanced-is-flow"))


def refuse_subjects(row: Row, rule: Rule) -> None:
    """Named subjects are of the kind counted; units are covered by whatever lies in them."""
    kind = rule.values.get("kind")
    if kind is not None and set((rule.subjects or {}).values()) - {kind}:
        row.refuse("subjects", Message("reading.other-kind", {"kind": kind}))
    if rule.subjects and "unit_set" in rule.values:
        row.refuse("subjects", Message("reading.units-and-subjects"))


def refuse_threshold(row: Row, rule: Rule) -> None:
    """At least one is needed, and no more than are named."""
    threshold = cast(int, rule.values.get("threshold", 1))
    if threshold < 1:
        row.refuse("threshold", Message("reading.threshold-zero"))
    if rule.subjects and threshold > len(rule.subjects):
        told = {"threshold": threshold, "named": len(rule.subjects)}
        row.refuse("threshold", Message("reading.threshold", told))


CONTRADICTIONS = (refuse_acts, refuse_rankless, refuse_flow, refuse_subjects, refuse_threshold)
"""What a reading must not say; everything that it does is told."""


def year_of(text: str) -> int:
    """A year as targets are set for."""
    year = whole(text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadValue("date-year", value=text, first=str(FIRST_YEAR), last=str(LAST_YEAR))
    return year


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
