import { STANCES, type Stance } from './evidence.ts'
import type { Row } from './list.ts'
import type { Noun } from './noun.ts'
import type { Brief, Release } from './release.ts'
import { compare } from './rule.ts'
import { type Cell, decoded } from './table.ts'

/** One claim under a record, as answers show it. */
export interface Receipt {
  field: string
  claim: string
  source: string
  at: string
  stance: Stance
  value?: unknown
  note?: string
}

interface Stored {
  record: string
  heard: string
  field: string
  claim: string
  value: Cell
  source: string
  at: string
  note: string | null
  set_aside: string | null
  stance: Stance
}

const heard = (only: string) => `
  SELECT stances.record, claims.field, claims.id AS claim, claims.value, claims.source,
         claims.heard, claims.at, claims.note, claims.set_aside, stances.stance
    FROM json_each(:versions) AS version
    JOIN stances ON stances.record     = version.value ->> 0
                AND stances.known_from = version.value ->> 1
    JOIN claims  ON claims.seq = stances.claim
   WHERE claims.heard <= :known_at${only}`

const HEARD = heard('')
const HEARD_OF_FIELDS = heard(`
     AND claims.field IN (SELECT value FROM json_each(:fields))`)

/**
 * The claims heard of these rows, by record: field by field, what agrees first. One query, however
 * many rows.
 */
export function receiptsOf(
  release: Release,
  noun: Noun,
  rows: readonly Row[],
  known_at: string,
  fields: readonly string[] | null = null,
): Map<string, Receipt[]> {
  const versions = JSON.stringify(rows.map(({ id, known_from }) => [id, known_from]))
  const stored = release.prepare<Stored>(fields === null ? HEARD : HEARD_OF_FIELDS).all({
    versions,
    known_at,
    ...(fields !== null && { fields: JSON.stringify(fields) }),
  })
  const values = new Map(rows.map((row) => [row.id, row]))
  const inOrder = orderOf(noun)
  const receipts = Map.groupBy(stored, ({ record }) => record)
  return new Map(
    [...receipts].map(([record, claims]) => [
      record,
      claims
        .sort(inOrder)
        .map((claim) => receipt(noun, claim, values.get(record)?.[claim.field] ?? null)),
    ]),
  )
}

/** Field by field as the noun has them, what agrees first, then as it was heard. */
function orderOf({ fields }: Noun): (a: Stored, b: Stored) => number {
  const places = new Map(Object.keys(fields).map((field, place) => [field, place]))
  const place = ({ field }: Stored) => places.get(field) ?? places.size
  return (a, b) =>
    place(a) - place(b) ||
    STANCES.indexOf(a.stance) - STANCES.indexOf(b.stance) ||
    compare(a.heard, b.heard) ||
    compare(a.source, b.source) ||
    compare(a.at, b.at) ||
    compare(a.claim, b.claim)
}

function receipt(noun: Noun, stored: Stored, served: Cell): Receipt {
  const { field, claim, value, source, at, note, set_aside, stance } = stored
  const receipt: Receipt = { field, claim, source, at, stance }
  if (value !== served) receipt.value = decoded(noun, field, value)
  if (set_aside !== null) receipt.note = note === null ? set_aside : `${set_aside}; ${note}`
  else if (note !== null) receipt.note = note
  return receipt
}

const BRIEFS = `
  SELECT id, title, publisher, published, url
    FROM sources
   WHERE id IN (SELECT value FROM json_each(:ids))`

/** Each source that an answer rests on, spelled out once: those not cited lately in one query. */
export function briefsOf(
  { prepare, briefs }: Release,
  ids: Iterable<string>,
): Record<string, Brief> {
  const cited = [...new Set(ids)].sort()
  const known = new Map(cited.map((id) => [id, briefs.get(id)]))
  const missing = cited.filter((id) => known.get(id) === undefined)
  if (missing.length > 0) {
    const found = prepare<Brief & { id: string }>(BRIEFS).all({ ids: JSON.stringify(missing) })
    for (const { id, ...brief } of found) {
      known.set(id, brief)
      briefs.set(id, brief)
    }
  }
  return Object.fromEntries(
    cited.map((id) => {
      const brief = known.get(id)
      if (brief === undefined) throw new Error(`There is no source ${id}.`)
      return [id, brief]
    }),
  )
}
