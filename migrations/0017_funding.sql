-- Money that a donor gave or pledged.
CREATE TABLE funding (
  id                 TEXT    NOT NULL REFERENCES records (id),
  known_from         TEXT    NOT NULL,
  known_to           TEXT             CHECK (known_to > known_from),  -- exclusive; NULL: the current version
  organization       TEXT    NOT NULL REFERENCES records (id),
  donor              TEXT    NOT NULL,
  donor_organization TEXT             REFERENCES records (id),
  donor_country      TEXT,
  kind               TEXT    NOT NULL,
  amount             INTEGER NOT NULL CHECK (amount >= 0),
  currency           TEXT    NOT NULL,
  qualifier          TEXT,
  period             TEXT,                -- EDTF
  recurrence         TEXT,
  start_min          TEXT    NOT NULL,    -- bounds of its time, inclusive:
  start_max          TEXT    NOT NULL,    -- 0000-01-01 and 9999-12-31 mean open
  end_min            TEXT    NOT NULL,
  end_max            TEXT    NOT NULL,
  PRIMARY KEY (id, known_from),
  CHECK (start_min <= start_max AND end_min <= end_max)
) STRICT, WITHOUT ROWID;

CREATE INDEX funding_period ON funding (start_min, id);
CREATE INDEX funding_organization ON funding (organization, start_min, id);
CREATE INDEX funding_donor_organization ON funding (donor_organization, start_min, id) WHERE donor_organization IS NOT NULL;
CREATE INDEX funding_donor ON funding (donor, start_min, id);
CREATE INDEX funding_donor_country ON funding (donor_country, start_min, id) WHERE donor_country IS NOT NULL;
CREATE INDEX funding_kind ON funding (kind, start_min, id);
CREATE INDEX funding_currency ON funding (currency, start_min, id);
CREATE INDEX funding_by_organization ON funding ("organization", id);
CREATE INDEX funding_by_donor ON funding ("donor", id);
CREATE INDEX funding_by_donor_organization ON funding (coalesce("donor_organization", ''), id);
CREATE INDEX funding_by_donor_country ON funding (coalesce("donor_country", ''), id);
CREATE INDEX funding_by_kind ON funding ("kind", id);
CREATE INDEX funding_by_amount ON funding ("amount", id);
CREATE INDEX funding_by_currency ON funding ("currency", id);

CREATE VIEW current_funding AS
SELECT id, organization, donor, donor_organization, donor_country, kind, amount, currency,
       qualifier, period, recurrence, known_from,
       (SELECT name FROM records WHERE records.id = funding.organization) AS organization_label,
       (SELECT name FROM records WHERE records.id = funding.donor_organization) AS donor_organization_label
  FROM funding
 WHERE known_to IS NULL;
