"""Asking a person before something is done that they should look at first.

Only on a terminal: a script is never asked.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from zone_tracker.cli.session import Session, at_terminal
from zone_tracker.errors import Refused
from zone_tracker.model import Message, Report
from zone_tracker.wording import say
from zone_tracker.writers import write

Yes = Annotated[bool, typer.Option("--yes")]
"""The option of those who do not want to be asked."""
YES = ("y", "yes", "c", "co", "có")


def somebody_there() -> bool:
    """Whether a person sees what is said on stderr and can answer."""
    return at_terminal(sys.stdin) and at_terminal(sys.stderr)


def confirm(preview: Report, session: Session) -> bool:
    """Show what would be done and ask; raises Refused unless the answer is yes.

    True: the report of what was done comes onto the same screen, below the preview.
    """
    session.unwatch()
    write(preview, sys.stderr, "table", session.lang, screen=session.screen(sys.stderr))
    print(say(Message("confirm.ask"), session.lang), end=" ", file=sys.stderr, flush=True)
    answer = ""
    try:
        answer = sys.stdin.readline()
    finally:
        if not answer.endswith("\n"):
            print(file=sys.stderr)
    if answer.strip().casefold() not in YES:
        raise Refused("confirm.declined")
    if session.watch is not None:
        session.watch.begin()
    return at_terminal(sys.stdout) and session.output is None
