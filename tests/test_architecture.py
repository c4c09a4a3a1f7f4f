"""The rooms and the arrows between them, what a command loads, how long a function may be."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import zone_tracker
from conftest import process_env

PACKAGE = Path(zone_tracker.__file__).parent

ARROWS: dict[str, set[str]] = {
    "cli": {
        *("importing", "reports", "targets", "writers", "store", "wording", "vietnamese"),
        *("model", "errors", "seeds", "periods", "__version__"),
    },
    "__main__": {"cli"},
    "reports": {
        *("importing", "targets", "periods", "store", "vietnamese", "model", "drawing", "errors"),
    },
    "importing": {"store", "vietnamese", "model", "drawing", "errors", "seeds"},
    "targets": {"store", "model"},
    "periods": {"seeds", "vietnamese", "model", "errors"},
    "writers": {"wording", "vietnamese", "model", "drawing", "errors", "private"},
    "store": {"vietnamese", "seeds", "model", "errors", "private"},
    "wording": {"vietnamese", "model"},
    "vietnamese": {"model", "errors"},
    "errors": {"model"},
    "model": {"drawing"},
    "drawing": set(),
    "seeds": set(),
    "private": set(),
    "__init__": set(),
}
"""A room and the rooms it may import; what is not here may not be."""

KEEPERS = {
    "typer": {"cli"},
    "sqlite_utils": {"store"},
    "sqlite3": {"cli", "store", "importing", "reports", "targets"},
    "rich": {"cli/progress.py", "writers/terminal.py", "writers/fitting.py"},
    "platformdirs": {"cli/session.py"},
    "xlrd": {"importing/readers/xls.py"},
    "dateutil": {"periods.py"},
    "jinja2": {"writers/html.py", "writers/word.py"},
    "typst": {"writers/typeset.py"},
    "docxtpl": {"writers/word.py"},
    "docx": {"writers/word.py"},
    "xlsxwriter": {"writers/workbook.py", "writers/rejected.py"},
}
"""A library and who may import it: rooms or single files."""

CLOCK = {"cli/session.py"}
LONG_FUNCTION = 40
LONG_FILE = 500


class Module(NamedTuple):
    """One file of the package."""

    path: str
    tree: ast.Module
    lines: int

    @property
    def room(self) -> str:
        return self.path.partition("/")[0].removesuffix(".py")


@cache
def modules() -> tuple[Module, ...]:
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}
    return tuple(
        Module(path.relative_to(PACKAGE).as_posix(), ast.parse(text), len(text.splitlines()))
        for path, text in texts.items()
    )


@cache
def imports(tree: ast.AST) -> tuple[str, ...]:
    """Every name that the code imports, wherever it stands, in full."""
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            names += (f"{node.module}.{alias.name}" for alias in node.names)
    return tuple(names)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def calls(tree: ast.AST) -> Iterator[str]:
    """What is called, as it is written: `print`, `datetime.now`."""
    return (ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call))


# --- The arrows ---


def test_every_room_is_on_the_plan() -> None:
    assert {module.room for module in modules()} == set(ARROWS)


@pytest.mark.parametrize("room", ARROWS)
def test_the_arrows_run_one_way(room: str) -> None:
    found = {
        name.split(".")[1]
        for module in modules()
        if module.room == room
        for name in imports(module.tree)
        if name.startswith("zone_tracker.")
    }
    assert found - {room} <= ARROWS[room]


def test_the_plan_itself_has_no_circle() -> None:
    left = {room: set(others) for room, others in ARROWS.items()}
    while free := {room for room, others in left.items() if not others & set(left)}:
        left = {room: others for room, others in left.items() if room not in free}
    assert left == {}


def test_reports_take_the_outcome_of_an_import_and_nothing_else() -> None:
    found = {
        name
        for module in modules()
        if module.room == "reports"
        for name in imports(module.tree)
        if name.startswith("zone_tracker.importing")
    }
    assert found <= {"zone_tracker.importing.intake.Outcome"}


@pytest.mark.parametrize("library", KEEPERS)
def test_a_library_has_its_keepers(library: str) -> None:
    users = {
        (module.room, module.path)
        for module in modules()
        for name in imports(module.tree)
        if name.partition(".")[0] == library
    }
    assert users
    assert [path for room, path in users if not {room, path} & KEEPERS[library]] == []


def test_click_is_typers_own_affair() -> None:
    for module in modules():
        for name in imports(module.tree):
            assert not name.startswith(("click", "typer._")), module.path


def test_nothing_speaks_to_the_network() -> None:
    net = ("socket", "ssl", "http", "urllib", "requests", "httpx", "asyncio", "smtplib", "ftplib")
    for module in modules():
        assert not [name for name in imports(module.tree) if name.partition(".")[0] in net]


SQL = re.compile(
    r"\b(SELECT\b.+\bFROM|INSERT (OR \w+ )?INTO|UPDATE \w+ SET|DELETE FROM|PRAGMA|"
    r"(CREATE|DROP|ALTER) (TABLE|TRIGGER|INDEX|VIEW|TEMP)|BEGIN|COMMIT|ROLLBACK|VACUUM)\b",
    re.DOTALL,
)


def test_sql_stands_in_the_store_alone() -> None:
    for module in modules():
        if module.room == "store":
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not SQL.search(node.value), (module.path, node.lineno)
        runs = {"execute", "executemany", "executescript"}
        assert not [call for call in calls(module.tree) if call.rpartition(".")[2] in runs]


def test_sql_takes_values_as_parameters() -> None:
    """No value is put into SQL by % or `format`; f-strings hold names of the schema alone."""
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
                assert not isinstance(node.left, ast.Constant), (module.path, node.lineno)


def test_the_clock_is_read_in_one_place() -> None:
    clocks = re.compile(r"\b(date\.today|datetime\.(now|today|utcnow)|time\.(time|localtime))$")
    readers = {m.path for m in modules() for call in calls(m.tree) if clocks.search(call)}
    assert readers == CLOCK


def test_only_the_command_line_prints_and_asks_the_environment() -> None:
    for module in modules():
        if module.room in ("cli", "__main__"):
            continue
        names = set(imports(module.tree))
        assert "print" not in set(calls(module.tree)), module.path
        assert not names & {"sys", "getpass", "locale"}, module.path
        attributes = {ast.unparse(n) for n in ast.walk(module.tree) if isinstance(n, ast.Attribute)}
        assert not attributes & {"os.environ", "os.getenv", "sys.stdout", "sys.stderr"}


def test_nothing_is_caught_blindly() -> None:
    """`Exception` is caught once, at the very top."""
    catchers = []
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ExceptHandler):
                assert node.type is not None, module.path
                if ast.unparse(node.type) in ("Exception", "BaseException"):
                    raises = any(isinstance(n, ast.Raise) and n.exc is None for n in ast.walk(node))
                    catchers += [] if raises else [module.path]
    assert catchers == []


# --- How long ---


def length(function: ast.FunctionDef) -> int:
    """The lines of a function, its docstring apart."""
    assert function.end_lineno is not None
    lines = function.end_lineno - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None and first.end_lineno is not None:
        lines -= first.end_lineno - first.lineno + 1
    return lines


def test_no_function_is_long() -> None:
    long = {
        (module.path, function.name)
        for module in modules()
        for function in functions(module.tree)
        if length(function) > LONG_FUNCTION
    }
    assert long == set()


def test_no_file_is_long() -> None:
    assert {m.path for m in modules() if m.lines > LONG_FILE} == set()


def test_every_module_says_what_it_is_for() -> None:
    for module in modules():
        if module.path.endswith("__init__.py") and module.lines == 0:
            continue
        assert ast.get_docstring(module.tree), module.path


# --- What a command loads ---

START = {"", "cli", "cli.main", "cli.language", "errors", "model"}
TALK = {
    *("cli.app", "cli.completion", "cli.session", "store", "store.connection", "vietnamese"),
    *("vietnamese.dates", "vietnamese.nearest", "vietnamese.quantities", "vietnamese.text"),
    *("wording", "wording.vi", "wording.vi.answers", "wording.vi.columns", "wording.vi.commands"),
    *("wording.vi.files", "wording.vi.record", "wording.vi.values"),
    *("writers", "writers.cells", "writers.delimited", "writers.extras"),
    *("writers.json_text", "writers.markdown", "writers.plain"),
}
LIST = {
    *("reports", "reports.columns", "reports.lengths", "reports.listing", "reports.words"),
    *("store.conditions", "store.listing", "store.stages", "store.vocabulary"),
}
SUBJECTS = {"cli.subjects", "cli.corrections", "cli.confirm"}
STATUS = {
    *(
        "cli.reading",
        "drawing",
        "reports.documents",
        "reports.gaps",
        "reports.slips",
        "reports.status",
    ),
    *("reports.trouble", "store.log", "store.pace", "store.rules", "store.slips"),
    *("store.spells", "store.subjects", "store.tracking", "targets"),
}
# The page of the tool names every command, so every module of commands is read.
HELP = {
    *(f"cli.{path.stem}" for path in (PACKAGE / "cli").glob("*.py") if path.stem != "__init__"),
    *("store.log", "store.tracking", "reports", "reports.catalogue", "reports.columns"),
}
TYPER = {"typer", "shellingham", "annotated_doc"}

ALLOWED: dict[str, tuple[set[str], set[str]]] = {
    "--version": (START, set()),
    "--help": (START | TALK | HELP, TYPER),
    "zone list --format tsv": (START | TALK | LIST | SUBJECTS, TYPER),
    "status": (START | TALK | LIST | STATUS, TYPER),
    "status --format json": (START | TALK | LIST | STATUS, TYPER),
}
"""What each command may load: modules of our own, and packages of others."""

HEAVY = {"csv", "json", "tempfile", "getpass", "zoneinfo", "asyncio", "http", "email", "logging"}
"""Modules of Python that cost time; a command names those it may load."""

NEEDED = {
    "--version": set(),
    "--help": set(),
    "zone list --format tsv": {"json"},
    "status": set(),
    "status --format json": {"json"},
}

SCRIPT = """
import sys
before = set(sys.modules)
from zone_tracker.cli.main import main
code = main(sys.argv[1:])
print(code, *sorted(set(sys.modules) - before), file=sys.stderr)
"""


def loaded(words: str) -> set[str]:
    """The modules that a process loads to run the words."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *words.split()],
        env=process_env(),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    code, *names = done.stderr.split()
    assert code == "0"
    assert done.stdout
    return set(names)


@pytest.mark.parametrize("words", ALLOWED)
@pytest.mark.usefixtures("record")
def test_a_command_loads_what_it_needs(words: str) -> None:
    names = loaded(words)
    ours, others = ALLOWED[words]
    own = {n.partition(".")[2] for n in names if n.partition(".")[0] == "zone_tracker"}
    assert own - ours == set()
    top = {name.partition(".")[0] for name in names} - {"zone_tracker"}
    assert {name for name in top - sys.stdlib_module_names if name[0] != "_"} <= others
    assert top & HEAVY <= NEEDED[words]


@pytest.mark.usefixtures("record")
def test_a_piped_status_draws_nothing() -> None:
    for words in ("status", "zone show vo-lao", "zone add X"):
        heavy = {"rich", "sqlite_utils", "dateutil", "jinja2", "click", "pydantic"}
        assert {name.partition(".")[0] for name in loaded(words)} & heavy == set()


ENDING = """
import atexit, gc, sys
atexit.register(lambda: print(gc.get_freeze_count() > 0, file=sys.stderr))
from zone_tracker.__main__ import entry
entry()
"""


def test_a_process_that_ends_looks_for_no_cycles() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ENDING, "--version"],
        env=process_env(),
        capture_output=True,
        check=True,
    )
    assert done.stderr.split() == [b"True"]
