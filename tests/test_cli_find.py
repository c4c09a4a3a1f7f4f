"""Looking for a text in everything: where it stands, in which order, with which words around it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Run
from test_cli_list import projects, seven, take
from zone_tracker.reports.find import AROUND, excerpt
from zone_tracker.vietnamese.text import search_key
from zone_tracker.writers import WRITERS

__all__ = ["projects", "seven"]  # fixtures

LONG = " ".join(["trước"] * 30 + ["Thạch-Anh"] + ["sau"] * 30)
MORE = {
    "sources": 'code,title,number,publisher,note\nbao-1,Báo cáo Đá vôi,"12/QĐ-ĐV",Sở Đá,xem đá\n',
    "sectors": "code,name_vi,name_en\nda-quy,Đá quý,Gemstones\n",
    "projects": f"""code,name,investor,note,certificate
da-x,Mỏ Đa Đá,Công ty Da,{LONG},GCN-77
da-y,Đà Nẵng,,,
da-z,Sân Đá,,,
""",
    "aliases": "subject,name\nda-x,Hòn Đá\n",
    "milestones": """subject,act,date,note,return_to,reason
da-x,operating,2023,ghi đá,,
da-x,returned,1/1/2024,,approved,thiếu đá vụn
""",
    "figures": "subject,measure,value,date,note\nda-x,labour,5 người,2023,đếm đá\n",
    "targets": "code,year,title_vi,title_en,note\nD1,2024,Khai thác đá,Quarry,đá gì\n",
    "readings": (
        "target,code,main,title_vi,title_en,count_by,kind,period,threshold\n"
        "D1,r,yes,Đếm,Count,any-act,project,2024,1\n"
    ),
}


@pytest.fixture
def stones(projects: Path, run: Run) -> None:
    """The seven projects, and stones in every text there is."""
    for kind, text in MORE.items():
        if kind == "readings":
            continue
        take(kind, text)


def found(run: Run, *words: str) -> list[tuple[str, str, str]]:
    told = run("find", *words, "--format", "json").json()
    return [(hit["kind"], hit["code"], hit["found_in"]) for hit in told]


@pytest.mark.usefixtures("stones")
def test_every_text_is_looked_through(run: Run) -> None:
    places = {(kind, place) for kind, _, place in found(run, "đá")}
    assert places >= {
        *(("project", "name"), ("project", "aliases")),
        *(("project", "reason"), ("project", "act_note"), ("project", "figure_note")),
        *(("source", "title"), ("source", "publisher"), ("source", "note")),
        *(("sector", "name"), ("sector", "code"), ("target", "title"), ("target", "note")),
    }
    assert found(run, "gemstone") == [("sector", "da-quy", "name_en")]
    assert found(run, "quarry") == [("target", "D1", "title_en")]
    assert found(run, "12/QĐ") == [("source", "bao-1", "number")]
    assert found(run, "12 qd dv") == [("source", "bao-1", "number")]
    assert found(run, "gcn 77") == [("project", "da-x", "certificate")]
    assert found(run, "HÃNG Ô") == [("project", "da-c", "investor")]
    assert found(run, "da-x") == [("project", "da-x", "code")]
    assert ("project", "da-x", "code") not in found(run, "da")  # every project has this prefix
    assert found(run, "d1") == [("target", "D1", "code")]
    assert found(run, "kcn-mot") == [("zone", "kcn-mot", "code"), ("zone", "kcn-mot", "name")]
    assert found(run, "sa pa") == [("area", "2", "name")]
    assert found(run, "thach anh") == [("project", "da-x", "note")]
    assert found(run, "không có ở đâu") == []


@pytest.mark.usefixtures("stones")
def test_the_exact_comes_first_and_one_thing_stays_together(run: Run) -> None:
    things = [code for _, code, _ in found(run, "Đá")]
    # begin so, with the accents ("Đá D", "Đá quý", the note "đá gì"), then without ("Đà Nẵng")
    assert list(dict.fromkeys(things))[:6] == ["da-d", "da-quy", "D1", "da-y", "da-x", "da-z"]
    together = [code for n, code in enumerate(things) if n == 0 or things[n - 1] != code]
    assert len(together) == len(set(together))
    names = [code for kind, code, place in found(run, "nha may") if place == "name"]
    assert names == ["da-a", "da-b"]


def test_the_exact_comes_first(run: Run, projects: Path) -> None:
    take("projects", "code,name\nda-1,Phú\nda-2,Phụ Lục\nda-3,Phú An\nda-4,An Phú\nda-5,Tophu\n")
    hits = [code for _, code, place in found(run, "phú") if place == "name"]
    assert hits == ["da-1", "da-3", "da-2", "da-4", "da-5"]


@pytest.mark.usefixtures("stones")
def test_people_see_what_it_is_of_once_and_the_words_around(run: Run) -> None:
    table = run("find", "thạch anh").out
    assert table.startswith('Tìm "thạch anh": 1 chỗ\n')
    assert "Ghi chú: … trước" in table
    assert "Thạch-Anh" in table
    assert table.rstrip().endswith("…")
    table = run("find", "nexus").out
    assert table.count("Nhà máy A") == 1
    both = run("find", "mot", lang="en").out.splitlines()
    assert both[0] == 'Looking for "mot": places found: 2'
    assert [line.split() for line in both[3:]] == [
        ["zone", "kcn-mot", "KCN", "Một", "Code"],
        ["Name"],
    ]


@pytest.mark.usefixtures("stones")
def test_a_limit_and_a_first_page(run: Run) -> None:
    take("projects", "code,name\n" + "".join(f"da-m{n},Đa {n}\n" for n in range(40)))
    whole = found(run, "a")
    assert len(whole) > 50
    assert found(run, "a", "--limit", "7") == whole[:7]
    page = run("find", "a", "--no-color", terminal=100)
    assert page.out.splitlines()[-1] == f"Hiện 50 trong {len(whole)}; xem tất cả: --limit 0"
    assert "--limit 0" not in run("find", "a", "--limit", "0", terminal=100).out
    assert "--limit 0" not in run("find", "a").out


@pytest.mark.parametrize("format", WRITERS)
@pytest.mark.usefixtures("stones")
def test_every_format(format: str, run: Run) -> None:
    result = run("find", "quarry", "--format", format)
    assert (result.code, result.err) == (0, "")
    assert "D1" in result.out
    nothing = run("find", "qqqq", "--format", format)
    assert (nothing.code, nothing.err) == (0, "")
    assert ("không thấy ở đâu" in nothing.out) == (format in ("table", "md", "html"))


@pytest.mark.parametrize("text", ["", "!!", "%", "_", "…"])
def test_a_text_without_letters_is_refused(text: str, run: Run, projects: Path) -> None:
    result = run("find", text)
    assert (result.code, result.out) == (1, "")
    assert "không có chữ hay số nào để tìm" in result.err


def test_signs_of_sql_mean_nothing(run: Run, projects: Path) -> None:
    assert found(run, "n%a") == []
    assert found(run, "n_a") == []
    assert found(run, "a' OR 1=1 --") == []


def test_the_seed_is_found_without_accents(run: Run, record: Path) -> None:
    kinds: dict[str, Any] = {}
    for kind, code, place in found(run, "vo lao"):
        kinds.setdefault(kind, (code, place))
    assert kinds["zone"][0] == "kcn-vo-lao"
    assert kinds["area"][1] == "name"
    assert {"zone", "area", "source"} <= set(kinds)
    assert found(run, "vo lao")[0][:2] == ("zone", "kcn-vo-lao")


# --- Excerpts ---

WORDS = st.lists(st.text(st.sampled_from("aáăđĐ bcx-.,/“1"), max_size=9), min_size=1, max_size=40)


@given(WORDS, st.data())
def test_an_excerpt_has_what_was_looked_for(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    folded = search_key(text)
    if not folded:
        return
    start = data.draw(st.integers(0, len(folded) - 1))
    end = data.draw(st.integers(start + 1, min(len(folded), start + 20)))
    key = folded[start:end].strip()
    if not key:
        return
    told = excerpt(text, key)
    assert key in search_key(told)
    assert len(told) <= AROUND + 4 + 2 * len(max(words, key=len)) + len(key)


def test_an_excerpt_is_cut_at_words() -> None:
    assert excerpt("một hai ba", "hai") == "một hai ba"
    told = excerpt(LONG, "thach anh")
    assert told.startswith("… trước ")
    assert told.endswith(" sau …")
    assert len(told) <= AROUND + 4
