"""Flat views of the record for others: Datasette, DuckDB, the sqlite3 shell, Excel.

One row a subject, in plain columns with the unit in the name; the stage is the one after all
that is recorded, today's and what was recorded ahead.
"""

from __future__ import annotations

from zone_tracker.store.stages import stages

KINDS = {"zones": "zone", "clusters": "cluster", "projects": "project"}

NEWEST = """(SELECT value FROM figure WHERE figure.subject = subject.id AND measure = '{}'
        AND unit = '{}' AND status = 'actual' AND phase IS NULL
        ORDER BY date_to DESC, figure.id DESC LIMIT 1)"""

VIEW = """CREATE VIEW {view} AS
WITH chosen AS (SELECT id FROM subject WHERE kind = '{kind}'), {stages}
SELECT subject.code, subject.name, area.name AS district,
    act.label_vi AS stage_vi, act.label_en AS stage_en, act.code AS stage,
    milestone.date_from AS stage_since_from, milestone.date_to AS stage_since_to,
    zone.name AS within, subject.investor, subject.investor_country,
    sector.name_vi AS sector, subject.certificate,
    {area} / 10000.0 AS area_ha,
    {vnd} / 1000000000.0 AS capital_billion_vnd,
    {usd} / 100000000.0 AS capital_million_usd,
    source.title AS source, subject.confidence, subject.note
FROM standing
JOIN subject ON subject.id = standing.subject
LEFT JOIN milestone ON milestone.id = standing.milestone
LEFT JOIN act ON act.kind = milestone.kind
    AND act.code = coalesce(milestone.return_to, milestone.act)
LEFT JOIN area ON area.id = subject.district
LEFT JOIN subject AS zone ON zone.id = subject.within
LEFT JOIN sector ON sector.id = subject.sector
LEFT JOIN source ON source.id = subject.source
ORDER BY subject.sort_key, subject.code"""

TARGETS = """CREATE VIEW targets AS
SELECT target.code, target.year, target.title_vi, target.title_en,
    reading.code AS reading, reading.main, reading.title_vi AS reading_vi,
    reading.title_en AS reading_en, reading.count_by, reading.kind, reading.flow,
    reading.period_from, reading.period_to, reading.baseline, reading.threshold,
    unit_set.title_vi AS units, source.title AS source
FROM target JOIN reading ON reading.target = target.id
LEFT JOIN unit_set ON unit_set.id = reading.unit_set
LEFT JOIN source ON source.id = target.source
ORDER BY target.year, length(target.code), target.code, reading.main DESC, reading.id"""


def view_statements() -> list[str]:
    """The statements that make the views."""
    views = [
        VIEW.format(
            view=view,
            kind=kind,
            stages=stages("'9999-12-31'"),
            area=NEWEST.format("area-planned", "m2"),
            vnd=NEWEST.format("capital-registered", "vnd"),
            usd=NEWEST.format("capital-registered", "usd_cents"),
        )
        for view, kind in KINDS.items()
    ]
    return [*views, TARGETS]
