-- Looked at again and found unchanged: says that what is on record still holds, and moves nothing.

CREATE TABLE confirmation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch INTEGER NOT NULL REFERENCES batch (id),
    subject INTEGER NOT NULL REFERENCES subject (id),
    date_from TEXT CHECK (date_from IS date(date_from, '+0 days')),
    date_to TEXT NOT NULL CHECK (date_to IS date(date_to, '+0 days')),
    precision TEXT NOT NULL
        CHECK (precision IN ('day', 'month', 'quarter', 'half', 'year', 'range')),
    source INTEGER NOT NULL REFERENCES source (id),     -- who says so; without one it says nothing
    note TEXT,
    CHECK (date_from <= date_to)
) STRICT;
CREATE INDEX confirmation_by_subject ON confirmation (subject, date_to);

-- A moment with a name. It is no content: no batch makes it and no undo takes it away.

CREATE TABLE snapshot (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (name <> ''),
    identity_key TEXT NOT NULL UNIQUE CHECK (identity_key <> ''),
    at TEXT NOT NULL CHECK (at IS strftime('%Y-%m-%dT%H:%M:%SZ', at)),
    actor TEXT NOT NULL,
    batch INTEGER NOT NULL REFERENCES batch (id)        -- the newest one then: what was known
) STRICT;

-- OR REPLACE deletes without firing a trigger unless recursive_triggers is on
CREATE TRIGGER snapshot_refuse_insert BEFORE INSERT ON snapshot
WHEN NEW.batch IS NOT (SELECT max(id) FROM batch)
    OR EXISTS (SELECT 1 FROM snapshot WHERE id = NEW.id OR identity_key = NEW.identity_key)
BEGIN SELECT RAISE(ABORT, 'a snapshot names the record as it stands, once'); END;
