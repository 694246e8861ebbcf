import { edtfBounds } from '../../domain/edtf.ts'
import { dateParameter, type Filter, organizationFilter } from '../filters.ts'
import type { ListDefinition } from '../list-definition.ts'

/** The list of changes: what changed on each day on which sources became known. The build makes them. */

export const CHANGE_PARTS = ['sources', 'became_known', 'changed', 'overruled'] as const

export const changesList: ListDefinition = {
  name: 'changes',
  table: 'changes',
  columns: ['id', ...CHANGE_PARTS],
  requiredColumns: ['id', 'sources'],
  knownCondition: 'item.id <= :known_at',
  firstKnownColumn: 'id',
  filters: {
    organization: {
      ...organizationFilter('Only days and changes of records of this organization.'),
      // Those of all organizations together are rows of their own.
      absent: 'item.organization IS NULL',
    },
    since: {
      ...dayFilter('since', 'On or after the first day of this date:', '>=', 'min'),
      rangeEnd: 'until',
    },
    until: dayFilter('until', 'On or before the last day of this date:', '<=', 'max'),
  },
  sorts: { id: 'item.id' },
  defaultSort: 'id',
  validTime: null,
}

function dayFilter(
  name: string,
  description: string,
  operator: '>=' | '<=',
  bound: 'min' | 'max',
): Filter {
  return {
    schema: dateParameter(description),
    condition: `item.id ${operator} :${name}`,
    bind: (value) => edtfBounds(String(value))[bound],
  }
}
