import { resourceTypes } from '../../domain/resources/index.ts'
import type { Release } from '../release.ts'

/** Numbers about the release as a whole. */

export interface CollectionCount {
  records: number
  claims: number
}

/** Counts as of `:known_at`. */
const COUNTS = `
  SELECT records.collection,
         count(*) FILTER (
           WHERE EXISTS (SELECT 1
                           FROM versions
                          WHERE versions.record = records.id
                            AND versions.known_from <= :known_at)) AS records,
         sum((SELECT count(*)
                FROM claims
               WHERE (claims.collection, claims.record) = (records.collection, records.id)
                 AND claims.known_from <= :known_at)) AS claims
    FROM records
   GROUP BY records.collection`

/** Counts as of the last known day. The build stored them. */
const LAST_COUNTS = 'SELECT collection, records, claims FROM coverage'

/** The number of records and claims of each collection at `known_at`. */
export function selectCollectionCounts(
  { prepare, last_known }: Release,
  known_at: string,
): Record<string, CollectionCount> {
  type CountRow = CollectionCount & { collection: string }
  const rows =
    known_at < last_known
      ? prepare<CountRow>(COUNTS).all({ known_at })
      : prepare<CountRow>(LAST_COUNTS).all({})
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
  SELECT collection, records, claims, sources,
         round(1.0 * official / nullif(stated, 0), 3) AS official_share,
         round(1.0 * days     / nullif(dated, 0), 3)  AS day_share
    FROM coverage`

/** How well each collection is covered on the last known day. */
export function selectCoverage({ prepare }: Release): Record<string, Coverage> {
  const rows = prepare<Coverage & { collection: string }>(COVERAGE).all({})
  const none = { records: 0, claims: 0, sources: 0, official_share: null, day_share: null }
  return byCollection(rows, ({ collection: _, ...coverage }) => coverage, none)
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
