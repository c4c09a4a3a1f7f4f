"""A report to text on a stream: one function a format, all of them in `WRITERS`.

Machine formats (csv, tsv, json, jsonl) carry keys and exact values, human ones (table, md)
labels and words. Rows are written as they come, whatever their number.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from zone_tracker.model import Language, Report
from zone_tracker.writers.cells import Screen
from zone_tracker.writers.delimited import write_csv, write_tsv
from zone_tracker.writers.json_text import write_json, write_jsonl
from zone_tracker.writers.markdown import write_md
from zone_tracker.writers.plain import write_plain

__all__ = ["WRITERS", "Screen", "Writer", "write"]

Writer = Callable[[Report, TextIO, Language, Screen], None]


def write(report: Report, stream: TextIO, format: str, lang: Language, *, screen: Screen) -> None:
    """Write the report in one of the formats of `WRITERS`.

    `stream` must not translate line ends. Its OSError (a full disk, a closed pipe) is passed
    on: only the caller knows what is being written to.
    """
    WRITERS[format](report, stream, lang, screen)


def write_table(report: Report, stream: TextIO, lang: Language, screen: Screen) -> None:
    """Drawn for a terminal, aligned lines for anything else."""
    if screen.width is None:
        write_plain(report, stream, lang, screen)
    else:
        # rich doubles the start-up time: imported for a terminal alone.
        from zone_tracker.writers.terminal import write_terminal

        write_terminal(report, stream, lang, screen)


WRITERS: dict[str, Writer] = {
    "table": write_table,
    "csv": write_csv,
    "tsv": write_tsv,
    "json": write_json,
    "jsonl": write_jsonl,
    "md": write_md,
}
