import type { Database } from 'better-sqlite3'
import { dropIndexes } from '../database/bulk-indexes.ts'
import { createSchema } from '../database/schema.ts'
import type { ResourceType } from '../domain/resource-type.ts'
import { Diagnostics } from './diagnostics.ts'
import type { LoadProgress } from './step.ts'
import { reportDanglingReferences, reportUnservedReferences } from './validate/references.ts'
import type { ValidSeedFile } from './validate/seed-file.ts'
import { CoverageCounter } from './write/coverage.ts'
import { importClaims } from './write/import-claims.ts'
import { verifyWritten, writeRelease } from './write/release.ts'
import { ReleaseDigest } from './write/release-id.ts'
import { type WriteResult, writeVersions } from './write/versions.ts'

export interface LoadOptions {
  /** The folder of accounts. */
  folder: string
  resourceTypes: readonly ResourceType[]
  /** The statements that make the tables. */
  migrations: readonly string[]
  /** Hears, now and then, how far it has come. */
  progress?: (step: LoadProgress) => void
  /** Whether it is asked afterwards where each claim stands. */
  keepPlaces?: boolean
}

/** What a load made. */
export interface LoadResult {
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
  { folder, resourceTypes, migrations, progress, keepPlaces = false }: LoadOptions,
): LoadResult {
  const say = progress ?? (() => {})
  const problems = new Diagnostics()
  createSchema(db, migrations)
  // Pages of 16 MiB at most, and as much again while something is sorted: with more, a large load would
  // only take more memory.
  db.pragma('cache_size = -16384')
  // Claims are read while the tables that they decide are written: SQLite allows that, and the
  // binding has to be told that it is meant.
  db.unsafeMode(true)
  db.exec('BEGIN')
  const putBack = dropIndexes(db)
  // What is wrong is told all at once, so a row may point to one that was left out until the end.
  db.pragma('defer_foreign_keys = ON')
  const digest = new ReleaseDigest(db, migrations)
  const coverage = new CoverageCounter(resourceTypes)
  const taken = ({ source, claims: stated }: ValidSeedFile) => {
    const claims = stated.map(({ claim }) => claim)
    digest.add(source, claims)
    coverage.addSource(claims)
  }
  say({ doing: 'reading' })
  const gathered = importClaims(db, folder, resourceTypes, problems, taken, say)
  putBack(['claims', 'sources'])
  if (gathered.sources === 0 && !problems.any)
    problems.add({ file: folder, line: 1, column: 1 }, undefined, 'no accounts in this folder')

  const unsettled = new Set(problems.items.map(({ about }) => about?.id ?? ''))
  if (!problems.hasUnreadFiles) reportDanglingReferences(db, resourceTypes, unsettled, problems)
  const settled: WriteResult = { records: 0, versions: 0, of: recordsIn(db) }
  say({ doing: 'resolving' })
  for (const resourceType of resourceTypes)
    writeVersions(db, resourceType, problems, coverage, settled, say)
  if (!problems.any) reportUnservedReferences(db, resourceTypes, problems)
  if (!problems.any && settled.records === 0)
    problems.add(
      { file: folder, line: 1, column: 1 },
      undefined,
      'all that is said here was set aside',
    )
  problems.throwIfAny()

  say({ doing: 'indexing' })
  putBack()
  const release = writeRelease(db, resourceTypes, digest, coverage)
  if (!keepPlaces) db.exec('DROP TABLE temp.places; DROP TABLE temp.suppressions')
  db.exec('COMMIT')
  verifyWritten(db)
  const { records, versions } = settled
  return { release, ...gathered, records, versions }
}

/** How many records there are to decide: sources are told as they are. */
function recordsIn(db: Database): number {
  const counted = db.prepare<[], { many: number }>(`
    SELECT count(*) AS many
      FROM records
     WHERE collection <> 'sources'`)
  return counted.get()?.many ?? 0
}
