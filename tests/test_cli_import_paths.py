"""The ways into an import: several files, a folder, a pipe, a sheet, a profile; what is told."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from books import BOOKS, Page
from conftest import Result, Run, command, process_env
from zone_tracker.wording import LANGUAGES

pytestmark = pytest.mark.usefixtures("record")

COUNTS = ("rows", "new", "changed", "same", "bad")


def write(name: str, *lines: str) -> str:
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return name


def asked(run: Run, *words: str) -> Any:
    return run(*words, "--format", "json").json()


def counts(told: Any) -> list[int]:
    return [told[key] for key in COUNTS]


def codes(run: Run, kind: str = "zone") -> list[str]:
    return [each["code"] for each in asked(run, kind, "list")]


def warnings(told: Any) -> list[tuple[int | None, str | None, str]]:
    return [(each["line"], each["column"], each["reason"]) for each in told["warnings"]]


# --- What is imported together ---


def test_several_files_are_one_batch(run: Run) -> None:
    clusters = write("b.csv", "Tên CCN;Huyện", "CCN Mới;Bát Xát")
    projects = write("a.csv", "Tên dự án;Trong cụm", "Nhà máy Mới;CCN Mới")
    told = asked(run, "import", projects, clusters)  # what others refer to goes in first
    assert counts(told) == [2, 2, 0, 0, 0]
    assert told["batch"] == 2
    assert run("undo").code == 0
    assert "ccn-moi" not in codes(run, "cluster")
    assert asked(run, "project", "list", "--text", "Nhà máy Mới") == []


def test_a_problem_in_one_file_keeps_all_of_them_out(run: Run, record: Path) -> None:
    good = write("a.csv", "Tên CCN;Huyện", "CCN Mới;Bát Xát")
    bad = write("b.csv", "Tên KCN;Huyện", "KCN Mới;Bát Xat")
    before = record.read_bytes()
    told = run("import", good, bad)
    assert (told.code, told.out) == (1, "")
    assert told.err.startswith('b.csv:2: cột "Huyện": "Bát Xat" ')
    assert "a.csv, b.csv: " in told.err
    assert record.read_bytes() == before


def test_a_folder_is_one_batch(run: Run) -> None:
    write("nộp/2. cụm.csv", "Tên CCN;Huyện", "CCN Mới;Bát Xát")
    Path("nộp/1. khu.xlsx").write_bytes(BOOKS["xlsx"](Page("A", [["Tên KCN"], ["KCN Mới"]])))
    write("nộp/~$1. khu.xlsx", "what Excel leaves while a file is open")
    write("nộp/.ẩn.csv", "Tên KCN", "KCN Ẩn")
    write("nộp/đọc tôi.md", "no table")
    told = asked(run, "import", "nộp")
    assert (counts(told), told["batch"]) == ([2, 2, 0, 0, 0], 2)
    assert "kcn-an" not in codes(run)
    Path("trống").mkdir()
    refused = run("import", "trống", lang="en")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith("trống: ")


def test_one_unreadable_file_of_several_keeps_all_out(run: Run, record: Path) -> None:
    write("nộp/a.csv", "Tên KCN", "KCN Mới")
    Path("nộp/b.csv").write_bytes("Tªn KCN\nKCN V§ng\n".encode())
    before = record.read_bytes()
    told = run("import", "nộp")
    assert (told.code, told.out) == (1, "")
    assert "--encoding tcvn3" in told.err
    assert record.read_bytes() == before


def piped(content: bytes, *words: str) -> Result:
    done = subprocess.run(
        command("import", *words),
        input=content,
        env=process_env(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_a_pipe_is_read_in_the_format_that_is_named(run: Run) -> None:
    rows = json.dumps([{"name": "KCN Ống Một", "district": "Bát Xát"}]).encode()
    told = piped(rows, "-", "--input-format", "json", "--kind", "zones", "--format", "json")
    assert (told.code, told.err) == (0, "")
    assert counts(json.loads(told.out)) == [1, 1, 0, 0, 0]
    book = BOOKS["ods"](Page("A", [["Tên KCN", "Huyện"], ["KCN Ống Hai", "Bát Xát"]]))
    assert piped(book, "-", "--input-format", "ods").code == 0
    assert {"kcn-ong-mot", "kcn-ong-hai"} <= set(codes(run))
    bad = piped("Tên KCN;Huyện\nKCN A;Bát Xat\n".encode(), "-", "--input-format", "csv")
    assert (bad.code, bad.err.startswith('<stdin>:2: cột "Huyện"')) == (1, True)
    assert piped(rows, "-").code == 2
    assert piped(b"", "-", "--input-format", "csv").code == 1


def test_one_sheet_may_be_chosen(run: Run) -> None:
    pages = [Page(name, [["Tên KCN"], [f"KCN {name}"]]) for name in ("Một", "Hai")]
    Path("khu.xlsx").write_bytes(BOOKS["xlsx"](*pages))
    assert counts(asked(run, "import", "khu.xlsx", "--sheet", "Hai")) == [1, 1, 0, 0, 0]
    assert "kcn-mot" not in codes(run)
    refused = run("import", "khu.xlsx", "--sheet", "Ba")
    assert (refused.code, refused.out) == (1, "")
    assert all(name in refused.err for name in ('"Ba"', "Một", "Hai"))


def test_a_page_without_a_table_is_left_out_and_told(run: Run) -> None:
    pages = (Page("Hướng dẫn", [["Điền vào trang sau"]]), Page("Khu", [["Tên KCN"], ["KCN Mới"]]))
    Path("khu.xlsx").write_bytes(BOOKS["xlsx"](*pages))
    told = asked(run, "import", "khu.xlsx")
    assert counts(told) == [1, 1, 0, 0, 0]
    (left,) = told["warnings"]
    assert (left["sheet"], left["reason"]) == ("Hướng dẫn", "import.sheet-left")
    Path("trống.xlsx").write_bytes(BOOKS["xlsx"](pages[0]))
    for words in (("trống.xlsx",), ("khu.xlsx", "trống.xlsx")):  # a file is never left out
        refused = run("import", *words)
        assert (refused.code, refused.out) == (1, "")
        assert refused.err.startswith("trống.xlsx [Hướng dẫn]: ")


def test_a_page_that_is_not_understood_is_never_left_out(run: Run, record: Path) -> None:
    known = Page("Khu", [["Tên KCN"], ["KCN Mới"]])
    unclear = Page("Khác", [["Tên", "Huyện"], ["Mới", "Bát Xát"]])
    Path("khu.xlsx").write_bytes(BOOKS["xlsx"](known, unclear))
    before = record.read_bytes()
    told = run("import", "khu.xlsx")
    assert (told.code, told.out) == (1, "")
    assert "khu.xlsx [Khác]" in told.err
    assert record.read_bytes() == before


# --- What is said beforehand ---

SHEET = (
    "STT;Tên nhà máy;Chủ dự án;Nơi đặt;Số tiền (tỷ đồng);Thực trạng;Cập nhật lúc;Người gọi",
    "I;Khai khoáng;;;;;;",
    "1;Nhà máy Đá Một;A;Bát Xát;1,360.668;đang chạy;03/28/2024;x",
    "2;Nhà máy Đá Hai;B;Văn Bàn;12.5;đang làm;12/01/2023;y",
)
SAID = {
    '#"Tên nhà máy" = "…"': '"Tên nhà máy" = "name"',
    '#"Nơi đặt" = "…"': '"Nơi đặt" = "district"',
    '#"Số tiền (tỷ đồng)" = "…"': '"Số tiền (tỷ đồng)" = "figure:capital-registered@tỷ đồng"',
    '#"Thực trạng" = "…"': '"Thực trạng" = "stage"',
    '#"Cập nhật lúc" = "…"': '"Cập nhật lúc" = "as_of"',
    '#"Người gọi" = "…"': '"Người gọi" = "-"',
    '#dates = "day-first"': 'dates = "month-first"',
    '#groups = "district"': 'groups = "note"',
    "#[constants]\n#source": "[constants]\nsource",
    '#[stages]\n#"…" = "operating"': '[stages]\n"đang chạy" = "operating"\n'
    '"đang làm" = "under-construction"',
}


def test_a_profile_is_written_mended_and_used(run: Run) -> None:
    name = write("a.csv", *SHEET)
    assert run("import", name).code == 1
    words = ("profile", "new", name, "--kind", "projects", "-o", "cot.toml")
    assert run(*words).code == 0
    text = Path("cot.toml").read_text("utf-8")
    for old, new in SAID.items():
        assert old in text
        text = text.replace(old, new)
    Path("cot.toml").write_text(text.replace('source = "…"', 'source = "BC 5/BC"'), "utf-8")
    told = asked(run, "import", name, "--profile", "cot.toml")
    assert counts(told) == [2, 2, 0, 0, 0]
    assert warnings(told) == [(None, None, "import.numbers-english")]
    shown = asked(run, "project", "show", "da-nha-may-da-mot")
    assert (shown["stage"], shown["stage_since"]) == ("operating", "../2024-03-28")
    (figure,) = shown["figures"]
    assert (figure["value"], figure["date"]) == (1_360_668_000_000, "2024-03-28")
    assert (figure["source"], shown["note"]) == ("BC 5/BC", "Khai khoáng")
    words = ("--source", "BC 6/BC")  # what is typed goes before what the profile says
    asked(run, "import", name, "--profile", "cot.toml", *words)
    figures = asked(run, "project", "show", "da-nha-may-da-mot")["figures"]
    assert {each["source"] for each in figures} == {"BC 5/BC", "BC 6/BC"}


def test_headings_that_are_not_known_at_all_can_be_described(run: Run) -> None:
    name = write("a.csv", "Bảng kê", "abc;def", "Nhà máy X;Bát Xát")
    refused = run("profile", "new", name, "--kind", "projects")
    assert "--header" in refused.err
    words = ("profile", "new", name, "--kind", "projects", "--header", "2", "-o", "cot.toml")
    assert run(*words).code == 0
    text = Path("cot.toml").read_text("utf-8")
    text = text.replace('#"abc" = "…"', '"abc" = "name"').replace('#"def"', '"def"')
    Path("cot.toml").write_text(text.replace('"def" = "…"', '"def" = "district"'), "utf-8")
    assert counts(asked(run, "import", name, "--profile", "cot.toml")) == [1, 1, 0, 0, 0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_options_of_all_rows_are_refused_once(lang: str, run: Run, record: Path) -> None:
    name = write("a.csv", "Tên KCN;Diện tích (ha)", "KCN A;1", "KCN B;2")
    before = record.read_bytes()
    for option, value in (
        *(("--as-of", "31/02/2024"), ("--on", "hôm nay"), ("--as-of", ""), ("--source", " ")),
        ("--source", "khong-co-nguon-nay"),
    ):
        day = () if option == "--as-of" else ("--as-of", "2024")
        told = run("import", name, *day, option, value, lang=lang)
        assert (told.code, told.out) == (1, "")
        (line,) = told.err.splitlines()
        assert line.startswith(f"{option}: ")
        assert value in line
    assert record.read_bytes() == before


def test_dates_and_source_of_all_rows(run: Run) -> None:
    name = write(
        "a.csv", "Tên KCN;Diện tích (ha);Giai đoạn;Nguồn", "KCN A;1,5;Trong quy hoạch;QĐ 9"
    )
    write("b.csv", "Tên KCN;Diện tích (ha);Tình trạng", "KCN B;2,5;Trong quy hoạch")
    assert run("import", name, "--on", "quý I/2024").code == 0
    assert run("import", "b.csv", "--as-of", "31/3/2024", "--source", "BC 7").code == 0
    (act,) = asked(run, "zone", "history", "kcn-a")["milestones"][:1]
    assert (act["date"], act["source"]) == ("2024-Q1", "QĐ 9")
    shown = asked(run, "zone", "show", "kcn-b")
    assert [each["date"] for each in shown["milestones"]] == ["../2024-03-31"]
    assert [(each["date"], each["source"]) for each in shown["figures"]] == [("2024-03-31", "BC 7")]


# --- What an empty cell does ---


def test_an_empty_cell_clears_only_when_asked_to(run: Run) -> None:
    write("a.csv", "Tên KCN;Huyện;Nhà đầu tư;Ghi chú", "KCN A;Bát Xát;Công ty A;x")
    assert run("import", "a.csv").code == 0
    write("b.csv", "Tên KCN;Nhà đầu tư", "KCN A;")
    assert counts(asked(run, "import", "b.csv")) == [1, 0, 0, 1, 0]
    told = asked(run, "import", "b.csv", "--empty-clears")
    assert counts(told) == [1, 0, 1, 0, 0]
    assert [(each["field"], each["old"], each["new"]) for each in told["changes"]] == [
        ("investor", "Công ty A", None)
    ]
    shown = asked(run, "zone", "show", "kcn-a")
    assert (shown["investor"], shown["note"]) == (None, "x")  # a column that is absent stays
    assert shown["place"] == ["Huyện Bát Xát"]


# --- Names that are nearly the same ---


def test_names_that_are_close_are_told_and_never_merged(run: Run) -> None:
    write(
        "a.csv",
        "Tên CCN",
        *("CCN Bản Phùng", "CCN Hải Đông", "CCN Đông Hải", "CCN Thống Nhất 2", "CCN Sơn Mãn"),
    )
    write("b.csv", "Tên dự án", "Tổ hợp chế biến sâu quặng apatit tại Khu công nghiệp Tằng Loỏng")
    assert warnings(asked(run, "import", "b.csv")) == [(2, "Tên dự án", "subject.alike")]
    told = asked(run, "import", "a.csv")
    assert counts(told) == [5, 4, 0, 1, 0]
    assert warnings(told) == [
        (2, "Tên CCN", "subject.alike"),
        (4, "Tên CCN", "subject.alike"),
    ]
    first, second = (each["text"] for each in told["warnings"])
    assert "cluster merge ccn-ban-phung-2 --into ccn-ban-phung" in first
    assert "cluster merge ccn-dong-hai --into ccn-hai-dong" in second
    assert run("cluster", "merge", "ccn-dong-hai", "--into", "ccn-hai-dong").code == 0


# --- What comes late ---


def test_an_older_act_that_comes_late_takes_its_place(run: Run) -> None:
    write("a.csv", "Tên CCN;Giai đoạn;Ngày", "CCN Mới;Đã hoạt động;2023")
    write("b.csv", "Tên CCN;Giai đoạn;Ngày", "CCN Mới;Đã thành lập;15/3/2020")
    for name in ("a.csv", "b.csv"):
        assert run("import", name).code == 0
    shown = asked(run, "cluster", "show", "ccn-moi")
    assert (shown["stage"], shown["stage_since"]) == ("operating", "2023")
    told = asked(run, "cluster", "history", "ccn-moi")["milestones"]
    assert [each["act"] for each in told] == ["established", "operating"]


def test_acts_and_health_beside_the_stage_are_told_once_too(run: Run) -> None:
    lines = ("CCN Phố Ràng;Kêu gọi đầu tư", "CCN Sơn Mãn;Chậm tiến độ")
    write("a.csv", "Tên CCN;Hiện trạng", *lines)
    words = ("import", "a.csv", "--source", "baolaocai-2024-ky-vong", "--as-of")
    assert counts(asked(run, *words, "30/9/2024")) == [2, 0, 2, 0, 0]
    assert counts(asked(run, *words, "31/10/2024")) == [2, 0, 0, 2, 0]
    last = asked(run, "cluster", "history", "ccn-pho-rang")["milestones"][-1]
    assert (last["act"], last["date"]) == ("investment-called", "../2024-09-30")
    assert asked(run, "cluster", "list", "--text", "son man")[0]["health"] == "late"


def test_a_state_that_is_nothing_new_leaves_the_subject_as_it_is(run: Run) -> None:
    before = asked(run, "zone", "show", "tang-loong")
    write("a.csv", "Tên KCN;Tình trạng;Ghi chú;Nguồn", "KCN Tằng Loỏng;Đang hoạt động;x;BC 8")
    assert asked(run, "import", "a.csv", "--as-of", "31/12/2024")["changes"] == []
    after = asked(run, "zone", "show", "tang-loong")
    assert (after["note"], after["source"]) == (before["note"], before["source"])


def test_a_state_behind_what_is_known_is_told_and_not_recorded(run: Run) -> None:
    write("a.csv", "Tên KCN;Tình trạng", "KCN Tằng Loỏng;Trong quy hoạch")
    words = ("--source", "baolaocai-2024-ky-vong")
    told = asked(run, "import", "a.csv", "--as-of", "31/12/2024", *words)
    assert counts(told) == [1, 0, 0, 1, 0]
    assert warnings(told) == [(2, "Tình trạng", "stage.behind")]
    earlier = asked(run, "import", "a.csv", "--as-of", "31/12/2010", *words)
    assert counts(earlier)[:3] == [1, 0, 1]  # on that day nothing else was known


AHEAD = {
    "Tên dự án;Giai đoạn;Ngày": "Dự án A;đang xây dựng;1/2/2031",
    "Tên dự án;Lao động (người);Ngày": "Dự án A;20;2031",
    "Tên dự án;Ngày khởi công": "Dự án A;1/2/2031",
}


@pytest.mark.parametrize("headings", AHEAD)
def test_what_is_told_as_actual_of_a_day_to_come_is_worth_a_word(run: Run, headings: str) -> None:
    write(
        "a.csv",
        headings,
        AHEAD[headings],
        AHEAD[headings].replace("A", "B").replace("2031", "2020"),
    )
    told = asked(run, "import", "a.csv", "--kind", "projects", "--source", "BC 8")
    assert counts(told)[:2] == [2, 2]
    assert warnings(told) == [(2, headings.rpartition(";")[2], "date.ahead")]


def test_a_plan_of_a_day_to_come_is_worth_none(run: Run) -> None:
    write("a.csv", "Tên dự án;Giai đoạn;Ngày;status", "Dự án A;đang xây dựng;1/2/2031;kế hoạch")
    told = asked(run, "import", "a.csv", "--kind", "projects", "--source", "BC 8")
    assert (counts(told)[:2], warnings(told)) == ([1, 1], [])


# --- What is told ---

KEYS = [
    *("rows", "new", "changed", "same", "bad", "batch", "dry_run", "records", "skipped"),
    *("changes", "more_changes", "warnings", "problems"),
]


def test_the_keys_of_the_document_are_always_the_same(run: Run) -> None:
    good = write("a.csv", "Tên KCN;Huyện", "KCN A;Bát Xát")
    bad = write("b.csv", "Tên KCN;Huyện", "KCN A;Bát Xat")
    for words in (
        *((good, "--dry-run"), (good,), (good,), (bad,), (bad, "--dry-run")),
        *((bad, "--on-error", "skip"), (good, bad, "--on-error", "skip")),
    ):
        told = run("import", *words, "--format", "json")
        document = json.loads(told.out)
        assert sorted(document) == sorted(KEYS)
        assert told.code == (1 if bad in words and good not in words else 0)
    problem = document["problems"][0]
    assert list(problem) == ["file", "sheet", "line", "column", "value", "reason", "text"]


@pytest.mark.parametrize(
    ("lang", "said", "meant"),
    [
        ("vi", 'khu.xlsx [Khu]:3: cột "Huyện": "Bát Xat" ', 'ý bạn là "Bát Xát"'),
        ("en", 'khu.xlsx [Khu]:3: column "Huyện": "Bát Xat" ', 'did you mean "Bát Xát"'),
    ],
)
def test_a_problem_names_its_place_and_what_was_meant(
    lang: str, said: str, meant: str, run: Run
) -> None:
    rows = [["Danh mục KCN"], ["Tên KCN", "Huyện"], ["KCN A", "Bát Xat"]]
    Path("khu.xlsx").write_bytes(BOOKS["xlsx"](Page("Khu", rows)))
    told = run("import", "khu.xlsx", lang=lang)
    problem, total = told.err.splitlines()
    assert (told.code, problem.startswith(said)) == (1, True)
    assert meant in problem
    assert total.startswith("khu.xlsx: ")
    shown = run("import", "khu.xlsx", "--format", "json", lang=lang)
    (document,) = json.loads(shown.out)["problems"]
    place = [document[key] for key in ("file", "sheet", "line", "column", "value")]
    assert place == ["khu.xlsx", "Khu", 3, "Huyện", "Bát Xat"]
    assert (document["reason"], meant in document["text"]) == ("area.unknown", True)


def test_what_a_row_says_beside_its_subject_is_counted(run: Run) -> None:
    write(
        "a.csv",
        "Tên KCN;Địa điểm;Diện tích (ha);Giai đoạn;Ngày;Nguồn",
        "KCN A;Xã Bản Qua, huyện Bát Xát;10;Trong quy hoạch;2024;QĐ 1",
    )
    told = run("import", "a.csv")
    assert "1 mốc, 1 số liệu, 1 nơi, 1 nguồn" in told.out
    told = run("import", "a.csv")
    assert "số liệu" not in told.out


def test_many_warnings_of_one_sort_are_counted(run: Run) -> None:
    rows = [f"KCN Số {n};Thôn {n}, xã Bản Qua, huyện Bát Xát" for n in range(12)]
    write("a.csv", "Tên KCN;Địa điểm", *rows)
    told = run("import", "a.csv", lang="en")
    shown = [line for line in told.out.splitlines() if line.startswith("⚠")]
    assert len(shown) == 4
    assert re.search(r"\b9\b", shown[-1])
    assert len(asked(run, "import", "a.csv")["warnings"]) == 12


def test_a_preview_leaves_the_folder_as_it_was(run: Run, record: Path) -> None:
    write("a.csv", "Tên KCN;Nguồn", "KCN A;QĐ 1")
    files = sorted(record.parent.iterdir())
    before = record.read_bytes()
    assert run("import", "a.csv", "--dry-run").code == 0
    assert (record.read_bytes(), sorted(record.parent.iterdir())) == (before, files)
    assert run("import", "a.csv").code == 0
    assert record.with_name("record.db.copies").is_dir()


# --- Bad rows apart ---


def test_bad_rows_of_several_sheets_go_into_one_workbook(run: Run) -> None:
    page = Page("Danh mục các khu công nghiệp", [["Tên KCN", "Huyện"], ["KCN A", "X"]])
    for name in ("a.xlsx", "b.xlsx"):
        Path(name).write_bytes(BOOKS["xlsx"](page))
    words = ("--on-error", "skip", "--errors-to", "lỗi.xlsx")
    assert run("import", "a.xlsx", "b.xlsx", *words).code == 1  # no row was good
    again = run("import", "lỗi.xlsx")
    assert again.err.count("lỗi.xlsx [Danh mục các khu") == 2


def test_a_place_for_bad_rows_is_looked_at_before_anything_is_written(
    run: Run, record: Path
) -> None:
    name = write("nộp/a.csv", "Tên KCN;Huyện", "KCN A;X", "KCN B;Bát Xát")
    other = write("nộp/b.csv", "Tên KCN;Huyện", "KCN C;X")
    before = record.read_bytes()
    for words in (
        *((name, "--errors-to", "none/x.csv"), (name, "--errors-to", "x.txt")),
        *((name, "--errors-to", name), ("nộp", "--errors-to", "nộp/b.csv")),
        (name, other, "--errors-to", "x.csv"),
    ):
        told = run("import", *words, "--on-error", "skip")
        assert (told.code, told.out) == (2, ""), words
    assert record.read_bytes() == before
    Path("x.csv").mkdir()
    told = run("import", name, "--errors-to", "x.csv", "--on-error", "skip")
    assert (told.code, told.out) == (4, "")
    assert "2" in told.err  # the good row is written, as batch 2
    assert "kcn-b" in codes(run)
