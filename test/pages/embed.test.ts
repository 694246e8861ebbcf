import { describe, expect, it } from 'vitest'
import { buildApp } from '../../src/server/app.ts'
import { FIXTURE, fixtureApp, loadFolder } from '../support/app.ts'
import { browse, pageUrls } from './page-requests.ts'

const app = await fixtureApp()

describe('framing by other sites', () => {
  it('is allowed for /embed/ only', async () => {
    for (const url of await pageUrls(app)) {
      const { headers } = await browse(app, url)
      const isEmbedded = url.startsWith('/embed/')
      expect([url, String(headers['content-security-policy'])]).toEqual([
        url,
        expect.stringContaining(`frame-ancestors ${isEmbedded ? '*' : "'none'"}`),
      ])
    }
  })

  it('is still allowed when the response comes from the cache', async () => {
    const cached = await buildApp({ db: loadFolder(FIXTURE).db, cacheBytes: 10_000_000 })
    for (let n = 0; n < 4; n += 1) {
      const { headers } = await browse(cached, '/embed/organizations/iom/card')
      expect(headers['content-security-policy']).toContain('frame-ancestors *')
    }
    expect(cached.served.cache?.hits).toBeGreaterThan(0)
    await cached.close()
  })
})

describe('the snippet on the page of an organization', () => {
  it('has the URL of an embedded chart, which responds', async () => {
    const { body } = await browse(app, '/v1/organizations/iom', { host: 'facts.example' })
    const urls = [...body.matchAll(/&lt;iframe src=&quot;http:\/\/facts\.example(\/[^&]+)&quot;/g)]
    expect(urls.map(([, url]) => url)).toEqual([
      '/embed/organizations/iom/members',
      '/embed/organizations/iom/heads',
    ])
    for (const [, url = ''] of urls) expect((await browse(app, url)).statusCode).toBe(200)
  })
})

describe('what an organization does not have', () => {
  it('is said in the embedded page', async () => {
    const { body, statusCode } = await browse(app, '/embed/organizations/unhcr-test/members')
    expect([statusCode, body.includes('Unknown id')]).toEqual([404, true])
  })
})
