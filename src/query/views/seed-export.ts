import { setImmediate } from 'node:timers/promises'
import type { Prepare } from '../../database/statement-cache.ts'
import type { Value } from '../../domain/claim.ts'
import { type Cell, fromCell, type Row } from '../../domain/record-serialization.ts'
import type { ResourceDeclaration } from '../../domain/resource-type.ts'
import { codes } from '../../domain/resources/codes.ts'
import { completeness } from '../../domain/resources/completeness.ts'
import { resourceTypes, sources } from '../../domain/resources/index.ts'
import type { Release } from '../release.ts'

/**
 * The seed files as NDJSON: a line with codes and statements of completeness, then one line for each source,
 * made of its row and its claims. The loader accepts
 * it and builds the same release. The lines do not depend on how the sources were divided into files.
 */

interface StatedClaim {
  collection: string
  record: string
  field: string
  value: Cell
  at: string
  note: string | null
  set_aside: string | null
}

const SOURCE_FIELDS = ['id', ...Object.keys(sources.fields)].map((name) => `"${name}"`).join(', ')

const CODES = `
  SELECT ${Object.keys(codes.fields)
    .map((name) => `"${name}"`)
    .join(', ')}
    FROM codes
   ORDER BY vocabulary, code`

const COMPLETENESS = `
  SELECT ${['id', ...Object.keys(completeness.fields)].map((name) => `"${name}"`).join(', ')}
    FROM completeness
   ORDER BY id`

/** The line with codes and statements of completeness; null if there are none. */
export function referenceDataLine(prepare: Prepare): string | null {
  const byVocabulary = Map.groupBy(prepare<Row>(CODES).all({}), (row) => String(row.vocabulary))
  const vocabularies = [...byVocabulary].map(([name, rows]) => [
    name,
    rows.map(({ vocabulary: _, ...row }) => statedValues(codes, row)),
  ])
  const rows = prepare<Row>(COMPLETENESS).all({})
  const statements = rows.map((row) => statedValues(completeness, row))
  if (vocabularies.length === 0 && statements.length === 0) return null
  const line = {
    ...(vocabularies.length > 0 && { codes: Object.fromEntries(vocabularies) }),
    ...(statements.length > 0 && { completeness: statements }),
  }
  return `${JSON.stringify(line)}\n`
}

/** The values of a row that are not missing. */
function statedValues(declaration: ResourceDeclaration, row: Readonly<Row>) {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([, cell]) => cell !== null)
      .map(([name, cell]) => [name, fromCell(declaration, name, cell)]),
  )
}

const CLAIMS = `
  SELECT collection, record, field, value, at, note, set_aside
    FROM claims
   WHERE source = :source
   ORDER BY collection, record, at, note, set_aside, id`

/** Returns the function that makes the line of a source, with its line feed. */
export function seedFileLines(prepare: Prepare): (source: string) => string {
  const selectSource = prepare<Row>(`SELECT ${SOURCE_FIELDS} FROM sources WHERE id = :source`)
  const selectClaims = prepare<StatedClaim>(CLAIMS)
  return (source) => {
    const fields = Object.entries(selectSource.get({ source }) ?? {})
    const claims = Map.groupBy(selectClaims.all({ source }), ({ collection }) => collection)
    const sections = resourceTypes.flatMap((type) => {
      const own = claims.get(type.name)
      return own === undefined ? [] : [[type.name, entriesOf(type, own)]]
    })
    const seedFile = {
      source: Object.fromEntries(fields.filter(([, value]) => value !== null)),
      ...Object.fromEntries(sections),
    }
    return `${JSON.stringify(seedFile)}\n`
  }
}

interface Entry {
  [name: string]: Value
}

/** Claims with the same place, note and `set_aside` share an entry. Each field occurs once in an entry. */
function entriesOf(declaration: ResourceDeclaration, claims: readonly StatedClaim[]): Entry[] {
  const entries: Entry[] = []
  let key = ''
  let entry: Entry = {}
  for (const { record, field, value, at, note, set_aside } of claims) {
    const place = JSON.stringify([record, at, note, set_aside])
    if (place !== key || field in entry) {
      entry = { id: record, at }
      if (note !== null) entry.note = note
      if (set_aside !== null) entry.set_aside = set_aside
      entries.push(entry)
      key = place
    }
    entry[field] = fromCell(declaration, field, value) ?? ''
  }
  return entries
}

const LINES = `
  SELECT source, start
    FROM seed_lines
   WHERE start + bytes > :start
     AND start <= :end
   ORDER BY start`

/** The bytes of the export from `start` to `end`, inclusive. Makes only the lines in that range. */
export async function* readSeedExport(
  { prepare }: Release,
  start: number,
  end: number,
): AsyncGenerator<Buffer> {
  const lineOf = seedFileLines(prepare)
  const lines = prepare<{ source: string | null; start: number }>(LINES).all({ start, end })
  for (const line of lines) {
    const text = line.source === null ? referenceDataLine(prepare) : lineOf(line.source)
    const bytes = Buffer.from(text ?? '')
    yield bytes.subarray(Math.max(0, start - line.start), end + 1 - line.start)
    // Other requests run between the lines.
    await setImmediate()
  }
}
