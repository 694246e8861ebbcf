import Fastify from 'fastify'
import { describe, expect, it, onTestFinished } from 'vitest'
import { collections } from '../../../src/api/collections/index.ts'
import { registerDataset } from '../../../src/api/endpoints/dataset.ts'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import { basePath } from '../../../src/http/plugins/base-path.ts'
import { canonicalUrl } from '../../../src/http/plugins/canonical-url.ts'
import { contentNegotiation } from '../../../src/http/plugins/content-negotiation.ts'
import { hostHeader } from '../../../src/http/plugins/host-header.ts'
import { linkHeader } from '../../../src/http/plugins/link-header.ts'
import { components } from '../../../src/http/schema-registry.ts'
import { openRelease } from '../../../src/query/release.ts'
import { FIXTURE, fixtureApp, get, loadFolder } from '../../support/app.ts'

const app = await fixtureApp()

describe('GET /v1/dataset', () => {
  it('describes the release: its days, its licence and its size', async () => {
    const { data, meta } = await get(app, '/v1/dataset')
    expect(data.release).toBe(meta.release)
    expect(data).toMatchObject({
      first_known: '1952-01-17',
      last_known: '2026-11-27',
      sources: 156,
      license: 'CC0-1.0',
      contact: { name: 'orgfacts', href: '/docs', email: null },
    })
    expect(data.coverage.members).toEqual({
      records: 182,
      claims: 1561,
      sources: 58,
      official_share: 0.236,
      day_share: 0.529,
    })
  })

  it.each(['', 'known_at=2004-12-31', 'known_at=1950-01-01'])(
    'counts with %j the records and claims that the lists have',
    async (query) => {
      const { data } = await get(app, `/v1/dataset?${query}`)
      const total = async (path: string) => (await get(app, `${path}&limit=1&${query}`)).page.total
      expect(data.sources).toBe(await total('/v1/sources?sort=id'))
      for (const { name } of resourceTypes)
        expect(data.counts[name]).toEqual({
          records: await total(`/v1/${name}?evidence=none`),
          claims: await total(`/v1/claims?collection=${name}`),
        })
    },
    60_000,
  )

  it('links downloads that exist and have the media type that it names', async () => {
    const { data } = await get(app, '/v1/dataset')
    expect(data.downloads.length).toBeGreaterThan(resourceTypes.length)
    for (const { href, type } of data.downloads) {
      const response = await app.inject({ url: href })
      expect(response.statusCode, href).toBe(200)
      expect(response.headers['content-type']).toContain(type)
    }
  }, 60_000)

  it('has the email address that the operator sets in every format', async () => {
    const server = Fastify()
    onTestFinished(() => server.close())
    await server.register(hostHeader, { base: 'https://example.org/facts' })
    await server.register(basePath, { base: 'https://example.org/facts' })
    await server.register(linkHeader)
    await server.register(canonicalUrl)
    await server.register(contentNegotiation)
    for (const schema of Object.values(components)) server.addSchema(schema)
    const release = openRelease(loadFolder(FIXTURE).db)
    const contact = { name: 'orgfacts', email: 'desk@example.org' }
    registerDataset(server, release, collections, contact.email)
    const href = 'https://example.org/facts/docs'
    expect((await get(server, '/v1/dataset')).data.contact).toEqual({
      ...contact,
      href: '/facts/docs',
    })
    const { contributors } = await get(server, '/v1/dataset/datapackage.json')
    expect(contributors).toMatchObject([{ path: href, email: contact.email }])
    const { '@included': nodes } = await get(server, '/v1/dataset?format=jsonld')
    expect(nodes).toContainEqual({
      '@id': 'https://example.org/facts/v1/dataset#contact',
      '@type': 'vcard:Kind',
      'vcard:fn': contact.name,
      'vcard:hasURL': { '@id': href },
      'vcard:hasEmail': { '@id': `mailto:${contact.email}` },
    })
  })

  it.each(['', '?format=jsonld'])('makes no body for HEAD of /v1/dataset%s', async (query) => {
    const url = `/v1/dataset${query}`
    const head = await app.inject({ method: 'HEAD', url })
    const { headers } = await app.inject({ url })
    expect([head.statusCode, head.body]).toEqual([200, ''])
    expect(head.headers['content-type']).toBe(headers['content-type'])
    expect(head.headers['content-length']).toBeUndefined()
  })

  it('returns 400 for valid_at, because a release has no valid time', async () => {
    const response = await app.inject({ url: '/v1/dataset?valid_at=2018' })
    expect(response.statusCode).toBe(400)
    expect(response.json().errors).toMatchObject([{ parameter: 'valid_at' }])
  })
})
