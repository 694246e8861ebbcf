import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import { schemaVersion } from '../../src/database/schema.ts'
import { verifyDatabase } from '../../src/database/verify.ts'
import { migrations } from '../support/app.ts'
import { eventually, replace } from '../support/process.ts'
import { request } from './clients.ts'
import { randomBelow } from './random.ts'
import { buildTwoReleases, responsesOf, serveCopy } from './two-releases.ts'

const folder = mkdtempSync(join(tmpdir(), 'orgfacts-damaged-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const { first, second } = await buildTwoReleases(folder)
const bytes = readFileSync(first)

function write(name: string, content: Buffer): string {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

/** A copy of the first database after a change. */
function change(name: string, sql: string): string {
  const file = join(folder, name)
  copyFileSync(first, file)
  const db = new Sqlite(file)
  db.pragma('foreign_keys = OFF')
  db.exec(sql)
  db.close()
  return file
}

/** The bytes of the first database with one flipped bit, after the first page. */
function flipBit(): Buffer {
  const copy = Buffer.from(bytes)
  const at = 4_096 + randomBelow(copy.length - 4_096)
  copy.writeUInt8(copy.readUInt8(at) ^ (1 << randomBelow(8)), at)
  return copy
}

describe('a damaged database', () => {
  it('is refused with the reason in the log and counted, and the old one is still served', async () => {
    const { live, child, ran, origin } = await serveCopy(first, folder)
    const damaged: [file: string, reason: RegExp][] = [
      [write('short.db', bytes.subarray(0, bytes.length / 2)), /is damaged/],
      [write('text.db', Buffer.from('not a database')), /not an orgfacts database/],
      [change('foreign.db', 'PRAGMA application_id = 1'), /not an orgfacts database/],
      [change('older.db', 'PRAGMA user_version = 3'), /schema 3\b/],
      [change('row.db', "UPDATE claims SET value = '2009' WHERE seq = 7"), /checksum/],
      [change('dangling.db', "DELETE FROM records WHERE collection = 'people'"), /checksum/],
    ]
    const { body: before } = await request(`${origin}/v1/organizations`)
    for (const [index, [file, reason]] of damaged.entries()) {
      replace(live, file)
      child.kill('SIGHUP')
      const { body } = await eventually(
        () => request(`${origin}/metrics`),
        ({ body }) => body.includes(`orgfacts_release_swaps_total{result="refused"} ${index + 1}`),
      )
      expect(body).toContain('orgfacts_release_swaps_total{result="served"} 0')
      expect(ran.out.trim().split('\n').at(-1)).toMatch(reason)
      expect((await request(`${origin}/v1/organizations`)).body).toBe(before)
    }
    // The server still switches to the next valid file.
    replace(live, second)
    await eventually(
      () => request(`${origin}/v1/organizations?limit=1`),
      ({ body }) => body.includes('"league"'),
    )
  })

  it('is detected for any flipped bit, unless all responses stay the same', async () => {
    const expected = await responsesOf(first)
    let refused = 0
    for (let n = 0; n < 60; n += 1) {
      const file = write('flipped.db', flipBit())
      const isAccepted = await verifyDatabase(file, schemaVersion(migrations)).then(
        () => true,
        () => false,
      )
      // The bit was in a part of a page that holds no data.
      if (isAccepted) expect(await responsesOf(file)).toEqual(expected)
      else refused += 1
    }
    console.log(`60 flipped bits: ${refused} refused, ${60 - refused} in unused bytes`)
    expect(refused).toBeGreaterThan(30)
  })
})
