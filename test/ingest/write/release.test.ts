import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { collections } from '../../../src/api/endpoints/index.ts'
import { buildApp } from '../../../src/server/app.ts'
import { temporaryFolder, loadFolder, SEED } from '../../support/app.ts'

/** The same knowledge is the same release, however it is filed. */

const texts = readdirSync(SEED)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => readFileSync(join(SEED, name), 'utf8'))

async function answers(folder: string): Promise<string[]> {
  const { db } = loadFolder(folder)
  const app = await buildApp({ db })
  const bodies = await Promise.all(
    collections.map(({ name, example }) =>
      app.inject({ url: `/v1/${name}?${new URLSearchParams({ ...example, limit: '500' })}` }),
    ),
  )
  await app.close()
  return bodies.map(({ body }) => body)
}

it('answers are byte-equal whatever the files are called, and in whatever order', async () => {
  const before = await answers(SEED)
  const renamed = texts.reverse().map((text, index) => [`${index}.yaml`, text])
  expect(await answers(temporaryFolder(Object.fromEntries(renamed)))).toEqual(before)
})

it('answers are byte-equal where the accounts are one file of NDJSON', async () => {
  const lines = texts
    .flatMap((text) => [...parseAllDocuments(text, { schema: 'failsafe' })])
    .map((document) => JSON.stringify(document.toJS()))
  const folder = temporaryFolder({ 'all.ndjson': `${lines.join('\n')}\n` })
  expect(await answers(folder)).toEqual(await answers(SEED))
})

it('a release has another id where a single value is another', () => {
  const before = loadFolder(SEED).loaded.release
  const changed = texts.map((text, index) => [
    `${index}.yaml`,
    text.replace('count: 157', 'count: 158'),
  ])
  expect(loadFolder(temporaryFolder(Object.fromEntries(changed))).loaded.release).not.toBe(before)
})

it('answers do not depend on the order of entries, slips among them', async () => {
  const names = [
    '{ id: n-1, at: 1, organization: oa, name: First, start: 1951 }',
    '{ id: n-2, at: 2, organization: oa, name: Second, start: 1989 }',
    '{ id: n-2, at: 3, organization: ob, set_aside: of another organization }',
  ]
  const account = (
    entries: readonly string[],
  ) => `source: { id: s, title: T, kind: press, published: 2020, published_basis: stated }
organizations: [{ id: oa, at: 1, name: A }, { id: ob, at: 1, name: B }]
names:
${entries.map((entry) => `  - ${entry}`).join('\n')}
`
  const [first, second] = await Promise.all(
    [names, names.toReversed()].map((some) => answers(temporaryFolder({ 'a.yaml': account(some) }))),
  )
  expect(first).toEqual(second)
  expect(first?.find((body) => body.includes('"First"'))).toContain('"end":"1989","status":"ended"')
})
