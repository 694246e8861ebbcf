-- How well sources cover the current versions of each collection. It is counted once, during the build.
CREATE TABLE coverage (
  collection TEXT    NOT NULL PRIMARY KEY,
  records    INTEGER NOT NULL,  -- that are served
  claims     INTEGER NOT NULL,  -- about them
  sources    INTEGER NOT NULL,  -- with these claims
  stated     INTEGER NOT NULL,  -- values that a claim agrees with; derived values have none
  official   INTEGER NOT NULL,  -- of these: with an agreeing source of the two highest authorities
  dated      INTEGER NOT NULL,  -- of these: dates
  days       INTEGER NOT NULL   -- of the dates: exact days
) STRICT, WITHOUT ROWID;
