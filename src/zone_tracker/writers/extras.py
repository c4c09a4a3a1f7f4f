"""Libraries that only some formats need."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from zone_tracker.errors import LibraryMissing


@contextmanager
def needed(format: str, *libraries: str) -> Iterator[None]:
    """Let the block import these libraries; LibraryMissing where one is not installed.

    Each is imported under the name of the package that brings it. Any other failure to
    import is passed on.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name not in libraries:
            raise
        raise LibraryMissing(format, libraries) from error
