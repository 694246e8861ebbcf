-- An identifier of an organization or a person in another register.
CREATE TABLE identifiers (
  id           TEXT    NOT NULL REFERENCES records (id),
  known_from   TEXT    NOT NULL,
  known_to     TEXT             CHECK (known_to > known_from),  -- exclusive; NULL: the current version
  organization TEXT             REFERENCES records (id),
  person       TEXT             REFERENCES records (id),
  scheme       TEXT    NOT NULL,
  value        TEXT    NOT NULL,
  url          TEXT,
  PRIMARY KEY (id, known_from),
  CHECK ((organization IS NULL) <> (person IS NULL))  -- it identifies one of the two
) STRICT, WITHOUT ROWID;

CREATE INDEX identifiers_organization ON identifiers (organization, id) WHERE organization IS NOT NULL;
CREATE INDEX identifiers_person ON identifiers (person, id) WHERE person IS NOT NULL;
CREATE INDEX identifiers_value ON identifiers (value, id);
CREATE INDEX identifiers_scheme ON identifiers (scheme, id);
CREATE INDEX identifiers_by_organization ON identifiers (coalesce("organization", ''), id);
CREATE INDEX identifiers_by_person ON identifiers (coalesce("person", ''), id);

CREATE VIEW current_identifiers AS
SELECT id, organization, person, scheme, value, url, known_from,
       (SELECT name FROM records WHERE records.id = identifiers.organization) AS organization_label,
       (SELECT name FROM records WHERE records.id = identifiers.person) AS person_label
  FROM identifiers
 WHERE known_to IS NULL;
