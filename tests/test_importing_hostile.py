"""Workbooks made to do harm: refused in words, whatever they claim, in little time and memory."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as given_any
from hypothesis import strategies as st

from builders import refusal
from conftest import process_env
from files import (
    MAKERS,
    given,
    ods_cell,
    ods_of,
    ods_row,
    old_workbook,
    table,
    xls,
    xlsx_of,
    xlsx_parts,
    zipped,
)
from test_importing_readers import read_whatever
from zone_tracker.importing.readers import sheets_of

Make = Callable[[], bytes]
SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"
FIVE = "<row><c><v>5</v></c></row>"
PARTS = xlsx_parts(FIVE)
X = ods_cell("", "x")
BLANKS = " " * (1 << 16)


class Hostile(NamedTuple):
    """A file: its format, how it is refused ("": it is read, and no harm is done), its making."""

    format: str
    key: str
    make: Make


# --- How they are made ---


def sheet(xml: str) -> Make:
    """A workbook with this inside its only sheet."""
    return lambda: xlsx_of(xml)


def tables(*rows: str) -> Make:
    """A document with these rows in a table each."""
    return lambda: ods_of("".join(table(xml, f"S{at}") for at, xml in enumerate(rows)))


def changed(name: str, change: Callable[[str], str | None], size: int = 0) -> Make:
    """A workbook with one part changed, or left out; `size` blanks are put at its end."""

    def make() -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, content in PARTS.items():
                told = change(str(content)) if path == name else str(content)
                if told is not None:
                    with archive.open(path, "w") as part:
                        part.write(told.encode())
                        for _ in range(size // len(BLANKS) if path == name else 0):
                            part.write(BLANKS.encode())
        return stream.getvalue()

    return make


def without(name: str) -> Make:
    """A workbook that lacks a part."""
    return changed(name, lambda xml: None)


def bomb(name: str, size: int) -> Make:
    """A workbook of a few kilobytes, one part of which unpacks to `size` bytes."""
    return changed(name, lambda xml: xml, size)


def with_doctype(xml: str) -> str:
    return f'<!DOCTYPE x [<!ENTITY a "{"b" * 999}">]>' + xml.replace("5", "&a;" * 9)


def one_sheet_often() -> bytes:
    """A workbook that lists one part of some size as thousands of sheets."""
    book = str(PARTS["xl/workbook.xml"])
    one = book[book.index("<sheet ") : book.index("</sheets>")]
    many = {**PARTS, "xl/workbook.xml": book.replace(one, one * 9_999)}
    return zipped({**many, SHEET: str(PARTS[SHEET]) + BLANKS})


def encrypted() -> bytes:
    """A zip file whose parts claim to be encrypted."""
    content = xlsx_of(FIVE)
    told = bytearray(content)
    at = -1
    while (at := content.find(b"PK\1\2", at + 1)) >= 0:
        told[at + 8] |= 1
    return bytes(told)


def container(*names: str) -> Make:
    """A file of Microsoft's old container, with entries of these names and nothing in them."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return lambda: head + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names)


def half(content: bytes) -> Make:
    return lambda: content[: len(content) // 2]


MANIFEST = '<m:manifest xmlns:m="urn:m"><m:e><m:encryption-data/></m:e></m:manifest>'
DEEP = "<a>" * 100_000
MINUS = '<table:table-row table:number-rows-repeated="-1">' + X + "</table:table-row>"

HOSTILE = {
    "bomb": Hostile("xlsx", "file.unpacked", bomb(SHEET, 40 << 20)),
    "bomb of texts": Hostile("xlsx", "file.unpacked", bomb(TEXTS, 40 << 20)),
    "bomb of styles": Hostile("xlsx", "file.unpacked", bomb("xl/styles.xml", 40 << 20)),
    "blanks below the limit": Hostile("xlsx", "", bomb(SHEET, 3 << 20)),
    "many parts": Hostile(
        "xlsx", "file.unpacked", lambda: zipped({f"xl/{n}": "" for n in range(10_001)})
    ),
    "one part as many sheets": Hostile("xlsx", "file.unpacked", one_sheet_often),
    "long tag": Hostile("xlsx", "file.unpacked", sheet(f'<row><c r="{"A" * (6 << 20)}"/></row>')),
    "doctype": Hostile("xlsx", "file.doctype", changed(SHEET, with_doctype)),
    "doctype in texts": Hostile("xlsx", "file.doctype", changed(TEXTS, with_doctype)),
    "doctype in links": Hostile("xlsx", "file.doctype", changed("_rels/.rels", with_doctype)),
    "encrypted zip": Hostile("xlsx", "file.password", encrypted),
    "password": Hostile("xlsx", "file.password", container("EncryptionInfo", "EncryptedPackage")),
    "password of ods": Hostile(
        "ods", "file.password", lambda: ods_of("", **{"META-INF/manifest.xml": MANIFEST})
    ),
    "half": Hostile("xlsx", "file.damaged", half(xlsx_of(FIVE))),
    "no workbook": Hostile("xlsx", "file.damaged", without("xl/workbook.xml")),
    "no sheet": Hostile("xlsx", "file.damaged", without(SHEET)),
    "no links": Hostile("xlsx", "file.damaged", without("xl/_rels/workbook.xml.rels")),
    "no content": Hostile("ods", "file.damaged", lambda: zipped({"mimetype": "x", "a": "b"})),
    "no xml": Hostile("xlsx", "file.damaged", changed(SHEET, lambda xml: "KCN")),
    "deep": Hostile("xlsx", "file.damaged", sheet(DEEP)),
    "deep ods": Hostile("ods", "file.damaged", tables(DEEP)),
    "a text that is not there": Hostile(
        "xlsx", "file.damaged", sheet('<row><c t="s"><v>7</v></c></row>')
    ),
    "a text before the first": Hostile(
        "xlsx", "file.damaged", sheet('<row><c t="s"><v>-1</v></c></row>')
    ),
    "a style that is not there": Hostile(
        "xlsx", "file.damaged", sheet('<row><c s="7"><v>1</v></c></row>')
    ),
    "rows backwards": Hostile("xlsx", "file.damaged", sheet('<row r="5"/><row r="5"/>')),
    "a row below the last": Hostile(
        "xlsx", "file.damaged", sheet('<row r="1048577"><c><v>5</v></c></row>')
    ),
    "a column beyond the last": Hostile(
        "xlsx", "file.damaged", sheet('<row><c r="XFE1"><v>5</v></c></row>')
    ),
    "far corner": Hostile(
        *("xlsx", "sheet.too-wide"),
        sheet(FIVE + '<row r="1048576"><c r="XFD1048576"><v>5</v></c></row>'),
    ),
    "a blank in the far corner": Hostile(
        *("xlsx", ""),
        sheet(FIVE + '<row r="1048576"><c r="XFD1048576" t="str"><v> </v></c></row>'),
    ),
    "far down": Hostile("xlsx", "", sheet(FIVE + '<row r="1048576"><c><v>5</v></c></row>')),
    "far corner of xls": Hostile(
        "xls", "", lambda: old_workbook(lambda book: book.add_sheet("a").write(65_535, 255, "x"))
    ),
    "wide and long": Hostile(
        *("xlsx", "sheet.too-large"),
        sheet("<row><c r='ALL1'><v>1</v></c></row>" + FIVE * 3_000),
    ),
    "many cells": Hostile(
        "ods", "sheet.too-large", tables(ods_row(ods_cell("", "x", 900), repeated=1_000_000))
    ),
    "many sheets of many cells": Hostile(
        "ods", "sheet.too-large", tables(*[ods_row(X, repeated=900_000)] * 9)
    ),
    "many columns": Hostile("ods", "sheet.too-wide", tables(ods_row(ods_cell("", "x", 16_000)))),
    "endless rows": Hostile("ods", "file.damaged", tables(ods_row(X, repeated=10**18))),
    "rows of no number": Hostile("ods", "file.damaged", tables(MINUS)),
    "endless empty rows": Hostile("ods", "", tables(ods_row(X) + ods_row(repeated=10**15))),
    "endless blanks": Hostile(
        "ods", "", tables(ods_row(ods_cell("", f"x<text:s text:c='{10**12}'/>")))
    ),
    "half an xls": Hostile("xls", "file.damaged", half(xls([["a"]]))),
    "xls of nothing": Hostile("xls", "file.damaged", container("Workbook")),
}
"""Files of a few kilobytes that claim much; a new reader's own belong here too."""


# --- What becomes of them ---


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_in_words(name: str) -> None:
    format, key, make = HOSTILE[name]
    content = make()
    assert len(content) < 1 << 20
    if key:
        with refusal(key):
            sheets_of(given(content, format))
    else:
        (told,) = sheets_of(given(content, format))
        assert next(told.rows())[1][0].strip() in ("5", "x", "")


def test_the_cell_that_is_too_far_out_is_named() -> None:
    with refusal("sheet.too-wide", path="kcn [S1]", cell="XFD1048576"):
        sheets_of(given(HOSTILE["far corner"].make(), "xlsx"))


WATCHED = """
import io, resource, sys, time
from pathlib import Path
from zone_tracker.errors import Refused
from zone_tracker.importing.readers import sheets_of
from zone_tracker.importing.sheets import Input
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
slowest = 0.0
for path in sorted(Path(sys.argv[1]).iterdir()):
    began = time.process_time()
    try:
        source = Input(path.name, path.suffix[1:], lambda: path.open("rb"))
        for sheet in sheets_of(source):
            for row in sheet.rows():
                pass
    except Refused:
        pass
    slowest = max(slowest, time.process_time() - began)
# Not ru_maxrss, which begins with that of the process that started this one.
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(slowest, int(peak.split()[1]) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory as Linux has them")
def test_no_hostile_workbook_takes_much_time_or_memory(tmp_path: Path) -> None:
    for name, (format, _, make) in HOSTILE.items():
        (tmp_path / f"{name}.{format}").write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(tmp_path)],
        env=process_env(),
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    seconds, mebibytes = map(float, done.stdout.split())
    assert seconds < 5
    assert mebibytes < 400


# --- What becomes of any others ---


@pytest.mark.parametrize("format", ["xlsx", "xls", "ods"])
def test_a_workbook_damaged_anywhere_is_read_or_refused(format: str) -> None:
    whole = MAKERS[format]([["name", "note"], ["KCN Võ Lao", "x"]])
    for at in range(0, len(whole), max(1, len(whole) // 150)):
        for piece in (b"\xff\xff\xff\xff", b"\0\0\0\0"):
            read_whatever(whole[:at] + piece + whole[at + 4 :], format)


PIECES = (b"-1", b"99999999", b'"', b"<", b"/>", b"&#0;", b"&lt;", b"]]>", b"\xff")


@pytest.mark.parametrize("format", ["xlsx", "ods"])
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given_any(data=st.data())
def test_a_workbook_with_any_part_changed_is_read_or_refused(
    format: str, data: st.DataObject
) -> None:
    with zipfile.ZipFile(io.BytesIO(MAKERS[format]([["name", "n"], ["KCN", "x"]]))) as archive:
        parts = {name: bytearray(archive.read(name)) for name in archive.namelist()}
    content = parts[data.draw(st.sampled_from(sorted(parts)))]
    at = data.draw(st.integers(0, len(content)))
    piece = data.draw(st.binary(max_size=4) | st.sampled_from(PIECES))
    content[at : at + data.draw(st.integers(0, 6))] = piece
    read_whatever(zipped({name: bytes(part) for name, part in parts.items()}), format)
