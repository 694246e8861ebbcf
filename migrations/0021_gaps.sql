-- A fact that was searched for and not found.
CREATE TABLE gaps (
  id           TEXT    NOT NULL REFERENCES records (id),
  known_from   TEXT    NOT NULL,
  known_to     TEXT             CHECK (known_to > known_from),  -- exclusive; NULL: the current version
  organization TEXT    NOT NULL REFERENCES records (id),
  collection   TEXT    NOT NULL,
  subject      TEXT    NOT NULL,
  field        TEXT,
  known        TEXT,
  reason       TEXT,
  PRIMARY KEY (id, known_from)
) STRICT, WITHOUT ROWID;

CREATE INDEX gaps_organization ON gaps (organization, id);
CREATE INDEX gaps_collection ON gaps (collection, id);
CREATE INDEX gaps_field ON gaps (field, id) WHERE field IS NOT NULL;
CREATE INDEX gaps_by_field ON gaps (coalesce("field", ''), id);

CREATE VIEW current_gaps AS
SELECT id, organization, collection, subject, field, known, reason, known_from,
       (SELECT name FROM records WHERE records.id = gaps.organization) AS organization_label
  FROM gaps
 WHERE known_to IS NULL;
