import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { buildDatabase } from '../../src/ingest/build.ts'
import { configVariables } from '../../src/server/config.ts'
import { migrations, temporaryFolder } from '../support/app.ts'
import { LEAGUE } from '../support/league-seed.ts'
import { listening, run, start } from '../support/process.ts'

/** What `npm start` does before it serves: src/cli/serve.ts with a seed folder. */

const RENAMED = LEAGUE.replace('name: League', 'name: Renamed League')

/** A seed folder and the database that was built from it. */
function builtDatabase() {
  const folder = temporaryFolder({ 'league.yaml': LEAGUE })
  const database = join(temporaryFolder({}), 'facts.db')
  buildDatabase(database, { folder, resourceTypes, migrations })
  return { folder, database }
}

/** Identifies a file: a build replaces it, so that inode and modification time change. */
function identityOf(file: string) {
  const { ino, mtimeNs } = statSync(file, { bigint: true })
  return { ino, mtimeNs }
}

/** Starts the server, reads the name of the organization, and stops the server. */
async function startAndStop(folder: string, database: string) {
  const env = { DATABASE: database, PORT: '0' }
  const { child, ran, ended } = start('cli/serve.ts', [folder], env)
  const response = await fetch(`${await listening(child, ran)}/v1/organizations/league`)
  const { data } = (await response.json()) as { data: { name: string } }
  child.kill('SIGINT')
  const { code, err } = await ended
  return { name: data.name, code, err }
}

function changeDatabase(database: string, sql: string): void {
  const db = new Sqlite(database)
  db.exec(sql)
  db.close()
}

describe('npm start', { timeout: 120_000 }, () => {
  it('builds the database, logs its release, serves it, and stops on SIGINT when there is no database', async () => {
    const folder = temporaryFolder({ 'league.yaml': LEAGUE })
    const database = join(temporaryFolder({}), 'facts.db')
    const { name, code, err } = await startAndStop(folder, database)
    expect({ name, code }).toEqual({ name: 'League', code: 0 })
    const built = `^orgfacts: built ${database} from ${folder}/, release [0-9a-f]{16}\n$`
    expect(err).toMatch(new RegExp(built))
  })

  it('leaves the database as it is and logs no build when nothing changed', async () => {
    const { folder, database } = builtDatabase()
    const before = identityOf(database)
    expect(await startAndStop(folder, database)).toEqual({ name: 'League', code: 0, err: '' })
    expect(identityOf(database)).toEqual(before)
  })

  it('builds the database again when a seed file changed', async () => {
    const { folder, database } = builtDatabase()
    writeFileSync(join(folder, 'league.yaml'), RENAMED)
    const { name, code, err } = await startAndStop(folder, database)
    expect({ name, code }).toEqual({ name: 'Renamed League', code: 0 })
    expect(err).toContain(`orgfacts: built ${database}`)
  })

  it.each([
    ['has another schema', 'PRAGMA user_version = 3'],
    ['is damaged', "UPDATE names SET name = 'Wrong'"],
  ])('builds the database again when it %s', async (_, sql) => {
    const { folder, database } = builtDatabase()
    changeDatabase(database, sql)
    const { name, err } = await startAndStop(folder, database)
    expect(name).toBe('League')
    expect(err).toContain(`orgfacts: built ${database}`)
  })

  it('lists every environment variable and leaves the database as it is with --help', async () => {
    const { folder, database } = builtDatabase()
    writeFileSync(join(folder, 'league.yaml'), RENAMED)
    const before = identityOf(database)
    const { code, out } = await run('cli/serve.ts', [folder, '--help'], { DATABASE: database })
    expect(code).toBe(0)
    expect(out).toContain('Usage: npm start')
    for (const { name } of configVariables()) expect(out).toContain(`\n  ${name} `)
    expect(identityOf(database)).toEqual(before)
  })

  it('exits with 1 and leaves the database as it is when the port is in use', async () => {
    const { folder, database } = builtDatabase()
    writeFileSync(join(folder, 'league.yaml'), RENAMED)
    const before = identityOf(database)
    const other = createServer()
    onTestFinished(() => void other.close())
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as { port: number }
    const env = { DATABASE: database, PORT: String(port) }
    const { code, err } = await run('cli/serve.ts', [folder], env)
    expect(code).toBe(1)
    expect(err).toMatch(/^orgfacts: .*EADDRINUSE.*\n$/)
    expect(identityOf(database)).toEqual(before)
  })

  it('exits with 1, prints file:line:column, and leaves the database as it is when a seed file is broken', async () => {
    const { folder, database } = builtDatabase()
    const before = readFileSync(database)
    writeFileSync(join(folder, 'league.yaml'), LEAGUE.replace('name: League', 'nam: League'))
    const env = { DATABASE: database, PORT: '0' }
    const { code, out, err } = await run('cli/serve.ts', [folder], env)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(
      new RegExp(`^${folder}/league\\.yaml:4:54: .*nam: .*did you mean name\\?\n`),
    )
    expect(err).toContain('1 error; nothing was changed')
    expect(err).not.toContain('    at ')
    expect(readFileSync(database).equals(before)).toBe(true)
  })

  it('exits with 1 and builds nothing when DATABASE is a folder', async () => {
    const { folder } = builtDatabase()
    const DATABASE = temporaryFolder({})
    const { code, err } = await run('cli/serve.ts', [folder], { DATABASE, PORT: '0' })
    expect({ code, err }).toEqual({
      code: 1,
      err: `orgfacts: DATABASE: ${DATABASE} is a folder; name a file\n`,
    })
  })

  it('opens no debugger on SIGUSR1', async () => {
    const { folder, database } = builtDatabase()
    const env = { DATABASE: database, PORT: '0' }
    const { child, ran, ended } = start('cli/serve.ts', [folder], env)
    const url = await listening(child, ran)
    child.kill('SIGUSR1')
    // The signal arrives before the response.
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ code: 0, err: '' })
  })

  it('exits with 1 and leaves the database as it is when there is a second argument', async () => {
    const { folder, database } = builtDatabase()
    const before = identityOf(database)
    const env = { DATABASE: database, PORT: '0' }
    const { code, err } = await run('cli/serve.ts', [folder, 'extra'], env)
    expect({ code, err }).toEqual({
      code: 1,
      err: 'orgfacts: unexpected argument extra; see --help\n',
    })
    expect(identityOf(database)).toEqual(before)
  })
})
