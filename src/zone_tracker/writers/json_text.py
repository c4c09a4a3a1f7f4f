"""JSON and JSON Lines: keys, ISO dates, integers in base units; `json` is imported when used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TextIO

from zone_tracker.model import Language, Report, Table
from zone_tracker.vietnamese.text import show_hidden
from zone_tracker.writers.cells import Screen, machine_columns, machine_value


def write_json(report: Report, stream: TextIO, lang: Language, screen: Screen) -> None:
    """The report's document, else the rows of its first table as a list of flat objects."""
    encode = encoder(screen, indent=2)
    document = report.document
    if document is None:
        write_array(map(encode, objects(report, lang)), stream)
    elif isinstance(document, (list, tuple)):
        write_array((encode(machine_value(item, lang)) for item in document), stream)
    else:
        stream.write(encode(machine_value(document, lang)) + "\n")


def write_json_tables(report: Report, stream: TextIO, lang: Language, screen: Screen) -> None:
    """One object: the rows of each table as a list under the table's key."""
    encode = encoder(screen, indent=None)
    before = "{\n"
    for table in report.tables:
        stream.write(f"{before}{encode(table.key)}: ")
        write_array(map(encode, objects_of(table, lang)), stream, end="]")
        before = ",\n"
    stream.write("{}\n" if before == "{\n" else "\n}\n")


def write_jsonl(report: Report, stream: TextIO, lang: Language, screen: Screen) -> None:
    """One object a line: the rows of the first table."""
    encode = encoder(screen, indent=None)
    stream.writelines(encode(record) + "\n" for record in objects(report, lang))


def objects(report: Report, lang: Language) -> Iterator[dict[str, object]]:
    """The rows of the first table as flat objects; none for a report without tables."""
    for table in report.tables[:1]:
        yield from objects_of(table, lang)


def objects_of(table: Table, lang: Language) -> Iterator[dict[str, object]]:
    """The rows of a table as flat objects."""
    places = machine_columns(table)
    keys = [table.columns[place].key for place in places]
    for row in table.rows:
        values = [machine_value(row[place], lang) for place in places]
        yield dict(zip(keys, values, strict=True))


def write_array(items: Iterable[str], stream: TextIO, end: str = "]\n") -> None:
    """Encoded items as one indented array, each written as it comes."""
    before = "[\n  "
    for item in items:
        # A line end is layout here: inside a JSON string it is always escaped.
        stream.write(before + item.replace("\n", "\n  "))
        before = ",\n  "
    stream.write(f"[{end}" if before.startswith("[") else f"\n{end}")


def encoder(screen: Screen, indent: int | None) -> Callable[[object], str]:
    """A function from a machine value to JSON text in which nothing can act on a terminal."""
    from json import JSONEncoder

    encode = JSONEncoder(ensure_ascii=not screen.unicode, indent=indent).encode

    def encoded(value: object) -> str:
        text = encode(value)
        data = text.replace("\n", "")
        return text if show_hidden(data) == data else text.translate(ESCAPES)

    return encoded


class Escapes(dict[int, int | str]):
    r"""Code point -> itself, or `\u202e` when people could not see it; learned as met.

    The json module escapes C0 controls only, not DEL, C1, bidi or invisible characters.
    """

    def __missing__(self, code: int) -> int | str:
        char = chr(code)
        # A line end outside a string is layout; inside one it is escaped already.
        acts = char != "\n" and show_hidden(char) != char
        self[code] = json_escape(char) if acts else code
        return self[code]


def json_escape(char: str) -> str:
    """One character as JSON escapes: two of them (a surrogate pair) beyond U+FFFF."""
    units = char.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


ESCAPES: Mapping[int, int | str] = Escapes()
