import { Type } from 'typebox'
import { edtfBounds } from '../domain/edtf.ts'
import {
  type Field,
  isDateType,
  type ResourceDeclaration,
  storedFields,
} from '../domain/resource-type.ts'
import { dateFields, hasStatus, STATUSES, timeKinds } from '../domain/valid-time.ts'
import {
  countryFilter,
  dateParameter,
  enumSchema,
  equalsFilter,
  type Filter,
  type FilterValues,
  regionFilter,
  regionParameter,
  setFilter,
  textFilter,
} from './filters.ts'

/** The filters that follow from a declaration. */
export function declaredFilters(declaration: ResourceDeclaration): Record<string, Filter> {
  const timeFields = dateFields(declaration.time)
  const filters: Record<string, Filter> = {}
  for (const name of declaration.filters) {
    const field = storedFields(declaration)[name]
    if (field === undefined) throw new Error(`${declaration.name} has no field ${name} to filter.`)
    if (isDateType(field.type))
      Object.assign(filters, rangeFilters(name, boundsOf(name, timeFields[name])))
    else filters[name] = fieldFilter(name, field)
    if (isCountry(field)) filters[regionParameter(name)] = regionFilter(name)
  }
  if (timeKinds(declaration.time).some(hasStatus))
    filters.status = setFilter('status', enumSchema(STATUSES, 'Only with this status.'))
  if (Object.values(filters).some(({ rangeEnd }) => rangeEnd !== undefined))
    filters.range = rangeParameter
  return filters
}

export function isCountry({ schema }: Field): boolean {
  return (schema as { format?: string }).format === 'iso-3166-country'
}

/** The filter of a field. A code must be declared in the database. */
function fieldFilter(name: string, field: Field): Filter {
  const { type, schema, vocabulary, allowsCurrency, refersTo } = field
  if (type === 'boolean' || type === 'integer') return equalsFilter(name, schema)
  if (isCountry(field)) return countryFilter(name, schema)
  if (type === 'text' || type === 'own_words') return textFilter(name, schema)
  return {
    ...setFilter(name, schema, refersTo),
    ...(vocabulary !== undefined && { vocabulary }),
    ...(allowsCurrency === true && { allowsCurrency }),
  }
}

/** The columns of the first and the last day that a date allows. `date`: the field sets start and end. */
export function boundsOf(name: string, timeField: 'start' | 'end' | 'date' | undefined) {
  if (timeField === undefined) return { first: `item.${name}_min`, last: `item.${name}_max` }
  if (timeField === 'date') return { first: 'item.start_min', last: 'item.end_max' }
  return { first: `item.${timeField}_min`, last: `item.${timeField}_max` }
}

const isWithin = ({ range }: FilterValues) => range === 'within'

/** Whether ranges select what may lie in them, or what surely does. */
export const rangeParameter: Filter = {
  schema: Type.Optional(
    Type.Enum(['overlaps', 'within'], {
      type: 'string',
      default: 'overlaps',
      description:
        '`within`: ranges (`_from`, `_to`) select only records whose date surely lies in them, not those whose date may.',
    }),
  ),
  condition: null,
  bind: () => null,
}

/** The filters `_from` and `_to`. A missing date matches no range. */
export function rangeFilters(
  name: string,
  { first, last }: { first: string; last: string },
): Record<string, Filter> {
  return {
    [`${name}_from`]: {
      schema: dateParameter(`Only if \`${name}\` may be on or after the first day of this date:`),
      rangeEnd: `${name}_to`,
      condition: (_, filters) =>
        `item."${name}" IS NOT NULL AND ${isWithin(filters) ? first : last} >= :${name}_from`,
      bind: (value) => edtfBounds(String(value)).min,
    },
    [`${name}_to`]: {
      schema: dateParameter(`Only if \`${name}\` may be on or before the last day of this date:`),
      condition: (_, filters) =>
        `item."${name}" IS NOT NULL AND ${isWithin(filters) ? last : first} <= :${name}_to`,
      bind: (value) => edtfBounds(String(value)).max,
    },
  }
}
