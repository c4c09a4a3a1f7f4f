"""The province's indicators over time and against their plans, and its industry groups."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Hashable, Iterable

from zone_tracker.model import Column, Message, Quantity, Report, Table, Term
from zone_tracker.reports.columns import CODE, column, for_machines, source_cells, sourced
from zone_tracker.reports.listing import LIST, list_row
from zone_tracker.reports.subjects import ACTUAL, PLANNED
from zone_tracker.reports.words import day
from zone_tracker.store import listing, registers
from zone_tracker.store.conditions import in_sector
from zone_tracker.store.registers import Indicator, Sector

PRICE_BASES = {
    "current": Term("current", "giá hiện hành", "current prices"),
    "2010": Term("2010", "giá so sánh 2010", "2010 prices"),
}

PERIOD = Column("date", Message("column.period"))
MACHINE_FIGURE = tuple(
    column(key, only="machines") for key in ("value", "upper", "unit", "qualifier")
)
BESIDE = (
    column("price_base", wide=True),
    column("phase", only="machines"),
    column("derived", only="machines"),
    column("source_code", only="machines"),
)
CLOSING = (
    column("confidence", only="machines"),
    column("note", only="machines"),
    column("id", only="machines"),
)
INDICATORS: tuple[Column, ...] = (
    column("measure"),
    PERIOD,
    column("value", only="people", right=True),
    *MACHINE_FIGURE,
    column("status", keep=True),
    *BESIDE,
    *sourced(wide=True),
    *CLOSING,
)
SERIES: tuple[Column, ...] = (
    PERIOD,
    column("value", only="people", right=True, keep=True),
    *MACHINE_FIGURE,
    column("status", keep=True),
    *BESIDE,
    column("disagrees", only="machines"),
    *sourced(),
    *CLOSING,
)
PLANS: tuple[Column, ...] = (
    PERIOD,
    column("planned", right=True),
    column("actual", right=True),
    column("achieved", right=True),
    column("price_base", wide=True),
)
SECTORS: tuple[Column, ...] = (
    CODE,
    column("name", only="people"),
    column("group", only="machines"),
    column("name_vi", only="machines"),
    column("name_en", only="machines"),
    column("projects", right=True),
    *sourced(wide=True),
)


# Indicators


def indicators(db: sqlite3.Connection, as_of: str, year: int | None, measure: str | None) -> Report:
    """The figures of the province by measure, the newest first."""
    told = registers.indicators(db, as_of=as_of, year=year, measure=measure)
    differing = disagreeing(told)
    rows = [
        (each.measure, *figure_cells(each, differing), *beside(each), *closing(each))
        for each in told
    ]
    title = Message("indicators.title", {"as_of": day(as_of)})
    return Report((Table("indicators", title, INDICATORS, rows, notes(told, differing)),))


def figure_cells(told: Indicator, differing: set[Hashable]) -> tuple[object, ...]:
    """Date, value for people, its parts for machines, and whether it is planned."""
    value = starred(told.quantity, derived=told.derived)
    if statement(told) in differing:
        value = Message("indicators.differs", {"value": value})
    amount, unit, upper, qualifier = told.quantity
    status = PLANNED if told.planned else ACTUAL
    return (told.date, value, amount, upper, unit, qualifier, status)


def starred(quantity: Quantity, *, derived: bool) -> object:
    """A value for people; a star marks what no document prints."""
    return Message("indicators.derived", {"value": quantity}) if derived else quantity


def beside(told: Indicator) -> tuple[object, ...]:
    """The cells of BESIDE."""
    base = PRICE_BASES.get(told.price_base or "")
    return (base, told.phase, told.derived, told.source_code)


def closing(told: Indicator) -> tuple[object, ...]:
    """The source, and the cells of CLOSING."""
    return (*source_cells(told.source), told.confidence, told.note, f"f{told.id}")


def notes(told: Iterable[Indicator], differing: set[Hashable]) -> tuple[Message, ...]:
    """What the signs mean that stand before a value, where there are any."""
    unequal = (Message("indicators.unequal"),) if differing else ()
    star = (Message("indicators.star"),) if any(each.derived for each in told) else ()
    return unequal + star


def indicator(db: sqlite3.Connection, measure: Term, as_of: str) -> Report:
    """All values of one measure over time, where sources disagree, and plans against actuals."""
    told = registers.indicators(db, as_of=as_of, measure=measure.code, oldest_first=True)
    differing = disagreeing(told)
    rows = [
        (
            *(*figure_cells(each, differing), *beside(each), statement(each) in differing),
            *closing(each),
        )
        for each in told
    ]
    plans = plan_rows(told)
    heading = Message("indicators.heading", {"measure": measure, "as_of": day(as_of)})
    signs = notes(told, differing)
    tables = [Table("figures", Message("indicators.over-time"), SERIES, rows, signs)]
    if plans:
        tables.append(Table("periods", Message("indicators.plans"), PLANS, plans))
    document = {
        "measure": measure,
        "as_of": as_of,
        "figures": [for_machines(SERIES, row) for row in rows],
        "periods": [plan_document(told, key) for key in planned(told)],
    }
    return Report(tuple(tables), header=(heading,), document=document)


def statement(told: Indicator) -> Hashable:
    """What two figures share that should say the same: period, plan or not, unit, prices."""
    return (told.date, told.planned, told.phase, told.quantity.unit, told.price_base)


def disagreeing(told: Iterable[Indicator]) -> set[Hashable]:
    """The statements that documents make with different values."""
    values = defaultdict(set)
    for each in told:
        values[statement(each)].add((each.quantity.value, each.quantity.upper))
    return {key for key, said in values.items() if len(said) > 1}


Period = tuple[Hashable, ...]


def period(told: Indicator) -> Period:
    """What a plan and its outcome share."""
    return (told.date, told.phase, told.quantity.unit, told.price_base)


def planned(told: list[Indicator]) -> list[Period]:
    """The periods that have a plan, in order."""
    return list(dict.fromkeys(period(each) for each in told if each.planned))


def plan_rows(told: list[Indicator]) -> list[tuple[object, ...]]:
    """For each period with a plan: the plan, what came of it, and how much of it that is."""
    return [
        (
            key[0],
            [starred(each.quantity, derived=each.derived) for each in of(told, key, True)] or None,
            [starred(each.quantity, derived=each.derived) for each in of(told, key, False)] or None,
            achieved(told, key),
            PRICE_BASES.get(str(key[3])),
        )
        for key in planned(told)
    ]


def of(told: list[Indicator], key: Period, planned: bool) -> list[Indicator]:
    """The planned or actual figures of a period."""
    return [each for each in told if period(each) == key and each.planned is planned]


def achieved(told: list[Indicator], key: Period) -> Quantity | None:
    """How much of the plan was achieved; a range where a plan or its outcome is one.

    None for shares and growth, of which a share says nothing, and before there is an outcome.
    """
    plans, actuals = of(told, key, True), of(told, key, False)
    if not plans or not actuals or key[2] == "bp":
        return None
    low = ratio(min(map(lowest, actuals)), max(map(highest, plans)))
    high = ratio(max(map(highest, actuals)), min(map(lowest, plans)))
    if low is None or high is None:
        return None
    return Quantity(low, "bp", high if high > low else None)


def lowest(told: Indicator) -> int:
    """The lower end of a value."""
    return told.quantity.value


def highest(told: Indicator) -> int:
    """The upper end of a value."""
    return told.quantity.value if told.quantity.upper is None else told.quantity.upper


def ratio(part: int, whole: int) -> int | None:
    """`part` of `whole` in basis points, the nearest one; None: of nothing."""
    return (part * 20_000 + whole) // (2 * whole) if whole else None


def plan_document(told: list[Indicator], key: Period) -> dict[str, object]:
    """One period with a plan, for machines."""
    share = achieved(told, key)
    return {
        "date": key[0],
        "unit": key[2],
        "price_base": key[3],
        "phase": key[1],
        "planned": [amounts(each) for each in of(told, key, True)],
        "actual": [amounts(each) for each in of(told, key, False)],
        "achieved_bp": share and share.value,
        "achieved_upper_bp": share and share.upper,
    }


def amounts(told: Indicator) -> dict[str, object]:
    """One value for machines, with its document."""
    return {
        "value": told.quantity.value,
        "upper": told.quantity.upper,
        "qualifier": told.quantity.qualifier,
        "derived": told.derived,
        "source_code": told.source_code,
        "id": f"f{told.id}",
    }


# Sectors


def sectors(db: sqlite3.Connection) -> Report:
    """The groups with their sectors, and how many projects are in each."""
    rows = [sector_row(each) for each in registers.sectors(db)]
    unknown = registers.projects_without_sector(db)
    note = (Message("sectors.unknown", {"count": unknown}),) if unknown else ()
    return Report((Table("sectors", Message("sectors.title"), SECTORS, rows, note),))


def sector_row(told: Sector) -> tuple[object, ...]:
    """The cells of SECTORS."""
    name = Message("sectors.member", {"name": told.name}) if told.group else told.name
    return (
        *(told.code, name, told.group, told.name.vi, told.name.en),
        *(told.projects, *source_cells(told.source)),
    )


def sector(db: sqlite3.Connection, which: int, as_of: str) -> Report:
    """One sector or group, and the projects in it as they stood on a day."""
    own, *members = registers.sectors(db, which)
    choice = listing.Choice(narrow=(in_sector(which),))
    rows = [list_row(each) for each in listing.standings(db, "project", as_of, choice)]
    values = {"name": own.name, "code": own.code, "as_of": day(as_of)}
    of = (Message("sectors.of", {"group": own.group}),) if own.group else ()
    counts = ({"name": each.name, "count": each.projects} for each in members)
    source = Message("sectors.source", {"source": own.source or Message("no-source")})
    title = Message("sectors.projects", {"count": len(rows)})
    document = {
        "code": own.code,
        "name_vi": own.name.vi,
        "name_en": own.name.en,
        "group": own.group,
        "sectors": [each.code for each in members],
        "source": own.source,
        "as_of": as_of,
        "projects": [for_machines(LIST, row) for row in rows],
    }
    told = (Message("sectors.counted", each) for each in counts)
    header = (Message("sectors.heading", values), *of, *told, source)
    return Report((Table("projects", title, LIST, rows),), header=header, document=document)
