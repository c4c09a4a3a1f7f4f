"""What changed of every subject: in a period by the dates of acts and figures, or by recording.

By recording, the log tells: a row that later batches touched was what its first later entry says.
So the work grows with what changed and not with the record.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from heapq import merge
from typing import Any, NamedTuple

from zone_tracker.model import FactDate, Quantity, Term
from zone_tracker.store.known import EARLIER, was
from zone_tracker.store.names import NAMES
from zone_tracker.store.stages import stages
from zone_tracker.store.tracking import TRACKED, columns

Parameters = dict[str, object]


class Entry(NamedTuple):
    """An act, a figure or a confirmation as it stands or stood.

    `label` is the act's or the measure's, None for a confirmation; only a figure has a `value`.
    """

    label: Term | None
    value: Quantity | None
    planned: bool
    date: FactDate
    phase: str | None
    source: str | None
    source_date: FactDate | None


class Change(NamedTuple):
    """One thing of a subject that changed: what it was and what it is; None: nothing.

    `place` orders the subjects, by kind and name. `what` is one of SORTS, a measure's code or a
    column of a subject; `old` and `new` are an Entry, a stage, or text. `id` is the row's, for a
    stage that of the act it rests on. `possibly` marks a date that spans a border of the period.
    """

    place: tuple[int, str, str]
    code: str
    name: str
    sort: str
    what: str
    old: Entry | Term | str | None
    new: Entry | Term | str | None
    date: FactDate | None
    source: str | None
    source_date: FactDate | None
    id: int
    possibly: bool = False


SORTS = ("added", "removed", "first", "field", "stage", "milestone", "figure", "confirmation")
"""What a change is of, in the order in which those of one subject are told."""

FIELDS = (
    *("code", "name", "district", "within", "former", "certificate", "investor"),
    *("investor_country", "sector", "source", "confidence", "note"),
)
"""The columns of a subject of which a change is told."""

OTHERS = tuple(
    table for table in TRACKED if table not in ("subject", "milestone", "figure", "confirmation")
)
"""The tables of which a change is only counted."""

OVER_A_PERIOD = (
    *("revenue", "budget-paid", "industrial-output", "industrial-output-in-zones"),
    *("industrial-output-growth", "handicraft-output", "handicraft-output-growth"),
    *("industry-construction-share", "grdp", "grdp-growth", "trade-through-gates"),
)
"""Measures of what comes about over a period: that of half a year is not set against a year's."""

OF = """(SELECT rowid FROM kind WHERE kind.code = subject.kind), subject.sort_key, subject.code,
    subject.name"""
"""Of which subject a row is, in the order of a report: by kind and name."""
BY_SUBJECT = "ORDER BY 1, 2, 3"
DOCUMENT = "{0}.title, {0}.date_from, {0}.date_to, {0}.precision"
"""The columns of a source, which come last; `document` reads them."""


def told(changes: Iterable[Iterator[Change]]) -> Iterator[Change]:
    """The changes of several queries, subject by subject.

    The act that made a new stage is told with the stage, and not once more.
    """
    moved: int | None = None
    for each in merge(*changes, key=lambda change: (change.place, SORTS.index(change.sort))):
        if each.sort == "stage":
            moved = each.id
        if each.sort != "milestone" or each.old is not None or each.id != moved:
            yield each


# --- By the dates of acts and figures -----------------------------------------------------------

TOUCHING = """SELECT id, subject, date_to <= :until FROM {} WHERE status = 'actual'
    AND (date_to BETWEEN :since AND :until OR (date_from <= :until AND date_to > :until))"""
AMONG = "IN (SELECT value FROM json_each({}))"
"""One of those that `touching` found: no index goes by date, so the rows are gone through once."""
ACROSS = "coalesce({0}.date_from, '') < :since OR {0}.date_to > :until"
"""Across a border of the period, where it touches the period at all."""

DATED_ACTS = "chosen AS (SELECT value AS id FROM json_each(:movers))"

DATED_FIGURES = f"""
fresh AS MATERIALIZED (
    SELECT * FROM figure WHERE id {AMONG.format(":figures")}),
stood AS MATERIALIZED (SELECT * FROM figure WHERE status = 'actual' AND date_to < :since
    AND subject IN (SELECT subject FROM fresh))"""


def happened(db: sqlite3.Connection, since: str, until: str, eve: str) -> Iterator[Change]:
    """What changed in a period by its own date, both ends included; `eve` is the day before it.

    What only possibly lies in the period, since its date spans a border, is marked.
    """
    values: Parameters = {"since": since, "until": until, "eve": eve}
    values |= touching(db, values)
    then = stages(":eve", "_then", few=True)
    return told(
        [
            first_told(db, values),
            stage_changes(db, f"{DATED_ACTS}, {then}", values),
            dated_acts(db, values),
            figure_changes(db, DATED_FIGURES, values, possibly=ACROSS.format("new")),
        ]
    )


def touching(db: sqlite3.Connection, values: Parameters) -> Parameters:
    """What is dated in the period, as lists for JSON: actual acts, also those that reach beyond its
    end, and figures by number, and the subjects of which something surely ends in it.
    """
    acts = db.execute(TOUCHING.format("milestone"), values).fetchall()
    movers = {subject for _, subject, inside in acts if inside}
    figures = db.execute(TOUCHING.format("figure"), values).fetchall()
    figures = [(figure, subject) for figure, subject, inside in figures if inside]
    return {
        "acts": listed(act for act, *_ in acts),
        "movers": listed(movers),
        "figures": listed(figure for figure, _ in figures),
        "dated": listed(movers.union(subject for _, subject in figures)),
    }


def listed(numbers: Iterable[int]) -> str:
    """A list of JSON."""
    return f"[{','.join(map(str, sorted(numbers)))}]"


FIRST = " UNION ALL ".join(
    f"""SELECT subject, date_from, date_to, precision, source FROM {table} WHERE status = 'actual'
        AND subject {AMONG.format(":dated")}"""
    for table in ("milestone", "figure")
)


def first_told(db: sqlite3.Connection, values: Parameters) -> Iterator[Change]:
    """The subjects whose first act or figure of all surely lies in the period: they are new.

    Of one that was told of "no later than" a day nobody knows how long it had been there.
    """
    query = f"""WITH first AS (
            SELECT *, row_number() OVER (PARTITION BY subject ORDER BY date_to) AS nth
            FROM ({FIRST}))
        SELECT {OF}, first.date_from, first.date_to, first.precision, subject.id,
            {DOCUMENT.format("source")}
        FROM first JOIN subject ON subject.id = first.subject
        LEFT JOIN source ON source.id = first.source
        WHERE nth = 1 AND first.date_from >= :since AND first.date_to <= :until {BY_SUBJECT}"""
    for row in db.execute(query, values):
        date, name = FactDate(*row[4:7]), row[3]
        yield Change(*whose(row), "first", "first", None, name, date, *document(row[8:]), row[7])


def dated_acts(db: sqlite3.Connection, values: Parameters) -> Iterator[Change]:
    """The actual acts whose dates touch the period."""
    shown, joined = side("milestone", "new")
    query = f"""SELECT {OF}, {ACROSS.format("new")}, new.id, {shown}
        FROM milestone AS new JOIN subject ON subject.id = new.subject {joined}
        WHERE new.id {AMONG.format(":acts")} {BY_SUBJECT}, new.date_to, new.id"""
    for row in db.execute(query, values):
        yield of_entries("milestone", row, None, entry(row[6:]), row[5], possibly=row[4])


# --- By recording -------------------------------------------------------------------------------


def recorded(db: sqlite3.Connection, cut: int, as_of: str) -> Iterator[Change]:
    """What the batches after `cut` changed on the whole; stages as of a day, then and now."""
    values: Parameters = {"cut": cut, "until": as_of}
    then = stages(":until", "_then", "stood", few=True)
    acts = f"{touched(db, 'milestone')}, {OF_TOUCHED}, {stood(db, 'milestone')}, {then}"
    figures = f"{touched(db, 'figure')}, {FRESH_FIGURES}, {stood(db, 'figure')}"
    return told(
        [
            subjects_recorded(db, values),
            fields_recorded(db, values),
            stage_changes(db, acts, values, "stood"),
            figure_changes(db, figures, values, possibly="FALSE"),
            *(entries_recorded(db, table, values) for table in LABELS),
        ]
    )


def touched(db: sqlite3.Connection, table: str) -> str:
    """Common table expressions: the ids that later batches touched, and those rows as they were."""
    return f"""{EARLIER},
    touched AS MATERIALIZED (SELECT id FROM {table} WHERE batch > :cut
        UNION SELECT record_id FROM earlier WHERE record = '{table}'),
    past AS MATERIALIZED ({was(table, columns(db, table))})"""


OF_TOUCHED = """chosen AS (
    SELECT subject AS id FROM milestone WHERE id IN (SELECT id FROM touched)
    UNION SELECT subject FROM past WHERE subject IN (SELECT id FROM subject))"""

FRESH_FIGURES = """
fresh AS MATERIALIZED (SELECT * FROM figure
    WHERE id IN (SELECT id FROM touched) AND id NOT IN (SELECT id FROM past)),
chosen AS (SELECT DISTINCT subject AS id FROM fresh)"""


def stood(db: sqlite3.Connection, table: str) -> str:
    """All rows of the chosen subjects as they were at the cut, as a common table expression."""
    return f"""stood AS MATERIALIZED (SELECT {", ".join(columns(db, table))} FROM {table}
        WHERE subject IN (SELECT id FROM chosen) AND id NOT IN (SELECT id FROM touched)
        UNION ALL SELECT * FROM past WHERE subject IN (SELECT id FROM chosen))"""


def subjects_recorded(db: sqlite3.Connection, values: Parameters) -> Iterator[Change]:
    """The subjects that are on record now and were not, and the other way round."""
    query = f"""WITH {touched(db, "subject")}
        SELECT {OF}, 'added', subject.id, {DOCUMENT.format("source")} FROM subject
        LEFT JOIN source ON source.id = subject.source
        WHERE subject.id IN (SELECT id FROM touched) AND subject.id NOT IN (SELECT id FROM past)
        UNION ALL SELECT {OF}, 'removed', subject.id, {DOCUMENT.format("source")}
        FROM past AS subject LEFT JOIN source ON source.id = subject.source
        WHERE subject.id NOT IN (SELECT id FROM main.subject) {BY_SUBJECT}"""
    for row in db.execute(query, values):
        name, sort = row[3], row[4]
        old, new = (None, name) if sort == "added" else (name, None)
        yield Change(*whose(row), sort, sort, old, new, None, *document(row[6:]), row[5])


def fields_recorded(db: sqlite3.Connection, values: Parameters) -> Iterator[Change]:
    """The columns of subjects that say something else now."""
    parts = [
        f"""SELECT {OF}, {place}, '{field}', {called(field, "past")},
            {called(field, "subject")}, subject.id, {DOCUMENT.format("source")}
        FROM past JOIN subject ON subject.id = past.id
        LEFT JOIN source ON source.id = subject.source
        WHERE past.{field} IS NOT subject.{field}"""
        for place, field in enumerate(FIELDS)
    ]
    query = f"WITH {touched(db, 'subject')} {' UNION ALL '.join(parts)} {BY_SUBJECT}, 5"
    for row in db.execute(query, values):
        field, old, new, subject = row[5:9]
        yield Change(*whose(row), "field", field, old, new, None, *document(row[9:]), subject)


def called(column: str, row: str) -> str:
    """The SQL of a column's value as people call it: a reference by its name."""
    own = f"{row}.{column}"
    return f"({NAMES[column].replace('?', own)})" if column in NAMES else own


LABELS = {
    "milestone": "act AS {label} ON {label}.kind = {row}.kind AND {label}.code = {row}.act",
    "figure": "measure AS {label} ON {label}.code = {row}.measure",
    "confirmation": "",
}
"""Where the label of a row of each table stands."""

SAID = {
    "milestone": (
        *("act", "status", "date_from", "date_to", "phase", "return_to", "reason", "source"),
    ),
    "figure": (
        *("measure", "unit", "value", "upper", "qualifier", "status", "date_from", "date_to"),
        *("phase", "price_base", "source"),
    ),
    "confirmation": ("date_from", "date_to", "source"),
}
"""The columns of which a correction is told."""


def entries_recorded(db: sqlite3.Connection, table: str, values: Parameters) -> Iterator[Change]:
    """The rows of a table that were added, corrected or voided, of subjects on record.

    Of figures only the latter two: `figure_changes` tells what is new.
    """
    new, of_new = side(table, "new")
    old, of_old = side(table, "old")
    differs = " OR ".join(f"old.{column} IS NOT new.{column}" for column in SAID[table])
    query = f"""WITH {touched(db, table)}
        SELECT {OF}, touched.id, {new}, {old} FROM touched
        LEFT JOIN {table} AS new ON new.id = touched.id
        LEFT JOIN past AS old ON old.id = touched.id
            AND (new.id IS NULL OR old.subject = new.subject)
        JOIN subject ON subject.id = coalesce(new.subject, old.subject)
        {of_new} {of_old}
        WHERE ({differs}) AND ('{table}' <> 'figure' OR old.id IS NOT NULL)
        {BY_SUBJECT}, coalesce(new.date_to, old.date_to), touched.id"""
    for row in db.execute(query, values):
        yield of_entries(table, row, entry(row[5 + ENTRY :]), entry(row[5:]), row[4])


def side(table: str, row: str) -> tuple[str, str]:
    """The columns of an Entry of `table` under the name `row`, and what must be joined for it."""
    label, source = f"{row}_label", f"{row}_source"
    joined = f"LEFT JOIN source AS {source} ON {source}.id = {row}.source"
    words, amount, beside = "NULL, NULL, NULL", "NULL, NULL, NULL, NULL", "0, NULL"
    if LABELS[table]:
        joined += f" LEFT JOIN {LABELS[table].format(label=label, row=row)}"
        words = f"{label}.code, {label}.label_vi, {label}.label_en"
        beside = f"{row}.status = 'planned', {row}.phase"
    if table == "figure":
        amount = f"{row}.value, {row}.unit, {row}.upper, {row}.qualifier"
    date = f"{row}.date_from, {row}.date_to, {row}.precision"
    return f"{words}, {amount}, {beside}, {date}, {DOCUMENT.format(source)}", joined


ENTRY = 16
"""So many columns tell an Entry."""


def others_recorded(db: sqlite3.Connection, cut: int) -> Counter[str]:
    """How many rows of each of the OTHERS are new, changed or gone since `cut`."""
    counts: Counter[str] = Counter()
    for table in OTHERS:
        names = columns(db, table)
        same = " AND ".join(f"now.{name} IS past.{name}" for name in names)
        query = f"""WITH {touched(db, table)}
            SELECT count(*) FROM touched LEFT JOIN {table} AS now ON now.id = touched.id
            LEFT JOIN past ON past.id = touched.id WHERE NOT ({same})"""
        counts[table] = db.execute(query, {"cut": cut}).fetchone()[0]
    return +counts


# --- Both ---------------------------------------------------------------------------------------


RESUMED = """SELECT again.id FROM milestone AS again
    JOIN act ON act.kind = again.kind AND act.code = again.act
    WHERE past.effect = 'suspend' AND act.effect = 'resume' AND again.subject = standing.subject
        AND again.status = 'actual' AND again.date_to <= :until
        AND (again.date_to, again.id) > (past_act.date_to, past_act.id)
        AND (again.date_to, again.id) > (now.date_to, now.id)
    ORDER BY again.date_to DESC, again.id DESC LIMIT 1"""
"""The act that brought a suspended subject back to a stage that it had reached long before."""


def stage_changes(
    db: sqlite3.Connection, within: str, values: Parameters, acts: str = "milestone"
) -> Iterator[Change]:
    """The `chosen` subjects that stand elsewhere than in `standing_then`, made of other `acts`."""
    query = f"""WITH {within}, {stages(":until", few=True)}
        SELECT {OF}, past.code, past.label_vi, past.label_en, act.code, act.label_vi, act.label_en,
            turn.date_from, turn.date_to, turn.precision, turn.id, {DOCUMENT.format("source")}
        FROM standing JOIN standing_then AS before ON before.subject = standing.subject
        JOIN subject ON subject.id = standing.subject
        LEFT JOIN milestone AS now ON now.id = standing.milestone
        LEFT JOIN {acts} AS past_act ON past_act.id = before.milestone
        LEFT JOIN act ON act.kind = now.kind AND act.code = coalesce(now.return_to, now.act)
        LEFT JOIN act AS past ON past.kind = past_act.kind
            AND past.code = coalesce(past_act.return_to, past_act.act)
        LEFT JOIN milestone AS turn ON turn.id = coalesce(({RESUMED}), now.id)
        LEFT JOIN source ON source.id = turn.source
        WHERE act.code IS NOT past.code {BY_SUBJECT}"""
    for row in db.execute(query, values):
        old, new = row[4] and Term(*row[4:7]), row[7] and Term(*row[7:10])
        date = row[11] and FactDate(*row[10:13])
        yield Change(
            *(*whose(row), "stage", "stage", old, new, date, *document(row[14:]), row[13] or 0)
        )


ALIKE = ("subject", "measure", "unit", "status", "phase", "price_base", "length")
"""What must be the same of two figures, for one to be set against the other."""
LENGTH = f"""CASE WHEN measure IN {OVER_A_PERIOD} THEN
    round((julianday(date_to) - julianday(date_from) + 1) / 30.44) END AS length"""
"""The whole months of a period, for four months are as long in any year."""


def figure_changes(
    db: sqlite3.Connection, within: str, values: Parameters, *, possibly: str
) -> Iterator[Change]:
    """The newest of the `fresh` figures of each sort against the newest before it that `stood`.

    Those that say the same are left out.
    """
    new, of_new = side("figure", "new")
    old, of_old = side("figure", "old")
    alike = " AND ".join(f"before.{name} IS newest.{name}" for name in ALIKE)
    query = f"""WITH {within},
        newest AS MATERIALIZED (SELECT * FROM (
            SELECT *, row_number() OVER (PARTITION BY {", ".join(ALIKE)}
                ORDER BY date_to DESC, id DESC) AS nth FROM (SELECT *, {LENGTH} FROM fresh))
            WHERE nth = 1),
        against AS MATERIALIZED (SELECT newest.id AS newer, before.*, row_number() OVER (
                PARTITION BY newest.id ORDER BY before.date_to DESC, before.id DESC) AS place
            FROM newest JOIN (SELECT *, {LENGTH} FROM stood) AS before ON {alike}
                AND before.date_to <= newest.date_to)
        SELECT {OF}, {possibly}, new.id, {new}, {old} FROM newest AS new
        JOIN subject ON subject.id = new.subject
        LEFT JOIN against AS old ON old.newer = new.id AND place = 1 {of_new} {of_old}
        WHERE (old.value, old.upper, old.qualifier) IS NOT (new.value, new.upper, new.qualifier)
        {BY_SUBJECT}, new_label.rowid, new.id"""
    for row in db.execute(query, values):
        before, now = entry(row[6 + ENTRY :]), entry(row[6:])
        yield of_entries("figure", row, before, now, row[5], possibly=row[4])


def entry(row: Any) -> Entry | None:
    """The Entry of the first columns, those of `side`; None where there is no row."""
    code, vi, en, value, unit, upper, qualifier, planned, phase, start, end, precision = row[:12]
    if end is None:
        return None
    quantity = None if value is None else Quantity(value, unit, upper, qualifier)
    date = FactDate(start, end, precision)
    label = code and Term(code, vi, en)
    return Entry(label, quantity, bool(planned), date, phase, *document(row[12:]))


def document(row: Any) -> tuple[str | None, FactDate | None]:
    """The title and the date of the columns of DOCUMENT."""
    title, start, end, precision = row[:4]
    return title, end and FactDate(start, end, precision)


def of_entries(
    table: str, row: Any, old: Entry | None, new: Entry | None, id: int, *, possibly: bool = False
) -> Change:
    """The change from one Entry to another, of the subject at the beginning of `row`."""
    date, source, source_date, what = None, None, None, table
    for said in (old, new):
        if said is not None:
            date, source, source_date = said.date, said.source, said.source_date
            what = said.label.code if said.value and said.label else table
    document = (source, source_date)
    return Change(*whose(row), table, what, old, new, date, *document, id, bool(possibly))


def whose(row: Any) -> tuple[tuple[int, str, str], str, str]:
    """The place, code and name of the subject that the columns OF tell."""
    return (row[0], row[1], row[2]), row[2], row[3]
