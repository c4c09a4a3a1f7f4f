"""What a row of each kind of input records: its cells to values, its values to the ledger.

Cells are read all, so that every problem of a row is found; a row with a problem records
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Literal, TypeVar

from zone_tracker.errors import BadValue
from zone_tracker.importing.references import CODE, LEVEL_WORDS, References, name_keys
from zone_tracker.importing.rows import Row
from zone_tracker.importing.words import guess, one_of
from zone_tracker.model import FactDate, Message
from zone_tracker.store.ledger import Ledger, Values
from zone_tracker.store.vocabulary import Vocabulary
from zone_tracker.vietnamese.dates import day, parse_date
from zone_tracker.vietnamese.quantities import parse_quantity
from zone_tracker.vietnamese.text import clean, identity_key, split_phase

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
LEVEL = {"province": "province", "district": "district", "commune": "commune"}
FIGURE_COLUMNS = {
    "area": "area-planned",
    "capital": "capital-registered",
    "labour": "labour",
}
"""Columns of a subject's own sheet that hold figures, and their measures."""


@dataclass
class Desk:
    """What recording a row needs: the ledger, the vocabulary, references, and the mode.

    `subjects` collects the ids of the subjects recorded, in order.
    """

    ledger: Ledger
    vocabulary: Vocabulary
    references: References
    mode: Mode = "import"
    subjects: list[int] = field(default_factory=list)


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
        confidence=row.read("confidence", partial(one_of, choices=CONFIDENCE)),
        note=row.read("note", clean),
    )


def dated(date: FactDate | None) -> Values:
    """The three columns of a date with its precision."""
    if date is None:
        return {}
    return {"date_from": date.date_from, "date_to": date.date_to, "precision": date.precision}


def choice(row: Row, key: str, words: dict[str, str]) -> str | None:
    """One word of a short list."""
    return row.read(key, partial(one_of, choices=words))


def record_source(row: Row, desk: Desk) -> None:
    row.require("code", "title")
    values = given(
        code=row.read("code", coded),
        title=row.read("title", clean),
        publisher=row.read("publisher", clean),
        number=row.read("number", clean),
        url=row.read("url", web_address),
        note=row.read("note", clean),
        **dated(row.read("date", parse_date)),
    )
    if not row.problems:
        desk.ledger.put("source", values)


def record_area(row: Row, desk: Desk) -> None:
    row.require("code", "level", "name")
    level = choice(row, "level", LEVEL)
    name = row.read("name", clean)
    values = given(
        code=row.read("code", plain_code),
        level=level,
        parent=row.read("parent", desk.references.area),
        valid_from=row.read("valid_from", day),
        valid_to=row.read("valid_to", day),
        **said(row, desk),
    )
    if name and level and not row.problems:
        desk.ledger.put("area", {**values, **name_keys(name, LEVEL_WORDS[level])})


def record_succession(row: Row, desk: Desk) -> None:
    row.require("old", "new", "date")
    values = given(
        old=row.read("old", desk.references.area),
        new=row.read("new", desk.references.area),
        date=row.read("date", day),
        **said(row, desk),
    )
    values.pop("note", None)
    if not row.problems:
        desk.ledger.queue("succession", values)


def record_unit_set(row: Row, desk: Desk) -> None:
    row.require("code", "title_vi", "title_en", "area")
    values = given(
        code=row.read("code", plain_code),
        title_vi=row.read("title_vi", clean),
        title_en=row.read("title_en", clean),
    )
    area = row.read("area", desk.references.area)
    source = row.read("source", desk.references.source)
    if not row.problems:
        unit_set = desk.ledger.put("unit_set", values)
        desk.ledger.queue("unit_set_member", given(unit_set=unit_set, area=area, source=source))


def record_sector(row: Row, desk: Desk) -> None:
    row.require("code", "name_vi", "name_en")
    values = given(
        code=row.read("code", plain_code),
        parent=row.read("group", desk.references.sector),
        name_vi=row.read("name_vi", clean),
        name_en=row.read("name_en", clean),
        **said(row, desk),
    )
    values.pop("note", None)
    if not row.problems:
        desk.ledger.put("sector", values)


def record_subject(row: Row, desk: Desk, *, kind: str) -> None:
    """A subject, and what its row says beside: a stage with its date, figures."""
    name, phase = row.read("name", lambda text: split_phase(clean(text))) or (None, None)
    stands = resolve_subject(row, desk, kind, name)
    values = given(
        certificate=row.read("certificate", clean),
        district=row.read("district", desk.references.district),
        within=row.read("within", partial(within, desk)),
        investor=row.read("investor", clean),
        sector=row.read("sector", desk.references.sector),
    )
    statement = {**said(row, desk), **given(phase=row.read("phase", clean) or phase)}
    milestone = stage_of(row, desk, kind)
    figures = figures_of(row, desk)
    if row.problems:
        return
    if stands is None or not (milestone or figures):
        values.update({key: said for key, said in statement.items() if key != "phase"})
    if stands is None and "code" in row.cells:
        values["code"] = row.read("code", coded)
    subject = put_subject(desk, kind, name, stands, values)
    desk.subjects.append(subject)
    if milestone:
        desk.ledger.queue("milestone", {"subject": subject, "kind": kind, **statement, **milestone})
    for figure in figures:
        desk.ledger.queue("figure", {"subject": subject, **statement, **figure})


def resolve_subject(row: Row, desk: Desk, kind: str, name: str | None) -> Values | None:
    """The subject a row is about; None: it is a new one. Refusals become problems of the row."""
    index = desk.references.subjects
    code = row.read("code", coded)
    certificate = row.cells.get("certificate", "").strip()
    stands = index.by_code.get(code or "") or index.by_certificate.get(certificate)
    if stands and stands["kind"] != kind:
        row.refuse("code", Message("subject.other-kind", {"code": stands["code"]}))
    if name is None:
        if stands is None:
            row.require("name")
        return stands
    others = [same for same in same_name(row, desk, kind, name) if same is not stands]
    if stands is None and desk.mode == "import" and not code:
        if len(others) > 1:
            codes = [str(same["code"]) for same in others]
            row.refuse("name", Message("subject.ambiguous", {"value": name, "choices": codes}))
        return others[0] if others else None
    if others:
        row.refuse("name", Message("subject.exists", {"name": name, "code": others[0]["code"]}))
    elif stands and desk.mode == "add":
        row.refuse("code", Message("subject.exists", {"name": name, "code": stands["code"]}))
    return stands


def same_name(row: Row, desk: Desk, kind: str, name: str) -> list[Values]:
    """The subjects of this kind with this name that may be the same one.

    Two districts tell two subjects apart; an unknown district tells nothing.
    """
    words = dict(desk.references.subjects.identities(name))
    if kind not in words:
        row.refuse("name", Message("subject.prefix", {"name": name}))
        return []
    text = row.cells.get("district")
    district = None
    if text is not None:
        try:
            district = desk.references.district(text)
        except BadValue:
            return []  # told where the district itself is read
    return [
        same
        for same in desk.references.subjects.named(name, kind)
        if district is None or same.get("district") in (None, district)
    ]


def within(desk: Desk, text: str) -> int:
    """The zone or cluster a project lies in."""
    subject = desk.references.subject(text)
    for row in desk.references.subjects.by_code.values():
        if row["id"] == subject and row["kind"] not in ("zone", "cluster"):
            raise BadValue("subject.within", value=text)
    return subject


def put_subject(
    desk: Desk, kind: str, name: str | None, stands: Values | None, values: Values
) -> int:
    """Write the subject's own row; a name that differs only in writing is left as it stands."""
    prefixes = desk.vocabulary.kinds[kind].name_prefixes
    if stands is not None:
        renamed = name is not None and desk.mode == "update"
        if renamed and name is not None and name != stands["name"]:
            values = {**values, **name_keys(name, prefixes)}
        return desk.ledger.put("subject", {"id": stands["id"], **values})
    if name is None:
        raise TypeError("a new subject is recorded only with a name")
    code = str(values.get("code") or desk.references.subjects.free_code(kind, name))
    fresh: Values = {
        **values,
        "id": desk.ledger.new_id("subject"),
        "kind": kind,
        "code": code,
        **name_keys(name, prefixes),
    }
    desk.references.subjects.add(fresh)
    return desk.ledger.put("subject", fresh)


def stage_of(row: Row, desk: Desk, kind: str) -> Values | None:
    """The milestone a subject's own row tells, with its date."""
    act = row.read("stage", partial(act_of, desk, kind))
    if act is None:
        return None
    date = row.read("on", parse_date)
    if date is None and "on" not in row.cells:
        row.refuse("stage", Message("stage.no-date"))
    return {**act_told(row, desk, kind, act), **dated(date)}


def act_told(row: Row, desk: Desk, kind: str, act: str | None) -> Values:
    """An act with what must stand beside it: a return says where to, and why."""
    back = row.read("return_to", partial(act_of, desk, kind))
    values = given(
        act=act,
        status=choice(row, "status", STATUS) or "actual",
        return_to=back,
        reason=row.read("reason", clean),
    )
    if act == "returned" and back is None and "return_to" not in row.cells:
        row.refuse("stage", Message("return.no-stage"))
    if back and desk.vocabulary.acts[kind, back].rank is None:
        row.refuse("return_to", Message("return.not-a-stage", {"value": back}))
    if back and "reason" not in row.cells:
        row.refuse("return_to", Message("return.no-reason"))
    if back and values["status"] == "planned":
        row.refuse("return_to", Message("return.planned"))
    return values


def act_of(desk: Desk, kind: str, text: str) -> str:
    """The code of an act of this kind, by code, label or other word."""
    acts = desk.vocabulary.acts_of(kind)
    folded = identity_key(clean(text))
    for act in acts:
        if any(identity_key(word) == folded for word in act.words):
            return act.code
    words = [word for act in acts for word in act.words]
    stages = [act.label for act in acts if act.rank is not None]
    raise BadValue("stage.unknown", value=text, guess=guess(text, words), stages=stages)


def figures_of(row: Row, desk: Desk) -> list[Values]:
    """The figures a subject's own row tells; each needs the day it was true."""
    figures = []
    for key, measure in FIGURE_COLUMNS.items():
        quantity = row.read(key, partial(quantity_of, desk, measure, row.unit(key)))
        if quantity is None:
            continue
        date = row.read("on", parse_date)
        if date is None and "on" not in row.cells:
            row.refuse(key, Message("figure.no-date"))
        status = choice(row, "status", STATUS) or "actual"
        figures.append({"measure": measure, "status": status, **quantity, **dated(date)})
    return figures


def quantity_of(desk: Desk, measure: str, unit: str | None, text: str) -> Values:
    """The columns of a written quantity."""
    units = desk.vocabulary.measures[measure].units
    quantity = parse_quantity(text, units, default_unit=unit)
    return {
        "unit": quantity.unit,
        "value": quantity.value,
        **given(upper=quantity.upper, qualifier=quantity.qualifier),
    }


def record_place(row: Row, desk: Desk) -> None:
    row.require("subject", "area")
    values = given(
        subject=row.read("subject", desk.references.subject),
        area=row.read("area", desk.references.area),
        **said(row, desk),
    )
    if not row.problems:
        desk.ledger.queue("place", values)


def record_alias(row: Row, desk: Desk) -> None:
    row.require("subject", "name")
    subject = row.read("subject", desk.references.subject)
    name = row.read("name", clean)
    source = row.read("source", desk.references.source)
    if name and subject and not row.problems:
        kind = kind_of(desk, subject)
        keys = name_keys(name, desk.vocabulary.kinds[kind].name_prefixes)
        keys.pop("sort_key")
        desk.ledger.queue(
            "alias", {"subject": subject, "kind": kind, **keys, **given(source=source)}
        )


def kind_of(desk: Desk, subject: int) -> str:
    """The kind of a subject that a row just named."""
    return next(
        str(row["kind"])
        for row in desk.references.subjects.by_code.values()
        if row["id"] == subject
    )


def record_milestone(row: Row, desk: Desk) -> None:
    row.require("subject", "act", "date")
    subject = row.read("subject", desk.references.subject)
    if subject is None:
        return
    kind = kind_of(desk, subject)
    values = given(
        subject=subject,
        kind=kind,
        phase=row.read("phase", clean),
        **act_told(row, desk, kind, row.read("act", partial(act_of, desk, kind))),
        **said(row, desk),
    )
    date = row.read("date", parse_date)
    if not row.problems:
        desk.ledger.queue("milestone", {**values, **dated(date)})


def record_figure(row: Row, desk: Desk) -> None:
    row.require("subject", "measure", "value", "date")
    measure = row.read("measure", partial(measure_of, desk))
    quantity = measure and row.read("value", partial(quantity_of, desk, measure, row.unit("value")))
    values = given(
        subject=row.read("subject", desk.references.subject),
        measure=measure,
        status=choice(row, "status", STATUS) or "actual",
        phase=row.read("phase", clean),
        price_base=choice(row, "price_base", PRICE_BASE),
        derived=row.read("derived", partial(one_of, choices=YES_NO)) or 0,
        **said(row, desk),
    )
    date = row.read("date", parse_date)
    if quantity and not row.problems:
        desk.ledger.queue("figure", {**values, **quantity, **dated(date)})


def measure_of(desk: Desk, text: str) -> str:
    """The code of a measure, by code, label or other word."""
    words = {
        word: measure.code
        for measure in desk.vocabulary.measures.values()
        for word in measure.words
    }
    return one_of(text, words)


def record_target(row: Row, desk: Desk) -> None:
    row.require("code", "year", "title_vi", "title_en")
    values = given(
        code=row.read("code", plain_code),
        year=row.read("year", whole),
        title_vi=row.read("title_vi", clean),
        title_en=row.read("title_en", clean),
        **said(row, desk),
    )
    if not row.problems:
        desk.ledger.put("target", values)


def record_reading(row: Row, desk: Desk) -> None:
    """One reading of a target: the rule, its acts, its subjects."""
    row.require("target", "code", "title_vi", "title_en", "count_by", "kind", "period", "threshold")
    period = row.read("period", parse_date)
    if period is not None and period.date_from is None:
        row.refuse("period", Message("reading.open-period"))
    kind = choice(row, "kind", {code: code for code in desk.vocabulary.kinds})
    values = given(
        target=row.read("target", partial(target_of, desk)),
        code=row.read("code", plain_code),
        main=row.read("main", partial(one_of, choices=YES_NO)) or 0,
        title_vi=row.read("title_vi", clean),
        title_en=row.read("title_en", clean),
        count_by=choice(row, "count_by", COUNT_BY),
        kind=kind,
        unit_set=row.read("unit_set", partial(unit_set_of, desk)),
        flow=choice(row, "flow", FLOW) or "stock",
        baseline=row.read("baseline", whole),
        threshold=row.read("threshold", whole),
        source=row.read("source", desk.references.source),
        note=row.read("note", clean),
    )
    acts = row.read("acts", partial(each, partial(act_of, desk, kind))) if kind else None
    subjects = row.read("subjects", partial(each, desk.references.subject))
    refuse_contradictions(row, values, acts or [])
    if period is None or row.problems:
        return
    values.update(period_from=period.date_from, period_to=period.date_to)
    reading = desk.ledger.put("reading", values)
    for act in acts or []:
        desk.ledger.queue("reading_act", {"reading": reading, "kind": kind, "act": act})
    for subject in subjects or []:
        desk.ledger.queue("reading_subject", {"reading": reading, "kind": kind, "subject": subject})


def refuse_contradictions(row: Row, values: Values, acts: list[str]) -> None:
    """A rule must name the acts it counts by, and no others."""
    needs = {"act": len(acts) >= 1, "stage-at-least": len(acts) == 1}
    if not needs.get(str(values.get("count_by")), not acts):
        row.refuse("acts", Message("reading.acts", {"count_by": values.get("count_by")}))
    if values.get("count_by") == "advanced" and values.get("flow") != "flow":
        row.refuse("flow", Message("reading.advanced-is-flow"))


def each(read: Callable[[str], T], text: str) -> list[T]:
    """A list of values separated by semicolons."""
    return [read(part) for part in text.split(";") if part.strip()]


def target_of(desk: Desk, text: str) -> int:
    """A target by its code."""
    found = desk.ledger.find("target", text.strip())
    if found is None:
        raise BadValue("target.unknown", value=text)
    return found


def unit_set_of(desk: Desk, text: str) -> int:
    """A set of units by its code."""
    found = desk.ledger.find("unit_set", text.strip())
    if found is None:
        raise BadValue("unit-set.unknown", value=text)
    return found
