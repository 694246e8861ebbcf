import type { ListDefinition } from './list-definition.ts'
import {
  composeFrom,
  type ListPage,
  type ListRequest,
  type Row,
  validTimeFor,
} from './list-query.ts'
import type { Release } from './release.ts'

/** How many rows a list has, beside the page of it that is shown. */

export interface PageCount {
  total: number
  /** Where there may be more than are counted. */
  total_qualifier?: 'at_least'
  /** Of these, how many by certainty; not where no time is asked about. */
  totals?: Record<string, number>
}

/** So many rows are counted at most: of a larger list the number would cost more than it tells. */
export const COUNT_LIMIT = 10_000

/**
 * How many rows the whole list has, and of which certainty.
 *
 * @param found its page: where that is all of it, nothing else is looked at
 */
export function countPage(
  release: Release,
  listing: ListDefinition,
  wanted: ListRequest,
  { rows, next }: ListPage,
  most = COUNT_LIMIT,
): PageCount {
  const isWhole = wanted.after === null && next === null
  const timed = validTimeFor(listing, wanted)
  const certainties = timed?.certainties ?? []
  const { total, cut, ...totals } = isWhole
    ? tallied(rows, listing, certainties)
    : tallyOf(release, listing, wanted, { certainties, most })
  return {
    total,
    ...((total === most || cut) && { total_qualifier: 'at_least' }),
    ...(timed !== null && { totals }),
  }
}

/** How many there are in all, and of each certainty; and whether there may be more. */
interface Tally extends Record<string, number> {
  total: number
  cut: number
}

function tallied(
  rows: readonly Row[],
  { truncatedColumn: isCut = '' }: ListDefinition,
  certainties: readonly string[],
): Tally {
  const of = (name: string) => rows.filter(({ certainty }) => certainty === name).length
  return {
    total: rows.length,
    cut: Number(rows[0]?.[isCut] ?? 0),
    ...Object.fromEntries(certainties.map((name) => [name, of(name)])),
  }
}

function tallyOf(
  release: Release,
  listing: ListDefinition,
  wanted: ListRequest,
  { certainties, most }: { certainties: readonly string[]; most: number },
): Tally {
  const { shape, bound, from } = composeFrom(listing, wanted)
  const { truncatedColumn: isCut } = listing
  const totals = certainties.map(
    (name) => `count(*) FILTER (WHERE certainty = '${name}') AS ${name}`,
  )
  const counting = () => `
SELECT ${['count(*) AS total', 'coalesce(max(cut), 0) AS cut', ...totals].join(',\n       ')}
  FROM (
SELECT ${validTimeFor(listing, wanted)?.certainty ?? 'NULL'} AS certainty,
       ${isCut === undefined ? 0 : `item."${isCut}"`} AS cut
${from()}
 LIMIT :most)`
  const tally = release.prepare<Tally>(`count ${shape}`, counting)
  return tally.get({ ...bound, most }) ?? { total: 0, cut: 0 }
}
