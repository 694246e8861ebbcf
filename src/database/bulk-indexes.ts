import type { Database } from './connection.ts'

/**
 * Drops all indexes until the rows are inserted: creating an index once is many times faster than
 * updating it with each row. Returns a function that creates the dropped indexes of the given tables again;
 * without an argument, all that remain.
 */
export function dropIndexes(db: Database): (tables?: readonly string[]) => void {
  const dropped = db
    .prepare<[], { name: string; tbl_name: string; sql: string }>(`
      SELECT name, tbl_name, sql
        FROM sqlite_schema
       WHERE type = 'index'
         AND sql IS NOT NULL
       ORDER BY name`)
    .all()
  for (const { name } of dropped) db.exec(`DROP INDEX "${name}"`)
  return (tables) => {
    for (const index of dropped.splice(0)) {
      if (tables === undefined || tables.includes(index.tbl_name)) db.exec(index.sql)
      else dropped.push(index)
    }
  }
}
