import { describe, expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { buildApp } from '../../../src/server/app.ts'
import { FIXTURE, fixtureApp, loadFolder } from '../../support/app.ts'

const app = await fixtureApp()

describe('the API document', () => {
  it.each(['/', '/v1/objectives', '/nowhere', '/v1/names?limit=1'])(
    'is linked once from the response to %s',
    async (url) => {
      const { headers } = await app.inject({ url })
      expect(String(headers.link).split('rel="service-desc"')).toHaveLength(2)
      expect(headers.link).toContain(
        '</openapi.json>; rel="service-desc", </docs>; rel="service-doc"',
      )
    },
  )

  it('is linked once when the response comes from the response cache', async () => {
    const cachedApp = await buildApp({ db: loadFolder(FIXTURE).db, cacheBytes: 2 ** 20 })
    onTestFinished(() => cachedApp.close())
    const links = []
    for (const _ of [1, 2, 3])
      links.push((await cachedApp.inject({ url: '/v1/names' })).headers.link)
    expect(String(links[0]).split('rel="service-desc"')).toHaveLength(2)
    expect(links).toEqual([links[0], links[0], links[0]])
  })

  it('is linked from the catalog of APIs (RFC 9727)', async () => {
    const catalog = await app.inject({ url: '/.well-known/api-catalog' })
    expect(catalog.headers['content-type']).toBe(
      'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"',
    )
    const [{ 'service-desc': links }] = catalog.json().linkset
    expect((await app.inject({ url: links[0].href })).statusCode).toBe(200)
  })

  it('is in a catalog that names itself in a response to HEAD (RFC 9727 section 2)', async () => {
    const { headers } = await app.inject({ method: 'HEAD', url: '/.well-known/api-catalog' })
    expect(headers.link).toContain('</.well-known/api-catalog>; rel="api-catalog"')
    expect((await app.inject({ url: '/' })).headers.link).not.toContain('api-catalog')
  })

  it('is the same in YAML as in JSON', async () => {
    const { body, headers } = await app.inject({ url: '/openapi.yaml' })
    expect(headers['content-type']).toMatch(/^application\/yaml/)
    expect(parse(body)).toEqual((await app.inject({ url: '/openapi.json' })).json())
  })

  it('is the same for parsers of YAML 1.1, which read unquoted dates and `no` as other types', async () => {
    const { body } = await app.inject({ url: '/openapi.yaml' })
    const { body: json } = await app.inject({ url: '/openapi.json' })
    expect(JSON.stringify(parse(body, { version: '1.1' }))).toBe(json)
  })
})

describe.each(['/robots.txt', '/llms.txt'])('%s', (url) => {
  it('is plain text', async () => {
    const { statusCode, headers } = await app.inject({ url })
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8'])
  })
})
