"""The files that a command names: which they are, and what is understood of each sheet in them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from string import digits
from typing import BinaryIO, TextIO

from zone_tracker.errors import EnvironmentFailure, Problems, Refused, UsageError
from zone_tracker.importing.intake import Understood, in_place
from zone_tracker.importing.kinds import KINDS
from zone_tracker.importing.layout import Layout
from zone_tracker.importing.profile import Profile
from zone_tracker.importing.readers import (
    ENDINGS,
    READERS,
    file_input,
    format_of,
    open_file,
    sheets_of,
)
from zone_tracker.importing.sheets import Input, Sheet, letters_of
from zone_tracker.importing.understanding import undated, understand, unsourced
from zone_tracker.model import Message, Problem

STDIN = "-"
HELD = 500_000_000
"""Bytes of a pipe that are kept in memory; one that never ends would take all there is."""
NO_TABLE = ("import.no-table", "import.no-header", "file.empty")
"""The refusals of a sheet in which nothing looks like a table."""
NAMED = 3
"""How many files a message about all of them names."""
DESCRIPTION = "datapackage.json"
"""What an export says of itself; it holds no rows."""


def inputs_of(names: Sequence[str], format: str | None, stdin: TextIO | None) -> list[Input]:
    """What the words of a command name: files, the files of a folder, or standard input."""
    if format is not None and format not in READERS:
        raise UsageError("usage.input-format", value=format, allowed=list(READERS))
    try:
        return [source for name in names for source in inputs_named(name, format, stdin)]
    except OSError as error:
        path = error.filename or STDIN
        raise EnvironmentFailure("file.unreadable", path=path, reason=error.strerror) from error


def inputs_named(name: str, format: str | None, stdin: TextIO | None) -> Iterator[Input]:
    """The files that one word names, in the order of their names."""
    if name == STDIN:
        yield from_stdin(format, stdin)
    elif Path(name).is_dir():
        found = [path for path in sorted(Path(name).iterdir()) if is_readable(path)]
        if not found:
            raise Refused("file.folder-empty", path=name, allowed=list(ENDINGS))
        yield from (file_input(path) for path in found)
    elif Path(name).is_fifo():
        yield held(name, format or format_of(name), open_file(Path(name)))
    else:
        yield file_input(Path(name), format)


def is_readable(path: Path) -> bool:
    """Whether a file of a folder can hold rows."""
    hidden = path.name.startswith((".", "~$"))
    return not hidden and path.name != DESCRIPTION and path.suffix.lower().lstrip(".") in ENDINGS


def from_stdin(format: str | None, stdin: TextIO | None) -> Input:
    """Standard input."""
    if format is None:
        raise UsageError("usage.stdin-format", allowed=list(READERS))
    return held("<stdin>", format, stdin.buffer if stdin else io.BytesIO())


def held(name: str, format: str, stream: BinaryIO) -> Input:
    """What comes through a pipe, read whole: it comes but once, and is read more than once."""
    with stream:
        content = stream.read(HELD + 1)
    if len(content) > HELD:
        raise Refused("file.pipe-long", path=name, most=HELD // 10**6)
    return Input(name, format, lambda: io.BytesIO(content))


def understood(
    inputs: Sequence[Input], kind: str | None, profile: Profile
) -> tuple[list[Understood], list[Problem]]:
    """Every sheet that was understood, those that others refer to first; a note on each other.

    Raises Problems with those of all sheets. A sheet without a table, such as a page of
    guidance, is left out and told, unless its file has no other: then its refusal is raised.
    """
    found: list[Understood] = []
    problems: list[Problem] = []
    empty: list[tuple[Sheet, Refused]] = []
    for sheet in (sheet for source in inputs for sheet in chosen(source, profile)):
        try:
            layout = understand_one(sheet, kind, profile)
            found.append(Understood(of_use(sheet, layout), layout, profile))
        except Problems as refused:
            problems += in_place(sheet, list(refused.problems))
        except Refused as refused:
            if refused.message.key not in NO_TABLE:
                raise
            empty.append((sheet, refused))
    if problems:
        raise Problems("import.not-understood", problems, path=names(inputs))
    order = list(KINDS)
    found.sort(key=lambda known: order.index(known.layout.kind.code))
    return found, left_out(empty, {known.sheet.file for known in found})


def left_out(empty: list[tuple[Sheet, Refused]], files: set[str]) -> list[Problem]:
    """A note on each sheet without a table; raises the refusal of one in none of the files."""
    notes = []
    for sheet, refused in empty:
        if sheet.file not in files:
            raise refused
        notes += in_place(sheet, [Problem(None, None, None, Message("import.sheet-left"))])
    return notes


def understand_one(sheet: Sheet, kind: str | None, profile: Profile) -> Layout:
    """What a sheet says; one that is named as a kind is of that kind."""
    named = sheet.name if sheet.name in KINDS else None
    layout = understand(sheet, kind or profile.kind or named, profile)
    problems = undated(layout)
    if problems:
        raise Problems("import.not-understood", problems, path=sheet.file)
    return replace(layout, notes=(*layout.notes, *unsourced(layout)))


def of_use(sheet: Sheet, layout: Layout) -> Sheet:
    """The sheet without what is wrong with cells of columns that are left out."""
    if not sheet.unread:
        return sheet
    read = {letters_of(at) for at, _ in layout.taken}
    read |= {letters_of(layout.number)} if layout.number is not None else set()
    wrong = (each for each in sheet.unread if column_of_cell(each) in read)
    return sheet._replace(unread=tuple(wrong))


def column_of_cell(unread: Problem) -> str:
    """The letters of the column in which a cell stands that could not be read."""
    return str(unread.reason.values["cell"]).rstrip(digits)


def chosen(source: Input, profile: Profile) -> list[Sheet]:
    """The sheets of a file, or the one that was asked for."""
    sheets = sheets_of(source, profile.encoding)
    if profile.sheet is None:
        return sheets
    asked = [sheet for sheet in sheets if sheet.name == profile.sheet]
    if not asked:
        allowed = [sheet.name for sheet in sheets if sheet.name]
        raise Refused(
            "import.sheet-unknown", path=source.name, value=profile.sheet, allowed=allowed
        )
    return asked


def names(inputs: Sequence[Input]) -> str:
    """The files in one word; of many the first ones."""
    first = ", ".join(source.name for source in inputs[:NAMED])
    return f"{first}, … ({len(inputs)})" if len(inputs) > NAMED else first
