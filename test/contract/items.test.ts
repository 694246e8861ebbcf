import { describe, expect, it } from 'vitest'
import { collections } from '../../src/api/collections/index.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { get } from '../support/app.ts'
import { app } from './list-requests.ts'

const withItems = collections.filter(({ schemas }) => schemas.item !== null)

describe.each(withItems)('GET /v1/$name/{id}', ({ name }) => {
  it('returns each record of the list', async () => {
    const { data } = await get(app, `/v1/${name}?limit=500`)
    for (const record of data) {
      // A profile is of one day, on which an organization that ended has no headquarters.
      if (name === 'organizations' && record.status === 'ended') continue
      const item = await get(app, `/v1/${name}/${record.id}`)
      expect(Object.keys(item)).toEqual(['data', 'sources', 'meta'])
      expect(item.data).toMatchObject(record)
    }
  })

  it('returns the same headers for HEAD, without making the body', async () => {
    const { data } = await get(app, `/v1/${name}?limit=1`)
    const url = `/v1/${name}/${data[0].id}`
    const [head, whole] = await Promise.all([
      app.inject({ method: 'HEAD', url }),
      app.inject({ url }),
    ])
    expect([head.statusCode, head.body]).toEqual([200, ''])
    for (const header of ['content-type', 'etag', 'cache-control', 'link'])
      expect(head.headers[header], header).toBe(whole.headers[header])
    // RFC 9110 section 9.3.2: only the body would show its length.
    expect(head.headers['content-length']).toBeUndefined()
    const unknown = await app.inject({ method: 'HEAD', url: `/v1/${name}/no-such-id` })
    expect(unknown.statusCode).toBe(404)
  })

  it('returns 404 when no record has the id', async () => {
    const response = await app.inject({ url: `/v1/${name}/no-such-id` })
    expect(response.statusCode).toBe(404)
    expect(response.json()).toMatchObject({ code: 'unknown-id', status: 404 })
  })

  it('returns 404, and never another record, when the id has a slash', async () => {
    for (const id of ['%2F', 'a%2Fb', '..%2Fnames']) {
      const response = await app.inject({ url: `/v1/${name}/${id}` })
      expect(response.statusCode, id).toBe(404)
    }
  })
})

describe.each(resourceTypes)('GET /v1/$name/{id}', ({ name }) => {
  it('returns 404 with the similar id when the id is misspelled', async () => {
    const { data } = await get(app, `/v1/${name}?limit=1`)
    const response = await app.inject({ url: `/v1/${name}/${data[0].id}z` })
    expect(response.statusCode).toBe(404)
    expect(response.json().detail).toContain(`Did you mean ${data[0].id}`)
  })
})
