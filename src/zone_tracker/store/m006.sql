-- SQLite knows years that no calendar of another program holds: what is told with one could not be
-- shown, nor ever be mended, since the log is never rewritten.

CREATE TRIGGER batch_refuse_moment BEFORE INSERT ON batch
WHEN NEW.at NOT BETWEEN '1900' AND '2200'
BEGIN SELECT RAISE(ABORT, 'a moment lies between the years 1900 and 2199'); END;

CREATE TRIGGER snapshot_refuse_moment BEFORE INSERT ON snapshot
WHEN NEW.at NOT BETWEEN '1900' AND '2200'
BEGIN SELECT RAISE(ABORT, 'a moment lies between the years 1900 and 2199'); END;
