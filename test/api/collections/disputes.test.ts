import { describe, expect, it } from 'vitest'
import { appOf, fixtureApp, get, type Json } from '../../support/app.ts'
import { DISPUTED } from '../../support/disputed-seed.ts'

const app = await fixtureApp()

const idsOf = async (query: string): Promise<string[]> =>
  (await get(app, `/v1/disputes?limit=500&${query}`)).data.map(({ id }: Json) => id)

describe('GET /v1/disputes', () => {
  it('returns the served value, the deciding step in words, and the sources on both sides', async () => {
    const { data, sources } = await get(await appOf(DISPUTED), '/v1/disputes')
    const founded = data.find(({ id }: Json) => id === 'league.founded')
    expect(founded).toMatchObject({
      id: 'league.founded',
      record: 'league',
      collection: 'organizations',
      organization: 'league',
      field: 'founded',
      value: '1951-12',
      decided_by: 'authority',
      explanation: 'A source with higher authority is served.',
      evidence: [
        { source: 'act', stance: 'coarser', value: '1951' },
        { source: 'mission-2015', stance: 'agrees' },
      ],
      dissent: [{ source: 'wiki', value: '1953', overruled_by: 'authority' }],
    })
    expect(Object.keys(sources)).toContain('wiki')
  }, 60_000)

  it('lists disputes in the requested order, and pages follow that order', async () => {
    const ascending = await idsOf('sort=id')
    expect(ascending).toHaveLength(52)
    expect(await idsOf('')).toEqual(ascending)
    expect(await idsOf('sort=-id')).toEqual(ascending.toReversed())
    const { data, page } = await get(app, '/v1/disputes?sort=-id&limit=2')
    expect(data.map(({ id }: Json) => id)).toEqual(ascending.toReversed().slice(0, 2))
    expect((await get(app, page.next)).data[0].id).toBe(ascending.at(-3))
  })

  it('lists set-aside claims only with include=set_aside', async () => {
    const disputed = await idsOf('')
    const setAside = (await idsOf('include=set_aside')).filter((id) => !disputed.includes(id))
    expect(setAside).toEqual([
      'antonio-vitorino.name',
      'example-person-accents.name',
      'example-union.website',
      'iom-name-icm.acronym',
      'new-york-declaration.title',
      'organization-of-african-unity-member-ke.start',
    ])
    expect(await idsOf('include=none')).toEqual(disputed)
  })

  it('combines filters by organization, collection, field, dissenting source and knowledge time', async () => {
    const names = 'organization=organization-of-african-unity&collection=names'
    expect(await idsOf(`${names}&field=name`)).toEqual([
      'organization-of-african-unity-name-en.name',
    ])
    expect(await idsOf('source=example-foundation-gazette-b')).toEqual([
      'example-foundation-director-second.start',
      'example-foundation-staff-2008.value',
      'example-foundation.website',
    ])
    expect(await idsOf('source=example-foundation-gazette-a')).toEqual([])
    expect(await idsOf('source=example-foundation-gazette-b&known_at=2008-04-29')).toEqual([])
  })

  it.each([
    ['example-union.founded', '1960-05', 'authority', ['example-foundation-atlas-2015 1959']],
    [
      'example-foundation.website',
      'https://example.org/foundation/a',
      'source_id',
      ['example-foundation-gazette-b https://example.org/foundation/b'],
    ],
    [
      'example-union-headquarters.city',
      'New Exampleville, "Harbour"',
      'recency',
      ['example-union-charter-1960 Old Exampleville'],
    ],
    ['example-union-bureau.attested', null, 'period', ['example-union-mission-2003 2003/2004']],
    [
      'example-union.website',
      'https://example.org/union',
      'set_aside',
      ['example-foundation-wiki https://example.org/unoin'],
    ],
  ])('returns for %s the value %j, decided by %s', async (id, value, decided_by, dissent) => {
    const { data } = await get(app, `/v1/disputes/${id}`)
    expect(data).toMatchObject({ id, value, decided_by })
    expect(data.dissent.map(({ source, value }: Json) => `${source} ${value}`)).toEqual(dissent)
    for (const claim of data.dissent) expect(claim.overruled_by).toBe(decided_by)
  })

  it('returns 400 for a source that does not exist', async () => {
    const response = await app.inject({ url: '/v1/disputes?source=ukraine-mission' })
    expect(response.statusCode).toBe(400)
    expect(response.json().errors).toMatchObject([
      { parameter: 'source', message: 'no record of sources has this id' },
    ])
  })
})
