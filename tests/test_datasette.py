"""The file opened by Datasette with the metadata that `docs/` ships."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("datasette", reason="datasette is not installed")
sqlite3.enable_callback_tracebacks(False)  # it turns them on for all that runs beside it
METADATA = Path(__file__).parents[1] / "docs" / "metadata.yml"

pytestmark = pytest.mark.filterwarnings("ignore")  # datasette's own


def served(record: Path, *paths: str) -> list[Any]:
    """What Datasette answers to each path, with no server and no network."""
    from datasette.app import Datasette
    from datasette.utils import parse_metadata

    named = record.with_name("zone-tracker.db")
    shutil.copy(record, named)
    told = parse_metadata(METADATA.read_text("utf-8"))

    async def answers() -> list[Any]:
        datasette = Datasette([str(named)], metadata=told)
        return [await datasette.client.get(f"/zone-tracker{path}") for path in paths]

    return asyncio.run(answers())


def test_zones_have_facets_on_stage_and_district(record: Path) -> None:
    (answer,) = served(record, "/zones.json?_facet=stage_vi&_facet=district&_shape=objects")
    assert answer.status_code == 200
    told = answer.json()
    assert len(told["rows"]) == 9
    assert {row["code"]: row["area_ha"] for row in told["rows"]}["kcn-ban-qua"] == 107.0
    facets = {each["name"]: each["results"] for each in told["facet_results"].values()}
    assert ("Đã đi vào hoạt động", 3) in [(r["value"], r["count"]) for r in facets["stage_vi"]]
    assert ("Huyện Bát Xát", 3) in [(r["value"], r["count"]) for r in facets["district"]]


def test_every_page_that_the_metadata_names_is_there(record: Path) -> None:
    import yaml

    tables = yaml.safe_load(METADATA.read_text("utf-8"))["databases"]["zone-tracker"]["tables"]
    pages = served(record, *(f"/{table}" for table in tables))
    for (table, told), page in zip(tables.items(), pages, strict=True):
        assert page.status_code == 200, table
        assert told["title"] in page.text
