import Fastify from 'fastify'
import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'
import {
  conditionalRequests,
  ReleaseParameter,
} from '../../../src/http/plugins/conditional-requests.ts'
import { contentNegotiation } from '../../../src/http/plugins/content-negotiation.ts'
import { ProblemError, problemHandler } from '../../../src/http/problem.ts'

/** Conditional requests and forms, on an app that knows no facts and no database. */

async function bare(version = 'a1') {
  let made = 0
  const app = Fastify({ ajv: { customOptions: { removeAdditional: false } } })
  await app.register(problemHandler, {
    refused: () => new ProblemError('invalid-parameter', 'wrong'),
  })
  await app.register(contentNegotiation)
  await app.register(conditionalRequests, { release: version.padEnd(16, '0'), build: '1' })
  const querystring = Type.Object(
    {
      a: Type.Optional(Type.String({ default: 'x' })),
      b: Type.Optional(Type.String()),
      release: Type.Optional(ReleaseParameter),
      format: Type.Optional(Type.Enum(['json', 'csv'], { type: 'string' })),
    },
    { additionalProperties: false },
  )
  const config = { formats: ['json', 'csv', 'ndjson'] as const }
  app.get('/things', { schema: { querystring }, config }, async (request) => {
    made += 1
    return request.query
  })
  app.get('/things/:id', async () => {
    throw new ProblemError('unknown-id', 'None.')
  })
  return { app, made: () => made }
}

async function tag(url: string, accept = '*/*', version = 'a1') {
  const { app } = await bare(version)
  return (await app.inject({ url, headers: { accept } })).headers.etag
}

describe('an answer', () => {
  it('has a weak tag, may be kept for five minutes, and says what it depends on', async () => {
    const { app } = await bare()
    const { headers } = await app.inject({ url: '/things' })
    expect(headers.etag).toMatch(/^W\/"[\w-]{22}"$/)
    expect(headers['cache-control']).toBe('public, max-age=300, stale-while-revalidate=86400')
    expect(headers.vary).toBe('Accept, accept-encoding')
  })

  it('has the same tag however its parameters are ordered and its defaults left unsaid', async () => {
    expect(await tag('/things?b=2&a=x')).toBe(await tag('/things?b=2'))
    expect(await tag('/things?a=1&b=2')).toBe(await tag('/things?b=2&a=1'))
    expect(await tag('/things?format=json')).toBe(await tag('/things', 'application/json'))
  })

  it('has another tag where parameters, form or version are others', async () => {
    const plain = await tag('/things')
    expect(await tag('/things?b=1')).not.toBe(plain)
    expect(await tag('/things', 'text/csv')).not.toBe(plain)
    expect(await tag('/things', '*/*', 'b2')).not.toBe(plain)
  })

  it('that is pinned to a release may be kept for good', async () => {
    const { app } = await bare()
    const pinned = await app.inject({ url: '/things?release=a100000000000000' })
    expect(pinned.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  it('that is pinned to another release is gone', async () => {
    const { app } = await bare()
    const response = await app.inject({ url: '/things?release=b200000000000000' })
    expect(response.statusCode).toBe(410)
    expect(response.json()).toMatchObject({
      code: 'stale-release',
      detail: 'Release b200000000000000 was asked for; this is a100000000000000.',
    })
    expect(response.headers['cache-control']).toBe('no-store')
  })

  it('is not made again for whoever has it', async () => {
    const { app, made } = await bare()
    const { headers } = await app.inject({ url: '/things' })
    for (const known of [headers.etag, `"other", ${headers.etag}`, String(headers.etag).slice(2)]) {
      const again = await app.inject({ url: '/things', headers: { 'if-none-match': known } })
      expect([again.statusCode, again.body]).toEqual([304, ''])
      expect(again.headers).toMatchObject({
        etag: headers.etag,
        vary: 'Accept, accept-encoding',
        'cache-control': headers['cache-control'],
      })
    }
    expect(made()).toBe(1)
  })

  it('is 304 for * only where there is one', async () => {
    const { app } = await bare()
    const status = async (url: string) =>
      (await app.inject({ url, headers: { 'if-none-match': '*' } })).statusCode
    expect(await status('/things')).toBe(304)
    expect(await status('/things/x')).toBe(404)
    expect(await status('/nowhere')).toBe(404)
  })

  it('that is an error has no tag and is not kept', async () => {
    const { app } = await bare()
    for (const url of ['/things/x', '/things?c=1', '/nowhere']) {
      const { headers } = await app.inject({ url })
      expect(headers.etag).toBeUndefined()
      expect(headers['cache-control']).toBe('no-store')
    }
  })
})

describe('its form', () => {
  const form = async (accept: string | undefined, query = '') => {
    const { app } = await bare()
    const response = await app.inject({
      url: `/things${query}`,
      headers: accept === undefined ? {} : { accept },
    })
    return response.statusCode === 200 ? response.json().format : response.json().code
  }

  it.each([
    [undefined, 'json'],
    ['*/*', 'json'],
    ['application/*', 'json'],
    ['text/csv', 'csv'],
    ['text/*;q=0.5, application/x-ndjson', 'ndjson'],
    ['application/json;q=0.2, text/csv;q=0.8', 'csv'],
    ['text/html, application/xhtml+xml, */*;q=0.8', 'json'],
    ['application/json;q=0, */*', 'csv'],
    ['image/png', 'not-acceptable'],
  ])('for Accept %s is %s', async (accept, expected) => {
    expect(await form(accept)).toBe(expected)
  })

  it('is what format= says, whatever is accepted', async () => {
    expect(await form('image/png', '?format=csv')).toBe('csv')
  })

  it('that is not on offer is refused with what is', async () => {
    const { app } = await bare()
    const response = await app.inject({ url: '/things', headers: { accept: 'image/png' } })
    expect(response.statusCode).toBe(406)
    expect(response.json().detail).toBe(
      'Offered are application/json, text/csv, application/x-ndjson; or say format=json, format=csv, format=ndjson.',
    )
  })
})
