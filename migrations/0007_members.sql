-- A period of one state in one role.
CREATE TABLE members (
  id           TEXT    NOT NULL REFERENCES records (id),
  known_from   TEXT    NOT NULL,
  known_to     TEXT             CHECK (known_to > known_from),  -- exclusive; NULL: the current version
  organization TEXT    NOT NULL REFERENCES records (id),
  name         TEXT,
  country      TEXT    NOT NULL,
  role         TEXT    NOT NULL,
  start        TEXT,              -- EDTF
  "end"        TEXT,              -- EDTF
  attested     TEXT,              -- EDTF
  status       TEXT    NOT NULL CHECK (status IN ('ended', 'ongoing', 'end_unknown')),
  start_min    TEXT    NOT NULL,  -- bounds of its time, inclusive:
  start_max    TEXT    NOT NULL,  -- 0000-01-01 and 9999-12-31 mean open
  end_min      TEXT    NOT NULL,
  end_max      TEXT    NOT NULL,
  PRIMARY KEY (id, known_from),
  CHECK (start_min <= start_max AND end_min <= end_max)
) STRICT, WITHOUT ROWID;

CREATE INDEX members_start ON members (start_min, id);
CREATE INDEX members_organization ON members (organization, start_min, id);
-- A covering index, to count the members on a date.
CREATE INDEX members_roster ON members (organization, role, start_min, start_max, end_min, end_max, known_from, known_to);

CREATE VIEW current_members AS
SELECT id, organization, name, country, role, start, "end", attested, status, known_from,
       (SELECT name FROM records WHERE records.id = members.organization) AS organization_label
  FROM members
 WHERE known_to IS NULL;
