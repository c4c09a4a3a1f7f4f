"""The sheet of one kind of subject: who a row is about, and what it says of it.

A row may carry a stage with its date and figures beside the subject itself.
"""

from __future__ import annotations

from functools import partial

from zone_tracker.errors import BadValue
from zone_tracker.importing.desk import (
    PRICE_BASE,
    STATUS,
    Desk,
    act_of,
    act_told,
    choice,
    coded,
    dated,
    given,
    measure_of,
    quantity_of,
    said,
)
from zone_tracker.importing.references import name_keys
from zone_tracker.importing.rows import Row
from zone_tracker.importing.words import one_of
from zone_tracker.model import Message
from zone_tracker.store.ledger import Values
from zone_tracker.vietnamese.dates import parse_date
from zone_tracker.vietnamese.text import clean, normal, split_phase

FIGURE_COLUMNS = {
    "area": "area-planned",
    "capital": "capital-registered",
    "labour": "labour",
}
"""Columns of a subject's own sheet that hold figures, and their measures."""


def record_subject(row: Row, desk: Desk, *, kind: str) -> None:
    """A subject, and what its row says beside: a stage with its date, figures."""
    name, phase = row.read("name", lambda text: split_phase(clean(text))) or (None, None)
    stands = resolve_subject(row, desk, kind, name)
    values = given(
        certificate=row.read("certificate", clean),
        district=row.read("district", desk.references.district),
        within=row.read("within", desk.references.container),
        former=row.read("former", desk.references.subject),
        investor=row.read("investor", clean),
        sector=row.read("sector", desk.references.sector),
    )
    if stands and values.get("former") == stands["id"]:
        row.refuse("former", Message("former.itself"))
    statement = {**said(row, desk), **given(phase=row.read("phase", clean) or phase)}
    milestone = stage_of(row, desk, kind)
    figures = figures_of(row, desk) + more_figures(row, desk)
    places = row.read("places", lambda told: [desk.references.area(text) for text in lines(told)])
    if row.problems:
        return
    if stands is None or not (milestone or figures):
        values.update({key: said for key, said in statement.items() if key != "phase"})
    if stands is None and "code" in row.cells:
        values["code"] = row.read("code", subject_code)
    try:
        subject = put_subject(desk, kind, name, stands, values)
    except BadValue as error:  # no code can be made of the name
        row.refuse("name", error.message)
        return
    desk.subjects.append(subject)
    if milestone:
        desk.ledger.queue("milestone", {"subject": subject, "kind": kind, **statement, **milestone})
    for figure in figures:
        desk.ledger.queue("figure", {"subject": subject, **statement, **figure})
    for area in places or []:
        desk.ledger.queue("place", {"subject": subject, "area": area})


def resolve_subject(row: Row, desk: Desk, kind: str, name: str | None) -> Values | None:
    """The subject a row is about; None: it is a new one. Refusals become problems of the row."""
    index = desk.references.subjects
    code = row.read("code", subject_code)
    certificate = normal(row.cells.get("certificate", ""))
    stands = index.by_code.get(code or "") or index.by_certificate.get(certificate)
    if stands and stands["kind"] != kind:
        row.refuse("code", Message("subject.other-kind", {"code": stands["code"]}))
    if name is None:
        if stands is None:
            row.require("name")
        return stands
    called = same_name(row, desk, kind, name)
    others = [same for same in called if same is not stands]
    if stands is None and desk.mode == "import" and not code:
        if len(others) > 1:
            codes = [str(same["code"]) for same in others]
            row.refuse("name", Message("subject.ambiguous", {"value": name, "choices": codes}))
        return others[0] if others else None
    if others and stands not in called:
        row.refuse("name", Message("subject.exists", {"name": name, "code": others[0]["code"]}))
    elif stands and desk.mode == "add":
        row.refuse("code", Message("subject.exists", {"name": name, "code": stands["code"]}))
    elif stands and desk.mode == "import" and not (called or stands in index.named(name, kind)):
        known = {"name": name, "code": stands["code"], "known": stands["name"]}
        row.refuse("name", Message("subject.other-name", known))
    return stands


def subject_code(text: str) -> str:
    """A code that begins with a letter."""
    code = coded(text)
    if not code[0].isalpha():
        raise BadValue("code.form", value=text)
    return code


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


def put_subject(
    desk: Desk, kind: str, name: str | None, stands: Values | None, values: Values
) -> int:
    """Write the subject's own row; a name that differs only in writing is left as it stands."""
    prefixes = desk.vocabulary.kinds[kind].name_prefixes
    if stands is not None:
        if desk.mode == "update" and name is not None and name != stands["name"]:
            keep_name(desk, kind, stands)
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


def keep_name(desk: Desk, kind: str, stands: Values) -> None:
    """Keep the name of a subject that gets another one, as an alias."""
    keys = name_keys(str(stands["name"]), desk.vocabulary.kinds[kind].name_prefixes)
    del keys["sort_key"]
    desk.ledger.queue("alias", {"subject": stands["id"], "kind": kind, **keys})


def stage_of(row: Row, desk: Desk, kind: str) -> Values | None:
    """The milestone a subject's own row tells, with its date: a stage or act, or its health."""
    key = "health" if "health" in row.cells else "stage"
    act = row.read(key, partial(health_of if key == "health" else act_of, desk, kind))
    date = row.read("on", parse_date)
    told = act_told(row, desk, kind, act)
    if act is None:
        return None
    if date is None and "on" not in row.cells:
        row.refuse(key, Message("stage.no-date"))
    return {**told, **dated(date)}


def health_of(desk: Desk, kind: str, text: str) -> str:
    """The code of a word for health; nothing else may stand there."""
    words = {
        word: act.code
        for act in desk.vocabulary.acts_of(kind)
        if act.effect == "health"
        for word in act.words
    }
    return one_of(text, words)


def figures_of(row: Row, desk: Desk) -> list[Values]:
    """The figures in the columns of a subject's own row; each needs the day it was true."""
    read = {
        key: (measure, row.read(key, partial(quantity_of, desk, measure, row.unit(key))))
        for key, measure in FIGURE_COLUMNS.items()
    }
    return [
        figure_of(row, key, measure, quantity)
        for key, (measure, quantity) in read.items()
        if quantity is not None
    ]


def more_figures(row: Row, desk: Desk) -> list[Values]:
    """The figures told as `measure=value`, one a line, of any measure there is."""

    def read(told: str) -> list[tuple[str, Values]]:
        pairs = [line.partition("=") for line in lines(told)]
        if any(not sign for _, sign, _ in pairs):
            raise BadValue("figure.form", value=told)
        measures = [(measure_of(desk, name), value) for name, _, value in pairs]
        return [(measure, quantity_of(desk, measure, None, value)) for measure, value in measures]

    return [
        figure_of(row, "figure", measure, quantity)
        for measure, quantity in row.read("figure", read) or []
    ]


def figure_of(row: Row, key: str, measure: str, quantity: Values) -> Values:
    """One figure with the date and status of its row."""
    date = row.read("on", parse_date)
    if date is None and "on" not in row.cells:
        row.refuse(key, Message("figure.no-date"))
    base = choice(row, "price_base", PRICE_BASE)
    status = choice(row, "status", STATUS) or "actual"
    return {
        "measure": measure,
        "status": status,
        **quantity,
        **dated(date),
        **given(price_base=base),
    }


def lines(told: str) -> list[str]:
    """The values of an option that may be given several times."""
    return [line.strip() for line in told.split("\n") if line.strip()]
