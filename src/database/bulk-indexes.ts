import type { Database } from 'better-sqlite3'

/**
 * Takes the indexes away until the rows are there: built at once they cost a fraction, and lie in
 * order. Gives what puts those of some tables back, or all that are left.
 */
export function dropIndexes(db: Database): (tables?: readonly string[]) => void {
  const missing = db
    .prepare<[], { name: string; tbl_name: string; sql: string }>(`
      SELECT name, tbl_name, sql
        FROM sqlite_schema
       WHERE type = 'index'
         AND sql IS NOT NULL
       ORDER BY name`)
    .all()
  for (const { name } of missing) db.exec(`DROP INDEX "${name}"`)
  return (tables) => {
    for (const index of missing.splice(0)) {
      if (tables === undefined || tables.includes(index.tbl_name)) db.exec(index.sql)
      else missing.push(index)
    }
  }
}
