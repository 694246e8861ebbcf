import { type TSchema, Type } from 'typebox'
import { ALLOWED_DATES, DATE_PATTERN, edtfBounds } from '../domain/edtf.ts'
import { boundedDateFields, type Cell, toCell } from '../domain/record-serialization.ts'
import {
  type Field,
  type FieldType,
  isDateType,
  labelField,
  type ResourceDeclaration,
  type ResourceType,
  storedFields,
} from '../domain/resource-type.ts'
import { dateFields, hasStatus, STATUSES, timeKinds } from '../domain/valid-time.ts'
import type { Vocabulary } from '../domain/vocabularies.ts'
import { isKnown } from './knowledge-time-sql.ts'
import { type ValidTimeSql, validTimeSql } from './valid-time-sql.ts'

/** The parts from which list-query.ts composes the SQL of a list. They refer to a row by the alias `item`. */
export interface ListDefinition {
  name: string
  /** A table, or a SELECT in parentheses. */
  table: string
  columns: readonly string[]
  /** Columns that rendering needs even if `fields` leaves them out. Undefined: all. */
  requiredColumns?: readonly string[]
  /** For a list that is cut off: the column that is 1 if there are more rows. */
  truncatedColumn?: string
  /** Whether the page has the number of all rows, because counting runs the query again. */
  isCountedWithPage?: true
  /** The condition on `:known_at` under which a row is known. */
  knownCondition: string
  /** The column with the first day on which a row is known; null for reference data, which is always known. */
  firstKnownColumn: string | null
  /** Whether the table has the parameters `:valid_min` and `:valid_max`, which are NULL without `valid_at`. */
  usesValidTime?: true
  /** Whether it has `:lang`, too. */
  usesLanguage?: true
  filters: Readonly<Record<string, Filter>>
  /** SQL expressions that are never NULL, by name. Ids break ties. */
  sorts: Readonly<Record<string, string>>
  /** A name of `sorts`, prefixed with `-` for descending. */
  defaultSort: string
  /** Null for a list without valid time. */
  validTime: ValidTimeSql | null
}

/** A query parameter that narrows a list. */
export interface Filter {
  schema: TSchema
  /** An SQL condition on `:parameter`. */
  condition: string
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

/** The key of a version, and the end of its knowledge time. Its values are in `version_json`. */
const VERSION_COLUMNS = ['id', 'known_from', 'known_to']

/** The list of a resource type. */
export function listDefinition(resourceType: ResourceType): ListDefinition {
  return {
    ...declaredFiltersAndSorts(resourceType),
    columns: [...VERSION_COLUMNS, ...Object.keys(resourceType.computed ?? {})],
    requiredColumns: VERSION_COLUMNS,
    knownCondition: isKnown('item'),
    firstKnownColumn: 'known_from',
    validTime: validTimeSql(resourceType),
  }
}

/** The filters and sorts that follow from a declaration. */
export function declaredFiltersAndSorts(
  declaration: ResourceDeclaration,
): Pick<ListDefinition, 'name' | 'table' | 'filters' | 'sorts' | 'defaultSort'> {
  const { name, sort } = declaration
  return {
    name,
    table: name,
    filters: filtersOf(declaration),
    sorts: sortsOf(declaration),
    defaultSort: sort,
  }
}

/**
 * The sorts of a list: names, dates, numbers, and fields with a filter. A date is sorted by the first day that it
 * allows. A missing value comes first. Each sort has an index.
 */
function sortsOf(declaration: ResourceDeclaration): Record<string, string> {
  const timeFields = dateFields(declaration.time)
  const bounded = boundedDateFields(declaration)
  const label = labelField(declaration)
  const sortable = Object.entries(storedFields(declaration)).filter(
    ([name, { type }]) =>
      name === label ||
      isDateType(type) ||
      type === 'integer' ||
      declaration.filters.includes(name),
  )
  const sorts = sortable.map(([name, { type, role }]) => {
    const column = `item."${name}"`
    if (timeFields[name] === 'end')
      return [name, `CASE WHEN ${column} IS NULL THEN '' ELSE item.end_min END`]
    // A missing start has the lowest start_min, so an index gives the order.
    if (timeFields[name] !== undefined) return [name, 'item.start_min']
    if (bounded.includes(name)) return [name, `coalesce(item.${name}_min, '')`]
    if (role !== 'plain') return [name, column]
    return [name, `coalesce(${column}, ${missingKey(type)})`]
  })
  return { id: 'item.id', ...Object.fromEntries(sorts) }
}

/** The sort key of a missing value: lower than each value. */
function missingKey(type: FieldType): string {
  if (type === 'integer') return String(Number.MIN_SAFE_INTEGER)
  return type === 'boolean' ? '-1' : "''"
}

function filtersOf(declaration: ResourceDeclaration): Record<string, Filter> {
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
