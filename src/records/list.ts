import type { Key } from '../http/paging.ts'
import type { Clocks } from './clocks.ts'
import type { Listing } from './listing.ts'
import type { Release } from './release.ts'
import type { Cell } from './table.ts'
import type { Validity } from './validity.ts'

/** Lists are composed here, and only here, from a listing, the clocks, and the filters that were set. */

export type Row = Record<string, Cell>

export interface Wanted {
  clocks: Clocks
  /** Filters that were set, by parameter. */
  filters: Readonly<Record<string, unknown>>
  /** The fields that are wanted; null for all. */
  fields: readonly string[] | null
  /** A name of the listing's `sorts`, after `-` for the reverse. */
  sort: string
  limit: number
  after: Key | null
}

export interface Found {
  rows: Row[]
  /** The key of the last row, where more rows follow. */
  next: Key | null
}

/** One page of a list. */
export function list(release: Release, listing: Listing, wanted: Wanted): Found {
  const { limit, after } = wanted
  const { from, bound } = asked(listing, wanted)
  const rows = release.prepare<Row>(paging(listing, from, wanted)).all({
    ...bound,
    many: limit + 1,
    ...(after !== null && { after_key: after[0], after_id: after[1] }),
  })
  const more = rows.length > limit
  const page = more ? rows.slice(0, limit) : rows
  const last = page.at(-1)
  return {
    rows: page.map(({ sort_key: _, ...row }) => row),
    next: more && last !== undefined ? [last.sort_key ?? null, last.id ?? null] : null,
  }
}

export interface Counted {
  total: number
  /** Of these, how many by certainty; not where no time is asked about. */
  totals?: Record<string, number>
}

/** How many rows the whole list has, and of which certainty. This costs more than a page of it. */
export function counted(release: Release, listing: Listing, wanted: Wanted): Counted {
  const { validity } = listing
  const { from, bound } = asked(listing, wanted)
  if (wanted.clocks.valid_at === null || validity === null) {
    const all = release.prepare<{ total: number }>(`SELECT count(*) AS total\n${from}`).get(bound)
    return { total: all?.total ?? 0 }
  }
  const groups = release
    .prepare<{ certainty: string; total: number }>(
      `SELECT ${validity.certainty} AS certainty, count(*) AS total\n${from}\n GROUP BY 1`,
    )
    .all(bound)
  const found = new Map(groups.map(({ certainty, total }) => [certainty, total]))
  return {
    total: groups.reduce((sum, { total }) => sum + total, 0),
    totals: Object.fromEntries(validity.certainties.map((name) => [name, found.get(name) ?? 0])),
  }
}

/** The rows that are asked for, whatever is shown of them, and the values that the SQL names. */
function asked(listing: Listing, { clocks, filters }: Wanted) {
  const { table, known, validity } = listing
  const { certainty, ...others } = filters
  const set = Object.entries(others).filter(([, value]) => value !== undefined)
  const where = [known, ...set.map(([name]) => listing.filters[name]?.condition ?? '')]
  const bound: Record<string, Cell> = { known_at: clocks.known_at }
  for (const [name, value] of set) bound[name] = listing.filters[name]?.bind(value) ?? null
  if (clocks.valid_at !== null && validity !== null) {
    where.push(validity.condition)
    bound.valid_min = clocks.valid_at.min
    bound.valid_max = clocks.valid_at.max
    if (certainty !== undefined) {
      where.push(`${validity.certainty} = :certainty`)
      bound.certainty = String(certainty)
    }
  }
  return { from: `  FROM ${table} AS told\n WHERE ${where.join('\n   AND ')}`, bound }
}

/** Only what is shown is taken, and what the rest is told by. */
function columnsOf({ columns, lean }: Listing, fields: readonly string[] | null): string[] {
  return columns
    .filter((name) => fields === null || !lean || lean.includes(name) || fields.includes(name))
    .map((column) => `told."${column}"`)
}

function paging(listing: Listing, from: string, wanted: Wanted): string {
  const { clocks, sort, after, fields } = wanted
  const { sorts, validity } = listing
  const reverse = sort.startsWith('-')
  const [way, than] = reverse ? ['DESC', '<'] : ['ASC', '>']
  const key = sorts[sort.replace(/^-/, '')] ?? 'told.id'
  const keys = key === 'told.id' ? [key] : [key, 'told.id']
  const places = key === 'told.id' ? ':after_id' : ':after_key, :after_id'
  const moment =
    clocks.valid_at === null || validity === null
      ? []
      : [`${validity.certainty} AS certainty`, ...neighboursOf(validity, fields)]
  const shown = [...columnsOf(listing, fields), ...moment, `${key} AS sort_key`]
  return `
SELECT ${shown.join(',\n       ')}
${from}
${after === null ? '' : `   AND (${keys.join(', ')}) ${than} (${places})`}
 ORDER BY ${keys.map((one) => `${one} ${way}`).join(', ')}
 LIMIT :many`
}

function neighboursOf({ neighbours }: Validity, fields: readonly string[] | null): string[] {
  return Object.entries(neighbours)
    .filter(([name]) => fields === null || fields.includes(name))
    .map(([name, expression]) => `${expression} AS ${name}`)
}

/** One row by its id, as known then; with its certainty where a time is asked about, null if none. */
export function find(
  release: Release,
  listing: Listing,
  { id, clocks, fields }: { id: string; clocks: Clocks; fields: readonly string[] | null },
): Row | undefined {
  const { table, known, validity } = listing
  const { known_at, valid_at } = clocks
  const asked = valid_at !== null && validity !== null
  const shown = [
    ...columnsOf(listing, fields),
    ...(asked
      ? [`CASE WHEN ${validity.condition} THEN ${validity.certainty} END AS certainty`]
      : []),
  ]
  const bound = { id, known_at, ...(asked && { valid_min: valid_at.min, valid_max: valid_at.max }) }
  return release
    .prepare<Row>(`
SELECT ${shown.join(', ')}
  FROM ${table} AS told
 WHERE told.id = :id
   AND ${known}`)
    .get(bound)
}
