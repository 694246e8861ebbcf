import { describe, expect, it } from 'vitest'
import { sendHead } from '../../src/http/head-response.ts'
import { createBareApp } from './bare-app.ts'
import { sendRaw } from './raw-request.ts'

describe('sendHead', () => {
  it('sends the media type, and neither a body nor its length', async () => {
    const app = await createBareApp()
    app.head('/things', async (_, reply) => sendHead(reply, 'text/csv'))
    const { statusCode, headers, body } = await app.inject({ method: 'HEAD', url: '/things' })
    expect([statusCode, body]).toEqual([200, ''])
    expect(headers['content-type']).toBe('text/csv')
    expect(headers['content-length']).toBeUndefined()
  })

  it('leaves the connection open for the next request', async () => {
    const app = await createBareApp()
    app.head('/things', async (_, reply) => sendHead(reply, 'text/csv'))
    app.get('/next', async () => 'next')
    const { bytes, ...raw } = await sendRaw(
      app,
      'HEAD /things HTTP/1.1\r\nHost: a\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    )
    expect(raw.head).toContain('HTTP/1.1 200 OK')
    // What follows the headers of HEAD is the second response.
    expect(raw.body).toMatch(/^HTTP\/1\.1 200 OK/)
  })
})
