"""One condition of a list as a person writes it ("capital>=100 tỷ") to a condition on a subject."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from zone_tracker.errors import BadValue
from zone_tracker.importing import lookup
from zone_tracker.importing.desk import Desk
from zone_tracker.importing.words import NONE, searched
from zone_tracker.model import Term
from zone_tracker.store import conditions
from zone_tracker.store.conditions import Condition, negated
from zone_tracker.store.vocabulary import Measure
from zone_tracker.vietnamese.dates import parse_date
from zone_tracker.vietnamese.nearest import guess
from zone_tracker.vietnamese.quantities import parse_quantity
from zone_tracker.vietnamese.text import clean, identity_key

ORDERED = ("=", "!=", "<", "<=", ">", ">=")
EQUAL = ("=", "!=")
TEXT = ("=", "!=", "~")
FORM = re.compile("([^=!<>~≠≤≥]+)(!=|<=|>=|[=<>~≠≤≥])(.*)")
SAME = {"≠": "!=", "≤": "<=", "≥": ">="}

Reader = Callable[[Desk, str, str, str], Condition]
"""desk, kind of subject, operator, value -> condition"""


class Field(NamedTuple):
    """What a condition can ask about: its words, its operators, how its value is read.

    `missing` is the condition that nothing is known of it; None where something always is.
    """

    words: tuple[str, ...]
    operators: tuple[str, ...]
    read: Reader
    example: str | Term
    missing: Condition | None


def condition_of(desk: Desk, kind: str, written: str) -> Condition:
    """Read one condition: what it asks about, an operator, a value.

    The value `none` asks for what is not known. Dates count by both their ends: `<` and `<=`
    look at the last day a fact may have, `>` and `>=` at the first, so a fact whose date spans
    the border fulfils neither. Raises BadValue naming the part that cannot be read.
    """
    text = clean(written)
    parts = FORM.fullmatch(text)
    if parts is None or not parts[3].strip():
        raise BadValue("where.form", value=text)
    name, operator, value = parts[1].strip(), SAME.get(parts[2], parts[2]), parts[3].strip()
    field = field_of(desk, name)
    if operator not in field.operators:
        raise BadValue(
            "where.operator",
            value=operator,
            name=name,
            allowed=list(field.operators),
            example=field.example,
        )
    if operator in EQUAL and field.missing and value.casefold() in NONE:
        return field.missing if operator == "=" else negated(field.missing)
    return field.read(desk, kind, operator, value)


def field_of(desk: Desk, name: str) -> Field:
    """The field that `name` means: a column of the list, or a measure."""
    folded = identity_key(name)
    words: list[str] = []
    for field in (*FIELDS, *map(measured, desk.vocabulary.measures.values())):
        if any(identity_key(word) == folded for word in field.words):
            return field
        words += field.words
    allowed = [field.words[0] for field in FIELDS]
    raise BadValue("where.field", value=name, guess=guess(name, words), allowed=allowed)


def stage(desk: Desk, kind: str, operator: str, value: str) -> Condition:
    """At, before or beyond a stage, in the order of progress."""
    act = lookup.stage(desk, kind, value)
    if operator in EQUAL:
        return either(operator, conditions.stage_is(act.code))
    if act.rank is None:
        ranked = [each.label for each in desk.vocabulary.acts_of(kind) if each.rank is not None]
        raise BadValue("where.no-rank", value=act.label, stages=ranked)
    return conditions.stage_rank(operator, act.rank)


def stage_since(desk: Desk, kind: str, operator: str, value: str) -> Condition:
    """Since before, within or after a date or period."""
    date = parse_date(value)
    if date.date_from is None:
        raise BadValue("where.open-date", value=value)
    return conditions.stage_since(operator, date.date_from, date.date_to)


def health(desk: Desk, kind: str, operator: str, value: str) -> Condition:
    """What was last said beside the stage."""
    return either(operator, conditions.health_is(lookup.health(desk, kind, value)))


def district(desk: Desk, kind: str, operator: str, value: str) -> Condition:
    """In a district of the time before 1/7/2025."""
    return either(operator, conditions.in_district(lookup.district(desk, value)))


def within(desk: Desk, kind: str, operator: str, value: str) -> Condition:
    """In a zone or cluster."""
    return either(operator, conditions.within(lookup.container(desk, value)))


def sector(desk: Desk, kind: str, operator: str, value: str) -> Condition:
    """Of a sector or a group of them."""
    return either(operator, conditions.in_sector(desk.references.sector(value)))


def text(desk: Desk, kind: str, operator: str, value: str, *, field: str) -> Condition:
    """Whether a text is another, or has it in it."""
    if operator == "~":
        return conditions.has_text(field, searched(value))
    prefixes = desk.vocabulary.kinds[kind].name_prefixes if field == "name" else ()
    return either(operator, conditions.is_text(field, value, prefixes))


def figure(desk: Desk, kind: str, operator: str, value: str, *, measure: str) -> Condition:
    """The newest figure against one exact amount; amounts of another unit are not known."""
    units = desk.vocabulary.measures[measure].units
    amount = parse_quantity(value, units)
    if amount.upper is not None or amount.qualifier is not None:
        raise BadValue("where.not-exact", value=value)
    return conditions.figure(operator, measure, amount.unit, amount.value)


def either(operator: str, condition: Condition) -> Condition:
    """The condition for `=`, its opposite for `!=`."""
    return condition if operator == "=" else negated(condition)


def measured(measure: Measure) -> Field:
    """The field of a measure."""
    return figures(measure.words, measure.code, measure.code, measure.units[0])


def figures(words: tuple[str, ...], name: str, measure: str, unit: str) -> Field:
    """A field of figures of one measure; `unit` is that of its example."""
    amounts = AMOUNTS[unit]
    example = Term(name, f"{name}>={amounts[0]}", f"{name}>={amounts[1]}")
    missing = conditions.no_figure(measure)
    return Field(words, ORDERED, partial(figure, measure=measure), example, missing)


def texts(name: str, *words: str, example: str) -> Field:
    """A field of text."""
    missing = conditions.MISSING.get(name)
    return Field((name, *words), TEXT, partial(text, field=name), example, missing)


AMOUNTS = {
    "vnd": ("100 tỷ", "100 billion VND"),
    "usd_cents": ("5 triệu USD", "5 million USD"),
    "m2": ("100 ha", "100 ha"),
    "bp": ("60%", "60%"),
    "person": ("1000 người", "1000 people"),
    "item": ("10", "10"),
    "tonne_per_year": ("5000 tấn/năm", "5000 tonnes a year"),
}


def fields() -> Iterator[Field]:
    """What a condition can ask about beside the measures."""
    missing = conditions.MISSING
    yield Field(("stage", "giai đoạn"), ORDERED, stage, "stage>=land-clearance", missing["stage"])
    since = ("stage_since", "từ", "since")
    yield Field(since, ORDERED, stage_since, "stage_since>=1/7/2024", missing["stage_since"])
    yield figures(("capital", "vốn"), "capital", "capital-registered", "vnd")
    yield figures(("area", "diện tích"), "area", "area-planned", "m2")
    yield figures(("labour", "lao động"), "labour", "labour", "person")
    yield Field(("health", "tình trạng"), EQUAL, health, "health=blocked", missing["health"])
    where = ("district", "huyện")
    yield Field(where, EQUAL, district, "district=Bát Xát", missing["district"])
    around = ("within", "in", "trong khu/cụm", "khu/cụm")
    yield Field(around, EQUAL, within, "within=kcn-tang-loong", missing["within"])
    yield Field(("sector", "ngành"), EQUAL, sector, "sector=none", missing["sector"])
    yield texts("name", "tên", example="name~lao cai")
    yield texts("code", "mã", example="code~vo-lao")
    yield texts("investor", "nhà đầu tư", example="investor~nexus")
    yield texts("investor_country", "quốc tịch", example="investor_country~trung quoc")
    yield texts("certificate", "số gcn", "số gcn đăng ký đầu tư", example="certificate=none")
    yield texts("source", "nguồn", example="source=none")
    yield texts("note", "ghi chú", example="note~kêu gọi")


FIELDS = tuple(fields())
