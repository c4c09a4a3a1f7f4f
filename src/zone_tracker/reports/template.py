"""Empty sheets to be filled in: headings that an import knows, help under them, one sample row.

An import skips the row of help, every cell of which is in brackets, and the sample, whose number
is VD.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from zone_tracker.model import Column, Language, Message, Report, Table, Term
from zone_tracker.reports.fields import (
    CERTIFICATE,
    CLOSED,
    DISTRICT,
    FIELDS,
    FORMER,
    INVESTOR,
    NATIONALITY,
    PHASE,
    SAID,
    SECTOR,
    STATUS,
    SUBJECT_CODE,
    WITHIN,
    Field,
    name_of,
)
from zone_tracker.store import export as store
from zone_tracker.store.vocabulary import Vocabulary, vocabulary

MOST = 2000
"""A longer list helps nobody to choose."""

NUMBER = Field("stt")
STAGE = (Field("stage", words="stage"), Field("on", "date"), STATUS)
SIZE = Field("area", name="area_ha")
CAPITAL = Field("capital")
LABOUR = Field("labour")
FIGURES = (SIZE, CAPITAL, LABOUR)

TEMPLATES: dict[str, tuple[Field, ...]] = {
    **{kind: (NUMBER, *fields) for kind, fields in FIELDS.items()},
    "provinces": (NUMBER, name_of("province"), SUBJECT_CODE, *SAID),
    "clusters": (
        *(NUMBER, name_of("cluster"), SUBJECT_CODE, DISTRICT, FORMER, INVESTOR, NATIONALITY),
        *(*STAGE, PHASE, *FIGURES, *SAID),
    ),
    "zones": (
        *(NUMBER, name_of("zone"), SUBJECT_CODE, DISTRICT, FORMER, INVESTOR, NATIONALITY),
        *(*STAGE, PHASE, *FIGURES, *SAID),
    ),
    "projects": (
        *(NUMBER, name_of("project"), SUBJECT_CODE, CERTIFICATE, DISTRICT, WITHIN, INVESTOR),
        *(NATIONALITY, SECTOR, *STAGE, PHASE, *FIGURES, *SAID),
    ),
    "deliverables": (NUMBER, name_of("deliverable"), SUBJECT_CODE, *STAGE, *SAID),
}
"""The columns to be filled in: of a subject also its stage and main figures, in one row."""

SAMPLES = {
    "stt": "VD",
    "zone_name": "KCN Ví dụ",
    "cluster_name": "CCN Ví dụ",
    "project_name": "Nhà máy Ví dụ",
    "deliverable_name": "Đề án Ví dụ",
    "province_name": "Tỉnh Ví dụ",
    "investor": "Công ty cổ phần Ví dụ",
    "investor_country": "Việt Nam",
    "on": "15/10/2024",
    "area_ha": "200,5",
    "capital": "1.704,5",
    "labour": "1.200",
    "source": "QĐ 123/QĐ-UBND",
    "certificate": "1234567890",
    "note": "dòng mẫu",
    "code": "vi-du",
    "title": "Quyết định thành lập CCN Ví dụ",
    "number": "123/QĐ-UBND",
    "publisher": "UBND tỉnh",
    "source_date": "15/10/2024",
    "url": "https://example.vn/vi-du",
    "area_code": "02999",
    "area_name": "Xã Ví dụ",
    "parent": "15@2025-07-01",
    "valid_from": "01/7/2025",
    "map_row": "1",
    "map_column": "2",
    "old": "02635@2025-06-30",
    "new": "02647@2025-07-01",
    "confirmation_date": "15/10/2024",
    "succession_date": "01/7/2025",
    "area": "02647@2025-07-01",
    "unit": "080",
    "title_vi": "Thêm 1 cụm công nghiệp",
    "title_en": "One more cluster",
    "name_vi": "Gỗ xây dựng",
    "name_en": "Building timber",
    "alias": "KCN Thí dụ",
    "subject": "kcn-vi-du",
    "date": "15/10/2024",
    "value": "200,5 ha",
    "year": "2025",
    "acts": "established",
    "period": "2025",
    "threshold": "1",
    "target": "T1",
}
"""What the sample row says, by the name of the column; where a list is offered its first word."""

UNTOLD = ("status", "derived", "return_to", "price_base", "unit_set", "group")
"""Columns with a list that the sample leaves empty: most rows do."""


def template(db: sqlite3.Connection, kinds: Iterable[str], lang: Language) -> Report:
    """A sheet for each of these kinds; lists offer names of this record in `lang`."""
    words = vocabulary(db)
    return Report(tuple(sheet(db, words, kind, lang) for kind in kinds))


def sheet(db: sqlite3.Connection, words: Vocabulary, kind: str, lang: Language) -> Table:
    """The sheet of one kind, named by it so that an import knows it again."""
    fields = TEMPLATES[kind]
    columns = tuple(
        Column(field.key, field.heading, choices=offered(db, words, kind, field, lang))
        for field in fields
    )
    help_row = tuple(map(helped, fields))
    sample = tuple(map(sampled, fields, columns))
    title = Message("sheet.named", {"title": Message(f"sheet.{kind}"), "kind": kind})
    return Table(kind, title, columns, [help_row, sample], lead=2)


def helped(field: Field) -> Message:
    """What to write in a column, in brackets."""
    return Message("fill.required" if field.required else "fill.optional", {"told": field.told})


def sampled(field: Field, column: Column) -> object:
    """The cell of the sample row."""
    if column.choices and field.key not in UNTOLD:
        return column.choices[0]
    return SAMPLES.get(field.name or field.key)


def offered(
    db: sqlite3.Connection, words: Vocabulary, kind: str, field: Field, lang: Language
) -> tuple[object, ...]:
    """The words that a column offers, each once."""
    if field.words in store.NAMES:
        return tuple(store.names(db, field.words, lang, MOST))
    terms = terms_of(words, field.words, kind.removesuffix("s"))
    return tuple({getattr(term, lang): Message("said", {"term": term}) for term in terms}.values())


def terms_of(words: Vocabulary, name: str | None, kind: str) -> list[Term]:
    """The words of a vocabulary that does not depend on what is on record."""
    acts = words.acts_of(None if name in ("act", "rank") else kind)
    told = {
        "kind": [Term(code, code, code) for code in words.kinds],
        "measure": [measure.label for measure in words.measures.values()],
        "act": [act.label for act in acts],
        "rank": [act.label for act in acts if act.rank is not None],
        # A row that tells a return needs columns that the sheet of a subject has not
        "stage": [act.label for act in acts if act.effect != "return"],
    }
    return list(CLOSED.get(name or "", ())) or told.get(name or "", [])
