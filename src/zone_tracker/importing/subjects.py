"""The sheet of one kind of subject: who a row is about, and what it says of it.

A row may carry a stage with its date and figures beside the subject itself.
"""

from __future__ import annotations

from functools import partial

from zone_tracker.errors import BadValue
from zone_tracker.importing.desk import (
    Desk,
    coded,
    given,
    said,
)
from zone_tracker.importing.facts import facts_told
from zone_tracker.importing.later import keep_for_later, named_by
from zone_tracker.importing.references import name_keys
from zone_tracker.importing.rows import Heading, Row, each_line
from zone_tracker.importing.words import named
from zone_tracker.model import Message
from zone_tracker.store.ledger import Values
from zone_tracker.vietnamese.dates import parse_date
from zone_tracker.vietnamese.text import clean, split_phase

NAMED = 10
"""How many new subjects are told by name."""


REMEMBERED = 10_000
"""Of how many subjects the place is remembered while the rows of an input are taken."""


def record_subject(row: Row, desk: Desk, *, kind: str) -> None:
    """A subject, and what its row says beside: a stage with its date, figures."""
    if desk.mode == "update":
        row.headings = {**row.headings, "name": Heading("--name")}
    name, phase = row.read("name", partial(subject_name, desk)) or (None, None)
    code = row.read("code", subject_code)
    values, places = own_values(row, desk)
    stands = resolve_subject(row, desk, kind, name, code, values)
    if stands and values.get("former") == stands["id"]:
        row.refuse("former", Message("former.itself"))
    statement = {**said(row, desk), **given(phase=row.read("phase", clean) or phase)}
    facts = facts_told(row, desk, kind, stands, statement)
    if row.problems:
        return
    if stands is None or not (facts or "stage" in row.cells):  # a state may be nothing new
        values.update({key: said for key, said in statement.items() if key != "phase"})
        values.update(row.cleared("source", "confidence", "note"))
    if stands is None and code is not None:
        values["code"] = code
    try:
        subject = put_subject(desk, kind, name, stands, values)
    except BadValue as error:  # no code can be made of the name
        row.refuse("name", error.message)
        return
    desk.subject = desk.subject or subject
    keep_for_later(row, desk, subject)
    if stands is None and name is not None:
        greet(row, desk, kind, desk.references.subjects.codes[subject], name)
    for table, fact in facts:
        desk.ledger.queue(table, {"subject": subject, **fact})
    warn_of_two_places(row, desk, subject)
    for area in places:
        desk.ledger.queue("place", {"subject": subject, "area": area})


def warn_of_two_places(row: Row, desk: Desk, subject: int) -> None:
    """Tell where two rows put one subject at different places: they may be two of one name."""
    place = row.cells.get("place") if row.line is not None else None
    if place is None:
        return
    if len(desk.placed) < REMEMBERED:
        desk.placed.setdefault(subject, place)
    other = desk.placed.get(subject, place)
    if place != other:
        row.warn("place", Message("place.another", {"other": other}))


def own_values(row: Row, desk: Desk) -> tuple[Values, list[int]]:
    """The columns of the subject's own row that the cells tell, and the communes it lies in."""
    district, places = places_told(row, desk, row.read("district", desk.references.district))
    values: Values = {
        **row.cleared(
            "certificate", "district", "within", "former", "investor", "investor_country", "sector"
        ),
        **given(
            certificate=certificate_told(row),
            district=district,
            within=named_by(row, desk, "within"),
            former=named_by(row, desk, "former"),
            investor=named(row, "investor"),
            investor_country=named(row, "investor_country"),
            sector=row.read("sector", desk.references.sector),
        ),
    }
    return values, places


def certificate_told(row: Row) -> str | None:
    """The number of a certificate; that there is one ("đã cấp") is none."""
    told = named(row, "certificate")
    if told is not None and not any(map(str.isdigit, told)):
        row.refuse("certificate", Message("certificate.no-number", {"value": told}))
        return None
    return told


def subject_name(desk: Desk, text: str) -> tuple[str, str | None]:
    """A name, and the phase it mentions."""
    if "\n" in text:
        raise BadValue("name.lines", value=text.replace("\n", " | "))
    name, phase = split_phase(clean(text))
    desk.references.subjects.refuse_bare(name)
    return name, phase


def greet(row: Row, desk: Desk, kind: str, code: str, name: str) -> None:
    """Keep the name of a new subject; tell if it may be one that stands, written another way."""
    if len(desk.fresh) < NAMED:
        desk.fresh.append(name)
    alike = desk.namesakes.found(kind, code, name)
    if alike:
        told = {"name": name, "known": alike.known, "kind": kind, "new": code, "code": alike.code}
        row.warn("name", Message("subject.alike", told))


def places_told(row: Row, desk: Desk, told: int | None) -> tuple[int | None, list[int]]:
    """The district and the communes that a row places its subject in.

    `told` is the district of a column of its own, which counts before the one of the place.
    """
    places = each_line(row, "places", desk.references.area)
    if "place" not in row.cells:
        return told, places
    date = row.read("as_of", parse_date) or row.read("on", parse_date)
    located = row.read("place", lambda text: desk.places.located(text, date and date.date_to))
    if located is None:
        return told, places
    if located.passed:
        row.warn("place", Message("place.passed", {"names": list(located.passed)}))
    district = told or located.district
    around = located.around or {located.district} - {None}
    if district is not None and around and district not in around:
        row.warn("place", Message("place.elsewhere"))
    return district, [*places, *located.communes]


def subject_code(text: str) -> str:
    """A code that begins with a letter."""
    code = coded(text)
    if not code[0].isalpha():
        raise BadValue("code.form", value=text)
    return code


def resolve_subject(
    row: Row, desk: Desk, kind: str, name: str | None, code: str | None, values: Values
) -> Values | None:
    """The subject a row is about; None: it is a new one. Refusals become problems of the row."""
    index = desk.references.subjects
    holder = index.certified(values.get("certificate"))
    stands = index.by_code.get(code or "")
    refuse_code(row, desk, kind, code, stands)
    by_name_alone = desk.mode == "import" and "code" not in row.cells
    if by_name_alone and holder and holder["kind"] == kind and index.bears(holder, name):
        stands = holder
    elif by_name_alone and name is not None:
        stands = only_one(row, desk, kind, name, values)
    elif name is not None:
        refuse_name(row, desk, kind, name, stands, values)
    elif stands is None:
        row.require("name")
    if holder is not None and holder is not stands:
        told = {"value": holder["certificate"], "name": holder["name"], "code": holder["code"]}
        row.refuse("certificate", Message("certificate.taken", told))
    if stands is not None and not row.problems:
        refuse_double(row, desk, name, stands, values)
    return stands


def refuse_code(row: Row, desk: Desk, kind: str, code: str | None, stands: Values | None) -> None:
    """A code is of the row's kind, and begins as those of its kind do."""
    start = f"{desk.vocabulary.kinds[kind].prefix}-"
    if stands and stands["kind"] != kind:
        row.refuse("code", Message("subject.other-kind", {"code": stands["code"]}))
    elif stands and desk.mode == "add":
        told = {"code": stands["code"], "name": stands["name"]}
        row.refuse("code", Message("code.taken", told))
    elif stands is None and code and not code.startswith(start):
        row.refuse("code", Message("code.prefix", {"value": code, "prefix": start}))


def only_one(row: Row, desk: Desk, kind: str, name: str, values: Values) -> Values | None:
    """The one subject that a row of a file names; None: a new one."""
    called = same_name(row, desk, kind, name, values)
    if len(called) > 1:
        codes = [str(same["code"]) for same in called]
        row.refuse("name", Message("subject.ambiguous", {"value": name, "choices": codes}))
    return called[0] if called else None


def refuse_name(
    row: Row, desk: Desk, kind: str, name: str, stands: Values | None, values: Values
) -> None:
    """A name beside a code: of a new subject it is free, of one that stands its own."""
    called = [same for same in same_name(row, desk, kind, name, values) if same is not stands]
    if stands and (desk.mode == "update" or desk.references.subjects.bears(stands, name)):
        return  # a new name is looked at with the district
    if called:
        row.refuse("name", Message("subject.exists", {"name": name, "code": called[0]["code"]}))
    elif stands and stands["kind"] == kind and desk.mode == "import":
        known = {"name": name, "code": stands["code"], "known": stands["name"]}
        row.refuse("name", Message("subject.other-name", known))


def same_name(row: Row, desk: Desk, kind: str, name: str, values: Values) -> list[Values]:
    """The subjects of this kind with this name that may be the one the row is about.

    Two districts tell two subjects apart; an unknown district tells nothing.
    """
    words = dict(desk.references.subjects.identities(name))
    if kind not in words:
        row.refuse("name", Message("subject.prefix", {"name": name}))
        return []
    district = values.get("district")
    if district is None and "district" in row.cells:
        return []  # it has a problem of its own
    named = desk.references.subjects.named(name, kind)
    return [same for same in named if maybe_in(same, district)]


def maybe_in(subject: Values, district: object) -> bool:
    """Whether a subject can be in a district, as far as is known."""
    return district is None or subject.get("district") in (None, district)


def refuse_double(row: Row, desk: Desk, name: str | None, stands: Values, values: Values) -> None:
    """A new name or district of a subject that stands does not make it the same as another.

    As for a new subject, a name in use needs the district told beside it.
    """
    index = desk.references.subjects
    district = values.get("district")
    renamed = desk.mode == "update" and name is not None and not index.is_called(stands, name)
    moved = "district" in values and district != stands.get("district")
    if not renamed and not moved:
        return
    own = name if renamed and name is not None else str(stands["name"])
    for other in index.called(own, str(stands["kind"])):
        if other is not stands and maybe_in(other, district):
            told = {"name": own, "code": other["code"]}
            if renamed:
                row.refuse("name", Message("subject.exists", told))
            else:
                row.refuse("district", Message("subject.same-place", told))
            return


def put_subject(
    desk: Desk, kind: str, name: str | None, stands: Values | None, values: Values
) -> int:
    """Write the subject's own row; a name that differs only in writing is left as it stands."""
    prefixes = desk.vocabulary.kinds[kind].name_prefixes
    if stands is not None:
        if desk.mode == "update" and name is not None:
            if name != stands["name"]:
                keep_name(desk, kind, stands)
            values = {**values, **name_keys(name, prefixes)}
        known = desk.ledger.put("subject", {"id": stands["id"], **values})
        desk.references.subjects.learn(stands, values)
        return known
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
