"""Places in words, read to the units they name: of the day, in each other, old and new."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from builders import database, refusal
from zone_tracker.errors import BadValue
from zone_tracker.importing.places import Places
from zone_tracker.importing.references import References
from zone_tracker.store.ledger import READ_ONLY, Ledger
from zone_tracker.store.vocabulary import vocabulary

THEN, NOW = "2024-06-30", "2026-10-06"


@pytest.fixture(scope="module")
def db() -> Iterator[sqlite3.Connection]:
    with database(seeded=True) as db:
        yield db


def located(db: sqlite3.Connection, text: str, on: str | None) -> tuple[str, list[str], list[str]]:
    """The district and the communes of a place by name, what is younger marked +, and the rest."""
    references = References(Ledger(db, READ_ONLY), vocabulary(db))
    found = Places(references).located(text, on)
    names = {row["id"]: f"{row['name']}{'+' * bool(row['valid_from'])}" for row in rows(references)}
    district = names[found.district] if found.district else ""
    return district, [names[each] for each in found.communes], list(found.passed)


def rows(references: References) -> list[dict[str, object]]:
    return list(references.ledger.rows("area"))


@pytest.mark.parametrize("on", [THEN, NOW])
@pytest.mark.parametrize(
    ("text", "district", "communes"),
    [
        ("xã Võ Lao, huyện Văn Bàn", "Huyện Văn Bàn", ["Xã Võ Lao"]),
        ("Xã Gia Phú, H. Bảo Thắng, tỉnh Lào Cai", "Huyện Bảo Thắng", ["Xã Gia Phú"]),
        ("xã Vạn Hòa, thành phố Lào Cai", "Thành phố Lào Cai", ["Xã Vạn Hoà"]),
        ("P. Nam Cường - TP. Lào Cai", "Thành phố Lào Cai", ["Phường Nam Cường"]),
        ("thị trấn Phố Lu huyện Bảo Thắng", "Huyện Bảo Thắng", ["Thị trấn Phố Lu"]),
        ("Thị xã Sa Pa", "Thị xã Sa Pa", []),
        ("TP Lào Cai", "Thành phố Lào Cai", []),
        ("tỉnh Lào Cai", "", []),
        ("xã Cốc Mỳ và xã Trịnh Tường (Bát Xát)", None, ["Xã Cốc Mỳ", "Xã Trịnh Tường"]),
        ("các xã: Cốc Mỳ, Trịnh Tường\nhuyện Bát Xát", None, ["Xã Cốc Mỳ", "Xã Trịnh Tường"]),
    ],
)
def test_units_are_known_by_name_also_when_they_have_ended(
    text: str, district: str | None, communes: list[str], on: str, db: sqlite3.Connection
) -> None:
    found = located(db, text, on)
    assert found == ("Huyện Bát Xát" if district is None else district, communes, [])


@pytest.mark.parametrize(
    ("text", "then", "now"),
    [
        ("xã Võ Lao", "Xã Võ Lao", "Xã Võ Lao+"),
        ("Phường Cam Đường", "Phường Cam Đường+", "Phường Cam Đường+"),
        ("Xã Cam Đường", "Xã Cam Đường", "Xã Cam Đường"),
    ],
)
def test_of_namesakes_the_one_of_the_day_is_meant(
    text: str, then: str, now: str, db: sqlite3.Connection
) -> None:
    assert [located(db, text, day)[1] for day in (THEN, NOW)] == [[then], [now]]


def test_a_bare_name_is_that_of_the_wider_unit(db: sqlite3.Connection) -> None:
    assert located(db, "Bát Xát", THEN) == ("Huyện Bát Xát", [], [])  # and its town
    assert located(db, "Lào Cai", THEN) == ("", [], [])  # the province, of which nothing is kept
    with refusal("place.ambiguous", BadValue, value="xã Võ Lao"):  # on no day that is known
        located(db, "xã Võ Lao", None)


@pytest.mark.parametrize(
    ("text", "communes", "passed"),
    [
        ("Thôn Tân Hồng, xã Bản Qua, huyện Bát Xát", ["Xã Bản Qua"], ["Thôn Tân Hồng"]),
        ("Bản Phìn, xã Tả Phời", ["Xã Tả Phời"], ["Bản Phìn"]),
        ("Tổ 5, đường Hoàng Liên, phường Nam Cường", ["Phường Nam Cường"], None),
        ("KCN Tằng Loỏng", [], ["KCN Tằng Loỏng"]),
        ("Lô CN2, CCN Bắc Duyên Hải", [], ["Lô CN2", "CCN Bắc Duyên Hải"]),
    ],
)
def test_what_is_no_unit_is_named(
    text: str, communes: list[str], passed: list[str] | None, db: sqlite3.Connection
) -> None:
    found = located(db, text, THEN)
    assert found[1:] == (communes, ["Tổ 5", "đường Hoàng Liên"] if passed is None else passed)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("xã Võ Loa, huyện Văn Bàn", "Võ Lao"), ("Bản Qau, Bát Xát", "Bản Qua"), ("Sapa", "Sa Pa")],
)
def test_a_slip_is_refused_with_what_was_meant(
    text: str, meant: str, db: sqlite3.Connection
) -> None:
    with refusal("area.unknown", BadValue):
        located(db, text, THEN)
    with pytest.raises(BadValue) as caught:
        located(db, text, THEN)
    guess = caught.value.message.values["guess"]
    assert guess.values == {"word": meant}  # type: ignore[attr-defined]
