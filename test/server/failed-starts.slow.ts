import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { chmodSync, copyFileSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { buildDatabase } from '../../src/ingest/build.ts'
import { FIXTURE, migrations, ROOT, temporaryFolder } from '../support/app.ts'
import { freePort, run } from '../support/process.ts'

/** Starts of the server that cannot succeed: the exit status, and what it prints. */

const folder = mkdtempSync(join(tmpdir(), 'orgfacts-'))
const database = join(folder, 'facts.db')
beforeAll(() => void buildDatabase(database, { folder: FIXTURE, resourceTypes, migrations }))
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

describe('the server', { timeout: 120_000 }, () => {
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
