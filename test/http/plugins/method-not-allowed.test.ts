import { describe, expect, it, onTestFinished } from 'vitest'
import { buildApp } from '../../../src/server/app.ts'
import { FIXTURE, fixtureApp, loadFolder } from '../../support/app.ts'
import { sendRaw } from '../raw-request.ts'

const app = await fixtureApp()
const LIST = '/v1/names'
const ALLOWED = 'GET, HEAD, OPTIONS'

describe('a method that a path does not support', () => {
  it.each(['PROPFIND', 'PURGE', 'TRACE', 'POST', 'DELETE'])(
    'returns 405 with Allow for %s, whatever the body is',
    async (method) => {
      const response = await app.inject({
        method: method as 'POST',
        url: LIST,
        headers: { 'content-type': 'application/json' },
        payload: '{',
      })
      expect([response.statusCode, response.headers.allow]).toEqual([405, ALLOWED])
      expect(response.json().code).toBe('method-not-allowed')
    },
  )

  it('returns 404 when no method has the path', async () => {
    const payload = '{'.repeat(2e6)
    const response = await app.inject({ method: 'POST', url: '/v1/nowhere', payload })
    expect([response.statusCode, response.json().code]).toEqual([404, 'not-found'])
  })
})

describe('GET with a body', () => {
  it.each(['x', '{"a":', '{"limit":3}'])(
    'returns the same as without: %s (RFC 9110 9.3.1)',
    async (payload) => {
      const headers = { 'content-type': 'application/json' }
      const response = await app.inject({ method: 'GET', url: LIST, headers, payload })
      expect(response.statusCode).toBe(200)
      expect(response.body).toBe((await app.inject({ url: LIST })).body)
    },
  )
})

describe('OPTIONS', () => {
  it.each([LIST, '/v1/leadership', '/v1/leadership/x', '/'])(
    'returns 204 with the methods of %s, and no content',
    async (url) => {
      const { statusCode, headers } = await app.inject({ method: 'OPTIONS', url })
      expect([statusCode, headers.allow]).toEqual([204, ALLOWED])
      expect(headers['content-length']).toBeUndefined()
    },
  )

  it('returns a problem with the headers of every response for an unknown path', async () => {
    const response = await app.inject({ method: 'OPTIONS', url: '/nowhere' })
    expect([response.statusCode, response.json().code]).toEqual([404, 'not-found'])
    expect(response.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'access-control-allow-origin': '*',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    })
    expect(response.headers.allow).toBeUndefined()
  })

  it('returns 204 for the whole server (*)', async () => {
    const listening = await buildApp({ db: loadFolder(FIXTURE).db })
    onTestFinished(() => listening.close())
    const request = 'OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'
    const { head } = await sendRaw(listening, request)
    expect(head).toContain('HTTP/1.1 204 ')
  })
})
