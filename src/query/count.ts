import type { Row } from '../domain/record-serialization.ts'
import type { ListDefinition } from './list-definition.ts'
import { fromClause, type ListPage, type ListRequest, validTimeFor } from './list-query.ts'
import type { ListCount, Release } from './release.ts'

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
  // The same list has the same count on every page, and in every order.
  const { context, filters } = request
  const { known_at, valid_at } = context
  const key = JSON.stringify([list.name, known_at, valid_at, limit, Object.entries(filters).sort()])
  const known = release.counts.get(key)
  if (known !== undefined) return known
  const counted = countRecords(release, list, request, { rows, next }, limit)
  release.counts.set(key, counted)
  return counted
}

function countRecords(
  release: Release,
  list: ListDefinition,
  request: ListRequest,
  { rows, next }: ListPage,
  limit: number,
): ListCount {
  const validTime = validTimeFor(list, request)
  const certainties = validTime?.certainties ?? []
  const isWhole = request.after === null && next === null
  const { total, truncated, ...totals } =
    isWhole || rows[0]?.total !== undefined
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
    total: Number(rows[0]?.total ?? rows.length),
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
