import { describe, expect, it } from 'vitest'
import { edtfBounds } from '../../src/domain/edtf.ts'
import { get, type Json } from '../support/app.ts'
import { expectDate, IOM, recordApps } from './record-apps.ts'

/** The roster of members, state by state, beside the numbers that documents state. */

describe.each(recordApps)('the roster of IOM in the %s', (_, app) => {
  /** How many states are certain, and how many at least possible members on a day. */
  async function countRoster(day: string): Promise<{ definite: number; possible: number }> {
    const { page } = await get(app, `/v1/members?${IOM}&role=member&valid_at=${day}&limit=1`)
    const { definite, possible } = page.totals
    return { definite, possible: definite + possible }
  }

  // Other documents may only narrow the range between certain and possible members.
  it.each([
    ['1996-11-12', 59, 59, 59],
    ['2002-12-02', 98, 97, 98],
    ['2006-12', 120, 118, 120],
    ['2007-11-27', 122, 122, 122],
    ['2008-06-18', 125, 123, 125],
    ['2010-11-30', 132, 132, 132],
    ['2011-12-05', 146, 146, 146],
    ['2013', 151, 149, 155],
    ['2014-07', 156, 155, 156],
    ['2014-11-25', 157, 156, 157],
    ['2016-06-13', 162, 162, 162],
    ['2016-06-30', 165, 165, 165],
    ['2016-12-05', 166, 166, 169],
    ['2017-11-28', 168, 168, 171],
    ['2018-11-27', 173, 173, 173],
    ['2021-04-19', 174, 174, 174],
    ['2022-11-30', 175, 175, 175],
  ])('has on %s the counted %i states, and from %i to %i', async (date, count, from, to) => {
    const { min, max } = edtfBounds(date)
    const { definite } = await countRoster(min)
    const { possible } = await countRoster(max)
    expect(definite).toBeGreaterThanOrEqual(from)
    expect(possible).toBeLessThanOrEqual(to)
    expect(count).toBeGreaterThanOrEqual(definite)
    expect(count).toBeLessThanOrEqual(possible)
  })

  // Completeness is stated for the last known day only, so these requests have no `known_at`.

  it('is stated to be complete from the founding of IOM to its last count', async () => {
    const { meta } = await get(app, '/v1/members?organization=iom&role=member&limit=1')
    expect(meta.completeness).toHaveLength(1)
    expect(meta.completeness[0]).toMatchObject({
      role: 'member',
      extent: 'complete',
      start: '1951-12-05',
    })
    expect(meta.completeness[0].end >= '2025-12-10').toBe(true)
    const { data } = await get(app, '/v1/completeness?organization=iom&collection=members')
    expect(data.map(({ role, extent }: Json) => [role, extent])).toEqual(
      expect.arrayContaining([
        ['applicant', 'partial'],
        ['member', 'complete'],
        ['observer', 'partial'],
      ]),
    )
    const earlier = await get(
      app,
      '/v1/members?organization=iom&known_at=2026-11-22&role=member&limit=1',
    )
    expect(earlier.meta.completeness).toBeNull()
  })

  it('agrees with each of these counts of member states', async () => {
    const url = '/v1/member_counts?organization=iom&category=member_states&roster_agrees=true'
    const { data } = await get(app, `${url}&limit=500&evidence=none`)
    expect(data.map(({ id }: Json) => id)).toEqual(
      expect.arrayContaining([
        'iom-member-states-1996-11',
        'iom-member-states-2007-11-27',
        'iom-member-states-2011-12-05',
        'iom-member-states-2016-06-30',
        'iom-member-states-2018-11-27',
        'iom-member-states-2022-11-30',
      ]),
    )
  })

  it('has one state more than the count of 1 December 2021, which is too low', async () => {
    const { data } = await get(app, '/v1/member_counts/iom-member-states-2021-12-01')
    const { count, counted_definite, counted_possible, roster_agrees } = data
    expect([count, counted_definite, counted_possible, roster_agrees]).toEqual([
      173,
      174,
      174,
      false,
    ])
  })

  it('is not compared with counts of observers', async () => {
    const { data } = await get(app, '/v1/member_counts/iom-observer-states-1996-11')
    expect(data).toMatchObject({ count: 41, counted_definite: null, roster_agrees: null })
  })
})

describe.each(recordApps)('the parties to IOM in 1980, in the %s', (_, app) => {
  const MEMBERS_1980 = [
    ...[
      'AR',
      'AT',
      'BE',
      'BO',
      'CH',
      'CL',
      'CO',
      'CR',
      'CY',
      'DE',
      'DK',
      'DO',
      'EC',
      'GR',
      'HN',
      'IL',
    ],
    ...['IT', 'LU', 'MT', 'NI', 'NL', 'NO', 'PA', 'PE', 'PT', 'PY', 'SV', 'US', 'UY', 'VE', 'ZA'],
  ]

  it('are 31 members, and no party is a member twice', async () => {
    const { data } = await get(app, `/v1/members?${IOM}&role=member&valid_at=1980&limit=500`)
    const parties = data.map(({ party, certainty }: Json) => `${party} ${certainty}`)
    expect(parties.sort()).toEqual(MEMBERS_1980.map((party) => `${party} definite`))
  })

  it('are counted beside a statement, whatever its date', async () => {
    const url = `/v1/member_counts?${IOM}&category=member_states&valid_at=1980`
    const { data } = await get(app, url)
    const ofOrganization = data.filter(({ body }: Json) => body === null)
    expect(ofOrganization).toHaveLength(1)
    expect(ofOrganization[0]).toMatchObject({ counted_definite: 31, counted_possible: 31 })
  })

  it('include South Africa as a member and, in its last part at the earliest, as an observer', async () => {
    const { data } = await get(app, `/v1/members?${IOM}&country=ZA&sort=start`)
    const [member, observer, again] = data
    expect([member, observer, again].map(({ role }) => role)).toEqual([
      'member',
      'observer',
      'member',
    ])
    expectDate(member.end, '1980')
    expectDate(observer.start, '1980/1997')
    expect(observer.end).toBe(again.start)
  })
})
