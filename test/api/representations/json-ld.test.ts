import jsonld from 'jsonld'
import { describe, expect, it } from 'vitest'
import { collections } from '../../../src/api/collections/index.ts'
import { fixtureApp, get, type Json } from '../../support/app.ts'
import { requiredQuery } from '../../support/required-query.ts'
import { expandJsonLd, getJsonLd, nodesById, ORIGIN, triplesOf } from './json-ld-processor.ts'

const app = await fixtureApp()

/** The terms and codes that the API defines. */
const vocabulary = await expandJsonLd(await getJsonLd('/v1/vocabulary'))
const [codes] = await expandJsonLd(await getJsonLd('/v1/codes?format=jsonld&limit=500'))
const defined = new Set(
  [...vocabulary, ...codes['https://schema.org/itemListElement']].map((term: Json) => term['@id']),
)

describe.each(collections)('GET /v1/$name as JSON-LD', ({ name, list, schemas }) => {
  const path = `/v1/${name}`
  const q = requiredQuery(name)
  const times = [
    {},
    { known_at: '2020-05-31' },
    ...(list.validTime === null ? [] : [{ valid_at: '1960/..' }, { valid_at: '2003-06' }]),
    ...('organization' in list.filters ? [{ organization: 'iom' }] : []),
  ]
  const urls = times.map((time) => {
    const query = new URLSearchParams({ ...q, ...time, format: 'jsonld', limit: '500' })
    query.sort()
    return `${path}?${query}`
  })

  it('has a term for every name, and each record under its own URL with a class', async () => {
    for (const url of urls) {
      const document = await getJsonLd(url)
      const [expanded] = await expandJsonLd(document)
      expect(expanded['@id']).toBe(`${ORIGIN}${url}`)
      expect(expanded['@type']).toEqual(['https://schema.org/ItemList'])
      const records = expanded['https://schema.org/itemListElement'] ?? []
      expect(records).toHaveLength(document.data.length)
      for (const [index, record] of records.entries()) {
        const { id, href } = document.data[index]
        expect(record['@id']).toBe(`${ORIGIN}${href ?? `${path}/${id}`}`)
        expect(record['@type'][0]).toMatch(/^https?:/)
      }
    }
  }, 60_000)

  it('has the same URL and class for each record in the document of that record', async () => {
    if (schemas.item === null) return
    const { data } = await get(app, `${path}?limit=3`)
    for (const { id } of data) {
      const [expanded] = await expandJsonLd(await getJsonLd(`${path}/${id}?format=jsonld`))
      expect(expanded['@type']).toEqual(['https://schema.org/CreativeWork'])
      const [record] = expanded['https://schema.org/mainEntity']
      expect(record['@id']).toBe(`${ORIGIN}${path}/${id}`)
    }
  }, 60_000)

  it('is the JSON response with a context and classes', async () => {
    for (const url of urls) {
      const { '@context': _, '@id': __, '@type': ___, data, ...envelope } = await getJsonLd(url)
      const json = await get(app, url.replace('format=jsonld', 'format=json'))
      const records = data.map(({ '@type': _, ...record }: Json) => record)
      const next = json.page.next && { next: expect.stringContaining('format=jsonld') }
      expect({ data: records, ...envelope }).toEqual({ ...json, page: { ...json.page, ...next } })
    }
  }, 60_000)

  it('has only terms that public vocabularies, /v1/vocabulary or /v1/codes define', async () => {
    const own = /<([^>]*(?:\/v1\/vocabulary#|\/v1\/codes\/)[^>]*)>/g
    for (const url of urls)
      for (const triple of await triplesOf(url))
        for (const [, term = ''] of triple.matchAll(own)) expect(defined).toContain(term)
  }, 60_000)
})

const SCHEMA = 'https://schema.org/'
const items = await Promise.all(
  collections
    .filter(({ schemas }) => schemas.item !== null)
    .map(async ({ name }) => {
      const { data } = await get(app, `/v1/${name}?limit=1`)
      return [`/v1/${name}/${encodeURIComponent(data[0].id)}`, `${SCHEMA}CreativeWork`] as const
    }),
)
const documents = [
  ...items,
  ['/v1/people/amy-pope', `${SCHEMA}CreativeWork`],
  ['/v1/organizations/iom', `${SCHEMA}CreativeWork`],
  ['/v1/dataset', 'http://www.w3.org/ns/dcat#CatalogRecord'],
] as const

describe.each(documents)('the document of %s', (path, documentType) => {
  it.each([
    ['format=jsonld', '?format=jsonld', {}],
    ['Accept: application/ld+json', '', { accept: 'application/ld+json' }],
  ])('is another node than its subject when the request has %s', async (_, query, headers) => {
    const document = await getJsonLd(`${path}${query}`, headers)
    expect(document['@id']).toBe(`${ORIGIN}${path}?format=jsonld`)
    const nodes = await nodesById(document)
    const { '@type': types, ...properties } = nodes.get(document['@id'])
    expect(types).toEqual([documentType])
    const about =
      properties[`${SCHEMA}mainEntity`] ?? properties['http://xmlns.com/foaf/0.1/primaryTopic']
    expect(about).toEqual([{ '@id': `${ORIGIN}${path}` }])
    expect(nodes.get(`${ORIGIN}${path}`)?.['@type']).toHaveLength(1)
  })
})

describe('GET /v1/people as JSON-LD', () => {
  it.each([
    ['/v1/people?format=jsonld', {}],
    ['/v1/people', { accept: 'application/ld+json' }],
    ['/v1/people/amy-pope?format=jsonld', {}],
    ['/v1/people/amy-pope', { accept: 'application/ld+json' }],
  ])('has for %s with %j persons that are neither documents nor lists', async (url, headers) => {
    const document = await getJsonLd(url, headers)
    const nodes = [...(await nodesById(document)).values()]
    const persons = nodes.filter((node) => node['@type']?.includes(`${SCHEMA}Person`))
    expect(persons).toHaveLength(Array.isArray(document.data) ? document.data.length : 1)
    for (const person of persons) expect(person['@type']).toEqual([`${SCHEMA}Person`])
  })
})

describe('GET /v1/leadership/iom-director-general-swing as JSON-LD', () => {
  const url = '/v1/leadership/iom-director-general-swing?format=jsonld'
  const subject = `<${ORIGIN}/v1/leadership/iom-director-general-swing>`
  const vocabulary = `${ORIGIN}/v1/vocabulary#`
  const ORG = 'http://www.w3.org/ns/org#'

  it('states in terms of W3C ORG who held which post where, and the dates as EDTF', async () => {
    expect(await triplesOf(url)).toEqual(
      expect.arrayContaining([
        `${subject} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <${ORG}Membership> .`,
        `${subject} <${ORG}member> <${ORIGIN}/v1/people/william-lacy-swing> .`,
        `${subject} <${ORG}organization> <${ORIGIN}/v1/organizations/iom> .`,
        `${subject} <${ORG}role> <${ORIGIN}/v1/posts/iom-director-general> .`,
        `${subject} <https://schema.org/endDate> "../2018-10-01"^^<http://id.loc.gov/datatypes/edtf/EDTF> .`,
      ]),
    )
  })

  it('states in terms of PROV-O the claims of the record, and the source of each', async () => {
    const { data } = await get(app, '/v1/leadership/iom-director-general-swing')
    const triples = await triplesOf(url)
    expect(data.evidence.length).toBeGreaterThan(0)
    for (const { claim, source, stance } of data.evidence) {
      const claimUrl = `<${ORIGIN}/v1/claims/${claim}>`
      expect(triples).toContain(
        `${subject} <http://www.w3.org/ns/prov#wasDerivedFrom> ${claimUrl} .`,
      )
      expect(triples).toContain(
        `${claimUrl} <http://www.w3.org/ns/prov#hadPrimarySource> <${ORIGIN}/v1/sources/${source}> .`,
      )
      expect(triples).toContain(`${claimUrl} <${vocabulary}stance> <${vocabulary}${stance}> .`)
    }
  })
})

describe('GET /v1/organizations/iom as JSON-LD', () => {
  it('has the records of the snapshot, each with its class', async () => {
    const [expanded] = await expandJsonLd(
      await getJsonLd('/v1/organizations/iom?format=jsonld&valid_at=2014'),
    )
    const [profile] = expanded['https://schema.org/mainEntity']
    expect(profile['@type']).toEqual(['http://www.w3.org/ns/org#FormalOrganization'])
    const [term] = profile['http://www.w3.org/ns/org#hasMembership']
    expect(term['@type']).toEqual(['http://www.w3.org/ns/org#Membership'])
    expect(term['@id']).toContain(`${ORIGIN}/v1/leadership/`)
  })
})

describe('GET /v1/member_counts as JSON-LD', () => {
  it('maps `next` of a record to the next statement, and not to the next page', async () => {
    const url = '/v1/member_counts?format=jsonld&organization=iom&valid_at=2012-06-01'
    const document = await getJsonLd(url)
    expect(document.data.some(({ next }: Json) => next !== null)).toBe(true)
    const triples = String(await jsonld.toRDF(document, { format: 'application/n-quads' }))
    expect(triples).not.toContain('hydra/core#next')
    expect(triples).toContain('/v1/vocabulary#next>')
  })
})

describe('GET /v1/members as JSON-LD', () => {
  it('has as the value of a code its URL, also when the code has the name of a field', async () => {
    const url = '/v1/members/example-association-town-council-applicant?format=jsonld'
    const triples = await triplesOf(url)
    const member = `<${ORIGIN}/v1/members/example-association-town-council-applicant>`
    const codes = `${ORIGIN}/v1/codes`
    expect(triples).toContain(
      `${member} <http://www.w3.org/ns/org#role> <${codes}/member_roles.applicant> .`,
    )
    expect(triples).toContain(
      `${member} <${ORIGIN}/v1/vocabulary#kind> <${codes}/member_kinds.organization> .`,
    )
  })
})

describe('GET /v1/figures as JSON-LD', () => {
  it('has the unit as a text, because it can be a currency', async () => {
    const triples = await triplesOf('/v1/figures/iom-offices-2009?format=jsonld')
    const figure = `<${ORIGIN}/v1/figures/iom-offices-2009>`
    expect(triples).toContain(`${figure} <https://schema.org/unitText> "offices" .`)
  })
})

describe('GET /v1/organizations/organization-of-african-unity as JSON-LD', () => {
  it('has the derived name and the evidence for it', async () => {
    const triples = await triplesOf(
      '/v1/organizations/organization-of-african-unity?format=jsonld&fields=name',
    )
    const organization = `<${ORIGIN}/v1/organizations/organization-of-african-unity>`
    expect(triples).toContain(
      `${organization} <https://schema.org/name> "Organization of African Unity" .`,
    )
    expect(
      triples.filter((triple) =>
        triple.startsWith(`${organization} <http://www.w3.org/ns/prov#wasDerivedFrom>`),
      ),
    ).toHaveLength(5)
  })
})

describe('meta in JSON-LD', () => {
  it('has at an earlier known_at the number of known sources, which are not those of the response', async () => {
    const url = '/v1/people/antonio-vitorino?known_at=2020-05-31&format=jsonld'
    const [document] = await expandJsonLd(await getJsonLd(url))
    const [meta] = document[`${ORIGIN}/v1/vocabulary#meta`]
    expect(meta[`${ORIGIN}/v1/vocabulary#known_at`]).toMatchObject([{ '@value': '2020-05-31' }])
    expect(meta[`${ORIGIN}/v1/vocabulary#sources`]).toEqual([
      { '@type': '@json', '@value': { known: expect.any(Number), undated: expect.any(Number) } },
    ])
    const cited = document['https://schema.org/citation'].map((source: Json) => source['@id'])
    expect(cited).toContain(`${ORIGIN}/v1/sources/denmark-mission-2020`)
  })

  it('has the statements of completeness under their URLs', async () => {
    const url = '/v1/members?organization=iom&role=observer&format=jsonld'
    const [document] = await expandJsonLd(await getJsonLd(url))
    const [meta] = document[`${ORIGIN}/v1/vocabulary#meta`]
    expect(meta[`${ORIGIN}/v1/vocabulary#completeness`]).toMatchObject([
      {
        '@id': `${ORIGIN}/v1/completeness/iom-completeness-observers`,
        [`${ORIGIN}/v1/vocabulary#role`]: [{ '@id': `${ORIGIN}/v1/codes/member_roles.observer` }],
      },
    ])
  })
})

describe('GET with Accept: application/ld+json', () => {
  it.each(['/v1/names', '/v1/people/antonio-vitorino', '/v1/dataset'])(
    'returns for %s JSON-LD, and links the JSON',
    async (path) => {
      const headers = { accept: 'application/ld+json', host: 'facts.example' }
      const response = await app.inject({ url: path, headers })
      expect(response.headers['content-type']).toMatch(/^application\/ld\+json/)
      expect(response.headers.link).toContain(
        `<${path}?format=json>; rel="alternate"; type="application/json"`,
      )
    },
  )
})
