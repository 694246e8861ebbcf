import jsonld from 'jsonld'
import { describe, expect, it } from 'vitest'
import { collections } from '../../../src/api/endpoints/index.ts'
import { get, type Json, fixtureApp } from '../../support/app.ts'

/** Answers as linked data, as a JSON-LD processor understands them. */

const app = await fixtureApp()
const HOST = 'http://facts.example'

/** An answer as JSON-LD; the processor takes nothing from the network. */
async function ask(url: string): Promise<Json> {
  const response = await app.inject({ url, headers: { host: 'facts.example' } })
  expect(response.statusCode, url).toBe(200)
  expect(response.headers['content-type']).toMatch(/^application\/ld\+json/)
  return response.json()
}

/** Safe mode throws where anything would be lost: a name without a term, an address that is none. */
const SAFE = {
  safe: true,
  documentLoader: (url: string) => Promise.reject(new Error(`${url} was asked for`)),
}

async function statements(url: string): Promise<string[]> {
  const text = await jsonld.toRDF(await ask(url), { ...SAFE, format: 'application/n-quads' })
  return String(text).trim().split('\n')
}

describe.each(collections)('/v1/$name', ({ name, example, schemas, list: listing }) => {
  const path = `/v1/${name}`
  const valid_at = listing.validTime === null ? {} : { valid_at: '2014' }
  const queries = [{}, valid_at].map(
    (more) =>
      `${path}?${new URLSearchParams({ ...example, ...more, format: 'jsonld', limit: '500' })}`,
  )

  it('is understood without loss, and has each record at its own address', async () => {
    for (const url of queries) {
      const answer = await ask(url)
      const [expanded]: Json[] = await jsonld.expand(answer, SAFE)
      expect(expanded['@id']).toBe(`${HOST}${url}`)
      const records = expanded['https://schema.org/itemListElement'] ?? []
      expect(records).toHaveLength(answer.data.length)
      for (const [index, record] of records.entries()) {
        const { id, href } = answer.data[index]
        expect(record['@id']).toBe(`${HOST}${href ?? `${path}/${id}`}`)
        expect(record['@type'][0]).toMatch(/^https?:/)
      }
    }
  })

  it('is the same for each of its records', async () => {
    if (schemas.item === null) return
    const { data } = await get(app, `${path}?limit=3`)
    for (const { id } of data) {
      const [expanded]: Json[] = await jsonld.expand(await ask(`${path}/${id}?format=jsonld`), SAFE)
      const [record] = expanded['https://schema.org/mainEntity']
      expect(record['@id']).toBe(`${HOST}${path}/${id}`)
    }
  })

  it('is the answer in JSON, with nothing left out', async () => {
    const [url = ''] = queries
    const { '@context': _, '@id': __, '@type': ___, data, ...rest } = await ask(url)
    const plain = await get(app, url.replace('format=jsonld', 'format=json'))
    const bare = data.map(({ '@type': _, ...record }: Json) => record)
    const next = plain.page.next && { next: expect.stringContaining('format=jsonld') }
    expect({ data: bare, ...rest }).toEqual({ ...plain, page: { ...plain.page, ...next } })
  })
})

describe('linked data', () => {
  const vocabulary = `${HOST}/v1/vocabulary#`
  const ORG = 'http://www.w3.org/ns/org#'
  const swing = `<${HOST}/v1/leadership/iom-director-general-swing>`

  it('says of a head in terms of W3C ORG who held which post where, as exactly as it is known', async () => {
    const said = await statements('/v1/leadership/iom-director-general-swing?format=jsonld')
    expect(said).toEqual(
      expect.arrayContaining([
        `${swing} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <${ORG}Membership> .`,
        `${swing} <${ORG}member> <${HOST}/v1/people/william-lacy-swing> .`,
        `${swing} <${ORG}organization> <${HOST}/v1/organizations/iom> .`,
        `${swing} <${ORG}role> <${vocabulary}director_general> .`,
        `${swing} <https://schema.org/endDate> "../2018-10-01"^^<http://id.loc.gov/datatypes/edtf/EDTF> .`,
      ]),
    )
  })

  it('says in terms of PROV-O on which claim it rests, and that on which source', async () => {
    const { data } = await get(app, '/v1/leadership/iom-director-general-swing')
    const said = await statements('/v1/leadership/iom-director-general-swing?format=jsonld')
    for (const { claim, source, stance } of data.evidence) {
      const receipt = `<${HOST}/v1/claims/${claim}>`
      expect(said).toContain(`${swing} <http://www.w3.org/ns/prov#wasDerivedFrom> ${receipt} .`)
      expect(said).toContain(
        `${receipt} <http://www.w3.org/ns/prov#hadPrimarySource> <${HOST}/v1/sources/${source}> .`,
      )
      expect(said).toContain(`${receipt} <${vocabulary}stance> <${vocabulary}${stance}> .`)
    }
  })

  it('of a profile has everything that held, each with its class', async () => {
    const [expanded]: Json[] = await jsonld.expand(
      await ask('/v1/organizations/iom?format=jsonld&valid_at=2014'),
      SAFE,
    )
    const [profile] = expanded['https://schema.org/mainEntity']
    expect(profile['@type']).toEqual([`${ORG}FormalOrganization`])
    const [term] = profile[`${ORG}hasMembership`]
    expect(term['@type']).toEqual([`${ORG}Membership`])
    expect(term['@id']).toContain(`${HOST}/v1/leadership/`)
  })

  it('of the release is a DCAT dataset, with every download and the service', async () => {
    const dcat = 'http://www.w3.org/ns/dcat#'
    const said = await statements('/v1/dataset?format=jsonld')
    const { data } = await get(app, '/v1/dataset')
    const dataset = `<${HOST}/v1/dataset>`
    expect(said).toContain(
      `${dataset} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <${dcat}Dataset> .`,
    )
    for (const { href } of data.downloads)
      expect(said).toContain(`<${HOST}${href}> <${dcat}downloadURL> <${HOST}${href}> .`)
    expect(said).toContain(`<${HOST}/> <${dcat}servesDataset> ${dataset} .`)
  })

  it('uses no term of ours that is not explained', async () => {
    const explained = new Set(
      (await jsonld.expand(await ask('/v1/vocabulary'), SAFE)).map((term: Json) => term['@id']),
    )
    const used = new Set<string>()
    for (const { name } of collections.filter(({ schemas }) => 'item' in schemas)) {
      const list = collections.find((one) => one.name === name)
      const query = new URLSearchParams({ ...list?.example, format: 'jsonld', limit: '500' })
      for (const statement of await statements(`/v1/${name}?${query}`))
        for (const [, term = ''] of statement.matchAll(/<([^>]*\/v1\/vocabulary#[^>]*)>/g))
          used.add(term)
    }
    expect([...used].filter((term) => !explained.has(term)).sort()).toEqual([])
  })

  it('is chosen by Accept as by format', async () => {
    const headers = { accept: 'application/ld+json', host: 'facts.example' }
    for (const path of ['/v1/names', '/v1/people/antonio-vitorino', '/v1/dataset']) {
      const response = await app.inject({ url: path, headers })
      expect(response.headers['content-type']).toMatch(/^application\/ld\+json/)
      expect(response.headers.link).toContain(
        `<${path}?format=json>; rel="alternate"; type="application/json"`,
      )
    }
  })
})
