import { describe, expect, it } from 'vitest'
import { fixtureApp } from '../support/app.ts'

const app = await fixtureApp()

describe('GET /v1/{collection}/{id}', () => {
  it.each([
    [
      '/v1/organizations/iom?known_at=1952-01-16',
      'iom is known from 1952-01-17 on; the request is about an earlier day.',
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
    ['/v1/codes/measures.zzz', 'No record of codes has the id measures.zzz.'],
    ['/v1/completeness/zzz', 'No record of completeness has the id zzz.'],
    ['/v1/completeness/iom', 'iom belongs to organizations: see /v1/organizations/iom.'],
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
  const MEMBER_ROLES = ['applicant', 'associate_member', 'member', 'observer', 'suspended']
  const UNITS = ['countries', 'locations', 'offices', 'persons', 'programmes', 'projects']

  it.each([
    ['members?role=membr', 'member_roles', MEMBER_ROLES, 'member'],
    ['completeness?role=observers', 'member_roles', MEMBER_ROLES, 'observer'],
    ['figures?unit=person', 'units', [...UNITS, 'an ISO 4217 code such as USD'], 'persons'],
    ['compacts?kind=treaty', 'compact_kinds', ['compact', 'declaration'], undefined],
  ])(
    'returns 400 with the allowed codes and the likely spelling for %s, which is not declared',
    async (url, vocabulary, allowed, suggestion) => {
      const [parameter, value] = url.slice(url.indexOf('?') + 1).split('=')
      const response = await app.inject({ url: `/v1/${url}` })
      expect(response.statusCode).toBe(400)
      expect(response.json().errors).toEqual([
        {
          parameter,
          value,
          message: `no code of ${vocabulary}; /v1/codes?vocabulary=${vocabulary} lists them`,
          allowed,
          ...(suggestion !== undefined && { suggestion }),
        },
      ])
    },
  )

  it.each([
    ['relations?kind=Predecessor', 'predecessor'],
    ['figures?measure=total-assets', 'total_assets'],
  ])(
    'returns 400 with the form and the likely spelling for %s, which is no code',
    async (url, suggestion) => {
      const response = await app.inject({ url: `/v1/${url}` })
      expect(response.statusCode).toBe(400)
      expect(response.json().errors).toMatchObject([
        { message: 'codes have lower-case letters, digits and single underscores', suggestion },
      ])
    },
  )

  it.each([
    ['members?country=Congo', 'several countries have this name: CD, CG', 'CD or CG'],
    ['members?country=Korea', 'several countries have this name: KP, KR', 'KP or KR'],
    ['members?country=Frnace', 'no country has this name or code', 'FR'],
    ['members?country=FR,Frnace', 'no country has this name or code', 'FR'],
    ['people?nationality=Portugl', 'no country has this name or code', 'PT'],
    ['members?country=Atlantis', 'no country has this name or code', undefined],
    ['members?region=Afrcia', 'no region of UN M49 has this name or code', 'Africa'],
    ['members?region=999', 'no region of UN M49 has this name or code', undefined],
  ])('returns 400 for %s: %s, likely %s', async (url, message, suggestion) => {
    const response = await app.inject({ url: `/v1/${url}` })
    expect(response.statusCode).toBe(400)
    const { errors } = response.json()
    expect(errors).toHaveLength(1)
    expect(errors[0]).toMatchObject({ message })
    expect(errors[0].suggestion).toBe(suggestion)
  })

  it.each([
    ['leadership?organization=IOM', 'iom'],
    ['leadership?organization=African%20Union', 'african-union'],
    ['leadership?person=Vitorino', 'antonio-vitorino'],
    ['leadership?person=Ant%C3%B3nio%20Vitorino', 'antonio-vitorino'],
    ['leadership?id=iom-director-general-swin', 'iom-director-general-swing'],
  ])('returns 400 for %s with the likely id %s', async (url, suggestion) => {
    const response = await app.inject({ url: `/v1/${url}` })
    expect(response.statusCode).toBe(400)
    expect(response.json().errors).toMatchObject([{ suggestion }])
  })

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
