-- An aim, principle, function, commitment or focus that a document names, in our words.
CREATE TABLE objectives (
  id           TEXT    NOT NULL REFERENCES records (id),
  known_from   TEXT    NOT NULL,
  known_to     TEXT             CHECK (known_to > known_from),  -- exclusive; NULL: the current version
  organization TEXT    NOT NULL REFERENCES records (id),
  kind         TEXT    NOT NULL,
  position     INTEGER          CHECK (position >= 0),
  title        TEXT    NOT NULL,
  collation    TEXT    NOT NULL,  -- without case and accents, for sorting
  summary      TEXT,
  PRIMARY KEY (id, known_from)
) STRICT, WITHOUT ROWID;

CREATE INDEX objectives_organization ON objectives (organization, id);
CREATE INDEX objectives_kind ON objectives (kind, id);
CREATE INDEX objectives_position ON objectives (position, id) WHERE position IS NOT NULL;
CREATE INDEX objectives_by_position ON objectives (coalesce("position", -9007199254740991), id);
CREATE INDEX objectives_by_title ON objectives (collation, id);

CREATE VIEW current_objectives AS
SELECT id, organization, kind, position, title, summary, known_from,
       (SELECT name FROM records WHERE records.id = objectives.organization) AS organization_label
  FROM objectives
 WHERE known_to IS NULL;
