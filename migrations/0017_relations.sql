-- A relation to another organization or system, as documents name it.
CREATE TABLE relations (
  id           TEXT    NOT NULL REFERENCES records (id),
  known_from   TEXT    NOT NULL,
  known_to     TEXT             CHECK (known_to > known_from),  -- exclusive; NULL: the current version
  organization TEXT    NOT NULL REFERENCES records (id),
  other        TEXT    NOT NULL,
  kind         TEXT    NOT NULL,
  start        TEXT,              -- EDTF
  "end"        TEXT,              -- EDTF
  attested     TEXT,              -- EDTF
  summary      TEXT,
  status       TEXT    NOT NULL CHECK (status IN ('ended', 'ongoing', 'end_unknown')),
  start_min    TEXT    NOT NULL,  -- bounds of its time, inclusive:
  start_max    TEXT    NOT NULL,  -- 0000-01-01 and 9999-12-31 mean open
  end_min      TEXT    NOT NULL,
  end_max      TEXT    NOT NULL,
  PRIMARY KEY (id, known_from),
  CHECK (start_min <= start_max AND end_min <= end_max)
) STRICT, WITHOUT ROWID;

CREATE INDEX relations_start ON relations (start_min, id);
CREATE INDEX relations_organization ON relations (organization, start_min, id);

CREATE VIEW current_relations AS
SELECT id, organization, other, kind, start, "end", attested, summary, status, known_from,
       (SELECT name FROM records WHERE records.id = relations.organization) AS organization_label
  FROM relations
 WHERE known_to IS NULL;
