"""Names that may mean the same thing, written another way: told to the person, never merged."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from zone_tracker.store.ledger import Ledger
from zone_tracker.store.subjects import names_of
from zone_tracker.store.vocabulary import Vocabulary
from zone_tracker.vietnamese.text import identity_key, search_key

MOST = 20_000
"""Subjects of a kind up to which names are compared: a province has some hundreds, and every
name of a kind is held in memory for it."""


class Known(NamedTuple):
    """A subject that a new one may be."""

    known: str
    code: str
    identity: str


class Namesakes:
    """The subjects of each kind by what their names have in common with other writings.

    Marks, tones, the order of the words and the length of "khu công nghiệp" do not count,
    digits do: Bản Phung and Bản Phùng are alike, Thống Nhất and Thống Nhất 1 are not.
    """

    def __init__(self, ledger: Ledger, vocabulary: Vocabulary) -> None:
        self.ledger = ledger
        self.vocabulary = vocabulary
        self._kinds: dict[str, dict[str, list[Known]]] = {}
        words = [kind.name_prefixes for kind in vocabulary.kinds.values()]
        self._short = {search_key(each): search_key(one[0]) for one in words for each in one[1:]}

    def found(self, kind: str, code: str, name: str) -> Known | None:
        """A subject whose name may mean the same as that of a new one; the new one is kept."""
        known = self._of(kind)
        if len(known) > MOST:
            return None
        identity = self._identity(kind, name)
        same = known[self._likeness(identity)]
        alike = next((other for other in same if other.identity != identity), None)
        same.append(Known(name, code, identity))
        return alike

    def _of(self, kind: str) -> dict[str, list[Known]]:
        if kind not in self._kinds:
            self._kinds[kind] = defaultdict(list)
            for code, name in names_of(self.ledger.db, kind, MOST + 1):
                identity = self._identity(kind, name)
                self._kinds[kind][self._likeness(identity)].append(Known(name, code, identity))
        return self._kinds[kind]

    def _identity(self, kind: str, name: str) -> str:
        return identity_key(name, self.vocabulary.kinds[kind].name_prefixes)

    def _likeness(self, identity: str) -> str:
        """What all writings of a name have in common."""
        key = search_key(identity)
        for long, short in self._short.items():
            key = key.replace(long, short)
        return " ".join(sorted(key.split()))
