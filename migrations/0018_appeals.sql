-- An appeal for money.
CREATE TABLE appeals (
  id           TEXT    NOT NULL REFERENCES records (id),
  known_from   TEXT    NOT NULL,
  known_to     TEXT             CHECK (known_to > known_from),  -- exclusive; NULL: the current version
  organization TEXT    NOT NULL REFERENCES records (id),
  title        TEXT    NOT NULL,
  collation    TEXT    NOT NULL,  -- without case and accents, for sorting
  country      TEXT,
  amount       INTEGER NOT NULL CHECK (amount >= 0),
  currency     TEXT    NOT NULL,
  date         TEXT,                -- EDTF
  previous     TEXT             REFERENCES records (id),
  start_min    TEXT    NOT NULL,    -- bounds of its time, inclusive:
  start_max    TEXT    NOT NULL,    -- 0000-01-01 and 9999-12-31 mean open
  end_min      TEXT    NOT NULL,
  end_max      TEXT    NOT NULL,
  PRIMARY KEY (id, known_from),
  CHECK (start_min <= start_max AND end_min <= end_max)
) STRICT, WITHOUT ROWID;

CREATE INDEX appeals_date ON appeals (start_min, id);
CREATE INDEX appeals_organization ON appeals (organization, start_min, id);
CREATE INDEX appeals_previous ON appeals (previous, start_min, id) WHERE previous IS NOT NULL;
CREATE INDEX appeals_country ON appeals (country, start_min, id) WHERE country IS NOT NULL;
CREATE INDEX appeals_currency ON appeals (currency, start_min, id);
CREATE INDEX appeals_by_organization ON appeals ("organization", id);
CREATE INDEX appeals_by_title ON appeals (collation, id);
CREATE INDEX appeals_by_country ON appeals (coalesce("country", ''), id);
CREATE INDEX appeals_by_amount ON appeals ("amount", id);
CREATE INDEX appeals_by_currency ON appeals ("currency", id);
CREATE INDEX appeals_by_previous ON appeals (coalesce("previous", ''), id);

CREATE VIEW current_appeals AS
SELECT id, organization, title, country, amount, currency, date, previous, known_from,
       (SELECT name FROM records WHERE records.id = appeals.organization) AS organization_label,
       (SELECT name FROM records WHERE records.id = appeals.previous) AS previous_label
  FROM appeals
 WHERE known_to IS NULL;
