import { describe, expect, it } from 'vitest'
import { compareRank, type SourceRank } from '../../../src/domain/claim.ts'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import type { Release } from '../../../src/query/release.ts'
import { disputesList, REASONS, readDispute } from '../../../src/query/views/disputes.ts'
import { DISPUTED, seedFile } from '../../support/disputed-seed.ts'
import {
  evidenceOf,
  fixtureDatabase,
  fixtureRelease,
  idsOf,
  listOf,
  releaseOf,
  selectRows,
} from '../fixture-release.ts'

interface Options {
  known_at?: string
  filters?: Record<string, unknown>
  sort?: string
}

/** The disputes of a list request. */
function disputesOf(release: Release, options: Options = {}) {
  const { known_at = release.last_known, filters } = options
  const includeSetAside = filters?.include === 'set_aside'
  const rows = selectRows(release, disputesList, options)
  return rows.map((row) => ({
    id: String(row.id),
    ...readDispute(row, { known_at, includeSetAside }),
  }))
}

/** The fields of all records with evidence of one of these stances, as `record.field`. */
function fieldsWith(stances: string[], known_at: string): string[] {
  const fields = resourceTypes.flatMap((type) => {
    const rows = selectRows(fixtureRelease, listOf(type.name), { known_at })
    const evidence = evidenceOf(fixtureRelease, rows, known_at)
    return evidence.flatMap((items, index) =>
      items
        .filter(({ stance }) => stances.includes(stance))
        .map(({ field }) => `${rows[index]?.id}.${field}`),
    )
  })
  return [...new Set(fields)].sort()
}

describe('the list of disputes', () => {
  it.each(['1960-05-02', '1995-11-30', '2004-12-31', '2008-04-30', '2020-05-31', '2026-11-27'])(
    'has on %s exactly the fields with a claim that disagrees',
    (known_at) => {
      const ids = (filters: object) =>
        idsOf(selectRows(fixtureRelease, disputesList, { known_at, filters: { ...filters } }))
      expect(ids({})).toEqual(fieldsWith(['disagrees'], known_at))
      expect(ids({ include: 'set_aside' })).toEqual(
        fieldsWith(['disagrees', 'set_aside'], known_at),
      )
    },
  )

  it.each(['organization', 'collection', 'field'])(
    'has with each %s the disputes that have it',
    (filter) => {
      const all = selectRows(fixtureRelease, disputesList)
      for (const value of new Set(all.map((row) => row[filter]).filter((value) => value != null)))
        expect(selectRows(fixtureRelease, disputesList, { filters: { [filter]: value } })).toEqual(
          all.filter((row) => row[filter] === value),
        )
    },
  )

  it('has with a source the disputes in which a claim of it is overruled', () => {
    const all = disputesOf(fixtureRelease)
    for (const { id: source } of selectRows(fixtureRelease, listOf('sources')))
      expect(idsOf(selectRows(fixtureRelease, disputesList, { filters: { source } }))).toEqual(
        idsOf(all.filter(({ dissent }) => dissent.some((claim) => claim.source === source))),
      )
  })
})

describe('readDispute', () => {
  it('returns the served value, the deciding step, and each overruled claim with its step', () => {
    const release = releaseOf(DISPUTED)
    const disputes = disputesOf(release)
    expect(
      disputes.map(({ id, value, decided_by, dissent }) => [
        ...[id.replace('league.', ''), value, decided_by],
        dissent.map(({ source, value, overruled_by }) => `${source} ${value} ${overruled_by}`),
      ]),
    ).toEqual([
      [
        ...['league-name.name', 'League', 'authority'],
        ['mission-2020 Old League authority', 'mission-2015 Old League authority'],
      ],
      ['founded', '1951-12', 'authority', ['wiki 1953 authority']],
      ['legal_basis', 'Treaty of Geneva', 'recency', ['mission-2015 Treaty of Bern recency']],
      ['website', 'https://a.example', 'source_id', ['atlas-b https://b.example source_id']],
    ])
    const [, founded] = disputes
    expect(founded?.explanation).toBe('A source with higher authority is served.')
    expect(founded?.evidence.map(({ source, stance }) => `${source} ${stance}`)).toEqual([
      'act coarser',
      'mission-2015 agrees',
    ])
  })

  it('returns only claims that were known, in the order of their rank', () => {
    const known = new Map(
      selectRows(fixtureRelease, listOf('claims')).map(({ id, known_from }) => [id, known_from]),
    )
    const rank = new Map(
      fixtureDatabase
        .prepare<[], SourceRank>('SELECT id AS source, authority, earliest FROM sources')
        .all()
        .map((one) => [one.source, one]),
    )
    const rankOf = ({ source }: { source: string }) =>
      rank.get(source) ?? { source, authority: 0, earliest: '' }
    for (const known_at of ['1960-05-02', '1995-11-30', '2008-04-30', '2020-05-31', '2026-11-27'])
      for (const { evidence, dissent } of disputesOf(fixtureRelease, {
        known_at,
        filters: { include: 'set_aside' },
      }))
        for (const claims of [evidence, dissent]) {
          for (const { claim } of claims) expect(String(known.get(claim)) <= known_at).toBe(true)
          const ranks = claims.map(rankOf)
          expect(ranks).toEqual(ranks.toSorted(compareRank))
        }
  })

  it('explains every dispute by the step that overruled the strongest dissent', () => {
    const disputes = disputesOf(fixtureRelease, { filters: { include: 'set_aside' } })
    for (const { decided_by, explanation, dissent } of disputes) {
      const strongest = dissent.find(({ stance }) => stance === 'disagrees') ?? dissent[0]
      expect(decided_by).toBe(strongest?.overruled_by)
      expect(explanation).toBe(REASONS[decided_by])
    }
    const steps = new Set(disputes.map(({ decided_by }) => decided_by))
    expect([...steps].sort()).toEqual(Object.keys(REASONS).sort())
  })

  it('returns only the dissent that was known', () => {
    const release = releaseOf(DISPUTED)
    const fields = (known_at: string) => disputesOf(release, { known_at }).map(({ id }) => id)
    expect(fields('1960-12-31')).toEqual([])
    expect(fields('2015-12-31')).toEqual(['league-name.name'])
    expect(fields('2020-12-31')).toEqual(['league-name.name', 'league.legal_basis'])
  })

  it('returns claims that were set aside beside a dispute only if they are included', () => {
    const name = (name: string, more = '') => `people: [{ id: p, at: 1, name: ${name}${more} }]`
    const release = releaseOf({
      'a.yaml': [
        seedFile('s1', 'official', '2020', name('One')),
        seedFile('s2', 'press', '2020', name('Two')),
        seedFile('s3', 'press', '2020', name('Three', ', set_aside: an error')),
      ]
        .join('')
        .replace(/---\n$/, ''),
    })
    const values = (filters: Record<string, unknown>) =>
      disputesOf(release, { filters }).map(({ dissent }) => dissent.map(({ value }) => value))
    expect(values({})).toEqual([['Two']])
    expect(values({ include: 'set_aside' })).toEqual([['Two', 'Three']])
    expect(values({ source: 's3' })).toEqual([])
    expect(values({ source: 's3', include: 'set_aside' })).toEqual([['Two', 'Three']])
  })

  it.each([
    ['iom-name-icem.start', '1952-11-15', ['1951', '1952-10-13/1952-10-21', '1953']],
    ['iom-member-at.start', '1951-12-05/1952-10-13', ['1955']],
    ['iom-member-co.start', '1952-10-21/..', ['1951']],
    ['iom-member-de.start', '1951-12-05/1952-10-13', ['1965']],
    ['iom-member-si.start', '2000', ['2002']],
    ['iom-member-eg.start', '1990', ['1991', '1991']],
    ['iom-member-zm.start', '1990', ['1992']],
    ['iom-member-bw.start', '2010-11-30', ['2014']],
    ['iom-member-ua.start', '2001/2002', ['2004']],
    ['iom-council-80.start', '2000-11-02', ['2000-11-28']],
    ['iom-council-108.start', '2017-11-28', ['2017-11-27']],
    ['iom-executive-committee.attested', '2001-06-06/2001-06-07', ['2014-11-25/2015-11-27']],
    ['example-union-bureau.attested', null, ['2003/2004']],
    ['example-foundation-staff-2008.value', 40, [41]],
  ])('returns for %s the served value %j and the overruled values %j', (id, value, overruled) => {
    const dispute = disputesOf(fixtureRelease).find((one) => one.id === id)
    expect(dispute?.value).toBe(value)
    expect(dispute?.dissent.map(({ value }) => value).sort()).toEqual(overruled)
  })
})
