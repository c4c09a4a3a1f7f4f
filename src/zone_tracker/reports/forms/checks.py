"""The control sums of Biểu 03 and Biểu 04: which rows must agree, and which do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from zone_tracker.reports.occupancy import ratio

Values = Mapping[str, int | None]
"""The value of each row by its number, in base units."""


class Check(NamedTuple):
    """A rule over some rows, as the form prints it; asked only where all of them are known."""

    rule: str
    rows: tuple[str, ...]
    holds: Callable[..., bool]


def adds_up(whole: str, *parts: str) -> Check:
    """A row is the sum of others."""
    return Check(
        f"{whole} = {' + '.join(parts)}", (whole, *parts), lambda total, *each: total == sum(each)
    )


def within(part: str, whole: str) -> Check:
    """A row is no more than another."""
    return Check(f"{part} ≤ {whole}", (part, whole), lambda less, more: less <= more)


def shared(share: str, part: str, whole: str) -> Check:
    """A row is the share of one row in another."""
    return Check(
        f"{share} = {part} / {whole}",
        (share, part, whole),
        lambda told, some, total: total > 0 and told == ratio(some, total),
    )


CHECKS = (
    within("5", "3"),
    adds_up("15", "15.1", "15.2"),
    adds_up("16", "16.1", "16.2"),
    within("17", "16"),
    within("18", "17"),
    shared("19", "18", "17"),
    *(within(row, "20") for row in ("21", "22")),
    within("27", "26"),
)


def broken(values: Values) -> Iterator[Check]:
    """The checks that the rows of one form do not stand."""
    for check in CHECKS:
        told = [values[row] for row in check.rows]
        if None not in told and not check.holds(*told):
            yield check
