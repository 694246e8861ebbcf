import { sources } from '../../domain/resources/sources.ts'
import { declaredFiltersAndSorts, type ListDefinition } from '../list-definition.ts'
import type { Release } from '../release.ts'

/** The list of sources, and the number of claims that each makes. */

export const SOURCE_COLUMNS = ['id', ...Object.keys(sources.fields), 'known_from']

const declared = declaredFiltersAndSorts(sources)

export const sourcesList: ListDefinition = {
  ...declared,
  sorts: {
    ...declared.sorts,
    // The day of reading is one day and has no bounds.
    read: "coalesce(item.read, '')",
    known_from: 'item.known_from',
  },
  columns: SOURCE_COLUMNS,
  requiredColumns: ['id'],
  knownCondition: 'item.known_from <= :known_at',
  firstKnownColumn: 'known_from',
  validTime: null,
}

export interface ClaimCount {
  source: string
  collection: string
  count: number
}

const CLAIM_COUNTS = `
  SELECT source, collection, count(*) AS count
    FROM claims
   WHERE source IN (SELECT value FROM json_each(:ids))
   GROUP BY source, collection
   ORDER BY source, collection`

/** The number of claims of these sources by collection. */
export function selectClaimCounts(
  { prepare }: Release,
  ids: readonly string[],
): Map<string, ClaimCount[]> {
  const counts = prepare<ClaimCount>(CLAIM_COUNTS).all({ ids: JSON.stringify(ids) })
  return Map.groupBy(counts, ({ source }) => source)
}
