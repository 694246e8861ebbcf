import { describe, expect, it } from 'vitest'
import { collections } from '../../../src/api/collections/index.ts'
import { fixtureApp, get, type Json } from '../../support/app.ts'
import { requiredQuery } from '../../support/required-query.ts'

const app = await fixtureApp()

/** The lines of all pages of a list. In CSV, the header is there once. */
async function linesOfPages(url: string): Promise<string[]> {
  const lines: string[] = []
  let pages = 0
  for (let next: string | undefined = url; next !== undefined; pages += 1) {
    expect(pages).toBeLessThan(10)
    const { body, headers }: { body: string; headers: Json } = await app.inject({ url: next })
    const hasRepeatedHeader = url.includes('format=csv') && lines.length > 0
    lines.push(...body.split('\n').slice(hasRepeatedHeader ? 1 : 0, -1))
    next = /<([^>]*)>; rel="next"/.exec(String(headers.link))?.[1]
  }
  return lines
}

describe.each(collections)('GET /v1/$name as a download', ({ name, csvColumns }) => {
  const q = Object.entries(requiredQuery(name))
    .map(([key, value]) => `${key}=${value}&`)
    .join('')
  const path = `/v1/${name}?${q}`
  const formats = csvColumns === undefined ? ['ndjson'] : ['csv', 'ndjson']

  it('has in NDJSON the same records as in JSON', async () => {
    const { body, headers } = await app.inject({ url: `${path}format=ndjson&limit=all` })
    expect(headers['content-type']).toMatch(/^application\/x-ndjson/)
    expect(headers['content-disposition']).toBe(`inline; filename="${name}.ndjson"`)
    const records: Json[] = []
    for (let next: string | null = `${path}limit=500`; next !== null; ) {
      expect(records.length).toBeLessThan(10_000)
      const { data, page }: Json = await get(app, next)
      records.push(...data)
      next = page.next
    }
    expect(body).toBe(records.map((record) => `${JSON.stringify(record)}\n`).join(''))
  }, 60_000)

  it('has in CSV the declared columns, and none that need valid_at or bounds', async () => {
    if (csvColumns === undefined) return
    const { body, headers } = await app.inject({ url: `${path}format=csv&limit=all` })
    expect(headers['content-disposition']).toBe(`inline; filename="${name}.csv"`)
    const declared = csvColumns.filter(
      ({ needsValidAt = false, needsBounds = false }) => !needsValidAt && !needsBounds,
    )
    expect(body.slice(0, body.indexOf('\r\n')).split(',')).toEqual(declared.map(({ name }) => name))
  })

  it('has in pages the same lines as with limit=all', async () => {
    for (const format of formats) {
      const all = await app.inject({ url: `${path}format=${format}&limit=all` })
      expect(all.statusCode).toBe(200)
      expect(all.headers.link ?? '').not.toContain('rel="next"')
      const { page } = await get(app, `${path}limit=1`)
      const limit = Math.min(500, Math.max(2, Math.ceil(page.total / 4)))
      const lines = await linesOfPages(`${path}format=${format}&limit=${limit}`)
      expect(`${lines.join('\n')}\n`).toBe(all.body)
    }
  }, 60_000)

  it('returns 400 for limit=all in JSON and JSON-LD, which have pages', async () => {
    for (const format of ['json', 'jsonld']) {
      const response = await app.inject({ url: `${path}format=${format}&limit=all` })
      expect(response.statusCode).toBe(400)
      expect(response.json().errors).toMatchObject([
        {
          parameter: 'limit',
          message: '`all` requires format=csv or ndjson; JSON has pages',
        },
      ])
    }
  })

  it('returns the same errors as JSON', async () => {
    for (const query of ['known_at=nonsense', 'cursor=x', 'limit=0', 'sort=x', 'fields=x', 'x=y']) {
      const json = await app.inject({ url: `${path}${query}` })
      for (const format of formats) {
        const response = await app.inject({ url: `${path}${query}&format=${format}` })
        expect(response.statusCode).toBe(400)
        expect(response.json().errors).toEqual(json.json().errors)
      }
    }
  })
})

describe.each([
  [
    '/v1/codes?',
    'id,vocabulary,code,label,definition,nature,unit_kind,signed,counts_roles,pattern,url_template,inverse',
  ],
  ['/v1/completeness?', 'id,organization,collection,role,category,post,extent,start,end,note'],
  ['/v1/sources?', 'id,title,publisher,author,kind,language,url,'],
  ['/v1/claims?', 'id,source,record,collection,field,value,'],
  [
    '/v1/disputes?',
    'id,record,collection,organization,field,value,decided_by,explanation,sources,dissenting',
  ],
  ['/v1/search?q=iom&', 'id,collection,organization,label,href,field,claim,source,highlight,score'],
])('GET %sformat=csv', (path, header) => {
  it(`starts with ${header}`, async () => {
    const { body } = await app.inject({ url: `${path}format=csv&limit=all` })
    expect(body.startsWith(header)).toBe(true)
  })
})
