"""What a row of each simple kind of input records: cells to values, values to the ledger.

Cells are read all, so that every problem of a row is found; a row with a problem records
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import partial

from zone_tracker.importing.desk import (
    LEVEL,
    PRICE_BASE,
    STATUS,
    YES_NO,
    Desk,
    act_of,
    act_told,
    choice,
    coded,
    dated,
    first_day,
    given,
    kind_of,
    measure_of,
    plain_code,
    quantity_of,
    said,
    warn_ahead,
    web_address,
    whole,
)
from zone_tracker.importing.references import area_ref, name_keys
from zone_tracker.importing.rows import Row
from zone_tracker.importing.words import one_of
from zone_tracker.model import FactDate, Message
from zone_tracker.store.ledger import KEYS, Values
from zone_tracker.store.vocabulary import LEVEL_WORDS
from zone_tracker.vietnamese.dates import day, parse_date
from zone_tracker.vietnamese.text import clean

FOREVER = "9999-12-31"
MAP = ("map_row", "map_column")


def record_source(row: Row, desk: Desk) -> None:
    values = source_told(row)
    if not row.problems:
        desk.ledger.put("source", values)


def source_told(row: Row) -> Values:
    """The columns of a source."""
    row.require("code", "title")
    return given(
        code=row.read("code", source_code),
        title=row.read("title", clean),
        publisher=row.read("publisher", clean),
        number=row.read("number", clean),
        url=row.read("url", web_address),
        note=row.read("note", clean),
        **dated(row.read("date", parse_date)),
    )


def source_code(text: str) -> str:
    """The code of a source; one made of a title of one word has no dash."""
    return text.strip() if re.fullmatch("[a-z0-9]+", text.strip()) else coded(text)


def record_area(row: Row, desk: Desk) -> None:
    values = area_told(row, desk)
    if not row.problems:
        desk.ledger.put("area", values)


def area_told(row: Row, desk: Desk, apart: Collection[object] = ()) -> Values:
    """The columns of an area; its code may name only one area on any day.

    `apart` are the ids of areas about which the row has another problem already.
    """
    row.require("code", "level", "name")
    level = choice(row, "level", LEVEL)
    name = row.read("name", clean)
    values = given(
        code=row.read("code", plain_code),
        level=level,
        parent=row.read("parent", desk.references.area),
        valid_from=row.read("valid_from", first_day),
        valid_to=row.read("valid_to", day),
        **on_map(row),
        **said(row, desk),
    )
    refuse_lifetime(row, desk, values, apart)
    return {**values, **name_keys(name, LEVEL_WORDS[level])} if name and level else values


def on_map(row: Row) -> Values:
    """The place of an area on a map of tiles: its row and its column, both or neither."""
    told = {key: row.read(key, whole) for key in MAP if key in row.cells}
    if told and (len(told) < len(MAP) or 0 in told.values()):
        row.refuse(next(iter(told)), Message("area.off-map"))
    return given(**told)


def refuse_lifetime(row: Row, desk: Desk, values: Values, apart: Collection[object]) -> None:
    """An area ends after it begins, and its code is not that of another one meanwhile."""
    start, end = str(values.get("valid_from") or ""), str(values.get("valid_to") or FOREVER)
    if start > end:
        told = {"start": FactDate(start, start, "day"), "end": FactDate(end, end, "day")}
        row.refuse("valid_to", Message("area.reversed", told))
    for other in desk.ledger.rows("area"):
        if other["code"] != values.get("code") or other["id"] in apart:
            continue
        same = all(other.get(key) == values.get(key) for key in KEYS["area"])
        until = str(other.get("valid_to") or FOREVER)
        if not same and str(other.get("valid_from") or "") <= end and start <= until:
            row.refuse("code", Message("area.overlaps", {"other": area_ref(other)}))


def record_succession(row: Row, desk: Desk) -> None:
    row.require("old", "new", "date")
    values = given(
        old=row.read("old", desk.references.area),
        new=row.read("new", desk.references.area),
        date=row.read("date", first_day),
        **said(row, desk),
    )
    values.pop("note", None)
    if values.get("old") == values.get("new") is not None:
        row.refuse("new", Message("succession.same"))
    if not row.problems:
        desk.ledger.queue("succession", values)


def record_unit_set(row: Row, desk: Desk) -> None:
    row.require("code", "title_vi", "title_en", "area")
    values = given(
        code=row.read("code", plain_code),
        title_vi=row.read("title_vi", clean),
        title_en=row.read("title_en", clean),
    )
    area = row.read("area", desk.references.area)
    source = row.read("source", desk.references.source)
    if not row.problems:
        unit_set = desk.ledger.put("unit_set", values)
        desk.ledger.queue("unit_set_member", given(unit_set=unit_set, area=area, source=source))


def record_sector(row: Row, desk: Desk) -> None:
    row.require("code", "name_vi", "name_en")
    values = given(
        code=row.read("code", plain_code),
        parent=row.read("group", desk.references.sector),
        name_vi=row.read("name_vi", clean),
        name_en=row.read("name_en", clean),
        **said(row, desk),
    )
    values.pop("note", None)
    if not row.problems:
        desk.ledger.put("sector", values)


def record_place(row: Row, desk: Desk) -> None:
    row.require("subject", "area")
    values = given(
        subject=row.read("subject", desk.references.subject),
        area=row.read("area", desk.references.area),
        **said(row, desk),
    )
    if not row.problems:
        desk.ledger.queue("place", values)


def record_alias(row: Row, desk: Desk) -> None:
    row.require("subject", "name")
    subject = row.read("subject", desk.references.subject)
    name = row.read("name", clean)
    source = row.read("source", desk.references.source)
    if name:
        row.read("name", desk.references.subjects.refuse_bare)
    if name and subject and not row.problems:
        kind = kind_of(desk, subject)
        keys = name_keys(name, desk.vocabulary.kinds[kind].name_prefixes)
        for other in desk.references.subjects.named(name, kind):
            if is_taken(desk, subject, other, keys):
                taken = {"name": name, "code": other["code"]}
                row.refuse("name", Message("subject.exists", taken))
                return
        keys.pop("sort_key")
        desk.ledger.queue(
            "alias", {"subject": subject, "kind": kind, **keys, **given(source=source)}
        )


def is_taken(desk: Desk, subject: int, other: Values, keys: Values) -> bool:
    """Whether a name is its own already, or that of another that nothing tells apart from it.

    A file may hold what came about by renaming: a name given up and taken up again, or by now
    that of a subject in another district.
    """
    if other["id"] == subject:
        return desk.mode != "import" and other["identity_key"] == keys["identity_key"]
    rows = desk.references.subjects.by_code.values()
    district = next(row.get("district") for row in rows if row["id"] == subject)
    apart = None not in (district, other.get("district")) and district != other.get("district")
    return desk.mode != "import" or not apart


def record_milestone(row: Row, desk: Desk) -> None:
    row.require("subject", "act", "date")
    subject = row.read("subject", desk.references.subject)
    date = row.read("date", parse_date)
    kind = None if subject is None else kind_of(desk, subject)
    act = row.read("act", partial(act_of, desk, kind))
    if kind is None:
        return
    values = given(
        subject=subject,
        kind=kind,
        phase=row.read("phase", clean),
        **act_told(row, desk, kind, act),
        **said(row, desk),
    )
    if not row.problems:
        told = warn_ahead(row, desk, "date", {**values, **dated(date)})
        desk.ledger.queue("milestone", told)


def record_confirmation(row: Row, desk: Desk) -> None:
    row.require("subject", "date", "source")
    values = given(
        subject=row.read("subject", desk.references.subject),
        source=row.read("source", desk.references.source),
        note=row.read("note", clean),
        **dated(row.read("date", parse_date)),
    )
    if not row.problems:
        desk.ledger.queue("confirmation", warn_ahead(row, desk, "date", values))


def record_figure(row: Row, desk: Desk) -> None:
    row.require("subject", "measure", "value", "date")
    measure = row.read("measure", partial(measure_of, desk))
    quantity = measure and row.read("value", partial(quantity_of, desk, measure, row.unit("value")))
    values = given(
        subject=row.read("subject", desk.references.subject),
        measure=measure,
        status=choice(row, "status", STATUS) or "actual",
        phase=row.read("phase", clean),
        price_base=choice(row, "price_base", PRICE_BASE),
        derived=row.read("derived", partial(one_of, choices=YES_NO)),
        **said(row, desk),
    )
    date = row.read("date", parse_date)
    if quantity and not row.problems:
        told = warn_ahead(row, desk, "date", {**values, **quantity, **dated(date)})
        desk.ledger.queue("figure", told)
