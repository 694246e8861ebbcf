import { describe, expect, it } from 'vitest'
import { fixtureApp } from '../../support/app.ts'

const app = await fixtureApp()
const LIST = '/v1/names'

describe('Accept (RFC 9110 12.5.1)', () => {
  it.each([
    ['application/json;charset=utf-8', 'application/json'],
    ['text/csv; charset=utf-8; header=present', 'text/csv'],
    ['application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', 'application/ld+json'],
    ['application/ld+json;profile="a,b;q=0";q=0.2, text/csv;q=0.1', 'application/ld+json'],
    ['application/json;charset=utf-8, text/csv;q=0.1', 'application/json'],
    ['application/json;v=1;q=0.1, text/csv;q=0.5', 'text/csv'],
  ])('%s selects %s: parameters other than q do not count', async (accept, type) => {
    const { headers } = await app.inject({ url: LIST, headers: { accept } })
    expect(String(headers['content-type']).split(';')[0]).toBe(type)
  })
})

describe('links to other formats', () => {
  const alternates = (link: unknown) =>
    [...String(link).matchAll(/<([^>]*)>; rel="alternate"/g)].map(([, url = '']) => url)

  it('have the same query, encoded', async () => {
    const { headers } = await app.inject({ url: '/v1/search?q=what?iom' })
    const queries = alternates(headers.link).map((url) => new URL(url, 'http://a').searchParams)
    expect(queries.map((query) => query.get('format'))).toContain('csv')
    expect(queries.map((query) => query.get('q'))).toEqual(queries.map(() => 'what?iom'))
  })

  it('can be followed, also from a download', async () => {
    const { headers } = await app.inject({ url: `${LIST}?format=csv&limit=all` })
    const links = alternates(headers.link)
    expect(links).not.toEqual([])
    for (const url of links) expect((await app.inject({ url })).statusCode, url).toBe(200)
  })

  it('are missing from errors', async () => {
    const error = await app.inject({ url: `${LIST}/a%3E%3B%22?format=jsonld` })
    expect(error.statusCode).toBe(404)
    expect(alternates(error.headers.link)).toEqual([])
  })
})
