"""check: a sound record is quiet, each rule finds what breaks it and names the next step."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from builders import act, cluster, database, file, plant, put, sql, zone
from conftest import Result, Run
from zone_tracker.model import Message
from zone_tracker.store.checking import rules
from zone_tracker.store.checking.file import made, objects_of
from zone_tracker.store.checking.rules import RULES, Finding, found
from zone_tracker.store.checking.values import CODES_AND_DAYS, checks
from zone_tracker.store.connection import opened
from zone_tracker.store.tracking import TRACKED
from zone_tracker.wording import LANGUAGES, catalogue, say

DAY = "2026-11-23"
BACKUPS = "zone-tracker backup --list"
UPGRADE = "zone-tracker upgrade"
SUBJECT = "(SELECT id FROM subject WHERE code = '{}')"
VO_LAO = SUBJECT.format("kcn-vo-lao")


def checked(run: Run, code: int, *words: str) -> list[dict[str, Any]]:
    """What the check found, as machines read it."""
    import json

    done = run("check", "--format", "json", *words, lang="en")
    assert (done.code, done.err) == (code, ""), done
    return list(json.loads(done.out))


def faults(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for each in found if each["fails"]]


# --- A sound record ---


def test_the_seed_is_sound_and_says_where_documents_disagree(run: Run, record: Path) -> None:
    told = checked(run, 0)
    assert {each["rule"] for each in told} == {"disagreements"}
    said = {each["code"]: each["what"] for each in told}
    assert said["kcn-ban-qua"] == (
        "Planned area: 228 ha (23 November 2018, f3), 107 ha (28 October 2022, f4)"
    )
    assert re.findall("[0-9,]+ ha", said["kcn-coc-my-trinh-tuong"]) == [
        *("897 ha", "1,100 ha", "1,000 ha"),
    ]
    assert "kcn-bat-xat" not in said
    assert "ccn-bat-xat" not in said, "almost 52 and almost 51 can be one area"


def test_people_see_it_in_words(run: Run, record: Path, golden: Callable[[str, str], None]) -> None:
    for lang in LANGUAGES:
        done = run("check", lang=lang)
        assert (done.code, done.err) == (0, "")
        golden(f"cli/check-seed.{lang}.txt", done.out)


def test_nothing_is_written(run: Run, record: Path) -> None:
    before = record.read_bytes()
    run("check")
    assert record.read_bytes() == before
    assert [each.name for each in record.parent.iterdir()] == [record.name]


def test_an_empty_record_is_sound(run: Run, workplace: Path) -> None:
    run("init", "--empty", "--db", "a.db")
    assert run("check", "--db", "a.db", lang="en").out == (
        "Check of a.db, 23 November 2026\n✔ No fault found\n"
    )


def test_what_the_tool_itself_writes_is_sound(run: Run, record: Path) -> None:
    for words in (
        ("zone", "add", "KCN Mới (GĐ 1)", "--stage", "planned", "--on", "2025", "--area", "5 ha"),
        ("zone", "update", "vo-lao", "--name", "KCN Võ Lao Xanh"),
        ("zone", "void", "m24", "--reason", "x"),
        ("undo",),
        ("undo", "2"),
        ("redo",),
        ("zone", "merge", "kcn-moi", "--into", "ban-qua"),
        ("undo",),
        ("zone", "confirm", "vo-lao", "--source", "CV 12"),
        ("snapshot", "add", "Giao ban"),
    ):
        assert run(*words).code == 0, words
    told = checked(run, 0)
    assert {each["rule"] for each in told} == {"disagreements", "unsourced"}


# --- Every rule ---


class Planted(NamedTuple):
    """What is written past the tool, and how the finding names it: code, id, next step."""

    rule: str
    statements: tuple[str, ...]
    code: str | None
    id: str | None
    next: str | None
    says: str = ""


def planted(
    rule: str, what: str, code: str | None, id: str | None, next: str | None, says: str = ""
) -> Planted:
    return Planted(rule, tuple(what.split(";")), code, id, next, says)


def figure(id: int, measure: str, value: int, unit: str = "m2", **more: object) -> str:
    """The statement that records a figure of KCN Võ Lao."""
    day = "'2024-01-01'"
    what = {"measure": f"'{measure}'", "unit": f"'{unit}'", "value": value, "derived": 0}
    return inserted("figure", id, {**what, "date_from": day, "date_to": day, **more})


def milestone(id: int, act: str, day: str, status: str = "actual") -> str:
    """The statement that records an act of KCN Võ Lao."""
    what = {"kind": "'zone'", "act": f"'{act}'", "status": f"'{status}'"}
    return inserted("milestone", id, {**what, "date_from": f"'{day}'", "date_to": f"'{day}'"})


def inserted(table: str, id: int, values: dict[str, object]) -> str:
    """The statements that record a row of KCN Võ Lao."""
    base = {"id": id, "batch": 1, "subject": VO_LAO, "status": "'actual'", "source": 1}
    row = {**base, "precision": "'day'", **values}
    return (
        f"UPDATE sqlite_sequence SET seq = 9999 WHERE name = '{table}';"
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(map(str, row.values()))})"
    )


def set_of(code: str, what: str) -> str:
    return f"UPDATE subject SET {what} WHERE code = '{code}'"


SCHEMA = (
    planted("remade", "DROP INDEX figure_by_subject", None, None, UPGRADE, "figure_by_subject"),
    planted("remade", "DROP VIEW zones;CREATE VIEW zones AS SELECT 1", None, None, UPGRADE, "view"),
    planted("schema", "ALTER TABLE place ADD COLUMN mine TEXT", None, None, BACKUPS, "place"),
    planted("vocabulary", "DELETE FROM act WHERE code = 'expanded'", None, None, UPGRADE),
    planted(
        "vocabulary", "UPDATE kind SET label_en = 'x' WHERE code = 'zone'", None, None, UPGRADE
    ),
    planted(
        "open-batch",
        "INSERT INTO current_batch VALUES (1, 1)",
        None,
        "1",
        "zone-tracker log show 1",
    ),
    planted("references", "UPDATE figure SET subject = 99 WHERE id = 3", None, "f3", BACKUPS),
    planted(
        "references", "UPDATE figure SET unit = 'vnd' WHERE id = 3", "kcn-ban-qua", "f3", BACKUPS
    ),
    planted("added", "CREATE TABLE mine (x)", None, None, None, "mine"),
)

ENTRY = "INSERT INTO change (batch, record, record_id, maker, action, was) VALUES "
LOG = (
    planted("log", f"{ENTRY}(1, 'zzz', 1, 0, 'insert', NULL)", None, "1", BACKUPS, "zzz"),
    planted("log", f"{ENTRY}(1, 'figure', 3, 1, 'insert', NULL)", None, "1", BACKUPS),
    planted(
        "log",
        "INSERT INTO batch (at, actor, command) VALUES ('0000-01-01T00:00:00Z', 'a', 'b')",
        *(None, "2", BACKUPS, "0000-01-01"),
    ),
    planted(
        "log",
        "INSERT INTO batch (at, actor, command) VALUES ('2024-01-01T00:00:00Z', 'a', 'b');"
        f"{ENTRY}(2, 'figure', 3, 1, 'update', 'x')",
        *(None, "1", BACKUPS),
    ),
    planted(
        "log",
        "INSERT INTO batch (at, actor, command) VALUES ('2024-01-01T00:00:00Z', 'a', 'b');"
        f"""{ENTRY}(2, 'figure', 3, 1, 'delete', '{{"id": 3}}')""",
        *("kcn-ban-qua", "f3", BACKUPS),
    ),
    planted(
        "log",
        "UPDATE sqlite_sequence SET seq = 109 WHERE name = 'figure'",
        *("tinh-lao-cai", "f110", BACKUPS),
    ),
)

VALUES = (
    planted(
        "values",
        "UPDATE milestone SET date_from = '2026-01-01' WHERE id = 4",
        *("kcn-ban-qua", "m4", "zone-tracker zone void m4 --reason …", "date_from <= date_to"),
    ),
    planted("values", set_of("kcn-vo-lao", "confidence = 'sure'"), "kcn-vo-lao", "23", BACKUPS),
    planted(
        "dates",
        "UPDATE figure SET precision = 'quarter' WHERE id = 3",
        *("kcn-ban-qua", "f3", "zone-tracker zone correct f3 --on …", "quarter"),
    ),
    planted(
        "dates",
        "UPDATE source SET date_from = '1024-01-01', date_to = '1024-01-01', precision = 'day' "
        "WHERE code = 'baolaocai-2024-ky-vong'",
        *("baolaocai-2024-ky-vong", None, "zone-tracker export sources --output sources.csv"),
    ),
    planted(
        "forms",
        set_of("kcn-vo-lao", "code = 'kcn-vo--lao'"),
        *("kcn-vo--lao", "23", BACKUPS),
    ),
    planted("forms", set_of("kcn-vo-lao", "code = 'da-vo-lao'"), "da-vo-lao", "23", BACKUPS),
    planted("forms", "UPDATE target SET code = 'T 1' WHERE code = 'T1'", "T 1", "1", BACKUPS),
    planted(
        "forms",
        "UPDATE source SET url = 'https://a b' WHERE code = 'baolaocai-2024-ky-vong'",
        *("baolaocai-2024-ky-vong", None, "zone-tracker export sources --output sources.csv"),
    ),
    *(
        planted(
            "texts",
            set_of("kcn-vo-lao", f"investor = '{text}'"),
            *("kcn-vo-lao", "23", "zone-tracker zone update kcn-vo-lao --investor …", says),
        )
        for text, says in (
            ("Công ty\u200bA", "U+200B"),
            ("Công ty A\u202e", "U+202E"),
            ("Co\u0302ng ty", "NFC"),
            (" Công ty", "spaces"),
            ("\u0421ông ty Cốc", "U+0421"),
        )
    ),
    planted(
        "texts",
        set_of("kcn-vo-lao", "investor = CAST(x'C3' AS TEXT)"),
        *("kcn-vo-lao", "23", "zone-tracker zone update kcn-vo-lao --investor …", "U+DCC3"),
    ),
    planted(
        "texts",
        "UPDATE milestone SET reason = 'a' || char(10) WHERE id = 4",
        *("kcn-ban-qua", "m4", "zone-tracker zone correct m4 --reason …", "U+000A"),
    ),
    *(
        planted(
            "keys",
            set_of("kcn-vo-lao", f"{key} = 'x'"),
            *("kcn-vo-lao", "23", "zone-tracker zone update kcn-vo-lao --name …"),
        )
        for key in ("identity_key", "search_key", "sort_key")
    ),
    planted(
        "keys",
        "UPDATE area SET sort_key = 'x' WHERE code = '082'",
        *("082@2025-06-30", None, "zone-tracker export areas --output areas.csv"),
    ),
    planted(
        "relations",
        set_of("da-nexus", f"within = {SUBJECT.format('da-vitamec')}"),
        *("da-nexus", None, "zone-tracker project update da-nexus --in …", "Vitamec"),
    ),
    planted(
        "relations",
        "UPDATE milestone SET act = 'returned', return_to = 'adjusted', reason = 'x' WHERE id = 4",
        *("kcn-ban-qua", "m4", "zone-tracker zone void m4 --reason …"),
    ),
    planted(
        "relations",
        "INSERT INTO subject (id, batch, kind, code, name, identity_key, search_key, sort_key)"
        " SELECT 9999, batch, kind, 'kcn-x', name, identity_key, search_key, sort_key"
        f" FROM subject WHERE id = {VO_LAO}",
        *("kcn-x", "9999", "zone-tracker zone update kcn-x --district …", "kcn-vo-lao"),
    ),
    planted(
        "relations",
        "INSERT INTO area (id, batch, level, code, name, identity_key, search_key, sort_key,"
        " valid_from) SELECT 9999, batch, level, code, name, identity_key, search_key, sort_key,"
        " '2020-01-01' FROM area WHERE code = '082'",
        *("082@2020-01-01", "9999", "zone-tracker export areas --output areas.csv", "Bát Xát"),
    ),
    planted(
        "relations",
        f"{set_of('kcn-vo-lao', 'within = id')}",
        *("kcn-vo-lao", "23", "zone-tracker zone update kcn-vo-lao --in …"),
    ),
    planted(
        "readings",
        "UPDATE reading SET main = 0 WHERE target = 1",
        *("T1", "1", "zone-tracker target update T1 --main …"),
    ),
    planted(
        "readings",
        "DELETE FROM reading_act WHERE reading = 1",
        *("T1", "1", "zone-tracker target show T1"),
    ),
    planted(
        "readings",
        "UPDATE reading SET threshold = 99 WHERE id IN"
        " (SELECT reading FROM reading_subject ORDER BY reading LIMIT 1)",
        *("T3", None, "zone-tracker target show T3"),
    ),
)

FACTS = (
    planted(
        "future",
        milestone(500, "established", "2026-11-24"),
        *("kcn-vo-lao", "m500", "zone-tracker zone correct m500 --on …", "24 November 2026"),
    ),
    planted(
        "future",
        figure(500, "labour", 5, "person", date_from="'2027-01-01'", date_to="'2027-01-01'"),
        *("kcn-vo-lao", "f500", "zone-tracker zone correct f500 --on …"),
    ),
    planted(
        "after-end",
        f"{milestone(500, 'cancelled', '2022-01-01')};{milestone(501, 'operating', '2023-01-01')};"
        "DELETE FROM milestone WHERE id BETWEEN 23 AND 28",
        *("kcn-vo-lao", "m501", "zone-tracker zone history kcn-vo-lao", "1 January 2022"),
    ),
    planted(
        "plans",
        milestone(500, "established", "2018-01-01", "planned"),
        *("kcn-vo-lao", "m500", "zone-tracker zone correct m500 --note …", "1 January 2018"),
    ),
    planted(
        "shares",
        figure(500, "occupancy", 10_001, "bp"),
        *("kcn-vo-lao", "f500", "zone-tracker zone correct f500 --value …", "100.01%"),
    ),
    planted(
        "sums",
        f"{figure(500, 'area-established', 10)};{figure(501, 'area-industrial', 11)}",
        *("kcn-vo-lao", "f501", "zone-tracker zone correct f501 --value …", "Industrial land"),
    ),
    planted(
        "contradictions",
        f"{figure(500, 'labour', 10, 'person')};{figure(501, 'labour', 11, 'person')}",
        *("kcn-vo-lao", "f501", "zone-tracker zone void f501 --reason …", "f500"),
    ),
    planted(
        "disagreements",
        f"{figure(500, 'labour', 10, 'person')};{figure(501, 'labour', 11, 'person', source=2)}",
        *("kcn-vo-lao", "23", "zone-tracker zone history kcn-vo-lao", "10 people"),
    ),
    planted(
        "unsourced",
        "UPDATE figure SET source = NULL WHERE id IN (1, 2)",
        *(None, None, "zone-tracker source list --missing", "figures: 2"),
    ),
)
PLANTED = (*SCHEMA, *LOG, *VALUES, *FACTS)


READING = (
    *("status", "project list", "zone list --format json", "zone show vo-lao", "slips vo-lao"),
    *(
        "find kcn",
        "log",
        "log show 1",
        "gaps",
        "due",
        "stalled",
        "changes --since 2024",
        "stale",
        "target list",
    ),
    *("target show T1", "indicator list", "area list", "source list", "sector list"),
    *("export figures --format csv", "export milestones --format json", "report bieu-04"),
)
PAST_RULES = (
    "UPDATE milestone SET act = 'xyz' WHERE id = 4",
    "UPDATE milestone SET date_from = 'xyz', date_to = 'xyz' WHERE id = 4",
    "UPDATE milestone SET precision = 'week' WHERE id = 4",
    "UPDATE figure SET measure = 'xyz'",
    "UPDATE figure SET unit = 'xyz'",
    "UPDATE subject SET kind = 'xyz' WHERE code = 'kcn-vo-lao'",
    "UPDATE reading SET period_from = 'xyz'",
    "UPDATE reading SET count_by = 'xyz'",
    "UPDATE source SET date_to = 'xyz', date_from = 'xyz', precision = 'day'",
    "UPDATE area SET level = 'xyz', valid_from = 'xyz' WHERE id = 4",
    "UPDATE batch SET at = 'xyz'",
)
"""What no command writes, and nothing that a command could read."""


@pytest.mark.parametrize("statement", PAST_RULES)
def test_what_breaks_every_rule_is_answered_or_blamed_on_who_did_it(
    statement: str, run: Run, record: Path
) -> None:
    plant(record, statement)
    done = run("check")
    assert (done.code, done.err) == (3, "")
    for words in READING:
        done = run(*words.split(), lang="en")
        assert done.code in (0, 1), (words, done.err)
        assert done.out or done.err, words
    words = ("zone", "update", "vo-lao", "--investor", "Công ty A")
    assert run(*words).code in (0, 1)


@pytest.mark.parametrize("each", PLANTED, ids=lambda each: each.rule)
def test_a_rule_finds_what_breaks_it(each: Planted, run: Run, record: Path) -> None:
    plant(record, *each.statements)
    told = checked(run, 3 if RULES[each.rule].fails else 0)
    alike = [one for one in told if (one["rule"], one["code"]) == (each.rule, each.code)]
    one = next(one for one in alike if each.says in one["what"] and each.id in (None, one["id"]))
    assert one["next"] == each.next
    assert {one["rule"] for one in faults(told)} <= {each.rule}, "it finds what it is for alone"


def test_every_rule_is_tried() -> None:
    apart = {"integrity", "journal"}
    assert {each.rule for each in PLANTED} | apart == set(RULES)


def test_people_see_every_fault_by_its_rule(run: Run, record: Path) -> None:
    """All at once, in both languages; what comes before the schema is found leaves out the rest."""
    plant(record, *(what for each in (*LOG, *VALUES[:-3], *FACTS) for what in each.statements[:1]))
    machine = checked(run, 3)
    for lang in LANGUAGES:
        done = run("check", lang=lang)
        assert (done.code, done.err) == (3, "")
        words = catalogue(lang)
        for rule in {each["rule"] for each in machine}:
            assert words[f"check.{rule}"] in done.out
            assert words[f"check.why.{rule}"] in done.out
        count = len(faults(machine))
        assert say(Message("check.faults", {"count": count}), lang) in done.out


def test_every_next_step_can_be_typed(run: Run) -> None:
    """The command is there, and has the option."""
    steps = {step for each in PLANTED if each.next for step in each.next.split("; ")}
    pages = {}
    for step in steps:
        words = [word for word in step.split()[1:3] if word.isalpha()]
        page = pages.setdefault(tuple(words), run(*words, "--help"))
        assert page.code == 0, step
        for option in re.findall("--[a-z-]+", step):
            assert f"{option} " in page.out, step
    assert len(pages) > 8


@pytest.mark.usefixtures("record")
def test_every_text_of_a_subject_can_be_mended(run: Run) -> None:
    for table, command in (
        ("subject", "update"),
        *((table, "correct") for table in ("milestone", "figure", "confirmation")),
    ):
        page = run("zone", command, "--help").out
        with database() as db:
            for name in texts_of(db, table):
                assert f"--{name.replace('_', '-')} " in page, (table, name)


def texts_of(db: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a table that hold somebody's words."""
    held = db.execute("SELECT name FROM pragma_table_info(?) WHERE type = 'TEXT'", (table,))
    return [name for (name,) in held if name not in CODES_AND_DAYS]


def test_every_text_that_is_looked_at_has_a_heading() -> None:
    with database() as db:
        for table in (*TRACKED, "snapshot"):
            for name in texts_of(db, table):
                assert f"column.{name}" in catalogue("en"), name


def test_every_check_of_the_schema_is_looked_at() -> None:
    statements = [each for (sort, _), each in made().objects.items() if sort == "table"]
    with database() as db:
        for (sort, table), statement in made().objects.items():
            bare = re.sub("--.*", "", statement)
            assert sort != "table" or len(checks(statement)) == bare.count("CHECK")
            for check in checks(statement) if sort == "table" else ():
                db.execute(f"SELECT {check} FROM {table}")
    assert sum(len(checks(each)) for each in statements) > 50


# --- Putting right ---


def test_what_was_left_open_is_ended_by_the_next_entry(run: Run, record: Path) -> None:
    plant(record, "INSERT INTO current_batch VALUES (1, 1)")
    assert run("zone", "add", "KCN A").code == 0
    assert faults(checked(run, 0)) == []


def test_keys_are_made_anew_with_the_name(run: Run, record: Path) -> None:
    plant(record, set_of("kcn-vo-lao", "identity_key = 'x', search_key = 'x', sort_key = 'x'"))
    assert run("zone", "update", "kcn-vo-lao", "--name", "KCN Võ Lao").code == 0
    assert faults(checked(run, 0)) == []


def test_a_note_tells_where_an_old_plan_comes_from(run: Run, record: Path) -> None:
    plant(record, "UPDATE milestone SET note = NULL WHERE id = 3")
    (told,) = faults(checked(run, 3))
    assert told["next"] == "zone-tracker zone correct m3 --note …"
    run("zone", "correct", "m3", "--note", "Kế hoạch 358")
    assert faults(checked(run, 0)) == []


def test_the_other_journal_is_found_and_switched_back(run: Run, record: Path) -> None:
    with closing(sqlite3.connect(record)) as db:
        db.execute("PRAGMA journal_mode = WAL")
    (told,) = faults(checked(run, 3))
    assert told["rule"] == "journal"
    for words in told["next"].split("; "):
        assert run(*words.split()[1:]).code == 0
    assert faults(checked(run, 0)) == []


# --- A damaged file ---


def damage(path: Path, index: str) -> None:
    """Scribble over entries of an index: only a full check finds it."""
    with closing(sqlite3.connect(path)) as db:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        page = db.execute(query, (index,)).fetchone()[0]
    broken = bytearray(path.read_bytes())
    broken[page * 4096 - 200 : page * 4096] = b"\xff" * 200
    path.write_bytes(broken)


def test_a_damaged_page_is_told_in_the_words_of_sqlite(run: Run, record: Path) -> None:
    damage(record, "milestone_by_act")
    told = checked(run, 3)
    assert {each["rule"] for each in told} == {"integrity"}
    assert all(each["what"].startswith("SQLite: ") for each in told)
    assert {each["next"] for each in told} == {BACKUPS}
    for lang in LANGUAGES:
        done = run("check", lang=lang)
        assert (done.code, done.err) == (3, "")
        assert done.out.endswith(f"{catalogue(lang)['check.stopped']}\n")


def test_a_file_damaged_at_its_head_is_refused_with_the_next_step(run: Run, record: Path) -> None:
    broken = bytearray(record.read_bytes())
    broken[100:200] = b"\xff" * 100
    record.write_bytes(broken)
    done = run("check", lang="en")
    assert (done.code, done.out) == (1, "")
    assert "malformed" in done.err
    assert 'backup --list --db "record.db"' in done.err


# --- What is shown ---


def test_a_page_of_each_rule_and_all_when_asked(run: Run, record: Path) -> None:
    plant(
        record,
        "UPDATE milestone SET date_from = '2027-01-01', date_to = '2027-01-01',"
        " precision = 'day' WHERE status = 'actual'",
    )
    every = len([each for each in checked(run, 3) if each["rule"] == "future"])
    assert every > 50
    screen = run("check", lang="en", terminal=140).out
    assert f"Told as actual, and still to come ({every})" in screen
    assert f"50 of {every} shown; to see all: --limit 0" in screen
    assert "shown" not in run("check", "--limit", "0", lang="en", terminal=140).out
    assert "shown" not in run("check", lang="en").out
    few = checked(run, 3, "--limit", "2")
    assert [each["rule"] for each in few].count("future") == 2


@pytest.mark.parametrize("format", ["csv", "tsv", "jsonl", "md"])
def test_in_every_format(format: str, run: Run, record: Path) -> None:
    plant(record, set_of("kcn-vo-lao", "investor = CAST(x'C31B' AS TEXT)"))
    done = run("check", "--format", format)
    assert (done.code, done.err) == (3, "")
    assert "\x1b" not in done.out
    assert "kcn-vo-lao" in done.out


def test_into_a_file(run: Run, record: Path) -> None:
    plant(record, "UPDATE figure SET precision = 'year' WHERE id = 3")
    assert run("check", "-o", "check.csv") == Result(3, "", "")
    assert "dates,true,figure,f3,kcn-ban-qua" in Path("check.csv").read_text("utf-8")


# --- The rules themselves ---


def of(db: sqlite3.Connection, rule: str) -> list[Finding]:
    return [each for each in found(db, DAY) if each.rule == rule]


def entries(told: Sequence[Finding]) -> list[list[str]]:
    """The numbers of the figures that each finding sets side by side."""
    return [
        [one.values["entry"] for one in each.fault.what.values["values"]]  # type: ignore[attr-defined]
        for each in told
    ]


def area(db: sqlite3.Connection, value: str, on: str, by: str, **cells: str) -> None:
    told = {"measure": "area-planned", "value": value, "date": on, "source": by}
    put(db, "figures", subject="kcn-a", **{**told, **cells})


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("107 ha", "228 ha", True),
        ("107 ha", "107 ha", False),
        ("100-200 ha", "150 ha", False),
        ("100-200 ha", "201 ha", True),
        ("khoảng 1.000 ha", "960 ha", False),
        ("khoảng 1.000 ha", "897 ha", True),
        ("gần 52 ha", "51 ha", False),
        ("gần 52 ha", "53 ha", True),
        ("trên 100 ha", "250 ha", False),
        ("trên 100 ha", "90 ha", True),
        ("dưới 100 ha", "90 ha", False),
        ("dưới 100 ha", "trên 200 ha", True),
    ],
)
def test_what_can_be_one_value_does_not_disagree(one: str, other: str, apart: bool) -> None:
    with database() as db:
        zone(db, "kcn-a")
        area(db, one, "2020", "QĐ 1")
        area(db, other, "2023", "QĐ 2")
        assert entries(of(db, "disagreements")) == ([["f1", "f2"]] if apart else [])


def test_a_decision_to_change_explains_another_value() -> None:
    with database() as db:
        zone(db, "kcn-a")
        area(db, "100 ha", "2020", "QĐ 1")
        area(db, "150 ha", "2023", "QĐ 2")
        assert entries(of(db, "disagreements")) == [["f1", "f2"]]
        act(db, "kcn-a", "expanded", "2022", source="QĐ 3")
        assert of(db, "disagreements") == []
        area(db, "160 ha", "2023", "QĐ 4")
        assert entries(of(db, "disagreements")) == [["f2", "f3"]]


@pytest.mark.parametrize(
    "cells",
    [
        {"status": "planned"},
        {"phase": "1"},
        {"measure": "area-leased"},
        {"derived": "yes"},
        {"source": "QĐ 1", "date": "2021"},
    ],
    ids=str,
)
def test_what_is_not_the_same_thing_does_not_disagree(cells: dict[str, str]) -> None:
    with database() as db:
        zone(db, "kcn-a")
        area(db, "100 ha", "2020", "QĐ 1")
        area(db, "150 ha", "2020", "QĐ 2", **cells)
        assert of(db, "disagreements") == []


def test_what_changes_by_itself_is_compared_on_one_day_only() -> None:
    with database() as db:
        zone(db, "kcn-a")
        area(db, "10 ha", "2023", "BC 1", measure="area-leased")
        area(db, "20 ha", "2024", "BC 2", measure="area-leased")
        assert of(db, "disagreements") == []
        area(db, "30 ha", "2024", "BC 3", measure="area-leased")
        assert entries(of(db, "disagreements")) == [["f2", "f3"]]


@pytest.mark.parametrize(
    ("kind", "land", "faulty"),
    [
        ("cluster", {"area-industrial": "9 ha"}, True),
        ("cluster", {"area-industrial": "10 ha"}, False),
        ("cluster", {"area-industrial": "khoảng 9,6 ha"}, False),
        ("zone", {"area-industrial": "9 ha"}, False),
        ("zone", {"area-industrial": "6 ha", "area-service": "3 ha"}, True),
        ("zone", {"area-industrial": "6 ha", "area-service": "4 ha"}, False),
        ("zone", {"area-industrial-service": "9 ha"}, True),
        ("zone", {"area-established": "9 ha"}, True),
    ],
    ids=str,
)
def test_no_more_land_is_let_than_there_is(kind: str, land: dict[str, str], faulty: bool) -> None:
    with database() as db:
        (zone if kind == "zone" else cluster)(db, "kcn-a" if kind == "zone" else "ccn-a")
        subject = "kcn-a" if kind == "zone" else "ccn-a"
        for measure, value in {"area-leased": "10 ha", **land}.items():
            put(db, "figures", subject=subject, measure=measure, value=value, date="2024")
        assert bool(of(db, "sums")) is faulty


def test_sums_go_by_the_newest_and_by_the_period() -> None:
    with database() as db:
        zone(db, "kcn-a")
        for measure, value, date in (
            ("projects", "5 dự án", "2023"),
            ("projects-operating", "6 dự án", "2024"),
            ("industrial-output", "5 tỷ đồng", "2023"),
            ("industrial-output-in-zones", "6 tỷ đồng", "2024"),
        ):
            put(db, "figures", subject="kcn-a", measure=measure, value=value, date=date)
        assert [each.fault.id for each in of(db, "sums")] == [2]
        put(db, "figures", subject="kcn-a", measure="projects", value="7 dự án", date="2025")
        assert of(db, "sums") == []


def test_after_a_return_all_begins_anew() -> None:
    with database() as db:
        zone(db, "kcn-a")
        act(db, "kcn-a", "cancelled", "2020")
        act(db, "kcn-a", "operating", "2024")
        assert [each.fault.id for each in of(db, "after-end")] == [2]
        act(db, "kcn-a", "returned", "2022", return_to="planned", reason="x")
        assert of(db, "after-end") == []


def test_a_period_that_has_begun_is_not_the_future() -> None:
    with database() as db:
        zone(db, "kcn-a")
        act(db, "kcn-a", "established", "2026")
        act(db, "kcn-a", "operating", "../2027")
        act(db, "kcn-a", "land-clearance", "2027", status="planned")
        assert of(db, "future") == []
        act(db, "kcn-a", "under-construction", "2027")
        assert [each.fault.id for each in of(db, "future")] == [4]


def test_a_circle_of_several_is_found() -> None:
    with database() as db:
        for code in ("kcn-a", "kcn-b", "kcn-c"):
            zone(db, code)
        sql(
            db,
            "UPDATE subject SET within = 2 WHERE id = 1",
            "UPDATE subject SET within = 1 WHERE id = 2",
            "UPDATE subject SET within = 1 WHERE id = 3",
        )
        assert [each.fault.id for each in of(db, "relations")] == [1, 2]


# --- How it goes on ---


def test_a_person_sees_that_work_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks: list[int] = []
    monkeypatch.setattr(rules, "STEPS", 100)
    with database(seeded=True) as db:
        list(found(db, DAY, ticks.append))
    assert ticks == sorted(ticks)
    assert len(set(ticks)) > len(RULES) / 2


# SQLite is told of it and not Python; datasette, in another test, asks for such to be shown.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_it_can_be_stopped_while_sqlite_is_at_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(done: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(rules, "STEPS", 100)
    with pytest.raises(KeyboardInterrupt), opened(file(tmp_path, seeded=True)) as db:
        list(found(db, DAY, stop))


def test_a_file_that_may_not_be_written_is_checked(run: Run, record: Path) -> None:
    shutil.copy(record, "b.db")
    Path("b.db").chmod(0o400)
    assert run("check", "--db", "b.db").code == 0


# --- What an upgrade makes again ---


def test_what_follows_from_the_tables_is_made_again(run: Run, record: Path) -> None:
    held, day = run("export", "all", "--format", "json").out, run("status").out
    plant(
        record,
        "DROP VIEW zones",
        "DROP INDEX reading_main",
        "DROP INDEX figure_by_subject",
        "CREATE INDEX figure_by_subject ON figure (id)",
        "UPDATE measure SET label_vi = 'x' WHERE code = 'labour'",
    )
    assert {each["rule"] for each in faults(checked(run, 3))} == {"remade"}
    told = run("upgrade", lang="en")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("✔ Made the indexes, views and vocabularies of record.db again")
    assert faults(checked(run, 0)) == []
    with opened(record) as db:
        assert objects_of(db) == made().objects
    assert (run("export", "all", "--format", "json").out, run("status").out) == (held, day)
    assert "nothing to upgrade" in run("upgrade", lang="en").out
