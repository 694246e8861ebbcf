import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { cursorScope, decodeCursor, encodeCursor } from '../../src/api/cursor.ts'
import { ProblemError } from '../../src/http/problem.ts'
import { appOf, fixtureApp, get } from '../support/app.ts'
import { VALID } from '../support/broken-seed.ts'

const scope = { release: 'r1', list: 'names' }
const base64url = (text: string) => Buffer.from(text).toString('base64url')

/** The problem that decoding throws, as `code: detail`. */
function problemOf(cursor: string): string {
  try {
    decodeCursor(cursor, scope)
  } catch (error) {
    if (error instanceof ProblemError) return `${error.code}: ${error.message}`
    throw error
  }
  return ''
}

describe('decodeCursor', () => {
  it('returns the key from which the cursor was made, for any key', () => {
    const keys = fc.tuple(
      fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.constantFrom(-1.5, 'ü')),
      fc.string(),
    )
    fc.assert(
      fc.property(keys, (key) => {
        expect(decodeCursor(encodeCursor(scope, key), scope)).toEqual(key)
      }),
    )
  })

  it.each([
    ['is no JSON', 'nonsense'],
    ['is no list', base64url('{}')],
    ['contains an object', base64url('["r1","names",{"$ne":1},"x"]')],
    ['contains a boolean', base64url('["r1","names",true,"x"]')],
    ['has too few values', base64url('["r1","names","only one"]')],
    ['has too many values', base64url('["r1","names","a","b","c"]')],
    ['has no release', base64url('[1,"names","a","b"]')],
    ['is empty', ''],
  ])('throws a problem if the cursor %s', (_, cursor) => {
    expect(problemOf(cursor)).toBe(
      'invalid-parameter: cursor: not a cursor; follow `page.next` unchanged',
    )
  })

  it('throws a problem if the cursor belongs to another list', () => {
    expect(problemOf(encodeCursor({ ...scope, list: 'people' }, ['a', 'b']))).toBe(
      'invalid-parameter: cursor: the cursor belongs to other filters or another order',
    )
  })

  it('throws another problem if the cursor belongs to another release', () => {
    const cursor = encodeCursor({ release: 'r0', list: 'people' }, ['a', 'b'])
    expect(problemOf(cursor)).toBe('stale-cursor: The cursor is of release r0; r1 is served.')
  })
})

describe('cursorScope', () => {
  const query = { sort: 'start', organization: 'iom', valid_at: '2018' }

  it('is the same for the same parameters in another order, and for other fields, formats and evidence', () => {
    const other = { valid_at: '2018', organization: 'iom', sort: 'start', limit: 3, cursor: 'x' }
    const presentation = { evidence: 'none', fields: ['start'], format: 'csv', release: 'r1' }
    expect(cursorScope('r1', 'names', { ...other, ...presentation, kind: undefined })).toEqual(
      cursorScope('r1', 'names', query),
    )
  })

  it.each([
    { valid_at: '2019' },
    { known_at: '2020-05-31' },
    { sort: '-start' },
    { organization: 'x' },
  ])('differs with %j', (change) => {
    expect(cursorScope('r1', 'names', { ...query, ...change })).not.toEqual(
      cursorScope('r1', 'names', query),
    )
  })

  it('differs for another collection and another release', () => {
    const { list } = cursorScope('r1', 'names', query)
    expect(cursorScope('r1', 'people', query).list).not.toBe(list)
    expect(cursorScope('r2', 'names', query)).toEqual({ release: 'r2', list })
  })
})

describe('GET /v1/figures with a cursor', () => {
  it.each([
    '',
    '&valid_at=2019',
    '&valid_at=2018&known_at=2020-05-31',
    '&valid_at=2018&sort=-date',
  ])(
    'returns 400 if the cursor was made with valid_at=2018 and the parameters are %j',
    async (parameters) => {
      const app = await fixtureApp()
      const { page } = await get(app, '/v1/figures?limit=1&valid_at=2018')
      const cursor = new URL(page.next, 'http://localhost').searchParams.get('cursor')
      const response = await app.inject({
        url: `/v1/figures?limit=1&cursor=${cursor}${parameters}`,
      })
      expect(response.statusCode).toBe(400)
      expect(response.json().errors).toMatchObject([
        {
          parameter: 'cursor',
          message: 'the cursor belongs to other filters or another order',
        },
      ])
    },
    60_000,
  )
})

it('a cursor is accepted when the sort key of the last record has 300 characters of three bytes', async () => {
  const person = (id: string) => `  - { id: ${id}, at: 5, name: ${'国'.repeat(299)}${id} }\n`
  const text = VALID.replace('people:\n', `people:\n${['a', 'b', 'c'].map(person).join('')}`)
  const longKeys = await appOf({ 'a.yaml': text })
  onTestFinished(() => longKeys.close())
  const first = await get(longKeys, '/v1/people?sort=-name&limit=1')
  const second = await get(longKeys, first.page.next)
  expect([first.data[0].id, second.data[0].id]).toEqual(['c', 'b'])
})
