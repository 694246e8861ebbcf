import { idSchema } from '../domain/record-schema.ts'
import { boundedDateFields } from '../domain/record-serialization.ts'
import {
  type FieldType,
  isDateType,
  labelField,
  type ResourceDeclaration,
  type ResourceType,
  storedFields,
} from '../domain/resource-type.ts'
import { dateFields } from '../domain/valid-time.ts'
import { declaredFilters } from './declared-filters.ts'
import { type Facet, facetsOf } from './facet-definition.ts'
import { type Filter, type FilterValues, setFilter } from './filters.ts'
import { isKnown } from './knowledge-time-sql.ts'
import type { Release } from './release.ts'
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
  /** Whether the rows are versions, whose JSON the build made. */
  hasVersionJson?: true
  /** The condition on `:known_at` under which a row is known. */
  knownCondition: string
  /** The column with the first day on which a row is known; null for reference data, which is always known. */
  firstKnownColumn: string | null
  /** Whether the table has the parameters `:valid_min` and `:valid_max`, which are NULL without `valid_at`. */
  usesValidTime?: true
  /** Whether it has `:lang`, too. */
  usesLanguage?: true
  filters: Readonly<Record<string, Filter>>
  /** By name: a field, `region` for a country, or a date with `:year` or `:decade`. Undefined: none. */
  facets?: Readonly<Record<string, Facet>>
  /** Replaces the values of filters, after the replacements that filters declare. */
  resolve?: (release: Release, values: FilterValues) => FilterValues
  /** SQL expressions that are never NULL, by name. Ids break ties. */
  sorts: Readonly<Record<string, string>>
  /** A name of `sorts`, prefixed with `-` for descending. */
  defaultSort: string
  /** Null for a list without valid time. */
  validTime: ValidTimeSql | null
}

/** The key of a version, and the end of its knowledge time. Its values are in `version_json`. */
const VERSION_COLUMNS = ['id', 'known_from', 'known_to']

/** The list of a resource type. */
export function listDefinition(resourceType: ResourceType): ListDefinition {
  const declared = declaredFiltersAndSorts(resourceType)
  const { name } = resourceType
  return {
    ...declared,
    filters: { id: setFilter('id', idSchema('Only these records.'), name), ...declared.filters },
    facets: facetsOf(resourceType),
    columns: [...VERSION_COLUMNS, ...Object.keys(resourceType.computed ?? {})],
    requiredColumns: VERSION_COLUMNS,
    hasVersionJson: true,
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
    filters: declaredFilters(declaration),
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
    // By the order of words: Côte d'Ivoire before Croatia.
    if (name === label) return [name, 'item.collation']
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
