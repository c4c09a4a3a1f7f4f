"""The commands that make files for others: export, and templates to be filled in."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, BinaryIO, TextIO

import typer

from zone_tracker.cli.app import KNOWN, App, chosen_format
from zone_tracker.cli.session import Session
from zone_tracker.errors import Refused, UsageError
from zone_tracker.model import Message, Report, Table
from zone_tracker.vietnamese.nearest import guess
from zone_tracker.wording import say
from zone_tracker.writers import format_of, write

EXPORTED = ("csv", "json", "jsonl", "xlsx")
BLANK = ("csv", "xlsx")
ALL = "all"
WORD = "word"
"""Not a kind: the template of reports in Word."""

Kind = Annotated[str, typer.Argument(metavar="KIND|all")]
Blank = Annotated[str, typer.Argument(metavar="KIND|all|word")]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE")]
Excel = Annotated[bool, typer.Option("--excel")]


def export(
    session: Session,
    db: sqlite3.Connection,
    *,
    kind: Kind,
    output: Output = None,
    format: Annotated[str | None, typer.Option("--format", metavar="|".join(EXPORTED))] = None,
    excel: Excel = False,
) -> Report:
    """The record as an import reads it back."""
    from zone_tracker.reports.export import export as report
    from zone_tracker.reports.fields import FIELDS
    from zone_tracker.reports.package import exported
    from zone_tracker.store.vocabulary import vocabulary

    kinds = kinds_of(kind, FIELDS)
    chosen = chosen_format(format, output, EXPORTED, "csv")
    refuse_contradictions(kind, chosen, output, excel)
    answer = report(db, kinds)
    if kind != ALL:
        return as_one_file(answer, session, chosen, output, excel)
    if chosen == "csv" and output is not None:
        package = exported(vocabulary(db), kinds, delimiter(excel))
        return as_folder(answer, package, session, output, excel)
    return as_one_file(answer, session, "json-tables" if chosen == "json" else chosen, output)


def template(
    session: Session,
    db: sqlite3.Connection,
    *,
    kind: Blank,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE")],
    excel: Excel = False,
) -> Report:
    """Empty sheets that an import understands, or the Word document that reports are put into."""
    if kind == WORD:
        return for_word(output, excel)
    from zone_tracker.reports.fields import FIELDS
    from zone_tracker.reports.package import blank
    from zone_tracker.reports.template import template as report

    kinds = kinds_of(kind, FIELDS, WORD)
    chosen = chosen_format(None, output, BLANK, "csv")
    refuse_contradictions(kind, chosen, output, excel)
    answer = report(db, kinds, session.lang)
    if chosen == "xlsx":
        return as_one_file(answer, session, chosen, output)
    answer = Report(tuple(headed(table, session) for table in answer.tables))
    if kind != ALL:
        return as_one_file(answer, session, chosen, output, excel)
    headings = {table.key: [column.key for column in table.columns] for table in answer.tables}
    return as_folder(answer, blank(headings, delimiter(excel)), session, output, excel)


def for_word(output: Path, excel: bool) -> Report:
    """Write our Word template to a file; a report that says so, and what becomes of it."""
    from zone_tracker.writers.extras import TEMPLATE
    from zone_tracker.writers.files import save_bytes

    refuse_contradictions(WORD, chosen_format(None, output, ("docx",), "docx"), output, excel)
    save_bytes(output, as_it_stands(TEMPLATE))
    said = Message("template.word", {"file": output})
    return Report((), (said,), {"files": [str(output)]})


def as_it_stands(path: Path) -> Callable[[BinaryIO], None]:
    """What writes the content of a file."""

    def write_content(stream: BinaryIO) -> None:
        stream.write(path.read_bytes())

    return write_content


def kinds_of(kind: str, known: Iterable[str], *others: str) -> list[str]:
    """The kinds asked for, in the order in which they are imported; `others` are no kinds."""
    known = list(known)
    if kind == ALL:
        return known
    singular = {each.removesuffix("s"): each for each in known}
    if kind not in known and kind not in singular:
        near = guess(kind, [*known, *singular, *others])
        raise Refused("exchange.kind", value=kind, guess=near, allowed=[*known, ALL, *others])
    return [singular.get(kind, kind)]


def refuse_contradictions(kind: str, format: str, output: Path | None, excel: bool) -> None:
    """All kinds need a place for several files; the marks of CSV belong to CSV."""
    if excel and format != "csv":
        raise UsageError("usage.excel", format=format)
    if kind != ALL:
        return
    if format == "jsonl":
        raise UsageError("usage.all-jsonl")
    if format == "csv" and (output is None or format_of(output)):
        raise UsageError("usage.all-folder")


def delimiter(excel: bool) -> str:
    """What parts the cells of CSV."""
    return ";" if excel else ","


def as_one_file(
    answer: Report, session: Session, format: str, output: Path | None, excel: bool = False
) -> Report:
    """The answer, to be written in a format of files to where it was asked for."""
    csv = "csv-excel" if excel else "csv-file"
    session.format = csv if format == "csv" else format
    session.output = output
    return answer


def as_folder(
    answer: Report,
    package: Mapping[str, object],
    session: Session,
    folder: Path,
    excel: bool,
) -> Report:
    """Write a file for each table and the package beside them; a report that says so."""
    from zone_tracker.reports.package import FILE
    from zone_tracker.writers.files import save_folder

    format = "csv-excel" if excel else "csv-file"
    files = {
        f"{table.key}.csv": writing(Report((table,)), format, session) for table in answer.tables
    }
    files[FILE] = writing(Report((), document=package), "json", session)
    save_folder(folder, files)
    told = {"folder": folder, "count": len(files)}
    document = {"folder": str(folder), "files": list(files)}
    return Report((), (Message("exchange.written", told),), document)


def writing(report: Report, format: str, session: Session) -> Callable[[TextIO], None]:
    """What writes a report to a file."""
    return partial(written, report, format, session)


def written(report: Report, format: str, session: Session, stream: TextIO) -> None:
    write(report, stream, format, session.lang, screen=session.screen(stream))


def headed(table: Table, session: Session) -> Table:
    """The table under its labels, for a format that writes keys."""
    columns = tuple(
        column._replace(key=say(column.label, session.lang)) for column in table.columns
    )
    return table._replace(columns=columns)


def register(app: App, name: str) -> None:
    """Add the command `name`."""
    if name == "export":
        app.add(app.typer, name, export, shared={"known_on": KNOWN["known_on"]})
    else:
        app.add(app.typer, name, template, shared={})
