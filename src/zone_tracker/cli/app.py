"""Commands from functions: shared options, help in the reader's language, one way in and out."""

from __future__ import annotations

import inspect
import os
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TextIO

import typer
from typer.core import TyperCommand, TyperGroup

from zone_tracker.cli.completion import snapshots
from zone_tracker.cli.session import Session, at_terminal, check_timezone, tell
from zone_tracker.errors import (
    AlreadyThere,
    FailedAfterwards,
    Interrupted,
    Refused,
    UsageError,
    ZoneTrackerError,
)
from zone_tracker.model import FactDate, Language, Message, Report
from zone_tracker.store.connection import Author, opened, refuse_database
from zone_tracker.vietnamese.nearest import guess
from zone_tracker.wording import LANGUAGES, catalogue, say
from zone_tracker.writers import BINARY, FORMATS, format_of, write, write_docx

Shared = dict[str, tuple[Any, Any]]


def text(name: str, metavar: str = "TEXT") -> tuple[object, None]:
    """An option that takes words; what they mean is read by the same code that reads a file."""
    return Annotated[str | None, typer.Option(name, metavar=metavar)], None


EVERYWHERE: Shared = {
    "db": (Annotated[str | None, typer.Option("--db", metavar="FILE")], None),
    "lang": (Annotated[str | None, typer.Option("--lang", metavar="vi|en")], None),
    "no_color": (Annotated[bool, typer.Option("--no-color")], False),
    "debug": (Annotated[bool, typer.Option("--debug")], False),
}
WRITTEN: Shared = {
    "format": (Annotated[str | None, typer.Option("--format", metavar="|".join(FORMATS))], None),
    "output": (Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE")], None),
}
KNOWN: Shared = {
    "known_on": (
        Annotated[
            str | None,
            typer.Option("--known-on", metavar="MOMENT", autocompletion=snapshots),
        ],
        None,
    ),
    **WRITTEN,
}
READING: Shared = {
    "as_of": (Annotated[str | None, typer.Option("--as-of", metavar="DATE")], None),
    **KNOWN,
}
JUDGING: Shared = {
    "end_of_period": (Annotated[str | None, typer.Option("--period", metavar="PERIOD")], None),
    **READING,
}


class App:
    """The commands of one run, in one language."""

    def __init__(self, lang: Language, words: Sequence[str]) -> None:
        self.lang = lang
        self.words = words
        self.makers: dict[str, Callable[[], None]] = {}
        self.typer = self.group("")

    def group(self, path: str, usual: str | None = None) -> typer.Typer:
        """A group of commands under `path`; `usual` is the one meant where none is named."""
        told = catalogue(self.lang)[f"help.{path}".rstrip(".")]
        group = typer.Typer(
            cls=group_class(self.lang, usual),
            short_help=told,
            rich_markup_mode=None,
            pretty_exceptions_enable=False,
            add_completion=not path,
            no_args_is_help=True,
        )
        group.callback(help=told)(self.before(path))
        return group

    def before(self, path: str) -> Callable[..., None]:
        """What takes the options that stand before a command; `main` has read them already."""

        def before(lang: str | None, **_: object) -> None:
            refuse_other_language(lang)

        options: Shared = {"lang": EVERYWHERE["lang"]}
        if not path:
            options["version"] = (Annotated[bool, typer.Option("--version")], False)
        words = catalogue(self.lang)
        described(before, [], options, lambda name: words[f"option.{name}"], self.lang)
        return before

    def add(
        self,
        group: typer.Typer,
        path: str,
        function: Callable[..., Report],
        *,
        shared: Shared,
        fields: Shared | None = None,
        writes: bool = False,
        opens: bool = True,
        **bound: object,
    ) -> None:
        """Let there be a command of `function(session, db, **own options)`; `build` makes it.

        `path` is the command's words, the last its name in `group`. `bound` sets parameters
        that are not options; options of `fields` reach the function as one mapping `cells`
        of those that were given. The report that the function returns is written while the
        database is still open, so its rows may come straight from it.
        """
        options = {**shared, **EVERYWHERE}

        def run(**values: Any) -> int:
            session = self.session({name: values.pop(name) for name in options})
            if fields is not None:
                cells = {name: values.pop(name) for name in fields}
                values["cells"] = {name: cell for name, cell in cells.items() if cell is not None}
            told = {**bound, **values}
            manner = Manner(options, writes=writes, opens=opens)
            return performed(session, lambda: answer(function, session, told, manner))

        own = {"session", "db", "cells", *bound}
        once = frozenset(fields or ())
        every = {**(fields or {}), **options}
        told = self.help(path, bound)
        self.makers[path] = lambda: self.make(
            group, path, run, own_parameters(function, own), every, once, told
        )

    def make(
        self,
        group: typer.Typer,
        path: str,
        run: Callable[..., int],
        own: list[inspect.Parameter],
        options: Shared,
        once: frozenset[str],
        told: str,
    ) -> None:
        """Make the command that `run` carries out, with its options and help."""
        described(run, own, options, lambda name: self.option_help(path, name), self.lang)
        command = command_class(self.lang, once)
        name = path.rpartition(" ")[2]
        group.command(name, cls=command, help=told, short_help=told.partition("\n")[0])(run)

    def build(self) -> None:
        """Make the command that the words name, or all: making one takes a millisecond."""
        asked = " ".join(self.words[:2])
        for make in [self.makers[asked]] if asked in self.makers else self.makers.values():
            make()

    def help(self, path: str, bound: dict[str, object]) -> str:
        """What a command is for in one line, below it what else there is to say of it.

        The commands of one kind of subject share one wording.
        """
        words, values = catalogue(self.lang), {}
        key = f"help.{path.replace(' ', '.')}"
        if key not in words and "kind" in bound:
            key = key.replace(f".{bound['kind']}.", ".subject.")
            values = {"kind": words[f"kind.{bound['kind']}"]}
        told = [words[key], *(words[each] for each in (f"{key}.more",) if each in words)]
        return "\n".join(told).format(**values)

    def option_help(self, path: str, name: str) -> str:
        """The help of one option: the command's own wording, else the common one."""
        words = catalogue(self.lang)
        own = f"option.{path.rpartition(' ')[2]}.{name}"
        return words.get(own) or words[f"option.{name}"]

    def session(self, values: dict[str, Any]) -> Session:
        """The session of one command; refuses a language or format that does not exist."""
        refuse_other_language(values["lang"])
        told = os.environ.get("ZONE_TRACKER_LANG") or None
        if told not in (None, *LANGUAGES):
            raise UsageError("usage.lang-environment", value=told)
        check_timezone()
        return Session(
            self.lang,
            self.words,
            db=values["db"],
            as_of=values.get("as_of"),
            known_on=values.get("known_on"),
            period=values.get("end_of_period"),
            format=chosen_format(values.get("format"), values.get("output")),
            output=values.get("output"),
            colour=not values["no_color"],
        )


def refuse_other_language(told: str | None) -> None:
    """Refuse a language that there is no wording in."""
    if told not in (None, *LANGUAGES):
        raise UsageError("usage.lang", value=told)


@contextmanager
def record_of(session: Session, *, write: bool) -> Iterator[sqlite3.Connection]:
    """The record that a command is about: as it is or, where it looks back, as it was known."""
    ensure_database(session)
    with opened(session.path, write=write) as db, session.after:
        if session.known_on is None:
            yield db
            return
        from zone_tracker.cli.moments import looked_back

        with looked_back(session, db, session.known_on) as seen:
            yield seen


def clocked(report: Report, session: Session, options: Shared) -> Report:
    """An answer that tells its clocks: to machines always, to people where it looks back."""
    document, known = report.document, session.known
    if "known_on" not in options:
        return report
    if isinstance(document, dict):
        document = {**document, "known_on": known and known.at}
    if known is None:
        return report._replace(document=document)
    as_of = FactDate(session.day, session.day, "day")
    values = {"as_of": as_of, "until": known.told, "batch": known.batch}
    header = [Message("known.header" if "as_of" in options else "known.undated", values)]
    if known.doubtful:
        header.append(Message("known.clock"))
    return report._replace(document=document, header=(*header, *report.header))


def chosen_format(
    told: str | None,
    output: Path | None,
    offered: Sequence[str] = FORMATS,
    usual: str = "table",
) -> str:
    """The format asked for, else the one that the file's name tells, else the usual one.

    Refused before anything is done: what does not exist, and what would take a database's place.
    """
    chosen = told or (output and format_of(output)) or usual
    if chosen not in offered:
        raise UsageError("usage.format", value=chosen, allowed=list(offered))
    if chosen in BINARY and output is None:
        raise UsageError("usage.no-file", format=chosen)
    if output is not None:
        refuse_database(output)
    return chosen


class Manner(NamedTuple):
    """How a command meets the database: not at all, reading, or writing; and its shared options."""

    options: Shared
    writes: bool
    opens: bool


def answer(
    function: Callable[..., Report], session: Session, values: dict[str, Any], manner: Manner
) -> None:
    """Carry out the function of a command, and write what it reports."""
    with watched(session):
        if not manner.opens:
            emit(function(session, **values), session)
            return
        with record_of(session, write=manner.writes) as db, blamed(session, db):
            emit(clocked(function(session, db, **values), session, manner.options), session)


@contextmanager
def blamed(session: Session, db: sqlite3.Connection) -> Iterator[None]:
    """Say of what fails without another reason that another program altered the file, if it did."""
    try:
        yield
    except (LookupError, ValueError, TypeError, AttributeError, ArithmeticError) as error:
        from zone_tracker.store.checking.rules import is_altered

        if session.wrote or not is_altered(db, session.now.date().isoformat()):
            raise
        raise Refused("db.past-rules", path=session.path) from error


@contextmanager
def watched(session: Session) -> Iterator[None]:
    """Show a person at a terminal that a long work goes on."""
    if at_terminal(sys.stderr):
        from zone_tracker.cli.progress import Watch

        session.watch = Watch(session.lang)
    try:
        yield
    finally:
        session.unwatch()


def performed(session: Session, perform: Callable[[], None]) -> int:
    """The exit code of a command that was carried out; what breaks it off tells what is written."""
    try:
        perform()
    except KeyboardInterrupt as error:
        raise Interrupted("interrupted-written" if session.wrote else "interrupted") from error
    except (BrokenPipeError, FailedAfterwards):
        raise
    except Exception as error:
        if not session.wrote:
            raise
        raise FailedAfterwards("output.failed-written", reason=reason_of(error)) from error
    return session.exit_code


def reason_of(error: Exception) -> object:
    """What went wrong, without the advice to those who have written nothing yet."""
    if not isinstance(error, ZoneTrackerError):
        return getattr(error, "strerror", None) or f"{type(error).__name__}: {error}"
    values = error.message.values
    told = (values[key] for key in ("path", "reason") if key in values)
    return ": ".join(map(str, told)) if "reason" in values else error.message


def own_parameters(function: Callable[..., object], bound: set[str]) -> list[inspect.Parameter]:
    """The parameters that become options and arguments: those that are not `bound` already."""
    return [
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for parameter in inspect.signature(function, eval_str=True).parameters.values()
        if parameter.name not in bound
    ]


def whole(text: str) -> int:
    """A count written as an option; digits only, unlike typer's own."""
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise UsageError("usage.whole", value=text)
    return int(text)


def described(
    run: Callable[..., object],
    own: list[inspect.Parameter],
    options: Shared,
    help_of: Callable[[str], str],
    lang: Language,
) -> None:
    """Give `run` the signature that typer reads: own parameters, then the shared ones."""
    parameters = own + [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=default)
        for name, (kind, default) in options.items()
    ]
    parameters = [with_help(each, help_of(each.name), lang) for each in parameters]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in parameters}


def with_help(parameter: inspect.Parameter, words: str, lang: Language) -> inspect.Parameter:
    """The same parameter, its option or argument with help and without a shown default."""
    from copy import copy

    plain, info = parameter.annotation.__origin__, copy(parameter.annotation.__metadata__[0])
    info.help = words
    info.metavar = info.metavar and translated(info.metavar, lang)
    info.show_default = False
    return parameter.replace(annotation=Annotated[plain, info])


def translated(metavar: str, lang: Language) -> str:
    """What stands for a value, in the reader's words; what is typed as it is stays."""
    words = catalogue(lang)
    return re.sub("[A-Z]+", lambda found: words.get(f"metavar.{found[0]}", found[0]), metavar)


def ensure_database(session: Session) -> None:
    """Create and seed the database in the user's own place, the very first time."""
    if session.given_path is None and not session.path.exists():
        try:
            create_seeded(session.path, session.author)
        except AlreadyThere:
            return  # another process was first
        tell(say(Message("db.created", {"path": session.path}), session.lang))


def create_seeded(path: Path, author: Author) -> None:
    """A new database with the seed in it."""
    from zone_tracker.importing.plan import import_seed
    from zone_tracker.seeds import seed_folder
    from zone_tracker.store.create import create

    def fill(db: sqlite3.Connection) -> None:
        import_seed(db, author, seed_folder())

    create(path, fill)


def emit(report: Report, session: Session) -> None:
    """Write a report where it was asked for."""
    if session.output is None:
        session.unwatch()
        write_out(report, session, sys.stdout)
        sys.stdout.flush()
        return
    from zone_tracker.writers.files import save, save_bytes

    session.colour = False
    if session.format in BINARY:
        write_bytes = BINARY[session.format]
        if session.template is not None:
            write_bytes = partial(write_docx, template=session.template)
        save_bytes(session.output, lambda stream: write_bytes(report, stream, session.lang))
    else:
        save(session.output, lambda stream: write_out(report, session, stream))


def write_out(report: Report, session: Session, stream: TextIO) -> None:
    """Write to a stream; what its encoding cannot hold is escaped, never fatal."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure and stream is sys.stdout:
        reconfigure(errors="backslashreplace", newline="" if stream.isatty() else "\n")
    write(report, stream, session.format, session.lang, screen=session.screen(stream))


def command_class(lang: Language, once: frozenset[str]) -> type[TyperCommand]:
    """A command whose help and refusals are all in `lang`; the options `once` are given once."""

    class Command(TyperCommand):
        def make_parser(self, ctx: Any) -> Any:
            parser = super().make_parser(ctx)
            parse = parser.parse_args

            def parsed(args: list[str]) -> Any:
                told = parse(args=args)
                refuse_twice(told[-1], once, ctx.command_path)
                return told

            parser.parse_args = parsed  # type: ignore[method-assign]
            return parser

        def get_help(self, ctx: Any) -> str:
            from zone_tracker.cli.pages import command_page

            return command_page(ctx, lang)

        def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
            ctx.allow_extra_args = True
            rest: list[str] = super().parse_args(ctx, args)
            if ctx.args and not ctx.resilient_parsing:  # a completion is asked for halfway
                raise UsageError("usage.extra", words=ctx.args, command=ctx.command_path)
            return rest

    return Command


def refuse_twice(given: Sequence[Any], once: frozenset[str], command: str) -> None:
    """Refuse an option that takes one value and is given two: the first would be lost."""
    told: set[str] = set()
    for option in given:
        if option.name in told and not option.multiple and not option.is_flag:
            raise UsageError("usage.twice", option=option.opts[0], command=command)
        told.update({option.name} & once)


def group_class(lang: Language, usual: str | None) -> type[TyperGroup]:
    """A group whose help and refusals are all in `lang`; `usual` is its command without a name."""

    class Group(TyperGroup):
        def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
            named = bool(set(args) & {*self.commands, "--help"}) or (args and args[0][:1] != "-")
            if usual and not named and not ctx.resilient_parsing:
                args = [usual, *args]
            rest: list[str] = super().parse_args(ctx, args)
            return rest

        def get_help(self, ctx: Any) -> str:
            from zone_tracker.cli.pages import group_page

            return group_page(ctx, lang)

        def resolve_command(self, ctx: Any, args: list[str]) -> Any:
            if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
                raise UsageError(
                    "usage.command",
                    value=args[0],
                    guess=guess(args[0], self.commands),
                    allowed=list(self.commands),
                )
            return super().resolve_command(ctx, args)

    return Group
