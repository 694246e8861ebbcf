import { describe, expect, it } from 'vitest'
import { fixtureApp } from '../support/app.ts'

const app = await fixtureApp()

describe('GET /v1/{collection}/{id}', () => {
  it.each([
    [
      '/v1/organizations/iom?known_at=1990-01-01',
      'iom is known from 1995-12-31 on; the request is about an earlier day.',
    ],
    [
      '/v1/changes/2018-06-29?known_at=2018-06-28',
      '2018-06-29 is known from 2018-06-29 on; the request is about an earlier day.',
    ],
    [
      '/v1/relations/iom-un-dependent',
      'iom-un-dependent is not served: the claims about it were set aside as errors in the documents.',
    ],
    ['/v1/people/iom', 'iom belongs to organizations: see /v1/organizations/iom.'],
    [
      '/v1/people/antonio-vitorin',
      'No record of people has the id antonio-vitorin. Did you mean antonio-vitorino?',
    ],
    ['/v1/organizations/IOM', 'No record of organizations has the id IOM. Did you mean iom?'],
    ['/v1/people/zzz', 'No record of people has the id zzz.'],
    ['/v1/disputes/zzz', 'No record of disputes has the id zzz.'],
    ['/v1/claims/zzz', 'No record of claims has the id zzz.'],
  ])('returns 404 for %s: %s', async (url, detail) => {
    const response = await app.inject({ url })
    expect(response.statusCode).toBe(404)
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(response.json()).toMatchObject({ code: 'unknown-id', status: 404, detail })
  })

  it('returns 404 for a very long id', async () => {
    const id = 'x'.repeat(5000)
    const response = await app.inject({ url: `/v1/people/${id}` })
    expect(response.statusCode).toBe(404)
    expect(response.json().detail).toBe(`No record of people has the id ${id}.`)
  })
})

describe('GET /v1/{collection} with a filter that no record can match', () => {
  it('returns 400 with every invalid filter', async () => {
    const response = await app.inject({
      url: '/v1/leadership?person=antonio-vitorin&start_from=2020&start_to=2010',
    })
    expect(response.statusCode).toBe(400)
    const message = 'the range ends before it begins: start_from is 2020, start_to is 2010'
    expect(response.json()).toMatchObject({
      code: 'invalid-parameter',
      errors: [
        { parameter: 'person', suggestion: 'antonio-vitorino' },
        { parameter: 'start_from', message },
        { parameter: 'start_to', message },
      ],
    })
  })
})
