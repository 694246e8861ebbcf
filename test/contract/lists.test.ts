import { describe, expect, it } from 'vitest'
import { collections } from '../../src/api/collections/index.ts'
import { labelNameOf, labelSources } from '../../src/domain/labels.ts'
import { recordColumns } from '../../src/domain/record-serialization.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { get } from '../support/app.ts'
import { app, idsOf, listUrl, routesOf, shortListUrl } from './list-requests.ts'

describe.each(collections)('GET /v1/$name', (collection) => {
  it('returns records in an envelope', async () => {
    const response = await get(app, listUrl(collection))
    expect(Object.keys(response)).toEqual(['data', 'page', 'sources', 'meta'])
    expect(response.data.length).toBeGreaterThan(0)
    expect(response.page.total).toBeGreaterThanOrEqual(response.data.length)
    expect(response.page.limit).toBe(50)
    expect(response.meta).toEqual({
      release: expect.stringMatching(/^[0-9a-f]{16}$/),
      known_at: '2026-11-27',
      valid_at: null,
    })
  })

  it('returns each record once', async () => {
    const { data } = await get(app, shortListUrl(collection, { limit: '500' }))
    expect(new Set(idsOf(data)).size).toBe(data.length)
  })

  it('returns the same headers for HEAD, without a body', async () => {
    const url = listUrl(collection)
    const [head, whole] = await Promise.all([
      app.inject({ method: 'HEAD', url }),
      app.inject({ url }),
    ])
    expect(head.statusCode).toBe(200)
    expect(head.body).toBe('')
    // RFC 9110 section 9.3.2: without what only making the response shows (Content-Length, the next page).
    for (const name of ['content-type', 'etag', 'cache-control'])
      expect(head.headers[name], name).toBe(whole.headers[name])
    const links = String(whole.headers.link).split(', ')
    expect(links).toEqual(expect.arrayContaining(String(head.headers.link).split(', ')))
  })

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)(
    'returns 405 with Allow, also for items, when the method is %s',
    async (method) => {
      for (const url of routesOf(collection)) {
        const response = await app.inject({ method, url, payload: 'x' })
        expect(response.statusCode).toBe(405)
        expect(response.headers.allow).toBe('GET, HEAD, OPTIONS')
        expect(response.headers['access-control-allow-origin']).toBe('*')
        expect(response.json().code).toBe('method-not-allowed')
      }
    },
  )
})

describe.each(resourceTypes)('GET /v1/$name', (resourceType) => {
  it('returns the declared fields of each record in their order, then the labels of references and codes', async () => {
    const { data } = await get(app, `/v1/${resourceType.name}?limit=500&evidence=none`)
    const names = [
      ...recordColumns(resourceType),
      ...Object.keys(labelSources(resourceType)).map(labelNameOf),
    ]
    for (const record of data) expect(Object.keys(record)).toEqual(names)
  })
})
