"""Numbers and quantities: read exactly, refused with a reason, shown so that they read back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zone_tracker.errors import BadValue
from zone_tracker.model import Language, Quantity
from zone_tracker.vietnamese.quantities import (
    UNITS,
    Number,
    NumberStyle,
    group_digits,
    parse_number,
    parse_quantity,
    show_quantity,
)

MONEY = ("vnd", "usd_cents")
LARGEST = 2**63 - 1

NUMBERS: list[tuple[str, NumberStyle, Number]] = [
    ("46.100", "vi", Number(46100, 0)),
    ("0,07", "vi", Number(7, 2)),
    ("1.360,668", "vi", Number(1360668, 3)),
    ("1 360,668", "vi", Number(1360668, 3)),
    ("1\u00a0360,668", "vi", Number(1360668, 3)),
    ("1\u202f360", "vi", Number(1360, 0)),
    ("−5", "vi", Number(-5, 0)),
    ("-5,5", "vi", Number(-55, 1)),
    ("+12,9", "vi", Number(129, 1)),
    ("46100", "vi", Number(46100, 0)),
    ("46,100", "vi", Number(46100, 3)),
    ("0", "vi", Number(0, 0)),
    (" 15,70 ", "vi", Number(1570, 2)),
    ("46,100", "en", Number(46100, 0)),
    ("1,360.668", "en", Number(1360668, 3)),
    ("46.100", "en", Number(46100, 3)),
]

# (text, style, key of the refusal, what it says to write instead where it can tell)
BAD_NUMBERS: list[tuple[str, NumberStyle, str, str | None]] = [
    ("1.5", "vi", "number-other-style", "1,5"),
    ("0.500", "vi", "number-other-style", "0,500"),
    ("1,234,567", "vi", "number-other-style", "1.234.567"),
    ("1,360.668", "vi", "number-other-style", "1.360,668"),
    ("1.360,668", "en", "number-other-style", "1,360.668"),
    ("1,5", "en", "number-other-style", "1.5"),
    ("1.200.50", "vi", "number-grouping", None),
    ("1200.500", "vi", "number-other-style", "1200,500"),
    ("1.200 500", "vi", "number-grouping", None),
    ("1 36", "vi", "number-grouping", None),
    (",5", "vi", "number-leading-point", None),
    ("5,", "vi", "number-grouping", None),
    ("1,2,3", "vi", "number-grouping", None),
    ("007", "vi", "number-leading-zero", None),
    ("00", "vi", "number-leading-zero", None),
    ("-05", "vi", "number-leading-zero", None),
    ("1_000", "vi", "number-character", None),
    ("1e5", "vi", "number-character", None),
    ("١٢", "vi", "number-character", None),
    ("１２", "vi", "text-lookalike", None),
    ("1²", "vi", "number-character", None),
    ("5-3", "vi", "number-character", None),
    ("--5", "vi", "number-character", None),
    ("0x1F", "vi", "number-character", None),
    ("1\u200b000", "vi", "text-invisible", None),
    ("", "vi", "number-missing", None),
    ("–", "vi", "number-missing", None),
    ("NaN", "vi", "number-missing", None),
    ("không", "vi", "number-missing", None),
    ("1" * 41, "vi", "number-too-long", None),
    ("1" * 5000, "vi", "number-too-long", None),
]

# (text, base units allowed, unit of the heading, quantity)
QUANTITIES: list[tuple[str, tuple[str, ...], str | None, Quantity]] = [
    ("46.100 tỷ đồng", MONEY, None, Quantity(46_100 * 10**9, "vnd")),
    ("5.171,344 tỷ đồng", MONEY, None, Quantity(5_171_344_000_000, "vnd")),
    ("gần 4.497 tỷ", MONEY, None, Quantity(4_497 * 10**9, "vnd", None, "almost")),
    ("1.360,668 tỉ", MONEY, None, Quantity(1_360_668_000_000, "vnd")),
    ("46,1 nghìn tỷ đồng", MONEY, None, Quantity(46_100 * 10**9, "vnd")),
    ("2 ngàn tỷ", MONEY, None, Quantity(2 * 10**12, "vnd")),
    ("500 triệu đồng", MONEY, None, Quantity(500 * 10**6, "vnd")),
    ("500 tr.đồng", MONEY, None, Quantity(500 * 10**6, "vnd")),
    ("1.500 nghìn đồng", MONEY, None, Quantity(1_500_000, "vnd")),
    ("1.500.000 đồng", MONEY, None, Quantity(1_500_000, "vnd")),
    ("1.500.000đ", MONEY, None, Quantity(1_500_000, "vnd")),
    ("1.500.000 VND", MONEY, None, Quantity(1_500_000, "vnd")),
    ("669 tỷ VNĐ", MONEY, None, Quantity(669 * 10**9, "vnd")),
    ("1,360668 billion VND", MONEY, None, Quantity(1_360_668_000, "vnd")),
    ("80 triệu USD", MONEY, None, Quantity(80 * 10**8, "usd_cents")),
    ("335,7 tr.USD", MONEY, None, Quantity(33_570_000_000, "usd_cents")),
    ("80 tr USD", MONEY, None, Quantity(80 * 10**8, "usd_cents")),
    ("80 million USD", MONEY, None, Quantity(80 * 10**8, "usd_cents")),
    ("80 triệu đô la", MONEY, None, Quantity(80 * 10**8, "usd_cents")),
    ("5 nghìn USD", MONEY, None, Quantity(500_000, "usd_cents")),
    ("1,25 tỷ USD", MONEY, None, Quantity(125 * 10**9, "usd_cents")),
    ("12,05 USD", MONEY, None, Quantity(1205, "usd_cents")),
    ("12 đô la", MONEY, None, Quantity(1200, "usd_cents")),
    ("15,7 ha", ("m2",), None, Quantity(157_000, "m2")),
    ("15,7ha", ("m2",), None, Quantity(157_000, "m2")),
    ("50,8500 ha", ("m2",), None, Quantity(508_500, "m2")),
    ("1.200 m2", ("m2",), None, Quantity(1200, "m2")),
    ("1.200 m²", ("m2",), None, Quantity(1200, "m2")),
    ("6.364,03 km2", ("m2",), None, Quantity(6_364_030_000, "m2")),
    ("6.364,03 km²", ("m2",), None, Quantity(6_364_030_000, "m2")),
    ("76,2%", ("bp",), None, Quantity(7620, "bp")),
    ("76,2 %", ("bp",), None, Quantity(7620, "bp")),
    ("0,07%", ("bp",), None, Quantity(7, "bp")),
    ("+12,9%", ("bp",), None, Quantity(1290, "bp")),
    ("−5%", ("bp",), None, Quantity(-500, "bp")),
    ("1.500 người", ("person",), None, Quantity(1500, "person")),
    ("1.500 lao động", ("person",), None, Quantity(1500, "person")),
    ("1,5 nghìn người", ("person",), None, Quantity(1500, "person")),
    ("1.500 people", ("person",), None, Quantity(1500, "person")),
    ("1.500", ("person",), None, Quantity(1500, "person")),
    ("27 dự án", ("item",), None, Quantity(27, "item")),
    ("20 CCN", ("item",), None, Quantity(20, "item")),
    ("27", ("item",), None, Quantity(27, "item")),
    ("250.000 tấn/năm", ("tonne_per_year",), None, Quantity(250_000, "tonne_per_year")),
    ("250 nghìn tấn / năm", ("tonne_per_year",), None, Quantity(250_000, "tonne_per_year")),
    ("1,2 triệu tấn/năm", ("tonne_per_year",), None, Quantity(1_200_000, "tonne_per_year")),
    # qualifiers
    ("khoảng 1.000 ha", ("m2",), None, Quantity(10_000_000, "m2", None, "about")),
    ("about 1.000 ha", ("m2",), None, Quantity(10_000_000, "m2", None, "about")),
    ("~1.000 ha", ("m2",), None, Quantity(10_000_000, "m2", None, "about")),
    ("gần 51 ha", ("m2",), None, Quantity(510_000, "m2", None, "almost")),
    ("almost 51 ha", ("m2",), None, Quantity(510_000, "m2", None, "almost")),
    ("hơn 51 ha", ("m2",), None, Quantity(510_000, "m2", None, "over")),
    ("Trên 51 ha", ("m2",), None, Quantity(510_000, "m2", None, "over")),
    ("over 51 ha", ("m2",), None, Quantity(510_000, "m2", None, "over")),
    (">3900 tỷ đồng", MONEY, None, Quantity(3900 * 10**9, "vnd", None, "over")),
    ("≥ 2", ("item",), None, Quantity(2, "item", None, "at-least")),
    (">=2", ("item",), None, Quantity(2, "item", None, "at-least")),
    ("ít nhất 1", ("item",), None, Quantity(1, "item", None, "at-least")),
    ("tối thiểu 2 dự án", ("item",), None, Quantity(2, "item", None, "at-least")),
    ("at least 2", ("item",), None, Quantity(2, "item", None, "at-least")),
    ("từ 50 ha trở lên", ("m2",), None, Quantity(500_000, "m2", None, "at-least")),
    ("50 ha trở lên", ("m2",), None, Quantity(500_000, "m2", None, "at-least")),
    ("dưới 75 ha", ("m2",), None, Quantity(750_000, "m2", None, "under")),
    ("under 75 ha", ("m2",), None, Quantity(750_000, "m2", None, "under")),
    ("< 75 ha", ("m2",), None, Quantity(750_000, "m2", None, "under")),
    ("không quá 75 ha", ("m2",), None, Quantity(750_000, "m2", None, "at-most")),
    ("tối đa 75 ha", ("m2",), None, Quantity(750_000, "m2", None, "at-most")),
    ("≤75 ha", ("m2",), None, Quantity(750_000, "m2", None, "at-most")),
    ("at most 75 ha", ("m2",), None, Quantity(750_000, "m2", None, "at-most")),
    ("75 ha trở xuống", ("m2",), None, Quantity(750_000, "m2", None, "at-most")),
    # ranges
    ("12.000-15.000 tỷ đồng", MONEY, None, Quantity(12 * 10**12, "vnd", 15 * 10**12)),
    ("25.000 – 30.000 tỷ đồng", MONEY, None, Quantity(25 * 10**12, "vnd", 30 * 10**12)),
    ("12.000−15.000 tỷ đồng", MONEY, None, Quantity(12 * 10**12, "vnd", 15 * 10**12)),
    ("800 triệu đồng - 1,2 tỷ đồng", MONEY, None, Quantity(8 * 10**8, "vnd", 12 * 10**8)),
    ("200 ha - 500 ha", ("m2",), None, Quantity(2_000_000, "m2", 5_000_000)),
    ("từ 200 đến 500 ha", ("m2",), None, Quantity(2_000_000, "m2", 5_000_000)),
    ("khoảng 200-500 ha", ("m2",), None, Quantity(2_000_000, "m2", 5_000_000, "about")),
    ("-5--3%", ("bp",), None, Quantity(-500, "bp", -300)),
    ("3–5", ("item",), None, Quantity(3, "item", 5)),
    # the unit of the heading
    ("46.100", MONEY, "tỷ đồng", Quantity(46_100 * 10**9, "vnd")),
    ("12.000-15.000", MONEY, "tỷ đồng", Quantity(12 * 10**12, "vnd", 15 * 10**12)),
    ("gần 51", ("m2",), "ha", Quantity(510_000, "m2", None, "almost")),
    ("80 triệu USD", MONEY, "tỷ đồng", Quantity(80 * 10**8, "usd_cents")),
    ("80", MONEY, "Tr.USD", Quantity(80 * 10**8, "usd_cents")),
    ("5 tỷ", MONEY, "triệu đồng", Quantity(5 * 10**9, "vnd")),
    ("76,2", ("bp",), "%", Quantity(7620, "bp")),
    # as typed and copied
    ("46.100\u00a0tỷ\u00a0đồng", MONEY, None, Quantity(46_100 * 10**9, "vnd")),
    ("46 100 tỷ đồng", MONEY, None, Quantity(46_100 * 10**9, "vnd")),
    (
        unicodedata.normalize("NFD", "gần 46.100 TỶ ĐỒNG"),
        MONEY,
        None,
        Quantity(46_100 * 10**9, "vnd", None, "almost"),
    ),
    ("92.233.720.368.547.758,07 USD", MONEY, None, Quantity(LARGEST, "usd_cents")),
]

# (text, base units allowed, unit of the heading, key of the refusal)
BAD_QUANTITIES: list[tuple[str, tuple[str, ...], str | None, str]] = [
    ("46.100", MONEY, None, "unit-missing"),
    ("gần 51", ("m2",), None, "unit-missing"),
    ("76,2", ("bp",), None, "unit-missing"),
    ("27", ("person", "item"), None, "unit-missing"),
    ("15,7 mẫu", ("m2",), None, "unit-unknown"),
    ("500 triệu", MONEY, None, "unit-unknown"),
    ("500 tỷ đồng/năm", MONEY, None, "unit-unknown"),
    ("5 tỷ 200 triệu đồng", MONEY, None, "unit-unknown"),
    ("5", MONEY, "mẫu", "unit-unknown"),
    ("15,7 ha", MONEY, None, "unit-not-allowed"),
    ("80 triệu USD", ("vnd",), None, "unit-not-allowed"),
    ("5", ("m2",), "tỷ đồng", "unit-not-allowed"),
    ("5 tỷ", MONEY, "triệu USD", "unit-bare-magnitude"),
    ("0,5 đồng", MONEY, None, "quantity-not-whole"),
    ("1,0000000001 tỷ đồng", MONEY, None, "quantity-not-whole"),
    ("12,055 USD", MONEY, None, "quantity-not-whole"),
    ("0,00005 ha", ("m2",), None, "quantity-not-whole"),
    ("1,5 người", ("person",), None, "quantity-not-whole"),
    ("35,945%", ("bp",), None, "quantity-not-whole"),
    ("9.223.372.037 tỷ đồng", MONEY, None, "quantity-too-large"),
    ("92.233.720.368.547.758,08 USD", MONEY, None, "quantity-too-large"),
    ("-5 ha", ("m2",), None, "quantity-sign"),
    ("+5 ha", ("m2",), None, "quantity-sign"),
    ("−27", ("item",), None, "quantity-sign"),
    ("500-200 ha", ("m2",), None, "quantity-range-backwards"),
    ("500-500 ha", ("m2",), None, "quantity-range-backwards"),
    ("200 ha - 500", ("m2",), "ha", "quantity-range-unit"),
    ("200 triệu USD - 500 tỷ đồng", MONEY, None, "quantity-range-two-units"),
    ("1,360.668 billion VND", MONEY, None, "number-other-style"),
    ("1.5 ha", ("m2",), None, "number-other-style"),
    ("6000-8.2 tỷ đồng", MONEY, None, "number-other-style"),
    ("1.200.50 ha", ("m2",), None, "number-grouping"),
    (".5 ha", ("m2",), None, "number-leading-point"),
    ("gần ,5 ha", ("m2",), None, "number-leading-point"),
    ("1900-01-12 12:00:00", ("m2",), "ha", "quantity-is-date"),
    ("2024-03-05", ("m2",), "ha", "quantity-is-date"),
    ("12:00:00", ("m2",), "ha", "quantity-is-date"),
    ("1_000 ha", ("m2",), None, "number-character"),
    ("1e6 ha", ("m2",), None, "number-character"),
    ("١ ha", ("m2",), None, "number-character"),
    ("3/18", ("item",), None, "number-character"),
    ("khoảng hơn 200 ha", ("m2",), None, "number-character"),
    ("100-200-300 ha", ("m2",), None, "number-character"),
    ("1.000 (GĐ1)", ("m2",), "ha", "number-character"),
    ("", ("m2",), "ha", "number-missing"),
    ("–", ("m2",), "ha", "number-missing"),
    ("gần", ("m2",), "ha", "number-missing"),
    ("ha", ("m2",), None, "number-missing"),
    ("15\u202e7 ha", ("m2",), None, "text-bidi"),
    ("9" * 5000 + " ha", ("m2",), None, "number-too-long"),
]

# (quantity, Vietnamese, English)
SHOWN = [
    (Quantity(46_100 * 10**9, "vnd"), "46.100 tỷ đồng", "46,100 billion VND"),
    (Quantity(5_171_344_000_000, "vnd"), "5.171,344 tỷ đồng", "5,171.344 billion VND"),
    (Quantity(10**9, "vnd"), "1 tỷ đồng", "1 billion VND"),
    (Quantity(10**9 + 1, "vnd"), "1,000000001 tỷ đồng", "1.000000001 billion VND"),
    (Quantity(999_999_999, "vnd"), "999,999999 triệu đồng", "999.999999 million VND"),
    (Quantity(10**6, "vnd"), "1 triệu đồng", "1 million VND"),
    (Quantity(999_999, "vnd"), "999.999 đồng", "999,999 VND"),
    (Quantity(0, "vnd"), "0 đồng", "0 VND"),
    (Quantity(80 * 10**8, "usd_cents"), "80 triệu USD", "80 million USD"),
    (Quantity(10**8 - 1, "usd_cents"), "999.999,99 USD", "999,999.99 USD"),
    (Quantity(5, "usd_cents"), "0,05 USD", "0.05 USD"),
    (Quantity(157_000, "m2"), "15,7 ha", "15.7 ha"),
    (Quantity(508_501, "m2"), "50,8501 ha", "50.8501 ha"),
    (Quantity(100, "m2"), "0,01 ha", "0.01 ha"),
    (Quantity(99, "m2"), "99 m²", "99 m²"),
    (Quantity(7620, "bp"), "76,2%", "76.2%"),
    (Quantity(-7, "bp"), "-0,07%", "-0.07%"),
    (Quantity(1500, "person"), "1.500 người", "1,500 people"),
    (Quantity(1, "person"), "1 người", "1 person"),
    (Quantity(27, "item"), "27", "27"),
    (Quantity(250_000, "tonne_per_year"), "250.000 tấn/năm", "250,000 tonnes a year"),
    (Quantity(510_000, "m2", None, "almost"), "gần 51 ha", "almost 51 ha"),
    (Quantity(510_000, "m2", None, "about"), "khoảng 51 ha", "about 51 ha"),
    (Quantity(510_000, "m2", None, "over"), "hơn 51 ha", "over 51 ha"),
    (Quantity(510_000, "m2", None, "at-least"), "ít nhất 51 ha", "at least 51 ha"),
    (Quantity(510_000, "m2", None, "under"), "dưới 51 ha", "under 51 ha"),
    (Quantity(510_000, "m2", None, "at-most"), "tối đa 51 ha", "at most 51 ha"),
    (Quantity(2_000_000, "m2", 5_000_000), "200–500 ha", "200–500 ha"),
    (
        Quantity(6 * 10**12, "vnd", 82 * 10**11),
        "6.000–8.200 tỷ đồng",
        "6,000–8,200 billion VND",
    ),
    (Quantity(5 * 10**8, "vnd", 10**9), "0,5–1 tỷ đồng", "0.5–1 billion VND"),
    (Quantity(-500, "bp", -300), "-5–-3%", "-5–-3%"),
    (
        Quantity(2_000_000, "m2", 5_000_000, "about"),
        "khoảng 200–500 ha",
        "about 200–500 ha",
    ),
]


@pytest.mark.parametrize(("text", "style", "number"), NUMBERS)
def test_parse_number(text: str, style: NumberStyle, number: Number) -> None:
    assert parse_number(text, style) == number


@pytest.mark.parametrize(("text", "style", "key", "instead"), BAD_NUMBERS)
def test_parse_number_refuses_with_a_reason(
    text: str, style: NumberStyle, key: str, instead: str | None
) -> None:
    with pytest.raises(BadValue) as raised:
        parse_number(text, style)
    message = raised.value.message
    assert message.key == key
    assert message.values.get("instead") == instead
    assert len(str(message.values["value"])) <= 81


@pytest.mark.parametrize(("text", "units", "heading", "quantity"), QUANTITIES)
def test_parse_quantity(
    text: str, units: tuple[str, ...], heading: str | None, quantity: Quantity
) -> None:
    assert parse_quantity(text, units, default_unit=heading) == quantity


@pytest.mark.parametrize(("text", "units", "heading", "key"), BAD_QUANTITIES)
def test_parse_quantity_refuses_with_a_reason(
    text: str, units: tuple[str, ...], heading: str | None, key: str
) -> None:
    with pytest.raises(BadValue) as raised:
        parse_quantity(text, units, default_unit=heading)
    assert raised.value.message.key == key


def test_english_writing_is_read_only_when_asked_for() -> None:
    thousands = Quantity(5_171_344_000_000, "vnd")
    assert parse_quantity("5,171.344 billion VND", MONEY, style="en") == thousands
    assert parse_quantity("5,171.344", MONEY, "en", "tỷ đồng") == thousands
    assert parse_quantity("6,000–8,200 billion VND", MONEY, "en") == Quantity(
        6 * 10**12, "vnd", 82 * 10**11
    )
    with pytest.raises(BadValue):
        parse_quantity("5.171,344 tỷ đồng", MONEY, style="en")


@pytest.mark.parametrize(("quantity", "vi", "en"), SHOWN)
def test_show_quantity(quantity: Quantity, vi: str, en: str) -> None:
    assert show_quantity(quantity, "vi") == vi
    assert show_quantity(quantity, "en") == en


def test_group_digits() -> None:
    assert group_digits(46100, "vi") == "46.100"
    assert group_digits(46100, "en") == "46,100"
    assert group_digits(999, "vi") == "999"
    assert group_digits(-1234567, "vi") == "-1.234.567"


def test_one_label_is_scale_base_units() -> None:
    assert set(UNITS) == {"vnd", "usd_cents", "m2", "bp", "person", "item", "tonne_per_year"}
    for code, unit in UNITS.items():
        assert unit.code == code
        label = show_quantity(Quantity(unit.scale, code), "vi").removeprefix("1").strip()
        assert label == unit.label_vi


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    """Any quantity the store may hold: only shares may be negative."""
    unit = draw(st.sampled_from(sorted(UNITS)))
    value = draw(st.integers(-LARGEST if unit == "bp" else 0, LARGEST - 1))
    upper = draw(st.none() | st.integers(value + 1, LARGEST))
    qualifiers = ("about", "almost", "over", "at-least", "under", "at-most")
    return Quantity(value, unit, upper, draw(st.none() | st.sampled_from(qualifiers)))


@pytest.mark.parametrize("lang", ["vi", "en"])
@given(quantity=quantities())
def test_what_is_shown_reads_back(lang: Language, quantity: Quantity) -> None:
    shown = show_quantity(quantity, lang)
    assert parse_quantity(shown, [quantity.unit], lang) == quantity
    assert parse_quantity(shown, tuple(UNITS) if quantity.unit != "item" else ["item"], lang) == (
        quantity
    )


@given(st.text(st.sampled_from("0123456789.,-–− +ehatỷđồng%USD\u00a0")))
def test_a_cell_is_read_or_refused_and_never_crashes(text: str) -> None:
    try:
        quantity = parse_quantity(text, tuple(UNITS), default_unit="tỷ đồng")
    except BadValue:
        return
    assert parse_quantity(show_quantity(quantity, "vi"), [quantity.unit]) == quantity


@given(st.text())
def test_any_text_is_read_or_refused_and_never_crashes(text: str) -> None:
    try:
        parse_quantity(text, ["item"])
    except BadValue:
        return
