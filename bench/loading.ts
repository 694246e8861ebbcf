import { rmSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { dropIndexes } from '../src/database/bulk-indexes.ts'
import { createDatabase, type Database } from '../src/database/connection.ts'
import { createSchema, MIGRATIONS, readMigrations } from '../src/database/schema.ts'
import { resourceTypes } from '../src/domain/resources/index.ts'
import { buildDatabase } from '../src/ingest/build.ts'
import { median, rounded } from './rounds.ts'

/** What it costs to decide, beside only writing down what was decided. */

export interface Loading {
  claims: number
  /** Claims a second. */
  loader: number
  bare_insert: number
  ratio: number
}

const migrations = readMigrations(MIGRATIONS)

/** Loads a folder of accounts, and inserts the rows of the result into the same tables, in turn. */
export function loadingOf(folder: string, scratch: string, rounds: number): Loading {
  const database = join(scratch, 'loaded.db')
  let claims = 0
  const ours = () => {
    claims = buildDatabase(database, { folder, resourceTypes, migrations }).claims
  }
  const times = { ours: [timed(ours)], bare: [] as number[] }
  const tables = rowsOf(database)
  for (let round = 1; round <= rounds; round += 1) {
    times.bare.push(timed(() => insert(join(scratch, 'bare.db'), tables)))
    if (round < rounds) times.ours.push(timed(ours))
  }
  const [loader, bare] = [claims / median(times.ours), claims / median(times.bare)]
  return {
    claims,
    loader: Math.round(loader),
    bare_insert: Math.round(bare),
    ratio: rounded(loader / bare),
  }
}

function timed(run: () => void): number {
  const began = performance.now()
  run()
  return (performance.now() - began) / 1000
}

interface Table {
  name: string
  rows: unknown[][]
}

/** All rows of all tables; the search index is made of others. */
function rowsOf(file: string): Table[] {
  const db = new Sqlite(file, { readonly: true })
  const names = db
    .prepare<[], { name: string }>(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
    )
    .all()
  const rows = (name: string) =>
    db.prepare<[]>(`SELECT * FROM "${name}"`).raw().all() as unknown[][]
  const tables = names.map(({ name }) => ({ name, rows: rows(name) }))
  db.close()
  return tables
}

function insert(file: string, tables: readonly Table[]): void {
  rmSync(file, { force: true })
  const db: Database = createDatabase(file)
  db.pragma('journal_mode = MEMORY')
  db.pragma('synchronous = OFF')
  createSchema(db, migrations)
  db.exec('BEGIN')
  db.pragma('defer_foreign_keys = ON')
  const putBack = dropIndexes(db)
  for (const { name, rows } of tables) {
    if (rows[0] === undefined) continue
    const into = db.prepare(`INSERT INTO "${name}" VALUES (${rows[0].map(() => '?').join(', ')})`)
    for (const row of rows) into.run(row)
  }
  db.exec("INSERT INTO search (search) VALUES ('rebuild')")
  putBack()
  db.exec('COMMIT')
  db.close()
}
