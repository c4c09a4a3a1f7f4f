"""The options of a correction, read to the columns of an act or a figure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from zone_tracker.errors import Problems
from zone_tracker.importing.desk import (
    PRICE_BASE,
    STATUS,
    Desk,
    act_of,
    choice,
    dated,
    given,
    quantity_of,
    said,
)
from zone_tracker.importing.rows import Row, option_headings
from zone_tracker.model import Message
from zone_tracker.store.ledger import Values
from zone_tracker.vietnamese.dates import parse_date
from zone_tracker.vietnamese.text import clean

ONLY = {
    "milestone": ("stage", "reason", "status", "phase", "confidence"),
    "figure": ("value", "price_base", "status", "phase", "confidence"),
    "confirmation": (),
}
"""The options that make sense only for some sorts of entries."""


def corrected(desk: Desk, table: str, stands: Values, cells: Mapping[str, str]) -> Values:
    """The columns that the options set; raises Problems naming every one that cannot be."""
    row = Row(cells, option_headings(cells))
    for key in cells:
        if key not in ONLY[table] and any(key in keys for keys in ONLY.values()):
            row.refuse(key, Message(f"correct.not-of-{table}"))
    values = given(
        status=choice(row, "status", STATUS),
        phase=row.read("phase", clean),
        **dated(row.read("on", parse_date)),
        **said(row, desk),
    )
    if table == "milestone":
        read = partial(act_of, desk, str(stands["kind"]))
        values.update(given(act=row.read("stage", read), reason=row.read("reason", clean)))
        refuse_return(row, desk, stands, values)
    elif table == "figure":
        measure = str(stands["measure"])
        quantity = row.read("value", partial(quantity_of, desk, measure, None))
        if quantity:
            values.update({"upper": None, "qualifier": None, **quantity})
        values.update(given(price_base=choice(row, "price_base", PRICE_BASE)))
    if row.problems:
        raise Problems("import.refused", row.problems, path=None)
    return values


def refuse_return(row: Row, desk: Desk, stands: Values, values: Values) -> None:
    """A return names the stage it goes back to, which no other act does: neither becomes the other.

    It has happened, so it cannot become a plan either.
    """
    act = desk.vocabulary.acts[str(stands["kind"]), str(values.get("act", stands["act"]))]
    returned = stands["return_to"] is not None
    if returned and act.effect != "return":
        row.refuse("stage", Message("correct.from-return"))
    if act.effect == "return" and not returned:
        row.refuse("stage", Message("correct.to-return"))
    if returned and values.get("status") == "planned":
        row.refuse("status", Message("return.planned"))
