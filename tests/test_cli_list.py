"""Lists asked for by condition, order, columns and number: what holds, what is not known."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import RECORD, Result, Run, made_in, run_here
from zone_tracker.vietnamese.dates import parse_date
from zone_tracker.writers import WRITERS

FILES = {
    "areas": "code,level,name\n1,district,Huyện Bát Xát\n2,district,Thị xã Sa Pa\n",
    "zones": "code,name\nkcn-mot,KCN Một\n",
    "projects": """code,name,district,within,investor,stage,on,capital,area,labour,source,note
da-a,Nhà máy A,Bát Xát,kcn-mot,Công ty Nexus,operating,15/6/2023,100 tỷ,10 ha,1.000 người,QĐ 1,
da-b,Nhà máy B,Bát Xát,,NEXUS Việt,under-construction,2024,80 triệu USD,"99,5 ha",999,QĐ 2,Kêu gọi
da-c,Ô tô C,Sa Pa,,Hãng Ô Tô,approved,quý III/2024,99 tỷ,200-500 ha,,,
da-d,Đá D,,,,called-for,đến 5/2023,khoảng 101 tỷ,,,QĐ 1,
da-e,Ế E,Sa Pa,,,,,,,,,
da-f,Xưởng F,,,,under-construction,2022,,,,QĐ 2,
da-g,Xưởng G,,,,approved,2020,,,,QĐ 2,
""",
    "milestones": """subject,act,date,source
da-a,blocked,1/1/2024,QĐ 1
da-b,late,1/1/2024,QĐ 1
da-f,suspended,1/3/2023,QĐ 2
da-g,withdrawn,1/3/2021,QĐ 2
""",
}
"""A plain one (a), dollars (b), a range (c), an open date (d), nothing known (e), suspended (f),
ended (g); in Vietnamese order d e a b c f g."""

Build = Callable[[Path], None]


def built(folder: Path, build: Build) -> Path:
    """A database made once, in a world of its own."""
    with made_in(folder) as path:
        assert run_here("init", "--empty").code == 0
        build(folder)
    return path


def take(kind: str, text: str) -> None:
    """Import a sheet."""
    Path(f"{kind}.csv").write_text(text, encoding="utf-8")
    done = run_here("import", f"{kind}.csv", "--kind", kind)
    assert done.code == 0, done.err


@pytest.fixture(scope="module")
def seven(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of seven projects, each odd in its own way."""

    def build(_: Path) -> None:
        for kind, text in FILES.items():
            take(kind, text)

    return built(tmp_path_factory.mktemp("seven"), build)


@pytest.fixture
def projects(seven: Path, workplace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the seven projects, which commands use when they name no other."""
    shutil.copy(seven, workplace / RECORD)
    monkeypatch.setenv("ZONE_TRACKER_DB", RECORD)
    return workplace / RECORD


def letters(told: Any) -> str:
    """The projects of a list, by the last letter of their codes."""
    return "".join(subject["code"][-1] for subject in told)


def listed(run: Run, *words: str) -> str:
    return letters(run("project", "list", *words, "--format", "json").json())


CONDITIONS = (
    ("stage=approved", "c", 1),
    ("stage!=approved", "dabfg", 1),
    ("stage=suspended", "f", 1),
    ("stage = Nhà đầu tư rút", "g", 1),
    ("stage>=land-clearance", "abf", 1),
    ("stage≥land-clearance", "abf", 1),
    ("giai đoạn >= đang giải phóng mặt bằng", "abf", 1),
    ("stage>approved", "abf", 1),
    ("stage<under-construction", "dc", 1),
    ("stage<=approved", "dc", 1),
    ("stage>=called-for", "dabcf", 1),
    ("stage=none", "e", 0),
    ("stage=chưa có", "e", 0),
    ("stage!=none", "dabcfg", 0),
    ("stage_since<2024", "dafg", 1),
    ("stage_since<1/7/2024", "dafg", 2),
    ("stage_since<=31/12/2024", "dabcfg", 1),
    ("stage_since<=30/6/2024", "dafg", 2),
    ("stage_since>=1/7/2024", "c", 2),
    ("stage_since>30/6/2024", "c", 2),
    ("từ>=2023", "abcf", 2),
    ("stage_since>2022", "abcf", 2),
    ("stage_since=2024", "bc", 1),
    ("stage_since=quý III/2024", "c", 2),
    ("stage_since!=2024", "dafg", 1),
    ("stage_since≠2024", "dafg", 1),
    ("stage_since=none", "e", 0),
    ("capital>=100 tỷ", "da", 4),
    ("vốn>=100 tỷ đồng", "da", 4),
    ("capital-registered>=100 tỷ", "da", 4),
    ("Vốn đăng ký>=100 tỷ", "da", 4),
    ("capital>100 tỷ", "d", 4),
    ("capital<100000 triệu đồng", "c", 4),
    ("capital<=100 tỷ", "ac", 4),
    ("capital=100 tỷ", "a", 4),
    ("capital!=100 tỷ", "dc", 4),
    ("capital>=5 triệu USD", "b", 6),
    ("capital<5 triệu USD", "", 6),
    ("capital=none", "efg", 0),
    ("capital!=none", "dabc", 0),
    ("area<100 ha", "ab", 4),
    ("area>=200 ha", "c", 4),
    ("area>300 ha", "", 5),
    ("area<=995000 m2", "ab", 4),
    ("diện tích=99,5 ha", "b", 4),
    ("labour>=1000 người", "a", 5),
    ("lao động<1000 người", "b", 5),
    ("area-leased>1 ha", "", 7),
    ("tỷ lệ lấp đầy=none", "deabcfg", 0),
    ("health=blocked", "a", 5),
    ("health!=blocked", "b", 5),
    ("tình trạng=chậm", "b", 5),
    ("health=cham tien do", "b", 5),
    ("stage=van hanh thu", "", 1),
    ("district=bat xat", "ab", 3),
    ("within=mot", "a", 6),
    ("health=none", "decfg", 0),
    ("district=Bát Xát", "ab", 3),
    ("huyện!=Bát Xát", "ec", 3),
    ("district=none", "dfg", 0),
    ("within=kcn-mot", "a", 6),
    ("in=KCN Một", "a", 6),
    ("within!=none", "a", 0),
    ("sector=none", "deabcfg", 0),
    ("investor~nexus", "ab", 4),
    ("investor~O TO", "c", 4),
    ("investor=công ty nexus", "a", 4),
    ("investor!=Công ty Nexus", "bc", 4),
    ("investor=none", "defg", 0),
    ("name~nha may", "ab", 0),
    ("tên~máy", "ab", 0),
    ("name=Dự án Nhà máy A", "a", 0),
    ("name!=nhà máy a", "debcfg", 0),
    ("code=da-a", "a", 0),
    ("code~a-b", "b", 0),
    ("note~keu goi", "b", 6),
    ("note=kêu gọi", "b", 6),
    ("certificate=none", "deabcfg", 0),
    ("source=none", "ec", 0),
    ("source!=none", "dabfg", 0),
    ("source~qd 1", "dab", 2),
    ("source=QĐ 2", "bfg", 2),
    ("source!=QĐ 2", "da", 2),
)
"""A condition, what fulfils it, and of how many it is not known."""


@pytest.mark.parametrize(("condition", "holds", "unknown"), CONDITIONS)
def test_a_condition(condition: str, holds: str, unknown: int, run: Run, projects: Path) -> None:
    assert listed(run, "--where", condition) == holds
    table = run("project", "list", "--where", condition)
    assert (table.code, table.err) == (0, "")
    left_out = f"\n{unknown} đối tượng không xét được"
    assert (left_out in table.out) == (unknown > 0)


def test_conditions_must_all_hold_and_what_fails_one_is_not_called_unknown(
    run: Run, projects: Path
) -> None:
    words = ("--where", "district=Bát Xát", "--where", "capital>=100 tỷ")
    assert listed(run, *words) == "a"
    # b, d, f, g may be; c and e lie in another district
    assert "\n4 đối tượng không xét được" in run("project", "list", *words).out
    within = ("--district", "Bát Xát", "--where", "capital>=100 tỷ")
    assert "\n1 đối tượng không xét được" in run("project", "list", *within).out
    staged = ("--stage", "approved", "--where", "capital>=100 tỷ")
    assert "không xét được" not in run("project", "list", *staged).out


def test_a_condition_looks_at_the_day_asked_for(run: Run, projects: Path) -> None:
    for day, holds in (("2021", ""), ("2022", "f"), ("2023", "af"), ("2024", "abf")):
        assert listed(run, "--where", "stage>=land-clearance", "--as-of", day) == holds
    assert listed(run, "--where", "capital>=1 tỷ", "--as-of", "2023") == "da"
    assert listed(run, "--where", "health=late", "--as-of", "2023") == ""


REFUSED = (
    ("abc", "không đọc được điều kiện", "stage>=land-clearance"),
    ("stage>=", "không đọc được điều kiện"),
    ("=5", "không đọc được điều kiện"),
    ("stag=approved", 'không có cột hay chỉ tiêu "stag"; ý bạn là "stage"?', "occupancy"),
    ("zzzz=1", "investor, investor_country, certificate, source, note"),
    ("stage~approved", 'dấu "~"', "=, !=, <, <=, >, >=", "stage>=land-clearance"),
    ("investor>nexus", 'dấu ">"', "=, !=, ~", "investor~nexus"),
    ("capital~5 tỷ", "capital>=100 tỷ"),
    ("stage=xyz", '"xyz" không phải là giai đoạn'),
    ("stage=blocked", "không phải là một giai đoạn", "Đã đi vào hoạt động"),
    ("stage>=suspended", "chỉ dùng = và !="),
    ("stage_since<mai", "mai"),
    ("stage_since<đến 2023", "không có ngày đầu"),
    ("capital>=100", "chưa ghi đơn vị", "triệu USD"),
    ("capital>=100 ha", "ha"),
    ("area>khoảng 5 ha", "không phải là một con số chính xác"),
    ("area=200-500 ha", "không phải là một con số chính xác"),
    ("area<>5 ha", "không phải là một con số chính xác"),
    ("health=bad", "blocked"),
    ("district=Xyz", "Huyện Bát Xát"),
    ("within=Xyz", "KCN Một"),
    ("sector=Xyz", "Xyz"),
    ("name~!!", "không có chữ hay số nào"),
    ("name~a\u202eb", "U+202E"),
)


@pytest.mark.parametrize(("condition", "says"), [(c, says) for c, *says in REFUSED])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_condition_that_cannot_be_read(
    condition: str, says: list[str], lang: str, run: Run, projects: Path
) -> None:
    result = run("project", "list", "--where", condition, lang=lang)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith('--where "')
    if lang == "vi":
        for words in says:
            assert words in result.err


@pytest.mark.parametrize("stage", ["blocked", "adjusted", "điều chỉnh", "returned"])
def test_a_list_is_not_asked_for_a_stage_at_which_nothing_stands(
    stage: str, run: Run, projects: Path
) -> None:
    told = run("project", "list", "--stage", stage)
    assert (told.code, told.out) == (1, "")
    asked = run("project", "list", "--where", f"stage={stage}")
    assert told.err.removeprefix("--stage") == asked.err.removeprefix(f'--where "stage={stage}"')


def test_every_wrong_option_is_named_at_once(run: Run, projects: Path) -> None:
    words = ("--where", "abc", "--where", "x=1", "--sort", "nam", "--district", "Xyz")
    result = run("project", "list", *words)
    assert result.code == 1
    begins = [line.split(":")[0] for line in result.err.splitlines()]
    assert begins == ["--district", "--sort", '--where "abc"', '--where "x=1"']
    assert 'ý bạn là "name"?' in result.err


ORDERS = (
    ("name", "deabcfg"),
    ("-name", "gfcbaed"),
    ("code", "abcdefg"),
    ("-code", "gfedcba"),
    ("stage", "dcbfage"),
    ("-stage", "gafbcde"),
    ("stage_since", "gfdacbe"),
    ("-stage_since", "bcadfge"),
    ("district", "abecdfg"),
    ("-district,-name", "cebagfd"),
    ("health", "badecfg"),
    ("within", "adebcfg"),
    ("investor", "acbdefg"),
    ("area_m2", "abcdefg"),
    ("-area_m2", "cbadefg"),
    ("capital_vnd", "cadebfg"),
    ("-capital_vnd", "dacebfg"),
    ("capital_usd_cents", "bdeacfg"),
    (" -stage , name ", "gafbcde"),
)


@pytest.mark.parametrize(("keys", "order"), ORDERS)
def test_an_order_has_the_unknown_last(keys: str, order: str, run: Run, projects: Path) -> None:
    assert listed(run, "--sort", keys) == order
    for count in (1, 3, 7, 9):
        assert listed(run, "--sort", keys, "--limit", str(count)) == order[:count]


@pytest.mark.parametrize("option", ["--sort", "--columns"])
@pytest.mark.parametrize("keys", ["capital", "name,,code", "", "--name", "name;code"])
def test_an_unknown_column_is_refused_with_the_list(
    option: str, keys: str, run: Run, projects: Path
) -> None:
    result = run("project", "list", f"{option}={keys}")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(f"{option}: ")
    assert not keys or "area_m2, capital_vnd, capital_usd_cents" in result.err


def test_columns_are_written_in_the_order_asked_for(run: Run, projects: Path) -> None:
    words = ("project", "list", "--columns", "capital_vnd,code,stage", "--limit", "2")
    assert run(*words, "--format", "tsv").out == (
        "capital_vnd\tcode\tstage\n101000000000\tda-d\tcalled-for\n\tda-e\t\n"
    )
    assert run(*words, "--format", "csv").out == (
        "capital_vnd,code,stage\n101000000000,da-d,called-for\n,da-e,\n"
    )
    rows = [
        {"capital_vnd": 101000000000, "code": "da-d", "stage": "called-for"},
        {"capital_vnd": None, "code": "da-e", "stage": None},
    ]
    assert run(*words, "--format", "json").json() == rows
    lines = run(*words, "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == rows
    table = run(*words).out.splitlines()
    assert [word for word in table[1].split("  ") if word] == [
        *(" Vốn đăng ký (VND)", "Mã", "Giai đoạn"),
    ]
    assert table[3].split()[:3] == ["khoảng", "101", "tỷ"]
    assert table[-1] == "Hiện 2 trong 7; xem tất cả: --limit 0"
    narrow = run("project", "list", "--columns", "investor,within,code", terminal=40)
    assert "Nhà đầu tư" in narrow.out  # asked for, so shown on any screen


@pytest.mark.parametrize("format", WRITERS)
def test_every_format_takes_every_option(format: str, run: Run, projects: Path) -> None:
    result = run(
        *("project", "list", "--where", "stage>=approved", "--sort=-capital_vnd"),
        *("--columns", "code,capital_vnd", "--limit", "2", "--format", format),
    )
    assert (result.code, result.err) == (0, "")
    people = format in ("table", "md", "html")
    assert result.out.index("da-a") < result.out.index("da-c")
    assert ("da-b" in result.out, "Hiện 2 trong 4" in result.out) == (False, people)


# --- A first page for a person ---


@pytest.fixture
def sixty(projects: Path, run: Run) -> None:
    rows = "".join(f"da-x{n},Mỏ số {n:02}\n" for n in range(60))
    take("projects", f"code,name\n{rows}")


@pytest.mark.usefixtures("sixty")
def test_a_person_gets_a_first_page_and_a_pipe_everything(run: Run) -> None:
    def rows(result: Result) -> int:
        assert (result.code, result.err) == (0, "")
        return sum("da-" in line for line in result.out.splitlines())

    page = run("project", "list", "--no-color", terminal=100)
    assert rows(page) == 50
    assert page.out.splitlines()[-1] == "Hiện 50 trong 67; xem tất cả: --limit 0"
    assert rows(run("project", "list", "--limit", "0", terminal=100)) == 67
    assert rows(run("project", "list", "--limit", "60", terminal=100)) == 60
    assert rows(run("project", "list", "--where", "stage!=none", terminal=100)) == 6
    assert rows(run("project", "list", "--format", "tsv", terminal=100)) == 67
    assert rows(run("project", "list")) == 67
    assert rows(run("project", "list", "--limit", "10")) == 10
    assert run("project", "list", "-o", "all.txt", terminal=100).code == 0
    assert Path("all.txt").read_text("utf-8").count("da-") == 67


# --- The same as a plain filter over what machines get ---

OPERATORS: dict[str, Callable[[int, int], bool]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
FIGURES = (
    ("capital", "capital_vnd", "tỷ", 10**9),
    ("capital", "capital_usd_cents", "triệu USD", 10**8),
    ("area", "area_m2", "ha", 10**4),
)
"""A field, the column of machines that has its figures, a unit and how many base units it is."""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of 90 projects whose figures are near each other, and some without."""

    def build(_: Path) -> None:
        lines = ["code,name,stage,on,capital,area"]
        for n in range(90):
            capital = ("", f"{n % 12} tỷ", f"{n % 12} triệu USD")[n % 3]
            area = f"{n % 11} ha" if n % 4 else ""
            on = (f"{1 + n % 28}/{1 + n % 12}/{2022 + n % 4}", f"quý III/{2022 + n % 4}", "2024")
            lines.append(f"da-{n},Nhà {n},{STAGES[n % 5]},{on[n % 3]},{capital},{area}")
        take("projects", "\n".join(lines))

    return built(tmp_path_factory.mktemp("many"), build)


STAGES = ("called-for", "approved", "land-clearance", "under-construction", "operating")


def codes(many: Path, *words: str) -> list[str]:
    told = run_here("project", "list", *words, "--format", "json", "--db", str(many)).json()
    return [subject["code"] for subject in told]


@cache
def everything(many: Path) -> Any:
    return run_here("project", "list", "--format", "json", "--db", str(many)).json()


@settings(max_examples=30)
@given(st.data())
def test_conditions_on_figures_agree_with_a_plain_filter(many: Path, data: st.DataObject) -> None:
    chosen = data.draw(
        st.lists(
            st.tuples(
                st.sampled_from(FIGURES), st.sampled_from(list(OPERATORS)), st.integers(0, 13)
            ),
            min_size=1,
            max_size=3,
        )
    )
    words: list[str] = []
    expected = everything(many)
    for (field, column, unit, scale), operator, amount in chosen:
        words += ["--where", f"{field}{operator}{amount} {unit}"]
        expected = [
            subject
            for subject in expected
            if subject[column] is not None and OPERATORS[operator](subject[column], amount * scale)
        ]
    assert codes(many, *words) == [subject["code"] for subject in expected]


@settings(max_examples=30)
@given(
    st.sampled_from(list(OPERATORS)),
    st.sampled_from(["2023", "2024", "quý III/2024", "15/8/2024", "1/7/2023", "31/12/2024"]),
)
def test_conditions_on_dates_agree_with_a_plain_filter(
    many: Path, operator: str, text: str
) -> None:
    asked = parse_date(text)
    first, last = str(asked.date_from), asked.date_to

    def holds(since: str) -> bool:
        low, high = str(parse_date(since).date_from), parse_date(since).date_to
        return {
            "<": high < first,
            "<=": high <= last,
            ">": low > last,
            ">=": low >= first,
            "=": first <= low and high <= last,
            "!=": high < first or low > last,
        }[operator]

    expected = [each["code"] for each in everything(many) if holds(each["stage_since"])]
    assert codes(many, "--where", f"stage_since{operator}{text}") == expected


@settings(max_examples=20)
@given(
    st.sampled_from([keys for keys, _ in ORDERS]),
    st.sampled_from(["", "stage>=approved", "capital>=3 tỷ", "stage_since<2024"]),
    st.integers(1, 95),
)
def test_a_page_is_the_beginning_of_the_whole_list(
    many: Path, keys: str, condition: str, count: int
) -> None:
    words = ["--sort", keys, *(["--where", condition] if condition else [])]
    whole = codes(many, *words)
    assert codes(many, *words, "--limit", str(count)) == whole[:count]


@pytest.mark.usefixtures("record")
def test_the_figure_of_a_phase_is_not_that_of_the_whole(run: Run) -> None:
    run("project", "add", "Nhà máy Hai Kỳ", "--stage", "registered", "--on", "2023")
    for phase, capital in (("1", "1.000 tỷ đồng"), ("2", "200 tỷ đồng")):
        told = ("--capital", capital, "--phase", phase, "--on", f"202{phase}")
        assert run("project", "update", "hai-ky", *told).code == 0
    (project,) = run("project", "list", "--text", "hai ky", "--format", "json").json()
    assert project["capital_vnd"] is None
    run("project", "update", "hai-ky", "--capital", "1.200 tỷ đồng", "--on", "2022")
    (project,) = run("project", "list", "--text", "hai ky", "--format", "json").json()
    assert project["capital_vnd"] == 1_200 * 10**9
