import { LRUCache } from 'lru-cache'
import { Type } from 'typebox'
import type { Database } from '../database/connection.ts'
import { type DatabaseSnapshot, openSnapshot } from '../database/snapshot.ts'
import { createStatementCache, type Prepare } from '../database/statement-cache.ts'
import { component, nullable } from '../http/schema-registry.ts'

/** One built database: immutable, and named by a digest of everything it was built from. */
export interface Release {
  id: string
  /** The first and the last day on which a source was known_from. */
  first_known: string
  last_known: string
  /** All accounts as NDJSON: how many bytes, and their SHA-256 in base64. */
  accounts: { bytes: number; sha256: string }
  /** The database itself. */
  snapshot: DatabaseSnapshot
  /** Prepares a statement, once. */
  prepare: Prepare
  /** Sources as answers spell them out, those that were last cited. */
  sourceSummaries: LRUCache<string, SourceSummary>
}

export interface SourceSummary {
  title: string
  publisher: string | null
  published: string
  url: string | null
}

interface Row {
  id: string
  first_known: string
  last_known: string
  seed_bytes: number
  seed_sha256: string
}

export function openRelease(db: Database): Release {
  const row = db
    .prepare<[], Row>('SELECT id, first_known, last_known, seed_bytes, seed_sha256 FROM release')
    .get()
  if (row === undefined) throw new Error('The database holds no release.')
  const { seed_bytes, seed_sha256, ...release } = row
  return {
    ...release,
    accounts: { bytes: seed_bytes, sha256: seed_sha256 },
    snapshot: openSnapshot(db),
    prepare: createStatementCache(db),
    sourceSummaries: new LRUCache({ max: 10_000 }),
  }
}

export const MetaSchema = component('Meta', 'What the answer is an answer to.', {
  release: Type.String({ description: 'The release of the data.', examples: ['851fd43b0dc9af0c'] }),
  known_at: Type.String({
    format: 'date',
    description: 'The day up to which documents were known_from.',
  }),
  valid_at: nullable(
    Type.String({ description: 'The time that was asked about; null where none was.' }),
  ),
})
