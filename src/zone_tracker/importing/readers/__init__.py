"""A file to sheets of text: one function a format, all of them in `READERS`.

What the cells mean is found out elsewhere. Libraries are imported by the format that needs them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

from zone_tracker.errors import EnvironmentFailure, Refused
from zone_tracker.importing.sheets import Input, Sheet

Reader = Callable[[Input, str | None], list[Sheet]]
"""A file, and the encoding asked for, to its sheets that hold anything."""


def sheets_of(source: Input, encoding: str | None = None) -> list[Sheet]:
    """The sheets of a file that hold anything, at least one.

    `encoding` is for files from before Unicode: "windows-1258", or "tcvn3" (.VnTime), of which
    only the columns that show its signs are converted. Without it such text is refused with the
    option to give. Raises Refused or Problems, naming file, sheet, line or cell.
    """
    from zone_tracker.importing.readers.decoding import encoding_called
    from zone_tracker.importing.readers.legacy_text import converted, watched

    wanted = encoding_called(encoding)
    sheets = READERS[source.format](source, wanted)
    if not sheets:
        raise Refused("file.empty", path=source.name)
    return [converted(sheet) if wanted == "tcvn3" else watched(sheet) for sheet in sheets]


def format_of(name: str) -> str:
    """The format that the ending of a file's name tells; raises Refused naming the endings."""
    ending = Path(name).suffix.lower().removeprefix(".")
    if ending not in ENDINGS:
        raise Refused("file.format-unknown", path=name, allowed=", ".join(ENDINGS))
    return ENDINGS[ending]


def file_input(path: Path, format: str | None = None) -> Input:
    """A file to be read, of the format that its name tells or that is given.

    Raises Refused for a folder or another thing that is no file, EnvironmentFailure for a file
    that cannot be opened.
    """
    source = Input(str(path), format or format_of(path.name), partial(open_file, path))
    if os.path.exists(path) and not os.path.isfile(path):
        raise Refused("file.not-a-file", path=path)
    source.open().close()
    return source


def open_file(path: Path) -> BinaryIO:
    """The file, opened at its start."""
    try:
        return path.open("rb")
    except OSError as error:
        raise EnvironmentFailure("file.unreadable", path=path, reason=error.strerror) from error


def csv_sheets(source: Input, encoding: str | None = None) -> list[Sheet]:
    """CSV with `,`, `;` or tab."""
    from zone_tracker.importing.readers import delimited

    return delimited.read_csv(source, encoding)


def tsv_sheets(source: Input, encoding: str | None = None) -> list[Sheet]:
    """Cells with tabs between them."""
    from zone_tracker.importing.readers import delimited

    return delimited.read_tsv(source, encoding)


def json_sheets(source: Input, encoding: str | None = None) -> list[Sheet]:
    """A list of objects, or an object of named lists."""
    from zone_tracker.importing.readers import json_text

    return json_text.read_json(source, encoding)


def jsonl_sheets(source: Input, encoding: str | None = None) -> list[Sheet]:
    """One object a line."""
    from zone_tracker.importing.readers import json_text

    return json_text.read_jsonl(source, encoding)


def xlsx_sheets(source: Input, encoding: str | None = None) -> list[Sheet]:
    """The workbook of Excel, with macros or without."""
    from zone_tracker.importing.readers import xlsx

    return xlsx.read_xlsx(source, encoding)


def xls_sheets(source: Input, encoding: str | None = None) -> list[Sheet]:
    """The workbook of Excel 97 to 2003."""
    from zone_tracker.importing.readers import xls

    return xls.read_xls(source, encoding)


def ods_sheets(source: Input, encoding: str | None = None) -> list[Sheet]:
    """The workbook of LibreOffice."""
    from zone_tracker.importing.readers import ods

    return ods.read_ods(source, encoding)


READERS: Final[dict[str, Reader]] = {
    "csv": csv_sheets,
    "tsv": tsv_sheets,
    "json": json_sheets,
    "jsonl": jsonl_sheets,
    "xlsx": xlsx_sheets,
    "xls": xls_sheets,
    "ods": ods_sheets,
}

ENDINGS: Final = {
    **{name: name for name in READERS},
    "txt": "csv",
    "ndjson": "jsonl",
    "xlsm": "xlsx",
}
"""The endings of files, and their formats."""
