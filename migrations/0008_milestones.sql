-- An event in the life of an organization.
CREATE TABLE milestones (
  id           TEXT    NOT NULL REFERENCES records (id),
  known_from   TEXT    NOT NULL,
  known_to     TEXT             CHECK (known_to > known_from),  -- closed-open; NULL: still told so
  organization TEXT    NOT NULL REFERENCES records (id),
  date         TEXT    NOT NULL,  -- EDTF
  kind         TEXT,
  title        TEXT    NOT NULL,
  summary      TEXT,
  start_min    TEXT    NOT NULL,  -- bounds of its time, inclusive;
  start_max    TEXT    NOT NULL,  -- 0000-01-01 and 9999-12-31 are open
  end_min      TEXT    NOT NULL,
  end_max      TEXT    NOT NULL,
  PRIMARY KEY (id, known_from),
  CHECK (start_min <= start_max AND end_min <= end_max)
) STRICT, WITHOUT ROWID;

CREATE INDEX milestones_date ON milestones (start_min, id);
CREATE INDEX milestones_organization ON milestones (organization, start_min, id);
