"""Whatever is written, each parser reads it or refuses it in words, and soon.

`PARSERS` is the list; a new parser of what people write belongs there. `-m soak` tries many more.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import author, database, refusal
from zone_tracker import periods
from zone_tracker.cli import moments
from zone_tracker.cli.session import iso_moment
from zone_tracker.errors import Problems, ZoneTrackerError
from zone_tracker.importing import boundaries, conditions, filters, profile, units
from zone_tracker.importing.cutoff import cut_offs
from zone_tracker.importing.desk import Desk, desk_for
from zone_tracker.importing.plan import record_row
from zone_tracker.importing.sheets import Sheet
from zone_tracker.importing.understanding import understand
from zone_tracker.importing.words import searched
from zone_tracker.reports.fields import FIELDS
from zone_tracker.store import find, snapshots
from zone_tracker.store.connection import batch
from zone_tracker.store.ledger import READ_ONLY, Ledger
from zone_tracker.store.listing import Choice, matching, standings
from zone_tracker.store.vocabulary import vocabulary
from zone_tracker.vietnamese import dates, legacy, quantities, text
from zone_tracker.vietnamese.nearest import guess
from zone_tracker.wording import LANGUAGES, say

WORDS = (
    *(
        "8/5/2023",
        "quý III/2024",
        "từ 1/2020 đến 3/2021",
        "2018-2020",
        "../2023-05",
        "6 tháng",
        "q3",
    ),
    *("15,7 ha", "1.360,668 tỷ đồng", "2 triệu USD", "gần", "khoảng 5 - 6", "60%", "tấn/năm", "²"),
    *("KCN Võ Lao", "(GĐ 2)", "CCN", "da-nexus", "kcn-vo-lao", "Bát Xát", "none", "chưa có", "6m"),
    *("stage>=land-clearance", "capital>=", "name~", "!=", "=", "<", "2024-07-05T17:00", "+07:00"),
    *("§µ ¸n", "Vèn ®Çu t­", "(tỷ đồng)", "ĐVT: ha", "-capital", ",", ";", "\n", "\x00", "\u202e"),
    *("\ud800", "\u0301", "İ", "٣", "\U0001f600", "9" * 400, "e" * 300, "{}", "{value}", "%s"),
)
WRITTEN = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(WORDS), max_size=5).map("".join),
    st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=8).map(" ".join),
)
MANY = [40, pytest.param(400, marks=pytest.mark.soak)]
UNITS = ("vnd", "usd_cents", "m2", "bp", "person", "item", "tonne_per_year")


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with database(seeded=True) as db:
        yield desk_for(Ledger(db, READ_ONLY), vocabulary(db))


def condition(desk: Desk, written: str) -> None:
    """Read a condition, and ask the record."""
    told = conditions.condition_of(desk, "project", written)
    matching(desk.ledger.db, "project", "2024-07-01", (told,))


def looked_for(desk: Desk, written: str) -> None:
    list(find.hits(desk.ledger.db, searched(written), "vi", 5))


def order(desk: Desk, written: str) -> None:
    choice = Choice((), (), filters.order_of(written), 3)
    list(standings(desk.ledger.db, "project", "2024-07-01", choice))


def legacy_text(written: str) -> None:
    legacy.from_tcvn3(written)
    legacy.looks_like_tcvn3(written)
    legacy.legacy_of(written.encode("utf-8", "surrogatepass"))


def keys(written: str) -> None:
    for key in (text.identity_key, text.search_key, text.sort_key, text.show_hidden, text.excerpt):
        assert isinstance(key(written), str)
    guess(written, WORDS)


def heading(written: str) -> None:
    """A sheet with this for a heading, for a title above it, and for a cell."""
    rows = [[written], ["Tên KCN", written, f"Vốn ({written})"], ["KCN A", written, written]]
    sheet = Sheet("a.csv", None, lambda: iter(list(enumerate(rows, 1))))
    understand(sheet, None, profile.Profile())


PARSERS: dict[str, Callable[[Desk, str], object]] = {
    "date": lambda desk, told: dates.parse_date(told),
    "day": lambda desk, told: dates.day(told),
    "period": lambda desk, told: periods.parse(told),
    "last day": lambda desk, told: periods.last_day(told, "2024-07-01"),
    "span": lambda desk, told: periods.later("2024-07-01", told),
    "cut-off": lambda desk, told: list(cut_offs([told])),
    "number": lambda desk, told: quantities.parse_number(told, "en"),
    "quantity": lambda desk, told: [amount(unit, told) for unit in UNITS],
    "unit": lambda desk, told: (
        units.base_unit(told),
        units.unit_in(told),
        units.units_told([told]),
    ),
    "text": lambda desk, told: text.clean(told),
    "slug": lambda desk, told: text.slug(told),
    "phase": lambda desk, told: text.split_phase(told),
    "keys": lambda desk, told: keys(told),
    "old letters": lambda desk, told: legacy_text(told),
    "condition": condition,
    "order": order,
    "text looked for": looked_for,
    "moment": lambda desk, told: moments.instant(told, iso_moment("2024-07-01T09:00:00+07:00")),
    "snapshot": lambda desk, told: snapshots.meant(desk.ledger.db, told),
    "heading": lambda desk, told: heading(told),
}


def amount(unit: str, written: str) -> object:
    try:
        return quantities.parse_quantity(written, (unit,))
    except ZoneTrackerError as refused:
        return said(refused)


def said(refused: ZoneTrackerError) -> None:
    """The refusal, or each of its problems, can be said in both languages."""
    messages = [refused.message]
    if isinstance(refused, Problems):
        messages = [problem.reason for problem in refused.problems]
    assert all(say(message, lang) for message in messages for lang in LANGUAGES)


@pytest.mark.parametrize("most", MANY)
@pytest.mark.parametrize("name", PARSERS)
def test_any_text_is_read_or_refused_in_words(name: str, most: int, desk: Desk) -> None:
    parse = partial(PARSERS[name], desk)

    @settings(max_examples=most, deadline=2000, suppress_health_check=list(HealthCheck))
    @given(WRITTEN)
    def tried(written: str) -> None:
        try:
            parse(written)
        except ZoneTrackerError as refused:
            said(refused)

    tried()


# --- Cells of every sheet ---

CELLS = [(kind, field.key) for kind, fields in FIELDS.items() for field in fields]


@pytest.mark.parametrize("most", [150, pytest.param(2000, marks=pytest.mark.soak)])
def test_any_cell_of_any_sheet_is_recorded_or_refused(most: int) -> None:
    with database(seeded=True) as db:

        @settings(max_examples=most, suppress_health_check=list(HealthCheck))
        @given(st.sampled_from(CELLS), WRITTEN)
        def tried(field: tuple[str, str], written: str) -> None:
            kind, key = field
            named = {"name": "KCN A", "code": "kcn-a", key: written}
            try:
                with batch(db, author(), keep=False) as work:
                    record_row(db, work.id, kind, named, "import")
            except ZoneTrackerError as refused:
                said(refused)

        tried()


# --- Files that are no sheets ---

TOML = st.recursive(
    st.booleans() | st.integers() | st.floats() | WRITTEN | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WRITTEN, inner, max_size=3),
    max_leaves=8,
)


def as_toml(value: Any) -> str:
    if isinstance(value, dict):
        pairs = ", ".join(f"{json.dumps(key)} = {as_toml(each)}" for key, each in value.items())
        return f"{{{pairs}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(as_toml, value))}]"
    return json.dumps(value, default=str)


@pytest.mark.parametrize("most", MANY)
def test_any_profile_is_read_or_refused(most: int, tmp_path: Path) -> None:
    path = tmp_path / "p.toml"

    @settings(max_examples=most, deadline=2000, suppress_health_check=list(HealthCheck))
    @given(st.dictionaries(st.sampled_from(list(profile.CHECKS)) | WRITTEN, TOML), st.binary())
    def tried(told: dict[str, Any], more: bytes) -> None:
        lines = "".join(f"{json.dumps(key)} = {as_toml(each)}\n" for key, each in told.items())
        path.write_bytes(lines.encode("utf-8", "surrogatepass") + more[:4])
        try:
            profile.load_profile(path)
        except ZoneTrackerError as refused:
            said(refused)

    tried()


@pytest.mark.parametrize("content", ["a = " + "[" * 9000, "header = " + "9" * 9000])
def test_an_endless_profile_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text(content)
    with refusal("profile.refused", Problems):
        profile.load_profile(path)


PLACE = st.lists(st.floats() | st.integers() | st.text(max_size=2) | st.none(), max_size=4)
RINGS = st.recursive(PLACE, lambda inner: st.lists(inner, max_size=4), max_leaves=9)
GEOMETRY = st.fixed_dictionaries(
    {"type": st.sampled_from(["Polygon", "MultiPolygon", "Point", "x"]), "coordinates": RINGS}
)
FEATURE = st.fixed_dictionaries(
    {
        "properties": st.dictionaries(WRITTEN, WRITTEN | st.integers(), max_size=3),
        "geometry": GEOMETRY,
    }
)


@pytest.mark.parametrize("most", MANY)
def test_any_map_is_read_or_refused(most: int, tmp_path: Path) -> None:
    path = tmp_path / "map.geojson"

    @settings(max_examples=most, deadline=2000, suppress_health_check=list(HealthCheck))
    @given(st.lists(FEATURE, max_size=3), st.text(max_size=4), st.integers(0, 300))
    def tried(features: list[dict[str, Any]], piece: str, at: int) -> None:
        for feature in features[:1]:
            feature["properties"]["name"] = "Bát Xát"
        whole = json.dumps({"type": "FeatureCollection", "features": features})
        changed = whole if at > 150 else whole[:at] + piece + whole[at:]
        path.write_bytes(changed.encode("utf-8", "surrogatepass"))
        try:
            boundaries.outlines(path, {"082": "Bát Xát", "080": "Lào Cai"})
        except ZoneTrackerError as refused:
            said(refused)

    tried()
