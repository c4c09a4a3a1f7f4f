"""What has long not been told of, and confirmations that nothing changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conftest import Result, Run

pytestmark = pytest.mark.usefixtures("record")

NOW = "2024-07-15T09:00:00+07:00"
SAID = ("--source", "CV 12")


@pytest.fixture(autouse=True)
def july(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZONE_TRACKER_NOW", NOW)


def done(result: Result) -> str:
    assert (result.code, result.err) == (0, ""), result
    return result.out


def asked(run: Run, *words: str) -> Any:
    return run(*words, "--format", "json").json()


def of(rows: Any, code: str) -> dict[str, Any]:
    (row,) = [row for row in rows if row["code"] == code]
    return dict(row)


# --- Confirmations ---


def test_a_confirmation_moves_no_stage_and_is_shown(run: Run) -> None:
    before = asked(run, "zone", "show", "vo-lao")
    told = done(run("zone", "confirm", "vo-lao", *SAID, "--note", "qua điện thoại"))
    assert told.splitlines() == [
        "✔ Đã ghi: rà soát KCN Võ Lao (kcn-vo-lao), 15/7/2024, không thay đổi – lô 2",
        "  Hoàn tác: zone-tracker undo 2",
    ]
    after = asked(run, "zone", "show", "vo-lao")
    assert after.pop("confirmed") == "2024-07-15"
    assert before.pop("confirmed") is None
    assert after == before
    assert "Rà soát gần nhất  15/7/2024" in done(run("zone", "show", "vo-lao"))
    shown = done(run("zone", "show", "vo-lao", "--as-of", "14/7/2024"))
    assert "Rà soát" not in shown


def test_history_tells_each_with_its_number(run: Run) -> None:
    done(run("zone", "confirm", "vo-lao", *SAID, "--on", "quý II/2024"))
    done(run("zone", "confirm", "vo-lao", *SAID))
    history = done(run("zone", "history", "vo-lao"))
    told = history.partition("Các lần rà soát, không thay đổi\n")[2].splitlines()
    assert [line.split()[0] for line in told[2:4]] == ["c1", "c2"]
    assert "quý II/2024" in told[2]
    assert "CV 12" in told[2]


def test_the_same_again_is_nothing_new_and_another_document_is(run: Run) -> None:
    done(run("cluster", "confirm", "bat-xat", *SAID))
    assert "đã có" in done(run("cluster", "confirm", "bat-xat", *SAID))
    assert asked(run, "cluster", "confirm", "bat-xat", *SAID)["batch"] is None
    assert asked(run, "cluster", "confirm", "bat-xat", "--source", "CV 13")["batch"] == 3


def test_it_is_undone_voided_and_corrected_like_any_entry(run: Run) -> None:
    done(run("zone", "confirm", "vo-lao", *SAID))
    assert run("undo").code == 0
    assert asked(run, "zone", "show", "vo-lao")["confirmed"] is None
    assert run("redo").code == 0
    done(run("zone", "correct", "c1", "--on", "1/7/2024", "--source", "CV 13"))
    assert asked(run, "zone", "show", "vo-lao")["confirmed"] == "2024-07-01"
    done(run("zone", "void", "c1", "--reason", "nhầm"))
    assert asked(run, "zone", "show", "vo-lao")["confirmed"] is None
    past = done(run("zone", "history", "vo-lao")).partition("Đã sửa hoặc bỏ")[2]
    assert "rà soát (15/7/2024)" in past
    assert "rà soát (01/7/2024)" in past
    assert "CV 12" in done(run("log", "show", "2"))


def test_it_goes_with_its_subject_and_over_to_another(run: Run) -> None:
    done(run("project", "confirm", "gyps-dap-2", *SAID))
    done(run("project", "merge", "gyps-dap-2", "--into", "apatit"))
    assert asked(run, "project", "show", "apatit")["confirmed"] == "2024-07-15"
    refused = run("project", "remove", "apatit")
    assert "1 lần rà soát" in refused.err
    done(run("project", "remove", "apatit", "--cascade"))


def test_confirmations_are_exported_and_imported(run: Run, record: Path) -> None:
    done(run("zone", "confirm", "vo-lao", *SAID, "--on", "tháng 6/2024", "--note", "x"))
    told = done(run("export", "confirmations")).removeprefix("\ufeff")
    assert told.splitlines()[0] == "subject,date,source,note"
    assert told.splitlines()[1].startswith("kcn-vo-lao,2024-06,")
    record.with_name("back.csv").write_text(told, "utf-8")
    assert "1 " in done(run("import", "back.csv", "--kind", "confirmations"))
    record.with_name("more.csv").write_text(
        "Đối tượng,Ngày rà soát,Nguồn\nCCN Bát Xát,15/6/2024,CV 14\n", "utf-8"
    )
    assert run("import", "more.csv", "--kind", "confirmations").code == 0
    assert asked(run, "cluster", "show", "bat-xat")["confirmed"] == "2024-06-15"


def test_a_source_tells_what_was_confirmed_by_it(run: Run) -> None:
    done(run("zone", "confirm", "vo-lao", "--source", "congthuong-2025-vo-lao"))
    told = done(run("source", "show", "congthuong-2025-vo-lao"))
    assert [line.split()[-3:] for line in told.splitlines() if "lần rà soát" in line] == [
        ["KCN", "Võ", "Lao"]
    ]


# --- What is stale ---


def test_the_longest_silent_comes_first(run: Run) -> None:
    rows = asked(run, "stale")
    told = [row["told"] for row in rows]
    assert told[0] is None
    assert len(rows) == 40
    least = [row["days_least"] for row in rows if row["days_least"] is not None]
    assert least == sorted(least, reverse=True)
    assert {row["recorded"] for row in rows} == {"2026-11-23T02:00:00Z"}


def test_an_act_a_figure_and_a_confirmation_tell_of_a_subject_a_plan_does_not(run: Run) -> None:
    done(run("project", "update", "graphit", "--stage", "operating", "--on", "2030", "--planned"))
    row = of(asked(run, "stale"), "da-graphit-nam-thi")
    assert (row["told"], row["told_by"], row["recorded"]) == (None, None, "2024-07-15T02:00:00Z")
    for words, by in (
        (("update", "graphit", "--stage", "approved", "--on", "1/5/2024"), "milestone"),
        (("update", "graphit", "--labour", "5", "--on", "1/6/2024"), "figure"),
        (("confirm", "graphit", *SAID, "--on", "1/7/2024"), "confirmation"),
    ):
        done(run("project", *words))
        row = of(asked(run, "stale"), "da-graphit-nam-thi")
        assert (row["told"], row["told_by"]) == (row["told"], by)
    assert (row["told"], row["days_least"], row["days_most"]) == ("2024-07-01", 14, 14)


def test_since_a_day_or_in_so_many_days_or_in_a_period(run: Run) -> None:
    done(run("zone", "confirm", "ban-qua", *SAID, "--on", "1/7/2024"))
    codes = [
        {row["code"] for row in asked(run, "stale", *words)}
        for words in (
            ("--since", "1/7/2024"),
            ("--days", "14"),
            ("--period", "2024-Q3"),
            ("--since", "tháng 7/2024"),
        )
    ]
    assert codes[0] == codes[1] == codes[2] == codes[3]
    assert "kcn-ban-qua" not in codes[0]
    assert "kcn-ban-qua" in {row["code"] for row in asked(run, "stale", "--days", "13")}
    before = asked(run, "stale", "--since", "1/7/2024", "--as-of", "30/6/2025")
    assert "kcn-ban-qua" not in {row["code"] for row in before}


def test_only_some_kind_or_district(run: Run) -> None:
    assert {row["kind"] for row in asked(run, "stale", "--kind", "zone")} == {"zone"}
    rows = asked(run, "stale", "--district", "Bát Xát")
    assert {row["district"] for row in rows} <= {"Huyện Bát Xát", None}
    assert rows


def test_an_undone_correction_is_no_recording(run: Run) -> None:
    later = "2024-09-01T09:00:00+07:00"
    done(run("zone", "correct", "m24", "--on", "1/5/2023", now=later))
    assert of(asked(run, "stale"), "kcn-vo-lao")["recorded"] == "2024-09-01T02:00:00Z"
    assert run("undo", now=later).code == 0
    assert of(asked(run, "stale"), "kcn-vo-lao")["recorded"] == "2026-11-23T02:00:00Z"


# --- Districts ---


def test_districts_that_have_not_reported_in_a_period(run: Run) -> None:
    period = ("stale", "--by", "district", "--period", "2024-Q2")
    silent = asked(run, *period)
    assert [row["code"] for row in silent][:4] == ["085", "083", "084", "088"]
    assert [row["subjects"] for row in silent][:4] == [0] * 4
    assert silent[0]["told"] is None
    assert "087" in {row["code"] for row in silent}
    done(run("zone", "confirm", "cam-con", *SAID, "--on", "30/6/2024"))
    assert "087" not in {row["code"] for row in asked(run, *period)}
    told = done(run(*period))
    assert told.startswith("Huyện chưa có tin nào từ 01/4/2024 đến hết ngày 30/6/2024\n")
    assert " trong 9 huyện\n" in told
    assert "12 đối tượng chưa rõ huyện" in told


def test_all_districts_where_no_period_is_asked_for(run: Run) -> None:
    assert len(asked(run, "stale", "--by", "district")) == 9


def test_districts_that_are_no_more_are_told_as_such(run: Run) -> None:
    told = done(run("stale", "--by", "district", "--since", "1/1/2026", "--as-of", "1/6/2026"))
    assert "Bát Xát (đến 30/6/2025)" in told
    assert "Si Ma Cai" not in told  # it had no subject and is gone


def test_a_district_of_which_something_was_told_is_not_listed(run: Run) -> None:
    told = done(run("stale", "--by", "district", "--since", "1/1/2000", "--kind", "cluster"))
    assert "Bát Xát" not in told


def test_more_days_than_there_are_reach_back_to_the_first(run: Run, record: Path) -> None:
    told = run("stale", "--days", "99999999", "--format", "json")
    assert told.code == 0
    assert told.json() == run("stale", "--since", "1/1/1900", "--format", "json").json()
