"""Bad rows to a file of their own, in the shape they came in, with the reasons behind each row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO, Final, TextIO

from zone_tracker.model import Language, Rejected
from zone_tracker.vietnamese.text import show_hidden
from zone_tracker.wording import say
from zone_tracker.writers.delimited import guard
from zone_tracker.writers.files import save, save_bytes


def write_rejected(path: Path, sheets: Sequence[Rejected], lang: Language) -> None:
    """Write the sheets in the format that the file's ending names."""
    FORMATS[path.suffix.lower()](path, sheets, lang)


def write_csv(path: Path, sheets: Sequence[Rejected], lang: Language) -> None:
    """One sheet as spreadsheets open it: with a byte order mark, formulas guarded."""
    import csv

    (sheet,) = sheets

    def fill(stream: TextIO) -> None:
        stream.write("\ufeff")
        lines = csv.writer(stream, lineterminator="\n")
        for cells in told(sheet, lang):
            texts = (cell if isinstance(cell, str) else written(cell) for cell in cells)
            lines.writerow([guard(text) for text in texts])

    save(path, fill)


def write_xlsx(path: Path, sheets: Sequence[Rejected], lang: Language) -> None:
    """A workbook with a sheet for each; text stays text, numbers stay numbers."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    from zone_tracker.writers.workbook import sheet_name

    def fill(stream: BinaryIO) -> None:
        with Workbook(stream, {"in_memory": True}) as book:
            for sheet in sheets:
                taken = [name.casefold() for name in book.sheetnames]
                page = book.add_worksheet(sheet.name and sheet_name(sheet.name, taken))
                for number, cells in enumerate(told(sheet, lang)):
                    for place, cell in enumerate(cells):
                        if isinstance(cell, str):
                            page.write_string(number, place, cell)
                        else:
                            page.write_number(number, place, float(cell))

    save_bytes(path, fill)


def told(sheet: Rejected, lang: Language) -> Iterator[list[str | Decimal]]:
    """The rows, all of one width, with the reasons in one more cell."""
    width = max(len(cells) for cells, _ in sheet.rows)
    for cells, reasons in sheet.rows:
        why = "; ".join(say(reason, lang) for reason in reasons)
        yield [*map(encodable, cells), *[""] * (width - len(cells)), show_hidden(why)]


def encodable(cell: str | Decimal) -> str | Decimal:
    """The cell as it came in; halves of a letter, which no file can hold, are written out."""
    return cell.encode("utf-8", "backslashreplace").decode() if isinstance(cell, str) else cell


def written(number: Decimal) -> str:
    """A number as it is read back: with decimal comma, and never three decimals.

    `1,234` could be one thousand in English style, `1,2340` is Vietnamese beyond doubt.
    """
    text = f"{number:f}".replace(".", ",")
    return f"{text}0" if len(text.partition(",")[2]) == 3 else text


Writer = Callable[[Path, Sequence[Rejected], Language], None]
FORMATS: Final[dict[str, Writer]] = {".csv": write_csv, ".xlsx": write_xlsx}
