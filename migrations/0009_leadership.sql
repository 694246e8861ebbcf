-- A term: one person in one post.
CREATE TABLE leadership (
  id            TEXT    NOT NULL REFERENCES records (id),
  known_from    TEXT    NOT NULL,
  known_to      TEXT             CHECK (known_to > known_from),  -- exclusive; NULL: the current version
  post          TEXT    NOT NULL REFERENCES records (id),
  person        TEXT    NOT NULL REFERENCES records (id),
  title         TEXT,
  collation     TEXT    NOT NULL,  -- without case and accents, for sorting
  acting        INTEGER          CHECK (acting IN (0, 1)),
  on_behalf_of  TEXT,
  replaces      TEXT             REFERENCES records (id),
  elected       TEXT,                -- EDTF
  reelected     TEXT,                -- EDTF
  start         TEXT,                -- EDTF
  "end"         TEXT,                -- EDTF
  end_reason    TEXT,
  attested      TEXT,                -- EDTF
  organization  TEXT    NOT NULL REFERENCES records (id),
  status        TEXT    NOT NULL CHECK (status IN ('ended', 'ongoing', 'end_unknown')),
  elected_min   TEXT,
  elected_max   TEXT,
  reelected_min TEXT,
  reelected_max TEXT,
  time_kind     TEXT    NOT NULL CHECK (time_kind IN ('exclusive_term', 'term')),
  start_min     TEXT    NOT NULL,    -- bounds of its time, inclusive:
  start_max     TEXT    NOT NULL,    -- 0000-01-01 and 9999-12-31 mean open
  end_min       TEXT    NOT NULL,
  end_max       TEXT    NOT NULL,
  PRIMARY KEY (id, known_from),
  CHECK (start_min <= start_max AND end_min <= end_max)
) STRICT, WITHOUT ROWID;

CREATE INDEX leadership_start ON leadership (start_min, id);
CREATE INDEX leadership_organization ON leadership (organization, start_min, id);
CREATE INDEX leadership_post ON leadership (post, start_min, id);
CREATE INDEX leadership_person ON leadership (person, start_min, id);
CREATE INDEX leadership_replaces ON leadership (replaces, start_min, id) WHERE replaces IS NOT NULL;
CREATE INDEX leadership_acting ON leadership (acting, start_min, id) WHERE acting IS NOT NULL;
CREATE INDEX leadership_end_reason ON leadership (end_reason, start_min, id) WHERE end_reason IS NOT NULL;
CREATE INDEX leadership_status ON leadership (status, start_min, id) WHERE status IS NOT NULL;
CREATE INDEX leadership_by_post ON leadership ("post", id);
CREATE INDEX leadership_by_person ON leadership ("person", id);
CREATE INDEX leadership_by_title ON leadership (collation, id);
CREATE INDEX leadership_by_acting ON leadership (coalesce("acting", -1), id);
CREATE INDEX leadership_by_replaces ON leadership (coalesce("replaces", ''), id);
CREATE INDEX leadership_by_elected ON leadership (coalesce(elected_min, ''), id);
CREATE INDEX leadership_by_reelected ON leadership (coalesce(reelected_min, ''), id);
CREATE INDEX leadership_by_end ON leadership (CASE WHEN "end" IS NULL THEN '' ELSE end_min END, id);
CREATE INDEX leadership_by_end_reason ON leadership (coalesce("end_reason", ''), id);
CREATE INDEX leadership_by_attested ON leadership (coalesce("attested", ''), id);
CREATE INDEX leadership_by_organization ON leadership ("organization", id);

CREATE VIEW current_leadership AS
SELECT id, post, person, title, acting, on_behalf_of, replaces, elected, reelected, start, "end",
       end_reason, attested, organization, status, known_from,
       (SELECT name FROM records WHERE records.id = leadership.post) AS post_label,
       (SELECT name FROM records WHERE records.id = leadership.person) AS person_label,
       (SELECT name FROM records WHERE records.id = leadership.replaces) AS replaces_label,
       (SELECT name FROM records WHERE records.id = leadership.organization) AS organization_label
  FROM leadership
 WHERE known_to IS NULL;
