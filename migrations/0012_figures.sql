-- A figure, as one statement gives it for its date.
CREATE TABLE figures (
  id           TEXT    NOT NULL REFERENCES records (id),
  known_from   TEXT    NOT NULL,
  known_to     TEXT             CHECK (known_to > known_from),  -- exclusive; NULL: the current version
  organization TEXT    NOT NULL REFERENCES records (id),
  measure      TEXT    NOT NULL,
  value        INTEGER NOT NULL,
  unit         TEXT    NOT NULL,
  qualifier    TEXT,
  date         TEXT    NOT NULL,    -- EDTF
  time_kind    TEXT    NOT NULL CHECK (time_kind IN ('span', 'series')),
  start_min    TEXT    NOT NULL,    -- bounds of its time, inclusive:
  start_max    TEXT    NOT NULL,    -- 0000-01-01 and 9999-12-31 mean open
  end_min      TEXT    NOT NULL,
  end_max      TEXT    NOT NULL,
  PRIMARY KEY (id, known_from),
  CHECK (start_min <= start_max AND end_min <= end_max)
) STRICT, WITHOUT ROWID;

CREATE INDEX figures_date ON figures (start_min, id);
CREATE INDEX figures_organization ON figures (organization, start_min, id);
-- The statements of a series in order: to carry one forward, and to find its neighbours.
CREATE INDEX figures_series ON figures (organization, measure, unit, start_min, start_max, id, known_from, known_to);
CREATE INDEX figures_measure ON figures (measure, start_min, id);
CREATE INDEX figures_unit ON figures (unit, start_min, id);
CREATE INDEX figures_qualifier ON figures (qualifier, start_min, id) WHERE qualifier IS NOT NULL;
CREATE INDEX figures_by_organization ON figures ("organization", id);
CREATE INDEX figures_by_measure ON figures ("measure", id);
CREATE INDEX figures_by_value ON figures ("value", id);
CREATE INDEX figures_by_unit ON figures ("unit", id);
CREATE INDEX figures_by_qualifier ON figures (coalesce("qualifier", ''), id);

CREATE VIEW current_figures AS
SELECT id, organization, measure, value, unit, qualifier, date, known_from,
       (SELECT name FROM records WHERE records.id = figures.organization) AS organization_label
  FROM figures
 WHERE known_to IS NULL;
