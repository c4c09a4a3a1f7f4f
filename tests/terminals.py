"""A terminal with a person at it: what is typed at the question, and what is seen."""

from __future__ import annotations

import os
import select
import subprocess
from collections.abc import Callable
from typing import NamedTuple

from conftest import command, process_env


class Seen(NamedTuple):
    """How a command ended, what stood on the screen, and what went to a pipe instead."""

    code: int
    screen: str
    piped: str


def at_terminal(
    *words: str,
    answer: str,
    piped: bool = False,
    meanwhile: Callable[[subprocess.Popen[bytes]], object] = lambda process: None,
) -> Seen:
    """Run a command line at a terminal; `answer` is typed once a question stands there.

    `piped` takes stdout off the screen; `meanwhile` is done while the question stands.
    """
    import pty

    person, terminal = pty.openpty()
    with subprocess.Popen(
        command(*words),
        env=process_env({"COLUMNS": "100", "NO_COLOR": "1", "TERM": "xterm"}),
        stdin=terminal,
        stdout=subprocess.PIPE if piped else terminal,
        stderr=terminal,
    ) as process:
        os.close(terminal)
        told = typed(person, answer.encode(), lambda: meanwhile(process))
        out = process.stdout.read().decode() if process.stdout else ""
    os.close(person)
    return Seen(process.returncode, told.replace("\r\n", "\n"), out)


def typed(person: int, answer: bytes, meanwhile: Callable[[], object]) -> str:
    """All that comes onto the screen; the answer is given where the words wait for one."""
    told, asked = b"", False
    while select.select([person], [], [], 60)[0]:
        try:
            more = os.read(person, 4096)
        except OSError:  # nobody writes to it any more
            break
        told += more
        if not asked and told.endswith(b": "):
            asked = True
            meanwhile()
            os.write(person, answer)
    return told.decode()
