"""What every help page has: one line of purpose, grouped options, an example that runs.

Who adds a command or an option is told here what it still lacks.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Run
from pages import example_on, groups, help_page, leaves, tree
from zone_tracker.cli import pages
from zone_tracker.cli.examples import EXAMPLES, IN_VIETNAMESE
from zone_tracker.wording import LANGUAGES, catalogue

SCREEN = 80

# --- Purposes -------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("group", groups())
def test_a_list_of_commands_has_one_line_for_each(group: str, lang: str, run: Run) -> None:
    page = help_page(run, group, lang)
    for path in tree():
        above, _, name = path.rpartition(" ")
        if above == group:
            (line,) = re.findall(rf"^  {name}  +(\S.*)$", page, re.MULTILINE)
            below = page.partition(f"{line}\n")[2]
            assert not below.startswith("   "), (
                f"{path}, {lang}: shorten it, the rest is help.….more"
            )


@pytest.mark.parametrize("path", leaves())
def test_a_page_begins_with_the_purpose(path: str, run: Run) -> None:
    for lang in LANGUAGES:
        purpose = tree(lang)[path].short_help
        told = " ".join(help_page(run, path, lang).split("\n\n")[1].split())
        assert told.startswith(purpose)
        assert told.split(". ")[0].rstrip(".") == purpose.rstrip("."), (
            "the rest goes into help.….more"
        )


def test_an_example_stands_in_its_place_and_not_in_a_sentence() -> None:
    for lang in LANGUAGES:
        texts = {key: text for key, text in catalogue(lang).items() if key.startswith("help.")}
        told = [key for key, text in texts.items() if re.search("Ví dụ|Example", text)]
        assert told == [], "an example goes into EXAMPLES of cli/examples.py"


# --- Groups ---------------------------------------------------------------------------------


def test_every_option_has_a_heading() -> None:
    lost = [
        f"{path}: {option.opts[0]} (parameter {option.name})"
        for path, command in tree().items()
        for option in command.params
        if option.param_type_name == "option" and pages.option_place(path, option.name) is None
    ]
    assert lost == [], "give each a heading in OPTIONS of cli/pages.py"


def test_every_command_of_a_long_list_has_a_heading() -> None:
    for group in groups():
        names = [path.split()[-1] for path in tree() if path.rpartition(" ")[0] == group]
        lost = [name for name in names if pages.command_group(name) is None]
        assert len(names) <= pages.FEW or lost == [], "give it one in COMMANDS of cli/pages.py"


def test_what_has_a_heading_exists() -> None:
    commands = {path.split()[-1] for path in tree()}
    assert {name for names in pages.COMMANDS.values() for name in names} <= commands
    options = {each.name for command in tree().values() for each in command.params}
    known = {key.rpartition(".")[2] for key in pages.PLACES} - set(pages.OF_TYPER) - {"version"}
    assert known <= options


def test_no_option_has_two_headings() -> None:
    for table in (pages.OPTIONS, pages.COMMANDS):
        names = [name for names in table.values() for name in names]
        assert len(names) == len(set(names))


def test_every_heading_is_said() -> None:
    for lang in LANGUAGES:
        headings = [f"options.{group}" for group in pages.OPTIONS]
        headings += [f"commands.{group}" for group in pages.COMMANDS]
        assert [key for key in headings if key not in catalogue(lang)] == []


@pytest.mark.parametrize("path", leaves())
def test_every_option_of_a_command_is_on_its_page_once(path: str, run: Run) -> None:
    page = help_page(run, path, "vi")
    for option in tree()[path].params:
        shown = option.opts[0] if option.param_type_name == "option" else None
        assert shown is None or len(re.findall(rf"^  (-o, )?{shown}\b[^-]", page, re.M)) == 1


def test_options_are_grouped_in_the_reader_s_language(run: Run) -> None:
    headings = re.compile(r"^(\S.*):$", re.MULTILINE)
    assert headings.findall(help_page(run, "project update", "vi")) == [
        *("Tham số", "Tuỳ chọn", "Tên và mã", "Địa điểm, nhà đầu tư, ngành"),
        *("Giai đoạn, mốc", "Số liệu", "Thời gian", "Căn cứ", "Chọn lọc, sắp xếp"),
        *("Kết quả ra", "Chung", "Ví dụ"),
    ]
    assert headings.findall(help_page(run, "zone list", "en")) == [
        *("Choosing and sorting", "Result", "General", "Example"),
    ]


# --- What stands for a value ----------------------------------------------------------------


def test_what_stands_for_a_value_is_said_in_both_languages() -> None:
    words = {
        word
        for command in tree().values()
        for each in command.params
        for word in re.findall("[A-Z]+", each.metavar or "")
    }
    english = {catalogue("en")[key] for key in catalogue("en") if key.startswith("metavar.")}
    assert words - english == set(), "add metavar.… to both catalogues"


@pytest.mark.parametrize("path", leaves())
def test_no_english_word_stands_for_a_value_on_a_vietnamese_page(path: str, run: Run) -> None:
    vi, en = catalogue("vi"), catalogue("en")
    english = {en[key] for key in en if key.startswith("metavar.") and en[key] != vi[key]} - {"N"}
    assert english & set(re.findall("[A-Z]+", help_page(run, path, "vi"))) == set()


# --- Layout ---------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", ["", *tree()])
def test_nothing_is_wider_than_the_screen(path: str, lang: str, run: Run) -> None:
    page = help_page(run, path, lang)
    assert [line for line in page.splitlines() if len(line) > SCREEN] == []
    assert "\xa0" not in page
    wide = help_page(run, path, lang, width=140)
    assert max(map(len, wide.splitlines())) <= pages.WIDEST
    assert " ".join(wide.split()).replace("\\ ", "") == " ".join(page.split()).replace("\\ ", "")


# --- Examples -------------------------------------------------------------------------------

Preparation = Callable[[Run, Path], None]
CLUSTERS = "name,district\nCCN Bảo Nhai,Bắc Hà\nCCN Mường Hum,Bát Xát\n"


def with_file(run: Run, folder: Path) -> None:
    """The file that the example imports."""
    for name in ("clusters-2025.csv", "cum-2025.csv"):
        (folder / name).write_text(CLUSTERS, "utf-8")


def one_batch(run: Run, folder: Path) -> None:
    """A batch 2, made by the example of `zone update`."""
    assert run("zone", "update", "vo-lao", "--stage", "established", "--on", "2024").code == 0


def one_undone(run: Run, folder: Path) -> None:
    """A batch 2 that is undone."""
    one_batch(run, folder)
    assert run("undo").code == 0


def a_copy(run: Run, folder: Path) -> None:
    """The copy that the example of `restore` names."""
    assert run("backup", "lao-cai-2024-11-20.db").code == 0


def a_second_record(run: Run, folder: Path) -> None:
    """The database that the example of `upgrade` names."""
    assert run("init", "--db", "lao-cai.db").code == 0


PREPARED: dict[str, Preparation] = {
    "import": with_file,
    "profile new": with_file,
    "restore": a_copy,
    "upgrade": a_second_record,
    "undo": one_batch,
    "redo": one_undone,
}
"""What an example needs beside the record that comes with the tool."""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", leaves())
def test_the_example_of_a_command_can_be_typed(
    path: str, lang: str, run: Run, record: Path
) -> None:
    typed = example_on(help_page(run, path, lang))
    assert typed, f"{path} has no example: give it one in EXAMPLES of cli/examples.py"
    words = shlex.split(typed)[1:]
    assert words[: len(path.split())] == path.split()
    if path in PREPARED:
        PREPARED[path](run, record.parent)
    told = run(*words, lang=lang)
    assert told.code == 0, (
        f"{typed}\n{told.err}\nCorrect the example in cli/examples.py, or add what it needs to"
        " PREPARED of this test; has the seed changed, an act or figure may have another number"
    )


def test_every_example_belongs_to_a_command() -> None:
    assert set(EXAMPLES) - set(leaves()) == set()
    assert set(IN_VIETNAMESE) <= set(EXAMPLES)
