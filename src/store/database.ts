import Database from 'better-sqlite3'

export type { Database } from 'better-sqlite3'

/** Opens a database to write it. `:memory:` makes one that is gone when closed. */
export function create(file: string): Database.Database {
  const db = new Database(file)
  db.pragma('foreign_keys = ON')
  db.pragma('trusted_schema = OFF')
  return db
}

/** Opens an existing database, of which nothing can be changed. Throws where there is none. */
export function openReadonly(file: string): Database.Database {
  const db = new Database(file, { readonly: true, fileMustExist: true })
  db.pragma('query_only = ON')
  db.pragma('trusted_schema = OFF')
  return db
}
