import type { Database } from 'better-sqlite3'

/** Something about the accounts that may be right, but that a curator should look at. */
export interface Lint {
  /** By which name it is suppressions. */
  name: string
  /** What it looks for. */
  description: string
  find(db: Database): Finding[]
}

export interface Finding {
  /** The record that it is about. */
  record: string
  /** The field, where it is about one. */
  field?: string | null
  /** The source, where it is about what one says. */
  source?: string
  message: string
}

/** A lint that one SELECT finds, of the records as they are told on the last day. */
export function sqlLint(name: string, looks: string, sql: string): Lint {
  return { name, description: looks, find: (db) => db.prepare<[], Finding>(sql).all() }
}
