import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import Sqlite, { type Database } from 'better-sqlite3'
import { APPLICATION_ID } from './schema.ts'

export type { Database, Statement } from 'better-sqlite3'

/** Opens a database to write it. `:memory:` creates one that ends when it is closed. */
export function createDatabase(file: string): Database {
  const db = new Sqlite(file)
  db.pragma('foreign_keys = ON')
  db.pragma('trusted_schema = OFF')
  return db
}

/**
 * Opens an orgfacts database that nothing can change. Throws if there is none, if the file is another
 * database, or if it has another schema.
 *
 * @param version the expected schema, see `schemaVersion`
 */
export function openReadonly(file: string, version: number): Database {
  const db = new Sqlite(file, { readonly: true, fileMustExist: true })
  try {
    const { applicationId, userVersion } = identityOf(db)
    const hint = '`npm run build` builds one'
    if (applicationId !== APPLICATION_ID)
      throw new Error(`${file} is not an orgfacts database; ${hint}`)
    if (userVersion !== version)
      throw new Error(`${file} has schema ${userVersion}, but ${version} is needed; ${hint}`)
  } catch (error) {
    db.close()
    throw error
  }
  db.pragma('query_only = ON')
  db.pragma('trusted_schema = OFF')
  // Nobody writes, so a read lock is taken once and never released: taking it costs more than most
  // queries.
  db.pragma('locking_mode = EXCLUSIVE')
  return db
}

function identityOf(db: Database): { applicationId: unknown; userVersion: unknown } {
  try {
    return {
      applicationId: db.pragma('application_id', { simple: true }),
      userVersion: db.pragma('user_version', { simple: true }),
    }
  } catch (error) {
    if (error instanceof Sqlite.SqliteError && error.code === 'SQLITE_NOTADB')
      return { applicationId: null, userVersion: null }
    const reason = error instanceof Error ? error.message : error
    throw new Error(`${db.name} is damaged: ${reason}`)
  }
}

/** Whether a build may replace a file: it does not exist, or it is an orgfacts database, even a damaged one. */
export function isReplaceableDatabase(file: string): boolean {
  if (!existsSync(file)) return true
  // The header, and not a query, which fails on a damaged database (https://sqlite.org/fileformat.html).
  const header = Buffer.alloc(72)
  const descriptor = openSync(file, 'r')
  try {
    readSync(descriptor, header)
  } finally {
    closeSync(descriptor)
  }
  return (
    header.toString('latin1', 0, 16) === 'SQLite format 3\0' &&
    header.readUInt32BE(68) === APPLICATION_ID
  )
}
