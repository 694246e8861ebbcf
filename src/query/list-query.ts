import type { Cell, Row } from '../domain/record-serialization.ts'
import { BOUND_COLUMNS } from '../domain/valid-time.ts'
import type { FilterValues } from './filters.ts'
import type { ListDefinition } from './list-definition.ts'
import type { Release } from './release.ts'
import type { TemporalContext } from './temporal-context.ts'
import type { ValidTimeSql } from './valid-time-sql.ts'
import { withVersionJson } from './version-json.ts'

/**
 * The only place that composes the SQL of lists: from a definition, the two times and the filters of the
 * request. Values are bound parameters. The SQL text contains only names that are declared in the code.
 */

/** The sort key and the id of the row before a page. */
export type CursorKey = readonly (string | number | null)[]

export interface ListRequest {
  context: TemporalContext
  /** The values of filters, by parameter. Undefined values are ignored. */
  filters: FilterValues
  /** The fields to select; null for all. */
  fields: readonly string[] | null
  /** For a list of versions: selects their JSON, with or without evidence. Default: no JSON. */
  evidence?: 'full' | 'none'
  /** For a list with valid time: selects the bounds of each record. */
  hasBounds?: boolean
  /** A name of the list's `sorts`, prefixed with `-` for descending. */
  sort: string
  limit: number
  after: CursorKey | null
}

export interface ListPage {
  /** Rows with the selected columns, and those that rendering needs. */
  rows: Row[]
  /** The key of the last row if more rows follow. */
  next: CursorKey | null
}

/** Selects one page of a list. */
export function selectPage(
  { prepare }: Release,
  list: ListDefinition,
  request: ListRequest,
): ListPage {
  const { limit, after } = request
  const { from, parameters } = fromClause(list, request)
  const rows = prepare<Row>(pageStatement(list, request, from)).all({
    ...parameters,
    limit: limit + 1,
    ...(after !== null && { after_key: after[0], after_id: after[1] }),
  })
  const hasMore = rows.length > limit
  if (hasMore) rows.pop()
  const last = rows.at(-1)
  return {
    rows,
    next: hasMore && last !== undefined ? [last.sort_key ?? null, last.id ?? null] : null,
  }
}

/** The valid-time SQL of a list, or null if the request has no `valid_at` or the list no valid time. */
export function validTimeFor(
  { validTime }: ListDefinition,
  { context }: Pick<ListRequest, 'context'>,
): ValidTimeSql | null {
  return context.valid_at === null ? null : validTime
}

/** The rows that match a request: FROM and WHERE, and the values of their parameters. */
export function fromClause(
  list: ListDefinition,
  request: ListRequest,
): { from: string; parameters: Record<string, Cell> } {
  const { certainty, ...filters } = request.filters
  const validTime = validTimeFor(list, request)
  const conditions = [list.knownCondition]
  const parameters = timeParameters(list, request)
  for (const [name, filter] of Object.entries(list.filters)) {
    const value = filters[name] ?? (filter.schema as { default?: unknown }).default
    if (value === undefined) {
      if (filter.absent !== undefined) conditions.push(filter.absent)
      continue
    }
    const { condition } = filter
    if (condition === null) continue
    conditions.push(typeof condition === 'string' ? condition : condition(value, filters))
    parameters[name] = filter.bind(value)
  }
  if (validTime !== null) conditions.push(validTime.condition)
  if (validTime !== null && certainty !== undefined) {
    conditions.push(`${validTime.certainty} = :certainty`)
    parameters.certainty = String(certainty)
  }
  return {
    from: `  FROM ${list.table} AS item\n WHERE ${conditions.join('\n   AND ')}`,
    parameters,
  }
}

/** The days of `valid_at` are bound only if the SQL uses them. */
function timeParameters(
  list: ListDefinition,
  request: Pick<ListRequest, 'context'>,
): Record<string, Cell> {
  const { known_at, valid_at, lang } = request.context
  const days = { valid_min: valid_at?.min ?? null, valid_max: valid_at?.max ?? null }
  if (list.usesLanguage === true) return { known_at, lang, ...days }
  if (list.usesValidTime === true) return { known_at, ...days }
  return validTimeFor(list, request) === null ? { known_at } : { known_at, ...days }
}

/** The requested columns, and those that rendering needs. */
function selectedColumns(
  { columns, requiredColumns }: ListDefinition,
  fields: readonly string[] | null,
): string[] {
  return columns
    .filter(
      (name) =>
        fields === null ||
        requiredColumns === undefined ||
        requiredColumns.includes(name) ||
        fields.includes(name),
    )
    .map((column) => `item."${column}"`)
}

function pageStatement(list: ListDefinition, request: ListRequest, from: string): string {
  const { sort, after, fields } = request
  const validTime = validTimeFor(list, request)
  const [direction, comparison] = sort.startsWith('-') ? ['DESC', '<'] : ['ASC', '>']
  const key = list.sorts[sort.replace(/^-/, '')] ?? 'item.id'
  const keys = key === 'item.id' ? [key] : [key, 'item.id']
  const afterKeys = key === 'item.id' ? ':after_id' : ':after_key, :after_id'
  const columns = [
    ...selectedColumns(list, fields),
    ...(validTime === null ? [] : validTimeColumns(validTime, fields)),
    ...(request.hasBounds === true ? BOUND_COLUMNS.map((column) => `item.${column}`) : []),
    `${key} AS sort_key`,
    // On later pages, the window has the rest of the list only; the total is remembered then.
    ...(list.isCountedWithPage === true && after === null ? ['count(*) OVER () AS total'] : []),
  ]
  const page = `
SELECT ${columns.join(',\n       ')}
${from}
${after === null ? '' : `   AND (${keys.join(', ')}) ${comparison} (${afterKeys})`}
 ORDER BY ${keys.map((one) => `${one} ${direction}`).join(', ')}
 LIMIT :limit`
  return list.hasVersionJson ? withVersionJson(page, request.evidence) : page
}

function validTimeColumns(
  { certainty, neighbours }: ValidTimeSql,
  fields: readonly string[] | null,
): string[] {
  const selected = Object.entries(neighbours).filter(
    ([name]) => fields === null || fields.includes(name),
  )
  return [
    `${certainty} AS certainty`,
    ...selected.map(([name, expression]) => `${expression} AS ${name}`),
  ]
}

/** An item is requested without filters. */
function absentConditions({ filters }: ListDefinition): string[] {
  return Object.values(filters).flatMap(({ absent }) => (absent === undefined ? [] : [absent]))
}

/** Selects one row by its id. With `valid_at`, `certainty` is NULL if the record was not true then. */
export function selectItem(
  { prepare }: Release,
  list: ListDefinition,
  request: Pick<ListRequest, 'context' | 'fields' | 'evidence'> & { id: string },
): Row | undefined {
  const { id, fields } = request
  const validTime = validTimeFor(list, request)
  const columns = selectedColumns(list, fields)
  if (validTime !== null)
    columns.push(`CASE WHEN ${validTime.condition} THEN ${validTime.certainty} END AS certainty`)
  const item = `
SELECT ${columns.join(',\n       ')}
  FROM ${list.table} AS item
 WHERE ${['item.id = :id', list.knownCondition, ...absentConditions(list)].join('\n   AND ')}`
  return prepare<Row>(list.hasVersionJson ? withVersionJson(item, request.evidence) : item).get({
    id,
    ...timeParameters(list, request),
  })
}
