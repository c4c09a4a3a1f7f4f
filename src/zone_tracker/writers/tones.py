"""How good a cell is, by its meaning: each writer has its own colours for these tones.

A colour only adds: the sign before the words of such a cell tells the same.
"""

from __future__ import annotations

from typing import Literal

from zone_tracker.model import Message

Tone = Literal["good", "open", "warning", "bad", "plain"]

TONES: dict[str, Tone] = {
    "verdict.met": "good",
    "verdict.on-track": "good",
    "verdict.open": "open",
    "verdict.at-risk": "warning",
    "verdict.not-met-on-record": "bad",
    "verdict.no-data": "warning",
    "slip.on-time": "good",
    "slip.early": "good",
    "slip.late": "warning",
    "slip.maybe-late": "warning",
    "slip.overdue": "bad",
    "slip.just-due": "bad",
    "slip.ahead": "open",
}
"""The tone of a cell by the key of its message."""


def tone(cell: object) -> Tone:
    """The tone of a cell; plain is that of most."""
    return TONES.get(cell.key, "plain") if isinstance(cell, Message) else "plain"
