import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Database } from 'better-sqlite3'

/** "orgf": identifies an orgfacts database, so that no other file is served or replaced. */
export const APPLICATION_ID = 0x6f726766

/** The folder of the migrations. */
export const MIGRATIONS = resolve(import.meta.dirname, '../../migrations')

/** The SQL of a folder of migrations, in the order of their file names. */
export function readMigrations(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
}

/** The version of a schema: a digest of its SQL, below 2^31 because `user_version` is a signed integer. */
export function schemaVersion(migrations: readonly string[]): number {
  return Number.parseInt(hash('sha256', JSON.stringify(migrations)).slice(0, 8), 16) >>> 1
}

/** Creates the tables in an empty database and marks it with its schema. */
export function createSchema(db: Database, migrations: readonly string[]): void {
  for (const sql of migrations) db.exec(sql)
  db.pragma(`application_id = ${APPLICATION_ID}`)
  db.pragma(`user_version = ${schemaVersion(migrations)}`)
}
