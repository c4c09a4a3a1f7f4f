"""Where the headings of a sheet stand, and which kind of input they head."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import PurePath
from typing import Final, NamedTuple

from zone_tracker.errors import Refused
from zone_tracker.importing.columns import Match, match, taken_apart
from zone_tracker.importing.keys import folded, vocabulary_rows, words_of, written_words
from zone_tracker.importing.kinds import KINDS, Kind
from zone_tracker.importing.profile import Profile
from zone_tracker.importing.sheets import Exact, Sheet
from zone_tracker.importing.units import unit_in
from zone_tracker.model import Message

Rows = list[tuple[int, list[str]]]

SEARCHED: Final = 40
"""How many rows from the top are looked at for headings."""
PEEKED: Final = 120
"""How many rows are looked at for what the first ones tell of all."""
DEEPEST: Final = 3
"""How many rows a header may have."""
NUMBERS: Final = re.compile(r"[\d\s.,/()%+*=–-]+")
LISTS: Final = r"\b(?:danh muc|danh sach|tong hop|bang|bieu|list of)(?: cac| nhung| [0-9]+)*"


class Header(NamedTuple):
    """The headings of a sheet: for each column the cells above it, and what they mean.

    `top` are the rows above them; `line` is that of the last row of headings; `under` are the
    first rows below. `told` says by which words the kind was found, where no heading shows it.
    """

    kind: Kind
    line: int
    top: Rows
    rows: Rows
    paths: tuple[tuple[str, ...], ...]
    matches: tuple[Match | None, ...]
    under: Rows
    told: Message | None = None

    @property
    def known(self) -> int:
        """How many different columns are known."""
        return len({found for found in self.matches if found})


def find_header(sheet: Sheet, wanted: str | None, profile: Profile) -> Header:
    """The header of a sheet, for the kind wanted or the one that shows.

    Raises Refused when there is no header, or no kind shows.
    """
    word = wanted or profile.kind
    asked = kind_called(word) if word else None
    rows = list(islice(sheet.rows(), PEEKED + (profile.header or 0)))
    if not rows:
        raise Refused("file.empty", path=sheet.file)
    if profile.header is not None and profile.header not in (line for line, _ in rows):
        raise Refused("import.header-line", path=sheet.place, line=str(profile.header))
    kinds = [asked] if asked else list(KINDS.values())
    found = [each for kind in kinds if (each := best_header(kind, rows, profile)) is not None]
    if asked is None:
        return chosen(found, sheet)
    if not found:
        columns = [called(asked, column.key) for column in asked.columns if column.required]
        told = {"count": SEARCHED, "kind": title_of(asked.code), "columns": columns}
        raise Refused("import.no-header", path=sheet.place, **told)
    return found[0]


def kind_called(word: str) -> Kind:
    """The kind with this code, in the singular or the plural."""
    singular = {code.removesuffix("s"): kind for code, kind in KINDS.items()}
    kind = KINDS.get(word) or singular.get(word)
    if kind is None:
        raise Refused("import.kind-unknown", value=word, allowed=", ".join(KINDS))
    return kind


# --- Which rows ---


def best_header(kind: Kind, rows: Rows, profile: Profile) -> Header | None:
    """The first rows that head all that a kind requires, and more; else those that head most.

    What follows the first table of a sheet is never taken for its header: the rows above it
    would be lost.
    """
    known = {**words_of(kind.code), **profile.keys}
    if profile.header is not None:
        starts = [at for at, (line, _) in enumerate(rows) if line == profile.header]
    else:
        starts = [at for at, (_, cells) in enumerate(rows[:SEARCHED]) if is_start(cells, known)]
    found = [
        header
        for start in starts
        if (header := header_from(kind, rows, start, known)) is not None
        and (profile.header is not None or is_header(header))
    ]
    whole = (header for header in found if header.known > 1 and not missing(header))
    most = max(found, key=lambda each: (each.known, -len(each.rows)), default=None)
    return next(whole, most)


def is_start(cells: list[str], known: Mapping[str, str]) -> bool:
    """Whether any cell can be a heading by itself."""
    return any(
        folded(cell) in known or folded(taken_apart(cell).text) in known for cell in cells if cell
    )


def is_header(header: Header) -> bool:
    """Whether these are headings rather than a row that happens to hold the word of one."""
    filled = sum(1 for path in header.paths if path)
    return header.known > 1 or header.known * 2 >= filled or not missing(header)


def header_from(kind: Kind, rows: Rows, start: int, known: Mapping[str, str]) -> Header | None:
    """The header that begins with this row, of as many rows as belong to it."""
    best = None
    for depth in range(1, DEEPEST + 1):
        mine = rows[start : start + depth]
        if len(mine) < depth or not all(is_labels(cells) for _, cells in mine[1:]):
            break
        paths = paths_of([cells for _, cells in mine])
        matches = tuple(match(path, known) if path else None for path in paths)
        under = rows[start + depth :]
        header = Header(kind, mine[-1][0], rows[:start], mine, paths, matches, under)
        if best is None or header.known > best.known or is_continued(best, mine[-1][1]):
            best = header
    return best


def is_labels(cells: list[str]) -> bool:
    """Whether no cell of a row is a number or a day."""
    return not any(isinstance(cell, Exact) or NUMBERS.fullmatch(cell) for cell in cells if cell)


def is_continued(header: Header, cells: list[str]) -> bool:
    """Whether a row that makes no more columns known still belongs to the headings above it.

    It does when it has nothing where each row must have something, and either stands under
    a heading that spans several columns or holds nothing but units.
    """
    told = {at: cell.strip() for at, cell in enumerate(cells) if cell.strip()}
    required = {column.key for column in header.kind.columns if column.required}
    keys = {at: found.key for at, found in enumerate(header.matches) if found}
    if not told or required & {key for at, key in keys.items() if at in told}:
        return False
    if not required <= set(keys.values()):
        return False
    spanned = any(at >= len(header.paths) or not header.paths[at] for at in told)
    return spanned or all(unit_in(cell) is not None for cell in told.values())


def paths_of(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    """For each column the headings above it from the top down; a wide one is above several."""
    width = max(map(len, rows))
    grid = [[cell.strip() for cell in cells] + [""] * (width - len(cells)) for cells in rows]
    for level, cells in enumerate(grid[:-1]):
        for at in range(1, width):
            spans = any(below[at] for below in grid[level + 1 :]) and any(
                below[at - 1] for below in grid[level + 1 :]
            )
            together = level == 0 or grid[level - 1][at] == grid[level - 1][at - 1]
            if not cells[at] and spans and together:
                cells[at] = cells[at - 1]
    columns = (dict.fromkeys(cells[at] for cells in grid if cells[at]) for at in range(width))
    return tuple(tuple(column) for column in columns)


def missing(header: Header, given: Iterable[str] = ()) -> list[str]:
    """The required columns that a header has not, those given otherwise apart."""
    there = {found.key for found in header.matches if found}.union(given)
    return [each.key for each in header.kind.columns if each.required and each.key not in there]


# --- Which kind ---


def chosen(found: list[Header], sheet: Sheet) -> Header:
    """The header whose kind shows by its columns, or by the words around it."""
    whole = [header for header in found if not missing(header)]
    if not whole and all(header.known < 2 for header in found):
        raise Refused("import.no-table", path=sheet.place, count=SEARCHED)
    most = max((header.known for header in whole), default=0)
    fitting = [header for header in whole if header.known == most]
    if len(fitting) == 1:
        return fitting[0]
    for text in words_around(fitting or found, sheet):
        kind = kind_named(text)
        for header in fitting or found:
            if header.kind.code == kind:
                is_code = PurePath(text).stem == kind
                said = Message("import.kind-told", {"kind": title_of(kind), "text": text})
                return header._replace(told=None if is_code else said)
    raise Refused("import.kind-unclear", path=sheet.place, allowed=", ".join(KINDS))


def called(kind: Kind, key: str) -> str:
    """A column as people head it, with its key."""
    words = (word for word, of in written_words(kind.code).items() if of == key)
    own = next((word for word in words if not word.isascii()), key)
    return key if own == key else f"{own} ({key})"


def title_of(kind: str) -> Message:
    """A kind of input as a person calls it, with its code."""
    return Message("sheet.named", {"title": Message(f"sheet.{kind}"), "kind": kind})


def words_around(found: list[Header], sheet: Sheet) -> Iterator[str]:
    """The lines above the headings, the name of the sheet and that of the file."""
    for header in found[:1]:
        for _, cells in header.top:
            yield from (cell.strip() for cell in cells if cell.strip())
    if sheet.name:
        yield sheet.name
    yield PurePath(sheet.file).name


def kind_named(text: str) -> str | None:
    """The kind that a title names: as what is listed, or as the only one named."""
    told = folded(text)
    named = {kind: pattern for kind, pattern in kind_words().items() if pattern.search(told)}
    listed = [kind for kind, words in named.items() if re.search(LISTS + words.pattern, told)]
    only = listed or list(named)
    return only[0] if len(only) == 1 else None


@cache
def kind_words() -> dict[str, re.Pattern[str]]:
    """The words for each kind of input: its code, and what the vocabulary calls its subjects."""
    words = {code: [code, code.removesuffix("s")] for code in KINDS}
    about = {kind.about: code for code, kind in KINDS.items() if kind.about != "province"}
    for row in vocabulary_rows("kinds"):
        names = (row["label_vi"], row["label_en"], *row["name_prefixes"].split(";"))
        # "DA" is also how "đã" looks without its marks
        words.get(about.get(row["code"], ""), []).extend(name for name in names if len(name) > 2)
    return {
        code: re.compile(rf"\b ?(?:{'|'.join(map(folded, names))})\b")
        for code, names in words.items()
    }
