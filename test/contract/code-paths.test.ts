import { cpSync, readFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import type { AddressInfo } from 'node:net'
import { join, relative } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../../src/server/app.ts'
import { ReleaseSwitcher } from '../../src/server/release-switcher.ts'
import { FIXTURE, loadFolder, ROOT, temporaryFolder } from '../support/app.ts'

// V8 allocates feedback vectors late, and counts the calls of a function only once it has one.
setFlagsFromString('--no-lazy-feedback-allocation')
// It forgets functions that were not called lately, and with them their number of calls.
setFlagsFromString('--no-flush-bytecode')

const SRC = join(ROOT, 'src')
const architecture = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8')

/** The files in the first column of the table under a heading of docs/architecture.md. */
function documentedFiles(heading: string): string[] {
  const [, section = ''] = architecture.split(`\n## ${heading}\n`)
  const [text = ''] = section.split('\n## ')
  return [...text.matchAll(/^\| `([\w/.-]+\.ts)` \|/gm)].map(([, file = '']) => file).sort()
}

/** How often each function in src/ is called while `run` runs, by file and position. */
async function countCalls(run: () => unknown): Promise<Map<string, number>> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
  await session.post('Profiler.takePreciseCoverage')
  await run()
  const { result } = await session.post('Profiler.takePreciseCoverage')
  session.disconnect()
  const scripts = result.filter(({ url }) => url.startsWith(`file://${SRC}/`))
  return new Map(
    scripts.flatMap(({ url, functions }) =>
      functions.map(({ ranges: [range] }): [string, number] => [
        `${relative(SRC, fileURLToPath(url))}#${range?.startOffset}`,
        range?.count ?? 0,
      ]),
    ),
  )
}

/** The functions that were called. */
function calledOf(counts: Map<string, number>): Set<string> {
  return new Set([...counts].filter(([, count]) => count > 0).map(([name]) => name))
}

function filesOf(functions: Iterable<string>): string[] {
  return [...new Set([...functions].map((name) => name.split('#')[0] ?? ''))].sort()
}

describe('an uncached GET /v1/leadership?valid_at=2018-10', () => {
  let switcher: ReleaseSwitcher

  beforeAll(async () => {
    const app = await buildApp({ db: loadFolder(FIXTURE).db, cacheBytes: 2 ** 20 })
    await app.ready()
    switcher = new ReleaseSwitcher(app)
    await new Promise<void>((resolve) => switcher.server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => switcher.stop(0))

  async function request(query: string): Promise<void> {
    const { port } = switcher.server.address() as AddressInfo
    const response = await fetch(`http://127.0.0.1:${port}/v1/leadership?${query}`)
    expect(response.status).toBe(200)
    await response.text()
  }

  it('uses the files that docs/architecture.md lists, at most 24 besides the plugins', async () => {
    // The first request compiles validators, which later ones do not.
    await request('valid_at=1999')
    // Timers may run during the request. They also run without it.
    const idle = calledOf(await countCalls(() => setTimeout(3_000)))
    const called = calledOf(await countCalls(() => request('valid_at=2018-10'))).difference(idle)
    const files = filesOf(called).filter((file) => !file.startsWith('http/plugins/'))
    expect(files).toEqual(documentedFiles('A request'))
    expect(files.length).toBeLessThanOrEqual(24)
  })
})

describe('a seed file', () => {
  it('passes through the files that docs/architecture.md lists, at most 40', async () => {
    const names = [
      ...['ukraine-mission-2014', 'denmark-mission-2020', 'exam-notes-2025', 'logo-catalogue'],
      ...['iom-council-110-release', 'iom-constitution-page', 'un-resolution-71-1', 'codes'],
    ]
    const [without, withOneMore] = [temporaryFolder({}), temporaryFolder({})]
    for (const folder of [without, withOneMore])
      for (const name of names) cpSync(join(FIXTURE, `${name}.yaml`), join(folder, `${name}.yaml`))
    cpSync(join(FIXTURE, 'icm-statement-1983.yaml'), join(withOneMore, 'one-more.yaml'))
    // The first load compiles validators, which later ones do not.
    loadFolder(withOneMore)
    const before = await countCalls(() => loadFolder(without))
    const after = await countCalls(() => loadFolder(withOneMore))
    const called = [...after].filter(([name, count]) => count > (before.get(name) ?? 0))
    const files = filesOf(called.map(([name]) => name))
    expect(files).toEqual(documentedFiles('A seed file'))
    expect(files.length).toBeLessThanOrEqual(40)
  })
})
