"""A file to cells: lines, delimiters, quotes and encodings; and headings to columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import problems_of, refusal
from zone_tracker.errors import EnvironmentFailure, Problems
from zone_tracker.importing.headings import kind_for, match
from zone_tracker.importing.kinds import KINDS
from zone_tracker.importing.readers import Sheet, read_csv
from zone_tracker.model import Column, Message, Report, Table
from zone_tracker.vietnamese.text import show_hidden
from zone_tracker.wording import say
from zone_tracker.writers import Screen, write

Rows = list[tuple[int, list[str]]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kcn.csv"


def read(path: Path, content: str | bytes) -> tuple[list[str], Rows]:
    """The header and the rows of a file with this content."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    sheet = read_csv(path)
    return sheet.header, list(sheet.rows)


# --- Lines and cells ----------------------------------------------------------------------------


def test_each_row_knows_the_line_where_it_begins(path: Path) -> None:
    text = '\n  \nname,note\nA,1\n\n,\n"B\nb","2\n\n2"\n\nC,3'
    assert read(path, text) == (
        ["name", "note"],
        [(4, ["A", "1"]), (7, ["B\nb", "2\n\n2"]), (12, ["C", "3"])],
    )


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_line_ends_byte_order_marks_and_delimiters_are_seen_from_the_file(
    path: Path, ends: str, bom: str, delimiter: str
) -> None:
    lines = ["name|note", 'KCN Võ Lao|"15,7; 8"', '"A|B"|"say ""x"""', ""]
    assert read(path, bom + ends.join(lines).replace("|", delimiter)) == (
        ["name", "note"],
        [(2, ["KCN Võ Lao", "15,7; 8"]), (3, [f"A{delimiter}B", 'say "x"'])],
    )


@pytest.mark.parametrize(
    ("first", "header"),
    [
        ('"Vốn (tỷ đồng, gồm VAT, cả lãi)";Tên', ["Vốn (tỷ đồng, gồm VAT, cả lãi)", "Tên"]),
        ('"Tên; mã; số; loại",Vốn', ["Tên; mã; số; loại", "Vốn"]),
        ('"Tên\nkhu, cụm, dự án"\tVốn', ["Tên\nkhu, cụm, dự án", "Vốn"]),
        ('"a ""b, c, d"" e";f', ['a "b, c, d" e', "f"]),
        ("\ta\tb", ["", "a", "b"]),
        ("\ta", ["", "a"]),
        ("Tên", ["Tên"]),
    ],
)
def test_a_delimiter_inside_quotes_delimits_nothing(
    path: Path, first: str, header: list[str]
) -> None:
    assert read(path, f"{first}\n")[0] == header


def test_a_header_alone_has_no_rows(path: Path) -> None:
    assert read(path, "name,note") == (["name", "note"], [])


@pytest.mark.parametrize("content", ["", "\n\n", "  \n", "\ufeff", ",,,\n,,\n", '""\n', '" ",\n'])
def test_a_file_without_a_word_is_told(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")
    with refusal("file.empty", path=path):
        read_csv(path)


@pytest.mark.parametrize(
    ("key", "line", "content"),
    [
        ("file.quotes", 3, 'name,note\nA,1\n"B,2\nC,3\n'),
        ("file.quotes", 2, 'name,note\n"A"x,1\n'),
        ("file.quotes", 5, 'name,note\n"A\n\na",1\n"B" ,2\n'),
        ("file.quotes", 2, 'name,note\n"' + "x,\n" * 90_000),
        ("file.nul", 3, "name,note\nA,1\nB\0,2\n"),
        ("file.nul", 1, "n\0a\0m\0e\0"),
        ("file.encoding", 3, "name,note\nA,1\nVõ Lao,2\n".encode("latin-1")),
        ("file.encoding", 1, "name,note\nVõ Lao,1\n".encode("utf-16")),
        ("file.encoding", 2, b"name\n\xed\xa0\x80\n"),
        ("file.encoding", 2, b"name\n\xc0\xaf\n"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(
    path: Path, key: str, line: int, content: str | bytes
) -> None:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with refusal(key, path=str(path), line=line):
        list(read_csv(path).rows)


def test_a_file_that_is_not_there_or_none_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.csv", tmp_path, tmp_path / ("x" * 300)):
        with refusal("file.unreadable", EnvironmentFailure, path=path):
            read_csv(path)


# --- The guard against formulas -----------------------------------------------------------------


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
def test_the_guard_of_the_writer_is_taken_off_once(path: Path, cell: str, told: str) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(
        [[cell, "note"], [cell, "x"]]
    )
    header, [(_, cells)] = read(path, text.getvalue())
    assert (header, cells) == ([told, "note"], [told, "x"])


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp"]))
STORED = (ANY_TEXT | st.text("'=+-@\t\n\\\"|,;<> a1ế")).filter(
    lambda text: all(char in "\t\n" or show_hidden(char) == char for char in text)
)
ROWS = st.lists(
    st.lists(STORED, min_size=2, max_size=2).filter(lambda row: any(map(str.strip, row)))
)


@given(ROWS)
def test_what_the_csv_writer_writes_is_read_back_equal(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    columns = tuple(Column(key, Message("x")) for key in ("name", "note"))
    report = Report((Table("t", Message("x"), columns, [tuple(row) for row in rows]),))
    stream = io.StringIO(newline="\n")
    write(report, stream, "csv", "vi", screen=Screen())
    path = tmp_path_factory.getbasetemp() / "written.csv"
    path.write_bytes(stream.getvalue().encode())
    sheet = read_csv(path)
    assert sheet.header == ["name", "note"]
    lines = [line for line, _ in read_csv(path).rows]
    assert [cells for _, cells in sheet.rows] == rows
    assert lines == sorted(set(lines))


# --- Headings -----------------------------------------------------------------------------------


def keys(kind: str, *header: str) -> list[str]:
    """The columns that headings are taken for."""
    return [key for key, _ in match(KINDS[kind], sheet(header))]


def sheet(header: Sequence[str], line: int = 1) -> Sheet:
    return Sheet("kcn.csv", list(header), iter(()), line)


def test_headings_are_known_by_either_language_however_written() -> None:
    assert keys("zones", "TÊN KCN", "huyen", " Giai  đoạn ", "DIỆN TÍCH (ha)", "Ghi chú") == [
        *("name", "district", "stage", "area", "note")
    ]
    assert keys("zones", "name", "district", "stage", "on", "certificate") == [
        *("name", "district", "stage", "on", "certificate")
    ]


def test_a_unit_in_brackets_is_no_part_of_the_heading() -> None:
    matched = dict(match(KINDS["projects"], sheet(["Tên dự án", "Vốn\n(tỷ đồng)", "Quy mô (ha) "])))
    assert matched["capital"].unit == "tỷ đồng"
    assert matched["capital"].written == "Vốn\n(tỷ đồng)"
    assert matched["area"].unit == "ha"
    assert matched["name"].unit is None


def test_every_problem_of_the_headings_is_told_at_once() -> None:
    header = ["Huyện", "Diện tich đất ở", "district", "Gai đoạn", "Giai đoạn"]
    assert problems_of(lambda: match(KINDS["zones"], sheet(header, line=3))) == [
        (3, "Diện tich đất ở", "import.heading-unknown"),
        (3, "district", "import.heading-twice"),
        (3, "Gai đoạn", "import.heading-unknown"),
        (3, "name", "import.heading-missing"),
    ]


def test_an_unknown_heading_is_answered_with_the_nearest() -> None:
    with pytest.raises(Problems) as caught:
        match(KINDS["zones"], sheet(["Tên", "Gai đoạn", "Xyzzy"]))
    said = [say(problem.reason, "en") for problem in caught.value.problems]
    assert "giai đoạn" in said[0]
    assert '"' not in said[1]


@pytest.mark.parametrize(
    ("header", "name", "wanted", "kind"),
    [
        (["subject", "act", "date"], "x.csv", None, "milestones"),
        (["đối tượng", "chỉ tiêu", "giá trị", "kỳ"], "x.csv", None, "figures"),
        (["code", "title"], "x.csv", None, "sources"),
        (["tên kcn", "huyện"], "x.csv", None, "zones"),
        (["name", "district"], "clusters-2024.csv", None, "clusters"),
        (["name", "nonsense"], "projects.csv", None, "projects"),
        (["name"], "x.csv", "zone", "zones"),
        (["name"], "x.csv", "zones", "zones"),
        (["name"], "x.csv", "unit_sets", "unit_sets"),
    ],
)
def test_the_kind_is_the_one_asked_for_or_the_one_that_fits(
    header: list[str], name: str, wanted: str | None, kind: str
) -> None:
    assert kind_for(wanted, header, name).code == kind


def test_a_kind_is_never_guessed_among_several() -> None:
    with refusal("import.kind-unclear", path="x.csv"):
        kind_for(None, ["name", "district"], "x.csv")
    with refusal("import.kind-unclear"):
        kind_for(None, ["nonsense"], "x.csv")
    with refusal("import.kind-unknown", value="village"):
        kind_for("village", ["name"], "zones.csv")
