import { createHash, type Hash } from 'node:crypto'
import type { Database } from './connection.ts'

/** Rows are hashed in batches: one call for each row would take most of the time. */
const BATCH_ROWS = 1_000

/**
 * SHA-256 in hexadecimal over all rows of all tables, including the search index. Only `release.checksum`,
 * which stores it, is left out. SQLite has no checksums: `integrity_check` does not find a changed value.
 */
export function rowChecksum(db: Database): string {
  const hash = createHash('sha256')
  const tables = db
    .prepare<[], string>(`
      SELECT name
        FROM pragma_table_list
       WHERE schema = 'main'
         AND type IN ('table', 'shadow')
         AND name NOT LIKE 'sqlite_%'
       ORDER BY name`)
    .pluck()
  for (const table of tables.all()) addTable(hash, db, table)
  return hash.digest('hex')
}

function addTable(hash: Hash, db: Database, table: string): void {
  const columns = db
    .prepare<[string], string>('SELECT name FROM pragma_table_info(?)')
    .pluck()
    .all(table)
    .filter((column) => table !== 'release' || column !== 'checksum')
    .map((column) => `"${column}"`)
  // NOT INDEXED: SQLite must read the rows in the order of the table, not of an index.
  const rows = db
    .prepare<[], unknown[]>(`SELECT ${columns.join(', ')} FROM "${table}" NOT INDEXED`)
    .raw()
  let batch: string[] = [table]
  for (const row of rows.iterate()) {
    for (const [index, cell] of row.entries())
      if (cell instanceof Buffer) row[index] = cell.toString('hex')
    batch.push(JSON.stringify(row))
    if (batch.length < BATCH_ROWS) continue
    hash.update(batch.join('\n'))
    batch = []
  }
  hash.update(`${batch.join('\n')}\n`)
}

/** Throws if a database is damaged: its pages, its rows, or the references between them. */
export function verifyRelease(db: Database): void {
  verifyPages(db)
  const checksum = db.prepare<[], string>('SELECT checksum FROM release').pluck().get()
  if (checksum !== rowChecksum(db))
    throw new Error(`${db.name} is damaged: the checksum of its rows does not match`)
  verifyReferences(db)
}

export function verifyPages(db: Database): void {
  const result = String(db.pragma('integrity_check(1)', { simple: true }))
  if (result !== 'ok') throw new Error(`${db.name} is damaged: ${result}`)
}

export function verifyReferences(db: Database): void {
  if (db.prepare('SELECT 1 FROM pragma_foreign_key_check LIMIT 1').get() !== undefined)
    throw new Error(`${db.name} is damaged: it has a reference to a row that does not exist`)
}
