import { describe, expect, it } from 'vitest'
import { edtfBounds } from '../../../src/domain/edtf.ts'
import type { Row } from '../../../src/domain/record-serialization.ts'
import {
  countKnownSources,
  selectClaimCounts,
  sourcesList,
} from '../../../src/query/views/sources.ts'
import { idsOf, listOf, fixtureRelease as release, selectRows } from '../fixture-release.ts'

const sources = selectRows(release, sourcesList)

describe('the list of sources', () => {
  it('has the 156 sources, ordered by the day from which they are known', () => {
    expect(sources).toHaveLength(156)
    const days = sources.map(({ known_from }) => String(known_from))
    expect(days).toEqual(days.toSorted())
  })

  it.each([
    ['example-union-charter-1960', '1960-05-02'],
    ['denmark-mission-2020', '2020-05-31'],
    ['example-union-handbook-2021', '2021-12-31'],
    ['example-foundation-atlas-2015', '2015-06-30'],
    ['logo-catalogue', '2026-11-22'],
    ['au-member-states-page', '2026-11-27'],
    // A derived source has no date: it is known from the latest day of the sources that it rests on.
    ['orgfacts-au-members-at-start', '2026-11-27'],
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

describe('the list of sources of an organization', () => {
  it.each(['1960-05-02', '2002-07-10', '2013-07-15', '2020-05-31', '2026-11-27'])(
    'has on %s those with a claim about one of its records',
    (known_at) => {
      const known = selectRows(release, sourcesList, { known_at })
      for (const organization of idsOf(selectRows(release, listOf('organizations')))) {
        const filters = { organization }
        const claims = selectRows(release, listOf('claims'), { known_at, filters })
        const own = new Set(claims.map(({ source }) => source))
        const rows = selectRows(release, sourcesList, { known_at, filters })
        expect(rows, String(organization)).toEqual(known.filter(({ id }) => own.has(id ?? null)))
      }
    },
  )

  it.each([
    [{ organization: 'example-association' }, ['example-association-list-2010']],
    [{ organization: 'example-acquiring-company' }, ['example-company-register-2013']],
    [
      { organization: 'example-merged-company' },
      [
        'example-company-gazette-2004',
        'example-company-report-2012',
        'example-company-register-2013',
      ],
    ],
    [
      { organization: 'organization-of-african-unity', kind: 'press', language: 'fr' },
      ['jeune-afrique-oau-heads-2017'],
    ],
    [
      { organization: 'african-union', published_from: '2025-02' },
      [
        'kenya-times-au-suspensions-2025',
        'kenyan-corporates-auc-2025',
        'trt-world-gabon-2025',
        'wikimili-auc-chairpersons',
        'exclusif-guinee-2026',
        'au-member-states-page',
        'pap-constitutive-act-page',
        'vetogate-african-union',
      ],
    ],
  ])('has with %j the sources %j', (filters, expected) => {
    expect(idsOf(selectRows(release, sourcesList, { filters }))).toEqual(expected)
  })
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

describe('countKnownSources', () => {
  it('counts the sources that are known, and those that may have been published by then', () => {
    for (const day of ['1900-01-01', '1960-05-02', '2004-06-30', '2020-05-31', '2026-11-26']) {
      const mayBePublished = ({ published }: Row) =>
        published != null && edtfBounds(String(published)).min <= day
      const later = sources.filter(({ known_from }) => String(known_from) > day)
      expect(countKnownSources(release, day)).toEqual({
        known: sources.length - later.length,
        undated: later.filter(mayBePublished).length,
      })
    }
  })

  it.each([
    ['1952-01-17', { known: 1 }],
    // A derived source is neither: it has no date of its own.
    ['2026-11-26', { known: 136, undated: 19 }],
    ['2026-11-27', { known: 156, undated: 0 }],
    ['2999-01-01', { known: 156, undated: 0 }],
  ])('counts on %s %j', (day, expected) => {
    expect(countKnownSources(release, day)).toMatchObject(expected)
  })
})
