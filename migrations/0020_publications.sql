-- A publication: a series, or one edition of it.
CREATE TABLE publications (
  id           TEXT    NOT NULL REFERENCES records (id),
  known_from   TEXT    NOT NULL,
  known_to     TEXT             CHECK (known_to > known_from),  -- exclusive; NULL: the current version
  organization TEXT    NOT NULL REFERENCES records (id),
  title        TEXT    NOT NULL,
  collation    TEXT    NOT NULL,  -- without case and accents, for sorting
  kind         TEXT,
  edition      TEXT,
  number       INTEGER          CHECK (number >= 0),
  launched     TEXT,                -- EDTF
  start_min    TEXT    NOT NULL,    -- bounds of its time, inclusive:
  start_max    TEXT    NOT NULL,    -- 0000-01-01 and 9999-12-31 mean open
  end_min      TEXT    NOT NULL,
  end_max      TEXT    NOT NULL,
  PRIMARY KEY (id, known_from),
  CHECK (start_min <= start_max AND end_min <= end_max)
) STRICT, WITHOUT ROWID;

CREATE INDEX publications_launched ON publications (start_min, id);
CREATE INDEX publications_organization ON publications (organization, start_min, id);
CREATE INDEX publications_kind ON publications (kind, start_min, id) WHERE kind IS NOT NULL;
CREATE INDEX publications_edition ON publications (edition, start_min, id) WHERE edition IS NOT NULL;
CREATE INDEX publications_by_organization ON publications ("organization", id);
CREATE INDEX publications_by_title ON publications (collation, id);
CREATE INDEX publications_by_kind ON publications (coalesce("kind", ''), id);
CREATE INDEX publications_by_edition ON publications (coalesce("edition", ''), id);
CREATE INDEX publications_by_number ON publications (coalesce("number", -9007199254740991), id);

CREATE VIEW current_publications AS
SELECT id, organization, title, kind, edition, number, launched, known_from,
       (SELECT name FROM records WHERE records.id = publications.organization) AS organization_label
  FROM publications
 WHERE known_to IS NULL;
