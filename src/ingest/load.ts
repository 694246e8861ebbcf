import { dropIndexes } from '../database/bulk-indexes.ts'
import type { Database } from '../database/connection.ts'
import { verifyPages, verifyReferences } from '../database/integrity.ts'
import { createSchema } from '../database/schema.ts'
import type { ResourceType } from '../domain/resource-type.ts'
import { Diagnostics } from './diagnostics.ts'
import type { ReportProgress } from './load-progress.ts'
import { reportUndeclaredAttributes, reportUndeclaredCodes } from './validate/codes.ts'
import { reportInvalidCompleteness } from './validate/completeness.ts'
import { reportForeignReferences } from './validate/organizations.ts'
import {
  reportDanglingReferences,
  reportDuplicateRecords,
  reportUnservedReferences,
} from './validate/references.ts'
import type { ValidSeedFile } from './validate/seed-file.ts'
import { CoverageCounter } from './write/coverage.ts'
import { rankDerivedSources } from './write/derived-sources.ts'
import { importClaims } from './write/import-claims.ts'
import { ReleaseDigest, writeRelease } from './write/release.ts'
import { type WriteResult, writeVersions } from './write/versions.ts'

export interface LoadOptions {
  /** The folder of the seed files. */
  folder: string
  resourceTypes: readonly ResourceType[]
  /** SQL that creates the tables. */
  migrations: readonly string[]
  /** Stored with the release, see fingerprint.ts. */
  fingerprint?: string
  progress?: ReportProgress
  /** Keeps `temp.claim_positions` and `temp.suppressions`, which the data checks read. */
  keepPositions?: boolean
}

export interface LoadResult {
  /** The id of the release. */
  release: string
  sources: number
  claims: number
  records: number
  versions: number
}

/**
 * Loads seed files into an empty database: imports and validates the claims, resolves each record to its
 * versions, and writes the release. Throws `SeedError` with all errors in the seed files; the database
 * is then incomplete and has to be discarded.
 */
export function load(db: Database, options: LoadOptions): LoadResult {
  const { folder, resourceTypes, migrations, fingerprint = null, keepPositions = false } = options
  const reportProgress = options.progress ?? (() => {})
  const diagnostics = new Diagnostics()
  const folderPosition = { file: folder, line: 1, column: 1 }
  createSchema(db, migrations)
  // 16 MiB of pages. With more, a large load takes more memory, but not less time.
  db.pragma('cache_size = -16384')
  // Versions are written while claims are read. SQLite allows that, but better-sqlite3 only in unsafe mode.
  db.unsafeMode(true)
  db.exec('BEGIN')
  const restoreIndexes = dropIndexes(db)
  // A record with errors is left out. References to it are invalid, but all errors must be reported first.
  db.pragma('defer_foreign_keys = ON')
  const digest = new ReleaseDigest(db, migrations)
  const coverage = new CoverageCounter(resourceTypes)
  const onImport = ({ source, claims: located }: ValidSeedFile) => {
    const claims = located.map(({ claim }) => claim)
    digest.add(source, claims)
    coverage.addSource(claims)
  }

  reportProgress({ stage: 'reading' })
  const imported = importClaims(db, folder, resourceTypes, diagnostics, onImport, reportProgress)
  restoreIndexes(['claims', 'sources'])
  rankDerivedSources(db, imported.derivedSources, diagnostics)
  if (imported.sources === 0 && !diagnostics.any)
    diagnostics.add(folderPosition, undefined, 'no seed files in this folder')
  const invalidIds = new Set(diagnostics.items.map(({ about }) => about?.id ?? ''))
  if (!diagnostics.hasUnreadFiles) {
    reportDanglingReferences(db, resourceTypes, invalidIds, diagnostics)
    reportUndeclaredCodes(db, resourceTypes, diagnostics)
    reportUndeclaredAttributes(db, imported.positionOfReference, diagnostics)
  }

  reportProgress({ stage: 'resolving' })
  const written: WriteResult = { records: 0, versions: 0, total: countRecords(db) }
  for (const resourceType of resourceTypes)
    writeVersions(db, resourceType, diagnostics, coverage, written, reportProgress)
  reportDuplicateRecords(db, resourceTypes, diagnostics)
  reportForeignReferences(db, resourceTypes, diagnostics)
  reportInvalidCompleteness(db, imported.positionOfReference, diagnostics)
  if (!diagnostics.any) reportUnservedReferences(db, resourceTypes, diagnostics)
  if (!diagnostics.any && written.records === 0)
    diagnostics.add(folderPosition, undefined, 'nothing to serve: all claims were set aside')
  diagnostics.throwIfAny()

  reportProgress({ stage: 'indexing' })
  restoreIndexes()
  const release = writeRelease(db, resourceTypes, digest, coverage, fingerprint)
  if (!keepPositions) db.exec('DROP TABLE temp.claim_positions; DROP TABLE temp.suppressions')
  db.exec('COMMIT')
  verifyPages(db)
  verifyReferences(db)
  const { sources, claims } = imported
  const { records, versions } = written
  return { release, sources, claims, records, versions }
}

function countRecords(db: Database): number {
  const count = db
    .prepare<[], number>("SELECT count(*) FROM records WHERE collection <> 'sources'")
    .pluck()
  return count.get() ?? 0
}
