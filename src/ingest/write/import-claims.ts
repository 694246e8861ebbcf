import type { Database } from '../../database/connection.ts'
import type { Claim } from '../../domain/claim.ts'
import { edtfBounds } from '../../domain/edtf.ts'
import { foldText } from '../../domain/folded-text.ts'
import { toCell } from '../../domain/record-serialization.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import { sources } from '../../domain/resources/index.ts'
import type { Diagnostics } from '../diagnostics.ts'
import type { ReportProgress } from '../load-progress.ts'
import { type ReadProgress, readSeedFiles } from '../read/seed-files.ts'
import type { SeedPosition } from '../read/seed-position.ts'
import { isReferenceData, validateReferenceData } from '../validate/reference-data.ts'
import { type Suppression, type ValidSeedFile, validateSeedFile } from '../validate/seed-file.ts'
import type { DerivedSource } from './derived-sources.ts'
import { referenceDataWriter } from './reference-data.ts'

export interface ImportResult {
  sources: number
  claims: number
  /** They are ranked when all sources were read. */
  derivedSources: readonly DerivedSource[]
  /** Where a value of a code or of a statement of completeness is in the seed files. */
  positionOfReference(id: string, field: string): SeedPosition
}

/** Needed until the build ends, and not a part of the release. */
const TEMPORARY_TABLES = `
  -- Where each claim is in the seed files, for error messages.
  CREATE TEMP TABLE claim_positions (
    claim  TEXT    NOT NULL PRIMARY KEY,
    file   TEXT    NOT NULL,
    line   INTEGER NOT NULL,
    column INTEGER NOT NULL,
    path   TEXT,                       -- in NDJSON, see SeedPosition
    about  TEXT                        -- the organization that the seed file is about
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
  const writeReferenceData = referenceDataWriter(db, diagnostics)
  const derived: DerivedSource[] = []
  const referencePositions = new Map<string, (field: string) => SeedPosition>()
  const imported: ImportResult = {
    sources: 0,
    claims: 0,
    derivedSources: derived,
    positionOfReference: (id, field) =>
      referencePositions.get(id)?.(field) ?? { file: folder, line: 1, column: 1 },
  }
  const progress: ReadProgress = { read: 0, total: 0 }
  for (const seedFile of readSeedFiles(folder, diagnostics, progress)) {
    if (isReferenceData(seedFile.value)) {
      for (const row of validateReferenceData(seedFile, seedFile.value, diagnostics)) {
        writeReferenceData(row)
        referencePositions.set(String(row.values.id), row.positionOf)
      }
      continue
    }
    const valid = validateSeedFile(seedFile, resourceTypes, diagnostics)
    if (valid === null || !insert.source(valid)) continue
    const { source, position, about } = valid
    if (source.restsOn.length > 0)
      derived.push({
        id: source.source,
        kind: String(source.values.kind),
        restsOn: source.restsOn,
        position,
      })
    for (const { claim, position } of valid.claims)
      insert.claim(claim, source.known_from, position, about)
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
  const sourceColumns = [
    ...['id', ...Object.keys(sources.fields), 'known_from', 'authority', 'earliest'],
    ...['published_min', 'published_max', 'collation'],
  ]
  const insertSource = db.prepare(`
    INSERT INTO sources (${sourceColumns.join(', ')})
    VALUES (${sourceColumns.map((name) => `:${name}`).join(', ')})`)
  const insertClaim = db.prepare(`
    INSERT INTO claims ( id,  record,  collection,  field,  value,  source,  known_from,  at,  note,  set_aside)
    VALUES             (:id, :record, :collection, :field, :value, :source, :known_from, :at, :note, :set_aside)`)
  const insertPosition = db.prepare(`
    INSERT INTO temp.claim_positions ( claim,  file,  line,  column,  path,  about)
    VALUES                           (:claim, :file, :line, :column, :path, :about)`)
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
    source({
      source: { source: id, values, restsOn: _, ...rank },
      position,
    }: ValidSeedFile): boolean {
      const registered = register(id, 'sources', position)
      if (registered === 'known')
        diagnostics.add(
          position,
          { section: 'source', id },
          'another source has this id; choose another',
        )
      if (registered !== 'new') return false
      const { published = null } = values
      const bounds = published === null ? null : edtfBounds(String(published))
      insertSource.run({
        id,
        ...values,
        ...rank,
        published_min: bounds?.min ?? null,
        published_max: bounds?.max ?? null,
        collation: foldText(String(values.title)),
      })
      return true
    },
    claim(claim: Claim, known_from: string, position: SeedPosition, about: string | null): void {
      if (register(claim.record, claim.collection, position) === 'taken') return
      insertClaim.run({ ...claim, value: toCell(claim.value), known_from })
      insertPosition.run({ path: null, ...position, claim: claim.id, about })
    },
    suppression({ position, ...suppression }: Suppression): void {
      insertSuppression.run({ path: null, ...position, ...suppression })
    },
  }
}
