"""Files of every format that is read, made of rows or of raw parts, for the tests of readers."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any

import xlsxwriter
import xlwt

from zone_tracker.importing.readers import READERS, sheets_of
from zone_tracker.importing.sheets import Input
from zone_tracker.writers.delimited import guard

Text = Sequence[Sequence[str]]
Read = list[tuple[int, list[str]]]


def given(content: bytes, format: str, name: str = "kcn") -> Input:
    """A file in memory."""
    return Input(name, format, lambda: io.BytesIO(content))


def rows_in(content: bytes, format: str, encoding: str | None = None) -> Read:
    """The rows of the only sheet of a file, read twice: they come from the start each time."""
    (sheet,) = sheets_of(given(content, format), encoding)
    rows = list(sheet.rows())
    assert list(sheet.rows()) == rows
    return rows


def raw_rows(content: bytes, format: str) -> list[list[str]]:
    """The cells of the first sheet, without a look for legacy text; none: it holds nothing."""
    sheets = READERS[format](given(content, format), None)
    return [cells for _, cells in sheets[0].rows()] if sheets else []


# --- From rows of text ---


def delimited(rows: Text, delimiter: str) -> bytes:
    """CSV as the tool writes it."""
    text = io.StringIO(newline="")
    cells = [[guard(cell) for cell in row] for row in rows]
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(cells)
    return text.getvalue().encode()


def objects(rows: Text) -> list[dict[str, str]]:
    """Rows under the keys of the first one."""
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def json_lines(rows: Text) -> bytes:
    """JSON Lines."""
    return b"".join(json.dumps(item).encode() + b"\n" for item in objects(rows))


def xlsx(rows: Text, **options: Any) -> bytes:
    """A workbook of Excel with one sheet of texts."""
    return workbook(
        lambda book: [
            sheet.write_string(at, column, cell)
            for sheet in [book.add_worksheet("Một")]
            for at, row in enumerate(rows)
            for column, cell in enumerate(row)
        ],
        **options,
    )


def workbook(fill: Callable[[Any], object], **options: Any) -> bytes:
    """A workbook of Excel that `fill` writes into."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, **options})
    book.set_properties({"created": datetime(2024, 1, 1)})  # the same bytes each time
    fill(book)
    book.close()
    return stream.getvalue()


def xls(rows: Text) -> bytes:
    """A workbook of Excel 97 with one sheet of texts."""

    def fill(book: Any) -> None:
        sheet = book.add_sheet("Một")
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(at, column, cell)

    return old_workbook(fill)


def old_workbook(fill: Callable[[Any], None]) -> bytes:
    """A workbook of Excel 97 that `fill` writes into."""
    stream = io.BytesIO()
    book = xlwt.Workbook(encoding="utf-8")
    fill(book)
    book.save(stream)
    return stream.getvalue()


def ods(rows: Text) -> bytes:
    """A workbook of LibreOffice with one sheet of texts."""
    lines = "".join(
        f"<table:table-row>{''.join(map(ods_text, row))}</table:table-row>" for row in rows
    )
    return ods_of(table(lines))


def ods_text(cell: str) -> str:
    """A cell with a text; none for an empty one."""
    if not cell:
        return "<table:table-cell/>"
    value = escape(cell).replace("\n", "&#10;").replace("\t", "&#9;")
    return f'<table:table-cell office:value-type="string" office:string-value="{value}"/>'


MAKERS: dict[str, Callable[[Text], bytes]] = {
    "csv": lambda rows: delimited(rows, ","),
    "tsv": lambda rows: delimited(rows, "\t"),
    "json": lambda rows: json.dumps(objects(rows)).encode(),
    "jsonl": json_lines,
    "xlsx": xlsx,
    "xls": xls,
    "ods": ods,
}
"""How a file of each format is made of rows, the first being the header."""


# --- From raw parts ---


def zipped(parts: Mapping[str, str | bytes], **named: Any) -> bytes:
    """A zip file with these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, **named) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def xlsx_parts(*sheets: str, styles: str = "", strings: str = "") -> dict[str, str | bytes]:
    """The parts of a workbook with this XML inside `sheetData` of its sheets."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    links = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    links += [("st", "styles", "styles.xml"), ("ss", "sharedStrings", "sharedStrings.xml")]
    return {
        "_rels/.rels": relationships([("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relationships(links),
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        **{
            f"xl/worksheets/sheet{n}.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{xml}'
            "</sheetData></worksheet>"
            for n, xml in zip(numbers, sheets, strict=True)
        },
    }


def relationships(links: Sequence[tuple[str, str, str]]) -> str:
    """A part that names other parts."""
    told = "".join(
        f'<Relationship Id="{name}" Type="{LINKS}/{kind}" Target="{target}"/>'
        for name, kind, target in links
    )
    return f"<Relationships>{told}</Relationships>"


def xlsx_of(*sheets: str, **named: str) -> bytes:
    """A workbook with this XML inside `sheetData` of its sheets."""
    return zipped(xlsx_parts(*sheets, **named))


NAMES = " ".join(
    f'xmlns:{name}="urn:{name}"' for name in ("office", "table", "text", "style", "calcext", "draw")
)


def table(rows: str, name: str = "Một", style: str = "") -> str:
    """A table of a document of LibreOffice."""
    styled = f' table:style-name="{style}"' if style else ""
    return f'<table:table table:name="{name}"{styled}>{rows}</table:table>'


def ods_of(tables: str, styles: str = "", **parts: str) -> bytes:
    """A document of LibreOffice with these tables."""
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    content = (
        f"<office:document-content {NAMES}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>{body}"
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "content.xml": content, **parts})


def ods_cell(attributes: str, text: str = "", repeated: int = 0) -> str:
    """A cell with these attributes, showing a text, standing there so many times."""
    times = f' table:number-columns-repeated="{repeated}"' if repeated else ""
    inside = f"<text:p>{text}</text:p>" if text else ""
    return f"<table:table-cell {attributes}{times}>{inside}</table:table-cell>"


def ods_row(*cells: str, repeated: int = 0) -> str:
    """A row of cells, standing there so many times."""
    times = f' table:number-rows-repeated="{repeated}"' if repeated else ""
    return f"<table:table-row{times}>{''.join(cells)}</table:table-row>"
