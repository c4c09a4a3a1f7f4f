"""Dates with the precision their document told: read by exact patterns, shown so they read back.

A quarter stays a quarter. Nothing is completed: a date without its year, with a two-digit year
or written month first is refused.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from zone_tracker.errors import BadValue
from zone_tracker.model import FactDate, Language, Precision
from zone_tracker.vietnamese.text import clean, excerpt

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
_LONGEST: Final = 100  # characters; no writing of a date comes near
_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_QUARTERS: Final = ("I", "II", "III", "IV")

# One moment or period in any case; the named groups say what was told. Spaces around a slash
# are taken out before. `\d` stands for 0-9 only, MONTHS for the English names.
_SINGLES: Final = (
    r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)",
    r"(?:ngày )?(?P<d>\d{1,2})(?P<sign>[/.-])(?P<m>\d{1,2})(?P=sign)(?P<y>\d{4})",
    r"(?:ngày )?(?P<d>\d{1,2}) tháng (?P<m>\d{1,2}) năm (?P<y>\d{4})",
    r"(?P<d>\d{1,2}) (?P<month>MONTHS) (?P<y>\d{4})",
    r"(?P<y>\d{4})-(?P<m>\d\d)",
    r"(?:tháng |t ?)?(?P<m>\d{1,2})/(?P<y>\d{4})",
    r"tháng (?P<m>\d{1,2}) năm (?P<y>\d{4})",
    r"(?P<month>MONTHS) (?P<y>\d{4})",
    r"(?P<y>\d{4})-q(?P<q>\d)",
    r"(?:(?:quý|qúy|quí) |q ?)(?P<q>\d{1,2}|[ivx]+)(?:/| năm | )(?P<y>\d{4})",
    r"(?P<y>\d{4})-h(?P<h>\d)",
    r"h(?P<h>\d)(?:/| )(?P<y>\d{4})",
    r"(?:6 tháng|sáu tháng|nửa) (?P<half>đầu|cuối) (?:năm )?(?P<y>\d{4})",
    r"(?:the )?(?P<half>first|second) half of (?P<y>\d{4})",
    r"(?:năm )?(?P<y>\d{4})",
)
_OPEN: Final = (
    r"(?:\.\./|(?:≤|<=) ?|(?:không muộn hơn|chậm nhất|no later than|đến)(?: hết)? )(?P<end>.+)"
)
_RANGES: Final = (
    r"(?P<from>\d{4}(?:-[^/]+)?)/(?P<to>\d{4}(?:-[^/]+)?)",
    r"(?:từ|from) (?P<from>.+) (?:đến|tới|to)(?: hết)? (?P<to>.+)",
    r"(?:giai đoạn |các năm |năm )?(?P<from>\d{4}) ?[-–—] ?(?P<to>\d{4})",
    r"(?P<from>.+?)(?: ?[–—] ?| - )(?P<to>.+)",
)
# In capitals, since a pattern that ignores case takes "ſ" for "s", whose small letter it is not.
_FIRST_HALF: Final = ("1", "ĐẦU", "FIRST")
_SECOND_HALF: Final = ("2", "CUỐI", "SECOND")


@cache
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    months = "|".join(_MONTHS)
    texts = (text.replace("MONTHS", months).replace(r"\d", "[0-9]") for text in patterns)
    return tuple(re.compile(text, re.IGNORECASE) for text in texts)


@lru_cache(maxsize=1 << 14)
def parse_date(text: str) -> FactDate:
    """The date, period, range or latest date `text` tells, with the precision it tells.

    "đến 8/5/2023" and "../2023-05-08" give an open start (`date_from` None). Raises BadValue
    when it is not one of the writings known, or names a day that does not exist.
    """
    said = re.sub(" ?/ ?", "/", clean(text))
    is_short = len(said) <= _LONGEST
    date = _single(said) or _latest(said) or _range(said) if is_short else None
    if date is None:
        key = _reason(said) if said else "date-missing"
        raise BadValue(key or "date-unread", value=excerpt(said))
    return date


def day(text: str) -> str:
    """The ISO day `text` names; the last day of the month, quarter, half or year it names.

    Raises BadValue for a range or a latest date, which name no day, and as `parse_date` does.
    """
    date = parse_date(text)
    if date.date_from is None or date.precision == "range":
        raise BadValue("date-not-a-day", value=excerpt(text))
    return date.date_to


def _single(said: str) -> FactDate | None:
    """The one moment or period told, None when it is written in no known way."""
    for pattern in _compiled(_SINGLES):
        match = pattern.fullmatch(said)
        if match is not None:
            return _of_parts(said, {k: v for k, v in match.groupdict().items() if v})
    return None


def _of_parts(said: str, told: dict[str, str]) -> FactDate:
    year = int(told["y"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadValue("date-year", value=said, first=str(FIRST_YEAR), last=str(LAST_YEAR))
    if "q" in told:
        return _months(year, _quarter(said, told["q"]) * 3 - 2, 3, "quarter")
    if "h" in told or "half" in told:
        return _months(year, _half(said, told.get("h") or told["half"]) * 6 - 5, 6, "half")
    if "month" in told:
        month = [name.upper() for name in _MONTHS].index(told["month"].upper()) + 1
    elif "m" in told:
        month = _month(said, told)
    else:
        return _months(year, 1, 12, "year")
    if "d" in told:
        return _exact_day(said, year, month, int(told["d"]))
    return _months(year, month, 1, "month")


def _month(said: str, told: dict[str, str]) -> int:
    month, dated = int(told["m"]), int(told.get("d", "0"))
    if 1 <= month <= 12:
        return month
    if "sign" in told and 1 <= dated <= 12 < month <= 31:
        instead = f"{month:02}/{dated}/{told['y']}"
        raise BadValue("date-month-first", value=said, instead=instead)
    raise BadValue("date-month", value=said, month=told["m"])


def _quarter(said: str, told: str) -> int:
    if told.upper() in _QUARTERS:
        return _QUARTERS.index(told.upper()) + 1
    if told in ("1", "2", "3", "4"):
        return int(told)
    raise BadValue("date-quarter", value=said, quarter=told.upper())


def _half(said: str, told: str) -> int:
    if told.upper() in _FIRST_HALF:
        return 1
    if told.upper() in _SECOND_HALF:
        return 2
    raise BadValue("date-half", value=said)


def _exact_day(said: str, year: int, month: int, number: int) -> FactDate:
    last = _days_in(year, month)
    if not 1 <= number <= last:
        raise BadValue("date-day", value=said, month=str(month), year=str(year), last=last)
    iso_day = f"{year}-{month:02}-{number:02}"
    return FactDate(iso_day, iso_day, "day")


def _months(year: int, first: int, count: int, precision: Precision) -> FactDate:
    last = first + count - 1
    end = f"{year}-{last:02}-{_days_in(year, last)}"
    return FactDate(f"{year}-{first:02}-01", end, precision)


def _days_in(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _latest(said: str) -> FactDate | None:
    """The latest date told ("no later than"), None when that is not what is told."""
    match = _compiled((_OPEN,))[0].fullmatch(said)
    end = None if match is None else _single(match["end"])
    return None if end is None else FactDate(None, end.date_to, end.precision)


def _range(said: str) -> FactDate | None:
    """From the first day of one moment or period to the last day of a later one."""
    for pattern in _compiled(_RANGES):
        match = pattern.fullmatch(said)
        if match is not None:
            return _span(said, _end(match["from"]), _end(match["to"]))
    return None


def _end(said: str) -> FactDate | None:
    """One end of a range; BadValue when it is clear why it cannot be read."""
    date = _single(said)
    key = _reason(said) if date is None else None
    if key is not None:
        raise BadValue(key, value=excerpt(said))
    return date


def _span(said: str, start: FactDate | None, end: FactDate | None) -> FactDate | None:
    if start is None or start.date_from is None or end is None:
        return None
    if start.date_from >= end.date_to or start == end:
        raise BadValue("date-range-backwards", value=said)
    return FactDate(start.date_from, end.date_to, "range")


# What people do write and the tool will not complete: why not, and how it is recognised.
_REASONS: Final = {
    "date-with-time": r"\d{1,2}(?::|h| giờ )\d\d|\dt\d\d|\d{1,2} ?(?:h|giờ)\b",
    "date-relative": (
        r"\b(?:nay|qua|mai|này|trước|sau|tới|ngoái|hiện tại|(?<!tháng )(?:đầu|cuối|giữa) năm"
        r"|today|now|yesterday|tomorrow|this|last|next|ago|before|after)\b"
    ),
    "date-english-month-first": r"(?:MONTHS) \d{1,2},? \d{4}",
    "date-short-year": r"^(?:ngày )?\d{1,2}([/.-])\d{1,2}\1\d\d$|^năm \d\d$",
    "date-without-year": (
        r"^(?!.*\d{4})"
        r"(?:(?:ngày )?\d{1,2}[/.-]\d{1,2}$|.*\b(?:tháng|quý|qúy|quí|[qh]\d|MONTHS)\b)"
    ),
}


def _reason(said: str) -> str | None:
    """The key of why the text is no date, None when nothing more than that can be told."""
    patterns = _compiled(tuple(_REASONS.values()))
    return next(
        (key for key, pattern in zip(_REASONS, patterns, strict=True) if pattern.search(said)),
        None,
    )


def iso(date: FactDate) -> str:
    """The canonical text of machine formats; `parse_date` gives the same date back.

    "2024-03-05", "2024-03", "2024-Q3", "2024-H1", "2024", "2018-01-01/2019-12-31" (a range is
    always of days) and "../2023-05" (no later than). The date must be as `parse_date` makes it.
    """
    if date.precision == "range":
        return f"{date.date_from}/{date.date_to}"
    told = _iso_end(date.date_to, date.precision)
    return told if date.date_from is not None else f"../{told}"


def _iso_end(iso_day: str, precision: Precision) -> str:
    """The period of this precision that ends on `iso_day`."""
    year, month = iso_day[:4], int(iso_day[5:7])
    if precision == "day":
        return iso_day
    if precision == "month":
        return iso_day[:7]
    if precision == "quarter":
        return f"{year}-Q{month // 3}"
    return f"{year}-H{month // 6}" if precision == "half" else year


def show_date(date: FactDate, lang: Language) -> str:
    """The date as people write it, short enough for a cell; `parse_date` reads it back."""
    if date.precision == "range" and date.date_from is not None:
        return _show_range(date.date_from, date.date_to, lang)
    show = _show_vi if lang == "vi" else _show_en
    told = show(date.date_to, date.precision)
    if date.date_from is not None:
        return told
    return f"≤ {told}"


def _show_range(start: str, end: str, lang: Language) -> str:
    is_whole_years = start.endswith("-01-01") and end.endswith("-12-31")
    if is_whole_years and start[:4] != end[:4]:
        return f"{start[:4]}–{end[:4]}"
    if lang == "vi":
        return f"từ {_show_vi(start, 'day')} đến {_show_vi(end, 'day')}"
    return f"{_show_en(start, 'day')} – {_show_en(end, 'day')}"


def _show_vi(iso_day: str, precision: Precision) -> str:
    """The period that ends on `iso_day`; days under 10 and months 1, 2 take a zero.

    Decree 30/2020/NĐ-CP, appendix I: no other number of a date is padded.
    """
    year, month = iso_day[:4], int(iso_day[5:7])
    written_month = f"{month:02}" if month < 3 else str(month)
    if precision == "day":
        return f"{iso_day[8:]}/{written_month}/{year}"
    if precision == "month":
        return f"tháng {written_month}/{year}"
    if precision == "quarter":
        return f"quý {_QUARTERS[month // 3 - 1]}/{year}"
    if precision == "half":
        return f"6 tháng {'đầu' if month == 6 else 'cuối'} năm {year}"
    return f"năm {year}"


def _show_en(iso_day: str, precision: Precision) -> str:
    """The period that ends on `iso_day`."""
    year, month = iso_day[:4], int(iso_day[5:7])
    if precision == "day":
        return f"{int(iso_day[8:])} {_MONTHS[month - 1]} {year}"
    if precision == "month":
        return f"{_MONTHS[month - 1]} {year}"
    if precision == "quarter":
        return f"Q{month // 3} {year}"
    if precision == "half":
        return f"{'first' if month == 6 else 'second'} half of {year}"
    return year
