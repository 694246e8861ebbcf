import { describe, expect, it, onTestFinished } from 'vitest'
import { buildApp } from '../../../src/server/app.ts'
import { FIXTURE, fixtureApp, loadFolder } from '../../support/app.ts'

const app = await fixtureApp()

describe('security headers', () => {
  it.each([
    ...['/', '/v1/names', '/v1/names?format=csv', '/v1/names/nothing', '/nowhere', '/openapi.json'],
    ...['/problems/internal-error', '/metrics', '/llms.txt', '/v1/dataset/seed.ndjson'],
  ])('are set on the response to %s', async (url) => {
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

  it('require https when the base URL has it', async () => {
    const secure = await buildApp({ db: loadFolder(FIXTURE).db, baseUrl: 'https://facts.example' })
    onTestFinished(() => secure.close())
    const { headers } = await secure.inject('/v1/names')
    expect(headers['strict-transport-security']).toMatch(/^max-age=\d{8}/)
  })
})
