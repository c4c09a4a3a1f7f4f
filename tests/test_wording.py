"""Both languages say the same things, nothing is said twice over, and nothing said is missing."""

from __future__ import annotations

import ast
import re
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

import zone_tracker
from zone_tracker.cli.main import COMMANDS
from zone_tracker.model import Language
from zone_tracker.reports.outcome import DERIVED
from zone_tracker.store.ledger import KEYS
from zone_tracker.store.tracking import columns
from zone_tracker.wording import LANGUAGES, catalogue
from zone_tracker.wording.en import WORDING as EN
from zone_tracker.wording.vi import WORDING as VI

PACKAGE = Path(zone_tracker.__file__).parent
# Calls whose first word is the end of a key.
PREFIXED = {"column": "column."}
# Keys of help pages and options, looked up by the words of a command.
LOOKED_UP = ("help.", "option.", "kind.", "options.", "commands.", "metavar.")


@cache
def nodes() -> tuple[ast.AST, ...]:
    """All the code of every module but the wording itself."""
    paths = (path for path in sorted(PACKAGE.rglob("*.py")) if "wording" not in path.parts)
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in paths)
    return tuple(node for tree in trees for node in ast.walk(tree))


@cache
def literals() -> frozenset[str]:
    """Every string in the code, and every key that a call completes."""
    found: set[str] = set()
    for node in nodes():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            first = node.args[0]
            if node.func.id in PREFIXED and isinstance(first, ast.Constant):
                found.add(PREFIXED[node.func.id] + str(first.value))
    return frozenset(found)


@cache
def said_by_name() -> frozenset[str]:
    """Every key that the code says by its whole name: in a message, an error, a problem."""
    sayers = {
        *("Message", "ZoneTrackerError", "Refused", "BadValue", "Problems", "UsageError"),
        "EnvironmentFailure",
    }
    found: set[str] = set()
    for node in nodes():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            first = node.args[0]
            if node.func.id in sayers and isinstance(first, ast.Constant):
                found.add(str(first.value))
            if node.func.id in PREFIXED and isinstance(first, ast.Constant):
                found.add(PREFIXED[node.func.id] + str(first.value))
    return frozenset(found)


def places(sentence: str) -> set[str]:
    """The names of the places that a sentence leaves open."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@cache
def beginnings() -> tuple[str, ...]:
    """How the keys begin that a message puts together: `Message(f"column.{name}")`."""
    found = set(LOOKED_UP)
    for node in nodes():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            first = node.args[0] if node.func.id == "Message" else None
            if isinstance(first, ast.JoinedStr) and isinstance(first.values[0], ast.Constant):
                found.add(str(first.values[0].value))
    return tuple(sorted(found))


def built_keys() -> set[str]:
    """The keys that the code puts together: of columns stored, help of commands and options."""
    return {key for key in VI if key.startswith(beginnings()) or key == "help"}


def test_both_languages_have_the_same_keys_in_the_same_order() -> None:
    assert list(VI) == list(EN)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_is_empty_or_blank_at_its_ends(lang: str) -> None:
    indented = ("record.", "copies.", "target.rule", "correct.", "remove.", "merge.", "log.")
    indented += ("change.", "undone.", "redone.", "bulk.")
    for key, text in catalogue("en" if lang == "en" else "vi").items():
        assert text.strip(), key
        assert text == text.rstrip(), key
        if not key.startswith(indented):
            assert text == text.lstrip(), key


def test_both_languages_leave_the_same_places_open() -> None:
    assert {key for key in VI if places(VI[key]) != places(EN[key])} == set()
    # A place is named: "{}" or "{0}" would be filled by nothing.
    assert {n for text in VI.values() for n in places(text) if not n.isidentifier()} == set()


def keys_by_part(lang: str) -> dict[str, list[str]]:
    """The keys of each part of a catalogue, as they are written."""
    told = {}
    for path in sorted((PACKAGE / "wording" / lang).glob("[a-z]*.py")):
        trees = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        (table,) = (node for node in trees if isinstance(node, ast.Dict))
        told[path.stem] = [str(key.value) for key in table.keys if isinstance(key, ast.Constant)]
    return told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_key_stands_twice(lang: Language) -> None:
    keys = [key for part in keys_by_part(lang).values() for key in part]
    assert len(keys) == len(set(keys)) == len(catalogue(lang))


def test_a_key_stands_in_the_same_part_of_both_languages() -> None:
    vi, en = ({part: set(keys) for part, keys in keys_by_part(lang).items()} for lang in LANGUAGES)
    assert vi == en


def test_every_key_that_is_said_exists() -> None:
    assert said_by_name() <= set(VI)


def test_every_key_is_said_somewhere() -> None:
    assert {key for key in VI if key not in literals()} <= built_keys()


def test_every_label_and_help_belongs_to_something(seeded: Path) -> None:
    """A command, an option, a heading, or a column of the record."""
    words = literals() | names_in_code() | set(COMMANDS) | {"help"}
    words |= set(re.findall("[A-Z]+", " ".join(literals())))  # what stands for a value: AREA;AREA
    for names in stored_columns(seeded).values():
        words = words.union(names)
    keys = {key for key in built_keys() - literals() if key.startswith((*LOOKED_UP, "column."))}
    lost = {key for key in keys if key.removesuffix(".more").rpartition(".")[2] not in words}
    assert lost == set()


def names_in_code() -> set[str]:
    """The names of all parameters: an option's name is its parameter's."""
    return {node.arg for node in nodes() if isinstance(node, ast.arg)}


def stored_columns(database: Path) -> dict[str, list[str]]:
    """The columns of each table of the record."""
    with closing(sqlite3.connect(database)) as db:
        return {table: columns(db, table) for table in KEYS}


def test_every_stored_column_that_a_change_can_name_has_a_label(seeded: Path) -> None:
    unnamed = {"id", "batch", "subject", *DERIVED}
    stored = stored_columns(seeded)
    names = {n for table, key in KEYS.items() for n in stored[table] if n not in key}
    assert {f"column.{name}" for name in names - unnamed} - set(VI) == set()


def test_english_is_english_but_for_names_and_examples() -> None:
    quoted = re.compile('"[^"]*"|Lào Cai|đồng|tỷ|[^ ]+/QĐ-UBND')
    marked = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
    for key, text in EN.items():
        assert not marked.search(quoted.sub("", text)), key


def test_every_sentence_is_translated() -> None:
    same = {key for key in VI if VI[key] == EN[key] and re.search("[a-z]{3}", without_places(key))}
    assert same == set()


def without_places(key: str) -> str:
    """The fixed words of a sentence."""
    return "".join(text for text, _, _, _ in Formatter().parse(VI[key]))
