"""What recording any row needs: the desk it is done at, and the readers of its cells."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Literal, TypeVar

from zone_tracker.errors import BadValue
from zone_tracker.importing.namesakes import Namesakes
from zone_tracker.importing.places import Places
from zone_tracker.importing.references import CODE, References
from zone_tracker.importing.rows import Row
from zone_tracker.importing.words import one_of
from zone_tracker.model import FactDate, Message, Term
from zone_tracker.store.ledger import Ledger, Values
from zone_tracker.store.vocabulary import Act, Vocabulary
from zone_tracker.vietnamese.dates import parse_date
from zone_tracker.vietnamese.nearest import guess
from zone_tracker.vietnamese.quantities import parse_quantity
from zone_tracker.vietnamese.text import clean, identity_key, search_key

T = TypeVar("T")
Mode = Literal["import", "add", "update"]
CONFIDENCE = {
    "high": "high",
    "cao": "high",
    "medium": "medium",
    "trung bình": "medium",
    "low": "low",
    "thấp": "low",
}
STATUS = {"actual": "actual", "thực tế": "actual", "planned": "planned", "kế hoạch": "planned"}
YES_NO = {"yes": 1, "có": 1, "no": 0, "không": 0}
PRICE_BASE = {
    "current": "current",
    "hiện hành": "current",
    "giá hiện hành": "current",
    "2010": "2010",
    "giá so sánh 2010": "2010",
}
FLOW = {"stock": "stock", "flow": "flow"}
COUNT_BY = {word: word for word in ("act", "stage-at-least", "advanced", "any-act")}
LEVEL = {
    "province": "province",
    "tỉnh": "province",
    "district": "district",
    "huyện": "district",
    "commune": "commune",
    "xã": "commune",
}

DENIES = re.compile(r"(?:da )?(?:chua|khong|du kien|sap|ngung|dung|cham)\b")
"""How a stage begins that says another is not there, folded."""


@dataclass
class Desk:
    """What recording a row needs: the ledger, the vocabulary, references, and the mode.

    `today` is the ISO day after which what is told as actual is still ahead; None: nobody asks.
    `subject` is the first subject recorded, `fresh` are the names of the first new ones; `acts`
    the words already found in the vocabulary, by kind and word; `placed` where the rows of the
    input say that a subject lies, as they say it.
    """

    ledger: Ledger
    vocabulary: Vocabulary
    references: References
    namesakes: Namesakes
    places: Places
    mode: Mode = "import"
    today: str | None = None
    subject: int = 0
    fresh: list[str] = field(default_factory=list)
    later: list[tuple[Row, int]] = field(default_factory=list)
    acts: dict[tuple[str | None, str], str] = field(default_factory=dict)
    placed: dict[int, str] = field(default_factory=dict)


def desk_for(ledger: Ledger, words: Vocabulary, mode: Mode = "import") -> Desk:
    """A desk at which rows are recorded into this ledger."""
    references = References(ledger, words)
    return Desk(ledger, words, references, Namesakes(ledger, words), Places(references), mode)


def given(**values: object) -> Values:
    """Only the values that are known."""
    return {key: value for key, value in values.items() if value is not None}


def coded(text: str) -> str:
    """A code: ASCII words joined by dashes."""
    code = text.strip()
    if not CODE.fullmatch(code):
        raise BadValue("code.form", value=text)
    return code


def plain_code(text: str) -> str:
    """A code of any one word."""
    code = text.strip()
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]*", code):
        raise BadValue("code.form", value=text)
    return code


def web_address(text: str) -> str:
    """An address that can be opened, never a script."""
    url = text.strip()
    if not re.fullmatch(r"https?://[^\s<>\"]+", url):
        raise BadValue("url.form", value=text)
    return url


def whole(text: str) -> int:
    """A plain count."""
    if not re.fullmatch(r"[0-9]{1,9}", text.strip()):
        raise BadValue("count.form", value=text)
    return int(text.strip())


def said(row: Row, desk: Desk) -> Values:
    """Source, confidence and note: what most rows carry."""
    return given(
        source=row.read("source", desk.references.source),
        confidence=choice(row, "confidence", CONFIDENCE),
        note=row.read("note", clean),
    )


def first_day(text: str) -> str:
    """The ISO day on which something begins: the first one of the month or year named."""
    date = parse_date(text)
    if date.date_from is None or date.precision == "range":
        raise BadValue("date-not-a-day", value=text)
    return date.date_from


def dated(date: FactDate | None) -> Values:
    """The three columns of a date with its precision."""
    if date is None:
        return {}
    return {"date_from": date.date_from, "date_to": date.date_to, "precision": date.precision}


def warn_ahead(row: Row, desk: Desk, key: str, told: Values) -> Values:
    """The same values of an act or a figure; tell where an actual one is of a day to come.

    A sheet of one day that tells of a later one was drawn up later, or the day is misspelt.
    """
    if desk.today is None or told.get("status") == "planned":
        return told
    date = FactDate(
        told.get("date_from"),  # type: ignore[arg-type]
        told.get("date_to"),  # type: ignore[arg-type]
        told.get("precision"),  # type: ignore[arg-type]
    )
    first = begins(date)
    sheet = row.read("as_of", parse_date) if "as_of" not in row.headings else None
    if first > desk.today:
        row.warn(key, Message("date.ahead", {"date": date}))
    elif key != "as_of" and sheet and sheet.date_to and first > sheet.date_to:
        row.warn(key, Message("date.after-sheet", {"date": date, "sheet": sheet}))
    return told


def begins(date: FactDate) -> str:
    """The earliest day of a date; of "no later than" a year, month or quarter that is its first."""
    if date.date_from is not None or date.date_to is None:
        return date.date_from or ""
    months = {"year": 12, "half": 6, "quarter": 3, "month": 1}.get(date.precision, 0)
    year, month = int(date.date_to[:4]), int(date.date_to[5:7]) - months + 1
    return f"{year}-{month:02}-01" if months else date.date_to


def choice(row: Row, key: str, words: dict[str, str]) -> str | None:
    """One word of a short list."""
    if key not in row.cells:
        return None
    return row.read(key, partial(one_of, choices=words))


def act_told(row: Row, desk: Desk, kind: str, act: str | None) -> Values:
    """An act with what must stand beside it: a return says where to, and why.

    `act` is None where none is told, and where it is refused already.
    """
    cell = "act" if "act" in row.cells else "stage"
    back = row.read("return_to", partial(act_of, desk, kind))
    values = given(
        act=act,
        status=choice(row, "status", STATUS) or "actual",
        return_to=back,
        reason=row.read("reason", clean),
    )
    if act == "returned" and back is None and "return_to" not in row.cells and not row.problems:
        row.refuse(cell, Message("return.no-stage"))
    if back and act != "returned" and (act or cell not in row.cells):
        row.refuse("return_to", Message("return.other-act"))
    if back and desk.vocabulary.acts[kind, back].rank is None:
        row.refuse("return_to", Message("return.not-a-stage", {"value": back}))
    if back and "reason" not in row.cells:
        row.refuse("return_to", Message("return.no-reason"))
    if back and values["status"] == "planned":
        row.refuse("return_to", Message("return.planned"))
    return values


def act_of(desk: Desk, kind: str | None, text: str) -> str:
    """The code of an act of this kind (None: of any), by code, label or other word."""
    known = desk.acts.get((kind, text))
    if known is None:
        known = desk.acts[kind, text] = find_act(desk.vocabulary.acts_of(kind), text)
    return known


def find_act(acts: list[Act], text: str) -> str:
    """The code of the act that has `text` among its words."""
    folded = identity_key(clean(text))
    for act in acts:
        if any(identity_key(word) == folded for word in act.words):
            return act.code
    words = [word for act in acts for word in act.words]
    stages = [act.label for act in acts if act.rank is not None]
    # "Chưa hoạt động" is most like its contrary
    meant = Message("no-guess") if DENIES.match(search_key(text)) else guess(text, words)
    raise BadValue("stage.unknown", value=text, guess=meant, stages=stages)


def quantity_of(desk: Desk, measure: str, unit: str | None, text: str) -> Values:
    """The columns of a written quantity."""
    units = desk.vocabulary.measures[measure].units
    quantity = parse_quantity(text, units, default_unit=unit)
    return {
        "unit": quantity.unit,
        "value": quantity.value,
        **given(upper=quantity.upper, qualifier=quantity.qualifier),
    }


def kind_of(desk: Desk, subject: int) -> str:
    """The kind of a subject that a row just named."""
    return desk.references.subjects.kinds[subject]


def measure_of(desk: Desk, text: str) -> str:
    """The code of a measure, by code, label or other word."""
    words = {
        word: measure.code
        for measure in desk.vocabulary.measures.values()
        for word in measure.words
    }
    return one_of(text, words, "measure.unknown", common_measures(desk.vocabulary))


COMMON = ("area-planned", "area-leased", "capital-registered", "capital-disbursed", "labour")


def common_measures(words: Vocabulary) -> list[Term]:
    """The measures that a refusal names: all of them would fill a page."""
    return [words.measures[code].label for code in COMMON]


def each(read: Callable[[str], T], text: str) -> list[T]:
    """A list of values separated by semicolons."""
    return [read(part) for part in text.split(";") if part.strip()]
