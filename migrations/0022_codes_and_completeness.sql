-- Reference data: ours, without claims, and the same at any knowledge time.

-- The codes of all vocabularies.
CREATE TABLE codes (
  id           TEXT    NOT NULL PRIMARY KEY CHECK (id = vocabulary || '.' || code),
  vocabulary   TEXT    NOT NULL,
  code         TEXT    NOT NULL,
  label        TEXT    NOT NULL,
  definition   TEXT,
  nature       TEXT    CHECK (nature IN ('stock', 'flow')),  -- of measures
  unit_kind    TEXT,                                         -- of measures: "currency", or their only unit
  signed       INTEGER CHECK (signed IN (0, 1)),             -- of measures: whether figures can be negative
  counts_roles TEXT,                                         -- of count categories, separated by spaces
  pattern      TEXT,                                         -- of identifier schemes
  url_template TEXT,                                         -- of identifier schemes
  inverse      TEXT,                                         -- of relation kinds
  CHECK ((vocabulary = 'measures') = (nature IS NOT NULL))   -- the nature decides how figures are dated
) STRICT, WITHOUT ROWID;

CREATE INDEX codes_vocabulary ON codes (vocabulary, id);
CREATE INDEX codes_code ON codes (code, id);
CREATE INDEX codes_nature ON codes (nature, id) WHERE nature IS NOT NULL;
CREATE INDEX codes_by_nature ON codes (coalesce("nature", ''), id);

-- The roles of the members that a category of counts counts: `counts_roles`, one a row.
CREATE TABLE counted_roles (
  category TEXT NOT NULL,
  role     TEXT NOT NULL,
  PRIMARY KEY (category, role)
) STRICT, WITHOUT ROWID;

-- How complete the records of an organization are.
CREATE TABLE completeness (
  id           TEXT NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL REFERENCES records (id),
  collection   TEXT NOT NULL,
  role         TEXT,                                         -- only these members; NULL: all
  category     TEXT,                                         -- only these counts; NULL: all
  post         TEXT REFERENCES records (id),                 -- only these terms; NULL: all
  extent       TEXT NOT NULL CHECK (extent IN ('complete', 'partial', 'sample')),
  start        TEXT,                                         -- EDTF; NULL: open
  "end"        TEXT,                                         -- EDTF; NULL: open
  note         TEXT,
  start_min    TEXT NOT NULL,                                -- first day that the statement is about
  end_max      TEXT NOT NULL,                                -- last day that the statement is about
  CHECK (start_min <= end_max),
  CHECK ((role IS NOT NULL) + (category IS NOT NULL) + (post IS NOT NULL) <= 1)
) STRICT, WITHOUT ROWID;

CREATE INDEX completeness_organization ON completeness (organization, id);
CREATE INDEX completeness_collection ON completeness (collection, id);
CREATE INDEX completeness_role ON completeness (role, id) WHERE role IS NOT NULL;
CREATE INDEX completeness_category ON completeness (category, id) WHERE category IS NOT NULL;
CREATE INDEX completeness_post ON completeness (post, id) WHERE post IS NOT NULL;
CREATE INDEX completeness_extent ON completeness (extent, id);
CREATE INDEX completeness_by_role ON completeness (coalesce("role", ''), id);
CREATE INDEX completeness_by_category ON completeness (coalesce("category", ''), id);
CREATE INDEX completeness_by_post ON completeness (coalesce("post", ''), id);
CREATE INDEX completeness_by_start ON completeness (start_min, id);
CREATE INDEX completeness_by_end ON completeness (end_max, id);
