import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { buildApp } from '../../../src/server/app.ts'
import { FIXTURE, type Json, loadFolder } from '../../support/app.ts'

/** A server behind a proxy that removes `/facts`: every link in a response leads through the proxy. */

const BASE = 'https://proxy.test/facts'

const app = await buildApp({ db: loadFolder(FIXTURE).db, baseUrl: BASE })
afterAll(() => app.close())

/** Requests a public URL: the proxy removes the base path. */
function request(url: string) {
  const { origin, pathname, search } = new URL(url, BASE)
  expect(`${origin}${pathname}/`, url).toMatch(/^https:\/\/proxy\.test\/facts\//)
  return app.inject({ url: `${pathname.replace('/facts', '') || '/'}${search}` })
}

/** The strings in JSON that are paths, or URLs of this server. */
function linksIn(value: Json): string[] {
  if (typeof value === 'string')
    return value.startsWith('/') || value.startsWith('https://proxy.test') ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(linksIn) : []
}

function linkHeaderUrls(header: unknown): string[] {
  return [...String(header).matchAll(/<([^>]*)>/g)].map(([, url = '']) => url)
}

/** JSON-LD has IRIs that nobody requests: bases, terms of the vocabulary, and the start of the IRIs of codes. */
const isRequestable = (url: string) => !/#|[/.]$/.test(url)

describe('a base URL with a path', () => {
  it.each([
    '/facts/',
    '/facts/v1/names?limit=1',
    '/facts/v1/names?limit=1&format=jsonld',
    '/facts/v1/people/antonio-vitorino?evidence=none',
    '/facts/v1/people/antonio-vitorino?evidence=none&format=jsonld',
    '/facts/v1/organizations/iom?evidence=none',
    '/facts/v1/search?q=vitorino&limit=2',
    '/facts/v1/search?q=vitorino&limit=2&format=jsonld',
    '/facts/v1/sources?limit=2',
    '/facts/v1/dataset',
    '/facts/v1/dataset?format=jsonld',
    '/facts/v1/dataset/datapackage.json',
    '/facts/v1/vocabulary',
    '/facts/.well-known/api-catalog',
  ])('is in every link of %s, and each leads to a resource', async (url) => {
    const response = await request(url)
    expect(response.statusCode, response.body).toBe(200)
    const links = [...linksIn(response.json()), ...linkHeaderUrls(response.headers.link)]
    expect(links.length).toBeGreaterThan(2)
    // A search without a term is an error, but no unknown path.
    for (const link of new Set(links.filter(isRequestable)))
      expect([200, 400], link).toContain((await request(link)).statusCode)
    for (const link of links) expect(link).toMatch(/^(?:https:\/\/proxy\.test)?\/facts(?:\/|$)/)
  })

  it('is in the links from page to page', async () => {
    let pages = 0
    for (let next: string | null = '/facts/v1/names?limit=3'; next !== null; pages += 1) {
      const { headers, ...response } = await request(next)
      next = response.json().page.next as string | null
      if (next !== null) expect(headers.link).toContain(`<${next}>; rel="next"`)
    }
    expect(pages).toBeGreaterThan(1)
  })

  it('is what JSON-LD names a resource by, once', async () => {
    const list = (await request('/facts/v1/names?limit=1&format=jsonld')).json()
    expect(list['@id']).toBe(`${BASE}/v1/names?format=jsonld&limit=1`)
    const nextBase = list['@context'].next['@context']['@base']
    expect(new URL(list.page.next, nextBase).href).toBe(`https://proxy.test${list.page.next}`)
    const { '@id': dataset } = (await request('/facts/v1/dataset?format=jsonld')).json()
    expect(dataset).toContain(`${BASE}/v1/dataset`)
  })

  it('is the server of the API document', async () => {
    expect((await request('/facts/openapi.json')).json().servers).toEqual([{ url: BASE }])
  })

  it.each(['/facts/docs', '/facts/docs/'])('is in the files that %s loads', async (url) => {
    const { body } = await request(url)
    const files = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file = '']) => file)
    expect(files.length).toBeGreaterThan(4)
    for (const file of files) {
      const { statusCode } = await request(new URL(file, `https://proxy.test${url}`).href)
      expect(statusCode, file).toBe(200)
    }
    expect((await request('/facts/docs/json')).json().servers).toEqual([{ url: BASE }])
  })

  it('is in a redirect', async () => {
    const { statusCode, headers } = await request('/facts/docs/static/index.html')
    expect([statusCode, headers.location]).toEqual([302, '/facts/docs/'])
  })

  it('is in the links of llms.txt', async () => {
    const { body } = await request('/facts/llms.txt')
    const links = [...body.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link)
    expect(links).toEqual(['/facts/openapi.json', '/facts/docs', '/facts/'])
  })

  it.each([
    ['/facts/nowhere', 'No resource has the path /facts/nowhere.'],
    ['/facts/v1/nams', 'No resource has the path /facts/v1/nams. Did you mean /facts/v1/names?'],
    ['/facts/v1/people/iom', 'iom belongs to organizations: see /facts/v1/organizations/iom.'],
    [
      '/facts/v1/leadership/iom-director-general-swing?valid_at=2018',
      'valid_at: only supported on lists; use /facts/v1/leadership?valid_at=',
    ],
  ])('is in the problem of %s', async (url, detail) => {
    const { body } = await request(url)
    const problem = JSON.parse(body)
    expect(problem.detail).toBe(detail)
    expect((await request(problem.type)).json().code).toBe(problem.code)
  })

  it('is in the links of a cached response', async () => {
    const { db } = loadFolder(FIXTURE)
    const cachingApp = await buildApp({ db, baseUrl: BASE, cacheBytes: 2 ** 20 })
    onTestFinished(() => cachingApp.close())
    const responses = []
    for (const _ of [1, 2, 3]) responses.push(await cachingApp.inject('/v1/names?limit=1'))
    const [first, , cached] = responses
    expect([cached?.body, cached?.headers.link]).toEqual([first?.body, first?.headers.link])
    expect(cached?.json().page.next).toMatch(/^\/facts\/v1\/names\?cursor=/)
  })
})
