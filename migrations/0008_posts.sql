-- A post in an organization or one of its bodies.
CREATE TABLE posts (
  id           TEXT    NOT NULL REFERENCES records (id),
  known_from   TEXT    NOT NULL,
  known_to     TEXT             CHECK (known_to > known_from),  -- exclusive; NULL: the current version
  organization TEXT    NOT NULL REFERENCES records (id),
  body         TEXT             REFERENCES records (id),
  rank         TEXT    NOT NULL,
  holders      TEXT    NOT NULL CHECK (holders IN ('one', 'several')),
  title        TEXT    NOT NULL,
  collation    TEXT    NOT NULL,  -- without case and accents, for sorting
  start        TEXT,                -- EDTF
  "end"        TEXT,                -- EDTF
  status       TEXT    NOT NULL CHECK (status IN ('ended', 'ongoing', 'end_unknown')),
  start_min    TEXT    NOT NULL,    -- bounds of its time, inclusive:
  start_max    TEXT    NOT NULL,    -- 0000-01-01 and 9999-12-31 mean open
  end_min      TEXT    NOT NULL,
  end_max      TEXT    NOT NULL,
  PRIMARY KEY (id, known_from),
  CHECK (start_min <= start_max AND end_min <= end_max)
) STRICT, WITHOUT ROWID;

CREATE INDEX posts_organization ON posts (organization, id);
CREATE INDEX posts_body ON posts (body, id) WHERE body IS NOT NULL;
CREATE INDEX posts_rank ON posts (rank, id);
CREATE INDEX posts_holders ON posts (holders, id);
CREATE INDEX posts_status ON posts (status, id) WHERE status IS NOT NULL;
CREATE INDEX posts_by_body ON posts (coalesce("body", ''), id);
CREATE INDEX posts_by_title ON posts (collation, id);
CREATE INDEX posts_by_start ON posts (start_min, id);
CREATE INDEX posts_by_end ON posts (CASE WHEN "end" IS NULL THEN '' ELSE end_min END, id);

CREATE VIEW current_posts AS
SELECT id, organization, body, rank, holders, title, start, "end", status, known_from,
       (SELECT name FROM records WHERE records.id = posts.organization) AS organization_label,
       (SELECT name FROM records WHERE records.id = posts.body) AS body_label
  FROM posts
 WHERE known_to IS NULL;
