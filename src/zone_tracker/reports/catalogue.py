"""The reports that can be asked for by name, each with the options it takes."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from zone_tracker.model import Message, Report, Table
from zone_tracker.reports.columns import column


class Listed(NamedTuple):
    """Which function of a module of this room makes a report, and the options that it takes."""

    module: str
    function: str
    options: tuple[str, ...] = ()


REPORTS = {
    "overview": Listed("overview", "report", ("year", "since", "boundaries")),
    "meeting": Listed("meeting", "report", ("year", "since")),
    "bieu-04": Listed("forms.bieu", "bieu_04", ("period",)),
    "bieu-03": Listed("forms.bieu", "bieu_03", ("period", "district")),
    "zones-2103": Listed("forms.zones", "zones_2103"),
    "zones-2107": Listed("forms.zones", "zones_2107"),
}
"""Every report by its name. What it is for stands in the wording of its help."""
COLUMNS = (column("report", keep=True), column("purpose"), column("options"))


def made_by(name: str) -> Callable[..., Report]:
    """What makes the report of a name; its module is loaded only now."""
    listed = REPORTS[name]
    module = import_module(f"zone_tracker.reports.{listed.module}")
    function: Callable[..., Report] = getattr(module, listed.function)
    return function


def listing() -> Report:
    """Every report: its name, what it is for, the options it takes."""
    rows = [
        (name, Message(f"help.report.{name}"), [f"--{option}" for option in listed.options] or None)
        for name, listed in REPORTS.items()
    ]
    notes = (Message("reports.how"),)
    return Report((Table("reports", Message("reports.title"), COLUMNS, rows, notes),))
