import { describe, expect, it } from 'vitest'
import { selectClaimCounts, sourcesList } from '../../../src/query/views/sources.ts'
import { idsOf, listOf, fixtureRelease as release, selectRows } from '../fixture-release.ts'

const sources = selectRows(release, sourcesList)

describe('the list of sources', () => {
  it('has the 87 sources, ordered by the day from which they are known', () => {
    expect(sources).toHaveLength(87)
    const days = sources.map(({ known_from }) => String(known_from))
    expect(days).toEqual(days.toSorted())
  })

  it.each([
    ['example-union-charter-1960', '1960-05-02'],
    ['denmark-mission-2020', '2020-05-31'],
    ['example-union-handbook-2021', '2021-12-31'],
    ['example-foundation-atlas-2015', '2015-06-30'],
    ['logo-catalogue', '2026-11-22'],
  ])(
    'has %s known from the last day that its date allows, or the day it was read: %s',
    (id, day) => {
      expect(sources.find((source) => source.id === id)?.known_from).toBe(day)
    },
  )

  it.each(['publisher', 'kind', 'language'])(
    'has with each %s the sources that have it',
    (filter) => {
      for (const value of new Set(sources.map((source) => source[filter])))
        if (value != null)
          expect(selectRows(release, sourcesList, { filters: { [filter]: value } })).toEqual(
            sources.filter((source) => source[filter] === value),
          )
    },
  )
})

describe('selectClaimCounts', () => {
  it('counts the claims of each source by collection', () => {
    const ids = idsOf(sources).map(String)
    const claims = selectRows(release, listOf('claims'))
    const counts = selectClaimCounts(release, ids)
    for (const id of ids) {
      const own = claims.filter(({ source }) => source === id)
      const byCollection = Map.groupBy(own, ({ collection }) => String(collection))
      expect(counts.get(id)).toEqual(
        [...byCollection]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([collection, { length }]) => ({ source: id, collection, count: length })),
      )
    }
  })

  it('returns nothing for no sources', () => {
    expect(selectClaimCounts(release, []).size).toBe(0)
  })
})
