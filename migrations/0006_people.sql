-- A person in a public post.
CREATE TABLE people (
  id          TEXT    NOT NULL REFERENCES records (id),
  known_from  TEXT    NOT NULL,
  known_to    TEXT             CHECK (known_to > known_from),  -- exclusive; NULL: the current version
  name        TEXT    NOT NULL,
  collation   TEXT    NOT NULL,  -- without case and accents, for sorting
  honorific   TEXT,
  nationality TEXT,
  born        TEXT,                -- EDTF
  died        TEXT,                -- EDTF
  born_min    TEXT,
  born_max    TEXT,
  died_min    TEXT,
  died_max    TEXT,
  PRIMARY KEY (id, known_from)
) STRICT, WITHOUT ROWID;

CREATE INDEX people_nationality ON people (nationality, id) WHERE nationality IS NOT NULL;
CREATE INDEX people_by_name ON people (collation, id);
CREATE INDEX people_by_nationality ON people (coalesce("nationality", ''), id);
CREATE INDEX people_by_born ON people (coalesce(born_min, ''), id);
CREATE INDEX people_by_died ON people (coalesce(died_min, ''), id);

CREATE VIEW current_people AS
SELECT id, name, honorific, nationality, born, died, known_from
  FROM people
 WHERE known_to IS NULL;
