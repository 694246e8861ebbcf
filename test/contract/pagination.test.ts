import { describe, expect, it } from 'vitest'
import { collections } from '../../src/api/collections/index.ts'
import { get } from '../support/app.ts'
import { app, idsOf, listUrl, readPages, shortListUrl } from './list-requests.ts'

describe.each(collections)('the pages of /v1/$name', { timeout: 120_000 }, (collection) => {
  it('together are the list', async () => {
    const whole = await get(app, shortListUrl(collection, { limit: '500' }))
    const limit = Math.max(7, Math.ceil(whole.page.total / 20))
    const pages = await readPages(shortListUrl(collection, { limit: String(limit) }))
    for (const { data, page } of pages) {
      expect(page.total).toBe(whole.page.total)
      expect(data.length).toBeLessThanOrEqual(limit)
    }
    const records = pages.flatMap(({ data }) => data)
    expect(records).toHaveLength(whole.page.total)
    expect(records.slice(0, 500)).toEqual(whole.data)
  })

  it.each(Object.keys(collection.list.sorts).flatMap((name) => [name, `-${name}`]))(
    'together are the list in the order %s, and the reverse of the opposite order',
    async (sort) => {
      const { data, page } = await get(app, shortListUrl(collection, { limit: '500', sort }))
      const opposite = sort.startsWith('-') ? sort.slice(1) : `-${sort}`
      const reverse = await get(app, shortListUrl(collection, { limit: '500', sort: opposite }))
      if (page.total <= 500) expect(idsOf(reverse.data).reverse()).toEqual(idsOf(data))
      const limit = String(Math.min(500, Math.max(3, Math.ceil(page.total / 4))))
      const pages = await readPages(shortListUrl(collection, { limit, sort }))
      const records = pages.flatMap(({ data }) => data)
      expect(idsOf(records).slice(0, 500)).toEqual(idsOf(data))
    },
  )

  it('return 400 when the cursor belongs to another list or is invalid', async () => {
    const other = collection.name === 'figures' ? 'objectives' : 'figures'
    const { page } = await get(app, `/v1/${other}?limit=1`)
    const cursor = new URL(page.next, 'http://localhost').searchParams.get('cursor') ?? ''
    for (const invalid of [cursor, 'nonsense', 'W10']) {
      const response = await app.inject({ url: listUrl(collection, { cursor: invalid }) })
      expect(response.statusCode).toBe(400)
      expect(response.json().errors[0].parameter).toBe('cursor')
    }
  })

  it('return 410 and a link to an explanation when the cursor is of another release', async () => {
    const cursor = Buffer.from('["0123456789abcdef","",null,"x"]').toString('base64url')
    const response = await app.inject({ url: listUrl(collection, { cursor }) })
    expect(response.statusCode).toBe(410)
    const { code, type } = response.json()
    expect(code).toBe('stale-cursor')
    const { explanation } = await get(app, type)
    expect(explanation).toContain('Start the list again without `cursor`')
  })
})
