"""Biểu 03 and Biểu 04 of Circular 14/2024/TT-BCT: the clusters of a district, of the province.

A form is data: `ROWS` says what each row is about and how it comes about.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from zone_tracker import periods
from zone_tracker.model import Bare, Column, Message, Quantity, Report, Table
from zone_tracker.periods import Period
from zone_tracker.reports.columns import column, machines
from zone_tracker.reports.forms import sheet
from zone_tracker.reports.forms.checks import broken
from zone_tracker.reports.forms.gaps import Gaps
from zone_tracker.reports.forms.rules import (
    Count,
    Result,
    Rule,
    Share,
    Span,
    Sum,
    compliant_wastewater,
    craft_village,
    established,
    newly_established,
    operating,
    operating_established,
    operating_unfounded,
    planned,
    specialised,
    treating_wastewater,
    with_act,
)
from zone_tracker.reports.words import short
from zone_tracker.store import areas
from zone_tracker.store.forms import Filed, filed

LAW = "14/2024/TT-BCT"
BASE = {"cluster": "item", "project": "item"}
"""The base unit of what is counted; any other unit of a row is a base unit itself."""


class Row(NamedTuple):
    """A row of the form: its number, its unit, and how it comes about; a heading has no rule.

    Its label is worded under `bieu.NUMBER`, its unit under `form.unit.UNIT`.
    """

    number: str
    unit: str = ""
    rule: Rule | None = None

    @property
    def label(self) -> Message:
        """What the row is called."""
        return Message(f"bieu.{self.number}")

    @property
    def base(self) -> str:
        """The base unit of its value."""
        return BASE.get(self.unit, self.unit)


def number(row: str, member: object, *acts: str) -> Row:
    """A row that counts clusters."""
    return Row(row, "cluster", Count(member, acts))  # type: ignore[arg-type]


with_investor = with_act(established, "investor-approved")
with_detailed_plan = with_act(established, "detailed-plan-approved")
with_infrastructure = with_act(established, "infrastructure-project-approved")

area = partial(Sum, "area-established", "m2")
"""Of clusters that are founded."""
own_area = partial(Sum, "area-established", "m2", unfounded="area-planned")
"""Of clusters that operate: one without a founding decision has only its planned area."""
industrial = Sum("area-industrial", "m2", operating)
leased = Sum("area-leased", "m2", operating)

ROWS = (
    Row("I"),
    number("1", planned, "planned"),
    Row("2", "m2", Sum("area-planned", "m2", planned)),
    Row("II"),
    number("3", established, "established"),
    Row("4", "m2", area(established)),
    number("5", newly_established, "established"),
    Row("6", "m2", area(newly_established)),
    number("7", with_investor, "established", "investor-approved"),
    Row("8", "m2", area(with_investor)),
    number("9", with_detailed_plan, "established", "detailed-plan-approved"),
    Row("10", "m2", area(with_detailed_plan)),
    number("11", with_infrastructure, "established", "infrastructure-project-approved"),
    Row("12", "m2", area(with_infrastructure)),
    Row("13", "vnd", Sum("capital-infrastructure", "vnd", established)),
    Row("14", "vnd", Sum("infrastructure-disbursed", "vnd", established)),
    Row("III"),
    number("15", operating, "operating"),
    number("15.1", operating_established, "operating"),
    number("15.2", operating_unfounded, "operating"),
    number("15.3", craft_village, "operating", "designated-craft-village"),
    number("15.4", specialised, "operating", "designated-specialised"),
    Row("16", "m2", own_area(operating)),
    Row("16.1", "m2", own_area(operating_established)),
    Row("16.2", "m2", own_area(operating_unfounded)),
    Row("16.3", "m2", own_area(craft_village)),
    Row("16.4", "m2", own_area(specialised)),
    Row("17", "m2", industrial),
    Row("18", "m2", leased),
    Row("19", "bp", Share(leased, industrial)),
    Row("20", "project", Sum("projects", "item", operating)),
    Row("21", "project", Sum("projects-fdi", "item", operating)),
    Row("22", "project", Sum("projects-operating", "item", operating)),
    Row("23", "vnd", Sum("revenue", "vnd", operating, flow=True)),
    Row("24", "vnd", Sum("budget-paid", "vnd", operating, flow=True)),
    Row("25", "person", Sum("labour", "person", operating)),
    number("26", treating_wastewater, "wastewater-started"),
    number("27", compliant_wastewater, "wastewater-compliant"),
)
"""Every row of the form, in its order and with its numbers."""


def sums(flow: bool) -> set[str]:
    """The measures that the rows add up: over a period, or as they stand."""
    rules = [row.rule for row in ROWS if isinstance(row.rule, Sum) and row.rule.flow == flow]
    return {measure for each in rules for measure in (each.measure, each.unfounded) if measure}


class Place(NamedTuple):
    """What one column of the form is about; `key` is "" for all of them together."""

    key: str
    label: Message
    clusters: list[Filed]


def bieu_04(db: sqlite3.Connection, as_of: str, period: Period | None = None) -> Report:
    """The form of the province for a period (None: the last official one that ended by a day).

    Of a period that still runs it tells what is on record up to `as_of`. BadValue when the
    period has not begun by then.
    """
    period = period or periods.last_official(as_of)
    span = spanned(period, as_of)
    whole = Place("", Message("form.result"), clusters(db, span))
    return form(db, "bieu-04", period, span, [whole])


def bieu_03(
    db: sqlite3.Connection, as_of: str, period: Period | None = None, district: int | None = None
) -> Report:
    """The same form of one unit, by its id, or with a column for each district.

    A unit has the clusters that count for it or lie in it, in its parts or in what it was made
    of. The columns are the districts of the last day of the period, or of the last day on which
    there were any; a cluster without a district is in a column of its own.
    """
    period = period or periods.last_official(as_of)
    span = spanned(period, as_of)
    every = clusters(db, span)
    if district is not None:
        within = areas.subjects_in(db, district)
        unit = Place("", Message("form.result"), [each for each in every if each.id in within])
        return form(db, "bieu-03", period, span, [unit], areas.one(db, district).name)
    return form(db, "bieu-03", period, span, [*by_district(db, every, span)])


def spanned(period: Period, as_of: str) -> Span:
    """The days of a period that a form is about."""
    start, end = periods.begun(period, as_of)[1:3]
    return Span(start, end, min(end, as_of))


def clusters(db: sqlite3.Connection, span: Span) -> list[Filed]:
    """All clusters with what the rows ask for."""
    return filed(db, "cluster", span.until, sums(False), start=span.start, flows=sums(True))


def by_district(db: sqlite3.Connection, every: list[Filed], span: Span) -> Iterator[Place]:
    """All clusters, those of each district, and those of none of these."""
    last = areas.last_day(db, "district")
    units = areas.valid(db, "district", min(span.until, last) if last else span.until)
    yield Place("", Message("form.all"), every)
    for unit in units:
        own = [each for each in every if each.district == unit.id]
        yield Place(unit.code, Message("said", {"term": short(unit.name)}), own)
    known = {unit.id for unit in units}
    others = [each for each in every if each.district not in known]
    if others:
        yield Place("none", Message("form.no-district"), others)


def form(
    db: sqlite3.Connection,
    code: str,
    period: Period,
    span: Span,
    places: Sequence[Place],
    unit: str | None = None,
) -> Report:
    """The form for some places, each a column."""
    results = [
        {row.number: row.rule.result(each.clusters, span) for row in ROWS if row.rule}
        for each in places
    ]
    gaps = Gaps(db, "cluster", places[0].clusters)
    for row, result in results[0].items():
        gaps.note(row, result.lacking)
    columns, rows = (alone if len(places) == 1 else side_by_side)(places, results)
    violations = list(violated(places, results))
    title = Message(f"form.title.{code}")
    document = {
        "form": code,
        "law": LAW,
        "period": period.code,
        "from": span.start,
        "to": span.end,
        "as_of": span.until,
        "unit": unit,
        "rows": [row_document(row, places, results) for row in ROWS if row.rule],
        "violations": [each for each, _ in violations],
        "lacking": gaps.document(),
    }
    notes = tuple(told for _, told in violations)
    tables = (Table(code, Message(f"form.number.{code}"), columns, rows, notes), *gaps.table())
    header = (title, *sheet.dated(period, span))
    return Report(tables, header, document, form=sheet.clusters(db, code, unit))


def alone(
    places: Sequence[Place], results: Sequence[Mapping[str, Result]]
) -> tuple[tuple[Column, ...], list[tuple[object, ...]]]:
    """One column of results, with a remark beside each."""
    columns = (
        *FIRST,
        Column("value", Message("form.result"), only="people", right=True),
        *machines("value", "unit", "counted", "unknown", "subjects"),
        column("remark", only="people", keep=True),
    )
    rows: list[tuple[object, ...]] = []
    for row in ROWS:
        if row.rule is None:
            rows.append((row.number, row.label, "", "", None, None, None, None, None, ""))
            continue
        told = results[0][row.number]
        codes = [each.code for each in told.subjects]
        rows.append(
            (
                *(row.number, row.label, unit_said(row), shown(row, told)),
                *(told.value, row.base, len(codes), len(told.lacking), codes),
                remark(told) or "",
            )
        )
    return columns, rows


def side_by_side(
    places: Sequence[Place], results: Sequence[Mapping[str, Result]]
) -> tuple[tuple[Column, ...], list[tuple[object, ...]]]:
    """A column of results for each place."""
    columns = (
        *FIRST,
        *machines("unit"),
        *(
            Column(
                *(f"value_{each.key}" if each.key else "value", each.label),
                right=True,
                group=group,
                wide=bool(each.key) and len(places) > FEW,
            )
            for each, group in zip(places, groups(places), strict=True)
        ),
    )
    rows: list[tuple[object, ...]] = []
    for row in ROWS:
        if row.rule is None:
            rows.append((row.number, row.label, "", None, *[""] * len(places)))
            continue
        values = [shown(row, told[row.number]) for told in results]
        rows.append((row.number, row.label, unit_said(row), row.base, *values))
    return columns, rows


FEW = 5
"""So many places have a column each on a narrow terminal; of more only all together have."""
FIRST = (
    column("row", keep=True),
    column("criterion"),
    column("unit", only="people", keep=True),
)


def groups(places: Sequence[Place]) -> list[Message | None]:
    """The heading over the columns of districts."""
    return [Message("form.by-district") if each.key else None for each in places]


def unit_said(row: Row) -> Message:
    """The unit of a row."""
    return Message(f"form.unit.{row.unit}")


def shown(row: Row, result: Result) -> Bare | None:
    """The value of a row as the form prints it."""
    return None if result.value is None else Bare(Quantity(result.value, row.base))


def remark(result: Result) -> Message | None:
    """What is said beside a value: how many are not in it, and how many are told roughly."""
    lacking = len({gap.subject.id for gap in result.lacking})
    if result.value is None or not (lacking or result.rough):
        return None
    parts = {"unknown": lacking, "rough": result.rough}
    key = "-".join(name for name, count in parts.items() if count)
    return Message(f"form.remark.{key}", parts)


def violated(
    places: Sequence[Place], results: Sequence[Mapping[str, Result]]
) -> Iterator[tuple[dict[str, object], Message]]:
    """The control sums that do not come out, for machines and for people."""
    by_number = {row.number: row for row in ROWS}
    for place, told in zip(places, results, strict=True):
        values = {number: result.value for number, result in told.items()}
        for check in broken(values):
            rows = [by_number[number] for number in check.rows]
            said = [
                Message(
                    "form.row-value",
                    {
                        "row": row.number,
                        "value": shown(row, told[row.number]),
                        "unit": unit_said(row),
                    },
                )
                for row in rows
            ]
            words = {"rule": check.rule, "values": said, "place": place.label}
            document: dict[str, object] = {
                "rule": check.rule,
                "place": place.key or None,
                "values": {number: values[number] for number in check.rows},
            }
            yield document, Message("form.violated-in" if place.key else "form.violated", words)


def row_document(
    row: Row, places: Sequence[Place], results: Sequence[Mapping[str, Result]]
) -> dict[str, object]:
    """A row for machines, each value with the codes of the clusters it is made of."""
    told = results[0][row.number]
    document: dict[str, object] = {
        "row": row.number,
        "label": row.label,
        "unit": row.base,
        "value": told.value,
        "subjects": [each.code for each in told.subjects],
        "lacking": list(dict.fromkeys(gap.subject.code for gap in told.lacking)),
    }
    if len(places) > 1:
        document["districts"] = {
            each.key: result[row.number].value
            for each, result in zip(places, results, strict=True)
            if each.key
        }
    return document
