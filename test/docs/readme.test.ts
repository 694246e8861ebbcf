import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { collections } from '../../src/api/endpoints/index.ts'
import { configVariables } from '../../src/server/config.ts'
import { get, type Json, ROOT, fixtureApp } from '../support/app.ts'

/** What README and CONTRIBUTING show is true. */

const app = await fixtureApp()
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
const contributing = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8')
const requests = [
  ...readme.matchAll(/```sh\ncurl 'http:\/\/localhost:3000(.*)'\n```\n```json\n([\s\S]*?)```/g),
].map(([, url = '', answer = '']) => [url, JSON.parse(answer)] as const)

/** Where an excerpt is not a part of an answer; empty where it is. */
function missing(excerpt: Json, answer: Json, path = ''): string[] {
  if (Array.isArray(excerpt)) {
    let from = 0
    return excerpt.flatMap((part, index) => {
      const at = (answer as Json[]).findIndex(
        (one, at) => at >= from && missing(part, one).length === 0,
      )
      if (at === -1) return [`${path}/${index}`]
      from = at + 1
      return []
    })
  }
  if (typeof excerpt !== 'object' || excerpt === null) return excerpt === answer ? [] : [path]
  return Object.entries(excerpt).flatMap(([key, part]) =>
    missing(part, answer?.[key], `${path}/${key}`),
  )
}

describe('README', () => {
  it('shows five requests', () => {
    expect(requests).toHaveLength(5)
  })

  it.each(requests)('shows a part of the real answer to %s', async (url, excerpt) => {
    expect(missing(excerpt, await get(app, url))).toEqual([])
  })

  it('names each setting with its default', () => {
    for (const { name, default: value, description } of configVariables()) {
      const unsaid = value === undefined ? '–' : `\`${value}\``
      expect(readme).toContain(`| \`${name}\` | ${unsaid} | ${description} |`)
    }
  })

  it('names every list of the API', () => {
    for (const { name } of collections) expect(readme).toContain(`/v1/${name}`)
  })

  it('names the real number of documents', async () => {
    const { page } = await get(app, '/v1/sources')
    // One of the sources is our own: what was looked for and not found.
    expect(readme).toContain(`from ${page.total - 1} documents`)
  })

  it('tells how well each collection is covered', async () => {
    const { data } = await get(app, '/v1/dataset')
    const percent = (share: number | null) =>
      share === null ? '–' : `${(share * 100).toFixed(1)} %`
    for (const [collection, items] of Object.entries<Json>(data.coverage)) {
      const { records, claims, sources, official_share, day_share } = items
      const row = [
        collection,
        records,
        claims,
        sources,
        percent(official_share),
        percent(day_share),
      ]
      expect(readme).toContain(`| ${row.join(' | ')} |`)
    }
  })
})

describe('CONTRIBUTING', () => {
  it('names files that are there', () => {
    const named = [
      ...contributing.matchAll(
        /`((?:src|seed|migrations|openapi|records|http|accounts)\/[\w./-]*)`/g,
      ),
    ]
    expect(named.length).toBeGreaterThan(10)
    for (const [, path = ''] of named)
      expect([path, existsSync(join(ROOT, path)) || existsSync(join(ROOT, 'src', path))]).toEqual([
        path,
        true,
      ])
  })
})

describe('SECURITY', () => {
  const security = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8')

  it('names files that are there', () => {
    const named = [...security.matchAll(/`((?:src|test|deploy)\/[\w./-]*)`/g)].map(
      ([, path]) => path,
    )
    expect(named.length).toBeGreaterThan(15)
    expect(named.filter((path = '') => !existsSync(join(ROOT, path)))).toEqual([])
  })

  it('says why each package that runs in production is there', () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    const items = [...security.matchAll(/^\| ([@a-z][^|]*) \| [^|]{5,} \|$/gm)].flatMap(
      ([, names = '']) => names.split(', '),
    )
    const missing = Object.keys(dependencies).filter(
      (name) => !items.includes(name) && !items.includes(name.replace(/\/.*/, '/*')),
    )
    expect(missing).toEqual([])
  })
})
