import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { buildApp } from '../../src/server/app.ts'
import { FIXTURE, loadFolder, ROOT, temporaryFolder } from '../support/app.ts'

const PROGRAM = `
import { configure, get_leadership, list_leadership, list_member_counts } from './client.ts'

configure({ serverUrl: process.argv[2] ?? '' })
const { data, page, meta } = await list_leadership({
  query: { organization: ['iom'], post: ['iom-director-general'], valid_at: '2014' },
})
const [head] = data
const person: string | undefined = head?.person
const total: number = page.total
const certainty: 'definite' | 'possible' | 'carried' | undefined = head?.certainty
const { data: item, sources } = await get_leadership({ path: { id: head?.id ?? '' } })
const stances = item.evidence?.map(({ stance }) => stance) ?? []
const cited: string[] = Object.keys(sources)
const counts = await list_member_counts({
  query: { organization: ['iom'], category: ['member_states'], fields: ['count'], valid_at: '2012-06-01' },
})
const { count } = counts.data[0] ?? {}
console.log(JSON.stringify({ person, total, certainty, stances, cited, valid_at: meta.valid_at, count }))
`

/** Requests that the server would reject: an unknown parameter, and a value that is not allowed. */
const INVALID_PROGRAM = `
import { list_leadership } from './client.ts'
await list_leadership({ query: { posts: ['iom-director-general'] } })
await list_leadership({ query: { status: ['endet'] } })
`

const MODULES = join(ROOT, 'node_modules')
const TSC = join(MODULES, 'typescript/lib/tsc.js')
const REDOCLY = join(MODULES, '@redocly/cli/bin/cli.js')

/** What a script prints to standard output, also if it fails. */
async function run(cwd: string, ...args: string[]): Promise<string> {
  try {
    return (await promisify(execFile)(process.execPath, args, { cwd })).stdout
  } catch (error) {
    return String((error as { stdout?: string }).stdout)
  }
}

/** A folder with a client that was generated from the committed API document. */
async function generatedClient(files: Record<string, string>): Promise<string> {
  const tsconfig = {
    extends: join(ROOT, 'tsconfig.json'),
    compilerOptions: { typeRoots: [join(MODULES, '@types')] },
    include: ['*.ts'],
  }
  const folder = temporaryFolder({
    'package.json': '{ "type": "module" }',
    'tsconfig.json': JSON.stringify(tsconfig),
    ...files,
  })
  const output = ['--output', join(folder, 'client.ts'), '--import-ext', 'ts']
  await run(folder, REDOCLY, 'generate-client', join(ROOT, 'openapi/openapi.json'), ...output)
  return folder
}

describe('a TypeScript client generated from the API document', { timeout: 120_000 }, () => {
  it('compiles, reads typed data, and does not compile with an invalid request', async () => {
    const folder = await generatedClient({ 'program.ts': PROGRAM })
    expect(await run(folder, TSC)).toBe('')

    const app = await buildApp({ db: loadFolder(FIXTURE).db })
    onTestFinished(() => app.close())
    const url = await app.listen({ port: 0, host: '127.0.0.1' })
    expect(JSON.parse(await run(folder, join(folder, 'program.ts'), url))).toEqual({
      person: 'william-lacy-swing',
      total: 1,
      certainty: 'definite',
      stances: expect.arrayContaining(['agrees']),
      cited: expect.arrayContaining(['ukraine-mission-2014']),
      valid_at: '2014',
      count: 146,
    })

    writeFileSync(join(folder, 'invalid.ts'), INVALID_PROGRAM)
    const errors = await run(folder, TSC)
    expect(errors).toContain("'posts' does not exist in type")
    expect(errors).toContain('\'"endet"\' is not assignable')
  })
})
