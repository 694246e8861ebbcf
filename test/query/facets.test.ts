import { describe, expect, it } from 'vitest'
import { collections } from '../../src/api/collections/index.ts'
import { countriesOf, regionNamed, regionsOf } from '../../src/domain/regions.ts'
import { fixtureApp, get, type Json, seedApp } from '../support/app.ts'

const app = await fixtureApp()

describe.each(collections.filter(({ list }) => list.facets !== undefined))(
  'the facets of /v1/$name',
  ({ name, list }) => {
    const facets = Object.entries(list.facets ?? {})

    it('of fields count the records with each value, and those without one', async () => {
      const { data } = await get(app, `/v1/${name}?limit=500&evidence=none`)
      for (const [facet, { kind }] of facets) {
        if (kind !== 'value') continue
        const { page, facets: counted } = await get(app, `/v1/${name}?limit=1&facets=${facet}`)
        const { values, missing, others } = counted[facet]
        const expected = Map.groupBy(data, (record: Json) => record[facet])
        expect(missing, facet).toBe(expected.get(null)?.length ?? 0)
        for (const { value, count } of values)
          expect(count, `${facet} ${value}`).toBe(expected.get(value)?.length)
        const listed = values.reduce((sum: number, { count }: Json) => sum + count, 0)
        expect(listed + missing + others).toBe(page.total)
      }
    })

    it('of dates count records whose date surely or possibly lies in each year', async () => {
      for (const [facet, { kind }] of facets) {
        if (kind !== 'date' || !facet.endsWith(':year')) continue
        const field = facet.replace(':year', '')
        const { facets: counted } = await get(app, `/v1/${name}?limit=1&facets=${facet}`)
        for (const { value, count, definite, possible } of counted[facet].values.slice(0, 8)) {
          const range = `${field}_from=${value}&${field}_to=${value}`
          const { page } = await get(app, `/v1/${name}?limit=1&${range}`)
          expect(count, `${facet} ${value}`).toBe(page.total)
          const within = await get(app, `/v1/${name}?limit=1&${range}&range=within`)
          expect(definite, `${facet} ${value}`).toBe(within.page.total)
          expect(possible).toBe(count - definite)
        }
      }
    })
  },
)

describe('facets', () => {
  it('have the labels of their values, in the requested language', async () => {
    const { facets } = await get(app, '/v1/members?organization=fifa&facets=role,country&lang=fr')
    expect(facets.role.values).toContainEqual({
      value: 'member',
      label: 'Member',
      count: expect.any(Number),
    })
    expect(facets.country.values).toContainEqual({ value: 'BE', label: 'Belgique', count: 1 })
  })

  it('count by certainty with valid_at', async () => {
    const url = '/v1/members?organization=iom&valid_at=1955&facets=role'
    const { facets, page } = await get(app, url)
    for (const { count, definite, possible } of facets.role.values)
      expect(count).toBe(definite + possible)
    const sum = (name: string) =>
      facets.role.values.reduce((all: number, value: Json) => all + value[name], 0)
    expect(sum('definite')).toBe(page.totals.definite)
  })

  it('count a country in each of its regions', async () => {
    const { facets } = await get(app, '/v1/members?organization=fifa&facets=region,country')
    const africa = facets.region.values.find(({ label }: Json) => label === 'Africa')
    const countries = facets.country.values.filter(({ value }: Json) =>
      regionsOf(value).some(({ name }) => name === 'Africa'),
    )
    expect(africa.value).toBe('002')
    expect(africa.count).toBe(countries.reduce((sum: number, { count }: Json) => sum + count, 0))
    const { page } = await get(app, '/v1/members?organization=fifa&region=002&limit=1')
    expect(africa.count).toBe(page.total)
  })

  it('are the same on each page and do not change the page', async () => {
    const url = '/v1/members?organization=fifa&limit=2&evidence=none'
    const { data, page } = await get(app, url)
    const first = await get(app, `${url}&facets=role`)
    expect(first.data).toEqual(data)
    const second = await get(app, first.page.next)
    expect(second.facets).toEqual(first.facets)
    expect(second.data).toEqual((await get(app, page.next)).data)
  })

  it.each([
    ['facets=rol', /not an allowed value/],
    ['facets=name', /not an allowed value/],
    ['facets=role&format=csv', /requires format=json or jsonld/],
  ])('are refused with 400 for ?%s: %s', async (query, message) => {
    const response = await app.inject({ url: `/v1/members?${query}` })
    expect(response.statusCode).toBe(400)
    expect(response.json().errors[0]).toMatchObject({
      parameter: 'facets',
      message: expect.stringMatching(message),
    })
  })
})

describe('regions', () => {
  it('are those of UN M49', () => {
    expect(regionsOf('KE').map(({ name }) => name)).toEqual([
      'Africa',
      'Sub-Saharan Africa',
      'Eastern Africa',
    ])
    for (const country of ['XK', 'TW', 'SUHH']) expect(regionsOf(country)).toEqual([])
    expect(countriesOf('150')).toHaveLength(51)
    expect(regionNamed('  AFRICA ')?.code).toBe('002')
  })
})

describe('the members of IOM', () => {
  it('by decade of joining: at least 110 are surely placed', async () => {
    const { facets } = await get(
      await seedApp(),
      '/v1/members?organization=iom&role=member&facets=start:decade',
    )
    const sum = (name: string) =>
      facets['start:decade'].values.reduce((all: number, one: Json) => all + one[name], 0)
    expect(sum('definite')).toBeGreaterThan(110)
  })
})
