import { createHash, type Hash } from 'node:crypto'
import type { Database } from './connection.ts'

/** So many rows are hashed at once. */
const BATCH = 1_000

/**
 * SHA-256 in hexadecimal of every row of every table, that of the search index included, but for where
 * it is kept itself. SQLite keeps no checksums: a byte that rots in a value is a fault of no page.
 */
export function rowChecksum(db: Database): string {
  const hash = createHash('sha256')
  const tables = db.prepare<[], { name: string }>(`
    SELECT name
      FROM pragma_table_list
     WHERE schema = 'main'
       AND type IN ('table', 'shadow')
       AND name NOT LIKE 'sqlite_%'
     ORDER BY name`)
  for (const { name } of tables.all()) addTable(hash, db, name)
  return hash.digest('hex')
}

function addTable(hash: Hash, db: Database, name: string): void {
  const columns = db
    .prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)')
    .all(name)
    .filter((column) => name !== 'release' || column.name !== 'digest')
    .map((column) => `"${column.name}"`)
  // In the order of the table itself, whichever index would do.
  const rows = db
    .prepare<[], unknown[]>(`SELECT ${columns.join(', ')} FROM "${name}" NOT INDEXED`)
    .raw()
  let batch: string[] = [name]
  for (const row of rows.iterate()) {
    batch.push(
      JSON.stringify(row.map((cell) => (cell instanceof Buffer ? cell.toString('hex') : cell))),
    )
    if (batch.length < BATCH) continue
    hash.update(batch.join('\n'))
    batch = []
  }
  hash.update(`${batch.join('\n')}\n`)
}
