"""No byte of the data can act: not as markup, formula, format or control, on any way out."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sqlite3
import subprocess
import zipfile
from collections.abc import Callable
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path

import pytest
from docx import Document
from markdown_it import MarkdownIt
from python_calamine import CalamineWorkbook

from conftest import Run, made_in, run_here
from pages import leaves, tree
from zone_tracker.writers import BINARY, FORMATS, WRITERS

pytestmark = pytest.mark.usefixtures("record")

HARD = (
    "'=1+1",
    "[bold]x[/x]",
    "[link=https://example.vn]Võ Lao[/link]",
    "[/]",
    "=1+1",
    "+84 214",
    "-5",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "<b>đậm</b> &amp; &#60;",
    'dấu " nháy "đôi"',
    "dấu ' nháy",
    "a|b\\|c",
    "{name} {0} {{}}",
    "%s %(name)s %n",
    "$(touch x) `id` $HOME",
    "\\n\\t\\x1b[31m\\u202e",
    "*đậm* _nghiêng_ `mã` ~gạch~ # đầu",
    ":smile: :red_circle:",
    "a;b,c\u00a0d",
    "https://example.vn/?a=1&b=2",
    "CON.txt /../../etc",
    "null",
    "NaN",
    "1e5",
    "0123",
    "-1+2",
    "{{ 7*7 }}{% if x %}{# y",
    '#eval("1") $x$ @ref \\u{41}',
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
)


@pytest.fixture(scope="module")
def hard_record(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with a project for each hard text: in its name, investor, note, phase, source."""
    with made_in(tmp_path_factory.mktemp("hard")) as path:
        shutil.copy(seeded, path)
        for number, text in enumerate(HARD):
            name = f"{text} A{number}"
            words = ("--code", f"da-{number:02}", "--investor", text, "--note", text)
            more = ("--phase", text, "--stage", "approved", "--on", "2024", "--source", name)
            done = run_here("project", "add", *words, *more, "--", name)
            assert done.code == 0, done
    return path


@pytest.fixture
def hard(hard_record: Path, record: Path) -> None:
    """The record of a test is one of hard texts."""
    shutil.copy(hard_record, record)


def normal(text: str) -> str:
    """What is stored of a text: a no-break space is a space."""
    return text.replace("\u00a0", " ")


def records(run: Run, *words: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run(*words, "--format", "csv").out)))


@pytest.mark.usefixtures("hard")
def test_json_gives_every_text_back(run: Run) -> None:
    listed = {each["code"]: each for each in run("project", "list", "--format", "json").json()}
    lines = run("project", "list", "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == list(listed.values())
    for number, text in enumerate(HARD):
        each = listed[f"da-{number:02}"]
        assert (each["name"], each["investor"]) == (normal(f"{text} A{number}"), normal(text))
        shown = run("project", "show", each["code"], "--format", "json").json()
        (act,) = shown["milestones"]
        assert (act["note"], act["phase"]) == (normal(text), normal(text))
        assert act["source"] == normal(f"{text} A{number}")


@pytest.mark.usefixtures("hard")
def test_no_cell_of_csv_or_tsv_begins_a_formula(run: Run) -> None:
    for words in ("project list", "log"):
        for row in records(run, *words.split()):
            assert not any(re.match(r"[=+@\t\r-](?!\d+$)", cell) for cell in row.values()), row
        tsv = run(*words.split(), "--format", "tsv").out
        cells = [cell for line in tsv.splitlines() for cell in line.split("\t")]
        assert not any(re.match(r"[=+@-](?!\d+$)", cell) for cell in cells)
        widths = {len(line.split("\t")) for line in tsv.splitlines()}
        assert len(widths) == 1


@pytest.mark.usefixtures("hard")
def test_what_csv_guards_is_read_back(run: Run, record: Path) -> None:
    """The list is imported into another record; every name comes back as it was."""
    rows = records(run, "project", "list")
    sheet = record.with_name("back.csv")
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["code", "name", "investor"])
        for row in rows:
            if re.fullmatch(r"da-\d\d", row["code"]):
                writer.writerow([row["code"], row["name"], row["investor"]])
    assert run("init", "--empty", "--db", "back.db").code == 0
    assert run("import", "back.csv", "--kind", "projects", "--db", "back.db").code == 0
    back = run("project", "list", "--format", "json", "--db", "back.db").json()
    texts = {each["code"]: (each["name"], each["investor"]) for each in back}
    assert texts == {
        f"da-{n:02}": (normal(f"{text} A{n}"), normal(text)) for n, text in enumerate(HARD)
    }


@pytest.mark.usefixtures("hard")
def test_a_pipe_and_a_terminal_show_every_text_as_it_is(run: Run) -> None:
    piped = run("project", "list")
    wide = run("project", "list", terminal=400)
    plain = run("project", "list", terminal=400, env={"NO_COLOR": "1"})
    for told in (piped, wide, plain):
        assert (told.code, told.err) == (0, "")
    unstyled = re.sub(r"\x1b\[[0-9;]*m", "", wide.out)
    assert unstyled == plain.out
    assert "\x1b" not in plain.out + piped.out
    for number, text in enumerate(HARD):
        for shown in (piped.out, plain.out):
            assert normal(f"{text} A{number}") in shown


@pytest.mark.usefixtures("hard")
def test_one_subject_on_a_terminal(run: Run) -> None:
    for number in range(len(HARD)):
        for words, width in (("show", 30), ("history", 100)):
            told = run("project", words, f"da-{number:02}", terminal=width)
            assert (told.code, told.err) == (0, "")
            styles = set(re.findall(r"\x1b[^m]*m", told.out))
            assert styles <= {"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[33m", "\x1b[32m"}


@pytest.mark.usefixtures("hard")
def test_markdown_shows_every_text_as_it_is(run: Run) -> None:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")
    tokens = parser.parse(run("project", "list", "--format", "md").out)
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert kinds <= {"text", "text_special", "softbreak"}
    cells = [
        "".join(child.content for child in token.children or ())
        for token in tokens
        if token.type == "inline"
    ]
    for number, text in enumerate(HARD):
        assert normal(f"{text} A{number}") in cells


# --- Every format: read back by another eye, and looked through for what would act ---


class Page(HTMLParser):
    """What a browser would show of a page, and the tags and addresses in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text, self.tags, self.loaded = "", set[str](), list[str]()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.loaded += [f"{name}={value}" for name, value in attrs if name[:2] == "on"]
        addresses = [value or "" for name, value in attrs if name in ("src", "href", "action")]
        self.loaded += [at for at in addresses if not re.match("#|https?://|data:,$", at)]

    def handle_data(self, data: str) -> None:
        self.text += f" {data}"


def of_workbook(content: bytes) -> str:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    return " ".join(str(cell) for row in rows for cell in row)


def of_word(content: bytes) -> str:
    tables = Document(io.BytesIO(content)).tables
    return " ".join(cell.text for table in tables for row in table.rows for cell in row.cells)


def of_pdf(content: bytes) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed: apt-get install poppler-utils")
    words = ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"]
    return subprocess.run(words, input=content, capture_output=True, check=True).stdout.decode()


def of_markdown(content: bytes) -> str:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")
    tokens = parser.parse(content.decode())
    return " ".join(child.content for token in tokens for child in token.children or ())


def of_csv(content: bytes) -> str:
    return " ".join(bare(cell) for row in csv.reader(io.StringIO(content.decode())) for cell in row)


def of_tsv(content: bytes) -> str:
    cells = content.decode().replace("\n", "\t").split("\t")
    return " ".join(bare(cell).replace("\\\\", "\\") for cell in cells)


def bare(cell: str) -> str:
    """A cell without the sign that keeps a spreadsheet from calculating."""
    return re.sub("^'(?=['=+@-])", "", cell)


def of_json(content: bytes) -> str:
    return " ".join(texts_in([json.loads(line) for line in documents(content.decode())]))


def documents(text: str) -> list[str]:
    """The documents of a file: one, or one a line."""
    return [text] if text.startswith("[") else text.splitlines()


def texts_in(value: object) -> list[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for each in value for text in texts_in(each)]
    return [str(value)]


BACK: dict[str, Callable[[bytes], str] | None] = {
    "table": bytes.decode,
    "csv": of_csv,
    "tsv": of_tsv,
    "json": of_json,
    "jsonl": of_json,
    "md": of_markdown,
    "html": lambda content: Page(content.decode()).text,
    "xlsx": of_workbook,
    "docx": of_word,
    "pdf": of_pdf,
    "png": None,
}
"""The texts of each format as another program reads them; None: nobody reads a picture."""

LIVE = {
    "xlsx": "<f>|<hyperlink|<oleObject|TargetMode|<definedName name=.(?!_xlnm)",
    "docx": "<w:hyperlink|<w:instrText[^>]*>(?! ?PAGE)|<w:fldSimple|<w:altChunk|<w:object",
    "pdf": "/URI|/JavaScript|/JS|/Launch|/EmbeddedFile|/OpenAction /S",
    "png": "tEXt|iTXt|zTXt",
    "html": "(?i)<script|<iframe|<object|<embed|<form|<base|<img|@import|url\\((?!#t)",
}
"""What would act or fetch in the raw parts of a format."""


def solid(text: str) -> str:
    """A text without what a line break may take."""
    return re.sub("[\\s\u00ad\u00a0-]", "", text)


def raw(content: bytes) -> str:
    """A file as it lies there, unpacked where it is an archive."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [name for name in archive.namelist() if "word/" in name or "xl/" in name]
        return "".join(archive.read(name).decode("utf-8", "replace") for name in parts)


def saved(run: Run, record: Path, format: str, words: str) -> bytes:
    """What a command writes to a file in this format."""
    path = record.with_name(f"out.{format}")
    assert run(*words.split(), "--format", format, "-o", path.name)[1:] == ("", "")
    return path.read_bytes()


def test_every_format_is_read_back() -> None:
    assert set(BACK) == set(FORMATS), "a new format is tried as soon as it stands there"


@pytest.mark.usefixtures("hard")
@pytest.mark.parametrize("format", FORMATS)
def test_every_text_is_there_as_it_is_and_none_acts(format: str, run: Run, record: Path) -> None:
    content = saved(run, record, format, "project list")
    back = BACK[format]
    if back is not None:
        told = solid(back(content))
        missing = [text for n, text in enumerate(HARD) if solid(normal(f"{text} A{n}")) not in told]
        assert missing == []
    assert not re.findall(LIVE.get(format, "(?!)"), raw(content))
    if format == "html":
        page = Page(content.decode())
        assert page.loaded == []
        assert not page.tags & {"script", "b", "img", "iframe", "object", "form", "base"}


@pytest.mark.usefixtures("hard")
def test_what_add_and_update_say_shows_every_text_as_it_is(run: Run) -> None:
    for number, text in enumerate(HARD):
        told = run("project", "update", f"da-{number:02}", "--investor", f"{text} mới")
        assert told.code == 0
        assert normal(f"{text} → {text} mới") in told.out
        assert "\x1b" not in told.out


def test_a_refusal_shows_every_text_as_it_is(run: Run) -> None:
    """Also words like {name}, which a sentence must not take for a place of its own."""
    for text in HARD:
        for words in (("zone", "list", "--district", f"x{text}"), ("zone", "show", f"xyz{text}")):
            told = run(*words)
            assert (told.code, told.out) == (1, "")
            assert text in told.err


@pytest.mark.parametrize(
    ("sign", "code"),
    [
        ("\x1b[31m", "U+001B"),
        ("\x1b]8;;https://example.vn\x1b\\", "U+001B"),
        ("\x1b]52;c;ZXZpbA==\x07", "U+001B"),
        ("\x07", "U+0007"),
        ("\x00", "U+0000"),
        ("\x7f", "U+007F"),
        ("\x85", "U+0085"),
        ("\x9b31m", "U+009B"),
        ("\u202e", "U+202E"),
        ("\u2066", "U+2066"),
        ("\u200f", "U+200F"),
        ("\u200b", "U+200B"),
        ("\u200d", "U+200D"),
        ("\ufeff", "U+FEFF"),
        ("\u2028", "U+2028"),
        ("\r\n", "U+000D"),
        ("\U000e0041", "U+E0041"),
        ("\ud800", "U+D800"),
        ("\udcf5", "U+DCF5"),
    ],
)
def test_what_cannot_be_seen_is_refused_by_its_code_point(
    sign: str, code: str, run: Run, record: Path
) -> None:
    before = record.read_bytes()
    for words in (
        ("zone", "add", "KCN A{}B"),
        ("zone", "add", "KCN A", "--note", "a{}b"),
        ("zone", "update", "vo-lao", "--investor", "a{}b"),
        ("zone", "update", "vo-lao", "--source", "a{}b"),
        ("project", "list", "--text", "a{}b"),
        ("zone", "show", "a{}b"),
    ):
        told = run(*(word.format(sign) for word in words))
        assert (told.code, told.out) == (1, "")
        assert code in told.err
        assert all(line.isprintable() for line in told.err.splitlines())
    assert record.read_bytes() == before


@pytest.mark.parametrize("name", ["bad.csv", "bad.xlsx"])
def test_bad_rows_are_given_back_whatever_they_hold(name: str, run: Run, record: Path) -> None:
    rows = [{"name": "KCN Tốt"}, {"name": "\ud800"}, {"name": "A\u202e"}, {"name": "=1+1\x07"}]
    record.with_name("kcn.json").write_text(json.dumps(rows), encoding="utf-8")
    words = ("--kind", "zones", "--on-error", "skip", "--errors-to", name)
    assert run("import", "kcn.json", *words).code == 0
    assert run("zone", "show", "KCN Tốt").code == 0
    content = record.with_name(name).read_bytes()
    if name == "bad.csv":
        assert "\n'=1+1" in content.decode("utf-8-sig")
    else:
        assert "=1+1" in of_workbook(content)
        assert "<f>" not in raw(content)


PLANTED = "KCN \x1b]0;x\x07\x1b[31m\u202eĐỏ\u200b\x9b"


@pytest.fixture
def planted(record: Path) -> None:
    """What got into the file past the tool: another program writes to it as well."""
    with closing(sqlite3.connect(record)) as db:
        values = ("2024-01-01T00:00:00Z", f"ai{PLANTED}", f"lệnh{PLANTED}")
        db.execute("INSERT INTO batch (at, actor, command) VALUES (?, ?, ?)", values)
        db.execute("INSERT INTO current_batch VALUES (1, 2)")
        db.execute(
            "UPDATE subject SET name = ?, note = ?, investor = ? WHERE code = 'kcn-vo-lao'",
            (PLANTED, PLANTED, PLANTED),
        )
        db.execute("UPDATE source SET title = title || ?", (PLANTED,))
        db.execute("UPDATE area SET name = name || ?", (PLANTED,))
        db.execute("DELETE FROM current_batch")
        db.commit()


ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202e]")
READINGS = (
    *("status", "gaps", "zone list", "zone show kcn-vo-lao", "zone history kcn-vo-lao"),
    *("target list", "target show T1", "target show T8", "log"),
)


@pytest.mark.usefixtures("planted")
@pytest.mark.parametrize("format", WRITERS)
def test_what_was_planted_in_the_file_does_not_act_either(format: str, run: Run) -> None:
    for words in READINGS:
        told = run(*words.split(), "--format", format)
        assert (told.code, told.err) == (0, "")
        assert not ACTS.search(told.out), words
        assert "U+001B" in told.out or "\\u001b" in told.out, words


@pytest.mark.usefixtures("planted")
@pytest.mark.parametrize("format", BINARY)
def test_what_was_planted_is_shown_in_a_file(format: str, run: Run, record: Path) -> None:
    for words in ("zone show kcn-vo-lao", "log"):
        back, content = BACK[format], saved(run, record, format, words)
        assert back is None or "U+001B" in back(content), words
        assert back is None or not ACTS.search(back(content).replace("\f", "")), words


def alone() -> list[str]:
    """Every command that only reads and needs no more words, whichever there are."""
    asks = {path for path in leaves() if any(each.required for each in tree()[path].params)}
    return [path for path in leaves() if path not in asks and path.split()[0] not in WRITING]


WRITING = ("init", "import", "undo", "redo", "upgrade", "backup", "restore", "template", "profile")


@pytest.mark.usefixtures("planted")
@pytest.mark.parametrize("format", ["table", "html"])
def test_no_command_lets_what_was_planted_act(format: str, run: Run) -> None:
    commands = [
        *alone(),
        "source show kh-358-2025",
        "log show 1",
        "find do",
        "changes --since 2020",
    ]
    assert len(commands) > 20
    for words in commands:
        told = run(*words.split(), "--format", format)
        assert told.code in (0, 1, 2, 3), words
        assert not ACTS.search(told.out + told.err), words


@pytest.mark.usefixtures("planted")
def test_what_was_planted_does_not_act_on_a_terminal_or_in_a_message(run: Run) -> None:
    for words in READINGS:
        told = run(*words.split(), terminal=100, env={"NO_COLOR": "1"})
        assert not ACTS.search(told.out)
    for more in (("zone", "show", "b"), ("undo", "--dry-run"), ("zone", "add", "KCN Đỏ")):
        told = run(*more)
        assert not ACTS.search(told.out + told.err)
