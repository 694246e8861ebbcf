import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { Agent, request } from 'node:http'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { buildDatabase } from '../../src/ingest/build.ts'
import { FIXTURE, migrations, ROOT, temporaryFolder } from '../support/app.ts'
import { eventually, freePort, listening, run, start } from '../support/process.ts'

/** The server as a process of its own: src/cli/serve.ts without a seed folder. */

const folder = mkdtempSync(join(tmpdir(), 'orgfacts-'))
const database = join(folder, 'facts.db')
let claims = 0
beforeAll(() => {
  claims = buildDatabase(database, { folder: FIXTURE, resourceTypes, migrations }).claims
})
afterAll(() => rmSync(folder, { recursive: true }))

function outcomeOf(child: ChildProcessWithoutNullStreams) {
  return new Promise<{ code: number | null; err: string }>((resolve) => {
    let err = ''
    child.stderr.on('data', (text) => {
      err += text
    })
    child.on('close', (code) => resolve({ code, err }))
  })
}

/** Runs the server as a user that permissions apply to: root may read and write everything. */
function runAsUser(env: Record<string, string>) {
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  return outcomeOf(
    spawn(process.execPath, [join(ROOT, 'src/cli/serve.ts')], {
      ...{ cwd: ROOT, ...user },
      env: { ...process.env, BASE_URL: '', ...env },
    }),
  )
}

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

  it.each([
    ['a folder', folder, `DATABASE: ${folder} is a folder; name a file`],
    [
      'below a file',
      join(database, 'facts.db'),
      `DATABASE: ${join(database, 'facts.db')} cannot be read: ENOTDIR`,
    ],
  ])(
    'exits with 1, and names variable and path, when DATABASE is %s',
    async (_, DATABASE, message) => {
      const { code, err } = await run('cli/serve.ts', [], { DATABASE, PORT: '0' })
      expect([code, err]).toEqual([1, expect.stringMatching(/^orgfacts: .*\n$/)])
      expect(err).toContain(`orgfacts: ${message}`)
    },
  )

  it.each([
    [
      'may not read the file',
      0o000,
      /^orgfacts: DATABASE: \S+ cannot be read: permission denied; let the user of the process read /,
    ],
    [
      'may read it, but it is in WAL mode and the folder cannot be written',
      0o444,
      /^orgfacts: DATABASE: \S+ is in WAL mode, which needs a writable folder; run `PRAGMA /,
    ],
  ])(
    'exits with 1 and says what to do when the user of the process %s',
    async (_, mode, message) => {
      const file = join(temporaryFolder({}), 'wal.db')
      copyFileSync(database, file)
      const db = new Sqlite(file)
      db.pragma('journal_mode = WAL')
      db.close()
      chmodSync(file, mode)
      chmodSync(dirname(file), 0o555)
      const { code, err } = await runAsUser({ DATABASE: file, PORT: '0' })
      chmodSync(dirname(file), 0o755)
      expect([code, err]).toEqual([1, expect.stringMatching(message)])
    },
  )

  it('exits with 1 and names the option when Node.js has no permission for DATABASE', async () => {
    const options = ['--permission', `--allow-fs-read=${ROOT}`, '--allow-addons']
    const packages = realpathSync(join(ROOT, 'node_modules'))
    const child = spawn(
      process.execPath,
      [...options, `--allow-fs-read=${packages}`, join(ROOT, 'src/cli/serve.ts')],
      { cwd: ROOT, env: { ...process.env, BASE_URL: '', DATABASE: database, PORT: '0' } },
    )
    const { code, err } = await outcomeOf(child)
    expect(code).toBe(1)
    expect(err).toContain(
      `orgfacts: DATABASE: ${database} cannot be read: Node.js was started without permission for it; add --allow-fs-read=${folder} to the command`,
    )
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

  it('exits with 1 when the database contains no release', async () => {
    const file = join(temporaryFolder({}), 'empty.db')
    copyFileSync(database, file)
    const db = new Sqlite(file)
    db.exec('DELETE FROM release')
    db.close()
    const { code, err } = await run('cli/serve.ts', [], { DATABASE: file, PORT: '0' })
    expect({ code, err }).toEqual({
      code: 1,
      err: 'orgfacts: the database contains no release; `npm run build` builds one\n',
    })
  })
})
