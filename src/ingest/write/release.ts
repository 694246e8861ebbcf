import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { rowChecksum } from '../../database/checksum.ts'
import { createStatementCache } from '../../database/statement-cache.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import { sources } from '../../domain/resources/index.ts'
import { seedFileLine } from '../../query/seed-export.ts'
import type { CoverageCounter } from './coverage.ts'
import { writeDisputes } from './disputes.ts'
import type { ReleaseDigest } from './release-id.ts'

/** Builds the search index and names the release. */
export function writeRelease(
  db: Database,
  resourceTypes: readonly ResourceType[],
  digest: ReleaseDigest,
  coverage: CoverageCounter,
): string {
  const release = digest.id()
  const index = db.prepare(`
    INSERT INTO search (rowid, value)
    SELECT seq, value
      FROM claims
     WHERE collection = ?
       AND field = ?`)
  for (const { name, fields } of resourceTypes)
    for (const [field, { type: form }] of Object.entries(fields))
      if (form === 'text' || form === 'words') index.run(name, field)
  coverage.store(db)
  writeDisputes(db)
  db.exec('INSERT INTO known_days SELECT DISTINCT known_from FROM sources')
  const accounts = layOut(db, resourceTypes)
  db.prepare(`
    INSERT INTO release (id, first_known, last_known, seed_bytes, seed_sha256)
    SELECT ?, min(known_from), max(known_from), ?, ?
      FROM sources`).run(release, accounts.bytes, accounts.sha256)
  db.prepare('UPDATE release SET digest = ?').run(rowChecksum(db))
  return release
}

/** Where each account stands in the NDJSON of all, so that a part can be made without the rest. */
function layOut(
  db: Database,
  resourceTypes: readonly ResourceType[],
): { bytes: number; sha256: string } {
  const hash = createHash('sha256')
  const insert = db.prepare('INSERT INTO seed_lines VALUES (?, ?, ?)')
  const prepare = createStatementCache(db)
  let start = 0
  const ids = db.prepare<[], { id: string }>('SELECT id FROM sources ORDER BY id')
  for (const { id } of ids.iterate()) {
    const line = Buffer.from(seedFileLine(prepare, sources, resourceTypes, id))
    hash.update(line)
    insert.run(id, start, line.length)
    start += line.length
  }
  return { bytes: start, sha256: hash.digest('base64') }
}

/** Trusts nothing: what was written is checked as a whole before anyone reads it. */
export function verifyWritten(db: Database): void {
  const broken = db.pragma('foreign_key_check') as unknown[]
  if (broken.length > 0) throw new Error(`${broken.length} foreign keys point nowhere.`)
  const integrity = db.pragma('integrity_check', { simple: true })
  if (integrity !== 'ok') throw new Error(`The new database is damaged: ${integrity}`)
}
