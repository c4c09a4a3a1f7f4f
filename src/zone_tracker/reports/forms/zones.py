"""The sheets of the zones: 2103, those established, one row each; 2107, those of the plan.

A sheet is data: `COLUMNS_2103` and `COLUMNS_2107` say what each column holds.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from operator import attrgetter
from typing import NamedTuple

from zone_tracker.model import Bare, Column, Message, Quantity, Report, Table, Term
from zone_tracker.reports.columns import column
from zone_tracker.reports.forms import sheet as paper
from zone_tracker.reports.forms.gaps import Gaps
from zone_tracker.reports.forms.rules import FOUNDED, Gap, act_told
from zone_tracker.reports.occupancy import ratio, tenant_land
from zone_tracker.reports.words import day
from zone_tracker.store.forms import Filed, filed

POSITIONS = ("outside-economic-zone", "inside-border-economic-zone", "inside-coastal-economic-zone")
MEASURES = {
    *("area-planned", "area-established", "area-industrial", "area-service"),
    *("area-industrial-service", "area-leased", "area-handed-over", "infrastructure-completion"),
    *("capital-registered", "capital-disbursed"),
}
DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|tháng \d{1,2} năm \d{4}")
Value = int | None


class Field(NamedTuple):
    """A column of a sheet; its label is worded under `zones.KEY`, that over it under `zones.GROUP`.

    What is known of a zone is a text, a term or, with a `unit`, an exact value in it: None where
    nothing is.
    """

    key: str
    known: Callable[[Filed], object]
    unit: str = ""
    group: str = ""

    @property
    def label(self) -> Message:
        """What stands in the head of the column."""
        return Message(f"zones.{self.key}")

    def cell(self, of: Filed) -> object:
        """What stands in the column for a zone."""
        return self.shown(self.known(of))

    def shown(self, value: object) -> object:
        """A value as the sheet prints it."""
        return Bare(Quantity(value, self.unit)) if isinstance(value, int) else value


def figure(of: Filed, measure: str, unit: str) -> Value:
    """The newest actual figure of the whole of a zone."""
    found = of.figures.get((measure, unit))
    return None if found is None else found.quantity.value


def land(of: Filed) -> Value:
    """`area-industrial` + `area-service`, else `area-industrial-service`."""
    return tenant_land("zone", partial(figure, of, unit="m2"))


def leased(of: Filed) -> Value:
    """Leased land."""
    return figure(of, "area-leased", "m2")


def occupancy(of: Filed) -> Value:
    """Leased / industrial and service land (Decree 35/2022, article 2.22)."""
    part, whole = leased(of), land(of)
    return None if part is None or not whole else ratio(part, whole)


def position(of: Filed) -> Term | None:
    """The newest of the acts that say whether a zone lies in an economic zone."""
    told = [of.last[act] for act in POSITIONS if act in of.last]
    last = max(told, key=lambda each: each.date.date_to, default=None)
    return last and last.act


def place(of: Filed) -> str | None:
    """The communes and the district."""
    return ", ".join(each for each in (of.places, of.district_name) if each) or None


def document(of: Filed, act: str) -> object:
    """The document of an act with its day, as people cite it; None: none is on record."""
    found = of.last.get(act)
    if found is None or found.document is None:
        return None
    date = found.document_date or found.date
    if DAY.search(found.document) or date.precision != "day" or date.date_from is None:
        return found.document
    return Message("form.cited", {"title": found.document, "date": date})


def approved(of: Filed) -> Value:
    """`area-established`; 0 where a zone is known not to be established."""
    if not is_approved(of):
        return None if of.rank is None else 0
    return figure(of, "area-established", "m2")


def remaining(of: Filed) -> Value:
    """The planned area less the approved one."""
    whole, part = figure(of, "area-planned", "m2"), approved(of)
    return None if whole is None or part is None or part > whole else whole - part


def is_approved(of: Filed) -> bool:
    """Established: the act is on record, or a zone stands at that stage or above."""
    return act_told(of, "established") is True or (of.rank or 0) >= FOUNDED


def measured(key: str, measure: str, unit: str, group: str = "") -> Field:
    """A column of figures."""
    known = partial(figure, measure=measure, unit=unit)
    return Field(f"{key}_{unit}", known, unit, group)


def cited(key: str, act: str) -> Field:
    """A column of documents."""
    return Field(key, partial(document, act=act))


PLACE = Field("place", place)
COLUMNS_2103 = (
    Field("position", position),
    cited("infrastructure_project", "infrastructure-project-approved"),
    cited("decision", "established"),
    Field("certificate", attrgetter("certificate")),
    PLACE,
    Field("investor", attrgetter("investor")),
    Field("investor_country", attrgetter("investor_country")),
    measured("capital_registered", "capital-registered", "usd_cents", "registered"),
    measured("capital_registered", "capital-registered", "vnd", "registered"),
    measured("area_established", "area-established", "m2", "areas"),
    Field("land_m2", land, "m2", "areas"),
    measured("area_leased", "area-leased", "m2", "areas"),
    Field("occupancy_bp", occupancy, "bp"),
    measured("infrastructure_completion", "infrastructure-completion", "bp"),
    Field("stage", attrgetter("stage")),
    measured("area_handed_over", "area-handed-over", "m2"),
    measured("capital_disbursed", "capital-disbursed", "usd_cents", "disbursed"),
    measured("capital_disbursed", "capital-disbursed", "vnd", "disbursed"),
)
COLUMNS_2107 = (
    PLACE,
    measured("area_planned", "area-planned", "m2"),
    cited("plan", "planned"),
    Field("approved_m2", approved, "m2"),
    Field("remaining_m2", remaining, "m2"),
)
"""The columns after the number and the name."""

LONG = {
    *("position", "infrastructure_project", "decision", "certificate", "place", "investor"),
    "investor_country",
}
"""Columns that no terminal has room for on a sheet of MANY."""
MANY = 10
ASIDE = {
    *("place", "infrastructure_completion_bp", "area_handed_over_m2"),
    *("capital_registered_usd_cents", "capital_registered_vnd"),
    *("capital_disbursed_usd_cents", "capital_disbursed_vnd"),
}
"""Columns that a narrow terminal leaves out."""
ADDED_UP = ("m2", "vnd", "usd_cents")
"""The units of columns that have a total."""
EITHER = ("registered", "disbursed")
"""Groups of columns of which one is enough: capital is foreign or domestic."""
DERIVED = ("occupancy_bp", "remaining_m2")
"""Columns that are computed from others, which tell what is lacking."""
NO_MORE = (
    ("area_leased_m2", "land_m2"),
    ("area_handed_over_m2", "area_established_m2"),
    ("approved_m2", "area_planned_m2"),
)
"""Columns that are no more than another one."""


def zones_2103(db: sqlite3.Connection, as_of: str) -> Report:
    """The zones established by a day, with their figures; the others are counted below."""
    every = filed(db, "zone", as_of, MEASURES)
    listed = [each for each in every if is_approved(each)]
    left_out = len(every) - len(listed)
    notes = (Message("zones.left-out", {"count": left_out}),) if left_out else ()
    return sheet(db, "zones-2103", as_of, COLUMNS_2103, [("", listed)], notes)


def zones_2107(db: sqlite3.Connection, as_of: str) -> Report:
    """The zones of the plan by a day: those approved, then those that are not."""
    every = [each for each in filed(db, "zone", as_of, MEASURES) if not taken_out(each)]
    groups = [
        ("approved", [each for each in every if is_approved(each)]),
        ("not-approved", [each for each in every if not is_approved(each)]),
    ]
    return sheet(db, "zones-2107", as_of, COLUMNS_2107, groups)


def taken_out(of: Filed) -> bool:
    """Whether a zone was taken out of the plan, and not put back since."""
    return act_told(of, "removed-from-plan") is True and "planned" not in of.acts


def sheet(
    db: sqlite3.Connection,
    code: str,
    as_of: str,
    fields: Sequence[Field],
    groups: Sequence[tuple[str, list[Filed]]],
    notes: tuple[Message, ...] = (),
) -> Report:
    """A sheet: a row a zone, in groups that have a heading where they have a name; the total."""
    zones = [each for _, group in groups for each in group]
    gaps = Gaps(db, "zone", zones)
    for zone in zones:
        for number, gap in lacks(zone, fields):
            gaps.note(number, [gap])
    violations = [each for zone in zones for each in violated(zone, fields)]
    title = Message(f"form.title.{code}")
    rows = list(rows_of(fields, groups))
    document = {
        "form": code,
        "as_of": as_of,
        "zones": [
            {"code": zone.code, "name": zone.name, **({"group": name} if name else {})}
            | {field.key: field.known(zone) for field in fields}
            for name, group in groups
            for zone in group
        ],
        "total": {field.key: total(field, zones) for field in fields if has_total(field)},
        "violations": [each for each, _ in violations],
        "lacking": gaps.document(),
    }
    told = tuple(said for _, said in violations)
    tables = (
        Table(code, Message(f"form.number.{code}"), columns_of(fields), rows, (*told, *notes)),
        *gaps.table(),
    )
    header = (title, Message("zones.as-of", {"as_of": day(as_of)}))
    return Report(tables, header, document, form=paper.zones(db, code))


def columns_of(fields: Sequence[Field]) -> tuple[Column, ...]:
    """The columns of a sheet."""
    return (
        Column("stt", Message("zones.stt"), keep=True),
        column("code", only="machines"),
        Column("name", Message("zones.name")),
        *(
            Column(
                *(each.key, each.label),
                right=bool(each.unit),
                wide=each.key in ASIDE,
                paper=each.key in LONG and len(fields) > MANY,
                group=Message(f"zones.{each.group}") if each.group else None,
            )
            for each in fields
        ),
    )


def rows_of(
    fields: Sequence[Field], groups: Sequence[tuple[str, list[Filed]]]
) -> Iterator[tuple[object, ...]]:
    """The rows of a sheet, and the total where there is anything to add up."""
    for place, (name, group) in enumerate(groups, 1):
        if name:
            yield "I" * place, None, Message(f"zones.{name}"), *[""] * len(fields)
        for number, zone in enumerate(group, 1):
            yield number, zone.code, zone.name, *(each.cell(zone) for each in fields)
    zones = [each for _, group in groups for each in group]
    if zones:
        sums = (each.shown(total(each, zones)) if has_total(each) else "" for each in fields)
        yield "", None, Message("zones.total"), *sums


def has_total(field: Field) -> bool:
    """Whether a column is summed up at the foot."""
    return field.unit in ADDED_UP or field.key == "occupancy_bp"


def total(field: Field, zones: Sequence[Filed]) -> Value:
    """The sum of a column over the zones it is known of; None: of none.

    Of the occupancy it is the ratio of the sums, over the zones operating of which both are
    known.
    """
    if field.key == "occupancy_bp":
        running = [each for each in zones if each.stage and each.stage.code == "operating"]
        pairs = [(leased(each), land(each)) for each in running]
        both = [(part, whole) for part, whole in pairs if part is not None and whole]
        whole = sum(land for _, land in both)
        return ratio(sum(part for part, _ in both), whole) if whole else None
    known = [value for each in zones if isinstance(value := field.known(each), int)]
    return sum(known) if known else None


def lacks(zone: Filed, fields: Sequence[Field]) -> Iterator[tuple[str, Gap]]:
    """What a zone lacks, each with the number of its column."""
    for number, field in enumerate(fields, 3):
        beside = [each for each in fields if each.group == field.group in EITHER] or [field]
        if field.key not in DERIVED and all(each.known(zone) is None for each in beside):
            yield str(number), Gap(zone, "cell", field.group if len(beside) > 1 else field.key)


def violated(zone: Filed, fields: Sequence[Field]) -> Iterator[tuple[dict[str, object], Message]]:
    """The columns of a zone that are more than they can be, for machines and for people."""
    by_key = {field.key: field for field in fields}
    for less, more in NO_MORE:
        if less in by_key and more in by_key:
            values = [by_key[key].known(zone) for key in (less, more)]
            if None not in values and values[0] > values[1]:  # type: ignore[operator]
                document: dict[str, object] = {
                    "code": zone.code,
                    "rule": f"{less} ≤ {more}",
                    "values": dict(zip((less, more), values, strict=True)),
                }
                said: dict[str, object] = {"name": zone.name}
                for place, key in (("less", less), ("more", more)):
                    said[place] = by_key[key].label
                    said[f"{place}_value"] = by_key[key].cell(zone)
                yield document, Message("zones.violated", said)
