"""Columns that several reports share, so that one thing has one key, one label and one unit."""

from __future__ import annotations

from zone_tracker.model import Column, Message, Quantity


def column(key: str, **options: object) -> Column:
    """A column whose label is worded under `column.KEY`."""
    return Column(key, Message(f"column.{key}"), **options)  # type: ignore[arg-type]


CODE = column("code", keep=True)
NAME = column("name")
STAGE = column("stage")
SINCE = column("stage_since", keep=True)
SOURCE = column("source", wide=True)

VERDICT_CODE = column("verdict", only="machines")
VERDICT = column("verdict", only="people", keep=True)


def amount(quantity: Quantity | None) -> int | None:
    """The exact integer of a quantity, in its base unit."""
    return None if quantity is None else quantity.value


def for_machines(columns: tuple[Column, ...], cells: tuple[object, ...]) -> dict[str, object]:
    """One row as a flat object, without what is only for people."""
    return {
        each.key: cell for each, cell in zip(columns, cells, strict=True) if each.only != "people"
    }
