import type { Database } from '../../database/connection.ts'
import type { Claim } from '../../domain/claim.ts'
import { boundsOrOpen } from '../../domain/edtf.ts'
import { toCell } from '../../domain/record-serialization.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import type { Diagnostics } from '../diagnostics.ts'
import type { ReportProgress } from '../load-progress.ts'
import { type ReadProgress, readSeedFiles } from '../read/seed-files.ts'
import type { SeedPosition } from '../read/seed-position.ts'
import { type Suppression, type ValidSeedFile, validateSeedFile } from '../validate/seed-file.ts'

export interface ImportResult {
  sources: number
  claims: number
}

/** Needed until the build ends, and not a part of the release. */
const TEMPORARY_TABLES = `
  -- Where each claim is in the seed files, for error messages.
  CREATE TEMP TABLE claim_positions (
    claim  TEXT    NOT NULL PRIMARY KEY,
    file   TEXT    NOT NULL,
    line   INTEGER NOT NULL,
    column INTEGER NOT NULL,
    path   TEXT                        -- in NDJSON, see SeedPosition
  ) STRICT, WITHOUT ROWID;

  -- Findings of the data checks that the seed files suppress.
  CREATE TEMP TABLE suppressions (
    finding TEXT    NOT NULL,
    about   TEXT    NOT NULL,
    file    TEXT    NOT NULL,
    line    INTEGER NOT NULL,
    column  INTEGER NOT NULL,
    path    TEXT
  ) STRICT`

/**
 * Imports the seed files of a folder into `sources`, `records` and `claims`, and two temporary tables,
 * `claim_positions` and `suppressions`. Holds one seed file in memory at a time.
 *
 * @param onImport called with each seed file that was imported
 */
export function importClaims(
  db: Database,
  folder: string,
  resourceTypes: readonly ResourceType[],
  diagnostics: Diagnostics,
  onImport: (seedFile: ValidSeedFile) => void,
  reportProgress: ReportProgress,
): ImportResult {
  db.exec(TEMPORARY_TABLES)
  const insert = prepareInserts(db, diagnostics)
  const imported: ImportResult = { sources: 0, claims: 0 }
  const progress: ReadProgress = { read: 0, total: 0 }
  for (const seedFile of readSeedFiles(folder, diagnostics, progress)) {
    const valid = validateSeedFile(seedFile, resourceTypes, diagnostics)
    if (valid === null || !insert.source(valid)) continue
    for (const { claim, position } of valid.claims)
      insert.claim(claim, valid.source.known_from, position)
    for (const suppression of valid.suppressions) insert.suppression(suppression)
    onImport(valid)
    imported.sources += 1
    imported.claims += valid.claims.length
    const share = progress.read / progress.total
    reportProgress({ stage: 'reading', done: { count: imported.claims, unit: 'claims', share } })
  }
  return imported
}

function prepareInserts(db: Database, diagnostics: Diagnostics) {
  const collectionOf = db
    .prepare<[string], string>('SELECT collection FROM records WHERE id = ?')
    .pluck()
  const insertRecord = db.prepare('INSERT INTO records (id, collection) VALUES (?, ?)')
  const insertSource = db.prepare(`
    INSERT INTO sources ( id,  title,  publisher,  kind,  language,  url,  published,  published_basis,  read,  sha256,  note,  known_from,  authority,  earliest,  published_min,  published_max)
    VALUES              (:id, :title, :publisher, :kind, :language, :url, :published, :published_basis, :read, :sha256, :note, :known_from, :authority, :earliest, :published_min, :published_max)`)
  const insertClaim = db.prepare(`
    INSERT INTO claims ( id,  record,  collection,  field,  value,  source,  known_from,  at,  note,  set_aside)
    VALUES             (:id, :record, :collection, :field, :value, :source, :known_from, :at, :note, :set_aside)`)
  const insertPosition = db.prepare(`
    INSERT INTO temp.claim_positions ( claim,  file,  line,  column,  path)
    VALUES                           (:claim, :file, :line, :column, :path)`)
  const insertSuppression = db.prepare(`
    INSERT INTO temp.suppressions ( finding,  about,  file,  line,  column,  path)
    VALUES                        (:finding, :about, :file, :line, :column, :path)`)

  /** Registers an id for a collection. Reports an id that another collection has. */
  const register = (
    id: string,
    collection: string,
    position: SeedPosition,
  ): 'new' | 'known' | 'taken' => {
    const other = collectionOf.get(id)
    if (other === undefined) {
      insertRecord.run(id, collection)
      return 'new'
    }
    if (other === collection) return 'known'
    const message = `${other} has a record with this id already; choose another`
    diagnostics.add(position, { section: collection, id }, message)
    return 'taken'
  }

  return {
    /** Returns false if the id of the source is not free. */
    source({ source: { source: id, values, ...rank }, position }: ValidSeedFile): boolean {
      const registered = register(id, 'sources', position)
      if (registered === 'known')
        diagnostics.add(
          position,
          { section: 'source', id },
          'another source has this id; choose another',
        )
      if (registered !== 'new') return false
      const { min, max } = boundsOrOpen(values.published ?? null)
      insertSource.run({ id, ...values, ...rank, published_min: min, published_max: max })
      return true
    },
    claim(claim: Claim, known_from: string, position: SeedPosition): void {
      if (register(claim.record, claim.collection, position) === 'taken') return
      insertClaim.run({ ...claim, value: toCell(claim.value), known_from })
      insertPosition.run({ path: null, ...position, claim: claim.id })
    },
    suppression({ position, ...suppression }: Suppression): void {
      insertSuppression.run({ path: null, ...position, ...suppression })
    },
  }
}
