import { createHash, hash } from 'node:crypto'
import type { Database, Statement } from 'better-sqlite3'
import canonicalize from 'canonicalize'
import type { Claim } from '../../domain/claim.ts'
import type { SeedSource } from '../validate/source.ts'

/**
 * The id of a release: a digest of the schema and of the canonical accounts sorted by source id
 * (JSON as in RFC 8785), so that the same knowledge has the same id however it is filed.
 */
export class ReleaseDigest {
  readonly #db: Database
  readonly #schema: readonly string[]
  readonly #insert: Statement<[string, string]>

  /** @param db the database that is built: it remembers the accounts, as there may be very many */
  constructor(db: Database, schema: readonly string[]) {
    this.#db = db
    this.#schema = schema
    db.exec(`
      CREATE TEMP TABLE digests (
        source TEXT NOT NULL PRIMARY KEY,
        digest TEXT NOT NULL
      ) STRICT, WITHOUT ROWID`)
    this.#insert = db.prepare('INSERT INTO temp.digests VALUES (?, ?)')
  }

  add(source: SeedSource, claims: readonly Claim[]): void {
    const said = claims
      .map(({ collection, record, field, value, at, note, set_aside }) =>
        canonicalize([collection, record, field, value, at, note, set_aside]),
      )
      .sort()
    const account = canonicalize([source.source, source.values, said]) ?? ''
    this.#insert.run(source.source, hash('sha256', account))
  }

  /** 16 hexadecimal digits. */
  id(): string {
    const all = createHash('sha256').update(JSON.stringify(this.#schema))
    const accounts = this.#db.prepare<[], [string, string]>(
      'SELECT source, digest FROM temp.digests ORDER BY source',
    )
    for (const account of accounts.raw().iterate()) all.update(JSON.stringify(account))
    this.#db.exec('DROP TABLE temp.digests')
    return all.digest('hex').slice(0, 16)
  }
}
