import { Type } from 'typebox'
import { describe, expect, it, onTestFinished } from 'vitest'
import { queryParsing } from '../../../src/http/plugins/query-parsing.ts'
import { buildApp } from '../../../src/server/app.ts'
import { FIXTURE, fixtureApp, loadFolder } from '../../support/app.ts'
import { createBareApp } from '../bare-app.ts'
import { sendRaw } from '../raw-request.ts'

const app = await fixtureApp()

async function queryOf(query: string) {
  const bare = await createBareApp()
  await bare.register(queryParsing)
  const querystring = Type.Object({
    number: Type.Optional(Type.Integer()),
    limit: Type.Optional(Type.Union([Type.Integer({ minimum: 1 }), Type.Literal('all')])),
    fields: Type.Optional(Type.Array(Type.Enum(['name', 'start', 'end'], { type: 'string' }))),
  })
  bare.get('/things', { schema: { querystring } }, async (request) => request.query)
  const response = await bare.inject({ url: `/things?${query}` })
  return response.json()
}

describe('a whole number', () => {
  it.each(['1e400', '-1e400', 'Infinity', '0x10', '1e1', '+5', '05', '%205', '9'.repeat(400)])(
    'is rejected when it is written as %s',
    async (value) => {
      for (const url of [`/v1/names?limit=${value}`, `/v1/sessions?number=${value}`]) {
        const response = await app.inject({ url })
        expect(response.statusCode).toBe(400)
        expect(response.json().errors[0].message).toMatch(/^expected a whole number from/)
      }
    },
  )

  it('selects records when it is in decimal notation', async () => {
    const { data } = (await app.inject({ url: '/v1/sessions?number=110' })).json()
    expect(data.map(({ number }: { number: number }) => number)).toContain(110)
    expect(data.every(({ number }: { number: number }) => number === 110)).toBe(true)
  })

  it('may be negative or the literal that the schema allows', async () => {
    expect(await queryOf('number=-3')).toEqual({ number: -3 })
    expect(await queryOf('limit=all')).toEqual({ limit: 'all' })
  })
})

describe('a request target with a fragment', () => {
  it.each(['/v1/people/amy-pope#format=jsonld', '/v1/names?limit=1#', '/#', '/nowhere#'])(
    'returns 400 for %s (RFC 9112 3.2)',
    async (target) => {
      const listening = await buildApp({ db: loadFolder(FIXTURE).db })
      onTestFinished(() => listening.close())
      const request = `GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`
      const { head, body } = await sendRaw(listening, request)
      expect(head).toContain('HTTP/1.1 400 ')
      expect(JSON.parse(body)).toMatchObject({
        code: 'bad-request',
        detail: 'The URL contains a #.',
      })
    },
  )
})

describe('percent-encoding', () => {
  it.each(['q=%ff', 'q=%', 'q=%E4%'])('returns 400 when it is not UTF-8: %s', async (query) => {
    expect((await app.inject({ url: `/v1/search?${query}` })).json()).toMatchObject({
      code: 'bad-request',
      detail: 'The query is not percent-encoded UTF-8.',
    })
  })
})

describe('a list of values', () => {
  it('is split at commas and sorted as in its schema', async () => {
    expect(await queryOf('fields=end,name')).toEqual({ fields: ['name', 'end'] })
  })

  it('is joined when the parameter is repeated', async () => {
    expect(await queryOf('fields=end&fields=name')).toEqual({ fields: ['name', 'end'] })
  })
})
