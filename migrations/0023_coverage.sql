-- The number of records and claims of each collection that became known on each day. It is counted once, during the
-- build; the sum up to a day is the number that was known then.
CREATE TABLE collection_counts (
  collection TEXT    NOT NULL,
  known_from TEXT    NOT NULL,
  records    INTEGER NOT NULL CHECK (records >= 0),  -- records that are served from this day
  claims     INTEGER NOT NULL CHECK (claims >= 0),
  PRIMARY KEY (collection, known_from)
) STRICT, WITHOUT ROWID;

-- How well sources cover the current versions of each collection. It is counted once, during the build.
CREATE TABLE coverage (
  collection TEXT    NOT NULL PRIMARY KEY,
  sources    INTEGER NOT NULL,  -- sources with claims about the collection
  stated     INTEGER NOT NULL,  -- values with a claim that agrees; derived values have no claims
  official   INTEGER NOT NULL,  -- stated values that a source of the two highest authorities agrees with
  dated      INTEGER NOT NULL,  -- stated values that are dates
  days       INTEGER NOT NULL   -- dates that are exact days
) STRICT, WITHOUT ROWID;
