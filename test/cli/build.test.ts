import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { FIXTURE, temporaryFolder } from '../support/app.ts'
import { LEAGUE } from '../support/league-seed.ts'
import { run } from '../support/process.ts'

const newDatabase = () => join(temporaryFolder({}), 'facts.db')

describe('npm run build', { timeout: 120_000 }, () => {
  it('builds a database and prints in three lines what it read, built and wrote', async () => {
    const database = newDatabase()
    const { code, out, err } = await run('cli/build.ts', [FIXTURE, database])
    // A slow machine also gets lines of progress.
    expect({ code, err: err.replaceAll(/^.* …\n/gm, '') }).toEqual({ code: 0, err: '' })
    expect(out.trim().split('\n')).toEqual([
      `read   4591 claims of 156 sources in ${FIXTURE}/`,
      'built  652 records in 915 versions',
      expect.stringMatching(
        /^wrote {2}.*facts\.db \(\d+ KiB\), release [0-9a-f]{16}, in \d+\.\d\d s$/,
      ),
    ])
    expect(existsSync(`${database}.new`) || existsSync(`${database}.lock`)).toBe(false)
  })

  it('writes to the file that DATABASE names when there is no second argument', async () => {
    const folder = temporaryFolder({ 'league.yaml': LEAGUE })
    const database = newDatabase()
    const { code, out } = await run('cli/build.ts', [folder], { DATABASE: database })
    expect(code).toBe(0)
    expect(out).toContain(`wrote  ${database} (`)
    expect(existsSync(database)).toBe(true)
  })

  it('prints each error with its position, exits with 1, and writes nothing when a seed file is broken', async () => {
    const folder = temporaryFolder({ 'a.yaml': 'source: x\n' })
    const database = newDatabase()
    const { code, out, err } = await run('cli/build.ts', [folder, database])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(
      new RegExp(`^${folder}/a\\.yaml:1:9: source: .+\n\n1 error; nothing was changed\n$`),
    )
    expect(existsSync(database)).toBe(false)
  })

  it('prints one line and exits with 1 when the database is another file', async () => {
    const folder = temporaryFolder({ 'league.yaml': LEAGUE })
    const file = newDatabase()
    writeFileSync(file, 'a letter')
    const { code, err } = await run('cli/build.ts', [folder, file])
    expect(code).toBe(1)
    expect(err).toBe(
      `build: ${file} is not an orgfacts database; move it, or name another file; nothing was changed\n`,
    )
  })

  it('prints one line and exits with 1 while another build of the same database runs', async () => {
    const folder = temporaryFolder({ 'league.yaml': LEAGUE })
    const database = newDatabase()
    const lock = new Sqlite(`${database}.lock`)
    onTestFinished(() => void lock.close())
    lock.exec('BEGIN EXCLUSIVE')
    const { code, out, err } = await run('cli/build.ts', [folder, database])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toBe(
      `build: another build is running (it has locked ${database}.lock); wait for it\n`,
    )
  })

  it('exits with 1 when there is a third argument', async () => {
    const { code, err } = await run('cli/build.ts', ['a', 'b', 'c'])
    expect(code).toBe(1)
    expect(err).toContain('unexpected argument c; see --help')
  })
})
