"""The page of a report: what stands in it, byte for byte, and that nothing in the data acts."""

from __future__ import annotations

import hashlib
import io
import re
import xml.etree.ElementTree as ET
from base64 import b64encode
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Run
from drawn import (
    CAPITAL,
    DOCUMENTS,
    EVERYTHING,
    HOSTILE,
    LIFE,
    MAP,
    SECTORS,
    SHEET,
    told,
)
from zone_tracker.drawing import Bars, Timeline, Trend
from zone_tracker.model import Column, Language, Report, Table
from zone_tracker.wording import LANGUAGES
from zone_tracker.writers import Screen, write
from zone_tracker.writers.drawings import DRAWINGS, Palette, svg
from zone_tracker.writers.drawings.canvas import PAPER

PIPE = Screen()
VOID = {"meta", "link", "br"}
LOADING = ("src", "srcset", "data", "action", "style", "poster", "background", "xlink:href")
"""Attributes by which an element could load, send or restyle something."""


pytestmark = pytest.mark.usefixtures("free_wording")


class Page(HTMLParser):
    """The elements of a page as a browser reads it, and the text in each."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.style = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        assert len(dict(attrs)) == len(attrs), attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["style"]:
            self.style += data
        else:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def written(report: Report, lang: Language = "vi", screen: Screen = PIPE) -> str:
    stream = io.StringIO(newline="\n")
    write(report, stream, "html", lang, screen=screen)
    return stream.getvalue()


def one(*rows: tuple[object, ...], key: str = "rows", **more: Any) -> Report:
    columns = tuple(Column(f"c{place}", told(f"Cột {place}")) for place in range(len(rows[0])))
    return Report((Table(key, told("Bảng"), columns, rows, **more),))


# --- The whole page ---


def unstyled(text: str) -> str:
    """The page without the style sheet, which stands in a file of its own, and without its sum."""
    return re.sub(
        "<style>.*</style>", "<style>…</style>", re.sub("sha256-[^']+", "…", text), flags=re.DOTALL
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_with_everything(lang: Language, golden: Callable[[str, str], None]) -> None:
    golden(f"writers/everything-{lang}.html", unstyled(written(EVERYTHING, lang)))


def test_a_sheet_to_sign(golden: Callable[[str, str], None]) -> None:
    golden("writers/sheet.html", unstyled(written(SHEET)))


def test_the_page_is_sound() -> None:
    page = Page(written(EVERYTHING, "en"))
    assert page.all("html") == [{"lang": "en"}]
    assert Counter(tag for tag, _ in page.elements)["h1"] == 1
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [id for _, attributes in page.elements if (id := attributes.get("id"))]
    assert not [id for id, count in Counter(ids).items() if count > 1]
    for _, attributes in page.elements:
        for name in ("aria-labelledby", "aria-describedby"):
            assert set((attributes.get(name) or "").split()) <= set(ids)
    inside = [href[1:] for link in page.all("a") if (href := link["href"] or "").startswith("#")]
    assert set(inside) <= set(ids)
    assert len(page.all("table")) == len(page.all("caption")) == len(EVERYTHING.tables)
    assert all(cell.get("scope") in ("col", "colgroup", "row") for cell in page.all("th"))


def test_nothing_outside_of_the_page_is_asked_for() -> None:
    for report in (EVERYTHING, SHEET):
        page = Page(written(report))
        for tag, attributes in page.elements:
            assert tag not in ("script", "iframe", "object", "embed", "form", "base", "img", "use")
            assert not [name for name in attributes if name.startswith("on") or name in LOADING]
        assert page.all("link") == [{"rel": "icon", "href": "data:,"}]
        assert not re.search(r"@import|url\(|expression", page.style)
        fills = {fill for _, each in page.elements if "url(" in (fill := each.get("fill") or "")}
        assert all(re.fullmatch(r"url\(#t\d+-(phone|desk)-hatch\)", fill) for fill in fills)


def test_the_policy_lets_in_the_page_s_own_style_and_nothing_else() -> None:
    page = Page(written(EVERYTHING))
    [policy] = [meta["content"] for meta in page.all("meta") if meta.get("http-equiv")]
    style = b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{style}'; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )


# --- Hostile text ---


def test_hostile_names_are_shown_and_do_nothing() -> None:
    text = written(EVERYTHING)
    page = Page(text)
    for name in HOSTILE:
        shown = name.replace("\x1b", "<U+001B>").replace("\x07", "<U+0007>")
        for sign in "\u202e\u202c\u200b":
            shown = shown.replace(sign, f"<U+{ord(sign):04X}>")
        assert shown in page.text, name
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]", text)


def test_links_lead_to_web_pages_and_into_the_page_alone() -> None:
    page = Page(written(EVERYTHING))
    hrefs = {link["href"] or "" for link in page.all("a")}
    outside = {href for href in hrefs if not href.startswith("#")}
    assert outside == {
        "https://laocai.gov.vn/ke-hoach?a=1&b=2",
        "http://vi.du/",
        "https://laocai.gov.vn/ke-hoach/358",
    }
    for link in page.all("a"):
        assert (link.get("rel") == "noreferrer noopener") == (link["href"] in outside)


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("https://a.vn", "https://a.vn"),
        ("xem (http://a.vn/x).", "http://a.vn/x"),
        ("HTTPS://A.VN/?q='x'&y=\"z\"", "HTTPS://A.VN/?q='x'&y="),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt://https", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("//a.vn/x", None),
        ("https://", None),
        ("https:/\u202e/a.vn", None),
        ("http://a.vn/\u202ecod", "http://a.vn/"),
    ],
)
def test_what_becomes_a_link(text: str, href: str | None) -> None:
    page = Page(written(one((text, "x"))))
    links = [link["href"] for link in page.all("a") if link.get("rel")]
    assert links == ([href] if href else [])


ANY = st.text("<>&\"'`=/\\ abc[]1:;{}%#!-") | st.text()


@settings(max_examples=60)
@given(st.lists(st.tuples(ANY, ANY), min_size=1, max_size=3))
def test_any_text_stays_text(rows: list[tuple[str, str]]) -> None:
    harmless = one(*[("x", "y") for _ in rows], drawing=Bars("c0", "c1"))
    hostile = one(*rows, drawing=Bars("c0", "c1"))
    expected, got = Page(written(harmless)), Page(written(hostile))
    # Only links may come on top; an empty first cell is no heading of its row, lines may wrap.
    free = {"a", "th", "td", "text"}
    assert {tag for tag, _ in got.elements} - free == {tag for tag, _ in expected.elements} - free
    assert all(set(each) <= {"class", "href", "rel"} for each in got.all("a"))


# --- Parts ---


def test_references_lead_to_the_list_of_documents() -> None:
    page = Page(written(EVERYTHING))
    rows = {row["id"] for row in page.all("tr") if row.get("id")}
    assert rows == {"ref-1", "ref-2"}
    assert "#ref-1" in {link["href"] for link in page.all("a")}
    assert "#ref-9" not in {link["href"] for link in page.all("a")}
    alone = Page(written(one(("[1]", "x"))))
    assert [link for link in alone.all("a") if link.get("class") == "reference"] == []
    [listed] = Page(written(Report((DOCUMENTS,)))).all("main")
    assert listed["id"] == "content"


def test_a_long_page_begins_with_its_contents() -> None:
    assert Page(written(EVERYTHING)).all("nav")
    assert not Page(written(EVERYTHING._replace(tables=EVERYTHING.tables[:4]))).all("nav")


def test_who_signs_stands_below_what_is_signed() -> None:
    second = SECTORS._replace(key="lacking", title=told("Còn thiếu"))
    text = Page(written(SHEET._replace(tables=(SECTORS, second)))).text
    assert text.index("NGƯỜI LẬP BIỂU") < text.index("Còn thiếu")
    named = SHEET._replace(tables=(SECTORS._replace(title=told("SỞ CÔNG THƯƠNG")),))
    assert not Page(written(named)).all("h2"), "the title stands above already"


def test_a_report_without_a_header_is_named_after_its_table() -> None:
    page = Page(written(Report((CAPITAL,))))
    assert page.text.startswith("Vốn đăng ký và vốn thực hiện")
    assert not page.all("h2")
    assert Page(written(Report(()))).text.startswith("Báo cáo")


def test_big_figures_tell_value_whole_and_verdict() -> None:
    page = Page(written(Report((EVERYTHING.tables[0],), header=(told("A"),))))
    assert "4 /9 Mỗi huyện có ít nhất 1 cụm công nghiệp ! nguy cơ không đạt" in page.text
    assert "– /1 Ban hành Quy chế phối hợp quản lý quy hoạch khoáng sản ? không có" in page.text
    widths = [rect.get("width") for rect in page.all("rect") if rect.get("height") == "6"]
    assert widths == ["100", "44.4", "100", "100.0", "100", "100", "100", "33.3", "100", "100.0"]


def test_a_row_that_goes_on_has_no_heading_of_its_own() -> None:
    text = written(one(("A", "1"), ("", "2"), ("B", "3")))
    assert text.count('<tr role="row" class="more">') == 1
    assert text.count('role="rowheader"') == 2


def test_an_ascii_stream_gets_the_same_page() -> None:
    text = written(EVERYTHING, screen=Screen(unicode=False))
    assert text.isascii()
    assert Page(text).text == Page(written(EVERYTHING)).text


def test_a_page_goes_to_a_pipe_and_to_a_file(run: Run, record: object) -> None:
    piped = run("zone", "list", "--format", "html", lang="en")
    assert (piped.code, piped.err) == (0, "")
    assert run("zone", "list", "-o", "zones.html", lang="en").out == ""
    with open("zones.html", encoding="utf-8", newline="") as file:
        assert file.read() == piped.out
    assert "KCN Cốc Mỳ - Trịnh Tường" in Page(piped.out).text


# --- Colours ---


def luminance(colour: str) -> float:
    """How bright a colour of the form #rgb or #rrggbb is, as WCAG 2 counts."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def palettes() -> dict[str, dict[str, str]]:
    """The colours of a page in light and dark, and those of paper."""
    style = Page(written(Report(()))).style
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#\w+)", part))
        for part in re.split("dark\\)", style, maxsplit=1)
    )
    return {"light": light, "dark": dark, "paper": PAPER}


def test_whatever_is_written_can_be_read_on_what_it_stands_on() -> None:
    for name, colours in palettes().items():
        assert set(colours) >= set(PAPER), name
        pairs = [
            (ink, "sheet") for ink in ("ink", "soft", "accent", "good", "open", "warning", "bad")
        ]
        pairs += [(ink, "raised") for ink, _ in pairs if "raised" in colours]
        pairs += [("on-accent", "accent"), *((f"on-part-{n}", f"part-{n}") for n in range(1, 5))]
        for ink, ground in pairs:
            assert contrast(colours[ink], colours[ground]) >= 4.5, (name, ink, ground)
        for line in ("accent", "good", "open", "warning", "bad", "soft"):
            assert contrast(colours[line], colours["track"]) >= 3, (name, line)


# --- Drawings ---


@pytest.mark.parametrize("palette", ["page", "paper"])
@pytest.mark.parametrize("width", [328, 482, 800])
def test_every_drawing_stays_within_its_sheet(palette: Palette, width: int) -> None:
    """Every drawing is well-formed, named and described, and no coordinate leaves it."""
    drawn = [table for table in EVERYTHING.tables if table.drawing]
    assert {type(table.drawing) for table in drawn} == set(DRAWINGS)
    for table in drawn:
        root = ET.fromstring(svg(table, "vi", palette=palette, name="x", width=width))
        _, _, wide, high = map(float, root.attrib["viewBox"].split())
        assert wide == width
        assert root.attrib["role"] == "img"
        ids = {element.attrib["id"] for element in root.iter() if "id" in element.attrib}
        assert set(root.attrib["aria-labelledby"].split()) <= ids
        for element in root.iter():
            across = [float(element.get(name, 0)) for name in ("x", "x1", "x2", "cx")]
            down = [float(element.get(name, 0)) for name in ("y", "y1", "y2", "cy")]
            assert 0 <= min(across) <= max(across) <= wide
            assert 0 <= min(down) <= max(down) <= high
        assert ("var(--" in ET.tostring(root).decode()) == (palette == "page")


def test_a_timeline_tells_plans_spans_and_open_starts_apart() -> None:
    text = svg(LIFE, "vi", palette="paper", width=800)
    assert text.count("KCN Võ Lao") == 1
    assert "Đã đi vào hoạt động · 2028–2029" in text
    assert "ngày 01/7/2024" in text
    assert "Chưa rõ ngày" not in text
    root = ET.fromstring(text)
    dots = [each for each in root.iter() if each.tag.endswith("circle")]
    hollow = [each for each in dots if each.attrib["fill"] == "#ffffff"]
    assert (len(dots), len(hollow)) == (7, 2)  # two of each kind explain the marks


def test_a_map_draws_the_areas_it_knows_and_tiles_for_the_others() -> None:
    root = ET.fromstring(svg(MAP, "en", width=328))
    paths = [each.attrib["d"] for each in root.iter() if each.tag.endswith("path")]
    assert len(paths) == 3
    assert [path.count("M") for path in paths] == [1, 2, 1]
    texts = [each.text for each in root.iter() if each.tag.endswith("text")]
    assert {"Bát Xát", "TP Lào Cai", "Văn Bàn", "Bảo Yên", "–"} <= set(texts)


def test_what_cannot_be_drawn_is_no_drawing() -> None:
    table = one(("a", 1)).tables[0]
    assert svg(table, "vi") == ""
    assert svg(table._replace(rows=[], drawing=Bars("c0", "c1")), "vi") == ""
    assert svg(table._replace(drawing=Timeline("c0", "c0", "c1", "c1")), "vi") == ""
    assert svg(table._replace(drawing=Trend("c0", "c1")), "vi") == ""
    many = table._replace(rows=[("a", 1)] * 401, drawing=Bars("c0", "c1"))
    assert svg(many, "vi") == ""
