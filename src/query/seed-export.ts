import type { Value } from '../api/evidence-schema.ts'
import { type Cell, fromCell } from '../database/record-rows.ts'
import type { Prepare } from '../database/statement-cache.ts'
import type { ResourceDeclaration } from '../domain/resource-type.ts'

/**
 * Accounts as they can be fed back to the loader: one line of JSON for each source, made of its row
 * and its claims. The same knowledge gives the same lines, whatever files it came from.
 */

interface Stated {
  collection: string
  record: string
  field: string
  value: Cell
  at: string
  note: string | null
  set_aside: string | null
}

const CLAIMS = `
  SELECT collection, record, field, value, at, note, set_aside
    FROM claims
   WHERE source = :source
   ORDER BY collection, record, at, note, set_aside, id`

/** The line of one source, with its line feed. */
export function seedFileLine(
  prepare: Prepare,
  sources: ResourceDeclaration,
  resourceTypes: readonly ResourceDeclaration[],
  source: string,
): string {
  const columns = ['id', ...Object.keys(sources.fields)].map((name) => `"${name}"`).join(', ')
  const [row = {}] = prepare<Record<string, Cell>>(
    `SELECT ${columns} FROM sources WHERE id = :source`,
  ).all({ source })
  const stated = Map.groupBy(
    prepare<Stated>(CLAIMS).all({ source }),
    ({ collection }) => collection,
  )
  const sections = resourceTypes.flatMap((resourceType) => {
    const claims = stated.get(resourceType.name)
    return claims === undefined ? [] : [[resourceType.name, entriesOf(resourceType, claims)]]
  })
  const known = Object.entries(row).filter(([, value]) => value !== null)
  const account = { source: Object.fromEntries(known), ...Object.fromEntries(sections) }
  return `${JSON.stringify(account)}\n`
}

interface Entry {
  [name: string]: Value
}

/** Claims of one place and one reading share an entry, in which each field stands once. */
function entriesOf(resourceType: ResourceDeclaration, claims: readonly Stated[]): Entry[] {
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
    entry[field] = fromCell(resourceType, field, value) ?? ''
  }
  return entries
}
