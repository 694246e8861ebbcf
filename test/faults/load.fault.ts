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
import { ROOT, SEED } from '../support/app.ts'
import { listening, run, start } from '../support/process.ts'
import { chance } from './chance.ts'
import { ask } from './traffic.ts'

/** A load is all or nothing, whatever becomes of it. */

const folder = mkdtempSync(join(tmpdir(), 'orgfacts-load-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const many = join(folder, 'many')
mkdirSync(many)
execFileSync(process.execPath, [
  ...[join(ROOT, 'bench/synth.ts'), '--organizations', '300'],
  ...['--out', join(many, 'all.ndjson')],
])

const seed = join(ROOT, 'src/cli/build.ts')
const home = (name: string) => {
  const place = join(folder, name)
  mkdirSync(place)
  return place
}
const digest = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')
const load = (accounts: string, database: string) =>
  spawnSync(process.execPath, [seed, accounts, database], { encoding: 'utf8' })

describe.each([
  ['the real accounts', SEED],
  ['those of 300 organizations', many],
])('a load of %s', (name, accounts) => {
  it('that is killed at any of 25 moments leaves the old database as it was and served, and the next one nothing else', async () => {
    const place = home(name.replaceAll(' ', '-'))
    const database = join(place, 'facts.db')
    const began = performance.now()
    expect(load(accounts, database).status).toBe(0)
    const whole = performance.now() - began
    const before = digest(database)
    // Without kept answers, so that the database is read.
    const env = { DATABASE: database, PORT: '0', CACHE_MB: '0' }
    const { child: server, ran: served } = start('cli/serve.ts', [], env)
    const list = `${await listening(server, served)}/v1/leadership?limit=20`
    const told = (await ask(list)).body
    let killed = 0
    for (let n = 0; n < 25; n += 1) {
      const child = spawn(process.execPath, [seed, accounts, database], { stdio: 'ignore' })
      const ended = once(child, 'exit')
      await setTimeout(chance(Math.ceil(whole)))
      child.kill('SIGKILL')
      const [, signal] = await ended
      if (signal === 'SIGKILL') killed += 1
      // The same accounts give the same bytes, so it does not matter which load wrote them.
      expect(digest(database)).toBe(before)
      expect(await ask(list)).toMatchObject({ status: 200, body: told })
    }
    expect(load(accounts, database)).toMatchObject({ status: 0 })
    expect(readdirSync(place)).toEqual(['facts.db'])
    expect(digest(database)).toBe(before)
    console.log(
      `${name}: ${killed} of 25 loads killed within ${Math.round(whole)} ms, nothing lost`,
    )
    expect(killed).toBeGreaterThan(10)
  })
})

describe('a load', () => {
  const place = home('full')
  const database = join(place, 'facts.db')

  it('for which there is no room says so, and leaves the old database as it was', () => {
    expect(load(SEED, database).status).toBe(0)
    const before = digest(database)
    for (const kib of [4, 64, 1_000, 2_500]) {
      // Without the signal, what is written beyond the limit fails as on a full disk.
      const limited = `trap '' XFSZ; ulimit -f ${kib}; exec "$0" "$@"`
      const { status, stdout, stderr } = spawnSync(
        'bash',
        ['-c', limited, process.execPath, seed, SEED, database],
        { encoding: 'utf8' },
      )
      expect([status, stdout]).toEqual([1, ''])
      expect(stderr).toMatch(/full|disk I\/O error|write|file too large/i)
      expect(stderr).not.toMatch(/\n\s+at /)
      expect(digest(database)).toBe(before)
      expect(readdirSync(place)).toEqual(['facts.db'])
    }
  })

  it('into a place where nothing can be written says so', () => {
    for (const target of ['/proc/facts.db', join(folder, 'nowhere', 'facts.db')]) {
      const { status, stderr } = load(SEED, target)
      expect(status).toBe(1)
      const place = target.slice(0, target.lastIndexOf('/'))
      expect(stderr).toBe(`seed: nothing can be written in ${place}; nothing was changed\n`)
    }
  })

  it('beside another one is refused, and the other one ends well', async () => {
    const busy = join(home('busy'), 'facts.db')
    const first = spawn(process.execPath, [seed, many, busy], { stdio: 'ignore' })
    onTestFinished(() => void first.kill('SIGKILL'))
    const ended = once(first, 'exit')
    // It makes this file once it holds the lock, and is held up there, however fast the other one is.
    while (!existsSync(`${busy}.new`) && first.exitCode === null) await setTimeout(5)
    first.kill('SIGSTOP')
    const { status, stderr } = load(SEED, busy)
    expect(stderr).toBe(`seed: another load is writing there (it holds ${busy}.lock)\n`)
    expect(status).toBe(1)
    first.kill('SIGCONT')
    expect(await ended).toEqual([0, null])
  })

  it('of eight at once is whole, whichever of them were refused', async () => {
    const place = home('eight')
    const database = join(place, 'facts.db')
    expect(load(SEED, database).status).toBe(0)
    const before = digest(database)
    for (let round = 0; round < 3; round += 1) {
      const ends = Array.from({ length: 8 }, async () => {
        await setTimeout(chance(1_500))
        const { code, out, err } = await run('cli/build.ts', [SEED, database])
        return code === 0 ? out.split('\n')[1] : [code, err]
      })
      const written = expect.stringMatching(/^built /)
      const refused = [1, `seed: another load is writing there (it holds ${database}.lock)\n`]
      const ended = await Promise.all(ends)
      expect(ended).toContainEqual(written)
      for (const one of ended) expect([written, refused]).toContainEqual(one)
      expect(digest(database)).toBe(before)
      expect(readdirSync(place)).toEqual(['facts.db'])
    }
  })

  it('does not replace what is none of ours', () => {
    const other = join(home('other'), 'facts.db')
    writeFileSync(other, 'a letter')
    expect(load(SEED, other)).toMatchObject({ status: 1 })
    expect(readFileSync(other, 'utf8')).toBe('a letter')
  })
})
