-- A person in a public post.
CREATE TABLE people (
  id          TEXT    NOT NULL REFERENCES records (id),
  known_from  TEXT    NOT NULL,
  known_to    TEXT             CHECK (known_to > known_from),  -- exclusive; NULL: the current version
  name        TEXT    NOT NULL,
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

CREATE VIEW current_people AS
SELECT id, name, honorific, nationality, born, died, known_from
  FROM people
 WHERE known_to IS NULL;
