import { sources } from '../../domain/resources/sources.ts'
import { organizationFilter } from '../filters.ts'
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
  filters: {
    ...declared.filters,
    organization: organizationFilter(
      'Only sources with a claim about a record of this organization.',
      (isOneOf) => `item.id IN (
         SELECT claims.source
           FROM versions
           JOIN claims ON claims.record = versions.record
          WHERE ${isOneOf('versions.organization')}
            AND versions.known_from  <= :known_at)`,
    ),
  },
  columns: SOURCE_COLUMNS,
  requiredColumns: ['id'],
  knownCondition: 'item.known_from <= :known_at',
  firstKnownColumn: 'known_from',
  validTime: null,
}

/** How many sources a knowledge time leaves out. */
export interface KnownSources {
  /** Sources that were known. */
  known: number
  /** Sources that may have been published by then, but whose date does not show it. */
  undated: number
}

const KNOWN_SOURCES = `
  SELECT count(*) FILTER (WHERE known_from <= :known_at) AS known,
         count(*) FILTER (WHERE known_from > :known_at AND published_min <= :known_at) AS undated
    FROM sources`

export function countKnownSources(
  { prepare, knownSources }: Release,
  known_at: string,
): KnownSources {
  const remembered = knownSources.get(known_at)
  if (remembered !== undefined) return remembered
  const counted = prepare<KnownSources>(KNOWN_SOURCES).get({ known_at }) ?? { known: 0, undated: 0 }
  knownSources.set(known_at, counted)
  return counted
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
