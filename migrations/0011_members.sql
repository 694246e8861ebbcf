-- A period of one party in one role.
CREATE TABLE members (
  id                  TEXT    NOT NULL REFERENCES records (id),
  known_from          TEXT    NOT NULL,
  known_to            TEXT             CHECK (known_to > known_from),  -- exclusive; NULL: the current version
  organization        TEXT    NOT NULL REFERENCES records (id),
  body                TEXT             REFERENCES records (id),
  name                TEXT,
  collation           TEXT    NOT NULL,  -- without case and accents, for sorting
  kind                TEXT,
  country             TEXT,
  subdivision         TEXT,
  member_organization TEXT             REFERENCES records (id),
  role                TEXT    NOT NULL,
  start               TEXT,                -- EDTF
  "end"               TEXT,                -- EDTF
  end_reason          TEXT,
  attested            TEXT,                -- EDTF
  party               TEXT    NOT NULL,
  status              TEXT    NOT NULL CHECK (status IN ('ended', 'ongoing', 'end_unknown')),
  start_min           TEXT    NOT NULL,    -- bounds of its time, inclusive:
  start_max           TEXT    NOT NULL,    -- 0000-01-01 and 9999-12-31 mean open
  end_min             TEXT    NOT NULL,
  end_max             TEXT    NOT NULL,
  PRIMARY KEY (id, known_from),
  CHECK (start_min <= start_max AND end_min <= end_max)
) STRICT, WITHOUT ROWID;

CREATE INDEX members_start ON members (start_min, id);
CREATE INDEX members_organization ON members (organization, start_min, id);
CREATE INDEX members_party ON members (party, start_min, id);
CREATE INDEX members_body ON members (body, start_min, id) WHERE body IS NOT NULL;
CREATE INDEX members_member_organization ON members (member_organization, start_min, id) WHERE member_organization IS NOT NULL;
-- A covering index, to count the members on a date.
CREATE INDEX members_roster ON members (organization, body, role, start_min, start_max, end_min, end_max, party, known_from, known_to);
CREATE INDEX members_kind ON members (kind, start_min, id) WHERE kind IS NOT NULL;
CREATE INDEX members_country ON members (country, start_min, id) WHERE country IS NOT NULL;
CREATE INDEX members_subdivision ON members (subdivision, start_min, id) WHERE subdivision IS NOT NULL;
CREATE INDEX members_role ON members (role, start_min, id);
CREATE INDEX members_end_reason ON members (end_reason, start_min, id) WHERE end_reason IS NOT NULL;
CREATE INDEX members_status ON members (status, start_min, id) WHERE status IS NOT NULL;
CREATE INDEX members_by_organization ON members ("organization", id);
CREATE INDEX members_by_body ON members (coalesce("body", ''), id);
CREATE INDEX members_by_name ON members (collation, id);
CREATE INDEX members_by_kind ON members (coalesce("kind", ''), id);
CREATE INDEX members_by_country ON members (coalesce("country", ''), id);
CREATE INDEX members_by_subdivision ON members (coalesce("subdivision", ''), id);
CREATE INDEX members_by_member_organization ON members (coalesce("member_organization", ''), id);
CREATE INDEX members_by_role ON members ("role", id);
CREATE INDEX members_by_end ON members (CASE WHEN "end" IS NULL THEN '' ELSE end_min END, id);
CREATE INDEX members_by_end_reason ON members (coalesce("end_reason", ''), id);
CREATE INDEX members_by_attested ON members (coalesce("attested", ''), id);
CREATE INDEX members_by_party ON members ("party", id);

CREATE VIEW current_members AS
SELECT id, organization, body, name, kind, country, subdivision, member_organization, role, start,
       "end", end_reason, attested, party, status, known_from,
       (SELECT name FROM records WHERE records.id = members.organization) AS organization_label,
       (SELECT name FROM records WHERE records.id = members.body) AS body_label,
       (SELECT name FROM records WHERE records.id = members.member_organization) AS member_organization_label
  FROM members
 WHERE known_to IS NULL;
