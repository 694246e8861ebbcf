import fc from 'fast-check'
import Fastify from 'fastify'
import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'
import { decodeCursor, encodeCursor } from '../../src/api/cursor.ts'
import { csvLine } from '../../src/api/representations/csv.ts'
import { methodNotAllowed } from '../../src/http/plugins/method-not-allowed.ts'
import { responseValidation } from '../../src/http/plugins/response-validation.ts'
import { handleFrameworkError, ProblemError, problemHandler } from '../../src/http/problem.ts'
import { PROBLEM_TYPES } from '../../src/http/problem-types.ts'
import { validationProblem } from '../../src/http/validation-errors.ts'
import { parseCsv } from '../support/parse-csv.ts'

/** The conventions, on an app that knows no facts and no database. */

async function bare() {
  const logged: unknown[] = []
  const app = Fastify({
    frameworkErrors: handleFrameworkError,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: true, allErrors: true } },
    logger: { level: 'error', stream: { write: (line: string) => logged.push(JSON.parse(line)) } },
  })
  await app.register(methodNotAllowed)
  await app.register(problemHandler, {
    refused: validationProblem({}, { as_of: (path) => `not at ${path}` }),
  })
  await app.register(responseValidation)
  const shape = Type.Object({ count: Type.Integer() }, { additionalProperties: false })
  const response = { 200: { description: 'x', content: { 'application/json': { schema: shape } } } }
  const querystring = Type.Object(
    {
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 9 })),
      kind: Type.Optional(Type.Enum(['red', 'blue'], { type: 'string' })),
    },
    { additionalProperties: false },
  )
  app.get('/right', { schema: { querystring, response } }, async () => ({ count: 1 }))
  app.get('/wrong', { schema: { response } }, async () => ({ count: 1.5 }))
  app.get('/broken', async () => {
    throw new Error('SELECT secret FROM /etc/passwd')
  })
  app.get('/refused', async () => {
    throw new ProblemError('unknown-id', 'No such thing.')
  })
  return { app, logged }
}

describe('an error of ours', () => {
  it.each(['/broken', '/wrong'])(
    'at %s tells the caller nothing and the operator everything',
    async (url) => {
      const { app, logged } = await bare()
      const response = await app.inject({ url })
      expect(response.statusCode).toBe(500)
      expect(response.headers['content-type']).toMatch(/^application\/problem\+json/)
      expect(response.headers['cache-control']).toBe('no-store')
      const { request_id, ...problem } = response.json()
      expect(problem).toEqual({
        type: '/problems/internal',
        title: 'Something went wrong here.',
        status: 500,
        code: 'internal',
      })
      expect(JSON.stringify(logged)).toContain(url === '/broken' ? 'SELECT secret' : '/count')
      expect(JSON.stringify(logged)).toContain(request_id)
    },
  )

  it('of an answer that its schema forbids names operation, status and place in the log', async () => {
    const { app, logged } = await bare()
    await app.inject({ url: '/wrong' })
    expect(JSON.stringify(logged)).toContain('GET /wrong 200 /count: must be integer')
  })
})

describe('a GET with a body', () => {
  it('is answered as one without: what is in it means nothing (RFC 9110 9.3.1)', async () => {
    const { app } = await bare()
    for (const payload of ['x', '{"a":', { limit: 3 }]) {
      const response = await app.inject({ method: 'GET', url: '/right', payload })
      expect(response.statusCode).toBe(200)
    }
  })
})

describe('an error of the caller', () => {
  it.each([
    ['GET', '/nowhere', 404, 'unknown-path', 'There is no /nowhere.'],
    ['GET', '/nowhere?secret=1', 404, 'unknown-path', 'There is no /nowhere.'],
    ['GET', '/refused', 404, 'unknown-id', 'No such thing.'],
    ['POST', '/right', 405, 'method-not-allowed', 'POST is not for /right.'],
    ['GET', '/%ZZ', 400, 'bad-request', "'/%ZZ' is not a valid url component"],
    ['GET', '/right?limit=0', 400, 'invalid-parameter', 'limit: not as it should be'],
    [
      'GET',
      '/right?constructor=1',
      400,
      'invalid-parameter',
      'constructor: there is no such parameter here',
    ],
    ['GET', '/right?as_of=2018', 400, 'invalid-parameter', 'as_of: not at /right'],
  ] as const)('%s %s is %i %s', async (method, url, status, code, detail) => {
    const { app } = await bare()
    const response = await app.inject({ method, url })
    expect(response.statusCode).toBe(status)
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(response.headers['cache-control']).toBe('no-store')
    expect(response.json()).toMatchObject({ status, code, detail, type: `/problems/${code}` })
    expect(response.headers['x-request-id']).toBe(response.json().request_id)
  })

  it('names every parameter that is wrong, with what was sent, what is allowed and the likely spelling', async () => {
    const { app } = await bare()
    const response = await app.inject({ url: '/right?limt=3&kind=bleu&limit=ten' })
    expect(response.json().errors).toEqual([
      {
        parameter: 'limt',
        value: '3',
        message: 'there is no such parameter here',
        allowed: ['limit', 'kind'],
        suggestion: 'limit',
      },
      {
        parameter: 'limit',
        value: 'ten',
        message: 'not as it should be',
        allowed: ['a whole number from 1 to 9'],
      },
      {
        parameter: 'kind',
        value: 'bleu',
        message: 'not one of the allowed values',
        allowed: ['red', 'blue'],
        suggestion: 'blue',
      },
    ])
  })

  it('is of a kind that is explained at its type', async () => {
    const { app } = await bare()
    for (const [code, kind] of Object.entries(PROBLEM_TYPES))
      expect((await app.inject({ url: `/problems/${code}` })).json()).toEqual({ code, ...kind })
    for (const code of ['nonsense', 'constructor', '__proto__'])
      expect((await app.inject({ url: `/problems/${code}` })).statusCode).toBe(404)
  })
})

describe('a line of CSV', () => {
  it.each([
    [['a', 1, true, null, undefined], 'a,1,true,,\r\n'],
    [['a,b', 'say "hi"', 'two\nlines', 'cr\r'], '"a,b","say ""hi""","two\nlines","cr\r"\r\n'],
    [['', ' padded '], ', padded \r\n'],
    [[-1, '=1+1', "'t Hooft", "'=1"], `-1,'=1+1,'t Hooft,''=1\r\n`],
    [['+41', '-x', '@x', '\t=x', '＝x'], "'+41,'-x,'@x,'\t=x,'＝x\r\n"],
  ])('of %j', (values, line) => {
    expect(csvLine(values)).toBe(line)
  })

  it('gives every text back, whatever it begins with', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."'=+-@\t,ax") }), (text) => {
        const [[items = ''] = []] = parseCsv(csvLine([text]))
        expect(/^[=+\-@\t]/.test(items)).toBe(false)
        expect(items.replace(/^'(?='*[=+\-@\t])/, '')).toBe(text)
      }),
    )
  })
})

describe('a cursor', () => {
  const scope = { release: 'r1', list: 'names' }

  it('gives back the key that it was made of', () => {
    for (const key of [
      ['2018-10-01', 'a'],
      [null, 'b'],
      [-1.5, 'ü'],
    ])
      expect(decodeCursor(encodeCursor(scope, key), scope, 2)).toEqual(key)
  })

  it.each([
    ['nonsense', 'invalid-parameter'],
    [Buffer.from('{}').toString('base64url'), 'invalid-parameter'],
    [Buffer.from('["r1","names",{"$ne":1},"x"]').toString('base64url'), 'invalid-parameter'],
    [encodeCursor(scope, ['only one']), 'invalid-parameter'],
    [encodeCursor({ ...scope, list: 'people' }, ['a', 'b']), 'invalid-parameter'],
    [encodeCursor({ ...scope, release: 'r0' }, ['a', 'b']), 'stale-cursor'],
  ])('%s is %s', (cursor, code) => {
    try {
      decodeCursor(cursor, scope, 2)
      expect.unreachable()
    } catch (error) {
      expect((error as ProblemError).code).toBe(code)
    }
  })
})
