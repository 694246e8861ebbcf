import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { buildDatabase } from '../../src/ingest/build.ts'
import { configVariables } from '../../src/server/config.ts'
import { temporaryFolder, loadFolder, migrations, SEED } from '../support/app.ts'
import { listening, run, start } from '../support/process.ts'

/** The real programs, as `npm run` starts them. */

/** As many as the accounts make: one a line. */
const CLAIMS = loadFolder(SEED).loaded.claims

describe('npm run build', { timeout: 20_000 }, () => {
  it('builds a database and says in three calm lines what it read and built', async () => {
    const database = join(temporaryFolder({}), 'facts.db')
    const { code, out, err } = await run('cli/build.ts', [SEED, database])
    // A slow machine hears how far it has come.
    expect([code, err.replaceAll(/^.* …\n/gm, '')]).toEqual([0, ''])
    expect(out.trim().split('\n')).toEqual([
      expect.stringMatching(/^read {3}\d+ claims of 226 sources in .*seed\/$/),
      expect.stringMatching(/^built {2}\d+ records in \d+ versions$/),
      expect.stringMatching(
        /^wrote {2}.*facts\.db \(\d+ KiB\), release [0-9a-f]{16}, in \d+\.\d\d s$/,
      ),
    ])
    expect(existsSync(`${database}.new`) || existsSync(`${database}.lock`)).toBe(false)
  })

  it('tells what is wrong, exits 1 and writes nothing', async () => {
    const folder = temporaryFolder({ 'a.yaml': 'source: x\n' })
    const database = join(temporaryFolder({}), 'facts.db')
    const { code, out, err } = await run('cli/build.ts', [folder, database])
    expect([code, out]).toEqual([1, ''])
    expect(err).toBe(
      `${folder}/a.yaml:1:9: source: no source; an account begins with \`source:\` and its fields\n\n1 problem; nothing was changed\n`,
    )
    expect(existsSync(database)).toBe(false)
  })

  it.each(['cli/build.ts', 'cli/verify.ts'])('src/%s has --help', async (script) => {
    const { code, out } = await run(script, ['--help'])
    expect(code).toBe(0)
    expect(out).toContain('Usage: npm run')
  })

  it('tells with --help how the environment changes the server', async () => {
    const { code, out } = await run('cli/serve.ts', ['--help'])
    expect(code).toBe(0)
    expect(out).toContain('Usage: npm start')
    for (const { name } of configVariables()) expect(out).toContain(`  ${name} `)
  })

  it('refuses what it does not understand', async () => {
    const { code, err } = await run('cli/build.ts', ['--folder', 'x'])
    expect(code).toBe(1)
    expect(err).toContain("Unknown option '--folder'")
  })
})

describe('npm start', { timeout: 20_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'orgfacts-'))
  const database = join(folder, 'facts.db')

  beforeAll(() => {
    buildDatabase(database, { folder: SEED, resourceTypes, migrations })
  })

  afterAll(() => rmSync(folder, { recursive: true }))

  it('serves the database, and stops when told, with nothing left open', async () => {
    const before = readFileSync(database)
    const { child, ran, ended } = start('cli/serve.ts', [], { DATABASE: database, PORT: '0' })
    const address = await listening(child, ran)
    const answer = await fetch(`${address}/v1/leadership?post=director_general`)
    expect(answer.status).toBe(200)
    expect(((await answer.json()) as { data: unknown[] }).data).toHaveLength(5)
    expect((await fetch(`${address}/readyz`)).status).toBe(200)
    child.kill('SIGTERM')
    const { code, err } = await ended
    expect([code, err]).toEqual([0, ''])
    expect(readFileSync(database).equals(before)).toBe(true)
  })

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'on %s finishes the answer under way, and lets no kept-alive connection hold it up',
    async (signal) => {
      const { child, ran, ended } = start('cli/serve.ts', [], { DATABASE: database, PORT: '0' })
      const address = await listening(child, ran)
      const agent = new Agent({ keepAlive: true })
      const body = await new Promise<string>((resolve, reject) => {
        request(`${address}/v1/claims?format=ndjson&limit=all`, { agent }, (response) => {
          child.kill(signal)
          let text = ''
          response.on('data', (chunk) => {
            text += chunk
          })
          response.on('end', () => resolve(text))
        })
          .on('error', reject)
          .end()
      })
      const began = performance.now()
      const { code } = await ended
      agent.destroy()
      expect(body.trim().split('\n')).toHaveLength(CLAIMS)
      expect(code).toBe(0)
      expect(performance.now() - began).toBeLessThan(5_000)
    },
  )

  it('refuses a file that is not its database', async () => {
    const file = join(temporaryFolder({ 'other.db': 'not a database' }), 'other.db')
    const { code, err } = await run('cli/serve.ts', [], { DATABASE: file })
    expect(code).toBe(1)
    expect(err).toContain('is not a database of ours; `npm run build` builds one')
  })

  it.each([
    [
      { PORT: 'eighty' },
      'orgfacts: configuration: PORT must be integer (The port; 0 takes a free one.)',
    ],
    [{ TRUST_PROXY: '10.0.0.0/99' }, 'orgfacts: configuration: TRUST_PROXY must be addresses'],
    [
      { DATABASE: 'nowhere.db' },
      'orgfacts: there is no database nowhere.db; `npm run build` builds it',
    ],
  ])('refuses %o, saying what to mend', async (env, message) => {
    const { code, err } = await run('cli/serve.ts', [], env as Record<string, string>)
    expect(code).toBe(1)
    expect(err).toContain(message)
    expect(err).not.toContain('    at ')
  })
})
