-- An event in the history of an organization.
CREATE TABLE milestones (
  id           TEXT    NOT NULL REFERENCES records (id),
  known_from   TEXT    NOT NULL,
  known_to     TEXT             CHECK (known_to > known_from),  -- exclusive; NULL: the current version
  organization TEXT    NOT NULL REFERENCES records (id),
  date         TEXT    NOT NULL,    -- EDTF
  kind         TEXT,
  title        TEXT    NOT NULL,
  collation    TEXT    NOT NULL,  -- without case and accents, for sorting
  summary      TEXT,
  start_min    TEXT    NOT NULL,    -- bounds of its time, inclusive:
  start_max    TEXT    NOT NULL,    -- 0000-01-01 and 9999-12-31 mean open
  end_min      TEXT    NOT NULL,
  end_max      TEXT    NOT NULL,
  PRIMARY KEY (id, known_from),
  CHECK (start_min <= start_max AND end_min <= end_max)
) STRICT, WITHOUT ROWID;

CREATE INDEX milestones_date ON milestones (start_min, id);
CREATE INDEX milestones_organization ON milestones (organization, start_min, id);
CREATE INDEX milestones_kind ON milestones (kind, start_min, id) WHERE kind IS NOT NULL;
CREATE INDEX milestones_by_organization ON milestones ("organization", id);
CREATE INDEX milestones_by_kind ON milestones (coalesce("kind", ''), id);
CREATE INDEX milestones_by_title ON milestones (collation, id);

CREATE VIEW current_milestones AS
SELECT id, organization, date, kind, title, summary, known_from,
       (SELECT name FROM records WHERE records.id = milestones.organization) AS organization_label
  FROM milestones
 WHERE known_to IS NULL;
