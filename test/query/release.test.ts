import { describe, expect, it } from 'vitest'
import { createDatabase, type Database, type Statement } from '../../src/database/connection.ts'
import { createSchema } from '../../src/database/schema.ts'
import { openRelease } from '../../src/query/release.ts'
import { buildApp } from '../../src/server/app.ts'
import { migrations } from '../support/app.ts'
import { fixtureDatabase, fixtureRelease } from './fixture-release.ts'

/** A database that records the statements that are compiled. */
function recordingDatabase(): { db: Database; statements: Statement[] } {
  const statements: Statement[] = []
  const db = new Proxy(fixtureDatabase, {
    get(target, name) {
      const value = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      return (...args: unknown[]) => {
        const result = value.apply(target, args)
        if (name === 'prepare') statements.push(result)
        return result
      }
    },
  })
  return { db, statements }
}

describe('openRelease', () => {
  it('returns the id of the release and the days on which sources became known', () => {
    expect(fixtureRelease).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      first_known: '1952-01-17',
      last_known: '2026-11-27',
    })
  })

  it('throws if the database contains no release', () => {
    const db = createDatabase(':memory:')
    createSchema(db, migrations)
    expect(() => openRelease(db)).toThrow(
      'the database contains no release; `npm run build` builds one',
    )
  })
})

describe('buildApp', () => {
  it('reads the release and no record, so that a large database starts as fast as a small one', async () => {
    const { db, statements } = recordingDatabase()
    const app = await buildApp({ db })
    await app.ready()
    const tables = statements.map((statement) => statement.columns().map(({ table }) => table))
    expect(tables.map((columns) => [...new Set(columns)])).toEqual([['release']])
    await app.close()
  }, 60_000)
})
