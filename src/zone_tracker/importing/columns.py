"""What one column is: the cells of the header above it, read to a key and a unit.

A heading is known word for word (folded), never by resemblance. What stands in brackets is a
unit, says that something is planned, or must not change the meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from zone_tracker.importing.keys import folded, measure_units
from zone_tracker.importing.rows import Key, parse_key
from zone_tracker.importing.units import unit_in
from zone_tracker.vietnamese.text import normal

BRACKETS: Final = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
TAIL: Final = re.compile(r"(.*[^\s,;:])\s*(?:[,;:\n]|\s[-–—]\s)\s*([^\s,;:][^,;:\n]*)", re.DOTALL)
MEASURED: Final = re.compile(
    r"(.+?) ((?:(?:nghìn|triệu|tr\.?|tỷ|tỉ) ?)?(?:đồng|VNĐ|VND|USD)|ha|m2|km2|%)", re.IGNORECASE
)
PLAN: Final = re.compile(r"\b(?:ke hoach|du kien|planned)\b")
OTHER_TIME: Final = re.compile(
    r"\b(?:(?:19|20)[0-9]{2}|muc tieu|du bao|uoc|cung ki|nam truoc|ki truoc)\b"
)
"""Figures of another time or sort than those of the row, folded."""
COLUMN_NUMBER: Final = re.compile(r"[*…. ]*|[0-9]{1,2}[a-z]?|[0-9]{1,2}[a-z]? *=[-+*/:%x0-9. ]*")
"""What stands below or beside a heading to count it: "3", "5=3+4"; or a sign of a footnote."""


def words(*alike: str) -> frozenset[str]:
    """Words folded, to look a folded text up in."""
    return frozenset(map(folded, alike))


PLANNED: Final = words("kế hoạch", "theo kế hoạch", "dự kiến", "planned")
ACTUAL: Final = words("thực tế", "thực hiện", "actual")
TOTAL: Final = words("tổng", "tổng số", "tổng cộng", "chung", "toàn bộ", "total")
ORIGIN: Final = words(
    *("nước ngoài", "trong nước", "FDI", "DDI", "vốn nước ngoài", "vốn trong nước", "USD", "VND"),
    *("VNĐ", "đầu tư nước ngoài", "đầu tư trong nước", "foreign", "domestic"),
)
"""What a capital is parted by; its currency tells the parts apart."""
FORMS: Final = words(
    *("năm", "quý", "tháng", "ngày", "quý/năm", "tháng/năm", "ngày/tháng/năm", "ngày, tháng, năm"),
    *("dd/mm/yyyy", "year"),
)
"""How precisely a date is told: nothing that bears on what it is the date of."""
OWNERS: Final = frozenset(("investor", "within", "former", "source", "certificate"))
"""Columns of what has a name, a place, a date of its own: those of the subject are others."""
NAMES: Final = words("tên", "tên gọi", "name")
DAYS: Final = words("ngày", "ngày ban hành", "ngày ký", "năm", "thời gian", "date")
NARROWS_NOTHING: Final = words(
    *("thông tin", "thông tin chung", "quy mô", "chỉ tiêu", "các chỉ tiêu", "số liệu", "nội dung"),
    *("khu công nghiệp", "cụm công nghiệp", "dự án", "dự án đầu tư", "KCN", "CCN", "trong đó"),
    *("tình hình", "tình hình thực hiện", "tình hình hoạt động", "hiện trạng", "hoạt động"),
    *("tiến độ", "tiến độ thực hiện", "thời gian", "mốc thời gian", "địa điểm", "vị trí"),
    *("kết quả", "kết quả thực hiện", "kết quả hoạt động", "kết quả sản xuất kinh doanh"),
    *("sản xuất kinh doanh", "tình hình sản xuất kinh doanh", "hoạt động sản xuất kinh doanh"),
    *("đầu tư", "tình hình đầu tư", "thu hút đầu tư", "tình hình thu hút đầu tư", "quy hoạch"),
    *("đất đai", "sử dụng đất", "tình hình sử dụng đất", "pháp lý", "hồ sơ pháp lý"),
    *("information", "general information", "figures", "status", "progress", "location"),
)
"""Headings, folded, that tell no more than that something stands below them."""


class Match(NamedTuple):
    """The key a heading stands for, `:planned` included, and the unit it names."""

    key: str
    unit: str | None = None


class Said(NamedTuple):
    """A heading in its parts: the text, the unit, and what else stands in brackets, folded."""

    text: str
    unit: str | None
    remarks: frozenset[str]


def match(path: tuple[str, ...], known: Mapping[str, str]) -> Match | None:
    """What a column is whose headings are `path`, from the top down; None: it is not known.

    All of them together are tried first, then the lower ones, then, if the lowest only says
    which part is meant, those above it.
    """
    path = tuple(f"({text})" if is_unit(text, known) else text for text in path)
    for start in range(len(path)):
        above, told = path[:start], path[start:]
        for text in dict.fromkeys((" ".join(told), " ".join(reversed(told)))):
            found = read(text, known)
            if found is not None and above:
                return under(above, found, known) or part_of(path, known)
            if found is not None:
                return found
    return part_of(path, known) if len(path) > 1 else None


def read(written: str, known: Mapping[str, str]) -> Match | None:
    """One heading by itself."""
    key, _, unit = normal(written).partition("@")
    if unit and known.get(folded(key)) == key:
        return Match(key, unit)
    said = taken_apart(written)
    whole = known.get(folded(written))
    if whole is not None:
        return finished(whole, said._replace(remarks=frozenset()))
    found = known.get(folded(said.text))
    return None if found is None else finished(found, said)


def finished(key: str, said: Said) -> Match | None:
    """A key with the unit and the plan that stand beside its word; None: they change it."""
    told = parse_key(key)
    if told is None or told.sort in ("", "decision"):
        return Match(key)
    harmless = ACTUAL if told.sort == "figure" else ACTUAL | FORMS
    if said.remarks - PLANNED - harmless or (said.unit and told.sort == "act"):
        return None
    planned = told.planned or bool(said.remarks & PLANNED)
    return Match(f"{told.sort}:{told.code}{':planned' if planned else ''}", told.unit or said.unit)


def under(above: tuple[str, ...], found: Match, known: Mapping[str, str]) -> Match | None:
    """What a heading is under others that are no part of its name; None: they may change it."""
    plain = [folded(taken_apart(text).text) for text in above]
    if any(map(OTHER_TIME.search, plain)) or any(has_parts(read(text, known)) for text in above):
        return None
    told = parse_key(found.key)
    tops = [text for text, said in zip(above, plain, strict=True) if not narrows_nothing(said)]
    if not all(goes_with(read(text, known), told) for text in tops):
        return None
    if told is None or not told.sort:
        return found
    if found.unit is None and told.sort == "figure":
        units = filter(None, (taken_apart(text).unit for text in reversed(above)))
        found = found._replace(unit=next(units, None))
    return planned(found) if any(map(PLAN.search, plain)) else found


def narrows_nothing(text: str) -> bool:
    """Whether a heading, folded, tells no more than that something else stands below it."""
    return text in NARROWS_NOTHING or PLAN.search(text) is not None


def has_parts(found: Match | None) -> bool:
    """Whether a heading is of something that has a name and a date of its own."""
    return found is not None and (
        found.key in OWNERS or found.key.startswith(("act:", "decision:"))
    )


def part_of(path: tuple[str, ...], known: Mapping[str, str]) -> Match | None:
    """The column that the upper headings name, where the lowest says only which part it is."""
    top = match(path[:-1], known)
    told = parse_key(top.key) if top else None
    if top is None or told is None:
        return None
    said = taken_apart(path[-1])
    part = folded(said.text)
    if not told.sort:
        return top if not part or part in NAMES else None
    if told.sort == "decision":
        return Match(f"act:{told.code}") if part in DAYS else None
    return None if said.remarks - FORMS else part_of_amount(top, told, part, said.unit)


def part_of_amount(top: Match, told: Key, part: str, unit: str | None) -> Match | None:
    """The figure or act that a heading names, where the one below it names a part of it."""
    is_money = {"vnd", "usd_cents"} & set(measure_units().get(told.code, ()))
    if part in PLANNED:
        return planned(top)
    if not part or part in TOTAL or (part in ORIGIN and is_money):
        return top._replace(unit=unit or top.unit)
    return top if part in ACTUAL and told.sort == "act" else None


def planned(found: Match) -> Match:
    """The same, as a plan tells it."""
    can_be = found.key.startswith(("figure:", "act:")) and not found.key.endswith(":planned")
    return found._replace(key=f"{found.key}:planned") if can_be else found


def goes_with(found: Match | None, told: Key | None) -> bool:
    """Whether a heading above is of the same sort: "Diện tích" over "Đã cho thuê", a place over
    its district; a figure of the same units. One that is not known may be of something else.
    """
    above = parse_key(found.key) if found else None
    if above is None or told is None or above.sort != told.sort:
        return False
    units = measure_units()
    is_alike = bool(set(units.get(above.code, ())) & set(units.get(told.code, ())))
    return told.sort != "figure" or is_alike


@lru_cache(maxsize=1 << 12)
def taken_apart(written: str) -> Said:
    """A heading without its brackets, the unit in them or at its end, and their other remarks.

    Of two units in brackets neither holds: each cell has to name its own.
    """
    pieces = [piece.strip() for piece in bracketed(written)]
    units = list(filter(None, map(unit_in, pieces)))
    others = (piece for piece in pieces if unit_in(piece) is None)
    remarks = frozenset(folded(piece) for piece in others if not COLUMN_NUMBER.fullmatch(piece))
    text = BRACKETS.sub(" ", written).strip()
    tail = TAIL.fullmatch(text) or MEASURED.fullmatch(text)
    if not units and tail is not None and unit_in(tail[2]) is not None:
        return Said(tail[1], unit_in(tail[2]), remarks)
    return Said(text, units[0] if len(units) == 1 else None, remarks)


def is_unit(text: str, known: Mapping[str, str]) -> bool:
    """Whether a heading is only the unit of the one above it."""
    return unit_in(text) is not None and folded(text) not in known


def bracketed(written: str) -> Iterator[str]:
    """The remarks in the brackets of a heading; "ngày, tháng, năm" is one."""
    for found in BRACKETS.finditer(written):
        inside = found[1] or found[2] or ""
        yield from [inside] if folded(inside) in FORMS else re.split("[,;]", inside)
