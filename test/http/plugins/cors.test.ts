import { describe, expect, it, onTestFinished } from 'vitest'
import { buildApp } from '../../../src/server/app.ts'
import { FIXTURE, fixtureApp, loadFolder } from '../../support/app.ts'

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
    expect(headers['access-control-allow-methods']).toBe('GET, HEAD, OPTIONS, POST')
  })

  it('may read the 404 of an unknown path, also after a preflight', async () => {
    const preflight = await app.inject({
      method: 'OPTIONS',
      url: '/nowhere',
      headers: {
        origin,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'x-client',
      },
    })
    expect([preflight.statusCode, preflight.body]).toEqual([204, ''])
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'x-client',
      'access-control-max-age': '86400',
    })
    const response = await app.inject({ url: '/nowhere', headers: { origin } })
    expect(response.statusCode).toBe(404)
    expect(response.headers['access-control-allow-origin']).toBe('*')
  })

  it('may send a preflight more often than other requests when these are limited', async () => {
    const limits = { requestsPerMinute: 1, maxDelayMs: 0 }
    const limited = await buildApp({ db: loadFolder(FIXTURE).db, limits })
    onTestFinished(() => limited.close())
    const headers = { origin, 'access-control-request-method': 'GET' }
    for (const _ of [1, 2, 3]) {
      const { statusCode } = await limited.inject({ method: 'OPTIONS', url, headers })
      expect(statusCode).toBe(204)
    }
  })
})
