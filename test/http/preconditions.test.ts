import { describe, expect, it } from 'vitest'
import { fixtureApp } from '../support/app.ts'

/** Preconditions on the whole app, where hooks of several plugins meet. */

const app = await fixtureApp()
const LIST = '/v1/names'

describe('HEAD with If-None-Match: *', () => {
  it.each([LIST, '/v1/people/antonio-vitorino', '/v1/dataset', `${LIST}?format=csv`])(
    'returns 304 for %s, as GET does',
    async (url) => {
      const headers = { 'if-none-match': '*' }
      for (const method of ['GET', 'HEAD'] as const)
        expect((await app.inject({ method, url, headers })).statusCode, method).toBe(304)
    },
  )
})

describe('If-Match', () => {
  it('returns 412 for a weak tag, because the comparison is strong (RFC 9110 13.1.1)', async () => {
    const etag = String((await app.inject({ url: LIST })).headers.etag)
    const response = await app.inject({ url: LIST, headers: { 'if-match': etag } })
    expect(response.statusCode).toBe(412)
  })

  it('returns 200 for *', async () => {
    const response = await app.inject({ url: LIST, headers: { 'if-match': '*' } })
    expect(response.statusCode).toBe(200)
  })
})
