"""What the user can put right: each class holds its exit code, each error its sentence.

Raised deep, caught once in `cli.main`. Anything else that escapes is a bug.
"""

from __future__ import annotations

from collections.abc import Sequence

from zone_tracker.model import Message, Problem


class ZoneTrackerError(Exception):
    """Something the user can put right; `message` says where, what, why and what to do."""

    exit_code = 1

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.message = Message(key, values)


class Refused(ZoneTrackerError):
    """The command is understood and not carried out: bad input, not found, ambiguous."""


class AlreadyThere(Refused):
    """A file stands where a new one was to be made."""


class BadValue(Refused):
    """One written value (a name, number, date) that cannot be read without guessing."""


class Problems(Refused):
    """An input with problems, all of them listed; nothing of it was written."""

    def __init__(self, key: str, problems: Sequence[Problem], **values: object) -> None:
        super().__init__(key, count=len(problems), **values)
        self.problems = tuple(problems)


class UsageError(ZoneTrackerError):
    """Options that contradict each other or lack something the command needs."""

    exit_code = 2


class Interrupted(ZoneTrackerError):
    """Stopped by the person; the sentence says whether anything was written."""

    exit_code = 130


class EnvironmentFailure(ZoneTrackerError):
    """Locked, full, not permitted: the file or machine must be put right first."""

    exit_code = 4


class FailedAfterwards(EnvironmentFailure):
    """What was to be written is written, and the answer failed; the sentence says both."""


class LibraryMissing(EnvironmentFailure):
    """A format needs libraries that are not installed; the command line names its own Python."""

    def __init__(self, format: str, libraries: Sequence[str]) -> None:
        super().__init__("writers.extra", format=format, libraries=" ".join(libraries))
