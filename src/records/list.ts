import type { Key } from '../http/paging.ts'
import type { Listing } from './listing.ts'
import type { Release } from './release.ts'
import type { Cell } from './table.ts'

/** Lists are composed here, and only here, from a listing and the filters that a caller set. */

export type Row = Record<string, Cell>

export interface Wanted {
  known_at: string
  /** Filters that were set, by parameter. */
  filters: Readonly<Record<string, unknown>>
  limit: number
  after: Key | null
}

export interface Found {
  rows: Row[]
  total: number
  /** The key of the last row, where more rows follow. */
  next: Key | null
}

/** One page of a list, and how many rows the whole list has. */
export function list(release: Release, listing: Listing, wanted: Wanted): Found {
  const { known_at, filters, limit, after } = wanted
  const names = Object.keys(listing.filters).filter((name) => filters[name] !== undefined)
  const bound: Record<string, Cell> = { known_at }
  for (const name of names) bound[name] = listing.filters[name]?.bind(filters[name]) ?? null

  const where = [listing.known, ...names.map((name) => listing.filters[name]?.condition ?? '')]
  const counted = release.prepare<{ total: number }>(counting(listing, where)).get(bound) ?? {
    total: 0,
  }
  const rows = release.prepare<Row>(paging(listing, where, after !== null)).all({
    ...bound,
    many: limit + 1,
    ...(after !== null && { after_key: after[0], after_id: after[1] }),
  })
  const more = rows.length > limit
  const page = more ? rows.slice(0, limit) : rows
  const last = page.at(-1)
  return {
    rows: page.map(({ sort_key: _, ...row }) => row),
    total: counted.total,
    next: more && last !== undefined ? [last.sort_key ?? null, last.id ?? null] : null,
  }
}

function counting({ table }: Listing, where: readonly string[]): string {
  return `
    SELECT count(*) AS total
      FROM ${table}
     WHERE ${where.join('\n       AND ')}`
}

function paging(listing: Listing, where: readonly string[], after: boolean): string {
  const { table, columns, order } = listing
  const way = order.descending ? 'DESC' : 'ASC'
  const key = order.column === 'id' ? ['id'] : [order.column, 'id']
  const place = key.map((column) => (column === 'id' ? ':after_id' : ':after_key')).join(', ')
  const beyond = `(${key.join(', ')}) ${order.descending ? '<' : '>'} (${place})`
  return `
    SELECT ${columns.map((column) => `"${column}"`).join(', ')}, ${order.column} AS sort_key
      FROM ${table}
     WHERE ${[...where, ...(after ? [beyond] : [])].join('\n       AND ')}
     ORDER BY ${key.map((column) => `${column} ${way}`).join(', ')}
     LIMIT :many`
}

/** One row by its id, as known then. */
export function find(
  release: Release,
  { table, columns, known }: Listing,
  wanted: { id: string; known_at: string },
): Row | undefined {
  return release
    .prepare<Row>(`
    SELECT ${columns.map((column) => `"${column}"`).join(', ')}
      FROM ${table}
     WHERE id = :id
       AND ${known}`)
    .get(wanted)
}
