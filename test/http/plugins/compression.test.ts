import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { buildApp } from '../../../src/server/app.ts'
import { FIXTURE, fixtureApp, loadFolder } from '../../support/app.ts'

const app = await fixtureApp()
const LIST = '/v1/claims?limit=100'
const FILE = '/v1/dataset/seed.ndjson'
const SHORT = '/livez'

const plain = await app.inject({ url: LIST })

const request = (encoding: string, url = LIST) =>
  app.inject({ url, headers: { 'accept-encoding': encoding } })

describe('a text response', () => {
  it.each([
    ['zstd', 'zstd', zstdDecompressSync],
    ['br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['gzip, br;q=0.5', 'gzip', gunzipSync],
    ['zstd;q=0, gzip', 'gzip', gunzipSync],
  ])('is compressed for Accept-Encoding %s by %s', async (encoding, expected, decompress) => {
    const { headers, rawPayload } = await request(encoding)
    expect(headers['content-encoding']).toBe(expected)
    expect(headers.vary).toMatch(/accept-encoding/i)
    expect(headers.etag).toBe(plain.headers.etag)
    expect(rawPayload.length).toBeLessThan(plain.rawPayload.length / 2)
    expect(decompress(rawPayload).toString()).toBe(plain.body)
  })

  it.each(['identity', '', 'lzw'])(
    'is not compressed for Accept-Encoding “%s”',
    async (encoding) => {
      const { headers, body } = await request(encoding)
      expect(headers['content-encoding']).toBeUndefined()
      expect(body).toBe(plain.body)
    },
  )

  // RFC 9110 section 12.5.3.
  it.each([
    ['gzip;q=0, *', 'zstd'],
    ['*;q=0.1, gzip;q=0', 'zstd'],
    ['zstd;q=0, br;q=0, gzip;q=0, *', undefined],
    ['identity;q=0.9, br;q=0.1', undefined],
    ['gzip, deflate, br, zstd', 'zstd'],
    ['gzip;q=0.9, br;q=0.8', 'gzip'],
  ])('obeys the q-values of Accept-Encoding %s: %s', async (encoding, expected) => {
    expect((await request(encoding)).headers['content-encoding']).toBe(expected)
  })

  it('names Accept-Encoding in Vary whether it is compressed or not', async () => {
    for (const encoding of ['identity', 'gzip'])
      expect((await request(encoding)).headers.vary).toBe('Accept, accept-encoding')
  })

  it('is compressed when it is a stream', async () => {
    const csv = '/v1/claims?format=csv&limit=all'
    const { headers, rawPayload } = await request('gzip', csv)
    expect(headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(rawPayload).toString()).toBe((await app.inject({ url: csv })).body)
  })

  it('is not compressed when it is short', async () => {
    expect((await request('gzip', SHORT)).headers['content-encoding']).toBeUndefined()
  })

  it('is compressed when it is short but the client rejects an uncompressed body', async () => {
    const { headers, rawPayload } = await request('gzip, identity;q=0', SHORT)
    expect(headers['content-encoding']).toBe('gzip')
    expect(JSON.parse(gunzipSync(rawPayload).toString())).toEqual({ status: 'live' })
  })
})

describe('a short response from the response cache', () => {
  it('is compressed when the client rejects an uncompressed body', async () => {
    const cachedApp = await buildApp({ db: loadFolder(FIXTURE).db, cacheBytes: 2 ** 20 })
    onTestFinished(() => cachedApp.close())
    const url = '/v1/names?limit=1&evidence=none&fields=name'
    const send = (encoding: string) =>
      cachedApp.inject({ url, headers: { 'accept-encoding': encoding } })
    for (const _ of [1, 2]) await send('gzip')
    const stored = await send('gzip')
    expect(stored.headers['content-encoding']).toBeUndefined()
    const { headers, rawPayload } = await send('gzip, identity;q=0')
    expect(headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(rawPayload).toString()).toBe(stored.body)
    expect(headers.link).toBe(stored.headers.link)
  })
})

describe('a file with a digest', () => {
  it('is not compressed', async () => {
    const { headers, rawPayload } = await request('gzip', FILE)
    expect(headers['content-encoding']).toBeUndefined()
    expect(headers['content-length']).toBe(String(rawPayload.length))
  })
})

describe('a client that rejects every available coding', () => {
  it.each([
    ['identity;q=0', LIST, 'zstd, br, gzip, identity'],
    ['*;q=0', LIST, 'zstd, br, gzip, identity'],
    ['lzw, identity;q=0', LIST, 'zstd, br, gzip, identity'],
    ['gzip, identity;q=0', FILE, 'identity'],
  ])('gets 406 for Accept-Encoding %s of %s', async (encoding, url, available) => {
    const { statusCode, headers, body } = await request(encoding, url)
    expect(statusCode).toBe(406)
    expect(headers['content-encoding']).toBeUndefined()
    expect(JSON.parse(body)).toMatchObject({
      code: 'not-acceptable',
      detail: `Available content codings: ${available}.`,
    })
  })
})

describe('HEAD', () => {
  it.each([LIST, '/v1/names?format=jsonld', '/v1/people/antonio-vitorino'])(
    'of %s has no Content-Length, because the body is not made',
    async (url) => {
      for (const encoding of ['gzip', 'identity']) {
        const headers = { 'accept-encoding': encoding }
        const head = await app.inject({ method: 'HEAD', url, headers })
        expect([head.statusCode, head.body]).toEqual([200, ''])
        expect(head.headers['content-length']).toBeUndefined()
        expect(head.headers.vary).toMatch(/accept-encoding/)
        const { etag } = (await app.inject({ url, headers })).headers
        expect(head.headers.etag).toBe(etag)
      }
    },
  )

  it.each(['/openapi.yaml', '/openapi.json'])(
    'of %s has the Content-Length of GET, and none when GET is compressed',
    async (url) => {
      const head = await app.inject({
        method: 'HEAD',
        url,
        headers: { 'accept-encoding': 'gzip' },
      })
      expect([head.statusCode, head.headers['content-length']]).toEqual([200, undefined])
      expect(head.headers.vary).toMatch(/accept-encoding/)
      const uncompressed = await app.inject({ method: 'HEAD', url })
      const { rawPayload } = await app.inject({ url })
      expect(uncompressed.headers['content-length']).toBe(String(rawPayload.length))
    },
  )
})
