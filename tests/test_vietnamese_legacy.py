"""Text from before Unicode: recognised only where it is, and converted letter by letter."""

from __future__ import annotations

import csv
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from zone_tracker.seeds import seed_folder
from zone_tracker.vietnamese import legacy
from zone_tracker.vietnamese.legacy import (
    from_tcvn3,
    is_beyond_tcvn3,
    is_syllable,
    legacy_of,
    looks_like_tcvn3,
    reads_as_tcvn3,
)

TABLE = Path(legacy.__file__).with_name("tcvn3.tsv")
SMALL = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"


def letters() -> dict[str, str]:
    """Each letter with the sign of Latin-1 that TCVN3 writes for it, from the table itself."""
    lines = TABLE.read_text("utf-8").splitlines()
    return {letter: chr(int(code, 16)) for code, letter in (line.split("\t") for line in lines)}


def as_tcvn3(text: str) -> str:
    """A text as it reads in Unicode when it was typed for a TCVN3 font."""
    known = letters()
    return "".join(known.get(letter, letter) for letter in text)


def as_windows_1258(text: str) -> bytes:
    """A text as Windows in Vietnamese wrote it, tones after their letters."""
    written = b""
    for letter in unicodedata.normalize("NFC", text):
        try:
            written += letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            tone = next(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
            bare = unicodedata.normalize("NFC", parts.replace(tone, ""))
            written += (bare + tone).encode("cp1258")
    return written


def names() -> list[str]:
    """The names of the record: Vietnamese text as it occurs."""
    found = []
    for sheet in ("zones", "clusters", "projects", "areas", "sources"):
        with (seed_folder() / f"{sheet}.csv").open(encoding="utf-8", newline="") as stream:
            found += [row.get("name") or row.get("title", "") for row in csv.DictReader(stream)]
    return [unicodedata.normalize("NFC", name) for name in found if name]


# --- Conversion ---


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Khu c«ng nghiÖp", "Khu công nghiệp"),
        ("tû ®ång", "tỷ đồng"),
        ("8,5 tû ®ång/n¨m", "8,5 tỷ đồng/năm"),
        ("Cèc Mú - TrÞnh T­êng", "Cốc Mỳ - Trịnh Tường"),
        ("§¾k L¾k", "Đắk Lắk"),
        ("TØNH LµO CAI", "TỈNH LÀO CAI"),
        ("Hµ", "Hà"),
        ("DiÖn tÝch (m²), 30°C", "Diện tích (m²), 30°C"),
        ("10×20 m", "10×20 m"),
        ("KCN A°", "KCN À"),
        ("100 ®", "100 đ"),
        ("ascii only", "ascii only"),
        ("", ""),
    ],
)
def test_tcvn3_is_converted_letter_by_letter(written: str, meant: str) -> None:
    assert from_tcvn3(written) == meant


def test_every_small_letter_has_its_place() -> None:
    words = " ".join(f"x{letter}" for letter in SMALL)
    assert from_tcvn3(as_tcvn3(words)) == words
    assert sorted({chr(code) for code in range(0x80, 0x100)}) == sorted(letters().values())


@given(st.text(st.sampled_from(SMALL + "bcdghklmnpqrstvx ,.-0123456789"), max_size=30))
def test_text_in_small_letters_comes_back_whole(text: str) -> None:
    assume(not {"ã", "ì"} & set(re.findall(r"[^\W\d]+", text)))  # alone they are the signs · and ×
    assert from_tcvn3(as_tcvn3(text)) == text


@given(st.text())
def test_whatever_the_text_nothing_breaks(text: str) -> None:
    from_tcvn3(text)
    looks_like_tcvn3(text)
    reads_as_tcvn3(text)
    is_syllable(text)


# --- Recognition ---


@pytest.mark.parametrize(
    "text",
    [
        *("Khu c«ng nghiÖp", "tû ®ång", "Lµo Cai", "B¶n Qua", "Cèc Mú - TrÞnh T­êng", "V¨n Bµn"),
        *("8,5 tû ®ång", "Së C«ng Th­¬ng", "§¾k L¾k", "C«ng ty TNHH Müller – Lµo Cai"),
    ],
)
def test_tcvn3_is_recognised(text: str) -> None:
    assert looks_like_tcvn3(text)


@pytest.mark.parametrize(
    "text",
    [
        *("Müller GmbH", "Citroën", "São Paulo", "España", "Straße", "Kraków", "für", "Škoda"),
        *("5 µm", "m²", "N·m", "kW·h", "10×20", "30°C", "1½", "§ 5", "£5", "© 2024", "ABC©2024"),
        *("Bosch®", "«Nam Á»", "«công ty» ABC", "¡No!", "Nº 5", "Ðông Á", "VÕ LAO", "dài×rộng"),
        *("Hòa Bình", "bé", "cong\u00adty", "", "KCN"),
    ],
)
def test_other_text_is_not_taken_for_tcvn3(text: str) -> None:
    assert not looks_like_tcvn3(text)


def test_no_name_of_the_record_is_taken_for_tcvn3_and_most_are_in_it() -> None:
    told = names()
    assert len(told) > 100
    assert [name for name in told if looks_like_tcvn3(name)] == []
    assert [name for name in told if reads_as_tcvn3(name)] == []
    marked = [name for name in told if not name.isascii()]
    found = [name for name in marked if looks_like_tcvn3(as_tcvn3(name))]
    assert len(found) > 0.75 * len(marked)


def test_text_beside_tcvn3_is_told_by_letters_that_vietnamese_has_not() -> None:
    assert reads_as_tcvn3("tû")
    assert not reads_as_tcvn3("bé")
    assert not reads_as_tcvn3("Müller")
    assert not reads_as_tcvn3("tỷ ®ång")


def test_letters_beyond_latin_1_are_no_tcvn3() -> None:
    assert is_beyond_tcvn3("Cốc Mỳ")
    assert is_beyond_tcvn3("a\u0301")
    assert not is_beyond_tcvn3("Hà – m²")
    assert not is_beyond_tcvn3("KCN")


@pytest.mark.parametrize("word", ["nghiệp", "Quỳ", "giường", "ỷ", "khuya", "Uyên", "Kạn", "xoong"])
def test_a_syllable_is_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["Müller", "grün", "áá", "ngx", "strong", "oằ", "gê", "", "ab"])
def test_what_is_no_syllable_is_known(word: str) -> None:
    assert not is_syllable(word)


# --- Bytes ---

SENTENCE = "Khu công nghiệp Võ Lao, huyện Văn Bàn, tỉnh Lào Cai"


def test_bytes_are_told_apart() -> None:
    assert legacy_of(as_tcvn3(SENTENCE).encode("latin-1")) == "tcvn3"
    assert legacy_of(as_windows_1258(SENTENCE)) == "windows-1258"


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"ascii", "Võ Lao".encode("latin-1"), "Müller, für".encode("latin-1")),
        *(bytes(range(256)), "Đăng".encode("shift_jis", "replace"), b"\xff\xfe\x00"),
    ],
)
def test_bytes_that_show_neither_are_left_open(content: bytes) -> None:
    assert legacy_of(content) is None


@given(st.binary(max_size=200))
def test_any_bytes_have_an_answer(content: bytes) -> None:
    assert legacy_of(content) in (None, "tcvn3", "windows-1258")


def test_the_names_of_the_record_are_told_apart_as_bytes() -> None:
    text = "\n".join(names())
    assert legacy_of(as_tcvn3(text).encode("latin-1", "replace")) == "tcvn3"
    assert legacy_of(as_windows_1258(text)) == "windows-1258"
