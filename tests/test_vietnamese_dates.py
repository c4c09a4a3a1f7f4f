"""Dates with precision: every writing read, every guess refused, everything shown reads back."""

from __future__ import annotations

import unicodedata
from datetime import date as calendar_day
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zone_tracker.errors import BadValue
from zone_tracker.model import FactDate, Language, Precision
from zone_tracker.vietnamese.dates import day, iso, parse_date, show_date

MARCH_5 = FactDate("2024-03-05", "2024-03-05", "day")
MAY_2023 = FactDate("2023-05-01", "2023-05-31", "month")
Q3_2024 = FactDate("2024-07-01", "2024-09-30", "quarter")
H1_2024 = FactDate("2024-01-01", "2024-06-30", "half")
H2_2024 = FactDate("2024-07-01", "2024-12-31", "half")
YEAR_2024 = FactDate("2024-01-01", "2024-12-31", "year")
YEARS_2018_19 = FactDate("2018-01-01", "2019-12-31", "range")
MARCH_TO_APRIL = FactDate("2024-03-05", "2024-04-10", "range")
BY_MAY_8 = FactDate(None, "2023-05-08", "day")
BY_MAY = FactDate(None, "2023-05-31", "month")

READ = [
    ("2024-03-05", MARCH_5),
    ("05/3/2024", MARCH_5),
    ("5/3/2024", MARCH_5),
    ("05.03.2024", MARCH_5),
    ("5-3-2024", MARCH_5),
    ("05 / 03 / 2024", MARCH_5),
    ("ngày 5 tháng 3 năm 2024", MARCH_5),
    ("NGÀY 05 THÁNG 03 NĂM 2024", MARCH_5),
    ("5 tháng 3 năm 2024", MARCH_5),
    ("ngày 05/3/2024", MARCH_5),
    ("5 March 2024", MARCH_5),
    ("5 MARCH 2024", MARCH_5),
    ("5 Auguſt 2024", FactDate("2024-08-05", "2024-08-05", "day")),
    ("3/8/2023", FactDate("2023-08-03", "2023-08-03", "day")),
    ("29/02/2024", FactDate("2024-02-29", "2024-02-29", "day")),
    ("29/02/2000", FactDate("2000-02-29", "2000-02-29", "day")),
    ("2023-05", MAY_2023),
    ("5/2023", MAY_2023),
    ("05/2023", MAY_2023),
    ("tháng 5/2023", MAY_2023),
    ("Tháng 05 / 2023", MAY_2023),
    ("tháng 5 năm 2023", MAY_2023),
    ("T5/2023", MAY_2023),
    ("May 2023", MAY_2023),
    ("12/2023", FactDate("2023-12-01", "2023-12-31", "month")),
    ("2/2024", FactDate("2024-02-01", "2024-02-29", "month")),
    ("2024-Q3", Q3_2024),
    ("quý III/2024", Q3_2024),
    ("Quý iii/2024", Q3_2024),
    ("quý 3/2024", Q3_2024),
    ("quí III/2024", Q3_2024),
    ("quý III năm 2024", Q3_2024),
    ("Q3/2024", Q3_2024),
    ("Q3 2024", Q3_2024),
    ("QIII/2026", FactDate("2026-07-01", "2026-09-30", "quarter")),
    ("quý I/2024", FactDate("2024-01-01", "2024-03-31", "quarter")),
    ("quý IV/2024", FactDate("2024-10-01", "2024-12-31", "quarter")),
    ("2024-H1", H1_2024),
    ("6 tháng đầu năm 2024", H1_2024),
    ("nửa đầu năm 2024", H1_2024),
    ("H1 2024", H1_2024),
    ("H1/2024", H1_2024),
    ("first half of 2024", H1_2024),
    ("2024-H2", H2_2024),
    ("6 tháng cuối năm 2024", H2_2024),
    ("nửa cuối năm 2024", H2_2024),
    ("second half of 2024", H2_2024),
    ("2024", YEAR_2024),
    ("năm 2024", YEAR_2024),
    ("  Năm\u00a02024 ", YEAR_2024),
    (unicodedata.normalize("NFD", "năm 2024"), YEAR_2024),
    ("2018-01-01/2019-12-31", YEARS_2018_19),
    ("2018/2019", YEARS_2018_19),
    ("2018–2019", YEARS_2018_19),
    ("2018 - 2019", YEARS_2018_19),
    ("2018-2019", YEARS_2018_19),
    ("giai đoạn 2018-2019", YEARS_2018_19),
    ("từ năm 2018 đến năm 2019", YEARS_2018_19),
    ("2022 - 2024", FactDate("2022-01-01", "2024-12-31", "range")),
    ("từ 5/3/2024 đến 10/4/2024", MARCH_TO_APRIL),
    ("from 5 March 2024 to 10 April 2024", MARCH_TO_APRIL),
    ("05/3/2024 – 10/4/2024", MARCH_TO_APRIL),
    ("2024-03-05/2024-04-10", MARCH_TO_APRIL),
    ("từ tháng 5/2023 đến quý III/2024", FactDate("2023-05-01", "2024-09-30", "range")),
    ("2024-Q1/2024-Q3", FactDate("2024-01-01", "2024-09-30", "range")),
    ("../2023-05-08", BY_MAY_8),
    ("đến 8/5/2023", BY_MAY_8),
    ("đến hết ngày 8/5/2023", BY_MAY_8),
    ("≤ 8/5/2023", BY_MAY_8),
    ("<=8/5/2023", BY_MAY_8),
    ("không muộn hơn 08/5/2023", BY_MAY_8),
    ("chậm nhất 8/5/2023", BY_MAY_8),
    ("no later than 2023-05-08", BY_MAY_8),
    ("../2023-05", BY_MAY),
    ("không muộn hơn tháng 5/2023", BY_MAY),
    ("../2024-Q3", FactDate(None, "2024-09-30", "quarter")),
    ("đến 6 tháng đầu năm 2024", FactDate(None, "2024-06-30", "half")),
    ("không muộn hơn năm 2024", FactDate(None, "2024-12-31", "year")),
]

REFUSED = [
    ("", "date-missing"),
    ("   ", "date-missing"),
    ("5/6", "date-without-year"),
    ("ngày 5 tháng 6", "date-without-year"),
    ("tháng 5", "date-without-year"),
    ("quý III", "date-without-year"),
    ("March", "date-without-year"),
    ("Q3", "date-without-year"),
    ("từ 5/3 đến 10/4/2024", "date-without-year"),
    ("05/3/24", "date-short-year"),
    ("05.03.24", "date-short-year"),
    ("ngày 5/3/24", "date-short-year"),
    ("năm 24", "date-short-year"),
    ("31/02/2024", "date-day"),
    ("29/02/2023", "date-day"),
    ("29/02/2100", "date-day"),
    ("31/4/2024", "date-day"),
    ("0/3/2024", "date-day"),
    ("2024-02-30", "date-day"),
    ("32/3/2024", "date-day"),
    ("từ 31/02/2024 đến 10/4/2024", "date-day"),
    ("đến 31/02/2024", "date-day"),
    ("13/13/2024", "date-month"),
    ("13/2024", "date-month"),
    ("0/2024", "date-month"),
    ("2024-13", "date-month"),
    ("2024-13-01", "date-month"),
    ("tháng 13 năm 2024", "date-month"),
    ("12/25/2024", "date-month-first"),
    ("3-31-2024", "date-month-first"),
    ("March 5, 2024", "date-english-month-first"),
    ("quý V/2024", "date-quarter"),
    ("Q5/2024", "date-quarter"),
    ("quý 0/2024", "date-quarter"),
    ("quý 13/2024", "date-quarter"),
    ("2024-Q7", "date-quarter"),
    ("2024-H3", "date-half"),
    ("H0 2024", "date-half"),
    ("1899", "date-year"),
    ("2200", "date-year"),
    ("5/3/0024", "date-year"),
    ("2024-03-05 10:00", "date-with-time"),
    ("2024-03-05T10:00:00", "date-with-time"),
    ("05/3/2024 14h30", "date-with-time"),
    ("8 giờ ngày 05/3/2024", "date-with-time"),
    ("hôm nay", "date-relative"),
    ("nay", "date-relative"),
    ("đến nay", "date-relative"),
    ("từ 2022 đến nay", "date-relative"),
    ("năm nay", "date-relative"),
    ("tháng trước", "date-relative"),
    ("đầu năm 2024", "date-relative"),
    ("trước 8/5/2023", "date-relative"),
    ("today", "date-relative"),
    ("last year", "date-relative"),
    ("2019-2018", "date-range-backwards"),
    ("2024/2024", "date-range-backwards"),
    ("từ 5/3/2024 đến 5/3/2024", "date-range-backwards"),
    ("từ 10/4/2024 đến 5/3/2024", "date-range-backwards"),
    ("2024/03/05", "date-unread"),
    ("2024-3-5", "date-unread"),
    ("20240305", "date-unread"),
    ("45356", "date-unread"),
    ("5", "date-unread"),
    ("5/3.2024", "date-unread"),
    ("9 tháng đầu năm 2024", "date-unread"),
    ("chưa rõ", "date-unread"),
    ("1.200,5", "date-unread"),
    ("từ " + "đến " * 5000 + "2024", "date-unread"),
    ("../", "date-unread"),
    ("../..", "date-unread"),
    ("2024-03-05/..", "date-unread"),
    ("٢٠٢٤", "date-unread"),
    ("05/3/2024\n", "text-control"),
    ("05/\u200b3/2024", "text-invisible"),
]

# (date, iso, Vietnamese, English)
SHOWN = [
    (MARCH_5, "2024-03-05", "05/3/2024", "5 March 2024"),
    (FactDate("2024-01-31", "2024-01-31", "day"), "2024-01-31", "31/01/2024", "31 January 2024"),
    (MAY_2023, "2023-05", "tháng 5/2023", "May 2023"),
    (
        FactDate("2024-02-01", "2024-02-29", "month"),
        "2024-02",
        "tháng 02/2024",
        "February 2024",
    ),
    (Q3_2024, "2024-Q3", "quý III/2024", "Q3 2024"),
    (H1_2024, "2024-H1", "6 tháng đầu năm 2024", "first half of 2024"),
    (H2_2024, "2024-H2", "6 tháng cuối năm 2024", "second half of 2024"),
    (YEAR_2024, "2024", "năm 2024", "2024"),
    (YEARS_2018_19, "2018-01-01/2019-12-31", "2018–2019", "2018–2019"),
    (
        MARCH_TO_APRIL,
        "2024-03-05/2024-04-10",
        "từ 05/3/2024 đến 10/4/2024",
        "5 March 2024 – 10 April 2024",
    ),
    (
        FactDate("2024-01-01", "2024-12-31", "range"),
        "2024-01-01/2024-12-31",
        "từ 01/01/2024 đến 31/12/2024",
        "1 January 2024 – 31 December 2024",
    ),
    (BY_MAY_8, "../2023-05-08", "≤ 08/5/2023", "≤ 8 May 2023"),
    (BY_MAY, "../2023-05", "≤ tháng 5/2023", "≤ May 2023"),
    (
        FactDate(None, "2024-06-30", "half"),
        "../2024-H1",
        "≤ 6 tháng đầu năm 2024",
        "≤ first half of 2024",
    ),
]


@pytest.mark.parametrize(("text", "date"), READ)
def test_parse_date(text: str, date: FactDate) -> None:
    assert parse_date(text) == date


@pytest.mark.parametrize(("text", "key"), REFUSED)
def test_parse_date_refuses_with_a_reason(text: str, key: str) -> None:
    with pytest.raises(BadValue) as raised:
        parse_date(text)
    assert raised.value.message.key == key


def test_a_refusal_names_what_is_wrong() -> None:
    with pytest.raises(BadValue) as raised:
        parse_date("31/02/2024")
    assert raised.value.message.values == {
        "value": "31/02/2024",
        "month": "2",
        "year": "2024",
        "last": 29,
    }
    with pytest.raises(BadValue) as raised:
        parse_date("12/25/2024")
    assert raised.value.message.values["instead"] == "25/12/2024"


@pytest.mark.parametrize(("date", "machine", "vi", "en"), SHOWN)
def test_iso_and_show_date(date: FactDate, machine: str, vi: str, en: str) -> None:
    assert iso(date) == machine
    assert show_date(date, "vi") == vi
    assert show_date(date, "en") == en


@pytest.mark.parametrize(
    ("text", "iso_day"),
    [
        ("30/6/2024", "2024-06-30"),
        ("2024-06-30", "2024-06-30"),
        ("tháng 2/2024", "2024-02-29"),
        ("2024-Q2", "2024-06-30"),
        ("6 tháng đầu năm 2024", "2024-06-30"),
        ("2024", "2024-12-31"),
    ],
)
def test_day_is_the_day_or_the_last_of_the_period(text: str, iso_day: str) -> None:
    assert day(text) == iso_day


@pytest.mark.parametrize("text", ["2018–2019", "../2023-05-08", "đến 8/5/2023"])
def test_day_refuses_what_names_no_day(text: str) -> None:
    with pytest.raises(BadValue) as raised:
        day(text)
    assert raised.value.message.key == "date-not-a-day"


FIRST, LAST = calendar_day(1900, 1, 1), calendar_day(2199, 12, 31)
_days = st.dates(FIRST, LAST)
_MONTHS_OF: dict[Precision, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def _period(within: calendar_day, precision: Precision) -> FactDate:
    """The period of this precision that holds a day, by the calendar of the standard library."""
    if precision == "day":
        return FactDate(within.isoformat(), within.isoformat(), "day")
    months = _MONTHS_OF[precision]
    first = within.replace(month=(within.month - 1) // months * months + 1, day=1)
    following = first.month + months
    year, month = (first.year + 1, 1) if following > 12 else (first.year, following)
    last = calendar_day(year, month, 1) - timedelta(days=1)
    return FactDate(first.isoformat(), last.isoformat(), precision)


_singles = st.builds(_period, _days, st.sampled_from(["day", *_MONTHS_OF]))
_latest = _singles.map(lambda date: date._replace(date_from=None))
_ranges = (
    st.tuples(_days, _days)
    .filter(lambda ends: ends[0] < ends[1])
    .map(lambda ends: FactDate(ends[0].isoformat(), ends[1].isoformat(), "range"))
)
_year_ranges = (
    st.tuples(st.integers(1900, 2199), st.integers(1900, 2199))
    .filter(lambda years: years[0] < years[1])
    .map(lambda years: FactDate(f"{years[0]}-01-01", f"{years[1]}-12-31", "range"))
)
fact_dates = _singles | _latest | _ranges | _year_ranges


@given(fact_dates)
def test_machine_text_reads_back(date: FactDate) -> None:
    assert parse_date(iso(date)) == date


@pytest.mark.parametrize("lang", ["vi", "en"])
@given(date=fact_dates)
def test_what_is_shown_reads_back(lang: Language, date: FactDate) -> None:
    assert parse_date(show_date(date, lang)) == date
    assert parse_date(show_date(date, lang).upper()) == date


@given(st.text(st.sampled_from("0123456789/.-–QqHhIV năthgquýđếừ≤")))
def test_a_cell_is_read_or_refused_and_never_crashes(text: str) -> None:
    try:
        date = parse_date(text)
    except BadValue:
        return
    assert parse_date(iso(date)) == date


@given(st.text())
def test_any_text_is_read_or_refused_and_never_crashes(text: str) -> None:
    try:
        parse_date(text)
    except BadValue:
        return
