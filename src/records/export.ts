import type { Prepare } from '../store/preparing.ts'
import type { Value } from './evidence.ts'
import type { Declared } from './noun.ts'
import { type Cell, decoded } from './table.ts'

/**
 * Accounts as they can be fed back to the loader: one line of JSON for each source, made of its row
 * and its claims. The same knowledge gives the same lines, whatever files it came from.
 */

interface Stated {
  noun: string
  record: string
  field: string
  value: Cell
  at: string
  note: string | null
  set_aside: string | null
}

const CLAIMS = `
  SELECT noun, record, field, value, at, note, set_aside
    FROM claims
   WHERE source = :source
   ORDER BY noun, record, at, note, set_aside, id`

/** The line of one source, with its line feed. */
export function accountLine(
  prepare: Prepare,
  sources: Declared,
  nouns: readonly Declared[],
  source: string,
): string {
  const columns = ['id', ...Object.keys(sources.fields)].map((name) => `"${name}"`).join(', ')
  const [row = {}] = prepare<Record<string, Cell>>(
    `SELECT ${columns} FROM sources WHERE id = :source`,
  ).all({ source })
  const stated = Map.groupBy(prepare<Stated>(CLAIMS).all({ source }), ({ noun }) => noun)
  const sections = nouns.flatMap((noun) => {
    const claims = stated.get(noun.name)
    return claims === undefined ? [] : [[noun.name, entriesOf(noun, claims)]]
  })
  const known = Object.entries(row).filter(([, value]) => value !== null)
  const account = { source: Object.fromEntries(known), ...Object.fromEntries(sections) }
  return `${JSON.stringify(account)}\n`
}

interface Entry {
  [name: string]: Value
}

/** Claims of one place and one reading share an entry, in which each field stands once. */
function entriesOf(noun: Declared, claims: readonly Stated[]): Entry[] {
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
    entry[field] = decoded(noun, field, value) ?? ''
  }
  return entries
}
