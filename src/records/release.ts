import { LRUCache } from 'lru-cache'
import { Type } from 'typebox'
import { component, nullable } from '../http/components.ts'
import { type Bytes, bytesOf } from '../store/bytes.ts'
import type { Database } from '../store/database.ts'
import { type Prepare, preparing } from '../store/preparing.ts'

/** One built database: immutable, and named by a digest of everything it was built from. */
export interface Release {
  id: string
  /** The first and the last day on which a source was heard. */
  first_known: string
  last_known: string
  /** All accounts as NDJSON: how many bytes, and their SHA-256 in base64. */
  accounts: { bytes: number; sha256: string }
  /** The database itself. */
  bytes: Bytes
  /** Prepares a statement, once. */
  prepare: Prepare
  /** Sources as answers spell them out, those that were last cited. */
  briefs: LRUCache<string, Brief>
}

export interface Brief {
  title: string
  publisher: string | null
  published: string
  url: string | null
}

interface Row {
  id: string
  first_known: string
  last_known: string
  accounts_bytes: number
  accounts_sha256: string
}

export function releaseOf(db: Database): Release {
  const row = db
    .prepare<[], Row>(
      'SELECT id, first_known, last_known, accounts_bytes, accounts_sha256 FROM release',
    )
    .get()
  if (row === undefined) throw new Error('The database holds no release.')
  const { accounts_bytes, accounts_sha256, ...release } = row
  return {
    ...release,
    accounts: { bytes: accounts_bytes, sha256: accounts_sha256 },
    bytes: bytesOf(db),
    prepare: preparing(db),
    briefs: new LRUCache({ max: 10_000 }),
  }
}

export const Meta = component('Meta', 'What the answer is an answer to.', {
  release: Type.String({ description: 'The release of the data.', examples: ['851fd43b0dc9af0c'] }),
  known_at: Type.String({
    format: 'date',
    description: 'The day up to which documents were heard.',
  }),
  valid_at: nullable(
    Type.String({ description: 'The time that was asked about; null where none was.' }),
  ),
})
