"""The reports by name: what there is, who takes which option, the page for the meeting, maps."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import Run, made_in, run_here, spawn
from zone_tracker.cli.reports import OPTIONS, READ
from zone_tracker.importing.boundaries import outlines
from zone_tracker.reports.catalogue import REPORTS, made_by
from zone_tracker.wording import LANGUAGES, catalogue

Golden = Callable[[str, str], None]
DAY = ("--as-of", "31/12/2024")
pytestmark = pytest.mark.usefixtures("record")


# --- Which there are ---


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_explains_every_report(lang: str, run: Run, golden: Golden) -> None:
    golden(f"cli/report-list.{lang}.txt", run("report", "list", lang=lang).out)
    rows = run("report", "list", "--format", "json", lang=lang).json()
    assert [each["report"] for each in rows] == list(REPORTS)
    words = catalogue("en" if lang == "en" else "vi")
    assert [each["purpose"] for each in rows] == [words[f"help.report.{name}"] for name in REPORTS]


def test_the_list_needs_no_database(run: Run, workplace: Path) -> None:
    (workplace / "record.db").unlink()
    assert run("report", "list").code == 0


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_takes_the_options_that_its_function_has(name: str, run: Run) -> None:
    from inspect import signature

    function = made_by(name)
    assert set(REPORTS[name].options) == set(signature(function).parameters) - {"db", "as_of"}
    assert set(REPORTS[name].options) <= set(OPTIONS) == set(READ)
    for option in set(OPTIONS) - set(REPORTS[name].options):
        refused = run("report", name, f"--{option}", "2024", lang="en")
        assert (refused.code, refused.out) == (2, "")
        assert refused.err == (
            f"there is no option --{option}. See: zone-tracker report {name} --help\n"
        )


def test_names_complete_in_the_shell() -> None:
    typed = {"COMP_WORDS": "zone-tracker\nreport\nme", "COMP_CWORD": "2"}
    told = spawn(env={"_ZONE_TRACKER_COMPLETE": "complete_bash", **typed})
    assert (told.out.split(), told.err) == (["meeting"], "")


BEGINS = {
    "html": b"<!doctype html>",
    "xlsx": b"PK",
    "docx": b"PK",
    "pdf": b"%PDF",
    "png": b"\x89PNG",
    "md": "Tỉnh Lào Cai".encode(),
    "json": b"{",
}


@pytest.mark.parametrize("ending", BEGINS)
@pytest.mark.parametrize("name", ["overview", "meeting"])
def test_the_ending_chooses_the_writer(name: str, ending: str, run: Run, workplace: Path) -> None:
    told = run("report", name, *DAY, "-o", f"told.{ending}")
    assert (told.code, told.out, told.err) == (0, "", "")
    assert (workplace / f"told.{ending}").read_bytes().lower().startswith(BEGINS[ending].lower())


def test_a_report_goes_into_the_office_s_own_word_file(run: Run, workplace: Path) -> None:
    from docx import Document

    letter = Document()
    letter.add_paragraph("SỞ CÔNG THƯƠNG")
    letter.add_paragraph("{{ title }}")
    letter.save("letter.docx")
    told = run("report", "meeting", *DAY, "--template", "letter.docx", "-o", "told.docx")
    assert (told.code, told.err) == (0, "")
    first, second = (each.text for each in Document("told.docx").paragraphs)
    assert (first, second[:12]) == ("SỞ CÔNG THƯƠNG", "Tỉnh Lào Cai")


def test_our_word_template_is_handed_out_to_be_edited(run: Run, workplace: Path) -> None:
    told = run("template", "word", "-o", "mau.docx")
    assert (told.code, told.err) == (0, "")
    assert "--template mau.docx" in told.out
    for name in ("meeting", "zones-2103"):
        assert run("report", name, *DAY, "-o", "ours.docx").code == 0
        assert run("report", name, *DAY, "-o", "own.docx", "--template", "mau.docx").code == 0
        assert (workplace / "own.docx").read_bytes() == (workplace / "ours.docx").read_bytes()
    refused = run("template", "word", "-o", "mau.xlsx", lang="en")
    assert (refused.code, refused.out) == (2, "")
    assert "docx" in refused.err


@pytest.mark.parametrize(
    ("library", "ending"),
    [("jinja2", "html"), ("typst", "pdf"), ("typst", "png"), ("docxtpl", "docx")],
)
def test_a_library_that_is_missing_is_named_with_the_one_command_that_adds_it(
    library: str, ending: str, workplace: Path
) -> None:
    hidden = f"raise ModuleNotFoundError(\"No module named '{library}'\", name='{library}')"
    (workplace / "without").mkdir()
    (workplace / "without" / f"{library}.py").write_text(hidden, "utf-8")
    path = os.pathsep.join([str(workplace / "without"), os.environ.get("PYTHONPATH", "")])
    told = spawn("report", "meeting", "-o", f"told.{ending}", env={"PYTHONPATH": path})
    assert (told.code, told.out) == (4, "")
    assert told.err.count("-m pip install ") == 1
    assert told.err.rstrip().endswith(f"-m pip install {library}")
    assert not (workplace / f"told.{ending}").exists()
    listed = spawn("zone", "list", "--format", "csv", env={"PYTHONPATH": path})
    assert listed.code == 0, "all the rest works without it"


def test_what_fails_leaves_the_file_as_it_was(run: Run, workplace: Path) -> None:
    for name, words in {
        "old.docx": ("--template", "old.docx"),
        "old.pdf": ("--since", "1/1/2030"),
    }.items():
        (workplace / name).write_text("old", "utf-8")
        assert run("report", "meeting", "-o", name, *words).code in (1, 2)
        assert (workplace / name).read_text("utf-8") == "old"
        assert sorted(workplace.glob("*.tmp")) == []


def test_a_report_can_look_back(run: Run) -> None:
    def do(line: str, day: str) -> None:
        assert run(*shlex.split(line), now=f"{day}T09:00:00+07:00").code == 0

    do("snapshot add then", "2026-11-24")
    then = run("report", "meeting", *DAY, "--known-on", "then", now="2026-11-25T09:00:00+07:00")
    do("cluster update pho-rang --stage established --on 2/3/2024 --source QĐ", "2026-11-25")
    back = run("report", "meeting", *DAY, "--known-on", "then", now="2026-11-26T09:00:00+07:00")
    assert then == back
    assert "QĐ" in run("report", "meeting", *DAY, now="2026-11-26T09:00:00+07:00").out


# --- The meeting ---

MONTH = (
    ("2024-07-01", 'zone update vo-lao --stage established --on 20/6/2024 --source "QĐ 12"'),
    ("2024-07-02", "snapshot add June"),
    ("2024-07-08", 'zone update vo-lao --stage land-clearance --on 5/7/2024 --source "BC 40"'),
    (
        "2024-07-09",
        "cluster update bat-xat --health blocked --reason 'vướng đền bù' --on 8/7/2024"
        ' --source "BC 41"',
    ),
    ("2024-07-10", "zone update cam-con --stage established --on 9/7/2024"),
    ("2024-07-11", "project update nexus --health late --on 9/7/2024"),
    ("2024-07-12", "zone update cam-con --stage operating --planned --on 9/2024"),
    ("2024-07-12", "zone update ban-qua --stage land-clearance --planned --on 5/2024"),
)
END = "2024-07-31T09:00:00+07:00"


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with a month of work between two meetings, some of it without documents."""
    with made_in(tmp_path_factory.mktemp("month")) as path:
        for day, line in (("2024-06-30", "init"), *MONTH):
            told = run_here(*shlex.split(line), now=f"{day}T09:00:00+07:00")
            assert told.code == 0, told
    return path


@pytest.fixture
def month(worked: Path, record: Path) -> None:
    """That record in the place of the seed."""
    shutil.copy(worked, record)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_for_the_meeting(lang: str, run: Run, golden: Golden) -> None:
    for day in ("1/7/2024", "31/12/2024"):
        text = run("report", "meeting", "--as-of", day, lang=lang).out
        golden(f"cli/report-meeting-{day.replace('/', '.')}.{lang}.txt", text)


@pytest.mark.usefixtures("month")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_after_a_month_of_work(lang: str, run: Run, golden: Golden) -> None:
    golden(f"cli/report-meeting-month.{lang}.txt", run("report", "meeting", now=END, lang=lang).out)


@pytest.mark.usefixtures("month")
def test_what_has_no_document_is_not_used_but_listed(run: Run) -> None:
    document = run("report", "meeting", "--format", "json", now=END, lang="en").json()
    apart = [(each["about"], each["code"]) for each in document["unused"]]
    assert apart == [
        *(("target", "T2"), ("target", "T8")),
        *(("change", "kcn-ban-qua"), ("change", "kcn-cam-con"), ("change", "kcn-cam-con")),
        *(("change", "da-nexus"), ("late", "kcn-ban-qua"), ("late", "da-nexus")),
        ("due", "kcn-cam-con"),
    ]
    text = " ".join(document["text"])
    assert "Cam Cọn" not in text
    assert "Nexus" not in text
    assert "T2" not in [each["code"] for each in document["targets"]]
    assert "Left out for lack of a document: T2, T8." in text


@pytest.mark.usefixtures("month")
def test_every_number_leads_to_a_document(run: Run) -> None:
    document = run("report", "meeting", "--format", "json", now=END).json()
    known = [each["document"] for each in document["documents"]]
    assert known == [f"[{number}]" for number in range(1, len(known) + 1)]
    used = set(re.findall(r"\[\d+\]", run("report", "meeting", now=END).out))
    assert used == set(known)
    assert document["targets"][0]["records"] == ["m32"]
    assert all(each["sources"] for each in document["targets"])


@pytest.mark.usefixtures("month")
def test_the_month_says_what_happened_in_it(run: Run) -> None:
    text = run("report", "meeting", now=END, lang="en").out
    assert "approved)” to “Land clearance” (5 July 2024) [" in text
    assert "Blocked (1): CCN Bát Xát (since 8 July 2024): vướng đền bù" in text
    assert '2. Changes from the snapshot "June"' in text
    since = run("report", "meeting", "--since", "1/7/2024", now=END, lang="en").out
    assert "2. Changes from 1 July 2024 (8): KCN Võ Lao from" in since


def test_a_quiet_month_is_told_in_whole_sentences(run: Run, workplace: Path) -> None:
    env = {"ZONE_TRACKER_DB": "empty.db"}
    assert run("init", "--empty", env=env).code == 0
    day = ("--as-of", "1/1/2025")
    vi = run("report", "meeting", *day, env=env).out
    assert "2. Thay đổi từ 01/01/2025: không có." in vi
    assert "3. Chậm và vướng mắc: không có việc nào quá hạn kế hoạch, không đối tượng nào" in vi
    assert "4. Ba tháng tới, đến 01/4/2025, không có việc nào đến hạn. Gần nhất: 14/6/2025" in vi
    en = run("report", "meeting", *day, env=env, lang="en").out
    assert "1. Targets. There are none to report on." in en
    assert "2. Changes from 1 January 2025: none." in en


@pytest.mark.skipif(
    shutil.which("pdfinfo") is None, reason="poppler, which counts pages, is missing"
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_seed_fits_one_page(lang: str, run: Run) -> None:
    for day in ("1/7/2024", "31/12/2024", "23/11/2026"):
        assert run("report", "meeting", "--as-of", day, "-o", "m.pdf", lang=lang).code == 0
        told = subprocess.run(["pdfinfo", "m.pdf"], capture_output=True, text=True, check=True)
        assert re.search(r"Pages: +1\n", told.stdout)


# --- A map of the office's own ---

UNITS = {"082": "Huyện Bát Xát", "080": "Thành phố Lào Cai", "088": "Thị xã Sa Pa"}
RING = [[103.5, 22.5], [104.0, 22.5], [104.0, 23.0], [103.5, 22.5]]


def feature(kind: str = "Polygon", coordinates: Any = None, **told: Any) -> dict[str, Any]:
    places = [RING] if coordinates is None else coordinates
    return {
        "type": "Feature",
        "properties": told,
        "geometry": {"type": kind, "coordinates": places},
    }


def mapped(folder: Path, *features: Any) -> Any:
    """What is read of a map with these features."""
    path = folder / "map.geojson"
    document = {"type": "FeatureCollection", "features": list(features)}
    path.write_text(json.dumps(document), "utf-8")
    return outlines(path, UNITS)


NAMED = (
    ({"ma": "082"}, {"ma": "080"}),
    ({"ma": 82}, {"ma": 80}),
    ({"ten": "Huyện Bát Xát"}, {"ten": "Thành phố Lào Cai"}),
    ({"ten": "Bát Xát"}, {"ten": "TP. Lào Cai"}),
    ({"ten": "bát xát "}, {"ten": "TP Lào Cai"}),
    # GADM names the province beside the unit, and it is called as its city
    ({"NAME_1": "Lào Cai", "NAME_2": "Bát Xát"}, {"NAME_1": "Lào Cai", "NAME_2": "Lào Cai"}),
)


@pytest.mark.parametrize("told", NAMED)
def test_a_map_tells_its_units_by_code_or_name(told: Any, workplace: Path) -> None:
    other = [feature(**told[0]), feature(**dict.fromkeys(told[0], "Mường Tè"))]
    found = mapped(workplace, *other, feature(**told[1]))
    assert set(found) == {"082", "080"}
    assert found["082"] == [[tuple(point) for point in RING]]


def test_several_polygons_of_a_unit_are_one_outline(workplace: Path) -> None:
    hole = [[103.6, 22.6], [103.7, 22.6], [103.7, 22.7], [103.6, 22.6]]
    island = [[105.0, 22.0, 12.5], [105.1, 22.0, 12.5], [105.1, 22.1, 12.5]]
    found = mapped(
        workplace,
        feature("MultiPolygon", [[RING, hole], [island]], ma="082"),
        feature(ma="082"),
        {"type": "Feature", "properties": {"ma": "080"}, "geometry": None},
    )
    assert [len(ring) for ring in found["082"]] == [4, 4, 4, 4]
    assert found["082"][2][0] == found["082"][2][-1] == (105.0, 22.0)
    assert set(found) == {"082"}


def test_a_map_draws_the_districts_where_they_lie(run: Run, workplace: Path) -> None:
    mapped(workplace, feature(ma="082"))
    words = ("report", "overview", *DAY, "--boundaries", "map.geojson", "-o", "o.html")
    assert run(*words).code == 0
    assert "<path" in (workplace / "o.html").read_text("utf-8").partition("<svg")[2]
