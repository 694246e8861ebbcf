import { describe, expect, it } from 'vitest'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import { changesOf } from '../changes-of.ts'
import {
  evidenceOf,
  idsOf,
  listOf,
  fixtureRelease as release,
  selectRows,
} from '../fixture-release.ts'

const whole = changesOf(release)
const organizations = idsOf(selectRows(release, listOf('organizations'))).map(String)

/** The organization of each record, and the sources in its evidence, as they were on a day. */
function recordsAt(known_at: string) {
  const records = resourceTypes.flatMap((type) => {
    const rows = selectRows(release, listOf(type.name), { known_at })
    const evidence = evidenceOf(release, rows, known_at)
    return rows.map(({ id, organization }, index) => ({
      id: String(id),
      organization: type.name === 'organizations' ? id : organization,
      sources: (evidence[index] ?? []).map(({ source }) => source),
    }))
  })
  return new Map(records.map((record) => [record.id, record]))
}

describe('the changes of an organization', () => {
  it('are on each day those of the records that belonged to it then, with the sources in their evidence', () => {
    const changes = new Map(
      organizations.map((organization) => {
        const days = changesOf(release, { organization }).map((change) => [change.id, change])
        return [organization, new Map(days as [string, (typeof whole)[0]][])]
      }),
    )
    for (const all of whole) {
      const records = recordsAt(all.id)
      for (const organization of organizations) {
        const isOwn = ({ record }: { record?: unknown }) =>
          records.get(String(record))?.organization === organization
        const own = [...records.values()].filter((one) => one.organization === organization)
        const cited = new Set(own.flatMap(({ sources }) => sources))
        const expected = {
          id: all.id,
          sources: all.sources.filter((source) => cited.has(source)),
          became_known: all.became_known.filter(isOwn),
          changed: all.changed.filter(isOwn),
          overruled: all.overruled.filter(isOwn),
        }
        const { id: _, ...parts } = expected
        const isEmpty = Object.values(parts).every((items) => items.length === 0)
        expect(changes.get(organization)?.get(all.id), `${all.id} ${organization}`).toEqual(
          isEmpty ? undefined : expected,
        )
      }
    }
  }, 60_000)

  it.each(organizations)('of %s are on the days on which something changed', (organization) => {
    const changes = changesOf(release, { organization })
    expect(changes.length).toBeGreaterThan(0)
    for (const { became_known, changed, overruled } of changes)
      expect(became_known.length + changed.length + overruled.length).toBeGreaterThan(0)
  })

  it.each([
    ['example-acquiring-company', {}, ['2013-07-15']],
    ['example-town-council', {}, ['1990-05-02', '1996-03-05', '2004-12-31', '2013-07-15']],
    ['example-merged-company', { since: '2005' }, ['2013-03-01', '2013-07-15']],
    [
      'organization-of-african-unity',
      { until: '2002-07-09' },
      ['2000-07-11', '2000-12-31', '2002-07-08'],
    ],
    ['fifa', { since: '2015', until: '2015-12' }, ['2015-05-29', '2015-05-31', '2015-10-08']],
  ])('of %s with %j are on the days %j', (organization, filters, expected) => {
    expect(idsOf(changesOf(release, { organization, ...filters }))).toEqual(expected)
  })

  it('have an end that follows from a document about another organization', () => {
    const [change] = changesOf(release, {
      since: '2013-07-15',
      until: '2013-07-15',
      organization: 'example-association',
    })
    expect(change).toEqual({
      id: '2013-07-15',
      sources: ['example-company-register-2013'],
      became_known: [],
      changed: [
        ['end', null, '2013-06-30'],
        ['status', 'ongoing', 'ended'],
      ].map(([field, before, after]) => ({
        ...{ record: 'example-association-company', collection: 'members' },
        ...{ field, before, after },
      })),
      overruled: [],
    })
  })

  it('have a claim from the day on which it is overruled, not from the day on which it was known', () => {
    // The document of 2004 was overruled in 2021.
    const overruled = (day: string) =>
      changesOf(release, { since: day, until: day, organization: 'example-union' }).flatMap(
        (change) =>
          change.overruled.map(({ record, field, source }) => `${record} ${field} ${source}`),
      )
    const claim = 'example-union-staff-2003 value example-union-mission-2003'
    expect(overruled('2004-12-31')).not.toContain(claim)
    expect(overruled('2021-12-31')).toContain(claim)
  })
})
