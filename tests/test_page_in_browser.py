"""Pages as a browser shows them: on a phone and a desk, in light and dark, and as axe judges them.

The browser is the system's Chromium (Debian: `apt-get install chromium`); nothing is downloaded.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from conftest import made_in, run_here
from drawn import EVERYTHING, SHEET
from zone_tracker.writers import Screen, write

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
if CHROMIUM is None:
    pytest.skip("no Chromium here, so no page is opened in a browser", allow_module_level=True)

from axe_playwright_python.sync_playwright import Axe  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

FINGER = 44
"""So many pixels a finger needs."""
ANSWERS = {
    "overview": ("report", "overview", "--as-of", "31/12/2024"),
    "form": ("report", "zones-2103"),
    "history": ("zone", "history", "tang-loong"),
}


class Seen(NamedTuple):
    """A page that is open, and what it did besides being shown."""

    page: Page
    errors: list[str]
    requests: list[str]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Only root needs it: Chromium refuses to build its sandbox there.
    options = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def pages(seeded: Path, free_wording: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a page of everything, a sheet to sign, and answers from the record."""
    folder = tmp_path_factory.mktemp("pages")
    for name, report in {"everything": EVERYTHING, "sheet": SHEET}.items():
        with open(folder / f"{name}.html", "w", encoding="utf-8", newline="\n") as file:
            write(report, file, "html", "vi", screen=Screen())
    with made_in(folder) as path:
        shutil.copy(seeded, path)
        for name, words in ANSWERS.items():
            assert run_here(*words, "-o", f"{name}.html").code == 0
    return folder


def opened(browser: Browser, path: Path, *, phone: bool, dark: bool) -> Seen:
    """The page on a phone of 360 pixels or a desk of 1280, in light or dark."""
    page = browser.new_page(
        viewport={"width": 360, "height": 800} if phone else {"width": 1280, "height": 900},
        is_mobile=phone,
        has_touch=phone,
        color_scheme="dark" if dark else "light",
        locale="vi-VN",
    )
    seen = Seen(page, [], [])
    page.on("console", lambda message: seen.errors.append(message.text))
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("dialog", lambda dialog: (seen.errors.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: seen.requests.append(request.url))
    page.goto(path.as_uri())
    return seen


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


SHOWN = [
    ("overview", True, False),
    ("overview", False, True),
    ("everything", True, True),
    ("everything", False, False),
    ("sheet", False, True),
    ("form", True, False),
    ("history", True, False),
]


@pytest.mark.parametrize(("name", "phone", "dark"), SHOWN)
def test_a_page_is_sound(name: str, phone: bool, dark: bool, browser: Browser, pages: Path) -> None:
    """No word on the console, no request, nothing wider than the screen, no fault found by axe."""
    path = pages / f"{name}.html"
    seen = opened(browser, path, phone=phone, dark=dark)
    unfold(seen.page)
    assert seen.errors == []
    assert [url for url in seen.requests if url != path.as_uri() and url != "data:,"] == []
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert seen.page.evaluate(wide) <= 0
    if phone:
        assert too_small_to_tap(seen.page) == []
    # In the dark only colours differ.
    rules = {"runOnly": ["color-contrast"]} if dark else {}
    results = Axe().run(seen.page, options={"resultTypes": ["violations"], **rules})
    assert results.violations_count == 0, results.generate_report()
    seen.page.close()


def too_small_to_tap(page: Page) -> list[dict[str, Any]]:
    """The links and folds that are smaller than a finger."""
    page.focus(".skip")
    targets: list[dict[str, Any]] = page.evaluate(
        """[...document.querySelectorAll('a, summary')].map(each => {
            const box = each.getBoundingClientRect();
            return {text: each.textContent, width: box.width, height: box.height};
        })"""
    )
    assert targets
    return [each for each in targets if min(each["width"], each["height"]) < FINGER]


def test_a_leader_sees_the_figures_first(browser: Browser, pages: Path) -> None:
    page = opened(browser, pages / "overview.html", phone=True, dark=False).page
    tops = page.evaluate(
        "[...document.querySelectorAll('.cards li')].map(li => li.getBoundingClientRect().top)"
    )
    assert len(tops) == 9
    assert tops[2] < 800, "the third figure is on the first screen"
    page.locator("nav summary").click()
    assert page.locator("nav a").first.is_visible()
    page.close()


def test_every_word_is_there(browser: Browser, pages: Path) -> None:
    page = opened(browser, pages / "everything.html", phone=True, dark=False).page
    assert page.title() == "Tình hình khu, cụm công nghiệp <tỉnh> Lào Cai đến ngày 01/7/2024"
    text = page.inner_text("body")
    for words in ("Mỗi huyện có ít nhất 1 cụm công nghiệp", "! nguy cơ không đạt", "Nhà máy luyện"):
        assert words in text
    page.get_by_text("Bảng số liệu: 9 dòng").click()
    assert "Đang thẩm định chủ trương đầu tư" in page.inner_text("#t4")
    page.close()


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_no_word_of_a_picture_is_cut(phone: bool, browser: Browser, pages: Path) -> None:
    page = opened(browser, pages / "everything.html", phone=phone, dark=False).page
    cut = page.evaluate(
        """[...document.querySelectorAll('figure svg')].filter(svg => svg.checkVisibility())
        .flatMap(svg => [...svg.querySelectorAll('text')].filter(text => {
            const box = text.getBBox(), sheet = svg.viewBox.baseVal;
            return box.x < -1 || box.x + box.width > sheet.width + 1
                || box.y < -3 || box.y + box.height > sheet.height + 3;
        }).map(text => text.textContent))"""
    )
    assert cut == []
    page.close()


def test_a_keyboard_gets_past_the_contents(browser: Browser, pages: Path) -> None:
    page = opened(browser, pages / "everything.html", phone=False, dark=False).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Đến nội dung chính"
    box = page.locator(".skip").bounding_box()
    assert box
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.close()


def test_in_print_all_is_light_and_open(browser: Browser, pages: Path) -> None:
    page = opened(browser, pages / "everything.html", phone=False, dark=True).page
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("nav").is_hidden()
    heights = page.evaluate(
        "[...document.querySelectorAll('details table')].map(each => each.offsetHeight)"
    )
    assert len(heights) == 4
    assert min(heights) > 100
    page.close()
