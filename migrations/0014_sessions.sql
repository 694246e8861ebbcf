-- A session of a body.
CREATE TABLE sessions (
  id           TEXT    NOT NULL REFERENCES records (id),
  known_from   TEXT    NOT NULL,
  known_to     TEXT             CHECK (known_to > known_from),  -- exclusive; NULL: the current version
  organization TEXT    NOT NULL REFERENCES records (id),
  body         TEXT    NOT NULL REFERENCES records (id),
  number       INTEGER          CHECK (number >= 0),
  kind         TEXT,
  start        TEXT,                -- EDTF
  "end"        TEXT,                -- EDTF
  city         TEXT,
  country      TEXT,
  summary      TEXT,
  status       TEXT    NOT NULL CHECK (status IN ('ended', 'ongoing', 'end_unknown')),
  start_min    TEXT    NOT NULL,    -- bounds of its time, inclusive:
  start_max    TEXT    NOT NULL,    -- 0000-01-01 and 9999-12-31 mean open
  end_min      TEXT    NOT NULL,
  end_max      TEXT    NOT NULL,
  PRIMARY KEY (id, known_from),
  CHECK (start_min <= start_max AND end_min <= end_max)
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_start ON sessions (start_min, id);
CREATE INDEX sessions_organization ON sessions (organization, start_min, id);
CREATE INDEX sessions_body ON sessions (body, start_min, id);
CREATE INDEX sessions_kind ON sessions (kind, start_min, id) WHERE kind IS NOT NULL;
CREATE INDEX sessions_number ON sessions (number, start_min, id) WHERE number IS NOT NULL;
CREATE INDEX sessions_country ON sessions (country, start_min, id) WHERE country IS NOT NULL;
CREATE INDEX sessions_status ON sessions (status, start_min, id) WHERE status IS NOT NULL;
CREATE INDEX sessions_by_organization ON sessions ("organization", id);
CREATE INDEX sessions_by_body ON sessions ("body", id);
CREATE INDEX sessions_by_number ON sessions (coalesce("number", -9007199254740991), id);
CREATE INDEX sessions_by_kind ON sessions (coalesce("kind", ''), id);
CREATE INDEX sessions_by_end ON sessions (CASE WHEN "end" IS NULL THEN '' ELSE end_min END, id);
CREATE INDEX sessions_by_country ON sessions (coalesce("country", ''), id);

CREATE VIEW current_sessions AS
SELECT id, organization, body, number, kind, start, "end", city, country, summary, status,
       known_from,
       (SELECT name FROM records WHERE records.id = sessions.organization) AS organization_label,
       (SELECT name FROM records WHERE records.id = sessions.body) AS body_label
  FROM sessions
 WHERE known_to IS NULL;
