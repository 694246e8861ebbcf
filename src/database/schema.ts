import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Database } from 'better-sqlite3'

/** Marks the file as ours ("orgf"), so that a stray database is not taken for a release. */
export const APPLICATION_ID = 0x6f726766

/** The folder of our migrations. */
export const MIGRATIONS = resolve(import.meta.dirname, '../../migrations')

/** The statements of a folder of migrations, in the order of their file names. */
export function readMigrations(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
}

/** Names a schema as `user_version` can: by a number below 2^31, of the digest of its statements. */
export function schemaVersion(migrations: readonly string[]): number {
  return Number.parseInt(hash('sha256', JSON.stringify(migrations)).slice(0, 8), 16) >>> 1
}

/** Makes the tables in an empty database, which says of which schema it is. */
export function createSchema(db: Database, migrations: readonly string[]): void {
  for (const sql of migrations) db.exec(sql)
  db.pragma(`application_id = ${APPLICATION_ID}`)
  db.pragma(`user_version = ${schemaVersion(migrations)}`)
}
