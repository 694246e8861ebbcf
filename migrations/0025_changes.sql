-- What changed on each day on which sources became known, as JSON arrays. They are made during the build.
CREATE TABLE changes (
  id           TEXT NOT NULL CHECK (id IS date(id)),  -- the day
  organization TEXT REFERENCES records (id),          -- only the changes of its records; NULL: of all records
  sources      TEXT NOT NULL,
  became_known TEXT NOT NULL,
  changed      TEXT NOT NULL,
  overruled    TEXT NOT NULL
) STRICT;

-- Two partial indexes, because NULLs are not equal.
CREATE UNIQUE INDEX changes_day ON changes (id) WHERE organization IS NULL;
CREATE UNIQUE INDEX changes_organization ON changes (organization, id) WHERE organization IS NOT NULL;
