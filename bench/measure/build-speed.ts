import { rmSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { dropIndexes } from '../../src/database/bulk-indexes.ts'
import { createDatabase, type Database } from '../../src/database/connection.ts'
import { createSchema, MIGRATIONS, readMigrations } from '../../src/database/schema.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { buildDatabase } from '../../src/ingest/build.ts'
import { median, roundMeasurement } from '../statistics.ts'

export interface BuildSpeedResult {
  claims: number
  /** Claims per second of a build. */
  build: number
  /** Claims per second if the finished rows are only inserted. */
  bare_insert: number
  ratio: number
}

const migrations = readMigrations(MIGRATIONS)

/** Compares a build with inserting the rows of its result into the same tables, in turn. */
export function measureBuildSpeed(
  folder: string,
  scratch: string,
  rounds: number,
): BuildSpeedResult {
  const database = join(scratch, 'built.db')
  let claims = 0
  const build = () => {
    claims = buildDatabase(database, { folder, resourceTypes, migrations }).claims
  }
  const times = { build: [secondsOf(build)], insert: [] as number[] }
  const tables = readTables(database)
  for (let round = 1; round <= rounds; round += 1) {
    times.insert.push(secondsOf(() => insertTables(join(scratch, 'inserted.db'), tables)))
    if (round < rounds) times.build.push(secondsOf(build))
  }
  const [built, inserted] = [claims / median(times.build), claims / median(times.insert)]
  return {
    claims,
    build: Math.round(built),
    bare_insert: Math.round(inserted),
    ratio: roundMeasurement(built / inserted),
  }
}

function secondsOf(run: () => void): number {
  const began = performance.now()
  run()
  return (performance.now() - began) / 1000
}

interface Table {
  name: string
  rows: unknown[][]
}

/** Reads all tables except those of the search index, which is rebuilt from the others. */
function readTables(file: string): Table[] {
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

function insertTables(file: string, tables: readonly Table[]): void {
  rmSync(file, { force: true })
  const db: Database = createDatabase(file)
  db.pragma('journal_mode = MEMORY')
  db.pragma('synchronous = OFF')
  createSchema(db, migrations)
  // The rows are valid, and tables come in any order: checks would search a table without its indexes for each row.
  db.pragma('foreign_keys = OFF')
  db.exec('BEGIN')
  const restoreIndexes = dropIndexes(db)
  for (const { name, rows } of tables) {
    if (rows[0] === undefined) continue
    const insert = db.prepare(`INSERT INTO "${name}" VALUES (${rows[0].map(() => '?').join(', ')})`)
    for (const row of rows) insert.run(row)
  }
  db.exec("INSERT INTO search (search) VALUES ('rebuild')")
  restoreIndexes()
  db.exec('COMMIT')
  db.close()
}
