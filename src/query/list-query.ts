import type { Key } from '../api/cursor.ts'
import type { Cell } from '../database/record-rows.ts'
import type { ListDefinition } from './list-definition.ts'
import type { Release } from './release.ts'
import type { TemporalContext } from './temporal-context.ts'
import type { ValidTimeSql } from './valid-time-sql.ts'

/** Lists are composed here, and only here, from a listing, the clocks, and the filters that were set. */

export type Row = Record<string, Cell>

export interface ListRequest {
  clocks: TemporalContext
  /** Filters that were set, by parameter. */
  filters: Readonly<Record<string, unknown>>
  /** The fields that are wanted; null for all. */
  fields: readonly string[] | null
  /** A name of the listing's `sorts`, after `-` for the reverse. */
  sort: string
  limit: number
  after: Key | null
}

export interface ListPage {
  /** With what they are told by, and ordered by, beside what is shown. */
  rows: Row[]
  /** The key of the last row, where more rows follow. */
  next: Key | null
}

/** One page of a list. */
export function selectPage(
  release: Release,
  listing: ListDefinition,
  wanted: ListRequest,
): ListPage {
  const { limit, after, sort, fields } = wanted
  const { shape, bound, from } = composeFrom(listing, wanted)
  const name = `page ${shape} ${sort} ${after !== null} ${fields}`
  const rows = release
    .prepare<Row>(name, () => paging(listing, from(), wanted))
    .all({
      ...bound,
      many: limit + 1,
      ...(after !== null && { after_key: after[0], after_id: after[1] }),
    })
  const more = rows.length > limit
  if (more) rows.pop()
  const last = rows.at(-1)
  return {
    rows,
    next: more && last !== undefined ? [last.sort_key ?? null, last.id ?? null] : null,
  }
}

/** By what is told when rows held; null where no time is asked about, or they have none. */
export function validTimeFor(
  { validTime: validity }: ListDefinition,
  { clocks }: Pick<ListRequest, 'clocks'>,
): ValidTimeSql | null {
  return clocks.valid_at === null ? null : validity
}

/** The rows that are asked for, whatever is shown of them: in SQL, by a name, and what that names. */
export function composeFrom(listing: ListDefinition, wanted: ListRequest) {
  const { name, table, knownCondition: known } = listing
  const { certainty, ...others } = wanted.filters
  const timed = validTimeFor(listing, wanted)
  const set = Object.entries(others).filter(([, value]) => value !== undefined)
  const bound: Record<string, Cell> = timesOf(listing, wanted)
  for (const [name, value] of set) bound[name] = listing.filters[name]?.bind(value) ?? null
  const isCertain = timed !== null && certainty !== undefined
  if (isCertain) bound.certainty = String(certainty)
  const from = () => {
    const where = [known, ...set.map(([name]) => listing.filters[name]?.condition ?? '')]
    if (timed !== null) where.push(timed.condition)
    if (isCertain) where.push(`${timed.certainty} = :certainty`)
    return `  FROM ${table} AS item\n WHERE ${where.join('\n   AND ')}`
  }
  return { shape: `${name} ${Object.keys(bound)}`, bound, from }
}

/** What the clocks are bound to: the days of `valid_at` only where they are asked about. */
function timesOf(
  listing: ListDefinition,
  wanted: Pick<ListRequest, 'clocks'>,
): Record<string, Cell> {
  const { known_at, valid_at } = wanted.clocks
  if (validTimeFor(listing, wanted) === null || valid_at === null) return { known_at }
  return { known_at, valid_min: valid_at.min, valid_max: valid_at.max }
}

/** Only what is shown is taken, and what the rest is told by. */
function columnsOf(
  { columns, requiredColumns: lean }: ListDefinition,
  fields: readonly string[] | null,
): string[] {
  return columns
    .filter((name) => fields === null || !lean || lean.includes(name) || fields.includes(name))
    .map((column) => `item."${column}"`)
}

function paging(listing: ListDefinition, from: string, wanted: ListRequest): string {
  const { sort, after, fields } = wanted
  const { sorts } = listing
  const timed = validTimeFor(listing, wanted)
  const reverse = sort.startsWith('-')
  const [way, than] = reverse ? ['DESC', '<'] : ['ASC', '>']
  const key = sorts[sort.replace(/^-/, '')] ?? 'item.id'
  const keys = key === 'item.id' ? [key] : [key, 'item.id']
  const places = key === 'item.id' ? ':after_id' : ':after_key, :after_id'
  const moment =
    timed === null ? [] : [`${timed.certainty} AS certainty`, ...neighboursOf(timed, fields)]
  const shown = [...columnsOf(listing, fields), ...moment, `${key} AS sort_key`]
  return `
SELECT ${shown.join(',\n       ')}
${from}
${after === null ? '' : `   AND (${keys.join(', ')}) ${than} (${places})`}
 ORDER BY ${keys.map((one) => `${one} ${way}`).join(', ')}
 LIMIT :many`
}

function neighboursOf({ neighbours }: ValidTimeSql, fields: readonly string[] | null): string[] {
  return Object.entries(neighbours)
    .filter(([name]) => fields === null || fields.includes(name))
    .map(([name, expression]) => `${expression} AS ${name}`)
}

/** One row by its id, as known then; with its certainty where a time is asked about, null if none. */
export function selectItem(
  release: Release,
  listing: ListDefinition,
  wanted: { id: string; clocks: TemporalContext; fields: readonly string[] | null },
): Row | undefined {
  const { id, fields } = wanted
  const timed = validTimeFor(listing, wanted)
  const name = `item ${listing.name} ${timed !== null} ${fields}`
  return release
    .prepare<Row>(name, () => finding(listing, fields, timed))
    .get({ id, ...timesOf(listing, wanted) })
}

function finding(
  listing: ListDefinition,
  fields: readonly string[] | null,
  timed: ValidTimeSql | null,
): string {
  const { table, knownCondition: known } = listing
  const certainty = timed && `CASE WHEN ${timed.condition} THEN ${timed.certainty} END AS certainty`
  const shown = [...columnsOf(listing, fields), ...(certainty === null ? [] : [certainty])]
  return `
SELECT ${shown.join(', ')}
  FROM ${table} AS item
 WHERE item.id = :id
   AND ${known}`
}
