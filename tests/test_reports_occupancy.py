"""Which land the let land is measured against, and what is said when it is not known."""

from __future__ import annotations

import pytest

from builders import cluster, database, put, zone
from zone_tracker.model import Message, Quantity
from zone_tracker.reports.occupancy import occupancy
from zone_tracker.store.subjects import figures


def computed(kind: str, *told: str) -> Quantity | Message | None:
    """The occupancy of a subject with these figures, each as "measure hectares [year [phase]]"."""
    with database() as db:
        code, make = {"zone": ("kcn-a", zone), "cluster": ("ccn-a", cluster)}[kind]
        make(db, code)
        for each in told:
            measure, hectares, *more = each.split()
            cells = dict(zip(("date", "phase"), more or ["2024"], strict=False))
            put(db, "figures", subject=code, measure=measure, value=f"{hectares} ha", **cells)
        return occupancy(kind, figures(db, 1))


PARTS = ("area-industrial 50", "area-service 10")


@pytest.mark.parametrize(
    ("kind", "told", "expected"),
    [
        ("zone", ("area-leased 20", *PARTS), 3333),
        ("zone", ("area-leased 20", "area-industrial-service 80"), 2500),
        ("zone", ("area-leased 20", "area-industrial 50", "area-industrial-service 80"), 2500),
        ("zone", ("area-leased 20", *PARTS, "area-industrial-service 80"), 3333),
        ("zone", ("area-leased 0", "area-industrial-service 80"), 0),
        ("zone", ("area-leased 1", "area-industrial-service 3"), 3333),
        ("zone", ("area-leased 2", "area-industrial-service 3"), 6667),
        ("cluster", ("area-leased 20", "area-industrial 38"), 5263),
    ],
)
def test_the_land_for_tenants(kind: str, told: tuple[str, ...], expected: int) -> None:
    assert computed(kind, *told) == Quantity(expected, "bp")


@pytest.mark.parametrize(
    ("kind", "told", "lacking"),
    [
        ("zone", ("area-leased 20",), ["area-industrial", "area-service"]),
        ("zone", ("area-leased 20", "area-industrial 50"), ["area-service"]),
        ("zone", ("area-leased 20", "area-planned 80"), ["area-industrial", "area-service"]),
        ("cluster", ("area-leased 20", "area-industrial-service 80"), ["area-industrial"]),
    ],
)
def test_what_is_not_known_is_named(kind: str, told: tuple[str, ...], lacking: list[str]) -> None:
    parts = [Message(f"measure.{measure}") for measure in lacking]
    assert computed(kind, *told) == Message("occupancy.unknown", {"lacking": parts})


def test_without_let_land_there_is_none() -> None:
    assert computed("zone", "area-industrial-service 80") is None


def test_the_newest_counts_and_a_phase_does_not() -> None:
    told = ("area-leased 20 2023", "area-leased 40 2024", "area-leased 5 2025 1")
    assert computed("zone", *told, "area-industrial-service 80 2022") == Quantity(5000, "bp")
