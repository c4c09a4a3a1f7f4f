"""Subjects in a list: which of them, in which order, how many; where each stands on a day.

What is chosen without the stage is chosen first, so that the stage is derived only for what is
shown: the first page of a million comes as fast as that of a hundred.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

from zone_tracker.model import FactDate, Quantity, Term
from zone_tracker.store.conditions import HEALTH, NEWEST, Condition, bound, register
from zone_tracker.store.stages import stages


class Health(NamedTuple):
    """What was last said beside the stage: on schedule, late or blocked, since when, and why.

    Said again of the same it still is so since it was first said, for the reason given last.
    """

    state: Term
    since: FactDate
    reason: str | None


class Standing(NamedTuple):
    """A subject in a list: where it stands, since when, and its newest main figures.

    `stage` is None when no act of progress is on record by the day asked for; `last_act` is
    then the last act of any sort, None when there is none either. `health` is None when nobody
    has said.
    """

    id: int
    code: str
    name: str
    stage: Term | None
    since: FactDate | None
    last_act: Term | None
    health: Health | None
    district: str | None
    within: str | None
    investor: str | None
    investor_country: str | None
    area: Quantity | None
    capital_vnd: Quantity | None
    capital_usd: Quantity | None


class Order(NamedTuple):
    """A column to sort by, one of ORDERS; what is not known comes last either way."""

    key: str
    descending: bool = False


class Choice(NamedTuple):
    """Which subjects of a kind are listed, and how.

    Those that fail `narrow` are not looked at; of the others, those are listed for which all of
    `where` holds. `limit` None lists all.
    """

    narrow: tuple[Condition, ...] = ()
    where: tuple[Condition, ...] = ()
    order: tuple[Order, ...] = ()
    limit: int | None = None


EVERYTHING = Choice()


def newest(column: str, measure: str, unit: str) -> str:
    """A column of the newest figure of a subject, as SQL."""
    of = NEWEST.format(measure=f"'{measure}'", unit=f"'{unit}'")
    return f"(SELECT {column} {of})"


ORDERS = {
    "code": Condition("subject.code"),
    "name": Condition("subject.sort_key"),
    "stage": Condition(
        "coalesce(standing.rank, 0) + (act.effect = 'suspend') / 2.0", staged=True
    ),  # a suspended one just after those that go on
    "stage_since": Condition("milestone.date_to", staged=True),
    "district": Condition("(SELECT sort_key FROM area WHERE area.id = subject.district)"),
    "health": Condition(
        f"(SELECT (SELECT rowid FROM act WHERE kind = said.kind AND code = said.act) {HEALTH})"
    ),
    "within": Condition(
        "(SELECT sort_key FROM subject AS around WHERE around.id = subject.within)"
    ),
    "investor": Condition("ordered(subject.investor)"),
    "investor_country": Condition("ordered(subject.investor_country)"),
    "area_m2": Condition(newest("value", "area-planned", "m2")),
    "capital_vnd": Condition(newest("value", "capital-registered", "vnd")),
    "capital_usd_cents": Condition(newest("value", "capital-registered", "usd_cents")),
}
"""What a list can be sorted by: columns of machine formats; text in Vietnamese order."""

UNBROKEN = """FROM milestone AS again WHERE again.subject = well.subject AND again.act = well.act
    AND again.status = 'actual' AND again.date_to <= :as_of AND NOT EXISTS (
        SELECT 1 FROM milestone AS other JOIN act ON act.kind = other.kind AND act.code = other.act
        WHERE other.subject = well.subject AND effect = 'health' AND other.act <> well.act
            AND other.status = 'actual' AND other.date_to <= :as_of
            AND (other.date_to, other.id) > (again.date_to, again.id))"""
"""The acts that say the same as `well`, since another one was said."""
WELL = f"""LEFT JOIN milestone AS well ON well.id = (SELECT said.id {HEALTH})
LEFT JOIN act AS sound ON sound.kind = well.kind AND sound.code = well.act
LEFT JOIN milestone AS first_well ON first_well.id = (
    SELECT again.id {UNBROKEN} ORDER BY again.date_to, again.id LIMIT 1)"""
"""The health of the row `subject`: `well`, the act that told it last, and the first of its run."""
WELL_TOLD = f"""sound.code, sound.label_vi, sound.label_en,
    first_well.date_from, first_well.date_to, first_well.precision,
    (SELECT again.reason {UNBROKEN} AND again.reason IS NOT NULL
        ORDER BY again.date_to DESC, again.id DESC LIMIT 1)"""
"""The columns of WELL that `health` reads."""

STANDING = """FROM {standing} AS standing
JOIN subject ON subject.id = standing.subject
LEFT JOIN milestone ON milestone.id = standing.milestone
LEFT JOIN act ON act.kind = milestone.kind
    AND act.code = coalesce(milestone.return_to, milestone.act)"""

LIST = f"""
SELECT subject.id, subject.code, subject.name, act.code, act.label_vi, act.label_en,
    milestone.date_from, milestone.date_to, milestone.precision,
    beside.code, beside.label_vi, beside.label_en,
    area.name, zone.name, subject.investor, subject.investor_country,
    {WELL_TOLD},
    size.value, size.unit, size.upper, size.qualifier,
    dong.value, dong.unit, dong.upper, dong.qualifier,
    dollar.value, dollar.unit, dollar.upper, dollar.qualifier
{STANDING.format(standing="picked")}
LEFT JOIN milestone AS last ON standing.milestone IS NULL AND last.id = (
    SELECT id FROM milestone AS act_beside WHERE act_beside.subject = subject.id
        AND act_beside.status = 'actual' AND act_beside.date_to <= :as_of
        AND act_beside.act NOT IN (SELECT code FROM act WHERE effect = 'health')
    ORDER BY date_to DESC, id DESC LIMIT 1)
LEFT JOIN act AS beside ON beside.kind = last.kind AND beside.code = last.act
{WELL}
LEFT JOIN area ON area.id = subject.district
LEFT JOIN subject AS zone ON zone.id = subject.within
LEFT JOIN figure AS size ON size.id = {newest("id", "area-planned", "m2")}
LEFT JOIN figure AS dong ON dong.id = {newest("id", "capital-registered", "vnd")}
LEFT JOIN figure AS dollar ON dollar.id = {newest("id", "capital-registered", "usd_cents")}"""


def standings(
    db: sqlite3.Connection, kind: str, as_of: str, choice: Choice = EVERYTHING
) -> Iterator[Standing]:
    """The subjects chosen as they stood at the end of that day; in Vietnamese order if no other."""
    register(db)
    values: dict[str, object] = {"kind": kind, "as_of": as_of, "limit": choice.limit}
    conditions = choice.narrow + choice.where
    plain = bound((each for each in conditions if not each.staged), values)
    staged = bound((each for each in conditions if each.staged), values)
    order = f"ORDER BY {ordering(choice.order)}"
    cut = "" if choice.limit is None else f"{order} LIMIT :limit"
    if staged or any(ORDERS[key].staged for key, _ in choice.order):
        within = (
            f"{chosen(plain)}, {stages()}, picked AS (SELECT standing.* "
            f"{STANDING.format(standing='standing')} WHERE {every(staged)} {cut})"
        )
    else:
        within = (
            f"{chosen(plain, cut)}, {stages(few=bool(cut))}, picked AS (SELECT * FROM standing)"
        )
    return (_standing(row) for row in db.execute(f"WITH {within} {LIST} {order}", values))


class Totals(NamedTuple):
    """How many subjects a list holds without its limit, and how many it leaves out as unknown."""

    matching: int
    unknown: int


def totals(db: sqlite3.Connection, kind: str, as_of: str, choice: Choice) -> Totals:
    """Count what is asked for, and what may be but whose facts are not on record."""
    register(db)
    values: dict[str, object] = {"kind": kind, "as_of": as_of}
    plain = bound((each for each in choice.narrow if not each.staged), values)
    staged = bound((each for each in choice.narrow if each.staged), values)
    holds = every(bound(choice.where, values))
    maybe = bound((each for each in choice.where if not each.staged), values)
    plain += [f"{condition} IS NOT FALSE" for condition in maybe]  # the others are of no account
    if any(each.staged for each in choice.narrow + choice.where):
        within = f"WITH {chosen(plain)}, {stages()}"
        rows = f"{STANDING.format(standing='standing')} WHERE {every(staged)}"
    else:
        within, rows = "", f"FROM subject WHERE kind = :kind AND {every(plain)}"
    matching, unknown = db.execute(
        f"""{within} SELECT coalesce(sum(holds), 0), coalesce(sum(holds IS NULL), 0)
        FROM (SELECT {holds} AS holds {rows})""",
        values,
    ).fetchone()
    return Totals(matching, unknown)


def matching(
    db: sqlite3.Connection, kind: str, as_of: str, where: tuple[Condition, ...]
) -> list[tuple[int, str]]:
    """Id and code of the subjects of a kind for which all conditions hold, in order of entry."""
    register(db)
    values: dict[str, object] = {"kind": kind, "as_of": as_of}
    plain = bound((each for each in where if not each.staged), values)
    staged = bound((each for each in where if each.staged), values)
    query = f"SELECT subject.id, code FROM subject WHERE kind = :kind AND {every(plain)}"
    if staged:
        query = f"""WITH {chosen(plain)}, {stages()} SELECT subject.id, subject.code
            {STANDING.format(standing="standing")} WHERE {every(staged)}"""
    return db.execute(f"{query} ORDER BY subject.id", values).fetchall()


def chosen(conditions: list[str], cut: str = "") -> str:
    """The common table expression of the subjects that fulfil conditions on themselves."""
    return f"chosen AS (SELECT id FROM subject WHERE kind = :kind AND {every(conditions)} {cut})"


def every(conditions: list[str]) -> str:
    """Conditions that must all hold, as SQL."""
    return " AND ".join(conditions) or "TRUE"


def ordering(order: tuple[Order, ...]) -> str:
    """The terms of ORDER BY."""
    told = [
        f"{ORDERS[key].sql} {'DESC' if descending else 'ASC'} NULLS LAST"
        for key, descending in order
    ]
    return ", ".join([*told, "subject.sort_key", "subject.code"])


def _standing(row: Any) -> Standing:
    return Standing(
        id=row[0],
        code=row[1],
        name=row[2],
        stage=row[3] and Term(*row[3:6]),
        since=row[7] and FactDate(*row[6:9]),
        last_act=row[9] and Term(*row[9:12]),
        district=row[12],
        within=row[13],
        investor=row[14],
        investor_country=row[15],
        health=health(row[16:23]),
        area=_quantity(row[23:27]),
        capital_vnd=_quantity(row[27:31]),
        capital_usd=_quantity(row[31:35]),
    )


def health(cells: Any) -> Health | None:
    """What cells of the act, its date and its reason say; None: nothing."""
    return Health(Term(*cells[:3]), FactDate(*cells[3:6]), cells[6]) if cells[0] else None


def _quantity(cells: Any) -> Quantity | None:
    return Quantity(*cells) if cells[0] is not None else None
