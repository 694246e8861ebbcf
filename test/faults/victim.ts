import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { memoryOf } from '../../bench/server.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { buildDatabase } from '../../src/ingest/build.ts'
import { migrations, SEED } from '../support/app.ts'
import { eventually, freePort, start } from '../support/process.ts'
import { ask } from './traffic.ts'

/** The real server over the real data, as long as the tests of a file run, for them to be rude to. */
export interface Victim {
  port: number
  origin: string
  /** MiB that it has in memory. */
  resident(): number
}

export function victim(): Victim {
  const folder = mkdtempSync(join(tmpdir(), 'orgfacts-hostile-'))
  let pid = 0
  let stop = () => {}
  const server: Victim = { port: 0, origin: '', resident: () => memoryOf(pid).now }
  beforeAll(async () => {
    const database = join(folder, 'facts.db')
    buildDatabase(database, { folder: SEED, resourceTypes, migrations })
    server.port = await freePort()
    server.origin = `http://127.0.0.1:${server.port}`
    const env = { DATABASE: database, PORT: String(server.port), LOG_LEVEL: 'error' }
    const { child } = start('cli/serve.ts', [], env, (end) => {
      stop = end
    })
    pid = child.pid ?? 0
    await eventually(
      () => ask(`${server.origin}/readyz`),
      ({ status }) => status === 200,
    )
  })
  afterAll(() => {
    stop()
    rmSync(folder, { recursive: true, force: true })
  })
  return server
}
