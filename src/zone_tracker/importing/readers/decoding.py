"""The bytes of a text file to lines: which encoding they are in, and what is refused as none."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import Final, Literal, NamedTuple

from zone_tracker.errors import Refused
from zone_tracker.importing.readers.safety import UTF_16, check_kind
from zone_tracker.importing.sheets import Input
from zone_tracker.model import Message
from zone_tracker.vietnamese.legacy import from_tcvn3, legacy_of

Encoding = Literal["windows-1258", "tcvn3"]

ENCODINGS: Final[dict[str, Encoding | None]] = {
    "windows-1258": "windows-1258",
    "tcvn3": "tcvn3",
    "utf-8": None,
    "utf-16": None,
}
ALIASES: Final = {
    **dict.fromkeys(("cp1258", "windows1258", "1258", "cp-1258"), "windows-1258"),
    **dict.fromkeys(("vntime", "vntimeh", "abc", "tcvn-3", "tcvn5712"), "tcvn3"),
    **dict.fromkeys(("utf8", "utf-8-sig", "unicode"), "utf-8"),
    "utf16": "utf-16",
}
LONGEST_LINE: Final = 1 << 20
"""Characters; a file without line ends would else be read into memory whole."""
SAMPLE: Final = 1 << 20
"""Bytes among which the encoding of a file is looked for."""


class Decoding(NamedTuple):
    """How the bytes of a file become text: a codec, and what is done to each line after it."""

    codec: str
    after: Callable[[str], str] | None = None
    note: str | None = None


def encoding_called(word: str | None) -> Encoding | None:
    """The encoding that a word asks for; None: what Unicode says of itself.

    Raises Refused naming the encodings.
    """
    if word is None:
        return None
    name = word.strip().lower().removeprefix(".").replace("_", "-")
    name = ALIASES.get(name, name)
    if name not in ENCODINGS:
        raise Refused("encoding.unknown", value=word, allowed=", ".join(ENCODINGS))
    return ENCODINGS[name]


def check_for_workbook(source: Input, encoding: str | None) -> None:
    """Refuse an encoding for a file whose text is Unicode; TCVN3 may stand in it even so."""
    if encoding not in (None, "tcvn3"):
        raise Refused("encoding.workbook", path=source.name, encoding=encoding)


def decoding_of(source: Input, encoding: str | None) -> Decoding:
    """How this file is decoded, by its byte order mark and by what was asked for."""
    with source.open() as stream:
        is_utf_16 = stream.read(2) in UTF_16
    if is_utf_16:
        return Decoding("utf-16", note="UTF-16")
    if encoding == "windows-1258":
        return Decoding("cp1258", composed, "windows-1258")
    if encoding == "tcvn3" and not is_utf_8(source):
        return Decoding("latin-1", from_tcvn3, "TCVN3 (.VnTime)")
    return Decoding("utf-8-sig")


def composed(line: str) -> str:
    """A line whose letters hold their marks, which windows-1258 writes after them."""
    return unicodedata.normalize("NFC", line)


def is_utf_8(source: Input) -> bool:
    """Whether a whole file is UTF-8."""
    try:
        with source.open() as stream, TextIOWrapper(stream, "utf-8", newline="\n") as text:
            while text.read(SAMPLE):
                pass
    except UnicodeDecodeError:
        return False
    return True


def lines_of(source: Input, decoding: Decoding) -> Iterator[str]:
    """The lines of a text file with their ends; raises Refused naming the line of the trouble."""
    number = 0
    with undecodable_told(source, decoding), source.open() as stream:
        text = TextIOWrapper(stream, decoding.codec, newline="")
        while line := text.readline(LONGEST_LINE):
            number += 1
            if len(line) == LONGEST_LINE:
                raise Refused("file.line-long", path=source.name, line=number, most=LONGEST_LINE)
            yield decoding.after(line) if decoding.after else line


def text_of(source: Input, decoding: Decoding, most: int) -> str:
    """The whole text of a file; raises Refused where it is longer than `most` characters."""
    with (
        undecodable_told(source, decoding),
        source.open() as stream,
        TextIOWrapper(stream, decoding.codec, newline="") as whole,
    ):
        text = whole.read(most + 1)
    if len(text) > most:
        raise Refused("file.too-large", path=source.name, most=most >> 20)
    return decoding.after(text) if decoding.after else text


@contextmanager
def undecodable_told(source: Input, decoding: Decoding) -> Iterator[None]:
    """Refuse a file of another kind; tell bytes that are no text with the line they stand on."""
    check_kind(source)
    try:
        yield
    except UnicodeError as error:
        raise undecodable(source, decoding) from error


def undecodable(source: Input, decoding: Decoding) -> Refused:
    """The refusal of a file that is not in the encoding it should be in."""
    if decoding.codec == "utf-16":
        return Refused("file.encoding-other", path=source.name, line=1, encoding=decoding.note)
    line, sample = first_broken(source, decoding.codec)
    told = {"path": source.name, "line": line}
    if decoding.note:
        return Refused("file.encoding-other", **told, encoding=decoding.note)
    found = legacy_of(sample)
    if found is None:
        return Refused("file.encoding", **told)
    name = {"tcvn3": "TCVN3 (.VnTime)"}.get(found, found)
    return Refused("file.encoding-legacy", **told, encoding=name, option=f"--encoding {found}")


def first_broken(source: Input, codec: str) -> tuple[int, bytes]:
    """The first line that a codec cannot read, by its number, and what stands from there on."""
    number = 1
    with source.open() as stream:
        while line := stream.readline(4 * LONGEST_LINE):
            try:
                line.decode(codec)
            except UnicodeDecodeError as error:
                ends = line[: error.start].replace(b"\r\n", b"\n")
                return number + ends.count(b"\r"), line + stream.read(SAMPLE)
            number += 1
    return number, b""


def notes_on(decoding: Decoding) -> tuple[Message, ...]:
    """What to tell of the encoding, where it is not the usual one."""
    return (Message("note.encoding", {"encoding": decoding.note}),) if decoding.note else ()
