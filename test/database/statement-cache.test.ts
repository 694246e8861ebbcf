import { afterAll, describe, expect, it } from 'vitest'
import { createDatabase } from '../../src/database/connection.ts'
import { createStatementCache } from '../../src/database/statement-cache.ts'

const db = createDatabase(':memory:')
afterAll(() => void db.close())
db.exec(`CREATE TABLE days (id INTEGER PRIMARY KEY, day TEXT) STRICT;
         CREATE INDEX days_day ON days (day);
         INSERT INTO days VALUES (1, '2018-10-01'), (2, '10:30'), (3, '2019-01-01')`)

const SELECT = "SELECT id FROM days WHERE day >= :first AND day <> '10:30' ORDER BY id LIMIT :limit"

describe('the statement cache', () => {
  it('returns the same statement for the same text, and another for another text', () => {
    const prepare = createStatementCache(db)
    expect(prepare(SELECT)).toBe(prepare(SELECT))
    expect(prepare(`${SELECT} `)).not.toBe(prepare(SELECT))
  })

  it('gives every parameter a unary plus, so that SQLite does not compile a statement again', () => {
    const { source } = createStatementCache(db)(SELECT)
    expect(source.match(/.:[a-z]+/g)).toEqual(['+:first', '+:limit'])
    expect(source).toContain("'10:30'")
  })

  it('binds the values of parameters as they are', () => {
    const prepare = createStatementCache(db)
    expect(prepare<{ id: number }>(SELECT).all({ first: '2018', limit: 1 })).toEqual([{ id: 1 }])
  })
})
