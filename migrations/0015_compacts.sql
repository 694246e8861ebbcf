-- A declaration or compact: when and how it was adopted, and what it follows.
CREATE TABLE compacts (
  id            TEXT    NOT NULL REFERENCES records (id),
  known_from    TEXT    NOT NULL,
  known_to      TEXT             CHECK (known_to > known_from),  -- exclusive; NULL: the current version
  organization  TEXT             REFERENCES records (id),
  title         TEXT    NOT NULL,
  collation     TEXT    NOT NULL,  -- without case and accents, for sorting
  short_title   TEXT,
  kind          TEXT    NOT NULL,
  adopted       TEXT,                -- EDTF
  adopted_by    TEXT,
  city          TEXT,
  country       TEXT,
  binding       INTEGER          CHECK (binding IN (0, 1)),
  endorsed      TEXT,                -- EDTF
  resolution    TEXT,
  votes_for     INTEGER          CHECK (votes_for >= 0),
  votes_against INTEGER          CHECK (votes_against >= 0),
  abstentions   INTEGER          CHECK (abstentions >= 0),
  objectives    INTEGER          CHECK (objectives >= 0),
  follows       TEXT             REFERENCES records (id),
  url           TEXT,
  summary       TEXT,
  endorsed_min  TEXT,
  endorsed_max  TEXT,
  start_min     TEXT    NOT NULL,    -- bounds of its time, inclusive:
  start_max     TEXT    NOT NULL,    -- 0000-01-01 and 9999-12-31 mean open
  end_min       TEXT    NOT NULL,
  end_max       TEXT    NOT NULL,
  PRIMARY KEY (id, known_from),
  CHECK (start_min <= start_max AND end_min <= end_max)
) STRICT, WITHOUT ROWID;

CREATE INDEX compacts_adopted ON compacts (start_min, id);
CREATE INDEX compacts_organization ON compacts (organization, start_min, id) WHERE organization IS NOT NULL;
CREATE INDEX compacts_follows ON compacts (follows, start_min, id) WHERE follows IS NOT NULL;
CREATE INDEX compacts_kind ON compacts (kind, start_min, id);
CREATE INDEX compacts_country ON compacts (country, start_min, id) WHERE country IS NOT NULL;
CREATE INDEX compacts_by_organization ON compacts (coalesce("organization", ''), id);
CREATE INDEX compacts_by_title ON compacts (collation, id);
CREATE INDEX compacts_by_kind ON compacts ("kind", id);
CREATE INDEX compacts_by_country ON compacts (coalesce("country", ''), id);
CREATE INDEX compacts_by_endorsed ON compacts (coalesce(endorsed_min, ''), id);
CREATE INDEX compacts_by_votes_for ON compacts (coalesce("votes_for", -9007199254740991), id);
CREATE INDEX compacts_by_votes_against ON compacts (coalesce("votes_against", -9007199254740991), id);
CREATE INDEX compacts_by_abstentions ON compacts (coalesce("abstentions", -9007199254740991), id);
CREATE INDEX compacts_by_objectives ON compacts (coalesce("objectives", -9007199254740991), id);
CREATE INDEX compacts_by_follows ON compacts (coalesce("follows", ''), id);

CREATE VIEW current_compacts AS
SELECT id, organization, title, short_title, kind, adopted, adopted_by, city, country, binding,
       endorsed, resolution, votes_for, votes_against, abstentions, objectives, follows, url,
       summary, known_from,
       (SELECT name FROM records WHERE records.id = compacts.organization) AS organization_label,
       (SELECT name FROM records WHERE records.id = compacts.follows) AS follows_label
  FROM compacts
 WHERE known_to IS NULL;
