"""The facts of the record, written up as an office would, give the same verdicts as the seed.

One workbook holds them all: title lines, headings over two rows, groups, totals, signatures, rows
in no order, names and dates and numbers in every way people write them, a sheet in TCVN3.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest

from books import BOOKS, Cell, Page
from conftest import Run
from test_vietnamese_legacy import as_tcvn3
from zone_tracker.seeds import seed_folder

Row = dict[str, str]

REGISTERS = ("areas", "successions", "unit_sets", "sectors", "sources")
TARGETS = ("targets", "readings")
KINDS: Final = {
    "provinces": ("Tên tỉnh", "Tỉnh"),
    "clusters": ("Tên CCN", "Cụm công nghiệp"),
    "zones": ("Tên KCN", "Khu công nghiệp"),
    "projects": ("Tên dự án", "Dự án"),
    "deliverables": ("Tên nhiệm vụ", "Nhiệm vụ"),
}
"""The heading of the names of a kind, and what titles call it."""
LEGACY = "clusters"
"""The kind whose sheets were typed for .VnTime."""
ROMAN = ("I", "II", "III", "IV")
LONG_MEASURES = ("industrial-output", "grdp")
"""Figures that stand in the list of figures rather than in a column of their own."""


def seed(name: str) -> list[Row]:
    """The rows of a file of the seed."""
    with (seed_folder() / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


# --- The hand of an office: the same thing written in many ways ---


class Hand:
    """Writes things in one way after another, always in the same order."""

    def __init__(self) -> None:
        self.turns: dict[str, Iterator[int]] = defaultdict(count)
        self.random = Random(2024)

    def one(self, sort: str, *ways: Cell) -> Cell:
        """The next of the ways for this sort of thing."""
        return ways[next(self.turns[sort]) % len(ways)]

    def shuffled(self, rows: Iterable[Row]) -> list[Row]:
        """The rows in no order."""
        mixed = list(rows)
        self.random.shuffle(mixed)
        return mixed

    def text(self, text: str) -> str:
        """A text as other keyboards leave it."""
        spaced = text.replace(" ", "\u00a0", 1)
        apart = unicodedata.normalize("NFD", text)
        return str(self.one("text", text, apart, text.replace(" ", "  "), f" {text} ", spaced))

    def name(self, name: str) -> str:
        """A name that is known by now."""
        bare = re.sub("^(KCN|CCN) ", "", name)
        dashed = name.replace(" - ", str(self.one("dash", " – ", "-", "—")))
        tone = name.replace("oỏng", "ỏong").replace("Hóa", "Hoá")
        told = self.one("name", dashed, spelled(name), name.upper(), bare, tone)
        return self.text(str(told))

    def day(self, told: str) -> Cell:
        """A date of the seed, with the same precision."""
        if told.startswith("../"):
            start, way = str(self.one("open", "không muộn hơn ", "đến ", "../")), told[3:]
            return told if start == "../" else start + str(self.closed(way, words=True))
        return self.closed(told)

    def closed(self, told: str, *, words: bool = False) -> Cell:
        """A date that has a beginning; `words`: something stands before it."""
        year, *rest = told.split("-")
        if "/" in told:
            return self.span(*told.split("/"))
        if not rest:
            ways: list[Cell] = [told, f"năm {told}"]
            return self.one("year", *ways, *([] if words else [int(told)]))
        if rest[0][0] in "QH":
            return self.part(year, rest[0])
        month = int(rest[0])
        if len(rest) == 1:
            plain = (f"tháng {month}/{year}", f"{month}/{year}", f"tháng {month} năm {year}")
            return self.one("month", *plain)
        day = int(rest[1])
        ways = [
            *(f"{day:02}/{month}/{year}", f"{day}/{month}/{year}", f"{day:02}.{month:02}.{year}"),
            f"{'' if words else 'ngày '}{day} tháng {month} năm {year}",
        ]
        real = [] if words else [told, date(int(year), month, day)]
        return self.one("day", *ways, *real)

    def part(self, year: str, part: str) -> Cell:
        """A quarter or a half of a year."""
        if part[0] == "H":
            half = ("đầu", "cuối")[int(part[1]) - 1]
            return self.one("half", f"6 tháng {half} năm {year}", f"{part} {year}")
        roman = ROMAN[int(part[1]) - 1]
        return self.one("quarter", f"quý {roman}/{year}", f"Q{roman}/{year}", f"{year}-{part}")

    def span(self, start: str, end: str) -> Cell:
        """From one day to another; whole years are told as years."""
        if start.endswith("-01-01") and end.endswith("-12-31"):
            return f"{start[:4]}-{end[:4]}"
        return f"từ {self.closed(start, words=True)} đến {self.closed(end, words=True)}"

    def amount(self, value: str, unit: str) -> Cell:
        """A quantity of the seed in a column whose heading names the unit."""
        bare = value.removesuffix(unit).strip()
        number = re.fullmatch(r"[0-9.]+(,[0-9]+)?", bare)
        if number is None:
            two_ways = "." in bare and "," not in bare and unit != "người"
            return value if two_ways else str(self.one("amount", value, bare))
        exact = float(bare.replace(".", "").replace(",", "."))
        decimals = bare if "," in bare or unit in ("người", "") else f"{bare},0"
        return self.one("number", value, decimals, exact)


# --- One workbook ---


class Office:
    """Writes the facts of the seed into the pages of a workbook."""

    def __init__(self) -> None:
        self.hand = Hand()
        self.subjects = {row["code"]: (kind, row) for kind in KINDS for row in seed(kind)}
        self.acts = {(row["kind"], row["code"]): row for row in seed("vocabulary/acts")}
        self.measures = {row["code"]: row for row in seed("vocabulary/measures")}
        self.titles = {row["code"]: row["title"] for row in seed("sources")}
        self.districts = {row["code"]: row["name"] for row in seed("areas")}
        self.sectors = {row["code"]: row["name_vi"] for row in seed("sectors")}
        self.seen: set[str] = set()

    def pages(self) -> list[Page]:
        """Every page of the workbook."""
        wide, acts, figures = self.parted()
        pages = [Page("Hướng dẫn", [["Số liệu của các phòng gửi về"], ["Không xóa cột"]])]
        for kind in KINDS:
            pages += [self.list_page(kind), *self.fact_pages(kind, wide)]
        pages += [self.acts_page(acts), self.figures_page(figures), self.names_page()]
        return [*pages, self.places_page()]

    def parted(self) -> tuple[list[Row], list[Row], list[Row]]:
        """The facts that stand in sheets of subjects, and those in lists of their own."""
        acts = [{**row, "sort": "act"} for row in seed("milestones")]
        figures = [{**row, "sort": "figure"} for row in seed("figures")]
        own = [row for row in figures if row["price_base"] or row["derived"]]
        own += [row for row in figures if row["measure"] in LONG_MEASURES and row not in own]
        wide = [*acts[: len(acts) * 2 // 3], *(row for row in figures if row not in own)]
        return wide, acts[len(acts) * 2 // 3 :], own

    def source(self, code: str) -> str:
        """A source by its code or its title, where no other has the same."""
        title = self.titles[code]
        told = title if list(self.titles.values()).count(title) == 1 else code
        return str(self.hand.one("source", code, self.hand.text(told)))

    def called(self, code: str) -> str:
        """A subject as a row of it names it: the first time as it shall be kept."""
        name = self.subjects[code][1]["name"]
        if code in self.seen:
            return self.hand.name(name)
        self.seen.add(code)
        return self.hand.text(name)

    def district(self, code: str) -> str:
        """A district by its name or number."""
        name = self.districts[code]
        bare = re.sub("^(Huyện|Thành phố|Thị xã) ", "", name)
        short = name.replace("Huyện", "H.").replace("Thành phố", "TP").replace("Thị xã", "TX")
        return self.hand.text(str(self.hand.one("district", name, bare, short, code)))

    # Each subject once, with what is its own

    def list_page(self, kind: str) -> Page:
        """The subjects of a kind under headings over two rows, in groups, with a total."""
        name, title = KINDS[kind]
        below = ["Mã", "Huyện", "Trong khu", "Trước là", "Nhà đầu tư", "Ngành", "Ghi chú"]
        top: list[Cell] = ["STT", name, "Thông tin chung", *[None] * 6, "Nguồn", "Độ tin cậy"]
        rows = [self.list_row(row) for row in self.hand.shuffled(seed(kind))]
        head = [top, [None, None, *below, None, None], [f"({n})" for n in range(1, 12)]]
        table = [*head, *grouped(rows), [None, "Tổng cộng", len(rows)], *SIGNED]
        page = Page(title[:20], [*titled(f"DANH SÁCH {title.upper()}"), *table], ["C4:I4"])
        return legacy(page) if kind == LEGACY else page

    def list_row(self, row: Row) -> list[Cell]:
        """One subject."""
        lies = self.subjects[row["within"]][1]["name"] if row["within"] else ""
        return [
            self.called(row["code"]),
            row["code"],
            self.district(row["district"]) if row["district"] else "",
            self.hand.text(lies),
            row["former"],
            self.hand.text(row["investor"]),
            self.sectors.get(row["sector"], ""),
            row["note"],
            row["source"],
            self.hand.one("confidence", *CONFIDENCE[row["confidence"]]),
        ]

    # What is said of them: stage, date, figures and source in one row where they go together

    def fact_pages(self, kind: str, facts: list[Row]) -> list[Page]:
        """The facts of the subjects of a kind; none when there are none."""
        mine = [row for row in facts if self.subjects[row["subject"]][0] == kind]
        if not mine:
            return []
        columns = sorted({column_of(row) for row in mine if row["sort"] == "figure"})
        name, title = KINDS[kind]
        state = ["Giai đoạn", "Từ ngày", "Kế hoạch/thực tế", "Phân kỳ"]
        headings = [self.heading(*column) for column in columns]
        top = ["STT", name, "Tình hình", *[None] * 3, "Số liệu", *[None] * (len(columns) - 1)]
        if not columns:
            top.pop()
        below = [None, None, *state, *headings, None, None]
        rows = [self.fact_row(row, columns) for row in self.hand.shuffled(together(mine))]
        sums = [1000.5 if headings else None, *[None] * 2]
        table = [[*top, "Nguồn", "Độ tin cậy"], below, *grouped(rows)]
        if columns:
            table.append([None, "Cộng", *[None] * 4, *sums])
        page = Page(f"{title[:14]} - diễn biến", [*titled("DIỄN BIẾN"), *table, *SIGNED], ["C4:F4"])
        return [legacy(page) if kind == LEGACY else page]

    def heading(self, measure: str, unit: str) -> str:
        """The heading of a column of figures."""
        return self.measures[measure]["label_vi"] + (f" ({unit})" if unit else "")

    def fact_row(self, row: Row, columns: Sequence[tuple[str, str]]) -> list[Cell]:
        """One row: perhaps a stage, perhaps figures, all of one date and source."""
        kind = self.acts_kind(row["subject"])
        figures = [row.get(f"{measure}@{unit}", "") for measure, unit in columns]
        told = zip(figures, columns, strict=True)
        return [
            self.called(row["subject"]),
            self.act(kind, row["act"]) if row.get("act") else "",
            self.hand.day(row["date"]),
            self.status(row),
            row["phase"],
            *(self.hand.amount(value, unit) if value else "" for value, (_, unit) in told),
            self.source(row["source"]),
            self.hand.one("confidence", *CONFIDENCE[row["confidence"]]),
        ]

    def acts_kind(self, code: str) -> str:
        """The kind of subject as the vocabulary calls it."""
        return self.subjects[code][0].removesuffix("s")

    def act(self, kind: str, code: str) -> str:
        """An act by code or by one of its words."""
        row = self.acts[kind, code]
        words = (row["label_vi"], code, row["label_en"], row["label_vi"].upper())
        return self.hand.text(str(self.hand.one("act", *words)))

    def status(self, row: Row) -> Cell:
        """Planned or actual; what happened needs no word."""
        planned = row["status"] == "planned"
        return self.hand.one("status", "kế hoạch", "planned") if planned else ""

    # Lists of acts, figures, names and places

    def acts_page(self, rows: list[Row]) -> Page:
        """Acts, one a row."""
        head = ["STT", "Đối tượng", "Mốc", "Ngày", "Kế hoạch/thực tế", "Phân kỳ", "Nguồn"]
        told = [
            [
                *(
                    self.full(row),
                    self.act(self.acts_kind(row["subject"]), row["act"]),
                ),
                *(self.hand.day(row["date"]), self.status(row), row["phase"]),
                *(self.source(row["source"]), row["confidence"]),
            ]
            for row in self.hand.shuffled(rows)
        ]
        return Page("Mốc", [*titled("CÁC MỐC"), [*head, "Độ tin cậy"], *numbered(told)])

    def full(self, row: Row) -> str:
        """The name of a subject by which no other is meant; else its code."""
        name = self.subjects[row["subject"]][1]["name"]
        return self.hand.text(spelled(name)) if name.startswith(("KCN", "CCN")) else row["subject"]

    def figures_page(self, rows: list[Row]) -> Page:
        """Figures, one a row."""
        head = ["Đối tượng", "Chỉ tiêu", "Giá trị", "Ngày", "Kế hoạch/thực tế", "Phân kỳ", "Giá"]
        told = [
            [
                *(row["subject"], self.measures[row["measure"]]["label_vi"], row["value"]),
                *(self.hand.day(row["date"]), self.status(row), row["phase"]),
                "giá so sánh 2010" if row["price_base"] else "",
                *("có" if row["derived"] else "", self.source(row["source"]), row["confidence"]),
            ]
            for row in self.hand.shuffled(rows)
        ]
        return Page("Số liệu", [[*head, "Suy ra", "Nguồn", "Độ tin cậy"], *told])

    def names_page(self) -> Page:
        """Other names."""
        rows = [[row["subject"], row["name"], row["source"]] for row in seed("aliases")]
        return Page("Tên khác", [["Đối tượng", "Tên khác", "Nguồn"], *rows])

    def places_page(self) -> Page:
        """Where subjects lie, by the number of the commune."""
        head = ["Đối tượng", "Xã", "Nguồn", "Độ tin cậy", "Ghi chú"]
        return Page("Nơi", [head, *([*row.values()] for row in seed("places"))])


def spelled(name: str) -> str:
    """A name with the word for its kind written out."""
    return re.sub("^KCN ", "Khu công nghiệp ", re.sub("^CCN ", "Cụm công nghiệp ", name))


HEADED = ("ha", "km2", "tỷ đồng", "triệu USD", "người", "tấn/năm", "%")
"""Units that stand in headings; others in each cell."""
CONFIDENCE = {"high": ("high", "cao"), "medium": ("medium", "trung bình"), "low": ("low", "thấp")}
SIGNED: list[list[Cell]] = [
    [],
    ["Ghi chú: số liệu do các phòng báo cáo"],
    [None, None, None, "Lào Cai, ngày 15 tháng 01 năm 2025"],
    [None, "NGƯỜI LẬP BIỂU", None, "GIÁM ĐỐC"],
]


def titled(text: str) -> list[list[Cell]]:
    """The lines above a table."""
    return [["SỞ CÔNG THƯƠNG TỈNH LÀO CAI"], [text], []]


def numbered(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Rows with their numbers before them."""
    return [[number, *row] for number, row in enumerate(rows, 1)]


def grouped(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Rows in two groups, each under a line of its own."""
    told, half = numbered(rows), len(rows) // 2
    return [["I", "Nhóm thứ nhất"], *told[:half], ["II", "Nhóm thứ hai"], *told[half:]]


def together(facts: list[Row]) -> list[Row]:
    """The facts of one subject, date, status, phase and source as one row, one act at most."""
    rows: dict[object, list[Row]] = defaultdict(list)
    for fact in facts:
        keys = ("subject", "date", "status", "phase", "source", "confidence")
        own = {key: fact[key] for key in keys}
        told = added(own, fact)
        fitting = [row for row in rows[str(own)] if not set(told) & (set(row) - set(own))]
        if fitting:
            fitting[0].update(told)
        else:
            rows[str(own)].append({**own, **told})
    return [row for alike in rows.values() for row in alike]


def added(own: Row, fact: Row) -> Row:
    """What a fact puts into a row: its act, or its figure under measure and unit."""
    if fact["sort"] == "act":
        return {"act": fact["act"]}
    measure, unit = column_of(fact)
    return {f"{measure}@{unit}": fact["value"]}


def column_of(figure: Row) -> tuple[str, str]:
    """The measure of a figure and the unit that the heading of its column names."""
    unit = next((unit for unit in HEADED if figure["value"].endswith(unit)), "")
    return figure["measure"], unit


def legacy(page: Page) -> Page:
    """A page whose texts were typed for a TCVN3 font."""
    rows = [[typed(each) if isinstance(each, str) else each for each in row] for row in page.rows]
    return page._replace(rows=rows)


def typed(text: str) -> str:
    """A text as it was typed for such a font, which has no capitals with tones."""
    capitals = "ĂÂÊÔƠƯĐ"
    letters = unicodedata.normalize("NFC", text)
    return as_tcvn3(
        "".join(each if each.isascii() or each in capitals else each.lower() for each in letters)
    )


# --- The record made of it ---


@pytest.fixture(scope="module")
def workbook() -> bytes:
    """The workbook with all facts."""
    return BOOKS["xlsx"](*Office().pages())


@pytest.fixture
def imported(run: Run, record: Path, workbook: bytes) -> str:
    """A database that holds the registers of the seed, and the facts of the workbook."""
    Path("Số liệu.xlsx").write_bytes(workbook)
    files = {name: str(seed_folder() / f"{name}.csv") for name in (*REGISTERS, *TARGETS)}
    for words in (
        ("init", "--empty", "--db", "new.db"),
        ("import", *(files[name] for name in REGISTERS)),
        ("import", "Số liệu.xlsx", "--encoding", "tcvn3"),
        ("import", *(files[name] for name in TARGETS)),
    ):
        told = run(*words, *(() if words[0] == "init" else ("--db", "new.db")))
        assert (told.code, told.err) == (0, ""), told
    return "new.db"


def asked(run: Run, *words: str) -> Any:
    return run(*words, "--format", "json").json()


def same_in_both(ask: Callable[..., Any], imported: str, *words: str) -> Any:
    """What both databases say, without ids and the name of the file."""
    seeded, new = bare(ask(*words)), bare(ask(*words, "--db", imported))
    assert new == seeded
    return new


def bare(told: Any) -> Any:
    """A document without ids and the path of the database; what was entered first is no matter."""
    if isinstance(told, dict):
        kept = {key: each for key, each in told.items() if key not in OWN}
        return {key: bare(each) for key, each in kept.items()}
    if isinstance(told, list):
        return sorted(map(bare, told), key=str)
    return sorted(re.split("[;:,] ?", told)) if isinstance(told, str) else told


OWN = ("id", "milestone", "database", "note", "batch")
"""What two records of the same facts differ in; the notes on facts are not in the workbook."""


def test_the_verdicts_are_those_of_the_seed(run: Run, imported: str) -> None:
    def ask(*words: str) -> Any:
        return asked(run, *words)

    for day in ("31/12/2024", "30/6/2024", "2026-11-23"):
        same_in_both(ask, imported, "status", "--as-of", day)
    for row in seed("targets"):
        words = ("target", "show", row["code"], "--as-of", "31/12/2024")
        shown = same_in_both(ask, imported, *words)
        assert len(shown["readings"]) > 1


def test_the_stages_and_facts_are_those_of_the_seed(run: Run, imported: str) -> None:
    def ask(*words: str) -> Any:
        return asked(run, *words)

    for kind in ("zone", "cluster", "project", "deliverable"):
        for day in ("31/12/2023", "31/12/2024", "23/11/2026"):
            listed = same_in_both(ask, imported, kind, "list", "--as-of", day)
        assert len(listed) == len(seed(f"{kind}s"))
    for sheet in (*KINDS, "milestones", "figures", "places", "aliases"):
        seeded, new = (
            sorted(map(str, bare(ask("export", sheet, "--db", path))))
            for path in ("record.db", imported)
        )
        assert new == seeded


def test_what_was_understood_of_each_sheet_is_told(run: Run, imported: str) -> None:
    again = asked(run, "import", "Số liệu.xlsx", "--encoding", "tcvn3", "--db", imported)
    assert (again["new"], again["changed"], again["bad"], again["batch"]) == (0, 0, 0, None)
    assert again["skipped"] == {"foot": 27, "group": 18, "index": 5, "total": 9}
    assert {each["reason"] for each in again["warnings"]} == {"import.sheet-left", "note.tcvn3"}
