import { LRUCache } from 'lru-cache'
import { describe, expect, it } from 'vitest'
import { collections } from '../../src/api/collections/index.ts'
import { COUNT_LIMIT, countList } from '../../src/query/count.ts'
import { selectPage } from '../../src/query/list-query.ts'
import type { Release } from '../../src/query/release.ts'
import { requiredQuery } from '../support/required-query.ts'
import { fixtureRelease, listRequest } from './fixture-release.ts'
import { recordStatements } from './recorded-statements.ts'

/** The fixture, without counts that were remembered. */
const freshRelease = (): Release => ({ ...fixtureRelease, counts: new LRUCache({ max: 10 }) })

describe.each(collections)('countList of $name', ({ name, list }) => {
  const filters = requiredQuery(name)
  const times = list.validTime === null ? [{}] : [{}, { valid_at: '2014' }, { valid_at: '1960/..' }]

  /** Counts the list on the page that has `limit` records of it. */
  function count(limit: number, options: { valid_at?: string; countLimit?: number } = {}) {
    const { countLimit, ...time } = options
    const release = freshRelease()
    const request = listRequest(release, list, { filters, limit, ...time })
    const page = selectPage(release, list, request)
    return countList(release, list, request, page, countLimit)
  }

  it('counts the same on a page that holds the whole list and on one that does not', () => {
    for (const time of times) expect(count(1, time)).toEqual(count(100_000, time))
    expect(count(1, times.at(-1)).total).toBeGreaterThan(0)
  })

  it('counts by certainty with a valid time, and these numbers add up to the total', () => {
    for (const time of times) {
      const { total, totals } = count(1, time)
      expect(Object.keys(totals ?? {})).toEqual(
        'valid_at' in time ? list.validTime?.certainties : [],
      )
      if (totals === undefined) continue
      expect(Object.values(totals).reduce((sum, number) => sum + number, 0)).toBe(total)
    }
  })

  it('counts to its end a list that is shorter than the limit', () => {
    expect(count(1)).not.toHaveProperty('total_qualifier')
    expect(COUNT_LIMIT).toBe(10_000)
  })

  it('stops at the limit, and returns that there may be more', () => {
    // A search is limited itself.
    if (list.isCountedWithPage === true) return
    const { total } = count(100_000)
    expect(total).toBeGreaterThanOrEqual(2)
    expect(count(1, { countLimit: 2 })).toEqual({ total: 2, total_qualifier: 'at_least' })
  })

  it('needs no query on a page that holds the whole list, and at most one otherwise', () => {
    const queries = (limit: number) => {
      const release = freshRelease()
      const request = listRequest(release, list, { filters, limit })
      const page = selectPage(release, list, request)
      return recordStatements(release, (recording) => countList(recording, list, request, page))
        .length
    }
    // The page of a search has the number of all hits.
    const isCounted = list.isCountedWithPage === true
    expect([queries(100_000), queries(1)]).toEqual([0, isCounted ? 0 : 1])
  })

  it('remembers the number for later pages and other orders, but not for other filters and times', () => {
    const release = freshRelease()
    const queries = (options: Parameters<typeof listRequest>[2]) => {
      const request = listRequest(release, list, { filters, limit: 1, ...options })
      const page = selectPage(release, list, request)
      let counted = {}
      const statements = recordStatements(release, (recording) => {
        counted = countList(recording, list, request, { ...page, next: page.next ?? ['', ''] })
      })
      return { page, counted, number: statements.length }
    }
    const first = queries({})
    const later = queries({ after: first.page.next })
    expect(later).toMatchObject({ counted: first.counted, number: 0 })
    const [other = 'id'] = Object.keys(list.sorts)
    expect(queries({ sort: `-${other}` })).toMatchObject({ counted: first.counted, number: 0 })
    expect(release.counts.size).toBe(1)
    queries({ known_at: '2020-05-31' })
    expect(release.counts.size).toBe(2)
    if (list.validTime !== null) {
      expect(queries({ valid_at: '2014' }).number).toBe(1)
      expect(release.counts.size).toBe(3)
    }
  })
})
