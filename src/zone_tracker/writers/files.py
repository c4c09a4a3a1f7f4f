"""A written file is there whole or not at all; whatever stood in its place stays until then."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TextIO

from zone_tracker.errors import EnvironmentFailure

PRIVATE = 0o600


def save(path: str | os.PathLike[str], write_to: Callable[[TextIO], None]) -> None:
    """Fill the file with what `write_to` writes, UTF-8 with LF, and make it durable.

    A new file is readable by its owner only, an old one keeps its mode, a link its place; a
    device or pipe is written as it is. When anything fails, also `write_to` itself or Ctrl-C,
    the old file is as it was and nothing is left beside it. Raises EnvironmentFailure for
    what the system refuses.
    """
    try:
        mode = _old_mode(Path(path))
        if mode is None or stat.S_ISREG(mode):
            # A link is followed: replacing it would leave the file it points to as it was.
            _replace(Path(os.path.realpath(path)), mode, write_to)
        else:
            with open(path, "w", encoding="utf-8", newline="\n") as stream:
                write_to(stream)
    except OSError as error:
        reason = error.strerror or str(error)
        raise EnvironmentFailure("output-failed", path=str(path), reason=reason) from error


def _old_mode(path: Path) -> int | None:
    """The mode of the file that stands there, None for none.

    Raises PermissionError when it is write-protected: renaming would get round that.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return None
    if not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return mode


def _replace(target: Path, old_mode: int | None, write_to: Callable[[TextIO], None]) -> None:
    stream = _beside(target)
    try:
        with stream:
            write_to(stream)
            stream.flush()
            # Only when it differs: a USB stick refuses modes that it cannot store.
            if old_mode is not None and os.fstat(stream.fileno()).st_mode != old_mode:
                os.chmod(stream.name, stat.S_IMODE(old_mode))
            os.fsync(stream.fileno())
        os.replace(stream.name, target)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(stream.name)
    _sync_folder(target.parent)


def _beside(target: Path) -> TextIO:
    """A new private file in the target's folder, under a name that no other process uses."""
    for attempt in count():
        name = target.parent / f".zone-tracker-{os.getpid()}-{attempt}.tmp"
        with suppress(FileExistsError):
            return open(name, "x", encoding="utf-8", newline="\n", opener=_private)
    raise AssertionError


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, PRIVATE)


def _sync_folder(folder: Path) -> None:
    """Make the new name durable too, where that can be done.

    The file is in place by now, and Windows and some network shares sync no folders.
    """
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
