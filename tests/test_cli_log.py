"""The log as people and machines read it: the batches, what one of them changed, undo and redo."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from builders import author, database, sql, zone
from conftest import Result, Run
from terminals import at_terminal
from zone_tracker.store import log
from zone_tracker.store.connection import opened
from zone_tracker.store.tracking import TRACKED
from zone_tracker.store.written import Counts, changes, counts, sorts

POSIX = pytest.mark.skipif(os.name != "posix", reason="has no terminals of its own")
BRICKS = (
    *("project", "add", "Nhà máy gạch Phố Lu", "--district", "Bảo Thắng"),
    *("--stage", "under-construction", "--on", "20/11/2024", "--capital", "100 tỷ đồng"),
)
INVESTOR = ("zone", "update", "vo-lao", "--investor", "Công ty A")


@pytest.fixture(autouse=True)
def use_record(record: Path) -> Path:
    return record


def done(result: Result) -> str:
    assert (result.code, result.err) == (0, ""), result
    return result.out


def rows(run: Run, *words: str) -> list[dict[str, Any]]:
    """The list that a command answers in JSON."""
    told = run(*words, "--format", "json").json()
    assert isinstance(told, list)
    return told


# --- The batches ---


def test_the_log_counts_what_each_batch_changed(run: Run) -> None:
    done(run(*BRICKS))
    done(run(*INVESTOR))
    done(run("project", "remove", "gach-pho-lu", "--cascade"))
    done(run("undo"))
    told = [(e["batch"], e["added"], e["changed"], e["removed"]) for e in rows(run, "log")[:4]]
    assert told == [(5, 3, 0, 0), (4, 0, 0, 3), (3, 0, 1, 0), (2, 3, 0, 0)]
    assert rows(run, "log", "list") == rows(run, "log")


def test_the_log_of_a_terminal_is_cut_at_the_first_page(run: Run) -> None:
    for number in range(51):
        done(run("zone", "update", "vo-lao", "--note", str(number)))
    told = done(run("log", terminal=140))
    assert told.count("zone-tracker zone update") == 50
    assert "Hiện 50 trong 52" in told
    assert len(rows(run, "log")) == 52
    assert len(rows(run, "log", "--limit", "2")) == 2


def test_the_log_is_counted_by_index(record: Path) -> None:
    """A batch of a million rows must not cost a look at each of them, nor at those of others."""
    with opened(record) as db:
        asked: list[str] = []
        db.set_trace_callback(asked.append)
        counts(db, 1, 1)
        db.set_trace_callback(None)
        plan = [row[3] for query in asked for row in db.execute(f"EXPLAIN QUERY PLAN {query}")]
    looked = [step for step in plan if any(table in step.split() for table in (*TRACKED, "change"))]
    assert len(looked) == len(TRACKED) + 2
    assert [step for step in looked if "USING COVERING INDEX" not in step] == []


def test_what_a_batch_wrote_is_told_for_ever_the_same() -> None:
    """Whatever is changed, taken out, undone or brought back later."""
    with database() as db:
        zone(db, "kcn-a")
        zone(db, "kcn-b")
        sql(db, "UPDATE subject SET note = 'x'", "DELETE FROM subject WHERE code = 'kcn-b'")
        sql(db, "UPDATE subject SET note = 'y', name = 'KCN Z'")
        told = {each: (list(changes(db, each)), sorts(db, each)) for each in range(1, 5)}
        assert counts(db, 1, 4) == {
            1: Counts(added=1),
            2: Counts(added=1),
            3: Counts(changed=1, removed=1),
            4: Counts(changed=1),
        }
        for number in (4, 3, 2, 1):
            log.undo(db, author("undo"), number, keep=True)
            assert {each: (list(changes(db, each)), sorts(db, each)) for each in told} == told
        for number in (1, 2, 3, 4):
            log.redo(db, author("redo"), number, keep=True)
            assert {each: (list(changes(db, each)), sorts(db, each)) for each in told} == told
        assert counts(db, 5, 12) == {
            5: Counts(changed=1),
            6: Counts(added=1, changed=1),
            7: Counts(removed=1),
            8: Counts(removed=1),
            9: Counts(added=1),
            10: Counts(added=1),
            11: Counts(changed=1, removed=1),
            12: Counts(changed=1),
        }


def test_an_undo_is_its_batch_the_other_way_round() -> None:
    with database(seeded=True) as db:
        sql(
            db,
            "UPDATE figure SET value = 1 WHERE id < 5",
            "DELETE FROM milestone WHERE id < 4",
            "INSERT INTO source (batch, code, title) VALUES (:batch, 's', 'S')",
        )
        log.undo(db, author("undo"), 2, keep=True)
        there = {(each.table, each.id): each for each in changes(db, 2)}
        back = {(each.table, each.id): each.reversed for each in changes(db, 3)}
        assert there == back
        assert len(there) == 8
        assert list(changes(db, 3, grouped=True)) != list(changes(db, 3))
        assert {each.id for each in changes(db, 3)} == {each.id for _, each in back.items()}


@pytest.mark.parametrize("table", TRACKED)
def test_what_a_batch_made_is_found_by_index(table: str, record: Path) -> None:
    """Undo deletes it so: without an index, undoing one small command reads the whole record."""
    with opened(record) as db:
        plan = db.execute(f"EXPLAIN QUERY PLAN SELECT 1 FROM {table} WHERE batch = 1").fetchall()
    assert [step[3].split()[0] for step in plan] == ["SEARCH"]


# --- One batch ---


def test_a_batch_is_shown_by_the_record_it_tells_of(run: Run) -> None:
    done(run(*BRICKS))
    assert done(run("log", "show", "2")).split("\n", 3)[3] == (
        "Từng thay đổi\n"
        "Hồ sơ                                         Việc  Nội dung ghi\n"
        "─────────────────────────────────────────────────────────────────────────────────────────\n"
        "Nhà máy gạch Phố Lu (da-nha-may-gach-pho-lu)  mới   dự án, Huyện: Huyện Bảo Thắng\n"
        "                                              mới   Đang xây dựng (20/11/2024)\n"
        "                                              mới   Vốn đăng ký: 100 tỷ đồng"
        " (20/11/2024)\n"
    )
    assert done(run("log", "show", "2", lang="en")).startswith(
        "Batch 2 – test, 2026-11-23 09:00: zone-tracker project add 'Nhà máy gạch Phố Lu'"
    )


def test_what_became_what_is_told_field_by_field(run: Run) -> None:
    done(run(*INVESTOR, "--sector", "electronics"))
    figure = run("zone", "show", "vo-lao", "--format", "json").json()["figures"][0]
    done(run("zone", "correct", figure["id"], "--value", "210 ha", "--on", "3/2024"))
    done(run("zone", "void", figure["id"], "--reason", "x"))
    told = [done(run("log", "show", number)) for number in ("2", "3", "4")]
    assert "sửa   Nhà đầu tư: – → Công ty A" in told[0]
    assert "Ngành: – → Sản xuất thiết bị, linh kiện điện tử" in told[0]
    assert "Sửa: 1 khu công nghiệp" in told[0]
    assert "→ 210 ha" in told[1]
    assert "– Ngày: " in told[1]
    assert "bỏ    Diện tích" in told[2]
    assert ": 210 ha (tháng 3/2024)" in told[2]


def test_the_change_of_an_undo_is_shown_too(run: Run) -> None:
    done(run(*INVESTOR))
    done(run(*BRICKS))
    done(run("undo"))
    done(run("undo", "2"))
    told = done(run("log", "show", "5"))
    assert "trở lại  Nhà đầu tư: Công ty A → –" in told
    assert "hoàn tác lô 2" in told
    told = done(run("log", "show", "4"))
    assert "bỏ    Đang xây dựng (20/11/2024)" in told
    assert "Bỏ: 1 dự án, 1 mốc, 1 số liệu" in told
    assert "đã hoàn tác bởi lô 4" in done(run("log", "show", "3"))


def test_a_subject_that_is_gone_keeps_its_name_in_the_log(run: Run) -> None:
    done(run(*BRICKS))
    done(run("project", "update", "gach-pho-lu", "--stage", "operating", "--on", "1/12/2024"))
    done(run("project", "remove", "gach-pho-lu", "--cascade"))
    assert "Nhà máy gạch Phố Lu (da-nha-may-gach-pho-lu)" in done(run("log", "show", "3"))


def test_machines_get_each_change_with_keys(run: Run) -> None:
    done(run(*INVESTOR))
    done(run("zone", "update", "vo-lao", "--area", "khoảng 250 ha", "--on", "2024"))
    (changed,) = rows(run, "log", "show", "2")
    assert changed == {
        "table": "subject",
        "record": "KCN Võ Lao",
        "code": "kcn-vo-lao",
        "id": "kcn-vo-lao",
        "action": "changed",
        "field": "investor",
        "old": None,
        "new": "Công ty A",
    }
    (added,) = rows(run, "log", "show", "3")
    assert added["new"] == {
        "subject": "KCN Võ Lao",
        "measure": "area-planned",
        "value": {"value": 2_500_000, "unit": "m2", "upper": None, "qualifier": "about"},
        "status": "actual",
        "date": "2024",
        "derived": False,
    }
    assert (added["table"], added["action"], added["field"]) == ("figure", "added", None)
    figures = run("zone", "show", "vo-lao", "--format", "json").json()["figures"]
    assert added["id"] in {each["id"] for each in figures if each["value"] == 2_500_000}


def test_a_long_batch_is_cut_for_people_and_whole_for_machines(run: Run) -> None:
    told = done(run("log", "show", "1", terminal=140))
    count = rows(run, "log")[0]["added"]
    assert f"Hiện 50 trong {count}" in told
    assert len(rows(run, "log", "show", "1")) == count
    assert len(rows(run, "log", "show", "1", "--limit", "7")) == 7
    assert done(run("log", "show", "1", "--limit", "7")).count("mới ") == 7


def test_every_sort_of_row_can_be_told(run: Run) -> None:
    """The seed has rows of nearly every table."""
    for lang in ("vi", "en"):
        done(run("log", "show", "1", lang=lang))
    machine = [run("log", "show", "1", "--format", "json", lang=x).json() for x in ("vi", "en")]
    assert machine[0] == machine[1]
    assert {each["table"] for each in machine[0]} >= {*TRACKED} - {"confirmation"}


def test_a_merge_tells_what_went_where(run: Run) -> None:
    done(run("cluster", "merge", "thong-nhat-1", "--into", "ccn-thong-nhat"))
    told = rows(run, "log", "show", "2")
    moved = {each["table"] for each in told if each["field"] == "subject"}
    assert moved <= {"milestone", "figure", "place", "alias"}
    assert moved
    (gone,) = [each for each in told if (each["table"], each["action"]) == ("subject", "removed")]
    assert gone["old"]["code"] == "ccn-thong-nhat-1"


# --- Undo and redo in words ---


def test_undo_tells_whose_command_and_what_becomes_of_the_rows(run: Run) -> None:
    done(run(*BRICKS))
    preview = done(run("undo", "--dry-run")).splitlines()
    assert preview == [
        "Xem trước, chưa ghi gì: hoàn tác lô 2 của test, 2026-11-23 09:00: zone-tracker project add"
        " 'Nhà máy gạch Phố Lu' --district 'Bảo Thắng' --stage under-construction --on 20/11/2024"
        " --capital '100 tỷ đồng'",
        "  1 dự án, 1 mốc, 1 số liệu mới bị bỏ",
        "    Nhà máy gạch Phố Lu (da-nha-may-gach-pho-lu): dự án, Huyện: Huyện Bảo Thắng",
        "    Nhà máy gạch Phố Lu (da-nha-may-gach-pho-lu): Đang xây dựng (20/11/2024)",
        "    Nhà máy gạch Phố Lu (da-nha-may-gach-pho-lu): Vốn đăng ký: 100 tỷ đồng (20/11/2024)",
    ]
    told = done(run("undo")).splitlines()
    assert told[0].startswith("✔ Đã hoàn tác lô 2 của test")
    assert told[1:] == [*preview[1:], "  Làm lại: zone-tracker redo 2"]
    redone = done(run("redo")).splitlines()
    assert redone[1] == "  1 dự án, 1 mốc, 1 số liệu được ghi lại"
    assert redone[2:-1] == preview[2:]
    assert redone[-1] == "  Hoàn tác: zone-tracker undo 2"


def test_undo_tells_what_goes_back_to_what(run: Run) -> None:
    figure = run("zone", "show", "vo-lao", "--format", "json").json()["figures"][0]["id"]
    done(run("zone", "correct", figure, "--value", "210 ha"))
    was = done(run("undo", "--dry-run")).splitlines()
    assert was[1] == "  1 số liệu trở lại như cũ"
    assert was[2].startswith("    KCN Võ Lao (kcn-vo-lao): Diện tích")
    assert "): 210 ha → " in was[2]
    done(run("undo"))
    again = done(run("redo", "--dry-run")).splitlines()
    assert again[1] == "  1 số liệu được sửa lại"
    assert again[2].endswith(" → 210 ha")


def test_the_first_ten_rows_are_told_and_the_others_counted(run: Run) -> None:
    told = done(run("undo", "--dry-run")).splitlines()
    assert len([line for line in told if line.startswith("    ")]) == 10
    count = rows(run, "log")[0]["added"] - 10
    assert told[-1] == f"  … và {count} bản ghi nữa; xem hết: zone-tracker log show 1"


def test_undo_answers_machines_as_before(run: Run) -> None:
    done(run(*INVESTOR))
    told = run("undo", "--format", "json").json()
    assert told == {
        "batch": 2,
        "command": "zone-tracker zone update vo-lao --investor 'Công ty A'",
        "removed": 0,
        "restored": 0,
        "reset": 1,
        "at": "2026-11-23T02:00:00Z",
        "actor": "test",
    }
    assert run("redo", "--format", "json").json() == told


# --- Being asked ---


@POSIX
@pytest.mark.parametrize("answer", ["\n", "n\n", "khong\n", "\x04"])
def test_undo_asks_at_a_terminal_and_leaves_all_as_it_is(answer: str, record: Path) -> None:
    before = record.read_bytes()
    told = at_terminal("undo", answer=answer)
    assert told.code == 1
    assert "Xem trước, chưa ghi gì: hoàn tác lô 1" in told.screen
    assert told.screen.endswith("đã thôi, chưa ghi gì\n")
    assert record.read_bytes() == before


@POSIX
def test_undo_does_what_was_agreed_to(run: Run) -> None:
    done(run(*INVESTOR))
    told = at_terminal("undo", answer="c\n")
    assert told.code == 0
    assert told.screen.count("Nhà đầu tư: Công ty A → –") == 1
    assert told.screen.endswith("  Làm lại: zone-tracker redo 2\n")
    told = at_terminal("redo", "--lang", "en", answer="y\n", piped=True)
    assert told.code == 0
    assert "Go ahead?" in told.screen
    assert "Investor: – → Công ty A" in told.screen
    assert "Investor: – → Công ty A" in told.piped


@POSIX
def test_who_says_yes_is_not_asked(run: Run) -> None:
    done(run(*INVESTOR))
    assert "Làm như trên?" not in at_terminal("undo", "--yes", answer="").screen
    assert [each["undoes"] for each in rows(run, "log")] == [2, None, None]


def test_a_script_is_not_asked(run: Run) -> None:
    done(run(*INVESTOR))
    assert "Làm như trên?" not in done(run("undo"))


@POSIX
def test_an_interrupted_question_leaves_all_as_it_is(record: Path) -> None:
    before = record.read_bytes()
    told = at_terminal("undo", answer="", meanwhile=lambda it: it.send_signal(signal.SIGINT))
    assert told.code == 130
    assert told.screen.endswith("chưa ghi gì\n")
    assert record.read_bytes() == before


@POSIX
def test_removing_with_all_that_rests_on_it_asks(run: Run) -> None:
    words = ("cluster", "remove", "bat-xat", "--cascade")
    told = at_terminal(*words, answer="\n")
    assert told.code == 1
    assert "sẽ xoá CCN Bát Xát" in told.screen
    assert run("cluster", "show", "bat-xat").code == 0
    assert at_terminal(*words, answer="c\n").code == 0
    assert run("cluster", "show", "bat-xat").code == 1


@POSIX
def test_restoring_asks(run: Run, record: Path) -> None:
    done(run("backup", "b.db"))
    done(run(*INVESTOR))
    before = record.read_bytes()
    told = at_terminal("restore", "b.db", answer="\n")
    assert (told.code, record.read_bytes()) == (1, before)
    assert "Sẽ thay nội dung của record.db (đến lô 2 (" in told.screen
    assert at_terminal("restore", "b.db", answer="c\n").code == 0
    assert len(rows(run, "log")) == 1


@POSIX
def test_a_question_keeps_nobody_waiting(run: Run) -> None:
    """While it stands others write; what was shown is what is undone."""
    done(run(*INVESTOR))
    told = at_terminal("undo", answer="c\n", meanwhile=lambda _: done(run(*BRICKS)))
    assert told.code == 0
    assert [each["undoes"] for each in rows(run, "log")] == [2, None, None, None]


@POSIX
def test_what_stands_on_it_by_then_refuses_the_undo(run: Run) -> None:
    done(run(*INVESTOR))
    again = ("zone", "update", "vo-lao", "--investor", "Công ty B")
    told = at_terminal("undo", answer="c\n", meanwhile=lambda _: done(run(*again)))
    assert told.code == 1
    assert "lô 3" in told.screen
    assert len(rows(run, "log")) == 3
