import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { buildDatabase } from '../../src/ingest/build.ts'
import { FIXTURE, migrations, temporaryFolder } from '../support/app.ts'
import { eventually, freePort, listening, run, start } from '../support/process.ts'

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
    const response = await fetch(`${url}/v1/leadership?post=director_general&organization=iom`)
    expect(response.status).toBe(200)
    expect(((await response.json()) as { data: unknown[] }).data).toHaveLength(5)
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

  it.each([
    [
      { PORT: 'eighty' },
      'configuration: PORT must be integer (Port to listen on; 0 selects a free port.)',
    ],
    [
      { TRUST_PROXY: '10.0.0.0/99' },
      'configuration: TRUST_PROXY must be IPs, CIDRs or names of networks',
    ],
    [
      { DATABASE: 'missing.db' },
      'DATABASE: there is no database missing.db; `npm run build` builds it',
    ],
  ])('exits with 1 and prints what to correct for %o', async (env, message) => {
    const { code, out, err } = await run('cli/serve.ts', [], env as Record<string, string>)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(`orgfacts: ${message}`)
    expect(err).not.toContain('    at ')
  })

  it('exits with 1 when DATABASE is another file', async () => {
    const file = join(temporaryFolder({ 'other.db': 'not a database' }), 'other.db')
    const { code, err } = await run('cli/serve.ts', [], { DATABASE: file, PORT: '0' })
    expect(code).toBe(1)
    expect(err).toContain('is not an orgfacts database; `npm run build` builds one')
  })

  it('exits with 1 when the port is in use, also with METRICS_PORT', async () => {
    const other = createServer()
    onTestFinished(() => void other.close())
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    const env = { DATABASE: database, PORT: String(port), METRICS_PORT: String(await freePort()) }
    const { code, err } = await run('cli/serve.ts', [], env)
    expect(code).toBe(1)
    expect(err).toMatch(/^orgfacts: .*EADDRINUSE.*\n$/)
  })

  it('exits with 1 when the database holds no release', async () => {
    const file = join(temporaryFolder({}), 'empty.db')
    copyFileSync(database, file)
    const db = new Sqlite(file)
    db.exec('DELETE FROM release')
    db.close()
    const { code, err } = await run('cli/serve.ts', [], { DATABASE: file, PORT: '0' })
    expect({ code, err }).toEqual({ code: 1, err: 'orgfacts: The database holds no release.\n' })
  })
})
