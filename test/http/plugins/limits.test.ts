import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createOperations, operationsRoutes } from '../../../src/http/plugins/health-and-metrics.ts'
import { type LimitOptions, limits } from '../../../src/http/plugins/limits.ts'
import { fixtureApp } from '../../support/app.ts'
import { createBareApp } from '../bare-app.ts'

async function limitedApp(options: Partial<LimitOptions> = {}) {
  const app = await createBareApp()
  await app.register(limits, { requestsPerMinute: 0, maxDelayMs: 0, ...options })
  await app.register(operationsRoutes, createOperations())
  app.get('/here', async () => ({}))
  return app
}

describe('a limit of requests', () => {
  it('is reported in every response, and returns 429 when a client exceeds it', async () => {
    const app = await limitedApp({ requestsPerMinute: 2 })
    const first = await app.inject({ url: '/here' })
    expect(first.headers).toMatchObject({
      'ratelimit-policy': '"client";q=2;w=60',
      ratelimit: '"client";r=1;t=60',
    })
    await app.inject({ url: '/nowhere' })
    const third = await app.inject({ url: '/here' })
    expect(third.statusCode).toBe(429)
    expect(third.json()).toMatchObject({
      code: 'too-many-requests',
      detail: 'A client may send 2 requests in 60 seconds.',
    })
    expect(third.headers).toMatchObject({
      'retry-after': '60',
      ratelimit: '"client";r=0;t=60',
      'cache-control': 'no-store',
    })
  })

  it('counts each client by itself, and does not count probes', async () => {
    const app = await limitedApp({ requestsPerMinute: 1 })
    const statusOf = async (url: string, remoteAddress: string) =>
      (await app.inject({ url, remoteAddress })).statusCode
    expect(await statusOf('/here', '192.0.2.1')).toBe(200)
    expect(await statusOf('/here', '192.0.2.1')).toBe(429)
    expect(await statusOf('/here', '192.0.2.2')).toBe(200)
    for (const url of ['/livez', '/metrics', '/livez'])
      expect(await statusOf(url, '192.0.2.1')).toBe(200)
  })

  it('sets no header when it is 0', async () => {
    const { headers } = await (await limitedApp()).inject({ url: '/here' })
    expect(Object.keys(headers).filter((name) => name.startsWith('ratelimit'))).toEqual([])
  })
})

describe('a long URL', () => {
  it('returns 414 when it is longer than 8000 octets', async () => {
    const app = await limitedApp()
    const ofLength = (length: number) => app.inject({ url: `/here?${'x'.repeat(length - 6)}` })
    expect((await ofLength(8_000)).statusCode).toBe(200)
    const response = await ofLength(8_001)
    expect(response.statusCode).toBe(414)
    expect(response.json()).toMatchObject({
      code: 'uri-too-long',
      detail: 'The URL has 8001 octets; the limit is 8000.',
    })
  })

  it('returns 404 when only the id is too long', async () => {
    const app = await fixtureApp()
    const statusOf = async (length: number) =>
      (await app.inject({ url: `/v1/names/${'a'.repeat(length)}` })).statusCode
    expect(await statusOf(1_001)).toBe(404)
    expect(await statusOf(9_000)).toBe(414)
  })
})

describe('a limit of the event loop delay', () => {
  it('returns 503 with Retry-After while the server is too busy, except to probes', async () => {
    const app = await limitedApp({ maxDelayMs: 20 })
    await app.ready()
    const until = Date.now() + 5_000
    let response = await app.inject({ url: '/here' })
    while (response.statusCode === 200 && Date.now() < until) {
      const busyUntil = Date.now() + 200
      while (Date.now() < busyUntil);
      await setTimeout(5)
      response = await app.inject({ url: '/here' })
    }
    expect(response.statusCode).toBe(503)
    expect(response.headers['retry-after']).toBe('5')
    expect(response.json()).toMatchObject({ code: 'overloaded' })
    expect((await app.inject({ url: '/livez' })).statusCode).toBe(200)
  })

  it('returns 503 when every turn of the event loop takes longer than a measurement', async () => {
    const app = await limitedApp({ maxDelayMs: 1_000 })
    await app.ready()
    // The first measurements include the start of the server, and are ignored.
    await setTimeout(2_100)
    for (let turn = 0; turn < 3; turn += 1) {
      const busyUntil = Date.now() + 1_200
      while (Date.now() < busyUntil);
      await setTimeout(1)
    }
    const response = await app.inject({ url: '/here' })
    expect([response.statusCode, response.json().code]).toEqual([503, 'overloaded'])
  })
})
