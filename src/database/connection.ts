import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { APPLICATION_ID } from './schema.ts'

export type { Database, Statement } from 'better-sqlite3'

/** Opens a database to write it. `:memory:` makes one that is gone when closed. */
export function createDatabase(file: string): Database.Database {
  const db = new Database(file)
  db.pragma('foreign_keys = ON')
  db.pragma('trusted_schema = OFF')
  return db
}

/**
 * Opens an existing database of ours, of which nothing can be changed. Throws where there is none, or
 * another, or one of another schema.
 *
 * @param version the schema that is expected, as `user_version` names it
 */
export function openReadonly(file: string, version: number): Database.Database {
  const db = new Database(file, { readonly: true, fileMustExist: true })
  try {
    const [id, found] = identityOf(db)
    const what =
      id === APPLICATION_ID ? `of schema ${found}, not ${version}` : 'not a database of ours'
    if (id !== APPLICATION_ID || found !== version)
      throw new Error(`${file} is ${what}; \`npm run build\` builds one`)
  } catch (error) {
    db.close()
    throw error
  }
  db.pragma('query_only = ON')
  db.pragma('trusted_schema = OFF')
  // A reader's lock is kept once it is taken, as nobody writes: taking it costs more than most queries.
  db.pragma('locking_mode = EXCLUSIVE')
  return db
}

function identityOf(db: Database.Database): [id: unknown, version: unknown] {
  try {
    return [
      db.pragma('application_id', { simple: true }),
      db.pragma('user_version', { simple: true }),
    ]
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_NOTADB') return [null, null]
    throw new Error(`${db.name} is damaged: ${error instanceof Error ? error.message : error}`)
  }
}

/** Whether a file may be replaced by a database: there is none, or one of ours. */
export function isReplaceableDatabase(file: string): boolean {
  if (!existsSync(file)) return true
  const db = new Database(file, { readonly: true })
  try {
    return identityOf(db)[0] === APPLICATION_ID
  } finally {
    db.close()
  }
}
