"""Which language the tool speaks: asked for by option or environment, else the locale's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from conftest import Run, spawn
from pages import tree

pytestmark = pytest.mark.usefixtures("record")

TITLES = {"vi": "Khu công nghiệp, đến hết ngày", "en": "Industrial zones, at the end of"}
PAGES = ["", *tree()]


def spoken(text: str) -> str:
    """The language of a list."""
    (lang,) = (lang for lang, title in TITLES.items() if title in text)
    return lang


@pytest.mark.parametrize(
    ("env", "lang"),
    [
        ({}, "vi"),
        ({"LC_ALL": "", "LANG": ""}, "vi"),
        ({"LC_ALL": "", "LANG": "C"}, "vi"),
        ({"LC_ALL": "", "LANG": "POSIX"}, "vi"),
        ({"LC_ALL": "", "LANG": "C.UTF-8"}, "vi"),
        ({"LC_ALL": "", "LANG": "vi_VN"}, "vi"),
        ({"LC_ALL": "", "LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LC_ALL": "", "LANG": "vi_VN.TCVN"}, "vi"),
        ({"LC_ALL": "", "LANG": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "en_GB"}, "en"),
        ({"LC_ALL": "", "LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "vi_VN.UTF-8"}, "en"),
        ({"LC_ALL": "vi_VN.UTF-8", "LANG": "en_US.UTF-8"}, "vi"),
        ({"LC_ALL": "", "LC_MESSAGES": "vi_VN.UTF-8", "LANG": "en_US.UTF-8"}, "vi"),
        ({"ZONE_TRACKER_LANG": "en"}, "en"),
        ({"ZONE_TRACKER_LANG": "vi", "LC_ALL": "en_US.UTF-8"}, "vi"),
        ({"ZONE_TRACKER_LANG": "en", "LC_ALL": "vi_VN.UTF-8"}, "en"),
        ({"ZONE_TRACKER_LANG": "", "LC_ALL": "en_US.UTF-8"}, "en"),
    ],
)
def test_the_environment_chooses(env: Mapping[str, str], lang: str, run: Run) -> None:
    assert spoken(run("zone", "list", env=env).out) == lang


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    "words",
    [
        "zone list --lang {}",
        "zone list --lang={}",
        "zone list --lang {} --as-of 2024",
        "zone list --as-of 2024 --lang {}",
    ],
)
def test_the_option_chooses_wherever_it_stands(words: str, lang: str, run: Run) -> None:
    other = "en" if lang == "vi" else "vi"
    assert spoken(run(*words.format(lang).split(), lang=other).out) == lang


@pytest.mark.parametrize("words", ["--lang {} zone list", "zone --lang {} list"])
def test_the_option_may_stand_before_the_command(words: str, run: Run) -> None:
    assert spoken(run(*words.format("en").split(), lang="vi").out) == "en"


def test_after_two_dashes_it_is_a_word_and_no_option(run: Run) -> None:
    told = run("zone", "show", "--", "--lang=en")
    assert told.code == 1
    assert "không tìm thấy" in told.err


def test_a_process_speaks_the_same(record: Path) -> None:
    for locale, lang in (("en_US.UTF-8", "en"), ("vi_VN.UTF-8", "vi"), ("C", "vi")):
        env = {"LC_ALL": "", "LANG": locale, "PYTHONUTF8": "1"}
        assert spoken(spawn("zone", "list", env=env).out) == lang


def test_an_unknown_language_is_refused_in_the_one_that_would_be_spoken(run: Run) -> None:
    for locale, words in (("en_US.UTF-8", "does not exist"), ("vi_VN.UTF-8", "không có")):
        told = run("zone", "list", "--lang", "fr", env={"LC_ALL": locale})
        assert (told.code, told.out) == (2, "")
        assert '"fr"' in told.err
        assert words in told.err


def test_a_wrong_option_leaves_the_language_of_the_environment(run: Run) -> None:
    assert "does not exist" in run("zone", "list", "--lang", "fr", lang="en").err


def test_an_unknown_language_in_the_environment_is_refused_too(run: Run) -> None:
    told = run("zone", "list", lang="fr")
    assert (told.code, told.out) == (2, "")
    assert "ZONE_TRACKER_LANG" in told.err


# --- Help and refusals in both ---

ENGLISH = (
    *("Usage", "OPTIONS", "COMMAND", "Options", "Commands", "Arguments", "General", "Result"),
    *("Show ", "Install", "required", "customize", "Example", "Help on"),
)
VIETNAMESE = ("Cách dùng", "Tuỳ chọn", "Lệnh", "Tham số", "bắt buộc", "Ví dụ", "Trợ giúp")


@pytest.mark.parametrize("words", PAGES)
def test_every_help_page_is_of_one_language(words: str, run: Run) -> None:
    wide = {"COLUMNS": "100"}
    vi = run(*words.split(), "--help", lang="vi", env=wide)
    en = run(*words.split(), "--help", lang="en", env=wide)
    assert (vi.code, vi.err, en.code, en.err) == (0, "", 0, "")
    assert not [word for word in ENGLISH if word in vi.out]
    assert not [word for word in VIETNAMESE if word in en.out]
    assert f"zone-tracker {words}".strip() in vi.out
    assert words == "import" or not re.search("<[a-z]+>", vi.out)


def test_every_option_of_import_says_what_it_takes(run: Run) -> None:
    assert not re.search("<[a-z]+>", run("import", "--help").out)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_help_is_cut_short(lang: str, run: Run) -> None:
    for words in PAGES:
        page = run(*words.split(), "--help", lang=lang, env={"COLUMNS": "80"}).out
        assert "..." not in re.sub(r'(name|area_m2|none") \.\.\.|(FILE|TỆP)\.\.\.', "", page)


@pytest.mark.parametrize(
    ("words", "vi", "en"),
    [
        ("zone list --xyz", "không có tuỳ chọn --xyz", "there is no option --xyz"),
        ("zone show", "thiếu MÃ", "CODE is missing"),
        ("zone xyz", "không có lệnh", "there is no command"),
        ("zone list --stage", "cần một giá trị", "needs a value"),
        ("zone list a", "thừa: a", "too much: a"),
        ("undo x", "không phải là số nguyên", "is not a whole number"),
        ("zone list --format x", '"x" không có', '"x" does not exist'),
        ("zone show xyz", "không tìm thấy", "no industrial zone is found"),
    ],
)
def test_a_refusal_is_in_the_language_asked_for(words: str, vi: str, en: str, run: Run) -> None:
    assert vi in run(*words.split(), lang="vi").err
    assert en in run(*words.split(), lang="en").err
    assert en in run(*words.split(), "--lang", "en").err or words == "zone list --stage"


def test_numbers_and_dates_are_written_the_way_of_the_language(run: Run) -> None:
    vi = run("zone", "show", "vo-lao", lang="vi").out
    en = run("zone", "show", "vo-lao", lang="en").out
    assert "1.000 ha" in vi
    assert "1,000 ha" in en
    assert "03/01/2025" in vi
    assert "3 January 2025" in en


def test_people_are_told_in_words_how_sure_one_is(run: Run) -> None:
    told = run("zone", "history", "vo-lao", lang="vi").out
    assert "cao" in told
    assert "high" not in told
