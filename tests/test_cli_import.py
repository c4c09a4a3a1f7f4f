"""Files are taken whole or not at all, and every problem of a file is told at once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from conftest import Result, Run
from zone_tracker.seeds import seed_folder

pytestmark = pytest.mark.usefixtures("record")

HEADINGS = "Tên KCN;Huyện;Giai đoạn;Từ ngày;Diện tích (ha);Vốn (tỷ đồng);Nguồn"


@pytest.fixture
def file(record: Path) -> Path:
    """A place for a file, in the folder where the command runs."""
    return record.with_name("kcn.csv")


def write(file: Path, *lines: str, encoding: str = "utf-8", ends: str = "\n") -> str:
    """Write the lines; give the file's name as it is typed."""
    file.write_bytes("".join(line + ends for line in lines).encode(encoding))
    return file.name


def asked(run: Run, *words: str) -> Any:
    return run(*words, "--format", "json").json()


def batches(run: Run) -> int:
    return len(asked(run, "log"))


def refused(result: Result) -> list[str]:
    """The problem lines of a refused import: one a line, the sum last."""
    assert (result.code, result.out) == (1, ""), result
    *problems, total = result.err.splitlines()
    assert re.fullmatch(rf"kcn\.csv: .*\b{len(problems)}\b.*; .*", total)
    return problems


def places(problems: list[str]) -> list[tuple[int, str | None]]:
    """The line and the column that each problem names."""
    found = []
    for problem in problems:
        match = re.match(r'kcn\.csv:(\d+): (?:(?:cột|column) "([^"]*)": )?', problem)
        assert match, problem
        found.append((int(match[1]), match[2]))
    return found


# --- Taking a file ---


def test_an_office_sheet_is_taken_as_one_batch(run: Run, file: Path) -> None:
    name = write(
        file,
        HEADINGS,
        "KCN Võ Lao;Văn Bàn;Đã thành lập;15/10/2024;1.000,5;1.704,0;QĐ 1/QĐ-TTg",
        "KCN Mới Một;Huyện Bát Xát;Trong quy hoạch;quý III/2024;200-500;;QĐ 2/QĐ-TTg",
        "KCN Mới Hai;TP Lào Cai;Đang xây dựng hạ tầng;2023;khoảng 51,5;1.360,668;QĐ 2/QĐ-TTg",
        "KCN Mới Ba;080;;;;;QĐ 3/QĐ-TTg",
    )
    told = run("import", name)
    assert (told.code, told.err) == (0, "")
    newest, _ = asked(run, "log")
    assert newest["command"] == "zone-tracker import kcn.csv"
    zones = {zone["name"]: zone for zone in asked(run, "zone", "list")}
    assert zones["KCN Võ Lao"]["code"] == "kcn-vo-lao"
    assert zones["KCN Võ Lao"]["stage"] == "established"
    assert zones["KCN Võ Lao"]["capital_vnd"] == 1_704_000_000_000
    one = zones["KCN Mới Một"]
    assert (one["code"], one["district"]) == ("kcn-moi-mot", "Huyện Bát Xát")
    assert (one["stage"], one["stage_since"]) == ("planned", "2024-Q3")
    assert one["area_m2"] == 2_000_000
    two = zones["KCN Mới Hai"]
    assert (two["area_m2"], two["capital_vnd"]) == (515_000, 1_360_668_000_000)
    assert (two["district"], two["stage_since"]) == ("Thành phố Lào Cai", "2023")
    assert zones["KCN Mới Ba"]["stage"] is None
    (act,) = asked(run, "zone", "history", "moi-hai")["milestones"]
    assert act["source"] == "QĐ 2/QĐ-TTg"


@pytest.mark.parametrize(
    ("kind", "heading", "name", "code"),
    [
        ("zones", "Tên KCN", "KCN Mới", "kcn-moi"),
        ("clusters", "Tên CCN", "CCN Mới", "ccn-moi"),
        ("projects", "Tên dự án", "Nhà máy Mới", "da-nha-may-moi"),
        ("deliverables", "Nhiệm vụ", "Đề án Mới", "dg-de-an-moi"),
    ],
)
def test_the_kind_is_told_by_the_headings_or_by_option(
    kind: str, heading: str, name: str, code: str, run: Run, file: Path
) -> None:
    listed = (kind.removesuffix("s"), "list")
    typed = write(file, f"{heading},Ghi chú", f"{name},thử")
    assert run("import", typed).code == 0
    assert code in [each["code"] for each in asked(run, *listed)]
    assert run("undo").code == 0
    typed = write(file, "Tên,Ghi chú", f"{name},thử")
    for said in (kind, kind.removesuffix("s")):
        assert run("import", typed, "--kind", said).code == 0
        assert code in [each["code"] for each in asked(run, *listed)]
        assert run("undo").code == 0


def test_headings_are_read_without_case_marks_and_spacing(run: Run, file: Path) -> None:
    typed = write(file, "TEN  KCN,Dien tich ( ha ),TỪ NGÀY", "KCN Mới,10,2024")
    assert run("import", typed).code == 0
    (zone,) = asked(run, "zone", "list", "--text", "kcn moi")
    assert zone["area_m2"] == 100_000


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_the_ways_spreadsheets_write_csv(
    delimiter: str, encoding: str, ends: str, run: Run, file: Path
) -> None:
    rows = (("Tên KCN", "Huyện", "Ghi chú"), ('"KCN ""Mới"""', "Bát Xát", '"a,b;c"'))
    lines = [delimiter.join(row) for row in rows]
    assert run("import", write(file, *lines, encoding=encoding, ends=ends)).code == 0
    shown = asked(run, "zone", "show", "kcn-moi")
    assert (shown["name"], shown["note"]) == ('KCN "Mới"', "a,b;c")


def test_a_constant_fills_what_rows_leave_open(run: Run, file: Path) -> None:
    typed = write(
        file,
        "Tên KCN,Giai đoạn,Từ ngày,Nguồn",
        "KCN Một,Trong quy hoạch,,",
        "KCN Hai,Trong quy hoạch,2022,QĐ 9",
    )
    words = ("--on", "31/12/2023", "--source", "Báo cáo tháng 12")
    assert run("import", typed, *words).code == 0
    (one,) = asked(run, "zone", "history", "kcn-mot")["milestones"]
    (two,) = asked(run, "zone", "history", "kcn-hai")["milestones"]
    assert (one["date"], one["source"]) == ("2023-12-31", "Báo cáo tháng 12")
    assert (two["date"], two["source"]) == ("2022", "QĐ 9")


def test_an_empty_cell_and_an_absent_column_leave_what_stands(run: Run, file: Path) -> None:
    before = asked(run, "zone", "show", "vo-lao")
    assert run("import", write(file, "Tên KCN,Huyện,Ghi chú", "KCN Võ Lao,,")).code == 0
    assert asked(run, "zone", "show", "vo-lao") == before
    assert batches(run) == 1


def test_a_dash_alone_is_an_empty_cell(run: Run, file: Path) -> None:
    head = "Tên KCN;Nhà đầu tư;Diện tích (ha);Từ ngày"
    assert run("import", write(file, head, "KCN Một;Cty A;5;2024")).code == 0
    before = asked(run, "zone", "show", "kcn-mot")
    for dash in "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212":
        done = run("import", write(file, head, f"KCN Một;{dash}; {dash};2024"))
        assert done.code == 0, done
        assert asked(run, "zone", "show", "kcn-mot") == before
    assert batches(run) == 2


def test_what_says_nothing_of_anything_is_told(run: Run, file: Path) -> None:
    def told(*lines: str) -> list[tuple[int | None, str | None]]:
        found = asked(run, "import", write(file, *lines), "--source", "QĐ 9", "--dry-run")
        return [(each["line"], each["column"]) for each in found["warnings"]]

    aside = "Tên KCN;Lý do;Phân kỳ;Kế hoạch/Thực tế;Tính đến"
    assert told(aside, "KCN A;x;1;thực tế;2024") == [(None, None)]
    assert told("Tên KCN;Ngày;Nơi", "KCN A;2024;x") == [(None, None)] * 2
    assert told("Tên KCN;Ngày;Huyện;Địa điểm", "KCN A;2024;;xã Võ Lao, huyện Văn Bàn") == []
    assert told("Tính đến 30/6/2024;", "Tên KCN;Huyện", "KCN A;Bát Xát") == [(None, None)]
    staged = "Tên KCN;Tình trạng;Ngày;Diện tích (ha);Lý do"
    rows = ("KCN A;;2024;;", "KCN B;;2024;5;", "KCN C;;;;x", "KCN D;Đã thành lập;2024;;x", "E;;;;")
    assert told(staged, *rows) == [(2, "Ngày"), (4, "Lý do")]


def test_what_is_refused_is_quoted_as_it_is_written(run: Run, file: Path) -> None:
    quoted = {"NaN": "NaN", "IV": "IV", "1E6 ha": "1E6 ha", "TRUE": "TRUE", "5 MẪU": "MẪU"}
    lines = [f"KCN {cell};{cell}" for cell in quoted]
    done = run("import", write(file, "Tên KCN;Diện tích (ha)", *lines), "--as-of", "2024")
    for told, problem in zip(quoted.values(), refused(done), strict=True):
        assert f'"{told}"' in problem


def test_the_formula_guard_is_taken_off(run: Run, file: Path) -> None:
    assert run("import", write(file, "Tên KCN,Ghi chú", "KCN Mới,'=1+1")).code == 0
    assert asked(run, "zone", "show", "kcn-moi")["note"] == "=1+1"


# --- Once, and once again ---

SHEET = (
    HEADINGS,
    "KCN Võ Lao;Văn Bàn;Đã thành lập;15/10/2024;1.000,5;1.704,0;QĐ 1/QĐ-TTg",
    "KCN Mới;Bát Xát;Trong quy hoạch;quý III/2024;200-500;;QĐ 2/QĐ-TTg",
)


def test_a_dry_run_tells_and_leaves_every_byte(run: Run, file: Path, record: Path) -> None:
    typed = write(file, *SHEET)
    before = record.read_bytes()
    would = run("import", typed, "--dry-run", "--format", "json").json()
    assert would["dry_run"] is True
    assert would["batch"] is None
    assert record.read_bytes() == before
    done = run("import", typed, "--format", "json").json()
    told = ("rows", "new", "changed", "same")
    assert [done[key] for key in told] == [would[key] for key in told]
    assert done["new"] > 0


def test_the_second_time_nothing_changes_and_no_batch_is_made(
    run: Run, file: Path, record: Path
) -> None:
    typed = write(file, *SHEET)
    assert run("import", typed).code == 0
    before = record.read_bytes()
    again = run("import", typed, "--format", "json").json()
    assert (again["new"], again["changed"], again["batch"]) == (0, 0, None)
    assert record.read_bytes() == before
    assert batches(run) == 2


def test_what_changed_is_told_old_and_new(run: Run, file: Path) -> None:
    assert run("import", write(file, "Tên KCN,Nhà đầu tư", "KCN Mới,Công ty A")).code == 0
    told = run("import", write(file, "Tên KCN,Nhà đầu tư", "KCN Mới,Công ty B"))
    assert told.code == 0
    assert "Công ty A → Công ty B" in told.out


def test_an_import_is_undone_and_redone_as_one(run: Run, file: Path) -> None:
    before = asked(run, "status")
    assert run("import", write(file, *SHEET)).code == 0
    after = asked(run, "status")
    assert before != after
    assert run("undo").code == 0
    assert asked(run, "status") == before
    assert run("redo").code == 0
    assert asked(run, "status") == after


@pytest.mark.parametrize("path", sorted(seed_folder().glob("*.csv")), ids=lambda path: path.stem)
def test_the_seed_is_on_record_word_for_word(path: Path, run: Run) -> None:
    told = run("import", str(path), "--format", "json").json()
    assert (told["new"], told["changed"], told["batch"]) == (0, 0, None)
    assert told["rows"] > 0


def test_the_seed_can_be_imported_into_an_empty_record(run: Run) -> None:
    assert run("init", "--empty", "--db", "empty.db").code == 0
    assert run("import", str(seed_folder()), "--db", "empty.db").code == 0
    seeded, imported = asked(run, "status"), asked(run, "status", "--db", "empty.db")
    assert {**imported, "database": ""} == {**seeded, "database": ""}


# --- What is wrong with a file ---


def test_every_problem_is_told_with_its_line_and_column(run: Run, file: Path, record: Path) -> None:
    typed = write(
        file,
        HEADINGS,
        "KCN A;Bát Xat;Xong rồi;31/02/2024;1.200.50;5;QĐ 1",
        ";Bát Xát;Đã thành lập;1/1/2024;10;5,55,5;QĐ 1",
        "KCN B;Bát Xát;Đã thành lập;hôm nay;10;5;QĐ 1",
        "KCN D;Bát Xát;Đã thành lập;1/1/2024;-5;5 USDD;",
        "CCN E;Bát Xát;Đã thành lập;;;;",
        "KCN F;Bát Xát;;;9;;",
        "KCN Võ Lao;Văn Bàn;Tạm dùng;1/1/2024;;;",
        'KCN H;Bát Xát;;;;;"QĐ\n7"',
        "KCN I;Bát Xát;;;;;nguon-khong-co",
    )
    before = record.read_bytes()
    planned = run("import", typed, "--dry-run")
    assert (planned.code, planned.err) == (1, "")
    told = [line for line in planned.out.splitlines() if line.startswith("kcn.csv:")]
    for problems in (refused(run("import", typed)), told):
        assert set(places(problems)) == {
            (2, "Huyện"),
            (2, "Giai đoạn"),
            (2, "Từ ngày"),
            (2, "Diện tích (ha)"),
            (3, "Tên KCN"),
            (3, "Vốn (tỷ đồng)"),
            (4, "Từ ngày"),
            (5, "Diện tích (ha)"),
            (5, "Vốn (tỷ đồng)"),
            (6, "Tên KCN"),
            (6, "Giai đoạn"),
            (7, "Diện tích (ha)"),
            (8, "Giai đoạn"),
            (11, "Nguồn"),  # the quoted cell before it runs over two lines
        }
        text = "\n".join(problems)
        for value in ("Bát Xat", "Xong rồi", "31/02/2024", "1.200.50", "5,55,5", "hôm nay", "-5"):
            assert f'"{value}"' in text
        assert record.read_bytes() == before
    english = refused(run("import", typed, lang="en"))
    assert len(english) == len(refused(run("import", typed)))


def test_no_problem_is_told_twice(run: Run, file: Path) -> None:
    typed = write(file, HEADINGS, "KCN A;Bát Xát;Đã thành lập;31/02/2024;10;5;QĐ 1")
    assert places(refused(run("import", typed))) == [(2, "Từ ngày")]


def test_problems_stand_in_the_order_of_the_file(run: Run, file: Path) -> None:
    typed = write(file, HEADINGS, "KCN A;X;;;;;", "KCN B;Bát Xát;;", "KCN C;Y;;;;;")
    assert [line for line, _ in places(refused(run("import", typed)))] == [2, 3, 4]


def test_a_row_of_another_length_is_told_with_both_counts(run: Run, file: Path) -> None:
    typed = write(file, HEADINGS, "KCN A;Bát Xát;;;;;", "KCN B;Bát Xát;;", "KCN C;;;;;;;;")
    problems = refused(run("import", typed))
    assert places(problems) == [(3, None), (4, None)]
    assert "4" in problems[0].split(": ", 1)[1]
    assert "9" in problems[1].split(": ", 1)[1]


def test_headings_are_all_checked_at_once(run: Run, file: Path) -> None:
    typed = write(file, "Tên KCN,Huyện,Huyen,Diện tíchh,Ghi chu,note", "A,B,C,D,E,F")
    problems = refused(run("import", typed, "--kind", "zones"))
    assert set(places(problems)) == {(1, "Huyen"), (1, "Diện tíchh"), (1, "note")}


def test_a_heading_near_a_known_one_stops_the_import(run: Run, file: Path) -> None:
    typed = write(file, "Tên KCN,Diện tíchh", "A,B")
    (problem,) = refused(run("import", typed, "--kind", "zones"))
    assert '"diện tích"' in problem


def test_a_heading_far_from_all_is_left_out_and_told(run: Run, file: Path) -> None:
    typed = write(file, "Tên KCN,Người trực điện thoại", "KCN Mới,Lan")
    told = run("import", typed)
    assert told.code == 0
    assert "⚠" in told.out
    assert "Người trực điện thoại" in told.out


def test_many_problems_are_counted_past_the_first(run: Run, file: Path) -> None:
    typed = write(file, "Tên KCN,Huyện", *(f"KCN A{n},Nơi {n}" for n in range(50)))
    result = run("import", typed)
    assert result.code == 1
    lines = result.err.splitlines()
    told = len([line for line in lines if re.match(r"kcn\.csv:\d+: ", line)])
    assert lines[-1].startswith("kcn.csv: 50 ")
    if told < 50:
        assert lines[-2].startswith(f"… và {50 - told} ")


def test_the_first_bad_row_among_thousands_stops_all(run: Run, file: Path, record: Path) -> None:
    rows = [f"KCN Số {n},Bát Xát" for n in range(2100)]
    rows[2050] = "KCN Số 2050,Bát Xat"
    before = record.read_bytes()
    assert places(refused(run("import", write(file, "Tên KCN,Huyện", *rows)))) == [(2052, "Huyện")]
    assert record.read_bytes() == before
    rows[2050] = "KCN Số 2050,Bát Xát"
    assert run("import", write(file, "Tên KCN,Huyện", *rows)).code == 0
    assert len(asked(run, "zone", "list")) == 9 + 2100


def test_two_rows_that_contradict_each_other_are_refused(run: Run, file: Path) -> None:
    lines = ("Tên KCN,Nhà đầu tư", "KCN Mới,Công ty A", "KCN Mới,Công ty B")
    (problem,) = refused(run("import", write(file, *lines)))
    assert problem.startswith("kcn.csv:3: ")
    assert '"Công ty A"' in problem
    assert '"Công ty B"' in problem
    filled = ("Tên KCN,Nhà đầu tư", "KCN Mới,Công ty A", "KCN Mới,")
    assert run("import", write(file, *filled)).code == 0


def test_a_contradiction_is_told_in_the_words_of_the_file(run: Run, file: Path) -> None:
    lines = ("Tên dự án,Trong khu", "Nhà máy A,KCN Võ Lao", "Nhà máy A,KCN Cam Cọn")
    (problem,) = refused(run("import", write(file, *lines)))
    assert problem.startswith('kcn.csv:3: cột "Trong khu": ')
    assert '"KCN Võ Lao"' in problem
    assert '"KCN Cam Cọn"' in problem


@pytest.mark.parametrize(
    "lines",
    [
        ("Tên KCN,Mã", "KCN Mới,kcn-moi", "KCN Khác Hẳn,kcn-moi"),
        ("Tên KCN,Mã", "KCN Khác Hẳn,kcn-vo-lao"),
        ("Tên dự án,Mã số dự án", "Nhà máy A,123", "Nhà máy B,123"),
    ],
)
def test_another_name_under_the_same_code_is_not_dropped(
    lines: tuple[str, ...], run: Run, file: Path
) -> None:
    assert refused(run("import", write(file, *lines)))


def test_a_phase_in_a_name_is_a_phase_of_that_subject(run: Run, file: Path) -> None:
    typed = write(
        file,
        "Tên KCN,Huyện,Diện tích (ha),Từ ngày",
        "KCN Cam Cọn (GĐ1),Bảo Yên,100,2024",
        "Khu công nghiệp Cam Cọn giai đoạn II,Bảo Yên,150,2024",
    )
    assert run("import", typed).code == 0
    figures = asked(run, "zone", "show", "cam-con")["figures"]
    told = {(f["phase"], f["value"]) for f in figures if f["date"] == "2024"}
    assert told == {("1", 1_000_000), ("2", 1_500_000)}
    assert len(asked(run, "zone", "list")) == 9


def test_a_name_without_letters_is_told_with_its_line(run: Run, file: Path) -> None:
    typed = write(file, "Tên KCN,Huyện", "KCN 工业,Bát Xát", "KCN Mới,Bát Xat")
    assert places(refused(run("import", typed))) == [(2, "Tên KCN"), (3, "Huyện")]


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (("name,code", "KCN A,9-a"), (2, "code")),
        (("code,year,title_vi,title_en", "T10,1000,a,b"), (2, "year")),
        (
            ("code,level,name,valid_from,valid_to", "999,district,Z,2024-01-01,2023-01-01"),
            (2, "valid_to"),
        ),
        (("old,new,date", "080,080,2025-07-01"), (2, "new")),
        (
            (
                "target,code,title_vi,title_en,count_by,kind,acts,period,threshold",
                "T1,x,a,b,act,cluster,established,2024,0",
            ),
            (2, "threshold"),
        ),
        (
            (
                "target,code,main,title_vi,title_en,count_by,kind,acts,period,threshold",
                "T1,x,yes,a,b,act,cluster,established,2024,1",
            ),
            (2, "main"),
        ),
    ],
    ids=lambda value: None,
)
def test_what_breaks_a_rule_is_told_with_its_line(
    lines: tuple[str, ...], place: tuple[int, str], run: Run, file: Path
) -> None:
    kind = ("--kind", "zones") if lines[0] == "name,code" else ()
    assert place in places(refused(run("import", write(file, *lines), *kind)))


def test_a_row_of_an_unknown_subject_is_read_to_its_end(run: Run, file: Path) -> None:
    typed = write(file, "subject,act,date", "KCN Lạ,xong,32/1/2024")
    assert set(places(refused(run("import", typed)))) == {
        *((2, "subject"), (2, "act"), (2, "date")),
    }


def test_a_date_beside_a_bad_stage_is_read_too(run: Run, file: Path) -> None:
    typed = write(file, "Tên KCN,Giai đoạn,Từ ngày", "KCN A,xong,32/1/2024", "KCN B,,33/1/2024")
    assert places(refused(run("import", typed))) == [
        *((2, "Giai đoạn"), (2, "Từ ngày"), (3, "Từ ngày")),
    ]


def test_an_interrupted_import_leaves_nothing(
    run: Run, file: Path, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zone_tracker.importing.intake import Intake

    def interrupt(self: Intake) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Intake, "outcome", interrupt)
    before = record.read_bytes()
    result = run("import", write(file, *SHEET))
    assert (result.code, result.out) == (130, "")
    assert record.read_bytes() == before
    assert sorted(path.name for path in record.parent.iterdir()) == ["kcn.csv", "record.db"]
