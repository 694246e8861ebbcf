import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { buildDatabase } from '../../src/ingest/build.ts'
import { migrations, SEED } from '../support/app.ts'
import { eventually, freePort, start } from '../support/process.ts'
import { type Answer, ask, traffic } from './traffic.ts'

/** A stop loses nothing. */

const folder = mkdtempSync(join(tmpdir(), 'orgfacts-stop-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const database = join(folder, 'facts.db')
buildDatabase(database, { folder: SEED, resourceTypes, migrations })

async function serving(env: Record<string, string> = {}) {
  const [port, own] = [await freePort(), await freePort()]
  const { child, ended } = start('cli/serve.ts', [], {
    ...{ DATABASE: database, PORT: String(port), METRICS_PORT: String(own), LOG_LEVEL: 'warn' },
    ...env,
  })
  const [origin, operators] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${own}`]
  await eventually(
    () => ask(`${operators}/readyz`),
    ({ status }) => status === 200,
  )
  return { child, ended, port, origin, operators }
}

const PATHS = [
  '/v1/leadership',
  '/v1/claims?limit=all&format=ndjson',
  '/v1/people/antonio-vitorino',
]

describe.each(['SIGTERM', 'SIGINT'] as const)('%s', (signal) => {
  it('under load, ten times: every answer that was begun is ended, and the exit is 0', async () => {
    let [whole, refused] = [0, 0]
    const cut: Answer[] = []
    for (let n = 0; n < 10; n += 1) {
      const { child, ended, origin } = await serving({ DRAIN_MS: '5000', CACHE_MB: '0' })
      const callers = traffic(
        PATHS.map((path) => origin + path),
        {
          known_from: (answer) => {
            // Refused before it was sent, or closed while it was idle: nothing was begun.
            if (answer.status === 0) refused += 1
            else if (answer.status !== 200 || !/[}\n]$/.test(answer.body)) cut.push(answer)
            else whole += 1
          },
        },
      )
      await setTimeout(300)
      const began = performance.now()
      child.kill(signal)
      const stopped = ended.then(({ code }) => ({ code, ms: performance.now() - began }))
      await Promise.race([stopped, setTimeout(400)])
      await callers.stop()
      const { code, ms } = await stopped
      expect(code).toBe(0)
      expect(ms).toBeLessThan(5_500)
    }
    console.log(
      `${signal}: 10 stops, ${whole} answers whole, ${cut.length} cut, ${refused} refused after`,
    )
    expect(cut).toEqual([])
    expect(whole).toBeGreaterThan(100)
  })
})

describe('a stop', () => {
  /** A caller whose answers fill all buffers, so that one is under way until it reads on. */
  function slow(port: number) {
    const socket = connect(port, '127.0.0.1')
    const request = 'GET /v1/claims?limit=all&format=ndjson HTTP/1.1\r\nHost: here\r\n\r\n'
    socket.write(request.repeat(40))
    let got = ''
    return new Promise<{ finish(): Promise<string> }>((resolve) => {
      socket.once('data', (data) => {
        got += data
        socket.pause()
        resolve({
          finish: () =>
            new Promise((done) => {
              socket.on('data', (data) => {
                got += data
              })
              socket.on('close', () => done(got))
              socket.resume()
            }),
        })
      })
    })
  }

  it('says that no requests are wanted, accepts none, and lets one under way finish', async () => {
    const { child, ended, port, origin, operators } = await serving()
    const caller = await slow(port)
    child.kill('SIGTERM')
    await eventually(
      () => ask(`${operators}/readyz`),
      ({ status }) => status === 503,
    )
    await eventually(
      () => ask(`${origin}/v1/names`),
      ({ status }) => status === 0,
    )
    expect(await caller.finish()).toMatch(/\r\n0\r\n\r\n$/)
    expect((await ended).code).toBe(0)
  })

  it('waits no longer than DRAIN_MS for one who does not read', async () => {
    const { child, ended, port } = await serving({ DRAIN_MS: '700' })
    await slow(port)
    const began = performance.now()
    child.kill('SIGTERM')
    expect((await ended).code).toBe(0)
    expect(performance.now() - began).toBeLessThan(3_000)
  })

  it('at once is what a second signal asks for', async () => {
    const { child, ended, port } = await serving({ DRAIN_MS: '60000' })
    await slow(port)
    child.kill('SIGTERM')
    await setTimeout(300)
    child.kill('SIGTERM')
    expect((await ended).code).toBe(1)
  })
})
