"""Files to sheets: every format read as it was written, every hostile file refused in words.

What holds of all readers runs over `READERS`: a new one joins by being in it.
"""

from __future__ import annotations

import io
import itertools
import json
import os
import random
import re
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, settings
from hypothesis import given as given_any
from hypothesis import strategies as st

from builders import problems_of, refusal
from files import MAKERS, delimited, given, raw_rows, rows_in, zipped
from zone_tracker.errors import EnvironmentFailure, Refused
from zone_tracker.importing.readers import (
    ENDINGS,
    READERS,
    decoding,
    file_input,
    format_of,
    json_text,
    ods,
    safety,
    sheets_of,
    xls,
)
from zone_tracker.importing.readers import cells as cells_of_workbooks
from zone_tracker.importing.sheets import Exact, Input
from zone_tracker.model import Column, Message, Report, Table
from zone_tracker.vietnamese.text import show_hidden
from zone_tracker.wording import LANGUAGES, say
from zone_tracker.writers import Screen, write

TABLE = [["name", "note"], ["KCN Võ Lao", "15,7; 8"], ["A|B", 'say "x"']]


def text_of(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def csv_rows(content: str | bytes, encoding: str | None = None) -> list[tuple[int, list[str]]]:
    return rows_in(text_of(content), "csv", encoding)


def cells(content: str | bytes, format: str, encoding: str | None = None) -> list[list[str]]:
    return [row for _, row in rows_in(text_of(content), format, encoding)]


# --- All formats: what is written is read ---

SIGNS = "'=+-@\\\"|,;<>&# a1ếĐ–²"
ANY_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp"]), max_size=12
)
CELL = ANY_TEXT | st.text(SIGNS + "\t\n", max_size=8)
KEYS = st.lists(ANY_TEXT.filter(str.strip), min_size=1, max_size=4, unique=True)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """A header of different keys, and rows as wide as it."""
    header = draw(KEYS)
    row = st.lists(CELL, min_size=len(header), max_size=len(header))
    return [header, *draw(st.lists(row, min_size=1, max_size=4))]


def test_every_reader_has_a_maker_of_its_files() -> None:
    assert set(MAKERS) == set(READERS)
    assert set(READERS) == set(ENDINGS.values())


@pytest.mark.parametrize("format", READERS)
@settings(max_examples=35, suppress_health_check=[HealthCheck.too_slow])
@given_any(table=tables())
def test_what_is_written_is_read_back(format: str, table: list[list[str]]) -> None:
    assume(format != "csv" or len(table[0]) > 1)  # one column alone has no delimiter to be seen
    told = [row for row in table if any(map(str.strip, row))]
    assert raw_rows(MAKERS[format](table), format) == told


@pytest.mark.parametrize("format", READERS)
def test_rows_that_hold_nothing_are_left_out_and_the_others_keep_their_number(format: str) -> None:
    rows = rows_in(MAKERS[format]([["name", "note"], ["", ""], ["A", "1"], ["", " "]]), format)
    first = 0 if format in ("json", "jsonl") else 1
    assert rows == [(first, ["name", "note"]), (first + 2, ["A", "1"])]


@pytest.mark.parametrize("format", READERS)
def test_a_file_without_a_word_is_told(format: str) -> None:
    rows = [["name"]] if format in ("json", "jsonl") else [["", " "], ["", ""]]
    for content in (MAKERS[format](rows), MAKERS[format](rows[:1])):
        with refusal("file.empty", path="kcn"):
            sheets_of(given(content, format))


# --- All formats: whatever the bytes, rows or a refusal ---


def hostile() -> dict[str, bytes]:
    """Files that no reader may fail on."""
    found = {
        "empty": b"",
        "blank": b" \n\n \t \n",
        "zeros": bytes(5000),
        "ones": b"\xff" * 5000,
        "all bytes": bytes(range(256)) * 20,
        "noise": random.Random(1).randbytes(5000),
        "bom alone": b"\xef\xbb\xbf",
        "utf-16 bom alone": b"\xff\xfe",
        "utf-16 cut": "tên\n".encode("utf-16")[:-1],
        "utf-16 surrogate": b"\xff\xfe\x00\xd8\x00\x00",
        "utf-32": "tên\n".encode("utf-32"),
        "brackets": b"[" * 20_000,
        "braces": b'{"a":' * 10_000,
        "quotes": b'"' * 9_999,
        "open quote": b'a,b\n"' + b"x,\n" * 90_000,
        "one long line": b"x" * (decoding.LONGEST_LINE + 5),
        "digits": b"[" + b"9" * 5_000 + b"]",
        "nan": b'[{"a": NaN}]',
        "html": b"<!DOCTYPE html><table><tr><td>KCN</td></tr></table>",
        "html table": b"\xef\xbb\xbf \n<TABLE><tr>",
        "xml": b'<?xml version="1.0"?><Workbook/>',
        "bomb of entities": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>',
        "pdf": b"%PDF-1.7\n",
        "rtf": b"{\\rtf1 KCN}",
        "zip": zipped({"a.txt": "KCN"}),
        "empty zip": zipped({}),
        "cut zip": zipped({"xl/workbook.xml": "<a/>"})[:-9],
        "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "null": b"null",
        "a word": b'"KCN"',
        "a truth": b"true",
        "a number": b"1e999999999",
    }
    for format, make in MAKERS.items():
        whole = make(TABLE)
        found |= {format: whole, f"half {format}": whole[: len(whole) // 2]}
    return found


HOSTILE = hostile()


def read_whatever(content: bytes, format: str, encoding: str | None = None) -> str | None:
    """Read every row; the key of the refusal, if it is one, which must be sayable."""
    try:
        sheets = [
            (sheet, list(sheet.rows())) for sheet in sheets_of(given(content, format), encoding)
        ]
    except Refused as refused:
        message = refused.message
    else:
        assert all(say(note, "en") for sheet, _ in sheets for note in sheet.notes)
        assert all(isinstance(cell, str) for _, rows in sheets for _, row in rows for cell in row)
        return None
    assert all("kcn" in say(message, lang) for lang in LANGUAGES)
    return message.key


@pytest.mark.parametrize("format", READERS)
@pytest.mark.parametrize("encoding", [None, "tcvn3"])
def test_a_hostile_file_is_read_or_refused(format: str, encoding: str | None) -> None:
    for name, content in HOSTILE.items():
        told = read_whatever(content, format, encoding)
        assert told is not None or name not in ("empty", "blank", "zip", "pdf", "html", "ole")


@pytest.mark.parametrize("format", READERS)
@settings(max_examples=35, suppress_health_check=[HealthCheck.too_slow])
@given_any(data=st.data())
def test_any_bytes_are_read_or_refused(format: str, data: st.DataObject) -> None:
    whole = bytearray(HOSTILE[format])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole)))
        piece = data.draw(st.binary(max_size=6))
        whole[at : at + data.draw(st.integers(0, 8))] = piece
    read_whatever(bytes(whole), format, data.draw(st.sampled_from([None, "tcvn3"])))


@pytest.mark.parametrize("format", READERS)
@pytest.mark.parametrize("other", READERS)
def test_a_file_of_another_format_is_named(format: str, other: str) -> None:
    """A workbook says what it is; text is text, and what it holds is found out by reading it."""
    if other not in ("xlsx", "xls", "ods") or other == format:
        return
    with refusal("file.other-format", path="kcn", found=other, format=format):
        sheets_of(given(MAKERS[other](TABLE), format))


@pytest.mark.parametrize("format", READERS)
@pytest.mark.parametrize("found", ["HTML", "PDF", "XML", "RTF"])
def test_a_file_that_holds_no_table_is_named(format: str, found: str) -> None:
    with refusal("file.no-table", path="kcn", found=found, format=format):
        sheets_of(given(HOSTILE[found.lower()], format))


# --- Files, endings, encodings by name ---


@pytest.mark.parametrize(
    ("name", "format"),
    [
        *(("kcn.csv", "csv"), ("KCN.CSV", "csv"), ("a.b.txt", "csv"), ("x.tsv", "tsv")),
        *(("x.json", "json"), ("x.jsonl", "jsonl"), ("x.ndjson", "jsonl"), ("x.XLSX", "xlsx")),
        *(("x.xlsm", "xlsx"), ("x.xls", "xls"), ("x.ods", "ods")),
    ],
)
def test_the_ending_of_a_name_tells_the_format(name: str, format: str) -> None:
    assert format_of(name) == format


@pytest.mark.parametrize("name", ["kcn", "kcn.pdf", "kcn.csv.bak", ".csv", "kcn.", ""])
def test_another_ending_is_refused_with_those_there_are(name: str) -> None:
    with refusal("file.format-unknown", path=name, allowed=", ".join(ENDINGS)):
        format_of(name)


def test_a_file_is_opened_each_time_anew(tmp_path: Path) -> None:
    path = tmp_path / "kcn.dat"
    path.write_bytes(b"name\nA\n")
    source = file_input(path, "csv")
    assert (source.name, source.format) == (str(path), "csv")
    for _ in range(2):
        with source.open() as stream:
            assert stream.read() == b"name\nA\n"
    assert file_input(path.rename(tmp_path / "kcn.csv")).format == "csv"


def test_a_file_that_is_not_there_or_none_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.csv", tmp_path / ("x" * 300)):
        with refusal("file.unreadable", EnvironmentFailure, path=path):
            file_input(path, "csv")
    with refusal("file.not-a-file", path=tmp_path):
        file_input(tmp_path, "csv")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with refusal("file.not-a-file"):
        file_input(tmp_path / "pipe.csv")


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of Unix")
def test_a_file_that_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kcn.csv"
    path.write_bytes(b"name\nA\n")

    def deny(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", deny)  # a mode of 000 does not keep root out
    with refusal("file.unreadable", EnvironmentFailure, reason="Permission denied"):
        file_input(path)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        *((None, None), ("utf-8", None), ("UTF8", None), ("utf-16", None), ("tcvn3", "tcvn3")),
        *((".VnTime", "tcvn3"), ("vntime", "tcvn3"), ("TCVN-3", "tcvn3"), ("ABC", "tcvn3")),
        *(("windows-1258", "windows-1258"), ("CP1258", "windows-1258"), ("1258", "windows-1258")),
    ],
)
def test_an_encoding_has_many_names(word: str | None, meant: str | None) -> None:
    assert decoding.encoding_called(word) == meant


@pytest.mark.parametrize("word", ["", "latin-1", "windows-1252", "viscii", "rot13"])
def test_another_encoding_is_refused(word: str) -> None:
    with refusal("encoding.unknown", value=word):
        sheets_of(given(b"name\nA\n", "csv"), word)


# --- CSV and TSV: lines and cells ---


def test_each_row_knows_the_line_where_it_begins() -> None:
    text = '\n  \nname,note\nA,1\n\n,\n"B\nb","2\n\n2"\n\nC,3'
    assert csv_rows(text) == [
        (3, ["name", "note"]),
        *((4, ["A", "1"]), (7, ["B\nb", "2\n\n2"]), (12, ["C", "3"])),
    ]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_line_ends_encodings_and_delimiters_are_seen_from_the_file(
    ends: str, code: str, delimiter: str
) -> None:
    lines = ["name|note", 'KCN Võ Lao|"15,7; 8"', '"A|B"|"say ""x"""', ""]
    content = ends.join(lines).replace("|", delimiter).encode(code)
    content = b"\xfe\xff" + content if code == "utf-16-be" else content
    assert csv_rows(content) == [
        (1, ["name", "note"]),
        *((2, ["KCN Võ Lao", "15,7; 8"]), (3, [f"A{delimiter}B", 'say "x"'])),
    ]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ('"Vốn (tỷ đồng, gồm VAT, cả lãi)";Tên', ["Vốn (tỷ đồng, gồm VAT, cả lãi)", "Tên"]),
        ('"Tên; mã; số; loại",Vốn', ["Tên; mã; số; loại", "Vốn"]),
        ('"Tên\nkhu, cụm, dự án"\tVốn', ["Tên\nkhu, cụm, dự án", "Vốn"]),
        ('"a ""b, c, d"" e";f', ['a "b, c, d" e', "f"]),
        ("\ta\tb", ["", "a", "b"]),
        ("\ta", ["", "a"]),
        ("Tên", ["Tên"]),
        ("Tên;Vốn\nA;15,7\nB;16,2", ["Tên", "Vốn"]),
        ("Tên;Vốn;Nợ\n1,5;2,5;3,5", ["Tên", "Vốn", "Nợ"]),
        ("TT;Tên;Vốn, tỷ đồng\n1;A;15,7", ["TT", "Tên", "Vốn, tỷ đồng"]),
        ("mã,tên,mốc\na,A,x; y\nb,B,z; t", ["mã", "tên", "mốc"]),
        ("KCN, CCN, năm 2024\n\nTên;Vốn\nA;1\nB;2", ["KCN, CCN, năm 2024"]),
        ("UBND TỈNH LÀO CAI\nBIỂU 1\nTên\tVốn\nA\t1,5", ["UBND TỈNH LÀO CAI"]),
    ],
)
def test_the_delimiter_is_the_one_that_makes_a_table(text: str, first: list[str]) -> None:
    assert csv_rows(f"{text}\n")[0][1] == first


@pytest.mark.parametrize("delimiter", list(",;\t|"))
def test_a_first_line_may_tell_the_delimiter(delimiter: str) -> None:
    rows = csv_rows(f'sep={delimiter}\r\n"a,b;c"{delimiter}d\r\n\r\n1{delimiter}2\r\n')
    assert rows == [(2, ["a,b;c", "d"]), (4, ["1", "2"])]


def test_tsv_has_tabs_whatever_its_cells_hold() -> None:
    assert cells("a;b;c\td\n1;2;3\t4\n", "tsv") == [["a;b;c", "d"], ["1;2;3", "4"]]


def test_a_row_that_is_too_short_or_too_long_is_left_to_the_next_room() -> None:
    assert cells("a,b\n1\n1,2,3\n", "csv") == [["a", "b"], ["1"], ["1", "2", "3"]]


def test_a_header_alone_has_no_rows() -> None:
    assert csv_rows("name,note") == [(1, ["name", "note"])]


@pytest.mark.parametrize("content", ["", "\n\n", "  \n", "\ufeff", ",,,\n,,\n", '""\n', '" ",\n'])
def test_a_csv_without_a_word_is_told(content: str) -> None:
    with refusal("file.empty", path="kcn"):
        sheets_of(given(content.encode(), "csv"))


@pytest.mark.parametrize(
    ("key", "line", "content"),
    [
        ("file.quotes", 3, 'name,note\nA,1\n"B,2\nC,3\n'),
        ("file.quotes", 2, 'name,note\n"A"x,1\n'),
        ("file.quotes", 5, 'name,note\n"A\n\na",1\n"B" ,2\n'),
        ("file.quotes", 2, 'name,note\n"' + "x,\n" * 90_000),
        ("file.quotes", 3, 'sep=,\nname,note\n"A"x,1\n'),
        ("file.nul", 3, "name,note\nA,1\nB\0,2\n"),
        ("file.nul", 1, "n\0a\0m\0e\0"),
        ("file.line-long", 2, "name\n" + "x" * decoding.LONGEST_LINE),
        ("file.encoding", 3, "name,note\nA,1\nVõ Lao,2\n".encode("latin-1")),
        ("file.encoding", 3, "name\r\rVõ Lao\r".encode("latin-1")),
        ("file.encoding", 2, b"name\n\xed\xa0\x80\n"),
        ("file.encoding", 2, b"name\n\xc0\xaf\n"),
        ("file.encoding", 2, b"name\nA\xe1\xba"),
        ("file.encoding", 20_001, b"name\n" * 20_000 + b"\xff\n"),
        ("file.encoding-other", 1, b"\xff\xfea\x00\n"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(
    key: str, line: int, content: str | bytes
) -> None:
    with refusal(key, path="kcn", line=line):
        csv_rows(content)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("'=1+1", "=1+1"),
        ("'+84 214", "+84 214"),
        ("'-5,2", "-5,2"),
        ("'@x", "@x"),
        ("'\tx", "\tx"),
        ("'\rx", "\rx"),
        ("''=1+1", "'=1+1"),
        ("'''-", "''-"),
        ("'", "'"),
        ("''", "''"),
        ("'x", "'x"),
        ("''x=", "''x="),
        ("-5", "-5"),
        ("=1+1", "=1+1"),
        ("a'=", "a'="),
    ],
)
def test_the_guard_of_the_writer_is_taken_off_once(cell: str, told: str) -> None:
    quoted = '"' + cell.replace('"', '""') + '"'
    assert cells(f"{quoted},note\n{quoted},x\n", "csv") == [[told, "note"], [told, "x"]]


STORED = (ANY_TEXT | st.text("'=+-@\t\n\\\"|,;<> a1ế")).filter(
    lambda text: all(char in "\t\n" or show_hidden(char) == char for char in text)
)
ROWS = st.lists(
    st.lists(STORED, min_size=2, max_size=2).filter(lambda row: any(map(str.strip, row)))
)


@settings(max_examples=50)
@given_any(ROWS)
def test_what_the_csv_writer_writes_is_read_back_equal(rows: list[list[str]]) -> None:
    columns = tuple(Column(key, Message("x")) for key in ("name", "note"))
    report = Report((Table("t", Message("x"), columns, [tuple(row) for row in rows]),))
    stream = io.StringIO(newline="\n")
    write(report, stream, "csv", "vi", screen=Screen())
    assert raw_rows(stream.getvalue().encode(), "csv") == [["name", "note"], *rows]


class Endless(io.RawIOBase):
    """A file that goes on for ever."""

    def __init__(self) -> None:
        self.left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, room: bytearray) -> int:  # type: ignore[override]
        room[:] = (b"KCN A,Huy\n" * (len(room) // 10 + 1))[: len(room)]
        return len(room)


def test_csv_is_read_as_it_comes() -> None:
    source = Input("kcn", "csv", lambda: io.BufferedReader(Endless()))
    (sheet,) = sheets_of(source)
    *_, (last, row) = itertools.islice(sheet.rows(), 30_000)
    assert (last, len(row)) == (30_000, 2)


# --- Legacy encodings ---

VIETNAMESE = [["Tên KCN", "Huyện", "Mã"], ["KCN Võ Lao", "Văn Bàn", "a-1"]]
TCVN3 = [["Tªn KCN", "HuyÖn", "Mã"], ["KCN Vâ Lao", "V¨n Bµn", "a-1"]]
WINDOWS_1258 = b"T\xean KCN,Huy\xea\xf2n\nKCN Vo\xde Lao,V\xe3n Ba\xccn\n"


def test_bytes_of_windows_1258_are_recognised_and_read_on_request() -> None:
    with refusal("file.encoding-legacy", line=1, encoding="windows-1258"):
        csv_rows(WINDOWS_1258)
    assert cells(WINDOWS_1258, "csv", "cp1258") == [row[:2] for row in VIETNAMESE]
    (sheet,) = sheets_of(given(WINDOWS_1258, "csv"), "windows-1258")
    assert sheet.notes == (Message("note.encoding", {"encoding": "windows-1258"}),)
    with refusal("file.encoding-other", line=2, encoding="windows-1258"):
        csv_rows(b"name\n\x8a\n", "windows-1258")


def test_bytes_of_tcvn3_are_recognised_and_read_on_request() -> None:
    content = "T\xaan KCN,Huy\xd6n\nKCN V\xe2 Lao,V\xa8n B\xb5n\n".encode("latin-1")
    with refusal("file.encoding-legacy", line=1, option="--encoding tcvn3"):
        csv_rows(content)
    told = cells(content, "csv", ".VnTime")
    assert told == [["Tên KCN", "Huyện"], ["KCN Võ Lao", "Văn Bàn"]]
    (sheet,) = sheets_of(given(content, "csv"), "tcvn3")
    assert sheet.notes == (Message("note.encoding", {"encoding": "TCVN3 (.VnTime)"}),)


@pytest.mark.parametrize("format", ["csv", "tsv", "json", "jsonl", "xlsx", "xls", "ods"])
def test_tcvn3_in_unicode_is_recognised_and_converted_column_by_column(format: str) -> None:
    content = MAKERS[format](TCVN3)
    first = 0 if format in ("json", "jsonl") else 1
    with refusal("tcvn3.found", line=first, column="A", value="Tªn KCN", told="Tên KCN"):
        rows_in(content, format)
    assert cells(content, format, "tcvn3") == VIETNAMESE
    (sheet,) = sheets_of(given(content, format), "tcvn3")
    assert sheet.notes == (Message("note.tcvn3", {"columns": ["A", "B"]}),)


def test_cells_that_are_unicode_stay_as_they_are() -> None:
    text = "Tªn,Ghi chú\nKhu c«ng nghiÖp,bé\nCụm Bắc Hà,Hà\nA – B,m²\ntû,5\n"
    told = cells(text, "csv", "tcvn3")
    assert told == [
        *(["Tên", "Ghi chú"], ["Khu công nghiệp", "bé"], ["Cụm Bắc Hà", "Hà"]),
        *(["A – B", "m²"], ["tỷ", "5"]),
    ]


def test_a_column_that_can_be_nothing_else_is_converted_beside_others() -> None:
    text = "Tªn,Nguån,Mã\nKhu c«ng nghiÖp,qd-316,Müller\n"
    told = cells(text, "csv", "tcvn3")
    assert told == [["Tên", "Nguồn", "Mã"], ["Khu công nghiệp", "qd-316", "Müller"]]
    alone = "Name,Nguån\nKCN A,qd-316\n"
    assert cells(alone, "csv", "tcvn3")[0] == ["Name", "Nguån"]


def test_unicode_without_the_signs_is_left_alone_whatever_is_asked() -> None:
    table = [["Tên", "Mã"], ["bé", "Müller"], ["Hòa", "x"]]
    assert cells(delimited(table, ","), "csv", "tcvn3") == table
    (sheet,) = sheets_of(given(delimited(table, ","), "csv"), "tcvn3")
    assert sheet.notes == ()


def test_what_could_be_either_is_told_with_both_readings() -> None:
    text = "Tªn,Mã\nCụm Bắc Hà,a\nbé,b\nBắc Hà – tû ®ång,c\n"
    assert problems_of(lambda: csv_rows(text, "tcvn3")) == [
        (4, "A", "tcvn3.mixed"),
        (3, "A", "tcvn3.unclear"),
    ]


def test_a_workbook_is_unicode() -> None:
    for format in ("xlsx", "xls", "ods"):
        with refusal("encoding.workbook", path="kcn", encoding="windows-1258"):
            sheets_of(given(MAKERS[format](TABLE), format), "windows-1258")


# --- JSON and JSON Lines ---


def json_rows(text: str, format: str = "json") -> list[list[str]]:
    return cells(text, format)


def test_keys_are_the_header_in_the_order_they_come_in() -> None:
    items = [{"b": "1"}, {"a": "2", "b": None}, {}, {"c": "x", "a": ""}]
    told = [(0, ["b", "a", "c"]), (1, ["1", "", ""]), (2, ["", "2", ""]), (4, ["", "", "x"])]
    assert rows_in(json.dumps(items).encode(), "json") == told
    lines = "\n".join(map(json.dumps, items)).encode()
    assert rows_in(lines, "jsonl") == told


@pytest.mark.parametrize("format", ["json", "jsonl"])
@pytest.mark.parametrize(
    ("written", "told"),
    [
        *(("1360.668", "1360,668"), ("1.50", "1,50"), ("-0.5", "-0,5"), ("0", "0"), ("12", "12")),
        *(("1e3", "1000"), ("1.5E-3", "0,0015"), ("2.50e+1", "25,0"), ("0.1", "0,1")),
        ("12345678901234567890.123456789", "12345678901234567890,123456789"),
    ],
)
def test_a_number_is_exact(format: str, written: str, told: str) -> None:
    text = f'{{"n": {written}, "t": "{written}"}}'
    header, (number, words) = json_rows(f"[{text}]" if format == "json" else text, format)
    assert (header, number, words) == (["n", "t"], told, written)
    assert isinstance(number, Exact)
    assert not isinstance(words, Exact)


@given_any(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9))
def test_any_number_is_written_out_without_loss(number: object) -> None:
    text = str(number).lower()
    assume(len(format(number, "f")) <= json_text.MOST_DIGITS)
    written = json_text.written_out(text)
    assert written is not None
    assert type(number)(written) == number  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("item", "column", "key"),
    [
        ('{"a": true}', "a", "json.truth"),
        ('{"a": false}', "a", "json.truth"),
        ('{"a": NaN}', "a", "json.constant"),
        ('{"a": -Infinity}', "a", "json.constant"),
        ('{"a": [1]}', "a", "json.nested"),
        ('{"a": []}', "a", "json.nested"),
        ('{"a": {"b": 1}}', "a", "json.nested"),
        ('{"a": {}}', "a", "json.nested"),
        ('{"a": "1", "a": "2"}', "a", "json.key-twice"),
        ('{"a": 1, "a": 1}', "a", "json.key-twice"),
        ('{"a": ' + "9" * 41 + "}", "a", "json.number-long"),
        ('{"a": 1e41}', "a", "json.number-long"),
        ('{"a": 1e-99}', "a", "json.number-long"),
        ('{"a": 1e999999999999}', "a", "json.number-long"),
        ('{"a": 0.' + "1" * 5000 + "}", "a", "json.number-long"),
        ("[]", None, "json.item"),
        ('"KCN"', None, "json.item"),
        ("5", None, "json.item"),
        ("true", None, "json.item"),
        ("null", None, "json.item"),
    ],
)
def test_what_is_no_cell_is_refused_with_its_place(item: str, column: str, key: str) -> None:
    expected = [(2, column, key)]
    assert problems_of(lambda: json_rows(f'[{{"a": "x"}}, {item}]')) == expected
    assert problems_of(lambda: json_rows(f'{{"a": "x"}}\n{item}\n', "jsonl")) == expected


def test_a_key_that_stands_twice_is_told_each_time() -> None:
    text = '{"a": "1", "a": "2"}\n' * 3
    assert [line for line, _, _ in problems_of(lambda: json_rows(text, "jsonl"))] == [1, 2, 3]


def test_every_problem_of_a_list_is_told_at_once() -> None:
    text = '{"a": true}\n{"a": 1,\n{"b": [1], "c": NaN}\nnonsense\n' + "[" * 100_000
    assert problems_of(lambda: json_rows(text, "jsonl")) == [
        *((1, "a", "json.truth"), (2, None, "json.line"), (3, "b", "json.nested")),
        *((3, "c", "json.constant"), (4, None, "json.line"), (5, None, "json.nested")),
    ]


@pytest.mark.parametrize(
    ("text", "line"), [('[{"a": 1},\n {"a" 2}]', 2), ("[{}", 1), ("[1,]", 1), ("{'a': 1}", 1)]
)
def test_what_is_no_json_is_told_with_its_place(text: str, line: int) -> None:
    with refusal("json.syntax", path="kcn", line=line):
        json_rows(text)


@pytest.mark.parametrize(
    "text",
    ['{"name": "A"}', '"A"', "5", "null", '{"a": [], "b": 1}', '{"a": [{}], "a": []}', '{"a": {}}'],
)
def test_another_form_of_json_is_refused(text: str) -> None:
    with refusal("json.shape", path="kcn"):
        json_rows(text)


def test_json_that_is_too_deep_is_refused() -> None:
    with refusal("json.deep", path="kcn"):
        json_rows("[" * 100_000)


@pytest.mark.parametrize("format", ["json", "jsonl"])
def test_objects_of_too_many_keys_are_refused(format: str) -> None:
    items = [json.dumps({f"k{at}": "x"}) for at in range(1001)]
    text = "\n".join(items) if format == "jsonl" else f"[{', '.join(items)}]"
    with refusal("json.keys", path="kcn"):
        json_rows(text, format)


def test_an_object_of_lists_is_a_sheet_for_each() -> None:
    text = '{"zones": [{"name": "A"}], "none": [], "projects": [{"name": "B"}, {"capital": 5}]}'
    sheets = sheets_of(given(text.encode(), "json"))
    assert [(sheet.name, [row for _, row in sheet.rows()]) for sheet in sheets] == [
        ("zones", [["name"], ["A"]]),
        ("projects", [["name", "capital"], ["B", ""], ["", "5"]]),
    ]
    with refusal("json.shape"):
        json_rows(text.replace("[]", "null"))
    assert problems_of(
        lambda: [list(each.rows()) for each in sheets_of(given(b'{"z": [1]}', "json"))]
    )


@pytest.mark.parametrize("text", ["", " \n", "[]", "{}", '{"a": []}', "\ufeff"])
def test_json_without_an_object_is_told(text: str) -> None:
    with refusal("file.empty", path="kcn"):
        json_rows(text)


def test_a_large_document_is_refused_with_what_to_write_instead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(json_text, "LONGEST", 1 << 10)
    with refusal("file.too-large", path="kcn"):
        json_rows(json.dumps([{"a": "x" * 1024}]))
    assert json_rows(json.dumps({"a": "x" * 1024}), "jsonl")


# --- The sentences ---


def test_every_limit_has_its_reason() -> None:
    """A named limit is followed by a sentence that tells why it is what it is."""
    for module in (safety, decoding, json_text, cells_of_workbooks, xls, ods):
        text = Path(str(module.__file__)).read_text("utf-8")
        found = re.findall(
            r"^(MOST\w*|LONGEST\w*|LARGEST\w*|SMALL\w*): Final = .+\n(.*)", text, re.M
        )
        assert found
        assert all(reason.startswith('"""') for _, reason in found)
