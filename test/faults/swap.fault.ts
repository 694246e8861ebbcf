import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import { openReadonly } from '../../src/database/connection.ts'
import { schemaVersion } from '../../src/database/schema.ts'
import { verifyDatabase } from '../../src/database/verify.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { buildDatabase } from '../../src/ingest/build.ts'
import { buildApp } from '../../src/server/app.ts'
import { folderWith, migrations, SEED } from '../support/app.ts'
import { childrenOf, eventually, freePort, replace, start } from '../support/process.ts'
import { chance } from './chance.ts'
import { ask, traffic } from './traffic.ts'

/** Another database takes the place of the one that is served. */

const folder = mkdtempSync(join(tmpdir(), 'orgfacts-swap-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const first = join(folder, 'first.db')
const second = join(folder, 'second.db')
buildDatabase(first, { folder: SEED, resourceTypes, migrations })
const LEAGUE = `source: { id: league-charter, title: The charter, kind: primary, published: 1960-01-01, published_basis: stated }
about: league
organizations: [{ id: league, at: line 1, name: League }]
`
await folderWith({ 'league.yaml': LEAGUE }, (folder) =>
  buildDatabase(second, { folder, resourceTypes, migrations }),
)

const PATHS = [
  '/v1/organizations?limit=1',
  '/v1/organizations',
  '/v1/sources?limit=500',
  '/v1/claims?limit=all&format=ndjson',
  '/v1/changes?limit=3',
  '/v1/search?q=league',
  '/v1/dataset?format=json',
]

/** What each path is answered with by each of the two. */
async function expected(): Promise<Map<string, string[]>> {
  const answers = new Map<string, string[]>()
  for (const file of [first, second]) {
    const app = await buildApp({ db: openReadonly(file, schemaVersion(migrations)) })
    for (const path of PATHS) {
      const { body } = await app.inject(path)
      answers.set(path, [...(answers.get(path) ?? []), body])
    }
    await app.close()
  }
  return answers
}

async function serving(workers: number) {
  const live = join(folder, `live-${workers}.db`)
  replace(live, first)
  const port = await freePort()
  const env = { DATABASE: live, PORT: String(port), WORKERS: String(workers), LOG_LEVEL: 'warn' }
  const { child, ran } = start('cli/serve.ts', [], env)
  const origin = `http://127.0.0.1:${port}`
  const up = () => ask(`${origin}/readyz`)
  await eventually(up, ({ status }) => status === 200)
  return { live, child, ran, origin }
}

describe.each([
  [1, 30],
  [2, 10],
])('a new database, with WORKERS=%i', (workers, times) => {
  it(`takes over under load ${times} times: no request fails, and each answer is wholly of one release`, async () => {
    const { live, child, origin } = await serving(workers)
    const right = await expected()
    const known_from = [0, 0]
    const wrong: string[] = []
    const callers = traffic(
      PATHS.map((path) => origin + path),
      {
        known_from: ({ url, status, body }) => {
          const of = right.get(url.slice(origin.length))?.indexOf(body) ?? -1
          if (status === 200 && of !== -1) known_from[of] = (known_from[of] ?? 0) + 1
          else wrong.push(`${url} ${status} ${body.slice(0, 200)}`)
        },
      },
    )
    const cursor = async () =>
      (JSON.parse((await ask(`${origin}/v1/sources?limit=1`)).body) as { page: { next: string } })
        .page.next
    const old = await cursor()
    for (let swap = 1; swap <= times; swap += 1) {
      const file = swap % 2 === 1 ? second : first
      replace(live, file)
      child.kill('SIGHUP')
      const count = swap % 2 === 1 ? 1 : 0
      // Several workers take over one after another: some of them in a row say so.
      let inARow = 0
      await eventually(
        () => ask(`${origin}/v1/organizations?limit=1`),
        ({ body }) => {
          inARow = body === right.get('/v1/organizations?limit=1')?.[count] ? inARow + 1 : 0
          return inARow > workers * 4
        },
      )
      if (swap === 1) expect((await ask(origin + old)).status).toBe(410)
    }
    await callers.stop()
    expect(wrong).toEqual([])
    expect(Math.min(...known_from)).toBeGreaterThan(100)
    const { body } = await ask(`${origin}/metrics`)
    const served = /^orgfacts_release_swaps_total\{result="served"\} (\d+)$/m.exec(body)
    expect(Number(served?.[1])).toBe(times * workers)
    console.log(`WORKERS=${workers}: ${times} swaps, ${known_from.join(' + ')} answers, none wrong`)
  })
})

describe('a database that is not right', () => {
  const bytes = readFileSync(first)
  const damaged = (name: string, content: Buffer) => {
    const file = join(folder, name)
    writeFileSync(file, content)
    return file
  }
  const flipped = () => {
    const copy = Buffer.from(bytes)
    const at = 4_096 + chance(copy.length - 4_096)
    copy.writeUInt8(copy.readUInt8(at) ^ (1 << chance(8)), at)
    return copy
  }
  const changed = (name: string, sql: string) => {
    const file = join(folder, name)
    copyFileSync(first, file)
    const db = new Sqlite(file)
    db.pragma('foreign_keys = OFF')
    db.exec(sql)
    db.close()
    return file
  }

  it('is refused with the reason, in the log and counted, while the old one is served', async () => {
    const { live, child, ran, origin } = await serving(1)
    const bad: [string, RegExp][] = [
      [damaged('short.db', bytes.subarray(0, bytes.length / 2)), /is damaged/],
      [damaged('text.db', Buffer.from('not a database')), /not a database of ours/],
      [changed('foreign.db', 'PRAGMA application_id = 1'), /not a database of ours/],
      [changed('older.db', 'PRAGMA user_version = 3'), /of schema 3, not \d+/],
      [
        changed('row.db', "UPDATE claims SET value = '2009' WHERE seq = 7"),
        /its rows are not those/,
      ],
      [
        changed('dangling.db', "DELETE FROM records WHERE collection = 'people'"),
        /its rows are not those|points nowhere/,
      ],
    ]
    const { body: before } = await ask(`${origin}/v1/organizations`)
    for (const [index, [file, reason]] of bad.entries()) {
      replace(live, file)
      child.kill('SIGHUP')
      const { body } = await eventually(
        () => ask(`${origin}/metrics`),
        ({ body }) => body.includes(`orgfacts_release_swaps_total{result="refused"} ${index + 1}`),
      )
      expect(body).not.toContain('result="served"')
      expect(ran.out.trim().split('\n').at(-1)).toMatch(reason)
      expect((await ask(`${origin}/v1/organizations`)).body).toBe(before)
    }
    replace(live, second)
    await eventually(
      () => ask(`${origin}/v1/organizations?limit=1`),
      ({ body }) => body.includes('"league"'),
    )
  })

  it('is not served either by a worker that takes the place of one that refused it', async () => {
    const { live, child, ran, origin } = await serving(2)
    const right = (await ask(`${origin}/v1/claims?limit=500`)).body
    replace(live, changed('row-2.db', "UPDATE claims SET at = 'line 0' WHERE seq < 400"))
    const refusals = () => ran.out.split('a new database is refused').length - 1
    await eventually(
      async () => refusals(),
      (found) => found === 2,
    )
    const [one] = childrenOf(child.pid)
    process.kill(one ?? 0, 'SIGKILL')
    await eventually(
      async () => ran.err,
      (said) => said.includes('is damaged: its rows are not those that were written'),
    )
    for (let n = 0; n < 40; n += 1)
      expect((await ask(`${origin}/v1/claims?limit=500`)).body).toBe(right)
    // The next one is served by both.
    replace(live, second)
    const { body } = await eventually(
      () => ask(`${origin}/v1/organizations?limit=1`),
      ({ body }) => body.includes('"league"'),
    )
    expect(body).toContain('"league"')
  })

  it('is found out whichever bit of it was flipped, unless that says nothing', async () => {
    let refused = 0
    for (let n = 0; n < 60; n += 1) {
      const file = damaged('flipped.db', flipped())
      const wrong = await verifyDatabase(file, schemaVersion(migrations)).then(
        () => null,
        (error: Error) => error.message,
      )
      if (wrong !== null) {
        refused += 1
        continue
      }
      // What is left: bits of pages that hold nothing. All rows are as they were.
      const app = await buildApp({ db: openReadonly(file, schemaVersion(migrations)) })
      const whole = await buildApp({ db: openReadonly(first, schemaVersion(migrations)) })
      for (const path of PATHS)
        expect((await app.inject(path)).body).toBe((await whole.inject(path)).body)
    }
    console.log(`60 flipped bits: ${refused} refused, ${60 - refused} without meaning`)
    expect(refused).toBeGreaterThan(30)
  })
})
