import type { Database } from 'better-sqlite3'
import type { Noun } from '../records/noun.ts'
import { withoutIndexes } from '../store/indexes.ts'
import { migrate } from '../store/migrate.ts'
import type { Checked } from './check.ts'
import { Coverage } from './coverage.ts'
import { refuseDanglingReferences, refuseDeadReferences } from './cross.ts'
import { finish, verify } from './finish.ts'
import { gather } from './gather.ts'
import { Problems } from './problems.ts'
import { ReleaseDigest } from './release.ts'
import { type Settled, settle } from './settle.ts'
import type { Step } from './step.ts'

export interface Loading {
  /** The folder of accounts. */
  folder: string
  nouns: readonly Noun[]
  /** The statements that make the tables. */
  migrations: readonly string[]
  /** Hears, now and then, how far it has come. */
  progress?: (step: Step) => void
  /** Whether it is asked afterwards where each claim stands. */
  keepPlaces?: boolean
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
export function load(
  db: Database,
  { folder, nouns, migrations, progress, keepPlaces = false }: Loading,
): Loaded {
  const say = progress ?? (() => {})
  const problems = new Problems()
  migrate(db, migrations)
  // Pages of 16 MiB at most, and as much again while something is sorted: with more, a large load would
  // only take more memory.
  db.pragma('cache_size = -16384')
  // Claims are read while the tables that they decide are written: SQLite allows that, and the
  // binding has to be told that it is meant.
  db.unsafeMode(true)
  db.exec('BEGIN')
  const putBack = withoutIndexes(db)
  // What is wrong is told all at once, so a row may point to one that was left out until the end.
  db.pragma('defer_foreign_keys = ON')
  const digest = new ReleaseDigest(db, migrations)
  const coverage = new Coverage(nouns)
  const taken = ({ source, claims: stated }: Checked) => {
    const claims = stated.map(({ claim }) => claim)
    digest.add(source, claims)
    coverage.addSource(claims)
  }
  say({ doing: 'reading' })
  const gathered = gather(db, folder, nouns, problems, taken, say)
  putBack(['claims', 'sources'])
  if (gathered.sources === 0 && !problems.any)
    problems.add({ file: folder, line: 1, column: 1 }, undefined, 'no accounts in this folder')

  const unsettled = new Set(problems.found.map(({ about }) => about?.id ?? ''))
  if (!problems.lost) refuseDanglingReferences(db, nouns, unsettled, problems)
  const settled: Settled = { records: 0, versions: 0, of: recordsIn(db) }
  say({ doing: 'resolving' })
  for (const noun of nouns) settle(db, noun, problems, coverage, settled, say)
  if (!problems.any) refuseDeadReferences(db, nouns, problems)
  if (!problems.any && settled.records === 0)
    problems.add(
      { file: folder, line: 1, column: 1 },
      undefined,
      'all that is said here was set aside',
    )
  problems.throwIfAny()

  say({ doing: 'indexing' })
  putBack()
  const release = finish(db, nouns, digest, coverage)
  if (!keepPlaces) db.exec('DROP TABLE temp.places; DROP TABLE temp.acknowledged')
  db.exec('COMMIT')
  verify(db)
  const { records, versions } = settled
  return { release, ...gathered, records, versions }
}

/** How many records there are to decide: sources are told as they are. */
function recordsIn(db: Database): number {
  const counted = db.prepare<[], { many: number }>(`
    SELECT count(*) AS many
      FROM records
     WHERE noun <> 'sources'`)
  return counted.get()?.many ?? 0
}
