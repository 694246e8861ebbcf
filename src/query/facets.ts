import { EARLIEST, LATEST } from '../domain/edtf.ts'
import type { LabelSource } from '../domain/labels.ts'
import type { Cell } from '../domain/record-serialization.ts'
import { regionsOf } from '../domain/regions.ts'
import type { Facet, FacetCounts, FacetValue } from './facet-definition.ts'
import { selectLabels } from './labels.ts'
import type { ListDefinition } from './list-definition.ts'
import { fromClause, type ListRequest, validTimeFor } from './list-query.ts'
import type { Release } from './release.ts'

/** Facets: how many records of a list have each value of a field. */

/** Rarer values are not listed. */
const MAX_VALUES = 500

/** Counts the records of a list by the values of these facets. */
export function selectFacets(
  release: Release,
  list: ListDefinition,
  request: ListRequest,
  names: readonly string[],
): Record<string, FacetCounts> {
  return Object.fromEntries(
    names.flatMap((name): [string, FacetCounts][] => {
      const facet = list.facets?.[name]
      return facet === undefined ? [] : [[name, selectFacet(release, list, request, facet)]]
    }),
  )
}

/** Counts the records of a list by the values of a facet, the most frequent first, dates in their order. */
function selectFacet(
  release: Release,
  list: ListDefinition,
  request: ListRequest,
  facet: Facet,
): FacetCounts {
  switch (facet.kind) {
    case 'date':
      return countDates(release, list, request, facet)
    case 'region':
      return mostFrequent(countRegions(release, list, request, facet.column))
    case 'value': {
      const counted = countValues(release, list, request, facet.column)
      const counts = labelled(release, request, facet.label, mostFrequent(counted))
      // SQLite has no booleans.
      return facet.isBoolean === true
        ? { ...counts, values: counts.values.map((one) => ({ ...one, value: one.value === 1 })) }
        : counts
    }
  }
}

type Counts = Pick<FacetValue, 'count' | 'definite' | 'possible'>
type CountedValue = Counts & { value: Cell }

function countValues(
  { prepare }: Release,
  list: ListDefinition,
  request: ListRequest,
  column: string,
): CountedValue[] {
  const { from, parameters } = fromClause(list, request)
  const certainty = validTimeFor(list, request)?.certainty
  const certain =
    certainty === undefined
      ? ''
      : `,
       count(*) FILTER (WHERE ${certainty} = 'definite')  AS definite,
       count(*) FILTER (WHERE ${certainty} <> 'definite') AS possible`
  return prepare<CountedValue>(`
SELECT item."${column}" AS value, count(*) AS count${certain}
${from}
 GROUP BY item."${column}"
 ORDER BY count(*) DESC, value`).all(parameters)
}

/** A record counts in each region of its country. */
function countRegions(
  release: Release,
  list: ListDefinition,
  request: ListRequest,
  column: string,
): (CountedValue & { label?: string })[] {
  const counted = new Map<Cell, CountedValue & { label?: string }>()
  for (const { value: country, ...counts } of countValues(release, list, request, column)) {
    const regions = country === null ? [] : regionsOf(String(country))
    const places = regions.length === 0 ? [{ code: null, name: undefined }] : regions
    for (const { code, name } of places) {
      const known = counted.get(code) ?? { value: code, count: 0, ...(name && { label: name }) }
      counted.set(code, { ...known, ...sum(known, counts) })
    }
  }
  return [...counted.values()].sort((a, b) => b.count - a.count)
}

function sum(a: Counts, b: Counts): Counts {
  return {
    count: a.count + b.count,
    ...(b.definite !== undefined && { definite: (a.definite ?? 0) + b.definite }),
    ...(b.possible !== undefined && { possible: (a.possible ?? 0) + b.possible }),
  }
}

function mostFrequent(counted: readonly (CountedValue & { label?: string })[]): FacetCounts {
  const present = counted.filter(({ value }) => value !== null)
  const listed = present.slice(0, MAX_VALUES)
  const total = (some: readonly CountedValue[]) => some.reduce((all, { count }) => all + count, 0)
  return {
    values: listed.map(({ value, label = null, ...counts }) => ({ value, label, ...counts })),
    missing: counted.find(({ value }) => value === null)?.count ?? 0,
    others: total(present.slice(MAX_VALUES)),
  }
}

function labelled(
  release: Release,
  { context }: ListRequest,
  source: LabelSource | undefined,
  counts: FacetCounts,
): FacetCounts {
  if (source === undefined) return counts
  const texts = counts.values.map(({ value }) => String(value))
  const labels = selectLabels(release, source, texts, context)
  return {
    ...counts,
    values: counts.values.map((one) => {
      const label = labels.get(String(one.value))
      return { ...one, label: label === undefined ? null : (JSON.parse(label) as string) }
    }),
  }
}

interface DateRow {
  is_missing: number
  first: string
  last: string
  count: number
}

/**
 * Counts dates by year or decade. A date surely lies in one if both of its bounds do, and may lie in each that it
 * overlaps. An open date may lie in each that another date has.
 */
function countDates(
  { prepare }: Release,
  list: ListDefinition,
  request: ListRequest,
  { column, first, last, digits }: Extract<Facet, { kind: 'date' }>,
): FacetCounts {
  const { from, parameters } = fromClause(list, request)
  const rows = prepare<DateRow>(`
SELECT item."${column}" IS NULL AS is_missing, ${first} AS first, ${last} AS last, count(*) AS count
${from}
 GROUP BY 1, 2, 3`).all(parameters)
  const dated = rows.filter(({ is_missing }) => is_missing === 0)
  const missing = rows.filter(({ is_missing }) => is_missing === 1)
  const periodOf = (day: string) => Number(day.slice(0, digits))
  const closed = dated.flatMap(({ first, last }) => [first, last].filter(isClosed).map(periodOf))
  const [earliest, latest] = [Math.min(...closed), Math.max(...closed)]
  const counted = new Map<number, Required<Counts>>()
  for (const { first, last, count } of dated) {
    const from = isClosed(first) ? periodOf(first) : earliest
    const to = isClosed(last) ? periodOf(last) : latest
    const isDefinite = from === to && isClosed(first) && isClosed(last)
    for (let period = from; period <= to; period += 1) {
      const known = counted.get(period) ?? { count: 0, definite: 0, possible: 0 }
      known.count += count
      if (isDefinite) known.definite += count
      else known.possible += count
      counted.set(period, known)
    }
  }
  const values = [...counted]
    .sort(([a], [b]) => a - b)
    .slice(0, MAX_VALUES)
    .map(([period, counts]) => ({ value: edtfOf(period, digits), label: null, ...counts }))
  return { values, missing: missing.reduce((all, { count }) => all + count, 0), others: 0 }
}

const isClosed = (day: string) => day !== EARLIEST && day !== LATEST

/** `1951`, or `195X` for a decade (EDTF level 1). */
function edtfOf(period: number, digits: number): string {
  return String(period).padStart(digits, '0').padEnd(4, 'X')
}
