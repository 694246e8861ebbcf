import { describe, expect, it } from 'vitest'
import { fixtureApp } from '../support/app.ts'

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
