"""That the documents say what the tool does: tables, help pages and every command shown.

`pytest --refresh-golden` writes what is generated anew; read the diff.
"""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from functools import partial
from itertools import groupby
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

import pytest

from conftest import Run, process_env
from pages import help_page, tree
from zone_tracker import errors
from zone_tracker.cli.main import BUG, COMMANDS, PIPE_CLOSED, PROGRAM
from zone_tracker.errors import Interrupted
from zone_tracker.importing.keys import written_words
from zone_tracker.importing.kinds import KINDS, Kind
from zone_tracker.reports.forms import rules
from zone_tracker.reports.forms.bieu import ROWS, unit_said
from zone_tracker.reports.forms.bieu import Row as FormRow
from zone_tracker.reports.forms.checks import CHECKS
from zone_tracker.reports.forms.zones import COLUMNS_2103, COLUMNS_2107, Field
from zone_tracker.seeds import seed_folder
from zone_tracker.store.checking.rules import RULES
from zone_tracker.vietnamese.dates import iso, parse_date
from zone_tracker.vietnamese.quantities import parse_quantity
from zone_tracker.vietnamese.text import clean, identity_key, show_hidden
from zone_tracker.wording import LANGUAGES, catalogue, say

ROOT = Path(__file__).parents[1]
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md")))
NAMES = [path.name for path in DOCUMENTS]

Block = Callable[[Path, str, str], None]


@pytest.fixture
def refresh(request: pytest.FixtureRequest) -> bool:
    """Whether generated text is written instead of compared."""
    return bool(request.config.getoption("--refresh-golden"))


@pytest.fixture
def block(refresh: bool) -> Block:
    """`block(document, name, text)` compares with what stands between the markers `name`."""

    def compare(document: Path, name: str, text: str) -> None:
        written = document.read_text("utf-8")
        before, begin, rest = written.partition(f"<!-- {name} -->\n")
        stands, end, after = rest.partition(f"<!-- /{name} -->\n")
        assert end, f"{document.name} has no <!-- {name} --> with <!-- /{name} --> after it"
        if refresh:
            document.write_text(f"{before}{begin}{text}{end}{after}", "utf-8", newline="\n")
        else:
            assert stands == text, f"{document.name}: run pytest --refresh-golden and read it"

    return compare


def grid(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of Markdown."""
    names = list(head)
    lines = [names, ["---"] * len(names), *map(list, rows)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def quoted(words: Iterable[str]) -> str:
    """Words as code, in a row."""
    return ", ".join(f"`{word}`" for word in words if word)


# --- docs/data.md ---------------------------------------------------------------------------

DATA = ROOT / "docs" / "data.md"


def headings(key: str, kinds: list[Kind]) -> str:
    """The headings of a column; those that not all kinds have are told by kind."""
    words = {
        kind.code: [
            word
            for word, of in written_words(kind.code).items()
            if of == key and not word.isascii()
        ]
        for kind in kinds
    }
    first, *others = words.values()
    common = [word for word in first if all(word in each for each in others)]
    own = [
        f"{code}: {quoted(rest)}"
        for code, each in words.items()
        if (rest := [word for word in each if word not in common])
    ]
    return "; ".join(filter(None, [quoted(common), *own]))


def kinds_table() -> str:
    """The columns of every kind; kinds whose columns have the same keys share one table."""
    text = ""
    for keys, group in groupby(KINDS.values(), lambda kind: [each.key for each in kind.columns]):
        kinds = list(group)
        rows = [
            (
                f"`{column.key}`",
                "yes" if column.required else "",
                headings(column.key, kinds),
            )
            for column in kinds[0].columns
        ]
        assert len(rows) == len(keys)
        title = ", ".join(f"`{kind.code}`" for kind in kinds)
        text += f"\n### {title}\n\n{grid(['column', 'required', 'also read as'], rows)}"
    return f"{text}\n"


def vocabulary_rows(name: str) -> list[dict[str, str]]:
    """The rows of a vocabulary."""
    with (seed_folder() / "vocabulary" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def acts_table() -> str:
    """The acts of each kind, in the order of progress."""
    text = ""
    head = ["rank", "act", "effect", "Vietnamese", "English", "other words"]
    for kind, rows in groupby(vocabulary_rows("acts"), lambda row: row["kind"]):
        lines = [
            (
                *(row["rank"] or "–", f"`{row['code']}`", row["effect"]),
                *(row["label_vi"], row["label_en"], row["aliases"].replace(";", ", ")),
            )
            for row in rows
        ]
        text += f"\n### {kind}\n\n{grid(head, lines)}"
    return f"{text}\n"


def measures_table() -> str:
    """The measures with their base units."""
    rows = [
        (
            *(f"`{row['code']}`", quoted(row["units"].split(";"))),
            *(row["label_vi"], row["label_en"], row["definition_vi"]),
        )
        for row in vocabulary_rows("measures")
    ]
    return grid(["measure", "base unit", "Vietnamese", "English", "what it is"], rows)


DATES = (
    *("05/3/2024", "5.3.2024", "ngày 5 tháng 3 năm 2024", "2024-03-05", "tháng 5/2023", "5/2023"),
    *("quý III/2024", "QIII/2026", "Q3 2024", "6 tháng đầu năm 2024", "H1 2024", "năm 2024"),
    *("2024", "2018-2019", "từ 01/01/2024 đến 30/9/2024", "không muộn hơn 08/5/2023"),
    *("đến 5/2023", "../2023-05-08"),
)
NO_DATES = (
    *("31/02/2024", "05/13/2024", "March 5, 2024", "3/5/24", "5/6", "đầu năm 2024", "hôm nay"),
    *("2024-03-05 10:00", "quý V/2024", "từ 2024 đến 2023", "2024/03/05", "45292"),
)
QUANTITIES = (
    *(("15,7 ha", "m2"), ("1.100 ha", "m2"), ("2 km2", "m2"), ("200-500 ha", "m2")),
    *(("gần 51 ha", "m2"), ("5.171,344 tỷ đồng", "vnd"), ("1.807 tỷ", "vnd")),
    *(("khoảng 700 tỷ đồng", "vnd"), ("80 triệu USD", "usd_cents"), ("12,5 tr.USD", "usd_cents")),
    *(("76,2%", "bp"), ("-2%", "bp"), ("2.200 người", "person"), ("161 dự án", "item")),
    ("161", "item"),
)
NO_QUANTITIES = (
    *(("1.200.50 ha", "m2"), ("1,200.5 ha", "m2"), ("15", "m2"), ("15 mẫu", "m2")),
    *(("80 triệu USD", "m2"), ("0,00001 ha", "m2"), ("500-200 ha", "m2"), ("200 ha-500", "m2")),
    *(("-5 ha", "m2"), ("1e6 ha", "m2"), ("007 người", "person"), ("n/a", "vnd")),
)
SAME_NAMES = (
    *(("KCN Võ Lao", "Khu công nghiệp Võ Lao"), ("KCN Võ Lao", "kcn  VÕ LAO")),
    *(("Cốc Mỳ - Trịnh Tường", "Cốc Mỳ–Trịnh Tường"), ("Tằng Loỏng", "Tằng Lỏong")),
    *(("Bản Phung", "Bản Phùng"), ("Thống Nhất", "Thống Nhất 1")),
    ("KCN Đông Phố Mới", "CCN Đông Phố Mới"),
)
NO_NAMES = ("Võ\u200b Lao", "\u0421ốc Mỳ", "Võ\u202e Lao", "Võ\u001b[31m Lao")


def dates_table() -> str:
    """Dates that are read, and as what."""
    rows = [(f"`{text}`", f"`{iso(parse_date(text))}`", parse_date(text).date_to) for text in DATES]
    return grid(["written", "kept as", "has happened by"], rows)


def no_dates_table() -> str:
    """Dates that are refused, and what is said."""
    return refusals((show_hidden(text), partial(parse_date, text)) for text in NO_DATES)


def quantities_table() -> str:
    """Quantities that are read, and as what."""
    rows = []
    for text, unit in QUANTITIES:
        read = parse_quantity(text, [unit])
        upper = "" if read.upper is None else f" to {read.upper}"
        rows.append((f"`{text}`", f"{read.value}{upper}", f"`{unit}`", read.qualifier or ""))
    return grid(["written", "kept as", "base unit", "qualifier"], rows)


def no_quantities_table() -> str:
    """Quantities that are refused, and what is said."""
    return refusals(
        (f"{text}` `{unit}", partial(parse_quantity, text, [unit])) for text, unit in NO_QUANTITIES
    )


def names_table() -> str:
    """Names of zones that are one, and names that are two."""
    prefixes = ("KCN", "Khu công nghiệp")
    rows = [
        (f"`{one}`", f"`{two}`", str(identity_key(one, prefixes) == identity_key(two, prefixes)))
        for one, two in SAME_NAMES
    ]
    words = {"True": "one", "False": "two"}
    return grid(["written", "and written", "are"], [(a, b, words[same]) for a, b, same in rows])


def no_names_table() -> str:
    """Names that are refused, and what is said."""
    return refusals((show_hidden(text), partial(clean, text)) for text in NO_NAMES)


def refusals(attempts: Iterable[tuple[str, Callable[[], object]]]) -> str:
    """What is said in English when each of these is read."""
    rows = []
    for text, read in attempts:
        with pytest.raises(errors.BadValue) as caught:
            read()
        rows.append((f"`{text}`", say(caught.value.message, "en").replace("|", "\\|")))
    return grid(["written", "answer"], rows)


@pytest.mark.parametrize(
    "table",
    [
        *(kinds_table, acts_table, measures_table),
        *(dates_table, no_dates_table, quantities_table, no_quantities_table),
        *(names_table, no_names_table),
    ],
)
def test_the_tables_of_the_data_page(table: Callable[[], str], block: Block) -> None:
    block(DATA, table.__name__.removesuffix("_table").replace("_", " "), table())


def test_every_column_is_explained() -> None:
    """What may stand in a cell is written by hand: once for every column there is."""
    _, _, rest = DATA.read_text("utf-8").partition("## What stands in a cell\n")
    told = set(re.findall(r"`([^`]+)`", "".join(re.findall(r"^\| (.+?) \|", rest, re.MULTILINE))))
    keys = {column.key for kind in KINDS.values() for column in kind.columns}
    assert keys - told == set()


# --- docs/forms.md --------------------------------------------------------------------------

FORMS = ROOT / "docs" / "forms.md"


def sets_table() -> str:
    """The sets of clusters that rows are about."""
    members = [row.rule.member for row in ROWS if isinstance(row.rule, rules.Count)]
    told = {set_of(member): told_of(member) for member in members}
    return grid(["set", "a cluster is of it"], told.items())


def told_of(function: object) -> str:
    """What a function says of itself, in one line."""
    return " ".join((function.__doc__ or "").split()).replace("|", "\\|")


def rows_table() -> str:
    """The rows of Biểu 03 and 04."""
    return grid(
        ["row", "Chỉ tiêu", "unit", "how"],
        (
            (
                row.number,
                say(row.label, "vi"),
                say(unit_said(row), "vi") if row.rule else "",
                how(row),
            )
            for row in ROWS
        ),
    )


def how(row: FormRow) -> str:
    """How a row comes about."""
    if isinstance(row.rule, rules.Count):
        return f"number of: {set_of(row.rule.member)}"
    if isinstance(row.rule, rules.Share):
        return "ratio of the two sums, over the clusters of which both are known"
    if row.rule is None:
        return ""
    measure = f"`{row.rule.measure}`"
    if row.rule.unfounded:
        measure += f" (not established: `{row.rule.unfounded}`)"
    when = " in the period" if row.rule.flow else ""
    return f"{measure}{when} of: {set_of(row.rule.member)}"


def set_of(member: object) -> str:
    """The name of a set."""
    return str(getattr(member, "__name__")).replace("_", " ")  # noqa: B009


def checks_table() -> str:
    """The control sums."""
    return "".join(f"`{check.rule}`\n" for check in CHECKS)


def columns_table(fields: Iterable[Field]) -> str:
    """The columns of a sheet of zones, numbered as `Còn thiếu` names them."""
    rows = (
        (str(number), say(each.label, "vi"), f"`{each.key}`", held(each))
        for number, each in enumerate(fields, 3)
    )
    return grid(["column", "heading", "key", "what it holds"], rows)


def held(field: Field) -> str:
    """What a column holds."""
    if isinstance(field.known, partial):
        (told,) = (value for name, value in field.known.keywords.items() if name != "unit")
        return f"newest `{told}`" if field.unit else f"document of the last `{told}`"
    return told_of(field.known) if callable_here(field.known) else field.key.replace("_", " ")


def callable_here(known: object) -> bool:
    """Whether it is a function of our own, with words about it."""
    return hasattr(known, "__name__")


@pytest.mark.parametrize("table", [sets_table, rows_table, checks_table])
def test_the_tables_of_the_page_of_forms(table: Callable[[], str], block: Block) -> None:
    block(FORMS, table.__name__.removesuffix("_table"), table())


@pytest.mark.parametrize("sheet", ["2103", "2107"])
def test_the_columns_of_the_sheets_of_zones(sheet: str, block: Block) -> None:
    block(FORMS, sheet, columns_table({"2103": COLUMNS_2103, "2107": COLUMNS_2107}[sheet]))


# --- docs/commands.md -----------------------------------------------------------------------

FIRST_KIND, *OTHER_KINDS = ("zone", "cluster", "project", "deliverable")


def resembles(page: str, model: str) -> bool:
    """Whether two help pages have the same options; usage, purpose and example apart."""
    return page.split("\n\n")[2:-1] == model.split("\n\n")[2:-1]


def section(run: Run, path: str) -> str:
    """One command: its help in both languages, or how it resembles that of zones."""
    pages = {lang: help_page(run, path, lang).strip("\n") + "\n" for lang in LANGUAGES}
    kind, _, command = path.partition(" ")
    title = f"## {PROGRAM} {path}".strip()
    if command and kind in OTHER_KINDS:
        model = f"{FIRST_KIND} {command}"
        if all(resembles(pages[lang], help_page(run, model, lang)) for lang in LANGUAGES):
            shown = dedent(pages["en"].rpartition("\n\n")[2].partition("\n")[2])
            told = f"As `{PROGRAM} {model}`, of one {kind}. Example:\n\n```text\n{shown}```"
            return f"{title}\n\n{told}\n\n"
    told = "".join(f"```text\n{pages[lang]}```\n\n" for lang in ("en", "vi"))
    return f"{title}\n\n{told}"


def test_the_page_of_commands(run: Run, block: Block) -> None:
    assert {path.split()[0] for path in tree()} == set(COMMANDS)
    text = "".join(section(run, path) for path in ["", *sorted(tree(), key=str.split)])
    block(ROOT / "docs" / "commands.md", "commands", f"\n{text}")


# --- What is shown as run -------------------------------------------------------------------

SHOWN = {
    "ZONE_TRACKER_NOW": "2025-01-02T08:00:00+07:00",
    "ZONE_TRACKER_ACTOR": "lan",
}
"""The day the documents were made and who made them."""

FENCE = re.compile(
    r"(?:^<!-- (?P<note>[^\n]+) -->\n)?^```(?P<sort>\w*)\n(?P<body>.*?)^```$", re.M | re.S
)
CUT = re.compile(r"cut: (\d+) x (\d+)")


class Step(NamedTuple):
    """One command of a session, as its lines stand in the document."""

    lines: tuple[str, ...]

    @property
    def script(self) -> str:
        return "\n".join(line[2:] for line in self.lines)


def steps(body: str) -> list[Step]:
    """The commands of a console block: `$ ` begins one, `> ` continues it."""
    found: list[list[str]] = []
    for line in body.splitlines():
        if line.startswith("$ "):
            found.append([line])
        elif line.startswith("> ") and found:
            found[-1].append(line)
    return [Step(tuple(lines)) for lines in found]


def shortened(output: str, note: str | None) -> str:
    """Output cut as the note before the block says: so many columns, so many lines."""
    cut = CUT.fullmatch(note or "")
    if cut is None or not output:
        return output
    width, height = int(cut[1]), int(cut[2])
    lines = output.splitlines()
    told = [line if len(line) <= width else f"{line[: width - 1].rstrip()}…" for line in lines]
    return "\n".join(told[:height] + ["…"] * (len(told) > height)) + "\n"


def outputs(scripts: list[str], folder: Path) -> list[str]:
    """What each command of one shell session says, stdout and stderr as they come."""
    tool = folder / "bin" / PROGRAM
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m zone_tracker "$@"\n')
    tool.chmod(0o755)
    session = folder / "session.sh"
    ending = "printf '\\036%s\\036' $?"
    session.write_text("".join(f"{script}\n{ending}\n" for script in scripts), "utf-8")
    env = process_env(SHOWN)
    done = subprocess.run(
        ["bash", str(session)],
        cwd=folder / "work",
        env={**env, "PATH": f"{tool.parent}:{env['PATH']}"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    shown = done.stdout.decode().replace(f"{folder / 'work'}/", "")  # it may lie anywhere
    said, codes = (shown.split("\x1e")[start::2] for start in (0, 1))
    failed = [each for each in zip(scripts, said, codes, strict=False) if each[2] != "0"]
    assert not failed, "a command that shall fail says so with: ; echo $?"
    return said


@pytest.mark.skipif(
    shutil.which("bash") is None, reason="bash, which runs the sessions, is missing"
)
@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_what_is_shown_is_what_happens(document: Path, refresh: bool, tmp_path: Path) -> None:
    """Every console block of a document, in one session from an empty folder."""
    written = document.read_text("utf-8")
    (tmp_path / "work").mkdir()
    for fence in FENCE.finditer(written):
        if fence["note"] and fence["note"].startswith("file: "):
            (tmp_path / "work" / fence["note"][6:]).write_text(fence["body"], "utf-8")
    blocks = [fence for fence in FENCE.finditer(written) if fence["sort"] == "console"]
    scripts = [step.script for fence in blocks for step in steps(fence["body"])]
    said = iter(outputs(scripts, tmp_path))

    def happens(fence: re.Match[str]) -> str:
        if fence["sort"] != "console":
            return fence[0]
        body = "".join(
            "\n".join(step.lines) + "\n" + shortened(next(said), fence["note"])
            for step in steps(fence["body"])
        )
        return fence[0].replace(fence["body"], body)

    now = FENCE.sub(happens, written)
    if refresh:
        document.write_text(now, "utf-8", newline="\n")
    else:
        assert written == now


# --- docs/check.md --------------------------------------------------------------------------


def rules_table() -> str:
    """The rules of the check, in their order."""
    rows = [
        (
            *(f"`{name}`", "3" if rule.fails else "0"),
            *(catalogue(lang)[f"check.{name}"] for lang in ("en", "vi")),
            catalogue("en")[f"check.why.{name}"],
        )
        for name, rule in RULES.items()
    ]
    return grid(["rule", "exit code", "finds", "in Vietnamese", "note"], rows)


def test_the_rules_of_the_check_are_told(block: Block) -> None:
    block(ROOT / "docs" / "check.md", "rules", rules_table())


# --- What the README lists ------------------------------------------------------------------


def readme_section(title: str) -> str:
    """The text of one section of the README."""
    _, found, rest = (ROOT / "README.md").read_text("utf-8").partition(f"\n## {title}\n")
    assert found
    return rest.partition("\n## ")[0]


def test_every_environment_variable_is_told() -> None:
    source = "".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    used = set(re.findall(r'"(ZONE_TRACKER_[A-Z]+|NO_COLOR)"', source))
    told = set(re.findall(r"^\| `(\w+)` \|", readme_section("Environment"), re.MULTILINE))
    assert used - told == set()


def test_every_exit_code_is_told() -> None:
    kinds = [each for each in vars(errors).values() if hasattr(each, "exit_code")]
    used = {0, 3, BUG, Interrupted.exit_code, PIPE_CLOSED, *(each.exit_code for each in kinds)}
    told = re.findall(r"^\| (\d+) \|", readme_section("Exit codes"), re.MULTILINE)
    assert sorted(used) == [int(code) for code in told]


@pytest.mark.parametrize("document", [*DOCUMENTS, ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md"])
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", document.read_text("utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (document.parent / target).exists(), target
