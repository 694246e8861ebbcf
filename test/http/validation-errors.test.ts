import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'
import { queryParsing } from '../../src/http/plugins/query-parsing.ts'
import type { ValidationOptions } from '../../src/http/validation-errors.ts'
import { createBareApp } from './bare-app.ts'

const ID_PATTERN = '^[a-z0-9-]+$'

const querystring = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 9 })),
    kind: Type.Optional(Type.Enum(['red', 'blue'], { type: 'string' })),
    id: Type.Optional(Type.String({ pattern: ID_PATTERN, maxLength: 10 })),
    code: Type.Optional(Type.String({ pattern: '^[A-Z]$' })),
    date: Type.Optional(Type.String({ format: 'even-year' })),
    currency: Type.Optional(Type.String({ format: 'currency' })),
    acting: Type.Optional(Type.Boolean()),
    fields: Type.Optional(
      Type.Array(Type.Enum(['name', 'start'], { type: 'string' }), { uniqueItems: true }),
    ),
    page: Type.Optional(Type.Union([Type.Integer({ minimum: 1 }), Type.Literal('all')])),
  },
  { additionalProperties: false },
)

const validation: ValidationOptions = {
  formats: {
    'even-year': {
      check: (value) => /^\d{3}[02468]$/.test(value),
      allowed: 'an even year (1952)',
      reason: (value) => (/^\d{4}$/.test(value) ? `'${value}' is odd` : null),
    },
    currency: { check: (value) => value === 'USD', allowed: 'an ISO 4217 code such as USD' },
  },
  patterns: { [ID_PATTERN]: 'ids have lower-case letters, digits and hyphens' },
  hints: { as_of: (path) => `not at ${path}; use valid_at` },
  suggest: (word, candidates) => candidates.find((candidate) => candidate[0] === word[0]),
  suggestValue: (value, parameter) => (parameter === 'id' ? value.toLowerCase() : undefined),
}

async function errorsOf(query: string) {
  const app = await createBareApp({ validation })
  await app.register(queryParsing)
  app.get('/things', { schema: { querystring } }, async () => ({}))
  app.get(
    '/required',
    { schema: { querystring: Type.Object({ q: Type.String(), n: Type.Integer() }) } },
    async () => ({}),
  )
  const response = await app.inject({ url: query.startsWith('/') ? query : `/things?${query}` })
  expect(response.statusCode).toBe(400)
  expect(response.json().code).toBe('invalid-parameter')
  return response.json()
}

describe('an invalid query string', () => {
  it('returns 400 with an error for each parameter that is invalid', async () => {
    const { errors, detail } = await errorsOf('limt=3&kind=bleu&limit=ten')
    expect(errors).toEqual([
      {
        parameter: 'limt',
        value: '3',
        message: 'unknown parameter',
        allowed: Object.keys(querystring.properties),
        suggestion: 'limit',
      },
      { parameter: 'limit', value: 'ten', message: 'expected a whole number from 1 to 9' },
      {
        parameter: 'kind',
        value: 'bleu',
        message: 'not an allowed value',
        allowed: ['red', 'blue'],
        suggestion: 'blue',
      },
    ])
    expect(detail).toBe(
      'limt: unknown parameter; limit: expected a whole number from 1 to 9; kind: not an allowed value',
    )
  })

  it('reports a parameter named like a property of Object as unknown', async () => {
    const { errors } = await errorsOf('constructor=1')
    expect(errors[0]).toMatchObject({ parameter: 'constructor', message: 'unknown parameter' })
  })

  it('returns the hint when a parameter that the route lacks has one', async () => {
    const { errors } = await errorsOf('as_of=2018')
    expect(errors[0]).toMatchObject({ message: 'not at /things; use valid_at' })
  })

  it('names required parameters when they are missing', async () => {
    const { errors } = await errorsOf('/required')
    expect(errors).toEqual([
      { parameter: 'q', message: 'missing' },
      { parameter: 'n', message: 'missing; expected a whole number' },
    ])
  })
})

describe('many invalid parameters', () => {
  it('are listed up to ten, with the number of the others in `detail`', async () => {
    const names = Array.from({ length: 2_176 }, (_, n) => n.toString(36))
    const { errors, detail } = await errorsOf(names.join('&'))
    expect(errors.map(({ parameter }: { parameter: string }) => parameter)).toEqual(
      names.slice(0, 10),
    )
    expect(detail).toBe('0, 1, 2, 3, 4, 5, 6, 7, 8, 9: unknown parameter; 2166 more errors')
  })

  it.each([
    ['unknown parameters', Array.from({ length: 3_000 }, (_, n) => n.toString(36)).join('&')],
    [
      'unknown parameters with long names',
      Array.from('abcdefgh', (name) => name.repeat(990)).join('&'),
    ],
    ['values of a list', `fields=${Array.from({ length: 3_000 }, (_, n) => n.toString(36))}`],
    ['one long value', `kind=${'x'.repeat(7_900)}`],
    ['a parameter that is repeated', 'limit=1&'.repeat(990)],
  ])('make a response that is at most three times as long as the URL: %s', async (_, query) => {
    const problem = await errorsOf(query.slice(0, 7_980))
    expect(problem.errors.length).toBeLessThanOrEqual(10)
    expect(JSON.stringify(problem).length).toBeLessThan(24_000)
  })

  it('have the allowed values once, and each message once in `detail`', async () => {
    const { errors, detail } = await errorsOf('fields=nam,stort&kind=bleu&limt=3&kynd=4')
    expect(errors).toEqual([
      expect.objectContaining({ parameter: 'limt', allowed: Object.keys(querystring.properties) }),
      { parameter: 'kynd', value: '4', message: 'unknown parameter', suggestion: 'kind' },
      expect.objectContaining({ parameter: 'kind', allowed: ['red', 'blue'] }),
      expect.objectContaining({ value: 'nam', allowed: ['name', 'start'], suggestion: 'name' }),
      { parameter: 'fields', value: 'stort', message: 'not an allowed value', suggestion: 'start' },
    ])
    expect(detail).toBe('limt, kynd: unknown parameter; kind, fields: not an allowed value')
  })
})

describe('the message of an invalid value', () => {
  it.each([
    ['limit=0', 'expected a whole number from 1 to 9'],
    ['page=x', 'expected a whole number from 1, or all'],
    ['date=1951', "'1951' is odd; expected an even year (1952)"],
    ['date=yesterday', 'expected an even year (1952)'],
    ['currency=usd', 'expected an ISO 4217 code such as USD'],
    ['id=IOM', 'ids have lower-case letters, digits and hyphens'],
    ['id=a-very-long-id', 'must NOT have more than 10 characters'],
    ['code=ab', 'must match pattern "^[A-Z]$"'],
    ['limit=1&limit=2', 'given more than once'],
    ['fields=name,name', 'contains the same value twice'],
  ])('for %s is: %s', async (query, message) => {
    const { errors } = await errorsOf(query)
    expect(errors).toHaveLength(1)
    expect(errors[0].message).toBe(message)
    expect(errors[0].allowed).toBeUndefined()
  })

  it.each([
    ['acting=maybe', 'maybe', ['true', 'false']],
    ['fields=name,stort', 'stort', ['name', 'start']],
  ])('for %s comes with the allowed values', async (query, value, allowed) => {
    const { errors } = await errorsOf(query)
    expect(errors).toHaveLength(1)
    expect(errors[0]).toMatchObject({ value, message: 'not an allowed value', allowed })
  })

  it('has a suggestion when the caller of the factory returns one', async () => {
    const { errors } = await errorsOf('id=IOM')
    expect(errors[0]).toMatchObject({ value: 'IOM', suggestion: 'iom' })
  })
})
