import { type TSchema, Type } from 'typebox'
import { boundedDateFields, type Cell, recordColumns, toCell } from '../database/record-rows.ts'
import { ALLOWED_DATES, edtfBounds } from '../domain/edtf.ts'
import type { ResourceDeclaration, ResourceType } from '../domain/resource-type.ts'
import { dateFields } from '../domain/valid-time.ts'
import { type ValidTimeSql, validTimeSql } from './valid-time-sql.ts'

/** What a list is made of, whatever its collection: a table, who is known, filters and an order. */
export interface ListDefinition {
  name: string
  table: string
  columns: readonly string[]
  /** The columns that are needed whatever is shown; where unsaid, all are. */
  requiredColumns?: readonly string[]
  /** Of a list that may be but the best part of what there is: the column that says whether it is. */
  truncatedColumn?: string
  /** The condition on `:known_at` under which a row was known. */
  knownCondition: string
  /** The column that holds the first day on which a row was known. */
  firstKnownColumn: string
  filters: Readonly<Record<string, Filter>>
  /** What it can be ordered by: SQL expressions that are never null; ids break ties. */
  sorts: Readonly<Record<string, string>>
  /** How it is ordered where nothing is said: a name of `sorts`, after `-` for the reverse. */
  defaultSort: string
  /** When a row held; null for what has no time. */
  validTime: ValidTimeSql | null
}

/** One parameter that narrows a list. */
export interface Filter {
  schema: TSchema
  /** An SQL condition on `:parameter`. */
  condition: string
  /** The value that the condition is given for what was sent. */
  bind(value: unknown): Cell
  /** Of a filter by id: the collection of which there must be such a record; `any` of all of them. */
  refersTo?: string
  /** Of the beginning of a range: the parameter that ends it. */
  rangeEnd?: string
}

const KNOWN = 'known_from <= :known_at AND (known_to IS NULL OR known_to > :known_at)'

/** The list of a collection. */
export function listDefinition(resourceType: ResourceType): ListDefinition {
  return {
    ...declaredFiltersAndSorts(resourceType),
    columns: recordColumns(resourceType),
    requiredColumns: ['id', 'known_from'],
    knownCondition: KNOWN,
    firstKnownColumn: 'known_from',
    validTime: validTimeSql(resourceType),
  }
}

/** What a list of any declared fields has: its filters and its orders. */
export function declaredFiltersAndSorts(
  resourceType: ResourceDeclaration,
): Pick<ListDefinition, 'name' | 'table' | 'filters' | 'sorts' | 'defaultSort'> {
  const { name, sort } = resourceType
  return {
    name,
    table: name,
    filters: filtersOf(resourceType),
    sorts: sortsOf(resourceType),
    defaultSort: sort,
  }
}

/** Every field is an order: a date by the first day that it allows, what is not known first. */
function sortsOf(resourceType: ResourceDeclaration): Record<string, string> {
  const time = dateFields(resourceType.time)
  const apart = boundedDateFields(resourceType)
  const sorts = Object.entries(resourceType.fields).map(([name, { type: form, role }]) => {
    const column = `item."${name}"`
    if (time[name] !== undefined) return [name, `item.${time[name]}_min`]
    if (apart.includes(name)) return [name, `coalesce(item.${name}_min, '')`]
    if (role !== 'plain') return [name, column]
    return [name, `coalesce(${column}, ${form === 'count' || form === 'yes_no' ? -1 : "''"})`]
  })
  return { id: 'item.id', ...Object.fromEntries(sorts) }
}

function filtersOf(resourceType: ResourceDeclaration): Record<string, Filter> {
  const time = dateFields(resourceType.time)
  const apart = boundedDateFields(resourceType)
  const filters: Record<string, Filter> = {}
  for (const name of resourceType.filters) {
    const field = resourceType.fields[name]
    if (field === undefined)
      throw new Error(`${resourceType.name} has no field ${name} to filter by.`)
    if (field.type !== 'day' && field.type !== 'span')
      filters[name] = equalsFilter(name, field.schema, field.refersTo)
    else Object.assign(filters, range(name, apart.includes(name) ? name : (time[name] ?? name)))
  }
  return filters
}

/**
 * Narrows to an equal value.
 *
 * @param refers the collection that the value is an id of, where it is one
 */
export function equalsFilter(name: string, schema: TSchema, refers?: string): Filter {
  return {
    ...(refers !== undefined && { refersTo: refers }),
    schema: Type.Optional(schema),
    condition: `item."${name}" = :${name}`,
    bind: (value) => toCell(value as string | number | boolean),
  }
}

/** A date that a list is narrowed by. */
export function dateParameter(description: string): TSchema {
  return Type.Optional(
    Type.String({
      format: 'edtf',
      maxLength: 30,
      description: `${description} ${ALLOWED_DATES}.`,
    }),
  )
}

/** `_from` and `_to` of a date: what may lie on or after a day, and on or before one. */
function range(name: string, column: string): Record<string, Filter> {
  return {
    [`${name}_from`]: {
      schema: dateParameter(
        `Only where \`${name}\` may be on or after the first day of this date:`,
      ),
      rangeEnd: `${name}_to`,
      condition: `${column}_max >= :${name}_from`,
      bind: (value) => edtfBounds(String(value)).min,
    },
    [`${name}_to`]: {
      schema: dateParameter(
        `Only where \`${name}\` may be on or before the last day of this date:`,
      ),
      condition: `${column}_min <= :${name}_to`,
      bind: (value) => edtfBounds(String(value)).max,
    },
  }
}
