import { LRUCache } from 'lru-cache'
import type { Database } from '../database/connection.ts'
import { type DatabaseFile, openDatabaseFile } from '../database/database-file.ts'
import { createStatementCache, type Prepare } from '../database/statement-cache.ts'

/** One built database: immutable, and identified by a digest of its schema and seed data. */
export interface Release {
  id: string
  /** The first and the last day on which a source became known. */
  first_known: string
  last_known: string
  /** The export of all seed files as NDJSON: its length, and its SHA-256 in base64. */
  seed: { bytes: number; sha256: string }
  /** The bytes of the database file. */
  file: DatabaseFile
  /** Compiles a statement once. */
  prepare: Prepare
  /** Sources that were cited recently. */
  sourceSummaries: LRUCache<string, SourceSummary>
  /** Numbers of records in lists that were requested recently. A release never changes. */
  counts: LRUCache<string, ListCount>
  /** Names of records, labels of codes and of versions that were requested recently, as JSON. */
  labels: LRUCache<string, string>
  /** How many sources were known at days that were requested recently. */
  knownSources: LRUCache<string, { known: number; undated: number }>
}

/** A cited source, as responses list it. */
export interface SourceSummary {
  title: string
  publisher: string | null
  published: string | null
  url: string | null
}

/** The number of records in a list. */
export interface ListCount {
  total: number
  /** Present if there may be more than were counted. */
  total_qualifier?: 'at_least'
  /** The number by certainty. Present if the request has a valid time. */
  totals?: Record<string, number>
}

interface ReleaseRow {
  id: string
  first_known: string
  last_known: string
  seed_bytes: number
  seed_sha256: string
}

const RELEASE = 'SELECT id, first_known, last_known, seed_bytes, seed_sha256 FROM release'

/** Opens the release of a database. Throws if the database contains none. */
export function openRelease(db: Database): Release {
  const row = db.prepare<[], ReleaseRow>(RELEASE).get()
  if (row === undefined)
    throw new Error('the database contains no release; `npm run build` builds one')
  const { seed_bytes, seed_sha256, ...release } = row
  return {
    ...release,
    seed: { bytes: seed_bytes, sha256: seed_sha256 },
    file: openDatabaseFile(db),
    prepare: createStatementCache(db),
    sourceSummaries: new LRUCache({ max: 10_000 }),
    counts: new LRUCache({ max: 10_000 }),
    labels: new LRUCache({ max: 100_000 }),
    knownSources: new LRUCache({ max: 10_000 }),
  }
}
