"""What only some formats need: libraries, and a template."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zone_tracker.errors import LibraryMissing

TEMPLATE = Path(__file__).with_name("templates") / "report.docx"
"""The Word document that reports are put into; an office takes it as the first of its own."""


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
