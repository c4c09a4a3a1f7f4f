"""Every command there is, and its help page, for the tests that hold something of all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from conftest import Run
from zone_tracker.cli.main import PROGRAM, built
from zone_tracker.model import Language


@cache
def tree(lang: Language = "en") -> dict[str, Any]:
    """Every command and group by its words, the tool itself apart."""
    return dict(below("", built([], lang)))


def below(path: str, group: Any) -> Iterator[tuple[str, Any]]:
    """The commands of a group with all their words, groups before what lies in them."""
    for name, command in group.commands.items():
        words = f"{path} {name}".strip()
        yield words, command
        if hasattr(command, "commands"):
            yield from below(words, command)


def groups() -> list[str]:
    """The groups of commands; the tool itself is the first, without a word."""
    return ["", *(path for path, command in tree().items() if hasattr(command, "commands"))]


def leaves() -> list[str]:
    """The commands that do something."""
    return [path for path in tree() if path not in groups()]


@cache
def help_page(run: Run, path: str, lang: str, width: int = 80) -> str:
    """The help page of a command on a screen of this width."""
    told = run(*path.split(), "--help", lang=lang, env={"COLUMNS": str(width)})
    assert (told.code, told.err) == (0, ""), path
    return told.out


def example_on(page: str) -> str:
    """The example at the end of a help page, as a shell reads it; empty: there is none."""
    _, _, typed = page.rpartition("\n\n")[2].partition(":\n")
    joined = re.sub(r" \\\n +", " ", typed).strip()
    return joined if joined.startswith(f"{PROGRAM} ") else ""
