"""Occupancy: how much of the land for tenants is let, by the definition of the law."""

from __future__ import annotations

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
    parts = {measure: newest(figures, measure) for measure in TENANT_LAND[kind]}
    known = [value for value in parts.values() if value is not None]
    whole = newest(figures, TOGETHER.get(kind))
    land = sum(known) if len(known) == len(parts) else whole
    if not land:
        lacking = [Message(f"measure.{measure}") for measure, value in parts.items() if not value]
        return Message("occupancy.unknown", {"lacking": lacking})
    return Quantity((leased * 10_000 + land // 2) // land, "bp")


def newest(figures: list[Figure], measure: str | None) -> int | None:
    """The newest actual value of a measure of the whole, not of a phase; None: unknown."""
    for figure in figures:
        whole = not figure.planned and figure.phase is None and figure.quantity.upper is None
        if whole and figure.measure.code == measure:
            return figure.quantity.value
    return None
