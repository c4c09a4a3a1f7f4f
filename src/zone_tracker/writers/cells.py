"""One cell as machines read it and as people read it, and which columns each of them gets.

Every text that leaves here has its control, bidi and invisible characters shown as `<U+001B>`,
so nothing in the data can act on a terminal. What a format itself must escape is its own work.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, NamedTuple

from zone_tracker.model import Bare, FactDate, Language, Message, Quantity, Table, Term
from zone_tracker.vietnamese.dates import iso
from zone_tracker.vietnamese.text import show_hidden
from zone_tracker.wording import say, shown

WIDE_SCREEN = 110

MACHINE_VALUES: dict[type, Callable[[Any], object]] = {
    Term: attrgetter("code"),
    FactDate: iso,
    Quantity: attrgetter("value"),
    Bare: attrgetter("quantity.value"),
}

# For a screen of ASCII: Vietnamese marks after their letter, as RFC 1456 (VIQR) writes them, for
# a name without its marks would be another name; and signs of wording and typesetting.
ASCII_SIGNS = str.maketrans(
    {
        "\u0302": "^",
        "\u0306": "(",
        "\u031b": "+",
        "\u0300": "`",
        "\u0301": "'",
        "\u0303": "~",
        "\u0309": "?",
        "\u0323": ".",
        "đ": "dd",
        "Đ": "DD",
        "\u00a0": " ",
        "✔": "+",
        "✘": "x",
        "⚠": "!",
        "◷": "~",
        "–": "-",
        "—": "-",
        "−": "-",
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "…": "...",
        "·": ".",
        "→": "->",
        "↗": "/",
        "≤": "<=",
        "≥": ">=",
        "×": "x",
        "²": "2",
    }
)


class Screen(NamedTuple):
    r"""What the stream can show.

    `width` is a terminal's width, None for a pipe or file, where nothing is wrapped, cut or
    coloured. Without `unicode` only ASCII is written: people read marks after their letter
    (`Vo~ Lao`), machines code points (JSON `\u00f5`, CSV and TSV `<U+00F5>`).
    """

    width: int | None = None
    colour: bool = False
    unicode: bool = True


def human_columns(table: Table, screen: Screen) -> list[int]:
    """Places of the columns people see; wide ones give way to narrow ones on a narrow terminal."""
    narrow = screen.width is not None and screen.width < WIDE_SCREEN
    return [
        place
        for place, column in enumerate(table.columns)
        if column.only != "machines" and not (column.wide if narrow else column.narrow)
    ]


def machine_columns(table: Table) -> list[int]:
    """Places of the columns of a machine format."""
    return [place for place, column in enumerate(table.columns) if column.only != "people"]


def human_text(cell: object, lang: Language, screen: Screen) -> str:
    """A cell, label, title or note as people read it, on one line; None is an en dash."""
    text = show_hidden(cell if isinstance(cell, str) else shown(cell, lang))
    if screen.unicode or text.isascii():
        return text
    return named(_in_parts(text).translate(ASCII_SIGNS))


def machine_value(cell: object, lang: Language) -> object:
    """A cell as None, str, int, bool, list or dict of those.

    A quantity is its integer in the base unit, a term its code, a date ISO text; only a
    message is said in `lang`. Raises TypeError for a kind that `Table` does not allow.
    """
    if cell is None or isinstance(cell, (str, int)):
        return cell
    if type(cell) in MACHINE_VALUES:
        return MACHINE_VALUES[type(cell)](cell)
    if isinstance(cell, Message):
        return say(cell, lang)
    if isinstance(cell, Mapping):
        return {str(key): machine_value(value, lang) for key, value in cell.items()}
    if isinstance(cell, (list, tuple)):
        return [machine_value(value, lang) for value in cell]
    raise TypeError(f"a table cannot hold {type(cell).__name__}: {cell!r}")


def machine_text(cell: object, lang: Language) -> str:
    """A cell as CSV and TSV hold it before anything in it is escaped; None is empty."""
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else _flat(machine_value(cell, lang))


def named(text: str) -> str:
    """`text` in ASCII, each other character named by its code point."""
    if text.isascii():
        return text
    return "".join(char if char.isascii() else f"<U+{ord(char):04X}>" for char in text)


def _in_parts(text: str) -> str:
    """Letters, then their marks, the tone last: VIQR writes `o^.`, Unicode the dot first."""
    parts = unicodedata.normalize("NFD", text)
    return re.sub("\u0323([\u0302\u0306])", "\\1\u0323", parts)


def _flat(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(map(_flat, value))
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_flat(item)}" for key, item in value.items())
    return str(value)
