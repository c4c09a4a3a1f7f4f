"""Writing targets: each has one main reading, and no rule that contradicts itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conftest import Result, Run

pytestmark = pytest.mark.usefixtures("record")


def rows(run: Run, *words: str) -> list[dict[str, Any]]:
    """The rows of a list."""
    told: list[dict[str, Any]] = run(*words, "--format", "json").json()
    return told


def written(result: Result) -> str:
    """What a command that wrote says."""
    assert (result.code, result.err) == (0, ""), result
    assert "zone-tracker undo" in result.out
    return result.out


def refused(result: Result, *names: str) -> None:
    """A refusal that names these and wrote nothing to stdout."""
    assert (result.code, result.out) == (1, ""), result
    for name in names:
        assert name in result.err


TITLES = ("--title-vi", "Thêm một cụm", "--title-en", "One more cluster")
ADD = ("target", "add", "T10", "--year", "2025", *TITLES, "--reading", "new-2025")
COUNTED = ("--count-by", "act", "--kind", "cluster", "--acts", "established")
ONE = ("--threshold", "1")


def target(run: Run, code: str = "T10") -> Any:
    return run("target", "show", code, "--format", "json").json()


def test_a_target_is_added_with_its_main_reading(run: Run) -> None:
    out = written(run(*ADD, *COUNTED, "--flow", "flow", *ONE, "--source", "QĐ 9"))
    assert "Thêm một cụm (T10)" in out
    told = target(run)
    assert (told["reading"], told["needed"], told["counted"]) == ("new-2025", 1, 0)
    assert (told["due"], told["source"]) == ("2025-12-31", "QĐ 9")
    assert run("cluster", "add", "CCN Mới", "--stage", "established", "--on", "5/2025").code == 0
    assert target(run)["verdict"] == "met"
    assert run("target", "list", "--year", "2025", "--format", "json").json()[0]["code"] == "T10"


def test_a_target_of_units_of_a_period_of_its_own(run: Run) -> None:
    words = ("--units", "districts-9", "--period", "15/12/2024 - 14/12/2025", "--baseline", "1")
    written(run(*ADD, *COUNTED, *words, *ONE))
    told = target(run)
    assert (told["needed"], told["due"], told["baseline"]) == (9, "2025-12-14", 1)


def test_what_a_target_cannot_do_without_is_named_at_once(run: Run) -> None:
    told = run(*ADD[:5], *TITLES[:2])
    assert (told.code, told.out) == (2, "")
    for option in ("--title-en", "--reading", "--count-by", "--kind", "--threshold"):
        assert option in told.err
    assert "--title-vi" not in told.err


@pytest.mark.parametrize(
    ("rule", "names"),
    [
        (("--count-by", "act", "--kind", "cluster"), ("--acts",)),
        (("--count-by", "stage-at-least", "--kind", "zone"), ("--acts",)),
        (
            ("--count-by", "stage-at-least", "--kind", "zone", "--acts", "planned;operating"),
            ("--acts",),
        ),
        (
            ("--count-by", "stage-at-least", "--kind", "zone", "--acts", "hiện có"),
            ("--acts", "Nguồn ghi nhận"),
        ),
        (("--count-by", "act", "--kind", "zone", "--acts", "chậm"), ("--acts", "Chậm")),
        (("--count-by", "act", "--kind", "zone", "--acts", "submitted"), ("--acts", "submitted")),
        (("--count-by", "any-act", "--kind", "zone", "--acts", "planned"), ("--acts",)),
        (("--count-by", "advanced", "--kind", "zone"), ("--flow",)),
        (("--count-by", "any-act", "--kind", "zone", "--subjects", "da-nexus"), ("--subjects",)),
        (
            ("--count-by", "any-act", "--kind", "zone", "--subjects", "kcn-x"),
            ("--subjects", "kcn-x"),
        ),
        (
            (
                *("--count-by", "any-act", "--kind", "zone", "--units", "districts-9"),
                *("--subjects", "kcn-vo-lao"),
            ),
            ("--subjects",),
        ),
        (("--count-by", "any-act", "--kind", "zone", "--units", "x"), ("--units", "x")),
        (("--count-by", "any-act", "--kind", "zone", "--period", "2026-2025"), ("--period",)),
        (("--count-by", "any-act", "--kind", "zone", "--period", "đến 2025"), ("--period",)),
        (("--count-by", "any-act", "--kind", "zone", "--baseline", "ba"), ("--baseline", "ba")),
        (("--count-by", "nhiều", "--kind", "zone"), ("--count-by", "nhiều", "advanced")),
        (("--count-by", "any-act", "--kind", "khu"), ("--kind", "khu", "zone")),
    ],
)
def test_a_rule_that_contradicts_itself_is_refused(
    rule: tuple[str, ...], names: tuple[str, ...], run: Run
) -> None:
    before = run("target", "list", "--year", "2025")
    told = run(*ADD, *rule, *ONE)
    refused(told, *names)
    assert len(told.err.splitlines()) == 1
    assert run("target", "list", "--year", "2025") == before


@pytest.mark.parametrize(("threshold", "code"), [("0", 1), ("3", 1), ("2", 0), ("một", 1)])
def test_a_threshold_can_be_met(threshold: str, code: int, run: Run) -> None:
    named = ("--subjects", "kcn-vo-lao; kcn-ban-qua; kcn-vo-lao")
    rule = ("--count-by", "advanced", "--kind", "zone", "--flow", "flow", *named)
    told = run(*ADD, *rule, "--threshold", threshold)
    assert told.code == code
    assert ("--threshold" in told.err) is (code == 1)


def test_every_problem_of_a_target_is_told(run: Run) -> None:
    wrong = ("target", "add", "T 10", "--year", "20250", *TITLES, "--reading", "a b")
    told = run(*wrong, "--count-by", "x", "--kind", "zone", *ONE, "--confidence", "x")
    refused(told, "MÃ:", "--year:", "--reading:", "--count-by:", "--confidence:")
    assert "--period" not in told.err


def test_a_target_is_added_once(run: Run) -> None:
    written(run(*ADD, *COUNTED, *ONE))
    refused(run(*ADD, *COUNTED, *ONE), "MÃ", "T10")
    again = tuple(word.replace("T10", "t10") for word in ADD)
    refused(run(*again, *COUNTED, *ONE), "MÃ", "T10")


MORE = ("--reading-title-vi", "Bất kỳ", "--reading-title-en", "Any act")
ANY = ("--count-by", "any-act", "--kind", "cluster")


def mains(run: Run, code: str = "T10") -> list[str]:
    """The codes of the readings of a target, the main one first; there is exactly one."""
    told = target(run, code)
    assert told["reading"] == told["readings"][0]["reading"]
    return [each["reading"] for each in told["readings"]]


def test_exactly_one_reading_stays_the_main_one(run: Run) -> None:
    written(run(*ADD, *COUNTED, *ONE))
    update = ("target", "update", "t10")
    out = written(run(*update, "--reading", "any", *MORE, *ANY, *ONE))
    assert "Cách đọc chính" not in out
    assert mains(run) == ["new-2025", "any"]
    out = written(run(*update, "--main", "any"))
    assert "Cách đọc chính: new-2025 → any" in out
    assert mains(run) == ["any", "new-2025"]
    assert "không có gì thay đổi" in run(*update, "--main", "any").out
    out = written(run(*update, "--reading", "x", *MORE, *ANY, *ONE, "--main", "x"))
    assert "Cách đọc chính: any → x" in out
    assert mains(run)[0] == "x"
    assert run("undo").code == 0
    assert mains(run) == ["any", "new-2025"]
    assert run("undo").code == 0
    assert mains(run) == ["new-2025", "any"]


def test_a_reading_that_is_not_there_cannot_be_main(run: Run) -> None:
    refused(run("target", "update", "T2", "--main", "xyz"), "xyz", "new-established")
    assert mains(run, "T2")[0] == "new-established"


def test_a_reading_is_added_once_and_whole(run: Run) -> None:
    update = ("target", "update", "T2", "--reading")
    zones = ("--count-by", "any-act", "--kind", "zone", *ONE)
    refused(run(*update, "any-act", *MORE, *zones), "--reading", "any-act")
    told = run("target", "update", "T2", "--count-by", "act", "--kind", "zone")
    assert (told.code, told.out) == (2, "")
    assert "--reading," in told.err
    refused(run(*update, "x", *MORE, *zones[:4], "--threshold", "0"), "--threshold")
    assert mains(run, "T2") == ["new-established", "land-clearance", "any-act"]


def test_a_reading_rests_on_the_source_of_its_target_unless_told_otherwise(run: Run) -> None:
    update = ("target", "update", "T2", *MORE, "--count-by", "any-act", "--kind", "zone", *ONE)
    written(run(*update, "--reading", "a"))
    written(run(*update, "--reading", "b", "--reading-source", "Báo cáo 7"))
    assert target(run, "T2")["source"] == "Kỳ vọng đón làn sóng đầu tư mới"
    (told,) = run("source", "show", "Báo cáo 7", "--format", "json").json()["records"]
    assert (told["sort"], told["code"], told["what"]) == ("reading", "T2", "b")


def test_title_and_source_of_a_target_change(run: Run) -> None:
    update = ("target", "update", "T2", "--title-vi", "Thêm hai khu", "--source", "QĐ 10")
    out = written(run(*update))
    assert "Toàn tỉnh thêm ít nhất 2 khu công nghiệp → Thêm hai khu" in out
    assert "→ QĐ 10" in out
    told = target(run, "T2")
    assert (told["source"], told["needed"]) == ("QĐ 10", 2)
    assert run("target", "update", "T2").code == 2
    refused(run("target", "update", "T99", "--note", "x"), "T99", "T1, T2")


def test_a_target_that_was_imported_without_a_reading_gets_one(run: Run) -> None:
    Path("targets.csv").write_text("code,year,title_vi,title_en\nT20,2025,Một,One\n", "utf-8")
    assert run("import", "targets.csv").code == 0
    refused(run("target", "show", "T20"), "T20", "--reading")
    out = written(run("target", "update", "T20", "--reading", "any", *MORE, *ANY, *ONE))
    assert "Cách đọc chính: – → any" in out
    assert mains(run, "T20") == ["any"]
