"""The columns of every kind of input as a file of ours has them: exported, and to be filled in.

One table for exports, templates and data packages. A column is named as an import knows it; its
heading and what to write there are worded under `field.NAME` and `fill.NAME`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from zone_tracker.model import FactDate, Message, Quantity, Term
from zone_tracker.reports.columns import SURE
from zone_tracker.vietnamese.dates import iso
from zone_tracker.vietnamese.quantities import show_quantity

MONTHS = {1: "month", 3: "quarter", 6: "half", 12: "year"}
"""How many months a period of each precision has."""


class Field(NamedTuple):
    """One column.

    `sort` tells what its cells hold (SORTS), `words` from which vocabulary they come, `to` the
    column of another kind that they refer to. `name` is that of its wording where the key alone
    would not tell.
    """

    key: str
    sort: str = "text"
    words: str | None = None
    to: tuple[str, str] | None = None
    required: bool = False
    name: str = ""

    @property
    def heading(self) -> Message:
        """The heading for people, one that an import knows."""
        return Message(f"field.{self.name or self.key}")

    @property
    def told(self) -> Message:
        """What to write there."""
        return Message(f"fill.{self.name or self.key}")


class Sort(NamedTuple):
    """What a cell holds: of how many stored columns, how an export tells it, its type.

    `type` is that of a Table Schema.
    """

    width: int
    tell: Callable[..., object]
    type: Mapping[str, object]


def as_it_is(value: object) -> object:
    """A stored value that needs no other words."""
    return value


def date_told(start: str | None, end: str | None, precision: str | None) -> str | None:
    """A date with its precision, as an import reads it back."""
    return end and iso(FactDate(start, end, precision))  # type: ignore[arg-type]


def quantity_told(value: int, unit: str, upper: int | None, qualifier: str | None) -> str:
    """An exact quantity with its unit, as an import reads it back.

    What has no unit stands ungrouped: 1.161 alone could be either one of a few or a thousand.
    """
    told = show_quantity(Quantity(value, unit, upper, qualifier), "vi")  # type: ignore[arg-type]
    return told.replace(".", "") if unit == "item" else told


def flag_told(value: int) -> str | None:
    """Yes; nothing where it is not so."""
    return "yes" if value else None


def period_told(start: str, end: str) -> str:
    """A period by its name where it has one, else its first and last day."""
    if start == end:
        return start
    (year, month), (last_year, last_month) = ((int(day[:4]), int(day[5:7])) for day in (start, end))
    count = last_month - month + 1
    named = year == last_year and count in MONTHS and last_month % count == 0
    if named and start.endswith("-01") and is_month_end(end):
        return iso(FactDate(start, end, MONTHS[count]))  # type: ignore[arg-type]
    return f"{start}/{end}"


def is_month_end(day: str) -> bool:
    """Whether an ISO day is the last one of its month."""
    from datetime import date, timedelta

    return (date.fromisoformat(day) + timedelta(days=1)).day == 1


SORTS: dict[str, Sort] = {
    "text": Sort(1, as_it_is, {"type": "string"}),
    "address": Sort(1, as_it_is, {"type": "string", "format": "uri"}),
    "day": Sort(1, as_it_is, {"type": "date"}),
    "date": Sort(3, date_told, {"type": "string"}),
    "period": Sort(2, period_told, {"type": "string"}),
    "quantity": Sort(4, quantity_told, {"type": "string"}),
    "year": Sort(1, as_it_is, {"type": "year"}),
    "count": Sort(1, as_it_is, {"type": "integer"}),
    "flag": Sort(1, flag_told, {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}),
}

CLOSED: dict[str, tuple[Term, ...]] = {
    "confidence": tuple(SURE.values()),
    "status": (Term("actual", "thực tế", "actual"), Term("planned", "kế hoạch", "planned")),
    "level": (
        Term("province", "tỉnh", "province"),
        Term("district", "huyện", "district"),
        Term("commune", "xã", "commune"),
    ),
    "price_base": (Term("current", "hiện hành", "current"), Term("2010", "2010", "2010")),
    "yes_no": (Term("yes", "có", "yes"), Term("no", "không", "no")),
    "flow": tuple(Term(code, code, code) for code in ("stock", "flow")),
    "count_by": tuple(
        Term(code, code, code) for code in ("act", "stage-at-least", "advanced", "any-act")
    ),
}
"""The words of short lists that no table holds."""


def required(field: Field) -> Field:
    """The same column where it must be filled."""
    return field._replace(required=True)


CODE = Field("code", required=True)
SOURCE = Field("source", to=("sources", "code"))
SURENESS = Field("confidence", words="confidence")
NOTE = Field("note")
SAID = (SOURCE, SURENESS, NOTE)
STATUS = Field("status", words="status")
PHASE = Field("phase")
SUBJECT = Field("subject", words="subject", required=True)
AREA = Field("area", required=True)
TITLES = (Field("title_vi", required=True), Field("title_en", required=True))
BACK = (Field("return_to", words="rank"), Field("reason"))

SUBJECT_CODE = Field("code", name="subject_code")
DISTRICT = Field("district", words="district")
WITHIN = Field("within", words="container")
FORMER = Field("former")
INVESTOR = Field("investor")
NATIONALITY = Field("investor_country")
SECTOR = Field("sector", words="sector", to=("sectors", "code"))
CERTIFICATE = Field("certificate")


def name_of(kind: str) -> Field:
    """The column with the name of a subject of this kind."""
    return Field("name", required=True, name=f"{kind}_name")


def of_subject(kind: str) -> tuple[Field, ...]:
    """What is exported of a subject; its acts and figures are kinds of their own."""
    return (
        *(required(SUBJECT_CODE), name_of(kind), CERTIFICATE, DISTRICT, WITHIN, FORMER),
        *(INVESTOR, NATIONALITY, SECTOR, *SAID),
    )


FIELDS: dict[str, tuple[Field, ...]] = {
    "sources": (
        *(CODE, Field("title", required=True), Field("publisher"), Field("number")),
        *(Field("date", "date", name="source_date"), Field("url", "address"), NOTE),
    ),
    "areas": (
        Field("code", required=True, name="area_code"),
        Field("level", words="level", required=True),
        Field("name", required=True, name="area_name"),
        *(Field("parent"), Field("valid_from", "day"), Field("valid_to", "day")),
        *(Field("map_row", "count"), Field("map_column", "count"), *SAID),
    ),
    "successions": (
        *(Field("old", required=True), Field("new", required=True)),
        *(Field("date", "day", required=True, name="succession_date"), SOURCE, SURENESS),
    ),
    "unit_sets": (CODE, *TITLES, AREA._replace(name="unit"), SOURCE),
    "sectors": (
        CODE,
        Field("group", words="group", to=("sectors", "code")),
        *(Field("name_vi", required=True), Field("name_en", required=True), SOURCE, SURENESS),
    ),
    "provinces": of_subject("province"),
    "clusters": of_subject("cluster"),
    "zones": of_subject("zone"),
    "projects": of_subject("project"),
    "deliverables": of_subject("deliverable"),
    "aliases": (SUBJECT, Field("name", required=True, name="alias"), SOURCE),
    "places": (SUBJECT, AREA, *SAID),
    "milestones": (
        *(SUBJECT, Field("act", words="act", required=True), STATUS),
        *(Field("date", "date", required=True), PHASE, *BACK, *SAID),
    ),
    "figures": (
        *(SUBJECT, Field("measure", words="measure", required=True)),
        *(Field("value", "quantity", required=True), STATUS),
        *(Field("date", "date", required=True), PHASE),
        *(Field("price_base", words="price_base"), Field("derived", "flag", "yes_no"), *SAID),
    ),
    "confirmations": (
        *(SUBJECT, Field("date", "date", required=True, name="confirmation_date")),
        *(required(SOURCE), NOTE),
    ),
    "targets": (CODE, Field("year", "year", required=True), *TITLES, *SAID),
    "readings": (
        *(Field("target", words="target", to=("targets", "code"), required=True), CODE),
        *(Field("main", "flag", "yes_no"), *TITLES),
        Field("count_by", words="count_by", required=True),
        Field("kind", words="kind", required=True),
        *(Field("acts"), Field("subjects"), Field("unit_set", words="unit_set")),
        *(Field("flow", words="flow"), Field("period", "period", required=True)),
        *(Field("baseline", "count"), Field("threshold", "count", required=True), SOURCE, NOTE),
    ),
}
"""Every kind of input, each after those it refers to, with the columns of its export."""

KEYS: dict[str, tuple[str, ...]] = {
    "sources": ("code",),
    "successions": ("old", "new"),
    "unit_sets": ("code", "area"),
    "sectors": ("code",),
    **dict.fromkeys(("provinces", "clusters", "zones", "projects", "deliverables"), ("code",)),
    "aliases": ("subject", "name"),
    "places": ("subject", "area"),
    "targets": ("code",),
    "readings": ("target", "code"),
}
"""What tells the rows of an export apart; acts and figures may be told twice, by two documents."""
