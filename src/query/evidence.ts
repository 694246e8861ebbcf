import type { Stance } from '../api/evidence-schema.ts'
import { type Cell, fromCell } from '../database/record-rows.ts'
import type { ResourceType } from '../domain/resource-type.ts'
import type { Row } from './list-query.ts'
import type { Release, SourceSummary } from './release.ts'

/** One claim under a record, as answers show it. */
export interface EvidenceItem {
  field: string
  claim: string
  source: string
  at: string
  stance: Stance
  value?: unknown
  note?: string
}

interface Stored {
  /** Which of the rows it is about. */
  nth: number
  place: number
  field: string
  claim: string
  value: Cell
  source: string
  at: string
  note: string | null
  stance: Stance
}

const known_from = (only: string) => `
  SELECT version.key AS nth, stances.place, claims.field, claims.id AS claim, claims.value, claims.source, claims.at,
         CASE WHEN claims.set_aside IS NULL THEN claims.note
              ELSE concat_ws('; ', claims.set_aside, claims.note) END AS note,
         stances.stance
    FROM json_each(:versions) AS version
    JOIN stances ON stances.record     = version.value ->> 0
                AND stances.known_from = version.value ->> 1
    JOIN claims  ON claims.seq = stances.claim
   WHERE claims.known_from <= :known_at${only}`

const KNOWN_FROM = known_from('')
const HEARD_OF_FIELDS = known_from(`
     AND claims.field IN (SELECT value FROM json_each(:fields))`)

/**
 * The claims known_from of each of these rows: field by field, what agrees first (see accounts/resolve.ts).
 * One query, however many rows.
 */
export function selectEvidence(
  release: Release,
  resourceType: ResourceType,
  rows: readonly Row[],
  known_at: string,
  fields: readonly string[] | null = null,
): EvidenceItem[][] {
  const versions = JSON.stringify(rows.map(({ id, known_from }) => [id, known_from]))
  const stored = release.prepare<Stored>(fields === null ? KNOWN_FROM : HEARD_OF_FIELDS).all({
    versions,
    known_at,
    ...(fields !== null && { fields: JSON.stringify(fields) }),
  })
  const receipts = rows.map((): EvidenceItem[] => [])
  for (const claim of stored.sort(inPlace)) {
    const served = rows[claim.nth]?.[claim.field] ?? null
    receipts[claim.nth]?.push(receipt(resourceType, claim, served))
  }
  return receipts
}

/** As the key of `stances` has them already, which SQL does not promise. */
const inPlace = (a: Stored, b: Stored) => a.nth - b.nth || a.place - b.place

function receipt(resourceType: ResourceType, stored: Stored, served: Cell): EvidenceItem {
  const { field, claim, source, at, stance, value, note } = stored
  const receipt: EvidenceItem = { field, claim, source, at, stance }
  if (value !== served) receipt.value = fromCell(resourceType, field, value)
  if (note !== null) receipt.note = note
  return receipt
}

const BRIEFS = `
  SELECT id, title, publisher, published, url
    FROM sources
   WHERE id IN (SELECT value FROM json_each(:ids))`

/** Each source that an answer rests on, spelled out once: those not cited lately in one query. */
export function selectSourceSummaries(
  { prepare, sourceSummaries: briefs }: Release,
  ids: Iterable<string>,
): Record<string, SourceSummary> {
  const cited = [...new Set(ids)].sort()
  const known = new Map(cited.map((id) => [id, briefs.get(id)]))
  const missing = cited.filter((id) => known.get(id) === undefined)
  if (missing.length > 0) {
    const found = prepare<SourceSummary & { id: string }>(BRIEFS).all({
      ids: JSON.stringify(missing),
    })
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
