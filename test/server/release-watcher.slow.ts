import {
  chmodSync,
  closeSync,
  futimesSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { schemaVersion } from '../../src/database/schema.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { createOperations } from '../../src/http/plugins/health-and-metrics.ts'
import { buildDatabase } from '../../src/ingest/build.ts'
import { readConfig } from '../../src/server/config.ts'
import { type AppEnvironment, openApp } from '../../src/server/open-app.ts'
import { ReleaseSwitcher } from '../../src/server/release-switcher.ts'
import { fileIdentity, ReleaseWatcher } from '../../src/server/release-watcher.ts'
import { migrations, temporaryFolder } from '../support/app.ts'
import { LEAGUE } from '../support/league-seed.ts'
import { replace } from '../support/process.ts'

/** Size of the header of an SQLite file. */
const HEADER_BYTES = 100

/** Databases of two releases. */
function buildReleases() {
  const folder = temporaryFolder({})
  const build = (name: string, seed: string) => {
    const database = join(folder, name)
    const options = { folder: temporaryFolder({ 'league.yaml': seed }), resourceTypes, migrations }
    return { database, release: buildDatabase(database, options).release }
  }
  const first = build('first.db', LEAGUE)
  const second = build('second.db', LEAGUE.replace('name: League', 'name: Renamed League'))
  return { folder, first, second }
}

/** Watches a copy of the first database, which a test then replaces. */
async function watchCopy({ retryInterval = 3_600_000 } = {}) {
  const releases = buildReleases()
  const live = join(releases.folder, 'live.db')
  replace(live, releases.first.database)
  const lines: { level: number; msg: string; reason?: string }[] = []
  const log = pino({ level: 'warn' }, { write: (line) => void lines.push(JSON.parse(line)) })
  const operations = createOperations()
  const environment: AppEnvironment = {
    config: readConfig({ DATABASE: live }),
    ...{ log, operations, tracing: undefined },
    schema: schemaVersion(migrations),
    earlierReleases: new Set(),
  }
  const served = fileIdentity(live)
  const switcher = new ReleaseSwitcher(await openApp(environment))
  const watcher = new ReleaseWatcher(environment, switcher, served, retryInterval)
  onTestFinished(async () => {
    watcher.stop()
    await switcher.app.close()
  })
  return {
    ...releases,
    ...{ live, lines, watcher },
    served: () => switcher.app.served.release,
    metrics: () => operations.registry.metrics(),
    responseTo: (url: string) => switcher.app.inject(url),
  }
}

describe('a file that replaces the database', { timeout: 60_000 }, () => {
  it('is served after a check, with a warning in the log and a count in the metrics', async () => {
    const { live, second, lines, watcher, served, metrics } = await watchCopy()
    replace(live, second.database)
    await watcher.reload()
    expect(served()).toBe(second.release)
    expect(lines).toEqual([
      expect.objectContaining({ level: 40, msg: 'another release is served' }),
    ])
    expect(await metrics()).toContain('orgfacts_release_swaps_total{result="served"} 1')
  })

  it('makes release= return 410 for the replaced release, and 404 for every unknown release', async () => {
    const { live, first, second, watcher, responseTo } = await watchCopy()
    const codeOf = async (release: string) => {
      const { statusCode, body } = await responseTo(`/v1/organizations?release=${release}`)
      return [statusCode, JSON.parse(body).code]
    }
    expect(await codeOf(second.release)).toEqual([404, 'unknown-release'])
    replace(live, second.database)
    await watcher.reload()
    expect(await codeOf(second.release)).toEqual([200, undefined])
    expect(await codeOf(first.release)).toEqual([410, 'stale-release'])
    expect(await codeOf('0123456789abcdef')).toEqual([404, 'unknown-release'])
    // A rollback.
    replace(live, first.database)
    await watcher.reload()
    expect(await codeOf(first.release)).toEqual([200, undefined])
    expect(await codeOf(second.release)).toEqual([410, 'stale-release'])
  })
})

describe('a file that was refused for a passing reason', { timeout: 60_000 }, () => {
  /** Replaces the database by one without its header. Returns what writes the header in place. */
  async function replaceByIncomplete({
    live,
    second,
    lines,
  }: Awaited<ReturnType<typeof watchCopy>>) {
    const header = Buffer.alloc(HEADER_BYTES)
    const file = openSync(second.database, 'r+')
    readSync(file, header, 0, HEADER_BYTES, 0)
    const writeHeader = (bytes: Buffer) => {
      writeSync(file, bytes, 0, HEADER_BYTES, 0)
      // The file must not look like another one.
      futimesSync(file, 1_700_000_000, 1_700_000_000)
    }
    writeHeader(Buffer.alloc(HEADER_BYTES))
    renameSync(second.database, live)
    await expect.poll(() => lines, { timeout: 30_000 }).toHaveLength(1)
    expect(lines[0]?.msg).toBe('a new database is refused; the previous release is served')
    return () => {
      writeHeader(header)
      closeSync(file)
    }
  }

  it('is verified again on a reload, and not before the interval has passed', async () => {
    const watched = await watchCopy()
    const complete = await replaceByIncomplete(watched)
    complete()
    // The file is checked every second.
    await setTimeout(1_500)
    expect(watched.served()).toBe(watched.first.release)
    expect(watched.lines).toHaveLength(1)
    expect(await watched.metrics()).toContain('orgfacts_release_outdated 1')
    await watched.watcher.reload()
    expect(watched.served()).toBe(watched.second.release)
  })

  it('is served without a reload when the interval has passed', async () => {
    const watched = await watchCopy({ retryInterval: 1_000 })
    const complete = await replaceByIncomplete(watched)
    complete()
    await expect.poll(watched.served, { timeout: 30_000 }).toBe(watched.second.release)
  })
})

describe('orgfacts_release_outdated', { timeout: 60_000 }, () => {
  it('is 1 while the file is refused or missing, and 0 when it is served again', async () => {
    const { live, first, second, watcher, served, metrics } = await watchCopy()
    const outdated = async () => /^orgfacts_release_outdated (\d)$/m.exec(await metrics())?.[1]
    await watcher.reload()
    expect(await outdated()).toBe('0')
    writeFileSync(`${live}.next`, 'not a database')
    renameSync(`${live}.next`, live)
    await watcher.reload()
    expect(await outdated()).toBe('1')
    rmSync(live)
    await watcher.reload()
    expect([await outdated(), served()]).toEqual(['1', first.release])
    replace(live, second.database)
    await watcher.reload()
    expect([await outdated(), served()]).toEqual(['0', second.release])
  })
})

describe('fileIdentity', () => {
  it('is null for a file that does not exist or is not accessible', () => {
    const folder = temporaryFolder({ 'a.db': 'a' })
    const file = join(folder, 'a.db')
    expect(fileIdentity(file)).toMatch(/^\d+ [\d.]+ 1$/)
    expect(fileIdentity(join(folder, 'b.db'))).toBeNull()
    expect(fileIdentity(join(file, 'b.db'))).toBeNull()
    chmodSync(folder, 0o000)
    // Root may enter every folder.
    if (process.getuid?.() !== 0) expect(fileIdentity(file)).toBeNull()
    chmodSync(folder, 0o700)
  })
})
