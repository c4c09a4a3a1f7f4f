"""What stands beside a folder of CSV files so that others can read it: a Frictionless Data Package.

Made from the same table of columns as the files: https://datapackage.org/standard/data-package/
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from zone_tracker.model import Message
from zone_tracker.reports.fields import FIELDS, KEYS, SORTS, Field
from zone_tracker.reports.template import TEMPLATES, terms_of
from zone_tracker.store.vocabulary import Vocabulary

FILE = "datapackage.json"
Document = Mapping[str, object]


def exported(words: Vocabulary, kinds: Iterable[str], delimiter: str) -> Document:
    """The package of exported files: the columns by key, the codes that may stand in them."""
    kinds = list(kinds)
    return package(
        "zone-tracker",
        Message("package.export"),
        Message("package.export.more"),
        [
            resource(
                kind,
                delimiter,
                {
                    "fields": [field_told(words, field) for field in FIELDS[kind]],
                    **({"primaryKey": list(KEYS[kind])} if kind in KEYS else {}),
                    **foreign_keys(kind, kinds),
                },
            )
            for kind in kinds
        ],
    )


def blank(headings: Mapping[str, Iterable[str]], delimiter: str) -> Document:
    """The package of empty sheets, whose columns have `headings` in the reader's language."""
    return package(
        "zone-tracker-templates",
        Message("package.template"),
        Message("package.template.more"),
        [
            resource(
                kind,
                delimiter,
                {
                    "fields": [
                        {"name": name, "type": "string", "description": field.told}
                        for name, field in zip(names, TEMPLATES[kind], strict=True)
                    ]
                },
            )
            for kind, names in headings.items()
        ],
    )


def package(name: str, title: Message, description: Message, resources: list[Document]) -> Document:
    """The package with its files."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": name,
        "title": title,
        "description": description,
        "resources": resources,
    }


def resource(kind: str, delimiter: str, schema: Document) -> Document:
    """One file of it."""
    return {
        "name": kind,
        "path": f"{kind}.csv",
        "type": "table",
        "title": Message(f"sheet.{kind}"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": delimiter},
        "schema": schema,
    }


def field_told(words: Vocabulary, field: Field) -> Document:
    """One column as a Table Schema describes it."""
    codes = list(dict.fromkeys(term.code for term in terms_of(words, field.words, "")))
    constraints: dict[str, object] = {"required": True} if field.required else {}
    if codes and field.sort == "text":
        constraints["enum"] = codes
    return {
        "name": field.key,
        **SORTS[field.sort].type,
        "title": field.heading,
        "description": field.told,
        **({"constraints": constraints} if constraints else {}),
    }


def foreign_keys(kind: str, kinds: list[str]) -> Document:
    """The columns that hold codes of another file of the package, or of the same one."""
    keys = [
        {"fields": [field.key], "reference": reference(kind, *field.to)}
        for field in FIELDS[kind]
        if field.to is not None and field.to[0] in kinds
    ]
    return {"foreignKeys": keys} if keys else {}


def reference(kind: str, other: str, key: str) -> Document:
    """A column referred to; that of the same file names no file."""
    return {"fields": [key], **({} if other == kind else {"resource": other})}
