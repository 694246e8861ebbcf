import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { sources } from '../facts/index.ts'
import { accountLine } from '../records/export.ts'
import type { Noun } from '../records/noun.ts'
import { columnsOf, rowOf } from '../records/table.ts'
import { timeOf } from '../records/time.ts'
import { migrate } from '../store/migrate.ts'
import { nearest, refuseDanglingReferences, refuseNearIds } from './cross.ts'
import { gather } from './gather.ts'
import { judge } from './judge.ts'
import { Problems } from './problems.ts'
import { ReleaseDigest } from './release.ts'
import { resolve } from './resolve.ts'
import { succeed, type Told } from './succession.ts'
import { groupsOf } from './told.ts'

export interface Loading {
  /** The folder of accounts. */
  folder: string
  nouns: readonly Noun[]
  /** The statements that make the tables. */
  migrations: readonly string[]
  /** Hears, now and then, how far it has come. */
  progress?: (done: string) => void
}

/** What a load made. */
export interface Loaded {
  release: string
  sources: number
  claims: number
  records: number
  versions: number
}

/**
 * Loads accounts into an empty database: read, check, merge, resolve, store, check again.
 * Throws BadAccounts with everything that is wrong; the database is then of no use.
 */
export function load(db: Database, { folder, nouns, migrations, progress }: Loading): Loaded {
  const say = progress ?? (() => {})
  const problems = new Problems()
  const digest = new ReleaseDigest(migrations)
  migrate(db, migrations)
  // Claims are read while the tables that they decide are written: SQLite allows that, and the
  // binding has to be told that it is meant.
  db.unsafeMode(true)
  db.exec('BEGIN')
  const gathered = gather(db, folder, nouns, digest, problems, say)
  if (gathered.sources === 0 && !problems.any)
    problems.add({ file: folder, line: 1, column: 1 }, undefined, 'no accounts in this folder')

  const excused = new Set(problems.found.map(({ about }) => about?.id ?? ''))
  // A file that could not be read may hold what others refer to: then only what was read is told.
  if (!excused.has('')) refuseDanglingReferences(db, nouns, excused, problems)
  const built = { records: 0, versions: 0 }
  for (const noun of nouns) {
    const insert = inserts(db, noun)
    const near = (id: string) => nearest(db, noun.name, id)
    for (const group of groupsOf(db, noun)) {
      const told: Told[] = []
      for (const [record, claims] of group) {
        const versions = resolve(noun, claims)
        if (!excused.has('') && !excused.has(record)) judge(noun, claims, versions, near, problems)
        if (versions.length > 0) told.push({ record, versions })
      }
      if (problems.any) continue
      for (const { record, versions } of succeeded(noun, told)) {
        insert(record, versions)
        built.records += 1
        built.versions += versions.length
      }
      say(`resolved ${built.records} records`)
    }
    if (!problems.any) refuseNearIds(db, noun, problems)
  }
  problems.throwIfAny()

  say('indexing')
  const release = finish(db, nouns, digest)
  db.exec('COMMIT')
  verify(db)
  return { release, ...gathered, ...built }
}

/** Records that succeed one another are told together, all others each alone. */
function succeeded(noun: Noun, told: readonly Told[]): Told[] {
  const successive = (record: Told) => {
    const time = timeOf(noun.time, record.versions[0]?.values ?? {})
    return 'within' in time && time.within !== undefined
  }
  return [
    ...succeed(noun, told.filter(successive)),
    ...told.filter((record) => !successive(record)).flatMap((record) => succeed(noun, [record])),
  ]
}

function inserts(db: Database, noun: Noun) {
  const columns = columnsOf(noun)
  const row = db.prepare(`
    INSERT INTO ${noun.name} (${columns.map((column) => `"${column}"`).join(', ')})
    VALUES (${columns.map((column) => `:${column}`).join(', ')})`)
  const told = db.prepare('INSERT INTO versions VALUES (?, ?, ?, ?, ?)')
  const stance = db.prepare('INSERT INTO stances VALUES (?, ?, ?, ?)')
  return (record: string, versions: Told['versions']) => {
    for (const version of versions) {
      const { values, known_from, known_to } = version
      const organization = noun.name === 'organizations' ? record : (values.organization ?? null)
      told.run(record, noun.name, organization, known_from, known_to)
      row.run(rowOf(noun, record, version))
      for (const [claim, how] of version.stances) stance.run(record, known_from, claim, how)
    }
  }
}

/** Builds the search index and names the release. */
function finish(db: Database, nouns: readonly Noun[], digest: ReleaseDigest): string {
  const release = digest.id()
  const index = db.prepare(`
    INSERT INTO search (rowid, value)
    SELECT seq, value
      FROM claims
     WHERE noun = ?
       AND field = ?`)
  for (const { name, fields } of nouns)
    for (const [field, { form }] of Object.entries(fields))
      if (form === 'text' || form === 'words') index.run(name, field)
  const accounts = layOut(db, nouns)
  db.prepare(`
    INSERT INTO release (id, first_known, last_known, accounts_bytes, accounts_sha256)
    SELECT ?, min(heard), max(heard), ?, ?
      FROM sources`).run(release, accounts.bytes, accounts.sha256)
  db.exec('DROP TABLE temp.places')
  return release
}

/** Where each account stands in the NDJSON of all, so that a part can be made without the rest. */
function layOut(db: Database, nouns: readonly Noun[]): { bytes: number; sha256: string } {
  const hash = createHash('sha256')
  const insert = db.prepare('INSERT INTO accounts VALUES (?, ?, ?)')
  const statements = new Map<string, unknown>()
  const prepare = <Row>(sql: string) => {
    const statement = statements.get(sql) ?? db.prepare(sql)
    statements.set(sql, statement)
    return statement as ReturnType<typeof db.prepare<[object], Row>>
  }
  let start = 0
  const ids = db.prepare<[], { id: string }>('SELECT id FROM sources ORDER BY id')
  for (const { id } of ids.iterate()) {
    const line = Buffer.from(accountLine(prepare, sources, nouns, id))
    hash.update(line)
    insert.run(id, start, line.length)
    start += line.length
  }
  return { bytes: start, sha256: hash.digest('base64') }
}

/** Trusts nothing: what was written is checked as a whole before anyone reads it. */
function verify(db: Database): void {
  const broken = db.pragma('foreign_key_check') as unknown[]
  if (broken.length > 0) throw new Error(`${broken.length} foreign keys point nowhere.`)
  const integrity = db.pragma('integrity_check', { simple: true })
  if (integrity !== 'ok') throw new Error(`The new database is damaged: ${integrity}`)
}
