import { describe, expect, it } from 'vitest'
import { collections } from '../../src/api/endpoints/index.ts'
import { countPage } from '../../src/query/count.ts'
import { type ListRequest, selectPage } from '../../src/query/list-query.ts'
import { openRelease } from '../../src/query/release.ts'
import { buildApp } from '../../src/server/app.ts'
import { get, loadFolder, SEED } from '../support/app.ts'

/** What a page tells of the whole list, and what that may cost. */

const { db } = loadFolder(SEED)
const release = openRelease(db)

const wanted: ListRequest = {
  clocks: { known_at: release.last_known, valid_at: null, valid_at_text: null },
  filters: {},
  fields: null,
  sort: 'id',
  limit: 3,
  after: null,
}
const at2014: ListRequest = {
  ...wanted,
  clocks: {
    ...wanted.clocks,
    valid_at: { min: '2014-01-01', max: '2014-12-31' },
    valid_at_text: '2014',
  },
}

describe.each(collections.filter(({ name }) => name !== 'search' && name !== 'disputes'))(
  'the total of /v1/$name',
  ({ list: listing }) => {
    it('is the same, seen from a page that holds all of it or counted beside one that does not', () => {
      const all = { ...wanted, limit: 100_000 }
      const whole = countPage(
        release,
        listing,
        all,
        selectPage(release, listing, all),
        Number.MAX_SAFE_INTEGER,
      )
      const page = selectPage(release, listing, wanted)
      expect(countPage(release, listing, wanted, page, 100_000)).toEqual(whole)
      if (listing.validTime === null) return
      const then = { ...at2014, limit: 100_000 }
      const certain = countPage(release, listing, then, selectPage(release, listing, then))
      expect(countPage(release, listing, at2014, selectPage(release, listing, at2014))).toEqual(
        certain,
      )
      const { total, totals = {} } = certain
      expect(Object.values(totals).reduce((sum, number) => sum + number, 0)).toBe(total)
    })

    it('is at least so many where they are not counted to their end, and says so', () => {
      const page = selectPage(release, listing, wanted)
      if (page.next === null) return
      const { total, ...rest } = countPage(release, listing, wanted, page, 3)
      expect({ total, ...rest }).toEqual({ total: 3, total_qualifier: 'at_least' })
    })
  },
)

describe('a list of the real data', () => {
  it('is counted to its end', async () => {
    const app = await buildApp({ db })
    for (const { name, example } of collections) {
      const { page } = await get(
        app,
        `/v1/${name}?${new URLSearchParams({ ...example, limit: '1' })}`,
      )
      expect(page, name).not.toHaveProperty('total_qualifier')
    }
  })
})

describe('a start', () => {
  it('asks the database for its release, and for no record', async () => {
    const asked: string[] = []
    const watched = new Proxy(db, {
      get(target, name) {
        if (name === 'prepare')
          return (sql: string) => {
            asked.push(sql)
            return target.prepare(sql)
          }
        const value = Reflect.get(target, name)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    const app = await buildApp({ db: watched })
    await app.ready()
    expect(asked).toEqual([expect.stringContaining('FROM release')])
  })
})
