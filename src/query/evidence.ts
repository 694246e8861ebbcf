import type { Stance } from '../domain/claim.ts'
import { type Cell, fromCell, type Row, type ValueFields } from '../domain/record-serialization.ts'
import type { Release, SourceSummary } from './release.ts'

/** One claim in the evidence of a record, as responses show it. */
export interface EvidenceItem {
  field: string
  /** The record that the claim is about, if it is another one. */
  record?: string
  claim: string
  source: string
  at: string
  stance: Stance
  value?: unknown
  note?: string
}

interface EvidenceRow {
  /** The index of the record in the request. */
  record_index: number
  position: number
  field: string
  record: string | null
  claim: string
  value: Cell
  source: string
  at: string
  note: string | null
  stance: Stance
}

const EVIDENCE = `
  SELECT version.key AS record_index, stances.position,
         stances.field, nullif(claims.record, stances.record) AS record, claims.id AS claim, claims.value, claims.source, claims.at,
         CASE WHEN claims.set_aside IS NULL THEN claims.note
              ELSE concat_ws('; ', claims.set_aside, claims.note) END AS note,
         stances.stance
    FROM json_each(:versions) AS version
    JOIN stances ON stances.record     = version.value ->> 0
                AND stances.known_from = version.value ->> 1
    JOIN claims  ON claims.seq = stances.claim
   WHERE claims.known_from <= :known_at`

const EVIDENCE_OF_FIELDS = `${EVIDENCE}
     AND stances.field IN (SELECT value FROM json_each(:fields))`

/**
 * Selects the evidence of each row, ordered by field, then stance (ingest/resolve/resolve.ts decides the
 * order). One query for all rows.
 *
 * @param fields only evidence of these fields; null for all
 */
export function selectEvidence(
  { prepare }: Release,
  resourceType: ValueFields,
  rows: readonly Row[],
  known_at: string,
  fields: readonly string[] | null = null,
): EvidenceItem[][] {
  const versions = JSON.stringify(rows.map(({ id, known_from }) => [id, known_from]))
  const selected =
    fields === null
      ? prepare<EvidenceRow>(EVIDENCE).all({ versions, known_at })
      : prepare<EvidenceRow>(EVIDENCE_OF_FIELDS).all({
          versions,
          known_at,
          fields: JSON.stringify(fields),
        })
  const evidence = rows.map((): EvidenceItem[] => [])
  for (const row of selected.sort(byPosition)) {
    const served = rows[row.record_index]?.[row.field] ?? null
    evidence[row.record_index]?.push(evidenceItem(resourceType, row, served))
  }
  return evidence
}

/** The primary key of `stances` has this order, but SQL does not guarantee it without ORDER BY. */
const byPosition = (a: EvidenceRow, b: EvidenceRow) =>
  a.record_index - b.record_index || a.position - b.position

function evidenceItem(
  resourceType: ValueFields,
  { field, record, claim, source, at, stance, value, note }: EvidenceRow,
  served: Cell,
): EvidenceItem {
  const item: EvidenceItem = {
    field,
    ...(record !== null && { record }),
    claim,
    source,
    at,
    stance,
  }
  if (value !== served) item.value = fromCell(resourceType, field, value)
  if (note !== null) item.note = note
  return item
}

const SUMMARIES = `
  SELECT id, title, publisher, published, url
    FROM sources
   WHERE id IN (SELECT value FROM json_each(:ids))`

/** Returns the cited sources by id. Selects those that are not cached, in one query. */
export function selectSourceSummaries(
  { prepare, sourceSummaries }: Release,
  ids: Iterable<string>,
): Record<string, SourceSummary> {
  const cited = [...new Set(ids)].sort()
  const summaries = new Map(cited.map((id) => [id, sourceSummaries.get(id)]))
  const missing = cited.filter((id) => summaries.get(id) === undefined)
  if (missing.length > 0) {
    const rows = prepare<SourceSummary & { id: string }>(SUMMARIES).all({
      ids: JSON.stringify(missing),
    })
    for (const { id, ...summary } of rows) {
      summaries.set(id, summary)
      sourceSummaries.set(id, summary)
    }
  }
  return Object.fromEntries(
    cited.map((id) => {
      const summary = summaries.get(id)
      if (summary === undefined) throw new Error(`There is no source ${id}.`)
      return [id, summary]
    }),
  )
}
