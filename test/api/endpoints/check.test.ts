import { describe, expect, it } from 'vitest'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import { compareStatement, type ServedValue } from '../../../src/domain/statement.ts'
import { fixtureApp, get, type Json, seedApp } from '../../support/app.ts'

const app = await fixtureApp()
const realApp = await seedApp()

const urlOf = (statement: Record<string, string>) => `/v1/check?${new URLSearchParams(statement)}`
const check = async (statement: Record<string, string>, of = realApp): Promise<Json> =>
  (await get(of, urlOf(statement))).data

const HEAD = { collection: 'organizations', organization: 'iom', field: 'head' }
const COUNT = {
  collection: 'member_counts',
  organization: 'iom',
  category: 'member_states',
  field: 'count',
}

describe('GET /v1/check', () => {
  it.each([
    ['supported', { ...COUNT, value: '173', valid_at: '2018-11-27' }],
    ['contradicted', { ...COUNT, value: '174', valid_at: '2018-11-27' }],
    ['unknown', { ...COUNT, value: '173', valid_at: '2019-06' }],
    ['supported', { ...HEAD, value: 'william-lacy-swing', valid_at: '2014' }],
    ['supported', { ...HEAD, value: 'William Lacy Swing', valid_at: '2014' }],
    ['supported', { ...HEAD, value: 'swing', valid_at: '2014' }],
    ['contradicted', { ...HEAD, value: 'Amy Pope', valid_at: '2014' }],
    ['supported', { ...HEAD, value: 'Amy Pope', valid_at: '2024' }],
    ['unknown', { ...HEAD, value: 'Amy Pope', valid_at: '2026-11-27' }],
    ['supported', { ...HEAD, field: 'members', value: '31', valid_at: '1980-01-01' }],
    ['contradicted', { ...HEAD, field: 'members', value: '40', valid_at: '1980-01-01' }],
    [
      'supported',
      {
        ...HEAD,
        field: 'name',
        value: 'intergovernmental committee for european migration',
        valid_at: '1960',
      },
    ],
    ['supported', { ...HEAD, field: 'headquarters_country', value: 'Suisse' }],
    ['supported', { ...HEAD, field: 'founded', value: '1951' }],
    ['supported', { ...HEAD, field: 'founded', value: '1951-12-05' }],
    ['contradicted', { ...HEAD, field: 'founded', value: '1952' }],
    [
      'disputed',
      {
        collection: 'members',
        organization: 'iom',
        country: 'Mexico',
        role: 'member',
        field: 'start',
        value: '2002',
      },
    ],
    [
      'unknown',
      {
        collection: 'funding',
        organization: 'unhcr',
        donor: 'Atlantis',
        field: 'amount',
        value: '1',
      },
    ],
  ])('is %s: %j', async (verdict, statement) => {
    const result = await check(statement)
    expect(result.verdict, result.reason).toBe(verdict)
    expect(result.reason).not.toBe('')
    if (result.verdict === 'unknown') return
    expect(result.served).not.toBeNull()
    const { statusCode } = await realApp.inject({ url: result.served.href })
    expect(statusCode).toBe(200)
    if (result.field !== 'members') expect(result.evidence.length).toBeGreaterThan(0)
  })

  it('has the nearest value that is known when the verdict is unknown', async () => {
    const result = await check({ ...HEAD, value: 'Amy Pope', valid_at: '2026-11-27' })
    expect(result.nearest).toMatchObject({ value: 'amy-pope', certainty: 'carried' })
    const before = await check({ ...COUNT, value: '5', valid_at: '1940' })
    expect(before).toMatchObject({ verdict: 'unknown', served: null })
    expect(before.nearest).toMatchObject({ record: expect.stringContaining('iom-member-states') })
  })

  it('does not take the chair for the head when an organization has no post of a head', async () => {
    const statement = { ...HEAD, organization: 'example-town-council', valid_at: '2001' }
    const result = await check({ ...statement, value: 'example-person-elm' }, app)
    expect(result).toMatchObject({ verdict: 'unknown', served: null })
    expect(result.reason).toContain('rank head')
  })

  it('counts members at a knowledge time, with a URL of the same members', async () => {
    const statement = { ...HEAD, field: 'members', value: '1', valid_at: '1980-01-01' }
    for (const known_at of ['1995-01-01', '2020-01-01']) {
      const { served } = await check({ ...statement, known_at })
      expect(served.href).toContain(`known_at=${known_at}`)
      const { data } = await get(realApp, `${served.href}&certainty=definite&limit=500`)
      expect(new Set(data.map(({ name }: Json) => name)).size).toBe(served.value)
    }
  })

  it('describes the sources of its evidence', async () => {
    const { data, sources, meta } = await get(
      realApp,
      urlOf({ ...COUNT, value: '173', valid_at: '2018-11-27' }),
    )
    expect(Object.keys(sources)).toEqual(
      [...new Set(data.evidence.map(({ source }: Json) => source))].sort(),
    )
    expect(meta.valid_at).toBe('2018-11-27')
  })

  it.each([
    [{ ...COUNT }, 'value', /^missing$/, undefined],
    [{ ...COUNT, value: 'many' }, 'value', /a whole number/, undefined],
    [{ ...HEAD, field: 'members', value: 'many' }, 'value', /a whole number/, undefined],
    [
      { collection: 'organizations', field: 'head', value: 'x' },
      'organization',
      /^missing$/,
      undefined,
    ],
    [{ ...COUNT, value: '1', field: 'cuont' }, 'field', /no such field/, 'count'],
    [
      { ...COUNT, value: '1', collection: 'member_count' },
      'collection',
      /not an allowed/,
      'member_counts',
    ],
    [{ ...COUNT, value: '1', categry: 'x' }, 'categry', /^unknown parameter$/, 'category'],
    [
      { ...COUNT, value: '1', valid_at: '2018-02-30' },
      'valid_at',
      /2018-02-30|February|day/,
      undefined,
    ],
    [{ ...COUNT, value: '1', organization: 'IOM' }, 'organization', /lower-case letters/, 'iom'],
    [
      { collection: 'leadership', organization: 'iom', field: 'person', value: 'nobody' },
      'id',
      /several records match/,
      undefined,
    ],
  ])('returns 400 for %j: %s', async (statement, parameter, message, suggestion) => {
    const response = await realApp.inject({ url: urlOf(statement as Record<string, string>) })
    expect(response.statusCode).toBe(400)
    const [error] = response.json().errors
    expect(error).toMatchObject({ parameter, message: expect.stringMatching(message) })
    expect(error.suggestion).toBe(suggestion)
  })

  it.each(resourceTypes.filter(({ name }) => !['sources', 'gaps'].includes(name)))(
    'agrees with the list of $name: each served value is supported or disputed, another is not',
    async ({ name, fields }) => {
      const { data } = await get(app, `/v1/${name}?limit=40`)
      for (const record of data)
        for (const field of Object.keys(fields)) {
          const value = record[field]
          if (value === null) continue
          const statement = { collection: name, id: record.id, field }
          const same = await check({ ...statement, value: String(value) }, app)
          const isDisputed = record.evidence.some(
            (claim: Json) => claim.field === field && claim.stance === 'disagrees',
          )
          expect(same.verdict, `${record.id} ${field} ${value}`).toBe(
            isDisputed ? 'disputed' : 'supported',
          )
          if (typeof value !== 'number') continue
          const other = await check(
            { ...statement, value: String(value === 0 ? 1 : value - 1) },
            app,
          )
          expect(other.verdict).not.toBe('supported')
        }
    },
    60_000,
  )
})

describe('GET /v1/check with format=', () => {
  const url =
    '/v1/check?collection=leadership&organization=iom&field=person&value=Vitorino&valid_at=2019-06-01'

  it('returns a page with the verdict, or an error for a format that it does not have', async () => {
    const page = await app.inject(`${url}&format=html`)
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(page.body).toContain(': supported</h1>')
    const refused = await app.inject(`${url}&format=csv`)
    expect(refused.statusCode).toBe(400)
    expect(refused.json().errors[0]).toMatchObject({
      parameter: 'format',
      allowed: ['json', 'html'],
    })
  })
})

describe('POST /v1/check', () => {
  const post = (payload: unknown) =>
    realApp.inject({ method: 'POST', url: '/v1/check', payload: payload as object })

  it('checks several statements, in their order', async () => {
    const statements = [
      { ...COUNT, value: '173', valid_at: '2018-11-27' },
      { ...HEAD, value: 'Amy Pope', valid_at: '2014' },
      { ...COUNT, value: '174', valid_at: '2018-11-27' },
    ]
    const response = await post(statements)
    expect(response.statusCode).toBe(200)
    expect(response.headers['cache-control']).toBe('no-store')
    const results = response.json().data
    expect(results.map(({ data }: Json) => data.verdict)).toEqual([
      'supported',
      'contradicted',
      'contradicted',
    ])
    expect(results[0]).toEqual(await get(realApp, urlOf(statements[0] as never)))
  })

  it('names the statement in errors', async () => {
    const response = await post([
      { ...COUNT, value: '1' },
      { ...COUNT, value: 'x' },
    ])
    expect(response.statusCode).toBe(400)
    expect(response.json().errors).toMatchObject([{ parameter: '[1].value' }])
    const members = await post([{ ...HEAD, field: 'members', value: 'x' }])
    expect(members.json().errors).toMatchObject([{ parameter: '[0].value' }])
  })

  it.each([
    [{ ...COUNT, value: '1', known_at: '' }, '[0].known_at'],
    [{ ...COUNT, value: '1', known_at: 5 }, '[0].known_at'],
    [{ ...COUNT, value: '1', lang: null }, '[0].lang'],
    [{ ...COUNT, value: ['1'] }, '[0].value'],
    [{ ...COUNT, value: 1 }, '[0].value'],
    [{ ...COUNT, value: '1', organization: ['iom'] }, '[0].organization'],
    [{ ...HEAD, value: 'x'.repeat(501) }, '[0].value'],
    [{ ...COUNT, value: '1', release: 'x' }, '[0].release'],
  ])('ignores nothing: %j', async (statement, parameter) => {
    const response = await post([statement])
    expect(response.statusCode).toBe(400)
    expect(response.json().errors[0].parameter).toBe(parameter)
  })

  it.each([
    ['an object', { ...COUNT, value: '1' }],
    ['an empty list', []],
    ['101 statements', Array.from({ length: 101 }, () => ({ ...COUNT, value: '1' }))],
    ['a list of texts', ['x']],
  ])('returns 400 for %s', async (_, payload) => {
    const response = await post(payload)
    expect(response.statusCode).toBe(400)
    expect(response.json().detail).toContain('a JSON array of 1 to 100 objects')
  })

  it('returns 400 for malformed JSON, and 413 for a body that is too large', async () => {
    const headers = { 'content-type': 'application/json' }
    const send = (payload: string) =>
      realApp.inject({ method: 'POST', url: '/v1/check', headers, payload })
    expect((await send('[{')).statusCode).toBe(400)
    expect((await send(' '.repeat(300_000))).statusCode).toBe(413)
  })

  it('lists its methods in Allow', async () => {
    for (const method of ['OPTIONS', 'DELETE'] as const) {
      const { headers } = await realApp.inject({ method, url: '/v1/check' })
      expect(headers.allow).toBe('GET, HEAD, OPTIONS, POST')
    }
  })
})

describe('compareStatement', () => {
  const type = (name: string) =>
    resourceTypes.find((one) => one.name === name) as (typeof resourceTypes)[number]

  it.each<[string, string, string, ServedValue, string]>([
    ['leadership', 'start', '2018', { value: '2018-10-01', label: null }, 'equal'],
    ['leadership', 'start', '2018-10-01', { value: '2018', label: null }, 'wider'],
    ['leadership', 'start', '2018/2019', { value: '2019/2020', label: null }, 'wider'],
    ['leadership', 'start', '2017', { value: '2018', label: null }, 'different'],
    ['figures', 'value', '1,234', { value: 1234, label: null }, 'equal'],
    ['figures', 'value', '500', { value: 480, label: null, qualifier: 'at_least' }, 'wider'],
    ['figures', 'value', '400', { value: 480, label: null, qualifier: 'at_least' }, 'different'],
    ['figures', 'value', '500', { value: 480, label: null, qualifier: 'at_most' }, 'different'],
    ['figures', 'value', '481', { value: 480, label: null, qualifier: 'about' }, 'wider'],
    ['members', 'country', 'Deutschland', { value: 'DE', label: 'Germany' }, 'equal'],
    ['members', 'role', 'Associate member', { value: 'associate_member', label: null }, 'equal'],
    ['leadership', 'acting', 'true', { value: true, label: null }, 'equal'],
    ['leadership', 'acting', 'false', { value: true, label: null }, 'different'],
  ])('of %s.%s: %s and %j are %s', (name, field, stated, served, relation) => {
    expect(compareStatement(type(name), field, stated, served)).toBe(relation)
  })
})
