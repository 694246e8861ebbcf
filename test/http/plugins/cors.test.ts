import { describe, expect, it } from 'vitest'
import { fixtureApp } from '../../support/app.ts'

const app = await fixtureApp()
const url = '/v1/names'
const origin = 'https://a.example'

describe('a page of another origin', () => {
  it('may read the response and its headers, without credentials', async () => {
    const { headers } = await app.inject({ url, headers: { origin } })
    expect(headers['access-control-allow-origin']).toBe('*')
    expect(headers['access-control-allow-credentials']).toBeUndefined()
    expect(headers['access-control-expose-headers']).toContain('ETag, Link')
  })

  it('gets 204 with the methods when it sends a preflight', async () => {
    const { statusCode, headers } = await app.inject({
      method: 'OPTIONS',
      url,
      headers: { origin, 'access-control-request-method': 'GET' },
    })
    expect(statusCode).toBe(204)
    expect(headers['access-control-allow-methods']).toBe('GET, HEAD, OPTIONS')
  })
})
