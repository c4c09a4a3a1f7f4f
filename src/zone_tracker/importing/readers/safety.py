"""Files of others, opened with care: what they are, how much is in them, and XML without tricks.

Whatever the bytes, the answer is their content or a refusal, in bounded memory and time.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import SEEK_END
from typing import BinaryIO, Final, NoReturn
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from zone_tracker.errors import Refused
from zone_tracker.importing.sheets import Input

MOST_PARTS: Final = 10_000
"""Files inside a workbook; a large one has a few hundred, pictures included."""
MOST_BYTES: Final = 1 << 30
"""What is unpacked of a workbook; one with as many cells as are read has some 200 MB."""
MOST_TIMES: Final = 100
"""How many times its size a workbook may unpack to; sheets pack 5 to 40 times, bombs 1,000."""
SMALL: Final = 4 << 20
"""What unpacks to no more than this is no bomb, however well it packs."""
SMALL_PART: Final = 16 << 20
"""For parts other than cells and their texts: lists of sheets, links and styles."""
LONGEST_TOKEN: Final = 4 << 20
"""A tag longer than this is no tag; the parser would read it again with every block."""
BLOCK: Final = 1 << 18

FOUND: Final[dict[bytes, str]] = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "xls",
    b"PK\x03\x04": "ZIP",
    b"PK\x05\x06": "ZIP",
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"<!doctype html": "HTML",
    b"<html": "HTML",
    b"<table": "HTML",
    b"<?xml": "XML",
}
"""How a file begins, and what it is then."""
READABLE: Final = ("xls", "xlsx", "ods")
SNIFFED: Final = 128
UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
CONTROLS: Final = frozenset(range(32)) - frozenset(b"\t\n\f\r")
"""Bytes that no text has, and every workbook among its first."""
CONTAINER: Final = 64 << 20
"""Of a file in Microsoft's old container, where the name of what it holds is looked for."""

BROKEN: Final[tuple[type[Exception], ...]] = (
    *(BadZipFile, zlib.error, expat.ExpatError, EOFError, OSError, NotImplementedError),
    *(struct.error, LookupError, ValueError, RuntimeError, OverflowError),
)
"""What reading a damaged workbook leads to, in the libraries and in our own readers of it."""

Start = Callable[[str, dict[str, str]], None]


def check_kind(source: Input, *wanted: str) -> None:
    """Refuse a file that is in truth of another kind than `wanted`."""
    found = kind_of(source)
    if found is None and source.format in READABLE and is_text(source):
        raise Refused("file.plain-text", path=source.name, format=source.format)
    if found is None or found in wanted or (found == "ZIP" and source.format in READABLE):
        return
    if found == "xls" and source.format in ("xlsx", "ods") and is_encrypted(source):
        raise Refused("file.password", path=source.name)
    if found in READABLE:
        raise Refused("file.other-format", path=source.name, found=found, format=source.format)
    raise Refused("file.no-table", path=source.name, found=found, format=source.format)


def kind_of(source: Input) -> str | None:
    """What a file is by its first bytes; None: nothing that these can tell."""
    with source.open() as stream:
        start = stream.read(SNIFFED).removeprefix(b"\xef\xbb\xbf").lstrip().lower()
        found = next((kind for sign, kind in FOUND.items() if start.startswith(sign.lower())), None)
        return kind_of_zip(stream) if found == "ZIP" else found


def kind_of_zip(stream: BinaryIO) -> str:
    """Which workbook a zip file is, if any, by the names of its parts."""
    try:
        with ZipFile(stream) as archive:
            names = {name.replace("\\", "/").lower() for name in archive.namelist()}
    except BROKEN:
        return "ZIP"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    return "ods" if {"content.xml", "mimetype"} <= names else "ZIP"


def is_text(source: Input) -> bool:
    """Whether a file begins as plain text does; an empty one does not."""
    with source.open() as stream:
        start = stream.read(SNIFFED)
    return start.startswith(UTF_16) or (start != b"" and CONTROLS.isdisjoint(start))


def is_encrypted(source: Input) -> bool:
    """Whether a file of Microsoft's old container holds a workbook with a password."""
    with source.open() as stream:
        return "EncryptedPackage".encode("utf-16-le") in stream.read(CONTAINER)


class Archive:
    """The parts of a zipped workbook, by their paths in it."""

    def __init__(self, source: Input, archive: ZipFile, size: int) -> None:
        self.source = source
        self.archive = archive
        self.room = min(MOST_BYTES, max(SMALL, MOST_TIMES * size))
        if len(archive.infolist()) > MOST_PARTS:
            raise Refused("file.unpacked", path=source.name, part=f"{MOST_PARTS} +")
        # Some programs write the paths the Windows way, or in other letters than they refer to
        self.parts: Mapping[str, ZipInfo] = {
            part.filename.replace("\\", "/").lstrip("/").lower(): part
            for part in archive.infolist()
        }

    def __contains__(self, path: str) -> bool:
        return path.lower() in self.parts

    def parse(
        self,
        path: str,
        start: Start,
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
        *,
        most: int = MOST_BYTES,
    ) -> None:
        """Read a part as XML: `start`, `end` and `text` are called for what stands in it.

        Raises Refused for a DOCTYPE, a part that is far too large, or one with a password.
        """
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text

        def refuse(*_: object) -> NoReturn:
            raise Refused("file.doctype", path=self.source.name, part=path)

        parser.StartDoctypeDeclHandler = refuse
        with self.opened(path, most) as part:
            fed = 0
            while block := part.read(BLOCK):
                parser.Parse(block, False)
                fed += len(block)
                if fed - parser.CurrentByteIndex > LONGEST_TOKEN:
                    raise BadZipFile(path)
            parser.Parse(b"", True)

    def opened(self, path: str, most: int) -> BinaryIO:
        """A part to be read, once it is known to be no bomb; KeyError: there is none."""
        part = self.parts[path.lower()]
        if part.flag_bits & 1:
            raise Refused("file.password", path=self.source.name)
        if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise BadZipFile(path)
        self.room -= part.file_size  # counted each time: a part may be listed as many sheets
        if self.room < 0 or part.file_size > most:
            raise Refused("file.unpacked", path=self.source.name, part=path)
        return self.archive.open(part)  # type: ignore[return-value]


@contextmanager
def opened(source: Input, wanted: str) -> Iterator[Archive]:
    """The parts of a zipped workbook, as long as the block runs.

    Raises Refused for what is none, and for what the block finds damaged.
    """
    check_kind(source, wanted)
    with damage(source), source.open() as stream, ZipFile(stream) as archive:
        yield Archive(source, archive, stream.seek(0, SEEK_END))


@contextmanager
def damage(source: Input, *broken: type[Exception]) -> Iterator[None]:
    """Tell whatever a damaged file leads to as that."""
    try:
        yield
    except (*BROKEN, *broken) as error:
        raise Refused("file.damaged", path=source.name, format=source.format.upper()) from error
