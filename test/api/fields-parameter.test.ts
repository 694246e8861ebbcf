import { describe, expect, it } from 'vitest'
import { inlineComponents } from '../../openapi/components.ts'
import { collections } from '../../src/api/collections/index.ts'
import { labelNameOf } from '../../src/domain/labels.ts'
import { fixtureApp, get, type Json } from '../support/app.ts'
import { requiredQuery } from '../support/required-query.ts'

/** `fields=`: only the requested fields with their labels, in lists and in items. */

const app = await fixtureApp()
const document = inlineComponents(await get(app, '/openapi.json'))

describe.each(collections)('GET /v1/$name with fields', ({ name, list, parameters, schemas }) => {
  const path = `/v1/${name}`
  const example = requiredQuery(name)
  const url = (query: Record<string, string>) =>
    `${path}?${new URLSearchParams({ ...example, limit: '500', ...query })}`
  const offered: string[] = document.paths[path].get.parameters.find(
    (parameter: Json) => parameter.name === 'fields',
  ).schema.items.enum
  const hasEvidence = 'evidence' in parameters
  const times: Record<string, string>[] =
    list.validTime === null ? [{}] : [{}, { valid_at: '1996' }, { valid_at: '2003-06' }]

  it('returns for each field the same value and label as the whole record, and its evidence', async () => {
    for (const time of times) {
      const whole = await get(app, url(time))
      for (const field of offered) {
        const { data, page } = await get(app, url({ ...time, fields: field }))
        expect(page).toEqual({ ...whole.page, next: page.next })
        expect(data, field).toEqual(whole.data.map((record: Json) => partOf(record, [field])))
      }
    }
  }, 60_000)

  it('returns several fields in the order of the record', async () => {
    const fields = offered.filter((_, index) => index % 2 === 0)
    const { data } = await get(app, url({ fields: fields.toReversed().join(',') }))
    const whole = await get(app, url({}))
    expect(JSON.stringify(data)).toBe(
      JSON.stringify(whole.data.map((record: Json) => partOf(record, fields))),
    )
  }, 60_000)

  it('returns the same fields of a record at its own URL', async () => {
    if (schemas.item === null) return
    for (const field of offered.slice(0, 3)) {
      const { data } = await get(app, url({ fields: field, limit: '3' }))
      for (const record of data) {
        const item = await get(app, `${path}/${encodeURIComponent(record.id)}?fields=${field}`)
        // The item of an organization is its profile, which has a valid time.
        expect(item.data).toEqual({
          ...record,
          ...(name === 'organizations' && { certainty: 'definite' }),
        })
      }
    }
  })

  it('returns 400 with the likely spelling for a field that it does not have', async () => {
    const [first = ''] = offered
    const response = await app.inject({ url: url({ fields: `${first},${first}x` }) })
    expect(response.statusCode).toBe(400)
    expect(response.json().errors).toEqual([
      {
        parameter: 'fields',
        value: `${first}x`,
        message: 'not an allowed value',
        allowed: offered,
        suggestion: first,
      },
    ])
  })

  it('returns the same fields on the next page', async () => {
    const [field = ''] = offered.filter((name) => name !== 'id')
    const { page } = await get(app, url({ fields: field, limit: '1' }))
    expect(page.next).not.toBeNull()
    const { data } = await get(app, page.next)
    const { properties } = schemas.record as { properties?: object }
    const label = labelNameOf(field)
    expect(Object.keys(data[0])).toEqual([
      ...['id', field, ...(hasEvidence ? ['evidence'] : [])],
      ...(label in (properties ?? {}) ? [label] : []),
    ])
  })

  /** The part of a record that a request for these fields returns. */
  function partOf(record: Json, fields: string[]): Json {
    const evidence = hasEvidence ? ['evidence'] : []
    const names = ['id', 'certainty', ...fields, ...evidence, ...fields.map(labelNameOf)]
    const part = Object.fromEntries(Object.entries(record).filter(([key]) => names.includes(key)))
    if (!hasEvidence) return part
    // An entry of the timeline has the evidence of its date.
    if (name === 'timeline') return part
    return {
      ...part,
      evidence: record.evidence.filter(({ field }: Json) => fields.includes(field)),
    }
  }
})

describe('GET /v1/organizations/iom with fields', () => {
  it('leaves out the snapshot, or returns only the snapshot or its totals', async () => {
    const path = '/v1/organizations/iom?evidence=none'
    const whole = (await get(app, path)).data
    const { id, name, certainty, snapshot, totals, links } = whole
    expect((await get(app, `${path}&fields=name`)).data).toEqual({ id, name, certainty })
    expect((await get(app, `${path}&fields=snapshot`)).data).toEqual({ id, certainty, snapshot })
    expect((await get(app, `${path}&fields=totals`)).data).toEqual({ id, certainty, totals })
    expect((await get(app, `${path}&fields=links`)).data).toEqual({ id, certainty, links })
    const linked = await app.inject({ url: `${path}&fields=name&format=jsonld` })
    expect(linked.json().data).toEqual({ '@type': 'org:FormalOrganization', id, name, certainty })
  }, 60_000)
})

describe('GET /v1/leadership with fields', () => {
  it('returns the same response for the same fields in another order', async () => {
    const one = await app.inject({ url: '/v1/leadership?fields=person,start' })
    const other = await app.inject({ url: '/v1/leadership?fields=start,person' })
    expect(other.headers.etag).toBe(one.headers.etag)
    expect(other.body).toBe(one.body)
  })

  it('returns records with only their id for fields=id', async () => {
    const { data } = await get(app, '/v1/leadership?fields=id&evidence=none&limit=1')
    expect(data.map(Object.keys)).toEqual([['id']])
  })

  it('returns the same response when the parameter is repeated', async () => {
    const one = await app.inject({ url: '/v1/leadership?fields=person,start' })
    const other = await app.inject({ url: '/v1/leadership?fields=person&fields=start' })
    expect(other.body).toBe(one.body)
  })

  it.each([
    ['fields=person&fields=person', 'contains the same value twice'],
    ['fields=person,person', 'contains the same value twice'],
    ['fields=', 'not an allowed value'],
    ['fields=,', 'not an allowed value'],
    ['fields=certainty', 'not an allowed value'],
    ['fields=evidence', 'not an allowed value'],
  ])('returns 400 for %s: %s', async (query, message) => {
    const response = await app.inject({ url: `/v1/leadership?${query}` })
    expect(response.statusCode).toBe(400)
    expect(response.json().errors[0]).toMatchObject({ parameter: 'fields', message })
  })
})
