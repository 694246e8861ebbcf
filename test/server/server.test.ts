import { once } from 'node:events'
import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { buildDatabase } from '../../src/ingest/build.ts'
import { FIXTURE, migrations, temporaryFolder } from '../support/app.ts'
import { eventually, freePort, listening, start } from '../support/process.ts'

/** The server as a process of its own: src/cli/serve.ts without a seed folder. */

const folder = mkdtempSync(join(tmpdir(), 'orgfacts-'))
const database = join(folder, 'facts.db')
let claims = 0
beforeAll(() => {
  claims = buildDatabase(database, { folder: FIXTURE, resourceTypes, migrations }).claims
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Sends a request, calls `onResponse` when the response begins, and returns the body. */
function readBody(url: string, agent: Agent, onResponse: () => void): Promise<string> {
  return new Promise((resolve, reject) => {
    request(url, { agent }, (response) => {
      onResponse()
      let body = ''
      response.on('data', (chunk) => {
        body += chunk
      })
      response.on('end', () => resolve(body))
      response.on('error', reject)
    })
      .on('error', reject)
      .end()
  })
}

describe('the server', { timeout: 120_000 }, () => {
  it('serves the database without changing it', async () => {
    const before = readFileSync(database)
    const { child, ran, ended } = start('cli/serve.ts', [], { DATABASE: database, PORT: '0' })
    const url = await listening(child, ran)
    const response = await fetch(`${url}/v1/leadership?post=iom-director-general`)
    expect(response.status).toBe(200)
    expect(((await response.json()) as { data: unknown[] }).data).toHaveLength(10)
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    child.kill('SIGTERM')
    const { code, err } = await ended
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(readFileSync(database).equals(before)).toBe(true)
  })

  it('serves the bytes of the database file at /v1/dataset/orgfacts.db, whole and in parts', async () => {
    const { child, ran } = start('cli/serve.ts', [], { DATABASE: database, PORT: '0' })
    const url = `${await listening(child, ran)}/v1/dataset/orgfacts.db`
    const download = async (headers: Record<string, string>) =>
      Buffer.from(await (await fetch(url, { headers })).arrayBuffer())
    const bytes = readFileSync(database)
    expect((await download({})).equals(bytes)).toBe(true)
    expect(await download({ range: 'bytes=0-15' })).toEqual(bytes.subarray(0, 16))
  })

  it('serves probes and metrics on METRICS_PORT only, when it is set', async () => {
    const [port, metricsPort] = [await freePort(), await freePort()]
    const env = { DATABASE: database, PORT: String(port), METRICS_PORT: String(metricsPort) }
    start('cli/serve.ts', [], env)
    const status = async (port: number, path: string) =>
      (await fetch(`http://127.0.0.1:${port}${path}`)).status
    await eventually(
      () => status(port, '/v1'),
      () => true,
    )
    for (const path of ['/livez', '/readyz', '/metrics']) {
      expect(await status(metricsPort, path)).toBe(200)
      expect(await status(port, path)).toBe(404)
    }
  })

  it('logs with LOG_LEVEL=warn that it listens, with release and version, and no requests', async () => {
    const env = { DATABASE: database, PORT: '0', LOG_LEVEL: 'warn' }
    const { child, ran } = start('cli/serve.ts', [], env)
    const url = await listening(child, ran)
    expect((await fetch(`${url}/v1/names`)).status).toBe(200)
    const lines = ran.out.trim().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({
        msg: `Server listening at ${url}`,
        release: expect.stringMatching(/^[\da-f]{16}$/),
        version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      }),
    ])
  })

  it('is not ready while the database file is truncated in place, and logs it on METRICS_PORT', async () => {
    const file = join(temporaryFolder({}), 'facts.db')
    copyFileSync(database, file)
    const metricsPort = await freePort()
    const env = { DATABASE: file, PORT: '0', METRICS_PORT: String(metricsPort), LOG_LEVEL: 'warn' }
    const { child, ran } = start('cli/serve.ts', [], env)
    await listening(child, ran)
    const status = async () => (await fetch(`http://127.0.0.1:${metricsPort}/readyz`)).status
    expect(await status()).toBe(200)
    const content = readFileSync(file)
    truncateSync(file, 10_000)
    expect(await status()).toBe(503)
    await expect
      .poll(() => ran.out)
      .toMatch(/"route":"\/readyz","status":503,.*"msg":"probe failed"/)
    writeFileSync(file, content)
    expect(await status()).toBe(200)
  })

  it('reports its open connections and requests', async () => {
    const [port, metricsPort] = [await freePort(), await freePort()]
    const env = { DATABASE: database, PORT: String(port), METRICS_PORT: String(metricsPort) }
    start('cli/serve.ts', [], env)
    await eventually(
      async () => (await fetch(`http://127.0.0.1:${port}/v1`)).status,
      () => true,
    )
    const sockets = [1, 2, 3].map(() => connect(port, '127.0.0.1'))
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy()
    })
    await Promise.all(sockets.map((socket) => once(socket, 'connect')))
    // Its responses fill the buffers of the system, because nobody reads them.
    sockets[0]
      ?.pause()
      .write('GET /v1/claims?limit=all&format=ndjson HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(90))
    const metrics = await eventually(
      async () => (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text(),
      (text) => /^http_requests_in_flight [1-9]\d*$/m.test(text),
    )
    // Another one may be left from the requests before.
    expect(metrics).toMatch(/^http_open_connections [34]$/m)
  })

  it('closes an idle connection after KEEP_ALIVE_MS', async () => {
    const env = { DATABASE: database, PORT: '0', KEEP_ALIVE_MS: '400' }
    const { child, ran } = start('cli/serve.ts', [], env)
    const { port } = new URL(await listening(child, ran))
    const socket = connect(Number(port), '127.0.0.1')
    socket.write('GET /v1/names HTTP/1.1\r\nHost: a\r\n\r\n')
    await once(socket, 'data')
    const began = performance.now()
    await once(socket.resume(), 'close')
    // The default is 72 seconds.
    expect(performance.now() - began).toBeLessThan(20_000)
  })

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'completes the open response and exits with 0 on %s, although a client keeps its connection',
    async (signal) => {
      // The test would time out if the kept-alive connection held up the stop for DRAIN_MS.
      const env = { DATABASE: database, PORT: '0', DRAIN_MS: '3600000' }
      const { child, ran, ended } = start('cli/serve.ts', [], env)
      const url = `${await listening(child, ran)}/v1/claims?format=ndjson&limit=all`
      const agent = new Agent({ keepAlive: true })
      const body = await readBody(url, agent, () => child.kill(signal))
      expect(body.trim().split('\n')).toHaveLength(claims)
      expect((await ended).code).toBe(0)
      agent.destroy()
    },
  )
})
