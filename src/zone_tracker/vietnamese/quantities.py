"""Numbers with their unit: read exactly from what documents write, shown so that they read back.

A quantity is a whole number of a base unit (đồng, US cent, m², 0,01 %). Nothing is rounded:
what is not a whole number of the base unit is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final, Literal, NamedTuple

from zone_tracker.errors import BadValue
from zone_tracker.model import Language, Qualifier, Quantity, Term
from zone_tracker.vietnamese.text import clean, excerpt, normal

NumberStyle = Literal["vi", "en"]
Dimension = Literal["vnd", "usd", "area", "share", "people", "count", "capacity"]

_LARGEST: Final = 2**63 - 1  # what SQLite holds in an integer
_LONGEST_NUMBER: Final = 40  # characters; longer ones could not fit anyway


class Number(NamedTuple):
    """The exact decimal number `digits` / 10 ** `places`."""

    digits: int
    places: int


class Unit(NamedTuple):
    """A base unit and the unit people know it by.

    One `label` is `scale` base units (one ha is 10,000 m2); `label` is empty for things that
    are only counted. Quantities of one `dimension` only may be compared.
    """

    code: str
    scale: int
    label_vi: str
    label_en: str
    dimension: Dimension


UNITS: Final[dict[str, Unit]] = {
    unit.code: unit
    for unit in (
        Unit("vnd", 10**9, "tỷ đồng", "billion VND", "vnd"),
        Unit("usd_cents", 10**8, "triệu USD", "million USD", "usd"),
        Unit("m2", 10**4, "ha", "ha", "area"),
        Unit("bp", 100, "%", "%", "share"),
        Unit("person", 1, "người", "people", "people"),
        Unit("item", 1, "", "", "count"),
        Unit("tonne_per_year", 1, "tấn/năm", "tonnes a year", "capacity"),
    )
}


class _Shown(NamedTuple):
    """A unit of output: used from `least` base units on."""

    least: int
    scale: int
    vi: str
    en: str


def _main(code: str, least: int) -> _Shown:
    unit = UNITS[code]
    return _Shown(least, unit.scale, unit.label_vi, unit.label_en)


_SHOWN: Final[dict[str, tuple[_Shown, ...]]] = {
    "vnd": (
        _main("vnd", 10**9),
        _Shown(10**6, 10**6, "triệu đồng", "million VND"),
        _Shown(0, 1, "đồng", "VND"),
    ),
    "usd_cents": (_main("usd_cents", 10**8), _Shown(0, 100, "USD", "USD")),
    "m2": (_main("m2", 100), _Shown(0, 1, "m²", "m²")),
    "bp": (_main("bp", 0),),
    "person": (_main("person", 0),),
    "item": (_main("item", 0),),
    "tonne_per_year": (_main("tonne_per_year", 0),),
}
_ENGLISH_ONE: Final = {"people": "person", "tonnes a year": "tonne a year"}

# Unit words as people write them, each with how many base units it stands for.
_WORDS: Final[dict[str, dict[str, int]]] = {
    "vnd": {
        "đồng|đ|vnd|vnđ": 1,
        "nghìn đồng|ngàn đồng|nghìn vnd|nghìn vnđ|thousand vnd": 10**3,
        "triệu đồng|triệu vnd|triệu vnđ|tr.đồng|tr đồng|trđ|tr.đ|million vnd": 10**6,
        "tỷ|tỉ|tỷ đồng|tỉ đồng|tỷ vnd|tỷ vnđ|tỉ vnd|tỉ vnđ|billion vnd": 10**9,
        "nghìn tỷ|nghìn tỉ|nghìn tỷ đồng|nghìn tỉ đồng|nghìn tỷ vnđ|nghìn tỷ vnd": 10**12,
        "ngàn tỷ|ngàn tỉ|ngàn tỷ đồng|ngàn tỉ đồng|trillion vnd": 10**12,
    },
    "usd_cents": {
        "usd|đô la|đô la mỹ|đô-la|đô-la mỹ|us$": 10**2,
        "nghìn usd|ngàn usd|nghìn đô la|ngàn đô la|thousand usd": 10**5,
        "triệu usd|tr.usd|tr usd|tr. usd|triệu đô la|triệu đô la mỹ|triệu đô-la": 10**8,
        "million usd": 10**8,
        "tỷ usd|tỉ usd|tỷ đô la|tỉ đô la|tỷ đô la mỹ|billion usd": 10**11,
    },
    "m2": {
        "m2|m²|mét vuông": 1,
        "ha|hecta|héc ta|héc-ta|hectare|hectares": 10**4,
        "km2|km²": 10**6,
    },
    "bp": {"%|phần trăm|percent": 100},
    "person": {
        "người|lao động|people|person|persons|workers": 1,
        "nghìn người|ngàn người|nghìn lao động|ngàn lao động|thousand people": 10**3,
    },
    "item": {
        "dự án|khu|cụm|khu công nghiệp|cụm công nghiệp|kcn|ccn": 1,
        "project|projects|zone|zones|cluster|clusters": 1,
    },
    "tonne_per_year": {
        "tấn/năm|tonne a year|tonnes a year|tonnes per year|tonnes/year": 1,
        "nghìn tấn/năm|ngàn tấn/năm|thousand tonnes a year": 10**3,
        "triệu tấn/năm|million tonnes a year": 10**6,
    },
}
# A bare magnitude means money in đồng by custom, but not under a heading that says USD.
_BARE_MAGNITUDES: Final = frozenset(("tỷ", "tỉ", "nghìn tỷ", "nghìn tỉ", "ngàn tỷ", "ngàn tỉ"))
_WORDLESS: Final = frozenset(("person", "item"))


# What an error message names: the words to write, and the smallest amount there is.
_TAUGHT: Final = {
    "vnd": Term("vnd", "tỷ đồng, triệu đồng, đồng", "billion VND, million VND, VND"),
    "usd_cents": Term("usd_cents", "triệu USD, USD", "million USD, USD"),
    "m2": Term("m2", "ha, m2, km2", "ha, m2, km2"),
    "bp": Term("bp", "%", "%"),
    "person": Term("person", "người", "people"),
    "item": Term("item", "dự án, khu, cụm (hoặc chỉ ghi số)", "projects (or the number alone)"),
    "tonne_per_year": Term("tonne_per_year", "tấn/năm", "tonnes a year"),
}
_SMALLEST: Final = {
    "vnd": Term("vnd", "1 đồng", "1 VND"),
    "usd_cents": Term("usd_cents", "0,01 USD", "0.01 USD"),
    "m2": Term("m2", "1 m2", "1 m2"),
    "bp": Term("bp", "0,01%", "0.01%"),
    "person": Term("person", "1 người", "1 person"),
    "item": Term("item", "1 đơn vị", "1"),
    "tonne_per_year": Term("tonne_per_year", "1 tấn/năm", "1 tonne a year"),
}


@cache
def _units_by_word() -> dict[str, tuple[int, str]]:
    """Every unit word in small letters -> how many of which base unit it stands for."""
    return {
        word: (scale, code)
        for code, words in _WORDS.items()
        for alike, scale in words.items()
        for word in alike.split("|")
    }


@lru_cache(maxsize=1024)
def _unit_word(word: str) -> tuple[int, str] | None:
    """How many of which base unit a word as written stands for, None when it is no unit."""
    return _units_by_word().get(re.sub(" ?/ ?", "/", normal(word).lower()))


# The first wording of each is the one shown; the others are read as well.
_QUALIFIERS: Final[dict[Qualifier, tuple[str, str, str]]] = {
    "about": ("khoảng", "about", "xấp xỉ|chừng|approximately|~|≈"),
    "almost": ("gần", "almost", "nearly"),
    "over": ("hơn", "over", "trên|more than|above|>"),
    "at-least": ("ít nhất", "at least", "tối thiểu|không dưới|không ít hơn|≥|>="),
    "under": ("dưới", "under", "less than|below|<"),
    "at-most": ("tối đa", "at most", "không quá|không vượt quá|up to|≤|<="),
}


@cache
def _qualifiers_by_word() -> dict[str, Qualifier]:
    """Every leading qualifier in small letters; a longer one comes before one it begins with."""
    pairs = (
        (word, qualifier)
        for qualifier, (vi, en, others) in _QUALIFIERS.items()
        for word in (vi, en, *others.split("|"))
    )
    return dict(sorted(pairs, key=lambda pair: len(pair[0]), reverse=True))


_CLOCK: Final = "[0-9]+:[0-9]{2}:[0-9]{2}"
_MOMENT: Final = re.compile(f"[0-9]{{4}}-(?:0[1-9]|1[0-2])(?:-[0-9]{{2}}(?: {_CLOCK})?)?|{_CLOCK}")
"""A day, month or time, as a cell shows it that holds a number and is formatted as a date."""
_SIGNS: Final[dict[NumberStyle, tuple[str, str]]] = {"vi": (".", ","), "en": (",", ".")}
_EXAMPLES: Final[dict[NumberStyle, str]] = {"vi": "1.200,5", "en": "1,200.5"}
_SWAP: Final = str.maketrans(".,", ",.")


def _unsigned(style: NumberStyle) -> str:
    """The regex of a number without sign: its whole part, then its decimals."""
    group, decimal = (re.escape(sign) for sign in _SIGNS[style])
    grouped = rf"[1-9][0-9]{{0,2}}(?:(?:{group}[0-9]{{3}})+|(?: [0-9]{{3}})+)"
    return rf"(0|{grouped}|[1-9][0-9]*)(?:{decimal}([0-9]+))?"


@cache
def _number_pattern(style: NumberStyle) -> re.Pattern[str]:
    return re.compile("([-−+]?)" + _unsigned(style))


@cache
def _plain_pattern(style: NumberStyle) -> re.Pattern[str]:
    """A number and perhaps a unit word, nothing else."""
    return re.compile(_unsigned(style) + r"(?: ?([^\W\d_].*|%))?")


def _number(sign: str, whole: str, part: str | None) -> Number:
    digits = int(whole.replace(".", "").replace(",", "").replace(" ", "") + (part or ""))
    return Number(-digits if sign in ("-", "−") else digits, len(part or ""))


def parse_number(text: str, style: NumberStyle = "vi") -> Number:
    """The exact number written in `style`: "1.360,668" (vi) or "1,360.668" (en).

    Thousands are grouped strictly by three, with the style's sign or with spaces. Raises
    BadValue for all else, with the writing that was probably meant.
    """
    written = clean(text)
    match = _number_pattern(style).fullmatch(written)
    if match is None or len(written) > _LONGEST_NUMBER:
        raise _bad_number(written, style)
    return _number(match[1], match[2], match[3])


def _bad_number(written: str, style: NumberStyle) -> BadValue:
    """Why `written` is no number of this style, with what to write instead."""
    group, decimal = _SIGNS[style]
    value, example = excerpt(written), _EXAMPLES[style]
    if not any(character.isdigit() for character in written):
        return BadValue("number-missing", value=value, example=example)
    if len(written) > _LONGEST_NUMBER:
        return BadValue("number-too-long", value=value)
    stranger = re.search("[^0-9., −+-]|(?<!^)[−+-]", written)
    if stranger is not None:
        return BadValue("number-character", value=value, character=stranger[0], example=example)
    if _number_pattern("en" if style == "vi" else "vi").fullmatch(written):
        instead = written.translate(_SWAP)
        return BadValue(
            "number-other-style", value=value, group=group, decimal=decimal, instead=instead
        )
    leading = re.match("[-−+]?(?:([.,])|0[0-9])", written)
    if leading is not None:
        key = "number-leading-point" if leading[1] else "number-leading-zero"
        return BadValue(key, value=value, example=f"0{decimal}5")
    return BadValue("number-grouping", value=value, group=group, decimal=decimal, example=example)


def parse_quantity(
    text: str,
    units: Sequence[str],
    style: NumberStyle = "vi",
    default_unit: str | None = None,
) -> Quantity:
    """The quantity `text` states, in one of the base `units` the measure allows.

    `default_unit` is the unit word of the column heading, used where the text has none.
    Qualifiers ("gần 51 ha") and ranges ("200-500 ha") are kept. Raises BadValue when the text
    cannot be read without guessing, has another unit, or is no whole number of base units.
    """
    return _parse_quantity(text, tuple(units), style, default_unit)


@lru_cache(maxsize=1 << 14)
def _parse_quantity(
    text: str, units: tuple[str, ...], style: NumberStyle, default_unit: str | None
) -> Quantity:
    if "\n" in text:
        raise BadValue("quantity-lines", value=excerpt(text.replace("\n", " | ")))
    written = clean(text)
    said = written.lower()
    read = _Reading(excerpt(written), units, style, default_unit)
    plain = read.plain(said)
    if plain is not None:
        return Quantity(*plain)
    if _MOMENT.fullmatch(said):
        raise BadValue("quantity-is-date", value=read.value)
    qualifier, stated = _split_qualifier(said)
    lower, upper = _split_range(stated)
    if upper is None:
        return Quantity(*read.end(*_split_unit(lower)), None, qualifier)
    (first, first_word), (last, last_word) = _split_unit(lower), _split_unit(upper)
    if first_word and not last_word:
        raise BadValue("quantity-range-unit", value=read.value)
    top, top_unit = read.end(last, last_word)
    value, unit = read.end(first, first_word or last_word)
    if top_unit != unit:
        raise BadValue("quantity-range-two-units", value=read.value)
    if top <= value:
        raise BadValue("quantity-range-backwards", value=read.value)
    return Quantity(value, unit, top, qualifier)


def _split_qualifier(said: str) -> tuple[Qualifier | None, str]:
    """The qualifier before the number (or "trở lên" after it), and the rest."""
    if said[:1].isdigit() and not said.endswith((" trở lên", " trở xuống")):
        return None, said
    onwards = re.fullmatch("(?:từ )?(.+) trở (lên|xuống)", said)
    if onwards is not None:
        return ("at-least" if onwards[2] == "lên" else "at-most"), onwards[1]
    for word, qualifier in _qualifiers_by_word().items():
        rest = said.removeprefix(word)
        if rest != said and (rest.startswith(" ") or not word[-1].isalpha()):
            return qualifier, rest.lstrip()
    return None, said


def _split_range(said: str) -> tuple[str, str | None]:
    """Both ends of a range with their unit words, or the single value and None."""
    if said[:1].isdigit() and not re.search("[-–—−]| (?:đến|tới|to) ", said):
        return said, None
    ends = re.fullmatch(
        "(?:từ |from )?([-−+]?[0-9].*?)(?: ?[-–—−] ?| (?:đến|tới|to) )([-−+]?[0-9].*)", said
    )
    return (said, None) if ends is None else (ends[1], ends[2])


def _split_unit(said: str) -> tuple[str, str]:
    """The number as written and the unit word after it (empty when there is none)."""
    number = re.match("[-−+]?[.,]?[0-9][0-9., ]*", said)
    if number is None:
        return said, ""
    word = said[number.end() :]
    is_glued = number[0][-1] != " "
    if word and not (word[0].isalpha() or word[0] in "%$"):
        return said, ""
    if is_glued and re.search("[0-9]", word) and _unit_word(word) is None:
        return said, ""  # "1e6 ha": the letter belongs to the number, which will be refused
    return number[0].strip(), word


class _Reading(NamedTuple):
    """What is known while one cell is read: the cell (for messages) and what it may hold."""

    value: str
    units: tuple[str, ...]
    style: NumberStyle
    default_unit: str | None

    def plain(self, said: str) -> tuple[int, str] | None:
        """What `end` gives when the cell is a number and a known unit word, as most are."""
        match = _plain_pattern(self.style).fullmatch(said)
        if match is None or len(said) > _LONGEST_NUMBER:
            return None
        word = match[3] or ""
        if word and _unit_word(word) is None:
            return None
        return self._exact(_number("", match[1], match[2]), *self._unit(word))

    def end(self, number: str, word: str) -> tuple[int, str]:
        """One number with its unit word -> whole base units and the base unit."""
        value = parse_number(self._as_written(number), self.style)
        scale, code = self._unit(word)
        if number[0] in "-−+" and code != "bp":
            raise BadValue("quantity-sign", value=self.value)
        return self._exact(value, scale, code)

    def _as_written(self, part: str) -> str:
        """A part of the cell, which is read in small letters, as it stands there."""
        at = max(self.value.lower().find(part), 0)
        written = self.value[at : at + len(part)]
        return written if written.lower() == part else part

    def _exact(self, number: Number, scale: int, code: str) -> tuple[int, str]:
        whole, rest = divmod(number.digits * scale, 10**number.places)
        if rest:
            raise BadValue("quantity-not-whole", value=self.value, smallest=_SMALLEST[code])
        if abs(whole) > _LARGEST:
            raise BadValue("quantity-too-large", value=self.value)
        return whole, code

    def _unit(self, word: str) -> tuple[int, str]:
        """The scale and base unit of a word, of the heading, or of things only counted."""
        heading = self.default_unit or ""
        if heading and word in _BARE_MAGNITUDES and self._known(heading)[1] != "vnd":
            raise BadValue("unit-bare-magnitude", value=self.value, word=word)
        if word or heading:
            return self._known(word or heading)
        wordless = [code for code in self.units if code in _WORDLESS]
        if len(wordless) == 1:
            return 1, wordless[0]
        raise BadValue("unit-missing", value=self.value, allowed=self._allowed())

    def _known(self, word: str) -> tuple[int, str]:
        found = _unit_word(word)
        if found is None:
            key = "unit-unknown"
        elif found[1] not in self.units:
            key = "unit-not-allowed"
        else:
            return found
        said = excerpt(self._as_written(word))
        raise BadValue(key, value=self.value, word=said, allowed=self._allowed())

    def _allowed(self) -> list[Term]:
        return [_TAUGHT[code] for code in self.units]


def group_digits(n: int, lang: Language) -> str:
    """`46.100` in Vietnamese, `46,100` in English."""
    grouped = f"{n:,}"
    return grouped.replace(",", ".") if lang == "vi" else grouped


def show_quantity(q: Quantity, lang: Language) -> str:
    """The quantity in the unit people use for its size, exact: `parse_quantity` reads it back."""
    largest = max(abs(q.value), abs(q.upper or 0))
    unit = next(shown for shown in _SHOWN[q.unit] if largest >= shown.least)
    amount = _amount(q.value, unit.scale, lang)
    if q.upper is not None:
        amount += "–" + _amount(q.upper, unit.scale, lang)
    label = unit.vi if lang == "vi" else unit.en
    if amount == "1":
        label = _ENGLISH_ONE.get(label, label)
    space = " " if label not in ("", "%") else ""
    said = "" if q.qualifier is None else _QUALIFIERS[q.qualifier][lang == "en"] + " "
    return f"{said}{amount}{space}{label}"


def show_bare(q: Quantity, lang: Language) -> str:
    """The number of a single value alone, in the unit that UNITS names."""
    return _amount(q.value, UNITS[q.unit].scale, lang)


def _amount(value: int, scale: int, lang: Language) -> str:
    """`value / scale` exactly, without trailing zeros; `scale` is a power of ten."""
    whole, part = divmod(abs(value), scale)
    decimals = str(part).zfill(len(str(scale)) - 1).rstrip("0")
    sign = "-" if value < 0 else ""
    point = ("," if lang == "vi" else ".") if decimals else ""
    return f"{sign}{group_digits(whole, lang)}{point}{decimals}"
