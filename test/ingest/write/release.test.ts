import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { collections } from '../../../src/api/collections/index.ts'
import { buildApp } from '../../../src/server/app.ts'
import { FIXTURE, loadFolder, temporaryFolder } from '../../support/app.ts'

/** A release depends on what the seed files state, not on their names, their order or their format. */

const texts = readdirSync(FIXTURE)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => readFileSync(join(FIXTURE, name), 'utf8'))

const numbered = (files: readonly string[]) =>
  temporaryFolder(Object.fromEntries(files.map((text, index) => [`${index}.yaml`, text])))

/** The id of a release, and the bodies of the lists of all collections. */
async function contentOf(folder: string): Promise<{ release: string; bodies: string[] }> {
  const { db, result } = loadFolder(folder)
  const app = await buildApp({ db })
  const responses = await Promise.all(
    collections.map(({ name, exampleQuery }) =>
      app.inject({ url: `/v1/${name}?${new URLSearchParams({ ...exampleQuery, limit: '500' })}` }),
    ),
  )
  await app.close()
  return {
    release: result.release,
    bodies: responses.map(({ body }) => body.replace(/"request_id":"[^"]*"/, '')),
  }
}

const fixture = await contentOf(FIXTURE)

describe('a release', () => {
  it('is equal when seed files have other names and another order', async () => {
    expect(await contentOf(numbered(texts.toReversed()))).toEqual(fixture)
  })

  it('is equal when all seed files are lines of one NDJSON file', async () => {
    const lines = texts
      .flatMap((text) => [...parseAllDocuments(text, { schema: 'failsafe' })])
      .map((document) => JSON.stringify(document.toJS()))
    const folder = temporaryFolder({ 'all.ndjson': `${lines.join('\n')}\n` })
    expect(await contentOf(folder)).toEqual(fixture)
  })

  it('has another id when a single value changes', () => {
    const changed = texts.map((text) => text.replace('count: 157', 'count: 158'))
    expect(changed).not.toEqual(texts)
    expect(loadFolder(numbered(changed)).result.release).not.toBe(fixture.release)
  })

  it.each([
    ['a label of a code', 'label: Headquarters', 'label: Seat'],
    ['the extent of a statement of completeness', 'extent: partial', 'extent: sample'],
  ])('has another id when %s changes', (_, from, to) => {
    const changed = texts.map((text) => text.replace(from, to))
    expect(changed).not.toEqual(texts)
    expect(loadFolder(numbered(changed)).result.release).not.toBe(fixture.release)
  })

  it('has equal responses when entries have another order, also if one is set aside', async () => {
    const names = [
      '{ id: n-1, at: 1, organization: oa, language: en, name: First, start: 1951 }',
      '{ id: n-2, at: 2, organization: oa, language: en, name: Second, start: 1989 }',
      '{ id: n-2, at: 3, organization: ob, set_aside: of another organization }',
    ]
    const seedFile = (
      entries: readonly string[],
    ) => `source: { id: s, title: T, kind: press, published: 2020, published_basis: stated }
organizations: [{ id: oa, at: 1, founded: 1951 }, { id: ob, at: 1, founded: 1951 }]
names:
${entries.map((entry) => `  - ${entry}`).join('\n')}
`
    const [first, second] = await Promise.all(
      [names, names.toReversed()].map((entries) =>
        contentOf(temporaryFolder({ 'a.yaml': seedFile(entries) })),
      ),
    )
    expect(first?.bodies).toEqual(second?.bodies)
    expect(first?.bodies.find((body) => body.includes('"First"'))).toContain(
      '"end":"1989","attested":null,"status":"ended"',
    )
  })
})
