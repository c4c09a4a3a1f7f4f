"""A report to a stream: one function a format, all of them in `WRITERS` and `BINARY`.

Machine formats (csv, tsv, json, jsonl) carry keys and exact values, those for people (table, md,
html, xlsx) labels and words. Rows are written as they come, whatever their number.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePath
from typing import BinaryIO, TextIO

from zone_tracker.model import Language, Report
from zone_tracker.writers.cells import Screen
from zone_tracker.writers.delimited import (
    write_csv,
    write_csv_file,
    write_excel_csv,
    write_tsv,
)
from zone_tracker.writers.extras import needed
from zone_tracker.writers.json_text import write_json, write_json_tables, write_jsonl
from zone_tracker.writers.markdown import write_md
from zone_tracker.writers.plain import write_plain

__all__ = ["BINARY", "FORMATS", "WRITERS", "Screen", "Writer", "format_of", "write", "write_docx"]

Writer = Callable[[Report, TextIO, Language, Screen], None]
BinaryWriter = Callable[[Report, BinaryIO, Language], None]


def write(report: Report, stream: TextIO, format: str, lang: Language, *, screen: Screen) -> None:
    """Write the report in one of the formats of `WRITERS` or `OF_FILES`.

    `stream` must not translate line ends. Its OSError (a full disk, a closed pipe) is passed
    on: only the caller knows what is being written to.
    """
    writer = WRITERS.get(format) or OF_FILES[format]
    writer(report, stream, lang, screen)


def format_of(path: PurePath) -> str | None:
    """The format that the ending of a file's name tells; None: it tells none."""
    ending = path.suffix.lower().removeprefix(".")
    return ending if ending in FORMATS else None


def write_table(report: Report, stream: TextIO, lang: Language, screen: Screen) -> None:
    """Drawn for a terminal, aligned lines for anything else."""
    if screen.width is None:
        write_plain(report, stream, lang, screen)
    else:
        # rich doubles the start-up time: imported for a terminal alone.
        from zone_tracker.writers.terminal import write_terminal

        write_terminal(report, stream, lang, screen)


def write_html(report: Report, stream: TextIO, lang: Language, screen: Screen) -> None:
    """One page that needs nothing beside it, put together by jinja2."""
    with needed("html", "jinja2"):
        from zone_tracker.writers.html import write_page

    write_page(report, stream, lang, screen)


WRITERS: dict[str, Writer] = {
    "table": write_table,
    "csv": write_csv,
    "tsv": write_tsv,
    "json": write_json,
    "jsonl": write_jsonl,
    "md": write_md,
    "html": write_html,
}

OF_FILES: dict[str, Writer] = {
    "csv-file": write_csv_file,
    "csv-excel": write_excel_csv,
    "json-tables": write_json_tables,
}
"""What a command that writes files for others chooses by itself."""


def write_xlsx(report: Report, stream: BinaryIO, lang: Language) -> None:
    """A workbook; xlsxwriter takes its time to load."""
    from zone_tracker.writers.workbook import write_workbook

    write_workbook(report, stream, lang)


def write_pdf(report: Report, stream: BinaryIO, lang: Language) -> None:
    """Pages of A4, set by typst."""
    with needed("pdf", "typst"):
        from zone_tracker.writers.typeset import write_pdf

    write_pdf(report, stream, lang)


def write_png(report: Report, stream: BinaryIO, lang: Language) -> None:
    """One picture of the whole report, set by typst."""
    with needed("png", "typst"):
        from zone_tracker.writers.typeset import write_png

    write_png(report, stream, lang)


def write_docx(
    report: Report, stream: BinaryIO, lang: Language, template: Path | None = None
) -> None:
    """A Word document after a template of the office, else that of the tool."""
    with needed("docx", "docxtpl"):
        from zone_tracker.writers.word import write_docx

    write_docx(report, stream, lang, template)


BINARY: dict[str, BinaryWriter] = {
    "xlsx": write_xlsx,
    "pdf": write_pdf,
    "png": write_png,
    "docx": write_docx,
}
"""Formats that are no text, and so are written to files alone."""

FORMATS = (*WRITERS, *BINARY)
