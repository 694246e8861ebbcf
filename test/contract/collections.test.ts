import { describe, expect, it } from 'vitest'
import { collections } from '../../src/api/endpoints/index.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { get, type Json, fixtureApp } from '../support/app.ts'

/** What is promised of every collection, over all of them: a new one is covered the day it is added. */

const app = await fixtureApp()

describe.each(collections)(
  '/v1/$name',
  ({ name: own, list: listing, parameters, example, schemas }) => {
    const path = `/v1/${own}`
    const bare = 'evidence' in parameters ? { evidence: 'none' } : {}
    const ask = (query: Record<string, string> = {}) =>
      `${path}?${new URLSearchParams({ ...example, ...query })}`

    it('lists records in an envelope', async () => {
      const answer = await get(app, ask())
      expect(Object.keys(answer)).toEqual(['data', 'page', 'sources', 'meta'])
      expect(answer.data.length).toBeGreaterThan(0)
      expect(answer.page.total).toBeGreaterThanOrEqual(answer.data.length)
      expect(answer.page.limit).toBe(50)
      expect(answer.meta).toEqual({
        release: expect.stringMatching(/^[0-9a-f]{16}$/),
        known_at: '2026-11-22',
        valid_at: null,
      })
    })

    it('shows each record once', async () => {
      const { data } = await get(app, ask({ limit: '500', ...bare }))
      const ids = data.map(({ id }: Json) => id)
      expect(new Set(ids).size).toBe(ids.length)
    })

    it('comes in pages that together are the list', async () => {
      const whole = await get(app, ask({ limit: '500', ...bare }))
      const collected: Json[] = []
      const limit = Math.max(7, Math.ceil(whole.page.total / 20))
      let next: string | null = ask({ limit: String(limit), ...bare })
      for (let pages = 0; next !== null; pages += 1) {
        expect(pages).toBeLessThan(20)
        const answer: Json = await get(app, next)
        expect(answer.page.total).toBe(whole.page.total)
        expect(answer.data.length).toBeLessThanOrEqual(limit)
        collected.push(...answer.data)
        next = answer.page.next
      }
      expect(collected).toHaveLength(whole.page.total)
      expect(collected.slice(0, 500)).toEqual(whole.data)
    })

    it('comes in every order that it offers, and in pages of it, whatever is not known', async () => {
      for (const sort of Object.keys(listing.sorts).flatMap((name) => [name, `-${name}`])) {
        const { data } = await get(app, ask({ limit: '500', ...bare, sort }))
        const reverse = sort.startsWith('-') ? sort.slice(1) : `-${sort}`
        const { page, data: other } = await get(app, ask({ limit: '500', ...bare, sort: reverse }))
        const ids = (records: Json[]) => records.map(({ id }) => id)
        if (page.total <= 500) expect(ids(other).reverse()).toEqual(ids(data))
        const limit = String(Math.min(500, Math.max(3, Math.ceil(page.total / 4))))
        const collected: Json[] = []
        for (let next: string | null = ask({ limit, ...bare, sort }); next !== null; ) {
          const answer: Json = await get(app, next)
          collected.push(...answer.data)
          next = answer.page.next
        }
        expect(ids(collected).slice(0, 500)).toEqual(ids(data))
      }
    })

    it('refuses a parameter that it does not have', async () => {
      const urls = [ask({ limits: '3' }), ...(schemas.item ? [`${path}/x?limits=3`] : [])]
      for (const url of urls) {
        const response = await app.inject({ url })
        expect(response.statusCode).toBe(400)
        expect(response.json().errors[0]).toMatchObject({ parameter: 'limits', value: '3' })
      }
      const { errors } = (await app.inject({ url: urls[0] ?? '' })).json()
      expect(errors[0].suggestion).toBe('limit')
    })

    it.each(['0', '501', 'ten', '1.5', ''])('refuses limit=%s', async (limit) => {
      const response = await app.inject({ url: ask({ limit }) })
      expect(response.statusCode).toBe(400)
      expect(response.json().errors).toEqual([
        {
          parameter: 'limit',
          value: expect.anything(),
          message: 'not as it should be',
          allowed: ['a whole number from 1 to 500', 'all'],
        },
      ])
    })

    it('refuses a cursor of another list, and one that is none', async () => {
      const other = own === 'figures' ? 'objectives' : 'figures'
      const { page } = await get(app, `/v1/${other}?limit=1`)
      const cursor = new URL(page.next, 'http://here').searchParams.get('cursor')
      for (const bad of [cursor, 'nonsense', 'W10']) {
        const response = await app.inject({ url: ask({ cursor: String(bad) }) })
        expect(response.statusCode).toBe(400)
        expect(response.json().errors[0].parameter).toBe('cursor')
      }
    })

    it('answers a cursor of another release with 410, saying how to start anew', async () => {
      const cursor = Buffer.from('["0123456789abcdef","",null,"x"]').toString('base64url')
      const response = await app.inject({ url: ask({ cursor }) })
      expect(response.statusCode).toBe(410)
      expect(response.json()).toMatchObject({
        code: 'stale-cursor',
        type: '/problems/stale-cursor',
      })
      const explained = await get(app, '/problems/stale-cursor')
      expect(explained.explanation).toContain('Start again without `cursor`')
    })

    it('narrows its list by each filter that it offers, to records that have the value', async () => {
      const { data } = await get(app, ask({ limit: '500', ...bare }))
      for (const name of Object.keys(listing.filters)) {
        const found = data.find((record: Json) => (record[name] ?? null) !== null)
        if (found === undefined) continue
        const narrowed = await get(app, ask({ limit: '500', ...bare, [name]: found[name] }))
        const wanted = data.filter((record: Json) => record[name] === found[name])
        expect(narrowed.data.slice(0, wanted.length)).toEqual(wanted)
      }
    })

    it.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)(
      'answers %s with 405 and Allow',
      async (method) => {
        for (const url of schemas.item ? [path, `${path}/x`] : [path]) {
          const response = await app.inject({ method, url, payload: 'x' })
          expect(response.statusCode).toBe(405)
          expect(response.headers.allow).toBe('GET, HEAD, OPTIONS')
          expect(response.headers['access-control-allow-origin']).toBe('*')
          expect(response.json().code).toBe('method-not-allowed')
        }
      },
    )

    it('answers HEAD as GET without a body', async () => {
      const [head, whole] = await Promise.all([
        app.inject({ method: 'HEAD', url: ask() }),
        app.inject({ url: ask() }),
      ])
      expect(head.statusCode).toBe(200)
      expect(head.body).toBe('')
      expect(head.headers['content-length']).toBe(whole.headers['content-length'])
    })
  },
)

describe.each(collections.filter(({ schemas }) => schemas.item))('/v1/$name/{id}', ({ name }) => {
  it('has each record at its own path', async () => {
    const { data } = await get(app, `/v1/${name}?limit=500`)
    for (const record of data) {
      const item = await get(app, `/v1/${name}/${record.id}`)
      expect(Object.keys(item)).toEqual(['data', 'sources', 'meta'])
      expect(item.data).toMatchObject(record)
    }
  })

  it('answers an unknown id with 404', async () => {
    const response = await app.inject({ url: `/v1/${name}/no-such-id` })
    expect(response.statusCode).toBe(404)
    expect(response.json()).toMatchObject({ code: 'unknown-id', status: 404 })
  })
})

describe.each(resourceTypes)('/v1/$name', (resourceType) => {
  it('shows each record with the fields that the collection declares', async () => {
    const { list: listing } = collections.find(({ name }) => name === resourceType.name) ?? {}
    const { data } = await get(app, `/v1/${resourceType.name}?limit=500&evidence=none`)
    for (const record of data) expect(Object.keys(record)).toEqual(listing?.columns)
  })

  it('answers an id that is nearly right with the right one', async () => {
    const { data } = await get(app, `/v1/${resourceType.name}?limit=1`)
    const { id } = data[0]
    const wrong = `${id}z`
    const response = await app.inject({ url: `/v1/${resourceType.name}/${wrong}` })
    expect(response.json().detail).toContain(`Did you mean ${id}`)
  })

  it('has a filter for each field that it says it can be narrowed by', () => {
    const { list: listing } = collections.find(({ name }) => name === resourceType.name) ?? {}
    for (const name of resourceType.filters)
      expect(Object.keys(listing?.filters ?? {})).toContain(
        /date|period/.test(resourceType.fields[name]?.type ?? '') ? `${name}_from` : name,
      )
  })

  it('gives for every value that is not derived a claim that agrees', async () => {
    const { data } = await get(app, `/v1/${resourceType.name}?limit=500`)
    for (const record of data)
      for (const [field, { type: form }] of Object.entries(resourceType.fields)) {
        if (record[field] === null) continue
        const agreeing = record.evidence.filter(
          (claim: Json) => claim.field === field && claim.stance === 'agrees',
        )
        const isDerived = record.status === 'ended' && /^(end|abolished)$/.test(field)
        if (!isDerived) expect(agreeing, `${record.id} ${field} ${form}`).not.toEqual([])
      }
  })

  it('spells out each source of its evidence once, and no other', async () => {
    const { data, sources: spelled } = await get(app, `/v1/${resourceType.name}?limit=500`)
    const cited = data.flatMap(({ evidence }: Json) => evidence.map(({ source }: Json) => source))
    expect(Object.keys(spelled)).toEqual([...new Set(cited)].sort())
    for (const brief of Object.values<Json>(spelled))
      expect(Object.keys(brief)).toEqual(['title', 'publisher', 'published', 'url'])
  })

  it('names in each receipt the place, and the value only where it differs', async () => {
    const { data } = await get(app, `/v1/${resourceType.name}?limit=500`)
    for (const record of data)
      for (const { field, at, stance, value } of record.evidence) {
        expect(at).not.toBe('')
        if (stance === 'disagrees') expect(value).toBeDefined()
        if (value !== undefined) expect(value).not.toEqual(record[field])
      }
  })

  it('leaves evidence out where it is not wanted', async () => {
    const { data, sources: spelled } = await get(app, `/v1/${resourceType.name}?evidence=none`)
    for (const record of data) expect(record).not.toHaveProperty('evidence')
    expect(spelled).toEqual({})
  })
})
