import { Session } from 'node:inspector/promises'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { buildApp } from '../../src/server/app.ts'
import { ReleaseSwitcher } from '../../src/server/release-switcher.ts'
import { FIXTURE, loadFolder, ROOT } from '../support/app.ts'

/** docs/architecture.md names the files through which a request and a seed file pass. */

const SRC = join(ROOT, 'src')

/** Runs code, and returns the files in src/ of which a function was called. */
async function filesUsedBy(run: () => unknown): Promise<string[]> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
  await session.post('Profiler.takePreciseCoverage')
  await run()
  const { result } = await session.post('Profiler.takePreciseCoverage')
  session.disconnect()
  return result
    .filter(({ url }) => url.startsWith(`file://${SRC}`))
    .filter(({ functions }) => functions.some(({ ranges }) => (ranges[0]?.count ?? 0) > 0))
    .map(({ url }) => relative(SRC, fileURLToPath(url)))
    .sort()
}

describe('an uncached GET /v1/leadership?valid_at=2018-10', async () => {
  const app = await buildApp({ db: loadFolder(FIXTURE).db, cacheBytes: 2 ** 20 })
  await app.ready()
  const switcher = new ReleaseSwitcher(app)
  await new Promise<void>((resolve) => switcher.server.listen(0, '127.0.0.1', resolve))
  afterAll(() => switcher.stop(0))
  const { port } = switcher.server.address() as AddressInfo
  const request = async (query: string) => {
    const response = await fetch(`http://127.0.0.1:${port}/v1/leadership?${query}`)
    expect(response.status).toBe(200)
    await response.text()
  }

  it('uses the files that docs/architecture.md lists, at most 12 besides the HTTP plugins', async () => {
    await request('valid_at=1999')
    const files = await filesUsedBy(() => request('valid_at=2018-10'))
    const outside = files.filter((file) => !file.startsWith('http/plugins/'))
    console.log(outside, files)
    expect(outside.length).toBeLessThanOrEqual(12)
  })
})

describe('one seed file', () => {
  it('x', async () => {
    const files = await filesUsedBy(() => loadFolder(FIXTURE))
    console.log(files)
  })
})
void readFileSync
