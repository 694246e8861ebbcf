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
  const { limit, after, sort, fields } = wanted
  const { shape, bound, from } = asked(listing, wanted)
  const name = `page ${shape} ${sort} ${after !== null} ${fields}`
  const rows = release
    .prepare<Row>(name, () => paging(listing, from(), wanted))
    .all({
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

/** Whether a time is asked about, of what has one. */
export function isTimed({ validity }: Listing, { clocks }: Pick<Wanted, 'clocks'>): boolean {
  return clocks.valid_at !== null && validity !== null
}

/** The rows that are asked for, whatever is shown of them: in SQL, by a name, and what that names. */
export function asked(listing: Listing, wanted: Wanted) {
  const { name, table, known, validity } = listing
  const { certainty, ...others } = wanted.filters
  const { known_at, valid_at } = wanted.clocks
  const set = Object.entries(others).filter(([, value]) => value !== undefined)
  const bound: Record<string, Cell> = { known_at }
  for (const [name, value] of set) bound[name] = listing.filters[name]?.bind(value) ?? null
  if (valid_at !== null && validity !== null) {
    bound.valid_min = valid_at.min
    bound.valid_max = valid_at.max
    if (certainty !== undefined) bound.certainty = String(certainty)
  }
  const from = () => {
    const where = [known, ...set.map(([name]) => listing.filters[name]?.condition ?? '')]
    if (isTimed(listing, wanted) && validity !== null) {
      where.push(validity.condition)
      if (certainty !== undefined) where.push(`${validity.certainty} = :certainty`)
    }
    return `  FROM ${table} AS told\n WHERE ${where.join('\n   AND ')}`
  }
  return { shape: `${name} ${Object.keys(bound)}`, bound, from }
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
  wanted: { id: string; clocks: Clocks; fields: readonly string[] | null },
): Row | undefined {
  const { id, clocks, fields } = wanted
  const { known_at, valid_at } = clocks
  const timed = isTimed(listing, wanted)
  return release
    .prepare<Row>(`item ${listing.name} ${timed} ${fields}`, () => finding(listing, fields, timed))
    .get({ id, known_at, ...(timed && { valid_min: valid_at?.min, valid_max: valid_at?.max }) })
}

function finding(listing: Listing, fields: readonly string[] | null, timed: boolean): string {
  const { table, known, validity } = listing
  const certainty = `CASE WHEN ${validity?.condition} THEN ${validity?.certainty} END AS certainty`
  const shown = [...columnsOf(listing, fields), ...(timed ? [certainty] : [])]
  return `
SELECT ${shown.join(', ')}
  FROM ${table} AS told
 WHERE told.id = :id
   AND ${known}`
}
