"""What is compared with what: the tool's commands, and the plain way to the same."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from generate import COLUMNS, MOST_OF_A_SHEET
from measure import Case, Command, run

SOURCE: Final = Path(__file__).parents[1] / "src"
ENTRY: Final = "from zone_tracker.__main__ import entry; entry()"
"""What the console script runs."""

BEFORE, IMPORTED, TODAY = "2024-07-01", "2024-07-02", "2024-07-03"
"""The days on which the record is made, the projects come in, and somebody looks."""
PAST: Final = "2018-12-31"
FILES: Final = (
    *("sources.csv", "zones.csv", "clusters.csv", "projects.csv", "half.csv", "uncoded.csv"),
    *("projects.jsonl", "projects.xlsx"),
)
PEER: Final = "peer:"
"""How the name of a case begins that needs another program."""


class State(NamedTuple):
    """A database made of another by commands, run as on some day."""

    of: str | None
    day: str
    commands: tuple[tuple[str, ...], ...] = ()


STATES: Final[Mapping[str, State]] = {
    "empty": State(None, BEFORE),
    "seed": State(None, BEFORE, (("init",),)),
    "base": State("seed", BEFORE, (("import", "sources.csv", "zones.csv", "clusters.csv"),)),
    "full": State("base", IMPORTED, (("import", "projects.csv"),)),
    "undone": State("full", TODAY, (("undo",),)),
}
"""The databases that commands start from; `empty` holds nothing, of nobody."""


@dataclass(frozen=True)
class Place:
    """The folder of one size: the files made for it, and the states made of them so far."""

    folder: Path
    rows: int
    peers: Path
    made: set[str] = field(default_factory=set)

    def tool(
        self,
        *words: str,
        on: str,
        writes: str | None = None,
        day: str = TODAY,
        terminal: bool = False,
        env: Mapping[str, str] | None = None,
    ) -> Command:
        """A command of the tool on a state, or on a copy of it, named `writes`."""
        told = {
            "PYTHONPATH": str(SOURCE),
            "ZONE_TRACKER_DB": str(self.file(f"{writes or on}.db")),
            "ZONE_TRACKER_NOW": f"{day}T09:00:00+07:00",
            "ZONE_TRACKER_LANG": "en",
            "COLUMNS": "120",
            "TERM": "xterm",
            **(env or {}),
        }
        own = tuple(str(self.file(word)) if word in FILES else word for word in words)
        copy = self.file(f"{writes}.db") if writes else None
        start = partial(self.state, on)
        return Command((sys.executable, "-c", ENTRY, *own), told, start, copy, terminal)

    def shell(self, *words: str, on: str, writes: str | None = None) -> Command:
        """SQL read by the sqlite3 shell, on a state or on a copy of it."""
        at = self.file(f"{writes or on}.db")
        mode = () if writes else ("-readonly",)
        copy = at if writes else None
        program = ("sqlite3", "-batch", *mode, str(at), *words)
        return Command(program, {}, partial(self.state, on), copy)

    def file(self, name: str) -> Path:
        """A file of this size."""
        return self.folder / name

    def state(self, name: str) -> Path:
        """The database of a state, made at its first use."""
        at = self.file(f"{name}.db")
        if name in self.made:
            return at
        self.made.add(name)
        state = STATES[name]
        at.unlink(missing_ok=True)
        if state.of:
            shutil.copyfile(self.state(state.of), at)
        elif not state.commands:
            at.touch()
        for words in state.commands:
            run(replace(self.tool(*words, on=name, day=state.day), start=None))
        return at

    @property
    def plain_import(self) -> Command:
        """The projects into a table with types and a key, by the sqlite3 shell."""
        fields = ", ".join(f'"{name}" TEXT NOT NULL' for name in COLUMNS[1:])
        table = f"CREATE TABLE project (code TEXT PRIMARY KEY, {fields})"
        words = (table, f".import --csv --skip 1 '{self.file('projects.csv')}' project")
        return self.shell(*words, on="empty", writes="plain")


# --- Start-up ---


def start_up(place: Place) -> Iterator[Case]:
    """Whole processes against the least that Python can do with SQLite."""
    bare = Command((sys.executable, "-c", "import sqlite3"))
    on_seed = partial(place.tool, on="seed")
    typed = "zone-tracker zone show kcn-"
    completing = {
        "_ZONE_TRACKER_COMPLETE": "complete_bash",
        "COMP_WORDS": typed.replace(" ", "\n"),
        "COMP_CWORD": str(typed.count(" ")),
    }
    yield Case("`--version`", on_seed("--version"), bare, "≤ 4")
    yield Case("`--help`", on_seed("--help"), bare)
    listing = on_seed("project", "list", "--format", "tsv")
    yield Case("`project list --format tsv`, seed", listing, bare, "≤ 5")
    yield Case("`status` on a terminal, seed", on_seed("status", terminal=True), bare, "≤ 9")
    yield Case("completing a code, seed", on_seed(env=completing), bare, "≤ 5")
    home = {"HOME": str(place.peers), "XDG_CONFIG_HOME": str(place.peers)}
    for name, words in peers_starting(place):
        yield Case(f"{PEER} `{name}`", Command(words, home, partial(place.state, "seed")), bare)


def peers_starting(place: Place) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Programs that do a like work, starting."""
    there = place.peers / "bin"
    seed = str(place.file("seed.db"))
    yield "sqlite-utils tables", (str(there / "sqlite-utils"), "tables", seed)
    yield "todo list", (str(there / "todo"), "--config", str(place.peers / "todoman.py"), "list")
    yield "task list", ("task", f"rc:{place.peers / 'taskrc'}", "list")
    yield "hledger --version", ("hledger", "--version")


# --- Import, undo, redo ---


def imports(place: Place) -> Iterator[Case]:
    """Taking in a file against `.import` of the projects into a table with types and a key."""
    plain = place.plain_import

    def case(name: str, goal: str, file: str, on: str, *more: str) -> Case:
        words = ("import", file, "--kind", "projects", *more)
        return Case(f"import, {name}", place.tool(*words, on=on, writes="ours"), plain, goal)

    yield case("fresh", "≤ 6, ≤ 200 MiB", "projects.csv", "base")
    yield case("the same again", "≤ 4, ≤ 200 MiB", "projects.csv", "full")
    yield case("dry run", "≤ 3, ≤ 200 MiB", "projects.csv", "base", "--dry-run")
    yield case("half changed", "", "half.csv", "full")
    yield case("found by name", "", "uncoded.csv", "base")
    if place.rows <= MOST_OF_A_SHEET:
        yield case("JSONL", "", "projects.jsonl", "base")
        yield case("XLSX", "", "projects.xlsx", "base")
        at = place.file("utils.db")
        insert = ("insert", str(at), "project", str(place.file("projects.csv")))
        words = (str(place.peers / "bin/sqlite-utils"), *insert, "--csv", "--pk", "code")
        peer = Command(words, {}, partial(place.state, "empty"), at)
        yield Case(f"{PEER} `sqlite-utils insert --csv`", peer, plain)


def reversals(place: Place) -> Iterator[Case]:
    """Undo and redo of an import against that import."""
    fresh = place.tool("import", "projects.csv", on="base", writes="again")
    for word, on in (("undo", "full"), ("redo", "undone")):
        yield Case(f"{word} of the import", place.tool(word, on=on, writes="ours"), fresh, "≤ 1")


# --- Reports ---

STAGES: Final = """WITH stage AS (
    SELECT milestone.subject, milestone.act, milestone.date_to, max(act.rank)
    FROM milestone JOIN act ON act.kind = milestone.kind AND act.code = milestone.act
    WHERE milestone.status = 'actual' AND act.rank IS NOT NULL
        AND milestone.date_to <= '{day}' GROUP BY milestone.subject)"""
BY_DISTRICT: Final = f"""{STAGES}
    SELECT subject.kind, subject.district, stage.act, count(*)
    FROM subject LEFT JOIN stage ON stage.subject = subject.id GROUP BY 1, 2, 3"""
FIGURE: Final = """(SELECT value FROM figure WHERE figure.subject = subject.id
    AND measure = '{}' AND date_to <= '{{day}}' ORDER BY date_to DESC, id DESC LIMIT 1)"""
FIGURES: Final = f"{FIGURE.format('area-planned')}, {FIGURE.format('capital-registered')}"
LISTED: Final = f"""{STAGES}
    SELECT subject.code, subject.name, stage.act, stage.date_to, area.name, zone.name,
        subject.investor, {FIGURES}
    FROM subject LEFT JOIN stage ON stage.subject = subject.id
    LEFT JOIN area ON area.id = subject.district
    LEFT JOIN subject AS zone ON zone.id = subject.within
    WHERE subject.kind = 'project' {{more}} ORDER BY subject.sort_key"""
PAGE: Final = f"""SELECT subject.code, subject.name, area.name, zone.name, subject.investor,
        (SELECT milestone.act FROM milestone
            JOIN act ON act.kind = milestone.kind AND act.code = milestone.act
            WHERE milestone.subject = subject.id AND milestone.status = 'actual'
                AND milestone.date_to <= '{{day}}' ORDER BY act.rank DESC LIMIT 1), {FIGURES}
    FROM subject LEFT JOIN area ON area.id = subject.district
    LEFT JOIN subject AS zone ON zone.id = subject.within
    WHERE subject.kind = 'project' {{more}} ORDER BY subject.sort_key LIMIT 50"""
CHANGED: Final = """SELECT subject.code, told.* FROM (
        SELECT subject, act, date_to FROM milestone WHERE status = 'actual'
            AND date_from <= '{until}' AND date_to >= '{since}'
        UNION ALL SELECT subject, measure, date_to FROM figure WHERE status = 'actual'
            AND date_from <= '{until}' AND date_to >= '{since}') AS told
    JOIN subject ON subject.id = told.subject ORDER BY subject.sort_key"""
EXPORTED: Final = """SELECT subject.code, subject.name, area.code, zone.code, subject.investor,
        sector.code, source.code
    FROM subject LEFT JOIN area ON area.id = subject.district
    LEFT JOIN subject AS zone ON zone.id = subject.within
    LEFT JOIN sector ON sector.id = subject.sector
    LEFT JOIN source ON source.id = subject.source
    WHERE subject.kind = 'project' ORDER BY subject.code"""
FOUND: Final = "AND subject.search_key LIKE '%che bien go van hoa%'"
ANYWHERE: Final = """SELECT code, text, count(*) OVER () FROM (
        SELECT code, name AS text, search_key AS key FROM subject
        UNION ALL SELECT code, code, code FROM subject
        UNION ALL SELECT code, investor, investor FROM subject
        UNION ALL SELECT code, note, note FROM subject
        UNION ALL SELECT subject.code, milestone.reason, milestone.reason
            FROM milestone JOIN subject ON subject.id = milestone.subject
        UNION ALL SELECT subject.code, milestone.note, milestone.note
            FROM milestone JOIN subject ON subject.id = milestone.subject
        UNION ALL SELECT subject.code, figure.note, figure.note
            FROM figure JOIN subject ON subject.id = figure.subject)
    WHERE key LIKE '%che bien go van hoa%' ORDER BY code LIMIT 50"""
IN_BAT_XAT: Final = "AND area.name = 'Huyện Bát Xát' AND stage.act = 'operating'"
PERIOD: Final = {"since": "2016-01-01", "until": "2016-01-31"}


def reports(place: Place) -> Iterator[Case]:
    """What is asked of a full record against the plain SQL for the same in the sqlite3 shell."""
    tool, shell = partial(place.tool, on="full"), partial(place.shell, on="full")
    on_seed = partial(place.tool, on="seed")
    tsv, page, everything = ("--format", "tsv"), ("--limit", "50"), ("--limit", "0")

    def case(name: str, words: tuple[str, ...], sql: str, **told: str) -> Case:
        query = sql.format(**{"day": TODAY, "more": "", **told})
        return Case(name, tool(*words), shell("-tabs", query), "≤ 1", on_seed(*words))

    listing = ("project", "list", *tsv)
    yield case("`status`", ("status",), BY_DISTRICT)
    yield case("`status --as-of`", ("status", "--as-of", PAST), BY_DISTRICT, day=PAST)
    yield case("list, first 50", (*listing, *page), PAGE)
    yield case("list, all", (*listing, *everything), LISTED)
    chosen = ("--district", "Bát Xát", "--stage", "operating", *everything)
    yield case("list, filtered, all", (*listing, *chosen), LISTED, more=IN_BAT_XAT)
    text = "che bien go van hoa"
    yield case("list, by text, first 50", (*listing, "--text", text, *page), PAGE, more=FOUND)
    yield case("`find`, first 50", ("find", text, *page, *tsv), ANYWHERE)
    month = ("changes", "--since", PERIOD["since"], "--until", PERIOD["until"], *everything)
    yield case("`changes` of a month", (*month, *tsv), CHANGED, **PERIOD)
    out = ("-o", str(place.file("exported.csv")))
    yield case("`export projects`", ("export", "projects", *out), EXPORTED)
    words = (*listing, *page, "--known-on", BEFORE)
    copy = shell(f".backup '{place.file('copy.db')}'")
    yield Case("`--known-on` before the import", tool(*words), copy, "", on_seed(*words))


def tables(place: Place) -> Iterator[Case]:
    """A table on a terminal against CSV of the same rows."""
    for rows in (50, 1000, 100_000):
        if rows <= place.rows:
            words = ("project", "list", "--limit", str(rows))
            csv = place.tool(*words, "--format", "csv", on="full")
            yield Case(
                f"a table of {rows:,} rows", place.tool(*words, on="full", terminal=True), csv
            )


SECTIONS: Final[Mapping[str, Callable[[Place], Iterator[Case]]]] = {
    "Start-up, against `python -c 'import sqlite3'`": start_up,
    "Import, against `.import` of the sqlite3 shell": imports,
    "Undo and redo, against the import": reversals,
    "Reports, against 1.5 × the SQL in the sqlite3 shell and start-up": reports,
    "Tables on a terminal, against CSV of the same rows": tables,
}


# --- Many at once ---

WRITERS: Final = 8
EACH: Final = 5


def writing(place: Place) -> tuple[list[list[Command]], Callable[[], int]]:
    """The commands of each of some writers at once, and what counts the projects they added."""
    shared = shutil.copyfile(place.state("seed"), place.file("shared.db"))

    def add(number: int) -> Command:
        told = place.tool("project", "add", f"Nhà máy chung {number}", on="shared")
        return replace(told, start=None)

    def added() -> int:
        query = "SELECT count(*) FROM subject WHERE code LIKE 'da-nha-may-chung-%'"
        words = ("sqlite3", "-readonly", str(shared), query)
        return int(subprocess.run(words, capture_output=True, check=True).stdout)

    return [[add(writer * EACH + at) for at in range(EACH)] for writer in range(WRITERS)], added
