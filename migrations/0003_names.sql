-- A name of an organization. An official name ends when the next one in its language begins.
CREATE TABLE names (
  id           TEXT    NOT NULL REFERENCES records (id),
  known_from   TEXT    NOT NULL,
  known_to     TEXT             CHECK (known_to > known_from),  -- exclusive; NULL: the current version
  organization TEXT    NOT NULL REFERENCES records (id),
  kind         TEXT    NOT NULL CHECK (kind IN ('official', 'alias')),
  language     TEXT    NOT NULL,
  name         TEXT    NOT NULL,
  collation    TEXT    NOT NULL,  -- without case and accents, for sorting
  acronym      TEXT,
  start        TEXT,                -- EDTF
  "end"        TEXT,                -- EDTF
  attested     TEXT,                -- EDTF
  status       TEXT    NOT NULL CHECK (status IN ('ended', 'ongoing', 'end_unknown')),
  start_min    TEXT    NOT NULL,    -- bounds of its time, inclusive:
  start_max    TEXT    NOT NULL,    -- 0000-01-01 and 9999-12-31 mean open
  end_min      TEXT    NOT NULL,
  end_max      TEXT    NOT NULL,
  PRIMARY KEY (id, known_from),
  CHECK (start_min <= start_max AND end_min <= end_max)
) STRICT, WITHOUT ROWID;

CREATE INDEX names_start ON names (start_min, id);
CREATE INDEX names_organization ON names (organization, start_min, id);
CREATE INDEX names_kind ON names (kind, start_min, id);
CREATE INDEX names_language ON names (language, start_min, id);
CREATE INDEX names_acronym ON names (acronym, start_min, id) WHERE acronym IS NOT NULL;
CREATE INDEX names_status ON names (status, start_min, id) WHERE status IS NOT NULL;
CREATE INDEX names_by_organization ON names ("organization", id);
CREATE INDEX names_by_kind ON names ("kind", id);
CREATE INDEX names_by_language ON names ("language", id);
CREATE INDEX names_by_name ON names (collation, id);
CREATE INDEX names_by_acronym ON names (coalesce("acronym", ''), id);
CREATE INDEX names_by_end ON names (CASE WHEN "end" IS NULL THEN '' ELSE end_min END, id);
CREATE INDEX names_by_attested ON names (coalesce("attested", ''), id);

CREATE VIEW current_names AS
SELECT id, organization, kind, language, name, acronym, start, "end", attested, status, known_from,
       (SELECT name FROM records WHERE records.id = names.organization) AS organization_label
  FROM names
 WHERE known_to IS NULL;
