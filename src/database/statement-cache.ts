import { LRUCache } from 'lru-cache'
import type { Database, Statement } from './connection.ts'

/** Returns the compiled statement of an SQL text. Compiles it if it is not cached. */
export type Prepare = <Row>(sql: string) => Statement<[object], Row>

/** Clients choose filters, so there are many texts, and each compiled statement takes memory. */
const MAX_STATEMENTS = 500

export function createStatementCache(db: Database): Prepare {
  const statements = new LRUCache<string, Statement<[object]>>({ max: MAX_STATEMENTS })
  return <Row>(sql: string) => {
    const cached = statements.get(sql)
    if (cached !== undefined) return cached as Statement<[object], Row>
    const statement = db.prepare<[object], Row>(withFixedPlan(sql))
    statements.set(sql, statement as Statement<[object]>)
    return statement
  }
}

/**
 * Writes each parameter as `+:name`. If a plan depends on the value of a parameter, SQLite compiles the
 * statement again at each execution (sqlite3Reprepare). SQLite treats a value with a unary plus as unknown.
 * The plus changes neither the value nor the use of an index.
 */
function withFixedPlan(sql: string): string {
  return sql.replaceAll(/(?<![\w:+'])(:[a-z_]+)/g, '+$1')
}
