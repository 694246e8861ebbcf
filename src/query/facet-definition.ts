import { type LabelSource, labelSources } from '../domain/labels.ts'
import type { Cell } from '../domain/record-serialization.ts'
import { isDateType, type ResourceType, storedFields } from '../domain/resource-type.ts'
import { dateFields, hasStatus, timeKinds } from '../domain/valid-time.ts'
import { boundsOf, isCountry } from './declared-filters.ts'
import { regionParameter } from './filters.ts'

/** Where the values of a facet come from. */
export type Facet =
  | { kind: 'value'; column: string; label?: LabelSource | undefined; isBoolean?: boolean }
  | { kind: 'region'; column: string }
  /** @property column the date; `first` and `last` are the expressions of its bounds */
  | { kind: 'date'; column: string; first: string; last: string; digits: number }

/** The facets of the fields with a filter, and of the status. */
export function facetsOf(resourceType: ResourceType): Record<string, Facet> {
  const labels = labelSources(resourceType)
  const timeFields = dateFields(resourceType.time)
  const facets: Record<string, Facet> = {}
  for (const column of resourceType.filters) {
    const field = storedFields(resourceType)[column]
    if (field === undefined)
      throw new Error(`${resourceType.name} has no field ${column} to count.`)
    const { type } = field
    if (isDateType(type)) {
      const bounds = boundsOf(column, timeFields[column])
      facets[`${column}:year`] = { kind: 'date', column, ...bounds, digits: 4 }
      facets[`${column}:decade`] = { kind: 'date', column, ...bounds, digits: 3 }
      continue
    }
    facets[column] = { kind: 'value', column, label: labels[column], isBoolean: type === 'boolean' }
    if (isCountry(field)) facets[regionParameter(column)] = { kind: 'region', column }
  }
  if (timeKinds(resourceType.time).some(hasStatus))
    facets.status = { kind: 'value', column: 'status' }
  return facets
}

export interface FacetValue {
  value: Cell | boolean
  label: string | null
  /** Records that have the value, or may have it. */
  count: number
  /** With `valid_at`, and for dates: how many surely and how many possibly. */
  definite?: number
  possible?: number
}

export interface FacetCounts {
  values: FacetValue[]
  /** Records without a value. */
  missing: number
  /** Records with values that are not listed, because there are too many. */
  others: number
}
