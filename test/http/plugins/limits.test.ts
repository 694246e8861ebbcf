import { setTimeout } from 'node:timers/promises'
import Fastify from 'fastify'
import { describe, expect, it, onTestFinished } from 'vitest'
import { handleClientError } from '../../../src/http/malformed-requests.ts'
import { hostHeader } from '../../../src/http/plugins/host-header.ts'
import { type LimitOptions, limits } from '../../../src/http/plugins/limits.ts'
import { createOperations, operationsRoutes } from '../../../src/http/plugins/operations.ts'
import { ProblemError, problemHandler } from '../../../src/http/problem.ts'

/** How much is served to whom, on an app that knows no facts and no database. */

async function bare(limited: Partial<LimitOptions> = {}, base?: string, trustProxy: string[] = []) {
  const app = Fastify({ trustProxy, clientErrorHandler: handleClientError })
  onTestFinished(() => app.close())
  await app.register(problemHandler, {
    refused: () => new ProblemError('invalid-parameter', 'wrong'),
  })
  await app.register(limits, { requests: 0, delay: 0, ...limited })
  await app.register(hostHeader, { base })
  await app.register(operationsRoutes, createOperations())
  app.get('/here', async (request) => ({ origin: request.origin }))
  return app
}

describe('a client', () => {
  it('is told how often it may ask, and is refused when it asked too often', async () => {
    const app = await bare({ requests: 2 })
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
      detail: '2 requests may be sent in 60 seconds.',
    })
    expect(third.headers).toMatchObject({
      'retry-after': '60',
      ratelimit: '"client";r=0;t=60',
      'cache-control': 'no-store',
    })
  })

  it('is not refused for what another one asked, nor for what operators ask', async () => {
    const app = await bare({ requests: 1 })
    const ask = (url: string, remoteAddress: string) => app.inject({ url, remoteAddress })
    expect((await ask('/here', '192.0.2.1')).statusCode).toBe(200)
    expect((await ask('/here', '192.0.2.1')).statusCode).toBe(429)
    expect((await ask('/here', '192.0.2.2')).statusCode).toBe(200)
    for (const url of ['/livez', '/metrics', '/livez'])
      expect((await ask(url, '192.0.2.1')).statusCode).toBe(200)
  })

  it('is told nothing of limits where there are none', async () => {
    const { headers } = await (await bare()).inject({ url: '/here' })
    expect(Object.keys(headers).filter((name) => name.startsWith('ratelimit'))).toEqual([])
  })

  it('is refused a URL that is too long', async () => {
    const app = await bare()
    const at = (length: number) => app.inject({ url: `/here?${'x'.repeat(length - 6)}` })
    expect((await at(8_000)).statusCode).toBe(200)
    const response = await at(8_001)
    expect(response.statusCode).toBe(414)
    expect(response.json()).toMatchObject({
      code: 'uri-too-long',
      detail: 'It has 8001 octets, of 8000.',
    })
  })
})

describe('a server that is kept from answering', () => {
  it('says so, and when to ask again, but answers operators', async () => {
    const app = await bare({ delay: 20 })
    await app.ready()
    const until = Date.now() + 5_000
    let response = await app.inject({ url: '/here' })
    while (response.statusCode === 200 && Date.now() < until) {
      const busy = Date.now() + 200
      while (Date.now() < busy);
      await setTimeout(5)
      response = await app.inject({ url: '/here' })
    }
    expect(response.statusCode).toBe(503)
    expect(response.headers['retry-after']).toBe('5')
    expect(response.json()).toMatchObject({ code: 'overloaded' })
    expect((await app.inject({ url: '/livez' })).statusCode).toBe(200)
  })
})

describe('the origin of the server', () => {
  const origins = async (
    headers: Record<string, string>,
    base?: string,
    trusted: string[] = [],
  ) => {
    const app = await bare({}, base, trusted)
    const response = await app.inject({ url: '/here', headers })
    return response.json().origin ?? response.json().code
  }
  const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'facts.example' }

  it.each([
    ['as the request says', { host: 'here:3000' }, undefined, [], 'http://here:3000'],
    ['with a port that goes without saying', { host: 'here:80' }, undefined, [], 'http://here:80'],
    ['by number', { host: '[::1]:3000' }, undefined, [], 'http://[::1]:3000'],
    [
      'as a proxy says that is trusted',
      forwarded,
      undefined,
      ['127.0.0.1'],
      'https://facts.example',
    ],
    ['not as any other says', { host: 'here', ...forwarded }, undefined, [], 'http://here'],
    [
      'as it is set',
      { host: 'here', ...forwarded },
      'https://set.example',
      [],
      'https://set.example',
    ],
    ['never what is no host', { host: 'x"><script>' }, undefined, [], 'bad-request'],
  ])('is %s', async (_, headers, base, trusted, expected) => {
    expect(await origins(headers, base, trusted)).toBe(expected)
  })
})
