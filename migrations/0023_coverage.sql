-- How well sources cover the current versions of each collection. It is counted once, during the build.
CREATE TABLE coverage (
  collection TEXT    NOT NULL PRIMARY KEY,
  records    INTEGER NOT NULL,  -- served records
  claims     INTEGER NOT NULL,  -- claims about the collection
  sources    INTEGER NOT NULL,  -- sources with such claims
  stated     INTEGER NOT NULL,  -- values with a claim that agrees; derived values have no claims
  official   INTEGER NOT NULL,  -- stated values that a source of the two highest authorities agrees with
  dated      INTEGER NOT NULL,  -- stated values that are dates
  days       INTEGER NOT NULL   -- dates that are exact days
) STRICT, WITHOUT ROWID;
