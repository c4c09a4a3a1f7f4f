"""Empty sheets: headings that import knows, help and a sample that it skips, lists of words."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from builders import database, put
from conftest import Result, Run
from zone_tracker.importing import desk as desks
from zone_tracker.importing.datarows import Tally, data_rows
from zone_tracker.importing.desk import act_of, desk_for, measure_of
from zone_tracker.importing.kinds import KINDS
from zone_tracker.importing.layout import Layout, cells_of
from zone_tracker.importing.profile import Profile
from zone_tracker.importing.sheets import Sheet
from zone_tracker.importing.understanding import understand
from zone_tracker.importing.words import one_of
from zone_tracker.model import Language, Table, Term
from zone_tracker.reports.fields import CLOSED, FIELDS
from zone_tracker.reports.template import SAMPLES, TEMPLATES, UNTOLD, template
from zone_tracker.store.ledger import Ledger
from zone_tracker.store.vocabulary import vocabulary
from zone_tracker.wording import LANGUAGES, say, shown
from zone_tracker.writers.workbook import LISTS_SHEET

pytestmark = pytest.mark.usefixtures("record")

Sheets = dict[str, list[list[Any]]]


def done(result: Result) -> Result:
    assert (result.code, result.err) == (0, ""), result
    return result


def sheets_of(path: Path) -> Sheets:
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def tables(lang: Language) -> Iterator[Table]:
    """The sheets of every kind, made from the seed."""
    with database(seeded=True) as db:
        yield from template(db, FIELDS, lang).tables


# --- Headings ---


def understood(
    table: Table, lang: Language, name: str
) -> tuple[Layout, list[dict[str, str]], Tally]:
    """What import makes of a sheet with one row of data under the sample."""
    rows = [[say(column.label, lang) for column in table.columns]]
    rows += [["" if cell is None else shown(cell, lang) for cell in row] for row in table.rows]
    rows.append(["1", *rows[2][1:]])
    sheet = Sheet(name, None, lambda: iter(enumerate(rows, 1)))
    layout, tally = understand(sheet, None, Profile()), Tally()
    data = [cells_of(layout, Profile(), cells) for _, cells in data_rows(sheet, layout, tally)]
    return layout, data, tally


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", TEMPLATES)
def test_import_understands_the_sheet_whatever_its_file_is_called(
    kind: str, lang: Language
) -> None:
    (table,) = (each for each in tables(lang) if each.key == kind)
    layout, data, tally = understood(table, lang, "bang-1.csv")
    assert (layout.kind.code, layout.notes) == (kind, ())
    known = [heading.key if heading else "stt" for heading in layout.fields]
    assert len(known) == len(table.columns)
    for key, column in zip(known, table.columns, strict=True):
        assert key.startswith("figure:") or key == column.key
    assert dict(tally.counts) == {"help": 1, "sample": 1}
    assert len(data) == 1


def test_every_kind_has_a_template_with_what_it_needs() -> None:
    assert set(TEMPLATES) == set(KINDS)
    for kind, fields in TEMPLATES.items():
        keys = [field.key for field in fields]
        assert keys[0] == "stt"
        assert len(set(keys)) == len(keys)
        assert {column.key for column in KINDS[kind].columns if column.required} <= set(keys)


# --- The rows under them ---


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_row_is_all_in_brackets_and_the_second_is_marked(lang: Language) -> None:
    for table in tables(lang):
        assert table.lead == 2
        helped, sample = table.rows
        for cell in helped:
            assert re.fullmatch(r"\([^()]+\)", shown(cell, lang)), table.key
        assert sample[0] == "VD"
        needed = [column for column in KINDS[table.key].columns if column.required]
        told = dict(zip((column.key for column in table.columns), sample, strict=True))
        assert all(told[column.key] for column in needed), table.key


def test_every_sample_stands_in_some_sheet() -> None:
    names = {field.name or field.key for fields in TEMPLATES.values() for field in fields}
    assert set(SAMPLES) <= names
    assert {field.key for fields in TEMPLATES.values() for field in fields} >= set(UNTOLD)


# --- Lists to choose from ---


@pytest.mark.parametrize("lang", LANGUAGES)
def test_import_reads_every_word_that_a_list_offers(lang: Language) -> None:
    with database(seeded=True) as db:
        desk = desk_for(Ledger(db, 0), vocabulary(db))
        for table in template(db, FIELDS, lang).tables:
            for column in table.columns:
                for word in column.choices:
                    read(desk, table.key, column.key, shown(word, lang))


def read(desk: Any, kind: str, key: str, word: str) -> object:
    """What import makes of a word in this column."""
    if key in ("stage", "act", "return_to"):
        return act_of(desk, KINDS[kind].about, word)
    if key == "measure":
        return measure_of(desk, word)
    if key in SHORT:
        return one_of(word, SHORT[key])
    if key == "kind":
        return desk.vocabulary.kinds[word]
    if key in ("target", "unit_set"):
        return desk.ledger.find(key, word) or pytest.fail(word)
    if key in ("sector", "group"):
        return desk.references.sector(word)
    if key == "district":
        return desk.references.district(word)
    desk.references.subjects.fetch([word], [word], [])
    return desk.references.container(word) if key == "within" else desk.references.subject(word)


SHORT: dict[str, Any] = {
    "confidence": desks.CONFIDENCE,
    "status": desks.STATUS,
    "level": desks.LEVEL,
    "price_base": desks.PRICE_BASE,
    "derived": desks.YES_NO,
    "main": desks.YES_NO,
    "count_by": desks.COUNT_BY,
    "flow": desks.FLOW,
}


def test_short_lists_name_every_code_there_is() -> None:
    for key, words in SHORT.items():
        name = "yes_no" if key in ("derived", "main") else key
        codes = {one_of(term.code, words) for term in CLOSED[name]}
        assert codes == set(words.values())
        assert all(isinstance(term, Term) for term in CLOSED[name])


def test_what_has_one_name_with_another_is_offered_by_its_code() -> None:
    with database(seeded=True) as db:
        put(db, "zones", name="Phố Mới", district="082")
        put(db, "clusters", name="Phố Mới", district="082")
        (table,) = template(db, ["projects"], "vi").tables
    (within,) = (column for column in table.columns if column.key == "within")
    assert {"kcn-pho-moi", "ccn-pho-moi", "KCN Võ Lao"} <= set(within.choices)
    assert "Phố Mới" not in within.choices


def test_a_list_too_long_to_choose_from_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zone_tracker.reports.template.MOST", 20)
    with database(seeded=True) as db:
        projects, places = template(db, ["projects", "places"], "vi").tables
    offered = {column.key: len(column.choices) for column in (*projects.columns, *places.columns)}
    assert (offered["within"], offered["subject"], offered["district"]) == (0, 0, 9)


# --- Files ---


def test_a_workbook_offers_the_words_of_the_record(run: Run, record: Path) -> None:
    done(run("template", "project", "-o", "da.xlsx"))
    path = record.with_name("da.xlsx")
    (sheet, rows), (hidden, words) = sheets_of(path).items()
    assert (sheet, hidden) == ("Dự án (projects)", LISTS_SHEET)
    assert rows[0][:6] == ["STT", "Tên dự án", "Mã", "Số GCNĐKĐT", "Huyện", "Trong khu"]
    assert rows[2][:3] == ["VD", "Nhà máy Ví dụ", ""]
    assert len(rows) == 3
    lists = list(map(list, zip(*words, strict=True)))
    assert "Huyện Bát Xát" in lists[0]
    assert {"KCN Võ Lao", "CCN Bát Xát"} <= set(lists[1])
    with zipfile.ZipFile(path) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
        book = archive.read("xl/workbook.xml").decode()
    assert len(re.findall("<dataValidation ", page)) == 6
    assert f'name="{LISTS_SHEET}" sheetId="2" state="veryHidden"' in book
    assert '<pane ySplit="3"' in page


def test_all_kinds_are_sheets_of_one_workbook(run: Run, record: Path) -> None:
    done(run("template", "all", "-o", "all.xlsx"))
    names = list(sheets_of(record.with_name("all.xlsx")))
    assert [re.findall(r"\((\w+)\)$", name) for name in names[:-1]] == [[kind] for kind in FIELDS]
    assert all(len(name) <= 31 for name in names)
    done(run("template", "all", "-o", "en.xlsx", "--lang", "en"))
    english = sheets_of(record.with_name("en.xlsx"))["Zones (zones)"]
    assert english[0][:2] == ["No.", "Zone"]


@pytest.mark.parametrize(("option", "delimiter"), [((), ","), (("--excel",), ";")])
def test_a_csv_template_has_the_same_rows(
    option: tuple[str, ...], delimiter: str, run: Run, record: Path
) -> None:
    done(run("template", "zones", "-o", "kcn.csv", *option))
    text = record.with_name("kcn.csv").read_text("utf-8")
    assert text[0] == "\ufeff"
    head, helped, sample = csv.reader(io.StringIO(text[1:]), delimiter=delimiter)
    assert head[:5] == ["STT", "Tên KCN", "Mã", "Huyện", "Trước là"]
    assert all(cell[0] == "(" and cell[-1] == ")" for cell in helped)
    assert sample[:2] == ["VD", "KCN Ví dụ"]


def test_a_folder_of_templates_has_its_package(run: Run, record: Path) -> None:
    told = done(run("template", "all", "-o", "mau"))
    assert told.out == "✔ Đã ghi 18 tệp vào thư mục mau\n"
    folder = record.with_name("mau")
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert package["name"] == "zone-tracker-templates"
    for resource in package["resources"]:
        text = (folder / resource["path"]).read_text("utf-8-sig")
        (head, *_) = csv.reader(io.StringIO(text))
        assert [field["name"] for field in resource["schema"]["fields"]] == head
        assert {field["type"] for field in resource["schema"]["fields"]} == {"string"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("form", ["mau.xlsx", "mau"])
def test_import_takes_nothing_from_an_empty_sheet(form: str, lang: str, run: Run) -> None:
    done(run("template", "all", "-o", form, lang=lang))
    told = run("import", form, "--format", "json")
    assert told.code == 0
    assert json.loads(told.out)["batch"] is None


def test_a_row_that_was_filled_in_is_recorded(run: Run, record: Path) -> None:
    done(run("template", "zones", "-o", "kcn.csv", "--excel"))
    with record.with_name("kcn.csv").open("a", encoding="utf-8") as file:
        file.write(
            "1;KCN Mới;;Huyện Bát Xát;;;;Trong quy hoạch;quý III/2024;;;1.084;1.704;;QĐ 9;cao;\n"
        )
    done(run("import", "kcn.csv"))
    shown_zone = run("zone", "show", "kcn-moi", "--format", "json").json()
    assert (shown_zone["stage"], shown_zone["stage_since"]) == ("planned", "2024-Q3")
    told = {figure["measure"]: figure["value"] for figure in shown_zone["figures"]}
    assert told == {"area-planned": 10_840_000, "capital-registered": 1_704_000_000_000}


def test_an_empty_record_has_templates_too(run: Run, workplace: Path) -> None:
    done(run("init", "--empty", "--db", "empty.db"))
    done(run("template", "all", "-o", "all.xlsx", "--db", "empty.db"))
    assert len(sheets_of(workplace / "all.xlsx")) == len(FIELDS) + 1
