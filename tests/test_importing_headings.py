"""Headings to columns: the words of either language, units, and the kind that a header fits."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from builders import problems_of, refusal
from zone_tracker.errors import Problems
from zone_tracker.importing.headings import kind_for, match
from zone_tracker.importing.kinds import KINDS
from zone_tracker.importing.readers import Sheet
from zone_tracker.wording import say


def keys(kind: str, *header: str) -> list[str]:
    """The columns that headings are taken for."""
    return [key for key, _ in match(KINDS[kind], sheet(header))]


def sheet(header: Sequence[str], line: int = 1) -> Sheet:
    return Sheet("kcn.csv", list(header), iter(()), line)


def test_headings_are_known_by_either_language_however_written() -> None:
    assert keys("zones", "TÊN KCN", "huyen", " Giai  đoạn ", "DIỆN TÍCH (ha)", "Ghi chú") == [
        *("name", "district", "stage", "area", "note")
    ]
    assert keys("zones", "name", "district", "stage", "on", "certificate") == [
        *("name", "district", "stage", "on", "certificate")
    ]


def test_a_unit_in_brackets_is_no_part_of_the_heading() -> None:
    matched = dict(match(KINDS["projects"], sheet(["Tên dự án", "Vốn\n(tỷ đồng)", "Quy mô (ha) "])))
    assert matched["capital"].unit == "tỷ đồng"
    assert matched["capital"].written == "Vốn\n(tỷ đồng)"
    assert matched["area"].unit == "ha"
    assert matched["name"].unit is None


def test_every_problem_of_the_headings_is_told_at_once() -> None:
    header = ["Huyện", "Diện tich đất ở", "district", "Gai đoạn", "Giai đoạn"]
    assert problems_of(lambda: match(KINDS["zones"], sheet(header, line=3))) == [
        (3, "Diện tich đất ở", "import.heading-unknown"),
        (3, "district", "import.heading-twice"),
        (3, "Gai đoạn", "import.heading-unknown"),
        (3, "name", "import.heading-missing"),
    ]


def test_an_unknown_heading_is_answered_with_the_nearest() -> None:
    with pytest.raises(Problems) as caught:
        match(KINDS["zones"], sheet(["Tên", "Gai đoạn", "Xyzzy"]))
    said = [say(problem.reason, "en") for problem in caught.value.problems]
    assert "giai đoạn" in said[0]
    assert '"' not in said[1]


@pytest.mark.parametrize(
    ("header", "name", "wanted", "kind"),
    [
        (["subject", "act", "date"], "x.csv", None, "milestones"),
        (["đối tượng", "chỉ tiêu", "giá trị", "kỳ"], "x.csv", None, "figures"),
        (["code", "title"], "x.csv", None, "sources"),
        (["tên kcn", "huyện"], "x.csv", None, "zones"),
        (["name", "district"], "clusters-2024.csv", None, "clusters"),
        (["name", "nonsense"], "projects.csv", None, "projects"),
        (["name"], "x.csv", "zone", "zones"),
        (["name"], "x.csv", "zones", "zones"),
        (["name"], "x.csv", "unit_sets", "unit_sets"),
    ],
)
def test_the_kind_is_the_one_asked_for_or_the_one_that_fits(
    header: list[str], name: str, wanted: str | None, kind: str
) -> None:
    assert kind_for(wanted, header, name).code == kind


def test_a_kind_is_never_guessed_among_several() -> None:
    with refusal("import.kind-unclear", path="x.csv"):
        kind_for(None, ["name", "district"], "x.csv")
    with refusal("import.kind-unclear"):
        kind_for(None, ["nonsense"], "x.csv")
    with refusal("import.kind-unknown", value="village"):
        kind_for("village", ["name"], "zones.csv")
