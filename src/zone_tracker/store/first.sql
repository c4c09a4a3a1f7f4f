-- The first schema. Rules live here because others write to the file too: what the tool
-- would refuse, the database refuses by itself. Every recorded table has an AUTOINCREMENT
-- key (an id is never reused, so the log can name it for ever) and the batch that made the row.

-- The log: who wrote what, in which words, and how every changed row looked before.

CREATE TABLE batch (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,                       -- UTC, 2024-03-31T01:00:00Z
    actor TEXT NOT NULL,
    command TEXT NOT NULL,                  -- the words as they were typed
    undoes INTEGER REFERENCES batch (id),   -- the batch this one reverses; NULL: ordinary work
    CHECK (at IS strftime('%Y-%m-%dT%H:%M:%SZ', at)),
    CHECK (undoes < id)
) STRICT;

CREATE TABLE current_batch (                -- one row while a batch is being written, else empty
    one INTEGER PRIMARY KEY CHECK (one = 1),
    batch INTEGER NOT NULL REFERENCES batch (id)
) STRICT;

CREATE TABLE change (                       -- an insertion by the row's own maker is not here:
    id INTEGER PRIMARY KEY AUTOINCREMENT,   -- the row's `batch` is that record
    batch INTEGER NOT NULL REFERENCES batch (id),
    record TEXT NOT NULL,                   -- table
    record_id INTEGER NOT NULL,
    maker INTEGER NOT NULL,                 -- the batch that first made the row
    action TEXT NOT NULL CHECK (action IN ('insert', 'update', 'delete')),
    was TEXT,                               -- the row before, as JSON; NULL for an insertion
    CHECK ((action = 'insert') = (was IS NULL))
) STRICT;
CREATE INDEX change_by_batch ON change (batch, record, record_id);
CREATE INDEX change_by_maker ON change (maker, batch);

-- Vocabularies: a new stage, act or measure is a row.

CREATE TABLE kind (
    code TEXT PRIMARY KEY,
    prefix TEXT NOT NULL UNIQUE,            -- how codes of this kind begin
    label_vi TEXT NOT NULL,
    label_en TEXT NOT NULL,
    label_en_plural TEXT NOT NULL,
    name_prefixes TEXT NOT NULL             -- words a name may begin with; they do not tell names apart
) STRICT;

CREATE TABLE act (
    kind TEXT NOT NULL REFERENCES kind (code),
    code TEXT NOT NULL,
    rank INTEGER,                           -- order of normal progress; only advancing acts have one
    effect TEXT NOT NULL
        CHECK (effect IN ('advance', 'end', 'suspend', 'resume', 'return', 'health', 'none')),
    label_vi TEXT NOT NULL,
    label_en TEXT NOT NULL,
    oc4ids TEXT,                            -- project status of OC4IDS; NULL: none fits
    aliases TEXT NOT NULL,                  -- other words for it, ;-separated
    PRIMARY KEY (kind, code),
    CHECK ((effect = 'advance') = (rank IS NOT NULL))
) STRICT;

CREATE TABLE measure (
    code TEXT PRIMARY KEY,
    label_vi TEXT NOT NULL,
    label_en TEXT NOT NULL,
    definition_vi TEXT NOT NULL,
    aliases TEXT NOT NULL
) STRICT;

CREATE TABLE measure_unit (
    measure TEXT NOT NULL REFERENCES measure (code),
    unit TEXT NOT NULL,                     -- base unit of the stored integer: m2, vnd, usd_cents ...
    PRIMARY KEY (measure, unit)
) STRICT;

-- What everything rests on.

CREATE TABLE source (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch INTEGER NOT NULL REFERENCES batch (id),
    code TEXT NOT NULL UNIQUE CHECK (code <> '' AND code NOT GLOB '*[^a-z0-9-]*'),
    title TEXT NOT NULL CHECK (title <> ''),
    publisher TEXT,
    number TEXT,
    date_from TEXT CHECK (date_from IS date(date_from, '+0 days')),
    date_to TEXT CHECK (date_to IS date(date_to, '+0 days')),    -- NULL: date unknown
    precision TEXT CHECK (precision IN ('day', 'month', 'quarter', 'half', 'year', 'range')),
    url TEXT CHECK (url GLOB 'http://*' OR url GLOB 'https://*'),
    note TEXT,
    CHECK ((date_to IS NULL) = (precision IS NULL)),
    CHECK (date_from <= date_to)
) STRICT;

CREATE TABLE area (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch INTEGER NOT NULL REFERENCES batch (id),
    level TEXT NOT NULL CHECK (level IN ('province', 'district', 'commune')),
    code TEXT NOT NULL CHECK (code <> ''),  -- with its zeros; unique only with its period
    name TEXT NOT NULL CHECK (name <> ''),
    identity_key TEXT NOT NULL,
    search_key TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    parent INTEGER REFERENCES area (id),
    valid_from TEXT CHECK (valid_from IS date(valid_from, '+0 days')),   -- NULL: unknown
    valid_to TEXT CHECK (valid_to IS date(valid_to, '+0 days')),         -- NULL: still valid
    source INTEGER REFERENCES source (id),
    confidence TEXT CHECK (confidence IN ('high', 'medium', 'low')),
    note TEXT,
    CHECK (valid_from <= valid_to)
) STRICT;
CREATE UNIQUE INDEX area_code ON area (level, code, coalesce(valid_from, ''));

CREATE TABLE succession (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch INTEGER NOT NULL REFERENCES batch (id),
    old INTEGER NOT NULL REFERENCES area (id),
    new INTEGER NOT NULL REFERENCES area (id),
    date TEXT NOT NULL CHECK (date IS date(date, '+0 days')),            -- first day of the new area
    source INTEGER REFERENCES source (id),
    confidence TEXT CHECK (confidence IN ('high', 'medium', 'low')),
    UNIQUE (old, new),
    CHECK (old <> new)
) STRICT;

CREATE TABLE unit_set (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch INTEGER NOT NULL REFERENCES batch (id),
    code TEXT NOT NULL UNIQUE CHECK (code <> ''),
    title_vi TEXT NOT NULL,
    title_en TEXT NOT NULL
) STRICT;

CREATE TABLE unit_set_member (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch INTEGER NOT NULL REFERENCES batch (id),
    unit_set INTEGER NOT NULL REFERENCES unit_set (id),
    area INTEGER NOT NULL REFERENCES area (id),
    source INTEGER REFERENCES source (id),
    UNIQUE (unit_set, area)
) STRICT;

CREATE TABLE sector (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch INTEGER NOT NULL REFERENCES batch (id),
    code TEXT NOT NULL UNIQUE CHECK (code <> ''),
    parent INTEGER REFERENCES sector (id),  -- the industry group; NULL: this row is a group
    name_vi TEXT NOT NULL,
    name_en TEXT NOT NULL,
    source INTEGER REFERENCES source (id),
    confidence TEXT CHECK (confidence IN ('high', 'medium', 'low'))
) STRICT;

-- The things tracked, and what is known of them.

CREATE TABLE subject (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch INTEGER NOT NULL REFERENCES batch (id),
    kind TEXT NOT NULL REFERENCES kind (code),
    code TEXT NOT NULL UNIQUE
        CHECK (code GLOB '[a-z]*' AND code NOT GLOB '*[^a-z0-9-]*'),
    name TEXT NOT NULL CHECK (name <> ''),
    identity_key TEXT NOT NULL CHECK (identity_key <> ''),  -- what may not be there twice
    search_key TEXT NOT NULL,               -- without marks; not unique
    sort_key TEXT NOT NULL,                 -- binary order of it is Vietnamese order
    district INTEGER REFERENCES area (id),  -- the unit it counts for; NULL: not known
    within INTEGER REFERENCES subject (id), -- the zone or cluster a project lies in; NULL: none known
    former INTEGER REFERENCES subject (id), -- what it was before, e.g. the cluster a zone grew from
    certificate TEXT UNIQUE,
    investor TEXT,
    sector INTEGER REFERENCES sector (id),
    source INTEGER REFERENCES source (id),
    confidence TEXT CHECK (confidence IN ('high', 'medium', 'low')),
    note TEXT,
    UNIQUE (id, kind)
) STRICT;
CREATE UNIQUE INDEX subject_identity ON subject (kind, identity_key, coalesce(district, 0));
CREATE INDEX subject_order ON subject (kind, sort_key);
CREATE INDEX subject_within ON subject (within) WHERE within IS NOT NULL;
CREATE INDEX subject_former ON subject (former) WHERE former IS NOT NULL;

CREATE TABLE alias (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch INTEGER NOT NULL REFERENCES batch (id),
    subject INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    identity_key TEXT NOT NULL CHECK (identity_key <> ''),
    search_key TEXT NOT NULL,
    source INTEGER REFERENCES source (id),
    UNIQUE (subject, identity_key),
    FOREIGN KEY (subject, kind) REFERENCES subject (id, kind)
) STRICT;
CREATE INDEX alias_identity ON alias (kind, identity_key);

CREATE TABLE place (                        -- where a subject lies, beside its district
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch INTEGER NOT NULL REFERENCES batch (id),
    subject INTEGER NOT NULL REFERENCES subject (id),
    area INTEGER NOT NULL REFERENCES area (id),
    source INTEGER REFERENCES source (id),
    confidence TEXT CHECK (confidence IN ('high', 'medium', 'low')),
    note TEXT,
    UNIQUE (subject, area)
) STRICT;

CREATE TABLE milestone (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch INTEGER NOT NULL REFERENCES batch (id),
    subject INTEGER NOT NULL,
    kind TEXT NOT NULL,
    act TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('actual', 'planned')),
    date_from TEXT,                         -- NULL: no later than date_to
    date_to TEXT NOT NULL,                  -- happened by D means date_to <= D
    precision TEXT NOT NULL,                -- how the document told it
    phase TEXT,
    return_to TEXT,                         -- the stage an act of effect 'return' goes back to
    reason TEXT,
    source INTEGER REFERENCES source (id),  -- for a planned act: the plan that set the date
    confidence TEXT CHECK (confidence IN ('high', 'medium', 'low')),
    note TEXT,
    FOREIGN KEY (subject, kind) REFERENCES subject (id, kind),
    FOREIGN KEY (kind, act) REFERENCES act (kind, code),
    FOREIGN KEY (kind, return_to) REFERENCES act (kind, code),
    CHECK (date_to IS date(date_to, '+0 days')),
    CHECK (date_from IS date(date_from, '+0 days')),
    CHECK (date_from <= date_to),
    CHECK (CASE precision
        WHEN 'day' THEN date_from IS NULL OR date_from = date_to
        WHEN 'month' THEN coalesce(date_from, date(date_to, 'start of month'))
            = date(date_to, 'start of month')
            AND date_to = date(date_to, 'start of month', '+1 month', '-1 day')
        WHEN 'quarter' THEN substr(date_to, 6) IN ('03-31', '06-30', '09-30', '12-31')
            AND (date_from IS NULL OR date_from = date(date_to, 'start of month', '-2 months'))
        WHEN 'half' THEN substr(date_to, 6) IN ('06-30', '12-31')
            AND (date_from IS NULL OR date_from = date(date_to, 'start of month', '-5 months'))
        WHEN 'year' THEN substr(date_to, 6) = '12-31'
            AND (date_from IS NULL OR date_from = substr(date_to, 1, 4) || '-01-01')
        WHEN 'range' THEN date_from IS NOT NULL
        ELSE 0 END),
    CHECK ((act = 'returned') = (return_to IS NOT NULL)),
    CHECK (act <> 'returned' OR (reason IS NOT NULL AND status = 'actual'))
) STRICT;
CREATE INDEX milestone_by_subject ON milestone (subject, date_to, id);
CREATE INDEX milestone_by_act ON milestone (kind, act, date_to);

CREATE TABLE figure (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch INTEGER NOT NULL REFERENCES batch (id),
    subject INTEGER NOT NULL REFERENCES subject (id),
    measure TEXT NOT NULL,
    unit TEXT NOT NULL,
    value INTEGER NOT NULL,                 -- exact, in the base unit
    upper INTEGER,                          -- the other end of a range; NULL: one value
    qualifier TEXT CHECK (qualifier IN
        ('about', 'almost', 'over', 'at-least', 'under', 'at-most')),
    status TEXT NOT NULL CHECK (status IN ('actual', 'planned')),
    date_from TEXT CHECK (date_from IS date(date_from, '+0 days')),
    date_to TEXT NOT NULL CHECK (date_to IS date(date_to, '+0 days')),   -- as-of day or period
    precision TEXT NOT NULL
        CHECK (precision IN ('day', 'month', 'quarter', 'half', 'year', 'range')),
    phase TEXT,
    price_base TEXT CHECK (price_base IN ('current', '2010')),          -- NULL: not said
    derived INTEGER NOT NULL DEFAULT 0 CHECK (derived IN (0, 1)),       -- 1: computed, not printed
    source INTEGER REFERENCES source (id),
    confidence TEXT CHECK (confidence IN ('high', 'medium', 'low')),
    note TEXT,
    FOREIGN KEY (measure, unit) REFERENCES measure_unit (measure, unit),
    CHECK (upper > value),
    CHECK (value >= 0 OR unit = 'bp'),
    CHECK (date_from <= date_to)
) STRICT;
CREATE INDEX figure_by_subject ON figure (subject, measure, date_to);

-- The year's targets: rules as data, each in one or more readings.

CREATE TABLE target (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch INTEGER NOT NULL REFERENCES batch (id),
    code TEXT NOT NULL UNIQUE CHECK (code <> ''),
    year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2199),
    title_vi TEXT NOT NULL,
    title_en TEXT NOT NULL,
    source INTEGER REFERENCES source (id),
    confidence TEXT CHECK (confidence IN ('high', 'medium', 'low')),
    note TEXT
) STRICT;

CREATE TABLE reading (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch INTEGER NOT NULL REFERENCES batch (id),
    target INTEGER NOT NULL REFERENCES target (id),
    code TEXT NOT NULL CHECK (code <> ''),
    main INTEGER NOT NULL CHECK (main IN (0, 1)),
    title_vi TEXT NOT NULL,
    title_en TEXT NOT NULL,
    count_by TEXT NOT NULL CHECK (count_by IN ('act', 'stage-at-least', 'advanced', 'any-act')),
    kind TEXT NOT NULL REFERENCES kind (code),
    unit_set INTEGER REFERENCES unit_set (id),  -- every unit must have `threshold`; NULL: no units
    flow TEXT NOT NULL CHECK (flow IN ('stock', 'flow')),   -- all by the end, or new in the period
    period_from TEXT NOT NULL CHECK (period_from IS date(period_from, '+0 days')),
    period_to TEXT NOT NULL CHECK (period_to IS date(period_to, '+0 days')),     -- the due date
    baseline INTEGER CHECK (baseline >= 0),     -- how many there were; told, never added
    threshold INTEGER NOT NULL CHECK (threshold > 0),
    source INTEGER REFERENCES source (id),
    note TEXT,
    UNIQUE (target, code),
    UNIQUE (id, kind),
    CHECK (period_from <= period_to),
    CHECK (count_by <> 'advanced' OR flow = 'flow')
) STRICT;
CREATE UNIQUE INDEX reading_main ON reading (target) WHERE main = 1;

CREATE TABLE reading_act (                  -- any of these acts counts; for stage-at-least just one
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch INTEGER NOT NULL REFERENCES batch (id),
    reading INTEGER NOT NULL,
    kind TEXT NOT NULL,
    act TEXT NOT NULL,
    UNIQUE (reading, act),
    FOREIGN KEY (reading, kind) REFERENCES reading (id, kind),
    FOREIGN KEY (kind, act) REFERENCES act (kind, code)
) STRICT;

CREATE TABLE reading_subject (              -- the named subjects; none: all of the kind
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch INTEGER NOT NULL REFERENCES batch (id),
    reading INTEGER NOT NULL,
    kind TEXT NOT NULL,
    subject INTEGER NOT NULL,
    UNIQUE (reading, subject),
    FOREIGN KEY (reading, kind) REFERENCES reading (id, kind),
    FOREIGN KEY (subject, kind) REFERENCES subject (id, kind)
) STRICT;

-- Rules over more than one row.

-- OR REPLACE deletes without firing a trigger unless recursive_triggers is on
CREATE TRIGGER batch_refuse_replace BEFORE INSERT ON batch
WHEN EXISTS (SELECT 1 FROM batch WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the log is never rewritten'); END;

CREATE TRIGGER change_refuse_insert BEFORE INSERT ON change
WHEN NEW.batch IS NOT (SELECT batch FROM current_batch)
    OR EXISTS (SELECT 1 FROM change WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the log is never rewritten'); END;

CREATE TRIGGER subject_kind_stays BEFORE UPDATE OF kind ON subject WHEN NEW.kind <> OLD.kind
BEGIN SELECT RAISE(ABORT, 'the kind of a subject never changes: record a new subject'); END;

CREATE TRIGGER subject_district_unknown_insert BEFORE INSERT ON subject
WHEN EXISTS (SELECT 1 FROM subject AS other
    WHERE other.kind = NEW.kind AND other.identity_key = NEW.identity_key
      AND (other.district IS NULL OR NEW.district IS NULL))
BEGIN SELECT RAISE(ABORT, 'the same name stands in the record, and one of the two has no district'); END;

CREATE TRIGGER subject_district_unknown_update BEFORE UPDATE OF kind, identity_key, district ON subject
WHEN EXISTS (SELECT 1 FROM subject AS other
    WHERE other.kind = NEW.kind AND other.identity_key = NEW.identity_key AND other.id <> NEW.id
      AND (other.district IS NULL OR NEW.district IS NULL))
BEGIN SELECT RAISE(ABORT, 'the same name stands in the record, and one of the two has no district'); END;

CREATE TRIGGER subject_within_insert BEFORE INSERT ON subject WHEN NEW.within IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a subject lies only within a zone or a cluster')
    WHERE (SELECT kind FROM subject WHERE id = NEW.within) NOT IN ('zone', 'cluster'); END;

CREATE TRIGGER subject_within_update BEFORE UPDATE OF within ON subject WHEN NEW.within IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a subject lies only within a zone or a cluster')
    WHERE (SELECT kind FROM subject WHERE id = NEW.within) NOT IN ('zone', 'cluster'); END;

CREATE TRIGGER milestone_return_insert BEFORE INSERT ON milestone WHEN NEW.return_to IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a return goes to a stage of normal progress')
    WHERE (SELECT rank FROM act WHERE kind = NEW.kind AND code = NEW.return_to) IS NULL; END;

CREATE TRIGGER milestone_return_update BEFORE UPDATE OF return_to ON milestone WHEN NEW.return_to IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a return goes to a stage of normal progress')
    WHERE (SELECT rank FROM act WHERE kind = NEW.kind AND code = NEW.return_to) IS NULL; END;
