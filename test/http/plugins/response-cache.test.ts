import { gunzipSync, zstdDecompressSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { ResponseCache } from '../../../src/http/plugins/response-cache.ts'
import { buildApp } from '../../../src/server/app.ts'
import { FIXTURE, loadFolder } from '../../support/app.ts'

const logged: string[] = []
const stream = { write: (line: string) => logged.push(line) }
const { db } = loadFolder(FIXTURE)
const app = await buildApp({ db, cacheBytes: 2 ** 20, logger: { level: 'info', stream } })
afterAll(() => app.close())

async function request(url: string, headers: Record<string, string> = {}, method = 'GET') {
  const response = await app.inject({ url, headers, method: method as 'GET' })
  const { date: _, ...rest } = response.headers
  return { status: response.statusCode, headers: rest, body: response.rawPayload }
}

/** The number of responses from the cache so far. */
async function hits(): Promise<number> {
  const { body } = await app.inject('/metrics')
  return Number(/^orgfacts_response_cache_hits_total (\d+)$/m.exec(body)?.[1])
}

/** A response that is made, one that is made and cached, and one from the cache. */
async function threeResponses(url: string, headers: Record<string, string> = {}) {
  const before = await hits()
  const made = await request(url, headers)
  const stored = await request(url, headers)
  const cached = await request(url, headers)
  expect((await hits()) - before, url).toBe(1)
  return { made, stored, cached }
}

describe('a cached response', () => {
  it.each([
    '/v1/leadership?limit=20',
    '/v1/people/antonio-vitorino',
    '/v1/organizations/iom?valid_at=2014',
    '/v1/search?q=geneva',
    '/v1/disputes?limit=3',
    '/v1/dataset',
    '/v1/names?limit=1',
    '/v1/names?format=jsonld',
  ])('has the same headers and body as the response that was made: %s', async (url) => {
    const { made, stored, cached } = await threeResponses(url)
    expect(made.status).toBe(200)
    expect(stored).toEqual(made)
    expect(cached).toEqual(made)
  })

  it.each([
    ['gzip', gunzipSync],
    ['zstd', zstdDecompressSync],
  ])('is stored compressed by %s for clients that accept it', async (coding, decompress) => {
    const url = `/v1/objectives?limit=9&sort=${coding === 'gzip' ? 'id' : '-id'}`
    const { made, stored, cached } = await threeResponses(url, { 'accept-encoding': coding })
    for (const { headers } of [made, stored, cached])
      expect(headers['content-encoding']).toBe(coding)
    expect(cached.body.equals(stored.body)).toBe(true)
    expect(decompress(cached.body).toString()).toBe((await app.inject(url)).body)
  })

  it('is found by another spelling of the URL, but not by another format or field list', async () => {
    const { made } = await threeResponses('/v1/names?limit=3&evidence=none')
    const before = await hits()
    const reordered = await request('/v1/names?evidence=none&limit=3')
    expect(reordered.body.equals(made.body)).toBe(true)
    expect(await hits()).toBe(before + 1)
    const jsonld = await request('/v1/names?limit=3&evidence=none', {
      accept: 'application/ld+json',
    })
    expect(jsonld.headers['content-type']).toContain('application/ld+json')
    const sparse = await request('/v1/names?limit=3&evidence=none&fields=name')
    expect(sparse.body.length).toBeLessThan(made.body.length)
  })

  it('is kept apart by host if its body has absolute URLs', async () => {
    const url = '/v1/names?format=jsonld&limit=2'
    const bodies = []
    for (const host of ['a.example', 'a.example', 'b.example', 'b.example'])
      bodies.push((await request(url, { host })).body.toString())
    expect(bodies[1]).toBe(bodies[0])
    expect(bodies[3]).toBe(bodies[2])
    expect(bodies[2]).toBe(bodies[0]?.replaceAll('a.example', 'b.example'))
  })

  it('is logged and counted like any other response', async () => {
    await threeResponses('/v1/names?limit=1&sort=id')
    const line = logged.map((text) => JSON.parse(text)).findLast(({ cached }) => cached === 'hit')
    expect(line).toMatchObject({
      method: 'GET',
      url: '/v1/names?limit=1&sort=id',
      route: '/v1/names',
      status: 200,
      request_id: expect.any(String),
      msg: 'request completed',
    })
  })
})

describe('the cache', () => {
  it.each([
    ['a problem', '/v1/names/nothing', 'GET'],
    ['a stream', '/v1/names?format=csv', 'GET'],
    ['a response to HEAD', '/v1/funding', 'HEAD'],
  ])('does not store %s', async (_, url, method) => {
    const before = await hits()
    for (let n = 0; n < 3; n += 1) await request(url, {}, method)
    expect(await hits()).toBe(before)
  })

  const entry = { body: Buffer.alloc(1_000), headers: {} }
  const respond = (cache: ResponseCache, key: string) => {
    if (cache.find(key) === undefined && cache.isRequestedAgain(key)) cache.store(key, entry)
  }

  it('stores nothing that is requested once', () => {
    const cache = new ResponseCache(100_000)
    for (let n = 0; n < 50_000; n += 1) respond(cache, `once-${n}`)
    expect(cache.bytes).toBe(0)
  })

  it('never exceeds its size, and keeps what is requested often', () => {
    const cache = new ResponseCache(100_000)
    const frequent = Array.from({ length: 20 }, (_, n) => `frequent-${n}`)
    for (let n = 0; n < 10_000; n += 1) {
      respond(cache, `twice-${n}`)
      respond(cache, `twice-${n}`)
      if (n % 20 === 0) for (const key of frequent) respond(cache, key)
      expect(cache.bytes).toBeLessThanOrEqual(100_000)
    }
    for (const key of frequent) expect(cache.find(key), key).toBeDefined()
  })
})
