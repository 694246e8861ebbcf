-- The tables that all collections share: sources, claims, versions of records, and stances.
--
-- This applies to all tables:
-- - A database is built once and never updated. Constraints find mistakes of the build.
-- - `known_from` (inclusive) and `known_to` (exclusive) are days of knowledge time.
-- - WITHOUT ROWID stores rows in the order of the primary key, in which they are read.
--
-- This applies to the table of each collection, in the files that follow:
-- - A row is one version of a record: `id` and `known_from` are its key.
-- - `start_min`, `start_max`, `end_min` and `end_max` are the first and last days on which the record can
--   have started and ended. A CHECK keeps them in order.
-- - A column is NOT NULL if a record is not served without it.
-- - The view `current_…` has what is known now: the newest version of each record without its bounds, and
--   the name of each record that it refers to.

-- The release: exactly one row, because a database is one release.
CREATE TABLE release (
  id          TEXT    NOT NULL PRIMARY KEY,  -- digest of all sources with their claims, and of the schema
  first_known TEXT    NOT NULL CHECK (first_known IS date(first_known)),  -- the first known_from of a source
  last_known  TEXT    NOT NULL CHECK (last_known IS date(last_known)),    -- the last known_from of a source
  seed_bytes  INTEGER NOT NULL,              -- size of the seed export (NDJSON)
  seed_sha256 TEXT    NOT NULL,              -- SHA-256 of the seed export, in base64
  fingerprint TEXT,                          -- inputs of the build; `npm start` rebuilds if they changed
  checksum    TEXT,                          -- SHA-256 of all rows of all tables; set last
  one         INTEGER NOT NULL DEFAULT 1 UNIQUE CHECK (one = 1)           -- allows one row only
) STRICT;

-- The id of every source and record. Ids are unique across collections, so a link needs only the id.
CREATE TABLE records (
  id         TEXT NOT NULL PRIMARY KEY,
  collection TEXT NOT NULL,
  name       TEXT,                           -- newest name or title, otherwise the id; tools show it as label
  UNIQUE (collection, id)                    -- the target of the foreign keys of claims and versions
) STRICT, WITHOUT ROWID;

-- A document.
CREATE TABLE sources (
  id              TEXT    NOT NULL PRIMARY KEY REFERENCES records (id),
  title           TEXT    NOT NULL,
  collation       TEXT    NOT NULL,          -- the title without case and accents, for sorting
  publisher       TEXT,
  author          TEXT,
  kind            TEXT    NOT NULL,
  language        TEXT,                      -- BCP 47
  url             TEXT,
  archived_url    TEXT,
  doi             TEXT,
  license         TEXT,
  published       TEXT,                      -- EDTF; NULL: a derived source
  published_basis TEXT,
  read            TEXT,                      -- EDTF
  rests_on        TEXT,                      -- of a derived source: ids of sources, separated by spaces
  sha256          TEXT    CHECK (length(sha256) = 64),
  note            TEXT,
  known_from      TEXT    NOT NULL CHECK (known_from IS date(known_from)),
  authority       INTEGER NOT NULL,          -- 0 is the highest
  earliest        TEXT    NOT NULL,          -- first day of `published`; '' if that is open
  published_min   TEXT,                      -- bounds of `published`, for filters
  published_max   TEXT,
  UNIQUE (id, known_from),                   -- the target of the foreign key of claims
  CHECK ((published IS NULL) = (rests_on IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX sources_known_from ON sources (known_from, id);
CREATE INDEX sources_publisher ON sources (publisher, known_from, id) WHERE publisher IS NOT NULL;
CREATE INDEX sources_kind ON sources (kind, known_from, id);
CREATE INDEX sources_language ON sources (language, known_from, id) WHERE language IS NOT NULL;
CREATE INDEX sources_by_title ON sources (collation, id);
CREATE INDEX sources_by_publisher ON sources (coalesce("publisher", ''), id);
CREATE INDEX sources_by_kind ON sources (kind, id);
CREATE INDEX sources_by_language ON sources (coalesce("language", ''), id);
CREATE INDEX sources_by_published ON sources (coalesce(published_min, ''), id);
CREATE INDEX sources_by_read ON sources (coalesce(read, ''), id);

-- One field's value as one source states it, at one place in that source.
CREATE TABLE claims (
  seq        INTEGER NOT NULL PRIMARY KEY,   -- a short key for other tables; never served
  id         TEXT    NOT NULL UNIQUE CHECK (length(id) = 16),
  record     TEXT    NOT NULL REFERENCES records (id),  -- for tools that do not follow the key of two columns
  collection TEXT    NOT NULL,
  field      TEXT    NOT NULL,
  value      ANY     NOT NULL,               -- text or integer; booleans are 0 and 1
  source     TEXT    NOT NULL REFERENCES sources (id),
  known_from TEXT    NOT NULL,               -- copied from the source, for fast queries
  at         TEXT    NOT NULL,               -- the place in the source
  note       TEXT,
  set_aside  TEXT,                           -- why the claim does not count; NULL: it counts
  FOREIGN KEY (collection, record) REFERENCES records (collection, id),
  FOREIGN KEY (source, known_from) REFERENCES sources (id, known_from)  -- keeps the copy equal
) STRICT;

CREATE INDEX claims_source ON claims (source, id);
CREATE INDEX claims_collection ON claims (collection, source, id);
CREATE INDEX claims_field ON claims (field, source, id);
CREATE INDEX claims_by_record ON claims (record, id);
CREATE INDEX claims_by_known_from ON claims (known_from, id);

-- Where the lines of the seed export are. The lines themselves are made on request.
CREATE TABLE seed_lines (
  start  INTEGER NOT NULL PRIMARY KEY,       -- offset in bytes
  bytes  INTEGER NOT NULL CHECK (bytes > 0),
  source TEXT    UNIQUE REFERENCES sources (id)  -- NULL: codes and completeness
) STRICT;

-- The versions of all records. The table of the collection has their values under the same key.
CREATE TABLE versions (
  record       TEXT NOT NULL REFERENCES records (id),
  collection   TEXT NOT NULL,
  organization TEXT REFERENCES records (id),          -- that the record is about; NULL: none
  known_from   TEXT NOT NULL,
  known_to     TEXT CHECK (known_to > known_from),    -- exclusive; NULL: the current version
  PRIMARY KEY (record, known_from),
  FOREIGN KEY (collection, record) REFERENCES records (collection, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX versions_known_from ON versions (known_from, record);
CREATE INDEX versions_organization ON versions (organization, known_from);

-- The stance of each claim in each version of its record, and the claims about other records from which an
-- end follows.
CREATE TABLE stances (
  record     TEXT    NOT NULL REFERENCES records (id),
  known_from TEXT    NOT NULL,
  position   INTEGER NOT NULL CHECK (position >= 0),  -- in the evidence of the version
  field      TEXT    NOT NULL,               -- that the claim is about; an end can follow from another record
  claim      INTEGER NOT NULL REFERENCES claims (seq),
  stance     TEXT    NOT NULL CHECK (stance IN ('agrees', 'coarser', 'finer', 'disagrees', 'set_aside')),
  PRIMARY KEY (record, known_from, position),
  FOREIGN KEY (record, known_from) REFERENCES versions (record, known_from)
) STRICT, WITHOUT ROWID;

-- Unique: a claim has one stance in a version.
CREATE UNIQUE INDEX stances_claim ON stances (claim, record, known_from);
-- Partial, because most claims agree.
CREATE INDEX stances_unlike ON stances (stance, claim) WHERE stance <> 'agrees';

-- The JSON of each version, as responses show it: everything that does not depend on the request. It is made
-- during the build.
CREATE TABLE version_json (
  record        TEXT NOT NULL REFERENCES records (id),
  known_from    TEXT NOT NULL,
  fields        TEXT NOT NULL CHECK (json_type(fields) = 'object'),        -- id, fields and status
  evidence      TEXT NOT NULL CHECK (json_type(evidence) = 'array'),       -- all claims, in order
  sources       TEXT NOT NULL,                                             -- ids of the cited sources, separated by spaces
  evidence_days TEXT NOT NULL CHECK (json_type(evidence_days) = 'array'),  -- the day from which each claim is known; empty if all are from the first day on
  complete_from TEXT NOT NULL,                                             -- the last of these days
  PRIMARY KEY (record, known_from),
  FOREIGN KEY (record, known_from) REFERENCES versions (record, known_from)
) STRICT;

-- Full-text index of claims of text, for tools: Datasette and sqlite-utils find it. It ignores accents ("Antonio" finds
-- António), and includes claims that were set aside, so that a misspelled name is found, too.
CREATE VIRTUAL TABLE search USING fts5 (
  value,
  content="claims",  -- reads the text from there; Datasette and sqlite-utils search for this spelling
  content_rowid = 'seq',
  tokenize      = "unicode61 remove_diacritics 2"
);

-- What `/v1/search` searches: texts of claims, and names of what claims refer to.
CREATE TABLE search_texts (
  seq        INTEGER NOT NULL PRIMARY KEY,
  record     TEXT    NOT NULL REFERENCES records (id),
  collection TEXT    NOT NULL,
  claim      INTEGER NOT NULL REFERENCES claims (seq),
  kind       TEXT    NOT NULL CHECK (kind IN ('name', 'label', 'text')),  -- of the record; of what it refers to; another text
  text       TEXT    NOT NULL,               -- as it is shown
  folded     TEXT    NOT NULL                -- as it is searched: see domain/search-text.ts
) STRICT;

CREATE VIRTUAL TABLE search_index USING fts5 (
  folded,
  content       = 'search_texts',
  content_rowid = 'seq',
  tokenize      = "unicode61 remove_diacritics 0"
);

-- The words of the index by their sequences of three letters, to find what a misspelled word may mean.
CREATE VIRTUAL TABLE search_words USING fts5 (
  word,
  tokenize = 'trigram'
);
