import { LRUCache } from 'lru-cache'
import type { Database, Statement } from './connection.ts'

/** Returns the compiled statement of a text. Compiles it if it is not cached. */
export type Prepare = <Row>(sql: string) => Statement<[object], Row>

/** Clients choose filters, so there are many texts, and each compiled statement takes memory. */
const MAX_STATEMENTS = 500

export function createStatementCache(db: Database): Prepare {
  const statements = new LRUCache<string, Statement<[object]>>({ max: MAX_STATEMENTS })
  return <Row>(sql: string) => {
    const cached = statements.get(sql)
    if (cached !== undefined) return cached as Statement<[object], Row>
    const statement = db.prepare<[object], Row>(sql)
    statements.set(sql, statement as Statement<[object]>)
    return statement
  }
}
