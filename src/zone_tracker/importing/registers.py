"""What the register commands take in: rows that belong together, and words that name a record.

A row is read by the code that reads a file; here is only what a command asks beyond that.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import NamedTuple

from zone_tracker.errors import BadValue, Refused
from zone_tracker.importing.desk import Desk, common_measures, each, first_day, given
from zone_tracker.importing.intake import Intake, Outcome
from zone_tracker.importing.kinds import KINDS
from zone_tracker.importing.record import (
    area_told,
    record_confirmation,
    record_figure,
    source_told,
)
from zone_tracker.importing.references import area_ref, bare_name
from zone_tracker.importing.rows import Heading, Row, option_headings
from zone_tracker.importing.targets import put_reading, record_target
from zone_tracker.model import FactDate, Message
from zone_tracker.store.ledger import KEYS, READ_ONLY, Ledger, Values
from zone_tracker.store.vocabulary import Vocabulary
from zone_tracker.vietnamese.dates import day
from zone_tracker.vietnamese.nearest import guess
from zone_tracker.vietnamese.text import clean, identity_key, search_key

Cells = Mapping[str, str]
CHOICES = 12
"""How many choices a refusal names."""

FIGURE = {"measure": "MEASURE", "value": "VALUE", "date": "--on"}
CONFIRMATION = {"date": "--on"}
SOURCE = {"title": "TITLE"}
SECTOR = {"name_vi": "NAME"}
AREA = {"valid_from": "--from", "valid_to": "--to", "succeeded_on": "--on"}
READING = {
    "code": "--reading",
    "title_vi": "--reading-title-vi",
    "title_en": "--reading-title-en",
    "source": "--reading-source",
    "unit_set": "--units",
}
"""How a cell is written as an option or argument, where its name does not tell."""


# Taking in


def as_row(kind: str, cells: Cells, written: Mapping[str, str]) -> Row:
    """The options of a command as a row; `written` is how they are typed."""
    keys = {*cells, *(column.key for column in KINDS[kind].columns)}
    headings = {**option_headings(keys), "code": Heading("CODE")}
    headings.update((key, Heading(option)) for key, option in written.items())
    return Row(cells, headings)


def take(
    db: sqlite3.Connection, work: int, kind: str, row: Row, record: Callable[[Row, Desk], None]
) -> Outcome:
    """Record one row of a kind in the way of `record`; raises Problems."""
    intake = Intake(db, work, "add")
    intake.take(KINDS[kind]._replace(record=record), [row])
    return intake.finish(None)


def take_figure(db: sqlite3.Connection, work: int, cells: Cells) -> Outcome:
    """Record one figure."""
    return take(db, work, "figures", as_row("figures", cells, FIGURE), record_figure)


def take_confirmation(db: sqlite3.Connection, work: int, cells: Cells) -> Outcome:
    """Record that a subject was found unchanged."""
    row = as_row("confirmations", cells, CONFIRMATION)
    return take(db, work, "confirmations", row, record_confirmation)


def take_sector(db: sqlite3.Connection, work: int, cells: Cells) -> Outcome:
    """Record a sector that is not there."""
    return take(db, work, "sectors", as_row("sectors", cells, SECTOR), record_new_sector)


def take_source(db: sqlite3.Connection, work: int, cells: Cells) -> Outcome:
    """Record a source that is not there."""
    return take(db, work, "sources", as_row("sources", cells, SOURCE), record_new_source)


def take_area(db: sqlite3.Connection, work: int, cells: Cells) -> Outcome:
    """Record an area that is not there, with the ones it takes over from."""
    return take(db, work, "areas", as_row("areas", cells, AREA), record_new_area)


def take_target(db: sqlite3.Connection, work: int, target: Cells, reading: Cells) -> Outcome:
    """Record a target that is not there, with its main reading."""
    intake = Intake(db, work, "add")
    row = as_row("targets", target, {})
    intake.take(KINDS["targets"]._replace(record=record_new_target), [row])
    under = None if row.problems else intake.desk.ledger.find("target", row.cells["code"].strip())
    written = READING if "period" in reading else {**READING, "period": "--year"}
    row = as_row("readings", {"period": target["year"], **reading, "main": "yes"}, written)
    take_reading(intake, under, row)
    # The year is the period too: what is wrong with it is told once
    found = intake.problems
    intake.problems = [each for at, each in enumerate(found) if each not in found[:at]]
    return intake.finish(None)


def take_target_changes(
    db: sqlite3.Connection,
    work: int,
    target: Cells,
    reading: Cells | None,
    old_main: str | None,
    main: str | None,
) -> Outcome:
    """Record what is new about a target: its own cells, one more reading, which one is main.

    `old_main` is the main reading until now, `main` the one to be (None: as it is).
    """
    intake = Intake(db, work, "update")
    intake.take(KINDS["targets"], [as_row("targets", target, {})])
    under = intake.desk.ledger.find("target", target["code"])
    if main is not None and old_main is not None:
        # Written first: two main readings are refused by the file, even for a moment
        take_main(intake, under, old_main, 0)
    if reading is not None:
        own = "yes" if reading["code"] == main else "no"
        take_reading(intake, under, as_row("readings", {**reading, "main": own}, READING))
    if main is not None and (reading is None or reading["code"] != main):
        take_main(intake, under, main, 1)
    return intake.finish(None)


def take_reading(intake: Intake, target: int | None, row: Row) -> None:
    """Take one reading that is not there under a target (None: refused)."""
    record = partial(record_new_reading, target=target)
    intake.take(KINDS["readings"]._replace(record=record), [row])


def take_main(intake: Intake, target: int | None, code: str, main: int) -> None:
    """Take whether a reading that stands is the main one."""

    def record(row: Row, desk: Desk) -> None:
        desk.ledger.put("reading", {"target": target, "code": code, "main": main})

    intake.take(KINDS["readings"]._replace(record=record), [Row({}, {})])


def record_new_sector(row: Row, desk: Desk) -> None:
    code = row.cells.get("code", "").strip()
    if desk.ledger.find("sector", code) is not None:
        row.refuse("code", Message("sector.exists", {"value": code}))
    KINDS["sectors"].record(row, desk)


def record_new_source(row: Row, desk: Desk) -> None:
    """A source whose code is free, and that is no other one under its title."""
    values = source_told(row)
    for other in desk.ledger.rows("source"):
        told = {"code": other["code"], "title": other["title"]}
        if other["code"] == values.get("code"):
            row.refuse("code", Message("source.exists", told))
        elif same_document(other, values):
            row.refuse("title", Message("source.same-title", told))
    if not row.problems:
        desk.ledger.put("source", values)


def same_document(one: Values, other: Values) -> bool:
    """Whether two sources have one title, and nothing known of both tells them apart."""
    if identity_key(str(one["title"])) != identity_key(str(other.get("title", ""))):
        return False
    both = ((one.get(key), other.get(key)) for key in ("publisher", "number", "date_to"))
    return all(a is None or b is None or a == b for a, b in both)


def record_new_target(row: Row, desk: Desk) -> None:
    """A target whose code is free."""
    code = row.cells.get("code", "").strip()
    for other in desk.ledger.rows("target"):
        if str(other["code"]).casefold() == code.casefold():
            row.refuse("code", Message("target.exists", {"value": other["code"]}))
    record_target(row, desk)


def record_new_reading(row: Row, desk: Desk, target: int | None) -> None:
    """A reading whose code is free under its target."""
    code = row.cells.get("code", "").strip()
    if target is not None and desk.ledger.find("reading", target, code) is not None:
        row.refuse("code", Message("reading.exists", {"value": code}))
    put_reading(row, desk, target)


def record_new_area(row: Row, desk: Desk) -> None:
    """An area that is not there, and which ones it takes over from, on which day."""
    date = beginning(row)
    last = row.read("old_to", day)
    told = row.read("succeeds", partial(each, desk.references.area)) or []
    rows = {int(str(area["id"])): area for area in desk.ledger.rows("area")}
    old = [rows[area] for area in dict.fromkeys(told)]
    unread = date is None or (last is None and "old_to" in row.cells)
    refused = {
        area["id"] for area in old if unread or not hand_over(row, desk, area, str(date), last)
    }
    values = area_told(row, desk, refused)
    if date is not None and str(values.get("valid_from", "")) > date:
        row.refuse("succeeded_on", Message("succession.before-new", {"date": day_of(date)}))
    if desk.ledger.find("area", *(values.get(key) for key in KEYS["area"])) is not None:
        row.refuse("code", Message("area.exists", {"value": values["code"]}))
    if row.problems:
        return
    new = desk.ledger.put("area", values)
    said = given(source=values.get("source"), confidence=values.get("confidence"))
    for area in old:
        desk.ledger.queue("succession", {"old": area["id"], "new": new, "date": date, **said})


def beginning(row: Row) -> str | None:
    """The day on which a new area takes over, which is its first unless told otherwise."""
    key = "succeeded_on" if "succeeded_on" in row.cells else "valid_from"
    date = row.read(key, first_day)
    for other in ("succeeded_on", "old_to"):
        if other in row.cells and "succeeds" not in row.cells:
            row.refuse(other, Message("succession.of-what"))
    if "succeeds" in row.cells and key not in row.cells:
        row.refuse("succeeds", Message("succession.no-date"))
    if date is None:
        row.cells.pop(key, None)  # its problem is told
    else:
        row.cells.setdefault("valid_from", date)
    return date


def hand_over(row: Row, desk: Desk, old: Values, date: str, last: str | None) -> bool:
    """Give an old area its last day; refused unless it was there before `date` and then no more."""
    problems = len(row.problems)
    stands = old.get("valid_to")
    end = str(stands or last or "")
    told = {"old": area_ref(old), "date": day_of(date), "end": day_of(end)}
    if stands and last and stands != last:
        row.refuse("old_to", Message("succession.other-end", told))
    elif not end:
        row.refuse("succeeds", Message("succession.still-valid", told))
    elif end >= date:
        row.refuse("succeeds", Message("succession.ends-later", told))
    elif str(old.get("valid_from") or "") > end:
        row.refuse("old_to", Message("succession.not-before", told))
    else:
        key = {name: old[name] for name in KEYS["area"] if old.get(name) is not None}
        desk.ledger.put("area", {**key, "valid_to": end})
    return len(row.problems) == problems


def day_of(iso: str) -> FactDate | None:
    """An ISO day to be shown."""
    return FactDate(iso, iso, "day") if iso else None


# Finding


class Named(NamedTuple):
    """What can be named: by its code or one of its names, the fullest first; how it is told."""

    id: int
    code: str
    names: tuple[str, ...]
    told: str


def chosen(text: str, among: Iterable[Named]) -> Named | None:
    """The one that `text` means; None: nothing fits.

    Raises Refused when nothing is asked for, and with the choices when the first way that fits
    gives several.
    """
    name = clean(text)
    if not name:
        raise Refused("code.empty")
    among = list(among)
    for fits in WAYS:
        found = [each for each in among if fits(each, name)]
        if len(found) == 1:
            return found[0]
        if found:
            choices = [each.told for each in found[:CHOICES]]
            raise Refused("find.ambiguous", value=text, choices=choices)
    return None


WAYS: tuple[Callable[[Named, str], bool], ...] = (
    lambda each, name: each.code.casefold() == name.casefold(),
    lambda each, name: identity_key(each.names[0]) == identity_key(name),
    lambda each, name: identity_key(name) in map(identity_key, each.names),
    lambda each, name: search_key(each.names[0]) == search_key(name),
    lambda each, name: search_key(name) in map(search_key, each.names),
    lambda each, name: each.code.casefold().startswith(name.casefold()),
    lambda each, name: any(search_key(name) in search_key(own) for own in each.names),
)
"""How a word can mean something, tried in turn."""


def find_area(db: sqlite3.Connection, text: str) -> int:
    """The id of the area of a code or name, with a day of its life where several have it."""
    word, at, date = text.rpartition("@")
    on = day(date) if at else None
    rows = list(Ledger(db, READ_ONLY).rows("area"))
    found = chosen(word if at else text, (area_named(row) for row in rows if lives(row, on)))
    if found is None:
        near = guess(bare_name(text), [bare_name(str(row["name"])) for row in rows])
        districts = [str(row["name"]) for row in rows if row["level"] == "district"]
        raise BadValue("area.unknown", value=text, guess=near, allowed=districts)
    return found.id


def lives(row: Values, on: str | None) -> bool:
    """Whether an area is valid on a day (None: on any)."""
    if on is None:
        return True
    return str(row["valid_from"] or "") <= on <= str(row["valid_to"] or "9999")


def area_named(row: Values) -> Named:
    """An area by its code, its full name and its name without the word of its level."""
    names = (str(row["name"]), bare_name(str(row["name"])))
    return Named(int(str(row["id"])), str(row["code"]), names, area_ref(row))


def find_source(db: sqlite3.Connection, text: str) -> int:
    """The id of the source of a code, title or number."""
    found = chosen(text, map(source_named, Ledger(db, READ_ONLY).rows("source")))
    if found is None:
        raise Refused(
            "find.nothing", value=text, kind=Message("sources.kind"), guess=Message("no-guess")
        )
    return found.id


def source_named(row: Values) -> Named:
    """A source by its code, title and number."""
    names = (str(row["title"]), *([str(row["number"])] if row["number"] else []))
    return Named(int(str(row["id"])), str(row["code"]), names, f"{row['code']} ({row['title']})")


def find_sector(db: sqlite3.Connection, text: str) -> int:
    """The id of the sector of a code or name."""
    among = [sector_named(row) for row in Ledger(db, READ_ONLY).rows("sector")]
    found = chosen(text, among)
    if found is None:
        names = [name for each in among for name in each.names]
        raise BadValue("sector.unknown", value=text, guess=guess(text, names))
    return found.id


def sector_named(row: Values) -> Named:
    """A sector by its code and names."""
    names = (str(row["name_vi"]), str(row["name_en"]))
    return Named(int(str(row["id"])), str(row["code"]), names, f"{row['code']} ({names[0]})")


def measures(words: Vocabulary) -> list[Named]:
    """The measures by their codes, labels and other words."""
    return [
        Named(place, measure.code, (measure.label.vi, *measure.words), measure.code)
        for place, measure in enumerate(words.measures.values())
    ]


def find_measure(words: Vocabulary, text: str) -> str:
    """The code of the measure of a code, label or other word."""
    found = chosen(text, measures(words))
    if found is None:
        known = [word for measure in words.measures.values() for word in measure.words]
        told = common_measures(words)
        raise Refused("measure.unknown", value=text, guess=guess(text, known), allowed=told)
    return found.code
