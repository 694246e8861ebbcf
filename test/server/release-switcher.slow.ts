import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { rowChecksum } from '../../src/database/integrity.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { buildDatabase } from '../../src/ingest/build.ts'
import { FIXTURE, migrations, temporaryFolder } from '../support/app.ts'
import { LEAGUE } from '../support/league-seed.ts'
import { eventually, listening, replace, start } from '../support/process.ts'

/** Starts the server over a copy of the fixture's database, which a test then replaces. */
async function startServer() {
  const folder = temporaryFolder({})
  const live = join(folder, 'live.db')
  buildDatabase(live, { folder: FIXTURE, resourceTypes, migrations })
  const { child, ran, ended } = start('cli/serve.ts', [], { DATABASE: live, PORT: '0' })
  const url = await listening(child, ran)
  const readText = async (path: string) => (await fetch(url + path)).text()
  const readIds = async () => {
    const { data } = JSON.parse(await readText('/v1/organizations')) as { data: { id: string }[] }
    return data.map(({ id }) => id)
  }
  return { folder, live, child, ran, ended, url, readText, readIds }
}

function buildLeague(folder: string): string {
  const database = join(folder, 'league.db')
  const seed = temporaryFolder({ 'league.yaml': LEAGUE })
  buildDatabase(database, { folder: seed, resourceTypes, migrations })
  return database
}

describe('a running server', { timeout: 120_000 }, () => {
  it('serves the new release without a signal when the database file is replaced', async () => {
    const { folder, live, url, readText, readIds } = await startServer()
    expect(await readIds()).toContain('iom')
    const { page } = JSON.parse(await readText('/v1/claims?limit=1')) as { page: { next: string } }
    replace(live, buildLeague(folder))
    expect(await eventually(readIds, (ids) => !ids.includes('iom'))).toEqual(['league'])
    expect(await readText('/metrics')).toContain('release_swaps_total{result="served"} 1')
    // A cursor is valid for one release.
    expect((await fetch(url + page.next)).status).toBe(410)
  })

  it('refuses a damaged file with the reason in the log, serves the old release, and then serves the next valid file', async () => {
    const { folder, live, child, ran, ended, readText, readIds } = await startServer()
    const before = await readIds()
    const damaged = join(folder, 'damaged.db')
    writeFileSync(damaged, 'not a database')
    replace(live, damaged)
    child.kill('SIGHUP')
    await eventually(
      () => readText('/metrics'),
      (metrics) => metrics.includes('release_swaps_total{result="refused"} 1'),
    )
    expect(ran.out).toContain('is not an orgfacts database')
    expect(await readIds()).toEqual(before)

    replace(live, buildLeague(folder))
    child.kill('SIGHUP')
    await eventually(readIds, (ids) => ids.includes('league'))
    child.kill('SIGTERM')
    expect((await ended).code).toBe(0)
  })

  it('refuses an undamaged file when a list of it cannot be served', async () => {
    const { folder, live, child, ran, readText, readIds } = await startServer()
    const before = await readIds()
    const invalid = buildLeague(folder)
    const db = new Sqlite(invalid)
    db.exec('DELETE FROM version_json')
    db.prepare('UPDATE release SET checksum = ?').run(rowChecksum(db))
    db.close()
    replace(live, invalid)
    child.kill('SIGHUP')
    await eventually(
      () => readText('/metrics'),
      (metrics) => metrics.includes('release_swaps_total{result="refused"} 1'),
    )
    expect(ran.out).toContain('/v1/organizations responds with 500')
    expect(await readIds()).toEqual(before)
  })
})
