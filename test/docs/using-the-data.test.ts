import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { codeLists } from '../../src/domain/code-lists.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { FIXTURE, fixtureApp, get, loadFolder, ROOT } from '../support/app.ts'

const text = readFileSync(join(ROOT, 'docs/using-the-data.md'), 'utf8')
/** The question before each query, and the query. */
const queries = [...text.matchAll(/^(\w[^?]*\?)[^`]*```sql\n([\s\S]*?)```/gm)].map(
  ([, question = '', sql = '']) => [question, sql] as const,
)
const { db } = loadFolder(FIXTURE)
const app = await fixtureApp()

describe('docs/using-the-data.md', () => {
  it.each(queries)('has rows for the query: %s', (_, sql) => {
    expect(db.prepare(sql).all().length).toBeGreaterThan(0)
  })

  it('has a question for each query', () => {
    expect(queries).toHaveLength(text.split('```sql').length - 1)
  })

  it('names views and tables that exist', () => {
    const names = [...text.matchAll(/^\| (`.*?) \| /gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([a-z_]+)`/g)].map(([, name]) => name),
    )
    const tables = db.prepare<[], string>('SELECT name FROM sqlite_schema').pluck().all()
    expect(names.length).toBeGreaterThan(5)
    expect(tables).toEqual(expect.arrayContaining(names))
  })

  it('requests URLs that return 200', async () => {
    const urls = [...text.matchAll(/http:\/\/localhost:3000(\/[^\s"'`)]+)/g)].map(([, url]) => url)
    expect(urls.length).toBeGreaterThan(5)
    for (const url of urls) expect((await app.inject({ url: String(url) })).statusCode).toBe(200)
  })

  it('shows a term that has evidence, so that the query returns what the API returns', async () => {
    const [, sql = ''] = /(SELECT stances\.field, stances[\s\S]*?);/.exec(text) ?? []
    const { data } = await get(app, '/v1/leadership/iom-director-general-swing')
    const rows = db.prepare<[], { field: string; stance: string; at: string }>(sql).all()
    expect(rows.map(({ field, stance, at }) => [field, stance, at])).toEqual(
      data.evidence.map(({ field, stance, at }: Record<string, string>) => [field, stance, at]),
    )
  })

  it('reads NA, a country, as a value in each example that reads CSV', () => {
    expect(codeLists['iso-3166-country'].check('NA')).toBe(true)
    const calls = [...text.matchAll(/read_csv\(url, (.*)\)$/gm)].map(([, options]) => options)
    expect(calls).toEqual([
      'keep_default_na=False, na_values=[""]',
      'na = "", col_types = readr::cols(.default = "c")',
    ])
  })

  it('states that there is a view for each resource type, which is true', () => {
    for (const { name } of resourceTypes)
      expect(() => db.prepare(`SELECT * FROM current_${name}`)).not.toThrow()
  })
})
