"""Every refusal of the tool, provoked: its exit code, its sentence, where it goes, what it names.

`CASES` is the list; `test_every_error_wording_is_provoked` fails when a wording that an error
uses stands in none of them.
"""

from __future__ import annotations

import ast
import gzip
import os
import re
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import datetime
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from string import Formatter
from typing import Any, NamedTuple, NoReturn

import pytest
from docx import Document

from books import BOOKS, Page
from builders import plant
from conftest import Result, Run, spawn
from files import xlsx_of
from test_importing_hostile import HOSTILE
from test_wording import nodes
from zone_tracker.errors import Refused
from zone_tracker.importing import boundaries
from zone_tracker.importing import files as importing_files
from zone_tracker.importing.readers import json_text
from zone_tracker.model import Language
from zone_tracker.store import connection, known
from zone_tracker.wording import LANGUAGES, catalogue
from zone_tracker.writers import WRITERS, paper, typeset


class Place(NamedTuple):
    """Where a case is set up."""

    run: Run
    folder: Path
    patch: pytest.MonkeyPatch
    clean_up: ExitStack

    def write(self, name: str, *lines: str) -> None:
        (self.folder / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

    def do(self, *words: str) -> None:
        result = self.run(*words)
        assert result.code == 0, result


class Case(NamedTuple):
    """Words that are refused: the wording keys said, the exit code, what the message names."""

    words: tuple[str, ...]
    keys: tuple[str, ...]
    code: int
    names: tuple[str, ...] = ()
    setup: Callable[[Place], None] = lambda place: None
    full_device: bool = False
    lines: int | None = 1


def case(words: str | tuple[str, ...], keys: str, code: int = 1, *names: str, **more: Any) -> Case:
    """A case; words and keys are parted by spaces where none of them holds one."""
    typed = tuple(words.split()) if isinstance(words, str) else words
    return Case(typed, tuple(keys.split()), code, names, **more)


# --- Values: text, dates, numbers ---


def named(name: str, key: str, *names: str) -> Case:
    return case(("zone", "add", name), f"{key} problem.option", 1, *names)


def day(text: str, key: str, *names: str) -> Case:
    return case(("zone", "list", "--as-of", text), key, 1, *(names or (text,)))


def figure(option: str, text: str, key: str) -> Case:
    words = ("zone", "update", "vo-lao", "--on", "2024", option, text)
    # Of some values only the number is told, without its unit.
    return case(words, f"{key} problem.option", 1, option, text.removesuffix(" ha"))


def area(text: str, key: str) -> Case:
    return figure("--area", text, key)


def capital(text: str, key: str) -> Case:
    return figure("--capital", text, key)


VALUES = (
    named("KCN A\x1b[31m", "text-control", "NAME", "U+001B"),
    named("KCN A\nB", "name.lines", "KCN A | B"),
    named("KCN A\x00", "text-control", "U+0000"),
    named("KCN A\x9b", "text-control", "U+009B"),
    named("KCN A\u202eB", "text-bidi", "U+202E"),
    named("KCN A\u2066B", "text-bidi", "U+2066"),
    named("KCN A\u200bB", "text-invisible", "U+200B"),
    named("KCN A\u00adB", "text-invisible", "U+00AD"),
    named("KCN A\ud800B", "text-broken", "U+D800"),
    named("KCN A\ue000B", "text-private", "U+E000"),
    named("KCN A\u0378B", "text-unassigned", "U+0378"),
    named("KCN V\ufffd Lao", "text-lost", "U+FFFD"),
    named("KCN \u0421ốc Mỳ", "text-lookalike", "U+0421", "\u0421"),
    case(("zone", "add", "KCN 工业"), "text-no-letters", 1, "工业"),
    named("KCN A (GĐ1) GĐ2", "name-two-phases", "KCN A (GĐ1) GĐ2"),
    area("không", "number-missing"),
    area("1e5 ha", "number-character"),
    area("1.5 ha", "number-other-style"),
    area("1.200.50 ha", "number-grouping"),
    area("007 ha", "number-leading-zero"),
    area(".5 ha", "number-leading-point"),
    area("1900-01-12 12:00:00", "quantity-is-date"),
    area("1" * 50 + " ha", "number-too-long"),
    area("-5 ha", "quantity-sign"),
    capital("0,5 đồng", "quantity-not-whole"),
    capital("9.999.999.999.999 tỷ", "quantity-too-large"),
    area("200 ha - 500", "quantity-range-unit"),
    capital("2 tỷ đồng - 3 triệu usd", "quantity-range-two-units"),
    area("500-200 ha", "quantity-range-backwards"),
    capital("46.100", "unit-missing"),
    area("5 mẫu", "unit-unknown"),
    area("5 tỷ đồng", "unit-not-allowed"),
    day(" ", "date-missing", ""),
    day("chưa rõ", "date-unread"),
    day("1024", "date-year", "1900", "2199"),
    day("13/13/2024", "date-month"),
    day("12/25/2024", "date-month-first", "25/12/2024"),
    day("March 5, 2024", "date-english-month-first"),
    day("31/02/2024", "date-day", "29"),
    day("quý V/2024", "date-quarter"),
    day("2024-H3", "date-half"),
    day("2019-2018", "date-range-backwards"),
    day("2024-03-05 10:00", "date-with-time"),
    day("hôm nay", "date-relative"),
    day("05/3/24", "date-short-year"),
    day("5/6", "date-without-year"),
    day("2018-2019", "date-not-a-day"),
    day("đến 8/5/2023", "date-not-a-day"),
)


# --- The record: subjects, stages, references ---

FOUND = ("--stage", "established", "--on", "2024")


def refusal(words: str | tuple[str, ...], key: str, *names: str, **more: Any) -> Case:
    """One option that cannot be taken, named."""
    return case(words, f"{key} problem.option", 1, *names, **more)


def update(*words: str) -> tuple[str, ...]:
    return ("zone", "update", "vo-lao", *words)


RECORD = (
    refusal(("zone", "add", " "), "import.empty", "NAME"),
    refusal(update("--stage", "zzz", "--on", "2024"), "stage.unknown no-guess", "--stage", "zzz"),
    refusal(update("--stage", "thnàh lập", "--on", "2024"), "stage.unknown guess", "thành lập"),
    refusal(update("--stage", "established"), "stage.no-date", "--stage", "--on"),
    refusal(update("--area", "5 ha"), "figure.no-date", "--area", "--on"),
    refusal(update("--stage", "returned", "--on", "2024"), "return.no-stage", "--return-to"),
    refusal(
        update("--return-to", " ", "--reason", "x", "--on", "2024"), "stage.empty", "--return-to"
    ),
    refusal(update("--return-to", "planned", "--on", "2024"), "return.no-reason", "--reason"),
    refusal(
        update("--return-to", "suspended", "--on", "2024", "--reason", "x"),
        "return.not-a-stage",
        "suspended",
    ),
    refusal(
        update("--return-to", "planned", "--on", "2024", "--reason", "x", "--planned"),
        "return.planned",
        "--return-to",
    ),
    refusal(update("--confidence", "chắc"), "word.unknown no-guess", "--confidence", "chắc", "low"),
    refusal(update("--confidence", "hihg"), "word.unknown guess", "hihg", "high"),
    refusal(update("--district", "Sapa"), "area.unknown guess", "Sapa", "Sa Pa", "Bắc Hà"),
    refusal(update("--source", "khong-co"), "source.unknown no-guess", "--source", "khong-co"),
    refusal(update("--source", "baolaocai-2024-ki-vong"), "source.unknown guess", "-ky-vong"),
    refusal(update("--sector", "may bay"), "sector.unknown no-guess", "--sector", "may bay"),
    refusal(update("--in", "Võ Loa"), "container.unknown guess", "--in", "Võ Loa", "KCN Võ Lao"),
    refusal("project list --in xyz", "container.unknown no-guess", "xyz", "CCN Sơn Hà"),
    refusal("project update nexus --in da-vitamec", "container.unknown", "--in", "da-vitamec"),
    refusal(
        ("project", "update", "nexus", "--in", "Bắc Duyên Hải"),
        *("subject.ambiguous", "Bắc Duyên Hải", "kcn-bac-duyen-hai", "ccn-bac-duyen-hai"),
    ),
    refusal(("zone", "add", "KCN VÕ LAO"), "subject.exists", "KCN VÕ LAO", "kcn-vo-lao"),
    refusal(("zone", "add", "KCN A", "--code", "da-nexus"), "subject.other-kind", "da-nexus"),
    refusal(("zone", "add", "KCN A", "--code", "kcn-vo-lao"), "code.taken", "--code", "KCN Võ Lao"),
    refusal(("zone", "add", "KCN A", "--code", "da-a"), "code.prefix", "--code", "da-a", "kcn-"),
    refusal(("zone", "add", "KCN A", "--code", ""), "code.empty", "--code"),
    refusal(("zone", "update", "vo-lao", "--investor", "-"), "cell.dash", "--investor"),
    refusal(("project", "list", "--in", " "), "code.empty", "--in"),
    *(
        case((*words.split(), ""), "code.empty", 1)
        for words in (
            *("zone show", "zone history", "zone remove", "zone merge vo-lao --into"),
            *("target show", "area show", "sector show", "source show", "indicator show"),
        )
    ),
    refusal(("zone", "add", "Khu công nghiệp"), "name-kind-word", "NAME", "Khu công nghiệp"),
    *(
        refusal(("zone", "add", name), "name-no-word", "NAME", name)
        for name in ("2", "1.000", "TRUE", "giai đoạn 2", "(GĐ 1)", "…")
    ),
    refusal(update("--name", "KCN Cam Cọn"), "subject.exists", "--name", "kcn-cam-con"),
    refusal(
        ("cluster", "update", "ccn-pho-rang-2", "--district", "Bảo Yên"),
        *("subject.same-place", "--district", "ccn-pho-rang"),
        setup=lambda place: place.do("cluster", "add", "CCN Phố Ràng", "--district", "Văn Bàn"),
    ),
    refusal(
        ("project", "add", "Nhà máy B", "--certificate", "99"),
        *("certificate.taken", "--certificate", '"99"', "Nhà máy A (da-nha-may-a)"),
        setup=lambda place: place.do("project", "add", "Nhà máy A", "--certificate", "99"),
    ),
    refusal(("zone", "add", "KCN A", "--code", "KCN A"), "code.form", "KCN A"),
    refusal(
        ("project", "add", "A", "--certificate", "đã cấp"),
        *("certificate.no-number", "--certificate", '"đã cấp"'),
    ),
    refusal(("zone", "add", "CCN A"), "subject.prefix", "CCN A"),
    case("zone show xyz", "find.nothing", 1, "xyz"),
    case("zone show b", "find.ambiguous", 1, "kcn-ban-qua (KCN Bản Qua)", "kcn-bat-xat"),
    case("slips xyz", "find.nothing-at-all", 1, "xyz"),
    case("slips bac-duyen", "find.ambiguous", 1, "kcn-bac-duyen-hai", "ccn-bac-duyen-hai"),
    case("stalled --kind khu", "word.unknown problem.option", 1, "--kind", "khu", "zone"),
    case("slips --kind khu", "word.unknown problem.option", 1, "--kind", "khu", "zone"),
    case("target show T99", "target.not-found", 1, "T99", "T1, T2, T3"),
    case("status --period 2024-05-05", "period-unread problem.option", 1, "--period", "6t-2024"),
    case(
        "gaps --period 2024-Q4 --as-of 30/9/2024",
        "period-not-begun problem.option",
        1,
        *("--period", "2024-Q4"),
    ),
    case("due --within soon", "span-unread problem.option", 1, "--within", "soon", "6m"),
)


# --- Corrections; {act}, {figure} and {return} stand for entries of KCN Võ Lao ---


def returned(place: Place) -> None:
    words = ("--return-to", "planned", "--on", "1/8/2025", "--reason", "x")
    place.do("zone", "update", "vo-lao", *words)


def planned_before(place: Place) -> None:
    place.do("zone", "update", "vo-lao", "--stage", "planned", "--on", "2020")


CORRECTIONS = (
    case("zone correct x --on 2024", "entry.form", 1, '"x"'),
    case("zone correct m --on 2024", "entry.form", 1, '"m"'),
    case("zone correct m999999 --on 2024", "entry.unknown", 1, "m999999"),
    case("cluster void {act} --reason x", "entry.unknown", 1, "m"),
    refusal("zone correct {act} --value 5", "correct.not-of-milestone", "--value"),
    refusal("zone correct {figure} --stage planned", "correct.not-of-figure", "--stage"),
    case("zone correct {act}", "usage.nothing-to-correct", 2, "m"),
    case("zone correct {act} --on 29/3/2023", "correct.double", 1, "void", setup=planned_before),
    case(("zone", "void", "{act}", "--reason", " "), "void.no-reason", 1, "--reason"),
    case("zone remove vo-lao", "remove.target", 1, "KCN Võ Lao", "T8"),
    case("zone remove tang-loong", "remove.resting", 1, "KCN Tằng Loỏng", "--cascade"),
    case("zone merge vo-lao --into kcn-vo-lao", "merge.same", 1, "kcn-vo-lao"),
    case("zone merge ban-qua --into vo-lao", "merge.target", 1, "T8"),
    case("zone alias vo-lao Xa --remove", "alias.none", 1, "KCN Võ Lao"),
    case("zone alias coc-my Xa --remove", "alias.unknown", 1, '"Xa"', "Cốc Mỳ"),
    case(("zone", "alias", "vo-lao", "Võ Lao", "--remove"), "alias.own", 1, "--name"),
    case("zone alias vo-lao Xa --remove --source x", "usage.remove-source", 2, "--source"),
    case("zone update vo-lao --was kcn-vo-lao", "former.itself", 1),
    refusal(update("--figure", "leased", "--on", "2024"), "figure.form", "leased"),
    refusal(
        update("--figure", "lạ=5 ha", "--on", "2024"),
        *("measure.unknown", "--figure", "lạ", "docs/data.md"),
    ),
    refusal(("zone", "correct", "{act}", "--stage", "returned"), "correct.to-return", "--stage"),
    refusal(
        ("zone", "correct", "{return}", "--stage", "planned"),
        *("correct.from-return", "--stage"),
        setup=returned,
    ),
    refusal(
        ("zone", "correct", "{return}", "--status", "planned"),
        *("return.planned", "--status"),
        setup=returned,
    ),
)


# --- Lists: conditions, order ---


def where(text: str, key: str, *names: str) -> Case:
    return refusal(("zone", "list", "--where", text), key, f'--where "{text}"', *names)


LISTS = (
    where("capital", "where.form", "capital"),
    where("xyz=1", "where.field no-guess", "xyz", "stage_since"),
    where("capitol>1 tỷ", "where.field guess", "capitol", "capital"),
    where("district>Bát Xát", "where.operator", ">", "district"),
    where("stage=investment-called", "where.no-stage", "stage"),
    where("stage>suspended", "where.no-rank", "stage"),
    where("stage_since<đến 8/5/2023", "where.open-date", "đến 8/5/2023"),
    where("name~%", "text.signs", "%"),
    where("area>khoảng 5 ha", "where.not-exact", "khoảng 5 ha"),
    where("area>5", "unit-missing", "5"),
    refusal("zone list --stage investment-called", "where.no-stage", "--stage"),
    refusal("zone list --text %", "text.signs", "--text", "%"),
    refusal("zone list --sort nmae", "list.key guess", "--sort", "nmae", "name"),
)


# --- Registers ---


def empty_record(place: Place) -> None:
    place.do("init", "--empty", "--db", "empty.db")


def a_target_without_reading(place: Place) -> None:
    place.write("targets.csv", "code,year,title_vi,title_en", "T10,2024,a,b")
    place.do("import", "targets.csv")


RULE = (
    *("--reading-title-vi", "a", "--reading-title-en", "b", "--count-by", "any-act"),
    *("--kind", "zone", "--threshold", "1"),
)
TITLES = ("--title-vi", "a", "--title-en", "b")
NEW_UNIT = ("area", "add", "99999", "Xã Mới", "--level", "commune")
OLD, NOW = "03061@2025-06-30", "03061@2025-07-01"

REGISTERS = (
    case("indicator show xyz", "measure.unknown", 1, "xyz"),
    case(
        *("indicator add labour 5 --on 2024 --db empty.db", "indicator.no-province"),
        setup=empty_record,
    ),
    refusal("sector add gypsum-phosphorus X --name-en Y", "sector.exists", "gypsum-phosphorus"),
    refusal(("area", "add", "080", "Thành phố X", "--level", "district"), "area.exists", "080"),
    *(
        refusal(("area", "add", "7", "Huyện X", "--level", "district", *tile), "area.off-map")
        for tile in (("--map-row", "1"), ("--map-column", "0", "--map-row", "2"))
    ),
    refusal(
        ("area", "add", "080", "Thành phố X", "--level", "district", "--from", "1/1/2020"),
        *("area.overlaps", "080"),
    ),
    refusal(
        (*NEW_UNIT, "--from", "1/1/2024", "--to", "1/1/2023"),
        *("area.reversed", "--to", "2024", "2023"),
    ),
    refusal((*NEW_UNIT, "--on", "1/7/2025"), "succession.of-what", "--on"),
    refusal((*NEW_UNIT, "--succeeds", OLD), "succession.no-date", "--succeeds"),
    refusal(
        (*NEW_UNIT, "--from", "1/7/2025", "--succeeds", OLD, "--old-to", "1/6/2025"),
        *("succession.other-end", "--old-to", "03061"),
    ),
    refusal(
        (*NEW_UNIT, "--from", "1/1/2026", "--succeeds", NOW),
        *("succession.still-valid", "--succeeds", "03061"),
    ),
    refusal(
        (*NEW_UNIT, "--from", "1/1/2026", "--succeeds", OLD, "--on", "1/7/2025"),
        *("succession.before-new", "--on"),
    ),
    refusal(
        (*NEW_UNIT, "--from", "1/1/2025", "--succeeds", OLD),
        *("succession.ends-later", "--succeeds", "03061"),
    ),
    refusal(
        (*NEW_UNIT, "--from", "1/1/2026", "--succeeds", NOW, "--old-to", "1/1/2025"),
        *("succession.not-before", "--old-to", "03061"),
    ),
    refusal(
        (*NEW_UNIT, "--from", "1/1/2026", "--succeeds", OLD, "--on", "1/7/2025"),
        *("succession.before-new", "--on"),
    ),
    case("indicator add grdp-growth -2% --on 2024", "usage.negative", 2, "-2", "indicator add"),
    refusal("source add baolaocai-2024-ky-vong X", "source.exists", "baolaocai-2024-ky-vong"),
    refusal(
        ("source", "add", "nguon-moi", "Kỳ vọng đón làn sóng đầu tư mới"),
        *("source.same-title", "baolaocai-2024-ky-vong"),
    ),
    case("source list --missing --unused", "usage.missing-alone", 2, "--missing"),
    case("target update T1", "usage.nothing-for-target", 2, "T1"),
    case("target update T1 --main xyz", "reading.unknown", 1, "xyz", "established-9"),
    refusal(
        ("target", "update", "T1", "--reading", "established-9", *RULE),
        *("reading.exists", "established-9"),
    ),
    refusal(
        ("target", "add", "T1", "--year", "2024", *TITLES, "--reading", "x", *RULE[4:]),
        *("target.exists", "T1"),
    ),
    case("target show T10", "target.no-main", 1, "T10", setup=a_target_without_reading),
)


# --- Undo and redo ---


def one_added(place: Place) -> None:
    place.do("zone", "add", "KCN A", "--code", "kcn-a")


def added_and_undone(place: Place) -> None:
    one_added(place)
    place.do("undo")


def added_and_changed(place: Place) -> None:
    one_added(place)
    place.do("zone", "update", "kcn-a", "--investor", "Công ty A")


def changed_anew(place: Place) -> None:
    added_and_changed(place)
    place.do("undo")
    place.do("zone", "update", "kcn-a", "--investor", "Công ty B")


def its_code_taken(place: Place) -> None:
    added_and_undone(place)
    place.do("zone", "add", "KCN B", "--code", "kcn-a")


def declined(place: Place) -> None:
    place.patch.setattr("zone_tracker.cli.history.somebody_there", lambda: True)
    place.patch.setattr("sys.stdin", StringIO("\n"))


UNDO = (
    case("undo --db empty.db", "undo.nothing", setup=empty_record),
    case("undo", "confirm.declined", setup=declined, lines=None),
    case("log show 99", "undo.unknown", 1, "99"),
    case("undo 99", "undo.unknown", 1, "99"),
    case("undo 2", "undo.already", 1, "2", "3", "redo 2", setup=added_and_undone),
    case("undo 3", "undo.is-reversal", 1, "3", "redo 2", setup=added_and_undone),
    case("undo 2", "undo.later", 1, "2", "3", "update kcn-a", setup=added_and_changed),
    case("redo 2", "undo.taken", 1, "2", "zone add", setup=its_code_taken),
    case("redo 3", "redo.later", 1, "3", "5", "Công ty B", setup=changed_anew),
    case("redo", "redo.nothing"),
    case("redo 2", "redo.not-undone", 1, "2", setup=one_added),
)


# --- Many at once ---


def many(*words: str) -> tuple[str, ...]:
    return ("cluster", "update", "--where", "name~pho rang", *words)


MANY = (
    case(many("--note", "x"), "bulk.needs-yes", 1, "2", "--yes", "--dry-run"),
    case(many("--name", "CCN A", "--yes"), "usage.of-one", 2, "--name"),
    case("cluster update --note x", "usage.one-or-many", 2, "--where"),
    case(("cluster", "update", "bat-xat", "--note", "x", "--yes"), "usage.many-alone", 2, "--yes"),
    refusal(
        many("--was", "ccn-pho-rang", "--yes"),
        *("bulk.problem former.itself", "--was", "ccn-pho-rang"),
    ),
)


# --- The database ---


def not_a_database(place: Place) -> None:
    place.write("other.db", *["Đây là ghi chú, không phải cơ sở dữ liệu"] * 50)


def of_another_program(place: Place) -> None:
    with closing(sqlite3.connect(place.folder / "other.db")) as db:
        db.execute("CREATE TABLE t (a)")
        db.commit()


def changed_by_sql(*statements: str, file: str = "record.db") -> Callable[[Place], None]:
    def change(place: Place) -> None:
        with closing(sqlite3.connect(file)) as db:
            for statement in statements:
                db.execute(statement)
            db.commit()

    return change


def of_an_older_version(place: Place) -> None:
    old = Path(__file__).with_name("data") / "version-4.db.gz"
    (place.folder / "record.db").write_bytes(gzip.decompress(old.read_bytes()))


def damaged(place: Place) -> None:
    path = place.folder / "record.db"
    content = bytearray(path.read_bytes())
    content[4096 * 3 :] = os.urandom(len(content) - 4096 * 3)
    path.write_bytes(content)


def note_of_bad_bytes(place: Place) -> None:
    """A note that is not UTF-8, put there by another program inside a batch of its own."""
    bad = "UPDATE milestone SET note = CAST(x'41ff' AS TEXT) WHERE id = 10"
    with closing(sqlite3.connect("record.db", isolation_level=None)) as db:
        db.execute("BEGIN")
        db.execute(
            "INSERT INTO batch (at, actor, command) VALUES ('2024-07-01T00:00:00Z', 'a', 'b')"
        )
        db.execute("INSERT INTO current_batch SELECT 1, max(id) FROM batch")
        db.execute(bad)
        db.execute("DELETE FROM current_batch")
        db.execute("COMMIT")


def moment_of_no_calendar(place: Place) -> None:
    """A batch in the year 0, which older files let other programs write."""
    with closing(sqlite3.connect("record.db", isolation_level=None)) as db:
        name = "batch_refuse_moment"
        kept = db.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (name,)).fetchone()[0]
        db.execute(f"DROP TRIGGER {name}")
        db.execute(
            "INSERT INTO batch (at, actor, command) VALUES ('0000-01-01T00:00:00Z', 'a', 'b')"
        )
        db.execute(kept)


def held(place: Place) -> None:
    db = place.clean_up.enter_context(closing(sqlite3.connect("record.db", isolation_level=None)))
    db.execute("BEGIN EXCLUSIVE")
    place.patch.setattr(connection, "WAIT_SECONDS", 0)


def not_writable(place: Place) -> None:
    real = os.access
    place.patch.setattr(os, "access", lambda path, mode: mode != os.W_OK and real(path, mode))


def connecting(change: Callable[[str], str], *first: str) -> Callable[[Place], None]:
    """A machine whose SQLite is told something else, or something first."""

    class Changed(sqlite3.Connection):
        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
            return super().execute(change(sql), *values)

    def connect(*words: Any, **named: Any) -> sqlite3.Connection:
        db: sqlite3.Connection = real(*words, factory=Changed, **named)
        for statement in first:
            db.execute(statement)
        return db

    real = sqlite3.connect

    def setup(place: Place) -> None:
        place.patch.setattr(sqlite3, "connect", connect)

    return setup


def without_foreign_keys(sql: str) -> str:
    return sql.replace("foreign_keys = ON", "foreign_keys = OFF")


PLANTED = (
    "CREATE TEMP TRIGGER planted BEFORE INSERT ON subject "
    "BEGIN SELECT RAISE(ABORT, 'planted rule'); END"
)


def no_room(place: Place) -> None:
    def full(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    place.patch.setattr(known, "fill", full)
    place.patch.setenv("ZONE_TRACKER_NOW", "2026-11-24T09:00:00+07:00")
    place.do("zone", "add", "KCN A")


MOMENTS = (
    case("status --known-on 1/7/2024", "known.before", 1, "2024-07-01", "2026-11-23 09:00"),
    case("snapshot add A --db empty.db", "known.empty", setup=empty_record),
    case("status --known-on 23/11/2026", "known.no-room", 4, "SQLITE_TMPDIR", setup=no_room),
    case("status --known-on 2024-13-01T10:00", "moment.form problem.option", 1, "--known-on"),
    case("status --known-on 24/11/2026", "moment.ahead problem.option", 1, "24/11/2026"),
    case("changes --since 24/11/2026 --recorded", "moment.ahead problem.option", 1, "--since"),
    case(("status", "--known-on", "giao ban"), "moment.unknown problem.option", 1, "giao ban"),
    case("changes --since lâu-rồi", "moment.unknown problem.option", 1, "--since", "lâu-rồi"),
    case("changes --since 31/2/2024", "date-day problem.option", 1, "--since"),
    case("changes --since 1/7/2024 --until 30/6/2024", "changes.reversed", 2, "1/7/2024"),
    case(
        "changes --since 23/11/2026 --until 1/7/2024 --recorded", "changes.reversed", 2, "--until"
    ),
    case("stale --since 1/7/2027", "changes.reversed", 2, "1/7/2027"),
    case("status --year 2050", "target.no-year", 1, "2050", "2024"),
    case("status --year 0", "target.no-year", 1, "2024"),
    case(("zone", "list", "--district", ""), "filter.empty problem.option", 1, "--district"),
    case(("stale", "--kind", " "), "filter.empty problem.option", 1, "--kind"),
    case("stale --by zone", "usage.by", 2, "zone", "district"),
    case("stale --days 5 --period 2024", "usage.one-period", 2, "--days", "--period"),
    case("snapshot add 30/6/2024", "snapshot.date problem.option", 1, "30/6/2024"),
    case(("snapshot", "add", " "), "snapshot.no-name problem.option"),
    case(
        "snapshot add a",
        "snapshot.exists",
        1,
        '"A"',
        setup=lambda at: at.do("snapshot", "add", "A"),
    ),
    case(
        "zone correct c1 --stage planned",
        "correct.not-of-confirmation problem.option",
        1,
        "--stage",
        setup=lambda at: at.do("zone", "confirm", "vo-lao", "--source", "CV 12"),
    ),
)


DATABASE = (
    case("status --db .", "db.directory", 1, "."),
    case("status --db none.db", "db.missing", 1, "none.db", 'init --db "none.db"'),
    case("status --db /dev/null", "db.not-a-file", 1, "/dev/null"),
    case("init", "db.exists", 1, "record.db"),
    case(("zone", "add", "KCN A"), "db.read-only", 4, "record.db", setup=not_writable),
    case("init --db record.db/x.db", "db.no-folder", 4, "record.db/x.db"),
    case("status", "db.no-foreign-keys", 4, setup=connecting(without_foreign_keys)),
    case("status --db other.db", "db.foreign", 1, "other.db", setup=not_a_database),
    case("status --db other.db", "db.foreign", 1, "other.db", setup=of_another_program),
    case(
        *("status", "db.newer", 1, "record.db"),
        setup=changed_by_sql("PRAGMA user_version = 99"),
    ),
    case(
        *("status", "db.past-rules", 1, "record.db", "zone-tracker check"),
        setup=lambda place: plant(
            place.folder / "record.db", "UPDATE reading SET period_from = 'xyz'"
        ),
    ),
    case(
        *("status", "db.altered", 1, "record.db"),
        setup=changed_by_sql("DROP TRIGGER subject_log_update"),
    ),
    case(
        *("status", "db.older", 1, 'upgrade --db "record.db"'),
        setup=of_an_older_version,
    ),
    case(
        *("restore b.db", "db.orphans", 1, "b.db", "current_batch", "1"),
        setup=lambda place: (
            place.do("backup", "b.db"),
            changed_by_sql("INSERT INTO current_batch VALUES (1, 99)", file="b.db")(place),
        )[0],
    ),
    case(
        *("upgrade", "db.orphans", 1, "record.db", "milestone"),
        setup=lambda place: plant(
            place.folder / "record.db",
            "INSERT INTO act SELECT kind, 'mine', rank, effect, label_vi, label_en, oc4ids, aliases"
            " FROM act WHERE code = 'operating' AND kind = 'zone'",
            "UPDATE milestone SET act = 'mine' WHERE id = (SELECT max(id) FROM milestone"
            " WHERE kind = 'zone')",
        ),
    ),
    case(
        *("upgrade", "db.not-unique", 1, "record.db", "reading_main"),
        setup=lambda place: plant(
            place.folder / "record.db", "DROP INDEX reading_main", "UPDATE reading SET main = 1"
        ),
    ),
    case("restore b.db", "restore.missing", 1, "b.db", "backup --list"),
    case("restore record.db", "restore.same", 1, "record.db"),
    case("backup none/b.db", "copy.failed", 4, "none", "No such file or directory"),
    case("backup", "usage.backup", 2, "--list"),
    case("backup b.db --list", "usage.backup", 2, "--list"),
    case(
        *("undo", "db.altered", 1, "record.db"),
        setup=changed_by_sql(
            "CREATE TRIGGER planted AFTER INSERT ON batch BEGIN DELETE FROM subject; END"
        ),
    ),
    case("status", "db.damaged", 1, "record.db", "backup --list", setup=damaged),
    *(
        case(words, "db.undecodable", 1, "record.db", "check --db", setup=note_of_bad_bytes)
        for words in ("export all -o out", "find lao")
    ),
    case(
        *("undo --yes", "output.failed-written", 4, "check --db", "zone-tracker log"),
        setup=note_of_bad_bytes,
    ),
    *(
        case(words, "db.moment", 1, "0000-01-01T00:00:00Z", "check", setup=moment_of_no_calendar)
        for words in ("status", "log", "log show 2", "undo --dry-run")
    ),
    case("status", "db.locked", 4, "record.db", setup=held),
    case(("zone", "add", "KCN A"), "db.locked", 4, "record.db", setup=held),
    case(
        *(("zone", "add", "KCN A", "--note", "x" * 9000), "db.disk", 4, "record.db"),
        setup=connecting(lambda sql: sql, "PRAGMA max_page_count = 1"),
    ),
    case(
        *(("zone", "add", "KCN A"), "db.constraint", 1, "planted rule"),
        setup=connecting(lambda sql: sql, PLANTED),
    ),
)


# --- Files ---


def given(*lines: str, raw: bytes = b"") -> Callable[[Place], None]:
    """A file kcn.csv with these lines."""

    def setup(place: Place) -> None:
        place.write("kcn.csv", *lines)
        if raw:
            (place.folder / "kcn.csv").write_bytes(raw)

    return setup


def problem(
    lines: tuple[str, ...], key: str, place: str, *names: str, kind: str = "", **more: Any
) -> Case:
    """A file with one problem, in the cell or row `place` names."""
    said = "problem.cell" if '"' in place else "problem.row"
    words = ("import", "kcn.csv", *(("--kind", kind) if kind else ()))
    keys = f"{key} {said} import.refused"
    return case(words, keys, 1, f"kcn.csv:{place}", *names, setup=given(*lines), lines=2, **more)


READING = "target,code,title_vi,title_en,count_by,kind,acts,flow,period,threshold,unit_set"

FILES = (
    case("import none.csv", "file.unreadable", 4, "none.csv"),
    case("import kcn.csv", "file.empty", 1, "kcn.csv", setup=given()),
    case("import kcn.csv", "file.empty", 1, "kcn.csv", setup=given(" ", "")),
    case(
        *("import kcn.csv", "file.encoding", 1, "kcn.csv:2"),
        setup=given(raw=b"name\nKCN V\xf5 Lao\n"),
    ),
    case("import kcn.csv", "file.nul", 1, "kcn.csv:2", setup=given(raw=b"name\nA\x00B\n")),
    case(
        "import kcn.csv --kind zones",
        "file.quotes",
        1,
        "kcn.csv:2",
        setup=given("name,code", '"A,b', "C"),
    ),
    case(
        "import kcn.csv --kind zones",
        "file.quotes",
        1,
        "kcn.csv:3",
        setup=given("name", "A", '"A"B'),
    ),
    case("import kcn.csv --kind x", "import.kind-unknown", 1, "x", "zones", setup=given("name")),
    case(
        *("import a.csv", "import.kind-unclear", 1, "a.csv", "zones"),
        setup=lambda place: place.write("a.csv", "Tên,Huyện", "A,Bát Xát"),
    ),
    problem(("name,code", "KCN A"), "import.cells", "2: ", kind="zones"),
    problem(
        ("code,name", "kcn-vo-lao,KCN Khác"),
        *("subject.other-name", '2: cột "name"', "KCN Võ Lao", "KCN Khác"),
        kind="zones",
    ),
    problem(
        ("subject,act,date,return_to,reason", "kcn-vo-lao,planned,2024,planned,x"),
        *("return.other-act", '2: cột "return_to"'),
    ),
    problem(("old,new,date", "080,080,1/7/2025"), "succession.same", '2: cột "new"'),
    problem(
        (READING.replace("code", "code,main"), "T1,x,yes,a,b,any-act,zone,,stock,2024,1,"),
        *("reading.second-main", '2: cột "main"', "established-9"),
    ),
    problem(
        *(("subject,area", "kcn-la,080"), "subject.unknown", '2: cột "subject"', "kcn-la"),
    ),
    problem(
        ("name,investor", "KCN A,Công ty A", "KCN A,Công ty B"),
        "import.contradicts",
        *('3: cột "investor"', "Công ty A", "Công ty B"),
        kind="zones",
    ),
    problem(
        ("name,on,Vốn (triệu USD)", "KCN A,2024,5 tỷ"),
        "unit-bare-magnitude",
        *('2: cột "Vốn (triệu USD)"', "5 tỷ"),
        kind="zones",
    ),
    problem(
        ("code,title,url", "a-b,T,javascript:alert(1)"),
        "url.form",
        *('2: cột "url"', "javascript:alert(1)"),
    ),
    problem(
        ("code,year,title_vi,title_en", "T10,năm nay,a,b"),
        "count.form",
        *('2: cột "year"', "năm nay"),
    ),
    problem(
        ("subject,area", "kcn-vo-lao,15"), "area.ambiguous", '2: cột "area"', "15", "15@2025-07-01"
    ),
    problem(
        (READING, "T99,x,a,b,any-act,zone,,stock,2024,1,"),
        "target.unknown",
        *('2: cột "target"', "T99"),
    ),
    problem(
        (READING, "T1,x,a,b,any-act,zone,,stock,2024,1,districts-10"),
        "unit-set.unknown",
        *('2: cột "unit_set"', "districts-10"),
    ),
    problem(
        (READING, "T1,x,a,b,any-act,zone,,stock,≤ 2024,1,"),
        "reading.open-period",
        '2: cột "period"',
    ),
    problem((READING, "T1,x,a,b,act,zone,,stock,2024,1,"), "reading.acts", '2: cột "acts"', "act"),
    problem(
        (READING, "T1,x,a,b,advanced,zone,,stock,2024,1,"),
        "reading.advanced-is-flow",
        '2: cột "flow"',
    ),
    problem(
        (READING, "T1,x,a,b,stage-at-least,zone,suspended,stock,2024,1,"),
        *("reading.no-rank", '2: cột "acts"'),
    ),
    problem((READING, "T1,x,a,b,act,zone,late,flow,2024,1,"), "reading.health", '2: cột "acts"'),
    problem(
        (READING, "T1,x,a,b,any-act,zone,,stock,2024,0,"),
        *("reading.threshold-zero", '2: cột "threshold"'),
    ),
    problem(
        (READING + ",subjects", "T1,x,a,b,any-act,zone,,stock,2024,3,,kcn-vo-lao"),
        *("reading.threshold", '2: cột "threshold"', "3", "1"),
    ),
    problem(
        (READING + ",subjects", "T1,x,a,b,any-act,zone,,stock,2024,1,,ccn-bat-xat"),
        *("reading.other-kind", '2: cột "subjects"'),
    ),
    problem(
        (READING + ",subjects", "T1,x,a,b,any-act,zone,,stock,2024,1,districts-9,kcn-vo-lao"),
        *("reading.units-and-subjects", '2: cột "subjects"'),
    ),
    case(
        *("import kcn.csv", "problem.more import.refused area.unknown", 1, "kcn.csv: ", "50"),
        setup=given("Tên KCN,Huyện", *(f"KCN A{n},Nơi {n}" for n in range(50))),
        lines=None,
    ),
)


# --- Files of every format ---


def holding(name: str, content: bytes | str) -> Callable[[Place], None]:
    """A file with this content."""
    raw = content.encode() if isinstance(content, str) else content
    return lambda place: (place.folder / name).write_bytes(raw) and None


def hostile(name: str, key: str, *names: str) -> Case:
    """A file made to do harm."""
    format, _, make = HOSTILE[name]
    file = f"kcn.{format}"

    def setup(place: Place) -> None:
        (place.folder / file).write_bytes(make())

    return case(f"import {file}", key, 1, file, *names, setup=setup)


def cell(
    name: str, content: bytes | str, key: str, where: str, *names: str, more: str = ""
) -> Case:
    """A file with one cell that cannot be read."""
    said = "problem.cell" if '"' in where else "problem.row"
    return case(
        *(f"import {name} {more}", f"{key} {said}", 1, f"{name}{where}", *names),
        setup=holding(name, content),
        lines=2,
    )


def headed(cell: str) -> bytes:
    """A workbook with the heading of names in row 6 and this cell below it."""
    name = '<c r="A6" t="inlineStr"><is><t>Tên KCN</t></is></c>'
    return xlsx_of(f'<row r="6">{name}</row><row r="7">{cell}</row>')


def small_documents(place: Place) -> None:
    holding("kcn.json", '[{"name": "KCN A"}]')(place)
    place.patch.setattr(json_text, "LONGEST", 10)


FORMATS = (
    case("import kcn.dat", "file.format-unknown", 1, "kcn.dat", "xlsx"),
    case("import /dev/null --input-format csv", "file.not-a-file", 1, "/dev/null"),
    case(
        *("import kcn.csv", "file.other-format", 1, "kcn.csv", "--input-format xlsx"),
        setup=holding("kcn.csv", xlsx_of("")),
    ),
    case(
        *("import kcn.xls", "file.no-table", 1, "kcn.xls", "HTML"),
        setup=holding("kcn.xls", "<html><table>"),
    ),
    case(
        *("import kcn.csv", "file.line-long", 1, "kcn.csv:2"),
        setup=holding("kcn.csv", "name\n" + "x" * (1 << 20)),
    ),
    case(
        *("import kcn.csv", "file.encoding-legacy", 1, "kcn.csv:1", "--encoding windows-1258"),
        setup=holding("kcn.csv", b"T\xean KCN,Huy\xea\xf2n\n"),
    ),
    case(
        *("import kcn.csv", "file.encoding-legacy", 1, "kcn.csv:1", "--encoding tcvn3"),
        setup=holding("kcn.csv", b"T\xaan KCN,Huy\xd6n\n"),
    ),
    case(
        *("import kcn.csv", "file.encoding-other", 1, "kcn.csv:1", "UTF-16"),
        setup=holding("kcn.csv", b"\xff\xfea\0\n"),
    ),
    case(
        *("import kcn.csv --encoding cp1258", "file.encoding-other", 1, "kcn.csv:2"),
        setup=holding("kcn.csv", b"name\n\x8a\n"),
    ),
    case(
        *("import kcn.csv --encoding latin-1", "encoding.unknown", 1, "latin-1", "tcvn3"),
        setup=holding("kcn.csv", "name"),
    ),
    case(
        *("import kcn.xlsx --encoding windows-1258", "encoding.workbook", 1, "kcn.xlsx"),
        setup=holding("kcn.xlsx", xlsx_of("")),
    ),
    case("import kcn.json", "file.too-large", 1, "kcn.json", setup=small_documents),
    case(
        *("import kcn.xlsx", "file.plain-text", 1, "kcn.xlsx", "--input-format csv"),
        setup=holding("kcn.xlsx", "Tên KCN;Huyện\n"),
    ),
    hostile("half", "file.damaged"),
    hostile("password", "file.password"),
    hostile("bomb", "file.unpacked", "xl/worksheets/sheet1.xml"),
    hostile("doctype", "file.doctype", "xl/worksheets/sheet1.xml"),
    hostile("many cells", "sheet.too-large", "kcn.ods [S0]"),
    hostile("far corner", "sheet.too-wide", "kcn.xlsx [S1]", "XFD1048576"),
    cell(
        *("kcn.xlsx", headed('<c r="A7" t="e"><v>#REF!</v></c>'), "cell.error"),
        *(" [S1]:7: ", "A7", "#REF!"),
    ),
    cell(
        *("kcn.xlsx", headed('<c r="A7"><f>A1</f></c>'), "cell.formula"),
        *(" [S1]:7: ", "A7"),
    ),
    case(
        *("import kcn.csv", "name.heading problem.cell import.not-understood", 1),
        *('kcn.csv:2: cột "Tên KCN"', '"Diện tích (ha)"'),
        setup=given("Tên KCN,A", "Diện tích (ha),5"),
        lines=2,
    ),
    cell(
        "kcn.xlsx",
        BOOKS["xlsx"](Page("S1", [["Tên KCN"], ["A"]], struck=["A2"])),
        "cell.struck",
        *(" [S1]:2: ", "A2"),
    ),
    case(
        *("import kcn.xlsx", "cell.merged problem.cell", 1, ' [S1]:2: cột "Diện tích (ha)"'),
        "B2:B3",
        setup=holding(
            "kcn.xlsx",
            BOOKS["xlsx"](
                Page("S1", [["Tên KCN", "Diện tích (ha)"], ["A", 5], ["B"]], merged=["B2:B3"])
            ),
        ),
        lines=2,
    ),
    cell("kcn.xlsx", headed("<c><v>x</v></c>"), "cell.number", " [S1]:7: ", "A7", "x"),
    cell(
        *("kcn.xlsx", headed("<c><v>12345678901234567</v></c>"), "cell.long"),
        *(" [S1]:7: ", "A7", "12345678901234567"),
    ),
    case(
        *("import kcn.json", "json.syntax", 1, "kcn.json:2"),
        setup=holding("kcn.json", '[{"name": "A"},\n{"name" 1}]'),
    ),
    case("import kcn.json", "json.deep", 1, setup=holding("kcn.json", "[" * 100_000)),
    case("import kcn.json", "json.shape", 1, setup=holding("kcn.json", '{"name": "A"}')),
    case(
        *("import kcn.json", "json.keys", 1, "kcn.json"),
        setup=holding("kcn.json", "[" + ", ".join(f'{{"k{n}": 1}}' for n in range(1001)) + "]"),
    ),
    cell("kcn.jsonl", '{"name": "A"}\n{"name"\n', "json.line", ":2: "),
    cell("kcn.json", "[5]", "json.item", ":1: "),
    cell("kcn.json", '[{"name": true}]', "json.truth", ':1: cột "name"', "true"),
    cell("kcn.json", '[{"name": NaN}]', "json.constant", ':1: cột "name"', "NaN"),
    cell("kcn.json", '[{"name": 1e99}]', "json.number-long", ':1: cột "name"', "1e99"),
    cell("kcn.json", '[{"name": [1]}]', "json.nested", ':1: cột "name"'),
    cell("kcn.json", '[{"name": 1, "name": 2}]', "json.key-twice", ':1: cột "name"'),
    case(
        *("import kcn.csv", "tcvn3.found", 1, "kcn.csv:2", "Khu c«ng", "Khu công"),
        setup=given("name", "Khu c«ng nghiÖp"),
    ),
    cell(
        *("kcn.csv", "name\nBắc Hà – tû ®ång\n", "tcvn3.mixed", ':2: cột "A"'),
        more="--encoding tcvn3",
    ),
    cell(
        *("kcn.csv", "name\nBắc Hà\ntû ®ång\nbé\n", "tcvn3.unclear", ':4: cột "A"', "bé", "bộ"),
        more="--encoding tcvn3",
    ),
)


# --- Sheets: headings, numbers, dates, profiles ---


def unread(
    lines: tuple[str, ...], keys: str, where: str, *names: str, more: str = "", profile: str = ""
) -> Case:
    """A file with one thing that is not understood; perhaps with options, or a profile p.toml."""
    said = "problem.cell" if '"' in where else "problem.row"
    words = f"import kcn.csv {more} {'--profile p.toml' if profile else ''}"

    def setup(place: Place) -> None:
        given(*lines)(place)
        place.write("p.toml", profile)

    told = f"{keys} {said} import.not-understood"
    return case(words, told, 1, f"kcn.csv:{where}", *names, setup=setup, lines=2)


def profiled(text: str | bytes, keys: str, *names: str) -> Case:
    """A profile with one problem."""

    def setup(place: Place) -> None:
        given("Tên KCN", "KCN A")(place)
        raw = text.encode() if isinstance(text, str) else text
        (place.folder / "p.toml").write_bytes(raw)

    told = f"{keys} profile.refused"
    return case("import kcn.csv --profile p.toml", told, 1, "p.toml", *names, setup=setup, lines=2)


def files(*names: str) -> Callable[[Place], None]:
    """Files of zones with one good row and a bad one each."""
    rows = ("Tên KCN,Huyện", "KCN {},Bát Xát", "KCN {} bis,Bát Xat")

    def setup(place: Place) -> None:
        for name in names:
            place.write(name, *(row.format(name.partition(".")[0]) for row in rows))

    return setup


def no_room_for_bad_rows(place: Place) -> None:
    files("a.csv")(place)
    (place.folder / "x.csv").mkdir()


ROWS = BOOKS["xlsx"](Page("Một", [["Tên KCN"], ["KCN A"]]), Page("Hai", [["Xem trang đầu"]]))
"""A workbook with one sheet of zones and a page without a table."""

SHEETS = (
    unread(
        *(("Tên KCN,name", "A,B"), "import.heading-double", '1: cột "name"', "Tên KCN"),
        more="--kind zones",
    ),
    unread(
        *(("Huyện,Ghi chú", "A,x"), "import.heading-required", '1: cột "name"', "tên kcn"),
        more="--kind zones",
    ),
    unread(("Tên KCN,Huyệnn", "A,B"), "import.heading-slip", '1: cột "Huyệnn"', '"huyện"'),
    unread(
        ("Tên KCN,Diện tích (tỷ đồng),Ngày", "A,5,2024"),
        *("import.heading-unit", '1: cột "Diện tích (tỷ đồng)"', "tỷ đồng"),
    ),
    unread(
        *(("Tên KCN,Loại đo", "A,x"), "import.key-unknown no-guess", '1: cột "Loại đo"', "measure"),
        profile='[headings]\n"Loại đo" = "measure"',
    ),
    unread(("Tên KCN,Diện tích (ha)", "A,5"), "import.no-day", "1: ", "--as-of", "Diện tích"),
    unread(
        ("Tên KCN;Vốn (tỷ đồng);Ngày", "A;1.234;2024"),
        *("import.number-either", '2: cột "Vốn (tỷ đồng)"', '"1.234"', "--numbers en"),
    ),
    unread(
        ("Tên KCN;Vốn (tỷ đồng);Ngày", "A;1.234,5;2024", "B;2.345,6;2024", "C;1,234.5;2024"),
        *("import.number-mixed", '4: cột "Vốn (tỷ đồng)"', '"1,234.5"', '"1.234,5"'),
    ),
    unread(
        ("Tính đến 30/6/2024,", "Cập nhật đến 31/7/2024,", "Tên KCN,Huyện", "A,Bát Xát"),
        *("import.two-dates", "2: ", "30/6/2024", "31/7/2024"),
    ),
    case(
        *("import kcn.csv --kind zones", "import.no-header", 1, "kcn.csv", "name", "--header"),
        setup=given("a,b", "c,d"),
    ),
    case("import kcn.csv", "import.no-table", 1, "kcn.csv", "--kind", setup=given("a,b", "c,d")),
    case(
        *("import kcn.csv --profile p.toml", "import.header-line", 1, "kcn.csv", "7"),
        setup=lambda place: (
            given("Tên KCN", "A")(place),
            place.write("p.toml", "header = 7"),
        )[0],
    ),
    case(
        *("import kcn.csv", "import.second-header", 1, "kcn.csv:3"),
        setup=given("Tên KCN,Huyện", "A,Bát Xát", "Tên KCN,Vốn", "A,5 tỷ"),
    ),
    case(
        *("import kcn.xlsx --sheet Ba", "import.sheet-unknown", 1, "kcn.xlsx", "Ba"),
        setup=holding("kcn.xlsx", ROWS),
    ),
    problem(
        ("Tên KCN,Địa điểm", "KCN A,xã Võ Lao"),
        *("place.ambiguous", '2: cột "Địa điểm"', '"xã Võ Lao"', "--as-of"),
    ),
    problem(
        ("Tên KCN,Quyết định thành lập", "KCN A,QĐ 5/QĐ-UBND"),
        *("decision.no-date", '2: cột "Quyết định thành lập"', "QĐ 5/QĐ-UBND"),
    ),
    problem(
        ("Tên KCN,Quyết định thành lập", "KCN A,Chưa có QĐ (Tờ trình 5/TTr-UBND ngày 1/2/2024)"),
        *("decision.none", '2: cột "Quyết định thành lập"', "Chưa có QĐ"),
    ),
    problem(
        (
            "Tên KCN,Quyết định thành lập",
            "KCN A,QĐ 5/QĐ-TTg ngày 1/2/2020; QĐ 6/QĐ-TTg ngày 3/4/2024",
        ),
        *("decision.several", '2: cột "Quyết định thành lập"', "QĐ 6/QĐ-TTg"),
    ),
    problem(
        ("Tên dự án,Nhà đầu tư", "Nhà máy A,nt"),
        *("cell.names-nothing", '2: cột "Nhà đầu tư"', '"nt"'),
    ),
    problem(
        ("Tên dự án,Huyện", '"Nhà máy A\nNhà máy B",Bát Xát'),
        *("name.lines", '2: cột "Tên dự án"', "Nhà máy A | Nhà máy B"),
    ),
    problem(
        ("Tên dự án,Lao động,Ngày", '"Nhà máy A","50\n200",2024'),
        *("quantity-lines", '2: cột "Lao động"', "50 | 200"),
    ),
    problem(
        ("Tên dự án,Nguồn", "Nhà máy A,Vốn vay"),
        *("source.capital", '2: cột "Nguồn"', "Vốn vay"),
    ),
    case(
        *("import kcn.csv --as-of 2024", "import.group-unit", 1, "kcn.csv:3", "triệu USD"),
        setup=given(
            "STT,Tên dự án,Vốn đăng ký (tỷ đồng)",
            *("1,Nhà máy A,5", "I,Dự án FDI (ĐVT: triệu USD),", "2,Nhà máy B,7"),
        ),
    ),
    case(
        *("import kcn.csv --as-of 2024", "import.part-row", 1, "kcn.csv:3", '"a"', "Vốn vay"),
        setup=given("STT,Tên dự án,Vốn đăng ký (tỷ đồng)", "1,Nhà máy A,5", "a,Vốn vay,3"),
    ),
    refusal(
        update("--source", "Lào Cai phê duyệt Quy hoạch phân khu xây dựng Khu công nghiệp Võ Lao"),
        *("source.ambiguous", "--source", "kinhtedothi-2025-vo-lao", "baoxaydung-2025-vo-lao"),
    ),
    case(
        *("import d", "file.folder-empty", 1, "d", "xlsx"),
        setup=lambda place: (place.folder / "d").mkdir(),
    ),
    profiled(b'kind = "\xff"', "profile.encoding", "p.toml:1"),
    profiled("kind = zones", "profile.not-toml", "p.toml:1", "8"),
    profiled('kind = "zones', "profile.not-toml-end"),
    profiled(f"header = {'9' * 5000}", "profile.endless"),
    profiled('sheeet = "A"', "profile.unknown guess", '"sheeet"', '"sheet"'),
    profiled("sheet = 5", "profile.no-text", "sheet"),
    profiled('header = "5"', "profile.no-line", "header"),
    profiled('ignore = "Ghi chú"', "profile.no-list", "ignore"),
    profiled('headings = "name"', "profile.no-table", "headings"),
    profiled('dates = "monthly"', "profile.choice no-guess", "dates", "monthly", "month-first"),
    profiled('[headings]\n"A" = "nmae"', "profile.key guess", "nmae", '"name"'),
    profiled('[constants]\nas_of = "31/02/2024"', "profile.date date-day", "as_of", "29"),
    case("import - --kind zones", "usage.stdin-format", 2, "--input-format", "xlsx"),
    case("import a.csv --input-format doc", "usage.input-format", 2, "doc", "ods"),
    case("import a.csv --on-error stop", "usage.on-error", 2, "stop", "skip"),
    case("import a.csv --numbers fr", "usage.numbers", 2, "fr", setup=files("a.csv")),
    case("import a.csv --errors-to x.txt", "usage.errors-to", 2, "x.txt", ".xlsx"),
    case("import a.csv --errors-to d/x.csv", "usage.errors-folder", 2, "d/x.csv"),
    case("import a.csv --errors-to a.csv", "usage.errors-same", 2, "a.csv", setup=files("a.csv")),
    case(
        *("import a.csv b.csv --errors-to x.csv", "usage.errors-several", 2, "x.csv", ".xlsx"),
        setup=files("a.csv", "b.csv"),
    ),
    case(
        "import a.csv --errors-to x.csv --on-error skip",
        *("import.rejects-failed-written", 4, "x.csv", "2"),
        setup=no_room_for_bad_rows,
    ),
    case(
        *("profile new kcn.xlsx", "usage.one-sheet", 2, "kcn.xlsx", "Một", "Hai"),
        setup=holding("kcn.xlsx", ROWS),
    ),
)


# --- What is told of a sheet that is taken ---


def noted(lines: tuple[str, ...], keys: str, *names: str, **more: Any) -> Case:
    """A file that is taken, of which something is worth knowing."""
    words = f"import kcn.csv {more.pop('words', '')}"
    return case(words, keys, 0, *names, setup=given(*lines), **more)


NOTES = (
    noted(
        ("Tên CCN", "CCN Bản Phùng"), "subject.alike import.warning import.fresh", "ccn-ban-phung"
    ),
    noted(
        ("Tên KCN,Tình trạng", "Tằng Loỏng,Trong quy hoạch"),
        *("stage.behind import.no-source", "--return-to", "--source"),
        words="--as-of 2024",
    ),
    noted(("Tên KCN,Địa điểm", "KCN A,Thôn 5"), "place.passed import.warning", "Thôn 5"),
    noted(
        ("Cập nhật đến 30/6/2024,", "Tên KCN,Đất CN (ha)", "KCN A,5"),
        *("import.as-of import.column-unknown", "Đất CN (ha)", "Cập nhật đến 30/6/2024"),
    ),
    noted(
        ("Tính đến 30/6/2024,", "Tên KCN,Diện tích (ha)", "KCN A,5"),
        *("import.as-of-said import.made", "Tính đến 30/6/2024"),
        words="--as-of 2023",
    ),
    noted(
        ("Tên KCN,Tỷ lệ lấp đầy (%),Đã cho thuê (ha),Đất công nghiệp (ha)", "KCN A,50,5,10"),
        *("import.column-computed", "Tỷ lệ lấp đầy (%)"),
        words="--as-of 2024",
    ),
    noted(
        ("Tên KCN,Dự án hạ tầng,", "KCN A,DA,x"),
        "import.columns-unkept import.column-nameless",
        "C",
    ),
    noted(
        ("Tên KCN;Vốn (tỷ đồng)", "KCN A;1,234.5"),
        *("import.numbers-english", "Vốn (tỷ đồng)"),
        words="--as-of 2024",
    ),
    noted(("DANH SÁCH KCN,", "Tên,Huyện", "A,Bát Xát"), "import.kind-told", "DANH SÁCH KCN"),
    noted(
        ("STT,Tên KCN", "I,Nhóm", "1,KCN A", ",Tổng cộng", ",Người lập biểu"),
        *("import.skipped skipped.group skipped.total skipped.foot",),
    ),
    noted(("Tên KCN,Ngày", "KCN A,5/3/2024"), "import.says-nothing", "Ngày"),
    noted(("Tên KCN,Nhà đầu tư", "KCN A,Chưa có"), "cell.none-yet", "kcn.csv:2", "Chưa có"),
    noted(
        ("Tính đến 31/12/2023,,,", "Tên CCN,Ngày thành lập", "CCN A,5/6/2024"),
        *("date.after-sheet", "kcn.csv:3", "2024", "2023"),
    ),
    noted(
        ("Tên CCN,Quyết định thành lập", "CCN A,QĐ 12/QĐ-UBND ngày 5/6/2020 (điều chỉnh)"),
        *("decision.adjusts", "kcn.csv:2"),
    ),
    noted(
        ("STT;Tên KCN;Địa điểm", '1;A;"xã Bản Qua, huyện Văn Bàn"'),
        *("place.elsewhere", "kcn.csv:2"),
    ),
    noted(("STT,Tên KCN,Huyện", "1,A,Bát Xát", ",B,Bát Xát"), "import.unnumbered", "3"),
    noted(
        ("STT,Tên KCN", "I,KCN đang hoạt động", "1,A"),
        *("import.group-tells", "KCN đang hoạt động"),
    ),
    noted(
        ("Tên KCN,Tỷ lệ lấp đầy (%)", 'KCN A,"0,85"'),
        *("share.fraction", "kcn.csv:2", '"0,85"'),
        words="--as-of 2023",
    ),
    noted(
        ("Tên KCN,Diện tích (ha),Ghi chú", "KCN A,12,5"),
        *("cell.cut", "kcn.csv:2", "12,5"),
        words="--as-of 2023",
    ),
    noted(
        ("KẾ HOẠCH NĂM 2024,", "Tên KCN,Lao động", "KCN A,20"),
        *("import.plan-title", "KẾ HOẠCH NĂM 2024"),
        words="--as-of 2023",
    ),
    noted(("Tên KCN,Tình trạng,Ngày", "KCN A,,5/3/2024"), "row.says-nothing", "kcn.csv:2", "Ngày"),
    noted(("Tên KCN,Nhà đầu tư", "KCN Võ Lao,B"), "import.changed", "KCN Võ Lao"),
    noted(
        ("Tên KCN", *(f"KCN Số {n}" for n in range(20))),
        *("import.fresh-more", "10"),
    ),
    noted(
        ("Tên KCN,Địa điểm", *(f"KCN Số {n},Thôn {n}" for n in range(9))),
        *("import.warning-more", "6"),
    ),
    noted(
        (f"Tên KCN,{','.join(f'Cột lạ {n}' for n in range(30))}", f"KCN A{',' * 30}"),
        *("import.more-warnings", "10"),
    ),
    case(
        "import a.csv --on-error skip --errors-to x.csv",
        *("import.bad", 0, "1"),
        setup=files("a.csv"),
    ),
    case(
        *("import kcn.csv --profile p.toml", "import.heading-absent", 0, "Cột cũ"),
        setup=lambda place: (
            given("Tên KCN", "KCN A")(place),
            place.write("p.toml", '[headings]\n"Cột cũ" = "note"'),
        )[0],
    ),
    case(
        *("import kcn.xlsx", "import.sheet-left", 0, "kcn.xlsx [Hai]"),
        setup=holding("kcn.xlsx", ROWS),
    ),
)


# --- Words of the command line, and the world around it ---


def no_time_zone(place: Place) -> None:
    """A zone further off than any clock; only some systems take notice."""
    place.patch.setattr("zone_tracker.cli.session.datetime", Nowhere)
    place.patch.setenv("TZ", "XXX-999")


class Nowhere(datetime):
    """A clock without a place."""

    def astimezone(self, *_: object) -> NoReturn:  # type: ignore[override]
        raise ValueError("offset")


def endless_input(place: Place) -> None:
    place.patch.setattr(importing_files, "HELD", 10)
    place.patch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"name\n" * 9)))


def at_work(error: BaseException) -> Callable[[Place], None]:
    """What happens when writing a table raises this."""

    def setup(place: Place) -> None:
        def fail(*words: object) -> None:
            raise error

        place.patch.setitem(WRITERS, "table", fail)

    return setup


def setting(name: str, value: str) -> Callable[[Place], None]:
    """A variable of the environment that says this."""
    return lambda place: place.patch.setenv(name, value)


AFTERWARDS = {
    "ZeroDivisionError: zero": ZeroDivisionError("zero"),
    "MemoryError": MemoryError(),
    "a.db: torn": Refused("db.damaged", path="a.db", reason="torn"),
}
"""What may go wrong with the answer of a command that has written, and what is said of it."""
TAKES_ZONES = hasattr(time, "tzset")
"""Whether TZ may name a zone of the system."""


def typer_refuses(place: Place) -> None:
    import typer

    def refuse(*words: object) -> None:
        raise typer.BadParameter("something of its own")

    place.patch.setattr("zone_tracker.cli.app.App.session", refuse)


def few_rows(place: Place) -> None:
    place.patch.setattr("xlsxwriter.worksheet.Worksheet._check_dimensions", lambda *_: True)


def long_note(place: Place) -> None:
    place.do("zone", "update", "vo-lao", "--note", "x" * 32_768)


def without(library: str, writer: str) -> Callable[[Place], None]:
    """A library that is not installed, and the module of its writer not loaded yet."""

    def setup(place: Place) -> None:
        place.patch.delitem(sys.modules, f"zone_tracker.writers.{writer}", raising=False)
        place.patch.setitem(sys.modules, library, None)

    return setup


def on_little_paper(limit: str) -> Callable[[Place], None]:
    """Limits of paper that a short list reaches."""
    module = paper if limit == "MOST_ROWS" else typeset
    return lambda place: place.patch.setattr(module, limit, 1)


def word(words: str, key: str, *names: str) -> Case:
    """A template of Word with these words in it, or a file that only begins like one."""

    def setup(place: Place) -> None:
        if words.startswith("PK"):
            (place.folder / "mau.docx").write_bytes(b"PK\x03\x04")
            return
        document = Document()
        document.add_paragraph(words)
        document.save(str(place.folder / "mau.docx"))

    return case("report meeting -o x.docx --template mau.docx", key, 1, *names, setup=setup)


# --- Maps of the office's own ---


def drawn(document: str, key: str, *names: str, bound: str = "", most: int = 0) -> Case:
    """A map that holds this; `bound` is one of the reader's, set lower."""

    def setup(place: Place) -> None:
        place.write("map.geojson", document)
        if bound:
            place.patch.setattr(boundaries, bound, most)

    words = "report overview --boundaries map.geojson"
    return case(words, key, 1, "map.geojson", *names, setup=setup)


def district(*ring: str, kind: str = "Polygon") -> str:
    """A map of one district with this outline."""
    places = f'{{"type": "{kind}", "coordinates": [[{", ".join(ring)}]]}}'
    feature = f'{{"type": "Feature", "properties": {{"ma": "082"}}, "geometry": {places}}}'
    return f'{{"type": "FeatureCollection", "features": [{feature}]}}'


CORNERS = ("[103, 22]", "[104, 22]", "[104, 23]", "[103, 22]")
MAPS = (
    drawn("[1, 2", "json.syntax", "2"),
    drawn("[1]", "map.not-geojson"),
    drawn('{"type": "FeatureCollection", "features": {}}', "map.not-geojson"),
    drawn('{"type": "FeatureCollection", "features": [1]}', "map.not-geojson"),
    drawn("[" * 100_000, "map.not-geojson"),
    drawn('{"type": "FeatureCollection", "features": []}', "map.no-units", "Huyện Bát Xát"),
    drawn(district(*CORNERS, kind="Point"), "map.not-polygons"),
    drawn(district(*CORNERS[:2]), "map.not-polygons"),
    drawn(district("[103]"), "map.not-polygons"),
    drawn(district(), "map.not-polygons"),
    drawn(district("[1e400, 22]", *CORNERS), "map.not-degrees", "inf"),
    drawn(district("[NaN, 22]", *CORNERS), "map.not-degrees", "nan"),
    drawn(district("[393012.5, 2487001.5]", *CORNERS), "map.not-degrees", "393012.5", "WGS 84"),
    drawn(district(f"[1{'0' * 400}, 22]", *CORNERS), "map.not-polygons"),
    drawn(district(*CORNERS), "map.too-fine", "3", bound="MOST_POINTS", most=3),
    drawn(district(*CORNERS), "map.too-large", "0", bound="LARGEST", most=20),
    case("report overview --boundaries none.geojson", "file.unreadable", 4, "none.geojson"),
    case("report overview --boundaries .", "file.not-a-file", 1, "."),
    case("report meeting --template a.docx", "usage.template", 2, "--template", "table"),
    case("report meeting --template a.docx -o a.docx", "file.unreadable", 4, "a.docx"),
    case("report meeting --since 1/1/2030", "changes.reversed", 2, "1/1/2030"),
)

EXCHANGE = (
    case("export zone_s", "exchange.kind guess", 1, "zone_s", "zones", "readings, all"),
    case("template all -o x.xlsx --excel", "usage.excel", 2, "xlsx"),
    case("export zones --format tsv", "usage.format", 2, "tsv", "jsonl"),
    case("export zones --format xlsx", "usage.no-file", 2, "-o", ".xlsx"),
    case("export all --format jsonl", "usage.all-jsonl", 2, "-o", ".json"),
    case("export all", "usage.all-folder", 2, "-o"),
    case("template all -o x.csv", "usage.all-folder", 2, "-o"),
    case("template zones", "usage.missing", 2, "--output"),
    case(
        *("zone list -o x.html", "writers.extra", 4, "html", "-m pip install jinja2"),
        setup=without("jinja2", "html"),
    ),
    case(
        *("zone list -o x.pdf", "writers.extra", 4, "pdf", "-m pip install typst"),
        setup=without("typst", "typeset"),
    ),
    case(
        *("zone list -o x.docx", "writers.extra", 4, "docx", "-m pip install docxtpl"),
        setup=without("docxtpl", "word"),
    ),
    case("zone list -o x.pdf", "paper.too-many", 1, "xlsx", setup=on_little_paper("MOST_ROWS")),
    case("zone list -o x.png", "paper.too-tall", 1, "pdf", setup=on_little_paper("TALLEST")),
    word("PK no zip", "word.template", "mau.docx"),
    word("{{ tile }}", "word.template-text", "mau.docx", "tile"),
    word("{{ tables[0].grid }}", "word.template-line", "table.grid"),
    case("export zones -o x.xlsx", "xlsx.too-many", 1, "csv", setup=few_rows),
    case("export zones -o x.xlsx", "xlsx.too-long", 1, "csv", setup=long_note),
)


USAGE = (
    case("zone", "usage.choose", 2, "add", "update", "list", "show", "history", lines=None),
    case("zone list --stag x", "usage.option-unknown guess", 2, "--stag", "--stage", "zone list"),
    case("zone list --xyz", "usage.option-unknown no-guess", 2, "--xyz"),
    case("zone show", "usage.missing", 2, "CODE", "zone show --help"),
    case("zone list --stage", "usage.option-bare", 2, "--stage", "zone list --help"),
    case("status --check=yes", "usage.flag", 2, "--check", "status --help"),
    case("zone show vo lao", "usage.extra", 2, "lao", "zone show --help"),
    *(
        case(words, "usage.twice", 2, words.split()[-2], f"{command} --help")
        for command, words in (
            ("zone list", "zone list --stage operating --stage founded"),
            ("zone add", "zone add A --note a --note b"),
            ("source add", "source add A --number 1 --number 2"),
        )
    ),
    case("stat", "usage.command guess", 2, "stat", "status", "deliverable"),
    case("zone xyz", "usage.command no-guess", 2, "xyz", "history"),
    case("undo abc", "usage.whole", 2, "abc"),
    case("undo 99999999999", "usage.whole", 2, "99999999999"),
    case("log --limit -1", "usage.whole", 2, "-1"),
    case("status --year 2.024", "usage.whole", 2, "2.024"),
    case("zone list", "usage.other", 2, "something of its own", setup=typer_refuses),
    case("zone list --lang fr", "usage.lang", 2, "fr"),
    case("zone list --format xml", "usage.format", 2, "xml", "jsonl"),
    case(
        *("zone list", "usage.now", 2, "today"),
        setup=lambda place: place.patch.setenv("ZONE_TRACKER_NOW", "today"),
    ),
    *(
        case(
            *("zone list", "usage.now-beyond", 2, now, "1900–2199"),
            setup=setting("ZONE_TRACKER_NOW", now),
        )
        for now in ("0001-01-01T00:00:00+07:00", "9999-12-31T23:00:00-12:00")
    ),
    case(update("--suspend", "--resume", "--on", "2024"), "usage.one-act", 2, "--suspend"),
    case(update(), "usage.nothing-to-update", 2, "kcn-vo-lao"),
    case(update("--on", "2024"), "usage.bears-on-nothing", 2, "--on"),
    case("zone list", "interrupted", 130, setup=at_work(KeyboardInterrupt())),
    case("zone list", "bug", 70, "ZeroDivisionError", setup=at_work(ZeroDivisionError("zero"))),
    case(("zone", "add", "KCN A"), "interrupted-written", 130, setup=at_work(KeyboardInterrupt())),
    case("indicator add labour -5 --on 2024", "usage.negative", 2, "-5"),
    case(("status", "--db", ""), "usage.db", 2, "--db"),
    case(("zone", "add", "KCN A"), "usage.db-environment", 2, setup=setting("ZONE_TRACKER_DB", "")),
    case(
        *("zone list", "usage.lang-environment", 2, "fr", "ZONE_TRACKER_LANG"),
        setup=lambda place: place.patch.setenv("ZONE_TRACKER_LANG", "fr"),
    ),
    case("zone list", "usage.timezone", 2, "XXX-999", setup=no_time_zone),
    *(
        case("zone list", "usage.timezone", 2, zone, setup=setting("TZ", zone))
        for zone in (("Asia/Ho_Chi_Min", "Vietnam", ":Asia", "Asia") if TAKES_ZONES else ())
    ),
    case("zone list", "machine.memory", 4, setup=at_work(MemoryError())),
    case("zone list", "machine.file", 4, "x.py", setup=at_work(OSError(24, "too many", "x.py"))),
    *(
        case(("zone", "add", "KCN A"), "output.failed-written", 4, why, setup=at_work(error))
        for why, error in AFTERWARDS.items()
    ),
    case("zone add KCN-A -o none/a.txt", "output.failed-written", 4, "none/a.txt: "),
    case("zone list -o none/list.txt", "output-failed", 4, "none/list.txt"),
    case("zone list -o record.db", "output.database", 1, "record.db"),
    case("import a.csv -o a.csv", "usage.output-same", 2, "a.csv", setup=files("a.csv")),
    case("import - --input-format csv", "file.pipe-long", 1, "<stdin>", setup=endless_input),
    case(("zone", "list", *["--where", "code~a"] * 101), "where.many", 1, "101", "100"),
    case(("find", "x" * 1001), "text.long", 1, "x" * 50),
    case("zone list", "output.failed", 4, full_device=True),
    case("undo", "output.failed-written", 4, setup=one_added, full_device=True),
)

CASES = (
    *VALUES,
    *RECORD,
    *CORRECTIONS,
    *LISTS,
    *REGISTERS,
    *UNDO,
    *MANY,
    *MOMENTS,
    *DATABASE,
    *FILES,
    *SHEETS,
    *FORMATS,
    *MAPS,
    *EXCHANGE,
    *USAGE,
)

UNPROVOKED: dict[str, str] = {}
"""Error wordings that no command line can bring about, each with the reason."""

ERROR_GROUPS = (
    *("text-", "name-", "number-", "quantity-", "unit-", "date-", "db.", "file.", "import."),
    *("container.", "entry.", "correct.not", "void.no", "merge.same", "find.", "usage."),
    *("undo.", "redo.", "subject.", "stage.", "figure.", "area.", "source.", "return.", "code."),
    *(
        "url.",
        "bulk.problem",
        "count.",
        "exchange.kind",
        "xlsx.too",
        "writers.extra",
        "word.",
        "map.",
        "sector.",
        "target.unknown",
        "target.not",
        "problem.",
        "profile.",
        "bulk.problem",
    ),
    *("sheet.too", "cell.", "json.", "encoding.", "tcvn3."),
    *("unit-set.", "reading.", "output", "machine.", "interrupted", "bug", "guess", "no-guess"),
)
SAYINGS = {
    *("db.created", "import.done", "import.would", "import.same", "undo.done", "undo.would"),
    *("redo.done", "redo.would", "import.rejects", "problem.because", "import.bad-keeps-out"),
    "word.no-drawings",
}
"""Wordings of those groups that are no errors."""


def params() -> Iterator[Any]:
    """Each case in Vietnamese, and in English the first that says something new."""
    heard: set[str] = set()
    for case in CASES:
        for lang in LANGUAGES if set(case.keys) - heard else LANGUAGES[:1]:
            yield pytest.param(case, lang, id=f"{id_of(case)}-{lang}")
        heard.update(case.keys)


def id_of(case: Case) -> str:
    return f"{case.keys[0]}-{'-'.join(case.words)}".encode("unicode_escape").decode()[:60]


def pattern(key: str, lang: Language) -> re.Pattern[str]:
    """What a sentence looks like when its places are filled."""
    parts = [
        re.escape(text) + (".*?" if name else "")
        for text, name, _, _ in Formatter().parse(catalogue(lang)[key])
    ]
    return re.compile("".join(parts), re.DOTALL)


@pytest.fixture
def place(run: Run, record: Path) -> Iterator[Place]:
    with pytest.MonkeyPatch.context() as patch, ExitStack() as clean_up:
        yield Place(run, record.parent, patch, clean_up)


def with_entries(word: str, run: Run) -> str:
    """The word with the number of an act, a figure or a return on record put in."""
    if word not in ("{act}", "{figure}", "{return}"):
        return word
    zone = run("zone", "show", "kcn-vo-lao", "--format", "json").json()
    entries = zone["figures" if word == "{figure}" else "milestones"]
    wanted = [each for each in entries if word != "{return}" or each["act"] == "returned"]
    return str(wanted[0]["id"])


def told_of(case: Case, place: Place, lang: Language) -> Result:
    """What the words of a case lead to."""
    words = tuple(with_entries(word, place.run) for word in case.words)
    place.patch.setenv("LC_ALL", f"{lang}.UTF-8")
    if not case.full_device:
        wrong = case.keys[0] == "usage.lang-environment"
        return place.run(*words, lang=None if wrong else lang)
    with open("/dev/full", "wb") as full:
        return spawn(*words, env={"ZONE_TRACKER_LANG": lang}, stdout=full)


@pytest.mark.parametrize(("case", "lang"), list(params()))
def test_a_refusal(case: Case, lang: Language, place: Place, record: Path) -> None:
    if case.full_device and not os.path.exists("/dev/full"):
        pytest.skip("no full device here")
    case.setup(place)
    before = record.read_bytes()
    told = told_of(case, place, lang)
    assert (told.code, told.out) == (case.code, ""), told
    for key in case.keys:
        assert pattern(key, lang).search(told.err), key
    for name in case.names:
        assert named_in(name, lang) in told.err
    assert "Traceback" not in told.err
    lines = told.err.splitlines()
    assert case.lines is None or len(lines) == case.lines
    assert all(line.isprintable() for line in lines)
    assert "-written" in case.keys[0] or record.read_bytes() == before


def named_in(name: str, lang: Language) -> str:
    """A name of a case as it is said: an argument and a column in the reader's words."""
    english = name if lang == "vi" else name.replace("cột ", "column ")
    return catalogue(lang).get(f"metavar.{name}", english)


@pytest.mark.parametrize("case", NOTES, ids=id_of)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_note(case: Case, lang: Language, place: Place) -> None:
    case.setup(place)
    told = place.run(*case.words, lang=lang)
    assert told.code == 0, told
    for key in case.keys:
        assert pattern(key, lang).search(told.out), key
    for name in case.names:
        assert name in told.out


def test_every_error_wording_is_provoked() -> None:
    provoked = {key for case in CASES for key in case.keys}
    noted = {key for case in NOTES for key in case.keys}
    assert error_keys() - provoked - noted == set(UNPROVOKED)
    assert provoked <= error_keys()


def error_keys() -> set[str]:
    """The wordings of errors: those that the code raises, and all others of their groups."""
    told = set(catalogue("vi"))
    grouped = {key for key in told if key.startswith(ERROR_GROUPS)} - SAYINGS
    return raised_keys() | {key for key in grouped if not key.startswith("profile.about")}


def raised_keys() -> set[str]:
    """The keys that errors are raised with, and problems are told with."""
    errors = {"Refused", "BadValue", "Problems", "UsageError", "EnvironmentFailure"}
    errors |= {"FailedAfterwards"}
    calls = [node for node in nodes() if isinstance(node, ast.Call)]
    raised = [node for node in calls if name_called(node) in errors]
    for node in calls:
        if name_called(node) in ("refuse", "Problem"):
            inside = (each for each in ast.walk(node) if isinstance(each, ast.Call))
            raised += [each for each in inside if name_called(each) == "Message"]
    firsts = [node.args[0] for node in raised if node.args]
    return {str(first.value) for first in firsts if isinstance(first, ast.Constant)}


def name_called(node: ast.Call) -> str:
    """The name of what is called."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


# --- What holds of all of them ---


def test_debug_shows_the_traceback_of_a_bug(run: Run, place: Place) -> None:
    at_work(ZeroDivisionError("zero"))(place)
    with pytest.raises(ZeroDivisionError):
        run("zone", "list", "--debug")


def test_a_refusal_needs_no_debug(run: Run, record: Path) -> None:
    plain = run("zone", "show", "xyz")
    assert run("zone", "show", "xyz", "--debug") == plain


def test_a_database_that_is_refused_is_not_touched(run: Run, record: Path) -> None:
    shutil.copy(record, "copy.db")
    with closing(sqlite3.connect("copy.db")) as db:
        db.execute("DROP TRIGGER subject_log_update")
        db.commit()
    before = Path("copy.db").read_bytes()
    for words in ("status", "undo", "zone update vo-lao --note x"):
        assert run(*words.split(), "--db", "copy.db").code == 1
    assert Path("copy.db").read_bytes() == before
    assert not Path("copy.db-journal").exists()
