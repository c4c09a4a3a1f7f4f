"""The entry: words in, exit code out; the one place that catches errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from zone_tracker import __version__
from zone_tracker.cli.language import language
from zone_tracker.errors import Problems, ZoneTrackerError
from zone_tracker.model import Language, Message, Problem

PROGRAM = "zone-tracker"

COMMANDS = {
    "status": "reading",
    "gaps": "reading",
    "target": "reading",
    "zone": "subjects",
    "cluster": "subjects",
    "project": "subjects",
    "deliverable": "subjects",
    "import": "intake",
    "log": "history",
    "undo": "history",
    "redo": "history",
    "init": "intake",
}
"""Every command and the module it lies in; only what is asked for is imported."""

INTERRUPTED = 130
PIPE_CLOSED = 141
BUG = 70
SHOWN_PROBLEMS = 20


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    lang = language(words, os.environ)
    try:
        return version() if words == ["--version"] else told(run(words, lang), lang)
    except ZoneTrackerError as error:
        complain(error, lang)
        return error.exit_code
    except BrokenPipeError:
        from zone_tracker.cli.app import discard

        discard(sys.stdout)
        return PIPE_CLOSED
    except Exception as error:
        if "--debug" in words:
            raise
        say_on_stderr(Message("bug", {"kind": type(error).__name__, "reason": error}), lang)
        return BUG


def version() -> int:
    """Print the version, before anything else is imported."""
    print(f"{PROGRAM} {__version__}", flush=True)
    return 0


def told(code: int, lang: Language) -> int:
    """The exit code; an interruption, which typer turns into one, is told."""
    if code == INTERRUPTED:
        say_on_stderr(Message("interrupted"), lang)
    return code


def run(words: Sequence[str], lang: Language) -> int:
    """Build the commands asked for and run the one that `words` name."""
    import typer

    from zone_tracker.cli.app import App

    app = App(lang, words)
    asked = [words[0]] if words and words[0] in COMMANDS else list(COMMANDS)
    for name in asked:
        import_module(f"zone_tracker.cli.{COMMANDS[name]}").register(app, name)
    command = typer.main.get_command(app.typer)
    try:
        code = command.main(list(words) or ["--help"], prog_name=PROGRAM, standalone_mode=False)
    except typer.exceptions.TyperException as error:
        from zone_tracker.cli.usage import explained

        raise explained(error) from error
    return code if isinstance(code, int) else 0


def complain(error: ZoneTrackerError, lang: Language) -> None:
    """Say on stderr what went wrong: one line, or all problems of an input."""
    if not isinstance(error, Problems):
        say_on_stderr(error.message, lang)
        return
    path = error.message.values.get("path")
    for problem in error.problems[:SHOWN_PROBLEMS]:
        say_on_stderr(problem_line(problem, str(path) if path else None), lang)
    if len(error.problems) > SHOWN_PROBLEMS:
        more = len(error.problems) - SHOWN_PROBLEMS
        say_on_stderr(Message("problem.more", {"count": more}), lang)
    if path:
        say_on_stderr(error.message, lang)


def problem_line(problem: Problem, path: str | None) -> Message:
    """`file:12: column "Vốn": "1.200.50": reason`, or with the option that was given."""
    where = f"{path}:{problem.line}: " if path and problem.line else f"{path}: " if path else ""
    key = "problem.row" if problem.column is None else "problem.cell" if path else "problem.option"
    values = {"where": where, "column": problem.column, "reason": problem.reason}
    return Message(key, values)


def say_on_stderr(message: Message, lang: Language) -> None:
    """One sentence for the person; nothing in it can act on the terminal."""
    from zone_tracker.vietnamese.text import show_hidden
    from zone_tracker.wording import say

    lines = say(message, lang).split("\n")
    text = "\n".join(show_hidden(line) for line in lines)
    try:
        sys.stderr.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        print(text, file=sys.stderr, flush=True)
    except (OSError, ValueError, AttributeError):
        pass  # nobody can be told


def entry() -> None:
    """The console script."""
    sys.exit(main())
