import type { Database } from '../database/connection.ts'

/** A check that finds valid data that may be a mistake. */
export interface DataCheck {
  /** The name of its findings, which a suppression cites. */
  name: string
  /** What it finds, for `npm run check -- --help`. */
  description: string
  find(db: Database): Finding[]
}

export interface Finding {
  /** The record or source that the finding is about. */
  record: string
  field?: string | null
  source?: string | null
  message: string
}

/**
 * A check that is one SELECT over current versions.
 *
 * @param sql returns the columns `record`, `field` and `message`
 * @param parameters named parameters of the SELECT
 */
export function sqlCheck(
  name: string,
  description: string,
  sql: string,
  parameters: Readonly<Record<string, string | null>> = {},
): DataCheck {
  return { name, description, find: (db) => db.prepare<[object], Finding>(sql).all(parameters) }
}
