import type { Database } from 'better-sqlite3'
import { boundsOrOpen, toCell } from '../../database/record-rows.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import type { Diagnostics, SeedPosition } from '../diagnostics.ts'
import { type ReadProgress, readSeedFiles } from '../read/seed-files.ts'
import type { LoadProgress } from '../step.ts'
import { type ValidSeedFile, validateSeedFile } from '../validate/seed-file.ts'
import type { Suppression } from '../validate/suppressions.ts'

/** What was read. */
export interface ImportResult {
  sources: number
  claims: number
}

/**
 * Reads every account of a folder into `sources`, `records` and `claims`. The database is the work
 * table: memory holds one account at a time. Where each claim stands is kept in `temp.places`, what its
 * authors know of it in `temp.suppressions`.
 *
 * @param each is given every account that is taken
 */
export function importClaims(
  db: Database,
  folder: string,
  resourceTypes: readonly ResourceType[],
  problems: Diagnostics,
  each: (account: ValidSeedFile) => void,
  progress: (step: LoadProgress) => void,
): ImportResult {
  db.exec(`
    CREATE TEMP TABLE places (
      claim  TEXT    NOT NULL PRIMARY KEY,
      file   TEXT    NOT NULL,
      line   INTEGER NOT NULL,
      column INTEGER NOT NULL,
      path   TEXT                                       -- in a line of NDJSON
    ) STRICT, WITHOUT ROWID;
    CREATE TEMP TABLE suppressions (
      finding TEXT    NOT NULL,
      about   TEXT    NOT NULL,
      file    TEXT    NOT NULL,
      line    INTEGER NOT NULL,
      column  INTEGER NOT NULL
    ) STRICT`)
  const insert = inserts(db, problems)
  const gathered = { sources: 0, claims: 0 }
  const extent: ReadProgress = { read: 0, of: 0 }
  for (const account of readSeedFiles(folder, problems, extent)) {
    const checked = validateSeedFile(account, resourceTypes, problems)
    if (checked === null || !insert.source(checked)) continue
    const { known_from } = checked.source
    for (const { claim, place } of checked.claims) insert.claim(claim, known_from, place)
    for (const suppressions of checked.suppressions) insert.suppressions(suppressions)
    each(checked)
    gathered.sources += 1
    gathered.claims += checked.claims.length
    const share = extent.read / extent.of
    progress({ doing: 'reading', done: { count: gathered.claims, unit: 'claims', share } })
  }
  return gathered
}

function inserts(db: Database, problems: Diagnostics) {
  const nounOf = db.prepare<[string], { collection: string }>(
    'SELECT collection FROM records WHERE id = ?',
  )
  const record = db.prepare('INSERT INTO records (id, collection) VALUES (?, ?)')
  const source = db.prepare(`
    INSERT INTO sources ( id,  title,  publisher,  kind,  language,  url,  published,  published_basis,  read,  sha256,  note,  known_from,  authority,  earliest,  published_min,  published_max)
    VALUES              (:id, :title, :publisher, :kind, :language, :url, :published, :published_basis, :read, :sha256, :note, :known_from, :authority, :earliest, :published_min, :published_max)`)
  const claim = db.prepare(`
    INSERT INTO claims ( id,  record,  collection,  field,  value,  source,  known_from,  at,  note,  set_aside)
    VALUES             (:id, :record, :collection, :field, :value, :source, :known_from, :at, :note, :set_aside)`)
  const place = db.prepare('INSERT INTO temp.places VALUES (?, ?, ?, ?, ?)')
  const suppressions = db.prepare('INSERT INTO temp.suppressions VALUES (?, ?, ?, ?, ?)')

  /** Whether the id is free for this collection, or already of it; else says which collection has it. */
  const register = (
    id: string,
    collection: string,
    at: SeedPosition,
  ): 'new' | 'known' | 'taken' => {
    const taken = nounOf.get(id)
    if (taken === undefined) {
      record.run(id, collection)
      return 'new'
    }
    if (taken.collection === collection) return 'known'
    problems.add(
      at,
      { section: collection, id },
      `this id is already one of ${taken.collection}; choose another`,
    )
    return 'taken'
  }
  return {
    source({
      source: { source: id, values, known_from, authority, earliest },
      place: at,
    }: ValidSeedFile) {
      const registered = register(id, 'sources', at)
      if (registered === 'known')
        problems.add(at, { section: 'source', id }, 'a second source with this id; choose another')
      if (registered !== 'new') return false
      const { min, max } = boundsOrOpen(values.published ?? null)
      const row = {
        id,
        ...values,
        known_from,
        authority,
        earliest,
        published_min: min,
        published_max: max,
      }
      source.run(row)
      return true
    },
    suppressions({ finding, about, place: { file, line, column } }: Suppression) {
      suppressions.run(finding, about, file, line, column)
    },
    claim(stated: ValidSeedFile['claims'][number]['claim'], known_from: string, at: SeedPosition) {
      if (register(stated.record, stated.collection, at) === 'taken') return
      claim.run({ ...stated, value: toCell(stated.value), known_from })
      place.run(stated.id, at.file, at.line, at.column, at.path ?? null)
    },
  }
}
