"""Columns that several reports share, so that one thing has one key, one label and one unit."""

from __future__ import annotations

from collections.abc import Iterable

from zone_tracker.model import Column, Message, Quantity, Table, Term


def column(key: str, **options: object) -> Column:
    """A column whose label is worded under `column.KEY`."""
    return Column(key, Message(f"column.{key}"), **options)  # type: ignore[arg-type]


def machines(*keys: str) -> tuple[Column, ...]:
    """Columns that only machines read."""
    return tuple(column(key, only="machines") for key in keys)


CODE = column("code", keep=True)
NAME = column("name")
STAGE = column("stage")
SINCE = column("stage_since", keep=True)

VERDICT_CODE = column("verdict", only="machines")
VERDICT = column("verdict", only="people", keep=True)
JUDGED = (
    *(CODE, column("title"), column("needed", right=True), column("counted", right=True)),
    *(VERDICT_CODE, VERDICT),
)
"""A target and how it stands."""


SURE = {
    "high": Term("high", "cao", "high"),
    "medium": Term("medium", "trung bình", "medium"),
    "low": Term("low", "thấp", "low"),
}
"""How sure a source is, by its code."""


def sourced(**options: bool) -> tuple[Column, Column]:
    """A document: null for machines when there is none, marked for people."""
    return column("source", only="people", **options), column("source", only="machines")


def source_cells(source: str | None) -> tuple[object, object]:
    """The cells of `sourced`."""
    return source or Message("no-source"), source


FACTS = (column("fact", only="people"), column("fact", only="machines"), column("value"))


def facts_table(facts: Iterable[tuple[str, object]]) -> Table:
    """What is known of one thing, fact by fact; each is a key, worded under `column.KEY`."""
    rows = [(Message(f"column.{key}"), key, value) for key, value in facts if value is not None]
    return Table("facts", Message("show.facts"), FACTS, rows)


def amount(quantity: Quantity | None) -> int | None:
    """The exact integer of a quantity, in its base unit."""
    return None if quantity is None else quantity.value


def for_machines(columns: tuple[Column, ...], cells: tuple[object, ...]) -> dict[str, object]:
    """One row as a flat object, without what is only for people."""
    return {
        each.key: cell for each, cell in zip(columns, cells, strict=True) if each.only != "people"
    }
