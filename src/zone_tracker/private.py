"""What the tool makes is for its owner alone: the modes of files and folders."""

from __future__ import annotations

import os

FILE = 0o600
FOLDER = 0o700


def let_owner(made: int | str | os.PathLike[str], mode: int) -> None:
    """Give back what a strange umask took from the owner of something just made."""
    if os.stat(made).st_mode & mode != mode:
        os.chmod(made, mode)
