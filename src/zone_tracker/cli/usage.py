"""What typer says about a wrong command line, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from zone_tracker.errors import UsageError
from zone_tracker.vietnamese.nearest import guess


def explained(error: Any, root: Any, words: Sequence[str]) -> UsageError:
    """The refusal of a command line: which word is wrong, what to write instead.

    `root` is the command of the whole tool; what `words` ask for lies below it.
    """
    kind = type(error).__name__
    asked, command = asked_for(root, words)
    if kind == "NoArgsIsHelpError":
        return UsageError("usage.choose", help=error.format_message(), command=command)
    if kind == "NoSuchOption" and error.option_name[1:2].isdigit():
        return UsageError("usage.negative", value=error.option_name, command=command)
    if kind == "NoSuchOption":
        near = guess(error.option_name, error.possibilities or [])
        return UsageError(
            "usage.option-unknown", option=error.option_name, guess=near, command=command
        )
    if kind == "BadOptionUsage":
        wrong = "usage.flag" if is_flag(asked, error.option_name) else "usage.option-bare"
        return UsageError(wrong, option=error.option_name, command=command)
    if kind == "MissingParameter":
        return UsageError("usage.missing", name=parameter(error), command=command)
    return UsageError("usage.other", reason=error.format_message(), command=command)


def asked_for(root: Any, words: Sequence[str]) -> tuple[Any, str]:
    """The command that the words lead to, and its whole name; typer tells it not always."""
    command, path = root, "zone-tracker"
    for word in words:
        below = getattr(command, "commands", {}).get(word)
        if below is not None:
            command, path = below, f"{path} {word}"
    return command, path


def is_flag(command: Any, option: str) -> bool:
    """Whether an option of this command stands alone, without a value."""
    return any(option in each.opts and getattr(each, "is_flag", False) for each in command.params)


def parameter(error: Any) -> str:
    """The parameter as a person writes it: the option, or the argument's name."""
    opts = [opt for opt in error.param.opts if opt.startswith("-")]
    return str(opts[0] if opts else error.param.human_readable_name)
