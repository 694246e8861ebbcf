import type { Database, Statement } from 'better-sqlite3'

export type Prepare = <Row>(sql: string) => Statement<[object], Row>

/** As many statements as are kept: callers choose filters, so there are many, and each takes memory. */
const KEPT = 500

/** Prepares each statement once, as long as it is used now and then. */
export function preparing(db: Database): Prepare {
  const statements = new Map<string, Statement<[object]>>()
  return <Row>(sql: string) => {
    const statement = statements.get(sql) ?? db.prepare<[object]>(sql)
    // The one that was used last stands last, so the first is the one to let go.
    statements.delete(sql)
    statements.set(sql, statement)
    const [oldest] = statements.keys()
    if (statements.size > KEPT && oldest !== undefined) statements.delete(oldest)
    return statement as Statement<[object], Row>
  }
}
