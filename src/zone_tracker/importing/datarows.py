"""The rows under the headings that carry data; the others are counted by what they are.

What could be a record is one: a row is left out only for what it plainly is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final, Literal
from unicodedata import is_normalized

from zone_tracker.errors import Refused
from zone_tracker.importing.columns import taken_apart
from zone_tracker.importing.keys import folded, measure_units, stage_words
from zone_tracker.importing.layout import BELOW, Grouped, Layout
from zone_tracker.importing.rows import figure_of
from zone_tracker.importing.sheets import Sheet
from zone_tracker.importing.units import base_unit, one
from zone_tracker.vietnamese.text import identity_key, search_key

Verdict = Literal[
    "group", "total", "index", "help", "sample", "foot", "between", "loose", "header", "data"
]
Waiting = list[tuple[int, list[str], Verdict]]

WAITING: Final = ("group", "between", "loose")
"""What can only be told when the next row of data has come, or none has."""
LAST: Final = 30
"""How many rows at the end may turn out to be remarks and signatures."""
REMEMBERED: Final = 20
"""How many lines of each sort are remembered."""

NUMBER: Final = re.compile(r"\(?(?:[IVXA-Z]+[.-])?[0-9]+(?:[.-][0-9]+)*[.)]*")
PART: Final = re.compile(r"[a-zđ][.)]?|[-–—+*•]")
"""What stands where the numbers are, before a part of what is numbered."""
GROUP: Final = re.compile(r"(?:[IVXLC]+|[A-Z])[.)]*")
GROUP_PREFIX: Final = re.compile(r"(?:[IVXLC]+|[A-Z])[.):-]\s*")
COUNTED: Final = re.compile(r"\(?([A-Z]|[0-9]{1,2})[a-z]?(?:\s*=[^)]*)?\)?(?:\s*=.*)?")
BRACKETED: Final = re.compile(r"\(.*\)|\[.*\]", re.DOTALL)
FIGURE: Final = re.compile(r"[-–−+~≈<>≤≥]?\s*[0-9]|[-–—…. ]+$|#[A-Z0-9/!?]+$|=\?$")
"""A number, a dash for none, or what a cell holds whose formula came to nothing."""
SAMPLE: Final = re.compile(r"(?:vd|vi du|mau|example|sample)(?: [0-9]+)?")
TOTAL: Final = re.compile(
    r"(?:tong|cong|tong cong|tong so|cong don|toan tinh|total|grand total|sub ?total)"
    r"(?: (?:[ivx]+|[a-z]|[0-9]+|toan|tinh|khu|vuc|nhom|muc|phan|cac|du|an|kcn|ccn|cum|cong"
    r"|nghiep|von|dau|tu|dang|ki|dien|tich|lao|dong))*"
    r"|lui ke(?: (?:tu|den|dau|cuoi|het|nai|nam|qui|thang|ngai|ki|thoi|diem|[ivx]+|[0-9]+))*"
    r"|trong do(?: .*)?"
)
"""A total by itself or with what it is the total of; nothing that could be a name."""
SUMS: Final = frozenset(
    form
    for word in (
        *("tổng", "cộng", "tổng cộng", "tổng số", "cộng dồn", "toàn tỉnh"),
        *("lũy kế", "lũy kế đến nay"),
    )
    for form in (identity_key(word), search_key(word))
)
"""Names that nothing has, with their marks or with none: totals even where a number or no figure
stands beside them. "Cống" is a name."""
LONGEST_SUM: Final = 30
"""Characters, marks apart from their letters."""
FOOT: Final = re.compile(
    r"nguoi (?:lap|tong hop|bao cao|ki)\b.*|lap bieu|thu truong.*|ke toan truong|noi nhan.*"
    r"|(?:pho )?(?:giam doc|truong ban|chu tich|truong phong|chanh van phong)"
    r"|(?:k t|kt|t m|tm|t l|tl) (?:giam doc|truong ban|chu tich|ubnd|ui ban).*"
    r"|ki ten.*|ki(?: va)? ghi ro.*|(?:.* )?ngai (?:[0-9]+ )?thang (?:[0-9]+ )?nam(?: [0-9]+)?"
)
"""What stands below a table: who made and signed it, and when."""
REMARK: Final = re.compile(r"(?:ghi chu|chu thich|luu i|nguon so lieu|notes?)(?: .*)?")
LABEL: Final = re.compile(r"nguon|(?:don vi|dv)(?: tinh)?|dvt")
"""What is a remark with a colon after it, and could else begin a name."""
OF_A_RECORD: Final = frozenset(("stage", "health", "investor", "certificate", "code", "within"))
OF_ITS_ACTS: Final = ("act:", "decision:")
"""Columns that a row which heads a group leaves empty."""
DOUBTFUL: Final = frozenset(
    form
    for word in (
        *("tổng", "cộng", "total", "grand", "sub", "sub-total", "subtotal", "người", "lập", "thủ"),
        *("kế", "nơi", "phó", "giám", "trưởng", "chủ", "chánh", "kt", "k.t", "tm", "t.m", "tl"),
        *("t.l", "ký", "kí", "ghi", "chú", "lưu", "nguồn", "note", "notes", "đơn", "đv", "đvt"),
        *("toàn", "lũy", "luỹ", "trong", ""),
    )
    for form in (word, folded(word), folded(word).replace("i", "y"))
)
"""How totals and what stands below a table begin; so do some names: these are looked at twice."""


class Tally:
    """How many rows of each sort were left out, and on which lines the first of them stand.

    The sorts: group, total, index (the columns counted or headed again, a row number and nothing
    else), help, sample, foot. `unnumbered` are the first rows of data without a number
    where the others have one, `telling` is the first group whose text tells a stage.
    """

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.lines: dict[str, list[int]] = {}
        self.unnumbered: list[int] = []
        self.telling: str | None = None

    def add(self, sort: str, line: int) -> None:
        """Count one row."""
        self.counts[sort] += 1
        lines = self.lines.setdefault(sort, [])
        if len(lines) < REMEMBERED:
            lines.append(line)


def data_rows(sheet: Sheet, layout: Layout, tally: Tally) -> Iterator[tuple[int, list[str]]]:
    """The rows under the header that carry data, cells as written; the others go to `tally`.

    With `layout.groups` each row is `Grouped`: it knows the text of the group it stands under.
    Raises Refused for the headings of another table.
    """
    sorter = Sorter(layout, sheet.place)
    waiting: Waiting = []
    for line, cells in filled(sheet):
        if line <= layout.line:
            continue
        plain = sorter.is_plain(cells)
        verdict = "data" if plain else sorter.verdict(cells)
        if verdict == "header":
            raise Refused("import.second-header", path=sheet.place, line=str(line))
        if verdict == "data" or (verdict == "loose" and len(waiting) >= LAST):
            if not plain:
                sorter.refuse_part(line, cells)
                sorter.note_unnumbered(line, cells, tally)
            yield from sorter.settled(waiting, tally)
            waiting.clear()
            sorter.started = sorter.started or sorter.is_record(cells)
            yield line, sorter.grouped(cells)
        elif verdict in WAITING:
            waiting.append((line, cells, verdict))
        else:
            tally.add(verdict, line)
    for line, _, verdict in waiting:
        tally.add("group" if verdict == "group" else "foot", line)


def filled(sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    """The rows, with the text of merged cells in each row that these stand for."""
    covering = {
        (line, each.column): each.text
        for each in sheet.merged
        for line in range(each.first + 1, each.last + 1)
    }
    columns = {column for _, column in covering}
    for line, cells in sheet.rows():
        for column in columns:
            if column < len(cells) and not cells[column]:
                cells[column] = covering.get((line, column), "")
        yield line, cells


class Sorter:
    """Tells the rows of one sheet apart."""

    def __init__(self, layout: Layout, place: str) -> None:
        self.place = place
        keys = [heading.key if heading else "" for heading in layout.fields]
        self.layout = layout
        self.name = keys.index("name") if layout.kind.about and "name" in keys else None
        self.number = layout.number
        heading = layout.fields[self.name] if self.name is not None else None
        titles = [heading.written, *heading.written.split(BELOW)] if heading else []
        self.titles = frozenset(map(folded, titles))
        self.beginnings = tuple(title.lower() for title in titles)
        self.head = {standing(cells) for _, cells in layout.head}
        self.telling = {
            at for at, key in layout.taken if key in OF_A_RECORD or key.startswith(OF_ITS_ACTS)
        }
        self.started = False
        self.signed = False
        self.under = ""
        self.above = ""

    def named(self, cells: list[str]) -> str:
        """What a row has where names stand."""
        return cells[self.name].strip() if self.name is not None and self.name < len(cells) else ""

    def is_record(self, cells: list[str]) -> bool:
        """Whether a row of data has what makes it a record, so that the table has begun."""
        return self.name is None or self.named(cells) != ""

    def is_plain(self, cells: list[str]) -> bool:
        """Whether a row is data at first sight, as nearly all are."""
        if not self.started:
            return False
        if self.name is None:
            return self.number is None
        name = self.named(cells)
        if self.number is not None:
            number = cells[self.number].strip() if self.number < len(cells) else ""
            is_record = number.isdecimal() and name != "" and not is_sum(name)
            self.above = number if is_record else self.above
            return is_record
        if not name or self.layout.groups or not is_normalized("NFC", name):
            return False
        told = name.lower()
        first = told.split(None, 1)[0].strip("(.,:*")
        return not (first in DOUBTFUL or "tháng" in told or told.startswith(self.beginnings))

    def verdict(self, cells: list[str]) -> Verdict:
        """What a row is.

        It is `between` if it heads a group or stands at the end, `loose` if it may be a record
        as well, `header` if another table begins with it.
        """
        told = {at: cell.strip() for at, cell in enumerate(cells) if cell.strip()}
        number = told.get(self.number, "") if self.number is not None else ""
        explains = self.explaining(told, number)
        if explains is not None:
            return explains
        name = told.get(self.name, "") if self.name is not None else ""
        others = [cell for at, cell in told.items() if at not in (self.number, self.name)]
        if is_sum(name) and all(map(FIGURE.match, others)):
            return "total"
        if self.name is None or NUMBER.fullmatch(number):
            return "data"
        if standing(cells) in self.head:
            return "index"
        return "header" if folded(name) in self.titles else self.unnumbered(told, number, name)

    def explaining(self, told: dict[int, str], number: str) -> Verdict | None:
        """What a row is that explains how to fill in others; None: it is none of these."""
        if not self.started and is_index(told.values()):
            return "index"
        if not self.started and all(map(BRACKETED.fullmatch, told.values())):
            return "help"
        if list(told) == [self.number] and NUMBER.fullmatch(number):
            return "index"
        return "sample" if SAMPLE.fullmatch(folded(number)) else None

    def unnumbered(self, told: dict[int, str], number: str, name: str) -> Verdict:
        """What a row without a number of its own is."""
        others = [cell for at, cell in told.items() if at not in (self.number, self.name)]
        figures = [cell for cell in others if FIGURE.match(cell)]
        if is_total(number, name) and figures and figures == others:
            return "total"
        if self.layout.numbered and GROUP.fullmatch(number) and not (name and self.tells(told)):
            return "group"
        if is_foot(next(iter(told.values()))) and not figures and (not name or is_foot(name)):
            self.signed = True
            return "foot"
        if len(told) == 1 and is_remark(next(iter(told.values()))):
            return "foot"
        if not others and (not name or (not number and self.has_groups())):
            return "between"
        is_text = len(told) <= 3 and not any(map(str.isdigit, "".join(told.values())))
        is_nameless = self.started and not name
        is_signature = self.signed and self.layout.numbered and not number
        return "loose" if is_text and (is_nameless or is_signature) else "data"

    def tells(self, told: dict[int, str]) -> bool:
        """Whether a row says of itself what only a record has: a stage, an act, an investor."""
        return any(at in self.telling for at in told)

    def has_groups(self) -> bool:
        """Whether a name alone heads a group: the others have numbers, or it is said."""
        return self.layout.numbered or self.layout.groups is not None

    def settled(self, waiting: Waiting, tally: Tally) -> Iterator[tuple[int, list[str]]]:
        """The rows that waited, now that data follow: groups, and what may be records."""
        for line, cells, verdict in waiting:
            if verdict == "loose":
                self.note_unnumbered(line, cells, tally)
                yield line, self.grouped(cells)
            else:
                tally.add("group", line)
                text = self.named(cells) or next(cell.strip() for cell in cells if cell.strip())
                if tally.telling is None and self.tells_stage(text):
                    tally.telling = text
                self.refuse_unit(line, text)
                self.under = GROUP_PREFIX.sub("", text, count=1)

    def refuse_part(self, line: int, cells: list[str]) -> None:
        """Refuse a row that is numbered as a part of the record above: 1.1, a), - below 1.

        It may be a part of that, whose figures would count twice, or that may be a group of these.
        """
        at = self.number
        number = cells[at].strip() if at is not None and at < len(cells) else ""
        whole = number.rstrip(".)").replace(",", ".")
        above = whole.rpartition(".")[0] or (PART.fullmatch(number) and self.above)
        if above and above == self.above:
            told = {"line": str(line), "number": number, "name": self.named(cells)}
            raise Refused("import.part-row", path=self.place, above=above, **told)
        self.above = whole if whole.isdecimal() else self.above

    def note_unnumbered(self, line: int, cells: list[str], tally: Tally) -> None:
        """Take note of a row without a number where others have one: it may continue another."""
        at = self.number
        has_none = at is not None and at < len(cells) and not cells[at].strip()
        if self.layout.numbered and has_none and len(tally.unnumbered) < REMEMBERED:
            tally.unnumbered.append(line)

    def tells_stage(self, text: str) -> bool:
        """Whether the text of a group tells where the rows below it stand, and no column does."""
        if self.layout.has("stage") or self.layout.groups or not self.layout.kind.about:
            return False
        told = f" {folded(text)} "
        return any(f" {word} " in told for word in stage_words(self.layout.kind.about))

    def refuse_unit(self, line: int, text: str) -> None:
        """Refuse a group whose heading has another unit than the column that it is for."""
        unit = taken_apart(text).unit
        for heading in self.layout.headings.values() if unit else ():
            base = measure_units().get(figure_of(heading.key) or "", ())
            if base_unit(unit or "") in base and one(unit or "") != one(heading.unit or ""):
                told = {"line": str(line), "text": text, "heading": heading.written}
                raise Refused("import.group-unit", path=self.place, **told)

    def grouped(self, cells: list[str]) -> list[str]:
        """The row with its group, where groups fill a column."""
        return Grouped(cells, self.under) if self.layout.groups else cells


def standing(cells: list[str]) -> frozenset[tuple[int, str]]:
    """What stands where in a row, to find it again on the next page."""
    return frozenset((at, folded(cell)) for at, cell in enumerate(cells) if cell.strip())


def is_numbered(rows: Iterable[tuple[int, list[str]]], position: int | None) -> bool:
    """Whether rows have numbers in this column, letters and Roman ones apart."""
    if position is None:
        return False
    return any(
        position < len(cells)
        and (NUMBER.fullmatch(told := cells[position].strip()) or PART.fullmatch(told))
        and not is_index([cell for cell in cells if cell.strip()])
        for _, cells in rows
    )


def is_index(cells: Iterable[str]) -> bool:
    """Whether a row only counts the columns: A B 1 2 3, or (1) (2) (3) = (1) + (2)."""
    found = [COUNTED.fullmatch(cell.strip()) for cell in cells]
    numbers = [int(each[1]) for each in found if each and each[1].isdecimal()]
    rising = all(one < other for one, other in pairwise(numbers))
    return len(numbers) > 1 and all(found) and rising


def is_total(number: str, name: str) -> bool:
    """Whether a row says that it is a sum."""
    return any(text and TOTAL.fullmatch(folded(text)) for text in (number, name))


def is_sum(name: str) -> bool:
    """Whether a name is nothing but the word for a sum."""
    return len(name) <= LONGEST_SUM and identity_key(name.strip(" .:")) in SUMS


def is_remark(text: str) -> bool:
    """Whether a text by itself is a remark on the table."""
    label, colon, _ = text.partition(":")
    return bool(REMARK.fullmatch(folded(text)) or (colon and LABEL.fullmatch(folded(label))))


def is_foot(text: str) -> bool:
    """Whether a text stands below a table."""
    return FOOT.fullmatch(folded(text)) is not None
