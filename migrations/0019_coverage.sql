-- How well each collection is covered by the newest versions of its records: counted once, when they are built.
CREATE TABLE coverage (
  collection     TEXT    NOT NULL PRIMARY KEY,
  records  INTEGER NOT NULL,  -- that are told
  claims   INTEGER NOT NULL,  -- of them
  sources  INTEGER NOT NULL,  -- that make these claims
  stated   INTEGER NOT NULL,  -- values that a claim agrees with
  official INTEGER NOT NULL,  -- of these, agreed with by a source of the two highest standings
  dated    INTEGER NOT NULL,  -- of these, dates
  days     INTEGER NOT NULL   -- of the dates, those that are one day
) STRICT, WITHOUT ROWID;
