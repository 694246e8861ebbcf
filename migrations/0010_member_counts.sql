-- A count of members or observers, as one statement gives it for its date.
CREATE TABLE member_counts (
  id           TEXT    NOT NULL REFERENCES records (id),
  known_from   TEXT    NOT NULL,
  known_to     TEXT             CHECK (known_to > known_from),  -- exclusive; NULL: the current version
  organization TEXT    NOT NULL REFERENCES records (id),
  body         TEXT             REFERENCES records (id),
  category     TEXT    NOT NULL,
  count        INTEGER NOT NULL CHECK (count >= 0),
  qualifier    TEXT,
  date         TEXT    NOT NULL,    -- EDTF
  start_min    TEXT    NOT NULL,    -- bounds of its time, inclusive:
  start_max    TEXT    NOT NULL,    -- 0000-01-01 and 9999-12-31 mean open
  end_min      TEXT    NOT NULL,
  end_max      TEXT    NOT NULL,
  PRIMARY KEY (id, known_from),
  CHECK (start_min <= start_max AND end_min <= end_max)
) STRICT, WITHOUT ROWID;

CREATE INDEX member_counts_date ON member_counts (start_min, id);
CREATE INDEX member_counts_organization ON member_counts (organization, start_min, id);
CREATE INDEX member_counts_body ON member_counts (body, start_min, id) WHERE body IS NOT NULL;
-- The statements of a series in order: to carry one forward, and to find its neighbours.
CREATE INDEX member_counts_series ON member_counts (organization, body, category, start_min, start_max, id, known_from, known_to);
CREATE INDEX member_counts_category ON member_counts (category, start_min, id);
CREATE INDEX member_counts_qualifier ON member_counts (qualifier, start_min, id) WHERE qualifier IS NOT NULL;
CREATE INDEX member_counts_by_organization ON member_counts ("organization", id);
CREATE INDEX member_counts_by_body ON member_counts (coalesce("body", ''), id);
CREATE INDEX member_counts_by_category ON member_counts ("category", id);
CREATE INDEX member_counts_by_count ON member_counts ("count", id);
CREATE INDEX member_counts_by_qualifier ON member_counts (coalesce("qualifier", ''), id);

CREATE VIEW current_member_counts AS
SELECT id, organization, body, category, count, qualifier, date, known_from,
       (SELECT name FROM records WHERE records.id = member_counts.organization) AS organization_label,
       (SELECT name FROM records WHERE records.id = member_counts.body) AS body_label
  FROM member_counts
 WHERE known_to IS NULL;
