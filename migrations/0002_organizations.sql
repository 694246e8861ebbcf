-- An organization. Its name and its seat are in `names` and `locations`.
CREATE TABLE organizations (
  id                    TEXT    NOT NULL REFERENCES records (id),
  known_from            TEXT    NOT NULL,
  known_to              TEXT             CHECK (known_to > known_from),  -- exclusive; NULL: the current version
  kind                  TEXT,
  founded               TEXT,                -- EDTF
  dissolved             TEXT,                -- EDTF
  end_reason            TEXT,
  website               TEXT,
  legal_basis           TEXT,
  juridical_personality INTEGER          CHECK (juridical_personality IN (0, 1)),
  status                TEXT    NOT NULL CHECK (status IN ('ended', 'ongoing', 'end_unknown')),
  start_min             TEXT    NOT NULL,    -- bounds of its time, inclusive:
  start_max             TEXT    NOT NULL,    -- 0000-01-01 and 9999-12-31 mean open
  end_min               TEXT    NOT NULL,
  end_max               TEXT    NOT NULL,
  PRIMARY KEY (id, known_from),
  CHECK (start_min <= start_max AND end_min <= end_max)
) STRICT, WITHOUT ROWID;

CREATE INDEX organizations_kind ON organizations (kind, id) WHERE kind IS NOT NULL;
CREATE INDEX organizations_status ON organizations (status, id) WHERE status IS NOT NULL;
CREATE INDEX organizations_by_kind ON organizations (coalesce("kind", ''), id);
CREATE INDEX organizations_by_founded ON organizations (start_min, id);
CREATE INDEX organizations_by_dissolved ON organizations (CASE WHEN "dissolved" IS NULL THEN '' ELSE end_min END, id);

CREATE VIEW current_organizations AS
SELECT id, kind, founded, dissolved, end_reason, website, legal_basis, juridical_personality,
       status, known_from
  FROM organizations
 WHERE known_to IS NULL;
