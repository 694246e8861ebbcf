import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { FIXTURE, ROOT } from '../support/app.ts'
import { listening, run, start } from '../support/process.ts'
import { request } from './clients.ts'
import { randomBelow } from './random.ts'

const folder = mkdtempSync(join(tmpdir(), 'orgfacts-build-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function createFolder(name: string): string {
  const path = join(folder, name)
  mkdirSync(path)
  return path
}

const synthetic = createFolder('synthetic')
execFileSync(process.execPath, [
  ...[join(ROOT, 'bench/synth.ts'), '--organizations', '300'],
  ...['--out', join(synthetic, 'all.ndjson')],
])

const script = join(ROOT, 'src/cli/build.ts')
const build = (seed: string, database: string) =>
  spawnSync(process.execPath, [script, seed, database], { encoding: 'utf8' })
const digest = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

describe.each([
  ['the fixture', FIXTURE],
  ['300 organizations', synthetic],
])('a build of %s', (name, seed) => {
  it('that is killed at any of 25 moments leaves the old database intact and served, and no files after the next build', async () => {
    const place = createFolder(name.replaceAll(' ', '-'))
    const database = join(place, 'facts.db')
    const began = performance.now()
    expect(build(seed, database).status).toBe(0)
    const duration = performance.now() - began
    const before = digest(database)
    // Without the response cache, so that each request reads the database.
    const env = { DATABASE: database, PORT: '0', CACHE_MB: '0' }
    const { child: server, ran } = start('cli/serve.ts', [], env)
    const url = `${await listening(server, ran)}/v1/leadership?limit=20`
    const { body } = await request(url)
    let killed = 0
    for (let n = 0; n < 25; n += 1) {
      const child = spawn(process.execPath, [script, seed, database], { stdio: 'ignore' })
      const ended = once(child, 'exit')
      await setTimeout(randomBelow(Math.ceil(duration)))
      child.kill('SIGKILL')
      const [, signal] = await ended
      if (signal === 'SIGKILL') killed += 1
      // A build that was not killed wrote the same bytes.
      expect(digest(database)).toBe(before)
      expect(await request(url)).toMatchObject({ status: 200, body })
    }
    expect(build(seed, database)).toMatchObject({ status: 0 })
    expect(readdirSync(place)).toEqual(['facts.db'])
    expect(digest(database)).toBe(before)
    console.log(`${name}: ${killed} of 25 builds killed within ${Math.round(duration)} ms`)
    expect(killed).toBeGreaterThan(10)
  })
})

describe('a build', () => {
  it('on a full disk reports the error and leaves the old database intact', () => {
    const place = createFolder('full')
    const database = join(place, 'facts.db')
    expect(build(FIXTURE, database).status).toBe(0)
    const before = digest(database)
    for (const kib of [4, 64, 1_000, 2_500]) {
      // Without the signal, a write beyond the limit fails, as on a full disk.
      const limited = `trap '' XFSZ; ulimit -f ${kib}; exec "$0" "$@"`
      const { status, stdout, stderr } = spawnSync(
        'bash',
        ['-c', limited, process.execPath, script, FIXTURE, database],
        { encoding: 'utf8' },
      )
      expect([status, stdout]).toEqual([1, ''])
      expect(stderr).toMatch(/full|disk I\/O error|write|file too large/i)
      expect(stderr).not.toMatch(/\n\s+at /)
      expect(digest(database)).toBe(before)
      expect(readdirSync(place)).toEqual(['facts.db'])
    }
  })

  it('into a folder that is not writable or missing reports the folder', () => {
    for (const place of ['/proc', join(folder, 'missing')]) {
      const { status, stderr } = build(FIXTURE, join(place, 'facts.db'))
      expect(status).toBe(1)
      expect(stderr).toContain(place)
      expect(stderr.trim().split('\n')).toHaveLength(1)
    }
  })

  it('is refused while another one writes the same database, and the other one completes', async () => {
    const database = join(createFolder('busy'), 'facts.db')
    const first = spawn(process.execPath, [script, synthetic, database], { stdio: 'ignore' })
    onTestFinished(() => void first.kill('SIGKILL'))
    const ended = once(first, 'exit')
    // The first build holds the lock when this file exists. It is stopped there, however fast it is.
    while (!existsSync(`${database}.new`) && first.exitCode === null) await setTimeout(5)
    first.kill('SIGSTOP')
    const { status, stderr } = build(FIXTURE, database)
    expect(stderr).toContain(`${database}.lock`)
    expect(status).toBe(1)
    first.kill('SIGCONT')
    expect(await ended).toEqual([0, null])
  })

  it('leaves a complete database when eight builds start at once, and the others report the lock', async () => {
    const place = createFolder('eight')
    const database = join(place, 'facts.db')
    expect(build(FIXTURE, database).status).toBe(0)
    const before = digest(database)
    for (let round = 0; round < 3; round += 1) {
      const builds = Array.from({ length: 8 }, async () => {
        await setTimeout(randomBelow(1_500))
        const { code, out, err } = await run('cli/build.ts', [FIXTURE, database])
        return code === 0 ? out : [code, err]
      })
      const completed = expect.stringMatching(/^built /m)
      const refused = [1, expect.stringContaining(`${database}.lock`)]
      const results = await Promise.all(builds)
      expect(results).toContainEqual(completed)
      for (const result of results) expect([completed, refused]).toContainEqual(result)
      expect(digest(database)).toBe(before)
      expect(readdirSync(place)).toEqual(['facts.db'])
    }
  })

  it('does not replace a file that is not an orgfacts database', () => {
    const file = join(createFolder('other'), 'facts.db')
    writeFileSync(file, 'a letter')
    expect(build(FIXTURE, file)).toMatchObject({ status: 1 })
    expect(readFileSync(file, 'utf8')).toBe('a letter')
  })
})
