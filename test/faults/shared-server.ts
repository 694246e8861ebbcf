import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { processMemory } from '../../bench/servers/server-process.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { buildDatabase } from '../../src/ingest/build.ts'
import { migrations, SEED } from '../support/app.ts'
import { eventually, freePort, start } from '../support/process.ts'
import { request } from './clients.ts'

export interface SharedServer {
  port: number
  origin: string
  /** Memory that the process uses, in MiB. */
  memory(): number
}

/** Starts the real server over the real data for all tests of a file. */
export function useSharedServer(): SharedServer {
  const folder = mkdtempSync(join(tmpdir(), 'orgfacts-faults-'))
  let pid = 0
  let stop = () => {}
  const server: SharedServer = { port: 0, origin: '', memory: () => processMemory(pid).now }
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
      () => request(`${server.origin}/readyz`),
      ({ status }) => status === 200,
    )
  })
  afterAll(() => {
    stop()
    rmSync(folder, { recursive: true, force: true })
  })
  return server
}
