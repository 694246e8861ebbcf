import type { Database } from 'better-sqlite3'
import type { Noun } from '../records/noun.ts'
import { boundsOr, cell } from '../records/table.ts'
import type { Acknowledged } from './acknowledged.ts'
import { type Checked, check } from './check.ts'
import type { Place, Problems } from './problems.ts'
import { type Extent, readAccounts } from './read.ts'
import type { Step } from './step.ts'

/** What was read. */
export interface Gathered {
  sources: number
  claims: number
}

/**
 * Reads every account of a folder into `sources`, `records` and `claims`. The database is the work
 * table: memory holds one account at a time. Where each claim stands is kept in `temp.places`, what its
 * authors know of it in `temp.acknowledged`.
 *
 * @param each is given every account that is taken
 */
export function gather(
  db: Database,
  folder: string,
  nouns: readonly Noun[],
  problems: Problems,
  each: (account: Checked) => void,
  progress: (step: Step) => void,
): Gathered {
  db.exec(`
    CREATE TEMP TABLE places (
      claim  TEXT    NOT NULL PRIMARY KEY,
      file   TEXT    NOT NULL,
      line   INTEGER NOT NULL,
      column INTEGER NOT NULL,
      path   TEXT                                       -- in a line of NDJSON
    ) STRICT, WITHOUT ROWID;
    CREATE TEMP TABLE acknowledged (
      finding TEXT    NOT NULL,
      about   TEXT    NOT NULL,
      file    TEXT    NOT NULL,
      line    INTEGER NOT NULL,
      column  INTEGER NOT NULL
    ) STRICT`)
  const insert = inserts(db, problems)
  const gathered = { sources: 0, claims: 0 }
  const extent: Extent = { read: 0, of: 0 }
  for (const account of readAccounts(folder, problems, extent)) {
    const checked = check(account, nouns, problems)
    if (checked === null || !insert.source(checked)) continue
    const { heard } = checked.source
    for (const { claim, place } of checked.claims) insert.claim(claim, heard, place)
    for (const acknowledged of checked.acknowledged) insert.acknowledged(acknowledged)
    each(checked)
    gathered.sources += 1
    gathered.claims += checked.claims.length
    const share = extent.read / extent.of
    progress({ doing: 'reading', done: { count: gathered.claims, unit: 'claims', share } })
  }
  return gathered
}

function inserts(db: Database, problems: Problems) {
  const nounOf = db.prepare<[string], { noun: string }>('SELECT noun FROM records WHERE id = ?')
  const record = db.prepare('INSERT INTO records (id, noun) VALUES (?, ?)')
  const source = db.prepare(`
    INSERT INTO sources ( id,  title,  publisher,  kind,  language,  url,  published,  published_basis,  read,  sha256,  note,  heard,  standing,  earliest,  published_min,  published_max)
    VALUES              (:id, :title, :publisher, :kind, :language, :url, :published, :published_basis, :read, :sha256, :note, :heard, :standing, :earliest, :published_min, :published_max)`)
  const claim = db.prepare(`
    INSERT INTO claims ( id,  record,  noun,  field,  value,  source,  heard,  at,  note,  set_aside)
    VALUES             (:id, :record, :noun, :field, :value, :source, :heard, :at, :note, :set_aside)`)
  const place = db.prepare('INSERT INTO temp.places VALUES (?, ?, ?, ?, ?)')
  const acknowledged = db.prepare('INSERT INTO temp.acknowledged VALUES (?, ?, ?, ?, ?)')

  /** Whether the id is free for this noun, or already of it; else says which noun has it. */
  const register = (id: string, noun: string, at: Place): 'new' | 'known' | 'taken' => {
    const taken = nounOf.get(id)
    if (taken === undefined) {
      record.run(id, noun)
      return 'new'
    }
    if (taken.noun === noun) return 'known'
    problems.add(
      at,
      { section: noun, id },
      `this id is already one of ${taken.noun}; choose another`,
    )
    return 'taken'
  }
  return {
    source({ source: { source: id, values, heard, standing, earliest }, place: at }: Checked) {
      const registered = register(id, 'sources', at)
      if (registered === 'known')
        problems.add(at, { section: 'source', id }, 'a second source with this id; choose another')
      if (registered !== 'new') return false
      const { min, max } = boundsOr(values.published ?? null)
      const row = {
        id,
        ...values,
        heard,
        standing,
        earliest,
        published_min: min,
        published_max: max,
      }
      source.run(row)
      return true
    },
    acknowledged({ finding, about, place: { file, line, column } }: Acknowledged) {
      acknowledged.run(finding, about, file, line, column)
    },
    claim(stated: Checked['claims'][number]['claim'], heard: string, at: Place) {
      if (register(stated.record, stated.noun, at) === 'taken') return
      claim.run({ ...stated, value: cell(stated.value), heard })
      place.run(stated.id, at.file, at.line, at.column, at.path ?? null)
    },
  }
}
