import { brotliCompressSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../../src/server/app.ts'
import { FIXTURE, fixtureApp, loadFolder } from '../support/app.ts'
import { browse, ERROR_URLS, pageUrls } from './page-requests.ts'

const app = await fixtureApp()
const urls = await pageUrls(app)

/** Pages with links of all kinds. */
const STARTS = [
  '/v1/organizations/iom?valid_at=1975',
  '/v1/leadership/iom-director-general-swing?evidence=full',
  '/v1/people/amy-pope?evidence=full',
  '/v1/members?organization=iom&limit=10',
  '/v1/timeline?organization=iom&limit=10',
  '/v1/search?q=swing&limit=10',
  '/v1/disputes?limit=5',
  '/v1/changes?limit=5',
  '/v1/claims?limit=5',
  '/v1/series?organization=iom&from=2010&to=2012',
]

/** The values of an attribute in a page, unescaped. */
function attributes(page: string, name: string): string[] {
  return [...page.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value = '']) =>
    value.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"'),
  )
}

describe.each(urls)('the page %s', (url) => {
  let page: string
  let headers: Record<string, unknown>

  beforeAll(async () => {
    const response = await browse(app, url)
    expect([response.statusCode, response.headers['content-type']]).toEqual([
      200,
      'text/html; charset=utf-8',
    ])
    page = response.body
    headers = response.headers
  })

  it('has a title, a description and one heading of the first level', () => {
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/)
    expect(page).toMatch(/<title>\S[^<]*<\/title>/)
    expect(page).toMatch(/<meta name="description" content="[^"]{10,}"/)
    expect(page.match(/<h1/g)).toHaveLength(1)
  })

  it('has no script, style or handler inline, and a policy that forbids them', () => {
    expect(String(headers['content-security-policy'])).toContain("script-src 'self'")
    expect(String(headers['content-security-policy'])).not.toContain('unsafe')
    expect(page).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son[a-z]+="/)
  })

  it('loads nothing from other servers', () => {
    const loaded = [...page.matchAll(/<(?:script|link|img|iframe)[^>]*(?:src|href)="([^"]*)"/g)]
      .filter(([tag]) => !/rel="(?:canonical|alternate)"/.test(tag))
      .map(([, value]) => value)
    for (const value of loaded) expect(value).toMatch(/^\/(?:assets|embed)\//)
  })

  it('has each id once', () => {
    const ids = attributes(page, 'id')
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })

  it('closes each element that it opens', () => {
    const open: string[] = []
    const voids = /^(?:meta|link|input|br|base|path|rect|line|circle|stop)$/
    for (const [, slash, name = ''] of page.matchAll(/<(\/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>/g)) {
      if (voids.test(name)) continue
      if (slash === '') open.push(name)
      else expect(open.pop()).toBe(name)
    }
    expect(open).toEqual([])
  })

  it('says that it depends on Accept and Accept-Language', () => {
    const vary = String(headers.vary).toLowerCase().split(/, */)
    expect(vary).toEqual(expect.arrayContaining(['accept', 'accept-language']))
  })

  it('is not sent again to a client that has it', async () => {
    const response = await browse(app, url, { 'if-none-match': String(headers.etag) })
    expect([response.statusCode, response.body]).toEqual([304, ''])
  })
})

describe('a page of the API', () => {
  it.each(urls.filter((url) => url.startsWith('/v1/')))(
    'links to its other formats, which respond: %s',
    async (url) => {
      const { body } = await browse(app, url)
      const [, footer = ''] = body.split('<footer')
      const links = attributes(footer, 'href').filter((href) => href.includes('format='))
      expect(links.length).toBeGreaterThan(0)
      for (const link of links) {
        const response = await app.inject({ url: link })
        expect([link, response.statusCode]).toEqual([link, 200])
        expect(response.headers['content-type']).not.toMatch(/html/)
      }
    },
  )
})

describe('the links of pages', () => {
  it('lead to pages that respond', { timeout: 120_000 }, async () => {
    const links = new Set<string>()
    for (const url of urls) {
      const { body } = await browse(app, url)
      const found = attributes(body, 'href').filter((href) => /^\/(?!\/)/.test(href))
      // Of the links to records of one collection, one each is enough for a page.
      const kinds = Map.groupBy(found, (href) => href.replace(/[^/?]+(\?.*)?$/, ''))
      for (const same of kinds.values()) for (const href of same.slice(0, 3)) links.add(href)
    }
    expect(links.size).toBeGreaterThan(200)
    for (const link of links) {
      const [path = ''] = link.split('#')
      const { statusCode } = await browse(app, path)
      expect([link, statusCode]).toEqual([link, 200])
    }
  })

  it.each([
    ['of a French reader', '', { 'accept-language': 'fr' }],
    ['at an earlier knowledge time, in French', '&known_at=2024&lang=fr', {}],
  ])('lead to pages that respond %s', { timeout: 60_000 }, async (_, query, headers) => {
    for (const url of STARTS) {
      const { statusCode, body } = await browse(app, url + query, headers)
      if (statusCode === 400 && query !== '') continue // The collection has no language.
      expect([url, statusCode]).toEqual([url, 200])
      const found = new Set(attributes(body, 'href').filter((href) => /^\/(?!\/)/.test(href)))
      for (const link of found) {
        const response = await browse(app, link.split('#')[0] ?? '', headers)
        expect([url, link, response.statusCode]).toEqual([url, link, 200])
      }
    }
  })

  it('have the base path once, and lead to pages that respond', { timeout: 60_000 }, async () => {
    const based = await buildApp({
      db: loadFolder(FIXTURE).db,
      baseUrl: 'https://example.org/facts',
    })
    for (const url of STARTS) {
      const { body } = await browse(based, url)
      const found = new Set(attributes(body, 'href').filter((href) => /^\/(?!\/)/.test(href)))
      expect(found.size).toBeGreaterThan(5)
      for (const link of found) {
        expect(link).toMatch(/^\/facts(?!\/facts)/)
        // A proxy removes the base path.
        const path = link.replace(/^\/facts/, '').split('#')[0]
        const response = await browse(based, path || '/')
        expect([url, link, response.statusCode]).toEqual([url, link, 200])
      }
    }
    await based.close()
  })

  it('keep the knowledge time and the language of the page', async () => {
    const { body } = await browse(app, '/v1/organizations/iom?known_at=2018-12-31&lang=fr')
    const [, main = ''] = body.split('<main')
    const links = attributes(main, 'href').filter((href) => href.startsWith('/v1/leadership/'))
    expect(links.length).toBeGreaterThan(5)
    for (const link of links) expect(link).toMatch(/known_at=2018-12-31&lang=fr$/)
  })
})

describe('a page', () => {
  it.each(urls)('shows no object, null or undefined as text: %s', async (url) => {
    const { body } = await browse(app, url)
    expect(body).not.toMatch(/\[object|>(?:null|undefined|NaN)<|Infinity/)
  })

  it('of an item shows the parts of a change and of a dispute', async () => {
    const change = await browse(app, '/v1/changes/2018-12-31')
    expect(change.statusCode === 404 || change.body.includes('New:')).toBe(true)
    const [{ id }] = (await app.inject('/v1/disputes?limit=1')).json().data
    const dispute = await browse(app, `/v1/disputes/${id}`)
    expect(dispute.body).toContain('Others say')
  })
})

describe('an error', () => {
  it.each(ERROR_URLS)('is a page for a browser: $url gets $status', async ({ url, status }) => {
    const response = await browse(app, url)
    expect(response.statusCode).toBe(status)
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(response.headers['cache-control']).toBe('no-store')
    expect(response.headers['content-security-policy']).toContain("script-src 'self'")
    expect(response.body).toContain('<meta name="robots" content="noindex">')
    expect(response.body).toContain(`Status ${status}`)
  })

  const ofTheApi = ERROR_URLS.filter(({ url }) => !url.startsWith('/embed/'))

  it.each(ofTheApi)('is a problem document for other clients: $url', async ({ url, status }) => {
    for (const accept of ['*/*', 'application/json', 'application/json, text/html']) {
      const response = await app.inject({ url, headers: { accept } })
      expect(response.statusCode).toBe(status)
      expect(response.headers['content-type']).toBe('application/problem+json')
    }
  })

  it('links to the request with the likely value', async () => {
    const value = await browse(app, '/v1/members?country=Frnace&role=member')
    expect(attributes(value.body, 'href')).toContain('/v1/members?country=FR&role=member')
    const list = await browse(app, '/v1/members?role=member,observr')
    expect(attributes(list.body, 'href')).toContain('/v1/members?role=member%2Cobserver')
    const name = await browse(app, '/v1/members?contry=FR')
    expect(attributes(name.body, 'href')).toContain('/v1/members?country=FR')
  })

  it('shows the request as text, even if it is HTML', async () => {
    const { body } = await browse(app, '/v1/members?country=<script>alert(1)</script>')
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(body).not.toContain('<script>alert')
  })
})

describe('the first page', () => {
  it('has at most 60 kB with what it loads, compressed', async () => {
    for (const url of ['/', '/v1/organizations/iom']) {
      const { body } = await browse(app, url)
      const files = ['/assets/style.css', '/assets/enhance.js', '/assets/favicon.svg']
      const bodies = [
        body,
        ...(await Promise.all(files.map((file) => app.inject(file)))).map((file) => file.body),
      ]
      const size = bodies.reduce((sum, text) => sum + brotliCompressSync(text).length, 0)
      expect(size).toBeLessThan(60_000)
    }
  })
})
