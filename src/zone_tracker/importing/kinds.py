"""The kinds of input: which columns each has, and the function that records a row of it.

A new kind is one entry in KINDS. How headings write its columns is data: see `keys.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from zone_tracker.importing.desk import Desk
from zone_tracker.importing.record import (
    record_alias,
    record_area,
    record_confirmation,
    record_figure,
    record_milestone,
    record_place,
    record_sector,
    record_source,
    record_succession,
    record_unit_set,
)
from zone_tracker.importing.rows import Row
from zone_tracker.importing.subjects import (
    record_subject,
)
from zone_tracker.importing.targets import (
    record_reading,
    record_target,
)


class Column(NamedTuple):
    """One column of a kind: its key is also its English heading."""

    key: str
    required: bool = False


class Kind(NamedTuple):
    """A kind of input; `names` are the columns that may name subjects.

    `about` is the kind of subject that each row is about, None for inputs of another sort.
    `table` holds what each row is: one that makes a row there is new.
    """

    code: str
    columns: tuple[Column, ...]
    record: Callable[[Row, Desk], None]
    names: tuple[str, ...] = ()
    about: str | None = None
    table: str = "subject"


def optional(*keys: str) -> tuple[Column, ...]:
    """Columns that may be missing."""
    return tuple(Column(key) for key in keys)


def required(*keys: str) -> tuple[Column, ...]:
    """Columns without which a sheet is not of the kind."""
    return tuple(Column(key, required=True) for key in keys)


SAID = optional("source", "confidence", "note")
STATEMENT = optional("status", "phase")
RETURN = optional("return_to", "reason")


def subject_kind(code: str, kind: str) -> Kind:
    """The sheet of one kind of subject; further columns may hold figures, acts and decisions."""
    columns = (
        *required("name"),
        *optional("code", "certificate", "district", "place", "within", "former"),
        *optional("investor", "investor_country", "sector", "stage", "on", "as_of"),
        *STATEMENT,
        *RETURN,
        *SAID,
    )
    naming = ("code", "name", "within", "former")
    return Kind(code, columns, partial(record_subject, kind=kind), naming, kind)


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            "sources",
            (*required("code", "title"), *optional("publisher", "number", "date", "url", "note")),
            record_source,
            table="source",
        ),
        Kind(
            "areas",
            (
                *required("code", "level", "name"),
                *optional("parent", "valid_from", "valid_to", "map_row", "map_column"),
                *SAID,
            ),
            record_area,
            table="area",
        ),
        Kind(
            "successions",
            (*required("old", "new", "date"), *optional("source", "confidence")),
            record_succession,
            table="succession",
        ),
        Kind(
            "unit_sets",
            (*required("code", "title_vi", "title_en", "area"), *optional("source")),
            record_unit_set,
            table="unit_set_member",
        ),
        Kind(
            "sectors",
            (
                *required("code"),
                *optional("group"),
                *required("name_vi", "name_en"),
                *optional("source", "confidence"),
            ),
            record_sector,
            table="sector",
        ),
        subject_kind("provinces", "province"),
        subject_kind("clusters", "cluster"),
        subject_kind("zones", "zone"),
        subject_kind("projects", "project"),
        subject_kind("deliverables", "deliverable"),
        Kind(
            "aliases",
            (*required("subject", "name"), *optional("source")),
            record_alias,
            ("subject", "name"),
            table="alias",
        ),
        Kind(
            "places",
            (*required("subject", "area"), *SAID),
            record_place,
            ("subject",),
            table="place",
        ),
        Kind(
            "milestones",
            (*required("subject", "act", "date"), *STATEMENT, *RETURN, *SAID),
            record_milestone,
            ("subject",),
            table="milestone",
        ),
        Kind(
            "figures",
            (
                *required("subject", "measure", "value", "date"),
                *STATEMENT,
                *optional("price_base", "derived"),
                *SAID,
            ),
            record_figure,
            ("subject",),
            table="figure",
        ),
        Kind(
            "confirmations",
            (*required("subject", "date", "source"), *optional("note")),
            record_confirmation,
            ("subject",),
            table="confirmation",
        ),
        Kind(
            "targets",
            (*required("code", "year", "title_vi", "title_en"), *SAID),
            record_target,
            table="target",
        ),
        Kind(
            "readings",
            (
                *required("target", "code"),
                *optional("main"),
                *required("title_vi", "title_en", "count_by", "kind"),
                *optional("acts", "subjects", "unit_set", "flow"),
                *required("period"),
                *optional("baseline"),
                *required("threshold"),
                *optional("source", "note"),
            ),
            record_reading,
            ("subjects",),
            table="reading",
        ),
    )
}
"""Every kind of input, each after those that its rows refer to."""
