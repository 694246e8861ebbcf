import { describe, expect, it } from 'vitest'
import { SNAPSHOT } from '../../../src/api/profile-service.ts'
import { storedFields } from '../../../src/domain/resource-type.ts'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import { appOf, fixtureApp, get, type Json } from '../../support/app.ts'

const app = await fixtureApp()

describe('GET /v1/organizations/{id}', () => {
  it.each([
    {},
    { valid_at: '2014' },
    { valid_at: '2018-10', known_at: '2019-12-31' },
    { known_at: '2016-01-01' },
  ])(
    'returns with %j the record and what its collections return at the same times',
    async (times) => {
      for (const id of ['iom', 'example-union', 'example-foundation', 'african-union']) {
        const response = await app.inject({
          url: `/v1/organizations/${id}?${new URLSearchParams(times)}`,
        })
        expect(response.statusCode).toBe(200)
        const { data, sources, meta } = response.json()
        const { snapshot, totals, links, ...record } = data
        const { known_at, valid_at } = meta
        const both = new URLSearchParams({ known_at, valid_at })
        const organizations = await get(app, `/v1/organizations?${both}`)
        const organization = organizations.data.find((one: Json) => one.id === id)
        expect(record).toEqual(organization)
        expect(Object.keys(snapshot)).toEqual(SNAPSHOT.map(({ name }) => name))
        for (const [collection, records] of Object.entries<Json>(snapshot)) {
          const list = await get(app, `${links[collection]}&limit=500`)
          expect(records).toEqual(list.data)
          expect(totals[collection]).toBe(list.page.total)
          for (const { evidence } of records) expect(evidence.length).toBeGreaterThan(0)
        }
        const cited = [record, ...Object.values<Json>(snapshot).flat()].flatMap(({ evidence }) =>
          evidence.map(({ source }: Json) => source),
        )
        expect(Object.keys(sources)).toEqual([...new Set(cited)].sort())
      }
    },
    60_000,
  )

  it('returns at most 500 records of a collection, their number, and a link to all of them', async () => {
    const relations = Array.from({ length: 501 }, (_, index) => ({
      ...{ id: `r-${index}`, at: 1, other: `Other ${index}`, kind: 'partner', start: '2001' },
    }))
    const codes = { codes: { relation_kinds: [{ code: 'partner', label: 'Partner' }] } }
    const seedFile = {
      source: { id: 's', title: 'T', kind: 'press', published: '2020', published_basis: 'stated' },
      about: 'o',
      organizations: [{ id: 'o', at: 1, founded: '2000' }],
      relations,
    }
    const lines = [codes, seedFile].map((line) => `${JSON.stringify(line)}\n`)
    const large = await appOf({ 'a.ndjson': lines.join('') })
    const { data } = await get(large, '/v1/organizations/o?evidence=none')
    expect([data.snapshot.relations.length, data.totals.relations]).toEqual([500, 501])
    expect((await get(large, data.links.relations)).page.total).toBe(501)
  }, 60_000)

  it('returns the snapshot of the day of known_at if the request has no valid_at', async () => {
    const { meta } = await get(app, '/v1/organizations/iom?known_at=2016-01-01')
    expect(meta).toMatchObject({ known_at: '2016-01-01', valid_at: '2016-01-01' })
    const latest = await get(app, '/v1/organizations/iom')
    expect(latest.meta).toMatchObject({ known_at: '2026-11-27', valid_at: '2026-11-27' })
  })

  it('links every collection about organizations, at the same times', async () => {
    const url = '/v1/organizations/iom?valid_at=2014&known_at=2019-12-31&fields=links'
    const { data } = await get(app, url)
    const types = resourceTypes.filter((type) => 'organization' in storedFields(type))
    expect(Object.keys(data.links)).toEqual(types.map(({ name }) => name))
    for (const { name, time } of types) {
      const { meta } = await get(app, data.links[name])
      expect(meta).toMatchObject({
        known_at: '2019-12-31',
        valid_at: time.kind === 'timeless' ? null : '2014',
      })
    }
  }, 60_000)

  it.each([
    ['1940', null],
    ['1951-12-04', null],
    ['1951-12-05', 'definite'],
    ['../1940', null],
    ['195X', 'definite'],
  ])(
    'returns at valid_at=%s the certainty %j that the organization existed',
    async (valid_at, certainty) => {
      const { data } = await get(app, `/v1/organizations/iom?valid_at=${valid_at}&fields=name`)
      expect(data.certainty).toBe(certainty)
    },
  )
})

describe('the name, acronym and headquarters in a profile', () => {
  const derivedOf = async (id: string, query: string) => {
    const fields = 'name,name_language,acronym,headquarters_city,headquarters_country'
    const { data } = await get(
      app,
      `/v1/organizations/${id}?evidence=none&fields=${fields}&${query}`,
    )
    return [data.name, data.name_language, data.acronym, data.headquarters_city]
  }

  it.each([
    [
      '1952-06',
      'Provisional Intergovernmental Committee for the Movement of Migrants from Europe',
      'PICMME',
    ],
    ['1955', 'Intergovernmental Committee for European Migration', 'ICEM'],
    ['1985', 'Intergovernmental Committee for Migration', 'ICM'],
    ['1989-11-14', 'International Organization for Migration', 'IOM'],
    ['2026-11-27', 'International Organization for Migration', 'IOM'],
  ])('are those of IOM at valid_at=%s', async (valid_at, name, acronym) => {
    expect(await derivedOf('iom', `valid_at=${valid_at}`)).toEqual([name, 'en', acronym, 'Geneva'])
  })

  it.each([
    ['african-union', '', 'African Union', 'en', 'AU'],
    ['african-union', 'lang=en', 'African Union', 'en', 'AU'],
    ['african-union', 'lang=fr', 'Union africaine', 'fr', 'UA'],
    ['african-union', 'lang=ar', 'الاتحاد الأفريقي', 'ar', 'AU'],
    ['african-union', 'lang=ja', 'African Union', 'en', 'AU'],
    ['fifa', 'lang=en', 'Fédération Internationale de Football Association', 'fr', 'FIFA'],
    ['example-association', 'lang=fr', 'Example Association (test fixture)', 'mul', 'EXA'],
  ])(
    'of %s are with ?%s the name in that language, otherwise in several, in English or in any: %s',
    async (id, query, ...expected) => {
      expect((await derivedOf(id, query)).slice(0, 3)).toEqual(expected)
    },
  )

  it('are with a certain name of another language better than with an uncertain one', async () => {
    expect(await derivedOf('iom', 'lang=fr&valid_at=1985')).toEqual([
      'Intergovernmental Committee for Migration',
      ...['en', 'ICM', 'Geneva'],
    ])
    expect(await derivedOf('iom', 'lang=fr')).toEqual([
      'Organisation internationale pour les migrations',
      ...['fr', 'IOM', 'Geneva'],
    ])
  })

  it('have the claims of the records that they come from as evidence', async () => {
    const { data, sources } = await get(
      app,
      '/v1/organizations/iom?valid_at=1985&fields=name,acronym',
    )
    expect(data).toEqual({
      id: 'iom',
      name: 'Intergovernmental Committee for Migration',
      acronym: 'ICM',
      certainty: 'definite',
      evidence: [
        {
          field: 'name',
          record: 'iom-name-icm',
          claim: '85e69cebc7c36822',
          source: 'logo-catalogue',
          at: 'line 11',
          stance: 'agrees',
        },
        {
          field: 'acronym',
          record: 'iom-name-icm',
          claim: '04e4051b43fe1379',
          source: 'icm-statement-1983',
          at: 'title',
          stance: 'agrees',
        },
        {
          field: 'acronym',
          record: 'iom-name-icm',
          claim: 'c965f9ec58fe05fe',
          source: 'logo-catalogue',
          at: 'line 11',
          stance: 'set_aside',
          value: 'CIM',
          note: 'the acronym of the French and Spanish names; in English it is ICM',
        },
      ],
    })
    expect(Object.keys(sources)).toEqual(['icm-statement-1983', 'logo-catalogue'])
  })

  it('are those that documents stated by known_at', async () => {
    expect(await derivedOf('iom', 'known_at=1960-01-01')).toEqual([
      'Intergovernmental Committee for European Migration',
      ...['en', 'ICEM', null],
    ])
  })
})

describe('GET /v1/organizations/organization-of-african-unity', () => {
  const url = '/v1/organizations/organization-of-african-unity'

  it('returns the end, its reason, and the last name when the organization has ended', async () => {
    const { data } = await get(app, `${url}?evidence=none`)
    expect(data).toMatchObject({
      founded: '1963-05-25',
      dissolved: '2002-07-08',
      end_reason: 'replaced',
      status: 'ended',
      certainty: null,
      name: 'Organization of African Unity',
      acronym: 'OAU',
      headquarters_city: null,
      headquarters_country: null,
    })
    expect(data.totals).toMatchObject({ names: 0, locations: 0, leadership: 0 })
  })

  it.each([
    ['1960', null, null, 0],
    ['1963-05-25', 'definite', null, 2],
    ['1970', 'definite', 'Addis Ababa', 2],
    ['2002-07-08', 'definite', 'Addis Ababa', 2],
    ['2002-07-09', null, null, 0],
  ])(
    'returns at valid_at=%s the certainty %s, the seat %s and %i names in use',
    async (valid_at, certainty, headquarters_city, names) => {
      const { data } = await get(app, `${url}?valid_at=${valid_at}&evidence=none`)
      expect(data).toMatchObject({ certainty, headquarters_city, acronym: 'OAU' })
      expect(data.snapshot.names).toHaveLength(names)
    },
  )

  it('returns the names and the seat with the end of the organization, and its claims as evidence', async () => {
    const { data } = await get(app, `${url}?valid_at=2002-07-08`)
    const { names, locations } = data.snapshot
    for (const { end, status, evidence } of [...names, ...locations]) {
      expect([end, status]).toEqual(['2002-07-08', 'ended'])
      expect(evidence.filter(({ field }: Json) => field === 'end')).toMatchObject([
        {
          record: 'organization-of-african-unity',
          source: 'allafrica-au-summit-2002',
          stance: 'agrees',
        },
      ])
    }
  })
})
