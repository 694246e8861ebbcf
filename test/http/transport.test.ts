import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { testApp } from '../support/app.ts'

const app = await testApp()
const url = '/v1/objectives?limit=500'
const plain = await app.inject({ url })

const ask = (encoding: string, path = url) =>
  app.inject({ url: path, headers: { 'accept-encoding': encoding } })

describe('compression', () => {
  it.each([
    ['zstd', 'zstd', zstdDecompressSync],
    ['br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['gzip, br;q=0.5', 'gzip', gunzipSync],
    ['zstd;q=0, gzip', 'gzip', gunzipSync],
  ])('for %s is %s', async (accepted, expected, decompress) => {
    const { headers, rawPayload } = await ask(accepted)
    expect(headers['content-encoding']).toBe(expected)
    expect(headers.vary).toMatch(/accept-encoding/i)
    expect(headers.etag).toBe(plain.headers.etag)
    expect(rawPayload.length).toBeLessThan(plain.rawPayload.length / 4)
    expect(decompress(rawPayload).toString()).toBe(plain.body)
  })

  it.each(['identity', '', 'lzw'])('for “%s” is none', async (accepted) => {
    const { headers, body } = await ask(accepted)
    expect(headers['content-encoding']).toBeUndefined()
    expect(body).toBe(plain.body)
  })

  it('is told of in Vary, whether it is there or not', async () => {
    for (const encoding of ['identity', 'gzip'])
      expect((await ask(encoding)).headers.vary).toBe('Accept, accept-encoding')
  })

  it('leaves small answers and files with a digest alone', async () => {
    expect((await ask('gzip', '/livez')).headers['content-encoding']).toBeUndefined()
    const file = await ask('gzip', '/v1/dataset/seed.ndjson')
    expect(file.headers['content-encoding']).toBeUndefined()
    expect(file.headers['content-length']).toBe(String(file.rawPayload.length))
  })

  it('is of small answers, too, where a plain one is refused', async () => {
    const { headers, rawPayload } = await ask('gzip, identity;q=0', '/livez')
    expect(headers['content-encoding']).toBe('gzip')
    expect(JSON.parse(gunzipSync(rawPayload).toString())).toEqual({ status: 'live' })
  })

  it.each([
    ['identity;q=0', url],
    ['*;q=0', url],
    ['lzw, identity;q=0', url],
    ['gzip, identity;q=0', '/v1/dataset/seed.ndjson'],
  ])('for “%s” of %s is refused with what is on offer', async (accepted, path) => {
    const { statusCode, headers, body } = await ask(accepted, path)
    expect(statusCode).toBe(406)
    expect(headers['content-encoding']).toBeUndefined()
    expect(JSON.parse(body)).toMatchObject({ code: 'not-acceptable' })
  })

  it('is of streams, too', async () => {
    const csv = '/v1/claims?format=csv&limit=all'
    const { headers, rawPayload } = await ask('gzip', csv)
    expect(headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(rawPayload).toString()).toBe((await app.inject({ url: csv })).body)
  })
})

describe('another origin', () => {
  it('may read, and see the headers that help it', async () => {
    const { headers } = await app.inject({ url, headers: { origin: 'https://a.example' } })
    expect(headers['access-control-allow-origin']).toBe('*')
    expect(headers['access-control-allow-credentials']).toBeUndefined()
    expect(headers['access-control-expose-headers']).toContain('ETag, Link')
  })

  it('is answered when it asks first', async () => {
    const { statusCode, headers } = await app.inject({
      method: 'OPTIONS',
      url,
      headers: { origin: 'https://a.example', 'access-control-request-method': 'GET' },
    })
    expect(statusCode).toBe(204)
    expect(headers['access-control-allow-methods']).toBe('GET, HEAD, OPTIONS')
  })
})

describe('OPTIONS', () => {
  it('tells what a path allows, and that there is none where there is none', async () => {
    for (const path of ['/v1/leadership', '/v1/leadership/x', '/']) {
      const { statusCode, headers } = await app.inject({ method: 'OPTIONS', url: path })
      expect([statusCode, headers.allow]).toEqual([204, 'GET, HEAD, OPTIONS'])
    }
    const response = await app.inject({ method: 'OPTIONS', url: '/nowhere' })
    expect([response.statusCode, response.json().code]).toEqual([404, 'unknown-path'])
  })
})

describe('a program that was told nothing', () => {
  it('finds the document from every answer, and from the catalog', async () => {
    for (const path of ['/', url, '/nowhere', '/v1/names?limit=1'])
      expect((await app.inject({ url: path })).headers.link).toContain(
        '</openapi.json>; rel="service-desc", </docs>; rel="service-doc"',
      )
    const catalog = await app.inject({ url: '/.well-known/api-catalog' })
    expect(catalog.headers['content-type']).toMatch(/^application\/linkset\+json/)
    const [{ 'service-desc': desc }] = catalog.json().linkset
    expect((await app.inject({ url: desc[0].href })).statusCode).toBe(200)
  })

  it('is led to the next page beside it', async () => {
    const { headers } = await app.inject({ url: '/v1/names?limit=1' })
    expect(headers.link).toMatch(/, <\/v1\/names\?limit=1&cursor=[\w-]+>; rel="next", /)
  })

  it('may have the document as YAML', async () => {
    const { body, headers } = await app.inject({ url: '/openapi.yaml' })
    expect(headers['content-type']).toMatch(/^application\/yaml/)
    expect(parse(body)).toEqual((await app.inject({ url: '/openapi.json' })).json())
  })

  it.each(['/robots.txt', '/llms.txt'])('finds %s', async (path) => {
    const { statusCode, headers } = await app.inject({ url: path })
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8'])
  })
})
