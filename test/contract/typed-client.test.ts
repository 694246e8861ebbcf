import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { buildApp } from '../../src/server/app.ts'
import { temporaryFolder, loadFolder, ROOT, SEED } from '../support/app.ts'

/** A client that was generated from nothing but the API document. */

const PROGRAM = `
import { configure, get_leadership, list_leadership, list_member_counts } from './client.ts'

configure({ serverUrl: process.argv[2] ?? '' })
const { data, page, meta } = await list_leadership({ query: { post: 'director_general', valid_at: '2014' } })
const [head] = data
const person: string | undefined = head?.person
const total: number = page.total
const certainty: 'definite' | 'possible' | undefined = head?.certainty
const { data: again, sources } = await get_leadership({ path: { id: head?.id ?? '' } })
const stances = again.evidence?.map(({ stance }) => stance) ?? []
const cited: string[] = Object.keys(sources)
const counts = await list_member_counts({
  query: { category: 'member_states', fields: ['count'], valid_at: '2012-06-01' },
})
console.log(JSON.stringify({ person, total, certainty, stances: stances.length > 0, cited: cited.length > 0, valid_at: meta.valid_at, count: counts.data[0]?.count }))
`

/** What the types refuse: a parameter that is not there, a value that is not allowed. */
const WRONG = `
import { list_leadership } from './client.ts'
await list_leadership({ query: { posts: 'director_general' } })
await list_leadership({ query: { post: 'director_genral' } })
`

/** What a script prints, as `node` runs it in a folder; it may say that it failed. */
async function run(cwd: string, ...args: string[]): Promise<string> {
  try {
    return (await promisify(execFile)(process.execPath, args, { cwd })).stdout
  } catch (error) {
    return String((error as { stdout?: string }).stdout)
  }
}

describe('a client generated from the API document', { timeout: 30_000 }, () => {
  it('compiles, refuses what the API would, and fetches real data', async () => {
    const modules = join(ROOT, 'node_modules')
    const compiled = {
      extends: join(ROOT, 'tsconfig.json'),
      compilerOptions: { typeRoots: [join(modules, '@types')] },
      include: ['*.ts'],
    }
    const folder = temporaryFolder({
      'package.json': '{ "type": "module" }',
      'tsconfig.json': JSON.stringify(compiled),
      'use.ts': PROGRAM,
    })
    const document = join(ROOT, 'openapi/openapi.json')
    const to = ['--output', join(folder, 'client.ts'), '--import-ext', 'ts']
    await run(folder, join(modules, '@redocly/cli/bin/cli.js'), 'generate-client', document, ...to)
    expect(await run(folder, join(modules, 'typescript/lib/tsc.js'))).toBe('')

    writeFileSync(join(folder, 'wrong.ts'), WRONG)
    const wrong = await run(folder, join(modules, 'typescript/lib/tsc.js'))
    expect(wrong).toContain("'posts' does not exist in type")
    expect(wrong).toContain('\'"director_genral"\' is not assignable')

    const app = await buildApp({ db: loadFolder(SEED).db })
    onTestFinished(() => app.close())
    const address = await app.listen({ port: 0, host: '127.0.0.1' })
    expect(JSON.parse(await run(folder, join(folder, 'use.ts'), address))).toEqual({
      person: 'william-lacy-swing',
      total: 1,
      certainty: 'definite',
      stances: true,
      cited: true,
      valid_at: '2014',
      count: 146,
    })
  })
})
