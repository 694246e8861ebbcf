import type { Row } from '../domain/record-serialization.ts'
import type { ListDefinition } from './list-definition.ts'
import { fromClause, type ListPage, type ListRequest, validTimeFor } from './list-query.ts'
import type { Release } from './release.ts'

/** The number of records in a list. */
export interface ListCount {
  total: number
  /** Present if there may be more than were counted. */
  total_qualifier?: 'at_least'
  /** The number by certainty. Present if the request has a valid time. */
  totals?: Record<string, number>
}

/** Longer lists are not counted to their end, because that is slow. */
export const COUNT_LIMIT = 10_000

/**
 * Counts the records of a whole list, by certainty.
 *
 * @param page a page of the list; if it is the whole list, no query is needed
 */
export function countList(
  release: Release,
  list: ListDefinition,
  request: ListRequest,
  { rows, next }: ListPage,
  limit = COUNT_LIMIT,
): ListCount {
  const validTime = validTimeFor(list, request)
  const certainties = validTime?.certainties ?? []
  const isWhole = request.after === null && next === null
  const { total, truncated, ...totals } = isWhole
    ? countRows(rows, list, certainties)
    : selectCounts(release, list, request, { certainties, limit })
  return {
    total,
    ...((total === limit || truncated) && { total_qualifier: 'at_least' }),
    ...(validTime !== null && { totals }),
  }
}

interface Counts extends Record<string, number> {
  total: number
  truncated: number
}

function countRows(
  rows: readonly Row[],
  { truncatedColumn = '' }: ListDefinition,
  certainties: readonly string[],
): Counts {
  const count = (name: string) => rows.filter(({ certainty }) => certainty === name).length
  return {
    total: rows.length,
    truncated: Number(rows[0]?.[truncatedColumn] ?? 0),
    ...Object.fromEntries(certainties.map((name) => [name, count(name)])),
  }
}

function selectCounts(
  { prepare }: Release,
  list: ListDefinition,
  request: ListRequest,
  { certainties, limit }: { certainties: readonly string[]; limit: number },
): Counts {
  const { from, parameters } = fromClause(list, request)
  const { truncatedColumn } = list
  const totals = certainties.map(
    (name) => `count(*) FILTER (WHERE certainty = '${name}') AS ${name}`,
  )
  const columns = ['count(*) AS total', 'coalesce(max(truncated), 0) AS truncated', ...totals]
  const counts = prepare<Counts>(`
SELECT ${columns.join(',\n       ')}
  FROM (
SELECT ${validTimeFor(list, request)?.certainty ?? 'NULL'} AS certainty,
       ${truncatedColumn === undefined ? 0 : `item."${truncatedColumn}"`} AS truncated
${from}
 LIMIT :limit)`)
  return counts.get({ ...parameters, limit }) ?? { total: 0, truncated: 0 }
}
