import { describe, expect, it } from 'vitest'
import { fixtureApp } from '../support/app.ts'
import { browse } from './page-requests.ts'

const app = await fixtureApp()

describe('/sitemap.xml', () => {
  it('lists pages by their absolute URLs, all of which respond', async () => {
    const { body, headers } = await app.inject({
      url: '/sitemap.xml',
      headers: { host: 'facts.example' },
    })
    expect(headers['content-type']).toMatch(/^application\/xml/)
    const urls = [...body.matchAll(/<loc>http:\/\/facts\.example([^<]+)<\/loc>/g)].map(
      ([, path = '']) => path,
    )
    expect(urls).toEqual(
      expect.arrayContaining(['/', '/v1/dataset', '/v1/members', '/v1/organizations/iom']),
    )
    for (const url of urls) expect([url, (await browse(app, url)).statusCode]).toEqual([url, 200])
  })
})

describe('/robots.txt', () => {
  it('leaves out URLs with a query, and leads to the site map', async () => {
    const { body } = await app.inject({ url: '/robots.txt', headers: { host: 'facts.example' } })
    expect(body).toBe('User-agent: *\nDisallow: /*?\n\nSitemap: http://facts.example/sitemap.xml\n')
  })
})

describe('the files of pages', () => {
  it.each([
    ['/assets/style.css', 'text/css; charset=utf-8'],
    ['/assets/enhance.js', 'text/javascript; charset=utf-8'],
    ['/assets/favicon.svg', 'image/svg+xml'],
    ['/favicon.ico', 'image/svg+xml'],
  ])('%s has the type %s, and is cached', async (url, type) => {
    const { headers, statusCode } = await app.inject(url)
    expect([statusCode, headers['content-type']]).toEqual([200, type])
    const again = await app.inject({ url, headers: { 'if-none-match': String(headers.etag) } })
    expect(again.statusCode).toBe(304)
  })
})
