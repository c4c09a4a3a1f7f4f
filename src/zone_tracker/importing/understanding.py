"""Understanding a sheet: its headings, its numbers, the day its figures hold.

Every problem is told at once; what was understood and is worth knowing is told as notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Final, NamedTuple

from zone_tracker.errors import Problems
from zone_tracker.importing.columns import taken_apart
from zone_tracker.importing.cutoff import cut_off
from zone_tracker.importing.datarows import is_numbered, is_total
from zone_tracker.importing.facts import idle
from zone_tracker.importing.header import Header, find_header, missing
from zone_tracker.importing.keys import (
    LEFT_OUT,
    ROW_NUMBER,
    every_key,
    folded,
    is_key,
    measure_units,
    plain_keys,
    words_of,
    written_words,
)
from zone_tracker.importing.kinds import Kind
from zone_tracker.importing.layout import BELOW, LEASABLE, LEASED, Layout
from zone_tracker.importing.numbers import Measured, gather, style_of
from zone_tracker.importing.profile import Profile
from zone_tracker.importing.rows import Heading, parse_key
from zone_tracker.importing.sheets import Sheet, letters_of
from zone_tracker.importing.slips import slip_of
from zone_tracker.importing.units import base_unit, is_whole, units_told
from zone_tracker.model import Message, Problem
from zone_tracker.vietnamese.dates import parse_date
from zone_tracker.vietnamese.nearest import guess
from zone_tracker.vietnamese.quantities import NumberStyle
from zone_tracker.vietnamese.text import normal

AS_REPORTED: Final = re.compile(r"\btheo nguon\b|\bas reported\b|^(?:figure )?occupanci$")
OCCUPANCY: Final = "figure:occupancy"
BESIDE: Final = ("investor", "district", "place", "stage", "certificate", "code", "on", "sector")
"""Columns that stand beside a name; their headings are no names, and head no group."""
COUNTED: Final = frozenset(("person", "item"))
"""Base units that need no word."""


OF_A_PLAN: Final = re.compile(
    r"(?:(?:bieu|bang|phu luc)(?: so)?(?: [0-9a-z]+)? )?(?:tong hop )?(?:dang ki )?"
    r"(?:ke hoach|muc tieu|chi tieu|du kien|du bao|uoc|phuong huong|plan|targets?|forecast)\b"
)
"""How the title of a table of what is not yet begins, folded."""


class Column(NamedTuple):
    """One column as it was found: how it is headed, its key (None: not known), its unit.

    `computed`: the tool derives it, in rows that have what it is derived from.
    """

    position: int
    path: tuple[str, ...]
    key: str | None = None
    unit: str | None = None
    ignored: bool = False
    computed: bool = False

    @property
    def written(self) -> str:
        """The headings above the column in one line."""
        return BELOW.join(map(normal, self.path))

    @property
    def is_kept(self) -> bool:
        """Whether the cells of the column go into the record."""
        return self.key not in (None, LEFT_OUT, ROW_NUMBER)


def understand(sheet: Sheet, kind: str | None, profile: Profile) -> Layout:
    """What a sheet says: of the kind asked for, else of the one that shows.

    Raises Refused when no header or no kind can be found, and Problems with everything that is
    not understood of the headings, the numbers and the cut-off date.
    """
    header = find_header(sheet, kind, profile)
    columns = columns_of(header, profile)
    problems = [*constants_wrong(header.kind, profile), *columns_wrong(header, columns, profile)]
    constants, date_told, wrong = constants_of(sheet, header, profile)
    looked = looked_through(sheet, header, columns, profile)
    problems += [*wrong, *looked.problems, *shared_figures(sheet, header, columns)]
    problems += headings_as_names(header, columns)
    problems += [each for each in sheet.unread if (each.line or 0) <= header.line]
    if problems:
        raise Problems("import.refused", problems, path=sheet.place)
    notes = [*told_of_kind(header), *told_of_columns(header.kind, columns, profile)]
    notes += looked.notes
    notes += [*told_of_absent(columns, profile), *told_of_idle(header.kind, columns, constants)]
    notes += date_told
    notes += told_of_plan(sheet, header, columns, constants)
    notes += [
        Message("import.numbers-english", {"heading": columns[at].written}) for at in looked.styles
    ]
    number = next((each.position for each in columns if each.key == ROW_NUMBER), None)
    return Layout(
        kind=header.kind,
        fields=tuple(field_of(column) for column in columns),
        line=header.line,
        head=(*header.top, *header.rows),
        constants=constants,
        styles=looked.styles,
        notes=tuple(notes),
        number=number,
        numbered=is_numbered(header.under, number),
        groups=profile.groups,
        computed=next((key_of(column) for column in columns if column.computed), None),
        rows=looked.rows,
    )


def field_of(column: Column) -> Heading | None:
    """A column as its cells are read; None: they are not."""
    if not column.is_kept:
        return None
    return Heading(column.written, column.unit, key_of(column))


def key_of(column: Column) -> str:
    """The key of a column, with the unit that its heading names."""
    return f"{column.key}@{column.unit}" if column.unit else column.key or ""


# --- Columns ---


def columns_of(header: Header, profile: Profile) -> list[Column]:
    """Every column of a header."""
    units = units_told(cell for _, cells in header.top for cell in cells)
    columns = []
    for at, (path, found) in enumerate(zip(header.paths, header.matches, strict=True)):
        column = Column(at, path)
        if path and profile.ignored & {folded(column.written), folded(path[-1])}:
            column = column._replace(ignored=True)
        elif found is not None:
            unit = found.unit or unit_above(found.key, units)
            column = column._replace(key=found.key, unit=unit)
        columns.append(column)
    keys = {column.key for column in columns}
    if LEASED in keys and keys & LEASABLE:
        columns = [each._replace(computed=is_computed(each)) for each in columns]
    return columns


def is_computed(column: Column) -> bool:
    """Whether a column is the occupancy of a form, and not said to be as its source reports it."""
    return column.key == OCCUPANCY and not any(map(AS_REPORTED.search, map(folded, column.path)))


def unit_above(key: str, units: list[str]) -> str | None:
    """The one unit told above the table in which a figure of this key can be."""
    told = parse_key(key)
    if told is None or told.sort != "figure":
        return None
    fitting = [unit for unit in units if base_unit(unit) in measure_units().get(told.code, ())]
    return fitting[0] if len(set(fitting)) == 1 else None


def columns_wrong(header: Header, columns: list[Column], profile: Profile) -> Iterator[Problem]:
    """What is wrong with the headings: typing errors, two of a kind, units, what lacks."""
    seen: dict[tuple[str, str | None], str] = {}
    for column in columns:
        reason = column_wrong(column, header.kind)
        if column.is_kept and column.key is not None:
            same = (column.key, dimension(column))
            if same in seen:
                told = {"key": column.key, "other": seen[same]}
                reason = reason or Message("import.heading-double", told)
            seen.setdefault(same, column.written)
        if reason is not None:
            yield Problem(header.line, column.written, None, reason)
    for key in missing(header, profile.constants):
        words = [word for word, of in written_words(header.kind.code).items() if of == key]
        reason = Message("import.heading-required", {"words": words[:4]})
        yield Problem(header.line, key, None, reason)


def dimension(column: Column) -> str | None:
    """The base unit of a column's figures; None: its cells name theirs, or it has none."""
    told = parse_key(column.key or "")
    units = measure_units().get(told.code, ()) if told and told.sort == "figure" else ()
    return base_unit(column.unit) if column.unit else units[0] if len(units) == 1 else None


def column_wrong(column: Column, kind: Kind) -> Message | None:
    """Why a column cannot be taken as it is headed; None: it can, or is left out."""
    if column.key is None:
        texts = dict.fromkeys((column.written, *column.path[-1:])) if not column.ignored else ()
        slips = filter(None, (slip_of(text, written_words(kind.code)) for text in texts))
        return next((Message("import.heading-slip", {"word": word}) for word in slips), None)
    if not is_key(kind, column.key):
        known = guess(column.key, every_key(kind))
        told = {"value": column.key, "kind": kind.code, "guess": known}
        return Message("import.key-unknown", told)
    told_key = parse_key(column.key)
    if column.unit and told_key and told_key.sort == "figure":
        allowed = measure_units().get(told_key.code, ())
        if base_unit(column.unit) not in allowed:
            return Message("import.heading-unit", {"unit": column.unit, "key": column.key})
    return None


def constants_wrong(kind: Kind, profile: Profile) -> Iterator[Problem]:
    """What the profile gives to all rows and this kind has no place for."""
    for key in (*profile.constants, *filter(None, [profile.groups])):
        if not is_key(kind, key):
            told = {"value": key, "kind": kind.code, "guess": guess(key, every_key(kind))}
            yield Problem(None, None, None, Message("import.key-unknown", told))


def constants_of(
    sheet: Sheet, header: Header, profile: Profile
) -> tuple[dict[str, str], list[Message], list[Problem]]:
    """The cells of every row, with the cut-off date and a note on where it was read; problems."""
    constants = dict(profile.constants)
    if "as_of" not in plain_keys(header.kind):
        return constants, [], []
    date, text, problems = cut_off(header.top, PurePath(sheet.file).name)
    said = constants.get("as_of")
    if said is not None:
        told = {"said": parse_date(said), "text": text}
        notes = [Message("import.as-of-said", told)] if text else []
        return constants, notes, []
    if date is None or problems:
        return constants, [], problems
    note = Message("import.as-of", {"date": parse_date(date), "text": text})
    return {**constants, "as_of": date}, [note], []


# --- Numbers, and columns without a heading ---


class Looked(NamedTuple):
    """What the rows of a sheet show before any of them is read; `rows` None: nobody looked."""

    styles: dict[int, NumberStyle]
    notes: list[Message]
    problems: list[Problem]
    rows: int | None


def looked_through(sheet: Sheet, header: Header, columns: list[Column], profile: Profile) -> Looked:
    """The columns not written the Vietnamese way, a note for each without a heading, problems.

    The rows are read once for it, and not at all when no column asks for it.
    """
    measured = [each for column in columns if (each := measured_by(column, profile)) is not None]
    nameless = {column.position for column in columns if not column.path}
    filled: set[int] = set()
    count = 0
    if not measured and not nameless:
        return Looked({}, [], [], None)

    def rows() -> Iterator[tuple[int, list[str]]]:
        nonlocal count
        for line, cells in sheet.rows():
            if line > header.line:
                count += 1
                width = len(cells)
                filled.update(at for at in nameless if at < width and cells[at].strip())
                yield line, cells

    styles: dict[int, NumberStyle] = {}
    problems: list[Problem] = []
    evidence = gather(rows(), measured)
    for column in measured:
        style, unclear = style_of(column, evidence[column.position])
        problems += unclear
        if style == "en":
            styles[column.position] = style
    notes = [Message("import.column-nameless", {"letter": letters_of(at)}) for at in sorted(filled)]
    return Looked(styles, notes, problems, count)


def measured_by(column: Column, profile: Profile) -> Measured | None:
    """A column of numbers, as their style is looked for; None: it is none."""
    told = parse_key(column.key) if column.key and column.is_kept else None
    if told is None or not (told.sort == "figure" or told.code == "value"):
        return None
    whole = told.sort == "figure" and (
        is_whole(column.unit)
        if column.unit
        else COUNTED.issuperset(measure_units().get(told.code, ()))
    )
    return Measured(column.position, column.written, whole, profile.style_of(column.written))


def shared_figures(sheet: Sheet, header: Header, columns: list[Column]) -> Iterator[Problem]:
    """Figures in cells merged over several rows, or several columns of figures.

    Each could be of all of them or of one.
    """
    for cells in sheet.merged:
        if cells.last <= header.line or not cells.text.strip("-–— "):
            continue
        over = columns[cells.column : cells.column + cells.width]
        figures = [measured_by(column, Profile()) is not None for column in over]
        if figures[:1] == [True] and (cells.first < cells.last or sum(figures) > 1):
            column = over[0]
            told = Message("cell.merged", {"cells": cells.place})
            yield Problem(max(cells.first, header.line), column.written, cells.text, told)


def headings_as_names(header: Header, columns: list[Column]) -> Iterator[Problem]:
    """Names below the headings that are headings themselves: the table lies on its side."""
    known = words_of(header.kind.code)
    for column in columns:
        for line, cells in header.under if column.key == "name" else ():
            name = cells[column.position] if column.position < len(cells) else ""
            told = parse_key(known.get(folded(taken_apart(name).text), ""))
            if told and (told.sort or told.code in BESIDE) and not is_total("", name):
                value = {"value": normal(name)}
                yield Problem(line, column.written, name, Message("name.heading", value))


# --- Notes ---


def told_of_kind(header: Header) -> list[Message]:
    """How the kind was found, where no heading showed it."""
    return [header.told] if header.told else []


def told_of_columns(kind: Kind, columns: list[Column], profile: Profile) -> Iterator[Message]:
    """The columns that are left out, where the profile does not say so."""
    unsaid = [column for column in columns if folded(column.written) not in profile.keys]
    unkept = [quoted(column.written) for column in unsaid if column.key == LEFT_OUT]
    if unkept:
        yield Message("import.columns-unkept", {"headings": unkept})
    for column in unsaid:
        told = {"heading": column.written}
        if column.computed:
            yield Message("import.column-computed", told)
        elif column.key is None and column.path and not column.ignored:
            known = guess(column.written, written_words(kind.code))
            yield Message("import.column-unknown", {**told, "guess": known})


def told_of_idle(
    kind: Kind, columns: list[Column], constants: Mapping[str, str]
) -> Iterator[Message]:
    """The columns that say nothing of anything: when and of which phase, and nothing that was."""
    written = {column.key or "": column.written for column in columns if column.is_kept}
    silent = idle((*written, *constants)) if kind.about else frozenset()
    headings = [quoted(text) for key, text in written.items() if key in silent]
    if headings:
        yield Message("import.says-nothing", {"headings": headings})


def told_of_plan(
    sheet: Sheet, header: Header, columns: list[Column], constants: Mapping[str, str]
) -> Iterator[Message]:
    """That a title speaks of a plan over columns that are taken for what is."""
    stated = [parse_key(each.key) for each in columns if each.key and each.is_kept]
    actual = any(key and key.sort in ("figure", "act") and not key.planned for key in stated)
    if not actual or "status" in constants or any(key and key.code == "status" for key in stated):
        return
    titles = [sheet.name or "", *(cell for _, cells in header.top for cell in cells)]
    plan = next((text for text in titles if OF_A_PLAN.match(folded(text))), None)
    if plan is not None:
        yield Message("import.plan-title", {"text": normal(plan)})


def quoted(text: str) -> str:
    """A heading in a list of them: headings hold commas."""
    return f'"{text}"'


def undated(layout: Layout) -> list[Problem]:
    """That nothing says when the figures and stages of a sheet hold: one problem for them all."""
    told = [quoted(layout.headings[key].written) for key in layout.stating if key[:4] != "act:"]
    if not told or layout.has("on") or layout.has("as_of"):
        return []
    return [Problem(layout.line, None, None, Message("import.no-day", {"headings": told}))]


def unsourced(layout: Layout) -> list[Message]:
    """That nothing says what the figures and acts of a sheet rest on."""
    named = layout.has("source") or not layout.stating
    return [] if named else [Message("import.no-source")]


def told_of_absent(columns: list[Column], profile: Profile) -> Iterator[Message]:
    """The headings that the profile names and this sheet does not have."""
    there = {folded(text) for column in columns for text in (column.written, *column.path)}
    there |= {folded(" ".join(column.path[start:])) for column in columns for start in (0, 1)}
    for heading in (*profile.headings, *profile.ignore):
        if folded(heading) not in there:
            yield Message("import.heading-absent", {"heading": heading})
