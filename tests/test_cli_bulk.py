"""One update of many subjects: who is meant, what it says beforehand, one batch, all or none."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from builders import author, database, problems_of
from conftest import Result, Run
from terminals import at_terminal
from zone_tracker.importing.bulk import record_rows
from zone_tracker.store.connection import batch

POSIX = pytest.mark.skipif(os.name != "posix", reason="has no terminals of its own")
BUILT = ("--where", "stage=under-construction")
OPENED = ("project", "update", *BUILT, "--stage", "operating", "--on", "20/11/2024")
BUILDING = ["da-may-korea-vina", "da-nexus", "da-nghien-xi-tang-loong"]
BUILDING.append("da-xu-ly-chat-thai-tang-loong")


@pytest.fixture(autouse=True)
def use_record(record: Path) -> Path:
    return record


def done(result: Result) -> str:
    assert (result.code, result.err) == (0, ""), result
    return result.out


def stages(run: Run, *codes: str) -> set[str]:
    return {run("project", "show", code, "--format", "json").json()["stage"] for code in codes}


def asked(run: Run, *words: str) -> dict[str, Any]:
    told = run(*words, "--format", "json").json()
    assert isinstance(told, dict)
    return told


def test_many_are_updated_and_undone_as_one(run: Run) -> None:
    told = done(run(*OPENED, "--yes")).splitlines()
    assert told[0] == "✔ Đã cập nhật 4 dự án – lô 2"
    assert told[1] == (
        "  Nhà máy sản xuất hàng may mặc xuất khẩu (da-may-korea-vina): "
        "Giai đoạn: Đang xây dựng → Đã đi vào hoạt động (từ 20/11/2024)"
    )
    assert told[-1] == "  Hoàn tác: zone-tracker undo 2"
    assert stages(run, *BUILDING) == {"operating"}
    assert [each["added"] for each in run("log", "--format", "json").json()[:1]] == [4]
    done(run("undo"))
    assert stages(run, *BUILDING) == {"under-construction"}


def test_a_preview_writes_nothing(run: Run, record: Path) -> None:
    before = record.read_bytes()
    told = done(run(*OPENED, "--dry-run", lang="en")).splitlines()
    assert told[0] == "Preview, nothing written: would update 4 projects"
    assert told[1].endswith("Stage: Under construction → Operating (since 20 November 2024)")
    assert record.read_bytes() == before


def test_a_script_must_say_yes(run: Run, record: Path) -> None:
    before = record.read_bytes()
    told = run(*OPENED, lang="en")
    assert (told.code, told.out) == (1, "")
    assert told.err == (
        "4 projects would change, nothing written: preview with --dry-run, write with --yes\n"
    )
    assert record.read_bytes() == before


def test_machines_get_the_codes_and_each_change(run: Run) -> None:
    words = ("project", "update", *BUILT, "--sector", "electronics")
    preview = asked(run, *words, "--dry-run")
    assert (preview["count"], preview["codes"], preview["batch"]) == (4, BUILDING, None)
    told = asked(run, *words, "--yes")
    assert told == {**preview, "batch": 2}
    assert told["changes"] == run("log", "show", "2", "--format", "json").json()
    assert told["changes"][1] == {
        "table": "subject",
        "record": "Nhà máy sản xuất dây điện và cáp điện công nghệ cao",
        "code": "da-nexus",
        "id": "da-nexus",
        "action": "changed",
        "field": "sector",
        "old": None,
        "new": "Sản xuất thiết bị, linh kiện điện tử",
    }


def test_who_is_so_already_is_counted_apart(run: Run) -> None:
    done(run("project", "update", "nexus", "--note", "x"))
    words = ("project", "update", *BUILT, "--note", "x")
    told = asked(run, *words, "--yes")
    assert (told["count"], told["same"], "da-nexus" in told["codes"]) == (3, 1, False)
    again = run(*words)
    assert "Không có dự án nào thay đổi\n  4 dự án đã như vậy" in done(again)
    assert asked(run, *words, "--yes")["batch"] is None


def test_who_cannot_be_judged_is_left_alone_and_counted(run: Run) -> None:
    told = asked(run, "project", "update", "--where", "capital>=1 tỷ", "--note", "x", "--yes")
    assert (told["count"], told["unknown"]) == (4, 8)
    assert "8 dự án không xét được" in done(
        run("project", "update", "--where", "capital>=1 tỷ", "--note", "y", "--yes")
    )


def test_all_conditions_must_hold(run: Run) -> None:
    where = (*BUILT, "--where", "within=kcn-tang-loong")
    told = asked(run, "project", "update", *where, "--labour", "50", "--on", "2024", "--dry-run")
    assert told["codes"] == ["da-xu-ly-chat-thai-tang-loong"]
    (change,) = told["changes"]
    assert (change["table"], change["action"], change["new"]["measure"]) == (
        *("figure", "added", "labour"),
    )


@pytest.mark.parametrize("kind", ["zone", "cluster", "project", "deliverable"])
def test_every_kind_can_be_updated_so(kind: str, run: Run) -> None:
    told = asked(run, kind, "update", "--where", "note=none", "--note", "x", "--yes")
    assert told["count"] == len(told["codes"]) > 0
    assert asked(run, kind, "update", "--where", "note=none", "--note", "x", "--yes")["count"] == 0


def test_the_first_ten_are_named_and_the_others_counted(run: Run) -> None:
    told = done(run("cluster", "update", "--where", "code~ccn", "--note", "x", "--dry-run"))
    lines = told.splitlines()
    assert lines[0] == "Xem trước, chưa ghi gì: sẽ cập nhật 13 cụm công nghiệp"
    assert len([line for line in lines if "Ghi chú: " in line]) == 10
    assert "  … và 3 cụm công nghiệp nữa" in lines


def test_one_bad_subject_keeps_all_of_them_out(run: Run, record: Path) -> None:
    """A name that two of them would share in one district is a problem of those two."""
    done(run("cluster", "add", "CCN Phố Ràng", "--district", "Văn Bàn"))
    before = record.read_bytes()
    words = ("cluster", "update", "--where", "name~pho rang", "--district", "Bảo Yên", "--yes")
    told = run(*words)
    assert told.code == 1
    assert "--district: ccn-pho-rang" in told.err
    assert record.read_bytes() == before


def test_what_is_wrong_for_all_is_said_once(run: Run, record: Path) -> None:
    before = record.read_bytes()
    told = run("project", "update", *BUILT, "--stage", "operating", "--on", "31/2/2024", "--yes")
    assert told.code == 1
    assert len(told.err.splitlines()) == 1
    assert told.err.startswith('--on: "31/2/2024"')
    told = run("project", "update", *BUILT, "--in", "", "--yes")
    assert (told.code, len(told.err.splitlines())) == (1, 1)
    assert record.read_bytes() == before


def test_the_problems_of_each_row_name_its_code() -> None:
    with database(seeded=True) as db:
        names = "SELECT id, code FROM subject WHERE kind = 'cluster' ORDER BY id"
        codes = [code for _, code in db.execute(names)]

        def give_all_one_former() -> None:
            with batch(db, author()) as work:
                record_rows(db, work.id, "cluster", codes, {"former": codes[0]})

        (problem,) = problems_of(give_all_one_former)
        assert problem == (None, "--was", "bulk.problem")


def test_thousands_are_one_batch_without_a_look_at_each() -> None:
    with database() as db:
        with batch(db, author()) as work:
            db.executemany(
                "INSERT INTO subject (batch, kind, code, name, identity_key, search_key, sort_key)"
                " VALUES (?, 'project', ?, ?, ?, ?, ?)",
                ((work.id, f"da-{n}", *[f"Dự án {n}"] * 4) for n in range(2000)),
            )
        asked: list[str] = []
        with batch(db, author()) as work:
            db.set_trace_callback(asked.append)
            codes = [f"da-{n}" for n in range(2000)]
            cells = {"stage": "operating", "on": "2024"}
            assert record_rows(db, work.id, "project", codes, cells) == codes
            db.set_trace_callback(None)
        looks = [query for query in asked if query.lstrip().startswith("SELECT")]
        assert len(looks) < 50


@POSIX
def test_a_person_is_asked(run: Run, record: Path) -> None:
    before = record.read_bytes()
    told = at_terminal(*OPENED, answer="\n")
    assert (told.code, record.read_bytes()) == (1, before)
    assert "sẽ cập nhật 4 dự án" in told.screen
    assert told.screen.count("Giai đoạn:") == 4
    told = at_terminal(*OPENED, answer="c\n")
    assert told.code == 0
    assert told.screen.endswith("✔ Đã cập nhật 4 dự án – lô 2\n  Hoàn tác: zone-tracker undo 2\n")
    assert stages(run, *BUILDING) == {"operating"}


@POSIX
def test_who_was_shown_is_who_is_updated(run: Run) -> None:
    """Also when others fulfil the conditions by then."""
    other = ("project", "update", "vitamec", "--stage", "under-construction", "--on", "2024")
    told = at_terminal(*OPENED, answer="c\n", meanwhile=lambda _: done(run(*other)))
    assert told.code == 0
    assert stages(run, *BUILDING) == {"operating"}
    assert stages(run, "vitamec") == {"under-construction"}


@POSIX
def test_where_nothing_changes_nobody_is_asked(run: Run) -> None:
    words = ("project", "update", "--where", "name~khong co", "--note", "x")
    told = at_terminal(*words, answer="")
    assert (told.code, told.screen) == (0, "Không có dự án nào thay đổi\n")
