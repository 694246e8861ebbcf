import { LRUCache } from 'lru-cache'
import type { Database, Statement } from './connection.ts'

/**
 * Prepares a statement once, as long as it is used now and then. One that is composed has a name, which
 * is shorter than itself and says all that it is composed of.
 */
export type Prepare = <Row>(name: string, compose?: () => string) => Statement<[object], Row>

/** As many statements as are kept: callers choose filters, so there are many, and each takes memory. */
const KEPT = 500

export function createStatementCache(db: Database): Prepare {
  const statements = new LRUCache<string, Statement<[object]>>({ max: KEPT })
  return <Row>(name: string, compose = () => name) => {
    const known = statements.get(name)
    const statement = known ?? db.prepare<[object]>(compose())
    if (known === undefined) statements.set(name, statement)
    return statement as Statement<[object], Row>
  }
}
