import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { buildDatabase } from '../../src/ingest/build.ts'
import { FIXTURE, migrations } from '../support/app.ts'
import { eventually, freePort, start } from '../support/process.ts'
import { type ClientResponse, request, startClients } from './clients.ts'

const folder = mkdtempSync(join(tmpdir(), 'orgfacts-shutdown-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const database = join(folder, 'facts.db')
buildDatabase(database, { folder: FIXTURE, resourceTypes, migrations })

async function startServer(env: Record<string, string> = {}) {
  const [port, metricsPort] = [await freePort(), await freePort()]
  const { child, ended } = start('cli/serve.ts', [], {
    ...{ DATABASE: database, PORT: String(port), METRICS_PORT: String(metricsPort) },
    ...{ LOG_LEVEL: 'warn', ...env },
  })
  const [origin, operations] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${metricsPort}`]
  await eventually(
    () => request(`${operations}/readyz`),
    ({ status }) => status === 200,
  )
  return { child, ended, port, origin, operations }
}

const PATHS = [
  '/v1/leadership',
  '/v1/claims?limit=all&format=ndjson',
  '/v1/people/antonio-vitorino',
]

describe.each(['SIGTERM', 'SIGINT'] as const)('%s under load', (signal) => {
  it('completes every response that has begun, and exits with 0, ten times', async () => {
    const drain = 60_000
    let [complete, refused] = [0, 0]
    const incomplete: ClientResponse[] = []
    for (let n = 0; n < 10; n += 1) {
      const { child, ended, origin } = await startServer({ DRAIN_MS: String(drain), CACHE_MB: '0' })
      const urls = PATHS.map((path) => origin + path)
      const clients = startClients(urls, (response) => {
        // Status 0: the connection was refused, or closed while idle. No response had begun.
        if (response.status === 0) refused += 1
        else if (response.status !== 200 || !/[}\n]$/.test(response.body)) incomplete.push(response)
        else complete += 1
      })
      await setTimeout(300)
      const began = performance.now()
      child.kill(signal)
      const stopped = ended.then(({ code }) => ({ code, ms: performance.now() - began }))
      await Promise.race([stopped, setTimeout(400)])
      await clients.stop()
      const { code, ms } = await stopped
      expect(code).toBe(0)
      expect(ms).toBeLessThan(drain)
    }
    console.log(
      `${signal}: 10 stops, ${complete} complete responses, ${incomplete.length} incomplete, ${refused} refused`,
    )
    expect(incomplete).toEqual([])
    expect(complete).toBeGreaterThan(100)
  })
})

describe('a stop', () => {
  /** Sends requests whose responses fill all buffers: one stays open until the client continues to read. */
  function startSlowClient(port: number) {
    const socket = connect(port, '127.0.0.1')
    const text = 'GET /v1/claims?limit=all&format=ndjson HTTP/1.1\r\nHost: here\r\n\r\n'
    socket.on('error', () => {})
    socket.write(text.repeat(40))
    let received = ''
    return new Promise<{ readAll(): Promise<string> }>((resolve) => {
      socket.once('data', (data) => {
        received += data
        socket.pause()
        resolve({
          readAll: () =>
            new Promise((done) => {
              socket.on('data', (data) => {
                received += data
              })
              socket.on('close', () => done(received))
              socket.resume()
            }),
        })
      })
    })
  }

  it('makes /readyz 503, refuses new connections, and completes the response under way', async () => {
    const { child, ended, port, origin, operations } = await startServer({ DRAIN_MS: '60000' })
    const client = await startSlowClient(port)
    child.kill('SIGTERM')
    await eventually(
      () => request(`${operations}/readyz`),
      ({ status }) => status === 503,
    )
    await eventually(
      () => request(`${origin}/v1/names`),
      ({ status }) => status === 0,
    )
    expect(await client.readAll()).toMatch(/\r\n0\r\n\r\n$/)
    expect((await ended).code).toBe(0)
  })

  it('ends after DRAIN_MS if a client does not read its response', async () => {
    const { child, ended, port } = await startServer({ DRAIN_MS: '700' })
    await startSlowClient(port)
    const began = performance.now()
    child.kill('SIGTERM')
    expect((await ended).code).toBe(0)
    // The default of DRAIN_MS is 8 seconds.
    expect(performance.now() - began).toBeLessThan(7_000)
  })

  it('ends at once, with 1, at a second signal', async () => {
    const { child, ended, port, operations } = await startServer({ DRAIN_MS: '600000' })
    await startSlowClient(port)
    child.kill('SIGTERM')
    await eventually(
      () => request(`${operations}/readyz`),
      ({ status }) => status === 503,
    )
    child.kill('SIGTERM')
    expect((await ended).code).toBe(1)
  })
})
