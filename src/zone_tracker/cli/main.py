"""The entry: words in, exit code out; the one place that catches errors."""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any, TextIO

from zone_tracker import __version__
from zone_tracker.cli.language import language
from zone_tracker.errors import (
    EnvironmentFailure,
    FailedAfterwards,
    Interrupted,
    LibraryMissing,
    Problems,
    ZoneTrackerError,
)
from zone_tracker.model import Language, Message

PROGRAM = "zone-tracker"
VERSION = ["--version"]
"""What is answered before anything else is imported."""
COMPLETING = "_ZONE_TRACKER_COMPLETE"
"""Set by a shell that asks what may come next."""

COMMANDS = {
    "status": "reading",
    "gaps": "reading",
    "due": "due",
    "slips": "answers",
    "stalled": "answers",
    "changes": "changes",
    "stale": "changes",
    "snapshot": "changes",
    "target": "reading",
    "report": "reports",
    "zone": "subjects",
    "cluster": "subjects",
    "project": "subjects",
    "deliverable": "subjects",
    "find": "find",
    "indicator": "registers",
    "sector": "registers",
    "area": "registers",
    "source": "registers",
    "import": "intake",
    "profile": "intake",
    "export": "exchange",
    "template": "exchange",
    "log": "history",
    "undo": "history",
    "redo": "history",
    "backup": "copies",
    "restore": "copies",
    "upgrade": "copies",
    "check": "check",
    "init": "intake",
}
"""Every command and the module it lies in; only what is asked for is imported."""

PIPE_CLOSED = 141
BUG = 70
SHOWN_PROBLEMS = 20
AGAIN = 0.05
"""Seconds until a lost interrupt is made again; too soon, it is lost in the same place."""
LONGEST_LINE, REST = 2000, 500
"""Characters of a line on stderr, and of its end where it is longer than that."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    lang = language(words, os.environ)
    try:
        code = version() if words == VERSION else run(words, lang)
        refuse_no_output()
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:
        if "--debug" in words and is_bug(error):
            raise
        return failed(error, lang)
    return code


def refuse_no_output() -> None:
    """Refuse to go on where there is no stdout, or one that takes no text at all."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    try:
        "x".encode(sys.stdout.encoding or "ascii", "backslashreplace")
    except UnicodeError as error:  # such as IDNA, which Python offers for its streams too
        raise EnvironmentFailure("output.failed", reason=error) from error


def is_bug(error: BaseException | None) -> bool:
    """Whether nobody but the maintainers can put it right."""
    if isinstance(error, FailedAfterwards):
        return is_bug(error.__cause__)
    return not isinstance(error, ZoneTrackerError | KeyboardInterrupt)


def failed(error: BaseException, lang: Language) -> int:
    """Say what went wrong, and give the exit code that tells it."""
    if isinstance(error, ZoneTrackerError):
        complain(error, lang)
        code = error.exit_code
    elif isinstance(error, KeyboardInterrupt):  # before any command had begun
        say_on_stderr(Message("interrupted"), lang)
        code = Interrupted.exit_code
    elif isinstance(error, BrokenPipeError):
        code = PIPE_CLOSED
    elif isinstance(error, OSError | MemoryError):
        say_on_stderr(of_the_machine(error), lang)
        code = EnvironmentFailure.exit_code
    else:
        say_on_stderr(Message("bug", {"kind": type(error).__name__, "reason": error}), lang)
        code = BUG
    if code in (EnvironmentFailure.exit_code, PIPE_CLOSED):
        discard(sys.stdout)  # else the interpreter fails on what is left to print
    return code


def of_the_machine(error: OSError | MemoryError) -> Message:
    """What the machine refuses: memory, a file, or else to print."""
    if isinstance(error, MemoryError):
        return Message("machine.memory")
    reason = error.strerror or str(error)
    if error.filename is not None:
        return Message("machine.file", {"path": error.filename, "reason": reason})
    return Message("output.failed", {"reason": reason})


def complete() -> int:
    """Answer the shell that asks what may come next; whatever goes wrong, it gets nothing."""
    gc.disable()  # so short a run has nothing to collect: a twentieth of the time
    from zone_tracker.cli import completion

    words = completion.typed(os.environ)
    completion.prepare()
    with suppress(Exception):
        run(words, language(words, os.environ))  # typer answers and exits
    return 0


def version() -> int:
    """Print the version, before anything else is imported."""
    print(f"{PROGRAM} {__version__}")
    return 0


def built(words: Sequence[str], lang: Language) -> Any:
    """The command of the whole tool, with those below it that `words` ask for, or all."""
    import typer

    from zone_tracker.cli.app import App

    app = App(lang, words)
    asked = [words[0]] if words and words[0] in COMMANDS else list(COMMANDS)
    for name in asked:
        import_module(f"zone_tracker.cli.{COMMANDS[name]}").register(app, name)
    app.build()
    return typer.main.get_command(app.typer)


def run(words: Sequence[str], lang: Language) -> int:
    """Build the commands asked for and run the one that `words` name."""
    import typer

    command = built(words, lang)
    if os.environ.get(COMPLETING):
        command.main(list(words), prog_name=PROGRAM)
    with suppress(AttributeError):  # a stream that is not there, or not of the system
        sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    refuse_no_output()
    # Not `command.main`: it would take a closed pipe and Ctrl-C for its own
    try:
        with command.make_context(PROGRAM, list(words) or ["--help"]) as context:
            code = command.invoke(context)
    except typer.exceptions.Exit as done:
        return done.exit_code
    except typer.exceptions.TyperException as error:
        from zone_tracker.cli.usage import explained

        raise explained(error, command, words) from error
    return code if isinstance(code, int) else 0


def complain(error: ZoneTrackerError, lang: Language) -> None:
    """Say on stderr what went wrong: one line, or all problems of an input."""
    if isinstance(error, LibraryMissing):
        values = {**error.message.values, "python": sys.executable}
        say_on_stderr(error.message._replace(values=values), lang)
        return
    if not isinstance(error, Problems):
        say_on_stderr(error.message, lang)
        return
    from zone_tracker.cli.app import translated
    from zone_tracker.reports.problems import line, place

    path = error.message.values.get("path")
    for problem in error.problems[:SHOWN_PROBLEMS]:
        column = problem.column
        if column and not place(problem, path):  # an option or argument, as help has it
            column = translated(column, lang)
        say_on_stderr(line(problem._replace(column=column), path), lang)
    if len(error.problems) > SHOWN_PROBLEMS:
        more = len(error.problems) - SHOWN_PROBLEMS
        say_on_stderr(Message("problem.more", {"count": more}), lang)
    if path:
        say_on_stderr(error.message, lang)


def say_on_stderr(message: Message, lang: Language) -> None:
    """One sentence for the person; nothing in it can act on the terminal."""
    from zone_tracker.vietnamese.text import show_hidden
    from zone_tracker.wording import say

    lines = say(message, lang).split("\n")
    text = "\n".join(show_hidden(shortened(line)) for line in lines)
    try:
        sys.stderr.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        print(text, file=sys.stderr, flush=True)
    except (OSError, ValueError, AttributeError):
        pass  # nobody can be told


def shortened(line: str) -> str:
    """A line without its midst where something endless is named in it: the end tells what to do."""
    return line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]} … {line[-REST:]}"


def discard(stream: TextIO) -> None:
    """Let what is left in a stream's buffer go nowhere, else the interpreter fails at its end."""
    with suppress(OSError, ValueError, AttributeError):  # no stream, or none of the system's
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def carry_out() -> None:
    """Carry out the command line of this process, and end it with its exit code."""
    if os.environ.get(COMPLETING):
        sys.exit(complete())
    if sys.argv[1:] != VERSION:
        heed_requests_to_end()
    sys.exit(main())


def heed_requests_to_end() -> None:
    """Let `kill`, a shutdown and a terminal that goes away be what Ctrl-C is.

    Python's own answer is to end at once, with files half-done beside those they are for. Who
    started the process may want it to live on (`nohup`): that stays.
    """
    import signal

    for name in ("SIGTERM", "SIGHUP"):
        sign = getattr(signal, name, None)  # Windows has no terminal that goes away
        if sign is not None and signal.getsignal(sign) == signal.SIG_DFL:
            signal.signal(sign, signal.default_int_handler)
    sys.unraisablehook = ask_again


def ask_again(lost: Any) -> None:
    """Interrupt once more where Python lost it: nobody can catch what a callback of its own raises.

    That would show a traceback and go on as if nobody had asked.
    """
    if lost.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(lost)
        return
    with suppress(ImportError, RuntimeError):  # at the very end there is nothing left to interrupt
        from threading import Timer

        Timer(AGAIN, interrupt).start()


def interrupt() -> None:
    """Be Ctrl-C to the main thread, whatever it waits for."""
    import signal
    from _thread import interrupt_main
    from threading import main_thread

    if hasattr(signal, "pthread_kill"):  # the other only sets a flag, which a wait does not see
        signal.pthread_kill(main_thread().ident or 0, signal.SIGINT)
    else:
        interrupt_main()
