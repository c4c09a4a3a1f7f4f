"""Every format against one report holding every hard value; streaming, screens, safe files."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import re
import stat
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from conftest import process_env
from drawn import told
from zone_tracker.errors import EnvironmentFailure
from zone_tracker.model import (
    Column,
    FactDate,
    Language,
    Message,
    Quantity,
    Report,
    Table,
    Term,
)
from zone_tracker.vietnamese.text import show_hidden
from zone_tracker.wording import LANGUAGES, say
from zone_tracker.writers import WRITERS, Screen, files, write
from zone_tracker.writers.cells import human_text, machine_value
from zone_tracker.writers.files import save
from zone_tracker.writers.fitting import fitted, pieces
from zone_tracker.writers.tones import TONES

PIPE = Screen()
ASCII = Screen(unicode=False)
pytestmark = pytest.mark.usefixtures("free_wording")

STREAMED = [format for format in WRITERS if format != "html"]
"""A page is read as a whole: references in its tables lead to the last one."""


def written(report: Report, format: str, lang: Language = "vi", screen: Screen = PIPE) -> str:
    stream = io.StringIO(newline="\n")
    write(report, stream, format, lang, screen=screen)
    return stream.getvalue()


def one_column(*cells: object, key: str = "name") -> Report:
    rows = [(cell,) for cell in cells]
    return Report((Table("rows", told("Bảng"), (Column(key, told("Tên")),), rows),))


# --- Every format, byte for byte ----------------------------------------------------------------

HARD_TEXTS = (
    "Khu công nghiệp Cốc Mỳ – Trịnh Tường",
    unicodedata.normalize("NFC", "Ta\u0306\u0300ng Loo\u0309ng"),
    "[bold]Võ Lao[/x] [link=https://example.vn]",
    "=1+1",
    "-5",
    "+84 214",
    "@SUM(A1)",
    "'=quoted",
    "a|b\\c",
    "<script>alert(1)</script> & `code` *b* _i_ ~~s~~ $x$",
    "\x1b[31mđỏ\x1b]8;;https://example.vn\x07",
    "\x9b31m \x85 \x7f \u200b",
    "\u202eđảo\u202c",
    'nói "có", rồi; thôi',
    "\tthụt vào",
    "hai\ndòng",
    "\rvề đầu",
    ":smile: \N{SMILING FACE WITH OPEN MOUTH}",
    "# 1. - đầu dòng",
    "https://laocai.gov.vn/ke-hoach/358-kh-ubnd-phat-trien-khu-cong-nghiep-den-nam-2025",
    "",
)
STAGE = Term("established", "Đã thành lập", "Established")
TYPED_ROWS: tuple[tuple[object, ...], ...] = (
    (STAGE, FactDate("2023-08-03", "2023-08-03", "day"), Quantity(1_070_000, "m2")),
    (None, FactDate("2023-05-01", "2023-05-31", "month"), Quantity(0, "m2")),
    (STAGE, FactDate("2024-07-01", "2024-09-30", "quarter"), Quantity(12_000, "person", 15_000)),
    (STAGE, FactDate("2024-01-01", "2024-06-30", "half"), None),
    (STAGE, FactDate("2024-01-01", "2024-12-31", "year"), Quantity(9_970_000, "m2", None, "about")),
    (STAGE, FactDate("2021-01-01", "2025-12-31", "range"), Quantity(5_171_344_000_000, "vnd")),
    (STAGE, FactDate(None, "2022-12-18", "day"), Quantity(8_000_000_000, "usd_cents")),
    (STAGE, None, Quantity(3594, "bp", None, "over")),
)
VERDICTS = ("verdict.met", "verdict.open", "verdict.not-met-on-record", "verdict.no-data")


def hard_row(place: int, text: str) -> tuple[object, ...]:
    return (
        text,
        *TYPED_ROWS[place % len(TYPED_ROWS)],
        Message(VERDICTS[place % 4]) if place % 5 else None,
        (None, True, False)[place % 3],
        (7, -5, 9_007_199_254_740_993, None)[place % 4],
        [STAGE, {"on": FactDate("2024-03-05", "2024-03-05", "day"), "n": None}],
        Message("test.text", {"text": f"chỉ cho người {place}"}),
        "Kế hoạch 358/KH-UBND ngày 03/10/2023" if place % 2 else None,
    )


HARD = Report(
    (
        Table(
            "hard",
            told("Những giá trị khó \x1b[5m [bold] |"),
            (
                Column("name", told("Tên")),
                Column("stage", told("Giai đoạn")),
                Column("since", told("Từ ngày")),
                Column("amount", told("Số lượng"), right=True),
                Column("verdict", told("Đánh giá")),
                Column("sure", told("Chắc")),
                Column("number", told("Số"), right=True),
                Column("evidence", told("Bằng chứng"), only="machines"),
                Column("people", told("Cho người | đọc"), only="people", wide=True),
                Column("source", told("Nguồn"), wide=True),
            ),
            [hard_row(place, text) for place, text in enumerate(HARD_TEXTS)],
            notes=(told("Ghi chú \u202e của bảng"), told("# không phải tiêu đề")),
        ),
        Table("second", told("Bảng hai"), (Column("n", told("Số"), right=True),), [(1,), (22,)]),
    ),
    header=(told("Tính đến 31/12/2024"), Message("verdict.open")),
    notes=(told("Hết <báo cáo>"),),
)
# What is left of it on a narrow screen: all but the last two columns, which are wide.
WITHOUT_WIDE = HARD._replace(
    tables=(
        HARD.tables[0]._replace(
            columns=HARD.tables[0].columns[:-2],
            rows=[row[:-2] for row in HARD.tables[0].rows],
        ),
        *HARD.tables[1:],
    ),
)
GOLDEN: dict[str, tuple[str, Language, Screen]] = {
    "hard.csv": ("csv", "vi", PIPE),
    "hard-ascii.csv": ("csv", "vi", ASCII),
    "hard.tsv": ("tsv", "vi", PIPE),
    "hard.json": ("json", "vi", PIPE),
    "hard-ascii.json": ("json", "vi", ASCII),
    "hard.jsonl": ("jsonl", "en", PIPE),
    "hard.md": ("md", "vi", PIPE),
    "hard-ascii.md": ("md", "en", ASCII),
    "hard-pipe.txt": ("table", "vi", PIPE),
    "hard-pipe-en.txt": ("table", "en", PIPE),
    "hard-80.txt": ("table", "vi", Screen(80)),
    "hard-80-colour.txt": ("table", "vi", Screen(80, colour=True)),
    "hard-80-ascii.txt": ("table", "vi", Screen(80, unicode=False)),
    "hard-140.txt": ("table", "vi", Screen(140)),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_every_format_writes_the_hard_values(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"writers/{name}", written(HARD, *GOLDEN[name]))


@pytest.mark.parametrize("name", [name for name in GOLDEN if "colour" not in name])
def test_no_byte_of_the_data_can_act_on_a_terminal(name: str) -> None:
    text = written(HARD, *GOLDEN[name])
    layout = "\n\t" if name.endswith(("csv", "tsv")) else "\n"
    data = text.translate(dict.fromkeys(map(ord, layout)))
    assert show_hidden(data) == data
    assert text.endswith("\n")


@pytest.mark.parametrize("name", [name for name in GOLDEN if "ascii" in name])
def test_an_ascii_stream_gets_ascii_alone_and_people_are_told_why(name: str) -> None:
    text = written(HARD, *GOLDEN[name])
    assert text.isascii()
    assert ("PYTHONUTF8" in text) == (GOLDEN[name][0] in ("table", "md"))


def test_names_that_differ_by_a_mark_differ_in_ascii_too() -> None:
    names = ["Bản Phung", "Bản Phùng", "Trịnh Tường", "Đường sắt", "Lễ hội", "Lệ hội", "Ω"]
    assert [human_text(name, "vi", ASCII) for name in names] == [
        "Ba?n Phung",
        "Ba?n Phu`ng",
        "Tri.nh Tu+o+`ng",
        "DDu+o+`ng sa('t",
        "Le^~ ho^.i",
        "Le^. ho^.i",
        "<U+03A9>",
    ]


# --- Machine formats ----------------------------------------------------------------------------

# What `text.clean` lets into the database, and the layout characters it does not.
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp"]))
STORED = (ANY_TEXT | st.text("'=+-@\t\n\\\"|,;<> a1ế")).filter(
    lambda text: all(char in "\t\n" or show_hidden(char) == char for char in text)
)


def unguarded(text: str) -> str:
    """The reader's half of the guard: one quote off when a formula sign follows the quotes."""
    return text[1:] if re.match("''*[=+@\t\r-]", text) else text


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: {"t": "\t", "n": "\n", "\\": "\\"}[found[1]], text)


@given(st.lists(st.tuples(STORED, STORED), min_size=1))
def test_csv_and_tsv_read_back_equal(rows: list[tuple[str, str]]) -> None:
    columns = (Column("a", told("A")), Column("b", told("B")))
    report = Report((Table("t", told("T"), columns, rows),))
    from_csv = list(csv.reader(io.StringIO(written(report, "csv"), newline=""), strict=True))
    assert [tuple(map(unguarded, row)) for row in from_csv] == [("a", "b"), *rows]
    lines = written(report, "tsv").removesuffix("\n").split("\n")
    from_tsv = [[unescaped(unguarded(cell)) for cell in line.split("\t")] for line in lines]
    assert [tuple(row) for row in from_tsv] == [("a", "b"), *rows]


@given(st.lists(st.text() | st.none() | st.booleans() | st.integers(), min_size=1))
def test_json_reads_back_equal_whatever_the_text(cells: list[object]) -> None:
    expected = [{"name": cell} for cell in cells]
    for screen in (PIPE, ASCII):
        assert json.loads(written(one_column(*cells), "json", screen=screen)) == expected
        lines = written(one_column(*cells), "jsonl", screen=screen).split("\n")
        assert [json.loads(line) for line in lines[:-1]] == expected


@pytest.mark.parametrize(
    ("cell", "guarded"),
    [
        ("=1+1", "'=1+1"),
        ("@x", "'@x"),
        ("+84", "'+84"),
        ("-5", "-5"),
        (-5, "-5"),
        ("-5,2", "'-5,2"),
        ("- gạch", "'- gạch"),
        ("'=x", "''=x"),
        ("'x", "'x"),
        ("a=1", "a=1"),
        ("–", "–"),
    ],
)
def test_a_cell_that_could_be_a_formula_is_guarded(cell: object, guarded: str) -> None:
    [_, [read]] = csv.reader(io.StringIO(written(one_column(cell), "csv")))
    assert read == guarded
    assert written(one_column(cell), "tsv") == f"name\n{guarded}\n"


def test_machine_values_are_codes_iso_dates_and_base_units() -> None:
    day = FactDate("2024-03-05", "2024-03-05", "day")
    cells = [None, STAGE, day, Quantity(80, "vnd", 90, "about"), Message("verdict.met"), True, -5]
    assert [machine_value(cell, "en") for cell in cells] == [
        None,
        "established",
        "2024-03-05",
        80,
        "✔ met",
        True,
        -5,
    ]
    assert machine_value({"a": [STAGE, (day, None)]}, "vi") == {
        "a": ["established", ["2024-03-05", None]]
    }


def test_a_value_that_no_table_may_hold_is_a_bug_not_a_guess() -> None:
    for format in ("csv", "json"):
        with pytest.raises(TypeError, match="float"):
            written(one_column(0.1), format)


def test_json_writes_the_document_when_there_is_one() -> None:
    document = {"vốn": Quantity(5, "vnd"), "acts": [{"stage": STAGE, "note": None}], "none": []}
    report = Report(one_column("x").tables, document=document)
    assert written(report, "json") == (
        '{\n  "vốn": 5,\n  "acts": [\n    {\n      "stage": "established",\n'
        '      "note": null\n    }\n  ],\n  "none": []\n}\n'
    )
    listed = Report(one_column("x").tables, document=[{"b": 1, "a": {"c": STAGE}}])
    expected = [{"b": 1, "a": {"c": "established"}}]
    assert written(listed, "json") == json.dumps(expected, indent=2) + "\n"


def test_a_report_without_rows_or_tables_is_still_well_formed() -> None:
    assert written(one_column(), "json") == "[]\n"
    assert written(one_column(), "jsonl") == ""
    assert written(one_column(), "csv") == "name\n"
    assert written(one_column(), "table", screen=Screen(80)) == "Bảng\nTên\n───\n"
    assert written(Report(()), "json") == "[]\n"
    assert {written(Report(()), format) for format in STREAMED} == {"[]\n", ""}


# --- Markdown -----------------------------------------------------------------------------------


@given(st.lists(STORED.map(str.strip).filter(bool), min_size=1))
def test_markdown_shows_every_text_as_it_is(cells: list[str]) -> None:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    [table] = one_column(*cells).tables
    table = table._replace(title=told(cells[0]))
    report = Report((table,), tuple(map(told, cells)), notes=(told("Hết"),))
    tokens = parser.parse(written(report, "md"))
    shown = [human_text(cell, "vi", PIPE) for cell in cells]
    inline = [token for token in tokens if token.type == "inline"]
    assert [token.type for token in tokens].count("table_open") == 1
    assert {child.type for token in inline for child in token.children or ()} == {"text"}
    read = ["".join(child.content for child in token.children or ()) for token in inline]
    assert read == [*shown, shown[0], "Tên", *shown, "Hết"]


# --- Tables on a terminal -----------------------------------------------------------------------


def seen(text: str) -> Counter[str]:
    """The characters of a drawing without the blanks and the rule that layout adds."""
    return Counter(char for char in text if not char.isspace() and char != "─")


@pytest.mark.parametrize("width", [60, 80, 109, 140])
def test_a_drawn_table_keeps_to_the_width_and_cuts_nothing(width: int) -> None:
    screen = Screen(width)
    drawn = written(HARD, "table", screen=screen)
    assert max(map(cell_len, drawn.splitlines())) <= width
    assert seen(drawn) == seen(written(HARD if width >= 110 else WITHOUT_WIDE, "table"))


def test_what_a_narrow_screen_leaves_out_is_only_the_wide_columns() -> None:
    columns = (Column("a", told("Mã")), Column("b", told("Nguồn"), wide=True))
    report = Report((Table("t", told("T"), columns, [("da-1", "358/KH-UBND")]),))
    assert "358" not in written(report, "table", screen=Screen(109))
    assert "358" in written(report, "table", screen=Screen(110))
    assert "358" in written(report, "table")
    assert "358" in written(report, "md", screen=Screen(80))


def test_more_columns_than_the_terminal_can_hold_are_written_whole() -> None:
    columns = tuple(Column(f"c{n}", told(f"Cột {n}")) for n in range(30))
    report = Report((Table("t", told("T"), columns, [tuple(f"ô-{n}" for n in range(30))]),))
    text = written(report, "table", screen=Screen(60))
    assert all(f"ô-{n}" in text for n in range(30))


def test_colour_only_adds() -> None:
    drawn = written(HARD, "table", screen=Screen(80, colour=True))
    assert "\x1b[32m✔ đạt" in drawn
    assert "\x1b[31m✘ chưa" in drawn
    without = re.sub("\x1b\\[[0-9;]*m", "", drawn)
    plain = written(HARD, "table", screen=Screen(80))
    assert [line.rstrip() for line in without.split("\n")] == plain.split("\n")
    assert written(HARD, "table", screen=Screen(colour=True)) == written(HARD, "table")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_verdict_tells_itself_without_colour(lang: Language) -> None:
    told = [*VERDICTS, "verdict.on-track", "verdict.at-risk"]
    signs = ["✔ ", "◷ ", "✘ ", "? ", "↗ ", "! "]
    assert [say(Message(key), lang)[:2] for key in told] == signs
    assert set(told) <= set(TONES)


def test_a_long_table_on_a_terminal_is_streamed_and_counted() -> None:
    def report(count: int) -> Report:
        return one_column(*(f"Dự án {n}" for n in range(count)))

    short = written(report(200), "table", screen=Screen(80)).splitlines()
    long = written(report(201), "table", screen=Screen(80)).splitlines()
    assert short[:2] == long[:2] == ["Bảng", "Tên"]
    assert short[-1] == "Dự án 199"
    assert long[-2:] == ["Dự án 200", "201 dòng"]
    assert written(report(1234), "table", "en", Screen(80)).endswith("\n1,234 rows\n")


def test_in_a_pipe_a_later_long_cell_pushes_its_line() -> None:
    columns = (Column("a", told("Mã")), Column("n", told("Số"), right=True))
    rows = [*[("da", 1)] * 200, ("rất dài", 2)]
    lines = written(Report((Table("t", told("T"), columns, rows),)), "table").splitlines()
    assert lines[:4] == ["T", "Mã  Số", "──────", "da   1"]
    assert lines[-1] == "rất dài   2"


@given(
    st.lists(st.tuples(STORED, STORED, STORED), min_size=1, max_size=5),
    st.integers(min_value=20, max_value=120),
)
def test_fitted_columns_fill_the_room_at_most(rows: list[tuple[str, ...]], room: int) -> None:
    keep = [False, True, True]
    widths = fitted([list(row) for row in rows], [False, True, False], keep, room)
    assert widths is not None
    assert sum(widths) <= room
    assert min(widths) >= 1


@given(st.text("ab-–/>ế", min_size=1), st.integers(min_value=1, max_value=9))
def test_a_word_breaks_at_its_joints_and_loses_nothing(word: str, width: int) -> None:
    found = pieces(word, width)
    assert "".join(found) == word
    assert all(len(piece) <= width or not re.search("[-–/>].", piece) for piece in found)


# --- Streaming and start-up ---------------------------------------------------------------------


class CountingStream(io.StringIO):
    lines = 0

    def write(self, text: str) -> int:
        self.lines += text.count("\n")
        return len(text)


@pytest.mark.parametrize("screen", [PIPE, Screen(80)])
@pytest.mark.parametrize("format", STREAMED)
def test_rows_are_written_as_they_come(format: str, screen: Screen) -> None:
    stream = CountingStream()
    behind = []

    def rows() -> Iterator[tuple[object, ...]]:
        for number in range(2_000):
            behind.append(number - stream.lines)
            yield (f"Dự án {number}",)

    table = Table("t", told("Bảng"), (Column("name", told("Tên")),), rows())
    write(Report((table,)), stream, format, "vi", screen=screen)
    assert max(behind) <= 201
    assert behind[-1] <= 1


@pytest.mark.parametrize(
    ("format", "unwanted"),
    [
        ("tsv", {"rich", "csv", "json"}),
        ("table", {"rich", "csv", "json"}),
        ("csv", {"rich", "json"}),
        ("jsonl", {"rich", "csv"}),
    ],
)
def test_a_format_loads_only_what_it_needs(format: str, unwanted: set[str]) -> None:
    code = (
        "import sys\n"
        "from zone_tracker.model import *\n"
        "from zone_tracker.writers import Screen, write\n"
        "table = Table('t', Message('yes'), (Column('a', Message('no')),), [('x', )])\n"
        f"write(Report((table,)), sys.stdout, {format!r}, 'vi', screen=Screen())\n"
        "print(*sys.modules, file=sys.stderr)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8"
    )
    assert "x" in ran.stdout
    assert unwanted.isdisjoint(ran.stderr.split())


# --- Files --------------------------------------------------------------------------------------


def saved(path: Path, text: str) -> None:
    save(path, lambda stream: stream.writelines([text]))


def test_a_new_file_is_private_and_an_old_one_keeps_its_mode(tmp_path: Path) -> None:
    new, old = tmp_path / "mới.csv", tmp_path / "cũ.csv"
    old.write_text("cũ")
    old.chmod(0o640)
    for path in (new, old):
        saved(path, "tên\nVõ Lao\n")
        assert path.read_bytes() == "tên\nVõ Lao\n".encode()
    assert stat.S_IMODE(new.stat().st_mode) == 0o600
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert sorted(tmp_path.iterdir()) == sorted([new, old])


@pytest.fixture(params=["nameless", "named"])
def draft(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are written without a name, where there is such a thing, or under one."""
    if request.param == "named":
        monkeypatch.setattr(files, "DESCRIPTORS", "/nowhere")


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize("failure", [OSError(errno.ENOSPC, "full"), ValueError, KeyboardInterrupt])
@pytest.mark.parametrize("existing", [True, False])
def test_a_write_that_fails_half_way_changes_nothing(
    tmp_path: Path, failure: BaseException | type[BaseException], existing: bool
) -> None:
    path = tmp_path / "report.md"
    if existing:
        path.write_bytes(b"c\xc5\xa9")

    def half(stream: TextIO) -> None:
        stream.write("x" * 100_000)
        raise failure

    with pytest.raises((EnvironmentFailure, ValueError, KeyboardInterrupt)) as caught:
        save(path, half)
    assert isinstance(caught.value, EnvironmentFailure) == isinstance(failure, OSError)
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"c\xc5\xa9"] * existing


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_disk_that_refuses_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path = tmp_path / "report.md"
    path.write_text("cũ")

    def refuse(*_: object) -> None:
        raise OSError(errno.EIO, "input/output error")

    monkeypatch.setattr(os, call, refuse)
    with pytest.raises(EnvironmentFailure):
        saved(path, "mới")
    monkeypatch.undo()
    assert [file.read_text() for file in tmp_path.iterdir()] == ["cũ"]


def test_what_the_system_refuses_is_told_with_path_and_reason(tmp_path: Path) -> None:
    folder = tmp_path / "thư mục"
    folder.mkdir()
    for path in (tmp_path / "không có" / "a.csv", folder):
        with pytest.raises(EnvironmentFailure) as caught:
            saved(path, "x")
        assert caught.value.exit_code == 4
        for lang in LANGUAGES:
            sentence = say(caught.value.message, lang)
            assert [part for part in (str(path), "irectory", "-o") if part not in sentence] == []
    assert list(tmp_path.iterdir()) == [folder]


def test_a_protected_file_is_not_got_round(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.md"
    path.write_text("cũ")
    # The tests may run as root, to whom no file is protected.
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(EnvironmentFailure):
        saved(path, "mới")
    assert path.read_text() == "cũ"


KILLED = """
import os, signal, sys
from pathlib import Path
from zone_tracker.writers.files import save_bytes
def half(stream):
    stream.write(b"x" * 100_000)
    os.kill(os.getpid(), signal.SIGKILL)
save_bytes(Path(sys.argv[1]), half)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a draft has a name")
def test_a_killed_write_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text("cũ")
    words = [sys.executable, "-c", KILLED, str(path)]
    assert subprocess.run(words, env=process_env(), timeout=60, check=False).returncode == -9
    assert [file.read_text() for file in tmp_path.iterdir()] == ["cũ"]


@pytest.mark.usefixtures("draft")
def test_a_link_stays_a_link_and_a_leftover_is_left_alone(tmp_path: Path) -> None:
    target, link = tmp_path / "đích.md", tmp_path / "nối.md"
    leftover = tmp_path / f".zone-tracker-{os.getpid()}-0.tmp"
    leftover.write_text("another's")
    link.symlink_to(target)
    saved(link, "mới")
    assert link.is_symlink()
    assert target.read_text() == "mới"
    assert leftover.read_text() == "another's"
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.skipif(not os.path.exists("/dev/fd"), reason="needs pipes that have a path")
def test_a_pipe_or_device_is_written_not_replaced(tmp_path: Path) -> None:
    named = tmp_path / "pipe"
    os.mkfifo(named)
    reader = os.open(named, os.O_RDONLY | os.O_NONBLOCK)
    saved(named, "Võ Lao\n")
    assert os.read(reader, 100) == "Võ Lao\n".encode()
    os.close(reader)
    assert [stat.S_ISFIFO(file.stat().st_mode) for file in tmp_path.iterdir()] == [True]
    reader, writer = os.pipe()
    saved(Path(f"/dev/fd/{writer}"), "Cam Cọn\n")
    assert os.read(reader, 100) == "Cam Cọn\n".encode()
    os.close(reader)
    os.close(writer)
