-- What official forms and a map of tiles ask for beside what there is.

ALTER TABLE subject ADD COLUMN investor_country TEXT;   -- nationality of the investor; NULL: not known

-- Where a unit stands among tiles, rows from the north and columns from the west, counted from 1;
-- NULL: it has no place there
ALTER TABLE area ADD COLUMN map_row INTEGER CHECK (map_row > 0);
ALTER TABLE area ADD COLUMN map_column INTEGER
    CHECK (map_column > 0 AND (map_column IS NULL) = (map_row IS NULL));
