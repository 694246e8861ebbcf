import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { sources } from '../facts/index.ts'
import { accountLine } from '../records/export.ts'
import type { Noun } from '../records/noun.ts'
import { digestOf } from '../store/digest.ts'
import { preparing } from '../store/preparing.ts'
import type { Coverage } from './coverage.ts'
import { noteDisputes } from './disputes.ts'
import type { ReleaseDigest } from './release.ts'

/** Builds the search index and names the release. */
export function finish(
  db: Database,
  nouns: readonly Noun[],
  digest: ReleaseDigest,
  coverage: Coverage,
): string {
  const release = digest.id()
  const index = db.prepare(`
    INSERT INTO search (rowid, value)
    SELECT seq, value
      FROM claims
     WHERE noun = ?
       AND field = ?`)
  for (const { name, fields } of nouns)
    for (const [field, { form }] of Object.entries(fields))
      if (form === 'text' || form === 'words') index.run(name, field)
  coverage.store(db)
  noteDisputes(db)
  db.exec('INSERT INTO days SELECT DISTINCT heard FROM sources')
  const accounts = layOut(db, nouns)
  db.prepare(`
    INSERT INTO release (id, first_known, last_known, accounts_bytes, accounts_sha256)
    SELECT ?, min(heard), max(heard), ?, ?
      FROM sources`).run(release, accounts.bytes, accounts.sha256)
  db.prepare('UPDATE release SET digest = ?').run(digestOf(db))
  return release
}

/** Where each account stands in the NDJSON of all, so that a part can be made without the rest. */
function layOut(db: Database, nouns: readonly Noun[]): { bytes: number; sha256: string } {
  const hash = createHash('sha256')
  const insert = db.prepare('INSERT INTO accounts VALUES (?, ?, ?)')
  const prepare = preparing(db)
  let start = 0
  const ids = db.prepare<[], { id: string }>('SELECT id FROM sources ORDER BY id')
  for (const { id } of ids.iterate()) {
    const line = Buffer.from(accountLine(prepare, sources, nouns, id))
    hash.update(line)
    insert.run(id, start, line.length)
    start += line.length
  }
  return { bytes: start, sha256: hash.digest('base64') }
}

/** Trusts nothing: what was written is checked as a whole before anyone reads it. */
export function verify(db: Database): void {
  const broken = db.pragma('foreign_key_check') as unknown[]
  if (broken.length > 0) throw new Error(`${broken.length} foreign keys point nowhere.`)
  const integrity = db.pragma('integrity_check', { simple: true })
  if (integrity !== 'ok') throw new Error(`The new database is damaged: ${integrity}`)
}
