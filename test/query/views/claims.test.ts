import { describe, expect, it } from 'vitest'
import { STANCES } from '../../../src/domain/claim.ts'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import { claimsList, collectionNames, fieldNames } from '../../../src/query/views/claims.ts'
import { idsOf, listOf, fixtureRelease as release, selectRows } from '../fixture-release.ts'

const claims = selectRows(release, claimsList)

describe('the list of claims', () => {
  it('has every claim of every source once', () => {
    expect(claims).toHaveLength(4591)
    expect(new Set(idsOf(claims)).size).toBe(4591)
    expect(new Set(claims.map(({ source }) => source)).size).toBe(156)
  })

  it('has the stance of a claim in the version that was current', () => {
    const filters = {
      record: 'iom-executive-committee',
      field: 'attested',
      source: 'ukraine-mission-2014',
    }
    const stances = (known_at: string) =>
      selectRows(release, claimsList, { filters, known_at }).map(({ value, stance }) => [
        value,
        stance,
      ])
    expect(stances('2026-11-27')).toEqual([['2014-11-25/2015-11-27', 'disagrees']])
    expect(stances('2020-01-01')).toEqual([['2014-11-25/2015-11-27', 'agrees']])
    expect(stances('2015-11-26')).toEqual([])
  })

  it.each([
    ['iom-un-dependent', 'contradicted by its own sentence'],
    ['example-union-dependent', 'contradicted by the charter'],
  ])('has the claims about %s, which is not served, without a stance', (record, reason) => {
    const rows = selectRows(release, claimsList, { filters: { record } })
    expect(rows).toHaveLength(3)
    for (const { stance, set_aside } of rows) {
      expect(stance).toBeNull()
      expect(set_aside).toContain(reason)
    }
  })

  it.each([
    ['collection', collectionNames],
    ['field', fieldNames],
    ['stance', STANCES],
    ['source', [...new Set(claims.map(({ source }) => source))]],
    ['record', [...new Set(claims.map(({ record }) => record))]],
  ])(
    'has with each %s the claims that have it',
    (filter, values) => {
      for (const value of values)
        expect(
          selectRows(release, claimsList, { filters: { [filter]: value } }),
          String(value),
        ).toEqual(claims.filter((claim) => claim[filter] === value))
    },
    60_000,
  )

  it.each(['1960-05-02', '1996-03-05', '2004-11-20', '2013-07-15', '2020-05-31'])(
    'has on %s with each stance the claims that have it',
    (known_at) => {
      const known = selectRows(release, claimsList, { known_at })
      for (const stance of STANCES)
        expect(selectRows(release, claimsList, { known_at, filters: { stance } }), stance).toEqual(
          known.filter((claim) => claim.stance === stance),
        )
    },
  )

  it('has with several filters the claims that match all', () => {
    const filters = { collection: 'leadership', stance: 'disagrees', field: 'start' }
    const rows = selectRows(release, claimsList, { filters })
    expect(rows.map(({ source, value }) => [source, value])).toEqual([
      ['example-foundation-gazette-b', '2008-03'],
      ['example-foundation-wiki', '1970'],
      ['nordkurier-fifa-presidents-2016', '1955'],
    ])
  })

  it.each(['1960-05-02', '1996-03-05', '2004-11-20', '2013-07-15', '2020-05-31', '2026-11-27'])(
    'has on %s with each organization the claims about its records',
    (known_at) => {
      const known = selectRows(release, claimsList, { known_at })
      const records = resourceTypes.flatMap(({ name }) =>
        selectRows(release, listOf(name), { known_at }).map(({ id, organization }) => ({
          id,
          organization: name === 'organizations' ? id : organization,
        })),
      )
      for (const organization of idsOf(selectRows(release, listOf('organizations')))) {
        const own = new Set(idsOf(records.filter((record) => record.organization === organization)))
        const filters = { organization }
        const rows = selectRows(release, claimsList, { known_at, filters })
        expect(rows, String(organization)).toEqual(known.filter(({ record }) => own.has(record)))
      }
    },
  )

  it.each([
    [{ organization: 'example-acquiring-company' }, 12],
    [{ organization: 'example-acquiring-company', collection: 'relations' }, 5],
    [{ organization: 'organization-of-african-unity', source: 'au-member-states-page' }, 25],
    // About a term: the organization is that of its post.
    [
      {
        organization: 'example-merged-company',
        record: 'example-merged-company-board-chair-sample',
      },
      4,
    ],
    // About a person, who belongs to no organization, and about a record of another organization.
    [{ organization: 'example-merged-company', record: 'example-person-chair' }, 0],
    [{ organization: 'african-union', record: 'organization-of-african-unity' }, 0],
  ])('has with %j %i claims', (filters, count) => {
    expect(selectRows(release, claimsList, { filters })).toHaveLength(count)
  })
})
