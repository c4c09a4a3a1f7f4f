"""How long everything has stood at its stage, against what is usual there, and what was last said."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from zone_tracker.model import Message, Report, Table
from zone_tracker.reports.columns import NAME, column, source_cells, sourced
from zone_tracker.reports.lengths import Length, days_told, told
from zone_tracker.reports.words import day, health_told
from zone_tracker.store import spells
from zone_tracker.store.conditions import Condition
from zone_tracker.store.spells import FEW, Spell, Usual, Waiting

STALLED = (
    column("targets", only="people"),
    NAME,
    column("stage", only="people"),
    column("days", only="people", right=True),
    column("over", only="people"),
    column("usual", only="people", wide=True),
    column("last_act", only="people"),
    *(column(key, only="machines") for key in ("kind", "code", "targets", "stage", "stage_since")),
    *(column(key, only="machines") for key in ("days_least", "days_most")),
    *(column(key, only="machines") for key in ("suspended_least", "suspended_most")),
    *(column(key, only="machines") for key in ("usual_spells", "usual_least", "usual_most")),
    *(column(key, only="machines") for key in ("spread_least", "spread_most")),
    *(column(key, only="machines") for key in ("over_least", "over_most")),
    *(column(key, only="machines") for key in ("health", "health_since", "health_reason")),
    *(column(key, only="machines") for key in ("last_act", "last_date", "last_note")),
    *sourced(wide=True),
)
SPELLS = (
    column("stage"),
    column("stage_since"),
    column("until", only="people"),
    column("until", only="machines"),
    column("days", only="people", right=True),
    column("suspended", only="people", right=True),
    *(column(key, only="machines") for key in ("days_least", "days_most")),
    *(column(key, only="machines") for key in ("suspended_least", "suspended_most")),
)
