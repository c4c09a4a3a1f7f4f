"""Reading subjects: finding one, all that is known of one, and counts over all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from zone_tracker.errors import Refused
from zone_tracker.model import FactDate, Quantity, Term
from zone_tracker.store.listing import WELL, WELL_TOLD, Health, health
from zone_tracker.store.stages import stages
from zone_tracker.store.vocabulary import Kind, Vocabulary
from zone_tracker.vietnamese.text import clean, identity_key, search_key


class Subject(NamedTuple):
    """The row of one subject, with the names of what it refers to."""

    id: int
    kind: str
    code: str
    name: str
    district: str | None
    within: str | None
    former: str | None
    investor: str | None
    investor_country: str | None
    sector: Term | None
    certificate: str | None
    source: str | None
    confidence: str | None
    note: str | None


class Milestone(NamedTuple):
    """One act of a subject; `planned` ones are dates a plan set."""

    id: int
    batch: int
    act: Term
    planned: bool
    date: FactDate
    phase: str | None
    return_to: Term | None
    reason: str | None
    source: str | None
    confidence: str | None
    note: str | None


class Figure(NamedTuple):
    """One figure of a subject, with the document that says so."""

    id: int
    batch: int
    measure: Term
    quantity: Quantity
    planned: bool
    date: FactDate
    phase: str | None
    price_base: str | None
    derived: bool
    source: str | None
    confidence: str | None
    note: str | None


class Confirmation(NamedTuple):
    """That somebody looked at a subject and found it unchanged, with the document that says so."""

    id: int
    date: FactDate
    source: str
    note: str | None


def find(db: sqlite3.Connection, words: Vocabulary, text: str, kind: str | None) -> int:
    """The id of the one subject of `kind` (None: of any) that `text` means.

    Tried in turn: code, code without its prefix, name or alias, the same without accents,
    the beginning of a code, a part of a name. Raises Refused when nothing is asked for, when
    nothing fits, or with the choices when the first way that fits gives several.
    """
    name = clean(text)
    if not name:  # an unset variable of a script; every code begins with nothing
        raise Refused("code.empty")
    kinds = [each for each in words.kinds.values() if kind in (None, each.code)]
    for condition in FIND:
        query = (
            f"SELECT id, code, name FROM subject WHERE kind = :kind AND ({condition}) "
            "ORDER BY sort_key, code LIMIT 12"
        )
        rows = [row for each in kinds for row in db.execute(query, meanings(name, each))]
        if len(rows) == 1:
            return int(rows[0][0])
        if rows:
            raise Refused(
                "find.ambiguous", value=text, choices=[f"{code} ({name})" for _, code, name in rows]
            )
    from zone_tracker.vietnamese.nearest import guess  # only a refusal needs it

    near = guess(text, [name for each in kinds for name in likely(db, words, each.code)])
    if kind is None:
        raise Refused("find.nothing-at-all", value=text, guess=near)
    raise Refused("find.nothing", value=text, kind=words.kinds[kind].label, guess=near)


def meanings(name: str, kind: Kind) -> dict[str, str]:
    """What a subject of this kind may be looked up by, for the conditions of FIND."""
    folded = search_key(name)
    return {
        "kind": kind.code,
        "code": name.lower(),
        "bare": f"{kind.prefix}-{name.lower()}",
        "identity": identity_key(name, kind.name_prefixes),
        "search": folded,
        "part": f"%{_literal(folded)}%",
        "start": f"{_literal(name.lower())}%",
        "bare_start": f"{kind.prefix}-{_literal(name.lower())}%",
    }


def likely(db: sqlite3.Connection, words: Vocabulary, kind: str) -> list[str]:
    """The names to guess from, without the words that all of a kind begin with."""
    rows = db.execute("SELECT name FROM subject WHERE kind = ? LIMIT 5000", (kind,))
    prefixes = words.kinds[kind].name_prefixes
    return [
        next((name.removeprefix(f"{word} ") for word in prefixes if name.startswith(word)), name)
        for (name,) in rows
    ]


def by_code(db: sqlite3.Connection, code: str) -> int | None:
    """The id of the subject with exactly this code; None: there is none."""
    row = db.execute("SELECT id FROM subject WHERE code = ?", (code,)).fetchone()
    return row and int(row[0])


ALIASED = "id IN (SELECT subject FROM alias WHERE alias.kind = :kind AND {})"
FIND = (
    "code IN (:code, :bare)",
    f"identity_key = :identity OR {ALIASED.format('identity_key = :identity')}",
    f"search_key = :search OR {ALIASED.format('search_key = :search')}",
    "code LIKE :start ESCAPE '\\' OR code LIKE :bare_start ESCAPE '\\'",
    "search_key LIKE :part ESCAPE '\\' OR " + ALIASED.format("search_key LIKE :part ESCAPE '\\'"),
)


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def names_of(db: sqlite3.Connection, kind: str, limit: int) -> list[tuple[str, str]]:
    """Code and name of the subjects of a kind, so many at most."""
    return db.execute(
        "SELECT code, name FROM subject WHERE kind = ? LIMIT ?", (kind, limit)
    ).fetchall()


def stage_now(db: sqlite3.Connection, subject: int, as_of: str) -> tuple[Term, FactDate] | None:
    """The stage of one subject on a day and since when; None: nothing on record."""
    row = db.execute(
        f"""WITH chosen AS (SELECT :subject AS id), {stages(few=True)}
        SELECT act.code, label_vi, label_en, date_from, date_to, precision
        FROM standing JOIN milestone ON milestone.id = standing.milestone
        JOIN act ON act.kind = milestone.kind
            AND act.code = coalesce(milestone.return_to, milestone.act)""",
        {"subject": subject, "as_of": as_of},
    ).fetchone()
    return row and (Term(*row[:3]), FactDate(*row[3:]))


def has_act(db: sqlite3.Connection, subject: int, act: str, as_of: str) -> bool:
    """Whether a subject has this act on record by a day."""
    row = db.execute(
        """SELECT 1 FROM milestone WHERE subject = ? AND act = ? AND status = 'actual'
            AND date_to <= ?""",
        (subject, act, as_of),
    ).fetchone()
    return row is not None


def health_now(db: sqlite3.Connection, subject: int, as_of: str) -> Health | None:
    """What was last said of a subject's health by a day."""
    row = db.execute(
        f"SELECT {WELL_TOLD} FROM subject {WELL} WHERE subject.id = :subject",
        {"subject": subject, "as_of": as_of},
    ).fetchone()
    return row and health(row)


class Unwell(NamedTuple):
    """A subject of which trouble was last said; `total` counts all in the same trouble."""

    code: str
    name: str
    health: Health
    total: int
    source: str | None
    source_date: FactDate | None
    id: int


def unwell(
    db: sqlite3.Connection, as_of: str, most: int, *, sourced: bool | None = None
) -> list[Unwell]:
    """Who is blocked or late, the worse first, and of each so many at most, the longest first.

    `sourced` asks only for those of which a document says so, or (False) none.
    """
    rows = db.execute(
        f"""WITH said AS (
            SELECT DISTINCT milestone.subject AS id  -- by the index of acts: CROSS keeps this order
            FROM act CROSS JOIN milestone ON milestone.kind = act.kind AND milestone.act = act.code
            WHERE effect = 'health' AND status = 'actual' AND date_to <= :as_of),
        now AS (
            SELECT subject.id AS subject, well.id AS told, well.act, well.source,
                count(*) OVER (PARTITION BY well.act) AS total, row_number() OVER (
                    PARTITION BY well.act ORDER BY first_well.date_to, first_well.id) AS place
            FROM said JOIN subject ON subject.id = said.id {WELL}
            WHERE well.act <> 'on-schedule'
                AND (:sourced IS NULL OR :sourced = (well.source IS NOT NULL)))
        SELECT subject.code, subject.name, {WELL_TOLD}, total,
            source.title, source.date_from, source.date_to, source.precision, now.told
        FROM now JOIN subject ON subject.id = now.subject {WELL}
        LEFT JOIN source ON source.id = now.source
        WHERE place <= :most ORDER BY now.act, place""",
        {"as_of": as_of, "most": most, "sourced": sourced},
    )
    return [
        Unwell(
            *(row[0], row[1], Health(Term(*row[2:5]), FactDate(*row[5:8]), row[8]), row[9]),
            *(row[10], row[12] and FactDate(*row[11:14]), row[14]),
        )
        for row in rows
    ]


def counts_by_stage(db: sqlite3.Connection, kind: str, as_of: str) -> list[tuple[Term | None, int]]:
    """How many subjects of a kind stand at each stage, in order of progress; None: unknown."""
    rows = db.execute(
        f"""WITH chosen AS (SELECT id FROM subject WHERE kind = :kind), {stages()}
        SELECT act.code, label_vi, label_en, subjects
        FROM (SELECT stage, count(*) AS subjects FROM standing GROUP BY stage) AS stood
        LEFT JOIN act ON act.kind = :kind AND act.code = stood.stage
        ORDER BY act.code IS NULL, act.rank IS NULL, act.rank, act.code""",
        {"kind": kind, "as_of": as_of},
    )
    return [(code and Term(code, vi, en), count) for code, vi, en, count in rows]


def one(db: sqlite3.Connection, subject: int) -> Subject:
    """The row of a subject."""
    row = db.execute(
        """SELECT subject.id, subject.kind, subject.code, subject.name, area.name, zone.name,
            before.name, subject.investor, subject.investor_country,
            sector.code, sector.name_vi, sector.name_en, subject.certificate, source.title,
            subject.confidence, subject.note
        FROM subject LEFT JOIN area ON area.id = subject.district
        LEFT JOIN subject AS zone ON zone.id = subject.within
        LEFT JOIN subject AS before ON before.id = subject.former
        LEFT JOIN sector ON sector.id = subject.sector
        LEFT JOIN source ON source.id = subject.source WHERE subject.id = ?""",
        (subject,),
    ).fetchone()
    return Subject._make((*row[:9], row[9] and Term(*row[9:12]), *row[12:]))


def communes(db: sqlite3.Connection, subject: int) -> list[tuple[str, str, str | None]]:
    """Where a subject lies: each commune as told, its district, and the commune it is today."""
    return db.execute(
        """SELECT old.name, district.name, new.name FROM place
        JOIN area AS old ON old.id = place.area
        LEFT JOIN area AS district ON district.id = old.parent
        LEFT JOIN succession ON succession.old = old.id
        LEFT JOIN area AS new ON new.id = succession.new
        WHERE place.subject = ? ORDER BY old.sort_key""",
        (subject,),
    ).fetchall()


def aliases(db: sqlite3.Connection, subject: int) -> list[str]:
    """Other names of a subject."""
    rows = db.execute("SELECT name FROM alias WHERE subject = ? ORDER BY search_key", (subject,))
    return [name for (name,) in rows]


def milestones(db: sqlite3.Connection, subject: int, as_of: str | None = None) -> list[Milestone]:
    """The acts of a subject in order; actual ones only by `as_of`, planned ones all."""
    rows = db.execute(
        """SELECT milestone.id, milestone.batch, act.code, act.label_vi, act.label_en,
            milestone.status = 'planned', milestone.date_from, milestone.date_to,
            milestone.precision, milestone.phase, back.code, back.label_vi, back.label_en,
            milestone.reason, source.title, milestone.confidence, milestone.note
        FROM milestone
        JOIN act ON act.kind = milestone.kind AND act.code = milestone.act
        LEFT JOIN act AS back ON back.kind = milestone.kind AND back.code = milestone.return_to
        LEFT JOIN source ON source.id = milestone.source
        WHERE milestone.subject = :subject
            AND (:as_of IS NULL OR milestone.status = 'planned' OR milestone.date_to <= :as_of)
        ORDER BY milestone.date_to, milestone.id""",
        {"subject": subject, "as_of": as_of},
    )
    return [
        Milestone(
            *(row[0], row[1], Term(*row[2:5]), bool(row[5]), FactDate(*row[6:9]), row[9]),
            *(row[10] and Term(*row[10:13]), *row[13:]),
        )
        for row in rows
    ]


def figures(db: sqlite3.Connection, subject: int, as_of: str | None = None) -> list[Figure]:
    """The figures of a subject by measure, the newest first."""
    rows = db.execute(
        """SELECT figure.id, figure.batch, measure.code, label_vi, label_en,
            value, unit, upper, qualifier, figure.status = 'planned',
            figure.date_from, figure.date_to, figure.precision, phase, price_base, derived,
            source.title, confidence, figure.note
        FROM figure JOIN measure ON measure.code = figure.measure
        LEFT JOIN source ON source.id = figure.source
        WHERE subject = :subject AND (:as_of IS NULL OR figure.date_to <= :as_of)
        ORDER BY measure.rowid, unit DESC, figure.date_to DESC, figure.id DESC""",
        {"subject": subject, "as_of": as_of},
    )
    return [
        Figure(
            *(row[0], row[1], Term(*row[2:5]), Quantity(*row[5:9]), bool(row[9])),
            *(FactDate(*row[10:13]), row[13], row[14], bool(row[15]), *row[16:]),
        )
        for row in rows
    ]


def confirmations(
    db: sqlite3.Connection, subject: int, as_of: str | None = None
) -> list[Confirmation]:
    """The confirmations of a subject in order, those by `as_of`."""
    rows = db.execute(
        """SELECT confirmation.id, confirmation.date_from, confirmation.date_to,
            confirmation.precision, source.title, confirmation.note
        FROM confirmation JOIN source ON source.id = confirmation.source
        WHERE subject = :subject AND (:as_of IS NULL OR confirmation.date_to <= :as_of)
        ORDER BY confirmation.date_to, confirmation.id""",
        {"subject": subject, "as_of": as_of},
    )
    return [Confirmation(row[0], FactDate(*row[1:4]), *row[4:]) for row in rows]


def districts(db: sqlite3.Connection) -> list[str]:
    """The names of the districts on record, in the order of their codes."""
    rows = db.execute("SELECT DISTINCT name FROM area WHERE level = 'district' ORDER BY code")
    return [name for (name,) in rows]


def province(db: sqlite3.Connection) -> str | None:
    """The name of the province the record is about; None: it names none."""
    row = db.execute("SELECT name FROM subject WHERE kind = 'province' ORDER BY id").fetchone()
    return row and str(row[0])


def unstaged(db: sqlite3.Connection, as_of: str) -> Iterator[tuple[str, str]]:
    """Code and name of zones, clusters and projects with no act on record by that day."""
    return db.execute(
        """SELECT code, name FROM subject WHERE kind IN ('zone', 'cluster', 'project')
            AND id NOT IN (  -- one pass over the acts: a third of looking for those of each
                SELECT subject FROM milestone WHERE status = 'actual' AND date_to <= :as_of)
        ORDER BY kind DESC, sort_key""",
        {"as_of": as_of},
    )


def unplaced(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Code and name of zones and clusters whose district is not known."""
    return db.execute(
        """SELECT code, name FROM subject WHERE kind IN ('zone', 'cluster') AND district IS NULL
        ORDER BY kind DESC, sort_key"""
    )


def unsourced(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Code and name of subjects with acts or figures that name no source."""
    return db.execute(
        """SELECT code, name FROM subject
        WHERE id IN (SELECT subject FROM milestone WHERE source IS NULL)
            OR id IN (SELECT subject FROM figure WHERE source IS NULL) ORDER BY sort_key"""
    )
