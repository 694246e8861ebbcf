import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { describe, expect, it } from 'vitest'
import { compression } from '../../src/http/plugins/compression.ts'
import { sendRangeDownload } from '../../src/http/range-download.ts'
import { fixtureApp } from '../support/app.ts'
import { createBareApp } from './bare-app.ts'

const app = await fixtureApp()
const FILE = '/v1/dataset/orgfacts.db'

const request = (headers: Record<string, string> = {}) => app.inject({ url: FILE, headers })

describe('a range of a download', () => {
  it('is the whole file when the suffix is longer than the file (RFC 9110 14.1.2)', async () => {
    const { length } = (await request()).rawPayload
    const response = await request({ range: 'bytes=-999999999' })
    expect(response.statusCode).toBe(206)
    expect(response.headers['content-range']).toBe(`bytes 0-${length - 1}/${length}`)
  })

  it('is the end of the file when it is a suffix, in any spelling of the unit', async () => {
    const whole = (await request()).rawPayload
    const response = await request({ range: 'Bytes=-10' })
    expect(response.rawPayload.equals(whole.subarray(-10))).toBe(true)
  })

  it.each(['bytes=-0', 'bytes=999999999-'])('returns 416 with the length for %s', async (range) => {
    const { length } = (await request()).rawPayload
    const response = await request({ range })
    expect([response.statusCode, response.json().code]).toEqual([416, 'range-not-satisfiable'])
    expect(response.headers['content-range']).toBe(`bytes */${length}`)
  })
})

describe('a conditional request for a download', () => {
  it('returns 304 without content headers when the tag matches, before it reads Range', async () => {
    const etag = String((await request()).headers.etag)
    const response = await request({ 'if-none-match': etag, range: 'bytes=999999999-' })
    expect(response.statusCode).toBe(304)
    for (const name of ['content-type', 'content-disposition', 'repr-digest'])
      expect(response.headers[name]).toBeUndefined()
  })

  it('returns 412 when If-Match has another tag', async () => {
    const response = await request({ 'if-match': '"other"', range: 'bytes=0-9' })
    expect([response.statusCode, response.json().code]).toEqual([412, 'precondition-failed'])
  })

  it('returns the range when If-Match has the tag', async () => {
    const etag = String((await request()).headers.etag)
    const response = await request({ 'if-match': `"other", ${etag}`, range: 'bytes=0-9' })
    expect(response.statusCode).toBe(206)
  })
})

/** An app with one file, which was written at a time. */
async function appWithFile(modified: Date | null): Promise<FastifyInstance> {
  const bare = await createBareApp()
  await bare.register(compression)
  const bytes = Buffer.from('0123456789')
  const sha256 = createHash('sha256').update(bytes).digest('base64')
  bare.get('/file', async (received, reply) =>
    sendRangeDownload(received, reply, {
      filename: 'file.bin',
      type: 'application/octet-stream',
      tag: 'tag',
      bytes: bytes.length,
      sha256,
      modified,
      read: (start, end) => Readable.from([bytes.subarray(start, end + 1)]),
    }),
  )
  return bare
}

describe('Last-Modified of a download', () => {
  const written = new Date('2026-11-22T10:20:30.987Z')

  it.each([{}, { range: 'bytes=0-1' }])('is the time in whole seconds with %j', async (headers) => {
    const bare = await appWithFile(written)
    const response = await bare.inject({ url: '/file', headers })
    expect(response.headers['last-modified']).toBe('Sun, 22 Nov 2026 10:20:30 GMT')
  })

  it('is never later than the response (RFC 9110 8.8.2.1)', async () => {
    const bare = await appWithFile(new Date(Date.now() + 3_600_000))
    const { headers } = await bare.inject({ method: 'HEAD', url: '/file' })
    expect(Date.parse(String(headers['last-modified']))).toBeLessThanOrEqual(Date.now())
  })

  it('is left out when the time is unknown, and dates of requests are then ignored', async () => {
    const bare = await appWithFile(null)
    for (const name of ['if-modified-since', 'if-unmodified-since']) {
      const headers = { [name]: 'Sun, 22 Nov 2026 10:20:30 GMT' }
      const response = await bare.inject({ url: '/file', headers })
      expect([response.statusCode, response.headers['last-modified']]).toEqual([200, undefined])
    }
  })

  it.each([
    ['if-modified-since', 'Sun, 22 Nov 2026 10:20:30 GMT', 304],
    ['if-modified-since', 'Sunday, 22-Nov-26 10:20:30 GMT', 304],
    ['if-modified-since', 'Sun Nov 22 10:20:30 2026', 304],
    ['if-modified-since', 'Sun, 22 Nov 2026 10:20:29 GMT', 200],
    ['if-modified-since', 'yesterday 1', 200],
    ['if-unmodified-since', 'Sun, 22 Nov 2026 10:20:30 GMT', 200],
    ['if-unmodified-since', 'Sun, 22 Nov 2026 10:20:29 GMT', 412],
    ['if-unmodified-since', '1', 200],
  ])('is compared with %s: %s, which returns %i', async (name, date, status) => {
    const bare = await appWithFile(written)
    const response = await bare.inject({ url: '/file', headers: { [name]: date } })
    expect(response.statusCode).toBe(status)
    if (status === 412) expect(response.json().detail).toContain('If-Unmodified-Since')
  })

  it('is not compared when the request has an entity tag (RFC 9110 13.2.2)', async () => {
    const bare = await appWithFile(written)
    const statusWith = async (headers: Record<string, string>) =>
      (await bare.inject({ url: '/file', headers })).statusCode
    const [old, now] = ['Sun, 06 Nov 1994 08:49:37 GMT', new Date().toUTCString()]
    expect(await statusWith({ 'if-match': '"tag"', 'if-unmodified-since': old })).toBe(200)
    expect(await statusWith({ 'if-none-match': '"tag"', 'if-modified-since': old })).toBe(304)
    expect(await statusWith({ 'if-none-match': '"x"', 'if-modified-since': now })).toBe(200)
  })

  it('is no strong validator, so a date in If-Range gets the whole file', async () => {
    const bare = await appWithFile(written)
    const headers = { range: 'bytes=0-1', 'if-range': 'Sun, 22 Nov 2026 10:20:30 GMT' }
    expect((await bare.inject({ url: '/file', headers })).statusCode).toBe(200)
  })
})
