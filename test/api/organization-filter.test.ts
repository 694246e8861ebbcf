import { describe, expect, it } from 'vitest'
import { collections } from '../../src/api/collections/index.ts'
import { fixtureApp, get, type Json } from '../support/app.ts'

/** `organization=`, also for collections whose records do not show an organization, and `status=`. */

const app = await fixtureApp()

const idsOf = async (url: string): Promise<string[]> =>
  (await get(app, `/v1/${url}`)).data.map(({ id }: Json) => id)

const withFilter = collections.filter(({ list }) => 'organization' in list.filters)

describe.each(withFilter)('GET /v1/$name?organization=', ({ name, exampleQuery = {} }) => {
  const query = new URLSearchParams(exampleQuery)

  it('returns 400 with the likely id when no organization has the id', async () => {
    const response = await app.inject({ url: `/v1/${name}?${query}&organization=IOM` })
    expect(response.statusCode).toBe(400)
    expect(response.json().errors).toMatchObject([
      { parameter: 'organization', value: 'IOM', suggestion: 'iom' },
    ])
  })

  it('returns 400 when the id is one of another collection', async () => {
    const response = await app.inject({ url: `/v1/${name}?${query}&organization=iom-council` })
    expect(response.statusCode).toBe(400)
    expect(response.json().errors).toMatchObject([
      { parameter: 'organization', message: 'no record of organizations has this id' },
    ])
  })

  it('returns a part of the list', async () => {
    // The timeline is always about an organization.
    if (name === 'timeline') return
    const whole = await get(app, `/v1/${name}?${query}&limit=1`)
    const part = await get(app, `/v1/${name}?${query}&limit=1&organization=example-union`)
    expect(part.page.total).toBeLessThan(whole.page.total)
  })
})

describe('GET /v1/people?organization=', () => {
  it('lists the people who held a post of the organization', async () => {
    expect(await idsOf('people?organization=example-town-council')).toEqual([
      ...['example-person-alder', 'example-person-birch', 'example-person-cedar'],
      ...['example-person-dogwood', 'example-person-elm'],
    ])
    expect(await idsOf('people?organization=iom&nationality=US')).toEqual([
      ...['amy-pope', 'brunson-mckinley', 'hugh-gibson', 'william-lacy-swing'],
    ])
  })

  it('leaves out those whose term was not known at known_at', async () => {
    const url = 'people?organization=organization-of-african-unity'
    expect(await idsOf(`${url}&known_at=2002-07-08`)).toEqual(['levy-mwanawasa', 'thabo-mbeki'])
  })
})

describe('GET /v1/claims?organization=', () => {
  it('lists the claims about the organization and its records', async () => {
    const { data } = await get(app, '/v1/claims?organization=example-town-council&limit=500')
    const collections = Map.groupBy(data, ({ collection }: Json) => collection)
    expect([...collections].map(([name, claims]) => [name, claims.length]).sort()).toEqual([
      ['bodies', 20],
      ['leadership', 56],
      ['locations', 15],
      ['member_counts', 6],
      ['members', 47],
      ['names', 16],
      ['organizations', 3],
      ['posts', 28],
    ])
    for (const { record, collection } of data)
      expect([record, collection].join()).toMatch(/^example-town-/)
  })

  it('is combined with other filters', async () => {
    const url = 'claims?organization=example-town-council&collection=organizations&limit=1'
    const { data, page } = await get(app, `/v1/${url}`)
    expect(page.total).toBe(3)
    expect(data[0].record).toBe('example-town-council')
  })
})

describe('GET /v1/sources?organization=', () => {
  it('lists the documents with a claim about the organization or its records', async () => {
    expect(await idsOf('sources?organization=example-foundation')).toEqual([
      ...['example-foundation-gazette-a', 'example-foundation-gazette-b'],
      ...['example-foundation-atlas-2015', 'example-foundation-wiki'],
    ])
    expect(await idsOf('sources?organization=example-foundation&known_at=2008-04-29')).toEqual([
      'example-foundation-gazette-a',
    ])
    expect(await idsOf('sources?organization=iom&kind=dataset')).toEqual([
      'correlates-of-war-igo-3',
    ])
  })
})

describe('GET /v1/changes?organization=', () => {
  it('lists the days on which records of the organization changed, without those of others', async () => {
    const { data } = await get(app, '/v1/changes?organization=example-foundation')
    expect(data.map(({ id, sources }: Json) => [id, sources])).toEqual([
      ['2008-04-01', ['example-foundation-gazette-a']],
      ['2008-04-30', ['example-foundation-gazette-b']],
      ['2015-06-30', ['example-foundation-atlas-2015']],
      ['2026-11-21', ['example-foundation-wiki']],
    ])
    const changes = data.flatMap(({ became_known, changed, overruled }: Json) => [
      ...[...became_known, ...changed, ...overruled],
    ])
    for (const { record } of changes) expect(record).toMatch(/^example-/)
    expect(data[1].overruled.map(({ record, field }: Json) => `${record}.${field}`).sort()).toEqual(
      [
        'example-foundation-director-second.start',
        'example-foundation-staff-2008.value',
        'example-foundation.website',
      ],
    )
  })
})

describe('GET /v1/compacts?organization=', () => {
  it('lists the compacts that an organ of the organization adopted, or that guide its work', async () => {
    expect(await idsOf('compacts?organization=iom')).toEqual([
      'new-york-declaration',
      'global-compact-for-migration',
    ])
    expect(await idsOf('compacts?organization=fifa')).toEqual([])
  })
})

describe('the filter status', () => {
  it.each([
    ['organizations?status=ended', ['example-merged-company', 'organization-of-african-unity']],
    ['names?organization=iom&status=ended', ['iom-name-picmme', 'iom-name-icem', 'iom-name-icm']],
    [
      'leadership?organization=iom&status=end_unknown',
      [
        ...['iom-deputy-director-general-lee', 'iom-director-general-pope'],
        'iom-deputy-director-general-daniels',
      ],
    ],
    ['leadership?organization=iom&status=ongoing', []],
  ])('selects with %s %j', async (url, ids) => {
    expect(await idsOf(url)).toEqual(ids)
  })

  it('divides each list whose records have a status', async () => {
    for (const { name, list } of collections) {
      if (!('status' in list.filters)) continue
      const { data } = await get(app, `/v1/${name}?limit=500&evidence=none`)
      for (const status of ['ended', 'ongoing', 'end_unknown'])
        expect(await idsOf(`${name}?limit=500&status=${status}`)).toEqual(
          data.filter((record: Json) => record.status === status).map(({ id }: Json) => id),
        )
    }
  }, 60_000)

  it('is unknown where records have no status', async () => {
    for (const name of ['people', 'figures', 'milestones', 'gaps', 'codes', 'sources']) {
      const response = await app.inject({ url: `/v1/${name}?status=ended` })
      expect(response.json().errors).toMatchObject([
        { parameter: 'status', message: 'unknown parameter' },
      ])
    }
  })
})
