"""Names: what is accepted, and the keys that compare, find and sort them."""

from __future__ import annotations

import itertools
import re
import string
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zone_tracker.errors import BadValue
from zone_tracker.vietnamese.text import (
    clean,
    identity_key,
    search_key,
    show_hidden,
    slug,
    sort_key,
    split_phase,
)

KCN = ("KCN", "Khu công nghiệp")

# Old and new communes of Lào Cai, zones and clusters, as the official lists write them.
_NAMES = """
Phường Bình Minh|Phường Bắc Cường|Phường Bắc Lệnh|Phường Cầu Mây|Phường Cốc Lếu|Phường Duyên Hải
Phường Hàm Rồng|Phường Kim Tân|Phường Lào Cai|Phường Nam Cường|Phường Phan Si Păng|Phường Pom Hán
Phường Sa Pa|Phường Sa Pả|Phường Xuân Tăng|Phường Ô Quý Hồ|Thị trấn Bát Xát|Thị trấn Bắc Hà
Thị trấn Khánh Yên|Thị trấn Mường Khương|Thị trấn N.T Phong Hải|Thị trấn Phố Lu|Thị trấn Phố Ràng
Thị trấn Si Ma Cai|Thị trấn Tằng Loỏng|Xã A Lù|Xã A Mú Sung|Xã Bản Cái|Xã Bản Cầm|Xã Bản Hồ
Xã Bản Liền|Xã Bản Lầu|Xã Bản Mế|Xã Bản Phiệt|Xã Bản Phố|Xã Bản Qua|Xã Bản Sen|Xã Bản Vược
Xã Bản Xèo|Xã Bảo Hà|Xã Bảo Nhai|Xã Bảo Thắng|Xã Bảo Yên|Xã Cam Cọn|Xã Cam Đường|Xã Cao Sơn
Xã Chiềng Ken|Xã Cán Cấu|Xã Cốc Ly|Xã Cốc Lầu|Xã Cốc Mỳ|Xã Cốc San|Xã Dìn Chin|Xã Dương Quỳ
Xã Dần Thàng|Xã Dền Sáng|Xã Dền Thàng|Xã Gia Phú|Xã Hoà Mạc|Xã Hòa Mạc|Xã Hoàng Liên
Xã Hoàng Thu Phố|Xã Hợp Thành|Xã Khánh Yên Hạ|Xã Khánh Yên Thượng|Xã Khánh Yên Trung|Xã Kim Sơn
Xã La Pan Tẩn|Xã Liêm Phú|Xã Liên Minh|Xã Làng Giàng|Xã Lùng Cải|Xã Lùng Khấu Nhin|Xã Lùng Phình
Xã Lùng Thẩn|Xã Lùng Vai|Xã Lương Sơn|Xã Minh Lương|Xã Mường Bo|Xã Mường Hoa|Xã Mường Vi
Xã Na Hối|Xã Nghĩa Đô|Xã Ngũ Chỉ Sơn|Xã Nàn Sán|Xã Nàn Xín|Xã Nấm Lư|Xã Nậm Chạc|Xã Nậm Chảy
Xã Nậm Chầy|Xã Nậm Chày|Xã Nậm Khánh|Xã Nậm Lúc|Xã Nậm Mòn|Xã Nậm Mả|Xã Nậm Rạng|Xã Nậm Tha
Xã Nậm Xây|Xã Nậm Xé|Xã Nậm Đét|Xã Pa Cheo|Xã Pha Long|Xã Phong Niên|Xã Phìn Ngan|Xã Phú Nhuận
Xã Quan Hồ Thẩn|Xã Sàng Ma Sáo|Xã Sán Chải|Xã Sín Chéng|Xã Sơn Hà|Xã Sơn Hải|Xã Sơn Thuỷ
Xã Sơn Thủy|Xã Thanh Bình|Xã Thào Chư Phìn|Xã Thải Giàng Phố|Xã Thẩm Dương|Xã Thống Nhất
Xã Trung Lèng Hồ|Xã Trì Quang|Xã Trịnh Tường|Xã Tung Chung Phố|Xã Tân An|Xã Tân Thượng
Xã Tòng Sành|Xã Tả Củ Tỷ|Xã Tả Gia Khâu|Xã Tả Ngải Chồ|Xã Tả Phìn|Xã Tả Phời|Xã Tả Thàng
Xã Tả Van|Xã Tả Van Chư|Xã Việt Tiến|Xã Võ Lao|Xã Vĩnh Yên|Xã Vạn Hoà|Xã Vạn Hòa|Xã Xuân Hoà
Xã Y Tý|Xã Yên Sơn|Xã Điện Quan|Xã Đồng Tuyển|Huyện Văn Bàn|Huyện Bát Xát
KCN Bát Xát|KCN Bản Qua|KCN Bắc Duyên Hải|KCN Cam Cọn|KCN Cam Cọn (GĐ1)|KCN Cam Cọn (GĐ 2)
KCN Cốc Mỳ|KCN Cốc Mỳ - Trịnh Tường|KCN Cốc Mỳ-Trịnh Tường|KCN Cốc Mỳ – Trịnh Tường
KCN Tằng Loỏng|KCN Võ Lao|KCN Đông Phố Mới|CCN Bản Phung|CCN Bản Phùng|CCN Phố Ràng
CCN Phố Ràng 1|CCN Phú Xuân|CCN Phú Xuân 1|CCN Thống Nhất|CCN Thống Nhất 1|CCN Thống Nhất 10
CCN Thống Nhất 2|ccn thống nhất|CCN Sơn Mãn|Nhà máy tuyển quặng III Tam Đỉnh - Làng Phúng
"""
NAMES = _NAMES.strip().replace("\n", "|").split("|")

# (text as typed, text as stored)
CLEANED = [
    ("KCN Võ Lao", "KCN Võ Lao"),
    ("  KCN \u00a0 Võ\u2009Lao ", "KCN Võ Lao"),
    (unicodedata.normalize("NFD", "Tằng Loỏng"), "Tằng Loỏng"),
    ("Ðông Phố Mới", "Đông Phố Mới"),
    ("Cam Ðường, cao ðộ", "Cam Đường, cao độ"),
    ("Cốc Mỳ – Trịnh Tường", "Cốc Mỳ – Trịnh Tường"),
    ("Hà Khẩu (河口)", "Hà Khẩu (河口)"),
    ("Nhà máy β-caroten 5 μm", "Nhà máy β-caroten 5 μm"),
    ("Завод", "Завод"),
    ("m² ≥ 5 ½", "m² ≥ 5 ½"),
    ("", ""),
]

# (text, key of the refusal, code point, position from 1)
REFUSED = [
    ("KCN\nVõ Lao", "text-control", "U+000A", 4),
    ("Võ\tLao", "text-control", "U+0009", 3),
    ("\x1b[31mVõ Lao", "text-control", "U+001B", 1),
    ("Võ\x9bLao", "text-control", "U+009B", 3),
    ("Võ\u2028Lao", "text-control", "U+2028", 3),
    ("Võ\u202eLao", "text-bidi", "U+202E", 3),
    ("Võ\u2067Lao", "text-bidi", "U+2067", 3),
    ("Võ\u200eLao", "text-bidi", "U+200E", 3),
    ("Võ\u200bLao", "text-invisible", "U+200B", 3),
    ("Võ\u00adLao", "text-invisible", "U+00AD", 3),
    ("Võ\ufeffLao", "text-invisible", "U+FEFF", 3),
    ("\ufeffVõ Lao", "text-invisible", "U+FEFF", 1),
    ("Võ\u3164Lao", "text-invisible", "U+3164", 3),
    ("Võ\ufe0fLao", "text-invisible", "U+FE0F", 3),
    ("Võ\U000e0101Lao", "text-invisible", "U+E0101", 3),
    ("Võ\ud800Lao", "text-broken", "U+D800", 3),
    ("Võ\ue000Lao", "text-private", "U+E000", 3),
    ("Võ\u0378Lao", "text-unassigned", "U+0378", 3),
    ("V\ufffd Lao", "text-lost", "U+FFFD", 2),
    ("\u0421ốc Mỳ", "text-lookalike", "U+0421", 1),  # Cyrillic С
    ("Cốc Mỳ \u0410", "text-lookalike", "U+0410", 8),  # Cyrillic А
    ("K\u03a7N", "text-lookalike", "U+03A7", 2),  # Greek Χ
    ("ＫCN Võ Lao", "text-lookalike", "U+FF2B", 1),
]

# Each line: writings of one name.
ONE_KEY = [
    ["KCN Võ Lao", "Khu công nghiệp Võ Lao", "Võ Lao", "kcn võ lao", "KHU CÔNG NGHIỆP VÕ LAO"],
    [
        "Cốc Mỳ - Trịnh Tường",
        "Cốc Mỳ-Trịnh Tường",
        "Cốc Mỳ – Trịnh Tường",
        "Cốc Mỳ—Trịnh Tường",
        "Cốc Mỳ \u2212 Trịnh Tường",
        "Cốc Mỳ\u2011Trịnh Tường",
        "KCN Cốc Mỳ -Trịnh Tường",
        "CỐC MỲ\u00a0- TRỊNH TƯỜNG",
        unicodedata.normalize("NFD", "Cốc Mỳ - Trịnh Tường"),
    ],
    ["Tằng Loỏng", "Tằng Lỏong", "TẰNG LOỎNG"],
    ["Vạn Hoà", "Vạn Hòa", "VẠN HOÀ"],
    ["Sơn Thuỷ", "Sơn Thủy"],
    ["Ô Quý Hồ", "Ô Qúy Hồ"],
    ["Đông Phố Mới", "Ðông Phố Mới", "đông phố mới", "ðông phố mới"],
    ["KCN", "kcn"],
]

DIFFERENT_KEYS = [
    ("Thống Nhất", "Thống Nhất 1"),
    ("Phú Xuân 1", "Phú Xuân 11"),
    ("Bản 1 2", "Bản 12"),
    ("Bản Phung", "Bản Phùng"),
    ("Bản Phung", "Ban Phung"),
    ("Sa Pa", "Sa Pả"),
    ("Dông", "Đông"),
    ("Nậm Chầy", "Nậm Chày"),
    ("Hoà", "Hoá"),
    ("CCN Bắc Duyên Hải", "KCN Bắc Duyên Hải"),
    ("KCNVõ Lao", "KCN Võ Lao"),
]

PHASES = [
    ("KCN Cam Cọn (GĐ1)", "KCN Cam Cọn", "1"),
    ("KCN Võ Lao (GĐ 1)", "KCN Võ Lao", "1"),
    ("KCN Võ Lao giai đoạn I", "KCN Võ Lao", "1"),
    ("KCN Võ Lao - giai đoạn 2", "KCN Võ Lao", "2"),
    ("KCN Võ Lao – Giai Đoạn II", "KCN Võ Lao", "2"),
    ("KCN Võ Lao, GĐ III", "KCN Võ Lao", "3"),
    ("KCN Võ Lao [giai đoạn 01]", "KCN Võ Lao", "1"),
    ("KCN Võ Lao (giai đoạn IV) mở rộng", "KCN Võ Lao mở rộng", "4"),
    (unicodedata.normalize("NFD", "KCN Võ\u00a0Lao giai đoạn 10"), "KCN Võ Lao", "10"),
    ("Vo Lao zone phase 2", "Vo Lao zone", "2"),
    ("CCN Thống Nhất 1", "CCN Thống Nhất 1", None),
    ("Nhà máy tuyển quặng III", "Nhà máy tuyển quặng III", None),
    ("Đề án giai đoạn 2025-2030", "Đề án giai đoạn 2025-2030", None),
    ("Đề án giai đoạn 2030", "Đề án giai đoạn 2030", None),
    ("KCN A giai đoạn 1 và 2", "KCN A giai đoạn 1 và 2", None),
    ("  KCN  Võ Lao ", "KCN Võ Lao", None),
]

SEARCHED = [
    ("Đức Giang – Tằng Loỏng", "duc giang tang loong"),
    ("KCN Cam Cọn (GĐ1)", "kcn cam con gd1"),
    ("N.T Phong Hải", "n t phong hai"),
    ("100%", "100"),
    ("15,7 m²", "15 7 m2"),
    ("Ðông  Phố", "dong pho"),
    (unicodedata.normalize("NFD", "Ưu Đãi"), "uu dai"),
    ("–", ""),
]


@pytest.mark.parametrize(("typed", "stored"), CLEANED)
def test_clean_gives_the_stored_form(typed: str, stored: str) -> None:
    assert clean(typed) == stored


@pytest.mark.parametrize(("text", "key", "code", "position"), REFUSED)
def test_clean_refuses_naming_code_point_and_position(
    text: str, key: str, code: str, position: int
) -> None:
    with pytest.raises(BadValue) as raised:
        clean(text)
    message = raised.value.message
    assert (message.key, message.values["code"], message.values["position"]) == (
        key,
        code,
        position,
    )
    assert show_hidden(str(message.values["value"])) == message.values["value"]


@given(st.text())
def test_what_clean_accepts_is_stable_and_harmless(text: str) -> None:
    try:
        stored = clean(text)
    except BadValue:
        return
    assert clean(stored) == stored
    assert unicodedata.is_normalized("NFC", stored)
    assert show_hidden(stored) == stored


def test_the_quick_check_lets_nothing_pass_that_the_careful_one_refuses() -> None:
    for code in range(0x3000):
        character = chr(code)
        alone = unicodedata.category(character) in ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")
        if alone:
            with pytest.raises(BadValue):
                clean(f"a{character}b")


@pytest.mark.parametrize("writings", ONE_KEY)
def test_writings_of_one_name_have_one_identity(writings: list[str]) -> None:
    assert len({identity_key(name, KCN) for name in writings}) == 1


@pytest.mark.parametrize(("one", "other"), DIFFERENT_KEYS)
def test_different_names_keep_different_identities(one: str, other: str) -> None:
    assert identity_key(one, KCN) != identity_key(other, KCN)


def test_identity_of_a_name_without_prefixes_keeps_its_first_word() -> None:
    assert identity_key("KCN Võ Lao") == "kcn võ lao"
    assert identity_key("KCN Võ Lao", KCN) == "võ lao"


def test_real_names_differ_by_identity_unless_they_differ_in_writing_only() -> None:
    by_key: dict[str, list[str]] = {}
    for name in NAMES:
        by_key.setdefault(identity_key(name), []).append(name)
    assert sorted(names for names in by_key.values() if len(names) > 1) == [
        ["CCN Thống Nhất", "ccn thống nhất"],
        [
            "KCN Cốc Mỳ - Trịnh Tường",
            "KCN Cốc Mỳ-Trịnh Tường",
            "KCN Cốc Mỳ – Trịnh Tường",
        ],
        ["Xã Hoà Mạc", "Xã Hòa Mạc"],
        ["Xã Sơn Thuỷ", "Xã Sơn Thủy"],
        ["Xã Vạn Hoà", "Xã Vạn Hòa"],
    ]


@given(st.text())
def test_identity_does_not_depend_on_composition_and_is_stable(text: str) -> None:
    key = identity_key(text)
    assert identity_key(unicodedata.normalize("NFD", text)) == key
    assert identity_key(key) == key


@given(st.text(st.sampled_from("ab12 -–ốỏoòa")), st.text(st.sampled_from("ab12 -–ốỏoòa")))
def test_identity_never_merges_across_a_digit(one: str, other: str) -> None:
    if identity_key(one) == identity_key(other):
        assert re.findall("[0-9]+", one) == re.findall("[0-9]+", other)


@pytest.mark.parametrize(("name", "rest", "phase"), PHASES)
def test_split_phase(name: str, rest: str, phase: str | None) -> None:
    assert split_phase(name) == (rest, phase)


@pytest.mark.parametrize("name", ["KCN Võ Lao (GĐ1) giai đoạn 2", "KCN A giai đoạn 1, GĐ 2"])
def test_split_phase_refuses_two_phases(name: str) -> None:
    with pytest.raises(BadValue) as raised:
        split_phase(name)
    assert raised.value.message.key == "name-two-phases"


@pytest.mark.parametrize(("text", "key"), SEARCHED)
def test_search_key(text: str, key: str) -> None:
    assert search_key(text) == key


def test_slug_is_ascii_words_joined_by_hyphens() -> None:
    assert slug("KCN Cốc Mỳ – Trịnh Tường (GĐ1)") == "kcn-coc-my-trinh-tuong-gd1"
    assert slug("Hà Khẩu 河口") == "ha-khau"


def test_slug_refuses_what_has_no_letter_or_digit() -> None:
    with pytest.raises(BadValue) as raised:
        slug("河口 –")
    assert raised.value.message.key == "text-no-letters"


@given(st.text())
def test_search_key_and_slug_hold_their_alphabet(text: str) -> None:
    assert not set(search_key(text)) & set(string.punctuation)
    assert search_key(search_key(text)) == search_key(text)
    if any(character in string.ascii_lowercase for character in search_key(text)):
        assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", slug(text))


SHOWN = [
    ("KCN Võ Lao – 15,7 ha", "KCN Võ Lao – 15,7 ha"),
    ("\x1b]8;;http://x\x07", "<U+001B>]8;;http://x<U+0007>"),
    ("a\u202eb", "a<U+202E>b"),
    ("a\u200bb\ufeff", "a<U+200B>b<U+FEFF>"),
    ("a\x9bb", "a<U+009B>b"),
    ("a\ud800b", "a<U+D800>b"),
    ("a\nb\tc", "a<U+000A>b<U+0009>c"),
    ("a\u3164b\u034f", "a<U+3164>b<U+034F>"),
    ("a\u0378\ue000\U000e0041", "a<U+0378><U+E000><U+E0041>"),
    ("a\u00a0b", "a\u00a0b"),
]


@pytest.mark.parametrize(("text", "shown"), SHOWN)
def test_show_hidden(text: str, shown: str) -> None:
    assert show_hidden(text) == shown


@given(st.text(st.characters(codec=None)))
def test_shown_text_has_nothing_hidden_and_can_be_encoded(text: str) -> None:
    shown = show_hidden(text)
    assert show_hidden(shown) == shown
    assert shown.encode().decode() == shown  # no lone surrogate is left
    assert not any(unicodedata.category(character)[0] == "C" for character in shown)


def test_sort_key_puts_letters_before_tones_before_case() -> None:
    words = "a,A,à,ả,ã,á,ạ,ab,ă,ằ,â,ậ,b,d,đ,Đ,e,ê,i,o,ô,ơ,u,ư,ứ,y"
    assert ",".join(sorted(words.split(","), key=sort_key)) == words
    names = ["Bản 2", "Bản 10", "Ban-1", "Bản", "Ban A", "Bân", "bản"]
    assert sorted(names, key=sort_key) == [
        "bản",
        "Bản",
        "Bản 10",
        "Bản 2",
        "Ban A",
        "Ban-1",
        "Bân",
    ]


@given(st.text())
def test_sort_key_is_ascii_and_knows_no_composition(text: str) -> None:
    key = sort_key(text)
    assert key.isascii()
    assert key.isprintable()
    assert sort_key(unicodedata.normalize("NFD", text)) == key


def _collator() -> Any:
    icu = pytest.importorskip("icu", reason="PyICU, the oracle of Vietnamese order, is missing")
    return icu.Collator.createInstance(icu.Locale("vi"))


def _sign(difference: int) -> int:
    return (difference > 0) - (difference < 0)


def _ours(one: str, other: str) -> int:
    return (sort_key(one) > sort_key(other)) - (sort_key(one) < sort_key(other))


def test_real_names_sort_as_icu_sorts_them() -> None:
    collator = _collator()
    names = sorted(NAMES, key=collator.getSortKey)
    assert sorted(NAMES, key=sort_key) == names
    for one, other in itertools.pairwise(names):
        assert _ours(one, other) == _sign(collator.compare(one, other))


_LETTERS = "".join(
    sorted(
        {
            unicodedata.normalize("NFC", case + tone)
            for letter in "aăâbcdđeêghiklmnoôơpqrstuưvxy"
            for case in (letter, letter.upper())
            for tone in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
            if tone == "" or letter in "aăâeêioôơuưy"
        }
    )
)
_words = st.text(st.sampled_from(_LETTERS + "fjwz0123456789"), min_size=1, max_size=5)
_joined = st.lists(
    st.tuples(_words, st.sampled_from([" ", "-", " - ", " – ", " (", ") ", ", ", ". ", "/", ""])),
    min_size=1,
    max_size=4,
).map(lambda parts: " ".join("".join(word + sign for word, sign in parts).split()))


@given(_joined, _joined)
def test_written_words_sort_as_icu_sorts_them(one: str, other: str) -> None:
    assert _ours(one, other) == _sign(_collator().compare(one, other))


@given(_words, st.data())
def test_words_of_the_same_letters_sort_as_icu_sorts_them(word: str, data: st.DataObject) -> None:
    """Only tones and case differ, which random pairs of words almost never reach."""
    bare = "".join(_untoned(letter) for letter in word)
    one, other = (
        "".join(data.draw(st.sampled_from(_same_letter(letter))) for letter in bare)
        for _ in range(2)
    )
    assert _ours(one, other) == _sign(_collator().compare(one, other))


def _untoned(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    kept = "".join(mark for mark in parts if mark not in "\u0300\u0309\u0303\u0301\u0323")
    return unicodedata.normalize("NFC", kept).lower()


def _same_letter(bare: str) -> list[str]:
    return [letter for letter in _LETTERS + "fjwz0123456789" if _untoned(letter) == bare]


def test_every_everyday_sign_sorts_as_icu_sorts_it() -> None:
    collator = _collator()
    signs = string.punctuation + "‐–—‘’“”«»§°±×÷≤≥−₫€ "
    for one, other in itertools.product(signs, repeat=2):
        assert _ours(f"a{one}b", f"a{other}b") == _sign(
            collator.compare(f"a{one}b", f"a{other}b")
        ), (one, other)
