import { describe, expect, it } from 'vitest'
import { buildApp } from '../../../src/server/app.ts'
import { loaded, SEED, testApp } from '../../support/app.ts'

/** What browsers are told, on every answer. */

const app = await testApp()

describe('every answer', () => {
  it.each([
    ...['/', '/v1/names', '/v1/names?format=csv', '/v1/names/nothing', '/nowhere', '/openapi.json'],
    ...['/problems/internal', '/metrics', '/llms.txt', '/v1/dataset/seed.ndjson'],
  ])('%s is taken for what it says it is, loads nothing, and tells no one else', async (url) => {
    const { headers } = await app.inject(url)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy':
        "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'cross-origin',
    })
    for (const name of ['server', 'x-powered-by', 'strict-transport-security'])
      expect(headers).not.toHaveProperty(name)
  })

  it('asks for https from then on, where that is how callers find the server', async () => {
    const secure = await buildApp({ db: loaded(SEED).db, base: 'https://facts.example' })
    const { headers } = await secure.inject('/v1/names')
    expect(headers['strict-transport-security']).toMatch(/^max-age=\d{8}/)
  })
})
