import { describe, expect, it } from 'vitest'
import { get, type Json } from '../support/app.ts'
import { claimsAbout, IOM, KNOWN, recordApps } from './record-apps.ts'

/** Bodies of IOM, its relations to others, and the compacts that it follows. */

describe.each(recordApps)('IOM in the %s', (_, app) => {
  it('had an Executive Committee until 2013, and a page that still lists it later is overruled', async () => {
    const { data } = await get(app, `/v1/bodies/iom-executive-committee?${KNOWN}`)
    expect(data).toMatchObject({ abolished: '2013-11-21', status: 'ended' })
    const overruled = data.evidence.find(
      ({ source, stance }: Json) => source === 'ukraine-mission-2014' && stance === 'disagrees',
    )
    expect(overruled).toMatchObject({ at: 'line 7', value: '2014-11-25/2015-11-27' })
  })

  it('is governed by the Council, to which a standing committee belongs', async () => {
    const { data } = await get(app, `/v1/bodies?${IOM}&evidence=none`)
    const parents = data.map(({ id, parent }: Json) => [id, parent])
    expect(parents).toContainEqual(['iom-council', null])
    const committee = 'iom-standing-committee-on-programmes-and-finance'
    expect(parents).toContainEqual([committee, 'iom-council'])
  })

  it('is a related organization of the United Nations from 19 September 2016', async () => {
    const { data } = await get(app, `/v1/relations/iom-un-related-organization?${KNOWN}`)
    expect(data).toMatchObject({ other: 'United Nations', start: '2016-09-19', end: null })
    expect(claimsAbout(data, 'start')).toContain('coarser denmark-mission-2020 line 2')
  })

  it('is never served as dependent on the United Nations, as one page states', async () => {
    const { data } = await get(app, `/v1/relations?${IOM}&limit=500`)
    const kinds = data.map(({ kind }: Json) => kind)
    expect(kinds).toEqual(
      expect.arrayContaining([
        'coordinator',
        'observer',
        'part_of_system',
        'partner',
        'related_organization',
      ]),
    )
    expect(kinds).not.toContain('dependent')
    const response = await app.inject({ url: '/v1/relations/iom-un-dependent' })
    expect(response.statusCode).toBe(404)
    expect(response.json().detail).toContain('set aside')
  })

  it.each([
    ['new-york-declaration', { kind: 'declaration', adopted: '2016-09-19' }],
    [
      'global-compact-for-migration',
      {
        adopted: '2018-12-10',
        city: 'Marrakech',
        votes_for: 152,
        votes_against: 5,
        abstentions: 12,
      },
    ],
    ['global-compact-on-refugees', { adopted: '2018-12-17', votes_for: 181, votes_against: 2 }],
  ])('has the compact %s beside it', async (id, expected) => {
    const { data } = await get(app, `/v1/compacts/${id}?${KNOWN}`)
    expect(data).toMatchObject(expected)
  })
})
