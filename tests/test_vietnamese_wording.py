"""Every refusal of the Vietnamese room has its sentence in both languages, and it can be said."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from string import Formatter

import pytest

from zone_tracker import vietnamese
from zone_tracker.errors import BadValue
from zone_tracker.vietnamese.dates import day, parse_date
from zone_tracker.vietnamese.quantities import parse_number, parse_quantity
from zone_tracker.vietnamese.text import clean, slug, split_phase
from zone_tracker.wording import catalogue, say

ROOM = Path(vietnamese.__file__).parent
GROUPS = ("text-", "name-", "number-", "quantity-", "unit-", "date-")


def _money(text: str, heading: str | None = None) -> object:
    return parse_quantity(text, ("vnd", "usd_cents"), default_unit=heading)


def _area(text: str) -> object:
    return parse_quantity(text, ["m2"])


# What provokes each refusal: key -> (reader, text).
PROVOKED: dict[str, tuple[Callable[[str], object], str]] = {
    "text-control": (clean, "Võ\nLao"),
    "text-bidi": (clean, "Võ\u202eLao"),
    "text-invisible": (clean, "Võ\u200bLao"),
    "text-broken": (clean, "Võ\ud800Lao"),
    "text-private": (clean, "Võ\ue000Lao"),
    "text-unassigned": (clean, "Võ\u0378Lao"),
    "text-lost": (clean, "V\ufffd Lao"),
    "text-lookalike": (clean, "\u0421ốc Mỳ"),
    "text-no-letters": (slug, "–"),
    "name-two-phases": (split_phase, "KCN A (GĐ1) GĐ2"),
    "name-no-word": (split_phase, "(GĐ 1)"),
    "number-missing": (parse_number, "không"),
    "number-character": (parse_number, "1e5"),
    "number-other-style": (parse_number, "1.5"),
    "number-grouping": (parse_number, "1.200.50"),
    "number-leading-zero": (parse_number, "007"),
    "number-leading-point": (parse_number, ".5"),
    "number-too-long": (parse_number, "1" * 50),
    "quantity-sign": (_area, "-5 ha"),
    "quantity-lines": (_area, "12\n500"),
    "quantity-is-date": (_area, "1900-01-12 12:00:00"),
    "quantity-not-whole": (_money, "0,5 đồng"),
    "quantity-too-large": (_money, "9.999.999.999.999 tỷ"),
    "quantity-range-unit": (_area, "200 ha - 500"),
    "quantity-range-two-units": (_money, "2 tỷ đồng - 3 triệu USD"),
    "quantity-range-backwards": (_area, "500-200 ha"),
    "unit-missing": (_money, "46.100"),
    "unit-unknown": (_area, "5 mẫu"),
    "unit-not-allowed": (_area, "5 tỷ đồng"),
    "unit-bare-magnitude": (lambda text: _money(text, "triệu USD"), "5 tỷ"),
    "date-missing": (parse_date, ""),
    "date-unread": (parse_date, "chưa rõ"),
    "date-year": (parse_date, "1024"),
    "date-month": (parse_date, "13/13/2024"),
    "date-month-first": (parse_date, "12/25/2024"),
    "date-english-month-first": (parse_date, "March 5, 2024"),
    "date-day": (parse_date, "31/02/2024"),
    "date-quarter": (parse_date, "quý V/2024"),
    "date-half": (parse_date, "2024-H3"),
    "date-range-backwards": (parse_date, "2019-2018"),
    "date-with-time": (parse_date, "2024-03-05 10:00"),
    "date-relative": (parse_date, "hôm nay"),
    "date-short-year": (parse_date, "05/3/24"),
    "date-without-year": (parse_date, "5/6"),
    "date-not-a-day": (day, "2018-2019"),
}


def _keys_in_code() -> set[str]:
    """Every string of the room's code that has the form of one of its keys."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(ROOM.glob("*.py")))
    nodes = (node for text in texts for node in ast.walk(ast.parse(text)))
    strings = {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return {
        text
        for text in strings
        if text.startswith(GROUPS) and text.replace("-", "").isalpha() and text.islower()
    }


def _places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_key_in_the_code_is_provoked_here() -> None:
    assert _keys_in_code() == set(PROVOKED)


@pytest.mark.parametrize("key", PROVOKED)
def test_every_key_has_the_same_places_in_both_languages(key: str) -> None:
    assert _places(catalogue("vi")[key]) == _places(catalogue("en")[key])


@pytest.mark.parametrize("key", PROVOKED)
def test_every_refusal_can_be_said_in_both_languages(key: str) -> None:
    read, text = PROVOKED[key]
    with pytest.raises(BadValue) as raised:
        read(text)
    assert raised.value.message.key == key
    for sentence in (say(raised.value.message, "vi"), say(raised.value.message, "en")):
        assert sentence.isprintable()
        assert "{" not in sentence


def test_a_refusal_says_what_why_and_what_to_write() -> None:
    with pytest.raises(BadValue) as raised:
        parse_date("31/02/2024")
    assert say(raised.value.message, "vi") == (
        '"31/02/2024": tháng 2/2024 có 29 ngày, từ 1 đến 29; hãy xem lại ngày trong văn bản'
    )
    with pytest.raises(BadValue) as raised:
        _money("46.100")
    assert say(raised.value.message, "en") == (
        '"46.100" has no unit, so its size is not known; write the unit after the number or '
        "in the column heading, one of: billion VND, million VND, VND, million USD, USD"
    )
