-- Fields of versions with a claim that disagrees or was set aside. They are found once, during the build.
CREATE TABLE disputes (
  id            TEXT NOT NULL,                         -- record and field: "swing.start"
  record        TEXT NOT NULL REFERENCES records (id),
  collection    TEXT NOT NULL,
  organization  TEXT REFERENCES records (id),          -- that the record is about; NULL: none
  field         TEXT NOT NULL,
  known_from    TEXT NOT NULL,                         -- of the version
  known_to      TEXT CHECK (known_to > known_from),    -- exclusive; NULL: the current version
  dissent_from  TEXT NOT NULL,                         -- first day with a claim that disagrees or was set aside
  disputed_from TEXT,                                  -- first day with a claim that disagrees; NULL: none does
  json          TEXT NOT NULL,                         -- the value, and the claims for and against it with their ranks
  PRIMARY KEY (id, known_from),
  FOREIGN KEY (record, known_from) REFERENCES versions (record, known_from),
  CHECK (known_from <= dissent_from AND dissent_from <= disputed_from)
) STRICT, WITHOUT ROWID;

CREATE INDEX disputes_organization ON disputes (organization, id);
CREATE INDEX disputes_collection ON disputes (collection, id);
CREATE INDEX disputes_field ON disputes (field, id);
CREATE INDEX disputes_record ON disputes (record, id);
