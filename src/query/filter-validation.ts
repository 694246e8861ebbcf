import { invalidParameters, type ParameterError } from '../http/problem.ts'
import { collectionOfId, similarIds } from './id-lookup.ts'
import type { ListDefinition } from './list-definition.ts'
import type { Release } from './release.ts'

/** Filters that no record can meet, which is a mistake of the caller rather than an empty list. */
export function validateFilters(
  release: Release,
  { filters }: ListDefinition,
  asked: Readonly<Record<string, unknown>>,
): void {
  const faults = Object.entries(filters).flatMap(([name, { refersTo: refers, rangeEnd: upTo }]) => [
    ...(refers === undefined ? [] : unknown(release, refers, name, asked[name])),
    ...(upTo === undefined ? [] : reversed({ filters }, name, upTo, asked)),
  ])
  if (faults.length > 0) throw invalidParameters(...faults)
}

function unknown(
  release: Release,
  refers: string,
  parameter: string,
  value: unknown,
): ParameterError[] {
  if (value === undefined) return []
  const id = String(value)
  const collection = collectionOfId(release, id)
  if (collection === refers || (collection !== undefined && refers === ANY_COLLECTION)) return []
  const [suggestion] = refers === ANY_COLLECTION ? [] : similarIds(release, refers, id)
  const message =
    refers === ANY_COLLECTION ? 'no record has this id' : `no record of ${refers} has this id`
  return [{ parameter, value, message, ...(suggestion !== undefined && { suggestion }) }]
}

/** What a filter refers to that takes the id of any record. */
export const ANY_COLLECTION = 'any'

function reversed(
  { filters }: Pick<ListDefinition, 'filters'>,
  from: string,
  to: string,
  asked: Readonly<Record<string, unknown>>,
): ParameterError[] {
  const [begin, end] = [asked[from], asked[to]]
  if (begin === undefined || end === undefined) return []
  const [first, last] = [filters[from]?.bind(begin), filters[to]?.bind(end)]
  if (String(first) <= String(last)) return []
  const message = `ends before it begins: ${from} is ${begin}, ${to} is ${end}`
  return [
    { parameter: from, value: begin, message },
    { parameter: to, value: end, message },
  ]
}
