-- What every collection rests on: the documents, what they claim, and how each claim stands.

CREATE TABLE release (
  id              TEXT    NOT NULL PRIMARY KEY,         -- digest of the accounts and of this schema
  first_known     TEXT    NOT NULL CHECK (first_known IS date(first_known)),  -- the first known_from day
  last_known      TEXT    NOT NULL CHECK (last_known IS date(last_known)),    -- the last known_from day
  seed_bytes  INTEGER NOT NULL,                     -- of all accounts as NDJSON
  seed_sha256 TEXT    NOT NULL,                     -- in base64
  digest          TEXT,                                 -- of all rows, this one included; set last
  one             INTEGER NOT NULL UNIQUE DEFAULT 1 CHECK (one = 1)           -- a database is one release
) STRICT;

CREATE TABLE records (
  id   TEXT NOT NULL PRIMARY KEY,                       -- unique across collections, so a link needs no collection
  collection TEXT NOT NULL,
  UNIQUE (collection, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE sources (
  id              TEXT    NOT NULL PRIMARY KEY REFERENCES records (id),
  title           TEXT    NOT NULL,
  publisher       TEXT,
  kind            TEXT    NOT NULL,
  language        TEXT,
  url             TEXT,
  published       TEXT    NOT NULL,                     -- EDTF
  published_basis TEXT    NOT NULL,
  read            TEXT,
  sha256          TEXT    CHECK (length(sha256) = 64),
  note            TEXT,
  known_from           TEXT    NOT NULL CHECK (known_from IS date(known_from)),
  authority        INTEGER NOT NULL,                     -- of its kind; 0 is the highest
  earliest        TEXT    NOT NULL,                     -- the first day of `published`; '' if unbounded
  published_min   TEXT    NOT NULL,
  published_max   TEXT    NOT NULL,
  UNIQUE (id, known_from)
) STRICT, WITHOUT ROWID;

CREATE INDEX sources_known_from ON sources (known_from, id);

-- The days on which sources were known_from.
CREATE TABLE known_days (
  id TEXT NOT NULL PRIMARY KEY CHECK (id IS date(id))
) STRICT, WITHOUT ROWID;

CREATE TABLE claims (
  seq       INTEGER NOT NULL PRIMARY KEY,               -- short, for other tables; never served
  id        TEXT    NOT NULL UNIQUE CHECK (length(id) = 16),
  record    TEXT    NOT NULL,
  collection      TEXT    NOT NULL,
  field     TEXT    NOT NULL,
  value     ANY     NOT NULL,
  source    TEXT    NOT NULL,
  known_from     TEXT    NOT NULL,                           -- with its source: each question asks for it
  at        TEXT    NOT NULL,
  note      TEXT,
  set_aside TEXT,                                       -- why it does not count
  FOREIGN KEY (collection, record)  REFERENCES records (collection, id),
  FOREIGN KEY (source, known_from) REFERENCES sources (id, known_from)
) STRICT;

CREATE INDEX claims_record ON claims (collection, record, field);
CREATE INDEX claims_source ON claims (source, id);

-- Where each account stands in the NDJSON of all of them, which is made when it is asked for.
CREATE TABLE seed_lines (
  source TEXT    NOT NULL PRIMARY KEY REFERENCES sources (id),
  start  INTEGER NOT NULL UNIQUE,
  bytes  INTEGER NOT NULL CHECK (bytes > 0)
) STRICT, WITHOUT ROWID;

-- The versions of all records: which is told on which known day. Their values are in the table of
-- their collection, under the same key.
CREATE TABLE versions (
  record       TEXT NOT NULL,
  collection         TEXT NOT NULL,
  organization TEXT REFERENCES records (id),            -- what it is about; NULL: of no organization
  known_from   TEXT NOT NULL,
  known_to     TEXT CHECK (known_to > known_from),      -- closed-open; NULL: still told so
  PRIMARY KEY (record, known_from),
  FOREIGN KEY (collection, record) REFERENCES records (collection, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX versions_known_from ON versions (known_from, record);

-- How each claim stands to the values of each version of its record.
CREATE TABLE stances (
  record     TEXT    NOT NULL,
  known_from TEXT    NOT NULL,
  place      INTEGER NOT NULL CHECK (place >= 0),       -- among them, as they are told
  claim      INTEGER NOT NULL REFERENCES claims (seq),
  stance     TEXT    NOT NULL CHECK (stance IN ('agrees', 'coarser', 'finer', 'disagrees', 'set_aside')),
  PRIMARY KEY (record, known_from, place),
  FOREIGN KEY (record, known_from) REFERENCES versions (record, known_from)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX stances_claim ON stances (claim, record, known_from);
CREATE INDEX stances_unlike ON stances (stance, claim) WHERE stance <> 'agrees';  -- most agree

-- The words of the claims: "Antonio" finds António, and "Vitrino" what was set aside.
CREATE VIRTUAL TABLE search USING fts5 (
  value,
  content       = 'claims',
  content_rowid = 'seq',
  tokenize      = "unicode61 remove_diacritics 2"
);
