import { describe, expect, it } from 'vitest'
import { collections } from '../../src/api/collections/index.ts'
import { app, listUrl, routesOf } from './list-requests.ts'

/** Sends an invalid request and returns the errors of its problem document. */
async function errorsOf(url: string) {
  const response = await app.inject({ url })
  expect(response.statusCode, url).toBe(400)
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/)
  return response.json().errors
}

describe.each(collections)('GET /v1/$name', (collection) => {
  it('returns 400 with all parameters when one is unknown, also for items', async () => {
    for (const url of routesOf(collection)) {
      const [error] = await errorsOf(`${url}${url.includes('?') ? '&' : '?'}limits=3`)
      expect(error).toMatchObject({ parameter: 'limits', value: '3', message: 'unknown parameter' })
      expect(error.allowed).toContain('known_at')
    }
  })

  it('returns 400 with the likely spelling when a parameter is misspelled', async () => {
    const [error] = await errorsOf(listUrl(collection, { limits: '3' }))
    expect(error.suggestion).toBe('limit')
  })

  it.each(['0', '501', 'ten', '1.5', ''])('returns 400 when limit is %j', async (limit) => {
    expect(await errorsOf(listUrl(collection, { limit }))).toEqual([
      {
        parameter: 'limit',
        value: limit,
        message: 'expected a whole number from 1 to 500, or all',
      },
    ])
  })
})

describe('an invalid request', () => {
  it.each(['known_at=nonsense', 'cursor=x', 'certainty=definite', 'limit=0', 'person=nobody'])(
    'has the same errors in every format when ?%s is invalid',
    async (query) => {
      const expected = await errorsOf(`/v1/leadership?${query}`)
      for (const format of ['csv', 'ndjson', 'jsonld'])
        expect(await errorsOf(`/v1/leadership?${query}&format=${format}`)).toEqual(expected)
    },
  )

  it.each([
    ['leadership?post=iom-director-genral', 'post', 'iom-director-general'],
    ['figures?measure=stafff', 'measure', 'staff'],
    ['members?country=Frnace', 'country', 'FR'],
    ['leadership?person=antonio-vitorin', 'person', 'antonio-vitorino'],
    ['leadership?organization=IOM', 'organization', 'iom'],
    ['leadership?sort=strat', 'sort', 'start'],
    ['leadership?fields=prson', 'fields', 'person'],
    ['claims?source=denmark-mission-202', 'source', 'denmark-mission-2020'],
  ])('has the likely value as a suggestion: %s', async (url, parameter, suggestion) => {
    const [error] = await errorsOf(`/v1/${url}`)
    expect(error).toMatchObject({ parameter, suggestion })
  })

  it.each([
    ['member_counts?date_from=2018-13', 'date_from', /expected a year \(1951\), month/],
    ['members?country=ZZ', 'country', 'no country has this name or code'],
    ['funding?currency=ABC', 'currency', 'expected an ISO 4217 code such as USD'],
    ['claims?source=nonsense', 'source', 'no record of sources has this id'],
    ['claims?record=nothing', 'record', 'no record has this id'],
    ['disputes?source=nonsense', 'source', 'no record of sources has this id'],
    ['milestones?date_from=2020&date_to=2010', 'date_from', 'the range ends before it begins'],
    ['changes?since=2020&until=2010', 'since', 'the range ends before it begins'],
    ['leadership?certainty=definite', 'certainty', 'requires valid_at'],
    ['leadership?limit=all', 'limit', 'requires format=csv or ndjson'],
    [
      'people/antonio-vitorino?valid_at=2018',
      'valid_at',
      'not supported: this resource has no valid time',
    ],
    [
      'leadership/iom-director-general-swing?valid_at=2018',
      'valid_at',
      'only supported on lists; use /v1/leadership?valid_at=',
    ],
    ['leadership?as_of=2018', 'as_of', 'ambiguous; use valid_at'],
    ['search', 'q', 'missing'],
  ])('has the reason in words: %s', async (url, parameter, reason) => {
    const [error] = await errorsOf(`/v1/${url}`)
    expect(error.parameter).toBe(parameter)
    expect(error.message).toMatch(reason)
  })

  it('has the reason when a parameter has more than 100 values', async () => {
    const values = Array.from({ length: 101 }, (_, index) => `x-${index}`)
    const errors = await errorsOf(`/v1/leadership?person=${values.join(',')}`)
    expect(errors).toMatchObject([{ parameter: 'person', message: 'has more than 100 values' }])
  })

  it('has one error for each invalid parameter', async () => {
    const errors = await errorsOf('/v1/leadership?limit=0&post=X&start_from=y&z=1')
    const parameters = errors.map(({ parameter }: { parameter: string }) => parameter)
    expect(parameters.sort()).toEqual(['limit', 'post', 'start_from', 'z'])
  })
})
