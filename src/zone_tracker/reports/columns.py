"""Columns that several reports share, so that one thing has one key, one label and one unit."""

from __future__ import annotations

from zone_tracker.model import Column, Message, Quantity


def column(key: str, **options: object) -> Column:
    """A column whose label is worded under `column.KEY`."""
    return Column(key, Message(f"column.{key}"), **options)  # type: ignore[arg-type]


CODE = column("code")
NAME = column("name")
STAGE = column("stage")
SINCE = column("stage_since")
DISTRICT = column("district")
SOURCE = column("source", wide=True)


def amount(quantity: Quantity | None) -> int | None:
    """The exact integer of a quantity, in its base unit."""
    return None if quantity is None else quantity.value
