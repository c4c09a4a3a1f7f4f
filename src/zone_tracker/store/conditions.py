"""Conditions on a subject as SQL with parameters, in three values: yes, no, not known.

What is not known is neither equal nor unequal, neither more nor less: such a condition is NULL,
and SQL's own AND and NOT carry that on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from zone_tracker.vietnamese.text import identity_key, search_key, sort_key


class Condition(NamedTuple):
    """What must hold of the row `subject`: 1 it does, 0 it does not, NULL nobody knows.

    `{0}`, `{1}` ... in `sql` are the places of `values`. One that is `staged` looks at the stage:
    at the rows `standing`, `milestone` and `act` that stand beside the subject's.
    """

    sql: str
    values: tuple[object, ...] = ()
    staged: bool = False


COMPARE = {
    "<": ("{high} < {first}", "{low} >= {first}"),
    "<=": ("{high} <= {last}", "{low} > {last}"),
    ">": ("{low} > {last}", "{high} <= {last}"),
    ">=": ("{low} >= {first}", "{high} < {first}"),
    "=": ("{low} >= {first} AND {high} <= {last}", "{high} < {first} OR {low} > {last}"),
    "!=": ("{high} < {first} OR {low} > {last}", "{low} >= {first} AND {high} <= {last}"),
}
"""When `low` to `high` is surely so compared with `first` to `last`, and when surely not.

A span that crosses the border is neither: "năm 2024" is not before 1/7/2024 and not after it.
"""

NEWEST = """FROM figure WHERE figure.subject = subject.id
    AND measure = {measure} AND unit = {unit} AND status = 'actual' AND date_to <= :as_of
    AND phase IS NULL ORDER BY date_to DESC, id DESC LIMIT 1"""
"""The newest figure of the whole of a subject: that of a phase is none."""

HEALTH = """FROM milestone AS said WHERE said.subject = subject.id
    AND said.act IN (SELECT code FROM act WHERE effect = 'health')
    AND said.status = 'actual' AND said.date_to <= :as_of
    ORDER BY said.date_to DESC, said.id DESC LIMIT 1"""
"""What was last said of a subject's health."""

PLACED = """SELECT 1 FROM place JOIN area ON area.id = place.area
    WHERE place.subject = subject.id"""

FACTS = """SELECT source FROM milestone WHERE milestone.subject = subject.id
    UNION ALL SELECT source FROM figure WHERE figure.subject = subject.id"""
"""The source of each act and figure of a subject."""

DOCUMENTS = f"""FROM source WHERE source.id = subject.source
    OR source.id IN ({FACTS})"""


def compared(operator: str, low: str, high: str) -> str:
    """`low` to `high` against the values {0} to {1}, as SQL: 1, 0 or NULL."""
    holds, fails = (
        side.format(low=low, high=high, first="{0}", last="{1}") for side in COMPARE[operator]
    )
    return f"CASE WHEN {holds} THEN 1 WHEN {fails} THEN 0 END"


def negated(condition: Condition) -> Condition:
    """The opposite; what is not known stays so."""
    return condition._replace(sql=f"NOT ({condition.sql})")


def stage_is(stage: str) -> Condition:
    """It stands at this very stage."""
    return Condition("act.code = {0}", (stage,), staged=True)


def stage_rank(operator: str, rank: int) -> Condition:
    """It stands so in the order of the stages, also while suspended.

    What has ended stands neither before nor after any stage.
    """
    sql = f"CASE WHEN standing.rank >= 1000 THEN 0 ELSE standing.rank {operator} {{0}} END"
    return Condition(sql, (rank,), staged=True)


def stage_since(operator: str, first: str, last: str) -> Condition:
    """It reached its stage so compared with the days `first` to `last`."""
    sql = compared(operator, "milestone.date_from", "milestone.date_to")
    return Condition(sql, (first, last), staged=True)


def figure(operator: str, measure: str, unit: str, value: int) -> Condition:
    """Its newest figure of this measure in this unit is so compared with `value`."""
    newest = NEWEST.format(measure="{2}", unit="{3}")
    test = compared(operator, "figure.value", "coalesce(figure.upper, figure.value)")
    return Condition(f"(SELECT {test} {newest})", (value, value, measure, unit))


def health_is(state: str) -> Condition:
    """This was last said of its health."""
    return Condition(f"(SELECT said.act = {{0}} {HEALTH})", (state,))


def in_district(district: int) -> Condition:
    """It counts for this district, or lies in a commune of it."""
    return Condition(
        f"""CASE WHEN subject.district = {{0}} OR EXISTS ({PLACED}
            AND {{0}} IN (area.id, area.parent)) THEN 1
        WHEN subject.district IS NULL AND NOT EXISTS ({PLACED}) THEN NULL ELSE 0 END""",
        (district,),
    )


def within(container: int) -> Condition:
    """It lies in this zone or cluster."""
    return Condition("subject.within = {0}", (container,))


def in_sector(sector: int) -> Condition:
    """It is of this sector, or of one in this group."""
    return Condition(
        "subject.sector IN (SELECT id FROM sector WHERE {0} IN (id, parent))", (sector,)
    )


ALIASED = "subject.id IN (SELECT subject FROM alias WHERE {})"
NAME_HAS = f"subject.search_key LIKE {{0}} OR {ALIASED.format('search_key LIKE {0}')}"
NAME_IS = f"subject.identity_key = {{0}} OR {ALIASED.format('identity_key = {0}')}"
CODE_HAS = "replace(subject.code, '-', ' ') LIKE {0}"
SOURCE_HAS = f"""(SELECT max(folded(title || ' ' || coalesce(number, '') || ' ' || code) LIKE {{0}})
    {DOCUMENTS})"""
SOURCE_IS = f"""(SELECT max({{0}} IN (code, identical(title), identical(coalesce(number, ''))))
    {DOCUMENTS})"""
TEXTS = {
    "code": (CODE_HAS, "subject.code = {0}"),
    "name": (NAME_HAS, NAME_IS),
    "investor": ("folded(subject.investor) LIKE {0}", "identical(subject.investor) = {0}"),
    "investor_country": (
        "folded(subject.investor_country) LIKE {0}",
        "identical(subject.investor_country) = {0}",
    ),
    "certificate": ("folded(subject.certificate) LIKE {0}", "identical(subject.certificate) = {0}"),
    "note": ("folded(subject.note) LIKE {0}", "identical(subject.note) = {0}"),
    "source": (SOURCE_HAS, SOURCE_IS),
}
"""Each text of a subject: that it has another in it, that it is another.

A source is any that the subject, one of its acts or one of its figures names.
"""


def has_text(field: str, text: str) -> Condition:
    """The text of this field has `text` in it, whatever its case and accents."""
    return Condition(TEXTS[field][0], (f"%{search_key(text)}%",))


def is_text(field: str, text: str, prefixes: Iterable[str] = ()) -> Condition:
    """The text of this field is `text`, whatever its case, dashes and spaces.

    `prefixes` are the words that a name may begin with.
    """
    return Condition(TEXTS[field][1], (identity_key(text, prefixes),))


def anywhere(text: str) -> Condition:
    """Its name, its code or another name of it has this text in it, whatever the accents."""
    return Condition(f"{NAME_HAS} OR {CODE_HAS}", (f"%{search_key(text)}%",))


MISSING = {
    "stage": Condition("standing.milestone IS NULL", staged=True),
    "stage_since": Condition("standing.milestone IS NULL", staged=True),
    "health": Condition(f"NOT EXISTS (SELECT 1 {HEALTH})"),
    "district": Condition(f"subject.district IS NULL AND NOT EXISTS ({PLACED})"),
    "within": Condition("subject.within IS NULL"),
    "sector": Condition("subject.sector IS NULL"),
    "investor": Condition("subject.investor IS NULL"),
    "investor_country": Condition("subject.investor_country IS NULL"),
    "certificate": Condition("subject.certificate IS NULL"),
    "note": Condition("subject.note IS NULL"),
    "source": Condition(
        f"""CASE WHEN EXISTS ({FACTS}) THEN EXISTS (SELECT 1 FROM ({FACTS}) WHERE source IS NULL)
        ELSE subject.source IS NULL END"""
    ),
}
"""Nothing is on record; for a source: an act or a figure names none, as `gaps` says."""


def no_figure(measure: str) -> Condition:
    """It has no figure of this measure, in whatever unit."""
    return Condition(
        """NOT EXISTS (SELECT 1 FROM figure WHERE figure.subject = subject.id
        AND measure = {0} AND status = 'actual' AND date_to <= :as_of)""",
        (measure,),
    )


def bound(conditions: Iterable[Condition], values: dict[str, object]) -> list[str]:
    """The SQL of each condition; its values go into `values` under names of their own."""
    told = []
    for condition in conditions:
        names = [f"v{len(values) + place}" for place in range(len(condition.values))]
        values.update(zip(names, condition.values, strict=True))
        told.append(f"({condition.sql.format(*(f':{name}' for name in names))})")
    return told


def register(db: sqlite3.Connection) -> None:
    """Let the queries of this connection fold and order texts that have no column for it."""
    for name, key in (("folded", search_key), ("identical", identity_key), ("ordered", sort_key)):
        db.create_function(name, 1, known(key), deterministic=True)


def known(key: Callable[[str], str]) -> Callable[[str | None], str | None]:
    """`key` for what is there; the same investors and sources stand in row after row."""
    return lru_cache(1 << 15)(lambda text: None if text is None else key(text))
