import { type TSchema, Type } from 'typebox'
import { ALLOWED_DATES, DATE_PATTERN, edtfBounds } from '../domain/edtf.ts'
import { idSchema } from '../domain/record-schema.ts'
import { type Cell, toCell } from '../domain/record-serialization.ts'
import {
  type Field,
  isDateType,
  type ResourceDeclaration,
  storedFields,
} from '../domain/resource-type.ts'
import { dateFields, hasStatus, STATUSES, timeKinds } from '../domain/valid-time.ts'
import type { Vocabulary } from '../domain/vocabularies.ts'

/** A query parameter that narrows a list. */
export interface Filter {
  schema: TSchema
  /** An SQL condition on `:parameter`; a function if some values need another one to be found fast. */
  condition: string | ((value: unknown) => string)
  /** The condition if the parameter is absent. */
  absent?: string
  /** Converts the parameter's value to the bound value of the condition. */
  bind(value: unknown): Cell
  /** For an id: the collection that must have such a record, or `any`. */
  refersTo?: string
  /** For a code: the vocabulary that must have it. */
  vocabulary?: Vocabulary
  /** Whether an ISO 4217 currency is allowed, too. */
  allowsCurrency?: true
  /** For the start of a range: the parameter of its end. */
  rangeEnd?: string
}

/** The filters that follow from a declaration. */
export function declaredFilters(declaration: ResourceDeclaration): Record<string, Filter> {
  const timeFields = dateFields(declaration.time)
  const filters: Record<string, Filter> = {}
  for (const name of declaration.filters) {
    const field = storedFields(declaration)[name]
    if (field === undefined) throw new Error(`${declaration.name} has no field ${name} to filter.`)
    if (!isDateType(field.type)) filters[name] = fieldFilter(name, field)
    else Object.assign(filters, rangeFilters(name, boundsOf(name, timeFields[name])))
  }
  if (timeKinds(declaration.time).some(hasStatus))
    filters.status = equalsFilter('status', enumSchema(STATUSES, 'Only with this status.'))
  return filters
}

/** The filter of a field. A code must be declared in the database. */
function fieldFilter(name: string, field: Field): Filter {
  const { vocabulary, allowsCurrency } = field
  return {
    ...equalsFilter(name, field.schema, field.refersTo),
    ...(vocabulary !== undefined && { vocabulary }),
    ...(allowsCurrency === true && { allowsCurrency }),
  }
}

/** @param refersTo the collection that has a record with this id, if the value is an id */
export function equalsFilter(name: string, schema: TSchema, refersTo?: string): Filter {
  return {
    ...(refersTo !== undefined && { refersTo }),
    schema: Type.Optional(schema),
    condition: `item."${name}" = :${name}`,
    bind: (value) => toCell(value as string | number | boolean),
  }
}

/** @param condition for a list without a column `organization` */
export function organizationFilter(
  description: string,
  condition = 'item."organization" = :organization',
): Filter {
  return {
    ...equalsFilter('organization', idSchema(description, 'iom'), 'organizations'),
    condition,
  }
}

/** The schema of a date parameter, EDTF. */
export function dateParameter(description: string): TSchema {
  return Type.Optional(
    Type.String({
      format: 'edtf',
      pattern: DATE_PATTERN,
      maxLength: 30,
      description: `${description} ${ALLOWED_DATES}.`,
    }),
  )
}

/** The columns of the first and the last day that a date allows. `date`: the field sets start and end. */
function boundsOf(name: string, timeField: 'start' | 'end' | 'date' | undefined) {
  if (timeField === undefined) return { first: `item.${name}_min`, last: `item.${name}_max` }
  if (timeField === 'date') return { first: 'item.start_min', last: 'item.end_max' }
  return { first: `item.${timeField}_min`, last: `item.${timeField}_max` }
}

/** The filters `_from` and `_to`. They match dates that may lie in the range, but no missing date. */
function rangeFilters(
  name: string,
  { first, last }: { first: string; last: string },
): Record<string, Filter> {
  return {
    [`${name}_from`]: {
      schema: dateParameter(`Only if \`${name}\` may be on or after the first day of this date:`),
      rangeEnd: `${name}_to`,
      condition: `item."${name}" IS NOT NULL AND ${last} >= :${name}_from`,
      bind: (value) => edtfBounds(String(value)).min,
    },
    [`${name}_to`]: {
      schema: dateParameter(`Only if \`${name}\` may be on or before the last day of this date:`),
      condition: `item."${name}" IS NOT NULL AND ${first} <= :${name}_to`,
      bind: (value) => edtfBounds(String(value)).max,
    },
  }
}

/** The schema of a parameter that takes one of these values. */
export function enumSchema(values: readonly string[], description: string) {
  return Type.Enum([...values], { type: 'string', description })
}
