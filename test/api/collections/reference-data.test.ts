import { describe, expect, it } from 'vitest'
import { VOCABULARIES } from '../../../src/domain/vocabularies.ts'
import { fixtureApp, get, type Json } from '../../support/app.ts'
import { expandJsonLd, getJsonLd, ORIGIN } from '../representations/json-ld-processor.ts'

const app = await fixtureApp()

const linesOf = async (url: string) => (await app.inject({ url })).body

/** A code without the attributes of other vocabularies. */
const code = (vocabulary: string, code: string, label: string, attributes: Json = {}) => ({
  id: `${vocabulary}.${code}`,
  vocabulary,
  code,
  label,
  ...{ definition: null, nature: null, unit_kind: null, signed: null, counts_roles: null },
  ...{ pattern: null, url_template: null, inverse: null },
  ...attributes,
})

describe('GET /v1/codes', () => {
  it('lists the codes of every vocabulary', async () => {
    const { data, page } = await get(app, '/v1/codes?limit=500')
    expect(page.total).toBe(131)
    const listed = new Set(data.map(({ vocabulary }: Json) => vocabulary))
    expect([...listed]).toEqual(VOCABULARIES.toSorted())
  })

  it('lists the codes of one vocabulary, or those with one attribute', async () => {
    const { data } = await get(app, '/v1/codes?vocabulary=compact_kinds')
    expect(data).toEqual([
      code('compact_kinds', 'compact', 'Compact'),
      code('compact_kinds', 'declaration', 'Declaration'),
    ])
    const flows = await get(app, '/v1/codes?nature=flow&fields=code')
    expect(flows.data.map(({ code }: Json) => code)).toEqual([
      ...['countries_reached', 'expenditure', 'net_result', 'partners_trained', 'people_assisted'],
      ...['people_moved', 'people_planned', 'people_uprooted', 'revenue'],
    ])
    const observers = await get(app, '/v1/codes?code=observer&fields=id')
    expect(observers.data).toEqual([
      { id: 'member_roles.observer' },
      { id: 'relation_kinds.observer' },
    ])
  })

  it('returns 400 with the likely spelling for a vocabulary that does not exist', async () => {
    const response = await app.inject({ url: '/v1/codes?vocabulary=measure' })
    expect(response.statusCode).toBe(400)
    expect(response.json().errors).toMatchObject([
      { parameter: 'vocabulary', allowed: VOCABULARIES, suggestion: 'measures' },
    ])
  })

  it('returns a table in CSV, and a record on each line in NDJSON', async () => {
    expect(
      await linesOf('/v1/codes?vocabulary=count_categories&code=member_states&format=csv'),
    ).toBe(
      'id,vocabulary,code,label,definition,nature,unit_kind,signed,counts_roles,pattern,url_template,inverse\r\n' +
        'count_categories.member_states,count_categories,member_states,Member states,,,,,member,,,\r\n',
    )
    const { data } = await get(app, '/v1/codes?vocabulary=units')
    expect(await linesOf('/v1/codes?vocabulary=units&format=ndjson')).toBe(
      data.map((record: Json) => `${JSON.stringify(record)}\n`).join(''),
    )
  })

  it('cites no sources, and is the same at every knowledge time', async () => {
    const now = await get(app, '/v1/codes')
    expect(now.sources).toEqual({})
    const earlier = await get(app, '/v1/codes?known_at=1900-01-01')
    expect([earlier.data, earlier.page.total]).toEqual([now.data, now.page.total])
  })
})

describe('GET /v1/codes/{id}', () => {
  it.each([
    code('measures', 'staff', 'Staff', { nature: 'stock', unit_kind: 'persons' }),
    code('measures', 'net_result', 'Net result', {
      definition: 'Revenue less expenditure; negative if more was spent.',
      ...{ nature: 'flow', unit_kind: 'currency', signed: true },
    }),
    code('identifier_schemes', 'wikidata', 'Wikidata', {
      pattern: '^Q[1-9][0-9]*$',
      url_template: 'https://www.wikidata.org/wiki/{value}',
    }),
    code('count_categories', 'member_states', 'Member states', { counts_roles: 'member' }),
    code('relation_kinds', 'parent', 'Parent organization', {
      ...{ definition: 'The other owns or controls it.', inverse: 'subsidiary' },
    }),
  ])('returns $id with what the program reads of it', async (expected) => {
    expect(await get(app, `/v1/codes/${expected.id}`)).toEqual({
      data: expected,
      sources: {},
      meta: { release: expect.any(String), known_at: '2026-11-27', valid_at: null },
    })
  })

  it('returns in JSON-LD a concept of SKOS, which values of that code refer to', async () => {
    const [document] = await expandJsonLd(await getJsonLd('/v1/codes/measures.staff?format=jsonld'))
    const [concept] = document['https://schema.org/mainEntity']
    expect(concept).toMatchObject({
      '@id': `${ORIGIN}/v1/codes/measures.staff`,
      '@type': ['http://www.w3.org/2004/02/skos/core#Concept'],
      'http://www.w3.org/2000/01/rdf-schema#label': [{ '@value': 'Staff' }],
    })
    const [figures] = await expandJsonLd(await getJsonLd('/v1/figures?measure=staff&format=jsonld'))
    for (const figure of figures['https://schema.org/itemListElement'])
      expect(figure['https://schema.org/measuredProperty']).toEqual([{ '@id': concept['@id'] }])
  })
})

describe('GET /v1/completeness', () => {
  it('lists what the records of an organization cover', async () => {
    const { data, sources } = await get(app, '/v1/completeness?organization=example-town-council')
    expect(data).toEqual([
      {
        id: 'example-town-council-completeness-mayors',
        ...{ organization: 'example-town-council', collection: 'leadership' },
        ...{ role: null, category: null, post: 'example-town-mayor' },
        ...{ extent: 'complete', start: '1990-05-17', end: '2004', note: null },
      },
      {
        id: 'example-town-council-completeness-members',
        ...{ organization: 'example-town-council', collection: 'members' },
        ...{ role: null, category: null, post: null },
        ...{ extent: 'complete', start: '1990-05-02', end: null, note: null },
      },
    ])
    expect(sources).toEqual({})
  })

  it.each([
    ['collection=figures', ['fifa-completeness-figures', 'iom-completeness-figures']],
    ['post=fifa-president', ['fifa-completeness-presidents']],
    ['category=observer_states', ['iom-completeness-observer-counts']],
    [
      'role=suspended&extent=sample',
      ['african-union-completeness-suspended', 'fifa-completeness-suspended'],
    ],
    ['sort=-end&limit=1&extent=complete&organization=iom', ['iom-completeness-members']],
  ])('lists with ?%s the statements %j', async (query, ids) => {
    const { data } = await get(app, `/v1/completeness?${query}`)
    expect(data.map(({ id }: Json) => id)).toEqual(ids)
  })

  it('returns one statement under its id', async () => {
    const { data } = await get(app, '/v1/completeness/iom-completeness-observers')
    expect(data).toMatchObject({ organization: 'iom', role: 'observer', note: 'States only.' })
  })

  it('returns a table in CSV, and a record on each line in NDJSON', async () => {
    const url = '/v1/completeness?organization=iom&collection=members'
    expect(await linesOf(`${url}&role=observer&format=csv`)).toBe(
      'id,organization,collection,role,category,post,extent,start,end,note\r\n' +
        'iom-completeness-observers,iom,members,observer,,,partial,,,States only.\r\n',
    )
    const { data } = await get(app, url)
    expect(await linesOf(`${url}&format=ndjson`)).toBe(
      data.map((record: Json) => `${JSON.stringify(record)}\n`).join(''),
    )
  })

  it('refers in JSON-LD to the organization and to the role', async () => {
    const url = '/v1/completeness/iom-completeness-observers?format=jsonld'
    const [document] = await expandJsonLd(await getJsonLd(url))
    const [statement] = document['https://schema.org/mainEntity']
    expect(statement).toMatchObject({
      [`${ORIGIN}/v1/vocabulary#organization`]: [{ '@id': `${ORIGIN}/v1/organizations/iom` }],
      [`${ORIGIN}/v1/vocabulary#role`]: [{ '@id': `${ORIGIN}/v1/codes/member_roles.observer` }],
    })
  })
})
