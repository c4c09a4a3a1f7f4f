"""A written file is there whole or not at all; whatever stood in its place stays until then."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from io import TextIOWrapper
from itertools import count
from pathlib import Path
from typing import BinaryIO, TextIO, TypeVar

from zone_tracker import private
from zone_tracker.errors import EnvironmentFailure

T = TypeVar("T")
DESCRIPTORS = "/proc/self/fd"
"""Where Linux shows the open files of a process, also those without a name."""


def save(path: str | os.PathLike[str], write_to: Callable[[TextIO], None]) -> None:
    """Fill the file with what `write_to` writes, UTF-8 with LF, and make it durable.

    A new file is readable by its owner only, an old one keeps its mode, a link its place; a
    device or pipe is written as it is. When anything fails, also `write_to` itself or Ctrl-C,
    the old file is as it was and nothing is left beside it. Raises EnvironmentFailure for
    what the system refuses.
    """
    save_bytes(path, as_bytes(write_to))


def save_bytes(path: str | os.PathLike[str], write_to: Callable[[BinaryIO], None]) -> None:
    """The same for what `write_to` writes in bytes."""
    with _failures_told(path):
        mode = _old_mode(Path(path))
        if mode is None or stat.S_ISREG(mode):
            with _draft(Path(path), mode, write_to) as (draft, target):
                os.replace(draft, target)
            _sync_folder(target.parent)
        else:
            with open(path, "wb") as stream:
                write_to(stream)


def save_folder(folder: Path, files: Mapping[str, Callable[[TextIO], None]]) -> None:
    """Fill each of these files in a folder, made where there is none; all of them or none.

    A new folder gets its name when it is whole. In an old one the files take their places
    together, once all are written, and others are left alone; only a process that is killed just
    then leaves some of them new and some old.
    """
    with _failures_told(folder):
        if folder.exists():
            _fill(folder, files)
            return
        draft = Path(_first_free(folder, _new_folder))
        try:
            _fill(draft, files)
            os.rename(draft, folder)
        except BaseException:
            from shutil import rmtree

            rmtree(draft, ignore_errors=True)
            raise
        _sync_folder(folder.parent)


def _fill(folder: Path, files: Mapping[str, Callable[[TextIO], None]]) -> None:
    """Put the files into a folder that is there, once all of them are written."""
    with ExitStack() as drafts:
        written = [
            drafts.enter_context(_draft(path, _old_mode(path), as_bytes(write_to)))
            for path, write_to in ((folder / name, files[name]) for name in files)
        ]
        for draft, target in written:
            os.replace(draft, target)
    _sync_folder(folder)


def _new_folder(name: str) -> str:
    """Make a private folder of this name."""
    os.mkdir(name, private.FOLDER)
    private.let_owner(name, private.FOLDER)
    return name


def as_bytes(write_to: Callable[[TextIO], None]) -> Callable[[BinaryIO], None]:
    """What writes the text of `write_to` as UTF-8 with LF."""

    def write(stream: BinaryIO) -> None:
        text = TextIOWrapper(stream, encoding="utf-8", newline="\n")
        try:
            write_to(text)
        finally:
            text.detach()

    return write


@contextmanager
def _failures_told(path: str | os.PathLike[str]) -> Iterator[None]:
    """Turn what the system refuses into a failure that names the file."""
    try:
        yield
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


@contextmanager
def _draft(
    path: Path, old_mode: int | None, write_to: Callable[[BinaryIO], None]
) -> Iterator[tuple[str, Path]]:
    """Yield a written and durable file, and the place it is for; gone afterwards unless moved."""
    # A link is followed: replacing it would leave the file it points to as it was.
    target = Path(os.path.realpath(path))
    name = None
    try:
        with _beside(target) as stream:
            name = _name_of(stream)
            write_to(stream)
            stream.flush()
            # Only when it differs: a USB stick refuses modes that it cannot store.
            if old_mode is not None and os.fstat(stream.fileno()).st_mode != old_mode:
                os.chmod(stream.name, stat.S_IMODE(old_mode))
            os.fsync(stream.fileno())
            name = name or _named(stream, target)
        yield name, target
    finally:
        if name:
            with suppress(FileNotFoundError):
                os.unlink(name)


def _beside(target: Path) -> BinaryIO:
    """A new private file in the target's folder.

    It has no name where there is such a thing, so that a killed process leaves nothing; else
    one that no other process uses.
    """
    if os.path.exists(DESCRIPTORS):
        with suppress(OSError, AttributeError):
            return open(_private(str(target.parent), os.O_TMPFILE | os.O_RDWR), "wb")
    return _first_free(target, lambda name: open(name, "xb", opener=_private))


def _name_of(stream: BinaryIO) -> str | None:
    """Where a draft lies; None for one without a name, which goes with its process."""
    return stream.name if isinstance(stream.name, str) else None


def _named(stream: BinaryIO, target: Path) -> str:
    """Give a draft without a name, now that it is written, one to be moved by."""

    def link(name: str) -> str:
        at = stream.fileno()
        # Python follows the link only where a folder is named too; the path needs none.
        os.link(f"{DESCRIPTORS}/{at}", name, src_dir_fd=at, follow_symlinks=True)
        return name

    return _first_free(target, link)


def _first_free(target: Path, make: Callable[[str], T]) -> T:
    """What `make` gives for the first name beside the target that nothing has."""
    for attempt in count():
        with suppress(FileExistsError):
            return make(str(target.parent / f".zone-tracker-{os.getpid()}-{attempt}.tmp"))
    raise AssertionError


def _private(path: str, flags: int) -> int:
    handle = os.open(path, flags, private.FILE)
    private.let_owner(handle if flags & getattr(os, "O_TMPFILE", 0) else path, private.FILE)
    return handle


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
