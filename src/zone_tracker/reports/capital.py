"""The projects of an overview: how many by sector and phase, and the capital they have on record.

Nothing is converted and nothing mixed: đồng and dollars, registered and disbursed stand apart. A
sum is told as exactly as what it is made of.
"""

from __future__ import annotations

from collections.abc import Iterator

from zone_tracker.drawing import Stack
from zone_tracker.model import Message, Table, Term
from zone_tracker.reports.columns import column, machines
from zone_tracker.store.overview import Projects, Total, together

PHASES = ("preparing", "building", "operating", "suspended", "ended", "unphased")
"""The phases of a project, each a part of a bar."""
SUMS = ("registered_vnd", "registered_usd", "disbursed_vnd", "disbursed_usd")
ENDS = ("least", "most", "qualifier", "told")
"""What machines get of a sum: both ends, how the documents tell it, and of how many projects."""
NO_SECTOR, NO_STAGE = Message("overview.no-sector"), Message("overview.no-stage")
TOTAL = "total"
"""What machines find in the place of a stage or sector in the row of all of them."""
Row = tuple[object, ...]


def tables(found: list[Projects]) -> Iterator[Table]:
    """The projects by sector and phase, and their capital by stage and by sector."""
    stages = {each.stage: [one for one in found if one.stage == each.stage] for each in found}
    known = [each.sector for each in found if each.sector]
    sectors: dict[Term | None, list[Projects]] = {
        sector: [one for one in found if one.sector == sector]
        for sector in (*dict.fromkeys(known), None)
    }
    yield by_phase({sector: group for sector, group in sectors.items() if group})
    yield capital("stage", stages)
    yield capital("sector", {sector: group for sector, group in sectors.items() if group})


def by_phase(sectors: dict[Term | None, list[Projects]]) -> Table:
    """How many projects of each sector are in each phase."""
    rows: list[Row] = []
    for sector, group in sectors.items():
        counts = [sum(each.projects for each in group if each.phase == phase) for phase in PHASES]
        cells = (*counts, sum(counts))
        rows.append((sector, *cells, sector or NO_SECTOR, *cells))
    numbers = (*PHASES, "projects")
    columns = (
        *machines("sector", *numbers),
        column("sector", only="people"),
        *(column(key, only="people", right=True) for key in numbers),
    )
    title = Message("overview.projects")
    return filled(Table("projects", title, columns, rows, drawing=Stack("sector", PHASES)))


def capital(by: str, groups: dict[Term | None, list[Projects]]) -> Table:
    """The sums of each group, and of all of them; what they rest on is told with the first."""
    rows: list[Row] = []
    for key, group in groups.items():
        rows.append(capital_row(key, key or (NO_STAGE if by == "stage" else NO_SECTOR), group))
    every = [each for group in groups.values() for each in group]
    if len(rows) > 1:
        rows.append(capital_row(TOTAL, Message("overview.all"), every))
    columns = (
        *machines(by, "projects", *(f"{name}_{end}" for name in SUMS for end in ENDS)),
        column(by, only="people"),
        column("projects", only="people", right=True),
        *(column(name, only="people", right=True) for name in SUMS),
    )
    title = Message(f"overview.capital-{by}")
    notes = (Message("overview.capital-rule"), *lacking(every)) if by == "stage" and rows else ()
    return filled(Table(f"capital_by_{by}", title, columns, rows, notes))


def capital_row(key: object, name: object, group: list[Projects]) -> Row:
    """The cells of one group: for machines by its key, for people under its name."""
    count = sum(each.projects for each in group)
    totals = together(each.capital for each in group)
    sums = [total.quantity() for total in totals]
    return (
        *(key, count, *(cell for total in totals for cell in ends(total))),
        *(name, count, *sums),
    )


def ends(total: Total) -> Row:
    """The cells of ENDS; what is not known of any project is no sum of 0."""
    sums = total.quantity()
    if sums is None:
        return None, None, None, 0
    return total.low, total.high, sums.qualifier, total.told


def lacking(every: list[Projects]) -> Iterator[Message]:
    """Of how many projects the capital is on record."""
    totals = together(each.capital for each in every)
    count = sum(each.projects for each in every)
    for name, total in zip(SUMS, totals, strict=True):
        if total.told:
            values = {"sum": Message(f"column.{name}"), "told": total.told, "count": count}
            yield Message("overview.told", values)
    if not any(total.told for total in totals[2:]):
        yield Message("overview.no-disbursed")


def filled(table: Table) -> Table:
    """The same table without the columns for people in which no row has anything."""
    rows = list(table.rows)
    kept = [
        place
        for place, each in enumerate(table.columns)
        if each.only == "machines" or any(row[place] for row in rows)
    ]
    columns = tuple(table.columns[place] for place in kept)
    return table._replace(columns=columns, rows=[tuple(row[at] for at in kept) for row in rows])
