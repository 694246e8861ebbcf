-- A seat or an office of an organization.
CREATE TABLE locations (
  id           TEXT    NOT NULL REFERENCES records (id),
  known_from   TEXT    NOT NULL,
  known_to     TEXT             CHECK (known_to > known_from),  -- exclusive; NULL: the current version
  organization TEXT    NOT NULL REFERENCES records (id),
  kind         TEXT    NOT NULL,
  city         TEXT,
  country      TEXT,
  address      TEXT,
  start        TEXT,                -- EDTF
  "end"        TEXT,                -- EDTF
  attested     TEXT,                -- EDTF
  status       TEXT    NOT NULL CHECK (status IN ('ended', 'ongoing', 'end_unknown')),
  start_min    TEXT    NOT NULL,    -- bounds of its time, inclusive:
  start_max    TEXT    NOT NULL,    -- 0000-01-01 and 9999-12-31 mean open
  end_min      TEXT    NOT NULL,
  end_max      TEXT    NOT NULL,
  PRIMARY KEY (id, known_from),
  CHECK (start_min <= start_max AND end_min <= end_max)
) STRICT, WITHOUT ROWID;

CREATE INDEX locations_start ON locations (start_min, id);
CREATE INDEX locations_organization ON locations (organization, start_min, id);
CREATE INDEX locations_kind ON locations (kind, start_min, id);
CREATE INDEX locations_city ON locations (city, start_min, id) WHERE city IS NOT NULL;
CREATE INDEX locations_country ON locations (country, start_min, id) WHERE country IS NOT NULL;
CREATE INDEX locations_status ON locations (status, start_min, id) WHERE status IS NOT NULL;
CREATE INDEX locations_by_organization ON locations ("organization", id);
CREATE INDEX locations_by_kind ON locations ("kind", id);
CREATE INDEX locations_by_city ON locations (coalesce("city", ''), id);
CREATE INDEX locations_by_country ON locations (coalesce("country", ''), id);
CREATE INDEX locations_by_end ON locations (CASE WHEN "end" IS NULL THEN '' ELSE end_min END, id);
CREATE INDEX locations_by_attested ON locations (coalesce("attested", ''), id);

CREATE VIEW current_locations AS
SELECT id, organization, kind, city, country, address, start, "end", attested, status, known_from,
       (SELECT name FROM records WHERE records.id = locations.organization) AS organization_label
  FROM locations
 WHERE known_to IS NULL;
