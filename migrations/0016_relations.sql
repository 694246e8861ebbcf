-- A relation to another organization or system, as documents name it.
CREATE TABLE relations (
  id                 TEXT    NOT NULL REFERENCES records (id),
  known_from         TEXT    NOT NULL,
  known_to           TEXT             CHECK (known_to > known_from),  -- exclusive; NULL: the current version
  organization       TEXT    NOT NULL REFERENCES records (id),
  other              TEXT    NOT NULL,
  other_organization TEXT             REFERENCES records (id),
  kind               TEXT    NOT NULL,
  start              TEXT,                -- EDTF
  "end"              TEXT,                -- EDTF
  attested           TEXT,                -- EDTF
  summary            TEXT,
  status             TEXT             CHECK (status IN ('ended', 'ongoing', 'end_unknown')),
  time_kind          TEXT    NOT NULL CHECK (time_kind IN ('day', 'term')),
  start_min          TEXT    NOT NULL,    -- bounds of its time, inclusive:
  start_max          TEXT    NOT NULL,    -- 0000-01-01 and 9999-12-31 mean open
  end_min            TEXT    NOT NULL,
  end_max            TEXT    NOT NULL,
  PRIMARY KEY (id, known_from),
  CHECK (start_min <= start_max AND end_min <= end_max)
) STRICT, WITHOUT ROWID;

CREATE INDEX relations_start ON relations (start_min, id);
CREATE INDEX relations_organization ON relations (organization, start_min, id);
CREATE INDEX relations_other_organization ON relations (other_organization, start_min, id) WHERE other_organization IS NOT NULL;
CREATE INDEX relations_other ON relations (other, start_min, id);
CREATE INDEX relations_kind ON relations (kind, start_min, id);
CREATE INDEX relations_status ON relations (status, start_min, id) WHERE status IS NOT NULL;
CREATE INDEX relations_by_organization ON relations ("organization", id);
CREATE INDEX relations_by_other ON relations ("other", id);
CREATE INDEX relations_by_other_organization ON relations (coalesce("other_organization", ''), id);
CREATE INDEX relations_by_kind ON relations ("kind", id);
CREATE INDEX relations_by_end ON relations (CASE WHEN "end" IS NULL THEN '' ELSE end_min END, id);
CREATE INDEX relations_by_attested ON relations (coalesce("attested", ''), id);

CREATE VIEW current_relations AS
SELECT id, organization, other, other_organization, kind, start, "end", attested, summary, status,
       known_from,
       (SELECT name FROM records WHERE records.id = relations.organization) AS organization_label,
       (SELECT name FROM records WHERE records.id = relations.other_organization) AS other_organization_label
  FROM relations
 WHERE known_to IS NULL;
