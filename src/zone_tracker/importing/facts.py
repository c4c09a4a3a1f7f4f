"""What the row of a subject's sheet tells beside the subject itself: acts and figures.

Columns of the sheet say it by their key: `stage` with its date, `act:ACT` and
`act:ACT:planned` (the cell is the date), `decision:ACT` (the cell is the document, with its
date), `figure:MEASURE` and `figure:MEASURE:planned`, each with `@unit` where the heading
names one.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial

from zone_tracker.errors import BadValue
from zone_tracker.importing.desk import (
    PRICE_BASE,
    STATUS,
    Desk,
    act_of,
    act_told,
    choice,
    dated,
    given,
    measure_of,
    quantity_of,
    warn_ahead,
)
from zone_tracker.importing.rows import FIGURE_COLUMNS, Key, Row, each_line, parse_key
from zone_tracker.importing.words import one_of
from zone_tracker.model import FactDate, Message
from zone_tracker.store.ledger import Values
from zone_tracker.store.subjects import has_act, health_now, stage_now
from zone_tracker.store.vocabulary import Act
from zone_tracker.vietnamese.dates import parse_date
from zone_tracker.vietnamese.text import clean, normal, search_key

NUMBER = re.compile(r"\d+[A-Za-zĐđ]?/[^\s,;]*[^\W\d_][^\s,;]*\b")
"""The number of a document: `1627/QĐ-TTg`."""
DAY = re.compile(
    r"\d{1,2}\s*([/.-])\s*\d{1,2}\s*\1\s*\d{2,4}|(?:\d{1,2}\s+)?tháng\s+\d{1,2}\s*(?:năm|/)\s*\d{2,4}",
    re.IGNORECASE,
)
"""The day of a document, or the month of another."""
NO_DECISION = re.compile(
    r"chua\b(?! su dung)|khong (?!gian)|khong$|du kien|dang (?:trinh|lam|lap|hoan|cho|tham)|xin\b"
    r"|de nghi|(?:da )?trinh\b|to trinh|bai bo|huy bo|het hieu luc|(?:bi|da) (?:thu hoi|huy)"
    r"|^(?:bao cao|thu hoi|huy|ke hoach)\b|\bttr\b|\bbc\b"
)
"""What says that there is none: not yet, only proposed, or no longer; folded."""
ADJUSTS = re.compile(r"\b(?:dieu chinh|sua doi|bo sung|thay the)\b(?! quy hoach)")
"""What says, folded, that a document changes an earlier one, which was the first."""
BEARERS = {
    "on": {"stage", "health", "figure", "place"},
    "as_of": {"stage", "health", "figure", "place"},
    "status": {"stage", "health", "figure"},
    "phase": {"stage", "health", "figure", "act", "decision"},
    "reason": {"stage", "health"},
}
"""Cells that say something of an act or a figure, and what they can say it of."""
ONE_PERCENT = 100
"""In hundredths of a percent."""
STATES = ("advance", "suspend", "end", "health", "none")
"""The effects of acts that a sheet may name as the state something is in: all that need no more."""


def facts_told(
    row: Row, desk: Desk, kind: str, stands: Values | None, statement: Values
) -> list[tuple[str, Values]]:
    """What a row tells beside its subject, each with its table.

    `stands` is the subject as it is, None: it is new; `statement` is what the row says of all.
    """
    cells = stating(tuple(row.cells))
    warn_of_idle(row)
    acts = [{**statement, "kind": kind, **act} for act in acts_told(row, desk, kind, stands, cells)]
    figures = [{**statement, **figure} for figure in figures_told(row, desk, cells)]
    return [*(("milestone", act) for act in acts), *(("figure", figure) for figure in figures)]


Stating = dict[str, list[tuple[str, Key]]]


@lru_cache(maxsize=256)
def stating(keys: tuple[str, ...]) -> Stating:
    """The cells that state something by their key, by its sort.

    The rows of a sheet have few sets of cells: the keys of each set are taken apart once.
    """
    short = [
        (key, Key("figure", measure)) for key, measure in FIGURE_COLUMNS.items() if key in keys
    ]
    told = [*short, *((key, parse_key(key)) for key in keys)]
    return {
        sort: [(key, parts) for key, parts in told if parts and parts.sort == sort]
        for sort in ("act", "decision", "figure")
    }


@lru_cache(maxsize=256)
def idle(keys: tuple[str, ...]) -> frozenset[str]:
    """Those of these cells or columns that say something of an act or a figure, none being there.

    A date may say when a place was told, too.
    """
    told = {parts.sort or parts.code for key in keys if (parts := parse_key(key))}
    return frozenset(key for key, borne in BEARERS.items() if key in told and not told & borne)


def warn_of_idle(row: Row) -> None:
    """Tell the cells of a row that say nothing of anything, columns that never do apart.

    A status or a cut-off date by itself says nothing that would be lost.
    """
    keys = tuple(row.cells)
    if row.line is None or not idle(keys):
        return
    for key in sorted(idle(keys) - idle((*row.headings, *keys)) - {"status", "as_of"}):
        if key in row.headings:
            row.warn(key, Message("row.says-nothing"))


def acts_told(
    row: Row, desk: Desk, kind: str, stands: Values | None, cells: Stating
) -> list[Values]:
    """The milestones that a row tells."""
    stage = stage_told(row, desk, kind, stands)
    return [
        *([stage] if stage else []),
        *dates_told(row, desk, cells),
        *decisions_told(row, desk, cells),
    ]


def stage_told(row: Row, desk: Desk, kind: str, stands: Values | None) -> Values | None:
    """The milestone of a stage, act or health with its date.

    A stage without a date of its own is the state on the day the sheet was drawn up: reached
    no later than that, and nothing new where the subject stands there already.
    """
    key = "health" if "health" in row.cells else "stage"
    act = row.read(key, partial(health_of if key == "health" else act_of, desk, kind))
    date = row.read("on", parse_date)
    told = act_told(row, desk, kind, act)
    if act is None:
        return None
    if "on" in row.cells:
        return warn_ahead(row, desk, "on", {**told, **dated(date)})
    if desk.vocabulary.acts[kind, act].effect not in STATES or told["status"] == "planned":
        row.refuse(key, Message("stage.no-date"))
        return None
    return state_told(row, desk, key, kind, stands, told)


def state_told(
    row: Row, desk: Desk, key: str, kind: str, stands: Values | None, told: Values
) -> Values | None:
    """The milestone that the state of a subject on a day amounts to; None: that is known."""
    day = row.read("as_of", parse_date)
    if day is None:
        if "as_of" not in row.cells:
            row.refuse(key, Message("stage.no-date"))
        return None
    act = desk.vocabulary.acts[kind, str(told["act"])]
    if stands and is_known(row, desk, key, int(str(stands["id"])), act, day):
        return None
    return warn_ahead(
        row, desk, "as_of", {**told, **dated(FactDate(None, day.date_to, day.precision))}
    )


def is_known(row: Row, desk: Desk, key: str, subject: int, told: Act, day: FactDate) -> bool:
    """Whether a subject was there already by a day; what it had passed by then is told."""
    db = desk.ledger.db
    if told.effect == "health":
        health = health_now(db, subject, day.date_to)
        return health is not None and health.state.code == told.code
    if told.effect == "none":
        return has_act(db, subject, told.code, day.date_to)
    now = stage_now(db, subject, day.date_to)
    if now is None or not (now[0].code == told.code or is_behind(desk, told, now[0].code)):
        return False
    stage, since = now
    if stage.code != told.code:
        values = {"value": told.label, "stage": stage, "since": since, "date": day}
        row.warn(key, Message("stage.behind", values))
    return True


def is_behind(desk: Desk, told: Act, stage: str) -> bool:
    """Whether a stage that is told was passed already by a subject that stands at `stage`."""
    stands = desk.vocabulary.acts[told.kind, stage]
    if told.effect != "advance":
        return False
    return stands.effect == "end" or (stands.rank or 0) > (told.rank or 0)


def dates_told(row: Row, desk: Desk, cells: Stating) -> list[Values]:
    """The milestones of columns whose cells are dates of one act."""
    told = []
    for key, parts in cells["act"]:
        if not parts.planned and has_no_day(row.cells.get(f"decision:{parts.code}")):
            continue  # it is the day of that document
        status = "planned" if parts.planned else "actual"
        date = dated(row.read(key, parse_date))
        told.append(warn_ahead(row, desk, key, {"act": parts.code, "status": status, **date}))
    return told


def decisions_told(row: Row, desk: Desk, cells: Stating) -> list[Values]:
    """The milestones of columns whose cells are the documents of one act."""
    told = []
    for key, parts in cells["decision"]:
        day = row.read(f"act:{parts.code}", parse_date) if has_no_day(row.cells[key]) else None
        document = row.read(key, partial(document_of, day))
        if document:
            if ADJUSTS.search(search_key(str(document["title"]))):
                row.warn(key, Message("decision.adjusts"))
            source = desk.references.document(document)
            date = {name: document[name] for name in ("date_from", "date_to", "precision")}
            act: Values = {"act": parts.code, "status": "actual", "source": source, **date}
            told.append(warn_ahead(row, desk, key, act))
    return told


def has_no_day(text: str | None) -> bool:
    """Whether a document is told by its number alone; the day may stand in a column of its own."""
    return text is not None and DAY.search(normal(text)) is None


def document_of(day: FactDate | None, text: str) -> Values:
    """A document as people cite it: title, number, and the day it was made, told here or apart.

    Raises BadValue for one that decides nothing, and for several: each made an act of its own.
    """
    title = clean(text)
    if NO_DECISION.search(search_key(title)):
        raise BadValue("decision.none", value=text)
    days = [found[0] for found in DAY.finditer(title)]
    numbers = dict.fromkeys(NUMBER.findall(title))
    if len(days) > 1 or len(numbers) > 1:
        raise BadValue("decision.several", value=text)
    date = parse_date(days[0]) if days else day
    if date is None or date.precision != "day":
        raise BadValue("decision.no-date", value=text)
    return given(title=title, number=next(iter(numbers), None), **dated(date))


def health_of(desk: Desk, kind: str, text: str) -> str:
    """The code of a word for health; nothing else may stand there."""
    words = {
        word: act.code
        for act in desk.vocabulary.acts_of(kind)
        if act.effect == "health"
        for word in act.words
    }
    return one_of(text, words)


def figures_told(row: Row, desk: Desk, cells: Stating) -> list[Values]:
    """The figures of a row: of columns of their own, and those of `figure` options.

    All have the date and the status of the row, or the day the sheet was drawn up.
    """
    told: list[tuple[str, Key, Values]] = []
    for key, parts in cells["figure"]:
        quantity = row.read(key, partial(quantity_of, desk, parts.code, row.unit(key)))
        if quantity is not None:
            warn_of_fraction(row, key, quantity)
            told.append((key, parts, quantity))
    told += [("figure", *each) for each in more_figures(row, desk)]
    if not told:
        return []
    date = row.read("on", parse_date) or row.read("as_of", parse_date)
    if date is None and "on" not in row.cells and "as_of" not in row.cells:
        for key, *_ in told:
            row.refuse(key, Message("figure.no-date"))
    alike = {**dated(date), **given(price_base=choice(row, "price_base", PRICE_BASE))}
    status = choice(row, "status", STATUS) or "actual"
    if any(not parts.planned for _, parts, _ in told) and "stage" not in row.cells:
        warn_ahead(row, desk, "on" if "on" in row.cells else "as_of", {"status": status, **alike})
    return [
        {
            "measure": parts.code,
            "status": "planned" if parts.planned else status,
            **quantity,
            **alike,
        }
        for _, parts, quantity in told
    ]


def warn_of_fraction(row: Row, key: str, quantity: Values) -> None:
    """Tell where a share of no more than 1 % has no sign of its own: 0,85 may stand for 85 %."""
    if quantity["unit"] != "bp" or not 0 < int(str(quantity["value"])) <= ONE_PERCENT:
        return
    told = row.cells[key].strip()
    if told[-1].isdigit():
        row.warn(key, Message("share.fraction", {"value": told}))


def more_figures(row: Row, desk: Desk) -> list[tuple[Key, Values]]:
    """The figures told as `measure=value`, one a line, of any measure there is."""

    def read(told: str) -> tuple[Key, Values]:
        name, sign, value = told.partition("=")
        if not sign:
            raise BadValue("figure.form", value=told)
        measure = measure_of(desk, name)
        return Key("figure", measure), quantity_of(desk, measure, None, value)

    return each_line(row, "figure", read)
