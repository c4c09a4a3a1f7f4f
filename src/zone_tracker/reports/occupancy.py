"""Occupancy: how much of the land for tenants is let, by the definition of the law."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from zone_tracker.model import Message, Quantity
from zone_tracker.store.subjects import Figure

TENANT_LAND = {
    "cluster": ("area-industrial",),
    "zone": ("area-industrial", "area-service"),
}
"""The land that the let land is measured against.

Cluster: the industrial land of its detailed plan (Decree 32/2024, article 2.6-2.7). Zone: its
industrial and service land (Decree 35/2022, article 2.22). Never the whole area.
"""
TOGETHER = {"zone": "area-industrial-service"}
"""The same land as one figure, where a source does not tell its parts apart."""


def occupancy(kind: str, figures: list[Figure]) -> Quantity | Message | None:
    """The let part of the land for tenants in basis points, from the newest actual figures.

    A message naming what is not known when the land for tenants is unknown; None where the
    measure has no meaning or no let land is on record.
    """
    leased = newest(figures, "area-leased")
    if kind not in TENANT_LAND or leased is None:
        return None
    land = tenant_land(kind, partial(newest, figures))
    if not land:
        parts = TENANT_LAND[kind]
        lacking = [Message(f"measure.{each}") for each in parts if not newest(figures, each)]
        return Message("occupancy.unknown", {"lacking": lacking})
    return Quantity(ratio(leased, land), "bp")


def tenant_land(kind: str, known: Callable[[str], int | None]) -> int | None:
    """The land for tenants, from what is `known` of each measure; None: it is not known."""
    parts = [known(measure) for measure in TENANT_LAND[kind]]
    told = [value for value in parts if value is not None]
    if len(told) == len(parts):
        return sum(told)
    return known(TOGETHER[kind]) if kind in TOGETHER else None


def ratio(part: int, whole: int) -> int:
    """What a part is of the whole, in basis points."""
    return (part * 10_000 + whole // 2) // whole


def newest(figures: list[Figure], measure: str) -> int | None:
    """The newest actual value of a measure of the whole, not of a phase; None: unknown."""
    for figure in figures:
        whole = not figure.planned and figure.phase is None and figure.quantity.upper is None
        if whole and figure.measure.code == measure:
            return figure.quantity.value
    return None
