"""Makes a made-up province of any size: the files that the benchmarks read, the same each time.

    python benchmarks/generate.py FOLDER [--rows N]

A row of projects.csv tells a project with three acts, two figures and its document. A smaller
file is the beginning of a larger one. The names of places are those of the seed.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from random import Random
from typing import Final, NamedTuple
from unicodedata import combining, normalize

ROWS: Final = 1_000_000
MOST_OF_A_SHEET: Final = 100_000
"""Rows up to which there is a workbook as well: what an office would still send as one."""

SEED: Final = Path(__file__).parents[1] / "seed"
SECTORS: Final = ("building-materials", "electronics", "pharmaceuticals", "textiles-footwear")
MAKERS: Final = ("Nhà máy", "Xưởng", "Trung tâm", "Khu sản xuất", "Dây chuyền")
MADE: Final = (
    *("chế biến gỗ", "tuyển quặng đồng", "gạch không nung", "chế biến chè", "may xuất khẩu"),
    *("linh kiện điện tử", "dược liệu", "phân bón", "đúc gang", "thức ăn chăn nuôi"),
)
COMPANIES: Final = ("Công ty TNHH", "Công ty cổ phần", "Hợp tác xã", "Doanh nghiệp tư nhân")
CALLED: Final = (
    *("Hoàng Liên", "Phú Hưng", "Đại Thắng", "Trường Thịnh", "An Bình", "Tây Bắc", "Minh Đức"),
    *("Quyết Tiến", "Thành Đạt", "Sông Hồng", "Việt Hàn", "Ngọc Sơn", "Bảo Long", "Kim Khánh"),
)
PATH: Final = ("called-for", "approved", "registered", "under-construction", "operating")
"""The acts of a project in their order; each row tells three that follow each other."""
COLUMNS: Final = (
    *("code", "name", "district", "within", "investor", "sector"),
    *(f"act:{act}" for act in PATH),
    *("figure:capital-registered@tỷ đồng", "figure:area-planned@ha", "as_of", "source"),
)
CAPITAL: Final = COLUMNS.index("figure:capital-registered@tỷ đồng")
INVESTOR: Final = COLUMNS.index("investor")

ZONES: Final = {"zones": ("kcn", "KCN", 180), "clusters": ("ccn", "CCN", 360)}
"""Of each kind: how codes and names begin, and how many there are."""
DOCUMENTS: Final = 300

Row = list[str]


class Commune(NamedTuple):
    """Where something lies: the name without its level, and the district."""

    name: str
    district: str


def main() -> None:
    """Write the files that the command line asks for."""
    parser = argparse.ArgumentParser(description="make the files that the benchmarks read")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=ROWS)
    told = parser.parse_args()
    told.folder.mkdir(parents=True, exist_ok=True)
    write_all(told.folder, told.rows)


def write_all(folder: Path, rows: int) -> None:
    """Write every file of a province with so many projects."""
    write_csv(folder / "sources.csv", ("code", "title", "number", "date"), documents())
    for kind in ZONES:
        write_csv(folder / f"{kind}.csv", ("code", "name", "district"), zones(kind))
    write_csv(folder / "projects.csv", COLUMNS, projects(rows))
    write_csv(folder / "half.csv", COLUMNS, half_changed(rows))
    write_csv(folder / "uncoded.csv", COLUMNS[1:], (row[1:] for row in projects(rows)))
    with (folder / "projects.jsonl").open("w", encoding="utf-8") as file:
        for row in projects(rows):
            told = {key: cell for key, cell in zip(COLUMNS, row, strict=True) if cell}
            file.write(json.dumps(told, ensure_ascii=False) + "\n")
    if rows <= MOST_OF_A_SHEET:
        write_xlsx(folder / "projects.xlsx", COLUMNS, projects(rows))


def write_csv(path: Path, columns: Iterable[str], rows: Iterable[Row]) -> None:
    """Write one table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def write_xlsx(path: Path, columns: Iterable[str], rows: Iterable[Row]) -> None:
    """Write one table as a workbook, row by row."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    options = {"constant_memory": True, "strings_to_numbers": False}
    with Workbook(str(path), options) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([list(columns), *rows]):
            sheet.write_row(at, 0, row)


def communes() -> list[Commune]:
    """The communes of the nine districts of the seed, in the order of the file.

    One whose name differs from another's in accents alone is left out: every import would ask
    whether the two are one.
    """
    with (SEED / "areas.csv").open(encoding="utf-8", newline="") as file:
        areas = list(csv.DictReader(file))
    districts = {row["code"]: row["name"] for row in areas if row["level"] == "district"}
    found: dict[str, Commune] = {}
    for row in areas:
        if row["level"] == "commune" and row["parent"] in districts:
            name = row["name"].partition(" ")[2]
            found.setdefault(unmarked(name), Commune(name, districts[row["parent"]]))
    return list(found.values())


def unmarked(text: str) -> str:
    """The text without accents."""
    return "".join(part for part in normalize("NFD", text) if not combining(part))


def documents() -> Iterator[Row]:
    """The decisions on which everything rests."""
    for at in range(1, DOCUMENTS + 1):
        year, number = 2014 + at % 10, f"{at}/QĐ-UBND"
        title = f"Quyết định số {number} về danh mục dự án"
        yield [f"qd-{at}-ubnd", title, number, f"{1 + at % 28}/{1 + at % 12}/{year}"]


def zones(kind: str) -> Iterator[Row]:
    """The zones or clusters, spread over all communes."""
    code, word, count = ZONES[kind]
    places = communes()
    for at in range(count):
        place, round_of = places[at * 7 % len(places)], at // len(places) + 1
        yield [f"{code}-so-{at + 1}", f"{word} {place.name} số {round_of}", place.district]


def containers() -> dict[str, list[str]]:
    """The codes of the zones and clusters of each district."""
    found: dict[str, list[str]] = {}
    for kind in ZONES:
        for code, _, district in zones(kind):
            found.setdefault(district, []).append(code)
    return found


def projects(rows: int) -> Iterator[Row]:
    """So many projects, every name in its district once."""
    random = Random(2024)
    places, inside = communes(), containers()
    works = [f"{maker} {made}" for maker, made in product(MAKERS, MADE)]
    for at in range(rows):
        place = places[at // len(works) % len(places)]
        number = at // (len(works) * len(places)) + 1
        yield [
            f"da-so-{at + 1}",
            f"{works[at % len(works)]} {place.name} {number}",
            place.district,
            random.choice(inside[place.district]) if random.random() < 0.6 else "",
            company(random),
            random.choice(SECTORS),
            *acts(random),
            decimal(random, 2000, 3),
            decimal(random, 90, 1),
            f"31/12/{random.randint(2020, 2023)}",
            f"qd-{random.randint(1, DOCUMENTS)}-ubnd",
        ]


def half_changed(rows: int) -> Iterator[Row]:
    """The same projects; every second one has another investor and other capital."""
    random = Random(2025)
    for at, row in enumerate(projects(rows)):
        if at % 2:
            row[INVESTOR] = company(random)
            row[CAPITAL] = decimal(random, 4000, 3)
        yield row


def company(random: Random) -> str:
    """One of some thousand companies."""
    number = random.randint(1, 40)
    return f"{random.choice(COMPANIES)} {random.choice(CALLED)} {number}"


def acts(random: Random) -> Iterator[str]:
    """The dates of three acts that follow each other, as told by the day or more roughly."""
    first, year = random.randint(0, len(PATH) - 3), random.randint(2014, 2020)
    for at in range(len(PATH)):
        year += random.randint(0, 1)
        yield date(random, year) if first <= at < first + 3 else ""


def date(random: Random, year: int) -> str:
    """A date in that year, written as documents do."""
    day, month = random.randint(1, 28), random.randint(1, 12)
    ways = (f"{day:02}/{month}/{year}",) * 5 + (f"{month}/{year}", f"quý IV/{year}", f"{year}")
    return random.choice(ways)


def decimal(random: Random, most: int, places: int) -> str:
    """A number as it is written here: 1.360,668."""
    whole, part = random.randint(1, most), random.randint(1, 10**places - 1)
    return f"{whole:,}".replace(",", ".") + f",{part:0{places}}"


if __name__ == "__main__":
    main()
