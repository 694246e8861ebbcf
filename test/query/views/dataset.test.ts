import { describe, expect, it } from 'vitest'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import {
  countSources,
  selectCollectionCounts,
  selectCoverage,
} from '../../../src/query/views/dataset.ts'
import { listOf, fixtureRelease as release, releaseOf, selectRows } from '../fixture-release.ts'

describe('selectCollectionCounts', () => {
  it.each(['1950-01-01', '1960-05-02', '2004-12-31', '2020-05-31', '2026-11-27', '2999-01-01'])(
    'counts on %s the records and claims of each list',
    (known_at) => {
      const counts = selectCollectionCounts(release, known_at)
      expect(Object.keys(counts)).toEqual(resourceTypes.map(({ name }) => name))
      for (const { name } of resourceTypes) {
        const filters = { collection: name }
        expect(counts[name], name).toEqual({
          records: selectRows(release, listOf(name), { known_at }).length,
          claims: selectRows(release, listOf('claims'), { known_at, filters }).length,
        })
      }
    },
  )
})

describe('countSources', () => {
  it.each([
    ['1952-01-16', 0],
    ['1952-01-17', 1],
    ['2026-11-27', 156],
  ])('counts the sources that are known on %s: %i', (known_at, count) => {
    expect(countSources(release, known_at)).toBe(count)
  })
})

describe('selectCoverage', () => {
  it('returns the size of a collection, and its shares of official values and exact days', () => {
    const coverage = selectCoverage(release)
    expect(coverage.publications).toEqual({
      records: 9,
      claims: 38,
      sources: 5,
      official_share: 0.737,
      day_share: 0.5,
    })
    // Gaps have no dates.
    expect(coverage.gaps?.day_share).toBeNull()
    expect(coverage.funding?.day_share).toBe(0)
  })

  it('returns zeros and null for a collection without records', () => {
    const coverage = selectCoverage(
      releaseOf({
        'a.yaml': `source: { id: s, title: T, kind: press, published: 2020, published_basis: stated }
organizations: [{ id: league, at: 1, founded: 1951 }]
`,
      }),
    )
    expect(coverage.organizations).toMatchObject({ records: 1, claims: 1, sources: 1 })
    expect(coverage.members).toEqual({
      records: 0,
      claims: 0,
      sources: 0,
      official_share: null,
      day_share: null,
    })
  })
})
