"""PDF, PNG and Word: every letter is there, nothing in a name acts, equal reports, equal bytes."""

from __future__ import annotations

import io
import re
import shutil
import struct
import subprocess
import sys
import unicodedata
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
import typst
from docx import Document
from docx.shared import Mm, Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import refusal
from conftest import Run
from test_writers import HARD_TEXTS, one_column, told
from zone_tracker.drawing import Bars
from zone_tracker.errors import LibraryMissing
from zone_tracker.model import Column, Form, Language, Message, Quantity, Report, Table
from zone_tracker.vietnamese.text import show_hidden
from zone_tracker.wording import LANGUAGES, say
from zone_tracker.writers import BINARY, paper, typeset
from zone_tracker.writers.extras import TEMPLATE
from zone_tracker.writers.paper import PAGES, headings, laid_out, widths
from zone_tracker.writers.typeset import FOREIGN
from zone_tracker.writers.word import write_docx

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
LETTERS = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES]
LETTERS += ["đ"]
ALPHABET = "".join(LETTERS) + "".join(letter.upper() for letter in LETTERS)
HOSTILE = (
    *HARD_TEXTS,
    "#panic() $x$ *b* _i_ @a [c] \\ // <l> ~ --- `r` = - +",
    '#import "x.typ": * ; #read("/etc/passwd")',
    "{{ 7*7 }} {% for %} {# # {_{ _}} }_} {_% %_} }}{{",
    "<w:p/><w:t>&amp; </w:t> \"' ]]> <!-- -->",
)
BARS = Bars("name", "value")

pytestmark = pytest.mark.usefixtures("free_wording")


def made(report: Report, format: str, lang: Language = "vi") -> bytes:
    stream = io.BytesIO()
    BINARY[format](report, stream, lang)
    return stream.getvalue()


def poppler(*words: str, on: bytes) -> str:
    """What a program of poppler says of a PDF."""
    if shutil.which(words[0]) is None:
        pytest.skip(f"{words[0]} is not installed: apt-get install poppler-utils")
    return subprocess.run(words, input=on, capture_output=True, check=True).stdout.decode()


def pdf_text(pdf: bytes) -> str:
    """The words of a PDF in the order in which they were set, all in one line."""
    return " ".join(poppler("pdftotext", "-raw", "-enc", "UTF-8", "-", "-", on=pdf).split())


def solid(text: str) -> str:
    """A text without what a line break may take: spaces and hyphens."""
    return re.sub(r"[\s\u00ad-]", "", text)


def document(content: bytes) -> Any:
    return Document(io.BytesIO(content))


def part(content: bytes, name: str = "word/document.xml") -> str:
    """One file inside a Word document."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def cells(content: bytes, place: int = 0) -> list[list[str]]:
    """The cells of one table of a Word document."""
    return [[cell.text for cell in row.cells] for row in document(content).tables[place].rows]


def table(*rows: tuple[object, ...], **more: Any) -> Table:
    columns = tuple(Column(f"c{place}", told(f"Cột {place}")) for place in range(len(rows[0])))
    return Table("t", told("Bảng"), columns, rows, **more)


def sized(png: bytes) -> tuple[int, int]:
    return struct.unpack(">II", png[16:24])


def pixels(png: bytes) -> bytes:
    """The lines of a picture, still filtered, which a blank one shows as well as any."""
    found, at = b"", 8
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            found += png[at + 8 : at + 8 + size]
        at += size + 12
    return zlib.decompress(found)


# --- Letters ---


def test_every_vietnamese_letter_is_set_wherever_it_stands() -> None:
    assert len(ALPHABET) == 146
    words = " ".join(ALPHABET[start : start + 10] for start in range(0, len(ALPHABET), 10))
    said = told(words)
    grid = Table("t", said, (Column("a", said),), [(words,)], notes=(said,), text=(said,))
    text = pdf_text(made(Report((grid,), (said, said), notes=(said,)), "pdf"))
    assert solid(text).count(ALPHABET) == 8


def test_what_counts_as_drawable_can_be_drawn() -> None:
    """A PDF that reads aloud is refused by typst where a letter has no shape."""
    bmp = [chr(code) for code in range(0x20, 0x3000)]
    plain = [c for c in bmp if c.isprintable() and not FOREIGN.match(c)]
    texts = [f"o{c}" if unicodedata.combining(c) else c for c in plain]
    assert len(texts) > 1500
    assert set(ALPHABET) <= set(plain)
    lines = [" ".join(texts[start : start + 20]) for start in range(0, len(texts), 20)]
    sheet = laid_out(one_column(*lines), "vi")
    files: Any = typeset.files_of(sheet, "vi", picture=False)
    typst.compile(files, pdf_standards="ua-1", ignore_system_fonts=True)
    files["report.json"] = files["report.json"].replace("đ".encode(), "中".encode(), 1)
    with pytest.raises(typst.TypstError):
        typst.compile(files, pdf_standards="ua-1", ignore_system_fonts=True)


def test_what_cannot_be_drawn_is_named() -> None:
    text = pdf_text(made(one_column("KCN 中文 \N{GRINNING FACE} Võ Lao"), "pdf"))
    assert "KCN <U+4E2D><U+6587> <U+1F600> Võ Lao" in text


@pytest.mark.usefixtures("record")
def test_a_printed_status_holds_every_name_and_verdict(run: Run, record: Path) -> None:
    assert run("status", "-o", "status.pdf") == (0, "", "")
    text = solid(pdf_text(record.with_name("status.pdf").read_bytes()))
    for kind in ("zone", "cluster"):
        names = [row["name"] for row in run(kind, "list", "--format", "json").json()]
        assert len(names) > 8
        assert [name for name in names if solid(name) not in text] == []
    assert solid(f"Cơ sở dữ liệu: {record.name}") in text, "its folder is of no use on paper"
    lines = run("status", "--format", "csv").out.splitlines()
    assert solid("Mỗi huyện có ít nhất 1 cụm công nghiệp") in text
    assert len(lines) > 9


# --- Nothing acts ---


def test_no_name_acts_in_a_pdf() -> None:
    texts = [text for text in HOSTILE if text.strip()]
    pdf = made(one_column(*texts), "pdf")
    text = solid(pdf_text(pdf))
    shown = [FOREIGN.sub(typeset.named, show_hidden(each)) for each in texts]
    assert [each for each in shown if solid(each) not in text] == []
    assert not re.search(rb"/URI|/JavaScript|/Launch|/EmbeddedFile", pdf)


def test_no_name_acts_in_word() -> None:
    report = one_column(*HOSTILE)
    report = report._replace(
        header=(told(HOSTILE[-2]), told(HOSTILE[-1])), notes=(told("{{ x }}"),)
    )
    content = made(report, "docx")
    assert [row[0] for row in cells(content)[1:]] == [glued(show_hidden(each)) for each in HOSTILE]
    texts = [paragraph.text for paragraph in document(content).paragraphs]
    assert texts[:2] == [HOSTILE[-2], HOSTILE[-1]]
    assert "{{ x }}" in texts
    assert not re.search("<w:hyperlink|<w:instrText|<w:fldSimple|<w:altChunk", part(content))


def glued(text: str) -> str:
    """What paper does to a text: a sign keeps to its word."""
    return paper.SIGN.sub("\\1\u00a0", text)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=8))
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_read_back_from_word_as_it_is_shown(texts: list[str]) -> None:
    read = [row[0] for row in cells(made(one_column(*texts), "docx"))[1:]]
    assert read == [glued(show_hidden(text)) for text in texts]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=8))
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_can_be_set(texts: list[str]) -> None:
    assert made(one_column(*texts), "pdf").startswith(b"%PDF")


# --- The sheet ---


def test_a_narrow_report_stands_upright_and_a_wide_one_lies() -> None:
    assert laid_out(one_column("KCN Võ Lao"), "vi").page == PAGES[0]
    words = "Công ty trách nhiệm hữu hạn một thành viên"
    wide = laid_out(Report((table(*[(words,) * 9] * 4),)), "vi")
    assert (wide.page.width, wide.page.height) == (297, 210)
    assert wide.page.size >= 8.5
    assert sheet_of(made(Report((table(*[(words,) * 9] * 4),)), "pdf")) == (297, 210)
    assert sheet_of(made(one_column("x"), "pdf")) == (210, 297)


def sheet_of(pdf: bytes) -> tuple[int, int]:
    """The first sheet of a PDF in millimetres."""
    width, height = re.findall(r"Page size: +([\d.]+) x ([\d.]+)", poppler("pdfinfo", "-", on=pdf))[
        0
    ]
    return round(float(width) / paper.MM), round(float(height) / paper.MM)


def test_amounts_stay_in_one_line_and_columns_fill_the_page() -> None:
    columns = (
        Column("name", told("Tên")),
        Column("capital", told("Vốn đăng ký"), right=True),
        Column("note", told("Ghi chú")),
    )
    row = ("Nhà máy sản xuất " * 5, Quantity(5_171_344_000_000, "vnd"), "dài dòng " * 40)
    sheet = laid_out(Report((Table("t", told("T"), columns, [row] * 3),)), "vi")
    (grid,) = sheet.grids
    assert grid.letters[1] >= len("5.171,344 tỷ đồng")
    assert sum(widths(grid, sheet.page)) == pytest.approx(sheet.page.room)
    small = laid_out(one_column("x"), "vi")
    assert sum(widths(small.grids[0], small.page)) < small.page.room / 4


def test_one_strange_word_neither_overflows_nor_shrinks_the_rest() -> None:
    report = Report((table(("x" * 400, "Bát Xát", "đã thành lập"), ("a", "b", "c")),))
    assert laid_out(report, "vi").page.size > 9
    assert "x" * 400 in solid(pdf_text(made(report, "pdf")))


def test_more_columns_than_any_page_holds_are_set_all_the_same() -> None:
    report = Report((table(tuple(f"ô {place}" for place in range(90))),))
    assert solid("ô 89") in solid(pdf_text(made(report, "pdf")))
    assert len(cells(made(report, "docx"))[1]) == 90


GROUPED = Report(
    (
        Table(
            "t",
            told("Danh mục"),
            (
                Column("tt", told("TT")),
                Column("all", told("Tổng số"), right=True, group=told("Diện tích (ha)")),
                Column("part", told("Đất công nghiệp"), right=True, group=told("Diện tích (ha)")),
                Column("note", told("Ghi chú")),
            ),
            [(1, 914, 677, "Tằng Loỏng"), (2, 66, None, Message("verdict.met"))],
            notes=(told("Số liệu luỹ kế"),),
            text=(told("Thực hiện Thông tư 14/2024/TT-BCT:"),),
        ),
    ),
    header=(told("BÁO CÁO CỤM CÔNG NGHIỆP"), told("Kỳ báo cáo: năm 2024")),
    notes=(told("Hết"),),
    form=Form(
        (told("Biểu số 04"), told("Ban hành theo Thông tư")),
        (told("Đơn vị báo cáo: Sở Công Thương"),),
        ((told("NGƯỜI LẬP BIỂU"), told("(Ký tên)")), (told("GIÁM ĐỐC"), told("(Ký, đóng dấu)"))),
    ),
)


def test_neighbours_stand_under_one_heading() -> None:
    (grid,) = laid_out(GROUPED, "vi").grids
    assert headings(grid) == [
        [("TT", 1, 2), ("Diện tích (ha)", 2, 1), ("Ghi chú", 1, 2)],
        [("Tổng số", 1, 1), ("Đất công nghiệp", 1, 1)],
    ]
    content = made(GROUPED, "docx")
    assert cells(content, 1)[:3] == [
        ["TT", "Diện tích (ha)", "Diện tích (ha)", "Ghi chú"],
        ["TT", "Tổng số", "Đất công nghiệp", "Ghi chú"],
        ["1", "914", "677", "Tằng Loỏng"],
    ]
    assert part(content).count("<w:tblHeader/>") == 2


def test_a_form_has_its_heading_and_its_signatures() -> None:
    order = [
        *("Biểu số 04", "Đơn vị báo cáo: Sở Công Thương", "BÁO CÁO CỤM CÔNG NGHIỆP"),
        *("Kỳ báo cáo: năm 2024", "Danh mục", "Thực hiện Thông tư 14/2024/TT-BCT:"),
        *("Diện tích (ha)", "Tằng Loỏng", "✔\u00a0đạt", "Số liệu luỹ kế"),
        *("NGƯỜI LẬP BIỂU", "GIÁM ĐỐC", "Hết"),
    ]
    content = made(GROUPED, "docx")
    said = re.sub("<[^>]*>", "", part(content))
    for text in (solid(pdf_text(made(GROUPED, "pdf"))), solid(said)):
        places = [text.find(solid(each)) for each in order]
        assert -1 not in places, order[places.index(-1)]
        assert places == sorted(places)
    signatures = document(content).tables[-1]
    assert [cell.text.split("\n")[:2] for cell in signatures.rows[0].cells] == [
        ["NGƯỜI LẬP BIỂU", "(Ký tên)"],
        ["GIÁM ĐỐC", "(Ký, đóng dấu)"],
    ]


def test_signatures_stand_below_the_form_and_what_is_told_besides_on_a_page_of_its_own() -> None:
    (form,) = GROUPED.tables
    rows = [("I", told("Đã thành lập"), "", ""), *form.rows]
    named = form._replace(title=told("Biểu số 04"), rows=rows)
    report = GROUPED._replace(tables=(named, table(("Võ Lao",))))
    pages = poppler("pdftotext", "-", "-", on=made(report, "pdf")).split("\f")
    assert ["GIÁM ĐỐC" in page for page in pages[:2]] == [True, False]
    assert ["Võ Lao" in page for page in pages[:2]] == [False, True]
    assert pages[0].count("Biểu số 04") == 1, "no title that stands above already"
    content = made(report, "docx")
    said = re.sub("<[^>]*>", "", part(content).replace('<w:br w:type="page"/>', "|"))
    assert re.search("GIÁM ĐỐC.*[|]Bảng.*Võ Lao", said)
    assert said.count("Biểu số 04") == 1
    heading = document(content).tables[1].rows[2]
    assert [cell.text for cell in heading.cells] == ["I", *["Đã thành lập"] * 3], "one cell"
    assert sized(made(report, "png"))[1] > 500, "a picture has no pages"


def test_a_verdict_has_its_colour_and_its_sign() -> None:
    xml = part(made(GROUPED, "docx"))
    green = paper.COLOURS["good"].removeprefix("#")
    assert re.search(f'<w:color w:val="{green}"/>.{{0,80}}<w:t[^>]*>✔\u00a0đạt', xml)


def test_pages_are_numbered_from_the_second_on() -> None:
    pages = made(one_column(*map(str, range(100, 200))), "pdf")
    first, second, *_ = poppler("pdftotext", "-layout", "-", "-", on=pages).split("\f")
    assert first.split()[:2] == ["Bảng", "Tên"]
    assert second.split()[:2] == ["2", "Tên"]  # the number, and the head of the table again


# --- Pictures ---


def test_a_picture_is_the_whole_report_on_white() -> None:
    few, many = made(one_column("x"), "png"), made(one_column(*["KCN Võ Lao"] * 90), "png")
    width, height = sized(few)
    inches = (paper.UPRIGHT[0] - paper.LEFT - paper.RIGHT + 2 * typeset.MARGIN) / 25.4
    assert width == round(inches * typeset.SHARP)
    assert sized(many) > (width, 10 * height)
    assert few != made(one_column("y"), "png")
    assert len(set(pixels(few))) > 50


def test_a_table_is_drawn_above_its_rows() -> None:
    columns = (Column("name", told("Tên")), Column("value", told("Số"), right=True))
    rows = [("Bát Xát", 3), ("Văn Bàn", 1)]
    plain = Report((Table("t", told("Hình và bảng"), columns, rows),))
    drawn = Report((plain.tables[0]._replace(drawing=BARS),))
    assert pdf_text(made(drawn, "pdf")).count("Bát Xát") == 2
    assert sized(made(drawn, "png"))[1] > sized(made(plain, "png"))[1]
    content = made(drawn, "docx")
    (picture,) = document(content).inline_shapes
    assert picture.width == pytest.approx(Pt(PAGES[0].room), abs=Pt(1))
    assert 'descr="Hình và bảng"' in part(content) or "Hình và bảng" in part(content)
    assert cells(content)[1:] == [["Bát Xát", "3"], ["Văn Bàn", "1"]]


def test_a_tall_drawing_stays_on_its_page() -> None:
    columns = (Column("name", told("Tên")), Column("value", told("Số"), right=True))
    rows = [(f"Huyện {place}", place) for place in range(120)]
    report = Report((Table("t", told("T"), columns, rows, drawing=BARS),))
    (picture,) = document(made(report, "docx")).inline_shapes
    assert picture.height < Mm(297 - 40)
    assert solid("Huyện 119") in solid(pdf_text(made(report, "pdf")))


# --- The same bytes, and what is refused ---


@pytest.mark.parametrize("format", ["pdf", "png", "docx"])
def test_the_same_report_makes_the_same_bytes(format: str) -> None:
    content = made(GROUPED, format)
    assert content == made(GROUPED, format)
    assert b"CreationDate" not in content
    if format == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert {each.date_time[0] for each in archive.infolist()} == {1980}
    assert made(GROUPED, format, "en") != content


@pytest.mark.parametrize("format", ["pdf", "png", "docx"])
def test_a_report_of_nothing_is_written(format: str) -> None:
    empty = Report((Table("t", told("Trống"), (Column("a", told("A")),), []),))
    assert made(empty, format)
    assert made(Report(()), format)


@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_more_rows_than_anyone_prints_are_refused(
    format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper, "MOST_ROWS", 2)
    assert made(one_column("a", "b"), format)
    with refusal("paper.too-many"):
        made(one_column("a", "b", "c"), format)


def test_too_tall_a_picture_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "TALLEST", 60)
    assert made(one_column("a"), "png")
    with refusal("paper.too-tall"):
        made(one_column(*["a"] * 20), "png")
    assert made(one_column(*["a"] * 20), "pdf")


@pytest.mark.parametrize(
    ("format", "module", "library"),
    [("pdf", "typeset", "typst"), ("png", "typeset", "typst"), ("docx", "word", "docxtpl")],
)
def test_a_library_that_is_not_there_is_named(
    format: str, module: str, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, f"zone_tracker.writers.{module}")
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(LibraryMissing) as caught:
        made(one_column("x"), format)
    assert caught.value.message.values == {"format": format, "libraries": library}


def test_word_without_typst_has_its_tables_and_says_what_it_lacks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(sys.modules, "zone_tracker.writers.typeset")
    monkeypatch.setitem(sys.modules, "typst", None)
    columns = (Column("name", told("Tên")), Column("value", told("Số"), right=True))
    report = Report((Table("t", told("T"), columns, [("Bát Xát", 3)], drawing=BARS),))
    content = made(report, "docx")
    assert cells(content)[1] == ["Bát Xát", "3"]
    assert len(document(content).inline_shapes) == 0
    assert say(Message("word.no-drawings"), "vi") in [p.text for p in document(content).paragraphs]


# --- Templates of an office ---


def office(folder: Path, *paragraphs: str) -> Path:
    """A template as somebody makes it in Word."""
    made = Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(148), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    path = folder / "mau.docx"
    made.save(str(path))
    return path


def filled(report: Report, template: Path) -> bytes:
    stream = io.BytesIO()
    write_docx(report, stream, "vi", template)
    return stream.getvalue()


def test_our_own_template_is_as_the_decree_wants_it() -> None:
    """A4, margins, Times New Roman 13, page numbers from the second page: Decree 30/2020/NĐ-CP."""
    own = Document(str(TEMPLATE))
    (section,) = own.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(each.mm) for each in margins] == [20, 20, 30, 15]
    assert (own.styles["Normal"].font.name, own.styles["Normal"].font.size) == (
        "Times New Roman",
        Pt(13),
    )
    assert section.different_first_page_header_footer
    assert " PAGE " in section.header._element.xml
    assert " PAGE " not in section.first_page_header._element.xml
    assert own.core_properties.author == "zone-tracker"


def test_an_office_has_its_own_template(tmp_path: Path) -> None:
    template = office(
        tmp_path,
        *("SỞ CÔNG THƯƠNG – {{ title }}", "{%p for table in tables %}", "{{ table.title|upper }}"),
        *("{{p table.grid }}", "{{ table.rows[0][3] }}", "{%p endfor %}", "{{ notes|join(', ') }}"),
    )
    content = filled(GROUPED, template)
    texts = [paragraph.text for paragraph in document(content).paragraphs]
    assert texts == ["SỞ CÔNG THƯƠNG – BÁO CÁO CỤM CÔNG NGHIỆP", "DANH MỤC", "Tằng Loỏng", "Hết"]
    assert cells(content)[2] == ["1", "914", "677", "Tằng Loỏng"]
    grid = [int(each) for each in re.findall('<w:gridCol w:w="([0-9]+)"', part(content))]
    assert sum(grid) <= Mm(148 - 40).twips + 5
    assert round(document(content).sections[0].page_width.mm) == 148


def test_a_template_that_stands_upright_turns_for_wide_tables_as_ours_does(tmp_path: Path) -> None:
    path = office(tmp_path, "{%p for table in tables %}", "{{p table.grid }}", "{%p endfor %}")
    wide = Report((table(*[("Công ty trách nhiệm hữu hạn",) * 9] * 4),))
    section = document(filled(wide, path)).sections[0]
    assert [round(each.mm) for each in (section.page_width, section.page_height)] == [210, 148]
    for report in (GROUPED, wide):
        assert filled(report, TEMPLATE) == made(report, "docx")


@pytest.mark.parametrize(
    "words",
    [
        "{{ tile }}",
        "{% for x in tables %}",
        "{{ title",
        "{{ title.__class__.__mro__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ self._TemplateReference__context }}",
        "{{ tables.append(1) }}",
        "{{ lipsum.__globals__['os'].popen('id').read() }}",
        "{{ cycler.__init__.__globals__ }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{{ range(10 ** 9)|list }}",
        "{{ 1 // 0 }}",
        "{{ title + 1 }}",
        "{% raw %}{% endraw %}{% endif %}",
    ],
)
def test_a_template_that_cannot_be_carried_out_is_refused(words: str, tmp_path: Path) -> None:
    template = office(tmp_path, words)
    with refusal("word.template-text"):
        filled(GROUPED, template)


def test_a_table_within_a_line_is_refused(tmp_path: Path) -> None:
    template = office(tmp_path, "Bảng: {{ tables[0].grid }}")
    with refusal("word.template-line"):
        filled(GROUPED, template)


@pytest.mark.parametrize("content", [b"", b"x", b"PK\x03\x04", b"<html>"])
def test_what_is_no_word_document_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "mau.docx"
    path.write_bytes(content)
    with refusal("word.template"):
        filled(GROUPED, path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")
    with refusal("word.template"):
        filled(GROUPED, path)


# --- Through the command ---


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    ("name", "begin"), [("a.pdf", b"%PDF-"), ("a.PNG", b"\x89PNG"), ("a.docx", b"PK")]
)
def test_every_reading_command_can_be_printed(
    name: str, begin: bytes, run: Run, record: Path
) -> None:
    for words in ("target show T1", "slips", "zone show vo-lao"):
        for lang in LANGUAGES:
            assert run(*words.split(), "--lang", lang, "-o", name) == (0, "", "")
            assert record.with_name(name).read_bytes().startswith(begin)


@pytest.mark.usefixtures("record")
def test_words_cells_are_those_of_the_csv(run: Run, record: Path) -> None:
    assert run("project", "list", "-o", "a.docx").code == 0
    rows = cells(record.with_name("a.docx").read_bytes())
    listed = run("project", "list", "--format", "json").json()
    assert [row[:2] for row in rows[1:]] == [[each["code"], each["name"]] for each in listed]
