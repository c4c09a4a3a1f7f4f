"""The help pages: what a command is for, its options by what they are about, one real example.

A new option gets a line in `OPTIONS`, a new command one in `COMMANDS`, here, and its example in
`examples.py`. Loaded only where a page is asked for.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap
from typing import Any

from zone_tracker.cli.examples import example
from zone_tracker.cli.session import PROGRAM, screen_width
from zone_tracker.model import Language
from zone_tracker.wording import catalogue

Row = tuple[str, str]
Section = tuple[str, list[Row]]

OPTIONS: Mapping[str, tuple[str, ...]] = {
    "own": (
        *("year", "check", "empty", "listed", "cascade", "into", "drop", "kind", "void.reason"),
        *("on_error", "errors_to", "empty_clears"),
        *("name_en", "group", "level", "parent", "map_row", "map_column", "succeeds"),
        *("publisher", "number", "date", "url", "source add.note"),
        *("target_year", "title_vi", "title_en", "recorded", "by", "boundaries", "template"),
        *("dry_run", "yes"),
    ),
    "sheet": (
        *("import.kind", "profile new.kind", "sheet", "header", "profile", "encoding"),
        *("numbers", "input_format", "import.on", "import.as_of", "import.source"),
    ),
    "identity": ("code", "name", "former"),
    "place": (
        *("district", "places", "within", "investor", "investor_country", "sector"),
        "certificate",
    ),
    "stage": ("stage", "suspend", "resume", "return_to", "health", "reason"),
    "figures": ("area", "capital", "labour", "figure", "value", "price_base", "derived"),
    "time": (
        *("on", "planned", "status", "phase", "valid_from", "valid_to", "succeeded_on"),
        *("old_to", "since", "until", "days", "stale.period", "bieu-04.period", "bieu-03.period"),
    ),
    "reading": (
        *("reading", "reading_title_vi", "reading_title_en", "reading_source", "count_by"),
        *("counted_kind", "acts", "subjects", "unit_set", "flow", "period", "baseline"),
        *("threshold", "main"),
    ),
    "basis": ("source", "confidence", "note"),
    "choice": (
        *("where", "list.district", "list.stage", "list.health", "list.within", "list.sector"),
        *("list.level", "slips.kind", "stalled.kind", "stalled.district"),
        *("stale.kind", "stale.district", "bieu-03.district"),
        *("list.year", "figure_year", "measure", "valid_on", "text", "source_text", "unused"),
        *("missing", "span", "sort", "columns", "limit"),
    ),
    "result": ("as_of", "known_on", "end_of_period", "format", "excel", "output"),
    "general": (
        *("db", "lang", "no_color", "debug", "version", "install_completion"),
        *("show_completion", "help"),
    ),
}
"""The headings of a command's options in their order, and the options under each.

An option is named as its parameter is; after the last word or all words of its command where
only that command's is meant: `void.reason`, `source add.note`.
"""

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "answers": (
        *("status", "gaps", "due", "slips", "stalled", "stale", "changes", "target", "report"),
        "find",
    ),
    "record": ("zone", "cluster", "project", "deliverable", "indicator"),
    "registers": ("sector", "area", "source"),
    "files": (
        *("init", "import", "profile", "export", "template"),
        *("backup", "restore", "upgrade", "check"),
    ),
    "log": ("log", "undo", "redo", "snapshot"),
    "see": ("list", "show", "history"),
    "write": ("add", "update", "confirm"),
    "reports": ("overview", "meeting"),
    "forms": ("bieu-04", "bieu-03", "zones-2103", "zones-2107"),
    "mend": ("correct", "void", "remove", "alias", "merge"),
}
"""The headings of a long list of commands in their order, and the commands under each."""

OF_TYPER = ("install_completion", "show_completion", "help")
"""Options that typer adds, with words of its own."""
PLACES = {
    option: (place, group)
    for group, options in OPTIONS.items()
    for place, option in enumerate(options)
}
"""Where an option stands: as which of its group, and in which."""
FEW = 6
"""So many commands need one heading only."""
TIED = "\xa0"
"""A space at which no line is broken."""
WIDEST = 100
"""No page is wider: long lines are hard to read."""
FIRST_COLUMN = 28
"""An option longer than this stands on a line of its own."""


def option_place(path: str, name: str) -> tuple[int, str] | None:
    """As which of a group an option of the command `path` stands; None: nobody said."""
    keys = (f"{path}.{name}", f"{path.rpartition(' ')[2]}.{name}", name)
    return next((PLACES[key] for key in keys if key in PLACES), None)


def command_group(name: str) -> str | None:
    """The heading under which a command stands in a long list; None: nobody said."""
    return next((group for group, names in COMMANDS.items() if name in names), None)


def command_page(ctx: Any, lang: Language) -> str:
    """The help of one command."""
    words = catalogue(lang)
    path = ctx.command_path.partition(" ")[2]
    shown = [each for each in ctx.command.get_params(ctx) if not each.hidden]
    arguments = [each for each in shown if each.param_type_name == "argument"]
    options = [each for each in shown if each.param_type_name == "option"]
    usage = [each.make_metavar(ctx, usage=True).strip("{}") for each in arguments]
    usage += [f"{each.opts[0]} {each.metavar}" for each in options if each.required]
    return "\n\n".join(
        [
            opening(ctx, [*usage, words["page.options"]], lang),
            *laid_out(
                [
                    (words["page.arguments"], [row(each, ctx, lang) for each in arguments]),
                    *option_sections(options, ctx, lang),
                ]
            ),
            *shown_example(path, lang),
        ]
    )


def option_sections(options: list[Any], ctx: Any, lang: Language) -> Iterator[Section]:
    """The options under their headings; one that nobody placed is the command's own."""
    path = ctx.command_path.partition(" ")[2]
    placed = [(option_place(path, each.name) or (len(PLACES), "own"), each) for each in options]
    placed.sort(key=lambda pair: pair[0])
    for group in OPTIONS:
        rows = [row(each, ctx, lang) for (_, its), each in placed if its == group]
        yield catalogue(lang)[f"options.{group}"], rows


def group_page(ctx: Any, lang: Language) -> str:
    """The help of a group of commands, or of the tool itself."""
    words = catalogue(lang)
    rows = {name: (name, str(each.short_help)) for name, each in ctx.command.commands.items()}
    if len(rows) <= FEW:
        sections = [(words["page.commands"], list(rows.values()))]
    else:
        sections = [
            (words[f"commands.{group}"], [rows.pop(name) for name in names if name in rows])
            for group, names in COMMANDS.items()
        ]
        sections.append((words["page.commands"], list(rows.values())))
    options = [row(each, ctx, lang) for each in ctx.command.get_params(ctx)]
    return "\n\n".join(
        [
            opening(ctx, [words["page.command"], words["page.options"]], lang),
            *laid_out(sections),
            *laid_out([(words["options.general"], options)]),
            words["page.more"].format(command=ctx.command_path),
        ]
    )


def opening(ctx: Any, usage: list[str], lang: Language) -> str:
    """How the command is typed, and what it is for."""
    typed = " ".join([catalogue(lang)["page.usage"], ctx.command_path, *usage])
    paragraphs = str(ctx.command.help).split("\n")
    told = [line for each in paragraphs for line in wrapped(each, width() - 2, "  ")]
    return "\n".join([typed, "", *told])


def row(parameter: Any, ctx: Any, lang: Language) -> Row:
    """A parameter as it is typed, and what it means."""
    words = catalogue(lang)
    typed, _ = parameter.get_help_record(ctx)
    told = words[f"option.{parameter.name}"] if parameter.name in OF_TYPER else parameter.help
    required = f" {words['page.required'].replace(' ', TIED)}" if parameter.required else ""
    return typed, f"{told}{required}"


def laid_out(sections: Iterable[Section]) -> Iterator[str]:
    """The sections that have rows, all in the same two columns."""
    filled = [(heading, rows) for heading, rows in sections if rows]
    lengths = [len(first) for _, rows in filled for first, _ in rows]
    column = max([length for length in lengths if length <= FIRST_COLUMN], default=FIRST_COLUMN)
    for heading, rows in filled:
        lines = [line for first, second in rows for line in two_columns(first, second, column)]
        yield "\n".join([f"{heading}:", *lines])


def two_columns(first: str, second: str, column: int) -> list[str]:
    """A row as lines; what does not fit the first column stands above the second."""
    margin = " " * (column + 4)
    lines = wrapped(second, width() - len(margin), margin)
    if len(first) > column:
        return [f"  {first}", *lines]
    return [f"  {first:{column}}  {lines[0].lstrip()}", *lines[1:]]


def shown_example(path: str, lang: Language) -> Iterator[str]:
    """The example of a command under its heading, as one types it."""
    rest = example(path, lang)
    if rest is not None:
        lines = typed_lines(f"{PROGRAM} {path} {rest}", width() - 2)
        yield "\n".join([catalogue(lang)["page.example"], *(f"  {line}" for line in lines)])


def typed_lines(command: str, room: int) -> list[str]:
    """A command line, gone on with on the next line before an option where it is long."""
    if os.name == "nt":  # where a backslash goes on with nothing
        return [command]
    first, *pieces = re.split(" (?=--[a-z])", command)
    lines = [first]
    for piece in pieces:
        if len(lines[-1]) + len(piece) < room - 2:
            lines[-1] += f" {piece}"
        else:
            lines[-1] += " \\"
            lines.append(f"    {piece}")
    return lines


def wrapped(text: str, room: int, margin: str) -> list[str]:
    """A text as lines behind a margin; a code or an option is never parted at its hyphens."""
    lines = wrap(text, max(room, 20), break_on_hyphens=False, break_long_words=False)
    return [f"{margin}{line.replace(TIED, ' ')}" for line in lines]


def width() -> int:
    """The columns of a page."""
    return min(screen_width(), WIDEST) - 2
