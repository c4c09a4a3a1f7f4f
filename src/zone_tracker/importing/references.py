"""What other records a cell names: areas, sources, sectors, subjects."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import cast

from zone_tracker.errors import BadValue
from zone_tracker.store.ledger import Ledger, Values
from zone_tracker.store.vocabulary import LEVEL_WORDS, Vocabulary
from zone_tracker.vietnamese.dates import day
from zone_tracker.vietnamese.nearest import guess
from zone_tracker.vietnamese.text import (
    clean,
    identity_key,
    search_key,
    slug,
    sort_key,
    split_phase,
)

CONTAINERS = ("zone", "cluster")
"""The kinds of subject that others lie in."""
NO_NAMES = ("true", "false")
"""What a spreadsheet writes where somebody ticked a box."""

OF_CAPITAL = re.compile(
    r"(?:nguon )?(?:von|ngan sach|nsnn|nstw|nsdp|vay)\b(?! ban|.*\d{4}).*"
    "|tu co|xa hoi hoa|fdi|ddi|oda"
)
"""A source of capital, folded: it heads its column with the same word as a source of figures."""
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
AREA_CODE = re.compile(r"([A-Za-z0-9][A-Za-z0-9.-]*)(?:@(.+))?")


def name_keys(name: str, prefixes: Iterable[str] = ()) -> Values:
    """A name with the keys that identify, find and order it."""
    return {
        "name": name,
        "identity_key": identity_key(name, prefixes),
        "search_key": search_key(name),
        "sort_key": sort_key(name),
    }


def container_codes(text: str, vocabulary: Vocabulary) -> list[str]:
    """The codes of a zone or cluster that `text` can be short for."""
    return [f"{vocabulary.kinds[kind].prefix}-{text.strip().lower()}" for kind in CONTAINERS]


class References:
    """Names and codes of one input to the ids they stand for."""

    def __init__(self, ledger: Ledger, vocabulary: Vocabulary) -> None:
        self.ledger = ledger
        self.vocabulary = vocabulary
        self.subjects = Subjects(ledger, vocabulary)
        self._found: dict[tuple[object, ...], int] = {}

    def once(self, key: tuple[object, ...], look_up: Callable[[], int]) -> int:
        """What `look_up` finds, looked up once: inputs name the same things over and over."""
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = look_up()
        return found

    def area(self, text: str, level: str | None = None) -> int:
        """The area of a code, a code with a day (`15@2025-07-01`) or a name."""
        areas = self.ledger.counts["area.new"]  # one more may make a name ambiguous
        return self.once(("area", text, level, areas), lambda: self._area(text, level))

    def _area(self, text: str, level: str | None) -> int:
        coded = AREA_CODE.fullmatch(text.strip())
        if coded and self._is_code(coded[1]):
            found = self._areas_coded(coded[1], coded[2] and day(coded[2]), level)
        else:
            name = clean(text)
            found = [
                row
                for row in self._areas(level)
                if row["identity_key"] == identity_key(name, LEVEL_WORDS[str(row["level"])])
            ]
        if len(found) == 1:
            return _id(found[0])
        if found:
            raise BadValue("area.ambiguous", value=text, choices=_areas_named(found))
        raise BadValue(
            "area.unknown",
            value=text,
            guess=guess(
                bare_name(text), [bare_name(str(row["name"])) for row in self._areas(level)]
            ),
            allowed=[str(row["name"]) for row in self._areas("district")],
        )

    def district(self, text: str) -> int:
        """A district of the time before 1/7/2025."""
        return self.area(text, "district")

    def document(self, told: Values) -> int:
        """The source of a document cited with title, number and date; a new one is recorded."""
        folded = identity_key(str(told["title"]))
        for row in self.ledger.rows("source"):
            same = row.get("number") == told.get("number") is not None
            if same or identity_key(str(row["title"])) == folded:
                return _id(row)
        return self.ledger.put(
            "source", {"code": self._free_source_code(str(told["title"])), **told}
        )

    def names(self, table: str, *sorts: str) -> Iterator[str]:
        """The names of areas of a level, or of subjects of some kinds; bare ones, too."""
        if table == "area":
            named = [str(row["name"]) for row in self._areas(sorts[0])]
        else:
            named = [str(row["name"]) for row in self.ledger.read("subject", "kind", sorts)]
        yield from named
        prefixes = [self.vocabulary.kinds[kind].name_prefixes for kind in sorts if table != "area"]
        for name in named:
            bare = bare_name(name, prefixes or LEVEL_WORDS.values())
            if bare != name:
                yield bare

    def _areas(self, level: str | None) -> list[Values]:
        return [row for row in self.ledger.rows("area") if level in (None, row["level"])]

    def _is_code(self, word: str) -> bool:
        """Whether a word is the code of an area rather than a name."""
        return word.isdigit() or any(row["code"] == word for row in self._areas(None))

    def _areas_coded(self, code: str, on: str | None, level: str | None) -> list[Values]:
        return [
            row
            for row in self._areas(level)
            if row["code"] == code and (on is None or lives(row, on))
        ]

    def source(self, text: str) -> int:
        """The source with this code or title; a title not seen before makes a new one."""
        return self.once(("source", text), lambda: self._source(text))

    def _source(self, text: str) -> int:
        title = clean(text)
        if OF_CAPITAL.fullmatch(search_key(title)):
            raise BadValue("source.capital", value=text)
        known = self.ledger.find("source", title)
        if known is not None:
            return known
        if CODE.fullmatch(title):
            codes = (str(row["code"]) for row in self.ledger.rows("source"))
            raise BadValue("source.unknown", value=text, guess=guess(text, codes))
        folded = identity_key(title)
        rows = self.ledger.rows("source")
        found = [row for row in rows if identity_key(str(row["title"])) == folded]
        if len(found) > 1:
            choices = [str(row["code"]) for row in found]
            raise BadValue("source.ambiguous", value=text, choices=choices)
        if found:
            return _id(found[0])
        return self.ledger.put("source", {"code": self._free_source_code(title), "title": title})

    def _free_source_code(self, title: str) -> str:
        base = slug(title)[:60].strip("-") or "nguon"
        code, count = base, 1
        while self.ledger.find("source", code) is not None:
            count += 1
            code = f"{base}-{count}"
        return code

    def sector(self, text: str) -> int:
        """The sector with this code or name."""
        return self.once(("sector", text), lambda: self._sector(text))

    def _sector(self, text: str) -> int:
        known = self.ledger.find("sector", text.strip())
        if known is not None:
            return known
        folded = identity_key(clean(text))
        names = {}
        for row in self.ledger.rows("sector"):
            for name in (str(row["name_vi"]), str(row["name_en"])):
                names[name] = row
                if identity_key(name) == folded:
                    return _id(row)
        raise BadValue("sector.unknown", value=text, guess=guess(text, names))

    def subject(self, text: str) -> int:
        """The one subject with this code, name or alias."""
        found = self.subjects.named(text)
        if len(found) == 1:
            return _id(found[0])
        if found:
            raise BadValue(
                "subject.ambiguous", value=text, choices=[str(row["code"]) for row in found]
            )
        raise BadValue("subject.unknown", value=text)

    def container(self, text: str, heading: str = "") -> int:
        """The zone or cluster that something lies in; refused with the list of them.

        Where both bear the name, the heading over it may say which is meant.
        """
        bare = [self.subjects.by_code.get(code) for code in container_codes(text, self.vocabulary)]
        named = [row for row in self.subjects.named(text) if row["kind"] in CONTAINERS]
        found = named or [row for row in bare if row is not None]
        if len(found) > 1:
            found = [row for row in found if self._is_headed(str(row["kind"]), heading)] or found
        if len(found) == 1:
            return _id(found[0])
        if found:
            codes = [str(row["code"]) for row in found]
            raise BadValue("subject.ambiguous", value=text, choices=codes)
        names = [str(row["name"]) for row in self.ledger.read("subject", "kind", CONTAINERS)]
        raise BadValue("container.unknown", value=text, guess=guess(text, names), allowed=names)

    def _is_headed(self, kind: str, heading: str) -> bool:
        """Whether a heading has the word of this kind, and of no other."""
        told = f" {search_key(heading)} "
        return [
            other
            for other in CONTAINERS
            if any(
                f" {search_key(word)} " in told
                for word in self.vocabulary.kinds[other].name_prefixes
            )
        ] == [kind]


class Subjects:
    """The subjects that the rows at hand name, fetched together."""

    def __init__(self, ledger: Ledger, vocabulary: Vocabulary) -> None:
        self.ledger = ledger
        self.vocabulary = vocabulary
        self.by_code: dict[str, Values] = {}
        self.by_name: dict[tuple[str, str], list[Values]] = defaultdict(list)
        self.by_certificate: dict[str, Values] = {}
        self.kinds: dict[int, str] = {}
        self.codes: dict[int, str] = {}
        self._asked: set[str] = set()
        self._asked_codes: set[str] = set()
        self._identities: dict[tuple[str, str | None], list[tuple[str, str]]] = {}
        words = [identity_key(w) for kind in vocabulary.kinds.values() for w in kind.name_prefixes]
        self._beginnings = tuple(f"{word} " for word in words)
        self._bare = {*words, *(f"{one} {other}" for one in words for other in words)}

    def fetch(
        self, names: Iterable[str], codes: Iterable[str], certificates: Iterable[str]
    ) -> None:
        """Read every subject that could be meant by these names, codes and certificates."""
        self._identities.clear()
        keys = {key for name in names for _, key in self.identities(name)}
        aliases = list(self.ledger.read("alias", "identity_key", keys))
        meant = {int(str(row["subject"])) for row in aliases}
        self._asked_codes = {
            code
            for text in codes
            if text.isascii()  # as codes are, and few Vietnamese names
            for code in (text, *container_codes(text, self.vocabulary))
        }
        for column, wanted in (
            ("identity_key", keys),
            ("code", self._asked_codes),
            ("certificate", set(certificates)),
        ):
            meant |= self.ledger.ids("subject", column, wanted)
        found = {_id(row): row for row in self.ledger.read("subject", "id", meant)}
        self.by_code.clear()
        self.by_name.clear()
        self.by_certificate.clear()
        self.kinds.clear()
        self.codes.clear()
        self._asked = keys
        for row in found.values():
            self.add(row)
        for alias in aliases:
            same = self.by_name[str(alias["kind"]), str(alias["identity_key"])]
            row = found[int(str(alias["subject"]))]
            if row not in same:
                same.append(row)
        self.ledger.know("subject", found.values())

    def add(self, row: Values) -> None:
        """Let later rows of this input find a subject."""
        self.kinds[_id(row)] = str(row["kind"])
        self.codes[_id(row)] = str(row["code"])
        self.by_code[str(row["code"])] = row
        self.by_name[str(row["kind"]), str(row["identity_key"])].append(row)
        if row.get("certificate"):
            self.by_certificate[str(row["certificate"])] = row

    def learn(self, row: Values, told: Values) -> None:
        """Let later rows of this input know what one says of a subject that stands."""
        for key in ("district", "certificate"):
            if row.get(key) is None and key in told:
                row[key] = told[key]
        if "certificate" in told:
            self.by_certificate[str(told["certificate"])] = row

    def certified(self, certificate: object) -> Values | None:
        """The subject that has this certificate; None: it is nobody's."""
        row = self.by_certificate.get(str(certificate))
        return row if row and row.get("certificate") == certificate else None

    def identities(self, name: str, kind: str | None = None) -> list[tuple[str, str]]:
        """The kinds a name can be of, each with its identity key.

        A name that begins with the word of a kind ("KCN …") is of that kind alone.
        """
        known = self._identities.get((name, kind))
        if known is None:  # a row asks four times
            known = self._identities[name, kind] = self._identified(name, kind)
        return known

    def _identified(self, name: str, kind: str | None) -> list[tuple[str, str]]:
        try:
            cleaned, _ = split_phase(clean(name))
        except BadValue:
            return []  # told where the cell itself is read
        plain = identity_key(cleaned)
        if not plain.startswith(self._beginnings):  # as most do not
            return [(code, plain) for code in self.vocabulary.kinds if kind in (None, code)]
        each = [
            (code, identity_key(cleaned, known.name_prefixes))
            for code, known in self.vocabulary.kinds.items()
            if kind in (None, code)
        ]
        prefixed = [(code, key) for code, key in each if key != plain]
        return prefixed or each

    def named(self, text: str, kind: str | None = None) -> list[Values]:
        """The subjects with this code, name or alias; `kind` None: of any kind."""
        by_code = self.by_code.get(text.strip())
        if by_code and kind in (None, by_code["kind"]):
            return [by_code]
        return [row for key in self.identities(text, kind) for row in self.by_name.get(key, ())]

    def called(self, name: str, kind: str) -> list[Values]:
        """As `named`, of a name that the input itself need not say."""
        for _, key in self.identities(name, kind):
            if key not in self._asked:
                self._asked.add(key)
                for row in self.ledger.read("subject", "identity_key", [key]):
                    if row["code"] not in self.by_code:
                        self.add(row)
        return self.named(name, kind)

    def bears(self, row: Values, name: str | None) -> bool:
        """Whether a subject has this name, or this other name; None is anybody's."""
        return name is None or row in self.named(name, str(row["kind"]))

    def is_called(self, row: Values, name: str) -> bool:
        """Whether this is the name a subject goes by: another one it had is not."""
        return (row["kind"], row["identity_key"]) in self.identities(name, str(row["kind"]))

    def refuse_bare(self, name: str) -> None:
        """Raise BadValue when a name is the word of a kind alone, such as "KCN", or no word."""
        key = identity_key(name)
        if key in self._bare:
            raise BadValue("name-kind-word", value=name)
        if key in NO_NAMES or not any(sign.isalpha() for sign in key):
            raise BadValue("name-no-word", value=name)

    def free_code(self, kind: str, name: str) -> str:
        """A code for a new subject, never one that stands already."""
        base = self.code_for(kind, name)
        code, count = base, 1
        while self._is_taken(code):
            count += 1
            code = f"{base}-{count}"
        return code

    def code_for(self, kind: str, name: str) -> str:
        """The code that a subject of this name has, where it is free."""
        bare = identity_key(name, self.vocabulary.kinds[kind].name_prefixes)
        return f"{self.vocabulary.kinds[kind].prefix}-{slug(bare)[:60].strip('-')}".strip("-")

    def _is_taken(self, code: str) -> bool:
        if code in self.by_code or code in self._asked_codes:
            return code in self.by_code
        return any(self.ledger.read("subject", "code", [code]))


def bare_name(name: str, prefixes: Iterable[Iterable[str]] = LEVEL_WORDS.values()) -> str:
    """A name without the word it begins with: that of its level, or of its kind."""
    for words in prefixes:
        for word in words:
            if name.casefold().startswith(f"{word} ".casefold()):
                return name[len(word) :].strip()
    return name


def level_named(name: str) -> str | None:
    """The level whose word a name begins with: `huyện`, `xã`; None: it begins with none."""
    for level in ("commune", "district"):
        if bare_name(name, [LEVEL_WORDS[level]]) != name:
            return level
    return None


def lives(row: Values, on: str) -> bool:
    """Whether an area exists on a day."""
    return str(row.get("valid_from") or "") <= on <= str(row.get("valid_to") or "9999")


def area_ref(row: Values) -> str:
    """An area as one can name it and no other: its code with a day of its life, and its name."""
    life = row.get("valid_from") or row.get("valid_to")
    return f"{row['code']}@{life} {row['name']}" if life else f"{row['code']} {row['name']}"


def _areas_named(rows: list[Values]) -> list[str]:
    return [area_ref(row) for row in rows]


def _id(row: Values) -> int:
    return cast(int, row["id"])
