import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { buildDatabase } from '../../src/ingest/build.ts'
import { folderOf, migrations, SEED } from '../support/app.ts'
import { childrenOf, eventually, freePort, run, start } from '../support/process.ts'

/** Several processes on one port, as `npm start` starts them. */

describe('WORKERS', { timeout: 30_000 }, () => {
  it('serve on one port, tell their metrics together, are replaced when they die, and stop together', async () => {
    const database = join(folderOf({}), 'facts.db')
    buildDatabase(database, { folder: SEED, resourceTypes, migrations })
    const port = await freePort()
    const env = { DATABASE: database, PORT: String(port), WORKERS: '2', LOG_LEVEL: 'warn' }
    const { child, ran, ended } = start('cli/serve.ts', [], env)
    const ask = async (path: string) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        headers: { connection: 'close' },
      })
      return { status: answer.status, text: await answer.text() }
    }
    const ready = ({ status }: { status: number }) => status === 200
    await eventually(() => ask('/readyz'), ready)
    await eventually(
      async () => childrenOf(child.pid),
      (workers) => workers.length === 2,
    )
    for (let n = 0; n < 20; n += 1) expect((await ask(`/v1/names?limit=${n + 1}`)).status).toBe(200)
    const counted = /^http_request_duration_seconds_count\{route="\/v1\/names",.*\} (\d+)$/m
    const { text } = await eventually(
      () => ask('/metrics'),
      ({ text }) => counted.test(text),
    )
    expect(counted.exec(text)?.[1]).toBe('20')
    expect(text).toMatch(/^orgfacts_release_info\{.*\} 1$/m)

    const [first = 0] = childrenOf(child.pid)
    process.kill(first, 'SIGKILL')
    const now = await eventually(
      async () => childrenOf(child.pid),
      (workers) => workers.length === 2 && !workers.includes(first),
    )
    expect(now).toHaveLength(2)
    expect(ran.err).toContain(`worker ${first} died (SIGKILL); another takes its place`)
    await eventually(() => ask('/v1/names'), ready)

    child.kill('SIGTERM')
    const { code } = await ended
    expect(code).toBe(0)
    for (const pid of now) expect(() => process.kill(pid, 0)).toThrow()
  })

  it('that cannot start end the start, with the reason', async () => {
    const port = String(await freePort())
    const { code, err } = await run('cli/serve.ts', [], {
      WORKERS: '2',
      PORT: port,
      DATABASE: 'no.db',
    })
    expect(code).toBe(1)
    expect(err).toContain('orgfacts: there is no database no.db; `npm run build` builds it')
  })

  it('refuse a port that is another for each', async () => {
    const { code, err } = await run('cli/serve.ts', [], { WORKERS: '2', PORT: '0' })
    const message = 'configuration: PORT 0 gives each of WORKERS another'
    expect([code, err]).toEqual([1, expect.stringContaining(message)])
  })
})
