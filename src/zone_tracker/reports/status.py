"""The status of the province: targets with verdicts, then where everything stands, then gaps."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import NamedTuple

from zone_tracker.drawing import Bars
from zone_tracker.errors import Refused
from zone_tracker.model import Message, Report, Table, Term
from zone_tracker.reports import gaps
from zone_tracker.reports.columns import (
    JUDGED,
    NAME,
    SINCE,
    STAGE,
    column,
    for_machines,
)
from zone_tracker.reports.listing import LIST, list_row, stage_told
from zone_tracker.reports.trouble import trouble_table
from zone_tracker.reports.words import day, judged, judgement_document, short, why
from zone_tracker.store import listing, log, rules, subjects
from zone_tracker.store.listing import Standing
from zone_tracker.targets import MISSED, Judgement, judge_year

TARGETS = (*JUDGED, column("evidence", wide=True))
ZONES = (NAME, STAGE, SINCE, column("district", wide=True), column("area", right=True))
CLUSTERS = (column("district", keep=True), column("clusters", right=True), column("cluster_stages"))
Grouped = list[tuple[str | None, list[Standing]]]
"""Clusters by district; None: no district is known."""

PROJECTS = (STAGE, column("projects", right=True))


class Picture(NamedTuple):
    """All that is told of a day; `missing` is what the record lacks, in words."""

    year: int | None
    judgements: list[Judgement]
    zones: list[Standing]
    clusters: Grouped
    projects: list[tuple[Term | None, int]]
    trouble: Table
    missing: list[Message]


def status(
    db: sqlite3.Connection, path: Path, as_of: str, year: int | None, *, filed: bool = False
) -> tuple[Report, bool]:
    """The whole picture on a day, and whether no target calls for action.

    What is `filed` tells people the name of the database alone: its folder is of no use on
    paper. `year` None takes the newest year with targets by then.
    """
    seen = picture(db, as_of, target_year(db, as_of, year))
    header = heading(db, path.name if filed else str(path), as_of)
    document = {"as_of": as_of, "database": str(path), **document_of(seen)}
    report = Report(tables_of(seen), header=header, document=document)
    return report, not any(judgement.verdict in MISSED for judgement in seen.judgements)


def picture(db: sqlite3.Connection, as_of: str, year: int | None) -> Picture:
    """What is known of a day."""
    return Picture(
        year,
        judge_year(db, as_of, year),
        list(listing.standings(db, "zone", as_of)),
        by_district(db, list(listing.standings(db, "cluster", as_of))),
        subjects.counts_by_stage(db, "project", as_of),
        trouble_table(db, as_of),
        gaps.in_short(db, as_of),
    )


def tables_of(seen: Picture) -> tuple[Table, ...]:
    """The picture for people; trouble is left out where there is none."""
    drawing = Bars("stage", "projects")
    return (
        target_table(seen.judgements, seen.year),
        Table("zones", Message("status.zones"), ZONES, [zone_row(zone) for zone in seen.zones]),
        cluster_table(seen.clusters),
        Table(*("projects", Message("status.projects"), PROJECTS, seen.projects), drawing=drawing),
        *([seen.trouble] if seen.trouble.rows else []),
        gaps.summary(seen.judgements, seen.missing),
    )


def document_of(seen: Picture) -> dict[str, object]:
    """The picture for machines."""
    return {
        "targets": [judgement_document(judgement) for judgement in seen.judgements],
        "zones": [flat(zone) for zone in seen.zones],
        "clusters_by_district": [
            {"district": district, "clusters": len(there), "list": [flat(c) for c in there]}
            for district, there in seen.clusters
        ],
        "projects_by_stage": [
            {"stage": stage, "projects": count} for stage, count in seen.projects
        ],
        "trouble": [for_machines(seen.trouble.columns, row) for row in seen.trouble.rows],
    }


def target_year(db: sqlite3.Connection, as_of: str, asked: int | None = None) -> int | None:
    """The year asked for, else the newest with targets that has begun, else the first to come.

    None: there are no targets. Raises Refused for a year without any where others have some.
    """
    years = sorted({target.year for target in rules.targets(db)})
    if asked is not None:
        if years and asked not in years:
            raise Refused("target.no-year", year=str(asked), years=list(map(str, years)))
        return asked
    begun = [year for year in years if year <= int(as_of[:4])]
    return begun[-1] if begun else next(iter(years), None)


def heading(db: sqlite3.Connection, path: str, as_of: str) -> tuple[Message, ...]:
    """Whose record, on which day, from which file, and how fresh it is."""
    last = next(iter(log.entries(db, 1)), None)
    changed = (
        Message("status.changed", {"at": log.local(last.at), "batch": last.id})
        if last
        else Message("status.never-changed")
    )
    province = subjects.province(db)
    values = {"province": province, "as_of": day(as_of)}
    title = Message("status.title" if province else "status.title-nameless", values)
    return (title, Message("status.database", {"path": path, "changed": changed}))


def target_table(judgements: list[Judgement], year: int | None) -> Table:
    """The targets with their verdicts."""
    rows = [(*judged(judgement.target, judgement), why(judgement)) for judgement in judgements]
    title = Message("status.targets", {"year": str(year)}) if rows else Message("status.no-targets")
    drawing = Bars("title", "counted", "needed", "verdict")
    return Table("targets", title, TARGETS, rows, drawing=drawing)


def zone_row(zone: Standing) -> tuple[object, ...]:
    """The cells of ZONES."""
    return (zone.name, stage_told(zone), zone.since, zone.district, zone.area)


def cluster_table(clusters: Grouped) -> Table:
    """The clusters of each district, those of no known district last."""
    rows = [
        (
            short(district) if district else Message("unknown-district"),
            len(there),
            [
                Message("status.cluster", {"name": c.name, "stage": c.stage or c.last_act})
                for c in there
            ]
            or None,
        )
        for district, there in clusters
    ]
    return Table("clusters", Message("status.clusters"), CLUSTERS, rows)


def by_district(db: sqlite3.Connection, clusters: list[Standing]) -> Grouped:
    """The clusters of every district on record, also of those that have none."""
    there: dict[str | None, list[Standing]] = {name: [] for name in subjects.districts(db)}
    for cluster in clusters:
        there.setdefault(cluster.district, []).append(cluster)
    return sorted(there.items(), key=lambda item: item[0] is None)


def flat(standing: Standing) -> dict[str, object]:
    """A subject for machines, with the keys of a list."""
    return for_machines(LIST, list_row(standing))
