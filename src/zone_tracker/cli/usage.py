"""What typer says about a wrong command line, in the reader's language."""

from __future__ import annotations

from typing import Any

from zone_tracker.errors import UsageError
from zone_tracker.vietnamese.nearest import guess


def explained(error: Any) -> UsageError:
    """The refusal of a command line: which word is wrong, what to write instead."""
    kind = type(error).__name__
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "zone-tracker"
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
        return UsageError("usage.option-bare", option=error.option_name, command=command)
    if kind == "MissingParameter":
        return UsageError("usage.missing", name=parameter(error), command=command)
    return UsageError("usage.other", reason=error.format_message(), command=command)


def parameter(error: Any) -> str:
    """The parameter as a person writes it: the option, or the argument's name."""
    opts = [opt for opt in error.param.opts if opt.startswith("-")]
    return str(opts[0] if opts else error.param.human_readable_name)
