"""Parts of sentences that reports put together: lists, footnotes, how many targets stand how."""

from __future__ import annotations

from collections.abc import Sequence

from zone_tracker.model import Message
from zone_tracker.targets import Judgement, Verdict

ORDER: tuple[Verdict, ...] = (
    *("met", "on-track", "at-risk", "not-met-on-record", "no-data", "open"),
)
"""In which order verdicts are told: what is certain first."""


def joined(items: Sequence[object]) -> object:
    """Several things told one after another, parted so that each may hold commas."""
    first, *rest = items
    return Message("prose.and", {"first": first, "rest": joined(rest)}) if rest else first


def noted(told: object, *documents: object) -> Message:
    """Something told, with the numbers of the documents that say so."""
    return Message("prose.noted", {"told": told, "documents": list(dict.fromkeys(documents))})


def verdicts_told(judgements: Sequence[Judgement]) -> Message:
    """How many targets stand how, each named by its code; there is one at least."""
    codes: dict[Verdict, list[str]] = {}
    for judgement in judgements:
        codes.setdefault(judgement.verdict, []).append(judgement.target.code)
    clauses = [
        Message(f"standing.{verdict}", {"count": len(codes[verdict]), "codes": codes[verdict]})
        for verdict in ORDER
        if verdict in codes
    ]
    if "met" not in codes:
        clauses.insert(0, Message("standing.none-met"))
    count = len(judgements)
    words = "prose.targets-one" if count == 1 else "prose.targets-some"
    return Message(words, {"count": count, "clauses": joined(clauses)})
