"""Looking back: what was known on a day stays what it was then, whatever is written after it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Result, Run
from zone_tracker.store.connection import opened

THEN = "2024-07-05T16:00:00+07:00"
AS_OF = ("--as-of", "30/6/2024")

ANSWERS = [
    ("status",),
    ("gaps",),
    ("target", "list"),
    ("target", "show", "T8"),
    ("zone", "list"),
    ("project", "list", "--where", "capital>100 tỷ đồng"),
    ("zone", "show", "vo-lao"),
    ("zone", "history", "vo-lao"),
    ("project", "show", "nexus"),
    ("indicator", "list"),
    ("area", "show", "15@2025-07-01"),
    ("sector", "show", "textiles-footwear"),
    ("stale",),
    ("slips",),
    ("stalled",),
    ("find", "lao"),
    ("sector", "list"),
    ("area", "list"),
    ("source", "list"),
    ("source", "show", "congthuong-2025-vo-lao"),
    ("changes", "--since", "1/1/2024", "--until", "30/6/2024"),
]
UNDATED = ("history", "find", "sector list", "area list", "source", "changes")
"""What takes no --as-of."""
BEFORE = [
    'zone update vo-lao --stage established --on 20/6/2024 --source "QĐ 1"',
    "project update nexus --labour 1200 --on 31/5/2024",
    "cluster update bat-xat --health late --on 25/6/2024",
    "undo 3",
]
"""What is recorded by that day, each on a day of its own from the second of July on."""
LATER = [
    "import later.csv --kind projects",
    "zone correct m24 --on 1/5/2023 --source BC5",
    "undo 6",
    "redo 6",
    "redo 3",
    "project merge gyps-dap-2 --into apatit",
    "project remove may-korea --cascade",
    "zone void f34 --reason nhầm",
    "zone confirm vo-lao --source BC5 --on 28/6/2024",
    "cluster alias bat-xat Khác",
    "zone update vo-lao --name 'KCN Võ Lao mới' --stage cancelled --on 29/6/2024",
    "indicator add grdp '1.000 tỷ đồng' --on 2023",
    "target update T2 --main land-clearance",
    "area add 02999 'Xã Mới' --level commune --parent 15@2025-07-01",
    "undo 12",
    "snapshot add nay",
    "undo",
    "zone update ban-qua --return-to planned --reason sai --on 15/6/2024",
]
LATER_ROWS = """name,district,stage,on,capital,source
Nhà máy Mới,Bảo Thắng,operating,1/6/2024,900 tỷ đồng,QĐ 9
Nhà máy sản xuất dây điện và cáp điện công nghệ cao,Bảo Thắng,operating,2/6/2024,,QĐ 9
"""


def done(result: Result) -> str:
    assert (result.code, result.err) == (0, ""), result
    return result.out


def typed(line: str) -> list[str]:
    import shlex

    return shlex.split(line)


@pytest.fixture
def history(run: Run, july: Path, record: Path) -> Path:
    """A record of July 2024."""
    shutil.copy(july, record)
    for number, line in enumerate(BEFORE, 2):
        assert run(*typed(line), now=f"2024-07-{number:02}T15:00:00+07:00").code == 0
    record.with_name("later.csv").write_text(LATER_ROWS, "utf-8")
    return record


def write_on(run: Run) -> Iterator[str]:
    """All kinds of later work, one after another."""
    for number, line in enumerate(LATER):
        told = run(*typed(line), now=f"2024-07-{6 + number:02}T08:00:00+07:00")
        assert told.code == 0, (line, told)
        yield line


def dated(words: tuple[str, ...]) -> tuple[str, ...]:
    undated = any(f" {sort} " in f" {' '.join(words)} " for sort in UNDATED)
    return words if undated else (*words, *AS_OF)


# --- What was known stays ---


def test_status_known_on_a_day_is_that_day_s_status_after_any_later_work(
    run: Run, history: Path
) -> None:
    """Byte for byte after each step; without the line that tells the clocks it is the old one."""
    words = ("status", *AS_OF)
    then = done(run(*words, now=THEN))
    first, _, body = done(run(*words, "--known-on", "5/7/2024", now=THEN)).partition("\n")
    assert body == then
    known = None
    for line in write_on(run):
        told = done(run(*words, "--known-on", "5/7/2024"))
        known = known or told
        assert told == known, line
        assert told.partition("\n")[2] == then, line
    assert "đến 2024-07-05 16:00 (lô cuối: 5)" in first  # that day was not over
    assert known is not None
    assert known.startswith(
        "Nhìn lại: tình hình đến hết ngày 30/6/2024, theo những gì đã ghi đến hết ngày 05/7/2024"
        " (lô cuối: 5)\n"
    )
    assert "cập nhật lần cuối 2024-07-05 15:00 (lô 5)" in known
    assert done(run(*words)) != then


def test_every_answer_is_what_it_was(run: Run, history: Path) -> None:
    then = {
        (words, form): done(run(*dated(words), "--format", form, now=THEN))
        for number, words in enumerate(ANSWERS)
        for form in ("table", "json", ("csv", "md")[number % 2])
    }
    for _ in write_on(run):
        pass
    for (words, form), old in then.items():
        expected = old
        # The day of what is known is that day, also where no other day is asked for
        told = done(run(*dated(words), "--known-on", "5/7/2024", "--format", form))
        if form in ("table", "md"):
            told = told.partition("\n")[2].lstrip("\n")
        if form == "json":
            expected = old.replace('"known_on": null', '"known_on": "2024-07-05T16:59:59Z"')
        assert told == expected, words


def test_without_a_day_asked_for_it_is_the_day_of_what_is_known(run: Run, history: Path) -> None:
    told = run("zone", "show", "vo-lao", "--known-on", "5/7/2024", "--format", "json").json()
    assert (told["as_of"], told["known_on"]) == ("2024-07-05", "2024-07-05T16:59:59Z")
    assert told["stage"] == "established"
    today = run("zone", "show", "vo-lao", "--format", "json").json()
    assert today["known_on"] is None


def test_in_english_both_clocks_are_told(run: Run, history: Path) -> None:
    told = done(run("zone", "show", "vo-lao", *AS_OF, "--known-on", "2024-07-02", lang="en"))
    first = told.partition("\n")[0]
    assert first == (
        "Looking back: as of 30 June 2024, by what was recorded by the end of 2 July 2024"
        " (last batch: 2)"
    )


# --- Which moment is meant ---


def last_batch(told: Result) -> str:
    return done(told).partition("(lô cuối: ")[2].partition(")")[0]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of the machine cannot be set")
def test_a_day_ends_where_the_machine_is(
    run: Run, history: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Batch 2 is of 08:00 UTC; the day is over at 17:00 UTC here, three hours later there."""
    late = "2024-07-02T23:59:59+07:00"
    assert run("zone", "update", "vo-lao", "--note", "x", now=late).code == 0  # batch 6
    asked = ("gaps", "--known-on")
    for zone, day, batch in (
        ("Asia/Ho_Chi_Minh", "2/7/2024", "6"),
        ("UTC", "2/7/2024", "6"),
        ("America/Los_Angeles", "2/7/2024", "6"),
        ("America/Los_Angeles", "1/7/2024", "1"),
        ("Asia/Ho_Chi_Minh", "1/7/2024", "1"),
    ):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        assert last_batch(run(*asked, day)) == batch, zone


def test_a_moment_may_be_told_to_the_second(run: Run, history: Path) -> None:
    for text, batch in (
        ("2024-07-02T14:59:59", "1"),
        ("2024-07-02T15:00", "2"),
        ("2024-07-02 15:00", "2"),
        ("2024-07-02T08:00:00Z", "2"),
        ("2024-07-02T10:00:00+02:00", "2"),
        ("2024-07-02T10:00:00+03:00", "1"),
    ):
        assert last_batch(run("gaps", "--known-on", text)) == batch, text


def test_a_month_or_quarter_means_its_last_day(run: Run, history: Path) -> None:
    assert last_batch(run("gaps", "--known-on", "tháng 7/2024")) == "5"
    assert run("gaps", "--known-on", "quý II/2024").code == 1  # the first batch came later


def test_a_clock_that_was_wrong_is_told(run: Run, history: Path) -> None:
    assert run("zone", "update", "vo-lao", "--note", "x", now="2024-06-20T09:00:00+07:00").code == 0
    assert run("zone", "update", "vo-lao", "--note", "y", now="2024-07-20T09:00:00+07:00").code == 0
    told = done(run("zone", "show", "vo-lao", "--known-on", "3/7/2024"))
    assert "theo thứ tự" in told.splitlines()[1]
    assert "(lô cuối: 6)" in told.splitlines()[0]
    assert "theo thứ tự" not in done(run("zone", "show", "vo-lao", "--known-on", "20/7/2024"))


def test_an_export_is_what_was_known(run: Run, history: Path) -> None:
    for words in (("figures",), ("all", "--format", "json")):
        then = done(run("export", *words, now=THEN))
        assert run("zone", "update", "vo-lao", "--labour", "7", "--on", "2023").code == 0
        assert done(run("export", *words)) != then
        assert done(run("export", *words, "--known-on", "5/7/2024")) == then
        assert run("undo").code == 0


def test_looking_back_writes_nothing(run: Run, history: Path) -> None:
    before = history.read_bytes()
    done(run("status", "--known-on", "3/7/2024"))
    assert history.read_bytes() == before
    assert sorted(path.name for path in history.parent.iterdir()) == ["later.csv", "record.db"]


# --- Snapshots ---


def test_a_snapshot_is_looked_back_to_by_its_name(run: Run, history: Path) -> None:
    added = done(run("snapshot", "add", "giao ban  tháng 6", now=THEN))
    assert '✔ Đã chốt "giao ban tháng 6" (2024-07-05 16:00, sau lô 5)' in added
    then = done(run("status", *AS_OF, now=THEN))
    for _ in write_on(run):
        pass
    told = done(run("status", *AS_OF, "--known-on", "GIAO BAN THÁNG 6"))
    first, _, body = told.partition("\n")
    assert 'đến lần chốt "giao ban tháng 6" (2024-07-05 16:00) (lô cuối: 5)' in first
    assert body == then


def test_a_snapshot_is_no_batch_and_undo_leaves_it(run: Run, history: Path) -> None:
    with opened(history) as db:
        before = db.execute("SELECT count(*) FROM batch").fetchone()
    done(run("snapshot", "add", "A"))
    with opened(history) as db:
        assert db.execute("SELECT count(*) FROM batch").fetchone() == before
    assert run("undo").code == 0
    rows = run("snapshot", "list", "--format", "json").json()
    assert [(row["snapshot"], row["batch"], row["actor"]) for row in rows] == [("A", 5, "test")]


def test_snapshots_survive_a_backup_and_a_restore(run: Run, history: Path) -> None:
    done(run("snapshot", "add", "A"))
    assert run("backup", "copy.db").code == 0
    done(run("snapshot", "add", "B"))
    assert run("restore", "copy.db").code == 0
    rows = run("snapshot", "list", "--format", "json").json()
    assert [row["snapshot"] for row in rows] == ["A"]


def test_where_there_is_no_snapshot_it_says_how_to_make_one(run: Run, history: Path) -> None:
    assert "zone-tracker snapshot add" in done(run("snapshot", "list"))
    assert done(run("snapshot", "list", "--format", "csv")) == "snapshot,at,actor,batch\n"


@pytest.mark.parametrize(
    "words",
    [
        *("status", "gaps", "due", "slips", "stalled", "target list", "target show T1"),
        *("zone list", "cluster list", "project list", "zone show vo-lao", "indicator list"),
    ],
)
def test_as_of_today_is_what_stands_now(words: str, run: Run, record: Path) -> None:
    now = run(*words.split(), "--format", "json")
    today = run(*words.split(), "--as-of", "23/11/2026", "--format", "json")
    assert (now.code, now.err) == (0, "")
    assert today == now
