import { resourceTypes } from '../../domain/resources/index.ts'
import type { Release } from '../release.ts'

/** Numbers about the release as a whole. */

export interface CollectionCount {
  records: number
  claims: number
}

const COUNTS = `
  SELECT collection, sum(records) AS records, sum(claims) AS claims
    FROM collection_counts
   WHERE known_from <= :known_at
   GROUP BY collection`

/** The number of records and claims of each collection at `known_at`. */
export function selectCollectionCounts(
  { prepare }: Release,
  known_at: string,
): Record<string, CollectionCount> {
  const rows = prepare<CollectionCount & { collection: string }>(COUNTS).all({ known_at })
  return byCollection(rows, ({ collection: _, ...counts }) => counts, { records: 0, claims: 0 })
}

const SOURCE_COUNT = 'SELECT count(*) AS sources FROM sources WHERE known_from <= :known_at'

export function countSources({ prepare }: Release, known_at: string): number {
  return prepare<{ sources: number }>(SOURCE_COUNT).get({ known_at })?.sources ?? 0
}

export interface Coverage extends CollectionCount {
  sources: number
  official_share: number | null
  day_share: number | null
}

const COVERAGE = `
  SELECT collection, sources,
         round(1.0 * official / nullif(stated, 0), 3) AS official_share,
         round(1.0 * days     / nullif(dated, 0), 3)  AS day_share
    FROM coverage`

/** How well each collection is covered on the last known day. */
export function selectCoverage(release: Release): Record<string, Coverage> {
  const counts = selectCollectionCounts(release, release.last_known)
  const rows = release
    .prepare<Omit<Coverage, keyof CollectionCount> & { collection: string }>(COVERAGE)
    .all({})
  const none = { sources: 0, official_share: null, day_share: null }
  const coverage = byCollection(rows, ({ collection: _, ...shares }) => shares, none)
  return Object.fromEntries(
    Object.entries(counts).map(([name, count]) => [
      name,
      { ...count, ...(coverage[name] ?? none) },
    ]),
  )
}

/** The value of each collection: of its row, or `none` if it has no row. */
function byCollection<R extends { collection: string }, T>(
  rows: readonly R[],
  toValue: (row: R) => T,
  none: T,
): Record<string, T> {
  const known = new Map(rows.map((row) => [row.collection, toValue(row)]))
  return Object.fromEntries(resourceTypes.map(({ name }) => [name, known.get(name) ?? none]))
}
