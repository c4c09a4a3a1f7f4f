"""What a person says of a file beforehand: problems all at once, and a proposal to begin with."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import problems_of, refusal
from sheets import sheet
from zone_tracker.errors import EnvironmentFailure, Problems
from zone_tracker.importing.header import find_header
from zone_tracker.importing.keys import LEFT_OUT, every_key, folded, is_key
from zone_tracker.importing.kinds import KINDS
from zone_tracker.importing.profile import CHECKS, Profile, load_profile
from zone_tracker.importing.proposal import profile_text, quoted
from zone_tracker.importing.sheets import Sheet
from zone_tracker.importing.understanding import understand
from zone_tracker.vietnamese.text import identity_key
from zone_tracker.wording import LANGUAGES, say

Load = Callable[[str], Profile]
TELL = partial(say, lang="vi")

WHOLE = """
kind = "projects"
sheet = "Danh mục"
header = 4
ignore = ["Cột lạ", "Khác"]
dates = "month-first"
groups = "district"
encoding = "windows-1258"

[numbers]
"Tổng mức đầu tư" = "en"

[headings]
"Tên DA" = "name"
"Vốn" = "figure:capital-registered@tỷ đồng"
"KH" = "act:operating:planned"
"QĐ" = "decision:approved"
"Khác" = "-"

[constants]
source = "Sở Công Thương"
as_of = "2024-06-30"

[stages]
"Đang sản xuất" = "operating"
"""


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Reads a profile from its text."""

    def read(text: str) -> Profile:
        path = tmp_path / "so.toml"
        path.write_bytes(text.encode())
        return load_profile(path)

    return read


def reasons(load: Load, text: str) -> list[tuple[str, dict[str, Any]]]:
    """The reasons that a profile is refused for, with their values; each can be said."""
    with pytest.raises(Problems) as caught:
        load(text)
    assert caught.value.message.key == "profile.refused"
    for lang in LANGUAGES:
        assert "{" not in say(caught.value.message, lang)
        for problem in caught.value.problems:
            assert say(problem.reason, lang)
    return [(each.reason.key, dict(each.reason.values)) for each in caught.value.problems]


def test_a_profile_says_all_there_is_to_say(load: Load) -> None:
    profile = load(WHOLE)
    assert profile == Profile(
        kind="projects",
        sheet="Danh mục",
        header=4,
        headings={
            "Tên DA": "name",
            "Vốn": "figure:capital-registered@tỷ đồng",
            "KH": "act:operating:planned",
            "QĐ": "decision:approved",
            "Khác": "-",
        },
        ignore=("Cột lạ", "Khác"),
        constants={"source": "Sở Công Thương", "as_of": "2024-06-30"},
        numbers={"Tổng mức đầu tư": "en"},
        dates="month-first",
        stages={"Đang sản xuất": "operating"},
        groups="district",
        encoding="windows-1258",
    )
    assert set(CHECKS) == set(Profile.__dataclass_fields__)
    assert (profile.keys["ten da"], profile.ignored) == ("name", {"cot la", "khac"})
    assert profile.acts == {identity_key("ĐANG SẢN  XUẤT"): "operating"}
    assert (profile.style_of("tổng  mức đầu tư"), profile.style_of("Vốn")) == ("en", None)


@pytest.mark.parametrize("text", ["", "\n# kind = \n", "\ufeff", "\r\n"])
def test_a_profile_may_say_nothing(load: Load, text: str) -> None:
    assert load(text) == Profile()
    assert Profile().style_of("Vốn") is None


def test_what_notepad_writes_is_read(load: Load) -> None:
    assert load("\ufeff" + WHOLE.replace("\n", "\r\n")) == load(WHOLE)


def test_one_style_may_hold_for_all_numbers(load: Load) -> None:
    assert load('numbers = "vi"').style_of("Vốn") == "vi"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kinds = 1", ("profile.unknown", {"value": "kinds"})),
        ('[heading]\n"a" = "name"', ("profile.unknown", {"value": "heading"})),
        ("kind = 1", ("profile.no-text", {"name": "kind"})),
        ('kind = "project "', ("profile.choice", {"name": "kind", "value": "project "})),
        ("sheet = []", ("profile.no-text", {"name": "sheet"})),
        ("encoding = true", ("profile.no-text", {"name": "encoding"})),
        ('header = "4"', ("profile.no-line", {"name": "header"})),
        ("header = true", ("profile.no-line", {"name": "header"})),
        ("header = -1", ("profile.no-line", {"name": "header"})),
        ("header = 1.5", ("profile.no-line", {"name": "header"})),
        ('ignore = "a"', ("profile.no-list", {"name": "ignore"})),
        ("ignore = [1]", ("profile.no-list", {"name": "ignore"})),
        ('dates = "us"', ("profile.choice", {"name": "dates", "value": "us"})),
        ("dates = 1", ("profile.no-text", {"name": "dates"})),
        ('groups = "distrct"', ("profile.key", {"name": "groups", "value": "distrct"})),
        ("groups = 1", ("profile.no-text", {"name": "groups"})),
        ('numbers = "fr"', ("profile.choice", {"name": "numbers", "value": "fr"})),
        ("numbers = 1", ("profile.no-table", {"name": "numbers"})),
        ('[numbers]\n"Vốn" = "fr"', ("profile.choice", {"name": "numbers", "value": "fr"})),
        ('[numbers]\n"Vốn" = 1', ("profile.no-text", {"name": "numbers.Vốn"})),
        ('headings = "x"', ("profile.no-table", {"name": "headings"})),
        ('[headings]\n"Vốn" = 1', ("profile.no-text", {"name": "headings.Vốn"})),
        ('[headings]\n"V" = "capitl"', ("profile.key", {"name": "headings", "value": "capitl"})),
        ("constants = 1", ("profile.no-table", {"name": "constants"})),
        ("[constants]\nas_of = 2024-06-30", ("profile.no-text", {"name": "constants.as_of"})),
        ('[constants]\nsorce = "x"', ("profile.key", {"name": "constants", "value": "sorce"})),
        ('stages = "x"', ("profile.no-table", {"name": "stages"})),
        ('[stages]\n"x" = "oprating"', ("profile.choice", {"name": "stages", "value": "oprating"})),
    ],
)
def test_what_is_not_understood_is_told(
    load: Load, text: str, expected: tuple[str, dict[str, str]]
) -> None:
    (found,) = reasons(load, text)
    key, values = expected
    assert found[0] == key
    assert {name: found[1][name] for name in values} == values


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("kinds = 1", "kind"),
        ('kind = "projet"', "project"),
        ('[headings]\n"V" = "figure:capital-registred"', "figure:capital-registered"),
        ('[constants]\nsorce = "x"', "source"),
        ('[stages]\n"x" = "oprating"', "operating"),
    ],
)
def test_the_nearest_word_is_named(load: Load, text: str, meant: str) -> None:
    ((_, values),) = reasons(load, text)
    assert values["guess"].values == {"word": meant}


def test_every_problem_is_told_at_once(load: Load) -> None:
    text = WHOLE.replace("header = 4", 'header = "x"').replace('"name"', '"nam"')
    text = text.replace("sheet =", "sheat =").replace('"operating"', "1")
    found = [key for key, _ in reasons(load, text)]
    assert sorted(found) == [
        *("profile.key", "profile.no-line", "profile.no-text", "profile.unknown")
    ]


def test_keys_are_those_of_the_kind_where_one_is_named(load: Load) -> None:
    text = '[headings]\n"A" = "act:registered"\n[stages]\n"B" = "first-product"'
    assert load(text).headings == {"A": "act:registered"}
    assert load(f'kind = "project"\n{text}').kind == "project"
    found = reasons(load, f'kind = "zones"\n{text}')
    assert [key for key, _ in found] == ["profile.key", "profile.choice"]


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ('kind = "zones"\nheader = \n', 2, "profile.not-toml"),
        ('kind = "zones"\nkind = "zones"\n', 2, "profile.not-toml"),
        ("kind = zones", 1, "profile.not-toml"),
        ('[headings]\n"a', None, "profile.not-toml-end"),
        ("x = [1,", None, "profile.not-toml-end"),
    ],
)
def test_what_is_no_toml_is_told_with_its_place(
    load: Load, text: str, line: int | None, key: str
) -> None:
    assert problems_of(lambda: load(text)) == [(line, None, key)]


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    with refusal("file.unreadable", EnvironmentFailure, path=path):
        load_profile(path)
    path.write_bytes("kind = 1".encode("utf-16-le"))
    assert problems_of(lambda: load_profile(path)) == [(1, None, "profile.not-toml")]
    path.write_bytes("a = 1\nsheet = 'é'".encode("latin-1"))
    assert problems_of(lambda: load_profile(path)) == [(2, None, "profile.encoding")]


# --- The proposal -------------------------------------------------------------------------------

TABLE = """
Tình hình các khu công nghiệp|||||||
TT|Tên KCN|Vốn đăng ký||Đất cây xanh|Tên "lạ" \\\\|Quốc tịch|
||Nước ngoài (tr.USD)|Trong nước (tỷ VNĐ)||||
1|KCN A|1|2|3|4|5|
"""


def test_a_proposal_lists_every_heading(load: Load) -> None:
    found = sheet(TABLE, name="Biểu 1")
    header = find_header(found, None, Profile())
    for lang in LANGUAGES:
        text = profile_text(found, header, partial(say, lang=lang))
        assert load(text) == Profile(
            kind="zones",
            sheet="Biểu 1",
            header=2,
            headings={
                "TT": "stt",
                "Tên KCN": "name",
                "Vốn đăng ký – Nước ngoài (tr.USD)": "figure:capital-registered",
                "Vốn đăng ký – Trong nước (tỷ VNĐ)": "figure:capital-registered",
                "Quốc tịch": "investor_country",
            },
        )
        assert '\n#"Đất cây xanh" = "…"' in text
        assert '\n#"Tên \\"lạ\\" \\\\\\\\" = "…"' in text


def test_an_entry_holds_once_its_sign_is_taken_away(load: Load) -> None:
    found = sheet(TABLE)
    text = profile_text(found, find_header(found, None, Profile()), TELL)
    lines = [line.lstrip("#") if line[:2] != "# " else line for line in text.splitlines()]
    profile = load("\n".join(lines).replace('" = "…"', '" = "note"'))
    assert (profile.numbers, profile.dates, profile.groups) == ("vi", "day-first", "district")
    assert (profile.ignore, profile.constants) == (("…",), {"source": "…"})
    assert profile.headings["Đất cây xanh"] == "note"
    assert profile.stages == {"…": "operating"}


def test_a_sheet_is_understood_alike_with_its_proposal(load: Load) -> None:
    found = sheet(TABLE)
    before = understand(found, None, Profile())
    profile = load(profile_text(found, find_header(found, None, Profile()), TELL))
    after = understand(found, None, profile)
    assert (after.kind, after.fields, after.line) == (before.kind, before.fields, before.line)
    assert {note.key for note in after.notes} == {"import.column-unknown"}


KIND = KINDS["projects"]
WORDS = ("Tên dự án", "Huyện", "Diện tích (ha)", "Ghi chú", "TT", "Quốc tịch", "Xyz", "Vốn")
CELLS = st.one_of(
    st.sampled_from(WORDS),
    st.text(max_size=12),
    st.text("\"'\\#=[]\x00\x7f\x1b\r\n\t\u2028\ud800aế", max_size=8),
)


@given(st.lists(CELLS, max_size=8), st.none() | st.text(max_size=8))
def test_a_proposal_reads_back(
    tmp_path_factory: pytest.TempPathFactory, cells: list[str], name: str | None
) -> None:
    header_row = ["Tên dự án", *cells]
    found = Sheet("x.csv", name, lambda: iter([(1, header_row), (2, ["A"])]))
    header = find_header(found, "projects", Profile())
    text = profile_text(found, header, TELL)
    path = tmp_path_factory.getbasetemp() / "proposal.toml"
    path.write_text(text, encoding="utf-8", newline="")
    profile = load_profile(path)
    assert (profile.kind, profile.header) == ("projects", 1)
    assert profile.sheet == name or "\ud800" in (name or "")
    for written, key in profile.headings.items():
        assert is_key(KIND, key)
        assert folded(written) in {folded(cell) for cell in header_row}
    columns = zip(header.paths, header.matches, strict=True)
    known = {folded(" ".join(path)) for path, match in columns if match}
    assert {folded(written) for written in profile.headings} == known


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_can_be_quoted(text: str) -> None:
    import tomllib

    assert tomllib.loads(f"{quoted(text)} = {quoted(text)}") == {text: text}
    assert json.loads(quoted(text)) == text


PROFILES = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(sorted(KINDS)),
        "sheet": st.text(st.characters(exclude_categories=["Cs"])),
        "header": st.integers(0, 10**6),
        "dates": st.sampled_from(["day-first", "month-first", "year-first"]),
        "numbers": st.sampled_from(["vi", "en"]),
        "ignore": st.lists(st.text(st.characters(exclude_categories=["Cs"]))),
        "headings": st.dictionaries(st.text("ab é", min_size=1), st.just(LEFT_OUT)),
    },
)


@given(PROFILES)
def test_what_a_profile_holds_is_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, told: dict[str, Any]
) -> None:
    lines = []
    for name, value in sorted(told.items(), key=lambda entry: isinstance(entry[1], dict)):
        if isinstance(value, dict):
            lines += [
                f"[{name}]",
                *(f"{quoted(key)} = {quoted(each)}" for key, each in value.items()),
            ]
        elif isinstance(value, list):
            lines.append(f"{name} = [{', '.join(map(quoted, value))}]")
        else:
            lines.append(f"{name} = {quoted(value) if isinstance(value, str) else value}")
    path = tmp_path_factory.getbasetemp() / "told.toml"
    path.write_text("\n".join(lines), encoding="utf-8", newline="")
    assert load_profile(path) == Profile(**{**told, "ignore": tuple(told.get("ignore", ()))})


def test_every_key_may_stand_in_a_profile(load: Load) -> None:
    for code, kind in KINDS.items():
        keys = list(every_key(kind))
        lines = [f'"{at}" = "{key}"' for at, key in enumerate(keys)]
        profile = load("\n".join([f'kind = "{code}"', "[headings]", *lines]))
        assert list(profile.headings.values()) == keys
