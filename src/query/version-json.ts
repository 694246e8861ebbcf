import type { Stance } from '../domain/claim.ts'
import type { Cell } from '../domain/record-serialization.ts'
import type { Release } from './release.ts'

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

/** The JSON of a version, as the build made it. */
export interface VersionJson {
  /** An object with id, fields and status. */
  fields: string
  /** An array of `EvidenceItem`. */
  evidence: string
  /** The ids of the cited sources, separated by spaces. */
  sources: string
  /** An array with the day from which each claim is known. */
  evidence_days: string
  /** The last of these days. */
  complete_from: string
}

const VERSIONS = `
  SELECT version.key AS position, json.fields, json.evidence, json.sources, json.evidence_days,
         json.complete_from
    FROM json_each(:versions) AS version
    JOIN version_json AS json ON json.record     = version.value ->> 0
                             AND json.known_from = version.value ->> 1`

/** Selects the JSON of these versions, in their order, in one query. */
export function selectVersionJson(
  { prepare }: Release,
  versions: readonly { id?: Cell; known_from?: Cell }[],
): VersionJson[] {
  const selected: VersionJson[] = []
  if (versions.length === 0) return selected
  const rows = prepare<VersionJson & { position: number }>(VERSIONS).all({
    versions: JSON.stringify(versions.map(({ id, known_from }) => [id, known_from])),
  })
  for (const { position, ...json } of rows) selected[position] = json
  if (rows.length !== versions.length) throw new Error('A version has no JSON.')
  return selected
}

const JSON_COLUMNS = {
  full: 'json.fields, json.evidence, json.sources, json.evidence_days, json.complete_from',
  none: 'json.fields',
} as const

/**
 * Adds the JSON of versions to the rows of a statement. The JSON is read after the page is selected, because
 * sorting would copy it. A LEFT JOIN keeps the order of the page, and a version without JSON, which is an error.
 */
export function withVersionJson(page: string, evidence: 'full' | 'none' | undefined): string {
  if (evidence === undefined) return page
  return `
SELECT page.*, ${JSON_COLUMNS[evidence]}
  FROM (${page}) AS page
  LEFT JOIN version_json AS json ON json.record     = page.id
                                AND json.known_from = page.known_from`
}

/** The evidence of a version at a knowledge time. */
export interface Evidence {
  /** An array of `EvidenceItem` as JSON. */
  json: string
  /** The ids of the cited sources. */
  cited: readonly string[]
}

/** @param fields only evidence of these fields; null for all */
export function evidenceAt(
  version: VersionJson,
  known_at: string,
  fields: readonly string[] | null,
): Evidence {
  const { evidence, sources, complete_from } = version
  if (fields === null && known_at >= complete_from)
    return { json: evidence, cited: sources === '' ? [] : sources.split(' ') }
  const items = evidenceItemsAt(version, known_at).filter(
    ({ field }) => fields === null || fields.includes(field),
  )
  return { json: JSON.stringify(items), cited: items.map(({ source }) => source) }
}

/** The claims that are known at a knowledge time. */
export function evidenceItemsAt(
  { evidence, evidence_days, complete_from }: VersionJson,
  known_at: string,
): EvidenceItem[] {
  const items = JSON.parse(evidence) as EvidenceItem[]
  if (known_at >= complete_from) return items
  const days = JSON.parse(evidence_days) as string[]
  return items.filter((_, index) => (days[index] ?? '') <= known_at)
}
