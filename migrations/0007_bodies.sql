-- A body or unit of an organization: its parent, how often it meets, and where.
CREATE TABLE bodies (
  id             TEXT    NOT NULL REFERENCES records (id),
  known_from     TEXT    NOT NULL,
  known_to       TEXT             CHECK (known_to > known_from),  -- exclusive; NULL: the current version
  organization   TEXT    NOT NULL REFERENCES records (id),
  name           TEXT    NOT NULL,
  collation      TEXT    NOT NULL,  -- without case and accents, for sorting
  parent         TEXT             REFERENCES records (id),
  role           TEXT,
  meets_per_year INTEGER          CHECK (meets_per_year >= 0),
  city           TEXT,
  established    TEXT,                -- EDTF
  abolished      TEXT,                -- EDTF
  attested       TEXT,                -- EDTF
  status         TEXT    NOT NULL CHECK (status IN ('ended', 'ongoing', 'end_unknown')),
  start_min      TEXT    NOT NULL,    -- bounds of its time, inclusive:
  start_max      TEXT    NOT NULL,    -- 0000-01-01 and 9999-12-31 mean open
  end_min        TEXT    NOT NULL,
  end_max        TEXT    NOT NULL,
  PRIMARY KEY (id, known_from),
  CHECK (start_min <= start_max AND end_min <= end_max)
) STRICT, WITHOUT ROWID;

CREATE INDEX bodies_organization ON bodies (organization, id);
CREATE INDEX bodies_parent ON bodies (parent, id) WHERE parent IS NOT NULL;
CREATE INDEX bodies_status ON bodies (status, id) WHERE status IS NOT NULL;
CREATE INDEX bodies_by_name ON bodies (collation, id);
CREATE INDEX bodies_by_parent ON bodies (coalesce("parent", ''), id);
CREATE INDEX bodies_by_meets_per_year ON bodies (coalesce("meets_per_year", -9007199254740991), id);
CREATE INDEX bodies_by_established ON bodies (start_min, id);
CREATE INDEX bodies_by_abolished ON bodies (CASE WHEN "abolished" IS NULL THEN '' ELSE end_min END, id);
CREATE INDEX bodies_by_attested ON bodies (coalesce("attested", ''), id);

CREATE VIEW current_bodies AS
SELECT id, organization, name, parent, role, meets_per_year, city, established, abolished,
       attested, status, known_from,
       (SELECT name FROM records WHERE records.id = bodies.organization) AS organization_label,
       (SELECT name FROM records WHERE records.id = bodies.parent) AS parent_label
  FROM bodies
 WHERE known_to IS NULL;
