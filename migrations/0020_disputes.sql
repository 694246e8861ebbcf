-- The fields of each version that some claim dissents from, counted once when a release is built.
CREATE TABLE disputes (
  id           TEXT NOT NULL,                           -- the record and the field: "swing.start"
  record       TEXT NOT NULL,
  collection         TEXT NOT NULL,
  organization TEXT,
  field        TEXT NOT NULL,
  known_from   TEXT NOT NULL,
  known_to     TEXT CHECK (known_to > known_from),      -- closed-open; NULL: still told so
  dissented    TEXT NOT NULL,                           -- the first day on which it is told, and dissented from
  disputed     TEXT,                                    -- and not only by slips; NULL: by slips alone
  PRIMARY KEY (id, known_from),
  FOREIGN KEY (record, known_from) REFERENCES versions (record, known_from),
  CHECK (known_from <= dissented AND dissented <= disputed)
) STRICT, WITHOUT ROWID;

CREATE INDEX disputes_organization ON disputes (organization, id);
