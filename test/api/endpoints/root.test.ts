import { describe, expect, it } from 'vitest'
import { collections } from '../../../src/api/collections/index.ts'
import { fixtureApp, get, type Json } from '../../support/app.ts'
import { requiredQuery } from '../../support/required-query.ts'

const app = await fixtureApp()

describe('GET /', () => {
  it('links every collection and the documentation', async () => {
    const root = await get(app, '/')
    expect(Object.keys(root.collections)).toEqual(collections.map(({ name }) => name))
    for (const [name, { href, summary }] of Object.entries<Json>(root.collections)) {
      expect(summary).toMatch(/\S/)
      await get(app, `${href}?${new URLSearchParams(requiredQuery(name))}`)
    }
    const documentation = await app.inject({ url: root.documentation })
    expect(documentation.statusCode).toBeLessThan(400)
    expect((await get(app, root.description)).openapi).toMatch(/^3\.1\./)
  }, 60_000)

  it('returns 400 for any parameter', async () => {
    expect((await app.inject({ url: '/?q=iom' })).statusCode).toBe(400)
  })
})
